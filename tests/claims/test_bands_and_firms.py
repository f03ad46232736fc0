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
