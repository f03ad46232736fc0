"""Which known documents tell the story of this one, or are corrected by it, and why?

A new version compares itself with the few that answer to its keys. The decision is stored with its reason, on
the side of the version that came later; it does not depend on which that was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from tracewire.documents.duplicates import Resemblance, Signature, anchors, copied, repeated, same_story
from tracewire.documents.notices import Notice, notice
from tracewire.ledger.keys import CROWD, WINDOW, Scheme, asked_keys, holders, interval, telling
from tracewire.ledger.links import DOUBT, STORY, Link, Relation
from tracewire.ledger.noticed import Known, claims_of_version, doubted, meaning, meant, renews, sharpened
from tracewire.ledger.rows import body_from, document_from
from tracewire.ledger.schema import bodies, document_ends, documents
from tracewire.ledger.stories import Body, body_text, spelled
from tracewire.model import Claim, Document

__all__ = ["find_links"]

_TWINS = 3
_SORTS = (
    Scheme.BAND,
    Scheme.RUNS,
    Scheme.SENTENCE,
    Scheme.PAIR,
    Scheme.HOUSE,
    Scheme.NOTICE,
    Scheme.DAY,
    Scheme.NAMED,
)
"""The sorts of keys that bring candidates."""

_DOUBTED = "it may mean {} as well"

_LEAST_ANCHORS, _SHARED_ANCHORS = 8, 0.45
"""Between dispatches of one story in two languages 14 to 17 figures and names were common, 56 to 68 % of the
shorter list; between any others at most 7, and never as much as 45 % (77 exercises and samples,
2026-11-27)."""


def find_links(
    connection: Connection, document: Document, body: Body, claims: Sequence[Claim], *, version: int
) -> list[Link]:
    """How `version` of `document`, which is not yet there, belongs together with what is known."""
    said = notice(document)
    hits = holders(connection, asked_keys(document, body, claims))
    hits.pop(version, None)
    candidates = _candidates(connection, hits, document.id)
    links: list[Link] = []
    told: Counter[str] = Counter()
    for other, known in sorted(candidates.items(), reverse=True):
        # Of a text that is there a hundred times a few are enough: equal texts are one story anyway.
        told[known.body.digest] += 1
        if told[known.body.digest] > _TWINS:
            continue
        links += _compare(version, document, body, said, other, known, hits[other])
        if hits[other][Scheme.SENTENCE] and not any(
            one.other == other and one.relation in STORY for one in links
        ):
            held = claims_of_version(connection, other, known.document)
            if alike := _repeats((document, body, claims), (known.document, known.body, held)):
                links.append(Link(version=version, other=other, relation=alike.relation, reason=alike.reason))
    links = sharpened(connection, document, claims, said, version, links, candidates)
    by_day = {other: known for other, known in candidates.items() if hits[other][Scheme.DAY]}
    noticing = {other: known for other, known in candidates.items() if hits[other][Scheme.NAMED]}
    links += meant(connection, document, said, version, links, by_day)
    doubts = doubted(connection, document, claims, version, links, noticing)
    links += meaning(connection, document, claims, version, links, noticing, doubts)
    links += [replace(one, relation=DOUBT, reason=_DOUBTED.format(document.id)) for one in doubts]
    return sorted(links, key=lambda link: (link.version, link.other, link.relation))


_Told = tuple[Document, Body, Sequence[Claim]]


def _repeats(one: _Told, other: _Told) -> Resemblance | None:
    """How the shorter of two, published within a month, repeats the sentences of the other; None if not."""
    if not _within_month(one[1], other[1]):
        return None
    (short, _, claims), (long, _, _) = sorted((one, other), key=lambda told: (told[1].length, told[0].id))
    return repeated(body_text(short), telling(short, claims), body_text(long))


def _candidates(connection: Connection, hits: Mapping[int, Counter[int]], own: str) -> dict[int, Known]:
    """The documents worth a comparison, at most `CROWD` of each sort, as far as they are in force."""
    chosen: set[int] = set()
    for scheme in _SORTS:
        ranked = sorted(
            (version for version, counts in hits.items() if counts[scheme]),
            key=lambda version: (-hits[version][scheme], -version),
        )
        chosen |= set(ranked[:CROWD])
    if not chosen:
        return {}
    query = (
        select(documents, bodies.c.algorithm, bodies.c.digest, bodies.c.length, bodies.c.signature)
        .join(bodies, bodies.c.entry == documents.c.entry)
        .outerjoin(document_ends, document_ends.c.version == documents.c.entry)
        .where(
            documents.c.entry.in_(sorted(chosen)),
            document_ends.c.entry.is_(None),
            documents.c.document != own,
        )
        .order_by(documents.c.entry)
    )
    return {
        row.entry: Known(document_from(dict(row._mapping)), body_from(dict(row._mapping)))
        for row in connection.execute(query)
    }


def _compare(
    version: int,
    document: Document,
    body: Body,
    said: Notice | None,
    other: int,
    known: Known,
    hits: Counter[int],
) -> Iterator[Link]:
    """How two versions belong together: as one story, as a notice and what it renews, or as both."""

    def link(relation: Relation, reason: str) -> Link:
        return Link(version=version, other=other, relation=relation, reason=reason)

    alike = None
    comparable = body.algorithm == known.body.algorithm and _within_month(body, known.body)
    if (hits[Scheme.BAND] or hits[Scheme.RUNS] > 1) and comparable:
        left, right = (
            Signature.from_bytes(one.signature, algorithm=one.algorithm) for one in (body, known.body)
        )
        if same_story(left, right) is not None:
            alike = copied(
                body_text(document),
                body_text(known.document),
                signed=(left, right),
                spelled=(spelled(document), spelled(known.document)),
            )
    if alike is not None:
        yield link(alike.relation, alike.reason)
    elif hits[Scheme.PAIR] and (reason := _translated(document, known.document)):
        yield link("translation", reason)
    if hits[Scheme.HOUSE] and said is not None and (reason := renews(said, document, known.document)):
        yield link(said.relation, reason)
    before = notice(known.document) if hits[Scheme.NOTICE] else None
    if before is not None and (reason := renews(before, known.document, document)):
        yield Link(version=other, other=version, relation=before.relation, reason=reason)


def _within_month(one: Body, other: Body) -> bool:
    left, right = interval(one.published), interval(other.published)
    if left is None or right is None:
        return left is right
    gap = max(left[0] - right[1], right[0] - left[1])
    return gap <= WINDOW


def _translated(one: Document, other: Document) -> str | None:
    """Why one is a translation of the other; None where it is not."""
    if one.language is None or other.language is None or one.language == other.language:
        return None
    left, right = anchors(body_text(one)), anchors(body_text(other))
    common = left & right
    fewer = min(len(left), len(right))
    if len(common) < _LEAST_ANCHORS or len(common) < _SHARED_ANCHORS * fewer:
        return None
    return (
        f"in {one.language} and {other.language}, the same parties within three days, and {len(common)} of"
        f" {fewer} figures and names are common"
    )
