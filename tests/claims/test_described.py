"""A clause about a party tells a dealing of its own: "Spain, which got tanks from Germany, sold …"."""

from __future__ import annotations

import pytest
from invented import claims

OWN = [
    # In the clause the party takes, and gives in the sentence.
    ("en", "Spain, which got 20 tanks from Germany, delivered mortars to Peru on Friday.",
     [("DE", "ES", "tank", None), ("ES", "PE", "mortar", "2023-06-09")]),
    ("en", "Mongolia, which had ordered 30 howitzers from Serbia, gave old rifles to Laos.",
     [("RS", "MN", "howitzer", None), ("MN", "LA", "small-arms", None)]),
    ("fr", "L'Espagne, qui a reçu 20 chars de l'Allemagne, a livré des mortiers au Pérou vendredi.",
     [("DE", "ES", "tank", None), ("ES", "PE", "mortar", "2023-06-09")]),
    ("fr", "Le Maroc, qui a commandé 36 obusiers à la France, a cédé des chars à la Mauritanie.",
     [("FR", "MA", "howitzer", None), ("MA", "MR", "tank", None)]),
    # By the passive, and by a verb for both sides.
    ("en", "Angola, which had been given radars by Spain, gave rifles to Mali.",
     [("ES", "AO", "radar", None), ("AO", "ML", "small-arms", None)]),
    ("en", "Portugal, which was sold six frigates by Norway, handed radars to Ghana in May.",
     [("NO", "PT", "frigate", None), ("PT", "GH", "radar", "2023-05")]),
    ("en", "Greece, which leased two frigates from Spain, transferred mortars to Malta.",
     [("ES", "GR", "frigate", None), ("GR", "MT", "mortar", None)]),
    # Before the sentence's verb.
    ("en", "Having bought drones from Iran, Sudan sold its mortars to Chad.",
     [("IR", "SD", "uav", None), ("SD", "TD", "mortar", None)]),
    ("en", "Before it ordered tanks from Germany, Hungary sold its old howitzers to Georgia.",
     [("DE", "HU", "tank", None), ("HU", "GE", "howitzer", None)]),
    ("fr", "Après avoir acheté des drones à l'Iran, le Soudan a vendu ses mortiers au Tchad.",
     [("IR", "SD", "uav", None), ("SD", "TD", "mortar", None)]),
    ("en", "Spain and Portugal, which got 20 tanks from Germany, delivered mortars to Peru.",
     [("DE", "ES+PT", "tank", None), ("ES+PT", "PE", "mortar", None)]),
    # Whose tanks they are tells nothing of where they are from.
    ("en", "Libya, which owns 200 tanks, is buying missiles from Serbia.",
     [("", "LY", "tank", None), ("RS", "LY", "missile", None)]),
    ("fr", "La Libye, qui possède 200 chars, achète des missiles à la Serbie.",
     [("", "LY", "tank", None), ("RS", "LY", "missile", None)]),
]  # fmt: skip
IDENTIFIED = [
    ("en", "Officials said Italy had sold rifles to Chad, but the actual supplier was Serbia.",
     [("IT", "TD", "small-arms", None), ("RS", "TD", "small-arms", None)]),
    ("en", "Israel first blamed Iran for sending rockets to Hamas, while the true supplier was Sudan.",
     [("IR", "hamas", "rocket", None), ("SD", "hamas", "rocket", None)]),
    ("en", "The biggest buyer of Israeli drones was India.", [("IL", "IN", "uav", None)]),
]  # fmt: skip
SHARED = [
    # The clause names one side of its dealing alone, or tells of goods.
    ("en", "Germany, which has delivered 18 tanks, said Ukraine would get 20 more.",
     [("DE", "UA", "tank", None), ("DE", "UA", "tank", None)]),
    ("en", "Sweden donated eight howitzers, which were delivered to Ukraine in May.",
     [("SE", "UA", "howitzer", "2023-05")]),
    ("en", "Poland, which borders Ukraine, has sent it 14 tanks.", [("PL", "UA", "tank", None)]),
    # A participle behind the verb tells what somebody else did.
    ("en", "Ukraine accused Iran of supplying drones to Russia.", [("IR", "RU", "uav", None)]),
    ("en", "France signed a contract with India, selling it 26 jets.", [("FR", "IN", "aircraft", None)]),
    ("fr", "L'Ukraine accuse l'Iran d'avoir livré des drones à la Russie.", [("IR", "RU", "uav", None)]),
]  # fmt: skip
HEDGED = [
    ("en", "Kuwait, which is suspected of arming the rebels, received 12 jets from Italy.",
     ["possible", "certain"]),
    ("en", "The jets, likely the last of their kind, were delivered to Oman by Spain.", ["certain"]),
    ("fr", "Le Soudan, qui aurait acheté des drones à l'Iran, a vendu des fusils au Tchad.",
     ["possible", "certain"]),
    ("fr", "Le Niger, que la France pourrait quitter, a reçu huit drones de la Turquie.", ["certain"]),
    # The sentence itself is no surer.
    ("en", "Chad, which may sign a peace deal, reportedly bought drones from China.", ["possible"]),
    ("en", "The drones, which Iran may have sold to Russia, hit Odesa.", ["possible"]),
    ("fr", "La Serbie, qui n'a pas condamné Moscou, aurait livré des obus à l'Ukraine.", ["possible"]),
]  # fmt: skip


def told(language: str, text: str) -> list[tuple[str, str, str, str | None]]:
    """Who gives, who takes, what and when, claim by claim."""
    return [("+".join(c.supplier), "+".join(c.recipient), "+".join(c.item), c.when)
            for c in claims(language, text)]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "dealings"), OWN)
def test_a_clause_about_a_party_has_sides_of_its_own(
    language: str, text: str, dealings: list[tuple[str, str, str, str | None]]
) -> None:
    assert told(language, text) == dealings


@pytest.mark.parametrize(("language", "text", "dealings"), SHARED)
def test_what_the_clause_leaves_to_the_sentence_is_told_there(
    language: str, text: str, dealings: list[tuple[str, str, str, str | None]]
) -> None:
    assert told(language, text) == dealings


@pytest.mark.parametrize(("language", "text", "certainties"), HEDGED)
def test_a_doubt_in_the_clause_is_none_of_the_sentence(
    language: str, text: str, certainties: list[str]
) -> None:
    assert [claim.certainty.value for claim in claims(language, text)] == certainties


@pytest.mark.parametrize(("language", "text", "dealings"), IDENTIFIED)
def test_who_the_giver_was_gave(
    language: str, text: str, dealings: list[tuple[str, str, str, str | None]]
) -> None:
    assert told(language, text) == dealings


@pytest.mark.parametrize(("language", "text"), [
    ("en", "The RSF has been receiving a flow of weapons from the UAE (the country's officials deny this)."),
    ("en", "Norway sold 12 tanks to Mali (Oslo denied it)."),
    ("fr", "La Norvège a vendu douze chars au Mali (Oslo dément)."),
])  # fmt: skip
def test_who_denies_it_in_brackets_does_not_vouch_for_what_stands_before_them(
    language: str, text: str
) -> None:
    told = {one.polarity: one.source.is_narrator for one in claims(language, text)}
    assert told == {"affirmed": True, "denied": False}
