"""What does a piece of HTML say as plain text?

For pieces that are known to be content (a feed's entry, rendered Markdown); a page with its furniture goes
through trafilatura. Paragraphs and headings stand apart by an empty line, entries of a list and rows of a
table by a line end. The parser of the standard library reads any input without recursion, so that depth costs
nothing.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["plain_text"]

_SILENT = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "head",
        "title",
        "form",
        "button",
        "select",
        "nav",
        "figcaption",
    ]
)
_BLOCK = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "blockquote",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "table",
        "ul",
        "ol",
        "dl",
        "hr",
        "address",
    ]
)
_LINE = frozenset(["li", "tr", "dt", "dd"])


class _Renderer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.silent: list[str] = []
        self.verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent.append(tag)
        elif tag == "br":
            self.out.append("\n")
        elif tag in _BLOCK:
            self.out.append("\n\n")
            self.verbatim += tag == "pre"
        elif tag in _LINE:
            self.out.append("\n- " if tag == "li" else "\n")
        elif tag in ("td", "th"):
            self.out.append("\v")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.out.append("\n")
        elif tag in _BLOCK:
            self.out.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            if tag in self.silent:
                del self.silent[self.silent.index(tag) :]
        elif tag in _BLOCK:
            self.out.append("\n\n")
            self.verbatim = max(0, self.verbatim - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.out.append(data if self.verbatim else re.sub(r"[ \t\r\n\f\v]+", " ", data))


def plain_text(html: str) -> str:
    """The readable text of a piece of HTML; empty if it holds none."""
    renderer = _Renderer()
    renderer.feed(html)
    renderer.close()
    text = "".join(renderer.out)
    text = re.sub(r"\n[ \t]*\v", "\n", text).replace("\v", " | ")
    text = re.sub(r"\n- \s+", "\n- ", text)
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
    text = re.sub(r" {2,}", " ", text)
    text = re.sub(r"(?m)^-$\n*", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
