"""Mood and tense of a verb: is what it states to come, supposed, or told with reserve?"""

from __future__ import annotations

from tracewire.claims.text.frames import is_passive
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import auxiliaries, governors
from tracewire.model import Sentence, Token

__all__ = ["future_in_past", "has_effect", "is_effect", "mood"]


def mood(sentence: Sentence, index: int, grammar: Grammar) -> str:
    """The mood of the verb group at `index`: future, conditional (perfect), would; "" if it is plain."""
    if _is_to(sentence, index, grammar):
        return "future"
    token = sentence.tokens[index]
    group = [*auxiliaries(sentence, index), token]
    conditional = any(t.morph.get("Mood") == "Cnd" for t in group)
    if conditional:
        carriers = [t for t in group if t.morph.get("Mood") == "Cnd"]
        # Of "seraient livrés" too, which tells with the same reserve what goes on.
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


def _is_to(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the verb at `index` tells what is due: "is to get"."""
    below = [sentence.tokens[child] for child in sentence.children[index]]
    return any(
        t.relation == "mark" and form_of(t) in grammar.forms["infinitive_mark"] for t in below
    ) and any(
        t.relation in ("cop", "aux")
        and lemma_of(t) in grammar.forms["bound_auxiliary"]
        and t.morph.get("VerbForm") != "Inf"
        for t in below
    )


def future_in_past(sentence: Sentence, index: int, grammar: Grammar) -> Token | None:
    """The verb of who spoke in the past of what was still to come and is told at `index`, and not with
    reserve: "a annoncé que des chars seraient livrés", and not "selon lui, des chars seraient livrés".
    """
    group = [*auxiliaries(sentence, index), sentence.tokens[index]]
    carrier = next((t for t in group if t.morph.get("Mood") == "Cnd"), None)
    if carrier is None or carrier.dep == "aux:tense" or _supposed(sentence, index, grammar):
        return None  # "aurait livré", "seraient arrivés"
    if any(o.stage or o.certainty for o in grammar.operators_of(lemma_of(carrier), "VERB")):
        return None  # "pourrait livrer"
    for child, head in governors(sentence, index):
        if sentence.tokens[child].relation == "conj":
            continue
        operators = grammar.operators_of(lemma_of(sentence.tokens[head]), "VERB")
        told = sentence.tokens[child].relation == "ccomp" and any(o.speech or o.stage for o in operators)
        return sentence.tokens[head] if told and _is_past(sentence, head) else None
    return None


def _supposed(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the verb at `index` holds under a condition: "si la guerre durait, … fournirait"."""
    clauses = (child for child in sentence.children[index] if sentence.tokens[child].relation == "advcl")
    marks = (form_of(sentence.tokens[below]) for clause in clauses for below in sentence.children[clause])
    return not grammar.forms["condition"].isdisjoint(marks)


def _is_past(sentence: Sentence, index: int) -> bool:
    """Whether the verb at `index` stands in a past tense: "a annoncé", "annonçait"."""
    token = sentence.tokens[index]
    perfect = any(
        t.dep == "aux:tense" and t.morph.get("Tense") == "Pres" for t in auxiliaries(sentence, index)
    )
    return perfect or (token.morph.get("VerbForm") == "Fin" and token.morph.get("Tense") in ("Past", "Imp"))


def has_effect(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the noun at `index` tells of a dealing that was told, which does something to others, so that
    it only may do so: "this delivery could strain relations". A sale that is spoken of for the first time
    may be one that could be.
    """
    token = sentence.tokens[index]
    below = (form_of(sentence.tokens[child]) for child in sentence.children[index])
    known = not grammar.forms["demonstrative"].isdisjoint(below)
    return known and token.relation == "nsubj" and is_effect(sentence, token.head, grammar)


def is_effect(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the verb at `index`, or the one that it is the modal of, tells what its subject does to others:
    a sale that "has not affected" relations is a sale.
    """
    verbs = [index, *(c for c in sentence.children[index] if sentence.tokens[c].relation == "xcomp")]
    active = not is_passive(sentence, index)
    return active and any(lemma_of(sentence.tokens[verb]) in grammar.words["affecting"] for verb in verbs)
