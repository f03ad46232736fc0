"""Which arms bring down which, and whose are they?

"A Chadian jet was shot down by Sudanese air defences" tells of two uses, as arms that are lost were in use
too (annotation guide, kinds). The model marks one word for both, and takes either side for the user of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracewire.claims.goods.downed import Downed
from tracewire.claims.names.named import Named
from tracewire.claims.text.found import Found
from tracewire.lexicon import EVIDENCE_CLASSES, EntryKind
from tracewire.marks import SIDES, Mark, RoleSpan
from tracewire.model import Kind, Span

__all__ = ["Fought"]

_USING = SIDES[1]
"""The side of who uses arms."""
_OWN = (*SIDES, "item", "quantity")
"""The roles whose words belong either to what is brought down or to what does it."""


class Fought:
    """The arms of one document that bring down others."""

    def __init__(self, found: Found, downed: Downed, named: Named) -> None:
        self._found = found
        self._downed = downed
        self._named = named

    def parts(self, mark: Mark) -> Sequence[Mark]:
        """The mark; one that tells of arms which bring down others in two, each with its own words: of "a
        Syrian missile shot down a Turkish jet" Syria's missile and Turkey's jet.
        """
        lost = self._downed.lost(mark.trigger) if mark.kind is Kind.USE else None
        if lost is None:
            return (mark,)
        theirs = tuple(one for one in mark.roles["item"] if one.span.overlaps(lost))
        others = [one.span for one in mark.roles["item"] if one not in theirs]
        if not self._downed.do_it(mark.trigger, lost, others):
            return (mark,)
        outside = {role: _outside(mark.roles[role], lost) for role in _OWN}
        # that somebody used arms is as sure as it is of the likeliest, who may be whose were brought down
        likeliest = max((one.score for one in mark.roles[_USING]), default=0.0)
        outside[_USING] = tuple(replace(one, score=likeliest) for one in outside[_USING])
        winning = mark.with_roles(outside)
        losing = mark.with_roles({role: _inside(mark.roles[role], lost) for role in _OWN})
        if not theirs and self._named.parties(lost):  # only the arms that did it are marked
            theirs = tuple(RoleSpan(span=span, score=mark.score) for span in self._arms_in(lost)[:1])
            losing = losing.with_roles({"item": theirs})
        return (winning, losing) if theirs else (winning,)

    def _arms_in(self, lost: Span) -> list[Span]:
        """The words for goods in those for what is brought down."""
        inside = [hit for hit in self._found.goods if lost.start <= hit.start and hit.end <= lost.end]
        named = ((hit, hit.first(EntryKind.DESIGNATION, EntryKind.ITEM)) for hit in inside)
        return [
            Span(hit.start, hit.end)
            for hit, entry in named
            if entry is not None and entry.item and entry.item not in EVIDENCE_CLASSES
        ]


def _inside(words: Sequence[RoleSpan], lost: Span) -> tuple[RoleSpan, ...]:
    return tuple(one for one in words if one.span.overlaps(lost))


def _outside(words: Sequence[RoleSpan], lost: Span) -> tuple[RoleSpan, ...]:
    return tuple(one for one in words if not one.span.overlaps(lost))
