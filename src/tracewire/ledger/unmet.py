"""Which notices leave to an analyst what they change?"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select

from tracewire.documents.notices import notice
from tracewire.ledger.links import CORRECTING, undoubted
from tracewire.ledger.noticed import may_mean, naming
from tracewire.ledger.records import StoredDocument, UnmetNotice
from tracewire.ledger.rows import claim_from
from tracewire.ledger.schema import (
    claim_ends,
    claims,
    copies,
    corrections,
    document_ends,
    documents,
    extractions,
)
from tracewire.ledger.standing import Standing
from tracewire.ledger.superseding import undecided
from tracewire.model import Claim, DocumentId

__all__ = ["unmet_notices"]


def unmet_notices(standing: Standing, since: int) -> Iterator[UnmetNotice]:
    """The retractions and corrections in force of which the ledger cannot tell what they change, since an
    entry behind `since`: no dispatch is known that they mean, or several are, or nothing of the one was
    ended. The cost is that of reading what came."""
    for stored in standing.stored_documents(after=since):
        if (one := _unmet(standing, stored, stored)) is not None:
            yield one
        with standing.read() as connection:
            notices = naming(connection, stored.document, until=min(since, standing.entry))
        for entry in notices:
            for noticed in standing.stored_documents(after=entry - 1, limit=1):
                one = _unmet(standing, noticed, stored)
                if one is not None and one.one_of and stored.document.id in one.fits:
                    yield one


def _unmet(standing: Standing, stored: StoredDocument, at: StoredDocument) -> UnmetNotice | None:
    """What the notice `stored` leaves to an analyst since `at` came; None for a dispatch that is no
    notice, and where all is settled."""
    said = notice(stored.document)
    if said is None or not said.declared or said.relation == "update":
        return None
    linked = select(copies.c.other).where(
        copies.c.version == stored.entry,
        copies.c.relation.in_(sorted(CORRECTING)),
        copies.c.entry <= standing.entry,
        undoubted(until=standing.entry),
    )
    with standing.read() as connection:
        met = set(connection.execute(linked).scalars())
        several = may_mean(connection, stored.document, met, until=standing.entry)
    if any(_withdrawn(standing, version) for version in several):
        return None
    told, ended, judged = _told(standing, met, stored.entry)
    numbers: list[Claim] = []
    if said.relation == "correction" and met:
        own, gone, _ = _told(standing, {stored.entry}, stored.entry)
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
        fits=_names(standing, several if one_of else met),
        one_of=one_of,
        taken=_names(standing, met) if one_of and ended else (),
        claims=tuple(numbers),
    )


def _withdrawn(standing: Standing, version: int) -> bool:
    """Whether an analyst has withdrawn the document."""
    query = (
        select(document_ends.c.entry)
        .join(corrections, corrections.c.entry == document_ends.c.entry)
        .where(document_ends.c.version == version, document_ends.c.entry <= standing.entry)
    )
    with standing.read() as connection:
        return connection.execute(query).first() is not None


def _names(standing: Standing, versions: Collection[int]) -> tuple[DocumentId, ...]:
    query = select(documents.c.document).where(documents.c.entry.in_(sorted(versions)))
    with standing.read() as connection:
        names = connection.execute(query.order_by(documents.c.entry)).scalars()
        return tuple(DocumentId(name) for name in names)


def _told(
    standing: Standing, versions: Collection[int], by: int
) -> tuple[list[Claim], list[Claim], list[Claim]]:
    """What `versions` told: the claims in force, those that ended as the notice `by` or they themselves
    came, and those that an analyst ended once both were known."""
    own, end = extractions.alias("own"), extractions.alias("end")
    query = (
        select(claims.c.payload, claims.c.entry, claim_ends.c.entry.label("ended"), end.c.version)
        .join(own, own.c.entry == claims.c.version)
        .outerjoin(claim_ends, standing.claim_ended())
        .outerjoin(end, end.c.entry == claim_ends.c.entry)
        .where(
            claims.c.document == own.c.document,
            claims.c.version.in_(sorted(versions)),
            claims.c.entry <= standing.entry,
        )
        .order_by(claims.c.entry, claims.c.position)
    )
    with standing.read() as connection:
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
        found[place].append(claim_from(row.payload))
    return found
