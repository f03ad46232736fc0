"""Train a language's parser: `python -m training.train fr --treebanks DIR --out DIR`.

Writes the spaCy folder, the packed model that the package ships, and the figures of the treebanks' test sets.
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

from thinc.api import Adam

from tracewire.language import gemm
from tracewire.language.archive import pack
from training.corpus import read
from training.evaluate import open_model, report
from training.grammar import grammar_of
from training.lemmas import lemma_table
from training.pipeline import TREEBANKS, Teacher, build, warm_start

__all__ = ["finish", "main", "train"]


def train(
    lang: str,
    treebanks: Path,
    out: Path,
    *,
    init: Path | None,
    minutes: float,
    share: float,
    rate: float,
    seed: int,
    every: int,
) -> Any:
    """A trained pipeline, the best on held-out treebank and grammar sentences; also saved as `out`/spacy."""
    gemm.use_numpy()
    nlp = build(lang)
    teacher = Teacher(nlp, lang, treebanks, grammar_of(lang, seed), seed)
    if init is not None:
        warm_start(nlp, init)
        teacher.labels = {_sorted(label) for label in nlp.get_pipe("morphologizer").labels}
    else:
        sample = [
            *teacher.gold(teacher.treebank("train")),
            *teacher.gold(teacher.dispatch() for _ in range(2000)),
        ]
        nlp.initialize(lambda: sample)
    development = teacher.gold(teacher.treebank("dev", shuffle=False))
    held_out = Teacher(nlp, lang, treebanks, grammar_of(lang, seed + 10_000), seed + 10_000)
    held_out.labels = teacher.labels
    invented = held_out.gold(held_out.dispatch() for _ in range(150))

    optimizer = Adam(
        learn_rate=rate,
        beta1=0.9,
        beta2=0.999,
        L2=0.01,
        grad_clip=1.0,
        use_averages=True,
        L2_is_weight_decay=True,
    )
    best = 0.0
    started = time.monotonic()
    size = 1000 if init else 500
    batches = teacher.batches(share, size)
    step = words = 0
    while time.monotonic() - started < minutes * 60:
        losses: dict[str, float] = {}
        spent = (time.monotonic() - started) / (minutes * 60)
        optimizer.learn_rate = rate * (1.0 if spent < 0.5 else max(0.05, 2 * (1 - spent)))
        for batch in islice(batches, every):
            words += sum(len(example.reference) for example in batch)
            nlp.update(batch, drop=0.1, sgd=optimizer, losses=losses)
            step += 1
        with nlp.use_params(optimizer.averages):
            real, made = _score(nlp, development), _score(nlp, invented)
            score = 0.5 * real["las"] + 0.5 * made["las"]
            if score > best:
                best = score
                nlp.to_disk(out / "spacy")
        line = f"{step:6d} {words:9d} words {time.monotonic() - started:6.0f} s"
        line += "".join(f"  {name} {100 * real[name]:.1f}/{100 * made[name]:.1f}" for name in real)
        print(line, f"{100 * teacher.mismatched / max(1, teacher.generated):.1f} % dropped", flush=True)
    return nlp.from_disk(out / "spacy")


def finish(nlp: Any, lang: str, treebanks: Path, out: Path, seed: int) -> str:
    """Pack the pipeline with the lemmas of treebanks and grammar into `out`/model.xz; measure that."""
    grammar = grammar_of(lang, seed + 20_000)
    sentences = [
        sentence
        for name, chosen in TREEBANKS[lang]["train"]
        for sentence in list(read(treebanks / name))[chosen]
    ]
    # Three times the weight for real text: the grammar must not outvote it.
    table = lemma_table(
        [*sentences, *sentences, *sentences, *(grammar.generate() for _ in range(6000))], lang
    )
    pack(nlp, table, out / "model.xz")
    figures = report(open_model(lang, out / "model.xz"), lang, treebanks, verbose=True)
    (out / "figures.txt").write_text(figures + "\n", encoding="utf-8")
    return figures


def _score(nlp: Any, examples: list[Any]) -> dict[str, float]:
    scores = nlp.evaluate([type(e)(_untouched(e), e.reference) for e in examples], batch_size=64)
    return {
        name: scores[key] or 0.0
        for name, key in (("pos", "pos_acc"), ("uas", "dep_uas"), ("las", "dep_las"), ("sent", "sents_f"))
    }


def _untouched(example: Any) -> Any:
    return type(example.predicted)(
        example.predicted.vocab,
        words=[token.text for token in example.predicted],
        spaces=[bool(token.whitespace_) for token in example.predicted],
    )


def _sorted(label: str) -> str:
    return "|".join(sorted(label.split("|")))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__)
    parser.add_argument("lang", choices=["fr", "en"])
    parser.add_argument(
        "--treebanks", type=Path, required=True, help="folder of Universal Dependencies treebanks"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--init", type=Path, help="spaCy folder to start from, of the same shape")
    parser.add_argument("--minutes", type=float, default=90.0)
    parser.add_argument("--share", type=float, default=0.4, help="share of generated words")
    parser.add_argument("--rate", type=float, default=0.001, help="learning rate; 0.0005 after a warm start")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=100, help="batches between evaluations")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    nlp = train(
        chosen.lang, chosen.treebanks, chosen.out, init=chosen.init, minutes=chosen.minutes,
        share=chosen.share, rate=chosen.rate, seed=chosen.seed, every=chosen.every,
    )  # fmt: skip
    print(finish(nlp, chosen.lang, chosen.treebanks, chosen.out, chosen.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
