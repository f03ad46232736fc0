"""The questions to a ledger: `assess`, `contradictions`, `stock`, `regimes` and `sources`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tracewire.ledger import open_ledger

if TYPE_CHECKING:
    from conftest import World


def records(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_assess_tells_a_grade_with_its_passages(filled: World) -> None:
    [found] = records(filled.run("assess", "ir", "RU", "uav").stdout)
    assert (found["stage"], found["grade"], found["denied"]) == ("delivered", "F4", ["delivered"])
    passages = [one["passage"] for step in found["grades"][0]["explanation"] for one in step["passages"]]
    assert set(passages) == {"IR delivers 6 uavs to RU", "IR denies 6 uavs to RU"}
    assert [one["type"] for one in found["contradictions"]] == ["denial"]
    assert found["stock"][-1]["received"] == [6, 6]
    assert {one["rule"] for day in found["regimes"] for one in day["readings"]} >= {"UNSC-2231-B4"}


def test_assess_reads_a_class_with_those_below_it(filled: World) -> None:
    [found] = records(filled.run("assess", "PL", "UA", "armour").stdout)
    assert found["stage"] == "delivered"
    [alone] = records(filled.run("assess", "PL", "UA", "armour", "--exact").stdout)
    assert (alone["stage"], alone["grade"]) == (None, None)


def test_a_person_reads_it_in_words(filled: World) -> None:
    shown = filled.run("assess", "IR", "RU", "uav", "--format", "table").stdout
    for words in (
        "Iran → Russia, drone, as of entry",
        "“IR delivers 6 uavs to RU”",
        "Contradictions",
        "Stock, if the claims are true",
        "no legal advice",
    ):
        assert words in shown
    assert (
        "no claim names this transfer" in filled.run("assess", "FR", "RU", "tank", "--format", "table").stdout
    )


def test_as_of_before_the_reading_nothing_is_known(filled: World) -> None:
    [found] = records(filled.run("assess", "IR", "RU", "uav", "--as-of", "0").stdout)
    assert found["stage"] is None and found["grades"] == []
    for command in (
        ("contradictions",),
        ("sources",),
        ("stock", "RU", "uav"),
        ("regimes", "IR", "RU", "uav"),
    ):
        assert filled.run(*command, "--as-of", "0").stdout == ""


def test_contradictions_have_both_sides(filled: World) -> None:
    [found] = records(filled.run("contradictions").stdout)
    assert (found["type"], found["definite"]) == ("denial", True)
    assert [side["polarity"] for side in found["sides"]] == ["affirmed", "denied"]
    assert filled.run("contradictions", "--supplier", "PL").stdout == ""
    assert filled.run("contradictions", "--type", "number").stdout == ""
    assert filled.run("contradictions", "--type", "colour").exit_code == 2
    shown = filled.run("contradictions", "--format", "table").stdout
    assert "cannot both be true" in shown and "“IR denies 6 uavs to RU”" in shown


def test_stock_tells_intervals_and_what_holds_them(filled: World) -> None:
    [found] = records(filled.run("stock", "RU", "uav", "--supplier", "IR", "--on", "2023-12-31").stdout)
    assert (found["received"], found["left"]) == ([6, None], [0, None])
    assert found["because"]["received"]["low"][0]["passage"] == "IR delivers 6 uavs to RU"
    [june] = records(filled.run("stock", "RU", "uav", "--supplier", "IR", "--simulate", "3").stdout)
    assert june["received"] == june["simulated"]["received"] == [6, 6]
    [loose] = records(filled.run("stock", "RU", "uav", "--supplier", "IR", "--without", "totals").stdout)
    assert loose["received"] == [6, None]
    shown = filled.run(
        "stock", "RU", "uav", "--supplier", "IR", "--format", "table", "--simulate", "3"
    ).stdout
    assert "received 6" in shown and "random walk" in shown
    assert filled.run("stock", "RU", "uav", "--without", "luck").exit_code == 2
    assert filled.run("stock", "RU", "uav", "--on", "tomorrow").exit_code == 2


def test_claims_that_exclude_each_other_are_told_once_and_set_aside_by_their_place(filled: World) -> None:
    for name, day, number in (("may", "2023-05-02", 40), ("july", "2023-07-04", 9)):
        text = f"date {day}\n\nThe harbour master counted: IR delivers {number} uavs to RU, he said.\n"
        (filled.folder / f"{name}.txt").write_text(text, encoding="utf-8")
        assert filled.run("read", str(filled.folder / f"{name}.txt")).exit_code == 0
    call = ("stock", "RU", "uav", "--supplier", "IR", "--format", "table")
    shown = filled.where(COLUMNS="400").run(*call).stdout
    assert shown.count("received at least 40 by 2023-05-02") == 2, "in the two sets that exclude each other"
    assert shown.count("these claims cannot all be true") == 1
    assert shown.count("the same claims cannot all be true") == 2
    assert shown.count("without the text itself [may 45–70, 2023-05-02]: received ") == 3


def test_regimes_ask_about_a_day_without_a_ledger(world: World) -> None:
    call = ("regimes", "IR", "RU", "one-way-attack-uav", "--designation", "Shahed-136")
    told = records(world.run(*call, "--on", "2023-10-17", "--on", "2023-10-18").stdout)
    un = [(one["when"], one["verdict"], one["contested_by"]) for one in told if one["rule"] == "UNSC-2231-B4"]
    assert un == [("2023-10-17", "approval needed", ["IR", "RU"])]
    early = records(world.run(*call, "--on", "2022-09-01", "--as-of", "2022-09-30").stdout)
    assert next(one for one in early if one["rule"] == "UNSC-2231-B4")["contested_by"] == []
    every = records(world.run(*call, "--on", "2023-10-18", "--all").stdout)
    assert {one["verdict"] for one in every} >= {"not covered", "undetermined"}
    shown = world.run(*call, "--on", "2023-10-17", "--format", "table").stdout
    assert "UNSC-2231-B4 approval needed" in shown and "Iran (2022-10-19): it does not" in shown
    assert world.run(*call, "--on", "soon").exit_code == 2


def test_regimes_ask_about_the_events_of_the_ledger(filled: World) -> None:
    told = records(filled.run("regimes", "IR", "RU", "uav").stdout)
    assert {(one["when"], one["assumed_from_report"]) for one in told} == {("2023-06-09", True)}


def test_sources_have_letters_which_the_reader_may_replace(filled: World, tmp_path: Path) -> None:
    [found] = records(filled.run("sources").stdout)
    assert (found["letter"], found["claims"]) == ("F", 3)
    assert [one["letter"] for one in records(filled.run("sources", "--name", "Kommersant").stdout)] == [
        "C",
        "D",
    ]
    mine = tmp_path / "letters.csv"
    mine.write_text("name,letter,since,reason\nKommersant,B,2024-01-01,checked\n", encoding="utf-8")
    held = records(filled.run("sources", "--name", "Kommersant", "--register", str(mine)).stdout)
    assert [one["letter"] for one in held] == ["C", "D", "B"]
    assert (
        "checked"
        in filled.run("sources", "--name", "Kommersant", "--register", str(mine), "--format", "table").stdout
    )
    assert len(records(filled.run("sources", "--entries").stdout)) > 20


@pytest.mark.parametrize(("content", "code"), [("name,letter,reason\nX,Q,no\n", 65), (None, 78)])
def test_a_register_that_cannot_be_used_is_told(
    filled: World, tmp_path: Path, content: str | None, code: int
) -> None:
    mine = tmp_path / "letters.csv"
    if content:
        mine.write_text(content, encoding="utf-8")
    result = filled.run("sources", "--register", str(mine))
    assert result.exit_code == code and str(mine) in result.stderr


def test_a_judgement_counts_in_every_answer_until_it_is_undone(filled: World) -> None:
    by = ("--author", "N. Azar", "--reason", "as the passage says")
    [whole] = records(filled.run("assess", "IR", "RU", "uav").stdout)
    line = filled.run("line", "IR", "RU", "uav").stdout
    [denial] = [one for one in records(line) if one["polarity"] == "denied"]
    result = filled.run("review", "reject", denial["id"], *by)
    assert result.exit_code == 0, result.stderr
    [rejected] = records(filled.run("assess", "IR", "RU", "uav").stdout)
    assert (rejected["denied"], rejected["contradictions"]) == ([], [])
    [earlier] = records(filled.run("assess", "IR", "RU", "uav", "--as-of", str(whole["entry"])).stdout)
    assert earlier == whole
    assert filled.run("review", "undo", str(rejected["entry"]), *by).exit_code == 0
    # Another party answers as the party does, once analysts hold both to be one.
    assert filled.run("line", "hezbollah", "RU", "uav").exit_code != 0
    merge = filled.run("review", "merge", "--subject", "party", "IR", "hezbollah", *by)
    assert merge.exit_code == 0, merge.stderr
    [merged] = records(filled.run("assess", "hezbollah", "RU", "uav").stdout)
    assert {**merged, "entry": 0} == {**whole, "entry": 0}
    assert filled.run("line", "hezbollah", "RU", "uav").stdout.count("\n") == line.count("\n")
    assert (
        filled.run("lines", "--supplier", "hezbollah").stdout
        == filled.run("lines", "--supplier", "IR").stdout
    )


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (("assess", "Iran", "Russie", "drones"), ("assess", "IR", "RU", "uav")),
        (("line", "Iran", "russia", "drone"), ("line", "IR", "RU", "uav")),
        (("lines", "--recipient", "Ukraine"), ("lines", "--recipient", "UA")),
        (("lines", "--item", "drone"), ("lines", "--item", "uav")),
        (("stock", "Russia", "drone", "--supplier", "Iran"), ("stock", "RU", "uav", "--supplier", "IR")),
        (("contradictions", "--recipient", "Russia"), ("contradictions", "--recipient", "RU")),
        (("changes", "--since", "0", "--item", "chars"), ("changes", "--since", "0", "--item", "tank")),
        (("regimes", "Iran", "Russia", "drone"), ("regimes", "IR", "RU", "uav")),
        (
            ("review", "queue", "--author", "N. Azar", "--supplier", "Poland"),
            ("review", "queue", "--author", "N. Azar", "--supplier", "PL"),
        ),
    ],
)
def test_a_name_is_answered_as_its_code(
    filled: World, names: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    named, coded = filled.run(*names), filled.run(*codes)
    assert named.exit_code == coded.exit_code == 0, named.stderr
    assert named.stdout == coded.stdout != ""


@pytest.mark.parametrize(
    "command",
    [
        ("assess", "Irann", "RU", "uav"),
        ("assess", "IR", "RU", "Irann"),
        ("line", "IR", "Irann", "uav"),
        ("lines", "--supplier", "Irann"),
        ("lines", "--item", "Irann"),
        ("stock", "Irann", "uav"),
        ("stock", "RU", "uav", "--supplier", "Irann"),
        ("contradictions", "--recipient", "Irann"),
        ("contradictions", "--item", "Irann"),
        ("changes", "--since", "0", "--recipient", "Irann"),
        ("regimes", "Irann", "RU", "uav"),
        ("regimes", "Irann", "RU", "uav", "--on", "2022-09-01"),
        ("regimes", "IR", "RU", "uav", "--on", "2022-09-01", "--designation", "Irann"),
        ("regimes", "IR", "YE", "uav", "--on", "2022-09-01", "--actor", "Irann"),
        ("review", "queue", "--author", "N. Azar", "--item", "Irann"),
    ],
)
def test_a_name_that_nobody_has_is_refused_and_not_answered_with_nothing(
    filled: World, command: tuple[str, ...]
) -> None:
    result = filled.run(*command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'Irann'" in result.stderr and ".csv" in result.stderr


def test_a_finer_class_is_asked_about_where_claims_are_filed(filled: World) -> None:
    filed = filled.run("lines", "--item", "loitering munition")
    assert filed.exit_code == 0
    assert "asking about one-way-attack-uav" in filed.stderr


def legal(world: World, *arguments: str) -> dict[str, str]:
    result = world.run("regimes", *arguments)
    assert result.exit_code == 0, result.stderr
    return {one["rule"]: one["verdict"] for one in records(result.stdout)}


def test_no_spelling_clears_an_embargo(world: World) -> None:
    darfur = ("AE", "SD", "arms", "--on", "2024-01-10", "--actor", "Rapid Support Forces", "--region")
    for region in ("Darfur", "North Darfur", "Nyala", "darfour"):
        assert legal(world, *darfur, region)["UNSC-1591"] == "prohibited"
    assert "UNSC-1591" not in legal(world, *darfur, "Port Sudan")
    assert legal(world, *darfur, "Quaytown")["UNSC-1591"] == "undetermined"
    assert "'Quaytown'" in world.run("regimes", *darfur, "Quaytown").stderr
    yemen = ("Iran", "Yemen", "anti-ship missile", "--on", "2023-01-10", "--actor")
    for actor in ("houthis", "houthi", "Ansar Allah"):
        assert legal(world, *yemen, actor)["UNSC-2216"] == "prohibited"
    for actor in ("government", "Yemen"):
        assert "UNSC-2216" not in legal(world, *yemen, actor)
    korea = legal(world, "North Korea", "RU", "artillery shells", "--on", "2024-01-01")
    assert korea["UNSC-1874-EXP"] == "prohibited"
    drones = legal(world, "Iran", "Russia", "drone", "--on", "2022-09-01", "--designation", "shahed 136")
    assert drones["UNSC-2231-B4"] == "approval needed"


@pytest.mark.parametrize("option", ["--region", "--actor", "--designation", "--contract"])
def test_what_would_be_left_out_beside_the_ledgers_events_is_refused(filled: World, option: str) -> None:
    result = filled.run("regimes", "AE", "SD", "arms", option, "2024-01-01")
    assert result.exit_code == 2
    assert "--on" in result.stderr


def test_what_else_is_missing_of_a_sanction_is_told_once(world: World) -> None:
    shown = world.where(COLUMNS="400").run(
        "regimes", "IR", "RU", "uav", "--on", "2022-09-01", "--format", "table"
    )
    assert "US-EO13382 (also missing: designation), " in shown.stdout


def test_a_code_that_only_the_ledger_holds_is_asked_about_as_before(filled: World) -> None:
    with open_ledger(filled.environment["TRACEWIRE_LEDGER"]) as store:
        [told] = list(store.as_of().claims(supplier="PL"))
        group = told.claim.but(supplier=("quay-brigade",))
        store.correct(told.id, group, author="N. Azar", reason="a group", recorded_at=datetime.now(UTC))
    for command in (
        ("lines", "--supplier", "Quay-Brigade"),
        ("line", "quay-brigade", "UA", "tank"),
        ("contradictions", "--supplier", "quay-brigade"),
        ("stock", "Ukraine", "tank", "--supplier", "quay-brigade"),
        ("regimes", "quay-brigade", "UA", "tank"),
        ("review", "queue", "--author", "L. Brandt", "--supplier", "quay-brigade"),
    ):
        assert filled.run(*command).exit_code == 0, command
    [line] = records(filled.run("lines", "--supplier", "quay-brigade").stdout)
    assert line["recipient"] == "UA"
    assert "quay-brigade" in filled.run("lines", "--supplier", "kuay-brigade").stderr
    # Rules are asked about a day without a ledger, so that its codes are not known there.
    assert filled.run("regimes", "quay-brigade", "UA", "tank", "--on", "2023-07-01").exit_code == 2


def test_an_unknown_assumption_is_answered_with_those_that_there_are(filled: World) -> None:
    found = filled.run("stock", "RU", "uav", "--without", "total")
    assert found.exit_code == 2
    told = " ".join(found.stderr.replace("│", " ").split())
    assert "no assumption 'total'; there are totals, words, starts_empty, nothing_untold" in told
