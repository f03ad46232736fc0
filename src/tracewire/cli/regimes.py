"""`tracewire regimes`: which legal rule applied to a transfer on its day, and who contests it."""

from __future__ import annotations

from typing import Annotated

import typer

from tracewire.cli.options import AsOfOption, FormatOption, LedgerOption, as_of, known_on
from tracewire.cli.output import Format, note, screen, wants_table, write_line
from tracewire.settings import LEDGER

__all__ = ["regimes"]


def regimes(
    supplier: Annotated[
        str, typer.Argument(metavar="SUPPLIER", help="A party by code or name; - for unsaid.")
    ],
    recipient: Annotated[
        str, typer.Argument(metavar="RECIPIENT", help="A party by code or name; - for unsaid.")
    ],
    item: Annotated[
        str,
        typer.Argument(metavar="ITEM", help="An item class or a word for it."),
    ],
    on: Annotated[
        list[str] | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="The day of the transfer, several times if need be. Needs no ledger.",
            show_default="the dates of the ledger's events",
        ),
    ] = None,
    designation: Annotated[
        list[str] | None,
        typer.Option("--designation", metavar="NAME", help="A weapon by name.", show_default=False),
    ] = None,
    actor: Annotated[
        str | None,
        typer.Option(
            "--actor",
            metavar="PARTY",
            help="Who receives: a party by slug or name, or government.",
            show_default=False,
        ),
    ] = None,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="NAME", help="A place within the territory.", show_default=False),
    ] = None,
    contract: Annotated[
        str | None,
        typer.Option("--contract", metavar="DATE", help="The day of the contract.", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also rules that do not cover the transfer.")] = False,
    ledger: LedgerOption = LEDGER.default,
    as_of_text: AsOfOption = None,
    format: FormatOption = Format.AUTO,
) -> None:
    """Ask every rule of the table: prohibited, approval needed, not covered, or undetermined with what is
    missing.

    It compares what reports say with what rules name; it is no legal advice and never says "clear".

    [b]Examples[/b]

    tracewire regimes IR RU uav

    tracewire regimes IR RU one-way-attack-uav --designation Shahed-136 --on 2023-10-17 --on 2023-10-18

    tracewire regimes IR YE anti-ship-missile --actor houthis --on 2023-01-10
    """
    from datetime import date

    from tracewire.assess import Goods, LegalDay, Transfer, legal_days, narrower, readings, statements
    from tracewire.cli import parties
    from tracewire.model import Edtf

    try:
        contracted = date.fromisoformat(contract) if contract else None
        asked = [Edtf.parse(text) for text in on or ()]
    except ValueError as error:
        raise typer.BadParameter(f"{error}; write 2023-06-09", param_hint="--on or --contract") from error
    if asked:
        source = parties.party(supplier, "SUPPLIER")
        target = parties.party(recipient, "RECIPIENT")
        what = parties.item(item, "ITEM")
        designations = tuple(map(parties.designation, designation or ()))
        receiver = parties.actor(actor, target) if actor else None
        where = parties.region(region) if region else None
        goods = Goods(classes=(what,) if what else (), designations=designations)
        cut = as_of(as_of_text)
        known = cut.date() if cut is not None and not isinstance(cut, int) else None
        days = [
            LegalDay(
                when=when,
                assumed=False,
                statements=(),
                readings=readings(
                    Transfer(
                        supplier=source,
                        recipient=target,
                        goods=goods,
                        when=when,
                        actor=receiver,
                        region=where,
                        contract=contracted,
                    ),
                    known_on=known,
                    covered_only=not every,
                ),
            )
            for when in asked
        ]
    else:
        # The ledger's events bring their own: what is typed beside them would be left out unseen.
        for name, told in (
            *(("--designation", designation), ("--actor", actor), ("--region", region)),
            ("--contract", contract),
        ):
            if told:
                raise typer.BadParameter("it belongs to a day: add --on DATE", param_hint=name)
        from tracewire.ledger import open_ledger

        with open_ledger(ledger, create=False) as store:
            view = store.as_of(as_of(as_of_text))
            source, target, what = view.resolution.key(
                (
                    parties.party(supplier, "SUPPLIER", view),
                    parties.party(recipient, "RECIPIENT", view),
                    parties.item(item, "ITEM", view),
                )
            )
            said = statements(view, supplier=source, recipient=target, items=narrower(what) if what else None)
            days = list(legal_days(said, source, target, what, known_on=known_on(view, as_of_text)))
        if not days:
            note(f"no dated transfer as of entry {view.entry}; --on asks about a day")
    if not wants_table(format):
        for day in days:
            for reading in day.readings:
                write_line({"when": day.when.text, "assumed_from_report": day.assumed, **reading.to_dict()})
        return
    from tracewire.cli.assessments import legal_lines

    console = screen()
    for line in legal_lines(days):
        console.print(line)
