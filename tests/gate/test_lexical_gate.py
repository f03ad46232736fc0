"""The lexical gate, which spares the parser most paragraphs, loses next to none that holds a claim.

At most one paragraph in 200 that holds a gold claim's evidence may be lost, and each loss is named, with its
reason, in floors.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

from tracewire.claims import rules_extractor
from tracewire.documents import Received, read_documents
from tracewire.evaluation import load
from tracewire.language import identify
from tracewire.model import Document, Span

DISPATCHES = Path(__file__).parents[1] / "dispatches"
KNOWN_LOSSES = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["lost"]
ONE_IN = 200


@cache
def paragraphs() -> dict[tuple[str, int], bool]:
    """Each paragraph that holds evidence, by document and beginning, and whether the gate lets it through."""
    gold = load(DISPATCHES / "dev.gold.jsonl")
    extractor = rules_extractor()
    found: dict[tuple[str, int], bool] = {}
    for document in documents():
        evidence = [Span(*claim.evidence) for claim in gold[document.id] if claim.evidence]
        chosen = extractor.chosen(document)
        for number, (part, _) in enumerate(extractor.hits(document)):
            if any(part.span.overlaps(span) for span in evidence):
                found[document.id, part.span.start] = number in chosen
    return found


def documents() -> Iterator[Document]:
    folder = str(DISPATCHES / "dev")
    for one in read_documents([folder], today=date(2026, 1, 1), stdin=BytesIO(), identify=identify):
        if isinstance(one, Received):
            yield one.document


def test_each_loss_is_known_and_explained() -> None:
    lost = {place for place, kept in paragraphs().items() if not kept}
    explained = {(loss["document"], loss["start"]): loss["reason"] for loss in KNOWN_LOSSES}
    assert lost == set(explained)
    assert all(explained.values())


def test_at_most_one_paragraph_in_200_is_lost() -> None:
    lost = sum(not kept for kept in paragraphs().values())
    print(f"\ngate: {lost} of {len(paragraphs())} paragraphs with evidence lost")
    assert lost * ONE_IN <= len(paragraphs())


LOCAL_NEWS = tomllib.loads(
    (Path(__file__).parents[2] / "benchmarks/local_news.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("language", LOCAL_NEWS)
def test_local_news_is_spared_the_parser(language: str) -> None:
    """A gate that lets all through would lose nothing either; "missile" and "delivered" occur here too."""
    words = {name: values[0] for name, values in LOCAL_NEWS[language].items()}
    text = "\n\n".join(one.format(number=14, **words) for one in LOCAL_NEWS[language]["sentences"])
    received = read_documents(
        ["-"], today=date(2026, 1, 1), stdin=BytesIO(f"date 2023-06\n\n{text}".encode())
    )
    (document,) = (one.document for one in received if isinstance(one, Received))
    extractor = rules_extractor()
    document = replace(document, language=language)
    assert len(extractor.hits(document)) >= 10
    assert extractor.chosen(document) == frozenset()
