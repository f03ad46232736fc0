"""How far is long work: a line that moves on a terminal, silence elsewhere, and the counts at the end."""

from __future__ import annotations

import sys
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tracewire.cli.output import errors, note

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["Tally"]


class Tally:
    """Counts what came out of a run, shows it while it runs, and tells it at the end, all on stderr."""

    def __init__(self, verb: str) -> None:
        self._verb = verb
        self._counts: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._unread: Counter[str | None] = Counter()
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            self._progress = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                TimeElapsedColumn(),
                console=errors(),
                transient=True,
            )
            self._task = self._progress.add_task(f"{self._verb}…", total=None)
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def add(self, what: str, count: int = 1) -> None:
        """Count `count` more of `what`, a noun in the plural."""
        self._counts[what] += count
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description=f"{self._verb}: {self.summary()}")

    def reject(self, code: str) -> None:
        """Count one more document that could not be used."""
        self._reasons[code] += 1
        self.add("rejected")

    def unread(self, language: str | None) -> None:
        """Count one more document that no pack reads; None where its language could not be told."""
        self._unread[language] += 1

    def rejected_for(self, code: str) -> int:
        """How many documents were rejected with this code."""
        return self._reasons[code]

    def __getitem__(self, what: str) -> int:
        return self._counts[what]

    def summary(self) -> str:
        """The counts in one line, in the order in which they first came."""
        return ", ".join(_counted(count, what) for what, count in self._counts.items()) or "nothing"

    def tell(self) -> None:
        """Say the counts, and for what reasons documents were rejected."""
        note(f"{self._verb}: {self.summary()}")
        if self._reasons:
            reasons = ", ".join(f"{code} {count}" for code, count in self._reasons.most_common())
            note(f"rejected: {reasons}")
        if self._unread:
            told = [f"{tag} {count}" for tag, count in self._unread.most_common() if tag is not None]
            if unknown := self._unread[None]:
                told.append(f"too short or too mixed to tell {unknown} (state the `language` of a record)")
            note(f"no claims are drawn from languages without a pack: {', '.join(told)}")


def _counted(count: int, what: str) -> str:
    """A count with its noun, which is given in the plural: "1 document known already"."""
    noun, space, rest = what.partition(" ")
    return f"{count} {noun.removesuffix('s') if count == 1 else noun}{space}{rest}"
