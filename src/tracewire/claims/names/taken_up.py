"""Whom do words without a name take up?

"The rebels" are who was called so before, "the three countries" those of the list before them, "either side"
those at war where the document tells of, "the latter" who was named last, and "the army" whose army the
document told of; where it told of none, that of the state in the dateline.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from tracewire.claims.text.found import Found, common
from tracewire.claims.text.grammar import Grammar
from tracewire.lexicon import (
    EntryKind,
    Hit,
    armed_groups_called,
    conflicts,
    is_armed_group,
    is_called_by_its_land,
    party_home,
    party_name,
)
from tracewire.model import Document, Span

__all__ = ["TakenUp"]

_WORD: Final = re.compile(r"\w+")
_NAMES: Final = (EntryKind.STATE, EntryKind.ACTOR, EntryKind.INSTITUTION)
_TWO: Final = 2
_BEFORE: Final = 40
"""Characters before words in which the word before them stands."""
_BANDS: Final = frozenset({EntryKind.ACTOR})
_STATES: Final = frozenset({EntryKind.STATE, EntryKind.INSTITUTION, EntryKind.PERSON})
_LANDS: Final = _STATES | {EntryKind.PLACE}
"""The kinds of names that tell of a state or of places in it."""
_MOST: Final = 2
"""How many of the states that a document tells of most are looked at for a band's home."""
_REACH: Final = 500
"""Characters before words that count parties ("the three countries") within which these are named."""
_ENDING: Final = frozenset(".;:!?()\n")


class TakenUp:
    """The words of one document that take up parties; `home` is the country of its dateline."""

    def __init__(self, document: Document, *, found: Found, grammar: Grammar, home: str | None) -> None:
        self._document = document
        self._found = found
        self._home = home
        forms = grammar.forms
        self._bands = forms["band"]
        self._people = forms["people_in_arms"]
        self._armed = forms["band"] | forms["armed_body"]
        self._backed = forms["backed"]
        self._plural = tuple(forms["plural_ending"])
        self._opposing = tuple(f"{word}-" for word in forms["opposing"])
        bodies = (tuple(name.split()) for name in forms["state_body"])
        self._bodies = sorted(bodies, key=len, reverse=True)
        self._definite = frozenset(form.rstrip("'") for form in forms["definite"])
        self._articles = self._definite - forms["relative_object"]
        known = frozenset(form.rstrip("'") for form in forms["taking_up"])
        self._known = known | grammar.attribution.first_person
        self._indefinite = forms["indefinite"]
        self._modifier_first = grammar.modifier_before_noun
        self._both = forms["both"]
        self._warring = forms["warring"]
        self._joints = forms["joined"] | forms["definite"]
        latter = sorted(map(re.escape, forms["latter"]), key=len, reverse=True)
        self._latter = re.compile(rf"\b(?:{'|'.join(latter)})\b", re.IGNORECASE)

    def by_noun(self, span: Span) -> str | None:
        """The party that was called so last ("the rebels" of "Houthi rebels"), the band of that name that is
        at home where the document tells of, or the state of a body.
        """
        words = self._words(span)
        if not self._people.isdisjoint(words):  # "Kurdish fighters"
            return self._band_at_home(self._people)
        noun = next((word for word in words if word in self._bands), None)
        if noun is None:
            return self.state(span)
        known = None if self._definite.isdisjoint(words) else self._called(frozenset({noun}), span, _BANDS)
        alone = self._definite.issuperset({*words} - {noun})
        return known or (self._band_at_home(frozenset({noun})) if alone else None)

    def armed_group(self, span: Span) -> tuple[str, ...] | None:
        """The armed group that words take up by its land ("the Lebanese group") or by who stands behind it
        ("the Iran-backed militia"): the last one named before them that is at home there, or not with its
        backer. Nobody where the backer alone is told; None where the words are others, or may be a firm.
        """
        nouns = self._armed.intersection(self._words(span))
        hits = self._found.over(span)
        lands = [hit for hit in hits if hit.first(EntryKind.STATE)]
        others = [hit for hit in hits if hit not in lands]
        if not nouns or not lands or any(hit.first(*_NAMES, EntryKind.PERSON) for hit in others):
            return None
        own = {hit.entries[0].party for hit in lands if not self._backs(hit)}
        if any(e.form == "firm" and e.country in own for hit in self._found.hits for e in hit.entries[:1]):
            return None
        before = [hit.entries[0].party for hit in self._found.hits if hit.end <= span.start]
        groups = [party for party in reversed(before) if party and is_armed_group(party)]
        if own:
            return tuple(party for party in groups if party_home(party) in own)[:1] or None
        if any(noun.endswith(self._plural) for noun in nouns):
            return ()
        backers = {hit.entries[0].party for hit in lands}
        return tuple(party for party in groups if party_home(party) not in backers)[:1]

    def _backs(self, land: Hit) -> bool:
        """Whether the state is only who stands behind somebody: "Iran-backed", "pro-Iranian"."""
        text = self._document.text
        behind = text[land.end :][:_BEFORE].lower()
        backed = behind[:1] == "-" and not self._backed.isdisjoint(_WORD.findall(behind)[:1])
        return backed or text[: land.start].lower().endswith(self._opposing)

    def _band_at_home(self, nouns: frozenset[str]) -> str | None:
        """Who is meant by "rebels" or "the rebels" alone where nobody was called so before: the one armed
        group of that name that the document names otherwise ("the Free Syrian Army"), or else those who have
        no other name than that of their land ("Syrian rebels"), if the document tells most of it.
        """
        bands = armed_groups_called(self._document.language or "")
        called = frozenset[str]().union(*(bands.get(noun, ()) for noun in nouns))
        first = (hit.entries[0].party for hit in self._found.hits)
        named = {party for party in first if party in called}
        if named:
            return next(iter(named)) if len(named) == 1 else None
        states = [code for code, _ in self._told_of(_LANDS).most_common(_MOST)]
        homes = [
            one
            for one in called
            if party_home(one) in states
            and is_called_by_its_land(one)
            and not nouns.isdisjoint(self._words_of_name(one))
        ]
        return homes[0] if len(homes) == 1 else None

    def _words_of_name(self, party: str) -> list[str]:
        name = party_name(party, "fr" if self._document.language == "fr" else "en")
        return _WORD.findall(name.lower())

    def state(self, span: Span) -> str | None:
        """The state of whose body the words tell: the one that was named with it last, "the army" of the
        "Malian army", or else the one at home in the dateline, where the document names no other more often.
        """
        body = self._state_body(self._words(span))
        return None if body is None else self._called(body, span, _STATES) or self._at_home

    @functools.cached_property
    def _at_home(self) -> str | None:
        """The state of the dateline, if the document names none more often, the dateline counted: it is not
        the one of a report on Mali from Paris.
        """
        named = self._told_of(_STATES)
        most = max(named.values(), default=0)
        return self._home if self._home and named[self._home] + 1 >= most else None

    def _told_of(self, kinds: frozenset[EntryKind]) -> Counter[str]:
        """How often the document tells of each party by names of these kinds; a place tells of its state."""
        first = (hit.entries[0] for hit in self._found.hits)
        codes = (e.country if e.kind == EntryKind.PLACE else e.party for e in first if e.kind in kinds)
        return Counter(code for code in codes if code)

    def _state_body(self, words: Sequence[str]) -> frozenset[str] | None:
        """The words for a body that each state has one of, with nothing beside them that tells whose: "the
        government", "the Air Force", also before arms of it ("army helicopters"); None where there are none.
        """
        for name in self._bodies:
            for first in range(len(words) - len(name) + 1):
                before, behind = words[:first], words[first + len(name) :]
                if tuple(words[first : first + len(name)]) != name or (behind and not self._modifier_first):
                    continue
                if (self._known | self._indefinite if behind else self._known).issuperset(before):
                    return frozenset(name)
        return None

    def _words(self, span: Span) -> list[str]:
        """The words in small letters, with an article right before them, and without one of the next noun."""
        text = self._document.text
        words = _WORD.findall(span.of(text).lower())
        before = _WORD.findall(text[: span.start][-_BEFORE:].lower())[-1:]
        while words and words[-1] in self._indefinite:
            words.pop()
        return [*self._articles.intersection(before), *words]

    def _called(self, nouns: frozenset[str], span: Span, kinds: frozenset[EntryKind]) -> str | None:
        """The last party before `span` whose name stands beside the nouns, or has them."""
        text = self._document.text
        for hit in reversed([hit for hit in self._found.hits if hit.end <= span.start]):
            party = next((entry.party for entry in hit.entries if entry.kind in kinds and entry.party), None)
            if party is None:
                continue
            before, behind = text[: hit.start].split()[-1:], text[hit.end :].split()[: len(nouns)]
            if nouns.issubset(_WORD.findall(" ".join((*before, text[hit.start : hit.end], *behind)).lower())):
                return party
        return None

    def counted(self, span: Span) -> list[Hit]:
        """The names that counted words take up: of "Chad, Mali and Togo … The three countries" all three, the
        last so many that one list before the words names.
        """
        text = self._document.text
        words = set(self._words(span))
        if words.isdisjoint(self._both | self._definite):
            return []  # "three firms" are new ones
        count = next((a.quantity.low for a in self._found.amounts if common(a, span) > 0), None)
        if count is None and not words.isdisjoint(self._both):
            count = _TWO
        if count is None or count < _TWO:
            return []
        named = [
            hit
            for hit in self._found.hits
            if span.start - _REACH <= hit.start and hit.end <= span.start and hit.first(*_NAMES)
        ]
        for first in range(len(named) - count, -1, -1):
            some = named[first : first + count]
            if all(self._is_joint(text[one.end : other.start]) for one, other in itertools.pairwise(some)):
                return some
        return []

    def are_warring(self, span: Span) -> bool:
        """Whether the words are for the sides of a war, whoever these are: "any party", "both sides"."""
        return not self._warring.isdisjoint(self._words(span))

    @functools.cached_property
    def at_war(self) -> frozenset[str]:
        """The two who fight each other in the war that the document tells most of; nobody where it tells of
        none that had begun, or of several as much.
        """
        told = self._told_of(_LANDS | _BANDS)
        until = self._document.published or ""
        totals = {
            sides: sum(told[side] for side in sides)
            for since, sides in conflicts()
            if since.isoformat() <= until and all(told[side] for side in sides)
        }
        most = max(totals.values(), default=0)
        first = [sides for sides, total in totals.items() if total == most]
        return first[0] if len(first) == 1 else frozenset()

    def _is_joint(self, between: str) -> bool:
        """Whether nothing but commas, articles and "and" stand between two names."""
        return self._joints.issuperset(_WORD.findall(between.lower())) and not set(between) & _ENDING

    def latter(self, sentence: Span, speakers: Sequence[Span]) -> tuple[str, Span] | None:
        """Whom "the latter" takes up in a sentence, as the code of a party, and these words: the last who was
        named before it and does not speak.
        """
        found = self._latter.finditer(self._document.text, sentence.start, sentence.end)
        times = [Span(time.start, time.end) for time in self._found.times]  # "ces derniers jours" is no party
        words = next((w for w in found if not any(t.overlaps(Span(*w.span())) for t in times)), None)
        if words is None:
            return None
        for hit in reversed([hit for hit in self._found.hits if hit.end <= words.start()]):
            party = next((entry.party for entry in hit.entries if entry.party), None)
            name = Span(hit.start, hit.end)
            if party and not any(name.overlaps(span) for span in speakers):
                return party, Span(*words.span())
        return None
