"""How well do the rules find cue, source and content of the attributions in US political news?

usage: python benchmarks/polnear.py FOLDER [--part dev] [--documents N] [--misses N]

FOLDER is a copy of PolNeAR (Newell, Margolin and Ruths 2018), the GitHub repository
networkdynamics/PolNeAR; its `data/<part>/text` and `data/<part>/attributions` are read. An article with
several annotators counts once, with the annotator whose code comes first. The parser that ships reads every
paragraph.

"words" compares the set of words of each part in a document. A relation is found where its cue shares a word
with a marked cue, one to one; of those, the source is right where it shares a word with the marked one, and
the content likewise; "whole relation" asks for all three, with no source where none is marked. PolNeAR marks
attitudes too ("wants", "was frustrated"), where the rules know words that report speech.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from public_sets import Score, folder_within, some_of, table

from tracewire.claims.sources.relations import attribution_relations
from tracewire.language import load_pack
from tracewire.model import Document, DocumentId, Paragraph, Part, PartKind, Script, Span, digest_text

SET = "PolNeAR (GitHub repository networkdynamics/PolNeAR)"
PARTS = ("cue", "source", "content")

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"\w+")
_ANNOTATOR = re.compile(r"_[0-9a-f]{4}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One attribution as the words (their first code points) of each part."""

    cue: frozenset[int]
    source: frozenset[int]
    content: frozenset[int]

    def part(self, name: str) -> frozenset[int]:
        words: frozenset[int] = getattr(self, name)
        return words


class Words:
    """The words of a text, asked by stretches of it."""

    def __init__(self, text: str) -> None:
        self._words = [(match.start(), match.end()) for match in _WORD.finditer(text)]

    def of(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        wanted = list(spans)
        return frozenset(
            first for first, last in self._words if any(first < end and start < last for start, end in wanted)
        )


def marked_relations(standoff: str, words: Words) -> list[Relation]:
    """The relations of a file of brat's standoff format, in the order of their cues."""
    spans: dict[str, list[tuple[int, int]]] = {}
    relations = []
    events = []
    for line in standoff.splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            _, _, offsets = rest.partition("\t")[0].partition(" ")
            stretches = (one.split() for one in offsets.split(";"))
            spans[name] = [(int(start), int(end)) for start, end in stretches]
        elif name.startswith("E"):
            events.append(rest.split())
    for event in events:
        found: dict[str, list[tuple[int, int]]] = {part: [] for part in PARTS}
        for argument in event:
            role, _, target = argument.partition(":")
            part = role.rstrip("0123456789").lower()
            if part in found:
                found[part] += spans[target]
        relations.append(Relation(**{part: words.of(found[part]) for part in PARTS}))
    return sorted((r for r in relations if r.cue), key=lambda relation: min(relation.cue))


def read_relations(text: str, words: Words) -> list[Relation]:
    """The relations that the rules find; each line is a paragraph."""
    spans = [Span(match.start(), match.end()) for match in _LINE.finditer(text)]
    document = Document(
        id=DocumentId("polnear"),
        text=text,
        parts=tuple(Part(kind=PartKind.PARAGRAPH, span=span) for span in spans),
        raw=digest_text(text),
        text_digest=digest_text(text),
        language="en",
    )
    parsed = load_pack("en").parse([span.of(text) for span in spans], starts=[s.start for s in spans])
    paragraphs = (
        Paragraph(kind=PartKind.PARAGRAPH, span=span, sentences=sentences)
        for span, sentences in zip(spans, parsed, strict=True)
    )
    script = Script(document=document, paragraphs=tuple(paragraphs))

    def words_of(stretches: Sequence[Span]) -> frozenset[int]:
        return words.of((span.start, span.end) for span in stretches)

    found = [
        Relation(cue=words_of(r.cue), source=words_of(r.named), content=words_of(r.content))
        for r in attribution_relations(script, "en")
    ]
    return sorted((r for r in found if r.cue), key=lambda relation: min(relation.cue))


class Measure:
    """The scores over documents, and the cues that were missed and made up."""

    def __init__(self) -> None:
        self.words = {part: Score() for part in PARTS}
        self.relations = {name: Score() for name in ("cue", "source", "content", "whole relation")}
        self.missed: Counter[str] = Counter()
        self.made_up: Counter[str] = Counter()

    def add(self, text: str, found: Sequence[Relation], marked: Sequence[Relation]) -> None:
        for part, score in self.words.items():
            read = frozenset[int]().union(*(r.part(part) for r in found))
            wanted = frozenset[int]().union(*(r.part(part) for r in marked))
            both = len(read & wanted)
            score.add(given=len(read), right=both, marked=len(wanted), reached=both)
        free = list(marked)
        pairs = []
        for relation in found:
            other = next((m for m in free if m.cue & relation.cue), None)
            if other is None:
                self.made_up[_told(text, relation.cue)] += 1
                continue
            free.remove(other)
            pairs.append((relation, other))
        self.missed.update(_told(text, relation.cue) for relation in free)
        alike = {
            "cue": len(pairs),
            "source": sum(bool(ours.source & theirs.source) for ours, theirs in pairs),
            "content": sum(bool(ours.content & theirs.content) for ours, theirs in pairs),
            "whole relation": sum(_whole(ours, theirs) for ours, theirs in pairs),
        }
        for name, score in self.relations.items():
            given, asked = (
                sum(name not in PARTS or bool(relation.part(name)) for relation in relations)
                for relations in (found, marked)
            )
            score.add(given=given, right=alike[name], marked=asked, reached=alike[name])


def _whole(ours: Relation, theirs: Relation) -> bool:
    sources = ours.source & theirs.source or not (ours.source or theirs.source)
    return bool(sources and ours.content & theirs.content)


def _told(text: str, words: frozenset[int]) -> str:
    starts = sorted(words)
    return " ".join(_WORD.match(text, start).group().lower() for start in starts)  # type: ignore[union-attr]  # words begin there


def articles(folder: Path, part: str) -> list[tuple[Path, Path]]:
    """Text and annotation of each article of a part."""
    texts = folder_within(folder, f"data/{part}/text", f"{part}/text", of=SET)
    standoffs = folder_within(folder, f"data/{part}/attributions", f"{part}/attributions", of=SET)
    chosen: dict[str, Path] = {}
    for path in sorted(standoffs.glob("*.ann")):
        chosen.setdefault(_ANNOTATOR.sub("", path.stem), path)
    pairs = [(texts / f"{name}.txt", path) for name, path in sorted(chosen.items())]
    if not pairs:
        sys.exit(f"{standoffs}: holds no *.ann. It should be a copy of {SET}.")
    for text, _ in pairs:
        if not text.is_file():
            sys.exit(f"{text}: missing, though it is annotated. The folder should be a copy of {SET}.")
    return pairs


def measure(pairs: Iterable[tuple[Path, Path]]) -> Measure:
    result = Measure()
    for text_path, standoff in pairs:
        text = text_path.read_bytes().decode()  # offsets count what is stored, line ends among it
        words = Words(text)
        result.add(text, read_relations(text, words), marked_relations(standoff.read_bytes().decode(), words))
    return result


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", default="dev", help="dev (the default), test or train")
    parser.add_argument("--documents", type=int, help="at most so many, spread evenly; all by default")
    parser.add_argument("--misses", type=int, default=0, help="print so many of the cues most often missed")
    options = parser.parse_args(arguments)
    pairs = articles(options.folder, options.part)
    by_text = dict(pairs)
    chosen = some_of(list(by_text), options.documents)
    result = measure((text, by_text[text]) for text in chosen)
    print(f"PolNeAR, {options.part}: {len(chosen)} of {len(pairs)} articles\n")
    print(table("words", result.words.items()))
    print()
    print(table("relations", result.relations.items()))
    for title, cues in (("missed", result.missed), ("made up", result.made_up)):
        if options.misses:
            print(f"\n{title}: " + ", ".join(f"{cue} {n}" for cue, n in cues.most_common(options.misses)))


if __name__ == "__main__":
    main()
