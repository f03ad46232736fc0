"""Who is "one", "another", "a third"? One of several speakers or documents that the text told of before.

"Three diplomats spoke to us. One said …" and "Leaked documents shed light on it. Another notes …": the words
name nobody, those whom they count stand in an earlier sentence. Of the nearest sentence before that has such
a plural it is the first one, which is mostly the subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import simplemma

from tracewire.claims.text.grammar import Grammar
from tracewire.marks import Word

__all__ = ["Several"]

_RoleSpans = Callable[[Sequence[int]], Iterable[tuple[int, int, tuple[str, bool]]]]

_BACK: Final = 150
"""Words before "one" among which those are looked for whom it counts."""
_TO_VERB: Final = 3
"""Words behind "one" among which the verb of speech stands ("one of them then said")."""
_ENDS: Final = frozenset(".!?")


class Several:
    """`role_spans` finds the nouns of speakers among words of those numbers."""

    def __init__(self, words: Sequence[Word], grammar: Grammar, role_spans: _RoleSpans) -> None:
        self._words = words
        self._grammar = grammar
        self._role_spans = role_spans
        counted = (form.lower().replace("'", " ' ").split() for form in grammar.forms["one_of"])
        self._phrases = sorted(map(tuple, counted), key=len, reverse=True)

    def counts(self, inside: Sequence[int]) -> bool:
        """Whether the words say no more than "one", "a third", "l'un d'eux"."""
        return self._forms(inside) in self._phrases

    def speaking(self, first: int) -> list[int]:
        """The words at `first`, the head of a sentence, that say "one" before a verb of speech; else none."""
        while first < len(self._words) and not self._words[first].form[:1].isalnum():
            first += 1
        for phrase in self._phrases:
            said = range(first, min(first + len(phrase), len(self._words)))
            if self._forms(said) == phrase:
                behind = range(said.stop, min(said.stop + _TO_VERB, len(self._words)))
                return list(said) if any(self._says(n) for n in behind) else []
        return []

    def noun(self, before: int) -> tuple[int, int, bool] | None:
        """The plural noun of those whom the words from `before` on count, from its first word up to its last,
        and whether it is of persons; None where none stands before them.
        """
        opened = max(0, before - _BACK)
        found: list[tuple[int, int, bool]] = []
        sentence: list[tuple[int, int, bool]] = []
        for first, last, (_, is_person) in self._role_spans(range(opened, before)):
            if sentence and any(self._words[n].form in _ENDS for n in range(sentence[-1][1], first)):
                found, sentence = sentence, []
            if self._plural(last - 1):
                sentence.append((first, last, is_person))
        ended = sentence and any(self._words[n].form in _ENDS for n in range(sentence[-1][1], before))
        nearest = sentence if ended else found
        return nearest[0] if nearest else None

    def _plural(self, number: int) -> bool:
        form = self._words[number].form.lower()
        ends = form[-1:] in self._grammar.forms["plural_ending"]
        return ends and simplemma.lemmatize(form, lang=self._grammar.language).lower() != form

    def _says(self, number: int) -> bool:
        form = self._words[number].form.lower()
        return self._grammar.speaks(simplemma.lemmatize(form, lang=self._grammar.language))

    def _forms(self, numbers: Iterable[int]) -> tuple[str, ...]:
        return tuple(self._words[n].form.lower() for n in numbers)
