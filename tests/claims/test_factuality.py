"""What is denied, doubted or only asked is never asserted: stage, polarity, certainty as the words say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tracewire.claims import RulesExtractor, rules_extractor
from tracewire.documents import Received, read_documents
from tracewire.model import Claim


@pytest.fixture(scope="module")
def extractor() -> RulesExtractor:
    return rules_extractor(gate=False)


@pytest.fixture
def read(tmp_path: Path, extractor: RulesExtractor):  # type: ignore[no-untyped-def]
    def claims(language: str, text: str) -> tuple[Claim, ...]:
        path = tmp_path / "dispatch.txt"
        path.write_text(f"date 2024-03-05\n\n{text}\n", encoding="utf-8")
        (received,) = read_documents([path], today=date(2026, 1, 1), identify=lambda _: language)
        assert isinstance(received, Received)
        return extractor.extract(received.document)

    return claims


STATED = [
    # language, sentence, supplier, recipient, item, stage, polarity, certainty
    ("en", "Iran sold drones to Russia.", "IR", "RU", "uav", "delivered", "affirmed", "certain"),
    ("en", "Russia bought drones from Iran.", "IR", "RU", "uav", "delivered", "affirmed", "certain"),
    ("en", "Drones were sold to Russia by Iran.", "IR", "RU", "uav", "delivered", "affirmed", "certain"),
    ("en", "Russia was given drones by Iran.", "IR", "RU", "uav", "delivered", "affirmed", "certain"),
    ("en", "Iran is training Russian soldiers.", "IR", "RU", "training", "delivered", "affirmed", "certain"),
    ("en", "Iran did not sell drones to Russia.", "IR", "RU", "uav", "delivered", "denied", "certain"),
    ("en", "Iran may sell drones to Russia.", "IR", "RU", "uav", "planned", "affirmed", "possible"),
    ("en", "Iran plans to sell drones to Russia.", "IR", "RU", "uav", "planned", "affirmed", "certain"),
    ("en", "Russia wants to buy drones from Iran.", "IR", "RU", "uav", "sought", "affirmed", "certain"),
    (
        "en",
        "Iran has probably sold drones to Russia.",
        "IR",
        "RU",
        "uav",
        "delivered",
        "affirmed",
        "probable",
    ),
    ("en", "Iran denied selling drones to Russia.", "IR", "RU", "uav", "delivered", "denied", "certain"),
    (
        "en",
        "Kyiv said it had no evidence that China was sending weapons to Moscow.",
        "CN",
        "RU",
        "arms",
        "delivered",
        "denied",
        "certain",
    ),
    (
        "en",
        "Pakistan is to get J-35 stealth fighters from China.",
        "CN",
        "PK",
        "fighter",
        "planned",
        "affirmed",
        "certain",
    ),
    (
        "en",
        "Germany has agreed to sell six frigates to Egypt.",
        "DE",
        "EG",
        "frigate",
        "agreed",
        "affirmed",
        "certain",
    ),
    ("fr", "L'Iran a vendu des drones à la Russie.", "IR", "RU", "uav", "delivered", "affirmed", "certain"),
    ("fr", "La Russie a acheté des drones à l'Iran.", "IR", "RU", "uav", "delivered", "affirmed", "certain"),
    (
        "fr",
        "L'Iran n'a pas vendu de drones à la Russie.",
        "IR",
        "RU",
        "uav",
        "delivered",
        "denied",
        "certain",
    ),
    (
        "fr",
        "L'Iran aurait vendu des drones à la Russie.",
        "IR",
        "RU",
        "uav",
        "delivered",
        "affirmed",
        "possible",
    ),
    (
        "fr",
        "L'Iran prévoit de vendre des drones à la Russie.",
        "IR",
        "RU",
        "uav",
        "planned",
        "affirmed",
        "certain",
    ),
    (
        "fr",
        "La Russie cherche à acheter des drones à l'Iran.",
        "IR",
        "RU",
        "uav",
        "sought",
        "affirmed",
        "certain",
    ),
    (
        "fr",
        "Moscou a démenti avoir reçu des missiles iraniens.",
        "IR",
        "RU",
        "missile",
        "delivered",
        "denied",
        "certain",
    ),
    (
        "fr",
        "Athènes refuse de céder ses systèmes S-300 à Kiev.",
        "GR",
        "UA",
        "air-defence",
        "planned",
        "denied",
        "certain",
    ),
]


@pytest.mark.parametrize(
    ("language", "text", "supplier", "recipient", "item", "stage", "polarity", "certainty"), STATED
)
def test_a_plain_statement_is_one_claim(  # type: ignore[no-untyped-def]
    read, language, text, supplier, recipient, item, stage, polarity, certainty
) -> None:
    (claim,) = read(language, text)
    assert (claim.supplier, claim.recipient, claim.item) == ((supplier,), (recipient,), (item,))
    assert (claim.stage, claim.polarity, claim.certainty) == (stage, polarity, certainty)


NEVER_ASSERTED = [
    ("en", "Tehran said the claims of a drone delivery to Russia were baseless."),
    ("en", "The Kremlin's spokesman dismissed reports of Iranian drone deliveries to Russia as fake."),
    ("en", "Iran called the reports of drone sales to Russia unfounded."),
    ("en", "Officials could not say whether any Iranian missiles had been delivered to Russia."),
    ("en", "Russia must not get weapons from anyone, the Ukrainian minister said."),
    ("fr", "Téhéran a jugé infondées les allégations de livraisons de drones à la Russie."),
    ("fr", "On ignore si l'Iran a livré des missiles à la Russie."),
    (
        "fr",
        "Les informations sur des ventes d'armes nord-coréennes à la Russie sont fausses, affirme Pyongyang.",
    ),
]


@pytest.mark.parametrize(("language", "text"), NEVER_ASSERTED)
def test_what_is_denied_or_only_asked_is_not_asserted(read, language, text) -> None:  # type: ignore[no-untyped-def]
    assert [c for c in read(language, text) if c.polarity == "affirmed"] == []


def test_a_suspension_is_a_measure_and_no_dealing(read) -> None:  # type: ignore[no-untyped-def]
    claims = read("fr", "Le gouvernement colombien a annoncé la suspension des achats d'armes à Israël.")
    assert [(c.kind, c.stage, c.supplier, c.recipient) for c in claims] == [
        ("measure", "adopted", ("CO",), ("IL",))
    ]
