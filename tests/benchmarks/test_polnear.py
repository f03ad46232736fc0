"""Are attributions measured as PolNeAR marks them? A tiny invented copy in its format."""

from __future__ import annotations

from pathlib import Path

import polnear
import pytest
from public_sets import Score

NEWS = 'Mayor Ann Lee said the bridge is safe.\n\nAccording to the ministry, "the road is closed".\n'
STANDOFF = """T1\tSource 0 13\tMayor Ann Lee
T2\tCue 14 18\tsaid
T3\tContent 19 22;23 37\tthe bridge is safe
T4\tAttribution 14 18\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tCue 40 52\tAccording to
T6\tSource 53 65\tthe ministry
T7\tContent 67 87\t"the road is closed"
T8\tAttribution 40 52\tAccording to
E2\tAttribution:T8 Content2:T7 Cue:T5 Source:T6
"""


def polnear_copy(folder: Path) -> Path:
    for kind in ("text", "attributions"):
        (folder / "data/dev" / kind).mkdir(parents=True)
    (folder / "data/dev/text/paper_one.txt").write_text(NEWS)
    (folder / "data/dev/attributions/paper_one_1a2b.ann").write_text(STANDOFF)
    (folder / "data/dev/attributions/paper_one_9a2b.ann").write_text("")
    return folder


def test_relations_are_read_from_standoff_with_broken_spans_and_numbered_roles() -> None:
    first, second = polnear.marked_relations(STANDOFF, polnear.Words(NEWS))
    assert first.source == {0, 6, 10}
    assert first.cue == {14}
    assert first.content == {19, 23, 30, 33}
    assert NEWS[min(second.content) :].startswith("the road")


def test_the_rules_find_cue_source_and_content() -> None:
    words = polnear.Words(NEWS)
    measure = polnear.Measure()
    measure.add(NEWS, polnear.read_relations(NEWS, words), polnear.marked_relations(STANDOFF, words))
    assert measure.relations["whole relation"] == Score(given=2, right=2, marked=2, reached=2)
    assert measure.words["cue"] == Score(given=3, right=3, marked=3, reached=3)


def test_a_missed_and_a_made_up_cue_are_told() -> None:
    words = polnear.Words(NEWS)
    first, second = polnear.marked_relations(STANDOFF, words)
    measure = polnear.Measure()
    measure.add(NEWS, [second], [first])
    assert measure.missed == {"said": 1}
    assert measure.made_up == {"according to": 1}


def test_an_article_counts_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    polnear.main([str(polnear_copy(tmp_path)), "--misses", "3"])
    printed = capsys.readouterr().out
    assert "PolNeAR, dev: 1 of 1 articles" in printed
    assert "whole relation" in printed


def test_an_annotation_without_its_text_is_told(tmp_path: Path) -> None:
    folder = polnear_copy(tmp_path)
    (folder / "data/dev/text/paper_one.txt").unlink()
    with pytest.raises(SystemExit, match=r"paper_one\.txt: missing, though it is annotated"):
        polnear.articles(folder, "dev")


def test_it_says_what_its_folder_should_be(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"should be a copy of .*GitHub repository"):
        polnear.main([str(tmp_path)])
