"""How does the page of a document tell its claims, each at its passage?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from tracewire.assess import estimates
from tracewire.ledger import Line, StoredClaim, StoredDocument
from tracewire.model import Claim, ClaimId, Document, Kind, PartKind, Polarity
from tracewire.publish import passages, views, words
from tracewire.publish.pages import Pages

__all__ = ["write_documents", "write_index"]


def write_documents(pages: Pages) -> None:
    """Write a page for each document in force, one after the other."""
    before: views.Place | None = None
    stored = iter(pages.view.documents())
    current = next(stored, None)
    while current is not None:
        following = next(stored, None)
        place = _document(pages, current, before, views.place(following) if following else None)
        pages.places.append(place)
        before, current = place, following


def write_index(pages: Pages) -> None:
    """Write the list of the documents, and of those that could not be used."""
    ordered = sorted(pages.places, key=lambda place: (place.published or "9999", place.entry))
    rejected = list(pages.view.rejections())
    # An attachment, or what a file that breaks off lacks, belongs to a document that was read.
    unused = words.plural(len(rejected), "document or part of one", "documents or parts of them")
    silent = sum(not place.claims for place in ordered)
    deck = words.plural(len(ordered), "document")
    if silent:
        deck += f", {silent:,} of them without a claim"
    if rejected:
        deck += f"; {unused} could not be used"
    pages.put_listing(
        "documents",
        section="documents",
        name="documents",
        rows=ordered,
        deck=deck + ".",
        rejected=rejected,
        rejected_told=f"{unused}, each with the reason.",
    )


def _document(
    pages: Pages, stored: StoredDocument, before: views.Place | None, after: views.Place | None
) -> views.Place:
    document = stored.document
    held = sorted(pages.view.claims(document.id), key=lambda one: (one.claim.span, one.id))
    claims = [one.claim for one in held]
    ids = [one.id for one in held]
    denied = sum(claim.polarity is Polarity.DENIED for claim in claims)
    place = views.place(stored, claims=len(claims), denied=denied)
    rows = passages.rows(document, claims)
    anchors: dict[int, str] = {}
    for row in rows:
        for passage in row.passages:
            for n in passage.begins:
                anchors[n] = f"passage-{ids[passage.begins[0]]}"
    told = [
        {
            "kind": row.kind.value,
            "passages": [_passage(passage, claims, ids) for passage in row.passages],
            "cards": [
                _card(pages, n, held[n], document, anchors.get(n, f"claim-{ids[n]}")) for n in row.begins
            ],
        }
        for row in rows
    ]
    # A passage of no length begins in no line when it lies at the very end of the text.
    seen = {n for row in rows for n in row.begins}
    rest = [n for n in range(len(held)) if n not in seen]
    if rest:
        told.append(
            {
                "kind": PartKind.PARAGRAPH.value,
                "passages": [],
                "cards": [_card(pages, n, held[n], document, f"claim-{ids[n]}") for n in rest],
            }
        )
    pages.put(
        f"documents/{place.slug}.html",
        "document.html",
        section="documents",
        here=False,
        title=place.title,
        doc=place,
        facts=_facts(document),
        record=_record(stored) + _story(pages, document),
        claims_told=words.plural(len(claims), "claim")
        + (f", {words.plural(denied, 'denial')} among them" if denied else ""),
        cards=held,
        rows=told,
        before=before,
        after=after,
    )
    for one, identity in zip(held, ids, strict=True):
        numbers = _lines_of(pages, one)
        pages.refs[identity] = views.Ref(
            id=identity,
            claim=one.claim.but(fills=()),
            place=place,
            quote=views.cut(one.claim.span.of(document.text), views.QUOTE),
            speaker=words.speaker(one.claim.source, document),
            line=pages.slugs[numbers[0]] if numbers else None,
            copy=pages.stories[document.id].story != document.id,
        )
        if one.claim.kind in (Kind.MEASURE, Kind.DISCLOSURE):
            read = pages.view.resolution.claim(one.claim)
            for name in (document.id, *read.supplier, *read.recipient):
                pages.aside[name][identity] = pages.refs[identity]
    return place


def _story(pages: Pages, document: Document) -> list[tuple[str, str | Markup]]:
    story = pages.stories[document.id].story
    if story == document.id:
        return []
    link = Markup('<a href="{}.html">{}</a>').format(words.slug(story), story)
    return [("Copy of", link)]


def _lines_of(pages: Pages, stored: StoredClaim) -> list[int]:
    """The lines that a claim bears on: those that it names, then those of narrower goods that it
    denies."""
    own = pages.view.resolution.claim(stored.claim).item
    return sorted(
        pages.lines_of.get(stored.id, ()),
        key=lambda n: pages.lines[n].item is not None and pages.lines[n].item not in own,
    )


def _card(pages: Pages, index: int, stored: StoredClaim, document: Document, anchor: str) -> dict[str, Any]:
    claim = stored.claim
    speaker = words.speaker(claim.source, document)
    correction = ""
    if stored.author:
        correction = f"by {stored.author}: {stored.reason}" if stored.reason else f"by {stored.author}"
    return {
        "id": stored.id,
        "index": index,
        "number": index + 1,
        "passage": anchor,
        "polarity": claim.polarity.value,
        "certainty": claim.certainty.value,
        "surely": words.certainty_phrase(claim),
        "kind": words.KINDS[claim.kind],
        "stage": claim.stage.value,
        "pair": words.pair(claim.supplier, claim.recipient),
        "arms": words.items(claim.item),
        "designation": ", ".join(claim.designation),
        "units": words.amount(claim.quantity),
        "when": words.day(claim.when),
        "places": " → ".join(claim.place),
        "reading": None if claim.reading is None else round(100 * claim.reading),
        "speaker": speaker,
        "source": _source(claim, speaker),
        "via": claim.source.via,
        "likelihood": ", ".join(
            one.words
            for one in estimates(
                claim.span.of(document.text), document.language, country=claim.source.country
            )
        ),
        "lines": [
            {"slug": pages.slugs[n], "name": _line_name(pages.lines[n])} for n in _lines_of(pages, stored)
        ],
        "correction": correction,
        "start": f"{claim.span.start:,}",
        "end": f"{claim.span.end:,}",
        "entry": f"{stored.entry:,}",
        "fills": [
            {
                "slot": fill.slot,
                "value": fill.value,
                "rule": fill.rule,
                "words": None if fill.span is None else views.cut(fill.span.of(document.text), 120),
            }
            for fill in claim.fills
        ],
    }


def _facts(document: Document) -> list[tuple[str, str]]:
    told = [
        ("Published", words.day(document.published) or "undated"),
        ("About the date", words.about_date(document)),
        ("Dateline", document.dateline or ""),
        ("Agency", document.agency or ""),
        ("Outlet", document.outlet or ""),
        ("Byline", document.byline or ""),
        ("Language", views.LANGUAGES.get(document.language or "", document.language or "not identified")),
    ]
    return [(name, value) for name, value in told if value]


def _record(stored: StoredDocument) -> list[tuple[str, str | Markup]]:
    document = stored.document
    told: list[tuple[str, str | Markup]] = [
        ("Document id", document.id),
        (
            "Ledger entry",
            f"{stored.entry:,}" + (f", in place of entry {stored.supersedes:,}" if stored.supersedes else ""),
        ),
        ("Recorded", words.moment(stored.recorded_at)),
        ("Claims read by", stored.extractor),
        ("Text taken from", " by ".join(word for word in (document.media_type, document.extractor) if word)),
        ("SHA-256 of the bytes as received", document.raw),
        ("SHA-256 of the text", document.text_digest),
    ]
    if document.url:
        link: str | Markup = document.url
        # Only what is plainly the web becomes a link: the address came with the document.
        if re.match(r"https?://[^\s\"'<>]+\Z", document.url):
            link = Markup('<a href="{0}" rel="noreferrer noopener external">{0}</a>').format(document.url)
        told.append(("Address", link))
    return told


def _passage(passage: passages.Passage, claims: Sequence[Claim], ids: Sequence[ClaimId]) -> dict[str, Any]:
    told: dict[str, Any] = {"claims": passage.claims, "runs": passage.runs, "part": passage.part.value}
    if passage.claims:
        inner = claims[passage.claims[0]]
        depth = " deep" if len({claims[n].span for n in passage.claims}) > 1 else ""
        # A passage that begins here is what its number points at; elsewhere the innermost is.
        lead = next((n for n in passage.claims if n in passage.begins), passage.claims[0])
        told |= {
            "classes": f"{inner.polarity.value} {inner.certainty.value}{depth}",
            "ids": " ".join(map(str, passage.claims)),
            "lead": ids[lead],
            "anchor": ids[passage.begins[0]] if passage.begins else "",
            "numbers": " ".join(str(n + 1) for n in passage.begins),
        }
    return told


def _source(claim: Claim, speaker: words.Speaker) -> str:
    source = claim.source
    if source.is_narrator:
        return (
            f"{speaker.name}, in its own voice"
            if source.org or speaker.key != "outlet:"
            else "the text itself"
        )
    return ", ".join(word for word in (speaker.name, speaker.detail) if word)


def _line_name(line: Line) -> str:
    item = words.items([line.item] if line.item else [])
    return f"{views.party(line.supplier)} → {views.party(line.recipient)}, {item}"
