"""Is a claim borne out by its document? The check that every claim passes, whoever extracted it."""

from __future__ import annotations

from tracewire.errors import InputRefused
from tracewire.lexicon import item_classes, parties
from tracewire.model import Claim, Document, Edtf

__all__ = ["check", "faults"]


def faults(claim: Claim, document: Document) -> tuple[str, ...]:
    """What is wrong with `claim` as a statement of `document`; empty if nothing is.

    Its spans lie in the text and hold more than space; its classes, parties and dates are of the known
    vocabularies; a person that it names as source is named in the document.
    """
    found: list[str] = []
    text = document.text
    if claim.document != document.id:
        found.append(f"claims to be of document {claim.document}")
    if claim.span.end > len(text) or not claim.span.of(text).strip():
        found.append(f"evidence {claim.span.start}..{claim.span.end} holds no words of the text")
    for fill in claim.fills:
        if fill.span is not None and (fill.span.end > len(text) or not fill.span.of(text).strip()):
            found.append(f"slot {fill.slot}: {fill.span.start}..{fill.span.end} holds no words of the text")
    tree = item_classes()
    known = frozenset(parties())
    found.extend(f"unknown item class {item}" for item in claim.item if not tree.known(item))
    found.extend(f"unknown party {p}" for p in (*claim.supplier, *claim.recipient) if p not in known)
    if claim.when is not None:
        try:
            Edtf.parse(claim.when)
        except ValueError as error:
            found.append(str(error))
    name = claim.source.name
    named = any(fill.slot == "source" and fill.span is not None for fill in claim.fills)
    if (
        name and not named
    ):  # a gazetteer's name may be spelt otherwise than the text's; its span then bears it out
        folded = text.casefold()
        if not any(word.casefold() in folded for word in name.split() if len(word) > 2):
            found.append(f"source {name} is not named in the text")
    return tuple(found)


def check(claim: Claim, document: Document) -> Claim:
    """`claim` itself, if the document bears it out. Raises InputRefused with every fault."""
    found = faults(claim, document)
    if found:
        raise InputRefused(
            "; ".join(found),
            where=f"{document.id}, claim {claim.id}",
            remedy="mend the extractor that made it",
        )
    return claim
