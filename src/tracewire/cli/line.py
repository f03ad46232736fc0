"""`tracewire line`: one line of the register, claim by claim."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated

import typer

from tracewire.cli.options import AsOfOption, FormatOption, LedgerOption, as_of
from tracewire.cli.output import Format, one_line, screen, wants_table, write_line
from tracewire.errors import InputRefused
from tracewire.settings import LEDGER

__all__ = ["line"]


def line(
    supplier: Annotated[
        str, typer.Argument(metavar="SUPPLIER", help="A party by code or name; - for unsaid.")
    ],
    recipient: Annotated[
        str, typer.Argument(metavar="RECIPIENT", help="A party by code or name; - for unsaid.")
    ],
    item: Annotated[
        str, typer.Argument(metavar="ITEM", help="An item class or a word for it; - for unsaid.")
    ],
    ledger: LedgerOption = LEDGER.default,
    as_of_text: AsOfOption = None,
    format: FormatOption = Format.AUTO,
) -> None:
    """Show one line of the register: who said what, when, how surely, and in which words.

    On a pipe: the line's claims, one a line, each with its [b]passage[/b], the date of its [b]reported[/b]
    document and its ledger [b]entry[/b].

    [b]Examples[/b]

    tracewire line IR RU one-way-attack-uav

    tracewire line IR - uav --as-of 2023-06-09

    tracewire line KP RU artillery-shell --format json | jq -r .passage
    """
    from tracewire.assess import under_measures
    from tracewire.cli import parties
    from tracewire.ledger import claims_of, history, line_of, open_ledger

    with open_ledger(ledger, create=False) as store:
        view = store.as_of(as_of(as_of_text))
        key = (
            parties.party(supplier, "SUPPLIER", view),
            parties.party(recipient, "RECIPIENT", view),
            parties.item(item, "ITEM", view),
        )
        found = line_of(view, key)
        if found is None:
            raise InputRefused(
                f"no such line as of entry {view.entry}",
                where=f"{supplier} {recipient} {item}",
                remedy="`tracewire lines` lists them",
            )
        events = history(view, found)
        measured = under_measures(view, [found])
        claims = {stored.id: stored.claim for stored in claims_of(view, found)}
        documents = {
            name: view.document(name).document for name in dict.fromkeys(event.document for event in events)
        }
    if not wants_table(format):
        for event in events:
            claim, document = claims[event.claim], documents[event.document]
            write_line(
                {
                    **claim.to_dict(),
                    "passage": claim.span.of(document.text),
                    "reported": event.reported,
                    "story": event.story,
                    "entry": event.entry,
                }
            )
        return
    from rich.text import Text

    from tracewire.cli.render import claim_summary, evidence, register

    console = screen()
    console.print(register([found], measured, width=console.width))
    console.print(Text(found.reason, style="dim"))
    for name, of_document in groupby(events, key=lambda event: event.document):
        document = documents[name]
        console.print()
        console.print(Text(f"{document.published or 'undated'}  {one_line(name)}", style="bold"))
        for event in of_document:
            console.print(claim_summary(claims[event.claim]))
            console.print(evidence(claims[event.claim], document.text))
