"""Which of the words marked as goods are not handed over: what carries them, what is only modernised?

Of "ten lorries carrying shells" the shells are the goods, and ten counts no shells; "cargo planes landed"
tells of none. Who has the jets of an air force modernised, or does it, gives it none. A French participle
tells by its ending which of the goods before it are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tracewire.claims.goods.ratio import Ratio
from tracewire.claims.goods.shares import Item
from tracewire.claims.text.found import Found
from tracewire.claims.text.frames import struck_words
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import ParsedText, subject_words, touches
from tracewire.expressions.quantities import QuantityMention
from tracewire.lexicon import EntryKind, ItemTree
from tracewire.marks import Mark, RoleSpan
from tracewire.model import DEALINGS, Kind, Sentence, Span, Token

__all__ = ["Untaken"]

_WORD: Final = re.compile(r"\w+")
_CARRIERS: Final = frozenset({"aircraft", "transport-aircraft", "vehicle", "ship", "arms", "other-military"})
"""The classes of goods of whose words some may stand for what carries others. Fighters carry none."""
_BEHIND: Final = 5
"""Words behind a carrier within which the word stands that says that it carries something."""
_GOODS: Final = (EntryKind.DESIGNATION, EntryKind.ITEM)
"""What words for goods name, a weapon or a class of them, in the order in which it counts."""
_BEFORE_GOODS: Final = frozenset({"det", "nummod", "amod", "compound"})
"""The relations of what stands between a preposition and goods: "on the three Turkish army tanks"."""
_OF_PHRASE: Final = frozenset({"nmod", "appos", "flat", "conj", "compound", "nummod"})
"""The relations of words within a phrase of goods to the noun above them: "a batch of 12 jets"."""


class Untaken:
    """The words of one document that name no goods of the dealing they stand in."""

    def __init__(
        self, parsed: ParsedText, text: str, *, found: Found, grammar: Grammar, tree: ItemTree
    ) -> None:
        self._parsed = parsed
        self._text = text
        self._found = found
        self._tree = tree
        self._grammar = grammar
        self._words = grammar.words
        self._attacking = tuple(f" {phrase}" for phrase in grammar.forms["attack_on"])
        self._carrying = grammar.forms["carrying"]
        self._relative = grammar.forms["relative_object"]
        self._ratio = Ratio(parsed, grammar)

    def items(self, mark: Mark, items: Sequence[Item]) -> list[Item]:
        """The goods that are handed over, or used."""
        if mark.kind is Kind.USE:
            return [i for i in items if not (self._attacked(i.span) or self._struck(mark.trigger, i.span))]
        if mark.kind not in DEALINGS:
            return list(items)
        return [i for i in items if not (self._carries(mark, i) or self._modernised(mark.trigger, i.span))]

    def agreeing(self, mark: Mark) -> Mark:
        """The mark of a participle behind "que", with the nearest goods before it that it agrees with in
        place of others: of "des munitions pour les chars, que la Grèce avait achetées" no tanks.
        The masculine may stand for goods of both genders.
        """
        found = self._parsed.find(mark.trigger)
        if found is None:
            return mark
        sentence, index = found
        verb = sentence.tokens[index]
        if (verb.morph.get("VerbForm"), verb.morph.get("Gender")) != ("Part", "Fem"):
            return mark
        beside = (sentence.tokens[child] for child in sentence.children[index])
        relative = next((t for t in beside if t.relation == "obj" and lemma_of(t) in self._relative), None)
        if relative is None:
            return mark
        before = (span for span in self._goods_before(relative) if self._agrees(sentence, span, verb))
        other = next(before, None)
        if other is None:
            return mark
        goods = [
            one if self._agrees(sentence, one.span, verb) else RoleSpan(span=other, score=one.score)
            for one in mark.roles["item"]
        ]
        return replace(mark, roles={**mark.roles, "item": tuple(dict.fromkeys(goods))})

    def _goods_before(self, relative: Token) -> Iterator[Span]:
        """The words for goods in the sentence before its relative pronoun, the nearest first."""
        sentence = self._found.sentence(Span(relative.start, relative.end))
        for hit in reversed(self._found.goods):
            if sentence.start <= hit.start and hit.end <= relative.start and hit.first(EntryKind.ITEM):
                yield Span(hit.start, hit.end)

    @staticmethod
    def _agrees(sentence: Sentence, goods: Span, verb: Token) -> bool:
        """Whether a noun of the goods may have the gender and the number of the verb."""
        nouns = [t for t in sentence.tokens if t.pos == "NOUN" and goods.start <= t.start < goods.end]
        told = [[(t.morph.get(name), verb.morph.get(name)) for name in ("Gender", "Number")] for t in nouns]
        return not nouns or any(all(not a or not b or a == b for a, b in pairs) for pairs in told)

    def counts_goods(self, number: QuantityMention, mark: Mark, items: Sequence[Item]) -> bool:
        """Whether the number may count goods of the mark: not where the noun behind it is what carries them,
        or names other goods ("arms, including 80 Rafale jets"), nor where the goods are reckoned against
        others. Jets may be counted as aircraft ("Oman orders Typhoons: twelve aircraft").
        """
        if mark.kind not in DEALINGS:
            return True
        if self._ratio.is_ratio(mark.trigger):
            return False
        counted = self._counted(Span(number.start, number.end))
        if counted is None:
            return True
        sentence, noun = counted
        here = (noun.index,)
        if any(touches(sentence, item.span, here) for item in items):
            return True
        if any(touches(sentence, filled.span, here) for filled in mark.roles["item"]):
            return False
        called = [hit.first(*_GOODS) for hit in self._found.over(Span(noun.start, noun.end))]
        classes = [entry.item for entry in called if entry is not None and entry.item]
        others = classes and mark.kind is Kind.TRANSFER  # those who are trained are counted as well
        if not others and lemma_of(noun) not in self._words["conveyance"]:
            return True
        return any(
            self._tree.may_be_called(item.item, noun_class) for item in items for noun_class in classes
        )

    def _counted(self, number: Span) -> tuple[Sentence, Token] | None:
        """The noun that the number counts: the one above it, or of "dozens of planes" the one below."""
        found = self._parsed.find(number)
        if found is None:
            return None
        sentence, index = found
        tokens = sentence.tokens
        for token in tokens[index:]:
            if token.start >= number.end:
                break
            below = (tokens[child] for child in sentence.children[token.index])
            noun = next((t for t in below if t.relation == "nmod" and t.start >= number.end), None)
            if noun is not None:
                return sentence, noun
            if token.relation in ("nummod", "amod", "det") and tokens[token.head].start >= number.end:
                return sentence, tokens[token.head]
        return None

    def _attacked(self, goods: Span) -> bool:
        """Whether the goods are what somebody makes for or attacks: "an assault on the tanks of Mali"."""
        found = self._parsed.find(goods)
        if found is None:
            return False
        sentence, first = found
        words = [form_of(token) for token in sentence.tokens[: first + 1]]
        while first:
            if f" {' '.join(words[:first])}".endswith(self._attacking):
                return True
            if sentence.tokens[first - 1].relation not in _BEFORE_GOODS:
                break
            first -= 1
        return False

    def _struck(self, verb: Span, goods: Span) -> bool:
        """Whether the goods are what the verb says is hit, and not what hits: "struck rocket launchers"."""
        found = self._parsed.find(verb)
        return found is not None and touches(found[0], goods, struck_words(*found, self._grammar))

    def _carries(self, mark: Mark, item: Item) -> bool:
        """Whether the words are for what carries goods: "planes loaded with", "cargo ships have docked"."""
        found = self._parsed.find(item.span)
        if found is None or item.item not in _CARRIERS or item.designations:
            return False
        sentence, first = found
        inside = [token for token in sentence.tokens[first:] if token.start < item.span.end]
        if not any(self._conveys(token) for token in inside):
            return False
        behind = self._text[item.span.end : sentence.span.end]
        end = next((m.start() for m in re.finditer(r"[,;:]", behind)), len(behind))
        near = _WORD.findall(behind[:end].lower())[:_BEHIND]
        if not self._carrying.isdisjoint(near):
            return True
        moved = self._parsed.find(mark.trigger)
        if moved is None or moved[0] is not sentence:
            return False
        landing = lemma_of(sentence.tokens[moved[1]]) in self._words["landing"]
        return landing and any(token.index in subject_words(*moved) for token in inside)

    def _conveys(self, token: Token) -> bool:
        """Whether the noun is one for ships, planes, lorries; of "avions-cargos" either word tells."""
        nouns = {lemma_of(token), *lemma_of(token).split("-")}
        return not nouns.isdisjoint(self._words["conveyance"])

    def _modernised(self, word: Span, goods: Span) -> bool:
        """Whether the dealing at `word` is that the goods are modernised: "approved the upgrade of jets"."""
        found, dealing = self._parsed.find(goods), self._parsed.find(word)
        if found is None or dealing is None or found[0] is not dealing[0]:
            return False
        sentence, _ = found
        tokens = sentence.tokens
        for token in self._heads(sentence, goods):
            above = tokens[token.head]
            done_to = token.relation == "obj" or token.dep == "nsubj:pass"
            of_noun = token.relation == "nmod" and above.pos == "NOUN"
            if not (done_to or of_noun) or lemma_of(above) not in self._words["modernising"]:
                continue
            beside = (tokens[child].relation for child in sentence.children[above.index])
            if above.relation == "conj" or "conj" in beside:
                continue  # "approved the sale and modernisation of 14 jets"
            if dealing[1] in (above.index, *sentence.ancestors(above.index)):
                return True
        return False

    def _heads(self, sentence: Sentence, goods: Span) -> Iterator[Token]:
        """The words of the goods, and the nouns of their phrase above these."""
        for token in sentence.tokens:
            if not (token.start < goods.end and goods.start < token.end):
                continue
            yield token
            while token.relation in _OF_PHRASE and token.head != token.index:
                token = sentence.tokens[token.head]
                if lemma_of(token) in self._words["modernising"]:
                    break
                yield token
