"""`tracewire explain`: where was a claim read, and by which rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracewire.cli.options import AsOfOption, FormatOption, LedgerOption, as_of
from tracewire.cli.output import Format, one_line, screen, wants_table, write_line
from tracewire.errors import InputRefused
from tracewire.settings import LEDGER

if TYPE_CHECKING:
    from tracewire.model import Claim, Document

__all__ = ["explain"]


def explain(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or its first characters.")],
    ledger: LedgerOption = LEDGER.default,
    as_of_text: AsOfOption = None,
    claims: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Look in a file of claims and not in the ledger.",
            show_default=False,
        ),
    ] = None,
    documents: Annotated[
        list[str] | None,
        typer.Option(
            "--documents",
            metavar="PATH",
            help="With --from: where the documents are. Without it the passage cannot be shown.",
            show_default=False,
        ),
    ] = None,
    format: FormatOption = Format.AUTO,
) -> None:
    """Show a claim's sentence with its evidence highlighted, the rule behind each slot, and the source.

    [b]Examples[/b]

    tracewire explain 3f9a

    tracewire explain 3f9a --as-of 2023-06-09

    tracewire explain 3f9a --from claims.jsonl --documents dispatches/
    """
    if claims is not None:
        found = _in_file(claims, claim)
        document = _document(documents or [], found)
        known: dict[str, Any] = {}
    else:
        from tracewire.ledger import open_ledger

        with open_ledger(ledger, create=False) as store:
            view = store.as_of(as_of(as_of_text))
            stored = view.claim(claim)
            held = view.document(stored.claim.document)
        found, document = stored.claim, held.document
        known = {
            "entry": stored.entry,
            "recorded_at": stored.recorded_at.isoformat(),
            "extractor": held.extractor,
        }
        if stored.author is not None:
            known |= {"author": stored.author, "reason": stored.reason, "supersedes": stored.supersedes}
    if wants_table(format):
        _show(found, document, known)
    else:
        passage = None if document is None else found.span.of(document.text)
        write_line({**found.to_dict(), "passage": passage, **known})


def _in_file(path: Path, wanted: str) -> Claim:
    """The one claim of a claims file whose id begins with `wanted`. Raises InputRefused."""
    import json

    from tracewire.model import Claim

    found: dict[str, Claim] = {}
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    one = Claim.from_dict(json.loads(line))
                except ValueError as error:
                    raise InputRefused(
                        f"not JSON: {error}", where=f"{path}:{number}", remedy="one claim a line"
                    ) from error
                if one.id.startswith(wanted.lower()):
                    found[one.id] = one
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(
            f"cannot be read: {error}", where=str(path), remedy="name a claims file"
        ) from error
    if len(found) != 1:
        raise InputRefused(
            f"{len(found) or 'no'} claims begin so" if len(found) != 1 else "",
            where=f"{path}: {wanted}",
            remedy="give more of the id" if found else "`tracewire extract` writes the ids",
        )
    return found.popitem()[1]


def _document(sources: list[str], claim: Claim) -> Document | None:
    """The document of `claim` among `sources`; None where none are named. Raises InputRefused."""
    if not sources:
        return None
    from tracewire.cli.sources import documents_of
    from tracewire.model import Rejected

    for received in documents_of(sources, published=None):
        if not isinstance(received, Rejected) and received.document.id == claim.document:
            return received.document
    raise InputRefused(
        "the claim's document is not there",
        where=claim.document,
        remedy="name the folder that was extracted from",
    )


def _show(claim: Claim, document: Document | None, known: dict[str, Any]) -> None:
    from rich.text import Text

    from tracewire.cli.render import claim_summary, highlighted, slot_table

    console = screen()
    console.print(claim_summary(claim))
    console.print()
    if document is None:
        console.print(Text(f"evidence: {claim.document}, {claim.span.start}–{claim.span.end}", style="dim"))
    else:
        marks = [fill.span for fill in claim.fills if fill.span is not None]
        console.print(highlighted(document.text, claim.span, marks))
    console.print()
    console.print(slot_table(claim, None if document is None else document.text))
    console.print()
    rows = {"source": claim.source.label, "document": claim.document}
    if document is not None:
        rows |= {
            "title": document.title or "",
            "published": document.published or "",
            "outlet": ", ".join(filter(None, (document.outlet, document.agency))),
            "address": document.url or "",
        }
    rows |= {name.replace("_", " "): str(value) for name, value in known.items()}
    rows["id"] = claim.id
    for name, value in rows.items():
        if value:
            console.print(Text(f"{name:>12}  {one_line(value)}"))
