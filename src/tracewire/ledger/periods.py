"""When did the event of a claim happen, as far as its words and its report's date tell?

A source speaks of the past: what it tells or denies without a date lies before its report. Intentions and
what is expected may lie behind it, and a refusal speaks of what comes after it. Who tells when it was spoken
("denied on Friday", "has delivered, he said on Friday") tells no time of the event.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tracewire.ledger.stories import Report
from tracewire.model import Certainty, Claim, Edtf, Kind, Polarity, Stage

__all__ = ["Period", "begin", "period", "spoken"]

_AHEAD = frozenset({Stage.SOUGHT, Stage.PLANNED, Stage.AGREED, Stage.BUILDING})
"""Stages whose event may still lie ahead of the report."""

_ANNOUNCED = _AHEAD - {Stage.BUILDING} | {Stage.ADOPTED, Stage.LIFTED, Stage.PUBLISHED}
"""Stages that an announcement brings about: its day is that of the event (annotation guide, "Dates")."""

_WEEK = timedelta(days=7)
"""How far before its report a source may have spoken: a weekday names one of the last seven days. What was
denied longer ago is told with its date, as events are."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `low` to `high`, both included; None for an open end. `told` is false where the claim gives
    no date of the event, and that of the report or of the speaking bounds it."""

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
        return starts and self.ends_by(other)

    def ends_by(self, other: Period) -> bool:
        """Whether no day of this lies behind the last one of `other`."""
        return other.high is None or (self.high is not None and self.high <= other.high)

    @property
    def words(self) -> str:
        if self.low == self.high:
            return str(self.low) if self.low else "any day"
        return f"{self.low or '…'} to {self.high or '…'}"


def _read(when: str | None) -> Edtf | None:
    try:
        return Edtf.parse(when) if when else None
    except ValueError:
        return None


def begin(claim: Claim) -> Period | None:
    """The days in one of which what `claim` tells of began: "since July 2023" began in July 2023. None for
    what is told of a time without saying that it began then."""
    when = _read(claim.when)
    if when is None or when.low is None or when.high is not None:
        return None
    first = Edtf.parse(when.text.split("/", 1)[0])
    return Period(first.low, first.high, True)


def spoken(claim: Claim, published: str | None) -> bool:
    """Whether the `when` of `claim` is the time at which it was spoken, not that of the event.

    Of what happened, its extractor tells: words alone leave open whether "on Tuesday" is a delivery's day.
    A pledge, a contract or a measure is of the day on which it is announced.

    Where a text gives a denial no time of the event, the day of speaking stands there (annotation guide,
    "Dates and places"). So a single day of the week up to the report is read, and a week or less in which the
    report lies ("this week"). Any other time is that for which it is denied: "not since May", "none last
    week". Who holds a stock, or does not, holds it on the day that is told.
    """
    when, report = _read(claim.when), _read(published)
    if claim.kind is Kind.STOCK or when is None or report is None:
        return False
    if claim.polarity is Polarity.AFFIRMED:
        return claim.dated_by_speech and claim.stage not in _ANNOUNCED
    if when.low is None or when.high is None or report.low is None or report.high is None:
        return False
    if not report.low - _WEEK <= when.low <= report.high or when.high - when.low >= _WEEK:
        return False
    return when.low == when.high or when.high >= report.low


def period(claim: Claim, report: Report) -> Period:
    """The days in which the event of `claim` lies.

    A denial and what has happened end with the report at the latest. What is told without a date begins
    anywhere, but for what a holder has: that is told of the day of the report. A denied plan is one of the
    days from its speaking on, or of the time that is told for it.
    """
    when, published = _read(claim.when), _read(report.published)
    if claim.polarity is Polarity.DENIED and claim.stage is Stage.PLANNED:
        return _refused(when, published, spoken=spoken(claim, report.published))
    said = published.high if published else None
    low, high = (when.low, when.high) if when else (None, None)
    told = when is not None
    if spoken(claim, report.published):
        low, told = None, False
        if claim.polarity is Polarity.AFFIRMED and claim.certainty is Certainty.POSSIBLE:
            high = None  # what may come, as one without a date
    if claim.kind is Kind.STOCK and claim.polarity is Polarity.AFFIRMED and when is None and published:
        return Period(published.low, published.high, told=False)
    ahead = claim.stage in _AHEAD and claim.polarity is Polarity.AFFIRMED
    if said is not None and not ahead and claim.certainty is not Certainty.POSSIBLE:
        high = said if high is None else min(high, said) if low is None or low <= said else high
    return Period(low, high, told)


def _refused(when: Edtf | None, published: Edtf | None, *, spoken: bool) -> Period:
    """The days for which a plan is denied. "Will send none this year" speaks of what is left of the year."""
    if when is None or spoken:
        said = when if when is not None else published
        return Period(said.low if said else None, None, told=False)
    low = when.low
    if published is not None and published.low is not None:
        ahead = when.high is None or when.high >= published.low
        low = published.low if ahead and (low is None or low < published.low) else low
    return Period(low, when.high, told=True)
