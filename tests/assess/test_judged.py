"""What analysts judged and what the ledger knows of copies counts in every assessment, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from said import DENIED, KYIV, LONDON, TEHRAN, WHITE_HOUSE, claim, collections, copies, dispatch

from tracewire.assess import (
    Amount,
    Assumptions,
    Brief,
    brief,
    changes,
    contradictions,
    statements,
    stock,
    stock_statements,
)
from tracewire.ledger import Act, Ledger, LedgerView, Subject, Verdict, line_of, lines, open_ledger
from tracewire.model import Claim, Document, Kind, Source, Stage
from tracewire.publish.telling import sentence

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
KEY = ("IR", "RU", "uav")


class Desk:
    """Reads dispatches and judges them; an exercise, no reporting."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.minutes = 0

    def moment(self) -> datetime:
        self.minutes += 1
        return NOON + timedelta(minutes=self.minutes)

    def read(self, of: Document, *claims: Claim) -> None:
        content = of.text.encode()
        self.ledger.append(
            of, content, claims, recorded_at=self.moment(), extractor="desk", extractor_digest="1"
        )

    def judge(self, act: Act, *members: str, **more: Any) -> int:
        verdict = Verdict(act=act, members=members, author="N. Azar", reason="compared both", **more)
        return self.ledger.judge(verdict, recorded_at=self.moment()).entry

    @property
    def view(self) -> LedgerView:
        return self.ledger.as_of()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        yield Desk(ledger)


def told(found: Brief) -> dict[str, Any]:
    """A brief but for the entry that it is asked as of."""
    return {**found.to_dict(), "entry": 0}


def assessed(view: LedgerView) -> Any:
    """All that is assessed of drones: the register, and for each line its brief."""
    register = lines(view)
    return register, [told(brief(view, *line.key)) for line in register if "uav" in (line.item or "")]


JUNE, JULY, AUGUST = (dispatch(name, published=f"2023-{name}-10") for name in ("06", "07", "08"))


def test_a_rejected_claim_leaves_every_assessment_and_stays_in_the_ledger(desk: Desk) -> None:
    right = claim(JUNE, quantity=(300, 300), when="2023-05")
    wrong = claim(JULY, source=TEHRAN, polarity=DENIED, when="2023-05")
    desk.read(JUNE, right)
    alone = assessed(desk.view)
    desk.read(JULY, wrong)
    disputed = assessed(desk.view)
    assert [one.sort for one in brief(desk.view, *KEY).disputes] == ["denial"]
    rejection = desk.judge(Act.REJECT, wrong.id)
    assert assessed(desk.view) == alone
    assert [one.verdict.act for one in desk.view.judgements(member=wrong.id)] == ["reject"]
    assert assessed(desk.ledger.as_of(rejection - 1)) == disputed
    desk.judge(Act.UNDO, undoes=rejection)
    assert assessed(desk.view) == disputed


def test_a_corrected_number_is_the_one_that_stocks_and_contradictions_read(desk: Desk) -> None:
    misread = claim(JUNE, quantity=(3000, 3000), when="2023-05")
    desk.read(JUNE, misread)
    desk.read(JULY, claim(JULY, source=KYIV, quantity=(300, 300), when="2023-05"))
    [pair] = contradictions(statements(desk.view, supplier="IR", recipient="RU"))
    assert pair.sort == "number"
    before = assessed(desk.view)

    def received() -> int | None:
        said = stock_statements(desk.view, "RU", "uav", supplier="IR")
        found = stock(said, "RU", "uav", on=date(2023, 6, 1), supplier="IR")
        return found.amounts[Amount.RECEIVED].low

    assert received() == 3000
    correction = desk.judge(Act.CORRECT, misread.id, replacement=misread.but(quantity=None))
    assert not contradictions(statements(desk.view, supplier="IR", recipient="RU"))
    assert received() == 300
    desk.judge(Act.UNDO, undoes=correction)
    assert assessed(desk.view) == before


def test_an_acceptance_moves_nothing(desk: Desk) -> None:
    told = claim(JUNE)
    desk.read(JUNE, told)
    before = assessed(desk.view)
    desk.judge(Act.ACCEPT, told.id)
    assert assessed(desk.view) == before


def test_two_numbers_of_what_analysts_hold_to_be_one_event_contradict_each_other(desk: Desk) -> None:
    autumn = claim(JUNE, quantity=(1000, 1000), when="2022-08/2022-10")
    later = claim(JULY, quantity=(540, 660), when="2022-23", source=KYIV)
    desk.read(JUNE, autumn)
    desk.read(JULY, later)

    def numbers() -> list[tuple[str, bool]]:
        found = contradictions(statements(desk.view, supplier="IR", recipient="RU"))
        return [(one.sort.value, one.definite) for one in found]

    assert numbers() == []
    merge = desk.judge(Act.MERGE, autumn.id, later.id, subject=Subject.CLAIM)
    assert numbers() == [("number", True)]
    desk.judge(Act.UNDO, undoes=merge)
    assert numbers() == []


def test_merged_parties_count_as_one_everywhere(desk: Desk) -> None:
    desk.read(JUNE, claim(JUNE, recipient=("houthis",), quantity=(10, 10), when="2023-05"))
    desk.read(JULY, claim(JULY, recipient=("ansarallah",), source=KYIV, when="2023-05"))
    desk.read(
        AUGUST,
        claim(
            AUGUST,
            kind=Kind.USE,
            stage=Stage.USED,
            supplier=(),
            recipient=("ansarallah",),
            quantity=(12, 12),
            when="2023-05",
        ),
    )
    before = assessed(desk.view)
    assert [line.recipient for line in lines(desk.view) if line.supplier] == ["ansarallah", "houthis"]
    merge = desk.judge(Act.MERGE, "ansarallah", "houthis", subject=Subject.PARTY)
    [line] = [one for one in lines(desk.view) if one.supplier]
    # Of merged names the one that the tables of parties know stands for all.
    assert line.key == ("IR", "houthis", "uav")
    assert (line.origins, line.credibility, len(line.documents)) == (2, 1, 2)
    assert line == line_of(desk.view, ("IR", "ansarallah", "uav"))
    whole = brief(desk.view, "IR", "ansarallah", "uav")
    assert told(whole) == told(brief(desk.view, "IR", "houthis", "uav"))
    assert whole.grade is not None and len(whole.grade.origins) == 2
    # The claims are told as they were, under their own names.
    assert {one.claim.recipient for one in desk.view.claims(recipient="houthis")} == {
        ("houthis",),
        ("ansarallah",),
    }
    assert set(line.claims) < {one.id for one in desk.view.claims()}
    assert {one.id for one in whole.said} == set(line.claims)
    # What was used under one name was used of what came under the other.
    said = stock_statements(desk.view, "ansarallah", "uav")
    assert ({one.claim.recipient for one in said}, len(said)) == ({("houthis",)}, 3)
    found = [sentence(one) for one in changes(desk.ledger.as_of(merge - 1), desk.view)]
    why = "because N. Azar holds the parties ansarallah and houthis to be one: compared both."
    assert f"Iran → ansarallah, drones: nothing is told of it any more, {why}" in found
    assert any(f"2 independent origins are now behind “delivered”; before, 1, {why}" in one for one in found)
    desk.judge(Act.SPLIT, "ansarallah", "houthis", subject=Subject.PARTY)
    assert assessed(desk.view) == before
    assert assessed(desk.ledger.as_of(merge - 1)) == before


def test_merged_classes_and_speakers_count_as_one(desk: Desk) -> None:
    watch, group = Source(org="Harbour Watch"), Source(org="Harbour Watch Group")
    desk.read(JUNE, claim(JUNE, item=("loitering-thing",), source=watch))
    desk.read(JULY, claim(JULY, item=("one-way-attack-uav",), source=group))
    before = assessed(desk.view)
    assert len(lines(desk.view)) == 2
    classes = desk.judge(Act.MERGE, "loitering-thing", "one-way-attack-uav", subject=Subject.ITEM)
    [line] = lines(desk.view)
    assert (line.item, line.origins) == ("one-way-attack-uav", 2)
    speakers = desk.judge(Act.MERGE, "the Harbour Watch", "Harbour Watch Group", subject=Subject.SPEAKER)
    [line] = lines(desk.view)
    assert line.origins == 1
    found = brief(desk.view, "IR", "RU", "loitering-thing")
    assert found.grade is not None and len(found.grade.origins) == 1
    # Who speaks is named as the dispatch names them.
    assert {one.speaker for one in found.said} == {watch.label, group.label}
    told = [sentence(one) for one in changes(desk.ledger.as_of(classes), desk.view) if one.key]
    assert any(
        "1 independent origin is now behind “delivered”; before, 2, because N. Azar" in one for one in told
    )
    desk.judge(Act.UNDO, undoes=speakers)
    desk.judge(Act.UNDO, undoes=classes)
    assert assessed(desk.view) == before


def test_copies_that_the_ledger_knows_are_the_copies_of_independence(desk: Desk) -> None:
    text = JUNE.text
    desk.read(JUNE, claim(JUNE, source=WHITE_HOUSE))
    # Another voice, but in a copy: the dispatch as a whole is one story, and it has one voice in it.
    copy = dispatch("copy", published="2023-06-11", text=text)
    desk.read(copy, claim(copy, source=KYIV))
    desk.read(JULY, claim(JULY, source=LONDON))

    def origins() -> tuple[int, int]:
        found = brief(desk.view, *KEY).grade
        line = line_of(desk.view, KEY)
        assert found is not None and line is not None
        return len(found.origins), line.origins

    assert origins() == (2, 2)
    apart = desk.judge(Act.SPLIT, "06", "copy", subject=Subject.DOCUMENT)
    assert origins() == (3, 3)
    desk.judge(Act.UNDO, undoes=apart)
    assert origins() == (2, 2)
    together = desk.judge(Act.MERGE, "copy", "07", subject=Subject.DOCUMENT)
    assert origins() == (1, 1)
    told = [sentence(one) for one in changes(desk.ledger.as_of(together - 1), desk.view) if one.key]
    assert any("1 independent origin is now behind" in one and "N. Azar" in one for one in told)
    desk.judge(Act.SPLIT, "copy", "07", subject=Subject.DOCUMENT)
    assert origins() == (2, 2)


def test_claims_of_one_event_or_of_two_as_analysts_judged(desk: Desk) -> None:
    first = claim(JUNE, quantity=(46, 46), when="2022-08")
    second = claim(JULY, source=KYIV, quantity=(46, 46), when="2022-10")
    total = claim(AUGUST, source=LONDON, quantity=(400, 400))
    for of, one in ((JUNE, first), (JULY, second), (AUGUST, total)):
        desk.read(of, one)
    before = assessed(desk.view)

    def groups() -> list[set[str]]:
        return [{one.id for one in of.statements} for of in brief(desk.view, *KEY).episodes.episodes]

    def dates() -> list[bool]:
        return [one.definite for one in brief(desk.view, *KEY).disputes if one.sort == "date"]

    def least() -> int | None:
        said = stock_statements(desk.view, "RU", "uav", supplier="IR")
        apart = Assumptions(dated_add=True)
        found = stock(said, "RU", "uav", on=date(2022, 12, 1), supplier="IR", assumptions=apart)
        return found.amounts[Amount.RECEIVED].low

    assert groups() == [{first.id}, {second.id}]
    assert dates() == [False]
    assert least() == 92
    desk.judge(Act.MERGE, first.id, second.id)
    assert groups() == [{first.id, second.id}]
    assert dates() == [True]
    assert least() == 46
    desk.judge(Act.SPLIT, first.id, second.id)
    assert assessed(desk.view) == before
    desk.judge(Act.SPLIT, first.id, second.id)
    assert groups() == [{first.id}, {second.id}]
    assert dates() == []
    merged = desk.judge(Act.MERGE, second.id, total.id)
    assert groups() == [{first.id}, {second.id, total.id}]
    desk.judge(Act.UNDO, undoes=merged)
    assert groups() == [{first.id}, {second.id}]


# Laws.

LAWS = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Given = tuple[list[Document], list[Claim]]


def filled(desk: Desk, collection: Given) -> None:
    documents, claims = collection
    for of in documents:
        desk.read(of, *dict.fromkeys(one for one in claims if one.document == of.id))


def read(view: LedgerView) -> Any:
    """The register, and one transfer as a whole: grades, episodes, contradictions, stock, rules."""
    return lines(view), told(brief(view, *KEY))


@LAWS
@given(collections(), st.data())
def test_law_merge_then_split_changes_no_assessment(
    tmp_path_factory: pytest.TempPathFactory, collection: Given, data: st.DataObject
) -> None:
    names = {
        Subject.PARTY: ["IR", "KP", "RU", "houthis"],
        Subject.ITEM: ["uav", "one-way-attack-uav", "missile"],
        Subject.SPEAKER: ["White House", "UK Ministry of Defence", "AP", "Outlet 1"],
        Subject.DOCUMENT: [of.id for of in collection[0]],
        Subject.CLAIM: sorted({one.id for one in collection[1]}),
    }
    with open_ledger(f"sqlite:///{tmp_path_factory.mktemp('law')}/ledger.db") as ledger:
        desk = Desk(ledger)
        filled(desk, collection)
        before = read(desk.view)
        entry = ledger.head().entry
        able = sorted(subject for subject, of in names.items() if len(of) > 1)
        subject = data.draw(st.sampled_from(able))
        members = data.draw(st.lists(st.sampled_from(names[subject]), min_size=2, max_size=3, unique=True))
        desk.judge(Act.MERGE, *members, subject=subject)
        if subject is Subject.PARTY:
            for line in lines(desk.view):
                assert len(set(members) & {line.supplier, line.recipient}) <= 1
        if data.draw(st.booleans()):
            desk.judge(Act.SPLIT, *members, subject=subject)
        else:
            desk.judge(Act.UNDO, undoes=ledger.head().entry)
        assert read(desk.view) == before
        assert read(ledger.as_of(entry)) == before


@LAWS
@given(collections(), st.data())
def test_law_copies_change_no_grade_of_the_ledger(
    tmp_path_factory: pytest.TempPathFactory, collection: Given, data: st.DataObject
) -> None:
    documents, claims = data.draw(copies(*collection))
    merged = data.draw(st.sampled_from([("IR", "KP"), ("IR", "XX"), None]))
    with open_ledger(f"sqlite:///{tmp_path_factory.mktemp('law')}/ledger.db") as ledger:
        desk = Desk(ledger)
        if merged:
            desk.judge(Act.MERGE, *merged, subject=Subject.PARTY)
        filled(desk, collection)
        entry = ledger.head().entry
        more: list[Document] = [of for of in documents if of not in collection[0]]
        filled(desk, (more, claims))
        before, after = ledger.as_of(entry), ledger.as_of()
        for old, new in zip(lines(before), lines(after), strict=True):
            kept = ("key", "stage", "certainty", "denied", "quantity", "origins", "credibility", "reason")
            for name in kept:
                assert getattr(old, name) == getattr(new, name)
            if old.stage is not None:
                one, other = (brief(view, *old.key, exact=True).grade for view in (before, after))
                assert one is not None and other is not None
                assert (one.code, one.reason, len(one.origins)) == (
                    other.code,
                    other.reason,
                    len(other.origins),
                )
