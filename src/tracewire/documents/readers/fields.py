"""Which of a record's fields say what, whatever its author named them?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

__all__ = ["TEXT", "About", "described", "named", "titled"]

TEXT = ("text", "content", "body", "article", "maintext", "texte", "contenu")
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "published": (
        "date", "published", "published_at", "publication_date", "date_publish", "datepublished",
        "date_published", "pubdate", "published_on", "publishdate", "timestamp",
    ),
    "title": ("title", "headline", "titre"),
    "outlet": (
        "outlet", "source", "publisher", "site", "sitename", "site_name", "journal", "media", "source_domain",
    ),
    "agency": ("agency", "agence"),
    "byline": ("byline", "author", "authors", "creator", "auteur"),
    "language": ("language", "lang", "langue"),
    "url": ("url", "link", "uri", "permalink", "canonical"),
    "id": ("id", "document", "guid", "identifier"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a record's fields say of its document."""

    id: str | None = None
    published: object = None
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    language: str | None = None
    url: str | None = None


def _words(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        value = ", ".join(filter(None, (_words(entry) for entry in value[:20])))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    plain = re.sub(r"\s+", " ", str(value)).strip()
    return plain[:1000] or None


def named(record: Mapping[str, Any], names: tuple[str, ...]) -> object:
    """The value of the first of `names` that the record fills."""
    return next((record[name] for name in names if record.get(name) not in (None, "", [])), None)


def described(record: Mapping[str, Any]) -> About:
    """What the fields of `record`, whose names are in lower case, say of the document."""
    values = {key: named(record, names) for key, names in _FIELDS.items()}
    published = values.pop("published")
    if isinstance(published, str) and not published.strip():
        published = None
    return About(published=published, **{key: _words(value) for key, value in values.items()})


def titled(title: str | None, text: str) -> str:
    """`text` with its title as first line, unless the first lines say it already."""
    if not title:
        return text
    words = _plain(title)
    lines = (line for line in text.split("\n") if line.strip())
    for line in map(_plain, islice(lines, 3)):
        # A page's title adds the site's name to the headline; a headline adds a kicker to the title.
        if (words in line and len(line) < len(words) * 1.5) or (len(line) > 15 and line in words):
            return text
    return f"{title}\n\n{text}" if text.strip() else title


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()
