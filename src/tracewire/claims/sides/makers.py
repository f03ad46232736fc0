"""Who makes arms, and who helps? Where they are made, the maker is at home.

Of 73 marked productions by states at places in one country that the tables know, the maker was that country
in 66; the others were made in a land under occupation, or in towns of the same name as a known one elsewhere
(December 2026).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tracewire.claims.names.named import Named
from tracewire.claims.names.parties import NAMED, Party
from tracewire.lexicon import party_type
from tracewire.marks import SIDES, Mark

__all__ = ["Makers"]

_STATE: Final = "state"


class Makers:
    """The productions of one document."""

    def __init__(self, named: Named) -> None:
        self._named = named

    def parted(
        self, helpers: list[Party], makers: list[Party], mark: Mark
    ) -> tuple[list[Party], list[Party]]:
        """Who helps and who makes the goods.

        Where the text tells the place, whoever is at home there makes them: of "Russia and Iran plan to make
        drones at Yelabuga" Russia, of "Baykar is building a plant near Kyiv" Ukraine; the others help. Each
        of them is as probable as on the side where the model held it for likelier.
        """
        making = {p.code for p in makers}
        giving = {p.code for p in helpers}
        if giving <= making:  # "Baykar builds its plant in Ukraine"; "Rheinmetall makes its shells at home"
            others = [p for p in makers if p.code not in giving]
            helpers, makers = (helpers, others) if others else ([], makers)
        else:
            helpers = [p for p in helpers if p.code not in making]
        where = self._where(mark)
        likelier = {p.code: p for p in sorted((*helpers, *makers), key=lambda p: p.chance)}
        away = [p for code, p in likelier.items() if where is not None and code != where.code]
        if where is None or not away or any(party_type(p.code) != _STATE for p in away):
            return helpers, makers
        if where.code in likelier:
            return away, [likelier[where.code]]
        if {p.code for p in away} <= self._firms(mark):
            return away, [replace(where, best=mark.score, chance=mark.score)]
        return helpers, makers

    def _where(self, mark: Mark) -> Party | None:
        """The country where the goods are made, if the words for the place name one alone."""
        words = [filled for filled in mark.roles["place"] if filled.score >= NAMED]
        named = [party for filled in words for party in self._named.parties(filled.span)]
        return named[0] if len({party.code for party in named}) == 1 else None

    def _firms(self, mark: Mark) -> set[str]:
        """The countries of the firms among the words for either side."""
        words = (filled.span for side in SIDES for filled in mark.roles[side])
        firms = (span for span in words if self._named.is_firm(span))
        return {party.code for span in firms for party in self._named.parties(span)}
