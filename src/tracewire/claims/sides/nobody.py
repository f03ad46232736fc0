"""On which side of a dealing that is denied does the text name nobody at all: "no country", "anyone"?

The model then takes whoever speaks or is named nearest: of "Nobody has promised Kyiv tanks, the German
chancellor said" Germany.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tracewire.claims.names.meant import Meant
from tracewire.claims.names.parties import GUESSED, Party
from tracewire.claims.text.frames import is_passive
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import ParsedText, objects_of, span_of, subject_words, touches
from tracewire.marks import SIDES, Mark
from tracewire.model import Polarity, Sentence

__all__ = ["Nobody"]

_GIVING, _TAKING = SIDES
_BESIDE: Final = frozenset({"obl", "nmod", "iobj"})
"""The relations of whoever is on the other side than the verb's subject..."""
_TO_OR_FROM: Final = frozenset({"to", "for", "from", "of"})
"""...and the functions of the prepositions before them."""
_OTHER_CLAUSES: Final = frozenset({"parataxis", "conj", "advcl", "ccomp"})
"""The relations of clauses beside the verb's own."""


class Nobody:
    """The parsed sentences of a document, asked about the marks in them."""

    def __init__(self, parsed: ParsedText, grammar: Grammar, meant: Meant) -> None:
        self._parsed = parsed
        self._grammar = grammar
        self._meant = meant

    def without_named(
        self, suppliers: list[Party], recipients: list[Party], mark: Mark
    ) -> tuple[list[Party], list[Party], frozenset[str]]:
        """The sides of a dealing, those that the text leaves to nobody without whoever is only named near
        them, and which of these have nobody left: of "has sold no arms to any firm in the conflict in Sudan"
        the takers. Where such a party is at home it counts ("any firm in Germany"), and "any party" are those
        at war.
        """
        told = {_GIVING: suppliers, _TAKING: recipients}
        found = self._parsed.find(mark.trigger)
        if mark.polarity is not Polarity.DENIED or found is None:
            return suppliers, self._fighting(suppliers, recipients, mark) or recipients, frozenset()
        sentence, index = found
        open_ = set()
        for side, head in self._nobodies(sentence, index):
            doing = sentence.tokens[head].relation == "nsubj"
            named = _home(sentence, head) | (set() if doing else self._reached(sentence, index))
            here = [party for party in told[side] if touches(sentence, party.span, named)]
            away = [p for p in told[side] if not (doing or sentence.span.overlaps(p.span))]
            words = span_of(sentence, set(sentence.subtree(head)))
            fighting = self._meant.at_war(suppliers, words, mark.score) if side == _TAKING else []
            told[side] = here or fighting or away
            if not told[side]:
                open_.add(side)
        return told[_GIVING], told[_TAKING], frozenset(open_)

    def _fighting(self, suppliers: list[Party], recipients: list[Party], mark: Mark) -> list[Party]:
        """Those at war, where "both sides" are more likely the takers than anybody who is named."""
        least = max((party.chance for party in recipients), default=GUESSED)
        likelier = (filled for filled in mark.roles[_TAKING] if filled.score > least)
        meant = (self._meant.at_war(suppliers, filled.span, filled.score) for filled in likelier)
        return next(filter(None, meant), [])

    def _nobodies(self, sentence: Sentence, index: int) -> Iterator[tuple[str, int]]:
        """The sides that the dealing's verb at `index` leaves to nobody, with the words that say so."""
        token = sentence.tokens[index]
        doing = self._grammar.side_of_subject(lemma_of(token), "VERB")
        if token.pos != "VERB" or doing not in SIDES:
            return
        other = _GIVING if doing == _TAKING else _TAKING
        subject = subject_words(sentence, index)
        for word in subject if not is_passive(sentence, index) else ():  # "none is meant for" tells of goods
            if sentence.tokens[word].head not in subject and self._is_nobody(sentence, word):
                yield doing, word
        for place in (index, *objects_of(sentence, index)):
            for child in sentence.children[place]:
                if child not in subject and self._is_beside(sentence, child):
                    yield other, child

    def _is_beside(self, sentence: Sentence, index: int) -> bool:
        reached = sentence.tokens[index].relation == "iobj" or self._leads_to(sentence, index)
        return sentence.tokens[index].relation in _BESIDE and reached and self._is_nobody(sentence, index)

    def _leads_to(self, sentence: Sentence, index: int) -> bool:
        """Whether a preposition of giving or taking stands before the word: "to anyone", and not "in"."""
        below = (sentence.tokens[child] for child in sentence.children[index])
        functions = {self._grammar.prepositions.get((form_of(t),)) for t in below if t.relation == "case"}
        return not functions.isdisjoint(_TO_OR_FROM)

    def _reached(self, sentence: Sentence, index: int) -> set[int]:
        """The words of the verb's clause that such a preposition stands before: of "to no one, not to Oslo"
        Oslo as well.
        """
        clauses = (c for c in sentence.children[index] if sentence.tokens[c].relation in _OTHER_CLAUSES)
        beside = {word for clause in clauses for word in sentence.subtree(clause)}
        own = set(sentence.subtree(index)) - beside
        return {place for place in own if self._leads_to(sentence, place)}

    def _is_nobody(self, sentence: Sentence, index: int) -> bool:
        """Whether the word stands for nobody in particular: "nobody", "any side", "none of the parties"."""
        forms, dealers = self._grammar.forms, self._grammar.words["dealer"]
        token = sentence.tokens[index]
        below = [sentence.tokens[child] for child in sentence.children[index]]
        determiners = [form_of(t) for t in below if t.relation == "det"]
        if form_of(token) in forms["nobody"]:  # and not « une personne », nor "none of the drones"
            return not determiners and all(lemma_of(t) in dealers for t in below if t.relation == "nmod")
        return lemma_of(token) in dealers and any(form in forms["none_of"] for form in determiners)


def _home(sentence: Sentence, head: int) -> set[int]:
    """The words that say of the noun itself where it is or whose: of "firm in Germany" Germany."""
    children = sentence.children[head]
    return {child for child in children if sentence.tokens[child].relation in ("nmod", "amod")}
