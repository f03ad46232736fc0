"""The dossier as a browser would read it: every page, link, passage and word of strangers in it."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from newsroom import HOSTILE, NOON, claim, document, open_newsroom

from tracewire.errors import Misconfigured, Unavailable
from tracewire.ledger import Act, LedgerView, Subject, Verdict, claims_of, line_of, lines, open_ledger
from tracewire.model import Kind, Polarity, Source, Stage
from tracewire.publish import dossier

VOID = {"meta", "link", "input", "br", "img", "hr", "path", "use"}


class Node:
    """An element with its attributes, children and text, in order."""

    def __init__(self, tag: str, attributes: dict[str, str | None], parent: Node | None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.content: list[Node | str] = []

    def walk(self) -> Iterator[Node]:
        yield self
        for one in self.content:
            if isinstance(one, Node):
                yield from one.walk()

    def all(self, tag: str, kind: str = "") -> list[Node]:
        return [one for one in self.walk() if one.tag == tag and (not kind or kind in one.kinds)]

    @property
    def kinds(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.content)


class Page(HTMLParser):
    """Reads strictly: every element that is opened is closed, in order. Scripts and styles hold text only."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.path = path
        self.root = self.at = Node("", {}, None)
        self.feed(path.read_bytes().decode())
        self.close()
        assert self.at is self.root, f"{path}: <{self.at.tag}> is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{self.path}: <{tag}> says an attribute twice"
        node = Node(tag, dict(attrs), self.at)
        self.at.content.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.content.append(Node(tag, dict(attrs), self.at))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.at.tag, f"{self.path}: </{tag}> closes <{self.at.tag}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.content.append(data)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Node]:
    return {path: Page(path).root for path in sorted(site.rglob("*.html"))}


def page(pages: dict[Path, Node], start: str) -> Node:
    """The one page whose path below the dossier begins with `start`."""
    (path,) = [path for path in pages if f"{path.parent.name}/{path.name}".startswith(start)]
    return pages[path]


def shown(text: str) -> str:
    """What a page shows of a stored text: control characters as their signs."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", lambda match: chr(0x2400 + ord(match.group())), text)


def test_every_link_leads_somewhere_in_the_folder(site: Path, pages: dict[Path, Node]) -> None:
    anchors = {path: {node.attributes.get("id") for node in root.walk()} for path, root in pages.items()}
    followed = 0
    for path, root in pages.items():
        for node in root.walk():
            for name in ("href", "src"):
                target = node.attributes.get(name)
                if not target or target in ("data:,", "https://example.org/harbour?a=1&b=2"):
                    continue
                parts = urlsplit(target)
                assert not parts.scheme and not parts.netloc, f"{path} asks for {target}"
                there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
                assert there.is_relative_to(site) and there.is_file(), f"{path} links to {target}"
                if parts.fragment:
                    assert parts.fragment in anchors[there], f"{path} links to {target}"
                followed += 1
    assert followed > 200


def test_ids_are_unique_and_pages_say_their_language(pages: dict[Path, Node]) -> None:
    for path, root in pages.items():
        ids = [node.attributes["id"] for node in root.walk() if "id" in node.attributes]
        assert len(ids) == len(set(ids)), path
        (html,) = root.all("html")
        assert html.attributes["lang"] == "en"
        assert len(root.all("h1")) <= 1 and root.all("title")[0].text.strip()


def test_no_page_runs_what_is_not_its_own(pages: dict[Path, Node]) -> None:
    for path, root in pages.items():
        for node in root.walk():
            handlers = [name for name in node.attributes if name.startswith("on")]
            assert not handlers, f"{path}: <{node.tag}> has {handlers}"
            assert not (node.attributes.get("href") or "").startswith("javascript:"), path
            if node.tag == "script":
                data = node.attributes.get("type") == "application/json"
                assert data != ("src" in node.attributes), f"{path} holds an inline script"
                if data:
                    json.loads(node.text)
            assert node.tag not in ("iframe", "object", "embed", "base", "img"), path


def test_words_of_strangers_stay_words(pages: dict[Path, Node]) -> None:
    root = page(pages, "documents/en-hostile-co")
    told = "".join(node.text for node in root.all("div", "text"))
    assert "<script>window.hacked = 1</script>" in told
    assert "{{ 7 * 7 }} {% raw %}" in told
    assert "javascript:window.hacked=4" in root.text
    assert "<b onmouseover=alert(1)>Eve</b>" in page(pages, "sources/person-b-onmouseover").all("h1")[0].text
    assert any(
        "en/<empty>" in node.text
        for node in pages[min(pages, key=lambda p: p.name != "documents.html")].all("th")
    )


def test_a_document_stands_whole_on_its_page(view: LedgerView, pages: dict[Path, Node]) -> None:
    seen = 0
    for stored in view.documents():
        (root,) = [
            root
            for path, root in pages.items()
            if path.parent.name == "documents"
            and root.all("section", "record")[0].all("dd")[0].text == stored.document.id
        ]
        assert "".join(node.text for node in root.all("div", "text")) == shown(stored.document.text)
        seen += 1
    assert seen == 5


def test_each_highlight_is_the_evidence_of_its_claim(view: LedgerView, pages: dict[Path, Node]) -> None:
    seen = 0
    for root in (root for path, root in pages.items() if path.parent.name == "documents"):
        for card in root.all("article", "card"):
            identity = (card.attributes["id"] or "").removeprefix("claim-")
            claim = view.claim(identity).claim
            text = view.document(claim.document).document.text
            own = [
                node
                for node in root.all("a", "ev")
                if card.attributes["data-claim"] in (node.attributes["data-claims"] or "").split()
            ]
            assert "".join(node.text for node in own) == shown(claim.span.of(text))
            assert own[0].attributes.get("id", "").startswith("passage-")  # type: ignore[union-attr]
            for number, fill in enumerate(claim.fills):
                assert fill.span is not None
                slot = f"{card.attributes['data-claim']}.{number}"
                words = [
                    n.text for n in root.walk() if slot in (n.attributes.get("data-slots") or "").split()
                ]
                assert "".join(words) == fill.span.of(text)
            seen += 1
    assert seen == view.counts().claims == 11


def test_passages_in_french_say_so(pages: dict[Path, Node]) -> None:
    root = page(pages, "documents/fr-d-menti")
    assert all(node.attributes["lang"] == "fr" for node in root.all("div", "text"))
    line = page(pages, "lines/ir-ru-one-way-attack-uav")
    assert {q.attributes.get("lang") for q in line.all("q") if "aurait" in q.text} == {"fr"}


def test_tables_are_named_and_their_headings_scoped(pages: dict[Path, Node]) -> None:
    for path, root in pages.items():
        for table in root.all("table"):
            assert table.all("caption") and table.all("caption")[0].text.strip(), path
            assert all("scope" in heading.attributes for heading in table.all("th")), path


def test_a_line_answers_in_words_with_both_sides(pages: dict[Path, Node]) -> None:
    line = page(pages, "lines/ir-ru-one-way-attack-uav")
    answer = " ".join(line.all("p", "answer")[0].text.split())
    assert answer == (
        "Delivered, according to the UK Ministry of Defence, Jane Harker and a diplomat (France). "
        "Delivery is denied by the Iranian Ministry of Foreign Affairs."
    )
    sides = [" ".join(side.all("h4")[0].text.split()) for side in line.all("div", "side")]
    # One of them denies drones of any kind; the third assertion is held possible only.
    assert sides == ["Asserted 2", "Denied 2", "Asserted 1", "Denied 2"]
    assert "1 repetition in copies" in line.text
    rows = {row.all("th")[0].text: row for row in line.all("table", "")[-1].all("tr")[1:]}
    assert "not located" in rows["Port Nowhere"].text
    assert "36.85° N" in rows["Amirabad port"].text


def test_a_line_shows_the_denial_of_a_wider_class(view: LedgerView, pages: dict[Path, Node]) -> None:
    drones = page(pages, "lines/ir-ru-one-way-attack-uav")
    assert any("L’Iran n’a livré aucun drone à la Russie" in quote.text for quote in drones.all("q"))
    [denial] = [one for one in view.claims(line=("IR", "RU", "uav")) if one.claim.polarity is Polarity.DENIED]
    document = page(pages, "documents/fr-d-menti")
    [card] = [one for one in document.all("article", "card") if one.attributes["id"] == f"claim-{denial.id}"]
    linked = [
        href for link in card.all("a") if (href := link.attributes["href"] or "").startswith("../lines/")
    ]
    assert [href.rpartition("-")[0] for href in linked] == [
        "../lines/ir-ru-uav",
        "../lines/ir-ru-one-way-attack-uav",
    ]


def test_a_line_tells_its_grade_its_stock_and_the_rules_of_the_day(pages: dict[Path, Node]) -> None:
    line = page(pages, "lines/ir-ru-one-way-attack-uav")
    steps = line.all("details", "grade")[0].all("li")
    assert any("origin 1" in step.text for step in steps)
    assert all(step.all("a", "cite") for step in steps if "origin" in step.text)
    captions = [" ".join(table.all("caption")[0].text.split()) for table in line.all("table")]
    assert any(caption.startswith("Units of") and "not added up" in caption for caption in captions)
    assert any(caption.startswith("What tells of one deal") for caption in captions)
    law = line.all("table", "law")
    rules = {row.all("th")[0].text: " ".join(row.text.split()) for of in law for row in of.all("tr")[1:]}
    [told] = [words for rule, words in rules.items() if "UNSC-2231-B4" in rule]
    assert "undetermined" in told and "missing: designation" in told
    assert "Contested by Iran and Russia, asserted by United States" in told


def test_as_of_an_earlier_day_the_dispute_over_a_rule_is_not_known(view: LedgerView, tmp_path: Path) -> None:
    out = tmp_path / "early"
    dossier.write(view, lines(view), out, generated_at=NOON, version="0.0.0", known_on=date(2022, 1, 1))
    [path] = (out / "lines").glob("ir-ru-one-way-attack-uav-*.html")
    text = path.read_text("utf-8")
    assert "UNSC-2231-B4" in text and "Contested by" not in text


def test_every_cell_of_a_line_leads_to_its_claim(view: LedgerView, pages: dict[Path, Node]) -> None:
    line = page(pages, "lines/ir-ru-one-way-attack-uav")
    found = line_of(view, ("IR", "RU", "one-way-attack-uav"))
    assert found is not None
    cited = {node.attributes["href"] for node in line.all("table", "events")[0].all("a", "cite")}
    assert {(href or "").rpartition("#claim-")[2] for href in cited} == {
        one.id for one in claims_of(view, found)
    }


def test_the_same_view_gives_the_same_bytes(view: LedgerView, site: Path, tmp_path: Path) -> None:
    dossier.write(view, reversed(lines(view)), tmp_path / "again", generated_at=NOON, version="0.0.0")
    later = NOON + timedelta(days=1)
    dossier.write(view, lines(view), tmp_path / "later", generated_at=later, version="0.0.0")
    for path in (path for path in sorted(site.rglob("*")) if path.is_file()):
        same = path.relative_to(site)
        if same.name != "lines.json":
            assert (tmp_path / "again" / same).read_bytes() == path.read_bytes(), same
        other = (
            (tmp_path / "later" / same)
            .read_text("utf-8", "replace")
            .replace("22 November 2026", "21 November 2026")
        )
        if same.name != "manifest.json":
            assert other == path.read_text("utf-8", "replace").replace(
                "22 November 2026", "21 November 2026"
            ), same


def test_an_earlier_dossier_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "site"
    (tmp_path / "ledger").mkdir()
    with open_newsroom(tmp_path / "ledger") as ledger:
        now, before = ledger.as_of(), ledger.as_of(1)
        more = dossier.write(now, lines(now), out, generated_at=NOON, version="0.0.0")
        less = dossier.write(before, lines(before), out, generated_at=NOON, version="0.0.0")
    assert less.pages < more.pages
    assert len(list(out.rglob("*.html"))) == less.pages
    assert less.documents == 1 and (less.claims, more.claims) == (4, 11)
    assert less.files == sum(path.is_file() for path in out.rglob("*"))


def test_what_analysts_merged_is_one_page_with_the_words_of_both(tmp_path: Path) -> None:
    out = tmp_path / "site"
    (tmp_path / "ledger").mkdir()
    merge = Verdict(
        act=Act.MERGE,
        subject=Subject.ITEM,
        members=("uav", "one-way-attack-uav"),
        author="N. Azar",
        reason="one model, named twice",
    )
    with open_newsroom(tmp_path / "ledger") as ledger:
        ledger.judge(merge, recorded_at=NOON)
        view = ledger.as_of()
        register = lines(view)
        written = dossier.write(view, register, out, generated_at=NOON, version="0.0.0")
        passages = {
            one.claim.span.of(view.document(one.claim.document).document.text)
            for one in view.claims(line=("IR", "RU", "uav"))
        }
    assert [line.key for line in register] == [("IR", "RU", "uav"), (None, "RU", "uav")]
    assert written.lines == 2
    [path] = (out / "lines").glob("ir-ru-uav*.html")
    told = shown(Page(path).root.text)
    assert len(passages) > 2
    assert sum(shown(words)[:60] in told for words in passages) > 2


def test_a_line_tells_the_measures_that_bear_on_it(tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    halted = document(
        "en/halted",
        "date 2023-07-02\n\nTehran halts drone exports\n\n"
        "Iran has suspended its deliveries of drones to Russia, the foreign ministry said.\n",
        outlet="Harbour Courier",
    )
    measure = claim(
        halted,
        "Iran has suspended its deliveries of drones to Russia",
        kind=Kind.MEASURE,
        stage=Stage.ADOPTED,
        source=Source(org="Iranian Ministry of Foreign Affairs", country="IR"),
    )
    with open_newsroom(tmp_path / "ledger") as ledger:
        ledger.append(
            halted, halted.text.encode(), [measure], recorded_at=NOON, extractor="t", extractor_digest="1"
        )
        view = ledger.as_of()
        dossier.write(view, lines(view), tmp_path / "site", generated_at=NOON, version="0.0.0")
    told = {
        path.name: "suspended its deliveries" in shown(Page(path).root.text)
        for path in (tmp_path / "site" / "lines").glob("*.html")
    }
    assert {name for name, found in told.items() if found} == {
        name for name in told if name.startswith("ir-ru")
    }
    assert any(told.values())


def test_a_plant_that_is_only_denied_is_told_as_denied(tmp_path: Path) -> None:
    text = "There is no Iranian drone plant in Tajikistan, its foreign ministry said."
    one = document("dushanbe", f"date 2024-03-01\n\nNo plant\n\n{text}\n")
    ministry = Source(role="institution", org="Tajik Ministry of Foreign Affairs", country="TJ")
    no = claim(
        one,
        text,
        kind=Kind.PRODUCTION,
        stage=Stage.OPERATING,
        polarity=Polarity.DENIED,
        recipient=("TJ",),
        source=ministry,
    )
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        ledger.append(one, one.text.encode(), [no], recorded_at=NOON, extractor="desk", extractor_digest="1")
        view = ledger.as_of()
        dossier.write(view, lines(view), tmp_path / "site", generated_at=NOON, version="0.0.0")
    [path] = (tmp_path / "site" / "lines").glob("ir-tj-uav*.html")
    [answer] = Page(path).root.all("p", "answer")
    assert (
        " ".join(answer.text.split()) == "“in production” is denied by the Tajik Ministry of Foreign Affairs."
    )
    assert "only denied" in Page(tmp_path / "site" / "index.html").root.text


def test_a_folder_of_other_files_is_not_touched(view: LedgerView, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(Misconfigured) as refused:
        dossier.write(view, lines(view), tmp_path, generated_at=NOON, version="0.0.0")
    assert refused.value.where == str(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_what_no_report_wrote_is_named_and_stays(view: LedgerView, tmp_path: Path) -> None:
    out = tmp_path / "site"
    dossier.write(view, lines(view), out, generated_at=NOON, version="0.0.0")
    for name in ("documents/my-notes.html", "lines/archive/old.html", "notes.txt", ".htaccess"):
        mine = out / name
        mine.parent.mkdir(exist_ok=True)
        mine.write_text("mine", "utf-8")
        before = _content(out)
        with pytest.raises(Misconfigured) as refused:
            dossier.write(view, lines(view), out, generated_at=NOON, version="0.0.0")
        assert name in refused.value.message
        assert _content(out) == before
        mine.unlink()


def test_a_link_to_a_folder_is_not_written_through(view: LedgerView, tmp_path: Path) -> None:
    out = tmp_path / "site"
    dossier.write(view, lines(view), out, generated_at=NOON, version="0.0.0")
    (out / "lines").rename(tmp_path / "elsewhere")
    (out / "lines").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(Misconfigured) as refused:
        dossier.write(view, lines(view), out, generated_at=NOON, version="0.0.0")
    assert "lines" in refused.value.message


def test_the_manifest_of_another_program_makes_no_dossier(view: LedgerView, tmp_path: Path) -> None:
    (tmp_path / "app.js").write_text("mine")
    (tmp_path / "manifest.json").write_text('{"name": "app", "files": ["app.js"]}')
    with pytest.raises(Misconfigured) as refused:
        dossier.write(view, lines(view), tmp_path, generated_at=NOON, version="0.0.0")
    assert "manifest" in refused.value.message
    assert (tmp_path / "app.js").read_text() == "mine"


def test_the_earlier_dossier_stays_until_the_new_one_is_complete(view: LedgerView, tmp_path: Path) -> None:
    out = tmp_path / "site"
    dossier.write(view, lines(view), out, generated_at=NOON, version="0.0.0")
    before = _content(out)
    with pytest.raises(AttributeError):  # no register, so that the pages of the lines fail
        dossier.write(view, lines(view), out, generated_at=NOON, version="1", register=object())  # type: ignore[arg-type]
    assert _content(out) == before


def test_a_full_disk_costs_no_page_of_the_earlier_dossier(
    view: LedgerView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    dossier.write(view, lines(view), out, generated_at=NOON, version="0.0.0")
    before = _content(out)

    def full(self: Path, raw: bytes) -> int:
        if self.suffix == ".html":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return written(self, raw)

    written = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", full)
    for folder in (out, tmp_path / "new"):
        with pytest.raises(Unavailable) as refused:
            dossier.write(view, lines(view), folder, generated_at=NOON, version="0.0.0")
        assert refused.value.where == str(folder)
        assert "space" in refused.value.message
    assert _content(out) == before
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("done", range(0, 60, 7))
def test_a_run_killed_while_it_swaps_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    class Killed(BaseException):
        pass

    out = tmp_path / "site"
    (tmp_path / "ledger").mkdir()
    with open_newsroom(tmp_path / "ledger") as ledger:
        now, before = ledger.as_of(), ledger.as_of(1)
        dossier.write(now, lines(now), out, generated_at=NOON, version="0.0.0")
        moved, left = Path.replace, [done]

        def stopping(self: Path, target: Path) -> Path:
            if not left[0]:
                raise Killed
            left[0] -= 1
            return moved(self, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", stopping)
            with suppress(Killed):
                dossier.write(before, lines(before), out, generated_at=NOON, version="0.0.0")
        (out / ".dossier-being-made").mkdir(exist_ok=True)
        (out / ".dossier-being-made" / "index.html").write_text("half")
        again = dossier.write(before, lines(before), out, generated_at=NOON, version="0.0.0")
        whole = tmp_path / "whole"
        dossier.write(before, lines(before), whole, generated_at=NOON, version="0.0.0")
    assert again.index == out / "index.html"
    assert _content(out) == _content(whole)


def _content(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their paths in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_stopped_run_can_be_repeated(view: LedgerView, tmp_path: Path) -> None:
    out = tmp_path / "site"
    first = lines(view)[0]
    broken = replace(first, credibility=None)  # type: ignore[arg-type]

    class Stop(Exception):
        pass

    def stopping() -> Iterator[object]:
        yield broken
        raise Stop

    with pytest.raises(Stop):
        dossier.write(view, stopping(), out, generated_at=NOON, version="0.0.0")  # type: ignore[arg-type]
    written = dossier.write(view, lines(view), out, generated_at=NOON, version="0.0.0")
    assert written.index.is_file()


def test_an_empty_ledger_gives_a_dossier_that_says_so(tmp_path: Path) -> None:
    from tracewire.ledger import open_ledger

    with open_ledger(f"sqlite:///{tmp_path}/empty.db") as ledger:
        view = ledger.as_of()
        written = dossier.write(view, lines(view), tmp_path / "site", generated_at=NOON, version="0.0.0")
    assert (written.documents, written.claims, written.lines) == (0, 0, 0)
    assert "The ledger holds no line yet" in Page(written.index).root.text


def test_what_could_not_be_used_may_be_a_part_of_a_document_that_was(pages: dict[Path, Node]) -> None:
    told = next(page for path, page in pages.items() if path.name == "documents.html").text
    assert "1 document or part of one could not be used" in told


def test_the_hostile_dispatch_is_as_hostile_as_it_says() -> None:
    assert all(
        sign in HOSTILE for sign in ("<script>", "\x00", "\x07", "\r\n", "\u2028", "\u202e", "<!--", "{{")
    )
