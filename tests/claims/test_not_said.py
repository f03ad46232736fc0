"""Who calls it a lie, shies away from it, is warned against it, shows it or stops it has not done it."""

from __future__ import annotations

import pytest
from invented import claims

DENIED = [
    ("en", "Reports that Iran sent missiles to Russia are a lie, Tehran said."),
    ("en", "Tehran called the report that it had sent missiles to Russia fabricated."),
    ("en", '"Pure fiction," Belgrade said of reports that it had armed Ukraine.'),
    ("en", "Belgrade dismissed as false a report that it had armed Ukraine."),
    ("en", "Abu Dhabi brushed aside reports that it had flown weapons to the RSF."),
    ("en", "Islamabad rejected claims in the press that Pakistan had promised Iran missiles."),
    ("fr", "Les informations sur une livraison de missiles iraniens à la Russie sont fausses, dit Téhéran."),
    ("fr", "Le rapport sur des livraisons d'armes à l'Ukraine est inventé de toutes pièces, selon Belgrade."),
    ("fr", "« C'est une pure invention », a dit Belgrade à propos de livraisons d'armes à l'Ukraine."),
    ("fr", "« Du délire », a réagi le Kremlin, interrogé sur les livraisons de MiG-29 à Wagner."),
    ("fr", "Belgrade a balayé les accusations de livraisons d'armes à la Russie."),
    ("en", "Germany ruled out sending Taurus missiles to Ukraine."),
    ("en", "Austria stayed away from arming Ukraine."),
    ("en", "Seoul held off on sending shells to Ukraine."),
    ("fr", "Berlin écarte toute livraison de missiles Taurus à l'Ukraine."),
]
NOT_RULED_OUT = [
    ("en", "Berlin has not ruled out sending Taurus missiles to Ukraine."),
    ("fr", "Berlin n'écarte pas une livraison de missiles Taurus à l'Ukraine."),
]
SAID = [
    ("en", "Serbia said the rifles had been sold to Mexico on the strength of false papers."),
    ("en", "The Kremlin said it had sold Mali helicopters and dismissed criticism from Chad."),
]


@pytest.mark.parametrize(("language", "text"), DENIED)
def test_what_a_side_disowns_is_denied(language: str, text: str) -> None:
    assert [claim.polarity for claim in claims(language, text)] == ["denied"]


@pytest.mark.parametrize(("language", "text"), NOT_RULED_OUT)
def test_what_is_not_ruled_out_may_be(language: str, text: str) -> None:
    told = [(claim.polarity, claim.certainty, claim.stage) for claim in claims(language, text)]
    assert told == [("affirmed", "possible", "planned")]


@pytest.mark.parametrize(("language", "text"), SAID)
def test_other_lies_deny_nothing(language: str, text: str) -> None:
    assert [claim.polarity for claim in claims(language, text)] == ["affirmed"]


WARNED = [
    ("en", "NATO's chief cautioned China against arming Russia."),
    ("en", "The White House warned Beijing against supplying drones to Russia."),
    ("fr", "Washington a mis en garde Pékin contre toute livraison de drones à la Russie."),
    ("fr", "Washington a mis en garde les entreprises contre la vente de moteurs pour les drones iraniens."),
]
WARNED_OF_ELSE = [
    ("en", "Moscow warned against a wider war after the United States sent missiles to Ukraine."),
    ("en", "Kyiv warned that Iran had sent Russia drones for use against its cities."),
    ("fr", "Moscou a mis en garde contre une escalade après que Washington a livré des missiles à Kiev."),
    ("fr", "La garde nationale protège Kiev contre des missiles que l'Iran a livrés à la Russie."),
]
PUBLISHED = [
    ("en", "The BBC published images of Iranian drones in Sudan.", ("GB",)),
    ("en", "Amnesty International published videos of Serbian rifles in Sudan.", ("GB",)),
    ("en", "The UN panel of experts published photos of Emirati vehicles in Darfur.", ("un",)),
]


@pytest.mark.parametrize(("language", "text"), WARNED)
def test_what_somebody_is_warned_against_is_not_told(language: str, text: str) -> None:
    assert claims(language, text) == ()


@pytest.mark.parametrize(("language", "text"), WARNED_OF_ELSE)
def test_what_happened_before_a_warning_is_told(language: str, text: str) -> None:
    assert [claim.polarity for claim in claims(language, text)] == ["affirmed"]


@pytest.mark.parametrize(("language", "text", "publisher"), PUBLISHED)
def test_who_publishes_evidence_is_its_supplier(language: str, text: str, publisher: tuple[str]) -> None:
    assert [c.supplier for c in claims(language, text) if c.kind == "disclosure"] == [publisher]


STOPPED = [
    ("en", "Spanish police seized 300 rifles bound for Libya.", (), ("LY",)),
    ("en", "The Israeli army seized 20 rockets bound for Hezbollah.", (), ("hezbollah",)),
    ("en", "Spanish police seized 300 Turkish rifles bound for Libya.", ("TR",), ("LY",)),
    ("fr", "La police espagnole a saisi 300 fusils destinés à la Libye.", (), ("LY",)),
    (
        "fr",
        "L'armée israélienne a intercepté un camion de munitions destinées au Hezbollah.",
        (),
        ("hezbollah",),
    ),
]


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), STOPPED)
def test_who_stops_a_shipment_did_not_send_it(
    language: str, text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    assert [(c.supplier, c.recipient) for c in claims(language, text)] == [(supplier, recipient)]


INVENTED = [
    ("en", "In the film, which opens on Friday, a Beirut dealer sells stolen rockets to a Russian spy."),
    ("fr", "Dans le film, un marchand libanais vend des roquettes à un espion russe."),
]


@pytest.mark.parametrize(("language", "text"), INVENTED)
def test_what_happens_in_a_film_is_not_told(language: str, text: str) -> None:
    assert claims(language, text) == ()


def test_what_a_witness_says_in_a_film_is_told() -> None:
    assert claims("en", "In the film, a former officer says Israel sold drones to Azerbaijan.")
