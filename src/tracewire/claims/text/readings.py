"""Which goods do a weapon's name and the noun beside it mean together, and which earlier goods a bare noun?

"Puma" is a drone, a fighting vehicle or a helicopter: the noun beside it tells ("drones Puma"), else the
goods that the passage names. "Blindés Marder" are what the name says, as it is finer. "Ces pièces" behind
howitzers are the howitzers (`data/items/taking_up.csv`). A noun that the name does not suit
(`ItemTree.may_be_called`) stays what it is: "Patriot missiles" are missiles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from tracewire.expressions.patterns import sentence_span
from tracewire.expressions.quantities import QuantityMention
from tracewire.lexicon import (
    EVIDENCE_CLASSES,
    Entry,
    EntryKind,
    Hit,
    item_classes,
    language_table,
    table,
)

__all__ = ["in_context"]

_BESIDE = re.compile(r"[\s«»“”\"']{1,3}")
_WORD = re.compile(r"\w+")
_OF = re.compile(r"\s+(?:\w{2,12}\s+)?\Z")
"""What may stand between an article or a number and its noun: one other word."""
_MEMORY: Final = 400
"""Characters within which a bare noun takes up goods."""
_GOODS: Final = frozenset({EntryKind.ITEM, EntryKind.DESIGNATION})
_NO_GOODS: Final = EVIDENCE_CLASSES | {"training", "personnel"}
"""Classes of words that stand between goods and the noun that takes them up ("a contract for")."""
_OWNER: Final = 24
"""Characters before a noun in which the noun that it tells of stands, and a preposition between them."""
_APART: Final = 4
"""Words between goods and a counted noun that takes them up; nearer ones stand in one list."""


@dataclass(frozen=True, slots=True)
class _Noun:
    classes: frozenset[str]  # of the goods that it takes up
    counted: bool  # by itself it says so little that it does so behind a number too


@cache
def _nouns(language: str) -> Mapping[str, _Noun]:
    nouns: dict[str, _Noun] = {}
    for row in table("items/taking_up.csv", "lang", "term", "class", "counted", "source"):
        if row["lang"] == language:
            before = nouns.get(row["term"], _Noun(frozenset(), False))
            nouns[row["term"]] = _Noun(before.classes | {row["class"]}, row["counted"] == "yes")
    return nouns


@dataclass(frozen=True, slots=True)
class _Company:
    item: str  # the class that a noun has in this company
    listed: frozenset[str]  # classes and words of goods, one of them in a list with it
    around: frozenset[str]  # words, one of them in its sentence


@cache
def _companies(language: str) -> Mapping[str, _Company]:
    """Of each noun the company in which it is goods of another class."""
    rows = table("items/beside.csv", "lang", "term", "class", "beside", "around", "source")
    return {
        row["term"]: _Company(
            row["class"], frozenset(row["beside"].split(";")), frozenset(row["around"].split(";"))
        )
        for row in rows
        if row["lang"] == language
    }


def in_context(
    text: str, hits: Sequence[Hit], amounts: Sequence[QuantityMention], language: str
) -> tuple[Hit, ...]:
    """The hits of one part, each word for goods with the reading that it has beside the others.

    Offsets are those of `text`; hits of other sorts come back as they are.
    """
    forms = language_table(language, "forms")
    joined = frozenset(forms["joined"]) | frozenset(forms["indefinite"]) | {","}
    read = list(_named(text, hits, frozenset(forms["system"]), joined))
    read = [_in_company(text, read, number, language, joined) for number in range(len(read))]
    return tuple(sorted(_taken_up(text, read, amounts, language), key=lambda hit: (hit.start, -hit.end)))


def _named(text: str, hits: Sequence[Hit], wholes: frozenset[str], joined: frozenset[str]) -> Iterator[Hit]:
    """The hits, a name and the noun beside it with what they mean together; `wholes` are the words on which
    nouns turn that leave the name what it is: "Patriot missile systems" are no missiles. A noun beside names
    that are `joined` ("Mi-17 and Mi-24 helicopters") is what holds all of them, if one does.
    """
    tree = item_classes()
    changed: dict[int, tuple[Entry, ...]] = {}
    for number, hit in enumerate(hits):
        if hit.first(EntryKind.DESIGNATION) is None or hit.entries[0].kind != EntryKind.DESIGNATION:
            continue
        beside = [n for n in (number - 1, number + 1) if 0 <= n < len(hits) and _adjoins(text, hits[n], hit)]
        nouns = [n for n in beside if hits[n].entries[0].kind == EntryKind.ITEM and hits[n].entries[0].item]
        if nouns:
            noun = hits[nouns[0]].entries[0]
            fitting = tuple(e for e in hit.entries if tree.may_be_called(e.item, noun.item))
            if fitting:
                changed[number] = fitting
                away = 1 if number > nouns[0] else -1
                held = _holding(fitting[0], _listed_with(text, hits, number, away, joined))
                changed[nouns[0]] = (replace(held, kind=EntryKind.ITEM),)
            elif all(entry.needs_context for entry in hit.entries) and not any(
                _is_whole(text, hits[n], wholes) for n in nouns
            ):
                changed[number] = hits[nouns[0]].entries
        elif len({entry.item for entry in hit.entries}) > 1:
            changed[number] = _likeliest(hits, number)
    for number, hit in enumerate(hits):
        yield replace(hit, entries=changed.get(number, hit.entries))


def _is_whole(text: str, noun: Hit, wholes: frozenset[str]) -> bool:
    """Whether a noun ends with one of the words, or only tells of one before it: "systèmes de missiles"."""
    before = _WORD.findall(text[: noun.start].lower()[-_OWNER:])[-2:-1]
    return text[noun.start : noun.end].lower().endswith(tuple(wholes)) or not wholes.isdisjoint(before)


def _listed_with(
    text: str, hits: Sequence[Hit], number: int, step: int, joined: frozenset[str]
) -> Iterator[Hit]:
    """The goods that stand in one list with those at `number`, before (`step` -1) or behind them (1)."""
    while 0 <= number + step < len(hits):
        first, second = sorted((hits[number], hits[number + step]), key=lambda hit: hit.start)
        between = re.findall(r"\w+|[^\w\s]", text[first.end : second.start].lower())
        if not between or not joined.issuperset(between) or hits[number + step].first(*_GOODS) is None:
            return
        number += step
        yield hits[number]


def _holding(name: Entry, listed: Iterable[Hit]) -> Entry:
    """Of weapons that stand in one list that of whose class all are, or else the one beside the noun."""
    tree = item_classes()
    others = (hit.first(EntryKind.DESIGNATION) for hit in listed)
    named = [name, *(one for one in others if one is not None)]
    holds = (one for one in named if one.item and all(tree.is_a(o.item or "", one.item) for o in named))
    return next(holds, name)


def _in_company(text: str, hits: Sequence[Hit], number: int, language: str, joined: frozenset[str]) -> Hit:
    """The hit, with the class that it has in a list with others or in a sentence with certain words:
    "grenades and rocket launchers" are borne by men, and so are "smuggled guns" (`data/items/beside.csv`).
    In a list with goods of its own family ("howitzers and guns") it is what it always is.
    """
    hit = hits[number]
    company = _companies(language).get(text[hit.start : hit.end].lower())
    if company is None:
        return hit
    tree = item_classes()
    own = tree.family(hit.entries[0].item or "arms")
    listed = [other for step in (-1, 1) for other in _listed_with(text, hits, number, step, joined)]
    items = {other.entries[0].item for other in listed}
    met = company.listed & {*items, *(text[other.start : other.end].lower() for other in listed)}
    alike = any(item and tree.known(item) and tree.family(item) == own for item in items)
    if met or (not alike and company.around & _sentence_words(text, hit)):
        other = replace(hit.entries[0], item=company.item, finer=None)
        return replace(hit, entries=(other,))
    return hit


def _sentence_words(text: str, hit: Hit) -> frozenset[str]:
    """The words around the hit up to the next full stop on either side, in small letters."""
    start, end = sentence_span(text, hit.start, hit.end)
    return frozenset(_WORD.findall(text[start:end].lower()))


def _adjoins(text: str, one: Hit, other: Hit) -> bool:
    first, second = sorted((one, other), key=lambda hit: hit.start)
    return _BESIDE.fullmatch(text[first.end : second.start]) is not None


def _likeliest(hits: Sequence[Hit], number: int) -> tuple[Entry, ...]:
    """The readings of a name, first that of which the nearest goods of the passage are a kind."""
    hit = hits[number]
    tree = item_classes()
    others = sorted(
        (other for other in hits if other is not hit and other.entries[0].kind == EntryKind.ITEM),
        key=lambda other: abs(other.start - hit.start),
    )
    for other in others:
        noun = other.entries[0].item
        for entry in hit.entries:
            if noun and entry.item and tree.known(noun) and tree.is_a(entry.item, noun) and noun != "arms":
                return (entry, *(e for e in hit.entries if e is not entry))
    return hit.entries


def _written(form: str) -> str:
    """A pattern of the form as a text may spell it: with either apostrophe, or as a whole word."""
    return re.escape(form[:-1]) + "['’]" if form.endswith("'") else rf"{re.escape(form)}\b"


def _taken_up(
    text: str, hits: Sequence[Hit], amounts: Sequence[QuantityMention], language: str
) -> Iterator[Hit]:
    """The hits, those of nouns that take up earlier goods with their class, and further such nouns."""
    tree = item_classes()
    nouns = _nouns(language)
    forms = language_table(language, "forms")
    before = re.compile(rf"(?:\b(?:{'|'.join(map(re.escape, forms['definite']))}))\Z", re.IGNORECASE)
    told_of = re.compile(rf"\s+(?:{'|'.join(map(_written, forms['of_goods']))})")
    counts = {amount.end for amount in amounts if amount.unit is None and amount.rule != "article"}
    found: dict[tuple[int, int], Hit] = {}
    goods = [h for h in hits if h.entries[0].kind in _GOODS and h.entries[0].item not in _NO_GOODS]
    for word in _WORD.finditer(text):
        noun = nouns.get(word.group().lower())
        own = next((h for h in hits if h.start < word.end() and h.end > word.start()), None)
        if noun is None or (own is not None and (own.start, own.end) != word.span()):
            continue
        if told_of.match(text, word.end()):
            continue
        earlier = next(
            (
                h
                for h in reversed(goods)
                if h.end <= word.start() and text[h.start : h.end].lower() not in nouns
            ),
            None,
        )
        if earlier is None or word.start() - earlier.end > _MEMORY:
            continue
        item = earlier.entries[0].item
        if item is None or not any(tree.is_a(item, wanted) for wanted in noun.classes):
            continue
        gap = _OF.search(text[: word.start()])
        lead = word.start() if gap is None else gap.start()
        near = {lead, len(text[: word.start()].rstrip())}
        told = any(before.search(text[:end]) for end in near)
        counted = noun.counted and bool(near & counts)
        apart = len(_WORD.findall(text[earlier.end : word.start()])) >= _APART
        if told or (counted and apart):
            entry = replace(earlier.entries[0], kind=EntryKind.ITEM, needs_context=True)
            found[word.span()] = Hit(start=word.start(), end=word.end(), entries=(entry,))
    for hit in hits:
        yield found.pop((hit.start, hit.end), hit)
    yield from found.values()
