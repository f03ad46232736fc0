"""What goes wrong around a ledger: nothing is lost or half written, and the message says what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import NOON
from synthetic import readings

from tracewire.errors import Misconfigured, TracewireError, Unavailable
from tracewire.ledger import (
    Appended,
    Ledger,
    LedgerBusy,
    LedgerForbidden,
    LedgerFull,
    LedgerMissing,
    LedgerNewer,
    LedgerReadOnly,
    NotALedger,
    Reading,
    StoreUnsupported,
    open_ledger,
    sqlite,
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """These tests look into SQLite's file; those of PostgreSQL are in test_ledger_postgres.py."""
    return f"sqlite:///{tmp_path}/ledger.db"


def fill(ledger: Ledger, given: list[Reading], batch: int = 8) -> None:
    for _ in ledger.append_all(given, recorded_at=NOON, extractor="test", extractor_digest="1", batch=batch):
        pass


@pytest.mark.parametrize(
    ("make", "kind", "says"),
    [
        (lambda path: path.write_text("IR → RU"), NotALedger, "no SQLite database"),
        (
            lambda path: path.write_bytes(b"SQLite format 3\x00" + bytes(200)),
            NotALedger,
            "SQLite database",
        ),
        (lambda path: sqlite3.connect(path).execute("CREATE TABLE t (a)"), NotALedger, "no ledger"),
        (lambda path: path.mkdir(), NotALedger, "folder"),
    ],
    ids=["text", "header only", "another database", "folder"],
)
def test_what_is_no_ledger_is_left_alone(
    tmp_path: Path, make: Callable[[Path], object], kind: type[TracewireError], says: str
) -> None:
    path = tmp_path / "ledger.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(kind) as told:
        open_ledger(f"sqlite:///{path}")
    assert says in told.value.message
    assert told.value.where == str(path)
    assert told.value.remedy
    assert (path.read_bytes() if path.is_file() else None) == before


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").touch()
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        assert ledger.verify().ok


def test_a_missing_ledger_is_not_created_for_a_reader(tmp_path: Path) -> None:
    with pytest.raises(LedgerMissing):
        open_ledger(f"sqlite:///{tmp_path}/ledger.db", create=False)
    with pytest.raises(LedgerMissing) as told:
        open_ledger(f"sqlite:///{tmp_path}/no/ledger.db")
    assert told.value.where == f"{tmp_path}/no"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("url", ["mysql://db/ledger", "sqlite://ledger.db", "sqlite://", "sqlite:///"])
def test_an_address_without_store_is_refused(url: str) -> None:
    with pytest.raises(StoreUnsupported) as told:
        open_ledger(url)
    assert isinstance(told.value, Misconfigured)
    assert "sqlite:///" in told.value.remedy


def test_a_later_layout_is_refused(url: str, ledger: Ledger) -> None:
    ledger.close()
    with sqlite3.connect(ledger.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(LedgerNewer) as told:
        open_ledger(url)
    assert "9999" in told.value.message
    assert told.value.remedy == "update Tracewire"


def test_a_second_writer_waits_and_is_then_told(
    ledger: Ledger, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(ledger, list(readings(1)))
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    with open_ledger(url) as other, ledger.batch():
        fill_one(ledger, 1)
        with pytest.raises(LedgerBusy) as told:
            fill_one(other, 2)
        assert isinstance(told.value, Unavailable)
        assert other.as_of().counts().documents == 1, "readers never wait"
    with open_ledger(url) as other:
        fill_one(other, 2)
        assert other.as_of().counts().documents == 3


def fill_one(ledger: Ledger, number: int) -> None:
    [one] = readings(1, first=number)
    ledger.append(*one, recorded_at=NOON, extractor="test", extractor_digest="1")


def test_two_writers_at_once_keep_one_chain(url: str, ledger: Ledger) -> None:
    given = list(readings(40))
    failed: list[BaseException] = []

    def write(part: list[Reading]) -> None:
        try:
            with open_ledger(url) as mine:
                fill(mine, part, batch=3)
        except BaseException as error:  # told in the main thread
            failed.append(error)

    # The parts overlap: the same dispatch from two writers is kept once.
    writers = [threading.Thread(target=write, args=(part,)) for part in (given[:25], given[15:])]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failed
    assert ledger.head().entry == 40
    assert ledger.verify().ok
    with open_ledger(url + ".alone") as alone:
        fill(alone, given)
        assert alone.as_of().content_digest() == ledger.as_of().content_digest()


_APPEND = """
import sys
sys.path.insert(0, sys.argv[1])
from conftest import NOON
from synthetic import readings
from tracewire.ledger import open_ledger
with open_ledger(sys.argv[2]) as ledger:
    given = readings(9, first=1)
    list(ledger.append_all(given, recorded_at=NOON, extractor="test", extractor_digest="1", batch=2))
"""


def test_opening_a_ledger_twice_in_one_process_lets_go_of_no_lock(ledger: Ledger, url: str) -> None:
    """A process that opens and closes the file by other means than SQLite loses SQLite's locks on it.

    Another process then believes that it is alone, and removes the log under the first one's feet.
    """
    fill_one(ledger, 0)
    open_ledger(url).close()
    command = [sys.executable, "-c", _APPEND, str(Path(__file__).parent), url]
    subprocess.run(command, check=True, timeout=120)
    assert ledger.as_of().counts().documents == 10
    with open_ledger(url) as again:
        assert again.as_of().counts().documents == 10
        assert again.verify().ok
    fill_one(ledger, 10)
    assert ledger.verify().ok


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of one megabyte and a half."""
    folder = Path(tempfile.mkdtemp(prefix="tracewire-small-"))
    command = ["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
        try:
            yield folder
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    finally:
        folder.rmdir()


def test_a_full_disk_keeps_whole_documents_and_goes_on_once_there_is_room(
    small_disk: Path, tmp_path: Path
) -> None:
    given = list(readings(400))
    with open_ledger(f"sqlite:///{small_disk}/ledger.db") as ledger:
        with pytest.raises(LedgerFull) as told:
            fill(ledger, given)
        assert "full" in told.value.message
        assert "room" in told.value.remedy
        kept = ledger.as_of().counts().documents
        assert 0 < kept < 400
        assert ledger.verify().ok
        assert [stored.document for stored in ledger.as_of().documents()] == [
            one.document for one in given[:kept]
        ]
    shutil.copytree(small_disk, tmp_path / "larger")
    _is_completed(tmp_path / "larger/ledger.db", given, tmp_path)


def test_a_store_without_room_keeps_whole_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As above, where no disk can be mounted: SQLite is told that there are no more pages."""
    given = list(readings(120))
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        fill(ledger, given[:20])
    from sqlalchemy import event

    made = sqlite._engine

    def cramped(path: Path, options: str) -> object:
        engine = made(path, options)
        pages = path.stat().st_size // 4096 + 30
        event.listen(engine, "connect", lambda dbapi, _: dbapi.execute(f"PRAGMA max_page_count={pages}"))
        return engine

    monkeypatch.setattr(sqlite, "_engine", cramped)
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        with pytest.raises(LedgerFull):
            fill(ledger, given)
        assert 20 <= ledger.as_of().counts().documents < 120
        assert ledger.verify().ok
    monkeypatch.undo()
    _is_completed(tmp_path / "ledger.db", given, tmp_path)


def test_no_room_for_evidence_keeps_the_document_out(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    fill_one(ledger, 0)
    given = list(readings(3))

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LedgerFull):
        fill(ledger, given)
    monkeypatch.undo()
    assert ledger.as_of().counts().documents == 1
    assert ledger.verify().ok
    leftovers = Path(f"{ledger.path}.evidence/tmp")
    assert not list(leftovers.iterdir())
    fill(ledger, given)
    assert ledger.as_of().counts().documents == 3
    assert ledger.verify().ok


def _is_completed(path: Path, given: list[Reading], beside: Path) -> None:
    with open_ledger(f"sqlite:///{path}") as again, open_ledger(f"sqlite:///{beside}/whole.db") as whole:
        fill(again, given)
        fill(whole, given)
        assert again.as_of().content_digest() == whole.as_of().content_digest()
        assert again.verify().ok


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that another user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="tracewire-public-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def as_another_user(act: Callable[[], None]) -> None:
    """Run `act` as a user whom permissions bind; they do not bind root."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            act()
            code = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, "see the trace above"


def test_a_ledger_that_cannot_be_written_can_be_read(public_folder: Path) -> None:
    url = f"sqlite:///{public_folder}/ledger.db"
    with open_ledger(url) as ledger:
        fill(ledger, list(readings(3)))
        digest = ledger.as_of().content_digest()
    for path in [public_folder, *public_folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)

    def act() -> None:
        with open_ledger(url, create=False) as ledger:
            assert ledger.as_of().content_digest() == digest
            assert ledger.verify().ok
            with pytest.raises(LedgerReadOnly) as told:
                fill_one(ledger, 9)
            assert "permissions" in told.value.remedy

    as_another_user(act)
    assert not public_folder.joinpath("ledger.db-wal").exists()


def test_a_ledger_that_may_not_be_opened_or_created_says_so(public_folder: Path) -> None:
    url = f"sqlite:///{public_folder}/ledger.db"
    open_ledger(url).close()
    (public_folder / "ledger.db").chmod(0o600)
    (public_folder / "mine").mkdir(mode=0o700)
    public_folder.chmod(0o555)
    if os.getuid() != 0:
        (public_folder / "ledger.db").chmod(0)

    def act() -> None:
        for refused in (url, f"sqlite:///{public_folder}/new.db"):
            with pytest.raises(LedgerForbidden) as told:
                open_ledger(refused)
            assert told.value.remedy

    as_another_user(act)


def test_a_leftover_of_a_killed_writer_is_swept(url: str, ledger: Ledger) -> None:
    fill_one(ledger, 0)
    leftover = Path(f"{ledger.path}.evidence/tmp/{'0' * 64}")
    leftover.write_bytes(b"half a disp")
    ledger.close()
    with open_ledger(url) as again:
        assert again.verify().ok
        [one] = readings(1, first=1)
        assert isinstance(again.append(*one, recorded_at=NOON, extractor="t", extractor_digest="1"), Appended)
        assert not leftover.exists()
