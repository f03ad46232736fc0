"""Which parties, numbers and times does a passage of a document name?"""

from __future__ import annotations

from tracewire.expressions.quantities import quantity_finder
from tracewire.expressions.times import time_finder
from tracewire.lexicon import load_gazetteer
from tracewire.lexicon.press import press
from tracewire.model import Document, Quantity, Span

__all__ = ["parties_in", "quantities_in", "times_told"]


def parties_in(document: Document, span: Span, language: str) -> list[str]:
    """The parties that the words at `span` name, once each."""
    hits = load_gazetteer(language).find(span.of(document.text))
    return list(dict.fromkeys(entry.party for hit in hits for entry in hit.entries[:1] if entry.party))


def quantities_in(document: Document, span: Span, language: str) -> list[Quantity]:
    """The numbers that the words at `span` tell."""
    found = quantity_finder(language).find(span.of(document.text))
    return [one.quantity for one in found if one.rule != "article"]


def _times_in(document: Document, span: Span, language: str) -> list[str]:
    """The times that the words at `span` tell."""
    found = time_finder(language).find(span.of(document.text), published=document.published)
    return [one.edtf for one in found]


def times_told(document: Document, right: Span, wrong: Span, language: str) -> tuple[list[str], list[str]]:
    """The times of the right words and of the wrong ones, of which a bare month is of the same year."""
    now, then = (_times_in(document, span, language) for span in (right, wrong))
    year = now[0][:4] if now else ""
    if year.isdigit() and not then:
        words = wrong.of(document.text).casefold().replace(".", " ").split()
        then = [f"{year}-{number:02d}" for word in words if (number := press().months.get(word))]
    return now, then
