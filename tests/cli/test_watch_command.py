"""`tracewire watch` as its users run it: once from a timer, and for long until it is ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import World

FILE = """
[[folder]]
path = "dispatches"
every = "1s"
[[alert]]
kind = "atom"
path = "alerts.atom"
"""


def test_looks_once_and_tells_what_it_did(world: World) -> None:
    (world.folder / "watch.toml").write_text(FILE)
    for path in (world.folder / "dispatches").rglob("*.txt"):
        os.utime(path, (1, 1))
    result = world.run("watch", "watch.toml", "--once")
    assert result.exit_code == 0, result.stderr
    assert "4 documents, 1 rejected" in result.stderr
    assert (world.folder / "alerts.atom").read_text().count("<entry>") == 2
    again = world.run("watch", "watch.toml", "--once")
    assert "0 documents" in again.stderr and "0 alerts" in again.stderr


def test_a_fault_over_one_document_stops_no_other_and_is_not_overlooked(world: World) -> None:
    (world.folder / "watch.toml").write_text(FILE)
    (world.folder / "dispatches/en/crash.txt").write_text(
        "date 2023-06-09\n\nCRASH is what it stumbles over.\n"
    )
    for path in (world.folder / "dispatches").rglob("*.txt"):
        os.utime(path, (1, 1))
    result = world.run("watch", "watch.toml", "--once")
    assert result.exit_code == 70
    assert "4 documents, 2 rejected" in result.stderr
    assert "en/crash: internal error" in result.stderr and "please report it" in result.stderr
    assert (world.folder / "alerts.atom").read_text().count("<entry>") == 2


def test_a_watch_file_with_a_mistake_is_refused(world: World) -> None:
    (world.folder / "watch.toml").write_text("[[feed]]\n")
    result = world.run("watch", "watch.toml", "--once")
    assert result.exit_code == 78
    assert "url" in result.stderr


def test_runs_until_it_is_ended_and_goes_on_from_there(world: World) -> None:
    (world.folder / "watch.toml").write_text(FILE)
    for path in (world.folder / "dispatches").rglob("*.txt"):
        os.utime(path, (1, 1))
    feed = world.folder / "alerts.atom"
    with subprocess.Popen(
        [sys.executable, "-m", "tracewire", "watch", "watch.toml"],
        cwd=world.folder,
        env={**os.environ, **world.environment},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        deadline = time.monotonic() + 60
        while not feed.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert feed.read_text().count("<entry>") == 2
    assert "whole" in told
    third = world.folder / "dispatches/third.txt"
    third.write_text("date 2023-08-01\n\nNow FR delivers 9 tanks to UA.\n")
    os.utime(third, (1, 1))
    time.sleep(1.1)
    assert world.run("watch", "watch.toml", "--once").exit_code == 0
    assert feed.read_text().count("<entry>") == 3
