"""Who publishes which evidence, and of whom? Claims of disclosure."""

from __future__ import annotations

from collections.abc import Sequence

from tracewire.claims.rules.compose import claims_from
from tracewire.claims.rules.discourse import Parties
from tracewire.claims.rules.drafts import Draft, fill_each
from tracewire.claims.rules.scene import Scene, arms, classes_of, origins_of
from tracewire.claims.text.mentions import Mention, MentionKind
from tracewire.model import DEALINGS, Claim, Fill, Kind

__all__ = ["disclosure_claims"]

_NOT_SHOWN = frozenset({"intelligence", "document"})
"""What is told of and not shown: no evidence that a reader could look at."""


def disclosure_claims(scene: Scene, draft: Draft, made: Sequence[Claim]) -> list[Claim]:
    """The claims of a disclosure: its supplier publishes, its recipient is whom the evidence shows.

    `made` are the sentence's other claims: what they tell of is what the evidence shows where nothing else
    says it.
    """
    items = [m for m in draft.items if m.kind == MentionKind.EVIDENCE]
    displayed = arms(draft.items)
    shows = draft.frame.predicate.lemma in scene.grammar.words["display"]
    if not items and displayed and draft.supplier and shows:
        return _arms_on_display(scene, draft, displayed)
    firm = [m for m in items if m.items[0] not in _NOT_SHOWN]
    if not firm or not (arms(scene.phrases.of(MentionKind.ITEM)) or scene.discourse.lately()):
        return []  # no evidence, or pictures of anything else
    fills = list(draft.fills)
    publisher = draft.supplier or _outlets_country(scene, draft, fills)
    if not publisher:
        return []
    shown = _shown(scene, items, publisher)
    if not shown:
        told = (c for claim in made if claim.kind in DEALINGS for c in (*claim.supplier, *claim.recipient))
        shown = tuple(dict.fromkeys(c for c in told if c not in publisher))
    return claims_from(
        scene,
        draft,
        kind=Kind.DISCLOSURE,
        supplier=publisher,
        recipient=shown,
        items=items,
        classes=classes_of(items),
        fills=[*fills, *fill_each("recipient", shown, "what the evidence shows")],
    )


def _arms_on_display(scene: Scene, draft: Draft, displayed: Sequence[Mention]) -> list[Claim]:
    """Of "Kyiv displayed captured Iranian drones": wreckage, which shows whose arms they are."""
    shown = tuple(c for c in origins_of(displayed) if c not in draft.supplier)
    if not shown:
        return []
    span = displayed[0].span(scene.tokens)
    return claims_from(
        scene,
        draft,
        kind=Kind.DISCLOSURE,
        supplier=draft.supplier,
        recipient=shown,
        classes=("debris",),
        fills=[
            *draft.fills,
            *fill_each("recipient", shown, "origin of the arms"),
            Fill(slot="item", value="debris", span=span, rule="arms on display"),
        ],
    )


def _outlets_country(scene: Scene, draft: Draft, fills: list[Fill]) -> Parties:
    """The country of the outlet that publishes: the last one that the clause names."""
    publisher: Parties = ()
    for mention in scene.phrases.of(MentionKind.OUTLET):
        near = mention.function == "by" or scene.tokens[mention.head].head == draft.frame.index
        if near and mention.entry.country:
            publisher = (mention.entry.country,)
            fills.extend(fill_each("supplier", publisher, "outlet's country", mention.span(scene.tokens)))
    return publisher


def _shown(scene: Scene, items: Sequence[Mention], publisher: Parties) -> Parties:
    """The parties named within the phrase of the evidence."""
    inside = {i for m in items for i in scene.sentence.subtree(m.head)} - {m.head for m in items}
    mentions = scene.phrases.of(MentionKind.PARTY, MentionKind.ITEM)
    named = (c for m in mentions if m.head in inside for c in m.parties or m.origin)
    return tuple(dict.fromkeys(c for c in named if c not in publisher))
