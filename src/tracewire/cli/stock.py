"""`tracewire stock`: what a holder may have left, if the claims are true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from tracewire.cli.options import AsOfOption, FormatOption, LedgerOption, as_of
from tracewire.cli.output import Format, note, screen, wants_table, write_line
from tracewire.settings import LEDGER

__all__ = ["stock"]


def stock(
    holder: Annotated[
        str,
        typer.Argument(metavar="HOLDER", help="A party by code or name."),
    ],
    item: Annotated[
        str,
        typer.Argument(
            metavar="ITEM", help="An item class or a word for it, read with the classes below it."
        ),
    ],
    supplier: Annotated[
        str | None,
        typer.Option("--supplier", metavar="PARTY", help="Only arms of this supplier.", show_default=False),
    ] = None,
    on: Annotated[
        list[str] | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="At the end of this day; may be given several times.",
            show_default="each day on which it can change",
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="NAME",
            help="Drop an assumption: totals, words, starts_empty or nothing_untold.",
            show_default=False,
        ),
    ] = None,
    dated_add: Annotated[
        bool,
        typer.Option("--dated-add", help="Add deliveries told for periods without a common day."),
    ] = False,
    simulate: Annotated[
        int | None,
        typer.Option(
            "--simulate", metavar="SEED", help="Print what a random walk finds beside it.", show_default=False
        ),
    ] = None,
    ledger: LedgerOption = LEDGER.default,
    as_of_text: AsOfOption = None,
    format: FormatOption = Format.AUTO,
) -> None:
    """Tell intervals of what was received, made, used, passed on and is left, from claims that may overlap.

    Reports are not added up. Where claims cannot all be true, those that exclude each other are named
    instead of a number. The assumptions are in docs/stocks.md; each can be dropped.

    [b]Examples[/b]

    tracewire stock RU uav --supplier IR

    tracewire stock RU uav --supplier IR --on 2022-11-30 --simulate 1

    tracewire stock RU uav --supplier IR --without words --as-of 2022-12
    """
    from tracewire.assess import Assumptions, simulated, stock_days, stock_statements
    from tracewire.assess import stock as stock_of
    from tracewire.cli import parties
    from tracewire.ledger import open_ledger

    assumed = Assumptions(dated_add=dated_add)
    for name in without or ():
        if name not in (dropped := ("totals", "words", "starts_empty", "nothing_untold")):
            raise typer.BadParameter(
                f"no assumption {name!r}; there are {', '.join(dropped)}", param_hint="--without"
            )
        assumed = replace(assumed, **{name: False})
    if parties.UNSAID in (holder, item):
        raise typer.BadParameter("name a holder and an item", param_hint="HOLDER ITEM")
    with open_ledger(ledger, create=False) as store:
        view = store.as_of(as_of(as_of_text))
        who, what = parties.party(holder, "HOLDER", view), parties.item(item, "ITEM", view)
        origin = parties.party(supplier, "--supplier", view) if supplier else None
        origin, who, what = view.resolution.key((origin, who, what))
        assert who is not None and what is not None
        said = stock_statements(view, who, what, supplier=origin)
    days = [_day(text) for text in on] if on else list(stock_days(said))
    if not days:
        note(f"no claim with a number as of entry {view.entry}")
        return
    table = wants_table(format)
    console = screen() if table else None
    before = None
    for day in days:
        found = stock_of(said, who, what, on=day, supplier=origin, assumptions=assumed)
        walked = (
            simulated(said, who, what, on=day, supplier=origin, assumptions=assumed, seed=simulate)
            if simulate is not None
            else None
        )
        if console is None:
            record = found.to_dict()
            if walked is not None:
                record["simulated"] = {one.value: span.to_list() for one, span in walked.items()}
            write_line(record)
            continue
        from tracewire.cli.assessments import interval, stock_lines

        for line in stock_lines(found, full=True, after=before):
            console.print(line)
        before = found
        if walked is not None:
            told = ", ".join(f"{one} {interval(span)}" for one, span in walked.items())
            console.print(f"      a random walk (seed {simulate}) finds {told}", style="dim")


def _day(text: str) -> date:
    from tracewire.model import last_day

    try:
        day = last_day(text)
    except ValueError as error:
        raise typer.BadParameter(f"{error}; write 2022-11-30", param_hint="--on") from error
    if day is None:
        raise typer.BadParameter("an interval without an end is no day", param_hint="--on")
    return day
