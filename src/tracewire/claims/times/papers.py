"""Is a time that of a paper: of the contract under which something came, or when a document was seen?

"Under a deal signed in 2015, Finland delivered" says nothing of when it delivered. The parser often hangs
such a time on the verb of the sentence, so that the words are asked in their order: a time belongs to the
paper whose participle is the last verb before it, or that it stands at ("a 2012 contract").
"""

from __future__ import annotations

from typing import Final

from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import ParsedText
from tracewire.model import Sentence, Span

__all__ = ["Papers"]

_PASSED: Final = frozenset({"AUX", "ADV", "PRON"})
"""What may stand between a paper and its verb: "the contract that was finally signed"."""
_NAMING: Final = frozenset({"NUM", "PROPN", "ADJ"})
"""What may stand between a time and the paper that it names: "a March 2012 arms contract"."""


class Papers:
    """The papers in a document's sentences, asked about by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar

    def agreed(self, time: Span, word: Span) -> bool:
        """Whether `time`, told beside the dealing at `word`, is that of the contract ("signed in 2015")."""
        found, told = self._parsed.find(time), self._parsed.find(word)
        if found is None or told is None or found[0] is not told[0]:
            return False
        sentence, index = found
        verb = self._verb_before(sentence, index, told[1])
        places = [self._noun_behind(sentence, time), self._noun_before(sentence, index)]
        if verb is not None:
            places.append(self._noun_of(sentence, verb))
        return any(place != told[1] and self._is(sentence, place, "contract") for place in places)

    def seen(self, time: Span) -> bool:
        """Whether somebody only saw at `time` the paper that tells: "a document seen on Friday"."""
        found = self._parsed.find(time)
        if found is None:
            return False
        sentence, index = found
        verb = self._verb_before(sentence, index, -1)
        if verb is None or lemma_of(sentence.tokens[verb]) not in self._grammar.words["seeing"]:
            return False
        return self._is(sentence, self._noun_of(sentence, verb), "document")

    def _is(self, sentence: Sentence, place: int | None, kind: str) -> bool:
        return place is not None and lemma_of(sentence.tokens[place]) in self._grammar.words[kind]

    @staticmethod
    def _verb_before(sentence: Sentence, index: int, word: int) -> int | None:
        """The last verb before the time, with neither a comma nor the claim's own word between."""
        for place in range(index - 1, -1, -1):
            token = sentence.tokens[place]
            if place == word or token.pos == "PUNCT":
                return None
            if token.pos == "VERB":
                return place
        return None

    @staticmethod
    def _noun_of(sentence: Sentence, verb: int) -> int | None:
        """The word that the verb stands behind, if no other is its subject: "contract" in "the contract was
        signed", and none in "deliveries under the contract began".
        """
        place = verb - 1
        while place >= 0 and sentence.tokens[place].pos in _PASSED:
            place -= 1
        below = (sentence.tokens[child] for child in sentence.children[verb])
        subjects = {token.index for token in below if token.relation == "nsubj" and token.pos != "PRON"}
        return place if place >= 0 and subjects <= {place} else None

    @staticmethod
    def _noun_behind(sentence: Sentence, time: Span) -> int | None:
        """The noun that the time is put before as its name: "contract" in "a 2012 contract"."""
        place = next((token.index for token in sentence.tokens if token.start >= time.end), None)
        while place is not None and place < len(sentence.tokens):
            token = sentence.tokens[place]
            if token.pos == "NOUN" and token.relation != "compound":
                return place
            if token.pos not in _NAMING and token.relation != "compound":
                return None
            place += 1
        return None

    def _noun_before(self, sentence: Sentence, index: int) -> int | None:
        """The noun that the time is joined to by "of": "contract" in "a contract of March 2016"."""
        joint = index - 1
        if joint < 1 or form_of(sentence.tokens[joint]) not in self._grammar.forms["dating"]:
            return None
        return joint - 1
