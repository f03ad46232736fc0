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

from typing import ClassVar

__all__ = ["Conflict", "InputRefused", "Misconfigured", "TracewireError", "Unavailable"]


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
