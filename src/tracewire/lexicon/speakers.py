"""What sort of body speaks, and which states may speak from one intelligence?

The tables are data/sources and data/parties. Names are compared without case, marks and article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tracewire.lexicon.files import table

__all__ = [
    "FORMER",
    "UNIONS",
    "Bloc",
    "bloc_of",
    "is_government",
    "is_private",
    "is_shared",
    "office_of",
    "plain_name",
    "speaker_class",
    "speaker_name",
    "state_of_outlet",
]

_STATE_BODY = "government"
_EXPERTS = re.compile(r"\b(panel|group) of experts\b|\bmonitoring team\b")
FORMER = "former "
"""Before the role of somebody who no longer holds the office, and speaks for nobody else."""
UNIONS = frozenset({"UN", "EU", "NATO"})
"""What stands for a source's country where a body of states speaks."""


def plain_name(name: str) -> str:
    """A name as it is compared: without case, marks and article."""
    words = re.sub(r"[\W_]+", " ", name.casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@cache
def _bodies() -> Mapping[str, tuple[str, str]]:
    """The class and the standard name of each body by each of its names, in plain form."""
    found: dict[str, tuple[str, str]] = {}
    for row in table("parties/actors.csv", "slug", "name_en", "name_fr", "country", "type"):
        sort = "armed-group" if "armed" in row["type"] or "military" in row["type"] else "organisation"
        for name in (row["slug"], row["name_en"], row["name_fr"]):
            found[plain_name(name)] = sort, row["name_en"]
    for row in table("parties/institutions.csv", "org", "country", "type", "forms_fr", "forms_en"):
        sort = {"institution": _STATE_BODY}.get(row["type"], row["type"])
        if sort == _STATE_BODY and (row["country"] in UNIONS or not row["country"]):
            sort = "organisation"
        if _EXPERTS.search(row["org"].casefold()):
            sort = "experts"
        found[plain_name(row["org"])] = sort, row["org"]
    for row in table("sources/outlets.csv", "name", "country", "type", "forms"):
        for form in (row["name"], *row["forms"].split(";")):
            if name := form.removesuffix(" !").strip():
                found.setdefault(plain_name(name), (row["type"], row["name"]))
    for row in table("sources/agencies.csv", "name", "full_name", "aliases"):
        for name in (row["name"], row["full_name"], *row["aliases"].split(";")):
            if name:
                found.setdefault(plain_name(name), ("agency", row["name"]))
    return found


@cache
def _forms() -> Mapping[tuple[str, str | None], tuple[str, str]]:
    """The class and the standard name of institutions and firms by each further form, for the state they are
    of; for None too where the form needs no context."""
    found: dict[tuple[str, str | None], tuple[str, str]] = {}
    for row in table("parties/institutions.csv", "org", "country", "forms_fr", "forms_en"):
        body = _bodies()[plain_name(row["org"])]
        for form in (*row["forms_fr"].split(";"), *row["forms_en"].split(";")):
            if name := plain_name(form.removesuffix(" !")):
                found.setdefault((name, row["country"]), body)
                if not form.endswith(" !"):
                    found.setdefault((name, None), body)
    return found


@cache
def _of_state() -> Mapping[str, re.Pattern[str]]:
    """What tells of each state whose a body is, before the body's name: "Ukrainian", "Ukraine's"."""
    said: dict[str, set[str]] = {}
    for row in table("parties/state_forms.csv", "code", "form", "term"):
        if row["form"] in ("name", "demonym"):
            said.setdefault(row["code"], set()).add(plain_name(row["term"]))
    return {
        code: re.compile(rf"(?:{'|'.join(map(re.escape, sorted(terms)))})(?: s)? (?=.)")
        for code, terms in said.items()
    }


def _known(org: str, country: str | None) -> tuple[str, str] | None:
    """The class and the standard name of a body of the tables. A form that bodies of several states may have
    counts for the state that is told."""
    name = plain_name(org)
    if name in _bodies():
        return _bodies()[name]
    found = _forms().get((name, country))
    if found is None and country and (of := _of_state().get(country)) and (said := of.match(name)):
        found = _forms().get((name[said.end() :], country))
    return found


def speaker_class(org: str, country: str | None = None) -> str | None:
    """The class of the body `org` (docs/sources.md). A body of `country` that no table names is part of its
    government where its name says so ("Malian Air Force") or is the state's own. None where nothing tells:
    a party, a paper or a firm is at home in a state without speaking for it."""
    known = _known(org, country)
    if known:
        return known[0]
    if country in UNIONS:
        return "organisation"
    return _STATE_BODY if country and _names_state_body(org) else None


def _names_state_body(org: str) -> bool:
    """Whether each body that the name joins ("France and Germany") is a state or one of its bodies."""
    parts = re.split(r" (?:and|et) ", plain_name(org))
    return all(part in _states() or _state_words().search(part) for part in parts)


@cache
def _states() -> frozenset[str]:
    rows = table("parties/state_forms.csv", "form", "term")
    return frozenset(plain_name(row["term"]) for row in rows if row["form"] == "name")


@cache
def _state_words() -> re.Pattern[str]:
    words = [plain_name(row["word"]) for row in table("sources/state_words.csv", "word", "source")]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b")


def speaker_name(org: str, country: str | None = None) -> str:
    """The standard name of a body (of `country`, where that is told) or outlet; what no table knows is called
    as it is written."""
    known = _known(org, country)
    return known[1] if known else org


@cache
def _roles(path: str) -> re.Pattern[str]:
    roles = [row["role"] for row in table(path, "role", "source")]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, roles))})s?\b", re.IGNORECASE)


def office_of(role: str) -> str | None:
    """The public office of a role ("defense secretary": defence); None where it names none in particular."""
    row = _offices().get(role.casefold())
    return row["office"] if row else None


def is_shared(role: str) -> bool:
    """Whether several hold the office of the role at once: a state has one minister of defence and many
    spokespersons, so that of these the role alone does not tell which.
    """
    row = _offices().get(role.casefold())
    return row is not None and row["shared"] == "yes"


@cache
def _offices() -> Mapping[str, Mapping[str, str]]:
    return {row["role"]: row for row in table("parties/offices.csv", "role", "office", "shared", "source")}


def is_private(role: str) -> bool:
    """Whether a person in that role speaks for nobody else."""
    return _roles("sources/private_roles.csv").search(role) is not None


def is_government(org: str | None, country: str | None, role: str = "") -> bool:
    """Whether a speaker of `org` and `country` speaks for that state: one of its bodies, somebody whose
    country is told and whose role is no private one, or an official of a body of which nothing tells what it
    is."""
    if not country or country in UNIONS or role.startswith(FORMER):
        return False
    if org is None:
        return not is_private(role)
    sort = speaker_class(org, country)
    if sort is None:
        return _roles("sources/state_roles.csv").search(role) is not None and not is_private(role)
    return sort == _STATE_BODY


@cache
def _state_media() -> Mapping[str, str]:
    states = {
        plain_name(speaker_name(row["name"])): row["country"]
        for path in ("sources/outlets.csv", "sources/agencies.csv")
        for row in table(path, "name", "country")
    }
    letters = table("sources/letters.csv", "name", "class", "letter", "since", "reason", "source")
    owned = {plain_name(speaker_name(row["name"])) for row in letters if row["class"] == "state-media"}
    return {name: states[name] for name in owned if name in states}


def state_of_outlet(name: str) -> str | None:
    """The state whose medium an outlet or agency is, which it speaks for; None for all others."""
    return _state_media().get(plain_name(speaker_name(name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc:
    """Allied states that may share one intelligence source."""

    id: str
    words: str
    why: str
    source: str


@cache
def _blocs() -> tuple[tuple[Bloc, Mapping[str, tuple[date, date]]], ...]:
    known: dict[str, Bloc] = {}
    members: dict[str, dict[str, tuple[date, date]]] = {}
    for row in table(
        "sources/blocs.csv", "bloc", "words", "state", "valid_from", "valid_to", "why", "source"
    ):
        one = Bloc(id=row["bloc"], words=row["words"], why=row["why"], source=row["source"])
        known.setdefault(one.id, one)
        begins = date.fromisoformat(row["valid_from"]) if row["valid_from"] else date.min
        # The day behind the last is what the table names.
        ends = date.fromisoformat(row["valid_to"]) - timedelta(days=1) if row["valid_to"] else date.max
        members.setdefault(one.id, {})[row["state"]] = begins, ends
    return tuple((known[name], members[name]) for name in known)


@cache
def bloc_of(one: str, other: str, on: date) -> Bloc | None:
    """The first bloc of the table to which both states belong on that day; None for one state or for none."""
    if one == other:
        return None
    for bloc, members in _blocs():
        held = [members.get(state) for state in (one, other)]
        if all(period is not None and period[0] <= on <= period[1] for period in held):
            return bloc
    return None
