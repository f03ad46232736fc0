"""Who uses, loses or is hit by whose arms? Claims of use."""

from __future__ import annotations

from tracewire.claims.rules.compose import claims_from
from tracewire.claims.rules.discourse import Line, related
from tracewire.claims.rules.drafts import Draft, fill_each
from tracewire.claims.rules.scene import Scene, arms, classes_of, codes_of, origins_of
from tracewire.claims.rules.transfers import EARLIER, narrowed
from tracewire.claims.text.mentions import Mention, MentionKind
from tracewire.model import Claim, Kind

__all__ = ["use_claims"]


def use_claims(scene: Scene, draft: Draft) -> list[Claim]:
    """The claims of a use; its recipient is who uses the arms, its supplier where they come from."""
    items = arms(draft.items)
    frame = draft.frame
    if frame.predicate.frame == "hit":
        return _seen_in_use(scene, draft, items)
    named_goods = items or draft.generic is not None
    if not draft.recipient:
        taken_up = frame.predicate.frame == "down" or (frame.predicate.frame == "use" and frame.passive)
        return _user_unnamed(scene, draft, items) if taken_up and named_goods else []
    if frame.predicate.frame == "down":
        return []
    if not items and draft.generic is not None and frame.foreign_object is None:
        return _goods_unnamed(scene, draft)
    if not items or (all(m.needs_context for m in items) and not any(m.origin for m in items)):
        return []
    fills = list(draft.fills)
    classes = classes_of(items)
    origin = tuple(c for c in origins_of(items) if c not in draft.recipient)
    earlier = narrowed(scene, items, classes, origin, draft.recipient)
    if earlier is not None:
        classes = earlier
        fills.extend(fill_each("item", classes, EARLIER))
    told = scene.discourse.supplier_of(draft.recipient, classes, scene.tree)
    supplier = origin or tuple(c for c in told if c not in draft.recipient)
    if not supplier and draft.fact.unreal:
        return []  # "could be planning to use": neither a use nor anybody's supply
    fills.extend(fill_each("supplier", supplier, "origin of the arms" if origin else EARLIER))
    return claims_from(
        scene,
        draft,
        kind=Kind.USE,
        supplier=supplier,
        recipient=draft.recipient,
        items=items,
        classes=classes,
        fills=fills,
    )


def _seen_in_use(scene: Scene, draft: Draft, items: list[Mention]) -> list[Claim]:
    """Of "an Iranian drone struck the port": whoever was given drones by Iran uses it."""
    origin = origins_of(items)
    line = next((line for line in scene.discourse.known() if set(origin) & set(line.supplier)), None)
    if line is None:
        return []
    return claims_from(
        scene,
        draft,
        kind=Kind.USE,
        supplier=origin,
        recipient=line.recipient,
        items=items,
        classes=classes_of(items),
        fills=[*draft.fills, *fill_each("recipient", line.recipient, EARLIER)],
    )


def _user_unnamed(scene: Scene, draft: Draft, items: list[Mention]) -> list[Claim]:
    """Of "Kyiv said it shot down 30 Shaheds": the user is who was given them, and is not named here."""
    named = set(codes_of(scene.phrases.of(MentionKind.PARTY)))
    classes = classes_of(items)

    def fits(line: Line) -> bool:
        same_goods = not items or related(classes, line.item, scene.tree)
        return line.whole and same_goods and not set(line.recipient) & named

    line = next(filter(fits, scene.discourse.known()), None)
    if line is None:
        return []
    return claims_from(
        scene,
        draft,
        kind=Kind.USE,
        supplier=line.supplier,
        recipient=line.recipient,
        items=items,
        classes=classes or line.item,
        fills=[
            *draft.fills,
            *fill_each("supplier", line.supplier, EARLIER),
            *fill_each("recipient", line.recipient, EARLIER),
        ],
    )


def _goods_unnamed(scene: Scene, draft: Draft) -> list[Claim]:
    """Of "it has used them against the city": the goods that its user was given."""
    line = scene.discourse.goods_of(draft.recipient)
    if line is None or not line.supplier:
        return []
    return claims_from(
        scene,
        draft,
        kind=Kind.USE,
        supplier=line.supplier,
        recipient=draft.recipient,
        classes=line.item,
        designations=line.designation,
        fills=[
            *draft.fills,
            *fill_each("supplier", line.supplier, EARLIER),
            *fill_each("item", line.item, EARLIER),
        ],
    )
