"""A ledger in one SQLite file: how it is opened, guarded, and what its refusals mean. The only SQLite of the
ledger.

- Write-ahead log: readers never wait for the writer, and a killed writer leaves the last whole transaction.
- `synchronous=FULL`: a commit is on disk when `append` returns. NORMAL would be quicker, but a power cut
  could take
  back entries whose numbers and digests were already published, and a later entry would reuse those numbers.
- Writers begin with BEGIN IMMEDIATE, so that the lock is taken before the head is read, and wait
  `BUSY_SECONDS`.
- The file is opened by SQLite alone, never by `open`: to close any handle of a file lets go of all locks that
  the process holds on it, and another process would remove the log under us (sqlite.org/howtocorrupt, 2.2).
- Triggers refuse UPDATE and DELETE on every table, an entry number that is not the next, and a row for an
  old entry.
  They keep honest programs honest; against a person with an editor there is the hash chain.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from tracewire.errors import TracewireError
from tracewire.ledger.backend import Evidence
from tracewire.ledger.errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerForbidden,
    LedgerFull,
    LedgerMissing,
    LedgerReadOnly,
    NotALedger,
)
from tracewire.ledger.evidence import EvidenceStore

__all__ = [
    "BUSY_SECONDS",
    "SqliteStore",
    "begin_writing",
    "damage",
    "engine",
    "guards",
    "marks",
    "refusals",
]

BUSY_SECONDS = 10.0
"""How long a writer waits for another; a batch of documents is written in well under a second."""

_APPLICATION = 0x54574C47  # "TWLG": tells a ledger from another program's database
_CACHE_KIB = 16_384  # a fixed page cache, so that memory does not follow the size of the ledger


class SqliteStore:
    """A ledger in one file, with the evidence in a folder beside it."""

    def __init__(self, path: Path, *, create: bool) -> None:
        """Raises what `refusals` raises."""
        self.engine, self.writable = engine(path, create=create)
        self.path: Path | None = path
        self.where = str(path)
        self.evidence: Evidence = EvidenceStore(path.with_name(path.name + ".evidence"))
        self._path = path

    def begin_writing(self) -> AbstractContextManager[Connection]:
        """A connection that holds the file's write lock until its transaction ends."""
        return begin_writing(self.engine)

    def refusals(self) -> AbstractContextManager[None]:
        """Turn what SQLite and the operating system refuse into errors that say what to do."""
        return refusals(self._path)

    def damage(self, connection: Connection) -> list[str]:
        """What SQLite itself finds wrong with the file."""
        return damage(connection)


def engine(path: Path, *, create: bool) -> tuple[Engine, bool]:
    """An engine on the file `path`, and whether it can be written. Raises what `refusals` raises."""
    with refusals(path):
        exists = path.exists()
        if path.is_dir():
            raise NotALedger(
                "this is a folder", where=str(path), remedy="name a file, as in sqlite:///ledger.db"
            )
        if not exists and not create:
            raise LedgerMissing(
                "there is no ledger here",
                where=str(path),
                remedy="check the path, or fill one with `tracewire read`",
            )
        if not exists and not path.parent.is_dir():
            raise LedgerMissing(
                "the folder for the ledger does not exist",
                where=str(path.parent),
                remedy="create the folder first",
            )
        writable = os.access(path if exists else path.parent, os.W_OK) and os.access(path.parent, os.W_OK)
        if not writable and not exists:
            raise LedgerForbidden(
                "the ledger cannot be created: the folder cannot be written",
                where=str(path.parent),
                remedy="change its permissions or name another place",
            )
        options = ""
        if not writable:
            # Without a log beside it the file cannot change under us, and SQLite need not create one to
            # read it.
            still = not path.with_name(path.name + "-wal").exists()
            options = "?mode=ro&immutable=1" if still else "?mode=ro"
        if exists:
            # Asked before the log is switched on: what is not ours must stay as it is, to the byte.
            asked = _engine(path, options or "?mode=rw")
            try:
                with asked.connect() as connection:
                    ours = _is_ledger(connection)
            finally:
                asked.dispose()
            if ours is False or (ours is None and not writable):
                raise NotALedger(
                    "this database is no ledger of Tracewire",
                    where=str(path),
                    remedy="name a ledger or a new file",
                )
        made = _engine(path, options)
        try:
            if exists and writable:
                writable = _can_write(made)
            return made, writable
        except BaseException:
            made.dispose()
            raise


def _engine(path: Path, options: str) -> Engine:
    address = f"file:{quote(str(path.absolute()))}{options}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
        )

    made = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(made, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")  # or INSERT OR REPLACE would delete unseen
        connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        if not options:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("tracewire_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return made


def _can_write(made: Engine) -> bool:
    """Whether the file takes a write: a mount may be read-only though its permissions look otherwise."""
    try:
        with begin_writing(made) as connection:
            connection.rollback()
    except DBAPIError as error:
        if _code(error) == sqlite3.SQLITE_READONLY:
            return False
        if _code(error) == sqlite3.SQLITE_BUSY:
            return True
        raise
    return True


@contextmanager
def begin_writing(made: Engine) -> Iterator[Connection]:
    """A connection whose transactions take the write lock at once."""
    with made.connect() as connection:
        writing = connection.execution_options(tracewire_writing=True)
        writing.begin()
        yield writing


def _is_ledger(connection: Connection) -> bool | None:
    """Whether the database is a ledger; None where it is still empty, so that it may become one."""
    if not connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").first():
        return None
    return connection.exec_driver_sql("PRAGMA application_id").scalar() == _APPLICATION


def marks() -> list[str]:
    """The statements that mark a file as ours."""
    return [f"PRAGMA application_id={_APPLICATION}"]


def guards(tables: Sequence[str]) -> list[str]:
    """The statements that make `tables` append-only."""
    statements = []
    for table in tables:
        for act in ("UPDATE", "DELETE"):
            statements.append(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table}'); END"
            )
        place = (
            "NEW.entry <> COALESCE((SELECT MAX(entry) FROM entries), 0) + 1"
            if table == "entries"
            else "NEW.entry IS NOT (SELECT MAX(entry) FROM entries)"
        )
        statements.append(
            f"CREATE TRIGGER {table}_in_order BEFORE INSERT ON {table} WHEN {place} "
            f"BEGIN SELECT RAISE(ABORT, 'the ledger takes rows for its newest entry only: {table}'); END"
        )
    return statements


def damage(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong with the file; empty where it is sound."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)
    lost = [f"a row of {row[0]} points to a row of {row[2]} that is not there" for row in orphans]
    return [line for line in found if line != "ok"] + lost


def _code(error: DBAPIError) -> int:
    return int(getattr(error.orig, "sqlite_errorcode", 0)) & 0xFF


_REFUSALS: dict[int, tuple[type[TracewireError], str, str]] = {
    sqlite3.SQLITE_BUSY: (
        LedgerBusy,
        "another process is writing the ledger",
        "wait until it ends, then repeat",
    ),
    sqlite3.SQLITE_LOCKED: (
        LedgerBusy,
        "another process is writing the ledger",
        "wait until it ends, then repeat",
    ),
    sqlite3.SQLITE_FULL: (
        LedgerFull,
        "the disk is full: whole documents were kept, the last one was not",
        "make room, then repeat the same command: it goes on where it stopped",
    ),
    sqlite3.SQLITE_READONLY: (
        LedgerReadOnly,
        "the ledger can be read but not written",
        "change the permissions of the file and its folder, or copy both file and evidence elsewhere",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        LedgerForbidden,
        "the ledger cannot be opened",
        "check that the folder exists and that you may read and write it",
    ),
    sqlite3.SQLITE_PERM: (LedgerForbidden, "the ledger may not be opened", "check its permissions"),
    sqlite3.SQLITE_NOTADB: (NotALedger, "this file is no SQLite database", "name a ledger or a new file"),
    sqlite3.SQLITE_CORRUPT: (
        LedgerDamaged,
        "the file is damaged",
        "`tracewire verify` tells what is hit; restore a copy, or read the dispatches into a new ledger",
    ),
    sqlite3.SQLITE_IOERR: (
        LedgerDamaged,
        "the disk refused to read or write the ledger",
        "check the disk and the system log, then run `tracewire verify`",
    ),
}


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what SQLite and the operating system refuse into errors of the ledger that say what to do."""
    try:
        yield
    except DBAPIError as error:
        refused = _REFUSALS.get(_code(error))
        if refused is None:
            raise
        kind, message, remedy = refused
        raise kind(message, where=str(path), remedy=remedy) from error
    except OSError as error:
        raise _from_system(error, path) from error


def _from_system(error: OSError, path: Path) -> TracewireError:
    where = str(error.filename or path)
    codes: dict[int | None, Any] = {
        errno.ENOSPC: sqlite3.SQLITE_FULL,
        errno.EDQUOT: sqlite3.SQLITE_FULL,
        errno.EROFS: sqlite3.SQLITE_READONLY,
        errno.EACCES: sqlite3.SQLITE_CANTOPEN,
        errno.EPERM: sqlite3.SQLITE_CANTOPEN,
    }
    kind, message, remedy = _REFUSALS[codes.get(error.errno, sqlite3.SQLITE_IOERR)]
    return kind(f"{message} ({error.strerror})", where=where, remedy=remedy)
