"""What does the ledger hold of a document, its claims and its links, as the next entry is written?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, or_, select, tuple_

from tracewire.ledger.errors import UnknownClaim
from tracewire.ledger.links import CORRECTING, DOUBT, RELAY, STORY, Link, link_from, undoubted
from tracewire.ledger.pages import chunks
from tracewire.ledger.rows import Place, claim_from, document_from, line_keys
from tracewire.ledger.schema import (
    bands,
    bodies,
    claim_ends,
    claim_lines,
    claims,
    copies,
    corrections,
    document_ends,
    documents,
    extractions,
)
from tracewire.model import Claim, Document

__all__ = ["Held", "State"]

# Built once: building it costs as much as asking it.
_STATE = (
    select(
        extractions.c.entry.label("extraction"),
        extractions.c.version,
        documents.c.record_digest,
        extractions.c.claims_digest,
        documents.c.raw,
        document_ends.c.entry.label("ended"),
    )
    .join(documents, documents.c.entry == extractions.c.version)
    .outerjoin(document_ends, document_ends.c.version == extractions.c.version)
    .where(extractions.c.document == bindparam("name"))
    .order_by(extractions.c.entry.desc())
    .limit(1)
)

_KEY = select(bands.c.entry).where(
    *(bands.c[name] == bindparam(name) for name in ("period", "scheme", "band", "version"))
)

_ENDED = and_(claim_ends.c.claim_entry == claims.c.entry, claim_ends.c.claim_position == claims.c.position)


@dataclass(slots=True)
class State:
    """What the ledger holds of a document when it is read again."""

    extraction: int
    version: int
    record_digest: str
    claims_digest: str
    raw: str
    ended: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """Asks on the `connection` that writes the entry."""

    connection: Connection

    def state(self, document: str) -> State | None:
        """What is held of `document`; None where nothing is."""
        row = self.connection.execute(_STATE, {"name": document}).first()
        return None if row is None else State(*row)

    def document(self, version: int) -> Document:
        """The document that the entry `version` kept."""
        row = self.connection.execute(select(documents).where(documents.c.entry == version)).one()
        return document_from(dict(row._mapping))

    def latest(self, claim: str) -> Row[Any]:
        """The newest row of `claim`, with the entry that `ended` it. Raises UnknownClaim."""
        found = self.connection.execute(
            select(claims, claim_ends.c.entry.label("ended"))
            .outerjoin(claim_ends, _ENDED)
            .where(claims.c.claim == claim)
            .order_by(claims.c.entry.desc())
            .limit(1)
        ).first()
        if found is None:
            raise UnknownClaim("no such claim", where=claim, remedy="`tracewire export claims` lists the ids")
        return found

    def ended_by(self, entry: int) -> Row[Any] | None:
        """The row of the claim that `entry` ended."""
        query = select(claims).join(claim_ends, _ENDED).where(claim_ends.c.entry == entry)
        return self.connection.execute(query).first()

    def put_by(self, entry: int) -> str | None:
        """The claim that `entry` put into the ledger."""
        return self.connection.execute(select(claims.c.claim).where(claims.c.entry == entry)).scalar()

    def document_ended(self, version: int) -> int | None:
        """The entry that ended the version of a document."""
        query = select(document_ends.c.entry).where(document_ends.c.version == version)
        return self.connection.execute(query).scalar()

    def in_force(self, version: int, *, corrected: bool) -> list[tuple[Place, str]]:
        """Places and payloads of a version's claims in force; those of an analyst only if `corrected`."""
        query = (
            select(claims.c.entry, claims.c.position, claims.c.payload)
            .outerjoin(claim_ends, _ENDED)
            .where(
                claims.c.document == _name(version), claims.c.version == version, claim_ends.c.entry.is_(None)
            )
            .order_by(claims.c.entry, claims.c.position)
        )
        if not corrected:
            query = query.where(claims.c.supersedes_entry.is_(None))
        return [((row.entry, row.position), row.payload) for row in self.connection.execute(query)]

    def ended_by_analysts(self, version: int) -> set[str]:
        """The payloads of the claims of a version that an analyst ended."""
        query = (
            select(claims.c.payload)
            .join(claim_ends, _ENDED)
            .join(corrections, corrections.c.entry == claim_ends.c.entry)
            .where(claims.c.document == _name(version), claims.c.version == version)
        )
        return set(self.connection.execute(query).scalars())

    def gone(self, version: int) -> list[Claim]:
        """The claims of a version that its house took back: another document's entry ended them, or their
        own as they came."""
        by = extractions.alias("by")
        query = (
            select(claims.c.payload)
            .join(claim_ends, _ENDED)
            .join(by, by.c.entry == claim_ends.c.entry)
            .where(
                claims.c.version == version,
                claims.c.document == _name(version),
                or_(by.c.document != claims.c.document, claim_ends.c.entry == claims.c.entry),
            )
            .order_by(claims.c.entry, claims.c.position)
        )
        return [claim_from(payload) for payload in self.connection.execute(query).scalars()]

    def resting_on(self, version: int) -> list[Link]:
        """The links of what rests on the dispatch `version`, which was taken back or renewed."""
        query = select(copies).where(copies.c.other == version, copies.c.relation == RELAY, undoubted())
        return [link_from(row) for row in self.connection.execute(query.order_by(copies.c.version))]

    def ended_since(self, link: Link) -> list[Row[Any]]:
        """The rows of the claims of `link.version` (of what rests on a dispatch) or else of `link.other` that
        ended as that link, or what followed from it, came, and of which none stands again."""
        side = link.version if link.relation == RELAY else link.other
        by = extractions.alias("by")
        since = select(copies.c.entry).where(
            copies.c.version == link.version,
            copies.c.other == link.other,
            copies.c.relation == link.relation,
        )
        query = (
            select(claims)
            .join(claim_ends, _ENDED)
            .outerjoin(by, by.c.entry == claim_ends.c.entry)
            .outerjoin(corrections, corrections.c.entry == claim_ends.c.entry)
            .where(
                claims.c.version == side,
                claims.c.document == _name(side),
                claim_ends.c.entry >= since.scalar_subquery(),
                corrections.c.entry.is_(None),
                or_(by.c.document != claims.c.document, claim_ends.c.entry == claims.c.entry),
            )
            .order_by(claims.c.entry, claims.c.position)
        )
        standing = {payload for _, payload in self.in_force(side, corrected=True)}
        rows = {row.payload: row for row in self.connection.execute(query) if row.payload not in standing}
        return list(rows.values())

    def spoken_of(self, gone: Sequence[Claim]) -> Iterator[tuple[int, Place, Claim]]:
        """Version, place and claim of what any document in force says of the suppliers and recipients of
        `gone`."""
        pairs = sorted({key[:2] for claim in gone for key in line_keys(claim)})
        places = select(claim_lines.c.entry, claim_lines.c.position).where(
            tuple_(claim_lines.c.supplier, claim_lines.c.recipient).in_(pairs)
        )
        query = (
            select(claims.c.entry, claims.c.position, claims.c.version, claims.c.payload)
            .outerjoin(claim_ends, _ENDED)
            .where(tuple_(claims.c.entry, claims.c.position).in_(places), claim_ends.c.entry.is_(None))
            .order_by(claims.c.entry, claims.c.position)
        )
        for row in self.connection.execute(query).all():
            yield row.version, (row.entry, row.position), claim_from(row.payload)

    def links(self, version: int, *, doubted: bool = False) -> list[Link]:
        """The stored links of a version whose other end is in force; those of which there is a doubt, and the
        doubts, only if `doubted`."""
        found = []
        for mine, its in ((copies.c.version, copies.c.other), (copies.c.other, copies.c.version)):
            query = (
                select(copies)
                .outerjoin(document_ends, document_ends.c.version == its)
                .where(mine == version, document_ends.c.entry.is_(None))
            )
            if not doubted:
                query = query.where(undoubted(), copies.c.relation != DOUBT)
            found += [link_from(row) for row in self.connection.execute(query)]
        return found

    def keeps(self, row: Mapping[str, Any]) -> bool:
        """Whether a version has left the key of this row of `bands` already."""
        asked = {name: row[name] for name in ("period", "scheme", "band", "version")}
        return self.connection.execute(_KEY, asked).first() is not None

    def linked(self, version: int, other: int) -> bool:
        """Whether `version` is known to renew or take back `other`, or to relay what was taken back of it."""
        query = select(copies.c.entry).where(
            copies.c.version == version,
            copies.c.other == other,
            copies.c.relation.in_([RELAY, *CORRECTING]),
            undoubted(),
        )
        return self.connection.execute(query).first() is not None

    def copied(self, versions: Iterable[int]) -> set[int]:
        """The versions that stored links make one story with any of `versions`."""
        found: set[int] = set()
        for mine, its in ((copies.c.version, copies.c.other), (copies.c.other, copies.c.version)):
            for chunk in chunks(versions):
                query = select(its).where(mine.in_(chunk), copies.c.relation.in_(sorted(STORY)))
                found |= set(self.connection.execute(query).scalars())
        return found

    def story(self, versions: Iterable[int], digests: Iterable[str] = ()) -> set[int]:
        """The versions in force that tell one story with any of `versions`, these among them, and with the
        running texts of `digests`: copies of copies too, and equal texts, of which not all are linked."""
        found: set[int] = set()
        frontier = set(versions) | self._twins(digests)
        while frontier := frontier - found:
            found |= frontier
            texts: set[str] = set()
            for chunk in chunks(frontier):
                of = select(bodies.c.digest).where(bodies.c.entry.in_(chunk), bodies.c.length > 0)
                texts |= set(self.connection.execute(of).scalars())
            frontier = self._standing(self.copied(frontier) - found) | self._twins(texts)
        return found

    def _twins(self, digests: Iterable[str]) -> set[int]:
        found: set[int] = set()
        for chunk in chunks(digests):
            query = select(bodies.c.entry).where(bodies.c.digest.in_(chunk), bodies.c.length > 0)
            found |= set(self.connection.execute(query).scalars())
        return self._standing(found)

    def _standing(self, versions: Iterable[int]) -> set[int]:
        ended: set[int] = set()
        for chunk in chunks(versions):
            query = select(document_ends.c.version).where(document_ends.c.version.in_(chunk))
            ended |= set(self.connection.execute(query).scalars())
        return set(versions) - ended

    def renewals(self, others: Iterable[int], either: Iterable[int]) -> list[Link]:
        """The stored links of notices to `others`, and those of which a side is one of `either`."""
        sides = sorted(either)
        others = list(others)
        if not sides and not others:
            return []
        query = select(copies).where(
            copies.c.relation.in_(sorted(CORRECTING)),
            undoubted(),
            or_(copies.c.other.in_(sorted({*others, *sides})), copies.c.version.in_(sides)),
        )
        return [
            link_from(row)
            for row in self.connection.execute(query.order_by(copies.c.version, copies.c.other))
        ]


def _name(version: int) -> Any:
    # By name too: there the index is.
    return select(documents.c.document).where(documents.c.entry == version).scalar_subquery()
