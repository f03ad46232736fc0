"""Killed at any moment, a reading leaves whole documents, and reading again completes the ledger.

Many more moments are tried on the ledger itself (tests/ledger); this is the whole way through the command line.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tracewire.ledger import LedgerMissing, open_ledger

if TYPE_CHECKING:
    from conftest import World

DOCUMENTS = 200
KILLS = 3


def read(world: World, ledger: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tracewire", "read", "wire.jsonl", "--ledger", f"sqlite:///{ledger}"],
        cwd=world.folder,
        env={**os.environ, **world.environment},
        stderr=subprocess.DEVNULL,
    )


def sound(world: World, ledger: str) -> tuple[int, str]:
    """How many documents the ledger holds, and the digest of what they say."""
    with open_ledger(f"sqlite:///{world.folder / ledger}", create=False) as store:
        assert store.verify().failures == ()
        view = store.as_of()
        assert (
            view.counts().documents == view.counts().claims
        )  # each document makes one claim: none came without
        return view.counts().documents, view.content_digest()


@pytest.fixture
def wire(world: World) -> World:
    with (world.folder / "wire.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(DOCUMENTS):
            text = f"date 2023-06-09\n\nNumber {number} says that IR delivers {number + 1} uavs to RU.\n"
            lines.write(json.dumps({"id": f"wire-{number}", "text": text}) + "\n")
    return world


def test_killed_and_read_again_is_read_once(wire: World) -> None:
    began = time.monotonic()
    assert read(wire, "whole.db").wait(timeout=120) == 0
    whole_run = time.monotonic() - began
    count, digest = sound(wire, "whole.db")
    assert count == DOCUMENTS

    chance = random.Random(2231)
    reached = []
    for turn in range(KILLS):
        ledger = f"killed-{turn}.db"
        process = read(wire, ledger)
        time.sleep(whole_run * chance.uniform(0.3, 1.0))
        process.kill()
        process.wait(timeout=60)
        try:
            reached.append(sound(wire, ledger)[0])
        except LedgerMissing:  # killed before there was one
            reached.append(0)
        assert wire.run("read", "wire.jsonl", "--ledger", f"sqlite:///{ledger}").exit_code == 0
        assert sound(wire, ledger) == (DOCUMENTS, digest)
    assert min(reached) < DOCUMENTS, "every kill came too late to be one"
