"""What do the words of a phrase name: a person, a body, a paper, the employer of who speaks?

The tables come first; what they do not know is found by its capitals and by the words beside them. Words are
told by their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tracewire.claims.names.wording import Wording
from tracewire.lexicon import EntryKind, Hit, is_private
from tracewire.model import Span

__all__ = [
    "BODIES",
    "body_name",
    "employer",
    "firm_name",
    "is_beside",
    "is_unlisted",
    "joined_body",
    "outlet_between",
    "paper_name",
    "party_of",
    "person_name",
]

BODIES: Final[Mapping[str, str]] = {"un": "UN", "eu": "EU", "nato": "NATO"}
"""Parties whose country as a source is an organisation (annotation guide, "Rulings")."""
_BODY_OF: Final = {country: party for party, country in BODIES.items()}

_PARTICLES: Final = frozenset(
    {"de", "du", "al", "el", "bin", "ben", "ibn", "von", "van", "der", "la", "le", "ould", "ag"}
)
_NAMED_BODY: Final = 2
"""Words with a capital, besides the state, that the own name of a body has at least."""
_NAMED_PAPER: Final = 2
"""Words that the name of a paper nobody knows has at least."""
_VIA: Final = 4
"""Words between the one that says "told" or "cited by" and the outlet's name."""
_HOUSES: Final = frozenset({"firm", "monitor"})
"""The forms of bodies at which people work who speak for no state."""
_TO_NAME: Final = 5
"""Words at most between the noun for a firm and its name ("norvégienne d'armement")."""
_TO_BODY: Final = 3
"""Words at most that join a name to that of a body ("de", "l", "'")."""
_STATES: Final = frozenset({EntryKind.STATE, EntryKind.PLACE})
_LED: Final = 2
"""Words before a name within a phrase among which a preposition joins it ("auprès des Nations unies")."""


def party_of(country: str | None) -> str | None:
    """The code of the party that a source's country is."""
    return _BODY_OF.get(country, country) if country else None


def person_name(wording: Wording, inside: Sequence[int]) -> str | None:
    """The longest run of capitalised words that are no role, no title and no known body."""
    best: list[int] = []
    for run in _runs(wording, inside):
        if len(run) >= len(best) and not _is_of_region(wording, run, inside):
            best = run
    if not best:
        return None
    first = best[0] - 1
    if len(best) == 1 and first in inside and _may_be_given(wording, first):
        best = [first, *best]
    return " ".join(wording.text(best[0], best[-1]).split())


def _may_be_given(wording: Wording, number: int) -> bool:
    """Whether a word that the language knows, at the head of a sentence, can be the given name of who is
    marked there: "Kim" in "Kim Park said".
    """
    forms, form = wording.grammar.forms, wording.form(number)
    small = form in forms["title"] | forms["taking_up"] | wording.grammar.weekdays or not form.isalpha()
    barred = small or wording.is_known(number) or number in wording.offices
    return wording.has_capital(number) and not barred


def _is_of_region(wording: Wording, run: Sequence[int], inside: Sequence[int]) -> bool:
    """Whether a word between two small ones names where an office is: "of the southern Andalusia region"."""
    beside = (run[0] - 1, run[-1] + 1)
    small = (n in inside and wording.words[n].form.islower() and n not in wording.offices for n in beside)
    return len(run) == 1 and all(small)


def _runs(wording: Wording, inside: Sequence[int]) -> Iterator[list[int]]:
    taken = wording.office_words(inside)
    titles = wording.grammar.forms["title"]
    people = (EntryKind.PERSON, EntryKind.PLACE, EntryKind.DESIGNATION)
    run: list[int] = []
    for number in inside:
        form = wording.form(number)
        known = any(h.entries[0].kind not in people for h in wording.begun_in(number))
        joins = run and (form in ("-", "'") or form in _PARTICLES)
        barred = known or form in titles or number in taken
        capital = wording.has_capital(number) and not barred and not wording.is_common(number)
        if capital or (joins and number + 1 in inside) or _goes_on(wording, run, number):
            run.append(number)
        elif run:
            yield _trimmed(wording, run)
            run = []
    if run:
        yield _trimmed(wording, run)


def _goes_on(wording: Wording, run: Sequence[int], number: int) -> bool:
    """Whether a hyphen joins the word to the name before it, whatever its case: "Yoo Sang-bum"."""
    return run[-1:] == [number - 1] and wording.form(number - 1) == "-" and wording.is_tight(number - 1)


def _trimmed(wording: Wording, run: list[int]) -> list[int]:
    while run and not wording.form(run[-1])[:1].isalnum():
        run = run[:-1]
    return run


def body_name(wording: Wording, inside: Sequence[int]) -> str | None:
    """The name of a body that is at home in a state ("the NGO Council for Trade of Ukraine"); None where
    the words only tell of which state it is.
    """
    forms = wording.grammar.forms
    private = [n for n in inside if wording.form(n) in forms["private_body"]]
    for at, number in enumerate(inside):
        if not is_unlisted(wording, number):
            continue
        last, capitals = number, 1
        for n in inside[at + 1 :]:
            if wording.has_capital(n):
                last, capitals = n, capitals + is_unlisted(wording, n)
            elif wording.form(n) not in forms["name_joint"]:
                break
        first = number
        while first > inside[0] and wording.has_capital(first - 1) and _adjoins(wording, first - 1):
            first -= 1
        if capitals >= _NAMED_BODY or (private and first > private[0]):
            return wording.text(first, last)
    if private and wording.has_capital(private[0]):  # "le Centre d'études d'Ankara"
        return wording.text(private[0], inside[-1])
    return wording.text(inside[0], inside[-1]) if private else None  # "a charity in Krakow"


def firm_name(wording: Wording, noun: int) -> list[int]:
    """The words of the name that a noun for a firm, told from others by its state or trade, has behind it:
    "the Turkish group Makina Savunma", "la société norvégienne d'armement Brandholt"; none of "the firm".
    """
    forms, form = wording.grammar.forms, wording.form
    if form(noun) not in forms["firm_noun"]:
        return []
    at, described = noun + 1, wording.grammar.modifier_before_noun and noun > 0 and wording.is_known(noun - 1)
    while at < len(wording.words) and not is_unlisted(wording, at):
        trade = form(at) in forms["of_trade"] and form(at + 1) not in forms["open_end"] - {"'"}
        trade = trade or form(at - 1) in forms["of_trade"] | {"'"}
        if not (trade or wording.is_known(at)) or wording.has_capital(at) or at - noun > _TO_NAME:
            return []
        at, described = at + 1, True
    name: list[int] = []
    while at < len(wording.words) and described and is_unlisted(wording, at):
        name.append(at)
        at += 1
    return name


def is_unlisted(wording: Wording, number: int) -> bool:
    """Whether the word has a capital as a name has that no table knows."""
    known = number in wording.offices or wording.is_known(number)
    return wording.has_capital(number) and not known and not wording.is_common(number)


def _adjoins(wording: Wording, number: int) -> bool:
    """Whether the word may begin a body's name: a state's ("Malian Air Force"), no article, no "NGO"."""
    forms = wording.grammar.forms
    return wording.form(number) not in forms["taking_up"] | forms["private_body"]


def paper_name(wording: Wording, inside: Sequence[int]) -> str | None:
    """The name of a paper or station that no table knows, told by one of its words ("… Post")."""
    forms = wording.grammar.forms
    run: list[int] = []
    for number in [*inside, -1]:
        if number >= 0 and wording.has_capital(number) and not _office_like(wording, number):
            run.append(number)
            continue
        while run and wording.form(run[0]) in forms["taking_up"]:
            run.pop(0)
        papers = forms["outlet_word"]
        if len(run) >= _NAMED_PAPER and any(wording.form(n) in papers for n in (run[0], run[-1])):
            return wording.text(run[0], run[-1])
        run = []
    return None


def _office_like(wording: Wording, number: int) -> bool:
    """Whether the word is of an office, a person or a body that the tables know."""
    kinds = (EntryKind.PERSON, EntryKind.INSTITUTION, EntryKind.ACTOR, EntryKind.OUTLET)
    return number in wording.offices or any(h.entries[0].kind in kinds for h in wording.begun_in(number))


def outlet_between(wording: Wording, near: Span, speaker: Span) -> str | None:
    """The outlet to which the words were said or by which they are cited, in the claim's sentence `near`;
    `speaker` is where the text names who said them.
    """
    cues = wording.grammar.forms["via"]
    for hit in wording.over(near):
        entry = hit.first(EntryKind.OUTLET)
        if entry is None or (hit.start < speaker.end and hit.end > speaker.start):
            continue
        before = re.findall(r"\w+", wording.document.text[near.start : hit.start].lower())[-_VIA:]
        if any(word in cues for word in before):
            return entry.name
    words = wording.words
    for number in wording.numbers(near):
        if wording.form(number) not in cues or words[number].end > near.end:
            continue
        run = number + 1
        while wording.form(run) in wording.grammar.forms["taking_up"] and not wording.has_capital(run):
            run += 1
        last = run
        while last < len(words) and words[last].end <= near.end and wording.has_capital(last):
            last += 1
        beside = last == run or words[run].start >= speaker.end or words[last].start <= speaker.start
        if beside and (paper := paper_name(wording, range(run, last))):
            return paper
    return None


def employer(wording: Wording, inside: Sequence[int], hits: Sequence[Hit]) -> tuple[str | None, str | None]:
    """The organisation that the words name, and its country; an institution before a state. `hits` are the
    names of the tables among the words.

    Whom the speaker is of ("Iranian", "of the ministry") comes before where or to whom they are ("mission
    to the UN"), and of those who speak abroad for themselves ("analysts in Nairobi") that tells nothing. Of
    these a country tells whereon they work, and a firm or monitor where ("Chad researcher at SIPRI").
    """
    role, _ = wording.role(inside)
    own = [hit for hit in hits if not is_beside(wording, inside, hit)]
    if role in wording.grammar.posted and is_private(role):
        own = [hit for hit in own if not _is_subject(wording, hit)]
    houses = [h for h in hits if (e := h.first(EntryKind.INSTITUTION)) and e.form in _HOUSES]
    if houses and all(hit.entries[0].kind in _STATES for hit in own):
        hits = houses
    elif own:
        hits = own
    elif role in wording.grammar.posted:
        return None, None
    org = country = None
    state: str | None = None
    for hit in hits:
        entry = hit.entries[0]
        if entry.kind == EntryKind.INSTITUTION and org is None:
            org, country = entry.org or entry.name, entry.country
        elif entry.kind == EntryKind.ACTOR and org is None:
            org, country = entry.name, entry.country or BODIES.get(entry.party or "")
        elif entry.kind in _STATES and state is None:
            state = entry.country or entry.party
            country = country or state
    if org is None and (firm := next(filter(None, (firm_name(wording, n) for n in inside)), None)):
        org = wording.text(firm[0], firm[-1])
    if org is None and state is not None:
        entry = next(h.entries[0] for h in hits if h.entries[0].kind in _STATES)
        org = entry.name
    return org, country


def joined_body(wording: Wording, number: int) -> tuple[list[int], list[Hit]]:
    """The words and names of the body to which a preposition at `number` joins the name before it ("of the
    Pentagon", "de l'Otan"); none where no body of the tables follows.
    """
    joins = wording.grammar.forms["of_body"]
    first = number
    while wording.form(first) in joins and first - number < _TO_BODY:
        first += 1
    named = wording.named_by([first]) if first > number and first < len(wording.words) else []
    bodies = [hit for hit in named if hit.first(EntryKind.INSTITUTION, EntryKind.ACTOR)]
    return [first] if bodies else [], bodies


def _is_subject(wording: Wording, hit: Hit) -> bool:
    """Whether the name is a country's or place's as a noun ("Chad analyst"), no demonym, nor an abbreviation
    that stands for one ("US analyst").
    """
    entry = hit.entries[0]
    plain = entry.kind == EntryKind.PLACE or (entry.kind == EntryKind.STATE and entry.form == "name")
    return plain and not Span(hit.start, hit.end).of(wording.document.text).isupper()


def is_beside(wording: Wording, inside: Sequence[int], hit: Hit) -> bool:
    """Whether a preposition of place or direction joins the name to the phrase."""
    led = [n for n in inside if wording.words[n].end <= hit.start][-_LED:]
    return any(wording.form(n) in wording.grammar.forms["beside"] for n in led)
