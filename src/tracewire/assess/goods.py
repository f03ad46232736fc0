"""Which categories of control regimes do some arms fall under: surely, perhaps, or not?

What a dispatch calls a thing seldom decides it. "Drone" is no category; the range of a named drone is. So
each answer is one of three, and "perhaps" names what would have to be known. The rules are those of
docs/regimes.md, "Goods"; ranges and payloads are public classes and serve legal categories only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from tracewire.lexicon import item_classes, plain_weapon, table

__all__ = ["Figures", "Goods", "Holds", "figures_of", "tokens"]

_REGISTER = "UNROCA_"
_MISSILE = ("MTCR_I", "MTCR_II", "MISSILE_LIST")
_OF_ARMS = frozenset({"ARMS_ALL", "SALW", "CLUSTER", "MINES_AP", "MTCR_I", "MTCR_II"})
"""Scope words of classes that are arms by what they are."""
_BROAD = frozenset({"ARMS_ALL", "EUCML", "USML", "SALW"})
"""Scope words of whole lists of arms: of a rule without one, training is covered for its own goods alone."""
_SERVICES = "SERVICES"
_DELIVERY = "WMD_DELIVERY"
"""Means of delivery: range and payload tell what can be one, and not what was designed as one."""
_NO_WEAPON = "no weapon is named"


class Holds(StrEnum):
    """An answer of three: what is not told is not a no."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@cache
def _tokens() -> Mapping[str, Mapping[str, str]]:
    rows = table("regimes/tokens.csv", "token", "meaning", "decided_by", "missing", "source")
    return {row["token"]: row for row in rows}


def _meaning(token: str) -> str:
    return _tokens()[token]["meaning"]


def tokens() -> tuple[str, ...]:
    """The scope words of rules, in the order of the table."""
    return tuple(_tokens())


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The public class of a named weapon: `mtcr` is "I", "II", "I/II", "none" or "unknown", ranges in km,
    `unroca` the categories under which states report it."""

    designation: str
    unroca: tuple[str, ...]
    mtcr: str
    range_min_km: float | None
    range_max_km: float | None
    source: str
    checked: str


@cache
def _figures() -> Mapping[str, Figures]:
    found: dict[str, Figures] = {}
    rows = table(
        "regimes/figures.csv",
        "designation",
        "aliases",
        "unroca",
        "mtcr",
        "range_min_km",
        "range_max_km",
        "payload_max_kg",
        "checked",
        "source",
    )
    described = [
        (
            row,
            Figures(
                designation=row["designation"],
                unroca=tuple(one for one in row["unroca"].split(";") if one and one != "none"),
                mtcr=row["mtcr"] or "unknown",
                range_min_km=float(row["range_min_km"]) if row["range_min_km"] else None,
                range_max_km=float(row["range_max_km"]) if row["range_max_km"] else None,
                source=row["source"],
                checked=row["checked"],
            ),
        )
        for row in rows
    ]
    for _, one in described:
        found[plain_weapon(one.designation)] = one
    shared: set[str] = set()
    for row, one in described:
        for alias in filter(None, row["aliases"].split(";")):
            name = plain_weapon(alias)
            if name in found and found[name] is not one:
                shared.add(name)  # "Scud-B" is the name of two weapons: it names neither
            found.setdefault(name, one)
    for name in shared - {plain_weapon(one.designation) for _, one in described}:
        found.pop(name)
    return found


def figures_of(designation: str) -> Figures | None:
    """The public class of the weapon of that name or alias; None where it is not known."""
    return _figures().get(plain_weapon(designation))


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What is transferred: `classes` of items and the `designations` that the texts give.

    `tokens`, where given, are the categories that hold for certain, and no other does: for worked cases and
    for those who know their goods.
    """

    classes: tuple[str, ...] = ()
    designations: tuple[str, ...] = ()
    tokens: tuple[str, ...] | None = field(default=None)

    @property
    def label(self) -> str:
        return ", ".join(self.designations or self.classes) or "goods that are not told"

    def within(self, scope: Iterable[str]) -> tuple[Holds, str, tuple[str, ...]]:
        """Whether the goods lie in any category of `scope`; why, and what is missing where that is open.

        Where several kinds of goods are named, one of them is enough.
        """
        wanted = tuple(scope)
        if self.tokens is not None:
            held = _implied(self.tokens)
            met = [token for token in wanted if token in held]
            why = f"the goods are told to be {', '.join(met)}" if met else "the goods are told to be others"
            return (Holds.YES if met else Holds.NO), why, ()
        known = [figures for name in self.designations if (figures := figures_of(name))]
        if known and len(known) == len(self.designations):
            answers = [_of_figures(one, self.classes, wanted) for one in known]
        elif self.classes:
            open_names = [name for name in self.designations if figures_of(name) is None]
            weapon = f"no figures are known of {', '.join(open_names)}" if open_names else _NO_WEAPON
            answers = [_of_class(one, wanted, weapon) for one in self.classes]
        else:
            return Holds.MAYBE, "the goods are not told", ("item",)
        for holds in (Holds.YES, Holds.MAYBE):
            for answer in answers:
                if answer[0] is holds:
                    return answer
        return answers[0]


def _implied(tokens: Iterable[str]) -> frozenset[str]:
    """`tokens` with what follows: a tank of category I is arms, arms are on the munitions lists."""
    held = set(tokens)
    if any(token.startswith(_REGISTER) or token in _OF_ARMS for token in held):
        held.add("ARMS_ALL")
    if "ARMS_ALL" in held:
        held |= {"EUCML", "USML"}
    if held & {"MTCR_I", "MTCR_II"}:
        held.add("MISSILE_LIST")
    return frozenset(held)


def _of_figures(
    one: Figures, classes: tuple[str, ...], wanted: tuple[str, ...]
) -> tuple[Holds, str, tuple[str, ...]]:
    if any(token in wanted for token in _MISSILE):
        told = f"{one.designation}: MTCR category {one.mtcr}, range {_range(one)}"
        match one.mtcr:
            case "I" | "II" if f"MTCR_{one.mtcr}" in wanted or "MISSILE_LIST" in wanted:
                return Holds.YES, told, ()
            case "I/II" | "unknown" if any(token in wanted for token in _MISSILE):
                return Holds.MAYBE, f"{told}; the version decides", ("designation",)
            case _:
                pass
    register = {token.removeprefix(_REGISTER) for token in wanted if token.startswith(_REGISTER)}
    if register and one.unroca:
        told = f"{one.designation} is reported under UN register category {' or '.join(one.unroca)}"
        if set(one.unroca) <= register:
            return Holds.YES, told, ()
        if set(one.unroca) & register:
            return Holds.MAYBE, f"{told}, as states choose", ("item",)
    if any(token in wanted for token in ("ARMS_ALL", "EUCML", "USML")):
        return Holds.YES, f"{one.designation} is a weapon", ()
    if _DELIVERY in wanted and one.mtcr != "none":
        return (
            Holds.MAYBE,
            f"{one.designation} is covered if it is one of the {_meaning(_DELIVERY)}",
            ("purpose",),
        )
    others = tuple(
        token
        for token in wanted
        if token not in _MISSILE
        and not token.startswith(_REGISTER)
        and _tokens()[token]["decided_by"] == "class"
    )
    if others and classes:
        return next(
            (
                answer
                for holds in (Holds.YES, Holds.MAYBE)
                for answer in (_of_class(c, others) for c in classes)
                if answer[0] is holds
            ),
            (Holds.NO, f"{one.designation} is none of these", ()),
        )
    return Holds.NO, f"{one.designation} is none of these: MTCR category {one.mtcr}, range {_range(one)}", ()


def _range(one: Figures) -> str:
    ends = [f"{end:,.0f}" for end in dict.fromkeys((one.range_min_km, one.range_max_km)) if end is not None]
    return f"{'–'.join(ends)} km" if ends else "not known"


def _of_class(
    item: str, wanted: tuple[str, ...], weapon: str = _NO_WEAPON
) -> tuple[Holds, str, tuple[str, ...]]:
    tree = item_classes()
    if not tree.known(item):
        return Holds.MAYBE, f"the class {item} is not known", ("item",)
    answers = [_token(item, token, weapon) for token in wanted]
    if _BROAD.isdisjoint(wanted):
        answers = [
            _of_what(item) if token == _SERVICES and answer[0] is Holds.YES else answer
            for token, answer in zip(wanted, answers, strict=True)
        ]
    register = {token.removeprefix(_REGISTER) for token in wanted if token.startswith(_REGISTER)}
    if register:
        answers.append(_register(item, frozenset(register)))
    label = tree.label(item)
    for holds in (Holds.YES, Holds.MAYBE):
        met = [answer for answer in answers if answer[0] is holds]
        if met:
            # Of several things to ask for, the one that decides most readily comes first.
            missing = tuple(dict.fromkeys(one for answer in met for one in answer[2]))
            return holds, next((answer[1] for answer in met if answer[1]), label), missing[:1]
    return Holds.NO, f"“{label}” is none of the goods that the rule names", ()


def _of_what(item: str) -> tuple[Holds, str, tuple[str, ...]]:
    label = item_classes().label(item)
    return Holds.MAYBE, f"“{label}” is covered where it is for goods that the rule names", ("item",)


@cache
def _overrides() -> Mapping[tuple[str, str], tuple[Holds, str]]:
    rows = table("regimes/classes.csv", "class", "token", "holds", "why", "source")
    return {(row["class"], row["token"]): (Holds(row["holds"]), row["why"]) for row in rows}


@cache
def _token(item: str, token: str, weapon: str) -> tuple[Holds, str, tuple[str, ...]]:
    """Whether a class of goods has a scope word that is no category of the register; `weapon` tells why no
    weapon's figures decide it."""
    tree = item_classes()
    row = _tokens()[token]
    missing = (row["missing"],) if row["missing"] else ()
    label = tree.label(item)
    if token.startswith(_REGISTER) or row["decided_by"] == "other":
        return Holds.NO, "", ()
    told = _overrides().get((item, token))
    if told:
        return told[0], f"“{label}”: {told[1]}", missing if told[0] is Holds.MAYBE else ()
    if token == _DELIVERY:
        if _token(item, "MISSILE_LIST", weapon)[0] is Holds.NO:
            return Holds.NO, "", ()
        return Holds.MAYBE, f"“{label}” is covered if it is one of the {_meaning(token)}", missing
    if token == "MISSILE_LIST":
        return max((_token(item, other, weapon) for other in _MISSILE[:2]), key=lambda one: _RANK[one[0]])
    if token in ("EUCML", "USML"):
        return _token(item, "ARMS_ALL", weapon)
    own = tree.regime_scope(item)
    if token == "ARMS_ALL" and tree.is_a(item, "arms"):
        if not own or _OF_ARMS & set(own) or any(word.startswith("MTCR") for word in own):
            return Holds.YES, f"“{label}” is arms or related materiel", ()
        return Holds.MAYBE, f"“{label}” can be civil goods", ("item",)
    if token in own:
        if row["decided_by"] == "class":
            return Holds.YES, f"“{label}” is {row['meaning']}", ()
        if row["decided_by"] == "figures":
            return Holds.MAYBE, f"“{label}”: range and payload decide, and {weapon}", missing
        return Holds.MAYBE, f"“{label}” is covered if it is one of: {row['meaning']}", missing
    narrower = [one for one in tree.all() if one != item and tree.is_a(one, item)]
    if any(token in tree.regime_scope(one) for one in narrower):
        if row["decided_by"] == "figures":
            return Holds.MAYBE, f"“{label}”: range and payload decide, and {weapon}", missing
        return Holds.MAYBE, f"some goods of the class “{label}” are {row['meaning']}", missing
    return Holds.NO, "", ()


_RANK = {Holds.NO: 0, Holds.MAYBE: 1, Holds.YES: 2}


@cache
def _register(item: str, wanted: frozenset[str]) -> tuple[Holds, str, tuple[str, ...]]:
    """Whether a class lies in one of the register's categories `wanted`."""
    tree = item_classes()
    label = tree.label(item)
    below = [one for one in tree.all() if one != item and tree.is_a(one, item)]
    # A class with finer ones holds goods of several categories, and goods of none.
    sets = [frozenset(tree.unroca(one)) for one in (item, *below)]
    if all(one and one <= wanted for one in sets):
        return Holds.YES, f"“{label}” is category {' or '.join(sorted(sets[0]))} of the UN register", ()
    if any(one & wanted for one in sets):
        return Holds.MAYBE, f"only some of “{label}” is in those categories of the UN register", ("item",)
    return Holds.NO, "", ()
