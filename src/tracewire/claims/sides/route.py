"""Which countries do goods only come through, or leave for others, on their way?

Where goods pass through, lie in a depot or were first to go, nobody gives or takes them, although the words
for such a country stand where those for a giver or a taker do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracewire.claims.names.parties import Party
from tracewire.claims.text.frames import doer_words, is_passive
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import (
    PART_OF_NAME,
    ParsedText,
    bearers,
    phrase_start,
    subject_words,
    touches,
    without_clauses,
)
from tracewire.model import Sentence, Span

__all__ = ["Route"]

_PASSING: Final = "via"
"""The function of prepositions before whom goods pass through."""

_MEANT_FOR: Final = frozenset({"for", "to"})
_FROM: Final = "from"
"""The functions of prepositions before those for whom goods are meant, and before whoever gives."""

_DEPOT_WORDS: Final = 5
"""Words within which a depot stands before the country that it is in: "dépôts de l'armée française à"."""


class Route:
    """The parsed sentences of a document, asked about words in them by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar

    def givers(self, suppliers: list[Party], word: Span, goods: Sequence[Span]) -> list[Party]:
        """Those who give the goods at `word`, without the countries on the way: several that they pass
        through, or one where somebody sends or fetches them. Of goods that "came through" one country alone
        that one is a giver (annotation guide, re-exports). Nor does the country in which the depot of another
        lies.
        """
        suppliers = [p for p in suppliers if not self._holds_depot(p.span)] or suppliers
        passing = [party for party in suppliers if self.passes_on(party.span)]
        givers = [party for party in suppliers if party not in passing]
        sent = any(self.sends(word, party.span, goods) for party in givers)
        alone = not givers and all(self._stands_alone(party.span) for party in passing)
        moved = alone and self._are_moved(word, goods)
        return givers if sent or moved or len(passing) > 1 else suppliers

    def passes_on(self, name: Span) -> bool:
        """Whether the goods only pass through whoever bears the name ("through the Emirates")."""
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        nouns = (
            place
            for place in bearers(sentence, index)
            if not self._grammar.predicates_of(lemma_of(sentence.tokens[place]), "NOUN")
        )
        starts = (phrase_start(sentence, place) for place in nouns)
        return any(self._grammar.preposition_before(sentence.tokens, at)[0] == _PASSING for at in starts)

    def lost_to(self, word: Span, name: Span) -> bool:
        """Whether the goods at `word` were to be for who bears the name, or are taken from them, and now go
        to others: "diverted to Taiwan shells meant for Oman", "rerouted tanks from Oman to Mali".
        """
        found, dealing = self._parsed.find(name), self._parsed.find(word)
        if found is None or dealing is None or found[0] is not dealing[0]:
            return False
        sentence, index = found
        tokens, words = sentence.tokens, self._grammar.words
        diverting = [t.index for t in tokens if lemma_of(t) in words["diverting"]]
        function, _ = self._grammar.preposition_before(tokens, phrase_start(sentence, index))
        meant = tokens[tokens[index].head]
        if meant.relation == "acl" and function in _MEANT_FOR:
            promised = lemma_of(meant) in words["earmarking"]
            return promised or (bool(diverting) and lemma_of(meant) in words["meaning_for"])
        sent = any(subject_words(sentence, place) and not is_passive(sentence, place) for place in diverting)
        return sent and function == _FROM

    def _holds_depot(self, name: Span) -> bool:
        """Whether the country is only where a depot is: "from French army depots in Djibouti"."""
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        below = (sentence.tokens[child] for child in sentence.children[index])
        joint = next((t for t in below if t.relation == "case" and t.index < index), None)
        if joint is None or form_of(joint) not in self._grammar.forms["lying_in"]:
            return False
        for token in reversed(sentence.tokens[max(0, joint.index - _DEPOT_WORDS) : joint.index]):
            if lemma_of(token) in self._grammar.words["depot"]:
                return True
            if token.pos in ("VERB", "PUNCT"):
                return False
        return False

    def sends(self, word: Span, name: Span, goods: Sequence[Span]) -> bool:
        """Whether who bears the name does what the verb at `word` says, and not the goods, as in "the rifles
        from Mali arrived", nor who only stands in a clause about whoever does: "rebels armed by Mali fired".
        """
        found = self._parsed.find(word)
        return found is not None and touches(found[0], name, _doers(*found, goods)[0])

    def beside_sender(self, word: Span, name: Span, goods: Sequence[Span]) -> bool:
        """Whether who bears the name only stands in a clause about whoever does what the verb at `word` says,
        and not about the goods: "rebels armed by Mali fired", and not "the rifles that Mali sold fired".
        """
        found = self._parsed.find(word)
        return found is not None and touches(found[0], name, _doers(*found, goods)[1])

    def _stands_alone(self, name: Span) -> bool:
        """Whether the name tells of no noun: "through Chad", and not "through the Chadian police chief"."""
        found = self._parsed.find(name)
        return found is not None and found[0].tokens[found[1]].relation not in PART_OF_NAME - {"nmod"}

    def _are_moved(self, word: Span, goods: Sequence[Span]) -> bool:
        """Whether somebody, told or not, moves the goods at `word`: they "were sent", and did not "come"."""
        found = self._parsed.find(word)
        if found is None or found[0].tokens[found[1]].pos != "VERB":
            return False
        sentence, index = found
        subject = subject_words(sentence, index)
        return is_passive(sentence, index) or not any(touches(sentence, one, subject) for one in goods)


def _doers(sentence: Sentence, index: int, goods: Sequence[Span]) -> tuple[set[int], set[int]]:
    """The words for whoever does what the verb at `index` says, and those of the clauses about them; none
    where it is the goods that do it.
    """
    words = doer_words(sentence, index)
    doers = without_clauses(sentence, words)
    if any(touches(sentence, one, doers) for one in goods):
        return set(), set()
    return doers, words - doers
