"""How well do predicted claims match the gold ones: core and strict F1, and the accuracy of each slot.

The measures are the annotation guide's (docs/guide.md, "Scoring"). Claims of one document are paired one to
one by optimal assignment; only documents that the gold names are scored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy.optimize import linear_sum_assignment

from tracewire.evaluation.agreement import affinity, core_agrees, slots_agreeing, strict_agrees
from tracewire.evaluation.annotation import Annotation

__all__ = ["LEVELS", "SLOTS", "Grouping", "Level", "Report", "Tally", "score"]

Level = Literal["core", "strict"]
Grouping = Literal["kind", "document"]

LEVELS: tuple[Level, ...] = ("core", "strict")
SLOTS = ("stage", "polarity", "certainty", "item", "quantity", "when", "place", "source", "evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many gold claims there are, how many were predicted, and how many pairs agree."""

    hits: int
    gold: int
    predicted: int

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing was hit."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if self.hits else 0.0

    def to_dict(self) -> dict[str, float | int]:
        """The figures to three decimals, with the counts behind them."""
        return {
            "p": round(self.precision, 3),
            "r": round(self.recall, 3),
            "f1": round(self.f1, 3),
            "gold": self.gold,
            "pred": self.predicted,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a comparison found; `by_kind` and `by_document` hold only groups with a claim on either side.

    `right` counts, for each of `SLOTS`, the core pairs that agree in it. `missed` are gold claims without a
    core partner and `spurious` predicted ones without, each in the order of the gold's documents.
    """

    documents: int
    core: Tally
    strict: Tally
    right: Mapping[str, int]
    by_kind: Mapping[str, Mapping[Level, Tally]]
    by_document: Mapping[str, Mapping[Level, Tally]]
    missed: tuple[Annotation, ...]
    spurious: tuple[Annotation, ...]

    @property
    def slots(self) -> dict[str, float]:
        """The share of core pairs that agree in each slot, to three decimals; 0 where there is no pair."""
        pairs = self.core.hits
        return {slot: round(self.right[slot] / pairs, 3) if pairs else 0.0 for slot in SLOTS}

    def by(self, grouping: Grouping) -> Mapping[str, Mapping[Level, Tally]]:
        """The tallies of each kind or of each document, sorted by name."""
        return self.by_kind if grouping == "kind" else self.by_document

    def to_dict(self, by: Grouping = "kind") -> dict[str, Any]:
        """The figures alone, as JSON takes them."""
        return {
            "documents": self.documents,
            "core": self.core.to_dict(),
            "strict": self.strict.to_dict(),
            "slots": self.slots,
            "by": {
                name: {level: tally.to_dict() for level, tally in row.items()}
                for name, row in self.by(by).items()
            },
        }


def _pairs(
    gold: Sequence[Annotation], predicted: Sequence[Annotation]
) -> list[tuple[Annotation, Annotation]]:
    """The one-to-one pairs of one document's claims whose affinities add up to most."""
    if not gold or not predicted:
        return []
    matrix = np.array([[affinity(g, p) for p in predicted] for g in gold])
    rows, columns = linear_sum_assignment(-matrix)
    return [
        (gold[row], predicted[column])
        for row, column in zip(rows, columns, strict=True)
        if matrix[row, column] > 0
    ]


class _Counts:
    """The running counts of one group."""

    def __init__(self) -> None:
        self.gold = self.predicted = self.core = self.strict = 0

    def row(self) -> dict[Level, Tally]:
        return {
            "core": Tally(hits=self.core, gold=self.gold, predicted=self.predicted),
            "strict": Tally(hits=self.strict, gold=self.gold, predicted=self.predicted),
        }


def score(gold: Mapping[str, Sequence[Annotation]], predicted: Mapping[str, Sequence[Annotation]]) -> Report:
    """How well `predicted` matches `gold`, both as `load` or `annotations` give them."""
    total = _Counts()
    kinds: dict[str, _Counts] = {}
    documents: dict[str, _Counts] = {}
    right: Counter[str] = Counter()
    missed: list[Annotation] = []
    spurious: list[Annotation] = []

    def groups(claim: Annotation) -> tuple[_Counts, ...]:
        return (
            total,
            kinds.setdefault(claim.kind, _Counts()),
            documents.setdefault(claim.document, _Counts()),
        )

    for document, golds in gold.items():
        guesses = predicted.get(document, ())
        for claim in golds:
            for group in groups(claim):
                group.gold += 1
        for claim in guesses:
            for group in groups(claim):
                group.predicted += 1
        hit: set[int] = set()  # by identity: a file may hold the same claim twice
        for g, p in _pairs(golds, guesses):
            if not core_agrees(g, p):
                continue
            hit |= {id(g), id(p)}
            strict = strict_agrees(g, p)
            for group in groups(g):
                group.core += 1
                group.strict += strict
            right.update(slot for slot, agrees in slots_agreeing(g, p).items() if agrees)
            right["stage"] += g.stage == p.stage
            right["polarity"] += g.polarity == p.polarity
        missed += [claim for claim in golds if id(claim) not in hit]
        spurious += [claim for claim in guesses if id(claim) not in hit]
    whole = total.row()
    return Report(
        documents=len(gold),
        core=whole["core"],
        strict=whole["strict"],
        right={slot: right[slot] for slot in SLOTS},
        by_kind={name: counts.row() for name, counts in sorted(kinds.items())},
        by_document={name: counts.row() for name, counts in sorted(documents.items())},
        missed=tuple(missed),
        spurious=tuple(spurious),
    )
