"""In which office does somebody speak whom a table knows by name?

A table tells the office that a person was last known in, and since when. What the text says of the speaker
comes first: "Defence Minister Anita Anand" is that, whatever she became later. Where the text tells no
office, the table's holds on the days for which it was held.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracewire.lexicon import FORMER, Entry, is_private, is_shared, office_of, party_name
from tracewire.model import Source, first_day, last_day

__all__ = ["UNTOLD", "Introduction", "former", "of_person", "spoken_for"]

UNTOLD = "official"
"""The role of a person of whom nothing is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """What the words beside a name say of its bearer; `past` where the office is no longer held."""

    role: str | None = None
    org: str | None = None
    country: str | None = None
    past: bool = False

    @property
    def body(self) -> str | None:
        """The organisation that is told, where it is more than the state ("US spokesman")."""
        state = party_name(self.country) if self.country else None
        return self.org if self.org != state else None


def former(role: str) -> str:
    """The role of who held it once; what somebody does for themselves (a witness, an analyst) stays."""
    return role if is_private(role) else FORMER + role


def of_person(entry: Entry, told: Introduction, on: str | None) -> Source:
    """The speaker that the table of persons knows, in a document of `on` (an EDTF date, None if unknown)."""
    held, role = entry.role or UNTOLD, told.role
    alike = role is not None and (held.endswith(role) or _same(held, role))
    if told.past:
        role = former(held if alike or role is None else role)
        return Source(name=entry.name, role=role, country=told.country or entry.country)
    if role is not None and not alike and office_of(role) is not None:
        return Source(name=entry.name, role=role, org=told.org, country=told.country or entry.country)
    exactly = role is not None and _same(held, role) and not is_shared(role)
    if not exactly and on is not None and (days := _days(on)):
        first, last = days
        if entry.since and (begun := first_day(entry.since)) and last < begun:
            return _beside(entry, told, role or UNTOLD)
        if entry.until and (ended := last_day(entry.until)) and first > ended:
            return _beside(entry, told, role or former(held))
    return Source(
        name=entry.name,
        role=entry.role or role or UNTOLD,
        org=told.body or entry.org or told.org,
        country=entry.country or told.country,
    )


def _beside(entry: Entry, told: Introduction, role: str) -> Source:
    """Somebody in another office than the table's, or on another day: of the body that the text tells."""
    return Source(name=entry.name, role=role, org=told.body, country=entry.country or told.country)


def spoken_for(source: Source) -> str | None:
    """The country for which the source says "we"; None where it speaks for no body and in no office, as of
    somebody at work in a firm ("the project director") the country is less sure.
    """
    official = source.org is not None or source.role == UNTOLD or office_of(source.role) is not None
    return source.country if official else None


def _same(one: str, other: str) -> bool:
    """Whether two roles are one office ("defense secretary", "defence minister")."""
    return one == other or (office_of(one) is not None and office_of(one) == office_of(other))


def _days(on: str) -> Sequence[date] | None:
    first, last = first_day(on), last_day(on)
    return None if first is None or last is None else (first, last)
