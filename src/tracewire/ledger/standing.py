"""Which documents and claims are in force at an entry?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, select

from tracewire.ledger.pages import Read, pages
from tracewire.ledger.records import StoredClaim, StoredDocument
from tracewire.ledger.rows import claim_from, document_from, instant_from
from tracewire.ledger.schema import (
    claim_ends,
    claims,
    corrections,
    document_ends,
    documents,
    entries,
    extractions,
)
from tracewire.model import ClaimId

__all__ = ["Standing", "stored_claim"]

_DOCUMENT_PAGE = 100  # texts are long


@dataclass(frozen=True, slots=True)
class Standing:
    """The rows of a ledger as they stood at `entry`, asked for on connections that `read` opens."""

    read: Read
    entry: int

    def documents(self) -> Select[Any]:
        """The versions of documents in force, with the moment of their entry."""
        return (
            select(documents, entries.c.recorded_at)
            .join(entries, entries.c.entry == documents.c.entry)
            .outerjoin(document_ends, self.document_ended())
            .where(documents.c.entry <= self.entry, document_ends.c.entry.is_(None))
        )

    def document_ended(self) -> Any:
        """How the end of a row of `documents` is joined, as far as it is known."""
        return and_(document_ends.c.version == documents.c.entry, document_ends.c.entry <= self.entry)

    def claims(self) -> Select[Any]:
        """The claims in force, with the moment of their entry, and who put them there in place of which."""
        before = claims.alias("before")
        return (
            select(
                claims.c.entry,
                claims.c.position,
                claims.c.payload,
                entries.c.recorded_at,
                before.c.claim.label("supersedes"),
                corrections.c.author,
                corrections.c.reason,
            )
            .join(entries, entries.c.entry == claims.c.entry)
            .outerjoin(claim_ends, self.claim_ended())
            .outerjoin(corrections, corrections.c.entry == claims.c.entry)
            .outerjoin(
                before,
                and_(
                    before.c.entry == claims.c.supersedes_entry,
                    before.c.position == claims.c.supersedes_position,
                ),
            )
            .where(claims.c.entry <= self.entry, claim_ends.c.entry.is_(None))
        )

    def claim_ended(self) -> Any:
        """How the end of a row of `claims` is joined, as far as it is known."""
        return and_(
            claim_ends.c.claim_entry == claims.c.entry,
            claim_ends.c.claim_position == claims.c.position,
            claim_ends.c.entry <= self.entry,
        )

    def stored_documents(self, *, limit: int | None = None, after: int = 0) -> Iterator[StoredDocument]:
        """The documents in force behind the entry `after`, at most `limit` of them, in their order."""
        query = self.documents().order_by(documents.c.entry)
        keys = (documents.c.entry,)
        for rows in pages(self.read, query, keys, (after,), limit=limit, size=_DOCUMENT_PAGE):
            yield from self._stored(rows)

    def stored_document(self, name: str) -> StoredDocument | None:
        """The version of the document `name` in force."""
        with self.read() as connection:
            rows = connection.execute(self.documents().where(documents.c.document == name)).all()
        return next(self._stored(rows[:1]), None)

    def stored_claims(
        self, query: Select[Any], *, limit: int | None = None, after: tuple[int, int] = (0, -1)
    ) -> Iterator[StoredClaim]:
        """The claims that `query`, made of `claims`, asks for behind the place `after`, in their order."""
        keys = (claims.c.entry, claims.c.position)
        for rows in pages(self.read, query.order_by(*keys), keys, after, limit=limit):
            yield from map(stored_claim, rows)

    def _stored(self, rows: Sequence[Row[Any]]) -> Iterator[StoredDocument]:
        extracted = self._extractions([row.entry for row in rows]) if rows else {}
        for row in rows:
            yield StoredDocument(
                document=document_from(dict(row._mapping)),
                entry=row.entry,
                recorded_at=instant_from(row.recorded_at),
                extractor=extracted[row.entry].extractor,
                extractor_digest=extracted[row.entry].extractor_digest,
                supersedes=row.supersedes,
            )

    def _extractions(self, versions: Sequence[int]) -> dict[int, Row[Any]]:
        """The last extraction of each version."""
        query = (
            select(extractions)
            .join(documents, documents.c.entry == extractions.c.version)
            .where(
                documents.c.entry.in_(versions),
                # By name too: there the index is.
                extractions.c.document == documents.c.document,
                extractions.c.entry <= self.entry,
            )
            .order_by(extractions.c.entry)
        )
        with self.read() as connection:
            return {row.version: row for row in connection.execute(query)}


def stored_claim(row: Row[Any]) -> StoredClaim:
    """The claim of a row that `Standing.claims` asks for."""
    return StoredClaim(
        claim=claim_from(row.payload),
        entry=row.entry,
        recorded_at=instant_from(row.recorded_at),
        supersedes=ClaimId(row.supersedes) if row.supersedes else None,
        author=row.author,
        reason=row.reason,
    )
