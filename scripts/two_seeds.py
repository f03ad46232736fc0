"""Prints what a careful analyst reads in the two seed dispatches, and whether Tracewire reads it too.

    python scripts/two_seeds.py              from the claims that people marked, then from extracted ones
    python scripts/two_seeds.py --only gold --full      and the whole brief of Iranian drones for Russia

The seeds and their marked claims are no part of this repository (they are an agency's texts): they are
looked for in `shared` beside the checkout, or where --shared says, and where they are not there the reading
is skipped with the reason. Each line is an expectation, met (✓) or not (✗), with the answer that was found.
The exit code is 1 where the marked claims do not give the expected reading; what extraction misses changes
nothing.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console

from tracewire.assess import (
    Amount,
    Brief,
    Goods,
    Sort,
    Transfer,
    Verdict,
    brief,
    readings,
    simulated,
    stock,
    stock_statements,
)
from tracewire.cli.assessments import brief_lines, interval
from tracewire.documents import Received, read_documents
from tracewire.language import identify
from tracewire.ledger import Ledger, LedgerView, open_ledger
from tracewire.lexicon import party_name
from tracewire.model import Claim, Edtf, Kind, Stage, last_day
from tracewire.reading import Extracted, extracted

SEEDS = ("000_b2dfa230aab523b4", "002_d281fe114ec86fad")
Check = tuple[bool, str, str]


class Refuse:
    """Stands where pages would be fetched: nothing here is."""

    def fetch(self, url: str) -> object:
        raise RuntimeError(f"not to be fetched: {url}")


def seeds(folder: Path) -> list[Received]:
    found = read_documents(
        [str(folder)],
        today=date(2030, 1, 1),
        stdin=io.BytesIO(),
        fetcher=Refuse(),  # type: ignore[arg-type]
        identify=identify,
        default_published=None,
    )
    kept = [one for one in found if isinstance(one, Received) and one.document.id in SEEDS]
    return sorted(kept, key=lambda one: one.document.published or "")


def append(ledger: Ledger, one: Received | Extracted, claims: list[Claim], label: str) -> None:
    """Records a dispatch at the end of its own month, so that as of a month the later one is not known."""
    day = last_day(one.document.published or "")
    assert day is not None
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    ledger.append(
        one.document, one.content, claims, recorded_at=moment, extractor=label, extractor_digest=label
    )


def from_gold(ledger: Ledger, received: list[Received], gold: Path) -> None:
    marked = [Claim.from_dict(json.loads(line)) for line in gold.read_text("utf-8").splitlines() if line]
    for one in received:
        append(
            ledger, one, [claim for claim in marked if claim.document == one.document.id], "marked by people"
        )


def from_extraction(ledger: Ledger, received: list[Received]) -> None:
    from tracewire.claims import builtin_extractor

    for one in extracted(received, builtin_extractor()):
        assert isinstance(one, Extracted)
        append(ledger, one, list(one.claims), "extracted")


def whole(view: LedgerView, *key: str, known_on: date | None = None) -> Brief:
    return brief(view, *key, known_on=known_on)  # type: ignore[arg-type]


def speakers(found: Brief, kind: Kind, stage: Stage) -> str:
    told = [
        f"{one.speaker}{f', {one.claim.when}' if one.claim.when else ''}: “{one.passage[:70]}”"
        for one in found.of_kind(kind)
        if one.claim.stage is stage and one.affirms
    ]
    return "; ".join(told) or "nobody says so"


def reading(view: LedgerView) -> Iterator[Check]:
    """The reading with both dispatches."""
    drones = whole(view, "IR", "RU", "uav")
    top = drones.grade
    origins = [one.statement.speaker for one in top.origins] if top else []
    yield (
        top is not None and top.stage is Stage.DELIVERED,
        "Iranian drones for Russia are delivered",
        f"{top.stage} {top.code}, {top.reason}" if top else "no source affirms a transfer",
    )
    alike = (
        [f"{one.right.speaker} ({', '.join(one.reasons)})" for of in top.origins for one in of.others]
        if top
        else []
    )
    yield (
        len(origins) == 2,
        "two origins are independent; offices of one state, and what one dispatch tells, are not",
        f"{'; '.join(origins)} — not independent: {'; '.join(alike)}",
    )
    yield (
        any({"US", "GB"} == set(one.states) for one in drones.allied),
        "Washington and London are one bloc",
        "; ".join(one.words for one in drones.allied) or "no bloc",
    )
    yield from stocks(view)
    routes = {
        one.claim.place for one in drones.of_kind(Kind.TRANSFER) if one.affirms and len(one.claim.place) > 1
    }
    ends = {tuple(place for place in route if place in ("Amirabad", "Makhachkala")) for route in routes}
    shown = "; ".join(" → ".join(route) for route in sorted(routes)) or "no route"
    yield ("Amirabad", "Makhachkala") in ends, "the route leads from Amirabad to Makhachkala", shown
    plant = drones.of_kind(Kind.PRODUCTION)
    planned = [one for one in plant if one.claim.stage is Stage.PLANNED and one.claim.when == "2022-12"]
    yield (
        bool(planned),
        "the plant was planned in December 2022",
        speakers(drones, Kind.PRODUCTION, Stage.PLANNED),
    )
    beyond = [one for one in plant if one.claim.stage is Stage.BUILDING and one.report.published == "2023-06"]
    yield bool(beyond), "it was beyond design in June 2023", speakers(drones, Kind.PRODUCTION, Stage.BUILDING)
    ahead = [
        one
        for one in plant
        if (one.claim.when or "").startswith("2024") and one.claim.certainty == "possible"
    ]
    told = "; ".join(
        f"{one.speaker}: {one.claim.stage}, {one.claim.certainty}, {one.claim.when}" for one in ahead
    )
    yield bool(ahead), "and possibly running in early 2024", told or "nobody says so"
    denial = [
        one
        for one in drones.disputes
        if one.sort is Sort.DENIAL and any(of.claim.source.country == "IR" for of in one.sides[1])
    ]
    why = "; ".join(reason for one in denial for reason in one.reasons)
    against = {of.claim.source.org for one in denial for of in one.sides[0]}
    yield (
        any(one.definite for one in denial)
        and any(of.claim.source.country == "US" for one in denial for of in one.sides[0]),
        "Iran's “before the war, not since” contradicts the White House's “continues”, a denial",
        f"against {', '.join(sorted(filter(None, against)))}: {why}",
    )
    missiles = whole(view, "IR", "RU", "ballistic-missile")
    stages = {one.stage for one in missiles.grades}
    yield (
        Stage.PLANNED in stages and Stage.AGREED in missiles.denied and Stage.DELIVERED in missiles.denied,
        "ballistic missiles: considered, no deal seen, not delivered",
        f"affirmed {', '.join(sorted(stages)) or '–'}; denied {', '.join(missiles.denied) or '–'}",
    )
    yield (
        Stage.DELIVERED not in stages,
        "and no delivery of them is asserted",
        f"furthest: {missiles.grade and missiles.grade.stage}",
    )
    shells = whole(view, "KP", "RU", "artillery-shell").grade
    yield (
        shells is not None and shells.stage is Stage.SHIPPED,
        "North Korean shells for Russia are shipped",
        f"{shells.stage} {shells.code}" if shells else "nobody says so",
    )
    fighters = whole(view, "RU", "IR", "fighter")
    deal = [
        one for one in fighters.of_kind(Kind.TRANSFER) if one.affirms and "Su-35" in one.claim.designation
    ]
    yield (
        bool(fighters.grade and fighters.grade.stage is Stage.AGREED and deal),
        "Su-35 for Iran are agreed",
        speakers(fighters, Kind.TRANSFER, Stage.AGREED),
    )
    for item in ("trainer-aircraft", "attack-helicopter", "radar"):
        wish = whole(view, "RU", "IR", item).grade
        yield (
            wish is not None and wish.stage is Stage.SOUGHT,
            f"{item} for Iran: sought",
            f"{wish.stage} {wish.code}" if wish else "nobody says so",
        )
    yield from law()


def stocks(view: LedgerView) -> Iterator[Check]:
    said = stock_statements(view, "RU", "uav", supplier="IR")
    june = stock(said, "RU", "uav", on=date(2023, 6, 30), supplier="IR")
    may = stock(said, "RU", "uav", on=date(2023, 5, 31), supplier="IR")
    november = stock(said, "RU", "uav", on=date(2022, 11, 30), supplier="IR")
    for found, what, low, high, words in (
        (june, Amount.RECEIVED, 400, 400, "400 were bought and received by June 2023"),
        (may, Amount.USED, 201, 400, "most of them were used by May 2023"),
        (may, Amount.LEFT, 0, 199, "fewer than 200 were left then"),
        (november, Amount.LEFT, 0, 40, "“nearly exhausted” in November 2022: at most 40 were left"),
    ):
        told = found.amounts.get(what)
        met = told is not None and (told.low, told.high) == (low, high)
        walked = simulated(said, "RU", "uav", on=found.on, supplier="IR", seed=1)
        beside = interval(walked[what]) if walked and what in walked else "nothing"
        yield met, words, f"{what} {interval(told)} on {found.on}; the simulation (seed 1) finds {beside}"


def law() -> Iterator[Check]:
    """The rule of the Security Council before and after 18 October 2023."""

    def rule(day: str, *names: str) -> tuple[str, str]:
        goods = Goods(classes=("one-way-attack-uav",), designations=names)
        transfer = Transfer(supplier="IR", recipient="RU", goods=goods, when=Edtf.parse(day))
        un = [one for one in readings(transfer, covered_only=True) if one.rule.is_un]
        told = "; ".join(
            f"{one.rule.id} {one.verdict}{f', missing {one.missing[0]}' if one.missing else ''}"
            f", asserted by {', '.join(map(party_name, one.asserted_by))}"
            f", contested by {', '.join(map(party_name, one.contested_by))}"
            for one in un
        )
        return ",".join(one.verdict for one in un), told or "no rule of the Security Council"

    before, told = rule("2023-10-17", "Shahed-136")
    yield (
        before == Verdict.APPROVAL_NEEDED and "Iran, Russia" in told,
        "before 18 October 2023 a Shahed-136 needed the Council's approval, which Iran and Russia contest",
        told,
    )
    before, told = rule("2022-09-01")
    yield before == Verdict.UNDETERMINED, "a drone without a name is undetermined: its range decides", told
    after, told = rule("2023-10-18", "Shahed-136")
    yield after == "", "from that day on no rule of the Council covered it", told


def reading_of_2022(view: LedgerView) -> Iterator[Check]:
    """The reading as of December 2022, without anything of 2023."""
    drones = whole(view, "IR", "RU", "uav", known_on=date(2022, 12, 31))
    top = drones.grade
    yield (
        top is not None and top.stage is Stage.DELIVERED,
        "delivered even then",
        f"{top.stage} {top.code}, {top.reason}" if top else "",
    )
    late = [one.passage for one in drones.said if (one.report.published or "") > "2022-12"]
    yield not late, "no statement of 2023", f"{len(drones.said)} statements, all of 2022-12"
    yield (
        not drones.of_kind(Kind.PRODUCTION),
        "no plant yet",
        f"{len(drones.of_kind(Kind.PRODUCTION))} claims of production",
    )
    yield (
        not [one for one in drones.disputes if one.sort is Sort.DENIAL],
        "no denial by Iran yet",
        ", ".join(one.sort for one in drones.disputes),
    )
    said = stock_statements(view, "RU", "uav", supplier="IR")
    found = stock(said, "RU", "uav", on=date(2022, 11, 30), supplier="IR").amounts
    received = found.get(Amount.RECEIVED)
    yield (
        received is not None and (received.low, received.high) == (200, None),
        "hundreds were received, and 400 is not known yet",
        f"received {interval(received)}, left {interval(found.get(Amount.LEFT))}",
    )
    late_rules = [
        one.rule.id for day in drones.legal for one in day.readings if one.rule.adopted > date(2022, 12, 31)
    ]
    late_rules += [
        one.party
        for day in drones.legal
        for r in day.readings
        for one in r.positions
        if one.since > date(2022, 12, 31)
    ]
    contested = {party for day in drones.legal for one in day.readings for party in one.contested_by}
    yield (
        not late_rules and contested == {"IR", "RU"},
        "rules and positions of 2022 only, and the dispute is known",
        f"contested by {', '.join(sorted(contested))}",
    )


def show(title: str, checks: Iterator[Check], console: Console) -> int:
    console.print(f"\n{title}", style="bold")
    missed = 0
    for met, words, found in checks:
        missed += not met
        console.print(f"  [{'green' if met else 'red'}]{'✓' if met else '✗'}[/] {words}")
        console.print(f"      {found}", style="dim", markup=False)
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--only", choices=("gold", "extracted"))
    parser.add_argument("--full", action="store_true", help="print the whole brief too")
    asked = parser.parse_args()
    folder, gold = asked.shared / "seeds", asked.shared / "evaluation" / "seeds.gold.jsonl"
    if not folder.is_dir() or not gold.is_file():
        print(f"skipped: the seed dispatches are not at {asked.shared} (--shared names another folder)")
        return 0
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 132)
    missed = 0
    received = seeds(folder)
    with tempfile.TemporaryDirectory() as temporary:
        for kind in ("gold", "extracted"):
            if asked.only not in (None, kind):
                continue
            with open_ledger(f"sqlite:///{temporary}/{kind}.db") as ledger:
                if kind == "gold":
                    from_gold(ledger, received, gold)
                else:
                    from_extraction(ledger, received)
                name = "Claims that people marked" if kind == "gold" else "Claims that were extracted"
                now = show(f"{name}, both dispatches", reading(ledger.as_of()), console)
                december = datetime(2022, 12, 31, 23, tzinfo=UTC)
                then = show(f"{name}, as of 2022-12", reading_of_2022(ledger.as_of(december)), console)
                if asked.full:
                    for line in brief_lines(whole(ledger.as_of(), "IR", "RU", "uav")):
                        console.print(line)
                console.print(f"\n{name}: {now + then} expectations not met")
                missed += (now + then) if kind == "gold" else 0
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
