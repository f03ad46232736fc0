"""What can go wrong, by who can act on it.

    TracewireError
    ├── InputRefused    the author of the data must change it     exit 65
    ├── Misconfigured   the operator must change a setting        exit 78
    ├── Conflict        repeat on fresh state                     exit 75
    └── Unavailable     try again later                           exit 69

Every class has a stable ``code``; every message says what, where and what next. In a batch an unusable
document is not an exception but a `tracewire.model.Rejected` value with the same codes.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from traceback import extract_tb
from typing import ClassVar

__all__ = [
    "Conflict",
    "InputRefused",
    "Misconfigured",
    "TracewireError",
    "Unavailable",
    "unforeseen",
    "unwritten",
    "writing",
]


def unforeseen(error: Exception) -> str:
    """What an error that nobody raised on purpose says, and the line where it arose: for who reports it."""
    met = extract_tb(error.__traceback__)
    place = f", at {PurePath(met[-1].filename).name}:{met[-1].lineno}" if met else ""
    return f"{type(error).__name__}: {error}{place}"


class TracewireError(Exception):
    """Root of every error that Tracewire raises on purpose."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.remedy})" if self.remedy else ""
        return f"{place}{self.message}{advice}"


class InputRefused(TracewireError):
    """The data cannot be used as it is; its author can mend it."""

    code = "input-refused"


class Misconfigured(TracewireError):
    """A setting or an installation is wrong; the operator can mend it."""

    code = "misconfigured"


class Conflict(TracewireError):
    """The state has moved on; repeating on fresh state can succeed."""

    code = "conflict"


class Unavailable(TracewireError):
    """Something outside did not answer; trying later can succeed."""

    code = "unavailable"


def unwritten(error: OSError, *, where: str | Path) -> Misconfigured | Unavailable:
    """What the system's refusal to write to `where` means for whoever called.

    Unavailable where there is no room (it can be made), Misconfigured for all else: a folder without
    permission, a file system that is mounted read-only, a path that leads nowhere.
    """
    message = f"cannot be written: {error.strerror or type(error).__name__}"
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Unavailable(message, where=str(where), remedy="make room, then repeat")
    return Misconfigured(message, where=str(where), remedy="name a place that you may write to")


@contextmanager
def writing(where: str | Path) -> Iterator[None]:
    """Raises what the system refuses while `where` is written as the error that `unwritten` tells."""
    try:
        yield
    except OSError as error:
        raise unwritten(error, where=where) from error
