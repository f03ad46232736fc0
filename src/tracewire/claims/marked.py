"""What do the marks of a document say? Words become parties, classes, numbers, dates and sources.

The model tells which words state a claim and which fill its roles (package `marks`); what those words stand
for is told by the tables alone. A role whose words the tables do not know, and that refer to no name, stays
empty: a claim is made only of what the text says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Final

from tracewire.claims.goods.contents import Contents
from tracewire.claims.goods.downed import Downed
from tracewire.claims.goods.elided import Ellipses
from tracewire.claims.goods.equipment import Equipment
from tracewire.claims.goods.fought import Fought
from tracewire.claims.goods.gapped import Dealing, Gaps
from tracewire.claims.goods.goods import ARMS, Goods
from tracewire.claims.goods.shares import Item, Share, shares, shares_by_make, shares_in_turn
from tracewire.claims.goods.untaken import Untaken
from tracewire.claims.kept.completion import MAIN_TAKER, complete
from tracewire.claims.kept.distinct import distinct
from tracewire.claims.kept.judge import Judge, Judged, columns
from tracewire.claims.kept.repeats import Repeats
from tracewire.claims.names.groups import Groups
from tracewire.claims.names.introduced import Introduced
from tracewire.claims.names.meant import Meant
from tracewire.claims.names.named import Named
from tracewire.claims.names.offices import spoken_for
from tracewire.claims.names.parties import Sides
from tracewire.claims.names.places import places_of
from tracewire.claims.names.strangers import Strangers
from tracewire.claims.names.taken_up import TakenUp
from tracewire.claims.names.wording import Wording
from tracewire.claims.rules.lists import is_listed, with_day
from tracewire.claims.rules.production import is_project
from tracewire.claims.sides.accused import Accused
from tracewire.claims.sides.bystanders import Bystanders
from tracewire.claims.sides.first_person import FirstPerson
from tracewire.claims.sides.involved import Involved
from tracewire.claims.sides.other_side import OtherSide
from tracewire.claims.sides.own_clause import OwnClause
from tracewire.claims.sides.punished import Punished
from tracewire.claims.sides.route import Route
from tracewire.claims.sides.sheltered import Sheltered
from tracewire.claims.sides.sides import SideFinder
from tracewire.claims.sides.taking_part import TakingPart
from tracewire.claims.sides.tellers import Tellers
from tracewire.claims.sides.unnamed import Unnamed
from tracewire.claims.sources.speakers import Attributed
from tracewire.claims.sources.vouched import Vouched
from tracewire.claims.sources.vouchers import Vouchers
from tracewire.claims.stage.construed import Construed, Standing
from tracewire.claims.stage.ended import Ended
from tracewire.claims.stage.factuality import SENT
from tracewire.claims.stage.kinds import Kinds
from tracewire.claims.stage.staged import Staged
from tracewire.claims.text.exceptions import Exceptions, excepting
from tracewire.claims.text.found import Found, find_in, home_of
from tracewire.claims.text.grammar import load_grammar
from tracewire.claims.text.parsed import ParsedText
from tracewire.claims.times.days import Days
from tracewire.claims.times.events import Events
from tracewire.claims.times.papers import Papers
from tracewire.claims.times.speech import Speech
from tracewire.lexicon import EntryKind, ItemTree, item_classes, load_gazetteer
from tracewire.marks import SIDES, Mark, Marker
from tracewire.model import (
    DEALINGS,
    EMPLOYED,
    STAGES,
    Claim,
    Fill,
    Kind,
    PartKind,
    Polarity,
    Script,
    Source,
    Span,
    Stage,
    reading_rule,
)

__all__ = ["claims_from_marks", "claims_to_judge"]

_WITHOUT_ITEM: Final = frozenset({Kind.MEASURE, Kind.DISCLOSURE})
"""The kinds whose claims can stand without arms being named."""
_LATER_ITEM: Final = _WITHOUT_ITEM | {Kind.PRODUCTION}
"""The kinds whose claims need not name the goods themselves: of a plant the document tells elsewhere."""
_ARMS: Final = frozenset({EntryKind.DESIGNATION, EntryKind.ITEM})
"""The kinds of words that name arms."""
_OF_GOODS: Final = DEALINGS | {Kind.USE}
"""The kinds of which nothing is told where none of the words for goods name any that it is of."""
_TOLD_ALONE: Final = 0.85
"""How sure a use of named arms must be to be told without a user."""
_STAGES: Final = frozenset(
    {
        (Stage.DELIVERED, Stage.SHIPPED),
        (Stage.SOUGHT, Stage.AGREED),
        (Stage.OPERATING, Stage.BUILDING),
    }
)
"""Stages that are marked, and what the rules read instead: the deal in "finalised a deal to buy"..."""
_DENIED_STAGES: Final = frozenset(
    {
        (Stage.DELIVERED, Stage.SHIPPED),
        (Stage.AGREED, Stage.DELIVERED),
        (Stage.SOUGHT, Stage.DELIVERED),
    }
)
"""...and of what is denied, as in "has not managed to obtain"."""
_OF_MAIN_TAKER: Final = 0.66
"""How much less sure a claim may be whose taker is the one of whom the document tells most: the judge learnt
from texts of a few sentences, in which hardly any is. Of six in dispatches and marked stretches five were
right, which it held right in 20 to 35 of 100 cases (December 2026).
"""
_NOBODY: Final = Sides(suppliers=(), recipients=())


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim as its mark tells it, with the sides that were found; neither where the rules read it from the
    layout.
    """

    claim: Claim
    mark: Mark | None = None
    sides: Sides = _NOBODY

    def closed(self, completed: Claim) -> Claim | None:
        """The claim with what others of its document tell, or None where a side or the goods stay open.

        A dealing needs its giver, its taker and the goods, a measure both its sides. Of claims read with one
        of these left open next to none were right where some words might have told it: the text did, and
        it was not found (November 2026). A party without a name is told all the same, and who bears a name
        that nobody knows is none whom another claim tells.
        """
        unnamed = self.sides.unnamed
        if self.sides.unknown:
            return None
        claim = self.claim if unnamed else completed
        if claim.kind == Kind.USE and self.mark is not None and not (claim.supplier or claim.recipient):
            # "A missile hit a quarter of the town": that arms were used is told, though not by whom
            return claim if unnamed or self.mark.score > _TOLD_ALONE else None
        needed = SIDES if claim.kind in DEALINGS or claim.kind == Kind.MEASURE else ()
        open_ = {side for side in needed if not getattr(claim, side)} - unnamed - self.sides.untold
        goods = claim.item or claim.kind in _WITHOUT_ITEM or (claim.supplier and claim.recipient)
        return None if open_ or not goods or (claim.kind in DEALINGS and not claim.item) else claim


def claims_from_marks(
    script: Script,
    language: str,
    marker: Marker,
    told: Sequence[Claim],
    judge: Judge | None = None,
    least: float | None = None,
) -> tuple[Claim, ...]:
    """The claims that the parsed parts of the document make, in the order of the text.

    `told` are the claims that the rules found there, which the model is shown. With a judge each claim says
    how likely it is to be read right, and is left out where that is less than `least`, by default the
    judge's.
    """
    read, found = _read(script, language, marker, told)
    claims = [claim for _, claim in read]
    if judge is not None:
        own = judge.least_together if marker.together else judge.least
        of_main = own * _OF_MAIN_TAKER if least is None else least
        claims = _judged(read, found, told, judge, own if least is None else least, of_main)
    return distinct(claims, item_classes())


def claims_to_judge(
    script: Script, language: str, marker: Marker, told: Sequence[Claim]
) -> tuple[list[Claim], Any]:
    """The claims that are read from marks, and for each what a judge weighs: a row of `judge.columns`."""
    read, found = _read(script, language, marker, told)
    return [claim for one, claim in read if one.mark], _columns(read, found, told)


def _read(
    script: Script, language: str, marker: Marker, told: Sequence[Claim]
) -> tuple[list[tuple[_Told, Claim]], Found]:
    """The claims in the order of the text, as their marks tell them and with what others tell."""
    document = script.document
    found = find_in(document, language)
    wanted = frozenset(n for n, paragraph in enumerate(script.paragraphs) if paragraph.sentences)
    marks = marker.read(found.passages(wanted, told))
    reading = _Reading(script, language, found, told)
    read: list[_Told] = []
    by_part: dict[int, list[Mark]] = {}
    for mark in marks:
        by_part.setdefault(mark.passage, []).append(mark)
    for number, part in enumerate(found.parts):
        if part.kind != PartKind.HEADLINE:
            reading.vouchers.paragraph(part.span)
        here = by_part.get(number, ())
        for mark in here:
            for own in reading.fought.parts(reading.days.with_own(mark, here)):
                read.extend(reading.claims(own))
    read = reading.told_once(read)
    read.extend(reading.excepted(read))
    read = _with_contents(read, reading.contents)
    read = _of_one_country(read)
    listed = _listed(told, [one.claim for one in read])
    read = [_without_number_of(listed, one) for one in read if not _in_list(one.claim, listed)]
    dated = [with_day(entry, [one.claim for one in read]) for entry in listed]
    read = sorted([*read, *map(_Told, dated)], key=lambda one: one.claim.span)
    completed = complete([one.claim for one in read], item_classes(), told)
    closed = [(one, one.closed(claim)) for one, claim in zip(read, completed, strict=True)]
    return [(one, claim) for one, claim in closed if claim is not None], found


def _columns(read: Sequence[tuple[_Told, Claim]], found: Found, told: Sequence[Claim]) -> Any:
    judged = [
        Judged(claim=one.claim, completed=claim, mark=one.mark, chances=one.sides.chances)
        for one, claim in read
        if one.mark is not None
    ]
    return columns(judged, found, told, item_classes())


def _judged(
    read: Sequence[tuple[_Told, Claim]],
    found: Found,
    told: Sequence[Claim],
    judge: Judge,
    least: float,
    of_main: float,
) -> list[Claim]:
    """The claims that are likely enough to be read right, each with how likely that is: `least`, or `of_main`
    where the goods go to whoever takes most.
    """
    chances = iter(judge.judge(_columns(read, found, told)))
    claims: list[Claim] = []
    for one, claim in read:
        if one.mark is None:
            claims.append(claim)
        elif (chance := next(chances)) >= (of_main if _goes_to_main_taker(claim) else least):
            claims.append(claim.but(fills=(_sure(claim.fills[0], chance), *claim.fills[1:])))
    return claims


def _goes_to_main_taker(claim: Claim) -> bool:
    return any(fill.rule == MAIN_TAKER for fill in claim.fills)


def _sure(kind: Fill, chance: float) -> Fill:
    """The slot of the kind with how likely the whole claim is to be read right."""
    return replace(kind, rule=reading_rule(chance))


def _with_contents(read: Sequence[_Told], contents: Contents) -> list[_Told]:
    """The claims, those of what is inside a delivery with its stage and its day."""
    told: list[_Told] = []
    for one in read:
        if one.mark is not None:
            before = [other.claim for other in told]
            one = replace(one, claim=contents.dated(one.claim, one.mark.trigger, before))
        told.append(one)
    return told


def _of_one_country(read: Sequence[_Told]) -> list[_Told]:
    """The claims, those that the same words of the text vouch for with the same source: with the country that
    it was found to be of, where the model said so at one of them only.
    """

    def words(one: _Told) -> Span | None:
        return next((fill.span for fill in one.claim.fills if fill.slot == "source"), None)

    known = {words(one): one.claim.source for one in read if one.claim.source.country}
    told: list[_Told] = []
    for one in read:
        source = known.get(words(one)) if words(one) else None
        if source is not None and replace(source, country=None) == one.claim.source:
            one = replace(one, claim=one.claim.but(source=source))
        told.append(one)
    return told


def _listed(told: Sequence[Claim], read: Sequence[Claim]) -> list[Claim]:
    """What the rules read where the marks tell nothing, as no word states it: the entries of lists under a
    heading ("The package includes:"), and how far "the project" of a plant is.
    """
    unmarked = [claim for claim in told if is_listed(claim) or is_project(claim)]
    return [c for c in unmarked if not any(r.span.overlaps(c.span) for r in read)]


def _without_number_of(listed: Sequence[Claim], one: _Told) -> _Told:
    """What is told without a number that stands in an entry of a list: it counts the entry's goods."""
    counted = [fill.span for fill in one.claim.fills if fill.slot == "quantity" and fill.span]
    if not any(entry.span.overlaps(span) for entry in listed for span in counted):
        return one
    fills = tuple(fill for fill in one.claim.fills if fill.slot != "quantity")
    return replace(one, claim=one.claim.but(quantity=None, fills=fills))


def _in_list(claim: Claim, listed: Sequence[Claim]) -> bool:
    """Whether the goods of a heading's claim are entries of the list under it, which tell them one by one."""
    goods = [fill.span for fill in claim.fills if fill.slot == "item" and fill.span]
    return bool(goods) and all(any(entry.span.overlaps(span) for entry in listed) for span in goods)


class _Reading:
    """One document while its marks are read."""

    def __init__(self, script: Script, language: str, found: Found, told: Sequence[Claim]) -> None:
        document = script.document
        grammar = load_grammar(language)
        self._document = document
        self._found = found
        self._told = told
        self._tree: ItemTree = item_classes()
        self._exceptions = Exceptions(found, grammar)
        parsed = ParsedText([s for p in script.paragraphs for s in p.sentences])
        self._construed = Construed(parsed, grammar)
        self._ellipses = Ellipses(found, document.text, grammar)
        self._involved = Involved(parsed, grammar)
        self._downed = Downed(parsed, grammar)
        self._route = Route(parsed, grammar)
        papers = Papers(parsed, grammar)
        self._speech = Speech(parsed, grammar, papers)
        wording = Wording(document, words=found.words, hits=found.hits, grammar=grammar)
        introduced = Introduced(wording)
        gazetteer = load_gazetteer(language)
        self._goods = Goods(document, found=found, grammar=grammar, gazetteer=gazetteer, tree=self._tree)
        self._equipment = Equipment(found, document.text, grammar, self._tree)
        self._untaken = Untaken(parsed, document.text, found=found, grammar=grammar, tree=self._tree)
        home = home_of(document, gazetteer)
        self._taken_up = TakenUp(document, found=found, grammar=grammar, home=home)
        self._punished = Punished(parsed, grammar)
        groups = Groups(parsed, document.text, found=found, grammar=grammar)
        named = Named(
            parsed, document.text, found=found, grammar=grammar, exceptions=self._exceptions, groups=groups
        )
        strangers = Strangers(wording, introduced, home)
        meant = Meant(named, found=found, groups=groups, strangers=strangers, taken_up=self._taken_up)
        self._own_clause = OwnClause(parsed, grammar, found, named)
        self._other_side = OtherSide(parsed, grammar, found)
        self._taking_part = TakingPart(parsed, document.text, found=found, grammar=grammar)
        self._sides = SideFinder(
            parsed,
            grammar,
            named=named,
            meant=meant,
            unnamed=Unnamed(parsed, grammar, found=found, groups=groups, named=named, meant=meant),
            accused=Accused(parsed, document.text, found=found, grammar=grammar, named=named),
            tellers=Tellers(found, told, self._taken_up),
            sheltered=Sheltered(parsed, grammar, found),
        )
        self._first_person = FirstPerson(
            parsed, document.text, found=found, grammar=grammar, groups=groups, named=named
        )
        self.fought = Fought(found, self._downed, named)
        self._gaps = Gaps(found, document.text, grammar, named=named.parties, item=self._goods.named_at)
        self.contents = Contents(parsed, grammar)
        self._ended = Ended(parsed, grammar, named)
        self._kinds = Kinds(parsed, grammar, self._tree)
        self._staged = Staged(parsed, grammar)
        self._repeats = Repeats(found, self._construed, self._tree)
        self.days = Days(
            document,
            times=found.times,
            construed=self._construed,
            speech=self._speech,
            papers=papers,
            events=Events(parsed, grammar),
            joints=grammar.forms["joined"],
        )
        self.vouchers = Vouchers(wording, introduced)
        self._vouched = Vouched(
            found=found,
            told=told,
            construed=self._construed,
            bystanders=Bystanders(parsed, grammar),
            named=named,
            speech=self._speech,
            taken_up=self._taken_up,
            vouchers=self.vouchers,
        )

    # -- what words stand for --------------------------------------------------------------------------

    def _items(self, mark: Mark) -> list[Item]:
        """The goods of the mark; of a delivery of nothing that is denied all arms."""
        items = [one for one in self._goods.items(mark) if not self._equipment.is_fitted(mark, one.span)]
        items = self._untaken.items(mark, items)
        if not items and mark.kind == Kind.TRANSFER and mark.polarity is Polarity.DENIED:
            nothing = self._construed.nothing(mark.trigger)
            items = [Item(span=nothing, item=ARMS, designations=())] if nothing else []
        return items

    def _stage(self, mark: Mark) -> Stage:
        """How far it has come: as marked, or as the rules read the same words where they know it better.

        Of "expédié" and "shipped" three marks in five say that the goods are on their way, the others that
        they were delivered, and the model learnt from both. In the other pairs the rules were always right
        (seven of seven in marked texts, November 2026); elsewhere the model is two to four times as often.
        """
        shown = self._construed.shown(mark.trigger)
        for claim in self._told if shown is not None else ():
            if claim.kind == mark.kind and shown is not None and claim.span.overlaps(shown):
                return claim.stage
        if mark.stage is Stage.DELIVERED and self._construed.found_there(mark.trigger):
            return mark.stage
        better = _DENIED_STAGES if mark.polarity is Polarity.DENIED else _STAGES
        stages = [
            claim.stage
            for claim in self._told
            if claim.kind == mark.kind
            and claim.polarity == mark.polarity
            and claim.span.overlaps(mark.trigger)
        ]
        if mark.stage is Stage.LIFTED and self._construed.goes_on(mark.trigger):
            return Stage.ADOPTED
        if mark.stage in stages:  # of "shells sold to Malta have been seized" both are told
            return mark.stage
        if self._staged.is_tried(mark.trigger):  # "announced the conviction of a man for trying to buy"
            return mark.stage
        return next((stage for stage in stages if (mark.stage, stage) in better), mark.stage)

    def _denied(self, mark: Mark) -> bool:
        """Whether a denial that is marked can be one; what is affirmed needs no word for it."""
        affirmed = mark.polarity is Polarity.AFFIRMED
        return affirmed or self._construed.denies(self._found.sentence(mark.trigger))

    def _disowned(self, mark: Mark, sides: Sides, source: Source) -> bool:
        """Whether one of the sides itself speaks, and speaks of a lie or an invention.

        Of 71 marked claims of a side in a sentence with such a word 64 were denials (exercises and excerpts,
        November 2026).
        """
        own = any(source.country in codes for codes in sides.codes)
        return own and mark.kind in DEALINGS and self._construed.dismissed(mark.trigger)

    def _affirmed(self, mark: Mark) -> bool:
        """Whether the rules found it told: "blacklisted firms that sold drones" are no denial."""
        return any(
            claim.kind == mark.kind
            and claim.polarity is Polarity.AFFIRMED
            and claim.span.overlaps(mark.trigger)
            for claim in self._told
        )

    def _is_to_come(self, mark: Mark) -> bool:
        """Whether what is marked as sent is still ahead: "the delivery, before the end of the summer, of
        six", "has been postponed to 2027". What a verb tells "by August" may have come in the last one.
        """
        if self._construed.is_noun(mark.trigger):
            return self.days.are_ahead(mark)
        return mark.polarity is Polarity.AFFIRMED and self.days.begin_ahead(mark)

    # -- claims ----------------------------------------------------------------------------------------

    def claims(self, mark: Mark) -> Iterator[_Told]:
        """The claims of one mark: one for each item that has a number of its own, one for the others."""
        construed = self._as_construed(mark)
        if construed is None:
            return
        mark, standing, settled = construed
        mark = self._own_clause.read(self._equipment.without_makers(mark))
        mark = self._other_side.read(self._taking_part.read(mark))
        sides = self._sides.sides(mark)
        items = self._items(mark)
        if mark.kind in _OF_GOODS and mark.roles["item"] and not items:
            return  # "cargo planes have landed", "will modernise the jets of Peru", "an attack on tanks"
        meant = [item for item in items if not self._exceptions.excepts(item.span)]
        if mark.kind is Kind.TRANSFER and mark.polarity is Polarity.AFFIRMED and len(meant) < len(items):
            items = meant or items
            if not meant:  # "has been sending food, not drones"
                standing = replace(standing, polarity=Polarity.DENIED, rule="exception")
                mark = replace(mark, polarity=Polarity.DENIED)
        mark = replace(mark, kind=self._kind(mark, items))
        if mark.kind == Kind.PRODUCTION and not items and not self._involved.takes_part(mark.trigger):
            return
        attributed = self._vouched.source(mark, sides)
        if (own := spoken_for(attributed.source)) is not None:
            sides = self._first_person.with_speaker(sides, mark, own)
        open_ = mark.kind == Kind.USE and bool(items)  # by whom, another claim may tell
        if not (sides.suppliers or sides.recipients or sides.unnamed or open_):
            return
        if not items and mark.kind not in _LATER_ITEM and not (sides.suppliers and sides.recipients):
            return
        if not items and mark.kind is Kind.MEASURE and self._is_civil_sanction(mark):
            return
        if standing.polarity is None and self._disowned(mark, sides, attributed.source):
            standing = replace(standing, polarity=Polarity.DENIED, rule="called baseless by a side of it")
            mark = replace(mark, polarity=Polarity.DENIED)
        mark, sides, ended = self._ended.read(mark, sides, ahead=self.days.are_ahead(mark))
        if ended is not None:
            standing = replace(standing, polarity=mark.polarity, rule="dealing ended", word=ended)
        yield from self._told_of(mark, standing, sides, items, attributed, settled=settled)

    def _is_civil_sanction(self, mark: Mark) -> bool:
        """Whether somebody is punished and the sentence names neither arms nor who makes any: "sanctioned
        two senators". Of seven such claims that were read in marked texts none was one (November 2026).
        """
        sentence = self._found.sentence(mark.trigger)
        hits = (hit for hit in self._found.hits if sentence.overlaps(Span(hit.start, hit.end)))
        entries = [entry for hit in hits for entry in hit.entries]
        arms = any(entry.kind in _ARMS or entry.form == "firm" for entry in entries)
        return not arms and self._punished.is_sanction(mark.trigger)

    def _as_construed(self, mark: Mark) -> tuple[Mark, Standing, bool] | None:
        """The mark as the grammar has it, what that makes of it, and whether the stage is settled by that;
        None where nothing is told.
        """
        mark = self._kinds.read(mark, [item.item for item in self._goods.items(mark)])
        standing = self._construed.standing(mark.trigger, mark.kind, mark.stage, mark.polarity)
        if not standing.told or self._goods.are_civil(mark):
            return None
        if mark.kind in DEALINGS and self._equipment.fitting(mark.trigger):
            return None
        if mark.kind is Kind.SUPPORT and self._construed.founds(mark.trigger):
            return None
        denied = mark.polarity is Polarity.DENIED
        if mark.kind is Kind.MEASURE and denied and self._construed.withholds(mark.trigger):
            return None
        if mark.kind is Kind.SUPPORT and self._construed.is_quality(mark.trigger):
            return None
        if standing.polarity is None and not self._denied(mark):
            if not self._affirmed(mark):
                return None
            standing = replace(standing, polarity=Polarity.AFFIRMED, rule="no word denies it")
        if standing.polarity is None and mark.kind is Kind.MEASURE and self._ended.ends(mark.trigger):
            standing = replace(standing, polarity=Polarity.AFFIRMED, rule="ends a dealing")
        polarity = standing.polarity or mark.polarity
        mark = replace(mark, polarity=polarity, certainty=standing.certainty(mark.certainty))
        if standing.stage is not None and mark.stage in SENT | {Stage.AGREED}:
            mark = replace(mark, stage=standing.stage)
        elif mark.stage in SENT and self._is_to_come(mark):
            mark = replace(mark, stage=Stage.PLANNED)
        staged = self._staged.read(mark, ahead=self.days.are_ahead(mark))
        settled = standing.stage is not None or staged.stage is not mark.stage
        mark = self._untaken.agreeing(staged)
        goods = [filled.span for filled in mark.roles["item"]]
        got = mark.kind is Kind.TRANSFER and mark.stage is Stage.DELIVERED
        if got and self._downed.brought_down(mark.trigger, goods) is not None:
            mark = replace(mark, kind=Kind.USE, stage=Stage.USED)  # "took out nine howitzers": nobody got any
        return mark, standing, settled

    def _kind(self, mark: Mark, items: Sequence[Item]) -> Kind:
        """The kind of the mark by its goods: people are support, and what is bought is none."""
        if mark.kind is Kind.TRANSFER and mark.stage in STAGES[Kind.SUPPORT]:
            return Kind.SUPPORT if self._goods.are_support(items) else mark.kind
        traded = mark.kind is Kind.SUPPORT and self._goods.are_traded(mark, items)
        return Kind.TRANSFER if traded else mark.kind

    def _told_of(
        self,
        mark: Mark,
        standing: Standing,
        sides: Sides,
        items: Sequence[Item],
        attributed: Attributed,
        *,
        settled: bool,
    ) -> Iterator[_Told]:
        """The claims of a mark of which all is known."""
        places = places_of(mark, self._found, self._document.text)
        label = attributed.source.label
        vouching = Fill(slot="source", value=label, span=attributed.span, rule=attributed.rule)
        told = [*places]
        if standing.polarity is not None:
            told.append(
                Fill(slot="polarity", value=standing.polarity.value, span=standing.word, rule=standing.rule)
            )
        dated = [own for share in self._shares(mark, items, sides) for own in self.days.by_time(mark, share)]
        parts = [own for share in dated for own in self._goods.by_kind(share)]
        whole = mark
        for share in parts:
            mark = replace(whole, kind=self._goods.kind_of(share, items, whole))
            kind = Fill(slot="kind", value=mark.kind.value, span=mark.trigger, rule=f"mark {mark.score:.2f}")
            time = self.days.of(Days.of_share(mark, share, parts))
            claim = Claim(
                document=self._document.id,
                kind=mark.kind,
                stage=mark.stage if settled else self._stage(mark),
                polarity=mark.polarity,
                certainty=mark.certainty,
                supplier=tuple(p.code for p in share.suppliers),
                recipient=tuple(p.code for p in share.recipients),
                item=tuple(dict.fromkeys(i.item for i in share.items)),
                designation=tuple(dict.fromkeys(d for i in share.items for d in i.designations)),
                quantity=share.quantity.quantity if share.quantity else None,
                when=time.value if time else None,
                place=tuple(fill.value for fill in places),
                source=attributed.source,
                span=self._evidence(mark, [p.span for p in (*sides.suppliers, *sides.recipients)]),
                fills=(kind, *share.fills(), vouching, *([time] if time else []), *told),
            )
            yield _Told(claim, mark, sides.as_shared(share.suppliers, share.recipients))

    def _shares(self, mark: Mark, items: Sequence[Item], sides: Sides) -> Iterator[Share]:
        """What makes a claim each."""
        given = (self._goods.quantity(filled, mark) for filled in mark.roles["quantity"])
        found = (number for number in given if number is not None)
        numbers = [number for number in found if self._untaken.counts_goods(number, mark, items)]
        sentence = self._found.sentence(mark.trigger)
        if mark.kind in DEALINGS:
            whole = Dealing(items=items, numbers=numbers, sides=sides, stretch=sentence)
            first, gapped = self._gaps.parts(mark, whole)
            return chain(self._of_dealing(mark, first), gapped)
        if mark.kind in EMPLOYED:
            elided = self._ellipses.shares(items, numbers, sides, mark.trigger, sentence)
            if elided:
                return iter(elided)
        told = shares(items, numbers, sides)
        if mark.kind is not Kind.USE:
            return told
        return (part for share in told for part in shares_by_make(share, self._document.text))

    def _of_dealing(self, mark: Mark, told: Dealing) -> Iterator[Share]:
        """What makes a claim each of a dealing told by one verb."""
        elided = self._ellipses.shares(told.items, told.numbers, told.sides, mark.trigger, told.stretch)
        if elided:
            return iter(elided)
        parties = (*told.sides.suppliers, *told.sides.recipients)
        passed = {party.code for party in parties if self._route.passes_on(party.span)}
        return shares_in_turn(told.items, told.numbers, told.sides, told.stretch, passed)

    def told_once(self, read: Sequence[_Told]) -> list[_Told]:
        """The claims without those that only tell another one of their sentence again."""
        marked = [one for one in read if one.mark is not None]
        repeated = self._repeats.among([(one.mark, one.claim) for one in marked if one.mark])
        again = {id(marked[number]) for number in repeated}
        return [one for one in read if id(one) not in again]

    def excepted(self, read: Sequence[_Told]) -> Iterator[_Told]:
        """What the text excepts from a dealing before it in the sentence, as that dealing denied.

        Where the model marked a denial behind the exception's words itself, that one stands.
        """
        for exception in self._exceptions.all:
            sentence = self._found.sentence(exception.at)
            here = [one for one in read if one.mark and sentence.overlaps(one.mark.trigger)]
            before = [
                one
                for one in here
                if one.claim.kind in DEALINGS
                and one.claim.polarity is Polarity.AFFIRMED
                and one.claim.stage in (Stage.DELIVERED, Stage.SHIPPED, Stage.AGREED)
                and _start_of(one) < exception.at.start
            ]
            behind = any(
                one.claim.polarity is Polarity.DENIED and _start_of(one) > exception.at.start for one in here
            )
            if before and not behind:
                nearest = max(before, key=_start_of)
                changed = excepting(nearest.claim, exception, sentence)
                if changed is not None:
                    yield replace(nearest, claim=changed)

    def _evidence(self, mark: Mark, named: Sequence[Span]) -> Span:
        """The stretch of the sentence from the first to the last word that the claim rests on; of a denied
        claim all of the sentence, as the word that denies it may stand anywhere in it.
        """
        sentence = self._found.sentence(mark.trigger)
        if mark.polarity is Polarity.DENIED:
            return sentence.cover(mark.trigger)
        told = [f.span for role in ("item", "quantity", "when", "place") for f in mark.roles[role]]
        span = mark.trigger
        for words in (*named, *told):
            if sentence.start <= words.start and words.end <= sentence.end:
                span = span.cover(words)
        return span


def _start_of(told: _Told) -> int:
    return told.mark.trigger.start if told.mark else told.claim.span.start
