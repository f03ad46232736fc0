"""Word patterns: what they match, in which typography, and that offsets find back."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracewire.errors import Misconfigured
from tracewire.expressions.patterns import (
    Form,
    Pattern,
    PlainText,
    Scanner,
    WordClass,
    words_after,
    words_before,
)

FRUIT = WordClass.of({"pomme": 1, "pomme de terre": 2, "Orange": 3})


def places(pattern: str, text: str, **options: list[str]) -> list[str]:
    scanner = Scanner([("rule", Pattern.of(pattern, {"fruit": FRUIT.form}, **options))])
    return [text[match.start() : end] for _, match, end in scanner.scan(text)]


def test_the_longest_word_of_a_class_wins() -> None:
    assert places("deux? {fruit}", "une pomme, deux pomme de  terre !") == ["pomme", "deux pomme de  terre"]
    assert FRUIT.value("Pomme de\u00a0terre") == 2


def test_a_capital_in_the_table_is_one_in_the_text() -> None:
    assert places("{fruit}", "Orange, orange, POMME") == ["Orange", "POMME"]


def test_words_are_whole_words() -> None:
    assert places("{fruit}", "pommes, pomme-là, capomme") == ["pomme"]


def test_what_must_and_must_not_follow() -> None:
    assert places("{fruit}", "pomme cuite, pomme crue", not_before=["crue"]) == ["pomme"]
    assert places("{fruit}", "pomme cuite, pomme crue", before=["crue"]) == ["pomme"]


def test_at_most_one_line_break_within_an_expression() -> None:
    assert places("deux {fruit}", "deux\npomme") == ["deux\npomme"]
    assert places("deux {fruit}", "deux\n\npomme") == []


def test_words_that_may_be_left_out_bring_their_gap_along() -> None:
    text = "deux grosse pomme mûre, pomme  mûre, deux pomme, grosse\npomme"
    assert places("deux? grosse? {fruit} mûre?", text) == [
        "deux grosse pomme mûre",
        "pomme  mûre",
        "deux pomme",
        "grosse\npomme",
    ]
    assert places("deux? {fruit}", "deux , pomme") == ["pomme"]
    assert places("{fruit} mûre?", "pomme\n\nmûre", not_before=["mûre"]) == ["pomme"]


def steps(text: str) -> float:
    """The processor time of one scan, the least of three."""
    scanner = Scanner(
        [("rule", Pattern.of("deux? grosse? {fruit} de? plus? {fruit:2}", {"fruit": FRUIT.form}))]
    )

    def once() -> float:
        began = time.process_time()
        assert [match.group() for _, match, _ in scanner.scan(text)] == []
        return time.process_time() - began

    return min(once() for _ in range(3))


@pytest.mark.parametrize("space", [" ", "\u00a0", "\t", " \n"])
def test_the_time_of_a_scan_grows_with_the_text_and_not_with_the_square_of_its_gaps(space: str) -> None:
    small, large = (
        steps(("deux" + space * width + "pomme" + space * width) * 40) for width in (1_000, 4_000)
    )
    assert large < small * 10, "four times the spaces, four times the time; the square would be sixteen"


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(Misconfigured) as refused:
        Pattern.of("{legume}", {"fruit": FRUIT.form})
    assert "legume" in refused.value.message


def test_a_word_without_a_letter_is_refused() -> None:
    with pytest.raises(Misconfigured):
        WordClass.of({"…": 1})


def test_the_earlier_of_two_equal_rules_wins() -> None:
    form = {"fruit": FRUIT.form, "any": Form(r"\w+", frozenset({"pomme"}))}
    scanner = Scanner([("first", Pattern.of("{fruit}", form)), ("second", Pattern.of("{any}", form))])
    assert [rule for rule, _, _ in scanner.scan("pomme")] == ["first"]


@given(st.text(alphabet="ae\u0301\u0300\u00ad\u200b’'\u2011- \u00a0ç", max_size=40))
def test_plain_text_finds_back(text: str) -> None:
    plain = PlainText.of(text)
    end_before = 0
    for index in range(len(plain.text)):
        start, end = plain.span(index, index + 1)
        assert end_before <= end
        assert 0 <= start < end <= len(text)
        end_before = end


@given(st.text(alphabet="ab-' \n.", max_size=200), st.integers(0, 200))
def test_the_words_around_a_place_lie_on_their_sides(text: str, place: int) -> None:
    place = min(place, len(text))
    for word, start in words_before(text, place):
        assert text[start : start + len(word)] == word
        assert start + len(word) <= place
    for word, end in words_after(text, place):
        assert text[end - len(word) : end] == word
        assert end - len(word) >= place
