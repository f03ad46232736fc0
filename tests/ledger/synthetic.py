"""Invented dispatches and claims, the same for the same seed: material for the ledger's tests, no
reporting."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from tracewire.ledger import Reading
from tracewire.model import (
    STAGES,
    Certainty,
    Claim,
    Document,
    DocumentId,
    Fill,
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

__all__ = ["claim", "document", "reading", "readings"]

PARTIES = ("IR", "RU", "KP", "SY", "YE", "US", "FR", "UA", "houthis")
ITEMS = ("one-way-attack-uav", "ballistic-missile", "artillery-shell", "fighter", "radar")
ORGS = ("White House", "UK Ministry of Defence", "Iranian Foreign Ministry", None)


def document(
    name: str,
    text: str,
    *,
    published: str | None = "2023-06-09",
    agency: str | None = None,
    outlet: str | None = None,
) -> tuple[Document, bytes]:
    """A document of one paragraph, and its bytes."""
    content = text.encode()
    made = Document(
        id=DocumentId(name),
        text=text,
        parts=(Part(kind=PartKind.PARAGRAPH, span=Span(0, len(text))),),
        raw=digest_bytes(content),
        text_digest=digest_text(text),
        extractor="text 1",
        language="en",
        published=published,
        agency=agency,
        outlet=outlet,
    )
    return made, content


def claim(of: Document, passage: str | None = None, **fields: object) -> Claim:
    """A claim on `of`: IR → RU one-way-attack-uav, delivered, certain, narrated, or as `fields` say."""
    start = 0 if passage is None else of.text.index(passage)
    end = len(of.text) if passage is None else start + len(passage)
    given: dict[str, object] = {
        "kind": Kind.TRANSFER,
        "stage": Stage.DELIVERED,
        "polarity": Polarity.AFFIRMED,
        "certainty": Certainty.CERTAIN,
        "supplier": ("IR",),
        "recipient": ("RU",),
        "item": ("one-way-attack-uav",),
        "source": Source(role="narrator", org=of.agency or of.outlet),
        **fields,
    }
    return Claim(document=of.id, span=Span(start, end), **given)  # type: ignore[arg-type]


def reading(of: Document, content: bytes, *claims: Claim) -> Reading:
    return Reading(of, content, claims)


def readings(count: int, *, seed: int = 1, first: int = 0) -> Iterator[Reading]:
    """`count` dispatches with up to four claims each; dispatch n is the same whatever `count` is."""
    for number in range(first, first + count):
        yield _reading(number, random.Random(f"{seed}/{number}"))


def _reading(number: int, chance: random.Random) -> Reading:
    sentences = []
    drawn: list[dict[str, object]] = []
    for _ in range(chance.randint(1, 4)):
        kind = chance.choice(
            (Kind.TRANSFER, Kind.TRANSFER, Kind.TRANSFER, Kind.USE, Kind.STOCK, Kind.SUPPORT)
        )
        stage = chance.choice(STAGES[kind])
        supplier, recipient = chance.sample(PARTIES, 2)
        item, low = chance.choice(ITEMS), chance.randint(1, 900)
        sentence = f"{supplier} {stage} {low} {item} to {recipient}, l’été « {chance.randint(0, 10**9)} »."
        drawn.append(
            {
                "sentence": sentence,
                "kind": kind,
                "stage": stage,
                "polarity": chance.choice((Polarity.AFFIRMED, Polarity.AFFIRMED, Polarity.DENIED)),
                "certainty": chance.choice(tuple(Certainty)),
                "supplier": (supplier,),
                "recipient": (recipient,),
                "item": (item,),
                "quantity": Quantity(low, low + chance.randint(0, 100)) if chance.random() < 0.5 else None,
                "when": chance.choice((None, "2022-22", "2023-05", "2022-08/..")),
                "source": Source(org=chance.choice(ORGS), role="spokesperson"),
            }
        )
        sentences.append(sentence)
    text = "\n".join([f"Dispatch {number}.", *sentences])
    published = (date(2022, 1, 1) + timedelta(days=number % 700)).isoformat()
    made, content = document(
        f"synthetic/{number:06}", text, published=published, outlet=f"Outlet {number % 17}"
    )
    claims = []
    for fields in drawn:
        sentence = str(fields.pop("sentence"))
        one = claim(made, sentence, **fields)
        claims.append(one.but(fills=(Fill(slot="item", value=one.item[0], span=one.span, rule="synthetic"),)))
    return Reading(made, content, tuple(claims))
