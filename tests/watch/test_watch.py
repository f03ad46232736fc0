"""Feeds and folders are read politely, and what changed is told once: against real servers."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import feedparser
import pytest
from servers import MailServer, Page, WebServer

from tracewire.documents import HttpFetcher, read_documents
from tracewire.ledger import Ledger, lines, open_ledger
from tracewire.model import NARRATOR, Certainty, Claim, Document, Kind, Polarity, Quantity, Span, Stage
from tracewire.reading import read_into
from tracewire.watch import (
    ConfigUnfit,
    State,
    StateUnavailable,
    Tick,
    Watcher,
    WatchRunning,
    load_config,
)

WORDS = re.compile(r"([A-Z]{2}) delivers (\d+) (uav|tank)s? to ([A-Z]{2})")


class Telegraphic:
    """Reads invented telegrams: exercises, no reporting."""

    name = "telegraphic"
    version = "1"

    def extract(self, document: Document) -> tuple[Claim, ...]:
        return tuple(
            Claim(
                document=document.id,
                kind=Kind.TRANSFER,
                stage=Stage.DELIVERED,
                polarity=Polarity.AFFIRMED,
                certainty=Certainty.CERTAIN,
                supplier=(match[1],),
                recipient=(match[4],),
                item=(match[3],),
                quantity=Quantity(int(match[2]), int(match[2])),
                source=NARRATOR,
                span=Span(*match.span()),
            )
            for match in WORDS.finditer(document.text)
        )

    def extract_many(self, documents: list[Document]) -> Iterator[tuple[Claim, ...]]:
        return map(self.extract, documents)


def rss(*items: tuple[str, str], base: str = "http://example.org") -> bytes:
    entries = "".join(
        f"<item><title>Telegram {name}</title><link>{base}/{name}</link><guid>{name}</guid>"
        f"<pubDate>Fri, 09 Jun 2023 10:00:00 GMT</pubDate><description>{text}</description></item>"
        for name, text in items
    )
    head = f"<title>Harbour Post</title><link>{base}</link>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'.encode()


ONE = ("one", "They said on the quay on Friday that IR delivers 6 uavs to RU, and would say no more.")
TWO = ("two", "A ministry announced on Friday that PL delivers 14 tanks to UA before the autumn begins.")


class Desk:
    """One watch: its file, its servers, a clock that is moved by hand, and restarts."""

    def __init__(self, folder: Path, web: WebServer, mail: MailServer) -> None:
        self.folder = folder
        self.web = web
        self.mail = mail
        self.ahead = timedelta(0)
        self.slept: list[float] = []
        self._open: ExitStack | None = None
        self._watcher: Watcher | None = None
        self.ledger: Ledger | None = None

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.ahead += timedelta(seconds=seconds)

    def configure(self, text: str) -> None:
        (self.folder / "watch.toml").write_text(text, encoding="utf-8")
        self.stop()

    def look(self, after: timedelta = timedelta(0)) -> Tick:
        self.ahead += after
        if self._watcher is None:
            self._open = ExitStack()
            config = load_config(self.folder / "watch.toml", {"HOOK": "s3cret"})
            self.ledger = self._open.enter_context(open_ledger(f"sqlite:///{self.folder}/ledger.db"))
            state = self._open.enter_context(State(config.state))
            self._watcher = Watcher(
                config,
                self.ledger,
                Telegraphic(),
                state,
                clock=self.now,
                sleep=self.sleep,
                fetcher=HttpFetcher(),
            )
        return self._watcher.look()

    def stop(self) -> None:
        """As by a restart: whatever is not on disk is gone."""
        if self._open is not None:
            self._open.close()
        self._open = self._watcher = None

    def write(self, name: str, text: str) -> None:
        path = self.folder / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"date 2023-06-09\n\n{text}\n", encoding="utf-8")
        old = (self.now() - timedelta(minutes=1)).timestamp()
        os.utime(path, (old, old))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with WebServer().running() as web, MailServer().running() as mail:
        made = Desk(tmp_path, web, mail)
        (tmp_path / "in").mkdir()
        yield made
        made.stop()


MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


# Feeds.


def feed(desk: Desk, more: str = "") -> None:
    desk.configure(f'[[feed]]\nurl = "{desk.web.url("/feed")}"\nevery = "15m"\n{more}')


def test_a_feed_is_asked_for_what_is_new_and_not_too_often(desk: Desk) -> None:
    desk.web.pages["/feed"] = Page(rss(ONE), etag='"1"')
    feed(desk)
    assert desk.look().documents == 1
    assert desk.look(MINUTE).documents == 0
    assert len(desk.web.to("/feed")) == 1, "not before fifteen minutes have passed"
    desk.stop()
    desk.look(MINUTE)
    assert len(desk.web.to("/feed")) == 1, "nor after a restart"
    assert desk.look(15 * MINUTE).documents == 0
    assert desk.web.to("/feed")[1].headers["if-none-match"] == '"1"'
    desk.web.pages["/feed"] = Page(rss(TWO, ONE), etag='"2"')
    assert desk.look(15 * MINUTE).documents == 1
    assert desk.ledger is not None and desk.ledger.as_of().counts().documents == 2
    assert "tracewire" in desk.web.to("/feed")[0].headers["user-agent"].lower()


def test_last_modified_is_sent_back(desk: Desk) -> None:
    desk.web.pages["/feed"] = Page(rss(ONE), headers={"Last-Modified": "Fri, 09 Jun 2023 10:00:00 GMT"})
    feed(desk)
    desk.look()
    desk.look(HOUR)
    assert desk.web.to("/feed")[1].headers["if-modified-since"] == "Fri, 09 Jun 2023 10:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "status", "quiet"),
    [
        ({"Cache-Control": "public, max-age=7200"}, 200, 2 * HOUR),
        ({"Retry-After": "10800"}, 429, 3 * HOUR),
        ({"Retry-After": "10800"}, 503, 3 * HOUR),
        ({"Retry-After": "in two hours"}, 503, 30 * MINUTE),
        ({"Cache-Control": "max-age=999999999"}, 200, 24 * HOUR),
    ],
)
def test_a_server_that_asks_for_patience_gets_it(
    desk: Desk, headers: dict[str, str], status: int, quiet: timedelta
) -> None:
    desk.web.pages["/feed"] = Page(rss(ONE), status=status, headers=headers)
    feed(desk)
    tick = desk.look()
    assert bool(tick.problems) == (status != 200)
    assert abs(tick.due - (desk.now() + quiet)) < MINUTE
    desk.look(quiet - MINUTE)
    assert len(desk.web.to("/feed")) == 1
    desk.look(2 * MINUTE)
    assert len(desk.web.to("/feed")) == 2


def test_a_date_to_retry_after_is_understood(desk: Desk) -> None:
    later = format_datetime((desk.now() + 5 * HOUR).astimezone(UTC), usegmt=True)
    desk.web.pages["/feed"] = Page(status=503, headers={"Retry-After": later})
    feed(desk)
    assert abs(desk.look().due - (desk.now() + 5 * HOUR)) < MINUTE


@pytest.mark.parametrize(
    "asked",
    ["1 Jan 99999999999999999999 00:00:00 GMT", "9" * 400, "Fri, 31 Dec 9999 23:59:59 -2359", "-5", "soon"],
)
def test_a_wish_to_wait_that_no_calendar_holds_stops_nothing(desk: Desk, asked: str) -> None:
    desk.web.pages["/busy"] = Page(status=429, headers={"Retry-After": asked})
    desk.web.pages["/feed"] = Page(rss(ONE))
    desk.configure("".join(f'[[feed]]\nurl = "{desk.web.url(path)}"\n' for path in ("/busy", "/feed")))
    tick = desk.look()
    assert tick.documents == 1
    assert len(tick.problems) == 1
    assert "429" in tick.problems[0]
    assert tick.due - desk.now() <= 24 * HOUR


def test_a_server_that_fails_is_asked_ever_less_and_no_more_than_a_day_apart(desk: Desk) -> None:
    desk.web.pages["/feed"] = Page(status=500)
    feed(desk)
    pauses = []
    for _ in range(9):
        tick = desk.look()
        assert "the server answers 500" in tick.problems[0]
        pauses.append(round((tick.due - desk.now()) / MINUTE))
        desk.ahead += tick.due - desk.now()
    assert pauses == [30, 60, 120, 240, 480, 960, 1440, 1440, 1440]
    desk.web.pages["/feed"] = Page(rss(ONE))
    assert desk.look(MINUTE).documents == 1
    assert abs(desk.look().due - (desk.now() + 15 * MINUTE)) < MINUTE


def test_a_feed_that_is_gone_is_left_alone_for_good(desk: Desk) -> None:
    desk.web.pages["/feed"] = Page(status=410)
    feed(desk)
    assert "gone" in desk.look().problems[0]
    desk.look(48 * HOUR)
    assert len(desk.web.to("/feed")) == 1


def test_no_server_and_no_feed_stop_nothing(desk: Desk) -> None:
    desk.web.pages["/broken"] = Page(b"\x00\x01 no feed at all")
    desk.web.pages["/feed"] = Page(rss(ONE))
    desk.configure(
        f'[[feed]]\nurl = "http://127.0.0.1:1/feed"\n'
        f'[[feed]]\nurl = "{desk.web.url("/broken")}"\n[[feed]]\nurl = "{desk.web.url("/feed")}"\n'
    )
    tick = desk.look()
    assert (tick.documents, tick.rejected) == (1, 1)
    assert len(tick.problems) == 2


def test_articles_are_read_in_place_of_their_entries_with_pauses(desk: Desk) -> None:
    base = desk.web.url("")
    story = "The ministry said that PL delivers 14 tanks to UA, and that crews have been trained since."
    paragraphs = "".join(
        f"<p>{text}</p>" for text in (story, "A second paragraph of it.", "And a third one.")
    )
    page = f"<html><head><title>T</title></head><body><article><h1>T</h1>{paragraphs}</article></html>"
    desk.web.pages["/two"] = Page(page.encode(), media_type="text/html")
    desk.web.pages["/feed"] = Page(rss(("two", "Read more."), ONE, base=base))
    feed(desk, "articles = true\n")
    began = desk.now()
    tick = desk.look()
    # On a slow machine the pause between two requests to one host may pass by itself.
    assert desk.now() - began >= timedelta(seconds=4), "three requests with two pauses between them"
    assert tick.documents == 2
    assert "404" in tick.problems[0], "an article that is not there: what the feed says of it was read"
    assert desk.ledger is not None
    texts = {stored.document.text for stored in desk.ledger.as_of().documents()}
    assert any("crews have been trained" in text for text in texts)
    assert any("IR delivers 6 uavs" in text for text in texts)
    desk.look(HOUR)
    assert len(desk.web.to("/two")) == 1, "a page is read once"


def article(*paragraphs: str) -> Page:
    text = "".join(f"<p>{one}</p>" for one in (*paragraphs, "A second paragraph of it.", "And a third one."))
    page = f"<html><head><title>T</title></head><body><article><h1>T</h1>{text}</article></body></html>"
    return Page(page.encode(), media_type="text/html")


def linking(link: str, name: str = "one") -> Page:
    return Page(rss((name, ONE[1])).replace(f"http://example.org/{name}".encode(), link.encode()))


def texts(desk: Desk) -> list[str]:
    assert desk.ledger is not None
    return [stored.document.text for stored in desk.ledger.as_of().documents()]


@pytest.mark.parametrize("link", ["{path}", "file://{path}", "-", "//127.0.0.1/one", "http://[::1"])
def test_a_link_that_is_no_web_address_is_not_read(desk: Desk, link: str) -> None:
    notes = desk.folder / "notes.txt"
    notes.write_text("date 2023-06-09\n\nOf a source that must not be named: PL delivers 14 tanks to UA.\n")
    desk.web.pages["/feed"] = linking(link.format(path=notes))
    feed(desk, "articles = true\n")
    tick = desk.look()
    assert (tick.documents, len(tick.problems)) == (1, 1)
    assert "no http or https address" in tick.problems[0]
    assert "IR delivers 6 uavs" in texts(desk)[0]
    assert desk.look(HOUR).problems == (), "told once"


def test_a_feed_leads_to_no_inner_address_but_those_of_its_own_host(desk: Desk) -> None:
    inner = desk.web.url("/admin").replace("127.0.0.1", "localhost")
    desk.web.pages["/admin"] = article("Keys of the house: PL delivers 14 tanks to UA.")
    desk.web.pages["/moved"] = Page(status=302, headers={"Location": inner})
    desk.web.pages["/own"] = article("The ministry said that FR delivers 9 tanks to UA, as agreed.")
    desk.web.pages["/feed"] = linking(inner)
    desk.web.pages["/second"] = linking(desk.web.url("/moved"), "two")
    desk.web.pages["/third"] = linking(desk.web.url("/own"), "three")
    desk.configure(
        "".join(
            f'[[feed]]\nurl = "{desk.web.url(path)}"\narticles = true\n'
            for path in ("/feed", "/second", "/third")
        )
    )
    tick = desk.look()
    assert [("localhost" in one, "no public address" in one) for one in tick.problems] == [(True, True)] * 2
    assert desk.web.to("/admin") == []
    assert sorted("IR delivers 6 uavs" in one for one in texts(desk)) == [False, True, True]


def test_a_page_whose_server_does_not_answer_is_asked_for_again(desk: Desk) -> None:
    desk.web.pages["/feed"] = Page(rss(("two", "Read more of the tanks."), base=desk.web.url("")), etag='"1"')
    desk.web.pages["/two"] = Page(status=503)
    feed(desk, "articles = true\n")
    assert "503" in desk.look().problems[0]
    assert ["Read more of the tanks" in one for one in texts(desk)] == [True]
    desk.look(16 * MINUTE)
    assert len(desk.web.to("/two")) == 1, "not at once"
    desk.web.pages["/two"] = article("The ministry said that PL delivers 14 tanks to UA, and gave no date.")
    assert desk.look(HOUR).documents == 1
    assert ["PL delivers 14 tanks" in one for one in texts(desk)] == [True]
    desk.look(HOUR)
    assert len(desk.web.to("/two")) == 2, "a page is read once"


def test_a_page_whose_server_never_answers_is_given_up(desk: Desk) -> None:
    desk.web.pages["/feed"] = Page(rss(("two", "Read more of the tanks."), base=desk.web.url("")))
    desk.web.pages["/two"] = Page(status=503)
    feed(desk, "articles = true\n")
    for _ in range(12):
        desk.look(25 * HOUR)
    assert len(desk.web.to("/two")) == 6


# Whose document it is.


def lines_of(desk: Desk) -> list[tuple[str | None, str | None, str | None, int]]:
    assert desk.ledger is not None
    return sorted((*line.key, line.origins) for line in lines(desk.ledger.as_of()))


IR_RU, PL_UA = ("IR", "RU", "uav", 1), ("PL", "UA", "tank", 1)


def test_feeds_of_one_host_may_number_their_entries_alike(desk: Desk) -> None:
    desk.web.pages["/europe"] = Page(rss(("1", TWO[1])))
    desk.web.pages["/asia"] = Page(rss(("1", ONE[1])))
    two_feeds(desk, "/europe", "/asia")
    assert desk.look().documents == 2
    assert lines_of(desk) == [IR_RU, PL_UA]


def two_feeds(desk: Desk, *paths: str) -> None:
    desk.configure("".join(f'[[feed]]\nurl = "{desk.web.url(path)}"\n' for path in paths))


def test_a_feed_cannot_end_what_another_says(desk: Desk) -> None:
    desk.web.pages["/honest"] = Page(rss(ONE))
    desk.web.pages["/hostile"] = Page(rss((ONE[0], "Nothing of note happened in the harbour on Friday.")))
    two_feeds(desk, "/honest", "/hostile")
    desk.look()
    desk.web.pages["/hostile"] = Page(rss((ONE[0], "Nothing of note happened there on Friday, nor since.")))
    desk.look(HOUR)
    assert lines_of(desk) == [IR_RU]


def test_an_item_of_two_sections_is_a_copy_and_comes_once(desk: Desk) -> None:
    desk.web.pages["/world"] = Page(rss(ONE))
    desk.web.pages["/europe"] = Page(rss(ONE).replace(b"Harbour Post", b"Harbour Post: Europe"))
    two_feeds(desk, "/world", "/europe")
    assert desk.look().documents == 2
    assert lines_of(desk) == [IR_RU]
    for _ in range(3):
        tick = desk.look(HOUR)
        assert (tick.documents, tick.alerts) == (0, 0)


def test_folders_may_hold_files_of_one_name(desk: Desk) -> None:
    desk.write("../jan/report.txt", ONE[1])
    desk.write("../feb/report.txt", TWO[1])
    desk.configure('[[folder]]\npath = "jan"\n[[folder]]\npath = "feb"\n')
    desk.look()
    assert lines_of(desk) == [IR_RU, PL_UA]
    desk.write("../jan/report.txt", f"{ONE[1]} Corrected: now FR delivers 9 tanks to UA.")
    assert desk.look(HOUR).documents == 1
    assert lines_of(desk) == [("FR", "UA", "tank", 1), IR_RU, PL_UA]


def test_what_was_read_before_ids_named_their_source_goes_on(desk: Desk) -> None:
    desk.write("a.txt", ONE[1])
    with open_ledger(f"sqlite:///{desk.folder}/ledger.db") as ledger:
        today = desk.now().date()
        list(
            read_into(
                ledger, read_documents([desk.folder / "in"], today=today), Telegraphic(), clock=desk.now
            )
        )
    alerts(desk)
    tick = desk.look()
    assert (tick.documents, tick.alerts) == (0, 0)
    desk.write("a.txt", TWO[1])
    desk.look(HOUR)
    assert desk.ledger is not None
    ids = [stored.document.id for stored in desk.ledger.as_of().documents()]
    assert ids[0] == "a"
    assert re.fullmatch(r"in-[0-9a-f]{12}/a", ids[1]), "another text is a document of its own"


def test_a_page_that_an_earlier_version_visited_is_not_asked_for_again(desk: Desk) -> None:
    desk.web.pages["/feed"] = Page(rss(ONE, base=desk.web.url("")))
    feed(desk, "articles = true\n")
    with State(desk.folder / "watch.toml.state"):
        pass
    with closing(sqlite3.connect(desk.folder / "watch.toml.state")) as state, state:
        state.execute("INSERT INTO pages VALUES (?, '2026-01-01')", (desk.web.url("/one"),))
    assert desk.look().documents == 0
    assert desk.web.to("/one") == []


@pytest.mark.parametrize(
    "link", ["http://[::1", "http://", "http://a b/", "http://\u00ad/", "http://x:99999999/"]
)
def test_an_article_behind_no_address_is_read_as_the_feed_gives_it(desk: Desk, link: str) -> None:
    bad = rss(ONE).replace(b"http://example.org/one", link.encode())
    desk.web.pages["/bad"] = Page(bad)
    desk.web.pages["/feed"] = Page(rss(TWO))
    bad_url, good_url = desk.web.url("/bad"), desk.web.url("/feed")
    desk.configure(f'[[feed]]\nurl = "{bad_url}"\narticles = true\n[[feed]]\nurl = "{good_url}"\n')
    tick = desk.look()
    assert tick.documents == 2
    assert len(tick.problems) == 1
    assert "what the feed says of it was read" in tick.problems[0]


def test_an_unforeseen_error_costs_its_own_source_and_is_told(desk: Desk) -> None:
    desk.web.pages["/feed"] = Page(rss(ONE))
    url = desk.web.url("/feed")
    desk.configure(f'[[feed]]\nurl = "{url}"\n[[feed]]\nurl = "{url}?again"\n[[folder]]\npath = "in"\n')
    desk.write("two.txt", TWO[1])

    def broken(_seconds: float) -> None:
        raise ZeroDivisionError("the rule of this test")

    desk.sleep = broken  # type: ignore[method-assign]  # the pause before the second request to the host
    tick = desk.look()
    assert (tick.documents, tick.faults) == (2, 1), "the first feed and the folder"
    assert "again: internal error: ZeroDivisionError: the rule of this test, at" in tick.problems[0]
    assert "report" in tick.problems[0]
    del desk.sleep
    desk.stop()
    assert desk.look(HOUR).faults == 0


def test_a_feed_that_ends_in_the_middle_is_asked_for_whole_again(desk: Desk) -> None:
    whole = rss(ONE, TWO)
    cut = whole[: whole.index(b"<item><title>Telegram two")] + b"<item><title>Tele"
    desk.web.pages["/feed"] = Page(
        cut, etag='"1"', headers={"Last-Modified": "Fri, 09 Jun 2023 10:00:00 GMT"}
    )
    feed(desk)
    tick = desk.look()
    assert tick.documents == 1
    assert any("ends in the middle" in problem for problem in tick.problems), "nobody else would tell"
    desk.web.pages["/feed"] = Page(whole, etag='"1"')
    assert desk.look(HOUR).documents == 1
    assert len(texts(desk)) == 2


def test_what_is_no_feed_for_once_is_asked_for_again(desk: Desk) -> None:
    desk.web.pages["/feed"] = Page(b"<html><body>Back in a minute</body></html>", etag='"1"')
    feed(desk)
    assert desk.look().documents == 0
    desk.web.pages["/feed"] = Page(rss(ONE), etag='"1"')
    assert desk.look(HOUR).documents == 1


def test_entries_without_ids_that_link_to_one_page_are_different_ones(desk: Desk) -> None:
    def page(*items: tuple[str, str]) -> Page:
        told = rss(*items)
        told = re.sub(rb"<guid>.*?</guid>", b"", told)
        return Page(
            re.sub(rb"<link>http://example.org/\w+</link>", b"<link>http://example.org/</link>", told)
        )

    desk.web.pages["/feed"] = page(ONE)
    feed(desk)
    desk.look()
    desk.web.pages["/feed"] = page(TWO, ONE)
    desk.look(HOUR)
    desk.look(HOUR)
    assert desk.ledger is not None
    assert {line.quantity for line in lines(desk.ledger.as_of())} == {Quantity(6, 6), Quantity(14, 14)}
    assert desk.look(HOUR).documents == 0


@pytest.mark.parametrize("newest_first", [True, False])
def test_of_two_versions_of_an_entry_the_later_holds(desk: Desk, newest_first: bool) -> None:
    """RFC 4287, section 4.1.1: entries of one id are one, in versions that `updated` tells apart."""

    def entry(day: int, text: str) -> str:
        return (
            f"<entry><id>urn:one</id><title>Drones</title><link href='http://example.org/one'/>"
            f"<published>2023-06-08T10:00:00Z</published><updated>2023-06-{day:02}T10:00:00Z</updated>"
            f"<content>{text}</content></entry>"
        )

    later, earlier = entry(10, ONE[1]), entry(9, ONE[1].replace("6", "60"))
    entries = later + earlier if newest_first else earlier + later
    head = "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:feed</id><title>Harbour Post</title>"
    desk.web.pages["/feed"] = Page(f"{head}{entries}</feed>".encode())
    feed(desk)
    desk.look()
    desk.look(HOUR)
    assert desk.ledger is not None
    assert [line.quantity for line in lines(desk.ledger.as_of())] == [Quantity(6, 6)]
    assert desk.look(HOUR).documents == 0


def test_a_clock_that_was_ahead_silences_no_source_and_no_alert(desk: Desk) -> None:
    desk.web.pages["/feed"] = Page(rss(ONE))
    desk.web.pages["/hook"] = Page(status=503)
    alerts(desk, f'[[feed]]\nurl = "{desk.web.url("/feed")}"\nevery = "15m"\n')
    desk.look()
    desk.ahead += timedelta(days=4000)
    desk.look()
    desk.stop()
    desk.ahead -= timedelta(days=4000)
    desk.web.pages["/hook"] = Page()
    desk.web.pages["/feed"] = Page(rss(TWO, ONE))
    desk.web.asked.clear()
    assert desk.look(HOUR).documents == 1
    assert len(hooks(desk)) == 2
    assert desk.look(MINUTE).due - desk.now() <= timedelta(days=1)


# Folders.


def test_a_link_to_nothing_does_not_hide_its_folder(desk: Desk) -> None:
    desk.write("a.txt", ONE[1])
    (desk.folder / "in/gone.txt").symlink_to(desk.folder / "nowhere.txt")
    desk.configure('[[folder]]\npath = "in"\nevery = "10s"\n')
    tick = desk.look()
    assert (tick.documents, tick.rejected) == (1, 1)
    desk.write("b.txt", TWO[1])
    tick = desk.look(MINUTE)
    assert (tick.documents, tick.problems) == (1, ())


def test_a_folder_is_read_when_it_has_changed_and_come_to_rest(desk: Desk) -> None:
    desk.configure('[[folder]]\npath = "in"\nevery = "10s"\n')
    desk.write("a.txt", ONE[1])
    assert desk.look().documents == 1
    assert desk.look(MINUTE).documents == 0
    half = desk.folder / "in/b.txt"
    half.write_text("date 2023-06-09\n\nPL delivers 14 tan")
    now = desk.now().timestamp()
    os.utime(half, (now, now))
    desk.ahead += timedelta(seconds=0.1)
    desk._watcher._state.remember(f"folder {desk.folder / 'in'}", _due_now(desk))  # type: ignore[union-attr]
    assert desk.look().documents == 0, "it may still be written to"
    half.write_text("date 2023-06-09\n\nPL delivers 14 tanks to UA.\n")
    assert desk.look(MINUTE).documents == 1
    assert desk.ledger is not None and desk.ledger.as_of().counts().claims == 2


def _due_now(desk: Desk) -> object:
    from dataclasses import replace

    state = desk._watcher._state  # type: ignore[union-attr]
    return replace(state.source(f"folder {desk.folder / 'in'}"), due=None)


def test_a_missing_folder_is_told_and_waited_for(desk: Desk) -> None:
    desk.configure('[[folder]]\npath = "later"\nevery = "1m"\n')
    assert "no folder" in desk.look().problems[0]
    (desk.folder / "later").mkdir()
    desk.write("../later/a.txt", ONE[1])
    assert desk.look(HOUR).documents == 1


# Alerts.


def alerts(desk: Desk, more: str = "") -> None:
    desk.configure(
        f"""
        [[folder]]
        path = "in"
        every = "10s"
        [[alert]]
        kind = "atom"
        path = "alerts.atom"
        [[alert]]
        kind = "webhook"
        name = "hook"
        url = "{desk.web.url("/hook")}"
        secret_env = "HOOK"
        [[alert]]
        kind = "mail"
        port = {desk.mail.port}
        host = "127.0.0.1"
        from = "tracewire@example.org"
        to = ["desk@example.org", "chief@example.org"]
        {more}
        """
    )


def told(desk: Desk) -> list[str]:
    """The sentences of the feed of alerts, oldest first."""
    found = feedparser.parse((desk.folder / "alerts.atom").read_bytes())
    assert not found.bozo
    return [entry.title for entry in reversed(found.entries)]


def hooks(desk: Desk) -> list[dict[str, object]]:
    return [json.loads(one.body) for one in desk.web.to("/hook")]


def test_what_changed_is_told_by_feed_webhook_and_mail(desk: Desk) -> None:
    desk.web.pages["/hook"] = Page(status=204)
    desk.write("a.txt", ONE[1])
    alerts(desk)
    desk.look()
    assert (hooks(desk), desk.mail.mails) != ([], []), "what came with the first look is news to the ledger"
    desk.write("b.txt", TWO[1])
    tick = desk.look(MINUTE)
    assert (tick.documents, tick.alerts, tick.delivered) == (1, 1, 3)
    sentence = "Poland → Ukraine, tanks: new; delivered, 14 of them, 1 independent origin"
    assert told(desk)[-1].startswith(sentence)
    hook = desk.web.to("/hook")[-1]
    record = json.loads(hook.body)
    assert record["sentence"].startswith(sentence)
    assert record["causes"][0]["passage"] == "PL delivers 14 tanks to UA"
    assert hook.headers["idempotency-key"] == record["id"]
    signed = hmac.new(b"s3cret", hook.body, hashlib.sha256).hexdigest()
    assert hook.headers["x-tracewire-signature"] == f"sha256={signed}"
    mail = desk.mail.mails[-1]
    assert mail["Subject"].startswith("Tracewire: Poland → Ukraine, tanks: new")
    assert "“PL delivers 14 tanks to UA”" in mail.get_content()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert len(desk.mail.envelopes[-1][1]) == 2


def test_what_the_ledger_held_before_is_no_news_and_what_others_append_is(desk: Desk) -> None:
    desk.web.pages["/hook"] = Page()
    with open_ledger(f"sqlite:///{desk.folder}/ledger.db") as ledger:
        _append(ledger, desk, "before", ONE[1])
    alerts(desk)
    assert desk.look().alerts == 0
    assert desk.ledger is not None
    _append(desk.ledger, desk, "after", TWO[1])
    assert desk.look(MINUTE).alerts == 1
    assert len(hooks(desk)) == 1


def _append(ledger: Ledger, desk: Desk, name: str, text: str) -> None:
    path = desk.folder / f"{name}.txt"
    path.write_text(f"date 2023-06-09\n\n{text}\n")
    list(read_into(ledger, read_documents([path], today=desk.now().date()), Telegraphic(), clock=desk.now))


def test_nothing_is_told_twice_over_looks_restarts_and_copies(desk: Desk) -> None:
    desk.web.pages["/hook"] = Page()
    alerts(desk)
    desk.look()
    desk.write("a.txt", ONE[1])
    desk.look(MINUTE)
    desk.look(MINUTE)
    desk.stop()
    desk.look(MINUTE)
    desk.write("copy.txt", ONE[1])
    desk.look(MINUTE)
    assert len(hooks(desk)) == len(desk.mail.mails) == len(told(desk)) == 1


def test_a_filter_tells_what_was_asked_for_only(desk: Desk) -> None:
    desk.web.pages["/hook"] = Page()
    alerts(desk, '[tell]\neffects = ["line"]\nrecipient = ["UA"]')
    desk.look()
    desk.write("a.txt", f"{ONE[1]} {TWO[1]}")
    desk.look(MINUTE)
    assert [one["line"] for one in hooks(desk)] == [["PL", "UA", "tank"]]


def test_a_filter_asks_by_name_and_not_for_what_nobody_is(desk: Desk) -> None:
    desk.web.pages["/hook"] = Page()
    alerts(desk, '[tell]\neffects = ["line"]\nrecipient = ["Ukraine"]\nitem = ["battle tank"]')
    desk.look()
    desk.write("a.txt", f"{ONE[1]} {TWO[1]}")
    desk.look(MINUTE)
    assert [one["line"] for one in hooks(desk)] == [["PL", "UA", "tank"]]
    desk.stop()
    alerts(desk, '[tell]\nrecipient = ["Ukrania"]')
    with pytest.raises(ConfigUnfit, match="recipient: 'Ukrania'"):
        desk.look()


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_receiver_that_is_down_is_told_later_in_order_and_once(desk: Desk, status: int) -> None:
    desk.web.pages["/hook"] = Page(status=status, headers={"Retry-After": "600"})
    alerts(desk)
    desk.look()
    desk.write("a.txt", ONE[1])
    assert any(str(status) in problem for problem in desk.look(MINUTE).problems)
    desk.write("b.txt", TWO[1])
    desk.look(5 * MINUTE)
    assert len(hooks(desk)) <= 2, "ten minutes were asked for"
    desk.stop()
    desk.web.pages["/hook"] = Page()
    desk.web.asked.clear()
    desk.look(12 * MINUTE)
    desk.look(12 * MINUTE)
    assert [one["line"] for one in hooks(desk)] == [["IR", "RU", "uav"], ["PL", "UA", "tank"]]
    assert len(told(desk)) == 2, "the other channels did not wait"


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_receiver_that_points_elsewhere_has_not_taken_it(desk: Desk, status: int) -> None:
    """As a proxy does while what lies behind it is mended: an alert is signed for one address, and waits."""
    desk.web.pages["/hook"] = Page(status=status, headers={"Location": desk.web.url("/login")})
    alerts(desk)
    desk.look()
    desk.write("a.txt", ONE[1])
    assert any(desk.web.url("/login") in problem for problem in desk.look(MINUTE).problems)
    assert desk.web.to("/login") == []
    desk.web.pages["/hook"] = Page()
    desk.web.asked.clear()
    desk.look(HOUR)
    desk.look(HOUR)
    assert len(hooks(desk)) == 1


@pytest.mark.parametrize("status", [400, 401, 404, 410])
def test_a_receiver_that_refuses_is_not_asked_again(desk: Desk, status: int) -> None:
    desk.web.pages["/hook"] = Page(status=status)
    alerts(desk)
    desk.look()
    desk.write("a.txt", ONE[1])
    desk.look(MINUTE)
    desk.look(HOUR)
    assert len(hooks(desk)) == 1


def test_no_connection_is_tried_again_and_no_answer_is_not(desk: Desk) -> None:
    alerts(desk)
    text = (desk.folder / "watch.toml").read_text()
    desk.configure(text.replace(desk.web.url("/hook"), "http://127.0.0.1:1/hook"))
    desk.look()
    desk.write("a.txt", ONE[1])
    assert any("no connection" in problem for problem in desk.look(MINUTE).problems)
    desk.configure(text)
    desk.web.pages["/hook"] = Page(drop=True)
    assert any("no answer" in problem for problem in desk.look(HOUR).problems)
    desk.web.pages["/hook"] = Page()
    desk.look(24 * HOUR)
    assert len(hooks(desk)) == 1, "it may have arrived: nobody is told twice"


@pytest.mark.parametrize(
    ("verb", "answer"), [("MAIL", "451 later"), ("RCPT", "450 greylisted"), ("END", "452 full")]
)
def test_a_mail_that_is_put_off_comes_later_once(desk: Desk, verb: str, answer: str) -> None:
    desk.web.pages["/hook"] = Page()
    alerts(desk)
    desk.look()
    desk.mail.answers[verb] = answer
    desk.write("a.txt", ONE[1])
    assert any(answer in problem for problem in desk.look(MINUTE).problems)
    desk.mail.answers.clear()
    desk.mail.mails.clear()
    desk.look(HOUR)
    desk.look(HOUR)
    assert len(desk.mail.mails) == 1


@pytest.mark.parametrize(("verb", "answer"), [("RCPT", "550 nobody here"), ("END", "554 no")])
def test_a_mail_that_is_refused_is_not_sent_again(desk: Desk, verb: str, answer: str) -> None:
    desk.web.pages["/hook"] = Page()
    alerts(desk)
    desk.look()
    desk.mail.answers[verb] = answer
    desk.write("a.txt", ONE[1])
    desk.look(MINUTE)
    desk.mail.answers.clear()
    desk.mail.mails.clear()
    desk.look(24 * HOUR)
    assert desk.mail.mails == []


def test_an_alert_does_not_overtake_one_that_waits(desk: Desk) -> None:
    desk.web.pages["/hook"] = Page(status=503, headers={"Retry-After": "600"})
    alerts(desk)
    desk.look()
    desk.write("a.txt", ONE[1])
    desk.look(MINUTE)
    desk.web.pages["/hook"] = Page()
    desk.web.asked.clear()
    desk.write("b.txt", TWO[1])
    desk.look(5 * MINUTE)
    assert hooks(desk) == [], "ten minutes were asked for"
    desk.look(6 * MINUTE)
    assert [one["line"] for one in hooks(desk)] == [["IR", "RU", "uav"], ["PL", "UA", "tank"]]


def test_a_mail_that_was_taken_is_not_sent_again_whatever_the_server_says_to_goodbye(desk: Desk) -> None:
    desk.web.pages["/hook"] = Page()
    alerts(desk)
    desk.look()
    desk.mail.answers["QUIT"] = "421 closing"
    desk.write("a.txt", ONE[1])
    desk.look(MINUTE)
    desk.look(HOUR)
    assert len(desk.mail.mails) == 1


def test_a_reader_whom_the_server_does_not_know_costs_the_others_nothing(desk: Desk) -> None:
    desk.web.pages["/hook"] = Page()
    alerts(desk)
    desk.look()
    desk.mail.refused.add("desk@example.org")
    desk.write("a.txt", ONE[1])
    tick = desk.look(MINUTE)
    assert [len(to) for _, to in desk.mail.envelopes] == [1]
    assert any("desk@example.org" in problem and "550" in problem for problem in tick.problems)
    desk.look(24 * HOUR)
    assert len(desk.mail.mails) == 1


def test_a_mail_server_that_falls_silent_is_not_told_twice(desk: Desk) -> None:
    desk.web.pages["/hook"] = Page()
    alerts(desk)
    desk.look()
    desk.mail.silent_after_data = True
    desk.write("a.txt", ONE[1])
    assert any("fell silent" in problem for problem in desk.look(MINUTE).problems)
    desk.mail.silent_after_data = False
    desk.look(24 * HOUR)
    assert len(desk.mail.mails) == 1


class Killed(BaseException):
    """As if the process ended here."""


@pytest.mark.parametrize("moment", ["before telling", "while it was sent", "after it was sent"])
def test_killed_at_any_moment_nothing_is_told_twice_and_the_feed_has_all(
    desk: Desk, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.web.pages["/hook"] = Page()
    alerts(desk)
    desk.look()
    desk.write("a.txt", ONE[1])

    def kill(*_: object, **__: object) -> None:
        raise Killed

    from tracewire.watch import channels

    mark = State.mark
    match moment:
        case "before telling":
            monkeypatch.setattr(State, "tell", kill)
        case "while it was sent":
            monkeypatch.setattr(channels.Webhook, "deliver", kill)
        case _:

            def marked(self: State, channel: str, ids: list[str], state: str, **more: object) -> None:
                if (channel, state) == ("hook", "sent"):
                    raise Killed
                mark(self, channel, ids, state, **more)  # type: ignore[arg-type]

            monkeypatch.setattr(State, "mark", marked)
    with pytest.raises(Killed):
        desk.look(MINUTE)
    desk.stop()
    monkeypatch.undo()
    tick = desk.look(MINUTE)
    desk.look(HOUR)
    assert len(told(desk)) == 1
    assert len(desk.mail.mails) == 1
    assert len(hooks(desk)) == {"before telling": 1, "while it was sent": 0, "after it was sent": 1}[moment]
    if moment != "before telling":
        assert any("may have arrived" in problem for problem in tick.problems)


def test_hostile_words_neither_break_the_feed_nor_the_mail(desk: Desk) -> None:
    desk.web.pages["/hook"] = Page()
    alerts(desk)
    desk.look()
    path = desk.folder / "in" / "<b>&\u202ex.txt"
    path.write_text(
        "date 2023-06-09\n\nIR delivers 6 uavs to RU\x07 \U0001f680 <script>\r\nBcc: all@example.org\n"
    )
    old = (desk.now() - MINUTE).timestamp()
    os.utime(path, (old, old))
    desk.look(MINUTE)
    assert len(told(desk)) == 1
    [mail] = desk.mail.mails
    assert mail["Bcc"] is None
    assert "\n" not in mail["Subject"]


def test_a_state_without_room_tells_nobody_and_goes_on_once_there_is_room(desk: Desk) -> None:
    desk.web.pages["/hook"] = Page()
    alerts(desk)
    desk.look()
    state = desk._watcher._state._connection  # type: ignore[union-attr]
    pages = state.execute("PRAGMA page_count").fetchone()[0]
    state.execute(f"PRAGMA max_page_count={pages}")
    for number in range(10, 40):
        desk.write(f"{number}.txt", ONE[1].replace("6", str(number)).replace("RU", f"A{chr(55 + number)}"))
    with pytest.raises(StateUnavailable) as error:
        desk.look(MINUTE)
    assert (error.value.code, error.value.where) == ("watch-state", str(desk.folder / "watch.toml.state"))
    assert hooks(desk) == []
    state.execute("PRAGMA max_page_count=1000000")
    told_of = desk.look(MINUTE).alerts
    assert told_of == len(hooks(desk)) == len(told(desk)) > 5
    desk.look(HOUR)
    assert told_of == len(hooks(desk))


def test_two_watches_with_one_state_are_one_too_many(desk: Desk) -> None:
    desk.configure('[[folder]]\npath = "in"\n')
    desk.look()
    with pytest.raises(WatchRunning) as error:
        State(desk.folder / "watch.toml.state")
    assert error.value.remedy
    desk.stop()
    State(desk.folder / "watch.toml.state").__exit__()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "nothing is watched"),
        ("[[feed]]\n", "url is missing"),
        ('[[feed]]\nurl = "ftp://x"', "http"),
        ('[[feed]]\nurl = "http://x"\nevery = "often"', "15m"),
        ('[[feed]]\nurl = "http://x"\ncolour = "red"', "not known: colour"),
        ('[feed]\nurl = "http://x"', "list"),
        ("[[folder]]\npath = 3", "str is expected"),
        ('[[folder]]\npath = "in"\n[[alert]]\nkind = "pigeon"', "one of atom"),
        ('[[folder]]\npath = "in"\n[[alert]]\nkind = "mail"\nfrom = "a@b"', "who are to be told"),
        (
            '[[folder]]\npath = "in"\n[[alert]]\nkind = "webhook"\nurl = "http://x"\nsecret_env = "NONE"',
            "NONE",
        ),
        ('[[folder]]\npath = "in"\n[tell]\neffects = ["mood"]', "mood"),
        ('[[folder]]\npath = "in"\nx', "cannot be read"),
    ],
)
def test_a_watch_file_that_cannot_be_used_says_where(desk: Desk, text: str, says: str) -> None:
    desk.configure(text)
    with pytest.raises(ConfigUnfit) as error:
        load_config(desk.folder / "watch.toml", {})
    assert says in error.value.message
    assert str(desk.folder) in error.value.where
