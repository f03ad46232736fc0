"""How do small word patterns, written as data, find their places in a text?

A pattern is a row of elements between spaces. An element is a word, words between `|` (`_` stands for a
space within one), or a class in braces (`{month}`, `{month:2}` for its second use); `?` after it makes it
optional. A word that the table writes with a capital must have it in the text ("May"); others match in any
case.

Invariants: matching never depends on the kind of apostrophe, space, hyphen or Unicode normal form that a
text uses; offsets that leave this module count code points of the text that came in. A scan looks only at
words that can begin a pattern, takes the longest match there and goes on behind it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracewire.errors import Misconfigured

__all__ = [
    "GAP",
    "NUMBER",
    "Form",
    "Pattern",
    "PlainText",
    "Scanner",
    "WordClass",
    "sentence_span",
    "squeeze",
    "tokens",
    "words_after",
    "words_before",
]

GAP = r"[^\S\n]*+(?:\n[^\S\n]*+)?+"
"""What may stand between two words of one expression: spaces of any kind, and at most one line break. What
it took it keeps: given back space by space, a padded table would cost the square of its width, and more for
each optional word."""

NUMBER = "#"
"""The key of every word that begins with a digit."""

_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "‐": "-", "‑": "-", "−": "-"})
_LOOSE = re.compile("([^\u0300-\u036f][\u0300-\u036f]+)|[\u00ad\u200b\u200c\u200d\u2060\ufeff]+", re.DOTALL)
"""A letter with loose accents, which are set upon it; signs without a width, which are dropped."""
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\w+(?:'|-(?!\s))?|[^\w\s]")
_LOOK = 72
"""Characters: the longest table phrase has 34."""

_SENTENCE = 1_000
_FULL_STOP = re.compile(r"[.!?]\s+|\n[^\S\n]*\n")
_SPACES = re.compile(r"\s+")

_Rule = TypeVar("_Rule")


def tokens(text: str) -> list[str]:
    """The words of a text, an elided or hyphened one with its mark ("d'", "mi-"), and each other sign."""
    return _TOKEN.findall(text)


def words_before(text: str, end: int, floor: int = 0) -> list[tuple[str, int]]:
    """The words in the 72 characters before `end` with their offsets, behind `floor` and any blank line."""
    start = max(floor, end - _LOOK)
    if (blank := text.rfind("\n\n", start, end)) >= 0:
        start = blank
    elif start > floor:  # do not begin within a word
        while start < end and text[start - 1].isalnum():
            start += 1
    return [(match.group(), match.start()) for match in _TOKEN.finditer(text, start, end)]


def words_after(text: str, start: int) -> list[tuple[str, int]]:
    """The next words after `start` with their ends: up to a blank line, some 40 characters on."""
    stop = min(len(text), start + _LOOK // 2 + 6)
    if (blank := text.find("\n\n", start, stop)) >= 0:
        stop = blank
    elif stop < len(text):
        while stop > start and text[stop].isalnum():
            stop -= 1
    return [(match.group(), match.end()) for match in _TOKEN.finditer(text, start, stop)]


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch around `start` to `end` between the full stops or blank lines on either side, the spaces
    behind them of any kind; 1,000 characters each way at most.
    """
    first, last = max(0, start - _SENTENCE), min(len(text), end + _SENTENCE)
    stops = [match.end() for match in _FULL_STOP.finditer(text, first, start)]
    behind = _FULL_STOP.search(text, end, last)
    return stops[-1] if stops else first, behind.start() if behind else last


def squeeze(text: str) -> str:
    """The words as keys of the tables: lower case, one plain space between, none after an apostrophe."""
    return _SPACES.sub(" ", text.strip()).lower().replace("' ", "'").replace("- ", "-")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text with its typographic variants made one, and the way back to the offsets as stored."""

    text: str
    # Of each character, in the text as stored; None where the offsets are the same.
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None

    @classmethod
    def of(cls, text: str) -> PlainText:
        if text.isascii() or not _LOOSE.search(text):
            return cls(text.translate(_ALIKE), None, None)
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for loose in _LOOSE.finditer(text):
            start, end = loose.span()
            pieces.append(text[done:start])
            starts.extend(range(done, start))
            ends.extend(range(done + 1, start + 1))
            composed = unicodedata.normalize("NFC", loose[1]) if loose[1] else ""
            pieces.append(composed)
            starts.extend([start] * len(composed))
            ends.extend([end] * len(composed))
            done = end
        pieces.append(text[done:])
        starts.extend(range(done, len(text)))
        ends.extend(range(done + 1, len(text) + 1))
        return cls("".join(pieces).translate(_ALIKE), tuple(starts), tuple(ends))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch of plain text lies in the text as stored."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True, slots=True)
class Form:
    """A piece of a pattern as a regular expression, and the words that it can begin with."""

    regex: str
    firsts: frozenset[str]
    empty: bool = False  # it can match nothing, so that the next element can begin the pattern


def _word(word: str) -> Form:
    word = word.replace("_", " ")
    pieces = [re.escape(piece) for piece in word.split(" ")]
    regex = GAP.join(pieces)
    if word != word.lower():
        regex = f"(?-i:{regex})"
    first = _WORD.match(word)
    if first is None:
        raise Misconfigured(
            f"a pattern word begins with no letter: {word!r}", remedy="begin it with a letter"
        )
    if word[-1].isalnum():
        regex += r"(?!\w)"
    return Form(regex, frozenset({first.group().lower()}))


def _either(forms: Sequence[Form]) -> Form:
    """Any of the forms, the longest first."""
    ordered = sorted(forms, key=lambda form: len(form.regex), reverse=True)
    return Form(
        "(?:" + "|".join(form.regex for form in ordered) + ")", frozenset().union(*(f.firsts for f in forms))
    )


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that mean a value each ("mars" is 3), as one element of patterns."""

    form: Form
    values: Mapping[str, int | str]

    @classmethod
    def of(cls, table: Mapping[str, int | str], *, digits: str = "") -> WordClass:
        """The class of a table's words; `digits` is a regular expression of numbers that belong to it too."""
        forms = [_word(word) for word in table]
        if digits:
            forms.append(Form(digits, frozenset({NUMBER})))
        return cls(_either(forms), {squeeze(word): value for word, value in table.items()})

    def value(self, text: str) -> int | str:
        """What the words in a text mean."""
        key = squeeze(text)
        return int(key) if key.isdigit() else self.values[key]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled pattern; groups are named after the classes."""

    regex: re.Pattern[str]
    firsts: frozenset[str]

    @classmethod
    def of(
        cls,
        pattern: str,
        classes: Mapping[str, Form],
        *,
        not_before: Iterable[str] = (),
        before: Iterable[str] = (),
    ) -> Pattern:
        """`pattern` compiled, to stand before none of the expressions `not_before` and one of `before`; a
        space in these is a gap of any kind.
        """
        parts: list[str] = []
        firsts: set[str] = set()
        open_start = True
        led = False  # whether a word that cannot be left out came already
        for element in pattern.split():
            optional = element.endswith("?")
            body = element.removesuffix("?")
            if body.startswith("{"):
                name, _, number = body.strip("{}").partition(":")
                if name not in classes:
                    raise Misconfigured(
                        f"no class {name!r}", where=pattern, remedy="define it in the same file"
                    )
                group = f"{name}_{number}" if number else name
                form = Form(f"(?P<{group}>{classes[name].regex})", classes[name].firsts, classes[name].empty)
            else:
                form = _either([_word(word) for word in body.split("|")])
            # What may be left out brings the gap along; the match ends with its last word.
            if led:
                parts.append(f"(?:{GAP}{form.regex})" + ("?" if optional else ""))
            else:
                parts.append(f"(?:{form.regex}{GAP})?" if optional else form.regex)
                led = not optional
            if open_start:
                firsts |= form.firsts
                open_start = optional or form.empty
        regex = r"(?<!\w)" + "".join(parts)
        if stop := "|".join(not_before).replace(" ", GAP):
            regex += f"(?!{GAP}(?:{stop}))"
        if need := "|".join(before).replace(" ", GAP):
            regex += f"(?={GAP}(?:{need}))"
        return cls(re.compile(regex, re.IGNORECASE), frozenset(firsts))


class Scanner(Generic[_Rule]):
    """Where in a text does which rule's pattern stand?"""

    __slots__ = ("_by_first",)

    def __init__(self, rules: Iterable[tuple[_Rule, Pattern]]) -> None:
        by_first: dict[str, list[tuple[_Rule, re.Pattern[str]]]] = {}
        for rule, pattern in rules:
            for first in pattern.firsts:
                by_first.setdefault(first, []).append((rule, pattern.regex))
        self._by_first = by_first

    def scan(self, text: str) -> Iterator[tuple[_Rule, re.Match[str], int]]:
        """Rule, match and end without the space behind; among equals the earlier rule wins."""
        by_first = self._by_first
        done = 0
        for word in _WORD.finditer(text):
            token = word.group()
            rules = by_first.get(NUMBER if token[0].isdigit() else token.lower())
            if rules is None or word.start() < done:
                continue
            start, best, best_end = word.start(), None, 0
            for rule, regex in rules:
                match = regex.match(text, start)
                if match is not None:
                    end = start + len(match.group().rstrip())
                    if end > best_end:
                        best, best_end = (rule, match), end
            if best is not None:
                done = best_end
                yield *best, best_end
