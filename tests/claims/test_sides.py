"""Who gives and who takes in a dealing, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


@pytest.mark.parametrize(("language", "text", "suppliers"), [
    ("en", "Italy, the United States and Norway sent drones to Mali.", {"IT", "US", "NO"}),
    ("fr", "L'Italie, les États-Unis et la Norvège ont livré des drones au Mali.", {"IT", "US", "NO"}),
    ("en", "Tanks were sent to Ghana by Norway, the United States, and Italy.", {"IT", "US", "NO"}),
])  # fmt: skip
def test_states_of_a_list_are_no_members_of_another(language: str, text: str, suppliers: set[str]) -> None:
    assert {code for one in claims(language, text) for code in one.supplier} == suppliers


@pytest.mark.parametrize("text", [
    "Oslo spoke on Mali's use of Turkish drones.",
    "Compared with other campaigns, such as Mali's use of Turkish drones, it was short.",
])  # fmt: skip
def test_what_stands_before_the_use_of_arms_says_nothing_of_who_uses_them(text: str) -> None:
    assert [(one.supplier, one.recipient) for one in claims("en", text)] == [(("TR",), ("ML",))]


@pytest.mark.parametrize(("language", "text", "suppliers"), [
    ("fr", "Le Ghana a acheté 12 obusiers à la Norvège pour 25 millions de francs suisses.", {"NO"}),
    ("fr", "Riyad a importé pour 25 milliards de dollars américains d'armes en 2019.", set()),
    ("en", "Ghana bought 12 Norwegian howitzers for 25 million Canadian dollars.", {"NO"}),
])  # fmt: skip
def test_whose_money_it_is_says_nothing_of_who_sells(language: str, text: str, suppliers: set[str]) -> None:
    assert {code for one in claims(language, text) for code in one.supplier} == suppliers


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Pro-Iranian groups fired 12 rockets at a base in Iraq."),
    ("fr", "Des groupes pro-iraniens ont tiré 12 roquettes sur une base en Irak."),
])  # fmt: skip
def test_who_is_for_a_state_is_not_that_state(language: str, text: str) -> None:
    assert {one.recipient for one in claims(language, text)} == {()}


def test_who_seized_goods_takes_none_of_what_the_next_sentence_tells_of_them() -> None:
    text = (
        "The Spanish Navy has seized thousands of weapons from a ship in the Arabian Sea, officials said."
        " The shipment includes thousands of Chinese assault rifles, according to the Navy."
    )
    assert not any("ES" in (*one.supplier, *one.recipient) for one in claims("en", text))


@pytest.mark.parametrize(("language", "text", "supplier"), [
    ("fr", "Une entreprise wallonne a livré 300 fusils au Ghana.", ("BE",)),
    ("en", "A Bavarian firm sold 20 engines to Iran.", ("DE",)),
])  # fmt: skip
def test_a_region_is_of_its_state(language: str, text: str, supplier: tuple[str, ...]) -> None:
    assert [one.supplier for one in claims(language, text)] == [supplier]


@pytest.mark.parametrize(("language", "text", "givers"), [
    ("en", "Ukraine received shells from American stocks in Israel.", ("US",)),
    ("en", "Togo received armoured vehicles from French army depots in Djibouti.", ("FR",)),
    ("fr", "Le Togo a reçu des blindés de dépôts de l'armée française à Djibouti.", ("FR",)),
    ("en", "Togo received armoured vehicles from depots in Djibouti.", ("DJ",)),
    ("en", "Ukraine received shells from Norway and from factories in Poland.", ("NO", "PL")),
    ("fr", "Le Togo a reçu des blindés d'Italie et de France.", ("IT", "FR")),
])  # fmt: skip
def test_the_country_of_the_depot_of_another_gives_nothing(
    language: str, text: str, givers: tuple[str, ...]
) -> None:
    assert [claim.supplier for claim in claims(language, text)] == [givers]


@pytest.mark.parametrize(("language", "text"), [
    ("fr", "Un cargo battant pavillon panaméen a livré 20 chars russes au Soudan."),
    ("fr", "Un navire sous pavillon libérien a livré 20 chars russes au Soudan."),
    ("en", "The Cyprus-flagged freighter delivered 20 Russian tanks to Sudan."),
    ("en", "A freighter under the flag of Togo delivered 20 Russian tanks to Sudan."),
])  # fmt: skip
def test_a_flag_tells_of_nobody_who_takes_part(language: str, text: str) -> None:
    assert [(one.supplier, one.recipient) for one in claims(language, text)] == [(("RU",), ("SD",))]


@pytest.mark.parametrize(("language", "text", "suppliers", "recipients"), [
    ("fr", "L'Allemagne a acheté pour l'Ukraine 100 drones.", {"DE"}, {"UA"}),
    ("fr", "La Norvège achètera des obus à la Corée du Sud pour l'Ukraine.", {"NO", "KR"}, {"UA"}),
    ("fr", "Le Danemark et la Norvège vont acheter ensemble 14 chars pour l'Ukraine.", {"DK", "NO"}, {"UA"}),
    ("en", "Norway has ordered 20 howitzers for Ukraine from Slovakia.", {"NO", "SK"}, {"UA"}),
    ("en", "Canada bought a US-made air defence system for Ukraine.", {"CA", "US"}, {"UA"}),
    # Who buys for an own army takes the goods, and so does who signs for them.
    ("en", "Ghana signed for 12 Norwegian howitzers in May.", {"NO"}, {"GH"}),
    ("en", "Poland ordered 20 howitzers for the Polish army from Slovakia.", {"SK"}, {"PL"}),
    ("fr", "La Pologne a commandé des chars à la Corée du Sud pour son armée.", {"KR"}, {"PL"}),
    # Nor do they give who buy together, each a part of it.
    ("fr", "La Norvège et la Suède achèteront ensemble six sous-marins à la France, dont deux pour Oslo.",
     {"FR"}, {"NO", "SE"}),
])  # fmt: skip
def test_who_buys_for_another_gives(
    language: str, text: str, suppliers: set[str], recipients: set[str]
) -> None:
    (one,) = claims(language, text)
    assert (set(one.supplier), set(one.recipient)) == (suppliers, recipients)


@pytest.mark.parametrize(("language", "text", "user"), [
    ("fr", "L'Iran a tiré une soixantaine de roquettes vers Israël.", {("IR",)}),
    ("fr", "Le Hezbollah a tiré une soixantaine de roquettes vers Israël.", {("hezbollah",)}),
    ("en", "Hamas fired 20 rockets at Israel.", {("hamas",)}),
    ("fr", "Un drone Shahed s'est écrasé en Roumanie.", set()),
])  # fmt: skip
def test_who_fires_arms_uses_them_and_where_they_fall_nobody_does(
    language: str, text: str, user: set[tuple[str, ...]]
) -> None:
    assert {one.recipient for one in claims(language, text)} == user


@pytest.mark.parametrize(("language", "text", "suppliers"), [
    ("en", "Germany delivered air-defence systems to Ukraine. Zelensky showed his dissatisfaction over"
     " deliveries of air defence from key allies.", [("DE",), ()]),
    ("fr", "Le ministre ukrainien a exhorté ses partenaires à accélérer les livraisons de munitions à"
     " l'Ukraine.", [()]),
])  # fmt: skip
def test_allies_without_a_name_give_and_nobody_of_another_sentence(
    language: str, text: str, suppliers: list[tuple[str, ...]]
) -> None:
    assert [one.supplier for one in claims(language, text)] == suppliers


def test_who_alone_gives_a_weapon_gives_it_to_others_too() -> None:
    text = "Turkey sold six TB2 drones to Niger in May. Mali has received at least 17 TB2s since late 2022."
    told = [(one.supplier, one.recipient) for one in claims("en", text)]
    assert told == [(("TR",), ("NE",)), (("TR",), ("ML",))]


@pytest.mark.parametrize(("language", "text", "helper", "maker"), [
    ("fr", "L'allemand Rheinmetall construit une usine de munitions à Lviv.", ("DE",), ("UA",)),
    ("fr", "La société turque Baykar construit une usine de drones près de Nairobi.", ("TR",), ("KE",)),
    ("fr", "Rheinmetall fabrique des obus dans son usine d'Unterlüss.", (), ("DE",)),
    ("en", "Hezbollah makes rockets at a workshop in Baalbek.", (), ("hezbollah",)),
    ("en", "Norway and Kenya are building a rifle plant together in Mombasa.", ("NO",), ("KE",)),
])  # fmt: skip
def test_a_firm_that_builds_a_plant_abroad_helps_whoever_is_at_home_there(
    language: str, text: str, helper: tuple[str, ...], maker: tuple[str, ...]
) -> None:
    (plant,) = (claim for claim in claims(language, text) if claim.kind == "production")
    assert (plant.supplier, plant.recipient) == (helper, maker)
