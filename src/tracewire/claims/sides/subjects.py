"""Who deals, where the subject of the dealing's verb is no name: "nine countries", "those who", "we"?

The model then takes whoever is named nearest, often who only tells of it. The grammar tells on which side
the nameless are, and who only speaks of them.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from tracewire.claims.text.frames import doer_words, is_passive
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import CLAUSES, ParsedText, governors, led_words, subject_words, touches
from tracewire.model import Sentence, Span, Stage, Token

__all__ = ["Subjects"]

_TELLING: Final = frozenset({"amod", "nmod"})
"""What tells which states are meant, unlike "member" in "member states", who are those of a body."""

_BIDDEN: Final = frozenset({"ccomp", "xcomp"})
"""The relations of what somebody is asked to do: "called on partners to speed up"."""


class Subjects:
    """The parsed sentences of a document, asked about words in them by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar

    def tells_of_others(self, word: Span, name: Span) -> bool:
        """Whether who bears the name only tells what others without a name do at `word`: of "Washington said
        that nine countries had sold tanks" it is not Washington that sold any.
        """
        found = self._parsed.find(word)
        if found is None or is_passive(*found):
            return False
        sentence, index = found
        own = subject_words(sentence, index)
        if not self._unnamed_others(sentence, own):
            return False
        below = index
        for child, head in governors(sentence, index):
            below = child if sentence.tokens[child].relation in CLAUSES else below
            said = below == child and self._grammar.reports(sentence.tokens[head])
            if said and touches(sentence, name, subject_words(sentence, head) - own):
                return True
        return False

    def done_by_others(self, word: Span, others: Container[str]) -> tuple[str, Span] | None:
        """The side that whoever does what the verb at `word` says is on, and the words for them, where they
        are one of the words `others` and name nobody: of "Thirty nations have sent tanks, thanks to Oslo" it
        is not Oslo that sent any, of "American jets provided by other members" not America; so too of "Oslo
        urges European partners to send".
        """
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        passive = is_passive(sentence, index)
        if passive:
            own = doer_words(sentence, index)
        else:
            own = self._acting(sentence, self._bidden(sentence, index))
        head = _head(sentence, own)
        if head is None or form_of(head) not in others:
            return None
        group = not passive and self._is_group(sentence, head)
        new = self._is_new(sentence, own) if passive else self._unnamed_others(sentence, own)
        if not (new or group):
            return None
        side = self._side_of_subject(sentence.tokens[index])
        first, last = (sentence.tokens[place] for place in (min(own), max(own)))
        return (side, Span(first.start, last.end)) if side else None

    def _bidden(self, sentence: Sentence, index: int) -> int:
        """The verb that somebody is asked to do with the dealing's noun: of "called on partners to speed up
        deliveries" speeding up; else the word itself.
        """
        token = sentence.tokens[index]
        above = sentence.tokens[token.head]
        noun = token.pos == "NOUN" and token.relation == "obj" and above.relation in _BIDDEN
        return above.index if noun and self._asked(sentence, above.index) else index

    def _acting(self, sentence: Sentence, index: int) -> set[int]:
        """The words for whoever does what the verb at `index` says: in "asks them to", "encourages allies to"
        whom the verb above has for its object, for "they" in what somebody says of themselves the speaker.
        """
        asked = self._asked(sentence, index)
        if asked:
            return asked
        own = subject_words(sentence, index)
        below = index
        while sentence.tokens[below].relation == "xcomp" and sentence.tokens[below].head != below:
            below = sentence.tokens[below].head
        token = sentence.tokens[below]
        above = sentence.tokens[token.head]
        spoken = token.relation == "ccomp" and self._grammar.reports(above)
        if spoken and own and all(sentence.tokens[word].pos == "PRON" for word in own):
            return subject_words(sentence, above.index)
        return own

    def _asked(self, sentence: Sentence, index: int) -> set[int]:
        """The words for who is to do what the infinitive at `index` says, and not whom it is promised."""
        above = sentence.tokens[sentence.tokens[index].head]
        return set() if self._promises(above) else led_words(sentence, index)

    def _promises(self, verb: Token) -> bool:
        """Whether whoever does what the verb says is to do what it says below: "promised them to send"."""
        lemma = lemma_of(verb)
        agreed = any(one.stage is Stage.AGREED for one in self._grammar.operators_of(lemma, "VERB"))
        return agreed and lemma not in self._grammar.words["permitting"]

    def _unnamed_others(self, sentence: Sentence, subject: set[int]) -> bool:
        """Whether the subject is somebody new without a name: "nine countries", and not "the ministry"."""
        head = _head(sentence, subject)
        if head is None or head.pos != "NOUN":
            return False
        if lemma_of(head) in self._grammar.roles.keys() | self._grammar.words["party"]:
            return False
        return self._is_new(sentence, subject)

    def _is_new(self, sentence: Sentence, subject: set[int]) -> bool:
        """Whether the words name nobody and take up nobody: "other partners", and not "its partners"."""
        known = self._grammar.forms["definite"] | self._grammar.attribution.own
        words = [sentence.tokens[place] for place in subject]
        return not any(form_of(token) in known or token.pos in ("PRON", "PROPN") for token in words)

    def _is_group(self, sentence: Sentence, head: Token) -> bool:
        """Whether the noun with an article before it means states together that bear no name all the same:
        "les Occidentaux", "the countries of Central Europe", and not "the countries".
        """
        if head.pos == "PRON" or head.index == 0:
            return False
        below = [sentence.tokens[child] for child in sentence.children[head.index]]
        own = any(form_of(token) in self._grammar.attribution.own for token in below)
        told = any(token.relation in _TELLING for token in below)
        return not own and (told or head.text[:1].isupper())

    def described_alone(self, word: Span) -> str | None:
        """The side of those who are told of by nothing but what they do at `word`: who sends drones in "we
        condemn those who send drones to" is not who speaks.
        """
        found = self._parsed.find(word)
        if found is None or is_passive(*found):
            return None
        sentence, index = found
        own = subject_words(sentence, index)
        head = _head(sentence, own)
        if head is None or head.relation != "obj" or form_of(head) not in self._grammar.forms["whoever"]:
            return None  # "we are among those who have sent tanks"
        clauses = (sentence.tokens[child] for child in sentence.children[head.index])
        relative = any(token.dep.startswith("acl:relcl") for token in clauses)
        return self._side_of_subject(sentence.tokens[index]) if relative else None

    def spoken_for(self, word: Span) -> str | None:
        """The side that "we" are in the dealing at `word`, as the subject of its verb or of one that it
        completes ("we plan to send"); None where others are.
        """
        found = self._parsed.find(word)
        if found is None or is_passive(*found):
            return None
        sentence, index = found
        doing = [form_of(sentence.tokens[place]) for place in subject_words(sentence, index)]
        if len(doing) != 1 or doing[0] not in self._grammar.attribution.first_person:
            return None
        token = sentence.tokens[index]
        beside = [sentence.tokens[child] for child in sentence.children[token.head] if child < index]
        if token.relation == "xcomp" and any(other.relation in ("obj", "obl") for other in beside):
            return None  # "we asked them to send"
        own = any(sentence.tokens[child].relation == "nsubj" for child in sentence.children[index])
        return self._side_of_subject(token) if own or token.relation == "xcomp" else None

    def _side_of_subject(self, verb: Token) -> str | None:
        """The side of a dealing that whoever does what the verb says is on."""
        return self._grammar.side_of_subject(lemma_of(verb), "NOUN" if verb.pos == "NOUN" else "VERB")


def _head(sentence: Sentence, words: set[int]) -> Token | None:
    """The word of a phrase that hangs on none of the others."""
    return next((sentence.tokens[w] for w in words if sentence.tokens[w].head not in words), None)
