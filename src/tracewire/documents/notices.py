"""Does this dispatch say that it corrects, withdraws or updates an earlier one, and of which day was that?
And which words does it set right?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from tracewire.lexicon import EntryKind, languages, load_gazetteer
from tracewire.lexicon.notices import erratum_forms, notice_forms
from tracewire.lexicon.press import press
from tracewire.model import Document, Part, PartKind, Span, first_day

__all__ = ["Erratum", "Mentioned", "Notice", "errata", "mentioned", "notice", "notice_spans"]

_LEAD = 3
_MARGIN = 40
_FIGURE = re.compile(r"\d[\d.,\u00a0\u202f]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`relation` to the earlier dispatch, the `words` that say so, and the `days` of the year that the text
    names before its own publication: one of them may be the earlier dispatch's. `whole` tells that all of
    that dispatch is withdrawn, and not an account in it; `declared` that the dispatch gives itself out as a
    notice, and does not only tell among other things that something was taken back. Of a correction, `whole`
    tells that the dispatch takes the place of the earlier one."""

    relation: str
    whole: bool
    declared: bool
    words: str
    days: frozenset[date]


def notice(document: Document) -> Notice | None:
    """What the dispatch says of an earlier one; None where it says nothing of the kind."""
    titles = _told(document, document.of_kind(PartKind.HEADLINE))
    paragraphs = _told(document, document.of_kind(PartKind.PARAGRAPH, PartKind.ITEM))
    if not paragraphs:
        paragraphs = _lines(document.text)
    if document.title:
        titles = [*titles, (document.title, None)]
    lead = paragraphs[:_LEAD]
    looked_at = {"title": titles or lead[:1], "lead": [*titles, *lead], "any": [*titles, *paragraphs]}
    for form in notice_forms():
        for words, _ in looked_at[form.where]:
            if found := form.pattern.search(words):
                said = _around(words, found.start(), found.end())
                return Notice(
                    relation=form.relation,
                    whole=form.whole,
                    declared=form.whole or form.where == "title" or form.relation == "correction",
                    words=said,
                    days=_days(document),
                )
    return None


def notice_spans(document: Document) -> tuple[Span, ...]:
    """All places of the text in which a dispatch that gives itself out as a notice says so; else none."""
    said = notice(document)
    if said is None or not said.declared:
        return ()
    titles = _told(document, document.of_kind(PartKind.HEADLINE))
    paragraphs = _told(document, document.of_kind(PartKind.PARAGRAPH, PartKind.ITEM))
    looked_at = {"title": titles, "lead": [*titles, *paragraphs[:_LEAD]], "any": [*titles, *paragraphs]}
    found = {
        Span((offset or 0) + match.start(), (offset or 0) + match.end())
        for form in notice_forms()
        if form.relation == said.relation
        for words, offset in looked_at[form.where]
        for match in form.pattern.finditer(words)
        if match.end() > match.start()
    }
    return tuple(sorted(found))


_Placed = tuple[str, int | None]


def _told(document: Document, parts: tuple[Part, ...]) -> list[_Placed]:
    return [(part.span.of(document.text), part.span.start) for part in parts]


def _lines(text: str) -> list[_Placed]:
    found: list[_Placed] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            found.append((line, start))
        start += len(line) + 1
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """Words that a text sets right: `wrong` stands in the place of `right`, None where the text goes on to
    tell it. `literal` tells that both are words of the earlier dispatch ("read A instead of B")."""

    right: Span | None
    wrong: Span
    literal: bool


def errata(document: Document) -> tuple[Erratum, ...]:
    """What the running text sets right, in its order; in any dispatch, be it a notice or not."""
    found: list[Erratum] = []
    for form in erratum_forms():
        if document.language in (None, form.language):
            for words, offset in _told(document, document.of_kind(PartKind.PARAGRAPH, PartKind.ITEM)):
                for match in form.pattern.finditer(words):
                    right = match.span("right") if "right" in form.pattern.groupindex else None
                    start, end = match.span("wrong")
                    if any(_cover(one.wrong, start + (offset or 0)) for one in found):
                        continue
                    found.append(
                        Erratum(
                            right=right and Span(right[0] + (offset or 0), right[1] + (offset or 0)),
                            wrong=Span(start + (offset or 0), end + (offset or 0)),
                            literal=form.literal,
                        )
                    )
    return tuple(sorted(found, key=lambda one: one.wrong))


def _cover(span: Span, at: int) -> bool:
    return span.start <= at < span.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """What a text names, whether it claims something of it or not: `parties` and `items` as claims have them,
    `figures` written in digits, without those of days, and `houses`: agencies and outlets by their names."""

    parties: frozenset[str]
    items: frozenset[str]
    figures: frozenset[str]
    houses: frozenset[str]


def mentioned(document: Document) -> Mentioned:
    """What title and text of a notice name, by which the dispatch that it means is known: a short one claims
    nothing."""
    text = "\n".join(filter(None, (document.title, document.text)))
    spoken = [document.language] if document.language in languages() else languages()
    entries = [
        entry
        for language in spoken
        for hit in load_gazetteer(language).find_all([text])[0]
        for entry in hit.entries[:1]
    ]
    counted = _day_of_month().sub(" ", text)
    return Mentioned(
        parties=frozenset(entry.party for entry in entries if entry.party),
        items=frozenset(entry.item for entry in entries if entry.item),
        figures=frozenset(re.sub(r"\D", "", found) for found in _FIGURE.findall(counted)),
        houses=frozenset(entry.name for entry in entries if entry.kind is EntryKind.OUTLET),
    )


def _around(words: str, start: int, end: int) -> str:
    """The words from `start` to `end` with a few on either side."""
    before, after = words[max(0, start - _MARGIN) : start], words[end : end + _MARGIN]
    before = before if start <= _MARGIN else before.partition(" ")[2]
    after = after if end + _MARGIN >= len(words) else after.rpartition(" ")[0]
    return " ".join((before + words[start:end] + after).split())


@cache
def _day_of_month() -> re.Pattern[str]:
    months = press().month_pattern
    return re.compile(
        rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?P<month>{months})\.?"
        rf"|(?P<month2>{months})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)(?!\w)",
        re.IGNORECASE,
    )


def _days(document: Document) -> frozenset[date]:
    """The days that the text names by day and month, in the year up to its publication."""
    try:
        published = first_day(document.published) if document.published else None
    except ValueError:
        published = None
    if published is None:
        return frozenset()
    found = set()
    for match in _day_of_month().finditer(document.text):
        number = press().months.get((match["month"] or match["month2"]).casefold())
        day = int(match["day"] or match["day2"])
        for year in (published.year, published.year - 1):
            try:
                one = date(year, number or 0, day)
            except ValueError:
                continue
            if one <= published:
                found.add(one)
                break
    return frozenset(found)
