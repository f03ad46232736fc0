"""How likely a claim is read right: said of each claim, and what is hardly likely is not told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from tracewire.claims import BuiltinExtractor, builtin_extractor, light_extractor, sure_extractor
from tracewire.claims.kept.judge import COLUMNS, Judge
from tracewire.documents import Received, read_documents
from tracewire.errors import Misconfigured
from tracewire.evaluation import by_document, load, score
from tracewire.language import identify
from tracewire.model import Claim, Document

DISPATCHES = Path(__file__).parents[1] / "dispatches"
MARKER = Path(__file__).parents[2] / "src" / "tracewire" / "data" / "marker"


def documents(folder: str) -> Iterator[Document]:
    for one in read_documents([str(DISPATCHES)], today=date(2026, 1, 1), stdin=BytesIO(), identify=identify):
        if isinstance(one, Received) and one.document.id.startswith(f"{folder}/"):
            yield one.document


def chance(claim: Claim) -> float:
    """How likely the claim is said to be read right: certain, where it is an entry of a list."""
    return 1.0 if claim.reading is None else claim.reading


@pytest.fixture(scope="module")
def read() -> dict[str, tuple[Claim, ...]]:
    extractor = builtin_extractor()
    return {one.id: extractor.extract(one) for one in documents("unseen")}


def test_each_claim_says_how_likely_it_is_read_right(read: dict[str, tuple[Claim, ...]]) -> None:
    chances = [chance(claim) for claims in read.values() for claim in claims]
    french = [chance(claim) for name, claims in read.items() for claim in claims if "/fr-" in name]
    assert len(chances) > 50
    assert min(chances) >= 0.24  # of English, which two networks read
    assert min(french) >= 0.29
    assert max(chances) <= 1
    assert len(set(chances)) > 20


def test_what_is_said_to_be_likelier_is_more_often_right(read: dict[str, tuple[Claim, ...]]) -> None:
    gold = load(DISPATCHES.with_name("unseen.gold.jsonl"))
    ordered = sorted((claim for claims in read.values() for claim in claims), key=chance, reverse=True)
    half = len(ordered) // 2

    def precision(claims: list[Claim]) -> float:
        return score(gold, by_document(claim.to_dict() for claim in claims)).core.precision

    assert precision(ordered[:half]) > precision(ordered[half:]) + 0.1


def test_the_sure_extractor_keeps_the_likeliest_of_the_claims(read: dict[str, tuple[Claim, ...]]) -> None:
    extractor = sure_extractor()
    for document in list(documents("unseen"))[::3]:
        kept = extractor.extract(document)
        assert all(chance(claim) >= 0.75 for claim in kept)
        assert {claim.span for claim in kept} <= {claim.span for claim in read[document.id]}
    assert extractor.version != BuiltinExtractor().version


def test_the_light_extractor_reads_by_the_network_for_all_languages_alone(
    read: dict[str, tuple[Claim, ...]],
) -> None:
    extractor = light_extractor()
    texts: dict[str, list[Document]] = {"en": [], "fr": []}
    for document in documents("unseen"):
        assert document.language is not None
        if len(texts[document.language]) < 3:
            texts[document.language].append(document)
    assert all(extractor.extract(one) == read[one.id] for one in texts["fr"])
    assert any(extractor.extract(one) != read[one.id] for one in texts["en"])
    assert extractor.version != BuiltinExtractor().version


def test_a_missing_judge_is_named(tmp_path: Path) -> None:
    (tmp_path / "judge.json").write_text(json.dumps({"columns": list(COLUMNS), "least": 0.3}))
    with pytest.raises(Misconfigured) as error:
        Judge(tmp_path)
    assert "judge.onnx" in str(error.value)
    assert error.value.remedy == "reinstall tracewire"


def test_a_judge_of_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "judge.onnx").write_bytes((MARKER / "judge.onnx").read_bytes())
    (tmp_path / "judge.json").write_text(json.dumps({"columns": list(COLUMNS[1:]), "least": 0.3}))
    with pytest.raises(Misconfigured) as error:
        Judge(tmp_path)
    assert "other columns" in str(error.value)


def test_a_broken_judge_is_named(tmp_path: Path) -> None:
    (tmp_path / "judge.onnx").write_bytes((MARKER / "judge.onnx").read_bytes())
    (tmp_path / "judge.json").write_text("{")
    with pytest.raises(Misconfigured) as error:
        Judge(tmp_path)
    assert error.value.remedy == "reinstall tracewire"


def test_a_judge_of_no_claims_has_nothing_to_say() -> None:
    assert Judge(MARKER).judge([]) == []
