"""Train the judge: `python -m training.marks.judge GOLD... --learnt COMMIT --out src/tracewire/data/marker`.

Each GOLD is a file of marked claims with the documents in the folder of its name beside it, as
`python -m training.marks.excerpts MIRROR --out FOLDER --gold` writes them for the excerpts. Of those, only
the ones count that the network has not learnt from: `--learnt` names the commit of the shipped network, and
what `training/excerpts` held there is left out. The extractor reads them with the model in the package, and
the trees learn which of the claims agree with a marked one in kind, parties and family of the goods.

Tells by cross-validation over documents how well the judge tells right from wrong, what share is right at
each step of its probability, and the F1 at some thresholds. Sets that are measured on are never given here.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy
from lightgbm import LGBMClassifier
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from tracewire.claims import light_extractor
from tracewire.claims.extract import claims_of
from tracewire.claims.kept.distinct import distinct
from tracewire.claims.kept.judge import COLUMNS
from tracewire.claims.marked import claims_to_judge
from tracewire.documents import Received, read_documents
from tracewire.evaluation import Annotation, by_document, load, score
from tracewire.evaluation.agreement import core_agrees
from tracewire.language import identify
from tracewire.lexicon import item_classes
from tracewire.marks import load_marker
from tracewire.model import Claim, Document

_EXCERPTS = "training/excerpts"
_LEAST, _LEAST_TOGETHER = 0.3, 0.25
"""How likely a claim must be that one network marked, and several did: the highest mean of core and strict F1
on the sets of docs/extractors.md.
"""
_FOLDS = 10
_STEPS = (0.0, 0.15, 0.3, 0.5, 0.7, 0.85, 1.01)


@dataclass(frozen=True, kw_only=True)
class _Read:
    """One document: what was marked, what is read, and what is weighed for each claim."""

    name: str
    gold: list[Annotation]
    claims: list[Claim]
    rows: Any

    @property
    def right(self) -> list[bool]:
        told = [by_document([claim.to_dict()])[claim.document][0] for claim in self.claims]
        return [any(core_agrees(marked, one) for marked in self.gold) for one in told]


def _learnt(commit: str, language: str) -> set[str]:
    """The documents of the excerpts' gold (numbers of lines) that the network of `commit` learnt from."""
    path = f"{_EXCERPTS}/{language}.jsonl"
    known = subprocess.run(
        ["git", "show", f"{commit}:{path}"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return {f"{number:04}" for number, line in enumerate(lines, 1) if line in set(known)}


def _read(gold: Path, commit: str) -> Iterator[_Read]:
    marked = load(gold)
    language = gold.name.split(".")[0]
    apart = _learnt(commit, language) if Path(f"{_EXCERPTS}/{language}.jsonl").exists() else set()
    folder = gold.with_name(gold.name.removesuffix(".gold.jsonl"))
    for one in read_documents([str(folder)], today=date(2026, 1, 1), stdin=BytesIO(), identify=identify):
        if isinstance(one, Received) and one.document.id in marked and one.document.id not in apart:
            claims, rows = _claims(one.document)
            name = f"{language}/{one.document.id}"
            yield _Read(name=name, gold=marked[one.document.id], claims=claims, rows=rows)


def _claims(document: Document) -> tuple[list[Claim], Any]:
    extractor = light_extractor()
    script = extractor.script(document)
    if script is None or document.language is None:
        return [], numpy.zeros((0, len(COLUMNS)), dtype=numpy.float32)
    told = claims_of(script, document.language)
    return claims_to_judge(script, document.language, load_marker(document.language, own=False), told)


def _trees() -> LGBMClassifier:
    return LGBMClassifier(
        n_estimators=150,
        learning_rate=0.03,
        num_leaves=6,
        min_child_samples=30,
        subsample=0.7,
        subsample_freq=1,
        colsample_bytree=0.5,
        reg_lambda=5,
        random_state=0,
        n_jobs=1,
        verbose=-1,
    )


def _f1(read: list[_Read], chances: Mapping[str, Any], least: float) -> str:
    tree = item_classes()
    gold = {one.name: one.gold for one in read}
    kept: dict[str, list[Annotation]] = {}
    for one in read:
        claims = [c for c, chance in zip(one.claims, chances[one.name], strict=True) if chance >= least]
        told = by_document(claim.to_dict() for claim in distinct(claims, tree))
        kept[one.name] = [claim for claims in told.values() for claim in claims]
    found = score(gold, kept)
    return f"core {found.core.f1:.3f} (precision {found.core.precision:.2f}), strict {found.strict.f1:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--learnt", required=True, help="commit of the network that ships")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    read = [one for gold in options.gold for one in _read(gold, options.learnt)]
    rows = numpy.concatenate([one.rows for one in read])
    right = numpy.array([answer for one in read for answer in one.right], dtype=int)
    groups = [one.name for one in read for _ in one.claims]
    print(f"{len(read)} documents, {len(right)} claims, {right.mean():.2f} right")
    apart = numpy.zeros(len(right))
    for learn, test in GroupKFold(_FOLDS).split(rows, right, groups):
        apart[test] = _trees().fit(rows[learn], right[learn]).predict_proba(rows[test])[:, 1]
    judged, own = roc_auc_score(right, apart), roc_auc_score(right, rows[:, 0])
    print(f"area under the curve {judged:.3f}, of the marks' own {own:.3f}")
    for low, high in itertools.pairwise(_STEPS):
        here = (apart >= low) & (apart < high)
        if here.any():
            print(f"  {low:.2f} to {min(high, 1):.2f}: {here.sum()} claims, {right[here].mean():.2f} right")
    ends = numpy.cumsum([len(one.claims) for one in read])[:-1]
    chances = dict(zip([one.name for one in read], numpy.split(apart, ends), strict=True))
    for least in (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        print(f"  at least {least:.2f}: {_f1(read, chances, least)}")
    trees = _trees().fit(rows, right)
    shape = [("rows", FloatTensorType([None, len(COLUMNS)]))]
    model = convert_lightgbm(trees, initial_types=shape, zipmap=False, target_opset=15)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "judge.onnx").write_bytes(model.SerializeToString())
    described = {"columns": list(COLUMNS), "least": _LEAST, "least together": _LEAST_TOGETHER}
    (options.out / "judge.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
