"""Which arms does a sentence say are brought down, and who or what brings them down?

Arms that are shot down or held off were used by somebody else than by whoever does it. The model takes either
for their user.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from tracewire.claims.text.frames import doer_and_claimer_words, is_passive
from tracewire.claims.text.grammar import Grammar, Predicate, form_of, lemma_of
from tracewire.claims.text.parsed import ParsedText, governors, phrases_of, span_of, touches
from tracewire.model import Sentence, Span

__all__ = ["Downed"]

_DOWNING: Final = "down"
"""The frame of the verbs by which arms of others are destroyed or brought down."""
_DESTROYING: Final = frozenset({_DOWNING, "attack", "hit"})
"""The frames of the verbs by which goods may be lost."""


class Downed:
    """The parsed sentences of a document, asked about words in them by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar

    def downs(self, word: Span, name: Span, goods: Sequence[Span]) -> bool:
        """Whether who bears the name brings down the goods at `word`: it is somebody else that used them
        ("the militia shot down two American drones"). Nothing is said of arms that bring down others.
        """
        found = self._parsed.find(word)
        if found is None or self.brought_down(word, goods) is None:
            return False
        return touches(found[0], name, doer_and_claimer_words(*found, self._grammar))

    def destroys(self, word: Span, name: Span) -> bool:
        """Whether who bears the name only destroys the goods of which it is told at `word` who gave them:
        "Chad destroyed howitzers supplied by Norway", and not "its howitzers".
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        for child, head in governors(sentence, index):
            done_to = "nsubj" if is_passive(sentence, head) else "obj"
            hit = sentence.tokens[child].relation == done_to
            if hit and any(one.frame in _DESTROYING for one in self._deeds(sentence, head)):
                lost = set(sentence.subtree(child))
                own = any(form_of(sentence.tokens[place]) in self._grammar.attribution.own for place in lost)
                doers = doer_and_claimer_words(sentence, head, self._grammar) - lost
                return not own and touches(sentence, name, doers)
        return False

    def brought_down(self, word: Span, goods: Sequence[Span]) -> Span | None:
        """The words for the goods that the verb at `word` says are brought down, if all of `goods` are."""
        lost = self.lost(word)
        if lost is None or not goods:
            return None
        return lost if all(lost.overlaps(span) for span in goods) else None

    def lost(self, word: Span) -> Span | None:
        """The words for what the verb at `word` says is brought down or held off, be it arms or not."""
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        verb = sentence.tokens[index]
        held_off = verb.pos == "VERB" and phrases_of(sentence, verb) & self._grammar.words["holding_off"]
        if not held_off and not any(one.frame == _DOWNING for one in self._deeds(sentence, index)):
            return None
        relation = "nsubj" if is_passive(sentence, index) else "obj"
        done_to = (c for c in sentence.children[index] if sentence.tokens[c].relation == relation)
        words = next((sentence.subtree(child) for child in done_to), None)
        return span_of(sentence, list(words)) if words is not None else None

    def _deeds(self, sentence: Sentence, index: int) -> Iterator[Predicate]:
        """What the verb at `index` may mean, by itself and with the particle behind it ("shot down")."""
        verb, behind = sentence.tokens[index], sentence.tokens[index + 1 : index + 2]
        if verb.pos == "VERB":
            lemma = lemma_of(verb)
            for words in (lemma, *(f"{lemma} {form_of(particle)}" for particle in behind)):
                yield from self._grammar.predicates_of(words, "VERB")

    def do_it(self, word: Span, lost: Span, goods: Sequence[Span]) -> bool:
        """Whether `goods` outside the words `lost` bring these down, as the verb at `word` says: the missile
        in "a missile shot down a jet" and the guns in "shot down drones with guns", but not the tanks in
        "drones were shot down, and tanks hit".
        """
        found = self._parsed.find(word)
        first = min(goods, key=lambda span: span.start, default=None)
        if found is None or first is None:
            return False
        forms = self._grammar.forms
        between = [form_of(t) for t in found[0].tokens if lost.end <= t.start < first.start]
        means = (word for before, word in pairwise(["", *between]) if before not in forms["in_company"])
        return first.start < lost.start or not forms["means"].isdisjoint(means)
