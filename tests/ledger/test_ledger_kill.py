"""Killed at any moment of a read, a ledger holds whole documents, and reading again completes it."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

from conftest import NOON
from synthetic import readings

from tracewire.ledger import Reading, open_ledger

KILLS = 20


def read(url: str, given: list[Reading], *, batch: int) -> None:
    with open_ledger(url) as ledger:
        for _ in ledger.append_all(
            given, recorded_at=NOON, extractor="test", extractor_digest="1", batch=batch
        ):
            pass


def killed_after(seconds: float, act: Callable[[], None]) -> bool:
    """Run `act` in a process of its own, kill that after `seconds`; whether it was still at work."""
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_killed_at_random_moments_a_read_is_whole_and_can_be_completed(tmp_path: Path) -> None:
    given = list(readings(32))
    by_id = {one.document.id: one for one in given}
    read(f"sqlite:///{tmp_path}/warm.db", given, batch=4)  # imports and caches are warm, as in the children
    started = time.monotonic()
    read(f"sqlite:///{tmp_path}/whole.db", given, batch=4)
    took = time.monotonic() - started
    with open_ledger(f"sqlite:///{tmp_path}/whole.db") as whole:
        expected = whole.as_of().content_digest()

    chance = random.Random(20)
    caught, kept = 0, set()
    for number in range(KILLS):
        url = f"sqlite:///{tmp_path}/killed{number}.db"
        batch = chance.choice((1, 4, 16))
        in_time = killed_after(
            chance.uniform(0, took), lambda url=url, batch=batch: read(url, given, batch=batch)
        )
        caught += in_time
        if not in_time:
            took *= 0.8  # the first read was measured on a busier machine than this one ran on
        with open_ledger(url) as ledger:
            report = ledger.verify()
            assert report.ok, report.failures
            view = ledger.as_of()
            stored = list(view.documents())
            kept.add(len(stored))
            for one in stored:
                there = [claim.claim for claim in view.claims(one.document.id)]
                assert (one.document, there) == (
                    by_id[one.document.id].document,
                    list(by_id[one.document.id].claims),
                )
            assert [one.entry for one in stored] == list(range(1, len(stored) + 1))
        read(url, given, batch=4)
        with open_ledger(url) as ledger:
            assert ledger.as_of().content_digest() == expected
            assert ledger.verify().ok
    # Otherwise nothing was tried: most moments must fall within the read, and into different places of it.
    assert caught >= KILLS // 2
    assert len(kept) >= 3
