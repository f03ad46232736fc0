"""Which names are towns of the United States? Those before a state of theirs: of "Peru, Indiana" no Peru.

Georgia is a state on either side of the ocean: behind a place that the tables know in America ("Robins Air
Force Base, Georgia") it is the American one and names no party, and so it is beside words that only stand
there with one of theirs ("the Northern District of Georgia").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tracewire.lexicon.entries import Entry, EntryKind, Hit
from tracewire.lexicon.files import table

__all__ = ["in_the_states"]

_HOME: Final = "US"


@dataclass(frozen=True, slots=True)
class _States:
    shared: frozenset[str]  # names that a country bears too
    behind: re.Pattern[str]  # one behind a town, with nothing of its clause behind it ("Texas firms")
    told: re.Pattern[str]  # one beside words that tell that it is American


@cache
def _states(language: str) -> _States:
    rows = table("places/us_states.csv", "forms_en", "forms_fr", "shared", "source")
    forms = {form: row["shared"] == "yes" for row in rows for form in row[f"forms_{language}"].split(";")}
    longest = sorted(map(re.escape, forms), key=len, reverse=True)
    names = "|".join(longest)
    told = [
        rf"\b{re.escape(row['words'])}\s(?:{names})\b"
        if row["side"] == "before"
        else rf"\b(?:{names})\s{re.escape(row['words'])}\b"
        for row in table("places/us_states_beside.csv", "lang", "side", "words", "source")
        if row["lang"] == language
    ]
    return _States(
        shared=frozenset(form for form, shared in forms.items() if shared),
        told=re.compile("|".join(told)),
        behind=re.compile(rf"(?:,\s|\s\()({names})(?=\s*(?:[,.;:)]|\Z))"),
    )


def in_the_states(text: str, hits: Sequence[Hit], language: str) -> tuple[Hit, ...]:
    """The hits, a name before a state of the United States as a place there, and no such state as a party."""
    states = _states(language)
    changed: dict[Hit, Hit | None] = {}
    for match in states.behind.finditer(text):
        town = next((hit for hit in hits if hit.end == match.start()), None)
        if town is None:
            continue
        known = tuple(e for e in town.entries if e.kind is EntryKind.PLACE and e.country == _HOME)
        if match[1] in states.shared and not known:
            continue  # "Tbilisi, Georgia"; "to Azerbaijan, Georgia, …"
        changed[town] = Hit(start=town.start, end=town.end, entries=known or (_town(text, town),))
        changed |= {hit: None for hit in hits if _names_a_country(hit, match.span(1))}
    for match in states.told.finditer(text):
        for hit in (hit for hit in hits if _names_a_country(hit, match.span())):
            changed[hit] = Hit(start=hit.start, end=hit.end, entries=(_town(text, hit, "region"),))
    kept = (changed.get(hit, hit) for hit in hits)
    return tuple(hit for hit in kept if hit is not None)


def _town(text: str, hit: Hit, form: str = "city") -> Entry:
    """The name as that of an American town, or a region, that no table knows."""
    name = text[hit.start : hit.end]
    return Entry(kind=EntryKind.PLACE, id=name, name=name, form=form, country=_HOME)


def _names_a_country(hit: Hit, state: tuple[int, int]) -> bool:
    """Whether a name between two offsets, where an American state is named, is read as another country's."""
    inside = state[0] <= hit.start and hit.end <= state[1]
    return inside and any(entry.party not in (None, _HOME) for entry in hit.entries)
