"""How good is a packed parser? `python -m training.evaluate fr --treebanks DIR [--model FILE]`.

Two measures: the treebanks' test sets end to end from raw text (F1 over words aligned by span, labels without
subtypes), and the attachments that matter in the hand-written sentences of `training/eval`.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tracewire.language import gemm
from tracewire.language.archive import unpack
from tracewire.language.lemmas import Endings, Lemmas
from tracewire.language.pack import LanguagePack
from tracewire.language.tokenizer import WordRules, customise, doc_maker
from tracewire.model.script import Sentence
from training.corpus import Word, read, text_of
from training.pipeline import DATA, TREEBANKS

__all__ = ["attachments", "main", "open_model", "treebank_scores"]

HERE = Path(__file__).parent


def open_model(lang: str, path: Path) -> LanguagePack:
    """A packed model that need not be the installed one; or a spaCy folder."""
    gemm.use_numpy()
    rules = WordRules.read(DATA / lang / "parser" / "tokenizer.toml")
    endings = Endings.read(DATA / lang / "parser" / "endings.toml")
    table: dict[str, dict[str, str]]
    if path.is_dir():
        from training.pipeline import build, warm_start

        nlp, table = build(lang), {}
        warm_start(nlp, path)
    else:
        nlp, table = unpack(path)
        customise(nlp, rules)
    return LanguagePack(
        code=lang,
        name=str(path.name),
        digest="",
        _nlp=nlp,
        _lemma=Lemmas(lang, table, endings),
        _make=doc_maker(nlp, rules),
    )


def treebank_scores(pack: LanguagePack, path: Path) -> dict[str, float]:
    """Percentages for a CoNLL-U file, five sentences a text."""
    gold_sentences = list(read(path))
    documents = [gold_sentences[index : index + 5] for index in range(0, len(gold_sentences), 5)]
    texts = [" ".join(text_of(sentence) for sentence in document) for document in documents]
    hits = dict.fromkeys(("tokens", "upos", "lemma", "uas", "las", "sentences"), 0)
    totals = {"gold": 0, "found": 0, "gold_sentences": len(gold_sentences), "found_sentences": 0}
    for document, parsed in zip(documents, pack.parse(texts), strict=True):
        gold = dict(_gold(document))
        ends = {(list(_spans(document))[k]) for k in range(len(document))}
        totals["gold"] += len(gold)
        totals["found_sentences"] += len(parsed)
        for sentence in parsed:
            hits["sentences"] += (sentence.tokens[0].start, sentence.tokens[-1].end) in ends
            for token in sentence.tokens:
                totals["found"] += 1
                answer = gold.get((token.start, token.end))
                if answer is None:
                    continue
                head, word = answer
                governor = sentence.tokens[token.head]
                mine = None if token.head == token.index else (governor.start, governor.end)
                hits["tokens"] += 1
                hits["upos"] += token.pos == word.upos
                hits["lemma"] += token.lemma == word.lemma or word.lemma == "_"
                hits["uas"] += mine == head
                hits["las"] += mine == head and token.relation == word.dep.split(":")[0]
    scores = {name: 200 * count / (totals["gold"] + totals["found"]) for name, count in hits.items()}
    scores["sentences"] = 200 * hits["sentences"] / (totals["gold_sentences"] + totals["found_sentences"])
    return scores


def _spans(document: list[list[Word]]) -> Iterator[tuple[int, int]]:
    start = 0
    for sentence in document:
        text = text_of(sentence)
        yield start, start + len(text)
        start += len(text) + 1


def _gold(
    document: list[list[Word]],
) -> Iterator[tuple[tuple[int, int], tuple[tuple[int, int] | None, Word]]]:
    start = 0
    for sentence in document:
        spans = []
        position = start
        for word in sentence:
            spans.append((position, position + len(word.form)))
            position += len(word.form) + word.space
        for span, word in zip(spans, sentence, strict=True):
            yield span, (spans[word.head - 1] if word.head else None, word)
        start += len(text_of(sentence)) + 1


def attachments(pack: LanguagePack, path: Path) -> tuple[int, int, int, int, list[str]]:
    """Attachments right and in all, sentences wholly right and in all, and the misses."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]
    right = total = whole = 0
    misses: list[str] = []
    for entry, parsed in zip(entries, pack.parse([entry["text"] for entry in entries]), strict=True):
        wrong = [line for line in entry["holds"] if not any(_holds(sentence, line) for sentence in parsed)]
        total += len(entry["holds"])
        right += len(entry["holds"]) - len(wrong)
        whole += not wrong
        if wrong:
            misses.append(f"{entry['text']}\n      {'; '.join(wrong)}")
    return right, total, whole, len(entries), misses


def _holds(sentence: Sentence, line: str) -> bool:
    lower, relation, upper = line.split(" ")
    tokens = sentence.tokens
    for child in tokens:
        if child.text not in lower.split("|"):
            continue
        chain = [child]
        # "auprès de X" and "à bord de X" may put a word between: X ← auprès ← verb.
        if (
            relation == "obl"
            and child.head != child.index
            and tokens[child.head].text.lower() in {"auprès", "lors", "près"}
        ):
            chain.append(tokens[child.head])
        for token in chain:
            governor = tokens[token.head]
            if relation == "said":
                pair = (token, governor) if governor.text in upper.split("|") else None
                if pair and token.head != token.index and token.relation in {"ccomp", "parataxis", "acl"}:
                    return True
                for other in tokens:
                    if (
                        other.text in upper.split("|")
                        and tokens[other.head] is token
                        and other.relation in {"ccomp", "parataxis"}
                    ):
                        return True
            elif governor.text in upper.split("|") and token.head != token.index:
                allowed = set(relation.split("|"))
                if token.relation in allowed or (len(chain) > 1 and token is chain[-1]):
                    return True
    return False


def report(pack: LanguagePack, lang: str, treebanks: Path | None, *, verbose: bool) -> str:
    """The figures as text."""
    lines = []
    if treebanks is not None:
        for name, _ in TREEBANKS[lang]["test"]:
            scores = treebank_scores(pack, treebanks / name)
            lines.append(
                f"{name.split('/')[0]:20s} "
                + "  ".join(f"{key} {value:.1f}" for key, value in scores.items())
            )
    right, total, whole, sentences, misses = attachments(pack, HERE / "eval" / f"{lang}.toml")
    lines.append(f"hand-written         attachments {right}/{total}  sentences {whole}/{sentences}")
    if verbose:
        lines.extend(f"  ✗ {miss}" for miss in misses)
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    parser.add_argument("lang", choices=["fr", "en"])
    parser.add_argument("--treebanks", type=Path, help="leave out to run the hand-written sentences only")
    parser.add_argument(
        "--model", type=Path, help="packed model or spaCy folder; the installed model by default"
    )
    parser.add_argument(
        "--misses", action="store_true", help="print what is wrong in the hand-written sentences"
    )
    chosen = parser.parse_args(arguments)
    started = time.perf_counter()
    pack = open_model(chosen.lang, chosen.model or DATA / chosen.lang / "parser" / "model.xz")
    print(f"loaded in {time.perf_counter() - started:.2f} s")
    print(report(pack, chosen.lang, chosen.treebanks, verbose=chosen.misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
