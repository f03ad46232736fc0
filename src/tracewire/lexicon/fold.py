"""How is a text compared with the lexicon? Folded: without case, accents and typography, offsets kept.

Invariants: `Folded.origin` maps every folded offset back to a code point of the given text; folding is
idempotent. What folds alike: case; accents, composed or not; all apostrophes; hyphens, spaces, line ends and
tabs (one space each, so that "air-air", "air‑air" and "air air" are one form); ligatures and compatibility
forms ("œ", "ﬁ", full width). What vanishes: soft hyphens, zero-width characters, combining marks. An em dash
stays: it parts clauses.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

__all__ = ["Folded", "fold", "fold_text", "fold_words"]

_APOSTROPHES = "'’‘‛ʼʹˈ´`′＇"
_HYPHENS = "-‐‑‒–−﹣－"
_LETTERS = {
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
}
"""Letters whose stroke or shape Unicode does not decompose."""
_VANISHING = frozenset({"Mn", "Me", "Cf"})


def _bare(decomposed: str) -> Iterator[str]:
    return (part for part in decomposed if unicodedata.category(part) not in _VANISHING)


def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _HYPHENS or character in "\n\t\r":
        return " "
    category = unicodedata.category(character)
    if category in _VANISHING:
        return ""
    if category == "Zs":
        return " "
    if category[0] not in "LN":
        return "".join(_bare(unicodedata.normalize("NFD", character)))
    folded = unicodedata.normalize("NFKD", character.casefold())
    kept = "".join(_bare(folded)).casefold()
    return "".join(_LETTERS.get(part, part) for part in kept)


def _fold_to_words(character: str) -> str:
    folded = _fold_character(character)
    return folded if len(folded) != 1 or folded.isalnum() else " "


class _Table(dict[int, str]):
    """Code point to folded form, filled as code points are met; `uneven` are those that change the length."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self.rule = rule
        self.uneven: set[str] = set()
        self.pattern: re.Pattern[str] | None = None

    def __missing__(self, point: int) -> str:
        folded = self.rule(chr(point))
        if len(folded) != 1:
            self.uneven.add(chr(point))
            self.pattern = re.compile("[" + re.escape("".join(sorted(self.uneven))) + "]")
        self[point] = folded
        return folded


_TABLE = _Table(_fold_character)
_WORDS = _Table(_fold_to_words)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back: where in the given text a folded offset lies."""

    text: str
    _stops: tuple[int, ...] = ()
    _shifts: tuple[int, ...] = ()

    def origin(self, offset: int) -> int:
        """The code point of the given text at which the folded character at `offset` begins."""
        if not self._stops:
            return offset
        before = bisect_right(self._stops, offset)
        return offset + (self._shifts[before - 1] if before else 0)


def _fold(text: str, table: _Table) -> Folded:
    folded = text.translate(table)
    if table.pattern is None:
        return Folded(folded)
    stops: list[int] = []
    changes: list[int] = []
    grown = 0
    for match in table.pattern.finditer(text):
        at = match.start() + grown
        size = len(table[ord(match.group())])
        grown += size - 1
        if size:
            # Every letter of an expansion ("œ" to "oe") maps to the one character.
            stops.extend(range(at + 1, at + size))
            changes.extend([-1] * (size - 1))
        else:
            # What follows a vanished character maps beyond it: an end after "e" covers its combining accent.
            stops.append(at)
            changes.append(1)
    if not stops:
        return Folded(folded)
    return Folded(folded, tuple(stops), tuple(accumulate(changes)))


def fold(text: str) -> Folded:
    """`text` folded, with the way back to its offsets."""
    return _fold(text, _TABLE)


def fold_words(text: str) -> Folded:
    """`text` folded, punctuation turned into spaces, with the way back: what a search for words reads."""
    return _fold(text, _WORDS)


def fold_text(text: str) -> str:
    """`text` folded, without the way back."""
    return text.translate(_TABLE)
