"""A PostgreSQL server of the tests' own: a new cluster in a temporary folder, on a free port of this machine.

It shares nothing with a server that may run already, and ends with the tests. PostgreSQL does not run as
root: there the cluster belongs to the user `postgres`, whom Debian's package creates, or else to `nobody`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

__all__ = ["PostgresServer"]

_USER = "tracewire"
_NUMBERS = count(1)


def _programs() -> Path | None:
    """The folder with PostgreSQL's programs, of the newest version that is installed."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda one: int(one.parent.name.partition(".")[0]) if one.parent.name[:1].isdigit() else 0,
        reverse=True,
    )
    if (found := shutil.which("pg_ctl")) is not None:
        folders.append(Path(found).resolve().parent)
    return next((one for one in folders if (one / "initdb").exists() and (one / "postgres").exists()), None)


def _owner() -> str | None:
    """As whom the server runs; None for ourselves."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return None


@dataclass
class PostgresServer:
    """A running server; `stop` and `start` are for tests of what happens when it goes away."""

    programs: Path
    folder: Path
    port: int
    owner: str | None
    _process: subprocess.Popen[bytes] | None = None

    @classmethod
    @contextmanager
    def started(cls, _factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
        pytest.importorskip("psycopg", reason="the extra 'postgresql' is not installed")
        programs = _programs()
        if programs is None:
            pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
        # Not below pytest's folder, which only we may enter.
        folder = Path(tempfile.mkdtemp(prefix="tracewire-postgres-"))
        server = cls(programs, folder, _free_port(), _owner())
        try:
            if server.owner is not None:
                shutil.chown(folder, server.owner)
            server._run("initdb", "-D", f"{folder}/data", "-U", _USER, "-A", "trust", "-E", "UTF8",
                        "--locale=C.UTF-8", "--no-sync")  # fmt: skip
            with (folder / "data/postgresql.conf").open("a") as settings:
                settings.write(
                    f"listen_addresses = '127.0.0.1'\nport = {server.port}\n"
                    f"unix_socket_directories = '{folder}'\n"
                    "fsync = off\n"  # the tests kill processes, not the machine
                    "max_connections = 60\nlog_min_messages = warning\n"
                )
            server.start()
            try:
                yield server
            finally:
                server.stop()
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            user=self.owner,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout

    def start(self) -> None:
        """Start the server as a child of ours, and wait until it answers."""
        import psycopg

        with (self.folder / "log").open("a") as log:
            self._process = subprocess.Popen(
                [str(self.programs / "postgres"), "-D", f"{self.folder}/data"],
                user=self.owner,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the tests
            )
        deadline = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.address("postgres")).close()
                return
            except psycopg.OperationalError:
                told = (self.folder / "log").read_text()
                assert self._process.poll() is None and time.monotonic() < deadline, told
                time.sleep(0.05)

    def stop(self) -> None:
        """End the server in order, without waiting for those who are connected."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(60)

    def kill(self) -> None:
        """End the server as a power cut would: no process of it gets a word in."""
        assert self._process is not None
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for one in (pid, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self._process.wait(60)

    def address(self, database: str, *, user: str = _USER, options: str = "") -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}{options}"

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the administrator, each on its own."""
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a new database, which is dropped afterwards."""
        name = f"ledger{next(_NUMBERS)}"
        self.execute(f"CREATE DATABASE {name}")
        try:
            yield self.address(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
