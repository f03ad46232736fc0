"""Which deals and deliveries are told within a line, and how did it come to where it stands?

An episode is one deal or delivery. Statements come together when nothing in them speaks of two (dates,
numbers, weapons that exclude each other) and something in them speaks of one; where analysts judged that two
claims tell of one event or of two, that goes before. What names neither a time nor
a number nor a weapon speaks of the line as a whole, and a number without a date is a total: neither makes
an episode, and nothing is added up. Rules: docs/episodes.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracewire.assess.credibility import Grade, grade
from tracewire.assess.sources import SourceRegister
from tracewire.assess.statements import Statement, comparable, other_parties, told_once
from tracewire.ledger import Period, alone, begin
from tracewire.model import DEALINGS, STAGES, Claim, Kind, Quantity, Stage

__all__ = ["Course", "Episode", "Episodes", "Member", "StageStep", "course", "episodes"]

_LADDER = STAGES[Kind.TRANSFER]
_LONGEST = 400
"""Days up to which a period tells of one time: a year and a month. "Since 2015" tells of no one delivery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One statement of an episode and why it is held to speak of it."""

    statement: Statement
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One deal or delivery, as several statements tell it.

    `stage` is the furthest that is affirmed, None where all is denied; `period` spans the times told of it
    and `quantity` the numbers, never a sum (where all is denied, those of the denials).
    """

    number: int
    members: tuple[Member, ...]
    stage: Stage | None
    denied: tuple[Stage, ...]
    period: Period | None
    quantity: Quantity | None
    designation: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]
    grade: Grade

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(one.statement for one in self.members)

    def to_dict(self) -> dict[str, Any]:
        return {
            "episode": self.number,
            "stage": self.stage.value if self.stage else None,
            "denied": [stage.value for stage in self.denied],
            "when": self.period.words if self.period else None,
            "quantity": self.quantity.to_list() if self.quantity else None,
            "designation": list(self.designation),
            "places": [list(route) for route in self.places],
            "grade": self.grade.code,
            "origins": len(self.grade.origins),
            "members": [{"reason": one.reason, **one.statement.to_dict()} for one in self.members],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Episodes:
    """What is told within a line: single episodes, numbers that are totals, and what speaks of it as a
    whole."""

    episodes: tuple[Episode, ...]
    totals: tuple[Statement, ...]
    whole: tuple[Statement, ...]


def episodes(said: Iterable[Statement], *, register: SourceRegister | None = None) -> Episodes:
    """The deals and deliveries that `said` tells of, in the order of their times; copies speak once."""
    spoken = [one for one in told_once(said) if one.claim.kind in DEALINGS]
    merged = {one.id for one in spoken if one.with_it & {other.id for other in spoken}}
    totals = [one for one in spoken if one.id not in merged and _is_total(one)]
    anchored = [one for one in spoken if one.id in merged or (one not in totals and _anchored(one))]
    whole = [one for one in spoken if one not in totals and one not in anchored]
    groups: list[list[Member]] = []
    for one in sorted(anchored, key=_by_time):
        if (held := next((group for group in groups if _held_with(group, one)), None)) is not None:
            held.append(Member(statement=one, reason=_JUDGED))
            continue
        for group in groups:
            told = [_one_event(member.statement, one) for member in group]
            reason = next((why for why in told if why), None)
            if None not in told and reason:
                group.append(Member(statement=one, reason=reason))
                break
        else:
            groups.append([Member(statement=one, reason=_anchor(one))])
    made = [_episode(number, group, register) for number, group in enumerate(groups, 1)]
    return Episodes(episodes=tuple(made), totals=tuple(totals), whole=tuple(whole))


_JUDGED = "analysts hold it to tell of this event"


def _held_with(group: Iterable[Member], one: Statement) -> bool:
    return any(member.statement.id in one.with_it for member in group)


def _by_time(one: Statement) -> tuple[Any, ...]:
    period = one.period
    dated = period.told and period.low is not None
    return not dated, period.low or date.max, period.high or date.max, one.report.day, *_words(one), one.order


def _words(one: Statement) -> tuple[Any, ...]:
    """Sorts what was told of one time, on one day, by what it says: a copy has another document's name."""
    claim = one.claim
    number = claim.quantity.to_list() if claim.quantity else []
    parties = (claim.supplier, claim.recipient, claim.item, claim.designation, claim.place)
    return _step(claim.stage), claim.polarity, claim.source.label, parties, str(number), claim.span


def _closed(one: Statement) -> bool:
    """Whether a statement names one time. "Since August" does not: what goes on has no end."""
    low, high = one.period.low, one.period.high
    return (
        one.period.told
        and begin(one.claim) is None
        and low is not None
        and high is not None
        and (high - low).days <= _LONGEST
    )


def _is_total(one: Statement) -> bool:
    claim = one.claim
    return (
        one.affirms
        and claim.total is not None
        and claim.stage is Stage.DELIVERED
        and not _closed(one)
        and not claim.designation
    )


def _anchored(one: Statement) -> bool:
    return _closed(one) or one.claim.total is not None or bool(one.claim.designation)


def _anchor(one: Statement) -> str:
    claim = one.claim
    named = (("time", _closed(one)), ("number", claim.total), ("weapon", claim.designation))
    told = [f"its {word}" for word, is_told in named if is_told]
    if not told:
        return _JUDGED
    *more, last = told
    return f"told by {', '.join(more)} and {last}" if more else f"told by {last}"


def _one_event(known: Statement, one: Statement) -> str | None:
    """Why two statements speak of one event: None where something excludes that, "" where nothing says so."""
    a, b = known.claim, one.claim
    if one.id in known.apart_from:
        return None
    if a.kind is not b.kind or not comparable(a.item, b.item) or other_parties(a, b):
        return None
    if a.designation and b.designation and not set(a.designation) & set(b.designation):
        return None
    # What Paris gave is a part of what Paris and Copenhagen gave together.
    sides = ((a.supplier, b.supplier), (a.recipient, b.recipient), (a.item, b.item))
    alike = all(set(one) == set(other) for one, other in sides)
    left, right = (a.total, b.total) if alike else (alone(a), alone(b))
    if left and right and not _meet(left, right):
        return None
    same_stage = a.stage is b.stage
    timed = _closed(known) and _closed(one)
    # What is told without a time had happened by its report; what had not, may be of a deal that comes later.
    if timed or ((_closed(known) or _closed(one)) and known.affirms and one.affirms):
        if same_stage and not known.period.meets(one.period):
            return None
        first, then = (known, one) if _step(a.stage) <= _step(b.stage) else (one, known)
        late = first.period.low and then.period.high and first.period.low > then.period.high
        if not same_stage and late and not _due(first, then):
            return None
    reasons = []
    if a.document == b.document and a.source == b.source and (_due(known, one) or _due(one, known)):
        reasons.append("the deal and its time, by one speaker in one dispatch")
    if a.designation and b.designation:
        reasons.append(f"the same weapon, {', '.join(sorted(set(a.designation) & set(b.designation)))}")
    if timed and same_stage:
        reasons.append("the same stage at one time")
    if left and right and ((timed and same_stage) or (_exact(left) and _exact(right))):
        reasons.append("numbers that agree")
    return ", ".join(reasons)


def _due(plan: Statement, deal: Statement) -> bool:
    """Whether `plan` may tell when that is due on which `deal` agrees: a time that lay ahead as it was told
    is no day of planning."""
    ahead = plan.period.low is not None and plan.period.low > plan.report.day
    return ahead and (plan.claim.stage, deal.claim.stage) == (Stage.PLANNED, Stage.AGREED)


_CLOSE = 1.5
"""How far apart the ends of a number may lie, as a factor, that two stages of one deal are known by."""


def _step(stage: Stage) -> int:
    return _LADDER.index(stage)


def _meet(one: Quantity, other: Quantity) -> bool:
    starts = one.low is None or other.high is None or one.low <= other.high
    return starts and (other.low is None or one.high is None or other.low <= one.high)


def _exact(one: Quantity) -> bool:
    """Whether a number is told closely enough to know its event by: "hundreds" fits any."""
    return one.low is not None and one.high is not None and one.high <= _CLOSE * one.low


def _episode(number: int, group: Sequence[Member], register: SourceRegister | None) -> Episode:
    said = [one.statement for one in group]
    affirmed = [one for one in said if one.affirms]
    stage = max((one.claim.stage for one in affirmed), key=_step, default=None)
    reached = [one for one in affirmed if one.claim.stage is stage]
    times = [one.period for one in reached or said if _closed(one)]
    lows = [time.low for time in times if time.low]
    highs = [time.high for time in times if time.high]
    return Episode(
        number=number,
        members=tuple(group),
        stage=stage,
        denied=tuple(one for one in _LADDER if any(of.claim.stage is one for of in said if not of.affirms)),
        period=Period(min(lows), max(highs), True) if lows and highs else None,
        quantity=_number([one.claim for one in reached or said]),
        designation=tuple(dict.fromkeys(name for one in said for name in one.claim.designation)),
        places=tuple(dict.fromkeys(one.claim.place for one in affirmed if one.claim.place)),
        grade=grade(said, stage, register=register),
    )


def _number(told: Sequence[Claim]) -> Quantity | None:
    """The span of the numbers told; of those that are shared with others only where there is no other."""
    own = [one.total for one in told if one.total and one.total == alone(one)]
    return _span(own or [alone(one) for one in told])


def _span(told: Sequence[Quantity | None]) -> Quantity | None:
    numbers = [one for one in told if one is not None]
    if not numbers:
        return None
    lows, highs = [one.low for one in numbers], [one.high for one in numbers]
    low = None if None in lows else min(one for one in lows if one is not None)
    high = None if None in highs else max(one for one in highs if one is not None)
    return None if low is None and high is None else Quantity(low, high)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageStep:
    """The first statement that took what was known one stage further: `on` is the day of its report."""

    stage: Stage
    on: date | None
    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a line came to where it stands, by two clocks.

    `by_report` are all statements as they became known, `by_event` those that tell a time, as it happened;
    `steps` are the reports that took the furthest affirmed stage further.
    """

    by_report: tuple[Statement, ...]
    by_event: tuple[Statement, ...]
    undated: tuple[Statement, ...]
    steps: tuple[StageStep, ...]


def course(said: Iterable[Statement]) -> Course:
    """The history of a line's stages; copies speak once."""
    spoken = [one for one in told_once(said) if one.claim.kind in DEALINGS]
    steps: list[StageStep] = []
    for one in spoken:
        if one.affirms and (not steps or _step(one.claim.stage) > _step(steps[-1].stage)):
            day = None if one.report.day == date.max else one.report.day
            steps.append(StageStep(stage=one.claim.stage, on=day, statement=one))
    dated = [one for one in spoken if one.period.told]
    return Course(
        by_report=tuple(spoken),
        by_event=tuple(sorted(dated, key=lambda one: (one.period.low or date.min, *_by_time(one)))),
        undated=tuple(one for one in spoken if not one.period.told),
        steps=tuple(steps),
    )
