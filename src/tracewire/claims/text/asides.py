"""Which sentences have to do with no dealing at all: "The library opens an hour later on Saturdays".

What stands beside a claim in its paragraph is read with it, as it may say who speaks or what "it" takes up.
A sentence without names, pronouns, speech, goods and words that state events does neither, and would only
change what the model makes of its neighbours.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tracewire.claims.text.grammar import load_grammar
from tracewire.lexicon import fold_text, language_table
from tracewire.marks import Word

__all__ = ["Asides", "asides"]

_QUOTES: Final = frozenset('"«»“”„')
_SHORT: Final = 5  # of sentences with fewer words too little is known: "Foulkes said."
_LONG: Final = 6  # words of so many letters have endings of two ("deliver-y", "deliver-ies")
_ENDING: Final = 2
_NOUNS: Final = (
    *("party", "own_country", "group", "people", "person_pronoun", "soil"),
    *("goods", "container", "plant", "licence", "help", "charge"),
)
"""The lists of nouns.toml that take up a party, goods or a dealing."""
_TAKING_UP: Final = ("thing_pronoun", "plural_pronoun", "latter")
"""The lists of forms.toml that do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asides:
    """The words of one language, folded, and beginnings of words by which a sentence hangs together with
    others; words with a `capital` letter that are no names.
    """

    words: frozenset[str]
    stems: tuple[str, ...]
    capital: frozenset[str]

    def is_aside(self, words: Sequence[Word]) -> bool:
        """Whether a sentence of `words`, in which the tables find no name, matters to nothing around it."""
        if len(words) < _SHORT:
            return False
        forms = [fold_text(word.form).rstrip("'") for word in words]
        named = any(
            word.form[:1].isupper() and form.rstrip("s") not in self.capital
            for word, form in zip(words[1:], forms[1:], strict=True)
        )
        quoted = any(word.form in _QUOTES for word in words)
        return not (named or quoted or any(self._matters(form) for form in forms))

    def _matters(self, form: str) -> bool:
        return form in self.words or form.rstrip("sx") in self.words or form.startswith(self.stems)


@functools.cache
def asides(language: str) -> Asides:
    """The tables of `language` as they tell asides."""
    grammar = load_grammar(language)
    listed = {word for name in _NOUNS for word in grammar.words[name]}
    listed |= {word for name in _TAKING_UP for word in grammar.forms[name]}
    listed |= {lemma for (lemma, _), rows in grammar.operators.items() if any(o.speech for o in rows)}
    listed |= {lemma for lemma, _ in grammar.predicates} | set(grammar.roles)
    said = grammar.attribution
    listed |= said.first_person | said.third_person | said.own
    names = language_table(language, "months")
    dated = {name for table in names.values() for forms in table.values() for name in forms}
    words = _folded(listed)
    stems = tuple(sorted({word[:-_ENDING] for word in words if len(word) >= _LONG and " " not in word}))
    return Asides(words=words, stems=stems, capital=_folded(dated))


def _folded(words: set[str]) -> frozenset[str]:
    return frozenset(fold_text(word) for word in words)
