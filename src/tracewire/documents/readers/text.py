"""A plain text file is one document, stored as it is decoded."""

from __future__ import annotations

from collections.abc import Iterator

from tracewire.documents.charset import Decoded, decode
from tracewire.documents.refusals import Refusal, rejected
from tracewire.documents.stream import Draft, Intake, whole
from tracewire.model import Rejected, digest_bytes

__all__ = ["cut", "decoded_or_not", "read"]


def decoded_or_not(intake: Intake, content: bytes) -> Decoded | Rejected:
    """The text of a source that is one document, or why it is none."""
    decoded = decode(content, declared=intake.charset)
    if isinstance(decoded, Refusal):
        return rejected(intake.label, decoded.code, decoded.reason, raw=digest_bytes(content))
    return decoded


def cut(intake: Intake, content: bytes, decoded: Decoded) -> Iterator[Rejected]:
    """The notice of half a character at the end; the text before it is a document."""
    if decoded.lost:
        yield rejected(
            intake.label,
            "truncated",
            f"the last {decoded.lost} bytes are half a character; the text before them is read",
            raw=digest_bytes(content),
        )


@whole
def read(intake: Intake, content: bytes) -> Iterator[Draft | Rejected]:
    """The one document of a text file."""
    decoded = decoded_or_not(intake, content)
    if isinstance(decoded, Rejected):
        yield decoded
        return
    yield Draft(
        name=intake.name,
        content=content,
        text=decoded.text,
        media_type="text/plain",
        extractor=f"text/1 {decoded.charset}",
        url=intake.url,
    )
    yield from cut(intake, content, decoded)
