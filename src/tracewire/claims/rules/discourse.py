"""What has a dispatch said so far that a later sentence may leave out?

A role that a sentence leaves open is filled from a dealing of the same document that agrees in everything
the sentence does say, never from what the world knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from tracewire.claims.sources.speakers import Attributed
from tracewire.lexicon import ItemTree
from tracewire.model import Certainty, Kind, Polarity, Stage

__all__ = ["Discourse", "Heading", "Line", "Parties", "related"]

Parties: TypeAlias = tuple[str, ...]
"""Codes of states and of non-state actors, each once, in the order of the text."""

_TOLD_WEIGHT = (
    3  # a dealing whose sentence names both sides outweighs two that were completed (see `commonest`)
)
_SAME_GOODS_WEIGHT = (
    2  # as `from_topic` counts: agreement in the goods outweighs agreement in the party alone
)


# How many sentences back a statement that leaves out one party, or both, may lean on what was told: a column
# joins far more than a dispatch does (real texts, November 2026).
_REACH_ONE_PARTY = 14
_REACH_NO_PARTY = 5
_REACH_TOPIC = 20  # before and after
_REACH_SUBJECT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A dealing that the document has spoken of: what later sentences may leave out."""

    supplier: Parties
    recipient: Parties
    item: tuple[str, ...]
    designation: tuple[str, ...] = ()
    stage: Stage = Stage.DELIVERED
    told: bool = False  # the sentence itself names giver and taker
    sentence: int = 0  # its number in the document

    @property
    def whole(self) -> bool:
        """Whether both sides are known."""
        return bool(self.supplier and self.recipient)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A statement that a list goes on with: "France will hand Ukraine:"."""

    kind: Kind
    stage: Stage
    polarity: Polarity
    certainty: Certainty
    supplier: Parties
    recipient: Parties
    source: Attributed
    when: str | None
    rule: str


def related(one: Sequence[str], other: Sequence[str], tree: ItemTree) -> bool:
    """Whether two lists of classes may speak of the same arms."""
    return any(
        a == b or tree.is_a(a, b) or tree.is_a(b, a) or tree.family(a) == tree.family(b)
        for a in one
        for b in other
    )


def _at_odds(one: Parties, other: Parties) -> bool:
    """Whether two sets of parties, both told, have nobody in common."""
    return bool(one and other and not set(one) & set(other))


@dataclass(slots=True)
class Discourse:
    """What the document has said so far; the one thing that changes from sentence to sentence."""

    lines: list[Line] = field(default_factory=list)
    parties: frozenset[str] = frozenset()  # all that the document names
    named: set[str] = field(default_factory=set)  # those named so far
    topic: tuple[Line, ...] = ()  # the complete dealings of the whole document, from a first reading
    sentence: int = 0  # the number of the one that is being read
    actor: Parties = ()  # the last party that acted
    acted: int = 0  # the number of the sentence in which it did
    groups: Counter[Parties] = field(default_factory=Counter)  # the parties that are no states
    plant: Line | None = None  # the last one told: who makes what there, and who helps
    heading: Heading | None = None  # what a list would go on with
    listing: Heading | None = None  # what the present list goes on with

    def remember(self, line: Line) -> None:
        self.lines.append(replace(line, sentence=self.sentence))

    def remember_plant(self, line: Line) -> None:
        self.plant = replace(line, sentence=self.sentence)

    def plant_near(self) -> Line | None:
        """The plant that "the project" takes up, if one was told not long before."""
        return self.plant if self.plant and self._near(self.plant, _REACH_ONE_PARTY) else None

    @property
    def subject(self) -> Parties:
        """The last party that acted, if that was near enough for a pronoun to stand for it."""
        return self.actor if self.sentence - self.acted <= _REACH_SUBJECT else ()

    def lately(self) -> bool:
        """Whether the last few sentences spoke of any dealing."""
        return any(self._near(line, _REACH_NO_PARTY) for line in self.lines)

    def _near(self, line: Line, reach: int) -> bool:
        return abs(self.sentence - line.sentence) <= reach

    def latest(self, agrees: Callable[[Line], bool]) -> Line | None:
        """The last dealing told so far of which `agrees` holds."""
        return next((line for line in reversed(self.lines) if agrees(line)), None)

    def known(self) -> Iterator[Line]:
        """Every dealing that is known, the last told first, then those that the first reading found."""
        yield from reversed(self.lines)
        yield from reversed(self.topic)

    def find(
        self, supplier: Parties, recipient: Parties, item: tuple[str, ...], tree: ItemTree
    ) -> Line | None:
        """The latest dealing that agrees with everything given."""
        reach = _REACH_ONE_PARTY if supplier or recipient else _REACH_NO_PARTY
        for line in self.compatible(supplier, recipient):
            if self._near(line, reach) and not (item and line.item and not related(item, line.item, tree)):
                return line
        if not item:
            return None
        # the same giver or taker, whatever the goods: a dispatch speaks of few dealings at a time
        return self.latest(
            lambda line: (
                line.whole
                and self._near(line, _REACH_ONE_PARTY)
                and bool(set(supplier) & set(line.supplier) or set(recipient) & set(line.recipient))
            )
        )

    def compatible(self, supplier: Parties, recipient: Parties) -> Iterator[Line]:
        """The dealings told so far, the latest first, that contradict neither side given."""
        for line in reversed(self.lines):
            if not _at_odds(supplier, line.supplier) and not _at_odds(recipient, line.recipient):
                yield line

    def supplier_of(self, holder: Parties, classes: tuple[str, ...], tree: ItemTree) -> Parties:
        """Who gave `holder` arms of these classes, as far as the document has told."""
        line = self.latest(
            lambda line: (
                bool(line.supplier and set(holder) & set(line.recipient))
                and related(classes, line.item, tree)
            )
        )
        return line.supplier if line else ()

    def goods_of(self, holder: Parties) -> Line | None:
        """The last dealing whose taker is `holder`: the goods that "them" or "such weapons" stand for."""
        return next((line for line in self.known() if line.item and set(holder) & set(line.recipient)), None)

    def commonest(self) -> Line | None:
        """The two sides of whom the document as a whole speaks most; goods are left open."""
        pairs: Counter[tuple[Parties, Parties]] = Counter()
        for line in self.topic:
            pairs[(line.supplier, line.recipient)] += _TOLD_WEIGHT if line.told else 1
        if not pairs:
            return None
        (supplier, recipient), _ = pairs.most_common(1)[0]
        return Line(supplier=supplier, recipient=recipient, item=())

    def from_topic(
        self, supplier: Parties, recipient: Parties, item: tuple[str, ...], tree: ItemTree
    ) -> tuple[Parties, Parties]:
        """The parties that the document as a whole gives a statement which leaves one open.

        First the dealings that agree in the party that is told, then those of the same goods, whoever
        gives; the commonest wins, and nothing is said where two are as common.
        """
        near = [line for line in self.topic if self._near(line, _REACH_TOPIC)]
        best: Counter[tuple[Parties, Parties]] = Counter()
        for line in near:
            told = set(supplier) & set(line.supplier) if supplier else set(recipient) & set(line.recipient)
            if told:
                weight = _SAME_GOODS_WEIGHT if related(item, line.item, tree) else 1
                best[(line.supplier, line.recipient)] += weight
        if not best and supplier and item:
            for line in near:
                if related(item, line.item, tree) and not set(supplier) & set(line.recipient):
                    best[(supplier, line.recipient)] += 1
        ranked = best.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return supplier, recipient
        giver, taker = ranked[0][0]
        return supplier or giver, recipient or taker
