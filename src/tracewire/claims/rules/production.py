"""Who makes what, where, and how far is the plant? Claims of production."""

from __future__ import annotations

from collections.abc import Sequence

from tracewire.claims.rules.compose import claims_from
from tracewire.claims.rules.discourse import Parties
from tracewire.claims.rules.drafts import Draft, fill_each
from tracewire.claims.rules.scene import Scene, arms, classes_of
from tracewire.claims.rules.transfers import EARLIER
from tracewire.claims.stage.factuality import factuality
from tracewire.claims.text.frames import Frame
from tracewire.claims.text.grammar import Predicate, form_of, lemma_of
from tracewire.claims.text.mentions import Mention, MentionKind
from tracewire.model import Claim, Fill, Kind, Stage, Token

__all__ = ["is_project", "plant_claims", "production_claims", "project_claims"]

# Distances in words from the word "plant" on the development dispatches, November 2026.
_CUE_WINDOW = 4  # the word that says how far the plant is ("is being built")
_PRODUCT_AFTER = 4  # "a plant for the assembly of Orlan drones"
_PRODUCT_BEFORE = 2  # "the Geran drone assembly plant", where the language puts the modifier first
_PLACE_WINDOW = 14  # the country that the plant stands in

_PROJECT = "project: plant told before"
_NO_GOODS = ("support", "means")
"""The families whose members are not made in plants."""


def production_claims(scene: Scene, draft: Draft) -> list[Claim]:
    """The claims of a production; its recipient is who makes the arms, its supplier who helps."""
    items, maker = arms(draft.items), draft.recipient
    if not items and draft.generic is not None and maker and draft.frame.foreign_object is None:
        return _goods_unnamed(scene, draft)
    if not items or all(m.needs_context or m.items == ("production-equipment",) for m in items):
        return []
    places = scene.phrases.of(MentionKind.PLACE)
    maker = maker or (places[0].parties if places else ())
    if not maker:
        return []
    return claims_from(
        scene,
        draft,
        kind=Kind.PRODUCTION,
        supplier=tuple(c for c in draft.supplier if c not in maker),
        recipient=maker,
        items=items,
        classes=classes_of(items),
        fills=draft.fills,
    )


def _goods_unnamed(scene: Scene, draft: Draft) -> list[Claim]:
    """Of "it builds them under licence": the goods that the maker was given, or that were spoken of last."""
    discourse = scene.discourse
    line = discourse.goods_of(draft.recipient) or discourse.latest(lambda line: bool(line.item))
    if line is None or scene.tree.family(line.item[0]) in _NO_GOODS:
        return []
    return claims_from(
        scene,
        draft,
        kind=Kind.PRODUCTION,
        supplier=(),
        recipient=draft.recipient,
        classes=line.item,
        fills=[*draft.fills, *fill_each("item", line.item, EARLIER)],
    )


def plant_claims(scene: Scene, made: Sequence[Claim]) -> list[Claim]:
    """The claims of the first plant or workshop that makes some; none where `made` has the production."""
    if any(claim.kind == Kind.PRODUCTION for claim in made):
        return []
    for token in scene.tokens:
        if token.pos in ("NOUN", "PROPN") and lemma_of(token) in scene.grammar.words["plant"]:
            claims = _plant(scene, token)
            if claims:
                return claims
    return []


def project_claims(scene: Scene, made: Sequence[Claim]) -> list[Claim]:
    """How far the plant is that "the project" takes up: "the project has gone beyond design"."""
    plant = scene.discourse.plant_near()
    if plant is None or any(claim.kind == Kind.PRODUCTION for claim in made):
        return []
    words = [form_of(token) for token in scene.tokens]
    phrases = [phrase.split() for phrase in scene.grammar.forms["beyond_plans"]]
    told = {n for n in range(len(words)) for phrase in phrases if words[n : n + len(phrase)] == phrase}
    for token in scene.tokens:
        subject = token.relation == "nsubj" and lemma_of(token) in scene.grammar.words["project"]
        if not subject or not told.intersection(scene.sentence.subtree(token.head)):
            continue
        fills = [
            *fill_each("recipient", plant.recipient, _PROJECT),
            *fill_each("supplier", plant.supplier, _PROJECT),
            *fill_each("item", plant.item, _PROJECT),
        ]
        frame = _frame(scene, token, token.head, Stage.BUILDING)
        return _made(
            scene, frame, maker=plant.recipient, helpers=plant.supplier, classes=plant.item, fills=fills
        )
    return []


def is_project(claim: Claim) -> bool:
    """Whether the claim is of a plant that "the project" takes up."""
    return any(fill.rule == _PROJECT for fill in claim.fills)


def _plant(scene: Scene, token: Token) -> list[Claim]:
    products = [m for m in arms(scene.phrases.of(MentionKind.ITEM)) if _made_in(scene, m, token)]
    found = _progress(scene, token)
    if found is None:
        planned = factuality(_frame(scene, token, token.index, Stage.OPERATING), scene.grammar).stage
        if not products or planned != Stage.PLANNED:
            return []
        found = (Stage.OPERATING, token.index)
    stage, cue = found
    classes = classes_of(products)
    if not classes:
        line = scene.discourse.latest(lambda line: True)
        if line is None or scene.tree.family(line.item[0]) == "means":
            return []
        classes = line.item
    maker, supplier = _maker_and_helpers(scene, token, cue, classes)
    if not maker:
        return []
    frame = _frame(scene, token, cue, stage)
    fills = [*fill_each("recipient", maker, "plant:maker"), *fill_each("supplier", supplier, "plant:helper")]
    return _made(scene, frame, maker=maker, helpers=supplier, items=products, classes=classes, fills=fills)


def _made(
    scene: Scene,
    frame: Frame,
    *,
    maker: Parties,
    helpers: Parties,
    items: Sequence[Mention] = (),
    classes: tuple[str, ...],
    fills: list[Fill],
) -> list[Claim]:
    """The claims of what is made in a plant, of which `frame` tells how far it is."""
    draft = Draft(
        frame=frame,
        fact=factuality(frame, scene.grammar),
        kind=Kind.PRODUCTION,
        supplier=helpers,
        recipient=maker,
        items=[],
        generic=None,
        attributed=scene.attribution.at(frame.index),
        fills=fills,
    )
    return claims_from(
        scene,
        draft,
        kind=Kind.PRODUCTION,
        supplier=helpers,
        recipient=maker,
        items=items,
        classes=classes,
        fills=fills,
    )


def _frame(scene: Scene, token: Token, cue: int, stage: Stage) -> Frame:
    """The plant as an event: what is said of it is said of the word at `cue`."""
    predicate = Predicate(
        lemma=token.lemma, pos="NOUN", frame="make", kind=Kind.PRODUCTION, stage=stage, roles={}
    )
    return Frame(sentence=scene.sentence, predicate=predicate, index=cue, passive=False)


def _made_in(scene: Scene, mention: Mention, token: Token) -> bool:
    """Whether the plant makes the arms: "an ammunition factory", "a plant for the assembly of drones"."""
    if mention.items[0] == "production-equipment" or mention.needs_context:
        return False
    after = mention.first - token.index
    before = token.index - mention.last
    return (
        mention.first <= token.index <= mention.last
        or (0 < after <= _PRODUCT_AFTER and mention.function in ("of", "for"))
        or (0 < before <= _PRODUCT_BEFORE and scene.grammar.modifier_before_noun)
    )


def _progress(scene: Scene, token: Token) -> tuple[Stage, int] | None:
    """How far the plant is, building or operating, and the word that says so; None where none does."""
    above = (token.index, *scene.sentence.ancestors(token.index))
    near = [i for i in range(len(scene.tokens)) if abs(i - token.index) <= _CUE_WINDOW]
    near.sort(key=lambda i: abs(i - token.index))
    for name, stage in (("building", Stage.BUILDING), ("operating", Stage.OPERATING)):
        for index in (*above, *near):
            if scene.is_word(index, name):
                return stage, index
    return None


def _maker_and_helpers(
    scene: Scene, token: Token, cue: int, classes: tuple[str, ...]
) -> tuple[Parties, Parties]:
    """Who makes the goods and who helps.

    One subject makes them; of several, the one on whose soil the plant stands; without a subject, the
    country of the plant, else the taker of the last dealing.
    """
    parties = scene.phrases.of(MentionKind.PARTY)
    places = [
        m
        for m in scene.phrases.of(MentionKind.PLACE, MentionKind.PARTY)
        if m.function in ("in", "to") and m.place
    ]
    places += [m for m in parties if scene.is_word(m.head, "soil")]
    located = next((m for m in places if abs(m.first - token.index) <= _PLACE_WINDOW), None)
    subject = scene.subject_of(cue)
    maker = subject if len(subject) == 1 or located is None else located.parties
    if not maker and scene.discourse.lines:
        maker = scene.discourse.lines[-1].recipient
    if located and set(located.parties) & set(subject):
        maker = located.parties[:1]
    supplier = tuple(c for c in subject if c not in maker)
    for m in parties:
        if m.function in ("of", "with") and scene.is_word(scene.tokens[m.head].head, "help"):
            supplier += tuple(
                c for c in m.parties if c not in maker and c not in supplier
            )  # "with Iran's help"
    if not supplier and maker:
        told = scene.discourse.supplier_of(maker, classes, scene.tree)
        supplier = tuple(c for c in told if c not in maker)
    return maker, supplier
