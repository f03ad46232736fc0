"""How many does a claim tell of one line? A number told of several parties or kinds is that of none alone."""

from __future__ import annotations

from tracewire.ledger.grading import covers
from tracewire.model import Claim, Quantity

__all__ = ["alone", "shared"]


def shared(claim: Claim, item: str | None = None) -> bool:
    """Whether the number of `claim` is that of several suppliers, recipients or kinds of goods together.

    "400 to Russia and Belarus" is the number of neither. A class and those below it are one kind: the number
    is that of `item`, if given, and else of any class named, where it holds all the others.
    """
    wide = claim.item if item is None else (item,)
    one_kind = len(claim.item) < 2 or any(all(covers((top,), (each,)) for each in claim.item) for top in wide)
    return not one_kind or any(len(set(side)) > 1 for side in (claim.supplier, claim.recipient))


def alone(claim: Claim, item: str | None = None) -> Quantity | None:
    """How many each of those named supplied, or got, of `item`: of a number that is shared, at most all.

    None where that says nothing, as a rate ("40 a month") does. It holds for a re-export too, where origin
    and intermediary are both named: each supplied no more than arrived.
    """
    told = claim.total
    if told is None or not shared(claim, item):
        return told
    return None if told.high is None else Quantity(None, told.high)
