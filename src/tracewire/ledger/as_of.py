"""What was known as of an entry? A view answers the same for ever: later entries cannot change it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Row, func, select, tuple_

from tracewire.ledger.errors import UnknownClaim, UnknownDocument, UnknownJudgement
from tracewire.ledger.judged import find_identities, find_judgements, find_round
from tracewire.ledger.judgements import Act, Identities, Judgement, Round, Subject
from tracewire.ledger.pages import Read, pages
from tracewire.ledger.records import (
    LINE_KINDS,
    Change,
    Copy,
    Counts,
    EndedClaim,
    Retraction,
    StoredClaim,
    StoredDocument,
    StoredEntry,
    StoredRejection,
    UnmetNotice,
)
from tracewire.ledger.related import kept_bodies, related, told_bodies
from tracewire.ledger.resolution import Resolution, resolution
from tracewire.ledger.rows import claim_from, instant_from
from tracewire.ledger.schema import (
    claim_ends,
    claim_lines,
    claims,
    document_ends,
    documents,
    entries,
    rejections,
)
from tracewire.ledger.since import arrived, ended, entries_since, retractions
from tracewire.ledger.standing import Standing, stored_claim
from tracewire.ledger.stories import Body
from tracewire.ledger.unmet import unmet_notices
from tracewire.model import Digest, Kind, Rejected, digest_text

__all__ = ["LedgerView"]


class LedgerView:
    """The ledger as it stood at `entry`; `recorded_at` is the moment of that entry, None before the first.

    Everything comes in the order of entries, and is read page by page: a view of a large ledger takes little
    memory, holds no lock between pages, and can be left at any point. Raises the errors of
    `tracewire.ledger.errors`.
    """

    def __init__(
        self,
        read: Read,
        *,
        entry: int,
        recorded_at: datetime | None,
    ) -> None:
        self._read = read
        self._standing = Standing(read, entry)
        self.entry = entry
        self.recorded_at = recorded_at

    def __repr__(self) -> str:
        return f"<LedgerView as of entry {self.entry}>"

    def documents(self, *, limit: int | None = None, after: int = 0) -> Iterator[StoredDocument]:
        """The documents in force, at most `limit` of them, from the entry behind `after` on."""
        return self._standing.stored_documents(limit=limit, after=after)

    def document(self, document: str) -> StoredDocument:
        """The version of `document` that is in force. Raises UnknownDocument."""
        found = self._standing.stored_document(document)
        if found is None:
            raise UnknownDocument(
                f"no such document as of entry {self.entry}",
                where=document,
                remedy="check the id: a file's path relative to the folder that was read, without suffix",
            )
        return found

    def copies(self, document: str) -> tuple[Copy, ...]:
        """The documents in force that `document` belongs together with, each with the reason, oldest first.

        Raises UnknownDocument.
        """
        return related(self._standing, self.document(document).entry)

    def bodies(self, names: Collection[str] | None = None) -> Iterator[Body]:
        """What is kept of each document in force to find its copies, and the story that it belongs to.

        With `names`, of these documents and of all that tell the same stories: the cost is theirs.
        """
        return told_bodies(self._standing, names)

    def claims(
        self,
        document: str | None = None,
        *,
        kind: Kind | None = None,
        line: tuple[str | None, str | None, str | None] | None = None,
        supplier: str | None = None,
        recipient: str | None = None,
        item: str | None = None,
        limit: int | None = None,
        after: tuple[int, int] = (0, -1),
    ) -> Iterator[StoredClaim]:
        """The claims in force that answer every condition, at most `limit` of them.

        `line` is a line's key, for claims of the kinds that make lines, where None stands for "the text does
        not say"; `supplier`, `recipient` and `item` each ask for one party or class, and None asks for
        nothing. A name that analysts merged with others asks for all of them; the claims come as they were
        told.
        """
        query = self._standing.claims()
        if document is not None:
            query = query.where(claims.c.document == document)
        if kind is not None:
            query = query.where(claims.c.kind == kind.value)
        asked = [
            (claim_lines.c.supplier, supplier),
            (claim_lines.c.recipient, recipient),
            (claim_lines.c.item, item),
        ]
        if line is not None:
            query = query.where(claims.c.kind.in_([one.value for one in LINE_KINDS]))
            asked += [(column, part or "") for (column, _), part in zip(asked, line, strict=True)]
        wanted = [self._named(column, value) for column, value in asked if value is not None]
        if wanted:
            places = select(claim_lines.c.entry, claim_lines.c.position).where(*wanted)
            query = query.where(tuple_(claims.c.entry, claims.c.position).in_(places))
        yield from self._standing.stored_claims(query, limit=limit, after=after)

    def _named(self, column: Any, name: str) -> Any:
        """That `column` holds `name`, or another that analysts hold to be one with it."""
        if not name:
            return column == name
        of_items = column is claim_lines.c.item
        names = self.resolution.item_names(name) if of_items else self.resolution.party_names(name)
        return column == name if len(names) == 1 else column.in_(sorted(names))

    def names(self, subject: Subject) -> frozenset[str]:
        """The codes, classes, places or speakers that claims and judgements up to this entry name, whether in
        force or not, as they were told.

        Of parties and classes the cost follows how many names there are, of the others the whole ledger.
        """
        found = {
            member
            for one in self.judgements(subject=subject, acts=(Act.MERGE, Act.SPLIT))
            for member in one.verdict.members
        }
        columns = {
            Subject.PARTY: (claim_lines.c.supplier, claim_lines.c.recipient),
            Subject.ITEM: (claim_lines.c.item,),
        }.get(subject, ())
        with self._read() as connection:
            for column in columns:
                query = select(column).where(claim_lines.c.entry <= self.entry).distinct()
                found.update(connection.execute(query).scalars())
        if subject in (Subject.PLACE, Subject.SPEAKER):
            query = select(claims.c.entry, claims.c.position, claims.c.payload).where(
                claims.c.entry <= self.entry
            )
            keys = (claims.c.entry, claims.c.position)
            for rows in pages(self._read, query.order_by(*keys), keys, (0, -1)):
                for claim in (claim_from(row.payload) for row in rows):
                    source = claim.source
                    told = claim.place if subject is Subject.PLACE else (source.name, source.org, source.via)
                    found.update(name for name in told if name)
        if subject is Subject.SPEAKER:
            found.update(
                name for body in kept_bodies(self._standing) for name in (body.agency, body.outlet) if name
            )
        return frozenset(found - {""})

    def claim(self, claim: str) -> StoredClaim:
        """The claim in force whose id begins with `claim`. Raises UnknownClaim for none or for several."""
        known = claim.strip().lower()
        rows: Sequence[Row[Any]] = ()
        if known and set(known) <= set("0123456789abcdef"):
            # A range, because an index serves it in every store; "g" sorts behind every hexadecimal digit.
            query = self._standing.claims().where(claims.c.claim >= known, claims.c.claim < known + "g")
            with self._read() as connection:
                rows = connection.execute(query.order_by(claims.c.claim).limit(2)).all()
        if len(rows) == 1:
            return stored_claim(rows[0])
        raise UnknownClaim(
            "several claims begin so" if rows else f"no claim in force as of entry {self.entry} begins so",
            where=claim,
            remedy="give more of the id"
            if rows
            else "it may have been superseded: ask as of an earlier entry",
        )

    def arrived(self, since: int) -> Iterator[StoredClaim]:
        """The claims in force that came behind the entry `since`. The cost is that of those entries."""
        return arrived(self._standing, since)

    def ended(self, since: int) -> Iterator[EndedClaim]:
        """The claims that were in force at the entry `since` and have ended, in the order of their ends."""
        return ended(self._standing, since)

    def retractions(self, since: int) -> tuple[Retraction, ...]:
        """What behind the entry `since` was found to take back which dispatch, or to rest on what was taken
        back, in the order of entries."""
        return retractions(self._standing, since)

    def unmet_notices(self, since: int) -> Iterator[UnmetNotice]:
        """The retractions and corrections in force of which the ledger cannot tell what they change, since an
        entry behind `since`: no dispatch is known that they mean, or several are, or nothing of the one was
        ended. The cost is that of reading what came."""
        return unmet_notices(self._standing, since)

    def entries(self, since: int = 0) -> Iterator[StoredEntry]:
        """What the entries behind `since` did, in their order."""
        return entries_since(self._standing, since)

    def rejections(self, *, limit: int | None = None, after: int = 0) -> Iterator[StoredRejection]:
        """Every document that could not be used, as it was told at the time."""
        query = (
            select(rejections, entries.c.recorded_at)
            .join(entries, entries.c.entry == rejections.c.entry)
            .where(rejections.c.entry <= self.entry)
            .order_by(rejections.c.entry)
        )
        for rows in pages(self._read, query, (rejections.c.entry,), (after,), limit=limit):
            for row in rows:
                rejected = Rejected(
                    document=row.document, code=row.code, reason=row.reason, remedy=row.remedy, raw=row.raw
                )
                yield StoredRejection(
                    rejected=rejected, entry=row.entry, recorded_at=instant_from(row.recorded_at)
                )

    def judgements(
        self,
        *,
        subject: Subject | None = None,
        acts: Collection[Act] = (),
        member: str | None = None,
        round: str | None = None,
    ) -> Iterator[Judgement]:
        """What analysts judged, also what was undone since, as far as every condition is answered.

        Opinions of a running round are among them: who shows them to a reviewer asks `round` instead.
        """
        return find_judgements(
            self._read,
            entry=self.entry,
            subject=subject,
            acts=acts,
            members=None if member is None else [member],
            round=round,
        )

    def judgement(self, entry: int) -> Judgement:
        """The judgement that `entry` holds. Raises UnknownJudgement."""
        found = next(find_judgements(self._read, entry=self.entry, at=entry), None)
        if found is None:
            it = next(self.entries(entry - 1), None)
            if it is not None and it.entry == entry and it.change is Change.WITHDRAWAL:
                raise UnknownJudgement(
                    f"that entry withdrew {it.document}, which cannot be undone",
                    where=f"entry {entry}",
                    remedy="read another version of the document, which counts anew",
                )
            raise UnknownJudgement(
                "that entry is no judgement",
                where=f"entry {entry}",
                remedy="`tracewire review log` lists them",
            )
        return found

    def identities(self, subject: Subject, *, around: Collection[str] | None = None) -> Identities:
        """What analysts hold to be one, and what not; with `around`, only what touches these names."""
        return find_identities(self._read, subject, entry=self.entry, around=around)

    @cached_property
    def resolution(self) -> Resolution:
        """What merges and splits come to for whoever reads claims together. It is looked up once a view, and
        costs what was merged and split."""
        return resolution(self.identities)

    def round(self, name: str, *, reader: str | None = None) -> Round:
        """A round of blind reviewing, with the opinions that `reader` may see. Raises UnknownRound."""
        return find_round(self._read, name, entry=self.entry, reader=reader)

    def counts(self) -> Counts:
        """How many documents and claims are in force, and how many documents were rejected."""

        # What has ended is counted apart, because that is little: the rest is one walk along an index.
        columns = (
            documents.c.entry,
            document_ends.c.entry,
            claims.c.entry,
            claim_ends.c.entry,
            rejections.c.entry,
        )
        with self._read() as connection:
            kept, retired, claimed, ended, rejected = (
                int(connection.execute(select(func.count()).where(column <= self.entry)).scalar_one())
                for column in columns
            )
        return Counts(
            entries=self.entry, documents=kept - retired, claims=claimed - ended, rejections=rejected
        )

    def content_digest(self) -> Digest:
        """What the documents and claims in force say, as one SHA-256.

        It depends neither on when nor in which order they were recorded: two ledgers that read the same
        dispatches with the same extractor agree, also when one was killed on the way and read them again.
        """
        whole = hashlib.sha256()
        query = (
            select(documents.c.entry, documents.c.document, documents.c.record_digest, documents.c.raw)
            .outerjoin(document_ends, self._standing.document_ended())
            .where(documents.c.entry <= self.entry, document_ends.c.entry.is_(None))
            .order_by(documents.c.document)
        )
        for rows in pages(self._read, query, (documents.c.document,), ("",)):
            said: dict[str, list[str]] = {row.document: [] for row in rows}
            held = (
                select(claims.c.document, claims.c.payload)
                .outerjoin(claim_ends, self._standing.claim_ended())
                .where(
                    claims.c.document.in_(list(said)),
                    claims.c.entry <= self.entry,
                    claim_ends.c.entry.is_(None),
                )
            )
            with self._read() as connection:
                for name, payload in connection.execute(held):
                    said[name].append(digest_text(payload))
            for row in rows:
                parts = [row.document, row.record_digest, row.raw, *sorted(said[row.document])]
                whole.update(("\x1f".join(parts) + "\x1e").encode())
        return Digest(whole.hexdigest())
