"""Whom does a phrase name as a speaker?

A person introduced once is known by surname, by role or by pronoun afterwards; an institution, a state or
an outlet speaks by its name. Persons that no gazetteer knows are found by capitals beside a speaker's noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracewire.claims.names.offices import UNTOLD, Introduction, of_person
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.mentions import Mention, MentionKind, Phrases
from tracewire.lexicon import EntryKind
from tracewire.model import Sentence, Source, Span, Token

__all__ = ["Attributed", "Speakers", "phrase_of", "surname"]

_INITIALS = 2  # a name of at most so many letters is an abbreviation
_INSTITUTION_AGAIN = (
    3  # words of a phrase that can take up an institution ("the ministry also"); longer ones name another
)

_CLAUSES = frozenset(
    {"acl", "advcl", "ccomp", "parataxis", "cop", "punct", "obl", "xcomp", "nsubj", "aux", "mark", "obj"}
)
"""Relations of words that hang on a noun without being part of its phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """A source with the words that name it and the rule that found it."""

    source: Source
    span: Span | None
    rule: str


def surname(name: str) -> str:
    """The word by which a person is known once introduced, folded."""
    return name.split()[-1].casefold().strip("'’s").strip()


def phrase_of(sentence: Sentence, head: int) -> set[int]:
    """The words of the noun phrase at `head`, without clauses that hang on it."""
    tokens = sentence.tokens
    words: set[int] = set()
    stack = [head]
    while stack:
        top = stack.pop()
        words.add(top)
        for child in sentence.children[top]:
            if tokens[child].relation not in _CLAUSES and tokens[child].pos != "VERB":
                stack.append(child)
    return words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """A noun phrase that may name a speaker, with what is known of its words."""

    tokens: Sequence[Token]
    words: Sequence[int]
    head: int
    mentions: Sequence[Mention]
    role: str | None
    is_person: bool
    country: str | None
    org: str | None  # the institution that it names

    @property
    def span(self) -> Span:
        return Span(self.tokens[self.words[0]].start, self.tokens[self.words[-1]].end)

    @property
    def text(self) -> str:
        return " ".join(self.tokens[i].text for i in self.words)

    @property
    def first(self) -> Token:
        return self.tokens[self.words[0]]

    @property
    def party(self) -> Mention | None:
        return self.of(MentionKind.PARTY)

    @property
    def employer(self) -> str | None:
        """The organisation that an unknown person or role speaks for: the institution, else the party."""
        return self.org or (_org_of(self.party) if self.party else None)

    def of(self, kind: str) -> Mention | None:
        return next((m for m in self.mentions if m.kind == kind), None)


def _org_of(mention: Mention) -> str:
    return mention.entry.org or mention.entry.name


def _institution(mentions: Sequence[Mention]) -> Mention | None:
    parties = (m for m in mentions if m.kind == MentionKind.PARTY)
    return next((m for m in parties if m.entry.kind == EntryKind.INSTITUTION), None)


@dataclass(slots=True)
class Speakers:
    """Who has been introduced so far in the document."""

    grammar: Grammar
    on: str | None = None  # the day of the document
    persons: dict[str, Source] = field(default_factory=dict)  # by folded surname
    roles: dict[str, Source] = field(default_factory=dict)  # by role, for "the diplomat"
    bodies: dict[str, Source] = field(default_factory=dict)  # by the noun that heads their name
    last: Source | None = None
    last_person: Source | None = None

    def name(self, sentence: Sentence, head: int, phrases: Phrases, *, anonymity: bool) -> Attributed | None:
        """The source that the phrase headed by `head` names, or None if it names no speaker.

        `anonymity` tells that the sentence says so: then "an official" is a new one, whoever spoke before.
        """
        phrase = self._phrase(sentence, head, phrases)
        form = form_of(sentence.tokens[head])
        closed = self.grammar.attribution
        if form in closed.third_person or form in self.grammar.forms["inverted_pronoun"]:
            return self._pronoun(form, phrase.span)
        if form in closed.first_person:
            return None
        person = phrase.of(MentionKind.PERSON)
        if person is not None:
            return self._known_person(phrase, person)
        name = self._unknown_name(phrase)
        if name:
            known = self.persons.get(surname(name))
            if known:
                self.last = self.last_person = known
                return Attributed(source=known, span=phrase.span, rule="person:introduced")
            if phrase.role and not phrase.is_person and " " not in name:
                name = None
        if name and (phrase.is_person or phrase.role is None):
            return self._new_person(phrase, name)
        if phrase.role and phrase.is_person:
            return self._role_only(phrase, anonymity=anonymity)
        return self._body(phrase)

    def _phrase(self, sentence: Sentence, head: int, phrases: Phrases) -> _Phrase:
        words = sorted(phrase_of(sentence, head))
        inside = [
            m
            for m in phrases.all
            if m.head in words or (words[0] <= m.first and m.last <= words[-1] and m.first in words)
        ]
        role, is_person = self._role(words, sentence.tokens)
        countries = (m.entry.country for m in inside if m.kind == MentionKind.PARTY)
        institution = _institution(inside)
        return _Phrase(
            tokens=sentence.tokens,
            words=words,
            head=head,
            mentions=inside,
            role=role,
            is_person=is_person,
            country=next((c for c in countries if c), None),
            org=_org_of(institution) if institution else None,
        )

    def _pronoun(self, form: str, span: Span) -> Attributed | None:
        forms = self.grammar.forms
        anything = form in forms["plural_pronoun"] or form in forms["thing_pronoun"]
        last = self.last if anything else (self.last_person or self.last)
        return Attributed(source=last, span=span, rule="pronoun") if last else None

    def _known_person(self, phrase: _Phrase, person: Mention) -> Attributed:
        entry = person.entry
        told = Introduction(
            role=phrase.role if phrase.is_person else None,
            org=phrase.org,
            country=phrase.country,
            past=any(form_of(phrase.tokens[i]) in self.grammar.forms["former"] for i in phrase.words),
        )
        before = self.persons.get(surname(entry.name))
        if told.role is None and before is not None and before.name == entry.name:
            source = before
        else:
            source = of_person(entry, told, self.on)
        self.introduce(source)
        return Attributed(source=source, span=person.span(phrase.tokens), rule="person")

    def _new_person(self, phrase: _Phrase, name: str) -> Attributed | None:
        bare = phrase.role is None and " " not in name and phrase.party is None
        if bare and not (len(name) > _INITIALS and name[0].isupper()):
            return None
        source = Source(name=name, role=phrase.role or UNTOLD, org=phrase.employer, country=phrase.country)
        self.introduce(source)
        return Attributed(source=source, span=phrase.span, rule="person:named")

    def _role_only(self, phrase: _Phrase, *, anonymity: bool) -> Attributed:
        """Somebody told by role alone: one introduced before ("the diplomat"), else a new unnamed one."""
        role = phrase.role or UNTOLD
        alone = not phrase.country and not phrase.org
        if not anonymity and alone and self._refers_back(phrase):
            known = self.roles.get(role)
            if known is None and self.last_person and self.last_person.role.endswith(role):
                return Attributed(source=self.last_person, span=phrase.span, rule="role:again")
            if known is not None:
                self.last = self.last_person = known
                return Attributed(source=known, span=phrase.span, rule="role:again")
        source = Source(role=role, org=phrase.employer, country=phrase.country, anonymous=True)
        self.roles[role] = source
        self.last = self.last_person = source
        return Attributed(source=source, span=phrase.span, rule="role")

    def _refers_back(self, phrase: _Phrase) -> bool:
        forms = self.grammar.forms
        return form_of(phrase.first) in forms["known_speaker"] or any(w in phrase.text for w in forms["same"])

    def _body(self, phrase: _Phrase) -> Attributed | None:
        """An institution, a state or an outlet that speaks; None where the phrase names none."""
        institution, party = _institution(phrase.mentions), phrase.party
        outlet = phrase.of(MentionKind.OUTLET)
        tokens = phrase.tokens
        if institution is not None:
            source = Source(role="institution", org=phrase.org, country=institution.entry.country)
            rule, span = "institution", institution.span(tokens)
            self.bodies[lemma_of(tokens[phrase.head])] = source
        elif party is not None and self._is_addressed(phrase, party):
            return None
        elif party is not None and not (party.form == "demonym" and phrase.role is None):
            org = _org_of(party)
            if party.form == "demonym-noun":
                org = f"{party.entry.name} {tokens[party.head].text}".strip()
            source = Source(role="institution", org=org, country=party.entry.country)
            rule, span = "party", party.span(tokens)
        elif outlet is not None:
            source = Source(role="outlet", org=outlet.entry.name)
            rule, span = "outlet", outlet.span(tokens)
        elif phrase.role:
            return self._unnamed_body(phrase, phrase.role)
        else:
            return None
        self.last = source
        return Attributed(source=source, span=span, rule=rule)

    @staticmethod
    def _is_addressed(phrase: _Phrase, party: Mention) -> bool:
        """Whether the phrase only tells to whom something goes: "the letter to the Iran committee"."""
        return phrase.role is None and party.head != phrase.head and party.function == "to"

    def _unnamed_body(self, phrase: _Phrase, role: str) -> Attributed:
        """A body told by its noun alone ("the ministry"): the last that spoke of which the noun is the name's
        head, else the one that spoke last, else one of its own.
        """
        institution = role == "institution"
        org = phrase.text if institution else None
        source = Source(role=role, org=org, country=phrase.country)
        if institution:
            lemma = lemma_of(phrase.tokens[phrase.head])
            last = self.bodies.get(lemma, self.last)
            short = len(phrase.words) <= _INSTITUTION_AGAIN
            spoke = last is not None and not last.is_narrator and last.name is None
            if last is not None and spoke and short and lemma not in self.grammar.forms["new_institution"]:
                return Attributed(source=last, span=phrase.span, rule="institution:again")
            self.last = source
        return Attributed(source=source, span=phrase.span, rule="institution")

    def introduce(self, source: Source) -> None:
        """Remember a person who speaks, for the surname, the role or the pronoun that will take it up."""
        if source.name:
            self.persons[surname(source.name)] = source
        self.roles[source.role] = source
        self.last = self.last_person = source

    def _role(self, words: Sequence[int], tokens: Sequence[Token]) -> tuple[str | None, bool]:
        """The speaker's role that the words name, and whether it is a person's.

        A person's role beats an institution's, a longer one a shorter, an earlier one a later.
        """
        forms = [form_of(tokens[i]) for i in words]
        lemmas = [lemma_of(tokens[i]) for i in words]
        best: tuple[int, int, int] | None = None
        found: tuple[str | None, bool] = (None, False)
        for form, (role, person) in self.grammar.roles.items():
            wanted = form.lower().replace("'", "' ").split()
            for series in (forms, lemmas):
                for start in range(len(series) - len(wanted) + 1):
                    key = (int(person), len(wanted), -start)
                    if series[start : start + len(wanted)] == wanted and (best is None or key > best):
                        best, found = key, (role, person)
        return found

    def _unknown_name(self, phrase: _Phrase) -> str | None:
        """The first longest run of capitalised words that neither the gazetteer nor the titles explain."""
        taken = {i for m in phrase.mentions for i in range(m.first, m.last + 1)}
        runs: list[list[int]] = []
        for index in phrase.words:
            token = phrase.tokens[index]
            word = token.text.lower().rstrip(".")
            capital = token.text[:1].isupper() and index > 0 and token.pos in ("NOUN", "ADJ", "X")
            title = word in self.grammar.roles or word in self.grammar.forms["title"]
            if index in taken or title or not (token.pos == "PROPN" or capital):
                continue
            if len(token.text) == 1 and not runs:
                continue
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index])
        if not runs:
            return None
        # a first name and a surname say as much as a longer run, which is likelier to hold a title
        best = min(runs, key=lambda run: (-min(len(run), 2), run[0]))
        return " ".join(phrase.tokens[i].text for i in best)
