"""Which parties stand on which side of a dealing: who gives and who takes?

The model weighs words for each side; what they mean is told by the tables, and the words for one party speak
for it together. Who is named on both sides stays on one; who is asked for the goods gives them, who only
speaks of the dealing does neither; of the rest what is probable enough for the kind of claim is believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tracewire.claims.goods.downed import Downed
from tracewire.claims.names.attributive import Attributive
from tracewire.claims.names.meant import Meant
from tracewire.claims.names.named import Named
from tracewire.claims.names.parties import Party, Sides, believed, left_open, untold_sides
from tracewire.claims.sides.accused import Accused
from tracewire.claims.sides.addressed import Addressed
from tracewire.claims.sides.apart import Apart
from tracewire.claims.sides.bystanders import Bystanders
from tracewire.claims.sides.involved import Involved
from tracewire.claims.sides.makers import Makers
from tracewire.claims.sides.nobody import Nobody
from tracewire.claims.sides.route import Route
from tracewire.claims.sides.sheltered import Sheltered
from tracewire.claims.sides.tellers import Tellers
from tracewire.claims.sides.unnamed import Unnamed
from tracewire.claims.text.grammar import Grammar
from tracewire.claims.text.parsed import ParsedText
from tracewire.lexicon import party_type
from tracewire.marks import SIDES, Mark
from tracewire.model import DEALINGS, EMPLOYED, Kind, Polarity

__all__ = ["SideFinder"]

_WITH_SUPPLIER: Final = DEALINGS | {Kind.MEASURE, Kind.DISCLOSURE}
_WITH_RECIPIENT: Final = frozenset(Kind) - {Kind.DISCLOSURE, Kind.USE}
"""The kinds whose claims next to always tell the side. Beside the user of arms stand those who are hit: of
a use neither side is guessed.
"""
_UNARMED: Final = "organisation"
_ALLIANCE: Final = "alliance"
"""The types of parties that are no states: those that hand over no arms themselves, and whose arms are their
members'.
"""
_GIVING, _TAKING = SIDES


class SideFinder:
    """The parties of one document."""

    def __init__(
        self,
        parsed: ParsedText,
        grammar: Grammar,
        *,
        named: Named,
        meant: Meant,
        unnamed: Unnamed,
        accused: Accused,
        tellers: Tellers,
        sheltered: Sheltered,
    ) -> None:
        self._sheltered = sheltered
        self._named = named
        self._meant = meant
        self._unnamed = unnamed
        self._accused = accused
        self._tellers = tellers
        self._apart = Apart(parsed, grammar, named, unnamed)
        self._addressed = Addressed(parsed, grammar)
        self._attributive = Attributive(parsed, grammar)
        self._bystanders = Bystanders(parsed, grammar)
        self._downed = Downed(parsed, grammar)
        self._involved = Involved(parsed, grammar)
        self._makers = Makers(named)
        self._nobody = Nobody(parsed, grammar, meant)
        self._route = Route(parsed, grammar)

    def sides(self, mark: Mark) -> Sides:
        """Who gives and who takes in the dealing of `mark`."""
        denied = mark.polarity is Polarity.DENIED
        suppliers, recipients = (self._meant.weighed(mark.roles[side], denied=denied) for side in SIDES)
        if mark.kind is Kind.USE:
            suppliers, recipients = self._with_makers(suppliers, recipients)
        weighed_users = recipients
        if mark.kind is Kind.DISCLOSURE:
            suppliers = self._meant.publishers(mark) or suppliers
        chances = {
            side: {party.code: party.chance for party in parties}
            for side, parties in zip(SIDES, (suppliers, recipients), strict=True)
        }
        untold = untold_sides(mark)
        if mark.kind is Kind.TRANSFER:
            weighed = suppliers, recipients
            suppliers = self._dealing(suppliers, mark, _GIVING)
            recipients = self._dealing(recipients, mark, _TAKING)
            untold |= left_open(weighed, (suppliers, recipients))
        if mark.kind in DEALINGS:
            apart = suppliers, recipients = self._apart.parted(suppliers, recipients, mark)
            suppliers, recipients = self._apart.listed_together(suppliers, recipients)
            untold |= left_open(apart, (suppliers, recipients))
        suppliers, recipients = (self._own_side(side, mark) for side in (suppliers, recipients))
        suppliers, recipients = self._accused.with_accused(suppliers, recipients, mark)
        if self._asks(mark, recipients):
            suppliers, recipients = recipients, suppliers
        if mark.kind == Kind.MEASURE:
            suppliers, recipients = self._accused.aimed(suppliers, recipients, mark.trigger)
        suppliers = believed(suppliers, needed=mark.kind in _WITH_SUPPLIER)
        recipients = believed(recipients, needed=mark.kind in _WITH_RECIPIENT)
        if mark.kind in DEALINGS:
            suppliers = self._unnamed.likelier_than_bloc(suppliers, mark.roles[_GIVING])
            recipients = self._unnamed.likelier_than_bloc(recipients, mark.roles[_TAKING])
        if mark.kind is Kind.USE and not recipients:
            recipients = self._flown(mark)
            chances[_TAKING] |= {party.code: party.chance for party in recipients}
        if mark.kind in DEALINGS:
            goods = [filled.span for filled in mark.roles["item"]]
            givers = self._route.givers(suppliers, mark.trigger, goods)
            untold |= {_GIVING} if suppliers and not givers else frozenset()
            suppliers = givers
        speakers = self._tellers.words(mark)
        suppliers, recipients = (
            self._tellers.as_latter(side, mark, speakers) for side in (suppliers, recipients)
        )
        if mark.kind is Kind.USE:
            arms = [mark.trigger, *(filled.span for filled in mark.roles["item"])]
            recipients = self._sheltered.users(recipients, weighed_users, arms)
            chances[_TAKING] |= {party.code: party.chance for party in recipients}
        if mark.kind in EMPLOYED:  # arms of untold origin are not the user's own make
            users = {p.code for p in recipients}
            suppliers = [p for p in suppliers if p.code not in users]
        if mark.kind is Kind.MEASURE:  # "Canada cancelled its permits": for whom is not told
            acting = {p.code for p in suppliers}
            recipients = [p for p in recipients if p.code not in acting]
        if mark.kind is Kind.PRODUCTION:
            suppliers, recipients = self._makers.parted(suppliers, recipients, mark)
            for side, parties in zip(SIDES, (suppliers, recipients), strict=True):
                chances[side] |= {party.code: party.chance for party in parties}
        nobody: frozenset[str] = frozenset()
        if mark.kind in DEALINGS:
            suppliers, recipients, nobody = self._nobody.without_named(suppliers, recipients, mark)
            chances[_TAKING] |= {party.code: party.chance for party in recipients}
        suppliers, recipients, others = self._unnamed.without_others(suppliers, recipients, mark, speakers)
        foreign = self._unnamed.without_own_rebels(suppliers, recipients, mark)
        rebels_alone = bool(recipients) and not foreign  # "Chad arms the rebels": whose is not told
        recipients = foreign
        unnamed = frozenset(
            side
            for side, parties in zip(SIDES, (suppliers, recipients), strict=True)
            if side == others
            or side in nobody
            or (rebels_alone and side == _TAKING)
            or (
                not parties
                and (self._unnamed.is_told(mark.roles[side]) or self._unnamed.are_friends(mark, side))
            )
        )
        unknown = frozenset(
            side
            for side, parties in zip(SIDES, (suppliers, recipients), strict=True)
            if not parties and self._unnamed.is_unknown(mark.roles[side])
        )
        return Sides(
            suppliers=suppliers,
            recipients=recipients,
            unnamed=unnamed,
            unknown=unknown,
            untold=untold,
            chances=chances,
        )

    def _dealing(self, parties: list[Party], mark: Mark, side: str) -> list[Party]:
        """The parties of a transfer without bodies that only allow it ("the Security Council authorises
        deliveries"), alliances whose make the goods are ("NATO howitzers"), and those from whom the goods are
        diverted to others.
        """
        goods = [filled.span for filled in mark.roles["item"]]
        allowed = side == _GIVING and self._bystanders.is_allowed(mark.trigger)

        def stands_beside(party: Party) -> bool:
            sort = party_type(party.code)
            makes = sort == _ALLIANCE and self._attributive.is_norm(party.span, goods)
            return makes or (allowed and sort == _UNARMED)

        dealing = [party for party in parties if not stands_beside(party)]
        kept = [party for party in dealing if not self._route.lost_to(mark.trigger, party.span)]
        return kept if kept or side == _GIVING else dealing

    def _own_side(self, parties: list[Party], mark: Mark) -> list[Party]:
        """The parties without those who are only named in a clause around the one that tells the dealing."""
        if mark.kind not in DEALINGS and mark.kind is not Kind.PRODUCTION:
            return parties
        dropped = self._involved.outdone(mark.trigger, [party.span for party in parties])
        return [party for party in parties if party.span not in dropped]

    def _asks(self, mark: Mark, recipients: Sequence[Party]) -> bool:
        """Whether those who would take the goods are who is asked for them ("Serbia received a request")."""
        asked = self._addressed.giver(mark.trigger, self._named.is_firm) if mark.kind in DEALINGS else None
        return asked is not None and any(party.span.overlaps(asked) for party in recipients)

    def _with_makers(
        self, suppliers: list[Party], recipients: list[Party]
    ) -> tuple[list[Party], list[Party]]:
        """The sides of a use, with those who only made the arms as givers: "a Russian-made missile"."""
        makers = [party for party in recipients if self._attributive.made_by(party.span)]
        given = {party.code for party in suppliers}
        return (
            [*suppliers, *(party for party in makers if party.code not in given)],
            [party for party in recipients if party not in makers],
        )

    def _flown(self, mark: Mark) -> list[Party]:
        """Whose arms are brought down: of "shot down a Turkish drone" it is Turkey that used it, of "shot
        down Iranian Shaheds and Russian missiles" Russia.

        The parse tells it, so that the claim is as sure as its word.
        """
        lost = self._downed.brought_down(mark.trigger, [filled.span for filled in mark.roles["item"]])
        named = self._named.parties(lost) if lost is not None else []
        owners = [party for party in named if not self._attributive.made_by(party.span)]
        others = [party for party in owners if not self._named.tells_design(party.span)]
        return [replace(party, best=mark.score, chance=mark.score) for party in (others or owners)[:1]]
