"""How likely is it that a claim is read right, with its parties, its kind and its goods?

The network is surest of what is easily marked, not of what is easily read: its probability that a word states
a claim hardly tells which of the claims made from its marks are right (area under the curve 0.61 on real
texts). Much else does: how far the likeliest party is ahead of the next, whether other marks and the rules
tell of the same dealing, whether the goods stand in the tables, how long the sentence is. A small forest of
decision trees weighs it together; it learnt from what the extractor read in marked real texts that neither
it nor the network had seen (`training.marks.judge`).

Invariant: a judgement depends on the document and the models alone, and changes nothing in a claim but how
sure its reading is said to be.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy
import onnxruntime

from tracewire.claims.text.found import Found
from tracewire.errors import Misconfigured
from tracewire.lexicon import ItemTree
from tracewire.marks import ROLES, SIDES, Mark
from tracewire.marks.marker import model_folder
from tracewire.marks.network import stored_files, unusable
from tracewire.model import Claim, Kind, Span, digest_bytes

__all__ = ["COLUMNS", "Judge", "Judged", "columns", "judge_digest", "load_judge"]

_KINDS: Final = (Kind.TRANSFER, Kind.SUPPORT, Kind.USE, Kind.STOCK, Kind.PRODUCTION, Kind.MEASURE)
_ANSWERS: Final = ("first", "second", "kind", "kind first", "stage", "polarity", "certainty")
_PARTIES: Final = ("best", "next", "least", "refused", "number", "elsewhere", "near")
COLUMNS: Final = (
    "score",
    *_ANSWERS,
    *(f"peak {role}" for role in ROLES),
    *(f"{side} {what}" for side in SIDES for what in _PARTIES),
    "items",
    "item known",
    "alike",
    "alike ahead",
    "alike near",
    "same before",
    "beside",
    "shares",
    "rules",
    "rules alike",
    "rules stage",
    "rules elsewhere",
    "sentence",
    "place",
    *(f"kind {kind.value}" for kind in _KINDS),
)
"""What is weighed, in the order of the model's input. Probabilities count as log odds."""
_FILES: Final = ("judge.onnx", "judge.json")
_FAR: Final = 5000
"""Code points to the nearest claim alike, where there is none."""
_LEAST_ODDS: Final = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim before it is judged: as its mark tells it, and with what others of its document tell.

    `chances` has for each side how probable each party is of all words that may name it.
    """

    claim: Claim
    completed: Claim
    mark: Mark
    chances: Mapping[str, Mapping[str, float]]


def columns(read: Sequence[Judged], found: Found, told: Sequence[Claim], tree: ItemTree) -> Any:
    """One row a claim and one column for each of `COLUMNS`; `told` are the claims of the rules."""
    rows = [_row(one, read, found, told, tree) for one in read]
    weighed = [[row[name] for name in COLUMNS] for row in rows]
    return numpy.array(weighed, dtype=numpy.float32).reshape(len(rows), len(COLUMNS))


def _row(
    one: Judged, read: Sequence[Judged], found: Found, told: Sequence[Claim], tree: ItemTree
) -> dict[str, float]:
    claim, mark = one.claim, one.mark
    sentence = found.sentence(mark.trigger)
    others = [other for other in read if other.mark.trigger != mark.trigger]
    alike = [other for other in others if _alike(other.claim, claim)]
    same = [
        other
        for other in alike
        if other.claim.stage == claim.stage
        and other.claim.polarity == claim.polarity
        and _families(other.claim, tree) & _families(claim, tree)
    ]
    rules = [rule for rule in told if rule.span.overlaps(claim.span)]
    agreeing = [rule for rule in rules if _alike(rule, claim)]
    goods = [fill.span for fill in claim.fills if fill.slot == "item" and fill.span]
    away = [abs(other.mark.trigger.start - mark.trigger.start) for other in alike]
    row = {"score": _odds(mark.score), **{name: mark.answers[name] for name in _ANSWERS}}
    row |= {name: _odds(row[name]) for name in ("first", "second")}
    row |= {f"peak {role}": _odds(mark.peaks[role]) for role in ROLES}
    for side in SIDES:
        row |= {f"{side} {what}": value for what, value in _side(one, side, sentence).items()}
    row |= {
        "items": len(claim.item),
        "item known": any(hit.entries[0].item for span in goods for hit in found.over(span)),
        "alike": max((other.mark.score for other in alike), default=0.0),
        "alike ahead": max((other.mark.score for other in alike), default=0.0) - mark.score,
        "alike near": math.log1p(min(away, default=_FAR)),
        "same before": sum(other.mark.trigger < mark.trigger for other in same),
        "beside": max((o.mark.score for o in others if sentence.overlaps(o.mark.trigger)), default=0.0),
        "shares": sum(other.mark.trigger == mark.trigger for other in read),
        "rules": bool(rules),
        "rules alike": bool(agreeing),
        "rules stage": any(rule.stage == claim.stage for rule in agreeing),
        "rules elsewhere": any(_alike(rule, claim) for rule in told),
        "sentence": math.log1p(sentence.end - sentence.start),
        "place": math.log1p(mark.trigger.start),
    }
    return row | {f"kind {kind.value}": claim.kind == kind for kind in _KINDS}


def _side(one: Judged, side: str, sentence: Span) -> dict[str, float]:
    chances, chosen = one.chances[side], getattr(one.claim, side)
    ordered = [*sorted(chances.values(), reverse=True), 0.0, 0.0]
    named = [fill.span for fill in one.claim.fills if fill.slot == side and fill.span]
    return {
        "best": _odds(ordered[0]),
        "next": _odds(ordered[1]),
        "least": _odds(min((chances.get(code, 0.0) for code in chosen), default=0.0)),
        "refused": _odds(max((c for code, c in chances.items() if code not in chosen), default=0.0)),
        "number": len(chosen),
        "elsewhere": bool(getattr(one.completed, side)) and not chosen,
        "near": any(sentence.overlaps(span) for span in named),
    }


def _alike(one: Claim, other: Claim) -> bool:
    """Whether both tell of dealings of one kind between the same parties."""
    return (
        one.kind == other.kind
        and set(one.supplier) == set(other.supplier)
        and set(one.recipient) == set(other.recipient)
    )


def _families(claim: Claim, tree: ItemTree) -> set[str]:
    return {tree.family(item) for item in claim.item}


def _odds(chance: float) -> float:
    return math.log(max(chance, _LEAST_ODDS) / max(1 - chance, _LEAST_ODDS))


class Judge:
    """The trees of one folder, and how likely it must be that a claim is read right to be told: `least`
    where one network marked it and `least_together` where several did.
    """

    def __init__(self, folder: Path) -> None:
        stored = stored_files(folder, _FILES)
        try:
            described = json.loads(stored["judge.json"])
        except ValueError as error:
            raise unusable(folder, error) from error
        if described["columns"] != list(COLUMNS):
            raise Misconfigured(
                "the model that judges claims was trained for other columns",
                where=str(folder),
                remedy="train it anew (training/README.md) or reinstall tracewire",
            )
        self.least: float = described["least"]
        self.least_together: float = described["least together"]
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1
        self._trees = onnxruntime.InferenceSession(
            stored["judge.onnx"], options, providers=["CPUExecutionProvider"]
        )

    def judge(self, rows: Any) -> list[float]:
        """How likely the claim of each row of `columns` is to be read right, from 0 to 1."""
        if not len(rows):
            return []
        (chances,) = self._trees.run(["probabilities"], {"rows": rows})
        return [float(chance) for chance in chances[:, 1]]


@functools.cache
def load_judge() -> Judge:
    """The judge that ships. Raises Misconfigured without it."""
    return Judge(model_folder())


@functools.cache
def judge_digest() -> str:
    """The digest of the judge's files, so that one trained anew is another version."""
    return digest_bytes(b"".join(stored_files(model_folder(), _FILES).values()))
