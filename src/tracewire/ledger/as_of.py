"""What was known as of an entry? A view answers the same for ever: later entries cannot change it."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, select, tuple_

from tracewire.documents.notices import notice
from tracewire.ledger.copies import CORRECTING, RELAY, STORY, may_mean, naming
from tracewire.ledger.errors import UnknownClaim, UnknownDocument, UnknownJudgement
from tracewire.ledger.judged import find_identities, find_judgements, find_round
from tracewire.ledger.judgements import Act, Identities, Judgement, Round, Subject
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
from tracewire.ledger.resolution import Resolution, resolution
from tracewire.ledger.rows import body_from, document_from, instant_from
from tracewire.ledger.schema import (
    bodies,
    claim_ends,
    claim_lines,
    claims,
    copies,
    corrections,
    document_ends,
    documents,
    entries,
    extractions,
    judgements,
    rejections,
)
from tracewire.ledger.stories import Body
from tracewire.ledger.superseding import undecided
from tracewire.model import Claim, ClaimId, Digest, DocumentId, Kind, Rejected, digest_text

__all__ = ["LedgerView"]

_ACCOUNT = frozenset({"retraction", "correction"})
"""The relations in which the later dispatch gives no account of its own. An update may have asked anew."""

_PAGE = 500
_DOCUMENT_PAGE = 100  # texts are long


class LedgerView:
    """The ledger as it stood at `entry`; `recorded_at` is the moment of that entry, None before the first.

    Everything comes in the order of entries, and is read page by page: a view of a large ledger takes little
    memory, holds no lock between pages, and can be left at any point. Raises the errors of
    `tracewire.ledger.errors`.
    """

    def __init__(
        self,
        read: Callable[[], AbstractContextManager[Connection]],
        *,
        entry: int,
        recorded_at: datetime | None,
    ) -> None:
        self._read = read
        self.entry = entry
        self.recorded_at = recorded_at

    def __repr__(self) -> str:
        return f"<LedgerView as of entry {self.entry}>"

    def documents(self, *, limit: int | None = None, after: int = 0) -> Iterator[StoredDocument]:
        """The documents in force, at most `limit` of them, from the entry behind `after` on."""
        query = self._documents().order_by(documents.c.entry)
        for rows in self._pages(query, (documents.c.entry,), (after,), limit, _DOCUMENT_PAGE):
            extracted = self._extractions([row.entry for row in rows])
            for row in rows:
                yield _stored_document(row, extracted[row.entry])

    def copies(self, document: str) -> tuple[Copy, ...]:
        """The documents in force that `document` belongs together with, each with the reason, oldest first.

        Raises UnknownDocument.
        """
        own = self.document(document)
        this, that = documents.alias("this"), documents.alias("that")
        found: list[Copy] = []
        with self._read() as connection:
            for mine, its in ((copies.c.version, copies.c.other), (copies.c.other, copies.c.version)):
                query = (
                    select(copies, that.c.document.label("name"))
                    .join(this, this.c.entry == mine)
                    .join(that, that.c.entry == its)
                    .outerjoin(
                        document_ends,
                        and_(document_ends.c.version == that.c.entry, document_ends.c.entry <= self.entry),
                    )
                    .where(mine == own.entry, copies.c.entry <= self.entry, document_ends.c.entry.is_(None))
                )
                for row in connection.execute(query):
                    found.append(
                        Copy(
                            document=DocumentId(row.name),
                            relation=row.relation,
                            later=row.version == own.entry,
                            reason=row.reason,
                            entry=row.entry,
                        )
                    )
            twins = (
                select(documents.c.document, documents.c.entry)
                .join(bodies, bodies.c.entry == documents.c.entry)
                .outerjoin(document_ends, self._document_ended())
                .where(
                    bodies.c.digest
                    == select(bodies.c.digest).where(bodies.c.entry == own.entry).scalar_subquery(),
                    bodies.c.length > 0,
                    documents.c.entry != own.entry,
                    documents.c.entry <= self.entry,
                    document_ends.c.entry.is_(None),
                )
            )
            linked = {one.document for one in found if one.relation in STORY}
            for row in connection.execute(twins):
                if row.document not in linked:
                    found.append(
                        Copy(
                            document=DocumentId(row.document),
                            relation="copy",
                            later=own.entry > row.entry,
                            reason="the running text is the same",
                            entry=max(own.entry, row.entry),
                        )
                    )
        return tuple(sorted(found, key=lambda one: (one.entry, one.document)))

    def bodies(self, names: Collection[str] | None = None) -> Iterator[Body]:
        """What is kept of each document in force to find its copies, and the story that it belongs to.

        With `names`, of these documents and of all that tell the same stories: the cost is theirs.
        """
        stories, accounts = self._stories(None if names is None else frozenset(names))
        for body in self._bodies(names if names is None else stories.keys()):
            name = body.document
            yield replace(body, story=stories.get(name, name), account=accounts.get(name))

    def _stories(
        self, names: frozenset[str] | None
    ) -> tuple[dict[str, DocumentId], Mapping[str, DocumentId]]:
        """The story of each document that shares one, and what binds it to others that correct it or are
        corrected; with `names`, of these and of all they share with."""
        judged = self.identities(Subject.DOCUMENT) if names is None else Identities()
        edges: list[tuple[str, str]] = []
        bound: list[tuple[str, str]] = []
        if names is None:
            with self._read() as connection:
                edges += [(row[0], row[1]) for row in connection.execute(self._links(None, STORY))]
                bound += [(row[0], row[1]) for row in connection.execute(self._links(None, _ACCOUNT))]
                edges += self._twins(connection, None)
            known = {name for edge in (*edges, *bound) for name in edge}
        else:
            known, asked = set(names), set[str]()
            while frontier := known - asked:
                asked |= frontier
                wanted = sorted(frontier)
                with self._read() as connection:
                    for start in range(0, len(wanted), _PAGE):
                        chunk = wanted[start : start + _PAGE]
                        edges += [(row[0], row[1]) for row in connection.execute(self._links(chunk, STORY))]
                        bound += [
                            (row[0], row[1]) for row in connection.execute(self._links(chunk, _ACCOUNT))
                        ]
                        edges += self._twins(connection, chunk)
                judged = self.identities(Subject.DOCUMENT, around=known)
                known |= {name for edge in (*edges, *bound) for name in edge}
                known |= {name for group in judged.groups for name in group if group & asked}
        edges += [(min(group), name) for group in judged.groups for name in sorted(group)[1:]]
        every = known | {name for edge in (*edges, *bound) for name in edge}
        stories = _components(every, edges, judged)
        if not bound:
            return stories, {}
        accounts = _components(every, [*edges, *bound], judged)
        # A story that nothing corrects has no account beside itself.
        several = {accounts[one] for one, other in bound if stories[one] != stories[other]}
        return stories, {name: of for name, of in accounts.items() if of in several}

    def _links(self, names: Sequence[str] | None, relations: Collection[str]) -> Any:
        """Pairs of documents in force that have one of `relations` by a stored decision."""
        this, that = documents.alias("this"), documents.alias("that")
        gone, lost = document_ends.alias("gone"), document_ends.alias("lost")

        def pairs(mine: Any, its: Any) -> Select[Any]:
            query = (
                select(this.c.document, that.c.document.label("other"))
                .select_from(copies)
                .join(this, this.c.entry == mine)
                .join(that, that.c.entry == its)
                .outerjoin(gone, and_(gone.c.version == this.c.entry, gone.c.entry <= self.entry))
                .outerjoin(lost, and_(lost.c.version == that.c.entry, lost.c.entry <= self.entry))
                .where(
                    copies.c.entry <= self.entry,
                    copies.c.relation.in_(sorted(relations)),
                    gone.c.entry.is_(None),
                    lost.c.entry.is_(None),
                )
            )
            return query if names is None else query.where(this.c.document.in_(names))

        there = pairs(copies.c.version, copies.c.other)
        return there if names is None else there.union(pairs(copies.c.other, copies.c.version))

    def _twins(self, connection: Connection, names: Sequence[str] | None) -> list[tuple[str, str]]:
        """Pairs of documents in force whose running text is the same."""
        held = (
            select(documents.c.document, bodies.c.digest)
            .join(bodies, bodies.c.entry == documents.c.entry)
            .outerjoin(document_ends, self._document_ended())
            .where(documents.c.entry <= self.entry, document_ends.c.entry.is_(None), bodies.c.length > 0)
        )
        if names is not None:
            own = held.where(documents.c.document.in_(names)).with_only_columns(bodies.c.digest)
            held = held.where(bodies.c.digest.in_(own.scalar_subquery()))
        first: dict[str, str] = {}
        edges = []
        for row in connection.execute(held.order_by(documents.c.document)):
            one = first.setdefault(row.digest, row.document)
            if one != row.document:
                edges.append((one, row.document))
        return edges

    def _bodies(self, names: Collection[str] | None) -> Iterator[Body]:
        query = (
            select(
                documents.c.entry,
                documents.c.document,
                documents.c.record,
                bodies.c.digest,
                bodies.c.length,
                bodies.c.algorithm,
                bodies.c.signature,
            )
            .join(bodies, bodies.c.entry == documents.c.entry)
            .outerjoin(document_ends, self._document_ended())
            .where(documents.c.entry <= self.entry, document_ends.c.entry.is_(None))
            .order_by(documents.c.entry)
        )
        if names is None:
            for rows in self._pages(query, (documents.c.entry,), (0,), None, _PAGE):
                yield from (body_from(dict(row._mapping)) for row in rows)
            return
        wanted = sorted(set(names))
        for start in range(0, len(wanted), _PAGE):
            chosen = query.where(documents.c.document.in_(wanted[start : start + _PAGE]))
            with self._read() as connection:
                found = connection.execute(chosen).all()
            yield from (body_from(dict(row._mapping)) for row in found)

    def document(self, document: str) -> StoredDocument:
        """The version of `document` that is in force. Raises UnknownDocument."""
        query = self._documents().where(documents.c.document == document)
        with self._read() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise UnknownDocument(
                f"no such document as of entry {self.entry}",
                where=document,
                remedy="check the id: a file's path relative to the folder that was read, without suffix",
            )
        return _stored_document(row, self._extractions([row.entry])[row.entry])

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
        query = self._claims()
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
        keys = (claims.c.entry, claims.c.position)
        for rows in self._pages(query.order_by(*keys), keys, after, limit, _PAGE):
            yield from map(_stored_claim, rows)

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
            for rows in self._pages(query.order_by(*keys), keys, (0, -1), None, _PAGE):
                for claim in (Claim.from_dict(json.loads(row.payload)) for row in rows):
                    source = claim.source
                    told = claim.place if subject is Subject.PLACE else (source.name, source.org, source.via)
                    found.update(name for name in told if name)
        if subject is Subject.SPEAKER:
            found.update(name for body in self._bodies(None) for name in (body.agency, body.outlet) if name)
        return frozenset(found - {""})

    def claim(self, claim: str) -> StoredClaim:
        """The claim in force whose id begins with `claim`. Raises UnknownClaim for none or for several."""
        known = claim.strip().lower()
        rows: Sequence[Row[Any]] = ()
        if known and set(known) <= set("0123456789abcdef"):
            # A range, because an index serves it in every store; "g" sorts behind every hexadecimal digit.
            query = self._claims().where(claims.c.claim >= known, claims.c.claim < known + "g")
            with self._read() as connection:
                rows = connection.execute(query.order_by(claims.c.claim).limit(2)).all()
        if len(rows) == 1:
            return _stored_claim(rows[0])
        raise UnknownClaim(
            "several claims begin so" if rows else f"no claim in force as of entry {self.entry} begins so",
            where=claim,
            remedy="give more of the id"
            if rows
            else "it may have been superseded: ask as of an earlier entry",
        )

    def arrived(self, since: int) -> Iterator[StoredClaim]:
        """The claims in force that came behind the entry `since`. The cost is that of those entries."""
        keys = (claims.c.entry, claims.c.position)
        query = self._claims().order_by(*keys)
        for rows in self._pages(query, keys, (since, sys.maxsize), None, _PAGE):
            yield from map(_stored_claim, rows)

    def ended(self, since: int) -> Iterator[EndedClaim]:
        """The claims that were in force at the entry `since` and have ended, in the order of their ends."""
        query = (
            select(
                claim_ends.c.entry.label("ended"),
                claim_ends.c.claim_entry,
                claim_ends.c.claim_position,
                entries.c.change,
                entries.c.recorded_at,
                corrections.c.author,
                corrections.c.reason,
                extractions.c.document,
            )
            .join(entries, entries.c.entry == claim_ends.c.entry)
            .outerjoin(corrections, corrections.c.entry == claim_ends.c.entry)
            .outerjoin(extractions, extractions.c.entry == claim_ends.c.entry)
            .where(claim_ends.c.entry <= self.entry, claim_ends.c.claim_entry <= since)
            .order_by(claim_ends.c.entry, claim_ends.c.claim_entry, claim_ends.c.claim_position)
        )
        keys = (claim_ends.c.entry, claim_ends.c.claim_entry, claim_ends.c.claim_position)
        before = LedgerView(self._read, entry=since, recorded_at=None)
        after = (since, sys.maxsize, 0)
        while True:
            with self._read() as connection:
                rows = connection.execute(query.where(tuple_(*keys) > tuple_(*after)).limit(_PAGE)).all()
            places = [(row.claim_entry, row.claim_position) for row in rows]
            known = {(one.entry, one.position): one for one in before._at(places)}
            for row in rows:
                yield EndedClaim(
                    stored=_stored_claim(known[row.claim_entry, row.claim_position]),
                    ended=row.ended,
                    change=Change(row.change),
                    recorded_at=instant_from(row.recorded_at),
                    author=row.author,
                    reason=row.reason,
                    document=row.document,
                )
            if len(rows) < _PAGE:
                return
            after = (rows[-1].ended, rows[-1].claim_entry, rows[-1].claim_position)

    def retractions(self, since: int) -> tuple[Retraction, ...]:
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
                copies.c.entry <= self.entry,
            )
            .order_by(copies.c.entry, this.c.document, that.c.document)
        )
        with self._read() as connection:
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

    def unmet_notices(self, since: int) -> Iterator[UnmetNotice]:
        """The retractions and corrections in force of which the ledger cannot tell what they change, since an
        entry behind `since`: no dispatch is known that they mean, or several are, or nothing of the one was
        ended. The cost is that of reading what came."""
        for stored in self.documents(after=since):
            if (one := self._unmet(stored, stored)) is not None:
                yield one
            with self._read() as connection:
                notices = naming(connection, stored.document, until=min(since, self.entry))
            for entry in notices:
                for noticed in self.documents(after=entry - 1, limit=1):
                    one = self._unmet(noticed, stored)
                    if one is not None and one.one_of and stored.document.id in one.fits:
                        yield one

    def _unmet(self, stored: StoredDocument, at: StoredDocument) -> UnmetNotice | None:
        """What the notice `stored` leaves to an analyst since `at` came; None for a dispatch that is no
        notice, and where all is settled."""
        said = notice(stored.document)
        if said is None or not said.declared or said.relation == "update":
            return None
        linked = select(copies.c.other).where(
            copies.c.version == stored.entry,
            copies.c.relation.in_(sorted(CORRECTING)),
            copies.c.entry <= self.entry,
        )
        with self._read() as connection:
            met = set(connection.execute(linked).scalars())
            several = may_mean(connection, stored.document, met, until=self.entry)
        if any(self._withdrawn(version) for version in several):
            return None
        told, ended, judged = self._told(met, stored.entry)
        numbers: list[Claim] = []
        if said.relation == "correction" and met:
            own, gone, _ = self._told({stored.entry}, stored.entry)
            left = undecided(stored.document, [*own, *gone], [*told, *ended, *judged])
            numbers = [claim for claim in left if claim in told]
        if judged or (ended and not numbers and not (said.whole and several)):
            return None
        one_of = bool(several) and not numbers
        return UnmetNotice(
            document=stored.document.id,
            relation=said.relation,
            words=said.words,
            entry=at.entry,
            recorded_at=at.recorded_at,
            fits=self._names(several if one_of else met),
            one_of=one_of,
            taken=self._names(met) if one_of and ended else (),
            claims=tuple(numbers),
        )

    def _withdrawn(self, version: int) -> bool:
        """Whether an analyst has withdrawn the document."""
        query = (
            select(document_ends.c.entry)
            .join(corrections, corrections.c.entry == document_ends.c.entry)
            .where(document_ends.c.version == version, document_ends.c.entry <= self.entry)
        )
        with self._read() as connection:
            return connection.execute(query).first() is not None

    def _names(self, versions: Collection[int]) -> tuple[DocumentId, ...]:
        query = select(documents.c.document).where(documents.c.entry.in_(sorted(versions)))
        with self._read() as connection:
            names = connection.execute(query.order_by(documents.c.entry)).scalars()
            return tuple(DocumentId(name) for name in names)

    def _told(self, versions: Collection[int], by: int) -> tuple[list[Claim], list[Claim], list[Claim]]:
        """What `versions` told: the claims in force, those that ended as the notice `by` or they themselves
        came, and those that an analyst ended once both were known."""
        own, end = extractions.alias("own"), extractions.alias("end")
        query = (
            select(claims.c.payload, claims.c.entry, claim_ends.c.entry.label("ended"), end.c.version)
            .join(own, own.c.entry == claims.c.version)
            .outerjoin(claim_ends, self._claim_ended())
            .outerjoin(end, end.c.entry == claim_ends.c.entry)
            .where(
                claims.c.document == own.c.document,
                claims.c.version.in_(sorted(versions)),
                claims.c.entry <= self.entry,
            )
            .order_by(claims.c.entry, claims.c.position)
        )
        with self._read() as connection:
            rows = connection.execute(query).all()
        found: tuple[list[Claim], list[Claim], list[Claim]] = ([], [], [])
        for row in rows:
            if row.ended is None:
                place = 0
            elif row.version == by or row.ended == row.entry:
                place = 1
            elif row.version is None and row.ended > by:
                place = 2
            else:
                continue  # another extractor drew otherwise
            found[place].append(Claim.from_dict(json.loads(row.payload)))
        return found

    def _at(self, places: Sequence[tuple[int, int]]) -> Sequence[Row[Any]]:
        """The claims in force at these places."""
        if not places:
            return ()
        query = self._claims().where(tuple_(claims.c.entry, claims.c.position).in_(places))
        with self._read() as connection:
            return connection.execute(query).all()

    def entries(self, since: int = 0) -> Iterator[StoredEntry]:
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
            .where(entries.c.entry <= self.entry)
            .order_by(entries.c.entry)
        )
        for rows in self._pages(query, (entries.c.entry,), (since,), None, _PAGE):
            for row in rows:
                yield StoredEntry(
                    entry=row.entry,
                    change=Change(row.change),
                    recorded_at=instant_from(row.recorded_at),
                    document=row.document,
                    author=row.author,
                    reason=row.reason,
                )

    def rejections(self, *, limit: int | None = None, after: int = 0) -> Iterator[StoredRejection]:
        """Every document that could not be used, as it was told at the time."""
        query = (
            select(rejections, entries.c.recorded_at)
            .join(entries, entries.c.entry == rejections.c.entry)
            .where(rejections.c.entry <= self.entry)
            .order_by(rejections.c.entry)
        )
        for rows in self._pages(query, (rejections.c.entry,), (after,), limit, _PAGE):
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
            .outerjoin(document_ends, self._document_ended())
            .where(documents.c.entry <= self.entry, document_ends.c.entry.is_(None))
            .order_by(documents.c.document)
        )
        for rows in self._pages(query, (documents.c.document,), ("",), None, _PAGE):
            said: dict[str, list[str]] = {row.document: [] for row in rows}
            held = (
                select(claims.c.document, claims.c.payload)
                .outerjoin(claim_ends, self._claim_ended())
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

    def _document_ended(self) -> Any:
        return and_(document_ends.c.version == documents.c.entry, document_ends.c.entry <= self.entry)

    def _claim_ended(self) -> Any:
        return and_(
            claim_ends.c.claim_entry == claims.c.entry,
            claim_ends.c.claim_position == claims.c.position,
            claim_ends.c.entry <= self.entry,
        )

    def _documents(self) -> Select[Any]:
        return (
            select(documents, entries.c.recorded_at)
            .join(entries, entries.c.entry == documents.c.entry)
            .outerjoin(document_ends, self._document_ended())
            .where(documents.c.entry <= self.entry, document_ends.c.entry.is_(None))
        )

    def _claims(self) -> Select[Any]:
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
            .outerjoin(claim_ends, self._claim_ended())
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

    def _extractions(self, versions: Sequence[int]) -> dict[int, Row[Any]]:
        """The last extraction of each version that the view knows."""
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
        with self._read() as connection:
            return {row.version: row for row in connection.execute(query)}

    def _pages(
        self,
        query: Select[Any],
        keys: Sequence[Any],
        after: tuple[Any, ...],
        limit: int | None,
        size: int,
    ) -> Iterator[Sequence[Row[Any]]]:
        """The rows of `query`, ordered by `keys`, in pages of a transaction each."""
        left = limit
        while left is None or left > 0:
            page = size if left is None else min(size, left)
            behind = keys[0] > after[0] if len(keys) == 1 else tuple_(*keys) > tuple_(*after)
            with self._read() as connection:
                rows = connection.execute(query.where(behind).limit(page)).all()
            if rows:
                yield rows
            if len(rows) < page:
                return
            after = tuple(getattr(rows[-1], key.name) for key in keys)
            left = None if left is None else left - page


def _components(
    names: Collection[str], edges: Sequence[tuple[str, str]], judged: Identities
) -> dict[str, DocumentId]:
    """The smallest name of what `edges` hold together, for each name; whoever analysts hold apart from
    another of its story stands alone."""
    near: dict[str, set[str]] = {name: set() for name in names}
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)

    def reach(start: str) -> set[str]:
        seen, left = {start}, [start]
        while left:
            for other in near[left.pop()] - seen:
                seen.add(other)
                left.append(other)
        return seen

    for pair in sorted(judged.apart, key=sorted):
        stays, leaves = sorted(pair)
        if stays in near and leaves in near and leaves in reach(stays):
            for other in near[leaves]:
                near[other].discard(leaves)
            near[leaves] = set()
    stories: dict[str, DocumentId] = {}
    for name in sorted(names):
        if name not in stories:
            stories |= dict.fromkeys(reach(name), DocumentId(name))
    return stories


def _stored_document(row: Row[Any], extraction: Row[Any]) -> StoredDocument:
    return StoredDocument(
        document=document_from(dict(row._mapping)),
        entry=row.entry,
        recorded_at=instant_from(row.recorded_at),
        extractor=extraction.extractor,
        extractor_digest=extraction.extractor_digest,
        supersedes=row.supersedes,
    )


def _stored_claim(row: Row[Any]) -> StoredClaim:
    return StoredClaim(
        claim=Claim.from_dict(json.loads(row.payload)),
        entry=row.entry,
        recorded_at=instant_from(row.recorded_at),
        supersedes=ClaimId(row.supersedes) if row.supersedes else None,
        author=row.author,
        reason=row.reason,
    )
