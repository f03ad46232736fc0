"""Which of the words marked for a dealing belong to the clause that tells it, and which to one beside it?"""

from __future__ import annotations

from dataclasses import replace

from tracewire.claims.names.named import Named
from tracewire.claims.names.parties import NAMED
from tracewire.claims.text.described import Described, Description
from tracewire.claims.text.found import Found
from tracewire.claims.text.grammar import Grammar
from tracewire.claims.text.parsed import ParsedText
from tracewire.marks import SIDES, Mark, RoleSpan
from tracewire.model import DEALINGS, EMPLOYED, Kind, Span

__all__ = ["OwnClause"]


class OwnClause:
    """The marks of one document, whose words may stand in different clauses of a sentence."""

    def __init__(self, parsed: ParsedText, grammar: Grammar, found: Found, named: Named) -> None:
        self._described = Described(parsed, grammar)
        self._found = found
        self._named = named

    def read(self, mark: Mark) -> Mark:
        """The mark with the words of its own clause, where a clause tells what else a party dealt in: of
        "Spain, which got tanks from Germany, sold mortars to Peru" the tanks for Spain, and not for Peru.
        """
        if mark.kind not in DEALINGS | EMPLOYED:
            return mark
        roles = dict(mark.roles)
        supplied = self._described.supplied(mark.trigger, [one.span for one in roles["item"]])
        if supplied is not None and mark.kind in DEALINGS:
            roles |= {
                side: (RoleSpan(span=words, score=mark.score),)
                for side, words in zip(SIDES, supplied, strict=True)
            }
        own = self._described.around(mark.trigger)
        if own is not None and own.side is not None and all(map(self._names_party, own.heads)):
            self._keep_inside(roles, own, alone=mark.kind is Kind.STOCK)
            who = (RoleSpan(span=head, score=mark.score) for head in own.heads)
            inside = (one for one in roles[own.side] if own.stretch.overlaps(one.span))
            roles[own.side] = (*inside, *who)
        sharing = self._described.sharing(mark.trigger)
        if sharing is not None and sharing.side is not None and all(map(self._names_party, sharing.heads)):
            self._keep_sharing(roles, sharing, sharing.side, mark.score)
        for other in self._described.beside(mark.trigger):
            if all(map(self._names_party, other.heads)):
                self._keep_outside(roles, other, mark.trigger)
        if roles == mark.roles:
            return mark
        return replace(mark, roles=roles).with_roles({side: roles[side] for side in SIDES})

    def _names_party(self, head: Span) -> bool:
        """Whether the word by itself is a party's name: "Spain", and not the drones of "Iranian drones"."""
        return any(
            party.span.start <= head.start and head.end <= party.span.end
            for party in self._named.parties(head)
        )

    def _keep_inside(
        self, roles: dict[str, tuple[RoleSpan, ...]], clause: Description, *, alone: bool
    ) -> None:
        """Leave out of what is told in the clause those of whom it tells, the numbers and days of the
        sentence around it, and its parties where the clause names some, or is to be understood `alone`: who
        sells missiles to "Libya, which owns 200 tanks," is not where these are from.
        """
        sentence = self._found.sentence(clause.stretch)
        for role in (*SIDES, "quantity", "when"):
            inside = [
                one
                for one in roles[role]
                if clause.stretch.overlaps(one.span) and not any(map(one.span.overlaps, clause.heads))
            ]
            named = alone or any(one.score > NAMED for one in inside)
            roles[role] = tuple(
                one
                for one in roles[role]
                if one in inside
                or not sentence.overlaps(one.span)
                or not (named or role not in SIDES or any(map(one.span.overlaps, clause.heads)))
            )

    def _keep_sharing(
        self, roles: dict[str, tuple[RoleSpan, ...]], clause: Description, side: str, score: float
    ) -> None:
        """Let whoever both verbs tell of be on their side of the second, instead of those whom only the first
        one names.
        """
        there = [one for one in roles[side] if clause.stretch.overlaps(one.span)]
        if there:
            who = (RoleSpan(span=head, score=score) for head in clause.heads)
            roles[side] = (*(one for one in roles[side] if one not in there), *who)
            (other,) = (one for one in SIDES if one != side)
            roles[other] = tuple(one for one in roles[other] if not any(map(one.span.overlaps, clause.heads)))

    def _keep_outside(self, roles: dict[str, tuple[RoleSpan, ...]], clause: Description, word: Span) -> None:
        """Leave out of what is told at `word` the parties that only the clause beside it names, where others
        are told, and its numbers and days.
        """
        for role in (*SIDES, "quantity", "when"):
            outside = tuple(one for one in roles[role] if not clause.stretch.overlaps(one.span))
            if role not in SIDES or any(one.score > NAMED for one in outside):
                roles[role] = outside
