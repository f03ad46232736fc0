"""What does reading many documents cost, and reading them again: time, memory, and the same ledger?

usage: python benchmarks/reading.py [--documents N]

The mix of `extraction.py` is read into a new ledger twice, by `tracewire read` as its users run it: first a
tenth of the documents, then all of them, so that a peak of memory which grows with their number is seen.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from extraction import mix

TENTH = 10


def tracewire(folder: Path, *arguments: str) -> tuple[str, float, float]:
    """What the command writes, its wall-clock seconds, and its peak memory in megabytes."""
    ledger = f"sqlite:///{folder / 'ledger.db'}"
    with (folder / "out").open("w+", encoding="utf-8") as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "tracewire", *arguments, "--ledger", ledger],
            stdout=out,
            stderr=subprocess.PIPE,
        )
        assert process.stderr is not None
        told = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(told)
        out.seek(0)
        return out.read(), time.perf_counter() - began, usage.ru_maxrss / 1024


def read_twice(count: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with (folder / "dispatches.jsonl").open("w", encoding="utf-8") as lines:
            for name, content in mix(count):
                lines.write(json.dumps({"id": name, "text": content.decode()}) + "\n")
        source = str(folder / "dispatches.jsonl")
        _, first_seconds, first_megabytes = tracewire(folder, "read", source)
        first, _, _ = tracewire(folder, "verify", "--format", "json")
        _, again_seconds, again_megabytes = tracewire(folder, "read", source)
        again, _, _ = tracewire(folder, "verify", "--format", "json")
        return {
            "documents": json.loads(first)["documents"],
            "claims": json.loads(first)["claims"],
            "head": json.loads(first)["head"],
            "same": first == again,
            "first_seconds": first_seconds,
            "again_seconds": again_seconds,
            "first_megabytes": first_megabytes,
            "again_megabytes": again_megabytes,
        }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=10_000)
    options = parser.parse_args()
    for count in (options.documents // TENTH, options.documents):
        found = read_twice(count)
        print(
            f"{found['documents']:,} documents, {found['claims']:,} claims:"
            f" read in {found['first_seconds']:.0f} s with {found['first_megabytes']:,.0f} MB,"
            f" again in {found['again_seconds']:.1f} s with {found['again_megabytes']:,.0f} MB,"
            f" {'the same ledger' if found['same'] else 'ANOTHER LEDGER'}:"
            f" {found['head']['entry']}:{found['head']['digest'][:12]}"
        )


if __name__ == "__main__":
    main()
