"""How do commands speak: records on stdout, as tables or as JSON Lines, and everything else on stderr."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # Rich takes longer to import than most commands take to run
    from rich.console import Console

__all__ = [
    "Format",
    "errors",
    "json_line",
    "note",
    "one_line",
    "plain",
    "screen",
    "use_utf8",
    "wants_table",
    "write_line",
]


_LOG_WIDTH = 132


class Format(StrEnum):
    """How records are written: `auto` is a table on a terminal and JSON Lines elsewhere."""

    AUTO = "auto"
    TABLE = "table"
    JSON = "json"


def wants_table(format: Format) -> bool:
    """Whether records are shown to a person, and not handed to a program."""
    return format is Format.TABLE or (format is Format.AUTO and sys.stdout.isatty())


def use_utf8() -> None:
    """Write UTF-8 and plain line ends, so that a pipe gets the same bytes on every platform.

    A lone surrogate, which a damaged document can bring, is written as its escape: in JSON that is the same
    value.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # test runners replace the streams
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def write_line(record: Mapping[str, Any]) -> None:
    """Write a record to stdout as one line of JSON."""
    sys.stdout.write(json_line(record))


def json_line(record: Mapping[str, Any]) -> str:
    """A record as one line of JSON, its keys in the record's order."""
    return json.dumps(record, ensure_ascii=False) + "\n"


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain(text: str) -> str:
    """`text` without control characters: a dispatch must not steer the reader's terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """`text` on one line, without control characters."""
    return plain(" ".join(text.split()))


def screen() -> Console:
    """The console for what a person reads on stdout."""
    from rich.console import Console

    # Where nobody's window sets the width, as in a log, lines are as long as a table of lines wants.
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _LOG_WIDTH
    return Console(highlight=False, width=width)


def errors() -> Console:
    """The console for progress and counts, on stderr."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def note(message: str) -> None:
    """Tell a person something beside the records, on stderr."""
    print(plain(message), file=sys.stderr, flush=True)
