"""Claims and lines as data for others: JSON Lines and CSV, in the words of the annotation guide."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import IO

from tracewire.ledger import LedgerView, Line, StoredClaim
from tracewire.model import Document

__all__ = ["CLAIM_COLUMNS", "claims_csv", "claims_jsonl", "lines_jsonl"]

CLAIM_COLUMNS = (
    "id",
    "document",
    "kind",
    "stage",
    "polarity",
    "certainty",
    "supplier",
    "recipient",
    "item",
    "designation",
    "quantity_low",
    "quantity_high",
    "quantity_per",
    "when",
    "place",
    "source_name",
    "source_role",
    "source_org",
    "source_country",
    "source_anonymous",
    "source_via",
    "reading",
    "start",
    "end",
    "entry",
    "recorded_at",
    "reported",
    "url",
    "passage",
)
"""The columns of `claims_csv`, in order; lists are joined with "; ". `reported` is the date of the document,
and `passage` its words from `start` to `end`: who has the table alone can read what each row rests on.
`reading` is how likely the claim is read right, empty where nothing is said of it.
"""

_AT_HAND = 100
"""Documents that are kept while their claims are written; these follow each other but for corrections."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Where numbers are written with a comma, a spreadsheet splits at semicolons: it takes our cells together,
# sees no quotation mark at their beginning, and begins cells of its own within them.
_WITHIN = re.compile(r"(;|(?<=\S)[\t\r\n])(?=[\s\ufeff]*[=+\-@＝＋－＠])")


def claims_jsonl(view: LedgerView) -> Iterator[str]:
    """The claims in force, one JSON object each, without line ends: the guide's fields, `id` and `slots`."""
    for stored in view.claims():
        yield json.dumps(stored.claim.to_dict(), ensure_ascii=False)


def lines_jsonl(lines: Iterable[Line]) -> Iterator[str]:
    """The register, one JSON object a line, without line ends."""
    for line in lines:
        yield json.dumps(line.to_dict(), ensure_ascii=False)


def claims_csv(view: LedgerView, file: IO[str]) -> int:
    """Writes the claims in force to `file` as RFC 4180 CSV with a header; returns how many.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection),
    and so does what looks like one behind a semicolon or line end within a cell: names and roles are words
    of strangers. `file` must be opened with ``newline=""``.
    """
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(CLAIM_COLUMNS)
    count = 0
    document = lru_cache(_AT_HAND)(view.document)
    for stored in view.claims():
        about = document(stored.claim.document).document
        writer.writerow([_cell(value) for value in _values(stored, about)])
        count += 1
    return count


def _values(stored: StoredClaim, document: Document) -> Iterator[object]:
    claim, source = stored.claim, stored.claim.source
    yield from (stored.id, claim.document, claim.kind.value, claim.stage.value)
    yield from (claim.polarity.value, claim.certainty.value)
    yield from (
        "; ".join(several) for several in (claim.supplier, claim.recipient, claim.item, claim.designation)
    )
    quantity = claim.quantity
    yield from (quantity.low, quantity.high, quantity.per) if quantity else (None, None, None)
    yield from (claim.when, "; ".join(claim.place))
    yield from (source.name, source.role, source.org, source.country, source.anonymous, source.via)
    yield claim.reading
    yield from (claim.span.start, claim.span.end, stored.entry, stored.recorded_at.isoformat())
    yield from (document.published, document.url, claim.span.of(document.text))


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    safe = _WITHIN.sub(r"\1'", value)
    return "'" + safe if value.lstrip(" \u00a0\ufeff").startswith(_FORMULA) else safe
