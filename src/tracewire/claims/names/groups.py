"""Which words are no name, but tell of an armed band, a group of states, people of a part of the world?"""

from __future__ import annotations

import re
from typing import Final

from tracewire.claims.names.attributive import Attributive
from tracewire.claims.text.found import Found
from tracewire.claims.text.grammar import Grammar
from tracewire.claims.text.parsed import ParsedText
from tracewire.model import Span

__all__ = ["Groups"]

_WORD: Final = re.compile(r"\w+")


class Groups:
    """The words of one document, asked about by offsets of its `text`."""

    def __init__(self, parsed: ParsedText, text: str, *, found: Found, grammar: Grammar) -> None:
        self._text = text
        self._found = found
        self._attributive = Attributive(parsed, grammar)
        self._bands = grammar.forms["band"]
        self._bloc = grammar.forms["bloc"]
        self._modifier_first = grammar.modifier_before_noun
        self._definite = grammar.forms["definite"]
        self._belonging = grammar.forms["belonging"]

    def is_band(self, span: Span) -> bool:
        """Whether the words are an armed band, whatever place is told with it ("rebels in Darfur")."""
        words = _WORD.findall(span.of(self._text).lower())
        at = next((n for n, word in enumerate(words) if word in self._bands), None)
        return at is not None and not self._belonging.intersection(words[1:at])

    def is_bloc(self, span: Span) -> bool:
        """Whether the words are a group of states or a part of the world, or somebody's friends or foes."""
        if not self._bloc.isdisjoint(_WORD.findall(span.of(self._text).lower())):
            return True
        return any(self._attributive.is_others(Span(hit.start, hit.end)) for hit in self._found.over(span))

    def is_people(self, span: Span) -> bool:
        """Whether the words are people of a part of the world, and take up no state: "les Occidentaux"."""
        words = _WORD.findall(span.of(self._text))
        return any(word[:1].isupper() and word.lower() in self._bloc for word in words)

    def is_common(self, span: Span) -> bool:
        """Whether the noun that the words turn on is no name: "Chiang's army", "l'armée de Chiang"."""
        words = _WORD.findall(span.of(self._text))
        if not self._modifier_first:
            words = [word for word in words if word.lower() not in self._definite][:1]
        return bool(words) and words[-1].islower()
