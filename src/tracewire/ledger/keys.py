"""By which keys are known documents found that may belong together with one, without walking all of them?

Each version of a document leaves keys in `bands`: the bands of its MinHash (copies), a sample of its runs of
three words (trimmed copies), its sentences that state a claim (copies of a sentence or two), its pairs of
supplier and recipient with the day (translations), the same with its agency or outlet (what corrects,
withdraws or updates an earlier dispatch), its house with its day, or with the days that a notice names (what
a notice means that claims nothing itself). A new version asks for its own keys. To ask costs what the
document's own keys cost: a key that more than `CROWD` documents share, as boilerplate does, is asked for its
newest ones only.

Keys lie in periods of 64 days of publication, so that a document meets those of its own weeks: copies that
appear more than a month apart are found by equal text alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, text

from tracewire.documents.duplicates import Signature, sampled_runs, sentences
from tracewire.documents.notices import notice
from tracewire.ledger.stories import Body, body_spans, body_text, house_of
from tracewire.model import Claim, Document, Edtf

__all__ = [
    "CROWD",
    "KEYS",
    "NOTICED",
    "WINDOW",
    "Scheme",
    "asked_keys",
    "band_rows",
    "holders",
    "house_day",
    "interval",
    "periods",
    "retracted",
    "retracted_rows",
    "telling",
]

_DAYS = 64
WINDOW = timedelta(days=31)
"""The time between copies that only keys find."""

CROWD = 50
"""How many documents that share a key are looked at."""

NOTICED = timedelta(days=120)
"""How long after a dispatch a notice may name its day."""

KEYS = 1
"""The set of keys that a version leaves today. To be raised where a sort of keys is added that versions which
are there should have left: then they get them (`Ledger.fill_keys`)."""

_TRANSLATED = timedelta(days=3)


class Scheme:
    """What a key is made of."""

    BAND = 0  # of the MinHash: the number of the band, below 100
    RUNS = 100
    SENTENCE = 101
    PAIR = 200  # with the day
    HOUSE = 201  # with a pair
    NOTICE = 202  # a house's, with a pair
    RETRACTED = 203
    DAY = 204  # what a house told on it
    NAMED = 205  # what a house's notice names
    COMPLETE = 300  # that a version has left all keys of the set `KEYS`


def periods(published: str | None, *, around: int = 0) -> tuple[int, ...]:
    """The periods of 64 days that a date of publication touches, with `around` days before and after.

    What has no date has a period of its own.
    """
    found = interval(published)
    if found is None:
        return (0,)
    first, last = (day.toordinal() for day in found)
    return tuple(range((first - around) // _DAYS, (last + around) // _DAYS + 1))


def interval(published: str | None) -> tuple[date, date] | None:
    """The first and the last day that a date of publication may mean; None where it leaves an end open."""
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


def telling(document: Document, claims: Iterable[Claim]) -> frozenset[str]:
    """The sentences of the running text that state a claim."""
    passages = [(claim.span.start, claim.span.end) for claim in claims]
    found: set[str] = set()
    for span in body_spans(document):
        own = [(start - span.start, end - span.start) for start, end in passages]
        found |= sentences(span.of(document.text), own)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Keys:
    """The schemes and keys of a version."""

    words: tuple[tuple[int, int], ...]  # the bands of its MinHash, its sampled runs, its telling sentences
    pairs: tuple[tuple[int, int], ...]
    houses: tuple[tuple[int, int], ...]
    day: tuple[tuple[int, int, int], ...]  # with the period: what the house told that day


def house_day(scheme: int, house: str, day: date) -> tuple[int, int, int]:
    """The key of a house and a day, with its period."""
    return day.toordinal() // _DAYS, scheme, _key(house, day.isoformat())


def _keys(document: Document, body: Body, claims: Sequence[Claim]) -> _Keys:
    signature = Signature.from_bytes(body.signature, algorithm=body.algorithm)
    words: list[tuple[int, int]] = []
    if signature.runs:
        words += enumerate(signature.bands())
        words += [(Scheme.RUNS, run) for run in sampled_runs(body_text(document))]
    words += [(Scheme.SENTENCE, _key(sentence)) for sentence in telling(document, claims)]
    exact = interval(document.published)
    day = exact[0].isoformat() if exact and exact[0] == exact[1] else None
    pairs = sorted(_pairs(claims))
    house = house_of(document)
    return _Keys(
        words=tuple(dict.fromkeys(words)),
        pairs=tuple((Scheme.PAIR, _key(*pair, day)) for pair in pairs if day),
        houses=tuple((Scheme.HOUSE, _key(*pair, house)) for pair in pairs),
        day=(house_day(Scheme.DAY, house, exact[0]),) if day and exact and house and claims else (),
    )


def band_rows(
    document: Document, body: Body, claims: Sequence[Claim], *, version: int, entry: int
) -> list[dict[str, Any]]:
    """The keys that a version leaves for those that come later."""
    keys = _keys(document, body, claims)
    left = [*keys.words, *keys.pairs, *keys.houses]
    said = notice(document)
    if said is not None:
        left += [(Scheme.NOTICE, key) for _, key in keys.houses]
    dated = {(period, *key) for period in periods(document.published) for key in left} | set(keys.day)
    if said is not None and (house := house_of(document)):
        dated |= {house_day(Scheme.NAMED, house, day) for day in said.days}
    dated.add((0, Scheme.COMPLETE, KEYS))
    return [
        {"period": period, "scheme": scheme, "band": key, "version": version, "entry": entry}
        for period, scheme, key in sorted(dated)
    ]


def asked_keys(document: Document, body: Body, claims: Sequence[Claim]) -> list[tuple[int, int, int]]:
    """The keys that a version asks for: period, scheme and key."""
    keys = _keys(document, body, claims)
    said = notice(document)
    exact = interval(document.published)
    near = periods(document.published, around=WINDOW.days)
    asked: list[tuple[int, int, int]] = [(period, *key) for period in near for key in keys.words]
    if exact and exact[0] == exact[1]:
        for shift in range(-_TRANSLATED.days, _TRANSLATED.days + 1):
            day = exact[0] + timedelta(days=shift)
            asked += [
                (day.toordinal() // _DAYS, Scheme.PAIR, _key(*pair, day.isoformat()))
                for pair in _pairs(claims)
            ]
    house = periods(document.published, around=NOTICED.days)
    asked += [(period, Scheme.NOTICE, key) for period in house for _, key in keys.houses]
    if said is not None:
        asked += [(period, Scheme.HOUSE, key) for period in house for _, key in keys.houses]
        name = house_of(document)
        asked += [house_day(Scheme.DAY, name, day) for day in said.days if name]
    asked += [(period, Scheme.NAMED, key) for period, _, key in keys.day]
    return asked


def holders(connection: Connection, asked: Sequence[tuple[int, int, int]]) -> dict[int, Counter[int]]:
    """For each version that holds one of the keys, how many of each scheme: bands count as one."""
    found: dict[int, Counter[int]] = {}
    wanted = sorted(set(asked))
    rows = (
        _lateral(connection, wanted) if connection.dialect.name == "postgresql" else _each(connection, wanted)
    )
    for scheme, version in rows:
        found.setdefault(version, Counter())[scheme if scheme >= Scheme.RUNS else Scheme.BAND] += 1
    return found


def _each(connection: Connection, wanted: Sequence[tuple[int, int, int]]) -> Iterable[tuple[int, int]]:
    # By the driver's own cursor: a hundred small questions cost a tenth of what they cost by SQLAlchemy's.
    cursor = connection.connection.cursor()
    query = (
        "SELECT version FROM bands WHERE period = ? AND scheme = ? AND band = ?"
        f" ORDER BY version DESC LIMIT {CROWD}"
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
    f" ORDER BY version DESC LIMIT {CROWD}) AS found"
)


def _lateral(connection: Connection, wanted: Sequence[tuple[int, int, int]]) -> Iterable[tuple[int, int]]:
    if not wanted:
        return []
    given = {
        name: [key[place] for key in wanted] for place, name in enumerate(("periods", "schemes", "bands"))
    }
    return [(row.scheme, row.version) for row in connection.execute(_LATERAL, given)]


def retracted_rows(
    document: Document, claims: Iterable[Claim], *, version: int, entry: int
) -> list[dict[str, Any]]:
    """The keys by which a dispatch that relays or copies `document` finds that its house took `claims` of it
    back."""
    house = house_of(document)
    return [
        {"period": period, "scheme": Scheme.RETRACTED, "band": key, "version": version, "entry": entry}
        for period in periods(document.published)
        for key in sorted({_key(*pair, name) for pair in _pairs(claims) for name in (house, "")})
    ]


def retracted(
    connection: Connection, document: Document, relayed: Iterable[tuple[Claim, frozenset[str]]]
) -> frozenset[int]:
    """The versions of which something was taken back that may be what `relayed` of `document` rests on: pairs
    of a claim and the houses, in plain form, that it names; a copy may name none."""
    keys = {
        _key(*pair, house) for claim, houses in relayed for house in (*houses, "") for pair in _pairs([claim])
    }
    near = periods(document.published, around=NOTICED.days) if keys else ()
    return frozenset(
        holders(connection, [(period, Scheme.RETRACTED, key) for period in near for key in keys])
    )
