"""When was it done: before it is reported, and not when the goods were ordered."""

from __future__ import annotations

import pytest
from invented import claims


@pytest.mark.parametrize(("language", "text", "when"), [
    ("en", "By August, Prague had delivered 700,000 shells to Ukraine.", "../2022-08"),
    ("en", "By November 3, Prague had delivered 700,000 shells to Ukraine.", "../2022-11-03"),
    ("en", "By February 29, Prague had delivered 700,000 shells to Ukraine.", "../2023-02"),
    ("en", "By May, Prague had delivered 700,000 shells to Ukraine.", "../2023-05"),
    ("en", "Prague will deliver 700,000 shells to Ukraine by August.", "../2023-08"),
    ("fr", "Prague livrera 700 000 obus à l'Ukraine d'ici août.", "../2023-08"),
])  # fmt: skip
def test_a_month_without_a_year_is_not_ahead_of_what_was_done_in_it(
    language: str, text: str, when: str
) -> None:
    assert [claim.when for claim in claims(language, text)] == [when]


@pytest.mark.parametrize(("language", "text", "times"), [
    ("en", "Indonesia has taken delivery of the first two of 42 Rafale fighters ordered from Dassault in"
     " 2022.", {"delivered": None, "agreed": "2022"}),
    ("fr", "L'Indonésie a reçu les deux premiers des 42 Rafale commandés à la France en 2022.",
     {"delivered": None, "agreed": "2022"}),
    ("fr", "L'Indonésie a reçu en mars les deux premiers des 42 Rafale commandés à la France en 2022.",
     {"delivered": "2023-03", "agreed": "2022"}),
    ("en", "Under an order placed in 2012, Norway has delivered 12 drones to Senegal.",
     {"delivered": None, "agreed": "2012"}),
    ("fr", "Au titre d'une commande datant de septembre 2012, Oslo a livré douze drones à Dakar.",
     {"delivered": None, "agreed": "2012-09"}),
])  # fmt: skip
def test_goods_did_not_come_when_they_were_ordered(
    language: str, text: str, times: dict[str, str | None]
) -> None:
    assert {claim.stage: claim.when for claim in claims(language, text)} == times


@pytest.mark.parametrize(("language", "text", "stage", "when"), [
    ("en", "Oslo confirmed the delivery of six drones to Senegal before the end of the summer.", "planned",
     "../2023-22"),
    ("en", "Oslo confirmed the delivery of six drones to Senegal in May.", "delivered", "2023-05"),
    ("fr", "Oslo a confirmé la livraison de six drones au Sénégal avant la fin de l'été.", "planned",
     "../2023-22"),
    ("fr", "Oslo a confirmé la livraison, d'ici août, de six drones au Sénégal.", "planned", "../2023-08"),
    ("fr", "Oslo a confirmé la livraison de six drones au Sénégal en mai.", "delivered", "2023-05"),
])  # fmt: skip
def test_a_delivery_on_days_ahead_of_the_report_is_planned(
    language: str, text: str, stage: str, when: str
) -> None:
    assert {(claim.stage, claim.when) for claim in claims(language, text)} == {(stage, when)}
