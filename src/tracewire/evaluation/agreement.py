"""When do two annotations agree, slot by slot: the rules of the annotation guide, section "Scoring".

Every rule here is symmetric: swapping gold and predicted changes no answer.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from math import inf

from tracewire.evaluation.annotation import Annotation, Days

__all__ = [
    "affinity",
    "core_agrees",
    "dates_agree",
    "evidence_agrees",
    "lists_agree",
    "quantities_agree",
    "slots_agreeing",
    "sources_agree",
    "strict_agrees",
]

_FACTOR = 2
"""How far two ends of a quantity may lie apart and still be the same report."""


def lists_agree(a: AbstractSet[str], b: AbstractSet[str]) -> bool:
    """Equal, or sharing a member where only one of all differs."""
    return a == b or (bool(a & b) and len(a ^ b) <= 1)


def quantities_agree(a: tuple[float | None, float | None], b: tuple[float | None, float | None]) -> bool:
    """Both absent, or overlapping with both ends within a factor of two; an open end agrees with its like."""
    unknown = (None, None)
    if unknown in (a, b):
        return a == b
    low_a, low_b = a[0] or 0, b[0] or 0
    high_a, high_b = (inf if q[1] is None else q[1] for q in (a, b))
    if max(low_a, low_b) > min(high_a, high_b):
        return False
    return _ends_agree(low_a, low_b) and _ends_agree(high_a, high_b)


def _ends_agree(x: float, y: float) -> bool:
    if inf in (x, y):
        return x == y
    return not min(x, y) or max(x, y) / min(x, y) <= _FACTOR


def dates_agree(a: Days | None, b: Days | None) -> bool:
    """Both absent, or one within the other."""
    if a is None or b is None:
        return a == b
    return (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])


def sources_agree(a: Annotation, b: Annotation) -> bool:
    """The same speaker: by a word of the name where one is named, else by country, else by organisation."""
    x, y = a.source, b.source
    if (x.anonymous, x.narrator) != (y.anonymous, y.narrator):
        return False
    if x.named or y.named:
        return bool(x.name & y.name)
    if x.narrator:
        return True
    if x.country and y.country:
        return x.country == y.country
    return x.org == y.org or bool(x.org & y.org)


def evidence_agrees(a: Annotation, b: Annotation) -> bool:
    """The two spans share at least half of the shorter."""
    if a.evidence is None or b.evidence is None:
        return False
    overlap = min(a.evidence[1], b.evidence[1]) - max(a.evidence[0], b.evidence[0])
    shorter = min(end - start for start, end in (a.evidence, b.evidence))
    return shorter > 0 and overlap >= shorter / 2


def core_agrees(a: Annotation, b: Annotation) -> bool:
    """Kind, parties and item family: the same movement of arms."""
    return (
        a.kind == b.kind
        and lists_agree(a.supplier, b.supplier)
        and lists_agree(a.recipient, b.recipient)
        and lists_agree(a.family, b.family)
    )


def strict_agrees(a: Annotation, b: Annotation) -> bool:
    """The core, and how far it has come and whether it is affirmed."""
    return core_agrees(a, b) and a.stage == b.stage and a.polarity == b.polarity


def slots_agreeing(a: Annotation, b: Annotation) -> dict[str, bool]:
    """Each slot outside core and strict, and whether the two agree in it."""
    return {
        "certainty": a.certainty == b.certainty,
        "item": lists_agree(a.item, b.item),
        "quantity": quantities_agree(a.quantity, b.quantity),
        "when": dates_agree(a.when, b.when),
        "place": lists_agree(a.place, b.place),
        "source": sources_agree(a, b),
        "evidence": evidence_agrees(a, b),
    }


def affinity(gold: Annotation, predicted: Annotation) -> float:
    """How much the two want to be paired; 0 forbids it: another kind, or no party and no item in common.

    The weights rank core before strict before evidence before everything else, whatever the other slots say.
    """
    if gold.kind != predicted.kind:
        return 0.0
    parties = sum(
        bool(a) and lists_agree(a, b)
        for a, b in ((gold.supplier, predicted.supplier), (gold.recipient, predicted.recipient))
    )
    item = bool(gold.family & predicted.family)
    if not (parties or item):
        return 0.0
    agreeing = slots_agreeing(gold, predicted)
    return (
        10.0 * core_agrees(gold, predicted)
        + 5.0 * strict_agrees(gold, predicted)
        + 4.0 * agreeing["evidence"]
        + parties
        + item
        + sum(agreeing.values()) / len(agreeing)
    )
