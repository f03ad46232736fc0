"""What is asked of SQLite for one document, claim or line is answered by an index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import NOON
from sqlalchemy import Engine, event
from synthetic import readings

from tracewire.ledger import Ledger, Reading
from tracewire.model import Rejected


@pytest.fixture
def url(tmp_path: Path) -> str:
    """These tests look into SQLite's file; those of PostgreSQL are in test_ledger_postgres.py."""
    return f"sqlite:///{tmp_path}/ledger.db"


ASKED = {
    "append": lambda ledger, one: _append(ledger, one, "1"),
    "append again": lambda ledger, one: [_append(ledger, one, "1") for _ in range(2)],
    "another extraction": lambda ledger, one: [
        _append(ledger, one, "1"),
        _append(ledger, one._replace(claims=one.claims[:1]), "2"),
    ],
    "knows": lambda ledger, one: ledger.knows(one.document, extractor="t", extractor_digest="1"),
    "reject": lambda ledger, one: ledger.append_rejection(
        Rejected(document="x", code="empty", reason="empty", remedy="none"), recorded_at=NOON
    ),
    "correct": lambda ledger, one: ledger.correct(_known(), None, author="A", reason="B", recorded_at=NOON),
    "withdraw": lambda ledger, one: ledger.withdraw(
        "synthetic/000003", author="A", reason="B", recorded_at=NOON
    ),
    "head": lambda ledger, one: ledger.head(),
    "as of a moment": lambda ledger, one: ledger.as_of(NOON + timedelta(days=1)),
    "document": lambda ledger, one: ledger.as_of().document("synthetic/000003"),
    "claims of a document": lambda ledger, one: list(ledger.as_of().claims("synthetic/000003")),
    "claims of a line": lambda ledger, one: list(ledger.as_of().claims(line=("IR", "RU", "radar"))),
    "claims of a supplier": lambda ledger, one: list(ledger.as_of().claims(supplier="IR")),
    "claims of a recipient": lambda ledger, one: list(ledger.as_of().claims(recipient="RU")),
    "claims of an item": lambda ledger, one: list(ledger.as_of().claims(item="radar")),
    "claim": lambda ledger, one: ledger.as_of().claim(_known()[:9]),
}


def _known() -> str:
    return next(readings(1)).claims[0].id


def _append(ledger: Ledger, one: Reading, digest: str) -> object:
    return ledger.append(*one, recorded_at=NOON, extractor="t", extractor_digest=digest)


@pytest.mark.parametrize("name", ASKED)
def test_an_index_answers(ledger: Ledger, name: str) -> None:
    act: Callable[[Ledger, Reading], object] = ASKED[name]
    *before, one = readings(60)
    list(ledger.append_all(before, recorded_at=NOON, extractor="t", extractor_digest="1"))
    asked: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, given: object, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, given))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        act(ledger, one)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert asked
    with sqlite3.connect(ledger.path) as connection:
        for statement, given in asked:
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", given)]
            walks = [step for step in plan if _walks(step) and not _bounded(step, statement)]
            assert not walks, f"{statement}\n{plan}"
    connection.close()


def _walks(step: str) -> bool:
    """Whether a step goes through a table from end to end, or through all claims behind a place."""
    return step.startswith("SCAN") or ("SEARCH claims" in step and "((entry,position)>" in step)


def _bounded(step: str, statement: str) -> bool:
    """Whether a walk ends early or is over what an index has found: the head, or a list of found places."""
    newest = "ORDER BY entries.entry DESC" in statement and "LIMIT" in statement
    return newest or step.startswith(("SCAN CONSTANT ROW", "SCAN SUBQUERY"))
