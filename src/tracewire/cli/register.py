"""`tracewire sources`: the register of sources, with the letter of each and its history."""

from __future__ import annotations

from typing import Annotated

import typer

from tracewire.cli.options import AsOfOption, FormatOption, LedgerOption, RegisterOption, as_of, register_of
from tracewire.cli.output import Format, note, screen, wants_table, write_line
from tracewire.settings import LEDGER, REGISTER

__all__ = ["sources"]


def sources(
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help="The history of one source.", show_default=False),
    ] = None,
    entries: Annotated[
        bool,
        typer.Option("--entries", help="The entries of the register, whether they speak here or not."),
    ] = False,
    ledger: LedgerOption = LEDGER.default,
    as_of_text: AsOfOption = None,
    register: RegisterOption = REGISTER.default,
    format: FormatOption = Format.AUTO,
) -> None:
    """List who speaks in the ledger, with the Admiralty letter of each on the day of its last report, and
    why.

    Letters are defaults with reasons; [b]--register FILE[/b] adds your own (docs/sources.md).

    [b]Examples[/b]

    tracewire sources

    tracewire sources --name Kommersant

    tracewire sources --register letters.csv --as-of 2023-06-30
    """
    held = register_of(register)
    if name is not None or entries:
        found = held.history(name) if name is not None else held.entries
        for one in found:
            record = {
                "source": one.name,
                "letter": one.letter,
                "since": one.since.isoformat() if one.since else None,
                "reason": one.reason,
                "author": one.author,
            }
            if wants_table(format):
                print(f"{one.letter}  {one.name}  {one.since or 'always'}  {one.reason} ({one.author})")
            else:
                write_line(record)
        if not found:
            note("no entry of its own: its class decides")
        return
    from tracewire.assess import rated_sources
    from tracewire.ledger import open_ledger
    from tracewire.publish.words import plural

    with open_ledger(ledger, create=False) as store:
        view = store.as_of(as_of(as_of_text))
        rated = rated_sources(view, held)
    if not wants_table(format):
        for rating, count in rated:
            write_line({**rating.to_dict(), "claims": count})
        return
    from tracewire.cli.assessments import rating_lines

    console = screen()
    for line in rating_lines(rated):
        console.print(line)
    note(f"{plural(len(rated), 'source')} as of entry {view.entry}")
