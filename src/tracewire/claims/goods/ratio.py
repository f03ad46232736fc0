"""Against what does a sentence reckon goods: "two tanks for every Russian one"?"""

from __future__ import annotations

from typing import Final

from tracewire.claims.text.grammar import Grammar, form_of
from tracewire.claims.text.parsed import ParsedText, governors, objects_of
from tracewire.model import Sentence, Span

__all__ = ["Ratio"]

_AGAINST: Final = "for"
"""The function of prepositions before what goods are reckoned against."""


class Ratio:
    """The parsed sentences of a document, asked about words in them by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar

    def in_ratio(self, name: Span) -> bool:
        """Whether the name stands in what goods are reckoned against: "two tanks for every Russian one"."""
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        return any(self._reckons(sentence, at) for at in (index, *(h for _, h in governors(sentence, index))))

    def is_ratio(self, word: Span) -> bool:
        """Whether the goods at `word` are reckoned against others, so that their number is no number of them:
        "has supplied two tanks for each Russian one".
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        below = (child for at in (index, *objects_of(sentence, index)) for child in sentence.children[at])
        return any(self._reckons(sentence, child) for child in below)

    def _reckons(self, sentence: Sentence, index: int) -> bool:
        """Whether the noun at `index` is what goods are reckoned against: "for every gun"."""
        below = [sentence.tokens[child] for child in sentence.children[index]]
        each = any(form_of(t) in self._grammar.forms["every"] for t in below if t.relation == "det")
        cases = (self._grammar.prepositions.get((form_of(t),)) for t in below if t.relation == "case")
        return each and _AGAINST in cases
