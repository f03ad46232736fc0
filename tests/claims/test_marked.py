"""From marks to claims: which parties, goods and passages the words that were marked stand for.

The marks are given, so that the reading of them is tested apart from the model that makes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest

from tracewire.claims import rules_extractor
from tracewire.claims.marked import claims_from_marks
from tracewire.documents import Received, read_documents
from tracewire.marks import Mark, Passage, RoleSpan
from tracewire.model import Certainty, Claim, Document, Kind, Polarity, Span, Stage

HEAD = len("date 2023-06-09\n\n")
ROLES = ("supplier", "recipient", "item", "quantity", "when", "place", "source")


def document(text: str, language: str = "en") -> Document:
    stdin = BytesIO(f"date 2023-06-09\n\n{text}\n".encode())
    (one,) = read_documents(["-"], today=date(2026, 1, 1), stdin=stdin, identify=lambda _: language)
    assert isinstance(one, Received)
    return one.document


class Given:
    """Stands for the model: gives marks that are written down."""

    def __init__(self, *marks: Mark) -> None:
        self._marks = marks

    def read(self, passages: Sequence[Passage]) -> tuple[Mark, ...]:
        return self._marks


def mark(
    text: str,
    word: str,
    told: dict[str, list[tuple[str, float]]],
    *,
    kind: Kind = Kind.TRANSFER,
    stage: Stage = Stage.DELIVERED,
) -> Mark:
    """A mark of `word`; `told` are for each role words of the text with how probable they are."""

    def span(words: str) -> Span:
        start = HEAD + text.index(words)
        return Span(start, start + len(words))

    def filled(role: str) -> tuple[RoleSpan, ...]:
        item = "arms" if role == "item" else None
        return tuple(
            RoleSpan(span=span(words), score=score, item=item) for words, score in told.get(role, [])
        )

    return Mark(
        passage=0,
        trigger=span(word),
        kind=kind,
        stage=stage,
        polarity=Polarity.AFFIRMED,
        certainty=Certainty.CERTAIN,
        score=0.9,
        roles={role: filled(role) for role in ROLES},
    )


def read(text: str, *marks: Mark) -> tuple[Claim, ...]:
    held = document(text)
    assert held.text.startswith(text, HEAD)
    return claims_from_marks(held, "en", Given(*marks), frozenset({0}), ())  # type: ignore[arg-type]


def test_all_words_for_one_party_speak_for_it_together() -> None:
    text = "Iran is back in the trade: the shells that Tehran's Iranian makers turn out were sent to Sudan."
    weak = [("Iran", 0.2), ("Tehran", 0.15), ("Iranian", 0.15), ("Sudan", 0.3)]
    told = {"supplier": weak, "recipient": [("Sudan", 0.9)], "item": [("shells", 0.9)]}
    (claim,) = read(text, mark(text, "sent", told))
    assert (claim.supplier, claim.recipient) == (("IR",), ("SD",))


def test_nobody_gives_to_itself() -> None:
    text = "Norway ordered tanks for itself and for Estonia from Germany."
    told = {
        "supplier": [("Germany", 0.9), ("Norway", 0.6)],
        "recipient": [("Norway", 0.7), ("Estonia", 0.8)],
        "item": [("tanks", 0.9)],
    }
    (claim,) = read(text, mark(text, "ordered", told, stage=Stage.AGREED))
    assert (claim.supplier, claim.recipient) == (("DE",), ("NO", "EE"))


@pytest.mark.parametrize(
    ("kind", "stage", "supplier"),
    [(Kind.TRANSFER, Stage.DELIVERED, ("IR",)), (Kind.USE, Stage.USED, ()), (Kind.STOCK, Stage.HELD, ())],
)
def test_only_a_side_that_the_kind_needs_is_guessed(
    kind: Kind, stage: Stage, supplier: tuple[str, ...]
) -> None:
    text = "Sudan has more drones now, and Iran was mentioned."
    told = {"supplier": [("Iran", 0.3)], "recipient": [("Sudan", 0.9)], "item": [("drones", 0.9)]}
    (claim,) = read(text, mark(text, "has", told, kind=kind, stage=stage))
    assert (claim.supplier, claim.recipient) == (supplier, ("SD",))


def test_words_that_hardly_name_a_side_are_no_evidence() -> None:
    text = "After talks in Oslo with Norway, Germany sent tanks to Ukraine."
    told = {
        "supplier": [("Norway", 0.05), ("Germany", 0.9)],
        "recipient": [("Ukraine", 0.9)],
        "item": [("tanks", 0.9)],
    }
    (claim,) = read(text, mark(text, "sent", told))
    assert claim.span.of(document(text).text) == "Germany sent tanks to Ukraine"


LIST = """Canada announced a new package of military assistance to Ukraine on Friday. The package includes:

- 30 howitzers;
- 2,000 artillery shells."""


def test_the_entries_of_a_list_are_claims_though_no_word_of_theirs_states_one() -> None:
    held = document(LIST)
    told = rules_extractor(gate=False).extract(held)
    assert sum(len(claim.item) for claim in told if claim.quantity) == 2
    found = claims_from_marks(held, "en", Given(), frozenset(range(9)), told)  # type: ignore[arg-type]
    assert [(claim.item, claim.quantity and claim.quantity.low) for claim in found] == [
        (("howitzer",), 30),
        (("artillery-shell",), 2000),
    ]
    assert {(claim.supplier, claim.recipient) for claim in found} == {(("CA",), ("UA",))}


def test_goods_of_a_list_are_told_once() -> None:
    held = document(LIST)
    told = rules_extractor(gate=False).extract(held)
    sides = {"supplier": [("Canada", 0.9)], "recipient": [("Ukraine", 0.9)], "item": [("howitzers", 0.8)]}
    heading = mark(LIST, "includes", sides, stage=Stage.AGREED)
    found = claims_from_marks(held, "en", Given(heading), frozenset(range(9)), told)  # type: ignore[arg-type]
    assert sorted(claim.item for claim in found) == [("artillery-shell",), ("howitzer",)]
