"""`tracewire contradictions`: who contradicts whom, and in what."""

from __future__ import annotations

from typing import Annotated

import typer

from tracewire.cli.options import AsOfOption, FormatOption, LedgerOption, as_of
from tracewire.cli.output import Format, note, screen, wants_table, write_line
from tracewire.errors import InputRefused
from tracewire.settings import LEDGER

__all__ = ["contradictions"]

_MOST = 20_000
"""Claims that are compared without a party or an item named: some seconds."""


def contradictions(
    supplier: Annotated[
        str | None,
        typer.Option("--supplier", metavar="PARTY", help="Only claims on this supplier.", show_default=False),
    ] = None,
    recipient: Annotated[
        str | None,
        typer.Option(
            "--recipient", metavar="PARTY", help="Only claims on this recipient.", show_default=False
        ),
    ] = None,
    item: Annotated[
        str | None,
        typer.Option(
            "--item", metavar="CLASS", help="Only this item class and those below it.", show_default=False
        ),
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(
            "--type", metavar="TYPE", help="denial, number, stage, date, party or scope.", show_default=False
        ),
    ] = None,
    definite: Annotated[
        bool,
        typer.Option("--definite", help="Only those that cannot both be true as told."),
    ] = False,
    ledger: LedgerOption = LEDGER.default,
    as_of_text: AsOfOption = None,
    format: FormatOption = Format.AUTO,
) -> None:
    """List contradictions, each with both sides and their passages. None is resolved.

    [b]Examples[/b]

    tracewire contradictions --supplier IR --recipient RU

    tracewire contradictions --type denial --as-of 2023-06-30

    tracewire contradictions --definite | jq .reason
    """
    from tracewire.assess import Sort, disputes, narrower, statements
    from tracewire.assess import contradictions as contradictions_of
    from tracewire.cli import parties
    from tracewire.ledger import open_ledger
    from tracewire.publish.words import plural

    try:
        wanted = None if sort is None else Sort(sort.lower())
    except ValueError as error:
        raise typer.BadParameter(
            f"no type {sort!r}; there are {', '.join(Sort)}", param_hint="--type"
        ) from error
    with open_ledger(ledger, create=False) as store:
        view = store.as_of(as_of(as_of_text))
        if not (supplier or recipient or item) and view.counts().claims > _MOST:
            raise InputRefused(
                f"more than {_MOST:,} claims are not compared each with each",
                where=ledger,
                remedy="name a supplier, a recipient or an item",
            )
        asked = parties.line_filter(view, supplier, recipient, item)
        what = asked.get(2)
        said = statements(
            view,
            supplier=asked.get(0),
            recipient=asked.get(1),
            items=None if what is None else narrower(what),
        )
    pairs = [
        one
        for one in contradictions_of(said)
        if (wanted is None or one.sort is wanted) and (one.definite or not definite)
    ]
    if not wants_table(format):
        for pair in pairs:
            write_line(pair.to_dict())
        return
    from tracewire.cli.assessments import dispute_lines

    console = screen()
    for line in dispute_lines(disputes(pairs), parties=True):
        console.print(line)
    note(f"{plural(len(pairs), 'pair')} of claims as of entry {view.entry}")
