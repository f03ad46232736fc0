"""What was marked: one claim as the measures compare it, and the files that hold such claims.

An annotation is looser than a `tracewire.model.Claim`: another extractor may leave slots out or use an item
class of its own, and that costs it points instead of being refused. Refused is only what cannot be compared
at all.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracewire.errors import InputRefused

__all__ = ["Annotation", "Days", "by_document", "days", "families", "fold", "load"]

_FAMILIES = {
    "arms": "arms aid-package other-military",
    "ammunition": "ammunition artillery-shell rocket small-arms-ammunition bomb",
    "missile": "missile ballistic-missile cruise-missile surface-to-surface-missile anti-tank-missile"
    " anti-ship-missile air-to-air-missile surface-to-air-missile guided-munition",
    "uav": "uav one-way-attack-uav armed-uav surveillance-uav",
    "aircraft": "aircraft fighter bomber trainer-aircraft transport-aircraft attack-helicopter helicopter",
    "air-defence": "air-defence",
    "armour": "armour tank ifv apc",
    "artillery": "artillery howitzer mlrs mortar",
    "ship": "ship submarine frigate patrol-vessel",
    "support": "training personnel",
    "means": "components electronics engine technology production-equipment materials chemical-precursor",
}
# The families of the measure are coarser than the item tree ("means" is no item class), and stay as they are
# when the tree grows, so that figures of different versions can be compared: hence a table here, not the
# lexicon's.
_FAMILY_OF = {member: family for family, members in _FAMILIES.items() for member in members.split()}

Days = tuple[str, str]
"""First and last day as ISO strings, both included."""

# Strings and not dates: the measure ends every month on the 31st, and compares days as text.
_SEASONS = {
    "21": ("03-01", "05-31"),
    "22": ("06-01", "08-31"),
    "23": ("09-01", "11-30"),
    "24": ("12-01", "12-31"),
}
_FIRST, _LAST = "0000-01-01", "9999-12-31"


def fold(text: str | None) -> str:
    """`text` in lower case without accents and punctuation, its words parted by one space."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def families(items: Iterable[str]) -> frozenset[str]:
    """The families of item classes; a class that has none is its own."""
    return frozenset(_FAMILY_OF.get(item, item) for item in items)


def days(edtf: str | None) -> Days | None:
    """The days that an EDTF date or interval covers; None where no date is given."""
    if not edtf:
        return None
    plain = re.sub(r"[~?%]", "", edtf)
    if "/" in plain:
        first, last = plain.split("/", 1)
        begin, end = (None if side == ".." else days(side) for side in (first, last))
        return (begin[0] if begin else _FIRST, end[1] if end else _LAST)
    match plain.split("-"):
        case [year]:
            return f"{year}-01-01", f"{year}-12-31"
        case [year, month]:
            first_day, last_day = _SEASONS.get(month, (f"{month}-01", f"{month}-31"))
            return f"{year}-{first_day}", f"{year}-{last_day}"
    return plain[:10], plain[:10]


def _names(value: Any) -> frozenset[str]:
    """A slot's values as a set; an absent slot is the empty set, a lone value the set of it."""
    if not value:
        return frozenset()
    return frozenset(map(str, value)) if isinstance(value, list) else frozenset({str(value)})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """Who vouches, reduced to what is compared."""

    anonymous: bool
    narrator: bool
    named: bool
    name: frozenset[str]
    org: frozenset[str]
    country: str | None

    @classmethod
    def read(cls, source: Mapping[str, Any]) -> _Voice:
        return cls(
            anonymous=bool(source.get("anonymous")),
            narrator=source.get("role") == "narrator",
            named=bool(source.get("name")),
            name=frozenset(fold(source.get("name")).split()),
            org=frozenset(fold(source.get("org")).split()),
            country=source.get("country") or None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One claim, with every slot in the form in which two of them are compared.

    `record` is the line as it was read. `place` holds folded names, `evidence` code points, None where not
    given.
    """

    document: str
    kind: str
    stage: str | None
    polarity: str | None
    certainty: str | None
    supplier: frozenset[str]
    recipient: frozenset[str]
    item: frozenset[str]
    family: frozenset[str]
    quantity: tuple[float | None, float | None]
    when: Days | None
    place: frozenset[str]
    source: _Voice
    evidence: tuple[int, int] | None
    record: Mapping[str, Any] = field(compare=False)

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> Annotation:
        """The annotation that a line of a claims file writes.

        Raises AttributeError, KeyError, TypeError or ValueError for what cannot be compared.
        """
        item = _names(record.get("item"))
        low, high = record.get("quantity") or (None, None)
        start = record.get("start")
        return cls(
            document=record["document"],
            kind=record["kind"],
            stage=record.get("stage"),
            polarity=record.get("polarity"),
            certainty=record.get("certainty"),
            supplier=_names(record.get("supplier")),
            recipient=_names(record.get("recipient")),
            item=item,
            family=families(item),
            quantity=(_number(low), _number(high)),
            when=days(record.get("when")),
            place=frozenset(map(fold, _names(record.get("place")))),
            source=_Voice.read(record.get("source") or {}),
            evidence=None if start is None else (int(start), int(record["end"])),
            record=record,
        )


def _number(bound: Any) -> float | None:
    if bound is None or (isinstance(bound, (int, float)) and not isinstance(bound, bool)):
        return bound
    raise TypeError(f"a bound of a quantity is a number or null, not {bound!r}")


def by_document(
    records: Iterable[Mapping[str, Any]], *, origin: str = "claims"
) -> dict[str, list[Annotation]]:
    """The annotations of each document, in the order of `records`.

    A record with ``"kind": null`` names a document that was read and has no claim. `origin` is where the
    records come from, for the message: the record's number follows it. Raises InputRefused.
    """
    documents: dict[str, list[Annotation]] = {}
    for number, record in enumerate(records, 1):
        _add(documents, record, where=f"{origin}:{number}")
    return documents


def load(path: Path) -> dict[str, list[Annotation]]:
    """The annotations of each document of a file with one claim a line.

    Raises InputRefused with file and line.
    """
    documents: dict[str, list[Annotation]] = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(
            f"cannot be read: {error}", where=str(path), remedy="name a JSON Lines file in UTF-8"
        ) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputRefused(f"not JSON: {error}", where=where, remedy="one claim a line") from error
        _add(documents, record, where=where)
    return documents


def _add(documents: dict[str, list[Annotation]], record: Any, *, where: str) -> None:
    if not isinstance(record, Mapping) or not isinstance(record.get("document"), str):
        raise InputRefused(
            "not a claim: it names no document", where=where, remedy='each line needs "document" and "kind"'
        )
    found = documents.setdefault(record["document"], [])
    if not record.get("kind"):
        return
    try:
        found.append(Annotation.read(record))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputRefused(
            f"not a claim: {type(error).__name__} {error}",
            where=where,
            remedy="compare it with docs/guide.md",
        ) from error
