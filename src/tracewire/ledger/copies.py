"""Which known documents tell the story of this one, or are corrected by it? Found by keys, never by walking.

Each version of a document leaves keys in `bands`: the bands of its MinHash (copies), a sample of its runs of
three words (trimmed copies), its sentences that state a claim (copies of a sentence or two), its pairs of
supplier and recipient with the day (translations), the same with its agency or outlet (what corrects,
withdraws or updates an earlier dispatch), its house with its day, or with the days that a notice names (what
a notice means that claims nothing itself). A new version asks for its own keys, and compares itself with the
few that answer. To ask costs what the document's own keys cost: a key that more than `_CROWD` documents
share, as boilerplate does, is asked for its newest ones only.

Keys lie in periods of 64 days of publication, so that a document meets those of its own weeks: copies that
appear more than a month apart are found by equal text alone. The decision is stored with its reason, on the
side of the version that came later; it does not depend on which that was.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, and_, or_, select, text, tuple_

from tracewire.documents.duplicates import (
    Resemblance,
    Signature,
    anchors,
    copied,
    repeated,
    same_story,
    sampled_runs,
    sentences,
)
from tracewire.documents.notices import Mentioned, Notice, mentioned, notice
from tracewire.ledger.rows import document_from
from tracewire.ledger.schema import bands, bodies, claim_ends, copies, corrections, document_ends, documents
from tracewire.ledger.schema import claims as drawn
from tracewire.ledger.stories import Body, body_of, body_spans, body_text, plain, spelled
from tracewire.ledger.superseding import common
from tracewire.model import Claim, Document, Edtf

__all__ = [
    "CORRECTING",
    "RELAY",
    "STORY",
    "Link",
    "Relation",
    "band_rows",
    "find_links",
    "may_mean",
    "naming",
    "periods",
    "retracted",
    "retracted_rows",
    "within_reach",
]

Relation = str
STORY: frozenset[Relation] = frozenset({"copy", "trimmed-copy", "translation"})
"""The relations that make one story of two documents."""

CORRECTING: frozenset[Relation] = frozenset({"retraction", "correction", "update"})
"""The relations of a later dispatch to an earlier one of the same house that it takes back or renews."""

RELAY: Relation = "relay"
"""The relation of a dispatch to one of another house that it rests on, and that this house took back."""

_DAYS = 64
_WINDOW = 31  # days between copies that only keys find
_CROWD = 50
_TWINS = 3
_RUNS, _SENTENCE, _PAIR, _HOUSE, _NOTICE, _RETRACTED, _DAY, _NAMED = 100, 101, 200, 201, 202, 203, 204, 205
_TRANSLATED = timedelta(days=3)
_LEAST_ANCHORS, _SHARED_ANCHORS = 8, 0.45
"""Between dispatches of one story in two languages 14 to 17 figures and names were common, 56 to 68 % of the
shorter list; between any others at most 7, and never as much as 45 % (77 exercises and samples,
2026-11-27)."""

_NOTICED = timedelta(days=120)  # how long after a dispatch a notice may name its day
_NEAR = timedelta(days=21)  # and how long where it names none


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two versions of documents that belong together: `version` came later, or takes back `other`."""

    version: int
    other: int
    relation: Relation
    reason: str


def periods(published: str | None, *, around: int = 0) -> tuple[int, ...]:
    """The periods of 64 days that a date of publication touches, with `around` days before and after.

    What has no date has a period of its own.
    """
    found = _interval(published)
    if found is None:
        return (0,)
    first, last = (day.toordinal() for day in found)
    return tuple(range((first - around) // _DAYS, (last + around) // _DAYS + 1))


def _interval(published: str | None) -> tuple[date, date] | None:
    try:
        known = Edtf.parse(published) if published else None
    except ValueError:
        return None
    if known is None or known.low is None or known.high is None:
        return None
    return known.low, known.high


def _key(*parts: str) -> int:
    digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def _pairs(claims: Iterable[Claim]) -> set[tuple[str, str]]:
    return {
        (supplier, recipient)
        for claim in claims
        for supplier in claim.supplier or ("",)
        for recipient in claim.recipient or ("",)
        if supplier or recipient
    }


def _telling(document: Document, claims: Iterable[Claim]) -> frozenset[str]:
    """The sentences of the running text that state a claim."""
    passages = [(claim.span.start, claim.span.end) for claim in claims]
    found: set[str] = set()
    for span in body_spans(document):
        own = [(start - span.start, end - span.start) for start, end in passages]
        found |= sentences(span.of(document.text), own)
    return frozenset(found)


def _house(body: Body) -> str:
    return plain(body.agency or body.outlet or "")


@dataclass(frozen=True, slots=True)
class _Keys:
    """What a version leaves, by scheme; `asked` is what it asks for."""

    words: tuple[tuple[int, int], ...]  # the bands of its MinHash, its sampled runs, its telling sentences
    pairs: tuple[tuple[int, int], ...]
    houses: tuple[tuple[int, int], ...]
    day: tuple[tuple[int, int, int], ...]  # with the period: what the house told that day


def _house_day(scheme: int, house: str, day: date) -> tuple[int, int, int]:
    return day.toordinal() // _DAYS, scheme, _key(house, day.isoformat())


def _keys(document: Document, body: Body, claims: Sequence[Claim]) -> _Keys:
    signature = Signature.from_bytes(body.signature, algorithm=body.algorithm)
    words: list[tuple[int, int]] = []
    if signature.runs:
        words += enumerate(signature.bands())
        words += [(_RUNS, run) for run in sampled_runs(body_text(document))]
    words += [(_SENTENCE, _key(sentence)) for sentence in _telling(document, claims)]
    exact = _interval(document.published)
    day = exact[0].isoformat() if exact and exact[0] == exact[1] else None
    pairs = sorted(_pairs(claims))
    house = _house(body)
    return _Keys(
        words=tuple(dict.fromkeys(words)),
        pairs=tuple((_PAIR, _key(*pair, day)) for pair in pairs if day),
        houses=tuple((_HOUSE, _key(*pair, house)) for pair in pairs),
        day=(_house_day(_DAY, house, exact[0]),) if day and exact and house and claims else (),
    )


def band_rows(
    document: Document, body: Body, claims: Sequence[Claim], *, version: int, entry: int
) -> list[dict[str, Any]]:
    """The keys that a version leaves for those that come later."""
    keys = _keys(document, body, claims)
    left = [*keys.words, *keys.pairs, *keys.houses]
    said = notice(document)
    if said is not None:
        left += [(_NOTICE, key) for _, key in keys.houses]
    dated = {(period, *key) for period in periods(document.published) for key in left} | set(keys.day)
    if said is not None and (house := _house(body)):
        dated |= {_house_day(_NAMED, house, day) for day in said.days}
    return [
        {"period": period, "scheme": scheme, "band": key, "version": version, "entry": entry}
        for period, scheme, key in sorted(dated)
    ]


def find_links(
    connection: Connection, document: Document, body: Body, claims: Sequence[Claim], *, version: int
) -> list[Link]:
    """How `version` of `document`, which is not yet there, belongs together with what is known."""
    keys = _keys(document, body, claims)
    said = notice(document)
    exact = _interval(document.published)
    near = periods(document.published, around=_WINDOW)
    asked: list[tuple[int, int, int]] = [(period, *key) for period in near for key in keys.words]
    if exact and exact[0] == exact[1]:
        for shift in range(-_TRANSLATED.days, _TRANSLATED.days + 1):
            day = exact[0] + timedelta(days=shift)
            asked += [
                (day.toordinal() // _DAYS, _PAIR, _key(*pair, day.isoformat())) for pair in _pairs(claims)
            ]
    house = periods(document.published, around=_NOTICED.days)
    asked += [(period, _NOTICE, key) for period in house for _, key in keys.houses]
    if said is not None:
        asked += [(period, _HOUSE, key) for period in house for _, key in keys.houses]
        asked += [_house_day(_DAY, _house(body), day) for day in said.days if _house(body)]
    asked += [(period, _NAMED, key) for period, _, key in keys.day]
    hits = _ask(connection, asked)
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
        if hits[other][_SENTENCE] and not any(one.other == other and one.relation in STORY for one in links):
            held = _claims(connection, other, known.document)
            if alike := _repeats((document, body, claims), (known.document, known.body, held)):
                links.append(Link(version=version, other=other, relation=alike.relation, reason=alike.reason))
    links = _sharpened(connection, document, claims, said, version, links, candidates)
    by_day = {other: known for other, known in candidates.items() if hits[other][_DAY]}
    noticing = {other: known for other, known in candidates.items() if hits[other][_NAMED]}
    links += _meant(connection, document, said, version, links, by_day)
    links += _meaning(connection, document, claims, version, links, noticing)
    return sorted(links, key=lambda link: (link.version, link.other, link.relation))


def retracted_rows(
    document: Document, claims: Iterable[Claim], *, version: int, entry: int
) -> list[dict[str, Any]]:
    """The keys by which a dispatch that relays `document` finds that its house took `claims` of it back."""
    house = _house(body_of(document))
    return [
        {"period": period, "scheme": _RETRACTED, "band": key, "version": version, "entry": entry}
        for period in periods(document.published)
        for key in sorted({_key(*pair, house) for pair in _pairs(claims)})
    ]


def retracted(
    connection: Connection, document: Document, relayed: Iterable[tuple[Claim, frozenset[str]]]
) -> frozenset[int]:
    """The versions of which something was taken back that may be what `relayed` of `document` rests on: pairs
    of a claim and the houses, in plain form, that it names."""
    keys = {_key(*pair, house) for claim, houses in relayed for house in houses for pair in _pairs([claim])}
    near = periods(document.published, around=_NOTICED.days) if keys else ()
    return frozenset(_ask(connection, [(period, _RETRACTED, key) for period in near for key in keys]))


def within_reach(document: Document, earlier: Document) -> bool:
    """Whether `document` came with `earlier` or after it, within the time in which a notice names its day."""
    left, right = _interval(document.published), _interval(earlier.published)
    if left is None or right is None:
        return False
    return right[0] <= left[1] and left[0] - right[0] <= _NOTICED


def _claims(
    connection: Connection, version: int, document: Document, *, ended: bool = False, until: int | None = None
) -> list[Claim]:
    """The claims in force of a version, with those that have `ended` if wanted; `until` an entry, or all."""
    end = and_(claim_ends.c.claim_entry == drawn.c.entry, claim_ends.c.claim_position == drawn.c.position)
    query = select(drawn.c.payload).where(drawn.c.document == document.id, drawn.c.version == version)
    if not ended:
        query = query.outerjoin(claim_ends, end).where(claim_ends.c.entry.is_(None))
    if until is not None:
        query = query.where(drawn.c.entry <= until)
    return [Claim.from_dict(json.loads(payload)) for payload in connection.execute(query).scalars()]


def _meant(
    connection: Connection,
    document: Document,
    said: Notice | None,
    version: int,
    links: Sequence[Link],
    of_day: Mapping[int, _Known],
) -> list[Link]:
    """The one story of its house and of a day that it names which the notice `document` means, where it
    belongs together with no other.

    That is the story with which it has more in common than with any other: all that the others have, and
    more.
    """
    if said is None or not of_day or _renewed(connection, version, links):
        return []
    named = _named(document)
    if _of_others(said, named, document):
        return []
    shared = _shared(connection, document, said, named)
    most = max(shared.values(), key=len, default=frozenset())
    best = {other for other, what in shared.items() if what == most}
    if not most or not all(what <= most for what in shared.values()) or not best <= of_day.keys():
        return []
    if len(best) > 1 and not _one_story(connection, {other: of_day[other].body for other in best}):
        return []
    return [
        Link(
            version=version, other=other, relation=said.relation, reason=_names_day(said, of_day[other], most)
        )
        for other in sorted(best)
    ]


def _meaning(
    connection: Connection,
    document: Document,
    claims: Sequence[Claim],
    version: int,
    links: Sequence[Link],
    noticing: Mapping[int, _Known],
) -> list[Link]:
    """The same where the notices are known, and the story that they mean is `document`."""
    story = {version} | {one.other for one in links if one.relation in STORY}
    found = []
    for other, known in noticing.items():
        said = notice(known.document)
        if said is None or not within_reach(known.document, document):
            continue
        renewed = _renewed(connection, other, links)
        named = _named(known.document)
        what = common(named, claims)
        # Of two stories of one day the notice keeps to the one that was known first. Read anew, neither of
        # two that were both known is meant.
        if not what or not renewed <= story - {version} or _of_others(said, named, known.document):
            continue
        rivals = _shared(connection, known.document, said, named)
        if not all(theirs < what for one, theirs in rivals.items() if one not in story):
            continue
        reason = _names_day(said, _Known(document, known.body), what)
        found.append(Link(version=other, other=version, relation=said.relation, reason=reason))
    return found


def _shared(
    connection: Connection, document: Document, said: Notice, named: Mentioned
) -> dict[int, frozenset[tuple[str, str]]]:
    """What the notice `document`, which names `named`, has in common with each story of its house and of a
    day that it names, also with one that an analyst has withdrawn."""
    house = plain(document.agency or document.outlet or "")
    return {
        other: common(named, _claims(connection, other, one, ended=True))
        for other, one in _of_house_day(connection, _DAY, house, said.days, None).items()
        if house and one.id != document.id and within_reach(document, one)
    }


def _sharpened(
    connection: Connection,
    document: Document,
    claims: Sequence[Claim],
    said: Notice | None,
    version: int,
    links: Sequence[Link],
    candidates: Mapping[int, _Known],
) -> list[Link]:
    """`links` without those of a notice to a story of a day that it names where another of those has with the
    notice all in common that this one has, and more: "Polish tanks" are not the aircraft of the same day."""

    def of_named_day(said: Notice | None, earlier: Document) -> bool:
        days = _interval(earlier.published)
        return said is not None and days is not None and any(days[0] <= day <= days[1] for day in said.days)

    def shared(named: Mentioned, other: int, known: Document) -> frozenset[tuple[str, str]]:
        return common(named, _claims(connection, other, known, ended=True))

    dropped: set[tuple[int, int]] = set()
    renewing = [one for one in links if one.relation in CORRECTING]
    own = {one.other for one in renewing if one.version == version}
    own = {other for other in own if of_named_day(said, candidates[other].document)}
    if len(own) > 1:
        named = _named(document)
        what = {other: shared(named, other, candidates[other].document) for other in own}
        dropped |= {(version, other) for other in own if any(what[other] < more for more in what.values())}
    for one in renewing:
        if one.other != version or not of_named_day(notice(candidates[one.version].document), document):
            continue
        rivals = _renewed(connection, one.version, ()) - {version}
        if rivals:
            named = _named(candidates[one.version].document)
            mine = common(named, claims)
            for other, known in _versions(connection, rivals).items():
                named_too = of_named_day(notice(candidates[one.version].document), known)
                if named_too and mine < shared(named, other, known):
                    dropped.add((one.version, one.other))
    return [one for one in links if one.relation in STORY or (one.version, one.other) not in dropped]


def _versions(connection: Connection, versions: Iterable[int]) -> dict[int, Document]:
    query = select(documents).where(documents.c.entry.in_(sorted(versions)))
    return {row.entry: document_from(dict(row._mapping)) for row in connection.execute(query)}


def may_mean(
    connection: Connection, document: Document, taken: Iterable[int], *, until: int
) -> frozenset[int]:
    """The versions of dispatches of which the notice `document` means one, and does not tell which: of the
    stories of its house and of a day that it names those with which none other has more in common, and which
    it was `taken` to mean, withdrawn ones too. Empty where they are one story. As of the entry `until`."""
    said = notice(document)
    house = plain(document.agency or document.outlet or "")
    if said is None or not said.days or not house or _of_others(said, named := _named(document), document):
        return frozenset()
    known = _of_house_day(connection, _DAY, house, said.days, until)
    shared = {
        other: common(named, _claims(connection, other, one, ended=True, until=until))
        for other, one in known.items()
        if one.id != document.id and within_reach(document, one)
    }
    best = {
        other for other, what in shared.items() if what and not any(what < more for more in shared.values())
    }
    best |= set(taken) & set(shared)
    if len(best) < 2 or _one_story(connection, {other: body_of(known[other]) for other in best}, until):
        return frozenset()
    return frozenset(best)


def naming(connection: Connection, document: Document, *, until: int) -> tuple[int, ...]:
    """The versions of notices known at the entry `until` that name the house and the day of `document`."""
    days = _interval(document.published)
    house = plain(document.agency or document.outlet or "")
    if days is None or days[0] != days[1] or not house:
        return ()
    return tuple(_of_house_day(connection, _NAMED, house, [days[0]], until))


def _of_house_day(
    connection: Connection, scheme: int, house: str, days: Iterable[date], until: int | None
) -> dict[int, Document]:
    """The documents, in force at the entry `until` or withdrawn by an analyst, that left this key of a house
    and a day: the first of them, at most `_CROWD`."""
    keys = sorted({_house_day(scheme, house, day) for day in days})
    left = select(bands.c.version).where(tuple_(bands.c.period, bands.c.scheme, bands.c.band).in_(keys))
    ended = document_ends.c.version == documents.c.entry
    if until is not None:
        left = left.where(bands.c.entry <= until)
        ended = and_(ended, document_ends.c.entry <= until)
    query = (
        select(documents)
        .outerjoin(document_ends, ended)
        # An analyst withdraws what a notice means: that answers it, and nothing else is meant then.
        .outerjoin(corrections, corrections.c.entry == document_ends.c.entry)
        .where(
            documents.c.entry.in_(left),
            or_(document_ends.c.entry.is_(None), corrections.c.entry.is_not(None)),
        )
        .order_by(documents.c.entry)
        .limit(_CROWD)
    )
    return {row.entry: document_from(dict(row._mapping)) for row in connection.execute(query)}


def _named(document: Document) -> Mentioned:
    """What a notice names, its numbers in words too."""
    named = mentioned(document)
    return replace(named, figures=named.figures | frozenset(spelled(document)))


def _of_others(said: Notice, named: Mentioned, document: Document) -> bool:
    """Whether the words of the notice are about another house ("AFP has withdrawn its story", told by
    Reuters)."""
    house = plain(document.agency or document.outlet or "")
    told = {plain(name) for name in named.houses if name in said.words}
    return bool(told) and house not in told


def _renewed(connection: Connection, version: int, links: Iterable[Link]) -> set[int]:
    """What `version` corrects, withdraws or updates, by stored links and by `links`."""
    query = select(copies.c.other).where(
        copies.c.version == version, copies.c.relation.in_(sorted(CORRECTING))
    )
    found = set(connection.execute(query).scalars())
    return found | {one.other for one in links if one.version == version and one.relation in CORRECTING}


def _one_story(connection: Connection, told: Mapping[int, Body], until: int | None = None) -> bool:
    """Whether the documents of one house and day are copies of the first of them."""
    first, *others = sorted(told)
    query = select(copies.c.version).where(
        copies.c.other == first, copies.c.version.in_(others), copies.c.relation.in_(sorted(STORY))
    )
    if until is not None:
        query = query.where(copies.c.entry <= until)
    same = set(connection.execute(query).scalars())
    same |= {other for other in others if told[other].digest == told[first].digest}
    return same == set(others)


def _names_day(said: Notice, earlier: _Known, what: Iterable[tuple[str, str]]) -> str:
    told = ", ".join(f"{sort} {one}" for sort, one in sorted(what))
    return (
        f"it says “{said.words}” and names {earlier.document.published}, the day of that dispatch; in common:"
        f" {told}"
    )


_Told = tuple[Document, Body, Sequence[Claim]]


def _repeats(one: _Told, other: _Told) -> Resemblance | None:
    """How the shorter of two, published within a month, repeats the sentences of the other; None if not."""
    if not _within_month(one[1], other[1]):
        return None
    (short, _, claims), (long, _, _) = sorted((one, other), key=lambda told: (told[1].length, told[0].id))
    return repeated(body_text(short), _telling(short, claims), body_text(long))


@dataclass(frozen=True, slots=True)
class _Known:
    document: Document
    body: Body


def _ask(connection: Connection, asked: Sequence[tuple[int, int, int]]) -> dict[int, Counter[int]]:
    """For each version that holds one of the keys, how many of each scheme: bands count as scheme 0."""
    found: dict[int, Counter[int]] = {}
    wanted = sorted(set(asked))
    rows = (
        _lateral(connection, wanted) if connection.dialect.name == "postgresql" else _each(connection, wanted)
    )
    for scheme, version in rows:
        found.setdefault(version, Counter())[scheme if scheme >= _RUNS else 0] += 1
    return found


def _each(connection: Connection, wanted: Sequence[tuple[int, int, int]]) -> Iterable[tuple[int, int]]:
    # By the driver's own cursor: a hundred small questions cost a tenth of what they cost by SQLAlchemy's.
    cursor = connection.connection.cursor()
    query = (
        "SELECT version FROM bands WHERE period = ? AND scheme = ? AND band = ?"
        f" ORDER BY version DESC LIMIT {_CROWD}"
    )
    try:
        for key in wanted:
            for row in cursor.execute(query, key).fetchall():
                yield key[1], row[0]
    finally:
        cursor.close()


_LATERAL = text(
    "SELECT asked.scheme, found.version"
    " FROM unnest(CAST(:periods AS integer[]), CAST(:schemes AS integer[]), CAST(:bands AS bigint[]))"
    " AS asked (period, scheme, band)"
    " CROSS JOIN LATERAL (SELECT version FROM bands WHERE bands.period = asked.period"
    " AND bands.scheme = asked.scheme AND bands.band = asked.band"
    f" ORDER BY version DESC LIMIT {_CROWD}) AS found"
)


def _lateral(connection: Connection, wanted: Sequence[tuple[int, int, int]]) -> Iterable[tuple[int, int]]:
    if not wanted:
        return []
    given = {
        name: [key[place] for key in wanted] for place, name in enumerate(("periods", "schemes", "bands"))
    }
    return [(row.scheme, row.version) for row in connection.execute(_LATERAL, given)]


def _candidates(connection: Connection, hits: Mapping[int, Counter[int]], own: str) -> dict[int, _Known]:
    """The documents worth a comparison, at most `_CROWD` of each sort, as far as they are in force."""
    chosen: set[int] = set()
    for scheme in (0, _RUNS, _SENTENCE, _PAIR, _HOUSE, _NOTICE, _DAY, _NAMED):
        ranked = sorted(
            (version for version, counts in hits.items() if counts[scheme]),
            key=lambda version: (-hits[version][scheme], -version),
        )
        chosen |= set(ranked[:_CROWD])
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
    found = {}
    for row in connection.execute(query):
        document = document_from(dict(row._mapping))
        body = Body(
            document=document.id,
            published=document.published,
            agency=document.agency,
            outlet=document.outlet,
            digest=row.digest,
            length=row.length,
            algorithm=row.algorithm,
            signature=bytes.fromhex(row.signature),
        )
        found[row.entry] = _Known(document, body)
    return found


def _compare(
    version: int,
    document: Document,
    body: Body,
    said: Notice | None,
    other: int,
    known: _Known,
    hits: Counter[int],
) -> Iterator[Link]:
    """How two versions belong together: as one story, as a notice and what it renews, or as both."""

    def link(relation: Relation, reason: str) -> Link:
        return Link(version=version, other=other, relation=relation, reason=reason)

    alike = None
    comparable = body.algorithm == known.body.algorithm and _within_month(body, known.body)
    if (hits[0] or hits[_RUNS] > 1) and comparable:
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
    elif hits[_PAIR] and (reason := _translated(document, known.document)):
        yield link("translation", reason)
    if hits[_HOUSE] and said is not None and (reason := _noticed(said, document, known.document)):
        yield link(said.relation, reason)
    before = notice(known.document) if hits[_NOTICE] else None
    if before is not None and (reason := _noticed(before, known.document, document)):
        yield Link(version=other, other=version, relation=before.relation, reason=reason)


def _within_month(one: Body, other: Body) -> bool:
    left, right = _interval(one.published), _interval(other.published)
    if left is None or right is None:
        return left is right
    gap = max(left[0] - right[1], right[0] - left[1])
    return gap <= timedelta(days=_WINDOW)


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


def _noticed(said: Notice, document: Document, earlier: Document) -> str | None:
    """Why `document`, which says that it renews an earlier one, means `earlier`; None where it does not."""
    left, right = _interval(document.published), _interval(earlier.published)
    if left is None or right is None or right[0] > left[1]:
        return None
    named = next((day for day in sorted(said.days) if right[0] <= day <= right[1] and day != left[0]), None)
    common = anchors(body_text(document)) & anchors(body_text(earlier))
    if named is not None and left[0] - right[0] <= _NOTICED and len(common) > 1:
        return f"it says “{said.words}” and names {named.isoformat()}, the day of that dispatch"
    # A house renews in one language what it told in another only where it says which dispatch it means.
    near = document.language == earlier.language and left[0] - right[0] <= _NEAR
    if near and len(common) >= _LEAST_ANCHORS // 2 + 1:
        return f"it says “{said.words}”, and {len(common)} figures and names are those of that dispatch"
    return None
