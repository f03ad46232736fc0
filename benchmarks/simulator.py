"""An invented world of arms deals and its press, the same for the same seed; it knows the truth.

No actor, outlet or deal here is real: parties are made-up codes, so that nothing that is printed of them can
be mistaken for a report.

Deals between actors run through the stages or stop at one of them. Those who know of a stage tell the press:
officials of either side, third parties, leakers; some deny what is true, some tell what is not, numbers come
exact, rounded or as "hundreds". Agencies write dispatches of a lead and its background, and outlets print
them: whole, trimmed or edited, with the agency's credit or without. Now and then an agency corrects itself.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from tracewire.ledger import Reading
from tracewire.model import (
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

__all__ = ["Deal", "World"]

ACTORS = tuple(f"actor-{number:02}" for number in range(40))
ITEMS = (
    "one-way-attack-uav",
    "surveillance-uav",
    "ballistic-missile",
    "cruise-missile",
    "artillery-shell",
    "rocket",
    "tank",
    "ifv",
    "howitzer",
    "mlrs",
    "fighter",
    "helicopter",
    "frigate",
    "radar",
    "air-defence",
)
LADDER = (Stage.SOUGHT, Stage.PLANNED, Stage.AGREED, Stage.SHIPPED, Stage.DELIVERED)
AGENCIES = tuple(f"Agency {letter}" for letter in "ABCDEF")
OUTLETS = tuple(f"Outlet {number:03}" for number in range(150))
START = date(2015, 1, 1)
_WORDS = tuple(
    f"{first}{middle}{last}"
    for first in ("ba", "co", "di", "fe", "gu", "ha", "ka", "lo", "me", "ni", "po", "ru", "sa", "te", "vo")
    for middle in ("l", "nd", "r", "st", "m")
    for last in ("a", "en", "or", "ing", "ed", "y")
)


@dataclass(slots=True)
class Deal:
    """What really happens: the day of each stage that is reached, and how many units there are."""

    number: int
    supplier: str
    recipient: str
    item: str
    quantity: int
    days: dict[Stage, date]

    @property
    def line(self) -> tuple[str, str, str]:
        return self.supplier, self.recipient, self.item

    def stage(self, on: date) -> Stage | None:
        """The furthest stage that is reached by `on`."""
        return next(
            (stage for stage in reversed(LADDER) if stage in self.days and self.days[stage] <= on), None
        )


@dataclass(frozen=True, slots=True)
class _Statement:
    """What one source says of one deal."""

    deal: Deal
    stage: Stage
    denied: bool
    certainty: Certainty
    quantity: Quantity | None
    source: Source


@dataclass(slots=True)
class World:
    """Yields dispatches in the order of their days; `deals` holds every deal that has begun by then."""

    seed: int = 1
    deals_a_day: float = 0.6
    copies: float = 1.2  # that each dispatch gets, on average
    deals: list[Deal] = field(default_factory=list)
    reports: int = 0

    def dispatches(self) -> Iterator[Reading]:
        """Without end: take as many as are wanted."""
        chance = random.Random(f"world {self.seed}")
        ahead: list[tuple[date, int, Deal, Stage]] = []
        later: list[tuple[date, int, Reading]] = []
        order = count()
        day = START
        recent: list[_Statement] = []
        while True:
            for _ in range(_poisson(chance, self.deals_a_day)):
                deal = self._deal(chance, day)
                self.deals.append(deal)
                for stage, on in deal.days.items():
                    # What happens is told at once, and again: leaks, anniversaries, summaries.
                    for delay in (0, *(chance.expovariate(1 / 40) for _ in range(_poisson(chance, 2.5)))):
                        heapq.heappush(ahead, (on + timedelta(days=int(delay)), next(order), deal, stage))
            while ahead and ahead[0][0] <= day:
                _, _, deal, stage = heapq.heappop(ahead)
                said = [self._statement(chance, deal, stage, day) for _ in range(1 + _poisson(chance, 1.0))]
                background = chance.sample(recent, min(len(recent), 2 + _poisson(chance, 3.0)))
                recent = [*recent[-60:], *said]
                one = self._dispatch(chance, day, [*said, *background])
                heapq.heappush(later, (day, next(order), one))
                for _ in range(_poisson(chance, self.copies)):
                    shift = timedelta(days=_poisson(chance, 0.4))
                    heapq.heappush(later, (day + shift, next(order), self._copy(chance, one, day + shift)))
            while later and later[0][0] <= day:
                yield heapq.heappop(later)[2]
            day += timedelta(days=1)

    def _deal(self, chance: random.Random, day: date) -> Deal:
        supplier, recipient = chance.sample(ACTORS, 2)
        days: dict[Stage, date] = {}
        on = day
        for stage, goes_on in zip(LADDER, (0.75, 0.7, 0.8, 0.9, 0.0), strict=True):
            days[stage] = on
            if chance.random() > goes_on:
                break
            on += timedelta(days=1 + int(chance.expovariate(1 / 45)))
        quantity = int(10 ** chance.uniform(0.5, 3.5))
        return Deal(len(self.deals), supplier, recipient, chance.choice(ITEMS), quantity, days)

    def _statement(self, chance: random.Random, deal: Deal, stage: Stage, day: date) -> _Statement:
        sort = chance.choices(("own", "third", "leak", "rival"), (3, 3, 2, 2))[0]
        denied = False
        told = stage
        match sort:
            case "own":  # supplier or recipient: denies what is delicate, else tells the truth
                who = chance.choice((deal.supplier, deal.recipient))
                denied = stage in LADDER[2:] and chance.random() < 0.35
                source = Source(
                    name=f"Speaker {who[-2:]}", role="spokesperson", org=f"Ministry {who}", country=who
                )
                certainty = Certainty.CERTAIN
            case "third":
                who = chance.choice(ACTORS)
                source = Source(role="institution", org=f"Office {who}", country=who)
                certainty = chance.choice((Certainty.CERTAIN, Certainty.CERTAIN, Certainty.PROBABLE))
            case "leak":
                who = chance.choice(ACTORS)
                source = Source(role="official", country=who, anonymous=True)
                certainty = chance.choice(tuple(Certainty))
            case _:  # a rival tells more than is there, one time in three
                who = chance.choice(ACTORS)
                if chance.random() < 0.33:
                    told = LADDER[min(LADDER.index(stage) + 1, len(LADDER) - 1)]
                source = Source(role="minister", org=f"Ministry {who}", country=who)
                certainty = chance.choice((Certainty.CERTAIN, Certainty.POSSIBLE))
        return _Statement(deal, told, denied, certainty, self._quantity(chance, deal, denied), source)

    def _quantity(self, chance: random.Random, deal: Deal, denied: bool) -> Quantity | None:
        if denied or chance.random() < 0.4:
            return None
        true = deal.quantity
        match chance.choice(("exact", "about", "more", "part", "scale")):
            case "exact":
                return Quantity(true, true)
            case "about":
                near = max(1, round(true * chance.uniform(0.95, 1.05)))
                return Quantity(int(near * 0.9), int(near * 1.1) + 1)
            case "more":
                return Quantity(max(1, int(true * chance.uniform(0.5, 1.0))), None)
            case "part":  # a first lot, told as if it were all
                lot = max(1, int(true * chance.uniform(0.2, 0.8)))
                return Quantity(lot, lot)
            case _:
                scale = 10 ** (len(str(true)) - 1)
                return Quantity(scale, scale * 10 - 1)

    # Texts.

    def _dispatch(self, chance: random.Random, day: date, said: list[_Statement]) -> Reading:
        agency = chance.choice(AGENCIES) if chance.random() < 0.7 else None
        outlet = agency or chance.choice(OUTLETS)
        sentences = [_sentence(chance, one) for one in said]
        paragraphs: list[tuple[str, _Statement | None]] = []
        for text, one in zip(sentences, said, strict=True):
            paragraphs.append((text, one))
            paragraphs.append((_filler(chance), None))
        return self._reading(chance, day, paragraphs, agency=agency, outlet=outlet)

    def _copy(self, chance: random.Random, of: Reading, day: date) -> Reading:
        """The same dispatch in another paper: whole, trimmed from its end, or with words changed."""
        text = of.document.text
        lines = text.split("\n")
        sort = chance.choice(("whole", "trimmed", "edited"))
        if sort == "trimmed":
            lines = lines[: max(2, int(len(lines) * chance.uniform(0.4, 0.8)))]
        by_start = {claim.span.start: claim for claim in of.claims}
        paragraphs: list[tuple[str, Claim | None]] = []
        start = 0
        for line in lines:
            claim = by_start.get(start)
            start += len(line) + 1
            if claim is None and sort == "edited":
                words = line.split(" ")
                words[chance.randrange(len(words))] = chance.choice(_WORDS)
                line = " ".join(words)
            paragraphs.append((line, claim))
        agency = of.document.agency if chance.random() < 0.8 else None
        return self._reading(chance, day, paragraphs, agency=agency, outlet=chance.choice(OUTLETS))

    def _reading(
        self,
        chance: random.Random,
        day: date,
        paragraphs: list[tuple[str, _Statement | None]] | list[tuple[str, Claim | None]],
        *,
        agency: str | None,
        outlet: str,
    ) -> Reading:
        self.reports += 1
        text = "\n".join(line for line, _ in paragraphs)
        content = text.encode()
        name = DocumentId(f"{day.isoformat()}/{self.reports:07}")
        parts, spans, start = [], [], 0
        for line, _ in paragraphs:
            spans.append(Span(start, start + len(line)))
            parts.append(Part(kind=PartKind.PARAGRAPH, span=spans[-1]))
            start += len(line) + 1
        document = Document(
            id=name,
            text=text,
            parts=tuple(parts),
            raw=digest_bytes(content),
            text_digest=digest_text(text),
            extractor="simulator 1",
            language="en",
            published=day.isoformat(),
            agency=agency,
            outlet=outlet,
        )
        claims = []
        for (_, said), span in zip(paragraphs, spans, strict=True):
            if isinstance(said, Claim):
                claims.append(said.but(document=name, span=span))
            elif said is not None:
                claims.append(_claim(name, said, span))
        return Reading(document, content, tuple(claims))


def _claim(name: DocumentId, said: _Statement, span: Span) -> Claim:
    return Claim(
        document=name,
        kind=Kind.TRANSFER,
        stage=said.stage,
        polarity=Polarity.DENIED if said.denied else Polarity.AFFIRMED,
        certainty=said.certainty,
        supplier=(said.deal.supplier,),
        recipient=(said.deal.recipient,),
        item=(said.deal.item,),
        quantity=said.quantity,
        source=said.source,
        span=span,
    )


def _sentence(chance: random.Random, said: _Statement) -> str:
    who = said.source.name or said.source.org or f"an official of {said.source.country}"
    verb = "denies that" if said.denied else "says that"
    number = "" if said.quantity is None else f"{said.quantity.low or 'some'} "
    deal = said.deal
    return (
        f"{who} {verb} {deal.supplier} {said.stage.value} {number}{deal.item} for {deal.recipient}, "
        f"{' '.join(chance.choices(_WORDS, k=6))}."
    )


def _filler(chance: random.Random) -> str:
    return f"{' '.join(chance.choices(_WORDS, k=18)).capitalize()}."


def _poisson(chance: random.Random, mean: float) -> int:
    """A draw from a Poisson distribution (Knuth's method: the means are small)."""
    left, drawn = 2.718281828459045**-mean, 0
    product = chance.random()
    while product > left:
        product *= chance.random()
        drawn += 1
    return drawn
