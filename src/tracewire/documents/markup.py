"""What does a piece of HTML say as plain text?

For pieces that are known to be content (a feed's entry, rendered Markdown); a page with its furniture goes
through trafilatura. Paragraphs and headings stand apart by an empty line, entries of a list and rows of a
table by a line end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

__all__ = ["HIDDEN", "plain_text"]

HIDDEN = (
    "//*[not(self::html or self::body)][@hidden"
    " or contains(translate(@style, 'DISPLAYNOE \t\r\n', 'displaynoe'), 'display:none')"
    " or @aria-hidden = 'true' and not(descendant::article or descendant::main or descendant::h1)]"
)
"""What a page holds and does not show, as an XPath: what says so by an attribute of its own. A script shows
what hides the page as a whole, and marks the page behind a dialog as hidden from those who listen to it.
"""

_WHOLE = frozenset(["html", "body"])
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

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
# What XML cannot hold; and byte-order marks, which pasted into a word would split it.
_UNFIT = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufeff]")
_PIECE = 1 << 16


class _Renderer:
    """Takes the events of the parser; no tree is made, so that depth costs nothing."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.silent: list[str] = []
        self.hidden = 0
        self.verbatim = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.hidden or (tag not in _WHOLE and _hides(attributes)):
            self.hidden += 1
        elif tag in _SILENT:
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

    def end(self, tag: str) -> None:
        if self.hidden:
            self.hidden -= 1  # the parser ends whatever it starts, and nothing else
        elif tag in _SILENT:
            if tag in self.silent:
                del self.silent[self.silent.index(tag) :]
        elif tag in _BLOCK:
            self.out.append("\n\n")
            self.verbatim = max(0, self.verbatim - (tag == "pre"))

    def data(self, data: str) -> None:
        if not self.silent and not self.hidden:
            self.out.append(data if self.verbatim else _SPACES.sub(" ", data))

    def comment(self, text: str) -> None:
        """Comments say nothing."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Nor do processing instructions."""

    def close(self) -> str:
        return "".join(self.out)


def _hides(attributes: Mapping[str, str]) -> bool:
    """Whether an element of these attributes is not shown."""
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or "display:none" in "".join(attributes.get("style", "").split()).lower()
    )


def plain_text(html: str) -> str:
    """The readable text of a piece of HTML, without what it hides; empty if it holds none."""
    renderer = _Renderer()
    # libxml2 reads broken markup in one pass. The parser of the standard library looks for the end of each
    # open tag
    # again: 40 KB of "<a " took it 14 seconds (21 Nov 2026).
    parser = etree.HTMLParser(target=renderer, recover=True, huge_tree=True)
    markup = _UNFIT.sub("", html)
    for start in range(0, len(markup), _PIECE):
        parser.feed(markup[start : start + _PIECE])
    if not markup.strip():
        return ""
    text = parser.close()
    text = re.sub(r"\n[ \t]*\v", "\n", text).replace("\v", " | ")
    text = re.sub(r"\n- \s+", "\n- ", text)
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
    text = re.sub(r" {2,}", " ", text)
    text = re.sub(r"(?m)^-$\n*", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
