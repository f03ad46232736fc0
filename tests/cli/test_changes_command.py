"""`tracewire changes`: what a person and a program are told between two moments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import World


def test_tells_what_came_since(filled: World) -> None:
    (filled.folder / "more").mkdir()
    (filled.folder / "more/third.txt").write_text("date 2023-08-01\n\nNow IR delivers 90 uavs to RU.\n")
    entry = json.loads(filled.run("verify", "--format", "json").stdout)["head"]["entry"]
    assert filled.run("changes", "--since", str(entry)).stdout == ""
    assert filled.run("read", "more").exit_code == 0
    told = [json.loads(line) for line in filled.run("changes", "--since", str(entry)).stdout.splitlines()]
    assert {one["effect"] for one in told} >= {"quantity"}
    [quantity] = [one for one in told if one["effect"] == "quantity"]
    assert quantity["line"] == ["IR", "RU", "uav"]
    assert (quantity["before"]["quantity"], quantity["after"]["quantity"]) == ([6, 6], [6, 90])
    assert [cause["passage"] for cause in quantity["causes"]] == ["IR delivers 90 uavs to RU"]
    table = filled.run("changes", "--since", str(entry), "--format", "table")
    assert "the number delivered is now 6–90; before, 6" in " ".join(table.stdout.split())
    assert "“IR delivers 90 uavs to RU”" in table.stdout
    assert f"from entry {entry} to entry {entry + 1}" in table.stderr
    assert filled.run("changes", "--since", str(entry), "--recipient", "UA").stdout == ""
    assert filled.run("changes", "--since", "2000-01-01", "--as-of", str(entry)).stdout


def test_a_moment_behind_the_view_is_refused(filled: World) -> None:
    result = filled.run("changes", "--since", "5", "--as-of", "2")
    assert result.exit_code == 2
    assert "--as-of" in result.stderr


def test_the_option_that_names_no_moment_is_told(filled: World) -> None:
    result = filled.run("changes", "--since", "yesterday")
    assert result.exit_code == 2
    assert "--since" in result.stderr and "--as-of" not in result.stderr
    year = filled.run("lines", "--as-of", "2023")
    assert year.exit_code == 65
    assert "no entry 2023" in year.stderr and "2023-12-31" in year.stderr
