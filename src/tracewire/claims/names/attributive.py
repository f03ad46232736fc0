"""Which names only tell whose somebody else is, or of which make goods are?

"Russia's allies", "NATO member Slovakia" and "Iranian-made drones" name parties that have no part in what is
told: the allies, Slovakia and whoever has the drones do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracewire.claims.text.grammar import Grammar, lemma_of
from tracewire.claims.text.parsed import ParsedText, bearers, modifies, phrase_start
from tracewire.model import Sentence, Span

__all__ = ["Attributive"]

_OF_ITS_OWN: Final = frozenset({"nmod", "appos"})
"""The relations of a name that is another than the one above it, and not a part of it or of its list."""

_WHOSE: Final = "of"
"""The function of prepositions before an owner."""


class Attributive:
    """The names in a document's sentences, asked about by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar

    def only_describes(self, name: Span) -> bool:
        """Whether the name only tells what somebody beside it is to whoever bears it, or under whose flag a
        ship sails: "NATO member Slovakia", "Serbia, an ally of Russia,", "Russia's allies", "Panama-flagged".
        """
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        if self.is_others(name) or self._is_flag(sentence, index):
            return True
        tokens, nouns = sentence.tokens, self._grammar.words["membership"]
        for place in bearers(sentence, index):
            if lemma_of(tokens[place]) not in nouns or not tokens[place].text.islower():
                continue
            behind = tokens[place + 1 : place + 2]
            if behind and behind[0].pos == "PROPN" and behind[0].start >= name.end:
                return True
            first = min((w for w in sentence.subtree(place) if tokens[w].pos != "PUNCT"), default=place)
            before = [t.text if t.pos == "PUNCT" else t.pos for t in tokens[max(0, first - 2) : first]]
            if before == ["PROPN", ","]:
                return True
        return False

    def _is_flag(self, sentence: Sentence, index: int) -> bool:
        """Whether the name at `index` tells of a ship's flag."""
        tokens = sentence.tokens
        behind = [token for token in tokens[index + 1 : index + 3] if token.pos != "PUNCT"][:1]
        near = (tokens[tokens[index].head], *tokens[max(0, index - 1) : index], *behind)
        return any(lemma_of(token) in self._grammar.words["flag"] for token in near)

    def is_others(self, name: Span) -> bool:
        """Whether the name only tells whose friends or foes are meant: "Sudan's foes", "allies of Russia".
        Who is said to be one takes the name up: "Moscow is a partner of Syria, providing it with".
        """
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        tokens = sentence.tokens
        for place in bearers(sentence, index):
            token = tokens[place]
            function, _ = self._grammar.preposition_before(tokens, phrase_start(sentence, place))
            whose = token.dep == "nmod:poss" or (token.relation == "nmod" and function == _WHOSE)
            if whose and lemma_of(tokens[token.head]) in self._grammar.words["others"]:
                return not self._is_said_of(sentence, token.head)
            if token.relation in _OF_ITS_OWN:  # "foes of Assad including Turkey"
                return False
        return False

    def _is_said_of(self, sentence: Sentence, index: int) -> bool:
        """Whether the noun at `index` tells what somebody is: "is a partner", "is one of the foes"."""
        above = (index, sentence.tokens[index].head)
        return any(sentence.tokens[c].relation == "cop" for place in above for c in sentence.children[place])

    def is_norm(self, name: Span, goods: Sequence[Span]) -> bool:
        """Whether the name only tells of which make or norm the goods are: "NATO howitzers", "munitions aux
        normes de l'Otan".
        """
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        above = lemma_of(sentence.tokens[sentence.tokens[index].head])
        return above in self._grammar.words["norm"] or modifies(sentence, index, goods)

    def made_by(self, name: Span) -> bool:
        """Whether the name tells only where goods are made: "Iranian-made", "de fabrication iranienne"."""
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        forms, nouns = self._grammar.forms, self._grammar.words["made"]
        behind = [token for token in sentence.tokens[index + 1 : index + 3] if token.pos != "PUNCT"]
        made = forms["making"] | forms["making_between"]
        if behind and sentence.tokens[index].end == behind[0].start - 1 and lemma_of(behind[0]) in made:
            return behind[0].morph.get("VerbForm") != "Fin"  # "Hezbollah made its move"
        head = sentence.tokens[sentence.tokens[index].head]
        return head.pos != "VERB" and lemma_of(head) in nouns
