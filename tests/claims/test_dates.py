"""Whose day is it, and which: of the deed, of its contract, of what is said of it? In invented sentences."""

from __future__ import annotations

import pytest
from invented import claims

from tracewire.expressions import quantity_finder


def times(language: str, text: str) -> set[tuple[str, str | None]]:
    """The stages that are read in the text with their dates."""
    return {(claim.stage, claim.when) for claim in claims(language, text)}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Under a pact signed in 2014, Norway delivered 12 howitzers to Oman."),
    ("en", "Norway delivered howitzers to Peru as part of a programme concluded in May 2019."),
    ("en", "Jordan received 20 Turkish drones under its 2019 agreement."),
    ("en", "The corvettes, delivered to Oman by Italy under a deal that was signed in 2010, sail."),
    ("fr", "Le Togo a reçu des drones turcs en vertu d'un contrat de mars 2020."),
    ("fr", "Le Niger a reçu des chars serbes, dans le cadre d'un marché passé avec Belgrade en mai 2019."),
    ("fr", "Des radars norvégiens ont été livrés au Pérou au titre d'une convention datant de mars 2018."),
])  # fmt: skip
def test_a_date_under_a_contract_is_not_that_of_the_delivery(language: str, text: str) -> None:
    assert times(language, text) == {("delivered", None)}


@pytest.mark.parametrize(("language", "text", "told"), [
    ("en", "Under the agreement, in May 2019 Finland delivered 12 mortars to Oman.",
     {("delivered", "2019-05")}),
    ("en", "Finland delivered 12 mortars to Oman in 2015 under a deal signed in Oslo.",
     {("delivered", "2015")}),
    ("en", "Deliveries of Polish tanks to Ghana under the contract began in March.",
     {("delivered", "2023-03")}),
    ("en", "Finland will deliver mortars to Oman under a deal signed in May 2016.", {("agreed", "2016-05")}),
    ("fr", "La Serbie a livré en janvier huit obusiers au Kenya, en vertu d'un accord conclu en 2021.",
     {("delivered", "2023-01")}),
    ("fr", "Les livraisons de chars polonais au Ghana dans le cadre du contrat ont commencé en mars.",
     {("delivered", "2023-03")}),
    ("fr", "Le Togo a reçu en mai des drones turcs prévus par un contrat.", {("delivered", "2023-05")}),
])  # fmt: skip
def test_a_date_beside_a_contract_may_be_that_of_the_delivery(
    language: str, text: str, told: set[tuple[str, str | None]]
) -> None:
    assert times(language, text) == told


@pytest.mark.parametrize(("language", "text", "told"), [
    ("en", "Kenya received the third frigate from Italy, ordered in April 2019.",
     {("delivered", None), ("agreed", "2019-04")}),
    ("fr", "Le Pérou a reçu d'Italie la troisième frégate, commandée en avril 2019.",
     {("delivered", None), ("agreed", "2019-04")}),
    ("en", "Ghana ordered 12 Serbian howitzers in May 2020 and received them in March.",
     {("delivered", "2023-03"), ("agreed", "2020-05")}),
])  # fmt: skip
def test_the_day_of_the_order_is_not_that_of_the_delivery(
    language: str, text: str, told: set[tuple[str, str | None]]
) -> None:
    assert times(language, text) == told


@pytest.mark.parametrize(("language", "text", "when"), [
    ("en", "A document seen by Reuters on Saturday said Togo had sent tanks to Gabon.", None),
    ("fr", "Une note consultée samedi par l'AFP affirme que le Togo a livré des chars au Gabon.", None),
    ("en", "A report published on 5 May said that Togo had sent tanks to Gabon.", "2023-05-05"),
    ("fr", "Un rapport publié en mai affirme que le Togo a livré des chars au Gabon.", "2023-05"),
])  # fmt: skip
def test_the_day_on_which_a_paper_was_seen_is_not_that_of_its_words(
    language: str, text: str, when: str | None
) -> None:
    assert [claim.when for claim in claims(language, text)] == [when]


@pytest.mark.parametrize(("language", "text", "when"), [
    ("en", "The tanks will not be delivered to Croatia by Poland before 2028.", "2028/.."),
    ("en", "The tanks from Poland would not start arriving in Peru until 2029.", "2029/.."),
    ("en", "Ghana won't receive its Polish tanks before the end of the year.", "2023/.."),
    ("en", "The delivery of Italian frigates to Oman was put off until 2028.", "2028/.."),
    ("fr", "Les chars coréens ne seront pas livrés au Chili avant 2028.", "2028/.."),
    ("fr", "La livraison des frégates italiennes au Chili a été repoussée jusqu'en 2027.", "2027/.."),
    ("en", "Ghana, which is not in the alliance, will receive its Polish tanks before 2028.", "../2028"),
    ("en", "Germany had not delivered tanks to Ukraine before 2022.", "../2022"),
    ("en", "Poland will not deliver tanks to Ghana by 2028.", "../2028"),
    ("en", "Poland has not ruled out delivering tanks to Ghana before 2028.", "../2028"),
    ("fr", "La Pologne n'exclut pas de livrer des chars au Ghana avant 2028.", "../2028"),
    ("fr", "La Pologne fournira des chars au Ghana jusqu'en 2028.", "../2028"),
    ("fr", "La Pologne n'avait livré aucun char au Ghana avant 2019.", "../2019"),
])  # fmt: skip
def test_what_comes_not_before_a_day_comes_from_then_on(language: str, text: str, when: str) -> None:
    assert [claim.when for claim in claims(language, text)] == [when]


@pytest.mark.parametrize(("text", "stages"), [
    ("The delivery of Korean tanks to Peru has been postponed to 2027, the newspaper reported.", {"planned"}),
    ("The Korean tanks were delivered to Peru in August.", {"delivered"}),
    ("Korea has sold Peru 12 tanks, to be delivered in 2027.", {"delivered", "planned"}),
])  # fmt: skip
def test_nothing_has_come_on_a_day_after_the_report(text: str, stages: set[str]) -> None:
    assert {claim.stage for claim in claims("en", text)} == stages


@pytest.mark.parametrize(("text", "number", "when"), [
    ("Le Kenya a reçu lundi 5 les premiers obusiers serbes.", None, "2023-06-05"),
    ("Le Bénin a réceptionné lundi 22 des blindés émiratis.", None, "2023-05-22"),
    ("La Serbie a livré au Kenya huit obusiers lundi 5.", 8, "2023-06-05"),
    ("La Serbie livrera au Kenya huit obusiers lundi 12.", 8, "2023-06-12"),
    ("La France a livré lundi 22 hélicoptères au Togo.", 22, "2023-06-05"),
    ("La France a livré lundi 22 nouveaux hélicoptères au Togo.", 22, "2023-06-05"),
    ("La France a livré mardi 14 des hélicoptères commandés par le Togo.", None, "2023-05-14"),
    ("La France a livré lundi 3 000 obus au Togo.", 3000, "2023-06-05"),
])  # fmt: skip
def test_a_number_behind_a_weekday_is_its_day_where_no_goods_follow(
    text: str, number: int | None, when: str
) -> None:
    (claim,) = [claim for claim in claims("fr", text) if claim.stage in ("delivered", "agreed")][:1]
    assert (claim.quantity.low if claim.quantity else None, claim.when) == (number, when)


@pytest.mark.parametrize(("language", "text", "when"), [
    ("fr", "La Grèce livrera des obusiers au Ghana au premier trimestre.", "2024-01/2024-03"),
    ("en", "Greece will deliver howitzers to Ghana in the first quarter.", "2024-01/2024-03"),
    ("fr", "La Grèce livrera des obusiers au Ghana au troisième trimestre.", "2023-07/2023-09"),
    ("fr", "La Grèce livrera des obusiers au Ghana au premier semestre.", "2023-01/2023-06"),
    ("fr", "La Grèce a livré des obusiers au Ghana au premier trimestre.", "2023-01/2023-03"),
    ("en", "Greece delivered howitzers to Ghana in the third quarter.", "2022-07/2022-09"),
    ("fr", "Le Ghana aura reçu douze chars polonais depuis janvier.", "2023-01/.."),
    ("fr", "Le Ghana recevra douze chars polonais en janvier.", "2024-01"),
])  # fmt: skip
def test_part_of_a_year_lies_ahead_where_the_verb_does(language: str, text: str, when: str) -> None:
    assert [claim.when for claim in claims(language, text)] == [when]


@pytest.mark.parametrize(("language", "text", "when"), [
    ("fr", "Depuis le début du conflit en février, la Grèce a fourni 12 mortiers au Ghana.", "2023-02/.."),
    ("en", "Since the outbreak of war in 2014, Greece has supplied 12 mortars to Ghana.", "2014/.."),
    ("en", "Norway has delivered 30 radars to Oman since the contract was signed in 2014.", "2014/.."),
    ("fr", "Huit obusiers serbes ont été livrés au Kenya depuis la signature du contrat en 2021.", "2021/.."),
    ("en", "Greece has been an ally since the war, and in May it supplied 12 mortars to Ghana.", "2023-05"),
    ("fr", "Depuis le port du Pirée, la Grèce a fourni en mai des mortiers au Ghana.", "2023-05"),
    ("fr", "Le Pérou a reçu trois radars de Norvège depuis l'ouverture du chantier le 3 mars.",
     "2023-03-03/.."),
    ("fr", "Le Tchad a tiré trois missiles depuis le début de l'offensive le 4 novembre.", "2022-11-04/.."),
    ("fr", "Le Tchad a tiré trois missiles depuis Faya le 4 mai.", "2023-05-04"),
    ("fr", "Depuis la fin de la Guerre froide, la Russie a vendu des chars à l'Ukraine.", None),
    ("fr", "Depuis la guerre du Golfe, la Russie a livré des chars à l'Ukraine.", None),
    ("en", "Since the war in Yemen, Russia has sold tanks to Oman.", None),
    ("fr", "Depuis le début de la guerre en Ukraine, la Pologne a livré des chars à Kiev.", "2022-02/.."),
    ("en", "Since the war, Poland has sold tanks to Ukraine.", "2022-02/.."),
])  # fmt: skip
def test_since_an_event_is_from_the_day_that_is_told_of_it(
    language: str, text: str, when: str | None
) -> None:
    assert [claim.when for claim in claims(language, text)] == [when]


@pytest.mark.parametrize(("language", "text", "told"), [
    ("fr", "Le Chili achète 20 chars à la Corée du Sud, avec une option sur 12 autres, plus des missiles.",
     {("agreed", "tank", 20), ("planned", "tank", 12), ("planned", "missile", None)}),
    ("en", "Poland ordered 20 howitzers from Korea, with an option on 12 others and a set of radars.",
     {("agreed", "howitzer", 20), ("planned", "howitzer", 12), ("planned", "radar", None)}),
    ("en", "Norway sold Ghana 20 howitzers and 12 more missiles.",
     {("delivered", "howitzer", 20), ("delivered", "missile", 12)}),
    ("fr", "La Pologne a livré au Ghana 20 chars et 12 autres véhicules blindés.",
     {("delivered", "tank", 20), ("delivered", "armour", 12)}),
])  # fmt: skip
def test_so_many_others_are_of_the_goods_before_them(
    language: str, text: str, told: set[tuple[str, str, int | None]]
) -> None:
    read = claims(language, text)
    assert {(c.stage, i, c.quantity.low if c.quantity else None) for c in read for i in c.item} == told


@pytest.mark.parametrize(("language", "text", "unit"), [
    ("en", "It paid 25 million dirhams.", "money"),
    ("fr", "Le marché vaut 3 milliards de riyals.", "money"),
    ("en", "It fired bombs of 500 pounds.", "pound"),
    ("en", "It sold 25 mortars.", None),
])  # fmt: skip
def test_money_of_any_country_is_no_number_of_goods(language: str, text: str, unit: str | None) -> None:
    assert [amount.unit for amount in quantity_finder(language).find(text)] == [unit]


def dated(language: str, text: str) -> set[tuple[tuple[str, ...], str | None]]:
    """The goods of each claim with its date."""
    return {(claim.item, claim.when) for claim in claims(language, text)}


@pytest.mark.parametrize(("language", "text", "told"), [
    ("en", "In 2016 Norway sold Chad two radars and, in 2018, ten mortars.",
     {(("radar",), "2016"), (("mortar",), "2018")}),
    ("fr", "En 2016, la Norvège a vendu deux radars au Chili et, en 2018, douze obusiers.",
     {(("radar",), "2016"), (("howitzer",), "2018")}),
    ("en", "Spain delivered tanks in 2017 and in 2019 eight howitzers to Chad.",
     {(("tank",), "2017"), (("howitzer",), "2019")}),
    ("en", "Norway gave Chad rifles in April and ten mortars in May.",
     {(("small-arms",), "2023-04"), (("mortar",), "2023-05")}),
    ("fr", "La Serbie a livré huit chars au Mali en 2019 et douze obusiers en 2021.",
     {(("tank",), "2019"), (("howitzer",), "2021")}),
    ("en", "Norway gave Chad rifles and ten mortars in May.",
     {(("small-arms",), "2023-05"), (("mortar",), "2023-05")}),
    ("en", "In May Norway gave Chad rifles and ten mortars.",
     {(("small-arms",), "2023-05"), (("mortar",), "2023-05")}),
    ("en", "In 2016 Norway sold Chad two radars and, in Oslo, ten mortars.",
     {(("radar",), "2016"), (("mortar",), "2016")}),
])  # fmt: skip
def test_goods_of_a_list_have_the_time_on_their_side_of_the_joint(
    language: str, text: str, told: set[tuple[tuple[str, ...], str | None]]
) -> None:
    assert dated(language, text) == told


@pytest.mark.parametrize(("language", "text", "when"), [
    ("en", "Norway, which had frozen its exports of radars to Peru, recalled its envoy on Sunday.", None),
    ("fr", "La Norvège, qui avait gelé ses exportations de radars au Pérou, a protesté dimanche.", None),
    ("en", "Chile protested on Tuesday, after freezing its deliveries of radars to Peru.", None),
    ("fr", "Le Chili a protesté mardi, après avoir gelé ses livraisons de radars au Pérou.", None),
    ("fr", "La Norvège, qui avait livré dix chars au Tchad en avril, a protesté dimanche.", "2023-04"),
    ("en", "Chile recalled its envoy on Tuesday after it had sold ten radars to Peru in April.", "2023-04"),
    ("en", "Norway delivered ten tanks to Chad in May after Chad had paid for them.", "2023-05"),
    ("fr", "La Norvège a livré dix chars au Tchad dimanche, après avoir reçu son dû.", "2023-06-04"),
    ("en", "Chad answered the raids that began on May 9 by firing missiles at Libya.", None),
    ("en", "Sudan used Iranian drones in the battle that broke out on April 15.", None),
    ("fr", "Le Tchad a tiré des missiles pendant la guerre qui a éclaté le 15 avril.", None),
    ("en", "The deliveries of howitzers from Sweden to Peru that began in May went on.", "2023-05"),
])  # fmt: skip
def test_the_day_of_another_event_is_not_that_of_the_dealing(
    language: str, text: str, when: str | None
) -> None:
    assert [claim.when for claim in claims(language, text)] == [when]


@pytest.mark.parametrize(("language", "text", "when", "number"), [
    ("en", "In May 12 howitzers went from Sweden to Peru.", "2023-05", 12),
    ("en", "In March 30 Serbian mortars reached Chad.", "2023-03", 30),
    ("fr", "En mai 12 obusiers ont été livrés par la Suède au Pérou.", "2023-05", 12),
    ("en", "On May 12 howitzers went from Sweden to Peru.", "2023-05-12", None),
    ("en", "In May 2022 howitzers went from Sweden to Peru.", "2022-05", None),
    ("en", "Russian arms deliveries to Algeria rose from 12 jets in 2008 to 40 in 2016.", "2008/2016", None),
    ("fr", "Les livraisons d'armes russes au Mali sont passées de 12 avions en 2008 à 40 en 2016.",
     "2008/2016", None),
    ("en", "Peru received 12 jets from Spain in 2008.", "2008", 12),
])  # fmt: skip
def test_what_is_a_day_and_what_a_number_of_goods(
    language: str, text: str, when: str, number: int | None
) -> None:
    read = claims(language, text)
    assert [(c.when, c.quantity.low if c.quantity else None) for c in read] == [(when, number)]


def test_what_was_done_again_on_a_weekday_is_behind() -> None:
    (claim,) = claims("en", "Norway again ruled out sending howitzers to Ghana on Thursday.")
    assert (claim.polarity, claim.when) == ("denied", "2023-06-08")
