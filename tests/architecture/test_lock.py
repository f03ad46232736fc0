"""requirements.lock pins everything that pyproject.toml asks for, and says nothing of where it was found."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASKED = [Requirement(text) for text in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"])]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINS: dict[str, list[str]] = {}
for pin in re.findall(r"^([\w.-]+)==([\w.+-]+)", LOCK, re.MULTILINE):
    PINS.setdefault(canonicalize_name(pin[0]), []).append(pin[1])


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.name)
def test_what_is_asked_for_is_pinned(asked: Requirement) -> None:
    pinned = PINS.get(canonicalize_name(asked.name), [])
    assert pinned, "run `make lock`"
    assert [version for version in pinned if version not in asked.specifier] == []


def test_the_lock_names_no_place() -> None:
    assert "://" not in LOCK
    assert "--index" not in LOCK
    assert "--find-links" not in LOCK
