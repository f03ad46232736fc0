"""Word pieces: the longest first, in small letters without accents, and no word without a piece."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracewire.marks import WordPieces

VOCABULARY = ["<s>", "<pad>", "</s>", "[UNK]", "sub", "##marine", "##s", "submarine", "'", "-", "f", "##1"]
PIECES = WordPieces(VOCABULARY)


def written(form: str) -> list[str]:
    return [VOCABULARY[number] for number in PIECES.of(form)]


def test_the_longest_piece_comes_first() -> None:
    assert written("submarines") == ["submarine", "##s"]


def test_capitals_and_accents_make_no_difference() -> None:
    assert written("Súbmarine") == ["submarine"]


def test_signs_stand_by_themselves() -> None:
    assert written("sub-s'") == ["sub", "-", "[UNK]", "'"]


def test_a_typographic_apostrophe_is_an_apostrophe() -> None:
    assert written("sub’") == ["sub", "'"]


def test_what_has_no_pieces_is_unknown_as_a_whole() -> None:
    assert written("subsea") == ["[UNK]"]


@given(st.text(max_size=20))
def test_every_word_has_a_piece(form: str) -> None:
    assert PIECES.of(form)
