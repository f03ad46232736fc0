"""Where do documents come from: paths, folders, addresses and standard input, none dated after today."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from tracewire.documents import HttpFetcher, Limits, Received, read_documents
from tracewire.errors import Misconfigured
from tracewire.language import identify
from tracewire.model import Rejected
from tracewire.settings import MAX_BYTES

__all__ = ["documents_of", "limits", "now"]


def now() -> datetime:
    """The clock: the only one, handed on as a value."""
    return datetime.now(UTC)


def documents_of(sources: Sequence[str], *, published: str | None) -> Iterator[Received | Rejected]:
    """The documents that `sources` name; `published` is the date of those that tell none."""
    return read_documents(
        sources,
        # A day more than UTC's: where the sun rises earlier, today's papers bear tomorrow's date.
        today=now().date() + timedelta(days=1),
        stdin=sys.stdin.buffer,
        fetcher=HttpFetcher(from_environment=True),
        identify=identify,
        limits=limits(),
        default_published=published,
    )


def limits() -> Limits:
    """What a single document may have. Raises Misconfigured."""
    return Limits(max_bytes=_max_bytes(os.environ.get(MAX_BYTES.name, MAX_BYTES.default)))


def _max_bytes(text: str) -> int:
    """The setting as a number of bytes. Raises Misconfigured."""
    if not text.isdecimal() or not int(text):
        raise Misconfigured(f"not a number of bytes: {text!r}", where=MAX_BYTES.name, remedy="write 20000000")
    return int(text)
