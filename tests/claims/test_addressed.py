"""Who gets requests and orders, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("en", "Rheinmetall received an order for 40,000 shells from Denmark.", "DE", "DK"),
    ("en", "The Italian shipyard received an order for two corvettes from Kenya.", "IT", "KE"),
    ("en", "Navantia won an order for three corvettes from Oman.", "ES", "OM"),
    ("en", "Turkish Aerospace has orders for six T129 helicopters from the Philippines.", "TR", "PH"),
    ("fr", "KNDS a reçu une commande de vingt canons Caesar de l'Estonie.", "FR", "EE"),
])  # fmt: skip
def test_who_wins_an_order_gives(language: str, text: str, supplier: str, recipient: str) -> None:
    read = {(c.stage, c.supplier, c.recipient) for c in claims(language, text)}
    assert read == {("agreed", (supplier,), (recipient,))}


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("en", "Chile's army sent Oslo a letter of request for NASAMS batteries.", "NO", "CL"),
    ("en", "Qatar has sent a letter of request for 12 howitzers to the Finnish government.", "FI", "QA"),
    ("fr", "La Serbie a reçu de la Tunisie une demande de douze obusiers.", "RS", "TN"),
    ("fr", "Le Chili a adressé à Oslo une demande de missiles.", "NO", "CL"),
])  # fmt: skip
def test_who_gets_a_request_gives(language: str, text: str, supplier: str, recipient: str) -> None:
    read = {(c.stage, c.supplier, c.recipient) for c in claims(language, text)}
    assert read == {("sought", (supplier,), (recipient,))}


@pytest.mark.parametrize("text", [
    "Oman has an order for three corvettes from Italy.",
    "Oman won approval from Italy for three corvettes.",
])  # fmt: skip
def test_a_state_that_has_an_order_or_a_permit_takes(text: str) -> None:
    assert {(c.supplier, c.recipient) for c in claims("en", text)} == {(("IT",), ("OM",))}
