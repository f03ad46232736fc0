"""Which words of a document may name somebody, and which name an office or a body by its noun?

A word is told by its number, its place in `Wording.words`. Its capital, the tables and the grammar of the
language tell what it is; nothing here needs a parse, or knows who speaks.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Final

import simplemma

from tracewire.claims.text.grammar import Grammar
from tracewire.lexicon import EntryKind, Hit
from tracewire.marks import Word
from tracewire.model import Document, Span

__all__ = ["Wording"]

_OPENERS: Final = frozenset('.!?:"«»“”–—-•')
_LETTERS: Final = 2
"""Letters that a name has at least."""


class Wording:
    """The words of one document.

    `words` are those of its readable parts in order, with offsets of the document's text; `hits` what the
    gazetteer finds there.
    """

    def __init__(
        self,
        document: Document,
        *,
        words: Sequence[Word],
        hits: Sequence[Hit],
        grammar: Grammar,
    ) -> None:
        self.document = document
        self.words = words
        self.hits = hits
        self.grammar = grammar
        self._roles = {
            tuple(form.lower().replace("’", "'").replace("'", " ' ").replace("-", " - ").split()): meaning
            for form, meaning in grammar.roles.items()
        }
        self._longest = max(map(len, self._roles))
        self._office_words = frozenset(word for form in self._roles for word in form[1:])

    # -- places in the text --------------------------------------------------------------------------

    def numbers(self, span: Span) -> list[int]:
        """The words that a span of the text touches."""
        return [n for n, word in enumerate(self.words) if word.start < span.end and word.end > span.start]

    def over(self, span: Span) -> list[Hit]:
        """The names of the tables that a span of the text touches."""
        return [h for h in self.hits if h.start < span.end and h.end > span.start]

    def named_by(self, inside: Sequence[int]) -> list[Hit]:
        """The names of the tables that any of the words is part of."""
        return [h for h in self.hits if any(self.covers(h, n) for n in inside)]

    def covers(self, hit: Hit, number: int) -> bool:
        """Whether the word is part of the name."""
        return hit.start < self.words[number].end and hit.end > self.words[number].start

    def begun_in(self, number: int) -> Iterator[Hit]:
        """The names of the tables within which the word begins."""
        word = self.words[number]
        return (h for h in self.hits if h.start <= word.start < h.end)

    def text(self, first: int, last: int) -> str:
        """The document's text from the word `first` to the word `last`, which is part of it."""
        return self.document.text[self.words[first].start : self.words[last].end]

    def span(self, inside: Sequence[int]) -> Span:
        """The span of the text from the first of the words to the last; there is one at least."""
        return Span(self.words[inside[0]].start, self.words[inside[-1]].end)

    # -- single words --------------------------------------------------------------------------------

    def form(self, number: int) -> str:
        """The word in small letters; empty before the first word and behind the last."""
        return self.words[number].form.lower() if 0 <= number < len(self.words) else ""

    def lemma(self, number: int) -> str:
        """The dictionary form of the word."""
        found: str = simplemma.lemmatize(self.form(number), lang=self.grammar.language)
        return found

    def has_capital(self, number: int) -> bool:
        """Whether the word begins with a capital as the document writes it."""
        word = self.words[number]
        return self.document.text[word.start : word.end][:1].isupper()

    def is_known(self, number: int) -> bool:
        """Whether the word is of a name of the tables."""
        return any(self.begun_in(number))

    def is_tight(self, number: int) -> bool:
        """Whether a mark stands between two words without a space on either side."""
        if not 0 < number < len(self.words) - 1:
            return False
        before, mark, behind = self.words[number - 1 : number + 2]
        return before.end == mark.start and mark.end == behind.start

    def ends_line(self, number: int) -> bool:
        """Whether a line's end stands between the word and the next."""
        word = self.words[number]
        following = self.words[number + 1].start if number + 1 < len(self.words) else word.end
        return "\n" in self.document.text[word.end : following]

    def is_name_word(self, number: int) -> bool:
        """Whether the word may be part of the name of a person."""
        word = self.words[number]
        written = self.document.text[word.start : word.end]
        if not written[:1].isupper() or len(written) < _LETTERS:
            return False
        if word.form.lower() in self.grammar.forms["title"] or number in self.offices:
            return False
        if self.is_common(number):
            return False
        people = (EntryKind.PERSON, EntryKind.PLACE)
        return not any(h.entries[0].kind not in people for h in self.begun_in(number))

    def is_common(self, number: int) -> bool:
        """Whether a word with a capital is no name: a letter, an article, a weekday, a word of an office, or
        one of the language ("Today") that the document writes so at the head of sentences alone.
        """
        form = self.words[number].form
        low = form.lower()
        if len(form) < _LETTERS or low in self.grammar.forms["taking_up"] or low in self.grammar.weekdays:
            return True
        if low in self._office_words:
            return True
        if form in self._within or not self._opens(number):
            return False
        return simplemma.is_known(low, lang=self.grammar.language)

    def _opens(self, number: int) -> bool:
        """Whether the word stands at the head of a sentence, a line, a turn or a quotation."""
        if number == 0:
            return True
        if self.form(number - 1) == "." and self.form(number - 2) in self.grammar.forms["title"]:
            return False  # "Sen. Ann Lusk"
        if self.words[number - 1].form in _OPENERS:
            return not self.is_tight(number - 1)  # not in "Anne-Marie"
        return self.ends_line(number - 1)

    @functools.cached_property
    def _within(self) -> frozenset[str]:
        """The words that are written with a capital within a sentence."""
        return frozenset(
            word.form
            for number, word in enumerate(self.words)
            if word.form[:1].isupper() and not self._opens(number)
        )

    # -- offices and bodies by their nouns -----------------------------------------------------------

    @functools.cached_property
    def offices(self) -> frozenset[int]:
        """The words that name an office or a body by its noun."""
        return self.office_words(range(len(self.words)))

    def office_words(self, inside: Sequence[int]) -> frozenset[int]:
        """Those of the words that name an office or a body by a noun that is all among them."""
        return frozenset(n for first, last, _ in self.role_spans(inside) for n in range(first, last))

    def is_role(self, *forms: str) -> bool:
        """Whether words in small letters are all of a speaker's noun ("chief", "of", "staff")."""
        return forms in self._roles

    def role_spans(self, inside: Sequence[int]) -> Iterator[tuple[int, int, tuple[str, bool]]]:
        """The nouns of speakers among the words, each from its first word up to its last, with the role and
        whether it is a person's; at each word that begins some the longest. A demonym may part one: "ministre
        malien de la Défense".
        """
        forms = [self.form(n) for n in inside]
        lemmas = [self.lemma(n) for n in inside]
        for at in range(len(forms)):
            end = at + self._longest
            size, meaning = self._longest_role(forms[at:end], lemmas[at:end])
            if at + 1 < len(forms) and self._is_demonym(inside[at + 1]):
                parted, over = (words[at : at + 1] + words[at + 2 : end + 1] for words in (forms, lemmas))
                longer, other = self._longest_role(parted, over)
                if longer > max(size, 1):
                    size, meaning = longer + 1, other
            if meaning is not None:
                yield inside[at], inside[at + size - 1] + 1, meaning

    def _longest_role(
        self, forms: Sequence[str], lemmas: Sequence[str]
    ) -> tuple[int, tuple[str, bool] | None]:
        """How many words the longest noun of a speaker at the beginning has, and what it says."""
        for size in range(min(self._longest, len(forms)), 0, -1):
            meaning = self._roles.get(tuple(forms[:size])) or self._roles.get(tuple(lemmas[:size]))
            if meaning is not None:
                return size, meaning
        return 0, None

    def _is_demonym(self, number: int) -> bool:
        return any(entry.form == "demonym" for hit in self.begun_in(number) for entry in hit.entries)

    def role(self, inside: Sequence[int]) -> tuple[str | None, bool]:
        """The speaker's role that the words name, and whether it is a person's: that before a body's, a
        longer noun before a shorter, and of "an adviser to the minister" the adviser, as of "the
        minister's adviser".
        """
        best = (0, 0)
        found: tuple[str | None, bool] = (None, False)
        ended = inside[0] if inside else 0
        for first, last, meaning in self.role_spans(inside):
            key = (int(meaning[1]), last - first)
            between = {self.form(number) for number in range(ended, first)}
            belongs = found[1] and between & self.grammar.forms["open_end"]
            owned = meaning[1] and between & self.grammar.forms["possessive"]
            if owned or (key > best and not belongs):
                best, found, ended = key, meaning, last
        return found
