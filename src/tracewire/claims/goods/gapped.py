"""Which dealings of a sentence share the verb of the first, and have a party and goods of their own?

"Canada gave 12 tanks to Ukraine and Belgium 20 mortars", "La Finlande livre des mortiers au Kenya, l'Italie à
la Tanzanie": a party behind a comma or "and", with a number and goods or with another party right behind it,
does what the first one does. It is no party of the first dealing, which the model takes it for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracewire.claims.goods.shares import Item, Share, shares_in_turn
from tracewire.claims.names.parties import Party, Sides
from tracewire.claims.text.found import Found
from tracewire.claims.text.grammar import Grammar
from tracewire.expressions.quantities import QuantityMention
from tracewire.lexicon import EntryKind, Hit
from tracewire.marks import SIDES, Mark, RoleSpan
from tracewire.model import Span

__all__ = ["Dealing", "Gaps"]

_GIVING, _TAKING = SIDES
_GOODS: Final = (EntryKind.DESIGNATION, EntryKind.ITEM)
_BREAK: Final = (",", ";")
_NEXT: Final = re.compile(r"\s*(\w+'?)")
_BETWEEN: Final = 3
"""How many words may stand between a number and its goods ("six old Soviet tanks")."""
_NEAR: Final = 12
"""Characters before a name in which the word before it stands, and an article."""
_TOLD: Final = 0.5
"""How probable words must be of a side to tell it where they name nobody ("to the rebels")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """Goods, numbers and parties of one dealing, and the `stretch` of the sentence that tells it."""

    items: Sequence[Item]
    numbers: Sequence[QuantityMention]
    sides: Sides
    stretch: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """A party that does what the first one does; `own` are the first goods that it has for itself, with their
    `number` if there is one; None where it has the goods of the first.
    """

    party: Party
    number: QuantityMention | None
    own: Hit | None


class Gaps:
    """One document; `named` tells the parties that words name, `item` the goods at a name for some."""

    def __init__(
        self,
        found: Found,
        text: str,
        grammar: Grammar,
        *,
        named: Callable[[Span], list[Party]],
        item: Callable[[Span, Mark], Item],
    ) -> None:
        self._found = found
        self._text = text
        self._named = named
        self._item = item
        self._articles = grammar.forms["definite"]
        self._indefinite = grammar.forms["indefinite"]
        self._joints = grammar.forms["contrast_joint"]
        self._apart = grammar.small | grammar.forms["contrast_joint"]
        self._toward = {w for w, function in grammar.prepositions.items() if function in ("to", "from")}

    def parts(self, mark: Mark, whole: Dealing) -> tuple[Dealing, list[Share]]:
        """The first dealing of the mark, and those behind it that leave out its verb; `whole` as it stands
        and none where the sentence tells one alone.
        """
        side = self._side_of_subject(mark, whole)
        gaps = [] if side is None else list(self._gaps(mark, whole, side))
        if side is None or not gaps:
            return whole, []
        starts = [gap.party.span.start for gap in gaps]
        ends = [*starts[1:], whole.stretch.end]
        stretches = [Span(start, end) for start, end in zip(starts, ends, strict=True)]
        apart = {gap.party.code for gap in gaps}
        both = (*whole.sides.suppliers, *whole.sides.recipients)
        faced = [
            [p for p in both if stretch.overlaps(p.span) and p.code not in apart]
            or list(self._faced(gap, stretch, mark))
            for gap, stretch in zip(gaps, stretches, strict=True)
        ]
        apart |= {party.code for parties in faced for party in parties}
        doing, done_to = _of(whole.sides, side)
        # "Berlin gives tanks and Paris guns to Kyiv": whom the last one names the others mean too.
        others = [party for party in done_to if party.code not in apart] or faced[-1]
        first = Dealing(
            items=[item for item in whole.items if item.span.start < starts[0]],
            numbers=[number for number in whole.numbers if number.start < starts[0]],
            sides=_with(whole.sides, side, [party for party in doing if party.code not in apart], others),
            stretch=Span(whole.stretch.start, starts[0]),
        )
        told: list[Share] = []
        for gap, stretch, own in zip(gaps, stretches, faced, strict=True):
            unnamed = self._is_unnamed(mark.roles[_other(side)], stretch)
            sides = _with(whole.sides, side, [gap.party], own or ([] if unnamed else others))
            counted = [n for n in whole.numbers if stretch.overlaps(Span(n.start, n.end))]
            if gap.number is not None and gap.number not in counted:
                counted = [gap.number, *counted]
            goods = self._goods(gap, stretch, mark, whole.items) or first.items
            shared = shares_in_turn(goods, counted, sides, stretch, ())
            told += [replace(share, stretch=stretch) for share in shared]
        return first, told

    def _is_unnamed(self, spans: Sequence[RoleSpan], stretch: Span) -> bool:
        """Whether words there tell the side without naming anybody: "to the rebels"."""
        here = (one for one in spans if stretch.overlaps(one.span) and one.score > _TOLD)
        return any(not self._named(one.span) for one in here)

    def _side_of_subject(self, mark: Mark, whole: Dealing) -> str | None:
        """The side of whoever stands before the verb, where the goods stand behind it; None where one that
        takes them stands right before the goods ("gave Ukraine 12 tanks"): the next one may do so too.
        """
        goods = [item.span.start for item in whole.items]
        if not goods or min(goods) < mark.trigger.end:
            return None
        behind = (p.span for p in whole.sides.recipients if mark.trigger.end <= p.span.start)
        if any(self._begins_goods(span.end) is not None for span in behind if span.end <= min(goods)):
            return None
        for side in SIDES:
            parties, _ = _of(whole.sides, side)
            if any(whole.stretch.start <= p.span.start < mark.trigger.start for p in parties):
                return side
        return None

    def _gaps(self, mark: Mark, whole: Dealing, side: str) -> Iterator[_Gap]:
        """The parties behind the first goods that have goods or another party right behind them."""
        goods_end = min(item.span.end for item in whole.items)
        for hit in self._found.goods:
            where = Span(hit.start, hit.end)
            if not (goods_end < hit.start and hit.end <= whole.stretch.end) or not self._joined(hit.start):
                continue
            party = next(iter(self._named(where)), None)
            if party is None:
                continue
            party = replace(party, best=mark.score, chance=mark.score)
            begun = self._begins_goods(hit.end)
            if begun is not None:
                yield _Gap(party=party, number=begun[0], own=begun[1])
            elif self._faces(hit.end, mark.roles[_other(side)], goods_end, hit.start):
                yield _Gap(party=party, number=None, own=None)

    def _joined(self, start: int) -> bool:
        """Whether a comma, or "and", stands right before the words, but for an article."""
        words = self._words(max(0, start - _NEAR), start)
        return bool(words) and (words[-1] in self._joints or words[-1].endswith(_BREAK))

    def _begins_goods(self, end: int) -> tuple[QuantityMention | None, Hit] | None:
        """The number, if there is one, and the name of the goods that begin right behind `end`."""
        following = _NEXT.match(self._text, end)
        if following is None:
            return None
        start = following.start(1)
        number = next((n for n in self._found.amounts if n.start == start and n.unit is None), None)
        if number is None and following.group(1).lower() not in self._indefinite:
            return None
        begun = number.end if number is not None else following.end()
        goods = next((h for h in self._found.goods if h.start >= begun and h.first(*_GOODS)), None)
        between = self._text[begun : goods.start] if goods is not None else ""
        words = between.lower().split()
        near = len(words) <= _BETWEEN and "," not in between and self._apart.isdisjoint(words)
        return (number, goods) if goods is not None and near else None

    def _faces(self, end: int, across: Sequence[RoleSpan], first: int, start: int) -> bool:
        """Whether a preposition and words for the other side stand right behind `end`, as they do in the
        first dealing: "arms to Syria and Qatar to the rebels".
        """
        likely = [one.span for one in across if one.score > _TOLD]
        before = any(first <= span.start and span.end < start for span in likely)
        following = min((span.start for span in likely if span.start > end), default=None)
        if not before or following is None:
            return False
        return tuple(self._words(end, following)) in self._toward

    def _faced(self, gap: _Gap, stretch: Span, mark: Mark) -> Iterator[Party]:
        """The party on the other side, where the model marked none: behind a preposition behind the goods."""
        begun = gap.own.end if gap.own is not None else stretch.end
        for hit in self._found.goods:
            where = Span(hit.start, hit.end)
            words = self._words(max(begun, hit.start - _NEAR), hit.start) if begun < hit.start else []
            if stretch.overlaps(where) and tuple(words[-1:]) in self._toward:
                yield from (replace(p, best=mark.score, chance=mark.score) for p in self._named(where)[:1])
                return

    def _words(self, start: int, end: int) -> list[str]:
        """The words there in small letters, without an article at their end."""
        words = self._text[start:end].lower().replace("’", "'").replace("'", "' ").split()
        return words[:-1] if words and words[-1] in self._articles else words

    def _goods(self, gap: _Gap, stretch: Span, mark: Mark, items: Sequence[Item]) -> list[Item]:
        """The goods that the party has for itself, marked or not."""
        marked = [item for item in items if stretch.overlaps(item.span)]
        if gap.own is None or any(item.span.start < gap.own.end for item in marked):
            return marked
        return [self._item(Span(gap.own.start, gap.own.end), mark), *marked]


def _other(side: str) -> str:
    return _TAKING if side == _GIVING else _GIVING


def _of(sides: Sides, side: str) -> tuple[Sequence[Party], Sequence[Party]]:
    """The parties of the side, and of the other one."""
    both = (sides.suppliers, sides.recipients)
    return both if side == _GIVING else (both[1], both[0])


def _with(sides: Sides, side: str, doing: Sequence[Party], done_to: Sequence[Party]) -> Sides:
    """The sides with these parties on `side` and on the other one."""
    giving, taking = (doing, done_to) if side == _GIVING else (done_to, doing)
    return replace(sides, suppliers=giving, recipients=taking)
