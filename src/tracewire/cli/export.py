"""`tracewire export`: the claims of the ledger, for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from tracewire.cli.options import AsOfOption, LedgerOption, as_of
from tracewire.errors import writing
from tracewire.settings import LEDGER

__all__ = ["ExportFormat", "export"]


class ExportFormat(StrEnum):
    """The formats that claims are exported in."""

    CLAIMS = "claims"
    CSV = "csv"


def export(
    format: Annotated[ExportFormat, typer.Argument(metavar="claims|csv", help="JSON Lines, or a table.")],
    ledger: LedgerOption = LEDGER.default,
    as_of_text: AsOfOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            dir_okay=False,
            help="Write to FILE and not to stdout.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write the claims in force: as JSON Lines with the fields of the annotation guide, or as CSV.

    [b]Examples[/b]

    tracewire export claims > claims.jsonl

    tracewire export csv --as-of 2023-06-09 -o claims.csv
    """
    from tracewire.ledger import open_ledger
    from tracewire.publish import exports

    with open_ledger(ledger, create=False) as store:
        view = store.as_of(as_of(as_of_text))
        with _opened(output) as stream:
            if format is ExportFormat.CSV:
                exports.claims_csv(view, stream)
            else:
                for line in exports.claims_jsonl(view):
                    stream.write(line + "\n")


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO]:
    """Where to write: stdout where no path is given. Raises Misconfigured, Unavailable."""
    if path is None:
        yield sys.stdout
        return
    if path.exists() and not path.is_file():  # a pipe, a device
        with writing(path), path.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    # Beside it first: what stood there stays until the new file is whole.
    whole = path.resolve()
    beside = whole.with_name(f".{whole.name}.new")
    try:
        with writing(path):
            with beside.open("w", encoding="utf-8", newline="") as stream:
                yield stream
            beside.replace(whole)
    finally:
        with suppress(OSError):
            beside.unlink()
