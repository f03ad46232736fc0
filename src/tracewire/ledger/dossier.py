"""What do all sources together say about one line, without looking at any other?"""

from __future__ import annotations

from tracewire.ledger.as_of import LedgerView
from tracewire.ledger.fuse import fuse
from tracewire.ledger.grading import wider
from tracewire.ledger.records import Line

__all__ = ["line_of"]


def line_of(view: LedgerView, key: tuple[str | None, str | None, str | None]) -> Line | None:
    """The line as of `view` that `key` is a part of; None where no claim in force speaks of it.

    A key of names that analysts merged asks for the line of the name that stands for them. It costs what the
    line holds and the lines of the classes above it, whose denials cover it, and how much was merged,
    whatever else the ledger holds.
    """
    key = view.resolution.key(key)
    stored = {one.id: one for one in view.claims(line=key)}
    if not stored:
        return None
    for item in wider(key[2]):
        stored |= {one.id: one for one in view.claims(line=(key[0], key[1], item))}
    claims = [one.claim for one in stored.values()]
    bodies = view.bodies({claim.document for claim in claims})
    return next(line for line in fuse(claims, bodies, view.resolution) if line.key == key)
