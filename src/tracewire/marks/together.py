"""What do several networks answer together? The mean of what each holds probable.

Networks with other pieces, sizes and first texts err at other places: their mean is surer where both are
right (Hansen and Salamon 1990, "Neural network ensembles").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy

from tracewire.marks.network import Reading
from tracewire.marks.reading import Answers, ClaimAnswers, softmax

__all__ = ["answers_together", "claim_together"]

_LEAST: Final = 1e-9
"""What is held impossible is held that probable, as its logarithm is taken."""


def answers_together(readings: Sequence[Reading]) -> Answers:
    """The first readings of one window as one. The scores of references add up."""
    if len(readings) == 1:
        return readings[0].answers
    all_ = [reading.answers for reading in readings]
    return Answers(
        kinds=_mean([one.kinds for one in all_]),
        items=_mean([one.items for one in all_]),
        speakers=_mean([one.speakers for one in all_]),
        referring=numpy.concatenate([one.referring for one in all_], axis=-1),
        referred=numpy.concatenate([one.referred for one in all_], axis=-1),
    )


def claim_together(readings: Sequence[Reading], word: int) -> ClaimAnswers:
    """The second readings for one word as one."""
    all_ = [reading.again(word) for reading in readings]
    if len(all_) == 1:
        return all_[0]
    return ClaimAnswers(
        kinds=_mean([one.kinds for one in all_]),
        facts=numpy.mean([one.facts for one in all_], axis=0),
        roles=numpy.mean([one.roles for one in all_], axis=0),
    )


def _mean(logits: Sequence[Any]) -> Any:
    """The logarithms of the mean probabilities."""
    return numpy.log(numpy.maximum(numpy.mean([softmax(one) for one in logits], axis=0), _LEAST))
