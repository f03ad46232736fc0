"""Which goods of a dealing have which number, which giver and which taker: what makes a claim each?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from tracewire.claims.names.parties import Party, Sides
from tracewire.expressions.quantities import QuantityMention
from tracewire.model import Fill, Span

__all__ = ["Item", "Share", "shares", "shares_by_make", "shares_in_turn"]

_TURNS: Final = 2
"""How often goods and parties must take turns to be told of one after the other."""
_BEHIND: Final = 1000
"""How much farther goods before a number are from it than goods behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Words for goods, with the class and the weapons that they name."""

    span: Span
    item: str
    designations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The goods and the parties of one of the claims that a mark makes; `stretch` are the words that tell of
    this one alone, where they leave out the rest.
    """

    items: Sequence[Item]
    quantity: QuantityMention | None
    suppliers: Sequence[Party]
    recipients: Sequence[Party]
    stretch: Span | None = None

    def fills(self) -> list[Fill]:
        """The words that fill the slots of parties, goods and number."""
        made = [Fill(slot="supplier", value=p.code, span=p.span, rule=p.rule) for p in self.suppliers]
        made += [Fill(slot="recipient", value=p.code, span=p.span, rule=p.rule) for p in self.recipients]
        made += [Fill(slot="item", value=i.item, span=i.span, rule="class of the arms") for i in self.items]
        if self.quantity is not None:
            where = Span(self.quantity.start, self.quantity.end)
            value = str(self.quantity.quantity.to_list())
            made.append(Fill(slot="quantity", value=value, span=where, rule=self.quantity.rule))
        return made


def shares(items: Sequence[Item], numbers: Sequence[QuantityMention], sides: Sides) -> Iterator[Share]:
    """The goods that have a number of their own, one by one, and all others together; "12 others" and a
    number in brackets are of those before the number.
    """
    counted: dict[int, QuantityMention] = {}
    for quantity in numbers if items else ():
        distances = [_distance(quantity, item.span) for item in items]
        counted.setdefault(distances.index(min(distances)), quantity)
    whole = Share(items=items, quantity=None, suppliers=sides.suppliers, recipients=sides.recipients)
    for number, quantity in sorted(counted.items()):
        yield replace(whole, items=[items[number]], quantity=quantity)
    rest = [item for number, item in enumerate(items) if number not in counted]
    if rest or not items:
        yield replace(whole, items=rest)


def shares_by_make(share: Share, text: str) -> Iterator[Share]:
    """Of arms that are used those whose maker stands right before them, and those before it in the list,
    which are not said to be of that make: "missiles and Iranian-made drones".
    """
    makers = [party.span for party in share.suppliers]
    made = [i.span.start for i in share.items if len(makers) == 1 and _is_before(makers[0], i.span, text)]
    others = [item for item in share.items if made and item.span.end <= makers[0].start]
    if not others:
        yield share
        return
    yield replace(share, items=others, suppliers=())
    yield replace(share, items=[item for item in share.items if item not in others])


def _is_before(maker: Span, goods: Span, text: str) -> bool:
    """Whether the goods follow the words for their maker at once: "Iranian-made drones"."""
    if maker.end > goods.start:
        return maker.start == goods.start
    return "," not in (between := text[maker.end : goods.start]) and len(between.split()) <= 1


def shares_in_turn(
    items: Sequence[Item],
    numbers: Sequence[QuantityMention],
    sides: Sides,
    sentence: Span,
    passed: Collection[str],
) -> Iterator[Share]:
    """As `shares`, and of "missiles to Finland and drones to Morocco" the goods of each taker, or giver;
    through whom the goods have `passed` has none of its own.
    """
    takers = _paired(items, [p for p in sides.recipients if p.code not in passed], sentence)
    givers = (
        _paired(items, [p for p in sides.suppliers if p.code not in passed], sentence) if not takers else []
    )
    for share in shares(items, numbers, sides):
        parts = [replace(share, items=own, recipients=side) for own, side in _among(share.items, takers)]
        parts += [replace(share, items=own, suppliers=side) for own, side in _among(share.items, givers)]
        yield from parts or [share]


def _paired(
    items: Sequence[Item], parties: Sequence[Party], sentence: Span
) -> list[tuple[list[Item], list[Party]]]:
    """Goods and parties that take turns in the sentence ("missiles to Finland and drones to Morocco"), each
    party with its own; nothing where they do not.
    """
    together: list[Item | Party] = [*items, *parties]
    inside = all(sentence.overlaps(one.span) for one in together)
    if not inside or min(len(items), len(parties)) < _TURNS:
        return []
    ordered = sorted(together, key=lambda one: one.span)
    runs = [list(run) for _, run in groupby(ordered, key=lambda one: isinstance(one, Item))]
    if len(runs) < 2 * _TURNS or len(runs) % 2:
        return []
    pairs = [first + second for first, second in zip(runs[::2], runs[1::2], strict=True)]
    return [
        ([i for i in pair if isinstance(i, Item)], [p for p in pair if isinstance(p, Party)])
        for pair in pairs
    ]


def _among(
    goods: Sequence[Item], pairs: Sequence[tuple[Sequence[Item], Sequence[Party]]]
) -> Iterator[tuple[list[Item], Sequence[Party]]]:
    """Those of the goods that each of the parties has."""
    for own, parties in pairs:
        shared = [item for item in goods if item in own]
        if shared:
            yield shared, parties


def _distance(quantity: QuantityMention, goods: Span) -> int:
    if goods.end > quantity.start:
        return max(0, goods.start - quantity.end) + (2 * _BEHIND if quantity.follows else 0)
    return _BEHIND + quantity.start - goods.end
