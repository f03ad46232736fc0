"""Whom does a measure hit, and who only punishes others for a dealing?

A sentence on sanctions names who imposes them, whom they are on, and often to whom those sold: "Washington
imposed sanctions on an Omani firm for arming Chad" is against Oman, and armed nobody.
"""

from __future__ import annotations

from typing import Final

from tracewire.claims.text.frames import doer_words, is_passive
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import ParsedText, bearers, governors, objects_of, span_of, touches
from tracewire.model import Kind, Sentence, Span

__all__ = ["Punished"]

_IN_NAME: Final = frozenset({"compound", "flat"})
_WHOSE: Final = frozenset({"amod", "compound"})
"""The relations of words in a name, and of one that tells whose the noun behind or before it is."""
_OWNED: Final = frozenset({"of", "by"})
"""The functions of prepositions before whoever takes a measure."""


class Punished:
    """The measures of a document's sentences, asked about by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar

    def aimed_at(self, word: Span, name: Span) -> bool:
        """Whether what bears the name is what the measure at `word` is aimed at: "sanctions against Chinese
        firms", and not "focus on London's decision to restrict".
        """
        found, measure = self._parsed.find(name), self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        above: set[int] = set()
        if measure is not None and measure[0] is sentence:
            above.update(sentence.ancestors(measure[1]))
        forms = self._grammar.forms["aimed_at"]
        return any(
            sentence.tokens[child].relation == "case" and form_of(sentence.tokens[child]) in forms
            for place in bearers(sentence, index)
            if place not in above
            for child in sentence.children[place]
        )

    def hits(self, word: Span, name: Span) -> bool:
        """Whether who bears the name is whom the verb at `word` sanctions: "blacklisted two Malian firms"."""
        found = self._parsed.find(word)
        if found is None or self.in_reason(word, name):
            return False
        sentence, index = found
        if not self._punishes(sentence, index):
            return False
        hit = "nsubj" if is_passive(sentence, index) else "obj"
        return any(
            touches(sentence, name, set(sentence.subtree(child)))
            for child in sentence.children[index]
            if sentence.tokens[child].relation == hit
        )

    def in_reason(self, word: Span, name: Span) -> bool:
        """Whether the name stands in what tells why the measure at `word` was taken, or what the punished
        did: "sanctions on a firm for having armed Chad", "on firms that armed Chad".
        """
        found, measure = self._parsed.find(name), self._parsed.find(word)
        if found is None or measure is None:
            return False
        sentence, index = found
        punishes = sentence is measure[0] and self._punishes(sentence, measure[1])
        for place in (index, *(head for _, head in governors(sentence, index))):
            token = sentence.tokens[place]
            deed = punishes and token.pos == "VERB" and token.relation.startswith("acl")
            if token.start > word.start and (deed or self._gives_reason(sentence, place)):
                return True
        return False

    def imposes(self, word: Span, name: Span) -> bool:
        """Whether who bears the name only punishes somebody for the dealing at `word`, or would: "Washington
        imposed sanctions on Iran for having armed Chad", "never took delivery, for fear of US sanctions".
        """
        found, named = self._parsed.find(word), self._parsed.find(name)
        if found is None:
            return False
        if named is not None and self._takes(*named):
            return True
        sentence, index = found
        punished = False
        for child, head in governors(sentence, index):
            token = sentence.tokens[child]
            deed = token.pos == "VERB" and token.relation.startswith("acl")  # "firms that armed Chad"
            punished = punished or deed or self._gives_reason(sentence, child)
            if punished and self._restricts(sentence, head):
                return touches(sentence, name, doer_words(sentence, head))
        return False

    def punished(self, word: Span) -> Span | None:
        """Who is punished for what the verb at `word` says: "sanctioned two firms for arming"."""
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        token = sentence.tokens[index]
        if not self._gives_reason(sentence, index) or not self._punishes(sentence, token.head):
            return None
        hit = "nsubj" if is_passive(sentence, token.head) else "obj"
        below = [child for child in sentence.children[token.head] if sentence.tokens[child].relation == hit]
        words = [place for child in below for place in sentence.subtree(child)]
        words = [place for place in words if place not in set(sentence.subtree(index))]
        return span_of(sentence, words) if words else None

    def is_sanction(self, word: Span) -> bool:
        """Whether the measure at `word` punishes somebody, and is no embargo: "expanded its sanctions"."""
        found = self._parsed.find(word)
        return found is not None and self._punishes(*found)

    def breakers(self, word: Span) -> Span | None:
        """Who is punished for having broken the embargo at `word`: of "listed two Malian firms for violating
        the arms embargo on Chad" the firms.
        """
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        deed: int | None = None
        for child, head in governors(sentence, index):
            if deed is None and lemma_of(sentence.tokens[child]) in self._grammar.words["breaking"]:
                deed = child
            if deed is not None and (hit := objects_of(sentence, head)):
                words = set(sentence.subtree(hit[0])) - set(sentence.subtree(deed))
                return span_of(sentence, words)
        return None

    def _takes(self, sentence: Sentence, index: int) -> bool:
        """Whether the name at `index` tells whose the sanctions are: "US sanctions", "sanctions of Oslo"."""
        token = sentence.tokens[index]
        while token.relation in _IN_NAME and sentence.tokens[token.head].pos == "PROPN":
            token = sentence.tokens[token.head]
        measure = sentence.tokens[token.head]
        if measure.pos != "NOUN" or lemma_of(measure) not in self._grammar.words["punishing"]:
            return False
        cases = (form_of(sentence.tokens[child]) for child in sentence.children[token.index])
        owned = any(self._grammar.prepositions.get((word,)) in _OWNED for word in cases)
        return token.relation in _WHOSE or (token.relation == "nmod" and owned)

    def _punishes(self, sentence: Sentence, index: int) -> bool:
        """Whether the word at `index`, its object or the list behind it is of punishing: "blacklisted",
        "imposed sanctions", "added to the sanctions list".
        """
        words = self._grammar.words["punishing"]
        if any(lemma_of(sentence.tokens[place]) in words for place in (index, *objects_of(sentence, index))):
            return True
        lists = self._grammar.words["list"]
        below = (
            child for place in (index, *objects_of(sentence, index)) for child in sentence.children[place]
        )
        return any(
            lemma_of(sentence.tokens[child]) in self._grammar.words["on_list"]
            for place in below
            if lemma_of(sentence.tokens[place]) in lists
            for child in sentence.children[place]
        )

    def _restricts(self, sentence: Sentence, index: int) -> bool:
        """Whether the verb at `index` punishes or takes another measure, by itself or with its object."""
        verb, grammar = sentence.tokens[index], self._grammar
        nouns = (lemma_of(sentence.tokens[place]) for place in objects_of(sentence, index))
        meant = [
            *grammar.predicates_of(lemma_of(verb), "VERB"),
            *(predicate for noun in nouns for predicate in grammar.predicates_of(noun, "NOUN")),
        ]
        measure = any(predicate.kind is Kind.MEASURE for predicate in meant)
        return verb.pos == "VERB" and (measure or self._punishes(sentence, index))

    def _gives_reason(self, sentence: Sentence, index: int) -> bool:
        """Whether the word at `index` tells why: "for having armed", "over its sales", "for its role"."""
        children = (sentence.tokens[child] for child in sentence.children[index])
        marks = {form_of(token) for token in children if token.relation in ("mark", "case")}
        token = sentence.tokens[index]
        deeds = self._grammar.words["taking_part"] | self._grammar.words["breaking"]
        told = token.pos == "VERB" or lemma_of(token) in deeds
        return bool(marks & self._grammar.forms["reason" if told else "reason_noun"])
