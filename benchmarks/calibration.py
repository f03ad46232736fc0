"""How often is the register right where the truth is known, and is it better than counting reports?

usage: python benchmarks/calibration.py [--documents 2000] [--seed N]

Reads the simulator's dispatches into a new ledger and compares each line with the deals behind it, as of the
last day: whether the furthest affirmed stage is the one that was reached, by credibility digit, and whether
the number of units lies in the line's interval. Beside it stands the naive reading: the stage that most
claims tell, and the sum of the numbers that they tell. It says how the rules fare in a world of these habits,
which are invented: other habits give other figures.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from itertools import islice

from simulator import LADDER, World

from tracewire.ledger import Line, lines, open_ledger
from tracewire.model import Claim, Polarity, Stage

_NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
_Key = tuple[str | None, str | None, str | None]


def share(hits: int, of: int) -> float | None:
    return round(hits / of, 3) if of else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    world = World(seed=asked.seed)
    given = list(islice(world.dispatches(), asked.documents))
    last = date.fromisoformat(given[-1].document.published or "")
    with tempfile.TemporaryDirectory() as folder, open_ledger(f"sqlite:///{folder}/ledger.db") as ledger:
        for _ in ledger.append_all(given, recorded_at=_NOON, extractor="simulator", extractor_digest="1"):
            pass
        found = lines(ledger.as_of())
    said: dict[_Key, list[Claim]] = defaultdict(list)
    for one in given:
        for claim in one.claims:
            said[claim.supplier[0], claim.recipient[0], claim.item[0]].append(claim)
    truth: dict[_Key, list[tuple[Stage | None, int]]] = defaultdict(list)
    for deal in world.deals:
        truth[deal.line].append((deal.stage(last), deal.quantity))
    print(json.dumps(_figures(found, said, truth), indent=1))


def _figures(
    found: tuple[Line, ...],
    said: dict[_Key, list[Claim]],
    truth: dict[_Key, list[tuple[Stage | None, int]]],
) -> dict[str, object]:
    told: Counter[int] = Counter()
    right: Counter[int] = Counter()
    beyond: Counter[int] = Counter()
    naive_right = intervals = covered = naive_near = 0
    for line in found:
        reached = [stage for stage, _ in truth[line.key] if stage is not None]
        if line.stage is None or not reached:
            continue
        furthest = max(reached, key=LADDER.index)
        told[line.credibility] += 1
        right[line.credibility] += line.stage is furthest
        beyond[line.credibility] += LADDER.index(line.stage) > LADDER.index(furthest)
        affirmed = [claim for claim in said[line.key] if claim.polarity is Polarity.AFFIRMED]
        naive = Counter(claim.stage for claim in affirmed).most_common(1)[0][0]
        naive_right += naive is furthest
        if line.quantity is not None and len(truth[line.key]) == 1:
            units = truth[line.key][0][1]
            low, high = line.quantity.low or 0, line.quantity.high
            intervals += 1
            covered += low <= units and (high is None or units <= high)
            summed = sum(claim.quantity.low or 0 for claim in affirmed if claim.quantity)
            naive_near += units / 2 <= summed <= units * 2
    lines_told = sum(told.values())
    return {
        "lines": lines_told,
        "stage is the one reached": share(sum(right.values()), lines_told),
        "stage lies beyond it": share(sum(beyond.values()), lines_told),
        "by credibility": {
            digit: {
                "lines": told[digit],
                "right": share(right[digit], told[digit]),
                "beyond": share(beyond[digit], told[digit]),
            }
            for digit in sorted(told)
        },
        "naive: the stage that most claims tell is the one reached": share(naive_right, lines_told),
        "intervals of lines of one deal": intervals,
        "interval holds the true number": share(covered, intervals),
        "naive: the sum of all numbers lies within a factor of two": share(naive_near, intervals),
    }


if __name__ == "__main__":
    main()
