"""What several networks answer together is the mean of what each holds probable."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from tracewire.marks.reading import Answers, ClaimAnswers
from tracewire.marks.together import answers_together, claim_together


def chances(logits: Any) -> Any:
    powers = numpy.exp(logits)
    return powers / powers.sum(axis=-1, keepdims=True)


class Read:
    """One network's answers for a window of one word."""

    def __init__(self, states: float, fills: float) -> None:
        kinds = numpy.log([[1 - states, states]])
        self.answers = Answers(
            kinds=kinds,
            items=kinds,
            speakers=kinds,
            referring=numpy.array([[states]]),
            referred=numpy.array([[fills]]),
        )
        self._claim = ClaimAnswers(kinds=kinds[0], facts=kinds[0], roles=numpy.array([[fills]]))

    def again(self, word: int) -> ClaimAnswers:
        assert word == 0
        return self._claim


def test_one_network_answers_for_itself() -> None:
    read: Any = Read(0.9, 1.0)
    assert answers_together([read]) is read.answers
    assert claim_together([read], 0) is read.again(0)


def test_two_are_as_sure_as_their_mean() -> None:
    pair: Any = [Read(0.9, 2.0), Read(0.3, -1.0)]
    together = answers_together(pair)
    assert chances(together.kinds)[0, 1] == pytest.approx(0.6)
    claim = claim_together(pair, 0)
    assert chances(claim.kinds)[1] == pytest.approx(0.6)
    assert claim.roles[0, 0] == pytest.approx(0.5)


def test_what_both_say_of_a_reference_adds_up() -> None:
    pair: Any = [Read(0.9, 2.0), Read(0.3, -1.0)]
    together = answers_together(pair)
    assert together.referred[0] @ together.referring[0] == pytest.approx(0.9 * 2.0 - 0.3 * 1.0)


def test_what_one_holds_impossible_is_not_so_together() -> None:
    pair: Any = [Read(1e-30, 0.0), Read(0.5, 0.0)]
    assert chances(answers_together(pair).kinds)[0, 1] == pytest.approx(0.25)
