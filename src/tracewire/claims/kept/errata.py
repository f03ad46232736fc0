"""What a text itself sets right asserts nothing: "sent by the Netherlands, not Denmark".

A correction repeats what was wrong in order to say so ("read A instead of B"). Claims that were read in those
words are left out; the claims beside them in the same paragraph (the headline, quoted) say what is right. Nor
is what a notice does to a dispatch ("cancels its story on the arms") an event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from tracewire.documents.notices import Erratum, errata, notice, notice_spans
from tracewire.expressions.named import parties_in, quantities_in, times_told
from tracewire.model import Claim, Document, Fill, Polarity, Source, Span

__all__ = ["amended"]

_SIDES = ("supplier", "recipient")
_RULE = "erratum"
_REPORTED = frozenset({"outlet", "reports"})
_T = TypeVar("_T")


def amended(claims: Iterable[Claim], document: Document, language: str) -> tuple[Claim, ...]:
    """`claims` of `document`, as the document itself sets them right."""
    said = notice(document)
    wrongs = errata(document)
    kept = list(claims)
    for own in notice_spans(document):
        kept = [claim for claim in kept if not _states_in(claim, own)]
        if said is not None and said.relation == "correction":
            # "Replaces the previous one (54, and not 60)" denies nothing.
            kept = [one for one in kept if one.polarity is Polarity.AFFIRMED or not _in(own, one.span)]
    for one in wrongs:
        if one.right is not None and said is not None and said.relation == "correction":
            kept = list(_instead(one.right, one.wrong, kept, document, language))
    for one in wrongs:
        kept = list(_without(one, kept))
    return tuple(dict.fromkeys(kept))


def _states_in(claim: Claim, span: Span) -> bool:
    """Whether the words that state the claim stand in `span`."""
    return any(fill.slot == "kind" and fill.span is not None and _in(fill.span, span) for fill in claim.fills)


def _in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _without(one: Erratum, claims: Iterable[Claim]) -> Iterator[Claim]:
    for claim in claims:
        wrong = one.wrong.start <= claim.span.start < one.wrong.end or _states_in(claim, one.wrong)
        if any(fill.rule == _RULE for fill in claim.fills):
            yield claim
        elif one.right is None:
            # What was "erroneously reported" is neither asserted nor denied in these words.
            if not wrong:
                yield claim
        elif claim.polarity is not Polarity.AFFIRMED:
            yield claim
        elif one.literal:
            if not wrong:
                yield claim
        elif (left := _without_parties(one.wrong, claim)) is not None:
            yield left


def _without_parties(wrong: Span, claim: Claim) -> Claim | None:
    """`claim` without the parties that were read in `wrong`; None where a side has no other."""
    for side in _SIDES:
        named = {
            fill.value for fill in claim.fills if fill.slot == side and fill.span and _in(fill.span, wrong)
        }
        if named and claim.span.start < wrong.start:
            left = tuple(party for party in getattr(claim, side) if party not in named)
            if not left:
                return None
            fills = tuple(fill for fill in claim.fills if not (fill.slot == side and fill.value in named))
            changes: dict[str, Any] = {side: left}
            claim = claim.but(**changes, fills=fills)
    return claim


def _instead(
    right: Span, wrong: Span, claims: Iterable[Claim], document: Document, language: str
) -> Iterator[Claim]:
    """`claims`, where those that say what was wrong earlier in the paragraph say what is right: their passage
    goes on to the words that tell it."""
    home = next((part.span for part in document.parts if _in(wrong, part.span)), None)
    parties = _differing(*(parties_in(document, span, language) for span in (right, wrong)))
    amounts = _differing(*(quantities_in(document, span, language) for span in (right, wrong)))
    times = _differing(*times_told(document, right, wrong, language))
    end = max(right.end, wrong.end)
    for claim in claims:
        before = (
            home is not None and _in(claim.span, home) and claim.span.end <= min(right.start, wrong.start)
        )
        if not before or claim.polarity is not Polarity.AFFIRMED:
            yield claim
            continue
        changes: dict[str, Any] = {}
        if amounts and claim.quantity == amounts[1]:
            changes["quantity"] = amounts[0]
            claim = _filled(claim, "quantity", None, str(amounts[0].to_list()), right)
        if times and claim.when == times[1]:
            changes["when"] = times[0]
            claim = _filled(claim, "when", None, times[0], right)
        for side in _SIDES if parties else ():
            assert parties is not None
            now, then = parties
            if then in getattr(claim, side):
                renamed = (now if party == then else party for party in getattr(claim, side))
                changes[side] = tuple(dict.fromkeys(renamed))
                claim = _filled(claim, side, then, now, right)
        if changes:
            if not claim.source.name and claim.source.role in _REPORTED:
                # Who corrects what was reported says himself what is right.
                changes["source"] = Source(role="narrator", org=document.agency or document.outlet)
            claim = claim.but(**changes, span=Span(claim.span.start, end))
        yield claim


def _differing(right: list[_T], wrong: list[_T]) -> tuple[_T, _T] | None:
    """The one thing that only the right words tell, and the one that only the wrong ones do."""
    now = [one for one in right if one not in wrong]
    then = [one for one in wrong if one not in right]
    return (now[0], then[0]) if len(now) == len(then) == 1 else None


def _filled(claim: Claim, slot: str, old: str | None, new: str, span: Span) -> Claim:
    """`claim` with what fills `slot`, with the value `old` if given, told at `span`."""
    kept = [one for one in claim.fills if one.slot != slot or (old is not None and one.value != old)]
    return claim.but(fills=(*kept, Fill(slot=slot, value=new, span=span, rule=_RULE)))
