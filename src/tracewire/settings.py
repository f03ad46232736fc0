"""Which settings there are: name, default, unit and meaning. Only `tracewire.cli` reads them, at the border.

A setting is an environment variable; an option of the same meaning on the command line wins over it.
docs/commands.md has a heading for each, and a test keeps the two in step.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "AUTHOR",
    "DEBUG",
    "EXTRACTOR",
    "LEDGER",
    "MAX_BYTES",
    "NO_COLOR",
    "REGISTER",
    "SETTINGS",
    "Setting",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing that an operator can set."""

    name: str
    default: str
    unit: str
    meaning: str


LEDGER = Setting(
    name="TRACEWIRE_LEDGER",
    default="sqlite:///tracewire.db",
    unit="URL",
    meaning="The ledger that every command opens unless --ledger names another.",
)
EXTRACTOR = Setting(
    name="TRACEWIRE_EXTRACTOR",
    default="builtin",
    unit="name of an entry point",
    meaning="The extractor that reads claims unless --extractor names another.",
)
AUTHOR = Setting(
    name="TRACEWIRE_AUTHOR",
    default="",
    unit="name of a person",
    meaning="Who judges in tracewire review unless --author names another.",
)
MAX_BYTES = Setting(
    name="TRACEWIRE_MAX_BYTES",
    default="20000000",
    unit="bytes",
    meaning="What a single document may have, unpacked; larger ones are rejected as too-big.",
)
REGISTER = Setting(
    name="TRACEWIRE_REGISTER",
    default="",
    unit="path of a CSV file, or nothing",
    meaning="Your own letters of sources, beside the defaults, unless --register names another file.",
)
DEBUG = Setting(
    name="TRACEWIRE_DEBUG",
    default="",
    unit="any text, or nothing",
    meaning="Where it is set, an internal error shows its traceback.",
)
NO_COLOR = Setting(
    name="NO_COLOR",
    default="",
    unit="any text, or nothing",
    meaning="Where it is set, no output has colours.",
)

SETTINGS = (LEDGER, EXTRACTOR, AUTHOR, MAX_BYTES, REGISTER, DEBUG, NO_COLOR)
