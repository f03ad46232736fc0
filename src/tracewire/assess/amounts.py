"""What is counted of a holder's arms, and under which conditions and assumptions? The values of the stock
question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracewire.assess.statements import Statement

__all__ = ["ASSUMPTIONS", "FLOWS", "SIGNS", "Amount", "Assumptions", "Condition", "Interval"]


class Amount(StrEnum):
    """What is counted, in units of the item. Amounts but `LEFT` count from the beginning up to a day."""

    RECEIVED = "received"
    MADE = "made"
    USED = "used"  # losses among them: claims of use tell both
    PASSED_ON = "passed on"
    LEFT = "left"


FLOWS = (Amount.RECEIVED, Amount.MADE, Amount.USED, Amount.PASSED_ON)
"""What only grows."""

SIGNS = {Amount.RECEIVED: 1, Amount.MADE: 1, Amount.USED: -1, Amount.PASSED_ON: -1}
"""What each adds to what is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What is taken for granted to turn words into conditions; each can be dropped, and intervals widen."""

    totals: bool = True
    words: bool = True
    starts_empty: bool = True
    nothing_untold: bool = True
    dated_add: bool = False


ASSUMPTIONS: Mapping[str, str] = {
    "totals": "a number that is told without a date is all that had come by the report, and one that is told"
    " for a period is all of that period",
    "words": "“used up” leaves at most a tenth of all that came, “low” at most half",
    "starts_empty": "the holder had none of a supplier's arms before the first delivery",
    "nothing_untold": "where no source tells that the holder makes the item or passes it on, it does not, and"
    " not before the time since which that is told",
    "dated_add": "deliveries told for periods without a common day are different deliveries, and add up",
}
"""The assumptions in words, by the names of their fields."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Whole units from `low` to `high`, both included; `high` is None where nothing bounds it."""

    low: int
    high: int | None

    def holds(self, other: Interval) -> bool:
        """Whether all of `other` lies within."""
        return self.low <= other.low and (
            self.high is None or (other.high is not None and other.high <= self.high)
        )

    def to_list(self) -> list[int | None]:
        return [self.low, self.high]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One linear condition that a statement sets: the sum of `terms` is at most `bound`.

    A term is an amount, a day and a factor; the amount counts up to the end of that day, and with the day
    None from the beginning (what was held before). `words` says the condition for a reader.
    """

    terms: tuple[tuple[Amount, date | None, float], ...]
    bound: float
    words: str
    statement: Statement | None = field(default=None)
    assumes: str | None = None
