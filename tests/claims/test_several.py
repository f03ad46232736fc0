"""Who "one", "another" or "a third" is: one of several speakers or documents of an earlier sentence."""

from __future__ import annotations

import pytest
from invented import claims

Told = tuple[str | None, str, str | None, str | None, bool]

LEAKED = "Leaked US intelligence documents shed light on the trade."
FUITE = "Des documents américains ayant fuité décrivent ce commerce."
DOCUMENTS: Told = (None, "institution", "US intelligence documents", "US", False)
DOCUMENTS_FR: Told = (None, "institution", "documents américains", "US", False)
OFFICIAL: Told = (None, "official", "United States", "US", True)
DIPLOMAT: Told = (None, "diplomat", None, None, True)

SEVERAL: list[tuple[str, str, Told]] = [
    ("en", f"{LEAKED} One says that Serbia agreed to send shells to Ukraine.", DOCUMENTS),
    ("en", f"{LEAKED} Another notes that Egypt planned to sell rockets to Russia.", DOCUMENTS),
    ("en", f"{LEAKED} A third says China approved a delivery of weapons to Russia.", DOCUMENTS),
    ("fr", f"{FUITE} L'un affirme que la Serbie a accepté de livrer des obus à l'Ukraine.", DOCUMENTS_FR),
    (
        "fr",
        f"{FUITE} Un autre indique que l'Égypte prévoyait de vendre des roquettes à la Russie.",
        DOCUMENTS_FR,
    ),
    (
        "en",
        "Two US officials briefed reporters. The other said that Poland had already delivered jets to Kyiv.",
        OFFICIAL,
    ),
    (
        "fr",
        "Deux responsables américains ont parlé. L'autre a dit que la Pologne avait livré des avions à Kiev.",
        OFFICIAL,
    ),
    (
        "en",
        "Three diplomats spoke to Reuters. One said that Iran had shipped drones to Sudan's army.",
        DIPLOMAT,
    ),
    (
        "en",
        "Three diplomats spoke to Reuters. Another said that Turkey had sold missiles to Libya.",
        DIPLOMAT,
    ),
    (
        "fr",
        "Trois diplomates ont parlé. Un autre a dit que la Turquie avait vendu des missiles à la Libye.",
        DIPLOMAT,
    ),
    (
        "fr",
        "Des experts de l'ONU ont suivi les vols. L'un d'entre eux a déclaré que les Émirats avaient livré "
        "des drones à l'armée soudanaise.",
        (None, "institution", "UN Panel of Experts", "UN", False),
    ),
    (
        "en",
        "Two companies rejected the report. One said it had sold drones to Mali in 2021.",
        (None, "institution", "companies", None, False),
    ),
]


def test_one_of_several_is_passed_on_by_the_outlet_of_the_sentence() -> None:
    text = (
        "Analysts in Nairobi have followed the flights. One told Reuters that Chad delivered arms to Sudan."
    )
    (claim,) = claims("en", text)
    assert (claim.source.role, claim.source.anonymous, claim.source.via) == ("analyst", True, "Reuters")


APART: list[tuple[str, str, str | None]] = [
    # "Another", "one" before a noun is nobody who speaks.
    (
        "en",
        "Ministers met in Oslo on Monday. Another shipment of shells will reach Ukraine next week, said the "
        "Norwegian defence minister.",
        "NO",
    ),
    (
        "fr",
        "Les responsables ukrainiens demandent des obus. Un autre lot de missiles sera livré à l'Ukraine par "
        "la Norvège, a dit la ministre norvégienne.",
        "NO",
    ),
    # Nobody is told of before.
    (
        "en",
        "Germany and Norway will send tanks to Ukraine. Both said Poland would deliver jets to Kyiv.",
        None,
    ),
]


@pytest.mark.parametrize(("language", "text", "speaker"), SEVERAL)
def test_one_of_several_is_described_as_they_are(language: str, text: str, speaker: Told) -> None:
    found = {
        (one.source.name, one.source.role, one.source.org, one.source.country, one.source.anonymous)
        for one in claims(language, text)
    }
    assert found == {speaker}


@pytest.mark.parametrize(("language", "text", "country"), APART)
def test_the_words_alone_make_nobody_speak(language: str, text: str, country: str | None) -> None:
    assert {one.source.country for one in claims(language, text)} == {country}
