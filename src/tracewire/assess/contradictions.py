"""Who contradicts whom, and in what? Pairs of statements that cannot stand together as they are, by type.

Nothing is resolved here: both sides are always given. A pair is `definite` where both cannot be true as
told; it is open where that hangs on something that a side leaves unsaid. Invariants, tested as laws: the
order of the two does not matter; what a copy repeats makes no further pair, and what it alone tells is not
lost. Rules: docs/contradictions.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from tracewire.assess.statements import Statement, comparable, covers, other_parties, told_once
from tracewire.ledger import begin, denies, new_deal
from tracewire.model import DEALINGS, Certainty, Claim, ClaimId, Kind, Quantity, Stage

__all__ = ["Contradiction", "Dispute", "Sort", "between", "contradictions", "disputes"]


class Sort(StrEnum):
    """In what two statements contradict each other."""

    DENIAL = "denial"  # one affirms what the other denies
    NUMBER = "number"  # numbers that exclude each other
    STAGE = "stage"  # how far it has come, at one time
    DATE = "date"  # when one event happened
    PARTY = "party"  # who supplied, or who received
    SCOPE = "scope"  # they contradict only where what they speak of is the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two statements, the earlier report first, in what they differ and why that is held to be so."""

    sort: Sort
    left: Statement
    right: Statement
    definite: bool
    reason: str

    @property
    def order(self) -> tuple[Any, ...]:
        return list(Sort).index(self.sort), not self.definite, self.left.order, self.right.order

    def to_dict(self) -> dict[str, Any]:
        return {
            "type": self.sort.value,
            "definite": self.definite,
            "reason": self.reason,
            "sides": [_side(self.left), _side(self.right)],
        }


def _side(one: Statement) -> dict[str, Any]:
    claim = one.claim
    return {
        **one.to_dict(),
        "kind": claim.kind.value,
        "stage": claim.stage.value,
        "polarity": claim.polarity.value,
        "certainty": claim.certainty.value,
        "supplier": list(claim.supplier),
        "recipient": list(claim.recipient),
        "item": list(claim.item),
        "quantity": claim.quantity.to_list() if claim.quantity else None,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Contradictions of one type, all definite or all open: each statement of one side contradicts each of
    the other. In a denial the first side affirms, where numbers exclude each other it has the smaller, and
    of two times the earlier; elsewhere it reported first."""

    sort: Sort
    definite: bool
    sides: tuple[tuple[Statement, ...], tuple[Statement, ...]]
    reasons: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "type": self.sort.value,
            "definite": self.definite,
            "reasons": list(self.reasons),
            "sides": [[_side(one) for one in side] for side in self.sides],
        }


_WISHES = (Stage.SOUGHT, Stage.PLANNED)


def contradictions(said: Iterable[Statement]) -> tuple[Contradiction, ...]:
    """Every contradiction between two of `said`, by type, the definite ones first; what copies repeat speaks
    once."""
    said = tuple(said)
    spoken = told_once(said)
    # Of a copy's deal only the denial may be new: it is bound by what its own dispatch tells of deliveries.
    bound = _bound(said)
    by_kind: dict[Kind, list[Statement]] = {}
    for one in spoken:
        by_kind.setdefault(one.claim.kind, []).append(one)
    found = [
        one
        for alike in by_kind.values()
        for index, left in enumerate(alike)
        for right in alike[index + 1 :]
        for one in _between(left, right, bound)
    ]
    return tuple(sorted(found, key=lambda one: one.order))


def between(one: Statement, other: Statement) -> tuple[Contradiction, ...]:
    """In what two statements contradict each other; the same in either order."""
    left, right = sorted((one, other), key=lambda of: of.order)
    return _between(left, right, frozenset())


def _bound(said: Sequence[Statement]) -> frozenset[ClaimId]:
    """The denials that only say that what was newly agreed has not come yet."""
    claims = [one.claim for one in said]
    return frozenset(
        one.id
        for one in said
        if not one.affirms and one.claim.kind in DEALINGS and new_deal(one.claim, claims)
    )


def _between(left: Statement, right: Statement, bound: frozenset[ClaimId]) -> tuple[Contradiction, ...]:
    one, other = left.claim, right.claim
    if one.kind is not other.kind or not comparable(one.item, other.item):
        return ()
    found: list[Contradiction] = []

    def tell(sort: Sort, definite: bool, reason: str) -> None:
        sure = Certainty.POSSIBLE not in (one.certainty, other.certainty)
        both = definite and sure  # whoever holds something possible does not say that it is so
        found.append(Contradiction(sort=sort, left=left, right=right, definite=both, reason=reason))

    if other_parties(one, other):
        if words := _other_party(left, right):
            tell(Sort.PARTY, False, words)
        return tuple(found)
    if left.affirms is not right.affirms:
        affirms, denial = (left, right) if left.affirms else (right, left)
        if told := _denied(affirms, denial, bound=denial.id in bound):
            tell(*told)
        return tuple(found)
    if not left.affirms or right.id in left.apart_from:
        # Of two events each has its own number and time.
        return ()
    if number := _number(left, right):
        tell(Sort.NUMBER, *number)
    if stage := _stage(left, right):
        tell(Sort.STAGE, *stage)
    if date := _date(left, right):
        tell(Sort.DATE, *date)
    return tuple(found)


def _denied(affirms: Statement, denial: Statement, *, bound: bool) -> tuple[Sort, bool, str] | None:
    scope = denies(
        denial.claim,
        denial.period,
        affirms.claim,
        affirms.period,
        bound=bound,
        one_story=denial.copies(affirms),
    )
    if scope is None:
        return None
    if scope:
        return Sort.SCOPE, False, scope
    reached, refused = affirms.claim.stage, denial.claim.stage
    inside = affirms.period.within(denial.period)
    # Whoever meant to send may have thought better of it by the time of the denial.
    sure = affirms.claim.certainty is not Certainty.POSSIBLE and refused is not Stage.PLANNED
    when = "lies within the time" if inside else "may lie within the time"
    told = f"“{reached}” is affirmed for a time that {when} for which "
    told += "it is denied" if reached is refused else f"“{refused}”, which it needs, is denied"
    if set(affirms.claim.supplier) > set(denial.claim.supplier) > set():
        # "We have delivered none" may be true of the maker of what another passed on.
        sure, told = False, f"{told}, by one of the suppliers only, who may have made what another passed on"
    return Sort.DENIAL, inside and sure, told


def _number(left: Statement, right: Statement) -> tuple[bool, str] | None:
    one, other = left.claim, right.claim
    if one.stage is not other.stage or one.quantity is None or other.quantity is None:
        return None
    if one.quantity.per != other.quantity.per:
        return None  # 40 a month are no part of 400
    if one.stage in _WISHES and not left.voice.shares.isdisjoint(right.voice.shares):
        return None  # who asked for 300 in January may ask for 100 in May
    if one.designation and other.designation and not set(one.designation) & set(other.designation):
        return None
    for part, whole in ((left, right), (right, left)):
        if not _exceeds(part.claim.quantity, whole.claim.quantity):
            continue
        amounts = f"{_amount(part.claim.quantity)} against {_amount(whole.claim.quantity)}"
        if one.kind is Kind.TRANSFER and right.id in left.with_it:
            return True, f"{amounts}: analysts hold both to tell of one event"
        if not _part_of(part, whole):
            continue
        both = part.period.told and whole.period.told
        same = _part_of(whole, part)
        what = "both speak of the same goods and time" if same else "a part would exceed the whole"
        if len(set(whole.claim.supplier)) > len(set(part.claim.supplier)) > 0:
            # A re-export names its maker too, of whose own deliveries it tells nothing.
            both, what = False, f"{what}, unless one of the suppliers only passed on what another made"
        if one.kind is Kind.USE:
            # What was fired, what was lost and what one attack took are all told as use.
            both, what = False, f"{what}, unless one tells of losses or of a single attack"
        return both, f"{amounts}: {what}"
    return None


def _exceeds(part: Quantity | None, whole: Quantity | None) -> bool:
    return bool(part and whole and part.low is not None and whole.high is not None and part.low > whole.high)


def _part_of(part: Statement, whole: Statement) -> bool:
    """Whether all that the number of `part` counts is counted in that of `whole`: 49 from two suppliers are
    no part of the 30 that one of them gave, and 60 missiles and drones no part of 50 drones."""
    one, other = part.claim, whole.claim
    sides = ((one.supplier, other.supplier), (one.recipient, other.recipient))
    if any(named and told and not set(named) <= set(told) for named, told in sides):
        return False
    return all(covers(other.item, (of,)) for of in one.item) and part.period.within(whole.period)


def _stage(left: Statement, right: Statement) -> tuple[bool, str] | None:
    one, other = left.claim, right.claim
    if one.kind is Kind.STOCK and {one.stage, other.stage} == {Stage.DEPLETED, Stage.HELD}:
        gone, held = (one, other) if one.stage is Stage.DEPLETED else (other, one)
        if left.period.told and right.period.told and left.period.meets(right.period) and _all_of(gone, held):
            return left.period == right.period, f"a stock is “{one.stage}” and “{other.stage}” at one time"
    elif one.kind is Kind.MEASURE and {one.stage, other.stage} == {Stage.ADOPTED, Stage.LIFTED}:
        if left.period.told and left.period == right.period and set(one.supplier) & set(other.supplier):
            return False, "a measure is adopted and lifted at one time"
    elif one.kind is Kind.PRODUCTION and left.voice.shares.isdisjoint(right.voice.shares):
        if Certainty.POSSIBLE in (one.certainty, other.certainty) or _apart(one, other):
            return None
        if {one.stage, other.stage} - {Stage.OPERATING} and Stage.OPERATING in (one.stage, other.stage):
            works, built = (left, right) if one.stage is Stage.OPERATING else (right, left)
            return _built_after(works, built)
    return None


def _apart(one: Claim, other: Claim) -> bool:
    """Whether two plants are named: what is built at one place says nothing of what works at another."""
    return bool(one.place and other.place and not set(one.place) & set(other.place))


def _built_after(works: Statement, built: Statement) -> tuple[bool, str] | None:
    """Whether a plant is told to be planned or built after it is told to work."""
    stage = built.claim.stage
    if built.report.day > works.report.day:
        return False, f"“{works.claim.stage}” was reported earlier than “{stage}”"
    since = begin(works.claim) or (works.period if works.period.told else None)
    # What is planned is due later: it was planned by the day on which that is told.
    told = built.period.low if built.period.told and stage is Stage.BUILDING else None
    if since is not None and since.high is not None and since.high < (told or built.report.day) < date.max:
        return False, f"“{stage}” is told of a time at which another has it “{works.claim.stage}” already"
    return None


def _all_of(gone: Claim, held: Claim) -> bool:
    """Whether what is held is of that which is used up: who has no attack drones left, or none from Iran, may
    have others."""
    if gone.designation and not set(held.designation) & set(gone.designation):
        return False
    if gone.supplier and not (held.supplier and set(held.supplier) <= set(gone.supplier)):
        return False
    return all(covers(gone.item, (part,)) for part in held.item)


def _date(left: Statement, right: Statement) -> tuple[bool, str] | None:
    one, other = left.claim, right.claim
    if one.stage is not other.stage or not (left.period.told and right.period.told):
        return None
    if one.kind is Kind.PRODUCTION and one.stage is Stage.OPERATING:
        return _works_since(left, right)
    if left.period.meets(right.period):
        return None
    apart = left.voice.shares.isdisjoint(right.voice.shares)
    alike = one.designation == other.designation and _same_number(left, right)
    if one.kind is Kind.TRANSFER and right.id in left.with_it:
        return True, "analysts hold both to tell of one event, and their times have no day in common"
    if one.kind is Kind.TRANSFER and apart and alike and _near(left, right):
        return False, f"the same number, {_amount(one.quantity)}, at another time: one event or two"
    return None


_YEAR = timedelta(days=366)
_MONTH = timedelta(days=31)


def _near(left: Statement, right: Statement) -> bool:
    """Whether two times without a common day may be those of one event: at most a year lies between them."""
    first, then = sorted((left.period, right.period), key=lambda one: one.high or date.max)
    return first.high is None or then.low is None or then.low - first.high <= _YEAR


def _works_since(left: Statement, right: Statement) -> tuple[bool, str] | None:
    """Whether two statements on a plant that works have it begin at two times.

    "Since July" and "since January" have many days in common, and began on none of them together. A time
    without an open end may be that in which the plant began, or one in which it worked; with a number it is
    that of what it made.
    """
    places = set(left.claim.place) & set(right.claim.place)
    if _apart(left.claim, right.claim):
        return None
    first, second = begin(left.claim), begin(right.claim)
    if first and second:
        return None if first.meets(second) else (bool(places), "a plant begins to work once")
    if first or second:
        since, works = (first, right.period) if first else (second, left.period)
        assert since is not None
        early = since.low is not None and works.high is not None and works.high < since.low
        return (bool(places), "a plant works before it is said to have begun") if early else None
    made = left.claim.quantity or right.claim.quantity
    if made or left.period.meets(right.period):
        return None
    return False, "a plant begins to work once, should both tell when it began"


def _same_number(left: Statement, right: Statement) -> bool:
    """Whether both give one exact number, and the same."""
    one, other = left.claim.quantity, right.claim.quantity
    return one is not None and one == other and one.low == one.high


def _one_event(left: Statement, right: Statement) -> bool:
    """Whether a number that two statements share speaks for one event: few deliveries are of 46, many of two.

    A small or round number needs more in common: a time of at most a month, or a weapon and, with it, a
    place or a time of at most a year. Two named weapons are two events.
    """
    one, other = left.claim, right.claim
    weapon = bool(set(one.designation) & set(other.designation))
    if one.designation and other.designation and not weapon:
        return False
    if one.quantity is not None and one.quantity.low is not None and _telling(one.quantity.low):
        return True
    lengths = [
        side.period.high - side.period.low
        for side in (left, right)
        if side.period.told and side.period.low is not None and side.period.high is not None
    ]
    length = max(lengths) if len(lengths) == 2 else timedelta.max
    return length <= _MONTH or (weapon and (length <= _YEAR or bool(set(one.place) & set(other.place))))


def _telling(number: int) -> bool:
    """Whether a number is so particular that two reports of it hardly agree by chance: 46 or 1,700 is, six,
    20 or 400 is not."""
    return number > _SMALL and len(str(number).rstrip("0")) > 1


_SMALL = 12
"""Up to a dozen, arms are so often sold that the number says little."""


def _other_party(left: Statement, right: Statement) -> str | None:
    """Whether two statements tell one event with another party: the same exact number, stage and time."""
    one, other = left.claim, right.claim
    if not (left.affirms and right.affirms) or one.kind is not Kind.TRANSFER or one.stage is not other.stage:
        return None
    if right.id in left.apart_from:
        return None
    if not left.voice.shares.isdisjoint(right.voice.shares) or not left.period.meets(right.period):
        return None
    if not _same_number(left, right) or not _one_event(left, right):
        return None
    suppliers = set(one.supplier) & set(other.supplier)
    recipients = set(one.recipient) & set(other.recipient)
    if recipients and one.supplier and other.supplier and not suppliers:
        return f"the same number, {_amount(one.quantity)}, for one recipient from another supplier"
    if suppliers and one.recipient and other.recipient and not recipients:
        return f"the same number, {_amount(one.quantity)}, from one supplier for another recipient"
    return None


def _amount(quantity: Quantity | None) -> str:
    if quantity is None:
        return "no number"
    each = f" a {quantity.per}" if quantity.per else ""
    if quantity.low == quantity.high:
        return f"{quantity.low:,}{each}"
    if quantity.high is None:
        return f"{quantity.low:,} or more{each}"
    return (
        f"up to {quantity.high:,}{each}"
        if quantity.low is None
        else f"{quantity.low:,}–{quantity.high:,}{each}"
    )


def disputes(found: Iterable[Contradiction]) -> tuple[Dispute, ...]:
    """Contradictions brought together: those of one type, definite or open, where the same statements stand
    against the same others. Each pair of a dispute's sides contradicts each other; each of `found` is in one.
    """
    alike: dict[tuple[Sort, bool], _Pairs] = {}
    for one in sorted(found, key=lambda of: of.order):
        sides = (one.left, one.right)
        if _place(one, one.right) < _place(one, one.left):
            sides = (one.right, one.left)
        alike.setdefault((one.sort, one.definite), []).append((one, sides))
    told = [_dispute(group) for pairs in alike.values() for group in _facing(pairs)]
    return tuple(
        sorted(told, key=lambda one: (list(Sort).index(one.sort), not one.definite, one.sides[0][0].order))
    )


def _place(of: Contradiction, one: Statement) -> tuple[Any, ...]:
    """Sorts the sides of a contradiction by what they say, so that those who say the same stand on one side,
    whoever of them reported first; as they stand where that is told by nothing."""
    quantity, since = one.claim.quantity, begin(one.claim) or one.period
    match of.sort:
        case Sort.DENIAL | Sort.SCOPE:
            return (not one.affirms,)
        case Sort.NUMBER if quantity is not None:
            return (quantity.low or 0, float("inf") if quantity.high is None else quantity.high)
        case Sort.DATE if since.low is not None:
            return (since.low,)
        case _:
            return ()


_Pairs = list[tuple[Contradiction, tuple[Statement, Statement]]]


def _facing(pairs: _Pairs) -> list[_Pairs]:
    """`pairs` in groups, in each of which all of one side stand against all of the other: by what each of the
    first side stands against, or each of the second, whichever gives fewer groups."""
    ways = []
    for own, other in ((0, 1), (1, 0)):
        against: dict[ClaimId, set[ClaimId]] = {}
        for _, sides in pairs:
            against.setdefault(sides[own].id, set()).add(sides[other].id)
        groups: dict[frozenset[ClaimId], _Pairs] = {}
        for pair in pairs:
            groups.setdefault(frozenset(against[pair[1][own].id]), []).append(pair)
        ways.append(list(groups.values()))
    return min(ways, key=len)


def _dispute(group: _Pairs) -> Dispute:
    first, second = (
        tuple(sorted({sides[side].id: sides[side] for _, sides in group}.values(), key=lambda of: of.order))
        for side in (0, 1)
    )
    return Dispute(
        sort=group[0][0].sort,
        definite=group[0][0].definite,
        sides=(first, second),
        reasons=tuple(dict.fromkeys(one.reason for one, _ in group)),
    )
