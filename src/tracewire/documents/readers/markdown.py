"""A Markdown file is one document; what is stored is what a reader of the rendered page sees.

Front matter (YAML `---` or TOML `+++`, flat keys) gives title, date, outlet, byline, language and URL. A
front matter title that the body does not repeat becomes its first line. Code blocks stay, images and HTML
comments go, a link leaves its words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from markdown_it import MarkdownIt

from tracewire.documents.markup import plain_text
from tracewire.documents.readers.fields import described, titled
from tracewire.documents.readers.text import cut, decoded_whole
from tracewire.documents.stream import Draft, Intake
from tracewire.model import Rejected

__all__ = ["front_matter", "read"]

_YAML = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_DATE = re.compile(r"\A\s*(date[ :][^\n]{0,40}\d[^\n]{0,40})\n")
_SHORTCODE = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)|\{\{[<%].{0,500}?[%>]\}\}|<!--.{0,5000}?-->", re.DOTALL
)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True, "maxNesting": 50}).enable("table")


def front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    """The flat keys before a Markdown text, in lower case, and the text itself."""
    if match := _TOML.match(text):
        try:
            table = tomllib.loads(match[1] or "")
        except (tomllib.TOMLDecodeError, RecursionError):
            return {}, text
        return {key.lower(): value for key, value in table.items()}, text[match.end() :]
    if match := _YAML.match(text):
        # Only `key: value` is read: a dispatch's metadata are flat, and YAML's other forms are a way in for
        # surprises.
        fields: dict[str, Any] = {}
        for line in (match[1] or "").split("\n"):
            if found := re.match(r"([\w.-]+)[ \t]*:[ \t]+(\S.*?)[ \t]*$", line):
                value = found[2]
                quoted = re.match(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'", value)
                if quoted:
                    value = (
                        (quoted[1] or "").replace('\\"', '"')
                        if quoted[1] is not None
                        else quoted[2].replace("''", "'")
                    )
                else:
                    value = re.sub(r"[ \t]+#.*$", "", value)
                fields.setdefault(found[1].lower(), value)
        return fields, text[match.end() :]
    return {}, text


def read(intake: Intake) -> Iterator[Draft | Rejected]:
    """The one document of a Markdown file."""
    whole = decoded_whole(intake)
    if isinstance(whole, Rejected):
        yield whole
        return
    content, decoded = whole
    fields, body = front_matter(decoded.text.replace("\r\n", "\n").lstrip("\ufeff"))
    about = described(fields)
    first = _DATE.match(body)
    if first:
        body = body[first.end() :]
    text = plain_text(_parser().render(_SHORTCODE.sub("", body)))
    text = titled(about.title, text)
    if first:
        text = f"{first[1].strip()}\n\n{text}"
    yield Draft(
        name=intake.name,
        content=content,
        text=text,
        media_type="text/markdown",
        extractor=f"markdown-it-py {version('markdown-it-py')}",
        published=about.published,
        title=about.title,
        outlet=about.outlet,
        agency=about.agency,
        byline=about.byline,
        language=about.language,
        url=about.url or intake.url,
    )
    yield from cut(intake, content, decoded)
