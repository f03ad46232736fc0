"""`tracewire evaluate`: how well does an extractor do against claims that people marked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracewire.cli.options import ExtractorOption, PublishedOption
from tracewire.cli.output import note
from tracewire.settings import EXTRACTOR

if TYPE_CHECKING:
    from tracewire.evaluation import Annotation, Grouping, Report

__all__ = ["evaluate"]


class _By(StrEnum):
    KIND = "kind"
    DOCUMENT = "document"


_SHOWN = ("document", "kind", "stage", "polarity", "supplier", "recipient", "item", "start", "end")


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="Claims that people marked: JSON Lines.", show_default=False),
    ],
    documents: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Where the documents are; their ids are relative to each PATH. Without any, the folder of"
            " GOLD's name beside it (dev/ for dev.gold.jsonl).",
            show_default=False,
        ),
    ] = None,
    predicted: Annotated[
        Path | None,
        typer.Option(
            "--predicted", metavar="FILE", help="Score these claims and run no extractor.", show_default=False
        ),
    ] = None,
    extractor: ExtractorOption = EXTRACTOR.default,
    published: PublishedOption = None,
    by: Annotated[_By, typer.Option("--by", help="How the scores are grouped.")] = _By.KIND,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    misses: Annotated[
        int, typer.Option("--misses", metavar="N", min=0, help="Print N missed and N spurious claims.")
    ] = 0,
) -> None:
    """Score an extractor against gold claims, by the measures of the annotation guide (docs/guide.md).

    Only documents that GOLD names are read and scored. A document without any claim is named in GOLD by a
    line {"document": ID, "kind": null}.

    [b]Examples[/b]

    tracewire evaluate tests/dispatches/dev.gold.jsonl tests/dispatches/dev

    tracewire evaluate gold.jsonl --predicted claims.jsonl --by document --misses 5

    tracewire evaluate dev.gold.jsonl --json
    """
    from tracewire.evaluation import load, score

    grouping: Grouping = "kind" if by is _By.KIND else "document"
    marked = load(gold)
    texts: dict[str, str] = {}
    if predicted is not None:
        guessed = load(predicted)
    else:
        guessed, texts = _extract(marked, documents or [_beside(gold)], extractor, published)
    report = score(marked, guessed)
    if as_json:
        print(json.dumps(report.to_dict(grouping), indent=1))
    else:
        _print(report, grouping)
    for title, claims in (("missed", report.missed), ("spurious", report.spurious)):
        for claim in claims[:misses]:
            print(f"{title}: {json.dumps(_shown(claim, texts), ensure_ascii=False)}")


def _beside(gold: Path) -> str:
    """The folder of documents that belongs to `gold`. Raises typer.BadParameter where there is none."""
    folder = gold.with_name(gold.name.removesuffix(".jsonl").removesuffix(".gold"))
    if not folder.is_dir():
        raise typer.BadParameter(
            f"there is no folder {folder}: name where the documents are", param_hint="PATH"
        )
    return str(folder)


def _extract(
    marked: Mapping[str, list[Annotation]], sources: list[str], extractor: str, published: str | None
) -> tuple[dict[str, list[Annotation]], dict[str, str]]:
    """The claims that the extractor draws from the documents that `marked` names, and their texts."""
    from tracewire.cli.progress import Tally
    from tracewire.cli.sources import documents_of
    from tracewire.evaluation import by_document
    from tracewire.model import Rejected
    from tracewire.reading import extracted, load_extractor

    claims: list[dict[str, Any]] = []
    texts: dict[str, str] = {}
    wanted = (
        received
        for received in documents_of(sources, published=published)
        if (received.document if isinstance(received, Rejected) else received.document.id) in marked
    )
    with Tally("evaluate") as tally:
        for outcome in extracted(wanted, load_extractor(extractor)):
            if isinstance(outcome, Rejected):
                tally.reject(outcome.code)
                note(f"rejected: {outcome.document}: {outcome.code}: {outcome.reason}")
                continue
            tally.add("documents")
            tally.add("claims", len(outcome.claims))
            texts[outcome.document.id] = outcome.document.text
            claims += [claim.to_dict() for claim in outcome.claims]
    tally.tell()
    if missing := sorted(set(marked) - set(texts)):
        note(f"not read: {len(missing)} of the documents that the gold names, such as {missing[0]}")
    return by_document(claims), texts


def _print(report: Report, by: Grouping) -> None:
    core, strict = report.core, report.strict
    print(f"{report.documents} documents, {core.gold} gold claims, {core.predicted} predicted")
    for level, tally in (("core", core), ("strict", strict)):
        row = tally.to_dict()
        print(f"{level:>8}  P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}")
    print("   slots  " + "  ".join(f"{slot} {share:.2f}" for slot, share in report.slots.items()))
    for name, group in report.by(by).items():
        figures = ", ".join(f"{level} F1 {tally.to_dict()['f1']:.3f}" for level, tally in group.items())
        print(f"  {name}: {figures} (gold {group['core'].gold}, predicted {group['core'].predicted})")


def _shown(claim: Annotation, texts: Mapping[str, str]) -> dict[str, Any]:
    shown = {name: claim.record.get(name) for name in _SHOWN}
    if claim.evidence is not None and claim.document in texts:
        shown["passage"] = texts[claim.document][slice(*claim.evidence)]
    return shown
