"""How does the grammar of its sentence construe a word that the model marked?

The model reads words side by side and is seldom wrong about what is told, but some frames turn it about from
afar: who "declined to confirm that" something was shipped says neither yes nor no, who "has not seen" it
denies it, and what pressure is put on somebody to keep them from is no denial. The parse tells these apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Final

from tracewire.claims.stage.deployed import keeps_arms
from tracewire.claims.stage.factuality import SENT, TURNED_DOWN, UNBELIEVED, Factuality, factuality
from tracewire.claims.stage.moods import future_in_past
from tracewire.claims.stage.negation import (
    called_baseless,
    is_exceptive,
    is_negated,
    negated_alone,
    negates,
    negation_of,
)
from tracewire.claims.text.frames import Frame, is_passive
from tracewire.claims.text.grammar import Grammar, Operator, Predicate, form_of, lemma_of
from tracewire.claims.text.parsed import CLAUSES, SAID, ParsedText, governors, objects_of, span_of
from tracewire.model import Certainty, Kind, Polarity, Sentence, Span, Stage, Token

__all__ = ["Construed", "Standing"]

_MODIFYING: Final = frozenset({"acl", "acl:relcl"})
"""The relations of a clause that tells of which goods its sentence speaks."""
_GOODS: Final = frozenset({"obj", "nsubj", "advmod"})
"""The relations by which the word for no goods at all stands below the verb of handing over."""
_GOING_ON: Final = frozenset({"xcomp", "obj", "nmod", "ccomp"})
"""The relations of a word by which the one above it tells of a dealing."""
_DESCRIBING: Final = frozenset({"acl", "amod", "compound", "obl"})
"""The further relations of what is told within a report that is denied."""
_LET: Final = frozenset({"xcomp", "ccomp", "obj", "obl", "nmod", "acl"})
"""The relations of what somebody allows: "allowed Mali to use", "approved the use of"."""
_BY_OPERATOR: Final = "operator:"
"""How the rules begin by which a governing word moves the stage."""
_ASKED_BEFORE: Final = 4
"""How many sentences before an answer its question may stand: the label of a turn may be parsed as two."""
_UNSTRESSED: Final = frozenset({"PRON", "DET", "AUX"})
"""The parts of speech of words between a clause's first word and its verb, its subject behind."""
_PLACED_IN: Final = frozenset({"nsubj", "obl", "nmod"})
"""The relations by which a story stands beside what happens in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the grammar makes of a marked word.

    `told` is False where nobody says whether it is so; `polarity` is given where the grammar knows it better
    than the model, with the `rule` that says so and its word; `stage` where what is denied was only refused
    or given up, and not handed over at all.
    """

    told: bool = True
    polarity: Polarity | None = None
    stage: Stage | None = None
    rule: str = ""
    word: Span | None = None
    sure: Certainty | None = None
    may_be: bool = False

    def certainty(self, marked: Certainty) -> Certainty:
        """How sure it is told: what is denied outright is so for certain, in whatever mood it is repeated,
        but where it is only doubted, and so is what "cannot be denied"; what somebody thinks that "could be"
        is possible, not probable.
        """
        if self.sure is not None:
            return self.sure
        if self.polarity is Polarity.DENIED:
            return Certainty.CERTAIN
        return Certainty.POSSIBLE if self.may_be and marked is Certainty.PROBABLE else marked


class Construed:
    """The parsed sentences of a document, asked about words in them by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar

    def repeats(self, word: Span, other: Span, *, denied: bool) -> bool:
        """Whether the word at `word` only goes on with what `other` above it tells: "considering the purchase
        of", "interest in signing", "signed a contract, becoming the first to acquire". Under a denial it may
        also stand in a participle ("dismissed a report on rockets sold to").
        """
        found, above = self._parsed.find(word), self._parsed.find(other)
        if found is None or above is None or found[0] is not above[0]:
            return False
        sentence, index = found
        outer = sentence.tokens[above[1]]
        for child, head in governors(sentence, index):
            token = sentence.tokens[child]
            if not (self._goes_on_with(sentence, token) or (denied and token.relation in _DESCRIBING)):
                return False
            beside = outer.head == head and outer.relation == "obj" and outer.index < child
            if head == outer.index or (beside and token.relation == "advcl"):
                return True
        return False

    def _goes_on_with(self, sentence: Sentence, token: Token) -> bool:
        """Whether the word and what is above it tell of one dealing, as far as grammar can say."""
        if token.relation in _GOING_ON:
            return True
        below = (sentence.tokens[child] for child in sentence.children[token.index])
        marks = {form_of(t) for t in below if t.relation in ("mark", "case", "advmod")}
        aims = marks <= self._grammar.forms["aim_mark"]
        return aims and (token.relation == "advcl" or token.morph.get("VerbForm") == "Inf")

    def modifies(self, word: Span, other: Span) -> bool:
        """Whether the verb at `word` only tells which goods are meant at `other` ("jets ordered in 2022")."""
        found, above = self._parsed.find(word), self._parsed.find(other)
        if found is None or above is None or found[0] is not above[0]:
            return False
        sentence, index = found
        if sentence.tokens[index].relation not in _MODIFYING:
            return False
        return any(head == above[1] for _, head in governors(sentence, index))

    def holds(self, word: Span, other: Span) -> bool:
        """Whether `other` belongs to the noun at `word`: the time to "an order dating from 2012"."""
        found, below = self._parsed.find(word), self._parsed.find(other)
        if found is None or below is None or found[0] is not below[0]:
            return False
        sentence, index = found
        return sentence.tokens[index].pos == "NOUN" and below[1] in set(sentence.subtree(index))

    def is_noun(self, word: Span) -> bool:
        """Whether the word names what a verb would tell, in no tense ("the delivery of")."""
        found = self._parsed.find(word)
        return found is not None and found[0].tokens[found[1]].pos == "NOUN"

    def found_there(self, word: Span) -> bool:
        """Whether the word, or a verb above it, tells that arms were found with somebody, and not on their
        way: "rifles sold to Mali were recovered from a depot", but not "found aboard a dhow".
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        tokens = sentence.tokens
        near = [index, *(child for child in sentence.children[index] if tokens[child].relation == "conj")]
        if tokens[index].relation in _MODIFYING:
            near.append(tokens[tokens[index].head].head)
        if not any(lemma_of(tokens[place]) in self._grammar.words["finding"] for place in near):
            return False
        said = " ".join(map(form_of, tokens))
        return not any(phrase in said for phrase in self._grammar.forms["bound_for"])

    def founds(self, word: Span) -> bool:
        """Whether what the verb at `word` forms is no people who are trained: "a formé une coalition", "une
        armée commune avec" (French has one verb for both).
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        words = self._grammar.words
        for place in objects_of(sentence, index):
            beside = {lemma_of(sentence.tokens[child]) for child in sentence.children[place]}
            if lemma_of(sentence.tokens[place]) in words["founding"] or beside & words["joint"]:
                return True
        return False

    def is_quality(self, word: Span) -> bool:
        """Whether the participle at `word` only says what people are like, and nothing of who made them so:
        "disciplined, trained soldiers", and not "soldiers trained by".
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        below = (sentence.tokens[child] for child in sentence.children[index])
        return sentence.tokens[index].relation == "amod" and all(t.pos == "PUNCT" for t in below)

    def withholds(self, word: Span) -> bool:
        """Whether the word says that others may not deal, which denies their dealing and no measure:
        "will not let Greece sell".
        """
        found = self._parsed.find(word)
        if found is None or lemma_of(found[0].tokens[found[1]]) not in self._grammar.words["permitting"]:
            return False
        return is_negated(*found, self._grammar)

    def looks_ahead(self, word: Span) -> bool:
        """Whether the word tells what was still to come when somebody spoke of it: "a dit que … seraient"."""
        found = self._parsed.find(word)
        return found is not None and future_in_past(*found, self._grammar) is not None

    def goes_on(self, word: Span) -> bool:
        """Whether the word tells of a measure that it goes on or goes further: "extended", "prolongé"."""
        found = self._parsed.find(word)
        return found is not None and lemma_of(found[0].tokens[found[1]]) in self._grammar.words["extending"]

    def standing(self, word: Span, kind: Kind, stage: Stage, polarity: Polarity) -> Standing:
        """Whether the dealing at `word`, marked with `polarity`, is told at all, and whether it is denied."""
        found = self._parsed.find(word)
        if found is None:
            return Standing()
        sentence, index = found
        if self._invented(sentence, index) or self._warned_against(sentence, index):
            return Standing(told=False)
        if _asks(sentence) and self._asks_whether(sentence) and _is_turned(sentence, index):
            return Standing(told=False)
        if kind is Kind.USE and lemma_of(sentence.tokens[index]) in self._grammar.words["vanishing"]:
            return Standing(told=False)  # "rockets disappeared from the depot"
        if kind is Kind.TRANSFER and keeps_arms(sentence, index, self._grammar):
            return Standing(told=False)
        affirmed = polarity is Polarity.AFFIRMED
        if affirmed and self._only_allowed(sentence, index, kind, stage):
            return Standing(told=False)
        if not affirmed and (self._kept_back(sentence, index) or self._answers_nothing(sentence, index)):
            return Standing(told=False)
        beyond = self._beyond_doubt(sentence, index)
        if beyond is not None and negation_of(sentence, index, self._grammar) is None:
            where, certain = Span(beyond.start, beyond.end), Certainty.CERTAIN
            return Standing(polarity=Polarity.AFFIRMED, rule="beyond doubt", word=where, sure=certain)
        if stage in SENT and self._awaited(sentence, index):
            return Standing(polarity=Polarity.DENIED, rule="still awaited", word=word)
        fact = self._factuality(sentence, index, kind, stage)
        if fact.untold:
            return Standing(told=False)
        if polarity is Polarity.DENIED and (
            self._kept_from(sentence, index) or self._told_not_to(sentence, index)
        ):
            return Standing(told=False)
        if kind is Kind.USE and (self._kept_from(sentence, index) or self._only_meant(sentence, index)):
            return Standing(told=False)  # "sells them missiles so that they may use them", "plans to use"
        if not affirmed and fact.polarity is Polarity.AFFIRMED:
            if fact.factive:
                return Standing(polarity=Polarity.AFFIRMED, rule="denied of something else")
            blocks = lemma_of(sentence.tokens[index]) in self._grammar.words["blocking"]
            if kind is Kind.MEASURE and blocks:  # the sale is not, and the measure is
                return Standing(polarity=Polarity.AFFIRMED, rule="blocks a dealing")
        rule, token = fact.rules.get("polarity", ("", None))
        seeming = rule == UNBELIEVED and self._seeming(sentence)  # "not only do experts believe that"
        if fact.doubted and lemma_of(sentence.tokens[index]) in self._grammar.words["blocking"]:
            return Standing(told=False)  # "doubted that Russia would veto the sale"
        if fact.polarity is Polarity.DENIED and fact.outright and not seeming:
            by = Span(token.start, token.end) if token else None
            refused = self._refused(sentence, index, fact)
            sure = Certainty.PROBABLE if fact.doubted else None
            return Standing(polarity=Polarity.DENIED, stage=refused, rule=rule, word=by, sure=sure)
        if polarity is Polarity.AFFIRMED and token is not None and _not_concluded(fact):
            return Standing(polarity=Polarity.DENIED, rule=rule, word=Span(token.start, token.end))
        if polarity is Polarity.DENIED and self._seeming(sentence):
            return Standing(polarity=Polarity.AFFIRMED, rule="negation: seeming")
        refused = self._refused(sentence, index, fact) if polarity is Polarity.DENIED else None
        sure = Certainty.CERTAIN if self._hedged_beside(sentence, index) else None
        if kind is Kind.USE and self._supposed(sentence, index):
            sure = Certainty.POSSIBLE
        return Standing(stage=refused, may_be=self._may_be(fact), sure=sure)

    def _hedged_beside(self, sentence: Sentence, index: int) -> bool:
        """Whether all that makes something of the sentence less than certain stands in a relative clause or
        an apposition that tells of something else than the word at `index`: "Kuwait, which is suspected of …,
        received 12 jets", "the jets, likely the last of their kind, were delivered".
        """
        aside: set[int] = set()
        for token in sentence.tokens:
            of_name = token.relation == "acl" and sentence.tokens[token.head].pos == "PROPN"
            if token.dep.startswith("acl:relcl") or token.relation == "appos" or of_name:
                words = set(sentence.subtree(token.index))
                first = min(word for word in words if sentence.tokens[word].pos != "PUNCT")
                before = sentence.tokens[max(0, first - 1)]
                # Not in "unloaded crates that may hold shells", which tells what the crates are.
                aside |= words if index not in words and before.text == "," else set()
        hedges = set(self._hedges(sentence)) if aside else set()
        return bool(hedges) and hedges <= aside

    def _hedges(self, sentence: Sentence) -> Iterator[int]:
        """The words by which something is told as less than certain."""
        words = [form_of(token) for token in sentence.tokens]
        for token in sentence.tokens:
            operators = _operators(self._grammar, sentence, token)
            doubtful = any(operator.certainty not in (None, Certainty.CERTAIN) for operator in operators)
            if doubtful or token.morph.get("Mood") == "Cnd":
                yield token.index
            ahead = words[token.index :]
            if any(tuple(ahead[: len(phrase)]) == phrase for phrase, _ in self._grammar.adverbs):
                yield token.index

    def _refused(self, sentence: Sentence, index: int, fact: Factuality) -> Stage | None:
        """How far had come what is denied, where the word that denies it tells: "refused to sell"."""
        rule, denied = fact.rules.get("polarity", ("", None))
        if rule == TURNED_DOWN:
            return Stage.PLANNED
        for token in (sentence.tokens[index], denied):
            for operator in _operators(self._grammar, sentence, token) if token is not None else ():
                if operator.polarity and operator.stage is not None and not operator.speech:
                    return operator.stage
        return None

    def _supposed(self, sentence: Sentence, index: int) -> bool:
        """Whether the noun at `index` has a word beside it by which it only may be: "l'emploi éventuel". A
        sale that is possible is a plan all the same.
        """
        below = (sentence.tokens[child] for child in sentence.children[index])
        beside = {(form_of(token),) for token in below if token.relation == "amod"}
        return any(
            forms in beside and certainty is Certainty.POSSIBLE for forms, certainty in self._grammar.adverbs
        )

    def _may_be(self, fact: Factuality) -> bool:
        """Whether the words hold a verb by which something only may be so: "could be operational"."""
        _, token = fact.rules.get("certainty", ("", None))
        modal = token is not None and lemma_of(token) in self._grammar.words["able"]
        return modal and fact.certainty is Certainty.POSSIBLE

    def _factuality(self, sentence: Sentence, index: int, kind: Kind, stage: Stage) -> Factuality:
        token = sentence.tokens[index]
        predicate = Predicate(
            lemma=token.lemma, pos=token.pos, frame="give", kind=kind, stage=stage, roles={}
        )
        frame = Frame(
            sentence=sentence, predicate=predicate, index=index, passive=is_passive(sentence, index)
        )
        return factuality(frame, self._grammar)

    def _only_meant(self, sentence: Sentence, index: int) -> bool:
        """Whether somebody only means to do what the word at `index` says: "intended to fire", "threatened to
        use", which as a sale would be planned. Of a noun such words may say something else: "il est
        impossible de compter les tirs".
        """
        if sentence.tokens[index].pos != "VERB":
            return False
        fact = self._factuality(sentence, index, Kind.TRANSFER, Stage.DELIVERED)
        rule, _ = fact.rules["stage"]
        return fact.stage is Stage.PLANNED and rule.startswith(_BY_OPERATOR)

    def _only_allowed(self, sentence: Sentence, index: int, kind: Kind, stage: Stage) -> bool:
        """Whether somebody only lets arms be used, or keeps a sale from being: "allowed Ukraine to use", "the
        sale was blocked".
        """
        token = sentence.tokens[index]
        above, words = lemma_of(sentence.tokens[token.head]), self._grammar.words
        if kind is Kind.USE:
            return token.relation in _LET and above in words["permitting"]
        done_to = token.relation == "obj" or token.dep == "nsubj:pass"
        blocked = kind is Kind.TRANSFER and stage in SENT and token.pos == "NOUN" and done_to
        return blocked and above in words["blocking"] and not is_negated(sentence, token.head, self._grammar)

    def _kept_back(self, sentence: Sentence, index: int) -> bool:
        """Whether the word itself only says that nothing was told: "have not announced any deal"."""
        token = sentence.tokens[index]
        operators = self._grammar.operators_of(lemma_of(token), "VERB") if token.pos == "VERB" else ()
        reticent = any(operator.reticent for operator in operators)
        return reticent and is_negated(sentence, index, self._grammar)

    def _answers_nothing(self, sentence: Sentence, index: int) -> bool:
        """Whether the word is a bare answer that denies nothing: "Nothing new.", or "No." to "Any comment?",
        and not to "Has it sent any?".
        """
        word = form_of(sentence.tokens[index])
        bare = not any(token.pos in ("VERB", "AUX") for token in sentence.tokens)
        if not bare or word not in self._grammar.forms["bare_answer"]:
            return False
        asked = (s for s in islice(self._parsed.before(sentence), _ASKED_BEFORE) if _asks(s))
        question = next(asked, None)
        if word in self._grammar.forms["nothing"]:
            return True
        return question is not None and not self._asks_whether(question)

    def _asks_whether(self, question: Sentence) -> bool:
        """Whether yes or no answers the question: it has a verb, and no "what"."""
        words = {form_of(token) for token in question.tokens}
        verb = any(token.pos in ("VERB", "AUX") for token in question.tokens)
        return verb and words.isdisjoint(self._grammar.forms["asking_what"])

    def _awaited(self, sentence: Sentence, index: int) -> bool:
        """Whether the word at `index` says that somebody waits for the goods, so that they have not come."""
        awaiting = self._grammar.words["awaiting"]
        return lemma_of(sentence.tokens[index]) in awaiting and not is_negated(sentence, index, self._grammar)

    def _invented(self, sentence: Sentence, index: int) -> bool:
        """Whether it happens in a made-up story: "in this novel", "the film tells how"."""
        words = self._grammar.words
        above = [index, *(head for _, head in governors(sentence, index))]
        beside = (child for place in above for child in sentence.children[place])
        for token in map(sentence.tokens.__getitem__, (*above[1:], *beside)):
            lemma, telling = lemma_of(token), lemma_of(sentence.tokens[token.head]) in words["narrating"]
            below = [sentence.tokens[child] for child in sentence.children[token.index]]
            if token.relation not in _PLACED_IN and token.index not in above:
                continue
            noun = token.pos in ("NOUN", "PROPN")  # "the spy show", and not "videos show"
            screened = (
                noun and lemma in words["screened"] and any(lemma_of(t) in words["screen"] for t in below)
            )
            if lemma in words["fiction"] or screened:
                return True
            within = token.relation == "obl" and token.head == index  # "in the film a dealer sells"
            if lemma in words["shown"] and (within or (telling and token.relation == "nsubj")):
                return not any(lemma_of(t) in words["factual"] for t in below)
        return False

    def _warned_against(self, sentence: Sentence, index: int) -> bool:
        """Whether somebody is only warned against it: "cautioned Seoul against sending anything lethal"."""
        grammar, tokens, against = self._grammar, sentence.tokens, False
        for child, head in governors(sentence, index):
            under = (tokens[below] for below in sentence.children[child])
            marks = (form_of(token) for token in under if token.relation in ("case", "mark"))
            against = against or not grammar.forms["warned_against"].isdisjoint(marks)
            if tokens[child].relation == "advcl" and not against:
                return False  # "warned against a war after missiles had been sent"
            if against and any(self._warns(sentence, place) for place in (head, *sentence.children[head])):
                return True
        return False

    def _warns(self, sentence: Sentence, index: int) -> bool:
        """Whether the word at `index`, or with the one before it ("mis en garde"), is one of warning."""
        lemma, before = lemma_of(sentence.tokens[index]), sentence.tokens[max(0, index - 1) : index]
        phrases = {lemma, *(f"{form_of(token)} {lemma}" for token in before)}
        return not phrases.isdisjoint(self._grammar.words["warning"])

    def _beyond_doubt(self, sentence: Sentence, index: int) -> Token | None:
        """The word that leaves no doubt of what is below it: "cannot be denied", "there is no doubt that"."""
        grammar, tokens = self._grammar, sentence.tokens
        for child, head in governors(sentence, index):
            if tokens[child].relation not in SAID and tokens[child].relation != "acl":
                return None
            token = tokens[head]
            lemma = lemma_of(token)
            if lemma in grammar.words["undeniable"]:
                return token
            nouns = [token, *(tokens[c] for c in sentence.children[head] if tokens[c].relation == "obj")]
            doubt = next((noun for noun in nouns if lemma_of(noun) in grammar.words["doubt"]), None)
            if doubt is not None and self._is_none(sentence, doubt.index):
                return doubt
            if any(o.speech and o.polarity for o in grammar.operators_of(lemma, "VERB")):
                ways = [tokens[c] for c in sentence.children[head] if tokens[c].relation == "aux"]
                if token.relation in ("xcomp", "csubj"):
                    ways.append(tokens[token.head])
                able = [way for way in ways if {lemma_of(way), form_of(way)} & grammar.words["able"]]
                refused = [place for way in able for place in (way.index, head)]
                if any(is_negated(sentence, place, grammar) for place in refused):
                    return token
                if any(lemma_of(way) in grammar.words["hardly"] for way in ways):
                    return token
        return None

    def _is_none(self, sentence: Sentence, index: int) -> bool:
        """Whether there is none of what the word at `index` says, or next to none: "little doubt"."""
        below = (form_of(sentence.tokens[child]) for child in sentence.children[index])
        scarce = not self._grammar.forms["scarce"].isdisjoint(below)
        return scarce or is_negated(sentence, index, self._grammar)

    def _kept_from(self, sentence: Sentence, index: int) -> bool:
        """Whether the verb at `index` tells an aim alone: "so that it would not"."""
        token = sentence.tokens[index]
        if token.relation not in ("advcl", "obl") or token.pos != "VERB" or self._is_done(sentence, index):
            return False
        marks = {
            form_of(sentence.tokens[below])
            for child in sentence.children[index]
            if sentence.tokens[child].relation == "mark"
            for below in sentence.subtree(child)
        }
        return bool(marks & self._grammar.forms["purpose"])

    def _is_done(self, sentence: Sentence, index: int) -> bool:
        """Whether the verb at `index` tells what was before, a reason and no aim: "pour avoir livré"."""
        below = (sentence.tokens[child] for child in sentence.children[index])
        perfect = (token for token in below if token.relation == "aux" and not token.dep.endswith("pass"))
        participle = sentence.tokens[index].morph.get("VerbForm") == "Part"
        return participle and any(token.morph.get("VerbForm") in ("Inf", "Ger", "Part") for token in perfect)

    def _told_not_to(self, sentence: Sentence, index: int) -> bool:
        """Whether somebody is only warned not to do what the verb at `index` says: "warned Iran not to sell",
        "warned Serbia that it should not buy".
        """
        verb = sentence.tokens[index]
        own = [sentence.tokens[child] for child in sentence.children[index]]
        wanted = verb.morph.get("VerbForm") == "Inf" or any(
            form_of(token) in self._grammar.forms["demand"] for token in own if token.relation == "aux"
        )
        if not wanted or not is_negated(sentence, index, self._grammar):
            return False
        return any(self._warns(sentence, head) for _, head in governors(sentence, index))

    def _seeming(self, sentence: Sentence) -> bool:
        """Whether all that looks like negation in the sentence denies nothing ("not for the first time")."""
        grammar = self._grammar
        if any(o.polarity for t in sentence.tokens for o in _operators(grammar, sentence, t)):
            return False
        words = [form_of(token) for token in sentence.tokens]
        seeming: set[int] = set()
        for phrase in grammar.seeming:
            for start in range(len(words) - len(phrase) + 1):
                if tuple(words[start : start + len(phrase)]) == phrase:
                    seeming.update(range(start, start + len(phrase)))
        negators = {n for n in range(len(words)) if negates(sentence, n, grammar)}
        if negators:
            return negators <= seeming
        first = next((n for n, word in enumerate(words) if word in grammar.forms["exceptive_first"]), None)
        return first is not None and any(
            is_exceptive(token, grammar) for token in sentence.tokens[first + 1 :]
        )

    def nothing(self, word: Span) -> Span | None:
        """The word that says that no goods at all were handed over: "has sold nothing", "n'a rien reçu"."""
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        below = (sentence.tokens[child] for child in sentence.children[index])
        told = (t for t in below if t.relation in _GOODS and form_of(t) in self._grammar.forms["nothing"])
        return next((Span(token.start, token.end) for token in told), None)

    def denies(self, stretch: Span) -> bool:
        """Whether any word of the sentences at `stretch` can deny something."""
        grammar = self._grammar
        baseless, purpose = grammar.words["baseless"], grammar.forms["purpose"]
        for sentence in self._parsed:
            if not sentence.span.overlaps(stretch):
                continue
            words = [form_of(token) for token in sentence.tokens]
            for token in sentence.tokens:
                operators = _operators(grammar, sentence, token)
                if negates(sentence, token.index, grammar) or lemma_of(token) in grammar.negation:
                    return True
                if negated_alone(sentence, token.index, grammar) is not None:
                    return True
                if {form_of(token), lemma_of(token)} & baseless or form_of(token).startswith(grammar.hinting):
                    return True
                if form_of(token) in purpose and not self._is_done(sentence, token.head):
                    return True
                if any(operator.polarity or operator.reticent for operator in operators):
                    return True
                ahead = words[token.index :]
                if any(tuple(ahead[: len(phrase)]) == phrase for phrase in grammar.avoiding):
                    return True
        return False

    def dismissed(self, word: Span) -> bool:
        """Whether the sentence of `word` calls something baseless: "pure fiction", "a lie"."""
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, baseless = found[0], self._grammar.words["baseless"]
        for token in sentence.tokens:
            if token.pos == "VERB" or not {form_of(token), lemma_of(token)} & baseless:
                continue
            above = lemma_of(sentence.tokens[token.head])
            described = token.relation == "amod" and above not in self._grammar.words["charge"]
            if not described and not is_negated(sentence, token.index, self._grammar):
                return True  # and not "false papers"
        return False

    def called_false(self, word: Span) -> bool:
        """Whether the words are a report that the sentence calls false, or tell whose it is: who vouches is
        somebody else ("the claim of Oslo that … is false, the minister said").
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        inside = [token for token in sentence.tokens[index:] if token.start < word.end]
        return any(
            self._false_report(sentence, place) for token in inside for place in (token.index, token.head)
        ) or any(self._spreads(sentence, token) for token in inside)

    def _spreads(self, sentence: Sentence, token: Token) -> bool:
        """Whether the word is who spreads what the sentence calls false: "bloggers spread fake news that"."""
        verb = token.head
        if (
            token.relation != "nsubj"
            or lemma_of(sentence.tokens[verb]) not in self._grammar.words["spreading"]
        ):
            return False
        news = objects_of(sentence, verb)
        return any(called_baseless(sentence, noun, self._grammar) is not None for noun in news)

    def cited_beside(self, word: Span) -> bool:
        """Whether the words are who told before what the sentence now denies: "denied that it had sold any,
        as a paper had reported".
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        inside = [token.index for token in sentence.tokens[index:] if token.start < word.end]
        for child, verb in (pair for place in inside for pair in governors(sentence, place)):
            token = sentence.tokens[verb]
            marks = {
                form_of(sentence.tokens[c])
                for c in sentence.children[verb]
                if sentence.tokens[c].relation in ("mark", "case", "advmod")
            }
            if sentence.tokens[child].relation == "nsubj" and token.relation == "advcl":
                return bool(marks & self._grammar.forms["as_told"])
        return self._inverted(sentence, index)

    def _inverted(self, sentence: Sentence, index: int) -> bool:
        """Whether what begins at `index` stands behind a verb of speech that takes up what was denied before:
        "comme l'affirme un rapport", "ce que soutient Oslo". The parser often takes the verb for a noun's.
        """
        before = list(reversed(sentence.tokens[:index]))
        while before and before[0].pos == "DET":
            del before[0]
        if not before or before[0].pos != "VERB" or not self._grammar.reports(before[0]):
            return False
        words = list(takewhile(lambda token: token.pos in _UNSTRESSED, before[1:]))
        first, *further = before[len(words) + 1 :] or [before[-1]]
        told_before = any(token.pos == "VERB" for token in further)
        taking_up = self._grammar.forms["as_told"] | self._grammar.forms["content_pronoun"]
        return told_before and any(form_of(token) in taking_up for token in (*words, first))

    def _false_report(self, sentence: Sentence, index: int) -> bool:
        token = sentence.tokens[index]
        above = lemma_of(sentence.tokens[token.head])
        return lemma_of(token) in self._grammar.words["charge"] and any(
            operator.polarity for operator in self._grammar.operators_of(above, "ADJ")
        )

    def shown(self, word: Span) -> Span | None:
        """The clause that says what the evidence at `word` is of: "no proof that a deal was signed"."""
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        token = sentence.tokens[index]  # "signed" is no sign
        operators = _operators(self._grammar, sentence, token)
        if not any(operator.evidence and operator.pos == token.pos for operator in operators):
            return None
        for child in sentence.children[index]:
            if sentence.tokens[child].relation in CLAUSES:
                words = sorted(sentence.subtree(child))
                return span_of(sentence, words)
        return None


def _asks(sentence: Sentence) -> bool:
    return any(token.text == "?" for token in sentence.tokens[-2:])


def _is_turned(sentence: Sentence, index: int) -> bool:
    """Whether the verb's subject stands behind its auxiliary, or a pronoun for it behind the verb: "Has
    Serbia sent", "la Serbie a-t-elle livré", "la Serbie livre-t-elle".
    """
    below = [sentence.tokens[child] for child in sentence.children[index]]
    first = next((token for token in below if token.relation in ("aux", "cop")), sentence.tokens[index])
    subjects = (token for token in below if token.relation in ("nsubj", "expl"))
    return any(
        token.index > first.index and (first.index != index or token.pos == "PRON") for token in subjects
    )


def _operators(grammar: Grammar, sentence: Sentence, token: Token) -> Iterator[Operator]:
    """What the tables know of the word by itself and with the one behind it ("ruled out")."""
    lemma = lemma_of(token)
    behind = sentence.tokens[token.index + 1 : token.index + 2]
    for words in (lemma, *(f"{lemma} {form_of(particle)}" for particle in behind)):
        for pos in ("VERB", "NOUN", "ADJ"):
            yield from grammar.operators_of(words, pos)


def _not_concluded(fact: Factuality) -> bool:
    """Whether the verb that tells of a deal is negated itself: "n'a pas encore signé le contrat d'achat"."""
    (rule, negator), (stage, verb) = (fact.rules.get(slot, ("", None)) for slot in ("polarity", "stage"))
    if negator is None or verb is None:
        return False
    told = stage.startswith("operator:") and fact.stage is Stage.AGREED
    return rule == "negation" and told and negator.head == verb.index
