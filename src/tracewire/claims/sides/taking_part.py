"""Which of the words marked for a side stand for somebody who takes part, and not for a bystander?

The sides are weighed by the words that are left: without whoever only tells of the dealing, is compared, hit
or hindered, or punishes others for it, and without those whose money it cost.
"""

from __future__ import annotations

import re
from typing import Final

from tracewire.claims.goods.downed import Downed
from tracewire.claims.goods.ratio import Ratio
from tracewire.claims.sides.bystanders import Bystanders
from tracewire.claims.sides.involved import Involved
from tracewire.claims.sides.punished import Punished
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
        self._ratio = Ratio(parsed, grammar)
        self._bystanders = Bystanders(parsed, grammar)

    def read(self, mark: Mark) -> Mark:
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
        changed = {side: words for side, words in kept.items() if len(words) < len(mark.roles[side])}
        return mark.with_roles(changed) if changed else mark

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
