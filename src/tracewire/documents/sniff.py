"""Of which format are these bytes?

What the first bytes say goes before what the suffix or a media type says; these decide only among kinds of
text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import takewhile

from tracewire.documents.charset import decode, looks_binary
from tracewire.documents.refusals import Refusal

__all__ = ["SUFFIXES", "recognised"]

SUFFIXES: Mapping[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".warc": "warc",
    ".eml": "mail",
}

_MEDIA_TYPES: Mapping[str, str] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/json": "json",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/warc": "warc",
    "message/rfc822": "mail",
}

_BEFORE = rb"(?>(?:\s|<!--(?:(?!-->).){0,2000}-->|<\?[^>]*>|<!doctype(?!\s+html)[^>]*>)*)"
_HTML = re.compile(_BEFORE + rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FIELD = re.compile(r"([!-9;-~]{1,100}):")
_FEED = re.compile(_BEFORE + rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE | re.DOTALL)


def recognised(head: bytes, suffix: str, media_type: str | None = None) -> str | Refusal:
    """The name of the format whose first bytes are `head`."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if re.match(rb"\s*WARC/\d", head):
        return "warc"
    if kind := looks_binary(head):
        return Refusal("binary", f"this is {kind}")
    plain = (media_type or "").partition(";")[0].strip().lower()
    named = SUFFIXES.get(suffix) or _MEDIA_TYPES.get(plain)
    decoded = decode(head)
    start = decoded.text[:4096].encode("utf-8", "replace") if not isinstance(decoded, Refusal) else head
    if _FEED.match(start):
        return "feed"
    if _HTML.match(start) and named != "markdown":
        return "html"
    if named in ("pdf", "warc", "feed"):
        return Refusal("damaged", f"named {suffix or plain}, but the content is not of that kind")
    if named == "json" and re.match(rb"\s*\{.*\}[ \t\r]*\n\s*\{", start) and _is_json_lines(start):
        return "jsonl"
    if named in (None, "text") and _is_mail(start.decode("utf-8", "replace")):
        return "mail"
    if named:
        return named
    if _is_json_lines(start):
        return "jsonl"
    return "text"


def _is_json_lines(start: bytes) -> bool:
    first, _, rest = start.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    if not first.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except RecursionError:
        return True
    except ValueError:
        # A first record longer than what can be seen looks like the beginning of an object.
        return not rest and re.match(rb"\{\s*\"[^\"]*\"\s*:", first) is not None and len(start) >= 4096


def _is_mail(start: str) -> bool:
    """Whether a text begins with the header of a mail as programs write it.

    A line "From: …" alone is not enough: people write it above what they paste.
    """
    lines = start.split("\n")[:-1]
    header = list(takewhile(str.strip, lines))
    fields = {match[1].lower() for line in header if (match := _FIELD.match(line))}
    return (
        all(_FIELD.match(line) or line[:1] in " \t" for line in header)
        and "from" in fields
        and not fields.isdisjoint({"mime-version", "message-id", "received"})
        and "snapshot-content-location" not in fields  # a page that a browser stored, dated when it did
    )
