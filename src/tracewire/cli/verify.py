"""`tracewire verify`: is the ledger as it was written, and does each claim still stand in its document."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from tracewire.cli.exits import Exit
from tracewire.cli.options import FormatOption, LedgerOption
from tracewire.cli.output import Format, note, plain, wants_table, write_line
from tracewire.settings import LEDGER

if TYPE_CHECKING:
    from tracewire.ledger import Head

__all__ = ["verify"]


def verify(
    ledger: LedgerOption = LEDGER.default,
    noted: Annotated[
        str | None,
        typer.Option(
            "--noted",
            metavar="ENTRY:DIGEST",
            help="A head that was noted earlier: the chain must pass through it.",
            show_default=False,
        ),
    ] = None,
    format: FormatOption = Format.AUTO,
) -> None:
    """Check the whole ledger: the chain over its entries, the stored evidence, and every claim's passage.

    The [b]head[/b] that it tells, noted elsewhere and given again as --noted, proves later that nothing
    before it was changed. Exit code 1 where something was altered or lost: each finding is told with its
    entry and remedy.

    [b]Examples[/b]

    tracewire verify

    tracewire verify --ledger sqlite:///arms.db --format json

    tracewire verify --noted 812:5d41402abc4b2a76b9719d911017c592ae2f0b8d4b7b1f0a2c3d4e5f60718293
    """
    from tracewire.ledger import open_ledger

    head = _head(noted)
    with open_ledger(ledger, create=False) as store:
        found = store.verify(noted=head)
        lacking = store.lacks_keys()
    if lacking:
        note(
            "tracewire: an earlier version kept documents here, and their copies and notices are not all"
            " found: the next `tracewire read` into this ledger fills the keys; no entry is altered"
        )
    if wants_table(format):
        for failure in found.failures:
            print(plain(str(failure)))
        counts = ("entries", "documents", "claims", "blobs")
        print(", ".join(f"{getattr(found, name)} {name}" for name in counts))
        print(f"head {found.head.entry}:{found.head.digest}")
        print("sound" if found.ok else f"{len(found.failures)} findings")
    else:
        write_line(
            {
                "ok": found.ok,
                "entries": found.entries,
                "documents": found.documents,
                "claims": found.claims,
                "blobs": found.blobs,
                "head": {"entry": found.head.entry, "digest": found.head.digest},
                "failures": [asdict(failure) for failure in found.failures],
            }
        )
    if not found.ok:
        note("tracewire: the ledger is not as it was written")
        raise typer.Exit(Exit.FINDINGS)


def _head(text: str | None) -> Head | None:
    """The head that `--noted` writes. Raises typer.BadParameter."""
    if text is None:
        return None
    match = re.fullmatch(r"(\d+):([0-9a-f]{64})", text.strip().lower())
    if not match:
        raise typer.BadParameter("write it as verify told it, 812:5d41…", param_hint="--noted")
    from tracewire.ledger import Head
    from tracewire.model import Digest

    return Head(int(match[1]), Digest(match[2]))
