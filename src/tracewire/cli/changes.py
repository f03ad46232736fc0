"""`tracewire changes`: what changed since, as sentences, with the passages that did it."""

from __future__ import annotations

from typing import Annotated

import typer

from tracewire.cli.options import AsOfOption, FormatOption, LedgerOption, as_of
from tracewire.cli.output import Format, note, one_line, screen, wants_table, write_line
from tracewire.settings import LEDGER

__all__ = ["changes"]

_PASSAGES = 3


def changes(
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="ENTRY|DATE",
            help="What was known then: at this entry, at the end of this day (UTC), or at this instant.",
        ),
    ],
    ledger: LedgerOption = LEDGER.default,
    as_of_text: AsOfOption = None,
    supplier: Annotated[
        str | None, typer.Option("--supplier", metavar="PARTY", help="Only lines of this supplier.")
    ] = None,
    recipient: Annotated[
        str | None, typer.Option("--recipient", metavar="PARTY", help="Only lines to this recipient.")
    ] = None,
    item: Annotated[
        str | None, typer.Option("--item", metavar="CLASS", help="Only lines of this item class.")
    ] = None,
    format: FormatOption = Format.AUTO,
) -> None:
    """Tell what changed between two moments, and which passage did it.

    New lines; stages, numbers, denials, origins and credibility that moved, each with its speakers;
    measures and disclosures; documents that were withdrawn, taken back by their house or came anew; what
    analysts merged, split or took back. Another copy of a known story changes nothing and is not told.
    Compared is what was
    [b]recorded[/b], not what happened when.

    [b]Examples[/b]

    tracewire changes --since 2023-06-09

    tracewire changes --since 812 --as-of 900 --recipient RU

    tracewire changes --since 2023-06-09 | jq -r .sentence
    """
    from tracewire.assess import changes as changed
    from tracewire.cli import parties
    from tracewire.ledger import open_ledger
    from tracewire.publish.telling import record, sentence
    from tracewire.publish.words import plural

    with open_ledger(ledger, create=False) as store:
        before, after = store.as_of(as_of(since, option="--since")), store.as_of(as_of(as_of_text))
        if before.entry > after.entry:
            raise typer.BadParameter("it lies behind --as-of", param_hint="--since")
        asked = parties.line_filter(after, supplier, recipient, item)
        found = [
            one
            for one in changed(before, after)
            if not asked or (one.key and all(one.key[place] == value for place, value in asked.items()))
        ]
    if not wants_table(format):
        for one in found:
            write_line(record(one))
        return
    from rich.padding import Padding
    from rich.text import Text

    console = screen()
    for one in found:
        console.print(Text(one_line(sentence(one))))
        # A claim that was corrected and the one in its place may have one passage.
        causes = list({(of.claim.document, of.passage): of for of in one.causes}.values())
        for cause in causes[:_PASSAGES]:
            told = Text(
                f"“{one_line(cause.passage)}”", style="italic" if cause.ended is None else "italic strike"
            )
            told.append(f"  {one_line(cause.claim.document)}, entry {cause.entry}", style="dim")
            console.print(Padding(told, (0, 0, 0, 4)))
        if len(causes) > _PASSAGES:
            console.print(Padding(Text(f"and {len(causes) - _PASSAGES} more", style="dim"), (0, 0, 0, 4)))
    note(f"{plural(len(found), 'change')} from entry {before.entry} to entry {after.entry}")
