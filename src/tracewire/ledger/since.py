"""What came into the ledger behind an entry, what ended since, and which entry did it?"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, and_, func, select, tuple_

from tracewire.ledger.links import CORRECTING, RELAY, undoubted
from tracewire.ledger.pages import pages
from tracewire.ledger.records import Change, EndedClaim, Retraction, StoredClaim, StoredEntry
from tracewire.ledger.rows import instant_from
from tracewire.ledger.schema import (
    claim_ends,
    claims,
    copies,
    corrections,
    documents,
    entries,
    extractions,
    judgements,
    rejections,
)
from tracewire.ledger.standing import Standing, stored_claim
from tracewire.model import DocumentId

__all__ = ["arrived", "ended", "entries_since", "retractions"]


def arrived(standing: Standing, since: int) -> Iterator[StoredClaim]:
    """The claims in force that came behind the entry `since`."""
    return standing.stored_claims(standing.claims(), after=(since, sys.maxsize))


def ended(standing: Standing, since: int) -> Iterator[EndedClaim]:
    """The claims that were in force at the entry `since` and have ended, in the order of their ends."""
    query = (
        select(
            claim_ends.c.entry,
            claim_ends.c.claim_entry,
            claim_ends.c.claim_position,
            claims.c.version,
            claims.c.document.label("told"),
            entries.c.change,
            entries.c.recorded_at,
            corrections.c.author,
            corrections.c.reason,
            extractions.c.document,
        )
        .join(entries, entries.c.entry == claim_ends.c.entry)
        .join(
            claims,
            and_(
                claims.c.entry == claim_ends.c.claim_entry, claims.c.position == claim_ends.c.claim_position
            ),
        )
        .outerjoin(corrections, corrections.c.entry == claim_ends.c.entry)
        .outerjoin(extractions, extractions.c.entry == claim_ends.c.entry)
        .where(claim_ends.c.entry <= standing.entry, claim_ends.c.claim_entry <= since)
        .order_by(claim_ends.c.entry, claim_ends.c.claim_entry, claim_ends.c.claim_position)
    )
    keys = (claim_ends.c.entry, claim_ends.c.claim_entry, claim_ends.c.claim_position)
    before = Standing(standing.read, since)
    for rows in pages(standing.read, query, keys, (since, sys.maxsize, 0)):
        known = {
            (row.entry, row.position): stored_claim(row)
            for row in _at(before, [(row.claim_entry, row.claim_position) for row in rows])
        }
        for row in rows:
            notice, relation = _noticed(standing, row)
            yield EndedClaim(
                stored=known[row.claim_entry, row.claim_position],
                ended=row.entry,
                change=Change(row.change),
                recorded_at=instant_from(row.recorded_at),
                author=row.author,
                reason=row.reason,
                document=row.document,
                notice=notice,
                relation=relation,
            )


def _noticed(standing: Standing, row: Row[Any]) -> tuple[DocumentId | None, str | None]:
    """The notice for which a claim ended, and the relation of its dispatch to that; None for both where
    another version, extractor or analyst ended it."""
    if row.author is not None or row.document == row.told:
        return None, None
    by = documents.alias("by")
    query = (
        select(by.c.document, copies.c.relation)
        .join(by, by.c.entry == copies.c.version)
        .where(copies.c.relation.in_(sorted(CORRECTING)), copies.c.entry <= row.entry)
        # Of several the one that came with the entry, then the newest.
        .order_by((by.c.document == (row.document or "")).desc(), copies.c.entry.desc())
        .limit(1)
    )
    rests = select(copies.c.other).where(copies.c.version == row.version, copies.c.relation == RELAY)
    with standing.read() as connection:
        if (found := connection.execute(query.where(copies.c.other == row.version)).first()) is not None:
            return DocumentId(found.document), str(found.relation)
        found = connection.execute(query.where(copies.c.other.in_(rests))).first()
    return (None, None) if found is None else (DocumentId(found.document), RELAY)


def _at(standing: Standing, places: Sequence[tuple[int, int]]) -> Sequence[Row[Any]]:
    """The claims in force at these places."""
    query = standing.claims().where(tuple_(claims.c.entry, claims.c.position).in_(places))
    with standing.read() as connection:
        return connection.execute(query).all()


def retractions(standing: Standing, since: int) -> tuple[Retraction, ...]:
    """What behind the entry `since` was found to take back which dispatch, or to rest on what was taken
    back, in the order of entries."""
    this, that = documents.alias("this"), documents.alias("that")
    query = (
        select(
            this.c.document,
            that.c.document.label("earlier"),
            copies.c.relation,
            copies.c.reason,
            copies.c.entry,
            entries.c.recorded_at,
        )
        .join(this, this.c.entry == copies.c.version)
        .join(that, that.c.entry == copies.c.other)
        .join(entries, entries.c.entry == copies.c.entry)
        .where(
            copies.c.relation.in_(["retraction", RELAY]),
            copies.c.entry > since,
            copies.c.entry <= standing.entry,
            undoubted(until=standing.entry),
        )
        .order_by(copies.c.entry, this.c.document, that.c.document)
    )
    with standing.read() as connection:
        return tuple(
            Retraction(
                document=DocumentId(row.document),
                earlier=DocumentId(row.earlier),
                relayed=row.relation == RELAY,
                reason=row.reason,
                entry=row.entry,
                recorded_at=instant_from(row.recorded_at),
            )
            for row in connection.execute(query)
        )


def entries_since(standing: Standing, since: int) -> Iterator[StoredEntry]:
    """What the entries behind `since` did, in their order."""
    query = (
        select(
            entries.c.entry,
            entries.c.change,
            entries.c.recorded_at,
            func.coalesce(extractions.c.document, corrections.c.document, rejections.c.document).label(
                "document"
            ),
            func.coalesce(corrections.c.author, judgements.c.author).label("author"),
            func.coalesce(corrections.c.reason, judgements.c.reason).label("reason"),
        )
        .outerjoin(extractions, extractions.c.entry == entries.c.entry)
        .outerjoin(corrections, corrections.c.entry == entries.c.entry)
        .outerjoin(rejections, rejections.c.entry == entries.c.entry)
        .outerjoin(judgements, judgements.c.entry == entries.c.entry)
        .where(entries.c.entry <= standing.entry)
        .order_by(entries.c.entry)
    )
    for rows in pages(standing.read, query, (entries.c.entry,), (since,)):
        for row in rows:
            yield StoredEntry(
                entry=row.entry,
                change=Change(row.change),
                recorded_at=instant_from(row.recorded_at),
                document=row.document,
                author=row.author,
                reason=row.reason,
            )
