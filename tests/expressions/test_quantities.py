"""Numbers: the interval that words give, what counts nothing, and laws that hold for any.

The sentences are invented.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracewire.errors import Misconfigured
from tracewire.expressions.quantities import QuantityMention, quantity_finder
from tracewire.expressions.times import time_finder
from tracewire.lexicon import language_table
from tracewire.model.amount import Quantity

LANGUAGES = ("fr", "en")


def mentions(text: str, language: str) -> list[QuantityMention]:
    """The numbers of a text but for bare articles."""
    return [m for m in quantity_finder(language).find(text) if m.rule != "article"]


def found(text: str, language: str) -> list[tuple[str, list[int | None]]]:
    return [(text[m.start : m.end], m.quantity.to_list()) for m in mentions(text, language)]


FRENCH = [
    ("12 avions de combat", "12", [12, 12]),
    ("un contrat pour 1.750 appareils", "1.750", [1750, 1750]),
    ("un peu moins de 10 000 unités", "un peu moins de 10 000", [9000, 10_000]),
    ("un peu moins d'une centaine de chars", "un peu moins d'une centaine", [90, 100]),
    ("légèrement plus de 300 chars", "légèrement plus de 300", [301, 330]),
    ("à peine moins de 300 chars", "à peine moins de 300", [270, 300]),
    ("au bas mot 200 obus", "au bas mot 200", [200, None]),
    ("une petite centaine de missiles", "une petite centaine", [90, 100]),
    ("une bonne vingtaine de chars", "une bonne vingtaine", [21, 22]),
    ("plus d'une bonne dizaine de chars", "plus d'une bonne dizaine", [11, None]),
    ("deux à trois centaines de missiles", "deux à trois centaines", [200, 300]),
    ("trois dizaines de chars", "trois dizaines", [30, 30]),
    ("deux centaines de milliers d'obus", "deux centaines de milliers", [200_000, 200_000]),
    ("plus des deux tiers des 300 missiles", "plus des deux tiers des 300", [201, 300]),
    ("près de la moitié des 40 chars", "près de la moitié des 40", [18, 20]),
    ("moins d'un tiers des 90 chars", "moins d'un tiers des 90", [0, 29]),
    ("1 200 fusils", "1 200", [1200, 1200]),
    ("1.200 fusils", "1.200", [1200, 1200]),
    ("12'400 cartouches", "12'400", [12400, 12400]),
    ("4,8 millions d'obus", "4,8 millions", [4_800_000, 4_800_000]),
    ("quatorze chars", "quatorze", [14, 14]),
    ("quatre-vingt-dix-sept chars", "quatre-vingt-dix-sept", [97, 97]),
    ("vingt et un chars", "vingt et un", [21, 21]),
    ("trois cent mille obus", "trois cent mille", [300_000, 300_000]),
    ("un demi-million d'obus", "un demi-million", [500_000, 500_000]),
    ("un million et demi d'obus", "un million et demi", [1_500_000, 1_500_000]),
    ("une vingtaine de drones", "une vingtaine", [18, 22]),
    ("une quarantaine de drones", "une quarantaine", [36, 44]),
    ("des centaines de drones", "centaines", [200, 999]),
    ("plusieurs centaines de drones", "plusieurs centaines", [300, 999]),
    ("des dizaines de drones", "dizaines", [24, 99]),
    ("des milliers de drones", "milliers", [2000, 9999]),
    ("des dizaines de milliers d'obus", "dizaines de milliers", [20_000, 99_999]),
    ("des centaines de milliers d'obus", "centaines de milliers", [200_000, 999_999]),
    ("des millions d'obus", "millions", [2_000_000, 9_999_999]),
    ("plusieurs chars", "plusieurs", [3, 9]),
    ("plus de 400 drones", "plus de 400", [401, None]),
    ("plus d'une vingtaine de drones", "plus d'une vingtaine", [21, None]),
    ("au moins 17 drones", "au moins 17", [17, None]),
    ("300 drones ou plus", "300", [300, None]),
    ("jusqu'à 50 chars", "jusqu'à 50", [None, 50]),
    ("pas plus de 50 chars", "pas plus de 50", [None, 50]),
    ("moins de 100 missiles", "moins de 100", [None, 99]),
    ("près de 10 000 soldats", "près de 10 000", [9000, 10_000]),
    ("environ 500 puces", "environ 500", [450, 550]),
    ("quelque 300 chars", "quelque 300", [270, 330]),
    ("entre 20 et 30 chars", "entre 20 et 30", [20, 30]),
    ("de 10 à 15 avions", "10 à 15", [10, 15]),
    ("six à huit sous-marins", "six à huit", [6, 8]),
    ("3 000 obus de 155 mm", "3 000", [3000, 3000]),
    ("31 canons de 155mm", "31", [31, 31]),
    ("jusqu'à 100 Leopard 1 anciens", "jusqu'à 100", [None, 100]),
    ("trois Leopard 2A6", "trois", [3, 3]),
    ("23 drones Shahed 136", "23", [23, 23]),
    ("par le contrat de 2014, 94 sont arrivés", "94", [94, 94]),
    ("neuf navires", "neuf", [9, 9]),
]

ENGLISH = [
    ("just under 300 tanks", "just under 300", [270, 300]),
    ("slightly fewer than 300 tanks", "slightly fewer than 300", [270, 300]),
    ("a shade under 300 tanks", "a shade under 300", [270, 300]),
    ("a little over 300 tanks", "a little over 300", [301, 330]),
    ("a bit more than 300 tanks", "a bit more than 300", [301, 330]),
    ("some two dozen tanks", "some two dozen", [21, 27]),
    ("some dozen tanks", "some dozen", [10, 14]),
    ("another dozen tanks", "another dozen", [12, 12]),
    ("a couple of hundred rockets", "a couple of hundred", [200, 300]),
    ("in the low hundreds", "low hundreds", [100, 399]),
    ("missiles in the high tens", "high tens", [70, 99]),
    ("tens of missiles", "tens of", [20, 99]),
    ("a trio of frigates", "a trio of", [3, 3]),
    ("north of 100 tanks", "north of 100", [101, None]),
    ("100-odd tanks", "100-odd", [90, 110]),
    ("some twenty-odd tanks", "some twenty", [18, 22]),
    ("more than two-thirds of the 300 missiles", "more than two-thirds of the 300", [201, 300]),
    ("nearly half of the 40 tanks", "nearly half of the 40", [18, 20]),
    ("a story about the 30 tanks", "30", [30, 30]),
    ("12 fighter jets", "12", [12, 12]),
    ("1,200 rifles", "1,200", [1200, 1200]),
    ("24 900 rifles", "24 900", [24_900, 24_900]),
    ("1.5 million shells", "1.5 million", [1_500_000, 1_500_000]),
    ("Forty-eight further jets", "Forty-eight", [48, 48]),
    ("two hundred and fifty tanks", "two hundred and fifty", [250, 250]),
    ("a hundred and fifty tanks", "a hundred and fifty", [150, 150]),
    ("a dozen tanks", "a dozen", [12, 12]),
    ("two dozen tanks", "two dozen", [24, 24]),
    ("half a million shells", "half a million", [500_000, 500_000]),
    ("hundreds of drones", "hundreds", [200, 999]),
    ("several hundred drones", "several hundred", [300, 999]),
    ("dozens of drones", "dozens", [24, 99]),
    ("tens of thousands of rockets", "tens of thousands", [20_000, 99_999]),
    ("hundreds of thousands of rockets", "hundreds of thousands", [200_000, 999_999]),
    ("millions of shells", "millions", [2_000_000, 9_999_999]),
    ("several tanks", "several", [3, 9]),
    ("more than 400 drones", "more than 400", [401, None]),
    ("more than a dozen missiles", "more than a dozen", [13, None]),
    ("over 2 million 155mm rounds", "over 2 million", [2_000_001, None]),
    ("at least 17 drones", "at least 17", [17, None]),
    ("300 tanks or more", "300", [300, None]),
    ("up to 50 tanks", "up to 50", [None, 50]),
    ("as many as 4.8 million shells", "as many as 4.8 million", [None, 4_800_000]),
    ("fewer than 100 missiles", "fewer than 100", [None, 99]),
    ("nearly 5,000 weapons", "nearly 5,000", [4500, 5000]),
    ("about 300 tanks", "about 300", [270, 330]),
    ("some 9,000 tanks", "some 9,000", [8100, 9900]),
    ("between 20 and 30 tanks", "between 20 and 30", [20, 30]),
    ("between six and eight submarines", "between six and eight", [6, 8]),
    ("20 to 30 tanks", "20 to 30", [20, 30]),
    ("20-30 tanks", "20-30", [20, 30]),
    ("2-3 million shells", "2-3 million", [2_000_000, 3_000_000]),
    ("two to three million shells", "two to three million", [2_000_000, 3_000_000]),
    ("1,800 2,000-pound bombs", "1,800", [1800, 1800]),
    ("31 155mm howitzers", "31", [31, 31]),
    ("18 155 mm howitzers", "18", [18, 18]),
    ("the first 12 arrive", "12", [12, 12]),
    ("14 Leopard 2 tanks", "14", [14, 14]),
    ("one ship", "one", [1, 1]),
]


@pytest.mark.parametrize(("text", "words", "interval"), FRENCH)
def test_french(text: str, words: str, interval: list[int | None]) -> None:
    assert found(f"Il cite {text}.", "fr") == [(words, interval)]


@pytest.mark.parametrize(("text", "words", "interval"), ENGLISH)
def test_english(text: str, words: str, interval: list[int | None]) -> None:
    assert found(f"He cites {text}.", "en") == [(words, interval)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "des obus de 155 mm, de 155mm et de 122 mm"),
        ("fr", "des Su-35, des Mi-24, des TB2, des F-16, le Leopard 2, le Shahed 136/131 et le Mirage 2000"),
        ("fr", "la résolution 2231, page 14, en 2019, depuis 2006, le 12 mars"),
        ("fr", "à 12 h 05, à 7h12 (2-1)"),
        ("fr", "le premier lot, la deuxième fois, à l'état neuf"),
        ("en", "155mm shells, 155 mm shells, 122-mm rockets, 7.62mm rounds and 2,000-pound bombs"),
        ("en", "the Su-35, Mi-24, TB2, F-16, S-400, Leopard 2 and Shahed 136"),
        ("en", "Resolution 2231, page 14, in 2018, since 2006, March 12, the 2022 figure, Indo Expo 2006"),
        ("en", "at 11:15, 06.25 GMT, 10.30am, 24/7 (2-1)"),
        ("en", "the first batch, the 42nd, one of them, no one, a three-member panel, a 34-year-old"),
    ],
)
def test_what_counts_nothing(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "unit", "interval"),
    [
        ("fr", "2,7 milliards d'euros", "money", [2_700_000_000, 2_700_000_000]),
        ("fr", "80 %", "percent", [80, 80]),
        ("fr", "560 km", "kilometre", [560, 560]),
        ("fr", "plusieurs centaines de kilomètres", "kilometre", [300, 999]),
        ("fr", "quelque 1 200 tonnes", "tonne", [1080, 1320]),
        ("fr", "deux ans", "year", [2, 2]),
        ("fr", "17 heures", "hour", [17, 17]),
        ("en", "$800 million", "money", [800_000_000, 800_000_000]),
        ("en", "about €300m", "money", [270_000_000, 330_000_000]),
        ("en", "15 per cent", "percent", [15, 15]),
        ("en", "2.3 percent", "percent", [2, 3]),
        ("en", "50 tons", "tonne", [50, 50]),
        ("en", "six weeks", "week", [6, 6]),
    ],
)
def test_units_are_told(language: str, text: str, unit: str, interval: list[int | None]) -> None:
    (mention,) = mentions(f"Or: {text}.", language)
    assert (mention.unit, mention.quantity.to_list()) == (unit, interval)


@pytest.mark.parametrize(
    ("language", "text", "words", "part", "whole"),
    [
        ("fr", "dix des quatorze MiG-29", "dix des quatorze", [10, 10], [14, 14]),
        ("fr", "les six premiers des douze Rafale", "six premiers des douze", [6, 6], [12, 12]),
        ("fr", "l'un des trois navires", "l'un des trois", [1, 1], [3, 3]),
        ("fr", "la plupart des 400 drones", "la plupart des 400", [201, 400], [400, 400]),
        ("en", "three of the five squadrons", "three of the five", [3, 3], [5, 5]),
        ("en", "30 of the about 350 licences", "30 of the about 350", [30, 30], [315, 385]),
        ("en", "the first of three batteries", "first of three", [1, 1], [3, 3]),
        ("en", "half of the 40 tanks", "half of the 40", [20, 20], [40, 40]),
    ],
)
def test_a_part_keeps_its_whole(
    language: str, text: str, words: str, part: list[int], whole: list[int]
) -> None:
    (mention,) = mentions(text, language)
    assert mention.whole is not None
    assert (text[mention.start : mention.end], mention.quantity.to_list(), mention.whole.to_list()) == (
        words,
        part,
        whole,
    )


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "un Su-25 et une frégate"), ("en", "a tank and an F-16")]
)
def test_articles_are_told_apart(language: str, text: str) -> None:
    articles = quantity_finder(language).find(text)
    assert [(m.rule, m.quantity) for m in articles] == [("article", Quantity(1, 1))] * 2


def test_an_article_within_a_bound_is_no_number() -> None:
    assert [m.rule for m in quantity_finder("fr").find("un peu moins de 10 000 obus")] == ["digits+nearly"]
    assert [m.rule for m in quantity_finder("en").find("a little over 300 tanks")] == ["digits+just_more"]


def test_a_fraction_is_not_one() -> None:
    finder = quantity_finder("fr")
    assert finder.find("à peine un tiers de ses chars") == ()
    assert finder.counted("un tiers") is None
    assert finder.counted("son troisième") == Quantity(1, 1)
    assert quantity_finder("en").find("a third of its tanks") == ()
    assert quantity_finder("en").counted("a third") == Quantity(1, 1)


def test_approximate_is_what_the_words_leave_open() -> None:
    text = "300 chars, environ 300 chars, des centaines de chars, plus de 300 chars, près de 300 chars"
    assert [m.approximate for m in mentions(text, "fr")] == [False, True, True, False, True]


def test_a_rise_is_no_range() -> None:
    assert found("Le parc est passé de 10 à 15 avions.", "fr") == [("10", [10, 10]), ("15", [15, 15])]
    assert found("The fleet rose from 10 to 15.", "en") == [("10", [10, 10]), ("15", [15, 15])]


def test_numbers_of_a_date_are_left_to_it() -> None:
    text = "Livrés les 6 et 7 mai : 24 chars."
    times = time_finder("fr").find(text, published="2023-06-09", offset=5)
    numbers = quantity_finder("fr").find(text, offset=5, times=times)
    assert [m.quantity.to_list() for m in numbers] == [[24, 24]]


def test_a_language_without_a_pack_is_refused() -> None:
    with pytest.raises(Misconfigured):
        quantity_finder("tlh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_vague_words_are_intervals_that_grow(language: str) -> None:
    for words, (low, high) in language_table(language, "numbers")["vague"].items():
        assert 1 < low < high, words


# --- Laws ---

NUMBERS = st.integers(2, 999_999_999)
CITED = [(f"Il cite {text}.", "fr") for text, *_ in FRENCH] + [
    (f"He cites {text}.", "en") for text, *_ in ENGLISH
]
SENTENCES = st.sampled_from(CITED)


def grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


@given(number=NUMBERS, separator=st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", ".", "'", "’"]))
def test_french_digits_round_trip(number: int, separator: str) -> None:
    written = grouped(number, separator)
    assert found(f"Il cite {written} drones.", "fr") == [(written, [number, number])]


@given(number=NUMBERS, separator=st.sampled_from([",", " ", "\u00a0", "\u202f", "\u2009", "’"]))
def test_english_digits_round_trip(number: int, separator: str) -> None:
    written = grouped(number, separator)
    assert found(f"He cites {written} drones.", "en") == [(written, [number, number])]


_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety"


def spelled(number: int) -> str:
    """A number below a million in English words."""
    small, tens = _UNITS.split(), _TENS.split()
    if number >= 1000:
        rest = f" {spelled(number % 1000)}" if number % 1000 else ""
        return f"{spelled(number // 1000)} thousand{rest}"
    if number >= 100:
        rest = f" and {spelled(number % 100)}" if number % 100 else ""
        return f"{small[number // 100]} hundred{rest}"
    if number >= 20:
        return tens[number // 10] + (f"-{small[number % 10]}" if number % 10 else "")
    return small[number]


@given(number=st.integers(2, 999_999))
def test_spelled_numbers_round_trip(number: int) -> None:
    words = spelled(number)
    assert found(f"He cites {words} drones.", "en") == [(words, [number, number])]


@given(number=st.integers(10, 10_000_000))
def test_bounds_stand_in_order(number: int) -> None:
    def interval(bound: str) -> Quantity:
        ((_, (low, high)),) = found(f"Il cite {bound} {grouped(number, ' ')} drones.", "fr")
        return Quantity(low, high)

    assert interval("plus de").low == number + 1
    assert interval("au moins").low == number
    assert interval("jusqu'à").high == number
    assert interval("moins de").high == number - 1
    nearly, about = interval("près de"), interval("environ")
    assert nearly.low is not None and about.low is not None and about.high is not None
    assert about.low <= nearly.low <= number == nearly.high
    assert nearly.high < about.high
    assert abs((about.low + about.high) - 2 * number) <= 1


@given(low=st.integers(2, 900), high=st.integers(2, 900))
def test_a_range_has_its_ends(low: int, high: int) -> None:
    assume(low < high)
    for text, language in (
        (f"Il cite entre {low} et {high} drones.", "fr"),
        (f"He cites {low} to {high} drones.", "en"),
    ):
        assert [interval for _, interval in found(text, language)] == [[low, high]]


@given(sentence=SENTENCES, offset=st.integers(0, 1000), before=st.text(alphabet="xy .\n", max_size=20))
def test_offsets_move_with_the_text(sentence: tuple[str, str], offset: int, before: str) -> None:
    text, language = sentence
    finder = quantity_finder(language)
    plain = finder.find(text)
    lead = before + "\n\n"
    moved = finder.find(lead + text, offset=offset)
    assert [(m.start + len(lead) + offset, m.end + len(lead) + offset, m.quantity) for m in plain] == [
        (m.start, m.end, m.quantity) for m in moved
    ]


@pytest.mark.parametrize(
    ("text", "language", "per"),
    [
        ("40 drones a month", "en", "month"),
        ("2,000 artillery shells of 155 mm per day", "en", "day"),
        ("12 F-16 jets every year", "en", "year"),
        ("40 drones par mois", "fr", "month"),
        ("2 000 obus de 155 mm par jour", "fr", "day"),
        ("300 missiles chaque année", "fr", "year"),
        ("40 drones a month ago", "en", None),
        ("40 drones in a month", "en", None),
        ("40 drones, a month later", "en", None),
        ("40 drones, and each month some training", "en", None),
        ("40 drones deux fois par mois", "fr", None),
        ("40 drones par avion", "fr", None),
    ],
)
def test_what_is_told_for_a_day_or_a_month_is_a_rate(text: str, language: str, per: str | None) -> None:
    assert mentions(text, language)[0].quantity.per == per


VARIANTS = [
    (" ", "\u00a0"),
    (" ", "\u202f"),
    ("'", "’"),
    ("-", "\u2011"),
    ("é", "e\u0301"),
    ("è", "e\u0300"),
    (r"i(?=\w)", "i\u00ad"),  # a soft hyphen stands within a word
]


@pytest.mark.parametrize("variant", VARIANTS)
def test_typography_changes_nothing(variant: tuple[str, str]) -> None:
    for text, language in CITED:
        finder = quantity_finder(language)
        other = re.sub(*variant, text)
        expected, mine = finder.find(text), finder.find(other)
        assert [m.quantity for m in mine] == [m.quantity for m in expected], text
        for one, two in zip(expected, mine, strict=True):
            assert re.sub(*variant, text[one.start : one.end]) == other[two.start : two.end]


PIECES = (
    "plus de d'un une million et demi 1 000 12 , . - – % mm à entre 3,5 4.8 milliards des la plupart 400 "
    "neuf a half dozen hundred and two to between fewer than nearly of the first $ € 5m km heures Leopard "
    "99999999999999999999 2019 mars ("
)
FRAGMENTS = st.sampled_from([*PIECES.split(), "\n", "\n\n"])


@given(parts=st.lists(FRAGMENTS | st.text(max_size=4), max_size=14))
def test_any_text_is_survived(parts: list[str]) -> None:
    text = " ".join(parts)
    for language in LANGUAGES:
        for mention in quantity_finder(language).find(text):
            assert 0 <= mention.start < mention.end <= len(text)
            words = text[mention.start : mention.end]
            assert words == words.strip()
