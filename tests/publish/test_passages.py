"""Marked rows never lose, move or double a character, whatever the spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from newsroom import claim, document

from tracewire.model import Claim, Document, Fill, Source, Span
from tracewire.publish import passages


@st.composite
def texts(draw: st.DrawFn) -> tuple[Document, list[Claim]]:
    body = draw(st.text(alphabet="ab \n\r\té\U0001f680\u2028", min_size=1, max_size=60))
    about = document("x", f"date 2023\n\nHead\n\nseed {body}")

    def span() -> Span:
        ends = sorted(draw(st.tuples(*[st.integers(0, len(about.text))] * 2)))
        return Span(ends[0], ends[1])

    seed = claim(about, "seed", source=Source())
    made = []
    for _ in range(draw(st.integers(0, 5))):
        fills = tuple(
            Fill(slot="item", value="x", span=span(), rule="r") for _ in range(draw(st.integers(0, 2)))
        )
        made.append(seed.but(span=span(), fills=fills))
    return about, sorted(made, key=lambda one: one.span)


@given(texts())
def test_rows_are_the_text_and_passages_the_evidence(given: tuple[Document, list[Claim]]) -> None:
    about, claims = given
    rows = passages.rows(about, claims)
    told = [passage for row in rows for passage in row.passages]
    assert "".join(passage.text for passage in told) == about.text
    for number, one in enumerate(claims):
        assert "".join(passage.text for passage in told if number in passage.claims) == one.span.of(
            about.text
        )
        for index, fill in enumerate(one.fills):
            assert fill.span is not None
            words = "".join(
                run.text for passage in told for run in passage.runs if f"{number}.{index}" in run.slots
            )
            assert words == fill.span.of(about.text)
    begun = [number for row in rows for number in row.begins]
    assert sorted(begun) == [n for n, one in enumerate(claims) if one.span.start < len(about.text)]


def test_the_innermost_passage_comes_first() -> None:
    about = document("x", "date 2023\n\nHead\n\none two three")
    claims = [claim(about, "one two three", source=Source()), claim(about, "two", source=Source())]
    (row,) = [row for row in passages.rows(about, claims) if row.begins]
    assert [(passage.text, passage.claims, passage.begins) for passage in row.passages] == [
        ("one ", (0,), (0,)),
        ("two", (1, 0), (1,)),
        (" three", (0,), ()),
    ]
