"""Which parties do words for a side mean: those that they name or take up, or whose a stranger is?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tracewire.claims.names.groups import Groups
from tracewire.claims.names.named import Named
from tracewire.claims.names.parties import NAMED, Party, weigh, weigh_together
from tracewire.claims.names.strangers import Strangers
from tracewire.claims.names.taken_up import TakenUp
from tracewire.claims.text.found import Found
from tracewire.lexicon import EntryKind
from tracewire.marks import Mark, RoleSpan
from tracewire.model import Span

__all__ = ["REFERENCE", "Meant"]

REFERENCE: Final = "reference"
"""The rule by which words without a name stand for a party."""


class Meant:
    """The words of one document that are marked for sides."""

    def __init__(
        self, named: Named, *, found: Found, groups: Groups, strangers: Strangers, taken_up: TakenUp
    ) -> None:
        self._named = named
        self._found = found
        self._groups = groups
        self._strangers = strangers
        self._taken_up = taken_up

    def parties(self, filled: RoleSpan, *, denied: bool = False) -> list[Party]:
        """The parties that the words name, or whose they are that bear a name, or that they take up: "les
        Occidentaux" are no single state.
        """
        group = self._taken_up.armed_group(filled.span)
        if group is not None:
            return [Party(code=code, span=filled.span, rule=REFERENCE) for code in group]
        named = self._named.parties(filled.span, denied=denied)
        if named or self._groups.is_people(filled.span):
            return named
        referred = self._named.parties(filled.antecedent, denied=denied) if filled.antecedent else []
        if self._strangers.is_one(filled.span):
            state = self._strangers.state(filled.span, *((p.span, p.code) for p in referred[:1]))
            return [Party(code=state, span=filled.span, rule="introduced")] if state else []
        if not referred and (code := self._taken_up.by_noun(filled.span)) is not None:
            return [Party(code=code, span=filled.span, rule=REFERENCE)]
        return [Party(code=p.code, span=filled.span, rule=REFERENCE) for p in referred]

    def weighed(self, spans: Sequence[RoleSpan], *, denied: bool) -> list[Party]:
        """The parties that words for a role may name, each once, with all that speaks for it together."""
        parties: dict[str, Party] = {}
        counted: dict[RoleSpan, list[Party]] = {}
        for filled in spans:
            if not self._named.parties(filled.span, denied=denied) and (listed := self._listed(filled)):
                counted[filled] = [replace(p, span=filled.span, rule="reference: several") for p in listed]
            else:
                weigh(parties, filled, self.parties(filled, denied=denied))
        for filled, several in counted.items():
            weigh_together(parties, filled, several)
        return list(parties.values())

    def _listed(self, filled: RoleSpan) -> list[Party]:
        """The parties that counted words take up ("the three countries"), or none."""
        hits = self._taken_up.counted(filled.span)
        parties = {
            party.code: party for hit in hits for party in self._named.parties(Span(hit.start, hit.end))[:1]
        }
        return list(parties.values()) if len(parties) == len(hits) else []

    def at_war(self, givers: Sequence[Party], words: Span, chance: float) -> list[Party]:
        """Those who take arms by the words "either side" and the like, as probable as these are; nobody where
        the words are others, or one of the givers is at war.
        """
        sides = self._taken_up.at_war if self._taken_up.are_warring(words) else frozenset()
        if any(party.code in sides for party in givers):
            return []
        return [
            Party(code=code, span=words, rule="reference: at war", best=chance, chance=chance)
            for code in sorted(sides)
        ]

    def is_unknown(self, filled: RoleSpan) -> bool:
        """Whether the words are a name that is known to nobody."""
        return self._strangers.is_one(filled.span) and not self.parties(filled)

    def publishers(self, mark: Mark) -> list[Party]:
        """Outlets and monitors that publish evidence, as the states that they are at home in (annotation
        guide, "Rulings"): of what else they report they are no side.
        """
        publishers: dict[str, Party] = {}
        for filled in mark.roles["supplier"]:
            for hit in self._found.over(filled.span) if filled.score > NAMED else ():
                entry = hit.first(EntryKind.OUTLET, EntryKind.INSTITUTION)
                if entry is not None and entry.party is None and entry.country:
                    code = entry.country if len(entry.country) == 2 else entry.country.lower()
                    where = Span(hit.start, hit.end)
                    party = Party(
                        code=code, span=where, rule="publisher", best=filled.score, chance=filled.score
                    )
                    publishers.setdefault(code, party)
        return list(publishers.values())
