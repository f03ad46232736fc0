"""Words: the same text in another typography divides into the same words, at places that are slices of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracewire.marks import split_words

SAMPLES = st.text(
    alphabet=st.sampled_from(list("aéZ0 19.,'’-–«»“”\"()\n\u00a0\u202f\u00ad\u200bİß中")), max_size=60
)


def forms(text: str) -> list[tuple[str, bool]]:
    return [(word.form, word.spaced) for word in split_words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("«\u00a0L’Iran a livré\u00a0», dit-il", '" L\'Iran a livré ", dit-il'),
        ("“Iran delivered” — he said", '"Iran delivered" - he said'),
        ("des\u00a0drones\nà Moscou", "des drones à Moscou"),
        ("hé\u00adli\u00adcop\u00adtères", "hélicoptères"),
        ("Shahed‑136", "Shahed-136"),
    ],
)
def test_typography_changes_nothing(one: str, other: str) -> None:
    assert forms(one) == forms(other)


def test_numbers_stay_whole_and_elisions_are_cut() -> None:
    assert [w.form for w in split_words("l'Iran a livré 2,5 tonnes, 1.300 obus.")] == [
        "l", "'", "Iran", "a", "livré", "2,5", "tonnes", ",", "1.300", "obus", ".",
    ]  # fmt: skip


@given(SAMPLES)
def test_words_stand_in_order_and_cover_what_is_not_space(text: str) -> None:
    words = split_words(text)
    end = 0
    for word in words:
        assert end <= word.start < word.end <= len(text)
        end = word.end
    covered = {at for word in words for at in range(word.start, word.end)}
    left = {c for at, c in enumerate(text) if at not in covered}
    assert not {c for c in left if c.isalnum()}
