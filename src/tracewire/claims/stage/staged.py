"""How far has come what a mark tells, and how surely is it told, where the grammar knows it better?

The model learnt the usual wordings, and is turned about by the rarer tenses: by the future that somebody
told in the past ("a annoncé que des chars seraient livrés"), by what is under way, by the French "auront été
remis" of what is done. The parse tells these apart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tracewire.claims.stage.factuality import SENT
from tracewire.claims.stage.moods import future_in_past, has_effect, mood
from tracewire.claims.stage.negation import is_negated
from tracewire.claims.text.frames import is_passive
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import (
    ParsedText,
    auxiliaries,
    governors,
    objects_of,
    phrases_of,
    subject_words,
    touches,
)
from tracewire.marks import Mark
from tracewire.model import DEALINGS, Certainty, Kind, Polarity, Sentence, Span, Stage, Token

__all__ = ["Staged"]

_AHEAD: Final = frozenset({Stage.SOUGHT, Stage.PLANNED, Stage.AGREED})
"""The stages of a dealing of which nothing has left yet."""
_ASKED_INTO: Final = frozenset({"obj", "obl", "nmod", "acl"})
"""The relations of what an inquiry is about: "investigates the sale", "a report that it was sold"."""
_TRIED: Final = frozenset({"xcomp", "acl", "nmod", "obl", "obj", "advcl"})
"""The relations of what somebody tries or favours: "conspired to sell", "in favour of sending"."""
_MENTIONED: Final = frozenset({"obj", "obl"})
"""The relations of what somebody mentions: "évoque des stocks", "fait état de stocks"."""

_OPENS: Final = 5
"""Words at the head of a clause that can hold its conjunction ("as soon as")."""


class Staged:
    """The parsed sentences of a document, asked about words in them by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar

    def read(self, mark: Mark, *, ahead: bool) -> Mark:
        """The mark at the stage and with the certainty that its sentence tells. `ahead` says that its date is
        after the report.
        """
        found = self._parsed.find(mark.trigger)
        if found is None:
            return mark
        if mark.kind is Kind.STOCK:
            return self._stock(*found, mark)
        if mark.kind not in DEALINGS or mark.polarity is Polarity.DENIED:
            return mark
        speech = future_in_past(*found, self._grammar)
        if speech is not None:
            return self._announced(*found, mark, speech)
        if has_effect(*found, self._grammar):
            return self._done(*found, mark)
        stage = self._stage(*found, mark, ahead=ahead)
        mark = mark if stage is None else replace(mark, stage=stage)
        return self._doubted(*found, mark)

    # -- stocks ----------------------------------------------------------------------------------------

    def _stock(self, sentence: Sentence, index: int, mark: Mark) -> Mark:
        """Arms that somebody "no longer has" are used up; those that they "will have" from a supplier are a
        transfer to come. Those that they will run out of are few, and a stock that a paper only mentions is
        there.
        """
        if mark.stage is Stage.DEPLETED and mark.polarity is Polarity.AFFIRMED:
            return replace(mark, stage=Stage.LOW) if self._to_run_out(sentence, index) else mark
        if mark.stage is Stage.LOW and self._only_mentioned(sentence, index):
            return replace(mark, stage=Stage.HELD)
        if mark.stage is not Stage.HELD:
            return mark
        if mark.polarity is Polarity.DENIED:
            gone = self._phrase_near(sentence, index, "no_more")
            return replace(mark, stage=Stage.DEPLETED, polarity=Polarity.AFFIRMED) if gone else mark
        coming = mood(sentence, index, self._grammar) == "future" and mark.roles["supplier"]
        if not coming or is_negated(sentence, index, self._grammar):
            return mark
        return replace(mark, kind=Kind.TRANSFER, stage=Stage.PLANNED, certainty=Certainty.CERTAIN)

    def _to_run_out(self, sentence: Sentence, index: int) -> bool:
        """Whether the arms are still to be used up: "will run out", "has a month before it runs out"."""
        below = (sentence.tokens[child] for child in sentence.children[index])
        marks = (form_of(token) for token in below if token.relation == "mark")
        ahead = not self._grammar.forms["before"].isdisjoint(marks)
        return ahead or mood(sentence, index, self._grammar) == "future"

    def _only_mentioned(self, sentence: Sentence, index: int) -> bool:
        """Whether somebody speaks of the stock at `index` and says nothing of how much is left: "fait état de
        stocks de 500 tonnes", and not "de stocks presque vides".
        """
        token, told = sentence.tokens[index], frozenset({"ADJ", "ADV", "VERB"})
        above = sentence.tokens[token.head]
        said = sentence.tokens[above.index + 1 : index]
        phrases = {lemma_of(above), *(f"{lemma_of(above)} {form_of(word)}" for word in said)}
        mentions = self._grammar.reports(above) or not phrases.isdisjoint(self._grammar.words["mentioning"])
        below = (sentence.tokens[child] for child in sentence.children[index])
        plain = all(word.pos not in told for word in below) and not is_negated(
            sentence, above.index, self._grammar
        )
        return token.pos == "NOUN" and token.relation in _MENTIONED and mentions and plain

    def _phrase_near(self, sentence: Sentence, index: int, name: str) -> bool:
        """Whether one of the phrases stands right before the verb at `index` or right behind it."""
        words = [form_of(token) for token in sentence.tokens]
        return any(
            words[start : start + len(phrase.split())] == phrase.split()
            for phrase in self._grammar.forms[name]
            for start in range(max(0, index - len(phrase.split())), index + 2)
        )

    # -- stages ----------------------------------------------------------------------------------------

    def _announced(self, sentence: Sentence, index: int, mark: Mark, speech: Token) -> Mark:
        """What somebody told in the past to be done later: a supplier's firm word is agreed, an arrival
        planned, as with a plain future (guide, rulings), and told as surely as the speech.
        """
        verb = sentence.tokens[index]
        meant = self._grammar.predicates_of(lemma_of(verb), "VERB")
        gives = any(predicate.frame == "give" and predicate.stage in SENT for predicate in meant)
        if mark.stage in SENT | {Stage.PLANNED}:
            firm = gives and not is_passive(sentence, index)
            mark = replace(mark, stage=Stage.AGREED if firm else Stage.PLANNED)
        if mark.certainty is Certainty.POSSIBLE:
            words = self._grammar.operators_of(lemma_of(speech), "VERB")
            sure = next((word.certainty for word in words if word.certainty), Certainty.CERTAIN)
            mark = replace(mark, certainty=sure)
        return mark

    def _stage(self, sentence: Sentence, index: int, mark: Mark, *, ahead: bool) -> Stage | None:
        """The stage that the grammar gives the mark, if it gives one."""
        if mark.stage in SENT | {Stage.PLANNED} and self._under_way(sentence, index):
            return Stage.SHIPPED
        if mark.stage in SENT | {Stage.AGREED} and self._waited_for(sentence, index):
            return Stage.PLANNED
        if mark.stage in _AHEAD and not ahead and self._taken_stock(sentence, index):
            return Stage.DELIVERED
        if mark.stage in SENT | {Stage.AGREED} and self._commanded(sentence, index, mark):
            return Stage.PLANNED
        if mark.stage is Stage.AGREED and self._put_into_service(sentence, index):
            return Stage.DELIVERED
        if mark.stage in SENT and self._to_be_fitted(sentence, index):
            return Stage.PLANNED
        if mark.stage in SENT | {Stage.AGREED} and self._only_tried(sentence, index):
            return Stage.SOUGHT if self._gets(sentence.tokens[index]) else Stage.PLANNED
        if mark.stage in SENT and self._only_due(sentence, index):
            return Stage.PLANNED
        if mark.stage in SENT | {Stage.AGREED} and self._negotiated(sentence, index):
            return Stage.SOUGHT if self._gets(sentence.tokens[index]) else Stage.PLANNED
        if mark.stage in SENT and self._pledged(sentence, index):
            return Stage.AGREED
        return None

    def _under_way(self, sentence: Sentence, index: int) -> bool:
        """Whether goods are being moved just now: "are being delivered", "en cours de livraison"."""
        token = sentence.tokens[index]
        if lemma_of(token) not in self._grammar.words["conveying"]:
            return False
        words = [form_of(t) for t in sentence.tokens[:index]]
        phrases = (phrase.split() for phrase in self._grammar.forms["under_way"])
        if any(words[-len(phrase) :] == phrase for phrase in phrases):
            return True
        below = [sentence.tokens[child] for child in sentence.children[index]]
        present = [t.dep for t in below if t.relation == "aux" and t.morph.get("Tense") == "Pres"]
        if "aux:pass" in present and lemma_of(token) in self._grammar.words["moving"]:
            return True
        return bool(present) and any(form_of(t) in self._grammar.forms["being"] for t in below)

    def _negotiated(self, sentence: Sentence, index: int) -> bool:
        """Whether the dealing is only talked about, as its clause says: "the sale is under negotiation", "est
        à l'étude".
        """
        token = sentence.tokens[index]
        if token.pos != "NOUN" or token.relation != "nsubj":
            return False
        behind = max(sentence.subtree(index))
        told = [form_of(sentence.tokens[i]) for i in sorted(sentence.subtree(token.head)) if i > behind]
        words = " ".join(told).replace("' ", "'")
        return any(f" {phrase} " in f" {words} " for phrase in self._grammar.forms["under_negotiation"])

    def _waited_for(self, sentence: Sentence, index: int) -> bool:
        """Whether something to come waits for it: "will give tanks once it has received radars", "dès qu'elle
        aura reçu"; and not "after it received them".
        """
        tokens, token = sentence.tokens, sentence.tokens[index]
        if token.relation != "advcl":
            return False
        top = token.head if tokens[token.head].pos == "ADV" else index  # "as soon as it has received"
        if mood(sentence, tokens[top].head, self._grammar) != "future":
            return False
        opening = " ".join(form_of(tokens[i]) for i in sorted(sentence.subtree(top))[:_OPENS])
        opening = opening.replace("' ", "'")
        openings = (word if word.endswith("'") else f"{word} " for word in self._grammar.forms["waiting_for"])
        group = [*auxiliaries(sentence, index), token]
        past = any(t.morph.get("Tense") == "Past" and t.morph.get("VerbForm") == "Fin" for t in group)
        return not past and opening.startswith(tuple(openings))

    def _taken_stock(self, sentence: Sentence, index: int) -> bool:
        """Whether the verb stands in the future perfect, by which French sums up what is done: "auront été
        remis", "aura reçu".
        """
        if sentence.tokens[index].morph.get("VerbForm") != "Part":
            return False
        below = (sentence.tokens[child] for child in sentence.children[index])
        return any(token.dep == "aux:tense" and token.morph.get("Tense") == "Fut" for token in below)

    def _commanded(self, sentence: Sentence, index: int, mark: Mark) -> bool:
        """Whether the verb at `index`, or the one above it, commands and buys nothing: "ordered 200 tanks
        sent to Mali", said of who gives.
        """
        tokens, commanding = sentence.tokens, self._grammar.words["commanding"]
        if self._gives(tokens[index]) and tokens[index].relation in ("acl", "xcomp"):
            index = tokens[index].head
            index = tokens[index].head if tokens[index].relation == "obj" else index
        if lemma_of(tokens[index]) not in commanding or tokens[index].pos != "VERB":
            return False
        who = subject_words(sentence, index)
        if not any(touches(sentence, one.span, who) for one in mark.roles["supplier"]):
            return False
        places = [index, *objects_of(sentence, index)]
        below = (tokens[child] for place in places for child in sentence.children[place])
        return any(self._gives(token) for token in below if token.relation in ("acl", "xcomp"))

    def _put_into_service(self, sentence: Sentence, index: int) -> bool:
        """Whether who has the goods only takes them into use: "commissioned a former Japanese patrol ship",
        and not from a yard, which would be an order.
        """
        if lemma_of(sentence.tokens[index]) not in self._grammar.words["inducting"]:
            return False
        plain = not mood(sentence, index, self._grammar)
        if not plain or any(sentence.tokens[c].relation == "xcomp" for c in sentence.children[index]):
            return False  # "commissioned a yard to build"
        below = [c for place in (index, *sentence.children[index]) for c in sentence.children[place]]
        cases = (
            form_of(sentence.tokens[child]) for child in below if sentence.tokens[child].relation == "case"
        )
        return self._grammar.forms["from"].isdisjoint(cases)

    def _to_be_fitted(self, sentence: Sentence, index: int) -> bool:
        """Whether the participle tells of goods that are still to be built in: "radars supplied by Thales
        will be installed on".
        """
        token = sentence.tokens[index]
        noun = sentence.tokens[token.head]
        above = sentence.tokens[noun.head]
        if token.dep != "acl" or not is_passive(sentence, index) or noun.relation != "nsubj":
            return False
        fitted = lemma_of(above) in self._grammar.words["fitting"]
        return fitted and mood(sentence, above.index, self._grammar) == "future"

    def is_tried(self, word: Span) -> bool:
        """Whether the word tells that somebody only tries it, plots or wants it."""
        found = self._parsed.find(word)
        return found is not None and self._only_tried(*found)

    def _only_tried(self, sentence: Sentence, index: int) -> bool:
        """Whether somebody only tries, plots or wants it: "for trying to buy", "en faveur de l'envoi"."""
        token, striving = sentence.tokens[index], self._grammar.words["striving"]
        above = lemma_of(sentence.tokens[token.head])
        return lemma_of(token) in striving or (token.relation in _TRIED and above in striving)

    def _only_due(self, sentence: Sentence, index: int) -> bool:
        """Whether it is only said that somebody must give it, or can: "must supply", "all they can give", and
        not "containers that could hold".
        """
        token = sentence.tokens[index]
        if token.morph.get("VerbForm") != "Inf" or not self._gives(token):
            return False
        group = {form_of(token) for token in auxiliaries(sentence, index)}
        due = self._grammar.forms["demand"] | self._grammar.words["able"]
        return not due.isdisjoint(group) and group.isdisjoint(self._grammar.forms["perfect_auxiliary"])

    def _pledged(self, sentence: Sentence, index: int) -> bool:
        """Whether the English present tells what somebody has decided to give or to buy: "is donating a
        radar" (guide: "announces delivering" is agreed). What they "have been buying" has come.
        """
        token, group = sentence.tokens[index], auxiliaries(sentence, index)
        now = any(
            lemma_of(t) in self._grammar.forms["bound_auxiliary"] and t.morph.get("Tense") == "Pres"
            for t in group
        )
        pledging = lemma_of(token) in self._grammar.words["pledging"]
        going_on = token.morph.get("VerbForm") == "Part" and not is_passive(sentence, index)
        perfect = any(lemma_of(t) in self._grammar.forms["perfect_auxiliary"] for t in group)
        return pledging and now and going_on and not perfect

    def _gets(self, token: Token) -> bool:
        meant = self._grammar.predicates_of(lemma_of(token), "VERB")
        return any(predicate.frame == "get" for predicate in meant)

    def _gives(self, token: Token) -> bool:
        meant = self._grammar.predicates_of(lemma_of(token), "VERB")
        return any(predicate.frame == "give" for predicate in meant)

    def _done(self, sentence: Sentence, index: int, mark: Mark) -> Mark:
        """The mark at the stage that its noun tells, for certain."""
        meant = self._grammar.predicates_of(lemma_of(sentence.tokens[index]), "NOUN")
        stage = next((predicate.stage for predicate in meant if predicate.kind is mark.kind), mark.stage)
        return replace(mark, stage=stage, certainty=Certainty.CERTAIN)

    # -- certainty -------------------------------------------------------------------------------------

    def _doubted(self, sentence: Sentence, index: int, mark: Mark) -> Mark:
        """What is only looked into is possible: "investigates the sale of", "enquête sur la livraison"."""
        if mark.stage not in SENT | {Stage.PLANNED} or not self._looked_into(sentence, index):
            return mark
        meant = self._grammar.predicates_of(lemma_of(sentence.tokens[index]), "NOUN")
        stage = next((predicate.stage for predicate in meant if predicate.kind is mark.kind), mark.stage)
        certainty = Certainty.POSSIBLE if stage in SENT else mark.certainty
        return replace(mark, stage=stage, certainty=certainty)

    def _looked_into(self, sentence: Sentence, index: int) -> bool:
        """Whether somebody inquires into the noun at `index`, or into a report of the verb there. Who only
        examines a sale may weigh one to come, and who examines a report looks back.
        """
        words, reported = self._grammar.words, False
        for child, head in governors(sentence, index):
            link, above = sentence.tokens[child], sentence.tokens[head]
            reported = reported or lemma_of(link) in words["charge"]
            about = link.relation in _ASKED_INTO or link.dep == "nsubj:pass"
            if not about or (link.pos != "NOUN" and lemma_of(above) not in words["charge"]):
                return False
            inquiring = words["inquiring"] | (words["examining"] if reported else frozenset())
            if not phrases_of(sentence, above).isdisjoint(inquiring):
                return True
            if above.pos != "NOUN":
                return False
        return False
