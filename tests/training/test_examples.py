"""What the network is shown of an exercise in a round: other names, hidden words, and the same answers."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy
import pytest
from training.marks.examples import Example, example, names_in, varied
from training.marks.exercises import read

from tracewire.marks import Labels, Pieces

LABELS = Labels(items=("arms", "tank"))
SENT = {
    "t": "sent",
    "k": "transfer",
    "st": "delivered",
    "p": "+",
    "c": "certain",
    "s": [["Norway", "NO"]],
    "r": [["Chile", "CL"]],
    "i": [["tanks", "tank"]],
    "q": ["12", 12, 12],
}
TEXTS = [
    ("Norway sent 12 tanks to Chile on Friday, and Norway will send more.", [SENT]),
    ("Peru ordered 300 tanks from Egypt.", []),
]


class Letters:
    """Stands for the vocabulary: a piece is a letter."""

    def of(self, form: str, *, spaced: bool) -> tuple[int, ...]:
        return tuple(100 + ord(letter) for letter in form)


def spelt(one: Example) -> list[str]:
    """The words that the pieces spell, "?" for a piece that is not shown."""

    def letter(piece: int) -> str:
        return chr(piece - 100) if piece >= 100 else "?"

    return [
        "".join(letter(int(piece)) for piece in one.pieces[one.owners == word])
        for word in range(len(one.words))
    ]


@pytest.fixture
def exercises(tmp_path: Path) -> list[Example]:
    folder = tmp_path / "en-z"
    folder.mkdir()
    lines = [{"date": "2023-06-09", "style": "wire", "text": text, "claims": told} for text, told in TEXTS]
    (folder / "01.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    pieces: Pieces = Letters()  # type: ignore[assignment]
    return [example(one, pieces, LABELS) for one in read([folder / "01.jsonl"])]


def rounds(one: Example, exercises: list[Example], count: int = 60) -> list[tuple[Example, object]]:
    rng = random.Random(1)
    numpy.random.seed(1)
    names = names_in(exercises)
    return [varied(one, names, 0.1, rng, hidden=3) for _ in range(count)]


def test_a_round_shows_some_texts_with_other_names(exercises: list[Example]) -> None:
    seen = {spelt(shown)[0] for shown, _ in rounds(exercises[0], exercises)}
    assert seen >= {"Norway", "Peru", "Egypt"}


def test_a_name_that_occurs_again_is_the_same_other_one_again(exercises: list[Example]) -> None:
    word = [word.form for word in exercises[0].words]
    first, again = (n for n, form in enumerate(word) if form == "Norway")
    for shown, _ in rounds(exercises[0], exercises):
        names = {spelt(shown)[n] for n in (first, again)}
        assert len({name for name in names if "?" not in name}) <= 1


def test_numbers_stand_for_numbers(exercises: list[Example]) -> None:
    number = [word.form for word in exercises[0].words].index("12")
    assert {spelt(shown)[number] for shown, _ in rounds(exercises[0], exercises)} >= {"12", "300"}


def test_the_word_that_states_a_claim_is_always_shown(exercises: list[Example]) -> None:
    (trigger,) = exercises[0].triggers
    assert {spelt(shown)[trigger] for shown, _ in rounds(exercises[0], exercises)} == {"sent"}
    assert any("?" in "".join(spelt(shown)) for shown, _ in rounds(exercises[0], exercises))


def test_the_answers_stay_what_they_are(exercises: list[Example]) -> None:
    for shown, features in rounds(exercises[0], exercises):
        assert (shown.triggers, shown.references) == (exercises[0].triggers, exercises[0].references)
        assert len(shown.pieces) == len(shown.owners)
        assert [int(shown.owners[head]) for head in shown.heads] == list(range(len(shown.words)))
        assert features.shape == exercises[0].features.shape  # type: ignore[attr-defined]
