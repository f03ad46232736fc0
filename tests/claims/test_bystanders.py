"""Those who only speak of a dealing, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


def sides(language: str, text: str) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    return {(c.supplier, c.recipient) for c in claims(language, text) if c.kind == "transfer"}


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("en", "Norway has told Spain not to sell torpedoes to Morocco.", "ES", "MA"),
    ("en", "Poland and Latvia urged Germany not to sell submarines to Egypt, a diplomat said.", "DE", "EG"),
    ("en", "Japan called on Iran to refrain from sending drones to Sudan.", "IR", "SD"),
    ("fr", "L'ONU a exhorté la Turquie à ne pas livrer de drones au Mali.", "TR", "ML"),
    ("en", "Norway told Ghana that it would send 12 howitzers.", "NO", "GH"),
    ("en", "Ghana asked Norway to sell it 12 howitzers.", "NO", "GH"),
])  # fmt: skip
def test_who_is_told_to_deal_deals(language: str, text: str, supplier: str, recipient: str) -> None:
    assert sides(language, text) == {((supplier,), (recipient,))}


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("fr", "Des firmes turques, accusées par Londres d'avoir vendu des radars au Soudan, nient.", "TR", "SD"),
    ("fr", "Tokyo a sanctionné cinq entreprises kazakhes, accusées par le Trésor japonais d'avoir fourni des"
     " moteurs au Bélarus.", "KZ", "BY"),
    ("en", "Mali, accused of buying drones from Iran, denied it.", "IR", "ML"),
])  # fmt: skip
def test_who_is_accused_deals_and_not_the_accuser(
    language: str, text: str, supplier: str, recipient: str
) -> None:
    assert sides(language, text) == {((supplier,), (recipient,))}


@pytest.mark.parametrize(("language", "text", "recipient"), [
    ("fr", "Le Botswana regrette la livraison de missiles à la Zambie.", ("ZM",)),
    ("fr", "L'OTAN déplore l'envoi de mortiers en Birmanie.", ("MM",)),
    ("en", "Botswana condemned the delivery of missiles to Zambia.", ("ZM",)),
])  # fmt: skip
def test_who_deplores_a_delivery_has_not_made_it(
    language: str, text: str, recipient: tuple[str, ...]
) -> None:
    assert sides(language, text) == {((), recipient)}


def test_who_regrets_their_own_sale_has_made_it() -> None:
    assert sides("en", "Germany regretted its sale of tanks to Ghana.") == {(("DE",), ("GH",))}


@pytest.mark.parametrize(("language", "text"), [
    ("fr", "Le Kenya a déclaré que le Tchad facilitait le transit d'armes fournies par la Turquie."),
    ("fr", "La Zambie a accusé l'Ouganda de faciliter des livraisons de mortiers fournis par l'Iran."),
])  # fmt: skip
def test_neither_who_makes_it_easier_nor_the_accuser_takes(language: str, text: str) -> None:
    takers = {code for _, recipient in sides(language, text) for code in recipient}
    assert takers.isdisjoint({"TD", "ZM"})
    assert sides(language, text)


def test_the_country_of_a_paper_gives_nothing() -> None:
    text = "The rifles ordered by Togo have been made, but have not been delivered, a Polish paper said."
    assert sides("en", text) == {((), ("TG",))}


def test_who_is_blamed_for_a_delay_gives_nothing() -> None:
    text = (
        "The Peruvian army will receive six K2 tanks by March, the minister said, blaming the delay on the"
        " German engine maker MTU."
    )
    assert sides("en", text) == {((), ("PE",))}


def test_who_is_blamed_for_an_attack_has_used_the_arms() -> None:
    (read,) = claims("fr", "Une attaque de drones, imputée à l'Iran, a endommagé deux raffineries d'Arabie.")
    assert (read.kind, read.recipient) == ("use", ("IR",))


@pytest.mark.parametrize(("text", "supplier", "recipient"), [
    ("Hezbollah has attempted to acquire radars through Cyprus.", (), ("hezbollah",)),
    ("A new type of drone is being delivered to the LNA through Chad.", (), ("lna",)),
    ("Rifles reached Mali through Togo.", ("TG",), ("ML",)),
    ("The militants received rifles through the Chadian police chief.", ("TD",), ()),
    ("Iran sends drones to Mali through Togo.", ("IR",), ("ML",)),
])  # fmt: skip
def test_a_country_on_the_way_gives_only_where_the_goods_came_from_there(
    text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    assert sides("en", text) == {(supplier, recipient)}


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("fr", "Paris a ajouté six sociétés turques à sa liste noire pour avoir fourni des moteurs aux fabricants"
     " biélorusses de drones.", "TR", "BY"),
    ("fr", "Une firme turque a été condamnée pour avoir vendu des drones au Mali.", "TR", "ML"),
])  # fmt: skip
def test_who_is_punished_for_a_sale_sold(language: str, text: str, supplier: str, recipient: str) -> None:
    assert sides(language, text) == {((supplier,), (recipient,))}


@pytest.mark.parametrize(("text", "supplier"), [
    ("Yemen's government said it seized Chinese-made rockets after a battle near Hodeidah.", "CN"),
    ("Spain's navy said it seized 900 Iranian-made rifles.", "IR"),
])  # fmt: skip
def test_who_says_that_they_seized_goods_takes_none(text: str, supplier: str) -> None:
    assert sides("en", text) == {((supplier,), ())}


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("fr", "Le Tchad irrite Khartoum, qui l'accuse d'armer les rebelles.", ("TD",), ()),
    ("fr", "Juba abrite des exilés, ce qui pousse Addis-Abeba à l'accuser de livrer des mortiers aux"
     " insurgés.", ("SS",), ()),
    ("fr", "La Serbie se tourne vers Ankara, et le Kosovo lui reproche d'acheter des drones turcs.",
     ("TR",), ("RS",)),
    ("en", "Chad has angered Khartoum, which accuses it of supplying mortars to the rebels.", ("TD",), ()),
    ("en", "Relations with Ankara are bad, and Athens accuses it of having sold drones to Libya.",
     ("TR",), ("LY",)),
    ("en", "Iran, which accuses Israel of sabotage, has sold drones to Sudan.", ("IR",), ("SD",)),
    ("fr", "Le Rwanda a livré des mortiers aux rebelles et a accusé le Burundi d'abriter des miliciens.",
     ("RW",), ()),
])  # fmt: skip
def test_whom_a_pronoun_takes_up_is_accused_and_not_the_accuser(
    language: str, text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    assert sides(language, text) == {(supplier, recipient)}


def test_who_accuses_in_a_relative_clause_vouches() -> None:
    (read,) = claims("fr", "Le Tchad irrite Khartoum, qui l'accuse d'armer les rebelles.")
    assert (read.source.org, read.source.country) == ("Sudan", "SD")


@pytest.mark.parametrize(("language", "text"), [
    ("fr", "Le Soudan a peur. Madrid détient les preuves de l'usage de bombes à sous-munitions."),
    ("en", "Madrid holds proof of the use of cluster bombs."),
])  # fmt: skip
def test_who_has_the_proof_of_a_use_has_used_nothing(language: str, text: str) -> None:
    assert [(c.kind, c.recipient) for c in claims(language, text)] == [("use", ())]


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("fr", "Berlin a la preuve de livraisons de drones au Soudan.", (), ("SD",)),
    ("en", "Berlin has proof of deliveries of drones to Sudan.", (), ("SD",)),
    ("en", "Iran proved the worth of its drones by selling 40 of them to Ethiopia.", ("IR",), ("ET",)),
    ("fr", "L'Otan a prouvé sa solidarité et a livré dix obusiers à la Géorgie.", ("nato",), ("GE",)),
    ("en", "Oslo has evidence that Rwanda sent mortars to the rebels.", ("RW",), ()),
    ("en", "There is no evidence that Chad received any weapons from Togo, the Malian ministry told AFP.",
     ("TG",), ("TD",)),
])  # fmt: skip
def test_who_has_the_proof_of_a_delivery_has_not_made_it(
    language: str, text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    assert sides(language, text) == {(supplier, recipient)}


def test_who_destroys_the_proof_of_their_own_use_has_used_the_arms() -> None:
    (read,) = claims("en", "Russia destroyed the evidence of its use of cluster bombs.")
    assert (read.kind, read.recipient) == ("use", ("RU",))


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("fr", "Le Conseil de sécurité a adopté une résolution. Elle prévoit la possibilité de livraisons d'armes"
     " légères au gouvernement centrafricain.", (), ("CF",)),
    ("fr", "L'Union africaine permet, dans sa décision, l'envoi de fusils au gouvernement tchadien.",
     (), ("TD",)),
    ("en", "The UN Security Council approved deliveries of small arms to the Somali army.", (), ("SO",)),
    ("en", "ECOWAS has authorised the delivery of rifles to Gambia's army.", (), ("GM",)),
    ("en", "The UN has delivered 20 armoured vehicles to the Malian army.", ("un",), ("ML",)),
    ("en", "Germany has approved the delivery of 20 tanks to Ghana.", ("DE",), ("GH",)),
])  # fmt: skip
def test_a_body_without_arms_that_allows_a_delivery_gives_nothing(
    language: str, text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    assert sides(language, text) == {(supplier, recipient)}


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("en", "Estonia received ten NATO howitzers from Spain.", ("ES",), ("EE",)),
    ("en", "The NATO-standard rifles came from Belgium.", ("BE",), ()),
    ("fr", "La Géorgie a reçu de la Pologne des munitions au standard Otan.", ("PL",), ("GE",)),
    ("en", "Georgia received ten howitzers from NATO.", ("nato",), ("GE",)),
    ("en", "Estonia received ten Spanish howitzers.", ("ES",), ("EE",)),
])  # fmt: skip
def test_goods_of_an_alliances_make_or_norm_need_not_come_from_it(
    language: str, text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    assert sides(language, text) == {(supplier, recipient)}


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("en", "For every Russian gun in Georgia, Turkey has supplied four drones.", ("TR",), ()),
    ("en", "Norway sent two drones to Mali for every Algerian helicopter.", ("NO",), ("ML",)),
    ("fr", "La Pologne a livré trois obusiers à l'Ukraine pour chaque char russe détruit.", ("PL",), ("UA",)),
])  # fmt: skip
def test_what_goods_are_reckoned_against_is_no_side_and_no_number(
    language: str, text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    read = {(c.supplier, c.recipient, c.quantity) for c in claims(language, text)}
    assert read == {(supplier, recipient, None)}


def test_what_each_of_several_gets_is_counted() -> None:
    (read,) = claims("en", "Poland delivered 40 tanks to each Lithuanian brigade.")
    assert read.quantity is not None and (read.recipient, read.quantity.low) == (("LT",), 40)


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("en", "Norway is considering diverting howitzers intended for Ukraine to Taiwan.", ("NO",), ("TW",)),
    ("en", "Shells earmarked for Taiwan were shipped to Israel.", (), ("IL",)),
    ("en", "The government is to reroute 20 tanks from Ukraine to Israel.", (), ("IL",)),
    ("fr", "Berlin a réaffecté à l'Ukraine deux batteries Patriot destinées à la Suisse.", ("DE",), ("UA",)),
    ("en", "Weapons were diverted from Libya to Mali.", ("LY",), ("ML",)),
    ("en", "Norway delivered 20 howitzers earmarked for Ukraine.", ("NO",), ("UA",)),
    ("en", "Spain seized rifles intended for Libya.", (), ("LY",)),
    ("en", "Spanish police stopped a ship carrying 27 tonnes of explosives to Israel.", (), ("IL",)),
    ("en", "Italian customs searched a plane that was taking mortars to Libya.", (), ("LY",)),
    ("fr", "La police espagnole a arraisonné un cargo qui transportait des roquettes vers Israël.", (),
     ("IL",)),
    ("fr", "La douane italienne a contrôlé un avion qui transportait des mortiers vers la Libye.", (),
     ("LY",)),
])  # fmt: skip
def test_from_whom_goods_are_diverted_is_no_side(
    language: str, text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    assert sides(language, text) == {(supplier, recipient)}


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("en", "Belarus was a major supplier of shells to support Moscow's campaign in Ukraine.", "BY", "RU"),
    ("en", "North Korea sent shells to help Russia in Ukraine.", "KP", "RU"),
    ("fr", "La Corée du Nord a envoyé des obus pour aider la Russie en Ukraine.", "KP", "RU"),
    ("en", "Norway sent howitzers to help the war effort in Ukraine.", "NO", "UA"),
    ("fr", "La France a envoyé des fusils pour aider l'armée au Mali.", "FR", "ML"),
])  # fmt: skip
def test_where_somebody_named_is_helped_to_fight_takes_nothing(
    language: str, text: str, supplier: str, recipient: str
) -> None:
    assert sides(language, text) == {((supplier,), (recipient,))}


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("en", "Sudan's foes received rifles from Chad.", ("TD",), ()),
    ("en", "Allies of Rwanda received mortars from Turkey.", ("TR",), ()),
    ("en", "Italy armed Tunisia's neighbours with mortars.", ("IT",), ()),
    ("en", "Ukraine's allies, including Germany, delivered 20 tanks to Kyiv.", ("DE",), ("UA",)),
    ("fr", "Les ennemis du Soudan ont reçu des fusils du Tchad.", ("TD",), ()),
    ("fr", "L'Italie a livré des mortiers aux voisins de la Tunisie.", ("IT",), ()),
    ("fr", "L'allié de la Russie, le Bélarus, a acheté des drones à l'Iran.", ("IR",), ("BY",)),
    ("en", "Iran's proxy Hezbollah received missiles from Syria.", ("SY",), ("hezbollah",)),
    ("en", "Russia's army bought drones from Iran.", ("IR",), ("RU",)),
    ("fr", "Avec le soutien de la France, le Tchad a reçu des chars.", ("FR",), ("TD",)),
    ("en", "Moscow is one of the main partners of Syria, providing it with radars.", ("RU",), ("SY",)),
    ("en", "Opponents of Assad including Spain and Chad have been supplying the rebels with rifles.",
     ("ES", "TD"), ("syrian-rebels",)),
])  # fmt: skip
def test_somebodys_friends_or_foes_are_a_party_without_a_name(
    language: str, text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    assert sides(language, text) == {(supplier, recipient)}


@pytest.mark.parametrize(("language", "text", "recipient"), [
    ("en", "Norway, which ordered Korean howitzers three years before Finland, has none yet.", "NO"),
    ("fr", "La Norvège, qui a commandé des obusiers coréens trois ans avant la Finlande, les attend.", "NO"),
    ("en", "The minister voiced concerns over Ghana's possession of Russian missiles.", "GH"),
])  # fmt: skip
def test_who_came_later_gives_nothing_and_whose_possession_worries_has_taken(
    language: str, text: str, recipient: str
) -> None:
    read = sides(language, text)
    assert {taking for _, taking in read} == {(recipient,)}
    assert ("FI",) not in {giving for giving, _ in read}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Iran's proxies fired rockets at Haifa."),
    ("fr", "Les supplétifs de l'Iran ont tiré des roquettes sur Haïfa."),
])  # fmt: skip
def test_what_somebodys_proxies_use_is_not_used_by_them(language: str, text: str) -> None:
    assert [(c.kind, c.recipient) for c in claims(language, text)] == [("use", ())]


@pytest.mark.parametrize(("text", "supplier", "recipient"), [
    ("À Riyad, on parle de contrats d'armement avec les Émirats et l'Arabie saoudite.", ("AE", "SA"), ()),
    ("La Turquie a signé des contrats d'armement avec le Mali et le Niger.", ("TR",), ("ML", "NE")),
])  # fmt: skip
def test_those_with_whom_a_contract_is_made_stand_on_one_side(
    text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    assert sides("fr", text) == {(supplier, recipient)}


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("en", "The idea was to put the burden on the African partners. Turkey would sell drones and cash in."
     " The fighting was to be left to states such as Niger and Mali.", ("TR",), ()),
    ("en", "Italy's foreign minister praised Estonia. Western aid, including promises of 200 mortars,"
     " should strengthen Estonia.", (), ("EE",)),
    ("en", "Armenia got tanks from its allies.", (), ("AM",)),
    ("en", "Armenia asked Norway for tanks, and its allies were told.", ("NO",), ("AM",)),
    ("en", "Norway, like other European countries, sent mortars to Mali.", ("NO",), ("ML",)),
])  # fmt: skip
def test_a_group_of_states_is_likelier_than_a_guess_and_less_than_a_name(
    language: str, text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    assert sides(language, text) == {(supplier, recipient)}


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("en", "Brazil's Embraer beat Lockheed Martin to sell five C-390s to the Netherlands.", ("BR",), ("NL",)),
    ("en", "Airbus was beaten by Embraer to an order for transport planes from Oman.", ("BR",), ("OM",)),
    ("fr", "Embraer a devancé Lockheed Martin pour vendre cinq C-390 aux Pays-Bas.", ("BR",), ("NL",)),
    ("en", "French police arrested four men accused of exporting engines for drones to Iran via Malta.",
     (), ("IR",)),
    ("fr", "La police française a arrêté quatre hommes accusés d'avoir exporté des moteurs de drones vers"
     " l'Iran via Malte.", (), ("IR",)),
])  # fmt: skip
def test_who_lost_an_order_or_arrests_the_accused_has_not_sold(
    language: str, text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    assert sides(language, text) == {(supplier, recipient)}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Washington asked Greece to give its S-300s to Kyiv, but Athens said no."),
    ("fr", "Washington a prié Athènes de céder ses S-300 à Kiev, mais la Grèce a refusé."),
])  # fmt: skip
def test_who_asks_for_others_takes_nothing(language: str, text: str) -> None:
    assert sides(language, text) == {(("GR",), ("UA",))}
