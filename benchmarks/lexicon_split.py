"""What do the lexicons owe to the dispatches that they are measured on?

usage: python benchmarks/lexicon_split.py [GOLD FOLDER] [--extractor builtin]

The tables of names and words grew while the development dispatches were read, so a figure on these is held-
in. Here the dispatches are halved twice over: for each half, the forms that stand in it and in no dispatch
of the other half are taken from the lexicon, as if nobody had read it, and the half is extracted with what
is left. That is harsher than the truth, as a form that only one half holds (a capital, a common word for
arms) would mostly stand in the tables without it. The gentler bound also spares the forms that the training
exercises hold, which were written without a look at the dispatches. The gap between seen and unseen lies
between the bounds. No model is trained on the dispatches, so the split is of the lexicons alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from tracewire.documents import Received, read_documents
from tracewire.evaluation import Tally, by_document, load, score
from tracewire.language import identify
from tracewire.lexicon import Gazetteer, Hit, fold_text, load_gazetteer
from tracewire.model import Document
from tracewire.reading import load_extractor

ROOT = Path(__file__).parents[1]
_FIND = Gazetteer.find


def documents(folder: Path) -> Iterator[Document]:
    for received in read_documents([str(folder)], today=date(2100, 1, 1), identify=identify):
        if isinstance(received, Received):
            yield received.document


def forms(language: str, texts: Iterable[str]) -> set[str]:
    """The forms of the lexicon that stand in the texts, folded."""
    gazetteer = load_gazetteer(language)
    return {fold_text(text[hit.start : hit.end]) for text in texts for hit in _FIND(gazetteer, text)}


def without(taken: set[str]) -> Callable[[Gazetteer, str], tuple[Hit, ...]]:
    def find(gazetteer: Gazetteer, text: str) -> tuple[Hit, ...]:
        return tuple(
            hit for hit in _FIND(gazetteer, text) if fold_text(text[hit.start : hit.end]) not in taken
        )

    return find


def exercises(language: str) -> list[str]:
    folders = sorted((ROOT / "training" / "exercises").glob(f"{language}-*"))
    lines = [line for folder in folders for file in sorted(folder.glob("*.jsonl"))
             for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]  # fmt: skip
    return [json.loads(line)["text"] for line in lines]


def told(core: Tally, strict: Tally) -> str:
    return f"core {core.to_dict()['f1']:.3f}, strict {strict.to_dict()['f1']:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="?", default=ROOT / "tests/dispatches/dev.gold.jsonl")
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "tests/dispatches/dev")
    parser.add_argument("--extractor", default="builtin")
    asked = parser.parse_args()
    gold = load(asked.gold)
    extractor = load_extractor(asked.extractor)
    for language in ("fr", "en"):
        read = sorted(
            (d for d in documents(asked.folder) if d.id in gold and d.language == language),
            key=lambda d: d.id,
        )
        spared = forms(language, exercises(language))
        halves = (read[::2], read[1::2])
        held = [forms(language, (d.text for d in half)) for half in halves]
        conditions: dict[str, list[dict[str, object]]] = {"all": [], "gentle": [], "harsh": []}
        number = {"all": 0, "gentle": 0, "harsh": 0}
        for half, own, other in zip(halves, held, reversed(held), strict=True):
            alone = own - other
            for name, taken in (("all", set[str]()), ("gentle", alone - spared), ("harsh", alone)):
                number[name] += len(taken)
                setattr(Gazetteer, "find", without(taken))  # noqa: B010
                for document in half:
                    conditions[name] += [claim.to_dict() for claim in extractor.extract(document)]
        setattr(Gazetteer, "find", _FIND)  # noqa: B010
        marked = {str(d.id): gold[d.id] for d in read}
        print(f"{language}: {len(read)} dispatches in two halves")
        for name, claims in conditions.items():
            report = score(marked, by_document(claims))
            print(f"  {name:7} {number[name]:4} forms taken: {told(report.core, report.strict)}")


if __name__ == "__main__":
    main()
