"""Which party does a claim leave open that another claim of its document tells?

"The deliveries began in May" leaves giver and taker to what the document said of them. A side that a claim
leaves open is taken from the nearest claim about goods of the same family whose told side is the same, before
it rather than behind it; never from the world, and never where the document tells of several such dealings
equally near. What was taken is marked as such among the claim's fills.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracewire.lexicon import ItemTree
from tracewire.model import Claim, Fill, Kind

__all__ = ["complete"]

_DEALINGS: Final = frozenset({Kind.TRANSFER, Kind.SUPPORT})
"""The kinds with a giver and a taker that a text leaves out once they are known."""
_AHEAD: Final = 3
"""How many times farther a claim counts that stands behind the one that is completed."""


def complete(claims: Sequence[Claim], tree: ItemTree) -> list[Claim]:
    """The claims, each with the parties that the document tells elsewhere."""
    whole = [c for c in claims if c.kind in _DEALINGS and c.supplier and c.recipient]
    return [_completed(claim, whole, tree) for claim in claims]


def _completed(claim: Claim, whole: Sequence[Claim], tree: ItemTree) -> Claim:
    if claim.kind not in _DEALINGS or (claim.supplier and claim.recipient):
        return claim
    fitting = [other for other in whole if _fits(claim, other, tree)]
    if not fitting:
        return claim
    best = min(fitting, key=lambda other: _distance(claim, other))
    changes: dict[str, tuple[str, ...]] = {}
    fills = list(claim.fills)
    for slot in ("supplier", "recipient"):
        codes: tuple[str, ...] = getattr(best, slot)
        other_side = claim.recipient if slot == "supplier" else claim.supplier
        if getattr(claim, slot) or set(codes) & set(other_side):
            continue
        changes[slot] = codes
        spans = {fill.value: fill.span for fill in best.fills if fill.slot == slot}
        fills.extend(Fill(slot=slot, value=c, span=spans.get(c), rule="told elsewhere") for c in codes)
    return claim.but(**changes, fills=tuple(fills)) if changes else claim


def _fits(claim: Claim, other: Claim, tree: ItemTree) -> bool:
    """Whether the other tells of a dealing that may be the claim's: same told side, goods of one family."""
    if claim.kind != other.kind:
        return False
    if claim.supplier and not set(claim.supplier) & set(other.supplier):
        return False
    if claim.recipient and not set(claim.recipient) & set(other.recipient):
        return False
    if claim.designation and other.designation and not set(claim.designation) & set(other.designation):
        return False
    own, theirs = {tree.family(i) for i in claim.item}, {tree.family(i) for i in other.item}
    return bool(own & theirs) or "arms" in own or "arms" in theirs


def _distance(claim: Claim, other: Claim) -> int:
    away = claim.span.start - other.span.start
    return away if away >= 0 else -away * _AHEAD
