"""What documents does a source of bytes hold? One module a format.

A reader is a function `Intake -> Iterator[Draft | Rejected]`: it yields what it can read and a rejection for
what it cannot, and raises nothing on whatever bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from tracewire.documents.refusals import Refusal, rejected
from tracewire.documents.sniff import recognised
from tracewire.documents.stream import Draft, Intake
from tracewire.model import Rejected

__all__ = ["Reader", "read"]

Reader = Callable[[Intake], Iterator[Draft | Rejected]]

# Module and function of each format. A reader's libraries (trafilatura, pypdf …) are loaded with the first
# source of its format: together they take longer than any question to a ledger.
_READERS: Mapping[str, tuple[str, str]] = {
    "text": ("text", "read"),
    "markdown": ("markdown", "read"),
    "html": ("html", "read"),
    "pdf": ("pdf", "read"),
    "jsonl": ("jsonl", "read"),
    "json": ("jsonl", "read_whole"),
    "csv": ("csv", "read"),
    "feed": ("feed", "read"),
    "warc": ("warc", "read"),
    "mail": ("mail", "read"),
}


def _reader(found: str) -> Reader:
    module, function = _READERS[found]
    reader: Reader = getattr(import_module(f"{__name__}.{module}"), function)
    return reader


def read(intake: Intake) -> Iterator[Draft | Rejected]:
    """The documents of one source, in its order."""
    head = intake.stream.head()
    if not head:
        damage = intake.stream.damage
        if damage is None:
            yield rejected(intake.label, "empty", "there is not a single byte")
        return
    found = recognised(head, intake.suffix, intake.media_type)
    if isinstance(found, Refusal):
        yield rejected(intake.label, found.code, found.reason)
        return
    yield from _reader(found)(intake)
