"""`tracewire evaluate`: the figures of the measures, for a file of claims or for an extractor."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import World


@pytest.fixture
def marked(world: World) -> World:
    """The world with gold: what the extractor reads, and one claim that it cannot see."""
    claims = world.run("extract", "dispatches").stdout
    hidden = json.loads(claims.splitlines()[0]) | {"recipient": ["VE"], "start": 0, "end": 15}
    gold = claims + json.dumps(hidden) + '\n{"document": "fr/rien", "kind": null}\n'
    (world.folder / "dispatches.gold.jsonl").write_text(gold, encoding="utf-8")
    return world


def test_scores_the_extractor_on_the_folder_beside_the_gold(marked: World) -> None:
    result = marked.run("evaluate", "dispatches.gold.jsonl")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[:3] == [
        "4 documents, 4 gold claims, 3 predicted",
        "    core  P 1.000  R 0.750  F1 0.857",
        "  strict  P 1.000  R 0.750  F1 0.857",
    ]
    assert "  transfer: core F1 0.857, strict F1 0.857 (gold 4, predicted 3)" in result.stdout


def test_scores_a_file_of_claims_with_the_same_figures(marked: World) -> None:
    (marked.folder / "claims.jsonl").write_text(marked.run("extract", "dispatches").stdout, encoding="utf-8")
    by_file = marked.run("evaluate", "dispatches.gold.jsonl", "--predicted", "claims.jsonl", "--json")
    by_extractor = marked.run("evaluate", "dispatches.gold.jsonl", "dispatches", "--json")
    assert json.loads(by_file.stdout) == json.loads(by_extractor.stdout)
    assert json.loads(by_file.stdout)["core"]["f1"] == 0.857


def test_groups_by_document(marked: World) -> None:
    figures = json.loads(marked.run("evaluate", "dispatches.gold.jsonl", "--by", "document", "--json").stdout)
    assert {name: row["core"]["f1"] for name, row in figures["by"].items()} == {
        "en/first": 0.667,
        "en/second": 1.0,
        "fr/chars": 1.0,
    }


def test_shows_what_was_missed_with_its_words(marked: World) -> None:
    shown = marked.run("evaluate", "dispatches.gold.jsonl", "--misses", "5").stdout.splitlines()
    missed = [json.loads(line.removeprefix("missed: ")) for line in shown if line.startswith("missed: ")]
    assert [(claim["recipient"], claim["passage"]) for claim in missed] == [(["VE"], "date 2023-06-09")]


def test_documents_that_are_not_there_are_told(marked: World) -> None:
    (marked.folder / "dispatches/fr/chars.txt").unlink()
    result = marked.run("evaluate", "dispatches.gold.jsonl")
    assert result.exit_code == 0
    assert "not read: 1 of the documents" in result.stderr
    assert "fr/chars" in result.stderr


def test_without_documents_is_a_mistake_on_the_command_line(marked: World) -> None:
    (marked.folder / "lonely.gold.jsonl").write_text('{"document": "a", "kind": null}\n')
    assert marked.run("evaluate", "lonely.gold.jsonl").exit_code == 2


def test_gold_that_is_none_is_refused_with_its_line(marked: World) -> None:
    (marked.folder / "bad.jsonl").write_text('{"document": "a", "kind": null}\n{"kind": "transfer"}\n')
    result = marked.run("evaluate", "bad.jsonl", "dispatches")
    assert result.exit_code == 65
    assert "bad.jsonl:2" in result.stderr
