"""Which documents do these paths, folders and addresses hold?

Invariants: outcomes come in a stable order, folders depth first and by name; each document is yielded once;
what cannot be used is a `Rejected`, and the batch goes on. Memory holds one document at a time: the ids of a
batch, which tell duplicates, lie in a temporary file of SQLite's.
"""

from __future__ import annotations

import io
import os
import re
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from tracewire.documents.charset import composed, tidy
from tracewire.documents.date_notes import READ_IN, DateNote, noted
from tracewire.documents.dates import check, disagreeing, edtf_of, refined
from tracewire.documents.fetch import Fetcher, HttpFetcher
from tracewire.documents.layout import Layout, parse_parts
from tracewire.documents.readers import read as read_source
from tracewire.documents.readers.warc import address_id
from tracewire.documents.refusals import Refusal, rejected
from tracewire.documents.stream import Draft, Intake, Limits, Peekable, Unpacked
from tracewire.errors import InputRefused, TracewireError, Unavailable, unforeseen
from tracewire.model import Digest, Document, DocumentId, Rejected, digest_bytes, digest_text

__all__ = ["Received", "read_documents"]

_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}\Z")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_LONGEST_ID = 300
_DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A document with the bytes it came in: those of its file without compression, or of its record in a
    larger file.
    """

    document: Document
    content: bytes


def read_documents(
    sources: Iterable[str | Path],
    *,
    today: date,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
    identify: Callable[[str], str | None] | None = None,
    limits: Limits = _DEFAULT_LIMITS,
    default_published: str | None = None,
) -> Iterator[Received | Rejected]:
    """The documents of files, folders, http(s) addresses and `-` (standard input), in a stable order.

    A document's id is its path below the folder that was named, without suffix; the stem of a file named
    itself; a record's own `id`. The same bytes under the same id are rejected as "duplicate", other bytes
    under it as "id-taken". `today` bounds dates of publication; `default_published` (EDTF) is for documents
    that give none. `identify` tells the language of a body of text; what a record states of its language goes
    before it. Raises InputRefused only for a `default_published` that is no date.
    """
    if default_published is not None:
        _check_default(default_published, today)
    with closing(sqlite3.connect("", check_same_thread=False)) as seen:
        batch = _Batch(
            today=today,
            fetcher=fetcher,
            identify=identify,
            limits=limits,
            default_published=default_published,
            seen=seen,
        )
        for source in sources:
            yield from batch.source(source, stdin)


def _check_default(published: str, today: date) -> None:
    wrong = check(published, today=today)
    if wrong:
        raise InputRefused(
            wrong.reason,
            where="default date of publication",
            remedy="write it as 2024-05-12, 2024-05 or 2024",
        )


@dataclass(slots=True, kw_only=True)
class _Batch:
    today: date
    fetcher: Fetcher | None
    identify: Callable[[str], str | None] | None
    limits: Limits
    default_published: str | None
    seen: sqlite3.Connection

    def __post_init__(self) -> None:
        # Nothing of this file is ever needed again, so nothing waits for the disk.
        self.seen.execute("PRAGMA journal_mode=OFF")
        self.seen.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, raw TEXT NOT NULL) WITHOUT ROWID")

    # sources

    def source(self, source: str | Path, stdin: BinaryIO | None) -> Iterator[Received | Rejected]:
        words = os.fspath(source)
        if isinstance(source, str) and source == "-":
            if stdin is None:
                yield rejected("-", "missing", "there is no standard input")
            else:
                yield from self._stream("stdin", "-", "", stdin)
        elif isinstance(source, str) and _ADDRESS.match(source):
            yield from self._address(source)
        elif re.match(r"[a-z][a-z0-9+.-]{1,20}://", words, re.IGNORECASE):
            yield rejected(words, "address-refused", "only http and https addresses are read")
        else:
            yield from self._path(Path(source))

    def _path(self, path: Path) -> Iterator[Received | Rejected]:
        label = _shown(os.fspath(path))
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield _unreachable(label, error)
            return
        except ValueError as error:  # a NUL in the path
            yield rejected(label, "missing", str(error))
            return
        if stat.S_ISDIR(mode):
            yield from self._folder(path, path, ())
        else:
            yield from self._file(path, _without_suffix(_shown(path.name)), label)

    def _folder(
        self, folder: Path, root: Path, above: tuple[tuple[int, int], ...]
    ) -> Iterator[Received | Rejected]:
        label = _shown(folder.relative_to(root).as_posix() if folder != root else os.fspath(folder))
        try:
            status = folder.stat()
            key = (status.st_dev, status.st_ino)
            if key in above:
                yield rejected(label, "link-loop", "the folder lies within itself")
                return
            names = sorted(entry.name for entry in os.scandir(folder))
        except OSError as error:
            yield _unreachable(label, error)
            return
        for name in names:
            # Hidden files are the system's and version control's, not the author's.
            if name.startswith("."):
                continue
            path = folder / name
            below = _shown(path.relative_to(root).as_posix())
            try:
                mode = path.stat().st_mode
            except OSError as error:
                yield _unreachable(below, error)
                continue
            if stat.S_ISDIR(mode):
                yield from self._folder(path, root, (*above, key))
            else:
                yield from self._file(path, _without_suffix(below), below)

    def _file(self, path: Path, name: str, label: str) -> Iterator[Received | Rejected]:
        try:
            # A pipe or a device could keep the batch waiting for ever.
            if not stat.S_ISREG(path.stat().st_mode):
                yield rejected(label, "not-a-file", "neither a regular file nor a folder")
                return
            stream = path.open("rb")
        except OSError as error:
            yield _unreachable(label, error)
            return
        with stream:
            yield from self._stream(name, label, _suffix(path.name), stream)

    def _address(self, address: str) -> Iterator[Received | Rejected]:
        fetcher = self.fetcher if self.fetcher is not None else HttpFetcher()
        try:
            found = fetcher.fetch(address, max_bytes=self.limits.max_bytes)
        except Unavailable as error:
            yield rejected(address, "unavailable", error.message)
            return
        except TracewireError as error:
            yield rejected(address, "address-refused", error.message)
            return
        except Exception as error:
            yield _failed(address, error)
            return
        name = (
            _without_suffix(address_id(found.url.partition("?")[0]))
            if "?" not in found.url
            else address_id(found.url)
        )
        yield from self._stream(
            name,
            address,
            _suffix(found.url.partition("?")[0].rsplit("/", 1)[-1]),
            io.BytesIO(found.content),
            url=found.url,
            media_type=found.media_type,
            charset=found.charset,
        )

    def _stream(
        self,
        name: str,
        label: str,
        suffix: str,
        below: BinaryIO,
        *,
        url: str | None = None,
        media_type: str | None = None,
        charset: str | None = None,
    ) -> Iterator[Received | Rejected]:
        stream = Peekable(below)
        try:
            # Two layers at most: a gzip within a gzip within a gzip is made by no one who wants to be read.
            for _ in range(2):
                if stream.head(2) != b"\x1f\x8b":
                    break
                stream = Peekable(Unpacked(stream, self.limits))
            intake = Intake(
                name=name,
                label=label,
                stream=stream,
                limits=self.limits,
                today=self.today,
                suffix=suffix,
                url=url,
                charset=charset,
                media_type=media_type,
            )
            told = False
            for outcome in read_source(intake):
                if isinstance(outcome, Rejected):
                    told = told or outcome.code == "truncated"
                    yield outcome
                else:
                    yield self._finished(outcome)
            if stream.damage and not (told and stream.damage[0] == "truncated"):
                yield rejected(label, *stream.damage)
        except OSError as error:
            yield _unreachable(label, error)
        except Exception as error:  # readers raise nothing; where one does, it costs its own source
            yield _failed(label, error)

    # one document

    def _finished(self, draft: Draft) -> Received | Rejected:
        try:
            return self._settled(draft)
        except Exception as error:
            return _failed(_tidy_id(draft.name), error, raw=digest_bytes(draft.content))

    def _settled(self, draft: Draft) -> Received | Rejected:
        raw = digest_bytes(draft.content)
        name = _tidy_id(draft.name)
        text = tidy(draft.text)
        if isinstance(text, Refusal):
            return rejected(name, text.code, text.reason, raw=raw)
        if not text.strip():
            return rejected(name, "empty", "there is no text but white space", raw=raw)
        if len(text) > self.limits.max_chars:
            reason = f"{len(text):,} characters; the limit is {self.limits.max_chars:,}"
            return rejected(name, "too-long", reason, raw=raw)
        layout = parse_parts(text)
        published, note = self._published(draft, layout)
        if isinstance(published, Refusal):
            return rejected(name, published.code, published.reason, raw=raw)
        taken = self._taken(name, raw)
        if taken and taken != raw and draft.alternate:
            name = _tidy_id(draft.alternate)
            taken = self._taken(name, raw)
        if taken == raw:
            return rejected(name, "duplicate", "the same bytes were read under this id before", raw=raw)
        if taken:
            return rejected(name, "id-taken", "other bytes were read under this id before", raw=raw)
        document = Document(
            id=DocumentId(name),
            text=text,
            parts=layout.parts,
            raw=raw,
            text_digest=digest_text(text),
            media_type=draft.media_type,
            extractor=noted(draft.extractor, note),
            language=self._language(draft, layout, text),
            published=published,
            title=_composed(draft.title) or layout.title,
            outlet=_composed(draft.outlet),
            agency=_composed(draft.agency) or layout.agency,
            byline=_composed(draft.byline) or layout.byline,
            dateline=layout.place,
            url=draft.url,
        )
        return Received(document=document, content=draft.content)

    def _taken(self, name: str, raw: str) -> str | None:
        """The digest that this id has in the batch already; otherwise the id is taken now."""
        added = self.seen.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (name, raw)).rowcount
        if added:
            return None
        row = self.seen.execute("SELECT raw FROM seen WHERE id = ?", (name,)).fetchone()
        return str(row[0])

    def _published(self, draft: Draft, layout: Layout) -> tuple[str | Refusal, DateNote | None]:
        """The day of publication, and where it is from if that is no statement of the text or its
        metadata.

        A first line `date …` goes before metadata, these before a dateline; a later one may only make an
        earlier one more precise.
        """
        stated = [edtf_of(value) for value in (layout.date, draft.published) if value is not None]
        written = layout.written.edtf() if layout.written else None
        wrong = next((value for value in stated[:1] if isinstance(value, Refusal)), None)
        if wrong:
            return wrong, None
        known = [value for value in stated if not isinstance(value, Refusal)]
        note = None
        if not known and written:
            known = [written]
        if not known and self.default_published:
            known, note = [self.default_published], DateNote(origin=READ_IN)
        if not known and draft.last_resort:
            known, note = [draft.last_resort[0]], DateNote(origin=draft.last_resort[1])
        if not known:
            return Refusal("date-missing", "neither text nor metadata say when it was published"), None
        published = refined(known[0], *known[1:], layout.written) if "/" not in known[0] else known[0]
        if known[0] == edtf_of(draft.published):
            others = disagreeing(published, draft.also)
            note = DateNote(others=tuple(others)) if others else note
        return check(published, today=self.today) or published, note

    def _language(self, draft: Draft, layout: Layout, text: str) -> str | None:
        if stated := _primary(draft.language):
            return stated
        body = layout.body(text) or text
        found = self.identify(body[:4000]) if self.identify else None
        # A page's markup often states the language of its template: it counts only where nobody looked at the
        # words.
        return found or _primary(draft.language_hint)


def _composed(words: str | None) -> str | None:
    return words and composed(words)


def _primary(tag: str | None) -> str | None:
    """The language of a BCP 47 tag: "fr" of "fr-FR"."""
    match = re.match(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\s*\Z", tag or "")
    return match[1].lower() if match else None


def _tidy_id(name: str) -> str:
    """An id without control characters, of a length that can be shown."""
    plain = re.sub(r"[\s\x00-\x1f\x7f\ud800-\udfff]+", " ", name).strip() or "document"
    if len(plain) <= _LONGEST_ID:
        return plain
    return f"{plain[: _LONGEST_ID - 13]}-{digest_text(plain)[:12]}"


def _shown(path: str) -> str:
    """A path as text: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _without_suffix(path: str) -> str:
    plain = path[:-3] if path.lower().endswith(".gz") else path
    shorter = _SUFFIX.sub("", plain)
    return shorter if shorter and not shorter.endswith("/") else plain


def _suffix(name: str) -> str:
    plain = name[:-3] if name.lower().endswith(".gz") else name
    found = _SUFFIX.search(plain)
    return found[0].lower() if found else ""


def _failed(label: str, error: Exception, *, raw: Digest | None = None) -> Rejected:
    """The rejection for a fault of ours, which is to be told and must not cost the other documents."""
    return rejected(label, "reading-failed", unforeseen(error), raw=raw)


def _unreachable(label: str, error: OSError) -> Rejected:
    reason = error.strerror or type(error).__name__
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return rejected(label, "missing", reason)
    if error.errno == 40:  # ELOOP: a link that leads to itself
        return rejected(label, "link-loop", reason)
    return rejected(label, "unreadable", reason)
