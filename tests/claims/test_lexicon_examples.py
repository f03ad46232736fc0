"""The entries of the languages' tables against their own examples: what each finds, what it must leave alone.

The sentences stand in `finds` and `skips` beside the words that they are about; all are invented.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import pytest

from tracewire.claims.extract import claims_of
from tracewire.language import load_pack
from tracewire.lexicon import language_table
from tracewire.model import (
    Claim,
    Document,
    DocumentId,
    Paragraph,
    Part,
    PartKind,
    Script,
    Span,
    digest_text,
)

LANGUAGES = ("fr", "en")
TABLES = (("predicates", "predicate"), ("operators", "operator"), ("operators", "adverb"))
PUBLISHED = "2024-03-05"
ENOUGH = 100  # examples of either sort that a language has at least, so that no table loses them unseen

Row = Mapping[str, Any]


def rows(language: str) -> list[tuple[str, Row]]:
    return [(name, row) for table, name in TABLES for row in language_table(language, table)[name]]


def text_of(example: str | Row) -> str:
    return example if isinstance(example, str) else str(example["text"])


def words(row: Row) -> list[str]:
    return list(row.get("lemmas") or row["forms"])


def examples(key: str) -> list[Any]:
    return [
        pytest.param(language, name, row, example, id=f"{language}-{name}-{words(row)[0]}-{number}")
        for language in LANGUAGES
        for name, row in rows(language)
        for number, example in enumerate(row.get(key, ()))
    ]


@functools.cache
def claims_by_text(language: str) -> dict[str, tuple[Claim, ...]]:
    """The claims of every example of the language; all are parsed in one batch, ungated."""
    texts = list(
        dict.fromkeys(
            text_of(example)
            for _, row in rows(language)
            for key in ("finds", "skips", "untold")
            for example in row.get(key, ())
        )
    )
    parsed = load_pack(language).parse(texts, starts=[0] * len(texts))
    found = {}
    for text, sentences in zip(texts, parsed, strict=True):
        whole = Span(0, len(text))
        document = Document(
            id=DocumentId("example"),
            text=text,
            parts=(Part(kind=PartKind.PARAGRAPH, span=whole),),
            raw=digest_text(text),
            text_digest=digest_text(text),
            language=language,
            published=PUBLISHED,
        )
        paragraph = Paragraph(kind=PartKind.PARAGRAPH, span=whole, sentences=tuple(sentences))
        found[text] = claims_of(Script(document=document, paragraphs=(paragraph,)), language)
    return found


def rules(claim: Claim) -> set[str]:
    return {fill.rule for fill in claim.fills}


def as_told(claim: Claim, example: Row) -> bool:
    """Whether the claim is what the example spells out."""
    return all(
        list(getattr(claim, slot)) == example[slot]
        if slot in ("supplier", "recipient", "item")
        else str(getattr(claim, slot)) == example[slot]
        for slot in example
        if slot not in ("text", "source")
    )


@pytest.mark.parametrize(("language", "name", "row", "example"), examples("finds"))
def test_each_entry_finds_its_examples(language: str, name: str, row: Row, example: str | Row) -> None:
    claims = claims_by_text(language)[text_of(example)]
    told: dict[str, Any] = {"polarity": "affirmed"}
    if name == "predicate":
        told["stage"] = row["stage"]
    told |= {"text": example} if isinstance(example, str) else example
    matching = [claim for claim in claims if as_told(claim, told)]
    assert matching, [claim.to_dict() for claim in claims]
    if name == "predicate":
        kinds = {row["kind"], "support"} if row["kind"] == "transfer" else {row["kind"]}
        own = {f"predicate:{lemma}/{row['pos'].lower()}" for lemma in words(row)}
        assert any(
            claim.kind in kinds and (own & rules(claim) or row.get("weak", False)) for claim in matching
        ), [claim.to_dict() for claim in claims]
    elif name == "operator" and "source" in told:
        assert any(told["source"] in (claim.source.org, claim.source.name) for claim in matching)
    elif name == "operator" and (row.get("stage") or "certainty" in row or "polarity" in row):
        own = {f"operator:{lemma}" for lemma in words(row)}
        assert any(rule.removesuffix(" denied") in own for claim in matching for rule in rules(claim))
    elif name == "adverb":
        assert any(claim.certainty == row["certainty"] and "adverb" in rules(claim) for claim in matching)


@pytest.mark.parametrize(("language", "name", "row", "example"), examples("untold"))
def test_each_entry_leaves_open_what_its_examples_do(
    language: str, name: str, row: Row, example: str | Row
) -> None:
    assert row["reticent"]
    assert not claims_by_text(language)[text_of(example)]


@pytest.mark.parametrize(("language", "name", "row", "example"), examples("skips"))
def test_each_entry_skips_its_counterexamples(language: str, name: str, row: Row, example: str | Row) -> None:
    claims = claims_by_text(language)[text_of(example)]
    if name == "predicate":
        assert not claims, [claim.to_dict() for claim in claims]
    else:  # the word stands there and does nothing to the claim
        own = {f"operator:{lemma}" for lemma in words(row)} | ({"adverb"} if name == "adverb" else set())
        assert claims
        assert not [claim for claim in claims if own & rules(claim)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_many_and_each_stands_once(language: str) -> None:
    finds = [text_of(e) for _, row in rows(language) for e in row.get("finds", ())]
    skips = [text_of(e) for _, row in rows(language) for e in row.get("skips", ())]
    assert len(finds) > ENOUGH
    assert len(skips) > ENOUGH // 2
    assert not set(finds) & set(skips)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_examples_of_both_sorts(language: str) -> None:
    kinds = {row["kind"] for row in language_table(language, "predicates")["predicate"]}
    for key in ("finds", "skips"):
        shown = {row["kind"] for row in language_table(language, "predicates")["predicate"] if row.get(key)}
        assert kinds - shown <= {"support"} if key == "skips" else kinds == shown
