"""Killed at any moment, does a reading leave a sound ledger that reading again completes?

usage: python benchmarks/kill_read.py [--documents N] [--kills N] [PATH...]

Reads the dispatches at PATH, or N files of the mix of `extraction.py`, by `tracewire read` as its users run
it, and kills it (SIGKILL) at random moments, each time in a new ledger. After each kill the ledger must open,
`verify` must find nothing, every document must have all its claims, and reading again must end with the
digest of a reading that was left in peace. Exit code 1 where one of these fails.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

from extraction import mix

from tracewire.ledger import LedgerMissing, open_ledger


def started(sources: list[str], ledger: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tracewire", "read", *sources, "--ledger", f"sqlite:///{ledger}"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for_first(ledger: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the ledger holds a document, or the reading has ended."""
    while process.poll() is None:
        with (
            suppress(sqlite3.OperationalError),  # not there yet, or being laid out
            closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection,
        ):
            if connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone():
                return
        time.sleep(0.01)


def held(ledger: Path) -> tuple[dict[str, tuple[str, ...]], str, list[str]]:
    """The claims of each document, the digest of all that is said, and what `verify` finds."""
    with open_ledger(f"sqlite:///{ledger}", create=False) as store:
        view = store.as_of()
        found: dict[str, tuple[str, ...]] = {one.document.id: () for one in view.documents()}
        for stored in view.claims():
            found[stored.claim.document] += (stored.id,)
        return found, view.content_digest(), [str(failure) for failure in store.verify().failures]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--kills", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sources = options.paths or [str(written(folder / "dispatches", options.documents))]
        began = time.perf_counter()
        peaceful = started(sources, folder / "whole.db")
        wait_for_first(folder / "whole.db", peaceful)
        until_first = time.perf_counter() - began
        if peaceful.wait():
            sys.exit("a reading that was left in peace failed")
        seconds = time.perf_counter() - began
        whole, digest, findings = held(folder / "whole.db")
        print(
            f"{len(whole)} documents, {sum(map(len, whole.values()))} claims, {seconds:.1f} s: {digest[:12]}"
        )
        faults = [f"in peace: {finding}" for finding in findings]
        chance = random.Random(9)
        for turn in range(options.kills):
            ledger = folder / f"killed-{turn}.db"
            began = time.perf_counter()
            process = started(sources, ledger)
            if turn % 4:
                # Loading models takes most of the time: most kills wait until documents are being kept.
                wait_for_first(ledger, process)
                time.sleep((seconds - until_first) * chance.random())
            else:
                time.sleep(seconds * chance.random())
            process.kill()
            after = time.perf_counter() - began
            killed = process.wait() < 0
            try:
                found, _, findings = held(ledger)
            except LedgerMissing:
                found, findings = {}, []
            faults += [f"kill {turn}: {finding}" for finding in findings]
            faults += [
                f"kill {turn}: {name} is not whole" for name in found if found[name] != whole.get(name)
            ]
            if started(sources, ledger).wait():
                faults.append(f"kill {turn}: reading again failed")
            _, again, findings = held(ledger)
            faults += [f"kill {turn}, read again: {finding}" for finding in findings]
            if again != digest:
                faults.append(f"kill {turn}: read again, the ledger says something else")
            told = f"{'killed' if killed else 'ended'} after {after:5.2f} s with {len(found):5} documents"
            print(f"{turn + 1:3} {told}, completed to {again[:12]}", flush=True)
        print("\n".join(faults) or "nothing was lost or half written")
        sys.exit(1 if faults else os.EX_OK)


def written(folder: Path, count: int) -> Path:
    """The mix of `extraction.py` as files."""
    for name, content in mix(count):
        path = folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


if __name__ == "__main__":
    main()
