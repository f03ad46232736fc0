"""How does the grammar of its sentence construe a word that the model marked?

The model reads words side by side and is seldom wrong about what is told, but some frames turn it about from
afar: who "declined to confirm that" something was shipped says neither yes nor no, who "has not seen" it
denies it, and what pressure is put on somebody to keep them from is no denial. The parse tells these apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracewire.claims.factuality import Factuality, factuality, governors
from tracewire.claims.frames import Frame, is_passive
from tracewire.claims.grammar import Grammar, Operator, Predicate, form_of, lemma_of
from tracewire.expressions.times import TimeMention
from tracewire.model import Certainty, Kind, Polarity, Sentence, Span, Stage, first_day, last_day

__all__ = ["Construed", "Standing"]

_SAID: Final = frozenset({"ccomp", "xcomp", "obj", "nsubj", "csubj", "advcl"})
"""The relations by which a word belongs to what a reporting verb reports, and not to an aside in it."""

_PART_OF_NAME: Final = frozenset({"amod", "nmod", "appos", "flat", "conj", "compound"})
"""The relations by which a name belongs to the noun that it tells of: "Chinese firms"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the grammar makes of a marked word.

    `told` is False where nobody says whether it is so; `polarity` is given where the grammar knows it better
    than the model, with the `rule` that says so and its word.
    """

    told: bool = True
    polarity: Polarity | None = None
    rule: str = ""
    word: Span | None = None

    def certainty(self, marked: Certainty) -> Certainty:
        """How sure it is told: what is denied outright is so for certain, in whatever mood it is repeated."""
        return Certainty.CERTAIN if self.polarity is Polarity.DENIED else marked


class Construed:
    """The parsed sentences of a document, asked about words in them by offsets of its text."""

    def __init__(self, sentences: Sequence[Sentence], grammar: Grammar) -> None:
        self._sentences = sorted(sentences, key=lambda sentence: sentence.span.start)
        self._starts = [sentence.span.start for sentence in self._sentences]
        self._grammar = grammar

    def _find(self, word: Span) -> tuple[Sentence, int] | None:
        number = bisect_right(self._starts, word.start) - 1
        if number < 0:
            return None
        sentence = self._sentences[number]
        inside = (t.index for t in sentence.tokens if t.start < word.end and word.start < t.end)
        index = next(inside, None)
        return None if index is None else (sentence, index)

    def standing(self, word: Span, kind: Kind, stage: Stage, polarity: Polarity) -> Standing:
        """Whether the dealing at `word`, marked with `polarity`, is told at all, and whether it is denied."""
        found = self._find(word)
        if found is None:
            return Standing()
        sentence, index = found
        fact = self._factuality(sentence, index, kind, stage)
        if fact.untold:
            return Standing(told=False)
        if polarity is Polarity.DENIED and self._kept_from(sentence, index):
            return Standing(told=False)
        rule, token = fact.rules.get("polarity", ("", None))
        if fact.polarity is Polarity.DENIED and fact.outright:
            by = Span(token.start, token.end) if token else None
            return Standing(polarity=Polarity.DENIED, rule=rule, word=by)
        if polarity is Polarity.DENIED and self._seeming(sentence):
            return Standing(polarity=Polarity.AFFIRMED, rule="negation: seeming")
        return Standing()

    def _factuality(self, sentence: Sentence, index: int, kind: Kind, stage: Stage) -> Factuality:
        token = sentence.tokens[index]
        predicate = Predicate(
            lemma=token.lemma, pos=token.pos, frame="give", kind=kind, stage=stage, roles={}
        )
        frame = Frame(
            sentence=sentence, predicate=predicate, index=index, passive=is_passive(sentence, index)
        )
        return factuality(frame, self._grammar)

    def _kept_from(self, sentence: Sentence, index: int) -> bool:
        """Whether the verb at `index` tells what somebody should be kept from: "so that it would not"."""
        token = sentence.tokens[index]
        if token.relation != "advcl":
            return False
        marks = {
            form_of(sentence.tokens[below])
            for child in sentence.children[index]
            if sentence.tokens[child].relation == "mark"
            for below in sentence.subtree(child)
        }
        return bool(marks & self._grammar.forms["purpose"])

    def _seeming(self, sentence: Sentence) -> bool:
        """Whether all that looks like negation in the sentence denies nothing ("not for the first time")."""
        grammar = self._grammar
        if any(o.polarity for t in sentence.tokens for o in _operators(grammar, lemma_of(t))):
            return False
        words = [form_of(token) for token in sentence.tokens]
        seeming: set[int] = set()
        for phrase in grammar.seeming:
            for start in range(len(words) - len(phrase) + 1):
                if tuple(words[start : start + len(phrase)]) == phrase:
                    seeming.update(range(start, start + len(phrase)))
        negators = {n for n, word in enumerate(words) if word in grammar.negation}
        if negators:
            return negators <= seeming
        first = next((n for n, word in enumerate(words) if word in grammar.forms["exceptive_first"]), None)
        return first is not None and any(
            form_of(token) in grammar.forms["exceptive_second"] and token.relation in ("advmod", "case")
            for token in sentence.tokens[first + 1 :]
        )

    def called_false(self, word: Span) -> bool:
        """Whether the words are a report that the sentence calls false, or tell whose it is: who vouches is
        somebody else ("the claim of Oslo that … is false, the minister said").
        """
        found = self._find(word)
        if found is None:
            return False
        sentence, index = found
        inside = [token for token in sentence.tokens[index:] if token.start < word.end]
        return any(
            self._false_report(sentence, place) for token in inside for place in (token.index, token.head)
        )

    def _false_report(self, sentence: Sentence, index: int) -> bool:
        token = sentence.tokens[index]
        above = lemma_of(sentence.tokens[token.head])
        return lemma_of(token) in self._grammar.words["charge"] and any(
            operator.polarity for operator in self._grammar.operators_of(above, "ADJ")
        )

    def aimed_at(self, name: Span) -> bool:
        """Whether what bears the name is what something is aimed at: "sanctions against Chinese firms"."""
        found = self._find(name)
        if found is None:
            return False
        sentence, index = found
        while True:
            token = sentence.tokens[index]
            cases = (
                form_of(sentence.tokens[child])
                for child in sentence.children[index]
                if sentence.tokens[child].relation == "case"
            )
            if self._grammar.forms["aimed_at"].intersection(cases):
                return True
            if token.relation not in _PART_OF_NAME or token.head == index:
                return False
            index = token.head

    def asked(self, word: Span) -> Span | None:
        """The words for whoever gets the request at `word`: of "Serbia received a request from Tunisia" it is
        Serbia that is asked, and not who takes the goods.
        """
        found = self._find(word)
        if found is None:
            return None
        sentence, index = found
        token = sentence.tokens[index]
        requests = self._grammar.predicates_of(lemma_of(token), "NOUN")
        verb = sentence.tokens[token.head]
        taken = token.relation == "obj" and lemma_of(verb) in self._grammar.words["taking"]
        if not taken or not any(predicate.stage is Stage.SOUGHT for predicate in requests):
            return None
        for child in sentence.children[verb.index]:
            if sentence.tokens[child].relation == "nsubj":
                words = sorted(sentence.subtree(child))
                return Span(sentence.tokens[words[0]].start, sentence.tokens[words[-1]].end)
        return None

    def spoken(self, word: Span, times: Sequence[TimeMention], published: str | None) -> TimeMention | None:
        """The day of speech where it is earlier than the report's ("said in December that it planned").

        The rule is the annotation guide's ("Rulings", `when`): it holds for what the speaker says, not for
        what is only described in it.
        """
        found = self._find(word)
        reported = first_day(published) if published else None
        if found is None or reported is None:
            return None
        sentence, index = found
        for child, verb in governors(sentence, index):
            if sentence.tokens[child].relation not in _SAID:
                return None
            if sentence.tokens[verb].pos != "VERB" or not self._grammar.reports(sentence.tokens[verb]):
                continue
            below = set(sentence.subtree(child))
            beside = set(sentence.subtree(verb)) - below
            dated = [t for t in times if any(_starts(sentence, i, t) for i in beside)]
            if not dated:
                continue  # "said in December that it believed that"
            if len(dated) > 1:
                return None
            end = last_day(dated[0].edtf)
            return dated[0] if end is not None and end < reported else None
        return None


def _operators(grammar: Grammar, lemma: str) -> Iterator[Operator]:
    for pos in ("VERB", "NOUN", "ADJ"):
        yield from grammar.operators_of(lemma, pos)


def _starts(sentence: Sentence, index: int, time: TimeMention) -> bool:
    token = sentence.tokens[index]
    return time.start <= token.start < time.end
