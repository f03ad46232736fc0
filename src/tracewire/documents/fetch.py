"""What does this web address answer?

A `Fetcher` is a seam: the command line gives one that reaches the network, tests one that does not. Errors
are of the two families that say who can act: `Unavailable` (try later) and `InputRefused` (the address itself
is wrong).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from tracewire.errors import InputRefused, Unavailable

if TYPE_CHECKING:
    import httpx

__all__ = ["Fetched", "Fetcher", "HttpFetcher"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: its body, and what the header says of it."""

    url: str
    content: bytes
    media_type: str | None = None
    charset: str | None = None


class Fetcher(Protocol):
    """Gets the body behind an address."""

    def fetch(self, url: str, *, max_bytes: int) -> Fetched:
        """The answer at `url`. Raises Unavailable, or InputRefused for an address that has no document
        within `max_bytes`.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpFetcher:
    """Gets pages and feeds over HTTP, following at most five redirects.

    `seconds` limits connecting and each wait for data, `seconds_in_all` the whole answer. `from_environment`
    lets httpx take proxies from the environment; the command line sets it. `transport` replaces the network,
    for tests.
    """

    user_agent: str = "Tracewire/0.1 (open monitor of arms transfers)"
    seconds: float = 20.0
    seconds_in_all: float = 120.0
    from_environment: bool = False
    transport: httpx.BaseTransport | None = None

    def fetch(self, url: str, *, max_bytes: int) -> Fetched:
        """The answer at `url`, read no further than `max_bytes`."""
        import httpx  # here: only who fetches pays for loading it

        headers: Mapping[str, str] = {
            "User-Agent": self.user_agent,
            "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/pdf, */*;q=0.5",
        }
        try:
            with (
                httpx.Client(
                    headers=headers,
                    timeout=self.seconds,
                    follow_redirects=True,
                    max_redirects=5,
                    trust_env=self.from_environment,
                    transport=self.transport,
                ) as client,
                client.stream("GET", url) as response,
            ):
                return self._read(url, response, max_bytes)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.TooManyRedirects) as error:
            raise InputRefused(
                f"the address cannot be followed: {error}", where=url, remedy="check the address"
            ) from error
        except httpx.HTTPError as error:
            reason = str(error) or type(error).__name__
            raise Unavailable(f"no answer: {reason}", where=url, remedy="try again later") from error

    def _read(self, url: str, response: httpx.Response, max_bytes: int) -> Fetched:
        status = response.status_code
        if status >= 500 or status in (408, 425, 429):
            raise Unavailable(f"the server answers {status}", where=url, remedy="try again later")
        if not 200 <= status < 300:
            raise InputRefused(f"the server answers {status}", where=url, remedy="check the address")
        content = bytearray()
        deadline = monotonic() + self.seconds_in_all
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > max_bytes:
                raise InputRefused(
                    f"the answer has more than {max_bytes:,} bytes", where=url, remedy="raise the limit"
                )
            if monotonic() > deadline:
                raise Unavailable("the answer takes too long", where=url, remedy="try again later")
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(
            url=str(response.url),
            content=bytes(content),
            media_type=media_type or None,
            charset=response.charset_encoding,
        )
