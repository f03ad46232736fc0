"""A small ledger for the dossier's tests: dispatches written for them, real-looking and invented.

They are exercises and no reporting: what they say of offices and ports did not happen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tracewire.ledger import Ledger, open_ledger
from tracewire.model import (
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
    Rejected,
    Source,
    Span,
    Stage,
    digest_bytes,
    digest_text,
)

__all__ = ["HOSTILE", "NOON", "claim", "document", "found", "open_newsroom"]

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

HARBOUR = """date 2023-06-09

Drones crossed the Caspian, ministry says

LONDON (Meridian) – Iran shipped hundreds of one-way attack drones from Amirabad to Makhachkala in May, \
and Russia has received them, the UK Ministry of Defence said on Friday.

“At least 400 were delivered,” a spokesperson, Jane Harker, told the Harbour Courier.

The weather over the Caspian was fair.
"""

DENIAL = """date 2023-06-10

Téhéran dément toute livraison

PARIS (Vigie) – « L’Iran n’a livré aucun drone à la Russie », a affirmé samedi \
le ministère iranien des Affaires étrangères.

Téhéran aurait pourtant livré des drones d’attaque l’été dernier, selon un diplomate européen\u00a0; \
l’usine d’Alabuga serait en construction.
"""

HOSTILE = (
    "date 2023-07\n\n"
    "<script>window.hacked = 1</script> \U0001f680\U0001f680 {{ 7 * 7 }} {% raw %}\n\n"
    'Iran gave "<img src=x onerror=window.hacked=2>" & drones to Russia\u2028, </script><!-- it said.\n\n'
    "\x07A bell\x00, a\r\nline end, \u202eright to left\u202c and 'quotes' &amp; &lt;b&gt; \U0001f9e8 "
    "drones to Russia again.\n"
)


def found(text: str, words: str, nth: int = 0) -> Span:
    """The span of the `nth` occurrence of `words`, in code points."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def document(name: str, text: str, **known: str | None) -> Document:
    """A document of `text`; the first line that is no date is its headline."""
    lines = text.split("\n\n")
    date_line, headline = lines[0], lines[1]
    start = len(date_line) + 2
    return Document(
        id=DocumentId(name),
        text=text,
        parts=(
            Part(kind=PartKind.DATE, span=Span(0, len(date_line))),
            Part(kind=PartKind.HEADLINE, span=Span(start, start + len(headline))),
            Part(kind=PartKind.PARAGRAPH, span=Span(start + len(headline) + 2, len(text))),
        ),
        raw=digest_bytes(text.encode()),
        text_digest=digest_text(text),
        extractor="text 1",
        **{"language": "en", "published": date_line.removeprefix("date "), **known},  # type: ignore[arg-type]
    )


def claim(
    about: Document, words: str, *, nth: int = 0, slots: Sequence[tuple[str, str]] = (), **said: object
) -> Claim:
    """A claim with its evidence at `words`; `slots` are (slot, words) pairs, looked up in the whole text."""
    given: dict[str, object] = {
        "kind": Kind.TRANSFER,
        "stage": Stage.DELIVERED,
        "polarity": Polarity.AFFIRMED,
        "certainty": Certainty.CERTAIN,
        "supplier": ("IR",),
        "recipient": ("RU",),
        "item": ("uav",),
        **said,
    }
    fills = tuple(
        Fill(slot=slot, value=value, span=found(about.text, value), rule=f"test.{slot}")
        for slot, value in slots
    )
    return Claim(document=about.id, span=found(about.text, words, nth), fills=fills, **given)  # type: ignore[arg-type]


UK = Source(role="institution", org="UK Ministry of Defence", country="GB")
HARKER = Source(
    name="Jane Harker", role="spokesperson", org="UK Ministry of Defence", country="GB", via="Harbour Courier"
)
TEHRAN = Source(role="institution", org="Iranian Ministry of Foreign Affairs", country="IR")
DIPLOMAT = Source(role="diplomat", country="FR", anonymous=True)
STRANGER = Source(
    name="<b onmouseover=alert(1)>Eve</b>", role='=HYPERLINK("http://evil.example","x")', org="@SUM(1+1)"
)


def _readings() -> list[tuple[Document, list[Claim]]]:
    harbour = document(
        "en/harbour", HARBOUR, agency="Meridian", dateline="LONDON", url="https://example.org/harbour?a=1&b=2"
    )
    shipped = "Iran shipped hundreds of one-way attack drones from Amirabad to Makhachkala in May"
    drones = ("one-way-attack-uav",)
    told = [
        claim(
            harbour,
            shipped,
            stage=Stage.SHIPPED,
            item=drones,
            quantity=Quantity(200, 999),
            when="2023-05",
            place=("Amirabad", "Makhachkala", "Port Nowhere"),
            source=UK,
            slots=[
                ("supplier", "Iran"),
                ("quantity", "hundreds"),
                ("item", "one-way attack drones"),
                ("source", "UK Ministry of Defence"),
            ],
        ),
        # Overlaps the first: its evidence begins inside and ends outside.
        claim(
            harbour,
            "one-way attack drones from Amirabad to Makhachkala in May, and Russia has received them",
            item=drones,
            source=UK,
            slots=[("recipient", "Russia")],
        ),
        # Lies wholly inside the first.
        claim(
            harbour,
            "hundreds of one-way attack drones",
            stage=Stage.PLANNED,
            certainty=Certainty.PROBABLE,
            item=drones,
            source=UK,
        ),
        claim(
            harbour, "At least 400 were delivered", item=drones, quantity=Quantity(400, None), source=HARKER
        ),
    ]
    copy = document(
        "wire/harbour-copy", HARBOUR.replace("date 2023-06-09", "date 2023-06-11"), agency="Meridian"
    )
    repeated = [claim(copy, "Russia has received them", item=drones, source=UK)]
    denial = document("fr/démenti", DENIAL, language="fr", outlet="Vigie", dateline="PARIS")
    denied = [
        claim(denial, "L’Iran n’a livré aucun drone à la Russie", polarity=Polarity.DENIED, source=TEHRAN),
        claim(denial, "L’Iran n’a livré aucun drone", polarity=Polarity.DENIED, item=drones, source=TEHRAN),
        claim(
            denial,
            "Téhéran aurait pourtant livré des drones d’attaque l’été dernier",
            certainty=Certainty.POSSIBLE,
            item=drones,
            when="2022-22",
            source=DIPLOMAT,
        ),
        claim(
            denial,
            "l’usine d’Alabuga serait en construction",
            kind=Kind.PRODUCTION,
            stage=Stage.BUILDING,
            certainty=Certainty.POSSIBLE,
            item=drones,
            place=("Alabuga",),
            source=DIPLOMAT,
        ),
    ]
    hostile = document(
        "../../en/<hostile> & co",
        HOSTILE,
        outlet="<i>Outlet</i>",
        byline='"><script>window.hacked=3</script>',
        url="javascript:window.hacked=4",
    )
    spoken = [
        claim(
            hostile,
            'Iran gave "<img src=x onerror=window.hacked=2>" & drones to Russia',
            source=STRANGER,
            slots=[("item", "drones")],
        ),
        claim(hostile, "drones to Russia again", source=STRANGER, supplier=(), when="2023-07/.."),
    ]
    quiet = document("en/quiet", "date 2023-06-12\n\nMarkets\n\nNothing of note was traded.\n")
    return [(harbour, told), (copy, repeated), (denial, denied), (hostile, spoken), (quiet, [])]


def open_newsroom(folder: Path) -> Ledger:
    """The ledger of the dispatches in `folder`, with a document that could not be used."""
    ledger = open_ledger(f"sqlite:///{folder}/newsroom.db")
    for about, said in _readings():
        ledger.append(
            about, about.text.encode(), said, recorded_at=NOON, extractor="by hand", extractor_digest="1"
        )
    ledger.append_rejection(
        Rejected(
            document="en/<empty>", code="empty", reason="the file holds no text", remedy="send one with text"
        ),
        recorded_at=NOON,
    )
    return ledger
