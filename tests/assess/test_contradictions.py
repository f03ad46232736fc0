"""Who contradicts whom, and in what: small invented cases of each type, and the laws that hold for any."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from said import DENIED, DIPLOMAT, KYIV, REPORTS, TEHRAN, collections, copies, dispatch, told

from tracewire.assess import Contradiction, between, contradictions, disputes, state
from tracewire.model import Certainty, Claim, Document, Kind, Quantity, Span, Stage

MAY = dispatch("may", published="2023-05-31")
JUNE = dispatch("june", published="2023-06-30")
JULY = dispatch("july", published="2023-07-31")
APRIL = {"when": "2023-04"}
NOT = {"polarity": DENIED, "source": TEHRAN}
REFUSED = {**NOT, "stage": Stage.PLANNED}
STOCK = {"kind": Kind.STOCK, "supplier": (), "when": "2023-05"}
PLANT = {"kind": Kind.PRODUCTION, "stage": Stage.OPERATING, "place": ("Alabuga",)}

CASES = {
    "denied": ([(MAY, {}), (MAY, NOT)], [("denial", True)]),
    "denied-later": ([(MAY, {}), (JUNE, NOT)], [("denial", True)]),
    "affirmed-later-undated": ([(MAY, NOT), (JUNE, {})], [("denial", False)]),
    "affirmed-later-dated": ([(MAY, NOT), (JUNE, {"when": "2023-06"})], []),
    "before-the-war-not-since": (
        [(JUNE, {"when": "2022-22"}), (JUNE, {**NOT, "when": "2022-02/.."})],
        [("denial", True)],
    ),
    "denied-on-friday": (
        [(MAY, {"when": "2023-03"}), (JUNE, {**NOT, "when": "2023-06-23"})],
        [("denial", True)],
    ),
    "denied-this-week": (
        [(MAY, {"when": "2023-03"}), (JUNE, {**NOT, "when": "2023-06-26/2023-07-02"})],
        [("denial", True)],
    ),
    "not-yet-on-friday": ([(JUNE, {**NOT, "when": "2023-06-23"}), (JULY, {"when": "2023-07"})], []),
    "none-last-week": ([(MAY, {"when": "2023-03"}), (JUNE, {**NOT, "when": "2023-06-19/2023-06-25"})], []),
    "none-on-a-day-long-ago": ([(MAY, {"when": "2023-03"}), (JUNE, {**NOT, "when": "2023-06-02"})], []),
    "nothing-since-may": ([(MAY, {"when": "2023-03"}), (JUNE, {**NOT, "when": "2023-05/.."})], []),
    "none-in-march": (
        [(MAY, {"when": "2023-03-10"}), (JUNE, {**NOT, "when": "2023-03"})],
        [("denial", True)],
    ),
    "affirmed-of-friday": ([(JUNE, {"when": "2023-06-23"}), (JULY, NOT)], [("denial", True)]),
    "one-breath": (
        [
            (JUNE, {"source": TEHRAN, "when": "../2022-02"}),
            (JUNE, {**NOT, "when": "2022-02/.."}),
        ],
        [],
    ),
    "what-it-needs-is-denied": ([(MAY, {}), (MAY, {**NOT, "stage": Stage.AGREED})], [("denial", True)]),
    "a-later-stage-is-denied": ([(MAY, {"stage": Stage.AGREED}), (MAY, NOT)], []),
    "no-agreement-yet": ([(MAY, {**NOT, "stage": Stage.AGREED}), (JULY, {})], [("scope", False)]),
    "no-more-will-be-sent": ([(JUNE, {"when": "2023-05"}), (JULY, {**REFUSED, "when": "2023"})], []),
    "sent-in-spite-of-a-refusal": ([(MAY, REFUSED), (JULY, {"when": "2023-07"})], [("scope", False)]),
    "refused-in-one-breath": ([(JUNE, {"source": TEHRAN}), (JUNE, REFUSED)], []),
    "refused-on-friday": ([(JUNE, {"when": "2023-06-10"}), (JUNE, {**REFUSED, "when": "2023-06-23"})], []),
    "no-plans-until-last-year": ([(JUNE, {"when": "2023"}), (JULY, {**REFUSED, "when": "2022"})], []),
    "a-plan-is-denied": ([(MAY, {"stage": Stage.PLANNED}), (JUNE, REFUSED)], [("denial", False)]),
    "nobody-asked-yet-it-came": ([(MAY, {}), (JUNE, {**NOT, "stage": Stage.SOUGHT})], [("scope", False)]),
    "nobody-asked": (
        [(MAY, {"stage": Stage.SOUGHT, **APRIL}), (JUNE, {**NOT, "stage": Stage.SOUGHT})],
        [("denial", True)],
    ),
    "possible-only": ([(MAY, {"certainty": Certainty.POSSIBLE}), (MAY, NOT)], [("denial", False)]),
    "wider-denial": ([(MAY, {"item": ("one-way-attack-uav",)}), (MAY, NOT)], [("denial", True)]),
    "narrower-denial": ([(MAY, {}), (MAY, {**NOT, "item": ("one-way-attack-uav",)})], [("scope", False)]),
    "other-goods": ([(MAY, {}), (MAY, {**NOT, "item": ("ballistic-missile",)})], []),
    "other-parties": ([(MAY, {}), (MAY, {**NOT, "supplier": ("KP",)})], []),
    "open-party": ([(MAY, {}), (MAY, {**NOT, "recipient": ()})], [("scope", False)]),
    "named-weapon": ([(MAY, {}), (MAY, {**NOT, "designation": ("Arash-2",)})], [("scope", False)]),
    "new-deal": (
        [
            (MAY, {}),
            (MAY, {"source": DIPLOMAT, "stage": Stage.AGREED}),
            (MAY, {"source": DIPLOMAT, "stage": Stage.SHIPPED, "polarity": DENIED}),
        ],
        [("scope", False)],
    ),
    "numbers": (
        [
            (MAY, {"quantity": (46, 46), "when": "2023-04"}),
            (JUNE, {"quantity": (300, None), "when": "2023-04", "source": KYIV}),
        ],
        [("number", True)],
    ),
    "numbers-that-meet": (
        [(MAY, {"quantity": (200, 999), **APRIL}), (JUNE, {"quantity": (400, 400), **APRIL})],
        [],
    ),
    "part-exceeds-whole": (
        [
            (JUNE, {"quantity": (100, 100), "when": "2023"}),
            (MAY, {"quantity": (300, 300), "when": "2023-04", "source": KYIV}),
        ],
        [("number", True)],
    ),
    "part-and-whole": (
        [(JUNE, {"quantity": (400, 400), "when": "2023"}), (MAY, {"quantity": (100, 100), **APRIL})],
        [],
    ),
    "a-rate-is-no-total": (
        [
            (JUNE, {"quantity": (40, 40), **APRIL}),
            (JUNE, {"quantity": (400, 400, "month"), **APRIL, "source": KYIV}),
        ],
        [],
    ),
    "totals-grow": ([(MAY, {"quantity": (100, 100)}), (JUNE, {"quantity": (400, 400)})], []),
    "totals-do-not-shrink": (
        [(MAY, {"quantity": (400, 400)}), (JUNE, {"quantity": (100, 100)})],
        [("number", False)],
    ),
    "a-part-of-what-two-gave": (
        [
            (MAY, {"quantity": (30, 30), "supplier": ("FR",), "source": KYIV}),
            (MAY, {"quantity": (19, 19), "supplier": ("DK",), "source": KYIV}),
            (MAY, {"quantity": (49, 49), "supplier": ("FR", "DK"), "source": KYIV}),
        ],
        [],
    ),
    "a-part-exceeds-what-two-gave": (
        [
            (MAY, {"quantity": (60, 60), "supplier": ("FR",)}),
            (MAY, {"quantity": (49, 49), "supplier": ("FR", "DK"), "source": KYIV}),
        ],
        [("number", False)],
    ),
    "what-another-passed-on-is-no-whole": (
        [
            (MAY, {"quantity": (18, 18), "supplier": ("FR",), **APRIL}),
            (MAY, {"quantity": (6, 6), "supplier": ("FR", "DK"), "source": KYIV, **APRIL}),
        ],
        [("number", False)],
    ),
    "what-two-got-is-told-twice": (
        [
            (MAY, {"quantity": (400, 400), "recipient": ("RU", "BY")}),
            (MAY, {"quantity": (300, 300), "recipient": ("BY", "RU"), "source": KYIV}),
        ],
        [("number", False)],
    ),
    "a-part-of-two-kinds": (
        [
            (MAY, {"quantity": (60, 60), "item": ("missile", "uav")}),
            (MAY, {"quantity": (50, 50), "source": KYIV}),
        ],
        [],
    ),
    "an-order-is-no-delivery": (
        [(MAY, {"quantity": (2400, 2400), "stage": Stage.AGREED}), (MAY, {"quantity": (6, 6)})],
        [],
    ),
    "stocks": (
        [(MAY, {**STOCK, "stage": Stage.HELD}), (JUNE, {**STOCK, "stage": Stage.DEPLETED, "source": KYIV})],
        [("stage", True)],
    ),
    "low-and-held": (
        [(MAY, {**STOCK, "stage": Stage.HELD}), (JUNE, {**STOCK, "stage": Stage.LOW, "source": KYIV})],
        [],
    ),
    "all-used-up-and-some-held": (
        [
            (MAY, {**STOCK, "stage": Stage.HELD, "item": ("one-way-attack-uav",), "supplier": ("IR",)}),
            (JUNE, {**STOCK, "stage": Stage.DEPLETED, "source": KYIV}),
        ],
        [("stage", True)],
    ),
    "some-used-up-and-others-held": (
        [
            (MAY, {**STOCK, "stage": Stage.HELD}),
            (
                JUNE,
                {**STOCK, "stage": Stage.DEPLETED, "item": ("one-way-attack-uav",), "source": KYIV},
            ),
        ],
        [],
    ),
    "one-origin-used-up-and-others-held": (
        [
            (MAY, {**STOCK, "stage": Stage.HELD}),
            (JUNE, {**STOCK, "stage": Stage.DEPLETED, "supplier": ("IR",), "source": KYIV}),
        ],
        [],
    ),
    "asked-for-less-later": (
        [
            (MAY, {"stage": Stage.SOUGHT, "quantity": (300, 300), "source": KYIV}),
            (JULY, {"stage": Stage.SOUGHT, "quantity": (100, 100), "source": KYIV}),
        ],
        [],
    ),
    "two-tell-of-a-wish": (
        [
            (MAY, {"stage": Stage.SOUGHT, "quantity": (300, 300)}),
            (JULY, {"stage": Stage.SOUGHT, "quantity": (100, 100), "source": KYIV}),
        ],
        [("number", False)],
    ),
    "a-number-that-is-possible-only": (
        [
            (MAY, {"quantity": (46, 46), "when": "2023-04", "certainty": Certainty.POSSIBLE}),
            (JUNE, {"quantity": (300, None), "when": "2023-04", "source": KYIV}),
        ],
        [("number", False)],
    ),
    "what-may-not-have-come": (
        [(MAY, APRIL), (JUNE, {**NOT, "certainty": Certainty.POSSIBLE})],
        [("denial", False)],
    ),
    "stocks-go-down": (
        [
            (MAY, {**STOCK, "stage": Stage.HELD, "quantity": (16, 16)}),
            (JUNE, {**STOCK, "stage": Stage.HELD, "quantity": (3, 3), "when": None, "source": KYIV}),
        ],
        [],
    ),
    "two-stocks-of-one-day": (
        [
            (JUNE, {**STOCK, "stage": Stage.HELD, "quantity": (16, 16), "when": "2023-06-30"}),
            (JUNE, {**STOCK, "stage": Stage.HELD, "quantity": (3, 3), "when": None, "source": KYIV}),
        ],
        [("number", False)],
    ),
    "held-and-never-had": (
        [
            (MAY, {**STOCK, "stage": Stage.HELD, "when": None}),
            (JUNE, {**STOCK, **NOT, "stage": Stage.HELD, "when": None}),
        ],
        [("denial", True)],
    ),
    "plant-works-and-is-built": (
        [(MAY, PLANT), (JUNE, {**PLANT, "stage": Stage.BUILDING, "source": KYIV})],
        [("stage", False)],
    ),
    "plant-begins-once": (
        [(MAY, {**PLANT, "when": "2023-03"}), (JUNE, {**PLANT, "when": "2023-06", "source": KYIV})],
        [("date", False)],  # each may tell when it began, or that it worked then
    ),
    "plant-works-on": (
        [
            (MAY, {**PLANT, "when": "2023-04/.."}),
            (JULY, {**PLANT, "when": "2023-07", "quantity": (500, 500), "source": KYIV}),
        ],
        [],
    ),
    "plant-makes-in-two-months": (
        [
            (MAY, {**PLANT, "when": "2023-04", "quantity": (300, 300)}),
            (JULY, {**PLANT, "when": "2023-07", "quantity": (500, 500), "source": KYIV}),
        ],
        [],
    ),
    "plant-works-since-two-times": (
        [
            (MAY, {**PLANT, "when": "2022-07/.."}),
            (JUNE, {**PLANT, "when": "2023-01/..", "source": KYIV}),
        ],
        [("date", True)],
    ),
    "plant-works-since-july-and-since-that-year": (
        [(MAY, {**PLANT, "when": "2022-07/.."}), (JUNE, {**PLANT, "when": "2022/..", "source": KYIV})],
        [],
    ),
    "plants-of-two-places": (
        [
            (MAY, {**PLANT, "when": "2022-07/.."}),
            (JUNE, {**PLANT, "when": "2023-01/..", "place": ("Izhevsk",), "source": KYIV}),
        ],
        [],
    ),
    "plant-works-since-and-within": (
        [(MAY, {**PLANT, "when": "2022-07/.."}), (JUNE, {**PLANT, "when": "2023-01", "source": KYIV})],
        [],
    ),
    "plant-works-before-it-began": (
        [(MAY, {**PLANT, "when": "2022-07"}), (JUNE, {**PLANT, "when": "2023-01/..", "source": KYIV})],
        [("date", True)],
    ),
    "one-event-or-two": (
        [
            (MAY, {"quantity": (46, 46), "when": "2023-04"}),
            (JUNE, {"quantity": (46, 46), "when": "2023-06", "source": KYIV}),
        ],
        [("date", False)],
    ),
    "another-supplier": (
        [(MAY, {"quantity": (46, 46)}), (JUNE, {"quantity": (46, 46), "supplier": ("KP",), "source": KYIV})],
        [("party", False)],
    ),
    "another-supplier-of-a-small-number": (
        [(MAY, {"quantity": (2, 2)}), (JUNE, {"quantity": (2, 2), "supplier": ("KP",), "source": KYIV})],
        [],
    ),
    "another-supplier-of-a-round-number": (
        [
            (MAY, {"quantity": (400, 400)}),
            (JUNE, {"quantity": (400, 400), "supplier": ("KP",), "source": KYIV}),
        ],
        [],
    ),
    "another-supplier-of-a-small-number-that-month": (
        [
            (MAY, {"quantity": (2, 2), **APRIL}),
            (JUNE, {"quantity": (2, 2), **APRIL, "supplier": ("KP",), "source": KYIV}),
        ],
        [("party", False)],
    ),
    "another-supplier-of-a-small-number-that-year": (
        [
            (MAY, {"quantity": (2, 2), "when": "2022"}),
            (JUNE, {"quantity": (2, 2), "when": "2022", "supplier": ("KP",), "source": KYIV}),
        ],
        [],
    ),
    "another-supplier-of-a-few-of-one-weapon-that-year": (
        [
            (MAY, {"quantity": (2, 2), "when": "2022", "designation": ("TB2",)}),
            (
                JUNE,
                {
                    "quantity": (2, 2),
                    "when": "2022",
                    "designation": ("TB2",),
                    "supplier": ("KP",),
                    "source": KYIV,
                },
            ),
        ],
        [("party", False)],
    ),
    "another-supplier-of-another-weapon": (
        [
            (MAY, {"quantity": (46, 46), "designation": ("TB2",)}),
            (
                JUNE,
                {"quantity": (46, 46), "designation": ("Mohajer-6",), "supplier": ("KP",), "source": KYIV},
            ),
        ],
        [],
    ),
    "one-number-years-apart": (
        [
            (MAY, {"quantity": (46, 46), "when": "2020-04"}),
            (JUNE, {"quantity": (46, 46), "when": "2022-06", "source": KYIV}),
        ],
        [],
    ),
    "what-was-fired-and-what-was-lost": (
        [
            (JUNE, {"kind": Kind.USE, "stage": Stage.USED, "quantity": (60, 60), **APRIL}),
            (JUNE, {"kind": Kind.USE, "stage": Stage.USED, "quantity": (10, 10), **APRIL, "source": KYIV}),
        ],
        [("number", False)],
    ),
    "a-number-is-denied": (
        [(MAY, {"quantity": (46, 46), **APRIL}), (JUNE, {**NOT, "quantity": (46, 46), **APRIL})],
        [("denial", True)],
    ),
    "a-smaller-number-is-denied": (
        [(MAY, {"quantity": (300, 300), **APRIL}), (JUNE, {**NOT, "quantity": (46, 46), **APRIL})],
        [("denial", True)],
    ),
    "a-larger-number-is-denied": (
        [(MAY, {"quantity": (10, 10), **APRIL}), (JUNE, {**NOT, "quantity": (46, None), **APRIL})],
        [("scope", False)],
    ),
    "a-number-is-denied-of-what-is-told-without": (
        [(MAY, APRIL), (JUNE, {**NOT, "quantity": (46, 46), **APRIL})],
        [("denial", True)],
    ),
    "not-so-many-but-a-few": (
        [
            (JUNE, {**NOT, "quantity": (46, 46), **APRIL}),
            (JUNE, {"quantity": (10, 10), **APRIL, "source": TEHRAN}),
        ],
        [],
    ),
    "of-two-suppliers-one-denies": (
        [(MAY, {"supplier": ("IR", "KP"), "source": KYIV}), (JUNE, NOT)],
        [("denial", False)],
    ),
    "both-suppliers-are-denied": (
        [(MAY, {"supplier": ("IR", "KP"), "source": KYIV}), (JUNE, {**NOT, "supplier": ("IR", "KP")})],
        [("denial", True)],
    ),
    "built-while-it-is-said-to-work": (
        [
            (MAY, {**PLANT, "stage": Stage.BUILDING}),
            (JULY, {**PLANT, "when": "2023-01/..", "source": KYIV}),
        ],
        [("stage", False)],
    ),
    "built-before-it-works": (
        [
            (MAY, {**PLANT, "stage": Stage.BUILDING}),
            (JULY, {**PLANT, "when": "2023-06/..", "source": KYIV}),
        ],
        [],
    ),
    "one-plant-works-another-is-built": (
        [(MAY, PLANT), (JULY, {**PLANT, "stage": Stage.BUILDING, "place": ("Izhevsk",), "source": KYIV})],
        [],
    ),
    "built-by-one-who-later-says-that-it-works": (
        [
            (MAY, {**PLANT, "stage": Stage.BUILDING}),
            (JULY, {**PLANT, "when": "2023-01/.."}),
        ],
        [],
    ),
    "another-recipient": (
        [(MAY, {"quantity": (46, 46)}), (JUNE, {"quantity": (46, 46), "recipient": ("SY",), "source": KYIV})],
        [("party", False)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_type_on_a_small_case(case: str) -> None:
    said, expected = CASES[case]
    found = contradictions(told(*said))
    assert [(one.sort.value, one.definite) for one in found] == expected
    assert all(one.reason for one in found)


def test_both_sides_are_always_given_with_their_passages() -> None:
    [found] = contradictions(told((MAY, {}), (JUNE, NOT)))
    record = found.to_dict()
    assert [side["polarity"] for side in record["sides"]] == ["affirmed", "denied"]
    texts = {"may": MAY.text, "june": JUNE.text}
    for side in record["sides"]:
        assert texts[side["document"]][side["start"] : side["end"]] == side["passage"]


def test_contradictions_that_hang_together_are_one_dispute() -> None:
    said = told((MAY, {}), (JUNE, {"source": KYIV}), (JULY, NOT))
    [found] = disputes(contradictions(said))
    assert [[one.speaker for one in side] for side in found.sides] == [
        ["White House", "Ukrainian Ministry of Defence"],
        ["Iranian Ministry of Foreign Affairs"],
    ]
    assert found.definite and found.to_dict()["type"] == "denial"


def test_whoever_tells_the_same_number_stands_on_one_side() -> None:
    many = {"quantity": (900, 1100), "when": "2023-04"}
    few = {"quantity": (None, 300), "when": "2023-04", "source": KYIV}
    said = told((MAY, many), (JUNE, few), (JULY, many))
    assert len(contradictions(said)) == 2
    [one] = disputes(contradictions(said))
    assert [len(side) for side in one.sides] == [1, 2]
    assert one.sides[0][0].claim.quantity == Quantity(None, 300)


def test_definite_and_open_are_told_apart_and_only_the_sides_that_meet() -> None:
    agreed, denied = {"stage": Stage.AGREED}, {**NOT, "stage": Stage.AGREED}
    said = told(
        (MAY, {**agreed, "when": "2023-05"}),  # the denial of an agreement meets it, that of deliveries not
        (MAY, denied),
        (JUNE, {"when": "2023-04", "source": KYIV}),  # both meet
        (JULY, NOT),
        (JULY, {"source": DIPLOMAT}),  # open against May, as it tells no time
    )
    found = disputes(contradictions(said))
    assert [
        (
            one.sort.value,
            one.definite,
            *([of.claim.document + " " + of.claim.stage for of in side] for side in one.sides),
        )
        for one in found
    ] == [
        ("denial", True, ["may agreed", "june delivered"], ["may agreed"]),
        ("denial", True, ["june delivered", "july delivered"], ["july delivered"]),
        ("scope", False, ["july delivered"], ["may agreed"]),
    ]
    assert len(contradictions(said)) == sum(len(one.sides[0]) * len(one.sides[1]) for one in found)


WIRE = (
    "Iran has delivered forty drones to Russia by ship across the Caspian Sea from the port of Amirabad, the"
    " White House said on Monday. The shipments began in August and are continuing, according to the"
    " statement, which came with satellite pictures of two freighters at the quay."
)
FIRST = dispatch("wire", published="2024-03-04", outlet="Reuters", text=WIRE)
COPY = dispatch(
    "copy",
    published="2024-03-05",
    text=WIRE + " Iran's foreign ministry denied that any drone had been sent.",
)
FORTY = {"quantity": (40, 40)}


def pairs_of(*said: tuple[Document, dict[str, Any]]) -> list[tuple[str, str, str]]:
    found = contradictions(told(*said))
    return [(one.sort.value, one.left.claim.document, one.right.claim.document) for one in found]


def test_a_denial_that_only_a_longer_copy_carries_is_listed() -> None:
    alone = [(COPY, FORTY), (COPY, NOT)]
    assert pairs_of(*alone) == [("denial", "copy", "copy")]
    assert pairs_of((FIRST, FORTY), *alone) == [("denial", "wire", "copy")]
    kyiv = (dispatch("kyiv", published="2024-03-04"), {"source": KYIV})
    assert pairs_of((FIRST, FORTY), kyiv, *alone) == [("denial", "kyiv", "copy"), ("denial", "wire", "copy")]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({"quantity": (14, 14)}, [("number", "wire", "copy")]),
        ({"quantity": (24, 99)}, []),  # "dozens" says less than forty
        ({}, []),  # it lost the number,
        ({**FORTY, "source": REPORTS}, []),  # who said it,
        ({**FORTY, "recipient": ()}, []),  # or to whom
        ({**FORTY, "item": ("arms",)}, []),
    ],
)
def test_what_a_copy_says_otherwise_speaks_and_what_it_says_less_fully_does_not(
    new: dict[str, Any], expected: list[Any]
) -> None:
    assert pairs_of((FIRST, FORTY), (COPY, new)) == expected
    denial = (JULY, {**NOT, "when": "../2024-02"})
    assert ("denial", "july", "wire") in pairs_of((FIRST, FORTY), (COPY, new), denial)


def test_what_a_copy_denies_for_all_time_is_more_than_what_its_original_denies_for_a_month() -> None:
    kyiv = (dispatch("kyiv", published="2024-03-04"), {"source": KYIV, "when": "2023-10"})
    for_a_month, for_ever = (FIRST, {**NOT, "when": "2024-01"}), (COPY, NOT)
    assert pairs_of(kyiv, for_a_month) == []
    assert pairs_of(kyiv, for_a_month, for_ever) == [("denial", "kyiv", "copy")]


def test_a_further_speaker_of_a_copy_speaks() -> None:
    later = (dispatch("later", published="2024-03-06"), NOT)
    said = [(FIRST, FORTY), (COPY, FORTY), (COPY, {"source": KYIV}), later]
    assert pairs_of(*said) == [("denial", "wire", "later"), ("denial", "copy", "later")]


def test_a_time_that_a_later_copy_reckons_from_its_own_day_is_none_of_its_own() -> None:
    # “last month”, of a dispatch of 30 April that is printed again on 3 May
    first = dispatch("first", published="2024-04-30", text=WIRE)
    again = dispatch("again", published="2024-05-03", text=WIRE)
    denial = (dispatch("later", published="2024-06-01"), {**NOT, "when": "2024-03"})
    assert pairs_of((first, {**FORTY, "when": "2024-03"}), (again, {**FORTY, "when": "2024-04"}), denial) == [
        ("denial", "first", "later")
    ]


def test_what_one_source_says_in_one_breath_it_means_together_in_a_copy_too() -> None:
    before, since = {"source": TEHRAN, "when": "../2022-02"}, {**NOT, "when": "2022-02/.."}
    assert pairs_of((FIRST, before), (COPY, before), (COPY, since)) == []


def test_a_new_deal_of_a_copy_is_not_a_denial_of_deliveries() -> None:
    deal = {"source": DIPLOMAT, "stage": Stage.AGREED}
    not_yet = {"source": DIPLOMAT, "stage": Stage.SHIPPED, "polarity": DENIED}
    assert [
        sort for sort, *_ in pairs_of((FIRST, {}), (FIRST, deal), *((COPY, of) for of in ({}, deal, not_yet)))
    ] == ["scope"]


Given = tuple[list[Document], list[Claim]]


@settings(max_examples=150, deadline=None)
@given(collections())
def test_contradictions_are_symmetric(collection: Given) -> None:
    documents, claims = collection
    for one, other in combinations(state(claims, documents), 2):
        assert between(one, other) == between(other, one)


@settings(max_examples=100, deadline=None)
@given(collections(), st.data())
def test_copies_make_no_further_pair(collection: Given, data: st.DataObject) -> None:
    documents, claims = collection
    more, said = data.draw(copies(documents, claims))

    def sides(one: Contradiction) -> list[Span]:
        spans = [one.left.claim.span, one.right.claim.span]
        # Of reports of one day the document's name decides which stands first, and a copy has another name.
        return spans if one.left.report.day != one.right.report.day else sorted(spans)

    def pairs(claims: list[Claim], documents: list[Document]) -> list[tuple[Any, ...]]:
        return [
            (one.sort, one.definite, one.reason, *sides(one))
            for one in contradictions(state(claims, documents))
        ]

    assert sorted(pairs(said, more), key=str) == sorted(pairs(claims, documents), key=str)


@settings(max_examples=100, deadline=None)
@given(collections(), st.data())
def test_a_copy_of_the_same_day_takes_no_contradiction_away(collection: Given, data: st.DataObject) -> None:
    documents, claims = collection
    of = data.draw(st.sampled_from(documents))
    own = [one for one in claims if one.document == of.id]
    copy = dispatch("z-copy", published=of.published, outlet=of.outlet, text=of.text)
    carried = data.draw(st.lists(st.sampled_from(own), unique=True)) if own else []

    def sorts(documents: list[Document], claims: list[Claim]) -> set[tuple[Any, ...]]:
        found = contradictions(state(claims, documents))
        return {
            (
                one.sort,
                one.definite,
                *sorted((of.claim.span, of.claim.source.label) for of in (one.left, one.right)),
            )
            for one in found
        }

    more = [one.but(document=copy.id) for one in carried]
    assert sorts(documents, claims) == sorts([*documents, copy], [*claims, *more])


@settings(max_examples=80, deadline=None)
@given(collections(), st.randoms())
def test_order_is_no_matter(collection: Given, chance: Random) -> None:
    documents, claims = collection
    before = contradictions(state(claims, documents))
    chance.shuffle(documents)
    chance.shuffle(claims)
    assert contradictions(state(claims, documents)) == before


@settings(max_examples=80, deadline=None)
@given(collections())
def test_disputes_hold_each_contradiction_and_no_other_pair(collection: Given) -> None:
    documents, claims = collection
    found = contradictions(state(claims, documents))
    pairs = sorted((one.sort, one.definite, *sorted((one.left.id, one.right.id))) for one in found)
    held = [
        (one.sort, one.definite, *sorted((first.id, second.id)))
        for one in disputes(found)
        for first in one.sides[0]
        for second in one.sides[1]
    ]
    assert sorted(held) == pairs


@settings(max_examples=80, deadline=None)
@given(collections())
def test_what_only_affirms_or_only_denies_has_no_denial(collection: Given) -> None:
    documents, claims = collection
    for polarity in ("affirmed", "denied"):
        same = [one for one in claims if one.polarity == polarity]
        assert "denial" not in {one.sort for one in contradictions(state(same, documents))}
