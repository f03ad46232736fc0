"""Does the guide say what the code does: its example, its vocabulary, its classes?"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tracewire.evaluation.annotation import families
from tracewire.model import STAGES, Certainty, Claim, Kind, Polarity

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/guide.md").read_text(encoding="utf-8")


def _section(title: str, page: str = GUIDE) -> str:
    return page.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize(
    ("page", "title"), [("docs/guide.md", "An example"), ("README.md", "What a claim looks like")]
)
def test_an_example_is_a_claim_of_a_sample(page: str, title: str) -> None:
    example = _section(title, (ROOT / page).read_text(encoding="utf-8"))
    record = json.loads(re.search(r"```json\n(.*?)```", example, re.DOTALL)[1])  # type: ignore[index]
    claim = Claim.from_dict(record)
    text = (ROOT / f"samples/dispatches/{claim.document}.txt").read_bytes().decode("utf-8")
    quoted = " ".join(line.removeprefix("> ") for line in example.splitlines() if line.startswith("> "))
    assert claim.span.of(text) in quoted
    assert quoted in text
    gold = (ROOT / "samples/gold.jsonl").read_text(encoding="utf-8")
    assert record in [json.loads(line) for line in gold.splitlines()]


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_its_stages(kind: Kind) -> None:
    section = _section("Kinds and stages")
    passage = section.split(f"**`{kind}`**", 1)[1].split("\n**`", 1)[0]
    if kind is Kind.SUPPORT:
        assert STAGES[kind] == STAGES[Kind.TRANSFER]
        assert "Stages as for `transfer`" in passage
    else:
        assert [s for s in re.findall(r"`([a-z]+)`", passage) if s in STAGES[kind]][: len(STAGES[kind])] == [
            str(stage) for stage in STAGES[kind]
        ]


def test_polarities_and_certainties_are_named() -> None:
    fields = _section("Fields")
    for value in (*Polarity, *Certainty):
        assert f"`{value}`" in fields


def _rows_of_items() -> dict[str, list[str]]:
    rows = re.findall(r"^\| ([a-z ]+) \| (.+) \| .* \|$", _section("Items"), flags=re.MULTILINE)
    return {name: re.findall(r"`([a-z-]+)`", cells) for name, cells in rows if name != "family"}


def test_a_row_of_the_item_table_is_a_family_of_the_measure() -> None:
    rows = _rows_of_items()
    alone = rows.pop("each its own")
    assert families(alone) == set(alone)
    rows["people"].remove("support")
    for name, classes in rows.items():
        assert len(families(classes)) == 1, name
    of_rows = [family for classes in rows.values() for family in families(classes)]
    assert len(set(of_rows)) == len(of_rows) == 11


def test_the_lexicon_reports_only_classes_of_the_guide() -> None:
    with (ROOT / "src/tracewire/data/items/classes.csv").open(encoding="utf-8", newline="") as table:
        reported = {row["report_as"] for row in csv.DictReader(table)}
    arms = {item for classes in _rows_of_items().values() for item in classes} - {"support"}
    evidence = set(re.findall(r"`([a-z-]+)`", _section("Kinds and stages").split("of evidence:", 1)[1]))
    assert reported == arms | evidence
