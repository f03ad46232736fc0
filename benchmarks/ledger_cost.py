"""Does a document cost the same in a large ledger, and a line's dossier what the line holds?

usage: python benchmarks/ledger_cost.py [--ledger URL] [--claims 10000 ...] [--seed N] [--filled SQLITE]

Fills a new ledger from the simulator, in the order of the days, and measures at each number of claims: what
appending a document costs (the mean of the next 512 documents, in batches of 64), and what a line's dossier
costs (the median of 60 lines of 20 to 60 claims, as of now and as of the entry in the middle of the ledger).
Ratios to the first number are printed beside; CPU seconds are this process's own, so for PostgreSQL only the
wall clock tells all. The ledger stands in a temporary folder unless --ledger names an empty one. --filled
names the file of a ledger that this benchmark filled before with the same seed: its rows are copied into the
empty PostgreSQL ledger, which spares the hours of appending a million claims a second time.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from simulator import World
from sqlalchemy import create_engine, func, select

from tracewire.ledger import Ledger, Reading, line_of, open_ledger, schema

_BATCH = 64
_MEASURED = 512
_LINES = 60
_NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def append(ledger: Ledger, given: Iterator[Reading], seen: Counter[tuple[str, str, str]]) -> tuple[int, int]:
    """Append these dispatches; how many documents and claims."""
    documents = claims = 0

    def noting() -> Iterator[Reading]:
        nonlocal documents, claims
        for one in given:
            documents += 1
            claims += len(one.claims)
            for claim in one.claims:
                seen[claim.supplier[0], claim.recipient[0], claim.item[0]] += 1
            yield one

    moment = _NOON + timedelta(seconds=ledger.head().entry)
    for _ in ledger.append_all(
        noting(), recorded_at=moment, extractor="simulator", extractor_digest="1", batch=_BATCH
    ):
        pass
    return documents, claims


def measure(ledger: Ledger, stream: Iterator[Reading], seen: Counter[tuple[str, str, str]]) -> dict[str, Any]:
    given = list(islice(stream, _MEASURED))
    wall, cpu = time.perf_counter(), time.process_time()
    documents, claims = append(ledger, iter(given), seen)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    chance = random.Random(7)
    alike = sorted(key for key, number in seen.items() if 20 <= number <= 60)
    chosen = chance.sample(alike, min(_LINES, len(alike)))
    now = ledger.as_of()
    middle = ledger.as_of(now.entry // 2)
    told: dict[str, list[float]] = {"now": [], "middle": []}
    for key in chosen:
        for name, view in (("now", now), ("middle", middle)):
            began = time.perf_counter()
            line_of(view, key)
            told[name].append(time.perf_counter() - began)
    return {
        "append_ms_a_document": 1000 * wall / documents,
        "append_cpu_ms_a_document": 1000 * cpu / documents,
        "claims_a_document": claims / documents,
        "lines_measured": len(chosen),
        "claims_a_line": statistics.median(seen[key] for key in chosen) if chosen else None,
        "dossier_ms_now": 1000 * statistics.median(told["now"]) if chosen else None,
        "dossier_ms_in_the_middle": 1000 * statistics.median(told["middle"]) if chosen else None,
    }


def copied(filled: Path, url: str) -> int:
    """Copy the rows of an SQLite ledger into an empty PostgreSQL one; how many documents they hold.

    The triggers that let rows in at the newest entry alone rest meanwhile, which asks for a superuser.
    """
    import psycopg  # only who has PostgreSQL has it

    source = create_engine(f"sqlite:///{filled}")
    with source.connect() as given, psycopg.connect(url) as taking, taking.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in schema.metadata.sorted_tables:
            names = [column.name for column in table.columns]
            rows = given.execution_options(stream_results=True).execute(select(table))
            with cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        cursor.execute("ANALYZE")
        return int(given.execute(select(func.count()).select_from(schema.documents)).scalar_one())


def main() -> None:
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shape)
    parser.add_argument("--ledger")
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--filled", type=Path)
    asked = parser.parse_args()
    if asked.filled and not (asked.ledger or "").startswith("postgres"):
        parser.error(
            "--filled asks for an empty PostgreSQL ledger: name it with --ledger postgresql://user@host/empty"
        )
    with ExitStack() as held:
        url = asked.ledger or f"sqlite:///{held.enter_context(tempfile.TemporaryDirectory())}/ledger.db"
        ledger = held.enter_context(open_ledger(url))
        stream = World(seed=asked.seed).dispatches()
        seen: Counter[tuple[str, str, str]] = Counter()
        documents = claims = 0
        if asked.filled:
            documents = copied(asked.filled, url)
            for one in islice(stream, documents):
                claims += len(one.claims)
                seen.update((c.supplier[0], c.recipient[0], c.item[0]) for c in one.claims)
        first: dict[str, Any] | None = None
        for wanted in sorted(asked.claims):
            began = time.perf_counter()
            while claims < wanted:
                more = append(ledger, islice(stream, 2048 if wanted - claims > 20_000 else 128), seen)
                documents, claims = documents + more[0], claims + more[1]
            found = {"claims": claims, "documents": documents, **measure(ledger, stream, seen)}
            documents += _MEASURED
            claims += int(found["claims_a_document"] * _MEASURED)
            first = first or found
            found["filled_in_s"] = time.perf_counter() - began
            for name in ("append_ms_a_document", "append_cpu_ms_a_document", "dossier_ms_now"):
                if found[name] and first[name]:
                    found[f"ratio_{name}"] = found[name] / first[name]
            print(json.dumps({key: round(value, 3) if isinstance(value, float) else value
                              for key, value in found.items()}), flush=True)  # fmt: skip
        print(f"{ledger.where}: {documents} documents, {claims} claims", file=sys.stderr)


if __name__ == "__main__":
    main()
