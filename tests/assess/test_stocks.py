"""What a holder may have left: small invented cases, the laws, and a random walk that shows the same."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from said import DENIED, KYIV, LONDON, TEHRAN, claim, collections, copies, dispatch, told

from tracewire.assess import (
    ASSUMPTIONS,
    Amount,
    Assumptions,
    Interval,
    Statement,
    Stock,
    conditions,
    simulated,
    state,
    stock,
    stock_days,
)
from tracewire.model import Certainty, Claim, Document, Kind, Quantity, Span, Stage

DEC = dispatch("dec", published="2022-12-15")
MAY = dispatch("may", published="2023-05-31")
JUNE = dispatch("june", published="2023-06-30")
USE: dict[str, Any] = {"kind": Kind.USE, "stage": Stage.USED}
HELD: dict[str, Any] = {"kind": Kind.STOCK, "stage": Stage.HELD}
LOW: dict[str, Any] = {"kind": Kind.STOCK, "stage": Stage.LOW}
GONE: dict[str, Any] = {"kind": Kind.STOCK, "stage": Stage.DEPLETED}
PLANT: dict[str, Any] = {"kind": Kind.PRODUCTION, "stage": Stage.OPERATING}


def ask(*said: tuple[Document, dict[str, Any]], on: str = "2023-06-30", **given: Any) -> Stock:
    given.setdefault("supplier", "IR")
    return stock(told(*said), "RU", "uav", on=date.fromisoformat(on), **given)


def spans(found: Stock) -> dict[str, list[int | None]]:
    return {amount.value: interval.to_list() for amount, interval in found.amounts.items()}


def test_hundreds_in_summer_four_hundred_in_all_and_deliveries_continue_are_not_added_up() -> None:
    found = ask(
        (DEC, {"quantity": (200, 999), "when": "2022-22"}),
        (JUNE, {"quantity": (400, 400)}),
        (JUNE, {"source": KYIV}),
    )
    assert spans(found)["received"] == [400, 400]
    assert spans(ask((DEC, {"quantity": (200, 999), "when": "2022-22"})))["received"] == [200, None]


def test_two_reports_of_one_delivery_are_not_added_unless_their_dates_say_that_they_are_two() -> None:
    said = (
        (DEC, {"quantity": (46, 46), "when": "2022-08"}),
        (JUNE, {"quantity": (100, None), "when": "2023-04"}),
    )
    assert spans(ask(*said))["received"] == [100, None]
    assert spans(ask(*said, assumptions=Assumptions(dated_add=True)))["received"] == [146, None]
    meets = (
        (DEC, {"quantity": (46, 46), "when": "2022-08"}),
        (JUNE, {"quantity": (100, None), "when": "2022"}),
    )
    assert spans(ask(*meets, assumptions=Assumptions(dated_add=True)))["received"] == [100, None]


def test_used_up_leaves_a_tenth_of_what_came() -> None:
    said = ((JUNE, {"quantity": (400, 400)}), (DEC, {**GONE, "source": LONDON, "when": "2022-11"}))
    november = ask(*said, on="2022-11-30")
    assert spans(november)["left"] == [0, 40]
    assert [one.speaker for one in november.because[Amount.LEFT][1]] == [
        "UK Ministry of Defence",
        "White House",
    ]
    assert spans(ask(*said, on="2022-11-30", assumptions=Assumptions(words=False)))["left"] == [0, 400]
    assert spans(ask(*said, on="2023-06-30"))["left"] == [0, 400], "more may have come since"


def test_most_of_the_four_hundred_it_had_bought_was_used() -> None:
    bought = claim(JUNE, quantity=(400, 400), span=Span(35, 90))
    used = claim(JUNE, **LOW, quantity=(201, 400), when="2023-05", span=Span(0, 90))
    said = state([bought, used], [JUNE])
    found = stock(said, "RU", "uav", on=date(2023, 6, 30), supplier="IR")
    assert spans(found) == {"received": [400, 400], "used": [201, 400], "left": [0, 199]}
    apart = state([bought, used.but(span=Span(100, 120))], [JUNE])
    found = stock(apart, "RU", "uav", on=date(2023, 5, 31), supplier="IR")
    assert spans(found)["left"] == [201, 400], "told by itself, the number is what is left"


def test_claims_that_cannot_all_be_true_are_named_and_nothing_is_chosen() -> None:
    found = ask(
        (JUNE, {"quantity": (400, 400)}),
        (MAY, {"quantity": (1700, None), "source": KYIV}),
        (MAY, {"quantity": (200, 999), "source": LONDON}),
    )
    assert not found.consistent and found.amounts == {}
    assert {tuple(sorted(one.words for one in conflict)) for conflict in found.conflicts} == {
        ("received at least 1,700 by 2023-05-31", "received at most 400 by 2023-06-30"),
        ("received at least 1,700 by 2023-05-31", "received at most 999 by 2023-05-31"),
    }
    without = {aside.speaker: amounts[Amount.RECEIVED].to_list() for aside, amounts in found.without}
    assert without["Ukrainian Ministry of Defence"] == [400, 400]


def test_more_used_than_came_is_a_conflict_too() -> None:
    found = ask((JUNE, {"quantity": (400, 400)}), (MAY, {**USE, "quantity": (600, None), "source": KYIV}))
    [conflict] = found.conflicts
    assert [one.words for one in conflict] == [
        "used at least 600 by 2023-05-31",
        "received at most 400 by 2023-06-30",
    ]
    assert len(found.without) == 2


def test_what_is_made_adds_to_what_came() -> None:
    said = ((JUNE, {"quantity": (400, 400)}), (JUNE, {**PLANT, "quantity": (100, 150)}))
    assert spans(ask(*said)) == {
        "received": [400, 400],
        "made": [100, 150],
        "used": [0, 550],
        "left": [0, 550],
    }
    open_ = ask((JUNE, {"quantity": (400, 400)}), (JUNE, PLANT))
    assert spans(open_)["made"] == [0, None], "a plant works, and nobody says how much it makes"
    assert "made" not in spans(ask((JUNE, {"quantity": (400, 400)})))


def test_a_plant_makes_nothing_before_it_works() -> None:
    since = {**PLANT, "when": "2023-05/.."}
    assert spans(ask((JUNE, since), on="2023-04-30"))["made"] == [0, 0]
    assert spans(ask((JUNE, since), on="2023-06-30"))["made"] == [0, None]
    in_may = {**PLANT, "when": "2023-05", "source": KYIV}
    assert spans(ask((JUNE, since), (MAY, in_may), on="2023-04-30"))["made"] == [0, None], (
        "who tells that it works in May does not say since when"
    )
    loose = Assumptions(nothing_untold=False)
    assert spans(ask((JUNE, since), on="2023-04-30", assumptions=loose))["made"] == [0, None]


def test_a_rate_is_no_total() -> None:
    monthly = ask((JUNE, {"quantity": (40, 40, "month")}), (JUNE, {**PLANT, "quantity": (30, 30, "month")}))
    assert spans(monthly)["received"] == [0, None]
    assert spans(monthly)["made"] == [0, None]
    both = ask((JUNE, {"quantity": (400, 400)}), (JUNE, {"quantity": (40, 40, "month"), "source": KYIV}))
    assert spans(both)["received"] == [400, 400]


def test_a_narrower_class_that_is_held_is_held_of_the_wider_one() -> None:
    held = (JUNE, {**HELD, "item": ("armed-uav",), "quantity": (5, 5), "when": "2023-06-30"})
    assert spans(ask((JUNE, {"quantity": (40, 40)}), held))["left"] == [5, 40]
    low = (JUNE, {**LOW, "item": ("armed-uav",), "when": "2023-06-30"})
    assert spans(ask((JUNE, {"quantity": (40, 40)}), low))["left"] == [0, 40]


def test_what_is_passed_on_is_gone() -> None:
    onward = {"supplier": ("IR", "RU"), "recipient": ("SY",), "quantity": (50, 50)}
    found = ask((JUNE, {"quantity": (400, 400)}), (JUNE, onward))
    assert spans(found)["passed on"] == [50, 50]
    assert spans(found)["left"] == [0, 350]


def test_a_holder_of_its_own_arms_may_have_had_any_before() -> None:
    found = ask((JUNE, {"quantity": (400, 400)}), supplier=None)
    assert spans(found)["left"] == [0, None]
    held = ask((JUNE, {**HELD, "supplier": (), "quantity": (50, 80), "when": "2023-06"}), supplier=None)
    assert spans(held)["left"] == [50, 80]


def test_one_suppliers_figure_bounds_the_whole_from_below_alone() -> None:
    in_all = (JUNE, {"quantity": (400, 400)})
    in_may = (JUNE, {"quantity": (50, 50), "supplier": ("BY",), "when": "2023-05"})
    more = (MAY, {"quantity": (600, 600), "supplier": ("BY",), "when": "2023-04"})
    assert spans(ask(in_all, in_may, supplier=None))["received"] == [400, None], "400 and 50 may have come"
    assert spans(ask(in_all, in_may, more, supplier=None))["received"] == [600, None]
    assert spans(ask(in_all, in_may, more))["received"] == [400, 400]
    unnamed = (JUNE, {"quantity": (900, 900), "supplier": ()})
    assert spans(ask(in_all, more, unnamed, supplier=None))["received"] == [900, 900]


@pytest.mark.parametrize(
    ("given", "amount", "whole", "of_one"),
    [
        ({**HELD, "quantity": (60, 60)}, "left", [60, None], [60, 60]),
        ({**USE, "quantity": (60, 60)}, "used", [60, None], [60, 60]),
        ({**PLANT, "quantity": (60, 60)}, "made", [60, None], [60, 60]),
        (
            {"supplier": ("KP", "RU"), "recipient": ("SY",), "quantity": (60, 60)},
            "passed on",
            [60, None],
            [60, 60],
        ),
        ({**HELD, "supplier": ("KP", "IR"), "quantity": (60, 60)}, "left", [60, None], [0, None]),
        ({**HELD, "recipient": ("RU", "SY"), "quantity": (60, 60)}, "left", [0, None], [0, 60]),
        ({**HELD, "item": ("missile", "uav"), "quantity": (60, 60)}, "left", [0, None], [0, 60]),
    ],
)
def test_what_is_told_of_one_origin_bounds_that_origin(
    given: dict[str, Any], amount: str, whole: list[int | None], of_one: list[int | None]
) -> None:
    said = (JUNE, {"supplier": ("KP",), **given})
    assert spans(ask(said, supplier=None))[amount] == whole
    assert spans(ask(said, supplier="KP"))[amount] == of_one


def test_what_another_passed_on_bounds_nothing_that_the_maker_sent_itself() -> None:
    own = (MAY, {"quantity": (18, 18)})
    passed_on = (JUNE, {"quantity": (6, 6), "supplier": ("IR", "SY"), "source": KYIV})
    found = ask(own, passed_on)
    assert found.conflicts == ()
    assert spans(found)["received"] == [18, None], (
        "the maker sent 18 itself, and what came by another is open"
    )


def test_used_up_is_told_of_one_origin() -> None:
    said = ((JUNE, {"quantity": (400, 400)}), (JUNE, {**GONE, "source": LONDON}))
    assert spans(ask(*said))["left"] == [0, 40]
    assert spans(ask(*said, supplier=None))["left"] == [0, None]


@pytest.mark.parametrize(
    "given",
    [
        {"certainty": Certainty.POSSIBLE},
        {"polarity": DENIED, "source": TEHRAN},
        {"stage": Stage.AGREED},
        {"supplier": ("KP",)},
        {"item": ("missile",)},
        {"item": ("missile", "uav")},  # of both together
        {"recipient": ("RU", "SY")},
    ],
)
def test_what_does_not_bear_on_the_number_sets_no_least(given: dict[str, Any]) -> None:
    assert spans(ask((JUNE, {"quantity": (400, None), **given})))["received"] == [0, None]


def test_a_narrower_class_counts_at_least_and_never_at_most() -> None:
    found = ask((JUNE, {"item": ("one-way-attack-uav",), "quantity": (400, 400)}))
    assert spans(found)["received"] == [400, None]
    said = told((JUNE, {"quantity": (400, 400)}))
    narrow = stock(said, "RU", "one-way-attack-uav", on=date(2023, 6, 30), supplier="IR")
    assert spans(narrow)["received"] == [0, 400], "of 400 drones no one knows how many were attack drones"


def test_each_assumption_is_told_and_can_be_dropped() -> None:
    found = ask((JUNE, {"quantity": (400, 400)}))
    assert ASSUMPTIONS["totals"] in found.to_dict()["assumptions"]
    assert ASSUMPTIONS["dated_add"] not in found.to_dict()["assumptions"]
    loose = ask((JUNE, {"quantity": (400, 400)}), assumptions=Assumptions(totals=False, starts_empty=False))
    assert spans(loose) == {"received": [400, None], "used": [0, None], "left": [0, None]}
    assert all(one.words for one in found.conditions)


def test_the_days_on_which_something_changes() -> None:
    said = told(
        (DEC, {"quantity": (200, 999), "when": "2022-22"}),
        (JUNE, {"quantity": (400, 400)}),
        (DEC, {}),
        (DEC, {**GONE, "when": "2022-11"}),
    )
    assert stock_days(said) == (date(2022, 8, 31), date(2022, 11, 30), date(2023, 6, 30))


Given = tuple[list[Document], list[Claim]]
DAY = date(2022, 10, 31)


def answer(documents: list[Document], claims: list[Claim], **given: Any) -> dict[str, Interval]:
    found = stock(state(claims, documents), "RU", "uav", on=DAY, supplier="IR", **given)
    return {amount.value: interval for amount, interval in found.amounts.items()}


@settings(max_examples=60, deadline=None)
@given(collections(), st.data())
def test_a_wider_claim_never_narrows_a_stock(collection: Given, data: st.DataObject) -> None:
    documents, claims = collection
    wider = []
    for one in claims:
        if one.quantity is not None and data.draw(st.booleans()):
            low = (
                None if one.quantity.low is None else max(0, one.quantity.low - data.draw(st.integers(0, 90)))
            )
            high = None if one.quantity.high is None else one.quantity.high + data.draw(st.integers(0, 90))
            if data.draw(st.booleans()) and low is not None:
                high = None
            one = one.but(quantity=None if low is None and high is None else Quantity(low, high))
        wider.append(one)
    before, after = answer(documents, claims), answer(documents, wider)
    assert not before or after, "what could all be true still can"
    for amount, interval in before.items():
        assert after[amount].holds(interval)


@settings(max_examples=60, deadline=None)
@given(collections(), st.data())
def test_copies_change_no_stock(collection: Given, data: st.DataObject) -> None:
    documents, claims = collection
    more, said = data.draw(copies(documents, claims))
    assert answer(more, said) == answer(documents, claims)


@settings(max_examples=40, deadline=None)
@given(collections(), st.randoms())
def test_order_is_no_matter(collection: Given, chance: Random) -> None:
    documents, claims = collection
    before = answer(documents, claims)
    chance.shuffle(documents)
    chance.shuffle(claims)
    assert answer(documents, claims) == before


@settings(max_examples=40, deadline=None)
@given(collections())
def test_fewer_assumptions_never_narrow(collection: Given) -> None:
    documents, claims = collection
    before = answer(documents, claims)
    for name in ("totals", "words", "starts_empty"):
        after = answer(documents, claims, assumptions=Assumptions(**{name: False}))
        assert not before or all(after[amount].holds(interval) for amount, interval in before.items())


@settings(max_examples=40, deadline=None)
@given(collections())
def test_each_conflict_is_smallest(collection: Given) -> None:
    """Its conditions exclude each other, and any of them left out, they do not."""
    documents, claims = collection
    said = state(claims, documents)
    found = stock(said, "RU", "uav", on=DAY, supplier="IR")
    assert bool(found.conflicts) != found.consistent
    for conflict in found.conflicts:
        for one in conflict:
            assert one.statement is not None
            rest = [other.statement for other in conflict if other is not one]
            if one.statement not in rest and None not in rest:
                assert stock([o for o in rest if o], "RU", "uav", on=DAY, supplier="IR").consistent


ORIGINS = ("IR", "KP", "BY")
Happened = list[tuple[int, int, str]]
History = tuple[tuple[Statement, ...], dict[str | None, dict[Amount, int]]]
"""Statements, and what was so on the day asked about: of all suppliers (None) and of each."""


def _sum(flow: Happened, origins: Collection[str], first: int, last: int) -> int:
    return sum(number for day, number, origin in flow if first <= day <= last and origin in origins)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A true history of deliveries from several suppliers and of uses, with true claims on it: on the arms of
    one supplier, of two together, or of all, whose supplier is then not told."""
    first = date(2022, 1, 1)
    days, numbers, origin = st.integers(0, 360), st.integers(1, 200), st.sampled_from(ORIGINS)
    came = draw(st.lists(st.tuples(days, numbers, origin), min_size=1, max_size=6))
    used: Happened = []
    for day, wanted, of in draw(st.lists(st.tuples(days, numbers, origin), max_size=5)):
        # No more is used by any later day than had come.
        room = min(_sum(came, [of], 0, at) - _sum(used, [of], 0, at) for at in range(day, 361))
        if room > 0:
            used.append((day, min(wanted, room), of))
    documents, claims = [], []
    for number in range(draw(st.integers(1, 6))):
        begin, end = sorted((draw(days), draw(days)))
        report = draw(st.integers(end, 365))
        of_document = dispatch(f"h{number}", published=(first + timedelta(days=report)).isoformat())
        kind = draw(st.sampled_from([Kind.TRANSFER, Kind.USE, Kind.STOCK]))
        dated = draw(st.booleans())
        flow = came if kind is Kind.TRANSFER else used
        suppliers = draw(st.sampled_from([("IR",), ("IR",), ("KP",), ("BY",), ("IR", "KP"), ()]))
        told_of = suppliers or ORIGINS
        if kind is Kind.STOCK:
            true = _sum(came, told_of, 0, end) - _sum(used, told_of, 0, end)
            when: str | None = (first + timedelta(days=end)).isoformat()
        elif dated:
            true = _sum(flow, told_of, begin, end)
            when = f"{first + timedelta(days=begin)}/{first + timedelta(days=end)}"
        else:
            true, when = _sum(flow, told_of, 0, report), None
        low = draw(st.one_of(st.none(), st.integers(0, true)))
        high = draw(st.one_of(st.none(), st.integers(true, true + 100)))
        if low is None and high is None:
            low = true
        stage = {Kind.TRANSFER: Stage.DELIVERED, Kind.USE: Stage.USED, Kind.STOCK: Stage.HELD}[kind]
        documents.append(of_document)
        claims.append(
            claim(
                of_document,
                kind=kind,
                stage=stage,
                supplier=suppliers,
                quantity=Quantity(low, high),
                when=when,
            )
        )
    last = (DAY - first).days
    truths: dict[str | None, dict[Amount, int]] = {}
    for asked in (None, *ORIGINS):
        origins = ORIGINS if asked is None else (asked,)
        received, gone = (_sum(flow, origins, 0, last) for flow in (came, used))
        truths[asked] = {Amount.RECEIVED: received, Amount.USED: gone, Amount.LEFT: received - gone}
    return state(claims, documents), truths


@settings(max_examples=80, deadline=None)
@given(histories(), st.booleans())
def test_the_truth_that_true_claims_tell_of_lies_within(history: History, dated: bool) -> None:
    said, truths = history
    for supplier, truth in truths.items():
        assumed = Assumptions(dated_add=dated)
        found = stock(said, "RU", "uav", on=DAY, supplier=supplier, assumptions=assumed)
        assert found.consistent, supplier
        for amount, number in truth.items():
            assert found.amounts[amount].holds(Interval(number, number)), (supplier, amount)


@settings(max_examples=25, deadline=None)
@given(histories(), st.sampled_from([None, "IR"]), st.integers(0, 1000))
def test_a_random_walk_stays_within_the_exact_intervals(
    history: History, supplier: str | None, seed: int
) -> None:
    said, _ = history
    exact = stock(said, "RU", "uav", on=DAY, supplier=supplier)
    walked = simulated(said, "RU", "uav", on=DAY, supplier=supplier, seed=seed, steps=60)
    for amount, interval in (walked or {}).items():
        assert exact.amounts[amount].holds(interval)


def test_a_random_walk_comes_to_the_same_ends() -> None:
    said = told(
        (DEC, {"quantity": (200, 999), "when": "2022-22"}),
        (DEC, {**GONE, "source": LONDON, "when": "2022-11"}),
        (JUNE, {"quantity": (400, 400)}),
        (JUNE, {**USE, "quantity": (201, None), "when": "2023-05", "source": KYIV}),
    )
    for day in (date(2022, 11, 30), date(2023, 6, 30)):
        exact = stock(said, "RU", "uav", on=day, supplier="IR").amounts
        walked = simulated(said, "RU", "uav", on=day, supplier="IR", seed=7, steps=1500)
        assert walked is not None
        for amount, interval in exact.items():
            assert abs(walked[amount].low - interval.low) <= 4
            assert interval.high is not None and walked[amount].high is not None
            assert abs(walked[amount].high - interval.high) <= 4
    assert walked == simulated(said, "RU", "uav", on=day, supplier="IR", seed=7, steps=1500)


def test_conditions_are_stated_once_and_in_words() -> None:
    said = told((JUNE, {"quantity": (400, 400)}), (JUNE, {"quantity": (400, 400), "source": KYIV}))
    found = conditions(said, "RU", "uav", supplier="IR")
    assert [one.words for one in found] == [
        "received at least 400 by 2023-06-30",
        "received at most 400 by 2023-06-30",
    ]
