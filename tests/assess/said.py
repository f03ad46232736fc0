"""Small invented dispatches and statements for the tests of assessments: no reporting."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from tracewire.assess import Statement, state
from tracewire.model import (
    NARRATOR,
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

WHITE_HOUSE = Source(role="institution", org="White House", country="US")
PENTAGON = Source(role="institution", org="US Department of Defense", country="US")
LONDON = Source(role="institution", org="UK Ministry of Defence", country="GB")
KYIV = Source(role="institution", org="Ukrainian Ministry of Defence", country="UA")
TEHRAN = Source(role="institution", org="Iranian Ministry of Foreign Affairs", country="IR")
REPORTS = Source(role="reports")
DIPLOMAT = Source(role="diplomat", anonymous=True)
DENIED, AFFIRMED = Polarity.DENIED, Polarity.AFFIRMED


def dispatch(
    name: str, *, published: str | None = "2023-06-09", outlet: str | None = None, text: str | None = None
) -> Document:
    """A dispatch with words of its own, so that it is nobody's copy unless `text` is another's."""
    chance = Random(name)
    body = text or " ".join("".join(chance.choices("abcdefghij", k=6)) for _ in range(40))
    return Document(
        id=DocumentId(name),
        text=body,
        parts=(Part(kind=PartKind.PARAGRAPH, span=Span(0, len(body))),),
        raw=digest_bytes(body.encode()),
        text_digest=digest_text(body),
        language="en",
        published=published,
        outlet=outlet or f"Outlet {name}",
    )


def claim(of: Document, **given: Any) -> Claim:
    """A claim in `of`: drones delivered from Iran to Russia, unless told otherwise."""
    fields: dict[str, Any] = {
        "kind": Kind.TRANSFER,
        "stage": Stage.DELIVERED,
        "polarity": AFFIRMED,
        "certainty": Certainty.CERTAIN,
        "supplier": ("IR",),
        "recipient": ("RU",),
        "item": ("uav",),
        "source": WHITE_HOUSE,
        "span": Span(0, 20),
    }
    # `quantity` may be (low, high) or, for a rate, (low, high, per).
    if isinstance(given.get("quantity"), tuple):
        given["quantity"] = Quantity(*given["quantity"])
    return Claim(document=of.id, **{**fields, **given})


def told(*said: tuple[Document, dict[str, Any]]) -> tuple[Statement, ...]:
    """Statements of dispatches: pairs of a document and what one of its claims says."""
    documents = {of.id: of for of, _ in said}
    claims = [claim(of, span=Span(place, place + 20), **given) for place, (of, given) in enumerate(said)]
    return state(claims, documents.values())


SOURCES = st.sampled_from([WHITE_HOUSE, PENTAGON, LONDON, KYIV, TEHRAN, NARRATOR, REPORTS, DIPLOMAT])
MONTHS = [f"2022-{month:02}" for month in range(1, 13)]


@st.composite
def quantities(draw: st.DrawFn) -> Quantity | None:
    low = draw(st.one_of(st.none(), st.integers(0, 500)))
    high = draw(st.one_of(st.none(), st.integers(0, 500)))
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Quantity(low, high)


@st.composite
def collections(draw: st.DrawFn) -> tuple[list[Document], list[Claim]]:
    """Dispatches of different words, each with some claims on drones between two states."""
    documents = [
        dispatch(
            f"d{number}",
            published=draw(st.dates(date(2022, 1, 1), date(2022, 12, 31))).isoformat(),
            outlet=draw(st.sampled_from(["Outlet 1", "Outlet 2", "AP"])),
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    claims = [draw(claims_of(of, place)) for of in documents for place in range(draw(st.integers(1, 3)))]
    return documents, claims


@st.composite
def claims_of(draw: st.DrawFn, of: Document, place: int = 0) -> Claim:
    kind = draw(
        st.sampled_from([Kind.TRANSFER, Kind.TRANSFER, Kind.TRANSFER, Kind.USE, Kind.STOCK, Kind.PRODUCTION])
    )
    return claim(
        of,
        kind=kind,
        stage=draw(st.sampled_from(STAGES[kind])),
        polarity=draw(st.sampled_from([AFFIRMED, AFFIRMED, AFFIRMED, DENIED])),
        certainty=draw(st.sampled_from(Certainty)),
        supplier=draw(st.sampled_from([("IR",), ("IR",), ("KP",), ()])),
        item=draw(st.sampled_from([("uav",), ("one-way-attack-uav",), ("missile", "uav")])),
        source=draw(SOURCES),
        quantity=draw(quantities()),
        when=draw(st.sampled_from([None, None, "2022", "2022-22", *MONTHS, "2022-02/..", "../2022-02"])),
        span=Span(place, place + 20),
    )


@st.composite
def copies(
    draw: st.DrawFn, documents: list[Document], claims: list[Claim]
) -> tuple[list[Document], list[Claim]]:
    """The same collection with copies of its dispatches, published later or on the same day."""
    more, said = list(documents), list(claims)
    for number in range(draw(st.integers(1, 4))):
        of = draw(st.sampled_from(documents))
        assert of.published is not None
        later = date.fromisoformat(of.published) + timedelta(days=draw(st.integers(0, 60)))
        copy = dispatch(
            f"{draw(st.sampled_from('az'))}{number}",
            published=later.isoformat(),
            outlet=of.outlet
            if later.isoformat() == of.published
            else draw(st.sampled_from(["Outlet 1", "Outlet 3"])),
            text=of.text,
        )
        more.append(copy)
        said += [one.but(document=copy.id) for one in claims if one.document == of.id]
    return more, said
