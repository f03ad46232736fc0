"""Who vouches for a claim? From the words that the model marks as its source to a source.

The model tells which words name or describe the speaker, and whether they are a named person, an unnamed one
or a body; the tables and the document tell the rest. Whoever was introduced once by name, role and employer
is known by surname afterwards. Nothing here needs a parse.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import simplemma

from tracewire.claims.grammar import Grammar
from tracewire.claims.offices import UNTOLD, Introduction, former, of_person
from tracewire.claims.several import Several
from tracewire.claims.speakers import Attributed
from tracewire.claims.turns import QUESTION, turn_opened
from tracewire.lexicon import Entry, EntryKind, Hit, is_private
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
_JOINTS: Final = frozenset({"-", "'"})
_JOINED: Final = 2
"""Words of a name that a hyphen or an apostrophe joins to the next, the mark among them."""
_GENITIVE: Final = frozenset({"'", "s"})
_APART: Final = 4
"""Words, the genitive's two among them, between a state or body and the office that it leads."""
_NEAR: Final = 6
"""Words behind a name among which the office of its bearer begins."""
_OPENERS: Final = frozenset('.!?:"«»“”–—-•')
_FULL: Final = 2
"""Words that the name of a person nobody knows has at least, where the document introduces them."""
_LED: Final = 2
"""Words before a name within a phrase among which a preposition joins it ("auprès des Nations unies")."""
_LETTERS: Final = 2
"""Letters that a name has at least."""
_RUNS_ON: Final = 6
"""Words by which a phrase that was marked too short is made whole at most."""
_NAMED_BODY: Final = 2
"""Words with a capital, besides the state, that the own name of a body has at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
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
        self._listed: dict[str, Source] = {}
        self._named: list[Source] = []
        self._roles = {
            tuple(form.lower().replace("’", "'").replace("'", " ' ").replace("-", " - ").split()): meaning
            for form, meaning in grammar.roles.items()
        }
        self._longest = max(map(len, self._roles))
        self._office_words = frozenset(word for form in self._roles for word in form[1:])
        self._several = Several(words, grammar, self._role_spans)

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
        if self._several.counts(inside) and (one := self._one_of_several(inside)) is not None:
            return self._passed_on(one, near)
        if filled.speaker is not Speaker.NAMED and inside:
            inside = self._whole(inside)
            span = Span(self._words[inside[0]].start, self._words[inside[-1]].end)
        hits = self._over(span)
        person = next((e for h in hits if (e := self._person(h)) is not None), None)
        if filled.speaker is Speaker.NAMED and person is not None:
            source, rule = self._of_entry(person), "person"
        elif filled.speaker is Speaker.NAMED and (name := self._name(inside)):
            source, rule = self._of_name(name, country), "person:named"
        elif filled.speaker is Speaker.NAMED and (known := self._meant(inside, span)) is not None:
            source, rule = known, "person:again"
        elif filled.speaker is Speaker.BODY:
            source, rule = self._body(inside, hits, country), "body"
        else:
            source, rule = self._unnamed(inside, hits, country), "role"
            if self._definite(inside):
                source = self._in_office(source) or source
        if source.name:
            self._last_named = source
            self._named.append(source)
        return self._passed_on(Attributed(source=source, span=span, rule=rule), near)

    def _passed_on(self, told: Attributed, near: Span) -> Attributed:
        """With the outlet that passes the words on, if the claim's sentence names one."""
        via = self._via(near, told.span) if told.span is not None else None
        if via is None or via == told.source.org:
            return told
        return replace(told, source=replace(told.source, via=via))

    def one_speaking(self, near: Span) -> Attributed | None:
        """Who speaks in a sentence that begins with "One said …"; None where it does not."""
        numbers = self._numbers(near)
        inside = self._several.speaking(numbers[0]) if numbers else []
        one = self._one_of_several(inside) if inside else None
        return None if one is None else self._passed_on(one, near)

    def _one_of_several(self, inside: Sequence[int]) -> Attributed | None:
        """One of those whom the text told of before, as they are described there; `inside` says "one"."""
        noun = self._several.noun(inside[0])
        if noun is None or self._role(range(noun[0], noun[1]))[0] == "reports":
            return None  # of reports nothing tells whose one of them is
        first, last, is_person = noun
        if self._grammar.modifier_before_noun:
            first = self._led_by(first, 0)
        else:
            while last < inside[0] and self._known_word(last):  # "responsables américains"
                last += 1
        phrase = list(range(first, last))
        hits = [hit for hit in self._hits if any(self._covers(hit, n) for n in phrase)]
        source = self._unnamed(phrase, hits, None)
        if not is_person:
            body = any(self._covers(h, noun[0]) and h.first(EntryKind.INSTITUTION) for h in hits)
            org = source.org if body else self._text(first, last - 1)  # of "experts de l'ONU" the panel
            source = replace(source, org=org, anonymous=False)
        span = Span(self._words[inside[0]].start, self._words[inside[-1]].end)
        return Attributed(source=source, span=span, rule="one of several")

    def _meant(self, inside: Sequence[int], span: Span) -> Source | None:
        """The person whom the document names elsewhere and whom words without a name mean ("the minister",
        "he"): by office the nearest one who holds it, before these words or else behind them, and by a
        pronoun the one named last before it.
        """
        role, _ = self._role(inside)
        _, country = self._employer(inside, self._over(span))
        before = [source for at, source in self._cast if at < span.start]
        if role is not None:
            behind = [source for at, source in self._cast if at >= span.end]
            for source in (*reversed(before), *behind):
                abroad = country and source.country and source.country != country
                if not abroad and (source.role == role or source.role.endswith(f" {role}")):
                    return source
        return self._last_named or (before[-1] if before else None)

    @functools.cached_property
    def _cast(self) -> Sequence[tuple[int, Source]]:
        """The persons that the document names with an office, and where, in the order of the text."""
        found = [
            (hit.start, self._of_entry(person))
            for hit in self._hits
            if (person := self._person(hit)) is not None
        ]
        listed = {at for at, _ in found}
        number = 0
        while number < len(self._words):
            first = number
            while number < len(self._words) and self._is_name_word(number):
                number += 1
            if number - first >= _FULL and self._words[first].start not in listed:
                known = self._known(self._words[number - 1].form)
                if known is not None and known.role:
                    found.append((self._words[first].start, known.source()))
            number += number == first
        return sorted(found, key=lambda one: one[0])

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
        if entry.id not in self._listed:
            self._listed[entry.id] = of_person(entry, self._told_of(entry), self._document.published)
        return self._listed[entry.id]

    def _person(self, hit: Hit) -> Entry | None:
        """The person of the table whom a name means: by a surname not who bears it with another name, or
        whose other name it is ("Kim O'Hara").
        """
        person = hit.first(EntryKind.PERSON)
        if person is None or person.form != "surname":
            return person
        inside = self._numbers(Span(hit.start, hit.end))
        own = {word.casefold() for word in re.findall(r"\w+", person.name)}
        for beside in (inside[0] - 1, inside[-1] + 1):
            if 0 <= beside < len(self._words) and self._other_name(beside) and self._form(beside) not in own:
                return None
        return person

    def _other_name(self, number: int) -> bool:
        """Whether the word is part of a name that no table knows, and no word of the language ("Wants")."""
        if self._initial(number):
            return self._form(number + 1) in _JOINTS and self._tight(number + 1)
        known = self._known_word(number) or simplemma.is_known(
            self._form(number), lang=self._grammar.language
        )
        return self._is_name_word(number) and not known

    def _initial(self, number: int) -> bool:
        return len(self._form(number)) == 1 and self._capitals(number)

    def _told_of(self, entry: Entry) -> Introduction:
        """What the document says of a person whom the table knows, where it first says something."""
        for hit in self._hits:
            person = self._person(hit)
            if person is None or person.id != entry.id:
                continue
            inside = self._numbers(Span(hit.start, hit.end))
            if inside and (told := self._introduction(inside[0], inside[-1] + 1)).role is not None:
                return told
        return Introduction()

    def _of_name(self, name: str, country: str | None) -> Source:
        person = self._known(name)
        if person is None:
            return Source(name=name, role=UNTOLD, country=country)
        own = person.role is not None and (person.role in self._grammar.posted or is_private(person.role))
        return person.source(None if own else country)

    def _unnamed(self, inside: Sequence[int], hits: Sequence[Hit], country: str | None) -> Source:
        role, _ = self._role(inside)
        org, found = self._employer(inside, hits)
        own = [hit.entries[0] for hit in hits if not self._beside(inside, hit)]
        states = {entry.country for entry in own if entry.kind == EntryKind.STATE}
        if len(states) > 1:  # "Afghan and American officials"
            org = found = country = None
        return Source(role=role or UNTOLD, org=org, country=found or country, anonymous=True)

    def _whole(self, inside: Sequence[int]) -> list[int]:
        """The words with those that they cannot do without ("the office for" arms control, "experts mandated"
        by the Union), and without a mark at either end.
        """
        words = list(inside)
        while len(words) > 1 and not self._words[words[0]].form[:1].isalnum():
            words.pop(0)
        forms = self._grammar.forms
        if (self._form(words[0] - 1), self._form(words[0])) in self._roles:  # of "think tank" the latter
            words.insert(0, words[0] - 1)
        last = words[-1]
        following = self._form(last + 1)
        if self._form(last) in forms["agent"] and following in forms["agent_by"]:
            last += 1
        for _ in range(_RUNS_ON):
            following = self._form(last + 1)
            if self._form(last) not in forms["open_end"] or not (following == "'" or following[:1].isalnum()):
                break
            last += 1
        if self._form(last) in forms["open_end"]:
            last = inside[-1]
        for hit in self._hits:  # a name is taken whole
            if last > inside[-1] and hit.start <= self._words[last].start < hit.end:
                last = max(n for n in range(last, len(self._words)) if self._words[n].start < hit.end)
        return [*words, *range(words[-1] + 1, last + 1)]

    def _form(self, number: int) -> str:
        return self._words[number].form.lower() if 0 <= number < len(self._words) else ""

    def _body(self, inside: Sequence[int], hits: Sequence[Hit], country: str | None) -> Source:
        outlet = next((e for h in hits if (e := h.first(EntryKind.OUTLET)) is not None), None)
        org, found = self._employer(inside, hits)
        role, is_person = self._role(inside)
        of_state = org is not None and all(
            h.entries[0].kind not in (EntryKind.INSTITUTION, EntryKind.ACTOR) for h in hits
        )
        if role == "reports" and outlet is None:  # "Press TV" is no report of the press
            return Source(role=role)
        if outlet is not None and (org is None or (of_state and role == "outlet")):
            return Source(role="outlet", org=outlet.name)
        if outlet is None and (org is None or of_state) and (paper := self._paper(inside)):
            return Source(role="outlet", org=paper, country=found or country)
        name = self._name(inside)
        if role == "outlet":  # "the South African daily The Weekender", "a newspaper"
            return Source(role=role, org=name or org, country=found or country)
        if of_state and not is_person and (own := self._own_name(inside)):
            self._last_body = Source(role=role or "institution", org=own, country=found or country)
            return self._last_body
        if org is None and name is None and country is None and len(inside) <= _AGAIN:
            again = self._again(inside, role)
            if again is not None:
                return again
        first, last = self._words[inside[0]].start, self._words[inside[-1]].end
        source = Source(
            role="institution" if role is None or is_person else role,
            org=org or self._document.text[first:last],
            country=found or country,
        )
        if org:
            self._last_body = source
        return source

    def _again(self, inside: Sequence[int], role: str | None) -> Source | None:
        """The body that short words without a name take up: of "the Institute" the one that is called so
        before them, of "it" the one that spoke last.
        """
        head, opened = self._words[inside[-1]].form.casefold(), self._words[inside[0]].start
        for hit in reversed([h for h in self._hits if h.end <= opened]):
            entry = hit.first(EntryKind.INSTITUTION)
            if entry is not None and head in (entry.org or entry.name).casefold().split():
                return Source(role="institution", org=entry.org or entry.name, country=entry.country)
        return self._last_body if role is None else None

    def _employer(self, inside: Sequence[int], hits: Sequence[Hit]) -> tuple[str | None, str | None]:
        """The organisation that the words name, and its country; an institution before a state.

        Whom the speaker is of ("Iranian", "of the ministry") comes before where or to whom they are ("mission
        to the UN"), and of those who speak abroad for themselves ("analysts in Nairobi") that tells nothing.
        """
        own = [hit for hit in hits if not self._beside(inside, hit)]
        if own:
            hits = own
        elif self._role(inside)[0] in self._grammar.posted:
            return None, None
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

    def _beside(self, inside: Sequence[int], hit: Hit) -> bool:
        """Whether a preposition of place or direction joins the name to the phrase."""
        led = [n for n in inside if self._words[n].end <= hit.start][-_LED:]
        return any(self._words[n].form.lower() in self._grammar.forms["beside"] for n in led)

    # -- names ---------------------------------------------------------------------------------------

    def _name(self, inside: Sequence[int]) -> str | None:
        """The longest run of capitalised words that are no role, no title and no known body."""
        best: list[int] = []
        for run in self._runs(inside):
            if len(run) >= len(best):
                best = run
        return " ".join(self._text(best[0], best[-1]).split()) if best else None

    def _own_name(self, inside: Sequence[int]) -> str | None:
        """The name of a body that is at home in a state ("the NGO Council for Trade of Ukraine"); None where
        the words only tell of which state it is.
        """
        forms = self._grammar.forms
        private = [n for n in inside if self._form(n) in forms["private_body"]]
        for at, number in enumerate(inside):
            if not self._names(number):
                continue
            last, capitals = number, 1
            for n in inside[at + 1 :]:
                if self._capitals(n):
                    last, capitals = n, capitals + self._names(n)
                elif self._form(n) not in forms["name_joint"]:
                    break
            first = number
            while first > inside[0] and self._capitals(first - 1) and self._adjoins(first - 1):
                first -= 1
            if capitals >= _NAMED_BODY or (private and first > private[0]):
                return self._text(first, last)
        if private and self._capitals(private[0]):  # "le Centre d'études d'Ankara"
            return self._text(private[0], inside[-1])
        return self._text(inside[0], inside[-1]) if private else None  # "a charity in Krakow"

    def _names(self, number: int) -> bool:
        """Whether the word has a capital as a name has that no table knows."""
        known = number in self._offices or self._known_word(number)
        return self._capitals(number) and not known and not self._common(number)

    def _capitals(self, number: int) -> bool:
        word = self._words[number]
        return self._document.text[word.start : word.end][:1].isupper()

    def _adjoins(self, number: int) -> bool:
        """Whether the word may begin a body's name: a state's ("Malian Air Force"), no article, no "NGO"."""
        forms = self._grammar.forms
        return self._form(number) not in forms["taking_up"] | forms["private_body"]

    def _known_word(self, number: int) -> bool:
        word = self._words[number]
        return any(h.start <= word.start < h.end for h in self._hits)

    def _text(self, first: int, last: int) -> str:
        return self._document.text[self._words[first].start : self._words[last].end]

    def _paper(self, inside: Sequence[int]) -> str | None:
        """The name of a paper or station that no table knows, told by one of its words ("… Post")."""
        run: list[int] = []
        for number in [*inside, -1]:
            if number >= 0 and self._capitals(number) and not self._office_like(number):
                run.append(number)
                continue
            papers = self._grammar.forms["outlet_word"]
            while run and self._form(run[0]) in self._grammar.forms["taking_up"]:
                run.pop(0)
            if len(run) >= _FULL and any(self._form(n) in papers for n in (run[0], run[-1])):
                return self._text(run[0], run[-1])
            run = []
        return None

    def _office_like(self, number: int) -> bool:
        """Whether the word is of an office, a person or a body that the tables know."""
        word = self._words[number]
        return number in self._offices or any(
            h.start <= word.start < h.end
            and h.entries[0].kind
            in (EntryKind.PERSON, EntryKind.INSTITUTION, EntryKind.ACTOR, EntryKind.OUTLET)
            for h in self._hits
        )

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
            capital = (
                written[:1].isupper() and not (known or title or number in taken) and not self._common(number)
            )
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
            while first and (back := self._led_by_name(first)):
                first -= back
            full = " ".join(self._text(first, number).split())
            told = self._introduction(first, number + 1)
            longer = full if len(full.split()) > len(found.name.split()) else found.name
            found = _Person(
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
        """How many words before this one are of the same name: one ("Anne Lusk"), or two with a hyphen or
        an apostrophe ("Anne-Marie", "O'Brien"); 0 if there is none.
        """
        if self._is_name_word(number - 1):
            return 1
        joined = number >= _JOINED and self._form(number - 1) in _JOINTS and self._tight(number - 1)
        parted = joined and (self._is_name_word(number - 2) or self._initial(number - 2))
        return _JOINED if parted else 0

    def _tight(self, number: int) -> bool:
        """Whether a mark stands between two words without a space on either side."""
        if not 0 < number < len(self._words) - 1:
            return False
        before, mark, behind = self._words[number - 1 : number + 2]
        return before.end == mark.start and mark.end == behind.start

    def _is_name_word(self, number: int) -> bool:
        word = self._words[number]
        written = self._document.text[word.start : word.end]
        if not written[:1].isupper() or len(written) < 2:
            return False
        if word.form.lower() in self._grammar.forms["title"] or number in self._offices:
            return False
        if self._common(number):
            return False
        return not any(
            h.start <= word.start < h.end and h.entries[0].kind not in (EntryKind.PERSON, EntryKind.PLACE)
            for h in self._hits
        )

    def _common(self, number: int) -> bool:
        """Whether a word with a capital is no name: a letter, an article, a weekday, a word of an office, or
        one of the language ("Today") that the document writes so at the head of sentences alone.
        """
        form = self._words[number].form
        low = form.lower()
        if len(form) < _LETTERS or low in self._grammar.forms["taking_up"] or low in self._grammar.weekdays:
            return True
        if low in self._office_words:
            return True
        if form in self._capital or not self._opens(number):
            return False
        return simplemma.is_known(low, lang=self._grammar.language)

    @functools.cached_property
    def _offices(self) -> frozenset[int]:
        """The words that name an office or a body by its noun."""
        spans = self._role_spans(range(len(self._words)))
        return frozenset(n for first, last, _ in spans for n in range(first, last))

    def _opens(self, number: int) -> bool:
        """Whether the word stands at the head of a sentence, a line, a turn or a quotation."""
        if number == 0:
            return True
        if self._words[number - 1].form in _OPENERS:
            return not self._tight(number - 1)  # not in "Anne-Marie"
        return "\n" in self._document.text[self._words[number - 1].end : self._words[number].start]

    @functools.cached_property
    def _capital(self) -> frozenset[str]:
        """The words that are written with a capital within a sentence."""
        return frozenset(
            word.form
            for number, word in enumerate(self._words)
            if word.form[:1].isupper() and not self._opens(number)
        )

    # -- introductions -------------------------------------------------------------------------------

    def _introduction(self, first: int, last: int) -> Introduction:
        """What the phrase before or behind the name from word `first` up to `last` says of its bearer."""
        for phrase in (self._before(first), self._behind(last)):
            role, is_person = self._role(phrase)
            if role is None:
                continue
            hits = [h for h in self._hits if any(self._covers(h, n) for n in phrase)]
            org, country = self._employer(phrase, hits)
            past = is_person and any(self._form(n) in self._grammar.forms["former"] for n in phrase)
            return Introduction(role=role if is_person else None, org=org, country=country, past=past)
        return Introduction()

    def _before(self, first: int) -> list[int]:
        """The phrase that names an office right before a name ("Norway's defence minister, Per Holm")."""
        at = first - 1
        if self._form(at) == "." and self._titled(at - 1):  # "Gen. Per Holm", "Mr. Holm"
            at -= 1
        if self._form(at) in self._grammar.forms["title"] and (self._form(at),) not in self._roles:
            at -= 1
        if self._form(at) == ",":
            at -= 1
        opened = at
        while opened >= 0 and first - opened < _BESIDE and not self._bars(opened):
            opened -= 1
        held = list(range(opened + 1, at + 1))
        spans = list(self._role_spans(held))
        spans = [span for span in spans if span[2][1]] or spans
        if not spans:
            return []
        behind = max(span[1] for span in spans)
        office = min(span[0] for span in spans if span[1] == behind)
        if behind <= at and self._is_name_word(behind):  # "President Macron met Per Holm"
            return []
        start = self._led_by(office, opened + 1) if self._grammar.modifier_before_noun else office
        while start > opened + 1 and self._form(start - 1) in self._grammar.forms["former"] | {"-"}:
            start -= 1
        return list(range(start, at + 1))

    def _led_by(self, office: int, opened: int) -> int:
        """Where the phrase begins whose last words are an office: with the state or body that leads them,
        if it stands right before them, or a little further off as an adjective or in the genitive.
        """
        start, at, owner = office, office - 1, False
        while at >= opened and start - at <= _APART + 1:
            hit = next((h for h in self._hits if self._covers(h, at)), None)
            if hit is not None:
                if start - 1 > at and not owner and hit.entries[0].form != "demonym":
                    break
                start = at = next(n for n in range(opened, at + 1) if self._covers(hit, n))
                owner = False
            elif self._form(at) in _GENITIVE:
                owner = True
            elif self._form(at) in self._grammar.forms["former"]:
                start = at if start == at + 1 else start
            elif self._capitals(at):
                break
            at -= 1
        return start

    def _behind(self, last: int) -> list[int]:
        """The phrase with an office right behind a name, after a comma or in brackets."""
        if self._form(last) not in (",", "("):
            return []
        closed = last + 1
        while closed < len(self._words) and closed - last < _BESIDE and not self._bars(closed):
            if self._form(closed) in self._grammar.forms["relative_subject"]:
                break
            closed += 1
        held = list(range(last + 1, closed))
        spans = [span for span in self._role_spans(held) if span[2][1]] or list(self._role_spans(held))
        return held if spans and spans[0][0] - last <= _NEAR else []

    def _bars(self, number: int) -> bool:
        """Whether the word ends what can be a phrase beside a name: a mark, a line's end, "said"."""
        word = self._words[number]
        if word.form in _STOPS or word.form == ",":
            return True
        following = self._words[number + 1].start if number + 1 < len(self._words) else word.end
        if "\n" in self._document.text[word.end : following]:
            return True
        lemma = simplemma.lemmatize(word.form.lower(), lang=self._grammar.language)
        return self._grammar.speaks(lemma)

    def _titled(self, number: int) -> bool:
        form = self._form(number)
        return form in self._grammar.forms["title"] or (form,) in self._roles

    def _covers(self, hit: Hit, number: int) -> bool:
        return hit.start < self._words[number].end and hit.end > self._words[number].start

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
        for number in self._numbers(near):
            if self._form(number) not in cues or self._words[number].end > near.end:
                continue
            run = number + 1
            while self._form(run) in self._grammar.forms["taking_up"] and not self._capitals(run):
                run += 1
            last = run
            while last < len(self._words) and self._words[last].end <= near.end and self._capitals(last):
                last += 1
            beside = (
                last == run
                or self._words[run].start >= speaker.end
                or self._words[last].start <= speaker.start
            )
            if beside and (paper := self._paper(range(run, last))):
                return paper
        return None
