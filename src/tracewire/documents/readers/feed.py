"""An RSS or Atom feed holds one document an entry: its content, or its summary where the feed gives no
more.

The id is the host of the entry's address and a digest of the entry's own id, so that a feed read daily gives
each entry one id for good. The day is cut from the date as the feed writes it, in its own zone; feedparser's
would be in UTC.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

import feedparser

from tracewire.documents.layout import is_teaser
from tracewire.documents.markup import plain_text
from tracewire.documents.readers.fields import titled
from tracewire.documents.refusals import rejected
from tracewire.documents.stream import Draft, Intake, whole
from tracewire.model import Rejected, digest_bytes, digest_text

__all__ = ["read"]

_MARKUP = re.compile(rb"<(?:!--|!\[CDATA\[|(/?)(?:\w+:)?(item|entry)(?![\w.:-]))")
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}


@whole
def read(intake: Intake, content: bytes) -> Iterator[Draft | Rejected]:
    """The entries of a feed, in its order."""
    raw = digest_bytes(content)
    try:
        # From bytes alone: given a string, feedparser would take it for an address or a path.
        feed: Any = feedparser.parse(io.BytesIO(content), sanitize_html=True, resolve_relative_uris=False)
        entries = list(feed.entries)
    except Exception as error:  # the parser meets whatever the feed holds
        yield rejected(
            intake.label, "damaged", f"the feed cannot be taken apart ({type(error).__name__})", raw=raw
        )
        return
    if not entries:
        code, reason = (
            ("damaged", "not well-formed") if feed.get("bozo") else ("empty", "the feed has no entry")
        )
        yield rejected(intake.label, code, reason, raw=raw)
        return
    outlet = (feed.feed.get("title") or "").strip() or None
    language = feed.feed.get("language") or None
    slices = _slices(content)
    keys = _keys(entries)
    for number in _latest(entries):
        entry = entries[number]
        own = slices[number] if len(slices) == len(entries) else _written(entry)
        yield _entry(entry, own, intake, keys[number] or str(number + 1), outlet, language)
    if feed.get("bozo") and content.rstrip()[-1:] != b">":
        yield rejected(
            intake.label, "truncated", "the feed ends in the middle; the entries before are read", raw=raw
        )


def _keys(entries: Sequence[Any]) -> list[str]:
    """What tells each entry from the others: its id; without one its link, or where it shares that with
    others (all lead to the front page), link and title; without a link its title, or else its text. Never its
    place, which the next entry takes."""
    links = Counter(_told(entry, "link") for entry in entries if not _told(entry, "id"))

    def key(entry: Any) -> str:
        if own := _told(entry, "id"):
            return own
        link, title = _told(entry, "link"), _told(entry, "title")
        if link and (links[link] == 1 or not title):
            return link
        return f"{link} {title}".strip() or _told(entry, "summary")

    return [key(entry) for entry in entries]


def _latest(entries: Sequence[Any]) -> list[int]:
    """The places of the entries but for earlier versions: those of one id are one entry, and `updated` tells
    which is the latest (RFC 4287, section 4.1.1)."""
    versions: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        versions.setdefault(_told(entry, "id") or f"\n{number}", []).append(number)

    def written(number: int) -> tuple[int, ...]:
        entry = entries[number]
        # Asked for by `get`, the one would stand in for the other, with a warning.
        moments = [entry[name] for name in ("updated_parsed", "published_parsed") if name in entry]
        return tuple(next(filter(None, moments), ()))

    return [max(places, key=written) for places in versions.values()]  # of equal ones the first


def _told(entry: Any, field: str) -> str:
    return str(entry.get(field) or "").strip()


def _slices(content: bytes) -> list[bytes]:
    """The bytes of each entry, in one pass; what stands in comments and marked sections is no markup."""
    found: list[bytes] = []
    name, start, at = b"", 0, 0
    while markup := _MARKUP.search(content, at):
        ends = _ENDS.get(markup[0], b">")
        end = content.find(ends, markup.end()) + len(ends)
        if end < len(ends):
            break  # it never ends: nothing behind it is markup
        at = end
        if ends != b">":
            continue
        closing = bool(markup[1]) or content[end - 2 : end] == b"/>"
        if not name and not markup[1]:
            name, start = markup[2], markup.start()
        if closing and name == markup[2]:
            found.append(content[start:end])
            name = b""
    return found


def _written(entry: Any) -> bytes:
    """An entry whose bytes cannot be told apart in the feed, as canonical JSON."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "surrogatepass")


def _entry(
    entry: Any, own: bytes, intake: Intake, key: str, outlet: str | None, language: str | None
) -> Draft | Rejected:
    link = _told(entry, "link")
    host = (_host(link) or _host(intake.url or "") or intake.name).removeprefix("www.")
    name = f"{host}-{digest_text(key)[:12]}"
    title = plain_text(str(entry.get("title") or "")).replace("\n", " ") or None
    contents = [str(part.get("value") or "") for part in entry.get("content") or ()]
    longest = max([*contents, str(entry.get("summary") or "")], key=len)
    body = "\n".join(line for line in plain_text(longest).split("\n") if not is_teaser(line)).strip()
    if not body:
        return rejected(name, "no-text", "the entry has neither content nor summary", raw=digest_bytes(own))
    source = entry.get("source") or {}
    return Draft(
        name=name,
        content=own,
        text=titled(title, re.sub(r"\n{3,}", "\n\n", body)),
        media_type="application/rss+xml",
        extractor=f"feedparser {version('feedparser')}",
        published=entry.get("published") or entry.get("created") or entry.get("updated") or None,
        title=title,
        outlet=(source.get("title") if isinstance(source, dict) else None) or outlet,
        byline=entry.get("author") or None,
        language_hint=language,
        url=link or None,
    )


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
