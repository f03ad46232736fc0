"""Which goods do marked words name, and how many of them?

The class of goods is the narrowest that the tables know, unless the model's is narrower. Words may name what
is not handed over at all: what other goods are for ("shells for howitzers"), or which of them are meant
("artillery and tank ammunition").
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tracewire.claims.goods.shares import Item, Share
from tracewire.claims.text.found import Found, common
from tracewire.claims.text.grammar import Grammar
from tracewire.expressions.quantities import QuantityMention, quantity_finder
from tracewire.lexicon import EVIDENCE_CLASSES, Entry, EntryKind, Gazetteer, Hit, ItemTree
from tracewire.marks import Mark, RoleSpan
from tracewire.model import DEALINGS, EMPLOYED, STAGES, Document, Kind, Span

__all__ = ["ARMS", "Goods"]

ARMS: Final = "arms"
"""The class of goods of which no more is told."""
_SUPPORT: Final = "support"
"""The family of what is no goods: training, people."""
_MEANS: Final = "production-equipment"
_AIRCRAFT: Final = "aircraft"
_DRONES: Final = "uav"
_CHEMICALS: Final = "chemical-precursor"
_TECHNOLOGY: Final = "technology"
_MATERIALS: Final = "materials"
_OTHER_ARMS: Final = "other-military"
"""The class of chemical weapons: what an attack is made with is no precursor."""
_MUNITIONS: Final = ("missile", "rocket")
"""The classes of what is fired, whatever fires it."""
_GOODS: Final = (EntryKind.DESIGNATION, EntryKind.ITEM)
_WORD: Final = re.compile(r"\w+")
_ACRONYM: Final = re.compile(r"[A-Z]{2,4}")
_APOSTROPHES: Final = frozenset("'’")
_FITTED_WORDS: Final = 3
"""Words between goods and what they are for, the preposition among them."""


class Goods:
    """The goods of one document."""

    def __init__(
        self, document: Document, *, found: Found, grammar: Grammar, gazetteer: Gazetteer, tree: ItemTree
    ) -> None:
        self._document = document
        self._found = found
        self._gazetteer = gazetteer
        self._tree = tree
        self._language = grammar.language
        self._fitted = grammar.forms["fitted"]
        self._modifier_first = grammar.modifier_before_noun
        self._systems = grammar.forms["system"]
        self._heads = grammar.forms["shared_head"]
        self._first_heads = grammar.forms["shared_first"]
        self._any_aircraft = grammar.forms["any_aircraft"]
        self._civil = grammar.forms["civil_goods"]
        phrases = "|".join(re.escape(phrase) for phrase in self._civil if not _WORD.fullmatch(phrase))
        self._civil_phrases = re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)
        self._defence = grammar.forms["defence_use"]
        self._launchers = grammar.forms["launcher"]
        self._launched = grammar.forms["launched"]
        self._trade = grammar.forms["trade"]
        articles = {form.rstrip("'") for form in grammar.forms["definite"]}  # "l'" without its apostrophe
        self._small = grammar.forms["belonging"] | articles
        self._belonging = grammar.forms["belonging"]
        self._joints = grammar.forms["joined"] | grammar.forms["definite"]
        self._joined = grammar.forms["joined"] | {","}

    def items(self, mark: Mark) -> list[Item]:
        """The goods of the mark, in the order of the text; of a plant what it makes, not the plant."""
        arms = (filled for filled in mark.roles["item"] if not self._is_civil(filled))
        read = [*self._counted_again(mark), *(self._item(filled, mark) for filled in arms)]
        read = self._with_name([self._with_shared_head(item, read) for item in read])
        read = [item for item in read if not self._only_fitted(item, read)]
        if mark.kind == Kind.PRODUCTION:
            read = [item for item in read if item.item != _MEANS] or read
        return read

    def named_at(self, span: Span, mark: Mark) -> Item:
        """The goods at a name for some that the model did not mark."""
        return self._item(RoleSpan(span=span, score=mark.score), mark)

    def _counted_again(self, mark: Mark) -> list[Item]:
        """The goods before a number that counts more of them, where the marked ones all stand behind it: the
        tanks in "20 tanks, with an option for 12 more, plus missiles".
        """
        marked = [filled.span for filled in mark.roles["item"]]
        for filled in mark.roles["quantity"]:
            number = self.quantity(filled, mark)
            if number is None or not number.follows or not marked:
                continue
            sentence = self._found.sentence(filled.span)
            if any(sentence.start <= span.start < number.start for span in marked):
                continue
            before = (h for h in self._found.goods if sentence.start <= h.start and h.end <= number.start)
            named = [h for h in before if h.first(*_GOODS)]
            return [self._item(replace(filled, span=Span(h.start, h.end)), mark) for h in named[-1:]]
        return []

    def are_civil(self, mark: Mark) -> bool:
        """Whether the mark tells of goods, and of none that are arms."""
        return bool(mark.roles["item"]) and all(map(self._is_civil, mark.roles["item"]))

    def are_support(self, items: Sequence[Item]) -> bool:
        """Whether training and people are all that is handed over, which is support and no transfer."""
        return bool(items) and all(self._tree.family(item.item) == _SUPPORT for item in items)

    def are_traded(self, mark: Mark, items: Sequence[Item]) -> bool:
        """Whether no people are handed over, and the word that tells it is one of trade: of "delivered four
        trainers" aircraft, which is a transfer and no support.
        """
        families = {self._tree.family(item.item) for item in items}
        return bool(items) and _SUPPORT not in families and self._is_trade(mark)

    def _is_trade(self, mark: Mark) -> bool:
        """Whether the mark's word is such as "bought" and "delivered", which people are not."""
        return not self._trade.isdisjoint(_WORD.findall(mark.trigger.of(self._document.text).lower()))

    def by_kind(self, share: Share) -> Iterator[Share]:
        """The share, parted where people and arms are handed over together: "instructors and tanks"."""
        people = [item for item in share.items if self.are_support([item])]
        arms = [item for item in share.items if item not in people]
        if not (people and arms):
            yield share
            return
        yield replace(share, items=people)
        yield replace(share, items=arms)

    def kind_of(self, share: Share, items: Sequence[Item], mark: Mark) -> Kind:
        """The kind of the claim for the share: as marked, save where `items` hold both people and arms, which
        are support and a transfer.
        """
        support = [self.are_support([item]) for item in items]
        if mark.kind not in DEALINGS or mark.stage not in STAGES[Kind.SUPPORT] or len(set(support)) == 1:
            return mark.kind
        return Kind.SUPPORT if self.are_support(share.items) else Kind.TRANSFER

    def _is_civil(self, filled: RoleSpan) -> bool:
        """Whether the words are such as gas, grain and airliners, which the model takes for arms, or such as
        copper, which is no arms maker's where the sentence does not say so; or an acronym that nothing tells
        of.
        """
        text = self._document.text
        words = [w for w in _WORD.findall(filled.span.of(text).lower()) if w not in self._small]
        sentence = self._found.sentence(filled.span)
        told = self._civil_phrases.finditer(text, sentence.start, sentence.end)
        if any(filled.span.overlaps(Span(*phrase.span())) for phrase in told):
            return True
        if not words or not self._civil.issuperset(words):
            return self._is_unknown_acronym(filled.span)
        if filled.item == _MATERIALS:
            around = _WORD.findall(sentence.of(text).lower())
            return self._defence.isdisjoint(around)
        return filled.item in (None, ARMS, _OTHER_ARMS) or not self._found.over(filled.span)

    def _is_unknown_acronym(self, span: Span) -> bool:
        """Whether the words are an acronym that the tables do not know, in a document that names no arms:
        the "TNB" that somebody buys may be any goods.
        """
        if not _ACRONYM.fullmatch(span.of(self._document.text)) or self._found.over(span):
            return False
        named = (hit.first(*_GOODS) for hit in self._found.goods)
        return all(entry is None or not self._is_arms(entry.item) for entry in named)

    def _is_arms(self, item: str | None) -> bool:
        return item is not None and self._tree.known(item) and self._tree.is_a(item, ARMS)

    def _item(self, filled: RoleSpan, mark: Mark) -> Item:
        """The class of the words: the narrowest that the tables know, unless the model's is narrower."""
        kind = mark.kind
        classes: list[str] = []
        designed: list[str] = []
        designations: list[str] = []
        for hit in self._found.over(filled.span):
            entry = self._reading(hit, filled, mark)
            if entry is None or not entry.item or not self._tree.known(entry.item):
                continue
            if (entry.item in EVIDENCE_CLASSES) != (kind == Kind.DISCLOSURE):
                continue  # a document is what is published, never what is handed over
            classes.append(self._tree.report_as(entry.item))
            if entry.kind == EntryKind.DESIGNATION:
                designations.append(entry.name)
                designed.append(classes[-1])
        if kind == Kind.PRODUCTION and set(classes) - {_MEANS}:
            classes = [c for c in classes if c != _MEANS]  # of "a drone factory" what is made there
        told = filled.item or ARMS
        chosen = told
        if classes and told not in classes:
            narrow = classes[0]
            for other in classes[1:]:
                if self._tree.is_a(other, narrow):
                    narrow = other
            chosen = told if self._is_narrower(told, narrow, filled.span) else narrow
        if designed and self._head(filled.span) in self._systems:
            chosen = designed[0]  # of "Patriot missile systems" no missiles, whatever else is said of them
        elif designed and (munition := self._tree.fired_by(designed[0])) is not None:
            head = self._class_of_head(filled.span)
            chosen = munition if head is not None and self._is_munition(head) else chosen
        if kind is Kind.SUPPORT and self._tree.family(told) == _SUPPORT:
            chosen = told  # "fighters from Lebanon" are people
        if chosen == _AIRCRAFT and self._is_any_aircraft(filled.span):
            told_of = self._first_drones
            chosen = _DRONES if told_of is not None and told_of < filled.span.start else chosen
        if kind is Kind.USE and chosen == _CHEMICALS:
            chosen = _OTHER_ARMS
        if kind is Kind.USE and chosen == _TECHNOLOGY:
            weapon = self._weapon_before(filled.span)
            if weapon is not None and weapon.item:
                designations = [weapon.name] if weapon.kind is EntryKind.DESIGNATION else []
                chosen = self._tree.report_as(weapon.item)
        return Item(span=filled.span, item=chosen, designations=tuple(designations))

    def _head(self, span: Span) -> str:
        """The noun on which the words turn, in small letters."""
        words: list[str] = _WORD.findall(span.of(self._document.text).lower())
        if self._modifier_first:
            words.reverse()
        return next((word for word in words if word not in self._small), "")

    def _class_of_head(self, span: Span) -> str | None:
        """The class that the tables know the noun for, on which the words turn."""
        head, text = self._head(span), self._document.text
        if not head:
            return None
        hits = (hit for hit in self._found.over(span) if text[hit.start : hit.end].lower().startswith(head))
        named = (hit.first(EntryKind.ITEM) for hit in hits)
        return next((entry.item for entry in named if entry is not None), None)

    def _is_munition(self, item: str) -> bool:
        """Whether the class is one of missiles or rockets, which something fires."""
        return any(self._tree.is_a(item, munition) for munition in _MUNITIONS)

    def _with_name(self, items: Sequence[Item]) -> list[Item]:
        """The goods, a noun and the name of what fires it side by side as one: "missiles S-300"."""
        joined: list[Item] = []
        for item in sorted(items, key=lambda one: one.span.start):
            before = joined[-1] if joined else None
            whole = None if before is None else self._named_munition(before, item)
            joined = [*joined[:-1], whole] if whole is not None else [*joined, item]
        return joined

    def _named_munition(self, first: Item, second: Item) -> Item | None:
        """What both are together: a name of which each has a part ("missiles S" and "300"), or a noun beside
        the name of what fires it; None where they are goods of their own.
        """
        cut = (hit for hit in self._found.over(first.span) if hit.end > second.span.start)
        if any(hit.first(EntryKind.DESIGNATION) is not None for hit in cut):
            return replace(first, span=first.span.cover(second.span))
        if self._document.text[first.span.end : second.span.start] != " ":
            return None
        noun, name = (second, first) if self._modifier_first else (first, second)
        munition = self._tree.fired_by(name.item) if name.designations else None
        if munition is None or noun.designations or not self._is_munition(noun.item):
            return None
        return Item(span=first.span.cover(second.span), item=munition, designations=name.designations)

    def _weapon_before(self, span: Span) -> Entry | None:
        """The weapon that its sentence names last before the words: what "the technology" is that is used."""
        start = self._found.sentence(span).start
        before = (h.first(*_GOODS) for h in self._found.goods if start <= h.start and h.end <= span.start)
        weapons = [entry for entry in before if entry is not None and self._is_arms(entry.item)]
        return weapons[-1] if weapons else None

    def _reading(self, hit: Hit, filled: RoleSpan, mark: Mark) -> Entry | None:
        """What the word for goods stands for: of "trainers" aircraft where the model says so of what is
        bought or delivered, else people.
        """
        first = hit.first(*_GOODS)
        if first is None or not first.item or not self._tree.known(first.item):
            return first
        if self._tree.family(first.item) == _SUPPORT and (mark.kind is Kind.TRANSFER or self._is_trade(mark)):
            return next((entry for entry in hit.entries if entry.item == filled.item), first)
        return first

    def _is_narrower(self, told: str, narrow: str, span: Span) -> bool:
        """Whether the model's class is narrower than the tables' and may be believed: mere "aircraft" are
        fighters, helicopters attack helicopters, and drones armed ones, only beside words for such.
        """
        if told == narrow or not self._tree.is_a(told, narrow):
            return False
        return self._tree.family(narrow) not in (_AIRCRAFT, _DRONES) or self._named_near(told, span)

    def _named_near(self, item: str, span: Span) -> bool:
        """Whether the document names such goods before the words, or next in their sentence ("un hélicoptère
        militaire russe Mi-24").
        """
        goods = [hit for hit in self._found.goods if hit.first(*_GOODS) is not None]
        near = [hit for hit in goods if hit.start < span.start]
        end = self._found.sentence(span).end
        near += [hit for hit in goods if span.end <= hit.start < end][:1]
        named = (hit.first(*_GOODS) for hit in near)
        return any(entry is not None and entry.item and self._tree.is_a(entry.item, item) for entry in named)

    @functools.cached_property
    def _first_drones(self) -> int | None:
        """Where the document first names drones; None where it names aircraft of another sort too."""
        first: int | None = None
        for hit in self._found.hits:
            entry = hit.first(*_GOODS)
            if entry is None or not entry.item or not self._tree.known(entry.item):
                continue
            family = self._tree.family(entry.item)
            if family == _AIRCRAFT and not self._is_any_aircraft(Span(hit.start, hit.end)):
                return None
            first = hit.start if family == _DRONES and first is None else first
        return first

    def _is_any_aircraft(self, span: Span) -> bool:
        """Whether the words may stand for drones as well as for planes."""
        return not self._any_aircraft.isdisjoint(_WORD.findall(span.of(self._document.text).lower()))

    def _with_shared_head(self, item: Item, items: Sequence[Item]) -> Item:
        """The goods that only tell with others behind them which are meant, as what all of them are: of
        "artillery and tank ammunition" no artillery.
        """
        last = self._shared_head(item, items)
        if last is None:
            return self._suspended(item, items)
        meant = self._with_noun_of(item, last)
        if meant is None and self._tree.family(item.item) == self._tree.family(last.item):
            return item  # "rockets and mortar shells"
        return replace(item, item=self._tree.report_as(meant) if meant else last.item)

    def _with_noun_of(self, item: Item, last: Item) -> str | None:
        """What the tables know the words for `item` to mean with the noun of `last`: "tank ammunition"."""
        text = self._document.text
        whole = f"{item.span.of(text)} {last.span.of(text).split()[-1]}"
        hits = (hit for hit in self._gazetteer.find(whole) if (hit.start, hit.end) == (0, len(whole)))
        named = (hit.first(EntryKind.ITEM) for hit in hits)
        return next((entry.item for entry in named if entry is not None and entry.item), None)

    def _suspended(self, item: Item, items: Sequence[Item]) -> Item:
        """The goods, where their words mean none alone, as what they mean with the noun of those behind them:
        the first of "anti-armour and anti-air missiles".
        """
        behind = [other for other in items if other.span.start >= item.span.end]
        if not behind or self._found.over(item.span):
            return item
        nearest = min(behind, key=lambda other: other.span.start)
        between = self._between(item, nearest)
        joined = bool(between) and self._joined.issuperset(between)
        meant = self._with_noun_of(item, nearest) if joined else None
        return replace(item, item=self._tree.report_as(meant)) if meant else item

    def _shared_head(self, item: Item, items: Sequence[Item]) -> Item | None:
        """The last of the goods, whose noun the words before it share; None where they stand alone."""
        behind = [other for other in items if other.span.start >= item.span.end]
        if not behind or not self._may_modify(item):
            return None
        nearest = min(behind, key=lambda other: other.span.start)
        between = self._between(item, nearest)
        if not between or not self._joined.issuperset(between):
            return None
        words = nearest.span.of(self._document.text).lower().split()
        if len(words) > 1 and words[-1] in self._heads:
            return nearest
        return self._shared_head(nearest, behind)

    def _may_modify(self, item: Item) -> bool:
        """Whether the words may stand before a noun: one, in the singular and without a number."""
        return not self._is_counted(item) and all(
            entry.kind is EntryKind.ITEM and entry.form != "pl"
            for hit in self._found.over(item.span)
            for entry in hit.entries
        )

    def _only_fitted(self, item: Item, items: Sequence[Item]) -> bool:
        """Whether the goods are only what others before them are for: of "shells for howitzers and tanks" the
        howitzers and the tanks, which have no number of their own, and of "launchers of rockets" the rockets.
        """
        before = [other for other in items if other.span.end <= item.span.start]
        if not before or self._is_counted(item):
            return False
        nearest = max(before, key=lambda other: other.span.end)
        between = self._between(nearest, item)
        fitted = self._launched if self._is_launcher(nearest) else self._fitted
        if between and between[0] in fitted and len(between) <= _FITTED_WORDS:
            return True
        words = [word for word in between if word not in _APOSTROPHES]
        if words and words[-1] in self._belonging and self._joined.issuperset(words[:-1]):
            return self._is_of_others(nearest)  # "pièces de drones et de missiles"
        joined = bool(between) and all(word in self._joints for word in between)
        return joined and self._only_fitted(nearest, before)

    def _is_of_others(self, item: Item) -> bool:
        """Whether the words begin with a noun for what is part of other goods or made for them, and tell of
        which: "munitions de chars".
        """
        words = _WORD.findall(item.span.of(self._document.text).lower())
        return bool(words) and words[0] in self._first_heads and not self._belonging.isdisjoint(words[1:])

    def _is_launcher(self, item: Item) -> bool:
        """Whether the words are for what fires other goods: "rampes de lancement"."""
        return item.span.of(self._document.text).lower().split()[-1] in self._launchers

    def _is_counted(self, item: Item) -> bool:
        """Whether the goods have a number of their own among their words."""
        return any(common(amount, item.span) > 0 for amount in self._found.amounts)

    def _between(self, first: Item, second: Item) -> list[str]:
        """The words and marks between two goods, in small letters."""
        return re.findall(r"\w+|[^\w\s]", self._document.text[first.span.end : second.span.start].lower())

    def quantity(self, filled: RoleSpan, mark: Mark) -> QuantityMention | None:
        """The number that the words give: of several the one that fits them best; of "two of 42" the whole
        where the words leave out the part; one where they tell which ("its third").
        """
        span = filled.span
        amounts = [q for q in self._found.amounts if q.unit is None and common(q, span) > 0]
        best = max(amounts, key=lambda q: common(q, span) / (q.end - q.start), default=None)
        if best is not None:
            part_left = best.whole is not None and best.start < span.start and span.end >= best.end
            # Of "used most of the 400" the part is used, whatever words are marked.
            spent = mark.kind in EMPLOYED and mark.trigger.end <= best.start
            if part_left and not spent and best.whole is not None:
                return replace(best, quantity=best.whole, start=span.start)
            return best
        counted = quantity_finder(self._language).counted(span.of(self._document.text))
        if counted is None:
            return None
        return QuantityMention(
            start=span.start, end=span.end, quantity=counted, approximate=False, unit=None, rule="counted"
        )
