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
