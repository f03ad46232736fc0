"""What the lines of the register say, on small invented cases, and the laws that hold for any."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import claim, document, readings

from tracewire.ledger import (
    Line,
    body_of,
    claims_of,
    fuse,
    history,
    independent,
    line_of,
    lines,
    open_ledger,
    reports,
    voice,
)
from tracewire.model import (
    NARRATOR,
    STAGES,
    Certainty,
    Claim,
    Document,
    DocumentId,
    Kind,
    Polarity,
    Quantity,
    Source,
    Stage,
)

WHITE_HOUSE = Source(name="John Kirby", role="spokesperson", org="White House", country="US")
KYIV = Source(role="institution", org="Ukrainian Ministry of Defence", country="UA")
TEHRAN = Source(role="institution", org="Iranian Foreign Ministry", country="IR")
WESTERN = Source(role="Western official", anonymous=True)
DENIED, POSSIBLE = Polarity.DENIED, Certainty.POSSIBLE
RELAYED = Source(role="diplomat", anonymous=True, via="The Outlet  a")
PERHAPS, NOT = {"certainty": POSSIBLE}, {"polarity": DENIED}
KEY = ("IR", "RU", "one-way-attack-uav")


def dispatch(name: str, text: str | None = None, **given: str | None) -> Document:
    """A dispatch with words of its own, so that it is nobody's copy unless `text` is another's."""
    chance = Random(name)
    own = " ".join("".join(chance.choices("abcdefghij", k=6)) for _ in range(40))
    return document(name, text or own, **given)[0]


def line(*claims: Claim, documents: tuple[Document, ...]) -> Line:
    [found] = fuse(claims, map(body_of, documents))
    return found


def test_a_line_takes_the_furthest_stage_that_is_affirmed() -> None:
    a, b = dispatch("a", published="2022-12"), dispatch("b", published="2023-06-09")
    found = line(
        claim(a, stage=Stage.AGREED, source=WHITE_HOUSE),
        claim(b, stage=Stage.SHIPPED, source=KYIV, certainty=Certainty.PROBABLE),
        claim(b, stage=Stage.DELIVERED, source=TEHRAN, polarity=DENIED),
        documents=(a, b),
    )
    assert found.key == KEY
    assert (found.stage, found.certainty, found.denied) == (
        Stage.SHIPPED,
        Certainty.PROBABLE,
        (Stage.DELIVERED,),
    )
    assert (found.first, found.last, found.documents) == ("2022-12", "2023-06-09", ("a", "b"))
    assert found.credibility == 3, "a denied delivery does not speak against a shipment"


def test_what_is_only_denied_is_never_asserted() -> None:
    a = dispatch("a")
    found = line(claim(a, polarity=DENIED, source=TEHRAN, quantity=Quantity(6, 6)), documents=(a,))
    assert (found.stage, found.certainty, found.quantity, found.origins) == (None, None, None, 0)
    assert (found.denied, found.credibility) == ((Stage.DELIVERED,), 6)
    assert found.to_dict()["stage"] is None


def test_a_plant_that_is_only_denied_is_told_as_denied() -> None:
    a, b = dispatch("a"), dispatch("b")
    plant = {"kind": Kind.PRODUCTION, "stage": Stage.OPERATING}
    no = claim(a, polarity=DENIED, source=TEHRAN, **plant)
    found = line(no, documents=(a,))
    assert (found.denied, found.attached) == ((), ())
    assert found.attached_denied == ((Kind.PRODUCTION, Stage.OPERATING),)
    assert found.to_dict()["attached_denied"] == ["production:operating"]
    both = line(no, claim(b, source=KYIV, **plant), documents=(a, b))
    assert both.attached == both.attached_denied == ((Kind.PRODUCTION, Stage.OPERATING),)


def test_who_denies_a_class_denies_all_below_it_and_nothing_else() -> None:
    a, b = dispatch("a"), dispatch("b")
    said = [
        claim(a, source=WHITE_HOUSE),
        claim(b, source=TEHRAN, polarity=DENIED, item=("uav",)),
        claim(a, source=WHITE_HOUSE, item=("missile",)),
        claim(b, source=TEHRAN, polarity=DENIED, item=("ballistic-missile",)),
        claim(a, source=WHITE_HOUSE, item=("arms",)),
    ]
    found = {line.item: line for line in fuse(said, map(body_of, (a, b)))}
    drones = found["one-way-attack-uav"]
    assert (drones.denied, drones.credibility) == ((Stage.DELIVERED,), 4)
    assert drones.claims == (said[0].id, said[1].id) and drones.documents == ("a", "b")
    assert found["ballistic-missile"].claims == (said[3].id,)
    for wide in ("missile", "arms"):
        assert (found[wide].denied, found[wide].credibility) == ((), 3), wide
    assert found["uav"].claims == (said[1].id,), "an assertion of a narrower class stays on its own line"


def test_who_denies_the_making_or_the_use_of_a_class_denies_it_of_all_below() -> None:
    a, b = dispatch("a"), dispatch("b")
    plant = {"kind": Kind.PRODUCTION, "stage": Stage.OPERATING}
    use = {"kind": Kind.USE, "stage": Stage.USED}
    said = [
        claim(a, source=KYIV, **plant),
        claim(b, source=TEHRAN, polarity=DENIED, item=("uav",), **plant),
        claim(b, source=TEHRAN, polarity=DENIED, item=("uav",), **use),
    ]
    found = {line.item: line for line in fuse(said, map(body_of, (a, b)))}
    narrow = found["one-way-attack-uav"]
    assert narrow.attached == ((Kind.PRODUCTION, Stage.OPERATING),)
    assert narrow.attached_denied == ((Kind.PRODUCTION, Stage.OPERATING), (Kind.USE, Stage.USED))
    assert found["uav"].attached == ()


def test_a_wider_class_that_was_newly_agreed_and_has_not_come_denies_no_narrower_one() -> None:
    a, b = dispatch("a"), dispatch("b")
    wide = {"source": KYIV, "item": ("uav",)}
    said = [
        claim(a, source=WHITE_HOUSE),
        claim(b, source=NARRATOR, item=("uav",)),
        claim(b, stage=Stage.AGREED, **wide),
        claim(b, stage=Stage.SHIPPED, polarity=DENIED, **wide),
    ]
    found = {line.item: line for line in fuse(said, map(body_of, (a, b)))}
    assert found["one-way-attack-uav"].claims == (said[0].id,)


def test_a_denial_of_a_named_weapon_speaks_against_no_other() -> None:
    a, b = dispatch("a"), dispatch("b")
    said = claim(a, source=WHITE_HOUSE, designation=("Shahed-136",))
    for named, credibility in (("Arash-2", 3), ("Shahed-136", 4)):
        denial = claim(b, source=TEHRAN, polarity=DENIED, designation=(named,))
        assert line(said, denial, documents=(a, b)).credibility == credibility


def test_lists_open_into_lines_and_unknown_parties_stay_unknown() -> None:
    a = dispatch("a")
    both = claim(a, supplier=("IR", "KP"), recipient=(), item=("missile", "uav"))
    keys = [found.key for found in fuse([both], [body_of(a)])]
    assert keys == [(s, None, i) for s in ("IR", "KP") for i in ("missile", "uav")]
    nowhere = claim(a, supplier=(), recipient=(), item=())
    assert [found.key for found in fuse([nowhere, both], [body_of(a)])][-1] == (None, None, None)


def test_production_use_and_stock_attach_without_moving_the_stage() -> None:
    a = dispatch("a")
    found = line(
        claim(a, stage=Stage.AGREED, source=WHITE_HOUSE),
        claim(a, kind=Kind.USE, stage=Stage.USED, source=KYIV, quantity=Quantity(300, 300)),
        claim(a, kind=Kind.STOCK, stage=Stage.LOW, source=KYIV),
        claim(a, kind=Kind.PRODUCTION, stage=Stage.BUILDING, source=KYIV, polarity=DENIED),
        documents=(a,),
    )
    assert found.stage is Stage.AGREED
    assert found.attached == ((Kind.USE, Stage.USED), (Kind.STOCK, Stage.LOW))
    assert (found.quantity, found.quantities, found.denied) == (None, (), ())


def test_measures_and_disclosures_make_no_line() -> None:
    a = dispatch("a")
    sanction = claim(a, kind=Kind.MEASURE, stage=Stage.ADOPTED, supplier=("US",))
    photo = claim(a, kind=Kind.DISCLOSURE, stage=Stage.PUBLISHED, supplier=("US",))
    assert fuse([sanction, photo], [body_of(a)]) == ()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([(6, 6), (6, 6)], (6, 6)),
        ([(200, 999), (400, None)], (200, None)),
        ([(None, 50), (30, 40)], (None, 50)),
        ([(6, 6), (1000, 1000)], (6, 1000)),
        ([(100, None), (None, 50)], None),
    ],
)
def test_quantities_span_what_is_told_and_are_never_added(
    told: list[tuple[int | None, int | None]], expected: tuple[int | None, int | None] | None
) -> None:
    documents = tuple(dispatch(f"d{n}") for n in range(len(told)))
    claims = [claim(of, quantity=Quantity(*amount)) for of, amount in zip(documents, told, strict=True)]
    found = line(*claims, documents=documents)
    assert found.quantity == (None if expected is None else Quantity(*expected))


def test_a_rate_is_told_of_its_claim_and_gives_the_line_no_number() -> None:
    monthly = dispatch("a")
    rate = claim(monthly, quantity=Quantity(40, 40, "month"))
    assert line(rate, documents=(monthly,)).quantity is None
    assert Claim.from_dict(rate.to_dict()) == rate
    assert (rate.to_dict()["quantity"], rate.to_dict()["per"]) == ([40, 40], "month")


def test_of_a_re_export_each_supplier_is_told_beside_the_other() -> None:
    a, b = dispatch("a"), dispatch("b")

    def beside(*claims: Claim) -> dict[object, tuple[str, ...]]:
        return {found.key[:2]: found.beside for found in fuse(claims, [body_of(a), body_of(b)])}

    onward = claim(a, supplier=("IR", "RU"), recipient=("SY",))
    assert beside(onward) == {("IR", "SY"): ("RU",), ("RU", "SY"): ("IR",)}
    alone = claim(b, supplier=("IR",), recipient=("SY",))
    assert beside(onward, alone) == {("IR", "SY"): (), ("RU", "SY"): ("IR",)}


def test_a_number_of_several_together_is_at_most_that_of_each() -> None:
    a, b = dispatch("a"), dispatch("b")

    def told(*claims: Claim) -> dict[object, Quantity | None]:
        return {found.key[:2]: found.quantity for found in fuse(claims, [body_of(a), body_of(b)])}

    both = claim(a, recipient=("RU", "BY"), quantity=Quantity(400, 400))
    assert told(both) == {("IR", "RU"): Quantity(None, 400), ("IR", "BY"): Quantity(None, 400)}
    assert told(both.but(quantity=Quantity(401, None))) == {("IR", "RU"): None, ("IR", "BY"): None}
    parts = [claim(b, supplier=(of,), quantity=Quantity(n, n)) for of, n in (("FR", 30), ("DK", 19))]
    in_all = claim(b, supplier=("FR", "DK"), quantity=Quantity(49, 49))
    assert told(*parts, in_all) == {("FR", "RU"): Quantity(30, 30), ("DK", "RU"): Quantity(19, 19)}
    kinds = claim(a, item=("uav", "one-way-attack-uav"), quantity=Quantity(6, 6))
    assert {found.item: found.quantity for found in fuse([kinds], [body_of(a)])} == {
        "uav": Quantity(6, 6),
        "one-way-attack-uav": Quantity(None, 6),
    }


def test_a_quantity_belongs_to_its_stage() -> None:
    a = dispatch("a")
    found = line(
        claim(a, stage=Stage.AGREED, quantity=Quantity(2400, 2400)),
        claim(a, stage=Stage.DELIVERED),
        documents=(a,),
    )
    assert found.quantity is None, "an order of 2,400 is no delivery of 2,400"
    assert found.quantities == ((Stage.AGREED, Quantity(2400, 2400)),)


@pytest.mark.parametrize(
    ("said", "origins", "credibility"),
    [
        ([("a", WHITE_HOUSE, {})], 1, 3),
        ([("a", WHITE_HOUSE, {}), ("b", KYIV, {})], 2, 1),
        ([("a", WHITE_HOUSE, {}), ("b", KYIV, PERHAPS)], 2, 2),
        ([("a", WHITE_HOUSE, {}), ("a", KYIV, {})], 1, 3),  # one document is one origin
        ([("a", WHITE_HOUSE, {}), ("b", WHITE_HOUSE, {})], 1, 3),  # one speaker is one origin
        ([("a", WHITE_HOUSE, {}), ("b", Source(name="John Kirby", role="official"), {})], 1, 3),
        ([("a", NARRATOR, {}), ("b", NARRATOR, {})], 1, 3),  # both of one outlet
        ([("a", NARRATOR, {}), ("c", NARRATOR, {})], 2, 1),  # of two outlets
        ([("a", KYIV, {}), ("b", RELAYED, {})], 2, 1),
        (
            [("a", NARRATOR, {}), ("c", RELAYED, {})],
            1,
            3,
        ),
        ([("a", WHITE_HOUSE, PERHAPS)], 1, 4),
        ([("a", WHITE_HOUSE, PERHAPS), ("b", KYIV, PERHAPS)], 2, 4),
        ([("a", Source(role="reports"), {})], 1, 6),
        # Who is not told may be one of the others, and confirms nobody.
        ([("a", WESTERN, {}), ("b", WESTERN, {}), ("c", Source(role="intelligence source"), {})], 3, 3),
        ([("a", WHITE_HOUSE, {}), ("b", WESTERN, {})], 2, 3),
        ([("a", WHITE_HOUSE, PERHAPS), ("b", WESTERN, {})], 2, 3),
        ([("a", WHITE_HOUSE, {}), ("b", KYIV, {}), ("c", WESTERN, {})], 3, 1),
        ([("a", WHITE_HOUSE, {}), ("b", KYIV, PERHAPS), ("c", WESTERN, {})], 3, 2),
        ([("a", WESTERN, PERHAPS), ("b", WESTERN, PERHAPS)], 2, 4),
        ([("a", WHITE_HOUSE, {}), ("b", TEHRAN, NOT)], 1, 4),
        ([("a", WHITE_HOUSE, {}), ("b", KYIV, {}), ("c", TEHRAN, NOT)], 2, 2),
        (
            [("a", WHITE_HOUSE, {}), ("b", TEHRAN, NOT), ("c", KYIV, NOT)],
            1,
            5,
        ),
    ],
)
def test_origins_and_credibility_follow_the_stated_rules(
    said: list[tuple[str, Source, dict[str, object]]], origins: int, credibility: int
) -> None:
    documents = {
        "a": dispatch("a", outlet="Outlet A"),
        "b": dispatch("b", outlet="Outlet A"),
        "c": dispatch("c", outlet="Outlet C"),
    }
    claims = [claim(documents[name], source=source, **fields) for name, source, fields in said]
    found = line(*claims, documents=tuple(documents.values()))
    assert (found.origins, found.credibility) == (origins, credibility), found.reason
    assert found.reason


def test_a_voice_quoted_twice_counts_once_and_hides_no_other() -> None:
    """One dispatch quotes both: the two others, which quote one each, are still two origins."""
    a, b, c = (dispatch(name) for name in "abc")
    claims = [
        claim(a, source=WHITE_HOUSE),
        claim(a, "".join(a.text[:9]), source=KYIV),
        claim(b, source=WHITE_HOUSE),
        claim(c, source=KYIV),
    ]
    assert line(*claims, documents=(a, b, c)).origins == 2


LONG = (
    "The shipment left the port of Amirabad on Tuesday aboard two vessels, three officials said on condition "
    "of anonymity. It crossed the Caspian Sea in four days and was unloaded in Makhachkala under guard. A "
    "spokesman for the ministry declined to comment. Analysts who had seen the photographs counted 40 crates "
    "on the quay, more than in any earlier month, and expected another sailing before the end of autumn."
)


def test_copies_trimmed_copies_and_agency_credits_are_one_story() -> None:
    original = dispatch("z", LONG, published="2023-06-09", agency="Reuters", outlet="Reuters")
    copy = dispatch("a", LONG.upper(), published="2023-06-10", outlet="Le Soir")
    brief = dispatch("b", LONG[: len(LONG) // 2], published="2023-06-11", outlet="The Daily")
    other = dispatch("c", published="2023-06-10", outlet="Le Soir")
    known = reports(map(body_of, (brief, other, copy, original)), [["z", "a", "b", "c"]])  # type: ignore[list-item]
    assert [known[DocumentId(name)].story for name in "zabc"] == ["z", "z", "z", "c"]
    assert known[DocumentId("b")].voices == {"reuters"}
    assert known[DocumentId("c")].voices == {"le soir"}


def test_a_trimmed_copy_that_lost_its_source_is_no_other_voice() -> None:
    original = dispatch("a", LONG, published="2023-06-09", outlet="Outlet A")
    brief = dispatch("b", LONG[: len(LONG) // 2], published="2023-06-10", outlet="Outlet B")
    other = dispatch("c", published="2023-06-12", outlet="Outlet C")
    claims = [claim(original, source=WHITE_HOUSE), claim(other, source=WHITE_HOUSE)]
    assert line(*claims, documents=(original, other)).origins == 1
    assert line(*claims, claim(brief, source=NARRATOR), documents=(original, brief, other)).origins == 1


def test_of_copies_on_one_day_the_story_speaks_for_all_their_outlets() -> None:
    original = dispatch("b", LONG, published="2023-06-09", outlet="Outlet B")
    own = dispatch("c", published="2023-06-12", outlet="Outlet B")
    copy = dispatch("a", LONG, published="2023-06-09", outlet="Outlet A")
    documents = (original, own, copy)
    claims = [claim(of, source=NARRATOR) for of in documents]
    assert line(*claims[:2], documents=documents[:2]).origins == 1
    assert line(*claims, documents=documents).origins == 1


def test_a_translation_or_another_article_stays_its_own_story() -> None:
    one, other = dispatch("a"), dispatch("b")
    known = reports(map(body_of, (one, other)), [["a", "b"]])  # type: ignore[list-item]
    assert {report.story for report in known.values()} == {"a", "b"}


SOURCES = st.sampled_from(
    [
        WHITE_HOUSE,
        KYIV,
        TEHRAN,
        NARRATOR,
        Source(role="reports"),
        Source(role="diplomat", country="FR", anonymous=True),
        Source(role="diplomat", anonymous=True, via="The Guardian"),
        Source(name="John Kirby", role="official", via="Outlet 1"),
    ]
)
OUTLETS = st.sampled_from([None, "Outlet 1", "Outlet 2", "The Guardian"])
DAYS = st.dates(min_value=datetime(2022, 1, 1).date(), max_value=datetime(2022, 12, 31).date())


@st.composite
def collections(draw: st.DrawFn) -> tuple[list[Document], list[Claim]]:
    """Dispatches of different words, each with some claims on one or two lines."""
    documents = [
        dispatch(
            f"d{number}",
            published=draw(DAYS).isoformat(),
            outlet=draw(OUTLETS),
            agency=draw(st.sampled_from([None, None, "AFP", "Reuters"])),
        )
        for number in range(draw(st.integers(1, 5)))
    ]
    claims = [draw(drawn_claims(of)) for of in documents for _ in range(draw(st.integers(1, 3)))]
    return documents, claims


@st.composite
def drawn_claims(draw: st.DrawFn, of: Document) -> Claim:
    kind = draw(st.sampled_from([Kind.TRANSFER, Kind.TRANSFER, Kind.TRANSFER, Kind.USE]))
    low = draw(st.integers(0, 900))
    return claim(
        of,
        kind=kind,
        stage=draw(st.sampled_from(STAGES[kind][-2:])),
        polarity=draw(st.sampled_from([Polarity.AFFIRMED, Polarity.AFFIRMED, Polarity.DENIED])),
        certainty=draw(st.sampled_from(Certainty)),
        recipient=draw(st.sampled_from([("RU",), ("RU", "SY")])),
        item=draw(st.sampled_from([("one-way-attack-uav",), ("one-way-attack-uav",), ("uav",), ("arms",)])),
        source=draw(SOURCES),
        quantity=draw(st.sampled_from([None, Quantity(low, low + 5), Quantity(low, None)])),
    )


def numbers(found: tuple[Line, ...]) -> list[dict[str, object]]:
    """All that a line says, but for how many documents and claims it rests on."""
    return [
        {name: value for name, value in line.to_dict().items() if name not in ("documents", "claims")}
        | {"reason": line.reason}
        for line in found
    ]


def copied(of: Document, name: str, **changes: str | None) -> Document:
    return replace(of, id=DocumentId(name), **changes)  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(collections(), st.data())
def test_copies_change_nothing_but_the_counts(
    given_collection: tuple[list[Document], list[Claim]], data: st.DataObject
) -> None:
    documents, claims = given_collection
    before = fuse(claims, map(body_of, documents))
    more, more_claims = list(documents), list(claims)
    for number in range(data.draw(st.integers(1, 4), label="copies")):
        of = data.draw(st.sampled_from(documents), label="copy of")
        assert of.published is not None
        later = datetime.fromisoformat(of.published) + timedelta(days=data.draw(st.integers(0, 90)))
        outlet = of.outlet if later.date().isoformat() == of.published else data.draw(OUTLETS)
        # A later copy may stand in any outlet; "a" and "z" sort before and behind every original.
        copy = copied(
            of,
            f"{data.draw(st.sampled_from('az'))}{number}",
            published=later.date().isoformat(),
            outlet=outlet,
        )
        more.append(copy)
        more_claims += [one.but(document=copy.id) for one in claims if one.document == of.id]
    after = fuse(more_claims, map(body_of, more))
    assert numbers(after) == numbers(before)
    assert all(len(a.claims) >= len(b.claims) for a, b in zip(after, before, strict=True))


@settings(max_examples=150, deadline=None)
@given(collections(), st.data())
def test_whatever_a_copy_credits_or_is_dated_it_never_raises_origins(
    given_collection: tuple[list[Document], list[Claim]], data: st.DataObject
) -> None:
    documents, claims = given_collection
    of = data.draw(st.sampled_from(documents), label="copy of")
    copy = copied(
        of,
        data.draw(st.sampled_from(["a", "z"])),
        published=of.published,
        outlet=data.draw(OUTLETS),
        agency=data.draw(st.sampled_from([None, of.agency, "AFP", "Xinhua"])),
    )
    copies = [one.but(document=copy.id) for one in claims if one.document == of.id]
    before = {line.key: line for line in fuse(claims, map(body_of, documents))}
    after = {line.key: line for line in fuse([*claims, *copies], map(body_of, [*documents, copy]))}
    assert before.keys() == after.keys()
    for key, found in after.items():
        assert found.origins <= before[key].origins


@settings(max_examples=100, deadline=None)
@given(collections(), st.randoms())
def test_order_is_no_matter(given_collection: tuple[list[Document], list[Claim]], chance: Random) -> None:
    documents, claims = given_collection
    before = fuse(claims, map(body_of, documents))
    chance.shuffle(documents)
    chance.shuffle(claims)
    assert fuse(claims, map(body_of, documents)) == before


@settings(max_examples=100, deadline=None)
@given(collections())
def test_a_wider_claim_never_narrows_a_quantity(
    given_collection: tuple[list[Document], list[Claim]],
) -> None:
    documents, claims = given_collection
    before = {line.key: line for line in fuse(claims, map(body_of, documents))}
    wider = [
        one.but(quantity=Quantity(max(0, (one.quantity.low or 0) - 7), None)) if one.quantity else one
        for one in claims
    ]
    for found in fuse(wider, map(body_of, documents)):
        for stage, amount in before[found.key].quantities:
            wide = dict(found.quantities).get(
                stage
            )  # without an end, a number of two together is none of one
            assert wide is None or (wide.low or 0) <= (amount.low or 0)
            assert wide is None or wide.high is None or (amount.high is not None and wide.high >= amount.high)


@settings(max_examples=150, deadline=None)
@given(collections())
def test_denials_assert_nothing(given_collection: tuple[list[Document], list[Claim]]) -> None:
    documents, claims = given_collection
    for found in fuse(claims, map(body_of, documents)):
        affirmed = {
            (one.kind, one.stage)
            for one in claims
            if one.polarity is Polarity.AFFIRMED and found.recipient in one.recipient
        }
        assert found.stage is None or (Kind.TRANSFER, found.stage) in affirmed
        assert set(found.attached) <= affirmed


@settings(max_examples=200, deadline=None)
@given(collections())
def test_origins_are_the_largest_set_that_is_independent_pair_by_pair(
    given_collection: tuple[list[Document], list[Claim]],
) -> None:
    """Against trying every set of claims; the dispatches are no copies of each other."""
    documents, claims = given_collection
    known = reports(map(body_of, documents))
    voices = [voice(one.source, known[one.document]) for one in claims]
    shares = sorted({one.shares for one in voices}, key=sorted)
    # Within a story a voice that is not told may be one that is.
    told = [one for one in shares if not any(one < other for other in shares)]
    largest = next(
        size
        for size in range(len(told), -1, -1)
        if any(all(not a & b for a, b in combinations(chosen, 2)) for chosen in combinations(told, size))
    )
    assert independent(voices) == largest


def test_many_stories_are_counted_in_little_time() -> None:
    documents = [dispatch(f"d{number}", outlet=f"Outlet {number % 30}") for number in range(300)]
    known = reports(map(body_of, documents))
    chance = Random(4)
    voices = [
        voice(Source(org=f"Office {chance.randrange(25)}", role="official"), known[of.id])
        for of in documents
        for _ in range(3)
    ]
    assert independent(voices) == 25


def test_history_tells_each_claim_in_the_order_of_reports(tmp_path: Path) -> None:
    late, content = document("a", LONG, published="2023-06-11", outlet="Le Soir")
    early, early_content = document("b", LONG, published="2023-06-09", agency="Reuters")
    other, other_content = document("c", "Tehran denies it.", published="2023-06-10")
    said = claim(early, source=WHITE_HOUSE, when="2022-22", quantity=Quantity(200, 999), place=("Amirabad",))
    again = claim(late, source=WHITE_HOUSE)
    denied = claim(other, source=TEHRAN, polarity=DENIED, certainty=Certainty.CERTAIN)
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        for of, raw, one in (
            (late, content, again),
            (early, early_content, said),
            (other, other_content, denied),
        ):
            ledger.append(
                of,
                raw,
                [one],
                recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
                extractor="t",
                extractor_digest="1",
            )
        view = ledger.as_of()
        [found] = lines(view)
        told = history(view, found)
        assert lines(ledger.as_of(1))[0].claims == (again.id,)
    assert [(event.claim, event.reported, event.story) for event in told] == [
        (said.id, "2023-06-09", 1),
        (denied.id, "2023-06-10", 2),
        (again.id, "2023-06-11", 1),
    ]
    first = told[0]
    assert (first.when, first.quantity, first.place, first.source, first.entry) == (
        "2022-22",
        Quantity(200, 999),
        ("Amirabad",),
        WHITE_HOUSE,
        2,
    )
    assert found.claims == (said.id, denied.id, again.id)
    assert (found.origins, found.credibility) == (1, 4)


def test_a_line_of_a_view_has_the_denials_that_cover_it(tmp_path: Path) -> None:
    a, b = dispatch("a", published="2023-06-09"), dispatch("b", published="2023-06-10")
    said = claim(a, source=WHITE_HOUSE)
    wide = claim(b, source=TEHRAN, polarity=DENIED, item=("uav",))
    other = claim(b, source=TEHRAN, item=("uav",), stage=Stage.SHIPPED)
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        moment = datetime(2026, 1, 1, tzinfo=UTC)
        for of, claims in ((a, [said]), (b, [wide, other])):
            ledger.append(
                of, of.text.encode(), claims, recorded_at=moment, extractor="t", extractor_digest="1"
            )
        view = ledger.as_of()
        found = line_of(view, KEY)
        assert found is not None and found in lines(view)
        assert [one.id for one in claims_of(view, found)] == [said.id, wide.id]
        assert [event.claim for event in history(view, found)] == [said.id, wide.id]
        assert line_of(view, ("IR", "RU", "surveillance-uav")) is None, (
            "a denial alone makes no narrower line"
        )


def test_lines_of_a_view_are_those_of_its_claims(tmp_path: Path) -> None:
    made = list(readings(60))
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        moment = datetime(2026, 1, 1, tzinfo=UTC)
        list(ledger.append_all(made, recorded_at=moment, extractor="t", extractor_digest="1"))
        direct = fuse((one for of in made for one in of.claims), (body_of(of.document) for of in made))
        assert lines(ledger.as_of()) == direct
        assert {key for one in direct for key in one.claims} == {
            stored.id for stored in ledger.as_of().claims()
        }


def test_who_cites_a_house_is_no_further_origin_than_whom_it_heard() -> None:
    first = dispatch("a", agency="Reuters", published="2023-06-09")
    later = dispatch("b", outlet="Post", published="2023-06-12")
    heard = claim(first, source=replace(WESTERN, role="official"), quantity=Quantity(200, 200))
    for source in (
        Source(role="outlet", org="Reuters"),
        Source(role="source", anonymous=True, via="Reuters"),
    ):
        cited = claim(later, source=source, quantity=Quantity(200, 200))
        assert line(heard, cited, documents=(first, later)).origins == 1
        beyond = claim(later, source=source, quantity=Quantity(900, 900))
        assert line(heard, beyond, documents=(first, later)).origins == 2
    other = claim(later, source=Source(role="outlet", org="AFP"), quantity=Quantity(200, 200))
    assert line(heard, other, documents=(first, later)).origins == 2
