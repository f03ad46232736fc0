"""How often are grades, stages and stock intervals right, where the truth is known?

usage: python benchmarks/known_truth.py [--lines N] [--seed N] [--copies N] [--json]

A seeded simulator invents lines (supplier, recipient, goods) with a true course: a wish, a plan, a deal,
shipments, deliveries on days, uses; many stop on the way. It then lets sources speak: governments of two
blocs and of none, agencies, unnamed officials, "reports". They err, guess, deny what concerns them, repeat
each other, and give numbers as intervals that hold the truth or do not. Dispatches are copied, some often.
Everything is invented, and the rates are ours: what is measured is whether the answers keep what they say
under these rates, not how the world is.

For each line the furthest stage, its digit and the stock intervals of its brief are compared with the
truth, and with what counting reports naively would say: the furthest stage that any report tells, more
reports being surer, and sums of the numbers reported.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from tracewire.assess import Amount, Statement, grade, state, stock
from tracewire.model import (
    STAGES,
    Certainty,
    Claim,
    Document,
    DocumentId,
    Kind,
    Part,
    PartKind,
    Polarity,
    Quantity,
    Source,
    Span,
    Stage,
    digest_bytes,
    digest_text,
)

LADDER = STAGES[Kind.TRANSFER]
FIRST = date(2022, 1, 1)
DAYS = 720
ASKED = FIRST + timedelta(days=600)

_SPEAKERS: tuple[tuple[Source, float], ...] = (
    # Who speaks, and how often what they affirm is so.
    (Source(role="institution", org="White House", country="US"), 0.9),
    (Source(role="institution", org="US Department of Defense", country="US"), 0.9),
    (Source(role="institution", org="UK Ministry of Defence", country="GB"), 0.88),
    (Source(role="institution", org="Ukrainian Ministry of Defence", country="UA"), 0.8),
    (Source(role="institution", org="Indian Ministry of External Affairs", country="IN"), 0.8),
    (Source(role="official", country="US", anonymous=True), 0.75),
    (Source(role="diplomat", anonymous=True), 0.7),
    (Source(role="reports"), 0.6),
    (Source(role="narrator"), 0.8),
)
_OUTLETS = ("AP", "Reuters", "AFP", "Le Soir", "The Daily", "Harbour Courier")


@dataclass(frozen=True)
class Truth:
    """What happened on a line: the furthest stage, and what came and was used by days from the first."""

    stage: Stage | None
    came: tuple[tuple[int, int], ...]
    used: tuple[tuple[int, int], ...]

    def amount(self, which: Amount, day: int) -> int:
        came = sum(number for on, number in self.came if on <= day)
        used = sum(number for on, number in self.used if on <= day)
        return {Amount.RECEIVED: came, Amount.USED: used, Amount.LEFT: came - used}[which]


def truth(chance: Random) -> Truth:
    """A course that stops somewhere; what is delivered comes on some days and is used later."""
    reached = chance.choices((None, *LADDER), weights=(1, 1, 1, 1, 0.5, 4))[0]
    if reached is not Stage.DELIVERED:
        return Truth(reached, (), ())
    came = tuple((chance.randrange(60, 500), chance.randrange(5, 300)) for _ in range(chance.randint(1, 3)))
    used: list[tuple[int, int]] = []
    for day in sorted(chance.randrange(100, 700) for _ in range(chance.randint(0, 4))):
        room = min(
            sum(n for on, n in came if on <= at) - sum(n for on, n in used if on <= at)
            for at in range(day, DAYS)
        )
        if room > 1:
            used.append((day, chance.randint(1, room)))
    return Truth(reached, came, tuple(used))


def dispatches(name: str, of: Truth, chance: Random, copied: int) -> Iterator[tuple[Document, list[Claim]]]:
    """What is reported on a line: some dispatches with a claim or two, and their copies."""
    for number in range(chance.randint(1, 7)):
        published = chance.randrange(30, DAYS)
        document = _document(f"{name}/{number}", FIRST + timedelta(days=published), chance)
        claims = [
            one
            for place in range(chance.choice((1, 1, 2)))
            if (one := _claim(document, place, published, of, chance)) is not None
        ]
        if not claims:
            continue
        yield document, claims
        for copy in range(chance.choice((0, 0, 0, 1, copied))):
            later = FIRST + timedelta(days=min(DAYS, published + chance.randint(0, 20)))
            again = replace(
                document,
                id=DocumentId(f"{name}/{number}-{copy}"),
                published=later.isoformat(),
                outlet=document.outlet
                if later.isoformat() == document.published
                else chance.choice(_OUTLETS),
            )
            yield again, [one.but(document=again.id) for one in claims]


def _document(name: str, day: date, chance: Random) -> Document:
    text = " ".join("".join(chance.choices("abcdefghijklm", k=6)) for _ in range(30))
    return Document(
        id=DocumentId(name),
        text=text,
        parts=(Part(kind=PartKind.PARAGRAPH, span=Span(0, len(text))),),
        raw=digest_bytes(text.encode()),
        text_digest=digest_text(text),
        published=day.isoformat(),
        outlet=chance.choice(_OUTLETS),
    )


def _claim(of: Document, place: int, published: int, true: Truth, chance: Random) -> Claim | None:
    source, honest = chance.choice(_SPEAKERS)
    so = chance.random() < honest
    span = Span(place * 10, place * 10 + 9)
    base = Claim(
        document=of.id,
        kind=Kind.TRANSFER,
        stage=Stage.SOUGHT,
        polarity=Polarity.AFFIRMED,
        certainty=chance.choices(tuple(Certainty), weights=(6, 2, 2) if so else (3, 2, 3))[0],
        supplier=("IR",),
        recipient=("RU",),
        item=("uav",),
        source=source,
        span=span,
    )
    reached = -1 if true.stage is None else LADDER.index(true.stage)
    if chance.random() < 0.12:  # the supplier denies what concerns it, true or not
        ministry = Source(role="institution", org="Iranian Ministry of Foreign Affairs", country="IR")
        return base.but(
            stage=Stage.DELIVERED, polarity=Polarity.DENIED, source=ministry, certainty=Certainty.CERTAIN
        )
    kind = chance.choices((Kind.TRANSFER, Kind.USE, Kind.STOCK), weights=(7, 1, 1))[0]
    if kind is not Kind.TRANSFER and reached == len(LADDER) - 1:
        amount = Amount.USED if kind is Kind.USE else Amount.LEFT
        stage = Stage.USED if kind is Kind.USE else Stage.HELD
        number = _told(true.amount(amount, published), so, chance)
        when = None if kind is Kind.USE else (FIRST + timedelta(days=published)).isoformat()
        return base.but(kind=kind, stage=stage, quantity=number, when=when)
    if so and reached < 0:
        return None
    if so:
        # A delivery is only told once it came.
        stage = LADDER[chance.randint(max(0, reached - 1), reached)]
        if stage is Stage.DELIVERED and not true.amount(Amount.RECEIVED, published):
            stage = Stage.AGREED
    else:
        stage = LADDER[chance.randint(0, len(LADDER) - 1)]
    number = None
    when = None
    if stage is Stage.DELIVERED and chance.random() < 0.7:
        events = [one for one in true.came if one[0] <= published]
        if so and events and chance.random() < 0.5:
            on, _ = chance.choice(events)
            begin, end = on - chance.randint(0, 20), min(published, on + chance.randint(0, 20))
            number = _told(sum(n for day, n in events if begin <= day <= end), so, chance)
            when = f"{FIRST + timedelta(days=begin)}/{FIRST + timedelta(days=end)}"
        else:
            number = _told(true.amount(Amount.RECEIVED, published), so, chance)
    return base.but(stage=stage, quantity=number, when=when)


def _told(number: int, so: bool, chance: Random) -> Quantity | None:
    """A number as a source puts it: an interval around the truth, or, where it errs, around something
    else."""
    about = number if so else max(1, int(number * chance.choice((0.3, 0.5, 2, 3))) + chance.randint(0, 20))
    match chance.randint(0, 3):
        case 0:
            return Quantity(about, about)
        case 1:
            return Quantity(int(about * 0.8), int(about * 1.2) + 1)
        case 2:
            return Quantity(about, None) if about else None
        case _:
            return Quantity(None, about) if about else None


def measure(lines: int, seed: int, copied: int) -> dict[str, Any]:
    """The measures over `lines` invented lines."""
    chance = Random(seed)
    right: dict[int, list[bool]] = defaultdict(list)
    naive: dict[str, list[bool]] = defaultdict(list)
    stages: list[bool] = []
    naive_stages: list[bool] = []
    covered: dict[str, list[bool]] = defaultdict(list)
    wide: list[float] = []
    sums: list[float] = []
    conflicts = reports = moved = 0
    for number in range(lines):
        true = truth(chance)
        told = list(dispatches(f"line{number}", true, chance, copied))
        if not told:
            continue
        said = state([one for _, claims in told for one in claims], [of for of, _ in told])
        reports += len(told)
        found = grade(said)
        alone = [(of, claims) for of, claims in told if "-" not in str(of.id)]
        single = state([one for _, claims in alone for one in claims], [of for of, _ in alone])
        moved += (grade(single).code, grade(single).reason) != (found.code, found.reason)
        if found.stage is not None:
            so = true.stage is not None and LADDER.index(found.stage) <= LADDER.index(true.stage)
            right[found.digit].append(so)
            stages.append(found.stage is true.stage)
            count = sum(one.affirms and one.claim.stage is found.stage for one in said)
            naive["1" if count == 1 else "2" if count == 2 else "3–5" if count < 6 else "6 or more"].append(
                so
            )
            naive_stages.append(so)
        for given, name in ((said, "all claims"), (_true(said, true), "true claims alone")):
            answer = stock(given, "RU", "uav", on=ASKED, supplier="IR")
            if not answer.consistent:
                conflicts += name == "all claims"
                continue
            for amount in (Amount.RECEIVED, Amount.USED, Amount.LEFT):
                interval = answer.amounts[amount]
                real = true.amount(amount, (ASKED - FIRST).days)
                inside = interval.low <= real and (interval.high is None or real <= interval.high)
                covered[f"{amount}, {name}"].append(inside)
            if name == "all claims" and (high := answer.amounts[Amount.RECEIVED].high) is not None:
                wide.append(high - answer.amounts[Amount.RECEIVED].low)
        came = true.amount(Amount.RECEIVED, (ASKED - FIRST).days)
        if came and (added := _sum(said)):
            sums.append(added / came)
    return {
        "lines": lines,
        "reports": reports,
        "grades moved by copies": moved,
        "stage exactly right": _share(stages),
        "reached, by digit": {digit: [_share(right[digit]), len(right[digit])] for digit in sorted(right)},
        "reached, by number of reports": {
            count: [_share(naive[count]), len(naive[count])] for count in sorted(naive)
        },
        "stock holds the truth": {name: [_share(told), len(told)] for name, told in sorted(covered.items())},
        "claims that cannot all be true": conflicts,
        "median width of received, where closed": statistics.median(wide) if wide else None,
        "reports added up over what came, median and ninth decile": [
            round(statistics.median(sums), 2),
            round(statistics.quantiles(sums, n=10)[-1], 2),
        ],
    }


def _true(said: Sequence[Statement], true: Truth) -> list[Statement]:
    """The statements whose numbers are so."""
    kept = []
    for one in said:
        claim, period = one.claim, one.period
        if not one.affirms or claim.quantity is None or period.high is None:
            continue
        which = {Kind.USE: Amount.USED, Kind.STOCK: Amount.LEFT}.get(claim.kind, Amount.RECEIVED)
        last = (period.high - FIRST).days
        real = true.amount(which, last)
        if which is Amount.RECEIVED and period.told and period.low is not None:
            real -= true.amount(which, (period.low - FIRST).days - 1)
        low, high = claim.quantity.low or 0, claim.quantity.high
        if (
            claim.stage in (Stage.DELIVERED, Stage.USED, Stage.HELD)
            and low <= real
            and (high is None or real <= high)
        ):
            kept.append(one)
    return kept


def _sum(said: Sequence[Statement]) -> float:
    """What adding up every report gives: the middle of each interval, or its one end."""
    total = 0.0
    for one in said:
        quantity = one.claim.quantity
        if one.affirms and one.claim.stage is Stage.DELIVERED and quantity is not None:
            ends = [end for end in (quantity.low, quantity.high) if end is not None]
            total += sum(ends) / len(ends)
    return total


def _share(told: Sequence[bool]) -> float:
    return round(sum(told) / len(told), 3) if told else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=int, default=8)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure(asked.lines, asked.seed, asked.copies)
    if asked.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for name, value in found.items():
        if isinstance(value, dict):
            print(f"{name}:")
            for key, told in value.items():
                print(f"  {key}: {told[0]:.3f} of {told[1]}")
        else:
            print(f"{name}: {value}")


if __name__ == "__main__":
    main()
