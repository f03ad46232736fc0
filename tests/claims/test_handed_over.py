"""Which of the goods that a sentence names are handed over, and by whom, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims

from tracewire.model import Claim


def _told(claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return claim.supplier, claim.recipient, claim.item


@pytest.mark.parametrize(("language", "text", "supplier", "recipient", "item"), [
    ("en", "Kuwait received ten Turkish vehicles fitted with turrets from Elbit.", "TR", "KW", "vehicle"),
    ("en", "Oman ordered eight Leonardo helicopters with radars made by Thales.", "IT", "OM", "helicopter"),
    ("en", "Four Spanish frigates equipped with American radars were delivered to Oman.",
     "ES", "OM", "frigate"),
    ("en", "Turkey exported drones powered by Ukrainian engines to Togo.", "TR", "TG", "uav"),
    ("en", "The tanks, fitted with German engines, were sold by South Korea to Peru.", "KR", "PE", "tank"),
    ("fr", "La France a livré au Tchad 20 blindés équipés de tourelles italiennes.", "FR", "TD", "armour"),
    ("fr", "Vingt chars russes armés de missiles ont été livrés au Vietnam.", "RU", "VN", "tank"),
    ("fr", "Oman a commandé huit hélicoptères avec des moteurs construits par Safran à l'Italie.",
     "IT", "OM", "helicopter"),
    ("fr", "Le Pérou recevra des hélicoptères français équipés de mitrailleuses fournies par la Belgique.",
     "FR", "PE", "helicopter"),
    # Whose name stands before the whole makes it, where nobody else does.
    ("en", "Chile asked to buy 12 Leonardo helicopters with engines built by Safran.",
     "IT", "CL", "helicopter"),
    # Who is named behind "from" alone hands over the whole.
    ("en", "Mali received helicopters armed with rockets from Russia.", "RU", "ML", "helicopter"),
])  # fmt: skip
def test_what_goods_are_fitted_with_is_handed_over_with_them(
    language: str, text: str, supplier: str, recipient: str, item: str
) -> None:
    assert [_told(one) for one in claims(language, text)] == [((supplier,), (recipient,), (item,))]


@pytest.mark.parametrize(("language", "text", "item"), [
    ("fr", "Le Pérou veut quatre sous-marins dotés d'un système de propulsion allemand.", "submarine"),
    ("fr", "La frégate vendue au Pérou est dotée d'un radar suédois.", "frigate"),
    ("fr", "Le Pérou recevra des hélicoptères équipés de mitrailleuses de fabrication belge.", "helicopter"),
])  # fmt: skip
def test_who_made_a_part_does_not_give_the_whole(language: str, text: str, item: str) -> None:
    assert [_told(one) for one in claims(language, text)] == [((), ("PE",), (item,))]


@pytest.mark.parametrize(("language", "text", "told"), [
    ("en", "Chile has signed a contract for 12 helicopters with Safran.", ("FR", "CL", "helicopter")),
    ("en", "Peru received helicopters with the help of Spain.", ("ES", "PE", "helicopter")),
    ("en", "Turkey equipped its frigates with Swedish radars.", ("SE", "TR", "radar")),
    ("en", "Brazil will upgrade its A-1 jets with Israeli electronics.", ("IL", "BR", "electronics")),
    ("fr", "L'armée de Russie a livré des chars au Mali.", ("RU", "ML", "tank")),
])  # fmt: skip
def test_who_stands_behind_with_is_no_maker_of_parts(
    language: str, text: str, told: tuple[str, str, str]
) -> None:
    supplier, recipient, item = told
    assert [_told(one) for one in claims(language, text)] == [((supplier,), (recipient,), (item,))]


def test_arms_beside_others_are_goods_of_their_own() -> None:
    text = "Togo bought F-16 fighters with missiles and spare parts from the United States."
    (read,) = claims("en", text)
    assert read.item == ("missile", "components")


@pytest.mark.parametrize(("language", "text", "item", "quantity"), [
    ("en", "A Russian plane carrying 20 howitzers landed in Mali on Monday.", "howitzer", (20, 20)),
    ("en", "Norway delivered two ships carrying missiles to Ghana.", "missile", None),
    ("en", "Six trucks loaded with Chadian ammunition arrived in Niger.", "ammunition", None),
    ("fr", "Des dizaines d'avions venus du Qatar ont apporté des missiles au Niger.", "missile", None),
    ("fr", "Une dizaine de camions ougandais transportant des obus ont été vus au Soudan du Sud.",
     "artillery-shell", None),
    ("fr", "Trois avions-cargos turcs chargés de mortiers ont atterri à Bamako, au Mali.", "mortar", None),
])  # fmt: skip
def test_what_carries_arms_is_not_handed_over_and_not_counted(
    language: str, text: str, item: str, quantity: tuple[int, int] | None
) -> None:
    (read,) = claims(language, text)
    counted = (read.quantity.low, read.quantity.high) if read.quantity else None
    assert (read.item, counted) == ((item,), quantity)


@pytest.mark.parametrize("text", [
    "Dozens of cargo planes from Qatar have landed at an airstrip in Niger, flight data show.",
    "Several military transport planes from Algeria landed in Bamako on Friday, witnesses said.",
])  # fmt: skip
def test_a_carrier_that_lands_brings_nothing_that_is_told(text: str) -> None:
    assert claims("en", text) == ()


@pytest.mark.parametrize(("language", "text", "item", "quantity"), [
    ("en", "Russia delivered three cargo planes to Mali.", "transport-aircraft", 3),
    ("en", "Three transport planes arrived from Spain for the Malian air force.", "transport-aircraft", 3),
    ("en", "Three fighter jets from China landed in Myanmar, where they will join the air force.",
     "fighter", 3),
    ("en", "Sweden handed over 20 trucks to Ukraine.", "vehicle", 20),
    ("fr", "Deux camions turcs ont été livrés au Niger.", "vehicle", 2),
    ("fr", "L'Espagne a livré deux avions de transport au Kazakhstan.", "transport-aircraft", 2),
    # ...or count goods that were named before.
    ("en", "Oman has ordered Typhoons from Britain, 12 aircraft in all.", "fighter", 12),
    ("en", "Ghana bought Puma armoured carriers from South Africa, 40 vehicles in total.", "apc", 40),
    ("fr", "Le Maroc a commandé des Apache aux États-Unis, soit 24 appareils.", "attack-helicopter", 24),
])  # fmt: skip
def test_planes_and_lorries_may_be_the_goods(language: str, text: str, item: str, quantity: int) -> None:
    (read,) = claims(language, text)
    assert read.quantity is not None
    assert (read.kind, read.item, read.quantity.low) == ("transfer", (item,), quantity)


@pytest.mark.parametrize(("language", "text"), [
    ("en", "France will upgrade Peru's 12 Mirage jets."),
    ("en", "Washington approved the modernisation of 14 F-16 fighters that Chile already owns."),
    ("en", "Peru's 12 Mirage jets will be upgraded by France."),
    ("en", "Airbus was awarded a contract to upgrade Chile's 12 C-130 transport planes."),
    ("fr", "Paris va rénover les douze Mirage du Pérou."),
    ("fr", "Berlin a approuvé la modernisation des 40 chars Leopard que possède le Chili."),
    ("fr", "Les vingt hélicoptères du Niger seront modernisés par la Russie."),
])  # fmt: skip
def test_who_modernises_arms_hands_over_none(language: str, text: str) -> None:
    assert [one for one in claims(language, text) if one.kind != "stock"] == []


@pytest.mark.parametrize(("language", "text", "item"), [
    ("en", "Germany will sell Chile 40 modernised Leopard tanks.", "tank"),
    ("en", "Oman has received two refurbished patrol vessels from Italy.", "patrol-vessel"),
    ("en", "Turkey upgraded 40 tanks and sold them to Togo.", "tank"),
    ("en", "Russia sold Togo 12 helicopters and will upgrade its tanks.", "helicopter"),
    ("fr", "La Belgique a vendu 30 chars rénovés au Maroc.", "tank"),
    ("fr", "La remise de douze obusiers au Tchad par la France aura lieu mardi.", "howitzer"),
])  # fmt: skip
def test_arms_that_were_modernised_may_be_sold(language: str, text: str, item: str) -> None:
    assert [(one.kind, one.item) for one in claims(language, text)] == [("transfer", (item,))]


@pytest.mark.parametrize(("language", "text", "told"), [
    ("en", "Russia has sent instructors and armoured vehicles to Mali.",
     {("support", "personnel", None), ("transfer", "armour", None)}),
    ("en", "Turkey sent 200 advisers and 12 drones to Libya.",
     {("support", "personnel", 200), ("transfer", "uav", 12)}),
    ("en", "Britain promised Kenya armoured vehicles and training.",
     {("support", "training", None), ("transfer", "armour", None)}),
    ("fr", "Des instructeurs et des missiles iraniens ont été envoyés au Venezuela.",
     {("support", "personnel", None), ("transfer", "missile", None)}),
    ("fr", "La France a envoyé 50 formateurs et vingt blindés au Bénin.",
     {("support", "personnel", 50), ("transfer", "armour", 20)}),
    # Of one sort alone one claim.
    ("en", "Russia has sent tanks and armoured vehicles to Mali.", {("transfer", "tank armour", None)}),
    ("fr", "La Russie a envoyé des instructeurs au Mali.", {("support", "personnel", None)}),
])  # fmt: skip
def test_people_and_arms_that_are_sent_together_are_two_claims(
    language: str, text: str, told: set[tuple[str, str, int | None]]
) -> None:
    read = [
        (one.kind.value, " ".join(one.item), one.quantity.low if one.quantity else None)
        for one in claims(language, text)
    ]
    assert (len(read), set(read)) == (len(told), told)


@pytest.mark.parametrize(("language", "text", "stage"), [
    ("en", "German rifles sold to the Mexican police were found at a crime scene in Guerrero.", "delivered"),
    ("en", "Serbian rifles sold to the Saudi army were recovered from a militia depot.", "delivered"),
    ("fr", "Des fusils serbes vendus à l'armée saoudienne ont été retrouvés dans un dépôt des rebelles.",
     "delivered"),
    ("en", "Serbian mortars were found aboard a ship bound for Libya.", "shipped"),
    ("en", "Iranian rifles were recovered from a dhow bound for Yemen.", "shipped"),
    ("en", "Police in Cyprus found Iranian missiles destined for Syria.", "shipped"),
])  # fmt: skip
def test_arms_that_are_found_have_arrived_unless_they_were_on_their_way(
    language: str, text: str, stage: str
) -> None:
    assert [one.stage for one in claims(language, text)] == [stage]


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("en", "Turkey assembled eight drones for Togo in Ankara.", (), ("TR",)),
    ("en", "Indonesia's PAL is producing two landing ships for the Philippine navy.", (), ("ID",)),
    ("en", "Egypt builds tanks for the United States Army.", (), ("EG",)),
    ("fr", "La Corée du Sud assemble six frégates pour le Pérou.", (), ("KR",)),
    # Who gets a plant, or help, makes the arms.
    ("en", "France is building a shell plant for Saudi Arabia.", ("FR",), ("SA",)),
    ("en", "Iran helped Russia produce drones.", ("IR",), ("RU",)),
])  # fmt: skip
def test_those_for_whom_arms_are_made_do_not_make_them(
    language: str, text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    (read,) = claims(language, text)
    assert (read.kind, read.supplier, read.recipient) == ("production", supplier, recipient)


@pytest.mark.parametrize(("text", "stage", "when"), [
    ("Ghana's army received a first batch of vehicles from Norway in May. It included eight tanks and"
     " four howitzers.", "delivered", "2023-05"),
    ("Poland pledged Ukraine a package of arms in March. It includes eight tanks.", "agreed", "2023-03"),
    # Of two dealings in one sentence the one that came further.
    ("Togo took delivery in May of arms that it had ordered from China in 2020. It included eight tanks and"
     " four howitzers.", "delivered", "2023-05"),
    # Not those of a dealing between others, and not where more is told than what is inside.
    ("Togo received mortars from China in May. Norway supplied Ghana with eight tanks.", "delivered", None),
])  # fmt: skip
def test_the_contents_of_a_delivery_have_its_stage_and_day(text: str, stage: str, when: str) -> None:
    read = [(one.stage, one.when) for one in claims("en", text) if one.item == ("tank",)]
    assert read == [(stage, when)]


@pytest.mark.parametrize(("text", "kinds"), [
    ("L'Éthiopie a formé une armée commune avec Djibouti.", []),
    ("Le Togo, qui a formé une coalition avec le Bénin, achète des drones turcs.", ["transfer"]),
    ("Le Laos a formé un comité avec le Vietnam.", []),
    ("Le Mali a formé une alliance avec le Niger.", []),
    ("La Turquie a formé l'armée libyenne.", ["support"]),
    ("La France a formé un bataillon malien.", ["support"]),
    ("Le Maroc a formé 200 soldats du Niger.", ["support"]),
    ("La Chine a formé des pilotes du Laos.", ["support"]),
])  # fmt: skip
def test_who_forms_a_coalition_trains_nobody(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in claims("fr", text)] == kinds


@pytest.mark.parametrize(("text", "told"), [
    ("The Qatari government has been sending food to Gaza, not drones, its spokesman said.",
     [("denied", "uav")]),
    ("Oman says it bought rifles, not drones, from Turkey.", [("affirmed", "small-arms"), ("denied", "uav")]),
    ("China delivered drones to Chad, but not missiles.", [("affirmed", "uav"), ("denied", "missile")]),
])  # fmt: skip
def test_goods_that_are_excepted_are_denied(text: str, told: list[tuple[str, str]]) -> None:
    assert [(one.polarity, *one.item) for one in claims("en", text)] == told


@pytest.mark.parametrize(("text", "told"), [
    ("Le Ghana veut des munitions pour les chars Leopard, que la Grèce avait achetées à l'Allemagne.",
     (("DE",), ("GR",), ("ammunition",))),
    ("Le Ghana veut des roquettes pour les lanceurs que le Togo a achetées à la Turquie.",
     (("TR",), ("TG",), ("rocket",))),
    ("Le Ghana a reçu des obus pour les frégates, qu'il avait commandées à l'Italie.",
     (("IT",), ("GH",), ("frigate",))),
    ("L'Irak cherche des pièces pour les hélicoptères que la Russie lui a livrés.",
     (("RU",), ("IQ",), ("helicopter",))),
    ("Le Mali cherche des pièces pour les blindés qu'il avait achetés à la Russie.",
     (("RU",), ("ML",), ("armour",))),
    ("Les frégates que l'Italie a vendues au Maroc sont arrivées.", (("IT",), ("MA",), ("frigate",))),
])  # fmt: skip
def test_a_participle_tells_by_its_ending_which_goods_are_meant(
    text: str, told: tuple[tuple[str, ...], ...]
) -> None:
    assert told in [_told(one) for one in claims("fr", text)]


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Washington approved the sale and modernisation of 14 F-16 fighters to Chile."),
    ("fr", "La France a approuvé la vente et la modernisation de dix Mirage au Pérou."),
])  # fmt: skip
def test_what_is_sold_and_modernised_is_handed_over(language: str, text: str) -> None:
    assert [(one.kind, one.stage, one.item) for one in claims(language, text)] == [
        ("transfer", "agreed", ("fighter",))
    ]


@pytest.mark.parametrize(("language", "text"), [
    ("en", "The United Arab Emirates made Chinese drones available to Ethiopia."),
    ("fr", "Les Émirats arabes unis ont mis des drones chinois à la disposition de l'Éthiopie."),
    ("fr", "Les Émirats ont mis à la disposition de l'Éthiopie des drones de fabrication chinoise."),
])  # fmt: skip
def test_who_makes_goods_available_gives_them_whatever_their_make(language: str, text: str) -> None:
    (given,) = claims(language, text)
    assert (given.kind, given.stage) == ("transfer", "delivered")
    assert (set(given.supplier), given.recipient) == ({"AE", "CN"}, ("ET",))
