"""What does this web address answer?

A `Fetcher` is a seam: the command line gives one that reaches the network, tests one that does not. Errors
are of the two families that say who can act: `Unavailable` (try later) and `InputRefused` (the address itself
is wrong).

Invariants: what a person names is asked for wherever it lies; what a server names, by a link or a redirect,
must lie on a public address, or on the host of the named one. No answer takes more memory than the limit,
however it is packed, or longer than its deadline, whatever part of it is slow.
"""

from __future__ import annotations

import socket
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from tracewire.errors import InputRefused, Unavailable

if TYPE_CHECKING:
    import httpx

__all__ = ["Answer", "Fetched", "Fetcher", "HttpFetcher", "exchange"]

_REDIRECTS = 5
_PIECE = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: its body, and what the header says of it.

    `near` is the host that was asked for, where its address is not public: links of the answer may lead
    there.
    """

    url: str
    content: bytes
    media_type: str | None = None
    charset: str | None = None
    near: str | None = None


class Fetcher(Protocol):
    """Gets the body behind an address."""

    def fetch(self, url: str, *, max_bytes: int, linked_from: Fetched | None = None) -> Fetched:
        """The answer at `url`, which a person named or `linked_from` links to. Raises Unavailable, or
        InputRefused for an address that has no document within `max_bytes`, or that is not followed.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered; the body is read where `status` is 2xx only."""

    status: int
    headers: Mapping[str, str]
    fetched: Fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpFetcher:
    """Gets pages and feeds over HTTP, following at most five redirects.

    `seconds` limits connecting and each wait for data, `seconds_in_all` everything from the request to the
    last byte. `from_environment` lets httpx take proxies from the environment; the command line sets it.
    `transport` replaces the network, for tests.
    """

    user_agent: str = "Tracewire/0.1 (open monitor of arms transfers)"
    seconds: float = 20.0
    seconds_in_all: float = 120.0
    from_environment: bool = False
    transport: httpx.BaseTransport | None = None

    def fetch(self, url: str, *, max_bytes: int, linked_from: Fetched | None = None) -> Fetched:
        """The answer at `url`, read no further than `max_bytes`."""
        answer = exchange(
            url,
            headers={
                "User-Agent": self.user_agent,
                "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/pdf, */*;q=0.5",
            },
            max_bytes=max_bytes,
            linked_from=linked_from,
            seconds=self.seconds,
            seconds_in_all=self.seconds_in_all,
            from_environment=self.from_environment,
            transport=self.transport,
        )
        status = answer.status
        if status >= 500 or status in (408, 425, 429):
            raise Unavailable(f"the server answers {status}", where=url, remedy="try again later")
        if not 200 <= status < 300:
            raise InputRefused(f"the server answers {status}", where=url, remedy="check the address")
        return answer.fetched


def exchange(
    url: str,
    *,
    headers: Mapping[str, str],
    max_bytes: int,
    linked_from: Fetched | None = None,
    seconds: float = 20.0,
    seconds_in_all: float = 120.0,
    from_environment: bool = False,
    transport: httpx.BaseTransport | None = None,
) -> Answer:
    """Ask for `url` and read the answer, whatever its status. Raises Unavailable and InputRefused."""
    import httpx  # here: only who fetches pays for loading it

    route = _Route(url, linked_from, monotonic() + seconds_in_all)
    # What happens on a connection is heard by the trace: there the address is known before a byte is sent.
    watch = {"trace": route.hear}
    alarm = Timer(seconds_in_all, route.end)
    alarm.daemon = True
    alarm.start()
    try:
        with httpx.Client(
            headers={**headers, "Accept-Encoding": "gzip"},
            timeout=min(seconds, seconds_in_all),
            trust_env=from_environment,
            transport=transport,
        ) as client:
            request = client.build_request("GET", url, extensions=watch)
            # Redirects are followed here: httpx would read, and unpack, the whole body of each.
            for _ in range(_REDIRECTS + 1):
                route.enter(request)
                with closing(client.send(request, stream=True)) as response:
                    if response.next_request is None:
                        return _answer(response, route, max_bytes)
                    request = response.next_request
            raise InputRefused(
                f"the address cannot be followed: more than {_REDIRECTS} redirects",
                where=url,
                remedy="check the address",
            )
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, ValueError) as error:
        raise InputRefused(
            f"the address cannot be followed: {error}", where=url, remedy="check the address"
        ) from error
    except httpx.HTTPError as error:
        route.check_time()
        reason = str(error) or type(error).__name__
        raise Unavailable(f"no answer: {reason}", where=url, remedy="try again later") from error
    finally:
        alarm.cancel()


class _Route:
    """The hosts that one request leads over: which of them may be asked, and until when."""

    def __init__(self, url: str, linked_from: Fetched | None, deadline: float) -> None:
        self._url = url
        self._deadline = deadline
        self._named = linked_from is None
        self._host = ""
        self._direct = False
        self._socket: socket.socket | None = None
        self.near = linked_from.near if linked_from else None

    def enter(self, request: httpx.Request) -> None:
        """Before each request. Raises Unavailable where time is up, InputRefused for a host that is not to
        be asked.
        """
        self.check_time()
        named = self._named and not self._host
        self._named = named
        self._host = request.url.raw_host.decode("ascii")
        if not named:
            # Behind a proxy, which connects on our behalf, this is the only check.
            self._check(_addresses(self._host))

    def hear(self, event: str, told: Mapping[str, Any]) -> None:
        """An event of httpcore, whose names end in the step and its state."""
        # Not while something closes, or after it failed: the connection would stay open.
        if "close" not in event and not event.endswith(".failed"):
            self.check_time()
        if event.endswith("connect_tcp.started"):
            self._direct = told["host"] == self._host
        elif event.endswith("connect_tcp.complete"):
            stream = told["return_value"]
            self._socket = stream.get_extra_info("socket")
            if self._direct:
                try:
                    self._check([stream.get_extra_info("server_addr")[0]])
                except InputRefused:
                    stream.close()
                    raise
        elif event.endswith("start_tls.complete"):
            self._socket = told["return_value"].get_extra_info("socket")

    def _check(self, addresses: Iterable[str]) -> None:
        inner = next((one for one in addresses if not _public(one)), None)
        if inner is None or self._host == self.near:
            return
        if self._named:
            self.near = self._host
            return
        raise InputRefused(
            f"it leads to {self._host} ({inner}), which is no public address: no server's links or redirects"
            " are followed there, but those of its own host",
            where=self._url,
            remedy="check the address",
        )

    def check_time(self) -> None:
        """Raises Unavailable where the deadline has passed."""
        if monotonic() >= self._deadline:
            raise Unavailable("the answer takes too long", where=self._url, remedy="try again later")

    def end(self) -> None:
        """Wake whoever waits for this connection, from another thread."""
        if self._socket is not None:
            with suppress(OSError):
                # The system's own shutdown: that of a TLS socket would take apart what the reader still uses.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _addresses(host: str) -> list[str]:
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return []  # connecting will tell, or a proxy knows it


def _public(address: str) -> bool:
    """Whether the address is one of the open internet (IANA special-purpose registries)."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or found
    return found.is_global and not found.is_multicast


def _answer(response: httpx.Response, route: _Route, max_bytes: int) -> Answer:
    url = str(response.url)
    content = bytearray()
    if response.is_success:
        for piece in _unpacked(response, url):
            content += piece
            if len(content) > max_bytes:
                raise InputRefused(
                    f"the answer has more than {max_bytes:,} bytes", where=url, remedy="raise the limit"
                )
            route.check_time()
        route.check_time()  # a body without a length ends as well where the connection was ended
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Answer(
        status=response.status_code,
        headers=response.headers,
        fetched=Fetched(
            url=url,
            content=bytes(content),
            media_type=media_type or None,
            charset=response.charset_encoding,
            near=route.near,
        ),
    )


def _unpacked(response: httpx.Response, url: str) -> Iterator[bytes]:
    """The body in pieces of at most 64 KiB, or as they come where it is not packed.

    One layer of gzip, the only packing that is asked for: two layers unpack a million to one.
    """
    layers = [one.strip().lower() for one in response.headers.get("content-encoding", "").split(",")]
    layers = [one for one in layers if one not in ("", "identity")]
    # The stream itself: what httpx makes of it is unpacked, without a limit.
    packed: Iterable[bytes] = response.stream  # type: ignore[assignment]  # of a client that does not await
    if not layers:
        yield from packed
        return
    if layers not in (["gzip"], ["x-gzip"]):
        raise InputRefused(
            f"the answer is packed as {', '.join(layers)[:100]}; one layer of gzip is read",
            where=url,
            remedy="save the page and read the file",
        )
    inflate = zlib.decompressobj(wbits=31)
    for chunk in packed:
        pending = chunk
        while pending:
            if inflate.eof:  # another member; what is none is padding
                if not pending.startswith(b"\x1f\x8b"):
                    break
                inflate = zlib.decompressobj(wbits=31)
            try:
                piece = inflate.decompress(pending, _PIECE)
            except zlib.error as error:
                raise InputRefused(f"broken gzip: {error}", where=url, remedy="try again later") from error
            pending = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
            yield piece
    if not inflate.eof:
        raise Unavailable("the answer ends in the middle", where=url, remedy="try again later")
