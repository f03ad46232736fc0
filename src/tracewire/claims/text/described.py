"""Whom does a relative or participial clause tell of, and what does it keep for itself?

"Spain, which got 20 tanks from Germany, delivered mortars to Peru" and "Having bought drones from Iran, Sudan
sold mortars to Chad" tell two dealings with one party in common. The clause's verb tells on which side of the
clause's own dealing that party is; whom only the other clause names has no part in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracewire.claims.text.frames import is_passive
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import ParsedText, governors, span_of, subject_words, touches
from tracewire.marks import SIDES
from tracewire.model import Sentence, Span, Token

__all__ = ["Described", "Description"]

_CHAINED: Final = frozenset({"xcomp", "conj"})
"""The relations of a verb that has the subject of the one above it: "is said to have bought"."""
_REPORTED: Final = frozenset({"advcl", "xcomp", "ccomp"})
"""The relations of what a passive verb tells of its subject: "is suspected of arming"."""
_CONTROLLED: Final = frozenset({"obj", "iobj", "obl"})
"""The relations of whoever else may do what is told below a verb: "asked Germany to send"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A clause that tells of somebody: `heads` are the words for whom, `side` on which side of the clause's
    own dealing they are, `stretch` where the clause stands.
    """

    heads: tuple[Span, ...]
    side: str | None
    stretch: Span


class Described:
    """The parsed sentences of a document, asked about words in them by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar

    def around(self, word: Span) -> Description | None:
        """The clause about somebody whose own dealing the word at `word` tells."""
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        if sentence.tokens[index].pos == "NOUN":
            return self._identified(sentence, index)
        top = self._top(sentence, index) if sentence.tokens[index].pos == "VERB" else None
        who = None if top is None else self._who(sentence, top)
        if top is None or who is None:
            return None
        side = self._side(sentence, index)
        return Description(heads=_list(sentence, who), side=side, stretch=_clause(sentence, top))

    def _identified(self, sentence: Sentence, index: int) -> Description | None:
        """The clause that says who the giver or taker at `index` is: "the true supplier was Sudan"."""
        noun = sentence.tokens[index]
        is_subject = noun.relation == "nsubj" and any(
            sentence.tokens[child].relation == "cop" for child in sentence.children[noun.head]
        )
        sides = zip(SIDES, ("giver", "taker"), strict=True)
        side = next((side for side, words in sides if lemma_of(noun) in self._grammar.words[words]), None)
        if not is_subject or side is None:
            return None
        heads = _list(sentence, noun.head)
        return Description(heads=heads, side=side, stretch=_clause(sentence, noun.head))

    def sharing(self, word: Span) -> Description | None:
        """Where the verb at `word` goes on with the subject of another before it, whom both tell of, and what
        that one says of others: of "Spain sent tanks to Peru and got radars from Chile" Peru gets no radars.
        """
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        first = index
        while not _has_subject(sentence, first) and _goes_on(sentence, first):
            first = sentence.tokens[first].head
        if first == index or is_passive(sentence, first):
            return None
        who, side = _subject(sentence, first), self._side(sentence, index)
        if who is None or side is None or sentence.tokens[who].pos != "PROPN":
            return None
        stretch = Span(sentence.tokens[first].end, sentence.tokens[index].start)
        return Description(heads=_list(sentence, who), side=side, stretch=stretch)

    def beside(self, word: Span) -> Iterator[Description]:
        """The clauses about somebody in the sentence of `word` in which it does not stand."""
        found = self._parsed.find(word)
        if found is None:
            return
        sentence, index = found
        above = {index, *(head for _, head in governors(sentence, index))}
        for token in sentence.tokens:
            who = self._who(sentence, token.index) if token.index not in above else None
            if who is not None:
                stretch = _clause(sentence, token.index)
                yield Description(heads=_list(sentence, who), side=None, stretch=stretch)

    def supplied(self, word: Span, goods: Sequence[Span]) -> tuple[Span, Span] | None:
        """The words for who gave the goods and for who had them, of goods that others take at `word`, or of
        the participle itself: "Chad's Chinese-supplied tanks that were captured by the rebels".
        """
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        for token in sentence.tokens:
            if token.relation != "amod" or lemma_of(token) not in self._grammar.words["supplying"]:
                continue
            below = [sentence.tokens[child] for child in sentence.children[token.index]]
            giver = next((t for t in below if t.relation == "compound" and t.end == token.start - 1), None)
            beside = (sentence.tokens[child] for child in sentence.children[token.head])
            owner = next((other for other in beside if other.dep == "nmod:poss"), None)
            taken = (
                index == token.index or lemma_of(sentence.tokens[index]) in self._grammar.words["capturing"]
            )
            meant = any(touches(sentence, one, (token.head,)) for one in goods)
            if giver is not None and owner is not None and taken and meant:
                return Span(giver.start, giver.end), Span(owner.start, owner.end)
        return None

    def _top(self, sentence: Sentence, index: int) -> int | None:
        """The head of the clause whose subject does what the verb at `index` says; None where others may."""
        while not _has_subject(sentence, index):
            token = sentence.tokens[index]
            told = token.relation in _REPORTED and is_passive(sentence, token.head)
            if token.relation not in _CHAINED and not told:
                break
            beside = (sentence.tokens[child] for child in sentence.children[token.head])
            if token.relation != "conj" and any(
                other.relation in _CONTROLLED and "agent" not in other.dep and other.index < index
                for other in beside
            ):
                return None
            index = token.head
        return index

    def _who(self, sentence: Sentence, index: int) -> int | None:
        """The word for whom the clause at `index` tells of; None where it is no clause about somebody."""
        verb = sentence.tokens[index]
        if verb.pos != "VERB":
            return None
        if verb.dep.startswith("acl:relcl"):
            return verb.head if _relative_subject(sentence, index) else None
        if _has_subject(sentence, index) and not self._only_pronoun(sentence, index):
            return None
        if verb.relation == "acl":
            return verb.head if sentence.tokens[verb.head].pos == "PROPN" else None
        if verb.relation != "advcl":
            return None
        # Behind its verb a participle may tell of others: "accused Iran of arming".
        subject = _subject(sentence, verb.head)
        return subject if subject is not None and subject > index else None

    def _only_pronoun(self, sentence: Sentence, index: int) -> bool:
        """Whether the clause's subject is a pronoun for what is named behind it: "After it got 12 jets,"."""
        below = (sentence.tokens[child] for child in sentence.children[index])
        words = [token for token in below if token.relation == "nsubj"]
        known = self._grammar.attribution.third_person - self._grammar.words["person_pronoun"]
        return all(form_of(token) in known for token in words)

    def _side(self, sentence: Sentence, index: int) -> str | None:
        """On which side of its dealing the subject of the verb at `index` is."""
        verb = sentence.tokens[index]
        meant = self._grammar.predicates_of(lemma_of(verb), "VERB")
        if is_passive(sentence, index):
            sides = (predicate.roles.get(self._object(sentence, index)) for predicate in meant)
        elif lemma_of(verb) in self._grammar.words["leasing"] and self._has_source(sentence, index):
            return SIDES[1]
        else:
            sides = (predicate.roles.get("subject") for predicate in meant)
        return next((side for side in sides if side in SIDES), None)

    def _object(self, sentence: Sentence, index: int) -> str:
        """What the subject of a passive verb would be in the active: "had been given radars"."""
        given = any(sentence.tokens[child].relation == "obj" for child in sentence.children[index])
        return "iobject" if given else "object"

    def _has_source(self, sentence: Sentence, index: int) -> bool:
        """Whether the verb tells from whom: "leased two frigates from Spain"."""
        below = (child for place in sentence.children[index] for child in sentence.children[place])
        cases = (form_of(sentence.tokens[child]) for child in below)
        return any(self._grammar.prepositions.get((form,)) == "from" for form in cases)


def _has_subject(sentence: Sentence, index: int) -> bool:
    return any(sentence.tokens[child].relation == "nsubj" for child in sentence.children[index])


def _goes_on(sentence: Sentence, index: int) -> bool:
    """Whether the verb at `index` goes on with the subject of the one above: "sold jets, bought drones"."""
    verb = sentence.tokens[index]
    above = sentence.tokens[verb.head]
    finite = verb.relation == "advcl" and verb.morph.get("VerbForm") == "Fin"
    marked = any(sentence.tokens[child].relation == "mark" for child in sentence.children[index])
    joined = verb.relation == "conj" or (finite and not marked)
    return joined and above.pos == verb.pos == "VERB" and above.index < index


def _subject(sentence: Sentence, index: int) -> int | None:
    """The head of the subject of the verb at `index`."""
    words = subject_words(sentence, index)
    return next((place for place in words if sentence.tokens[place].head not in words), None)


def _list(sentence: Sentence, index: int) -> tuple[Span, ...]:
    """The word with those that go on with it: of "Spain and Portugal, which got tanks" both."""
    further = (child for child in sentence.children[index] if sentence.tokens[child].relation == "conj")
    return tuple(Span(t.start, t.end) for t in map(sentence.tokens.__getitem__, (index, *further)))


def _relative_subject(sentence: Sentence, index: int) -> bool:
    """Whether the subject of the clause at `index` is its relative: "which got", not "which it got"."""
    below = [sentence.tokens[child] for child in sentence.children[index]]
    subjects = [token for token in below if token.relation == "nsubj"]
    return bool(subjects) and all(_is_relative(token) for token in subjects)


def _is_relative(token: Token) -> bool:
    return token.pos == "PRON" and token.morph.get("PronType") in ("Rel", "Int", "Int,Rel")


def _clause(sentence: Sentence, index: int) -> Span:
    return span_of(sentence, set(sentence.subtree(index)))
