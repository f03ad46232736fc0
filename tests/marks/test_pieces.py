"""Pieces: the likeliest division, and none that loses a character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracewire.marks import Pieces

VOCABULARY = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁li", "▁livr", "vr", "é", "l", "i", "v", "r", "aison"]
SCORES = [0.0, 0.0, 0.0, 0.0, -4.0, -5.0, -6.0, -5.0, -4.0, -6.0, -6.0, -6.0, -6.0, -7.0]
PIECES = Pieces(VOCABULARY, SCORES, unknown=3)


def written(ids: tuple[int, ...]) -> list[str]:
    return [VOCABULARY[i] for i in ids]


def test_the_likeliest_division_is_taken() -> None:
    assert written(PIECES.of("livré", spaced=True)) == ["▁livr", "é"]
    assert written(PIECES.of("livraison", spaced=True)) == ["▁livr", "aison"]


def test_a_word_without_a_space_before_it_has_other_pieces() -> None:
    assert written(PIECES.of("livré", spaced=False)) == ["l", "i", "vr", "é"]


def test_an_unknown_character_costs_one_unknown_piece() -> None:
    assert written(PIECES.of("li中", spaced=True)) == ["▁li", "<unk>"]


@given(st.text(alphabet="livréaison中", min_size=1, max_size=20), st.booleans())
def test_the_pieces_spell_the_word(form: str, spaced: bool) -> None:
    spelt = "".join(written(PIECES.of(form, spaced=spaced)))
    known = ("▁" if spaced else "") + form
    assert len(spelt.replace("<unk>", "?")) == len(known)
