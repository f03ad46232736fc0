"""Which of the words marked for a side stand for somebody who takes part, and not for a bystander?

The sides are weighed by the words that are left: without whoever only tells of the dealing, is compared, hit
or hindered, or punishes others for it, and without those whose money it cost.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tracewire.claims.goods.downed import Downed
from tracewire.claims.goods.ratio import Ratio
from tracewire.claims.names.parties import NAMED
from tracewire.claims.sides.bystanders import Bystanders
from tracewire.claims.sides.involved import Involved
from tracewire.claims.sides.punished import Punished
from tracewire.claims.sides.route import Route
from tracewire.claims.sides.subjects import Subjects
from tracewire.claims.text.found import Found
from tracewire.claims.text.grammar import Grammar
from tracewire.claims.text.parsed import ParsedText
from tracewire.lexicon import EntryKind
from tracewire.marks import SIDES, Mark, RoleSpan
from tracewire.model import DEALINGS, EMPLOYED, Kind, Span

__all__ = ["TakingPart"]

_GIVING, _TAKING = SIDES
_WORD: Final = re.compile(r"\w+")
_NEXT: Final = 20
"""Characters beside a name in which the word next to it stands."""


class TakingPart:
    """The marks of one document, whose words are asked about by offsets of its `text`."""

    def __init__(self, parsed: ParsedText, text: str, *, found: Found, grammar: Grammar) -> None:
        self._text = text
        self._found = found
        self._currencies = grammar.forms["currency"]
        self._modifier_first = grammar.modifier_before_noun
        self._involved = Involved(parsed, grammar)
        self._downed = Downed(parsed, grammar)
        self._subjects = Subjects(parsed, grammar)
        self._punished = Punished(parsed, grammar)
        self._route = Route(parsed, grammar)
        self._ratio = Ratio(parsed, grammar)
        self._bystanders = Bystanders(parsed, grammar)

    def read(self, mark: Mark) -> Mark:
        """The mark with the words for those who take part alone."""
        return self._making(self._for_another(self._using(self._without_bystanders(mark))))

    def _using(self, mark: Mark) -> Mark:
        """The mark of a use, with whoever does what its verb says as who uses the arms, wherever these are
        from: "Hezbollah fired rockets", and not "Iranian drones hit".
        """
        goods = [filled.span for filled in mark.roles["item"]]
        users = [one for one in mark.roles[_GIVING] if self._route.sends(mark.trigger, one.span, goods)]
        if mark.kind is not Kind.USE or not users:
            return mark
        taking = {one.span: one.score for one in mark.roles[_TAKING]}
        moved = [replace(one, score=min(1.0, one.score + taking.get(one.span, 0.0))) for one in users]
        givers = tuple(one for one in mark.roles[_GIVING] if one not in users)
        takers = (*(one for one in mark.roles[_TAKING] if one.span not in {m.span for m in moved}), *moved)
        roles = {_GIVING: givers, _TAKING: takers}
        peaks = {side: max((one.score for one in roles[side]), default=0.0) for side in SIDES}
        return replace(mark, roles={**mark.roles, **roles}, peaks={**mark.peaks, **peaks})

    def _for_another(self, mark: Mark) -> Mark:
        """The mark of a purchase, for others than who buys: they take the goods, and the buyer gives them, as
        does whoever sold them ("Oslo bought Slovak howitzers for Ukraine").
        """
        goods = [filled.span for filled in mark.roles["item"]]
        both = [one for side in SIDES for one in mark.roles[side]]
        takers = [one for one in both if self._involved.bought_for(mark.trigger, one.span, goods)]
        buyers = [one for one in mark.roles[_TAKING] if one not in takers]
        named = {code for one in takers for code in self._codes(one.span)}
        others = any(named.isdisjoint(codes) for one in buyers if (codes := self._codes(one.span)))
        if mark.kind is not Kind.TRANSFER or not named or not others:
            return mark
        likeliest: dict[Span, RoleSpan] = {}
        for one in sorted(both, key=lambda one: one.score):
            likeliest[one.span] = one
        for_whom = {one.span for one in takers}
        roles = {
            _GIVING: tuple(one for span, one in likeliest.items() if span not in for_whom),
            _TAKING: tuple(one for span, one in likeliest.items() if span in for_whom),
        }
        peaks = {side: max((one.score for one in roles[side]), default=0.0) for side in SIDES}
        return replace(mark, roles={**mark.roles, **roles}, peaks={**mark.peaks, **peaks})

    def _codes(self, span: Span) -> set[str]:
        """The parties and countries that the words name."""
        entries = (entry for hit in self._found.over(span) for entry in hit.entries)
        return {code for entry in entries if (code := entry.party or entry.country)}

    def _without_bystanders(self, mark: Mark) -> Mark:
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

    def _making(self, mark: Mark) -> Mark:
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
        if likeliest < NAMED:
            roles |= {_TAKING: mark.roles[_GIVING], _GIVING: ()}
            peaks |= {_TAKING: mark.peaks.get(_GIVING, 0.0), _GIVING: 0.0}
        return replace(mark, roles=roles, peaks=peaks)

    def _is_money(self, span: Span) -> bool:
        """Whether the names only tell whose money is meant: "US dollars", "francs suisses"."""
        hits, text = self._found.over(span), self._text
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
            or (mark.kind is Kind.USE and self._downed.downs(mark.trigger, name, goods))
            or (mark.kind is Kind.USE and self._involved.is_where(mark.trigger, name))
            or (mark.kind in DEALINGS and self._downed.destroys(mark.trigger, name))
            or self._subjects.tells_of_others(mark.trigger, name)
            or (mark.kind in DEALINGS and self._involved.warns(mark.trigger, name))
            or (mark.kind in DEALINGS and side == _TAKING and self._involved.is_struck(name))
            or (mark.kind in DEALINGS and self._punished.imposes(mark.trigger, name))
            or (mark.kind in DEALINGS and self._seizes(mark, name))
            or (mark.kind in DEALINGS and self._ratio.in_ratio(name))
            or (mark.kind in DEALINGS and side == _TAKING and self._involved.is_front(name))
            or self._bystanders.is_one(mark.trigger, name, side, mark.kind)
            for name in names
        )

    def _seizes(self, mark: Mark, name: Span) -> bool:
        """Whether who bears the name only stops the goods or finds them; an armed group keeps them."""
        group = any(hit.first(EntryKind.ACTOR) for hit in self._found.over(name))
        return not group and self._involved.seizes(mark.trigger, name)
