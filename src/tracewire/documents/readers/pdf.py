"""A PDF file is one document: the text of its pages, with lines joined into paragraphs.

A PDF knows lines, not paragraphs: a line that ends a sentence and is clearly shorter than the page is wide
ends a paragraph, and so does one before letters of another size. A word cut at a line end is joined; its
hyphen stays if the text writes the word with one elsewhere, or the table of goods does. Letters that the type
joins ("ﬁ") are told apart, as the tables and the parsers know them. Page numbers and lines that stand at the
head or foot of most pages are left out. The creation date is of the file, not of the text: it is used where
nothing else gives a date, and the document's `extractor` says so.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from math import ceil, sqrt
from typing import NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.errors import FileNotDecryptedError

from tracewire.documents.date_notes import MADE
from tracewire.documents.refusals import rejected
from tracewire.documents.stream import Draft, Intake, whole
from tracewire.lexicon import table
from tracewire.model import Rejected, digest_bytes

__all__ = ["document", "read"]

# pypdf tells each oddity of a file on its logger; what matters of them is told by a rejection.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_PAGE_NUMBER = re.compile(
    r"(?:[-–—] ?)?(?:[Pp]age |p\. ?)?\d{1,4}(?: ?(?:/|sur|of|de) ?\d{1,4})?(?: ?[-–—])?"
)
_BULLET = re.compile(r"(?:[-–•*◦▪‣·●■►]|\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_END = re.compile(r"[.!?…:;][\"'»”’)\]\s]*$")


_JOINED = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_SAME_SIZE = 1.1
"""How many times the size of a line that of the next may be without a break: capitals set small and marks of
notes make a line's letters no more uneven.
"""


class _Line(NamedTuple):
    text: str
    size: float
    """Of most of its letters, in points; 0 where it is unknown."""


def _lines(page: PageObject) -> list[_Line]:
    """The lines of a page in the order of its content, with the size of their letters."""
    pieces: list[tuple[str, float]] = []

    def take(text: str, page: Sequence[float], line: Sequence[float], font: object, size: float) -> None:
        pieces.append((text, size * sqrt(abs(_area(page) * _area(line)))))

    text = page.extract_text(visitor_text=take)
    if "".join(piece for piece, _ in pieces) != text:
        pieces = [(text, 0)]
    lines: list[_Line] = []
    current, letters = "", Counter[float]()
    for piece, size in [*pieces, ("\n", 0)]:
        first, *others = re.split(r"\r\n?|\n", piece)
        current += first
        letters[round(size, 1)] += len(first.strip())
        for other in others:
            lines.append(_Line(current.strip().translate(_JOINED), letters.most_common(1)[0][0]))
            current, letters = other, Counter({round(size, 1): len(other.strip())})
    return lines


def _area(matrix: Sequence[float]) -> float:
    """How many times larger a matrix makes an area (ISO 32000-1, 8.3.3)."""
    return matrix[0] * matrix[3] - matrix[1] * matrix[2]


def _paragraphs(pages: Iterable[list[_Line]]) -> str:
    """The running text of pages of lines, a paragraph a block."""
    split = [(page, _margin(page)) for page in pages]
    edges = Counter(edge for page, margin in split for edge in {_edge(page[at].text) for at in margin})
    repeated = {edge for edge, count in edges.items() if len(split) >= 3 and count * 2 > len(split)}
    return _joined(
        [
            line
            for page, margin in split
            for position, line in enumerate(page)
            if position not in margin
            or not (_edge(line.text) in repeated or _PAGE_NUMBER.fullmatch(line.text))
        ]
    )


def _margin(page: list[_Line]) -> set[int]:
    """Where the two first and two last lines of a page stand, in which its head and foot are."""
    filled = [position for position, line in enumerate(page) if line.text]
    return {*filled[:2], *filled[-2:]}


def _edge(line: str) -> str:
    """A head or foot line without its page number."""
    return re.sub(r"\d+", "0", line)


def _joined(lines: list[_Line]) -> str:
    lengths = sorted(len(line.text) for line in lines if line.text)
    if not lengths:
        return ""
    width = lengths[ceil(0.9 * (len(lengths) - 1))]
    compounds = _compounds(" ".join(line.text for line in lines)) | _known_compounds()
    blocks: list[str] = []
    current = ""
    last = _Line("", 0)
    for line in [*lines, _Line("", 0)]:
        if current and (not line.text or _resized(last, line) or _breaks(last.text, line.text, width)):
            blocks.append(current)
            current = ""
        current = _glued(current, line.text, compounds) if current else line.text
        last = line
    return "\n\n".join(blocks)


def _compounds(text: str) -> frozenset[str]:
    """Each two words that a text joins by a hyphen, folded: "surface-to" and "to-air"."""
    return frozenset(re.findall(r"\b(?=(\w+-\w+))", text.casefold()))


@cache
def _known_compounds() -> frozenset[str]:
    return _compounds(" ".join(row["term"] for row in table("items/terms.csv", "term")))


def _resized(last: _Line, line: _Line) -> bool:
    """Whether letters of another size begin, as below a heading; an initial of its own is part of a word."""
    low, high = sorted((last.size, line.size))
    return 0 < low * _SAME_SIZE < high and min(len(last.text), len(line.text)) > 2


def _breaks(last: str, line: str, width: int) -> bool:
    if _BULLET.match(line):
        return True
    short = len(last) < 0.8 * width
    if _END.search(last):
        return short or len(last) + len(line.split(" ", 1)[0]) + 1 < width - 6
    # A heading: short, without a full stop, before a line that starts a sentence.
    return len(last) < 0.6 * width and line[:1].isupper() and not last.endswith((",", "-", "­"))


def _glued(text: str, line: str, compounds: frozenset[str]) -> str:
    if text.endswith("\u00ad"):
        return text[:-1] + line
    if match := re.search(r"(\w+)[-‐]$", text):
        first, second = match[1], re.match(r"\w+", line)
        if second and f"{first}-{second[0]}".casefold() in compounds:
            return text + line
        if second and first[-1].islower() and second[0][0].islower():
            return text[:-1] + line
        return text + line
    return f"{text} {line}"


def document(intake: Intake, content: bytes) -> Iterator[Draft | Rejected]:
    """The document of a PDF's bytes."""
    raw = digest_bytes(content)
    unread = 0
    try:
        reader = PdfReader(io.BytesIO(_ended(content)), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
        count = len(reader.pages)
    except FileNotDecryptedError:
        yield rejected(intake.label, "encrypted", "the file asks for a password", raw=raw)
        return
    except Exception as error:  # pypdf lets errors of any kind through on broken files
        yield rejected(intake.label, "damaged", f"the PDF cannot be opened ({type(error).__name__})", raw=raw)
        return
    if count > intake.limits.max_pages:
        yield rejected(intake.label, "too-long", f"{count:,} pages", raw=raw)
        return
    pages: list[list[_Line]] = []
    length = 0
    for number in range(count):
        try:
            pages.append(_lines(reader.pages[number]))
        except Exception:
            unread += 1
            continue
        length += sum(len(line.text) for line in pages[-1])
        if length > intake.limits.max_chars * 2:
            yield rejected(
                intake.label, "too-long", f"more than {intake.limits.max_chars:,} characters", raw=raw
            )
            return
    text = _paragraphs(pages)
    title, byline, created = _metadata(reader)
    if text.strip():
        yield Draft(
            name=intake.name,
            content=content,
            text=text,
            media_type="application/pdf",
            extractor=f"pypdf {version('pypdf')}",
            last_resort=(created, MADE) if created else None,
            title=title,
            byline=byline,
            url=intake.url,
        )
    cut = b"%%EOF" not in content[-2048:]
    if not text.strip() and not cut and not unread:
        yield rejected(intake.label, "no-text", f"{count} pages without text: a scan?", raw=raw)
    elif not text.strip():
        yield rejected(intake.label, "damaged", "no page of the broken file can be read", raw=raw)
    elif unread or cut:
        reason = (
            f"{unread} of {count} pages cannot be read" if unread else "the file ends before its end mark"
        )
        yield rejected(intake.label, "truncated", f"{reason}; the rest is read", raw=raw)


def _ended(content: bytes) -> bytes:
    """The file with an end: pypdf finds the objects of a cut file by itself, but not where to begin."""
    if b"%%EOF" in content[-2048:]:
        return content
    at = content.rfind(b"/Catalog")
    objects = list(re.finditer(rb"(\d{1,9})\s+(\d{1,5})\s+obj\b", content[max(0, at - 2000) : max(0, at)]))
    if not objects:
        return content
    catalog = objects[-1]
    start = content.rfind(b"endobj") + len(b"endobj")
    trailer = b"trailer\n<< /Size %d /Root %b %b R >>" % (content.count(b" obj") + 1, catalog[1], catalog[2])
    return content[:start] + b"\n" + trailer + b"\nstartxref\n0\n%%EOF\n"


def _metadata(reader: PdfReader) -> tuple[str | None, str | None, str | None]:
    """Title, author and day of creation, as far as they say something."""
    try:
        about = reader.metadata
        if about is None:
            return None, None, None
        title = str(about.title).strip() if about.title else None
        author = str(about.author).strip() if about.author else None
        created = about.creation_date.date().isoformat() if about.creation_date else None
    except Exception:  # dates and strings of the information dictionary come in any form
        return None, None, None
    if title and re.search(
        r"\.(?:docx?|html?|indd|pdf|qxd|odt)\b|^Microsoft|^untitled|^sans titre", title, re.IGNORECASE
    ):
        title = None  # a file name, left by the word processor
    return title or None, author or None, created


@whole
def read(intake: Intake, content: bytes) -> Iterator[Draft | Rejected]:
    """The one document of a PDF file."""
    yield from document(intake, content)
