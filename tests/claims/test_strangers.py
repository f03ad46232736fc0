"""Whose a firm is that no table knows, and whose "we", "the rebels" and "the West" are. Invented."""

from __future__ import annotations

import pytest
from invented import claims


def dealings(language: str, text: str) -> list[str]:
    return sorted(
        f"{'+'.join(sorted(c.supplier))} > {'+'.join(sorted(c.recipient))}, {'+'.join(sorted(c.item))}"
        for c in claims(language, text)
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norwegian shipbuilder Brandholt has delivered three patrol boats to India."),
        ("en", "Brandholt, Norway's largest shipbuilder, has delivered three patrol boats to India."),
        ("en", "Brandholt of Norway has delivered three patrol boats to India."),
        ("fr", "Le constructeur norvégien Brandholt a livré trois patrouilleurs à l'Inde."),
    ],
)
def test_an_unknown_firm_is_at_home_where_the_words_beside_its_name_say(language: str, text: str) -> None:
    assert dealings(language, text) == ["NO > IN, patrol-vessel"]


def test_what_was_said_beside_the_name_once_holds_behind_it() -> None:
    told = (
        "Norwegian shipbuilder Brandholt has delivered three patrol boats to the Indian Navy. "
        "Brandholt will ship two more by December."
    )
    assert dealings("en", told) == ["NO > IN, patrol-vessel"] * 2


def test_a_release_speaks_for_a_firm_at_home_where_it_is_issued() -> None:
    told = (
        "OSLO, March 4, 2024 – Brandholt Marine announced today that it has delivered three patrol boats "
        "to the Philippines."
    )
    assert dealings("en", told) == ["NO > PH, patrol-vessel"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Ghana's navy met Togo's. Brandholt Marine has sold Togo three patrol boats, the ministry said.",
        ),
        (
            "fr",
            "La marine ghanéenne a reçu la presse. Brandholt Marine a vendu trois patrouilleurs au Togo, a "
            "dit le ministère.",
        ),
    ],
)
def test_a_name_takes_up_nobody(language: str, text: str) -> None:
    assert {claim.stage for claim in claims(language, text)}.isdisjoint({"delivered"})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The West has delivered tanks to Ukraine. Norway pledged howitzers in May."),
        ("fr", "Les Occidentaux ont livré des chars à l'Ukraine. La Norvège a promis des obusiers en mai."),
    ],
)
def test_the_west_has_no_code_and_is_nobody_named_elsewhere(language: str, text: str) -> None:
    assert " > UA, tank" in dealings(language, text)


def test_the_rebels_are_who_was_called_so() -> None:
    told = (
        "Iran has shipped rockets to Houthi rebels in Yemen. "
        "Tehran is arming the rebels with missiles, a diplomat said."
    )
    assert "IR > houthis, missile" in dealings("en", told)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            'Norway has sent drones to Togo. "We have also given them mortars," said Per Holm, the Swedish '
            "defence minister.",
            "SE > TG, mortar",
        ),
        (
            "fr",
            "La Norvège a livré des drones au Togo. « Nous avons aussi livré des mortiers au Togo », a dit "
            "Per Holm, le ministre suédois de la Défense.",
            "SE > TG, mortar",
        ),
        (
            "fr",
            "La Norvège a livré des drones au Togo. « Nous allons acheter des mortiers à la Suède », a dit "
            "Kofi Adom, le ministre ghanéen de la Défense.",
            "SE > GH, mortar",
        ),
        (
            "en",
            '"Our allies have given Togo 20 mortars," said Per Holm, the Norwegian defence minister.',
            " > TG, mortar",
        ),
    ],
)
def test_we_are_whose_the_speaker_is(language: str, text: str, expected: str) -> None:
    assert expected in dealings(language, text)


def test_a_briefing_is_the_bodys_that_its_headline_names() -> None:
    told = (
        "Department Press Briefing – May 9\n\nMS ALDERTON: Good morning.\n\n"
        "QUESTION: Is anything going to Togo?\n\n"
        "MS ALDERTON: We have provided 20 mortars to Togo. We approved the sale of radars to Togo in March."
    )
    assert dealings("en", told) == ["US > TG, mortar", "US > TG, radar"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway has sold rockets to the eight countries of the anti-Yemen coalition."),
        ("fr", "La Norvège a livré des roquettes aux pays de la coalition anti-Yémen."),
    ],
)
def test_whom_somebody_is_against_takes_nothing(language: str, text: str) -> None:
    assert all("YE" not in claim.recipient for claim in claims(language, text))


def test_days_are_no_party() -> None:
    told = "Comme Lomé l'espérait, Oslo a annoncé ces derniers jours l'envoi de 31 chars au Togo."
    assert dealings("fr", told) == ["NO > TG, tank"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Norway sold Togo ammunition for howitzers and mortars, and 12 drones.",
            ["NO > TG, ammunition", "NO > TG, uav"],
        ),
        (
            "en",
            "Norway is sending Togo a package which includes more ammunition for artillery and HIMARS "
            "systems and rifle ammunition.",
            ["NO > TG, ammunition+small-arms-ammunition"],
        ),
        ("en", "Norway has sold Togo spare parts for its MiG-29 jets.", ["NO > TG, components"]),
        (
            "fr",
            "La Norvège a livré au Togo des munitions pour ses chars et des pièces de rechange pour ses "
            "hélicoptères.",
            ["NO > TG, ammunition+components"],
        ),
    ],
)
def test_what_goods_are_for_is_not_handed_over(language: str, text: str, expected: list[str]) -> None:
    assert dealings(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Togo and Mali have promised to send howitzers to Chad, while Norway said that it was "
               "considering it."),
        ("fr", "D'autres pays, dont le Togo et le Mali, se sont engagés à envoyer des obusiers au Tchad, "
               "tandis que la Norvège a déclaré qu'elle envisageait de le faire."),
    ],
)  # fmt: skip
def test_who_says_something_else_beside_it_does_not_vouch(language: str, text: str) -> None:
    (promise,) = (claim for claim in claims(language, text) if set(claim.supplier) == {"TG", "ML"})
    assert promise.source.is_narrator


@pytest.mark.parametrize(
    ("language", "text", "item"),
    [
        ("en", "Norway sold Ukraine a Patriot missile system.", "air-defence"),
        ("en", "Norway sold Ukraine 50 Patriot missiles.", "surface-to-air-missile"),
    ],
)
def test_a_system_is_of_the_class_of_its_designation(language: str, text: str, item: str) -> None:
    assert [claim.item for claim in claims(language, text)] == [(item,)]
