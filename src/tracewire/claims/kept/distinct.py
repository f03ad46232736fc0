"""Which of a document's claims say the same? Each proposition is kept once for each source."""

from __future__ import annotations

from collections.abc import Sequence

from tracewire.claims.rules.lists import is_listed
from tracewire.lexicon import ItemTree
from tracewire.model import Claim

__all__ = ["distinct"]


def distinct(claims: Sequence[Claim], tree: ItemTree) -> tuple[Claim, ...]:
    """Each proposition once for each source: a later, more specific statement replaces a vaguer one.

    Two statements that each add something to the other (48 guns in May, 100 in July) are both kept.
    """
    kept: list[Claim] = []
    for claim in claims:
        for position, earlier in enumerate(kept):
            if not _same_proposition(earlier, claim, tree):
                continue
            if _is_one_statement(earlier, claim):
                kept[position] = _joined(earlier, claim)
                break
            if not _adds(claim, earlier):
                break
            if not _adds(earlier, claim):
                kept[position] = claim
                break
        else:
            kept.append(claim)
    return tuple(c for c in kept if not any(_within(c, other, tree) for other in kept))


def _same_proposition(one: Claim, other: Claim, tree: ItemTree) -> bool:
    if is_listed(one) or is_listed(other):
        return False  # the entries of a list are things of their own
    return (
        one.kind == other.kind
        and one.stage == other.stage
        and one.polarity == other.polarity
        and set(one.supplier) == set(other.supplier)
        and set(one.recipient) == set(other.recipient)
        and one.source == other.source
        and {tree.family(i) for i in one.item} == {tree.family(i) for i in other.item}
    )


def _is_one_statement(one: Claim, other: Claim) -> bool:
    """Whether the same words tell both, and nothing in one of them is otherwise in the other: "received
    a delivery of 20 drones", read at both its words.
    """
    told = ((getattr(one, slot), getattr(other, slot)) for slot in ("quantity", "when", "place"))
    return one.span.overlaps(other.span) and all(not a or not b or a == b for a, b in told)


def _joined(one: Claim, other: Claim) -> Claim:
    """One claim of two that state the same, the one that says more with what the other adds."""
    fuller, less = (one, other) if _adds(one, other) or not _adds(other, one) else (other, one)
    slots = [slot for slot in ("quantity", "when", "place") if not getattr(fuller, slot)]
    added = {slot: getattr(less, slot) for slot in slots if getattr(less, slot)}
    if set(less.designation) - set(fuller.designation):
        added["designation"] = tuple(dict.fromkeys((*fuller.designation, *less.designation)))
    fills = tuple(fill for fill in less.fills if fill.slot in added and fill not in fuller.fills)
    return fuller.but(**added, fills=(*fuller.fills, *fills)) if added else fuller


def _within(claim: Claim, other: Claim, tree: ItemTree) -> bool:
    """Whether `claim` is `other` told again with something left out ("the deliveries" of a whole deal)."""
    if claim is other or is_listed(claim):
        return False
    less = (len(claim.supplier), len(claim.recipient), len(claim.item))
    more = (len(other.supplier), len(other.recipient), len(other.item))
    return (
        (claim.kind, claim.stage, claim.polarity) == (other.kind, other.stage, other.polarity)
        and claim.source == other.source
        and less != more
        and set(claim.supplier) <= set(other.supplier)
        and set(claim.recipient) <= set(other.recipient)
        and all(any(tree.is_a(theirs, own) for theirs in other.item) for own in claim.item)
        and not _adds(claim, other)
    )


def _adds(claim: Claim, than: Claim) -> bool:
    """Whether `claim` says something that `than` does not."""
    return (
        (claim.quantity is not None and claim.quantity != than.quantity)
        or (claim.when is not None and claim.when != than.when)
        or bool(set(claim.place) - set(than.place))
        or bool(set(claim.designation) - set(than.designation))
    )
