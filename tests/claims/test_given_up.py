"""Who refuses or drops a plan will not do it; who warns of a dealing or punishes it has no part in it."""

from __future__ import annotations

import pytest
from invented import claims

GIVEN_UP = [
    ("en", "Malaysia dropped plans to buy 18 Su-57 fighters from Russia."),
    ("en", "Serbia has abandoned its plan to buy Russian Su-30 jets."),
    ("en", "Seoul has shied away from selling artillery shells to Ukraine."),
    ("en", "Hungary balked at selling missiles to Ukraine."),
    ("fr", "Jakarta a abandonné le projet d'acheter des Su-35 à la Russie."),
    ("fr", "La Corée du Sud rechigne à vendre des obus à l'Ukraine."),
    ("fr", "Berlin refuse de livrer des missiles Taurus à l'Ukraine."),
    ("fr", "Le Pérou a renoncé à l'achat de 18 chars russes."),
]
NOT_GIVEN_UP = [
    ("en", "The retreating army abandoned tanks delivered by the United States to Iraq.", "delivered"),
    ("fr", "L'armée a abandonné des chars livrés par la Russie à la Syrie.", "delivered"),
    ("fr", "Ehud Barak a prié la Russie de renoncer à livrer des missiles à la Syrie.", "planned"),
]
WARNED_OF = [
    (
        "en",
        "The Commerce Department warned exporters that machine tools could reach Russia through Turkey.",
        "US",
    ),
    ("en", "Ukraine warned that North Korea was preparing to send shells to Russia.", "UA"),
    (
        "fr",
        "Washington a publié un avis aux entreprises sur l'achat par l'Iran de composants de drones.",
        "US",
    ),
    ("fr", "Kiev a averti que Pyongyang s'apprêtait à livrer des obus à Moscou.", "UA"),
]
TARGETS = [
    ("en", "Washington sanctioned two Chinese firms for supplying machine tools to Russia.", "US", "CN"),
    ("en", "Washington imposed sanctions on Iranian generals for selling drones to Russia.", "US", "IR"),
    ("en", "Last week, the US Treasury blacklisted an Iranian company that had flown drones to Russia.", "US",
     "IR"),
    ("fr", "L'UE a sanctionné deux entreprises chinoises pour avoir fourni des machines-outils à la Russie.",
     "eu", "CN"),
    ("fr", "Washington a imposé des sanctions à l'Iran pour avoir livré des drones à la Russie.", "US", "IR"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), GIVEN_UP)
def test_what_is_refused_or_given_up_is_denied_as_a_plan(language: str, text: str) -> None:
    (claim,) = claims(language, text)
    assert claim.polarity == "denied"
    assert claim.stage in ("planned", "sought")


@pytest.mark.parametrize(("language", "text", "stage"), NOT_GIVEN_UP)
def test_what_somebody_leaves_behind_or_is_asked_to_give_up_is_affirmed(
    language: str, text: str, stage: str
) -> None:
    assert [(claim.polarity, claim.stage) for claim in claims(language, text)] == [("affirmed", stage)]


@pytest.mark.parametrize(("language", "text", "warner"), WARNED_OF)
def test_who_warns_of_a_dealing_is_no_side_of_it(language: str, text: str, warner: str) -> None:
    (claim,) = claims(language, text)
    assert warner not in (*claim.supplier, *claim.recipient)


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Russia warned that it would deliver S-300 missiles to Syria."),
    ("fr", "Moscou a averti qu'il livrerait des S-300 à la Syrie."),
])  # fmt: skip
def test_who_warns_of_what_it_will_do_itself_does_it(language: str, text: str) -> None:
    assert [(claim.supplier, claim.recipient) for claim in claims(language, text)] == [(("RU",), ("SY",))]


@pytest.mark.parametrize(("language", "text", "imposer", "target"), TARGETS)
def test_sanctions_hit_whom_they_are_on_and_not_who_bought(
    language: str, text: str, imposer: str, target: str
) -> None:
    told = claims(language, text)
    measures = [(claim.supplier, claim.recipient) for claim in told if claim.kind == "measure"]
    assert measures == [((imposer,), (target,))]
    assert all(imposer not in claim.supplier for claim in told if claim.kind == "transfer")


@pytest.mark.parametrize(("language", "text", "speaker"), [
    ("en", "Vucic denied that Serbian shells had reached Ukraine, as the Financial Times reported.", "RS"),
    ("fr", "Le président serbe a démenti que des obus serbes soient parvenus à l'Ukraine, comme l'avait écrit"
     " le Financial Times.", "RS"),
])  # fmt: skip
def test_who_denies_speaks_and_not_who_had_reported_it(language: str, text: str, speaker: str) -> None:
    assert [(c.polarity, c.source.country) for c in claims(language, text)] == [("denied", speaker)]


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Ethiopia has received armed drones from Turkey, two diplomats said. Ethiopia dismissed the"
     " reports as propaganda."),
    ("fr", "L'Éthiopie a reçu des drones armés de la Turquie, selon des diplomates. Addis-Abeba a qualifié"
     " ces informations de propagande."),
])  # fmt: skip
def test_propaganda_is_a_denial(language: str, text: str) -> None:
    told = [(c.polarity, c.source.country) for c in claims(language, text)]
    assert told == [("affirmed", None), ("denied", "ET")]


def test_a_state_takes_no_measure_against_itself() -> None:
    text = "Canada cancelled permits for drone cameras bound for Turkey in 2021, and Canada said so twice."
    assert [(claim.supplier, claim.recipient) for claim in claims("en", text)] == [(("CA",), ("TR",))]


@pytest.mark.parametrize(("language", "text", "flown_by"), [
    ("en", "The Houthis shot down an American MQ-9 drone over Marib.", "US"),
    ("fr", "Le Pakistan a abattu trois Rafale indiens, a assuré son ministre de l'Information.", "IN"),
    ("fr", "Un hélicoptère russe a été abattu par les rebelles syriens lundi.", "RU"),
])  # fmt: skip
def test_who_brings_down_arms_has_not_used_them(language: str, text: str, flown_by: str) -> None:
    assert [(c.kind, c.recipient) for c in claims(language, text)] == [("use", (flown_by,))]


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Taiwan is still waiting for 400 Harpoon missiles from the United States."),
    ("en", "Taiwan still awaits 66 F-16V fighters from the United States, an analyst said."),
])  # fmt: skip
def test_what_somebody_waits_for_has_not_come(language: str, text: str) -> None:
    assert [(c.stage, c.polarity) for c in claims(language, text)] == [("delivered", "denied")]


def test_what_was_sold_and_then_seized_is_both() -> None:
    text = (
        "Des obus de mortier bulgares, vendus aux Émirats en 2019, ont été saisis au Darfour en novembre,"
        " relève un rapport de l'ONU."
    )
    assert [claim.stage for claim in claims("fr", text)] == ["delivered", "shipped"]


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Ukraine said it had shot down 37 Iranian-made drones overnight."),
    ("fr", "L'Ukraine a abattu douze drones de fabrication iranienne."),
])  # fmt: skip
def test_who_made_arms_that_are_brought_down_has_not_used_them(language: str, text: str) -> None:
    assert [(c.supplier, c.recipient) for c in claims(language, text)] == [(("IR",), ())]


@pytest.mark.parametrize(("language", "text", "flown_by"), [
    ("en", "The Houthis say they have shot down an American MQ-9 drone.", "US"),
    ("fr", "L'armée russe dit avoir détruit deux drones ukrainiens.", "UA"),
])  # fmt: skip
def test_nor_has_who_claims_to_have_brought_them_down(language: str, text: str, flown_by: str) -> None:
    assert [(c.kind, c.recipient) for c in claims(language, text)] == [("use", (flown_by,))]


def test_who_finds_arms_takes_none() -> None:
    (*_, claim) = claims(
        "fr",
        "Des missiles Kornet russes ont été retrouvés par l'armée israélienne dans une cache du Hezbollah.",
    )
    assert "IL" not in (*claim.supplier, *claim.recipient)


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Senegal never took delivery of the drones from Norway, for fear of US sanctions."),
    ("en", "Despite the sanctions of the European Union, Norway sold Senegal 12 drones."),
    ("fr", "Le Sénégal n'a jamais reçu de drones norvégiens, par crainte de sanctions américaines."),
    ("fr", "Malgré les sanctions de l'Union européenne, la Norvège a vendu douze drones au Sénégal."),
])  # fmt: skip
def test_whose_sanctions_they_are_has_no_part_in_the_dealing(language: str, text: str) -> None:
    told = [claim for claim in claims(language, text) if claim.kind == "transfer"]
    assert {(claim.supplier, claim.recipient) for claim in told} == {(("NO",), ("SN",))}


@pytest.mark.parametrize(("language", "text", "stages"), [
    ("en", "The European Union extended its arms embargo on Zimbabwe.", {"adopted"}),
    ("en", "The European Union lifted its arms embargo on Zimbabwe.", {"lifted"}),
    ("fr", "L'Union européenne a prolongé son embargo sur les armes contre le Zimbabwe.", {"adopted"}),
    ("fr", "L'Union européenne a levé son embargo sur les armes contre le Zimbabwe.", {"lifted"}),
])  # fmt: skip
def test_a_measure_that_goes_on_is_not_lifted(language: str, text: str, stages: set[str]) -> None:
    assert {claim.stage for claim in claims(language, text) if claim.kind == "measure"} == stages


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Norway is unwilling to send tanks to Ukraine."),
    ("en", "Germany has been reluctant to supply Ukraine with Taurus missiles."),
    ("en", "The German chancellor held out against giving Leopard tanks to Ukraine."),
    ("fr", "L'Allemagne est réticente à livrer des missiles Taurus à l'Ukraine."),
])  # fmt: skip
def test_who_is_reluctant_to_give_denies_the_plan(language: str, text: str) -> None:
    (refused,) = claims(language, text)
    assert (refused.stage, refused.polarity, refused.recipient) == ("planned", "denied", ("UA",))
