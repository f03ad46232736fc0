"""What does a person mean who types a name: "Russia", "Ansar Allah", "drone", "shahed 136"?

Codes and class ids are taken in any case, then names and words as the tables spell them, then what a ledger
holds beside the tables (`held`). What nothing knows is refused with what comes nearest: a name that is read
as nobody's would be answered with "there is nothing", which is another matter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from functools import cache

from tracewire.errors import InputRefused
from tracewire.lexicon.files import table
from tracewire.lexicon.fold import fold_text
from tracewire.lexicon.items import item_classes
from tracewire.lexicon.names import lies_in, parties, party_name, place, place_names
from tracewire.lexicon.speakers import UNIONS, plain_name, speaker_class, speaker_name

__all__ = [
    "NameUnknown",
    "country_meant",
    "item_meant",
    "party_meant",
    "place_meant",
    "plain_weapon",
    "speaker_meant",
    "weapon_meant",
]

_Held = Callable[[], Collection[str]]
_FEW = 3


class NameUnknown(InputRefused):
    """A party, class or weapon that is called by a name that neither the tables nor the ledger know, or by
    one that several have."""

    code = "name-unknown"


def _nothing() -> Collection[str]:
    return ()


def _near(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The few of `known` that are spelt most like `text`, whatever their case and accents."""
    by_form = {fold_text(one): one for one in known}
    return tuple(by_form[form] for form in get_close_matches(fold_text(text), by_form, n=_FEW, cutoff=0.6))


def _refused(sort: str, text: str, candidates: Iterable[str], lists: str) -> NameUnknown:
    told = " or ".join(candidates)
    remedy = f"near it: {told}; {lists}" if told else lists
    return NameUnknown(f"no {sort} of that name is known", where=repr(text), remedy=remedy)


def _ambiguous(sort: str, text: str, candidates: Iterable[str]) -> NameUnknown:
    return NameUnknown(
        f"several {sort} have that name",
        where=repr(text),
        remedy=f"name one: {', '.join(sorted(candidates))}",
    )


def _forms(rows: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """What each folded form stands for."""
    found: dict[str, set[str]] = {}
    for form, meaning in rows:
        if form:
            found.setdefault(fold_text(form), set()).add(meaning)
    return {form: frozenset(meanings) for form, meanings in found.items()}


def _held_as(text: str, held: Collection[str]) -> str | None:
    """The one of `held` that is spelt as `text`, or else in another case."""
    if text in held:
        return text
    alike = [one for one in held if fold_text(one) == fold_text(text)]
    return alike[0] if len(alike) == 1 else None


# --- parties ---

_PARTY_LISTS = (
    "codes are ISO 3166-1's, names and slugs stand in data/parties/states.csv and actors.csv,"
    " `tracewire lines` lists those of a ledger"
)


@cache
def _codes() -> Mapping[str, str]:
    return {fold_text(one): one for one in reversed(parties())}  # a state's code goes before a slug


@cache
def _state_names() -> Mapping[str, frozenset[str]]:
    rows = table("parties/states.csv", "code", "name_en", "name_fr")
    forms = table("parties/state_forms.csv", "code", "form", "term")
    return _forms(
        [
            *((row[name], row["code"]) for row in rows for name in ("name_en", "name_fr")),
            *((row["term"], row["code"]) for row in forms if row["form"] == "name"),
        ]
    )


@cache
def _actor_names() -> Mapping[str, frozenset[str]]:
    rows = table("parties/actors.csv", "slug", "name_en", "name_fr")
    forms = table("parties/actor_forms.csv", "slug", "term")
    return _forms(
        [
            *((row[name], row["slug"]) for row in rows for name in ("name_en", "name_fr")),
            *((row["term"], row["slug"]) for row in forms),
        ]
    )


def party_meant(text: str, *, held: _Held = _nothing) -> str:
    """The code or slug of the party that `text` names: "ru", "Russie", "Ansar Allah".

    `held` gives the codes that a ledger holds, and is asked only where no state is named. Raises NameUnknown.
    """
    form = fold_text(text.strip())
    if form in _codes():
        return _codes()[form]
    found = _state_names().get(form)
    if not found:
        known = held()
        # A group's slug of the ledger's own goes before another group's alias: it is there as it is written.
        if own := _held_as(text.strip(), known):
            return own
        found = _actor_names().get(form)
    if not found:
        spellings = _near(text, [*_state_names(), *_actor_names(), *known])
        meant = (min(_all_party_names().get(fold_text(one), {one})) for one in spellings)
        told = [f"{one} ({party_name(one)})" for one in dict.fromkeys(meant)]
        raise _refused("party", text, told, _PARTY_LISTS)
    if len(found) > 1:
        raise _ambiguous("parties", text, found)
    return min(found)


@cache
def _all_party_names() -> Mapping[str, frozenset[str]]:
    return {**_actor_names(), **_state_names()}


def country_meant(text: str) -> str:
    """The country of a source that `text` names: an ISO code, UN, EU or NATO. Raises NameUnknown."""
    meant = party_meant(text)
    country = meant.upper() if meant.upper() in UNIONS else meant
    if country not in UNIONS and country not in {row["code"] for row in table("parties/states.csv", "code")}:
        raise NameUnknown(
            f"{party_name(meant)} is no state", where=repr(text), remedy="name a state, UN, EU or NATO"
        )
    return country


# --- classes of goods ---

_ITEM_LISTS = "classes stand in data/items/classes.csv, the words for them in terms.csv"


@cache
def _classes() -> Mapping[str, str]:
    return {fold_text(one): one for one in item_classes().all()}


@cache
def _labels() -> Mapping[str, frozenset[str]]:
    tree = item_classes()
    return _forms((tree.label(one, language), one) for one in tree.all() for language in ("en", "fr"))


@cache
def _terms() -> Mapping[str, frozenset[str]]:
    rows = table("items/terms.csv", "class", "term", "finer")
    return _forms((row["term"], row["finer"] or row["class"]) for row in rows)


def item_meant(text: str, *, held: _Held = _nothing) -> str:
    """The class that `text` names by its id, its label or a word of the tables: "uav", "drone", "chars".

    Of classes that lie within each other the widest is meant. `held` gives the classes that a ledger holds,
    and is asked only where no table has the word. Raises NameUnknown.
    """
    form = fold_text(text.strip())
    if form in _classes():
        return _classes()[form]
    tree = item_classes()
    choices: frozenset[str] = frozenset()
    for words in (_labels(), _terms()):
        if found := words.get(form):
            choices = found
            for one in found:
                if all(tree.is_a(other, one) for other in found):
                    return one
    if choices:
        raise _ambiguous("classes", text, choices)
    known = held()
    if own := _held_as(text.strip(), known):
        return own
    if weapons := _weapons().get(plain_weapon(text)):
        of = sorted({row[1] for row in weapons})
        raise NameUnknown(
            "that is a weapon, and a class is asked for", where=repr(text), remedy=f"write {' or '.join(of)}"
        )
    words = {**_terms(), **_labels(), **{name: frozenset({one}) for name, one in _classes().items()}}
    meant = (min(words.get(fold_text(one), {one})) for one in _near(text, [*words, *known]))
    raise _refused("class of goods", text, dict.fromkeys(meant), _ITEM_LISTS)


# --- weapons ---


def plain_weapon(name: str) -> str:
    """A designation as it is compared: "Shahed-136", "SHAHED 136" and "Shahed136" are one."""
    return fold_text(name).replace(" ", "")


@cache
def _weapons() -> Mapping[str, frozenset[tuple[str, str]]]:
    """Designation and class of the weapons that have a name, in plain form."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in table("items/weapons.csv", "designation", "item", "aliases"):
        name = row["designation"]
        for form in (name, name.partition(" (")[0], *row["aliases"].split(";")):
            if form.strip():
                found.setdefault(plain_weapon(form.strip()), set()).add((name, row["item"]))
    return {form: frozenset(meanings) for form, meanings in found.items()}


@cache
def _figured() -> frozenset[str]:
    rows = table("regimes/figures.csv", "designation", "aliases")
    return frozenset(
        plain_weapon(form.strip())
        for row in rows
        for form in (row["designation"], *row["aliases"].split(";"))
        if form.strip()
    )


def weapon_meant(text: str) -> str:
    """The weapon that `text` names: its designation where it names one of the tables, `text` itself where it
    names several or one whose figures alone are known. Raises NameUnknown."""
    form = plain_weapon(text.strip())
    found = {name for name, _ in _weapons().get(form, ())}
    if not found and form not in _figured():
        rows = table("items/weapons.csv", "designation")
        figures = table("regimes/figures.csv", "designation")
        told = _near(text, (row["designation"] for row in (*rows, *figures)))
        raise _refused(
            "weapon", text, told, "the lists are data/items/weapons.csv and data/regimes/figures.csv"
        )
    return min(found) if len(found) == 1 and form not in _figured() else text.strip()


# --- places and speakers ---


def place_meant(text: str, *, held: _Held = _nothing) -> str:
    """The place that `text` names, by the standard name where places.csv has it, else as it is known.

    `held` gives the places that a ledger holds; one that is spelt so goes before the tables. Raises
    NameUnknown.
    """
    known = held()
    if text in known:
        return text
    if found := place(text):
        return found.name
    if any(lies_in(text, row["region"]) is not None for row in table("places/within.csv", "region")):
        return text
    if own := _held_as(text.strip(), known):
        return own
    told = _near(text, [*place_names(), *known])
    raise _refused("place", text, told, "the list is data/places/places.csv")


def speaker_meant(text: str, *, held: _Held = _nothing) -> str:
    """`text`, where it names a body or outlet of the tables, or one of the speakers that a ledger holds, in
    any spelling under which they are compared. Raises NameUnknown."""
    if speaker_class(text) is not None:
        return text
    known = held()
    if plain_name(speaker_name(text)) in {plain_name(speaker_name(one)) for one in known}:
        return text
    raise _refused("speaker", text, _near(text, known), "`tracewire sources` lists those of a ledger")
