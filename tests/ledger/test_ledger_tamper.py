"""Whoever alters a ledger behind its back is found out, with the entry and the document."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NOON
from synthetic import document, reading, readings

from tracewire.ledger import Act, Head, Ledger, Reading, Verdict, open_ledger, schema
from tracewire.model import Digest, Rejected


@pytest.fixture
def url(tmp_path: Path) -> str:
    """These tests look into SQLite's file; those of PostgreSQL are in test_ledger_postgres.py."""
    return f"sqlite:///{tmp_path}/ledger.db"


@pytest.fixture
def given(ledger: Ledger) -> list[Reading]:
    """Five documents, a rejection, a correction and a withdrawal, in a ledger that is closed again."""
    given = list(readings(5))
    # The fourth is a copy of the longest before it, so that there is one to be found.
    of = max(given[:3], key=lambda one: len(one.document.text))
    copied, content = document(
        given[3].document.id, of.document.text + "\nCopied.", published=of.document.published
    )
    given[3] = reading(copied, content, *(one.but(document=copied.id) for one in of.claims))
    list(ledger.append_all(given, recorded_at=NOON, extractor="test", extractor_digest="1"))
    ledger.append_rejection(
        Rejected(document="x", code="empty", reason="nothing in it", remedy="send text"), recorded_at=NOON
    )
    wrong = given[1].claims[0]
    ledger.correct(wrong.id, None, author="N. Azar", reason="misread", recorded_at=NOON)
    ledger.withdraw(given[4].document.id, author="N. Azar", reason="retracted", recorded_at=NOON)
    assert ledger.verify().ok
    ledger.close()
    return given


def edit(ledger: Ledger, *statements: str) -> None:
    """Change the file as a person with an editor would: without its triggers."""
    with sqlite3.connect(ledger.path) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
    connection.close()


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return [name for (name,) in found if name != "alembic_version"]


def codes(ledger: Ledger) -> dict[str, set[tuple[int | None, str | None]]]:
    report = ledger.verify()
    assert report.ok == (not report.failures)
    found: dict[str, set[tuple[int | None, str | None]]] = {}
    for failure in report.failures:
        assert failure.message and failure.remedy
        found.setdefault(failure.code, set()).add((failure.entry, failure.document))
    return found


@pytest.mark.parametrize(
    ("statement", "code", "entry", "document"),
    [
        (
            "UPDATE documents SET text = replace(text, 'Dispatch', 'dispatch') WHERE entry = 3",
            "text-altered",
            3,
            2,
        ),
        (
            "UPDATE documents SET record = replace(record, 'Outlet', 'Paper') WHERE entry = 2",
            "document-altered",
            2,
            1,
        ),
        ("UPDATE documents SET published = '1999' WHERE entry = 4", "chain-broken", 4, 3),
        ("UPDATE documents SET document = 'synthetic/x' WHERE entry = 5", "document-altered", 5, None),
        ("UPDATE bodies SET signature = '00' || substr(signature, 3) WHERE entry = 1", "chain-broken", 1, 0),
        ("UPDATE claims SET stage = 'sought', kind = 'transfer' WHERE entry = 1", "claim-altered", 1, 0),
        ("UPDATE claims SET payload = '{}' WHERE entry = 1", "claim-altered", 1, 0),
        ("UPDATE claims SET evidence = substr(evidence, 2) || '0' WHERE entry = 2", "evidence-altered", 2, 1),
        ("UPDATE claims SET when_last = '2030-01-01' WHERE entry = 4", "chain-broken", 4, 3),
        ("UPDATE claim_lines SET supplier = 'BE' WHERE entry = 3", "lines-altered", 3, 2),
        ("DELETE FROM claim_lines WHERE entry = 3", "lines-altered", 3, 2),
        ("DELETE FROM claim_ends", "chain-broken", 7, 1),
        ("UPDATE corrections SET author = 'nobody'", "chain-broken", 7, 1),
        ("UPDATE rejections SET reason = 'other'", "chain-broken", 6, "x"),
        (
            "UPDATE entries SET recorded_at = '2020-01-01T00:00:00.000000Z' WHERE entry = 4",
            "chain-broken",
            4,
            3,
        ),
        ("UPDATE entries SET known_at = '2030-01-01T00:00:00.000000Z' WHERE entry = 2", "time-altered", 2, 1),
        ("UPDATE entries SET digest = 'f' || substr(digest, 2) WHERE entry = 2", "chain-broken", 3, 2),
        ("UPDATE entries SET chain = 99 WHERE entry = 2", "chain-unknown", 2, 1),
    ],
)
def test_an_edited_row_is_named(
    ledger: Ledger, given: list[Reading], statement: str, code: str, entry: int, document: int | str | None
) -> None:
    edit(ledger, statement)
    name = given[document].document.id if isinstance(document, int) else document or "synthetic/x"
    assert (entry, name) in codes(ledger).get(code, set()), codes(ledger)


def test_every_column_of_every_table_is_covered(ledger: Ledger, given: list[Reading]) -> None:
    """Whatever single value is changed, something is found: no column was left out of the checks."""
    ledger.judge(
        Verdict(
            act=Act.OPEN,
            members=(given[0].claims[0].id,),
            round="june",
            reviewers=("Azar", "Brandt"),
            author="N. Azar",
            reason="a second pair of eyes",
        ),
        recorded_at=NOON,
    )
    ledger.close()
    pristine = ledger.path.read_bytes()
    with sqlite3.connect(ledger.path) as connection:
        tables = {
            name: connection.execute(f"PRAGMA table_info({name})").fetchall() for name in _tables(connection)
        }
    connection.close()
    assert set(tables) == {table.name for table in schema.TABLES}
    for table, columns in tables.items():
        for _, column, kind, *_ in columns:
            if (table, column) == ("entries", "digest"):
                continue  # of the last entry it is the head itself: the next test but one
            other = f"{column} + 1000" if "INT" in kind else f"{column} || 'x'"
            edit(ledger, f"UPDATE {table} SET {column} = coalesce({other}, 'x')")
            assert codes(ledger), f"{table}.{column} can be changed unseen"
            ledger.close()
            ledger.path.write_bytes(pristine)
    assert not codes(ledger)


@pytest.mark.parametrize(
    "table", ["documents", "claims", "extractions", "corrections", "rejections", "bodies"]
)
def test_lost_rows_are_found(ledger: Ledger, given: list[Reading], table: str) -> None:
    edit(ledger, f"DELETE FROM {table}")
    assert "chain-broken" in codes(ledger)


def test_a_lost_entry_leaves_a_gap(ledger: Ledger, given: list[Reading]) -> None:
    edit(ledger, "DELETE FROM entries WHERE entry = 3")
    assert codes(ledger)["entry-missing"] == {(3, None)}


def test_a_cut_or_rewritten_ledger_is_found_by_a_head_that_was_noted(
    ledger: Ledger, given: list[Reading]
) -> None:
    noted = ledger.head()
    assert ledger.verify(noted=noted).ok
    assert ledger.verify(noted=Head(3, Digest(_digest(ledger, 3)))).ok
    assert [f.code for f in ledger.verify(noted=Head(8, Digest("0" * 64))).failures] == ["head-differs"]
    ledger.close()
    cut = ("document_ends", "claim_ends", "corrections", "entries")
    edit(ledger, *(f"DELETE FROM {table} WHERE entry = 8" for table in cut))
    assert ledger.verify().ok, "what was cut off the end cannot be seen from within"
    assert [f.code for f in ledger.verify(noted=noted).failures] == ["entries-lost"]


def _digest(ledger: Ledger, entry: int) -> str:
    with sqlite3.connect(ledger.path) as connection:
        [digest] = connection.execute("SELECT digest FROM entries WHERE entry = ?", (entry,)).fetchone()
    connection.close()
    return str(digest)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (
            lambda blob: blob.write_bytes(blob.read_bytes()[:-9] + b"\xff" + blob.read_bytes()[-8:]),
            "evidence-damaged",
        ),
        (lambda blob: blob.write_bytes(gzip.compress(b"another dispatch")), "evidence-damaged"),
        (lambda blob: blob.write_bytes(b""), "evidence-damaged"),
        (lambda blob: blob.unlink(), "evidence-lost"),
    ],
    ids=["a byte", "another content", "emptied", "removed"],
)
def test_altered_bytes_are_named_and_can_be_put_back(
    ledger: Ledger, given: list[Reading], damage: Callable[[Path], object], code: str
) -> None:
    one = given[3]
    folder = Path(f"{ledger.path}.evidence") / one.document.raw[:2]
    [blob] = [path for path in folder.iterdir() if path.name.startswith(one.document.raw[2:])]
    damage(blob)
    assert codes(ledger) == {code: {(4, one.document.id)}}
    assert ledger.evidence(one.document.raw) is None
    blob.unlink(missing_ok=True)  # as the remedy says
    ledger.append(*one, recorded_at=NOON, extractor="test", extractor_digest="1")
    assert ledger.verify().ok
    assert ledger.evidence(one.document.raw) == one.content


def test_a_torn_file_is_told_and_does_not_raise(ledger: Ledger, given: list[Reading]) -> None:
    content = bytearray(ledger.path.read_bytes())
    for page in range(8, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 200] = b"\xa5" * 200
    ledger.path.write_bytes(bytes(content))
    report = ledger.verify()
    assert not report.ok
    assert {failure.code for failure in report.failures} & {"store-damaged", "unreadable"}


def test_the_database_itself_refuses_changes(ledger: Ledger, given: list[Reading]) -> None:
    with sqlite3.connect(ledger.path) as connection:
        for table in _tables(connection):
            column = connection.execute(f"PRAGMA table_info({table})").fetchall()[0][1]
            for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
                with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                    connection.execute(statement)
        row = connection.execute("SELECT * FROM entries WHERE entry = 8").fetchone()
        with pytest.raises(sqlite3.IntegrityError, match="newest entry"):
            connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", (10, *row[1:]))
        late = connection.execute("SELECT * FROM claims WHERE entry = 1").fetchone()
        with pytest.raises(sqlite3.IntegrityError, match="newest entry"):
            connection.execute(
                f"INSERT INTO claims VALUES ({', '.join('?' * len(late))})", (late[0], 99, *late[2:])
            )
    connection.close()
    with open_ledger(f"sqlite:///{ledger.path}") as again:
        assert again.verify().ok


def test_what_verify_tells_reads_as_a_sentence(ledger: Ledger, given: list[Reading]) -> None:
    edit(ledger, "UPDATE documents SET text = text || '!' WHERE entry = 3")
    told = [str(failure) for failure in ledger.verify().failures]
    assert told[0] == (
        "entry 3, synthetic/000002: the text is not the one that was recorded "
        "(restore the ledger from a copy, or read the dispatches again into a new one)"
    )
