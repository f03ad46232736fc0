"""Invented sentences as documents, and what the built-in extractor reads in them."""

from __future__ import annotations

import functools
from datetime import date
from io import BytesIO

from tracewire.claims import BuiltinExtractor, builtin_extractor
from tracewire.documents import Received, read_documents
from tracewire.model import Claim, Document


def document(text: str, language: str = "en", published: str = "2023-06-09") -> Document:
    """The text as a dispatch in `language`, with the day on a line above it."""
    stdin = BytesIO(f"date {published}\n\n{text}\n".encode())
    (one,) = read_documents(["-"], today=date(2026, 1, 1), stdin=stdin, identify=lambda _: language)
    assert isinstance(one, Received)
    return one.document


@functools.cache
def _extractor() -> BuiltinExtractor:
    """One extractor for all tests: its models are loaded once; single sentences need no gate."""
    return builtin_extractor(gate=False)


@functools.cache
def claims(language: str, text: str, published: str = "2023-06-09") -> tuple[Claim, ...]:
    """What the built-in extractor reads in the text."""
    return _extractor().extract(document(text, language, published))
