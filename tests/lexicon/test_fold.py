"""Folding forgets typography, never where a letter stood."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracewire.lexicon import fold, fold_text
from tracewire.lexicon.fold import fold_words

TEXTS = st.text(
    st.sampled_from("aeéÉœŒﬃß'’ -‑\u00a0\u202f\u00adŁıx1½🚀\u0301\u200b\n.,«»—") | st.characters()
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Téhéran", "teheran"),
        ("Te\u0301he\u0301ran", "teheran"),
        ("cœur", "coeur"),
        ("l’Iran", "l'iran"),
        ("air‑air", "air air"),
        ("155\u202fmm", "155 mm"),
        ("dro\u00adnes", "drones"),
        ("Błaszczak", "blaszczak"),
        ("AKINCI", "akinci"),
        ("Akıncı", "akinci"),
        ("armes — et", "armes — et"),
    ],
)
def test_what_folds_alike(written: str, folded: str) -> None:
    assert fold_text(written) == folded


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(TEXTS)
def test_composition_does_not_matter(text: str) -> None:
    assert fold_text(unicodedata.normalize("NFD", text)) == fold_text(unicodedata.normalize("NFC", text))


@given(TEXTS)
def test_every_folded_character_leads_back_to_the_one_it_came_from(text: str) -> None:
    for folded in (fold(text), fold_words(text)):
        origins = [folded.origin(at) for at in range(len(folded.text) + 1)]
        assert origins == sorted(origins)
        assert all(0 <= origin <= len(text) for origin in origins)
    folded = fold(text)
    for at, character in enumerate(folded.text):
        assert character in fold_text(text[folded.origin(at)])


@given(TEXTS)
def test_words_are_the_same_text_with_spaces_for_punctuation(text: str) -> None:
    folded, words = fold(text).text, fold_words(text).text
    assert len(words) == len(folded)
    assert all(word in {character, " "} for word, character in zip(words, folded, strict=True))
