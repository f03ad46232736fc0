"""A stored text as marked rows: which claims' passages and slots cover each stretch of it.

Invariants: the texts of all runs, joined, are the stored text, code point for code point; a run never
crosses the border of a passage or of a slot's span; a row ends at a line end or at the end of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracewire.model import Claim, Document, PartKind, Span

__all__ = ["Passage", "Row", "Run", "rows"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)(?:[ \t]*(?:\r\n|\r|\n))*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One stretch of text with nothing beginning or ending inside it.

    `slots` names the slots that were read here as "claim.fill", both counted from 0.
    """

    text: str
    slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Runs that lie in the same claims' evidence and in the same part of the dispatch.

    `claims` are indices into the claims that were given, innermost passage first; empty for text without a
    claim. `begins` are those whose evidence begins here.
    """

    runs: tuple[Run, ...]
    claims: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    part: PartKind = PartKind.PARAGRAPH

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the text, or several that hold no claim, and the claims that begin in it, in order."""

    passages: tuple[Passage, ...]
    begins: tuple[int, ...]
    kind: PartKind


def rows(document: Document, claims: Sequence[Claim]) -> tuple[Row, ...]:
    """How `document` reads with the passages of `claims` marked; lines without a claim are joined into one
    row.

    Raises ValueError where a claim's evidence lies outside the text: a passage is never moved to where it
    might fit.
    """
    text = document.text
    for claim in claims:
        if claim.span.end > len(text):
            raise ValueError(f"claim {claim.id} cites {claim.span} of a text of {len(text)} code points")
    told: list[Row] = []
    silent: list[Passage] = []
    for line, kind in _lines(document):
        begins = tuple(
            sorted(
                (n for n, claim in enumerate(claims) if line.start <= claim.span.start < line.end),
                key=lambda n: (claims[n].span.start, claims[n].span.end, n),
            )
        )
        passages = tuple(_passages(document, claims, line))
        plain = not begins and not any(passage.claims for passage in passages)
        if plain and kind is PartKind.PARAGRAPH:
            silent.extend(passages)
            continue
        if silent:
            told.append(Row(passages=tuple(silent), begins=(), kind=PartKind.PARAGRAPH))
            silent = []
        told.append(Row(passages=passages, begins=begins, kind=kind))
    if silent:
        told.append(Row(passages=tuple(silent), begins=(), kind=PartKind.PARAGRAPH))
    return tuple(told)


def _lines(document: Document) -> Iterator[tuple[Span, PartKind]]:
    """The lines of the text with the blank ones after them, and the kind of a line that one part fills."""
    position = 0
    while position < len(document.text):
        match = _LINE.match(document.text, position)
        assert match is not None and match.end() > position
        line = Span(position, match.end())
        words = Span(position, position + len(match.group().rstrip()))
        kind = PartKind.PARAGRAPH
        for part in document.parts:
            if part.kind is not PartKind.PARAGRAPH and part.span.overlaps(words):
                shared = min(part.span.end, words.end) - max(part.span.start, words.start)
                if 2 * shared > len(words):
                    kind = part.kind
        yield line, kind
        position = match.end()


def _passages(document: Document, claims: Sequence[Claim], line: Span) -> Iterator[Passage]:
    here = [n for n, claim in enumerate(claims) if claim.span.overlaps(line)]
    parts = [part for part in document.parts if part.span.overlaps(line)]
    borders = {line.start, line.end}
    for span in (*(claims[n].span for n in here), *(part.span for part in parts)):
        borders.update(edge for edge in (span.start, span.end) if line.start < edge < line.end)
    ordered = sorted(borders)
    for start, end in pairwise(ordered):
        stretch = Span(start, end)
        covering = sorted(
            (n for n in here if claims[n].span.overlaps(stretch)), key=lambda n: (len(claims[n].span), n)
        )
        part = next((part.kind for part in parts if part.span.overlaps(stretch)), PartKind.PARAGRAPH)
        yield Passage(
            runs=tuple(_runs(document.text, claims, stretch)),
            claims=tuple(covering),
            begins=tuple(sorted(n for n in covering if claims[n].span.start == start)),
            part=part,
        )


def _runs(text: str, claims: Sequence[Claim], stretch: Span) -> Iterator[Run]:
    # A slot may be read outside its claim's evidence ("the diplomat" three sentences before), so every
    # claim's slots are looked at, not only those of the claims that cover the stretch.
    slots = [
        (f"{n}.{m}", fill.span)
        for n, claim in enumerate(claims)
        for m, fill in enumerate(claim.fills)
        if fill.span is not None and fill.span.overlaps(stretch)
    ]
    borders = {stretch.start, stretch.end}
    for _, span in slots:
        borders.update(edge for edge in (span.start, span.end) if stretch.start < edge < stretch.end)
    ordered = sorted(borders)
    for start, end in pairwise(ordered):
        run = Span(start, end)
        yield Run(text=run.of(text), slots=tuple(name for name, span in slots if span.overlaps(run)))
