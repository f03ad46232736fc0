"""How many do the words of a sentence say, as an interval, and of what measure?

The words are data (`data/languages/<bcp47>/numbers.toml`); spelled cardinals are valued by text2num. Bounds
follow the annotation guide: "more than N" is N+1 and open, "up to N" open to N, "nearly N" from nine tenths
of N to N, "about N" ten per cent to both sides.

Numbers that count nothing are left out: calibres, designations, resolutions, dates, years, times of day,
ordinals. Money, percentages, distances and durations are found with their `unit`, so that a caller can pass
them over knowingly. "40 drones a month" is a rate: 40 per month, and no count of drones.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any, Final

from text_to_num import text2num

from tracewire.expressions.patterns import (
    NUMBER,
    Form,
    Pattern,
    PlainText,
    Scanner,
    WordClass,
    squeeze,
    tokens,
    words_after,
    words_before,
)
from tracewire.expressions.times import TimeMention
from tracewire.lexicon import language_table
from tracewire.model.amount import Quantity

__all__ = ["QuantityFinder", "QuantityMention", "quantity_finder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityMention:
    """One number, as an interval.

    `unit` is the measure that follows when no countable thing does ("money", "percent", "kilometre",
    "hour"), else None. `whole` is the number of which this is a part ("dix des quatorze", "most of the
    400"). `follows` says that it counts goods named before it: these themselves ("howitzers (12)") or more
    of them ("an option for 12 more"). `rule` is "article" for the bare "un", "une", "a", "an": a number
    only where a caller knows that one thing is meant.
    """

    start: int
    end: int
    quantity: Quantity
    approximate: bool
    unit: str | None
    rule: str
    whole: Quantity | None = None
    follows: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    """One number while its surroundings are read; `exact` is its value where the words give one."""

    start: int  # of the expression with its bound
    core: int  # of the number itself
    end: int
    low: int | None
    high: int | None
    rule: str
    exact: Decimal | None = None
    approximate: bool = False
    unit: str | None = None
    bound: str = ""
    scale: int = 1
    broken: bool = False  # written with decimals that no scale word makes whole
    whole: Quantity | None = None


def _floor(value: Decimal) -> int:
    return math.floor(value)


def _ceil(value: Decimal) -> int:
    return math.ceil(value)


_TENTH: Final = Decimal("0.1")

_BOUNDS: Final[Mapping[str, Callable[[Decimal], tuple[int | None, int | None]]]] = {
    "more_than": lambda n: (_floor(n) + 1, None),
    "just_more": lambda n: (_floor(n) + 1, _ceil(n * (1 + _TENTH))),
    "at_least": lambda n: (_ceil(n), None),
    "at_most": lambda n: (None, _floor(n)),
    "less_than": lambda n: (None, _ceil(n) - 1),
    "nearly": lambda n: (_floor(n * (1 - _TENTH)), _ceil(n)),
    "about": lambda n: (_floor(n * (1 - _TENTH)), _ceil(n * (1 + _TENTH))),
}
_APPROXIMATE: Final = frozenset({"nearly", "about", "just_more"})
_NO_QUANTITY: Final = frozenset({"calibre", "time of day"})
_SIGNS: Final = frozenset("#°§№º@")
_LARGEST: Final = Decimal(10) ** 15
_OPENING: Final = frozenset("([")
_CLOSING: Final = frozenset(")],;")
"""What stands around a number that is set apart in brackets behind what it counts..."""
_ENDING: Final = frozenset({",", ";", ".", "\n", ""})
"""...and behind one that a colon sets apart."""
_BLANKS: Final = " \t\xa0\u202f"
_RATE_WITHIN: Final = 7
"""Words between a number and the span of time that it is told for."""


class _Phrases:
    """Phrases with a meaning each, looked up before or behind a place."""

    __slots__ = ("_longest", "_values")

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = {squeeze(" ".join(tokens(phrase))): value for phrase, value in values.items()}
        self._longest = max((len(tokens(phrase)) for phrase in values), default=0)

    def ending(self, words: list[tuple[str, int]], left: int) -> tuple[str, int] | None:
        """The meaning of the longest phrase that ends at word `left`, and its number of words."""
        for width in range(min(self._longest, left), 0, -1):
            value = self._values.get(squeeze(" ".join(word for word, _ in words[left - width : left])))
            if value is not None:
                return value, width
        return None

    def beginning(self, words: list[tuple[str, int]], at: int) -> tuple[str, int] | None:
        """The meaning of the longest phrase that begins at word `at`, and its number of words."""
        for width in range(min(self._longest, len(words) - at), 0, -1):
            value = self._values.get(squeeze(" ".join(word for word, _ in words[at : at + width])))
            if value is not None:
                return value, width
        return None

    def meaning(self, text: str) -> str | None:
        """What a text means that is one of the phrases, else None."""
        return self._values.get(squeeze(" ".join(tokens(text))))

    def holds(self, text: str) -> bool:
        """Whether a text is one of the phrases."""
        return self.meaning(text) is not None


def _phrases(table: Mapping[str, Iterable[str]]) -> _Phrases:
    return _Phrases({phrase: meaning for meaning, phrases in table.items() for phrase in phrases})


def _hyphened(table: Mapping[str, Any]) -> str:
    """No word joined by a hyphen, save what leaves a number a number ("40-odd")."""
    kept = "".join(rf"(?!{suffix}\b)" for suffix in table.get("suffixes", ()))
    return rf"-{kept}[^\W\d]"


def _digits(table: Mapping[str, Any]) -> str:
    """Numbers in digits: grouped by one kind of separator, or plain; with a decimal part."""
    groups = []
    for separator in table["group_separators"]:
        one = r"[^\S\n]" if separator == " " else re.escape(separator)
        groups.append(rf"\d{{1,3}}(?:{one}\d{{3}})+(?!\d)")
    decimals = "".join(map(re.escape, table["decimal_separators"]))
    other = "".join(sorted({".", ","} - set(table["decimal_separators"])))
    whole = "|".join([*groups, r"\d+"])
    calibre = r"[^\S\n]?(?:mm|cm)\b"
    return (
        r"(?<![^\W\d_]-)(?<!\d[.,:/'])(?<![/§#№°º])"
        rf"(?:{whole})(?:[{decimals}]\d+)?"
        rf"(?!\w|[{decimals}{re.escape(other)}:/]\d|{_hyphened(table)}|{calibre})"
    )


def _spelled(table: Mapping[str, Any]) -> Form:
    """Spelled cardinals: a run of number words."""

    def either(words: Iterable[str]) -> str:
        ordered = sorted(words, key=len, reverse=True)
        return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"[\s-]+") for w in ordered) + r")(?!\w)"

    lead = [*table["leading"], *table["cardinals"]]
    pair = rf"{either([*table['joined_to'], *table['leading']])}[\s-]+{either(table['joined'])}"
    word = rf"(?:{pair}|{either([*table['cardinals'], *table['inner']])})"
    firsts = frozenset(re.split(r"\W", word)[0] for word in lead)
    return Form(rf"(?:{pair}|{either(lead)})(?:(?:[^\S\n]+|-){word})*(?!{_hyphened(table)})", firsts)


def _shaded(table: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
    """Round numbers with a word between that makes them a bound ("une petite centaine"): value and bound."""
    return {
        f"{article} {word} {noun}": (value, bound)
        for phrase, value in table["around"].items()
        for article, _, noun in [phrase.partition(" ")]
        for word, bound in table.get("shade", {}).items()
    }


class QuantityFinder:
    """Finds the numbers of one language. Compiling takes a moment: make one and keep it."""

    def __init__(self, language: str) -> None:
        table = language_table(language, "numbers")
        months = language_table(language, "times")["class"]["month"]
        self._language = language
        self._months = frozenset(months) | {m.rstrip(".") for m in months}
        self._decimal = table["decimal_separators"][0]
        self._one = table["one"]
        self._articles = frozenset(table["articles"])
        self._scales = {word: int(value) for word, value in table["scale"].items()}
        self._multiples = WordClass.of(table["multiple"])
        self._exact = WordClass.of(table["exact"])
        shaded = _shaded(table)
        self._around = WordClass.of(table["around"] | {words: value for words, (value, _) in shaded.items()})
        self._shades = {words: bound for words, (_, bound) in shaded.items()}
        self._vague = {squeeze(phrase): tuple(ends) for phrase, ends in table["vague"].items()}
        self._glued = {word: int(value) for word, value in table["money"]["glued"].items()}
        self._symbols = tuple(sorted(table["money"]["symbols"], key=len, reverse=True))
        digits = _digits(table)
        number = frozenset({NUMBER})
        plain_digits = rf"\d+(?:[.,]\d+)?(?:{'|'.join(sorted(self._glued, key=len, reverse=True))})(?!\w)"
        forms = {
            "digits": Form(digits, number),
            "digits_glued": Form(plain_digits, number),
            "spelled": _spelled(table),
            "scale": WordClass.of(table["scale"]).form,
            "multiple": self._multiples.form,
            "exact": self._exact.form,
            "vague": WordClass.of(dict.fromkeys(table["vague"], 0)).form,
            "article": WordClass.of(dict.fromkeys(table["articles"], 1)).form,
            "around": self._around.form,
        }
        patterns = [
            ("digits", "{digits} {scale}?"),
            ("money", "{digits_glued}"),
            ("multiple", "{digits} {multiple}"),
            ("multiple", "{spelled} {multiple}"),
            ("vague", "{vague}"),
            ("exact", "{exact}"),
            ("around", "{around}"),
            ("spelled", "{spelled}"),
            ("article", "{article}"),
        ]
        self._scanner = Scanner([(name, Pattern.of(pattern, forms)) for name, pattern in patterns])
        self._before = _phrases(table["before"])
        self._after = _phrases(table["after"])
        money = dict.fromkeys(language_table(language, "forms")["currency"], "money")
        self._units = _Phrases(money | table["unit"])  # "livres" may be pounds: the table of units knows
        self._links = frozenset(table["links"])
        self._ranges = [
            (
                _phrases({"open": row["open"]}),
                _phrases({"middle": row["middle"]}),
                _phrases({"not": row.get("not_after", ())}),
                bool(row["open"]),
            )
            for row in table["range"]
        ]
        self._further = _phrases({"further": table["further"]["words"]})
        self._partitive = _phrases({"of": table["partitive"]["words"]})
        self._ordinal = _phrases({"ordinal": table["partitive"]["ordinal"]})
        self._proportion = _Phrases(table["proportion"])
        self._proportion_before = _phrases(table["proportion_before"])
        self._rates = _Phrases(table["rate"]["words"])
        self._no_rate_behind = frozenset(table["rate"]["not_behind"])
        self._no_rate_before = frozenset(table["rate"]["not_before"])
        names = table["names"]
        self._labels = frozenset(names["labels"])
        self._designations = frozenset(names["designations"])
        self._year_after = frozenset(names["year_after"])
        self._before_month = frozenset(names["before_month"])
        self._not_nouns = frozenset(names["not_nouns"])
        self._before_noun = frozenset(table["before_noun"])
        self._not_behind = frozenset(table["not_behind"])
        self._definite = frozenset(table["definite"])
        self._not_over = frozenset(table["not_over"]["words"])
        self._counted: Mapping[str, int] = table["counted"]

    def find(
        self, text: str, *, offset: int = 0, times: Iterable[TimeMention] = ()
    ) -> tuple[QuantityMention, ...]:
        """The numbers of a text in order; `offset` is added to the spans.

        `times` are the expressions of time found in the same text with the same offset: numbers inside them
        are theirs.
        """
        plain = PlainText.of(text)
        numbers = self._parts(plain.text, self._ranged(plain.text, self._numbers(plain.text)))
        taken = [(time.start - offset, time.end - offset) for time in times]
        found: list[QuantityMention] = []
        for number in numbers:
            start, end = plain.span(number.start, number.end)
            core, _ = plain.span(number.core, number.end)
            if number.low is None and number.high is None:
                continue
            if number.low is not None and number.high is not None and number.low > number.high:
                continue
            if any(first <= core < last for first, last in taken):
                continue
            found.append(
                QuantityMention(
                    start=start + offset,
                    end=end + offset,
                    quantity=Quantity(number.low, number.high, self._rate(plain.text, number)),
                    approximate=number.approximate,
                    unit=number.unit,
                    rule=number.rule + (f"+{number.bound}" if number.bound else ""),
                    whole=number.whole,
                    follows=self._is_in_brackets(plain.text, number) or self._is_further(plain.text, number),
                )
            )
        return tuple(found)

    def counted(self, words: str) -> Quantity | None:
        """How many things are meant by words that stand for a number: one by "its third"; None if none do, or
        if they tell a fraction.
        """
        written = re.findall(r"[\w-]+", words.lower())
        told = {self._counted[word] for word in written if word in self._counted}
        if len(told) != 1 or any(self._units.meaning(word) == "fraction" for word in written):
            return None
        (number,) = told
        return Quantity(number, number)

    def _is_further(self, text: str, number: _Number) -> bool:
        """Whether the number counts more of what was named before it: "12 others", not "12 other jets"."""
        after = words_after(text, number.end)
        hit = self._further.beginning(after, 0)
        return hit is not None and not self._noun_follows(text, after[hit[1] - 1][1])

    def _is_in_brackets(self, text: str, number: _Number) -> bool:
        """Whether the number is set apart behind what it counts, as in a table: "howitzers (12)", "howitzers:
        12; shells: 30,000", and not "artillery (six howitzers)".
        """
        before, after = text[: number.start].rstrip()[-1:], text[number.end :].lstrip(_BLANKS)[:1]
        if before in _OPENING:
            return after in _CLOSING or not self._noun_follows(text, number.end)
        return before == ":" and after in _ENDING

    def _rate(self, text: str, number: _Number) -> str | None:
        """The span of time for which a number is told: "month" for "40 drones a month", else None.

        It stands behind the things counted, with no sign and no other number between.
        """
        after = words_after(text, number.end)
        for at in range(min(_RATE_WITHIN, len(after))):
            if hit := self._rates.beginning(after, at):
                behind = after[at - 1][0].lower() if at else ""
                width = at + hit[1]
                before = after[width][0].lower() if width < len(after) else ""
                told = behind not in self._no_rate_behind and before not in self._no_rate_before
                return hit[0] if told else None
            of_name = at and after[at - 1][0].endswith("-")  # "F-16"
            calibre = self._units.beginning(after, at + 1)
            if not (after[at][0][0].isalpha() or of_name or (calibre and calibre[0] == "calibre")):
                return None
        return None

    # --- The numbers themselves ---

    def _numbers(self, text: str) -> list[_Number]:
        numbers: list[_Number] = []
        floor = 0
        for rule, match, end in self._scanner.scan(text):
            if rule == "article":
                of_fraction = self._units.beginning(words_after(text, end), 0)
                if of_fraction is None or of_fraction[0] != "fraction":  # "a third of its tanks" is not one
                    numbers.append(_Number(match.start(), match.start(), end, 1, 1, rule, Decimal(1)))
                continue
            number = self._value(text, rule, match, end)
            if number is None:
                continue
            number = self._bounded(text, number, floor)
            if number is not None:
                while numbers and numbers[-1].start >= number.start:
                    numbers.pop()  # the article of "a little over 300"
                numbers.append(number)
                floor = number.end
        return numbers

    def _value(self, text: str, rule: str, match: re.Match[str], end: int) -> _Number | None:
        """The number that a match writes; None for what is none."""
        start = match.start()
        if rule == "vague":
            if text[end : end + 2].strip()[:1].isdigit():
                return None  # "quelques 500 km": the number that follows has the word before it
            low, high = self._vague[squeeze(match["vague"])]
            return _Number(start, start, end, low, high, rule, approximate=True)
        approximate, shade = False, "about"
        scale = shared = 1
        if rule == "exact":
            value = Decimal(int(self._exact.value(match["exact"])))
        elif rule == "around":
            value, approximate = Decimal(int(self._around.value(match["around"]))), True
            shade = self._shades.get(squeeze(match["around"]), shade)
        elif rule == "money":
            written = match["digits_glued"].lower()
            letters = written.lstrip("0123456789.,")
            if not self._symbol(text, start):
                return None
            value = Decimal(written[: -len(letters)].replace(",", ".")) * self._glued[letters]
        else:
            groups = match.groupdict()
            if groups.get("spelled"):
                spelled = self._spelled_value(text, start, match["spelled"], end)
                if spelled is None:
                    return None
                value = spelled
                last = squeeze(match["spelled"]).rpartition(" ")[2]
                if last in self._scales and value % self._scales[last] == 0 and value > self._scales[last]:
                    shared = self._scales[last]
            else:
                if groups.get("scale"):
                    scale = self._scales[squeeze(match["scale"])]
                written_value = self._digits_value(match["digits"], scaled=scale > 1)
                if written_value is None or (scale == 1 and self._is_name(text, start, match["digits"], end)):
                    return None
                value = written_value
            if groups.get("multiple"):
                scale = int(self._multiples.value(match["multiple"]))
            value *= scale
        if value > _LARGEST:
            return None
        broken = scale == 1 and (value != value.to_integral_value() or self._has_decimals(rule, match))
        if value == 1 and rule == "spelled":
            rule = "one"
        low, high = (_BOUNDS[shade](value)) if approximate else (_floor(value), _ceil(value))
        return _Number(
            start, start, end, low, high, rule, value, approximate, scale=max(scale, shared), broken=broken
        )

    def _spelled_value(self, text: str, start: int, written: str, end: int) -> Decimal | None:
        words = re.sub(r"\s+", " ", written.strip()).lower()
        label = words_before(text, start)[-1:]
        if label and label[0][0].istitle() and label[0][0].lower() in self._labels:
            return None  # "Channel Two"
        if words in self._before_noun:
            before = words_before(text, start)
            if (before and before[-1][0].lower() in self._not_behind) or not self._noun_follows(text, end):
                return None
        first, _, rest = words.partition(" ")
        if self._one and first in self._articles:
            words = f"{self._one} {rest}"
        try:
            return Decimal(text2num(words, self._language))
        except ValueError:
            return None

    def _digits_value(self, written: str, *, scaled: bool) -> Decimal | None:
        """The value of digits, which may group by a sign that is the other language's decimal mark."""
        written = re.sub(r"\s|'", "", written)
        head, mark, tail = written.rpartition(self._decimal)
        if mark and len(tail) == 3 and not scaled and head != "0":
            return Decimal(re.sub(r"\D", "", written))
        if mark:
            return Decimal(f"{re.sub(r'[^0-9]', '', head)}.{tail}")
        return Decimal(re.sub(r"\D", "", written))

    def _has_decimals(self, rule: str, match: re.Match[str]) -> bool:
        if rule != "digits":
            return False
        _, mark, tail = match["digits"].strip().rpartition(self._decimal)
        return bool(mark) and len(tail) != 3

    def _is_name(self, text: str, start: int, written: str, end: int) -> bool:
        """Whether digits name something: a date, a year, a resolution, a model."""
        plain = written.isdigit()
        before = words_before(text, start)
        two = " ".join(word for word, _ in before[-2:])
        after = words_after(text, end)
        last = before[-1][0] if before and not before[-1][0].endswith("-") else ""
        spaced = start > 0 and text[start - 1].isspace()
        if last in _SIGNS or last.lower() in self._labels:
            return True
        if plain and spaced and len(written) <= 4 and not self._designations.isdisjoint((last, two)):
            return True
        if plain and len(written) <= 2 and int(written) <= 31:
            month = after[0][0] if after else ""
            behind = last if last != "." or len(before) < 2 else before[-2][0]
            # "In May 12 howitzers left": behind "in" stands a month alone.
            alone = two.partition(" ")[0].lower() in self._before_month
            in_month = alone and self._noun_follows(text, end)
            if self._month(month) or (spaced and self._month(behind) and not in_month):
                return True
        if plain and (len(written) > 9 or (last == "[" and after and after[0][0] == "]")):
            return True  # a code, a note
        if plain and len(written) == 4 and self._month(last):
            return True
        if plain and len(written) == 4 and 1500 <= int(written) <= 2100:
            follower = after[0][0] if after else ""
            if last.lower() in self._year_after or last == "(" or self._month(last):
                return True
            if 1900 < int(written) < 2060 and int(written) % 100:  # "the 2022 figure", "Indo Defence 2006"
                return self._before.ending(before, len(before)) is None
            return (
                not (follower[:1].isalpha() and follower.lower() not in self._not_nouns) and follower != "%"
            )
        if plain and len(written) == 1 and last == "(" and after and after[0][0] == ")":
            return True  # a note
        if plain and len(written) <= 2 and after and after[0][0] in (".", ")"):
            line = text[text.rfind("\n", 0, start) + 1 : start]
            if start and not line.strip():
                return True  # "4. A list"
        return plain and len(written) > 1 and written[0] == "0"

    def _month(self, word: str) -> bool:
        return word in self._months or (word.lower() in self._months and not word.isupper())

    def _noun_follows(self, text: str, end: int) -> bool:
        after = words_after(text, end)
        word = after[0][0] if after else ""
        return word[:1].isalpha() and word.rstrip("'").lower() not in self._not_nouns

    def _symbol(self, text: str, start: int) -> str:
        """The currency sign before a number, "" if there is none."""
        before = text[max(0, start - 5) : start].rstrip()
        return next((symbol for symbol in self._symbols if before.endswith(symbol)), "")

    # --- What stands around them ---

    def _bounded(self, text: str, number: _Number, floor: int) -> _Number | None:
        """The number with its unit and bound; None where the unit says that it counts nothing."""
        start, end = number.start, number.end
        unit: str | None = None
        if symbol := self._symbol(text, start):
            unit = "money"
            start = text.rindex(symbol, 0, start)
        after = words_after(text, end)
        at = 0
        while at < min(2, len(after)) and after[at][0].lower() in self._links:
            at += 1
        if unit is None and (hit := self._units.beginning(after, at)):
            unit = hit[0]
            end = after[at + hit[1] - 1][1]
            following = after[at + hit[1]][0] if at + hit[1] < len(after) else ""
            if unit in _NO_QUANTITY or (unit == "hour" and following[:1].isdigit()):
                return None
        if number.broken and unit is None:
            return None  # "5.56", "12.00": no count of things
        before = words_before(text, start, floor)
        left, bound = len(before), ""
        while left:
            hit = self._before.ending(before, left)
            if hit is None:
                break
            left -= hit[1]
            if hit[0] == "more_than" and left and before[left - 1][0].lower() in self._not_over:
                break
            followed = before[left + hit[1]][0].lower() if left + hit[1] < len(before) else ""
            if hit[0] == "about" and followed in self._definite:
                break  # "a story about the thirty tanks"
            if hit[0] != "filler":
                bound, start = hit[0], before[left][1]
                break
        if not bound:
            later = words_after(text, number.end)
            for skipped in (0, 1):  # "300 or more", "300 drones ou plus"
                if skipped and not (later and later[0][0].isalpha()):
                    break
                if hit := self._after.beginning(later, skipped):
                    bound = hit[0]
                    end = end if skipped else max(end, later[hit[1] - 1][1])
                    break
        if not bound:
            return replace(number, start=start, end=end, unit=unit)
        if number.exact is not None:
            low, high = _BOUNDS[bound](number.exact)
        else:
            low = None if bound in ("at_most", "less_than") else number.low
            high = None if bound in ("more_than", "at_least") else number.high
        approximate = bound in _APPROXIMATE or number.exact is None
        return replace(
            number, start=start, end=end, unit=unit, low=low, high=high, bound=bound, approximate=approximate
        )

    def _ranged(self, text: str, numbers: list[_Number]) -> list[_Number]:
        """The numbers with each pair that range words join made one; halves of scores and codes dropped."""
        result: list[_Number] = []
        for number in numbers:
            first = result[-1] if result else None
            if first is not None and (joined := self._joined(text, first, number)):
                result[-1] = joined
                continue
            result.append(number)
        return [n for n in result if not self._half_of_a_code(text, n)]

    @staticmethod
    def _half_of_a_code(text: str, number: _Number) -> bool:
        if number.rule not in ("digits", "range"):
            return False
        before, after = text[max(0, number.core - 2) : number.core], text[number.end : number.end + 2]
        return bool(re.fullmatch(r"\d[-–]", before) or re.fullmatch(r"[-–]\d", after))

    def _joined(self, text: str, first: _Number, second: _Number) -> _Number | None:
        if first.exact is None or second.exact is None or second.rule == "article":
            return None
        if first.rule == "article" and second.rule != "spelled":
            return None
        if first.rule == "range" or not 0 < second.core - first.end <= 14:
            return None
        middle = (
            text[first.end : second.start] if second.start >= first.end else text[first.end : second.core]
        )
        before = words_before(text, first.start)
        for opens, middles, never, must_open in self._ranges:
            if not middles.holds(middle) or second.bound:
                continue
            opening = opens.ending(before, len(before))
            if (must_open and not opening) or never.ending(before, len(before)):
                continue
            low, high = first.exact, second.exact
            if first.scale == 1 and second.scale > 1 and low * second.scale <= high:
                low *= second.scale
            if low >= high or (first.unit not in (None, second.unit)):
                continue
            start = before[-opening[1]][1] if opening else first.start
            about = first.bound in _APPROXIMATE
            ends: tuple[int | None, int | None] = (_floor(low), _ceil(high))
            if about:
                ends = (_BOUNDS["about"](low)[0], _BOUNDS["about"](high)[1])
            elif first.bound in ("at_least", "more_than"):
                ends = (_BOUNDS[first.bound](low)[0], None)
            elif first.bound in ("at_most", "less_than"):
                ends = (None, _BOUNDS[first.bound](high)[1])
            return _Number(
                start,
                first.core,
                second.end,
                ends[0],
                ends[1],
                "range",
                high,
                about,
                second.unit,
                first.bound,
            )
        return None

    def _parts(self, text: str, numbers: list[_Number]) -> list[_Number]:
        """Parts joined with the wholes that they are taken from."""
        result: list[_Number] = []
        for number in numbers:
            whole = (
                Quantity(number.low, number.high)
                if number.low is not None or number.high is not None
                else None
            )
            if number.rule == "article" or number.unit is not None or whole is None:
                result.append(number)
                continue
            first = result[-1] if result else None
            if (
                first is not None
                and first.whole is None
                and first.unit is None
                and first.rule != "article"
                and 0 < number.start - first.end <= 24
                and self._partitive.holds(text[first.end : number.start].strip())
            ):
                result[-1] = replace(first, end=number.end, whole=whole)
                continue
            before = words_before(text, number.start)
            if hit := self._ordinal.ending(before, len(before)):
                start = before[-hit[1]][1]
                while result and result[-1].end > start:
                    result.pop()
                result.append(_Number(start, start, number.end, 1, 1, "one-of", Decimal(1), whole=whole))
                continue
            if hit := self._proportion.ending(before, len(before)):
                start = before[-hit[1]][1]
                low, high = _proportion(hit[0], whole)
                bound = self._proportion_before.ending(before, len(before) - hit[1])
                if bound and low is not None and high is not None:
                    start = before[-hit[1] - bound[1]][1]
                    low, _ = _BOUNDS[bound[0]](Decimal(low))
                    _, high = _BOUNDS[bound[0]](Decimal(high))
                    low, high = low or 0, whole.high if high is None else high
                while result and result[-1].end > start:
                    result.pop()
                result.append(
                    _Number(start, start, number.end, low, high, f"proportion:{hit[0]}", whole=whole)
                )
                continue
            result.append(number)
        return result


def _proportion(name: str, whole: Quantity) -> tuple[int | None, int | None]:
    """The part of a whole that "most of", "half of" or "all" names."""
    if name == "all":
        return whole.low, whole.high
    if name == "most":
        return (None if whole.low is None else whole.low // 2 + 1), whole.high
    over, under = map(int, name.split("/"))
    low = None if whole.low is None else whole.low * over // under
    high = None if whole.high is None else -(-whole.high * over // under)
    return low, high


@cache
def quantity_finder(language: str) -> QuantityFinder:
    """The one finder of a language: compiling takes some 50 ms."""
    return QuantityFinder(language)
