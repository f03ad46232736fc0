"""What do the rules read in a dispatch? Invented sentences, by the public surface alone."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import invented
import pytest

import tracewire
from tracewire.claims import RulesExtractor, check, rules_extractor
from tracewire.model import Claim

document = functools.partial(invented.document, published="2024-03-05")


@functools.cache
def extractor() -> RulesExtractor:
    """One extractor for all tests: its parsers are loaded once; single sentences need no gate."""
    return rules_extractor(gate=False)


def claims(text: str, language: str) -> tuple[Claim, ...]:
    return extractor().extract(document(text, language))


def line(claim: Claim) -> str:
    """A claim in one line: kind, stage, who to whom, what, and "denied" where it is."""
    sides = f"{'+'.join(claim.supplier) or '-'} > {'+'.join(claim.recipient) or '-'}"
    denied = " denied" if claim.polarity.value == "denied" else ""
    return f"{claim.kind.value} {claim.stage.value}: {sides}, {'+'.join(claim.item)}{denied}"


def read(text: str, language: str) -> list[str]:
    return [line(claim) for claim in claims(text, language)]


SENTENCES = [
    # the verb's shapes
    ("en", "Germany delivered 14 tanks to Ukraine.", "transfer delivered: DE > UA, tank"),
    ("en", "Poland received 28 K2 tanks from South Korea.", "transfer delivered: KR > PL, tank"),
    ("en", "Germany sent Ukraine 31 tanks.", "transfer delivered: DE > UA, tank"),
    ("en", "Egypt has bought 30 fighter jets from France.", "transfer delivered: FR > EG, fighter"),
    ("en", "France has sold 30 fighter jets to Egypt.", "transfer delivered: FR > EG, fighter"),
    ("en", "Poland signed a contract with South Korea for 180 tanks.", "transfer agreed: KR > PL, tank"),
    ("en", "Kyiv asked Berlin for tanks.", "transfer sought: DE > UA, tank"),
    ("fr", "L'Allemagne a livré 14 chars à l'Ukraine.", "transfer delivered: DE > UA, tank"),
    ("fr", "14 chars ont été livrés à l'Ukraine par l'Allemagne.", "transfer delivered: DE > UA, tank"),
    ("fr", "L'Égypte a acheté 30 avions de combat à la France.", "transfer delivered: FR > EG, fighter"),
    ("fr", "La France a vendu 30 avions de combat à l'Égypte.", "transfer delivered: FR > EG, fighter"),
    ("fr", "Kiev a demandé des chars à Berlin.", "transfer sought: DE > UA, tank"),
    ("en", "14 howitzers were delivered to Ukraine by Germany.", "transfer delivered: DE > UA, howitzer"),
    ("fr", "La Pologne a reçu 28 obusiers français.", "transfer delivered: FR > PL, howitzer"),
    # denials
    ("en", "Iran has not delivered any drones to Russia.", "transfer delivered: IR > RU, uav denied"),
    ("en", "Iran denied having supplied drones to Russia.", "transfer delivered: IR > RU, uav denied"),
    ("fr", "L'Iran n'a pas livré de drones à la Russie.", "transfer delivered: IR > RU, uav denied"),
    (
        "fr",
        "Moscou a démenti avoir reçu des missiles iraniens.",
        "transfer delivered: IR > RU, missile denied",
    ),
    # the other kinds
    ("en", "Russia has used Iranian drones against Kyiv.", "use used: IR > RU, uav"),
    ("fr", "La Russie a utilisé des drones iraniens contre Kiev.", "use used: IR > RU, uav"),
    ("en", "Russia produces drones in Tatarstan.", "production operating: - > RU, uav"),
    ("fr", "La Russie produit des drones au Tatarstan.", "production operating: - > RU, uav"),
    ("en", "Germany has imposed an arms embargo on Turkey.", "measure adopted: DE > TR, arms"),
    ("fr", "L'Allemagne a imposé un embargo sur les armes à la Turquie.", "measure adopted: DE > TR, arms"),
    ("en", "Ukraine has 200 tanks.", "stock held: - > UA, tank"),
    ("fr", "L'Ukraine possède 200 chars.", "stock held: - > UA, tank"),
    ("en", "Ukraine published photographs of Iranian drones.", "disclosure published: UA > IR, photo"),
    ("fr", "L'Ukraine a publié des photos de drones iraniens.", "disclosure published: UA > IR, photo"),
]


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES)
def test_a_plain_sentence_makes_its_claim(language: str, text: str, expected: str) -> None:
    assert read(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The committee delivered its conclusions on Monday."),
        ("en", "France beat Germany in the final on Sunday."),
        ("fr", "Le rapport livre ses conclusions."),
        ("fr", "La France a battu l'Allemagne en finale dimanche."),
    ],
)
def test_what_speaks_of_no_arms_makes_no_claim(language: str, text: str) -> None:
    assert read(text, language) == []


def test_a_reference_takes_goods_and_giver_from_what_was_told() -> None:
    text = "South Korea delivered 10 howitzers to Estonia. Poland has ordered 24 of them."
    assert read(text, "en")[-1] == "transfer agreed: KR > PL, howitzer"


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "“Germany delivered 14 tanks to Ukraine,” said John Kirby.", "Kirby"),
        ("fr", "Selon John Kirby, l'Allemagne a livré 14 chars à l'Ukraine.", "Kirby"),
    ],
)
def test_the_speaker_is_the_source(language: str, text: str, speaker: str) -> None:
    (claim,) = claims(text, language)
    assert speaker in (claim.source.name or "")


QUOTED = "« L'Allemagne a livré 14 chars à l'Ukraine », a déclaré le ministre."


@pytest.mark.parametrize(
    "text",
    [QUOTED.replace("« ", "“").replace(" »", "”"), QUOTED.replace("« ", "«\u00a0").replace(" »", "\u00a0»")],
)
def test_the_style_of_quotation_marks_changes_nothing(text: str) -> None:
    assert read(text, "fr") == read(QUOTED, "fr") != []


def test_a_no_break_space_changes_nothing() -> None:
    text = "Germany delivered 14 tanks to Ukraine."
    assert read(text.replace("14 ", "14\u00a0"), "en") == read(text, "en") != []


@pytest.mark.parametrize(("language", "aside"), [("en", "It rained."), ("fr", "Il a plu.")])
def test_an_unrelated_sentence_before_or_after_changes_nothing(language: str, aside: str) -> None:
    for own, text, expected in SENTENCES:
        if own == language:
            assert read(f"{aside} {text}", language) == [expected]
            assert read(f"{text} {aside}", language) == [expected]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_claim_is_borne_out_by_its_document(language: str) -> None:
    told = document("\n\n".join(text for own, text, _ in SENTENCES if own == language), language)
    found = extractor().extract(told)
    assert len(found) > 5
    for claim in found:
        assert check(claim, told) is claim
        assert claim.span.of(told.text).strip()


def test_a_stream_gives_what_the_single_documents_give() -> None:
    told = [document(text, language) for language, text, _ in SENTENCES[:4]]
    assert list(extractor().extract_many(told)) == [extractor().extract(one) for one in told]


def test_the_version_tells_how_documents_are_read() -> None:
    assert rules_extractor(gate=False).version == extractor().version
    assert rules_extractor().version != extractor().version


def test_a_change_in_a_folder_of_claims_is_another_version(tmp_path: Path) -> None:
    """The ledger reads a document again where the version is new: no module that decides may be left out."""
    site = tmp_path / "tracewire"
    site.mkdir()
    for entry in Path(tracewire.__file__).parent.iterdir():
        if entry.name == "claims":
            shutil.copytree(entry, site / entry.name, ignore=shutil.ignore_patterns("__pycache__"))
        elif entry.name != "__pycache__":
            (site / entry.name).symlink_to(entry)
    version = rules_extractor().version
    assert _version_of_code(tmp_path) == version
    with (site / "claims" / "text" / "grammar.py").open("a", encoding="utf-8") as module:
        module.write("# changed\n")
    assert _version_of_code(tmp_path) != version


def _version_of_code(folder: Path) -> str:
    command = "from tracewire.claims import rules_extractor; print(rules_extractor().version)"
    told = subprocess.run(
        [sys.executable, "-B", "-c", command],
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


@pytest.mark.parametrize("text", ["The containers held Chinese rifles.", "The crates held Iranian missiles."])
def test_what_containers_hold_was_on_its_way(text: str) -> None:
    """A holding without a holder is no stock, and a transfer knows no stage "held"."""
    (found,) = read(text, "en")
    assert found.startswith("transfer shipped: ")


def test_a_cue_that_the_parser_takes_for_the_root_ends_the_search() -> None:
    assert read("Suivant Téhéran, des missiles.", "fr") == []


SET_RIGHT = [
    ("en", "The tanks for Ukraine were sent by Norway, not Poland.", ["NO > UA"]),
    ("en", "Poland, not only Norway, sent tanks to Ukraine.", ["NO > UA", "PL > UA"]),
    (
        "fr",
        "RECTIFICATIF. La dépêche « La Grèce livre vingt blindés à la Moldavie » contenait une erreur : lire"
        " « douze blindés » au lieu de « vingt blindés ».",
        ["GR > MD 12"],
    ),
    (
        "fr",
        "RECTIFICATIF. La dépêche « La Grèce a livré vingt blindés à la Moldavie » avait une erreur : lire"
        " « la Serbie » au lieu de « la Grèce ».",
        ["RS > MD 20"],
    ),
    (
        "fr",
        "RECTIFICATIF. Au premier paragraphe, lire « La Russie a livré trois chars au Mali le 4 mai » et non"
        " « le 4 avril ».",
        ["RU > ML 3"],
    ),
]


@pytest.mark.parametrize(("language", "text", "wanted"), SET_RIGHT)
def test_what_a_text_puts_aside_is_not_claimed(language: str, text: str, wanted: list[str]) -> None:
    found = {
        f"{supplier} > {recipient} {claim.quantity.low if claim.quantity else ''}".strip()
        for claim in claims(text, language)
        for supplier in claim.supplier
        for recipient in claim.recipient
    }
    assert sorted(found) == wanted
    assert all(check(claim, document(text, language)) for claim in claims(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "RECTIFICATIF. L'AFP annule sa dépêche sur les armes du Tchad pour le Soudan."),
        (
            "fr",
            "Attention : cette dépêche annule et remplace la précédente (54 obusiers coréens, et non 60).",
        ),
    ],
)
def test_what_a_notice_does_to_a_dispatch_is_no_claim(language: str, text: str) -> None:
    assert read(text, language) == []
