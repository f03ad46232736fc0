"""How fast are claims extracted where few dispatches are about arms, and what does the lexical gate save?

usage: python benchmarks/extraction.py [--documents N] [--rounds N] [--json]

The mix is one relevant dispatch in twenty (tests/dispatches/dev), the others prose of local news: the
exercises that are not about arms, and reports generated here in English and French. The same mix is read by
the built-in extractor, by the one with the network for all languages alone, by the rules alone, and by the
rules without the gate, where everything is parsed. Each reading is a process of its own, all in turn, so that
caches and a busy machine touch them alike; the figures are medians. Time is CPU time, because that is what
another process on the machine does not change; reading files and loading models is not counted, a first small
reading goes before.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
EXERCISES = ROOT / "tests/dispatches/dev"
NOT_ABOUT_ARMS = frozenset(
    {"en/16-crime-kebab", "fr/15-film-tank", "fr/16-missile-lucarne", "fr/17-rapport-logistique"}
)
RELEVANT_ONE_IN = 20
WARM_UP = 4

LOCAL_NEWS = tomllib.loads((Path(__file__).parent / "local_news.toml").read_text(encoding="utf-8"))


def report(language: str, seed: int) -> str:
    """Local news of about 300 words, the same for the same seed."""
    chance = random.Random(seed)

    words = LOCAL_NEWS[language]

    def sentence() -> str:
        chosen = {name: chance.choice(words[name]) for name in ("place", "person", "day", "month")}
        return str(chance.choice(words["sentences"]).format(number=chance.randint(2, 90), **chosen))

    paragraphs = [" ".join(sentence() for _ in range(chance.randint(2, 4))) for _ in range(6)]
    day = date(2023, chance.randint(1, 12), chance.randint(1, 28))
    return f"date {day.isoformat()}\n\n" + "\n\n".join(paragraphs) + "\n"


def mix(count: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of `count` dispatches, every twentieth about arms."""
    names = sorted(str(path.relative_to(EXERCISES).with_suffix("")) for path in EXERCISES.rglob("*.txt"))
    relevant = [name for name in names if name not in NOT_ABOUT_ARMS]
    other = [name for name in names if name in NOT_ABOUT_ARMS]
    for number in range(count):
        if number % RELEVANT_ONE_IN == 0:
            name = relevant[number // RELEVANT_ONE_IN % len(relevant)]
        elif number % RELEVANT_ONE_IN == 1:
            name = other[number // RELEVANT_ONE_IN % len(other)]
        else:
            language = ("en", "fr")[number % 2]
            yield f"{language}/news-{number:05}", report(language, number).encode()
            continue
        yield f"{name}-{number:05}", (EXERCISES / f"{name}.txt").read_bytes()


READINGS = {
    "builtin": ("the built-in extractor", "builtin_extractor", True),
    "light": ("the light extractor", "light_extractor", True),
    "rules": ("the rules", "rules_extractor", True),
    "all": ("the rules, parsing everything", "rules_extractor", False),
}
"""What is read with: a title, the function of `tracewire.claims` that makes it, and whether with the gate."""


def measure(count: int, reading: str) -> dict[str, Any]:
    """Reads the mix once in this process."""
    import tracewire.claims
    from tracewire.documents import Received, read_documents
    from tracewire.language import identify

    lines = b"".join(
        json.dumps({"id": name, "text": content.decode()}).encode() + b"\n" for name, content in mix(count)
    )
    received = read_documents(["-"], today=date(2026, 1, 1), stdin=BytesIO(lines), identify=identify)
    documents = [one.document for one in received if isinstance(one, Received)]
    assert len(documents) == count, f"{count - len(documents)} of the mix were rejected"
    _, maker, gate = READINGS[reading]
    extractor = getattr(tracewire.claims, maker)(gate=gate)
    for _ in extractor.extract_many(documents[:WARM_UP]):
        pass
    loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, wall = time.process_time(), time.perf_counter()
    claims = sum(len(found) for found in extractor.extract_many(documents))
    cpu, elapsed = time.process_time() - began, time.perf_counter() - wall
    return {
        "documents": len(documents),
        "words": sum(len(document.text.split()) for document in documents),
        "claims": claims,
        "cpu_seconds": cpu,
        "wall_seconds": elapsed,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "loaded_megabytes": loaded / 1024,
    }


def in_a_process(count: int, reading: str) -> dict[str, Any]:
    command = [sys.executable, __file__, "--documents", str(count), "--measure", reading]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--measure", choices=tuple(READINGS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.documents, options.measure)))
        return
    rounds = [
        {name: in_a_process(options.documents, name) for name in READINGS} for _ in range(options.rounds)
    ]
    result: dict[str, Any] = {
        name: {figure: statistics.median(turn[name][figure] for turn in rounds) for figure in rounds[0][name]}
        for name in READINGS
    }
    for figures in result.values():
        figures["words_per_cpu_second"] = figures["words"] / figures["cpu_seconds"]
    for name in READINGS:
        result[name]["times_the_cpu_of_the_rules"] = statistics.median(
            turn[name]["cpu_seconds"] / turn["rules"]["cpu_seconds"] for turn in rounds
        )
    if options.json:
        print(json.dumps(result, indent=1))
        return
    for name, (title, _, _) in READINGS.items():
        row = result[name]
        print(
            f"{title:>30}: {row['words_per_cpu_second']:8,.0f} words a CPU second,"
            f" {row['times_the_cpu_of_the_rules']:.1f} times the rules' CPU time,"
            f" {row['claims']:.0f} claims, peak {row['peak_megabytes']:,.0f} MB"
            f" ({row['loaded_megabytes']:,.0f} MB once loaded)"
        )
    print(
        f"{result['rules']['documents']:.0f} documents, {result['rules']['words']:,.0f} words,"
        f" median of {options.rounds}"
    )


if __name__ == "__main__":
    main()
