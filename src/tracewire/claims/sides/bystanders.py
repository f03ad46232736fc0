"""Who only asks others to deal or not to, accuses them of it, deplores it or makes it easier?

Such parties stand closer to the words for a dealing than those who deal, and the model often takes them for
one of its sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tracewire.claims.stage.negation import is_negated
from tracewire.claims.text.frames import doer_words, is_passive
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import (
    ParsedText,
    governors,
    led_words,
    objects_of,
    phrase_start,
    span_of,
    subject_words,
    touches,
)
from tracewire.marks import SIDES
from tracewire.model import DEALINGS, Kind, Sentence, Span, Token

__all__ = ["Bystanders"]

_GIVING, _TAKING = SIDES
_OF_NAME: Final = frozenset({"amod", "compound", "nmod"})
"""The relations of a name that tells whose the noun above it is: "a Serbian daily"."""
_OUTLET: Final = "outlet"
"""The role of nouns for papers and stations."""

_REPORTED: Final = frozenset({"advcl", "xcomp", "ccomp"})
"""The relations of what a passive verb of speech reports: "accused of sending", "accusé d'avoir livré"."""

_HELD: Final = frozenset({"obj", "obl"})
"""The relations of the proof that somebody has: "has proof of", "dispose de preuves de"."""

_TO: Final = "to"
"""The function of prepositions before whoever takes."""

_PROVED: Final = frozenset({"obj", "ccomp", "nmod"})
"""The relations of what is proved, and not of how ("proved their worth by selling drones")."""


class Bystanders:
    """The parsed sentences of a document, asked about words in them by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar
        self._relative = grammar.forms["relative_object"]

    def is_one(self, word: Span, name: Span, side: str, kind: Kind) -> bool:
        """Whether who bears the name is not on `side` of what is told at `word`, as they only speak of it.
        Who is blamed for a delay has not dealt, and who is blamed for an attack has used arms.
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        accuser = self.accuser(word)
        if (accuser is not None and accuser.overlaps(name)) or self._is_outlets(sentence, name):
            return True
        if kind in DEALINGS and self._is_blamed(sentence, index, name):
            return True
        if self._refuses(sentence, index, name, side):
            return True
        return any(touches(sentence, name, words) for words in self._around(sentence, index, side))

    def _around(self, sentence: Sentence, index: int, side: str) -> Iterator[set[int]]:
        """The words for those who are not on `side`, by the verbs above the dealing's word at `index`."""
        words, tokens = self._grammar.words, sentence.tokens
        own = subject_words(sentence, index)
        proven = False
        doing = self._grammar.side_of_subject(lemma_of(tokens[index]), "VERB", _GIVING)
        if lemma_of(tokens[index]) in words["urging"]:  # "urged Oslo to send": marked at the urging
            wanted = (c for c in sentence.children[index] if tokens[c].relation == "xcomp")
            if any(self._is_told(sentence, c, side) for c in wanted):
                yield doer_words(sentence, index)
        for child, head in governors(sentence, index):
            verb, link = tokens[head], tokens[child]
            lemma = lemma_of(verb)
            if lemma in words["accusing"]:
                # Who accuses others and deals too deals: "has sold tanks to Oman, and accuses Togo".
                yield _acting(sentence, head) - (set() if link.relation in _REPORTED else own)
                yield from self._acting_against(sentence, head)
            subject = set() if is_passive(sentence, head) else subject_words(sentence, head)
            # Of "has the proof that Iran sent drones" and "has samples that prove it" it is not who has them.
            held = lemma_of(link) in words["proof"] and link.relation in _HELD
            proven = proven or (lemma in words["proving"] and link.relation in _PROVED)
            if (held or proven) and lemma not in words["hiding"] and not self._is_own(sentence, index):
                yield subject - own
                proven = proven and not subject  # who says so may be anybody
            # "urged Oslo to send", "told it that it should not send": who is told does, if anybody.
            urged = lemma in words["urging"] and self._is_wanted(sentence, child)
            if urged and side == doing and self._addressed(sentence, head, child):
                yield subject
            subject = subject - own
            if lemma in words["judging"] and side == _GIVING and self._is_deed(sentence, child, link):
                yield subject
            if lemma in words["easing"] and side == _TAKING and link.relation in ("obj", "xcomp", "ccomp"):
                yield subject
            told = objects_of(sentence, head)
            if any(lemma_of(tokens[place]) in words["explanation"] for place in (child, *told)):
                asked = {word for place in told for word in sentence.subtree(place)}
                yield (subject | asked) - set(sentence.subtree(child))

    def _is_told(self, sentence: Sentence, index: int, side: str) -> bool:
        """Whether the sentence says who is on the side of what somebody is urged to do at `index`: whoever is
        to do it, or to whom they are to hand it ("urged Oslo to give its tanks to Mali").
        """
        if self._grammar.side_of_subject(lemma_of(sentence.tokens[index]), "VERB", _GIVING) == side:
            return True
        below = (child for child in sentence.children[index] if sentence.tokens[child].pos == "PROPN")
        starts = (phrase_start(sentence, child) for child in below)
        return side == _TAKING and any(
            self._grammar.preposition_before(sentence.tokens, start)[0] == _TO for start in starts
        )

    def _acting_against(self, sentence: Sentence, accusing: int) -> Iterator[set[int]]:
        """The words for who acts against the accused: "police arrested men accused of selling"."""
        token = sentence.tokens[accusing]
        accused = sentence.tokens[token.head]
        told_of = token.relation == "acl" and not token.dep.startswith("acl:relcl")
        if told_of and accused.relation == "obj":
            yield subject_words(sentence, accused.head)

    def is_allowed(self, word: Span) -> bool:
        """Whether somebody only allows the dealing at `word`, makes it easier or provides for it."""
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        words = self._grammar.words
        allowing = words["easing"] | words["permitting"]
        if lemma_of(sentence.tokens[index]) in allowing:  # "authorised the delivery": marked at the verb
            return True
        for child, head in governors(sentence, index):
            lemma, link = lemma_of(sentence.tokens[head]), sentence.tokens[child]
            foreseen = lemma in words["providing_for"] and link.relation == "obj"  # "plans to send" itself
            if foreseen or lemma in allowing:
                return True
        return False

    def accuser(self, word: Span) -> Span | None:
        """The words for whoever a passive verb of speech right above `word` says tells of the dealing: of
        "Iran was accused by Ukraine of sending drones" Ukraine, which vouches and takes no side. Of "Ukraine,
        which accuses Iran of sending drones" too.
        """
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        head = sentence.tokens[index].head
        told = sentence.tokens[index].relation in _REPORTED and self._grammar.reports(sentence.tokens[head])
        relative = sentence.tokens[head].dep.startswith("acl:relcl")
        accuses = relative and lemma_of(sentence.tokens[head]) in self._grammar.words["accusing"]
        if not told or not (accuses or is_passive(sentence, head)):
            return None
        doers = [sentence.tokens[place] for place in sorted(_acting(sentence, head))]
        words = [token for token in doers if not (token is doers[0] and token.relation == "case")]
        while words and words[-1].pos in ("PRON", "PUNCT"):  # "Khartoum, which"
            words.pop()
        return Span(words[0].start, words[-1].end) if words else None

    def is_accused(self, word: Span, name: Span) -> bool:
        """Whether the dealing at `word` is only what others accuse somebody of, and the name is not theirs
        who do: of "The Emirates, accused of arming the rebels," the Emirates' word is none of it.
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        for child, head in governors(sentence, index):
            said = sentence.tokens[child].relation in _REPORTED
            if said and lemma_of(sentence.tokens[head]) in self._grammar.words["accusing"]:
                active = any(sentence.tokens[c].relation == "nsubj" for c in sentence.children[head])
                by = _acting(sentence, head) if active or is_passive(sentence, head) else set()
                return not touches(sentence, name, by)
        return False

    def pointed_at(self, word: Span) -> tuple[str, Span] | None:
        """Who is accused of the dealing at `word` or told to do it or not, and their side of it: of "Turkish
        firms, accused by Oslo of having sold" the firms, of "urged Kenya not to sell" Kenya.
        """
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        side = self._grammar.side_of_subject(lemma_of(sentence.tokens[index]), "VERB", _GIVING)
        for child, head in governors(sentence, index) if side else ():
            who = self._pointed_at(sentence, head, child) - set(sentence.subtree(child))
            who = {place for place in who if sentence.tokens[place].pos != "PUNCT"}
            if who and side:
                return side, span_of(sentence, who)
        return None

    def _pointed_at(self, sentence: Sentence, verb: int, child: int) -> set[int]:
        """The words for whom the verb accuses of what is told at `child`, or tells to do it."""
        token, words = sentence.tokens[verb], self._grammar.words
        if lemma_of(token) in words["urging"] and self._is_wanted(sentence, child):
            addressed = self._addressed(sentence, verb, child)
            return set().union(*(sentence.subtree(place) for place in addressed))
        if lemma_of(token) not in words["accusing"]:
            return set()
        below = [sentence.tokens[place] for place in sentence.children[verb] if place != child]
        relative = any(t.relation == "obj" and form_of(t) in self._relative for t in below)
        if token.relation == "acl" and (relative or not token.dep.startswith("acl:relcl")):
            return set(sentence.subtree(token.head)) - set(sentence.subtree(verb))
        if is_passive(sentence, verb):
            return subject_words(sentence, verb)
        clitics = {t.index for t in below if form_of(t) in self._grammar.forms["object_pronoun"]}
        accused = [t.index for t in below if t.relation == "obj"]  # "reproche au Togo d'armer" has none
        accused = accused or [t.index for t in below if t.relation == "iobj" or t.dep == "obl:arg"]
        return clitics or set().union(*(sentence.subtree(place) for place in accused))

    def _refuses(self, sentence: Sentence, index: int, name: Span, side: str) -> bool:
        """Whether who bears the name only will not let others do what the verb at `index` says, or is not let
        do it and so does not take: "Madrid will not allow Rome to sell".
        """
        head = sentence.tokens[index].head
        if sentence.tokens[index].relation != "xcomp":
            return False
        permits = lemma_of(sentence.tokens[head]) in self._grammar.words["permitting"]
        if not permits or not is_negated(sentence, head, self._grammar):
            return False
        below = (sentence.tokens[child] for child in sentence.children[head])
        let = [t.index for t in below if t.relation in ("obj", "iobj") or t.dep == "obl:arg"]
        if not let:
            return False
        who = subject_words(sentence, head)
        if side == _TAKING:
            who = who.union(*(sentence.subtree(one) for one in let))
        return touches(sentence, name, who)

    def _is_wanted(self, sentence: Sentence, index: int) -> bool:
        """Whether the clause says what somebody should do; who "told Oslo that it would send" sends."""
        below = (sentence.tokens[child] for child in sentence.children[index])
        demanded = any(form_of(t) in self._grammar.forms["demand"] for t in below if t.relation == "aux")
        return demanded or sentence.tokens[index].relation == "xcomp"

    def _addressed(self, sentence: Sentence, verb: int, child: int) -> list[int]:
        """The heads of what says to whom something is said, before what is said."""
        below = [c for c in sentence.children[verb] if verb < c < child]
        nouns = [c for c in below if sentence.tokens[c].pos in ("PROPN", "NOUN")]
        return [c for c in nouns if sentence.tokens[c].relation in ("obj", "iobj", "obl")]

    def _is_deed(self, sentence: Sentence, child: int, link: Token) -> bool:
        """Whether what is judged is the dealing itself, and not one's own: "deplores its sale of"."""
        return link.pos == "NOUN" and link.relation in ("obj", "obl") and not self._is_own(sentence, child)

    def _is_own(self, sentence: Sentence, index: int) -> bool:
        """Whether the deed at `index` is told of somebody named before: "its sale", "it sold"."""
        below = (sentence.tokens[c] for c in sentence.children[index])
        own = self._grammar.attribution.own
        return any(form_of(t) in own or (t.relation == "nsubj" and t.pos == "PRON") for t in below)

    def _is_outlets(self, sentence: Sentence, name: Span) -> bool:
        """Whether the name only tells where a paper or station is at home: "a Serbian daily reported"."""
        found = self._parsed.find(name)
        if found is None or found[0] is not sentence:
            return False
        token = sentence.tokens[found[1]]
        role, _ = self._grammar.roles.get(lemma_of(sentence.tokens[token.head]), ("", False))
        return token.relation in _OF_NAME and role == _OUTLET

    def _is_blamed(self, sentence: Sentence, index: int, name: Span) -> bool:
        """Whether the name stands in what somebody blames beside the dealing: "blaming the delay on Oslo"."""
        found = self._parsed.find(name)
        if found is None or found[0] is not sentence:
            return False
        above = {head for _, head in governors(sentence, index)}
        return any(
            lemma_of(sentence.tokens[head]) in self._grammar.words["blaming"] and head not in above
            for _, head in governors(sentence, found[1])
        )


def _acting(sentence: Sentence, index: int) -> set[int]:
    """The words for whoever does what the verb at `index` says: who is told to do it ("leads Oslo to accuse
    it"), whom a pronoun stands for ("Oslo, which accuses it"), in the passive the agent.
    """
    if is_passive(sentence, index):
        return doer_words(sentence, index)
    led = led_words(sentence, index)
    return led or subject_words(sentence, index) | doer_words(sentence, index)
