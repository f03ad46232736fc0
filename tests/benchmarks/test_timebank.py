"""Are dates measured as TimeML marks them? A tiny invented copy in its format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import date_reading
import pytest
import timebank
from public_sets import Read, Score

from tracewire.model.when import Edtf

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="2023-06-09T10:00">20230609</TIMEX3></DCT>
<TEXT>
The ship <EVENT eid="e1">left</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2023-06-05">Monday</TIMEX3>, had
been built <TIMEX3 tid="t2" type="DURATION" value="P2Y">two years</TIMEX3> before, and sailed since
<TIMEX3 tid="t3" type="DATE" value="2021">2021</TIMEX3>. It rests <TIMEX3 tid="t4" type="DATE"
value="PRESENT_REF">now</TIMEX3>.
</TEXT>
</TimeML>
"""


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("2023-06-05", "2023-06-05", "2023-06-05"),
        ("2023-06-05T19:00", "2023-06-05", "2023-06-05"),
        ("2023-06", "2023-06-01", "2023-06-30"),
        ("1990", "1990-01-01", "1990-12-31"),
        ("198", "1980-01-01", "1989-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2023-W23", "2023-06-05", "2023-06-11"),
        ("2023-W23-WE", "2023-06-10", "2023-06-11"),
        ("1989-Q3", "1989-07-01", "1989-09-30"),
        ("1989-H1", "1989-01-01", "1989-06-30"),
        ("1989-SU", "1989-06-01", "1989-08-31"),
    ],
)
def test_timex_values_become_days(value: str, low: str, high: str) -> None:
    days = timebank.days_of(value)
    assert days is not None
    assert (days.low, days.high) == (date.fromisoformat(low), date.fromisoformat(high))


@pytest.mark.parametrize("value", ["PRESENT_REF", "P2Y", "XXXX-06", "2023-XX-XX", "1989-QX", ""])
def test_values_that_name_no_days_are_left(value: str) -> None:
    assert timebank.days_of(value) is None


def timeml(folder: Path) -> Path:
    for corpus in timebank.CORPORA:
        (folder / "TBAQ-cleaned" / corpus).mkdir(parents=True)
        (folder / "TBAQ-cleaned" / corpus / "one.tml").write_text(TIMEML)
        (folder / "TBAQ-cleaned" / corpus / "._one.tml").write_bytes(b"\0\5\x16\7")
    return folder


def test_news_keep_the_places_of_their_expressions(tmp_path: Path) -> None:
    news = timebank.read_news(timeml(tmp_path) / "TBAQ-cleaned/TimeBank/one.tml")
    assert news.published == "2023-06-09"
    marked = [(news.text[m.start : m.end], bool(m.values)) for m in news.marked]
    assert marked == [("Monday", True), ("two years", False), ("2021", True), ("now", False)]


def test_dates_are_read_and_an_open_interval_is_exact_by_its_end(tmp_path: Path) -> None:
    news = [timebank.read_news(timeml(tmp_path) / "TBAQ-cleaned/TimeBank/one.tml")]
    measure = timebank.measure(news, date_reading.ours("en"))
    assert measure.exact == Score(given=2, right=2, marked=2, reached=2)
    alone = timebank.measure(news, date_reading.ours("en"), told=True)
    assert (alone.found.marked, alone.found.reached) == (2, 1)  # a bare "2021" may be any number


def test_what_is_no_timeml_is_told(tmp_path: Path) -> None:
    path = tmp_path / "one.tml"
    path.write_text("plain words")
    with pytest.raises(SystemExit, match="no XML"):
        timebank.read_news(path)
    path.write_text("<TimeML/>")
    with pytest.raises(SystemExit, match="has no TEXT or no DCT"):
        timebank.read_news(path)


@pytest.mark.parametrize("installed", [True, False])
def test_the_comparison_is_made_where_it_can_be(
    installed: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(_text: str, _published: str | None) -> Sequence[Read[Edtf]]:
        return ()

    monkeypatch.setattr(timebank, "dateparser_reader", lambda _: nothing if installed else None)
    timebank.main([str(timeml(tmp_path)), "--misses", "5"])
    printed = capsys.readouterr().out
    assert "TimeBank: 1 of 1 documents" in printed
    assert ("dateparser: exact value" in printed) is installed
    assert ("dateparser is not installed" in printed) is not installed


def test_dateparser_tells_how_long_a_date_is() -> None:
    pytest.importorskip("dateparser")
    read = date_reading.dateparser_reader("en")
    assert read is not None
    text = "It began in October 1989 and ended in 1991."
    found = {text[r.start : r.end]: (str(r.value.low), str(r.value.high)) for r in read(text, "1992-03-04")}
    assert ("1991-01-01", "1991-12-31") in found.values()
    assert all(start.strip() in text for start in found)


def test_it_says_what_its_folder_should_be(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"should be a copy of .*GitHub repository"):
        timebank.main([str(tmp_path)])
