"""The scores of the extractors do not fall below the floors that were once reached (floors.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tracewire.claims import RulesExtractor, builtin_extractor, light_extractor, rules_extractor
from tracewire.documents import Received, read_documents
from tracewire.evaluation import SLOTS, Annotation, Report, by_document, load, score
from tracewire.language import identify
from tracewire.model import Rejected, canonical_json, digest_text
from tracewire.reading import Extracted, extracted

DISPATCHES = Path(__file__).parents[1] / "dispatches"
FLOORS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
EXTRACTORS: Mapping[str, Callable[[], RulesExtractor]] = {
    "builtin": builtin_extractor,
    "light": light_extractor,
    "rules": rules_extractor,
}


@dataclass(frozen=True)
class Corpus:
    """Some exercises of one folder, what was marked in them, and what the extractor reads in them."""

    name: str
    folder: str
    documents: str  # how their ids begin
    extractor: str

    @cached_property
    def gold(self) -> Mapping[str, list[Annotation]]:
        marked = load(DISPATCHES / f"{self.folder}.gold.jsonl")
        return {name: claims for name, claims in marked.items() if name.startswith(self.documents)}

    @cached_property
    def read(self) -> Mapping[str, Extracted]:
        received = read_documents(
            [str(DISPATCHES / self.folder)], today=date(2026, 1, 1), stdin=BytesIO(), identify=identify
        )
        wanted = (one for one in received if isinstance(one, Received) and one.document.id in self.gold)
        outcomes = extracted(wanted, EXTRACTORS[self.extractor]())
        return {one.document.id: one for one in outcomes if not isinstance(one, Rejected)}

    @cached_property
    def digest(self) -> str:
        """That of the gold claims and of the texts that they were marked in."""
        texts = {name: found.document.text for name, found in self.read.items()}
        marked = {name: [dict(claim.record) for claim in claims] for name, claims in self.gold.items()}
        return digest_text(canonical_json([texts, marked]))

    @cached_property
    def report(self) -> Report:
        claims = (claim.to_dict() for one in self.read.values() for claim in one.claims)
        return score(self.gold, by_document(claims))


CORPORA = {
    name: Corpus(
        name=name, folder=table["folder"], documents=table["documents"], extractor=table["extractor"]
    )
    for name, table in FLOORS.items()
    if isinstance(table, dict)
}
each_corpus = pytest.mark.parametrize("corpus", CORPORA.values(), ids=list(CORPORA))


@each_corpus
def test_the_floors_were_set_on_this_corpus(corpus: Corpus) -> None:
    assert FLOORS[corpus.name]["digest"] == corpus.digest, (
        f"the corpus has changed: run `make gate`, set the floors of [{corpus.name}] anew"
    )


@each_corpus
def test_every_document_of_the_corpus_is_read(corpus: Corpus) -> None:
    assert sorted(corpus.read) == sorted(corpus.gold)


@each_corpus
def test_every_claim_passes_the_check(corpus: Corpus) -> None:
    assert [unfit.reason for one in corpus.read.values() for unfit in one.unfit] == []


@each_corpus
@pytest.mark.parametrize("level", ["core", "strict"])
def test_f1_is_not_below_its_floor(corpus: Corpus, level: str) -> None:
    figures, floor = corpus.report.to_dict()[level], FLOORS[corpus.name][level]
    print(f"\n{corpus.name} {level}: {figures}, floor {floor}")
    assert figures["f1"] >= floor


@each_corpus
def test_no_slot_is_below_its_floor(corpus: Corpus) -> None:
    floors = FLOORS[corpus.name]["slots"]
    print(f"\n{corpus.name} slots: {corpus.report.slots}")
    below = {slot: share for slot, share in corpus.report.slots.items() if share < floors[slot]}
    assert below == {}
    assert set(floors) == set(SLOTS)


@each_corpus
def test_documents_without_claims_give_hardly_any(corpus: Corpus) -> None:
    empty = [name for name, claims in corpus.gold.items() if not claims]
    assert empty
    found = {name: len(corpus.read[name].claims) for name in empty}
    print(f"\n{corpus.name}: false claims {found}")
    assert max(found.values()) <= FLOORS["false_claims"]
