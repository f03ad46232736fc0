"""What do the tables and the rules say of each word, before the model reads it?

The model is told what the lexicon knows (this is a state, that a weapon, these words a number) and which
claims the rules found, with the words that they rest on. So a row added to a table is seen by it without
training anew, and it learns where to trust the rules. The columns are part of the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Protocol

import numpy

from tracewire.lexicon import EVIDENCE_CLASSES, Entry, EntryKind, Hit
from tracewire.marks.words import Word
from tracewire.model import Certainty, Claim, Polarity, Span, Stage

__all__ = ["FEATURES", "word_features"]

FEATURES: Final = (
    "state",
    "seat",
    "demonym",
    "actor",
    "institution",
    "monitor",
    "person",
    "outlet",
    "item",
    "item in context",
    "designation",
    "evidence",
    "place",
    "quantity",
    "measure",
    "time",
    "told",
    "told stage",
    "told supplier",
    "told recipient",
    "told item",
    "told source",
    "told denied",
    "told in doubt",
    "told ahead",
)
"""The columns: what a word can be part of. "measure" is a number with a unit or of money; "told" are claims
that the rules found: their evidence, the words of their slots, and the evidence of those that are denied,
that are not certain, and that are only sought or planned."""

_SLOTS: Final = frozenset({"stage", "supplier", "recipient", "item", "source"})
_COLUMN: Final = {name: index for index, name in enumerate(FEATURES)}


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class _Amount(_Stretch, Protocol):
    @property
    def unit(self) -> str | None: ...


def word_features(
    words: Sequence[Word],
    *,
    hits: Iterable[Hit],
    quantities: Iterable[_Amount],
    times: Iterable[_Stretch],
    told: Iterable[Claim] = (),
    start: int = 0,
) -> Any:
    """One row a word and one column a feature, 0 or 1.

    Offsets count code points of the same text; those of the claims `told` are the document's, in which the
    text begins at `start`.
    """
    rows = numpy.zeros((len(words), len(FEATURES)), dtype=numpy.float32)
    starts = [word.start for word in words]
    for hit in hits:
        for column in {c for entry in hit.entries for c in _columns(entry)}:
            _mark(rows, words, starts, hit, column)
    for amount in quantities:
        _mark(rows, words, starts, amount, "quantity" if amount.unit is None else "measure")
    for time in times:
        _mark(rows, words, starts, time, "time")
    end = words[-1].end if words else 0
    for claim in told:
        for column, span in _told(claim):
            if span.start >= start and span.end - start <= end:
                _mark(rows, words, starts, Span(span.start - start, span.end - start), column)
    return rows


def _told(claim: Claim) -> Iterator[tuple[str, Span]]:
    yield "told", claim.span
    for fill in claim.fills:
        if fill.span is not None and fill.slot in _SLOTS:
            yield f"told {fill.slot}", fill.span
    if claim.polarity is Polarity.DENIED:
        yield "told denied", claim.span
    if claim.certainty is not Certainty.CERTAIN:
        yield "told in doubt", claim.span
    if claim.stage in (Stage.SOUGHT, Stage.PLANNED):
        yield "told ahead", claim.span


def _mark(rows: Any, words: Sequence[Word], starts: Sequence[int], stretch: _Stretch, column: str) -> None:
    first = int(numpy.searchsorted(starts, stretch.start, side="right")) - 1
    for index in range(max(first, 0), len(words)):
        if words[index].start >= stretch.end:
            break
        if words[index].end > stretch.start:
            rows[index, _COLUMN[column]] = 1.0


def _columns(entry: Entry) -> Iterator[str]:
    match entry.kind:
        case EntryKind.STATE if entry.form in ("capital", "metonym"):
            yield "seat"
        case EntryKind.STATE if entry.form in ("demonym", "noun", "prefix"):
            yield "demonym"
        case EntryKind.STATE:
            yield "state"
        case EntryKind.ACTOR:
            yield "actor"
        case EntryKind.INSTITUTION:
            yield "monitor" if entry.party is None else "institution"
        case EntryKind.PERSON:
            yield "person"
        case EntryKind.OUTLET:
            yield "outlet"
        case EntryKind.PLACE:
            yield "place"
        case EntryKind.DESIGNATION:
            yield "designation"
        case EntryKind.ITEM if entry.item in EVIDENCE_CLASSES:
            yield "evidence"
        case EntryKind.ITEM:
            yield "item in context" if entry.needs_context else "item"
