"""How many: an interval of units, open where the source left it open."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Quantity"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """Between `low` and `high` units, both included; None is an open end.

    "hundreds" is [200, 999], "more than 400" [401, None]: the table of the annotation guide (docs/guide.md).
    `per` is "day", "week", "month" or "year" where the number is told as a rate ("40 a month"): such a number
    counts nothing by itself.
    """

    low: int | None
    high: int | None
    per: str | None = None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a quantity without any bound says nothing: leave it out")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"no interval: {self.low}..{self.high}")

    def meets(self, other: Quantity) -> bool:
        """Whether both may be one number; a count and a rate may always hold together."""
        if self.per != other.per:
            return True
        low = max(self.low or 0, other.low or 0)
        highs = [amount.high for amount in (self, other) if amount.high is not None]
        return not highs or low <= min(highs)

    def to_list(self) -> list[int | None]:
        return [self.low, self.high]
