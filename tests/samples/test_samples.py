"""Are the samples what their README says: dated, listed, and annotated with passages that lie in them?"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tracewire.model import Claim, Edtf

SAMPLES = Path(__file__).parents[2] / "samples"
DISPATCHES = SAMPLES / "dispatches"
UNUSABLE = "en/09-impossible-date"
TESTS = Path(__file__).parents[1]


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _texts(base: Path) -> dict[str, str]:
    return {
        path.relative_to(base).with_suffix("").as_posix(): path.read_bytes().decode("utf-8")
        for path in base.rglob("*.txt")
    }


@pytest.mark.parametrize(
    ("gold", "base"),
    [(SAMPLES / "gold.jsonl", DISPATCHES), (TESTS / "unseen.gold.jsonl", TESTS / "dispatches")],
    ids=["samples", "unseen"],
)
def test_every_claim_has_its_passage(gold: Path, base: Path) -> None:
    texts = _texts(base)
    for record in _records(gold):
        assert record["document"] in texts
        if record["kind"] is None:
            continue
        claim = Claim.from_dict(record)
        passage = claim.span.of(texts[claim.document])
        assert passage and passage == passage.strip()
        assert len(passage) == len(claim.span)
        if claim.when is not None:
            assert Edtf.parse(claim.when).text == claim.when


def test_every_text_file_is_annotated_or_unusable() -> None:
    marked = {record["document"] for record in _records(SAMPLES / "gold.jsonl")}
    assert set(_texts(DISPATCHES)) == marked | {UNUSABLE}


def test_dispatches_are_dated_in_their_first_line() -> None:
    for name, text in _texts(DISPATCHES).items():
        first, blank, headline = text.split("\n")[:3]
        match = re.fullmatch(r"date (\d{4}-\d\d-\d\d)", first)
        assert match, name
        assert blank == "" and headline, name
        if name == UNUSABLE:
            with pytest.raises(ValueError, match="day"):
                Edtf.parse(match[1])
        else:
            Edtf.parse(match[1])


def test_the_readme_names_every_file() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    named = Counter(re.findall(r"^\| `([^`]+)`", readme, flags=re.MULTILINE))
    there = {path.relative_to(DISPATCHES).as_posix() for path in DISPATCHES.rglob("*") if path.is_file()}
    assert set(named) == there


def test_all_seven_kinds_but_no_more_than_the_story_needs_are_shown() -> None:
    stages = Counter((record["kind"], record["stage"]) for record in _records(SAMPLES / "gold.jsonl"))
    kinds = {kind for kind, _ in stages}
    assert kinds == {"transfer", "production", "use", "stock", "support", "measure", "disclosure"}
    assert {stage for kind, stage in stages if kind == "transfer"} == {
        "sought", "planned", "agreed", "shipped", "delivered",
    }  # fmt: skip


def test_groups_name_samples_that_exist() -> None:
    groups = json.loads((SAMPLES / "groups.json").read_text(encoding="utf-8"))
    texts = _texts(DISPATCHES)
    for group in groups["same_story"]:
        assert set(group["documents"]) <= set(texts)
    for pair in groups["corrections"]:
        assert {pair["document"], pair["corrects"]} <= set(texts)


def test_the_copy_and_the_translation_carry_the_claims_of_the_original() -> None:
    def content(document: str) -> Counter[tuple[object, ...]]:
        return Counter(
            (
                c["kind"], c["stage"], c["polarity"], c["certainty"], *c["supplier"], ">", *c["recipient"],
                *c["item"], str(c.get("quantity")), str(c.get("when")), *c["source"].values(),
            )
            for c in _records(SAMPLES / "gold.jsonl")
            if c["document"] == document
        )  # fmt: skip

    original = content("en/02-limited-number")
    assert original.total() > 5
    assert content("fr/02-nombre-limite") == original
    assert content("en/03-courier-tehran-drones") < original
