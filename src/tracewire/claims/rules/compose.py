"""What becomes of a draft whose roles are settled? Its claims, with time, place, quantities and evidence.

Each item that has a number of its own becomes a claim of its own; all share the source, the stage and the
parties.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracewire.claims.rules.discourse import Heading, Line, Parties
from tracewire.claims.rules.drafts import Draft, span_of
from tracewire.claims.rules.scene import Scene, classes_of
from tracewire.claims.text.frames import Frame
from tracewire.claims.text.mentions import Mention, MentionKind
from tracewire.expressions.times import TimeMention
from tracewire.model import DEALINGS, Claim, Fill, Kind, Polarity, Quantity, Sentence, Span

__all__ = [
    "claims_from",
    "clause_span",
    "designations_of",
    "heading_of",
    "quantity_fill",
    "source_fill",
    "when_of",
]

# Distances in words between a date and its predicate, found on the development dispatches, November 2026.
_FARTHEST_DATE = 24  # a date farther away belongs to another event
_OUTSIDE_CLAUSE = 15  # what a date outside the clause must be nearer by
_WITH_REPORT = 25  # a date that hangs on "said" dates the saying

_CLAUSE_CLIMB = 4  # the light and phase verbs that stand above one predicate at most
_TOLD_RULES = ("tree", "position:", "light")  # the rules by which a sentence itself names a party


@dataclass(frozen=True, slots=True, kw_only=True)
class _Share:
    """What one of the claims of a draft has for itself."""

    items: tuple[str, ...]
    designations: tuple[str, ...]
    quantity: Quantity | None
    span: Span
    fills: tuple[Fill, ...]


def clause_span(sentence: Sentence, frame: Frame) -> Span:
    """The clause that states the event: the predicate's words and its arguments, without what reports it."""
    tokens = sentence.tokens
    anchor = _carrier(sentence, frame.index)
    inside = set(sentence.subtree(frame.index))
    if tokens[anchor].pos in ("VERB", "AUX", "ADJ"):
        for child in sentence.children[anchor]:
            if tokens[child].relation in ("nsubj", "aux", "obj", "obl", "xcomp", "advmod", "expl", "cop"):
                inside.update(sentence.subtree(child))
        inside.add(anchor)
    for entries in frame.roles.values():
        for mention, _ in entries:
            inside.update(range(mention.left, mention.last + 1))
    aside: set[int] = set()
    for child in inside:
        if tokens[child].relation == "parataxis" and child != frame.index:
            below = set(sentence.subtree(child))
            if frame.index not in below:
                aside.update(below)
    words = sorted(i for i in inside - aside if tokens[i].relation not in ("punct", "mark")) or [frame.index]
    return Span(tokens[words[0]].start, tokens[words[-1]].end)


def _carrier(sentence: Sentence, index: int) -> int:
    """The light or phase verb above the predicate that belongs to its clause, or the predicate itself."""
    for _ in range(_CLAUSE_CLIMB):
        token = sentence.tokens[index]
        if token.head == index or token.relation not in ("xcomp", "obj", "nmod", "obl", "nsubj"):
            break
        if sentence.tokens[token.head].pos not in ("VERB", "AUX", "NOUN", "ADJ"):
            break
        index = token.head
    return index


def when_of(scene: Scene, draft: Draft, span: Span) -> TimeMention | None:
    """The date of the sentence nearest to the predicate, if one is near; `span` is the predicate's clause."""
    index = draft.frame.index
    best: tuple[int, TimeMention] | None = None
    for time in scene.times:
        if not scene.sentence.span.start <= time.start < scene.sentence.span.end:
            continue
        position = next((t.index for t in scene.tokens if t.start >= time.start), index)
        distance = abs(position - index)
        if not span.start <= time.start < span.end:
            distance += _OUTSIDE_CLAUSE
        if scene.reports(scene.tokens[position].head) and not scene.reports(index):
            distance += _WITH_REPORT
        if best is None or distance < best[0]:
            best = (distance, time)
    return best[1] if best is not None and best[0] <= _FARTHEST_DATE else None


def _places(scene: Scene, span: Span) -> list[Fill]:
    """The places that the clause names, each once."""
    found: dict[str, Fill] = {}
    for mention in scene.phrases.of(MentionKind.PLACE):
        where = mention.span(scene.tokens)
        if mention.place is None or not span.start <= where.start < span.end:
            continue
        if mention.function not in (None, "by", "with"):
            rule = f"place:{mention.preposition}"
            found.setdefault(mention.place, Fill(slot="place", value=mention.place, span=where, rule=rule))
    return list(found.values())


def source_fill(draft: Draft) -> Fill:
    attributed = draft.attributed
    return Fill(slot="source", value=attributed.source.label, span=attributed.span, rule=attributed.rule)


def quantity_fill(mention: Mention) -> Fill | None:
    """The quantity of a phrase with the words that give it, or None."""
    counted = mention.quantity
    if counted is None:
        return None
    span = Span(counted.start, counted.end)
    return Fill(slot="quantity", value=str(counted.quantity.to_list()), span=span, rule=counted.rule)


def designations_of(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(d for m in mentions for d in m.designations))


def _share(scene: Scene, mentions: Sequence[Mention], span: Span) -> _Share:
    fills = [
        Fill(slot="item", value=m.items[0], span=m.span(scene.tokens), rule="class of the arms")
        for m in mentions
    ]
    counted = next((m for m in mentions if m.quantity is not None), None)
    fill = quantity_fill(counted) if counted else None
    if fill:
        fills.append(fill)
    return _Share(
        items=classes_of(mentions),
        designations=designations_of(mentions),
        quantity=counted.quantity.quantity if counted and counted.quantity else None,
        span=span,
        fills=tuple(fills),
    )


def _shares(scene: Scene, draft: Draft, items: Sequence[Mention], span: Span) -> list[_Share]:
    """The items in groups that make a claim each: one for each number, one for all without."""
    counted = [m for m in items if m.quantity is not None]
    if not counted or len(items) == 1 or draft.fact.polarity != Polarity.AFFIRMED:
        return [_share(scene, items, span)]
    shared = [m for m in items if m.quantity is None]
    shares = []
    for mention in counted:
        own = Span(scene.tokens[mention.left].start, scene.tokens[mention.last].end)
        shares.append(_share(scene, [mention], span if len(counted) == 1 and not shared else own))
    if shared:
        shares.append(_share(scene, shared, span))
    return shares


def claims_from(
    scene: Scene,
    draft: Draft,
    *,
    kind: Kind,
    supplier: Parties,
    recipient: Parties,
    items: Sequence[Mention] = (),
    classes: tuple[str, ...],
    designations: tuple[str, ...] = (),
    fills: Sequence[Fill],
) -> list[Claim]:
    """The claims of a draft, whose dealing the discourse remembers.

    `classes` and `designations` stand where no `items` are named.
    """
    fact = draft.fact
    span = clause_span(scene.sentence, draft.frame)
    base = list(fills)
    values = {"stage": fact.stage.value, "polarity": fact.polarity.value, "certainty": fact.certainty.value}
    for slot, value in values.items():
        if slot in fact.rules:
            rule, token = fact.rules[slot]
            base.append(Fill(slot=slot, value=value, span=span_of(token) if token else None, rule=rule))
    base.append(source_fill(draft))
    time = when_of(scene, draft, span)
    if time is not None:
        base.append(Fill(slot="when", value=time.edtf, span=Span(time.start, time.end), rule=time.rule))
    places = _places(scene, span)
    base.extend(places)
    if items:
        shares = _shares(scene, draft, items, span)
    else:
        shares = [_Share(items=classes, designations=designations, quantity=None, span=span, fills=())]
    if kind in DEALINGS and (supplier or recipient):
        line = Line(
            supplier=supplier,
            recipient=recipient,
            item=classes,
            designation=designations or tuple(d for m in items for d in m.designations),
            stage=fact.stage,
            told=_told(fills, "supplier") and _told(fills, "recipient"),
        )
        scene.discourse.remember(line)
        scene.discourse.heading = heading_of(draft, kind, supplier, recipient, time)
    if kind is Kind.PRODUCTION and recipient and classes:
        line = Line(supplier=supplier, recipient=recipient, item=classes, stage=fact.stage)
        scene.discourse.remember_plant(line)
    return [
        Claim(
            document=scene.document,
            kind=kind,
            stage=fact.stage,
            polarity=fact.polarity,
            certainty=fact.certainty,
            supplier=supplier,
            recipient=recipient,
            item=share.items,
            designation=share.designations,
            quantity=share.quantity,
            when=time.edtf if time else None,
            place=tuple(fill.value for fill in places),
            source=draft.attributed.source,
            span=share.span,
            fills=(*base, *share.fills),
        )
        for share in shares
    ]


def _told(fills: Sequence[Fill], slot: str) -> bool:
    return any(fill.slot == slot and fill.rule.startswith(_TOLD_RULES) for fill in fills)


def heading_of(
    draft: Draft, kind: Kind, supplier: Parties, recipient: Parties, time: TimeMention | None
) -> Heading:
    """The draft as what a list may go on with."""
    fact = draft.fact
    return Heading(
        kind=kind,
        stage=fact.stage,
        polarity=fact.polarity,
        certainty=fact.certainty,
        supplier=supplier,
        recipient=recipient,
        source=draft.attributed,
        when=time.edtf if time else None,
        rule=draft.frame.predicate.rule,
    )
