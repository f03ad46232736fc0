"""The first layout: entries, documents, extractions, claims, corrections, rejections.

Written out rather than taken from `schema`, which moves on while this step must not.
"""

import sqlalchemy as sa
from alembic import op

from tracewire.ledger import postgres, sqlite

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ENTRY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(length: int | None = None) -> sa.types.TypeEngine[str]:
    plain = sa.String(length) if length else sa.Text()
    return plain.with_variant(sa.Text(collation="C"), "postgresql")


_DIGEST = _text(64)
_INSTANT = _text(27)
_DAY = _text(10)
_TABLES = (
    "entries",
    "documents",
    "bodies",
    "document_ends",
    "extractions",
    "claims",
    "claim_ends",
    "claim_lines",
    "corrections",
    "rejections",
)


def _entry(of: str = "entries.entry") -> sa.Column[int]:
    return sa.Column("entry", _ENTRY, sa.ForeignKey(of), primary_key=True, autoincrement=False)


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("entry", _ENTRY, primary_key=True, autoincrement=False),
        sa.Column("change", _text(16), nullable=False),
        sa.Column("recorded_at", _INSTANT, nullable=False),
        sa.Column("known_at", _INSTANT, nullable=False),
        sa.Column("chain", sa.Integer, nullable=False),
        sa.Column("digest", _DIGEST, nullable=False),
    )
    op.create_index("entries_known_at", "entries", ["known_at", "entry"])

    op.create_table(
        "documents",
        _entry(),
        sa.Column("document", _text(), nullable=False),
        sa.Column("record_digest", _DIGEST, nullable=False),
        sa.Column("text_digest", _DIGEST, nullable=False),
        sa.Column("raw", _DIGEST, nullable=False),
        sa.Column("language", _text(35)),
        sa.Column("published", _text(64)),
        sa.Column("published_first", _DAY),
        sa.Column("published_last", _DAY),
        sa.Column("supersedes", _ENTRY),
        sa.Column("record", _text(), nullable=False),
        sa.Column("text", _text(), nullable=False),
    )
    op.create_index("documents_document", "documents", ["document", "entry"])

    op.create_table(
        "bodies",
        _entry("documents.entry"),
        sa.Column("algorithm", _text(64), nullable=False),
        sa.Column("digest", _DIGEST, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("signature", _text(), nullable=False),
    )

    op.create_table(
        "document_ends",
        sa.Column("version", _ENTRY, sa.ForeignKey("documents.entry"), primary_key=True, autoincrement=False),
        sa.Column("entry", _ENTRY, sa.ForeignKey("entries.entry"), nullable=False),
    )
    op.create_index("document_ends_entry", "document_ends", ["entry"])

    op.create_table(
        "extractions",
        _entry(),
        sa.Column("version", _ENTRY, sa.ForeignKey("documents.entry"), nullable=False),
        sa.Column("document", _text(), nullable=False),
        sa.Column("extractor", _text(), nullable=False),
        sa.Column("extractor_digest", _text(), nullable=False),
        sa.Column("claims_digest", _DIGEST, nullable=False),
    )
    op.create_index("extractions_document", "extractions", ["document", "entry"])

    op.create_table(
        "claims",
        sa.Column("entry", _ENTRY, sa.ForeignKey("entries.entry"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("version", _ENTRY, sa.ForeignKey("documents.entry"), nullable=False),
        sa.Column("document", _text(), nullable=False),
        sa.Column("claim", _text(16), nullable=False),
        sa.Column("kind", _text(16), nullable=False),
        sa.Column("stage", _text(16), nullable=False),
        sa.Column("polarity", _text(16), nullable=False),
        sa.Column("certainty", _text(16), nullable=False),
        sa.Column("when_first", _DAY),
        sa.Column("when_last", _DAY),
        sa.Column("evidence", _DIGEST, nullable=False),
        sa.Column("supersedes_entry", _ENTRY),
        sa.Column("supersedes_position", sa.Integer),
        sa.Column("payload", _text(), nullable=False),
        sa.PrimaryKeyConstraint("entry", "position"),
    )
    op.create_index("claims_document", "claims", ["document", "entry", "position"])
    op.create_index("claims_claim", "claims", ["claim"])

    op.create_table(
        "claim_ends",
        sa.Column("claim_entry", _ENTRY, nullable=False),
        sa.Column("claim_position", sa.Integer, nullable=False),
        sa.Column("entry", _ENTRY, sa.ForeignKey("entries.entry"), nullable=False),
        sa.PrimaryKeyConstraint("claim_entry", "claim_position"),
        sa.ForeignKeyConstraint(["claim_entry", "claim_position"], ["claims.entry", "claims.position"]),
    )
    op.create_index("claim_ends_entry", "claim_ends", ["entry"])

    op.create_table(
        "claim_lines",
        sa.Column("supplier", _text(64), nullable=False),
        sa.Column("recipient", _text(64), nullable=False),
        sa.Column("item", _text(64), nullable=False),
        sa.Column("entry", _ENTRY, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("supplier", "recipient", "item", "entry", "position"),
        sa.ForeignKeyConstraint(["entry", "position"], ["claims.entry", "claims.position"]),
    )
    op.create_index("claim_lines_recipient", "claim_lines", ["recipient", "item", "entry", "position"])
    op.create_index("claim_lines_item", "claim_lines", ["item", "entry", "position"])
    op.create_index("claim_lines_claim", "claim_lines", ["entry", "position"])

    op.create_table(
        "corrections",
        _entry(),
        sa.Column("document", _text(), nullable=False),
        sa.Column("claim", _text(16)),
        sa.Column("author", _text(), nullable=False),
        sa.Column("reason", _text(), nullable=False),
    )
    op.create_table(
        "rejections",
        _entry(),
        sa.Column("document", _text(), nullable=False),
        sa.Column("code", _text(64), nullable=False),
        sa.Column("reason", _text(), nullable=False),
        sa.Column("remedy", _text(), nullable=False),
        sa.Column("raw", _DIGEST),
    )
    op.create_index("rejections_document", "rejections", ["document", "entry"])

    store = sqlite if op.get_context().dialect.name == "sqlite" else postgres
    for statement in (*store.marks(), *store.guards(_TABLES)):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back: keep a copy of the file before an upgrade")
