"""Where do rejected documents go: a file of JSON Lines, if one is named, and a line each on stderr."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from tracewire.cli.output import json_line, note, one_line
from tracewire.errors import writing
from tracewire.model import Rejected

__all__ = ["RejectsFile"]

_SHOWN = 20
"""So many rejections are told one by one; of a large batch the counts and the file tell more."""


class RejectsFile:
    """The rejections of one run."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._stream: TextIO | None = None
        self._told = 0

    def __enter__(self) -> Self:
        if self._path is not None:
            with writing(self._path):
                self._stream = self._path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            with writing(self._stream.name):
                self._stream.close()

    def write(self, rejected: Rejected) -> None:
        """Keep one rejection."""
        if self._stream is not None:
            with writing(self._stream.name):
                self._stream.write(json_line(asdict(rejected)))
        self._told += 1
        if self._told <= _SHOWN:
            told = f"{rejected.document}: {rejected.code}: {rejected.reason} ({rejected.remedy})"
            note(f"rejected: {one_line(told)}")
        elif self._told == _SHOWN + 1:
            note(
                "rejected: further ones are counted" + ("" if self._stream else "; --rejects FILE keeps them")
            )
