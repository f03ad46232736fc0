"""Which places do marked words name?"""

from __future__ import annotations

from tracewire.claims.text.found import Found
from tracewire.lexicon import EntryKind
from tracewire.marks import Mark
from tracewire.model import Fill, Span

__all__ = ["places_of"]


def places_of(mark: Mark, found: Found, text: str) -> list[Fill]:
    """The places of the mark in the order of the text, each once, by their English names."""
    fills: dict[str, Fill] = {}
    for filled in mark.roles["place"]:
        name, where = _place(filled.span, found, text)
        if name:
            fills.setdefault(name, Fill(slot="place", value=name, span=where, rule="place"))
    return list(fills.values())


def _place(span: Span, found: Found, text: str) -> tuple[str | None, Span]:
    for hit in found.over(span):
        entry = hit.first(EntryKind.PLACE) or hit.first(EntryKind.STATE)  # a capital is no state here
        if entry is not None:
            return entry.name, Span(hit.start, hit.end)
    written = span.of(text)
    return (written if written[:1].isupper() else None), span
