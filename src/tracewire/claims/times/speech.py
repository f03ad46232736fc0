"""What does a sentence tell of the source's own speech: when it spoke, and of whom?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracewire.claims.stage.negation import is_negated
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import SAID, ParsedText, governors, span_of, touches
from tracewire.claims.times.papers import Papers
from tracewire.expressions.times import TimeMention
from tracewire.model import Sentence, Span, first_day, last_day

__all__ = ["Speech", "is_silent"]

_REPORTED: Final = SAID | {"parataxis", "obl"}
"""The relations of what a verb of speech reports: "has sold, he said", "accused it of having sold"."""

_LIGHT: Final = frozenset({"AUX", "ADV", "PART"})
"""The parts of speech of words between a subject and its verb."""


class Speech:
    """The verbs of speech in a document's sentences, asked about by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar, papers: Papers) -> None:
        self._parsed = parsed
        self._grammar = grammar
        self._papers = papers

    def is_dated(self, word: Span, time: Span) -> bool:
        """Whether the source spoke at `time`, which is no time of the dealing at `word`: "said on Monday that
        it had sold", "has sold, he said on Monday".
        """
        found, dated = self._parsed.find(word), self._parsed.find(time)
        if found is None or dated is None or found[0] is not dated[0]:
            return False
        sentence, index = found
        above = {head: child for child, head in governors(sentence, index)}
        current = dated[1]
        while current != index:
            token = sentence.tokens[current]
            if current in above:
                said = sentence.tokens[above[current]].relation in _REPORTED
                return said and self._grammar.reports(token)
            if token.relation == "parataxis" and self._grammar.reports(token):
                return token.head == index or token.head in above
            if token.head == current:
                return False
            current = token.head
        return False

    def day(self, word: Span, times: Sequence[TimeMention], published: str | None) -> TimeMention | None:
        """The day of speech where it is earlier than the report's ("said in December that it planned").

        The rule is the annotation guide's ("Rulings", `when`): it holds for what the speaker says, not for
        what is only described in it.
        """
        found = self._parsed.find(word)
        reported = first_day(published) if published else None
        if found is None or reported is None:
            return None
        sentence, index = found
        for child, verb in governors(sentence, index):
            if sentence.tokens[child].relation not in SAID:
                return None
            if sentence.tokens[verb].pos != "VERB" or not self._grammar.reports(sentence.tokens[verb]):
                continue
            below = set(sentence.subtree(child))
            beside = set(sentence.subtree(verb)) - below
            dated = [t for t in times if any(_starts(sentence, i, t) for i in beside)]
            dated = [t for t in dated if not self._is_of_paper(Span(t.start, t.end), word)]
            if not dated:
                continue  # "said in December that it believed that"
            if len(dated) > 1:
                return None
            end = last_day(dated[0].edtf)
            return dated[0] if end is not None and end < reported else None
        return None

    def pronoun(self, word: Span) -> Span | None:
        """The pronoun for who says what is told at `word`: "…, he said", "it said that"; None where a name
        or nobody says it.
        """
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        for child, verb in governors(sentence, index):
            if sentence.tokens[child].relation in SAID and self._grammar.reports(sentence.tokens[verb]):
                doing = (c for c in sentence.children[verb] if sentence.tokens[c].relation == "nsubj")
                who = next((sentence.tokens[c] for c in doing), None)
                pronoun = who is not None and form_of(who) in self._grammar.attribution.third_person
                return Span(who.start, who.end) if who is not None and pronoun else None
        return None

    def _is_of_paper(self, time: Span, word: Span) -> bool:
        """Whether the time is not that of speech: a contract's, or when somebody saw who speaks: a paper."""
        return self._papers.seen(time) or self._papers.agreed(time, word)

    def keeps_silent(self, speaker: Span, *, medium: bool) -> bool:
        """Whether the sentence says that the speaker does not tell: who "conceals that" something happened,
        and of the media (`medium`) those that "do not report that".
        """
        found = self._parsed.find(speaker)
        if found is None:
            return False
        sentence, first = found
        behind = (t for t in sentence.tokens[first:] if t.start >= speaker.end and t.pos not in _LIGHT)
        verb = next(behind, None)
        if verb is None:
            return False
        if lemma_of(verb) in self._grammar.words["withholding"]:
            return True
        return medium and self._grammar.reports(verb) and is_silent(sentence, verb.index, self._grammar)

    def study(self, word: Span) -> Span | None:
        """The words for a study that tells of the dealing at `word`, where somebody only judges it: of
        "Athens downplayed a study saying that Sudan bought tanks" the study.
        """
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        words, tokens = self._grammar.words, sentence.tokens
        for child, verb in governors(sentence, index):
            says = tokens[child].relation == "ccomp" and self._grammar.reports(tokens[verb])
            if not says or tokens[verb].relation not in ("acl", "advcl"):
                continue
            above = {head for _, head in governors(sentence, verb)}
            judged = any(lemma_of(tokens[head]) in words["belittling"] for head in above)
            nouns = [t for t in tokens[:verb] if t.pos == "NOUN" and lemma_of(t) in words["study"]]
            aside = any(t.text == "," for t in tokens[nouns[-1].index : verb]) if nouns else True
            if judged and not aside and nouns[-1].head in above:
                phrase = set(sentence.subtree(nouns[-1].index)) - set(sentence.subtree(verb))
                return span_of(sentence, phrase)
        return None

    def tells_of(self, speaker: Span, name: Span) -> bool:
        """Whether who bears the name is accused or addressed by the speaker, or told of: who "accused Chad of
        selling arms" is not of Chad for that, nor is the official who "said that Chad had sold some".
        """
        found = self._parsed.find(speaker)
        if found is None:
            return False
        sentence, index = found
        while sentence.tokens[index].relation != "nsubj":
            if sentence.tokens[index].head == index:
                return False
            index = sentence.tokens[index].head
        verb = sentence.tokens[index].head
        if not self._grammar.reports(sentence.tokens[verb]):
            return False
        # "Norway sold rockets, the official said": what is said is above the verb of speech.
        said = sentence.tokens[verb].head if sentence.tokens[verb].relation == "parataxis" else verb
        return touches(sentence, name, set(sentence.subtree(said)) - set(sentence.subtree(index)))


def is_silent(sentence: Sentence, verb: int, grammar: Grammar) -> bool:
    """Whether the verb of speech is negated, or has a subject or an adverb that comes to as much ("hardly any
    paper reports").
    """
    below = (sentence.tokens[child] for child in sentence.children[verb])
    scarce = any(form_of(token) in grammar.forms["scarcely"] for token in below)
    return scarce or is_negated(sentence, verb, grammar)


def _starts(sentence: Sentence, index: int, time: TimeMention) -> bool:
    token = sentence.tokens[index]
    return time.start <= token.start < time.end
