"""What becomes of each document on its way to the ledger, in the order in which documents come.

Invariants: one outcome a document; a document that fails stops no other; memory does not grow with their
number, as at most `BATCH` documents are held at a time; the ledger is asked before the extractor, so that
what is known is not parsed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from tracewire.claims import Extractor, faults
from tracewire.documents import Received
from tracewire.errors import InputRefused, TracewireError, unforeseen
from tracewire.ledger import AlreadyKnown, Appended, Ledger
from tracewire.model import Claim, Digest, Document, Rejected, canonical_json, digest_text

__all__ = [
    "BATCH",
    "FAULTS",
    "Extracted",
    "Known",
    "Outcome",
    "Read",
    "Refused",
    "Unfit",
    "extracted",
    "extractor_digest",
    "read_into",
]

BATCH = 32
"""How many documents an extractor gets at once: enough for its parser to work on whole batches."""

FAULTS = frozenset({"reading-failed", "extraction-failed"})
"""The codes of rejections that only we or the extractor's makers can mend: a run that met one says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """A claim that failed the check that every claim must pass, and why."""

    claim: Claim
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A document, the bytes that it came from, and the claims that passed the check."""

    document: Document
    content: bytes
    claims: tuple[Claim, ...]
    unfit: tuple[Unfit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The document was read, and this is what the ledger made of it."""

    document: Document
    claims: tuple[Claim, ...]
    unfit: tuple[Unfit, ...]
    appended: Appended | AlreadyKnown


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The ledger holds the document as this extractor reads it: nothing was done."""

    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The document cannot be used; the ledger keeps that too."""

    rejected: Rejected
    appended: Appended | AlreadyKnown


Outcome = Read | Known | Refused


def extractor_digest(extractor: Extractor) -> Digest:
    """What tells one extractor from another in the ledger: another name or version may draw other claims."""
    return digest_text(canonical_json([extractor.name, extractor.version]))


def extracted(
    received: Iterable[Received | Rejected], extractor: Extractor
) -> Iterator[Extracted | Rejected]:
    """The claims of each document, or why it cannot be used."""
    for batch in _batches(received):
        yield from _extract(batch, extractor)


def read_into(
    ledger: Ledger,
    received: Iterable[Received | Rejected],
    extractor: Extractor,
    *,
    clock: Callable[[], datetime],
) -> Iterator[Outcome]:
    """Append each document with its claims to `ledger`, and tell what came of it.

    Each document is one entry, whole or not at all; its outcome is told once it is on disk. `clock` gives the
    transaction time as aware UTC. The ledger is not held for writing while documents are read and parsed.
    """
    digest = extractor_digest(extractor)
    label = f"{extractor.name} {extractor.version}"
    for batch in _batches(received):
        known = [
            isinstance(one, Received) and ledger.knows(one.document, extractor=label, extractor_digest=digest)
            for one in batch
        ]
        fresh = iter(
            list(_extract([one for one, old in zip(batch, known, strict=True) if not old], extractor))
        )
        outcomes: list[Outcome] = []
        with ledger.batch():
            for one, old in zip(batch, known, strict=True):
                if old and isinstance(one, Received):
                    outcomes.append(Known(document=one.document))
                    continue
                found = next(fresh)
                if isinstance(found, Rejected):
                    kept = ledger.append_rejection(found, recorded_at=clock())
                    outcomes.append(Refused(rejected=found, appended=kept))
                    continue
                kept = ledger.append(
                    found.document,
                    found.content,
                    found.claims,
                    recorded_at=clock(),
                    extractor=label,
                    extractor_digest=digest,
                )
                outcomes.append(
                    Read(document=found.document, claims=found.claims, unfit=found.unfit, appended=kept)
                )
        yield from outcomes


def _batches(received: Iterable[Received | Rejected]) -> Iterator[list[Received | Rejected]]:
    remaining = iter(received)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _extract(batch: Sequence[Received | Rejected], extractor: Extractor) -> Iterator[Extracted | Rejected]:
    documents = [one.document for one in batch if isinstance(one, Received)]
    drawn = iter(_draw(documents, extractor))
    for one in batch:
        if isinstance(one, Rejected):
            yield one
            continue
        claims = next(drawn)
        if isinstance(claims, Rejected):
            yield claims
            continue
        try:
            fit: Extracted | Rejected = _checked(one, claims)
        except Exception as error:  # the claims of an extractor of others can be of any making
            fit = _failed(one.document, extractor, error)
        yield fit


def _draw(documents: Sequence[Document], extractor: Extractor) -> list[tuple[Claim, ...] | Rejected]:
    """What the extractor finds in each document; for one that it cannot read, why.

    Read as a batch first. Where that fails, each alone, so that the one which it cannot read stands out: a
    fault of an extractor, ours or another's, must not stop an archive halfway. What the operator can mend,
    such as an endpoint that does not answer, is raised, because it would hit every document.
    """
    try:
        found = [tuple(claims) for claims in extractor.extract_many(documents)]
        if len(found) == len(documents):
            return list(found)
    except InputRefused:
        pass
    except TracewireError:
        raise
    except Exception:
        pass
    return [_draw_one(document, extractor) for document in documents]


def _draw_one(document: Document, extractor: Extractor) -> tuple[Claim, ...] | Rejected:
    try:
        return tuple(extractor.extract(document))
    except InputRefused as error:
        return Rejected(
            document=document.id,
            code="extraction-refused",
            reason=error.message,
            remedy=error.remedy,
            raw=document.raw,
        )
    except TracewireError:
        raise
    except Exception as error:
        return _failed(document, extractor, error)


def _failed(document: Document, extractor: Extractor, error: Exception) -> Rejected:
    return Rejected(
        document=document.id,
        code="extraction-failed",
        reason=f"the extractor {extractor.name} {extractor.version} failed: {unforeseen(error)}",
        remedy="report it with the document; the other documents were read",
        raw=document.raw,
    )


def _checked(received: Received, claims: tuple[Claim, ...]) -> Extracted:
    good: list[Claim] = []
    unfit: list[Unfit] = []
    for claim in claims:
        if found := faults(claim, received.document):
            unfit.append(Unfit(claim=claim, reason="; ".join(found)))
        else:
            good.append(claim)
    return Extracted(
        document=received.document, content=received.content, claims=tuple(good), unfit=tuple(unfit)
    )
