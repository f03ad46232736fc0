"""What is an event as one sentence states it? A predicate with the mentions that play its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tracewire.claims.text.grammar import Grammar, Predicate, form_of, lemma_of
from tracewire.claims.text.mentions import Mention, MentionKind
from tracewire.claims.text.parsed import phrasal_verbs
from tracewire.model import Sentence, Token

__all__ = [
    "WANTS",
    "Frame",
    "Role",
    "doer_and_claimer_words",
    "doer_words",
    "done_to",
    "giving_phrase",
    "is_bare_participle",
    "is_passive",
    "struck_words",
]

_CLAIMED: Final = frozenset({"ccomp", "xcomp"})
"""The relations of a clause that tells what the verb above it says."""

_GIVE: Final = "give"
"""The frame of verbs whose subject gives their object (predicates.toml)."""

_ATTACK: Final = "attack"
"""The frame of verbs that say of their object that it is hit (predicates.toml)."""
_IN_PHRASE: Final = frozenset({"det", "amod", "compound", "nummod", "flat", "conj", "nmod"})
"""The relations of words in a noun's phrase..."""
_WHOSE: Final = "of"
"""...and the function of the only prepositions behind which they count: those before whose it is."""


class Role:
    """The parts of an event."""

    SUPPLIER = "supplier"
    RECIPIENT = "recipient"
    ITEM = "item"
    PLACE = "place"
    ORIGIN = "origin"


WANTS = {
    Role.SUPPLIER: (MentionKind.PARTY, MentionKind.PERSON),
    Role.RECIPIENT: (MentionKind.PARTY, MentionKind.PERSON),
    Role.ITEM: (MentionKind.ITEM,),
    Role.PLACE: (MentionKind.PLACE, MentionKind.PARTY),
    Role.ORIGIN: (MentionKind.PLACE, MentionKind.PARTY),
}
"""The kinds of mention that can play each part."""


@dataclass(slots=True, kw_only=True, eq=False)
class Frame:
    """One event as a sentence states it; `roles` holds the mentions with the rule that put each there."""

    sentence: Sentence
    predicate: Predicate
    index: int
    passive: bool
    roles: dict[str, list[tuple[Mention, str]]] = field(default_factory=dict)
    pronouns: dict[str, Token] = field(default_factory=dict)  # role → the pronoun that plays it
    generic_item: Token | None = None  # "these weapons", "the shipment"
    foreign_object: Token | None = None  # an object that is no arms: the event is another one
    subject_index: int | None = None
    forced: list[Mention] = field(default_factory=list)  # the goods of the dealing that a measure forbids

    def mentions(self, role: str) -> list[Mention]:
        return [m for m, _ in self.roles.get(role, [])]

    def add(self, role: str, mention: Mention, rule: str) -> bool:
        """Let `mention` play `role`; tells whether it can and did not yet."""
        if not self._suits(role, mention) or any(mention is m for m in self.mentions(role)):
            return False
        self.roles.setdefault(role, []).append((mention, rule))
        return True

    def _suits(self, role: str, mention: Mention) -> bool:
        if mention.kind == MentionKind.EVIDENCE and role == Role.ITEM and self.predicate.frame == "publish":
            return True
        people = mention.kind == MentionKind.ITEM and mention.items == ("personnel",) and bool(mention.origin)
        if (
            people
            and role in (Role.SUPPLIER, Role.RECIPIENT)
            and self.predicate.frame in ("train", "restrict")
        ):
            return True  # "trained Malian soldiers": the people are a side, not goods
        return mention.kind in WANTS.get(role, ()) and not mention.modifier


def is_passive(sentence: Sentence, index: int) -> bool:
    """Whether the verb at `index` is passive: by its auxiliary or subject, or as a bare participle of a noun
    or beside its clause ("long accused of arming rebels, Chad").
    """
    token = sentence.tokens[index]
    for child in sentence.children[index]:
        if sentence.tokens[child].dep in ("nsubj:pass", "aux:pass", "csubj:pass", "obl:agent"):
            return True
    beside = token.relation in ("acl", "amod", "advcl") or token.morph.get("Voice") == "Pass"
    return beside and not token.dep.startswith("acl:relcl") and is_bare_participle(sentence, index)


def is_bare_participle(sentence: Sentence, index: int) -> bool:
    """Whether the word is a past participle without a subject or auxiliary: it tells of a noun, or of the
    subject of the clause around it.
    """
    token = sentence.tokens[index]
    below = {sentence.tokens[child].relation for child in sentence.children[index]}
    past = token.morph.get("VerbForm") == "Part" and token.morph.get("Tense", "Past") == "Past"
    return past and below.isdisjoint(("nsubj", "aux"))


def doer_words(sentence: Sentence, index: int) -> set[int]:
    """The words for whoever does what the verb at `index` says: its subject, or in the passive its agent."""
    passive = is_passive(sentence, index)
    words: set[int] = set()
    for child in sentence.children[index]:
        token = sentence.tokens[child]
        does = token.relation == "obl" and "agent" in token.dep if passive else token.relation == "nsubj"
        if does:
            words.update(sentence.subtree(child))
    return words


def doer_and_claimer_words(sentence: Sentence, index: int, grammar: Grammar) -> set[int]:
    """The words for whoever does what the verb at `index` says; of "claims to have shot down" and of
    "say that they" or "their defences shot down" also those for who claims it.
    """
    words = doer_words(sentence, index)
    token = sentence.tokens[index]
    pronouns = all(sentence.tokens[word].pos == "PRON" for word in words)
    own = any(form_of(sentence.tokens[word]) in grammar.attribution.own for word in words)
    above = token.relation in _CLAIMED and (pronouns or own)
    return words | doer_and_claimer_words(sentence, token.head, grammar) if above else words


def done_to(sentence: Sentence, index: int, grammar: Grammar) -> list[int]:
    """The heads of what the verb at `index` is done to, if the object of such a verb is no arms."""
    verb = sentence.tokens[index]
    meant = grammar.predicates_of(lemma_of(verb), "VERB") if verb.pos == "VERB" else ()
    if not meant or any("object" in predicate.roles for predicate in meant):
        return []
    relations = ("nsubj",) if is_passive(sentence, index) else ("obj", "iobj")
    return [child for child in sentence.children[index] if sentence.tokens[child].relation in relations]


def giving_phrase(sentence: Sentence, index: int, grammar: Grammar) -> tuple[int, int] | None:
    """The verb that gives together with a noun or adjective beside it ("made available"), and that word, if
    the one at `index` is either of them.
    """
    above = sentence.tokens[index].head  # the verb, or the goods on which "available" hangs
    for verb in (index, above, sentence.tokens[above].head):
        if sentence.tokens[verb].pos != "VERB":
            continue
        for phrase, beside in phrasal_verbs(sentence, verb).items():
            meant = grammar.predicates_of(phrase, "VERB")
            if index in (verb, beside) and any(predicate.frame == _GIVE for predicate in meant):
                return verb, beside
    return None


def struck_words(sentence: Sentence, index: int, grammar: Grammar) -> set[int]:
    """The words for what the verb at `index` says is hit, with whose it is: of "bombed launchers of Hezbollah
    with jets" all but the jets, wherever the parse hangs them.
    """
    meant = grammar.predicates_of(lemma_of(sentence.tokens[index]), "VERB")
    attacks = any(predicate.frame == _ATTACK for predicate in meant)
    open_ = done_to(sentence, index, grammar) if attacks else []
    words: set[int] = set()
    while open_:
        top = open_.pop()
        words.add(top)
        for child in sentence.children[top]:
            cases = (t for c in sentence.children[child] if (t := sentence.tokens[c]).relation == "case")
            own = all(grammar.prepositions.get((form_of(case),)) == _WHOSE for case in cases)
            if own and sentence.tokens[child].relation in _IN_PHRASE:
                open_.append(child)
    return words
