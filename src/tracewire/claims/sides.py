"""Which parties stand on which side of a dealing: who gives and who takes?

The model weighs words for each side; what they name is told by the tables, and the words for one party speak
for it together. Who is named on both sides stays on one; who is asked for the goods gives them, who only
speaks of the dealing does neither; of the rest what is probable enough for the kind of claim is believed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tracewire.claims.addressed import Addressed
from tracewire.claims.bystanders import Bystanders
from tracewire.claims.described import Described, Description
from tracewire.claims.exceptions import Exceptions
from tracewire.claims.found import Found
from tracewire.claims.grammar import Grammar
from tracewire.claims.involved import Involved
from tracewire.claims.naming import party_of
from tracewire.claims.punished import Punished
from tracewire.claims.strangers import Strangers
from tracewire.claims.taken_up import TakenUp
from tracewire.lexicon import EntryKind, party_type
from tracewire.marks import SIDES, Mark, RoleSpan
from tracewire.model import DEALINGS, Claim, Document, Kind, Polarity, Span

__all__ = ["EMPLOYED", "Party", "SideFinder", "Sides"]

EMPLOYED: Final = frozenset({Kind.USE, Kind.STOCK})
"""The kinds in which somebody has or uses arms, wherever they come from."""
_WITH_SUPPLIER: Final = DEALINGS | {Kind.MEASURE, Kind.DISCLOSURE}
_WITH_RECIPIENT: Final = frozenset(Kind) - {Kind.DISCLOSURE, Kind.USE}
"""The kinds whose claims next to always tell the side. Beside the user of arms stand those who are hit: of
a use neither side is guessed.
"""
_WORD: Final = re.compile(r"\w+")
_UNARMED: Final = "organisation"
_ALLIANCE: Final = "alliance"
"""The types of parties that are no states: those that hand over no arms themselves, and whose arms are their
members'.
"""
_SPELT: Final = re.compile(r"[A-Z]{2,}")
"""Letters that stand for a name."""
_NEXT: Final = 20
"""Characters beside a name in which the word next to it stands."""
_GIVING: Final = SIDES[0]
_TAKING: Final = SIDES[1]
_NAMED: Final = 0.3
"""How probable a party must be of a side that the kind of claim needs."""
_GUESSED: Final = 0.15
"""How probable the likeliest must be, where none is that."""
_SURE: Final = 0.55
"""How probable a party must be of a side that may well be open."""
_AT_HOME: Final = 0.8
"""How probable a firm and the state that it is at home in must be of the two sides of one dealing."""
_ALONE: Final = 0.5
"""How probable one of several that are counted together must be by itself for the others to be left out..."""
_COUNTED: Final = 0.35
"""...and how probable all are held else: words such as "both countries" the model has seldom seen."""
_UNNAMED: Final = 0.9
"""How probable words must be of a side to tell it without a name."""
_BAND: Final = 0.7
"""The same of words for an armed band, which seldom stand for anything else."""
_BLOC: Final = 0.2
"""The same of words for a group of states that has no code ("the West", "European allies"), where nobody is
likelier: the model has seldom seen them marked.
"""
_HALF: Final = 0.5
"""How likely, beside such words, those must be who are named for the side all the same."""
_UNTOLD: Final = 0.1
"""How probable the likeliest words for a side may be for the text to leave it open..."""
_OTHER_TOLD: Final = 0.8
"""...and how probable those for the other side must be, and that a claim is stated at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    code: str
    span: Span
    rule: str
    best: float = 0.0  # how probable it is of the words at `span` that they name the side
    chance: float = 0.0  # and of all words for the party together


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Who gives and who takes in one dealing, in the order in which the text tells them.

    `unnamed` are the sides that the text tells without a name ("rebels"), `unknown` those for which it has
    the name of nobody whom the tables or the document know, `untold` those of which it tells nothing at all
    ("Bahrain received its first F-16s"); `chances` are the parties that were weighed for each.
    """

    suppliers: Sequence[Party]
    recipients: Sequence[Party]
    unnamed: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    untold: frozenset[str] = frozenset()
    chances: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[set[str], set[str]]:
        """The parties of both sides, as claims have them."""
        return {p.code for p in self.suppliers}, {p.code for p in self.recipients}

    def as_shared(self, suppliers: Sequence[Party], recipients: Sequence[Party]) -> Sides:
        """The sides with the chances of parties that a claim has on the other side than was weighed; a side
        that is told for others alone is without a name.
        """
        shared = dict(zip(SIDES, (suppliers, recipients), strict=True))
        chances = {
            side: {p.code: p.chance for p in parties} | dict(self.chances[side])
            for side, parties in shared.items()
        }
        told = zip(SIDES, (self.suppliers, self.recipients), strict=True)
        left = {side for side, parties in told if parties and not shared[side]}
        return replace(self, chances=chances, unnamed=self.unnamed | left)


class SideFinder:
    """The parties of one document; `told` are the claims that the rules found in it."""

    def __init__(
        self,
        document: Document,
        *,
        found: Found,
        told: Sequence[Claim],
        grammar: Grammar,
        exceptions: Exceptions,
        involved: Involved,
        punished: Punished,
        strangers: Strangers,
        addressed: Addressed,
        bystanders: Bystanders,
        described: Described,
        taken_up: TakenUp,
    ) -> None:
        self._document = document
        self._found = found
        self._told = told
        self._exceptions = exceptions
        self._involved = involved
        self._punished = punished
        self._strangers = strangers
        self._addressed = addressed
        self._bystanders = bystanders
        self._described = described
        self._taken_up = taken_up
        self._bands = grammar.forms["band"]
        self._bloc = grammar.forms["bloc"]
        self._whoever = grammar.forms["whoever"]
        self._pronouns = grammar.forms["object_pronoun"]
        self._currencies = grammar.forms["currency"]
        self._first_person = grammar.attribution.first_person
        self._modifier_first = grammar.modifier_before_noun
        self._definite = grammar.forms["definite"]
        self._opposing = tuple(f"{word}-" for word in grammar.forms["opposing"])
        self._belonging = grammar.forms["belonging"]

    def in_clause(self, mark: Mark) -> Mark:
        """The mark with the words of its own clause, where a clause tells what else a party dealt in: of
        "Spain, which got tanks from Germany, sold mortars to Peru" the tanks for Spain, and not for Peru.
        """
        if mark.kind not in DEALINGS | EMPLOYED:
            return mark
        roles = dict(mark.roles)
        supplied = self._involved.supplied(mark.trigger, [one.span for one in roles["item"]])
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
        for other in self._described.beside(mark.trigger):
            if all(map(self._names_party, other.heads)):
                self._keep_outside(roles, other, mark.trigger)
        peaks = {side: max((filled.score for filled in roles[side]), default=0.0) for side in SIDES}
        return replace(mark, roles=roles, peaks={**mark.peaks, **peaks}) if roles != mark.roles else mark

    def _names_party(self, head: Span) -> bool:
        """Whether the word by itself is a party's name: "Spain", and not the drones of "Iranian drones"."""
        return any(
            party.span.start <= head.start and head.end <= party.span.end for party in self.named(head)
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
            named = alone or any(one.score > _NAMED for one in inside)
            roles[role] = tuple(
                one
                for one in roles[role]
                if one in inside
                or not sentence.overlaps(one.span)
                or not (named or role not in SIDES or any(map(one.span.overlaps, clause.heads)))
            )

    def _keep_outside(self, roles: dict[str, tuple[RoleSpan, ...]], clause: Description, word: Span) -> None:
        """Leave out of what is told at `word` the parties that only the clause beside it names, where others
        are told, and its numbers and days.
        """
        for role in (*SIDES, "quantity", "when"):
            outside = tuple(one for one in roles[role] if not clause.stretch.overlaps(one.span))
            if role not in SIDES or any(one.score > _NAMED for one in outside):
                roles[role] = outside

    def taking_part(self, mark: Mark) -> Mark:
        """The mark without the words for whoever only tells of the dealing or is set beside it, or is hit by
        the arms, and without those for whose money it cost.
        """

        def takes_part(filled: RoleSpan, side: str) -> bool:
            if self._is_money(filled.span):
                return False
            if mark.kind is Kind.MEASURE and side == _GIVING:
                return not self._involved.is_hindered(mark.trigger, filled.span)
            # Sanctions are against somebody, and a plant is built with them.
            return mark.kind not in DEALINGS | EMPLOYED or not self._beside(filled.span, mark, side)

        kept = {side: tuple(one for one in mark.roles[side] if takes_part(one, side)) for side in SIDES}
        changed = [side for side in SIDES if len(kept[side]) < len(mark.roles[side])]
        peaks = {side: max((filled.score for filled in kept[side]), default=0.0) for side in changed}
        return replace(mark, roles={**mark.roles, **kept}, peaks={**mark.peaks, **peaks}) if changed else mark

    def making(self, mark: Mark) -> Mark:
        """The mark of a production without those for whom the goods are made; where nobody else may make
        them, whoever was to help does: of "Turkey assembled eight drones for Togo" Turkey.
        """
        takers = mark.roles[_TAKING]
        makers = tuple(one for one in takers if not self._involved.has_made(mark.trigger, one.span))
        if mark.kind is not Kind.PRODUCTION or len(makers) == len(takers):
            return mark
        roles = {**mark.roles, _TAKING: makers}
        likeliest = max((one.score for one in makers), default=0.0)
        peaks = {**mark.peaks, _TAKING: likeliest}
        if likeliest < _NAMED:
            roles |= {_TAKING: mark.roles[_GIVING], _GIVING: ()}
            peaks |= {_TAKING: mark.peaks.get(_GIVING, 0.0), _GIVING: 0.0}
        return replace(mark, roles=roles, peaks=peaks)

    def _is_money(self, span: Span) -> bool:
        """Whether the names only tell whose money is meant: "US dollars", "francs suisses"."""
        hits, text = self._found.over(span), self._document.text
        if self._modifier_first:
            beside = [_WORD.findall(text[hit.end : hit.end + _NEXT].lower())[:1] for hit in hits]
        else:
            beside = [_WORD.findall(text[max(0, hit.start - _NEXT) : hit.start].lower())[-1:] for hit in hits]
        return bool(hits) and not any(self._currencies.isdisjoint(words) for words in beside)

    def _beside(self, span: Span, mark: Mark, side: str) -> bool:
        names = [Span(hit.start, hit.end) for hit in self._found.over(span)] or [span]
        goods = [filled.span for filled in mark.roles["item"]]
        return all(
            self._involved.set_beside(mark.trigger, name, mark.kind, goods)
            or (mark.kind is Kind.USE and self._involved.downs(mark.trigger, name, goods))
            or self._involved.tells_of_others(mark.trigger, name)
            or (mark.kind in DEALINGS and self._involved.warns(mark.trigger, name))
            or (mark.kind in DEALINGS and side == _TAKING and self._involved.is_struck(name))
            or (mark.kind in DEALINGS and self._punished.imposes(mark.trigger, name))
            or (mark.kind in DEALINGS and self._seizes(mark, name))
            or (mark.kind in DEALINGS and self._involved.in_ratio(name))
            or (mark.kind in DEALINGS and side == _TAKING and self._involved.is_front(name))
            or self._bystanders.is_one(mark.trigger, name, side, mark.kind)
            for name in names
        )

    def _seizes(self, mark: Mark, name: Span) -> bool:
        """Whether who bears the name only stops the goods or finds them; an armed group keeps them."""
        group = any(hit.first(EntryKind.ACTOR) for hit in self._found.over(name))
        return not group and self._involved.seizes(mark.trigger, name)

    def sides(self, mark: Mark) -> Sides:
        """Who gives and who takes in the dealing of `mark`."""
        denied = mark.polarity is Polarity.DENIED
        suppliers, recipients = (self._weighed(mark.roles[side], denied=denied) for side in SIDES)
        if mark.kind is Kind.DISCLOSURE:
            suppliers = self._publishers(mark) or suppliers
        chances = {
            side: {party.code: party.chance for party in parties}
            for side, parties in zip(SIDES, (suppliers, recipients), strict=True)
        }
        untold = _untold(mark)
        if mark.kind is Kind.TRANSFER:
            weighed = suppliers, recipients
            suppliers = self._dealing(suppliers, mark, _GIVING)
            recipients = self._dealing(recipients, mark, _TAKING)
            untold |= _left_open(weighed, (suppliers, recipients))
        if mark.kind in DEALINGS:
            apart = suppliers, recipients = self._apart(suppliers, recipients, mark)
            suppliers, recipients = self._listed_together(suppliers, recipients)
            untold |= _left_open(apart, (suppliers, recipients))
        suppliers, recipients = (self._own_side(side, mark) for side in (suppliers, recipients))
        suppliers, recipients = self._with_accused(suppliers, recipients, mark)
        if self._asks(mark, recipients):
            suppliers, recipients = recipients, suppliers
        if mark.kind == Kind.MEASURE:
            suppliers, recipients = self._aimed(suppliers, recipients, mark.trigger)
        suppliers = _believed(suppliers, needed=mark.kind in _WITH_SUPPLIER)
        recipients = _believed(recipients, needed=mark.kind in _WITH_RECIPIENT)
        if mark.kind in DEALINGS:
            suppliers = self._likelier_than_bloc(suppliers, mark.roles[_GIVING])
            recipients = self._likelier_than_bloc(recipients, mark.roles[_TAKING])
        if mark.kind is Kind.USE and not recipients:
            recipients = self._flown(mark)
            chances[_TAKING] |= {party.code: party.chance for party in recipients}
        if mark.kind in DEALINGS:
            givers = self._without_route(suppliers, mark)
            untold |= {_GIVING} if suppliers and not givers else frozenset()
            suppliers = givers
        suppliers, recipients = (self._speakers_as_latter(side, mark) for side in (suppliers, recipients))
        if mark.kind in EMPLOYED:  # arms of untold origin are not the user's own make
            users = {p.code for p in recipients}
            suppliers = [p for p in suppliers if p.code not in users]
        if mark.kind is Kind.MEASURE:  # "Canada cancelled its permits": for whom is not told
            acting = {p.code for p in suppliers}
            recipients = [p for p in recipients if p.code not in acting]
        if mark.kind is Kind.PRODUCTION:  # who makes the arms is no helper beside one who is
            makers = {p.code for p in recipients}
            helpers = [p for p in suppliers if p.code not in makers]
            if suppliers and not helpers:  # "Baykar builds its plant in Ukraine"
                own = {p.code for p in suppliers}
                recipients = [p for p in recipients if p.code not in own] or recipients
            suppliers = helpers or suppliers
        suppliers, recipients, others = self._without_others(suppliers, recipients, mark)
        unnamed = frozenset(
            side
            for side, parties in zip(SIDES, (suppliers, recipients), strict=True)
            if side == others or (not parties and self._unnamed(mark.roles[side]))
        )
        unknown = frozenset(
            side
            for side, parties in zip(SIDES, (suppliers, recipients), strict=True)
            if not parties and self._unknown(mark.roles[side])
        )
        return Sides(
            suppliers=suppliers,
            recipients=recipients,
            unnamed=unnamed,
            unknown=unknown,
            untold=untold,
            chances=chances,
        )

    def with_speaker(self, sides: Sides, mark: Mark, country: str | None) -> Sides:
        """The sides, one that "we" alone tells with the party whose the speaker is, whomever the model says
        that it takes up; `country` is as sources have it.
        """
        code = party_of(country)
        if code is None or code in set().union(*sides.codes):
            return sides
        sentence = self._found.sentence(mark.trigger)
        spoken = self._involved.spoken_for(mark.trigger) if mark.kind in DEALINGS else None
        for side, parties in zip(SIDES, (sides.suppliers, sides.recipients), strict=True):
            we = next(filter(self._is_first_person, mark.roles[side]), None)
            told = [party for party in parties if we is None or not party.span.overlaps(we.span)]
            if side == spoken:  # whoever is named elsewhere, and not here
                told = [party for party in told if sentence.overlaps(party.span)]
            if told or (we is None and side != spoken):
                continue
            span, chance = (we.span, we.score) if we else (mark.trigger, mark.score)
            party = Party(code=code, span=span, rule="reference: we", best=chance, chance=chance)
            chances = {**sides.chances, side: {**sides.chances[side], code: chance}}
            if side == _GIVING:
                return replace(sides, suppliers=[party], chances=chances)
            return replace(sides, recipients=[party], chances=chances)
        return sides

    def _is_first_person(self, filled: RoleSpan) -> bool:
        """Whether "we" and its kind tell the side, more likely than not: not "the US", nor "our allies"."""
        words = _WORD.findall(filled.span.of(self._document.text))
        own = any(word.lower() in self._first_person and not _SPELT.fullmatch(word) for word in words)
        likely = filled.score > _ALONE and not self._is_bloc(filled.span)
        return own and likely and not self.named(filled.span)

    def _flown(self, mark: Mark) -> list[Party]:
        """Whose arms are brought down: of "shot down a Turkish drone" it is Turkey that used it.

        The parse tells it, so that the claim is as sure as its word.
        """
        lost = self._involved.brought_down(mark.trigger, [filled.span for filled in mark.roles["item"]])
        named = self.named(lost) if lost is not None else []
        owners = [party for party in named if not self._involved.made_by(party.span)][:1]
        return [replace(party, best=mark.score, chance=mark.score) for party in owners]

    def _apart(
        self, suppliers: list[Party], recipients: list[Party], mark: Mark
    ) -> tuple[list[Party], list[Party]]:
        """The sides without a party on both, as nobody gives to itself: it stays where more speaks for it.

        A firm that sells to the state that it is at home in gives, and the state takes.
        """
        gives, takes = ({p.code: p for p in side} for side in (suppliers, recipients))
        at_home = {
            code
            for code in gives.keys() & takes.keys()
            if min(gives[code].best, takes[code].best) > _AT_HOME and self._is_firm(gives[code].span)
        }

        def chance(side: Mapping[str, Party], code: str) -> float:
            return side[code].chance if code in side else 0.0

        giving = [p for p in suppliers if p.code in at_home or p.chance >= chance(takes, p.code)]
        taking = [p for p in recipients if p.code in at_home or p.chance > chance(gives, p.code)]
        if not giving and not self._is_somebody_else(mark.roles[_GIVING]):
            giving, taking = self._shared_out(suppliers, taking)
        elif not taking and not self._is_somebody_else(mark.roles[_TAKING]):
            taking, giving = self._shared_out(recipients, giving)
        return giving, taking

    def _listed_together(self, giving: list[Party], taking: list[Party]) -> tuple[list[Party], list[Party]]:
        """The sides, those with whom one deals together on one of them, the likeliest's: of "contracts with
        Uganda and Kenya" neither gives to the other.
        """
        pairs = [(a, b) for a in giving for b in taking if self._involved.stand_together(a.span, b.span)]
        for giver, taker in pairs:
            if giver not in giving or taker not in taking:
                continue  # moved already
            if taker.chance >= giver.chance:
                giving, taking = [p for p in giving if p != giver], [giver, *taking]
            else:
                giving, taking = [*giving, taker], [p for p in taking if p != taker]
        return giving, taking

    def _shared_out(self, wanting: Sequence[Party], having: list[Party]) -> tuple[list[Party], list[Party]]:
        """A side that lost all its parties to the other, and that one: it gets back the party which the other
        wants least beside it, where others that are believed stay there, in no list with it.
        """
        having_chance = {party.code: party.chance for party in having}
        claimed = [p for p in wanting if p.code in having_chance and p.chance > _GUESSED]
        back = max(claimed, key=lambda p: p.chance / having_chance[p.code], default=None)
        stay = [party for party in having if back is None or party.code != back.code]
        if back is None or not any(party.chance > _NAMED for party in stay):
            return [], having
        own = next(party.span for party in having if party.code == back.code)
        if any(self._involved.stand_together(own, party.span) for party in stay):
            return [], having
        return [back], stay

    def _is_firm(self, span: Span) -> bool:
        """Whether the words name a firm."""
        return any(entry.form == "firm" for hit in self._found.over(span) for entry in hit.entries)

    def named(self, span: Span, *, denied: bool = False) -> list[Party]:
        """The parties that the words name, an armed group rather than the country it is at home in; what is
        excepted ("but not to Ukraine") is no side of what is affirmed.
        """
        named, placed = [], []
        for hit in self._found.over(span):
            where = Span(hit.start, hit.end)
            if not denied and self._exceptions.excepts(where):
                continue
            opposed = self._document.text[: hit.start].lower().endswith(self._opposing)
            if opposed or self._involved.only_describes(where):
                continue
            entry = next((e for e in hit.entries if e.party), None)
            if entry is not None and entry.party:
                named.append((entry, Party(code=entry.party, span=where, rule=entry.kind.value)))
                continue
            place = hit.first(EntryKind.PLACE)
            if place is not None and place.country:
                placed.append(Party(code=place.country, span=where, rule="place"))
        actors = [party for entry, party in named if entry.kind == EntryKind.ACTOR]
        if not actors and self._is_band(span):
            return []  # "rebels in northern Mali" are not Mali
        return actors or [party for _, party in named] or placed

    def _weighed(self, spans: Sequence[RoleSpan], *, denied: bool) -> list[Party]:
        """The parties that words for a role may name, each once, with all that speaks for it together."""
        parties: dict[str, Party] = {}
        counted: dict[RoleSpan, list[Party]] = {}
        for filled in spans:
            if not self.named(filled.span, denied=denied) and (listed := self._listed(filled)):
                counted[filled] = [replace(p, span=filled.span, rule="reference: several") for p in listed]
            else:
                _weigh(parties, filled, self._meant(filled, denied=denied))
        for filled, several in counted.items():
            _weigh_together(parties, filled, several)
        return list(parties.values())

    def _meant(self, filled: RoleSpan, *, denied: bool = False) -> list[Party]:
        """The parties that the words name, or whose they are that bear a name, or that they take up: "les
        Occidentaux" are no single state.
        """
        named = self.named(filled.span, denied=denied)
        if named or self._is_people(filled.span):
            return named
        referred = self.named(filled.antecedent, denied=denied) if filled.antecedent else []
        if self._strangers.is_one(filled.span):
            state = self._strangers.state(filled.span, *((p.span, p.code) for p in referred[:1]))
            return [Party(code=state, span=filled.span, rule="introduced")] if state else []
        if not referred and (code := self._taken_up.by_noun(filled.span)) is not None:
            return [Party(code=code, span=filled.span, rule="reference")]
        return [Party(code=p.code, span=filled.span, rule="reference") for p in referred]

    def _listed(self, filled: RoleSpan) -> list[Party]:
        """The parties that counted words take up ("the three countries"), or none."""
        hits = self._taken_up.counted(filled.span)
        parties = {party.code: party for hit in hits for party in self.named(Span(hit.start, hit.end))[:1]}
        return list(parties.values()) if len(parties) == len(hits) else []

    def _publishers(self, mark: Mark) -> list[Party]:
        """Outlets and monitors that publish evidence, as the states that they are at home in (annotation
        guide, "Rulings"): of what else they report they are no side.
        """
        publishers: dict[str, Party] = {}
        for filled in mark.roles["supplier"]:
            for hit in self._found.over(filled.span) if filled.score > _NAMED else ():
                entry = hit.first(EntryKind.OUTLET, EntryKind.INSTITUTION)
                if entry is not None and entry.party is None and entry.country:
                    code = entry.country if len(entry.country) == 2 else entry.country.lower()
                    where = Span(hit.start, hit.end)
                    party = Party(
                        code=code, span=where, rule="publisher", best=filled.score, chance=filled.score
                    )
                    publishers.setdefault(code, party)
        return list(publishers.values())

    def _own_side(self, parties: list[Party], mark: Mark) -> list[Party]:
        """The parties without those who are only named in a clause around the one that tells the dealing."""
        if mark.kind not in DEALINGS and mark.kind is not Kind.PRODUCTION:
            return parties
        dropped = self._involved.outdone(mark.trigger, [party.span for party in parties])
        return [party for party in parties if party.span not in dropped]

    def _dealing(self, parties: list[Party], mark: Mark, side: str) -> list[Party]:
        """The parties of a transfer without bodies that only allow it ("the Security Council authorises
        deliveries"), alliances whose make the goods are ("NATO howitzers"), and those from whom the goods are
        diverted to others.
        """
        goods = [filled.span for filled in mark.roles["item"]]
        allowed = side == _GIVING and self._bystanders.is_allowed(mark.trigger)

        def stands_beside(party: Party) -> bool:
            sort = party_type(party.code)
            makes = sort == _ALLIANCE and self._involved.is_norm(party.span, goods)
            return makes or (allowed and sort == _UNARMED)

        dealing = [party for party in parties if not stands_beside(party)]
        kept = [party for party in dealing if not self._involved.lost_to(mark.trigger, party.span)]
        return kept if kept or side == _GIVING else dealing

    def _with_accused(
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
        taken = {party.code for party in (*suppliers, *recipients) if party.chance > _GUESSED}
        accused = self.named(words) or self._taken_up_as_accused(words, mark, side, taken)
        named = [replace(p, best=mark.score, chance=mark.score) for p in accused]
        new = [party for party in named if party.code not in taken]
        if side == _GIVING and not any(party.chance > _GUESSED for party in suppliers):
            return new or suppliers, recipients
        if side == _TAKING and not any(party.chance > _GUESSED for party in recipients):
            return suppliers, new or recipients
        return suppliers, recipients

    def _taken_up_as_accused(self, words: Span, mark: Mark, side: str, taken: set[str]) -> list[Party]:
        """Whom a pronoun for the accused takes up: the last who was named before it, does not accuse and has
        no part taken: of "Chad irritates Sudan, which accuses it of arming the rebels" Chad.
        """
        if words.of(self._document.text).lower() not in self._pronouns:
            return []
        others = set(taken)
        for hit in reversed([hit for hit in self._found.hits if hit.end <= words.start]):
            name = Span(hit.start, hit.end)
            for party in self.named(name)[:1]:
                if self._bystanders.is_one(mark.trigger, name, side, mark.kind):
                    others.add(party.code)
                elif party.code not in others:
                    return [replace(party, rule="reference")]
        return []

    def _without_others(
        self, suppliers: list[Party], recipients: list[Party], mark: Mark
    ) -> tuple[list[Party], list[Party], str | None]:
        """The sides, one without who is named elsewhere where the subject of the dealing's verb is somebody
        without a name, and which one that is.
        """
        if mark.kind not in DEALINGS:
            return suppliers, recipients, None
        others = self._involved.done_by_others(mark.trigger, self._bloc | self._bands | self._whoever)
        if others is None:
            suppliers, recipients, alone = self._without_speakers(suppliers, recipients, mark)
            if alone is not None:
                return suppliers, recipients, alone
            return self._without_told_before(suppliers, recipients, mark)
        side, subject = others
        told = suppliers if side == _GIVING else recipients
        here = [filled for filled in mark.roles[side] if filled.span.overlaps(subject)]
        meant = any(map(self._meant, here)) or any(party.span.overlaps(subject) for party in told)
        if self.named(subject) or (meant and not self._is_people(subject)):
            return suppliers, recipients, None
        return ([], recipients, side) if side == _GIVING else (suppliers, [], side)

    def _without_speakers(
        self, suppliers: list[Party], recipients: list[Party], mark: Mark
    ) -> tuple[list[Party], list[Party], str | None]:
        """The sides, one without who speaks where they tell of others by what these do alone, and which one
        that is: "We condemn those who send drones to Ethiopia", the Finnish minister said.
        """
        side = self._involved.described_alone(mark.trigger)
        if side is None:
            return suppliers, recipients, None
        speakers = self._speakers(mark)
        told = suppliers if side == _GIVING else recipients
        left = [p for p in told if not any(p.span.overlaps(span) for span in speakers)]
        alone = side if told and not left else None
        return (left, recipients, alone) if side == _GIVING else (suppliers, left, alone)

    def _without_told_before(
        self, suppliers: list[Party], recipients: list[Party], mark: Mark
    ) -> tuple[list[Party], list[Party], str | None]:
        """The sides, one without those who are only named in other sentences where this one tells it without
        a name, and which one that is: "It sold frigates to Oman. It has sold arms to 40 states."
        """
        sentence = self._found.sentence(mark.trigger)
        for side, parties in zip(SIDES, (suppliers, recipients), strict=True):
            if not parties or any(sentence.overlaps(party.span) for party in parties):
                continue
            here = (f for f in mark.roles[side] if sentence.overlaps(f.span) and f.score > _GUESSED)
            if any(self._is_bloc(filled.span) and not self._meant(filled) for filled in here):
                return ([], recipients, side) if side == _GIVING else (suppliers, [], side)
        return suppliers, recipients, None

    def _without_route(self, suppliers: list[Party], mark: Mark) -> list[Party]:
        """Those who give, without the countries on the way: several that the goods pass through, or one where
        somebody sends or fetches them. Of goods that "came through" one country alone that one is a giver
        (annotation guide, re-exports). Nor does the country in which the depot of another lies.
        """
        suppliers = [p for p in suppliers if not self._involved.holds_depot(p.span)] or suppliers
        passing = [party for party in suppliers if self._involved.passes_on(party.span)]
        givers = [party for party in suppliers if party not in passing]
        goods = [filled.span for filled in mark.roles["item"]]
        sent = any(self._involved.sends(mark.trigger, party.span, goods) for party in givers)
        alone = not givers and all(self._involved.stands_alone(party.span) for party in passing)
        moved = alone and self._involved.are_moved(mark.trigger, goods)
        return givers if sent or moved or len(passing) > 1 else suppliers

    def _asks(self, mark: Mark, recipients: Sequence[Party]) -> bool:
        """Whether those who would take the goods are who is asked for them ("Serbia received a request")."""
        asked = self._addressed.giver(mark.trigger, self._is_firm) if mark.kind in DEALINGS else None
        return asked is not None and any(party.span.overlaps(asked) for party in recipients)

    def _aimed(
        self, suppliers: Sequence[Party], recipients: Sequence[Party], word: Span
    ) -> tuple[list[Party], list[Party]]:
        """The sides of a measure: whom the words say that it is aimed at do not take it, and it is not aimed
        at those to whom they sold what it punishes, where others are told.
        """
        aimed = [
            party
            for party in suppliers
            if self._involved.aimed_at(party.span) or self._punished.hits(word, party.span)
        ]
        breakers = self._punished.breakers(word)
        broke = self.named(breakers) if breakers is not None else []
        own = breakers is not None and all(party.span.start < breakers.start for party in suppliers)
        if own and broke:  # "listed two Malian firms for violating the arms embargo on Chad"
            return list(suppliers), [replace(p, best=1.0, chance=1.0) for p in broke]
        known = {party.code for party in recipients}
        targets = [*recipients, *(party for party in aimed if party.code not in known)]
        meant = [party for party in targets if not self._punished.in_reason(word, party.span)]
        return [party for party in suppliers if party not in aimed], meant or targets

    def _speakers(self, mark: Mark) -> list[Span]:
        """The words that tell who speaks of the dealing, by the marks and by the rules."""
        heard = (
            fill.span
            for claim in self._told
            if claim.kind == mark.kind and claim.span.overlaps(mark.trigger)
            for fill in claim.fills
            if fill.slot == "source"
        )
        return [*(one.span for one in mark.roles["source"]), *filter(None, heard)]

    def _speakers_as_latter(self, parties: list[Party], mark: Mark) -> list[Party]:
        """The parties, whoever only speaks replaced by whom "the latter" takes up: in "Seoul says that the
        latter bought rockets" it is not Seoul that bought any.
        """
        speakers = self._speakers(mark)
        speaking = [party for party in parties if any(party.span.overlaps(span) for span in speakers)]
        latter = self._taken_up.latter(self._found.sentence(mark.trigger), speakers) if speaking else None
        if latter is None:
            return parties
        code, words = latter
        kept = [party for party in parties if party not in speaking and party.code != code]
        return [*kept, Party(code=code, span=words, rule="reference: latter", chance=1.0)]

    def _unnamed(self, spans: Sequence[RoleSpan]) -> bool:
        """Whether words that surely fill the role name nobody who is known ("certain militants")."""

        def surely(filled: RoleSpan) -> bool:
            if self._is_band(filled.span):
                return filled.score > _BAND
            if self._is_bloc(filled.span):
                return filled.score > _BLOC
            return filled.score > _UNNAMED and self._is_common(filled.span)

        return any(surely(f) and not self._meant(f) for f in spans)

    def _unknown(self, spans: Sequence[RoleSpan]) -> bool:
        """Whether a name that surely fills the role is known to nobody."""
        sure = (filled for filled in spans if filled.score > _UNNAMED and not self._is_bloc(filled.span))
        return any(self._strangers.is_one(filled.span) and not self._meant(filled) for filled in sure)

    def _is_somebody_else(self, spans: Sequence[RoleSpan]) -> bool:
        """Whether the words surely tell a side without telling a party."""
        return self._unnamed(spans) or self._unknown(spans)

    def _likelier_than_bloc(self, parties: list[Party], spans: Sequence[RoleSpan]) -> list[Party]:
        """The parties, or nobody where they are only guessed, or half as likely as a group without a name: of
        "the burden of the African partners. Turkey would supply drones … such as Niger" not Niger.
        """
        bloc = max((f.score for f in spans if self._is_bloc(f.span) and not self._meant(f)), default=0.0)
        guessed = all(party.chance < max(min(bloc, _NAMED), bloc * _HALF) for party in parties)
        return [] if guessed else parties

    def _is_common(self, span: Span) -> bool:
        """Whether the noun that the words turn on is no name: "Chiang's army", "l'armée de Chiang"."""
        words = _WORD.findall(span.of(self._document.text))
        if not self._modifier_first:
            words = [word for word in words if word.lower() not in self._definite][:1]
        return bool(words) and words[-1].islower()

    def _is_people(self, span: Span) -> bool:
        """Whether the words are people of a part of the world, and take up no state: "les Occidentaux"."""
        words = _WORD.findall(span.of(self._document.text))
        return any(word[:1].isupper() and word.lower() in self._bloc for word in words)

    def _is_bloc(self, span: Span) -> bool:
        """Whether the words are a group of states or a part of the world, or somebody's friends or foes."""
        if not self._bloc.isdisjoint(_WORD.findall(span.of(self._document.text).lower())):
            return True
        return any(self._involved.is_others(Span(hit.start, hit.end)) for hit in self._found.over(span))

    def _is_band(self, span: Span) -> bool:
        """Whether the words are an armed band, whatever place is told with it ("rebels in Darfur")."""
        words = _WORD.findall(span.of(self._document.text).lower())
        at = next((n for n, word in enumerate(words) if word in self._bands), None)
        return at is not None and not self._belonging.intersection(words[1:at])


def _weigh(parties: dict[str, Party], filled: RoleSpan, codes: Sequence[Party]) -> None:
    """Let words speak for the parties that they name."""
    for party in codes:
        known = parties.get(party.code, Party(code=party.code, span=party.span, rule=party.rule))
        best = party if filled.score > known.best else known
        parties[party.code] = replace(
            best,
            best=max(known.best, filled.score),
            chance=1 - (1 - known.chance) * (1 - filled.score),
        )


def _weigh_together(parties: dict[str, Party], filled: RoleSpan, several: Sequence[Party]) -> None:
    """Let words such as "both countries" speak for all that they count, as probable as the likeliest of them;
    not where more speaks for one of these by itself, or for somebody else ("the two countries agreed that
    Iran would send").
    """
    taken = {party.code for party in several}
    alone = max((p.chance for p in parties.values() if p.code in taken), default=0.0)
    others = max((p.chance for p in parties.values() if p.code not in taken), default=0.0)
    if (alone > _ALONE and filled.score < alone) or (others > _NAMED and filled.score < others):
        return
    _weigh(parties, filled, several)
    most = max(_COUNTED, *(parties[code].chance for code in taken))
    parties |= {code: replace(parties[code], chance=most) for code in taken}


def _untold(mark: Mark) -> frozenset[str]:
    """The side that no words of the text may tell, where the other one is told surely."""
    best = {side: max((f.score for f in mark.roles[side]), default=0.0) for side in SIDES}
    if min(mark.score, max(best.values())) <= _OTHER_TOLD:
        return frozenset()
    return frozenset(side for side in SIDES if best[side] < _UNTOLD)


def _left_open(before: Sequence[Sequence[Party]], after: Sequence[Sequence[Party]]) -> frozenset[str]:
    """The sides that have lost all their parties."""
    return frozenset(side for side, had, have in zip(SIDES, before, after, strict=True) if had and not have)


def _believed(parties: list[Party], *, needed: bool) -> list[Party]:
    """The parties of a side: only those that are sure; of a side that the kind of claim needs, all that
    enough speaks for, and the one that most does.
    """
    if not needed:
        return [p for p in parties if p.chance > _SURE]
    most = max((p.chance for p in parties), default=0.0)
    return [p for p in parties if p.chance > _NAMED or p.chance >= max(most, _GUESSED)]
