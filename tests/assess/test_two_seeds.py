"""The reading of the two seed dispatches, where they lie beside the checkout: they are no part of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "two_seeds.py"


def test_marked_claims_give_the_reading_that_a_careful_analyst_gives() -> None:
    told = subprocess.run(
        [sys.executable, str(SCRIPT), "--only", "gold"],
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    if told.stdout.startswith("skipped"):
        pytest.skip(told.stdout.strip())
    assert told.returncode == 0, told.stdout + told.stderr
    assert "as of 2022-12" in told.stdout and ": 0 expectations not met" in told.stdout
