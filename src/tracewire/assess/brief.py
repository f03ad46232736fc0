"""What would a careful analyst write of one transfer? Everything that a view knows of it, brought together.

A brief is a pure function of a view: the grade of each stage, the course, episodes, disputes, the stock
that the recipient may have left, and what each legal rule says at the date of each event. It reads a class
of goods with all classes below it, so that "drones" and "one-way attack drones" are read together; the
register keeps them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from tracewire.assess.amounts import Assumptions
from tracewire.assess.contradictions import Dispute, contradictions, disputes
from tracewire.assess.credibility import Grade, grade
from tracewire.assess.episodes import Course, Episodes, course, episodes
from tracewire.assess.estimative import Estimate, estimates
from tracewire.assess.goods import Goods
from tracewire.assess.regimes import Reading, Transfer, readings, regions
from tracewire.assess.sources import SourceRegister
from tracewire.assess.statements import Statement, beside, covers, narrower, statements, told_once
from tracewire.assess.stocks import Stock, stock, stock_days, stock_statements
from tracewire.ledger import LedgerView, spoken
from tracewire.lexicon import bloc_of, is_government, lies_in, party_name
from tracewire.model import DEALINGS, STAGES, Edtf, Kind, Stage

__all__ = ["Allied", "Brief", "LegalDay", "brief", "brief_of", "legal_days"]

_Asked = tuple[str, bool, tuple[str, ...], tuple[str, ...], str | None]

_LADDER = STAGES[Kind.TRANSFER]
_DAYS = 12
"""Of how many days a brief tells the stock: the last ones, of those on which it can change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalDay:
    """What the rules say of the transfer on the day or period of one or several events.

    `assumed` is true where no claim tells the event's time, and the day of the report, or on which its source
    spoke, stands in.
    """

    when: Edtf
    assumed: bool
    statements: tuple[Statement, ...]
    readings: tuple[Reading, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "when": self.when.text,
            "assumed_from_report": self.assumed,
            "claims": [one.id for one in self.statements],
            "readings": [one.to_dict() for one in self.readings],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Allied:
    """Two states that speak of the matter and may rest on one intelligence source; why."""

    states: tuple[str, str]
    bloc: str
    why: str

    @property
    def words(self) -> str:
        both = " and ".join(map(party_name, self.states))
        return f"{both}: one bloc, {self.bloc} ({self.why})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One transfer, read as a whole. `grades` are those of each affirmed stage, the furthest first; `stock`
    is empty where no recipient is named. `denied` are the stages that a source denies of all goods asked
    about, `denied_of` those that it denies of a narrower class. `measures` are the measures and disclosures
    that bear on it, without what copies repeat. `estimates` are words of likelihood by claim."""

    supplier: str | None
    recipient: str | None
    item: str | None
    entry: int
    said: tuple[Statement, ...]
    grades: tuple[Grade, ...]
    denied: tuple[Stage, ...]
    denied_of: tuple[tuple[str, Stage], ...]
    measures: tuple[Statement, ...]
    allied: tuple[Allied, ...]
    course: Course
    episodes: Episodes
    disputes: tuple[Dispute, ...]
    stock: tuple[Stock, ...]
    legal: tuple[LegalDay, ...]
    estimates: tuple[tuple[Statement, tuple[Estimate, ...]], ...]

    @property
    def grade(self) -> Grade | None:
        """That of the furthest stage that a source affirms; None where none is affirmed."""
        return self.grades[0] if self.grades else None

    def of_kind(self, kind: Kind) -> tuple[Statement, ...]:
        """The statements of one kind, without what copies repeat."""
        return tuple(one for one in told_once(self.said) if one.claim.kind is kind)

    def to_dict(self) -> dict[str, Any]:
        top = self.grade
        return {
            "supplier": self.supplier,
            "recipient": self.recipient,
            "item": self.item,
            "entry": self.entry,
            "stage": top.stage.value if top and top.stage else None,
            "grade": top.code if top else None,
            "denied": [stage.value for stage in self.denied],
            "denied_of": [{"item": item, "stage": stage.value} for item, stage in self.denied_of],
            "measures": [
                {
                    "kind": one.claim.kind.value,
                    "stage": one.claim.stage.value,
                    "polarity": one.claim.polarity.value,
                    "by": list(one.claim.supplier),
                    "on": list(one.claim.recipient),
                    **one.to_dict(),
                }
                for one in self.measures
            ],
            "grades": [one.to_dict() for one in self.grades],
            "blocs": [{"states": list(one.states), "bloc": one.bloc, "why": one.why} for one in self.allied],
            "steps": [
                {
                    "stage": one.stage.value,
                    "reported": one.on.isoformat() if one.on else None,
                    **one.statement.to_dict(),
                }
                for one in self.course.steps
            ],
            "by_event": [
                {"stage": one.claim.stage.value, "polarity": one.claim.polarity.value, **one.to_dict()}
                for one in self.course.by_event
            ],
            "episodes": [one.to_dict() for one in self.episodes.episodes],
            "totals": [
                {"quantity": one.claim.quantity.to_list() if one.claim.quantity else None, **one.to_dict()}
                for one in self.episodes.totals
            ],
            "contradictions": [one.to_dict() for one in self.disputes],
            "stock": [one.to_dict() for one in self.stock],
            "regimes": [one.to_dict() for one in self.legal],
            "estimates": [
                {"claim": of.id, "words": [one.words for one in words]} for of, words in self.estimates
            ],
        }


def brief(
    view: LedgerView,
    supplier: str | None,
    recipient: str | None,
    item: str | None,
    *,
    register: SourceRegister | None = None,
    known_on: date | None = None,
    assumptions: Assumptions | None = None,
    exact: bool = False,
) -> Brief:
    """What `view` knows of a transfer of `item` and the classes below it, or with `exact` of that class
    alone.

    A party that is None is not asked for; one that analysts merged with others is asked for with them, and
    told by the name that stands for them. `known_on` is the day up to which rules and positions are known;
    None for all of them. What it costs grows with the claims on the transfer, not with the ledger.
    """
    supplier, recipient, item = view.resolution.key((supplier, recipient, item))
    items = None if item is None else (item,) if exact else narrower(item)
    said = statements(view, supplier=supplier, recipient=recipient, items=items)
    holding = (
        stock_statements(view, recipient, item, supplier=supplier)
        if recipient is not None and item is not None
        else ()
    )
    return _brief(
        said,
        holding,
        supplier,
        recipient,
        item,
        measures=beside(view, said, supplier=supplier, recipient=recipient, items=items),
        entry=view.entry,
        register=register,
        known_on=known_on,
        assumptions=assumptions,
    )


def brief_of(
    said: Sequence[Statement],
    supplier: str | None,
    recipient: str | None,
    item: str | None,
    *,
    holding: Sequence[Statement] | None = None,
    measures: Sequence[Statement] = (),
    days: int = _DAYS,
    register: SourceRegister | None = None,
    known_on: date | None = None,
) -> Brief:
    """The same from statements that are at hand; `holding` are those on the recipient's stock, if they are
    others, `measures` what bears on it beside (`beside`), and `days` on how many days the stock is told."""
    return _brief(
        said,
        said if holding is None else holding,
        supplier,
        recipient,
        item,
        measures=measures,
        entry=0,
        days=days,
        register=register,
        known_on=known_on,
    )


def _brief(
    said: Sequence[Statement],
    holding: Sequence[Statement],
    supplier: str | None,
    recipient: str | None,
    item: str | None,
    *,
    measures: Sequence[Statement],
    entry: int,
    days: int = _DAYS,
    register: SourceRegister | None,
    known_on: date | None,
    assumptions: Assumptions | None = None,
) -> Brief:
    moves = [one for one in said if one.claim.kind in DEALINGS]
    reached = {one.claim.stage for one in moves if one.affirms}
    stages = [stage for stage in reversed(_LADDER) if stage in reached]
    denials = [one for one in moves if not one.affirms]
    of_all = {one.claim.stage for one in denials if item is None or covers(one.claim.item, (item,))}
    of_some = {
        (goods, one.claim.stage)
        for one in denials
        if item is not None and not covers(one.claim.item, (item,))
        for goods in one.claim.item
    }
    aside = [one for one in said if one.claim.kind in (Kind.MEASURE, Kind.DISCLOSURE)]
    holdings: list[Stock] = []
    if recipient is not None and item is not None:
        for day in stock_days(holding)[-days:]:
            holdings.append(
                stock(holding, recipient, item, on=day, supplier=supplier, assumptions=assumptions)
            )
    worded = (
        (
            one,
            estimates(
                one.passage,
                one.language,
                country=one.claim.source.country,
            ),
        )
        for one in told_once(said)
    )
    return Brief(
        supplier=supplier,
        recipient=recipient,
        item=item,
        entry=entry,
        said=tuple(said),
        grades=tuple(grade(said, stage, register=register) for stage in stages),
        denied=tuple(sorted(of_all, key=_LADDER.index)),
        denied_of=tuple(sorted(of_some, key=lambda pair: (pair[0], _LADDER.index(pair[1])))),
        measures=told_once({one.id: one for one in (*aside, *measures)}.values()),
        allied=_allied(said),
        course=course(said),
        episodes=episodes(said, register=register),
        disputes=disputes(contradictions(said)),
        stock=tuple(holdings),
        legal=legal_days(moves, supplier, recipient, item, known_on=known_on),
        estimates=tuple((one, words) for one, words in worded if words),
    )


def _allied(said: Iterable[Statement]) -> tuple[Allied, ...]:
    """The states among the speakers that belong to one bloc on the day of their reports."""
    days: dict[str, date] = {}
    for one in told_once(said):
        source = one.claim.source
        if not source.is_narrator and source.country and is_government(source.org, source.country):
            days[source.country] = max(days.get(source.country, date.min), one.report.day)
    found = []
    for first, second in combinations(sorted(days), 2):
        if bloc := bloc_of(first, second, max(days[first], days[second])):
            found.append(Allied(states=(first, second), bloc=bloc.words, why=bloc.why))
    return tuple(found)


def _event_time(told: Statement) -> str | None:
    """The time of an event as its claim tells it, up to the report where it had happened by then: what came
    "since August" or "this year", as told in June, had come by June."""
    when, period = told.claim.when, told.period
    if when is None or not period.told or period.low is None or period.high is None:
        return when
    try:
        parsed = Edtf.parse(when)
    except ValueError:
        return when
    if parsed.low != period.low or (parsed.high is not None and parsed.high <= period.high):
        return when
    return str(period.low) if period.low == period.high else f"{period.low}/{period.high}"


def legal_days(
    said: Iterable[Statement],
    supplier: str | None,
    recipient: str | None,
    item: str | None,
    *,
    known_on: date | None = None,
) -> tuple[LegalDay, ...]:
    """What the rules say of each affirmed shipment and delivery at its own date; where none is told, of
    each affirmed step. Events of one period and the same named weapons are asked about once."""
    affirmed = [one for one in told_once(said) if one.affirms]
    gone = [one for one in affirmed if one.claim.stage in (Stage.SHIPPED, Stage.DELIVERED)]
    asked: dict[_Asked, list[Statement]] = {}
    for told in gone or affirmed:
        claim = told.claim
        when = _event_time(told) or told.report.published
        if when is None:
            continue
        # Of "missiles and drones" only the drones are asked about where drones are.
        own = [one for one in claim.item if item is None or one in narrower(item)]
        # A place in the claim can lie in the part of a territory that a rule is about.
        region = next((place for place in claim.place if any(lies_in(place, one) for one in regions())), None)
        assumed = claim.when is None or spoken(claim, told.report.published)
        key = (when, assumed, tuple(sorted(own)), tuple(sorted(claim.designation)), region)
        asked.setdefault(key, []).append(told)
    found = []
    for (when, assumed, classes, designations, region), behind in asked.items():
        try:
            period = Edtf.parse(when)
        except ValueError:
            continue
        transfer = Transfer(
            supplier=supplier,
            recipient=recipient,
            goods=Goods(classes=classes or ((item,) if item else ()), designations=designations),
            when=period,
            region=region,
        )
        found.append(
            LegalDay(
                when=period,
                assumed=assumed,
                statements=tuple(behind),
                readings=readings(transfer, known_on=known_on, covered_only=True),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.when.low or date.min, one.when.text, one.assumed)))
