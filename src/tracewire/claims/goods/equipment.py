"""What are goods fitted with, and who made that?

"Vehicles fitted with turrets from Elbit" are handed over as one: the turrets are no goods of their own, and
who made them has no part in the dealing in the vehicles. The words are read side by side, as the parser
hangs what stands behind "with" now on the goods and now on the verb.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracewire.claims.text.found import Found
from tracewire.claims.text.grammar import Grammar
from tracewire.lexicon import EVIDENCE_CLASSES, EntryKind, Hit, ItemTree
from tracewire.marks import Mark, RoleSpan
from tracewire.model import DEALINGS, Span

__all__ = ["Equipment"]

_WORD: Final = re.compile(r"\w+")
_DESCRIBING: Final = 3
"""Words before the noun for what is fitted: "with a new German engine"."""
_MAKING: Final = 4
"""Words between what is fitted and who made it: "built by the French firm"."""
_PARTS: Final = frozenset({"means", "radar"})
"""The families of what is mostly a part of other goods."""
_THINGS: Final = (EntryKind.DESIGNATION, EntryKind.ITEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fitted:
    """What the goods before `start` are fitted with, to its last word, with those who made it.

    `word` is "fitted" or its like, none where only "with" stands there; `open` tells that who is named may as
    well be who hands over the whole ("helicopters with engines from Spain").
    """

    word: Span | None
    span: Span
    made_by: Sequence[Span]
    open: bool


class Equipment:
    """What the goods of one document are fitted with."""

    def __init__(self, found: Found, text: str, grammar: Grammar, tree: ItemTree) -> None:
        self._found = found
        self._text = text
        self._tree = tree
        forms = grammar.forms
        self._modifier_first = grammar.modifier_before_noun
        self._coming = forms["equipment_from"]
        self._making = forms["equipment_maker"] | self._coming
        joints = _any_of(forms["equipped_with"])
        self._fitted = re.compile(rf"\b({_any_of(forms['equipped'])})\s+{joints}", re.IGNORECASE)
        self._with = re.compile(rf"\b{_any_of(forms['equipment_with'])}\s", re.IGNORECASE)
        self._furnishing = forms["furnishing"]

    def fitting(self, word: Span) -> bool:
        """Whether the word only says what goods before it are fitted with, or who made that: "submarines
        equipped with", "with engines built by".
        """
        return any(one.span.overlaps(word) and self._goods_before(one.span.start) for one in self._all)

    def without_makers(self, mark: Mark) -> Mark:
        """The mark without those who made only what its goods are fitted with. Where nobody else may give
        them, whose name stands before the goods does: Leonardo, of "Leonardo helicopters with engines built
        by Safran".
        """
        if mark.kind not in DEALINGS:
            return mark
        fitted = self._of(mark)
        suppliers = mark.roles["supplier"]
        left = [one for one in suppliers if not self._made_it(one, fitted, suppliers)]
        if len(left) == len(suppliers):
            return mark
        most = max(one.score for one in suppliers)
        if not left:
            left = [RoleSpan(span=name, score=most) for name in self._makers_of(mark, fitted)]
        return mark.with_roles({"supplier": tuple(left)})

    def is_fitted(self, mark: Mark, goods: Span) -> bool:
        """Whether the words are only what other goods of the mark are fitted with."""
        others = [one.span for one in mark.roles["item"]]
        return any(
            one.span.start <= goods.start < one.span.end and (one.word is not None or self._is_part(goods))
            for one in self._of(mark)
            if any(other.start < one.span.start for other in others)
        )

    def _made_it(self, filled: RoleSpan, fitted: Iterable[_Fitted], suppliers: Sequence[RoleSpan]) -> bool:
        """Whether the words name nobody but who made what is fitted."""
        for one in fitted:
            if not any(name.overlaps(filled.span) for name in one.made_by):
                continue
            others = [other for other in suppliers if not one.span.overlaps(other.span)]
            if not one.open or any(other.score > filled.score / 2 for other in others):
                return True
        return False

    def _makers_of(self, mark: Mark, fitted: Collection[_Fitted]) -> Iterator[Span]:
        """The names right before goods of the mark, or in their words, that say whose make they are."""
        for item in mark.roles["item"]:
            if any(one.span.start <= item.span.start < one.span.end for one in fitted):
                continue
            for hit in self._found.hits:
                beside = hit.end <= item.span.start and not self._text[hit.end : item.span.start].strip()
                if beside and any(entry.party for entry in hit.entries):
                    yield Span(hit.start, hit.end)

    def _of(self, mark: Mark) -> list[_Fitted]:
        """What is fitted in the sentence of the mark; nothing where its word says that somebody fits goods
        ("will equip its frigates with Swedish radars").
        """
        sentence = self._found.sentence(mark.trigger)
        here = [one for one in self._all if sentence.overlaps(one.span)]
        furnishing = mark.trigger.of(self._text).lower() in self._furnishing
        return [one for one in here if not furnishing or (one.word and not one.word.overlaps(mark.trigger))]

    @functools.cached_property
    def _all(self) -> Sequence[_Fitted]:
        return tuple(self._find())

    def _find(self) -> Iterator[_Fitted]:
        for match in self._fitted.finditer(self._text):
            one = self._behind(match.end(), Span(*match.span(1)), match.start())
            if one is not None:
                yield one
        for match in self._with.finditer(self._text):
            goods = self._goods_before(match.start())
            one = self._behind(match.end(), None, match.start()) if goods else None
            if one is not None and one.made_by:
                yield one

    def _goods_before(self, start: int) -> bool:
        """Whether words for goods stand before `start`, with no more than an adjective of a state between."""
        for hit in self._found.goods:
            if hit.end > start or not self._is_goods(hit):
                continue
            rest = self._text[hit.end : start].strip()
            names = [self._text[h.start : h.end] for h in self._found.hits if h.start >= hit.end]
            if not rest or rest in names[:1]:
                return True
        return False

    def _behind(self, start: int, word: Span | None, first: int) -> _Fitted | None:
        """What is fitted, if the words from `start` name goods, with those who made it; `first` is where the
        words "fitted with" begin.
        """
        sentence = self._found.sentence(Span(start, start + 1))
        goods = next((h for h in self._found.goods if h.start >= start and self._is_goods(h)), None)
        if goods is None or goods.end > sentence.end:
            return None
        before = self._text[start : goods.start]
        if len(_WORD.findall(before)) > _DESCRIBING or "," in before:
            return None
        names = [h for h in self._found.hits if any(entry.party for entry in h.entries)]
        made_by = [Span(h.start, h.end) for h in names if start <= h.start and h.end <= goods.end]
        end, coming = goods.end, False
        for hit in (h for h in names if goods.end <= h.start < sentence.end):
            between = _WORD.findall(self._text[end : hit.start].lower())
            adjective = end > goods.end or not self._modifier_first  # "tourelles italiennes"
            beside = adjective and not self._text[end : hit.start].strip()
            if not beside and not (0 < len(between) <= _MAKING and self._making.issuperset(between)):
                break
            coming = coming or (not beside and self._coming.issuperset(between))
            made_by.append(Span(hit.start, hit.end))
            end = hit.end
        return _Fitted(word=word, span=Span(first, end), made_by=made_by, open=coming)

    def _is_goods(self, hit: Hit) -> bool:
        entry = hit.first(*_THINGS)
        return entry is not None and bool(entry.item) and entry.item not in EVIDENCE_CLASSES

    def _is_part(self, goods: Span) -> bool:
        """Whether the words name what is mostly a part of other goods: an engine, a radar."""
        entries = (hit.first(*_THINGS) for hit in self._found.over(goods))
        items = [entry.item for entry in entries if entry is not None and entry.item]
        return any(self._tree.known(item) and self._tree.family(item) in _PARTS for item in items)


def _any_of(forms: Iterable[str]) -> str:
    """A pattern of the forms, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))})"
