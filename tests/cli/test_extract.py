"""`tracewire extract`: claims on stdout, everything else on stderr, no ledger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import World


def test_writes_the_claims_as_json_lines_in_the_order_of_the_documents(world: World) -> None:
    result = world.run("extract", "dispatches")
    assert result.exit_code == 0
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(claim["document"], claim["polarity"]) for claim in claims] == [
        ("en/first", "affirmed"),
        ("en/second", "denied"),
        ("fr/chars", "affirmed"),
    ]
    text = (world.folder / "dispatches/fr/chars.txt").read_text(encoding="utf-8")
    assert text[claims[2]["start"] : claims[2]["end"]] == "PL delivers 14 tanks to UA"
    assert {slot["slot"]: slot["rule"] for slot in claims[2]["slots"]}["quantity"] == "telegraphic:words"
    assert len(claims[2]["id"]) == 16


def test_tells_counts_and_rejections_on_stderr(world: World) -> None:
    result = world.run("extract", "dispatches", "--rejects", "rejects.jsonl")
    assert "4 documents" in result.stderr
    assert "3 claims" in result.stderr
    assert "1 rejected" in result.stderr
    assert "fr/vide.txt: empty:" in result.stderr
    rejected = [json.loads(line) for line in (world.folder / "rejects.jsonl").read_text().splitlines()]
    assert [(one["document"], one["code"]) for one in rejected] == [("fr/vide.txt", "empty")]
    assert rejected[0]["remedy"]


@pytest.mark.parametrize("command", ["extract", "read"])
def test_says_which_documents_were_not_read_for_their_language(world: World, command: str) -> None:
    (world.folder / "es.txt").write_text(
        "date 2024-05-12\n\nPolonia entrega treinta tanques a Ucrania, dijo el ministro el lunes.\n",
        encoding="utf-8",
    )
    (world.folder / "short.txt").write_text("date 2024-05-12\n\nTehran: 12.\n", encoding="utf-8")
    result = world.run(command, "es.txt", "short.txt", "dispatches")
    (line,) = (one for one in result.stderr.splitlines() if "without a pack" in one)
    assert "es 1, too short or too mixed to tell 1" in line
    assert "without a pack" not in world.run(command, "dispatches").stderr


def test_a_person_gets_the_claim_in_words_and_its_passage(world: World) -> None:
    result = world.run("extract", "dispatches", "--format", "table")
    assert "IR → RU  uav, 6  transfer delivered denied  narrator" in result.stdout
    assert "“PL delivers 14 tanks to UA”" in result.stdout


def test_touches_no_ledger(world: World) -> None:
    world.run("extract", "dispatches")
    assert not (world.folder / "arms.db").exists()


def test_reads_standard_input(world: World) -> None:
    result = world.run(
        "extract", "-", input="date 2023-06-09\n\nYesterday KP delivers 3 tanks to SY, a note says.\n"
    )
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["supplier"] == ["KP"]


def test_dates_undated_documents_on_request(world: World) -> None:
    path = world.folder / "undated.txt"
    path.write_text(
        "A note without any date says that KP delivers 3 tanks to SY, and no more.\n", encoding="utf-8"
    )
    refused = world.run("extract", "undated.txt")
    assert refused.exit_code == 65
    assert "date-missing" in refused.stderr
    assert "--published" in refused.stderr
    dated = world.run("extract", "undated.txt", "--published", "2023-06")
    assert dated.exit_code == 0, dated.stderr
    assert json.loads(dated.stdout)["document"] == "undated"


def test_a_date_that_is_none_is_a_mistake_on_the_command_line(world: World) -> None:
    result = world.run("extract", "dispatches", "--published", "junebug")
    assert result.exit_code == 2
    assert "--published" in result.stderr


def test_nothing_usable_is_refused_input(world: World) -> None:
    result = world.run("extract", "dispatches/fr/vide.txt")
    assert (result.exit_code, result.stdout) == (65, "")


def test_a_document_that_the_extractor_cannot_read_stops_no_other(world: World) -> None:
    (world.folder / "dispatches/en/crash.txt").write_text(
        "date 2023-06-09\n\nCRASH is the word that makes this extractor stumble over its feet.\n",
        encoding="utf-8",
    )
    result = world.run("extract", "dispatches")
    assert len(result.stdout.splitlines()) == 3
    assert "en/crash: extraction-failed" in result.stderr
    assert "RuntimeError: cannot read this, at telegraphic_extractor.py:" in result.stderr
    assert result.exit_code == 70, "a fault is not overlooked"


def test_writes_the_same_bytes_whatever_the_locale(world: World) -> None:
    (world.folder / "note.txt").write_text(
        "date 2023-06-09\n\nÀ Besançon on écrit que PL delivers 14 tanks to UA, « voilà tout ».\n",
        encoding="utf-8",
    )
    elsewhere = world.where(PYTHONIOENCODING="ascii", LC_ALL="C")
    result = elsewhere.process("extract", "note.txt", "--format", "table")
    assert result.returncode == 0, result.stderr
    assert "“PL delivers 14 tanks to UA”" in result.stdout
