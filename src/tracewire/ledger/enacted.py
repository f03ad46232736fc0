"""What does an analyst's judgement end, and what does it put in place?"""

from __future__ import annotations

from typing import Any

from tracewire.ledger.errors import ClaimUnfit, Superseded
from tracewire.ledger.fit import check_claim
from tracewire.ledger.held import Held
from tracewire.ledger.judgements import Verdict
from tracewire.ledger.rows import Place, Tables, claim_from, claim_row, correction_row, end_rows, line_rows
from tracewire.model import Claim, ClaimId

__all__ = ["corrected", "undone"]


def corrected(held: Held, verdict: Verdict, entry: int) -> Tables:
    """The rows that end a claim and put the replacement, if any, in its place."""
    claim = ClaimId(verdict.members[0])
    found = held.latest(claim)
    place = (found.entry, found.position)
    tables: Tables = {
        "corrections": [correction_row(verdict, document=found.document, claim=claim, entry=entry)],
        "claim_ends": end_rows([place], entry=entry),
    }
    if verdict.replacement is not None:
        row = _replacement(held, claim, verdict.replacement, found.version, place, entry)
        _put(held, row, verdict.replacement, tables)
    return tables


def undone(held: Held, verdict: Verdict, entry: int) -> Tables:
    """The rows that put back what the undone judgement ended, and end what it put in place."""
    assert verdict.undoes is not None
    ended = held.ended_by(verdict.undoes)
    if ended is None:
        return {}  # it ended nothing: an acceptance, a merge, a split
    if (gone := held.document_ended(ended.version)) is not None:
        raise Superseded(
            f"entry {gone} has ended the document's version", where=ended.claim, remedy="look at it again"
        )
    name = held.put_by(verdict.undoes)
    # Its newest row: an undoing may have put it there again.
    put = None if name is None else held.latest(name)
    if put is not None and put.ended is not None:
        raise Superseded(
            f"entry {put.ended} has ended what was put in its place",
            where=put.claim,
            remedy="undo that entry first",
        )
    last = ended if put is None else put
    place = (last.entry, last.position)
    row = {
        **ended._mapping,
        "entry": entry,
        "position": 0,
        "supersedes_entry": place[0],
        "supersedes_position": place[1],
    }
    tables: Tables = {
        "corrections": [correction_row(verdict, document=ended.document, claim=last.claim, entry=entry)]
    }
    if put is not None:
        tables["claim_ends"] = end_rows([place], entry=entry)
    _put(held, row, claim_from(ended.payload), tables)
    return tables


def _put(held: Held, row: dict[str, Any], claim: Claim, tables: Tables) -> None:
    """Add `row`, unless the claim turns out to be one that is in force already."""
    if row["payload"] not in {payload for _, payload in held.in_force(row["version"], corrected=True)}:
        tables["claims"] = [row]
        tables["claim_lines"] = line_rows([row], {row["claim"]: claim})


def _replacement(
    held: Held, claim: ClaimId, replacement: Claim, version: int, place: Place, entry: int
) -> dict[str, Any]:
    document = held.document(version)
    if replacement.document != document.id or replacement.id == claim:
        raise ClaimUnfit(
            "the replacement says the same, or is about another document",
            where=claim,
            remedy="change the field that is wrong, and leave the document as it is",
        )
    check_claim(replacement, document)
    return claim_row(replacement, document, entry=entry, position=0, version=version, supersedes=place)
