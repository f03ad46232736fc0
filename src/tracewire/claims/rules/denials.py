"""Who denies what was just reported, naming no dealing ("Tehran rejected the charge")?"""

from __future__ import annotations

from collections.abc import Sequence

from tracewire.claims.rules.drafts import fill_each, span_of
from tracewire.claims.rules.scene import Scene, arms, classes_of, codes_of
from tracewire.claims.sources.speakers import Attributed
from tracewire.claims.text.grammar import lemma_of
from tracewire.claims.text.mentions import MentionKind
from tracewire.model import Certainty, Claim, Fill, Kind, Polarity, Span, Token

__all__ = ["denial_claims"]


def denial_claims(scene: Scene, made: Sequence[Claim]) -> list[Claim]:
    """The claim of the sentence's first denial; none where `made` holds a denied claim already."""
    if any(claim.polarity == Polarity.DENIED for claim in made):
        return []
    for token in scene.tokens:
        if token.pos == "VERB":
            claim = _denial(scene, token)
            if claim is not None:
                return [claim]
    return []


def _denial(scene: Scene, token: Token) -> Claim | None:
    """The latest dealing to which the speaker or a party that is named is a side, denied."""
    calls = _calls_baseless(scene, token)
    if not calls and not _denies_plainly(scene, token):
        return None
    attributed = _speaker(scene, token, calls)
    if attributed is None or attributed.source.is_narrator:
        return None
    inside = set(scene.sentence.subtree(token.index))
    named = scene.phrases.of(MentionKind.PARTY, MentionKind.PERSON)
    who = set(codes_of(m for m in named if m.head in inside and m.first < token.index))
    if attributed.source.country:
        who.add(attributed.source.country)
    line = scene.discourse.latest(lambda line: bool(line.item and who & {*line.supplier, *line.recipient}))
    if line is None:
        return None
    goods = [m for m in scene.phrases.of(MentionKind.ITEM) if m.head in inside and m.first > token.index]
    item = classes_of(arms(goods)) or line.item
    rule = f"denial:{token.lemma}"
    return Claim(
        document=scene.document,
        kind=Kind.TRANSFER,
        stage=line.stage,
        polarity=Polarity.DENIED,
        certainty=Certainty.CERTAIN,
        supplier=line.supplier,
        recipient=line.recipient,
        item=item,
        source=attributed.source,
        span=Span(scene.tokens[min(inside)].start, scene.tokens[max(inside)].end),
        fills=(
            Fill(slot="polarity", value="denied", span=span_of(token), rule=rule),
            *fill_each("supplier", line.supplier, rule),
            *fill_each("recipient", line.recipient, rule),
            *fill_each("item", item, rule),
            Fill(slot="source", value=attributed.source.label, span=attributed.span, rule=attributed.rule),
        ),
    )


def _denies_plainly(scene: Scene, token: Token) -> bool:
    """Whether the verb denies "the charge" or "it", and not a dealing that the sentence names."""
    operators = scene.grammar.operators_of(lemma_of(token), "VERB")
    if not any(o.speech and o.polarity for o in operators):
        return False
    children = [scene.tokens[c] for c in scene.sentence.children[token.index]]
    objects = [c for c in children if c.relation in ("obj", "xcomp", "ccomp", "advcl")]
    return all(c.pos == "PRON" or lemma_of(c) in scene.grammar.words["charge"] for c in objects)


def _calls_baseless(scene: Scene, token: Token) -> bool:
    """Whether the verb calls a charge baseless: "dismissed the reports as fabrications"."""
    words = scene.grammar.words
    if lemma_of(token) not in words["calls"]:
        return False
    return any(scene.is_word(c, "charge") for c in scene.sentence.children[token.index]) and any(
        lemma_of(t) in words["baseless"] for t in scene.tokens[token.index :]
    )


def _speaker(scene: Scene, token: Token, calls: bool) -> Attributed | None:
    """Who speaks by the verb; "call" is no reporting word, so its subject is asked."""
    attributed = scene.attribution.spoken(token.index)
    if attributed is not None or not calls:
        return attributed
    for child in scene.sentence.children[token.index]:
        if scene.tokens[child].relation == "nsubj":
            return scene.attribution.name(scene.sentence, child, scene.phrases, anonymity=False)
    return None
