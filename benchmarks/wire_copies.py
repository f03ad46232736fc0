"""Which near copies of a public wire collection does Tracewire take for one story?

usage: python benchmarks/wire_copies.py draw FOLDER SHEET [--each 12] [--seed 1]
       python benchmarks/wire_copies.py tally SHEET ANSWERS

Draws pairs to be read, and tallies what the reader said. FOLDER holds Reuters-21578 (files *.sgm). Every pair
of dispatches within 31 days that shares a tenth of the shorter one's runs of three words is found without
Tracewire, by counting, and put into a stratum by that share and by what Tracewire decides. From each stratum
`--each` pairs are drawn. ANSWERS has one line for each pair of the sheet that was read: its number and `yes`
(one story: the same dispatch again, trimmed, or with nothing new of substance) or `no` (another event, or an
update with news). The tally weighs each stratum by its size, and decides each pair anew, so that a change of
the rule is measured on pairs that were read before it. The collection stays where it is.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

from tracewire.documents.duplicates import copied

_DISPATCH = re.compile(r"<REUTERS[^>]*NEWID=\"(\d+)\">(.*?)</REUTERS>", re.DOTALL)
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_DAYS = 31
_CROWD = 40  # a run in more dispatches than that is boilerplate, and brings no pair together
_EDGES = (0.1, 0.25, 0.4, 0.6, 0.8, 1.01)


def dispatches(folder: Path) -> Iterator[tuple[str, date, str, str]]:
    """Number, day, title and body of each dispatch that has a body."""
    for path in sorted(folder.rglob("*.sgm")):
        for number, inside in _DISPATCH.findall(path.read_text(encoding="latin-1")):
            part = {
                tag: re.search(rf"<{tag}>(.*?)</{tag}>", inside, re.DOTALL)
                for tag in ("DATE", "TITLE", "BODY")
            }
            if part["BODY"] and part["DATE"]:
                day = datetime.strptime(part["DATE"][1].strip().split()[0].title(), "%d-%b-%Y").date()
                title = html.unescape(part["TITLE"][1]) if part["TITLE"] else ""
                yield number, day, title, html.unescape(re.sub(r"&#\d+;", "", part["BODY"][1]))


def runs(text: str) -> set[str]:
    words = _WORD.findall(text.casefold())
    return {" ".join(words[at : at + 3]) for at in range(len(words) - 2)}


def draw(folder: Path, sheet: Path, each: int, seed: int) -> None:
    found = list(dispatches(folder))
    held = [runs(body) for *_, body in found]
    where: dict[str, list[int]] = defaultdict(list)
    for at, those in enumerate(held):
        for run in those:
            where[run].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for those in where.values():
        if 1 < len(those) <= _CROWD:
            shared.update(combinations(those, 2))
    strata: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for (one, other), least in shared.items():
        shorter = min(len(held[one]), len(held[other]))
        if shorter < 12 or least < 0.05 * shorter or abs((found[one][1] - found[other][1]).days) > _DAYS:
            continue
        contained = len(held[one] & held[other]) / shorter
        if contained < _EDGES[0]:
            continue
        band = max(edge for edge in _EDGES if edge <= contained)
        said = copied(found[one][3], found[other][3])
        strata[f"{said.relation if said else 'apart'} {band}"].append((one, other, contained))
    rng = random.Random(seed)
    drawn = []
    for name, pairs in sorted(strata.items()):
        for one, other, contained in rng.sample(pairs, min(each, len(pairs))):
            texts = [[str(day), title, body] for _, day, title, body in (found[one], found[other])]
            share = round(contained, 2)
            drawn.append({"stratum": name, "pairs": len(pairs), "contained": share, "texts": texts})
    print(
        f"{len(found)} dispatches; pairs: { ({name: len(pairs) for name, pairs in sorted(strata.items())}) }"
    )
    sheet.write_text("".join(json.dumps(one) + "\n" for one in drawn), encoding="utf-8")


def tally(sheet: Path, answers: Path) -> None:
    drawn = [json.loads(line) for line in sheet.read_text(encoding="utf-8").splitlines()]
    said = dict(line.split()[:2] for line in answers.read_text(encoding="utf-8").splitlines() if line.strip())
    read: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    size = {}
    for number, one in enumerate(drawn, 1):
        if str(number) in said:
            size[one["stratum"]] = one["pairs"]
            kept = copied(one["texts"][0][2], one["texts"][1][2]) is not None
            read[one["stratum"]].append((said[str(number)] == "yes", kept))
    right = found = told = 0.0
    for name, pairs in sorted(read.items()):
        weight = size[name] / len(pairs)
        right += weight * sum(yes and kept for yes, kept in pairs)
        found += weight * sum(kept for _, kept in pairs)
        told += weight * sum(yes for yes, _ in pairs)
        same, taken = sum(yes for yes, _ in pairs), sum(kept for _, kept in pairs)
        print(f"{name:18} {size[name]:6} pairs; {len(pairs)} read: {same} one story, {taken} taken for one")
    print(
        f"precision {right / max(found, 1):.2f}, recall {right / max(told, 1):.2f} (estimated over all pairs)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("folder", type=Path)
    drawing.add_argument("sheet", type=Path)
    drawing.add_argument("--each", type=int, default=12)
    drawing.add_argument("--seed", type=int, default=1)
    tallying = commands.add_parser("tally")
    tallying.add_argument("sheet", type=Path)
    tallying.add_argument("answers", type=Path)
    asked = parser.parse_args()
    if asked.command == "draw":
        draw(asked.folder, asked.sheet, asked.each, asked.seed)
    else:
        tally(asked.sheet, asked.answers)


if __name__ == "__main__":
    main()
