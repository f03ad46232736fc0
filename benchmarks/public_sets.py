"""What the measures on public sets share: the folder that was given, counts of right answers, and tables."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

__all__ = ["Marked", "Measure", "Read", "Score", "folder_within", "some_of", "table"]

V = TypeVar("V")


@dataclass(slots=True, kw_only=True)
class Score:
    """How many answers were given, how many the set marks, and how many of each have their counterpart.

    Two counts of what is right, because one answer may cover two marked things and one marked thing two
    answers.
    """

    given: int = 0
    right: int = 0  # of those given
    marked: int = 0
    reached: int = 0  # of those marked

    def add(self, *, given: int = 0, right: int = 0, marked: int = 0, reached: int = 0) -> None:
        self.given += given
        self.right += right
        self.marked += marked
        self.reached += reached

    @property
    def precision(self) -> float | None:
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        return self.reached / self.marked if self.marked else None

    @property
    def f1(self) -> float | None:
        both = (self.precision or 0.0) + (self.recall or 0.0)
        return 2 * (self.precision or 0.0) * (self.recall or 0.0) / both if both else None

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        precision, recall, f1 = (
            "–" if rate is None else f"{rate:.3f}" for rate in (self.precision, self.recall, self.f1)
        )
        return precision, recall, f1, f"{self.given}", f"{self.marked}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Generic[V]):
    """An expression that a reader found, and what it takes it to say.

    One that is `optional` does no harm where nothing is marked.
    """

    start: int
    end: int
    value: V
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked(Generic[V]):
    """An expression that the set marks, with the values that it accepts.

    Without values it is one that a reader may read or leave.
    """

    start: int
    end: int
    values: tuple[V, ...]


@dataclass(slots=True, kw_only=True)
class Measure(Generic[V]):
    """Expressions found, values that are exact, values that hold the marked one."""

    is_exact: Callable[[V, V], bool]  # what was read, what is marked
    contains: Callable[[V, V], bool]
    found: Score = field(default_factory=Score)
    exact: Score = field(default_factory=Score)
    contained: Score = field(default_factory=Score)

    def add(self, read: Iterable[Read[V]], marked: Sequence[Marked[V]]) -> None:
        """Count one text.

        A reading where nothing is marked is wrong; where only a mark without values is, it does not count.
        """
        valued = [m for m in marked if m.values]
        given = [
            r
            for r in read
            if any(_meet(r, m) for m in valued) or not (r.optional or any(_meet(r, m) for m in marked))
        ]
        tests: tuple[tuple[Score, Callable[[V, V], bool]], ...] = (
            (self.found, lambda _read, _marked: True),
            (self.exact, self.is_exact),
            (self.contained, self.contains),
        )
        for score, test in tests:
            agreed = [
                (i, j)
                for i, r in enumerate(given)
                for j, m in enumerate(valued)
                if _meet(r, m) and any(test(r.value, value) for value in m.values)
            ]
            score.add(
                given=len(given),
                right=len({i for i, _ in agreed}),
                marked=len(valued),
                reached=len({j for _, j in agreed}),
            )

    def rows(self, reader: str) -> list[tuple[str, Score]]:
        return [
            (f"{reader}: found", self.found),
            (f"{reader}: exact value", self.exact),
            (f"{reader}: value contained", self.contained),
        ]


def _meet(read: Read[V], marked: Marked[V]) -> bool:
    return read.start < marked.end and marked.start < read.end


def table(title: str, rows: Iterable[tuple[str, Score]]) -> str:
    """Precision, recall and F1 of each row, beside what was given and marked."""
    lines = [(title, "precision", "recall", "F1", "given", "marked")]
    lines += [(name, *score.cells) for name, score in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def folder_within(given: Path, *ways: str, of: str) -> Path:
    """The first of `ways` that leads from the folder that was given to a folder.

    Stops the script with what was looked for where none does; `of` names the set and its repository.
    """
    for way in ways:
        if (given / way).is_dir():
            return given / way
    if not given.is_dir():
        sys.exit(f"{given}: no such folder. It should be a copy of {of}.")
    sys.exit(f"{given}: holds no {' nor '.join(ways)}. It should be a copy of {of}.")


def some_of(paths: Sequence[Path], limit: int | None) -> list[Path]:
    """At most `limit` of the paths, evenly spread over them in their order, so that no source is left out."""
    if limit is None or limit >= len(paths):
        return list(paths)
    return [paths[number * len(paths) // limit] for number in range(limit)]
