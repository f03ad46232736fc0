"""How values become rows and rows values again, and what of them the hash chain covers. Pure functions.

An entry's digest is the SHA-256 of the digest before it and the canonical JSON of the entry's rows, where
long texts stand as their own SHA-256. `CHAINED` fixes the columns for each format of the chain, so that a
later migration can add columns without touching what older entries prove.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from tracewire.ledger.judgements import Act, Subject, Verdict
from tracewire.ledger.stories import Body
from tracewire.model import (
    Claim,
    Digest,
    Document,
    DocumentId,
    Edtf,
    Part,
    PartKind,
    Span,
    canonical_json,
    digest_text,
)

__all__ = [
    "CHAIN",
    "CHAINED",
    "GENESIS",
    "Place",
    "Row",
    "Tables",
    "body_from",
    "body_row",
    "claim_from",
    "claim_row",
    "claims_digest",
    "correction_row",
    "document_from",
    "document_row",
    "end_rows",
    "instant",
    "instant_from",
    "judgement_rows",
    "line_keys",
    "line_rows",
    "link",
    "record_digest",
    "verdict_from",
]

Row = Mapping[str, Any]

Tables = dict[str, list[dict[str, Any]]]
"""The rows of an entry by table."""

Place = tuple[int, int]
"""Where a claim stands: its entry, and its position there."""

GENESIS = Digest("0" * 64)
"""What stands before the first entry."""

CHAIN = 2
"""The format of the chain that new entries are written in."""

_FIRST: Mapping[str, tuple[str, ...]] = {
    "entries": ("entry", "change", "recorded_at", "known_at"),
    "documents": (
        "document",
        "record_digest",
        "text_digest",
        "raw",
        "language",
        "published",
        "published_first",
        "published_last",
        "supersedes",
        "record",
        "text",
    ),
    "bodies": ("algorithm", "digest", "length", "signature"),
    "document_ends": ("version",),
    "extractions": ("version", "document", "extractor", "extractor_digest", "claims_digest"),
    "claims": (
        "position",
        "version",
        "document",
        "claim",
        "kind",
        "stage",
        "polarity",
        "certainty",
        "when_first",
        "when_last",
        "evidence",
        "supersedes_entry",
        "supersedes_position",
        "payload",
    ),
    "claim_ends": ("claim_entry", "claim_position"),
    "corrections": ("document", "claim", "author", "reason"),
    "rejections": ("document", "code", "reason", "remedy", "raw"),
}

CHAINED: Mapping[int, Mapping[str, tuple[str, ...]]] = {
    1: _FIRST,
    2: {
        **_FIRST,
        "judgements": ("act", "subject", "author", "reason", "round", "undoes", "details"),
        "judgement_members": ("position", "subject", "member"),
        "bands": ("period", "scheme", "band", "version"),
        "copies": ("version", "other", "relation", "reason"),
    },
}
"""What each format of the chain covers. `claim_lines` follows from the payloads and is checked against
them."""

_LONG = frozenset({"text", "record", "payload", "details"})


def instant(moment: datetime) -> str:
    """`moment`, which must know its zone, as the ledger writes it. Raises ValueError for a naive time."""
    if moment.tzinfo is None:
        raise ValueError(
            "a time without a zone says nothing: give an aware datetime, as in datetime.now(UTC)"
        )
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def instant_from(text: str) -> datetime:
    """The moment that the ledger wrote as `text`."""
    return datetime.fromisoformat(text)


def _days(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last day of an EDTF text; both None for what is open or cannot be read."""

    def write(day: date | None) -> str | None:
        return day.isoformat() if day else None

    try:
        interval = Edtf.parse(edtf) if edtf else None
    except (
        ValueError
    ):  # an extractor of a third party may write what our EDTF does not know: kept, not indexed
        return None, None
    return (write(interval.low), write(interval.high)) if interval else (None, None)


_VERSION_FIELDS = (
    "title",
    "outlet",
    "agency",
    "byline",
    "dateline",
    "url",
    "language",
    "published",
    "media_type",
)


def _parts(document: Document) -> list[list[Any]]:
    return [[part.kind.value, part.span.start, part.span.end] for part in document.parts]


def record_digest(document: Document) -> Digest:
    """What makes a version: the text, its parts and its metadata.

    Neither the bytes nor the reader's name: a page fetched again with another advertisement, or read by a
    newer reader to the same text, is no new version.
    """
    fields: dict[str, Any] = {name: getattr(document, name) for name in _VERSION_FIELDS}
    fields.update(id=document.id, text=document.text_digest, parts=_parts(document))
    return digest_text(canonical_json(fields))


def document_row(document: Document, *, entry: int, supersedes: int | None) -> dict[str, Any]:
    """The row of a document version."""
    first, last = _days(document.published)
    record = {name: getattr(document, name) for name in _VERSION_FIELDS}
    record["extractor"] = document.extractor
    record["parts"] = _parts(document)
    return {
        "entry": entry,
        "document": document.id,
        "record_digest": record_digest(document),
        "text_digest": document.text_digest,
        "raw": document.raw,
        "language": document.language,
        "published": document.published,
        "published_first": first,
        "published_last": last,
        "supersedes": supersedes,
        "record": canonical_json(record),
        "text": document.text,
    }


def document_from(row: Row) -> Document:
    """The document that `row` holds."""
    record = json.loads(row["record"])
    return Document(
        id=DocumentId(row["document"]),
        text=row["text"],
        parts=tuple(Part(kind=PartKind(kind), span=Span(start, end)) for kind, start, end in record["parts"]),
        raw=Digest(row["raw"]),
        text_digest=Digest(row["text_digest"]),
        extractor=record["extractor"],
        **{name: record[name] for name in _VERSION_FIELDS},
    )


def claim_from(payload: str) -> Claim:
    """The claim that a row's payload holds."""
    return Claim.from_dict(json.loads(payload))


def end_rows(places: Iterable[Place], *, entry: int) -> list[dict[str, Any]]:
    """The rows that end the claims at `places`, in the order of their keys."""
    return [{"claim_entry": of, "claim_position": at, "entry": entry} for of, at in sorted(places)]


def correction_row(verdict: Verdict, *, document: str, claim: str, entry: int) -> dict[str, Any]:
    """The row that tells who ended `claim` of `document`, and why."""
    return {
        "entry": entry,
        "document": document,
        "claim": claim,
        "author": verdict.author,
        "reason": verdict.reason,
    }


def line_rows(rows: Iterable[Row], by_id: Mapping[str, Claim]) -> list[dict[str, Any]]:
    """The rows that file the claims of `rows` under their lines."""
    return [
        {
            "supplier": supplier,
            "recipient": recipient,
            "item": item,
            "entry": row["entry"],
            "position": row["position"],
        }
        for row in rows
        for supplier, recipient, item in line_keys(by_id[row["claim"]])
    ]


def body_row(body: Body, *, entry: int) -> dict[str, Any]:
    """The row of a document version's body."""
    return {
        "entry": entry,
        "algorithm": body.algorithm,
        "digest": body.digest,
        "length": body.length,
        "signature": body.signature.hex(),
    }


def body_from(row: Row) -> Body:
    """The body that `row` holds; it also names the document's id and has its record."""
    record = json.loads(row["record"])
    return Body(
        document=DocumentId(row["document"]),
        published=record["published"],
        agency=record["agency"],
        outlet=record["outlet"],
        digest=Digest(row["digest"]),
        length=row["length"],
        algorithm=row["algorithm"],
        signature=bytes.fromhex(row["signature"]),
    )


def claim_row(
    claim: Claim,
    document: Document,
    *,
    entry: int,
    position: int,
    version: int,
    supersedes: tuple[int, int] | None = None,
) -> dict[str, Any]:
    """The row of a claim on `document`, whose version is the entry `version`."""
    first, last = _days(claim.when)
    payload = claim.to_dict()
    return {
        "entry": entry,
        "position": position,
        "version": version,
        "document": claim.document,
        "claim": payload["id"],
        "kind": claim.kind.value,
        "stage": claim.stage.value,
        "polarity": claim.polarity.value,
        "certainty": claim.certainty.value,
        "when_first": first,
        "when_last": last,
        "evidence": digest_text(claim.span.of(document.text)),
        "supersedes_entry": supersedes[0] if supersedes else None,
        "supersedes_position": supersedes[1] if supersedes else None,
        "payload": canonical_json(payload),
    }


def claims_digest(payloads: Iterable[str]) -> Digest:
    """The same for the same set of claims, in whatever order an extractor gives them."""
    return digest_text("\n".join(sorted(map(digest_text, payloads))))


def judgement_rows(verdict: Verdict, *, entry: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of a judgement, and those of its members."""
    details: dict[str, Any] = {}
    if verdict.replacement is not None:
        details["replacement"] = verdict.replacement.to_dict()
    if verdict.reviewers:
        details["reviewers"] = list(verdict.reviewers)
    row = {
        "entry": entry,
        "act": verdict.act.value,
        "subject": verdict.subject.value,
        "author": verdict.author,
        "reason": verdict.reason,
        "round": verdict.round,
        "undoes": verdict.undoes,
        "details": canonical_json(details),
    }
    members = [
        {"entry": entry, "position": position, "subject": verdict.subject.value, "member": member}
        for position, member in enumerate(verdict.members)
    ]
    return row, members


def verdict_from(row: Row, members: Sequence[str]) -> Verdict:
    """The judgement that `row` holds about `members`."""
    details = json.loads(row["details"])
    replacement = details.get("replacement")
    return Verdict(
        act=Act(row["act"]),
        author=row["author"],
        reason=row["reason"],
        subject=Subject(row["subject"]),
        members=tuple(members),
        replacement=Claim.from_dict(replacement) if replacement else None,
        round=row["round"],
        reviewers=tuple(details.get("reviewers", ())),
        undoes=row["undoes"],
    )


def line_keys(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """The lines that a claim speaks of, as (supplier, recipient, item); "" where the text does not say."""
    unknown = ("",)
    # dict.fromkeys: a text may name one party twice, and a line holds a claim once.
    return product(
        dict.fromkeys(claim.supplier or unknown),
        dict.fromkeys(claim.recipient or unknown),
        dict.fromkeys(claim.item or unknown),
    )


def link(previous: Digest, chain: int, tables: Mapping[str, Sequence[Row]]) -> Digest:
    """The digest of the entry whose rows are `tables`, after `previous`. Rows come in the order of their
    keys.

    Raises KeyError for a format of the chain that this version does not know.
    """
    covered = {
        table: [
            [digest_text(row[name]) if name in _LONG else row[name] for name in columns]
            for row in tables[table]
        ]
        for table, columns in CHAINED[chain].items()
        if tables.get(table)
    }
    return digest_text(previous + canonical_json({"chain": chain, "rows": covered}))
