"""What does a sentence tell of the source's own speech: when it spoke, and of whom?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracewire.claims.grammar import Grammar
from tracewire.claims.papers import Papers
from tracewire.claims.parsed import SAID, ParsedText, governors, touches
from tracewire.expressions.times import TimeMention
from tracewire.model import Sentence, Span, first_day, last_day

__all__ = ["Speech"]

_REPORTED: Final = SAID | {"parataxis", "obl"}
"""The relations of what a verb of speech reports: "has sold, he said", "accused it of having sold"."""


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

    def _is_of_paper(self, time: Span, word: Span) -> bool:
        """Whether the time is not that of speech: a contract's, or when somebody saw who speaks: a paper."""
        return self._papers.seen(time) or self._papers.agreed(time, word)

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


def _starts(sentence: Sentence, index: int, time: TimeMention) -> bool:
    token = sentence.tokens[index]
    return time.start <= token.start < time.end
