"""One word tells of several dealings, and their goods are named once: "Germany sent 18 tanks, Poland 14"."""

from __future__ import annotations

import pytest
from invented import claims

ELIDED = [
    (
        "en",
        "Germany sent Ukraine 18 tanks, Poland 14, Norway eight and Canada four.",
        [("DE", "UA", 18), ("PL", "UA", 14), ("NO", "UA", 8), ("CA", "UA", 4)],
    ),
    ("en", "Poland has sent Ukraine 14 Leopard tanks and Spain another 10.",
     [("PL", "UA", 14), ("ES", "UA", 10)]),
    ("en", "Greece bought 24 Rafales from France and Egypt 54.", [("FR", "GR", 24), ("FR", "EG", 54)]),
    ("en", "Lockheed has sold 35 F-35s to Belgium and 34 to Denmark.", [("US", "BE", 35), ("US", "DK", 34)]),
    ("en", "18 tanks were sent to Ukraine by Germany and 14 by Poland.",
     [("DE", "UA", 18), ("PL", "UA", 14)]),
    ("fr", "Paris a livré à Kiev 30 canons Caesar, et le Danemark 19 autres.",
     [("FR", "UA", 30), ("DK", "UA", 19)]),
    ("fr", "L'Allemagne a livré 18 chars Leopard à l'Ukraine, la Pologne 14 et le Portugal trois.",
     [("DE", "UA", 18), ("PL", "UA", 14), ("PT", "UA", 3)]),
    ("fr", "La Belgique a commandé 34 F-35 aux États-Unis, la Suisse 36.",
     [("US", "BE", 34), ("US", "CH", 36)]),
    ("fr", "L'Ukraine a reçu dix hélicoptères du Royaume-Uni et trois de la France.",
     [("GB", "UA", 10), ("FR", "UA", 3)]),
    # The first number is the sum of the others.
    ("en", "Poland ordered 366 tanks, 250 from the United States and 116 from South Korea.",
     [("US", "PL", 250), ("KR", "PL", 116)]),
]  # fmt: skip
SUMMED = (
    "Kiev a reçu cinq batteries Patriot : deux de l'Allemagne, les autres des États-Unis et de la Roumanie."
)
GAPPED = [
    # With a number and goods of its own, or goods that nobody counts.
    ("fr", "Le Danemark a fourni huit F-16 et la Norvège six Leopard.",
     [("DK", "", "fighter", 8), ("NO", "", "tank", 6)]),
    ("fr", "Le Canada a cédé 12 chars à l'Ukraine et la Belgique 20 mortiers.",
     [("CA", "UA", "tank", 12), ("BE", "UA", "mortar", 20)]),
    ("fr", "Les Tchèques livrent des obus à l'Ukraine, les Polonais des chars à la Moldavie.",
     [("CZ", "UA", "artillery-shell", None), ("PL", "MD", "tank", None)]),
    ("fr", "La France a donné douze canons au Togo, l'Italie six radars au Bénin "
     "et le Portugal des fusils au Ghana.",
     [("FR", "TG", "howitzer", 12), ("IT", "BJ", "radar", 6), ("PT", "GH", "small-arms", None)]),
    ("en", "Canada gave 12 tanks to Ukraine, and Belgium 20 mortars.",
     [("CA", "UA", "tank", 12), ("BE", "UA", "mortar", 20)]),
    ("en", "Russia delivered tanks to Laos, and China two frigates to Cambodia.",
     [("RU", "LA", "tank", None), ("CN", "KH", "frigate", 2)]),
    # The one who takes does.
    ("fr", "L'Inde a acheté 12 canons à la Norvège et le Vietnam six radars à l'Espagne.",
     [("NO", "IN", "howitzer", 12), ("ES", "VN", "radar", 6)]),
    ("en", "Kenya ordered drones from Turkey and Uganda 12 howitzers from Serbia.",
     [("TR", "KE", "uav", None), ("RS", "UG", "howitzer", 12)]),
    # The goods are those of the first.
    ("fr", "La Finlande livre des mortiers au Kenya, l'Italie à la Tanzanie.",
     [("FI", "KE", "mortar", None), ("IT", "TZ", "mortar", None)]),
    ("fr", "L'Iran fournit des armes au régime syrien et le Qatar aux rebelles.",
     [("IR", "SY", "arms", None), ("QA", "syrian-rebels", "arms", None)]),
    ("en", "Turkey exports drones to Mali, Serbia to Niger.",
     [("TR", "ML", "uav", None), ("RS", "NE", "uav", None)]),
]  # fmt: skip
UNGAPPED = [
    # Two who take, before the goods, behind a preposition, or each right before the goods.
    ("fr", "La France a livré à l'Ukraine et la Moldavie 12 obusiers.", [("FR", "UA+MD", "howitzer", 12)]),
    ("fr", "Le Canada a cédé 12 chars à l'Ukraine et 20 mortiers à la Belgique.",
     [("CA", "UA", "tank", 12), ("CA", "BE", "mortar", 20)]),
    ("en", "Germany sold Egypt four submarines and Israel three frigates.",
     [("DE", "EG", "submarine", 4), ("DE", "IL", "frigate", 3)]),
    # No goods stand behind the party, or no one else who takes any stands before it.
    ("en", "India ordered missiles from Israel and Russia 10 years ago.", [("IL+RU", "IN", "missile", None)]),
    ("en", "Russia sent missiles from Iran and Belarus to Syria.", [("RU+IR+BY", "SY", "missile", None)]),
]  # fmt: skip
WHOLE = [
    ("en", "Sweden will give 10 of its 14 tanks to Ukraine.", ("SE", "UA", 10)),
    ("en", "Poland ordered 366 Abrams tanks from the United States, 250 of them new.", ("US", "PL", 366)),
    ("fr", "La France et le Danemark ont livré 49 canons Caesar à l'Ukraine.", ("FR+DK", "UA", 49)),
]


def told(language: str, text: str) -> list[tuple[str, str, int | None]]:
    """Who gives, who takes and how many, claim by claim."""
    return [
        (
            "+".join(claim.supplier),
            "+".join(claim.recipient),
            claim.quantity.low if claim.quantity is not None else None,
        )
        for claim in claims(language, text)
    ]


@pytest.mark.parametrize(("language", "text", "dealings"), ELIDED)
def test_a_bare_number_and_a_party_are_a_dealing_of_their_own(
    language: str, text: str, dealings: list[tuple[str, str, int]]
) -> None:
    assert told(language, text) == dealings


@pytest.mark.parametrize(("language", "text", "dealing"), WHOLE)
def test_numbers_of_one_dealing_do_not_divide_it(
    language: str, text: str, dealing: tuple[str, str, int]
) -> None:
    assert told(language, text) == [dealing]


@pytest.mark.parametrize(
    ("language", "text", "times"),
    [
        ("en", "France delivered 12 Caesars to Ukraine in 2022 and six to Estonia in 2023.",
         ["2022", "2023"]),
        ("fr", "Moscou a livré 12 Su-35 à Téhéran en 2022 et 24 à l'Algérie en 2023.", ["2022", "2023"]),
        ("en", "Norway will donate three NASAMS launchers to Ukraine and Denmark two, both said on Tuesday.",
         ["2023-06-06", "2023-06-06"]),
        ("fr", "En 2022, Moscou a livré 12 Su-35 à Téhéran et 24 à l'Algérie.", ["2022", "2022"]),
    ],
)  # fmt: skip
def test_each_has_the_time_that_is_told_with_it(language: str, text: str, times: list[str]) -> None:
    assert [claim.when for claim in claims(language, text)] == times


def test_the_sum_keeps_all_who_gave() -> None:
    assert told("fr", SUMMED) == [("DE+US+RO", "UA", 5), ("DE", "UA", 2)]


def test_who_is_passed_through_has_no_goods_of_its_own() -> None:
    (claim,) = claims(
        "en",
        "Guided bombs made in China and howitzers of the same origin have reached Sudan's Rapid Support "
        "Forces, most likely through the United Arab Emirates, Amnesty International said.",
    )
    assert set(claim.supplier) == {"CN", "AE"}
    assert set(claim.item) == {"bomb", "howitzer"}


def test_where_both_parties_are_likelier_on_one_side_neither_side_is_lost() -> None:
    told = claims(
        "fr", "Les F-16 néerlandais attendus à Kiev n'y seront pas avant l'été, prévient Kajsa Ollongren."
    )
    assert [claim.polarity for claim in told] == ["denied", "affirmed"]
    assert {(claim.supplier, claim.recipient) for claim in told} == {(("NL",), ("UA",))}


def told_of(language: str, text: str) -> list[tuple[str, str, str, int | None]]:
    """As `told`, with the goods."""
    return [
        (gives, takes, "+".join(claim.item), low)
        for (gives, takes, low), claim in zip(told(language, text), claims(language, text), strict=True)
    ]


@pytest.mark.parametrize(("language", "text", "dealings"), GAPPED)
def test_a_party_and_goods_without_a_verb_are_a_dealing_of_their_own(
    language: str, text: str, dealings: list[tuple[str, str, str, int | None]]
) -> None:
    assert told_of(language, text) == dealings


@pytest.mark.parametrize(("language", "text", "dealings"), UNGAPPED)
def test_another_party_of_the_same_dealing_is_none(
    language: str, text: str, dealings: list[tuple[str, str, str, int | None]]
) -> None:
    assert told_of(language, text) == dealings
