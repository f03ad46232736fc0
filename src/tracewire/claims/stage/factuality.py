"""At which stage, how surely, and whether at all: what the words above a predicate do to it.

The chain of governing verbs, nouns and adjectives is climbed from the predicate to the root. Each link that
the operators' table knows moves the stage, lowers the certainty or flips the polarity; negation flips
whatever link it stands on; mood and tense speak for the verb that carries the statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tracewire.claims.stage.moods import future_in_past, has_effect, is_effect, mood
from tracewire.claims.stage.negation import (
    avoided,
    called_baseless,
    doubted,
    is_negated,
    negates,
    negation_of,
    nobody,
    phrase_negated,
)
from tracewire.claims.text.frames import Frame, Role, is_passive
from tracewire.claims.text.grammar import Grammar, Operator, form_of, lemma_of
from tracewire.claims.text.parsed import auxiliaries, governors, objects_of, phrases_of, subject_words
from tracewire.model import DEALINGS, Certainty, Kind, Polarity, Sentence, Stage, Token

__all__ = [
    "SENT",
    "TURNED_DOWN",
    "UNBELIEVED",
    "Factuality",
    "factuality",
]

_RANK = {Certainty.CERTAIN: 0, Certainty.PROBABLE: 1, Certainty.POSSIBLE: 2}

_AHEAD = {
    Kind.PRODUCTION: (Stage.PLANNED, Stage.SOUGHT, Stage.AGREED),
    Kind.MEASURE: (Stage.PLANNED, Stage.SOUGHT),
}
"""The stages of a governing word that make a production or a measure planned; other kinds have none."""

_COMPLEMENTS = frozenset(
    {"xcomp", "ccomp", "obj", "obl", "nmod", "acl", "csubj", "advcl", "parataxis", "nsubj", "dep", "advmod"}
)
"""The relations by which a word governs what a claim states."""


_ASKED = frozenset({"ccomp", "advcl", "xcomp", "obl", "conj", "acl"})
"""The relations of a clause that may be an indirect question."""

_KNOWN: Final = frozenset({"ccomp", "advcl"})
"""The relations of a clause that tells what somebody knows."""

_CLOSE = frozenset({"xcomp", "obj", "nmod", "acl", "obl"})
"""The relations by which a word that the tables do not know may carry what is stated: "made a delivery"."""

_HINDERED_FROM: Final = frozenset({"xcomp", "ccomp", "advcl", "obl"})
"""The relations of what somebody is hindered from: "stop it buying", "keep it from buying"."""

SENT: Final = frozenset({Stage.DELIVERED, Stage.SHIPPED})
"""The stages at which goods have left, unless mood or tense says otherwise."""

TURNED_DOWN: Final = "turned down"
"""The rule of a denial by which nothing is to come of a plan: "stop it from buying", "rejected the idea"."""

UNBELIEVED: Final = "negation:belief"
"""The rule of a denial by which somebody does not believe it, or nobody does."""


@dataclass(slots=True, kw_only=True)
class Factuality:
    """The stage, polarity and certainty of one frame, with the rules that made them so."""

    stage: Stage
    polarity: Polarity
    certainty: Certainty
    speech: list[tuple[int, Operator]] = field(
        default_factory=list
    )  # the reporting words above, nearest first
    rules: dict[str, tuple[str, Token | None]] = field(default_factory=dict)
    hypothetical: bool = False
    untold: bool = False  # the speaker will not say, or asks, whether: "declined to confirm that"
    outright: bool = False  # denied by a word that can mean nothing else: "has not seen", "it is false that"
    doubted: bool = False  # denied by a word of doubt or of belief, and so with likelihood alone
    factive: bool = False  # what denies or doubts speaks of its being known, or of its effect, alone
    unreal: bool = False  # future, possible, wanted: the words do not say that it has happened


def _is_known(sentence: Sentence, child: int, grammar: Grammar) -> bool:
    """Whether the clause at `child` tells what others than the speaker knew or did not know: "no proof that
    Bulgaria knew", "denied that it was aware".
    """
    tokens, knowing = sentence.tokens, grammar.words["knowing"]
    verb = tokens[child].head
    aware = (t for t in tokens[verb + 1 : child] if t.pos == "ADJ" and lemma_of(t) in knowing)
    known = lemma_of(tokens[verb]) in knowing or any(aware)
    own = {form_of(tokens[place]) for place in subject_words(sentence, verb)}
    return known and own.isdisjoint(grammar.attribution.first_person)


def _told_in_relative(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the relative clause at `index` tells what its noun reports ("charges according to which"), or
    what somebody is for or against ("s'oppose à ce que").
    """
    tokens = sentence.tokens
    below = [tokens[child] for child in sentence.children[index]]
    objects = [token for token in below if token.relation == "obj"]
    if form_of(tokens[tokens[index].head]) in grammar.forms["content_pronoun"]:
        return any(tokens[c].relation == "case" for c in sentence.children[tokens[index].head])
    above, charges = tokens[tokens[index].head], grammar.words["charge"] | grammar.words["baseless"]
    return not charges.isdisjoint((lemma_of(above), form_of(above))) and (
        any(form_of(tokens[under]) in grammar.forms["content_relative"] for under in sentence.subtree(index))
        or any(token.relation == "mark" for token in below)
        # "reports that Iran sent missiles": the verb has another object, so that "that" is none
        or (len(objects) > 1 and form_of(objects[0]) in grammar.forms["relative_object"])
    )


def _word_certainties(
    sentence: Sentence, frame: Frame, grammar: Grammar, chain: list[int]
) -> Iterator[tuple[Certainty, Token]]:
    tokens = sentence.tokens
    words = [t.text.lower() for t in tokens]
    for forms, certainty in grammar.adverbs:
        for start in range(len(words) - len(forms) + 1):
            if tuple(words[start : start + len(forms)]) != forms:
                continue
            token = tokens[start]
            near = (
                token.head in chain
                or token.index in chain
                or any(h in chain for h in list(sentence.ancestors(token.index))[:2])
            )
            attached = near or abs(token.index - frame.index) <= 2
            if attached:
                yield certainty, token


def factuality(frame: Frame, grammar: Grammar) -> Factuality:
    """What the sentence makes of the event of `frame`.

    An event is told as the predicate has it, affirmed and certain. First speak the words of its own verb
    group: negation, mood, modals. Then each word above it, up to the root or to a clause that does not tell
    of it, does to it what its operator says: the outermost stage wins, the least certainty counts, and what
    an odd number of words denies is denied. Adverbs near the words that were passed lower the certainty last.
    """
    climb = _Climb(frame, grammar)
    climb.begin()
    for child, head in governors(frame.sentence, frame.index):
        if not climb.pass_to(child, head):
            break
    return climb.conclude()


class _Climb:
    """The way from a predicate to the root of its sentence, with what the words on it have done so far."""

    def __init__(self, frame: Frame, grammar: Grammar) -> None:
        predicate = frame.predicate
        self._frame = frame
        self._grammar = grammar
        self._sentence = frame.sentence
        self._tokens = frame.sentence.tokens
        self._transferlike = predicate.kind in DEALINGS
        self._getting = predicate.roles.get("subject") == Role.RECIPIENT and predicate.frame in (
            "get",
            "ask",
            "deal",
        )
        self._flips = 0
        self._turned = False  # a word above turns the event down: "stop it from"
        self._chain = [frame.index]
        self._kept_back = -1  # the last word above under which a denial says neither yes nor no
        # Under a word of beginning, of managing, of saying: what an infinitive there says is said.
        self._bound = False
        self._reported = any(
            operator.speech
            for _, head in governors(frame.sentence, frame.index)
            for operator in grammar.operators_of(lemma_of(self._tokens[head]), "VERB")
        )
        self._result = Factuality(
            stage=predicate.stage, polarity=Polarity.AFFIRMED, certainty=Certainty.CERTAIN
        )
        self._result.rules["stage"] = (predicate.rule, self._tokens[frame.index])

    # -- what a word does ------------------------------------------------------------------------------

    def _lower(self, certainty: Certainty, rule: str, token: Token | None) -> None:
        if _RANK[certainty] > _RANK[self._result.certainty]:
            self._result.certainty = certainty
            self._result.rules["certainty"] = (rule, token)

    def _move(self, stage: Stage | None, rule: str, token: Token | None) -> None:
        if stage is None:
            return
        if self._transferlike:
            self._result.stage = stage
            self._result.rules["stage"] = (rule, token)
        elif stage in _AHEAD.get(self._frame.predicate.kind, ()):
            self._result.stage = Stage.PLANNED
            self._result.rules["stage"] = (rule, token)

    def _flip(self, rule: str, token: Token | None, *, outright: bool = False) -> None:
        if token is not None and self._result.rules.get("polarity", ("", None))[1] is token:
            return  # "the reports are false" denies once, however it is found
        self._flips += 1
        self._result.outright = self._result.outright or outright
        self._result.rules["polarity"] = (rule, token)

    def _leave_untold(self) -> None:
        self._result.untold = self._result.hypothetical = True

    # -- the verb group --------------------------------------------------------------------------------

    def _verb_group(self, index: int) -> None:
        """What mood, tense and modals of the verb at `index` say of the event."""
        self._mood(index)
        self._modals(index)

    def _mood(self, index: int) -> None:
        kind = mood(self._sentence, index, self._grammar)
        token = self._tokens[index]
        sent = self._result.stage in SENT
        if kind == "future" or future_in_past(self._sentence, index, self._grammar) is not None:
            self._look_ahead(index)
        elif kind == "conditional perfect":
            self._lower(Certainty.POSSIBLE, "mood:reportive conditional", token)
        elif kind == "conditional":
            if self._transferlike and sent and lemma_of(token) not in self._grammar.forms["obligation"]:
                self._move(Stage.PLANNED, "mood:conditional", token)
            if not self._reported:
                self._lower(Certainty.POSSIBLE, "mood:conditional", token)
        elif kind == "would" and sent:
            self._move(Stage.SOUGHT if self._getting else Stage.PLANNED, "mood:would", token)

    def _look_ahead(self, index: int) -> None:
        """Note that a supplier's firm "will send" is agreed, a scheduled arrival planned (guide, rulings)."""
        predicate = self._frame.predicate
        passive = self._frame.passive or predicate.frame in ("arrive", "depart")
        firm = not passive and not self._getting and predicate.stage in SENT
        self._move(Stage.AGREED if firm else Stage.PLANNED, "mood:future", self._tokens[index])

    def _modals(self, index: int) -> None:
        """English modals and "to" infinitives of the verb itself."""
        group = auxiliaries(self._sentence, index)
        perfect = any(lemma_of(t) in self._grammar.forms["perfect_auxiliary"] for t in group)
        for child in group:
            for operator in self._grammar.operators_of(lemma_of(child), "VERB"):
                if operator.certainty:
                    self._lower(operator.certainty, operator.rule, child)
                    if not perfect and self._result.stage in SENT:
                        self._move(operator.stage, operator.rule, child)

    # -- where the climb begins ------------------------------------------------------------------------

    def begin(self) -> None:
        """What the predicate's own clause makes of it."""
        index = self._frame.index
        asked = self._open_question(index)
        self._result.untold = asked and not self._weighed()
        demanded = any(
            form_of(token) in self._grammar.forms["demand"] for token in auxiliaries(self._sentence, index)
        )
        if asked or demanded:
            self._result.hypothetical = True
        self._own_negation()
        self._verb_group(index)

    def _open_question(self, index: int) -> bool:
        """Whether the clause at `index` only asks: "could not say whether any had been sent"."""
        children = (self._tokens[child] for child in self._sentence.children[index])
        marks = {form_of(token) for token in children if token.relation == "mark"}
        return bool(marks & self._grammar.forms["question"])

    def _weighed(self) -> bool:
        """Whether somebody considers doing it: "weighs whether to send"."""
        above = self._tokens[self._tokens[self._frame.index].head]
        return (
            above.pos in ("VERB", "AUX")
            and lemma_of(above) not in self._grammar.forms["asking"]
            and any(o.stage for o in self._grammar.operators_of(lemma_of(above), "VERB"))
        )

    def _own_negation(self) -> None:
        """The negation of the predicate, or else the first of a phrase that it governs ("no missiles")."""
        short_of = avoided(self._sentence, self._frame.index, self._grammar)
        if short_of is not None:
            self._flip("negation:avoided", short_of, outright=True)
            return
        negator = negation_of(self._sentence, self._frame.index, self._grammar)
        if negator is not None:
            self._flip("negation", negator)
            return
        for role in (Role.ITEM, Role.SUPPLIER, Role.RECIPIENT):
            for mention in self._frame.mentions(role):
                word = phrase_negated(mention, self._sentence, self._grammar)
                if word is not None:
                    self._flip("negation:phrase", word)
                    return

    # -- the words above -------------------------------------------------------------------------------

    def pass_to(self, child: int, head: int) -> bool:
        """Let the word at `head`, which governs `child`, do what it does; whether the climb goes on there."""
        link, above = self._tokens[child], self._tokens[head]
        relation = link.relation
        if relation in _KNOWN and _is_known(self._sentence, child, self._grammar):
            self._result.factive = True
            return False
        if relation in _ASKED and self._open_question(child):
            self._result.hypothetical = True
        self._charge(child)
        if relation == "conj":
            self._joined(child, head)
            # "Doubted that Russia would veto it, and said that": what is said is not doubted for that
            return not any(operator.speech for operator in self._of(link))
        doubt = doubted(self._sentence, child, self._grammar)
        if doubt is not None:
            self._doubt("doubted", doubt, outright=self._is_own(child))
        elif link.dep.startswith("acl:relcl") and not _told_in_relative(self._sentence, child, self._grammar):
            return False
        if self._turned_down(child, head):
            self._turn_down(head)
            return True
        operators = self._operators(link, above)
        wish = self._wish(child, head) if relation == "advcl" else None
        if wish is not None:
            self._governed(link, wish, self._of(wish))
            if wish is above:
                return True
        elif relation == "advcl" and not (self._tells_of(child) or any(o.phrasal for o in operators)):
            return False
        plain_subject = relation == "nsubj" and not link.dep.endswith("pass")
        if plain_subject and above.pos in ("VERB", "AUX", "ADJ", "NOUN"):
            self._subject(child, head)
            return True
        complement = relation in _COMPLEMENTS
        if complement:
            self._reticence(child, head, operators)
        if operators and complement:
            self._governed(link, above, operators)
        elif relation in _CLOSE and above.pos in ("NOUN", "VERB", "AUX", "ADJ"):
            self._carried(link, above)
        return True

    def _turned_down(self, child: int, head: int) -> bool:
        """Whether the word at `head` says that nothing is to come of what is told at `child`: "stop Syria
        from buying", and not "stop buying"; "rejected the idea of".
        """
        link, above, words = self._tokens[child], self._tokens[head], self._grammar.words
        if lemma_of(link) in words["intention"]:
            rejects = not words["rejecting"].isdisjoint(phrases_of(self._sentence, above))
            return rejects and link.relation in ("obj", "nsubj") and _is_finite(self._sentence, above)
        if link.pos != "VERB" or link.relation not in _HINDERED_FROM:
            return False
        below = [self._tokens[c] for c in self._sentence.children[child]]
        others = objects_of(self._sentence, head) or any(t.relation == "nsubj" for t in below)
        if not others and not is_passive(self._sentence, head):
            return False
        kept = any(form_of(t) in self._grammar.forms["kept_from"] for t in below if t.relation == "mark")
        return lemma_of(above) in words["hindering"] or (kept and lemma_of(above) in words["keeping"])

    def _turn_down(self, head: int) -> None:
        """Deny what is turned down, unless the word for that is negated itself: "did not prevent"."""
        self._turned = True
        self._flip(TURNED_DOWN, self._tokens[head], outright=True)
        negator = negation_of(self._sentence, head, self._grammar)
        if negator is not None:
            self._flip("negation", negator)
        self._chain.append(head)

    def _doubt(self, rule: str, token: Token, *, outright: bool) -> None:
        """Deny what is hardly so, or what nobody believes."""
        self._flip(rule, token, outright=outright)
        self._result.doubted = True
        self._lower(Certainty.PROBABLE, rule, token)

    def _is_own(self, child: int) -> bool:
        """Whether the clause at `child` tells the event itself, or the deal by which it is to come: "that it
        sold", "that it has agreed to sell".
        """
        index = self._frame.index
        token, above = self._tokens[index], self._tokens[child]
        if child == index:
            return True
        if token.head != child or token.relation not in ("xcomp", "obj"):
            return False
        deals = any(o.stage and not o.polarity for o in self._of(above))
        return deals or (token.relation == "obj" and lemma_of(above) in self._grammar.words["light"])

    def _charge(self, child: int) -> None:
        """A report that the sentence only mentions ("claims that"), or calls false ("the hoax about")."""
        link, words = self._tokens[child], self._grammar.words
        reports = [child] if child != self._frame.index else []
        if link.relation == "ccomp":  # "spread false information that": the clause may hang on the verb
            reports += [noun for noun in objects_of(self._sentence, link.head) if noun < child]
        for noun in map(self._tokens.__getitem__, reports):
            charges = words["charge"] | words["baseless"]
            if noun.pos not in ("NOUN", "PROPN") or charges.isdisjoint((lemma_of(noun), form_of(noun))):
                continue
            word = called_baseless(self._sentence, noun.index, self._grammar) or self._rejected(noun)
            if word is not None:
                self._flip("called baseless", word, outright=True)
            elif noun is link:
                self._lower(Certainty.POSSIBLE, "report of it", link)

    def _rejected(self, report: Token) -> Token | None:
        """The verb by which somebody rejects the report, if one does: "a repoussé les accusations"."""
        above = self._tokens[report.head]
        rejects = not self._grammar.words["rejecting"].isdisjoint(phrases_of(self._sentence, above))
        done_to = report.relation == "obj" or report.dep == "nsubj:pass"
        denied = rejects and done_to and not is_negated(self._sentence, above.index, self._grammar)
        return above if denied else None

    def _joined(self, child: int, head: int) -> None:
        """A second verb shares the first one's negation only with neither/nor; what governs both goes on."""
        below = (self._tokens[c] for c in self._sentence.children[child])
        joined = {token.text.lower() for token in below if token.relation == "cc"}
        if joined & self._grammar.words["neither_nor"] and not self._flips:
            negator = negation_of(self._sentence, head, self._grammar)
            if negator is not None:
                self._flip("negation:shared", negator)

    def _wish(self, child: int, head: int) -> Token | None:
        """The word of a wish or of talks whose aim the clause at `child` tells: "interested in concluding",
        "expressed interest in signing".
        """
        below = (self._tokens[c] for c in self._sentence.children[child])
        if not any(t.relation == "mark" and form_of(t) in self._grammar.forms["aim_mark"] for t in below):
            return None
        places = [head, *(noun for noun in objects_of(self._sentence, head) if noun < child)]
        words = map(self._tokens.__getitem__, places)
        return next((word for word in words if any(o.with_get for o in self._of(word))), None)

    def _of(self, word: Token) -> Sequence[Operator]:
        return self._grammar.operators_of(lemma_of(word), _part_of_speech(word))

    def _tells_of(self, child: int) -> bool:
        """Whether what governs the clause at `child` speaks of it: "came to deliver", "by sending"."""
        below = (self._tokens[c] for c in self._sentence.children[child])
        marks = {token.text.lower() for token in below if token.relation == "mark"}
        if marks & self._grammar.forms["condition"]:
            self._result.hypothetical = True
        infinitive = self._tokens[child].morph.get("VerbForm") == "Inf"
        return infinitive or bool(marks & self._grammar.forms["gerund_mark"])

    def _subject(self, child: int, head: int) -> None:
        """A verb whose subject is the event: "the deliveries will begin", "the shipment did not happen"."""
        link, above = self._tokens[child], self._tokens[head]
        own = child == self._frame.index
        if own and has_effect(self._sentence, child, self._grammar):
            return  # "this delivery could strain relations"
        negator = negation_of(self._sentence, head, self._grammar)
        if own and negator is not None and is_effect(self._sentence, head, self._grammar):
            self._result.factive = True  # "the delivery has not affected"
        elif own and negator is not None:
            self._flip("negation", negator)
        if not own and lemma_of(link) not in self._grammar.words["charge"]:
            for operator in self._grammar.operators_of(lemma_of(above), "ADJ"):
                if operator.polarity:  # "to claim that … is false"
                    self._flip(operator.rule, above, outright=True)
        self._verb_group(head)
        self._chain.append(head)

    def _operators(self, link: Token, above: Token) -> Sequence[Operator]:
        """What the tables know of `above`, with its particle if it has one, as a word that governs `link`."""
        part = _part_of_speech(above)
        behind = self._tokens[above.index + 1 : above.index + 2]
        if behind and behind[0].head == above.index and behind[0].relation in ("compound", "advmod"):
            phrasal = self._grammar.operators_of(f"{lemma_of(above)} {form_of(behind[0])}", part)
            if phrasal:
                return phrasal
        operators = self._grammar.operators_of(lemma_of(above), part)
        if not operators and link.relation == "ccomp":  # what governs a clause is a verb, whatever its tag
            operators = self._grammar.operators_of(lemma_of(above), "VERB")
        if link.relation == "parataxis" and operators and not operators[0].speech:
            return ()
        return operators

    def _reticence(self, child: int, head: int, operators: Sequence[Operator]) -> None:
        """Who "declined to confirm that" or "stopped short of saying that" says neither yes nor no."""
        if any(o.speech for o in operators) and avoided(self._sentence, head, self._grammar):
            self._leave_untold()
        reticent = any(o.reticent for o in operators)
        under_reticent = child == self._kept_back
        if reticent or under_reticent:
            baseless = lemma_of(self._tokens[head]) in self._grammar.words["baseless"]
            refused = under_reticent and not baseless and any(o.polarity for o in operators)
            negated = is_negated(self._sentence, head, self._grammar)
            of_none = self._tokens[child].relation == "obj" and is_negated(
                self._sentence, child, self._grammar
            )
            if refused or negated or of_none:  # "has announced no sale"
                self._leave_untold()
            self._kept_back = head if reticent else -1

    def _governed(self, link: Token, above: Token, operators: Sequence[Operator]) -> None:
        """A word of the operators' table does to the event what the table says, and so does its negation."""
        head = above.index
        negator = negation_of(self._sentence, head, self._grammar)
        denies = any(o.speech and o.polarity for o in operators)
        if denies and is_negated(self._sentence, head, self._grammar):
            self._leave_untold()  # "has not denied that"
        for operator in operators:
            self._bound = self._bound or operator.evidence or operator.speech or operator.phase
            if operator.speech:
                self._result.speech.append((head, operator))
            if operator.evidence and not operator.speech:
                phrase = negator or self._negative_below(head)
                if phrase is not None:
                    self._flip(operator.rule + " denied", phrase, outright=True)
                    negator = None
            else:
                self._operate(operator, link, above, reported=any(o.speech for o in operators))
        belief = any(o.speech and o.certainty is Certainty.PROBABLE and not o.polarity for o in operators)
        unbelieved = nobody(self._sentence, head, self._grammar) if belief else None
        negator = negator or unbelieved
        if negator is not None:
            self._negated(operators, link, negator, belief=belief)
        if not all(o.speech for o in operators):
            self._verb_group(head)
        self._chain.append(head)

    def _negative_below(self, head: int) -> Token | None:
        """The first word right below `head` that negates, whatever it belongs to: "has seen no evidence"."""
        children = self._sentence.children[head]
        found = next((child for child in children if negates(self._sentence, child, self._grammar)), None)
        return None if found is None else self._tokens[found]

    def _operate(self, operator: Operator, link: Token, above: Token, *, reported: bool) -> None:
        """What one operator does: look ahead, doubt, deny, move the stage."""
        relation = link.relation
        if operator.future and relation == "xcomp":
            self._look_ahead(above.index)
        if operator.certainty and not (operator.speech and relation == "obl"):
            self._lower(operator.certainty, operator.rule, above)
        if operator.polarity:
            # "denied that it sold", "rejected claims that it sold": nothing stands between that is true
            plain = link.index == self._frame.index or lemma_of(link) in self._grammar.words["charge"]
            outright = operator.pos == "ADJ" or (operator.speech and plain)
            self._flip(operator.rule, above, outright=outright or self._given_up(operator, link, above))
            self._result.doubted = self._result.doubted or operator.certainty is not None
        told = reported and relation in ("ccomp", "xcomp", "parataxis")
        aside = relation == "obl" and _part_of_speech(above) == "VERB"
        if operator.stage and not told and not aside:
            # outermost wins, except that a want or a plan is not undone by the deal that it aims at
            wanted = operator.with_get if self._getting and operator.with_get else operator.stage
            self._move(wanted, operator.rule, above)

    def _given_up(self, operator: Operator, link: Token, above: Token) -> bool:
        """Whether somebody refuses to do it, or drops the plan: "balks at selling", "dropped plans to buy".

        What is refused to somebody by a noun ("declined the offer") was offered all the same.
        """
        if operator.speech or operator.stage is None or not _is_finite(self._sentence, above):
            return False
        if form_of(link) in self._grammar.forms["content_pronoun"]:
            return True
        if link.pos == "VERB":
            return link.index == self._frame.index and link.relation in ("xcomp", "advcl", "obl")
        return lemma_of(link) in self._grammar.words["intention"]

    def _negated(self, operators: Sequence[Operator], link: Token, negator: Token, *, belief: bool) -> None:
        """The negation of a governing word denies the event, unless the word is of saying and of doubt."""
        if belief:
            outright = link.relation == "ccomp" and self._is_own(link.index)
            self._doubt(UNBELIEVED, negator, outright=outright)
        elif not all(o.speech for o in operators):
            self._flip("negation", negator)
        elif any(o.evidence for o in operators):
            self._flip("negation:evidence", negator)
        elif all(not o.certainty for o in operators):
            self._flip("negation:speech", negator)

    def _carried(self, link: Token, above: Token) -> None:
        """A light verb, or one that has the event as its open complement, speaks for it."""
        if link.relation != "xcomp" and lemma_of(above) not in self._grammar.words["light"]:
            return
        negator = negation_of(self._sentence, above.index, self._grammar)
        if negator is not None:
            self._flip("negation", negator)
        self._verb_group(above.index)
        self._chain.append(above.index)

    # -- where it ends ---------------------------------------------------------------------------------

    def conclude(self) -> Factuality:
        """What all words together have made of the event."""
        result = self._result
        bare = self._bare_infinitive()
        unmoved = result.stage == self._frame.predicate.stage and result.stage in SENT
        if bare and self._transferlike and unmoved and not self._bound:
            # an infinitive under words that the tables do not know says no more than that it is thought of
            ahead = Stage.SOUGHT if self._getting else Stage.PLANNED
            self._move(ahead, "mood:infinitive", self._tokens[self._frame.index])
        rule, _ = result.rules["stage"]
        result.unreal = (
            bare or result.certainty != Certainty.CERTAIN or rule.startswith(("mood:", "operator:"))
        )
        for certainty, token in _word_certainties(self._sentence, self._frame, self._grammar, self._chain):
            self._lower(certainty, "adverb", token)
        # "Denied that it had not": the denials of a "deny" and of a "not" rarely cancel in news.
        twice = self._flips > 1 and any(operator.polarity for _, operator in result.speech)
        if twice or self._flips % 2:
            result.polarity = Polarity.DENIED
        elif self._turned:
            result.factive = True  # "nothing prevented", "failed to keep it from"
        return result

    def _bare_infinitive(self) -> bool:
        index = self._frame.index
        dependents = {self._tokens[child].relation for child in self._sentence.children[index]}
        infinitive = self._tokens[index].morph.get("VerbForm") == "Inf"
        return infinitive and not dependents & {"aux", "cop", "nsubj"}


def _is_finite(sentence: Sentence, token: Token) -> bool:
    """Whether the verb states something, by itself or by its auxiliary."""
    return token.morph.get("VerbForm") == "Fin" or bool(auxiliaries(sentence, token.index))


def _part_of_speech(token: Token) -> str:
    """As the operators' table tells it: of auxiliaries a verb, and of all other words a noun."""
    if token.pos == "AUX":
        return "VERB"
    return token.pos if token.pos in ("VERB", "NOUN", "ADJ") else "NOUN"
