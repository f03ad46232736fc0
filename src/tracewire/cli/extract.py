"""`tracewire extract`: which claims do these documents make."""

from __future__ import annotations

import typer

from tracewire.cli.exits import Exit
from tracewire.cli.options import (
    ExtractorOption,
    FormatOption,
    PublishedOption,
    RejectsOption,
    SourcesArgument,
)
from tracewire.cli.output import Format, screen, wants_table, write_line
from tracewire.settings import EXTRACTOR

__all__ = ["extract"]


def extract(
    sources: SourcesArgument,
    extractor: ExtractorOption = EXTRACTOR.default,
    published: PublishedOption = None,
    rejects: RejectsOption = None,
    format: FormatOption = Format.AUTO,
) -> None:
    """Read the claims of documents, and write them as JSON Lines. No ledger is touched.

    Each claim has the fields of the annotation guide and, beside them, its [b]id[/b] and its [b]slots[/b]:
    for each value where it was read and by which rule. Progress, counts and rejections are told on stderr.

    [b]Examples[/b]

    tracewire extract dispatches/ > claims.jsonl

    tracewire extract speech.html --published 2023-06-09

    cat dispatch.txt | tracewire extract -
    """
    from tracewire.cli.progress import Tally
    from tracewire.cli.rejects import RejectsFile
    from tracewire.cli.render import claim_summary, evidence
    from tracewire.cli.sources import documents_of
    from tracewire.lexicon import languages
    from tracewire.model import Rejected
    from tracewire.reading import FAULTS, extracted, load_extractor

    console = screen() if wants_table(format) else None
    with Tally("extract") as tally, RejectsFile(rejects) as rejected_to:
        for outcome in extracted(documents_of(sources, published=published), load_extractor(extractor)):
            if isinstance(outcome, Rejected):
                tally.reject(outcome.code)
                rejected_to.write(outcome)
                continue
            tally.add("documents")
            tally.add("claims", len(outcome.claims))
            if outcome.document.language not in languages():
                tally.unread(outcome.document.language)
            if outcome.unfit:
                tally.add("claims unfit", len(outcome.unfit))
            for claim in outcome.claims:
                if console is None:
                    write_line(claim.to_dict())
                else:
                    console.print(claim_summary(claim), evidence(claim, outcome.document.text), sep="\n")
    tally.tell()
    if any(map(tally.rejected_for, FAULTS)):
        raise typer.Exit(Exit.INTERNAL)
    if tally["rejected"] and not tally["documents"]:
        raise typer.Exit(Exit.INPUT_REFUSED)
