"""Do the counts that the measures on public sets share say what they should?"""

from __future__ import annotations

from pathlib import Path

import pytest
from public_sets import Marked, Measure, Read, Score, folder_within, some_of, table


def whole_numbers() -> Measure[int]:
    return Measure(is_exact=int.__eq__, contains=int.__ge__)


def test_rates_come_from_two_counts_and_are_absent_without_any() -> None:
    score = Score(given=4, right=2, marked=8, reached=2)
    assert (score.precision, score.recall) == (0.5, 0.25)
    assert score.f1 == pytest.approx(1 / 3)
    assert Score().cells == ("–", "–", "–", "0", "0")


def test_a_reading_where_nothing_is_marked_is_wrong_and_a_mark_without_values_is_neutral() -> None:
    measure = whole_numbers()
    measure.add(
        [
            Read(start=0, end=2, value=5),
            Read(start=4, end=6, value=9),  # nothing is marked here
            Read(start=10, end=12, value=1),  # marked without a value
            Read(start=20, end=22, value=1, optional=True),
        ],
        [
            Marked(start=1, end=3, values=(4,)),
            Marked(start=10, end=12, values=()),
            Marked(start=30, end=32, values=(7,)),
        ],
    )
    assert measure.found == Score(given=2, right=1, marked=2, reached=1)
    assert measure.exact == Score(given=2, right=0, marked=2, reached=0)
    assert measure.contained == Score(given=2, right=1, marked=2, reached=1)


def test_one_answer_may_reach_two_marks() -> None:
    measure = whole_numbers()
    measure.add(
        [Read(start=0, end=9, value=5)],
        [Marked(start=0, end=2, values=(5,)), Marked(start=5, end=9, values=(6, 5))],
    )
    assert measure.exact == Score(given=1, right=1, marked=2, reached=2)


def test_a_table_aligns_its_columns() -> None:
    lines = table("part", [("cue", Score(given=10, right=5, marked=5, reached=5))]).splitlines()
    assert lines[1].split() == ["cue", "0.500", "1.000", "0.667", "10", "5"]
    assert len(lines[0]) == len(lines[1])


def test_a_choice_is_spread_over_all() -> None:
    paths = [Path(str(number)) for number in range(10)]
    assert some_of(paths, 5) == paths[::2]
    assert some_of(paths, None) == some_of(paths, 50) == paths


def test_a_wrong_folder_is_told_with_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"holds no data/dev nor dev\. It should be a copy of THE SET"):
        folder_within(tmp_path, "data/dev", "dev", of="THE SET")
    with pytest.raises(SystemExit, match=r"no such folder\. It should be a copy of THE SET"):
        folder_within(tmp_path / "nowhere", "data/dev", of="THE SET")
