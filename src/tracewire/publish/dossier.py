"""The static dossier: a view of the ledger as pages that open from a folder, with no network and no server.

Invariants: the same view and lines give the same bytes, but for `generated_at`; every claim that a page
tells of links to its passage in the document's page; documents are read and written one by one, and only
what the other pages need of a claim stays in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from tracewire.assess import SourceRegister
from tracewire.ledger import LedgerView, Line
from tracewire.model import STAGES
from tracewire.publish import exports, site, words
from tracewire.publish.document_pages import write_documents, write_index
from tracewire.publish.line_pages import write_lines
from tracewire.publish.pages import Pages
from tracewire.publish.register_pages import write_register
from tracewire.publish.source_pages import write_sources

__all__ = ["DossierReport", "write"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierReport:
    """What was written: `pages` are HTML files, `files` all of them, `bytes` their sizes together."""

    index: Path
    pages: int
    files: int
    bytes: int
    documents: int
    claims: int
    lines: int
    sources: int


def write(
    view: LedgerView,
    lines: Iterable[Line],
    out: Path,
    *,
    generated_at: datetime,
    version: str,
    register: SourceRegister | None = None,
    known_on: date | None = None,
) -> DossierReport:
    """Writes the dossier of `view` into the folder `out`, and returns what was written.

    `lines` are the register's lines of the same view. `register` has the letters of sources, if they are
    not the defaults; legal rules and their disputes are told as far as they were known on `known_on` (None:
    all). `out` may be missing, empty, or an earlier dossier, which is replaced once the new one is complete
    and stays untouched if it cannot be completed. Raises Misconfigured for a folder that holds anything else
    or may not be written, Unavailable where there is no room, ValueError where a claim cites what its
    document's text does not hold.
    """
    with site.replacing(out) as writer:
        pages = Pages(
            view,
            tuple(lines),
            writer,
            generated_at=generated_at,
            version=version,
            register=register,
            known_on=known_on,
        )
        _put_assets(writer)
        write_documents(pages)
        write_lines(pages)
        sources = write_sources(pages)
        write_register(pages, sources)
        write_index(pages)
        pages.put("method.html", "method.html", section="method", kinds=_method_kinds())
        writer.stream("claims.jsonl", exports.claims_jsonl(view))
        writer.put(
            "lines.json",
            json.dumps([line.to_dict() for line in pages.lines], ensure_ascii=False, indent=1) + "\n",
        )
        report = DossierReport(
            index=writer.out / "index.html",
            pages=writer.pages,
            files=len(writer.written) + 1,
            bytes=writer.size,
            documents=len(pages.places),
            claims=len(pages.refs),
            lines=len(pages.lines),
            sources=sources,
        )
        writer.close(tracewire=version, generated_at=generated_at.isoformat(), as_of_entry=view.entry)
        return report


def _put_assets(writer: site.Writer) -> None:
    def copy(folder: Traversable, path: str) -> None:
        for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if one.is_dir():
                copy(one, f"{path}/{one.name}")
            else:
                writer.put(f"{path}/{one.name}", one.read_bytes())

    copy(files("tracewire.publish") / "static", "assets")


def _method_kinds() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for kind, name in words.KINDS.items():
        meanings = words.STAGE_MEANINGS[kind]
        yield name, [(stage.value, meanings[stage]) for stage in STAGES[kind]]
