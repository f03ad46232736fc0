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

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tracewire.assess.amounts import ASSUMPTIONS, Amount, Assumptions, Condition, Interval
from tracewire.assess.programme import System
from tracewire.assess.statements import Statement, comparable, covers, narrower, statements, told_once
from tracewire.ledger import LedgerView, begin
from tracewire.model import Certainty, Claim, Kind, Quantity, Stage

__all__ = ["Stock", "conditions", "stock", "stock_days", "stock_statements"]

_LEFT_OF_ALL = {Stage.DEPLETED: 0.1, Stage.LOW: 0.5}
"""How much of all that came may be left where a source says "used up" or "low" without a number: our
reading."""


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
    supplier, holder, item = _asked(view, supplier, holder, item)
    kinds = (Kind.TRANSFER, Kind.USE, Kind.STOCK, Kind.PRODUCTION)
    items = narrower(item)
    into = statements(view, supplier=supplier, recipient=holder, items=items, kinds=kinds)
    out = statements(view, supplier=holder, items=items, kinds=(Kind.TRANSFER,))
    return tuple(sorted({one.id: one for one in (*into, *out)}.values(), key=lambda one: one.order))


def _asked(view: LedgerView, supplier: str | None, holder: str, item: str) -> tuple[str | None, str, str]:
    origin, who, what = view.resolution.key((supplier, holder, item))
    return origin, who or holder, what or item


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
    system = System(told, supplier is not None and assumed.starts_empty, assumed.nothing_untold, on)
    found = system.amounts(on)
    conflicts: tuple[tuple[Condition, ...], ...] = ()
    without: list[tuple[Statement, Mapping[Amount, Interval]]] = []
    if found is None:
        conflicts = system.conflicts()
        for one in dict.fromkeys(c.statement for conflict in conflicts for c in conflict if c.statement):
            rest = [condition for condition in told if condition.statement is not one]
            left = System(rest, system.empty, assumed.nothing_untold, on).amounts(on)
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
        if one.affirms and (one.claim.total is not None or one.claim.kind is Kind.STOCK)
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
    told: dict[Amount, list[Statement]] = {}
    for one in spoken:
        amount = _amount(one.claim, holder, item, supplier)
        if amount is None:
            continue
        told.setdefault(amount, []).append(one)
        for condition in _conditions(one, amount, spoken, holder, item, supplier, assumed):
            found.setdefault((condition.terms, condition.bound), condition)
    for amount in (Amount.MADE, Amount.PASSED_ON):
        if assumed.nothing_untold and (none := _none_before(told.get(amount, ()), amount)):
            found.setdefault((none.terms, none.bound), none)
    return tuple(found.values())


def _none_before(said: Sequence[Statement], amount: Amount) -> Condition | None:
    """Nothing before the day since which all of `said` tell of it at the earliest."""
    begun = [(begins.low, one) for one in said if (begins := begin(one.claim)) and begins.low]
    if not said or len(begun) < len(said):
        return None
    first, one = min(begun, key=lambda pair: (pair[0], pair[1].order))
    return Condition(
        terms=((amount, first - timedelta(days=1), 1.0),),
        bound=0.0,
        words=f"{amount} none before {first}",
        statement=one,
        assumes="nothing_untold",
    )


def _amount(claim: Claim, holder: str, item: str, supplier: str | None) -> Amount | None:
    """Which amount of the stock that is asked about a claim speaks of; None where of none."""
    if supplier is not None and supplier not in claim.supplier:
        return None
    if not comparable(claim.item, (item,)):
        return None
    incoming = holder in claim.recipient
    match claim.kind, claim.stage:
        case Kind.TRANSFER, Stage.DELIVERED if incoming:
            return Amount.RECEIVED
        case Kind.TRANSFER, Stage.DELIVERED if holder in claim.supplier:
            return Amount.PASSED_ON
        case Kind.PRODUCTION, Stage.OPERATING if incoming:
            return Amount.MADE
        case Kind.USE, _ if incoming:
            return Amount.USED
        case Kind.STOCK, _ if incoming:
            return Amount.LEFT
        case _:
            return None


def _conditions(
    one: Statement,
    amount: Amount,
    said: Sequence[Statement],
    holder: str,
    item: str,
    supplier: str | None,
    assumed: Assumptions,
) -> Iterable[Condition]:
    claim = one.claim
    parties = (holder,) if amount is Amount.PASSED_ON else claim.recipient
    # Who passes arms on is a supplier beside their origin (annotation guide, "Rulings": re-exports).
    origins = set(claim.supplier) - ({holder} if amount is Amount.PASSED_ON else set())
    # What is told of one origin is a part of the whole, whatever other origins there are: it bounds the whole
    # from below alone. What is told of several holders or origins is the number of none of them: of a
    # re-export it is what one of them passed on, and the maker may have delivered others itself.
    whole = origins <= ({supplier} if supplier is not None else set())
    own = parties == (holder,) and (supplier is None or origins <= {supplier})
    if amount is Amount.LEFT:
        yield from _stock_conditions(one, said, item, own=own, whole=whole, assumed=assumed)
        return
    if amount in (Amount.MADE, Amount.PASSED_ON) and one.period.high is not None:
        # There is such an amount, whatever its number: `nothing_untold` must not rule it out.
        opened = f"some {amount} by {one.period.high}"
        yield Condition(terms=((amount, one.period.high, -1.0),), bound=0.0, words=opened, statement=one)
    if claim.total is None or one.period.high is None:
        return
    others = [other for other in said if other.id in one.with_it and other.claim.stage is claim.stage]
    yield from _amounts(one, amount, claim.total, item, others, own=own, whole=whole, assumed=assumed)


def _amounts(
    one: Statement,
    amount: Amount,
    quantity: Quantity,
    item: str,
    others: Sequence[Statement],
    *,
    own: bool,
    whole: bool,
    assumed: Assumptions,
) -> Iterable[Condition]:
    """What a number says: at least so many by the end of its period, and, as a total, at most so many in it.

    `own` tells that it is of what is asked about and nothing else, `whole` that it is of no mere part of it.
    `others` are statements that analysts hold to tell of the same event: it lies somewhere in the time that
    all of them span, and is not added to itself.
    """
    period = one.period
    assert period.high is not None
    begins = period.low - timedelta(days=1) if period.told and period.low is not None else None
    within = f"from {period.low} to {period.high}" if begins else f"by {period.high}"
    if quantity.low and own and _all_of(item, one):
        terms: list[tuple[Amount, date | None, float]] = [(amount, period.high, -1.0)]
        words = f"{amount} at least {quantity.low:,} by {period.high}"
        spanned = [period, *(other.period for other in others)]
        highs = [each.high for each in spanned if each.high is not None]
        lows = [each.low for each in spanned if each.told and each.low is not None]
        if assumed.dated_add and len(highs) == len(lows) == len(spanned):
            low, high = min(lows), max(highs)
            terms = [(amount, high, -1.0), (amount, low - timedelta(days=1), 1.0)]
            words = f"{amount} at least {quantity.low:,} from {low} to {high}"
        yield Condition(terms=tuple(terms), bound=-float(quantity.low), words=words, statement=one)
    # A number of a narrower class bounds that class, not the whole.
    if quantity.high is not None and whole and assumed.totals and covers(one.claim.item, (item,)):
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


def _all_of(item: str, one: Statement) -> bool:
    """Whether all that a statement tells of is `item`: a number told of several kinds is that of none."""
    return all(covers((item,), (part,)) for part in one.claim.item)


def _stock_conditions(
    one: Statement,
    said: Sequence[Statement],
    item: str,
    *,
    own: bool,
    whole: bool,
    assumed: Assumptions,
) -> Iterable[Condition]:
    claim, day = one.claim, one.period.high
    if day is None:
        return
    # What is told of a narrower class bounds the wider one from below alone.
    whole = whole and covers(claim.item, (item,))
    if claim.total is not None:
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
        low, high = claim.total.low, claim.total.high
        if low and own and _all_of(item, one):
            words = f"{amount} at least {low:,} by {day}"
            yield Condition(terms=((amount, day, -1.0),), bound=-float(low), words=words, statement=one)
        if high is not None and whole:
            words = f"{amount} at most {high:,} by {day}"
            yield Condition(terms=((amount, day, 1.0),), bound=float(high), words=words, statement=one)
    share = _LEFT_OF_ALL.get(claim.stage)
    if share is not None and own and whole and assumed.words and claim.total is None:
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
