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
from tracewire.documents.readers.text import cut, decoded_or_not
from tracewire.documents.refusals import rejected
from tracewire.documents.stream import Draft, Intake, whole
from tracewire.model import Rejected, digest_bytes

__all__ = ["front_matter", "read"]

_YAML = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_DATE = re.compile(r"\A\s*(date[ :][^\n]{0,40}\d[^\n]{0,40})\n")
_MOST_BRACKETS = 5_000
_LONE_BREAK = re.compile(r"(?m)^[ \t]*\\[ \t]*$|\\[ \t]*(?=\n[ \t]*\n|\Z)")
# Each part stops where the next could begin: a file of nothing but openings costs no more than any other.
_SHORTCODE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,500}\)|\{\{[<%][^{}]{0,500}[%>]\}\}")


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
        return _flat_yaml(match[1] or ""), text[match.end() :]
    return {}, text


def _flat_yaml(block: str) -> Mapping[str, Any]:
    """The top-level scalars and lists of words of a YAML block.

    Only what a dispatch's metadata need: YAML's other forms are a way in for surprises.
    """
    fields: dict[str, Any] = {}
    key = ""
    for line in block.split("\n"):
        if found := re.match(r"([\w.-]+)[ \t]*:(?:[ \t]+(.*?))?[ \t]*$", line):
            key = found[1].lower()
            words = found[2] or ""
            fields[key] = "" if re.fullmatch(r"[>|][+-]?", words) else words
        elif (
            key
            and (entry := re.match(r"\s*-[ \t]+(\S.*?)[ \t]*$", line))
            and not isinstance(fields[key], str)
        ):
            fields[key].append(_scalar(entry[1]))
        elif key and fields[key] == "" and (entry := re.match(r"\s*-[ \t]+(\S.*?)[ \t]*$", line)):
            fields[key] = [_scalar(entry[1])]
        elif key and isinstance(fields[key], str) and line[:1] in (" ", "\t"):
            fields[key] = f"{fields[key]} {line.strip()}".strip()
    return {name: _scalar(value) if isinstance(value, str) else value for name, value in fields.items()}


def _costly(text: str) -> bool:
    """Whether the parser, whose time grows with the square of these, would take minutes."""
    paragraphs = re.split(r"\n[ \t]*\n", text)
    return any(part.count("[") + part.count("\n|") > _MOST_BRACKETS for part in paragraphs)


def _scalar(words: str) -> str:
    if quoted := re.match(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'", words):
        return quoted[2].replace("''", "'") if quoted[1] is None else quoted[1].replace('\\"', '"')
    return re.sub(r"[ \t]+#.*$", "", words)


@whole
def read(intake: Intake, content: bytes) -> Iterator[Draft | Rejected]:
    """The one document of a Markdown file."""
    decoded = decoded_or_not(intake, content)
    if isinstance(decoded, Rejected):
        yield decoded
        return
    if len(decoded.text) > intake.limits.max_chars * 2 or _costly(decoded.text):
        reason = f"too many characters, or more than {_MOST_BRACKETS:,} brackets or rows in one paragraph"
        yield rejected(intake.label, "too-long", reason, raw=digest_bytes(content))
        return
    fields, body = front_matter(decoded.text.replace("\r\n", "\n").lstrip("\ufeff"))
    about = described(fields)
    first = _DATE.match(body)
    if first:
        body = body[first.end() :]
    text = plain_text(_parser().render(_LONE_BREAK.sub("", _SHORTCODE.sub("", body))))
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
