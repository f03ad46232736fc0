"""Do the bytes, the text and the claims of a reading belong together?"""

from __future__ import annotations

from collections.abc import Sequence

from tracewire.ledger.errors import ClaimUnfit
from tracewire.model import Claim, Document, Edtf, digest_bytes, digest_text

__all__ = ["check_claim", "check_reading"]


def check_reading(document: Document, content: bytes, claimed: Sequence[Claim]) -> None:
    """Whether bytes, text and claims belong together. Raises ClaimUnfit for the first that does not."""

    def refuse(message: str, remedy: str) -> ClaimUnfit:
        return ClaimUnfit(message, where=document.id, remedy=remedy)

    try:
        document.text.encode()
    except UnicodeEncodeError:
        raise refuse("the text holds half a character (a lone surrogate)", "decode the file again") from None
    if document.raw != digest_bytes(content):
        raise refuse("the bytes are not those that the document names", "hand over the bytes as received")
    if document.text_digest != digest_text(document.text):
        raise refuse("the text is not the one that the document's digest names", "build the document again")
    for claim in claimed:
        if claim.document != document.id:
            raise refuse(
                f"claim {claim.id} is about {claim.document}", "hand over each document's own claims"
            )
        check_claim(claim, document)


def check_claim(claim: Claim, document: Document) -> None:
    """Whether the claim's evidence lies in the text, its time can be read, and its number is none below zero.
    Raises ClaimUnfit. What a ledger holds already stays readable, whatever it says."""
    number = claim.quantity
    if number is not None and min(end for end in (number.low, number.high) if end is not None) < 0:
        raise ClaimUnfit(
            f"claim {claim.id} tells of fewer than none: {number.low}..{number.high}",
            where=document.id,
            remedy="leave out a number that the text does not give",
        )
    if claim.when is not None:
        try:
            Edtf.parse(claim.when)
        except ValueError as error:
            raise ClaimUnfit(
                f"claim {claim.id}: {error}",
                where=document.id,
                remedy="write `when` as docs/guide.md has it, such as 2022-08 or 2022-08/..",
            ) from error
    end = max([claim.span.end, *(fill.span.end for fill in claim.fills if fill.span)])
    if end > len(document.text) or not len(claim.span):
        raise ClaimUnfit(
            f"claim {claim.id} has its evidence outside the text ({claim.span.start}..{end})",
            where=document.id,
            remedy="an extractor counts code points of Document.text",
        )
