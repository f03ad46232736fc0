"""Who introduces whom? The persons whom a document names, with the role and the employer that it tells.

The words beside a name tell who its bearer is, wherever in the document they stand; a person of the table is
whom the table says, unless these words say otherwise.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import simplemma

from tracewire.claims.names.naming import employer, joined_body
from tracewire.claims.names.offices import UNTOLD, Introduction, former, of_person
from tracewire.claims.names.reach import before_name, behind_name
from tracewire.claims.names.wording import Wording
from tracewire.lexicon import Entry, EntryKind, Hit, is_private
from tracewire.model import Source, Span

__all__ = ["Introduced", "Person"]

_FULL: Final = 2
"""Words that the name of a person nobody knows has at least, where the document introduces them."""
_JOINTS: Final = frozenset({"-", "'"})
_JOINED: Final = 2
"""Words of a name that a hyphen or an apostrophe joins to the next, the mark among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as the document introduces them; `past` where the office is no longer held."""

    name: str
    role: str | None
    org: str | None
    country: str | None
    past: bool = False

    def source(self, country: str | None = None) -> Source:
        """As a speaker; `country` is where nothing in the text tells one."""
        role = former(self.role) if self.role and self.past else self.role or UNTOLD
        return Source(
            name=self.name,
            role=role,
            org=None if self.past else self.org,
            country=self.country or country,
        )


class Introduced:
    """The persons of one document."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._persons: dict[str, Person] = {}
        self._listed: dict[str, Source] = {}

    @functools.cached_property
    def with_office(self) -> Sequence[tuple[int, Source]]:
        """The persons that the document names with an office, each with the offset of the name, in the order
        of the text.
        """
        wording = self._wording
        found = [
            (hit.start, self.of_entry(entry))
            for hit in wording.hits
            if (entry := self.entry(hit)) is not None
        ]
        listed = {at for at, _ in found}
        number = 0
        while number < len(wording.words):
            first = number
            while number < len(wording.words) and wording.is_name_word(number):
                number += 1
            if number - first >= _FULL and wording.words[first].start not in listed:
                known = self.known(wording.words[number - 1].form)
                if known.role:
                    found.append((wording.words[first].start, known.source()))
            number += number == first
        return sorted(found, key=lambda one: one[0])

    # -- persons of the table ------------------------------------------------------------------------

    def entry(self, hit: Hit) -> Entry | None:
        """The person of the table whom a name means: by a surname not who bears it with another name, or
        whose other name it is ("Kim O'Hara").
        """
        person = hit.first(EntryKind.PERSON)
        if person is None or person.form != "surname":
            return person
        wording = self._wording
        inside = wording.numbers(Span(hit.start, hit.end))
        own = {word.casefold() for word in re.findall(r"\w+", person.name)}
        for beside in (inside[0] - 1, inside[-1] + 1):
            within = 0 <= beside < len(wording.words)
            if within and self._other_name(beside) and wording.form(beside) not in own:
                return None
        return person

    def of_entry(self, entry: Entry) -> Source:
        """A person of the table as a speaker of this document."""
        if entry.id not in self._listed:
            published = self._wording.document.published
            self._listed[entry.id] = of_person(entry, self._told_of(entry), published)
        return self._listed[entry.id]

    def listed(self, name: str) -> Entry | None:
        """The person of the table whom the document names so, or by a surname alone, as transcripts do."""
        known = (entry for hit in self._wording.hits if (entry := self.entry(hit)) is not None)
        named = name.casefold()
        return next((e for e in known if named in (e.name.casefold(), e.name.casefold().split()[-1])), None)

    def _told_of(self, entry: Entry) -> Introduction:
        """What the document says of a person whom the table knows, where it first says something."""
        for hit in self._wording.hits:
            person = self.entry(hit)
            if person is None or person.id != entry.id:
                continue
            inside = self._wording.numbers(Span(hit.start, hit.end))
            told = self._introduction(inside[0], inside[-1] + 1) if inside else Introduction()
            if told.role is not None or told.org is not None:
                return told
        return Introduction()

    def _other_name(self, number: int) -> bool:
        """Whether the word is part of a name that no table knows, and no word of the language ("Wants")."""
        wording = self._wording
        if self._initial(number):
            return wording.form(number + 1) in _JOINTS and wording.is_tight(number + 1)
        known = wording.is_known(number) or simplemma.is_known(
            wording.form(number), lang=wording.grammar.language
        )
        return wording.is_name_word(number) and not known

    # -- persons whom only the document knows --------------------------------------------------------

    def of_name(self, name: str, country: str | None) -> Source:
        """Who bears the name as a speaker; `country` is where the text tells none, and is no matter for those
        who speak for themselves or need not speak for where they are.
        """
        person, posted = self.known(name), self._wording.grammar.posted
        own = person.role is not None and (person.role in posted or is_private(person.role))
        return person.source(None if own else country)

    def known(self, name: str) -> Person:
        """The person as the document introduces them: full name, role, employer, country."""
        key = name.split()[-1].casefold()
        if key not in self._persons:
            self._persons[key] = self._gathered(name)
        return self._persons[key]

    def _gathered(self, name: str) -> Person:
        """What is told at each place where the surname stands, the first to tell something before others."""
        last = re.findall(r"\w+|[^\w\s]", name.split()[-1].casefold())  # "holm", "-", "berg"
        found = Person(name=name, role=None, org=None, country=None)
        for number in range(len(last) - 1, len(self._wording.words)):
            first = number - len(last) + 1
            if [self._wording.form(n) for n in range(first, number + 1)] != last:
                continue
            while first and (back := self._led_by_name(first)):
                first -= back
            full = " ".join(self._wording.text(first, number).split())
            told = self._introduction(first, number + 1)
            longer = full if len(full.split()) > len(found.name.split()) else found.name
            found = Person(
                name=longer,
                role=found.role or told.role,
                org=found.org or told.org,
                country=found.country or told.country,
                past=found.past if found.role else told.past,
            )
            if found.role and found.country and " " in found.name:
                break
        return found

    def _led_by_name(self, number: int) -> int:
        """How many words before this one are of the same name: one ("Anne Lusk"), two with a hyphen or an
        apostrophe ("Anne-Marie", "O'Brien") or with an initial ("R. Lusk", "R K Lusk"); 0 if there is none.
        """
        wording = self._wording
        if wording.is_name_word(number - 1):
            return 1
        pointed = wording.form(number - 1) == "." or self._initial(number - 1)
        if number >= _JOINED and pointed and self._initial(number - 2):
            return 0 if wording.is_known(number - 2) else _JOINED  # "in the U.S. Lusk said"
        joined = number >= _JOINED and wording.form(number - 1) in _JOINTS and wording.is_tight(number - 1)
        parted = joined and (wording.is_name_word(number - 2) or self._initial(number - 2))
        return _JOINED if parted else 0

    def _initial(self, number: int) -> bool:
        form = self._wording.form(number)
        title = form in self._wording.grammar.forms["title"]  # "M. Martin"
        return len(form) == 1 and form.isalpha() and self._wording.has_capital(number) and not title

    # -- what stands beside a name -------------------------------------------------------------------

    def _introduction(self, first: int, last: int) -> Introduction:
        """What the phrase before or behind the name from word `first` up to `last` says of its bearer, and
        the body that the name is joined to ("Spokesman John Kirby of the Pentagon").
        """
        wording = self._wording
        house, home = employer(wording, *joined_body(wording, last))
        for phrase in (before_name(wording, first), behind_name(wording, last)):
            role, is_person = wording.role(phrase)
            if role is None:
                continue
            org, country = employer(wording, phrase, wording.named_by(phrase))
            past = is_person and any(wording.form(n) in wording.grammar.forms["former"] for n in phrase)
            told = Introduction(role=role if is_person else None, org=org, country=country, past=past)
            return told if told.body else replace(told, org=house or org, country=country or home)
        return Introduction(org=house, country=home)
