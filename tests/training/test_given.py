"""People's marks in place of the networks': what is read behind them, and what the report tells."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from training.marks import given

SENT = {"t": "sent", "k": "transfer", "st": "delivered", "p": "+", "c": "certain"}
NAMED = {"s": [["Norway", "NO"]], "r": [["Chile", "CL"]], "i": [["tanks", "tank"]], "q": ["12", 12, 12]}
SAID = {"src": {"m": "Anna Lindqvist", "name": "Anna Lindqvist", "role": "minister"}}


@pytest.fixture
def report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """What the script prints of the exercises that it is given."""

    def printed(*told: object) -> str:
        folder = tmp_path / "en-x"
        folder.mkdir()
        lines = "\n".join(json.dumps(one) for one in told)
        (folder / "01.jsonl").write_text(lines, encoding="utf-8")
        monkeypatch.setattr(sys, "argv", ["given", str(folder)])
        given.main()
        return capsys.readouterr().out

    return printed


def exercise(text: str, *claims: object) -> dict[str, object]:
    return {"date": "2023-06-09", "text": text, "claims": list(claims)}


def core(printed: str, title: str) -> float:
    found = re.search(rf"^{title}: core ([0-9.]+)", printed, re.MULTILINE)
    assert found is not None
    return float(found.group(1))


def test_what_people_marked_is_read_as_they_marked_it(report: Callable[..., str]) -> None:
    text = "Norway sent 12 tanks to Chile on Friday, said the minister, Anna Lindqvist."
    printed = report(exercise(text, {**SENT, **NAMED, **SAID}))
    assert printed.startswith("1 texts, 1 claims marked")
    assert core(printed, "behind people's marks") == 1.0
    assert "source 1.00" in printed


def test_what_nobody_marked_is_not_read_behind_the_marks(report: Callable[..., str]) -> None:
    texts = [exercise("Norway sent 12 tanks to Chile on Friday."), exercise("It rained in Chile.")]
    printed = report(*texts)
    assert "0 claims marked" in printed
    assert "behind people's marks: core 0.000 (precision 0.00, recall 0.00)" in printed


def test_marks_that_the_tables_read_otherwise_are_told(report: Callable[..., str]) -> None:
    wrong = {**SENT, **NAMED, "s": [["Norway", "SE"]]}
    printed = report(exercise("Norway sent 12 tanks to Chile on Friday.", wrong))
    assert core(printed, "behind people's marks") == 0.0
