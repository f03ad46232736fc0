"""Which goods marked words name, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims

from tracewire.expressions import quantity_finder
from tracewire.model import Kind


@pytest.mark.parametrize(("text", "goods"), [
    ("Norway sent Ghana artillery and tank ammunition.", {"artillery-shell"}),
    ("The package for Ghana, Norway said, includes artillery, tank and mortar rounds.",
     {"artillery-shell", "ammunition"}),
    # These stand alone: in the plural, or before ammunition of which no more is told.
    ("Norway delivered tanks and artillery ammunition to Ghana.", {"tank", "artillery-shell"}),
    ("Norway delivered artillery and ammunition to Ghana.", {"artillery", "ammunition"}),
    ("Norway sold Ghana rocket and mortar shells.", {"rocket", "artillery-shell"}),
])  # fmt: skip
def test_words_before_one_noun_tell_what_it_is_for(text: str, goods: set[str]) -> None:
    (read,) = claims("en", text)
    assert set(read.item) == goods


@pytest.mark.parametrize(("language", "text", "goods"), [
    ("en", "China supplied drone and missile parts to Iran.", ("components",)),
    ("en", "Iran gave Russia missile and drone technology.", ("technology",)),
    ("en", "France delivered tanks, drones and missile parts to India.", ("tank", "uav", "components")),
    ("fr", "La Chine a fourni à l'Iran des pièces de drones et de missiles.", ("components",)),
    ("fr", "La Corée du Sud a vendu à la Pologne des munitions de chars et d'artillerie.",
     ("artillery-shell",)),
    ("fr", "La France a livré à l'Inde des missiles et des technologies radar.", ("missile", "radar")),
])  # fmt: skip
def test_what_parts_are_of_is_not_handed_over(language: str, text: str, goods: tuple[str, ...]) -> None:
    assert [one.item for one in claims(language, text)] == [goods]


@pytest.mark.parametrize(("language", "text", "goods"), [
    ("en", "China recently bought 10 Su-35 fighter jets and S-400 missiles from Russia.",
     ["fighter", "surface-to-air-missile"]),
    ("en", "Norway sent NASAMS missiles to Ukraine.", ["surface-to-air-missile"]),
    ("en", "The United States delivered HIMARS missiles to Ukraine.", ["rocket"]),
    ("en", "Russia sold S-300 missile systems to Iran.", ["air-defence"]),
    ("en", "Germany will supply Ukraine with two Patriot missile launchers.", ["other-military"]),
    ("fr", "La Russie a livré des missiles S-300 à la Syrie.", ["surface-to-air-missile"]),
    ("fr", "L'Allemagne a livré des missiles Patriot à l'Ukraine.", ["surface-to-air-missile"]),
    ("fr", "L'Allemagne a livré des systèmes de missiles Patriot à l'Ukraine.", ["air-defence"]),
])  # fmt: skip
def test_missiles_beside_a_name_are_what_it_fires(language: str, text: str, goods: list[str]) -> None:
    assert [item for one in claims(language, text) for item in one.item] == goods


def test_nuclear_warheads_are_arms_and_no_ammunition() -> None:
    (read,) = claims("fr", "Selon le Sipri, la Corée du Nord disposerait de 20 têtes nucléaires.")
    assert read.item == ("arms",)


@pytest.mark.parametrize(("text", "made"), [
    ("Russia attacked Kyiv with cruise missiles and Iranian-made drones.",
     {((), ("cruise-missile",)), (("IR",), ("uav",))}),
    ("Russia attacked Kyiv with Iranian-made drones and cruise missiles.",
     {(("IR",), ("uav", "cruise-missile"))}),
])  # fmt: skip
def test_a_maker_is_that_of_what_stands_behind_it(text: str, made: set[tuple[tuple[str, ...], ...]]) -> None:
    assert {(one.supplier, one.item) for one in claims("en", text)} == made


def test_an_attack_is_not_made_with_precursors() -> None:
    text = "The Assad regime conducted a gruesome chemical attack on Douma that killed 1,400 people."
    (read,) = claims("en", text)
    assert read.item == ("other-military",)


@pytest.mark.parametrize("verb", ["taken out", "knocked out"])
def test_who_destroys_arms_does_not_use_or_get_them(verb: str) -> None:
    read = claims("en", f"Mali claimed to have {verb} nine Chadian howitzers.")
    assert {(one.kind, one.recipient) for one in read} == {(Kind.USE, ("TD",))}


@pytest.mark.parametrize(("text", "goods"), [
    ("In 2014 Gazprom cut off gas deliveries to Slovakia and Poland.", []),
    ("The United States had imported very little natural gas from Russia.", []),
    ("Iraq bought mustard gas from Germany.", [("other-military",)]),
    ("Norway will deliver gas and 12 howitzers to Ukraine.", [("howitzer",)]),
])  # fmt: skip
def test_gas_and_grain_are_no_arms(text: str, goods: list[tuple[str, ...]]) -> None:
    assert [one.item for one in claims("en", text)] == goods


@pytest.mark.parametrize(("language", "text", "goods"), [
    ("en", "Air India confirmed an order for 250 Airbus jets in Paris.", []),
    ("en", "France has sold 80 passenger planes to China.", []),
    ("en", "France sold airliners and fighters to Qatar.", [("fighter",)]),
    ("en", "Turkey bought two Boeing 737 AEW&C aircraft from the United States.", [("aircraft",)]),
    ("fr", "Air Algérie a commandé sept Boeing 737 Max aux Etats-Unis.", []),
    ("fr", "La France a vendu 80 avions de ligne à la Chine.", []),
])  # fmt: skip
def test_airliners_are_no_arms(language: str, text: str, goods: list[tuple[str, ...]]) -> None:
    assert [one.item for one in claims(language, text)] == goods


@pytest.mark.parametrize(("language", "text", "read"), [
    ("en", "Russia targeted Ukrainian tanks with Lancet drones.", [("RU", "one-way-attack-uav")]),
    ("en", "Israel bombed Hezbollah rocket launchers with F-35 jets.", [("IL", "fighter")]),
    ("en", "Russian bombers were struck by Ukrainian drones.", [("UA", "uav")]),
    ("fr", "L'armée israélienne a frappé des dizaines de lance-roquettes du Hezbollah.", []),
    ("fr", "L'aviation saoudienne a bombardé des batteries de missiles des Houthis avec des F-15 américains.",
     [("SA", "fighter")]),
])  # fmt: skip
def test_what_is_struck_is_not_what_is_used(language: str, text: str, read: list[tuple[str, str]]) -> None:
    assert [(*one.recipient, *one.item) for one in claims(language, text)] == read


def test_fighters_in_support_are_people() -> None:
    text = "The government was backed by militias, with foreign fighters sent to Syria by Iran."
    assert {one.item for one in claims("en", text)} == {("personnel",)}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "The Malian military has attacked multiple Chadian cities with Turkish drones in recent weeks."),
    ("fr", "Le Mali a bombardé des villes tchadiennes avec des drones turcs."),
])  # fmt: skip
def test_arms_are_of_their_make_whatever_they_hit(language: str, text: str) -> None:
    assert [(one.supplier, one.recipient) for one in claims(language, text)] == [(("TR",), ("ML",))]


@pytest.mark.parametrize(("language", "text", "families"), [
    ("en", "Baykar delivered drones to Sudan in November, a broker said. Baykar said Saturday that it has not"
     " sold or shipped any aircraft to Sudan.", ["uav", "uav"]),
    ("fr", "La Turquie a livré six drones au Mali en mai. Le Mali a reçu quatre appareils de plus en juin de"
     " la Turquie.", ["uav", "uav"]),
    # Where other planes are told of, no more is known of them.
    ("en", "Norway sold aircraft to Ghana. Turkey sold drones and helicopters to Mali.",
     ["aircraft", "uav", "helicopter"]),
])  # fmt: skip
def test_aircraft_of_a_report_on_drones_are_drones(language: str, text: str, families: list[str]) -> None:
    assert [item for one in claims(language, text) for item in one.item] == families


@pytest.mark.parametrize(("language", "text", "goods"), [
    ("en", "Chile exports copper and lithium to China.", []),
    ("fr", "Le Chili exporte du cuivre et du lithium en Chine.", []),
    ("en", "Ghana will buy more Norwegian LNG.", []),
    ("en", "Ghana will buy more Norwegian TNB.", []),
    ("en", "Jordan received $2 billion in American foreign aid in 2015, mostly for schools.", []),
    ("fr", "La Jordanie a reçu de la France une aide humanitaire.", []),
    ("fr", "La Jordanie a reçu de la France une aide militaire.", [("aid-package",)]),
    ("en", "Chile sold lithium to China's missile makers.", [("materials",)]),
    ("en", "China sold carbon fibre to Iran's drone makers.", [("materials",)]),
    ("en", "Ghana will buy Israeli SAMs.", [("surface-to-air-missile",)]),
    ("en", "Ghana sought rocket launchers and will buy Israeli KLR.", [("mlrs",)]),
])  # fmt: skip
def test_ores_aid_and_unknown_letters_are_no_arms_where_nothing_says_so(
    language: str, text: str, goods: list[tuple[str, ...]]
) -> None:
    assert list(dict.fromkeys(one.item for one in claims(language, text))) == goods


@pytest.mark.parametrize(("language", "text", "goods"), [
    ("fr", "Le Tchad a perdu quatre rampes de lancement de missiles Fateh.", ["other-military"]),
    ("fr", "Le Tchad a perdu deux lanceurs de roquettes Grad.", ["other-military"]),
    ("en", "Oman bought four launchers of Grad rockets from Egypt.", ["other-military"]),
    ("en", "Oman bought launchers and missiles from Germany.", ["other-military", "missile"]),
    ("fr", "Oman a acheté quatre rampes de lancement et des missiles à la Chine.",
     ["other-military", "missile"]),
    ("fr", "La France a livré des lance-roquettes au Mali.", ["mlrs"]),
])  # fmt: skip
def test_what_a_launcher_fires_is_not_handed_over_with_it(language: str, text: str, goods: list[str]) -> None:
    assert [item for one in claims(language, text) for item in one.item] == goods


@pytest.mark.parametrize(("language", "text", "used"), [
    ("fr", "L'armée tchadienne a abattu trois drones libyens avec des missiles Stinger.",
     {("TD", "surface-to-air-missile", None), ("LY", "uav", 3)}),
    ("en", "Three Libyan drones were shot down by Chadian troops with Stinger missiles.",
     {("TD", "surface-to-air-missile", None), ("LY", "uav", 3)}),
    ("en", "Chad's soldiers destroyed five tanks with Javelin missiles.",
     {("TD", "anti-tank-missile", None)}),
    ("en", "Chad shot down three Libyan drones.", {("LY", "uav", 3)}),
    ("en", "Chad shot down three Libyan drones, and two tanks and a fighter jet were destroyed as well.",
     {("LY", "uav", 3)}),
    ("en", "Chad destroyed a bridge with Milan missiles.", {("TD", "anti-tank-missile", None)}),
    ("en", "Oman said that its air defences were engaging missiles and drones.", set()),
    ("fr", "Oman a annoncé que sa défense aérienne avait abattu des missiles et des drones.", set()),
    ("en", "Oman said that its navy had fired missiles.", {("OM", "missile", None)}),
])  # fmt: skip
def test_arms_that_bring_down_others_are_used_and_those_are_their_owners(
    language: str, text: str, used: set[tuple[str, str, int | None]]
) -> None:
    read = claims(language, text)
    told = {(r, i, c.quantity.low if c.quantity else None) for c in read for r in c.recipient for i in c.item}
    assert told == used


@pytest.mark.parametrize(("language", "text", "item"), [
    ("fr", "Un drone russe a été abattu par la défense aérienne moldave.", "uav"),
    ("fr", "L'Islande a fourni trois radars, le Danemark quatre drones.", "uav"),
    ("en", "Turkey sold 12 armed drones to Mali.", "armed-uav"),
    ("en", "Turkey sold Mali 12 Bayraktar drones.", "armed-uav"),
    ("en", "Iran's Ababil drone has changed the war, with Sudan using the technology against the rebels.",
     "surveillance-uav"),
    ("en", "France sent AMX-10s to Ukraine.", "armour"),
    ("en", "Italy sold 12 AMX fighters to Venezuela.", "aircraft"),
    ("en", "Iran sold Shahed-238 drones to Sudan.", "one-way-attack-uav"),
])  # fmt: skip
def test_weapons_are_what_their_words_say_and_no_more(language: str, text: str, item: str) -> None:
    assert claims(language, text)[-1].item == (item,)


@pytest.mark.parametrize(("language", "text", "told"), [
    ("en", "The United States has delivered anti-tank missiles (more than 40,000), howitzers (160), "
     "drones (700) and helicopters (20) to Ukraine.",
     {("anti-tank-missile", 40001), ("howitzer", 160), ("uav", 700), ("helicopter", 20)}),
    ("en", "Turkey delivered drones (six), rifles (1,200) and mortars to Mali.",
     {("uav", 6), ("small-arms", 1200), ("mortar", None)}),
    ("en", "Norway delivered to Ghana:\n- howitzers (12)\n- shells (30,000)\n- radars",
     {("howitzer", 12), ("artillery-shell", 30000), ("radar", None)}),
    ("fr", "La France a livré au Tchad : obusiers : 12 ; obus : 30 000 ; drones : 4.",
     {("howitzer", 12), ("artillery-shell", 30000), ("uav", 4)}),
    ("fr", "Le Tchad a reçu de la France des obusiers (douze) et des obus (30 000).",
     {("howitzer", 12), ("artillery-shell", 30000)}),
    ("fr", "La Norvège a livré au Ghana des chars (quatorze, selon Oslo) et des drones.",
     {("tank", 14), ("uav", None)}),
])  # fmt: skip
def test_a_number_in_brackets_counts_what_stands_before_it(
    language: str, text: str, told: set[tuple[str, int | None]]
) -> None:
    read = claims(language, text)
    assert {(i, c.quantity.low if c.quantity else None) for c in read for i in c.item} == told


@pytest.mark.parametrize("text", ["The package holds artillery (six howitzers).", "Artillery: 12 howitzers."])
def test_a_number_before_goods_in_brackets_counts_these(text: str) -> None:
    assert [amount.follows for amount in quantity_finder("en").find(text)] == [False]


@pytest.mark.parametrize(("language", "text", "sides"), [
    ("fr", "L'armée tchadienne dit avoir détruit un dépôt d'armes livrées par le Soudan.", {(("SD",), ())}),
    ("fr", "L'armée russe a détruit des obusiers livrés par la Norvège.", {(("NO",), ())}),
    ("en", "Chad said it had destroyed a depot of weapons supplied by Sudan.", {(("SD",), ())}),
    ("en", "The Russian army destroyed howitzers delivered by Norway.", {(("NO",), ())}),
    ("en", "The Russian army destroyed howitzers delivered to Mali by Norway.", {(("NO",), ("ML",))}),
    ("fr", "Le Mali a détruit ses mines livrées par le Tchad.", {(("TD",), ("ML",))}),
])  # fmt: skip
def test_who_destroys_what_others_gave_has_not_got_it(
    language: str, text: str, sides: set[tuple[tuple[str, ...], ...]]
) -> None:
    read = (one for one in claims(language, text) if one.kind is Kind.TRANSFER)
    assert {(one.supplier, one.recipient) for one in read} == sides


def test_a_number_before_other_goods_counts_none_of_these() -> None:
    text = "France sold 27 billion euros' worth of arms in 2022, including 80 Rafale jets to the Emirates."
    assert {(one.item, one.quantity) for one in claims("en", text) if "arms" in one.item} == {
        (("arms",), None)
    }


@pytest.mark.parametrize(
    "text", ["Spain will send Hawk launchers to Ghana.", "Spain will send Ghana two Hawk batteries."]
)
def test_hawk_systems_are_no_trainers(text: str) -> None:
    assert {one.item for one in claims("en", text)} == {("air-defence",)}
