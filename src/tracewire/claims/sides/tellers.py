"""Who speaks of a dealing, and whom does "the latter" put on a side in their place?"""

from __future__ import annotations

from collections.abc import Sequence

from tracewire.claims.names.parties import Party
from tracewire.claims.names.taken_up import TakenUp
from tracewire.claims.text.found import Found
from tracewire.marks import Mark
from tracewire.model import Claim, Span

__all__ = ["Tellers"]


class Tellers:
    """Who speaks in one document; `told` are the claims that the rules found in it."""

    def __init__(self, found: Found, told: Sequence[Claim], taken_up: TakenUp) -> None:
        self._found = found
        self._told = told
        self._taken_up = taken_up

    def words(self, mark: Mark) -> list[Span]:
        """The words that tell who speaks of the dealing, by the marks and by the rules."""
        heard = (
            fill.span
            for claim in self._told
            if claim.kind == mark.kind and claim.span.overlaps(mark.trigger)
            for fill in claim.fills
            if fill.slot == "source"
        )
        return [*(one.span for one in mark.roles["source"]), *filter(None, heard)]

    def as_latter(self, parties: list[Party], mark: Mark, speakers: Sequence[Span]) -> list[Party]:
        """The parties, whoever only speaks replaced by whom "the latter" takes up: in "Seoul says that the
        latter bought rockets" it is not Seoul that bought any.
        """
        speaking = [party for party in parties if any(party.span.overlaps(span) for span in speakers)]
        latter = self._taken_up.latter(self._found.sentence(mark.trigger), speakers) if speaking else None
        if latter is None:
            return parties
        code, words = latter
        kept = [party for party in parties if party not in speaking and party.code != code]
        return [*kept, Party(code=code, span=words, rule="reference: latter", chance=1.0)]
