"""How probable is each party of a side, and which of them are believed?

Words for one party speak for it together; what is probable enough for the kind of claim is believed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tracewire.marks import SIDES, Mark, RoleSpan
from tracewire.model import DEALINGS, Span

__all__ = [
    "GUESSED",
    "NAMED",
    "Party",
    "Sides",
    "believed",
    "left_open",
    "untold_sides",
    "weigh",
    "weigh_together",
]

NAMED: Final = 0.3
"""How probable a party must be of a side that the kind of claim needs."""
GUESSED: Final = 0.15
"""How probable the likeliest must be, where none is that."""
_SURE: Final = 0.55
"""How probable a party must be of a side that may well be open."""
_ALONE: Final = 0.5
"""How probable one of several that are counted together must be by itself for the others to be left out..."""
_COUNTED: Final = 0.35
"""...and how probable all are held else: words such as "both countries" the model has seldom seen."""
_UNTOLD: Final = 0.1
"""How probable the likeliest words for a side may be for the text to leave it open..."""
_OTHER_TOLD: Final = 0.8
"""...how probable those for the other side must be, and that a claim is stated at all..."""
_DEALT: Final = 0.6
"""...or that goods are handed over, where who does so is left open more often than who takes a measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    code: str
    span: Span
    rule: str
    best: float = 0.0  # how probable it is of the words at `span` that they name the side
    chance: float = 0.0  # and of all words for the party together


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Who gives and who takes in one dealing, in the order in which the text tells them.

    `unnamed` are the sides that the text tells without a name ("rebels"), `unknown` those for which it has
    the name of nobody whom the tables or the document know, `untold` those of which it tells nothing at all
    ("Bahrain received its first F-16s"); `chances` are the parties that were weighed for each.
    """

    suppliers: Sequence[Party]
    recipients: Sequence[Party]
    unnamed: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    untold: frozenset[str] = frozenset()
    chances: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[set[str], set[str]]:
        """The parties of both sides, as claims have them."""
        return {p.code for p in self.suppliers}, {p.code for p in self.recipients}

    def as_shared(self, suppliers: Sequence[Party], recipients: Sequence[Party]) -> Sides:
        """The sides with the chances of parties that a claim has on the other side than was weighed; a side
        that is told for others alone is without a name.
        """
        shared = dict(zip(SIDES, (suppliers, recipients), strict=True))
        chances = {
            side: {p.code: p.chance for p in parties} | dict(self.chances[side])
            for side, parties in shared.items()
        }
        told = zip(SIDES, (self.suppliers, self.recipients), strict=True)
        left = {side for side, parties in told if parties and not shared[side]}
        return replace(self, chances=chances, unnamed=self.unnamed | left)


def weigh(parties: dict[str, Party], filled: RoleSpan, codes: Sequence[Party]) -> None:
    """Let words speak for the parties that they name."""
    for party in codes:
        known = parties.get(party.code, Party(code=party.code, span=party.span, rule=party.rule))
        best = party if filled.score > known.best else known
        parties[party.code] = replace(
            best,
            best=max(known.best, filled.score),
            chance=1 - (1 - known.chance) * (1 - filled.score),
        )


def weigh_together(parties: dict[str, Party], filled: RoleSpan, several: Sequence[Party]) -> None:
    """Let words such as "both countries" speak for all that they count, as probable as the likeliest of them;
    not where more speaks for one of these by itself, or for somebody else ("the two countries agreed that
    Iran would send").
    """
    taken = {party.code for party in several}
    alone = max((p.chance for p in parties.values() if p.code in taken), default=0.0)
    others = max((p.chance for p in parties.values() if p.code not in taken), default=0.0)
    if (alone > _ALONE and filled.score < alone) or (others > NAMED and filled.score < others):
        return
    weigh(parties, filled, several)
    most = max(_COUNTED, *(parties[code].chance for code in taken))
    parties |= {code: replace(parties[code], chance=most) for code in taken}


def believed(parties: list[Party], *, needed: bool) -> list[Party]:
    """The parties of a side: only those that are sure; of a side that the kind of claim needs, all that
    enough speaks for, and the one that most does.
    """
    if not needed:
        return [p for p in parties if p.chance > _SURE]
    most = max((p.chance for p in parties), default=0.0)
    return [p for p in parties if p.chance > NAMED or p.chance >= max(most, GUESSED)]


def untold_sides(mark: Mark) -> frozenset[str]:
    """The side that no words of the text may tell, where the other one is told surely."""
    best = {side: max((f.score for f in mark.roles[side]), default=0.0) for side in SIDES}
    stated = _DEALT if mark.kind in DEALINGS else _OTHER_TOLD
    if mark.score <= stated or max(best.values()) <= _OTHER_TOLD:
        return frozenset()
    return frozenset(side for side in SIDES if best[side] < _UNTOLD)


def left_open(before: Sequence[Sequence[Party]], after: Sequence[Sequence[Party]]) -> frozenset[str]:
    """The sides that have lost all their parties."""
    return frozenset(side for side, had, have in zip(SIDES, before, after, strict=True) if had and not have)
