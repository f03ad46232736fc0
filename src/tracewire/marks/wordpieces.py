"""Into which word pieces does a word divide?

From the front the longest piece of the vocabulary, then the longest that goes on, in small letters without
accents, signs by themselves (WordPiece: Wu and others 2016, "Google's Neural Machine Translation System",
section 4.1, as BERT's uncased models have it).
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

__all__ = ["WordPieces"]

_GOES_ON: Final = "##"
_UNKNOWN: Final = "[UNK]"
_PLAIN: Final = str.maketrans("’‘“”", "''\"\"")


class WordPieces:
    """A vocabulary of word pieces; ids are positions in it. It must have a piece for what is unknown."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._table = {piece: number for number, piece in enumerate(pieces)}
        self._unknown = self._table[_UNKNOWN]
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, form: str, *, spaced: bool = True) -> tuple[int, ...]:
        """The ids of the pieces of one word, at least one; a space before it makes no difference."""
        found = self._known.get(form)
        if found is None:
            found = self._known[form] = tuple(self._divide(form)) or (self._unknown,)
        return found

    def _divide(self, form: str) -> Iterator[int]:
        for part in _parts(form):
            yield from self._longest_first(part) or [self._unknown]

    def _longest_first(self, part: str) -> list[int]:
        """The pieces of a run of letters or of one sign; none where some of it has no piece."""
        ids: list[int] = []
        start = 0
        while start < len(part):
            before = _GOES_ON if start else ""
            for end in range(len(part), start, -1):
                number = self._table.get(before + part[start:end])
                if number is not None:
                    ids.append(number)
                    start = end
                    break
            else:
                return []
        return ids


def _parts(form: str) -> Iterator[str]:
    """Runs of letters and digits, and each sign by itself, in small letters without accents."""
    decomposed = unicodedata.normalize("NFD", form.lower()).translate(_PLAIN)
    bare = "".join(sign for sign in decomposed if unicodedata.category(sign) != "Mn")
    for together, run in itertools.groupby(bare, str.isalnum):
        if together:
            yield "".join(run)
        else:
            yield from (sign for sign in run if not sign.isspace())
