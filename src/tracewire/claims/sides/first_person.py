"""Which side of a dealing does who speaks of it take as "we"?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tracewire.claims.names.groups import Groups
from tracewire.claims.names.named import Named
from tracewire.claims.names.naming import party_of
from tracewire.claims.names.parties import Party, Sides
from tracewire.claims.sides.subjects import Subjects
from tracewire.claims.text.found import Found
from tracewire.claims.text.grammar import Grammar
from tracewire.claims.text.parsed import ParsedText
from tracewire.marks import SIDES, Mark, RoleSpan
from tracewire.model import DEALINGS

__all__ = ["FirstPerson"]

_GIVING: Final = SIDES[0]
_WORD: Final = re.compile(r"\w+")
_SPELT: Final = re.compile(r"[A-Z]{2,}")
"""Letters that stand for a name."""
_LIKELY: Final = 0.5
"""How probable "we" must be of a side to tell it."""


class FirstPerson:
    """The dealings of one document that its speakers tell of themselves; `text` is what it says."""

    def __init__(
        self,
        parsed: ParsedText,
        text: str,
        *,
        found: Found,
        grammar: Grammar,
        groups: Groups,
        named: Named,
    ) -> None:
        self._text = text
        self._found = found
        self._groups = groups
        self._named = named
        self._subjects = Subjects(parsed, grammar)
        self._first_person = grammar.attribution.first_person

    def with_speaker(self, sides: Sides, mark: Mark, country: str | None) -> Sides:
        """The sides, one that "we" alone tells with the party whose the speaker is, whomever the model says
        that it takes up; `country` is as sources have it.
        """
        code = party_of(country)
        if code is None or code in set().union(*sides.codes):
            return sides
        sentence = self._found.sentence(mark.trigger)
        spoken = self._subjects.spoken_for(mark.trigger) if mark.kind in DEALINGS else None
        for side, parties in zip(SIDES, (sides.suppliers, sides.recipients), strict=True):
            we = next(filter(self._is_first_person, mark.roles[side]), None)
            told = [party for party in parties if we is None or not party.span.overlaps(we.span)]
            if side == spoken:  # whoever is named elsewhere, and not here
                told = [party for party in told if sentence.overlaps(party.span)]
            if told or (we is None and side != spoken):
                continue
            span, chance = (we.span, we.score) if we else (mark.trigger, mark.score)
            party = Party(code=code, span=span, rule="reference: we", best=chance, chance=chance)
            chances = {**sides.chances, side: {**sides.chances[side], code: chance}}
            if side == _GIVING:
                return replace(sides, suppliers=[party], chances=chances)
            return replace(sides, recipients=[party], chances=chances)
        return sides

    def _is_first_person(self, filled: RoleSpan) -> bool:
        """Whether "we" and its kind tell the side, more likely than not: not "the US", nor "our allies"."""
        words = _WORD.findall(filled.span.of(self._text))
        own = any(word.lower() in self._first_person and not _SPELT.fullmatch(word) for word in words)
        likely = filled.score > _LIKELY and not self._groups.is_bloc(filled.span)
        return own and likely and not self._named.parties(filled.span)
