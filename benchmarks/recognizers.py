"""Which dates and numbers of French are read as Microsoft's Recognizers-Text specifies? Beside dateparser.

usage: python benchmarks/recognizers.py FOLDER [--supported] [--misses N]

FOLDER is a copy of the GitHub repository microsoft/Recognizers-Text, or its folder `Specs`. Read are the
French cases of `DateTime/French/DateTimeModel.json`, with the types date and daterange, and of NumberModel,
NumberRangeModel and PercentModel in `Number/French`. The files name the project's recognisers that do not
support a case yet, for most cases all of them; `--supported` keeps to those that its .NET recogniser does.

Dates: a case without a reference date counts only where the marked words have their year and no "aujourd'hui"
or its like, because the values of the others lean on a day that the file does not tell. Where several values
are given (the last 2 October, the next one) one of them is enough. Times of day, durations and sets may be
read or left. The set leaves out the last of a range's days, months or years ("de 2014 à 2018" ends with
2017): a range of days is exact with it or without, longer ones are contained in ours.

Numbers: ours are intervals of whole units. "exact" asks for that one number or the same bounds, "contained"
lets a decimal lie between two whole numbers. A bare "un" or "une" may be read or left; where only whole
numbers are counted, decimals, fractions and powers too. Numbers within what is read as a date are the date's.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from date_reading import Reader, between, date_measure, dateparser_reader, ours
from public_sets import Marked, Measure, Read, Score, folder_within, table

from tracewire.expressions.quantities import quantity_finder
from tracewire.expressions.times import time_finder
from tracewire.model.when import Edtf

SET = "the GitHub repository microsoft/Recognizers-Text"
DATES = frozenset({"datetimeV2.date", "datetimeV2.daterange"})
NUMBERS = ("NumberModel", "NumberRangeModel", "PercentModel")
OWN = "dotnet"

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_LEANS = re.compile(r"(?i)aujourd'hui|maintenant|demain|hier|prochain|dernier|ce jour|\bce(?:tte)?\b")
_RANGE = re.compile(r"([\[(])(-?[\d.]*),(-?[\d.]*)([\])])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One sentence with what is specified for it, as the file writes it."""

    text: str
    reference: str | None
    results: tuple[dict[str, Any], ...]
    supported: bool

    def place(self, result: dict[str, Any]) -> tuple[int, int]:
        """Where the words of a result stand; the files count from 0, at times wrongly."""
        words = str(result["Text"])
        start = int(result.get("Start", result.get("start", 0)))
        if self.text[start : start + len(words)].lower() != words.lower():
            at = self.text.lower().find(words.lower())
            start = at if at >= 0 else start
        return start, start + len(words)


def cases(path: Path) -> list[Case]:
    """The cases of a file. Stops the script where it is none."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8-sig"))
        return [
            Case(
                text=row["Input"],
                reference=(row.get("Context") or {}).get("ReferenceDateTime", "")[:10] or None,
                results=tuple(row["Results"]),
                supported=OWN not in row.get("NotSupported", ""),
            )
            for row in rows
        ]
    except FileNotFoundError:
        sys.exit(f"{path}: missing. The folder should be a copy of {SET}.")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        sys.exit(f"{path}: no list of cases ({error!r}). It should be a file of {SET}.")


# --- Dates ---


def marked_dates(case: Case) -> list[Marked[Edtf]]:
    marked = []
    for result in case.results:
        start, end = case.place(result)
        words = result["Text"]
        told = case.reference or (_YEAR.search(words) and not _LEANS.search(words))
        values: tuple[Edtf, ...] = ()
        if told and result.get("TypeName", result.get("Typename")) in DATES:
            values = tuple(days for value in _values(result) for days in days_of(value))
        marked.append(Marked(start=start, end=end, values=values))
    return marked


def _values(result: dict[str, Any]) -> list[dict[str, str]]:
    return (result.get("Resolution") or {}).get("values") or []


def days_of(value: dict[str, str]) -> Iterator[Edtf]:
    """The days that a resolution accepts; none where it is not resolved."""
    try:
        if "start" not in value and "end" not in value:
            day = date.fromisoformat(value["value"])
            yield between(day, day)
            return
        low = date.fromisoformat(value["start"]) if "start" in value else None
        behind = date.fromisoformat(value["end"]) if "end" in value else None
    except (KeyError, ValueError):  # "not resolved"
        return
    last = behind - timedelta(days=1) if behind else None
    if low is None or last is None or low <= last:
        yield between(low, last)
    if low and behind and low <= behind and value.get("timex", "").startswith("("):
        yield between(low, behind)


# --- Numbers ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """From `low` to `high`, both included; None is an open end."""

    low: Decimal | None
    high: Decimal | None

    def holds(self, other: Bounds) -> bool:
        starts = self.low is None or (other.low is not None and self.low <= other.low)
        ends = self.high is None or (other.high is not None and other.high <= self.high)
        return starts and ends


def bounds_of(value: str) -> Bounds | None:
    """What "0,2", "20%" or "[20,30)" says, a range as its whole numbers; None where it says no number."""
    if match := _RANGE.fullmatch(value):
        opening, first, last, closing = match.groups()
        low = high = None
        if first:
            low = Decimal(math.ceil(Decimal(first)))
            low += 1 if opening == "(" and low == Decimal(first) else 0
        if last:
            high = Decimal(math.floor(Decimal(last)))
            high -= 1 if closing == ")" and high == Decimal(last) else 0
        return Bounds(low=low, high=high)
    try:
        number = Decimal(value.rstrip("%").replace(",", "."))
    except ArithmeticError:
        return None
    return Bounds(low=number, high=number)


def marked_numbers(case: Case, *, whole: bool = False) -> list[Marked[Bounds]]:
    """The numbers of a case; with `whole`, those that are none of these are marked without a value."""
    marked = []
    for result in case.results:
        start, end = case.place(result)
        resolution = result.get("Resolution") or {}
        bounds = bounds_of(str(resolution.get("value", "")))
        if whole and resolution.get("subtype") != "integer":
            bounds = None
        marked.append(Marked(start=start, end=end, values=(bounds,) if bounds else ()))
    return marked


def read_numbers(text: str) -> list[Read[Bounds]]:
    times = time_finder("fr").find(text, published=None)
    return [
        Read(
            start=m.start,
            end=m.end,
            value=Bounds(
                low=None if m.quantity.low is None else Decimal(m.quantity.low),
                high=None if m.quantity.high is None else Decimal(m.quantity.high),
            ),
            optional=m.rule == "article",
        )
        for m in quantity_finder("fr").find(text, times=times)
    ]


# --- The figures ---


def measure_dates(chosen: Iterable[Case], read: Reader) -> Measure[Edtf]:
    result = date_measure()
    for case in chosen:
        result.add(read(case.text, case.reference), marked_dates(case))
    return result


def measure_numbers(chosen: Iterable[Case], *, whole: bool = False) -> Measure[Bounds]:
    result: Measure[Bounds] = Measure(is_exact=Bounds.__eq__, contains=Bounds.holds)
    for case in chosen:
        result.add(read_numbers(case.text), marked_numbers(case, whole=whole))
    return result


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--supported", action="store_true", help=f"only cases of the {OWN} recogniser")
    parser.add_argument("--misses", type=int, default=0, help="print so many cases that are read wrongly")
    options = parser.parse_args(arguments)

    def chosen(path: Path) -> list[Case]:
        return [case for case in cases(path) if case.supported or not options.supported]

    dates = chosen(folder_within(options.folder, *_ways("DateTime/French"), of=SET) / "DateTimeModel.json")
    rows = measure_dates(dates, ours("fr")).rows("tracewire")
    other = dateparser_reader("fr")
    if other is not None:
        rows += measure_dates(dates, other).rows("dateparser")
    which = f"cases that the {OWN} recogniser supports" if options.supported else "cases"
    print(f"DateTimeModel: {len(dates)} {which}")
    print(table("dates", rows), end="\n\n")
    if other is None:
        print("dateparser is not installed: nothing to compare with.\n")
    folder = folder_within(options.folder, *_ways("Number/French"), of=SET)
    wrong: list[str] = []
    for model in NUMBERS:
        numbers = chosen(folder / f"{model}.json")
        print(f"{model}: {len(numbers)} {which}")
        if not numbers:
            print()
            continue
        print(table("numbers", measure_numbers(numbers).rows("tracewire")), end="\n\n")
        if model == NUMBERS[0]:
            print(table("whole numbers", measure_numbers(numbers, whole=True).rows("tracewire")), end="\n\n")
        wrong += [case.text for case in numbers if not _all_reached(measure_numbers([case]).contained)]
    if options.misses:
        wrong_dates = [c.text for c in dates if not _all_reached(measure_dates([c], ours("fr")).exact)]
        print("dates not exact:", *wrong_dates[: options.misses], sep="\n  ")
        print("numbers not contained:", *wrong[: options.misses], sep="\n  ")


def _all_reached(score: Score) -> bool:
    return score.reached == score.marked


def _ways(folder: str) -> tuple[str, str]:
    return f"Specs/{folder}", folder


if __name__ == "__main__":
    main()
