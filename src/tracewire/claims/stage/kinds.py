"""Is what is marked as a transfer one, or do its words tell that arms were used or that somebody has them?

"Iran sent 200 missiles on Israel" hands none over, nor does "an army equipped with tanks" say that anybody
just gave it any. The model has seen the same words tell of deliveries too often to hear the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tracewire.claims.text.frames import doer_words, giving_phrase, is_passive
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import ParsedText, touches
from tracewire.lexicon import ItemTree
from tracewire.marks import SIDES, Mark, RoleSpan
from tracewire.model import Kind, Polarity, Sentence, Stage

__all__ = ["Kinds"]

_GIVING, _TAKING = SIDES
_HURLED: Final = frozenset(
    {"missile", "ballistic-missile", "cruise-missile", "rocket", "bomb", "artillery-shell"}
)
"""The classes of goods that strike where they are sent, beside drones..."""
_DRONES: Final = "uav"
"""...and the family of drones."""


_MISTAKEN: Final = frozenset({Kind.USE, Kind.PRODUCTION})
"""The kinds that "put drones at the disposal of" and "make tanks available" are taken for, by their
verbs..."""
_CAUSING: Final = "aux:caus"
"""The label of a verb that has somebody do what the next one says."""
_DONE: Final = frozenset({Stage.USED, Stage.OPERATING})
"""...and the stages of theirs at which the goods are delivered; at others that is planned."""


class Kinds:
    """The parsed sentences of a document, asked about the marks in them."""

    def __init__(self, parsed: ParsedText, grammar: Grammar, tree: ItemTree) -> None:
        self._parsed = parsed
        self._grammar = grammar
        self._tree = tree

    def read(self, mark: Mark, classes: Sequence[str]) -> Mark:
        """The mark with the kind that its sentence tells; `classes` are those of its goods."""
        found = self._parsed.find(mark.trigger)
        if found is not None and mark.kind in _MISTAKEN and self._hands_over(*found):
            stage = Stage.DELIVERED if mark.stage in _DONE else Stage.PLANNED
            return replace(mark, kind=Kind.TRANSFER, stage=stage)
        if found is None or mark.kind is not Kind.TRANSFER or mark.polarity is Polarity.DENIED:
            return mark
        if classes and all(map(self._is_hurled, classes)) and self._strikes(*found, mark):
            return replace(mark, kind=Kind.USE, stage=Stage.USED).with_roles(
                {_GIVING: (), _TAKING: mark.roles[_GIVING]}
            )
        force = self._force(*found, mark)
        return self._stock(*found, mark, force) if force else mark

    def _hands_over(self, sentence: Sentence, index: int) -> bool:
        """Whether the words say that goods are given: "made available", « a fait parvenir »."""
        if giving_phrase(sentence, index, self._grammar) is not None:
            return True
        token = sentence.tokens[index]
        verb = token.head if token.dep == _CAUSING else index
        caused = any(sentence.tokens[child].dep == _CAUSING for child in sentence.children[verb])
        meant = self._grammar.predicates_of(lemma_of(sentence.tokens[verb]), "VERB") if caused else ()
        return bool(meant) and all(predicate.kind is Kind.TRANSFER for predicate in meant)

    def _is_hurled(self, item: str) -> bool:
        return item in _HURLED or (self._tree.known(item) and self._tree.family(item) == _DRONES)

    def _strikes(self, sentence: Sentence, index: int, mark: Mark) -> bool:
        """Whether the verb at `index` hurls what it sends: "sent missiles on Israel", "in a single night"."""
        grammar = self._grammar
        if lemma_of(sentence.tokens[index]) not in grammar.words["hurling"]:
            return False
        said = f" {' '.join(form_of(token) for token in sentence.tokens)} "
        if any(f" {phrase} " in said for phrase in grammar.forms["in_one_blow"]):
            return True
        hit: set[int] = set()
        for place in sentence.children[index]:
            below = (sentence.tokens[child] for child in sentence.children[place])
            if any(t.relation == "case" and form_of(t) in grammar.forms["hurled_at"] for t in below):
                hit.add(place)
        return any(touches(sentence, one.span, hit) for one in mark.roles[_TAKING])

    def _force(self, sentence: Sentence, index: int, mark: Mark) -> set[int]:
        """The words for the force of which the participle at `index` only says what it is equipped with, and
        not by whom. They are those right before it, as the parser often has it tell of another noun: in "face
        in the plain the forces of Gaddafi equipped with tanks" of the plain.
        """
        token = sentence.tokens[index]
        agents = doer_words(sentence, index)
        agents = set() if any(touches(sentence, one.span, agents) for one in mark.roles["item"]) else agents
        if form_of(token) not in self._grammar.forms["equipped"] or not is_passive(sentence, index) or agents:
            return set()
        before = reversed(sentence.tokens[:index])
        noun = next((t for t in before if t.pos == "NOUN"), None)
        if noun is None or lemma_of(noun) not in self._grammar.words["party"]:
            return set()
        return set(range(noun.index, index))

    def _stock(self, sentence: Sentence, index: int, mark: Mark, force: set[int]) -> Mark:
        """The mark as what the force has, with the makers that are told with the arms."""
        arms = set(sentence.subtree(index)) - force
        words = [one for side in SIDES for one in mark.roles[side]]

        def within(places: set[int]) -> tuple[RoleSpan, ...]:
            return tuple(one for one in words if touches(sentence, one.span, places))

        return replace(mark, kind=Kind.STOCK, stage=Stage.HELD).with_roles(
            {_GIVING: within(arms), _TAKING: within(force)}
        )
