"""Which classes of arms are there, and which lies within which? The guide's classes and finer ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from tracewire.errors import Misconfigured
from tracewire.lexicon.files import table

__all__ = ["EVIDENCE_CLASSES", "ItemTree", "item_classes"]

EVIDENCE_CLASSES = frozenset({"satellite-imagery", "photo", "video", "debris", "intelligence", "document"})
"""The guide's classes of what a disclosure shows; they are no goods."""

_CALLED: Final = "items/called.csv"
_FIRED: Final = "items/fired.csv"


@dataclass(frozen=True, slots=True)
class _Class:
    parent: str | None
    family: str
    report_as: str
    labels: Mapping[str, str]
    unroca: tuple[str, ...]
    regime_scope: tuple[str, ...]


class ItemTree:
    """The tree of item classes. Every question but `is_a` raises KeyError for a class that is not `known`."""

    __slots__ = ("_called", "_classes", "_fired")

    def __init__(
        self,
        classes: Mapping[str, _Class],
        called: Iterable[tuple[str, str]] = (),
        fired: Mapping[str, str] | None = None,
    ) -> None:
        """`called` are pairs of a noun's class and a family of goods that it may stand for too, `fired` the
        munition that is meant beside the name of what fires it, by the class of that.
        """
        self._classes = dict(classes)
        self._called = frozenset(called)
        self._fired = dict(fired or {})

    def known(self, item: str) -> bool:
        return item in self._classes

    def all(self) -> tuple[str, ...]:
        """Every class id, the guide's first."""
        return tuple(self._classes)

    def parent(self, item: str) -> str | None:
        return self._classes[item].parent

    def ancestors(self, item: str) -> tuple[str, ...]:
        """The classes above `item`, nearest first, without itself."""
        above = []
        parent = self._classes[item].parent
        while parent is not None:
            above.append(parent)
            parent = self._classes[parent].parent
        return tuple(above)

    def is_a(self, item: str, ancestor: str) -> bool:
        """Whether `item` is `ancestor` or lies below it; what is no class lies below nothing."""
        return item == ancestor or (self.known(item) and ancestor in self.ancestors(item))

    def family(self, item: str) -> str:
        """The top class under which the guide's scoring compares items."""
        return self._classes[item].family

    def may_be_called(self, item: str | None, noun: str | None) -> bool:
        """Whether a text may call goods of class `item` by a noun of class `noun`: a tank a vehicle."""
        if item is None or noun is None or not (self.known(item) and self.known(noun)):
            return False
        return self.is_a(item, noun) or (noun, self.family(item)) in self._called

    def fired_by(self, item: str) -> str | None:
        """The munition that "missiles" or "rockets" beside the name of goods of class `item` are."""
        return self._fired.get(item)

    def report_as(self, item: str) -> str:
        """The guide's class that stands for `item` in a claim."""
        return self._classes[item].report_as

    def label(self, item: str, language: Literal["en", "fr"] = "en") -> str:
        """A word for the class, for a reader of `language`."""
        return self._classes[item].labels[language]

    def unroca(self, item: str) -> tuple[str, ...]:
        """Categories of the UN Register of Conventional Arms that may apply, by their Roman numerals."""
        return self._classes[item].unroca

    def regime_scope(self, item: str) -> tuple[str, ...]:
        """The scope words of control regimes that cover the class."""
        return self._classes[item].regime_scope


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split(";") if word and word != "none")


@cache
def item_classes() -> ItemTree:
    """The tree as `data/items/classes.csv` holds it, with the wide nouns of `called.csv` and what arms fire
    of `fired.csv`.

    Raises Misconfigured where it is no tree.
    """
    path = "items/classes.csv"
    rows = table(
        path, "id", "parent", "family", "report_as", "label_en", "label_fr", "unroca", "regime_scope"
    )
    classes = {
        row["id"]: _Class(
            row["parent"] or None,
            row["family"],
            row["report_as"],
            {"en": row["label_en"], "fr": row["label_fr"]},
            _words(row["unroca"]),
            _words(row["regime_scope"]),
        )
        for row in rows
    }
    for item, described in classes.items():
        seen = {item}
        parent = described.parent
        while parent is not None:
            if parent in seen or parent not in classes:
                raise Misconfigured(
                    f"class {item} has no way to a top class",
                    where=f"data/{path}",
                    remedy=f"mend parent {parent}",
                )
            seen.add(parent)
            parent = classes[parent].parent
        if described.report_as not in classes:
            raise Misconfigured(
                f"class {item} reports as an unknown one", where=f"data/{path}", remedy="name a class"
            )
    called = [(row["noun"], row["family"]) for row in table(_CALLED, "noun", "family", "source")]
    families = {described.family for described in classes.values()}
    for noun, family in called:
        if noun not in classes or family not in families:
            raise Misconfigured(
                f"no class {noun}" if noun not in classes else f"no family {family}",
                where=f"data/{_CALLED}",
                remedy="use a class and a family of classes.csv",
            )
    fired = {row["class"]: row["munition"] for row in table(_FIRED, "class", "munition", "source")}
    for item in (*fired, *fired.values()):
        if item not in classes:
            raise Misconfigured(
                f"no class {item}", where=f"data/{_FIRED}", remedy="use the classes of classes.csv"
            )
    return ItemTree(classes, called, fired)
