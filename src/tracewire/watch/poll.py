"""Has this feed something new? A polite question: only what changed is sent, and a wish to wait is heeded.

Conditional requests: RFC 9110, section 13; Retry-After: section 10.2.3; freshness: RFC 9111, section 4.2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING

from tracewire.documents import Fetched

if TYPE_CHECKING:
    import httpx

__all__ = ["Polled", "next_visit", "poll", "wait_of"]

_USER_AGENT = "Tracewire/0.1 (open monitor of arms transfers)"
_LONGEST = 86_400.0
"""No feed is left alone for longer than a day, whatever it says or however often it failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What the server answered: `fetched` where it sent something new, `problem` where it answered badly.

    `wait` are the seconds for which it asked to be left alone.
    """

    fetched: Fetched | None = None
    etag: str | None = None
    modified: str | None = None
    wait: float | None = None
    problem: str | None = None
    gone: bool = False


def poll(
    url: str,
    *,
    etag: str | None,
    modified: str | None,
    now: datetime,
    max_bytes: int,
    seconds: float = 20.0,
    seconds_in_all: float = 120.0,
    from_environment: bool = False,
) -> Polled:
    """Ask for `url` if it changed since the answer with this `etag` and `modified`. Servers raise nothing."""
    import httpx  # here: only who watches feeds pays for loading it

    headers = {
        "User-Agent": _USER_AGENT,
        "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.8, */*;q=0.5",
    }
    if etag:
        headers["If-None-Match"] = etag
    if modified:
        headers["If-Modified-Since"] = modified
    try:
        with (
            httpx.Client(
                headers=headers,
                timeout=seconds,
                follow_redirects=True,
                max_redirects=5,
                trust_env=from_environment,
            ) as client,
            client.stream("GET", url) as response,
        ):
            return _answer(response, now, max_bytes, monotonic() + seconds_in_all)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Polled(etag=etag, modified=modified, problem=str(error) or type(error).__name__)


def _answer(response: httpx.Response, now: datetime, max_bytes: int, deadline: float) -> Polled:
    headers = response.headers
    etag, modified = headers.get("etag"), headers.get("last-modified")
    wait = wait_of(headers, now)
    status = response.status_code
    sent = response.request.headers
    if status == 304:
        return Polled(
            etag=etag or sent.get("if-none-match"),
            modified=modified or sent.get("if-modified-since"),
            wait=wait,
        )
    if status == 410:
        return Polled(problem="the feed is gone for good (410)", gone=True)
    if not 200 <= status < 300:
        return Polled(
            etag=sent.get("if-none-match"),
            modified=sent.get("if-modified-since"),
            wait=wait,
            problem=f"the server answers {status}",
        )
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > max_bytes:
            return Polled(problem=f"the answer has more than {max_bytes:,} bytes")
        if monotonic() > deadline:
            return Polled(problem="the answer takes too long")
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    fetched = Fetched(
        url=str(response.url),
        content=bytes(content),
        media_type=media_type or None,
        charset=response.charset_encoding,
    )
    return Polled(fetched=fetched, etag=etag, modified=modified, wait=wait)


def wait_of(headers: Mapping[str, str], now: datetime) -> float | None:
    """For how many seconds the server asks to be left alone; None where it does not."""
    told = (headers.get("retry-after") or "").strip()
    if told:
        if told.isdecimal():
            return min(float(told), _LONGEST)
        try:
            until = parsedate_to_datetime(told)
        except (ValueError, TypeError):
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return min(max(0.0, (until - now).total_seconds()), _LONGEST)
    fresh = re.search(r"\bmax-age\s*=\s*(\d+)", headers.get("cache-control") or "", re.IGNORECASE)
    if fresh and "no-cache" not in headers.get("cache-control", "").lower():
        return min(float(fresh[1]), _LONGEST)
    return None


def next_visit(every: float, wait: float | None, failures: int) -> float:
    """Seconds until the next visit: as often as configured, never sooner than asked, twice as long for each
    failure in a row."""
    pause = every * 2 ** min(failures, 16) if failures else every
    return min(max(pause, wait or 0.0), _LONGEST)
