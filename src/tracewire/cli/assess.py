"""`tracewire assess`: one transfer as a careful analyst would write it."""

from __future__ import annotations

from typing import Annotated

import typer

from tracewire.cli.options import (
    AsOfOption,
    FormatOption,
    LedgerOption,
    RegisterOption,
    as_of,
    known_on,
    register_of,
)
from tracewire.cli.output import Format, screen, wants_table, write_line
from tracewire.settings import LEDGER, REGISTER

__all__ = ["assess"]


def assess(
    supplier: Annotated[
        str,
        typer.Argument(metavar="SUPPLIER", help="A party by code or name; - for any."),
    ],
    recipient: Annotated[
        str,
        typer.Argument(metavar="RECIPIENT", help="A party by code or name; - for any."),
    ],
    item: Annotated[
        str,
        typer.Argument(
            metavar="ITEM", help="An item class or a word for it, read with the classes below it."
        ),
    ],
    exact: Annotated[
        bool,
        typer.Option("--exact", help="That class alone, without the classes below it."),
    ] = False,
    ledger: LedgerOption = LEDGER.default,
    as_of_text: AsOfOption = None,
    register: RegisterOption = REGISTER.default,
    format: FormatOption = Format.AUTO,
) -> None:
    """Read one transfer as a whole: how far it has come on whose word, who contradicts whom, what may be
    left.

    Grades ([b]B2[/b]: letter of the source, digit of the information) are explained down to passages;
    episodes, contradictions, the recipient's stock and the legal rules at each event's date follow. Nothing
    is added up, and nothing is resolved.

    [b]Examples[/b]

    tracewire assess IR RU uav

    tracewire assess IR RU uav --as-of 2022-12

    tracewire assess KP RU artillery-shell --format json | jq .grade
    """
    from tracewire.assess import brief
    from tracewire.cli import parties
    from tracewire.ledger import open_ledger

    with open_ledger(ledger, create=False) as store:
        view = store.as_of(as_of(as_of_text))
        found = brief(
            view,
            parties.party(supplier, "SUPPLIER", view),
            parties.party(recipient, "RECIPIENT", view),
            parties.item(item, "ITEM", view),
            register=register_of(register),
            known_on=known_on(view, as_of_text),
            exact=exact,
        )
    if not wants_table(format):
        write_line(found.to_dict())
        return
    from tracewire.cli.assessments import brief_lines

    console = screen()
    for line in brief_lines(found):
        console.print(line)
