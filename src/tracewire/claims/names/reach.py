"""How far does a phrase reach that tells of a speaker: made whole, with its state, beside a name?

Words are told by their numbers, and a phrase is all the words from its first to its last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracewire.claims.names.wording import Wording

__all__ = ["GENITIVE", "before_name", "behind_name", "hyphenated", "led_from", "whole"]

_BESIDE: Final = 14
"""Words on either side of a name in which its bearer's role and employer are looked for."""
_NEAR: Final = 6
"""Words behind a name among which the office of its bearer begins."""
_APART: Final = 4
"""Words, the genitive's two among them, between a state or body and the office that it leads."""
GENITIVE: Final = frozenset({"'", "s"})
"""The words of a genitive behind its name: "Norway's"."""
_RUNS_ON: Final = 6
"""Words by which a phrase that was marked too short is made whole at most."""
_HYPHEN: Final = "-"
_STOPS: Final = frozenset('.!?;:()",')


def whole(wording: Wording, inside: Sequence[int]) -> list[int]:
    """The words with those that they cannot do without ("the office for" arms control, "experts mandated"
    by the Union), and without a mark at either end.
    """
    words = list(inside)
    while len(words) > 1 and not wording.form(words[0])[:1].isalnum():
        words.pop(0)
    forms, form = wording.grammar.forms, wording.form
    if wording.is_role(form(words[0] - 1), form(words[0])):  # of "think tank" the latter
        words.insert(0, words[0] - 1)
    last = words[-1]
    following = form(last + 1)
    if form(last) in forms["agent"] and following in forms["agent_by"]:
        last += 1
    for _ in range(_RUNS_ON):
        following = form(last + 1)
        if form(last) not in forms["open_end"] or not (following == "'" or following[:1].isalnum()):
            break
        last += 1
    if form(last) in forms["open_end"]:
        last = inside[-1]
    for hit in wording.hits:  # a name is taken whole
        if last > inside[-1] and hit.start <= wording.words[last].start < hit.end:
            last = max(n for n in range(last, len(wording.words)) if wording.words[n].start < hit.end)
    return [*words, *range(words[-1] + 1, last + 1)]


def led_from(wording: Wording, office: int, opened: int) -> int:
    """Where the phrase begins whose last words are an office: with the state or body that leads them,
    if it stands right before them, or a little further off as an adjective or in the genitive; at `opened`
    at the earliest.
    """
    start, at, owner = office, office - 1, False
    while at >= opened and start - at <= _APART + 1:
        hit = next((h for h in wording.hits if wording.covers(h, at)), None)
        if hit is not None:
            if start - 1 > at and not owner and hit.entries[0].form != "demonym":
                break
            start = at = next(n for n in range(opened, at + 1) if wording.covers(hit, n))
            owner = False
        elif wording.form(at) in GENITIVE:
            owner = True
        elif wording.form(at) in wording.grammar.forms["former"]:
            start = at if start == at + 1 else start
        elif wording.has_capital(at):
            break
        at -= 1
    return start


def hyphenated(wording: Wording, inside: Sequence[int]) -> list[int]:
    """The words with what a hyphen joins to them: of "Kim Hong" and of "Kim Hong-" "Kim Hong-il"."""
    words = list(inside)
    while words:
        hyphen = words[-1] if wording.form(words[-1]) == _HYPHEN else words[-1] + 1
        if wording.form(hyphen) != _HYPHEN or not wording.is_tight(hyphen):
            break
        words += range(words[-1] + 1, hyphen + 2)
    return words


def before_name(wording: Wording, first: int) -> list[int]:
    """The phrase that names an office right before the name that begins with the word `first` ("Norway's
    defence minister, Per Holm"); empty where there is none.
    """
    forms, form = wording.grammar.forms, wording.form
    at = first - 1
    if form(at) == "." and form(at - 1) in forms["title"]:  # "Gen. Per Holm", and not "the navy. Per Holm"
        at -= 1
    if form(at) in forms["title"] and not wording.is_role(form(at)):
        at -= 1
    if form(at) == ",":
        at -= 1
    opened = at
    while opened >= 0 and first - opened < _BESIDE and not _bars(wording, opened):
        opened -= 1
    held = list(range(opened + 1, at + 1))
    spans = _of_persons_first(wording, held)
    if not spans:
        return []
    behind = max(last for _, last in spans)
    office = min(start for start, last in spans if last == behind)
    if behind <= at and wording.is_name_word(behind):  # "President Macron met Per Holm"
        return []
    start = led_from(wording, office, opened + 1) if wording.grammar.modifier_before_noun else office
    while start > opened + 1 and form(start - 1) in forms["former"] | {"-"}:
        start -= 1
    return list(range(start, at + 1))


def behind_name(wording: Wording, last: int) -> list[int]:
    """The phrase with an office right behind the name that ends before the word `last`, after a comma or in
    brackets; empty where there is none.
    """
    if wording.form(last) not in (",", "("):
        return []
    closed = last + 1
    while closed < len(wording.words) and closed - last < _BESIDE and not _bars(wording, closed):
        if wording.form(closed) in wording.grammar.forms["relative_subject"]:
            break
        closed += 1
    held = list(range(last + 1, closed))
    spans = _of_persons_first(wording, held)
    return held if spans and spans[0][0] - last <= _NEAR else []


def _of_persons_first(wording: Wording, held: Sequence[int]) -> list[tuple[int, int]]:
    """The nouns of persons among the words, each from its first word up to its last; if none, of bodies."""
    spans = list(wording.role_spans(held))
    return [(first, last) for first, last, (_, is_person) in spans if is_person] or [
        (first, last) for first, last, _ in spans
    ]


def _bars(wording: Wording, number: int) -> bool:
    """Whether the word ends what can be a phrase beside a name: a mark, a line's end, "said" (and not
    "United States").
    """
    if wording.words[number].form in _STOPS or wording.ends_line(number):
        return True
    return not wording.is_known(number) and wording.grammar.speaks(wording.lemma(number))
