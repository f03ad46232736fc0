"""What a line's page says of how far it is borne out, who contradicts whom, what may be left and which rule
applied.

The answers are those of `tracewire.assess`, asked of the claims that the dossier holds; here they become
values that a template prints, each with the claims that it leads back to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracewire.assess import (
    ASSUMPTIONS,
    Amount,
    Assumptions,
    Brief,
    Interval,
    RuleEffect,
    SourceRegister,
    Statement,
    Verdict,
    brief_of,
)
from tracewire.ledger import AS_TOLD, Line, Report, Resolution
from tracewire.model import ClaimId, DocumentId
from tracewire.publish import names, words
from tracewire.publish.views import Ref

__all__ = ["Assessed", "assessed"]

_SIDE = 6  # statements on each side of a contradiction; the table below it has the others
_DAYS = 4  # of the stock: the last on which it can change
_COMPARED = 600
"""Statements of one line that are compared with each other; `tracewire contradictions` compares all."""

_SIDES = {
    "denial": ("Asserted", "Denied"),
    "scope": ("Asserted", "Denied, in another scope"),
}
_VERDICTS = {
    Verdict.PROHIBITED: "denied",
    Verdict.APPROVAL_NEEDED: "probable",
    Verdict.UNDETERMINED: "possible",
    Verdict.NOT_COVERED: "certain",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """What a template needs: grade with steps, contradictions, measures, episodes, stock and rules."""

    grade: Mapping[str, Any] | None
    contradictions: tuple[Mapping[str, Any], ...]
    episodes: tuple[Mapping[str, Any], ...]
    totals: tuple[Ref, ...]
    stock: tuple[Mapping[str, Any], ...]
    assumptions: tuple[str, ...]
    legal: tuple[Mapping[str, Any], ...]
    blocs: tuple[str, ...]
    measures: tuple[Ref, ...]


def assessed(
    line: Line,
    events: Sequence[Ref],
    family: Sequence[Ref],
    aside: Sequence[Ref],
    stories: Mapping[DocumentId, Report],
    resolution: Resolution = AS_TOLD,
    *,
    register: SourceRegister | None = None,
    known_on: date | None = None,
) -> Assessed:
    """The assessment of `line`, whose claims are `events`; `family` are those of its parties on the same
    goods and classes below, which bear on the recipient's stock, and `aside` the measures and disclosures
    that bear on the transfer. They are read through `resolution`."""
    by_id = {ref.id: ref for ref in (*events, *family, *aside)}

    def stated(refs: Iterable[Ref]) -> tuple[Statement, ...]:
        told = (_statement(ref, stories, resolution) for ref in refs)
        return tuple(sorted(told, key=lambda one: one.order))

    said = stated(events[-_COMPARED:])
    found = brief_of(
        said,
        line.supplier,
        line.recipient,
        line.item,
        holding=stated(family[-_COMPARED:]) if line.supplier else (),
        measures=stated(aside),
        days=_DAYS,
        register=register,
        known_on=known_on,
    )
    return Assessed(
        grade=_grade(found, by_id),
        contradictions=tuple(_disputes(found, by_id, events)),
        episodes=tuple(_episodes(found, by_id)),
        totals=tuple(by_id[one.id] for one in found.episodes.totals),
        stock=tuple(_stock(found, by_id)),
        assumptions=tuple(told for name, told in ASSUMPTIONS.items() if getattr(Assumptions(), name)),
        legal=tuple(_legal(found, by_id)),
        blocs=tuple(one.words for one in found.allied),
        measures=tuple(by_id[one.id] for one in found.measures),
    )


def _statement(ref: Ref, stories: Mapping[DocumentId, Report], resolution: Resolution) -> Statement:
    return Statement.read(
        ref.claim,
        resolution,
        report=stories[ref.claim.document],
        passage=ref.quote,
        language=ref.language,
        outlet=ref.place.outlet or None,
        entry=ref.place.entry,
    )


def _grade(found: Brief, by_id: Mapping[ClaimId, Ref]) -> Mapping[str, Any] | None:
    top = found.grade
    if top is None:
        return None
    return {
        "code": top.code,
        "words": top.words,
        "steps": [
            {"text": step.text, "refs": [by_id[one.id] for one in step.statements]}
            for step in list(top.explain())[1:]
        ],
    }


def _disputes(
    found: Brief, by_id: Mapping[ClaimId, Ref], events: Sequence[Ref]
) -> Iterable[Mapping[str, Any]]:
    for one in found.disputes:
        sides = []
        named = _SIDES.get(one.sort.value, ("One side", "The other"))
        for name, side in zip(named, one.sides, strict=True):
            refs = [by_id[of.id] for of in side]
            more = [words.plural(len(refs) - _SIDE, "more claim")] if len(refs) > _SIDE else []
            # What copies repeat is not told again, only counted.
            copies = sum(
                ref.copy and any(_same(ref, of) for of in refs) and ref.id not in {of.id for of in refs}
                for ref in events
            )
            more += [f"{words.plural(copies, 'repetition')} in copies of a dispatch"] if copies else []
            sides.append(
                {
                    "name": name,
                    "polarity": refs[0].polarity,
                    "refs": refs[:_SIDE],
                    "count": len(refs),
                    "more": words.enumeration(more),
                }
            )
        told = dict.fromkeys(by_id[of.id].stage_words for side in one.sides for of in side)
        yield {
            "type": one.sort.value,
            "definite": one.definite,
            "stage": words.enumeration(told),
            "reason": "; ".join(one.reasons),
            "sides": sides,
        }


def _same(one: Ref, other: Ref) -> bool:
    a, b = one.claim, other.claim
    return (a.kind, a.stage, a.polarity, a.source, a.quantity, a.when) == (
        b.kind,
        b.stage,
        b.polarity,
        b.source,
        b.quantity,
        b.when,
    )


def _episodes(found: Brief, by_id: Mapping[ClaimId, Ref]) -> Iterable[Mapping[str, Any]]:
    for one in found.episodes.episodes:
        yield {
            "number": one.number,
            "stage": one.stage.value if one.stage else "only denied",
            "denied": ", ".join(one.denied),
            "when": words.days(one.period.low, one.period.high) if one.period else "",
            "units": words.amount(one.quantity),
            "weapons": ", ".join(one.designation),
            "places": "; ".join(" → ".join(route) for route in one.places),
            "grade": one.grade.code,
            "members": [{"ref": by_id[m.statement.id], "reason": m.reason} for m in one.members],
        }


def _stock(found: Brief, by_id: Mapping[ClaimId, Ref]) -> Iterable[Mapping[str, Any]]:
    for one in found.stock:
        behind = {of.id: by_id[of.id] for ends in one.because.values() for end in ends for of in end}
        yield {
            "on": words.day(one.on.isoformat()),
            "amounts": {amount.value: _interval(one.amounts.get(amount)) for amount in Amount},
            "refs": list(behind.values()),
            "conflicts": [
                [
                    {"words": c.words, "ref": by_id[c.statement.id]}
                    for c in conflict
                    if c.statement is not None
                ]
                for conflict in one.conflicts
            ],
        }


def _interval(told: Interval | None) -> str:
    if told is None:
        return "–"
    if told.high is None:
        return "any number" if told.low == 0 else f"{told.low:,} or more"
    return f"{told.low:,}" if told.low == told.high else f"{told.low:,}–{told.high:,}"


def _legal(found: Brief, by_id: Mapping[ClaimId, Ref]) -> Iterable[Mapping[str, Any]]:
    """The rules by days; those with the same answers together, sanctions by decision in one line."""
    alike: dict[tuple[object, ...], dict[str, Any]] = {}
    for day in found.legal:
        key = tuple((one.rule.id, one.verdict, one.missing, one.reason) for one in day.readings)
        told = alike.setdefault(key, {"days": [], "refs": [], "rules": [], "listed": []})
        told["days"].append((day.when.text, day.assumed))
        told["refs"] += [by_id[one.id] for one in day.statements]
        if told["rules"] or told["listed"]:
            continue
        for one in day.readings:
            if one.rule.effect is RuleEffect.SANCTION:
                told["listed"].append(one.rule.name)
                continue
            told["rules"].append(
                {
                    "id": one.rule.id,
                    "name": one.rule.name,
                    "issuer": one.rule.issuer,
                    "verdict": one.verdict.value,
                    "mark": _VERDICTS[one.verdict],
                    "missing": ", ".join(one.missing).replace("_", " "),
                    "reason": one.reason,
                    "renewal": one.renewal_to_check,
                    "asserted": words.enumeration(names.party(party) for party in one.asserted_by),
                    "contested": words.enumeration(names.party(party) for party in one.contested_by),
                    "positions": [
                        f"{names.party(of.party)}, since {words.day(of.since.isoformat())}: {of.words}"
                        for of in one.positions
                    ],
                    "exemption": one.rule.exemption,
                    "source": one.rule.source,
                    "unread": one.rule.checked == "memory",
                }
            )
    for told in alike.values():
        yield told | {"days": words.legal_days(dict.fromkeys(told["days"]))}
