"""What the measures of dates share: ours and dateparser behind one shape, and when a value is right."""

from __future__ import annotations

import calendar
import importlib
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from public_sets import Measure, Read

from tracewire.expressions.times import time_finder
from tracewire.model.when import Edtf

__all__ = ["Reader", "between", "date_measure", "dateparser_reader", "ours"]


Reader = Callable[[str, str | None], Sequence[Read[Edtf]]]
"""From a text and the day of its report (EDTF)."""


def between(low: date | None, high: date | None) -> Edtf:
    """The interval from day to day, None where it is open."""
    return Edtf.parse(f"{low.isoformat() if low else '..'}/{high.isoformat() if high else '..'}")


def ours(language: str) -> Reader:
    finder = time_finder(language)

    def read(text: str, published: str | None) -> Sequence[Read[Edtf]]:
        return [
            Read(start=m.start, end=m.end, value=Edtf.parse(m.edtf))
            for m in finder.find(text, published=published)
        ]

    return read


def dateparser_reader(language: str) -> Reader | None:
    """dateparser as a reader, None where it is not installed.

    It searches with `RELATIVE_BASE` and its default preference between past and future: with "past", fewer
    values of 50 texts from each set of `timebank.py` came out right (November 2026). What it finds it reads
    again alone, because only so does it tell whether a day, week, month or year is meant. Without a day of
    the report, only what has a year counts.
    """
    try:
        search = importlib.import_module("dateparser.search").search_dates
        parsed = importlib.import_module("dateparser.date").DateDataParser
    except ImportError:
        return None

    def read(text: str, published: str | None) -> Sequence[Read[Edtf]]:
        settings: dict[str, Any] = {}
        if published:
            settings["RELATIVE_BASE"] = datetime.fromisoformat(published)
        else:
            settings["REQUIRE_PARTS"] = ["year"]
        alone = parsed(languages=[language], settings=settings)
        found = []
        behind = 0
        for words, moment in search(text, languages=[language], settings=settings) or ():
            start = text.find(words, behind)
            if start < 0:
                continue
            behind = start + len(words)
            answer = alone.get_date_data(words)
            same = answer.date_obj is not None and answer.date_obj.date() == moment.date()
            days = _period(moment.date(), answer.period if same else "day")
            found.append(Read(start=start, end=behind, value=days))
        return found

    return read


def _period(day: date, period: str) -> Edtf:
    if period == "year":
        return Edtf.parse(f"{day.year:04}")
    if period == "month":
        return between(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))
    if period == "week":
        monday = day - timedelta(days=day.weekday())
        return between(monday, monday + timedelta(days=6))
    return between(day, day)


def date_measure(*, bare: bool = False) -> Measure[Edtf]:
    """Counts of dates: exact is the same first and last day.

    `bare` says that the set marks the date alone and leaves out the word that makes a span of it ("since
    1990"): then an open interval is exact where its one end is that of the marked value.
    """

    def exact(days: Edtf, value: Edtf) -> bool:
        if (days.low, days.high) == (value.low, value.high):
            return True
        if not bare or (days.low and days.high):
            return False
        return days.low == value.low if days.low else days.high == value.high

    return Measure(is_exact=exact, contains=Edtf.contains)
