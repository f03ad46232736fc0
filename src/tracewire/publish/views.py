"""What a page tells of claims: who says how far a line has come, who denies it, when, how many, and where."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracewire.ledger import Line, StoredDocument, spoken
from tracewire.model import (
    DEALINGS,
    STAGES,
    Certainty,
    Claim,
    ClaimId,
    Document,
    Edtf,
    Kind,
    PartKind,
    Polarity,
    Quantity,
    Stage,
)
from tracewire.publish import names, words

__all__ = [
    "CHART_ROWS",
    "DOUBTS",
    "LADDER",
    "LANGUAGES",
    "QUOTE",
    "Place",
    "Ref",
    "answer",
    "bands",
    "cut",
    "drawn",
    "interval",
    "mark",
    "party",
    "period",
    "place",
    "plain",
    "route",
    "units_sort",
    "where",
]

CHART_ROWS = 70  # marks in one timeline; more is a wall, and the table holds them all
QUOTE = 280
LADDER = STAGES[Kind.TRANSFER]
_DENIALS = {
    Stage.SOUGHT: "The wish for it",
    Stage.PLANNED: "The intention",
    Stage.AGREED: "An agreement",
    Stage.SHIPPED: "Shipment",
    Stage.DELIVERED: "Delivery",
}
DOUBTS = {Certainty.CERTAIN: "", Certainty.PROBABLE: "probably ", Certainty.POSSIBLE: "possibly "}
LANGUAGES = {"fr": "French", "en": "English"}
_SURENESS = {Certainty.CERTAIN: 0, Certainty.PROBABLE: 1, Certainty.POSSIBLE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the other pages need to know of a document."""

    id: str
    slug: str
    title: str
    language: str | None
    published: str | None
    outlet: str
    entry: int
    claims: int = 0
    denied: int = 0

    @property
    def published_words(self) -> str:
        return words.day(self.published)

    @property
    def language_name(self) -> str:
        return LANGUAGES.get(self.language or "", self.language or "not identified")

    @property
    def search(self) -> str:
        return plain(f"{self.title} {self.id} {self.outlet} {self.published_words} {self.language_name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A claim as every page but its document's tells it: `claim` is without its fills."""

    id: ClaimId
    claim: Claim
    place: Place
    quote: str
    speaker: words.Speaker
    line: str | None
    copy: bool  # the document repeats another one's story, and is no origin of its own

    @property
    def href(self) -> str:
        return f"../documents/{self.place.slug}.html#claim-{self.id}"

    @property
    def title(self) -> str:
        return self.place.title

    @property
    def language(self) -> str | None:
        return self.place.language

    @property
    def polarity(self) -> str:
        return self.claim.polarity.value

    @property
    def certainty(self) -> str:
        return self.claim.certainty.value

    @property
    def stage_words(self) -> str:
        return words.stage_phrase(self.claim.kind, self.claim.stage)

    @property
    def band(self) -> str:
        return f"{self.scale.value}:{self.claim.stage.value}"

    @property
    def scale(self) -> Kind:
        """The kind whose stages the claim's are compared with."""
        return Kind.TRANSFER if self.claim.kind in DEALINGS else self.claim.kind

    @property
    def rank(self) -> int:
        return list(Kind).index(self.scale) * 10 + STAGES[self.scale].index(self.claim.stage)

    @property
    def reported_words(self) -> str:
        return self.place.published_words

    @property
    def reported_sort(self) -> str:
        return self.place.published or ""

    @property
    def via(self) -> str | None:
        return self.claim.source.via

    @property
    def when_words(self) -> str:
        return words.day(self.claim.when)

    @property
    def when_sort(self) -> str:
        return (self.claim.when or "").lstrip("./")

    @property
    def places(self) -> str:
        return " → ".join(self.claim.place)

    @property
    def units(self) -> str:
        return words.amount(self.claim.quantity)

    @property
    def units_sort(self) -> str:
        return units_sort(self.claim.quantity)

    @property
    def pair(self) -> str:
        return words.pair(self.claim.supplier, self.claim.recipient)

    @property
    def items(self) -> str:
        return words.items(self.claim.item)

    @property
    def order(self) -> tuple[str, int, int, str]:
        return (self.place.published or "9999", self.place.entry, self.claim.span.start, self.id)


def plain(text: str) -> str:
    """Lower-case and without accents: what the filter compares."""
    folded = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


def cut(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip(" ,;:.–—…") + "…"


def units_sort(quantity: Quantity | None) -> str:
    if quantity is None:
        return ""
    return str(quantity.low if quantity.low is not None else quantity.high)


def _title(document: Document) -> str:
    for part in document.of_kind(PartKind.HEADLINE):
        if said := part.span.of(document.text).strip():
            return cut(said, 160)
    if document.title:
        return cut(document.title, 160)
    for part in document.of_kind(PartKind.PARAGRAPH, PartKind.ITEM):
        if said := part.span.of(document.text).strip():
            return cut(said, 90)
    return cut(document.text[:400], 90) or document.id


def _days(edtf: str | None) -> tuple[str | None, str | None] | None:
    """First and last day, None for an open end; None for a date that cannot be read."""
    if not edtf:
        return None
    try:
        parsed = Edtf.parse(edtf)
    except ValueError:
        return None
    ends = parsed.low, parsed.high
    return ends[0].isoformat() if ends[0] else None, ends[1].isoformat() if ends[1] else None


def party(party: str | None) -> str:
    return names.party(party) if party else "not stated"


def period(first: str | None, last: str | None) -> str:
    if not first:
        return words.day(last) or "undated"
    return words.day(first) if not last or first == last else f"{words.day(first)} – {words.day(last)}"


def _capital(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def place(stored: StoredDocument, *, claims: int = 0, denied: int = 0) -> Place:
    document = stored.document
    return Place(
        id=document.id,
        slug=words.slug(document.id),
        title=_title(document),
        language=document.language,
        published=document.published,
        outlet=document.outlet or document.agency or "",
        entry=stored.entry,
        claims=claims,
        denied=denied,
    )


def drawn(events: Sequence[Ref]) -> list[Ref]:
    """The claims that a timeline has room for: dated ones, denials and plain assertions before guesses."""
    dated = [ref for ref in events if _days(ref.place.published) or _days(ref.claim.when)]
    if len(dated) > CHART_ROWS:
        first = sorted(
            dated,
            key=lambda ref: (
                ref.claim.polarity is Polarity.AFFIRMED,
                _SURENESS[ref.claim.certainty],
                ref.order,
            ),
        )[:CHART_ROWS]
        dated = sorted(first, key=lambda ref: ref.order)
    return dated


def bands(events: Sequence[Ref]) -> list[dict[str, str]]:
    """The rows of a line's timeline: the whole ladder where a transfer is told, and what else is told."""
    told = {(ref.scale, ref.claim.stage) for ref in events}
    bands: list[tuple[Kind, Stage]] = []
    for kind in Kind:
        if kind is Kind.TRANSFER and any(one is kind for one, _ in told):
            bands += [(kind, stage) for stage in LADDER]
        else:
            bands += [(kind, stage) for stage in STAGES[kind] if (kind, stage) in told]
    named = []
    for kind, stage in bands:
        named.append({"id": f"{kind.value}:{stage.value}", "name": _capital(words.stage_phrase(kind, stage))})
    return named


def mark(ref: Ref, band: str, label: str) -> dict[str, Any]:
    reported = _days(ref.place.published)
    # The day on which something was said is no day of the event.
    event = None if spoken(ref.claim, ref.place.published) else _days(ref.claim.when)
    when = f" Event: {ref.when_words}." if event and ref.when_words else ""
    return {
        "band": band,
        "polarity": ref.polarity,
        "certainty": ref.certainty,
        "from": reported[0] if reported else None,
        "to": reported[1] if reported else None,
        "event": list(event) if event and any(event) else None,
        "who": label,
        "copy": ref.copy,
        "href": ref.href,
        "head": f"{ref.speaker.name}: {ref.stage_words}, {words.certainty_phrase(ref.claim)}",
        "body": f"Reported {ref.reported_words or 'without a date'}.{when} “{cut(ref.quote, 160)}”",
    }


def interval(ref: Ref) -> dict[str, Any]:
    quantity = ref.claim.quantity
    assert quantity is not None
    return {
        "low": quantity.low,
        "high": quantity.high,
        "polarity": ref.polarity,
        "certainty": ref.certainty,
        "who": f"{ref.speaker.name}, {ref.stage_words}",
        "href": ref.href,
        "head": f"{ref.units}: {ref.speaker.name}",
        "body": f"{ref.stage_words}, {words.certainty_phrase(ref.claim)}. “{cut(ref.quote, 160)}”",
    }


def where(events: Sequence[Ref]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The places of a line, those that the gazetteer locates and the others, each with its claims."""
    by: dict[str, list[Ref]] = defaultdict(list)
    for ref in events:
        for name in dict.fromkeys(ref.claim.place):
            by[name].append(ref)
    located, unlocated = [], []
    for name in sorted(by):
        found = names.coordinates(name)
        told: dict[str, Any] = {"name": name, "refs": by[name], "kind": "", "coordinates": ""}
        if found is None:
            unlocated.append(told)
            continue
        latitude, longitude, kind = found
        north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
        told |= {
            "kind": kind,
            "lat": latitude,
            "lon": longitude,
            "coordinates": f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}",
        }
        located.append(told)
    return located, unlocated


def route(located: Sequence[Mapping[str, Any]], line: Line) -> dict[str, Any]:
    known = {place["name"] for place in located}
    refs = {ref.id: ref for place in located for ref in place["refs"]}
    routes = {tuple(name for name in ref.claim.place if name in known) for ref in refs.values()}
    return {
        "places": [
            {
                "name": place["name"],
                "lat": place["lat"],
                "lon": place["lon"],
                "body": f"{place['kind']}; {words.plural(len(place['refs']), 'claim')}",
            }
            for place in located
        ],
        "routes": sorted(list(route) for route in routes if len(route) > 1),
        "parties": [party for party in (line.supplier, line.recipient) if party],
    }


def _told(refs: Sequence[Ref]) -> dict[str, Any]:
    """Who says it, surest and first-reported first, each once."""
    ordered = sorted(refs, key=lambda ref: (_SURENESS[ref.claim.certainty], ref.order))
    speakers = list({ref.speaker.key: ref.speaker for ref in ordered}.values())
    most = 4
    return {"speakers": speakers[:most], "more": max(0, len(speakers) - most)}


def answer(line: Line, events: Sequence[Ref]) -> list[dict[str, Any]]:
    """The line in words: how far it has come on whose word, and what is denied by whom."""

    def those(polarity: Polarity, kind: Kind, stage: Stage) -> list[Ref]:
        return [
            ref
            for ref in events
            if (ref.claim.polarity, ref.scale, ref.claim.stage) == (polarity, kind, stage)
        ]

    told = []
    reached: list[tuple[Kind, Stage]] = [(Kind.TRANSFER, line.stage)] if line.stage else []
    for kind, stage in (*reached, *line.attached):
        refs = those(Polarity.AFFIRMED, kind, stage)
        if refs:
            best = min(refs, key=lambda ref: _SURENESS[ref.claim.certainty]).claim.certainty
            lead = words.stage_phrase(kind, stage)
            if kind is Kind.TRANSFER:
                lead = DOUBTS[best] + lead + words.beside(line.beside)
            elif best is not Certainty.CERTAIN:
                lead = f"{lead} ({best.value})"
            told.append(
                {
                    "kind": "affirmed" if kind is Kind.TRANSFER else "also",
                    "lead": _capital(lead),
                    **_told(refs),
                }
            )
    for kind, stage in (*((Kind.TRANSFER, stage) for stage in line.denied), *line.attached_denied):
        refs = those(Polarity.DENIED, kind, stage)
        if refs:
            lead = _DENIALS[stage] if kind is Kind.TRANSFER else f"“{words.stage_phrase(kind, stage)}”"
            told.append({"kind": "denied", "lead": f"{lead} is denied", **_told(refs)})
    return told
