"""What becomes of errors: one line on stderr, the exit code of the family, never a traceback."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import pytest

from tracewire.cli.exits import Exit, exit_of
from tracewire.errors import Conflict, InputRefused, Misconfigured, TracewireError, Unavailable
from tracewire.publish import exports

if TYPE_CHECKING:
    from conftest import World

    from tracewire.ledger import LedgerView


@pytest.mark.parametrize(
    ("family", "code"),
    [(InputRefused, 65), (Unavailable, 69), (TracewireError, 70), (Conflict, 75), (Misconfigured, 78)],
)
def test_each_family_has_its_code(family: type[TracewireError], code: int) -> None:
    assert exit_of(family("what")) == code


def test_every_code_tells_what_it_means() -> None:
    assert all(code.meaning.endswith(".") for code in Exit)


@pytest.mark.parametrize("arguments", [["no-such-command"], ["extract"], ["lines", "--no-such-option"]])
def test_a_wrong_command_line_is_2(world: World, arguments: list[str]) -> None:
    assert world.run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    "asked",
    [
        "9" * 21,
        "9" * 5000,
        str(2**63),
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+12:00",
        "10000-01-01",
        "soon",
    ],
)
@pytest.mark.parametrize("option", ["--as-of", "--since"])
def test_an_entry_or_instant_that_cannot_be_is_2(filled: World, option: str, asked: str) -> None:
    result = filled.run("changes", "--since", "0", option, asked)
    assert result.exit_code == 2, result.stderr
    assert "no entry, day or instant" in result.stderr


@pytest.mark.parametrize("asked", ["9999-12-31", "9999-12-31T23:59:59Z"])
def test_the_last_instant_can_be_asked_for(filled: World, asked: str) -> None:
    result = filled.run("lines", "--as-of", asked)
    assert result.exit_code == 0, result.stderr
    assert result.stdout


def test_an_unknown_extractor_names_the_known_ones(world: World) -> None:
    result = world.run("extract", "dispatches", "--extractor", "oracle")
    assert result.exit_code == 78
    assert "oracle" in result.stderr
    assert "builtin" in result.stderr
    assert "telegraphic" in result.stderr


def test_an_extractor_that_cannot_start_is_misconfigured(
    world: World, install: Callable[[str, str], Path]
) -> None:
    install("broken", "raise ImportError('no such engine')")
    result = world.run("extract", "dispatches", "--extractor", "broken")
    assert result.exit_code == 78
    assert "no such engine" in result.stderr


def test_an_extractor_that_is_none_is_misconfigured(
    world: World, install: Callable[[str, str], Path]
) -> None:
    install("hollow", "class Telegraphic:\n    name = 'hollow'\n")
    result = world.run("extract", "dispatches", "--extractor", "hollow")
    assert result.exit_code == 78
    assert "extract_many" in result.stderr


FAULTY = """
class Telegraphic:
    name, version = "faulty", "1"

    def extract(self, document):
        return ()

    def extract_many(self, documents):
        raise SystemError("the rule of this test")

    def __getattribute__(self, name):
        if name == "version":
            raise ZeroDivisionError("an unforeseen fault")
        return object.__getattribute__(self, name)
"""


def test_a_fault_of_ours_is_one_line_and_70(world: World, install: Callable[[str, str], Path]) -> None:
    install("faulty", FAULTY)
    result = world.run("read", "dispatches", "--extractor", "faulty")
    assert result.exit_code == 70
    assert "internal error: ZeroDivisionError: an unforeseen fault" in result.stderr
    assert "Traceback" not in result.stderr
    debugged = world.where(TRACEWIRE_DEBUG="1")
    assert "Traceback" in debugged.run("read", "dispatches", "--extractor", "faulty").stderr


def test_a_reader_that_has_seen_enough_is_no_error(world: World) -> None:
    folder = world.folder / "many"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(
            f"date 2023-06-09\n\nNumber {number} says that IR delivers {number + 1} uavs to RU today.\n"
        )
    # The pipe holds 64 KiB: the claims of 400 documents are more, so that writing meets the closed end.
    command = [sys.executable, "-m", "tracewire", "extract", "many"]
    with subprocess.Popen(
        command,
        cwd=world.folder,
        env={**os.environ, **world.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("{")
        process.stdout.close()
        told = process.stderr.read()
    assert process.returncode == 0, told
    assert "Broken" not in told
    assert "Traceback" not in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("command", ["lines", "export claims", "extract dispatches", "sources", "verify"])
def test_a_full_disk_below_stdout_is_no_fault_of_ours(filled: World, command: str) -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "tracewire", *command.split()],
            cwd=filled.folder,
            env={**os.environ, **filled.environment},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert result.returncode == 69
    assert result.stderr.splitlines()[-1] == (
        "tracewire: standard output: cannot be written: No space left on device (make room, then repeat)"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize(
    "command", ["export claims -o /dev/full", "export csv -o /dev/full", "read undated --rejects /dev/full"]
)
def test_a_full_disk_below_a_file_names_it(filled: World, command: str) -> None:
    (filled.folder / "undated").mkdir()
    (filled.folder / "undated" / "one.txt").write_text("IR delivers 2 uavs to RU.")
    result = filled.run(*command.split())
    assert result.exit_code == 69
    assert "/dev/full: cannot be written" in result.stderr


def test_an_export_that_cannot_be_completed_leaves_the_earlier_one(
    filled: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = filled.folder / "claims.csv"
    assert filled.run("export", "csv", "-o", str(out)).exit_code == 0
    before = out.read_bytes()
    whole = exports.claims_csv

    def full(view: LedgerView, stream: TextIO) -> None:
        whole(view, stream)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(exports, "claims_csv", full)
    result = filled.run("export", "csv", "-o", str(out))
    assert (result.exit_code, str(out) in result.stderr) == (69, True)
    assert out.read_bytes() == before
    assert [path.name for path in filled.folder.iterdir() if "claims" in path.name] == ["claims.csv"]


def test_a_place_that_cannot_be_written_is_for_the_operator(filled: World) -> None:
    (filled.folder / "file").write_text("no folder")
    for command in ("report -o file/dossier", "export claims -o file/claims.jsonl"):
        result = filled.run(*command.split())
        assert result.exit_code == 78, result.stderr
        assert "file/" in result.stderr and "cannot be written" in result.stderr


SLOW = """
import time

class Telegraphic:
    name, version = "slow", "1"

    def extract(self, document):
        return ()

    def extract_many(self, documents):
        for document in documents:
            print("begun", flush=True)
            time.sleep(60)
            yield ()
"""


def test_ctrl_c_is_130(world: World, install: Callable[[str, str], Path]) -> None:
    site = install("slow", SLOW)
    process = subprocess.Popen(
        [sys.executable, "-m", "tracewire", "read", "dispatches", "--extractor", "slow"],
        cwd=world.folder,
        env={**os.environ, **world.environment, "PYTHONPATH": str(site)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # what was started in the background of a shell ignores Ctrl-C, and hands that on
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 130
    assert "interrupted" in told
    assert "Traceback" not in told
