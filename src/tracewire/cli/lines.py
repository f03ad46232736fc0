"""`tracewire lines`: the register of who is said to supply what to whom."""

from __future__ import annotations

from typing import Annotated

import typer

from tracewire.cli.options import AsOfOption, FormatOption, LedgerOption, as_of
from tracewire.cli.output import Format, note, screen, wants_table, write_line
from tracewire.settings import LEDGER

__all__ = ["lines"]


def lines(
    ledger: LedgerOption = LEDGER.default,
    as_of_text: AsOfOption = None,
    supplier: Annotated[
        str | None,
        typer.Option("--supplier", metavar="PARTY", help="Only lines of this supplier.", show_default=False),
    ] = None,
    recipient: Annotated[
        str | None,
        typer.Option(
            "--recipient", metavar="PARTY", help="Only lines to this recipient.", show_default=False
        ),
    ] = None,
    item: Annotated[
        str | None,
        typer.Option("--item", metavar="CLASS", help="Only lines of this item class.", show_default=False),
    ] = None,
    format: FormatOption = Format.AUTO,
) -> None:
    """List the lines of the register: supplier → recipient × item, with what their sources say together.

    [b]stage[/b] is the furthest that a source affirms, [b]denied[/b] the stages that a source denies;
    [b]origins[/b] counts independent origins, and [b]credibility[/b] runs from 1 (confirmed) to 6 (cannot be
    judged). [b]measures[/b] tells that sanctions, an embargo or a licence bear
    on the transfer.

    [b]Examples[/b]

    tracewire lines

    tracewire lines --recipient RU --as-of 2023-06-09

    tracewire lines | jq -r 'select(.credibility == 1) | .supplier'
    """
    from tracewire.assess import under_measures
    from tracewire.cli import parties
    from tracewire.ledger import lines as lines_of
    from tracewire.ledger import open_ledger
    from tracewire.publish.words import plural

    with open_ledger(ledger, create=False) as store:
        view = store.as_of(as_of(as_of_text))
        wanted = parties.line_filter(view, supplier, recipient, item)
        asked = view.resolution.key((wanted.get(0), wanted.get(1), wanted.get(2)))
        found = [line for line in lines_of(view) if all(line.key[place] == asked[place] for place in wanted)]
        measured = under_measures(view, found)
    if not wants_table(format):
        for line in found:
            write_line({**line.to_dict(), "measures": line.key in measured})
        return
    from tracewire.cli.render import register

    if found:
        console = screen()
        console.print(register(found, measured, width=console.width))
    note(f"{plural(len(found), 'line')} as of entry {view.entry}")
