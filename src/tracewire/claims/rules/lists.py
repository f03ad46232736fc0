"""What does an entry of a list say, under a heading that stated the dealing?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracewire.claims.rules.compose import designations_of, quantity_fill
from tracewire.claims.rules.discourse import Line
from tracewire.claims.rules.drafts import fill_each
from tracewire.claims.rules.scene import Scene, arms, classes_of
from tracewire.claims.text.mentions import Mention, MentionKind
from tracewire.model import Claim, Fill

__all__ = ["entry_claims", "is_listed", "with_day"]

_LISTED = "list under"
"""How the rules of a list's entries begin."""

_OPEN: Final = ".."
"""What stands for the end of an interval that is open, in EDTF."""

_JOINING_WORDS = (
    2  # "bombs and a hundred rockets" are one entry's goods, what stands farther off describes them
)


def is_listed(claim: Claim) -> bool:
    """Whether the claim is an entry of a list."""
    return any(fill.rule.startswith(_LISTED) for fill in claim.fills)


def with_day(entry: Claim, read: Sequence[Claim]) -> Claim:
    """The entry with the day on which the dealing was told, by the claim nearest before it that has one: of
    "On Friday Canada announced a package" and "It includes: 30 howitzers" the howitzers are Friday's.

    Since when there have been such dealings ("the tenth package since August") is no day of this one.
    """
    if entry.when is not None or not is_listed(entry):
        return entry
    for claim in sorted(read, key=lambda claim: claim.span, reverse=True):
        same = (claim.kind, claim.stage, claim.polarity) == (entry.kind, entry.stage, entry.polarity)
        sides = (set(claim.supplier), set(claim.recipient)) == (set(entry.supplier), set(entry.recipient))
        if not (same and sides and claim.span.start < entry.span.start):
            continue
        if claim.when is not None and _OPEN not in claim.when:
            day = next((fill for fill in claim.fills if fill.slot == "when"), None)
            where = day.span if day else None
            dated = Fill(slot="when", value=claim.when, span=where, rule=f"{_LISTED} a dated dealing")
            return entry.but(when=claim.when, fills=(*entry.fills, dated))
    return entry


def _goods(scene: Scene) -> list[Mention]:
    """The goods of the entry: the first that it names, and those that "and" joins to them."""
    items = [m for m in arms(scene.phrases.of(MentionKind.ITEM)) if not m.modifier]
    first = items[:1]
    for mention in items[1:]:
        gap = scene.tokens[first[-1].last + 1 : mention.left]
        if len(gap) <= _JOINING_WORDS and any(t.pos == "CCONJ" for t in gap):
            first.append(mention)
    return first


def entry_claims(scene: Scene) -> list[Claim]:
    """The claims of one entry of a list; none without a dealing in the heading and arms in the entry."""
    heading = scene.discourse.listing
    goods = _goods(scene)
    if heading is None or not goods:
        return []
    partners = (
        code
        for m in scene.phrases.of(MentionKind.PARTY)
        if m.function == "with" and m.last < goods[0].first
        for code in m.parties
        if code not in heading.recipient
    )
    supplier = heading.supplier + tuple(c for c in partners if c not in heading.supplier)
    span = scene.sentence.span
    dates = [time.edtf for time in scene.times if span.start <= time.start < span.end]
    source, rule = heading.source, f"{_LISTED} {heading.rule}"
    fills = [
        Fill(slot="stage", value=heading.stage.value, span=None, rule=rule),
        Fill(slot="source", value=source.source.label, span=source.span, rule=source.rule),
        *fill_each("supplier", supplier, rule),
        *fill_each("recipient", heading.recipient, rule),
    ]
    for m in goods:
        fills.append(Fill(slot="item", value=m.items[0], span=m.span(scene.tokens), rule="class of the arms"))
    counted = next((m for m in goods if m.quantity is not None), None)
    fill = quantity_fill(counted) if counted else None
    if fill:
        fills.append(fill)
    classes = classes_of(goods)
    scene.discourse.remember(
        Line(supplier=supplier, recipient=heading.recipient, item=classes, stage=heading.stage)
    )
    claim = Claim(
        document=scene.document,
        kind=heading.kind,
        stage=heading.stage,
        polarity=heading.polarity,
        certainty=heading.certainty,
        supplier=supplier,
        recipient=heading.recipient,
        item=classes,
        designation=designations_of(goods),
        quantity=counted.quantity.quantity if counted and counted.quantity else None,
        when=dates[-1] if dates else heading.when,
        source=source.source,
        span=span,
        fills=tuple(fills),
    )
    return [claim]
