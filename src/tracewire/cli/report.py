"""`tracewire report`: the dossier, a static site that opens from a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tracewire.cli.options import AsOfOption, LedgerOption, RegisterOption, as_of, known_on, register_of
from tracewire.cli.output import note
from tracewire.settings import LEDGER, REGISTER

__all__ = ["report"]


def report(
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            file_okay=False,
            help="The folder to write; an earlier dossier is replaced, anything else refused.",
        ),
    ],
    ledger: LedgerOption = LEDGER.default,
    as_of_text: AsOfOption = None,
    register: RegisterOption = REGISTER.default,
) -> None:
    """Write the dossier: a static site of the register, its lines, its documents and its sources.

    It opens from the folder with no network: DIR/index.html.

    [b]Examples[/b]

    tracewire report -o dossier

    tracewire report -o dossier-june --as-of 2023-06-30
    """
    from importlib.metadata import version

    from tracewire.cli.sources import now
    from tracewire.ledger import lines, open_ledger
    from tracewire.publish import dossier

    with open_ledger(ledger, create=False) as store:
        view = store.as_of(as_of(as_of_text))
        written = dossier.write(
            view,
            lines(view),
            output,
            generated_at=now(),
            version=version("tracewire"),
            register=register_of(register),
            known_on=known_on(view, as_of_text),
        )
    note(
        f"report: {written.lines} lines, {written.claims} claims, {written.documents} documents,"
        f" {written.pages} pages"
    )
    print(written.index)
