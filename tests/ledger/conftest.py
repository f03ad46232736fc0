"""Stores that one behaviour suite runs against: SQLite today; a PostgreSQL server joins as another
parameter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tracewire.ledger import AlreadyKnown, Appended, Ledger, Reading, open_ledger

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address at which no ledger is yet."""
    return {"sqlite": f"sqlite:///{tmp_path}/ledger.db"}[request.param]


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
