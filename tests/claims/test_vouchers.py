"""Who vouches for a claim, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


@pytest.mark.parametrize("text", [
    "Mr Holm, who heads the party, was absent.\n\nNorway delivered 12 howitzers to Ghana in May.",
    "The minister was away, and nobody spoke for him.\n\nNorway delivered 12 howitzers to Ghana in May.",
    "Secretary Ann Lusk met the envoys.\n\nNorway delivered 12 howitzers to Ghana in May.",
])  # fmt: skip
def test_a_paragraph_about_somebody_is_no_turn_of_theirs(text: str) -> None:
    assert [one.source.role for one in claims("en", text)] == ["narrator"]


@pytest.mark.parametrize("label", ["MR. HOLM", "Mr Holm", "The Minister"])
def test_a_label_before_a_colon_opens_a_turn(label: str) -> None:
    (read,) = claims("en", f"{label}: Norway delivered 12 howitzers to Ghana in May.")
    assert read.source.role != "narrator"


@pytest.mark.parametrize(("text", "org"), [
    ("A SANA correspondent said that Norway had sold 20 tanks to Ghana.", "SANA"),
    ("A reporter of the Washington Post said that Norway had sold 20 tanks to Ghana.", "The Washington Post"),
])  # fmt: skip
def test_a_correspondent_is_of_the_outlet(text: str, org: str) -> None:
    (read,) = claims("en", text)
    assert (read.source.role, read.source.org, read.source.anonymous) == ("correspondent", org, True)


@pytest.mark.parametrize(("language", "text", "country"), [
    ("en", "ACCRA, May 3 - Norway has delivered 20 tanks to Ghana, the ministry said.", "GH"),
    ("fr", "BAMAKO, 3 mai - La Turquie a livré 20 drones au Mali, a annoncé l'armée.", "ML"),
    ("fr", "Le gouvernement malien est tombé. La Turquie a livré 20 drones au Mali, avait indiqué le"
     " gouvernement.", "ML"),
])  # fmt: skip
def test_a_ministry_is_that_of_the_dateline_or_was_told_of(language: str, text: str, country: str) -> None:
    assert [one.source.country for one in claims(language, text)] == [country]


@pytest.mark.parametrize(("language", "text", "role"), [
    ("en", "Norway sold 20 tanks to Ghana, the governor of the southern Andalusia region said.", "governor"),
    ("en", "Norway sold 20 tanks to Ghana, the mayor of Lyon said.", "mayor"),
    ("fr", "La Norvège a vendu 20 chars au Ghana, selon le gouverneur de la région de Kidal.", "governor"),
])  # fmt: skip
def test_where_an_office_is_names_nobody(language: str, text: str, role: str) -> None:
    (read,) = claims(language, text)
    assert (read.source.name, read.source.role) == (None, role)


def test_a_governor_is_who_is_named_later_and_not_the_region() -> None:
    text = (
        "Spanish customs officers found more than 1,000 weapons on a ship en route from Malta to Togo during"
        " a standard cargo inspection on Tuesday, the governor of the southern Andalusia region announced"
        " Wednesday. According to a report in AFP, Governor Rui Jorge Perez Costa said officers in the port"
        " confiscated 400 handguns and 300 rifles from a container on the Eastern Star."
    )
    assert {(one.source.name, one.source.role) for one in claims("en", text)} == {
        ("Rui Jorge Perez Costa", "governor")
    }
