"""Where, when and through which agency was this dispatch filed, as the words before its first sentence
tell?

A dateline is a place, then any of region, date, agency and correspondent's mark, then a dash: "NEW YORK
(Nations unies), 3 juin (AFP) –". What is read is only what is written: a place in capitals may stand alone
before its dash; a place in small letters needs an agency or a date beside it, as "Poutine – dont le …" is a
sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tracewire.documents.dates import WrittenDate, date_words, read_date
from tracewire.lexicon.press import UPPER, press

__all__ = ["Dateline", "dateline", "time_mark"]

_CAPS = rf"[{UPPER}](?:[{UPPER}’'.]|(?<=[{UPPER}.])-(?=[{UPPER}]))*"
_CAPITALS = re.compile(rf"{_CAPS}(?:(?: |/|, | ?- ?(?=[{UPPER}]{{2}})){_CAPS}){{0,6}}")
_BRACKET = re.compile(r"\(([^()\n]{1,60})\)|/([^/\n]{2,30})/")
_DASH = re.compile(r"\s*(?:—|–|―|--)\s*|\s+[-_]\s+")
_STOP = re.compile(r"\s*\.(?=\s|$)\s*")
_COLON = re.compile(r"\s*:\s+")
_TIME = re.compile(
    r"(?:\d{1,2}\s?[hH]\s?\d{2}|\d{1,2}[.:]\d{2})(?:\s?(?:GMT|BST|CET|CEST|EST|EDT|UTC|[ap]\.?m\.?))?(?:\s*[.–—|:-])?\s+(?=\S)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What stands before the first sentence; `end` is where the sentence starts, in the text that was
    given.
    """

    end: int
    place: str | None = None
    agency: str | None = None
    when: WrittenDate | None = None
    bare: bool = False
    """Nothing but capitals before a dash: a topic heading can look the same."""


@cache
def _mixed() -> re.Pattern[str]:
    """A place in small letters: "Isle of Man", "Charm el Cheikh"."""
    return re.compile(rf"(?=.[\w’'.-]){press().dateline_place_pattern}")


@cache
def _region() -> re.Pattern[str]:
    return re.compile(press().region_pattern)


@cache
def _joins() -> re.Pattern[str]:
    return re.compile(rf"\s*[,/;&]\s*| (?:{'|'.join(map(re.escape, press().joins))}) ")


@cache
def _marks() -> frozenset[str]:
    return frozenset(word.casefold() for word in press().correspondents)


@cache
def _mark_pattern() -> re.Pattern[str]:
    """ "Erevan - envoyée spéciale - ", "BAMAKO, correspondance – "."""
    marks = "|".join(re.escape(mark) for mark in sorted(press().correspondents, key=len, reverse=True))
    return re.compile(rf"(?:\s*,\s*|\s+[-–]\s+)(?:{marks})(?=\s*[-–—.])", re.IGNORECASE)


@cache
def _kickers() -> frozenset[str]:
    return frozenset(word.casefold() for word in press().kickers)


def time_mark(line: str) -> int:
    """Where the text starts after the time mark of a live page ("7h40. ", "06.25 GMT "); 0 if there is
    none.
    """
    match = _TIME.match(line)
    return match.end() if match else 0


def dateline(line: str) -> Dateline | None:
    """The dateline at the very start of `line`, which has no white space before it."""
    if line.startswith("("):
        return _agency_alone(line)
    for place in (_CAPITALS.match(line), _mixed().match(line)):
        if place is None:
            continue
        # The longest run of capitals can swallow a month ("PARIS, AUG. 3") or a country: give back from the
        # end.
        words = place[0]
        while words:
            found = _after_place(line, words, capitals=place.re is _CAPITALS)
            if found is not None:
                return found
            shorter = re.sub(r"(?:, ?|/| ?- ?| )[^ ,/-]*$", "", words)
            words = shorter if shorter != words else ""
    return None


def _agency_alone(line: str) -> Dateline | None:
    bracket = _BRACKET.match(line)
    if bracket is None or not (agency := press().agency(bracket[1] or "")):
        return None
    dash = _DASH.match(line, bracket.end())
    return Dateline(end=dash.end(), agency=agency) if dash else None


def _after_place(line: str, place: str, *, capitals: bool) -> Dateline | None:
    name = place.strip(" ,")
    if not re.search(rf"(?:[{UPPER}]\.){{2}}$|\b[{UPPER}]\.$", name):
        name = name.rstrip(".")
    if re.sub(r"^[LD][’']", "", name).casefold() in _kickers() or (
        capitals and len(re.sub(r"[^\w]", "", name)) < 3
    ):
        return None
    position = len(place)
    agency: str | None = None
    when: WrittenDate | None = None
    marked = bracketed = region = placed = False
    for _ in range(6):
        rest = re.compile(r"(?:\s*,|\s*\.(?=\s+\S))?\s*").match(line, position)
        assert rest is not None
        comma = rest.end()
        if bracket := _BRACKET.match(line, comma):
            words = bracket[1] or bracket[2]
            named = _agency_within(words)
            if bracket[2] and not named:
                break
            agency = agency or named
            marked = marked or bool(named) or _is_mark(words)
            if when is None and (found := date_words().search(words)):
                when = read_date(found)
            bracketed = True
            position = bracket.end()
            if capitals and not named and _DASH.match(line, position):
                agency = agency or _agency_as_written(words)
            continue
        if found := _mark_pattern().match(line, position):
            marked = True
            position = found.end()
            continue
        if when is None and (found := date_words().match(line, comma)) and comma > position:
            when = read_date(found)
            if when is None:
                return None
            position = found.end()
            continue
        if line[position : position + 1] == "," and not region and (found := _region().match(line, comma)):
            region = True
            placed = _is_place(name) and _is_place(found[0])
            position = found.end()
            continue
        break
    end = _terminator(line, position, stop=bool(marked or (when and when.year)), colon=marked or placed)
    if end is None or end >= len(line):
        return None
    if not capitals and not marked and when is None:
        return None
    if not capitals and when is not None and when.day is None:
        return None
    bare = not (marked or bracketed or when or region)
    # "L’OTAN – qui livre les avions – se tait": what goes on in small letters is one sentence.
    if bare and line[end].islower():
        return None
    return Dateline(end=end, place=_spelt(name, capitals=capitals), agency=agency, when=when, bare=bare)


def _is_place(name: str) -> bool:
    """Whether the lexicon knows a place or state by the name: "LIMA, Peru: …" names no speaker, as "MS HOLT,
    Peru: …" does.
    """
    return name.casefold() in press().places


def _terminator(line: str, position: int, *, stop: bool, colon: bool) -> int | None:
    for pattern, allowed in ((_DASH, True), (_STOP, stop), (_COLON, colon)):
        if allowed and (found := pattern.match(line, position)):
            return found.end()
    return None


def _agency_within(words: str) -> str | None:
    """The agency of a bracket: "AFP", "Reuters, Bloomberg", "AFP/Belga"; none for "Nations unies"."""
    for part in _joins().split(words):
        if agency := press().agency(part):
            return agency
    return None


def _agency_as_written(words: str) -> str | None:
    """An agency that the register has not, in the place where agencies stand; None for what is known to be
    a place.

    "ZAPORIJJIA (Ukraine) –" names a state, "WASHINGTON (Meridian) —" who wrote it.
    """
    plain = words.strip()
    if _is_mark(plain) or plain.casefold() in press().places or len(plain) > 30:
        return None
    return plain if re.fullmatch(rf"[{UPPER}][\w’'-]*(?: [{UPPER}&][\w’'-]*){{0,3}}", plain) else None


def _is_mark(words: str) -> bool:
    plain = words.casefold().strip(" .")
    return plain in _marks() or any(plain.startswith(mark + " ") for mark in _marks() if len(mark) > 6)


def _spelt(name: str, *, capitals: bool) -> str:
    """The place as one writes it in running text: "N’DJAMENA" gives "N’Djamena"."""
    if not capitals:
        return name
    words = re.split(r"([ /,-])", name)

    def small(position: int, word: str) -> str:
        elided = re.match(r"[^\W_]+[’']", word)
        if position and elided and elided[0].lower().replace("'", "’") in press().small_words:
            return elided[0].lower() + small(0, word[elided.end() :])
        if position and word.lower() in press().small_words:
            return word.lower()
        if re.fullmatch(rf"(?:[{UPPER}]\.)+", word):
            return word
        return re.sub(r"[^\W_]+", lambda run: run[0][0] + run[0][1:].lower(), word)

    return "".join(small(position, word) for position, word in enumerate(words)).strip(" ,-/")
