"""Laws of the ledger: what was known stays so, twice is once, order of arrival is no matter."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from synthetic import claim, document, reading, readings

from tracewire.ledger import AlreadyKnown, Appended, Change, Ledger, Reading, lines, open_ledger
from tracewire.model import (
    STAGES,
    Certainty,
    Claim,
    Document,
    Kind,
    Polarity,
    Quantity,
    Rejected,
    Source,
    Span,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LAWS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Marks, directions, digits and letters beyond the basic plane, as dispatches have them.
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00") | st.sampled_from("éè’«» ‏۳٣🚢́"),
    min_size=1,
    max_size=60,
)
NAMES = st.sampled_from(["fr/01-drones", "en/é", "c", "d e"])
DATES = st.sampled_from([None, "2022", "2022-12", "2023-06-09", "2022-22", "2022-06/2022-08"])


@contextmanager
def fresh() -> Iterator[Ledger]:
    with tempfile.TemporaryDirectory() as folder, open_ledger(f"sqlite:///{folder}/ledger.db") as ledger:
        yield ledger


@st.composite
def claims_on(draw: st.DrawFn, of: Document) -> Claim:
    kind = draw(st.sampled_from([Kind.TRANSFER, Kind.USE, Kind.STOCK, Kind.MEASURE]))
    start = draw(st.integers(0, len(of.text) - 1))
    low = draw(st.none() | st.integers(0, 999))
    parties = st.lists(st.sampled_from(["IR", "RU", "houthis"]), max_size=2).map(tuple)
    return claim(
        of,
        kind=kind,
        stage=draw(st.sampled_from(STAGES[kind])),
        polarity=draw(st.sampled_from(Polarity)),
        certainty=draw(st.sampled_from(Certainty)),
        supplier=draw(parties),
        recipient=draw(parties),
        item=draw(st.lists(st.sampled_from(["uav", "radar"]), max_size=2).map(tuple)),
        quantity=None if low is None else Quantity(low, draw(st.none() | st.integers(low, 2000))),
        when=draw(DATES),
        source=Source(name=draw(st.none() | TEXTS), org=draw(st.none() | TEXTS)),
    ).but(span=Span(start, draw(st.integers(start + 1, len(of.text)))))


@st.composite
def any_reading(draw: st.DrawFn) -> Reading:
    of, content = document(draw(NAMES), draw(TEXTS), published=draw(DATES), outlet=draw(st.none() | TEXTS))
    return reading(of, content, *draw(st.lists(claims_on(of), max_size=3, unique_by=lambda one: one.id)))


@dataclass
class Expected:
    """What a reader would write down beside the ledger, by the rules of docs/ledger.md."""

    documents: dict[str, Document] = field(default_factory=dict)
    claims: dict[str, set[Claim]] = field(default_factory=dict)
    placed: dict[str, set[Claim]] = field(default_factory=dict)  # by analysts, on the version in force
    ended: dict[str, set[Claim]] = field(default_factory=dict)  # by analysts, on the version in force
    rejections: int = 0

    def copy(self) -> Expected:
        return Expected(
            dict(self.documents),
            {name: set(of) for name, of in self.claims.items()},
            rejections=self.rejections,
        )

    def version(self, of: Document) -> None:
        self.documents[of.id] = of
        self.claims[of.id] = set()
        self.placed[of.id] = set()
        self.ended[of.id] = set()

    def drawn(self, name: str, claims: Iterable[Claim]) -> None:
        placed = self.placed[name] & self.claims[name]
        self.claims[name] = placed | (set(claims) - self.ended[name])

    def corrected(self, name: str, wrong: Claim, right: Claim | None) -> None:
        self.claims[name].remove(wrong)
        self.placed[name].discard(wrong)
        self.ended[name].add(wrong)
        if right is not None and right not in self.claims[name]:
            self.claims[name].add(right)
            self.placed[name].add(right)


def agrees(ledger: Ledger, entry: int, expected: Expected) -> None:
    view = ledger.as_of(entry)
    assert {stored.document.id: stored.document for stored in view.documents()} == expected.documents
    for name, of in expected.claims.items():
        there = [stored.claim for stored in view.claims(name)]
        assert len(there) == len(of)
        assert set(there) == of
    assert {stored.claim.document for stored in view.claims()} <= set(expected.documents)
    assert view.counts().rejections == expected.rejections
    assert view.counts().documents == len(expected.documents)
    assert view.counts().claims == sum(map(len, expected.claims.values()))


ACTS = st.sampled_from(["read", "read", "read again", "other extractor", "correct", "withdraw", "reject"])


@LAWS
@given(st.data())
def test_what_was_known_as_of_an_entry_stays_so(data: st.DataObject) -> None:
    """Whatever happens in whatever order, every earlier view answers as it did, and the chain holds."""
    expected = Expected()
    history = [expected.copy()]
    moment = NOON
    with fresh() as ledger:
        for _ in range(data.draw(st.integers(1, 7), label="acts")):
            moment += timedelta(minutes=data.draw(st.integers(-5, 9), label="minutes"))
            kept = _act(data, ledger, expected, moment)
            if isinstance(kept, Appended):
                history.append(expected.copy())
                assert kept.entry == ledger.head().entry == len(history) - 1
            elif kept is not None:
                assert ledger.head().entry == len(history) - 1
        for entry, then in enumerate(history):
            agrees(ledger, entry, then)
        report = ledger.verify()
        assert report.ok, report.failures
        assert report.entries == len(history) - 1


def _act(
    data: st.DataObject, ledger: Ledger, expected: Expected, moment: datetime
) -> Appended | AlreadyKnown | None:
    act = data.draw(ACTS, label="act")
    known = sorted(expected.documents)
    if act == "read" or not known:
        one = data.draw(any_reading(), label="reading")
        kept = _append(ledger, one, moment, "1")
        name = one.document.id
        if isinstance(kept, Appended):
            new_version = expected.documents.get(name) != one.document
            assert new_version == (kept.change is not Change.EXTRACTION)
            if new_version:
                expected.version(one.document)
            expected.drawn(name, one.claims)
        return kept
    if act == "reject":
        expected.rejections += 1
        rejected = Rejected(
            document=data.draw(NAMES), code="empty", reason=f"{moment} {expected.rejections}", remedy="none"
        )
        return ledger.append_rejection(rejected, recorded_at=moment)
    name = data.draw(st.sampled_from(known), label="document")
    of = expected.documents[name]
    if act == "withdraw":
        del expected.documents[name], expected.claims[name]
        return ledger.withdraw(name, author="A", reason="B", recorded_at=moment)
    in_force = sorted(expected.claims[name], key=lambda one: one.id)
    if act == "correct" and in_force:
        wrong = data.draw(st.sampled_from(in_force), label="wrong")
        right = data.draw(st.none() | claims_on(of), label="right")
        if right is not None and right.id == wrong.id:
            return None
        expected.corrected(name, wrong, right)
        return ledger.correct(wrong.id, right, author="A", reason="B", recorded_at=moment)
    digest, drawn = "1", in_force
    if act == "other extractor":
        digest = "2"
        drawn = data.draw(
            st.lists(claims_on(of), max_size=3, unique_by=lambda one: one.id), label="other claims"
        )
    kept = _append(ledger, reading(of, of.text.encode(), *drawn), moment, digest)
    if isinstance(kept, Appended):
        expected.drawn(name, drawn)
    return kept


def _append(ledger: Ledger, one: Reading, moment: datetime, digest: str) -> Appended | AlreadyKnown:
    return ledger.append(*one, recorded_at=moment, extractor="law", extractor_digest=digest)


@LAWS
@given(st.lists(any_reading(), min_size=1, max_size=6, unique_by=lambda one: one.document.id), st.randoms())
def test_order_of_arrival_does_not_matter(given_readings: list[Reading], chance: object) -> None:
    shuffled = list(given_readings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    with fresh() as ledger, fresh() as other:
        for moment, one in enumerate(given_readings):
            _append(ledger, one, NOON + timedelta(minutes=moment), "1")
        with other.batch():
            for one in shuffled:
                _append(other, one, NOON + timedelta(days=9), "1")
        assert ledger.as_of().content_digest() == other.as_of().content_digest()
        assert lines(ledger.as_of()) == lines(other.as_of())


@LAWS
@given(st.lists(any_reading(), min_size=1, max_size=5, unique_by=lambda one: one.document.id))
def test_twice_is_once(given_readings: list[Reading]) -> None:
    with fresh() as ledger:
        for one in given_readings:
            assert isinstance(_append(ledger, one, NOON, "1"), Appended)
        before = ledger.head(), ledger.as_of().content_digest(), lines(ledger.as_of())
        for one in given_readings:
            assert isinstance(_append(ledger, one, NOON + timedelta(days=1), "1"), AlreadyKnown)
        assert (ledger.head(), ledger.as_of().content_digest(), lines(ledger.as_of())) == before


def test_the_same_input_gives_the_same_chain_when_recorded_at_the_same_moments() -> None:
    heads = set()
    for _ in range(2):
        with fresh() as ledger:
            for one in readings(20):
                _append(ledger, one, NOON, "1")
            heads.add(ledger.head())
    assert len(heads) == 1
