"""How the press marks a dispatch: agencies, bylines, credits, teasers, and the names of months and days.

The knowledge lies in data/sources/agencies.csv and, a language each, in data/languages/<bcp47>/press.toml and
months.toml. The forms of all languages hold at once: a dispatch is taken apart before its language is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tracewire.lexicon.files import language_table, languages, table

__all__ = ["UPPER", "Agency", "Form", "Press", "press"]

UPPER = "".join(chr(code) for code in range(0x41, 0x250) if chr(code).isupper())
"""The capital letters of the Latin script, for character classes: `re` has no class for them."""

_WORD = rf"[{UPPER}][\w’'.-]*"
_PARTICLE = r"(?:de|du|des|di|da|del|della|van|von|der|den|ter|bin|ibn|ben|al|el|ad|ag|ould|d’|d')"
_NAME = rf"{_WORD}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]?){{0,2}}{_WORD}){{1,4}}"
_NAMES = rf"{_NAME}(?:(?:, (?:and |et )?|,? and |,? et | & ){_NAME}){{0,9}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A news agency under its standard English short name."""

    name: str
    full_name: str
    country: str
    aliases: tuple[str, ...]
    source: str

    @property
    def surfaces(self) -> tuple[str, ...]:
        """All the ways in which dispatches write it."""
        written = [name for name in (self.name, self.full_name, *self.aliases) if name]
        # Old wires sign in capitals. An acronym is written one way: "Sana" is a word, "SANA" the agency.
        capitals = [name.upper() for name in written if len(name) > 4]
        return tuple(dict.fromkeys([*written, *capitals]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to write what is not the story; `where` is "line" (the whole line) or "start" (of a
    paragraph).
    """

    kind: str  # byline, credit, teaser
    where: str
    pattern: re.Pattern[str]
    foot_only: bool
    finds: tuple[str, ...]
    skips: tuple[str, ...]
    source: str
    language: str

    def match(self, line: str) -> re.Match[str] | None:
        """The form found in `line`, which has no white space around it."""
        return self.pattern.fullmatch(line) if self.where == "line" else self.pattern.match(line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What all the language packs together know of the press's marks."""

    agencies: tuple[Agency, ...]
    agency_of: Mapping[str, str]  # surface → standard short name
    agency_pattern: str
    forms: tuple[Form, ...]
    kickers: frozenset[str]
    slug_pattern: re.Pattern[str]
    note_pattern: re.Pattern[str]
    speakers: frozenset[str]
    stamps: tuple[str, ...]
    stamps_of_change: tuple[str, ...]
    correspondents: frozenset[str]
    place_pattern: str  # a place's name that small words may be within
    dateline_place_pattern: str  # the same with those that only a dateline or byline has
    region_pattern: str  # the region behind a place
    small_words: frozenset[str]  # all of these small words, in small letters
    joins: tuple[str, ...]  # what joins the agencies of one bracket
    places: frozenset[str]  # case-folded: what is no agency in a dateline's brackets
    months: Mapping[str, int]  # lower case, without a final full stop
    weekdays: Mapping[str, int]  # Monday is 1
    month_pattern: str
    weekday_pattern: str

    def agency(self, words: str) -> str | None:
        """The standard short name of the agency that `words` writes, or None if they write none."""
        plain = words.strip(" .\u00a0")
        return self.agency_of.get(plain) or self.agency_of.get(re.sub(r"^(?:[Tt]he |l[’'])", "", plain))

    def told_in(self, headline: str) -> tuple[int, int]:
        """Where in `headline` stands what it tells, without the words with which a wire says what sort of
        dispatch it heads: "UPDATE 2-", "CORRECTED-", "(adds details)"."""
        before, behind = self.slug_pattern.match(headline), self.note_pattern.search(headline)
        start = before.end() if before else 0
        end = behind.start() if behind else len(headline)
        return (start, end) if start < end else (0, len(headline))

    def agency_in(self, text: str) -> str | None:
        """The first agency that `text` names."""
        found = re.search(rf"(?<!\w)(?:{self.agency_pattern})", text)
        return self.agency(found[0]) if found else None


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _placed(particles: Iterable[str], most: int) -> str:
    """The name of a place, of up to `most` words behind the first: "Port des Galets", "Villeneuve d’Ascq"."""
    whole = [word for word in particles if word[-1] not in "’'"]
    elided = [word.rstrip("’'") for word in particles if word[-1] in "’'"]
    # A particle is a whole word: of "des" the pattern must not take "de" alone.
    small = rf"(?:{_alternatives(whole)})(?!\w)"
    word = rf"(?:(?:{_alternatives(elided)})[’'])?{_WORD}" if elided else _WORD
    return rf"{_WORD}(?:[ /-](?:{word}|{small})){{0,{most}}}"


def _agencies() -> Iterator[Agency]:
    for row in table("sources/agencies.csv", "name", "full_name", "country", "aliases", "source"):
        yield Agency(
            name=row["name"],
            full_name=row["full_name"],
            country=row["country"],
            aliases=tuple(filter(None, row["aliases"].split(";"))),
            source=row["source"],
        )


def _packs() -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """Each language that ships: its code, its press marks, its months."""
    for language in languages():
        yield language, language_table(language, "press"), language_table(language, "months")


def _places() -> Iterator[str]:
    """What a dateline's brackets name besides agencies, as far as the lexicon knows it."""
    for row in table("parties/state_forms.csv", "term"):
        yield row["term"]
    for row in table("places/places.csv", "name", "aliases_fr", "aliases_en"):
        yield row["name"]
        yield from row["aliases_fr"].split(";")
        yield from row["aliases_en"].split(";")


@cache
def press() -> Press:
    """The press's marks in all the languages that ship with Tracewire."""
    agencies = tuple(_agencies())
    agency_of = {surface: agency.name for agency in agencies for surface in agency.surfaces}
    agency_pattern = rf"(?:{_alternatives(list(agency_of))})(?!\w)"
    forms: list[Form] = []
    words: dict[str, list[str]] = {
        key: []
        for key in (
            "kickers",
            "slugs",
            "notes",
            "speakers",
            "stamps",
            "stamps_of_change",
            "correspondents",
            "place_particles",
            "dateline_particles",
            "region_particles",
            "joins",
            "regions",
        )
    }
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    packs = list(_packs())
    for _, marks, calendar in packs:
        for key, collected in words.items():
            collected.extend(marks[key])
        for number, names in calendar["months"].items():
            months.update(dict.fromkeys(names, int(number)))
        for number, names in calendar["weekdays"].items():
            weekdays.update(dict.fromkeys(names, int(number)))
    date_pattern = (
        rf"(?:(?:{_alternatives(list(weekdays))})\.?,?\s)?\d{{1,2}}(?:er|st|nd|rd|th)?\s"
        rf"(?:{_alternatives(list(months))})\.?\s\d{{4}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}"
    )
    small = [*words["place_particles"], *words["dateline_particles"]]
    parts = {
        "names": _NAMES,
        "place": _placed(small, 4),
        "agency": f"(?:{agency_pattern})",
        "date": f"(?:{date_pattern})",
    }
    for language, marks, _ in packs:
        for entry in marks["form"]:
            pattern = re.sub(r"\{(names|place|agency|date)\}", lambda hole: parts[hole[1]], entry["pattern"])
            forms.append(
                Form(
                    kind=entry["kind"],
                    where=entry["where"],
                    pattern=re.compile(pattern),
                    foot_only=entry.get("foot_only", False),
                    finds=tuple(entry["finds"]),
                    skips=tuple(entry["skips"]),
                    source=entry["source"],
                    language=language,
                )
            )
    return Press(
        agencies=agencies,
        agency_of=agency_of,
        agency_pattern=agency_pattern,
        forms=tuple(forms),
        kickers=frozenset(words["kickers"]),
        slug_pattern=re.compile(rf"\W*(?:(?:{_alternatives(words['slugs'])})(?: ?\d+)?\s*[-:–—]\s*)+(?=\w)"),
        note_pattern=re.compile(rf"\s*\((?:{_alternatives(words['notes'])})\b[^()]*\)\s*$", re.IGNORECASE),
        speakers=frozenset(words["speakers"]),
        stamps=tuple(words["stamps"]),
        stamps_of_change=tuple(words["stamps_of_change"]),
        correspondents=frozenset(words["correspondents"]),
        place_pattern=_placed(words["place_particles"], 4),
        dateline_place_pattern=_placed(small, 5),
        region_pattern=_placed([*small, *words["region_particles"]], 5),
        small_words=frozenset([*small, *words["region_particles"]]),
        joins=tuple(words["joins"]),
        places=frozenset(place.casefold() for place in (*words["regions"], *_places()) if place),
        months=months,
        weekdays=weekdays,
        month_pattern=_alternatives(list(months)),
        weekday_pattern=_alternatives(list(weekdays)),
    )
