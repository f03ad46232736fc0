"""How dispatches say that they correct, withdraw or update an earlier one: languages/<bcp47>/notices.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from tracewire.lexicon.files import language_table, languages

__all__ = ["ErratumForm", "NoticeForm", "erratum_forms", "notice_forms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeForm:
    """One form of words; `relation` is retraction, correction or update, `where` title, lead or any. `whole`
    is true of a form that withdraws or replaces the whole dispatch."""

    relation: str
    whole: bool
    where: str
    pattern: re.Pattern[str]
    finds: tuple[str, ...]
    skips: tuple[str, ...]
    source: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErratumForm:
    """A form of words that names what was `wrong` and what stands in its place (groups of `pattern`); of a
    `literal` one both are words of the earlier dispatch."""

    pattern: re.Pattern[str]
    literal: bool
    finds: tuple[
        tuple[str, str, str], ...
    ]  # the text, what is right ("" where not told there), what was wrong
    skips: tuple[str, ...]
    source: str
    language: str


@cache
def erratum_forms() -> tuple[ErratumForm, ...]:
    """The forms of every language that ships, the literal ones first."""
    forms = [
        ErratumForm(
            pattern=re.compile(entry["pattern"], re.IGNORECASE),
            literal=entry.get("literal", False),
            finds=tuple((told[0], told[1], told[2]) for told in entry["finds"]),
            skips=tuple(entry["skips"]),
            source=entry["source"],
            language=language,
        )
        for language in languages()
        for entry in language_table(language, "notices").get("erratum", ())
    ]
    return tuple(sorted(forms, key=lambda form: not form.literal))


@cache
def notice_forms() -> tuple[NoticeForm, ...]:
    """The forms of every language that ships: retractions first, of these the whole ones; updates last."""
    order = ("retraction", "correction", "update")
    forms = [
        _form(language, entry)
        for language in languages()
        for entry in language_table(language, "notices")["notice"]
    ]
    return tuple(sorted(forms, key=lambda form: (order.index(form.relation), not form.whole)))


def _form(language: str, entry: Any) -> NoticeForm:
    return NoticeForm(
        relation=entry["relation"],
        whole=entry.get("whole", False),
        where=entry["where"],
        pattern=re.compile(entry["pattern"], re.IGNORECASE),
        finds=tuple(entry["finds"]),
        skips=tuple(entry["skips"]),
        source=entry["source"],
        language=language,
    )
