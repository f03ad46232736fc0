"""The measures on claims small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tracewire.evaluation import SLOTS, by_document, score

KIRBY = {
    "name": "John Kirby",
    "role": "spokesperson",
    "org": "White House",
    "country": "US",
    "anonymous": False,
}
NARRATOR = {"name": None, "role": "narrator", "org": "AFP", "country": None, "anonymous": False, "via": None}


def claim(**slots: Any) -> dict[str, Any]:
    return {
        "document": "a",
        "kind": "transfer",
        "stage": "delivered",
        "polarity": "affirmed",
        "certainty": "certain",
        "supplier": ["IR"],
        "recipient": ["RU"],
        "item": ["one-way-attack-uav"],
        "source": KIRBY,
        "start": 100,
        "end": 200,
        **slots,
    }


def figures(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    return score(by_document(gold), by_document(predicted)).to_dict()


def test_counts_hits_of_each_level_and_kind() -> None:
    gold = [
        claim(),
        claim(stage="planned", recipient=["VE"], start=300, end=350),
        claim(kind="measure", stage="adopted", supplier=["US"], recipient=["IR"], start=400, end=450),
        claim(document="b", item=["tank"]),
        {"document": "empty", "kind": None},
    ]
    predicted = [
        claim(item=["uav"]),  # core and strict: the family agrees; the slot does not
        claim(stage="agreed", recipient=["VE"], start=300, end=350),  # core alone
        claim(kind="use", stage="used", recipient=["IR"]),  # another kind: spurious
        claim(document="b", item=["missile"]),  # aligned by its parties, but no core pair
        claim(document="not in the gold"),  # not scored
    ]
    result = figures(gold, predicted)
    assert result["documents"] == 3
    assert result["core"] == {"p": 0.5, "r": 0.5, "f1": 0.5, "gold": 4, "pred": 4}
    assert result["strict"] == {"p": 0.25, "r": 0.25, "f1": 0.25, "gold": 4, "pred": 4}
    assert result["slots"] == dict.fromkeys(SLOTS, 1.0) | {"stage": 0.5, "item": 0.5}
    assert {kind: row["core"]["f1"] for kind, row in result["by"].items()} == {
        "measure": 0.0,
        "transfer": 0.667,
        "use": 0.0,
    }


def test_tells_what_was_missed_and_what_was_spurious() -> None:
    gold = [claim(), claim(recipient=["VE"])]
    predicted = [claim(), claim(supplier=["KP"], recipient=["SY"])]
    report = score(by_document(gold), by_document(predicted))
    assert [missed.record for missed in report.missed] == [gold[1]]
    assert [spurious.record for spurious in report.spurious] == [predicted[1]]


def test_a_claim_that_stands_twice_is_one_hit_and_one_spurious() -> None:
    report = score(by_document([claim()]), by_document([claim(), claim()]))
    assert (report.core.hits, len(report.missed), len(report.spurious)) == (1, 0, 1)


def test_the_pairing_is_the_best_one_and_not_the_first() -> None:
    early, late = claim(start=0, end=50), claim(start=500, end=550)
    report = score(by_document([early, late]), by_document([late, early]))
    assert report.right["evidence"] == 2


@pytest.mark.parametrize(
    ("slot", "gold", "predicted", "agrees"),
    [
        ("quantity", None, None, True),
        ("quantity", None, [1, 1], False),
        ("quantity", [200, 999], [300, 500], True),
        ("quantity", [200, 999], [300, 400], False),  # 999 is more than twice 400
        ("quantity", [100, 150], [160, 200], False),  # no overlap
        ("quantity", [401, None], [400, 800], False),  # an open end agrees with an open end alone
        ("quantity", [401, None], [500, None], True),
        ("quantity", [None, 50], [25, 50], True),  # an open low end is zero, and zero is never far
        ("when", None, "2022", False),
        ("when", "2022-22", "2022-07-14", True),
        ("when", "2022-22", "2022-09-01", False),
        ("when", "2022-08/..", "2022-11", True),
        ("when", "../2022-08", "2022-09", False),
        ("when", "2022-07/2022-10", "2022-09/2022-12", False),  # overlap is not containment
        ("when", "2022-12~", "2022-12", True),
        ("place", ["Bandar Abbas", "Astrakhan"], ["Astrakhan"], True),
        ("place", ["Bandar Abbas"], ["Astrakhan"], False),
        ("place", ["Chabahar"], ["chabahar."], True),
        ("item", ["one-way-attack-uav"], ["armed-uav"], False),
        ("source", KIRBY, KIRBY | {"name": "M. Kirby", "org": None}, True),
        ("source", KIRBY, KIRBY | {"name": None}, False),
        ("source", KIRBY, KIRBY | {"anonymous": True}, False),
        ("source", NARRATOR, NARRATOR | {"org": None}, True),
        ("source", NARRATOR, KIRBY | {"name": None}, False),
        ("source", KIRBY | {"name": None}, KIRBY | {"name": None, "org": "Pentagon"}, True),  # by country
        (
            "source",
            KIRBY | {"name": None, "country": None},
            KIRBY | {"name": None, "country": None, "org": "the White House"},
            True,
        ),
    ],
)
def test_a_slot_agrees(slot: str, gold: Any, predicted: Any, agrees: bool) -> None:
    for a, b in ((gold, predicted), (predicted, gold)):
        report = score(by_document([claim(**{slot: a})]), by_document([claim(**{slot: b})]))
        assert report.core.hits == 1
        assert bool(report.right[slot]) is agrees


@pytest.mark.parametrize(
    ("span", "agrees"), [((100, 200), True), ((150, 250), True), ((151, 251), False), ((120, 130), True)]
)
def test_evidence_agrees_from_half_of_the_shorter_span(span: tuple[int, int], agrees: bool) -> None:
    report = score(by_document([claim()]), by_document([claim(start=span[0], end=span[1])]))
    assert bool(report.right["evidence"]) is agrees


def test_lists_with_one_extra_member_agree() -> None:
    assert figures([claim(supplier=["IR", "CN"])], [claim()])["core"]["f1"] == 1.0
    assert figures([claim(supplier=["IR", "CN", "KP"])], [claim()])["core"]["f1"] == 0.0
    assert figures([claim(supplier=[])], [claim(supplier=[])])["core"]["f1"] == 1.0
    assert figures([claim(supplier=[])], [claim()])["core"]["f1"] == 0.0


def test_nothing_to_find_and_nothing_found_is_no_figure() -> None:
    result = figures([{"document": "a", "kind": None}], [])
    assert (result["documents"], result["core"]["f1"], set(result["slots"].values())) == (1, 0.0, {0.0})
    assert figures([{"document": "a", "kind": None}], [claim()])["core"]["pred"] == 1
