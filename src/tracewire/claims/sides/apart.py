"""On which side does a party stay that is weighed for both? Nobody gives to itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tracewire.claims.names.named import Named
from tracewire.claims.names.parties import GUESSED, NAMED, Party
from tracewire.claims.sides.involved import Involved
from tracewire.claims.sides.unnamed import Unnamed
from tracewire.claims.text.grammar import Grammar
from tracewire.claims.text.parsed import ParsedText
from tracewire.marks import SIDES, Mark

__all__ = ["Apart"]

_GIVING, _TAKING = SIDES
_AT_HOME: Final = 0.8
"""How probable a firm and the state that it is at home in must be of the two sides of one dealing."""


class Apart:
    """The parties of one document's dealings."""

    def __init__(self, parsed: ParsedText, grammar: Grammar, named: Named, unnamed: Unnamed) -> None:
        self._involved = Involved(parsed, grammar)
        self._named = named
        self._unnamed = unnamed

    def parted(
        self, suppliers: list[Party], recipients: list[Party], mark: Mark
    ) -> tuple[list[Party], list[Party]]:
        """The sides without a party on both, as nobody gives to itself: it stays where more speaks for it.

        A firm that sells to the state that it is at home in gives, and the state takes.
        """
        gives, takes = ({p.code: p for p in side} for side in (suppliers, recipients))
        at_home = {
            code
            for code in gives.keys() & takes.keys()
            if min(gives[code].best, takes[code].best) > _AT_HOME and self._named.is_firm(gives[code].span)
        }

        def chance(side: Mapping[str, Party], code: str) -> float:
            return side[code].chance if code in side else 0.0

        giving = [p for p in suppliers if p.code in at_home or p.chance >= chance(takes, p.code)]
        taking = [p for p in recipients if p.code in at_home or p.chance > chance(gives, p.code)]
        if not giving and not self._unnamed.is_somebody_else(mark.roles[_GIVING]):
            giving, taking = self._shared_out(suppliers, taking)
        elif not taking and not self._unnamed.is_somebody_else(mark.roles[_TAKING]):
            taking, giving = self._shared_out(recipients, giving)
        return giving, taking

    def _shared_out(self, wanting: Sequence[Party], having: list[Party]) -> tuple[list[Party], list[Party]]:
        """A side that lost all its parties to the other, and that one: it gets back the party which the other
        wants least beside it, where others that are believed stay there, in no list with it.
        """
        having_chance = {party.code: party.chance for party in having}
        claimed = [p for p in wanting if p.code in having_chance and p.chance > GUESSED]
        back = max(claimed, key=lambda p: p.chance / having_chance[p.code], default=None)
        stay = [party for party in having if back is None or party.code != back.code]
        if back is None or not any(party.chance > NAMED for party in stay):
            return [], having
        own = next(party.span for party in having if party.code == back.code)
        if any(self._involved.stand_together(own, party.span) for party in stay):
            return [], having
        return [back], stay

    def listed_together(self, giving: list[Party], taking: list[Party]) -> tuple[list[Party], list[Party]]:
        """The sides, those with whom one deals together on one of them, the likeliest's: of "contracts with
        Uganda and Kenya" neither gives to the other.
        """
        pairs = [(a, b) for a in giving for b in taking if self._involved.stand_together(a.span, b.span)]
        for giver, taker in pairs:
            if giver not in giving or taker not in taking:
                continue  # moved already
            if taker.chance >= giver.chance:
                giving, taking = [p for p in giving if p != giver], [giver, *taking]
            else:
                giving, taking = [*giving, taker], [p for p in taking if p != taker]
        return giving, taking
