"""A ledger of an earlier version becomes one of this version, whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from conftest import NOON
from sqlalchemy import create_engine
from synthetic import readings

from tracewire.ledger import open_ledger, schema, store, upgrade

NEXT = f"{int(schema.REVISION) + 1:04}"
_NEXT = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{schema.REVISION}"


def upgrade():
    op.create_table("rights", sa.Column("entry", sa.Integer, primary_key=True))
    op.add_column("documents", sa.Column("rights", sa.Text))
    {{after}}
"""


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    return ScriptDirectory.from_config(config)


def test_the_code_was_written_for_the_newest_step() -> None:
    assert scripts().get_current_head() == schema.REVISION


def test_the_steps_lead_to_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    open_ledger(f"sqlite:///{tmp_path}/ledger.db").close()
    engine = create_engine(f"sqlite:///{tmp_path}/ledger.db")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


@pytest.fixture
def next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A version of Tracewire that has one step more."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(schema.__file__).parent / "migrations", folder)
    monkeypatch.setattr(upgrade, "_STEPS", folder)
    for module in (upgrade, store):
        monkeypatch.setattr(module, "REVISION", NEXT)
    return folder / "versions" / f"{NEXT}_next.py"


def older(path: Path) -> str:
    with open_ledger(f"sqlite:///{path}") as ledger:
        for one in readings(5):
            ledger.append(*one, recorded_at=NOON, extractor="test", extractor_digest="1")
        return ledger.as_of().content_digest()


def test_an_older_ledger_is_brought_up_to_date_with_all_it_holds(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "ledger.db"
    digest = older(path)
    request.getfixturevalue("next_step").write_text(_NEXT.format(after=""))
    for _ in range(2):
        with open_ledger(f"sqlite:///{path}") as ledger:
            assert ledger.as_of().content_digest() == digest
            assert ledger.verify().ok
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(NEXT,)]
        assert connection.execute("SELECT count(*) FROM rights").fetchone() == (0,)
    connection.close()


def test_a_step_that_fails_leaves_the_ledger_as_it_was(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.db"
    digest = older(path)
    request.getfixturevalue("next_step").write_text(_NEXT.format(after="raise RuntimeError('power cut')"))
    with pytest.raises(RuntimeError, match="power cut"):
        open_ledger(f"sqlite:///{path}")
    monkeypatch.undo()
    with open_ledger(f"sqlite:///{path}") as ledger:
        assert ledger.as_of().content_digest() == digest
        assert ledger.verify().ok
    with sqlite3.connect(path) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert "rights" not in tables
