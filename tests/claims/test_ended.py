"""Dealings that came to nothing, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


@pytest.mark.parametrize(("language", "text", "by", "against"), [
    ("en", "Ghana cancelled an order for 12 Norwegian howitzers.", "GH", "NO"),
    ("en", "Oman has cancelled its order for eight Typhoon fighters with Britain.", "OM", "GB"),
    ("en", "Morocco tore up its contract with Italy for four frigates.", "MA", "IT"),
    ("en", "Ghana pulled out of a deal to buy 12 howitzers from Norway.", "GH", "NO"),
    ("en", "Norway said Ghana had cancelled the order for 12 howitzers.", "GH", "NO"),
    ("en", "Ghana decided to cancel its order for 12 howitzers with Norway.", "GH", "NO"),
    ("fr", "Le Maroc a résilié le contrat de quatre frégates signé avec l'Italie.", "MA", "IT"),
    ("fr", "Le Ghana a décidé d'annuler sa commande de douze obusiers à la Norvège.", "GH", "NO"),
])  # fmt: skip
def test_what_a_state_cancels_is_its_measure_and_no_deal(
    language: str, text: str, by: str, against: str
) -> None:
    read = {(c.kind, c.stage, c.polarity, c.supplier, c.recipient) for c in claims(language, text)}
    assert read == {("measure", "adopted", "affirmed", (by,), (against,))}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "A Ghanaian order for 12 Norwegian howitzers was cancelled."),
    ("en", "Ghana's deal with Norway for 12 howitzers collapsed in May."),
    ("en", "Ghana's deal for Norwegian howitzers fell through."),
    ("fr", "Le contrat de vente de douze obusiers norvégiens au Ghana a capoté."),
    ("fr", "La commande de douze obusiers que le Ghana avait passée à la Norvège a été annulée."),
])  # fmt: skip
def test_a_deal_that_nobody_is_said_to_end_is_a_plan_denied(language: str, text: str) -> None:
    read = {(c.kind, c.stage, c.polarity, c.supplier, c.recipient) for c in claims(language, text)}
    assert read == {("transfer", "planned", "denied", ("NO",), ("GH",))}


@pytest.mark.parametrize("text", [
    "Ghana has not cancelled its order for 12 howitzers with Norway.",
    "Ghana threatened to cancel its order for 12 howitzers with Norway.",
    "If Ghana cancels its order for 12 howitzers from Norway, it will pay a fine.",
])  # fmt: skip
def test_a_deal_whose_end_is_denied_or_threatened_stands(text: str) -> None:
    deals = [(c.stage, c.polarity) for c in claims("en", text) if c.kind == "transfer"]
    assert deals == [("agreed", "affirmed")]


def test_who_drops_other_things_ends_no_dealing() -> None:
    text = "Norway dropped charges against a man who had sold 12 howitzers to Ghana."
    assert [(c.kind, c.polarity) for c in claims("en", text)] == [("transfer", "affirmed")]
