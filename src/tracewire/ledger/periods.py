"""When did the event of a claim happen, as far as its words and its report's date tell?

A source speaks of the past: what it tells or denies without a date lies before its report. Intentions and
what is expected may lie behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracewire.ledger.stories import Report
from tracewire.model import Certainty, Claim, Edtf, Polarity, Stage

__all__ = ["Period", "period"]

_AHEAD = frozenset({Stage.SOUGHT, Stage.PLANNED, Stage.AGREED, Stage.BUILDING})
"""Stages whose event may still lie ahead of the report."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `low` to `high`, both included; None for an open end. `told` is false where the claim gives
    no date and the report's bounds it."""

    low: date | None
    high: date | None
    told: bool

    def meets(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        first = self.low is None or other.high is None or self.low <= other.high
        second = other.low is None or self.high is None or other.low <= self.high
        return first and second

    def within(self, other: Period) -> bool:
        """Whether every day of this is one of `other`."""
        starts = other.low is None or (self.low is not None and self.low >= other.low)
        ends = other.high is None or (self.high is not None and self.high <= other.high)
        return starts and ends

    @property
    def words(self) -> str:
        if self.low == self.high:
            return str(self.low) if self.low else "any day"
        return f"{self.low or '…'} to {self.high or '…'}"


def _reported_by(report: Report) -> date | None:
    """The last day that the report's date allows; None where it has none."""
    if not report.published:
        return None
    try:
        return Edtf.parse(report.published).high
    except ValueError:
        return None


def period(claim: Claim, report: Report) -> Period:
    """The days in which the event of `claim` lies.

    A denial and what has happened end with the report at the latest. What is told without a date begins
    anywhere.
    """
    said = _reported_by(report)
    low = high = None
    told = False
    if claim.when:
        try:
            when = Edtf.parse(claim.when)
        except ValueError:
            pass
        else:
            low, high, told = when.low, when.high, True
    ahead = claim.stage in _AHEAD and claim.polarity is Polarity.AFFIRMED
    if said is not None and not ahead and claim.certainty is not Certainty.POSSIBLE:
        high = said if high is None else min(high, said) if low is None or low <= said else high
    return Period(low, high, told)
