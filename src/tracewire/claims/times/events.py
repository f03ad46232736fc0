"""Is a time that of another event in the sentence, and not of the dealing told there?

"Recalled its envoy on Sunday, after freezing its deliveries": what is told as over before something else
happened has not the day of that. "Answered the raids that began on May 9": the day is that of the raids.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracewire.claims.text.grammar import Grammar, form_of
from tracewire.claims.text.parsed import ParsedText, auxiliaries, governors, phrases_of, touches
from tracewire.model import Sentence, Span

__all__ = ["Events"]

_RELATIVE: Final = "acl"
_ADVERBIAL: Final = "advcl"
_SAME: Final = frozenset({"conj", "xcomp"})
"""The relations of a verb that has the tense of the one above it."""


class Events:
    """The events in a document's sentences, asked about by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._forms = grammar.forms
        self._words = grammar.words

    def is_of_other(self, time: Span, word: Span, goods: Sequence[Span]) -> bool:
        """Whether the time does not date the dealing at `word`, in which the `goods` change hands."""
        found, dated = self._parsed.find(word), self._parsed.find(time)
        if found is None or dated is None or found[0] is not dated[0]:
            return False
        sentence, index = found
        earlier = self._earlier(sentence, index)
        if earlier is not None and dated[1] not in set(sentence.subtree(earlier)):
            return True
        return self._dates_a_beginning(sentence, dated[1], time, (word, *goods))

    def is_earlier(self, word: Span) -> bool:
        """Whether the dealing at `word` was over before what else its sentence tells."""
        found = self._parsed.find(word)
        return found is not None and self._earlier(*found) is not None

    def _earlier(self, sentence: Sentence, index: int) -> int | None:
        """The verb of the clause around the word at `index` that tells what came before the rest of its
        sentence: "freezing" in "after freezing", "suspended" in "which had suspended".
        """
        for place in (index, *(head for _, head in governors(sentence, index))):
            token = sentence.tokens[place]
            if token.relation == _ADVERBIAL:
                below = (sentence.tokens[child] for child in sentence.children[place])
                marks = {form_of(t) for t in below if t.relation == "mark"}
                return place if marks & self._forms["earlier"] else None
            if token.relation == _RELATIVE:
                had = {form_of(t) for t in auxiliaries(sentence, place)}
                return place if had & self._forms["had"] else None
            if token.pos == "VERB" and token.relation not in _SAME:
                return None
        return None

    def _dates_a_beginning(self, sentence: Sentence, index: int, time: Span, own: Sequence[Span]) -> bool:
        """Whether the time hangs on a verb such as "began" in a relative clause that tells of something else
        than the dealing: "the raids that began on May 9", and not "the deliveries that began".
        """
        heads = (sentence.tokens[head] for _, head in governors(sentence, index))
        verb = next((token for token in heads if token.end <= time.start or token.start >= time.end), None)
        if verb is None or verb.relation != _RELATIVE:
            return False
        if self._words["beginning"].isdisjoint(phrases_of(sentence, verb)):
            return False
        told = {verb.index, verb.head}
        return not any(touches(sentence, span, told) for span in own)
