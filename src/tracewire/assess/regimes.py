"""Which legal rule applied to a transfer on its day, and who contests that?

The rules are data (`data/regimes`), dated, each with its binding scope, direction, parties, goods, exemptions
and source. Every rule gives one of four answers for a transfer: prohibited, approval needed, not covered, or
undetermined with what is missing. An answer that hangs on something that the reports leave open is
undetermined; silence is no clearance. A rule that states contest is shown with their positions and is not
decided here. Rules: docs/regimes.md. None of this is legal advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from tracewire.assess.goods import Goods, Holds
from tracewire.lexicon import lies_in, parties, party_name, table
from tracewire.model import Edtf

__all__ = [
    "GOVERNMENT",
    "Exemption",
    "Position",
    "Reading",
    "Rule",
    "RuleEffect",
    "Step",
    "Transfer",
    "Verdict",
    "authorities",
    "decides_for",
    "readings",
    "regions",
    "rules",
]

GOVERNMENT = "government"
"""The actor that stands for the government of the recipient's territory."""

_NON_STATE = "non-state"
_LISTED = "listed"
_ARMED = frozenset({"armed group", "private military company"})


class Verdict(StrEnum):
    """What a rule says of a transfer."""

    PROHIBITED = "prohibited"
    APPROVAL_NEEDED = "approval needed"
    NOT_COVERED = "not covered"
    UNDETERMINED = "undetermined"


class RuleEffect(StrEnum):
    """What a rule does where it applies."""

    BAN = "ban"
    APPROVAL = "approval"  # forbidden unless a body approved it in advance
    CASE_BY_CASE = "case-by-case"  # the exporting state decides, by stated criteria
    SANCTION = "sanction"  # those who take part can be listed; whether they are is a decision
    CONDITIONAL_BAN = (
        "conditional-ban"  # forbidden where the exporter knows of the use, or another rule is broken
    )
    REFERENCE = "reference"  # governs no transfer: monitoring, reporting, a lifting act


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule with its period in law: in force from `valid_from` up to the day before `valid_to`.

    `targets` are the parties that the rule is about, `counterparts` who the other side must be ("*" for
    anybody). `last_seen_expiry` is the last end date seen of a measure that is renewed over and over: behind
    it the rule is not held to have ended, but its renewal is to be checked. `adopted` is the day from which
    the rule could be known, `end_known` that from which its end could be.
    """

    id: str
    name: str
    issuer: str
    instrument: str
    binds: str
    force: str
    effect: RuleEffect
    direction: str
    targets: tuple[str, ...]
    counterparts: tuple[str, ...]
    actors: tuple[str, ...]
    region: str
    items: tuple[str, ...]
    test: str
    adopted: date
    valid_from: date
    valid_to: date | None
    end_known: date | None
    last_seen_expiry: date | None
    exemption: str
    note: str
    source: str
    checked: str

    @property
    def is_un(self) -> bool:
        return self.binds == "UN_ALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """Where a rule does not bite, or needs approval only. Empty conditions ask for nothing."""

    rule: str
    effect: str  # exempt, approval, notification
    actors: tuple[str, ...]
    items: tuple[str, ...]
    suppliers: tuple[str, ...]
    recipients: tuple[str, ...]
    contract_before: date | None
    valid_from: date
    valid_to: date | None
    words: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """A limit of one word of a rule's `items` or `targets`: it holds in one direction, or for a time."""

    column: str
    word: str
    direction: str
    valid_from: date | None
    valid_to: date | None
    words: str

    def holds(self, way: str, when: Edtf | None, known_on: date | None) -> Holds:
        if self.direction and self.direction != way:
            return Holds.NO
        begins, ends = self.valid_from, self.valid_to
        if begins and known_on is not None and begins > known_on:
            return Holds.NO
        low, high = (when.low, when.high) if when else (None, None)
        if (begins and high and high < begins) or (ends and low and low >= ends):
            return Holds.NO
        begun = begins is None or (low is not None and low >= begins)
        lasts = ends is None or (high is not None and high < ends)
        return Holds.YES if begun and lasts else Holds.MAYBE


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What a party says of a rule: it `applies`, it `rejects` that, or it `denies-facts`; since when."""

    party: str
    stance: str
    since: date
    until: date | None
    suppliers: tuple[str, ...]
    recipients: tuple[str, ...]
    words: str
    source: str

    @property
    def contests(self) -> bool:
        return self.stance in ("rejects", "denies-facts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What is asked about. A party that is not told is None; `when` is the event's day or period.

    `actor` is who receives within the recipient's territory: a slug of the party tables, "government", or
    None where that is not told. `region` is a place within the territory by any of its names, `contract` the
    day of the contract. What the tables do not have is open, and excludes no rule.
    """

    supplier: str | None
    recipient: str | None
    goods: Goods
    when: Edtf | None
    actor: str | None = None
    region: str | None = None
    contract: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One condition of a rule, how it is answered, and why."""

    asks: str  # date, binding, parties, actor, region, goods, exemption, effect
    holds: Holds
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one rule says of one transfer, with every step that led there.

    `missing` names what would have to be known: date, supplier, recipient, item, designation, goods_code,
    purpose, end_user, region, membership, contract_date, listing, knowledge. `renewal_to_check` is true where
    the last end date seen of the rule lies before the transfer.
    """

    rule: Rule
    verdict: Verdict
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    positions: tuple[Position, ...] = ()
    renewal_to_check: bool = False

    @property
    def contested_by(self) -> tuple[str, ...]:
        """The parties that hold that the rule does not apply, or that deny the facts."""
        return tuple(dict.fromkeys(one.party for one in self.positions if one.contests))

    @property
    def asserted_by(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.party for one in self.positions if one.stance == "applies"))

    @property
    def only_the_date(self) -> bool:
        """Whether the rule would have spoken of the transfer on another day."""
        failed = [step.asks for step in self.steps if step.holds is Holds.NO]
        return failed == ["date"]

    @property
    def reason(self) -> str:
        """The steps that decided, as one sentence."""
        wanted = Holds.NO if self.verdict is Verdict.NOT_COVERED else Holds.MAYBE
        told = [step.why for step in self.steps if step.holds is wanted]
        return "; ".join(told or [step.why for step in self.steps if step.asks in ("goods", "date")])

    def to_dict(self) -> dict[str, Any]:
        return {
            "rule": self.rule.id,
            "name": self.rule.name,
            "issuer": self.rule.issuer,
            "force": self.rule.force,
            "verdict": self.verdict.value,
            "missing": list(self.missing),
            "reason": self.reason,
            "from": self.rule.valid_from.isoformat(),
            "to": self.rule.valid_to.isoformat() if self.rule.valid_to else None,
            "renewal_to_check": self.renewal_to_check,
            "contested_by": list(self.contested_by),
            "positions": [
                {"party": one.party, "stance": one.stance, "since": one.since.isoformat(), "words": one.words}
                for one in self.positions
            ],
            "exemption": self.rule.exemption,
            "source": self.rule.source,
            "checked": self.rule.checked,
        }


def rules() -> tuple[Rule, ...]:
    """Every rule of the table, in its order."""
    return _rules()


@cache
def regions() -> frozenset[str]:
    """The parts of territories that rules are about."""
    return frozenset(rule.region for rule in _rules() if rule.region)


def readings(
    transfer: Transfer, *, known_on: date | None = None, covered_only: bool = False
) -> tuple[Reading, ...]:
    """What each rule says of `transfer`, from what could be known on `known_on` (None for all that is known).

    Rules and positions that came later are left out, and an end that was not yet known does not end a rule.
    `covered_only` leaves out the answers "not covered".
    """
    found = (
        _reading(rule, transfer, known_on)
        for rule in _rules()
        if rule.effect is not RuleEffect.REFERENCE and (known_on is None or rule.adopted <= known_on)
    )
    return tuple(one for one in found if not covered_only or one.verdict is not Verdict.NOT_COVERED)


_STRENGTH = (Verdict.NOT_COVERED, Verdict.UNDETERMINED, Verdict.APPROVAL_NEEDED, Verdict.PROHIBITED)


def _reading(rule: Rule, transfer: Transfer, known_on: date | None) -> Reading:
    """The answer of `rule`, each of its words taken for the direction and the time for which it holds."""
    scopes = _scopes().get(rule.id, ())
    if not scopes:
        return _answer(rule, transfer, known_on)
    ways = ("to", "from") if rule.direction == "both" else (rule.direction,)
    found = max(
        (_on_its_days(rule, scopes, way, transfer, known_on) for way in ways),
        key=lambda one: _STRENGTH.index(one.verdict),
    )
    return replace(found, rule=rule)


def _on_its_days(
    rule: Rule, scopes: tuple[_Scope, ...], way: str, transfer: Transfer, known_on: date | None
) -> Reading:
    """The answer for one direction: open where a word holds on some of the days only, and that decides."""
    told = [
        _answer(_scoped(rule, scopes, way, transfer.when, known_on, at_least), transfer, known_on)
        for at_least in (Holds.YES, Holds.MAYBE)
    ]
    surely, perhaps = told
    if surely.verdict is perhaps.verdict:
        return perhaps
    missing = (*perhaps.missing, "date")
    why = "; ".join(
        dict.fromkeys(one.words for one in scopes if one.holds(way, transfer.when, known_on) is Holds.MAYBE)
    )
    step = Step(asks="date", holds=Holds.MAYBE, why=f"on some of the days only: {why}")
    return replace(
        perhaps,
        verdict=Verdict.UNDETERMINED,
        missing=tuple(dict.fromkeys(missing)),
        steps=(*perhaps.steps, step),
    )


def _scoped(
    rule: Rule,
    scopes: tuple[_Scope, ...],
    way: str,
    when: Edtf | None,
    known_on: date | None,
    at_least: Holds,
) -> Rule:
    """`rule` in one direction, with the words that hold there, or (`at_least` maybe) may."""

    def words(column: str, told: tuple[str, ...]) -> tuple[str, ...]:
        limits = [one for one in scopes if one.column == column]
        wanted = (Holds.YES,) if at_least is Holds.YES else (Holds.YES, Holds.MAYBE)
        return tuple(
            word
            for word in told
            if not (own := [one for one in limits if one.word == word])
            or any(one.holds(way, when, known_on) in wanted for one in own)
        )

    items, targets = words("items", rule.items), words("targets", rule.targets)
    return replace(rule, direction=way, items=items, targets=targets)


def _answer(rule: Rule, transfer: Transfer, known_on: date | None) -> Reading:
    ends = rule.valid_to
    if known_on is not None and rule.end_known is not None and rule.end_known > known_on:
        ends = None
    asked: list[_Asked] = [
        _date(rule, ends, transfer),
        *_parties(rule, transfer),
        _actor(rule, transfer),
        _region(rule, transfer),
        _goods(rule, transfer),
    ]
    steps = [step for step, _ in asked if step is not None]
    missing = [key for step, keys in asked if step and step.holds is Holds.MAYBE for key in keys]
    positions = _positions(rule, transfer, known_on)
    renewal = bool(
        rule.last_seen_expiry
        and ends is None
        and transfer.when is not None
        and (transfer.when.high is None or transfer.when.high > rule.last_seen_expiry)
    )

    def answer(verdict: Verdict) -> Reading:
        return Reading(
            rule=rule,
            verdict=verdict,
            missing=tuple(dict.fromkeys(missing)) if verdict is Verdict.UNDETERMINED else (),
            steps=tuple(steps),
            positions=() if verdict is Verdict.NOT_COVERED else positions,
            renewal_to_check=renewal and verdict is not Verdict.NOT_COVERED,
        )

    if any(step.holds is Holds.NO for step in steps):
        return answer(Verdict.NOT_COVERED)
    effect = {
        RuleEffect.BAN: Verdict.PROHIBITED,
        RuleEffect.APPROVAL: Verdict.APPROVAL_NEEDED,
        RuleEffect.CASE_BY_CASE: Verdict.APPROVAL_NEEDED,
    }.get(rule.effect)
    for one in _exemptions().get(rule.id, ()):
        holds, keys = _exempt(one, rule, transfer)
        if holds is Holds.NO:
            continue
        steps.append(Step(asks="exemption", holds=holds, why=f"{one.words} ({one.source})"))
        if holds is Holds.MAYBE:
            missing += keys
            effect = None
        elif one.effect == "exempt":
            return answer(Verdict.NOT_COVERED)
        else:
            effect = Verdict.APPROVAL_NEEDED
    if rule.effect is RuleEffect.SANCTION:
        missing.append("listing")
        steps.append(
            Step(
                asks="effect",
                holds=Holds.MAYBE,
                why="those who take part can be listed; whether they are is a decision of the issuer",
            )
        )
    if rule.effect is RuleEffect.CONDITIONAL_BAN:
        missing.append("knowledge")
        steps.append(Step(asks="effect", holds=Holds.MAYBE, why=f"it forbids on a condition: {rule.test}"))
    if missing or effect is None:
        return answer(Verdict.UNDETERMINED)
    return answer(effect)


_Asked = tuple[Step | None, tuple[str, ...]]


def _date(rule: Rule, ends: date | None, transfer: Transfer) -> _Asked:
    period = f"in force from {rule.valid_from}" + (f" to {ends}" if ends else "")
    when = transfer.when
    if when is None:
        return Step(asks="date", holds=Holds.MAYBE, why=f"{period}; the day is not told"), ("date",)
    before = when.high is not None and when.high < rule.valid_from
    behind = ends is not None and when.low is not None and when.low >= ends
    if before or behind:
        return Step(
            asks="date", holds=Holds.NO, why=f"{period}, {'not yet' if before else 'ended'} by then"
        ), ()
    inside = when.low is not None and when.low >= rule.valid_from
    inside = inside and (ends is None or (when.high is not None and when.high < ends))
    if inside:
        return Step(asks="date", holds=Holds.YES, why=period), ()
    return (
        Step(asks="date", holds=Holds.MAYBE, why=f"{period}; {when.text} lies only partly within"),
        ("date",),
    )


@cache
def _territories() -> Mapping[str, Mapping[str, str]]:
    rows = table("parties/actors.csv", "slug", "name_en", "name_fr", "country", "type")
    return {row["slug"]: row for row in rows}


def _known(party: str | None) -> bool:
    return party in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(parties())


def _territory(party: str) -> str:
    row = _territories().get(party)
    return row["country"] or party if row else party


def _is(party: str | None, wanted: Iterable[str], on: Edtf | None) -> Holds:
    """Whether `party` is one of `wanted`, which may name a group of states."""
    wanted = tuple(wanted)
    if "*" in wanted:
        return Holds.YES
    if party is None:
        return Holds.MAYBE
    place = _territory(party)
    if place in wanted or party in wanted:
        return Holds.YES
    answers = [_member(place, group, on) for group in wanted if group in _bindings()]
    if Holds.YES in answers:
        return Holds.YES
    # A party that the tables do not have may be any of them: where it is at home is not known.
    return Holds.MAYBE if Holds.MAYBE in answers or not _known(party) else Holds.NO


def _member(state: str, group: str, on: Edtf | None) -> Holds:
    if state in (group, group.lower()):
        return Holds.YES
    binding = _bindings()[group]
    if binding["kind"] == "all":
        return Holds.YES
    if binding["kind"] == "state":
        return Holds.NO
    rows = [row for row in _members().get(group, ()) if row["state"] == state]
    if not rows:
        return Holds.NO if binding["complete"] == "yes" else Holds.MAYBE
    if rows[0]["member"] == "no":
        return Holds.NO
    low, high = (on.low, on.high) if on else (None, None)
    for row in rows:
        # Of some states the year alone is known in which they joined or left.
        begins, ends = _span(row["valid_from"]), _span(row["valid_to"])
        after = begins is None or (low is not None and low >= begins[1])
        until = ends is None or (high is not None and high < ends[0])
        if after and until:
            return Holds.YES
        if not (begins and high and high < begins[0]) and not (ends and low and low >= ends[1]):
            return Holds.MAYBE
    return Holds.NO


def _parties(rule: Rule, transfer: Transfer) -> list[_Asked]:
    """Whether supplier and recipient are those that the rule is about, and whether it binds one of them."""
    on = transfer.when
    ways = []
    if rule.direction in ("to", "both"):
        ways.append((transfer.recipient, transfer.supplier, "recipient", "supplier"))
    if rule.direction in ("from", "both"):
        ways.append((transfer.supplier, transfer.recipient, "supplier", "recipient"))
    best: tuple[Holds, tuple[str, ...]] = (Holds.NO, ())
    for target, other, target_name, other_name in ways:
        answers = (_is(target, rule.targets, on), _is(other, rule.counterparts, on))
        same = target is not None and other is not None and _territory(target) == _territory(other)
        if Holds.NO in answers or (same and "*" not in rule.targets):
            continue
        missing = tuple(
            "membership" if _known(party) else name
            for party, name, answer in ((target, target_name, answers[0]), (other, other_name, answers[1]))
            if answer is Holds.MAYBE
        )
        holds = Holds.MAYBE if missing else Holds.YES
        if best[0] is Holds.NO or (best[0] is Holds.MAYBE and holds is Holds.YES):
            best = holds, missing
    about = " and ".join(_named(one) for one in rule.targets if one != "*") or "any party"
    with_whom = "" if "*" in rule.counterparts else f" with {' or '.join(map(_named, rule.counterparts))}"
    words = {"to": "supplies to", "from": "supplies from", "both": "supplies to or from"}[rule.direction]
    told: list[_Asked] = [
        (Step(asks="parties", holds=best[0], why=f"the rule is about {words} {about}{with_whom}"), best[1])
    ]
    if best[0] is not Holds.NO:
        told.append(_binding(rule, transfer))
    return told


def _binding(rule: Rule, transfer: Transfer) -> _Asked:
    binding = _bindings()[rule.binds]
    why = f"it binds {binding['words']}"
    if binding["kind"] == "all":
        return Step(asks="binding", holds=Holds.YES, why=why), ()
    # An exporter's duty binds the supplier; a ban on imports, on both ways or with named counterparts
    # whichever side is a member.
    sides = [transfer.supplier]
    of_imports = rule.direction in ("to", "both") or "*" not in rule.counterparts
    if of_imports and rule.effect is not RuleEffect.CASE_BY_CASE:
        sides.append(transfer.recipient)
    answers = [_is(side, (rule.binds,), transfer.when) for side in sides]
    if Holds.YES in answers:
        return Step(asks="binding", holds=Holds.YES, why=why), ()
    if Holds.MAYBE in answers:
        missing = "membership" if _known(transfer.supplier) else "supplier"
        return Step(asks="binding", holds=Holds.MAYBE, why=f"{why}; who of them is bound is open"), (missing,)
    return Step(asks="binding", holds=Holds.NO, why=f"{why}; neither party is one of them"), ()


def _named(code: str) -> str:
    return _bindings()[code]["words"] if code in _bindings() and len(code) != 2 else party_name(code)


def _receiver(transfer: Transfer) -> str | None:
    """Who receives, where that is told: the actor, or a recipient that is no state."""
    if transfer.actor:
        return transfer.actor
    recipient = transfer.recipient
    return recipient if recipient in _territories() or not _known(recipient) else None


def _actor(rule: Rule, transfer: Transfer) -> _Asked:
    if not rule.actors:
        return None, ()
    actor = _receiver(transfer)
    names = ", ".join(
        {_NON_STATE: "groups that are no government", _LISTED: "listed persons and entities"}.get(
            one, party_name(one)
        )
        for one in rule.actors
    )
    why = f"it is about supplies to {names}"
    if actor is None:
        if "*" in rule.targets and transfer.recipient is not None and rule.actors != (_LISTED,):
            return Step(asks="actor", holds=Holds.NO, why=f"{why}; the recipient told is a state"), ()
        return Step(asks="actor", holds=Holds.MAYBE, why=f"{why}; who received is not told"), ("end_user",)
    if actor in rule.actors:
        return Step(asks="actor", holds=Holds.YES, why=why), ()
    if actor == GOVERNMENT:
        return Step(asks="actor", holds=Holds.NO, why=f"{why}, not to the government"), ()
    armed = actor in _territories() and _territories()[actor]["type"] in _ARMED
    if armed and _NON_STATE in rule.actors:
        return Step(asks="actor", holds=Holds.YES, why=why), ()
    if not _known(actor):
        return Step(asks="actor", holds=Holds.MAYBE, why=f"{why}; what {actor} is is not known"), (
            "end_user",
        )
    if _LISTED in rule.actors:
        return Step(asks="actor", holds=Holds.MAYBE, why=f"{why}; whether this one is listed"), ("listing",)
    return Step(asks="actor", holds=Holds.NO, why=f"{why}, not to {party_name(actor)}"), ()


def _region(rule: Rule, transfer: Transfer) -> _Asked:
    if not rule.region:
        return None, ()
    why = f"it holds in {rule.region} only"
    if transfer.region is None:
        return Step(asks="region", holds=Holds.MAYBE, why=f"{why}; the destination is not told"), ("region",)
    inside = lies_in(transfer.region, rule.region)
    if inside is None:
        open_ = f"{why}; whether {transfer.region} lies there is not known"
        return Step(asks="region", holds=Holds.MAYBE, why=open_), ("region",)
    return Step(asks="region", holds=Holds.YES if inside else Holds.NO, why=why), ()


def _goods(rule: Rule, transfer: Transfer) -> _Asked:
    holds, why, missing = transfer.goods.within(rule.items)
    return Step(asks="goods", holds=holds, why=why), missing


def _exempt(one: Exemption, rule: Rule, transfer: Transfer) -> tuple[Holds, tuple[str, ...]]:
    when = transfer.when
    if one.actors and _is(transfer.recipient, rule.targets, when) is Holds.NO:
        # It is for some who receive in the territory: what leaves it is not exempt.
        return Holds.NO, ()
    holds, missing = Holds.YES, []
    if when is not None:
        if when.high is not None and when.high < one.valid_from:
            return Holds.NO, ()
        if one.valid_to and when.low is not None and when.low >= one.valid_to:
            return Holds.NO, ()
        begun = when.low is not None and when.low >= one.valid_from
        lasts = one.valid_to is None or (when.high is not None and when.high < one.valid_to)
        if not (begun and lasts):
            holds = Holds.MAYBE
            missing.append("date")
    if one.actors:
        actor = _receiver(transfer)
        if actor is None:
            holds = Holds.MAYBE
            missing.append("end_user")
        elif actor not in one.actors:
            if actor == GOVERNMENT or _known(actor):
                return Holds.NO, ()
            holds = Holds.MAYBE
            missing.append("end_user")
    for party, told, name in (
        (transfer.supplier, one.suppliers, "supplier"),
        (transfer.recipient, one.recipients, "recipient"),
    ):
        named = _is(party, told, when) if told else Holds.YES
        if named is Holds.NO:
            return Holds.NO, ()
        if named is Holds.MAYBE:
            holds = Holds.MAYBE
            missing.append("membership" if _known(party) else name)
    if one.items:
        within, _, keys = transfer.goods.within(one.items)
        if within is Holds.NO:
            return Holds.NO, ()
        if within is Holds.MAYBE:
            holds = Holds.MAYBE
            missing += keys
    if one.contract_before:
        if transfer.contract is None:
            holds = Holds.MAYBE
            missing.append("contract_date")
        elif transfer.contract >= one.contract_before:
            return Holds.NO, ()
    return holds, tuple(missing)


def _positions(rule: Rule, transfer: Transfer, known_on: date | None) -> tuple[Position, ...]:
    return tuple(
        one
        for one in _all_positions().get(rule.id, ())
        if (known_on is None or one.since <= known_on)
        and (not one.suppliers or transfer.supplier in one.suppliers)
        and (not one.recipients or transfer.recipient in one.recipients)
    )


def authorities() -> tuple[str, ...]:
    """The parties whose decisions bind others: the United Nations all states, the Union its members."""
    return tuple(sorted(row["authority"] for row in _bindings().values() if row["authority"]))


def decides_for(authority: str, party: str, on: Edtf | None) -> bool:
    """Whether what `authority` decides binds `party`, throughout the days of `on` where they are told."""
    groups = [name for name, row in _bindings().items() if row["authority"] == authority]
    return any(_member(party, group, on) is Holds.YES for group in groups)


def _span(text: str) -> tuple[date, date] | None:
    """The first and the last day that `text` may mean, a day or a year; None where it tells none."""
    if not text:
        return None
    when = Edtf.parse(text)
    assert when.low is not None and when.high is not None
    return when.low, when.high


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(";") if word.strip())


@cache
def _bindings() -> Mapping[str, Mapping[str, str]]:
    rows = table("regimes/bindings.csv", "id", "words", "kind", "complete", "authority", "source")
    return {row["id"]: row for row in rows}


@cache
def _members() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    found: dict[str, tuple[Mapping[str, str], ...]] = {}
    for row in table(
        "regimes/members.csv", "group", "state", "member", "valid_from", "valid_to", "source", "checked"
    ):
        found[row["group"]] = (*found.get(row["group"], ()), row)
    return found


@cache
def _rules() -> tuple[Rule, ...]:
    columns = (
        *("id", "name", "issuer", "instrument", "binds", "force", "effect", "direction", "targets"),
        *("counterparts", "actors", "actor_words", "region", "items", "test", "adopted", "valid_from"),
        *("valid_to", "end_known", "last_seen_expiry", "exemption", "note", "source", "checked"),
    )
    found = []
    for row in table("regimes/rules.csv", *columns):
        begins = _day(row["valid_from"])
        assert begins is not None
        found.append(
            Rule(
                id=row["id"],
                name=row["name"],
                issuer=row["issuer"],
                instrument=row["instrument"],
                binds=row["binds"],
                force=row["force"],
                effect=RuleEffect(row["effect"]),
                direction=row["direction"],
                targets=_words(row["targets"]),
                counterparts=_words(row["counterparts"]),
                actors=_words(row["actors"]),
                region=row["region"],
                items=_words(row["items"]),
                test=row["test"],
                adopted=_day(row["adopted"]) or begins,
                valid_from=begins,
                valid_to=_day(row["valid_to"]),
                end_known=_day(row["end_known"]),
                last_seen_expiry=_day(row["last_seen_expiry"]),
                exemption=row["exemption"],
                note=row["note"],
                source=row["source"],
                checked=row["checked"],
            )
        )
    return tuple(found)


@cache
def _exemptions() -> Mapping[str, tuple[Exemption, ...]]:
    found: dict[str, tuple[Exemption, ...]] = {}
    columns = (
        *("rule", "effect", "actors", "items", "suppliers", "recipients", "contract_before", "valid_from"),
        *("valid_to", "words", "source", "checked"),
    )
    for row in table("regimes/exemptions.csv", *columns):
        begins = _day(row["valid_from"])
        assert begins is not None
        one = Exemption(
            rule=row["rule"],
            effect=row["effect"],
            actors=_words(row["actors"]),
            items=_words(row["items"]),
            suppliers=_words(row["suppliers"]),
            recipients=_words(row["recipients"]),
            contract_before=_day(row["contract_before"]),
            valid_from=begins,
            valid_to=_day(row["valid_to"]),
            words=row["words"],
            source=row["source"],
        )
        found[one.rule] = (*found.get(one.rule, ()), one)
    return found


@cache
def _scopes() -> Mapping[str, tuple[_Scope, ...]]:
    found: dict[str, tuple[_Scope, ...]] = {}
    columns = ("rule", "column", "word", "direction", "valid_from", "valid_to", "words", "source", "checked")
    for row in table("regimes/scopes.csv", *columns):
        one = _Scope(
            column=row["column"],
            word=row["word"],
            direction=row["direction"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            words=row["words"],
        )
        found[row["rule"]] = (*found.get(row["rule"], ()), one)
    return found


@cache
def _all_positions() -> Mapping[str, tuple[Position, ...]]:
    found: dict[str, tuple[Position, ...]] = {}
    columns = ("rules", "party", "stance", "since", "until", "suppliers", "recipients", "words", "source")
    for row in table("regimes/positions.csv", *columns):
        since = _day(row["since"])
        assert since is not None
        one = Position(
            party=row["party"],
            stance=row["stance"],
            since=since,
            until=_day(row["until"]),
            suppliers=_words(row["suppliers"]),
            recipients=_words(row["recipients"]),
            words=row["words"],
            source=row["source"],
        )
        for rule in _words(row["rules"]):
            found[rule] = (*found.get(rule, ()), one)
    return found
