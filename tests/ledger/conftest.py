"""Stores that one behaviour suite runs against: SQLite, and PostgreSQL on a server of the tests' own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from postgres_server import PostgresServer
from sqlalchemy import text

from tracewire.ledger import AlreadyKnown, Appended, Ledger, Reading, open_ledger

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A server that only these tests know; skipped, and said so, where PostgreSQL is not installed."""
    with PostgresServer.started(tmp_path_factory) as server:
        yield server


@pytest.fixture
def database(postgres: PostgresServer) -> Iterator[str]:
    """The address of an empty database."""
    with postgres.database() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address at which no ledger is yet."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("database"))
    return f"sqlite:///{tmp_path}/ledger.db"


def blobs(ledger: Ledger) -> int:
    """How many different bytes of documents the ledger keeps."""
    if ledger.path is not None:
        return sum(path.is_file() for path in Path(f"{ledger.path}.evidence").rglob("*"))
    with ledger._reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM blobs")).scalar_one())


def lose_bytes(ledger: Ledger) -> None:
    """Lose the bytes of every document, as by a careless hand."""
    if ledger.path is not None:
        for path in Path(f"{ledger.path}.evidence").rglob("*"):
            if path.is_file():
                path.unlink()
        return
    with ledger._reading() as connection:
        connection.execute(text("DELETE FROM blobs"))
        connection.commit()


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    with open_ledger(url) as opened:
        yield opened


@pytest.fixture
def keep(ledger: Ledger) -> Callable[..., Appended | AlreadyKnown]:
    """Append a reading; each comes a minute after the one before unless told otherwise."""
    minutes = iter(range(10_000))

    def keep(reading: Reading, **given: Any) -> Appended | AlreadyKnown:
        given.setdefault("recorded_at", NOON + timedelta(minutes=next(minutes)))
        given.setdefault("extractor", "test")
        given.setdefault("extractor_digest", "1")
        return ledger.append(*reading, **given)

    return keep
