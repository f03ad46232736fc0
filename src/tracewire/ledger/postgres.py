"""A ledger on a PostgreSQL server, for teams: how it is opened, guarded, and what its refusals mean.

- The address is libpq's (postgresql://user@host/database?sslmode=…), so that `.pgpass`, services and
  environment variables of PostgreSQL work. A schema is chosen with `options=-csearch_path%3Dname`.
- A writer takes an advisory lock of the ledger before it reads the head, holds it until it has committed,
  and waits `BUSY_SECONDS` for another. A role that may only SELECT and INSERT can write.
- Committed entries are therefore always 1 … n without a gap; readers take no lock and see whole entries.
- `synchronous_commit` is switched on for the writer where it is off: a commit is on disk when it returns.
- The bytes of documents are rows of `blobs`, written in the transaction of the entry that cites them.
- Text has the collation "C": order and ranges are those of code points, as in SQLite. A zero character, which
  PostgreSQL's text cannot hold, is written as an escape (see `schema`).
- Triggers refuse UPDATE, DELETE and TRUNCATE, an entry number that is not the next, and a row for an old
  entry.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    String,
    Table,
    and_,
    create_engine,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError

from tracewire.errors import TracewireError
from tracewire.ledger.backend import Evidence
from tracewire.ledger.errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerForbidden,
    LedgerFull,
    LedgerMissing,
    LedgerReadOnly,
    LedgerUnreachable,
    NotALedger,
    StoreUnsupported,
)
from tracewire.ledger.schema import TABLES
from tracewire.model import Digest, digest_bytes

if TYPE_CHECKING:
    import psycopg

__all__ = ["BUSY_SECONDS", "PostgresStore", "guards", "marks"]

BUSY_SECONDS = 10.0
"""How long a writer waits for another; a batch of documents is written in well under a second."""

_LOCK = 0x54574C47  # "TWLG": the class of the ledger's advisory lock; the object is the schema
_MARK = "Tracewire ledger"
_CONNECT_SECONDS = 10

_blobs = Table(
    "blobs",
    MetaData(),
    Column("digest", String(64), primary_key=True),
    Column("packed", Boolean, nullable=False),
    Column("content", LargeBinary, nullable=False),
)


class PostgresStore:
    """A ledger in one schema of a PostgreSQL database."""

    path: Path | None = None

    def __init__(self, url: str, *, create: bool) -> None:
        """Raises StoreUnsupported without the driver, NotALedger, LedgerMissing, and the refusals."""
        address, self.where = _address(url)
        self.engine = _engine(address)
        try:
            with self.refusals(), self.engine.connect() as connection:
                ours = _is_ledger(connection)
                self.writable = _can_write(connection, exists=bool(ours))
        except BaseException:
            self.engine.dispose()
            raise
        refused: TracewireError | None = None
        if ours is False:
            refused = NotALedger(
                "this schema holds tables of another program",
                where=self.where,
                remedy="name an empty database, or an empty schema with options=-csearch_path%3Dname",
            )
        elif ours is None and not create:
            refused = LedgerMissing(
                "there is no ledger in this database",
                where=self.where,
                remedy="check the address, or fill one with `tracewire read`",
            )
        elif ours is None and not self.writable:
            refused = LedgerForbidden(
                "the ledger cannot be created: this role may create no tables here",
                where=self.where,
                remedy="let the schema's owner create it (docs/ledger.md, “PostgreSQL”)",
            )
        if refused is not None:
            self.engine.dispose()
            raise refused
        self.evidence: Evidence = _TableEvidence(self._reading)

    @contextmanager
    def begin_writing(self) -> Iterator[Connection]:
        """A connection that holds the ledger's lock until its transaction ends."""
        with self.engine.connect() as connection:
            connection.begin()
            connection.exec_driver_sql(
                f"SET LOCAL lock_timeout = '{int(BUSY_SECONDS * 1000)}ms';"
                "SELECT CASE current_setting('synchronous_commit') WHEN 'off'"
                " THEN set_config('synchronous_commit', 'on', true) END"
            )
            connection.exec_driver_sql(
                f"SELECT pg_advisory_xact_lock({_LOCK}, hashtext(current_schema()::text))"
            )
            yield connection

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turn what the server refuses, or a connection that is lost, into errors that say what to do."""
        try:
            yield
        except DBAPIError as error:
            raise _refusal(error, self.where) from error

    def damage(self, connection: Connection) -> list[str]:
        """Rows that point to none: foreign keys were switched off. Pages are PostgreSQL's own to check."""
        found = []
        for table in TABLES:
            for key in table.foreign_key_constraints:
                pairs = [(element.parent, element.column) for element in key.elements]
                there = key.referred_table.alias("there")
                query = (
                    select(func.count())
                    .select_from(
                        table.outerjoin(there, and_(*(own == there.c[other.name] for own, other in pairs)))
                    )
                    .where(pairs[0][0].is_not(None), there.c[pairs[0][1].name].is_(None))
                )
                if lost := connection.execute(query).scalar_one():
                    found.append(f"{lost} rows of {table.name} point to rows of {key.referred_table.name}"
                                 " that are not there")  # fmt: skip
        return found

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self.refusals(), self.engine.connect() as connection:
            yield connection


def _address(url: str) -> tuple[str, str]:
    """The address as libpq takes it, and as it may be shown. Raises StoreUnsupported."""
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict, make_conninfo
    except ImportError as error:
        raise StoreUnsupported(
            "PostgreSQL needs a driver that is not installed",
            where=url.partition("@")[2] or "postgresql://",
            remedy="pip install 'tracewire[postgresql]'",
        ) from error
    try:
        given = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise StoreUnsupported(
            f"no address of a PostgreSQL server: {' '.join(str(error).split())}",
            where="postgresql://",
            remedy="write postgresql://user@host/database",
        ) from error
    given.setdefault("connect_timeout", _CONNECT_SECONDS)
    given.setdefault("application_name", "tracewire")
    given["client_encoding"] = "UTF8"
    host, user = given.get("host") or "localhost", given.get("user")
    port = f":{given['port']}" if given.get("port") else ""
    shown = f"postgresql://{f'{user}@' if user else ''}{host}{port}/{given.get('dbname') or ''}"
    return make_conninfo("", **given), shown


def _engine(address: str) -> Engine:
    def connect() -> psycopg.Connection[Any]:
        import psycopg

        return psycopg.connect(address)

    # A connection that was lost while it lay in the pool is replaced before it is used.
    return create_engine("postgresql+psycopg://", creator=connect, pool_pre_ping=True)


def _is_ledger(connection: Connection) -> bool | None:
    """Whether the schema holds a ledger; None where it is still empty, so that it may become one."""
    marked = connection.exec_driver_sql("SELECT obj_description(to_regclass('entries'), 'pg_class')").scalar()
    if marked == _MARK:
        return True
    any_table = connection.exec_driver_sql(
        "SELECT 1 FROM pg_class WHERE relnamespace = to_regnamespace(current_schema()::text)"
        " AND relkind IN ('r', 'p', 'v', 'm', 'f') LIMIT 1"
    )
    return False if any_table.first() else None


def _can_write(connection: Connection, *, exists: bool) -> bool:
    """Whether this role may write here, on a server that takes writes."""
    allowed = (
        "has_table_privilege('entries', 'INSERT')"
        if exists
        else "coalesce(has_schema_privilege(current_schema()::text, 'CREATE'), false)"
    )
    return bool(
        connection.exec_driver_sql(
            "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off'"
            f" AND {allowed}"
        ).scalar()
    )


def marks() -> list[str]:
    """The statements that make a schema ours: a comment, the table of bytes, the triggers' functions."""
    return [
        f"COMMENT ON TABLE entries IS '{_MARK}'",
        'CREATE TABLE blobs (digest text COLLATE "C" PRIMARY KEY, packed boolean NOT NULL,'
        " content bytea NOT NULL)",
        "ALTER TABLE blobs ALTER COLUMN content SET STORAGE EXTERNAL",  # it is packed already
        "CREATE FUNCTION tracewire_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION 'the ledger is append-only: %', TG_TABLE_NAME; END $$",
        "CREATE FUNCTION tracewire_next_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF NEW.entry <> COALESCE((SELECT MAX(entry) FROM entries), 0) + 1 THEN"
        " RAISE EXCEPTION 'the ledger takes rows for its newest entry only: %', TG_TABLE_NAME; END IF;"
        " RETURN NEW; END $$",
        "CREATE FUNCTION tracewire_newest_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF NEW.entry IS DISTINCT FROM (SELECT MAX(entry) FROM entries) THEN"
        " RAISE EXCEPTION 'the ledger takes rows for its newest entry only: %', TG_TABLE_NAME; END IF;"
        " RETURN NEW; END $$",
    ]


def guards(tables: Sequence[str]) -> list[str]:
    """The statements that make `tables` append-only."""
    statements = []
    for table in tables:
        order = "tracewire_next_entry" if table == "entries" else "tracewire_newest_entry"
        statements += [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION tracewire_append_only()",
            f"CREATE TRIGGER {table}_in_order BEFORE INSERT ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {order}()",
        ]
    return statements


class _TableEvidence:
    """The bytes of documents as rows of `blobs`."""

    def __init__(self, read: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._read = read

    def has(self, digest: Digest) -> bool:
        with self._read() as connection:
            return (
                connection.execute(select(_blobs.c.digest).where(_blobs.c.digest == digest)).first()
                is not None
            )

    def place(self, digest: Digest) -> str:
        return f"the row {digest} of the table blobs"

    def get(self, digest: Digest) -> bytes | None:
        with self._read() as connection:
            return _blob(connection, digest)

    def sound(self, digest: Digest) -> bool:
        with self._read() as connection:
            return _sound(connection, digest)

    def writer(self, connection: Connection) -> _TableWriter:
        return _TableWriter(connection)


class _TableWriter:
    """Writes `blobs` in the transaction of the entries that cite them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, content: bytes) -> Digest:
        digest = digest_bytes(content)
        if not _sound(self._connection, digest):
            packed = gzip.compress(content, compresslevel=6, mtime=0)
            smaller = len(packed) < len(content) * 0.9
            row = {"packed": smaller, "content": packed if smaller else content}
            self._connection.execute(
                # What lies there damaged is mended: the bytes are known by their digest.
                insert(_blobs)
                .values(digest=digest, **row)
                .on_conflict_do_update(index_elements=["digest"], set_=row)
            )
        return digest

    def settle(self) -> None:
        """Nothing to do: the commit keeps bytes and entries alike."""

    def forget(self) -> None:
        """Nothing to do: what undoes the entries undoes the bytes."""

    def sweep(self) -> None:
        """Nothing to do: a killed process leaves nothing."""


def _blob(connection: Connection, digest: Digest) -> bytes | None:
    row = connection.execute(select(_blobs).where(_blobs.c.digest == digest)).first()
    if row is None:
        return None
    return gzip.decompress(row.content) if row.packed else bytes(row.content)


def _sound(connection: Connection, digest: Digest) -> bool:
    try:
        content = _blob(connection, digest)
    except (OSError, EOFError, zlib.error):
        return False
    return content is not None and digest_bytes(content) == digest


_LOST = (
    LedgerUnreachable,
    "the server does not answer, or the connection to it was lost",
    "what was told as kept is kept; check the server, then repeat the same command: it goes on where it"
    " stopped",
)
_BUSY = (LedgerBusy, "another process is writing the ledger", "wait until it ends, then repeat")
_FORBIDDEN = (
    LedgerForbidden,
    "the server refuses this role",
    "check user, password and privileges (docs/ledger.md, “PostgreSQL”)",
)

# By SQLSTATE, the longest prefix wins (PostgreSQL documentation, appendix A).
_REFUSALS: dict[str, tuple[type[TracewireError], str, str]] = {
    "08": _LOST,
    "57P": _LOST,  # the server shuts down, or an administrator ended the connection
    "25006": (
        LedgerReadOnly,
        "the ledger can be read but not written: the server or the session is read-only",
        "name the primary server",
    ),
    "28": _FORBIDDEN,
    "42501": _FORBIDDEN,
    "3D000": (
        LedgerMissing,
        "there is no such database",
        "create it first: createdb NAME",
    ),
    "3F000": (LedgerMissing, "there is no such schema", "create it first: CREATE SCHEMA name"),
    "53100": (
        LedgerFull,
        "the server's disk is full: whole documents were kept, the last one was not",
        "make room, then repeat the same command: it goes on where it stopped",
    ),
    "53300": (LedgerBusy, "the server takes no more connections", "wait, or raise max_connections"),
    "55P03": _BUSY,
    "40": _BUSY,  # deadlock, serialization
    "23505": _BUSY,  # another program took the entry without asking for the lock
    "XX001": (
        LedgerDamaged,
        "the server finds its files damaged",
        "restore a copy, or read the dispatches into a new ledger",
    ),
    "XX002": (
        LedgerDamaged,
        "an index of the ledger is damaged",
        "REINDEX DATABASE, then run `tracewire verify`",
    ),
}

# A connection that is refused has no SQLSTATE; the server's words are the only sign.
_AT_THE_DOOR = (
    ('role "', "28"),
    ("does not exist", "3D000"),
    ("password", "28"),
    ("authentication", "28"),
    ("pg_hba", "28"),
    ("too many clients", "53300"),
    ("remaining connection slots", "53300"),
)


def _refusal(error: DBAPIError, where: str) -> BaseException:
    """The ledger's error for `error`; `error` itself where it is none of the server's refusals."""
    state = getattr(error.orig, "sqlstate", None) or ""
    told = " ".join(str(error.orig).split())
    if not state:
        lost = error.connection_invalidated or type(error.orig).__name__ in (
            "OperationalError",
            "ConnectionTimeout",
        )
        if not lost:
            return error
        state = next((code for words, code in _AT_THE_DOOR if words in told), "08")
    for length in (5, 3, 2):
        if (refused := _REFUSALS.get(state[:length])) is not None:
            kind, message, remedy = refused
            return kind(f"{message} ({told[:300]})", where=where, remedy=remedy)
    return error
