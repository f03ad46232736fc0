"""Who gives is told by the words beside the goods, and not by who is named elsewhere in the sentence."""

from __future__ import annotations

import pytest
from invented import claims

OPEN = [
    # By an agent without a name, whatever other goods are of which make.
    ("en", "Kenya relies on British howitzers and on helicopters supplied by foreign donors.",
     [("", "KE", "helicopter")]),
    ("en", "Mali fields French rifles and mortars donated by other countries.",
     [("", "ML", "small-arms+mortar")]),
    # By a relative clause alone, whoever speaks of them.
    ("en", '"We condemn those who send drones to Ethiopia," the Finnish minister said.', [("", "ET", "uav")]),
    ("fr", "« Nous condamnons ceux qui livrent des drones à l'Éthiopie », "
     "a déclaré la ministre finlandaise.", [("", "ET", "uav")]),
    ("fr", "« Nous pressons les pays qui continuent à envoyer des armes à Khartoum de changer de camp », "
     "a dit la ministre suédoise.", [("", "SD", "arms")]),
]  # fmt: skip
NAMED = [
    ("en", "Drones supplied by Turkey and other partners reached Mali.", [("TR", "ML", "uav")]),
    ("en", "Shells given by Iranian allies reached Yemen.", [("IR", "YE", "artillery-shell")]),
    ("en", "The Russian rifles donated by the United Arab Emirates reached Chad.",
     [("RU+AE", "TD", "small-arms")]),
    # Who speaks is among them, or does it.
    ("en", '"We are among the countries that have sent tanks to Ukraine," the Polish minister said.',
     [("PL", "UA", "tank")]),
    ("fr", "« Nous avons livré des chars à l'Ukraine », a dit la ministre suédoise.", [("SE", "UA", "tank")]),
    ("en", "The countries that have sent tanks to Ukraine are Germany and Poland.",
     [("DE+PL", "UA", "tank")]),
]  # fmt: skip
CAPTURED = [
    ("en", "Chad's Chinese-supplied tanks that were captured by the rebels are on display.",
     [("CN", "TD", "tank")]),
    ("en", "Some of Sudan's Turkish-supplied weapons that were captured by the rebels are now on display.",
     [("TR", "SD", "arms")]),
    # Handed on, both gave them.
    ("en", "Chad's Chinese-supplied tanks were delivered to Togo.", [("TD+CN", "TG", "tank")]),
    ("en", "Kenya's navy received Chinese-supplied radars.", [("CN", "KE", "radar")]),
]  # fmt: skip
SUSPENDED = [
    ("en", "Canada has sent anti-armour and anti-air missiles to Taiwan.",
     [("CA", "TW", "anti-tank-missile+surface-to-air-missile")]),
    ("en", "Canada sent artillery and anti-air missiles to Latvia.",
     [("CA", "LV", "artillery+surface-to-air-missile")]),
]  # fmt: skip
SHARED = [
    ("en", "Russia sold jets to Algeria and bought drones from Iran.",
     [("RU", "DZ", "aircraft"), ("IR", "RU", "uav")]),
    ("en", "Qatar bought Rafale jets from France and gave its old Mirages to Chad.",
     [("FR", "QA", "fighter"), ("QA", "TD", "fighter")]),
    ("en", "Norway delivered 20 howitzers to Kyiv and ordered new ones from South Korea.",
     [("NO", "UA", "howitzer"), ("KR", "NO", "howitzer")]),
    ("fr", "L'Inde vend des missiles aux Philippines et achète des Rafale à la France.",
     [("IN", "PH", "missile"), ("FR", "IN", "fighter")]),
    ("fr", "La Slovénie a envoyé 28 chars M-55S à l'Ukraine et a reçu en échange 40 camions de l'Allemagne.",
     [("SI", "UA", "tank"), ("DE", "SI", "vehicle")]),
    ("en", "Norway sold helicopters to Estonia after buying frigates from Thailand.",
     [("NO", "EE", "helicopter"), ("TH", "NO", "frigate")]),
]  # fmt: skip


def told(language: str, text: str) -> list[tuple[str, str, str]]:
    """Who gives, who takes and what, of the transfers claim by claim."""
    return [
        ("+".join(claim.supplier), "+".join(claim.recipient), "+".join(claim.item))
        for claim in claims(language, text)
        if claim.kind == "transfer"
    ]


@pytest.mark.parametrize(("language", "text", "dealings"), OPEN)
def test_who_is_told_of_without_a_name_leaves_the_side_open(
    language: str, text: str, dealings: list[tuple[str, str, str]]
) -> None:
    assert told(language, text) == dealings


@pytest.mark.parametrize(("language", "text", "dealings"), NAMED)
def test_who_is_named_beside_them_gives(
    language: str, text: str, dealings: list[tuple[str, str, str]]
) -> None:
    assert told(language, text) == dealings


@pytest.mark.parametrize(("language", "text", "dealings"), CAPTURED)
def test_supplied_goods_of_somebody_were_given_to_them(
    language: str, text: str, dealings: list[tuple[str, str, str]]
) -> None:
    assert told(language, text) == dealings


@pytest.mark.parametrize(("language", "text", "dealings"), SUSPENDED)
def test_goods_with_the_noun_of_others_behind_them_are_told_apart(
    language: str, text: str, dealings: list[tuple[str, str, str]]
) -> None:
    assert told(language, text) == dealings


@pytest.mark.parametrize(("language", "text", "dealings"), SHARED)
def test_a_verb_that_goes_on_has_the_subject_of_the_one_before_and_not_its_object(
    language: str, text: str, dealings: list[tuple[str, str, str]]
) -> None:
    assert told(language, text) == dealings
