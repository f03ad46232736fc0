"""On which side is who is accused of a dealing, told to do it, punished for it, or hit by a measure?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracewire.claims.names.named import Named
from tracewire.claims.names.parties import GUESSED, Party
from tracewire.claims.sides.bystanders import Bystanders
from tracewire.claims.sides.punished import Punished
from tracewire.claims.text.found import Found
from tracewire.claims.text.grammar import Grammar
from tracewire.claims.text.parsed import ParsedText
from tracewire.marks import SIDES, Mark
from tracewire.model import DEALINGS, Span

__all__ = ["Accused"]

_GIVING, _TAKING = SIDES


class Accused:
    """The parties of one document that others speak or act against; `text` is what it says."""

    def __init__(
        self, parsed: ParsedText, text: str, *, found: Found, grammar: Grammar, named: Named
    ) -> None:
        self._text = text
        self._found = found
        self._named = named
        self._pronouns = grammar.forms["object_pronoun"]
        self._punished = Punished(parsed, grammar)
        self._bystanders = Bystanders(parsed, grammar)

    def with_accused(
        self, suppliers: list[Party], recipients: list[Party], mark: Mark
    ) -> tuple[list[Party], list[Party]]:
        """The sides, one that nobody else is on with who is accused of the dealing, punished for it or told
        to do it.
        """
        if mark.kind not in DEALINGS:
            return suppliers, recipients
        punished = self._punished.punished(mark.trigger)
        pointed_at = (_GIVING, punished) if punished else self._bystanders.pointed_at(mark.trigger)
        if pointed_at is None:
            return suppliers, recipients
        side, words = pointed_at
        taken = {party.code for party in (*suppliers, *recipients) if party.chance > GUESSED}
        accused = self._named.parties(words) or self._taken_up_as_accused(words, mark, side, taken)
        named = [replace(p, best=mark.score, chance=mark.score) for p in accused]
        new = [party for party in named if party.code not in taken]
        if side == _GIVING and not any(party.chance > GUESSED for party in suppliers):
            return new or suppliers, recipients
        if side == _TAKING and not any(party.chance > GUESSED for party in recipients):
            return suppliers, new or recipients
        return suppliers, recipients

    def _taken_up_as_accused(self, words: Span, mark: Mark, side: str, taken: set[str]) -> list[Party]:
        """Whom a pronoun for the accused takes up: the last who was named before it, does not accuse and has
        no part taken: of "Chad irritates Sudan, which accuses it of arming the rebels" Chad.
        """
        if words.of(self._text).lower() not in self._pronouns:
            return []
        others = set(taken)
        for hit in reversed([hit for hit in self._found.hits if hit.end <= words.start]):
            name = Span(hit.start, hit.end)
            for party in self._named.parties(name)[:1]:
                if self._bystanders.is_one(mark.trigger, name, side, mark.kind):
                    others.add(party.code)
                elif party.code not in others:
                    return [replace(party, rule="reference")]
        return []

    def aimed(
        self, suppliers: Sequence[Party], recipients: Sequence[Party], word: Span
    ) -> tuple[list[Party], list[Party]]:
        """The sides of a measure: whom the words say that it is aimed at do not take it, and it is not aimed
        at those to whom they sold what it punishes, where others are told.
        """
        aimed = [
            party
            for party in suppliers
            if self._punished.aimed_at(word, party.span) or self._punished.hits(word, party.span)
        ]
        breakers = self._punished.breakers(word)
        broke = self._named.parties(breakers) if breakers is not None else []
        own = breakers is not None and all(party.span.start < breakers.start for party in suppliers)
        if own and broke:  # "listed two Malian firms for violating the arms embargo on Chad"
            return list(suppliers), [replace(p, best=1.0, chance=1.0) for p in broke]
        known = {party.code for party in recipients}
        targets = [*recipients, *(party for party in aimed if party.code not in known)]
        meant = [party for party in targets if not self._punished.in_reason(word, party.span)]
        return [party for party in suppliers if party not in aimed], meant or targets
