"""docs/ledger.md names every act, finding and error of the ledger, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from tracewire import ledger
from tracewire.errors import TracewireError
from tracewire.ledger import Change, schema

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/ledger.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def first_column(text: str) -> set[str]:
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {code for row in rows for code in re.findall(r"`([\w-]+)`", row)}


def test_every_act_is_told() -> None:
    assert first_column(section("Entries")) == {change.value for change in Change}


def test_every_finding_is_told() -> None:
    source = (Path(schema.__file__).parent / "verify.py").read_text(encoding="utf-8")
    found = set(re.findall(r'"((?:[a-z]+-)+[a-z]+|unreadable)"', source))
    assert first_column(section("What proves that nothing was altered")) == found


def test_every_error_is_told() -> None:
    classes = [getattr(ledger, name) for name in ledger.__all__]
    errors = {one.code for one in classes if isinstance(one, type) and issubclass(one, TracewireError)}
    assert first_column(section("Errors")) == errors


def test_every_table_is_told() -> None:
    told = set(re.findall(r"`(\w+)`", section("Tables")))
    assert told == {table.name for table in schema.TABLES}
