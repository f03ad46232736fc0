"""Which day, month, season or span do the words of a sentence mean, told from the day of the report?

The words, the patterns and the named events are data (`data/languages/<bcp47>/times.toml`); this module
knows the calendar. Invariants: a result is never finer than both the words and the report's own date allow
("lundi" in a report dated `2022-12` is `2022-12`); it is an EDTF text that `tracewire.model.when.Edtf`
reads; what cannot be placed is left out, never guessed.

Reading: a scan finds the core of each expression ("mois dernier", "12 mars"); the words before it give the
edge ("depuis"), then two cores with range words between them become one interval, and the calendar is asked
last.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from tracewire.errors import Misconfigured
from tracewire.expressions.patterns import (
    NUMBER,
    Form,
    Pattern,
    PlainText,
    Scanner,
    WordClass,
    sentence_span,
    squeeze,
    tokens,
    words_before,
)
from tracewire.lexicon import language_table
from tracewire.model.when import Edtf

__all__ = ["TimeFinder", "TimeMention", "time_finder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """One expression of time and what it means.

    The span takes in the word that gives the edge ("since", "d'ici"). `rule` names the rule of times.toml,
    and behind `+` the edge or range that was applied.
    """

    start: int
    end: int
    edtf: str
    rule: str


_EDGES: Final = frozenset({"since", "from", "until", "by", "before", "after"})
_FORWARD: Final = frozenset({"from", "until", "by", "before"})
"""Edges that look ahead: "from August" in a July report is the coming August. A day or a month without a year
may lie behind them as well ("jusqu'en mars", told in June): then the nearer one is meant, save with "by"."""

_FAR: Final = frozenset({"since", "until", "before", "after"})
"""Edges that may stand some words off: "depuis la révolution du 25 janvier 2011"."""

_ENDING: Final = frozenset({"until", "before"})
"""Edges that turn round below a word for no or for later: "not before" a day is from then on."""

_OPENING: Final = 12
"""Characters of a sentence before a year that opens it: "Back in 2014"."""

_BETWEEN: Final = 8
"""Words of what was measured in two years: "from about $200 million in 2009 to nearly $900 million in"."""

_REACH: Final = 7
"""How many words off; longer and the edge belonged to another noun in 2 of 5 cases looked at."""

_SECONDS: Final = frozenset({"day_2", "day_comma_2", "month_2"})
"""Groups that a core with two ends has."""

_YEARS: Final = frozenset({"year", "yearref", "yearback"})
"""Groups that name the year."""

_WORD = re.compile(r"'?\w+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")

_LONG_AGO, _SOON = 300, 60
"""Days. Without a year, "le 3 mai" in a report of 12 April is three weeks ahead, not a year back."""

_MEMORY: Final = 700
"""Characters within which "since then" and "two days later" look for the date that they lean on."""

_QUOTES: Final = frozenset('«"“')
_LOOK_BACK: Final = 60
"""Characters before the first of two years within which the word stands that opens their range."""
_FULL_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_SEASON_STARTS: Final = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    name: str
    action: str
    shift: int | None = None
    unit: str | None = None
    needs: frozenset[str] = frozenset()
    edge: str | None = None
    when: str = ""
    edges: frozenset[str] = frozenset()
    about: re.Pattern[str] | None = None
    against: re.Pattern[str] | None = None
    not_earlier: date | None = None
    leans: bool = False  # told from a date of the text ("of the same year"), not from that of the report


@dataclass(frozen=True, slots=True)
class _Base:
    """The day from which words are told, as far as it is known: that of the report, or a date of the text."""

    low: date
    high: date
    precision: str  # day, month or year

    @classmethod
    def of(cls, published: str | None) -> _Base | None:
        if not published or "/" in published:
            return None
        day = Edtf.parse(published)
        if day.low is None or day.high is None:
            return None
        if day.low == day.high:
            return cls(day.low, day.high, "day")
        one_month = (day.low.year, day.low.month) == (day.high.year, day.high.month)
        return cls(day.low, day.high, "month" if one_month else "year")

    @classmethod
    def around(cls, told: str | None) -> _Base | None:
        """The base that a date of the text gives; None for one that lies in two years."""
        if told is None:
            return None
        span = Edtf.parse(told)
        if span.low is None or span.high is None or span.low.year != span.high.year:
            return None
        if span.low == span.high:
            return cls(span.low, span.high, "day")
        return cls(span.low, span.high, "month" if span.low.month == span.high.month else "year")

    def tells(self, unit: str) -> bool:
        """Whether the day is known finely enough to tell which `unit` of time it lies in."""
        return (
            self.precision == "day"
            or unit in ("year", "decade")
            or (unit == "month" and self.precision == "month")
        )

    @property
    def text(self) -> str:
        return {"day": self.high.isoformat(), "month": _month(self.high), "year": f"{self.high.year:04}"}[
            self.precision
        ]


@dataclass(slots=True)
class _Atom:
    """A found core with what its words said."""

    rule: _Rule
    start: int
    end: int
    words: Mapping[str, str]
    kinds: set[str] = field(default_factory=set)
    edge: str | None = None
    outer: int = 0  # where the expression begins with its edge word
    tail: int = 0  # where it ends with its range
    future: bool = False
    nearest: bool = False
    year: int | None = None  # that of the time which opens the sentence, for a month without one
    until: _Atom | None = None  # the other end of a range


def _month(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _add_months(day: date, months: int) -> date:
    """The first day of the month so many months away."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _same_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus; Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l_ = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * l_) // 433
    month, _ = divmod(h + l_ - 7 * m + 90, 25)
    return date(year, month, (h + l_ - 7 * m + 33 * month + 19) % 32)


_HOLIDAYS: Final[Mapping[str, Callable[[int], date]]] = {
    "easter": _easter,
    "christmas": lambda year: date(year, 12, 25),
    "new-year": lambda year: date(year, 1, 1),
}


def _interval(low: str | None, high: str | None) -> str:
    return low if low == high and low is not None else f"{low or '..'}/{high or '..'}"


def _days(low: date, high: date) -> str:
    return _interval(low.isoformat(), high.isoformat())


def _ends(edtf: str) -> tuple[str, str]:
    """The written first and last part of an EDTF text; ".." where open."""
    first, _, last = edtf.partition("/")
    return first, last or first


def _forms(table: Mapping[str, Any]) -> tuple[dict[str, Form], dict[str, WordClass]]:
    """The classes of a language's table, with those that are numbers."""
    classes = {
        name: WordClass.of(words, digits=r"\d{1,3}(?![\w,.'-]\d|\w)" if name == "count" else "")
        for name, words in table["class"].items()
    }
    forms = {name: entry.form for name, entry in classes.items()}
    suffix = "|".join(table.get("day_ordinals", ()))
    day = rf"(?:3[01]|[12]\d|0?[1-9])(?:{suffix})?"
    year = r"(?:1[5-9]|20)\d\d(?![\w%]|[.,:/]\d|-\w)"
    number = frozenset({NUMBER})
    forms |= {
        "day": Form(day + r"(?![\w%-]|[.,:]\d)", number),
        "day_comma": Form(day + r"(?!\w)\s?,", number),
        "day_dash": Form(day + r"\s?[-–](?=\s?\d)", number),
        "year": Form(year, number),
        "year_dash": Form(r"(?:1[5-9]|20)\d\d\s?[-–/](?=\s?\d)", number),
        "year_end": Form(r"(?:(?:1[5-9]|20)\d\d|1[3-9]|[2-9]\d)(?![\w%]|[.,:/-]\d|-\w)", number),
        "numeric": Form(
            r"(?:\d{4}-\d\d-\d\d|\d\d?/\d\d?/\d{4}|\d\d?\.\d\d?\.\d{4}|\d\d?-\d\d?-\d{4})(?![\w/])", number
        ),
        "decade_digits": Form(r"(?:(?:1[5-9]|20)\d0|[2-9]0)s(?!\w)", number),
        "decade_short": Form(r"(?:(?:1[5-9]|20)\d0|[2-9]0)(?!\w)", number),
        "weekday_comma": Form(rf"(?:{forms['weekday'].regex})\s?,", forms["weekday"].firsts),
        "unit_possessive": Form(rf"(?:{forms['unit'].regex})(?:'s?|s')?", forms["unit"].firsts),
    }
    return forms, classes


class TimeFinder:
    """Finds the expressions of time of one language. Compiling takes a moment: make one and keep it."""

    def __init__(self, language: str) -> None:
        table = language_table(language, "times")
        forms, self._classes = _forms(table)
        rules: list[tuple[_Rule, Pattern]] = []
        for row in table["rule"]:
            rule = _Rule(
                name=row["name"],
                action=row["action"],
                shift=row.get("shift"),
                unit=row.get("unit"),
                needs=frozenset(row.get("needs", ())),
                edge=row.get("edge"),
                leans=row.get("leans", False),
            )
            if rule.action not in _ACTIONS:
                raise Misconfigured(f"no action {rule.action!r}", where=f"{language}/times.toml, {rule.name}")
            for pattern in row["patterns"]:
                compiled = Pattern.of(
                    pattern, forms, not_before=row.get("not_before", ()), before=row.get("before", ())
                )
                rules.append((rule, compiled))
        for row in table.get("event", ()):
            rule = _Rule(
                name=f"event:{row['name']}",
                action="event",
                when=row["when"],
                edges=frozenset(row.get("edges", ())),
                about=re.compile(row["about"]),
                against=re.compile(row["against"]) if "against" in row else None,
                not_earlier=date.fromisoformat(row["not_earlier"]),
            )
            stop = row.get("not_before", ())
            rules += [(rule, Pattern.of(pattern, forms, not_before=stop)) for pattern in row["patterns"]]
        self._scanner = Scanner(rules)
        self._prefixes: dict[str, str] = {}
        for kind, words in table["prefix"].items():
            for word in words:
                self._prefixes.setdefault(squeeze(word), kind)
        # What both begins a span and merely places ("from") must do the former where an edge is read.
        self._prefixes |= {squeeze(word): kind for kind in _EDGES for word in table["prefix"].get(kind, ())}
        self._longest = max(len(tokens(word)) for word in self._prefixes)
        self._ranges = [
            (frozenset(map(squeeze, row["open"])), frozenset(map(squeeze, row["middle"])))
            for row in table["range"]
        ]
        self._opens = frozenset[str]().union(*(opens for opens, _ in self._ranges))
        clause = table["clause"]
        self._future = frozenset(clause["future"])
        self._future_in_past = frozenset(clause.get("future_in_past", ()))
        self._past = frozenset(clause.get("past", ()))
        self._later = frozenset(clause["later"])
        self._lifting = frozenset(clause["lifting"])
        self._joining = frozenset(clause["joining"])
        self._future_endings = re.compile(clause.get("future_endings") or r"(?!)")
        self._not_future = frozenset(clause.get("future_except", ()))
        bounds = "|".join(
            re.escape(word) + ("" if word.endswith("'") else r"(?!\w)") for word in clause["bounds"]
        )
        self._bound = re.compile(
            rf"(?<!\w)(?:{bounds})|[;:!?()–—«»“”\"]|[.,](?!\d)|\n\s*[\n•*-]", re.IGNORECASE
        )
        self._numeric_order = table.get("numeric_order", "")

    def find(
        self, text: str, *, published: str | None, offset: int = 0, context: str | None = None
    ) -> tuple[TimeMention, ...]:
        """The expressions of time of a text in order, resolved against `published` (EDTF of a day, month or
        year).

        `offset` is added to the spans. `context` is the text in which named events and their places are
        looked up (the whole dispatch, where `text` is a sentence); by default `text` itself. Without
        `published` only what carries its own year is found.
        """
        plain = PlainText.of(text)
        atoms = self._atoms(plain.text)
        atoms = self._ranged(plain.text, atoms)
        calendar_ = _Calendar(
            _Base.of(published), self._classes, self._numeric_order, text if context is None else context
        )
        found: list[TimeMention] = []
        memory: tuple[int, str] | None = None
        dated: tuple[int, str] | None = None  # the last that no day of speech gave
        for atom in atoms:
            if atom.rule.needs and not self._met(atom, plain.text):
                continue
            if (
                atom.edge == "from"
                and atom.rule.action == "weekday"
                and not self._looks_ahead(plain.text, atom)
            ):
                atom.edge = None  # "his remarks from Monday"
            atom.nearest = atom.edge in _FORWARD and atom.edge != "by"
            atom.future = atom.edge in _FORWARD or (
                atom.rule.action in _TURNED
                and atom.edge != "since"  # "aura reçu douze chars depuis janvier"
                and atom.words.keys().isdisjoint(("year", "yearback"))
                and self._looks_ahead(plain.text, atom)
            )
            last = (dated or memory) if calendar_.leans_on_date(atom) else memory
            antecedent = last[1] if last and atom.start - last[0] <= _MEMORY else None
            atom.year = self._opening_year(plain.text, atom, found, offset)
            try:
                edtf = calendar_.resolve(atom, antecedent)
            except (ValueError, OverflowError):  # beyond the years 1 to 9999
                continue
            if edtf is None:
                continue
            edge = atom.edge or atom.rule.edge
            if edge == "from" and atom.rule.action == "decade":
                edge = None  # "shells from the 1970s" are of that age
            if atom.rule.edges and not self._dates(atom):
                continue
            if edge in _ENDING and self._begins(plain.text, atom, calendar_.ahead(edtf)):
                edge = "from"  # "will not arrive before 2028", "delayed until 2030"
            edtf = _with_edge(edtf, edge)
            try:
                Edtf.parse(edtf)
            except ValueError:
                continue
            start, end = plain.span(atom.outer, atom.tail)
            rule = atom.rule.name + (f"+{edge}" if edge else "+range" if atom.until else "")
            found.append(TimeMention(start=start + offset, end=end + offset, edtf=edtf, rule=rule))
            memory = atom.end, edtf
            if atom.rule.action not in _OF_SPEECH:
                dated = memory
        return tuple(found)

    def _atoms(self, text: str) -> list[_Atom]:
        atoms: list[_Atom] = []
        floor = 0
        for rule, match, end in self._scanner.scan(text):
            if rule.action != "nothing":
                words = {name: value for name, value in match.groupdict().items() if value is not None}
                atom = _Atom(rule, match.start(), end, words, outer=match.start(), tail=end)
                self._read_before(text, atom, floor)
                atoms.append(atom)
            if rule.action != "event":  # "depuis le début du conflit en février"
                floor = end
        return atoms

    def _read_before(self, text: str, atom: _Atom, floor: int) -> None:
        """What the words before a core say: edge, part, mere preposition; back to `floor` at most."""
        words = words_before(text, atom.start, floor)
        left = len(words)
        while left:
            for width in range(min(self._longest, left), 0, -1):
                kind = self._prefixes.get(squeeze(" ".join(token for token, _ in words[left - width : left])))
                if kind:
                    break
            else:
                break
            left -= width
            atom.kinds.add(kind)
            if kind in _EDGES:
                atom.edge, atom.outer = kind, words[left][1]
                return
            if kind in ("part", "point"):
                atom.outer = words[left][1]
            if kind == "point":
                break
        if left and not atom.words.keys().isdisjoint(_SECONDS) and squeeze(words[left - 1][0]) in self._opens:
            atom.outer = words[left - 1][1]
        if "of" in atom.kinds:
            for back in range(left - 1, max(-1, left - 1 - _REACH), -1):
                kind = self._prefixes.get(squeeze(words[back][0]))
                if kind in _FAR:
                    atom.edge, atom.outer = kind, words[back][1]
                    atom.kinds.add(kind)
                    return
        placed = "point" in atom.kinds or atom.rule.action == "date"  # "on 2 May", "le 2 mai"
        if placed and (at := self._of_event(words[:left])) is not None:
            edge = self._prefixes[squeeze(words[at][0])]
            atom.edge, atom.outer = edge, words[at][1]
            atom.kinds.add(edge)
            return
        if text[atom.start - 1 : atom.start] == "(" and text[atom.end : atom.end + 1] in (")", ","):
            atom.kinds.add("bracket")

    def _of_event(self, words: Sequence[tuple[str, int]]) -> int | None:
        """Which of the words is the edge of an event that the expression behind them dates: "since" in "since
        the start of the conflict in February".
        """
        for back in range(len(words) - 1, max(-1, len(words) - 1 - _REACH), -1):
            if not words[back][0][0].isalpha():
                return None
            if self._prefixes.get(squeeze(words[back][0])) in _FAR:
                behind = [word for word, _ in words[back + 1 :]]
                while behind and self._prefixes.get(squeeze(behind[0])) == "filler":
                    behind.pop(0)
                parts = (squeeze(" ".join(behind[:width])) for width in range(1, self._longest + 1))
                return back if any(self._prefixes.get(part) == "part" for part in parts) else None
        return None

    @staticmethod
    def _dates(atom: _Atom) -> bool:
        """Whether the words before a named event make it a date ("après le début de la guerre")."""
        return atom.edge in atom.rule.edges or (atom.edge == "after" and "part" in atom.kinds)

    def _met(self, atom: _Atom, text: str) -> bool:
        needs = atom.rule.needs
        if "edge" in needs and (atom.edge or atom.until):
            return True
        return bool(needs & atom.kinds) or ("future" in needs and self._looks_ahead(text, atom))

    def _ranged(self, text: str, atoms: Sequence[_Atom]) -> list[_Atom]:
        """The cores with each pair that range words join made one."""
        result: list[_Atom] = []
        for atom in atoms:
            first = result[-1] if result else None
            open_ = first is not None and first.until is None
            if (
                first is not None
                and open_
                and (self._joined(text, first, atom) or self._grown(text, first, atom))
            ):
                first.until, first.tail = atom, atom.end
            else:
                result.append(atom)
        return result

    def _joined(self, text: str, first: _Atom, second: _Atom) -> bool:
        if not 0 < second.start - first.end <= 24 or first.rule.action not in _JOINABLE:
            return False
        if second.rule.action not in _JOINABLE:
            return False
        between = [token for token, _ in words_before(text, second.start, first.end)]
        if _BLANK_LINE.search(text, first.end, second.start):
            return False
        between = between[: len(between) - self._of_part(between, most=len(between) - 1)]
        middle = squeeze(" ".join(between))
        before = words_before(text, first.start, max(0, first.start - 40))
        before = before[: len(before) - self._of_part([word for word, _ in before], most=len(before))]
        opening = squeeze(before[-1][0]) if before else ""
        for opens, middles in self._ranges:
            if middle in middles and (opening in opens or not opens):
                if opens:
                    first.outer = before[-1][1]
                    first.edge = None
                elif first.rule.needs and not self._met(first, text):
                    return False
                return True
        return False

    def _grown(self, text: str, first: _Atom, second: _Atom) -> bool:
        """Whether range words join what was measured in two years: "from 12 jets in 2008 to 40 in 2016"; the
        numbers are the ends of a growth then, and the expression begins with its first word.
        """
        if {first.rule.action, second.rule.action} != {"year"} or "point" not in first.kinds & second.kinds:
            return False
        behind = [word for word, _ in words_before(text, second.outer, first.end)]
        before = words_before(text, first.outer, max(0, first.outer - _LOOK_BACK))[-_BETWEEN:]
        if not 1 < len(behind) <= _BETWEEN or not any(word[0].isdigit() for word in behind):
            return False
        for opens, middles in self._ranges:
            opening = [start for word, start in before if squeeze(word) in opens]
            if opening and squeeze(behind[0]) in middles:
                first.outer, first.edge = opening[-1], None
                return True
        return False

    def _opening_year(self, text: str, atom: _Atom, found: Sequence[TimeMention], offset: int) -> int | None:
        """The year with which the sentence opens, for a month without one that goes on from there: "In 2014
        Serbia sold rifles, and in August it sent mortars".
        """
        if atom.rule.name != "month" or not atom.words.keys().isdisjoint(_YEARS):
            return None
        words = [word for word, _ in words_before(text, atom.outer) if word != ","]
        if not words or squeeze(words[-1]) not in self._joining:
            return None
        sentence, _ = sentence_span(text, atom.outer, atom.outer)
        for mention in found:
            start, end = mention.start - offset, mention.end - offset
            if sentence <= start <= sentence + _OPENING and (year := _FULL_YEAR.search(text, start, end)):
                return int(year.group())
        return None

    def _of_part(self, words: Sequence[str], *, most: int) -> int:
        """How many of the last words tell of a part of what follows: "early", "the end of"."""
        taken = 0
        while taken < most:
            left = words[: len(words) - taken]
            for width in range(min(self._longest, most - taken), 0, -1):
                if self._prefixes.get(squeeze(" ".join(left[-width:]))) in ("filler", "part"):
                    taken += width
                    break
            else:
                break
        return taken

    def _looks_ahead(self, text: str, atom: _Atom) -> bool:
        """Whether the clause turns a date without a year to the future."""
        begin = max(0, atom.outer - 160)
        clause = begin
        for bound in self._bound.finditer(text, begin, atom.outer):
            if bound.group() not in _QUOTES or text[bound.end() : atom.outer].strip():  # not in: due "in May"
                clause = bound.end()
        before = _words(text[clause : atom.outer])
        if before:
            return self._last_tense(before)
        start = atom.tail + (text[atom.tail : atom.tail + 1] == ",")
        stop = self._bound.search(text, start, min(len(text), start + 120))
        return any(map(self._is_future, _words(text[start : stop.start() if stop else start + 120])))

    def _begins(self, text: str, atom: _Atom, ahead: str | None) -> bool:
        """Whether the day is the first on which something may come: "not before", "delayed until".

        Only of days ahead of the report: what "had not come before 2022" may have come in no later year.
        """
        if ahead is None or (ahead == "in part" and not self._looks_ahead(text, atom)):
            return False
        begin, clause = max(0, atom.outer - 160), 0
        for bound in self._bound.finditer(text, begin, atom.outer):
            clause = bound.end()
        before = _words(text[max(begin, clause) : atom.outer])
        told = {*before, *map(" ".join, itertools.pairwise(before))}
        return not self._later.isdisjoint(told) and self._lifting.isdisjoint(told)

    def _last_tense(self, before: Sequence[str]) -> bool:
        """Whether the last words of a clause that tell its tense look ahead: "the planned sale was frozen in"
        does not.
        """
        pairs = ["", *map(" ".join, itertools.pairwise(before))]
        for word, pair in zip(reversed(before), reversed(pairs), strict=True):
            if any(told in self._future_in_past or self._is_future(told) for told in (pair, word)):
                return True
            if not self._past.isdisjoint((pair, word)):
                return False
        return False

    def _is_future(self, word: str) -> bool:
        if word in self._future:
            return True
        return bool(self._future_endings.fullmatch(word)) and word not in self._not_future


class _Calendar:
    """Asks the calendar what the words of a core mean on the day of the report."""

    __slots__ = ("_base", "_classes", "_context", "_events", "_numeric_order")

    def __init__(
        self, base: _Base | None, classes: Mapping[str, WordClass], numeric_order: str, context: str
    ) -> None:
        self._base = base
        self._classes = classes
        self._numeric_order = numeric_order
        self._context = context
        self._events: dict[str, bool] = {}

    def resolve(self, atom: _Atom, antecedent: str | None) -> str | None:
        """EDTF of a core, without its edge; None where it cannot be told."""
        if atom.until is None:
            return self._one(atom, antecedent)
        second = atom.until
        second.future = atom.future
        last = self._one(second, antecedent)
        if last is None:
            return None
        # "entre janvier et mars 2021": the first end takes the year of the second.
        end = Edtf.parse(last)
        ahead, atom.future = atom.future, False
        around = (
            _Base(end.low, end.high, "day" if end.low == end.high else "month")
            if end.low and end.high
            else None
        )
        named = not atom.words.keys().isdisjoint(_YEARS) or atom.rule.shift is not None
        first = _Calendar(self._base if named else around, self._classes, self._numeric_order, "")._one(
            atom, antecedent
        )
        atom.future = ahead
        if first is None:
            return None
        return _interval(_ends(first)[0], _ends(last)[1])

    def ahead(self, edtf: str) -> str | None:
        """Whether days lie ahead of the report: "wholly", "in part", or None for no or not known."""
        span = Edtf.parse(edtf)
        if self._base is None or span.high is None or span.high <= self._base.high:
            return None
        return "wholly" if span.low and span.low > self._base.high else "in part"

    def _value(self, atom: _Atom, name: str) -> int:
        return int(self._classes[name.partition("_")[0]].value(atom.words[name]))

    def _unit(self, atom: _Atom) -> str:
        """The unit of time that the words name: "year" for one or more."""
        return self._unit_word(atom).removesuffix("s")

    def _unit_word(self, atom: _Atom) -> str:
        """As the table has it: "years" where the word is a plural."""
        if atom.rule.unit:
            return atom.rule.unit
        if "unitback" in atom.words:
            return str(self._classes["unitback"].value(atom.words["unitback"]))
        text = atom.words.get("unit") or atom.words.get("unit_possessive", "").rstrip().removesuffix("'s")
        return str(self._classes["unit"].value(text.rstrip().rstrip("'"))) if text else ""

    def _year(self, atom: _Atom) -> int | None:
        """The year that the words name, or name by "last year"."""
        if "year" in atom.words:
            return int(atom.words["year"])
        if "year_dash" in atom.words:  # "the winter of 2022-23" began in the first
            return int(atom.words["year_dash"][:4])
        for name in ("yearref", "yearback"):
            if name in atom.words and self._base:
                return self._base.high.year + self._value(atom, name)
        return atom.year

    def leans_on_date(self, atom: _Atom) -> bool:
        """Whether the words lean on a date rather than on a day of speech: "that year", not "that day"."""
        return atom.rule.leans and not ("unitback" in atom.words and self._unit(atom) in ("day", "week"))

    def _one(self, atom: _Atom, antecedent: str | None) -> str | None:
        if atom.rule.leans:
            return self._leaning(atom, antecedent)
        return self._told(atom, antecedent)

    def _leaning(self, atom: _Atom, antecedent: str | None) -> str | None:
        """What the words mean, told from the date that they lean on."""
        fixed = self._fixed(antecedent)
        base = _Base.around(fixed)
        if atom.rule.action == "unit" and (base is None or not base.tells(self._unit(atom))):
            return fixed  # "that month" of a year is not told any finer
        if base is None:
            return None
        return _Calendar(base, self._classes, self._numeric_order, self._context)._told(atom, None)

    def _told(self, atom: _Atom, antecedent: str | None) -> str | None:
        base = self._base
        match atom.rule.action:
            case "date":
                return self._date(atom)
            case "numeric":
                return self._numbers(atom.words["numeric"])
            case "year":
                return atom.words["year"]
            case "years":
                return self._years(atom)
            case "decade":
                return self._decade(atom)
            case "event":
                return self._event(atom.rule)
            case "same":
                return self._fixed(antecedent)
            case "shift" | "shift-one" | "shift-unit":
                return self._shifted(atom, antecedent)
            case "month":
                return self._month(atom)
            case "season":
                return self._season(atom)
            case "half" | "quarter" | "months-of-year":
                return self._part_of_year(atom)
        if base is None:
            return None
        match atom.rule.action:
            case "holiday":
                return self._holiday(atom, base)
            case "day-of-month":
                return self._day_of_month(atom, base)
            case "weekday":
                return self._weekday(self._value(atom, "weekday"), atom, base)
            case "night":
                return self._night(atom, base)
            case "day":
                return self._plus_days(base, atom.rule.shift or 0)
            case "unit":
                return self._whole_unit(base, self._unit(atom), atom.rule.shift or 0)
            case "ago":
                return self._ago(base, self._value(atom, "count"), self._unit(atom))
            case "recent" | "coming":
                count = self._value(atom, "count") if "count" in atom.words else None
                if count is None and not self._unit_word(atom).endswith("s"):
                    count = 1  # "over the past year"
                return self._around(base, count, self._unit(atom), back=atom.rule.action == "recent")
        raise AssertionError(atom.rule.action)  # pragma: no cover: TimeFinder has checked it

    # --- Dates ---

    def _date(self, atom: _Atom) -> str | None:
        month = self._value(atom, "month")
        written = [
            self._day_number(atom.words[name])
            for name in ("day", "day_comma", "day_dash", "day_2", "day_comma_2")
            if name in atom.words
        ]
        year = self._year(atom)
        weekday = atom.words.get("weekday") or atom.words.get("weekday_comma", "").rstrip(", ")
        last = self._near(
            year, month, written[-1], atom, int(self._classes["weekday"].value(weekday)) if weekday else None
        )
        if last is None:
            return None
        if len(written) == 1:
            return last.isoformat()
        first = _same_day(last.year, month, written[0])
        return _days(first, last) if first and first <= last else None

    @staticmethod
    def _day_number(text: str) -> int:
        return int(re.match(r"\d+", text).group())  # type: ignore[union-attr]  # the class begins with digits

    def _near(self, year: int | None, month: int, day: int, atom: _Atom, weekday: int | None) -> date | None:
        if year is not None:
            return _same_day(year, month, day)
        base = self._base
        if base is None:
            return None
        if base.precision == "year":
            return _same_day(base.high.year, month, day)
        around = (base.high.year + step for step in (-1, 0, 1))
        days = [found for y in around if (found := _same_day(y, month, day))]
        return self._nearest(days, atom, base, weekday)

    def _day_of_month(self, atom: _Atom, base: _Base) -> str | None:
        """The day that a weekday and a number name: "lundi 22"."""
        if base.precision != "day":
            return base.text
        months = (_add_months(base.high, step) for step in (-1, 0, 1))
        number = self._day_number(atom.words["day"])
        days = [found for m in months if (found := _same_day(m.year, m.month, number))]
        found = self._nearest(days, atom, base, self._value(atom, "weekday"))
        return found.isoformat() if found else None

    @staticmethod
    def _nearest(days: Sequence[date], atom: _Atom, base: _Base, weekday: int | None) -> date | None:
        """Which of the days the words mean, told from the report; those on the weekday, if it is named."""
        if weekday is not None and (fitting := [d for d in days if d.weekday() == weekday]):
            days = fitting
        past = [d for d in days if d <= base.high]
        coming = [d for d in days if d >= base.low]
        if not past or not coming:
            return past[-1] if past else coming[0] if coming else None
        ago, ahead = (base.high - past[-1]).days, (coming[0] - base.high).days
        if atom.rule.shift is not None:
            return past[-1] if atom.rule.shift < 0 else coming[0]
        if atom.nearest:
            return coming[0] if ahead <= ago else past[-1]
        soon = ago > _LONG_AGO and ahead <= _SOON and atom.edge not in ("since", "after")
        return coming[0] if atom.future or soon else past[-1]

    def _numbers(self, text: str) -> str | None:
        numbers = [int(n) for n in re.findall(r"\d+", text)]
        if numbers[0] > 31:
            year, month, day = numbers
        else:
            (day, month), year = numbers[:2], numbers[2]
            if not self._numeric_order and day <= 12 and month <= 12 and day != month and "." not in text:
                return None
            if month > 12:
                day, month = month, day
        found = _same_day(year, month, day)
        return found.isoformat() if found and 1500 <= year <= 2100 else None

    def _month(self, atom: _Atom) -> str | None:
        month = self._value(atom, "month")
        year = self._year(atom)
        if "month_2" in atom.words and year is not None:
            last = self._value(atom, "month_2")
            return _interval(f"{year - (month > last):04}-{month:02}", f"{year:04}-{last:02}")
        base = self._base
        if year is None:
            if base is None:
                return None
            year, now = base.high.year, base.high.month
            if base.precision != "year":
                match atom.rule.shift:
                    case -1:
                        year -= month >= now
                    case 1:
                        year += month <= now
                    case 0:
                        pass
                    case _ if atom.nearest:
                        year += min((-1, 0, 1), key=lambda step: (abs(step * 12 + month - now), -step))
                    case _ if atom.future:
                        year += month < now
                    case _:
                        year -= month > now
        return f"{year:04}-{month:02}"

    def _holiday(self, atom: _Atom, base: _Base) -> str | None:
        """The month of a feast: sources use its name for the days around it."""
        feast = _HOLIDAYS[str(self._classes["holiday"].value(atom.words["holiday"]))]
        days = [feast(base.high.year + step) for step in (-1, 0, 1)]
        if base.precision == "year":
            return _month(days[1])
        if atom.future:
            return _month(next(d for d in days if d >= base.low))
        return _month(next(d for d in reversed(days) if d <= base.high))

    @staticmethod
    def _years(atom: _Atom) -> str | None:
        """ "2011-2015", "2022-23": none where the second is no later year (a month, a code)."""
        first, last = atom.words["year_dash"][:4], atom.words["year_end"].strip()
        last = first[: 4 - len(last)] + last
        return f"{first}/{last}" if first < last else None

    def _decade(self, atom: _Atom) -> str:
        if "decade" in atom.words:
            first = self._value(atom, "decade")
        else:
            written = atom.words.get("decade_digits") or atom.words["decade_short"]
            first = int(written.rstrip("s"))
            first += 1900 if first < 100 else 0
        return f"{first}/{first + 9}"

    # --- Seasons, halves, quarters ---

    def _season(self, atom: _Atom) -> str | None:
        season = self._value(atom, "season" if "season" in atom.words else "seasonback")
        year = self._year(atom)
        base = self._base
        if year is None:
            if base is None:
                return None
            if base.precision == "year":
                return f"{base.high.year:04}-{season}"
            start = _SEASON_STARTS[season]
            starts = [date(base.high.year + step, start, 1) for step in (-2, -1, 0, 1, 2)]
            match atom.rule.shift:
                case -1:
                    fitting = [d for d in starts if _add_months(d, 3) <= base.low]
                    year = fitting[-1].year
                case 1:
                    year = next(d for d in starts if d > base.high).year
                case 0:
                    # "cet hiver" said in March is the one just over; every other season is that of the
                    # running year. "That winter" told of May is the next.
                    over = 4 if atom.rule.leans else 7
                    year = base.high.year - (season == 24 and base.high.month < over)
                case _ if atom.future:
                    year = next(d for d in starts if _add_months(d, 3) > base.low).year
                case _:
                    year = [d for d in starts if d <= base.high][-1].year
        return f"{year:04}-{season}"

    def _part_of_year(self, atom: _Atom) -> str | None:
        year = self._year(atom)
        if year is None:
            if self._base is None:
                return None
            year = self._base.high.year
        if atom.rule.action == "months-of-year":
            size = self._value(atom, "count")
            first = 13 - size if atom.rule.shift == -1 else 1
        else:
            size = 6 if atom.rule.action == "half" else 3
            name = next(n for n in ("nth", "nth_last", "half_code", "quarter_code") if n in atom.words)
            number = int(self._classes[name].value(atom.words[name]))
            first = (number - 1) * size + 1 if number > 0 else 13 + number * size
        last = first + size - 1
        if not (1 <= first <= last <= 12):
            return None
        if self._base and atom.words.keys().isdisjoint(_YEARS):
            if atom.future:
                year += _add_months(date(year, last, 1), 1) <= self._base.low  # it is over this year
            elif date(year, first, 1) > self._base.high:
                year -= 1
        return _interval(f"{year:04}-{first:02}", f"{year:04}-{last:02}")

    # --- Counted from the report ---

    def _weekday(self, weekday: int, atom: _Atom, base: _Base) -> str:
        if base.precision != "day":
            return base.text
        today = base.high.weekday()
        match atom.rule.shift:
            case -1:
                step = -((today - weekday - 1) % 7 + 1)
            case 1:
                step = (weekday - today - 1) % 7 + 1
            case 0:
                step = weekday - today
            case _ if atom.future:
                step = (weekday - today) % 7
            case _:
                step = -((today - weekday) % 7)
        return (base.high + timedelta(days=step)).isoformat()

    def _night(self, atom: _Atom, base: _Base) -> str:
        if base.precision != "day":
            return base.text
        last = date.fromisoformat(self._weekday(self._value(atom, "weekday_2"), atom, base))
        return _days(last - timedelta(days=1), last)

    def _plus_days(self, base: _Base, days: int) -> str:
        return (base.high + timedelta(days=days)).isoformat() if base.precision == "day" else base.text

    def _whole_unit(self, base: _Base, unit: str, shift: int) -> str:
        match unit:
            case "year":
                return f"{base.high.year + shift:04}"
            case "decade":
                first = base.high.year // 10 * 10 + 10 * shift
                return f"{first}/{first + 9}"
        if base.precision == "year":
            return base.text
        match unit:
            case "month":
                return _month(_add_months(base.high, shift))
            case "quarter":
                first_day = _add_months(
                    date(base.high.year, (base.high.month - 1) // 3 * 3 + 1, 1), 3 * shift
                )
                return _interval(_month(first_day), _month(_add_months(first_day, 2)))
        if base.precision != "day":
            return base.text
        match unit:
            case "week" | "fortnight":
                monday = base.high - timedelta(days=base.high.weekday()) + timedelta(weeks=shift)
                return _days(monday, monday + timedelta(days=6))
            case "weekend":
                saturday = (
                    base.high - timedelta(days=(base.high.weekday() - 5) % 7)
                    if shift <= 0
                    else (base.high + timedelta(days=(4 - base.high.weekday()) % 7 + 1))
                )
                return _days(saturday, saturday + timedelta(days=1))
        return self._plus_days(base, shift)

    def _ago(self, base: _Base, count: int, unit: str) -> str | None:
        if count == 0:
            return self._around(base, None, unit, back=True)
        return self._stepped(base.high, -count, unit, base.precision) or base.text

    @staticmethod
    def _stepped(day: date, count: int, unit: str, precision: str) -> str | None:
        """The unit of time that is `count` units off; None where the precision does not allow to tell."""
        try:
            match unit:
                case "year" | "decade":
                    return f"{day.year + count * (10 if unit == 'decade' else 1):04}"
                case "month" | "quarter" if precision != "year":
                    return _month(_add_months(day, count * (3 if unit == "quarter" else 1)))
                case "week" | "fortnight" if precision == "day":
                    there = day + timedelta(weeks=count * (2 if unit == "fortnight" else 1))
                    monday = there - timedelta(days=there.weekday())
                    return _days(monday, monday + timedelta(days=6))
                case "day" if precision == "day":
                    return (day + timedelta(days=count)).isoformat()
        except (ValueError, OverflowError):
            pass
        return None

    def _around(self, base: _Base, count: int | None, unit: str, *, back: bool) -> str | None:
        """From some units ago to the report, or from the report to some units ahead.

        A number that is not told is read as a week of days, a month of weeks, three months, five years; the
        ends are months then, as the words are no finer.
        """
        sign = -1 if back else 1
        told = count or 0
        if unit in ("year", "decade"):
            years = (told or 5) * (10 if unit == "decade" else 1)
            if count == 1 and unit == "year":
                far = (
                    _month(_add_months(base.high, 12 * sign))
                    if base.precision != "year"
                    else f"{base.high.year + sign:04}"
                )
                near = _month(base.high) if base.precision != "year" else f"{base.high.year:04}"
            else:
                far, near = f"{base.high.year + sign * years:04}", f"{base.high.year:04}"
        elif base.precision == "year":
            return base.text
        elif unit in ("month", "quarter"):
            months = (told or 3) * (3 if unit == "quarter" else 1)
            far, near = _month(_add_months(base.high, sign * months)), _month(base.high)
        else:
            days = {
                "day": told or 7,
                "week": 7 * told or 30,
                "fortnight": 14 * told or 30,
                "weekend": 7 * told or 30,
            }[unit or "day"]
            edge = base.high if base.precision == "day" or not back else base.low
            try:
                there = edge + timedelta(days=sign * days)
            except OverflowError:
                return None
            if told and base.precision == "day":
                far, near = there.isoformat(), base.high.isoformat()
            elif base.precision == "day":
                far, near = _month(there), _month(base.high)
            else:
                return base.text if unit == "day" else _interval(*sorted((_month(there), _month(base.high))))
        return _interval(far, near) if back else _interval(near, far)

    # --- Leaning on an earlier date ---

    @staticmethod
    def _fixed(antecedent: str | None) -> str | None:
        """The closed date of an earlier expression: the end of "until X", the beginning of "since X"."""
        if antecedent is None:
            return None
        first, last = _ends(antecedent)
        if first == "..":
            return last
        return first if last == ".." else antecedent

    def _shifted(self, atom: _Atom, antecedent: str | None) -> str | None:
        fixed = self._fixed(antecedent)
        if fixed is None:
            return None
        around = Edtf.parse(fixed)
        if around.low is None or around.high is None:
            return None
        base = _Base.of(fixed)
        if base is None:
            return None
        count, unit = 1, "day"
        if atom.rule.action == "shift":
            count, unit = self._value(atom, "count"), self._unit(atom)
        elif atom.rule.action == "shift-unit":
            unit = self._unit(atom)
        if count == 0:
            return None
        return self._stepped(base.high, count * (atom.rule.shift or 1), unit, base.precision)

    def _event(self, rule: _Rule) -> str | None:
        """The date of a named event, if the report is later and speaks more of it than of namesakes."""
        if self._base is None or (rule.not_earlier and self._base.high < rule.not_earlier):
            return None
        if rule.name not in self._events:
            about = len(rule.about.findall(self._context)) if rule.about else 1
            against = len(rule.against.findall(self._context)) if rule.against else 0
            self._events[rule.name] = about > against
        return rule.when if self._events[rule.name] else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _with_edge(edtf: str, edge: str | None) -> str:
    first, last = _ends(edtf)
    if edge in ("since", "from", "after"):
        return f"{first}/.." if first != ".." else f"{last}/.."
    if edge in ("until", "by", "before"):
        return f"../{last}" if last != ".." else f"../{first}"
    return edtf


@cache
def time_finder(language: str) -> TimeFinder:
    """The one finder of a language: compiling takes some 50 ms."""
    return TimeFinder(language)


_ACTIONS: Final = frozenset(
    {
        *(
            "date",
            "numeric",
            "month",
            "year",
            "years",
            "decade",
            "weekday",
            "night",
            "day",
            "unit",
            "half",
            "quarter",
        ),
        *("months-of-year", "season", "holiday", "ago", "recent", "coming", "event", "nothing"),
        *("same", "shift", "shift-one", "shift-unit", "day-of-month"),
    }
)

_TURNED: Final = frozenset(
    {"date", "day-of-month", "month", "weekday", "night", "season", "holiday", "half", "quarter"}
)
"""What a future verb in its clause turns forward."""

_OF_SPEECH: Final = frozenset({"weekday", "day-of-month", "night", "day", "recent", "coming"})
"""Told from the day of the report, often that of a speech: no date that "the same year" takes up."""

_JOINABLE: Final = frozenset(
    {"date", "numeric", "month", "year", "weekday", "season", "unit", "quarter", "half", "day"}
)
