"""What are parties called, and where do places lie? Names for readers, coordinates for maps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from tracewire.lexicon.files import table
from tracewire.lexicon.fold import fold_text

__all__ = [
    "Place",
    "armed_groups_called",
    "conflicts",
    "is_armed_group",
    "is_called_by_its_land",
    "lies_in",
    "parties",
    "party_home",
    "party_name",
    "party_type",
    "place",
    "place_names",
    "state_name",
]

_Tongue = Literal["en", "fr"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place by its standard English name; `lat` and `lon` are WGS 84 degrees, None where no point stands
    for it."""

    name: str
    country: str | None
    kind: str
    lat: float | None
    lon: float | None


@cache
def _states() -> Mapping[str, Mapping[str, str]]:
    rows = table("parties/states.csv", "code", "name_en", "name_fr", "org_adjective")
    return {row["code"]: {"en": row["name_en"], "fr": row["name_fr"]} for row in rows}


@cache
def _actors() -> Mapping[str, Mapping[str, str]]:
    rows = table("parties/actors.csv", "slug", "name_en", "name_fr", "country", "type")
    return {row["slug"]: {"en": row["name_en"], "fr": row["name_fr"]} for row in rows}


def parties() -> tuple[str, ...]:
    """Every party that has a name here: ISO codes, then slugs of parties that are no states."""
    return (*_states(), *_actors())


def state_name(code: str, language: _Tongue = "en") -> str:
    """The name of the state with the ISO 3166-1 `code`; raises KeyError if there is none."""
    return _states()[code][language]


def party_name(party: str, language: _Tongue = "en") -> str:
    """The name of a party by ISO code or slug; an unknown one is called by its code."""
    names = _states().get(party) or _actors().get(party)
    return names[language] if names else party


@cache
def _described() -> Mapping[str, tuple[str, str]]:
    """By slug the type of a party that is no state and the country that it is at home in."""
    rows = table("parties/actors.csv", "slug", "name_en", "name_fr", "country", "type")
    return {row["slug"]: (row["type"], row["country"]) for row in rows}


@cache
def conflicts() -> tuple[tuple[date, frozenset[str]], ...]:
    """The wars between two sides: the first day of each, and the parties by ISO code or slug."""
    rows = table("parties/conflicts.csv", "name", "sides", "since", "source")
    return tuple((date.fromisoformat(row["since"]), frozenset(row["sides"].split(";"))) for row in rows)


@cache
def armed_groups_called(language: str) -> Mapping[str, frozenset[str]]:
    """By each word in small letters the armed groups that have it in one of their names of several words in
    the language: by "rebels" whoever is called "Syrian rebels", "Libyan rebels"...
    """
    called: dict[str, set[str]] = {}
    for row in table("parties/actor_forms.csv", "lang", "slug", "term"):
        words = row["term"].lower().split()
        if row["lang"] == language and len(words) > 1 and is_armed_group(row["slug"]):
            for word in words:
                called.setdefault(word, set()).add(row["slug"])
    return {word: frozenset(slugs) for word, slugs in called.items()}


@cache
def is_called_by_its_land(party: str) -> bool:
    """Whether a party that is no state is called in English by the land where it is at home, or by a place in
    it: "Syrian rebels", "separatists in Donbas", and not "Chechen rebels", who are at home in Russia.
    """
    home, words = party_home(party), party_name(party).split()
    rows = table("parties/states.csv", "code", "name_en", "name_fr", "org_adjective")
    adjective = next((row["org_adjective"] for row in rows if row["code"] == home), None)
    places = (place(word) for word in words)
    return adjective in words or any(one is not None and one.country == home for one in places)


def party_type(party: str) -> str:
    """What a party that is no state is: "alliance", "organisation", "armed group"; a state is a "state"."""
    return _described().get(party, ("state", party))[0]


def is_armed_group(party: str) -> bool:
    """Whether a party is an armed group, and no state, alliance or organisation."""
    return party_type(party) == "armed group"


def party_home(party: str) -> str | None:
    """ISO 3166-1 code of the state in which a party is at home, a state's own; None for an alliance."""
    return _described().get(party, ("state", party))[1] or None


@cache
def _places() -> Mapping[str, Place]:
    found: dict[str, Place] = {}
    rows = table("places/places.csv", "name", "aliases_fr", "aliases_en", "country", "kind", "lat", "lon")
    described = [
        (
            Place(
                name=row["name"],
                country=row["country"] or None,
                kind=row["kind"],
                lat=float(row["lat"]) if row["lat"] else None,
                lon=float(row["lon"]) if row["lon"] else None,
            ),
            row,
        )
        for row in rows
    ]
    for one, _ in described:
        found.setdefault(fold_text(one.name), one)
    for one, row in described:
        for alias in (*row["aliases_en"].split(";"), *row["aliases_fr"].split(";")):
            if alias:
                found.setdefault(fold_text(alias), one)
    return found


def place(name: str) -> Place | None:
    """The place of that name or alias, whatever its case and accents; None if it is not known."""
    return _places().get(fold_text(name))


def place_names() -> tuple[str, ...]:
    """The standard English name of every place."""
    return tuple(dict.fromkeys(one.name for one in _places().values()))


@cache
def _within() -> Mapping[tuple[str, str], bool]:
    """Whether a place, by each of its names in folded form, lies in a region."""
    found: dict[tuple[str, str], bool] = {}
    for row in table("places/within.csv", "name", "aliases_fr", "aliases_en", "region", "inside", "source"):
        for name in (row["name"], *row["aliases_fr"].split(";"), *row["aliases_en"].split(";")):
            if name:
                found[fold_text(name), fold_text(row["region"])] = row["inside"] == "yes"
    return found


def lies_in(name: str, region: str) -> bool | None:
    """Whether the place of that name or alias is `region` or lies in it; None where the tables do not say,
    as of a state that `region` is a part of."""
    known = place(name)
    inside = _places().get(fold_text(region))
    if fold_text(name) == fold_text(region) or (known is not None and known == inside):
        return True
    names = [name] if known is None else [name, known.name]
    told = (_within().get((fold_text(one), fold_text(region))) for one in names)
    return next((answer for answer in told if answer is not None), None)
