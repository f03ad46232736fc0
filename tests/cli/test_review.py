"""`tracewire review`: judging on the command line, alone and blind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import World

BY = ("--author", "N. Azar", "--reason", "as the passage says")


def claims(world: World) -> dict[str, dict[str, Any]]:
    """The claims in force by supplier and polarity."""
    told = world.run("export", "claims").stdout.splitlines()
    return {f"{one['supplier'][0]} {one['polarity']}": one for one in map(json.loads, told)}


def records(world: World, *arguments: str) -> list[dict[str, Any]]:
    result = world.run("review", *arguments)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_queue_holds_what_the_author_has_not_judged(filled: World) -> None:
    first, *rest = records(filled, "queue", "--author", "N. Azar")
    assert len(rest) == 2
    assert first["passage"] == "IR delivers 6 uavs to RU"
    result = filled.run("review", "accept", first["id"][:6], *BY)
    assert result.exit_code == 0, result.stderr
    assert "accept" in result.stderr
    assert [one["id"] for one in records(filled, "queue", "--author", "N. Azar")] == [
        one["id"] for one in rest
    ]
    assert len(records(filled, "queue", "--author", "L. Brandt")) == 3
    assert len(records(filled, "queue", "--author", "L. Brandt", "--supplier", "pl")) == 1
    assert "(N. Azar" not in filled.run("review", "queue", "--author", "N. Azar", "--format", "table").stdout


def test_a_correction_slot_by_slot(filled: World) -> None:
    wrong = claims(filled)["IR affirmed"]
    result = filled.run(
        "review", "correct", wrong["id"][:8], "--set", "quantity=5..7", "--set", "recipient=RU, BY",
        "--set", "source.org=Quay Post", "--passage", "IR delivers 6 uavs", *BY,
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    right = claims(filled)["IR affirmed"]
    assert (right["quantity"], right["recipient"]) == ([5, 7], ["RU", "BY"])
    assert right["source"]["org"] == "Quay Post"
    [rule] = [slot["rule"] for slot in right["slots"] if slot["slot"] == "quantity"]
    assert rule == "analyst: N. Azar"
    explained = filled.run("explain", right["id"], "--format", "json").stdout
    assert json.loads(explained)["author"] == "N. Azar"
    assert json.loads(explained)["passage"] == "IR delivers 6 uavs"
    assert filled.run("review", "undo", "6", *BY).exit_code == 0
    assert claims(filled)["IR affirmed"] == wrong


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("quantity=many", "not a value"),
        ("quantity=9..3", "not a value"),
        ("colour=red", "no slot"),
        ("stage", "no slot"),
        ("stage=used", "no stage"),
        ("when=soon", "not a value"),
        ("source.anonymous=perhaps", "not a value"),
    ],
)
def test_a_correction_that_makes_no_claim_is_refused(filled: World, change: str, says: str) -> None:
    wrong = claims(filled)["IR affirmed"]
    result = filled.run("review", "correct", wrong["id"], "--set", change, *BY)
    assert result.exit_code == 65
    assert says in result.stderr
    assert claims(filled)["IR affirmed"] == wrong


def test_two_blind_reviewers_agree_are_compared_and_settled(filled: World) -> None:
    opened = filled.run(
        "review", "open", "june", "--sample", "3", "--reviewer", "Azar", "--reviewer", "Brandt",
        "--author", "Dubois",
    )  # fmt: skip
    assert opened.exit_code == 0, opened.stderr
    queue = [one["id"] for one in records(filled, "queue", "--round", "june", "--author", "Azar")]
    assert len(queue) == 3
    for claim, act in zip(queue, ("accept", "accept", "reject"), strict=True):
        args = ("review", act, claim[:8], "--round", "june", "--author", "Azar", "--reason", "so it says")
        assert filled.run(*args).exit_code == 0
    early = filled.run("review", "agreement", "june")
    assert early.exit_code == 75
    assert "not every reviewer" in early.stderr
    assert [one["act"] for one in records(filled, "log")] == ["open"], "blind: nobody reads it elsewhere"
    for claim in queue:
        args = ("review", "accept", claim, "--round", "june", "--author", "Brandt", "--reason", "so it says")
        assert filled.run(*args).exit_code == 0
    [figures] = records(filled, "agreement", "june")
    assert figures["reviewers"] == ["Azar", "Brandt"]
    assert figures["judged"] == 3
    assert figures["observed"] == pytest.approx(2 / 3)
    assert figures["kappa"] == 0
    assert figures["disputed"] == [queue[2]]
    table = filled.run("review", "agreement", "june", "--format", "table").stdout
    assert "kappa 0.00" in table and queue[2] in table
    settled = filled.run("review", "settle", "june", "--author", "Dubois")
    assert settled.stdout.split() == [queue[2]]
    assert "2 took effect" in settled.stderr
    assert len(records(filled, "log")) == 9
    assert "open" in filled.run("review", "log", "--format", "table").stdout


def test_merge_and_split_of_parties_and_documents(filled: World) -> None:
    party = ("--subject", "party")
    assert filled.run("review", "merge", "houthis", "ansarallah", *party, *BY).exit_code == 0
    twice = filled.run("review", "merge", "houthis", "ansarallah", *party, *BY)
    assert twice.exit_code == 75
    assert "one already" in twice.stderr
    assert filled.run("review", "split", "houthis", "ansarallah", *party, *BY).exit_code == 0
    result = filled.run("review", "merge", "en/first", "en/none", "--subject", "document", *BY)
    assert result.exit_code == 65
    [merge, split] = records(filled, "log", "houthis")
    assert (merge["act"], split["act"], merge["members"]) == ("merge", "split", ["houthis", "ansarallah"])
    assert filled.run("verify").exit_code == 0


def test_who_judges_must_be_told(filled: World) -> None:
    result = filled.run("review", "accept", claims(filled)["IR affirmed"]["id"], "--reason", "so it says")
    assert result.exit_code == 2
    named = filled.where(TRACEWIRE_AUTHOR="N. Azar")
    assert named.run(
        "review", "accept", claims(filled)["IR affirmed"]["id"], "--reason", "so it says"
    ).exit_code == 0  # fmt: skip
