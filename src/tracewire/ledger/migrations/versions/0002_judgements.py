"""Judgements of analysts, and the members that each speaks of."""

import sqlalchemy as sa
from alembic import op

from tracewire.ledger import postgres, sqlite

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ENTRY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(length: int | None = None) -> sa.types.TypeEngine[str]:
    plain = sa.String(length) if length else sa.Text()
    return plain.with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "judgements",
        sa.Column("entry", _ENTRY, sa.ForeignKey("entries.entry"), primary_key=True, autoincrement=False),
        sa.Column("act", _text(16), nullable=False),
        sa.Column("subject", _text(16), nullable=False),
        sa.Column("author", _text(), nullable=False),
        sa.Column("reason", _text(), nullable=False),
        sa.Column("round", _text()),
        sa.Column("undoes", _ENTRY),
        sa.Column("details", _text(), nullable=False),
    )
    op.create_index("judgements_round", "judgements", ["round", "entry"])
    op.create_index("judgements_undoes", "judgements", ["undoes"])
    op.create_index("judgements_subject", "judgements", ["subject", "act", "entry"])
    op.create_table(
        "judgement_members",
        sa.Column("entry", _ENTRY, sa.ForeignKey("judgements.entry"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("subject", _text(16), nullable=False),
        sa.Column("member", _text(), nullable=False),
        sa.PrimaryKeyConstraint("entry", "position"),
    )
    op.create_index("judgement_members_member", "judgement_members", ["subject", "member", "entry"])
    store = sqlite if op.get_context().dialect.name == "sqlite" else postgres
    for statement in store.guards(("judgements", "judgement_members")):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back: keep a copy of it before an upgrade")
