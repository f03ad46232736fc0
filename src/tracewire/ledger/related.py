"""Which documents in force belong together, and which of them tell one story?

Stored links say so, equal running texts, and the judgements of analysts, as far as all that is known at an
entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from tracewire.ledger.judged import find_identities
from tracewire.ledger.judgements import Identities, Subject
from tracewire.ledger.links import DOUBT, STORY, undoubted
from tracewire.ledger.pages import chunks, pages
from tracewire.ledger.records import Copy
from tracewire.ledger.rows import body_from
from tracewire.ledger.schema import bodies, copies, document_ends, documents
from tracewire.ledger.standing import Standing
from tracewire.ledger.stories import Body
from tracewire.model import DocumentId

__all__ = ["kept_bodies", "related", "told_bodies"]

_ACCOUNT = frozenset({"retraction", "correction"})
"""The relations in which the later dispatch gives no account of its own. An update may have asked anew."""


def related(standing: Standing, version: int) -> tuple[Copy, ...]:
    """The documents that the version `version` belongs together with, each with the reason, oldest first."""
    this, that = documents.alias("this"), documents.alias("that")
    found: list[Copy] = []
    with standing.read() as connection:
        for mine, its in ((copies.c.version, copies.c.other), (copies.c.other, copies.c.version)):
            query = (
                select(copies, that.c.document.label("name"))
                .join(this, this.c.entry == mine)
                .join(that, that.c.entry == its)
                .outerjoin(
                    document_ends,
                    and_(document_ends.c.version == that.c.entry, document_ends.c.entry <= standing.entry),
                )
                .where(
                    mine == version,
                    copies.c.entry <= standing.entry,
                    document_ends.c.entry.is_(None),
                    copies.c.relation != DOUBT,
                    undoubted(until=standing.entry),
                )
            )
            for row in connection.execute(query):
                found.append(
                    Copy(
                        document=DocumentId(row.name),
                        relation=row.relation,
                        later=row.version == version,
                        reason=row.reason,
                        entry=row.entry,
                    )
                )
        twins = (
            select(documents.c.document, documents.c.entry)
            .join(bodies, bodies.c.entry == documents.c.entry)
            .outerjoin(document_ends, standing.document_ended())
            .where(
                bodies.c.digest == select(bodies.c.digest).where(bodies.c.entry == version).scalar_subquery(),
                bodies.c.length > 0,
                documents.c.entry != version,
                documents.c.entry <= standing.entry,
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
                        later=version > row.entry,
                        reason="the running text is the same",
                        entry=max(version, row.entry),
                    )
                )
    return tuple(sorted(found, key=lambda one: (one.entry, one.document)))


def told_bodies(standing: Standing, names: Collection[str] | None = None) -> Iterator[Body]:
    """What is kept of each document to find its copies, and the story that it belongs to; with `names`, of
    these documents and of all that tell the same stories."""
    stories, accounts = _stories(standing, None if names is None else frozenset(names))
    for body in kept_bodies(standing, names if names is None else stories.keys()):
        name = body.document
        yield replace(body, story=stories.get(name, name), account=accounts.get(name))


def kept_bodies(standing: Standing, names: Collection[str] | None = None) -> Iterator[Body]:
    """What is kept of each document, or of those of `names`, whatever story it tells."""
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
        .outerjoin(document_ends, standing.document_ended())
        .where(documents.c.entry <= standing.entry, document_ends.c.entry.is_(None))
        .order_by(documents.c.entry)
    )
    if names is None:
        for rows in pages(standing.read, query, (documents.c.entry,), (0,)):
            yield from (body_from(dict(row._mapping)) for row in rows)
        return
    for chunk in chunks(names):
        with standing.read() as connection:
            found = connection.execute(query.where(documents.c.document.in_(chunk))).all()
        yield from (body_from(dict(row._mapping)) for row in found)


def _stories(
    standing: Standing, names: frozenset[str] | None
) -> tuple[dict[str, DocumentId], Mapping[str, DocumentId]]:
    """The story of each document that shares one, and what binds it to others that correct it or are
    corrected; with `names`, of these and of all they share with."""
    edges: list[tuple[str, str]] = []
    bound: list[tuple[str, str]] = []

    def look(chunk: Sequence[str] | None) -> None:
        with standing.read() as connection:
            edges.extend(_linked(standing, connection, chunk, STORY))
            bound.extend(_linked(standing, connection, chunk, _ACCOUNT))
            edges.extend(_twins(standing, connection, chunk))

    def judgements(around: Collection[str] | None) -> Identities:
        return find_identities(standing.read, Subject.DOCUMENT, entry=standing.entry, around=around)

    if names is None:
        judged = judgements(None)
        look(None)
        known = {name for edge in (*edges, *bound) for name in edge}
    else:
        judged = Identities()
        known, asked = set(names), set[str]()
        while frontier := known - asked:
            asked |= frontier
            for chunk in chunks(frontier):
                look(chunk)
            judged = judgements(known)
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


def _linked(
    standing: Standing, connection: Connection, names: Sequence[str] | None, relations: Collection[str]
) -> list[tuple[str, str]]:
    """Pairs of documents in force that have one of `relations` by a stored decision."""
    this, that = documents.alias("this"), documents.alias("that")
    gone, lost = document_ends.alias("gone"), document_ends.alias("lost")

    def pairs(mine: Any, its: Any) -> Select[Any]:
        query = (
            select(this.c.document, that.c.document.label("other"))
            .select_from(copies)
            .join(this, this.c.entry == mine)
            .join(that, that.c.entry == its)
            .outerjoin(gone, and_(gone.c.version == this.c.entry, gone.c.entry <= standing.entry))
            .outerjoin(lost, and_(lost.c.version == that.c.entry, lost.c.entry <= standing.entry))
            .where(
                copies.c.entry <= standing.entry,
                copies.c.relation.in_(sorted(relations)),
                undoubted(until=standing.entry),
                gone.c.entry.is_(None),
                lost.c.entry.is_(None),
            )
        )
        return query if names is None else query.where(this.c.document.in_(names))

    there = pairs(copies.c.version, copies.c.other)
    query = there if names is None else there.union(pairs(copies.c.other, copies.c.version))
    return [(row[0], row[1]) for row in connection.execute(query)]


def _twins(standing: Standing, connection: Connection, names: Sequence[str] | None) -> list[tuple[str, str]]:
    """Pairs of documents in force whose running text is the same."""
    held = (
        select(documents.c.document, bodies.c.digest)
        .join(bodies, bodies.c.entry == documents.c.entry)
        .outerjoin(document_ends, standing.document_ended())
        .where(documents.c.entry <= standing.entry, document_ends.c.entry.is_(None), bodies.c.length > 0)
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
