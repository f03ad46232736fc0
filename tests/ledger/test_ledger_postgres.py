"""What only a PostgreSQL server can do to a ledger: roles, lost connections, readers beside writers."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from conftest import NOON
from postgres_server import PostgresServer
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from synthetic import claim, document, reading, readings

from tracewire.errors import TracewireError, Unavailable
from tracewire.ledger import (
    Appended,
    Ledger,
    LedgerBusy,
    LedgerForbidden,
    LedgerFull,
    LedgerMissing,
    LedgerNewer,
    LedgerReadOnly,
    LedgerUnreachable,
    NotALedger,
    Reading,
    StoreUnsupported,
    lines,
    open_ledger,
    postgres,
    schema,
)


@pytest.fixture
def url(database: str) -> str:
    return database


def fill(ledger: Ledger, given: list[Reading], batch: int = 8) -> None:
    for _ in ledger.append_all(given, recorded_at=NOON, extractor="test", extractor_digest="1", batch=batch):
        pass


def fill_one(ledger: Ledger, number: int) -> None:
    fill(ledger, list(readings(1, first=number)))


def strange() -> list[Reading]:
    """Readings with characters that stores treat differently: zero, its escape, accents, scripts."""
    given = list(readings(12))
    for name, words in {
        "é": "A bell\x07, a zero\x00 and \x1a0 its escape \x1a\x00\x1a1 of drones.",
        "e": "Ten drones went.",
        "Z": "Six drones went.",
        "z/\U0001f6a2": "پهپادها were sent.",
        "я": "\x00",
    }.items():
        of, content = document(name, words, outlet="Out\x00let")
        given.append(reading(of, content, claim(of)))
    return given


def test_both_stores_keep_the_same_chain_and_say_the_same(ledger: Ledger, tmp_path: Path) -> None:
    given = strange()
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as other:
        for one in (ledger, other):
            fill(one, given)
            one.correct(given[0].claims[0].id, None, author="A\x00", reason="B", recorded_at=NOON)
        assert ledger.head() == other.head()
        assert ledger.as_of().content_digest() == other.as_of().content_digest()
        assert list(ledger.as_of().documents()) == list(other.as_of().documents())
        assert list(ledger.as_of().claims()) == list(other.as_of().claims())
        assert lines(ledger.as_of()) == lines(other.as_of())
    assert ledger.verify().ok


def test_the_steps_lead_to_the_tables_that_the_code_knows(ledger: Ledger, url: str) -> None:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": False}), schema.metadata
        )
    engine.dispose()
    ours = ("blobs", "comment")  # what marks() makes is PostgreSQL's alone
    assert [one for one in map(str, found) if not any(word in one for word in ours)] == []


@pytest.mark.parametrize("act", ["UPDATE {} SET entry = entry", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_database_refuses_to_change_what_was_kept(ledger: Ledger, act: str) -> None:
    fill_one(ledger, 0)
    for table in schema.TABLES:
        with ledger._reading() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(act.format(table.name)))


@pytest.mark.parametrize("entry", [1, 3])
def test_the_database_takes_rows_for_the_newest_entry_only(ledger: Ledger, entry: int) -> None:
    fill_one(ledger, 0)
    fill_one(ledger, 1)
    with ledger._reading() as connection, pytest.raises(DBAPIError, match="newest entry only"):
        connection.execute(
            text(f"INSERT INTO rejections VALUES ({entry}, 'x', 'empty', 'empty', 'none', NULL)")
        )


def test_every_column_of_every_table_is_covered(ledger: Ledger, url: str, postgres: PostgresServer) -> None:
    fill(ledger, list(readings(5)))
    ledger.correct(next(readings(1)).claims[0].id, None, author="A", reason="B", recorded_at=NOON)
    for table in schema.TABLES:
        for column in table.columns:
            if (table.name, column.name) == ("entries", "digest"):
                continue
            number = "INT" in str(column.type).upper()
            other = f"{column.name} + 1000" if number else f"{column.name} || 'x'"
            missing = "1000" if number else "'x'"
            with ledger._store.engine.connect() as connection:
                connection.execute(text("SET session_replication_role = replica"))
                held = connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one()
                connection.execute(text(f"CREATE TEMP TABLE kept AS SELECT * FROM {table.name}"))
                connection.execute(
                    text(f"UPDATE {table.name} SET {column.name} = coalesce({other}, {missing})")
                )
                connection.commit()
                if held:
                    assert not ledger.verify().ok, f"{table.name}.{column.name} can be changed unseen"
                connection.execute(text(f"DELETE FROM {table.name}"))
                connection.execute(text(f"INSERT INTO {table.name} SELECT * FROM kept"))
                connection.execute(text("DROP TABLE kept"))
                connection.execute(text("RESET session_replication_role"))
                connection.commit()
    assert ledger.verify().ok


def test_damaged_bytes_are_told_and_mended_by_reading_again(ledger: Ledger) -> None:
    given = list(readings(1))
    fill(ledger, given)
    with ledger._reading() as connection:
        connection.execute(text("UPDATE blobs SET content = 'x', packed = true"))
        connection.commit()
    [failure] = ledger.verify().failures
    assert failure.code == "evidence-damaged"
    assert ledger.evidence(given[0].document.raw) is None
    fill(ledger, given)
    assert ledger.verify().ok
    assert ledger.evidence(given[0].document.raw) == given[0].content


# Who may do what.


def test_another_programs_schema_is_left_alone(url: str, postgres: PostgresServer) -> None:
    name = url.rpartition("/")[2]
    postgres.execute("CREATE TABLE entries (entry int)", database=name)
    with pytest.raises(NotALedger) as told:
        open_ledger(url)
    assert "search_path" in told.value.remedy
    postgres.execute("CREATE SCHEMA arms", database=name)
    with open_ledger(f"{url}?options=-csearch_path%3Darms") as ledger:
        fill_one(ledger, 0)
        assert ledger.verify().ok


def test_a_missing_ledger_or_database_is_not_created_for_a_reader(url: str, postgres: PostgresServer) -> None:
    with pytest.raises(LedgerMissing) as told:
        open_ledger(url, create=False)
    assert "tracewire read" in told.value.remedy
    with pytest.raises(LedgerMissing) as told:
        open_ledger(postgres.address("nowhere"))
    assert "createdb" in told.value.remedy


def test_a_later_layout_is_refused(url: str, postgres: PostgresServer) -> None:
    open_ledger(url).close()
    postgres.execute("UPDATE alembic_version SET version_num = '9999'", database=url.rpartition("/")[2])
    with pytest.raises(LedgerNewer):
        open_ledger(url)


def test_a_role_that_reads_and_one_that_appends(url: str, postgres: PostgresServer) -> None:
    """The rights that docs/ledger.md names are enough, and no more is given."""
    name = url.rpartition("/")[2]
    with open_ledger(url) as ledger:
        fill_one(ledger, 0)
    postgres.execute(
        f"CREATE ROLE reader_{name} LOGIN",
        f"CREATE ROLE appender_{name} LOGIN",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_{name}, appender_{name}",
        f"GRANT INSERT ON ALL TABLES IN SCHEMA public TO appender_{name}",
        f"GRANT UPDATE ON blobs TO appender_{name}",
        database=name,
    )
    try:
        with open_ledger(postgres.address(name, user=f"reader_{name}"), create=False) as ledger:
            assert ledger.as_of().counts().documents == 1
            assert ledger.verify().ok
            with pytest.raises(LedgerReadOnly):
                fill_one(ledger, 1)
        with open_ledger(postgres.address(name, user=f"appender_{name}")) as ledger:
            fill_one(ledger, 1)
            assert ledger.as_of().counts().documents == 2
    finally:
        postgres.execute(
            f"DROP OWNED BY reader_{name}, appender_{name}",
            f"DROP ROLE reader_{name}, appender_{name}",
            database=name,
        )


def test_a_role_that_may_not_create_says_so(url: str, postgres: PostgresServer) -> None:
    name = url.rpartition("/")[2]
    postgres.execute(
        f"CREATE ROLE guest_{name} LOGIN", "REVOKE CREATE ON SCHEMA public FROM PUBLIC", database=name
    )
    with pytest.raises(LedgerForbidden):
        open_ledger(postgres.address(name, user=f"guest_{name}"))
    postgres.execute(f"DROP ROLE guest_{name}")


@pytest.mark.parametrize(
    ("change", "kind"),
    [("stranger", LedgerForbidden), ("port", LedgerUnreachable), ("host", LedgerUnreachable)],
)
def test_a_server_that_cannot_be_entered_is_told_without_the_password(
    postgres: PostgresServer, change: str, kind: type[TracewireError]
) -> None:
    url = {
        "stranger": f"postgresql://stranger:secret@127.0.0.1:{postgres.port}/postgres",
        "port": "postgresql://me:secret@127.0.0.1:1/postgres",
        "host": "postgresql://me:secret@no-such-host.invalid/postgres",
    }[change]
    with pytest.raises(kind) as told:
        open_ledger(url)
    assert "secret" not in str(told.value)
    assert told.value.where.startswith("postgresql://")
    assert told.value.remedy


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(StoreUnsupported):
        open_ledger("postgresql://host/db?no_such_option=1")


# Readers and writers at once.


def test_a_second_writer_waits_and_is_then_told(
    ledger: Ledger, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_one(ledger, 0)
    monkeypatch.setattr(postgres, "BUSY_SECONDS", 0.05)
    with open_ledger(url) as other, ledger.batch():
        fill_open(ledger, 1)
        with pytest.raises(LedgerBusy) as told:
            fill_one(other, 2)
        assert isinstance(told.value, Unavailable)
        assert other.as_of().counts().documents == 1, "readers never wait"
    with open_ledger(url) as other:
        fill_one(other, 2)
        assert other.as_of().counts().documents == 3


def fill_open(ledger: Ledger, number: int) -> None:
    [one] = readings(1, first=number)
    ledger.append(*one, recorded_at=NOON, extractor="test", extractor_digest="1")


def test_writers_and_readers_at_once_see_whole_entries_and_keep_one_chain(
    url: str, ledger: Ledger, tmp_path: Path
) -> None:
    given = list(readings(60))
    by_id = {one.document.id: one for one in given}
    failed: list[BaseException] = []
    done = threading.Event()
    seen: list[int] = []

    def write(part: list[Reading]) -> None:
        try:
            with open_ledger(url) as mine:
                fill(mine, part, batch=3)
        except BaseException as error:  # told in the main thread
            failed.append(error)

    def look() -> None:
        try:
            with open_ledger(url, create=False) as mine:
                last = 0
                while not done.is_set() or last < 60:
                    view = mine.as_of()
                    assert view.entry >= last, "what was seen stays"
                    last = view.entry
                    seen.append(last)
                    stored = list(view.documents())
                    assert [one.entry for one in stored] == list(range(1, last + 1))
                    for one in stored[-3:]:
                        there = [kept.claim for kept in view.claims(one.document.id)]
                        assert there == list(by_id[one.document.id].claims)
                    if failed:
                        return
        except BaseException as error:
            failed.append(error)

    # The parts overlap: the same dispatch from two writers is kept once.
    parts = (given[:30], given[20:50], given[40:])
    writers = [threading.Thread(target=write, args=(part,)) for part in parts]
    readers = [threading.Thread(target=look) for _ in range(2)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert not failed, failed
    assert len(set(seen)) > 3, "readers looked while writers wrote"
    assert ledger.head().entry == 60
    assert ledger.verify().ok
    with open_ledger(f"sqlite:///{tmp_path}/alone.db") as alone:
        fill(alone, given)
        assert alone.as_of().content_digest() == ledger.as_of().content_digest()


def test_two_that_create_the_ledger_at_once_create_one(url: str) -> None:
    failed: list[BaseException] = []

    def create(number: int) -> None:
        try:
            with open_ledger(url) as mine:
                fill_one(mine, number)
        except BaseException as error:
            failed.append(error)

    both = [threading.Thread(target=create, args=(number,)) for number in range(4)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert not failed, failed
    with open_ledger(url) as ledger:
        assert ledger.head().entry == 4
        assert ledger.verify().ok


# What goes wrong.


def test_a_connection_that_is_lost_amid_a_batch_undoes_it_and_the_next_one_goes_on(
    ledger: Ledger, url: str, postgres: PostgresServer
) -> None:
    given = list(readings(9))
    fill(ledger, given[:2])

    def lost() -> None:
        with ledger.batch():
            fill_open(ledger, 2)
            postgres.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                f" WHERE datname = '{url.rpartition('/')[2]}'"
            )
            fill_open(ledger, 3)

    with pytest.raises(LedgerUnreachable) as told:
        lost()
    assert "repeat" in told.value.remedy
    assert ledger.as_of().counts().documents == 2, "the same object goes on with a new connection"
    fill(ledger, given)
    assert ledger.as_of().counts().documents == 9
    assert ledger.verify().ok


def test_a_connection_that_is_lost_before_the_commit_keeps_nothing_of_the_batch(
    ledger: Ledger, url: str, postgres: PostgresServer
) -> None:
    def lost() -> None:
        with ledger.batch():
            fill_open(ledger, 0)
            postgres.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                f" WHERE datname = '{url.rpartition('/')[2]}'"
            )

    with pytest.raises(LedgerUnreachable):
        lost()
    assert ledger.head().entry == 0


def test_a_server_that_is_killed_comes_back_with_all_that_was_told_as_kept(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with PostgresServer.started(tmp_path_factory) as server, server.database() as address:
        told: list[str] = []
        with open_ledger(address) as ledger:
            for name, kept in ledger.append_all(
                list(readings(10)), recorded_at=NOON, extractor="t", extractor_digest="1", batch=2
            ):
                assert isinstance(kept, Appended)
                told.append(name)
                if len(told) == 6:
                    break
            server.kill()
            with pytest.raises(LedgerUnreachable):
                ledger.head()
            server.start()
            names = [one.document.id for one in ledger.as_of().documents()]
            assert names[:6] == told
            fill(ledger, list(readings(10)))
            assert ledger.verify().ok


def test_a_writer_that_is_killed_leaves_whole_documents(url: str) -> None:
    given = list(readings(400))
    open_ledger(url).close()
    command = [sys.executable, "-c", _APPEND, str(Path(__file__).parent), url]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    for _ in range(20):
        child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    by_id = {one.document.id: one for one in given}
    with open_ledger(url) as ledger:
        deadline = time.monotonic() + 20
        while True:  # the server notices the loss when it next writes to the connection
            stored = list(ledger.as_of().documents())
            try:
                fill(ledger, given[:1])
                break
            except LedgerBusy:
                assert time.monotonic() < deadline
        assert 20 <= len(stored) < 400
        for one in stored:
            there = [kept.claim for kept in ledger.as_of().claims(one.document.id)]
            assert there == list(by_id[one.document.id].claims)
        fill(ledger, given, batch=50)
        assert ledger.as_of().counts().documents == 400
        assert ledger.verify().ok


_APPEND = """
import sys
sys.path.insert(0, sys.argv[1])
from conftest import NOON
from synthetic import readings
from tracewire.ledger import open_ledger
with open_ledger(sys.argv[2]) as ledger:
    for name, _ in ledger.append_all(
        readings(400), recorded_at=NOON, extractor="test", extractor_digest="1", batch=5
    ):
        print(name, flush=True)
"""


@pytest.fixture
def small_disk(postgres: PostgresServer) -> Iterator[Path]:
    """A file system of 12 megabytes that the server may write: an empty database takes eight."""
    folder = Path(tempfile.mkdtemp(prefix="tracewire-small-"))
    command = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
        try:
            if postgres.owner is not None:
                shutil.chown(folder, postgres.owner)
            folder.chmod(0o700)
            yield folder
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    finally:
        folder.rmdir()


def test_a_full_disk_keeps_whole_documents_and_goes_on_once_there_is_room(
    postgres: PostgresServer, small_disk: Path
) -> None:
    given = list(readings(3000))
    postgres.execute(
        f"CREATE TABLESPACE small LOCATION '{small_disk}'", "CREATE DATABASE cramped TABLESPACE small"
    )
    try:
        with open_ledger(postgres.address("cramped")) as ledger:
            with pytest.raises(LedgerFull) as told:
                fill(ledger, given, batch=50)
            assert "full" in told.value.message
            assert "room" in told.value.remedy
            kept = ledger.as_of().counts().documents
            assert 0 < kept < 3000
            assert ledger.verify().ok
            subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
            fill(ledger, given[: kept + 200], batch=50)
            assert ledger.as_of().counts().documents == kept + 200
            assert ledger.verify().ok
    finally:
        postgres.execute("DROP DATABASE IF EXISTS cramped WITH (FORCE)", "DROP TABLESPACE small")
