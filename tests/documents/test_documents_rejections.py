"""What cannot be used is counted with a reason, and the batch goes on."""

from __future__ import annotations

import ast
import base64
import gzip
import io
import json
import os
import quopri
import re
import socket
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import TODAY, Outcome, Reading
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made import ENGLISH, LEAD, SECOND, page, pdf, rss, warc_record

import tracewire.documents
from tracewire.documents import REFUSALS, Fetched, Limits, Received, edtf_of, read_documents
from tracewire.model import Rejected

GOOD = f"date 2024-08-30\n\n{SECOND}\n"
ROOT = Path(__file__).parents[2]


def test_the_page_lists_every_code_with_its_heading() -> None:
    listed = re.findall(
        r"^\| `([a-z-]+)` \|", (ROOT / "docs" / "rejections.md").read_text("utf-8"), re.MULTILINE
    )
    assert listed == list(REFUSALS)


def test_no_code_is_used_that_is_not_listed() -> None:
    package = Path(tracewire.documents.__file__).parent
    used = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("rejected", "Refusal")
            ):
                position = 1 if node.func.id == "rejected" else 0
                for part in ast.walk(node.args[position]) if len(node.args) > position else ():
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        used.add(part.value)
    assert used <= set(REFUSALS)
    assert len(used) > 20


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\xc2\xa0\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "binary"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "binary"),
        (b"PK\x03\x04" + bytes(50), "binary"),
        (b"\x7fELF" + bytes(200), "binary"),
        (b"MZ\x90\x00" + bytes(200), "binary"),
        (os.urandom(3000).replace(b"\n", b"\0"), "binary"),
        (b"%PDF-1.7\nnothing more", "damaged"),
        (b"\x1f\x8b\x08broken gzip", "damaged"),
        (b"date 2024-13-01\n\nText.", "date-impossible"),
        (b"date 2023-02-30\n\nText.", "date-impossible"),
        (b"date 2024-10-03\n\nText.", "date-future"),
        (b"date 2025\n\nText.", "date-future"),
        (b"date 1899-12-31\n\nText.", "date-too-early"),
        (b"date 03/04/2024\n\nText.", "date-unreadable"),
        (b"A text without any date.\n", "date-missing"),
        (b"LONDON, Sept 10 (Reuters) - A text without a year.\n", "date-missing"),
        (b"date 2024\n\n" + b"x" * 300_000, "too-big"),
        (b"date 2024\n\n" + "é".encode() * 60_000, "too-long"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_one_bad_file_among_good_ones(reading: Reading, content: bytes, code: str) -> None:
    outcome = reading(
        {"a.txt": GOOD, "b.txt": content, "c.txt": GOOD}, limits=Limits(max_bytes=200_000, max_chars=50_000)
    )
    assert list(outcome.documents) == ["a", "c"]
    assert [found for _, found in outcome.rejected] == [code]
    (rejection,) = [one for one in outcome.all if isinstance(one, Rejected)]
    assert rejection.reason
    assert rejection.remedy == REFUSALS[code]
    assert rejection.document in ("b", "b.txt")


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (b"[Content_Types].xml", "an office document"),
        (b"mimetypeapplication/vnd.oasis.opendocument.text", "an office document"),
        (b"dispatches/a.txt", "a ZIP archive"),
    ],
)
def test_an_office_document_is_told_from_an_archive(reading: Reading, first: bytes, kind: str) -> None:
    (told,) = reading({"a": b"PK\x03\x04" + bytes(26) + first + bytes(50)}).all
    assert isinstance(told, Rejected)
    assert (told.code, told.reason) == ("binary", f"this is {kind}")


def test_tomorrow_is_no_future(reading: Reading) -> None:
    assert (
        reading({"a.txt": f"date 2024-10-02\n\n{SECOND}"}, today=date(2024, 10, 1)).one.published
        == "2024-10-02"
    )


def test_a_metadata_date_that_is_none_is_told(reading: Reading) -> None:
    records = [
        {"id": "a", "text": SECOND, "date": "2024-02-30"},
        {"id": "b", "text": SECOND, "date": "soon"},
        {"id": "c", "text": SECOND, "date": "2031-01-01T00:00:00Z"},
        {"id": "d", "text": GOOD, "date": "soon"},
    ]
    outcome = reading({"news.jsonl": "\n".join(map(json.dumps, records))})
    assert outcome.rejected == [("a", "date-impossible"), ("b", "date-unreadable"), ("c", "date-future")]
    assert outcome.documents["d"].published == "2024-08-30"


def test_duplicates_and_ids_that_are_taken(reading: Reading, tmp_path: Path) -> None:
    outcome = reading({"a.txt": GOOD, "a.md": GOOD + "Autre.", "b.txt": GOOD})
    assert list(outcome.documents) == ["a", "b"]  # a.md comes first; the copy b is kept
    assert outcome.rejected == [("a", "id-taken")]
    again = Outcome(list(read_documents([tmp_path / "folder", tmp_path / "folder" / "b.txt"], today=TODAY)))
    assert again.rejected == [("a", "id-taken"), ("b", "duplicate")]


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "in" / "z.txt")
    (tmp_path / "in" / "z.txt").write_text(GOOD)
    os.mkfifo(tmp_path / "pipe.txt")
    outcome = Outcome(list(read_documents([tmp_path, tmp_path / "gone"], today=TODAY)))
    assert list(outcome.documents) == ["in/z", "link"]
    assert outcome.rejected == [
        ("in/loop", "link-loop"),
        ("nowhere", "missing"),
        ("pipe.txt", "not-a-file"),
        ("self", "link-loop"),
        (str(tmp_path / "gone"), "missing"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "a.txt").chmod(0)
    assert Outcome(list(read_documents([tmp_path], today=TODAY))).rejected == [("a.txt", "unreadable")]


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xe9t\xe9.txt"
    with open(path, "wb") as file:  # noqa: PTH123  (a path of bytes)
        file.write(GOOD.encode())
    assert Outcome(list(read_documents([tmp_path], today=TODAY))).one.id == "\ufffdt\ufffd"


# hostile input


def test_a_bomb_is_not_unpacked(reading: Reading) -> None:
    bomb = gzip.compress(b" " * 50_000_000, 9)
    limits = Limits(max_bytes=1_000_000)
    record = json.dumps({"id": "a", "text": SECOND, "date": "2024-08-30"}).encode() + b"\n"
    files = {
        "a.txt.gz": gzip.compress(b"date 2024\n\n" + b"A word. " * 5_000_000),
        "b.jsonl.gz": gzip.compress(record) + bomb,
    }
    tracemalloc.start()
    outcome = reading(files, limits=limits)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "a" in outcome.documents
    assert ("a.txt.gz", "too-big") in outcome.rejected
    assert ("b.jsonl.gz", "decompression-bomb") in outcome.rejected
    assert peak < 12_000_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.jsonl", '{"text":' + "[" * 100_000 + "]" * 100_000 + "}\n"),
        ("deep.json", "[" * 200_000),
        ("deep.html", page("Titre", ["<div>" * 50_000 + LEAD])),
        ("deep.md", "> " * 20_000 + "x"),
        ("open.md", "date 2024\n\n" + "<a " * 50_000),
        ("open2.md", "date 2024\n\n" + "![" * 50_000 + "{{<" * 50_000 + "<!--" * 50_000),
        ("wide.html", page("Titre", [LEAD]).replace("<h1>", "<h2>x</h2>" * 60_000 + "<h1>")),
        ("open.txt", "date 2024\n\n" + "PARIS (AFP) " * 20_000),
        ("marks.txt", "date 2024\n\ne" + "\u0301\u0316" * 400_000),
        ("field.eml", "From: x\nContent-Type: text/plain; charset=" + "g:" * 50_000 + "\n\nx"),
        ("parts.eml", "From: x\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 10_000),
        ("deep.xml", rss(["<title>" + "<a>" * 20_000 + "</title>"])),
        ("nul.csv", "id,date,text\na,2024-08-30,\0\0\0\n"),
        ("quote.csv", 'id,date,text\na,2024-08-30,"' + "x\n" * 20_000),
        (
            "entities.xml",
            '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b '
            '"&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            "<rss><channel><item><title>&b;</title></item></channel></rss>",
        ),
        (
            "file.xml",
            '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
            "<rss><channel><item><title>x</title><description>&x;</description></item></channel></rss>",
        ),
    ],
    ids=lambda value: value if len(value) < 20 else "",
)
def test_nesting_and_tricks_cost_their_own_document(reading: Reading, name: str, content: str) -> None:
    outcome = reading({name: content, "z.txt": GOOD})
    assert "z" in outcome.documents
    for document in outcome.documents.values():
        assert socket.gethostname() not in document.text


def test_script_and_style_are_no_text(reading: Reading) -> None:
    hostile = page(
        "Titre",
        [LEAD, SECOND + "<script>alert('x')</script><style>p{}</style>", SECOND + "<iframe src=x></iframe>"],
    )
    text = reading({"a.html": hostile}).one.text
    assert "alert" not in text
    assert "<" not in text


def test_lone_surrogates_and_controls_of_a_record(reading: Reading) -> None:
    line = (
        '{"id": "a\\ud800\\u0000b", "date": "2024-08-30", "text": "Avion \\ud83d livr\\u00e9.\\u0000 '
        + "x" * 100
        + '"}'
    )
    document = reading({"n.jsonl": line}).one
    assert document.text.startswith("Avion \ufffd livré.\ufffd")
    assert document.id == "a b"
    document.text.encode("utf-8")


def test_a_broken_fetcher_rejects_its_address_alone() -> None:
    outcome = Outcome(list(read_documents(["http:///", "https://[::1", "http://\0"], today=TODAY)))
    assert {code for _, code in outcome.rejected} <= {"address-refused", "unavailable"}
    assert len(outcome.rejected) == 3


def test_an_unforeseen_error_costs_its_own_document_and_is_told(reading: Reading) -> None:
    def identify(body: str) -> str:
        if "Ruritania" in body:
            raise ZeroDivisionError("the rule of this test")
        return "fr"

    record = {"id": "a", "text": SECOND, "date": "2024-08-30"}
    records = [record, {**record, "id": "b", "text": ENGLISH}, {**record, "id": "c"}]
    outcome = reading({"a.jsonl": "\n".join(map(json.dumps, records)), "z.txt": GOOD}, identify=identify)
    assert list(outcome.documents) == ["a", "c", "z"]
    assert outcome.rejected == [("b", "reading-failed")]
    (told,) = [one for one in outcome.all if isinstance(one, Rejected)]
    assert "ZeroDivisionError: the rule of this test, at test_documents_rejections.py:" in told.reason
    assert "report it" in told.remedy


class BrokenFetcher:
    def fetch(self, url: str, *, max_bytes: int) -> Fetched:
        if url.endswith("/broken"):
            raise ZeroDivisionError("the rule of this test")
        return Fetched(url=url, content=GOOD.encode(), media_type="text/plain")


def test_an_unforeseen_error_costs_its_own_address() -> None:
    sources = ["https://a.example/broken", "https://a.example/whole"]
    outcome = Outcome(list(read_documents(sources, today=TODAY, fetcher=BrokenFetcher())))
    assert outcome.rejected == [("https://a.example/broken", "reading-failed")]
    assert len(outcome.documents) == 1


# laws


def samples() -> list[tuple[str, bytes]]:
    record = json.dumps({"id": "a", "text": LEAD, "date": "2024-08-30"})
    return [
        ("a.txt", GOOD.encode()),
        ("a.md", f"---\ntitle: T\ndate: 2024-08-30\n---\n# T\n\n{LEAD}".encode()),
        ("a.html", page("Douze avions", [LEAD, SECOND]).encode()),
        ("a.pdf", pdf([["date 2024-08-30", "Douze avions."], ["Trois radars."]])),
        ("a.jsonl", f"{record}\n{record}\n".encode()),
        ("a.json", f"[{record}]".encode()),
        ("a.csv", f'id,date,text\na,2024-08-30,"{SECOND}"\nb,2024,x\n'.encode()),
        (
            "a.xml",
            rss(
                [
                    f"<title>T</title><guid>g</guid><pubDate>30 Aug 2024</pubDate><description>"
                    f"{SECOND}</description>"
                ]
            ).encode(),
        ),
        (
            "a.eml",
            b"From: x@courier.example\nDate: Fri, 30 Aug 2024 10:00:00 +0000\nMIME-Version: 1.0\n"
            b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\n"
            + base64.encodebytes(SECOND.encode())
            + b"\n--b\nContent-Transfer-Encoding: quoted-printable\nContent-Type: text/html; charset=utf-8\n"
            + b"\n"
            + quopri.encodestring(page("T", [LEAD, SECOND]).encode())
            + b"\n--b--\n",
        ),
        ("a.warc", warc_record("https://x.example/a", page("T", [LEAD, SECOND]).encode()) * 2),
        (
            "a.warc.gz",
            gzip.compress(warc_record("https://x.example/a", ENGLISH.encode(), media_type="text/plain")),
        ),
    ]


def outcomes(name: str, content: bytes, folder: Path) -> list[Received | Rejected]:
    for old in folder.iterdir():
        old.unlink()
    (folder / name).write_bytes(content)
    return list(read_documents([folder], today=TODAY, limits=Limits(max_bytes=100_000)))


def assert_lawful(found: list[Received | Rejected]) -> None:
    for one in found:
        if isinstance(one, Rejected):
            assert one.code in REFUSALS
            assert one.reason and one.remedy and one.document
            continue
        end = 0
        for part in one.document.parts:
            assert end <= part.span.start < part.span.end <= len(one.document.text)
            end = part.span.end
        assert one.document.published is not None
        assert one.document.text.strip()
        one.document.text.encode("utf-8")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(name="a.jsonl", content=b"\xef")  # half a byte order mark is no empty line
@given(
    name=st.sampled_from(
        ["a.txt", "a.md", "a.html", "a.pdf", "a.jsonl", "a.csv", "a.xml", "a.warc", "a.eml", "a.gz", "a"]
    ),
    content=st.binary(max_size=400)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
def test_law_any_bytes_are_documents_or_rejections(name: str, content: bytes, tmp_path: Path) -> None:
    found = outcomes(name, content, tmp_path)
    assert_lawful(found)
    assert found or name == "a.csv" or not content.removeprefix(b"\xef\xbb\xbf").strip()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_law_broken_files_are_documents_or_rejections(tmp_path: Path, data: st.DataObject) -> None:
    name, whole = data.draw(st.sampled_from(samples()), label="sample")
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 3), label="edits")):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        action = data.draw(st.sampled_from(["cut", "flip", "insert", "drop"]))
        if action == "cut":
            del content[at:]
        elif action == "flip" and content:
            content[at] ^= data.draw(st.integers(1, 255))
        elif action == "insert":
            content[at:at] = data.draw(st.binary(min_size=1, max_size=8))
        else:
            del content[at : at + 20]
    assert_lawful(outcomes(name, bytes(content), tmp_path))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_law_every_way_to_write_a_day_gives_that_day(day: date) -> None:
    french = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ][day.month - 1]
    for written in (
        day.isoformat(),
        f"{day.isoformat()}T23:59:59-11:00",
        f"{day.isoformat()} 00:00:00",
        day.strftime("%a, %d %b %Y 23:00:00 -0500"),
        day.strftime("%B %d, %Y"),
        day.strftime("%d %B %Y"),
        f"{day.day} {french} {day.year}",
        f"le {day.day} {french} {day.year}",
        day.strftime("%Y%m%d"),
    ):
        assert edtf_of(written) == day.isoformat(), written


# streams


def test_memory_does_not_grow_with_the_records() -> None:
    def lines(count: int) -> io.BufferedReader:
        class Lines(io.RawIOBase):
            def __init__(self) -> None:
                self.source: Iterator[bytes] = (
                    json.dumps({"id": f"n{n}", "text": f"Avion {n}. " * 40, "date": "2024-08-30"}).encode()
                    + b"\n"
                    for n in range(count)
                )
                self.rest = b""

            def readable(self) -> bool:
                return True

            def readinto(self, target: object) -> int:
                view = memoryview(target)  # type: ignore[arg-type]
                while len(self.rest) < len(view) and (line := next(self.source, b"")):
                    self.rest += line
                taken, self.rest = self.rest[: len(view)], self.rest[len(view) :]
                view[: len(taken)] = taken
                return len(taken)

        return io.BufferedReader(Lines())

    def peak(count: int) -> int:
        tracemalloc.start()
        read = sum(1 for _ in read_documents(["-"], today=TODAY, stdin=lines(count)))
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert read == count
        return highest

    peak(100)
    assert peak(1500) < peak(300) * 1.2 + 100_000


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pipe")
def test_a_pipe_is_read_as_it_comes() -> None:
    reader, writer = os.pipe()
    record = json.dumps({"id": "a", "text": SECOND * 60, "date": "2024-08-30"}).encode() + b"\n"
    os.write(writer, record)
    with os.fdopen(reader, "rb") as stdin:
        found = read_documents(["-"], today=TODAY, stdin=stdin)
        first = next(found)  # the pipe is still open for writing
        os.close(writer)
        assert isinstance(first, Received)
        assert list(found) == []
