"""What finds copies of a document without looking at the others, and which were found."""

import sqlalchemy as sa
from alembic import op

from tracewire.ledger import postgres, sqlite

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ENTRY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(length: int | None = None) -> sa.types.TypeEngine[str]:
    plain = sa.String(length) if length else sa.Text()
    return plain.with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "bands",
        sa.Column("period", sa.Integer, nullable=False),
        sa.Column("scheme", sa.Integer, nullable=False),
        sa.Column("band", sa.BigInteger, nullable=False),
        sa.Column("version", _ENTRY, sa.ForeignKey("documents.entry"), nullable=False),
        sa.Column("entry", _ENTRY, sa.ForeignKey("entries.entry"), nullable=False),
        sa.PrimaryKeyConstraint("period", "scheme", "band", "version"),
        sqlite_with_rowid=False,
    )
    op.create_index("bands_entry", "bands", ["entry"])
    op.create_table(
        "copies",
        sa.Column("entry", _ENTRY, sa.ForeignKey("entries.entry"), nullable=False),
        sa.Column("version", _ENTRY, sa.ForeignKey("documents.entry"), nullable=False),
        sa.Column("other", _ENTRY, sa.ForeignKey("documents.entry"), nullable=False),
        sa.Column("relation", _text(16), nullable=False),
        sa.Column("reason", _text(), nullable=False),
        sa.PrimaryKeyConstraint("version", "other", "relation"),
    )
    op.create_index("copies_other", "copies", ["other", "version"])
    op.create_index("copies_entry", "copies", ["entry"])
    op.create_index("bodies_digest", "bodies", ["digest", "entry"])
    store = sqlite if op.get_context().dialect.name == "sqlite" else postgres
    for statement in store.guards(("bands", "copies")):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back: keep a copy of it before an upgrade")
