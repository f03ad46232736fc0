"""Which earlier dispatch does a notice of a house mean?

A notice withdraws, corrects or updates what its house told. It means the dispatch with which it has more in
common than with any other of the days that it may be about; `may_mean` tells where none stands out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, and_, or_, select, tuple_

from tracewire.documents.duplicates import anchors
from tracewire.documents.notices import Mentioned, Notice, mentioned, notice
from tracewire.ledger.keys import CROWD, NOTICED, Scheme, house_day, interval
from tracewire.ledger.links import CORRECTING, STORY, Link, link_from, undoubted
from tracewire.ledger.rows import claim_from, document_from
from tracewire.ledger.schema import bands, claim_ends, copies, corrections, document_ends, documents
from tracewire.ledger.schema import claims as drawn
from tracewire.ledger.stories import Body, body_of, body_text, house_of, plain, spelled
from tracewire.ledger.superseding import common
from tracewire.model import Claim, Document

__all__ = [
    "Known",
    "claims_of_version",
    "doubted",
    "may_mean",
    "meaning",
    "meant",
    "naming",
    "renews",
    "sharpened",
    "within_reach",
]

_NEAR = timedelta(days=21)  # how long after a dispatch a notice that names no day may mean it
_LEAST_COMMON = 5  # figures and names that such a notice shares with it


@dataclass(frozen=True, slots=True)
class Known:
    """A version that is known, as far as it is compared."""

    document: Document
    body: Body


def renews(said: Notice, document: Document, earlier: Document) -> str | None:
    """Why `document`, which says that it renews an earlier one, means `earlier`; None where it does not."""
    left, right = interval(document.published), interval(earlier.published)
    if left is None or right is None or right[0] > left[1]:
        return None
    named = next((day for day in sorted(said.days) if right[0] <= day <= right[1] and day != left[0]), None)
    common = anchors(body_text(document)) & anchors(body_text(earlier))
    if named is not None and left[0] - right[0] <= NOTICED and len(common) > 1:
        return f"it says “{said.words}” and names {named.isoformat()}, the day of that dispatch"
    # A house renews in one language what it told in another only where it says which dispatch it means.
    near = document.language == earlier.language and left[0] - right[0] <= _NEAR
    if near and len(common) >= _LEAST_COMMON:
        return f"it says “{said.words}”, and {len(common)} figures and names are those of that dispatch"
    return None


def meant(
    connection: Connection,
    document: Document,
    said: Notice | None,
    version: int,
    links: Sequence[Link],
    of_day: Mapping[int, Known],
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


def meaning(
    connection: Connection,
    document: Document,
    claims: Sequence[Claim],
    version: int,
    links: Sequence[Link],
    noticing: Mapping[int, Known],
    doubts: Sequence[Link],
) -> list[Link]:
    """The same where the notices are known, and the story that they mean is `document`; `doubts` are the
    links of them that hold no longer."""
    story = {version} | {one.other for one in links if one.relation in STORY}
    found = []
    for other, known in noticing.items():
        said = notice(known.document)
        if said is None or not within_reach(known.document, document):
            continue
        renewed = _renewed(connection, other, links) - {one.other for one in doubts if one.version == other}
        named = _named(known.document)
        what = common(named, claims)
        if not what or not renewed <= story - {version} or _of_others(said, named, known.document):
            continue
        rivals = _shared(connection, known.document, said, named)
        if not all(theirs < what for one, theirs in rivals.items() if one not in story):
            continue
        reason = _names_day(said, Known(document, known.body), what)
        found.append(Link(version=other, other=version, relation=said.relation, reason=reason))
    return found


def doubted(
    connection: Connection,
    document: Document,
    claims: Sequence[Claim],
    version: int,
    links: Sequence[Link],
    noticing: Mapping[int, Known],
) -> list[Link]:
    """The stored links of the notices `noticing` that hold no longer, as `document` has with the notice all
    in common that the dispatch has which it was taken to mean: which of the two it is, is asked, not chosen.
    """
    story = {version} | {one.other for one in links if one.relation in STORY}
    found = []
    for other, known in noticing.items():
        said = notice(known.document)
        if said is None or said.relation == "update" or not within_reach(known.document, document):
            continue
        named = _named(known.document)
        what = common(named, claims)
        if not what or _of_others(said, named, known.document):
            continue
        rivals = _shared(connection, known.document, said, named)
        both = any((one.version, one.other) == (other, version) for one in links)
        for link in _renewing(connection, other):
            theirs = rivals.get(link.other)
            if link.other in story or not theirs or what < theirs:
                continue
            if theirs < what or not both:
                found.append(link)
    return found


def _renewing(connection: Connection, version: int) -> list[Link]:
    query = select(copies).where(
        copies.c.version == version, copies.c.relation.in_(sorted(CORRECTING)), undoubted()
    )
    return [link_from(row) for row in connection.execute(query.order_by(copies.c.other))]


def sharpened(
    connection: Connection,
    document: Document,
    claims: Sequence[Claim],
    said: Notice | None,
    version: int,
    links: Sequence[Link],
    candidates: Mapping[int, Known],
) -> list[Link]:
    """`links` without those of a notice to a story of a day that it names where another of those has with the
    notice all in common that this one has, and more: "Polish tanks" are not the aircraft of the same day."""

    def of_named_day(said: Notice | None, earlier: Document) -> bool:
        days = interval(earlier.published)
        return said is not None and days is not None and any(days[0] <= day <= days[1] for day in said.days)

    def shared(named: Mentioned, other: int, known: Document) -> frozenset[tuple[str, str]]:
        return common(named, claims_of_version(connection, other, known, ended=True))

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


def may_mean(
    connection: Connection, document: Document, taken: Iterable[int], *, until: int
) -> frozenset[int]:
    """The versions of dispatches of which the notice `document` means one, and does not tell which: of the
    stories of its house and of a day that it names those with which none other has more in common, and which
    it was `taken` to mean, withdrawn ones too. Empty where they are one story. As of the entry `until`."""
    said = notice(document)
    house = house_of(document)
    if said is None or not said.days or not house or _of_others(said, named := _named(document), document):
        return frozenset()
    known = _of_house_day(connection, Scheme.DAY, house, said.days, until)
    shared = {
        other: common(named, claims_of_version(connection, other, one, ended=True, until=until))
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
    days = interval(document.published)
    house = house_of(document)
    if days is None or days[0] != days[1] or not house:
        return ()
    return tuple(_of_house_day(connection, Scheme.NAMED, house, [days[0]], until))


def within_reach(document: Document, earlier: Document) -> bool:
    """Whether `document` came with `earlier` or after it, within the time in which a notice names its day."""
    left, right = interval(document.published), interval(earlier.published)
    if left is None or right is None:
        return False
    return right[0] <= left[1] and left[0] - right[0] <= NOTICED


def _shared(
    connection: Connection, document: Document, said: Notice, named: Mentioned
) -> dict[int, frozenset[tuple[str, str]]]:
    """What the notice `document`, which names `named`, has in common with each story of its house and of a
    day that it names, also with one that an analyst has withdrawn."""
    house = house_of(document)
    return {
        other: common(named, claims_of_version(connection, other, one, ended=True))
        for other, one in _of_house_day(connection, Scheme.DAY, house, said.days, None).items()
        if house and one.id != document.id and within_reach(document, one)
    }


def _of_house_day(
    connection: Connection, scheme: int, house: str, days: Iterable[date], until: int | None
) -> dict[int, Document]:
    """The documents, in force at the entry `until` or withdrawn by an analyst, that left this key of a house
    and a day: the first of them, at most `CROWD`."""
    keys = sorted({house_day(scheme, house, day) for day in days})
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
        .limit(CROWD)
    )
    return {row.entry: document_from(dict(row._mapping)) for row in connection.execute(query)}


def claims_of_version(
    connection: Connection, version: int, document: Document, *, ended: bool = False, until: int | None = None
) -> list[Claim]:
    """The claims in force of a version, with those that have `ended` if wanted; `until` an entry, or all."""
    end = and_(claim_ends.c.claim_entry == drawn.c.entry, claim_ends.c.claim_position == drawn.c.position)
    query = select(drawn.c.payload).where(drawn.c.document == document.id, drawn.c.version == version)
    if not ended:
        query = query.outerjoin(claim_ends, end).where(claim_ends.c.entry.is_(None))
    if until is not None:
        query = query.where(drawn.c.entry <= until)
    return [claim_from(payload) for payload in connection.execute(query).scalars()]


def _versions(connection: Connection, versions: Iterable[int]) -> dict[int, Document]:
    query = select(documents).where(documents.c.entry.in_(sorted(versions)))
    return {row.entry: document_from(dict(row._mapping)) for row in connection.execute(query)}


def _named(document: Document) -> Mentioned:
    """What a notice names, its numbers in words too."""
    named = mentioned(document)
    return replace(named, figures=named.figures | frozenset(spelled(document)))


def _of_others(said: Notice, named: Mentioned, document: Document) -> bool:
    """Whether the words of the notice are about another house ("AFP has withdrawn its story", told by
    Reuters)."""
    house = house_of(document)
    told = {plain(name) for name in named.houses if name in said.words}
    return bool(told) and house not in told


def _renewed(connection: Connection, version: int, links: Iterable[Link]) -> set[int]:
    """What `version` corrects, withdraws or updates, by stored links and by `links`."""
    found = {one.other for one in _renewing(connection, version)}
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


def _names_day(said: Notice, earlier: Known, what: Iterable[tuple[str, str]]) -> str:
    told = ", ".join(f"{sort} {one}" for sort, one in sorted(what))
    return (
        f"it says “{said.words}” and names {earlier.document.published}, the day of that dispatch; in common:"
        f" {told}"
    )
