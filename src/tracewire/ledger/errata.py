"""What does a correction say in so many words to have been wrong: which party, time or number?

A claim says what was wrong where it has the party, time or number that the text puts aside ("in March, not
May"), and a claim of the correction is of the same event but has the one that the text puts in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracewire.documents.notices import errata
from tracewire.expressions import parties_in, quantities_in, times_told
from tracewire.lexicon import item_classes, languages
from tracewire.model import Claim, Document, Edtf, Polarity, Quantity

__all__ = ["Amendment", "amendments", "says_wrong"]

_SIDES = ("supplier", "recipient")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What words of a text were wrong, and what is right in their place."""

    parties: tuple[frozenset[str], frozenset[str]]
    times: tuple[frozenset[str], frozenset[str]]
    numbers: tuple[frozenset[Quantity], frozenset[Quantity]]


@lru_cache(maxsize=16)
def amendments(document: Document) -> tuple[Amendment, ...]:
    """What the text of `document` sets right; nothing in a language without a pack."""
    if document.language not in languages():
        return ()
    found = []
    for one in errata(document):
        if one.right is None:
            continue
        wrong, right = one.wrong, one.right
        parties = [frozenset(parties_in(document, span, document.language)) for span in (wrong, right)]
        now, then = map(frozenset, times_told(document, right, wrong, document.language))
        numbers = [frozenset(quantities_in(document, span, document.language)) for span in (wrong, right)]
        found.append(
            Amendment(
                parties=(parties[0] - parties[1], parties[1] - parties[0]),
                times=(then - now, now - then),
                numbers=(numbers[0] - numbers[1], numbers[1] - numbers[0]),
            )
        )
    return tuple(found)


def says_wrong(claim: Claim, amended: Sequence[Amendment], told: Iterable[Claim]) -> bool:
    """Whether `claim` says what a correction that makes the claims `told` puts aside."""
    if claim.polarity is not Polarity.AFFIRMED:
        return False
    known = [one for one in told if one.polarity is Polarity.AFFIRMED and one.kind is claim.kind]
    return any(_sets_right(one, claim, new) for one in amended for new in known)


def _sets_right(one: Amendment, old: Claim, new: Claim) -> bool:
    if not any(_one_class(left, right) for left in new.item for right in old.item):
        return False
    apart = [side for side in _SIDES if not _meet(getattr(new, side), getattr(old, side))]
    wrong, right = one.parties
    if len(apart) == 1:
        (side,) = apart
        before, now = set(getattr(old, side)), set(getattr(new, side))
        return bool(before & wrong) and not now & wrong and (not right or bool(now & right))
    if apart or old.stage is not new.stage:
        return False
    if new.when and old.when and not _days_meet(new.when, old.when):
        named = any(_days_meet(old.when, time) for time in one.times[0])
        if named and (not one.times[1] or any(_days_meet(new.when, time) for time in one.times[1])):
            return True
    return (
        old.quantity is not None
        and new.quantity is not None
        and old.quantity in one.numbers[0]
        and (new.quantity in one.numbers[1] or not one.numbers[1])
        and not new.quantity.meets(old.quantity)
    )


def _meet(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return bool(set(left) & set(right)) or not (left and right)


def _one_class(left: str, right: str) -> bool:
    tree = item_classes()
    return tree.is_a(left, right) or tree.is_a(right, left)


def _days_meet(one: str, other: str) -> bool:
    left, right = Edtf.parse(one), Edtf.parse(other)
    before = left.high is not None and right.low is not None and left.high < right.low
    behind = right.high is not None and left.low is not None and right.high < left.low
    return not before and not behind
