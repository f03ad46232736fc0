"""What a ledger hands out: stored documents and claims, lines, and what an append or a check came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from tracewire.model import (
    Certainty,
    Claim,
    ClaimId,
    Digest,
    Document,
    DocumentId,
    Kind,
    Polarity,
    Quantity,
    Rejected,
    Source,
    Stage,
)

__all__ = [
    "LINE_KINDS",
    "AlreadyKnown",
    "Appended",
    "Change",
    "Copy",
    "Counts",
    "EndedClaim",
    "Failure",
    "Head",
    "Line",
    "Retraction",
    "StageEvent",
    "StoredClaim",
    "StoredDocument",
    "StoredEntry",
    "StoredRejection",
    "UnmetNotice",
    "VerifyReport",
]


LINE_KINDS = (Kind.TRANSFER, Kind.SUPPORT, Kind.PRODUCTION, Kind.USE, Kind.STOCK)
"""The kinds of claims that speak of a line; a measure or a disclosure has other parties than a transfer."""


class Change(StrEnum):
    """What an entry did to the ledger."""

    DOCUMENT = "document"  # a document that was not known, with its claims
    VERSION = "version"  # a known document with other text or metadata: the version before ends
    EXTRACTION = "extraction"  # a known text read by another extractor whose claims differ
    REJECTION = "rejection"  # a document that could not be used
    CORRECTION = "correction"  # an analyst replaced or withdrew a claim
    WITHDRAWAL = "withdrawal"  # an analyst withdrew a document
    KEYS = "keys"  # a document of an earlier version of Tracewire got the keys that find what belongs to it
    JUDGEMENT = "judgement"  # an analyst judged, and no more: see `judgements.Act`


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document as the ledger holds it: which entry brought this version, and when.

    `extractor` and `extractor_digest` name what last drew claims from it. `supersedes` is the entry of the
    version before.
    """

    document: Document
    entry: int
    recorded_at: datetime
    extractor: str
    extractor_digest: str
    supersedes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaim:
    """A claim as the ledger holds it: which entry brought it, and when.

    `supersedes` is the claim that this one corrects; `author` and `reason` are told for corrections only.
    """

    claim: Claim
    entry: int
    recorded_at: datetime
    supersedes: ClaimId | None = None
    author: str | None = None
    reason: str | None = None

    @property
    def id(self) -> ClaimId:
        return self.claim.id


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedClaim:
    """A claim that was in force and is no longer: which entry ended it, and what that entry did.

    `author` and `reason` are told where an analyst ended it, `document` where a document did: another version
    of its own, or a dispatch that corrects it. `notice` is the dispatch in which its house took it back or
    renewed it, and `relation` how: as a notice to an earlier one, or a relay, where it rests on another
    house's dispatch that the notice is about.
    """

    stored: StoredClaim
    ended: int
    change: Change
    recorded_at: datetime
    author: str | None = None
    reason: str | None = None
    document: DocumentId | None = None
    notice: DocumentId | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another document that belongs together with one: how, why, and since which entry.

    `relation` is copy, trimmed-copy or translation (one story), or retraction, correction or update, where
    `later` tells whether the document that was asked for is the one that takes back or renews the other; or
    relay, where the later rests on what the other's house took back.
    """

    document: DocumentId
    relation: str
    later: bool
    reason: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """A dispatch in which its house takes back `earlier`: `reason` cites its words, `entry` found it. Where
    `relayed`, it is another house's that rests on `earlier`, which was taken back."""

    document: DocumentId
    earlier: DocumentId
    reason: str
    entry: int
    recorded_at: datetime
    relayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetNotice:
    """A dispatch that gives itself out as the `relation` (retraction or correction) of an earlier one, where
    it is left to an analyst what that changes. `words` are those that say so, `entry` is the dispatch's, or
    that of the dispatch with which the doubt came.

    `fits` are the dispatches that it means, or may mean: with `one_of` it is one of them, and the notice does
    not tell which, though claims of those `taken` ended, as the others were not known. Of `claims` the
    correction replaces the number of one, and does not tell of which. Without either, nothing that `fits`
    told was ended; they are empty where no dispatch is known that it can mean.
    """

    document: DocumentId
    relation: str
    words: str
    entry: int
    recorded_at: datetime
    fits: tuple[DocumentId, ...] = ()
    one_of: bool = False
    taken: tuple[DocumentId, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """What an entry did, and when; `document` where it is about one, `author` and `reason` where an analyst
    made it."""

    entry: int
    change: Change
    recorded_at: datetime
    document: DocumentId | None = None
    author: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRejection:
    """A document that could not be used, as the ledger holds it."""

    rejected: Rejected
    entry: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """The document, rejection or correction is new; `entry` is its position.

    `claims` were added and `ended` are no longer in force. Inside `Ledger.batch` it is kept for good once the
    batch ends.
    """

    entry: int
    digest: Digest
    change: Change
    claims: int = 0
    ended: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyKnown:
    """The ledger says the same already, since `entry`: nothing was written."""

    entry: int


class Head(NamedTuple):
    """The last entry and its link of the hash chain: noted elsewhere, it proves what came before."""

    entry: int
    digest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many of each are in force in a view."""

    entries: int
    documents: int
    claims: int
    rejections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing that `verify` found altered or lost; `entry` is None where it concerns the whole ledger."""

    entry: int | None
    document: str | None
    code: str
    message: str
    remedy: str

    def __str__(self) -> str:
        words = [] if self.entry is None else [f"entry {self.entry}"]
        where = ", ".join([*words, self.document] if self.document else words) or "ledger"
        return f"{where}: {self.message} ({self.remedy})"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What a check of the whole ledger found; `failures` is empty where nothing was altered or lost."""

    head: Head
    entries: int
    documents: int
    claims: int
    blobs: int
    failures: tuple[Failure, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.failures


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the register: supplier → recipient × item, and what its sources say together.

    A party or item that the texts leave open is None. `stage` is the furthest stage of a transfer that a
    source affirms and `certainty` the surest word for it; both None where no transfer is affirmed. `beside`
    are the suppliers that all claims of `stage` name with this one: a maker, or who passed the arms on.
    `affirmed` are all stages of a transfer that a source affirms, `denied` those that one denies. `quantity`
    spans what the affirming claims of `stage` say, never a sum; `quantities` tells the same for each stage
    that has a number. `attached` are affirmed stages of production, use and stock, `attached_denied` those
    that a source denies. `reversals` are denials whose speaker affirms it later, each with the claim that
    does, and `against` those that count against `stage`, copies left out. `origins` counts the independent
    origins behind `stage`; `credibility` goes from 1 (confirmed) to 6 (cannot be judged). `first` and `last`
    are report dates, EDTF as published.
    Rules: docs/lines.md.
    """

    supplier: str | None
    recipient: str | None
    item: str | None
    stage: Stage | None
    certainty: Certainty | None
    beside: tuple[str, ...] = ()
    affirmed: tuple[Stage, ...] = ()
    denied: tuple[Stage, ...] = ()
    quantity: Quantity | None = None
    quantities: tuple[tuple[Stage, Quantity], ...] = ()
    attached: tuple[tuple[Kind, Stage], ...] = ()
    attached_denied: tuple[tuple[Kind, Stage], ...] = ()
    reversals: tuple[tuple[ClaimId, ClaimId], ...] = ()
    against: tuple[ClaimId, ...] = ()
    origins: int
    credibility: int
    reason: str  # why this credibility, in one sentence
    documents: tuple[DocumentId, ...]
    claims: tuple[ClaimId, ...]
    first: str | None
    last: str | None

    @property
    def key(self) -> tuple[str | None, str | None, str | None]:
        return self.supplier, self.recipient, self.item

    def to_dict(self) -> dict[str, Any]:
        """The exchange form of `tracewire lines`: `documents` and `claims` are counts."""
        return {
            "supplier": self.supplier,
            "recipient": self.recipient,
            "item": self.item,
            "stage": self.stage.value if self.stage else None,
            "certainty": self.certainty.value if self.certainty else None,
            "beside": list(self.beside),
            "affirmed": [stage.value for stage in self.affirmed],
            "denied": [stage.value for stage in self.denied],
            "quantity": self.quantity.to_list() if self.quantity else None,
            "quantities": {stage.value: amount.to_list() for stage, amount in self.quantities},
            "attached": [f"{kind.value}:{stage.value}" for kind, stage in self.attached],
            "attached_denied": [f"{kind.value}:{stage.value}" for kind, stage in self.attached_denied],
            "origins": self.origins,
            "credibility": self.credibility,
            "documents": len(self.documents),
            "claims": len(self.claims),
            "first": self.first,
            "last": self.last,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEvent:
    """One claim in the history of a line: who said what, when reported, when it happened, how surely.

    `story` numbers the dispatches that are one story: events with the same number are copies or one document.
    """

    claim: ClaimId
    document: DocumentId
    entry: int
    kind: Kind
    stage: Stage
    polarity: Polarity
    certainty: Certainty
    quantity: Quantity | None
    when: str | None
    place: tuple[str, ...]
    source: Source
    reported: str | None
    story: int
