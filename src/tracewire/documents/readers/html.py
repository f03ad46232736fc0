"""An HTML page is one document: its article, without the page's furniture.

trafilatura finds text, title, author, site and date (measured: docs/architecture.md). Offsets count in the
text that it gives, which is stored with its version. The date search is kept to metadata, marked-up dates and
the address: a year in a copyright line would be a day that nobody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from importlib.metadata import version
from itertools import pairwise
from typing import Any

import trafilatura

from tracewire.documents.charset import Decoded, decode
from tracewire.documents.dates import edtf_of
from tracewire.documents.layout import is_teaser
from tracewire.documents.markup import HIDDEN
from tracewire.documents.readers.fields import titled
from tracewire.documents.refusals import Refusal, rejected
from tracewire.documents.stream import Draft, Intake
from tracewire.model import Rejected, digest_bytes

__all__ = ["article", "read"]

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_XML_START = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_LANGUAGE = re.compile(r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_META = re.compile(r"<meta\s[^>]{0,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(name|property|itemprop|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
# The day of publication, in the words of Open Graph, schema.org, Dublin Core, Highwire and Parse.ly.
_PUBLISHED = frozenset(
    [
        "article:published_time",
        "citation_publication_date",
        "date",
        "datepublished",
        "dc.date",
        "dc.date.issued",
        "dcterms.issued",
        "og:published_time",
        "parsely-pub-date",
        "pubdate",
        "publication_date",
        "publish-date",
    ]
)
_TOO_DEEP = 3_000


def _decoded(content: bytes, charset: str | None) -> Decoded | Refusal:
    start = content[:4096]
    found = _META_CHARSET.search(start) or _XML_CHARSET.search(start)
    return decode(content, declared=charset or (found[1].decode("ascii") if found else None))


def _depth(markup: str) -> int:
    """A bound for how deep the elements lie; the parser's own limit cuts a page without a word."""
    deepest = depth = 0
    for match in re.finditer(
        r"<(/?)(?:div|span|b|i|p|ul|li|table|tr|td|section|blockquote|font|em|strong|a)\b",
        markup,
        re.IGNORECASE,
    ):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _published(markup: str) -> Iterator[str]:
    """The days of publication that the page's metadata give, in its order."""
    for meta in _META.finditer(markup):
        said = {key.lower(): one or other for key, one, other in _ATTRIBUTE.findall(meta[0])}
        names = (said.get(key, "").strip().lower() for key in ("name", "property", "itemprop"))
        if said.get("content") and not _PUBLISHED.isdisjoint(names):
            yield said["content"]


def _as_precise(found: str | None, said: Sequence[str]) -> str | None:
    """The day that trafilatura found, no finer than the metadata that it lies in: it completes a bare month
    with the day on which it runs.
    """
    stated = [date for date in map(edtf_of, said) if isinstance(date, str)]
    if not found or found in stated:
        return found
    return next((date for date in stated if found.startswith(f"{date}-")), found)


def article(intake: Intake, content: bytes) -> Draft | Rejected:
    """The document that a page holds."""
    raw = digest_bytes(content)
    decoded = _decoded(content, intake.charset)
    if isinstance(decoded, Refusal):
        return rejected(intake.label, decoded.code, decoded.reason, raw=raw)
    markup = _XML_START.sub("", decoded.text.replace("\0", ""))
    if (tags := markup.count("<")) > intake.limits.max_tags:
        return rejected(intake.label, "too-long", f"{tags:,} tags", raw=raw)
    if _depth(markup) > _TOO_DEEP:
        return rejected(intake.label, "damaged", f"elements lie more than {_TOO_DEEP:,} deep", raw=raw)
    # The upper bound is wide: a page dated next year must be refused for it, not read as undated.
    dates = {
        "original_date": True,
        "extensive_search": False,
        "min_date": "1900-01-01",
        "max_date": (intake.today + timedelta(days=3650)).isoformat(),
    }
    try:
        found: Any = trafilatura.bare_extraction(
            markup,
            url=intake.url,
            with_metadata=True,
            include_comments=False,
            include_images=False,
            date_extraction_params=dates,
            prune_xpath=HIDDEN,
        )
    except Exception as error:  # the extractor and its parsers raise what they like on hostile pages
        return rejected(
            intake.label, "damaged", f"the page cannot be taken apart ({type(error).__name__})", raw=raw
        )
    extracted = ((found.text if found else None) or "").replace("\ufeff", "")
    lines = [line.strip() for line in extracted.split("\n")]
    lines = [line for line in lines if line and not is_teaser(line)]
    if not lines:
        return rejected(intake.label, "no-text", "the page holds no article", raw=raw)
    text = lines[0]
    for before, line in pairwise(lines):
        text += ("\n" if before.startswith("- ") and line.startswith("- ") else "\n\n") + line
    said = tuple(_published(markup))
    language = _LANGUAGE.search(markup[:5000])
    return Draft(
        name=intake.name,
        content=content,
        text=titled(found.title, text),
        media_type="text/html",
        extractor=f"trafilatura {version('trafilatura')}",
        published=_as_precise(found.date or None, said),
        also=said,
        title=found.title or None,
        outlet=found.sitename or None,
        byline=found.author or None,
        language_hint=language[1].lower() if language else None,
        url=intake.url or found.url or None,
    )


def read(intake: Intake) -> Iterator[Draft | Rejected]:
    """The one document of an HTML file."""
    content = intake.whole()
    if content is None:
        yield rejected(intake.label, "too-big", f"more than {intake.limits.max_bytes:,} bytes")
        return
    yield article(intake, content)
