"""What the built-in extractor must handle, phenomenon by phenomenon, on sentences written for the project."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from invented import claims

from tracewire.model import Claim


def told(claim: Claim) -> str:
    """A claim in one line, with what is not plain: denial, doubt, number, time, source."""
    sides = f"{'+'.join(sorted(claim.supplier)) or '-'} > {'+'.join(sorted(claim.recipient)) or '-'}"
    words = [f"{claim.kind.value} {claim.stage.value}: {sides}, {'+'.join(claim.item) or '-'}"]
    if claim.polarity.value != "affirmed":
        words.append(claim.polarity.value)
    if claim.certainty.value != "certain":
        words.append(claim.certainty.value)
    source = claim.source
    if not source.is_narrator:
        who = source.name or source.country or source.org
        words.append(f"by {who}" + (" unnamed" if source.anonymous else ""))
    return " ".join(words)


CASES = tomllib.loads((Path(__file__).parent / "phenomena.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{case['phenomenon']} ({case['language']} {number})",
            marks=pytest.mark.xfail(reason=case["weak"], strict=True) if "weak" in case else (),
        )
        for number, case in enumerate(CASES)
    ],
)
def test_a_phenomenon_is_read(case: dict[str, str]) -> None:
    found = [told(claim) for claim in claims(case["language"], case["text"])]
    assert any(line == case["claim"] or line.startswith(case["claim"] + " by ") for line in found), found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'expert a livré son rapport sur les missiles au ministre allemand."),
        ("en", "Delays in the supply chain have slowed car makers in Germany and Japan."),
        ("fr", "L'attaquant brésilien a décoché un missile dans la lucarne du gardien allemand."),
        ("en", "The film tells of a tank crew that crosses France in 1944."),
        ("fr", "La Turquie a livré 30 000 tonnes de blé au Liban."),
    ],
)
def test_a_near_miss_gives_nothing(language: str, text: str) -> None:
    assert [told(claim) for claim in claims(language, text)] == []


@pytest.mark.parametrize(
    ("language", "text", "low", "high", "when"),
    [
        ("en", "Iran sold hundreds of drones to Russia last summer.", 200, 999, "2022-22"),
        ("en", "Germany delivered 14 tanks to Ukraine in March.", 14, 14, "2023-03"),
        ("fr", "L'Allemagne a livré plus de 400 blindés à Kiev depuis février.", 401, None, "2023-02/.."),
        ("fr", "La Pologne a livré une douzaine de chars à l'Ukraine la semaine dernière.", 10, 14, None),
    ],
)  # fmt: skip
def test_numbers_and_times(language: str, text: str, low: int, high: int | None, when: str | None) -> None:
    (claim,) = claims(language, text)
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high) == (low, high)
    if when:
        assert claim.when == when


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_text_of_any_shape_is_read(language: str) -> None:
    """Neither many short paragraphs nor one without an end nor a word of a thousand signs is too much."""
    sentence = {
        "en": "Iran has delivered drones to Russia, the White House said",
        "fr": "L'Iran a livré des drones à la Russie, selon la Maison Blanche",
    }[language]
    for text in (
        "\n\n".join([f"{sentence}."] * 24),
        f"{sentence} ; " * 40,
        f"{sentence} " + "https://example.org/" + "x1%" * 900 + ".",
        f"{sentence}.\n\n" + "\n\n".join(f"{n}, Kiev, {n}." for n in range(150)),
    ):
        claims(language, text)
