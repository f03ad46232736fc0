"""At which stage, how surely, and whether at all: what the words above a predicate do to it.

The chain of governing verbs, nouns and adjectives is climbed from the predicate to the root. Each link that
the operators' table knows moves the stage, lowers the certainty or flips the polarity; negation flips
whatever link it stands on; mood and tense speak for the verb that carries the statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tracewire.claims.frames import Frame, Role
from tracewire.claims.grammar import Grammar, Operator, form_of, lemma_of
from tracewire.claims.mentions import Mention
from tracewire.model import Certainty, Kind, Polarity, Sentence, Stage, Token

__all__ = ["Factuality", "factuality", "governors", "negation_of"]

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
    unreal: bool = False  # future, possible, wanted: the words do not say that it has happened


def governors(sentence: Sentence, index: int) -> Iterator[tuple[int, int]]:
    """Pairs (child, governor) from `index` to the root."""
    current = index
    while True:
        head = sentence.tokens[current].head
        if head == current:
            return
        yield current, head
        current = head


def _auxiliaries(sentence: Sentence, index: int) -> list[Token]:
    return [
        sentence.tokens[c] for c in sentence.children[index] if sentence.tokens[c].relation in ("aux", "cop")
    ]


def _mood(sentence: Sentence, index: int, grammar: Grammar) -> str:
    """The mood of the verb group at `index`: future, conditional (perfect), would; "" if it is plain."""
    token = sentence.tokens[index]
    group = [*_auxiliaries(sentence, index), token]
    conditional = any(t.morph.get("Mood") == "Cnd" for t in group)
    if conditional:
        carriers = [t for t in group if t.morph.get("Mood") == "Cnd"]
        return (
            "conditional perfect"
            if carriers[0] is not token and token.morph.get("VerbForm") == "Part"
            else "conditional"
        )
    if any(t.morph.get("Tense") == "Fut" for t in group):
        return "future"
    for t in group[:-1]:
        if form_of(t) in grammar.forms["future_auxiliary"]:
            return "future"
        if form_of(t) in grammar.forms["conditional_auxiliary"]:
            return "would"
    return ""


def negation_of(sentence: Sentence, index: int, grammar: Grammar) -> Token | None:
    """The word that negates the verb or noun at `index`, if any."""
    tokens = sentence.tokens
    for child in sentence.children[index]:
        token = tokens[child]
        form = form_of(token)
        if (
            token.relation in ("advmod", "det", "cc", "nsubj", "obj", "expl", "advcl")
            and form in grammar.negation
        ):
            if form in grammar.forms["negation_joins"] and token.relation == "cc":
                continue
            if form in grammar.forms["negation_or_noun"] and token.pos == "NOUN":
                continue
            return token
        if token.relation in ("aux", "cop"):
            for below in sentence.children[child]:
                if tokens[below].text.lower() in grammar.negation:
                    return tokens[below]
    # the French "ne … pas" group, wherever the parser hung it
    group = [index, *(c for c in sentence.children[index] if tokens[c].relation in ("aux", "cop", "expl"))]
    low = min([index, *(g for g in group if index - g <= 4)])
    for position in range(max(0, low - 1), min(len(tokens), index + 3)):
        token = tokens[position]
        form = form_of(token)
        if (
            form in grammar.negation
            and form not in grammar.forms["negation_of_phrase"]
            and token.pos in ("ADV", "PART", "INTJ")
        ):
            crossed = [t for t in tokens[min(position, index) + 1 : max(position, index)] if t.pos == "VERB"]
            if not crossed:
                return token
    return None


def _avoided(sentence: Sentence, index: int, grammar: Grammar) -> Token | None:
    """The words before the verb at `index` that say what was not done: "stopped short of", "instead of"."""
    first = min([index, *(t.index for t in _auxiliaries(sentence, index))])  # "without having bought"
    words = [form_of(token) for token in sentence.tokens[:first]]
    for phrase in grammar.avoiding:
        if tuple(words[-len(phrase) :]) == phrase:
            return sentence.tokens[first - len(phrase)]
    return None


def _kept_silent(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the verb or noun at `index` is negated in whatever way: "neither confirmed nor denied" too."""
    return negation_of(sentence, index, grammar) is not None or any(
        form_of(sentence.tokens[child]) in grammar.negation for child in sentence.children[index]
    )


def _told_in_relative(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the relative clause at `index` tells what its noun reports ("charges according to which")."""
    tokens = sentence.tokens
    return lemma_of(tokens[tokens[index].head]) in grammar.words["charge"] and (
        any(form_of(tokens[below]) in grammar.forms["content_relative"] for below in sentence.subtree(index))
        or any(tokens[child].relation == "mark" for child in sentence.children[index])
    )


def _called_baseless(sentence: Sentence, index: int, grammar: Grammar) -> Token | None:
    """The word that calls the report at `index` false: "the claims were baseless", "dismissed as fake"."""
    tokens, words = sentence.tokens, grammar.words

    def baseless(token: Token) -> bool:
        return lemma_of(token) in words["baseless"] or form_of(token) in words["baseless"]

    above = tokens[tokens[index].head]
    if baseless(above):
        return above
    calls = lemma_of(above) in words["calls"] or tokens[index].relation == "nsubj"
    if above.pos in ("VERB", "AUX") and calls:
        said = next((tokens[i] for i in sorted(sentence.subtree(above.index)) if baseless(tokens[i])), None)
        if said is not None:
            return said
    return next((tokens[c] for c in sentence.children[index] if baseless(tokens[c])), None)


def _phrase_negated(mention: Mention, sentence: Sentence, grammar: Grammar) -> Token | None:
    for token in sentence.tokens[max(0, mention.left - 1) : mention.last + 1]:
        form = token.text.lower()
        if (
            form in grammar.negation
            and form not in grammar.forms["negation_not_of_phrase"]
            and token.index < mention.head + 1
        ):
            return token
    return None


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
    """What the sentence makes of the event of `frame`."""
    sentence = frame.sentence
    tokens = sentence.tokens
    forms = grammar.forms
    predicate = frame.predicate
    result = Factuality(stage=predicate.stage, polarity=Polarity.AFFIRMED, certainty=Certainty.CERTAIN)
    result.rules["stage"] = (predicate.rule, tokens[frame.index])
    transferlike = predicate.kind in (Kind.TRANSFER, Kind.SUPPORT)
    getting = predicate.roles.get("subject") == Role.RECIPIENT and predicate.frame in ("get", "ask", "deal")
    flips = 0

    def lower(certainty: Certainty, rule: str, token: Token | None) -> None:
        if _RANK[certainty] > _RANK[result.certainty]:
            result.certainty = certainty
            result.rules["certainty"] = (rule, token)

    def move(stage: Stage | None, rule: str, token: Token | None) -> None:
        if stage is None:
            return
        if transferlike:
            result.stage = stage
            result.rules["stage"] = (rule, token)
        elif stage in _AHEAD.get(predicate.kind, ()):
            result.stage = Stage.PLANNED
            result.rules["stage"] = (rule, token)

    def flip(rule: str, token: Token | None, *, outright: bool = False) -> None:
        nonlocal flips
        flips += 1
        result.outright = result.outright or outright
        result.rules["polarity"] = (rule, token)

    def looks_ahead(index: int) -> None:
        """Note that a supplier's firm "will send" is agreed, a scheduled arrival planned (guide, rulings)."""
        passive = frame.passive or predicate.frame in ("arrive", "depart")
        firm = not passive and not getting and predicate.stage in (Stage.DELIVERED, Stage.SHIPPED)
        move(Stage.AGREED if firm else Stage.PLANNED, "mood:future", tokens[index])

    def mood(index: int, own: bool, reported: bool) -> None:
        kind = _mood(sentence, index, grammar)
        token = tokens[index]
        below = [tokens[c] for c in sentence.children[index]]
        if any(t.relation == "mark" and form_of(t) in forms["infinitive_mark"] for t in below) and any(
            t.relation in ("cop", "aux")
            and lemma_of(t) in forms["bound_auxiliary"]
            and t.morph.get("VerbForm") != "Inf"
            for t in below
        ):
            kind = "future"  # "is to get"
        if kind == "future" and (own or result.stage in (Stage.DELIVERED, Stage.SHIPPED)):
            looks_ahead(index)
        elif kind == "conditional perfect":
            lower(Certainty.POSSIBLE, "mood:reportive conditional", token)
        elif kind == "conditional":
            done = transferlike and result.stage in (Stage.DELIVERED, Stage.SHIPPED)
            if own and done and lemma_of(token) not in forms["obligation"]:
                move(Stage.PLANNED, "mood:conditional", token)
            lower(Certainty.POSSIBLE if not reported else result.certainty, "mood:conditional", token)
        elif kind == "would" and result.stage in (Stage.DELIVERED, Stage.SHIPPED):
            move(Stage.PLANNED if not getting else Stage.SOUGHT, "mood:would", token)

    # English modals and "to" infinitives of the carrier itself
    def modals(index: int) -> None:
        for child in _auxiliaries(sentence, index):
            for operator in grammar.operators_of(lemma_of(child), "VERB"):
                if operator.certainty:
                    perfect = any(
                        lemma_of(t) in forms["perfect_auxiliary"] for t in _auxiliaries(sentence, index)
                    )
                    lower(operator.certainty, operator.rule, child)
                    if not perfect and result.stage in (Stage.DELIVERED, Stage.SHIPPED):
                        move(operator.stage, operator.rule, child)

    def open_question(index: int) -> bool:
        """Whether the clause at `index` only asks: "could not say whether any had been sent"."""
        marks = {form_of(tokens[c]) for c in sentence.children[index] if tokens[c].relation == "mark"}
        return bool(marks & forms["question"])

    chain = [frame.index]
    kept_back = -1  # the last word above under which a denial says neither yes nor no
    bound = False  # under a word of beginning, of managing, of saying: what an infinitive there says is said
    asked = open_question(frame.index)
    above = tokens[tokens[frame.index].head]
    weighed = (
        above.pos in ("VERB", "AUX")
        and lemma_of(above) not in forms["asking"]
        and any(o.stage for o in grammar.operators_of(lemma_of(above), "VERB"))
    )
    result.untold = asked and not weighed  # who considers whether to send plans to
    if asked or any(form_of(t) in forms["demand"] for t in _auxiliaries(sentence, frame.index)):
        result.hypothetical = True
    reported = any(
        o.speech
        for _, head in governors(sentence, frame.index)
        for o in grammar.operators_of(lemma_of(tokens[head]), "VERB")
    )
    avoided = _avoided(sentence, frame.index, grammar)
    negator = negation_of(sentence, frame.index, grammar)
    if avoided is not None:
        flip("negation:avoided", avoided, outright=True)
    elif negator is not None:
        flip("negation", negator)
    else:
        for role in (Role.ITEM, Role.SUPPLIER, Role.RECIPIENT):
            for mention in frame.mentions(role):
                word = _phrase_negated(mention, sentence, grammar)
                if word is not None and not flips:
                    flip("negation:phrase", word)
    mood(frame.index, True, reported)
    modals(frame.index)
    current = frame.index
    for child, head in governors(sentence, frame.index):
        above = tokens[head]
        link = tokens[child]
        relation = link.relation
        lemma = lemma_of(above)
        if relation in _ASKED and open_question(child):
            result.hypothetical = True
        if (
            child != frame.index
            and link.pos in ("NOUN", "PROPN")
            and lemma_of(link) in grammar.words["charge"]
        ):
            word = _called_baseless(sentence, child, grammar)
            if word is not None:
                flip("called baseless", word, outright=True)
            else:
                lower(Certainty.POSSIBLE, "report of it", link)
        if relation == "conj":
            current = head
            joined = {tokens[c].text.lower() for c in sentence.children[child] if tokens[c].relation == "cc"}
            if joined & grammar.words["neither_nor"] and not flips:
                negator = negation_of(sentence, head, grammar)
                if negator is not None:
                    flip("negation:shared", negator)
            # a second verb shares the negation only with neither/nor; the governors above still speak
            continue
        if link.dep.startswith("acl:relcl") and not _told_in_relative(sentence, child, grammar):
            break
        if relation == "advcl":
            marks = {tokens[c].text.lower() for c in sentence.children[child] if tokens[c].relation == "mark"}
            if marks & forms["condition"]:
                result.hypothetical = True
            infinitive = link.morph.get("VerbForm") == "Inf"
            if not infinitive and not marks & forms["gerund_mark"]:
                break
        if (
            relation == "nsubj"
            and above.pos in ("VERB", "AUX", "ADJ", "NOUN")
            and not link.dep.endswith("pass")
        ):
            # "the deliveries will begin", "the shipment has not taken place"
            negator = negation_of(sentence, head, grammar)
            if negator is not None and child == frame.index:
                flip("negation", negator)
            if child != frame.index and lemma_of(link) not in grammar.words["charge"]:
                for operator in grammar.operators_of(lemma, "ADJ"):
                    if operator.polarity:  # "to claim that … is false"
                        flip(operator.rule, above, outright=True)
            mood(head, True, reported)
            modals(head)
            chain.append(head)
            current = head
            continue
        pos = (
            "VERB" if above.pos in ("VERB", "AUX") else above.pos if above.pos in ("NOUN", "ADJ") else "NOUN"
        )
        operators = grammar.operators_of(lemma, pos)
        if not operators and relation == "ccomp":  # what governs a clause is a verb, whatever its tag
            operators = grammar.operators_of(lemma, "VERB")
        complement = relation in _COMPLEMENTS
        if relation == "parataxis" and child == current and operators and not operators[0].speech:
            operators = ()
        if complement and any(o.speech for o in operators) and _avoided(sentence, head, grammar):
            result.untold = result.hypothetical = True
        reticent = any(o.reticent for o in operators)
        if complement and (reticent or child == kept_back):
            refused = child == kept_back and any(o.polarity for o in operators)
            if refused or _kept_silent(sentence, head, grammar):
                result.untold = result.hypothetical = True
            kept_back = head if reticent else -1
        if operators and complement:
            negator = negation_of(sentence, head, grammar)
            denies = any(o.speech and o.polarity for o in operators)
            if denies and _kept_silent(sentence, head, grammar):
                result.untold = result.hypothetical = True  # "has not denied that"
            for operator in operators:
                bound = bound or operator.evidence or operator.speech or operator.phase
                if operator.speech:
                    result.speech.append((head, operator))
                if operator.evidence and not operator.speech:
                    phrase = negator or next(
                        (
                            tokens[c]
                            for c in sentence.children[head]
                            if tokens[c].text.lower() in grammar.negation
                        ),
                        None,
                    )
                    if phrase is not None:
                        flip(operator.rule + " denied", phrase, outright=True)
                        negator = None
                    continue
                if operator.future and relation == "xcomp":
                    looks_ahead(head)
                if operator.certainty and not (operator.speech and relation == "obl"):
                    lower(operator.certainty, operator.rule, above)
                if operator.polarity:
                    flip(operator.rule, above, outright=operator.pos == "ADJ")
                told = any(o.speech for o in operators) and relation in ("ccomp", "xcomp", "parataxis")
                if operator.stage and not told and not (relation == "obl" and pos == "VERB"):
                    # outermost wins, except that a want or a plan is not undone by the deal that it aims at
                    wanted = operator.with_get if getting and operator.with_get else operator.stage
                    move(wanted, operator.rule, above)
            if negator is not None:
                speech_only = all(o.speech for o in operators)
                if not speech_only:
                    flip("negation", negator)
                elif any(o.evidence for o in operators):
                    flip("negation:evidence", negator)
                elif all(not o.certainty for o in operators):
                    flip("negation:speech", negator)
            if not all(o.speech for o in operators):
                mood(head, True, reported)
                modals(head)
            chain.append(head)
        elif relation in ("xcomp", "obj", "nmod", "acl", "obl") and above.pos in (
            "NOUN",
            "VERB",
            "AUX",
            "ADJ",
        ):
            negator = negation_of(sentence, head, grammar)
            light = lemma in grammar.words["light"]
            if light or relation == "xcomp":
                if negator is not None:
                    flip("negation", negator)
                mood(head, True, reported)
                modals(head)
                chain.append(head)
        current = head
    own = tokens[frame.index]
    dependents = {tokens[c].relation for c in sentence.children[frame.index]}
    bare = own.morph.get("VerbForm") == "Inf" and not dependents & {"aux", "cop", "nsubj"}
    unmoved = result.stage == predicate.stage and result.stage in (Stage.DELIVERED, Stage.SHIPPED)
    if bare and transferlike and unmoved and not bound:
        # an infinitive under words that the tables do not know says no more than that it is thought of
        move(Stage.SOUGHT if getting else Stage.PLANNED, "mood:infinitive", own)
    rule, _ = result.rules["stage"]
    result.unreal = bare or result.certainty != Certainty.CERTAIN or rule.startswith(("mood:", "operator:"))
    for certainty, token in _word_certainties(sentence, frame, grammar, chain):
        lower(certainty, "adverb", token)
    result.polarity = Polarity.DENIED if flips % 2 else Polarity.AFFIRMED
    if flips > 1 and any(op.polarity for _, op in result.speech):
        # "denied that it had not": the denials of a "deny" and of a "not" rarely cancel in news
        result.polarity = Polarity.DENIED
    return result
