"""What is left out where a sentence tells of several dealings with one word for them and for the goods?

"Germany sent 18 tanks, Poland 14" and "six drones to Mali and four to Niger": a bare number behind the goods
counts the same goods again, and the party beside it stands for the one that the first number goes with.
Behind its number it is on the side on which the model weighs it; before it, as a rule, it stands where the
subject does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracewire.claims.goods.shares import Item, Share
from tracewire.claims.names.parties import Party, Sides
from tracewire.claims.text.found import Found
from tracewire.claims.text.grammar import Grammar
from tracewire.expressions.quantities import QuantityMention
from tracewire.model import Span

__all__ = ["Ellipses"]

_MARK: Final = re.compile(r"[,;:–—]")
"""What ends the words that tell of one dealing alone."""
_FOLLOWING: Final = re.compile(r"\s+(\w+'?)")
"""The word behind a number."""
_WORDS_BETWEEN: Final = 4
"""How many words may stand between a bare number and the party behind it ("14 more to the Czech army")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A bare number and the party beside it, who gives the goods or takes them."""

    quantity: QuantityMention
    party: Party
    gives: bool
    stretch: Span


class Ellipses:
    """One document, of whose dealings each may be told several times over with one word."""

    def __init__(self, found: Found, text: str, grammar: Grammar) -> None:
        self._found = found
        self._text = text
        self._further = grammar.forms["further"]
        self._light = grammar.small | self._further | grammar.forms["contrast_joint"]

    def shares(
        self,
        items: Sequence[Item],
        numbers: Sequence[QuantityMention],
        sides: Sides,
        trigger: Span,
        sentence: Span,
    ) -> list[Share]:
        """The dealing of the first number and those that are told of by a bare number and a party; empty
        where nothing is left out.
        """
        inside = sorted(
            (n for n in numbers if sentence.overlaps(Span(n.start, n.end))), key=lambda n: n.start
        )
        if not inside or len({item.item for item in items}) != 1:
            return []
        goods_end = max(item.span.end for item in items)
        first = inside[0]
        bare = [number for number in inside[1:] if number.start >= goods_end]
        begun = max(goods_end, first.end)
        if begun < sentence.end:
            bare += self._unmarked(Span(begun, sentence.end), numbers)
        bare.sort(key=lambda number: number.start)
        pairs = list(self._pairs(first, bare, sides, trigger, sentence))
        if not pairs:
            return []
        # Of "four: two from Germany, one jointly" the first number is the sum...
        summed = ":" in self._text[first.end : bare[0].start]
        apart = {pair.party.code for pair in pairs}
        whole = Share(
            items=items,
            quantity=first,
            suppliers=[p for p in sides.suppliers if p.code not in apart],
            recipients=[p for p in sides.recipients if p.code not in apart],
        )
        told = [_of(pair, whole) for pair in pairs]
        left = all(whole.suppliers if pair.gives else whole.recipients for pair in pairs)
        if left and summed:
            whole = replace(whole, suppliers=sides.suppliers, recipients=sides.recipients)
        if left:
            return [whole, *told]
        # ...as it is of "366 tanks, 250 from America and 116 from Korea", where nobody is left for it.
        return told if len(told) > 1 else []

    def _unmarked(self, where: Span, marked: Sequence[QuantityMention]) -> Iterator[QuantityMention]:
        """The numbers there that the model did not mark, with nothing named behind them that they count."""
        for number in self._found.amounts:
            span = Span(number.start, number.end)
            inside = where.start <= span.start and span.end <= where.end
            known = any(span.overlaps(Span(other.start, other.end)) for other in marked)
            following = _FOLLOWING.match(self._text, number.end)
            alone = following is None or following.group(1).lower() in self._light
            if inside and alone and not known and number.unit is None and number.rule != "article":
                yield number

    def _pairs(
        self,
        first: QuantityMention,
        bare: Sequence[QuantityMention],
        sides: Sides,
        trigger: Span,
        sentence: Span,
    ) -> Iterator[_Pair]:
        parties = [(True, p) for p in sides.suppliers] + [(False, p) for p in sides.recipients]
        before = [(gives, p) for gives, p in parties if p.span.end <= trigger.start]
        subject = max(before, key=lambda one: one[1].span, default=None)
        # "Gave Ukraine 14 tanks and Moldova ten": beside the numbers stand those who take.
        told_first = any(self._next_to(p, first) for _, p in parties)
        for number, end in _to_next(bare, sentence.end):
            beside = next(((g, p) for g, p in parties if self._next_to(p, number)), None)
            if beside is not None and (subject is None or beside[1].code != subject[1].code):
                gives = beside[0] if told_first or subject is None else subject[0]
                stretch = self._up_to(beside[1].span.start, number.end, end)
                yield _Pair(quantity=number, party=beside[1], gives=gives, stretch=stretch)
                continue
            behind = [(g, p) for g, p in parties if number.end <= p.span.start < end]
            nearest = min(behind, key=lambda one: one[1].span, default=None)
            if nearest is not None and self._follows(nearest[1], number):
                stretch = self._up_to(number.start, nearest[1].span.end, end)
                yield _Pair(quantity=number, party=nearest[1], gives=nearest[0], stretch=stretch)

    def _up_to(self, start: int, told: int, end: int) -> Span:
        """From `start` to the first mark behind `told`: "Denmark two, both said on Tuesday"."""
        mark = _MARK.search(self._text, told, end)
        return Span(start, mark.start() if mark else end)

    def _next_to(self, party: Party, number: QuantityMention) -> bool:
        """Whether the party stands right before the number ("Poland 14", "Spain another ten")."""
        between = self._text[party.span.end : number.start]
        return party.span.end <= number.start and (not between.strip() or between.strip() in self._further)

    def _follows(self, party: Party, number: QuantityMention) -> bool:
        """Whether the party stands behind the number with hardly more than a preposition between."""
        between = self._text[number.end : party.span.start]
        words = between.split()
        return 0 < len(words) <= _WORDS_BETWEEN and all(c.isalpha() or c in " '’-" for c in between)


def _to_next(numbers: Sequence[QuantityMention], end: int) -> Iterator[tuple[QuantityMention, int]]:
    """Each number with where the next one begins, or `end` behind the last."""
    for place, number in enumerate(numbers, 1):
        yield number, numbers[place].start if place < len(numbers) else end


def _of(pair: _Pair, whole: Share) -> Share:
    """What the bare number tells: the goods and the other side are those of the first."""
    if pair.gives:
        return replace(whole, quantity=pair.quantity, suppliers=[pair.party], stretch=pair.stretch)
    return replace(whole, quantity=pair.quantity, recipients=[pair.party], stretch=pair.stretch)
