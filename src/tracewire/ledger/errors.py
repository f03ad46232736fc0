"""What can go wrong with a ledger, each with what the operator can do."""

from __future__ import annotations

from tracewire.errors import Conflict, InputRefused, Misconfigured, Unavailable

__all__ = [
    "AlreadyJudged",
    "BatchOpen",
    "ClaimUnfit",
    "LedgerBusy",
    "LedgerDamaged",
    "LedgerForbidden",
    "LedgerFull",
    "LedgerMissing",
    "LedgerNewer",
    "LedgerReadOnly",
    "LedgerUnreachable",
    "NotALedger",
    "RoundClosed",
    "RoundOpen",
    "StoreUnsupported",
    "Superseded",
    "UnknownClaim",
    "UnknownDocument",
    "UnknownJudgement",
    "UnknownMoment",
    "UnknownRound",
    "VerdictUnfit",
]


class ClaimUnfit(InputRefused):
    """A claim, document or its bytes do not belong together: nothing was written."""

    code = "claim-unfit"


class UnknownClaim(InputRefused):
    """No claim, or more than one, begins with that id."""

    code = "unknown-claim"


class UnknownDocument(InputRefused):
    """The view holds no document with that id."""

    code = "unknown-document"


class VerdictUnfit(InputRefused):
    """A judgement lacks what its act needs, or speaks of what is not there."""

    code = "verdict-unfit"


class UnknownJudgement(InputRefused):
    """The ledger holds no such judgement to undo."""

    code = "unknown-judgement"


class UnknownRound(InputRefused):
    """No round of reviewing has that name, or it does not admit that reviewer."""

    code = "unknown-round"


class UnknownMoment(InputRefused):
    """The ledger has no such entry, or the time has no zone."""

    code = "unknown-moment"


class StoreUnsupported(Misconfigured):
    """The URL names a store that this version cannot open."""

    code = "store-unsupported"


class LedgerMissing(Misconfigured):
    """There is no ledger at that place."""

    code = "ledger-missing"


class NotALedger(Misconfigured):
    """The file is something else than a ledger."""

    code = "not-a-ledger"


class LedgerNewer(Misconfigured):
    """A later version of Tracewire wrote the ledger."""

    code = "ledger-newer"


class LedgerForbidden(Misconfigured):
    """The operating system refuses to open the ledger or its folder."""

    code = "ledger-forbidden"


class LedgerReadOnly(Misconfigured):
    """The ledger can be read but not written."""

    code = "ledger-read-only"


class LedgerDamaged(Misconfigured):
    """The store cannot read its own pages."""

    code = "ledger-damaged"


class BatchOpen(Conflict):
    """A batch is already open on this ledger object."""

    code = "batch-open"


class Superseded(Conflict):
    """The claim or document was changed by a later entry."""

    code = "superseded"


class AlreadyJudged(Conflict):
    """The judgement says what is judged already."""

    code = "already-judged"


class RoundClosed(Conflict):
    """The round of reviewing has ended, or a round of that name exists."""

    code = "round-closed"


class RoundOpen(Conflict):
    """The round is not complete: who has not judged must not see what others judged."""

    code = "round-open"


class LedgerBusy(Unavailable):
    """Another process holds the ledger for writing."""

    code = "ledger-busy"


class LedgerFull(Unavailable):
    """There is no room left on the disk: nothing half written was kept."""

    code = "ledger-full"


class LedgerUnreachable(Unavailable):
    """The server that holds the ledger does not answer, or the connection to it was lost."""

    code = "ledger-unreachable"
