"""Who has no name or is at home on both sides, and what was not there: each is told as the text has it."""

from __future__ import annotations

import pytest
from invented import claims, document

from tracewire.claims import rules_extractor

NO_STATE = [
    # a band is not the state whose region it fights in
    ("fr", "La France a parachuté en juin des armes légères aux insurgés du djebel Nefoussa.", "FR"),
    ("en", "France dropped small arms to insurgents in the Nafusa mountains of Libya in June.", "FR"),
    ("fr", "Le régime de Khartoum a armé des rebelles du Jonglei, assure Juba.", "SD"),
]
AT_HOME = [
    ("en", "Germany ordered 50 Boxer vehicles from Rheinmetall.", "DE"),
    ("en", "The U.S. Army awarded Lockheed Martin a contract for 200 Javelin missiles.", "US"),
    ("fr", "La France a passé commande le 29 décembre à MBDA de 50 missiles de croisière navals.", "FR"),
]
NOTHING = [
    ("fr", "Paris n'a rien vendu à Riyad depuis le début de l'année, dit la ministre.", ("FR",), ("SA",)),
    ("fr", "« Khartoum n'a rien reçu de l'Iran », dément le ministre soudanais.", ("IR",), ("SD",)),
    ("en", "Paris has sold nothing to Riyadh since January, the defence minister said.", ("FR",), ("SA",)),
    ("en", "Khartoum received nothing from Iran, the minister said.", ("IR",), ("SD",)),
]
NAMES = [
    (
        "fr",
        "Selon Kommersant, le contrat de vente de Su-35 au Caire a été signé par Moscou.",
        ("RU",),
        ("EG",),
    ),
    ("en", "Europeans delivered half a million shells to Ukraine last year.", ("eu",), ("UA",)),
    ("fr", "Les Européens ont livré un demi-million d'obus à l'Ukraine l'an dernier.", ("eu",), ("UA",)),
    ("fr", "Varsovie a signé des achats outre-Atlantique : Patriot, Himars et F-35.", ("US",), ("PL",)),
]
ARMED = [
    ("en", "The Houthis are armed by Iran, the UN panel of experts concluded."),
    ("en", "There is no evidence that China is arming Russia, the White House said."),
    ("fr", "Kinshasa accuse Kigali d'armer le M23."),
]


@pytest.mark.parametrize(("language", "text", "supplier"), NO_STATE)
def test_a_band_is_not_the_state_that_is_named_beside_it(language: str, text: str, supplier: str) -> None:
    assert [(c.supplier, c.recipient) for c in claims(language, text)] == [((supplier,), ())]


@pytest.mark.parametrize(("language", "text", "state"), AT_HOME)
def test_a_firm_sells_to_the_state_it_is_at_home_in(language: str, text: str, state: str) -> None:
    assert [(c.supplier, c.recipient) for c in claims(language, text)] == [((state,), (state,))]


def test_no_state_sells_to_itself() -> None:
    (claim,) = claims("en", "Sweden said Swedish Gripen jets would be sold to Hungary.")
    assert (claim.supplier, claim.recipient) == (("SE",), ("HU",))


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), NOTHING)
def test_nothing_at_all_is_arms_denied(
    language: str, text: str, supplier: tuple[str], recipient: tuple[str]
) -> None:
    told = [(c.supplier, c.recipient, c.item, c.polarity) for c in claims(language, text)]
    assert told == [(supplier, recipient, ("arms",), "denied")]


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), NAMES)
def test_names_of_parties(language: str, text: str, supplier: tuple[str], recipient: tuple[str]) -> None:
    assert {(c.supplier, c.recipient) for c in claims(language, text)} == {(supplier, recipient)}


@pytest.mark.parametrize(("language", "text"), ARMED)
def test_a_paragraph_that_tells_who_arms_whom_is_read(language: str, text: str) -> None:
    assert rules_extractor().chosen(document(text, language))


@pytest.mark.parametrize(("language", "text", "user"), [
    ("fr", "Les pro-Kadhafi ont tiré des obus de mortier sur Zawiyah.", ["LY"]),
    ("fr", "Les troupes kadhafistes ont tiré une vingtaine de roquettes Grad sur Zenten.", ["LY"]),
    ("fr", "Des groupes pro-iraniens ont tiré des roquettes sur Erbil.", []),
    ("en", "Pro-Assad forces fired rockets at Aleppo.", ["SY"]),
])  # fmt: skip
def test_who_fights_for_a_ruler_fights_for_his_state(language: str, text: str, user: list[str]) -> None:
    assert [list(one.recipient) for one in claims(language, text)] == [user]


def test_palestinian_groups_are_no_state() -> None:
    (claim,) = claims("en", "Palestinian resistance groups launched rockets at Israel.")
    assert claim.recipient == ("palestinian-groups",)


@pytest.mark.parametrize(("language", "text", "user"), [
    ("en", "Hezbollah is at war with Israel. The Lebanese group fired 50 rockets at Haifa on Monday.",
     "hezbollah"),
    ("en", "Hamas still fights in Gaza. The Palestinian group fired rockets at Tel Aviv on Monday.", "hamas"),
    ("en", "The Houthis are under pressure. The Iran-aligned movement launched two missiles at Eilat.",
     "houthis"),
    ("fr", "Le Hezbollah est en guerre avec Israël. Le mouvement libanais a tiré 50 roquettes sur Haïfa "
     "lundi.", "hezbollah"),
    ("fr", "Les Houthis sont sous pression. La milice yéménite a tiré deux missiles sur Eilat.", "houthis"),
    ("fr", "Le Hezbollah est en guerre avec Israël. La milice pro-iranienne a tiré 50 roquettes sur Haïfa "
     "lundi.", "hezbollah"),
])  # fmt: skip
def test_a_group_is_taken_up_by_its_land_or_its_backer(language: str, text: str, user: str) -> None:
    assert {c.recipient for c in claims(language, text) if c.kind == "use"} == {(user,)}


@pytest.mark.parametrize("text", [
    "The Iran-backed group launched 20 missiles at Israel.",
    "Hezbollah stood by. Iran-backed militias fired rockets at the Al-Asad base on Monday.",
])  # fmt: skip
def test_a_backer_alone_has_not_fired(text: str) -> None:
    assert {c.recipient for c in claims("en", text)} <= {()}


@pytest.mark.parametrize(("language", "text", "giver"), [
    ("en", "The PKK condemned Baykar. The Turkish group sold 20 drones to Kuwait last year.", "TR"),
    ("fr", "Le PKK a condamné Baykar. Le groupe turc a vendu 20 drones au Koweït l'an dernier.", "TR"),
    ("fr", "Le groupe français a livré 12 canons à l'Ukraine.", "FR"),
])  # fmt: skip
def test_a_firm_is_no_armed_group_of_its_land(language: str, text: str, giver: str) -> None:
    assert {c.supplier for c in claims(language, text)} == {(giver,)}
