"""Which exit code tells what: one table for every command, also printed in docs/commands.md."""

from __future__ import annotations

from enum import IntEnum

from tracewire.errors import Conflict, InputRefused, Misconfigured, TracewireError, Unavailable

__all__ = ["Exit", "exit_of"]


class Exit(IntEnum):
    """The exit codes; 64 and above are those of sysexits.h."""

    OK = 0, "Done. Single rejected documents are told on stderr and change nothing."
    FINDINGS = 1, "`verify` found something altered or lost."
    USAGE = 2, "The command line is wrong."
    INPUT_REFUSED = 65, "The data cannot be used: its author can mend it. Also where no document was usable."
    UNAVAILABLE = 69, "Something outside did not answer: try again later."
    INTERNAL = (
        70,
        "A fault in Tracewire or an extractor: please report it. Also where it cost single documents or"
        " sources; the others were read.",
    )
    CONFLICT = 75, "The ledger has moved on: repeat."
    MISCONFIGURED = 78, "A setting or an installation is wrong: the operator can mend it."
    INTERRUPTED = 130, "Ctrl-C. What was already appended is whole and stays."

    meaning: str

    def __new__(cls, code: int, meaning: str) -> Exit:
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member


_FAMILIES: tuple[tuple[type[TracewireError], Exit], ...] = (
    (InputRefused, Exit.INPUT_REFUSED),
    (Misconfigured, Exit.MISCONFIGURED),
    (Conflict, Exit.CONFLICT),
    (Unavailable, Exit.UNAVAILABLE),
)


def exit_of(error: TracewireError) -> Exit:
    """The exit code of an error's family."""
    return next((code for family, code in _FAMILIES if isinstance(error, family)), Exit.INTERNAL)
