"""Are dates and numbers measured as Recognizers-Text specifies them? A tiny invented copy in its format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import date_reading
import pytest
import recognizers
from public_sets import Score


def case(text: str, *results: dict[str, Any], reference: str | None = None, **more: Any) -> dict[str, Any]:
    context = {"Context": {"ReferenceDateTime": f"{reference}T00:00:00"}} if reference else {}
    return {"Input": text, "Results": list(results), **context, **more}


def result(text: str, start: int, kind: str, **resolution: Any) -> dict[str, Any]:
    return {"Text": text, "Start": start, "TypeName": kind, "Resolution": resolution}


DATE_CASES = [
    case(
        "Le navire part le 2 octobre",
        result(
            "2 octobre",
            18,
            "datetimeV2.date",
            values=[
                {"timex": "XXXX-10-02", "type": "date", "value": "2022-10-02"},
                {"timex": "XXXX-10-02", "type": "date", "value": "2023-10-02"},
            ],
        ),
        reference="2023-06-09",
    ),
    case(
        "du 3 au 5 mai 2021",
        result(
            "3 au 5 mai 2021",
            0,  # wrong, as it is at times in the files
            "datetimeV2.daterange",
            values=[{"timex": "(2021-05-03,2021-05-05,P2D)", "start": "2021-05-03", "end": "2021-05-05"}],
        ),
        NotSupported="dotnet, javascript, python, java",
    ),
    case(
        "demain",
        result("demain", 0, "datetimeV2.date", values=[{"type": "date", "value": "2019-01-02"}]),
        NotSupported="dotnet, java",
    ),
]
NUMBER_CASES = [
    case("vingt et un obus", result("vingt et un", 0, "number", subtype="integer", value="21")),
    case("2,5 tonnes", result("2,5", 0, "number", subtype="decimal", value="2,5")),
]


def specifications(folder: Path) -> Path:
    files = {
        "DateTime/French/DateTimeModel.json": DATE_CASES,
        "Number/French/NumberModel.json": NUMBER_CASES,
        "Number/French/NumberRangeModel.json": [
            case("entre 20 et 30 obus", result("entre 20 et 30", 0, "numberrange", value="[20,30]"))
        ],
        "Number/French/PercentModel.json": [
            case("10%", result("10%", 0, "percentage", value="10%"), NotSupported="dotnet")
        ],
    }
    for name, rows in files.items():
        path = folder / "Specs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\ufeff" + json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return folder


def test_dates_count_where_their_values_can_be_known(tmp_path: Path) -> None:
    path = specifications(tmp_path) / "Specs/DateTime/French/DateTimeModel.json"
    cases = recognizers.cases(path)
    assert [c.supported for c in cases] == [True, False, False]
    assert [bool(m.values) for c in cases for m in recognizers.marked_dates(c)] == [True, True, False]
    measure = recognizers.measure_dates(cases, date_reading.ours("fr"))
    assert measure.exact == Score(given=2, right=2, marked=2, reached=2)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("0,2", "0.2", "0.2"),
        ("20%", "20", "20"),
        ("1E-07", "1E-7", "1E-7"),
        ("[20,30)", "20", "29"),
        ("(20,30]", "21", "30"),
        ("(0.5,)", "1", "None"),
        ("(,100]", "None", "100"),
    ],
)
def test_values_become_bounds(value: str, low: str, high: str) -> None:
    bounds = recognizers.bounds_of(value)
    assert bounds is not None
    assert (str(bounds.low), str(bounds.high)) == (low, high)


def test_a_decimal_is_contained_and_neutral_among_whole_numbers(tmp_path: Path) -> None:
    cases = recognizers.cases(specifications(tmp_path) / "Specs/Number/French/NumberModel.json")
    measure = recognizers.measure_numbers(cases)
    assert (measure.exact.right, measure.contained.right, measure.found.given) == (1, 2, 2)
    assert recognizers.measure_numbers(cases, whole=True).exact == Score(
        given=1, right=1, marked=1, reached=1
    )


@pytest.mark.parametrize("folder", ["", "Specs"])
def test_the_figures_are_printed(folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recognizers.main([str(specifications(tmp_path) / folder), "--supported", "--misses", "2"])
    printed = capsys.readouterr().out
    assert "DateTimeModel: 1 cases that the dotnet recogniser supports" in printed
    assert "PercentModel: 0 cases" in printed


def test_what_is_no_specification_is_told(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    with pytest.raises(SystemExit, match="missing"):
        recognizers.cases(path)
    path.write_text('[{"Output": 1}]')
    with pytest.raises(SystemExit, match="no list of cases"):
        recognizers.cases(path)


def test_it_says_what_its_folder_should_be(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"should be a copy of .*GitHub repository"):
        recognizers.main([str(tmp_path)])
