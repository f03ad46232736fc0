"""Dates with the precision that the source gave: the part of EDTF (ISO 8601-2) that dispatches need.

Forms: `2022`, `2022-22` (summer), `2022-12`, `2022-12-24`, and intervals of them with open ends
(`2022-08/..`, `../2023`). Seasons are meteorological and northern, as the annotation guide rules: 21 spring
March–May … 24 winter, of which only December belongs to the year that is named.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

__all__ = ["Edtf", "first_day", "last_day"]

_SIMPLE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


def _bounds(text: str) -> tuple[date, date]:
    match = _SIMPLE.match(text)
    if not match:
        raise ValueError(f"not an EDTF date: {text!r}")
    year, month, day = (int(g) if g else None for g in match.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is not None:
        one = date(year, month, day)
        return one, one
    first, last = _SEASONS.get(month, (month, month))
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


@dataclass(frozen=True, slots=True)
class Edtf:
    """An EDTF date or interval; `low` and `high` are its first and last day, None where it is open."""

    text: str
    low: date | None
    high: date | None

    @classmethod
    def parse(cls, text: str) -> Edtf:
        """The interval of days that `text` writes. Raises ValueError for what is no date."""
        plain = re.sub(r"[~?%]", "", text)
        if "/" not in plain:
            return cls(text, *_bounds(plain))
        first, last = plain.split("/", 1)
        low = None if first in ("", "..") else _bounds(first)[0]
        high = None if last in ("", "..") else _bounds(last)[1]
        if low and high and low > high:
            raise ValueError(f"an interval that ends before it begins: {text!r}")
        return cls(text, low, high)

    def contains(self, other: Edtf) -> bool:
        """Whether every day of `other` is one of this."""
        starts = self.low is None or (other.low is not None and self.low <= other.low)
        ends = self.high is None or (other.high is not None and other.high <= self.high)
        return starts and ends


def first_day(text: str) -> date | None:
    """The first day of an EDTF date or interval; None where it is open."""
    return Edtf.parse(text).low


def last_day(text: str) -> date | None:
    """The last day of an EDTF date or interval; None where it is open."""
    return Edtf.parse(text).high
