"""The options that several commands share, and what their text means."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracewire.cli.output import Format
from tracewire.errors import Misconfigured
from tracewire.model import last_day
from tracewire.settings import EXTRACTOR, LEDGER, REGISTER

if TYPE_CHECKING:  # they take longer to import than most commands take to run
    from tracewire.assess import SourceRegister
    from tracewire.ledger import LedgerView

__all__ = [
    "AsOfOption",
    "ExtractorOption",
    "FormatOption",
    "LedgerOption",
    "PublishedOption",
    "RegisterOption",
    "RejectsOption",
    "SourcesArgument",
    "as_of",
    "known_on",
    "register_of",
]

SourcesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH|URL...",
        help="Files, folders, addresses of feeds or pages, or - for standard input.",
        show_default=False,
    ),
]
LedgerOption = Annotated[
    str,
    typer.Option(
        "--ledger",
        metavar="URL",
        envvar=LEDGER.name,
        help="The ledger: sqlite:///relative.db, sqlite:////absolute.db or postgresql://user@host/database.",
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="ENTRY|DATE",
        help="Answer with what the ledger knew at this entry (812), at the end of this day (2023-06-09, UTC)"
        " or at this instant (2023-06-09T12:00:00Z).",
        show_default="all that is known",
    ),
]
FormatOption = Annotated[
    Format,
    typer.Option("--format", help="auto: a table on a terminal, JSON Lines on a pipe.", case_sensitive=False),
]
RegisterOption = Annotated[
    str,
    typer.Option(
        "--register",
        metavar="FILE",
        envvar=REGISTER.name,
        help="Your own letters of sources, as CSV: name,class,letter,since,reason.",
        show_default=False,
    ),
]
ExtractorOption = Annotated[
    str,
    typer.Option(
        "--extractor",
        metavar="NAME",
        envvar=EXTRACTOR.name,
        help="What reads the claims: an entry point of the group tracewire.extractors.",
    ),
]


def _published(text: str | None) -> str | None:
    """The date that `--published` names, as EDTF. Raises typer.BadParameter."""
    if text is None:
        return None
    try:
        if "/" in text:
            raise ValueError("an interval is no date")
        last_day(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"{error}; write 2023, 2023-06 or 2023-06-09", param_hint="--published"
        ) from error
    return text


PublishedOption = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        callback=_published,
        help="The date of documents that tell none: 2023, 2023-06 or 2023-06-09.",
        show_default=False,
    ),
]
RejectsOption = Annotated[
    Path | None,
    typer.Option(
        "--rejects",
        metavar="FILE",
        dir_okay=False,
        help="Write each document that could not be used to FILE, one JSON object a line.",
        show_default=False,
    ),
]


def as_of(text: str | None, *, option: str = "--as-of") -> int | datetime | None:
    """The entry or the instant that the text of `option` names; None for all that is known. Raises
    typer.BadParameter.

    A day is asked at its end: `--as-of 2023-06-09` answers with what was appended on that day too. A number
    without separators is an entry, also where it could be a year.
    """
    if text is None:
        return None
    try:
        if re.fullmatch(r"\d+", text):
            entry = int(text)
            if entry >= 2**63:  # what a ledger can count
                raise ValueError("no ledger holds so many entries")
            return entry
        if "T" not in text:
            day = last_day(text)
            if day is None:
                raise ValueError("the interval has no end")
            return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1, microseconds=-1)
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is not None:
            return instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(
            f"no entry, day or instant: {text!r} ({error}); write 812 or 2023-06-09", param_hint=option
        ) from error
    raise typer.BadParameter(f"an instant without a time zone; write {text}Z for UTC", param_hint=option)


def known_on(view: LedgerView, as_of_text: str | None) -> date | None:
    """The day up to which rules and their disputes are known: that of the view's last entry where an earlier
    one was asked for, None for all that is known."""
    return view.recorded_at.date() if as_of_text is not None and view.recorded_at else None


def register_of(path: str) -> SourceRegister:
    """The register that ships, with the entries of the file at `path`, if one is named. Raises
    Misconfigured for a file that cannot be read, InputRefused for what it says."""
    from tracewire.assess import default_register, read_entries

    if not path:
        return default_register()
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(
            f"cannot read the register: {error}", where=path, remedy="name a CSV file in UTF-8"
        ) from error
    return default_register().with_entries(read_entries(text, where=path))
