"""Who has what in store, and is it low or used up? Claims of stocks."""

from __future__ import annotations

from tracewire.claims.rules.compose import claims_from
from tracewire.claims.rules.drafts import Draft, fill_each
from tracewire.claims.rules.scene import Scene, arms, classes_of, origins_of, owners_of
from tracewire.claims.rules.transfers import EARLIER, cover_claims
from tracewire.claims.text.grammar import form_of, lemma_of
from tracewire.model import Claim, Kind, Stage

__all__ = ["stock_claims"]

_STATE_WINDOW = 12  # words between "stocks" and "low", as in the development dispatches, November 2026


def stock_claims(scene: Scene, draft: Draft) -> list[Claim]:
    """The claims of a stock; its recipient is who holds the arms."""
    items, holder, frame = arms(draft.items), draft.recipient, draft.frame
    if not items and holder and draft.generic is not None and draft.generic.pos == "NUM":
        return _goods_unnamed(scene, draft)
    if not holder and items:
        owners = owners_of(items)
        if frame.passive and owners:
            holder = owners  # "Ukraine's missiles would be used up"
        elif frame.subject_index is not None and scene.is_word(frame.subject_index, "container"):
            return cover_claims(scene, draft, items)  # "the containers hold": what was sent in them
    if not items or not holder:
        return []
    if frame.predicate.weak and not _state_told(scene, draft):
        return []
    origin = tuple(c for c in origins_of(items) if c not in holder)
    supplier = origin or tuple(c for m in items for c in m.owner if c not in holder)
    supplier = supplier or tuple(c for c in draft.supplier if c not in holder)
    return claims_from(
        scene,
        draft,
        kind=Kind.STOCK,
        supplier=supplier,
        recipient=holder,
        items=items,
        classes=classes_of(items),
        fills=draft.fills,
    )


def _goods_unnamed(scene: Scene, draft: Draft) -> list[Claim]:
    """Of "it has 24 left": of the goods that the holder was given."""
    holder = draft.recipient
    line = scene.discourse.goods_of(holder)
    if line is None:
        return []
    return claims_from(
        scene,
        draft,
        kind=Kind.STOCK,
        supplier=tuple(c for c in line.supplier if c not in holder),
        recipient=holder,
        classes=line.item,
        designations=line.designation,
        fills=[*draft.fills, *fill_each("item", line.item, EARLIER)],
    )


def _state_told(scene: Scene, draft: Draft) -> bool:
    """Whether the sentence says how a stock stands: low, used up (the stage is set so), or so many left."""
    words = scene.grammar.words
    for token in scene.tokens:
        if abs(token.index - draft.frame.index) > _STATE_WINDOW:
            continue
        for name, stage in (("depleted", Stage.DEPLETED), ("low", Stage.LOW)):
            if lemma_of(token) in words[name] or form_of(token) in words[name]:
                draft.fact.stage = stage
                draft.fact.rules["stage"] = (f"stock:{name}", token)
                return True
    return any(m.quantity is not None for m in draft.items)
