"""An answer stays within memory, time and the public network: against real servers."""

from __future__ import annotations

import gc
import gzip
import resource
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
from servers import Page, WebServer

from tracewire.documents import Fetched, HttpFetcher
from tracewire.errors import InputRefused, Unavailable
from tracewire.watch import poll

LIMIT = 100_000
FEED = Fetched(url="https://courrier.example/feed", content=b"")
TEXT = b"Twelve aircraft were delivered on Friday, the ministry said. " * 200


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer().running() as running:
        yield running


# What is packed.


def packed(content: bytes, encoding: str) -> Page:
    return Page(content, headers={"Content-Encoding": encoding})


def test_one_layer_of_gzip_is_unpacked_in_all_its_members(web: WebServer) -> None:
    web.pages["/a"] = packed(gzip.compress(TEXT) + gzip.compress(b"And more."), "gzip")
    assert HttpFetcher().fetch(web.url("/a"), max_bytes=LIMIT).content == TEXT + b"And more."
    assert web.asked[0].headers["accept-encoding"] == "gzip"


def test_a_bomb_is_met_before_it_is_unpacked(web: WebServer) -> None:
    layer = gzip.compress(bytes(200_000_000))
    web.pages["/one"] = packed(layer, "gzip")
    web.pages["/two"] = packed(gzip.compress(layer), "gzip, gzip")
    web.pages["/moved"] = Page(layer, status=302, headers={"Location": "/one", "Content-Encoding": "gzip"})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in ("/one", "/two", "/moved"):
        with pytest.raises(InputRefused):
            HttpFetcher().fetch(web.url(path), max_bytes=LIMIT)
        assert poll(web.url(path), etag=None, modified=None, now=datetime.now(UTC), max_bytes=LIMIT).problem
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000, "KiB"


@pytest.mark.parametrize("encoding", ["br", "gzip, br", "deflate"])
def test_what_was_not_asked_for_is_refused(web: WebServer, encoding: str) -> None:
    web.pages["/a"] = packed(b"whatever", encoding)
    with pytest.raises(InputRefused, match="one layer of gzip"):
        HttpFetcher().fetch(web.url("/a"), max_bytes=LIMIT)


def test_broken_and_torn_gzip_are_told(web: WebServer) -> None:
    web.pages["/torn"] = packed(gzip.compress(TEXT)[:-20], "gzip")
    web.pages["/broken"] = packed(b"no gzip at all", "gzip")
    with pytest.raises(Unavailable, match="in the middle"):
        HttpFetcher().fetch(web.url("/torn"), max_bytes=LIMIT)
    with pytest.raises(InputRefused, match="broken gzip"):
        HttpFetcher().fetch(web.url("/broken"), max_bytes=LIMIT)


# How long.


def drip(server: socket.socket, first: bytes) -> None:
    """Answer with a line now and then, until nobody reads any more."""
    connection, _ = server.accept()
    with connection:
        try:
            connection.sendall(first)
            for number in range(200):
                connection.sendall(b"X-%d: y\r\n" % number if first else b"")
                time.sleep(0.05)
        except OSError:
            return


def fetch_until_deadline(first: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=drip, args=(server, first), daemon=True)
        thread.start()
        with pytest.raises(Unavailable, match="too long"):  # in ten seconds the server would be done
            HttpFetcher(seconds=5, seconds_in_all=0.5).fetch(
                f"http://127.0.0.1:{server.getsockname()[1]}/", max_bytes=LIMIT
            )
        thread.join()


@pytest.mark.parametrize("first", [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b""])
def test_the_deadline_holds_from_the_request_on(first: bytes) -> None:
    """The server sends a line now and then: of its header, or of a body without a length."""
    fetch_until_deadline(first)


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_connection_closes_in_peace_behind_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The alarm comes late, so that the reader sees the deadline first, in the middle of a body."""
    monkeypatch.setattr(threading.Timer, "start", lambda _alarm: None)
    fetch_until_deadline(b"HTTP/1.1 200 OK\r\n\r\n")
    gc.collect()


# Where to.


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "10.1.2.3", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "[fe80::1]", "[fd00::1]", "localhost", "2130706433", "100.64.0.1", "[2002:7f00:1::]",
    ],
)  # fmt: skip
def test_a_public_feed_leads_to_no_inner_address(address: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"{request.url} was asked")

    with pytest.raises(InputRefused, match="no public address"):
        HttpFetcher(transport=httpx.MockTransport(answer)).fetch(
            f"http://{address}/", max_bytes=LIMIT, linked_from=FEED
        )


def test_a_name_that_comes_to_lead_inside_is_not_asked(
    web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when looked up, and this machine when connected to."""
    answers = [[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 0))]]
    real = socket.getaddrinfo

    def look_up(host: str, port: int | None, *rest: int, **more: int) -> object:
        return answers.pop() if answers else real("127.0.0.1", port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(InputRefused, match="no public address"):
        HttpFetcher().fetch(
            web.url("/a").replace("127.0.0.1", "turning.example"), max_bytes=LIMIT, linked_from=FEED
        )
    assert web.asked == []


def test_what_a_person_names_may_lie_anywhere_and_redirect_within_its_host(web: WebServer) -> None:
    web.pages["/a"] = Page(status=301, headers={"Location": "/b"})
    web.pages["/b"] = Page(TEXT)
    found = HttpFetcher().fetch(web.url("/a"), max_bytes=LIMIT)
    assert (found.content, found.url, found.near) == (TEXT, web.url("/b"), "127.0.0.1")
    assert HttpFetcher().fetch(web.url("/b"), max_bytes=LIMIT, linked_from=found).content == TEXT
    web.pages["/a"] = Page(status=301, headers={"Location": web.url("/b").replace("127.0.0.1", "localhost")})
    with pytest.raises(InputRefused, match="no public address"):
        HttpFetcher().fetch(web.url("/a"), max_bytes=LIMIT)


@pytest.mark.parametrize("location", ["/a", "file:///etc/hostname", "http://[::1"])
def test_redirects_without_end_or_to_no_web_address_are_told(web: WebServer, location: str) -> None:
    web.pages["/a"] = Page(status=302, headers={"Location": location})
    with pytest.raises((InputRefused, Unavailable)):
        HttpFetcher().fetch(web.url("/a"), max_bytes=LIMIT)
