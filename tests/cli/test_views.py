"""What the ledger says, on a pipe and to a person: `lines`, `line`, `explain`, `export` and `verify`."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import World


def records(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_lines_are_one_object_each(filled: World) -> None:
    line = next(line for line in records(filled.run("lines").stdout) if line["supplier"] == "IR")
    assert line["stage"] == "delivered"
    assert line["denied"] == ["delivered"]
    assert line["quantity"] == [6, 6]
    assert (line["documents"], line["claims"]) == (2, 2)
    assert (line["first"], line["last"]) == ("2023-06-09", "2023-06-12")


def test_lines_come_in_a_stable_order(filled: World) -> None:
    assert filled.run("lines").stdout == filled.run("lines").stdout


@pytest.mark.parametrize(
    ("option", "value", "count"),
    [("--supplier", "ir", 1), ("--recipient", "UA", 1), ("--item", "uav", 1), ("--supplier", "-", 0)],
)
def test_lines_are_chosen_by_party_and_item(filled: World, option: str, value: str, count: int) -> None:
    assert len(records(filled.run("lines", option, value).stdout)) == count


def test_a_person_gets_a_table_of_lines(filled: World) -> None:
    shown = filled.run("lines", "--format", "table").stdout
    assert "PL → UA" in shown
    assert shown.split()[:3] == ["line", "item", "stage"]
    assert "{" not in shown


def test_before_the_first_entry_nothing_was_known(filled: World) -> None:
    result = filled.run("lines", "--as-of", "0")
    assert (result.exit_code, result.stdout) == (0, "")


def test_as_of_a_day_before_the_reading_nothing_was_known(filled: World) -> None:
    assert filled.run("lines", "--as-of", "2023-12-31").stdout == ""
    assert len(records(filled.run("lines", "--as-of", "2999-12-31").stdout)) == 2


@pytest.mark.parametrize("text", ["tomorrow", "2023-13-01", "2023-06-09T12:00:00", "2023/.."])
def test_as_of_what_is_no_moment_is_a_mistake_on_the_command_line(filled: World, text: str) -> None:
    result = filled.run("lines", "--as-of", text)
    assert result.exit_code == 2
    assert "--as-of" in result.stderr


def test_as_of_an_entry_that_is_not_there_is_refused(filled: World) -> None:
    assert filled.run("lines", "--as-of", "9999").exit_code == 65


def test_line_gives_each_claim_with_its_words(filled: World) -> None:
    claims = records(filled.run("line", "ir", "RU", "uav").stdout)
    assert [claim["passage"] for claim in claims] == ["IR delivers 6 uavs to RU", "IR denies 6 uavs to RU"]
    assert [claim["reported"] for claim in claims] == ["2023-06-09", "2023-06-12"]


def test_line_shows_a_person_who_said_what_when(filled: World) -> None:
    shown = filled.run("line", "IR", "RU", "uav", "--format", "table").stdout
    assert "2023-06-12  en/second" in shown
    assert "“IR denies 6 uavs to RU”" in shown
    assert "denied" in shown


def test_a_line_that_is_not_there_is_refused_with_a_remedy(filled: World) -> None:
    result = filled.run("line", "FR", "RU", "uav")
    assert result.exit_code == 65
    assert "tracewire lines" in result.stderr


def claim_id(world: World, document: str) -> str:
    found = records(world.run("export", "claims").stdout)
    return str(next(claim["id"] for claim in found if claim["document"] == document))


def test_explain_tells_slots_rules_and_source(filled: World) -> None:
    shown = filled.run("explain", claim_id(filled, "fr/chars")[:9], "--format", "table").stdout
    assert "Les « chars » promis : PL delivers 14 tanks to UA, dit la dépêche." in shown
    assert "telegraphic:words" in shown
    assert "fr/chars" in shown
    assert "2023-07" in shown


def test_explain_highlights_the_evidence_on_a_terminal(filled: World) -> None:
    from rich.console import Console

    from tracewire.cli.render import highlighted
    from tracewire.model import Span

    console = Console(
        file=io.StringIO(), force_terminal=True, color_system="standard", width=80, no_color=False
    )
    console.print(highlighted("Before. IR delivers it. After.", Span(8, 23), [Span(8, 10)]))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b[1;4;7mIR\x1b[0m\x1b[7m delivers it.\x1b[0m" in shown


def test_explain_gives_a_program_the_passage(filled: World) -> None:
    told = records(filled.run("explain", claim_id(filled, "en/second")).stdout)[0]
    assert told["passage"] == "IR denies 6 uavs to RU"
    assert told["extractor"] == "telegraphic 1"
    assert isinstance(told["entry"], int)


def test_explain_reads_a_file_of_claims(world: World) -> None:
    claims = world.run("extract", "dispatches").stdout
    (world.folder / "claims.jsonl").write_text(claims, encoding="utf-8")
    wanted = records(claims)[1]
    arguments = ["explain", str(wanted["id"]), "--from", "claims.jsonl"]
    bare = records(world.run(*arguments).stdout)[0]
    assert bare["passage"] is None
    whole = records(world.run(*arguments, "--documents", "dispatches").stdout)[0]
    assert whole["passage"] == "IR denies 6 uavs to RU"
    shown = world.run(*arguments, "--documents", "dispatches", "--format", "table").stdout
    assert "The ministry answered: IR denies 6 uavs to RU, it said." in shown


@pytest.mark.parametrize("wanted", ["zzzz", "", "0"])
def test_explain_refuses_what_is_not_one_claim(filled: World, wanted: str) -> None:
    assert filled.run("explain", wanted).exit_code == 65


def test_export_claims_gives_back_what_extract_wrote(filled: World) -> None:
    extracted = records(filled.run("extract", "dispatches").stdout)
    exported = records(filled.run("export", "claims").stdout)
    assert sorted(map(str, exported)) == sorted(map(str, extracted))


def test_export_csv_is_a_table_that_a_spreadsheet_reads(filled: World) -> None:
    rows = list(csv.DictReader(io.StringIO(filled.run("export", "csv").stdout)))
    assert len(rows) == 3
    assert {row["supplier"] for row in rows} == {"IR", "PL"}


def test_verify_passes_on_what_was_written(filled: World) -> None:
    told = records(filled.run("verify").stdout)[0]
    assert told["ok"] is True
    assert told["claims"] == 3
    shown = filled.run("verify", "--format", "table").stdout
    assert "sound" in shown


def test_verify_finds_what_was_altered(filled: World) -> None:
    with closing(sqlite3.connect(filled.folder / "arms.db")) as database, database:
        database.execute("DROP TRIGGER documents_no_update")
        database.execute("UPDATE documents SET text = replace(text, '14 tanks', '44 tanks')")
    result = filled.run("verify")
    assert result.exit_code == 1
    failures = records(result.stdout)[0]["failures"]
    assert any(failure["document"] == "fr/chars" for failure in failures)  # type: ignore[attr-defined, index]


@pytest.mark.parametrize(
    "command",
    [
        ["lines"],
        ["line", "IR", "RU", "uav"],
        ["explain", "0"],
        ["export", "claims"],
        ["report", "-o", "d"],
        ["verify"],
    ],
)
def test_a_ledger_that_is_not_there_is_told_and_not_created(world: World, command: list[str]) -> None:
    result = world.run(*command)
    assert result.exit_code == 78
    assert "tracewire read" in result.stderr
    assert not (world.folder / "arms.db").exists()
