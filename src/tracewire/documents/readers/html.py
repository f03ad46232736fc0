"""An HTML page is one document: its article, without the page's furniture.

trafilatura finds text, title, author, site and date (measured: docs/architecture.md). Offsets count in the
text that it gives, which is stored with its version. The date search is kept to metadata, marked-up dates and
the address: a year in a copyright line would be a day that nobody wrote. A day that the page states as that
of its publication goes before any other that is found; the day of a change is a last resort, and said to be.
A block that is but a pointer to another article belongs to that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from importlib.metadata import version
from itertools import islice, pairwise
from typing import Any

import trafilatura

from tracewire.documents.charset import Decoded, decode
from tracewire.documents.date_notes import CHANGED
from tracewire.documents.dates import edtf_of
from tracewire.documents.layout import is_teaser
from tracewire.documents.markup import HIDDEN
from tracewire.documents.readers.fields import titled
from tracewire.documents.refusals import Refusal, rejected
from tracewire.documents.stream import Draft, Intake, whole
from tracewire.model import Rejected, digest_bytes

__all__ = ["article", "read"]

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_XML_START = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_LANGUAGE = re.compile(r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_META = re.compile(r"<meta\s[^>]{0,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(name|property|itemprop|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_LINKED = re.compile(r"<script\s[^>]{0,300}application/ld\+json[^>]{0,300}>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
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
# The day of a change, in the same words.
_CHANGED = frozenset(
    [
        "article:modified",
        "article:modified_time",
        "datemodified",
        "dc.date.modified",
        "dcterms.modified",
        "last-modified",
        "lastmod",
        "og:updated_time",
        "revised",
    ]
)
_TOO_DEEP = 3_000
_BLOCKS = frozenset(["aside", "blockquote", "dd", "div", "figure", "li", "p", "section", "td"])
_FEW = 20
"""Elements of a pointer to another article at most: a card has a picture, a label, a title and frames."""


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


def _days(markup: str, asked: frozenset[str]) -> Iterator[str]:
    """What the page's metadata give under the names of `asked`, in its order: marks in the page, then what is
    said of the page's own article in JSON-LD.
    """
    for meta in _META.finditer(markup):
        said = {key.lower(): one or other for key, one, other in _ATTRIBUTE.findall(meta[0])}
        names = (said.get(key, "").strip().lower() for key in ("name", "property", "itemprop"))
        if said.get("content") and not asked.isdisjoint(names):
            yield said["content"]
    for script in _linked(markup):
        try:
            said_of = [json.loads(script, strict=False)]
        except (ValueError, RecursionError):
            continue
        # The list grows by what is said of the page; what else an object holds, such as other articles, has
        # days of its own.
        for one in said_of:
            if isinstance(one, list):
                said_of += one
            elif isinstance(one, dict):
                yield from (day for key, day in one.items() if key.lower() in asked and isinstance(day, str))
                said_of += [one[key] for key in ("@graph", "mainEntity") if key in one]


def _linked(markup: str) -> Iterator[str]:
    """The contents of the page's scripts of JSON-LD, in one pass."""
    at = 0
    while (start := _LINKED.search(markup, at)) and (end := _SCRIPT_END.search(markup, start.end())):
        yield markup[start.end() : end.start()]
        at = end.end()


def _published(found: str | None, stated: Sequence[str], changed: Sequence[str]) -> tuple[str | None, bool]:
    """The day of publication, seen that trafilatura `found` one, and whether it is but the day of a change.

    What is found is no finer than the statement that it lies in: trafilatura completes a bare month with the
    day on which it runs.
    """
    days = [day for day in map(edtf_of, stated) if isinstance(day, str)]
    if not days or found in days:
        return found, not days and found is not None and found in map(edtf_of, changed)
    return next((day for day in days if (found or "").startswith(f"{day}-")), days[0]), False


def _drop_pointers(page: Any) -> None:
    """Takes out of a parsed page what points to other articles: a paragraph that is one link and no more, and
    a block of a few elements that says so ("À lire aussi") before its link.
    """
    for block in {block: None for link in page.iter("a") if (block := _block(link)) is not None}:
        elements = list(islice(block.iter(), _FEW + 1))
        links = [element for element in elements if element.tag == "a"]
        if len(elements) > _FEW or not links or block.getparent() is None:
            continue
        words, linked = _pieces(block), _pieces(links[0])
        if not linked:
            continue
        label = " ".join(words[: words.index(linked[0])]).rstrip(": \u00a0")
        pointed = " ".join(words[words.index(linked[0]) :])
        only = block.tag == "p" and words == linked
        if only or is_teaser(f"{label} : {pointed}" if label else pointed):
            block.drop_tree()


def _pieces(element: Any) -> list[str]:
    return [piece.strip() for piece in element.itertext(with_tail=False) if piece.strip()]


def _block(link: Any) -> Any | None:
    """The innermost block that a link stands in."""
    return next((above for above in islice(link.iterancestors(), _FEW) if above.tag in _BLOCKS), None)


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
        page: Any = trafilatura.load_html(markup)
        if page is not None:
            _drop_pointers(page)
        found: Any = trafilatura.bare_extraction(
            page,
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
    stated = tuple(_days(markup, _PUBLISHED))
    published, changed = _published(found.date or None, stated, tuple(_days(markup, _CHANGED)))
    language = _LANGUAGE.search(markup[:5000])
    return Draft(
        name=intake.name,
        content=content,
        text=titled(found.title, text),
        media_type="text/html",
        extractor=f"trafilatura {version('trafilatura')}",
        published=None if changed else published,
        last_resort=(published, CHANGED) if changed and published else None,
        also=stated,
        title=found.title or None,
        outlet=found.sitename or None,
        byline=found.author or None,
        language_hint=language[1].lower() if language else None,
        url=intake.url or found.url or None,
    )


@whole
def read(intake: Intake, content: bytes) -> Iterator[Draft | Rejected]:
    """The one document of an HTML file."""
    yield article(intake, content)
