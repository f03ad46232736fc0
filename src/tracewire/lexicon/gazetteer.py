"""Which known names and words stand in a text? One pass over the folded text, then the rules of each form.

A variant ("CH-47F") is read as the designation that it is one of.

Invariants: hits are ordered and do not overlap; each begins and ends at a word boundary; of two forms that
begin at one place the longer is taken, of two that overlap the earlier, unless that one has another common
sense ("the South" in "the South African"). A form that fails its own rule (a
proper name in lower case, "armé" for "arme") gives way to a shorter one. A decoy ("think tank") takes its
place and yields nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum, auto
from functools import cache
from itertools import takewhile

import simplemma
from ahocorasick_rs import AhoCorasick, Implementation

from tracewire.errors import Misconfigured
from tracewire.lexicon.entries import Entry, EntryKind, Hit
from tracewire.lexicon.files import language_table, table
from tracewire.lexicon.fold import fold_text, fold_words
from tracewire.lexicon.items import item_classes
from tracewire.lexicon.speakers import office_of
from tracewire.lexicon.us_states import in_the_states
from tracewire.model import Span

__all__ = ["Gazetteer", "load_gazetteer"]

_LANGUAGES = ("en", "fr")


class _Case(Enum):
    """What the letters of the text must be for a form to be read."""

    ANY = auto()
    CAPITAL = auto()  # the first letter, articles aside
    UPPER = auto()  # every letter, a plural -s aside
    TITLE = auto()  # every letter that is a capital in the form, a leading "The" aside


@dataclass(frozen=True, slots=True)
class _Form:
    """A surface form as written in the data, with the entry it stands for; None is a decoy."""

    text: str
    entry: Entry | None
    case: _Case
    accents: bool = False
    """Whether an accent in the text must be in the form too: "armé" is not "arme", yet "EPAVE" is "épave"."""
    tight: bool = False
    """Whether the text must not part it by a space: "A-10", not the "à 10" of "de 2 à 10"."""
    hyphened: bool = False
    """Whether a hyphen must follow: "franco-allemand", not the general."""


_ARTICLES = frozenset({"the", "le", "la", "les"})
_LONGEST_ACRONYM = 4
"""Longer acronyms are also written like words: "Himars", "Centcom"."""


def _case_of(form: str) -> _Case:
    letters = [character for character in form if character.isalpha()]
    if not any(letter.isupper() for letter in letters):
        return _Case.ANY
    if len(letters) <= _LONGEST_ACRONYM and len(letters) > 1 and all(letter.isupper() for letter in letters):
        return _Case.UPPER
    first, _, rest = form.partition(" ")
    if first in _ARTICLES and rest:
        return _Case.CAPITAL
    return _Case.CAPITAL if not form[0].islower() else _Case.ANY


def _fits_case(written: str, form: str, case: _Case) -> bool:
    if case is _Case.ANY:
        return True
    if case is _Case.TITLE:
        return len(written) != len(form) or all(
            letter.isupper() or not model.isupper()
            for letter, model in list(zip(written, form, strict=True))[form.startswith("The ") :]
        )
    if case is _Case.UPPER:
        letters = [character for character in written if character.isalpha()]
        return all(letter.isupper() for letter in letters[:-1]) and (
            letters[-1].isupper() or letters[-1] == "s"
        )
    first, _, rest = written.partition(" ")
    if rest and first.lower() in _ARTICLES:
        written = rest
    first_letter = next((character for character in written if character.isalnum()), "")
    return not first_letter.islower()


def _accents(text: str) -> set[tuple[int, str]]:
    composed = unicodedata.normalize("NFC", text.casefold())
    return {(at, letter) for at, letter in enumerate(composed) if letter.isalpha() and not letter.isascii()}


def _fits_accents(written: str, form: str) -> bool:
    return written.isascii() or _accents(written) <= _accents(form)


def _title(form: str) -> _Case:
    """The rule for names made of common words: "Le Point", "Control Arms", "Fire Point"."""
    return _Case.TITLE if " " in form or "'" in form else _case_of(form)


_HYPHENS = tuple("-‐‑–")


def _fits(written: str, form: _Form, hyphen: bool) -> bool:
    return (
        _fits_case(written, form.text, form.case)
        and (hyphen or not form.hyphened)
        and not (form.tight and any(character.isspace() for character in written))
        and (not form.accents or _fits_accents(written, form.text))
    )


# --- the forms of each table ---


def _listed(cell: str) -> Iterator[tuple[str, bool]]:
    """The forms of a cell and whether each needs context (a trailing " !")."""
    for form in cell.split(";"):
        form = form.strip()
        if form:
            yield (form[:-1].rstrip(), True) if form.endswith("!") else (form, False)


_PLURAL = {"sg": False, "pl": True, "sg m": False, "sg f": False, "pl m": True, "pl f": True}


def _items(language: str) -> Iterator[_Form]:
    tree = item_classes()
    for row in table("items/terms.csv", "lang", "class", "term", "number", "needs_context", "finer"):
        if row["lang"] != language:
            continue
        item = row["class"]
        if not tree.known(item):
            raise Misconfigured(
                f"unknown class {item}", where="data/items/terms.csv", remedy="use one of classes.csv"
            )
        entry = Entry(
            kind=EntryKind.ITEM,
            id=row["finer"] or item,
            name=tree.label(item),
            form=row["number"] if row["number"] != "both" else "",
            item=item,
            finer=row["finer"] or None,
            plural=_PLURAL.get(row["number"]),
            needs_context=row["needs_context"] == "yes",
        )
        yield _Form(row["term"], entry, _case_of(row["term"]), accents=True)


def _decoys(language: str) -> Iterator[_Form]:
    for row in table("items/decoys.csv", "lang", "term"):
        if row["lang"] == language:
            yield _Form(row["term"], None, _case_of(row["term"]))


_ONE_LETTER = re.compile(r"[A-EG-Z]-?\d{1,2}[A-Z]?")
"""One letter and one or two figures; F is left out, as "F 16" is written for the aircraft."""
_LETTER_DIGIT = re.compile(r"(?<=[^\W\d_])[ -]?(?=\d)")


def _designation_spellings(form: str) -> Iterator[str]:
    """`form` with its figures joined and set off: "Su-35", "Su35", "Su 35"."""
    yield form
    yield _LETTER_DIGIT.sub("", form)
    yield _LETTER_DIGIT.sub(" ", form)


def _designations(language: str) -> Iterator[_Form]:
    for row in table("items/weapons.csv", "designation", "item", "aliases", "needs_context", "origin"):
        name = row["designation"].partition(" (")[0]
        # "Caesar (en)" is a word with another sense in that language alone.
        wary = {form.removesuffix(f" ({language})") for form in row["needs_context"].split(";")}
        aliases = [alias for alias, _ in _listed(row["aliases"])]
        for form in dict.fromkeys((name, *aliases)):
            tight = _ONE_LETTER.fullmatch(form) is not None
            for plural in (None, True):
                entry = Entry(
                    kind=EntryKind.DESIGNATION,
                    id=row["designation"],
                    name=name,
                    form="pl" if plural else "",
                    item=row["item"],
                    country=row["origin"] or None,
                    plural=plural,
                    needs_context=form in wary,
                )
                if plural and (form.endswith("s") or len(form) < 2):
                    continue
                for spelling in dict.fromkeys(_designation_spellings(form)):
                    if tight and " " in spelling:
                        continue
                    yield _Form(
                        spelling + "s" if plural else spelling,
                        entry,
                        _case_of(form),
                        accents=tight,
                        tight=tight,
                    )


def _states(language: str) -> Iterator[_Form]:
    names = {
        row["code"]: row for row in table("parties/states.csv", "code", "name_en", "name_fr", "org_adjective")
    }
    for row in table(
        "parties/state_forms.csv", "lang", "code", "form", "term", "number", "needs_context", "place"
    ):
        if row["lang"] != language:
            continue
        code, form, term = row["code"], row["form"], row["term"]
        name = names[code]["name_en"]
        wary = row["needs_context"] == "yes"
        entry = Entry(
            kind=EntryKind.STATE,
            id=code,
            name=name,
            form=form,
            party=code,
            country=code,
            plural=_PLURAL.get(row["number"]),
            needs_context=wary,
        )
        if form == "demonym" and language == "fr":
            # "les Iraniens" are people where "iraniens" says of what make: French tells them by the capital.
            people = Entry(
                kind=EntryKind.STATE,
                id=code,
                name=name,
                form="noun",
                party=code,
                country=code,
                plural=entry.plural,
                needs_context=wary,
            )
            yield _Form(term, people, _Case.CAPITAL)
            yield _Form(term, entry, _Case.ANY)
            continue
        yield _Form(term, entry, _Case.ANY if form == "prefix" else _case_of(term), hyphened=form == "prefix")
        if form in {"name", "capital"}:
            where = Entry(
                kind=EntryKind.PLACE,
                id=row["place"] or name,
                name=row["place"] or name,
                form="country" if form == "name" else "capital",
                country=code,
                needs_context=wary,
            )
            yield _Form(term, where, _case_of(term))


_OWN_COUNTRY = {"nato": "NATO", "eu": "EU", "un": "UN"}
"""What the guide's sources have as the country of those that lie in none."""


def _actors(language: str) -> Iterator[_Form]:
    names = {
        row["slug"]: row
        for row in table("parties/actors.csv", "slug", "name_en", "name_fr", "country", "type")
    }
    for row in table("parties/actor_forms.csv", "lang", "slug", "term", "needs_context"):
        if row["lang"] != language:
            continue
        slug = row["slug"]
        entry = Entry(
            kind=EntryKind.ACTOR,
            id=slug,
            name=names[slug]["name_en"],
            form="name",
            party=slug,
            country=_OWN_COUNTRY.get(slug),
            org="UN" if slug == "un" else names[slug]["name_en"],
            needs_context=row["needs_context"] == "yes",
        )
        yield _Form(row["term"], entry, _case_of(row["term"]))


def _institutions(language: str) -> Iterator[_Form]:
    for row in table("parties/institutions.csv", "org", "country", "party", "type", "forms_fr", "forms_en"):
        kind = row["type"]
        for form, wary in _listed(row[f"forms_{language}"]):
            entry = Entry(
                kind=EntryKind.INSTITUTION,
                id=row["org"],
                name=row["org"],
                form="name" if kind == "institution" else kind,
                party=None if kind == "monitor" else row["party"] or row["country"] or None,
                country=row["country"] or None,
                org=row["org"],
                needs_context=wary,
            )
            yield _Form(form, entry, _case_of(form) if kind == "institution" else _title(form))


def _national_institutions(language: str) -> Iterator[_Form]:
    """The institutions that every state has, from patterns: "armée malienne", "Serbia's defence ministry"."""
    states = {
        row["code"]: row for row in table("parties/states.csv", "code", "name_en", "name_fr", "org_adjective")
    }
    adjectives: dict[str, list[dict[str, str]]] = {}
    if language == "fr":
        for row in table("parties/adjectives_fr.csv", "code", "m", "f", "mp", "fp"):
            adjectives.setdefault(row["code"], []).append(dict(row))
    else:
        for row in table("parties/state_forms.csv", "lang", "code", "form", "term"):
            if row["lang"] == language and row["form"] == "demonym":
                adjectives.setdefault(row["code"], []).append({"adj": row["term"]})
        for row in table("parties/state_forms.csv", "lang", "code", "form", "term"):
            if row["lang"] == language and row["form"] == "name":
                adjectives.setdefault(row["code"], []).append({"country": row["term"]})
    patterns = [
        row
        for row in table("parties/institution_patterns.csv", "lang", "pattern", "org")
        if row["lang"] == language
    ]
    for code, words in adjectives.items():
        state = states[code]
        for pattern in patterns:
            org = pattern["org"].format(Adj=state["org_adjective"], Country=state["name_en"])
            entry = Entry(
                kind=EntryKind.INSTITUTION, id=org, name=org, form="name", party=code, country=code, org=org
            )
            for word in words:
                try:
                    form = pattern["pattern"].format(**word)
                except KeyError:
                    continue
                yield _Form(form, entry, _case_of(form))


def _persons(language: str) -> Iterator[_Form]:
    columns = (
        "name",
        "role",
        "org",
        "country",
        "party",
        "since",
        "until",
        "aliases_fr",
        "aliases_en",
        "surnames",
    )
    for row in table("parties/persons.csv", *columns, "distinct_surnames"):
        distinct = set(row["distinct_surnames"].split(";"))
        full = [
            row["name"],
            *(alias for key in ("aliases_en", "aliases_fr") for alias, _ in _listed(row[key])),
        ]
        surnames = [surname for surname, _ in _listed(row["surnames"])]
        for form, sort in (*((name, "name") for name in full), *((name, "surname") for name in surnames)):
            entry = Entry(
                kind=EntryKind.PERSON,
                id=row["name"],
                name=row["name"],
                form=sort,
                party=row["party"] or row["country"] or None,
                country=None if row["party"] else row["country"] or None,
                org=row["org"] or None,
                role=row["role"] or None,
                needs_context=sort == "surname" and form not in distinct,
                since=row["since"] or None,
                until=row["until"] or None,
            )
            yield _Form(form, entry, _case_of(form) if form[0].islower() else _Case.CAPITAL)


def _outlets() -> Iterator[_Form]:
    for row in table("sources/outlets.csv", "name", "country", "type", "forms"):
        for form, wary in _listed(row["forms"]):
            entry = Entry(
                kind=EntryKind.OUTLET,
                id=row["name"],
                name=row["name"],
                form=row["type"],
                country=row["country"] or None,
                org=row["name"],
                role="outlet",
                needs_context=wary,
            )
            yield _Form(form, entry, _title(form))


def _places(language: str) -> Iterator[_Form]:
    columns = ("name", "aliases_fr", "aliases_en", "country", "kind", "needs_context")
    for row in table("places/places.csv", *columns):
        if row["kind"] == "country":
            continue  # its names are those of the state
        wary = set(row["needs_context"].split(";"))
        aliases = [alias for alias, _ in _listed(row[f"aliases_{language}"])]
        for form in dict.fromkeys((row["name"], *aliases)):
            entry = Entry(
                kind=EntryKind.PLACE,
                id=row["name"],
                name=row["name"],
                form=row["kind"],
                country=row["country"] or None,
                needs_context=form in wary,
            )
            yield _Form(form, entry, _case_of(form))


def _forms(language: str) -> Iterator[_Form]:
    """All forms of `language`, most likely reading first where two share a spelling."""
    yield from _states(language)
    yield from _actors(language)
    yield from _institutions(language)
    yield from _national_institutions(language)
    yield from _outlets()
    yield from _persons(language)
    yield from _items(language)
    yield from _designations(language)
    yield from _places(language)
    yield from _decoys(language)


_BASE = re.compile(r"[A-Za-z]{1,4}-\d{1,3}")
_VARIANT = re.compile(rf"(?<![\w-])({_BASE.pattern})[A-Z][A-Za-z]{{0,4}}\d{{0,2}}(?![\w-])")
"""A designation of letters, hyphen and figures, and the same with letters for a variant: "CH-47F"."""
_REMEMBERED = 50_000
"""Written forms whose readings are kept at hand; a text repeats few of them many times."""


# --- the search ---


_GIVEN = re.compile(r"(?<![\w'’-])([^\W\d_a-z](?:\.|[\w-]*\w))(?: [A-Z]\.)*[ \u00a0]\Z")
"""A word with a capital, or an initial, before a surname; other initials may stand between."""
_INITIALS = re.compile(r"(?<![\w'’.-])((?:[^\W\d_a-z]\.[ \u00a0]?)+|(?:[^\W\d_a-z][ \u00a0]){2,})(?<=\s)\Z")
"""Initials before a surname: "R. Singh", "R K Singh", and not the letter alone of "A Biden aide"."""
_BEHIND = re.compile(r"[ \u00a0]([^\W\d_a-z][\w-]*\w)([ \u00a0][^\W\d_a-z])?")
"""A word with a capital behind a surname, and the capital of the word after it."""
_NEAR = 60
"""Characters beside a surname in which another name is looked for."""
_ALIKE = 0.5
"""How alike two forms of one given name are at least ("James", "Jim"; by difflib)."""


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _overlap(hit: Hit, other: Hit) -> bool:
    return hit.start < other.end and other.start < hit.end


def _letters(name: str) -> str:
    """The letters of a name that is written in one word or in several: "Jong Un", "Jong-un"."""
    return "".join(filter(str.isalpha, fold_text(name)))


def _wary(entry: Entry) -> bool:
    """Whether the form has another common sense, or may mean another: a state's metonym, its capital or a
    body of it, a surname that is not of one person alone.
    """
    body = entry.kind == EntryKind.INSTITUTION and entry.form == "name"
    return entry.needs_context and (body or entry.form in ("metonym", "capital", "surname"))


class Gazetteer:
    """Finds the forms of one language in a text; made by `load_gazetteer`."""

    __slots__ = (
        "_automaton",
        "_bases",
        "_forms",
        "_given",
        "_keys",
        "_known",
        "_office",
        "_opposing",
        "_roles",
        "_short",
        "_surnames",
        "_titles",
        "_weekdays",
        "language",
    )

    def __init__(self, language: str, forms: Iterable[_Form]) -> None:
        self.language = language
        grouped: dict[str, list[_Form]] = {}
        for form in forms:
            same = grouped.setdefault(fold_text(form.text), [])
            if form not in same:
                same.append(form)
        self._keys = tuple(grouped)
        persons = [
            (key, form.entry)
            for key, same in grouped.items()
            for form in same
            if form.entry is not None and form.entry.kind == EntryKind.PERSON
        ]
        self._given = frozenset(fold_text(one.name).split()[0] for _, one in persons if " " in one.name)
        self._short = frozenset(key for key in grouped if "." in key)
        self._surnames = frozenset(key for key, one in persons if one.needs_context)
        names = language_table(language, "months")["weekdays"].values()
        self._weekdays = frozenset(name for same in names for name in same)
        speakers = language_table(language, "sources")["role"]
        self._roles = {form.lower(): one["role"] for one in speakers for form in one["forms"]}
        offices = "|".join(re.escape(form) for form in sorted(self._roles, key=len, reverse=True))
        self._office = re.compile(rf"(?<!\w)({offices})[ \u00a0]\Z", re.IGNORECASE)
        words = language_table(language, "forms")
        self._titles = frozenset(words["title"])
        self._opposing = tuple(word + hyphen for word in words["opposing"] for hyphen in _HYPHENS)
        self._known: dict[tuple[int, str, bool], tuple[Entry, ...] | None] = {}
        self._forms = tuple(tuple(same) for same in grouped.values())
        self._bases: dict[str, tuple[Entry, ...]] = {
            form.text: (form.entry,)
            for same in self._forms
            for form in same
            if form.entry is not None
            and form.entry.kind == EntryKind.DESIGNATION
            and _BASE.fullmatch(form.text)
        }
        # Spaces on both sides make the automaton keep to word boundaries: without them, two-letter names in
        # other words are most of what it finds (2026-11, 35 MB of French: 5.7 MB/s instead of 17).
        self._automaton = AhoCorasick(
            [f" {fold_words(key).text} " for key in self._keys], implementation=Implementation.ContiguousNFA
        )

    def find(self, text: str) -> tuple[Hit, ...]:
        """The forms that stand in `text`, in order, leftmost and longest; offsets are code points."""
        words = fold_words(text)
        # A pattern begins with a space, and so does the haystack: the two cancel out.
        found = [
            (words.origin(start), -words.origin(end - 2), pattern)
            for pattern, start, end in self._automaton.find_matches_as_indexes(
                f" {words.text} ", overlapping=True
            )
        ]
        found.sort()
        hits = tuple(self._select(text, found))
        hits = in_the_states(text, hits, self.language)
        variants = tuple(self._variants(text, hits))
        if not variants:
            return hits
        others = (hit for hit in hits if not any(_overlap(hit, variant) for variant in variants))
        return tuple(sorted((*others, *variants), key=lambda hit: hit.start))

    def _variants(self, text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
        """The variants of designations that the tables know without their last letters: "Su-30SM2", where no
        name of the tables reaches as far.
        """
        for match in _VARIANT.finditer(text):
            entries = self._bases.get(match[1])
            variant = Hit(start=match.start(), end=match.end(), entries=entries or ())
            if entries and not any(hit.end >= variant.end and hit.start < variant.end for hit in hits):
                yield variant

    def find_all(self, texts: Iterable[str]) -> list[tuple[Hit, ...]]:
        """As `find`, in the parts of one document, which give each other context: a metonym, a capital, a
        body or a surname that needs some ("the South", "the Coast Guard", "Singh") counts only where the
        document also names its state otherwise, or the office with the surname ("President Assad"): the "FAR"
        are an army of Morocco or of Rwanda. A surname means nobody of the tables where the document brings it
        with another given name ("Pedro Milei visited. Milei said …").
        """
        texts = list(texts)
        found = [self.find(text) for text in texts]
        named = {e.country or e.party for hits in found for h in hits for e in h.entries if not _wary(e)}
        others, introduced = self._namesakes(texts, found), self._introduced(texts, found)

        def counts(entry: Entry) -> bool:
            if entry.form == "surname" and entry.id in others:
                return False
            known = not _wary(entry) or entry.id in introduced
            return known or (entry.country or entry.party) in named

        def left(hit: Hit) -> tuple[Entry, ...]:
            """The readings that count; a surname is taken from beside others ("Austin", the town)."""
            fitting = tuple(e for e in hit.entries if e.form != "surname" or counts(e))
            if not fitting or fitting[0].form == "surname" or not _wary(fitting[0]):
                return fitting
            sure = tuple(entry for entry in fitting if counts(entry))
            return sure if any(map(_wary, sure)) else ()

        return [
            tuple(replace(hit, entries=entries) for hit in hits if (entries := left(hit))) for hits in found
        ]

    def _introduced(self, texts: Sequence[str], found: Sequence[Sequence[Hit]]) -> frozenset[str]:
        """The persons whose surname somewhere stands right behind their office or a given name of theirs
        ("Defense Secretary Austin", "William J. Burns").
        """
        surnames = [(h, e, t) for t, hits in zip(texts, found, strict=True) for h in hits for e in h.entries]
        return frozenset(
            entry.id
            for hit, entry, text in surnames
            if entry.form == "surname"
            and self._introduces(text[max(0, hit.start - _NEAR) : hit.start], entry)
        )

    def _introduces(self, before: str, entry: Entry) -> bool:
        """Whether the words right before the surname are its bearer's office or given name."""
        if (given := _GIVEN.search(before)) and any(
            _alike(fold_text(given[1]), word) for word in fold_text(entry.name).split()[:-1]
        ):
            return True
        office = self._office.search(before)
        role = self._roles[office[1].lower()] if office else None
        if role is None or entry.role is None:
            return False
        return role == entry.role or (office_of(role) or role) == office_of(entry.role)

    def _namesakes(self, texts: Sequence[str], found: Sequence[Sequence[Hit]]) -> frozenset[str]:
        """The persons whose surname the document gives to somebody else: it brings it with another given
        name, and nowhere their own in full.
        """
        named = [(h, e, t) for t, hits in zip(texts, found, strict=True) for h in hits for e in h.entries]
        full = {e.id for _, e, _ in named if e.kind == EntryKind.PERSON and e.form == "name"}
        met = {(t[h.start : h.end], e) for h, e, t in named if e.form == "surname" and e.id not in full}
        return frozenset(
            entry.id
            for written, entry in met
            for text, hits in zip(texts, found, strict=True)
            for match in re.finditer(rf"(?<!\w){re.escape(written)}(?!\w)", text)
            if not self._bearers(
                (entry,), text, Span(*match.span()), named=any(h.start == match.end() + 1 for h in hits)
            )
        )

    def _select(self, text: str, found: list[tuple[int, int, int]]) -> Iterator[Hit]:
        taken = 0
        begin = {start for start, _, _ in found}
        for number, (start, stop, _) in enumerate(found):
            end = -stop
            if start < taken:
                continue
            entries = self._at(text, found[number])
            if entries is None:
                continue
            if entries and (self._opposed(text, start, entries[0]) or self._goes_on(text, end, entries[0])):
                continue
            if entries and _wary(entries[0]) and self._reached_over(text, found, number):
                continue
            if entries and entries[0].form == "surname":
                entries = self._bearers(entries, text, Span(start, end), named=end + 1 in begin)
            taken = end
            if entries:
                yield Hit(start=start, end=end, entries=entries)

    @staticmethod
    def _goes_on(text: str, end: int, entry: Entry) -> bool:
        """Whether a hyphen and a figure go on with a designation that is a word of its own besides: "AMX-10",
        of which the tables know only the "AMX".
        """
        figure = text[end : end + 1] in _HYPHENS and text[end + 1 : end + 2].isdigit()
        return figure and entry.kind == EntryKind.DESIGNATION and entry.needs_context

    def _opposed(self, text: str, start: int, entry: Entry) -> bool:
        """Whether goods are only what other goods are against: "anti-armour", of no arms known whole."""
        if entry.item is None or text[start - 1 : start] not in _HYPHENS:
            return False
        before = text[max(0, start - _NEAR) : start].lower()
        return before.endswith(self._opposing)

    def _at(self, text: str, found: tuple[int, int, int]) -> tuple[Entry, ...] | None:
        start, stop, pattern = found
        return self._readings(pattern, text[start:-stop], text[-stop : -stop + 1] in _HYPHENS)

    def _bearers(
        self, entries: tuple[Entry, ...], text: str, surname: Span, *, named: bool
    ) -> tuple[Entry, ...]:
        """Of the readings of a surname those that the name beside it leaves: none of "Jack Kim", "Kim Wall".

        A name beside it tells another person if it is like none of theirs ("Mike" is like "Michael"). A word
        in front is one if a person of the tables bears it or, with a capital, if the language does not know
        it; behind, only the latter, and unless it is `named` in the tables for itself ("Biden Ukraine").
        Initials are another's where no name of theirs begins so ("R. Singh"). Behind who is known by the
        first of their names stands the rest of it, or else another's ("Kim Park").
        """
        before = text[max(0, surname.start - _NEAR) : surname.start]
        others = []
        if found := _GIVEN.search(before):
            word = found[1].rstrip(".")
            if word.lower() not in self._titles and (fold_text(word) in self._given or self._is_name(word)):
                others.append(word)
        initial = None if others else self._initial(before)  # of "William J. Burns" the first name tells
        rest = _BEHIND.match(text[surname.end : surname.end + _NEAR])
        if rest and not named and self._is_name(rest[1]):
            others.append(rest[1])
        first = fold_text(surname.of(text))

        def bears(name: str) -> bool:
            own = fold_text(name).split()
            if initial and not any(word.startswith(initial) for word in own):
                return False
            if rest and own[0] == first and self._may_follow(rest, named=named):
                return _letters(" ".join(own[1:])).startswith(_letters(rest[1]))
            return all(any(_alike(fold_text(other), word) for word in own) for other in others)

        return tuple(e for e in entries if e.form != "surname" or bears(e.name))

    def _initial(self, before: str) -> str | None:
        """The first of the initials right before a surname, folded; none in "Mr. Kim", "in the U.S. Kim"."""
        found = _INITIALS.search(before)
        written = fold_text(found[1].strip()) if found else ""
        plain = written.rstrip(".")
        return written[:1] if written and not {written, plain} & (self._titles | self._short) else None

    def _may_follow(self, rest: re.Match[str], *, named: bool) -> bool:
        """Whether the word behind a surname in first place may be a given name: no weekday, no name of the
        tables but a surname, and no word of a headline in capitals ("Xi Wants Shells").
        """
        word = fold_text(rest[1])
        if word in self._weekdays or (named and word not in self._surnames):
            return False
        return rest[2] is None or self._is_name(rest[1])

    def _is_name(self, word: str) -> bool:
        """Whether a word with a capital is none of the language."""
        known = simplemma.is_known(word.lower(), lang=self.language)
        return len(word) > 1 and not word.isupper() and not known

    def _reached_over(self, text: str, found: list[tuple[int, int, int]], number: int) -> bool:
        """Whether a form begins within this one and reaches beyond it: "the South" in "the South African"."""
        start, stop, _ = found[number]
        over = takewhile(lambda other: other[0] < -stop, found[number + 1 :])
        return any(
            other[0] > start and other[1] < stop and self._at(text, other) is not None for other in over
        )

    def _readings(self, pattern: int, written: str, hyphen: bool) -> tuple[Entry, ...] | None:
        """What `written` stands for as an instance of a pattern: nothing for a decoy, None if it is none.

        `hyphen` tells whether a hyphen follows.
        """
        key = (pattern, written, hyphen)
        if key in self._known:
            return self._known[key]
        readings: tuple[Entry, ...] | None = None
        # The automaton takes punctuation for a space: here "missile, sol-air" fails to be "missile sol-air".
        if fold_text(written) == self._keys[pattern]:
            fitting = [form for form in self._forms[pattern] if _fits(written, form, hyphen)]
            if fitting:
                readings = tuple(dict.fromkeys(form.entry for form in fitting if form.entry is not None))
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[key] = readings
        return readings


@cache
def load_gazetteer(language: str) -> Gazetteer:
    """The gazetteer of `language`, built once. Raises Misconfigured for a language without entity names."""
    if language not in _LANGUAGES:
        raise Misconfigured(
            f"no names for language {language!r}",
            where="data/",
            remedy=f"there are names for {', '.join(_LANGUAGES)}",
        )
    return Gazetteer(language, _forms(language))
