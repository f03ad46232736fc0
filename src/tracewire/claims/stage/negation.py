"""Negation: which word denies the verb, the noun or the phrase, in all its forms?"""

from __future__ import annotations

from typing import Final

from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.mentions import Mention
from tracewire.claims.text.parsed import auxiliaries, subject_words
from tracewire.model import Sentence, Token

__all__ = [
    "avoided",
    "called_baseless",
    "doubted",
    "is_exceptive",
    "is_negated",
    "negated_alone",
    "negates",
    "negation_of",
    "nobody",
    "phrase_negated",
]

_PAIRED: Final = 4
"""How many words a paired negation may span: "n'a toujours plus"."""

_BEFORE: Final = 3
"""How many words before a phrase of doubt may negate it: "not at all unlikely that"."""


def negates(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the word at `index` says no: alone ("pas"), or with the particle before it ("ne … plus").

    Followed by what it excepts, the pair denies nothing: "ne livre plus que des obus".
    """
    form = form_of(sentence.tokens[index])
    if form not in grammar.forms["negation_paired"]:
        return form in grammar.negation
    before = sentence.tokens[max(0, index - _PAIRED) : index]
    paired = any(form_of(token) in grammar.forms["exceptive_first"] for token in before)
    return paired and not any(is_exceptive(token, grammar) for token in sentence.tokens[index + 1 :])


def is_exceptive(token: Token, grammar: Grammar) -> bool:
    """Whether the word introduces what a negative particle excepts, the "que" of "ne … que"."""
    return form_of(token) in grammar.forms["exceptive_second"] and token.relation in ("advmod", "case")


def negation_of(sentence: Sentence, index: int, grammar: Grammar) -> Token | None:
    """The word that negates the verb or noun at `index`, if any."""
    tokens = sentence.tokens
    alone = negated_alone(sentence, index, grammar)
    if alone is not None:
        return alone
    for child in sentence.children[index]:
        token = tokens[child]
        form = form_of(token)
        if token.relation in ("advmod", "det", "cc", "nsubj", "obj", "expl", "advcl") and negates(
            sentence, child, grammar
        ):
            if form in grammar.forms["negation_joins"] and token.relation == "cc":
                continue
            if form in grammar.forms["negation_or_noun"] and token.pos == "NOUN":
                continue
            return token
        if token.relation in ("aux", "cop"):
            for below in sentence.children[child]:
                if negates(sentence, below, grammar):
                    return tokens[below]
    # the French "ne … pas" group, wherever the parser hung it
    group = [index, *(c for c in sentence.children[index] if tokens[c].relation in ("aux", "cop", "expl"))]
    low = min([index, *(g for g in group if index - g <= 4)])
    for position in range(max(0, low - 1), min(len(tokens), index + 3)):
        token = tokens[position]
        form = form_of(token)
        if (
            negates(sentence, position, grammar)
            and form not in grammar.forms["negation_of_phrase"]
            and token.pos in ("ADV", "PART", "INTJ")
        ):
            crossed = [t for t in tokens[min(position, index) + 1 : max(position, index)] if t.pos == "VERB"]
            if not crossed:
                return token
    return None


def negated_alone(sentence: Sentence, index: int, grammar: Grammar) -> Token | None:
    """The first half of a negation that needs no second one at the verb at `index`: "n'a pu livrer"."""
    if lemma_of(sentence.tokens[index]) not in grammar.forms["negated_alone"]:
        return None
    below = (sentence.tokens[child] for child in sentence.children[index])
    first = next((token for token in below if form_of(token) in grammar.forms["exceptive_first"]), None)
    if first is None:
        return None
    behind = sentence.tokens[first.index + 1 :]
    excepted = any(
        is_exceptive(token, grammar)
        or (form_of(token) in grammar.forms["exceptive_second"] and _is_infinitive(sentence, token.index - 1))
        for token in behind
    )
    second = any(form_of(token) in grammar.negation for token in behind)
    return None if excepted or second else first


def _is_infinitive(sentence: Sentence, index: int) -> bool:
    return sentence.tokens[index].morph.get("VerbForm") == "Inf"


def is_negated(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the word at `index` is negated in any way: "neither confirmed nor denied", "nobody can",
    "neither side has".
    """
    children = sentence.children[index]
    subjects = (child for child in children if sentence.tokens[child].relation == "nsubj")
    articles = (
        c for child in subjects for c in sentence.children[child] if sentence.tokens[c].relation == "det"
    )
    return negation_of(sentence, index, grammar) is not None or any(
        negates(sentence, word, grammar) for word in (*children, *articles)
    )


def phrase_negated(mention: Mention, sentence: Sentence, grammar: Grammar) -> Token | None:
    """The word that negates the phrase itself: "no missiles"."""
    for token in sentence.tokens[max(0, mention.left - 1) : mention.last + 1]:
        form = form_of(token)
        if (
            negates(sentence, token.index, grammar)
            and form not in grammar.forms["negation_not_of_phrase"]
            and token.index < mention.head + 1
        ):
            return token
    return None


def avoided(sentence: Sentence, index: int, grammar: Grammar) -> Token | None:
    """The words before the verb at `index` that say what was not done: "stopped short of", "instead of"."""
    first = min([index, *(t.index for t in auxiliaries(sentence, index))])  # "without having bought"
    words = [form_of(token) for token in sentence.tokens[:first]]
    for phrase in grammar.avoiding:
        if tuple(words[-len(phrase) :]) == phrase:
            return sentence.tokens[first - len(phrase)]
    return None


def doubted(sentence: Sentence, index: int, grammar: Grammar) -> Token | None:
    """The words before the clause of the verb at `index` that say that it is hardly so: "unlikely that",
    "peu de preuves que", and not "not unlikely that".

    They are told by their order, as the parse has the clause now under the noun, now under the verb.
    """
    tokens = sentence.tokens
    marks = (child for child in sentence.children[index] if tokens[child].relation == "mark")
    end = next(marks, 0)
    words = [form_of(token) for token in tokens[:end]]
    for phrase in grammar.doubting:
        first = end - len(phrase)
        if tuple(words[-len(phrase) :]) == phrase:
            before = range(max(0, first - _BEFORE), first)
            undone = any(negates(sentence, place, grammar) for place in before)
            undone = undone or any(
                form in grammar.forms["undoing_doubt"] for form in words[max(0, first - 1) : first]
            )
            return None if undone else tokens[first]
    return None


def nobody(sentence: Sentence, index: int, grammar: Grammar) -> Token | None:
    """The word that leaves nobody, or next to nobody, to do what the verb at `index` says: "neither expert",
    "few analysts", "hardly anyone", and not "a few".
    """
    subject = subject_words(sentence, index) or set(sentence.children[index])
    first = min((word for word in subject if word < index), default=index)
    for token in sentence.tokens[max(0, first - 1) : first + 1]:
        if form_of(token) in grammar.forms["scarce"] or negates(sentence, token.index, grammar):
            return token
    return None


def called_baseless(sentence: Sentence, index: int, grammar: Grammar) -> Token | None:
    """The word that calls the report at `index` false: "the claims were baseless", "dismissed as fake", "is
    not credible", and the report itself if it is "a hoax".
    """
    tokens, words = sentence.tokens, grammar.words

    def baseless(token: Token) -> bool:
        if not words["credible"].isdisjoint((lemma_of(token), form_of(token))):
            below = (form_of(tokens[child]) for child in sentence.children[token.index])
            return is_negated(sentence, token.index, grammar) or not grammar.forms["scarce"].isdisjoint(below)
        return lemma_of(token) in words["baseless"] or form_of(token) in words["baseless"]

    if baseless(tokens[index]):
        return None if is_negated(sentence, index, grammar) else tokens[index]
    above = tokens[tokens[index].head]
    if baseless(above):
        return above
    calls = lemma_of(above) in words["calls"] or tokens[index].relation == "nsubj"
    if above.pos in ("VERB", "AUX") and calls:
        said = next((tokens[i] for i in sorted(sentence.subtree(above.index)) if baseless(tokens[i])), None)
        if said is not None:
            return said
    return next((tokens[c] for c in sentence.children[index] if baseless(tokens[c])), None)
