"""A brief brings everything together; and what was known as of an entry stays what it was."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from said import DENIED, KYIV, LONDON, TEHRAN, claim, collections, copies, dispatch, told

from tracewire.assess import brief, brief_of, state, statements, under_measures
from tracewire.cli.assessments import brief_lines
from tracewire.ledger import Ledger, lines, open_ledger
from tracewire.model import Claim, Document, Kind, Source, Span, Stage

DEC = dispatch("dec", published="2022-12-15")
JUNE = dispatch("june", published="2023-06-30")
KEY = ("IR", "RU", "uav")


def append(ledger: Ledger, of: Document, claims: list[Claim]) -> None:
    ledger.append(
        of,
        of.text.encode(),
        claims,
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
        extractor="t",
        extractor_digest="1",
    )


def test_a_brief_of_a_view_is_that_of_its_statements(tmp_path: Path) -> None:
    claims = [
        claim(DEC, quantity=(200, 999), when="2022-22", item=("one-way-attack-uav",)),
        claim(DEC, kind=Kind.STOCK, stage=Stage.DEPLETED, source=LONDON, when="2022-11", span=Span(20, 40)),
        claim(JUNE, source=TEHRAN, polarity=DENIED, when="2022-02/.."),
        claim(JUNE, source=KYIV, quantity=(400, 400), span=Span(20, 40)),
    ]
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        for of in (DEC, JUNE):
            append(ledger, of, [one for one in claims if one.document == of.id])
        found = brief(ledger.as_of(), *KEY)
        early = brief(ledger.as_of(1), *KEY, known_on=date(2022, 12, 31))
    same = brief_of(state(claims, [DEC, JUNE]), *KEY)
    assert {**found.to_dict(), "entry": 0} == same.to_dict()
    assert found.grade is not None and found.grade.code == "C2"
    assert [one.states for one in found.allied] == [("GB", "US")]
    assert [(one.sort, one.definite) for one in found.disputes] == [("denial", True), ("denial", False)]
    assert (early.denied, early.disputes) == ((), ())
    assert early.stock[-1].amounts["received"].to_list() == [200, None]  # type: ignore[index]


def test_a_question_finds_the_denials_of_a_wider_class(tmp_path: Path) -> None:
    drones = ("one-way-attack-uav",)
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        append(ledger, DEC, [claim(DEC, item=drones)])
        denials = [
            claim(JUNE, source=TEHRAN, polarity=DENIED),
            claim(JUNE, source=KYIV, stage=Stage.SHIPPED, span=Span(20, 40)),
            claim(JUNE, source=TEHRAN, polarity=DENIED, recipient=("SY",), span=Span(40, 60)),
        ]
        append(ledger, JUNE, denials)
        view = ledger.as_of()
        for exact in (False, True):
            found = brief(view, "IR", "RU", *drones, exact=exact)
            assert [one.passage for one in found.said if not one.affirms] == [JUNE.text[:20]]
            assert found.grade is not None and found.grade.code == "C4"
            assert ([one.sort for one in found.disputes], found.denied) == (["denial"], (Stage.DELIVERED,))
        assert [one.id for one in statements(view, items=("surveillance-uav",))] == [
            one.id for one in denials if one.polarity is DENIED
        ]


@pytest.mark.parametrize(
    ("by", "on", "when", "bears"),
    [
        ("un", "TD", "2023-06-09", True),  # binds all states
        ("un", "SD", "2023-06-09", False),  # is aimed at another
        ("eu", "TD", "2023-06-09", True),
        ("eu", "TD", "1955", False),  # no member yet
        ("US", "TD", "2023-06-09", False),  # binds its own persons
    ],
)
def test_what_an_authority_decides_bears_on_transfers_of_those_whom_it_binds(
    tmp_path: Path, by: str, on: str, when: str, bears: bool
) -> None:
    sent = [claim(DEC, supplier=("FR",), recipient=("TD",), item=("helicopter",))]
    embargo = claim(
        JUNE,
        kind=Kind.MEASURE,
        stage=Stage.ADOPTED,
        supplier=(by,),
        recipient=(on,),
        item=("arms",),
        when=when,
    )
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        append(ledger, DEC, sent)
        append(ledger, JUNE, [embargo])
        view = ledger.as_of()
        assert bool(brief(view, "FR", "TD", "helicopter").measures) is bears
        assert bool(under_measures(view, lines(view))) is bears


def test_measures_and_disclosures_that_bear_on_a_transfer_are_told(tmp_path: Path) -> None:
    fighters = {"supplier": ("RU",), "recipient": ("EG",), "item": ("fighter",)}
    cairo = Source(org="Egyptian Ministry of Defence", country="EG")
    measure = {"kind": Kind.MEASURE, "stage": Stage.ADOPTED, "source": cairo, "supplier": ("EG",)}
    ordered = [
        claim(DEC, **fighters, stage=Stage.AGREED),
        claim(
            DEC,
            kind=Kind.DISCLOSURE,
            stage=Stage.PUBLISHED,
            supplier=("US",),
            recipient=("EG",),
            item=("satellite-imagery",),
            span=Span(20, 40),
        ),
        claim(
            DEC,
            kind=Kind.DISCLOSURE,
            stage=Stage.PUBLISHED,
            recipient=("TD",),
            item=("satellite-imagery",),
            span=Span(40, 60),
        ),
    ]
    cancelled = [
        claim(JUNE, **measure, recipient=("RU",), item=("aircraft",)),
        claim(JUNE, **measure, recipient=("RU",), item=("tank",), span=Span(20, 40)),
        claim(JUNE, **measure, recipient=("US",), item=("fighter",), span=Span(40, 60)),
    ]
    # In a dispatch that tells of the order, what a third party decides about either side.
    ordered.append(
        claim(DEC, **{**measure, "supplier": ("US",)}, recipient=("RU",), item=("arms",), span=Span(60, 80))
    )
    copy = dispatch("copy", published="2023-07-01", text=JUNE.text)
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        append(ledger, DEC, ordered)
        append(ledger, JUNE, cancelled)
        append(ledger, copy, [one.but(document=copy.id) for one in cancelled])
        found = brief(ledger.as_of(), "RU", "EG", "fighter")
        other = brief(ledger.as_of(), "RU", "SY", "fighter")
        append(ledger, other_dispatch := dispatch("other"), [claim(other_dispatch)])
        view = ledger.as_of()
        assert under_measures(view, lines(view)) == {("RU", "EG", "fighter")}
        before = ledger.as_of(1)
        assert under_measures(before, lines(before)) == {("RU", "EG", "fighter")}
    told_of = [(one.claim.kind, one.claim.supplier, one.passage) for one in found.measures]
    assert told_of == [
        (Kind.DISCLOSURE, ("US",), DEC.text[20:40]),
        (Kind.MEASURE, ("US",), DEC.text[60:80]),
        (Kind.MEASURE, ("EG",), JUNE.text[:20]),
    ]
    assert [(one["by"], one["on"]) for one in found.to_dict()["measures"]] == [
        (["US"], ["EG"]),
        (["US"], ["RU"]),
        (["EG"], ["RU"]),
    ]
    table = "\n".join(line.plain for line in brief_lines(found))
    assert "Measures and disclosures\n  United States on Egypt: " in table
    assert "\n  Egypt on Russia: Egyptian Ministry of Defence: measure adopted" in table
    assert other.measures == ()


def test_the_day_of_a_rule_is_the_events_and_else_the_reports() -> None:
    said = told(
        (JUNE, {"when": "2023-04", "designation": ("Shahed-136",)}),
        (JUNE, {"source": KYIV}),
        (JUNE, {"stage": Stage.PLANNED}),
    )
    days = brief_of(said, *KEY).legal
    assert [(one.when.text, one.assumed, len(one.statements)) for one in days] == [
        ("2023-04", False, 1),
        ("2023-06-30", True, 1),
    ]
    verdicts = {one.rule.id: one.verdict.value for one in days[0].readings}
    assert verdicts["UNSC-2231-B4"] == "approval needed"


@pytest.mark.parametrize(
    ("when", "told_as", "verdict"),
    [
        ("2023", "2023-01-01/2023-06-30", "approval needed"),  # the rule ended in October
        ("2022-08/..", "2022-08-01/2023-06-30", "approval needed"),
        ("2023-06", "2023-06", "approval needed"),
        ("../2022-02", "../2022-02", "undetermined"),
    ],
)
def test_what_had_happened_by_the_report_is_asked_about_up_to_it(
    when: str, told_as: str, verdict: str
) -> None:
    goods = {"item": ("one-way-attack-uav",), "designation": ("Shahed-136",)}
    [day] = brief_of(told((JUNE, {**goods, "when": when})), *KEY).legal
    [rule] = [one for one in day.readings if one.rule.id == "UNSC-2231-B4"]
    assert (day.when.text, rule.verdict.value) == (told_as, verdict)
    ahead = {**goods, "stage": Stage.AGREED, "when": "2023"}
    [day] = brief_of(told((JUNE, ahead)), *KEY).legal
    assert day.when.text == "2023", "what is agreed may be for the rest of the year"


@pytest.mark.parametrize("place", ["Darfur", "Nyala", "El Fasher"])
def test_a_place_can_lie_in_the_region_that_a_rule_is_about(place: str) -> None:
    sudan: dict[str, Any] = {"supplier": ("AE",), "recipient": ("rsf",), "when": "2024-06-01"}
    said = told((dispatch("s", published="2024-06-02"), {**sudan, "place": (place,)}))
    [day] = brief_of(said, "AE", "rsf", "uav").legal
    assert {one.rule.id: one.verdict.value for one in day.readings}["UNSC-1591"] == "prohibited"


def test_nothing_known_is_told_as_nothing(tmp_path: Path) -> None:
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        found = brief(ledger.as_of(), *KEY)
    assert found.grade is None and found.said == () and found.stock == ()
    assert json.dumps(found.to_dict())


Given = tuple[list[Document], list[Claim]]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(collections(), st.data())
def test_what_was_known_as_of_an_entry_stays_what_it_was(
    tmp_path_factory: Any, collection: Given, data: st.DataObject
) -> None:
    documents, claims = collection
    more, said = data.draw(copies(documents, claims))
    with open_ledger(f"sqlite:///{tmp_path_factory.mktemp('ledger')}/ledger.db") as ledger:
        known: list[dict[str, Any]] = []
        for number, of in enumerate(more, 1):
            append(ledger, of, list(dict.fromkeys(one for one in said if one.document == of.id)))
            known.append(brief(ledger.as_of(), *KEY).to_dict())
            assert known[-1]["entry"] == number
        for number, before in enumerate(known, 1):
            assert brief(ledger.as_of(number), *KEY).to_dict() == before


@settings(max_examples=60, deadline=None)
@given(collections())
def test_a_brief_asserts_nothing_that_sources_only_deny(collection: Given) -> None:
    documents, claims = collection
    found = brief_of(state(claims, documents), *KEY)
    affirmed = {one.stage for one in claims if one.polarity == "affirmed" and one.kind == "transfer"}
    assert {one.stage for one in found.grades} <= affirmed
    assert {one.stage for one in found.course.steps} <= affirmed
    assert {one.stage for one in found.episodes.episodes} - {None} <= affirmed
    only_denied = brief_of(state([one.but(polarity=DENIED) for one in claims], documents), *KEY)
    record = only_denied.to_dict()
    assert (record["stage"], record["grade"], record["steps"], record["totals"]) == (None, None, [], [])
    assert all(one["received"] == [0, None] for one in record["stock"])
    assert record["regimes"] == []
