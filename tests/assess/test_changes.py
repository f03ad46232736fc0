"""What changed between two views, and by which passages: told for every kind of change, and for no copy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tracewire.assess import Difference, Effect, changes
from tracewire.ledger import Act, Ledger, Subject, Verdict, open_ledger
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
from tracewire.publish.telling import record, sentence

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
KEY = ("IR", "RU", "one-way-attack-uav")
FOREIGN_MINISTRY = Source(org="Iranian Ministry of Foreign Affairs", country="IR")
WHITE_HOUSE = Source(org="White House", country="US")


POLISH: dict[str, object] = {"supplier": ("PL",), "recipient": ("UA",), "item": ("tank",)}


class Desk:
    """Reads invented dispatches of one sentence each into a ledger: exercises, no reporting."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.minutes = 0

    def moment(self) -> datetime:
        self.minutes += 1
        return NOON + timedelta(minutes=self.minutes)

    def read(
        self,
        name: str,
        text: str,
        *claims: dict[str, object],
        outlet: str = "Harbour Post",
        published: str = "2023-06-09",
    ) -> Claim:
        content = text.encode()
        document = Document(
            id=DocumentId(name),
            text=text,
            parts=(Part(kind=PartKind.PARAGRAPH, span=Span(0, len(text))),),
            raw=digest_bytes(content),
            text_digest=digest_text(text),
            language="en",
            published=published,
            outlet=outlet,
        )
        made = [self._claim(document, **fields) for fields in claims]
        self.ledger.append(
            document, content, made, recorded_at=self.moment(), extractor="desk", extractor_digest="1"
        )
        return made[0]

    def _claim(self, document: Document, **fields: object) -> Claim:
        given: dict[str, object] = {
            "kind": Kind.TRANSFER,
            "stage": Stage.DELIVERED,
            "polarity": Polarity.AFFIRMED,
            "certainty": Certainty.CERTAIN,
            "supplier": ("IR",),
            "recipient": ("RU",),
            "item": ("one-way-attack-uav",),
            "source": Source(role="narrator", org=document.outlet),
            **fields,
        }
        return Claim(document=document.id, span=Span(0, len(document.text)), **given)  # type: ignore[arg-type]

    def since(self, entry: int) -> tuple[Difference, ...]:
        return changes(self.ledger.as_of(entry), self.ledger.as_of())

    def judge(self, act: Act, *members: str, **more: object) -> int:
        verdict = Verdict(act=act, members=members, author="N. Azar", reason="misread", **more)  # type: ignore[arg-type]
        return self.ledger.judge(verdict, recorded_at=self.moment()).entry


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        yield Desk(ledger)


def effects(found: tuple[Difference, ...]) -> dict[Effect, str]:
    return {one.effect: sentence(one) for one in found}


LONG = (
    "Six hundred drones left the port of Amirabad for Makhachkala on Tuesday, two people who saw the cargo "
    "said, and a third ship was being loaded while the crew waited for papers that never came."
)


def test_nothing_changed(desk: Desk) -> None:
    desk.read("a", LONG, {})
    assert desk.since(1) == ()
    assert changes(desk.ledger.as_of(0), desk.ledger.as_of(0)) == ()


def test_a_new_line_tells_who_said_what(desk: Desk) -> None:
    desk.read(
        "a", LONG, {"source": WHITE_HOUSE, "quantity": Quantity(600, 600), "certainty": Certainty.PROBABLE}
    )
    [one] = desk.since(0)
    assert (one.effect, one.key, one.before, one.entry) == (Effect.LINE, KEY, None, 1)
    assert sentence(one) == (
        "Iran → Russia, one-way attack drones: new; delivered (probable), 600 of them, 1 independent origin,"
        " on the word of the White House (9 June 2023)."
    )
    [cause] = record(one)["causes"]
    assert cause["passage"] == LONG
    assert (cause["document"], cause["entry"], cause["ended"]) == ("a", 1, False)


def test_a_re_export_says_that_another_supplier_is_named_too(desk: Desk) -> None:
    desk.read("a", LONG, {"supplier": ("IR", "RU"), "recipient": ("SY",)})
    assert [sentence(one).partition(", 1 ")[0] for one in desk.since(0)] == [
        "Iran → Syria, one-way attack drones: new; delivered (named together with Russia)",
        "Russia → Syria, one-way attack drones: new; delivered (named together with Iran)",
    ]


def test_a_number_of_two_recipients_is_not_told_of_each(desk: Desk) -> None:
    desk.read("a", LONG, {"recipient": ("RU", "BY"), "quantity": Quantity(400, 400)})
    assert [sentence(one).split(", on the word")[0] for one in desk.since(0)] == [
        f"Iran → {name}, one-way attack drones: new; delivered, up to 400 of them, 1 independent origin"
        for name in ("Belarus", "Russia")
    ]


def test_a_stage_goes_on_a_number_moves_a_denial_comes(desk: Desk) -> None:
    desk.read("a", LONG, {"stage": Stage.AGREED, "source": WHITE_HOUSE})
    desk.read("b", "The drones have arrived.", {"source": Source(org="CIA"), "quantity": Quantity(400, 400)})
    told = effects(desk.since(1))
    assert told[Effect.STAGE] == (
        "Iran → Russia, one-way attack drones: now delivered (400); before, agreed, on the word of CIA"
        " (9 June 2023)."
    )
    desk.read("c", "More arrived.", {"source": Source(org="MI6"), "quantity": Quantity(700, None)})
    told = effects(desk.since(2))
    assert (
        "the number delivered is now at least 400; before, 400, on the word of MI6" in told[Effect.QUANTITY]
    )
    assert "2 independent origins are now behind “delivered”; before, 1" in told[Effect.ORIGINS]
    assert "credibility is now 1 (confirmed); before, 3 (possibly true)" in told[Effect.CREDIBILITY]
    desk.read("d", "Nothing was sent.", {"polarity": Polarity.DENIED, "source": FOREIGN_MINISTRY})
    told = effects(desk.since(3))
    assert (
        "“delivered” is now denied, on the word of the Iranian Ministry of Foreign Affairs"
        in told[Effect.DENIAL]
    )
    assert set(told) == {Effect.DENIAL, Effect.CREDIBILITY}


def test_a_further_order_of_what_has_been_delivered_is_told(desk: Desk) -> None:
    desk.read("a", LONG, {"source": WHITE_HOUSE, "quantity": Quantity(400, 400)})
    desk.read("b", "More are planned.", {"stage": Stage.PLANNED, "quantity": Quantity(12, 12)})
    told = effects(desk.since(1))
    assert set(told) == {Effect.FURTHER}
    assert told[Effect.FURTHER].endswith(
        "now also planned (12), beside delivered, on the word of Harbour Post"
        " (in its own voice, 9 June 2023)."
    )
    desk.read("c", "Twenty it is.", {"stage": Stage.PLANNED, "quantity": Quantity(20, 20)})
    told = effects(desk.since(2))
    assert "the number planned is now 12–20; before, 12, on the word of" in told[Effect.QUANTITY]


def test_an_order_that_comes_to_be_known_beside_a_delivery_is_told(desk: Desk) -> None:
    desk.read("a", LONG, {"stage": Stage.AGREED, "source": WHITE_HOUSE})
    desk.read("b", "They have come.", {"source": WHITE_HOUSE})
    desk.read("c", "More are planned.", {"stage": Stage.PLANNED, "quantity": Quantity(12, 12)})
    told = effects(desk.since(1))
    assert "now delivered; before, agreed, on the word of the White House" in told[Effect.STAGE]
    assert "now also planned (12), beside delivered, on the word of Harbour Post" in told[Effect.FURTHER]


def test_what_an_analyst_set_right_is_told_as_such(desk: Desk) -> None:
    desk.read("a", LONG, {"source": WHITE_HOUSE, "quantity": Quantity(400, 400)})
    [stored] = desk.ledger.as_of().claims()
    better = stored.claim.but(quantity=Quantity(40, 40))
    desk.judge(Act.CORRECT, stored.id, replacement=better)
    assert effects(desk.since(1))[Effect.QUANTITY].endswith(
        "the number delivered is now 40; before, 400, on the word of the White House (9 June 2023),"
        " as N. Azar corrected it (misread)."
    )


def test_credibility_that_a_denial_lowers_is_laid_to_it_and_to_no_affirmation(desk: Desk) -> None:
    desk.read("a", LONG, {"source": WHITE_HOUSE}, outlet="Meridian")
    more = f"{LONG} The ministry in Tehran said that nothing had been sent."
    desk.read("b", more, {"polarity": Polarity.DENIED, "source": FOREIGN_MINISTRY}, outlet="Courier")
    told = effects(desk.since(1))
    assert told[Effect.CREDIBILITY].endswith(
        "one origin denies it, denied by the Iranian Ministry of Foreign Affairs (9 June 2023)."
    )
    # What its house tells in its own voice after the speaker is no further origin, and lowers nothing.
    desk.read(
        "c", "The drones have come.", {"source": Source(role="narrator", org="Meridian")}, outlet="Meridian"
    )
    assert effects(desk.since(1))[Effect.CREDIBILITY] == told[Effect.CREDIBILITY]


def test_a_line_that_a_merge_makes_tells_nothing_of_a_claim_that_has_ended(desk: Desk) -> None:
    desk.read("a", LONG, {"item": ("howitzer",)})
    desk.read("b", "Some are under way.", {"item": ("howitzer",), "stage": Stage.SHIPPED})
    [wrong] = desk.ledger.as_of().claims("b")
    desk.judge(Act.REJECT, wrong.id)
    desk.judge(Act.MERGE, "howitzer", "artillery", subject=Subject.ITEM)
    desk.judge(Act.SPLIT, "a", "b", subject=Subject.DOCUMENT)
    why = "because N. Azar holds the classes howitzer and artillery to be one: misread."
    told = [sentence(one) for one in desk.since(2) if one.key]
    assert told == [
        f"Iran → Russia, artillery: new; delivered, 1 independent origin, {why}",
        f"Iran → Russia, howitzers: nothing is told of it any more, {why}",
    ]


def test_a_denial_of_a_wider_class_changes_the_lines_below(desk: Desk) -> None:
    desk.read("a", LONG, {"source": WHITE_HOUSE})
    denial = {"polarity": Polarity.DENIED, "source": FOREIGN_MINISTRY, "item": ("arms",)}
    desk.read("b", "Tehran says that it has delivered no arms to Russia.", denial)
    found = {(one.key, one.effect): one for one in desk.since(1)}
    assert found.keys() == {
        (("IR", "RU", "arms"), Effect.LINE),
        (KEY, Effect.DENIAL),
        (KEY, Effect.CREDIBILITY),
    }
    assert [one.claim.item for one in found[KEY, Effect.DENIAL].causes] == [("arms",)]


def test_what_is_attached_and_how_surely(desk: Desk) -> None:
    desk.read("a", LONG, {"certainty": Certainty.POSSIBLE})
    desk.read(
        "b",
        "Some were used.",
        {"kind": Kind.USE, "stage": Stage.USED},
        {"kind": Kind.STOCK, "stage": Stage.LOW},
        outlet="Quay Courier",
    )
    desk.read("c", "They did arrive.", {}, outlet="Quay Courier")
    told = effects(desk.since(1))
    assert "now also told: used and stock low" in told[Effect.ATTACHED]
    assert "“delivered” is now told as certain; before, as possible" in told[Effect.CERTAINTY]


def test_a_plant_is_denied(desk: Desk) -> None:
    plant = {"kind": Kind.PRODUCTION, "recipient": ("TJ",), "stage": Stage.OPERATING}
    no = {**plant, "polarity": Polarity.DENIED, "source": Source(org="Tajik government", country="TJ")}
    desk.read("a", "Dushanbe says that nobody builds a drone plant.", {**no, "stage": Stage.BUILDING})
    [new] = desk.since(0)
    assert sentence(new).endswith(
        "new; no transfer affirmed; plant under construction denied by the Tajik government (9 June 2023)."
    )
    desk.read("b", "A drone plant works near Dushanbe, Quay Courier learnt.", plant, outlet="Quay Courier")
    desk.read("c", "No drone plant works in Tajikistan, its government says.", no)
    told = effects(desk.since(1))
    assert told[Effect.ATTACHED].endswith(
        "now also told: in production, on the word of Quay Courier (in its own voice, 9 June 2023)."
    )
    assert told[Effect.DENIAL].endswith(
        "“in production” is now denied, on the word of the Tajik government (9 June 2023)."
    )
    assert effects(desk.since(2)).keys() == {Effect.DENIAL}


def test_who_denied_it_affirms_it_now(desk: Desk) -> None:
    desk.read("a", LONG, {"source": WHITE_HOUSE})
    no = {"source": FOREIGN_MINISTRY, "polarity": Polarity.DENIED}
    desk.read("b", "Tehran has given Moscow no drones.", no, published="2023-06-15")
    envoy = {"source": Source(name="Javad Sohrabi", org="Iranian Mission to the UN", country="IR")}
    desk.read("c", "We gave a few before the war, Sohrabi conceded.", envoy, published="2023-07-05")
    found = desk.since(2)
    told = effects(found)
    assert told[Effect.REVERSAL] == (
        "Iran → Russia, one-way attack drones: “delivered” is now affirmed by Javad Sohrabi (Iranian Mission"
        " to the UN, 5 July 2023); before, “delivered” was denied by the Iranian Ministry of Foreign Affairs"
        " (15 June 2023), which counts against it no more."
    )
    assert "credibility is now 1 (confirmed); before, 4 (doubtful)" in told[Effect.CREDIBILITY]
    [turned] = [one for one in found if one.effect is Effect.REVERSAL]
    assert [cause.document.id for cause in turned.causes] == ["b", "c"]
    assert turned.after is not None and turned.after.denied == (Stage.DELIVERED,)
    desk.read("d", "Sohrabi, again: a few.", envoy, published="2023-07-09")
    assert desk.since(3) == ()


def test_each_stage_of_a_new_line_has_its_own_speakers(desk: Desk) -> None:
    guler = {"stage": Stage.AGREED, "source": Source(name="Emre Aksoy", country="TR"), "supplier": ("TR",)}
    desk.read("a", LONG, guler, published="2023-02-05", outlet="Meridian")
    desk.read("a2", LONG, guler, published="2023-02-06", outlet="Quay Courier")
    no = {"supplier": ("TR",), "polarity": Polarity.DENIED, "source": Source(org="Chadian government")}
    desk.read("b", "N'Djamena denies that it signed or got anything.", {**no, "stage": Stage.AGREED}, no)
    it_came = {"supplier": ("TR",), "source": WHITE_HOUSE, "quantity": Quantity(4, 4)}
    desk.read("c", "Four drones were delivered, Washington says.", it_came)
    [new] = desk.since(0)
    assert sentence(new).partition(": ")[2] == (
        "new; delivered, 4 of them, 1 independent origin, on the word of the White House (9 June 2023);"
        " agreed, on the word of Emre Aksoy (Turkey, 5 February 2023);"
        " agreed and delivered denied by Chadian government (9 June 2023)."
    )
    assert "a2" not in {cause.document.id for cause in new.causes}


def test_who_is_behind_a_change_of_credibility(desk: Desk) -> None:
    desk.read("a", LONG, {"source": WHITE_HOUSE})
    no = {"polarity": Polarity.DENIED, "source": FOREIGN_MINISTRY}
    desk.read("b", "Tehran has given Moscow no drones.", no, {**no, "kind": Kind.STOCK, "stage": Stage.HELD})
    told = effects(desk.since(1))
    assert told[Effect.DENIAL].endswith(
        "“delivered” and “held” are now denied, on the word of the Iranian Ministry of Foreign Affairs"
        " (9 June 2023)."
    )
    assert told[Effect.CREDIBILITY].endswith(
        "one origin denies it, denied by the Iranian Ministry of Foreign Affairs (9 June 2023)."
    )


def test_a_denial_that_does_not_count_is_not_told_as_a_cause(desk: Desk) -> None:
    desk.read("a", LONG, {"stage": Stage.AGREED, "certainty": Certainty.POSSIBLE, "source": WHITE_HOUSE})
    no = {"polarity": Polarity.DENIED, "source": FOREIGN_MINISTRY}
    made = {**no, "kind": Kind.PRODUCTION, "stage": Stage.OPERATING}
    # "Not yet" of May, and a plant that stands still, say nothing of a delivery of June.
    desk.read("b", "None had left by the spring.", {**no, "when": "../2023-04", "stage": Stage.SHIPPED}, made)
    desk.read("c", "They came in June.", {"source": Source(org="CIA"), "when": "2023-06"})
    told = effects(desk.since(1))
    assert "credibility is now 3" in told[Effect.CREDIBILITY]
    assert told[Effect.CREDIBILITY].endswith("on the word of CIA (9 June 2023).")


def test_a_change_that_a_judgement_made_names_it_and_no_claim_that_came_back(desk: Desk) -> None:
    first = desk.read("a", LONG, {"source": WHITE_HOUSE})
    desk.read("b", "Kyiv saw them arrive.", {"source": Source(org="Ukrainian government", country="UA")})
    wrong = desk.judge(Act.CORRECT, first.id, replacement=first.but(quantity=Quantity(6, 6)))
    desk.judge(Act.MERGE, "a", "b", subject=Subject.DOCUMENT)
    desk.judge(Act.UNDO, undoes=wrong)
    told = effects(desk.since(2))
    assert told[Effect.ORIGINS].endswith(
        "1 independent origin is now behind “delivered”; before, 2, because N. Azar holds the"
        " documents a and b to be one: misread."
    )
    desk.read("c", "Oslo has word of it.", {"source": Source(org="Norwegian government", country="NO")})
    later = {one.effect: one for one in desk.since(2)}
    assert Effect.ORIGINS not in later, "one came, and one was merged away"
    found = {one.effect: one for one in changes(desk.ledger.as_of(1), desk.ledger.as_of())}
    assert sentence(found[Effect.ORIGINS]).endswith(
        "on the word of the Norwegian government (9 June 2023), and because N. Azar holds the"
        " documents a and b to be one: misread."
    )


def test_a_copy_is_no_news(desk: Desk) -> None:
    desk.read("a", LONG, {"source": WHITE_HOUSE, "quantity": Quantity(600, 600)})
    measure = {"kind": Kind.MEASURE, "stage": Stage.ADOPTED, "supplier": ("US",), "recipient": ("IR",)}
    desk.read("b", "The Treasury put two firms on its list.", measure)
    for number in range(3):
        desk.read(
            f"copy{number}", LONG, {"source": WHITE_HOUSE, "quantity": Quantity(600, 600)},
            outlet=f"Copy {number}",
        )  # fmt: skip
        desk.read(f"again{number}", f"The Treasury listed two firms, {number}.", measure)
    assert desk.since(2) == ()


def test_a_measure_and_a_disclosure_are_told_once(desk: Desk) -> None:
    desk.read(
        "a",
        "The Treasury put two firms on its list.",
        {
            "kind": Kind.MEASURE,
            "stage": Stage.ADOPTED,
            "supplier": ("US",),
            "recipient": ("IR",),
            "item": ("uav",),
            "source": Source(org="US Treasury", country="US"),
        },
        {
            "kind": Kind.DISCLOSURE,
            "stage": Stage.PUBLISHED,
            "supplier": ("US",),
            "recipient": (),
            "item": ("photo",),
        },
    )
    told = effects(desk.since(0))
    assert told[Effect.MEASURE] == (
        "United States: measure adopted on Iran, drones, on the word of the US Treasury (9 June 2023)."
    )
    assert told[Effect.DISCLOSURE].startswith("United States: evidence published, photos")


def test_a_correction_says_who_and_why(desk: Desk) -> None:
    wrong = desk.read("a", LONG, {"source": WHITE_HOUSE})
    desk.judge(Act.CORRECT, wrong.id, replacement=wrong.but(stage=Stage.SHIPPED))
    found = desk.since(1)
    told = effects(found)
    assert "now shipped; before, delivered, on the word of the White House" in told[Effect.STAGE]
    [stage] = [one for one in found if one.effect is Effect.STAGE]
    assert [cause.ended is None for cause in stage.causes] == [False, True]
    desk.judge(Act.REJECT, wrong.but(stage=Stage.SHIPPED).id)
    [gone] = desk.since(2)
    assert gone.effect is Effect.GONE
    assert sentence(gone) == (
        "Iran → Russia, one-way attack drones: nothing is told of it any more, because N. Azar ended what"
        " the White House (9 June 2023) was read to say (misread)."
    )
    undone = desk.judge(Act.UNDO, undoes=3)
    told = effects(changes(desk.ledger.as_of(3), desk.ledger.as_of(undone)))
    assert told[Effect.JUDGEMENT] == "N. Azar took back the judgement of entry 3: misread."
    assert Effect.LINE in told


def test_versions_withdrawals_and_merges(desk: Desk) -> None:
    desk.read("a", LONG, {"source": WHITE_HOUSE})
    desk.read("a", LONG + " The number was corrected.", {"source": WHITE_HOUSE})
    desk.ledger.withdraw("a", author="N. Azar", reason="the outlet retracted it", recorded_at=desk.moment())
    desk.judge(Act.MERGE, "houthis", "ansarallah", subject=Subject.PARTY)
    desk.judge(
        Act.OPEN, desk.read("z", "Six tanks.", {"item": ("tank",)}).id, round="r", reviewers=("A", "B")
    )
    told = [sentence(one) for one in desk.since(1) if one.key is None]
    assert told == [
        "a came in another version.",
        "a was withdrawn by N. Azar: the outlet retracted it.",
        "N. Azar holds the parties houthis and ansarallah to be one: misread.",
    ]


def test_a_dispatch_that_its_house_takes_back_is_told_with_the_words(desk: Desk) -> None:
    first = "Six Shahed drones from Isfahan reached Moscow, Meridian learnt."
    desk.read("a", first, {"source": WHITE_HOUSE}, outlet="Meridian")
    later = "Meridian has withdrawn its story of June 9 that six Shahed drones from Isfahan reached Moscow."
    desk.read("b", later, {}, outlet="Meridian", published="2023-06-12")
    told = [sentence(one) for one in desk.since(1)]
    assert told == [
        "Iran → Russia, one-way attack drones: nothing is told of it any more, because Meridian took it"
        " back in b.",
        "b takes back a: it says “Meridian has withdrawn its story of June 9 that six Shahed drones from” and"
        " names 2023-06-09, the day of that dispatch.",
    ]
    assert desk.since(2) == ()
    relayed = "Six Shahed drones went from Iran to Russia, Meridian reported."
    desk.read("c", relayed, {"source": Source(org="Meridian")}, outlet="Courier", published="2023-06-13")
    assert [sentence(one) for one in desk.since(2)] == [
        "c rests on a: it tells what Meridian told there and took back."
    ]


def test_a_number_that_its_house_corrects_is_told_with_both_passages(desk: Desk) -> None:
    first = (
        "Sixty Shahed drones of Iran reached Russia from Isfahan, Meridian learnt in Moscow. They came by sea"
        " to Makhachkala in two ships, and were taken to a depot near the town by lorries of the army."
    )
    later = "CORRECTION: In its story of June 9 Meridian misstated drones of Iran for Russia: 6, not sixty."
    desk.read("a", first, {"quantity": Quantity(60, 60)}, outlet="Meridian")
    desk.read("b", later, {"quantity": Quantity(6, 6)}, outlet="Meridian", published="2023-06-12")
    copy = f"{first} The Courier could not confirm it."
    desk.read("c", copy, {"quantity": Quantity(60, 60)}, outlet="Courier", published="2023-06-10")
    [told] = [one for one in desk.since(1) if one.effect is Effect.CORRECTED]
    assert sentence(told) == (
        "Iran → Russia, one-way attack drones: Meridian corrected in b what it had told in a: 6, not 60."
    )
    passages = [(one.passage, one.ended is not None) for one in told.causes]
    assert passages == [(first, True), (later, False)]
    [rests] = [one for one in desk.since(1) if one.effect is Effect.DOCUMENT]
    assert sentence(rests) == "c rests on a: it tells what Meridian told there and set right."


def test_a_party_that_its_house_corrects_is_told(desk: Desk) -> None:
    desk.read("a", "Poland sent tanks to Ukraine, Meridian learnt.", POLISH, outlet="Meridian")
    later = "CORRECTION: In its story of June 9 Meridian erred: tanks for Kyiv came from Norway, not Poland."
    desk.read("b", later, {**POLISH, "supplier": ("NO",)}, outlet="Meridian", published="2023-06-12")
    told = {one.effect: sentence(one) for one in desk.since(1) if one.key == ("PL", "UA", "tank")}
    line = "Poland → Ukraine, tanks"
    assert told == {
        Effect.GONE: f"{line}: nothing is told of it any more, because Meridian corrected it in b.",
        Effect.CORRECTED: f"{line}: Meridian corrected in b what it had told in a: Norway, not Poland.",
    }


def test_a_notice_that_means_no_known_dispatch_is_told_with_what_to_do(desk: Desk) -> None:
    desk.read("a", "Six Shahed drones reached Moscow, Meridian learnt.", {}, outlet="Meridian")
    text = "Meridian has withdrawn its story of May 12 about howitzers for Peru."
    desk.read("b", text, {"supplier": (), "recipient": ("PE",)}, outlet="Meridian", published="2023-06-12")
    [told] = [one for one in desk.since(1) if one.effect is Effect.DOCUMENT]
    assert sentence(told) == (
        "b takes back an earlier dispatch (“Meridian has withdrawn its story of May 12 about howitzers for"
        " Peru.”), and none is found that it can mean: if the ledger holds it, `tracewire review withdraw ID`"
        " ends it with its claims."
    )
    # It is met as soon as that dispatch is read.
    story = "Howitzers of Brazil reached Peru in May, an officer told Meridian."
    peru: dict[str, object] = {"supplier": ("BR",), "recipient": ("PE",), "item": ("howitzer",)}
    desk.read("c", story, peru, outlet="Meridian", published="2023-05-12")
    told_now = [sentence(one) for one in desk.since(1) if one.effect is Effect.DOCUMENT]
    assert [one.partition(":")[0] for one in told_now] == ["b takes back c"]
    assert [one.about for one in desk.since(3)] == [], "what falls as it comes changes nothing"


def test_both_views_are_asked_and_nothing_else(desk: Desk) -> None:
    """A later entry changes neither what was told between two earlier ones, nor its words."""
    desk.read("a", LONG, {"source": WHITE_HOUSE})
    desk.read("b", "Another said so.", {"source": Source(org="CIA")})
    first, second = desk.ledger.as_of(1), desk.ledger.as_of(2)
    told = [record(one) for one in changes(first, second)]
    wrong = next(iter(desk.ledger.as_of().claims())).id
    desk.judge(Act.REJECT, wrong)
    desk.read("b", "Another text.", {"stage": Stage.SOUGHT})
    assert [record(one) for one in changes(first, second)] == told
