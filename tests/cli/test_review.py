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
    undone = filled.run("review", "undo", "6", *BY)
    assert undone.exit_code == 0
    assert f"undo of entry 6, correct claim {wrong['id']} (N. Azar: as the passage says)" in undone.stderr
    assert claims(filled)["IR affirmed"] == wrong


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("quantity=many", "not a value"),
        ("quantity=9..3", "not a value"),
        ("quantity=-5..3", "not a value"),
        ("colour=red", "no slot"),
        ("stage", "no slot"),
        ("stage=used", "no stage"),
        ("when=soon", "not a value"),
        ("source.anonymous=perhaps", "not a value"),
        ("recipient=Rusia", "RU (Russia)"),
        ("supplier=IR, XX", "states.csv"),
        ("item=tankk", "tank"),
        ("source.country=Houthis", "no state"),
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


def test_reviewers_are_compared_on_a_claim_that_was_judged_before_and_ends_by_their_round(
    filled: World,
) -> None:
    wrong = claims(filled)["IR affirmed"]["id"]
    assert filled.run("review", "reject", wrong, *BY).exit_code == 0
    entry = records(filled, "log")[-1]["entry"]
    assert filled.run("review", "undo", str(entry), *BY).exit_code == 0
    both = ("--reviewer", "Azar", "--reviewer", "Brandt", "--author", "Dubois")
    assert filled.run("review", "open", "june", wrong, *both).exit_code == 0
    for name in ("Azar", "Brandt"):
        args = ("review", "reject", wrong, "--round", "june", "--author", name, "--reason", "so it says")
        assert filled.run(*args).exit_code == 0
    assert filled.run("review", "settle", "june", "--author", "Dubois").exit_code == 0
    [figures] = records(filled, "agreement", "june")
    assert (figures["judged"], figures["observed"]) == (1, 1.0)


def test_merge_and_split_of_parties_and_documents(filled: World) -> None:
    party = ("--subject", "party")
    assert filled.run("review", "merge", "houthis", "hezbollah", *party, *BY).exit_code == 0
    twice = filled.run("review", "merge", "houthis", "hezbollah", *party, *BY)
    assert twice.exit_code == 75
    assert "one already" in twice.stderr
    assert filled.run("review", "split", "houthis", "hezbollah", *party, *BY).exit_code == 0
    result = filled.run("review", "merge", "en/first", "en/none", "--subject", "document", *BY)
    assert result.exit_code == 65
    one = filled.run("review", "merge", "Houthis", "Ansar Allah", *party, *BY)
    assert one.exit_code == 65
    assert "names of one party: houthis" in one.stderr
    [merge, split] = records(filled, "log", "houthis")
    assert (merge["act"], split["act"], merge["members"]) == ("merge", "split", ["houthis", "hezbollah"])
    assert filled.run("verify").exit_code == 0


def test_who_judges_must_be_told(filled: World) -> None:
    result = filled.run("review", "accept", claims(filled)["IR affirmed"]["id"], "--reason", "so it says")
    assert result.exit_code == 2
    named = filled.where(TRACEWIRE_AUTHOR="N. Azar")
    assert named.run(
        "review", "accept", claims(filled)["IR affirmed"]["id"], "--reason", "so it says"
    ).exit_code == 0  # fmt: skip


def test_a_correction_by_name_goes_to_the_line_of_its_code(filled: World) -> None:
    wrong = claims(filled)["PL affirmed"]
    result = filled.run(
        "review", "correct", wrong["id"], "--set", "supplier=Belgique", "--set", "recipient=ua, Moldova",
        "--set", "item=drones", "--set", "source.country=Russie", *BY,
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    right = claims(filled)["BE affirmed"]
    assert (right["recipient"], right["item"], right["source"]["country"]) == (["UA", "MD"], ["uav"], "RU")
    assert {slot["slot"]: slot["value"] for slot in right["slots"]}["recipient"] == "UA, MD"
    assert json.loads(filled.run("lines", "--recipient", "MD").stdout)["supplier"] == "BE"


@pytest.mark.parametrize(
    ("subject", "members", "says"),
    [
        ("party", ("RU", "XX"), "'XX'"),
        ("item", ("uav", "dronn"), "'dronn'"),
        ("place", ("Odesa", "Nowhere-upon-Quay"), "'Nowhere-upon-Quay'"),
        ("speaker", ("Nobody", "Kremlin"), "'Nobody'"),
    ],
)
def test_who_is_nobody_is_not_merged(
    filled: World, subject: str, members: tuple[str, str], says: str
) -> None:
    for act in ("merge", "split"):
        result = filled.run("review", act, *members, "--subject", subject, *BY)
        assert result.exit_code == 65
        assert says in result.stderr
    assert records(filled, "log") == []


def test_names_are_merged_under_their_codes(filled: World) -> None:
    for subject, members, codes in (
        ("party", ("Iran", "Hezbollah"), ["IR", "hezbollah"]),
        ("item", ("drones", "chars"), ["uav", "tank"]),
        ("place", ("Bakou", "Erevan"), ["Baku", "Yerevan"]),
        ("speaker", ("Kremlin", "White House"), ["Kremlin", "White House"]),
    ):
        result = filled.run("review", "merge", *members, "--subject", subject, *BY)
        assert result.exit_code == 0, result.stderr
        assert records(filled, "log")[-1]["members"] == codes


def test_a_kind_of_member_that_is_written_as_a_member_is_told(filled: World) -> None:
    result = filled.run("review", "merge", "document", "en/first", "en/second", *BY)
    assert result.exit_code == 2
    assert "--subject document en/first en/second" in " ".join(result.stderr.replace("│", " ").split())


def test_a_document_is_withdrawn_with_its_claims(filled: World) -> None:
    result = filled.run("review", "withdraw", "en/first", *BY)
    assert result.exit_code == 0, result.stderr
    assert "withdrew en/first with 1 claim" in result.stderr
    assert "IR affirmed" not in claims(filled)
    told = filled.run("changes", "--since", "5").stdout
    assert "en/first was withdrawn by N. Azar" in told
    assert filled.run("read", "dispatches").exit_code == 0
    assert "IR affirmed" not in claims(filled), "the same text does not come back"
    again = filled.run("review", "withdraw", "en/first", *BY)
    assert again.exit_code == 75
    unknown = filled.run("review", "withdraw", "en/none", *BY)
    assert unknown.exit_code == 65
    assert "tracewire line" in unknown.stderr and "tracewire lines" not in unknown.stderr
    undone = filled.run("review", "undo", "6", *BY)
    assert undone.exit_code == 65
    assert "withdrew en/first, which cannot be undone" in undone.stderr
    assert "another version" in undone.stderr
    assert "no judgement" in filled.run("review", "undo", "1", *BY).stderr
    assert filled.run("verify").exit_code == 0


def story_and_copy(filled: World) -> tuple[dict[str, Any], dict[str, Any]]:
    first = filled.folder / "dispatches" / "en" / "first.txt"
    (filled.folder / "courier.txt").write_text(first.read_text(encoding="utf-8"), encoding="utf-8")
    assert filled.run("read", "courier.txt").exit_code == 0
    told = [json.loads(line) for line in filled.run("export", "claims").stdout.splitlines()]
    here, there = sorted(
        (one for one in told if one["supplier"] == ["IR"] and one["polarity"] == "affirmed"),
        key=lambda one: str(one["document"]) == "courier",
    )
    return here, there


def test_a_judgement_of_the_copies_too(filled: World) -> None:
    here, there = story_and_copy(filled)
    given = ("--set", "quantity=9", "--copies", *BY)
    result = filled.run("review", "correct", here["id"], *given)
    assert result.exit_code == 0, result.stderr
    assert all(one["id"] in result.stderr for one in (here, there)) and "still count" not in result.stderr
    told = [json.loads(line) for line in filled.run("export", "claims").stdout.splitlines()]
    counts = {one["document"]: one.get("quantity") for one in told if one["supplier"] == ["IR"]}
    assert counts[here["document"]] == counts["courier"] == [9, 9]
    assert filled.run("review", "reject", claims(filled)["PL affirmed"]["id"], "--copies", *BY).exit_code == 0
    assert filled.run("verify").exit_code == 0


def test_a_judgement_names_the_copies_that_say_the_same(filled: World) -> None:
    here, there = story_and_copy(filled)
    result = filled.run("review", "reject", here["id"], *BY)
    assert f"still count: {there['id']} (courier); reject them too (" in result.stderr
    assert "copies" not in filled.run("review", "reject", there["id"], *BY).stderr
    assert "copies" not in filled.run("review", "accept", claims(filled)["PL affirmed"]["id"], *BY).stderr
