"""How reliable is a source held to be, since when, and why? The register of sources, with Admiralty letters.

The letter belongs to the source, never to what it says: A completely reliable, B usually, C fairly, D not
usually, E unreliable, F cannot be judged. F is no bad mark. The register ships with defaults by class and
for some names (`data/sources`), each with its reason; whoever uses it replaces them by entries of their
own. A letter holds from a day on, so an old report is read with the letter of its day. Rules:
docs/sources.md.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from tracewire.errors import InputRefused
from tracewire.ledger import LedgerView
from tracewire.lexicon import plain_name, speaker_class, speaker_name, table
from tracewire.model import DocumentId, Source, first_day

__all__ = [
    "LETTERS",
    "Entry",
    "Rating",
    "SourceRegister",
    "default_register",
    "rated_sources",
    "read_entries",
]

LETTERS: Mapping[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""The letters of the Admiralty code (NATO STANAG 2511, reliability of the source)."""

_COLUMNS = ("name", "class", "letter", "since", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One letter of one source, from `since` on (None: from the beginning). `author` is who gave it."""

    name: str
    sort: str | None
    letter: str
    since: date | None
    reason: str
    author: str = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The letter of a source on a day. `name` is the body that was rated, `sort` its class, `by` what gave
    the letter: an entry of its own, or its class."""

    letter: str
    name: str
    sort: str
    since: date | None
    reason: str
    author: str
    by: str  # "name" or "class"

    @property
    def words(self) -> str:
        return LETTERS[self.letter]

    def to_dict(self) -> dict[str, Any]:
        return {
            "source": self.name,
            "class": self.sort,
            "letter": self.letter,
            "meaning": self.words,
            "since": self.since.isoformat() if self.since else None,
            "reason": self.reason,
            "by": self.by,
            "author": self.author,
        }


class SourceRegister:
    """Letters of sources with their history. A register never changes: `with_entries` gives another."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._by_name: dict[str, list[Entry]] = {}
        for one in self._entries:
            self._by_name.setdefault(plain_name(speaker_name(one.name)), []).append(one)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self._entries

    def with_entries(self, entries: Iterable[Entry]) -> SourceRegister:
        """A register in which `entries` come behind those that are there: on one day the later one holds."""
        return SourceRegister((*self._entries, *entries))

    def history(self, name: str) -> tuple[Entry, ...]:
        """Every letter of a source, oldest first; empty where only its class is rated."""
        held = self._by_name.get(plain_name(speaker_name(name)), [])
        return tuple(sorted(held, key=lambda one: one.since or date.min))

    def rate(self, source: Source, *, outlet: str | None = None, on: date | None = None) -> Rating:
        """The letter of `source` on a day (None: today's, the last of all). `outlet` is the voice of the
        document, for what it says itself."""
        if source.is_narrator:
            body = source.org or outlet
            if body is None:
                return self._of_class("other", "an outlet that is not told")
            return self._of_body(body, None, on, fallback="newspaper")
        if source.role == "reports" and not (source.org or source.name):
            return self._of_class("reports", "reports")
        if source.org:
            rated = self._of_body(source.org, source.country, on, fallback="other")
            if source.anonymous and rated.letter != "F":
                reason = f"{rated.reason}; unnamed: the outlet vouches for who it is"
                return Rating(
                    letter=rated.letter,
                    name=rated.name,
                    sort=rated.sort,
                    since=rated.since,
                    reason=reason,
                    author=rated.author,
                    by=rated.by,
                )
            return rated
        if source.name and (held := self._held(source.name, on)):
            return self._named(held, "person")
        if source.name:
            return self._of_class("person", source.name)
        return self._of_class("unnamed", source.role)

    def _held(self, name: str, on: date | None) -> Entry | None:
        held = [
            one
            for one in self._by_name.get(plain_name(speaker_name(name)), ())
            if on is None or one.since is None or one.since <= on
        ]
        # Behind each other in the register, and of these the one that began last.
        return max(enumerate(held), key=lambda one: (one[1].since or date.min, one[0]))[1] if held else None

    def _of_body(self, body: str, country: str | None, on: date | None, *, fallback: str) -> Rating:
        sort = speaker_class(body, country) or fallback
        name = speaker_name(body, country)
        held = self._held(name, on)
        return self._named(held, sort) if held else self._of_class(sort, name)

    def _named(self, one: Entry, sort: str) -> Rating:
        return Rating(
            letter=one.letter,
            name=speaker_name(one.name),
            sort=one.sort or sort,
            since=one.since,
            reason=one.reason,
            author=one.author,
            by="name",
        )

    def _of_class(self, sort: str, name: str) -> Rating:
        row = _classes().get(sort) or _classes()["other"]
        return Rating(
            letter=row["letter"],
            name=name,
            sort=row["class"],
            since=None,
            reason=f"{row['words']}: {row['reason']}",
            author="default",
            by="class",
        )


@cache
def _classes() -> Mapping[str, Mapping[str, str]]:
    rows = table("sources/classes.csv", "class", "words", "letter", "reason", "source")
    return {row["class"]: row for row in rows}


@cache
def default_register() -> SourceRegister:
    """The register that ships with Tracewire."""
    rows = table("sources/letters.csv", *_COLUMNS, "source")
    return SourceRegister(_entry(row, where="data/sources/letters.csv", author="default") for row in rows)


def rated_sources(view: LedgerView, register: SourceRegister) -> tuple[tuple[Rating, int], ...]:
    """Who speaks in a view, rated on the day of the last report, with the number of claims; most first."""
    days: dict[DocumentId, date | None] = {}
    voices: dict[DocumentId, str | None] = {}
    spoken: dict[tuple[Source, str | None], list[date | None]] = {}
    judged = view.resolution
    for body in map(judged.body, view.bodies()):
        days[body.document] = _first_day(body.published)
        voices[body.document] = body.agency or body.outlet
    for stored in view.claims():
        claim = stored.claim
        source = judged.source(claim.source)
        outlet = voices[claim.document] if claim.source.is_narrator else None
        spoken.setdefault((source, outlet), []).append(days[claim.document])
    rated: dict[tuple[str, str, str], tuple[date, Rating, int]] = {}
    for (source, outlet), reports in spoken.items():
        last = max((day for day in reports if day), default=date.max)
        one = register.rate(source, outlet=outlet, on=last)
        key = (one.name, one.sort, "unnamed" if source.anonymous else "")
        before = rated.get(key, (date.min, one, 0))
        rated[key] = max(before[0], last), one if last >= before[0] else before[1], before[2] + len(reports)
    found = ((one, count) for _, one, count in rated.values())
    return tuple(sorted(found, key=lambda of: (-of[1], of[0].name, of[0].reason)))


def _first_day(published: str | None) -> date | None:
    try:
        return first_day(published) if published else None
    except ValueError:
        return None


def read_entries(text: str, *, where: str) -> tuple[Entry, ...]:
    """The entries of a CSV file with the columns name, class, letter, since and reason, and author if it
    likes.

    Raises InputRefused for a row that is none.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [column for column in ("name", "letter", "reason") if column not in (reader.fieldnames or ())]
    if missing:
        raise InputRefused(
            f"no column {', '.join(missing)}",
            where=where,
            remedy="the columns are name,class,letter,since,reason",
        )
    return tuple(
        _entry(
            {key: (value or "").strip() for key, value in row.items() if key is not None},
            where=f"{where} line {reader.line_num}",
            author=(row.get("author") or "").strip() or where,
        )
        for row in reader
    )


def _entry(row: Mapping[str, str], *, where: str, author: str) -> Entry:
    letter = row["letter"].upper()
    if letter not in LETTERS or not row["name"] or not row["reason"]:
        raise InputRefused(
            f"not an entry of the register: {row['name'] or 'no name'} {row['letter']}",
            where=where,
            remedy="give a name, a letter from A to F and a reason",
        )
    try:
        since = date.fromisoformat(row["since"]) if row.get("since") else None
    except ValueError as error:
        raise InputRefused(str(error), where=where, remedy="write the day as 2022-03-04") from error
    return Entry(
        name=row["name"],
        sort=row.get("class") or None,
        letter=letter,
        since=since,
        reason=row["reason"],
        author=author,
    )
