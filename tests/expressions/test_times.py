"""Expressions of time: what they mean on the day of a report, what is none, and laws that hold for any.

The sentences are invented.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracewire.errors import Misconfigured
from tracewire.expressions.times import TimeFinder, TimeMention, time_finder
from tracewire.lexicon import language_table
from tracewire.model.when import Edtf

LANGUAGES = ("fr", "en")


def found(text: str, language: str, published: str | None = "2023-06-09") -> list[tuple[str, str]]:
    """The words and the meaning of each expression; the report is of Friday, 9 June 2023."""
    mentions = time_finder(language).find(text, published=published)
    return [(text[m.start : m.end], m.edtf) for m in mentions]


def examples(key: str) -> list[tuple[str, str, str]]:
    return [
        (language, row["name"], example)
        for language in LANGUAGES
        for row in language_table(language, "times")["rule"]
        for example in row.get(key, ())
    ]


@pytest.mark.parametrize(("language", "rule", "example"), examples("finds"))
def test_each_rule_finds_its_examples(language: str, rule: str, example: str) -> None:
    mentions = time_finder(language).find(example, published="2023-06-09")
    assert rule in {m.rule.partition("+")[0] for m in mentions}


@pytest.mark.parametrize(("language", "rule", "example"), examples("skips"))
def test_each_rule_skips_its_counterexamples(language: str, rule: str, example: str) -> None:
    mentions = time_finder(language).find(example, published="2023-06-09")
    assert rule not in {m.rule.partition("+")[0] for m in mentions}


@pytest.mark.parametrize("language", LANGUAGES)
def test_named_events_have_a_source_and_a_date(language: str) -> None:
    for row in language_table(language, "times")["event"]:
        assert row["source"]
        assert Edtf.parse(row["when"]).low


FRENCH = [
    # dates
    ("Le contrat a été signé le 12 mars 2021.", "le 12 mars 2021", "2021-03-12"),
    (
        "Oslo a exprimé son intention d'aider, à l'instar de Rome qui compte livrer des chars fin août.",
        "fin août",
        "2023-08",
    ),
    ("Oslo s'apprête à livrer ses chars en août.", "en août", "2023-08"),
    ("Oslo s'est engagé à livrer ses chars en août.", "en août", "2023-08"),
    ("Oslo entend envoyer ses premiers chars « fin août ».", "fin août", "2023-08"),
    ("Oslo a dit : « en août Rome a livré des chars ».", "en août", "2022-08"),
    ("Signé le 12 mars à Brest.", "le 12 mars", "2023-03-12"),
    ("Réunion prévue le 3 juillet.", "le 3 juillet", "2023-07-03"),
    ("Une foire se tiendra le 1er août.", "le 1er août", "2023-08-01"),
    ("Saisie au port entre le 6 et le 8 décembre.", "entre le 6 et le 8 décembre", "2022-12-06/2022-12-08"),
    ("Des vols du 28 avril au 3 mai.", "du 28 avril au 3 mai", "2023-04-28/2023-05-03"),
    ("Des vols entre novembre et janvier 2022.", "entre novembre et janvier 2022", "2021-11/2022-01"),
    ("Partis entre février 2022 et la fin de 2023.", "entre février 2022 et la fin de 2023", "2022-02/2023"),
    ("Partis du début de 2021 à la fin de 2022.", "du début de 2021 à la fin de 2022", "2021/2022"),
    ("Un projet prévoyant vingt chars a été gelé en août.", "en août", "2022-08"),
    ("De 2011 à 2015, rien n'a bougé.", "De 2011 à 2015", "2011/2015"),
    ("Passés de 12 avions en 2008 à 40 en 2016.", "de 12 avions en 2008 à 40 en 2016", "2008/2016"),
    ("En 2014 Oslo vendait des fusils, et en août des chars.", "en août", "2014-08"),
    ("Oslo vendait des fusils en 2014, et en août des chars.", "en août", "2022-08"),
    ("Le budget 2022-2023 l'autorise.", "2022-2023", "2022/2023"),
    ("Livraison le 12/03/2021.", "12/03/2021", "2021-03-12"),
    ("Fin novembre, un cargo est parti.", "Fin novembre", "2022-11"),
    ("Mi-mars, un cargo est parti.", "Mi-mars", "2023-03"),
    ("Ils arriveront début 2025.", "début 2025", "2025"),
    ("Les chars des années 1970 roulent.", "années 1970", "1970/1979"),
    ("Commandés au second semestre 2020.", "au second semestre 2020", "2020-07/2020-12"),
    # weekdays and days
    ("a-t-il dit vendredi.", "vendredi", "2023-06-09"),
    ("a-t-il dit lundi.", "lundi", "2023-06-05"),
    ("a-t-il dit vendredi dernier.", "vendredi dernier", "2023-06-02"),
    ("La frégate appareillera lundi.", "lundi", "2023-06-12"),
    ("La frégate est partie hier.", "hier", "2023-06-08"),
    ("dans la nuit de mardi à mercredi", "nuit de mardi à mercredi", "2023-06-06/2023-06-07"),
    ("Parti il y a deux jours.", "il y a deux jours", "2023-06-07"),
    ("Parti il y a trois mois.", "il y a trois mois", "2023-03"),
    # units
    ("Promis le mois dernier.", "mois dernier", "2023-05"),
    ("Promis la semaine dernière.", "semaine dernière", "2023-05-29/2023-06-04"),
    ("Promis l'an dernier.", "an dernier", "2022"),
    ("Promis en mai de l'année dernière.", "en mai de l'année dernière", "2022-05"),
    ("Prêts au début de l'année prochaine.", "au début de l'année prochaine", "2024"),
    ("Prêts d'ici la fin de l'année.", "d'ici la fin de l'année", "../2023"),
    ("Prêts d'ici quelques semaines.", "d'ici quelques semaines", "2023-06/2023-07"),
    ("Prêts dans les jours à venir.", "les jours à venir", "2023-06"),
    ("Vus ces derniers mois.", "ces derniers mois", "2023-03/2023-06"),
    ("Vus au cours des deux dernières années.", "des deux dernières années", "2021/2023"),
    # the year behind the word for it, and parts of one
    ("Exportés à la fin de l'année 2022.", "à la fin de l'année 2022", "2022"),
    ("Livrés au cours de l'année 2021.", "au cours de l'année 2021", "2021"),
    ("Prêts d'ici à la fin de l'année 2024.", "d'ici à la fin de l'année 2024", "../2024"),
    ("En service depuis le début de l'année 2022.", "depuis le début de l'année 2022", "2022/.."),
    ("Livrés en mai de l'année 2021.", "en mai de l'année 2021", "2021-05"),
    ("Livrés dans les premiers mois de l'année 2021.", "premiers mois de l'année 2021", "2021"),
    ("Livrés dans les dernières semaines de 2022.", "dernières semaines de 2022", "2022"),
    ("Livrés au dernier trimestre 2022.", "au dernier trimestre 2022", "2022-10/2022-12"),
    ("Livrés au premier semestre de l'année 2021.", "au premier semestre de l'année 2021", "2021-01/2021-06"),
    ("Livrés les deux derniers mois de 2022.", "deux derniers mois de 2022", "2022-11/2022-12"),
    ("Livrés à la fin du mois de mars 2022.", "à la fin du mois de mars 2022", "2022-03"),
    ("Livrés au milieu de l'année.", "au milieu de l'année", "2023"),
    ("Livrés au cours de l'année écoulée.", "au cours de l'année écoulée", "2022-06/2023-06"),
    ("Livrés de décembre à la mi-mars.", "de décembre à la mi-mars", "2022-12/2023-03"),
    ("Livrés entre juin 2022 et début 2023.", "entre juin 2022 et début 2023", "2022-06/2023"),
    # seasons
    ("Livrés au cours de l'hiver.", "au cours de l'hiver", "2022-24"),
    ("Livrés l'été dernier.", "été dernier", "2022-22"),
    ("Livrés cet hiver.", "cet hiver", "2022-24"),
    ("Ils partiront à l'automne.", "automne", "2023-23"),
    # edges
    ("Suspendue depuis juin 2021.", "depuis juin 2021", "2021-06/.."),
    ("Suspendue depuis août.", "depuis août", "2022-08/.."),
    ("Suspendue depuis deux ans.", "depuis deux ans", "2021/.."),
    ("À compter de juillet, 300 obus.", "À compter de juillet", "2023-07/.."),
    ("Livraisons à partir de 2026.", "à partir de 2026", "2026/.."),
    ("Livrable avant la fin de 2029.", "avant la fin de 2029", "../2029"),
    ("En service jusqu'en mars.", "jusqu'en mars", "../2023-03"),
    (
        "Depuis la révolte du 25 janvier 2011, il arme.",
        "Depuis la révolte du 25 janvier 2011",
        "2011-01-25/..",
    ),
    ("Ils partiront après Pâques.", "après Pâques", "2024-03/.."),
]

ENGLISH = [
    ("It was signed on March 12, 2021.", "on March 12, 2021", "2021-03-12"),
    ("It was signed on 12 March in Brest.", "on 12 March", "2023-03-12"),
    ("It sailed on Jan. 13.", "on Jan. 13", "2023-01-13"),
    ("The board meets July 3.", "July 3", "2023-07-03"),
    ("Flights between Sept. 7 and Oct. 1 were seen.", "between Sept. 7 and Oct. 1", "2022-09-07/2022-10-01"),
    ("It left between May 2022 and the end of 2023.", "between May 2022 and the end of 2023", "2022-05/2023"),
    (
        "From the end of March to early June it flew.",
        "From the end of March to early June",
        "2023-03/2023-06",
    ),
    ("A plan to buy six was frozen in the autumn.", "in the autumn", "2022-23"),
    (
        "Aid rose from $2 million in 2009 to about $9 million in 2018.",
        "from $2 million in 2009 to about $9 million in 2018",
        "2009/2018",
    ),
    ("Aid came from Oslo in 2009 and 12 more went to Rome in 2018.", "in 2009", "2009"),
    ("Back in 2014 Oslo sold rifles, and in August it sold tanks.", "in August", "2014-08"),
    ("Back in 2014 Oslo\nsold rifles, and\nin August it sold tanks.", "in August", "2014-08"),
    ("In 2014 Oslo sold rifles.\u00a0And in August it sold tanks.", "in August", "2022-08"),
    ("In spring 2017, it sent tanks and, in June, a battery.", "in June", "2017-06"),
    ("Oslo sold rifles in 2014, and in August it sold tanks.", "in August", "2022-08"),
    ("In 2014 Oslo sold rifles. And in August it sold tanks.", "in August", "2022-08"),
    ("In May 12 howitzers left.", "In May", "2023-05"),
    ("On May 12 howitzers left.", "On May 12", "2023-05-12"),
    ("Six were due to be bought in the autumn.", "in the autumn", "2023-23"),
    ("Six were to be bought in August.", "in August", "2023-08"),
    ("They will receive 50,000-100,000 shells in August.", "in August", "2023-08"),
    ("Oslo has promised to deliver the tanks in August.", "in August", "2023-08"),
    ("Oslo wants to deliver the tanks by August.", "by August", "../2023-08"),
    ("Oslo, which pledged tanks in August, wants more.", "in August", "2022-08"),
    ('The tanks, which will come "in late August", are old.', "in late August", "2023-08"),
    ("Flights on May 6-8 were seen.", "on May 6-8", "2023-05-06/2023-05-08"),
    ("Made between July 2021 and July 2022.", "between July 2021 and July 2022", "2021-07/2022-07"),
    ("Sold from 2011 to 2015.", "from 2011 to 2015", "2011/2015"),
    ("Sold in 2011-15, the rifles rust.", "in 2011-15", "2011/2015"),
    ("Ordered in January 2022.", "in January 2022", "2022-01"),
    ("Ordered last June.", "last June", "2022-06"),
    ("Spent by mid-April.", "by mid-April", "../2024-04"),
    ("Shells from the 1970s misfire.", "from the 1970s", "1970/1979"),
    ("Sold in the first six months of 2019.", "in the first six months of 2019", "2019-01/2019-06"),
    ("he said on Friday.", "on Friday", "2023-06-09"),
    ("he said Saturday.", "Saturday", "2023-06-03"),
    ("he said last Friday.", "last Friday", "2023-06-02"),
    ("It will sail on Monday.", "on Monday", "2023-06-12"),
    ("The police are to receive them in January.", "in January", "2024-01"),
    ("It is going to sail in January.", "in January", "2024-01"),
    ("It sailed yesterday.", "yesterday", "2023-06-08"),
    ("It sailed two days ago.", "two days ago", "2023-06-07"),
    ("It sailed a fortnight ago.", "a fortnight ago", "2023-05-22/2023-05-28"),
    ("Pledged last month.", "last month", "2023-05"),
    ("Pledged last week.", "last week", "2023-05-29/2023-06-04"),
    ("It plans curbs next week.", "next week", "2023-06-12/2023-06-18"),
    ("It chooses early next year.", "early next year", "2024"),
    ("Due by the end of next year.", "by the end of next year", "../2024"),
    ("Due within the next year.", "within the next year", "2023-06/2024-06"),
    ("Due in the coming weeks.", "in the coming weeks", "2023-06/2023-07"),
    ("Shipped in recent weeks.", "in recent weeks", "2023-05/2023-06"),
    ("Shipped so far this year.", "so far this year", "2023"),
    ("Trained this spring.", "this spring", "2023-21"),
    ("Ran out last fall.", "last fall", "2022-23"),
    ("Shipped at the end of the year 2022.", "end of the year 2022", "2022"),
    ("Shipped early in the year 2021.", "in the year 2021", "2021"),
    ("Shipped late last year.", "late last year", "2022"),
    ("Shipped in the final months of 2022.", "in the final months of 2022", "2022"),
    ("Shipped in the early months of the year.", "in the early months of the year", "2023"),
    ("Shipped in the last quarter of 2022.", "in the last quarter of 2022", "2022-10/2022-12"),
    ("Shipped in the last two months of 2022.", "in the last two months of 2022", "2022-11/2022-12"),
    ("Shipped at the end of the month of March 2022.", "end of the month of March 2022", "2022-03"),
    ("From December to early March, ships called.", "From December to early March", "2022-12/2023-03"),
    ("Handed over in the spring.", "in the spring", "2023-21"),
    ("Received since August.", "since August", "2022-08/.."),
    ("Received since late 2022.", "since late 2022", "2022/.."),
    ("Built from 2026.", "from 2026", "2026/.."),
    ("The Danes lead from August.", "from August", "2023-08/.."),
    ("Trained until March.", "until March", "../2023-03"),
    ("Not cooled since Christmas.", "since Christmas", "2022-12/.."),
]


@pytest.mark.parametrize(("text", "words", "edtf"), FRENCH)
def test_french(text: str, words: str, edtf: str) -> None:
    assert (words, edtf) in found(text, "fr")


@pytest.mark.parametrize(("text", "words", "edtf"), ENGLISH)
def test_english(text: str, words: str, edtf: str) -> None:
    assert (words, edtf) in found(text, "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les fusils ont été livrés, une seconde fois, par le Mars Express."),
        ("fr", "Il invoque la résolution 2231 et l'accord de 2015 sur 24 900 centrifugeuses."),
        ("fr", "Pour l'instant, 2 000 obus de 155 mm manquent."),
        ("en", "It may march on, may fall, may spring up."),
        ("en", "Resolution 2231 and the 2015 nuclear deal name 24 900 centrifuges."),
        ("en", "A second tank, one of 2,000, reads the Sunday Times."),
    ],
)
def test_what_is_no_time(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "published", "edtf"),
    [
        ("fr", "Il l'a dit mercredi.", "2022-12", "2022-12"),
        ("fr", "Il l'a dit hier.", "2022-12", "2022-12"),
        ("fr", "Livrés la semaine dernière.", "2022-12", "2022-12"),
        ("fr", "Livrés fin novembre.", "2022-12", "2022-11"),
        ("fr", "Livrés le mois dernier.", "2022", "2022"),
        ("en", "Shipped two days ago.", "2022", "2022"),
        ("en", "Shipped last year.", "2022", "2021"),
        ("en", "Shipped in May.", "2022-05", "2022-05"),
    ],
)
def test_no_finer_than_the_date_of_the_report(language: str, text: str, published: str, edtf: str) -> None:
    assert [meaning for _, meaning in found(text, language, published)] == [edtf]


def test_without_the_date_of_the_report_only_what_carries_its_year() -> None:
    text = "Le 12 mars, vendredi, l'an dernier, en mai 2021, en 2019 et depuis août."
    assert found(text, "fr", None) == [("en mai 2021", "2021-05"), ("en 2019", "2019")]


def test_a_war_dates_only_in_a_text_that_speaks_of_it() -> None:
    before = "Téhéran a cédé des drones avant le début de la guerre, mais pas depuis."
    finder = time_finder("fr")

    def meanings(**options: str) -> list[str]:
        return [m.edtf for m in finder.find(before, published="2023-06", **options)]

    assert meanings() == []
    assert meanings(context="La Russie a envahi l'Ukraine. " + before) == ["../2022-02", "2022-02/.."]
    assert meanings(context="Le Hamas, à Gaza, contre la Russie. " + before) == []


def test_a_war_is_no_date_where_it_acts() -> None:
    assert found("Deliveries were delayed by the war in Ukraine.", "en") == []


def test_an_event_is_not_yet_known_before_it_happens() -> None:
    text = "Since the war in Ukraine began, nothing was sold."
    assert found(text, "en", "2015-03-01") == []


def test_what_leans_on_an_earlier_date() -> None:
    text = "It sailed on Jan. 13. Troops met it two days later. In 1973 they fought; ten years later, sold."
    assert [edtf for _, edtf in found(text, "en")] == ["2023-01-13", "2023-01-15", "1973", "1983"]


LEANING = [
    ("fr", "Signé en avril 2021. Livrés à partir de septembre de la même année.", "2021-09/.."),
    ("fr", "Signé en 2021, a-t-il dit lundi. Livrés en mai de cette année-là.", "2021-05"),
    ("fr", "Signé en 2021. Livrés le 3 mai de l'année suivante.", "2022-05-03"),
    ("fr", "Signé le 12 avril 2021. Ce mois-là, dix chars sont partis.", "2021-04"),
    ("fr", "Signé le 12 avril 2021. La même année, dix chars sont partis.", "2021"),
    ("fr", "Signé en avril 2021. Cet été-là, dix chars sont partis.", "2021-22"),
    ("fr", "Signé en avril 2021. Au second semestre de la même année, deux frégates.", "2021-07/2021-12"),
    ("fr", "Signé en avril 2019. Livrés en décembre suivant.", "2019-12"),
    ("en", "It was signed in April 2021. They came in September of the same year.", "2021-09"),
    ("en", "It was signed in 2021, he said on Monday. They came in May that year.", "2021-05"),
    ("en", "It was signed on 3 April 2021. Later that month, ten left.", "2021-04"),
    ("en", "It was signed in April 2021. By the end of that year, ten had left.", "../2021"),
    ("en", "It was signed in May 2021. That winter, ten left.", "2021-24"),
    ("en", "It was signed in 2021. They came in the spring of the following year.", "2022-21"),
    ("en", "It was signed in May 2019. They came the following March.", "2020-03"),
]


@pytest.mark.parametrize(("language", "text", "edtf"), LEANING)
def test_a_year_or_month_of_the_last_date_named(language: str, text: str, edtf: str) -> None:
    assert found(text, language)[-1][1] == edtf


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Livrés au printemps de la même année."),
        ("fr", "Livrés en mai de l'année suivante."),
        ("en", "They came in September of the same year."),
    ],
)
def test_what_leans_on_no_date_is_left_out(language: str, text: str) -> None:
    assert found(text, language) == []


def test_a_day_leans_on_the_last_day_told() -> None:
    text = "A deal was signed in 2021, he said on Monday. Later that day, ten tanks left."
    assert found(text, "en")[-1] == ("Later that day", "2023-06-05")
    text = "Un accord date de 2021. Dix chars sont arrivés lundi. La même semaine, trois autres suivaient."
    assert found(text, "fr")[-1] == ("même semaine", "2023-06-05/2023-06-11")


def test_the_rule_tells_the_edge() -> None:
    (mention,) = time_finder("fr").find("Depuis le mois d'août 2022, rien.", published=None)
    assert mention == TimeMention(start=0, end=26, edtf="2022-08/..", rule="month-year+since")


def test_a_language_without_a_pack_is_refused() -> None:
    with pytest.raises(Misconfigured):
        TimeFinder("tlh")


# --- Laws ---

DAYS = st.dates(min_value=date(1991, 1, 1), max_value=date(2049, 12, 31))
SENTENCES = st.sampled_from([(text, "fr") for text, *_ in FRENCH] + [(text, "en") for text, *_ in ENGLISH])
FRENCH_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
FRENCH_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
ENGLISH_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@given(day=DAYS, other=DAYS)
def test_a_written_date_means_its_day(day: date, other: date) -> None:
    first = "1er" if day.day == 1 else day.day
    french = f"Signé le {first} {FRENCH_MONTHS[day.month - 1]} {day.year} à Brest."
    english = f"Signed on {ENGLISH_MONTHS[day.month - 1]} {day.day}, {day.year} in Brest."
    british = f"Signed on {day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year} in Brest."
    published = other.isoformat()
    for text, language in ((french, "fr"), (english, "en"), (british, "en")):
        assert [edtf for _, edtf in found(text, language, published)] == [day.isoformat()]


@given(published=DAYS, weekday=st.integers(0, 6))
def test_a_weekday_is_of_the_last_seven_days(published: date, weekday: int) -> None:
    for text, language in (
        (f"dit-il {FRENCH_DAYS[weekday]}.", "fr"),
        (f"he said {ENGLISH_DAYS[weekday]}.", "en"),
    ):
        ((_, edtf),) = found(text, language, published.isoformat())
        day = date.fromisoformat(edtf)
        assert day.weekday() == weekday
        assert timedelta(0) <= published - day < timedelta(7)


@given(published=DAYS, weekday=st.integers(0, 6))
def test_a_weekday_to_come_is_of_the_next_seven_days(published: date, weekday: int) -> None:
    ((_, edtf),) = found(f"Le cargo partira {FRENCH_DAYS[weekday]}.", "fr", published.isoformat())
    day = date.fromisoformat(edtf)
    assert day.weekday() == weekday
    assert timedelta(0) <= day - published < timedelta(7)


@given(published=DAYS, month=st.integers(1, 12))
def test_a_bare_month_is_the_nearest_one_past(published: date, month: int) -> None:
    for text, language in (
        (f"Livrés en {FRENCH_MONTHS[month - 1]}.", "fr"),
        (f"Sold in {ENGLISH_MONTHS[month - 1]}.", "en"),
    ):
        ((_, edtf),) = found(text, language, published.isoformat())
        span = Edtf.parse(edtf)
        assert span.low is not None and span.high is not None
        assert span.low.month == month
        assert span.low <= published
        assert (published - span.high).days < 366


@given(published=DAYS)
def test_this_last_and_next_touch_and_do_not_overlap(published: date) -> None:
    for unit, last, this, next_ in (
        ("week", "last week", "this week", "next week"),
        ("month", "last month", "this month", "next month"),
        ("year", "last year", "this year", "next year"),
    ):
        spans = []
        for words in (last, this, next_):
            ((_, edtf),) = found(f"Sold {words}.", "en", published.isoformat())
            spans.append(Edtf.parse(edtf))
        before, now, after = spans
        assert before.high and now.low and now.high and after.low, unit
        assert now.low <= published <= now.high
        assert before.high + timedelta(1) == now.low
        assert now.high + timedelta(1) == after.low


@given(published=DAYS, days=st.integers(2, 30))
def test_days_ago_and_days_ahead(published: date, days: int) -> None:
    ((_, ago),) = found(f"Parti il y a {days} jours.", "fr", published.isoformat())
    assert date.fromisoformat(ago) == published - timedelta(days)
    ((_, ahead),) = found(f"Prêt d'ici {days} jours.", "fr", published.isoformat())
    assert Edtf.parse(ahead).low == published
    assert Edtf.parse(ahead).high == published + timedelta(days)


@given(published=DAYS, sentence=SENTENCES)
def test_every_result_is_read_and_its_span_is_in_the_text(published: date, sentence: tuple[str, str]) -> None:
    text, language = sentence
    for mention in time_finder(language).find(text, published=published.isoformat()):
        Edtf.parse(mention.edtf)
        words = text[mention.start : mention.end]
        assert words and words == words.strip()


@given(sentence=SENTENCES, offset=st.integers(0, 10_000), before=st.text(alphabet="ab \n", max_size=30))
def test_offsets_move_with_the_text(sentence: tuple[str, str], offset: int, before: str) -> None:
    text, language = sentence
    finder = time_finder(language)
    plain = finder.find(text, published="2023-06-09")
    moved = finder.find(text, published="2023-06-09", offset=offset)
    assert [(m.start + offset, m.end + offset, m.edtf) for m in plain] == [
        (m.start, m.end, m.edtf) for m in moved
    ]
    lead = before + "\n\n"
    behind = finder.find(lead + text, published="2023-06-09")
    assert [(m.start + len(lead), m.edtf) for m in plain] == [(m.start, m.edtf) for m in behind]


VARIANTS = [
    (" ", "\u00a0"),
    (" ", "\u202f"),
    (" ", "  "),
    (" ", "\n"),
    ("'", "’"),
    ("-", "\u2011"),
    ("é", "e\u0301"),
    ("û", "u\u0302"),
    ("a", "a\u00ad"),
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_typography_changes_nothing(language: str, variant: tuple[str, str]) -> None:
    finder = time_finder(language)
    for text, *_ in {"fr": FRENCH, "en": ENGLISH}[language]:
        other = text.replace(*variant)
        expected = finder.find(text, published="2023-06-09")
        mentions = finder.find(other, published="2023-06-09")
        assert [m.edtf for m in mentions] == [m.edtf for m in expected], text
        for mine, theirs in zip(mentions, expected, strict=True):
            words = text[theirs.start : theirs.end].replace(*variant)
            assert re.sub(r"\s+", " ", other[mine.start : mine.end]) == re.sub(r"\s+", " ", words)


PIECES = (
    "depuis le 31 février 12 mars été d'ici à fin 2024 - – , . ( ) mai entre et du au 0 00 99 1er lundi "
    "dernier il y a deux ans "
    "plus tard since by May the end of 2022-99 9999 next last week ago Easter 's later"
)
FRAGMENTS = st.sampled_from([*PIECES.split(), "\n", "\n\n"])


@given(
    parts=st.lists(FRAGMENTS | st.text(max_size=4), max_size=14),
    published=st.sampled_from(["2024-02-29", "2022-12", "2022", "2022-22", None, "0001-01-01", "9999-12-31"]),
)
def test_any_text_is_survived(parts: list[str], published: str | None) -> None:
    text = " ".join(parts)
    for language in LANGUAGES:
        end = 0
        for mention in time_finder(language).find(text, published=published):
            assert end <= mention.end <= len(text)
            assert 0 <= mention.start < mention.end
            end = mention.end
            Edtf.parse(mention.edtf)
