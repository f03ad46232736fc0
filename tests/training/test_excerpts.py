"""Marks of texts that are not in the repository: found again by place, and told where they are not there."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from training.marks import excerpts
from training.marks.exercises import read_file

from tracewire.evaluation import load, score

TEXT = "Riga takes delivery\n\nLatvia received two boats. Estonia sold Latvia two boats, its ministry said.\n"
PART = TEXT[21:-1]


def _git(folder: Path, *words: str) -> str:
    named = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    done = subprocess.run(["git", *named, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    work = tmp_path / "work"
    work.mkdir()
    _git(work, "init", "-q")
    (work / "one.txt").write_text(TEXT, encoding="utf-8")
    _git(work, "add", ".")
    _git(work, "commit", "-qm", "one")
    _git(tmp_path, "clone", "-q", "--bare", str(work), str(tmp_path / "mirror" / "press+texts"))
    return tmp_path / "mirror"


def _row(mirror: Path, **changed: object) -> dict[str, object]:
    row: dict[str, object] = {
        "set": "services",
        "repository": "press/texts",
        "commit": _git(mirror / "press+texts", "rev-parse", "HEAD"),
        "path": "one.txt",
        "record": "",
        "at": [TEXT.index(PART), TEXT.index(PART) + len(PART)],
        "sha256": hashlib.sha256(PART.encode()).hexdigest(),
        "date": "2024-03-01",
        "claims": [
            {
                "t": [PART.index("sold"), PART.index("sold") + 4],
                "k": "transfer",
                "st": "delivered",
                "p": "+",
                "c": "certain",
                "s": [[[PART.index("Estonia"), PART.index("Estonia") + 7], "EE"]],
                "r": [[[PART.rindex("Latvia"), PART.rindex("Latvia") + 6], "LV"]],
                "i": [[[PART.rindex("boats"), PART.rindex("boats") + 5], "patrol-vessel"]],
                "q": [[PART.rindex("two"), PART.rindex("two") + 3], 2, 2],
                "src": {"m": [PART.index("its ministry"), PART.index("its ministry") + 12], "cc": "EE"},
            }
        ],
    }
    return {**row, **changed}


def _run(
    tmp_path: Path,
    rows: list[dict[str, object]],
    mirror: Path,
    monkeypatch: pytest.MonkeyPatch,
    *options: str,
) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    (marks / "en.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    monkeypatch.setattr(excerpts, "_MARKS", marks)
    monkeypatch.setattr(sys, "argv", ["excerpts", str(mirror), "--out", str(tmp_path / "out"), *options])
    excerpts.main()


def test_excerpts_become_exercises_with_the_words_that_were_marked(
    tmp_path: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(tmp_path, [_row(mirror)], mirror, monkeypatch)
    (exercise,) = read_file(tmp_path / "out" / "en-r" / "01.jsonl")
    (claim,) = exercise.claims
    text = exercise.text
    assert text == PART
    words = {role: [text[s.start : s.end] for s in spans] for role, spans in claim.roles.items() if spans}
    assert words == {
        "supplier": ["Estonia"],
        "recipient": ["Latvia"],
        "item": ["boats"],
        "quantity": ["two"],
        "source": ["its ministry"],
    }
    assert claim.roles["recipient"][0].start == text.rindex("Latvia")  # the second one, as marked
    assert "services found 1" in capsys.readouterr().out


def test_excerpts_become_gold_that_can_be_evaluated(
    tmp_path: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(tmp_path, [_row(mirror), _row(mirror, claims=[])], mirror, monkeypatch, "--gold")
    gold = load(tmp_path / "out" / "en.gold.jsonl")
    assert {name: len(claims) for name, claims in gold.items()} == {"0001": 1, "0002": 0}
    (claim,) = gold["0001"]
    text = (tmp_path / "out" / "en" / "0001.txt").read_text(encoding="utf-8")
    assert text.startswith("date 2024-03-01\n\n")
    assert claim.evidence is not None
    assert text[slice(*claim.evidence)] == "sold"
    assert score(gold, gold).strict.to_dict()["f1"] == 1.0


@pytest.mark.parametrize(
    "changed",
    [{"path": "two.txt"}, {"repository": "press/others"}, {"sha256": "0" * 64}],
    ids=["no such file", "no such repository", "another text"],
)
def test_what_is_not_there_or_reads_otherwise_is_told_and_left_out(
    changed: dict[str, object],
    tmp_path: Path,
    mirror: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _run(tmp_path, [_row(mirror, **changed)], mirror, monkeypatch)
    assert not list((tmp_path / "out").rglob("*.jsonl"))
    assert "services missing 1" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["fr", "en", "en-held"])
def test_the_marks_hold_places_and_no_text(language: str) -> None:
    lines = (Path(excerpts.__file__).parents[1] / "excerpts" / f"{language}.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in lines.splitlines()]
    assert rows
    for row in rows:
        assert row["set"] in excerpts.RULES
        length = row["at"][1] - row["at"][0]
        for claim in row["claims"]:
            places = [claim["t"]] + [
                pair[0] for key in ("s", "r", "i", "pl") for pair in claim.get(key) or []
            ]
            assert all(0 <= start < end <= length for start, end in places)


PAGE = (
    '<filname="SURF-0,2-3210-1"> ¤ Deux vedettes.\n'
    '<filname="PROF-0,2-3210-1"> ¤ Menu      Partage   Partage désactivé      Lire aussi   Autre chose      '
    "La Lettonie a reçu deux  vedettes.      Riga les a payées.        Services Le Monde     Jeux\n"
    '<filname="PROF-0,2-3210-2"> ¤ Partage désactivé      Un autre article.\n'
)
FEED = (
    "<rss><item><title><![CDATA[Riga &amp; Tallinn]]></title><description>Deux vedettes.</description>"
    "<guid>https://press.example/1</guid></item>"
    "<item><title>Oslo</title><description>Rien.</description><guid>https://press.example/12</guid></item></rss>"
)
TABLE = 'Link,Headline,Article_Content\nhttps://a,Riga,Two boats came.\nhttps://b,Oslo,"None, it said."\n'


@pytest.mark.parametrize(
    ("kind", "text", "record", "plain"),
    [
        ("crawled", PAGE, "0,2-3210-1", "La Lettonie a reçu deux vedettes.\n\nRiga les a payées."),
        ("feed-items", FEED, "https://press.example/1", "Riga & Tallinn\n\nDeux vedettes."),
        ("feed-items", FEED, "1", "Oslo\n\nRien."),
        ("compared", TABLE, "https://b", "Oslo\n\nNone, it said."),
        ("bias", '{"title": "Riga", "content_original": "Two boats."}', "", "Riga\n\nTwo boats."),
        ("long", '{"title": "", "body_paragraphs": ["Two boats.", "Paid."]}', "", "\n\nTwo boats.\n\nPaid."),
        (
            "weekly",
            '{"title": "Riga", "contents": [{"role": "body", "text": "Two."}, {"role": "image"}]}',
            "",
            "Riga\n\nTwo.",
        ),
        ("dated-md", "# Riga\n\nPublished :`2024-07-16`\n\n---\n\nTwo boats.\n", "", "Riga\n\nTwo boats."),
    ],
)
def test_articles_are_taken_out_of_pages_feeds_and_tables(
    kind: str, text: str, record: str, plain: str
) -> None:
    assert excerpts.RULES[kind](text, record) == plain
