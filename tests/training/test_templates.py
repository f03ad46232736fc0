"""Are the template sentences well formed, marked where they say so, and true to the laws of their pairs?"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from training.marks import dealings, templates
from training.marks.exercises import read_file

from tracewire.model import STAGES

Generate = Callable[[str, int, int], Iterator[dict[str, Any]]]

LEFT_OVER = re.compile(r":[A-D]\b|[\[\]{}*^<>|‹›@\ue000-\uf8ff]|\(\(|  | [,.]|,,")
UNCONTRACTED = re.compile(
    r"\b(?:[Dd]e les?|à les?|[Dd]e des|[Qq]ue ils?|(?:de|ne|le|la|que) [aeiouéêâîôAEIÉ](?!uh))\b"
)


WRITERS = pytest.mark.parametrize("generate", [templates.generate, dealings.generate])


@pytest.fixture(params=templates.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@WRITERS
def test_the_same_seed_gives_the_same_texts(generate: Generate, language: str) -> None:
    first = list(generate(language, 4, 30))
    assert first == list(generate(language, 4, 30))
    assert first != list(generate(language, 5, 30))


@WRITERS
def test_texts_are_read_as_exercises(generate: Generate, language: str, tmp_path: Path) -> None:
    path = tmp_path / language / "01.jsonl"
    path.parent.mkdir()
    records = list(generate(language, 1, 300))
    path.write_text(
        "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8"
    )
    for exercise in read_file(path):
        for claim in exercise.claims:
            trigger = exercise.text[claim.trigger.start : claim.trigger.end]
            assert trigger and " " not in trigger, exercise.text
            assert claim.stage in STAGES[claim.kind], exercise.text
            assert any(claim.roles.values()), exercise.text


@WRITERS
def test_nothing_of_the_signs_is_left(generate: Generate, language: str) -> None:
    for record in generate(language, 2, 500):
        assert not LEFT_OVER.search(record["text"]), record["text"]


@WRITERS
def test_french_contracts_and_elides(generate: Generate) -> None:
    for record in generate("fr", 3, 500):
        assert not UNCONTRACTED.search(record["text"]), record["text"]


def test_some_texts_tell_nothing(language: str) -> None:
    empty = sum(not record["claims"] for record in templates.generate(language, 6, 300))
    assert 15 <= empty <= 90


def test_every_kind_and_most_stages_occur(language: str) -> None:
    records = templates.generate(language, 7, 800)
    told = {(claim["k"], claim["st"]) for record in records for claim in record["claims"]}
    wanted = {(kind.value, stage.value) for kind, stages in STAGES.items() for stage in stages}
    assert {kind for kind, _ in told} == {kind for kind, _ in wanted}
    assert len(wanted - told) <= 3, wanted - told


def test_every_construction_has_a_trigger(language: str) -> None:
    path = Path(templates.__file__).parent / "templates" / f"{language}.toml"
    groups = tomllib.loads(path.read_text(encoding="utf-8"))["group"]
    lines = [
        line for group in groups for key in ("clauses", "sentences", "nouns") for line in group.get(key, ())
    ]
    assert len(lines) >= 150
    assert [line for line in lines if "*" not in line and "{V " not in line] == []


def told(claim: dict[str, Any]) -> dict[str, Any]:
    """What a claim says, without the words that say it."""
    roles = {key: [value for _, value in claim.get(key, ())] for key in ("s", "r", "i", "pl")}
    return {
        **roles,
        "kind": claim["k"],
        "stage": claim["st"],
        "polarity": claim["p"],
        "certainty": claim["c"],
        "quantity": claim.get("q", [None])[1:],
        "when": claim.get("w", [None])[1:],
        "source": "src" in claim,
    }


def test_pairs_obey_their_laws(language: str) -> None:
    for pair in templates.pairs(language, 8, 300):
        first, second = ([told(claim) for claim in pair[side]["claims"]] for side in "ab")
        assert first and len(first) == len(second), pair
        for one, other in zip(first, second, strict=True):
            differ = [key for key in one if one[key] != other[key]]
            assert differ == pair["may_differ"], pair
