"""Which frames of a sentence are one event?

News says one event with several words ("signed a contract for the purchase of"), and a measure names what
it forbids as if it happened ("suspended all exports of arms to Niger"). The frames that are left state one
event each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracewire.claims.rules.scene import Scene
from tracewire.claims.text.frames import Frame, Role
from tracewire.claims.text.grammar import Grammar
from tracewire.claims.text.mentions import Mention
from tracewire.model import DEALINGS, Kind, Sentence

__all__ = ["events", "refuses_licence"]

_OWN_CLAUSE = ("acl:relcl", "advcl", "parataxis", "ccomp", "csubj")
"""Relations below which a clause states an event of its own."""


def events(scene: Scene, frames: Sequence[Frame]) -> list[Frame]:
    """The frames of the sentence with those that say the same event joined, in the order of the text."""
    merged = _join_deals(_merged(frames, scene.grammar, scene.sentence))
    return _without_forbidden(scene, sorted(merged, key=lambda f: f.index))


def _depth(sentence: Sentence, frame: Frame) -> int:
    return len(list(sentence.ancestors(frame.index)))


def _merged(frames: Sequence[Frame], grammar: Grammar, sentence: Sentence) -> list[Frame]:
    kept: list[Frame] = []
    for frame in sorted(frames, key=lambda f: -_depth(sentence, f)):
        if _empty_noun(frame, frames, sentence):
            continue
        deeper = next((other for other in kept if _says_the_same(frame, other, sentence)), None)
        if deeper is None:
            kept.append(frame)
        else:
            _hand_down(frame, deeper)
    return kept


def _empty_noun(frame: Frame, frames: Sequence[Frame], sentence: Sentence) -> bool:
    """Whether a noun says nothing of its own: "the deliveries under this contract"."""
    predicate = frame.predicate
    if predicate.pos != "NOUN" or frame.roles or frame.generic_item is not None or frame.pronouns:
        return False
    above = set(sentence.ancestors(frame.index))
    return any(
        f.index in above and f.predicate.pos == "NOUN" and f.predicate.kind == predicate.kind for f in frames
    )


def _says_the_same(frame: Frame, deeper: Frame, sentence: Sentence) -> bool:
    """Whether `frame` only carries what `deeper`, below it in the tree, states."""
    kinds = {deeper.predicate.kind, frame.predicate.kind}
    if len(kinds) > 1 and not kinds <= DEALINGS:
        return False
    above = list(sentence.ancestors(deeper.index))
    if frame.index not in above:
        return False
    index = deeper.index
    while index != frame.index:
        token = sentence.tokens[index]
        joined = token.relation == "conj" and token.pos in ("VERB", "AUX", "ADJ")
        if joined or token.dep.startswith(_OWN_CLAUSE):
            return False
        index = token.head
    # the modifier of an argument is an event of its own ("the drones supplied by X were fired")
    path = {deeper.index, *above[: above.index(frame.index)]}
    through_item = any(m.head in path for m in frame.mentions(Role.ITEM))
    return not (through_item and sentence.tokens[deeper.index].relation == "acl")


def _plays(frame: Frame, mention: Mention) -> bool:
    return any(mention is m for entries in frame.roles.values() for m, _ in entries)


def _lend(giver: Frame, taker: Frame, role: str) -> None:
    for mention, rule in giver.roles.get(role, []):
        if not _plays(taker, mention):
            taker.add(role, mention, rule)


def _hand_down(frame: Frame, deeper: Frame) -> None:
    """Give `deeper` the roles that it leaves open and `frame`, which carries it, fills."""
    for role in (Role.SUPPLIER, Role.RECIPIENT, Role.ITEM):
        if not deeper.mentions(role):
            _lend(frame, deeper, role)
    for role, pronoun in frame.pronouns.items():
        deeper.pronouns.setdefault(role, pronoun)
    if deeper.predicate.weak and not frame.predicate.weak and frame.predicate.kind == deeper.predicate.kind:
        deeper.predicate = frame.predicate  # "has a stockpile of": the verb states it


def _join_deals(frames: list[Frame]) -> list[Frame]:
    """The frames with each deal joined to what it is for.

    "Signed a deal with Washington for the purchase of drones" is the purchase, agreed; not a deal and a
    purchase.
    """
    dropped: list[Frame] = []
    for deal in frames:
        if deal.predicate.frame != "deal":
            continue
        for event in frames:
            if event in dropped or event.predicate.pos != "NOUN" or event.predicate.frame == "deal":
                continue
            shared = any(m is n for m in deal.mentions(Role.ITEM) for n in event.mentions(Role.ITEM))
            if not shared or event.predicate.kind != deal.predicate.kind:
                continue
            event.predicate = replace(event.predicate, stage=deal.predicate.stage)
            for role in (Role.SUPPLIER, Role.RECIPIENT):
                for mention, rule in deal.roles.get(role, []):
                    if not event.mentions(role) and not _plays(event, mention):
                        event.add(role, mention, rule)
            dropped.append(deal)
            break
    return [f for f in frames if f not in dropped]


def refuses_licence(scene: Scene, frame: Frame) -> bool:
    """Whether what is refused or withdrawn is a licence."""
    return any(
        scene.is_word(c, "licence") and scene.tokens[c].relation in ("obj", "nsubj")
        for c in scene.sentence.children[frame.index]
    )


def _without_forbidden(scene: Scene, frames: list[Frame]) -> list[Frame]:
    """The frames without what a measure forbids: no dealing, but the measure's goods and target."""
    measures = [
        f
        for f in frames
        if f.predicate.kind == Kind.MEASURE and (f.predicate.frame != "licence" or refuses_licence(scene, f))
    ]
    dropped: list[Frame] = []
    for frame in frames:
        if frame.predicate.kind in (Kind.MEASURE, Kind.DISCLOSURE):
            continue
        measure = next((m for m in measures if _forbids(scene, m, frame)), None)
        if measure is None:
            continue
        measure.forced.extend(frame.mentions(Role.ITEM))
        if not measure.mentions(Role.RECIPIENT):
            for mention in frame.mentions(Role.RECIPIENT) or frame.mentions(Role.SUPPLIER):
                if mention not in measure.mentions(Role.SUPPLIER):
                    measure.add(Role.RECIPIENT, mention, "measure:what it forbids")
        dropped.append(frame)
    return [f for f in frames if f not in dropped]


def _forbids(scene: Scene, measure: Frame, frame: Frame) -> bool:
    """Whether `frame` hangs below `measure` with no clause of its own between."""
    path = [frame.index, *scene.sentence.ancestors(frame.index)]
    if measure.index not in path:
        return False
    for index in path[: path.index(measure.index)]:
        token = scene.tokens[index]
        if token.dep.startswith("acl:relcl") or token.relation in ("parataxis", "conj"):
            return False
        if token.relation == "advcl" and token.morph.get("VerbForm") == "Fin":
            return False
    return True
