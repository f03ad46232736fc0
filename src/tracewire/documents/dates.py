"""Which day does this writing of a date mean, with no more precision than it has?

Three sorts of writing: machine dates (ISO 8601, RFC 2822), EDTF, and the dates of datelines and date lines in
the languages that have a `months.toml`. The result is an EDTF date: `2022-12` stays a month. A time stamp is
cut to the day of its own zone. A form like 03/04/2024 has two readings and is refused: a guess would look
like a report.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_tz
from functools import cache

from tracewire.documents.charset import composed
from tracewire.documents.refusals import Refusal
from tracewire.lexicon.press import press
from tracewire.model import Edtf

__all__ = ["WrittenDate", "check", "date_words", "disagreeing", "edtf_of", "read_date", "refined"]

_EARLIEST = 1900
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?[~?%]?\Z")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)\Z")
_STAMP = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[T ]+\d{1,2}[:hH.]?\d\d")
_SLASHED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ ,T].*)?\Z")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})(?:[ ,T].*)?\Z")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day or month as a dateline writes it; the year is often left out."""

    year: int | None
    month: int
    day: int | None

    def edtf(self) -> str | None:
        """The date, where it has a year."""
        if self.year is None:
            return None
        return f"{self.year:04}-{self.month:02}" + ("" if self.day is None else f"-{self.day:02}")


@cache
def date_words() -> re.Pattern[str]:
    """A date in words, with groups day, month, year, day2, month2, year2, month3, year3 and iso."""
    month = rf"(?:{press().month_pattern})(?![^\W\d_])\.?"
    weekday = rf"(?:(?:{press().weekday_pattern})(?![^\W\d_])\.?,?\s+)?"
    return re.compile(
        rf"{weekday}(?:le\s+|the\s+)?(?P<day>\d{{1,2}})(?:er|re|st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{month})(?:,?\s+(?P<year>\d{{4}})(?!\d))?"
        rf"|{weekday}(?P<month2>{month})\s+(?P<day2>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,?\s+(?P<year2>\d{{4}})(?!\d))?"
        rf"|(?P<month3>{month})\s+(?P<year3>\d{{4}})(?!\d)"
        rf"|(?P<iso>\d{{4}}-\d\d-\d\d)(?!\d)",
        re.IGNORECASE,
    )


def read_date(match: re.Match[str]) -> WrittenDate | None:
    """The date that a match of `date_words` writes; None for a day that its month has not."""
    if iso := match["iso"]:
        year, month, day = (int(part) for part in iso.split("-"))
        return WrittenDate(year, month, day) if _exists(year, month, day) else None
    name = (match["month"] or match["month2"] or match["month3"]).lower().rstrip(".")
    number = press().months[name]
    digits = match["day"] or match["day2"]
    year_digits = match["year"] or match["year2"] or match["year3"]
    on = int(digits) if digits else None
    when = int(year_digits) if year_digits else None
    if on is not None and not _exists(2000 if when is None else when, number, on):
        return None
    return WrittenDate(when, number, on)


def _exists(year: int, month: int, day: int | None) -> bool:
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return False
    return day is None or 1 <= day <= monthrange(year, month)[1]


def _candidates(value: str) -> Iterator[tuple[int, int | None, int | None]]:
    """Year, month and day that `value` writes, whether or not there is such a day."""
    if match := _ISO.match(value) or _COMPACT.match(value) or _STAMP.match(value) or _YEAR_FIRST.match(value):
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        yield year, month, day
        return
    if match := _SLASHED.match(value):
        first, second, year = (int(part) for part in match.groups())
        if first == second or second > 12:
            yield year, first, second
        elif first > 12:
            yield year, second, first
        return
    if (fields := parsedate_tz(value)) and fields[0] >= 100 and re.search(r"[A-Za-z]{3}", value):
        yield fields[0], fields[1], fields[2]
        return
    if (match := date_words().search(value)) and (match.end() - match.start()) * 2 >= len(value.strip()):
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split("-"))
            yield year, month, day
            return
        year_digits = match["year"] or match["year2"] or match["year3"]
        name = (match["month"] or match["month2"] or match["month3"]).lower().rstrip(".")
        day_digits = match["day"] or match["day2"]
        if year_digits:
            yield int(year_digits), press().months[name], int(day_digits) if day_digits else None


def edtf_of(value: object) -> str | Refusal:
    """The EDTF date that a metadata value gives, or why it gives none ("date-unreadable",
    "date-impossible").

    Numbers are seconds since 1970, or milliseconds where seconds would lie beyond the year 5000; their zone
    is UTC.
    """
    if isinstance(value, bool) or value is None:
        return Refusal("date-unreadable", f"{value!r} is no date")
    if isinstance(value, int | float) and not isinstance(value, bool):
        if isinstance(value, int) and 1000 <= value <= 9999:
            return f"{value:04}"
        if 19000101 <= value <= 99991231 and float(value).is_integer():
            return edtf_of(str(int(value)))
        try:
            seconds = value / 1000 if abs(value) > 1e11 else value
            return datetime.fromtimestamp(seconds, UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            return Refusal("date-unreadable", f"{value!r} is no time that a calendar holds")
    text = composed(str(value)).strip().strip("\"'").strip()
    if len(text) > 100:
        return Refusal("date-unreadable", f"“{text[:40]}…” is no date")
    for year, month, day in _candidates(text):
        if month is not None and 21 <= month <= 24 and day is None and _ISO.match(text):
            return f"{year:04}-{month:02}"
        if month is not None and not _exists(year, month, day):
            return Refusal("date-impossible", f"there is no day “{text}”")
        if year == 0:
            return Refusal("date-impossible", f"there is no year “{text}”")
        parts = [f"{year:04}"] + [f"{part:02}" for part in (month, day) if part is not None]
        return "-".join(parts)
    if _SLASHED.match(text):
        return Refusal("date-unreadable", f"“{text}” can be two days")
    return Refusal("date-unreadable", f"“{text}” is no date")


def check(published: str, *, today: date) -> Refusal | None:
    """Why a document cannot have been published on this EDTF date, seen from `today`; None if it can.

    One day of grace: a dispatch from Tokyo is dated tomorrow for a reader in Paris.
    """
    try:
        low = Edtf.parse(published).low
    except ValueError:
        return Refusal("date-impossible", f"there is no day “{published}”")
    if low is None:
        return Refusal("date-unreadable", f"“{published}” has no first day")
    if low > today + timedelta(days=1):
        return Refusal("date-future", f"{published} is later than {today.isoformat()}")
    if low.year < _EARLIEST:
        return Refusal("date-too-early", f"{published} is before {_EARLIEST}")
    return None


def disagreeing(published: str, others: Iterable[str]) -> tuple[str, ...]:
    """Those of `others`, as EDTF and each once, that lie more than a day from `published`: two zones can
    differ by a day over one moment.
    """
    whole = Edtf.parse(published)
    found: dict[str, None] = {}
    for other in others:
        read = edtf_of(other)
        if isinstance(read, Refusal):
            continue
        try:
            one = Edtf.parse(read)
        except ValueError:
            continue
        if one.low and one.high and whole.low and whole.high:
            apart = max((one.low - whole.high).days, (whole.low - one.high).days)
            if apart > 1:
                found[read] = None
    return tuple(found)


def refined(coarse: str, *finer: str | WrittenDate | None) -> str:
    """`coarse`, or the first of `finer` that is more precise and lies within it.

    A dateline's "3 juin" takes the year of a first line `date 2022`; a metadata day refines the month
    `2022-12`.
    """
    whole = Edtf.parse(coarse)
    for candidate in finer:
        if isinstance(candidate, WrittenDate):
            if candidate.year is None and whole.low:
                candidate = WrittenDate(whole.low.year, candidate.month, candidate.day)
            candidate = candidate.edtf()
        if candidate is None or len(candidate) <= len(coarse):
            continue
        try:
            inner = Edtf.parse(candidate)
        except ValueError:
            continue
        if whole.contains(inner) and inner != whole:
            return candidate
    return coarse
