"""What names and words of the tables stand for in a sentence, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims

Sides = tuple[tuple[str, ...], tuple[str, ...]]


def sides(language: str, text: str) -> list[Sides]:
    """Who gives and who takes, of each claim."""
    return [(c.supplier, c.recipient) for c in claims(language, text)]


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Serbia exports mortars to South America."),
    ("en", "Serbia sold 40 mortars to Central America."),
    ("en", "Serbia sold 40 mortars to the Americas."),
    ("fr", "La Serbie a vendu des mortiers en Amérique latine."),
    ("fr", "La Serbie a livré 40 mortiers en Amérique du Nord."),
    ("fr", "Les pays d'Amérique latine ont acheté des mortiers à la Serbie."),
])  # fmt: skip
def test_a_part_of_the_world_is_no_state(language: str, text: str) -> None:
    assert sides(language, text) == [(("RS",), ())]


@pytest.mark.parametrize(("language", "text", "taking"), [
    ("en", "America sold 40 mortars to Chile.", "CL"),
    ("en", "The United States of America sold 40 mortars to Chile.", "CL"),
    ("fr", "L'Amérique a livré 40 mortiers au Chili.", "CL"),
])  # fmt: skip
def test_america_alone_is_the_united_states(language: str, text: str, taking: str) -> None:
    assert sides(language, text) == [(("US",), (taking,))]


@pytest.mark.parametrize(("language", "text", "taking"), [
    ("en", "Norway delivered two boats for Lake Chad to Niger.", ("NE",)),
    ("en", "France delivered two boats to the Congo River flotilla.", ()),
    ("en", "Malawi received two patrol boats for Lake Malawi from China.", ("MW",)),
    ("fr", "La France a livré des patrouilleurs pour le lac Tchad.", ()),
    ("fr", "La France a livré deux vedettes à la flottille du fleuve Niger.", ()),
    ("fr", "La France a livré des patrouilleurs dans le golfe de Guinée.", ()),
    ("fr", "Le Tchad a reçu deux vedettes de la France.", ("TD",)),
    ("fr", "La France a livré deux vedettes à la Guinée.", ("GN",)),
])  # fmt: skip
def test_waters_are_no_state(language: str, text: str, taking: tuple[str, ...]) -> None:
    assert {recipient for _, recipient in sides(language, text)} <= {taking}
    if taking:
        assert sides(language, text)


@pytest.mark.parametrize(("language", "text", "expected"), [
    ("en", "The Georgia National Guard sent 12 helicopters to Poland.", (("US",), ("PL",))),
    ("en", "The US Attorney's Office for the Northern District of Georgia said a dealer shipped 40 rifles to"
     " Mexico.", (("US",), ("MX",))),
    ("fr", "L'État américain de Géorgie a envoyé 12 hélicoptères en Pologne.", (("US",), ("PL",))),
    ("en", "Georgia sold 300 rifles to Sudan, the ministry in Tbilisi said.", (("GE",), ("SD",))),
    ("en", "Serbia sold 20 howitzers to Georgia in 2019.", (("RS",), ("GE",))),
    ("en", "The Northern District of Mali received 20 howitzers from Russia.", (("RU",), ("ML",))),
    ("fr", "La Géorgie a vendu 300 fusils au Soudan.", (("GE",), ("SD",))),
])  # fmt: skip
def test_georgia_is_american_beside_what_only_an_american_state_has(
    language: str, text: str, expected: Sides
) -> None:
    assert sides(language, text) == [expected]


def test_a_strait_is_a_place_and_gives_nothing() -> None:
    text = "Patrols in the Korea Strait will use two frigates sold by Spain."
    assert all("KR" not in giving + taking for giving, taking in sides("en", text))


@pytest.mark.parametrize(("language", "text", "expected"), [
    ("en", "Bulgaria sold Warsaw Pact ammunition to Ghana.", (("BG",), ("GH",))),
    ("fr", "La Bulgarie a vendu des munitions du pacte de Varsovie au Ghana.", (("BG",), ("GH",))),
    ("en", "Warsaw sold ammunition to Ghana.", (("PL",), ("GH",))),
    ("fr", "Varsovie a vendu des munitions au Ghana.", (("PL",), ("GH",))),
])  # fmt: skip
def test_a_treaty_is_not_the_town_that_it_is_called_by(language: str, text: str, expected: Sides) -> None:
    assert sides(language, text) == [expected]


@pytest.mark.parametrize(("language", "text", "expected"), [
    ("en", "Southern Sudan received 40 tanks from Ukraine.", (("UA",), ("SS",))),
    ("en", "The Southern Sudanese army received 40 tanks from Ukraine.", (("UA",), ("SS",))),
    ("en", "The Government of Southern Sudan received 40 tanks from Ukraine.", (("UA",), ("SS",))),
    ("en", "Sudan received 40 tanks from Ukraine.", (("UA",), ("SD",))),
    ("en", "Northern Cyprus received six drones from Turkey.", (("TR",), ("northern-cyprus",))),
    ("fr", "Chypre du Nord a reçu six drones de la Turquie.", (("TR",), ("northern-cyprus",))),
    ("en", "Cyprus received six helicopters from France.", (("FR",), ("CY",))),
])  # fmt: skip
def test_the_south_or_north_of_a_name_is_another_party(language: str, text: str, expected: Sides) -> None:
    assert sides(language, text) == [expected]


@pytest.mark.parametrize(("language", "text", "parties"), [
    ("en", "Two C-130 transports for Chile were delivered to Robins AFB, Georgia, in May.", {"CL", "US"}),
    ("en", "The tanks for Romania arrived from Augusta, Georgia.", {"RO", "US"}),
    ("en", "The vehicles for Greece arrived in Peru, Indiana.", {"GR", "US"}),
    ("en", "The vehicles were shipped from Aleppo, Maine, to Lebanon, Pennsylvania.", {"US"}),
    ("fr", "Deux avions C-130 destinés au Chili ont été livrés à la base aérienne de Robins, en Géorgie.",
     {"CL", "US"}),
])  # fmt: skip
def test_a_town_before_an_american_state_is_no_country(language: str, text: str, parties: set[str]) -> None:
    assert {code for both in sides(language, text) for side in both for code in side} <= parties


@pytest.mark.parametrize(("language", "text", "expected"), [
    ("en", "Israel delivered 20 drones to Tbilisi, Georgia.", (("IL",), ("GE",))),
    ("en", "Ukraine delivered tanks to Armenia, Georgia, and Azerbaijan.", (("UA",), ("AM", "GE", "AZ"))),
    ("en", "In Israel, Texas senator Ted Cruz said the United States would send bombs to Israel.",
     (("US",), ("IL",))),
    ("fr", "Israël a livré 20 drones à Tbilissi, en Géorgie.", (("IL",), ("GE",))),
])  # fmt: skip
def test_countries_in_a_list_and_towns_of_the_other_georgia_stay(
    language: str, text: str, expected: Sides
) -> None:
    assert sides(language, text) == [expected]


def goods(language: str, text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The kind and the goods of each claim."""
    return [(c.kind, c.item) for c in claims(language, text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("Algeria received 16 trainers from Russia.", ("transfer", ("trainer-aircraft",))),
    ("Leonardo delivered four trainers to Poland.", ("transfer", ("trainer-aircraft",))),
    ("Ghana is studying the purchase of Czech trainers.", ("transfer", ("trainer-aircraft",))),
    ("Six trainers were sold to Peru by Italy.", ("transfer", ("trainer-aircraft",))),
    ("Britain sent trainers to Ukraine.", ("support", ("personnel",))),
    ("Britain sent military trainers to Kenya.", ("support", ("personnel",))),
    ("Russia deployed 100 trainers to Mali.", ("support", ("personnel",))),
    ("Turkey will provide trainers and advisers to Somalia.", ("support", ("personnel",))),
    ("Chile received Spanish instructors and technicians for its new frigates.", ("support", ("personnel",))),
])  # fmt: skip
def test_trainers_are_aircraft_where_they_are_bought_and_people_where_they_are_sent(
    text: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    assert goods("en", text) == [expected]


@pytest.mark.parametrize(("language", "text", "item"), [
    ("en", "Portugal will deliver two aircraft to Gabon.", "aircraft"),
    ("en", "Two aircraft were delivered by Portugal to Gabon in May.", "aircraft"),
    ("en", "Sweden ordered 20 fighter aircraft from Brazil.", "fighter"),
    ("en", "Burundi operates Mi-17 and Mi-24 helicopters.", "helicopter"),
    ("fr", "Le Burundi possède des hélicoptères Mi-17 et Mi-24.", "helicopter"),
    ("fr", "Le Burundi possède des hélicoptères Mi-24.", "attack-helicopter"),
    ("fr", "Un hélicoptère russe Mi-24 a été abattu en mai par l'Azerbaïdjan.", "attack-helicopter"),
    ("en", "Russia sold Kornet missiles to Vietnam.", "anti-tank-missile"),
])  # fmt: skip
def test_goods_are_no_narrower_than_the_words_for_them(language: str, text: str, item: str) -> None:
    assert goods(language, text) == [(claims(language, text)[0].kind, (item,))]


def test_aircraft_are_fighters_behind_fighters() -> None:
    text = "Gabon ordered three Rafale fighters. France will deliver two aircraft in May."
    assert {item for _, item in goods("en", text)} == {("fighter",)}


@pytest.mark.parametrize(("language", "text", "item"), [
    ("en", "South Korea delivered 12 ammunition carriers to Norway.", "vehicle"),
    ("en", "Germany delivered 12 shelter carriers to Norway.", "vehicle"),
    ("en", "South Africa delivered 12 mine-protected vehicles to Ghana.", "armour"),
    ("en", "Australia delivered 30 protected patrol vehicles to Fiji.", "armour"),
    ("en", "The United States delivered 30 armored security vehicles to Bulgaria.", "armour"),
    ("en", "Canada delivered four turboprops to Peru.", "aircraft"),
    ("en", "Canada sold four turboprop engines to Peru.", "engine"),
    ("en", "Israel sold unmanned planes to India.", "uav"),
    ("en", "Sweden gave Ukraine 5,000 AT4 antitank weapons.", "small-arms"),
    ("en", "Sweden gave Ukraine 5,000 antitank weapons.", "anti-tank-missile"),
    ("en", "South Korea delivered 12 armoured personnel carriers to Norway.", "apc"),
    ("en", "South Korea delivered 500 tonnes of ammunition to Norway.", "ammunition"),
    ("en", "Spain gave Oman technical equipment for its radars.", "other-military"),
    ("en", "The militia was sold 30 technicals by Chad.", "vehicle"),
    ("en", "Spain gave Oman technical manuals.", "technology"),
    ("en", "Estonia handed 40 armored personnel vehicles to Ukraine.", "apc"),
    ("en", "Norway gave Chad anti-air missiles.", "surface-to-air-missile"),
    ("en", "Russia delivered 12 Kub drones to Mali.", "one-way-attack-uav"),
    ("en", "Russia delivered Kub missile systems to Mali.", "air-defence"),
    ("en", "Libya delivered mustard gas to Syria.", "other-military"),
    ("en", "China sold gallium and magnets to Russia's arms makers.", "materials"),
    ("fr", "La Corée du Sud a livré 12 ravitailleurs de munitions à la Norvège.", "vehicle"),
    ("fr", "La Libye a livré du sarin à la Syrie.", "other-military"),
    ("fr", "La Libye a livré des gaz toxiques à la Syrie.", "other-military"),
    ("fr", "L'Allemagne a livré quatre poseurs de pont à l'Ukraine.", "vehicle"),
    ("fr", "La Finlande a livré 30 véhicules blindés à roues à la Lettonie.", "armour"),
])  # fmt: skip
def test_what_the_words_for_goods_mean(language: str, text: str, item: str) -> None:
    assert goods(language, text) == [("transfer", (item,))]


@pytest.mark.parametrize(("language", "text", "item"), [
    ("en", "India bought 40 batteries for drones from Israel.", "components"),
    ("fr", "L'Inde a acheté 400 batteries pour drones à Israël.", "components"),
    ("en", "Poland received two coastal missile batteries from Norway.", "anti-ship-missile"),
    ("fr", "La France a livré deux batteries de missiles antinavires au Qatar.", "anti-ship-missile"),
    ("fr", "La France a livré deux batteries d'obusiers au Maroc.", "howitzer"),
    ("fr", "La Pologne a reçu deux batteries de missiles de la Norvège.", "air-defence"),
    ("fr", "La Pologne a reçu deux batteries de missiles Patriot des États-Unis.", "air-defence"),
    ("en", "Poland received two Patriot batteries from Germany.", "air-defence"),
])  # fmt: skip
def test_batteries_are_what_they_are_batteries_of(language: str, text: str, item: str) -> None:
    assert goods(language, text) == [("transfer", (item,))]


@pytest.mark.parametrize(("language", "text", "items"), [
    ("en", "Greece sold rocket launchers and grenades to Cyprus.", ("small-arms", "ammunition")),
    ("en", "Bulgaria sold rifles and rocket launchers to Mali.", ("small-arms",)),
    ("fr", "La Bulgarie a vendu des fusils et des lance-roquettes au Mali.", ("small-arms",)),
    ("en", "India sold rocket launchers and howitzers to Armenia.", ("mlrs", "howitzer")),
    ("en", "Serbia sold 12 rocket launchers to Armenia.", ("mlrs",)),
    ("fr", "L'Inde a vendu des obusiers et des lance-roquettes à l'Arménie.", ("howitzer", "mlrs")),
])  # fmt: skip
def test_rocket_launchers_beside_rifles_are_borne_by_men(
    language: str, text: str, items: tuple[str, ...]
) -> None:
    assert goods(language, text) == [("transfer", items)]


@pytest.mark.parametrize(("text", "items"), [
    ("Smugglers brought about 300 guns from Ghana to Mali.", ("small-arms",)),
    ("Togo said that 150 guns had been trafficked from Ghana to Mali.", ("small-arms",)),
    ("Belgium sold 400 guns to Togo's police.", ("small-arms",)),
    ("Italy shipped rifles, guns and ammunition to Libya.", ("small-arms", "ammunition")),
    ("France delivered 12 guns to Ukraine.", ("artillery",)),
    ("Norway sent howitzers and guns to the chief of police in Mali.", ("howitzer", "artillery")),
    ("Norway sent 24 towed guns to the chief of police in Mali.", ("howitzer",)),
    ("The police were there. France delivered 12 guns to Ukraine.", ("artillery",)),
])  # fmt: skip
def test_guns_of_smugglers_and_the_police_are_borne_by_men(text: str, items: tuple[str, ...]) -> None:
    assert goods("en", text) == [("transfer", items)]


@pytest.mark.parametrize(("language", "text", "kinds"), [
    ("en", "China gave Zimbabwe weapons, technical advice and maintenance support.",
     {("transfer", ("arms",)), ("support", ("training",))}),
    ("fr", "Le Canada a fourni au Mali des radars et un soutien logistique.",
     {("transfer", ("radar",)), ("support", ("training",))}),
    ("en", "Iran gave Sudan technical data on drones.", {("transfer", ("technology",))}),
])  # fmt: skip
def test_advice_and_logistics_are_support_and_data_are_technology(
    language: str, text: str, kinds: set[tuple[str, tuple[str, ...]]]
) -> None:
    assert set(goods(language, text)) == kinds


def test_the_material_is_the_arms_told_of_before() -> None:
    text = "Sweden sold 200 AT4 weapons to Brazil. Brazil promised not to pass the material on to Peru."
    assert {item for _, item in goods("en", text)} == {("small-arms",)}


@pytest.mark.parametrize(("language", "text", "expected"), [
    ("en", "Rwanda gave rifles to Burundian rebels.", (("RW",), ())),
    ("en", "China sold 9,000 rifles to the SPLA.", (("CN",), ("SS",))),
    ("en", "Eritrea shipped rifles to the Shabab.", (("ER",), ("al-shabaab",))),
    ("en", "Qatar sent arms to Ansar al-Sharia.", (("QA",), ("ansar-al-sharia",))),
    ("en", "MDL delivered two frigates to Vietnam.", (("IN",), ("VN",))),
    ("fr", "Les Émirats ont livré des drones aux Forces d'appui rapide.", (("AE",), ("rsf",))),
    ("fr", "Le Maroc se réarme. Les FAR ont reçu 36 Apache des États-Unis.", (("US",), ("MA",))),
    ("fr", "Le Rwanda se réarmait. Les FAR ont reçu des fusils de la France.", (("FR",), ("RW",))),
    ("fr", "Les usa fournissent des drones au Maroc.", (("US",), ("MA",))),
    ("fr", "Les US vendent des F-16 à la Jordanie.", (("US",), ("JO",))),
    ("fr", "L'armée US a livré des blindés à la Jordanie.", (("US",), ("JO",))),
    ("fr", "Oman a acheté des drones à la Turquie pour 25 millions de dollars US.", (("TR",), ("OM",))),
    ("fr", "La France a livré des fusils à l'opposition libyenne.", (("FR",), ("libyan-rebels",))),
    ("fr", "La Turquie a livré des fusils au Conseil national syrien.", (("TR",), ("syrian-rebels",))),
    ("en", "Turkey gave rifles to the Syrian National Council.", (("TR",), ("syrian-rebels",))),
    ("fr", "La DCNI a vendu deux sous-marins au Pakistan.", (("FR",), ("PK",))),
    ("fr", "La société ontarienne Roshel a livré 20 blindés à l'Ukraine.", (("CA",), ("UA",))),
    ("fr", "Le constructeur tricolore Arkavel a livré 20 blindés au Sénégal.", (("FR",), ("SN",))),
    ("fr", "Le drapeau tricolore flotte sur la frégate livrée par l'Italie à l'Égypte.", (("IT",), ("EG",))),
])  # fmt: skip
def test_whose_the_names_are(language: str, text: str, expected: Sides) -> None:
    assert sides(language, text) == [expected]


@pytest.mark.parametrize(("language", "text", "org"), [
    ("en", "Army Recognition reports that Poland delivered 20 tanks to Ukraine.", "Army Recognition"),
    ("en", "CNA reported that the United States delivered 20 tanks to Taiwan.", "CNA"),
    ("fr", "D'après MenaDefense, la Russie a livré 12 Su-35 à l'Algérie.", "MenaDefense"),
])  # fmt: skip
def test_who_reports(language: str, text: str, org: str) -> None:
    assert [(c.source.org, c.source.role) for c in claims(language, text)] == [(org, "outlet")]
