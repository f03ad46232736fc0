"""Killed at any moment, a reading leaves whole documents, and reading again completes the ledger.

Many more moments are tried on the ledger itself (tests/ledger); this goes through the command line.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tracewire.ledger import LedgerMissing, open_ledger

if TYPE_CHECKING:
    from conftest import World

DOCUMENTS = 160
PAUSE_SECONDS = 0.02  # for each document, so that a kill finds the reading on its way


def documents(world: World, ledger: str) -> int:
    try:
        with open_ledger(f"sqlite:///{world.folder / ledger}", create=False) as store:
            return store.as_of().counts().documents
    except LedgerMissing:
        return 0


def sound(world: World, ledger: str) -> str:
    """The digest of what the ledger says, once it was checked that each document has its one claim."""
    with open_ledger(f"sqlite:///{world.folder / ledger}", create=False) as store:
        assert store.verify().failures == ()
        counts = store.as_of().counts()
        assert counts.documents == counts.claims
        return store.as_of().content_digest()


@pytest.fixture
def wire(world: World) -> World:
    with (world.folder / "wire.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(DOCUMENTS):
            text = f"date 2023-06-09\n\nNumber {number} says that IR delivers {number + 1} uavs to RU.\n"
            lines.write(json.dumps({"id": f"wire-{number}", "text": text}) + "\n")
    return world


def test_killed_and_read_again_is_read_once(wire: World) -> None:
    assert wire.run("read", "wire.jsonl", "--ledger", "sqlite:///whole.db").exit_code == 0
    whole = sound(wire, "whole.db")

    for turn, enough in enumerate((1, DOCUMENTS // 2)):
        ledger = f"killed-{turn}.db"
        with subprocess.Popen(
            [sys.executable, "-m", "tracewire", "read", "wire.jsonl", "--ledger", f"sqlite:///{ledger}"],
            cwd=wire.folder,
            env={**os.environ, **wire.environment, "TELEGRAPHIC_PAUSE": str(PAUSE_SECONDS)},
            stderr=subprocess.DEVNULL,
        ) as process:
            while documents(wire, ledger) < enough:
                assert process.poll() is None
                time.sleep(PAUSE_SECONDS)
            process.kill()
        assert enough <= documents(wire, ledger) < DOCUMENTS
        sound(wire, ledger)
        assert wire.run("read", "wire.jsonl", "--ledger", f"sqlite:///{ledger}").exit_code == 0
        assert documents(wire, ledger) == DOCUMENTS
        assert sound(wire, ledger) == whole
