"""How a ledger is laid out in tables.

Invariants: rows are only inserted, and only for the newest entry (the store's triggers see to it);
`entries.entry` runs 1, 2, 3 … without a gap; what is in force is derived: a claim or a document version is
in force in a view until an entry of that view is named in `claim_ends` or `document_ends`. Times are ISO
8601 text in UTC with microseconds, days are ISO 8601 text: both sort as they run, alike in every store. An
unknown party or item is "" in `claim_lines`, because a key of a line must be comparable. Text sorts by code
point and holds every character, the zero character too, alike in every store.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
)

__all__ = [
    "REVISION",
    "TABLES",
    "bands",
    "bodies",
    "claim_ends",
    "claim_lines",
    "claims",
    "copies",
    "corrections",
    "document_ends",
    "documents",
    "entries",
    "extractions",
    "judgement_members",
    "judgements",
    "metadata",
    "rejections",
]

REVISION = "0003"
"""The migration that this code was written for: the newest file in migrations/versions."""

metadata = MetaData()

_ESCAPE = "\x1a"


def _escaped(text: Any) -> Any:
    """`text` as PostgreSQL takes it, whose text has no zero character."""
    if text is None or ("\0" not in text and _ESCAPE not in text):
        return text
    return text.replace(_ESCAPE, _ESCAPE + "1").replace("\0", _ESCAPE + "0")


def _unescaped(text: Any) -> Any:
    if text is None or _ESCAPE not in text:
        return text
    return text.replace(_ESCAPE + "0", "\0").replace(_ESCAPE + "1", _ESCAPE)


class _Words(TypeDecorator[str]):
    """Text of any characters, sorted by code point. `length` is a hint that no store enforces."""

    impl = Text
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__()
        self.length = length

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Text(collation="C"))
        return dialect.type_descriptor(String(self.length) if self.length else Text())

    # The processors themselves and not their hooks: SQLite needs none, and a million rows would call them.
    def bind_processor(self, dialect: Dialect) -> Any:
        return _escaped if dialect.name == "postgresql" else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _unescaped if dialect.name == "postgresql" else None


_ENTRY = BigInteger().with_variant(Integer(), "sqlite")  # SQLite keeps only INTEGER keys as row ids
_DIGEST = _Words(64)
_INSTANT = _Words(27)  # 2026-11-21T02:30:01.000000Z
_DAY = _Words(10)

entries = Table(
    "entries",
    metadata,
    Column("entry", _ENTRY, primary_key=True, autoincrement=False),
    Column("change", _Words(16), nullable=False),
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
    Column("document", _Words(), nullable=False),
    Column("record_digest", _DIGEST, nullable=False),  # of what makes a version: see rows.record_digest
    Column("text_digest", _DIGEST, nullable=False),
    Column("raw", _DIGEST, nullable=False),
    Column("language", _Words(35)),
    Column("published", _Words(64)),
    Column("published_first", _DAY),
    Column("published_last", _DAY),
    Column("supersedes", _ENTRY),
    Column("record", _Words(), nullable=False),  # every field but the text, canonical JSON
    Column("text", _Words(), nullable=False),
    Index("documents_document", "document", "entry"),
)

bodies = Table(
    "bodies",
    metadata,
    Column("entry", _ENTRY, ForeignKey("documents.entry"), primary_key=True, autoincrement=False),
    Column("algorithm", _Words(64), nullable=False),
    Column("digest", _DIGEST, nullable=False),
    Column("length", Integer, nullable=False),
    Column("signature", _Words(), nullable=False),
    Index("bodies_digest", "digest", "entry"),
    # Computed once, when the document comes: copies must be found without reading every text again.
)

bands = Table(
    "bands",
    metadata,
    Column("period", Integer, nullable=False),
    Column("scheme", Integer, nullable=False),
    Column("band", BigInteger, nullable=False),
    Column("version", _ENTRY, ForeignKey("documents.entry"), nullable=False),
    Column("entry", _ENTRY, ForeignKey("entries.entry"), nullable=False),
    # The period first: what is read today lies together, however large the rest has become.
    PrimaryKeyConstraint("period", "scheme", "band", "version"),
    Index("bands_entry", "entry"),
    sqlite_with_rowid=False,
)

copies = Table(
    "copies",
    metadata,
    Column("entry", _ENTRY, ForeignKey("entries.entry"), nullable=False),
    Column("version", _ENTRY, ForeignKey("documents.entry"), nullable=False),
    Column("other", _ENTRY, ForeignKey("documents.entry"), nullable=False),
    Column("relation", _Words(16), nullable=False),
    Column("reason", _Words(), nullable=False),
    PrimaryKeyConstraint("version", "other", "relation"),
    Index("copies_other", "other", "version"),
    Index("copies_entry", "entry"),
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
    Column("document", _Words(), nullable=False),
    Column("extractor", _Words(), nullable=False),
    Column("extractor_digest", _Words(), nullable=False),
    Column("claims_digest", _DIGEST, nullable=False),  # of all that was extracted, also what did not change
    Index("extractions_document", "document", "entry"),
)

claims = Table(
    "claims",
    metadata,
    Column("entry", _ENTRY, ForeignKey("entries.entry"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("version", _ENTRY, ForeignKey("documents.entry"), nullable=False),
    Column("document", _Words(), nullable=False),
    Column("claim", _Words(16), nullable=False),
    Column("kind", _Words(16), nullable=False),
    Column("stage", _Words(16), nullable=False),
    Column("polarity", _Words(16), nullable=False),
    Column("certainty", _Words(16), nullable=False),
    Column("when_first", _DAY),
    Column("when_last", _DAY),
    Column("evidence", _DIGEST, nullable=False),  # of the passage's characters
    Column("supersedes_entry", _ENTRY),
    Column("supersedes_position", Integer),
    Column("payload", _Words(), nullable=False),  # the exchange form, canonical JSON
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
    Column("supplier", _Words(64), nullable=False),
    Column("recipient", _Words(64), nullable=False),
    Column("item", _Words(64), nullable=False),
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
    Column("document", _Words(), nullable=False),
    Column("claim", _Words(16)),  # the claim that was corrected; null where a whole document was withdrawn
    Column("author", _Words(), nullable=False),
    Column("reason", _Words(), nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("entry", _ENTRY, ForeignKey("entries.entry"), primary_key=True, autoincrement=False),
    Column("act", _Words(16), nullable=False),
    Column("subject", _Words(16), nullable=False),
    Column("author", _Words(), nullable=False),
    Column("reason", _Words(), nullable=False),
    Column("round", _Words()),
    Column("undoes", _ENTRY),
    Column("details", _Words(), nullable=False),  # replacement and reviewers, canonical JSON
    Index("judgements_round", "round", "entry"),
    Index("judgements_undoes", "undoes"),
    Index("judgements_subject", "subject", "act", "entry"),
)

judgement_members = Table(
    "judgement_members",
    metadata,
    Column("entry", _ENTRY, ForeignKey("judgements.entry"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("subject", _Words(16), nullable=False),
    Column("member", _Words(), nullable=False),
    PrimaryKeyConstraint("entry", "position"),
    Index("judgement_members_member", "subject", "member", "entry"),
)

rejections = Table(
    "rejections",
    metadata,
    Column("entry", _ENTRY, ForeignKey("entries.entry"), primary_key=True, autoincrement=False),
    Column("document", _Words(), nullable=False),
    Column("code", _Words(64), nullable=False),
    Column("reason", _Words(), nullable=False),
    Column("remedy", _Words(), nullable=False),
    Column("raw", _DIGEST),
    Index("rejections_document", "document", "entry"),
)

TABLES: tuple[Table, ...] = (
    entries,
    documents,
    bodies,
    bands,
    copies,
    document_ends,
    extractions,
    claims,
    claim_ends,
    claim_lines,
    corrections,
    rejections,
    judgements,
    judgement_members,
)
"""Every table of the ledger, in an order in which rows can be inserted."""
