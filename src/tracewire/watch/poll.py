"""Has this feed something new? A polite question: only what changed is sent, and a wish to wait is heeded.

Conditional requests: RFC 9110, section 13; Retry-After: section 10.2.3; freshness: RFC 9111, section 4.2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tracewire.documents import Fetched, exchange
from tracewire.errors import InputRefused, Unavailable

__all__ = ["LONGEST", "Polled", "next_visit", "poll", "wait_of"]

_USER_AGENT = "Tracewire/0.1 (open monitor of arms transfers)"
LONGEST = 86_400.0
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
    headers = {
        "User-Agent": _USER_AGENT,
        "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.8, */*;q=0.5",
    }
    if etag:
        headers["If-None-Match"] = etag
    if modified:
        headers["If-Modified-Since"] = modified
    try:
        answer = exchange(
            url,
            headers=headers,
            max_bytes=max_bytes,
            seconds=seconds,
            seconds_in_all=seconds_in_all,
            from_environment=from_environment,
        )
    except (InputRefused, Unavailable) as error:
        return Polled(etag=etag, modified=modified, problem=error.message)
    status = answer.status
    wait = wait_of(answer.headers, now)
    if status == 410:
        return Polled(problem="the feed is gone for good (410)", gone=True)
    if status != 304 and not 200 <= status < 300:
        return Polled(etag=etag, modified=modified, wait=wait, problem=f"the server answers {status}")
    new_etag, new_modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    if status == 304:
        return Polled(etag=new_etag or etag, modified=new_modified or modified, wait=wait)
    return Polled(fetched=answer.fetched, etag=new_etag, modified=new_modified, wait=wait)


def wait_of(headers: Mapping[str, str], now: datetime) -> float | None:
    """For how many seconds the server asks to be left alone; None where it does not."""
    told = (headers.get("retry-after") or "").strip()
    if told:
        if told.isdecimal():
            return min(float(told), LONGEST)
        try:
            until = parsedate_to_datetime(told)
        except (ValueError, TypeError, OverflowError):  # the last for a year beyond what a machine word holds
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return min(max(0.0, (until - now).total_seconds()), LONGEST)
    fresh = re.search(r"\bmax-age\s*=\s*(\d+)", headers.get("cache-control") or "", re.IGNORECASE)
    if fresh and "no-cache" not in headers.get("cache-control", "").lower():
        return min(float(fresh[1]), LONGEST)
    return None


def next_visit(every: float, wait: float | None, failures: int) -> float:
    """Seconds until the next visit: as often as configured, never sooner than asked, twice as long for each
    failure in a row."""
    pause = every * 2 ** min(failures, 16) if failures else every
    return min(max(pause, wait or 0.0), LONGEST)
