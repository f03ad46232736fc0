"""Who vouches for a claim? From the words that the model marks as its source to a source.

The model tells which words name or describe the speaker, and whether they are a named person, an unnamed one
or a body; the tables and the document tell the rest. Whoever was introduced once by name, role and employer
is known by surname afterwards. Nothing here needs a parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import simplemma

from tracewire.claims.grammar import Grammar
from tracewire.claims.speakers import Attributed
from tracewire.claims.turns import QUESTION, turn_opened
from tracewire.lexicon import Entry, EntryKind, Hit
from tracewire.marks import RoleSpan, Speaker, Word
from tracewire.model import Document, Source, Span

__all__ = ["Vouchers"]

_BESIDE: Final = 14
"""Words on either side of a name in which its bearer's role and employer are looked for."""
_AGAIN: Final = 4
"""Words of a phrase that can take up the body that spoke before ("the organisation"); longer ones are new."""
_VIA: Final = 4
"""Words between the one that says "told" or "cited by" and the outlet's name."""
_BODIES: Final[Mapping[str, str]] = {"un": "UN", "eu": "EU", "nato": "NATO"}
"""Parties whose country as a source is an organisation (annotation guide, "Rulings")."""
_PARTICLES: Final = frozenset(
    {"de", "du", "al", "el", "bin", "ben", "ibn", "von", "van", "der", "la", "le", "ould", "ag"}
)
_STOPS: Final = frozenset('.!?;:()"')


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    name: str
    role: str | None
    org: str | None
    country: str | None


class Vouchers:
    """The sources of one document.

    `words` are those of its readable parts in order, with offsets of the document's text; `hits` what the
    gazetteer finds there.
    """

    def __init__(
        self,
        document: Document,
        *,
        words: Sequence[Word],
        hits: Sequence[Hit],
        grammar: Grammar,
    ) -> None:
        self._document = document
        self._words = words
        self._hits = hits
        self._grammar = grammar
        org = document.agency or document.outlet
        self._narrator = Source(role="narrator", org=org)
        self._turn: Source | None = None
        self._last_named: Source | None = None
        self._last_body: Source | None = None
        self._persons: dict[str, _Person] = {}
        self._named: list[Source] = []
        self._roles = {
            tuple(form.lower().replace("’", "'").replace("'", " ' ").replace("-", " - ").split()): meaning
            for form, meaning in grammar.roles.items()
        }
        self._longest = max(map(len, self._roles))

    # -- turns of an interview or a briefing ---------------------------------------------------------

    def paragraph(self, text: str) -> None:
        """Notice whose turn a paragraph opens."""
        turn = turn_opened(text, self._grammar)
        if turn is QUESTION:
            self._turn = Source(role=turn.role, anonymous=True)
        elif turn is not None:
            known = self._known(turn.name) if turn.name else None
            opened = Source(
                name=known.name if known else turn.name,
                role=turn.role,
                org=known.org if known else None,
                country=known.country if known else None,
                anonymous=turn.name is None,
            )
            self._turn = self._in_office(opened) or opened
            if turn.name is not None:
                self._named.append(opened)

    def narrator(self) -> Attributed:
        """Who vouches for what nobody in the text is marked to say."""
        if self._turn is not None:
            return Attributed(source=self._turn, span=None, rule="turn")
        return Attributed(source=self._narrator, span=None, rule="narrator")

    # -- marked sources ------------------------------------------------------------------------------

    def source(self, filled: RoleSpan, *, country: str | None, near: Span) -> Attributed:
        """The source that the marked words name; `country` is that of the name they refer to, if any.

        `near` is the sentence of the claim, where an outlet that passes the words on is looked for.
        """
        span = filled.span
        country = _BODIES.get(country or "", country)
        inside = self._numbers(span)
        hits = self._over(span)
        person = next((e for h in hits if (e := h.first(EntryKind.PERSON)) is not None), None)
        if filled.speaker is Speaker.NAMED and person is not None:
            source, rule = self._of_entry(person), "person"
        elif filled.speaker is Speaker.NAMED and (name := self._name(inside)):
            source, rule = self._of_name(name, country), "person:named"
        elif filled.speaker is Speaker.NAMED and self._last_named is not None:
            source, rule = self._last_named, "person:again"
        elif filled.speaker is Speaker.BODY:
            source, rule = self._body(inside, hits, country), "body"
        else:
            source, rule = self._unnamed(inside, hits, country), "role"
            if self._definite(inside):
                source = self._in_office(source) or source
        if source.name:
            self._last_named = source
            self._named.append(source)
        via = self._via(near, span)
        if via is not None and via != source.org:
            source = replace(source, via=via)
        return Attributed(source=source, span=span, rule=rule)

    def _definite(self, inside: Sequence[int]) -> bool:
        """Whether the words speak of one person who is known ("the minister"), not of new or several ones."""
        return self._words[inside[0]].form.lower() in self._grammar.forms["taking_up"]

    def _in_office(self, holder: Source) -> Source | None:
        """The one person whom the document has named so far in the office of an unnamed holder."""
        fitting = {
            one.name: one
            for one in self._named
            if one.role == holder.role
            and (one.country is None or holder.country is None or one.country == holder.country)
        }
        return next(iter(fitting.values())) if len(fitting) == 1 and not holder.name else None

    def _of_entry(self, entry: Entry) -> Source:
        return Source(name=entry.name, role=entry.role or "official", org=entry.org, country=entry.country)

    def _of_name(self, name: str, country: str | None) -> Source:
        person = self._known(name) or _Person(name=name, role=None, org=None, country=None)
        return Source(
            name=person.name,
            role=person.role or "official",
            org=person.org,
            country=person.country or country,
        )

    def _unnamed(self, inside: Sequence[int], hits: Sequence[Hit], country: str | None) -> Source:
        role, _ = self._role(inside)
        org, found = self._employer(hits)
        return Source(role=role or "official", org=org, country=found or country, anonymous=True)

    def _body(self, inside: Sequence[int], hits: Sequence[Hit], country: str | None) -> Source:
        outlet = next((e for h in hits if (e := h.first(EntryKind.OUTLET)) is not None), None)
        org, found = self._employer(hits)
        role, is_person = self._role(inside)
        if outlet is not None and org is None:
            return Source(role="outlet", org=outlet.name)
        body = self._last_body
        if org is None and role is None and country is None and body is not None and len(inside) <= _AGAIN:
            return body
        first, last = self._words[inside[0]].start, self._words[inside[-1]].end
        source = Source(
            role="institution" if role is None or is_person else role,
            org=org or self._document.text[first:last],
            country=found or country,
        )
        self._last_body = source if org else body
        return source

    def _employer(self, hits: Sequence[Hit]) -> tuple[str | None, str | None]:
        """The organisation that the words name, and its country; an institution before a state."""
        org = country = None
        state: str | None = None
        for hit in hits:
            entry = hit.entries[0]
            if entry.kind == EntryKind.INSTITUTION and org is None:
                org, country = entry.org or entry.name, entry.country
            elif entry.kind == EntryKind.ACTOR and org is None:
                org, country = entry.name, entry.country or _BODIES.get(entry.party or "")
            elif entry.kind in (EntryKind.STATE, EntryKind.PLACE) and state is None:
                state = entry.country or entry.party
                country = country or state
        if org is None and state is not None:
            entry = next(
                h.entries[0] for h in hits if h.entries[0].kind in (EntryKind.STATE, EntryKind.PLACE)
            )
            org = entry.name
        return org, country

    # -- names ---------------------------------------------------------------------------------------

    def _name(self, inside: Sequence[int]) -> str | None:
        """The longest run of capitalised words that are no role, no title and no known body."""
        best: list[int] = []
        for run in self._runs(inside):
            if len(run) >= len(best):
                best = run
        return " ".join(self._document.text[self._words[n].start : self._words[n].end] for n in best) or None

    def _runs(self, inside: Sequence[int]) -> Iterator[list[int]]:
        taken = {n for first, last, _ in self._role_spans(inside) for n in range(first, last)}
        forms = self._grammar.forms
        run: list[int] = []
        for number in inside:
            word = self._words[number]
            written = self._document.text[word.start : word.end]
            known = any(
                h.start <= word.start < h.end
                and h.entries[0].kind not in (EntryKind.PERSON, EntryKind.PLACE, EntryKind.DESIGNATION)
                for h in self._hits
            )
            title = word.form.lower() in forms["title"]
            joins = run and (word.form == "-" or word.form.lower() in _PARTICLES or word.form == "'")
            capital = written[:1].isupper() and not (known or title or number in taken)
            if capital or (joins and number + 1 in inside):
                run.append(number)
            elif run:
                yield self._trimmed(run)
                run = []
        if run:
            yield self._trimmed(run)

    def _trimmed(self, run: list[int]) -> list[int]:
        while run and not self._words[run[-1]].form[:1].isalnum():
            run = run[:-1]
        return run

    def _known(self, name: str) -> _Person | None:
        """The person as the document introduces them: full name, role, employer, country."""
        key = name.split()[-1].casefold()
        if key not in self._persons:
            self._persons[key] = self._introduced(name)
        return self._persons[key]

    def _introduced(self, name: str) -> _Person:
        last = name.split()[-1].casefold()
        found = _Person(name=name, role=None, org=None, country=None)
        for number, word in enumerate(self._words):
            if word.form.casefold() != last:
                continue
            first = number
            while first and self._is_name_word(first - 1):
                first -= 1
            full = " ".join(
                self._document.text[self._words[n].start : self._words[n].end]
                for n in range(first, number + 1)
            )
            around = self._around(first, number + 1)
            role = self._role(around)[0]
            spans = [Span(self._words[n].start, self._words[n].end) for n in around]
            hits = [h for h in self._hits if any(h.start < s.end and h.end > s.start for s in spans)]
            org, country = self._employer(hits)
            longer = full if len(full.split()) > len(found.name.split()) else found.name
            found = _Person(
                name=longer,
                role=found.role or role,
                org=found.org or (org if role else None),
                country=found.country or (country if role else None),
            )
            if found.role and found.country and " " in found.name:
                break
        return found

    def _is_name_word(self, number: int) -> bool:
        word = self._words[number]
        written = self._document.text[word.start : word.end]
        if not written[:1].isupper() or len(written) < 2:
            return False
        if word.form.lower() in self._grammar.forms["title"] or self._role([number])[0]:
            return False
        return not any(
            h.start <= word.start < h.end and h.entries[0].kind not in (EntryKind.PERSON, EntryKind.PLACE)
            for h in self._hits
        )

    def _around(self, first: int, last: int) -> list[int]:
        """The words beside a name that can introduce its bearer, within the sentence."""
        left: list[int] = []
        for number in range(first - 1, max(-1, first - _BESIDE), -1):
            if self._words[number].form in _STOPS:
                break
            left.append(number)
        right: list[int] = []
        opens = last < len(self._words) and self._words[last].form in (",", "(")
        if opens:
            for number in range(last + 1, min(len(self._words), last + _BESIDE)):
                if self._words[number].form in _STOPS or self._words[number].form == ",":
                    break
                right.append(number)
        return left[::-1] + right

    # -- roles ---------------------------------------------------------------------------------------

    def _role_spans(self, inside: Sequence[int]) -> Iterator[tuple[int, int, tuple[str, bool]]]:
        forms = [self._words[n].form.lower() for n in inside]
        lemmas = [simplemma.lemmatize(form, lang=self._grammar.language) for form in forms]
        for at in range(len(forms)):
            for size in range(min(self._longest, len(forms) - at), 0, -1):
                meaning = self._roles.get(tuple(forms[at : at + size])) or self._roles.get(
                    tuple(lemmas[at : at + size])
                )
                if meaning is not None:
                    yield inside[at], inside[at + size - 1] + 1, meaning
                    break

    def _role(self, inside: Sequence[int]) -> tuple[str | None, bool]:
        """The speaker's role that the words name: a person's before a body's, a longer before a shorter."""
        best: tuple[int, int] | None = None
        found: tuple[str | None, bool] = (None, False)
        for first, last, meaning in self._role_spans(inside):
            key = (int(meaning[1]), last - first)
            if best is None or key > best:
                best, found = key, meaning
        return found

    # -- places in the text --------------------------------------------------------------------------

    def _numbers(self, span: Span) -> list[int]:
        return [n for n, word in enumerate(self._words) if word.start < span.end and word.end > span.start]

    def _over(self, span: Span) -> list[Hit]:
        return [h for h in self._hits if h.start < span.end and h.end > span.start]

    def _via(self, near: Span, speaker: Span) -> str | None:
        """The outlet to which the words were said or by which they are cited, in the claim's sentence."""
        cues = self._grammar.forms["via"]
        for hit in self._over(near):
            entry = hit.first(EntryKind.OUTLET)
            if entry is None or (hit.start < speaker.end and hit.end > speaker.start):
                continue
            before = re.findall(r"\w+", self._document.text[near.start : hit.start].lower())[-_VIA:]
            if any(word in cues for word in before):
                return entry.name
        return None
