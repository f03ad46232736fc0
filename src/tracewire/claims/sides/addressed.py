"""Who is asked for arms, or gets the order? Who receives a request or wins an order gives, and does not take.

The model learnt from goods, which go to whoever receives them; a request and an order go the other way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import ParsedText, objects_of, span_of, subject_words
from tracewire.model import Sentence, Span, Stage, Token

__all__ = ["Addressed"]

_ADDRESSED: Final = frozenset({"obl", "nmod"})
"""The relations, with a preposition, of whoever a request is sent to: "sent a request to Oslo"."""


class Addressed:
    """The parsed sentences of a document, asked about words in them by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar

    def giver(self, word: Span, is_firm: Callable[[Span], bool]) -> Span | None:
        """The words for whoever gets the request or the order told at `word`: of "Serbia received a request
        from Tunisia" and "Serbia won an order from Tunisia" Serbia, of "Tunisia sent Serbia a request" too.
        Who only "has orders" may be on either side, unless it is a firm, as `is_firm` tells.
        """
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        for noun in (index, *objects_of(sentence, index)):
            token = sentence.tokens[noun]
            if lemma_of(sentence.tokens[token.head]) in self._grammar.words["letter"]:
                token = sentence.tokens[token.head]  # "a letter of request"
            if token.relation != "obj":
                continue
            verb = sentence.tokens[token.head]
            giver = self._by_verb(sentence, sentence.tokens[noun], verb, is_firm)
            if giver is not None:
                return giver
        return None

    def _by_verb(
        self, sentence: Sentence, noun: Token, verb: Token, is_firm: Callable[[Span], bool]
    ) -> Span | None:
        does, words = lemma_of(verb), self._grammar.words
        requested = self._is(noun, Stage.SOUGHT)
        if requested and does in words["addressing"]:
            return next(self._addressed(sentence, verb.index), None)
        ordered = not requested and lemma_of(noun) in words["order"]
        taken = (requested and does in words["taking"]) or (ordered and does in words["winning"])
        subject = subject_words(sentence, verb.index)
        if not subject or not (taken or (ordered and does in words["holding"])):
            return None
        who = span_of(sentence, subject)
        return who if taken or is_firm(who) else None

    def _is(self, noun: Token, stage: Stage) -> bool:
        named = self._grammar.predicates_of(lemma_of(noun), "NOUN")
        return any(predicate.stage is stage for predicate in named)

    def _addressed(self, sentence: Sentence, verb: int) -> Iterator[Span]:
        """The words for whoever something is sent to, by its verb or its object."""
        places = [verb, *objects_of(sentence, verb)]
        for child in (c for place in places for c in sentence.children[place]):
            token = sentence.tokens[child]
            below = (sentence.tokens[c] for c in sentence.children[child])
            functions = {self._grammar.prepositions.get((form_of(t),)) for t in below if t.relation == "case"}
            if token.relation == "iobj" or (token.relation in _ADDRESSED and "to" in functions):
                yield span_of(sentence, list(sentence.subtree(child)))
