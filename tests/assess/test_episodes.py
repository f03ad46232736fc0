"""Which statements tell of one deal or delivery: small invented cases, and laws."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from said import DENIED, KYIV, TEHRAN, collections, copies, dispatch, told

from tracewire.assess import Episodes, course, episodes, state
from tracewire.model import Claim, Document, Quantity, Source, Stage

DEC = dispatch("dec", published="2022-12-15")
MAY = dispatch("may", published="2023-05-31")
JUNE = dispatch("june", published="2023-06-30")
ROUTE = ("Amirabad", "Makhachkala")
SU_35: dict[str, Any] = {"designation": ("Su-35",)}


def groups(found: Episodes) -> list[list[str]]:
    return [[of.claim.document + (of.claim.when or "") for of in one.statements] for one in found.episodes]


def test_summers_hundreds_all_four_hundred_and_what_continues_are_three_things() -> None:
    found = episodes(
        told(
            (DEC, {"quantity": (200, 999), "when": "2022-22"}),
            (JUNE, {"quantity": (400, 400)}),
            (JUNE, {"source": KYIV}),
        )
    )
    assert groups(found) == [["dec2022-22"]]
    assert [one.claim.quantity for one in found.totals] == [Quantity(400, 400)]
    assert [one.speaker for one in found.whole] == ["Ukrainian Ministry of Defence"]


def test_two_reports_of_one_delivery_are_one_episode_with_its_reasons() -> None:
    [found] = episodes(
        told(
            (DEC, {"quantity": (40, 50), "when": "2022-08"}),
            (
                JUNE,
                {
                    "quantity": (46, 46),
                    "when": "2022-08-19",
                    "source": KYIV,
                    "place": ("Amirabad", "Makhachkala"),
                },
            ),
        )
    ).episodes
    assert found.quantity == Quantity(40, 50)
    assert found.places == (ROUTE,)
    assert [one.reason for one in found.members] == [
        "told by its time and its number",
        "the same stage at one time, numbers that agree",
    ]
    assert (found.grade.code, len(found.grade.origins)) == ("C1", 2)


def test_what_one_gave_is_a_part_of_what_two_gave_at_that_time() -> None:
    [found] = episodes(
        told(
            (MAY, {"supplier": ("FR", "DK"), "quantity": (49, 49), "when": "2023-04"}),
            (JUNE, {"supplier": ("FR",), "quantity": (30, 30), "when": "2023-04", "source": KYIV}),
        )
    ).episodes
    assert found.quantity == Quantity(30, 30)
    [shared] = episodes(
        told((MAY, {"supplier": ("FR", "DK"), "quantity": (49, 49), "when": "2023-04"}))
    ).episodes
    assert shared.quantity == Quantity(None, 49)


def test_other_times_numbers_and_weapons_are_other_episodes() -> None:
    said: list[dict[str, Any]] = [
        {"quantity": (46, 46), "when": "2022-08"},
        {"quantity": (46, 46), "when": "2022-11"},
        {"quantity": (500, 500), "when": "2022-11"},
        {"designation": ("Shahed-136",)},
        {"designation": ("Mohajer-6",)},
    ]
    assert len(episodes(told(*((JUNE, one) for one in said))).episodes) == len(said)


def test_what_goes_on_since_a_month_is_no_delivery_of_that_summer() -> None:
    found = episodes(
        told(
            (DEC, {"quantity": (200, 999), "when": "2022-22"}),
            (JUNE, {"source": KYIV, "when": "2022-08/.."}),
            (JUNE, {"quantity": (400, 400), "when": "2022-08/.."}),
        )
    )
    assert groups(found) == [["dec2022-22"]]
    assert [one.claim.quantity for one in found.totals] == [Quantity(400, 400)]
    assert [one.speaker for one in found.whole] == ["Ukrainian Ministry of Defence"]


def test_what_two_others_supplied_or_got_is_no_one_episode() -> None:
    that_month = {"quantity": (46, 46), "when": "2022-08"}
    for other in ({"supplier": ("KP",)}, {"recipient": ("SY",)}):
        found = episodes(told((DEC, that_month), (MAY, {**that_month, **other, "source": KYIV})))
        assert [one.grade.code for one in found.episodes] == ["C3", "C3"]
    open_party = {**that_month, "supplier": (), "source": KYIV}
    assert len(episodes(told((DEC, that_month), (MAY, open_party))).episodes) == 1


def test_a_deal_and_its_delivery_are_one_episode() -> None:
    [found] = episodes(
        told(
            (
                DEC,
                {**SU_35, "stage": Stage.AGREED, "quantity": (24, 24), "when": "2022-11"},
            ),
            (MAY, {**SU_35, "stage": Stage.SHIPPED, "when": "2023-04"}),
            (JUNE, {**SU_35, "polarity": DENIED, "source": TEHRAN}),
        )
    ).episodes
    assert (found.stage, found.denied) == (Stage.SHIPPED, (Stage.DELIVERED,))
    assert found.to_dict()["grade"] == "C3"


MINISTER = Source(name="Idris Kebe", role="defence minister", country="TD")
DEAL: dict[str, Any] = {"stage": Stage.AGREED, "quantity": (12, 12), "when": "2023-05-30", "source": MINISTER}
DUE: dict[str, Any] = {"stage": Stage.PLANNED, "when": "2023-23", "source": MINISTER}


def test_a_deal_and_when_it_is_due_are_one_episode() -> None:
    [found] = episodes(told((MAY, DEAL), (MAY, DUE))).episodes
    assert [one.reason for one in found.members][1] == "the deal and its time, by one speaker in one dispatch"
    assert (found.stage, found.to_dict()["when"]) == (Stage.AGREED, "2023-05-30")
    assert len(episodes(told((MAY, {**DEAL, "when": None}), (MAY, DUE))).episodes) == 1
    weapon = {"designation": ("TB2",)}
    assert len(episodes(told((MAY, {**DEAL, **weapon}), (JUNE, {**DUE, **weapon}))).episodes) == 1
    assert len(episodes(told((MAY, DEAL), (JUNE, {**DUE, "source": KYIV}))).episodes) == 2
    before = {**DUE, **weapon, "when": "2023-06"}
    assert len(episodes(told((MAY, {**DEAL, **weapon}), (JUNE, before))).episodes) == 2, (
        "plans that were made after the deal are others"
    )
    delivered = {**weapon, "when": "2023-04"}
    assert len(episodes(told((MAY, delivered), (MAY, {**DUE, **weapon}))).episodes) == 2


def test_an_episode_is_headed_by_the_time_of_its_stage() -> None:
    weapon = {"designation": ("TB2",)}
    plan = (MAY, {**weapon, "stage": Stage.PLANNED, "when": "2023-22"})
    came = (JUNE, {**weapon, "when": "2023-06-01/2023-06-10", "source": KYIV})
    [found] = episodes(told(plan, came)).episodes
    assert found.to_dict()["when"] == "2023-06-01 to 2023-06-10"
    [undated] = episodes(told(plan, (JUNE, {**weapon, "source": KYIV}))).episodes
    assert (undated.stage, undated.period) == (Stage.DELIVERED, None)
    [denied] = episodes(told((JUNE, {**weapon, "when": "2023-04", "polarity": DENIED}))).episodes
    assert (denied.stage, denied.to_dict()["when"]) == (None, "2023-04-01 to 2023-04-30")


def test_the_day_on_which_a_denial_was_spoken_makes_no_episode() -> None:
    said = told((MAY, {"when": "2023-04"}), (JUNE, {"polarity": DENIED, "when": "2023-06-29"}))
    found = episodes(said)
    assert groups(found) == [["may2023-04"]]
    assert [one.claim.document for one in found.whole] == ["june"]
    assert [one.claim.document for one in course(said).by_event] == ["may"]


def test_a_delivery_before_the_deal_is_not_its_delivery() -> None:
    said = told(
        (MAY, {"stage": Stage.AGREED, "quantity": (100, 100), "when": "2023-05"}),
        (DEC, {"quantity": (100, 100), "when": "2022-11"}),
    )
    assert groups(episodes(said)) == [["dec2022-11"], ["may2023-05"]]


def test_hundreds_newly_agreed_are_not_the_hundreds_that_came() -> None:
    said = told(
        (DEC, {"quantity": (200, 999), "when": "2022-22"}),
        (DEC, {"quantity": (200, 999), "stage": Stage.AGREED, "source": KYIV}),
    )
    assert groups(episodes(said)) == [["dec2022-22"], ["dec"]]


def test_what_had_come_by_its_report_is_not_what_came_later_or_is_planned_for_later() -> None:
    came = told(
        (DEC, {"quantity": (6, 6), **SU_35}),
        (JUNE, {"when": "2023-04", "source": KYIV, **SU_35}),
    )
    assert groups(episodes(came)) == [["june2023-04"], ["dec"]]
    planned = told(
        (DEC, {"quantity": (12, 12), **SU_35}),
        (JUNE, {"stage": Stage.PLANNED, "quantity": (12, 12), "when": "2024", **SU_35}),
    )
    assert groups(episodes(planned)) == [["june2024"], ["dec"]]


def test_a_denial_of_a_delivery_that_is_planned_for_later_is_of_that_deal() -> None:
    said = told(
        (DEC, {"polarity": DENIED, **SU_35}),
        (JUNE, {"stage": Stage.PLANNED, "when": "2024", **SU_35}),
    )
    assert groups(episodes(said)) == [["june2024", "dec"]]


def test_what_is_only_denied_is_told_with_its_number() -> None:
    [found] = episodes(told((DEC, {"polarity": DENIED, "quantity": (3500, 3500)}))).episodes
    assert (found.stage, found.quantity) == (None, Quantity(3500, 3500))


def test_the_course_by_report_and_by_event() -> None:
    said = told(
        (DEC, {"stage": Stage.PLANNED}),
        (MAY, {"when": "2023-04"}),
        (JUNE, {"when": "2022-22", "source": KYIV}),
        (JUNE, {"stage": Stage.AGREED}),
    )
    found = course(said)
    assert [one.claim.document for one in found.by_report] == ["dec", "may", "june", "june"]
    assert [one.claim.when for one in found.by_event] == ["2022-22", "2023-04"]
    assert [(one.stage, str(one.on)) for one in found.steps] == [
        (Stage.PLANNED, "2022-12-15"),
        (Stage.DELIVERED, "2023-05-31"),
    ]
    assert len(found.undated) == 2


Given = tuple[list[Document], list[Claim]]


def shape(documents: list[Document], claims: list[Claim]) -> Any:
    found = episodes(state(claims, documents))
    return (
        [
            (
                one.stage,
                one.quantity,
                one.grade.code,
                [(m.reason, m.statement.claim.span) for m in one.members],
            )
            for one in found.episodes
        ],
        [one.claim.quantity for one in found.totals],
        len(found.whole),
    )


@settings(max_examples=80, deadline=None)
@given(collections(), st.data())
def test_copies_make_no_episode(collection: Given, data: st.DataObject) -> None:
    documents, claims = collection
    more, said = data.draw(copies(documents, claims))
    assert shape(more, said) == shape(documents, claims)


@settings(max_examples=80, deadline=None)
@given(collections(), st.randoms())
def test_order_is_no_matter(collection: Given, chance: Random) -> None:
    documents, claims = collection
    before = shape(documents, claims)
    chance.shuffle(documents)
    chance.shuffle(claims)
    assert shape(documents, claims) == before


@settings(max_examples=80, deadline=None)
@given(collections())
def test_each_statement_has_one_place_and_no_denial_is_asserted(collection: Given) -> None:
    documents, claims = collection
    found = episodes(state(claims, documents))
    placed = [of.id for one in found.episodes for of in one.statements]
    placed += [of.id for of in (*found.totals, *found.whole)]
    moves = [one.id for one in claims if one.kind in ("transfer", "support")]
    assert sorted(placed) == sorted(moves)
    for one in found.episodes:
        affirmed = {of.claim.stage for of in one.statements if of.affirms}
        assert one.stage in affirmed or (one.stage is None and not affirmed)
