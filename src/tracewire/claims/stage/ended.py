"""Which dealings does a text say have come to nothing: a contract cancelled, an order that fell through?

The model marks the words of the dealing ("an order for 12 howitzers"), and often as agreed, although the verb
above them ends it. What a state cancels is a measure of that state, and what came to nothing by itself a plan
that is denied (the guide's rulings).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from tracewire.claims.names.named import Named
from tracewire.claims.names.parties import Sides
from tracewire.claims.stage.factuality import factuality
from tracewire.claims.text.frames import Frame, doer_words, is_passive
from tracewire.claims.text.grammar import Grammar, Predicate, lemma_of
from tracewire.claims.text.parsed import ParsedText, governors, phrases_of, span_of, subject_words
from tracewire.marks import Mark
from tracewire.model import Kind, Polarity, Sentence, Span, Stage, Token

__all__ = ["Ended"]

_STEPS: Final = 2
"""How far above a verb its dealing's noun may stand: "a contract under which it would buy"."""
_UP: Final = frozenset({"acl", "xcomp", "obj", "nmod", "obl"})
"""The relations by which a word of the dealing stands below its noun."""
_ENDED: Final = frozenset({"obj", "obl"})
"""The relations of what somebody ends: "tore up its contract", "pulled out of the deal"."""


@dataclass(frozen=True, slots=True)
class _Ending:
    """The word that ends a dealing, and the stretches of text that name who ends it, if they are told."""

    word: Span
    doers: tuple[Span, ...] = ()


class Ended:
    """The parsed sentences of a document, asked about words in them by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar, named: Named) -> None:
        self._parsed = parsed
        self._grammar = grammar
        self._named = named

    def read(self, mark: Mark, sides: Sides, *, ahead: bool) -> tuple[Mark, Sides, Span | None]:
        """The mark and its sides, where the sentence ends the dealing as what that makes of it, with the word
        that ends it: a measure of the state that does, else a plan that is denied. What is postponed is such
        a plan too, unless its new day is told, and `ahead` says that it is after the report.
        """
        postponed = self._postponed(mark.trigger) if mark.kind is Kind.TRANSFER else None
        if postponed is not None:
            polarity = Polarity.AFFIRMED if ahead else Polarity.DENIED
            return replace(mark, stage=Stage.PLANNED, polarity=polarity), sides, postponed
        ending = self._ending(mark.trigger) if mark.kind is Kind.TRANSFER else None
        if ending is None or (mark.polarity is Polarity.DENIED and ending.doers):
            return mark, sides, None
        by = next((party for words in ending.doers for party in self._named.parties(words)), None)
        if by is None:
            return replace(mark, stage=Stage.PLANNED, polarity=Polarity.DENIED), sides, ending.word
        others = [p for p in (*sides.recipients, *sides.suppliers) if p.code != by.code]
        known = [p.chance for p in (*sides.recipients, *sides.suppliers) if p.code == by.code]
        by = replace(by, chance=max(known, default=mark.score))
        measure = replace(mark, kind=Kind.MEASURE, stage=Stage.ADOPTED)
        return measure, replace(sides, suppliers=[by], recipients=others), ending.word

    def _ending(self, word: Span) -> _Ending | None:
        """What ends the dealing told at `word`, or who withdraws from the tender for it; None where that is
        denied, or only threatened.
        """
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        noun = self._noun(sentence, index)
        if noun is None:  # marked at the verb: "pulled out of a tender"
            below = (sentence.tokens[child] for child in sentence.children[index])
            tenders = (t.index for t in below if t.relation in _ENDED and self._is_tender(t))
            noun = next(tenders, None)
        if noun is None or sentence.tokens[noun].head == noun:
            return None
        token, above = sentence.tokens[noun], sentence.tokens[sentence.tokens[noun].head]
        if self._is_tender(token):
            leaves = self._leaving(sentence, noun)
            return None if leaves is None else _Ending(_span(leaves))
        phrases = phrases_of(sentence, above)
        passive = is_passive(sentence, above.index)
        ends = not phrases.isdisjoint(self._grammar.words["ending"])
        if token.relation == "nmod":
            if lemma_of(above) not in self._grammar.words["end"] or not self._is_fact(sentence, above.index):
                return None
            return _Ending(_span(above), tuple(self._below(sentence, above.index, noun)))
        fails = token.relation == "nsubj" and not phrases.isdisjoint(self._grammar.words["failing"])
        ended = token.relation == "nsubj" if passive else token.relation in _ENDED
        if not (fails or (ends and ended)) or not self._is_fact(sentence, above.index):
            return None
        doing = doer_words if passive else subject_words
        doers = set() if fails else doing(sentence, above.index)
        return _Ending(_span(above), tuple(_stretch(sentence, doers)))

    def _postponed(self, word: Span) -> Span | None:
        """The word by which the dealing told at `word` is put off: "delayed the delivery of", "le report de
        la livraison"; None where that is denied, or still to come.
        """
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        for child, head in islice(governors(sentence, index), _STEPS):
            token, above = sentence.tokens[child], sentence.tokens[head]
            phrases = phrases_of(sentence, above) & self._grammar.words["postponing"]
            if phrases and self._is_put_off(sentence, child, phrases):
                return _span(above) if self._is_fact(sentence, head) else None
            if token.relation not in _UP:
                return None
        return None

    def _is_put_off(self, sentence: Sentence, index: int, phrases: set[str]) -> bool:
        """Whether the noun at `index` is what the word above it, in these forms, puts off."""
        token = sentence.tokens[index]
        passive = is_passive(sentence, token.head)
        object_ = token.relation == "obj" or (token.relation == "nsubj" and passive)
        object_ = object_ or (token.relation == "obl" and any(" " in phrase for phrase in phrases))
        dealt = any(p.kind is Kind.TRANSFER for p in self._grammar.predicates_of(lemma_of(token), "NOUN"))
        planned = lemma_of(token) in self._grammar.words["intention"]
        return (dealt or planned) and (object_ or token.relation == "nmod")

    def ends(self, word: Span) -> bool:
        """Whether the word at `word` ends a dealing that stands below it, told as a fact: who "has cancelled
        its order" denies nothing.
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        nouns = (sentence.tokens[child] for child in sentence.children[index])
        dealings = (_span(t) for t in nouns if t.pos == "NOUN" and self._is_dealing(t))
        ending = (self._ending(dealing) for dealing in dealings)
        return any(end is not None and end.word == _span(sentence.tokens[index]) for end in ending)

    def _noun(self, sentence: Sentence, index: int) -> int | None:
        """The noun of the dealing that the word at `index` is, or tells the contents of."""
        tokens = sentence.tokens
        places = [index]
        for child, head in governors(sentence, index):
            if len(places) > _STEPS or tokens[child].relation not in _UP:
                break
            places.append(head)
        for place in places:
            dealing = self._is_dealing(tokens[place]) or self._is_tender(tokens[place])
            if tokens[place].pos == "NOUN" and dealing:
                return place
        return None

    def _is_tender(self, token: Token) -> bool:
        return lemma_of(token) in self._grammar.words["tender"]

    def _leaving(self, sentence: Sentence, noun: int) -> Token | None:
        """The verb by which a firm is no longer in the tender at `noun`, which is no measure of its state:
        "has withdrawn from", "gave up answering".
        """
        leaving = self._grammar.words["leaving"]
        for _, head in islice(governors(sentence, noun), _STEPS):
            phrases = phrases_of(sentence, sentence.tokens[head])
            if not phrases.isdisjoint(leaving) and self._is_fact(sentence, head):
                return sentence.tokens[head]
        return None

    def _is_dealing(self, token: Token) -> bool:
        """Whether the noun is for a dealing, not for the goods: who "dropped a cargo" ended none."""
        named = self._grammar.predicates_of(lemma_of(token), "NOUN")
        dealing = any(predicate.kind is Kind.TRANSFER for predicate in named)
        return dealing and lemma_of(token) not in self._grammar.words["goods"]

    def _is_fact(self, sentence: Sentence, index: int) -> bool:
        """Whether the sentence says that it came to pass: "decided to cancel" does, "threatened to cancel"
        does not. Mood, tense and the words above it move it as they move a delivery.
        """
        token = sentence.tokens[index]
        delivered = Predicate(
            lemma=token.lemma,
            pos=token.pos,
            frame="give",
            kind=Kind.TRANSFER,
            stage=Stage.DELIVERED,
            roles={},
        )
        passive = is_passive(sentence, index)
        frame = Frame(sentence=sentence, predicate=delivered, index=index, passive=passive)
        fact = factuality(frame, self._grammar)
        rule, _ = fact.rules["stage"]
        decided = fact.stage is Stage.AGREED and rule.startswith("operator:")
        told = not (fact.untold or fact.hypothetical) and (fact.stage is Stage.DELIVERED or decided)
        return told and fact.polarity is Polarity.AFFIRMED

    def _below(self, sentence: Sentence, index: int, noun: int) -> Iterator[Span]:
        """What else stands below the noun that ends the dealing: "Ghana's cancellation of"."""
        for child in sentence.children[index]:
            if child != noun:
                yield from _stretch(sentence, set(sentence.subtree(child)))


def _span(token: Token) -> Span:
    return Span(token.start, token.end)


def _stretch(sentence: Sentence, words: set[int]) -> Iterator[Span]:
    """The words as one stretch of text, if there are any."""
    if words:
        yield span_of(sentence, words)
