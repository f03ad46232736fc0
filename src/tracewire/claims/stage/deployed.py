"""Who only moves its own arms? A state that sends them to its base or troops abroad hands nothing over."""

from __future__ import annotations

from collections.abc import Iterator

from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import governors
from tracewire.model import Sentence

__all__ = ["keeps_arms"]

_GOAL = "to"
"""The function of prepositions before where goods go."""


def keeps_arms(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether who does what the verb at `index` says keeps the arms: "sent tanks to its border with Chad",
    "sent helicopters to Mali to protect its soldiers", "to support Operation Serval".

    "To protect its border" is no such aim, as that may be the border of whoever gets them; and who "gives"
    arms hands them over whatever they are for. Nor is it told whose the base is where somebody was asked to
    send arms to it, or received what others sent.
    """
    if _may_be_others(sentence, index):
        return False
    deploys = lemma_of(sentence.tokens[index]) in grammar.words["deploying"]
    aims = _aims(sentence, index, grammar) if deploys else ()
    return _goes_home(sentence, index, grammar) or any(_is_own_aim(sentence, aim, grammar) for aim in aims)


def _may_be_others(sentence: Sentence, index: int) -> bool:
    """Whether the clause above tells of somebody whose "its" may be: "missiles that Iran sent to
    its base".
    """
    token = sentence.tokens[index]
    above = (sentence.tokens[child] for child in sentence.children[token.head])
    asked = token.relation == "xcomp" and any(one.relation in ("obj", "iobj") for one in above)
    return asked or token.relation == "acl"


def _goes_home(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the first goal of the verb at `index` is a base, a border or troops of whoever does it."""
    places = grammar.words["posted"] | grammar.words["frontier"]
    goal = next((t.index for t in sentence.tokens[index:] if _is_goal(sentence, t.index, grammar)), None)
    if goal is None or lemma_of(sentence.tokens[goal]) not in places:
        return False
    moved = next((above for above in sentence.ancestors(goal) if sentence.tokens[above].pos == "VERB"), None)
    return moved == index and _is_own(sentence, goal, grammar)


def _is_goal(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the noun stands behind "to"."""
    below = (sentence.tokens[child] for child in sentence.children[index])
    cases = (form_of(token) for token in below if token.relation == "case")
    return any(grammar.prepositions.get((form,)) == _GOAL for form in cases)


def _is_own(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the noun is said to be one's own: "its base", "leurs soldats"."""
    below = (form_of(sentence.tokens[child]) for child in sentence.children[index])
    return not grammar.attribution.own.isdisjoint(below)


def _aims(sentence: Sentence, index: int, grammar: Grammar) -> Iterator[int]:
    """The verbs behind the one at `index` that tell what it is done for: "to protect"."""
    for verb in sentence.tokens[index + 1 :]:
        marks = (form_of(sentence.tokens[child]) for child in sentence.children[verb.index])
        aim = verb.pos == "VERB" and not grammar.forms["aim_of_verb"].isdisjoint(marks)
        if aim and any(head == index for _, head in governors(sentence, verb.index)):
            yield verb.index


def _is_own_aim(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the verb at `index` says that own troops are guarded or an operation is joined. What goes to
    others may "support operations" of theirs, so that one that is only supported must have a name.
    """
    tokens, words, verb = sentence.tokens, grammar.words, lemma_of(sentence.tokens[index])
    if verb not in words["guarding"] | words["joining"]:
        return False
    joins = verb in words["joining"]
    done_to = (tokens[c] for c in sentence.children[index] if tokens[c].relation in ("obj", "obl"))
    return any(
        (lemma_of(noun) in words["posted"] and _is_own(sentence, noun.index, grammar))
        or (lemma_of(noun) in words["operation"] and (joins or _named(sentence, noun.index)))
        for noun in done_to
    )


def _named(sentence: Sentence, index: int) -> bool:
    """Whether the noun has a name: "Operation Serval"."""
    near = (sentence.tokens[c] for c in (*sentence.children[index], sentence.tokens[index].head))
    return any(token.pos == "PROPN" and abs(token.index - index) == 1 for token in near)
