"""Where does a text divide into words, whatever its typography?

Typographic variants are one: all quotation marks, apostrophes and dashes look alike to the model, and so do
all spaces. The division needs no language: letters and digits, or one mark. It is part of the model: a
change of it asks for training anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Word", "split_words"]

_WORD: Final = re.compile(r"[^\W_]+(?:[.,](?=\d)[^\W_]+)*|[^\w\s]|_")
"""Letters and digits, a decimal mark inside a number ("2.5"), or any one mark."""

_FOLD: Final = str.maketrans(
    {
        **dict.fromkeys("’‘‛ʼ`´", "'"),
        **dict.fromkeys("“”„«»‹›", '"'),
        **dict.fromkeys("–—‑‐−―", "-"),
        "…": ".",
    }
)
_SILENT: Final = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Soft hyphens and zero-width marks, which no reader sees."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word at code points `start` to `end`, its folded spelling, and whether a space stands before it."""

    start: int
    end: int
    form: str
    spaced: bool


def split_words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; offsets count its code points."""
    found: list[Word] = []
    end = 0
    silent = text.translate(_SILENT) != text
    shown = _without_silent(text) if silent else None
    for match in _WORD.finditer(text if shown is None else shown[0]):
        first, last = match.start(), match.end()
        if shown is not None:
            first, last = shown[1][first], shown[1][last - 1] + 1
        gap = text[end:first]
        found.append(
            Word(
                start=first,
                end=last,
                form=match.group().translate(_FOLD),
                spaced=not found or any(c.isspace() for c in gap),
            )
        )
        end = last
    return tuple(found)


def _without_silent(text: str) -> tuple[str, list[int]]:
    """`text` without its silent marks, and where each kept character stood."""
    kept = [(index, c) for index, c in enumerate(text) if ord(c) not in _SILENT]
    return "".join(c for _, c in kept), [index for index, _ in kept]
