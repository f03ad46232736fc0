"""What does the model read at once? Passages cut and joined into windows that it has places for.

Invariants: what is asked for stands in exactly one window; a window holds at most `_CONTEXT` pieces of what
stands before, and nothing of what follows what is asked for.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tracewire.marks.words import Word
from tracewire.model import Span

__all__ = ["Passage", "Place", "Window", "span_of", "windows"]

_CONTEXT: Final = 120
"""Pieces of what stands before that are read along with a passage."""
_WINDOW: Final = 330
"""Pieces of passages that are read at once; a longer passage is cut at the end of a sentence where one is.

With the context and the breaks between passages they must stay below the 512 places that the network knows.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One paragraph: its words with their features; their offsets plus `start` are the document's."""

    start: int
    words: Sequence[Word]
    features: Any  # one row a word, see `word_features`
    wanted: bool = True  # False: read only as what stands before others


@dataclass(frozen=True, slots=True)
class Place:
    """A word by its passage and its number there."""

    passage: int
    word: int


@dataclass(slots=True)
class Window:
    """Words that are read at once: `targets` are asked for, the others stand before them."""

    places: list[Place] = dataclasses.field(default_factory=list)
    targets: set[Place] = dataclasses.field(default_factory=set)
    size: int = 0


def span_of(passages: Sequence[Passage], first: Place, last: Place) -> Span:
    """From the first word to the last one, in code points of the document's text."""
    passage = passages[first.passage]
    return Span(passage.start + passage.words[first.word].start, passage.start + passage.words[last.word].end)


def windows(passages: Sequence[Passage], ids: Callable[[Word], Sequence[int]]) -> Iterator[Window]:
    """The windows in which the passages that are wanted are read; `ids` gives the pieces of a word."""
    return _Windows(passages, ids).all()


@dataclass(frozen=True, slots=True)
class _Windows:
    passages: Sequence[Passage]
    ids: Callable[[Word], Sequence[int]]

    def all(self) -> Iterator[Window]:
        before: list[Place] = []
        window = Window()
        for number, passage in enumerate(self.passages):
            for first, last in self._chunks(passage):
                places = [Place(number, word) for word in range(first, last)]
                size = self._size(places)
                if passage.wanted:
                    if window.size + size > _WINDOW and window.targets:
                        yield window
                        window = Window()
                    if not window.targets:
                        window = self._opened(before)
                    window.targets.update(places)
                    window.places.extend(places)
                    window.size += size
                elif window.targets:
                    yield window
                    window = Window()
                before.extend(places)
                del before[:-_CONTEXT]
        if window.targets:
            yield window

    def _opened(self, before: Sequence[Place]) -> Window:
        """A window that begins with as much of what stands `before` as may be read along."""
        first = len(before)
        while first and self._size(before[first - 1 :]) <= _CONTEXT:
            first -= 1
        return Window(places=list(before[first:]))

    def _size(self, places: Sequence[Place]) -> int:
        """The pieces of the places, with a break for each passage that begins among them."""
        breaks = len({p.passage for p in places})
        return breaks + sum(len(self.ids(self.passages[p.passage].words[p.word])) for p in places)

    def _chunks(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """The passage in stretches of at most `_WINDOW` pieces, cut behind a sentence if possible."""
        first = size = 0
        stop = None
        for number, word in enumerate(passage.words):
            size += len(self.ids(word))
            if size > _WINDOW and number > first:
                cut = stop if stop is not None and stop > first else number
                yield first, cut
                first, stop = cut, None
                size = sum(len(self.ids(w)) for w in passage.words[first : number + 1])
            if word.form in ".!?":
                stop = number + 1
        if first < len(passage.words):
            yield first, len(passage.words)
