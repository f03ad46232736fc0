"""Are sentences with several dealings well formed, and has each dealing the parties that its line says?"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from training.marks import dealings
from training.marks.exercises import read_file
from training.marks.templates import Writer

from tracewire.model import STAGES

LEFT_OVER = re.compile(r"[\[\]{}*^<>|‹›@\ue000-\uf8ff]|\(\(|:[A-D]\b|  | [,.]|,,")


@pytest.fixture(params=dealings.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_same_seed_gives_the_same_texts(language: str) -> None:
    first = list(dealings.generate(language, 4, 30))
    assert first == list(dealings.generate(language, 4, 30))
    assert first != list(dealings.generate(language, 5, 30))


def test_texts_are_read_as_exercises(language: str, tmp_path: Path) -> None:
    path = tmp_path / language / "01.jsonl"
    path.parent.mkdir()
    records = list(dealings.generate(language, 1, 300))
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    for exercise in read_file(path):
        assert not LEFT_OVER.search(exercise.text), exercise.text
        for claim in exercise.claims:
            assert claim.stage in STAGES[claim.kind], exercise.text
            assert any(claim.roles.values()), exercise.text


def test_every_line_tells_what_it_says(language: str) -> None:
    for line in Writer(language, 1).toml["dealings"]:
        what = line.partition("|")[0]
        told = [one.strip() for one in what.split(";")]
        writer = dealings.Dealings(language, 3)
        writer.new_text()
        piece = writer.dealing(line, writer.scene())
        assert len(piece.claims) == len(told), line
        for claim, wanted in zip(piece.claims, told, strict=True):
            giver, _, taker = wanted.split()[1].partition(">")
            sides = (len(claim.roles["s"]), len(claim.roles["r"]))
            assert sides == tuple(len(side.replace("+", "")) for side in (giver, taker)), line
            assert claim.polarity == ("-" if wanted.split()[0].endswith("-") else "+"), line
