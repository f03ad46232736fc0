"""Whose day is it, and which: of the deed, of its contract, of what is said of it? In invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


def times(language: str, text: str) -> set[tuple[str, str | None]]:
    """The stages that are read in the text with their dates."""
    return {(claim.stage, claim.when) for claim in claims(language, text)}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Under a pact signed in 2014, Norway delivered 12 howitzers to Oman."),
    ("en", "Norway delivered howitzers to Peru as part of a programme concluded in May 2019."),
    ("en", "Jordan received 20 Turkish drones under its 2019 agreement."),
    ("en", "The corvettes, delivered to Oman by Italy under a deal that was signed in 2010, sail."),
    ("fr", "Le Togo a reçu des drones turcs au titre d'un contrat de mars 2020."),
    ("fr", "Le Niger a reçu des chars serbes, dans le cadre d'un marché passé avec Belgrade en mai 2019."),
    ("fr", "Des radars norvégiens ont été livrés au Pérou au titre d'une convention datant de mars 2018."),
])  # fmt: skip
def test_a_date_under_a_contract_is_not_that_of_the_delivery(language: str, text: str) -> None:
    assert times(language, text) == {("delivered", None)}


@pytest.mark.parametrize(("language", "text", "told"), [
    ("en", "Under the agreement, in May 2019 Finland delivered 12 mortars to Oman.",
     {("delivered", "2019-05")}),
    ("en", "Finland delivered 12 mortars to Oman in 2015 under a deal signed in Oslo.",
     {("delivered", "2015")}),
    ("en", "Deliveries of Polish tanks to Ghana under the contract began in March.",
     {("delivered", "2023-03")}),
    ("en", "Finland will deliver mortars to Oman under a deal signed in May 2016.", {("agreed", "2016-05")}),
    ("fr", "La Serbie a livré en janvier huit obusiers au Kenya, en vertu d'un accord conclu en 2021.",
     {("delivered", "2023-01")}),
    ("fr", "Les livraisons de chars polonais au Ghana dans le cadre du contrat ont commencé en mars.",
     {("delivered", "2023-03")}),
    ("fr", "Le Togo a reçu en mai des drones turcs prévus par un contrat.", {("delivered", "2023-05")}),
])  # fmt: skip
def test_a_date_beside_a_contract_may_be_that_of_the_delivery(
    language: str, text: str, told: set[tuple[str, str | None]]
) -> None:
    assert times(language, text) == told


@pytest.mark.parametrize(("language", "text", "told"), [
    ("en", "Kenya received the third frigate from Italy, ordered in April 2019.",
     {("delivered", None), ("agreed", "2019-04")}),
    ("fr", "Le Pérou a reçu d'Italie la troisième frégate, commandée en avril 2019.",
     {("delivered", None), ("agreed", "2019-04")}),
    ("en", "Ghana ordered 12 Serbian howitzers in May 2020 and received them in March.",
     {("delivered", "2023-03"), ("agreed", "2020-05")}),
])  # fmt: skip
def test_the_day_of_the_order_is_not_that_of_the_delivery(
    language: str, text: str, told: set[tuple[str, str | None]]
) -> None:
    assert times(language, text) == told


@pytest.mark.parametrize(("language", "text", "when"), [
    ("en", "A document seen by Reuters on Saturday said Togo had sent tanks to Gabon.", None),
    ("fr", "Une note consultée samedi par l'AFP affirme que le Togo a livré des chars au Gabon.", None),
    ("en", "A report published on 5 May said that Togo had sent tanks to Gabon.", "2023-05-05"),
    ("fr", "Un rapport publié en mai affirme que le Togo a livré des chars au Gabon.", "2023-05"),
])  # fmt: skip
def test_the_day_on_which_a_paper_was_seen_is_not_that_of_its_words(
    language: str, text: str, when: str | None
) -> None:
    assert [claim.when for claim in claims(language, text)] == [when]
