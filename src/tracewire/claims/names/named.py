"""Which parties do words name?

The tables tell. An armed group goes before the country that it is at home in, and no party is named where a
name only describes others ("Russia's allies", "anti-Russian") or is excepted.
"""

from __future__ import annotations

from typing import Final

from tracewire.claims.names.attributive import Attributive
from tracewire.claims.names.groups import Groups
from tracewire.claims.names.parties import Party
from tracewire.claims.text.exceptions import Exceptions
from tracewire.claims.text.found import Found
from tracewire.claims.text.grammar import Grammar
from tracewire.claims.text.parsed import ParsedText
from tracewire.lexicon import EntryKind
from tracewire.model import Span

__all__ = ["Named"]

_BESIDE: Final = 12
"""Characters between a name and a weapon's that stand in one phrase ("drones iraniens Shahed")."""


class Named:
    """The names in one document, asked about by offsets of its `text`."""

    def __init__(
        self,
        parsed: ParsedText,
        text: str,
        *,
        found: Found,
        grammar: Grammar,
        exceptions: Exceptions,
        groups: Groups,
    ) -> None:
        self._text = text
        self._found = found
        self._exceptions = exceptions
        self._groups = groups
        self._attributive = Attributive(parsed, grammar)
        self._opposing = tuple(f"{word}-" for word in grammar.forms["opposing"])

    def parties(self, span: Span, *, denied: bool = False) -> list[Party]:
        """The parties that the words name, an armed group rather than the country it is at home in; what is
        excepted ("but not to Ukraine") is no side of what is affirmed.
        """
        named, placed = [], []
        for hit in self._found.over(span):
            where = Span(hit.start, hit.end)
            if not denied and self._exceptions.excepts(where):
                continue
            opposed = self._text[: hit.start].lower().endswith(self._opposing)
            if opposed or self._attributive.only_describes(where):
                continue
            entry = next((e for e in hit.entries if e.party), None)
            if entry is not None and entry.party:
                named.append((entry, Party(code=entry.party, span=where, rule=entry.kind.value)))
                continue
            place = hit.first(EntryKind.PLACE)
            if place is not None and place.country:
                placed.append(Party(code=place.country, span=where, rule="place"))
        actors = [party for entry, party in named if entry.kind == EntryKind.ACTOR]
        if not actors and self._groups.is_band(span):
            return []  # "rebels in northern Mali" are not Mali
        return actors or [party for _, party in named] or placed

    def tells_design(self, name: Span) -> bool:
        """Whether the name stands beside a weapon that is designed where it says: "Iranian Shahed drones",
        "drones iraniens Shahed". Who has such a one need not be its maker.
        """
        entries = (entry for hit in self._found.over(name) for entry in hit.entries)
        country = next((entry.party for entry in entries if entry.party), None)
        return country is not None and any(
            hit.start - name.end <= _BESIDE and name.start - hit.end <= _BESIDE
            for hit in self._found.hits
            for entry in hit.entries[:1]
            if entry.kind == EntryKind.DESIGNATION and entry.country == country
        )

    def is_firm(self, span: Span) -> bool:
        """Whether the words name a firm."""
        return any(entry.form == "firm" for hit in self._found.over(span) for entry in hit.entries)
