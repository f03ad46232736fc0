"""What is known, since when and on whose word: the append-only ledger, its views, and the lines of the register."""

from tracewire.ledger.records import (
    AlreadyKnown,
    Appended,
    Change,
    Counts,
    Failure,
    Head,
    Line,
    StageEvent,
    StoredClaim,
    StoredDocument,
    StoredRejection,
    VerifyReport,
)

__all__ = [
    "AlreadyKnown",
    "Appended",
    "Change",
    "Counts",
    "Failure",
    "Head",
    "Line",
    "StageEvent",
    "StoredClaim",
    "StoredDocument",
    "StoredRejection",
    "VerifyReport",
]
