"""`tracewire read`: twice is once, and what was read stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import World


def test_appends_documents_with_their_claims(world: World) -> None:
    result = world.run("read", "dispatches")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    for told in ("4 documents", "3 claims", "1 rejected", "rejected: empty 1"):
        assert told in result.stderr
    lines = [json.loads(line) for line in world.run("lines").stdout.splitlines()]
    assert {(line["supplier"], line["recipient"], line["item"]) for line in lines} == {
        ("IR", "RU", "uav"),
        ("PL", "UA", "tank"),
    }


def test_reading_twice_changes_nothing_and_parses_nothing(filled: World) -> None:
    before = filled.run("verify").stdout
    # An extractor of the same name and version that cannot read: it must not be asked.
    again = filled.run("read", "dispatches")
    assert again.exit_code == 0, again.stderr
    assert "4 documents known already" in again.stderr
    assert filled.run("verify").stdout == before


def test_a_later_version_of_a_document_is_read_and_the_earlier_one_kept(filled: World) -> None:
    first = json.loads(filled.run("verify").stdout)["head"]["entry"]
    path = filled.folder / "dispatches/fr/chars.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("14 tanks", "15 tanks"), encoding="utf-8")
    assert filled.run("read", "dispatches").exit_code == 0

    def quantity(*options: str) -> list[int]:
        found = [json.loads(line) for line in filled.run("lines", *options).stdout.splitlines()]
        return next(line["quantity"] for line in found if line["item"] == "tank")

    assert quantity() == [15, 15]
    assert quantity("--as-of", str(first)) == [14, 14]


def test_two_texts_under_one_id_are_told_and_ids_of_their_own_keep_both(world: World) -> None:
    reports = world.folder / "reports"
    for month, text in (
        ("jan", "On the quay IR delivers 6 uavs to RU."),
        ("feb", "Now PL delivers 14 tanks to UA."),
    ):
        (reports / month).mkdir(parents=True)
        (reports / month / "report.txt").write_text(f"date 2023-06-09\n\n{text}\n")
    assert "replaces" not in world.run("read", "reports/jan/report.txt").stderr
    told = world.run("read", "reports/feb/report.txt").stderr
    assert "report: replaces the version before; 1 claim ended, 1 came" in told
    assert "1 document in place of an earlier version" in told
    assert world.run("lines").stdout.count("\n") == 1
    assert "replaces" not in world.run("read", "reports").stderr
    assert world.run("lines").stdout.count("\n") == 2


def test_a_withdrawal_of_what_is_not_known_is_told_with_what_to_do(filled: World) -> None:
    (filled.folder / "late").mkdir()
    text = "date 2023-06-20\n\nSTORY WITHDRAWN: Peru howitzers.\n\nThe account of June 9 does not stand.\n"
    (filled.folder / "late/notice.txt").write_text(text, encoding="utf-8")
    told = filled.run("read", "late").stderr
    assert "notice takes back an earlier dispatch" in told
    assert "`tracewire review withdraw ID`" in told
    assert "takes back" not in filled.run("read", "late").stderr, "it is told once"


def test_only_rejections_is_refused_input(world: World) -> None:
    assert world.run("read", "dispatches/fr/vide.txt").exit_code == 65


def test_a_ledger_that_is_none_is_misconfigured(world: World) -> None:
    (world.folder / "notes.db").write_text("these are my notes, and no ledger")
    result = world.run("read", "dispatches", "--ledger", "sqlite:///notes.db")
    assert result.exit_code == 78
    assert "notes.db" in result.stderr
