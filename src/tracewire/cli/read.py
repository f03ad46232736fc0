"""`tracewire read`: read documents, and append them with their claims to the ledger."""

from __future__ import annotations

import typer

from tracewire.cli.exits import Exit
from tracewire.cli.options import (
    ExtractorOption,
    LedgerOption,
    PublishedOption,
    RejectsOption,
    SourcesArgument,
)
from tracewire.cli.output import note, one_line
from tracewire.settings import EXTRACTOR, LEDGER

__all__ = ["read"]


def read(
    sources: SourcesArgument,
    ledger: LedgerOption = LEDGER.default,
    extractor: ExtractorOption = EXTRACTOR.default,
    published: PublishedOption = None,
    rejects: RejectsOption = None,
) -> None:
    """Read documents, and append them with their claims to the ledger.

    Reading the same again changes nothing and is quick. A document that cannot be used is told, counted, kept
    in the ledger and does not stop the others. Stopped at any moment, the ledger holds whole documents, and
    reading again completes it. Another text under the id of a known document replaces it, which is told.
    So is a retraction or correction that means no document of the ledger.

    [b]Examples[/b]

    tracewire read dispatches/

    tracewire read https://example.org/feed.xml archive.warc.gz --ledger sqlite:///arms.db

    tracewire read mail/ --published 2023-06 --rejects rejects.jsonl
    """
    from tracewire.cli.progress import Tally
    from tracewire.cli.rejects import RejectsFile
    from tracewire.cli.sources import documents_of, now
    from tracewire.ledger import Appended, Change, open_ledger
    from tracewire.lexicon import languages
    from tracewire.publish.telling import unmet
    from tracewire.publish.words import plural
    from tracewire.reading import FAULTS, Known, Read, Refused, load_extractor, read_into

    reader = load_extractor(extractor)
    with open_ledger(ledger) as store, Tally("read") as tally, RejectsFile(rejects) as rejected_to:
        before = store.head().entry
        if filled := store.fill_keys(recorded_at=now()):
            note(
                f"tracewire: an earlier version kept this ledger: {plural(filled, 'document')} got the keys"
                f" that find copies and notices (entries {before + 1} to {store.head().entry})"
            )
        for outcome in read_into(store, documents_of(sources, published=published), reader, clock=now):
            match outcome:
                case Refused(rejected=rejected):
                    tally.reject(rejected.code)
                    rejected_to.write(rejected)
                case Known():
                    tally.add("documents known already")
                case Read(document=document, claims=claims, unfit=unfit, appended=appended):
                    tally.add("documents")
                    tally.add("claims", len(claims))
                    if document.language not in languages():
                        tally.unread(document.language)
                    if isinstance(appended, Appended) and appended.change is Change.VERSION:
                        # Two reports that are both called report.txt look like an update of one.
                        tally.add("documents in place of an earlier version")
                        note(
                            f"tracewire: {document.id}: replaces the version before;"
                            f" {plural(appended.ended, 'claim')} ended, {appended.claims} came."
                            " To keep both, give each an id of its own (docs/commands.md#tracewire-read)"
                        )
                    if unfit:
                        tally.add("claims unfit", len(unfit))
        for one in store.as_of().unmet_notices(before):
            note(one_line(f"tracewire: {unmet(one)}"))
    tally.tell()
    if any(map(tally.rejected_for, FAULTS)):
        raise typer.Exit(Exit.INTERNAL)
    if tally["rejected"] and not tally["documents"] and not tally["documents known already"]:
        raise typer.Exit(Exit.INPUT_REFUSED)
