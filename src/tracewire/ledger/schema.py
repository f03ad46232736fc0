"""How a ledger is laid out in tables.

Invariants: rows are only inserted, and only for the newest entry (the store's triggers see to it);
`entries.entry` runs 1, 2, 3 … without a gap; what is in force is derived: a claim or a document version is
in force in a view until an entry of that view is named in `claim_ends` or `document_ends`. Times are ISO
8601 text in UTC with microseconds, days are ISO 8601 text: both sort as they run, alike in every store. An
unknown party or item is "" in `claim_lines`, because a key of a line must be comparable.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

__all__ = [
    "REVISION",
    "TABLES",
    "bodies",
    "claim_ends",
    "claim_lines",
    "claims",
    "corrections",
    "document_ends",
    "documents",
    "entries",
    "extractions",
    "metadata",
    "rejections",
]

REVISION = "0001"
"""The migration that this code was written for: the newest file in migrations/versions."""

metadata = MetaData()

_ENTRY = BigInteger().with_variant(Integer(), "sqlite")  # SQLite keeps only INTEGER keys as row ids
_DIGEST = String(64)
_INSTANT = String(27)  # 2026-11-21T02:30:01.000000Z
_DAY = String(10)

entries = Table(
    "entries",
    metadata,
    Column("entry", _ENTRY, primary_key=True, autoincrement=False),
    Column("change", String(16), nullable=False),
    Column("recorded_at", _INSTANT, nullable=False),  # as given
    Column("known_at", _INSTANT, nullable=False),  # the latest recorded_at so far: never steps back
    Column("chain", Integer, nullable=False),  # which columns the digest covers, see rows.CHAINED
    Column("digest", _DIGEST, nullable=False),
    Index("entries_known_at", "known_at", "entry"),
)

documents = Table(
    "documents",
    metadata,
    Column("entry", _ENTRY, ForeignKey("entries.entry"), primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
    Column("record_digest", _DIGEST, nullable=False),  # of what makes a version: see rows.record_digest
    Column("text_digest", _DIGEST, nullable=False),
    Column("raw", _DIGEST, nullable=False),
    Column("language", String(35)),
    Column("published", String(64)),
    Column("published_first", _DAY),
    Column("published_last", _DAY),
    Column("supersedes", _ENTRY),
    Column("record", Text, nullable=False),  # every field but the text, canonical JSON
    Column("text", Text, nullable=False),
    Index("documents_document", "document", "entry"),
)

bodies = Table(
    "bodies",
    metadata,
    Column("entry", _ENTRY, ForeignKey("documents.entry"), primary_key=True, autoincrement=False),
    Column("algorithm", String(64), nullable=False),
    Column("digest", _DIGEST, nullable=False),
    Column("length", Integer, nullable=False),
    Column("signature", Text, nullable=False),
    # Computed once, when the document comes: copies must be found without reading every text again.
)

document_ends = Table(
    "document_ends",
    metadata,
    Column("version", _ENTRY, ForeignKey("documents.entry"), primary_key=True, autoincrement=False),
    Column("entry", _ENTRY, ForeignKey("entries.entry"), nullable=False),
    Index("document_ends_entry", "entry"),
)

extractions = Table(
    "extractions",
    metadata,
    Column("entry", _ENTRY, ForeignKey("entries.entry"), primary_key=True, autoincrement=False),
    Column("version", _ENTRY, ForeignKey("documents.entry"), nullable=False),
    Column("document", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("extractor_digest", Text, nullable=False),
    Column("claims_digest", _DIGEST, nullable=False),  # of all that was extracted, also what did not change
    Index("extractions_document", "document", "entry"),
)

claims = Table(
    "claims",
    metadata,
    Column("entry", _ENTRY, ForeignKey("entries.entry"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("version", _ENTRY, ForeignKey("documents.entry"), nullable=False),
    Column("document", Text, nullable=False),
    Column("claim", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("polarity", String(16), nullable=False),
    Column("certainty", String(16), nullable=False),
    Column("when_first", _DAY),
    Column("when_last", _DAY),
    Column("evidence", _DIGEST, nullable=False),  # of the passage's characters
    Column("supersedes_entry", _ENTRY),
    Column("supersedes_position", Integer),
    Column("payload", Text, nullable=False),  # the exchange form, canonical JSON
    PrimaryKeyConstraint("entry", "position"),
    Index("claims_document", "document", "entry", "position"),
    Index("claims_claim", "claim"),
)

claim_ends = Table(
    "claim_ends",
    metadata,
    Column("claim_entry", _ENTRY, nullable=False),
    Column("claim_position", Integer, nullable=False),
    Column("entry", _ENTRY, ForeignKey("entries.entry"), nullable=False),
    PrimaryKeyConstraint("claim_entry", "claim_position"),
    ForeignKeyConstraint(["claim_entry", "claim_position"], ["claims.entry", "claims.position"]),
    Index("claim_ends_entry", "entry"),
)

claim_lines = Table(
    "claim_lines",
    metadata,
    Column("supplier", String(64), nullable=False),
    Column("recipient", String(64), nullable=False),
    Column("item", String(64), nullable=False),
    Column("entry", _ENTRY, nullable=False),
    Column("position", Integer, nullable=False),
    PrimaryKeyConstraint("supplier", "recipient", "item", "entry", "position"),
    ForeignKeyConstraint(["entry", "position"], ["claims.entry", "claims.position"]),
    Index("claim_lines_recipient", "recipient", "item", "entry", "position"),
    Index("claim_lines_item", "item", "entry", "position"),
    Index("claim_lines_claim", "entry", "position"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("entry", _ENTRY, ForeignKey("entries.entry"), primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
    Column("claim", String(16)),  # the claim that was corrected; null where a whole document was withdrawn
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

rejections = Table(
    "rejections",
    metadata,
    Column("entry", _ENTRY, ForeignKey("entries.entry"), primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
    Column("code", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("raw", _DIGEST),
    Index("rejections_document", "document", "entry"),
)

TABLES: tuple[Table, ...] = (
    entries,
    documents,
    bodies,
    document_ends,
    extractions,
    claims,
    claim_ends,
    claim_lines,
    corrections,
    rejections,
)
"""Every table of the ledger, in an order in which rows can be inserted."""
