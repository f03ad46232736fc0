"""Has each dealing of a sentence with several the parties that its line says?"""

from __future__ import annotations

import pytest
from training.marks.dealings import Dealings
from training.marks.templates import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_tells_what_it_says(language: str) -> None:
    writer = Dealings(language, 3)
    for line in writer.toml["dealings"]:
        told = [one.strip() for one in line.partition("|")[0].split(";")]
        writer.new_text()
        piece = writer.dealing(line, writer.scene())
        assert len(piece.claims) == len(told), line
        for claim, wanted in zip(piece.claims, told, strict=True):
            giver, _, taker = wanted.split()[1].partition(">")
            sides = (len(claim.roles["s"]), len(claim.roles["r"]))
            assert sides == tuple(len(side.replace("+", "")) for side in (giver, taker)), line
            assert claim.polarity == ("-" if wanted.split()[0].endswith("-") else "+"), line


def test_a_line_that_tells_no_dealing_is_named() -> None:
    writer = Dealings("en", 3)
    writer.new_text()
    with pytest.raises(ValueError, match="'A sells' tells no dealing"):
        writer.dealing("A sells | {A} *1:sold* {x}", writer.scene())
