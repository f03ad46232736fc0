"""Which dispatches tell one story or renew another: decided once, with a reason, by keys in the database."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from conftest import NOON
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from synthetic import claim, document, reading

from tracewire.assess import contradictions, statements, told_once
from tracewire.documents import Received, parse_parts, read_documents
from tracewire.documents.notices import notice
from tracewire.language import identify
from tracewire.ledger import Act, Change, Ledger, Reading, Subject, Verdict, line_of, lines, open_ledger
from tracewire.ledger import append as appending
from tracewire.lexicon.notices import ErratumForm, erratum_forms, notice_forms
from tracewire.model import Certainty, Claim, Kind, Part, PartKind, Polarity, Quantity, Source, Span, Stage

EXERCISES = Path(__file__).parents[1] / "dispatches"

# What the exercises' author says of them: which are one story, and which takes back or renews which.
SAME = {
    ("fr/13-conteneurs-coree", "en/05-dprk-containers"): "translation",
    ("fr/20-missiles-iran-breve", "fr/18-fath-360"): "trimmed-copy",
    ("en/21-rifles-haul-brief", "en/07-dhow-gulf-of-oman"): "trimmed-copy",
}
RENEWED = {
    ("fr/11-rectificatif-bamako", "fr/12-bamako-aeronefs"): "correction",
    ("en/12-retraction-baykar", "en/19-turkish-drones-tour"): "retraction",
    ("fr/21-anvers-bilan-revu", "fr/06-saisie-anvers"): "update",
    # Another agency's, four months apart: not found, and known not to be.
    # ("en/14-seoul-10000", "en/13-seoul-6700"): "update",
}


def append(ledger: Ledger, *given: Reading, digest: str = "1") -> None:
    for _ in ledger.append_all(given, recorded_at=NOON, extractor="test", extractor_digest=digest):
        pass


def exercises() -> list[Reading]:
    claims: dict[str, list[Claim]] = {}
    for text in (EXERCISES / "dev.gold.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(text)
        if record["kind"]:
            claims.setdefault(record["document"], []).append(Claim.from_dict(record))
    found = read_documents([EXERCISES / "dev"], today=date(2026, 11, 21), identify=identify)
    return [
        Reading(one.document, one.content, tuple(claims.get(one.document.id, ())))
        for one in found
        if isinstance(one, Received)
    ]


def decided(ledger: Ledger) -> dict[tuple[str, ...], str]:
    """What the ledger holds together: pairs with their relation; of a notice the later document first."""
    view = ledger.as_of()
    found: dict[tuple[str, ...], str] = {}
    for stored in view.documents():
        for one in view.copies(stored.document.id):
            assert one.reason
            if one.relation in ("copy", "trimmed-copy", "translation"):
                found[tuple(sorted((stored.document.id, one.document)))] = one.relation
            elif one.later:
                found[stored.document.id, one.document] = one.relation
    return found


def test_a_report_that_returns_with_new_figures_is_no_copy(ledger: Ledger) -> None:
    words = (
        "The ministry said in its monthly statement that {shells} artillery shells and {missiles} missiles"
        " left its depots for the front in {month}, after {before} shells the month before, and that the"
        " deliveries of its partners go on as they were agreed with them in the spring."
    )
    march = words.format(shells="41,300", missiles="212", month="March", before="38,700")
    april = words.format(shells="44,150", missiles="187", month="April", before="41,300")
    append(ledger, reading(*document("one/march", march)), reading(*document("two/april", april)))
    assert decided(ledger) == {}
    append(ledger, reading(*document("three/april", april + " It gave no details.")))
    assert decided(ledger) == {("three/april", "two/april"): "copy"}


def test_a_notice_in_set_words_of_another_party_is_no_copy(ledger: Ledger) -> None:
    words = (
        "{buyer} has signed for 24 launchers with {maker}, said {minister} at the fair in {place}. The price"
        " was not told. Training of the crews is part of the contract, the first launchers are to be handed"
        " over in three years from now, and an option for as many more can be drawn until next year's end."
    )
    one = words.format(buyer="Norway", maker="Hanwha", minister="Minister Gram", place="Kielce")
    two = words.format(buyer="Estonia", maker="Lockheed", minister="Minister Pevkur", place="Tallinn")
    append(ledger, reading(*document("one/order", one)), reading(*document("two/order", two)))
    assert decided(ledger) == {}
    append(ledger, reading(*document("three/order", two.replace("Tallinn", "Tallin"))))
    assert decided(ledger) == {("three/order", "two/order"): "copy"}


SEEN = (
    " Officers watched the convoy pass at dawn on the northern road. Residents told of heavy lorries that"
    " rolled through the town for most of the night, and of a closed market."
)
SHIPPED = (
    "Iran has delivered {number} drones to Russia by ship across the Caspian Sea from the port of Amirabad,"
    " the White House said. The shipments began in August and are continuing, according to the statement,"
    " which was released together with satellite pictures of two freighters."
)
IN_BRIEF = (
    "L'Iran a livré {number} drones à la Russie par bateau, à travers la mer Caspienne, depuis le port"
    " d'Amirabad, a annoncé la Maison Blanche. Les envois ont commencé en août, selon elle, et continuent."
)


@pytest.mark.parametrize(
    ("words", "language", "number", "other", "same"),
    [
        (SHIPPED, "en", "forty", "fourteen", False),
        (SHIPPED, "en", "forty", "four hundred", False),
        (SHIPPED, "en", "more than forty", "more than four hundred", False),
        (SHIPPED, "en", "40", "400", False),
        (SHIPPED, "en", "forty", "40", True),
        (IN_BRIEF, "fr", "quarante", "quatre cents", False),
        (IN_BRIEF, "fr", "quarante", "40", True),
        (SHIPPED + SEEN, "en", "forty", "four hundred", True),  # one figure tells nothing of a longer text
    ],
)
def test_number_words_are_figures(
    ledger: Ledger, words: str, language: str, number: str, other: str, same: bool
) -> None:
    given = []
    for name, told in (("one/wire", number), ("two/paper", other)):
        of, content = document(name, words.format(number=told))
        given.append(reading(replace(of, language=language), content, claim(of)))
    append(ledger, *given)
    assert decided(ledger) == ({("one/wire", "two/paper"): "copy"} if same else {})


def test_of_copies_of_one_day_the_wording_of_the_agency_leads(ledger: Ledger) -> None:
    words = SHIPPED + SEEN
    given = [
        (
            "a/paper",
            words.format(number="forty") + " The Herald could not check that.",
            "The Daily Herald",
            40,
        ),
        ("b/wire", words.format(number="forty"), "AFP", 40),
        (
            "c/echo",
            words.format(number="four hundred") + " It is the largest number so far.",
            "The Echo",
            400,
        ),
    ]
    for name, text, outlet, number in given:
        of, content = document(name, text, outlet=outlet, published="2024-03-04", agency="AFP")
        house = Source(role="institution", org="White House", country="US")
        append(
            ledger,
            reading(of, content, claim(of, text[:30], quantity=Quantity(number, number), source=house)),
        )
    assert len({body.story for body in ledger.as_of().bodies()}) == 1
    [line] = lines(ledger.as_of())
    assert (line.origins, line.quantity) == (1, Quantity(40, 400))
    said = statements(ledger.as_of())
    assert [one.claim.document for one in told_once(said)] == ["b/wire", "c/echo"]
    [pair] = contradictions(said)
    assert (pair.sort, pair.left.claim.document, pair.right.claim.document) == ("number", "b/wire", "c/echo")


CONVOY = "South Africa has delivered 30 armoured vehicles to Mozambique since the spring."


def brief(name: str, text: str, *passages: str, published: str = "2024-03-01") -> Reading:
    """A dispatch of an outlet of its own that states claims in `passages`."""
    of, content = document(name, text, published=published, outlet=f"Outlet {name}")
    return reading(of, content, *(claim(of, passage) for passage in passages))


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        CONVOY,
        f"BREAKING: {CONVOY}",
        f"URGENT — {CONVOY.replace(' ', chr(160))}",
        f"{CONVOY} More follows.",
        CONVOY.upper(),
    ],
)
def test_a_brief_whose_sentences_stand_in_another_dispatch_is_its_copy(
    ledger: Ledger, text: str, backwards: bool
) -> None:
    passage = next(part for part in (CONVOY[:-1], CONVOY[:-1].upper(), text[9:-1]) if part in text)
    given = [
        brief("a/full", CONVOY + SEEN, CONVOY[:-1]),
        brief("b/brief", text, passage, published="2024-03-02"),
    ]
    append(ledger, *(reversed(given) if backwards else given))
    assert decided(ledger) == {("a/full", "b/brief"): "trimmed-copy"}
    [told] = ledger.as_of().copies("b/brief")
    assert "stands word for word" in told.reason
    [line] = lines(ledger.as_of())
    assert (line.origins, line.credibility, line.documents) == (1, 3, ("a/full", "b/brief"))


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        (CONVOY.replace("since the spring", "in recent weeks"), 1),
        (CONVOY.replace("30", "24"), 1),
        (CONVOY.replace("spring.", "spring, a Mozambican officer said."), 1),
        # It repeats one sentence, and says another of its own.
        (f"{CONVOY} Its army also bought twelve.", 2),
        # Most of it is its own.
        (
            CONVOY
            + " Herald reporters counted lorries in Pemba and spoke with four drivers there on Friday.",
            1,
        ),
    ],
)
def test_a_brief_that_shares_some_words_or_says_more_is_no_copy(
    ledger: Ledger, text: str, passages: int
) -> None:
    told = [text[:40], text[-20:]][:passages]
    append(ledger, brief("a/full", CONVOY + SEEN, CONVOY[:-1]), brief("b/brief", text, *told))
    assert decided(ledger) == {}


@pytest.mark.parametrize("order", ["as read", "backwards", "shuffled"])
def test_the_exercises_are_told_apart_whatever_their_order(ledger: Ledger, order: str) -> None:
    readings = exercises()
    if order == "backwards":
        readings.reverse()
    elif order == "shuffled":
        random.Random(4).shuffle(readings)
    append(ledger, *readings)
    expected = {tuple(sorted(pair)): relation for pair, relation in SAME.items()} | RENEWED
    assert decided(ledger) == expected
    # What was taken back is in force no longer, and nothing else has ended.
    drawn = {one.id: one for held in readings for one in held.claims}
    left = {stored.id for stored in ledger.as_of().claims()}
    gone = [
        (one.document, one.stage, one.recipient, one.quantity)
        for key, one in drawn.items()
        if key not in left
    ]
    assert sorted(gone) == [
        # The retraction's own account of what it withdraws asserts nothing.
        ("en/12-retraction-baykar", "delivered", ("SD",), None),
        ("en/19-turkish-drones-tour", "delivered", ("SD",), None),
        ("fr/06-saisie-anvers", "shipped", ("IR",), Quantity(60, 60)),
        ("fr/12-bamako-aeronefs", "delivered", ("ML",), Quantity(4, 4)),
    ]
    assert ledger.verify().ok


TAKEN_BACK = "Turkey has delivered 12 Bayraktar TB2 drones to Mali, a Malian army spokesman said on Thursday."
ARMY = Source(role="spokesperson", org="Malian army", country="ML", anonymous=True)
PARTIES: dict[str, object] = {"supplier": ("TR",), "recipient": ("ML",)}


def taken_back() -> Reading:
    of, content = document("first", TAKEN_BACK, published="2024-05-02", agency="Meridian")
    twelve = Quantity(12, 12)
    return reading(
        of, content, claim(of, TAKEN_BACK[:52], item=("armed-uav",), quantity=twelve, source=ARMY, **PARTIES)
    )


RETRACTIONS = {
    "en": (
        "Meridian has withdrawn its story published on May 2 about Bayraktar TB2 drones for Mali. The story"
        " said wrongly that Turkey had delivered 12 of them. Turkey has not delivered any drones to Mali.",
        "Turkey had delivered 12 of them",
        "Turkey has not delivered any drones to Mali",
    ),
    "en, itself named": (
        "In a story published May 2, Meridian reported that Turkey had delivered 12 Bayraktar TB2 drones to"
        " Mali. Meridian retracts the story: no drones have been delivered to Mali by Turkey.",
        "Turkey had delivered 12 Bayraktar TB2 drones to Mali",
        "no drones have been delivered to Mali by Turkey",
    ),
    "en, without a denial": (
        "The dispatch of May 2 has been withdrawn. Meridian could not confirm that Turkey had delivered 12"
        " Bayraktar TB2 drones to Mali.",
        "Turkey had delivered 12 Bayraktar TB2 drones to Mali",
        None,
    ),
    "fr": (
        "Meridian retire sa dépêche du 2 mai selon laquelle la Turquie a livré 12 drones Bayraktar TB2 au"
        " Mali. La Turquie n'a livré aucun drone au Mali.",
        "la Turquie a livré 12 drones Bayraktar TB2 au Mali",
        "La Turquie n'a livré aucun drone au Mali",
    ),
}


@pytest.mark.parametrize("form", RETRACTIONS)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_retraction_ends_what_it_takes_back_and_asserts_none_of_it(
    ledger: Ledger, form: str, backwards: bool
) -> None:
    text, repeated, denied = RETRACTIONS[form]
    of, content = document("second", text, published="2024-05-06", agency="Meridian")
    of = replace(of, language=form[:2])
    own = Source(role="institution", org="Meridian") if "named" in form else Source(role="narrator")
    claims = [
        claim(of, repeated, item=("armed-uav",), quantity=Quantity(12, 12), source=own, **PARTIES),
        # Of another matter it may say what it likes.
        claim(of, "Meridian", supplier=("CN",), recipient=("ML",), item=("armed-uav",)),
    ]
    if denied:
        claims.append(claim(of, denied, item=("uav",), polarity=Polarity.DENIED, source=own, **PARTIES))
    given = [taken_back(), reading(of, content, *claims)]
    append(ledger, *(reversed(given) if backwards else given))
    assert decided(ledger) == {("second", "first"): "retraction"}
    told = [(one.claim.document, one.claim.polarity, one.claim.supplier) for one in ledger.as_of().claims()]
    expected = [("second", "affirmed", ("CN",))] + ([("second", "denied", ("TR",))] if denied else [])
    assert told == expected
    [found] = ledger.as_of().retractions(1)
    assert (found.document, found.earlier, found.entry) == ("second", "first", 2)
    assert "2024-05-02" in found.reason
    assert ledger.as_of(1).retractions(0) == ledger.as_of().retractions(2) == ()
    assert ledger.verify().ok


SAID = "Turkey has delivered 12 Bayraktar TB2 drones to Mali"


@pytest.mark.parametrize(
    ("told", "source", "published"),
    [
        (f"{SAID} last month, Meridian reported.", Source(role="outlet", org="Meridian"), "2024-05-03"),
        (f"{SAID} last month, Meridian reported.", Source(role="outlet", org="Meridian"), "2024-05-07"),
        (f"{SAID}, an army spokesman told Meridian.", replace(ARMY, via="Meridian"), "2024-05-03"),
        (f"{TAKEN_BACK} He gave no date.", ARMY, "2024-05-03"),  # a copy
    ],
)
@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 2, 0), (2, 1, 0), (2, 0, 1), (1, 0, 2)])
def test_what_rests_on_a_withdrawn_story_falls_with_it(
    ledger: Ledger, order: tuple[int, ...], told: str, source: Source, published: str
) -> None:
    twelve: dict[str, object] = {"item": ("armed-uav",), "quantity": Quantity(12, 12), **PARTIES}
    of, content = document("first", TAKEN_BACK, published="2024-05-02", agency="Meridian")
    first = reading(of, content, claim(of, TAKEN_BACK[:52], when="2024-04", source=ARMY, **twelve))
    text, repeated, _ = RETRACTIONS["en"]
    of, content = document("second", text, published="2024-05-06", agency="Meridian")
    second = reading(of, content, claim(of, repeated, source=ARMY, **twelve))
    of, content = document("third", told, published=published, outlet="Courier")
    # Another matter, and what it has from elsewhere, are its own.
    third = reading(
        of,
        content,
        claim(of, SAID, when="2024-04", source=source, **twelve),
        claim(of, SAID, supplier=("CN",), recipient=("ML",), item=("armed-uav",), source=source),
        claim(of, "drones", source=Source(role="institution", org="White House", country="US"), **twelve),
    )
    append(ledger, *([first, second, third][place] for place in order))
    view = ledger.as_of()
    left = [one.claim for one in view.claims()]
    assert [(one.document, one.supplier, one.source.org) for one in left] == [
        ("third", ("CN",), source.org),
        ("third", ("TR",), "White House"),
    ]
    assert {one.relation for one in view.copies("third")} >= {"relay"}
    [line] = [one for one in lines(view) if one.supplier == "TR"]
    assert line.origins == 1
    [rests] = [one for one in view.retractions(0) if one.relayed]
    assert (rests.document, rests.earlier) == ("third", "first")
    assert ledger.verify().ok


def test_what_a_retraction_says_otherwise_stands(ledger: Ledger) -> None:
    text = (
        "Meridian has withdrawn its story published on May 2 about 12 Bayraktar TB2 drones for Mali."
        " Turkey has delivered two so far."
    )
    of, content = document("second", text, published="2024-05-06", agency="Meridian")
    two = claim(of, "Turkey has delivered two", item=("armed-uav",), quantity=Quantity(2, 2), **PARTIES)
    append(ledger, taken_back(), reading(of, content, two))
    assert [one.claim for one in ledger.as_of().claims()] == [two]


def test_what_was_taken_back_stands_in_the_view_before(ledger: Ledger) -> None:
    readings = {one.document.id: one for one in exercises()}
    append(ledger, readings["en/19-turkish-drones-tour"])
    append(ledger, readings["en/12-retraction-baykar"])
    before, after = ledger.as_of(1), ledger.as_of(2)
    sudan = ("TR", "SD", "uav")
    assert [one.claim.document for one in before.claims(line=sudan)] == ["en/19-turkish-drones-tour"]
    assert {one.claim.document for one in after.claims(line=sudan)} == {"en/12-retraction-baykar"}
    [ended] = after.ended(1)
    assert (ended.ended, ended.document, ended.author) == (2, "en/12-retraction-baykar", None)
    [told] = before.copies("en/19-turkish-drones-tour") or [None]
    assert told is None
    [told] = after.copies("en/19-turkish-drones-tour")
    assert (told.document, told.relation, told.later, told.entry) == (
        "en/12-retraction-baykar",
        "retraction",
        False,
        2,
    )
    assert "withdraws it" in told.reason and "2024-01-26" in told.reason
    # Reading the earlier dispatch with another extractor does not bring back what was taken back.
    again = readings["en/19-turkish-drones-tour"]
    other = tuple(one.but(when=one.when) for one in again.claims[:-1])
    append(ledger, again._replace(claims=other), digest="2")
    assert {one.claim.document for one in ledger.as_of().claims(line=sudan)} == {"en/12-retraction-baykar"}


def test_a_ledger_of_an_earlier_version_gets_the_keys_of_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = [one for one in exercises() if one.document.id in {name for pair in RENEWED for name in pair}]
    with ExitStack() as held:
        fresh_one = fresh(held, f"{tmp_path}/fresh.db")
        append(fresh_one, *readings)
        assert not fresh_one.lacks_keys()
        assert fresh_one.fill_keys(recorded_at=NOON) == 0
        old = fresh(held, f"{tmp_path}/old.db")
        with monkeypatch.context() as earlier:
            earlier.setattr(appending, "band_rows", lambda *_, **__: [])
            earlier.setattr(appending, "find_links", lambda *_, **__: [])
            append(old, *readings)
        assert decided(old) == {}
        before, head, said = old.as_of(), old.head(), old.as_of().content_digest()
        assert old.lacks_keys()
        assert old.fill_keys(recorded_at=NOON, batch=2) == len(readings)
        assert (old.lacks_keys(), old.fill_keys(recorded_at=NOON)) == (False, 0)
        assert decided(old) == decided(fresh_one) == RENEWED
        assert old.as_of().content_digest() == fresh_one.as_of().content_digest()
        # What came before stays what it was, to the digest.
        assert before.content_digest() == said and old.verify(noted=head).ok
        assert {one.change for one in old.as_of().entries(head.entry)} == {Change.KEYS}
        assert {one.relation for one in old.as_of().copies("en/19-turkish-drones-tour")} == {"retraction"}


LONG = (
    "Ruritania has ordered twelve training aircraft from Syldavia, its defence ministry said on Thursday in "
    "a statement. The first of the aircraft will be delivered in the spring of 2027, an official said on "
    "condition of anonymity. Borduria protested against the sale and called back its ambassador, who had "
    "been in the capital for nine years. The price was not made public, but two people with knowledge of the "
    "talks put it at some four hundred million crowns."
)


def story(name: str, text: str = LONG, **about: str | None) -> Reading:
    of, content = document(name, text, **about)
    return reading(of, content, claim(of, text[:40], source=Source(org=f"Office {name}")))


def test_copies_in_the_same_weeks_are_found_and_a_year_later_only_equal_text(ledger: Ledger) -> None:
    edited = LONG.replace("Thursday", "Friday")
    append(
        ledger,
        story("a"),
        story("b", edited, published="2023-06-30"),
        story("c", edited + " It ended there.", published="2024-06-30"),
        story("d", LONG, published="2019-01-01"),
        story("e", LONG[:230], published="2023-06"),
    )
    assert decided(ledger) == {
        ("a", "b"): "copy",
        ("a", "d"): "copy",
        ("a", "e"): "trimmed-copy",
        ("b", "e"): "trimmed-copy",
    }
    [same] = [one for one in ledger.as_of().copies("d") if one.document == "a"]
    assert same.reason == "the running text is the same"


def test_what_has_no_date_meets_what_has_none(ledger: Ledger) -> None:
    append(ledger, story("a", published=None), story("b", LONG + " And so on.", published=None), story("c"))
    assert decided(ledger) == {("a", "b"): "copy", ("a", "c"): "copy"}


def test_a_copy_that_was_withdrawn_holds_nothing_together(ledger: Ledger) -> None:
    half = len(LONG) // 2
    append(ledger, story("a", LONG[: half + 60]), story("b", LONG), story("c", LONG[half - 60 :]))
    view = ledger.as_of()
    assert len({body.story for body in view.bodies()}) == 1
    ledger.withdraw("b", author="N. Azar", reason="retracted", recorded_at=NOON)
    assert len({body.story for body in ledger.as_of().bodies()}) == 2
    assert len({body.story for body in view.bodies()}) == 1, "an earlier view stays what it was"


def test_boilerplate_by_the_hundred_costs_no_more_each(ledger: Ledger) -> None:
    texts = [f"{LONG} Number {number}." for number in range(120)]
    append(ledger, *(story(f"n{number:03}", text) for number, text in enumerate(texts)))
    assert len({body.story for body in ledger.as_of().bodies()}) == 1
    last = ledger.as_of().copies("n119")
    assert 0 < len(last) <= 60


# What analysts say of documents counts.


def judge(ledger: Ledger, act: Act, *documents: str) -> int:
    verdict = Verdict(
        act=act, subject=Subject.DOCUMENT, members=documents, author="N. Azar", reason="read both"
    )
    return ledger.judge(verdict, recorded_at=NOON).entry


def origins(ledger: Ledger) -> int:
    [line] = lines(ledger.as_of())
    assert line_of(ledger.as_of(), line.key) == line
    return line.origins


def test_analysts_hold_stories_together_and_apart(ledger: Ledger) -> None:
    append(ledger, story("a"), story("b", LONG + " More."), story("c", "Something else was said altogether."))
    assert origins(ledger) == 2
    merged = judge(ledger, Act.MERGE, "a", "c")
    assert origins(ledger) == 1
    assert {body.document for body in ledger.as_of().bodies({"c"})} == {"a", "b", "c"}
    judge(ledger, Act.SPLIT, "a", "c")
    assert origins(ledger) == 2
    apart = judge(ledger, Act.SPLIT, "a", "b")
    assert origins(ledger) == 3
    verdict = Verdict(act=Act.UNDO, author="N. Azar", reason="it is a copy", undoes=apart)
    ledger.judge(verdict, recorded_at=NOON)
    assert origins(ledger) == 2
    [line] = lines(ledger.as_of(merged))
    assert line.origins == 1


# Laws.


TEXTS = st.sampled_from(
    [LONG, LONG[:240], LONG + " More of it.", LONG[200:], "Ten drones went.", "Now: Ten drones went.", ""]
)
DAYS = st.sampled_from(["2023-06-09", "2023-06-30", "2023-06", "2024-01-01", None])


@st.composite
def dispatches(draw: st.DrawFn) -> list[Reading]:
    given = []
    for number in range(draw(st.integers(1, 6))):
        text = draw(TEXTS)
        name = f"d{number}"
        of, content = document(
            name,
            text or "-",
            published=draw(DAYS),
            agency=draw(st.sampled_from([None, "AP", "AFP"])),
            outlet=f"Outlet {draw(st.integers(0, 2))}",
        )
        claims = [
            claim(
                of,
                item=(draw(st.sampled_from(["uav", "radar"])),),
                source=Source(org=draw(st.sampled_from(["CIA", "MI6", None]))),
                polarity=draw(st.sampled_from(Polarity)),
            )
            for _ in range(draw(st.integers(0, 2)))
        ]
        given.append(reading(of, content, *claims))
    return given


LAWS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def fresh(held: ExitStack, tmp: str) -> Ledger:
    return held.enter_context(open_ledger(f"sqlite:///{tmp}"))


@LAWS
@given(dispatches(), st.randoms())
def test_law_stories_and_lines_do_not_depend_on_the_order_of_arrival(
    tmp_path_factory: pytest.TempPathFactory, given_dispatches: list[Reading], chance: random.Random
) -> None:
    shuffled = list(given_dispatches)
    chance.shuffle(shuffled)
    folder = tmp_path_factory.mktemp("law")
    with ExitStack() as held:
        one, other = (fresh(held, f"{folder}/{name}.db") for name in ("one", "other"))
        append(one, *given_dispatches)
        append(other, *shuffled)
        left, right = one.as_of(), other.as_of()
        assert {b.document: b.story for b in left.bodies()} == {b.document: b.story for b in right.bodies()}
        assert lines(left) == lines(right)
        assert decided(one) == decided(other)


@LAWS
@given(dispatches())
def test_law_a_line_alone_is_the_line_of_the_register(
    tmp_path_factory: pytest.TempPathFactory, given_dispatches: list[Reading]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    with ExitStack() as held:
        ledger = fresh(held, f"{folder}/ledger.db")
        append(ledger, *given_dispatches)
        for entry in range(ledger.head().entry + 1):
            view = ledger.as_of(entry)
            for line in lines(view):
                assert line_of(view, line.key) == line
        assert line_of(ledger.as_of(), ("XX", "YY", "uav")) is None


# Notices.


def forms() -> Iterator[object]:
    for form in notice_forms():
        yield pytest.param(
            form, id=f"{form.language} {form.relation} {form.where} {form.pattern.pattern[:20]}"
        )


@pytest.mark.parametrize("form", list(forms()))
def test_each_form_finds_and_skips_its_examples(form: object) -> None:
    from tracewire.lexicon.notices import NoticeForm

    assert isinstance(form, NoticeForm)
    assert form.finds and form.skips and form.source
    assert all(form.pattern.search(words) for words in form.finds)
    assert not any(form.pattern.search(words) for words in form.skips)


@pytest.mark.parametrize("form", erratum_forms())
def test_each_form_of_an_erratum_finds_and_skips_its_examples(form: ErratumForm) -> None:
    for text, right, wrong in form.finds:
        match = form.pattern.search(text)
        assert match, text
        told = match.groupdict()
        assert (told.get("right") or "", told["wrong"]) == (right, wrong)
    assert not any(form.pattern.search(words) for words in form.skips)


def test_a_notice_tells_what_it_says_and_of_which_days() -> None:
    text = "CORRECTION: Drones story\n\nIn a story published Jan. 26, and again on 3 February, it erred."
    of, _ = document("a", text, published="2024-02-05")
    parts = (
        Part(kind=PartKind.HEADLINE, span=Span(0, 24)),
        Part(kind=PartKind.PARAGRAPH, span=Span(26, len(text))),
    )
    found = notice(replace(of, parts=parts))
    assert found is not None
    assert (found.relation, found.days) == ("correction", {date(2024, 1, 26), date(2024, 2, 3)})
    assert notice(document("b", "Six drones were delivered on 3 February.")[0]) is None


@pytest.mark.parametrize(
    ("later", "ends"),
    [
        ({"quantity": Quantity(60, 60)}, True),
        ({"quantity": Quantity(6, 9)}, False),  # the numbers can be one
        ({"quantity": Quantity(60, 60), "recipient": ("BY",)}, False),
        ({"quantity": Quantity(60, 60), "stage": Stage.AGREED}, False),
        ({"quantity": Quantity(60, 60), "item": ("radar",)}, False),
        ({"quantity": Quantity(60, 60), "when": "2020"}, False),  # of another year
        ({"quantity": Quantity(60, 60), "kind": Kind.SUPPORT}, False),
        ({"quantity": None}, False),
        ({"quantity": Quantity(60, 60), "polarity": Polarity.DENIED}, False),
    ],
)
def test_a_correction_ends_the_number_that_it_replaces(
    ledger: Ledger, later: dict[str, object], ends: bool
) -> None:
    facts = "Amirabad, Makhachkala, Alabuga, Yelabuga, Jebel Ali, Bandar Abbas and 4,512 crates"
    first, content = document("a", f"Iran sent six drones by {facts}.", outlet="Post", published="2023-06-09")
    wrong = claim(first, quantity=Quantity(6, 6), when="2023-06")
    append(ledger, reading(first, content, wrong))
    words = f"In a story published June 9, the Post erred: it was sixty drones by {facts}."
    second, content = document("b", words, outlet="Post", published="2023-06-11")
    right = claim(second, **{"when": "2023-06", **later})
    append(ledger, reading(second, content, right))
    renewed = [one.later for one in ledger.as_of().copies("b") if one.relation == "correction"]
    assert renewed == [True], "the house and the day are named, and the goods"
    assert (wrong not in {one.claim for one in ledger.as_of().claims()}) == ends


TANKS = (
    "BERLIN, March 4 (Reuters) - Poland has handed over 30 tanks to Ukraine, Warsaw said on Monday. They came"
    " by rail, and their crews were trained in the winter."
)
RADARS = (
    "PARIS, March 4 (Reuters) - France will give Ukraine two radars, Paris said on Monday. They will be set"
    " up in the south of the country before the summer, and be paid from a fund."
)
SHELLS = (
    "SEOUL, March 4 (Reuters) - North Korea has shipped shells to Russia since the autumn, Seoul said. They"
    " go by sea from Rajin, and by rail from there to the depots near the front."
)
WITHDRAWN = "Reuters has withdrawn its story of March 4 about {}. Its source does not stand by the account."


def of_reuters(
    name: str, text: str, *claims: dict[str, object], language: str = "en", day: int = 4
) -> Reading:
    of, content = document(name, text, agency="Reuters", published=f"2024-03-{day:02}")
    of = replace(of, language=language)
    return reading(of, content, *(claim(of, text[:30], **one) for one in claims))


def tanks(name: str = "tanks", text: str = TANKS) -> Reading:
    parties: dict[str, object] = {"supplier": ("PL",), "recipient": ("UA",), "item": ("tank",)}
    return of_reuters(name, text, {**parties, "quantity": Quantity(30, 30)})


def told_of_march() -> list[Reading]:
    return [
        tanks(),
        of_reuters("radars", RADARS, {"supplier": ("FR",), "recipient": ("UA",), "item": ("radar",)}),
        of_reuters("shells", SHELLS, {"supplier": ("KP",), "item": ("artillery-shell",)}),
    ]


@pytest.mark.parametrize(
    ("text", "language", "means"),
    [
        (WITHDRAWN.format("Polish tanks"), "en", "tanks"),
        (WITHDRAWN.format("arms for Ukraine"), "en", None),  # which of two it does not say
        (WITHDRAWN.format("30 vehicles"), "en", "tanks"),
        (WITHDRAWN.format("the thirty vehicles"), "en", "tanks"),
        (WITHDRAWN.format("a parade in Rome"), "en", None),
        (WITHDRAWN.format("Polish tanks").replace("March 4", "March 3"), "en", None),
        (WITHDRAWN.format("Polish tanks").replace("Reuters", "AFP"), "en", None),  # not its own
        ("Reuters annule sa dépêche du 4 mars sur les obus nord-coréens.", "fr", "shells"),
    ],
)
def test_a_notice_that_claims_nothing_means_the_one_story_of_its_house_and_day(
    ledger: Ledger, text: str, language: str, means: str | None
) -> None:
    append(ledger, *told_of_march(), of_reuters("notice", text, language=language, day=6))
    assert decided(ledger) == ({("notice", means): "retraction"} if means else {})
    left = {one.claim.document for one in ledger.as_of().claims()}
    assert left == {"tanks", "radars", "shells"} - {means}
    assert ledger.verify().ok


def test_a_notice_that_claims_nothing_may_come_before_what_it_means(ledger: Ledger) -> None:
    notice_ = of_reuters("notice", WITHDRAWN.format("Polish tanks"), day=6)
    copy = tanks("copy", f"{TANKS} The ministry did not say where they were taken.")
    append(ledger, notice_, told_of_march()[2], tanks(), copy)
    found = {pair: relation for pair, relation in decided(ledger).items() if relation == "retraction"}
    assert set(found) == {("notice", "tanks"), ("notice", "copy")}
    assert {one.claim.document for one in ledger.as_of().claims()} == {"shells"}


def test_a_correction_that_repeats_little_means_the_story_of_the_day(ledger: Ledger) -> None:
    text = (
        "CORRECTION: In a story published March 4, Reuters reported that Poland handed over thirty tanks to"
        " Ukraine. The ministry said thirteen, not thirty."
    )
    parties: dict[str, object] = {"supplier": ("PL",), "recipient": ("UA",), "item": ("tank",)}
    correction = of_reuters("correction", text, {**parties, "quantity": Quantity(13, 13)}, day=5)
    append(ledger, *told_of_march(), correction)
    assert decided(ledger) == {("correction", "tanks"): "correction"}


@pytest.mark.parametrize(
    ("told", "text", "left"),
    [
        ([(40, "2024-02")], "The minister said 14.", [14]),
        ([(40, "2024-02"), (6, "2023-11")], "The minister said 14, not 40.", [6, 14]),
        ([(40, "2024-02"), (6, "2023-11")], "The minister said fourteen, not forty.", [6, 14]),
        # Which of the two it corrects is not told.
        ([(40, "2024-02"), (6, "2023-11")], "The minister said 14.", [6, 14, 40]),
        ([(40, "2024-02"), (14, "2023-11")], "The minister said 14.", [14, 14, 40]),
    ],
)
def test_a_correction_without_a_date_ends_the_number_that_it_can_only_mean(
    ledger: Ledger, told: list[tuple[int, str]], text: str, left: list[int]
) -> None:
    words = "LISBON, March 4 (Reuters) - Portugal has given howitzers to Moldova, its minister said in Porto."
    parties: dict[str, object] = {"supplier": ("PT",), "recipient": ("MD",), "item": ("howitzer",)}
    first = [{**parties, "quantity": Quantity(many, many), "when": when} for many, when in told]
    notice_ = (
        "CORRECTION: In a story published March 4, Reuters reported how many howitzers Portugal gave to"
        f" Moldova. {text}"
    )
    append(
        ledger,
        of_reuters("first", words, *first),
        of_reuters("correction", notice_, {**parties, "quantity": Quantity(14, 14)}, day=6),
    )
    assert decided(ledger) == {("correction", "first"): "correction"}
    counts = [one.claim.quantity for one in ledger.as_of().claims()]
    assert sorted(one.low for one in counts if one and one.low) == left


SET_RIGHT = [
    # the text of the correction, what it says, what stands then
    ("The tanks were sent by Norway, not Poland.", {"supplier": ("NO",)}, ["NO"]),
    ("The tanks were sent by Norway, not by Sweden.", {"supplier": ("NO",)}, ["NO", "PL"]),
    ("They came in January, not in February.", {"when": "2024-01"}, ["2024-01"]),
    ("They came in January 2024, not February.", {"when": "2024-01"}, ["2024-01"]),
    ("They came in January, not in March.", {"when": "2024-01"}, ["2024-01", "2024-02"]),
    ("Further tanks were sent by Norway.", {"supplier": ("NO",)}, ["NO", "PL"]),
]


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(("text", "says", "left"), SET_RIGHT)
def test_a_correction_ends_the_party_or_the_time_that_it_puts_aside(
    ledger: Ledger, text: str, says: dict[str, object], left: list[str], backwards: bool
) -> None:
    said = f"CORRECTION: In a story published March 4, Reuters reported on tanks for Ukraine. {text}"
    first = of_reuters("first", TANKS, {**POLISH, "when": "2024-02"})
    right = of_reuters("correction", said, {**POLISH, "when": "2024-02", **says}, day=6)
    append(ledger, *((right, first) if backwards else (first, right)))
    assert decided(ledger) == {("correction", "first"): "correction"}
    told = [one.claim for one in ledger.as_of().claims()]
    field = next(iter(says))
    found = [one.supplier[0] if field == "supplier" else one.when for one in told]
    assert sorted(filter(None, found)) == left


def test_a_correction_does_not_assert_what_it_repeats_as_wrong(ledger: Ledger) -> None:
    said = (
        "CORRECTION: In a story published March 4, Reuters reported that Poland sent 30 tanks to Ukraine."
        " It sent 13, not 30."
    )
    first = of_reuters("first", TANKS, {**POLISH, "quantity": Quantity(30, 30)})
    both = ({**POLISH, "quantity": Quantity(many, many)} for many in (30, 13))
    append(ledger, first, of_reuters("correction", said, *both, day=6))
    assert [one.claim.quantity for one in ledger.as_of().claims()] == [Quantity(13, 13)]


WIRE = (
    "WARSAW, March 4 (Reuters) - Poland has handed over 30 tanks to Ukraine, Warsaw said on Monday. They came"
    " by rail, and their crews were trained in the winter. The wagons stood at Rzeszow, Przemysl and Medyka"
    " for two days. A further company of the brigade is being trained at Drawsko, the ministry said."
)
COPIED = {
    "copy": WIRE + " The Courier could not reach the ministry.",
    "trimmed": WIRE[:175],
    "same text": WIRE,
    "copy of a copy": WIRE[110:] + " Poland has handed over 30 tanks so far, it is told.",
}
ALONE = "Officials in Kyiv have said that 30 tanks of Poland are there. They were seen near Lviv by many."


ORDERS = list(permutations(range(4)))[::4]
"""Some of the orders of four: each of them comes first, and each last."""


def on_tanks(name: str, text: str, outlet: str, *told: dict[str, object], day: int = 4) -> Reading:
    of, content = document(name, text, outlet=outlet, published=f"2024-03-{day:02}")
    return reading(of, content, *(claim(of, "tanks", **{**POLISH, **one}) for one in told))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("sets_right", "says", "stands"),
    [
        ("It was 13 tanks, not 30.", {"quantity": Quantity(13, 13)}, False),
        ("The tanks were sent by Norway, not Poland.", {"supplier": ("NO",)}, False),
        ("They came in January, not in February.", {"when": "2024-01"}, False),
        ("The minister is called Kosiniak.", None, True),
    ],
)
def test_a_correction_reaches_the_copies_of_what_it_sets_right(
    ledger: Ledger, order: tuple[int, ...], sets_right: str, says: dict[str, object] | None, stands: bool
) -> None:
    house = {"when": "2024-02", "source": Source(role="institution", org="Polish government", country="PL")}
    wrong: dict[str, object] = {**house, "quantity": Quantity(30, 30)}
    kyiv: dict[str, object] = {**wrong, "source": Source(role="institution", org="Kyiv", country="UA")}
    said = f"CORRECTION: In a story published March 4, Reuters reported on tanks for Ukraine. {sets_right}"
    given = [
        of_reuters("first", WIRE, {**POLISH, **wrong}),
        of_reuters("correction", said, *([{**POLISH, **house, **says}] if says else []), day=6),
        # That some were handed over is not wrong, nor what the copy has from elsewhere.
        on_tanks("copy", COPIED["copy"], "Courier", wrong, {**house, "stage": Stage.AGREED}, kyiv),
        on_tanks("alone", ALONE, "Kyiv Post", kyiv),
    ]
    append(ledger, *(given[place] for place in order))
    view = ledger.as_of()
    left = {one.claim for one in view.claims()}
    assert (given[0].claims[0] in left, given[2].claims[0] in left) == (stands, stands)
    assert set(given[2].claims[1:]) | set(given[3].claims) <= left
    relays = [one for one in view.retractions(0) if one.relayed]
    assert [(one.document, one.earlier) for one in relays] == ([] if stands else [("copy", "first")])
    if not stands:
        assert "set right" in relays[0].reason
        before = ledger.as_of(relays[0].entry - 1)
        if order.index(1) == 3:
            assert given[2].claims[0] in {one.claim for one in before.claims()}, "earlier views stay"
    assert ledger.verify().ok


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("many", [1, 6])
def test_a_correction_reaches_trimmed_copies_and_copies_of_copies(
    ledger: Ledger, many: int, backwards: bool
) -> None:
    wrong: dict[str, object] = {"quantity": Quantity(30, 30)}
    said = "CORRECTION: In a story published March 4, Reuters misstated the tanks of Poland: 13, not 30."
    given = [
        of_reuters("first", WIRE, {**POLISH, **wrong}),
        of_reuters("correction", said, {**POLISH, "quantity": Quantity(13, 13)}, day=6),
        *(
            on_tanks(f"{name} {number}", text, f"Outlet {name} {number}", wrong, {})
            for name, text in COPIED.items()
            for number in range(many)
        ),
        on_tanks("vague", COPIED["copy"] + " So it said.", "Herald", {"quantity": Quantity(24, 99)}),
        on_tanks("right", COPIED["copy"] + " It was 13 tanks.", "Mail", {"quantity": Quantity(13, 13)}),
    ]
    append(ledger, *(reversed(given) if backwards else given))
    left = [one.claim for one in ledger.as_of().claims()]
    assert {one.document for one in left if one.quantity} == {"correction", "right"}
    assert len([one for one in left if not one.quantity]) == 4 * many
    assert ledger.verify().ok


@pytest.mark.parametrize("order", ORDERS)
def test_a_correction_reaches_the_translation_and_its_copies(ledger: Ledger, order: tuple[int, ...]) -> None:
    names = "Rzeszów, Przemyśl, Medyka, Drawsko, Kosiniak, Lublin, Chełm, Sandomierz, 1452 et 8713"
    english = f"Poland has handed over 30 tanks to Ukraine by {names}."
    french = f"La Pologne a remis 30 chars à l'Ukraine par {names}. Ils sont venus par le rail cet hiver."
    twenty: dict[str, object] = {"quantity": Quantity(30, 30)}
    correction = (
        "CORRECTION: In a story published March 4, Reuters misstated the tanks of Poland: 13, not 30."
    )
    given = [
        of_reuters("first", english, {**POLISH, **twenty}),
        of_reuters("second", correction, {**POLISH, "quantity": Quantity(13, 13)}, day=6),
        of_reuters("traduite", french, {**POLISH, **twenty}, language="fr"),
        of_reuters("copie", f"{french} Avec Reuters.", {**POLISH, **twenty}, language="fr", day=9),
    ]
    # The copy of the translation is too late to be a translation itself.
    append(ledger, *(given[place] for place in order))
    assert {one.claim.document for one in ledger.as_of().claims()} == {"second"}
    assert ledger.verify().ok


REPLACED = (
    "{}. Poland has handed over 13 tanks to Ukraine, Warsaw said. They came by rail, and their crews were"
)


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("Cette dépêche annule et remplace celle du 4 mars", {13}),
        ("RECTIFICATIF : cette dépêche corrige celle du 4 mars", {13, 30, 6}),
    ],
)
def test_what_takes_the_place_of_a_dispatch_leaves_nothing_of_it(
    ledger: Ledger, words: str, stands: set[int], backwards: bool
) -> None:
    told = [
        {**POLISH, "quantity": Quantity(30, 30), "when": "2024-03"},
        {**POLISH, "quantity": Quantity(6, 6), "when": "2023-11"},
    ]
    first = of_reuters("first", TANKS, *told)
    new = {**POLISH, "quantity": Quantity(13, 13), "when": "2024-01"}
    second = of_reuters("second", REPLACED.format(words), new, language="fr", day=5)
    append(ledger, *((second, first) if backwards else (first, second)))
    assert {one.claim.quantity.low for one in ledger.as_of().claims() if one.claim.quantity} == stands


POLISH: dict[str, object] = {"supplier": ("PL",), "recipient": ("UA",), "item": ("tank",)}
AT_ALL = f"{TANKS} In all it has given more."
JETS = (
    "WARSAW, March 4 (Reuters) - Poland has given ten MiG-29 jets to Ukraine, Prime Minister Donald Tusk said"
    " in Warsaw on Monday. Ukraine had asked for them for a year."
)


def polish(*told: tuple[int, dict[str, object]], text: str = AT_ALL, name: str = "first") -> Reading:
    numbers = ({**POLISH, "quantity": Quantity(many, many), **fields} for many, fields in told)
    return of_reuters(name, text, *numbers)


def misstated(text: str, *told: dict[str, object]) -> Reading:
    words = f"CORRECTION: In a story published March 4, Reuters misstated what Poland gave to Ukraine. {text}"
    return of_reuters("correction", words, *({**POLISH, **one} for one in told), day=5)


def counts(ledger: Ledger, document: str = "first") -> list[int | None]:
    held = [one.claim for one in ledger.as_of().claims() if one.claim.document == document]
    return sorted(one.quantity.low for one in held if one.quantity and one.quantity.low)


FOURTEEN = {"quantity": Quantity(14, 14)}


@pytest.mark.parametrize(
    ("told", "text", "left", "asked"),
    [
        ([(30, {}), (90, {})], "It gave 14, not 30.", [90], []),
        ([(30, {}), (90, {})], "It gave 14 tanks.", [30, 90], [30, 90]),
        # The one that is told in the same way, on the same word, of the same time.
        ([(30, {}), (90, {"supplier": ("PL", "CZ")})], "It gave 14 tanks.", [90], []),
        ([(30, {}), (90, {"source": Source(org="Polish army")})], "It gave 14 tanks.", [90], []),
        ([(30, {}), (90, {"when": "2023"})], "It gave 14 tanks.", [90], []),
        # In one respect the one fits better, in another the other.
        (
            [(30, {"when": "2024-02"}), (90, {"supplier": ("PL", "CZ")})],
            "It gave 14 tanks.",
            [30, 90],
            [30, 90],
        ),
        # What it repeats was not wrong.
        ([(14, {}), (90, {})], "The tanks, 14 of them, are not new.", [14, 90], None),
        ([(30, {}), (90, {})], "Its capital is Warsaw.", [30, 90], []),
    ],
)
def test_a_correction_ends_the_number_that_it_fits_best_or_none_and_asks(
    ledger: Ledger,
    told: list[tuple[int, dict[str, object]]],
    text: str,
    left: list[int],
    asked: list[int] | None,
) -> None:
    append(ledger, polish(*told), misstated(text, *([FOURTEEN] if "14" in text else [])))
    assert decided(ledger) == {("correction", "first"): "correction"}
    assert counts(ledger) == left
    open_ = list(ledger.as_of().unmet_notices(1))
    if asked == [] and len(left) == 1:
        assert not open_
        return
    [one] = open_
    assert (one.document, one.fits, one.one_of) == ("correction", ("first",), False)
    assert sorted(claim.quantity.low or 0 for claim in one.claims if claim.quantity) == (asked or [])
    if one.claims:  # an analyst answers, and nobody asks again
        ledger.correct(one.claims[0].id, None, author="Ana", reason="it means that", recorded_at=NOON)
        assert list(ledger.as_of().unmet_notices(1)) == []
        assert list(ledger.as_of(2).unmet_notices(1)) == [one]
        # Nor does another extractor make the number that is left the only one.
        again = misstated(text, {**FOURTEEN, "certainty": Certainty.PROBABLE})
        append(ledger, again, digest="2")
        assert len(counts(ledger)) == 1


def test_a_correction_that_is_read_again_ends_no_further_number(ledger: Ledger) -> None:
    append(ledger, polish((30, {}), (90, {})), misstated("It gave 14, not 30.", FOURTEEN))
    append(ledger, misstated("It gave 14, not 30.", {**FOURTEEN, "when": "2024-02"}), digest="2")
    assert counts(ledger) == [90]


def test_a_rate_is_no_number_that_a_count_replaces(ledger: Ledger) -> None:
    first = polish((30, {"quantity": Quantity(30, 30, "month")}))
    append(ledger, first, misstated("It gave 14 tanks.", FOURTEEN))
    assert counts(ledger) == [30]


@pytest.mark.parametrize("order", [("first", "jets", "notice"), ("notice", "first", "jets")])
def test_a_withdrawal_of_one_story_leaves_another_of_the_same_parties_and_day(
    ledger: Ledger, order: tuple[str, ...]
) -> None:
    text = f"STORY WITHDRAWN: {WITHDRAWN.format('Polish tanks')} Poland has not given any tanks to Ukraine."
    given = {
        "first": polish((30, {})),
        "jets": polish((10, {"item": ("fighter",)}), text=JETS, name="jets"),
        "notice": of_reuters("notice", text, {**POLISH, "polarity": Polarity.DENIED}, day=6),
    }
    append(ledger, *(given[name] for name in order))
    assert decided(ledger) == {("notice", "first"): "retraction"}
    assert (counts(ledger), counts(ledger, "jets")) == ([], [10])
    assert not list(ledger.as_of().unmet_notices(0))


def test_a_withdrawal_that_denies_what_two_stories_told_ends_that_and_asks(ledger: Ledger) -> None:
    text = (
        f"STORY WITHDRAWN: {WITHDRAWN.format('a gift of Poland')} Poland has not given any tanks to Ukraine."
    )
    other = JETS.replace("ten MiG-29 jets", "forty tanks and a radar")
    radar: dict[str, object] = {"supplier": ("PL",), "recipient": ("UA",), "item": ("radar",)}
    tank = {**POLISH, "quantity": Quantity(40, 40)}
    append(
        ledger,
        polish((30, {})),
        of_reuters("second", other, tank, radar),
        of_reuters("notice", text, {**POLISH, "polarity": Polarity.DENIED}, day=6),
    )
    assert {one.claim.item for one in ledger.as_of().claims() if one.claim.document == "second"} == {
        ("radar",)
    }
    [one] = ledger.as_of().unmet_notices(0)
    assert (one.one_of, one.fits) == (True, ("first", "second"))


@pytest.mark.parametrize("order", list(permutations(("first", "jets", "notice", "copy")))[::3])
def test_a_notice_that_fits_two_stories_asks_which_and_chooses_none(
    ledger: Ledger, order: tuple[str, ...]
) -> None:
    given = {
        "first": polish((30, {})),
        "jets": polish((10, {"item": ("fighter",)}), text=JETS, name="jets"),
        "notice": of_reuters("notice", WITHDRAWN.format("arms for Ukraine"), day=6),
        "copy": on_tanks(
            "copy", f"{AT_ALL} The Courier knows no more.", "Courier", {"quantity": Quantity(30, 30)}
        ),
    }
    append(ledger, *(given[name] for name in order))
    view = ledger.as_of()
    last = max(order.index(name) for name in ("first", "jets", "notice")) + 1
    [one] = [one for one in view.unmet_notices(last - 1) if one.one_of]
    assert one.entry == last
    assert (one.document, set(one.fits), one.taken) == ("notice", {"first", "jets"}, ())
    assert {one.claim.document for one in view.claims()} == {"first", "jets", "copy"}
    assert not view.retractions(0)
    assert set(decided(ledger).values()) == {"copy"}
    # With the last of the three the doubt came, and until then nobody knew of it.
    before = ledger.as_of(last - 1)
    assert not [one for one in before.unmet_notices(0) if one.one_of]
    if order.index("notice") < last - 1:
        assert [one.relayed for one in before.retractions(0)][:1] == [False]
        assert not {"first", "jets"} & {one.claim.document for one in before.claims()}
    assert ledger.verify().ok


@pytest.mark.parametrize("order", list(permutations(("first", "jets", "notice"))))
def test_a_notice_means_the_story_that_fits_best_whatever_came_first(
    ledger: Ledger, order: tuple[str, ...]
) -> None:
    given = {
        "first": polish((30, {})),
        "jets": polish((10, {"item": ("fighter",)}), text=JETS, name="jets"),
        "notice": of_reuters("notice", WITHDRAWN.format("Polish tanks"), day=6),
    }
    append(ledger, *(given[name] for name in order))
    assert decided(ledger) == {("notice", "first"): "retraction"}
    assert (counts(ledger), counts(ledger, "jets")) == ([], [10])
    assert ledger.verify().ok


@pytest.mark.parametrize("withdrawn", [True, False])
@pytest.mark.parametrize("again", ["notice", "jets"])
def test_what_is_read_again_does_not_answer_which_story_a_notice_means(
    ledger: Ledger, again: str, withdrawn: bool
) -> None:
    given = {
        "first": polish((30, {})),
        "jets": polish((10, {"item": ("fighter",)}), text=JETS, name="jets"),
        "notice": of_reuters("notice", WITHDRAWN.format("arms for Ukraine"), day=6),
    }
    append(ledger, *given.values())
    if withdrawn:
        ledger.withdraw("first", author="Ana", reason="the notice means it", recorded_at=NOON)
    assert [one.one_of for one in ledger.as_of().unmet_notices(2)] == ([] if withdrawn else [True])
    # Other claims of the same text, as a later version of an extractor draws them.
    once_more = {
        "notice": of_reuters(
            "notice", WITHDRAWN.format("arms for Ukraine"), {"supplier": ("DE",), "recipient": ("PL",)}, day=6
        ),
        "jets": polish((10, {"item": ("fighter",), "designation": ("MiG-29",)}), text=JETS, name="jets"),
    }
    append(ledger, once_more[again], digest="2")
    assert decided(ledger) == {}
    assert counts(ledger, "jets") == [10]
    assert ledger.verify().ok


@pytest.mark.parametrize(
    ("relation", "how", "expected"),
    [
        ("correction", "CORRECTION: In a story sent March 4", 1),
        ("update", "UPDATE 2: After its story of March 4", 2),  # it may have asked another
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_correction_is_no_further_origin_of_what_it_corrects(
    ledger: Ledger, relation: str, how: str, expected: int, backwards: bool
) -> None:
    words = (
        "LISBON, March 4 (Reuters) - Portugal has given Moldova howitzers, the army said in Porto and Faro."
    )
    parties: dict[str, object] = {"supplier": ("PT",), "recipient": ("MD",), "item": ("howitzer",)}
    later = (
        f"{how} on howitzers of Portugal for Moldova, Reuters says that it was told in Braga, not in Porto."
    )
    given = [
        of_reuters("first", words, {**parties, "source": Source(org="Portuguese army")}),
        of_reuters("later", later, {**parties, "source": Source(org="Moldovan army")}, day=6),
    ]
    append(ledger, *(reversed(given) if backwards else given))
    assert decided(ledger) == {("later", "first"): relation}
    assert origins(ledger) == expected
    # With what others say it counts as before.
    of, content = document("other", "Chisinau has howitzers from Portugal, Warsaw says.", outlet="Post")
    append(ledger, reading(of, content, claim(of, source=Source(org="Polish army"), **parties)))
    assert origins(ledger) == expected + 1
    judge(ledger, Act.SPLIT, "first", "later")
    assert origins(ledger) == 3


MINISTRY = "MINISTÈRE DES ARMÉES\nCOMMUNIQUÉ DE PRESSE\n\n{}\n\n{}\n"
SENT = "La France a remis 30 chars à l'Ukraine. Ils sont partis de Toulon cet hiver."
ERRED = "Dans le communiqué du 4 mars, il fallait lire 13 chars et non 30 pour l'Ukraine."


@pytest.mark.parametrize(
    ("first", "second", "meets"),
    [
        # name, address, text
        (("a", None, MINISTRY), ("b", None, MINISTRY), True),
        (("a", None, MINISTRY), ("b", None, MINISTRY.replace("DES ARMÉES", "DE LA SANTÉ")), False),
        (("a", None, "{}\n\n{}\n"), ("b", None, "{}\n\n{}\n"), False),
        (("a", "https://www.mod.example/1", "{}\n\n{}"), ("b", "https://mod.example/2", "{}\n\n{}"), True),
        (("a", "https://mod.example/1", "{}\n\n{}"), ("b", "https://other.example/2", "{}\n\n{}"), False),
        (("a", "https://t.me/mod/1", "{}\n\n{}"), ("b", "https://t.me/other/2", "{}\n\n{}"), False),
        (("feeds/afp/a", None, "{}\n\n{}"), ("afp/b", None, "{}\n\n{}"), True),
        (("ministere-des-armees/a", None, "{}\n\n{}"), ("ministere-des-armees/b", None, "{}\n\n{}"), True),
        (("mars/a", None, "{}\n\n{}"), ("mars/b", None, "{}\n\n{}"), False),
        # A headline that names a ministry is nobody's letterhead.
        (
            ("a", None, "Le ministère des Armées envoie des chars\n\n{}\n\n{}"),
            ("b", None, "Le ministère des Armées se corrige\n\n{}\n\n{}"),
            False,
        ),
    ],
)
def test_a_house_without_outlet_or_agency_is_known_by_what_identifies_it(
    ledger: Ledger,
    first: tuple[str, str | None, str],
    second: tuple[str, str | None, str],
    meets: bool,
) -> None:
    given = []
    for (name, url, words), title, text, many, day in (
        (first, "Des chars pour l'Ukraine", SENT, 30, 4),
        (second, "RECTIFICATIF", ERRED, 13, 6),
    ):
        whole = words.format(title, text)
        of, content = document(name, whole, published=f"2024-03-{day:02}")
        of = replace(of, parts=parse_parts(whole).parts, url=url, language="fr")
        french: dict[str, object] = {**POLISH, "supplier": ("FR",), "quantity": Quantity(many, many)}
        given.append(reading(of, content, claim(of, "chars", **french)))
    append(ledger, *given)
    assert decided(ledger) == ({(second[0], first[0]): "correction"} if meets else {})
    counts = [one.claim.quantity.low for one in ledger.as_of().claims() if one.claim.quantity]
    assert sorted(filter(None, counts)) == ([13] if meets else [13, 30])


def test_another_house_corrects_nobody_else(ledger: Ledger) -> None:
    facts = "Amirabad, Makhachkala, Alabuga, Yelabuga, Jebel Ali, Bandar Abbas and 4,512 crates"
    of, content = document("a", f"Iran sent six drones by {facts}.", outlet="Post")
    append(ledger, reading(of, content, claim(of, quantity=Quantity(6, 6))))
    words = f"CORRECTION. In a story published June 9, it was sixty drones by {facts}."
    second, content = document("b", words, outlet="Courier", published="2023-06-11")
    append(ledger, reading(second, content, claim(second, quantity=Quantity(60, 60))))
    assert "correction" not in {one.relation for one in ledger.as_of().copies("b")}
    assert ledger.as_of().counts().claims == 2


def test_days_apart_make_no_translation(ledger: Ledger) -> None:
    names = [
        "Najin",
        "Dounaï",
        "Tikhoretsk",
        "Angara",
        "Kirby",
        "Vladivostok",
        "Pyongyang",
        "Lavrov",
        "Shoigu",
        "1000",
        "6700",
    ]
    given = []
    for number, (language, day) in enumerate((("en", 0), ("fr", 2), ("fr", 9), ("en", 1))):
        published = (date(2023, 10, 13) + timedelta(days=day)).isoformat()
        start = {"en": "They went by", "fr": "Ils sont passés par"}[language]
        random.Random(number).shuffle(names)  # a translation shares no run of words
        of, content = document(f"d{number}", f"{start} {', '.join(names)}.", published=published)
        of = replace(of, language=language)
        given.append(reading(of, content, claim(of)))
    append(ledger, *given)
    found = {pair for pair, relation in decided(ledger).items() if relation == "translation"}
    assert found == {("d0", "d1"), ("d1", "d3")}
