"""`tracewire watch`: look at feeds and folders again and again, read what is new, tell what it changed."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Annotated

import typer

from tracewire.cli.exits import Exit
from tracewire.cli.options import ExtractorOption, LedgerOption
from tracewire.cli.output import note
from tracewire.errors import Conflict, Unavailable
from tracewire.settings import EXTRACTOR, LEDGER

__all__ = ["watch"]

_TROUBLE = 60.0
"""Seconds before another look where the ledger itself was not to be had."""


def watch(
    config: Annotated[
        Path,
        typer.Argument(metavar="CONFIG", help="The watch file (docs/watch.md).", dir_okay=False),
    ],
    once: Annotated[bool, typer.Option("--once", help="Look once and end, as from a timer.")] = False,
    ledger: LedgerOption = LEDGER.default,
    extractor: ExtractorOption = EXTRACTOR.default,
) -> None:
    """Watch feeds and folders: append what is new, and tell what it changed by feed, webhook and mail.

    The first look tells nothing of what the ledger holds already. Stopped and started again it goes on where
    it was: nothing is told twice. Feeds are asked with ETag and Last-Modified, not sooner than they allow.

    [b]Examples[/b]

    tracewire watch watch.toml

    tracewire watch watch.toml --once --ledger postgresql://arms@db/arms
    """
    from tracewire.cli.sources import limits, now
    from tracewire.documents import HttpFetcher
    from tracewire.language import identify
    from tracewire.ledger import open_ledger
    from tracewire.reading import load_extractor
    from tracewire.watch import State, Watcher, load_config

    def stop(number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    known = load_config(config, os.environ)
    reader = load_extractor(extractor)
    with open_ledger(ledger) as store, State(known.state) as state:
        watcher = Watcher(
            known,
            store,
            reader,
            state,
            clock=now,
            sleep=time.sleep,
            fetcher=HttpFetcher(from_environment=True),
            identify=identify,
            limits=limits(),
            from_environment=True,
        )
        while True:
            pause = _TROUBLE
            try:
                tick = watcher.look()
            except (Unavailable, Conflict) as error:
                if once:
                    raise
                note(f"tracewire: {error}")
            else:
                for problem in tick.problems:
                    note(f"tracewire: {problem}")
                if once or tick.documents or tick.alerts or tick.delivered:
                    note(
                        f"{now():%Y-%m-%d %H:%M}Z: {tick.documents} documents, {tick.rejected} rejected,"
                        f" {tick.alerts} changes, {tick.delivered} alerts delivered"
                    )
                pause = max(1.0, (tick.due - now()).total_seconds())
            if once:
                if tick.faults:
                    raise typer.Exit(Exit.INTERNAL)
                return
            time.sleep(pause)
