"""docs/commands.md tells each command, setting and exit code, and its examples are valid command lines."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from tracewire.cli import app
from tracewire.cli.exits import Exit
from tracewire.settings import SETTINGS, Setting

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
GROUP = typer.main.get_command(app)
COMMANDS = GROUP.commands  # type: ignore[attr-defined]


def section(heading: str) -> str:
    """What stands below a heading, up to the next one of any level."""
    match = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert match, f"docs/commands.md has no heading {heading!r}"
    return match[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_a_heading_and_an_example(name: str) -> None:
    assert f"tracewire {name}" in section(f"tracewire {name}")


def test_no_command_is_told_that_is_not_there() -> None:
    assert set(re.findall(r"^## tracewire (\S+)$", PAGE, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_each_setting_has_a_heading_its_default_and_its_meaning(setting: Setting) -> None:
    told = section(setting.name)
    assert setting.meaning in told.replace("`", "")
    if setting.default:
        assert f"by default `{setting.default}`" in told


def test_no_setting_is_told_that_is_not_there() -> None:
    assert set(re.findall(r"^### (\S+)$", PAGE, re.MULTILINE)) == {setting.name for setting in SETTINGS}


def test_the_table_of_exit_codes_is_the_one_of_the_code() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", section("Exit codes"), re.MULTILINE)
    assert [(int(code), meaning) for code, meaning in rows] == [(code.value, code.meaning) for code in Exit]


def examples() -> Iterator[tuple[str, str]]:
    """Where each `tracewire …` of a shell example or a command's help stands, and the line."""
    for page in (
        *sorted(ROOT.glob("*.md")),
        *sorted((ROOT / "docs").glob("*.md")),
        *ROOT.glob("*/*/README.md"),
    ):
        for block in re.findall(
            r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        ):
            for line in block.splitlines():
                if "tracewire " in line:
                    yield page.name, line
    for name, command in COMMANDS.items():
        for line in (command.help or "").splitlines():
            if "tracewire " in line and line.strip().split()[0] in ("tracewire", "cat"):
                yield f"{name} --help", line


@pytest.mark.parametrize(("where", "line"), list(examples()))
def test_each_example_is_a_valid_command_line(where: str, line: str) -> None:
    words = shlex.split(line, comments=True)
    start = next(place for place, word in enumerate(words) if word.endswith("tracewire"))
    call = words[start + 1 :]
    end = next((place for place, word in enumerate(call) if word in ("|", ">", "<", "&&")), len(call))
    name, *arguments = call[:end]
    if name.startswith("--"):  # an option of the group, such as --version
        return
    named = [word for word in arguments if word.startswith(("tests/", "samples/"))]
    assert [word for word in named if not (ROOT / word).exists()] == []
    COMMANDS[name].make_context(name, arguments)  # raises for an unknown option or a missing argument


def test_there_are_examples() -> None:
    assert len(list(examples())) > 2 * len(COMMANDS)
