"""How are bytes read without trusting their size, their packing or their end?

Every reader gets an `Intake`: a stream with a limit on what a single document may take, whose head can be
seen before a reader is chosen. Unpacking happens here, so that a bomb or a broken archive is met once.
"""

from __future__ import annotations

import codecs
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import BinaryIO

from tracewire.documents.refusals import rejected
from tracewire.model import Rejected

__all__ = ["Draft", "Intake", "Limits", "Peekable", "Transcoded", "Unpacked", "whole"]

_CHUNK = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a single document may take; archives of many documents may be of any size."""

    max_bytes: int = 20_000_000
    """Bytes of one document or record, unpacked."""
    max_chars: int = 1_000_000
    """Code points of one stored text: ten times the longest report of the UN's panels of experts."""
    max_ratio: int = 400
    """Unpacked bytes a packed byte, looked at beyond `max_bytes`: prose packs 3 to 5, logs up to 50, a
    bomb 1,000.
    """
    max_pages: int = 2_000
    """Pages of one PDF."""
    max_tags: int = 100_000
    """Tags of one HTML page: the extractor's time grows with their square on some (6 s for 60,000, Nov
    2026).
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a reader made of one document's bytes, before its parts, date and id are settled.

    `name` is the id that the format proposes, `alternate` the id to take where that one is taken by other
    bytes. `published` is the metadata's date as it stands there; `last_resort` a date that says little (a
    PDF's creation) and why it is used; `also` are other dates that the metadata give for the publication.
    """

    name: str
    content: bytes
    text: str
    media_type: str
    extractor: str
    alternate: str | None = None
    published: object = None
    last_resort: tuple[str, str] | None = None
    also: tuple[str, ...] = ()
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    language: str | None = None
    language_hint: str | None = None
    url: str | None = None


@dataclass(slots=True, kw_only=True)
class Intake:
    """One source of bytes as a reader sees it.

    `name` is the id of a document that fills the source, and the stem of the ids of records; `label` is what
    a rejection calls it.
    """

    name: str
    label: str
    stream: Peekable
    limits: Limits
    today: date
    suffix: str = ""
    url: str | None = None
    charset: str | None = None
    media_type: str | None = None


def whole(
    read: Callable[[Intake, bytes], Iterator[Draft | Rejected]],
) -> Callable[[Intake], Iterator[Draft | Rejected]]:
    """What does a source hold whose bytes are all needed at once? `read` is given them where they are no more
    than one document may have.
    """

    @wraps(read)
    def reading(intake: Intake) -> Iterator[Draft | Rejected]:
        content = intake.stream.read(intake.limits.max_bytes + 1)
        if len(content) > intake.limits.max_bytes:
            yield rejected(intake.label, "too-big", f"more than {intake.limits.max_bytes:,} bytes")
        else:
            yield from read(intake, content)

    return reading


class Peekable(io.RawIOBase):
    """A stream whose first bytes can be looked at; reads return as many bytes as asked for, except at the
    end.
    """

    def __init__(self, below: BinaryIO | io.RawIOBase) -> None:
        super().__init__()
        self._below = below
        # read1 gives what a pipe has so far; read would wait for the buffer to be full.
        self._pull = getattr(below, "read1", below.read)
        self._buffer = bytearray()
        self._ended = False
        self._read = 0

    @property
    def damage(self) -> tuple[str, str] | None:
        """The code and reason why the bytes below end before their time, once that is known."""
        return self._below.damage if isinstance(self._below, Peekable | Unpacked) else None

    def _fill(self, count: int) -> None:
        while not self._ended and len(self._buffer) < count:
            chunk = self._pull(_CHUNK)
            if not chunk:
                self._ended = True
            else:
                self._buffer += chunk

    def head(self, count: int = 4096) -> bytes:
        """The next bytes, which stay to be read. Waits for as many as `count` or the end."""
        self._fill(count)
        return bytes(self._buffer[:count])

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            while not self._ended:
                self._fill(len(self._buffer) + _CHUNK)
            size = len(self._buffer)
        self._fill(size)
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        self._read += len(taken)
        return taken

    def tell(self) -> int:
        """How many bytes have been read; fastwarc asks before it begins."""
        return self._read

    def readinto(self, target: object, /) -> int:
        view = memoryview(target)  # type: ignore[arg-type]  # the stub of RawIOBase has no name for a buffer
        taken = self.read(len(view))
        view[: len(taken)] = taken
        return len(taken)

    def lines(self, longest: int) -> Iterator[tuple[int, bytes | None]]:
        """Numbered lines from 1, with their line ends; None for a line longer than `longest`, of which
        nothing is kept.
        """
        number = 0
        while True:
            number += 1
            searched = 0
            too_long = False
            while (at := self._buffer.find(b"\n", searched)) < 0 and not self._ended:
                searched = len(self._buffer)
                if searched > longest:
                    self._buffer.clear()
                    searched, too_long = 0, True
                self._fill(len(self._buffer) + _CHUNK)
            end = at + 1 if at >= 0 else len(self._buffer)
            if end == 0 and not too_long:
                return
            line = bytes(self._buffer[:end])
            del self._buffer[:end]
            yield number, None if too_long or len(line) > longest else line


class Transcoded(io.RawIOBase):
    """A stream of text in a wide character set as UTF-8, for readers that go by lines of bytes."""

    def __init__(self, below: BinaryIO | io.RawIOBase, charset: str) -> None:
        super().__init__()
        self._below = below
        self._decoder = codecs.getincrementaldecoder(charset)("replace")
        self._ended = False

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """At most about 64 KiB of text; empty at the end."""
        while not self._ended:
            chunk = self._below.read(_CHUNK) or b""
            self._ended = not chunk
            if text := self._decoder.decode(chunk, self._ended):
                return text.encode("utf-8", "replace")
        return b""


class Unpacked(io.RawIOBase):
    """The content of a gzip stream of one or more members. What is broken ends it and is told by `damage`."""

    def __init__(self, packed: BinaryIO | io.RawIOBase, limits: Limits) -> None:
        super().__init__()
        self._packed = packed
        self._limits = limits
        self._inflate = zlib.decompressobj(wbits=31)
        self._pending = b""
        self._given = 0
        self._taken = 0
        self._began = False
        self.damage: tuple[str, str] | None = None
        self._done = False

    def readable(self) -> bool:
        return True

    def _stop(self, code: str, reason: str) -> bytes:
        self.damage = (code, reason)
        self._done = True
        return b""

    def read(self, size: int | None = -1, /) -> bytes:
        """At most 64 KiB of content; empty at the end."""
        while not self._done:
            if not self._pending:
                self._pending = self._packed.read(_CHUNK) or b""
                self._taken += len(self._pending)
                if not self._pending:
                    if self._began:
                        return self._stop(
                            "truncated", f"the packed stream ends in the middle, after {self._given:,} bytes"
                        )
                    self._done = True
                    return b""
            self._began = True
            try:
                content = self._inflate.decompress(self._pending, _CHUNK)
            except zlib.error as error:
                if self._given and not _member_follows(self._pending):
                    self._done = True  # padding after the last member, as tape blocks leave it
                    return b""
                return self._stop("truncated" if self._given else "damaged", f"broken gzip: {error}")
            self._pending = self._inflate.unconsumed_tail
            if self._inflate.eof:
                self._pending = self._inflate.unused_data.lstrip(b"\0")
                self._inflate = zlib.decompressobj(wbits=31)
                self._began = bool(self._pending)
            self._given += len(content)
            if self._given > self._limits.max_bytes and self._given > self._taken * self._limits.max_ratio:
                return self._stop(
                    "decompression-bomb", f"{self._taken:,} bytes unpack to more than {self._given:,}"
                )
            if content:
                return content
        return b""

    def readinto(self, target: object, /) -> int:
        raise io.UnsupportedOperation("read through Peekable")


def _member_follows(pending: bytes) -> bool:
    """Whether bytes after a gzip member are another member rather than padding."""
    return pending[:2] == b"\x1f\x8b"
