"""What leaves as data comes back as the same claims, and never as a formula."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from newsroom import NOON, claim, document

from tracewire.ledger import LedgerView, lines, open_ledger
from tracewire.model import Claim, Fill, Source, reading_rule
from tracewire.publish import exports


def test_claims_as_json_lines_come_back_equal(view: LedgerView) -> None:
    rows = list(exports.claims_jsonl(view))
    assert [Claim.from_dict(json.loads(row)) for row in rows] == [stored.claim for stored in view.claims()]
    assert all("\n" not in row for row in rows)
    assert {"id", "slots", "start", "end"} <= json.loads(rows[0]).keys()


def test_lines_as_json_lines(view: LedgerView) -> None:
    register = lines(view)
    assert [json.loads(row) for row in exports.lines_jsonl(register)] == [line.to_dict() for line in register]


def test_csv_holds_every_claim_under_named_columns(view: LedgerView) -> None:
    file = io.StringIO(newline="")
    assert exports.claims_csv(view, file) == view.counts().claims
    file.seek(0)
    rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [stored.id for stored in view.claims()]
    first = rows[0]
    assert (first["quantity_low"], first["quantity_high"]) == ("200", "999")
    assert first["place"] == "Amirabad; Makhachkala; Port Nowhere"
    assert first["source_anonymous"] == "false"


def test_each_row_of_the_csv_holds_the_words_that_it_rests_on(view: LedgerView) -> None:
    file = io.StringIO(newline="")
    exports.claims_csv(view, file)
    file.seek(0)
    rows = list(csv.DictReader(file))
    for row, stored in zip(rows, view.claims(), strict=True):
        about = view.document(stored.claim.document).document
        assert row["passage"].removeprefix("'") == stored.claim.span.of(about.text)
        assert row["reported"] == about.published
    assert {row["polarity"] for row in rows if "n’a livré aucun" in row["passage"]} == {"denied"}


def test_csv_has_no_cell_that_a_spreadsheet_would_run(view: LedgerView) -> None:
    file = io.StringIO(newline="")
    exports.claims_csv(view, file)
    file.seek(0)
    cells = [cell for row in csv.reader(file) for cell in row]
    assert '\'=HYPERLINK("http://evil.example","x")' in cells
    assert "'@SUM(1+1)" in cells
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("x;=1+1", "x;'=1+1"),
        (";=1+1", ";'=1+1"),
        ("x; \u00a0@SUM(1)", "x;' \u00a0@SUM(1)"),
        ("x\n=1+1;-2", "x\n'=1+1;'-2"),
        ("Tehran; Moscow", "Tehran; Moscow"),
        ("a-b; c+d=e", "a-b; c+d=e"),
    ],
)
def test_a_formula_within_a_cell_is_disarmed_for_who_splits_at_semicolons(name: str, safe: str) -> None:
    about = document("x", "date 2023\n\nHead\n\nsaid")
    told = claim(about, "said", source=Source(name=name))
    assert exports._cell(told.source.name) == safe


@pytest.mark.parametrize("name", ["=1+1", " =1+1", "\t=1", "\u00a0+1", "-2+3", "＝1", "\r\n@A1"])
def test_every_way_to_begin_a_formula_is_disarmed(name: str) -> None:
    about = document("x", "date 2023\n\nHead\n\nsaid")
    told = claim(about, "said", source=Source(name=name))
    assert exports._cell(told.source.name) == "'" + name


def test_csv_tells_how_likely_a_claim_is_read_right(tmp_path: Path) -> None:
    about = document("x", "date 2023\n\nHead\n\nIran sold drones. Iran sold tanks.")
    marked = claim(about, "Iran sold tanks", source=Source(role="narrator"))
    kind = Fill(slot="kind", value="transfer", span=None, rule=reading_rule(0.714))
    read = claim(about, "Iran sold drones", source=Source(role="narrator")).but(fills=(kind,))
    assert (read.reading, marked.reading) == (0.71, None)
    other = Fill(slot="kind", value="transfer", span=None, rule="read from a table")
    assert read.but(fills=(other,)).reading is None
    file = io.StringIO(newline="")
    with open_ledger(f"sqlite:///{tmp_path}/x.db") as ledger:
        content = about.text.encode()
        ledger.append(
            about, content, [read, marked], recorded_at=NOON, extractor="test", extractor_digest="1"
        )
        exports.claims_csv(ledger.as_of(), file)
    file.seek(0)
    assert [row["reading"] for row in csv.DictReader(file)] == ["0.71", ""]
