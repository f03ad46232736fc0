"""What does a claim leave open that another claim of its document tells: a party, or what a plant makes?

"The deliveries began in May" leaves giver and taker to what the document said of them. A side that a claim
leaves open is taken from the nearest claim about goods of the same family whose told side is the same, before
it rather than behind it; never from the world, and never where the document tells of several such dealings
equally near. A giver whom no such claim tells is the one who gives all others the same weapon, a taker the
one to whom next to all goods go, and a user whoever alone uses such arms; who uses arms has them from whoever
alone gave them the like. What was taken is marked as such among the claim's fills.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tracewire.lexicon import ItemTree
from tracewire.model import DEALINGS, Claim, Fill, Kind, Polarity, Stage

__all__ = ["MAIN_TAKER", "complete"]

_ELSEWHERE: Final = "told elsewhere"
MAIN_TAKER: Final = "told of most"
"""The rule by which goods go to whoever takes next to all of which the document tells."""
_REACHED: Final = frozenset({Stage.DELIVERED, Stage.SHIPPED})
"""The stages at which arms that were given can be used."""
_SEVERAL: Final = 2
"""How many dealings a document must tell of..."""
_MAIN: Final = 0.8
"""...for whoever takes the goods in so many of them to be the one of whom it tells."""
_AHEAD: Final = 3
"""How many times farther a claim counts that stands behind the one that is completed."""


def complete(claims: Sequence[Claim], tree: ItemTree, told: Sequence[Claim] = ()) -> list[Claim]:
    """The claims, each with the parties that the document tells elsewhere, and plants with what they make.

    `told` are further claims of the document, which may say what a plant makes and who uses arms.
    """
    whole = [c for c in claims if c.kind in DEALINGS and c.supplier and c.recipient]
    used = [c for c in claims if c.kind == Kind.USE and c.recipient and c.item]
    heard = [c for c in told if c.kind == Kind.USE and c.recipient and c.item]
    plants = [c for c in (*claims, *told) if c.kind == Kind.PRODUCTION and c.item]
    given = [
        c
        for c in whole
        if c.kind == Kind.TRANSFER and c.stage in _REACHED and c.polarity == Polarity.AFFIRMED
    ]

    def completed(claim: Claim) -> Claim:
        match claim.kind:
            case Kind.PRODUCTION:
                return _equipped(claim, plants)
            case Kind.USE:
                return _armed_by(_with_user(claim, used, heard, tree), given)
            case _:
                return _with_sides(claim, whole, tree)

    return [completed(claim) for claim in claims]


def _with_user(claim: Claim, used: Sequence[Claim], heard: Sequence[Claim], tree: ItemTree) -> Claim:
    """A use whose user is not told, with the one whom the rules `heard` told in the same words, or else
    whom the document tells of all other uses of such arms.
    """
    if claim.recipient or claim.polarity is not Polarity.AFFIRMED:
        return claim
    own = {tree.family(item) for item in claim.item}

    def fits(other: Claim) -> bool:
        return bool(own & {tree.family(item) for item in other.item})

    here = [c for c in heard if c.span.overlaps(claim.span) and fits(c)]
    fitting = here or [c for c in used if fits(c)]
    return _as_all_tell(claim, fitting, "recipient")


def _armed_by(claim: Claim, given: Sequence[Claim]) -> Claim:
    """A use whose arms the document tells the user was given, with whoever alone gave them the like."""
    if claim.supplier or not claim.recipient:
        return claim
    like = [c for c in given if set(c.recipient) & set(claim.recipient) and set(c.item) & set(claim.item)]
    giving = _as_all_tell(claim, like, "supplier")
    return claim if set(giving.supplier) & set(claim.recipient) else giving


def _equipped(claim: Claim, plants: Sequence[Claim]) -> Claim:
    """A production that names no goods, with those of the nearest plant of the same maker and its helper."""
    if claim.item:
        return claim
    fitting = [c for c in plants if set(c.recipient) & set(claim.recipient) and _may_help(c, claim)]
    if not fitting:
        return claim
    other = min(fitting, key=lambda one: _distance(claim, one))
    fills = [fill for fill in other.fills if fill.slot == "item"]
    changes: dict[str, tuple[str, ...]] = {"item": other.item, "designation": other.designation}
    helped = [c for c in fitting if set(c.supplier) - set(claim.recipient)]
    if not claim.supplier and helped:
        near = min(helped, key=lambda one: _distance(claim, one))
        helpers = tuple(code for code in near.supplier if code not in claim.recipient)
        changes["supplier"] = helpers
        fills += [fill for fill in near.fills if fill.slot == "supplier" and fill.value in helpers]
    return claim.but(**changes, fills=(*claim.fills, *(replace(fill, rule=_ELSEWHERE) for fill in fills)))


def _may_help(other: Claim, claim: Claim) -> bool:
    """Whether the helpers of both plants may be the same ones."""
    return not claim.supplier or not other.supplier or bool(set(claim.supplier) & set(other.supplier))


def _with_sides(claim: Claim, whole: Sequence[Claim], tree: ItemTree) -> Claim:
    if claim.kind not in DEALINGS or (claim.supplier and claim.recipient):
        return claim
    fitting = [other for other in whole if _fits(claim, other, tree)]
    if not fitting:
        return _from_only_giver(_to_main_taker(claim, whole), whole)
    best = min(fitting, key=lambda other: _distance(claim, other))
    changes: dict[str, tuple[str, ...]] = {}
    fills = list(claim.fills)
    for slot in ("supplier", "recipient"):
        codes: tuple[str, ...] = getattr(best, slot)
        other_side = claim.recipient if slot == "supplier" else claim.supplier
        if getattr(claim, slot) or set(codes) & set(other_side):
            continue
        changes[slot] = codes
        spans = {fill.value: fill.span for fill in best.fills if fill.slot == slot}
        fills.extend(Fill(slot=slot, value=c, span=spans.get(c), rule=_ELSEWHERE) for c in codes)
    return claim.but(**changes, fills=tuple(fills)) if changes else _to_main_taker(claim, whole)


def _from_only_giver(claim: Claim, whole: Sequence[Claim]) -> Claim:
    """A dealing whose giver is not told, with the one who gives all others in the document the same weapon:
    "Mali has received 17 TB2s", where Turkey sold TB2s to Niger.
    """
    if claim.supplier or not claim.recipient:
        return claim
    same = [c for c in whole if c.kind == claim.kind and set(claim.designation) & set(c.designation)]
    giving = _as_all_tell(claim, same, "supplier")
    return claim if set(giving.supplier) & set(claim.recipient) else giving


def _to_main_taker(claim: Claim, whole: Sequence[Claim]) -> Claim:
    """A dealing whose taker is not told, with the one to whom next to all goods go of which the document told
    before: "Iran sent drones too", where it told of what Turkey and China sold to Ethiopia.
    """
    if claim.recipient or not claim.supplier:
        return claim
    before = [c for c in whole if c.kind == claim.kind and c.span.start < claim.span.start]
    if len(before) < _SEVERAL:
        return claim
    ((main, number),) = Counter(frozenset(c.recipient) for c in before).most_common(1)
    if number < len(before) * _MAIN or main & set(claim.supplier):
        return claim
    return _as_all_tell(claim, [c for c in before if set(c.recipient) == main], "recipient", MAIN_TAKER)


def _as_all_tell(claim: Claim, others: Sequence[Claim], slot: str, rule: str = _ELSEWHERE) -> Claim:
    """The claim with that side as the nearest of the others tells it; as it is where they tell several."""
    if len({frozenset(getattr(one, slot)) for one in others}) != 1:
        return claim
    near = min(others, key=lambda one: _distance(claim, one))
    taken = [replace(fill, rule=rule) for fill in near.fills if fill.slot == slot]
    return claim.but(**{slot: getattr(near, slot)}, fills=(*claim.fills, *taken))


def _fits(claim: Claim, other: Claim, tree: ItemTree) -> bool:
    """Whether the other tells of a dealing that may be the claim's: same told side, goods of one family."""
    if claim.kind != other.kind:
        return False
    if claim.supplier and not set(claim.supplier) & set(other.supplier):
        return False
    if claim.recipient and not set(claim.recipient) & set(other.recipient):
        return False
    if claim.designation and other.designation and not set(claim.designation) & set(other.designation):
        return False
    own, theirs = {tree.family(i) for i in claim.item}, {tree.family(i) for i in other.item}
    return bool(own & theirs) or "arms" in own or "arms" in theirs


def _distance(claim: Claim, other: Claim) -> int:
    away = claim.span.start - other.span.start
    return away if away >= 0 else -away * _AHEAD
