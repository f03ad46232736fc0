"""A claims file that cannot be compared is refused with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracewire.errors import InputRefused
from tracewire.evaluation import load

GOOD = '{"document": "a", "kind": "transfer", "start": 0, "end": 4}'


def test_reads_a_line_a_claim(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(f'\ufeff{GOOD}\n\n{{"document": "empty", "kind": null}}\n{GOOD}\n', encoding="utf-8")
    assert {document: len(claims) for document, claims in load(path).items()} == {"a": 2, "empty": 0}


def test_a_line_separator_inside_a_value_ends_no_line(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text('{"document": "a", "kind": "use", "item": ["\u2028"]}\n', encoding="utf-8")
    assert len(load(path)["a"]) == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not JSON"),
        ("[]", "names no document"),
        ('{"kind": "transfer"}', "names no document"),
        ('{"document": 7, "kind": "transfer"}', "names no document"),
        ('{"document": "a", "kind": "transfer", "start": 3}', "KeyError 'end'"),
        ('{"document": "a", "kind": "transfer", "quantity": 6}', "TypeError"),
        (
            '{"document": "a", "kind": "transfer", "quantity": ["6", "9"]}',
            "a bound of a quantity is a number",
        ),
        ('{"document": "a", "kind": "transfer", "source": "Kirby"}', "AttributeError"),
    ],
)
def test_refuses_a_line_with_its_number(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(f"{GOOD}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputRefused) as refusal:
        load(path)
    assert refusal.value.where == f"{path}:2"
    assert says in refusal.value.message
    assert refusal.value.remedy


def test_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refusal:
        load(tmp_path / "missing.jsonl")
    assert refusal.value.where.endswith("missing.jsonl")


def test_refuses_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputRefused) as refusal:
        load(path)
    assert refusal.value.where == str(path)
