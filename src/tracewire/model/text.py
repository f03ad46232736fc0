"""What a document is: its text as stored, its parts, and what is known of its origin.

Invariants: a `Document` never changes; every offset counts code points of `Document.text`, half-open, so that
``document.text[span.start:span.end]`` is the evidence; parts are ordered and do not overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracewire.model.ids import Digest, DocumentId

__all__ = ["Document", "Part", "PartKind", "Rejected", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` to `end` (half-open) of a stored text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def cover(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class PartKind(StrEnum):
    """What a stretch of a dispatch is for."""

    DATE = "date"  # a first line or prefix "date 2022-12"
    HEADLINE = "headline"
    DATELINE = "dateline"  # "WASHINGTON (AP) –"
    CREDIT = "credit"  # "The Associated Press", "(Avec agences)"
    BYLINE = "byline"  # "Aamer Madhani, Edith M. Lederer"
    PARAGRAPH = "paragraph"  # running text
    ITEM = "item"  # one entry of a bullet list


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One stretch of a document's text and what it is for."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One dispatch as it is stored and cited.

    `id` is the path relative to the folder that was read, without suffix; the stem of a file named itself;
    the `id` of a JSON Lines record. `published` is an EDTF date with the precision that the source gave
    ("2022-12"). `language` is a BCP 47 code, None where it cannot be told. `raw` is the digest of the bytes
    as received.
    """

    id: DocumentId
    text: str
    parts: tuple[Part, ...]
    raw: Digest
    text_digest: Digest
    media_type: str = "text/plain"
    extractor: str = ""  # name and version of what turned bytes into text
    language: str | None = None
    published: str | None = None
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline: str | None = None  # the place that the dateline names
    url: str | None = None

    def of_kind(self, *kinds: PartKind) -> tuple[Part, ...]:
        """The parts of these kinds, in the order of the text."""
        return tuple(part for part in self.parts if part.kind in kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A document that could not be used: why, and what its author can do.

    `code` is stable ("empty", "binary", "date-future", …) and listed in docs/rejections.md.
    """

    document: str
    code: str
    reason: str
    remedy: str
    raw: Digest | None = None
