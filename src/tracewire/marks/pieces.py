"""Into which pieces of the model's vocabulary does a word divide?

The likeliest division under a unigram model (Kudo 2018, "Subword regularization", section 3.2): a piece's
score is its log probability, and a character without a piece costs more than any division that has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

__all__ = ["Pieces"]

_SPACE: Final = "▁"
_UNKNOWN_COST: Final = 10.0
"""How much less likely than the rarest piece an unknown character is (as SentencePiece has it)."""


class Pieces:
    """A vocabulary of pieces; ids are positions in it."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], *, unknown: int) -> None:
        self._table = {piece: (i, float(scores[i])) for i, piece in enumerate(pieces)}
        self._unknown = unknown
        self._worst = min(scores) - _UNKNOWN_COST
        self._longest = max(map(len, pieces))
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, form: str, *, spaced: bool) -> tuple[int, ...]:
        """The ids of the pieces of one word; `spaced` tells that a space stands before it."""
        written = (_SPACE if spaced else "") + form
        found = self._known.get(written)
        if found is None:
            found = self._known[written] = self._divide(written)
        return found

    def _divide(self, written: str) -> tuple[int, ...]:
        size = len(written)
        best = [0.0] + [float("-inf")] * size
        before: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + self._longest) + 1):
                piece = self._table.get(written[start:end])
                if piece is not None and best[start] + piece[1] > best[end]:
                    best[end] = best[start] + piece[1]
                    before[end] = (start, piece[0])
            if best[start] + self._worst > best[start + 1]:
                best[start + 1] = best[start] + self._worst
                before[start + 1] = (start, self._unknown)
        ids: list[int] = []
        end = size
        while end:
            end, piece_id = before[end]
            ids.append(piece_id)
        return tuple(reversed(ids))
