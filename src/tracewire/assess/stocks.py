"""How much of an item may a holder have received, made, used and left, if what the sources say is true?

Each claim becomes a linear condition on amounts that only grow (received, made, used, passed on) and on
what is left of them. The interval of any amount on a day runs from the least to the most that all
conditions allow together: found exactly, as a pair of linear programmes, and rounded inwards to whole
units. Where no history meets all conditions, the claims cannot all be true, and the smallest sets that
exclude each other are told instead of a number. The assumptions that turn words into conditions are written
down and can be dropped one by one (`Assumptions`, docs/stocks.md); `simulated` finds the same by wandering
at random among histories.

Invariants, tested as laws: two reports are never added up unless `dated_add` is asked for; copies and the
order of claims change nothing; a wider claim never narrows an interval, where that of claims that cannot
all be true counts as empty; an amount that true claims speak of lies in its interval.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Any

import numpy as np
from scipy.optimize import linprog

from tracewire.assess.statements import Statement, narrower, statements, told_once
from tracewire.ledger import LedgerView
from tracewire.lexicon import item_classes
from tracewire.model import Certainty, Kind, Quantity, Stage

__all__ = [
    "ASSUMPTIONS",
    "Amount",
    "Assumptions",
    "Condition",
    "Interval",
    "Stock",
    "conditions",
    "simulated",
    "stock",
    "stock_days",
    "stock_statements",
]


class Amount(StrEnum):
    """What is counted, in units of the item. Amounts but `LEFT` count from the beginning up to a day."""

    RECEIVED = "received"
    MADE = "made"
    USED = "used"  # losses among them: claims of use tell both
    PASSED_ON = "passed on"
    LEFT = "left"


_FLOWS = (Amount.RECEIVED, Amount.MADE, Amount.USED, Amount.PASSED_ON)
_SIGNS = {Amount.RECEIVED: 1, Amount.MADE: 1, Amount.USED: -1, Amount.PASSED_ON: -1}

_LEFT_OF_ALL = {Stage.DEPLETED: 0.1, Stage.LOW: 0.5}
"""How much of all that came may be left where a source says "used up" or "low" without a number: our
reading."""


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
    "nothing_untold": "where no source tells that the holder makes the item or passes it on, it does not",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What a holder may have on a day. `amounts` is empty where the claims cannot all be true: `conflicts`
    are then the smallest sets that exclude each other, and `without` the amounts that are left when one
    claim is set aside. `because` are the statements that hold the ends of an interval where they are."""

    holder: str
    item: str
    supplier: str | None
    on: date
    amounts: Mapping[Amount, Interval]
    because: Mapping[Amount, tuple[tuple[Statement, ...], tuple[Statement, ...]]]
    conditions: tuple[Condition, ...]
    conflicts: tuple[tuple[Condition, ...], ...] = ()
    without: tuple[tuple[Statement, Mapping[Amount, Interval]], ...] = ()
    assumptions: Assumptions = field(default_factory=Assumptions)

    @property
    def consistent(self) -> bool:
        return bool(self.amounts)

    def to_dict(self) -> dict[str, Any]:
        def told(amounts: Mapping[Amount, Interval]) -> dict[str, Any]:
            return {amount.value: interval.to_list() for amount, interval in amounts.items()}

        return {
            "holder": self.holder,
            "item": self.item,
            "supplier": self.supplier,
            "on": self.on.isoformat(),
            "consistent": self.consistent,
            **told(self.amounts),
            "because": {
                amount.value: {
                    "low": [one.to_dict() for one in ends[0]],
                    "high": [one.to_dict() for one in ends[1]],
                }
                for amount, ends in self.because.items()
            },
            "conflicts": [
                [
                    {"condition": one.words, **(one.statement.to_dict() if one.statement else {})}
                    for one in conflict
                ]
                for conflict in self.conflicts
            ],
            "without": [{"set_aside": aside.to_dict(), **told(amounts)} for aside, amounts in self.without],
            "assumptions": [words for name, words in ASSUMPTIONS.items() if getattr(self.assumptions, name)],
        }


def stock_statements(
    view: LedgerView, holder: str, item: str, *, supplier: str | None = None
) -> tuple[Statement, ...]:
    """The claims that bear on a holder's stock of `item` and of the classes below it."""
    kinds = (Kind.TRANSFER, Kind.USE, Kind.STOCK, Kind.PRODUCTION)
    items = narrower(item)
    into = statements(view, supplier=supplier, recipient=holder, items=items, kinds=kinds)
    out = statements(view, supplier=holder, items=items, kinds=(Kind.TRANSFER,))
    return tuple(sorted({one.claim: one for one in (*into, *out)}.values(), key=lambda one: one.order))


def stock(
    said: Iterable[Statement],
    holder: str,
    item: str,
    *,
    on: date,
    supplier: str | None = None,
    assumptions: Assumptions | None = None,
) -> Stock:
    """What `holder` may have of `item` at the end of day `on`; of the arms of `supplier` alone, if one is
    named.

    Only what is affirmed as certain or probable counts. Claims on later days count too, as they bound what
    came before: ask a view as of an earlier entry for what was known then.
    """
    assumed = assumptions or Assumptions()
    told = conditions(said, holder, item, supplier=supplier, assumptions=assumed)
    system = _System(told, supplier is not None and assumed.starts_empty, assumed.nothing_untold, on)
    found = system.amounts(on)
    conflicts: tuple[tuple[Condition, ...], ...] = ()
    without: list[tuple[Statement, Mapping[Amount, Interval]]] = []
    if found is None:
        conflicts = system.conflicts()
        for one in dict.fromkeys(c.statement for conflict in conflicts for c in conflict if c.statement):
            rest = [condition for condition in told if condition.statement is not one]
            left = _System(rest, system.empty, assumed.nothing_untold, on).amounts(on)
            if left is not None:
                without.append((one, {amount: pair[0] for amount, pair in left.items()}))
    return Stock(
        holder=holder,
        item=item,
        supplier=supplier,
        on=on,
        amounts={amount: pair[0] for amount, pair in (found or {}).items()},
        because={amount: pair[1] for amount, pair in (found or {}).items() if any(pair[1])},
        conditions=told,
        conflicts=conflicts,
        without=tuple(without),
        assumptions=assumed,
    )


def stock_days(said: Iterable[Statement]) -> tuple[date, ...]:
    """The days on which an interval can change: the last days of the periods that numbers are told for."""
    days = {
        one.period.high
        for one in said
        if one.affirms and (one.claim.quantity is not None or one.claim.kind is Kind.STOCK)
    }
    return tuple(sorted(day for day in days if day is not None))


def conditions(
    said: Iterable[Statement],
    holder: str,
    item: str,
    *,
    supplier: str | None = None,
    assumptions: Assumptions | None = None,
) -> tuple[Condition, ...]:
    """The conditions that the statements set, each once, in the order of their reports."""
    assumed = assumptions or Assumptions()
    spoken = [one for one in told_once(said) if one.affirms and one.claim.certainty is not Certainty.POSSIBLE]
    found: dict[tuple[Any, float], Condition] = {}
    for one in spoken:
        for condition in _conditions(one, spoken, holder, item, supplier, assumed):
            found.setdefault((condition.terms, condition.bound), condition)
    return tuple(found.values())


def _conditions(
    one: Statement,
    said: Sequence[Statement],
    holder: str,
    item: str,
    supplier: str | None,
    assumed: Assumptions,
) -> Iterable[Condition]:
    claim = one.claim
    incoming = holder in claim.recipient
    if supplier is not None and supplier not in claim.supplier:
        return
    if not _touches(claim.item, item):
        return
    match claim.kind, claim.stage:
        case Kind.TRANSFER, Stage.DELIVERED if incoming:
            amount, parties = Amount.RECEIVED, claim.recipient
        case Kind.TRANSFER, Stage.DELIVERED if holder in claim.supplier:
            amount, parties = Amount.PASSED_ON, (holder,)
        case Kind.PRODUCTION, Stage.OPERATING if incoming:
            amount, parties = Amount.MADE, claim.recipient
        case Kind.USE, _ if incoming:
            amount, parties = Amount.USED, claim.recipient
        case Kind.STOCK, _ if incoming:
            yield from _stock_conditions(one, said, item, assumed)
            return
        case _:
            return
    if amount in (Amount.MADE, Amount.PASSED_ON) and one.period.high is not None:
        # There is such an amount, whatever its number: `nothing_untold` must not rule it out.
        opened = f"some {amount} by {one.period.high}"
        yield Condition(terms=((amount, one.period.high, -1.0),), bound=0.0, words=opened, statement=one)
    if claim.quantity is None or one.period.high is None:
        return
    # In a re-export origin and intermediary are both suppliers (annotation guide, "Rulings").
    alone = {supplier, holder} if amount is Amount.PASSED_ON else {supplier}
    own_parties = parties == (holder,) and (supplier is None or set(claim.supplier) <= alone)
    yield from _amounts(one, amount, claim.quantity, item, own=own_parties, assumed=assumed)


def _amounts(
    one: Statement, amount: Amount, quantity: Quantity, item: str, *, own: bool, assumed: Assumptions
) -> Iterable[Condition]:
    """What a number says: at least so many by the end of its period, and, as a total, at most so many in
    it."""
    period = one.period
    assert period.high is not None
    begins = period.low - timedelta(days=1) if period.told and period.low is not None else None
    within = f"from {period.low} to {period.high}" if begins else f"by {period.high}"
    # What is told of several kinds, holders or suppliers together is the number of none of them alone.
    if quantity.low and own and all(_is(part, item) for part in one.claim.item):
        terms: list[tuple[Amount, date | None, float]] = [(amount, period.high, -1.0)]
        words = f"{amount} at least {quantity.low:,} by {period.high}"
        if assumed.dated_add and begins is not None:
            terms.append((amount, begins, 1.0))
            words = f"{amount} at least {quantity.low:,} {within}"
        yield Condition(terms=tuple(terms), bound=-float(quantity.low), words=words, statement=one)
    # A number of a narrower class bounds that class, not the whole.
    if quantity.high is not None and assumed.totals and any(_is(item, part) for part in one.claim.item):
        capped: list[tuple[Amount, date | None, float]] = [(amount, period.high, 1.0)]
        if begins is not None:
            capped.append((amount, begins, -1.0))
        yield Condition(
            terms=tuple(capped),
            bound=float(quantity.high),
            words=f"{amount} at most {quantity.high:,} {within}",
            statement=one,
            assumes="totals",
        )


def _stock_conditions(
    one: Statement, said: Sequence[Statement], item: str, assumed: Assumptions
) -> Iterable[Condition]:
    claim, day = one.claim, one.period.high
    if day is None or not any(_is(item, part) for part in claim.item):
        return
    if claim.quantity is not None:
        # "Most of the 400 that it had bought": where the number is told of a delivery in the same words, it
        # is what was used of it. Elsewhere it is what is left.
        of_delivery = any(
            other.claim.kind is Kind.TRANSFER
            and other.claim.document == claim.document
            and other.claim.span.overlaps(claim.span)
            for other in said
        )
        used = of_delivery and claim.stage in _LEFT_OF_ALL
        amount = Amount.USED if used else Amount.LEFT
        low, high = claim.quantity.low, claim.quantity.high
        if low:
            words = f"{amount} at least {low:,} by {day}"
            yield Condition(terms=((amount, day, -1.0),), bound=-float(low), words=words, statement=one)
        if high is not None:
            words = f"{amount} at most {high:,} by {day}"
            yield Condition(terms=((amount, day, 1.0),), bound=float(high), words=words, statement=one)
    share = _LEFT_OF_ALL.get(claim.stage)
    if share is not None and assumed.words and claim.quantity is None:
        yield Condition(
            terms=(
                (Amount.LEFT, day, 1.0),
                (Amount.RECEIVED, day, -share),
                (Amount.MADE, day, -share),
                (Amount.LEFT, None, -share),
            ),
            bound=0.0,
            words=f"left at most {share:.0%} of all that came by {day} (“{claim.stage}”)",
            statement=one,
            assumes="words",
        )


def _is(narrow: str, wide: str) -> bool:
    tree = item_classes()
    return narrow == wide or (tree.known(narrow) and tree.known(wide) and tree.is_a(narrow, wide))


def _touches(items: Iterable[str], item: str) -> bool:
    return any(_is(part, item) or _is(item, part) for part in items)


_Ends = tuple[tuple[Statement, ...], tuple[Statement, ...]]


class _System:
    """The conditions as rows over the amounts at the days that they name."""

    def __init__(self, told: Sequence[Condition], empty: bool, nothing_untold: bool, on: date) -> None:
        self.told = tuple(told)
        self.empty = empty
        days = {day for one in told for _, day, _ in one.terms if day is not None}
        self.days = sorted(days | {on})
        spoken = {amount for one in told for amount, _, _ in one.terms}
        self.flows = tuple(
            flow
            for flow in _FLOWS
            if not nothing_untold or flow in (Amount.RECEIVED, Amount.USED) or flow in spoken
        )
        if nothing_untold and Amount.MADE in self.flows:
            made = any(one.terms[0][0] is Amount.MADE for one in told)
            self.flows = tuple(flow for flow in self.flows if flow is not Amount.MADE or made)
        self.size = 1 + len(self.flows) * len(self.days)
        self.always = self._always()
        self.rows = np.array([self.row(one.terms) for one in self.told]).reshape(-1, self.size)
        self.limits = np.array([one.bound for one in self.told])

    def column(self, flow: Amount, day: date) -> int:
        return 1 + self.flows.index(flow) * len(self.days) + self.days.index(day)

    def row(self, terms: Iterable[tuple[Amount, date | None, float]]) -> np.ndarray[Any, Any]:
        row = np.zeros(self.size)
        for amount, day, factor in terms:
            if day is None:
                row[0] += factor  # what was held before
            elif amount is Amount.LEFT:
                row[0] += factor
                for flow in self.flows:
                    row[self.column(flow, day)] += factor * _SIGNS[flow]
            elif amount in self.flows:
                row[self.column(amount, day)] += factor
        return row

    def _always(self) -> np.ndarray[Any, Any]:
        """Amounts never shrink, and never less than nothing is left."""
        rows = []
        for flow in self.flows:
            for before, after in zip(self.days, self.days[1:], strict=False):
                rows.append(self.row(((flow, before, 1.0), (flow, after, -1.0))))
        rows += [self.row(((Amount.LEFT, day, -1.0),)) for day in self.days]
        return np.array(rows).reshape(-1, self.size)

    def solve(
        self, objective: np.ndarray[Any, Any], use: Sequence[int]
    ) -> tuple[str, float, tuple[int, ...]]:
        """Minimises; says "ok", "open" or "none", the value, and which conditions hold it there."""
        chosen = list(use)
        matrix = np.vstack([self.always, self.rows[chosen]])
        limits = np.concatenate([np.zeros(len(self.always)), self.limits[chosen]])
        bounds = [(0.0, 0.0 if self.empty else None), *[(0.0, None)] * (self.size - 1)]
        solved = linprog(objective, A_ub=matrix, b_ub=limits, bounds=bounds, method="highs")
        if solved.status == 3 or (solved.status == 4 and not np.any(objective)):
            return "open", -math.inf, ()
        if solved.status != 0:
            return "none", math.nan, ()
        prices = solved.ineqlin.marginals[len(self.always) :]
        tight = tuple(index for index, price in zip(chosen, prices, strict=True) if abs(price) > 1e-9)
        return "ok", float(solved.fun), tight

    def feasible(self, use: Sequence[int]) -> bool:
        return self.solve(np.zeros(self.size), use)[0] != "none"

    def amounts(self, on: date) -> dict[Amount, tuple[Interval, _Ends]] | None:
        """Each amount at the end of `on`; None where no history meets all conditions."""
        everything = range(len(self.told))
        if not self.feasible(everything):
            return None
        found: dict[Amount, tuple[Interval, _Ends]] = {}
        for amount in (*self.flows, Amount.LEFT):
            objective = self.row(((amount, on, 1.0),))
            _, least, low_by = self.solve(objective, everything)
            state, most, high_by = self.solve(-objective, everything)
            high = None if state != "ok" else math.floor(-most + 1e-6)
            interval = Interval(max(0, math.ceil(least - 1e-6)), high)
            found[amount] = interval, (self._statements(low_by), self._statements(high_by))
        return found

    def _statements(self, which: Iterable[int]) -> tuple[Statement, ...]:
        told = (self.told[index].statement for index in which)
        return tuple(sorted({one for one in told if one is not None}, key=lambda one: one.order))

    def conflicts(self, most: int = 8) -> tuple[tuple[Condition, ...], ...]:
        """Smallest sets of conditions that no history meets, at most `most`.

        Each is found by leaving out, one after the other, what is not needed for the contradiction; the next
        ones by setting aside one condition of a set that was found.
        """
        found: list[tuple[int, ...]] = []
        seen: set[frozenset[int]] = set()
        queue: list[frozenset[int]] = [frozenset()]
        while queue and len(found) < most and len(seen) < 50:
            aside = queue.pop(0)
            if aside in seen:
                continue
            seen.add(aside)
            use = [index for index in range(len(self.told)) if index not in aside]
            known = next((one for one in found if not set(one) & aside), None)
            if known is None:
                if self.feasible(use):
                    continue
                known = self._smallest(use)
                found.append(known)
            queue += [aside | {index} for index in known]
        return tuple(tuple(self.told[index] for index in one) for one in sorted(found))

    def _smallest(self, use: Sequence[int]) -> tuple[int, ...]:
        needed = list(use)
        for index in use:
            rest = [one for one in needed if one != index]
            if not self.feasible(rest):
                needed = rest
        return tuple(needed)


def simulated(
    said: Iterable[Statement],
    holder: str,
    item: str,
    *,
    on: date,
    seed: int,
    supplier: str | None = None,
    assumptions: Assumptions | None = None,
    steps: int = 2_000,
) -> Mapping[Amount, Interval] | None:
    """The span of each amount over whole-unit histories met by a random walk; None where none was found.

    It knows the conditions and nothing of linear programmes: it starts from a history that it mends until
    all conditions hold, and changes one or two of its deliveries, uses and so on at a time as far as the
    conditions let it. Its spans lie within the exact intervals and come close to them; what is open at the
    top stays below four times the largest number told.
    """
    assumed = assumptions or Assumptions()
    told = conditions(said, holder, item, supplier=supplier, assumptions=assumed)
    system = _System(told, supplier is not None and assumed.starts_empty, assumed.nothing_untold, on)
    walk = _Walk(system, Random(seed))
    if not walk.begin():
        return None
    amounts = (*system.flows, Amount.LEFT)
    spans = {amount: [value, value] for amount in amounts for value in [walk.amount(amount, on)]}
    for aim in amounts:
        for sense in (1, -1):
            for _ in range(steps):
                walk.step(walk.towards(aim, on) * sense)
                for amount in amounts:
                    value = walk.amount(amount, on)
                    spans[amount] = [min(spans[amount][0], value), max(spans[amount][1], value)]
    return {amount: Interval(low, high) for amount, (low, high) in spans.items()}


class _Walk:
    """A history as what happened between two days, in whole units, and ways to change it."""

    def __init__(self, system: _System, chance: Random) -> None:
        self.system = system
        self.chance = chance
        numbers = [abs(one.bound) for one in system.told]
        self.most = 4 * math.ceil(max(numbers, default=0)) + 20
        size = system.size
        # A change between two days raises the amount on all later days.
        later = np.zeros((size, size))
        later[0, 0] = 1
        for flow in system.flows:
            for index, day in enumerate(system.days):
                for after in system.days[index:]:
                    later[system.column(flow, after), system.column(flow, day)] = 1
        left = [system.row(((Amount.LEFT, day, -1.0),)) for day in system.days]
        rows = np.vstack([np.array(left), system.rows])
        self.rows = rows @ later
        self.limits = np.concatenate([np.zeros(len(left)), system.limits])
        self.later = later
        self.free = [index for index in range(size) if index > 0 or not system.empty]
        self.history = np.zeros(size)

    def begin(self) -> bool:
        """Mends the history until every condition holds; False where that does not succeed."""
        for _ in range(20_000):
            over = self.rows @ self.history - self.limits
            broken = np.flatnonzero(over > 1e-9)
            if not len(broken):
                return True
            at = int(self.chance.choice(broken.tolist()))
            row = self.rows[at]
            helps = [
                index for index in self.free if row[index] < 0 or (row[index] > 0 and self.history[index] > 0)
            ]
            if not helps:
                return False
            index = self.chance.choice(helps)
            need = math.ceil(over[at] / abs(row[index]) - 1e-9)
            change = need if row[index] < 0 else -min(need, int(self.history[index]))
            self.history[index] = min(self.most, max(0, self.history[index] + change))
        return False

    def towards(self, amount: Amount, on: date) -> np.ndarray[Any, Any]:
        """How much each happening adds to an amount at the end of a day."""
        return self.system.row(((amount, on, 1.0),)) @ self.later

    def step(self, aim: np.ndarray[Any, Any]) -> None:
        """Changes up to four happenings together by a whole number of units that keeps every condition, and
        does not lower what `aim` adds up."""
        direction = np.zeros(len(self.history))
        count = self.chance.choice((1, 2, 2, 3, 4))
        for index in self.chance.sample(self.free, k=min(len(self.free), count)):
            direction[index] = self.chance.choice((-1, 1))
        if float(aim @ direction) < 0:
            direction = -direction
        most = float(self.most)
        slope = self.rows @ direction
        slack = self.limits - self.rows @ self.history
        steep = slope > 1e-12
        if steep.any():
            most = min(most, float((slack[steep] / slope[steep]).min()))
        for moved in np.flatnonzero(direction):
            here = float(self.history[moved])
            most = min(most, here if direction[moved] < 0 else self.most - here)
        reach = math.floor(most + 1e-9)
        if reach > 0:
            # The ends are what is looked for: half of the steps go as far as they can.
            self.history = self.history + direction * self.chance.choice(
                (reach, self.chance.randint(1, reach))
            )

    def amount(self, amount: Amount, on: date) -> int:
        """An amount of the present history at the end of a day."""
        return round(float(self.system.row(((amount, on, 1.0),)) @ (self.later @ self.history)))
