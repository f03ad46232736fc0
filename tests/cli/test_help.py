"""`--help`, `--version` and completion: quick, and with examples."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points, version
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from tracewire.cli import app

if TYPE_CHECKING:
    from conftest import World

COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_the_commands_are_those_of_the_documents() -> None:
    assert COMMANDS == [
        "assess",
        "changes",
        "contradictions",
        "evaluate",
        "explain",
        "export",
        "extract",
        "line",
        "lines",
        "read",
        "regimes",
        "report",
        "review",
        "sources",
        "stock",
        "verify",
        "watch",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_shows_examples(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "160", "NO_COLOR": "1"})
    assert result.exit_code == 0
    assert "Examples" in result.stdout
    assert f"tracewire {command}" in result.stdout.split("Examples")[1]


def test_help_imports_nothing_heavy() -> None:
    """What is slow to import waits until a command needs it: `tracewire --help` answers in under 0.4 s."""
    heavy = ("scipy", "numpy", "spacy", "sqlalchemy", "trafilatura", "jinja2", "httpx", "pypdf")
    code = (
        "import sys\nsys.argv = ['tracewire', '--help']\nfrom tracewire.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"found = [name for name in {heavy!r} if name in sys.modules]\nassert not found, found\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_tells_its_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"tracewire {version('tracewire')}\n"


@pytest.mark.parametrize("module", ["tracewire", "tracewire.cli"])
def test_runs_as_a_module(world: World, module: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", module, "--version"], capture_output=True, text=True, check=True
    )
    assert result.stdout.startswith("tracewire ")


def test_the_command_is_installed() -> None:
    (script,) = entry_points(group="console_scripts", name="tracewire")
    assert script.value == "tracewire.cli:main"
    assert callable(script.load())


def test_completes_commands_in_a_shell() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tracewire"],
        env={
            "_TRACEWIRE_COMPLETE": "complete_bash",
            "COMP_WORDS": "tracewire ex",
            "COMP_CWORD": "1",
            "PATH": "",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert sorted(result.stdout.split()) == ["explain", "export", "extract"]
