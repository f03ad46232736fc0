"""How do two versions of documents belong together, and how is that kept?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, or_, select

from tracewire.ledger.schema import copies

__all__ = [
    "CORRECTING",
    "DOUBT",
    "RELAY",
    "STORY",
    "Link",
    "Relation",
    "link_from",
    "link_rows",
    "undoubted",
]

Relation = str
STORY: frozenset[Relation] = frozenset({"copy", "trimmed-copy", "translation"})
"""The relations that make one story of two documents."""

CORRECTING: frozenset[Relation] = frozenset({"retraction", "correction", "update"})
"""The relations of a later dispatch to an earlier one of the same house that it takes back or renews."""

RELAY: Relation = "relay"
"""The relation of a dispatch to one of another house that it rests on, and that this house took back."""


DOUBT: Relation = "doubt"
"""Stored beside a link of a notice, or of what rests on it, that holds no longer: since its entry another
story is known that the notice may mean as well."""


def undoubted(links: Any = copies, *, until: int | None = None) -> Any:
    """That no doubt is known of a row of `links`, or none at the entry `until`."""
    doubt = copies.alias("doubt")
    query = select(doubt.c.entry).where(
        doubt.c.version == links.c.version, doubt.c.other == links.c.other, doubt.c.relation == DOUBT
    )
    if until is not None:
        query = query.where(doubt.c.entry <= until)
    # That a dispatch is a copy is not in doubt.
    return or_(links.c.relation.in_(sorted(STORY)), ~query.exists())


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two versions of documents that belong together: `version` came later, or takes back `other`."""

    version: int
    other: int
    relation: Relation
    reason: str


def link_rows(links: Iterable[Link], *, entry: int) -> list[dict[str, Any]]:
    """The rows of `copies` that keep `links`."""
    return [
        {
            "entry": entry,
            "version": link.version,
            "other": link.other,
            "relation": link.relation,
            "reason": link.reason,
        }
        for link in links
    ]


def link_from(row: Row[Any]) -> Link:
    """The link that a row of `copies` keeps."""
    return Link(version=row.version, other=row.other, relation=row.relation, reason=row.reason)
