"""Who takes part in a dealing, and who only stands beside it in the sentence?

The model weighs every party of a sentence for both sides. The grammar tells some of them apart that it mixes
up: with whom a party is compared, who is hit by the arms, who is hindered, who stops the goods or warns of
the dealing, and in whose clause others deal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tracewire.claims.text.frames import (
    doer_and_claimer_words,
    doer_words,
    done_to,
    is_passive,
    struck_words,
)
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import (
    CLAUSES,
    PART_OF_NAME,
    ParsedText,
    acts_behind,
    bearers,
    governors,
    modifies,
    objects_of,
    phrase_start,
    subject_words,
    touches,
)
from tracewire.model import Kind, Sentence, Span, Token

__all__ = ["Involved"]

_BESIDE: Final = frozenset({"against", "beside"})
"""The functions of prepositions before whom somebody acts against or is compared with."""

_ORDERING: Final = "for"
"""The function of prepositions before whom goods are made for."""

_TOGETHER: Final = "with"
_WITHIN: Final = "in"
"""The functions of prepositions before those with whom one deals, and before a place."""

_SEIZING: Final = "seize"
"""The frame of the verbs of stopping and finding goods."""

_GETTING: Final = "get"
"""The frame of the words for taking goods and buying them."""
_OF_NOUN: Final = frozenset({"amod", "compound", "flat"})
"""The relations of a name that is a noun's adjective: "the Ukrainian army"."""

_HINDERED: Final = "obj"
"""The relation of who is hindered from something..."""
_HINDERED_FROM: Final = frozenset({"xcomp", "ccomp", "advcl"})
"""...and those of the clause that tells from what."""

_SEVERAL: Final = 2


class Involved:
    """The parties of a document's sentences, asked about by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar

    def set_beside(self, word: Span, name: Span, kind: Kind, goods: Sequence[Span]) -> bool:
        """Whether who bears the name only stands beside the dealing at `word`: whom a party is compared with
        or acts against ("relative to Russia", "missiles used against Russian ports") and, of arms that are
        used, who is hit ("fired at Israel", "Ukraine was hit by drones", "bombed Malian launchers"), and not
        by whose arms ("attacked towns with Iranian drones").
        """
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        if kind is Kind.USE and self._owns_hit(sentence, index, word):
            return True
        if kind is Kind.USE and modifies(sentence, index, goods):
            return False
        if kind is Kind.USE and self._is_hit(sentence, index, word):
            return True
        if self._is_outdone(sentence, index):
            return True
        own = self._parsed.find(word)
        phrase: int | None = None
        dealing: set[int] = set()
        if own is not None and own[0] is sentence:
            phrase, dealing = phrase_start(*own), {own[1], *sentence.ancestors(own[1])}
        if index in dealing and acts_behind(sentence, index):  # "in the face of a Mali that fires"
            return False
        for place in bearers(sentence, index):
            token = sentence.tokens[place]
            left = phrase_start(sentence, place)
            if own is not None and left == phrase and place <= own[1]:
                return False  # "compared to Russia's use of drones": they are Russia's
            if place != index and place in dealing:  # "in the face of suspicions of their use by Russia"
                return False
            function, words = self._grammar.preposition_before(sentence.tokens, left)
            aimed = kind is Kind.USE and words in self._grammar.forms["fired_at"]
            if (function in _BESIDE or aimed) and token.relation != "nsubj":  # "than Norway had delivered"
                return True
            # "Faced with the requests of Mali" opposes nobody; the "positions of Mali" that are hit are Mali.
            if token.relation == "nmod" and kind is not Kind.USE:
                return False
        return False

    def _is_outdone(self, sentence: Sentence, index: int) -> bool:
        """Whether others won what the word at `index` wanted to: "Embraer beat Airbus to sell"."""
        while sentence.tokens[index].relation in PART_OF_NAME - {"nmod"}:
            index = sentence.tokens[index].head
        token = sentence.tokens[index]
        verb = sentence.tokens[token.head]
        lost = "nsubj" if is_passive(sentence, verb.index) else "obj"
        return token.relation == lost and lemma_of(verb) in self._grammar.words["outdoing"]

    def _is_hit(self, sentence: Sentence, index: int, word: Span) -> bool:
        """Whether the word at `index` is in what the verb at `word` is done to."""
        found = self._parsed.find(word)
        if found is None or found[0] is not sentence:
            return False
        return any(index in sentence.subtree(head) for head in done_to(*found, self._grammar))

    def _owns_hit(self, sentence: Sentence, index: int, word: Span) -> bool:
        """Whether the word at `index` only tells whose it is that is hit: "bombed Malian launchers"."""
        found = self._parsed.find(word)
        if found is None or found[0] is not sentence:
            return False
        return index in struck_words(*found, self._grammar)

    def is_where(self, word: Span, name: Span) -> bool:
        """Whether the name only tells where something was done: "crashed in Romania"."""
        found, named = self._parsed.find(word), self._parsed.find(name)
        if found is None or named is None or found[0] is not named[0]:
            return False
        sentence, index = named
        token = sentence.tokens[index]
        function, _ = self._grammar.preposition_before(sentence.tokens, phrase_start(sentence, index))
        return function == _WITHIN and token.relation == "obl" and token.head == found[1]

    def is_struck(self, name: Span) -> bool:
        """Whether the name only tells where arms strike or fly: "will join the strikes on Libya", "will fly
        over Libya". It takes none of them.
        """
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        tokens, first = sentence.tokens, index
        while first and tokens[first - 1].pos in ("DET", "ADP", "ADV"):
            first -= 1
        before = " ".join(form_of(token) for token in tokens[first:index] if token.pos != "DET")
        if before in self._grammar.forms["flown_over"]:  # and not "concerns over Libya's missiles"
            return tokens[index].dep != "nmod:poss"
        return 0 < first < index and lemma_of(tokens[first - 1]) in self._grammar.words["bombing"]

    def is_hindered(self, word: Span, name: Span) -> bool:
        """Whether who bears the name is kept from something by the verb at `word`, or is named in that:
        neither Syria nor Russia acts in "will stop Syria buying Russian radars".
        """
        found, named = self._parsed.find(word), self._parsed.find(name)
        if found is None or named is None or found[0] is not named[0]:
            return False
        sentence, index = found
        words = self._grammar.words
        if lemma_of(sentence.tokens[index]) not in words["hindering"] | words["keeping"]:
            return False
        relations = {_HINDERED, *_HINDERED_FROM}
        below = (c for c in sentence.children[index] if sentence.tokens[c].relation in relations)
        return any(named[1] in set(sentence.subtree(child)) for child in below)

    def is_front(self, name: Span) -> bool:
        """Whether who bears the name is only where others, who are named, are helped to fight: "to help
        Russia in Ukraine", "to support Russia's war in Ukraine".
        """
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        token, words = sentence.tokens[index], self._grammar.words
        if self._grammar.preposition_before(sentence.tokens, phrase_start(sentence, index))[0] != _WITHIN:
            return False
        fought = lemma_of(sentence.tokens[token.head]) in words["fighting"]
        for child, head in governors(sentence, index):
            if lemma_of(sentence.tokens[head]) in words["helping"] and (fought or child == index):
                helped = {w for place in objects_of(sentence, head) for w in sentence.subtree(place)}
                others = helped - set(sentence.subtree(index))
                return any(sentence.tokens[word].pos == "PROPN" for word in others)
        return False

    def bought_for(self, word: Span, name: Span, goods: Sequence[Span]) -> bool:
        """Whether the goods that are bought at `word` are for who bears the name: "buys shells for Ukraine",
        "shells for the Ukrainian army", and not "signed for Ukrainian shells".
        """
        found, named = self._parsed.find(word), self._parsed.find(name)
        if found is None or named is None or found[0] is not named[0]:
            return False
        sentence, index = found
        token, place = sentence.tokens[index], named[1]
        meant = self._grammar.predicates_of(lemma_of(token), "NOUN" if token.pos == "NOUN" else "VERB")
        if not any(predicate.frame == _GETTING for predicate in meant):
            return False
        while sentence.tokens[place].relation in _OF_NOUN:
            place = sentence.tokens[place].head
        if any(touches(sentence, one, (place,)) for one in goods):
            return False
        first = place
        while sentence.tokens[first].relation == "conj":
            first = sentence.tokens[first].head
        if sentence.tokens[first].morph.get("Reflex") == "Yes" and first != place:
            return False  # "for itself and for Estonia": who buys takes too
        function, _ = self._grammar.preposition_before(sentence.tokens, phrase_start(sentence, place))
        return function == _ORDERING and any(head == index for _, head in governors(sentence, place))

    def has_made(self, word: Span, name: Span) -> bool:
        """Whether who bears the name only has the goods made that the word tells of: "assembled eight drones
        for Togo". Where a plant is told of, it may be built for who will make them there.
        """
        found, named = self._parsed.find(word), self._parsed.find(name)
        if found is None or named is None or found[0] is not named[0]:
            return False
        sentence, index = named
        if any(lemma_of(token) in self._grammar.words["plant"] for token in sentence.tokens):
            return False
        inside = (token.index for token in sentence.tokens[index:] if token.start < name.end)
        nouns = {place for at in inside for place in bearers(sentence, at)}
        below = (sentence.tokens[child] for place in nouns for child in sentence.children[place])
        cases = (form_of(token) for token in below if token.relation == "case")
        return any(self._grammar.prepositions.get((form,)) == _ORDERING for form in cases)

    def seizes(self, word: Span, name: Span) -> bool:
        """Whether who bears the name only stops the goods at `word` or finds them: "Spanish police seized
        rifles bound for Libya".
        """
        found, named = self._parsed.find(word), self._parsed.find(name)
        if found is None or named is None:
            return False
        sentence, index = found
        if named[0] is not sentence:  # "Spain seized rifles. The cargo had come from Mali."
            seizing = self._seizing(named[0])
            return any(touches(named[0], name, doer_words(named[0], verb.index)) for verb in seizing)
        own = subject_words(sentence, index)
        for verb in self._seizing(sentence):
            doers = doer_and_claimer_words(
                sentence, verb.index, self._grammar
            )  # "the army said that it seized"
            above = verb.index == index or any(head == verb.index for _, head in governors(sentence, index))
            if touches(sentence, name, doers if above else doers - own):
                return True
        return False

    def _seizing(self, sentence: Sentence) -> Iterator[Token]:
        """The verbs of the sentence that tell that goods, or what carries them, were stopped or found."""
        words = self._grammar.words
        for verb in (token for token in sentence.tokens if token.pos == "VERB"):
            meant = self._grammar.predicates_of(lemma_of(verb), "VERB")
            stopped = objects_of(sentence, verb.index) if lemma_of(verb) in words["stopping"] else ()
            carries = any(lemma_of(sentence.tokens[place]) in words["conveyance"] for place in stopped)
            if carries or any(predicate.frame == _SEIZING for predicate in meant):
                yield verb

    def warns(self, word: Span, name: Span) -> bool:
        """Whether who bears the name only warns of the dealing at `word`, or advises on it: "Oslo issued
        an advisory on purchases by Iran". Who warns of what "it" will do may well do it.
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        own = subject_words(sentence, index)
        if any(sentence.tokens[place].pos == "PRON" for place in own):
            return False
        warned = False
        for _, place in governors(sentence, index):
            warned = warned or self._advises(sentence, place)
            doing = subject_words(sentence, place) - own if warned else set()
            if doing and sentence.tokens[place].pos == "VERB" and touches(sentence, name, doing):
                return True
        return False

    def _advises(self, sentence: Sentence, index: int) -> bool:
        """Whether the word at `index`, or what the verb there has as its object, is a warning or advice."""
        words = self._grammar.words["warning"] | self._grammar.words["advice"]
        return any(
            lemma_of(sentence.tokens[place]) in words for place in (index, *objects_of(sentence, index))
        )

    def stand_together(self, one: Span, other: Span) -> bool:
        """Whether both names are in one list behind "with": "contracts with Uganda and Kenya"."""
        found, named = self._parsed.find(one), self._parsed.find(other)
        if found is None or named is None or found[0] is not named[0]:
            return False
        sentence = found[0]
        first, last = sorted((found[1], named[1]))
        if sentence.tokens[last].relation != "conj" or sentence.tokens[last].head != first:
            return False
        at = phrase_start(sentence, first)
        return self._grammar.preposition_before(sentence.tokens, at)[0] == _TOGETHER

    def outdone(self, word: Span, names: Sequence[Span]) -> list[Span]:
        """Those of the names for one side of the dealing at `word` that only stand in the subject of a clause
        around one whose subject is of that side too, or of one that tells of evidence: in "Washington thought
        that Iran would sell" and "Washington has no proof that Iran sold" it is Iran that sells.
        """
        found = self._parsed.find(word)
        if found is None or len(names) < _SEVERAL:
            return []
        sentence, index = found
        own = subject_words(sentence, index)
        left = [name for name in names if not touches(sentence, name, own)]
        around: set[int] = set()
        if len(left) < len(names):
            clause: set[int] = set()
            for child, head in governors(sentence, index):
                if sentence.tokens[child].relation in CLAUSES:
                    clause = set(sentence.subtree(child))
                if clause:  # of "Spain, which got tanks from Germany, sold" Germany stands in no subject
                    around |= subject_words(sentence, head) - clause
        for token in sentence.tokens:
            if token.relation == "ccomp":
                saying, said = (subject_words(sentence, place) for place in (token.head, token.index))
                if any(touches(sentence, name, said - saying) for name in names):
                    around |= saying
        around |= self._seeing(sentence, index)
        outside = [name for name in left if touches(sentence, name, around)]
        return outside if len(outside) < len(names) else []

    def _seeing(self, sentence: Sentence, index: int) -> set[int]:
        """The words for whoever has the evidence, or none, of what is told at `index`, or says so."""
        seeing: set[int] = set()
        seen = False
        for place in (index, *(head for _, head in governors(sentence, index))):
            if seen:
                seeing |= subject_words(sentence, place)
            operators = self._grammar.operators_of(lemma_of(sentence.tokens[place]), "NOUN")
            seen = seen or any(operator.evidence for operator in operators)
        return seeing

    def takes_part(self, word: Span) -> bool:
        """Whether a plant at `word` is what the clause is about: not in "the engines reached a plant"."""
        found = self._parsed.find(word)
        if found is None:
            return True
        sentence, index = found
        token = sentence.tokens[index]
        return lemma_of(token) not in self._grammar.words["plant"] or token.relation in ("nsubj", "root")
