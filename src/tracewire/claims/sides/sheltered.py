"""Who fires from a country in which an armed group sits: the country, or the group that the text names?

"Rockets fired from Lebanon" in a dispatch about Hezbollah are Hezbollah's, though the words stand where those
for a user do. Of 62 marked uses "from" Lebanon, Gaza or Yemen none was the country's, and those whose user
was told a group's; those "from" Iran or Russia, where no group was named, were the country's (December 2026).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tracewire.claims.names.parties import Party
from tracewire.claims.text.found import Found
from tracewire.claims.text.grammar import Grammar
from tracewire.claims.text.parsed import ParsedText, bearers, phrase_start
from tracewire.lexicon import EntryKind, is_armed_group, party_home
from tracewire.model import Span

__all__ = ["Sheltered"]

_FROM: Final = "from"
_OF: Final = "of"
"""The functions of prepositions that tell whence something comes; of the second only behind a verb, as in
"tirées du Liban".
"""


class Sheltered:
    """The parsed sentences and the names of one document."""

    def __init__(self, parsed: ParsedText, grammar: Grammar, found: Found) -> None:
        self._parsed = parsed
        self._grammar = grammar
        self._groups = [
            (Span(hit.start, hit.end), entry.id)
            for hit in found.hits
            for entry in hit.entries[:1]
            if entry.kind == EntryKind.ACTOR and is_armed_group(entry.id)
        ]

    def users(self, believed: Sequence[Party], weighed: Sequence[Party], arms: Sequence[Span]) -> list[Party]:
        """The users of arms, each country that these only come from as the group there that the document
        names: the last before it rather than the first behind it. Where nobody is believed to be the user,
        the group of a country from which the words for the arms or their use (`arms`) tell them to come.
        """
        if believed:
            return [self._group_in(party) or party for party in believed]
        near = (self._group_in(party, arms) for party in weighed)
        return [group for group in near if group is not None][:1]

    def _group_in(self, party: Party, arms: Sequence[Span] | None = None) -> Party | None:
        there = [one for one in self._groups if party_home(one[1]) == party.code]
        if is_armed_group(party.code) or not there or not self._comes_from(party.span, arms):
            return None
        before = [one for one in there if one[0].end <= party.span.start]
        words, group = before[-1] if before else there[0]
        return replace(party, code=group, span=words, rule=f"group in {party.code}")

    def _comes_from(self, name: Span, arms: Sequence[Span] | None) -> bool:
        """Whether something comes from whoever bears the name ("from the Lebanese side"): with `arms` only
        what these words are for.
        """
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        for place in bearers(sentence, index):
            function, _ = self._grammar.preposition_before(sentence.tokens, phrase_start(sentence, place))
            head = sentence.tokens[sentence.tokens[place].head]
            of_these = arms is None or any(a.start < head.end and head.start < a.end for a in arms)
            if of_these and (function == _FROM or (function == _OF and head.pos == "VERB")):
                return True
        return False
