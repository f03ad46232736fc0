"""Which house published this document, where neither outlet nor agency is told?

Only what identifies one is taken: the letterhead of a release, the host of its address, the folder that is
called as a body, agency or outlet that the tables know. A folder of any other name may hold anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from tracewire.lexicon import EntryKind, languages, load_gazetteer
from tracewire.lexicon.files import table
from tracewire.lexicon.press import press
from tracewire.model import Document, PartKind

__all__ = ["house"]

_HEADER = (PartKind.HEADLINE, PartKind.DATELINE, PartKind.CREDIT)
_LONGEST_HEADER = 120


def house(document: Document) -> str | None:
    """The agency or outlet of `document`, else the body whose release it is, else its host ("host mod.uk"),
    else what its folder is called; None where nothing tells."""
    if told := document.agency or document.outlet:
        return told
    for line in _header(document):
        if name := _issuer(line):
            return name
    if document.url and (name := _host(document.url)):
        return name
    folders = str(document.id).split("/")[:-1]
    return _issuer(re.sub(r"[-_]+", " ", folders[-1]), folder=True) if folders else None


def _header(document: Document) -> Iterator[str]:
    """What stands before the first paragraph, and that itself where it is the first line."""
    for place, part in enumerate(document.parts):
        first = place == 0 and part.kind is PartKind.PARAGRAPH
        if (part.kind in _HEADER or first) and part.span.end - part.span.start <= _LONGEST_HEADER:
            yield part.span.of(document.text)
        if part.kind is PartKind.PARAGRAPH:
            return


def _issuer(line: str, *, folder: bool = False) -> str | None:
    """The body, agency or outlet that `line` names, with nothing beside it but what sort of text it heads:
    "MINISTÈRE DES ARMÉES", "Communiqué du ministère des Armées". A headline that names a body says more."""
    written = [line, line.upper(), line.title()] if folder else [line]
    for words in written:
        if agency := press().agency(words):
            return agency
        for language in languages():
            hits = load_gazetteer(language).find_all([words])[0]
            bodies = [hit for hit in hits if hit.entries[0].kind in (EntryKind.INSTITUTION, EntryKind.OUTLET)]
            if len(bodies) != 1:
                continue
            [hit] = bodies
            rest = re.findall(r"\w+", f"{words[: hit.start]} {words[hit.end :]}".casefold())
            if not (rest if folder else set(rest) - _heading_words()):
                return hit.entries[0].name
    return None


@cache
def _heading_words() -> frozenset[str]:
    """The words of what heads a release, and the small ones between them."""
    heads = {word for kicker in press().kickers for word in re.findall(r"\w+", kicker.casefold())}
    return frozenset(heads | press().small_words)


@cache
def _shared_hosts() -> tuple[str, ...]:
    return tuple(row["host"] for row in table("sources/shared_hosts.csv", "host", "source"))


def _host(address: str) -> str | None:
    """The host of `address`; None for one at which anybody publishes."""
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return None
    if not host or any(host == one or host.endswith(f".{one}") for one in _shared_hosts()):
        return None
    return f"host {host}"
