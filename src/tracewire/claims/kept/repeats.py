"""Which of a sentence's claims only tell another one of it again?

Two words of one clause often tell one dealing ("is considering the purchase", "has yet to sign the contract
to buy"), and the model gives each a stage of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracewire.claims.stage.construed import Construed
from tracewire.claims.text.found import Found
from tracewire.lexicon import ItemTree
from tracewire.marks import Mark
from tracewire.model import Claim, Kind, Polarity, Stage

__all__ = ["Repeats"]

_AHEAD: Final = frozenset({Stage.SOUGHT, Stage.PLANNED, Stage.AGREED})
"""The stages of a dealing of which one clause tells one alone."""
_HARDLY: Final = 0.55
"""How probable it must be that a word tells a dealing beside a surer one."""


class Repeats:
    """The claims of one document, each with the word that tells it."""

    def __init__(self, found: Found, construed: Construed, tree: ItemTree) -> None:
        self._found = found
        self._construed = construed
        self._tree = tree

    def among(self, told: Sequence[tuple[Mark, Claim]]) -> set[int]:
        """The numbers of those that only repeat another above them in their clause at an earlier or further
        stage, or that affirm within a denial what that denies, or whose word hardly tells the dealing that a
        surer one of the sentence tells.
        """
        sentences: dict[int, list[int]] = {}
        for number, (mark, claim) in enumerate(told):
            if claim.kind is Kind.TRANSFER:
                sentences.setdefault(self._found.sentence(mark.trigger).start, []).append(number)
        return {
            one
            for here in sentences.values()
            for one in here
            if any(one != other and self._repeats(told[one], told[other]) for other in here)
        }

    def _repeats(self, one: tuple[Mark, Claim], other: tuple[Mark, Claim]) -> bool:
        (mark, own), (surer, theirs) = one, other
        word, above = mark.trigger, surer.trigger
        denied = theirs.polarity is Polarity.DENIED and own.stage is theirs.stage
        ahead = {own.stage, theirs.stage} <= _AHEAD and own.polarity is theirs.polarity
        if not (ahead or denied) or _sides(own) != _sides(theirs) or not self._same_goods(own, theirs):
            return False
        if ahead and mark.score < _HARDLY and mark.score < surer.score:
            return True
        alike = (own.stage, own.polarity) == (theirs.stage, theirs.polarity)
        below = self._construed.repeats(word, above, denied=denied)
        if below and not alike:
            return True
        # "Has not signed the contract to buy": the inner word may be the one that is marked as denied. Of two
        # that tell the same the one stays that says who vouches.
        over = denied and self._construed.repeats(above, word, denied=alike)
        return (below or over) and own.source.is_narrator and not (alike and theirs.source.is_narrator)

    def _same_goods(self, one: Claim, other: Claim) -> bool:
        """Whether the goods of both may be the same: of related classes, and not of two numbers."""
        is_a = self._tree.is_a
        related = any(is_a(a, b) or is_a(b, a) for a in one.item for b in other.item)
        counts = {one.quantity, other.quantity} - {None}
        return related and len(counts) < 2


def _sides(claim: Claim) -> tuple[set[str], set[str]]:
    return set(claim.supplier), set(claim.recipient)
