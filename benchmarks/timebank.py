"""Which days do the dates of news mean? TimeBank and AQUAINT, beside dateparser.

usage: python benchmarks/timebank.py FOLDER [--documents N] [--misses N]

FOLDER is a copy of TempEval-3's training data, where `TimeBank/*.tml` and `AQUAINT/*.tml` lie side by side
(`TBAQ-cleaned`); one is in the GitHub repository jspotter/TempEval-3, under `data`.

Each text is read against the date of its document. What counts is every TIMEX3 of type DATE whose value
names days: a day, week, weekend, month, quarter, half, season, year, decade or century. Other expressions
(durations, sets, times of day, PRESENT_REF and its like) may be read or left: neither counts. An expression
is found where a reading shares a character with it. "exact value" asks for the same first and last day; the
set marks "1990" in "since 1990", so an interval that is open by its preposition is exact where its one end
is. "value contained" asks that no day of the marked value lies outside of what was read. A second table gives
each reader the marked words by themselves, so that finding them is no part of the task.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

from date_reading import Reader, between, date_measure, dateparser_reader, ours
from public_sets import Marked, Measure, Read, folder_within, some_of, table

from tracewire.model.when import Edtf

SET = "TempEval-3's TBAQ-cleaned (GitHub repository jspotter/TempEval-3)"
CORPORA = ("TimeBank", "AQUAINT")

_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One text with its date and its marked expressions."""

    text: str
    published: str
    marked: tuple[Marked[Edtf], ...]


def days_of(value: str) -> Edtf | None:
    """The days that a TIMEX3 value names, None where it names none (ISO 8601 as TimeML extends it)."""
    value = value.partition("T")[0]
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
        return Edtf.parse(value)
    if match := re.fullmatch(r"(\d{3})X?", value):  # a decade
        return between(date(int(match[1]) * 10, 1, 1), date(int(match[1]) * 10 + 9, 12, 31))
    if match := re.fullmatch(r"(\d\d)(?:XX)?", value):  # a century
        return between(date(int(match[1]) * 100, 1, 1), date(int(match[1]) * 100 + 99, 12, 31))
    if match := re.fullmatch(r"(\d{4})-W(\d\d?)(-WE)?", value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return between(monday + timedelta(days=5 if match[3] else 0), monday + timedelta(days=6))
    if match := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        months = 3 if match[2] == "Q" else 6
        last = int(match[3]) * months
        return Edtf.parse(f"{match[1]}-{last - months + 1:02}/{match[1]}-{last:02}")
    if (match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value)) is not None:
        return Edtf.parse(f"{match[1]}-{_SEASONS[match[2]]}")
    return None


def read_news(path: Path) -> News:
    """A TimeML file. Stops the script where it is none."""
    try:
        root = ElementTree.fromstring(path.read_bytes())
    except ElementTree.ParseError as error:
        sys.exit(f"{path}: no XML ({error}). It should be a file of {SET}.")
    body, created = root.find("TEXT"), root.find("DCT/TIMEX3")
    if body is None or created is None:
        sys.exit(f"{path}: has no TEXT or no DCT with a TIMEX3. It should be a file of {SET}.")
    pieces: list[str] = []
    marked: list[Marked[Edtf]] = []

    def walk(element: ElementTree.Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(element.text or "")
        for child in element:
            walk(child)
            pieces.append(child.tail or "")
        if element.tag == "TIMEX3":
            days = days_of(element.get("value", "")) if element.get("type") == "DATE" else None
            end = sum(map(len, pieces))
            marked.append(Marked(start=start, end=end, values=(days,) if days else ()))

    walk(body)
    published = created.get("value", "").partition("T")[0]
    return News(text="".join(pieces), published=published, marked=tuple(marked))


def told_where(one: News, read: Reader) -> list[Read[Edtf]]:
    """What is read in each marked expression by itself."""
    return [
        Read(start=found.start + marked.start, end=found.end + marked.start, value=found.value)
        for marked in one.marked
        if marked.values
        for found in read(one.text[marked.start : marked.end], one.published)
    ]


def measure(
    news: Sequence[News], read: Reader, *, told: bool = False, missed: Counter[str] | None = None
) -> Measure[Edtf]:
    """What a reader finds, in the running text or told where the expressions are.

    `missed` counts the expressions that it read wrongly or not at all.
    """
    result = date_measure(bare=True)
    for one in news:
        found = told_where(one, read) if told else read(one.text, one.published)
        result.add(found, one.marked)
        if missed is not None:
            for marked in one.marked:
                alone = date_measure(bare=True)
                alone.add([r for r in found if r.start < marked.end and marked.start < r.end], (marked,))
                if alone.exact.reached < alone.exact.marked:
                    missed[" ".join(one.text[marked.start : marked.end].lower().split())] += 1
    return result


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, help="at most so many of each set, spread evenly")
    parser.add_argument("--misses", type=int, default=0, help="print so many of what is most often wrong")
    options = parser.parse_args(arguments)
    other = dateparser_reader("en")
    missed: Counter[str] = Counter()
    for corpus in CORPORA:
        ways = [f"{above}{corpus}" for above in ("", "TBAQ-cleaned/", "data/TBAQ-cleaned/")]
        folder = folder_within(options.folder, *ways, of=SET)
        # some copies hold a Macintosh's "._" twin of each file
        paths = sorted(path for path in folder.glob("*.tml") if not path.name.startswith("._"))
        if not paths:
            sys.exit(f"{folder}: holds no *.tml. It should be a copy of {SET}.")
        news = [read_news(path) for path in some_of(paths, options.documents)]
        print(f"{corpus}: {len(news)} of {len(paths)} documents")
        for told, title in ((False, "in running text"), (True, "marked words alone")):
            rows = measure(news, ours("en"), told=told, missed=None if told else missed).rows("tracewire")
            if other is not None:
                rows += measure(news, other, told=told).rows("dateparser")
            print(table(title, rows), end="\n\n")
    if other is None:
        print("dateparser is not installed: nothing to compare with.")
    if options.misses:
        print("not exact: " + ", ".join(f"{words} {n}" for words, n in missed.most_common(options.misses)))


if __name__ == "__main__":
    main()
