"""The static dossier: a view of the ledger as pages that open from a folder, with no network and no server.

Invariants: the same view and lines give the same bytes, but for `generated_at`; every claim that a page
tells of links to its passage in the document's page; documents are read and written one by one, and only
what the other pages need of a claim stays in memory.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from tracewire.assess import SourceRegister, bears, default_register, estimates, narrower
from tracewire.ledger import LedgerView, Line, StoredClaim, StoredDocument, reports
from tracewire.model import (
    STAGES,
    Claim,
    ClaimId,
    Document,
    Kind,
    PartKind,
    Polarity,
    Stage,
)
from tracewire.publish import assessed, exports, names, passages, site, views, words

__all__ = ["DossierReport", "write"]

_REGISTER_PAGE = 1000  # rows; a page of 1,000 lines is about 1 MB and filters without delay
_LISTING_PAGE = 1000
_TABLE_ROWS = 2000  # claims in one table: about 2 MB of page
_FLOWS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierReport:
    """What was written: `pages` are HTML files, `files` all of them, `bytes` their sizes together."""

    index: Path
    pages: int
    files: int
    bytes: int
    documents: int
    claims: int
    lines: int
    sources: int


def write(
    view: LedgerView,
    lines: Iterable[Line],
    out: Path,
    *,
    generated_at: datetime,
    version: str,
    register: SourceRegister | None = None,
    known_on: date | None = None,
) -> DossierReport:
    """Writes the dossier of `view` into the folder `out`, and returns what was written.

    `lines` are the register's lines of the same view. `register` has the letters of sources, if they are
    not the defaults; legal rules and their disputes are told as far as they were known on `known_on` (None:
    all). `out` may be missing, empty, or an earlier dossier, which is replaced once the new one is complete
    and stays untouched if it cannot be completed. Raises Misconfigured for a folder that holds anything else
    or may not be written, Unavailable where there is no room, ValueError where a claim cites what its
    document's text does not hold.
    """
    with site.replacing(out) as writer:
        made = _Dossier(
            view,
            tuple(lines),
            writer,
            generated_at=generated_at,
            version=version,
            register=register,
            known_on=known_on,
        )
        return made.write()


def _pages(stem: str, count: int, size: int) -> list[str]:
    total = max(1, -(-count // size))
    return [f"{stem}.html" if n == 1 else f"{stem}-{n}.html" for n in range(1, total + 1)]


class _Dossier:
    """One run of `write`: what is known while the pages are made."""

    def __init__(
        self,
        view: LedgerView,
        lines: Sequence[Line],
        writer: site.Writer,
        *,
        generated_at: datetime,
        version: str,
        register: SourceRegister | None,
        known_on: date | None,
    ) -> None:
        self.view = view
        self.register = register
        self.known_on = known_on
        # What is spoken of most comes first; a reader who wants another order presses a heading.
        self.lines = sorted(
            lines, key=lambda line: (-len(line.documents), -len(line.claims), _alphabet(line))
        )
        lines = self.lines
        bodies = map(view.resolution.body, view.bodies())
        self.stories = reports(bodies, [line.documents for line in lines])
        self.writer = writer
        self.generated_at = generated_at
        self.version = version
        self.environment = Environment(
            loader=PackageLoader("tracewire.publish"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.environment.filters["shown"] = site.shown
        self.slugs = [
            words.slug(
                "\x1f".join(part or "" for part in line.key),
                "-".join(part or "unstated" for part in line.key),
            )
            for line in lines
        ]
        self.lines_of: dict[ClaimId, list[int]] = defaultdict(list)
        for number, line in enumerate(lines):
            for claim in line.claims:
                self.lines_of[claim].append(number)
        self.pairs: dict[tuple[str | None, str | None], list[int]] = defaultdict(list)
        for number, line in enumerate(lines):
            self.pairs[line.supplier, line.recipient].append(number)
        self.refs: dict[ClaimId, views.Ref] = {}
        # Of the measures and disclosures each is found by its parties and by its document.
        self.aside: dict[str | None, dict[ClaimId, views.Ref]] = defaultdict(dict)
        self.places: list[views.Place] = []
        self.site: Mapping[str, Any] = {
            "entry": f"{view.entry:,}",
            "recorded": _instant(view.recorded_at) if view.recorded_at else "",
            "generated": _instant(generated_at),
            "version": version,
        }

    def write(self) -> DossierReport:
        self._assets()
        self._documents()
        self._lines()
        sources = self._sources()
        self._register(sources)
        self._document_index()
        self._page("method.html", "method.html", section="method", kinds=_method_kinds())
        self.writer.stream("claims.jsonl", exports.claims_jsonl(self.view))
        self.writer.put(
            "lines.json",
            json.dumps([line.to_dict() for line in self.lines], ensure_ascii=False, indent=1) + "\n",
        )
        report = DossierReport(
            index=self.writer.out / "index.html",
            pages=self.writer.pages,
            files=len(self.writer.written) + 1,
            bytes=self.writer.size,
            documents=len(self.places),
            claims=len(self.refs),
            lines=len(self.lines),
            sources=sources,
        )
        self.writer.close(
            tracewire=self.version,
            generated_at=self.generated_at.isoformat(),
            as_of_entry=self.view.entry,
        )
        return report

    def _template(self, name: str) -> Template:
        return self.environment.get_template(name)

    def _page(self, path: str, template: str, *, section: str, here: bool = True, **context: Any) -> None:
        root = "../" * path.count("/")
        self.writer.put(
            path,
            self._template(template).render(root=root, site=self.site, section=section, here=here, **context),
        )

    def _assets(self) -> None:
        def copy(folder: Traversable, path: str) -> None:
            for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
                if one.is_dir():
                    copy(one, f"{path}/{one.name}")
                else:
                    self.writer.put(f"{path}/{one.name}", one.read_bytes())

        copy(files("tracewire.publish") / "static", "assets")

    # Documents

    def _documents(self) -> None:
        before: views.Place | None = None
        stored = iter(self.view.documents())
        current = next(stored, None)
        while current is not None:
            following = next(stored, None)
            place = self._document(current, before, views.place(following) if following else None)
            self.places.append(place)
            before, current = place, following

    def _document(
        self, stored: StoredDocument, before: views.Place | None, after: views.Place | None
    ) -> views.Place:
        document = stored.document
        held = sorted(self.view.claims(document.id), key=lambda one: (one.claim.span, one.id))
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
                    self._card(n, held[n], document, anchors.get(n, f"claim-{ids[n]}")) for n in row.begins
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
                    "cards": [self._card(n, held[n], document, f"claim-{ids[n]}") for n in rest],
                }
            )
        self._page(
            f"documents/{place.slug}.html",
            "document.html",
            section="documents",
            here=False,
            title=place.title,
            doc=place,
            facts=_facts(document),
            record=_record(stored) + self._story(document),
            claims_told=words.plural(len(claims), "claim")
            + (f", {words.plural(denied, 'denial')} among them" if denied else ""),
            cards=held,
            rows=told,
            before=before,
            after=after,
        )
        for one, identity in zip(held, ids, strict=True):
            numbers = self._lines_of(one)
            self.refs[identity] = views.Ref(
                id=identity,
                claim=one.claim.but(fills=()),
                place=place,
                quote=views.cut(one.claim.span.of(document.text), views.QUOTE),
                speaker=words.speaker(one.claim.source, document),
                line=self.slugs[numbers[0]] if numbers else None,
                copy=self.stories[document.id].story != document.id,
            )
            if one.claim.kind in (Kind.MEASURE, Kind.DISCLOSURE):
                read = self.view.resolution.claim(one.claim)
                for name in (document.id, *read.supplier, *read.recipient):
                    self.aside[name][identity] = self.refs[identity]
        return place

    def _story(self, document: Document) -> list[tuple[str, str | Markup]]:
        story = self.stories[document.id].story
        if story == document.id:
            return []
        link = Markup('<a href="{}.html">{}</a>').format(words.slug(story), story)
        return [("Copy of", link)]

    def _lines_of(self, stored: StoredClaim) -> list[int]:
        """The lines that a claim bears on: those that it names, then those of narrower goods that it
        denies."""
        own = self.view.resolution.claim(stored.claim).item
        return sorted(
            self.lines_of.get(stored.id, ()),
            key=lambda n: self.lines[n].item is not None and self.lines[n].item not in own,
        )

    def _card(self, index: int, stored: StoredClaim, document: Document, anchor: str) -> dict[str, Any]:
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
                {"slug": self.slugs[n], "name": _line_name(self.lines[n])} for n in self._lines_of(stored)
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

    def _document_index(self) -> None:
        ordered = sorted(self.places, key=lambda place: (place.published or "9999", place.entry))
        rejected = list(self.view.rejections())
        # An attachment, or what a file that breaks off lacks, belongs to a document that was read.
        unused = words.plural(len(rejected), "document or part of one", "documents or parts of them")
        paths = _pages("documents", len(ordered), _LISTING_PAGE)
        silent = sum(not place.claims for place in ordered)
        deck = words.plural(len(ordered), "document")
        if silent:
            deck += f", {silent:,} of them without a claim"
        if rejected:
            deck += f"; {unused} could not be used"
        for number, path in enumerate(paths, 1):
            self._page(
                path,
                "documents.html",
                section="documents",
                deck=deck + ".",
                number=number,
                pages=_links(paths, number),
                documents=ordered[(number - 1) * _LISTING_PAGE : number * _LISTING_PAGE],
                rejected=rejected,
                rejected_told=f"{unused}, each with the reason.",
            )

    # Lines

    def _events(self, line: Line) -> list[views.Ref]:
        return sorted(
            (self.refs[claim] for claim in line.claims if claim in self.refs), key=lambda ref: ref.order
        )

    def _row(self, number: int) -> dict[str, Any]:
        line = self.lines[number]
        events = self._events(line)
        affirmed = {
            ref.claim.stage
            for ref in events
            if ref.scale is Kind.TRANSFER and ref.claim.polarity is Polarity.AFFIRMED
        }
        supplier, recipient = views.party(line.supplier), views.party(line.recipient)
        item = words.items([line.item] if line.item else [])
        if line.stage:
            stage = (views.DOUBTS[line.certainty] if line.certainty else "") + line.stage.value
            rank, identity = 1 + views.LADDER.index(line.stage), line.stage.value
        elif line.attached:
            kind, attached = line.attached[-1]
            stage, rank, identity = words.stage_phrase(kind, attached), 0, attached.value
        else:
            stage, rank, identity = (
                ("only denied", -1, "only denied")
                if line.denied or line.attached_denied
                else ("other claims", -2, "other")
            )
        also = (words.stage_phrase(kind, one) for kind, one in line.attached_denied)
        denied = ", ".join((*(one.value for one in line.denied), *also))
        reported = views.period(line.first, line.last)
        return {
            "href": f"lines/{self.slugs[number]}.html",
            "supplier": supplier,
            "recipient": recipient,
            "pair": f"{supplier} → {recipient}",
            "item": item,
            "party_ids": " ".join(party for party in (line.supplier, line.recipient) if party),
            "family": names.family(line.item) if line.item else "",
            "stage": stage,
            "stage_id": identity,
            "rank": rank,
            "steps": [_Step(step, step in affirmed, step in line.denied) for step in views.LADDER],
            "denied": denied,
            "units": words.amount(line.quantity),
            "units_sort": views.units_sort(line.quantity),
            "origins": line.origins,
            "credibility": line.credibility,
            "reason": line.reason,
            "documents": len(line.documents),
            "first_sort": line.first or "",
            "reported": reported,
            "months": words.months(line.first, line.last),
            "search": views.plain(
                f"{supplier} {recipient} {item} {stage} {denied} {reported} {line.first or ''}"
            ),
        }

    def _lines(self) -> None:
        for number, line in enumerate(self.lines):
            events = self._events(line)
            drawn = views.drawn(events)
            quantities = [ref for ref in events if ref.claim.total is not None]
            located, unlocated = views.where(events)
            self._page(
                f"lines/{self.slugs[number]}.html",
                "line.html",
                section="index",
                here=False,
                row=self._row(number),
                answer=views.answer(line, events),
                assessed=assessed.assessed(
                    line,
                    events,
                    self._family(line),
                    self._aside(line),
                    self.stories,
                    self.view.resolution,
                    register=self.register,
                    known_on=self.known_on,
                ),
                events=events[-_TABLE_ROWS:],
                left_out=max(0, len(events) - _TABLE_ROWS),
                claims=len(events),
                timeline=drawn,
                copies=any(ref.copy for ref in drawn),
                timeline_left=len(events) - len(drawn),
                timeline_json=site.data_block(
                    {
                        "bands": views.bands(events),
                        "rows": [views.mark(ref, ref.band, ref.speaker.name) for ref in drawn],
                    }
                ),
                quantities=quantities[-_TABLE_ROWS:],
                quantities_json=site.data_block(
                    {"rows": [views.interval(ref) for ref in quantities[: views.CHART_ROWS]]}
                ),
                places=located,
                unlocated=unlocated,
                places_json=site.data_block(views.route(located, line)),
            )

    def _family(self, line: Line) -> list[views.Ref]:
        """What is said of the same parties on the line's goods and the classes below them."""
        if line.item is None or line.supplier is None or line.recipient is None:
            return []
        items = set(narrower(line.item))
        numbers = self.pairs[line.supplier, line.recipient]
        found = {
            claim: self.refs[claim]
            for number in numbers
            if self.lines[number].item in items
            for claim in self.lines[number].claims
            if claim in self.refs
        }
        return sorted(found.values(), key=lambda ref: ref.order)

    def _aside(self, line: Line) -> list[views.Ref]:
        """The measures and disclosures that bear on the line's transfer."""
        # A line that leaves a party open is not about what two named ones decided about each other.
        parties = (line.supplier, line.recipient) if line.supplier and line.recipient else ()
        near = {
            claim: ref
            for name in (*parties, *line.documents)
            if name in self.aside
            for claim, ref in self.aside[name].items()
        }
        telling, items = set(line.documents), (line.item,) if line.item else None
        found = (
            ref
            for ref in near.values()
            if bears(
                self.view.resolution.claim(ref.claim),
                line.supplier,
                line.recipient,
                items,
                told=ref.claim.document in telling,
            )
        )
        return sorted(found, key=lambda ref: ref.order)

    def _register(self, sources: int) -> None:
        rows = [self._row(number) for number in range(len(self.lines))]
        flows, unmapped, labels, points = self._flows(rows)
        denied = sum(ref.claim.polarity is Polarity.DENIED for ref in self.refs.values())
        band = [
            {"name": "Documents", "value": f"{len(self.places):,}", "href": "documents.html"},
            {"name": "Claims", "value": f"{len(self.refs):,}", "href": None},
            {"name": "of them denials", "value": f"{denied:,}", "href": None},
            {"name": "Lines", "value": f"{len(rows):,}", "href": "#register"},
            {"name": "Sources", "value": f"{sources:,}", "href": "sources.html"},
            {"name": "Ledger entry", "value": self.site["entry"], "href": None},
        ]
        involved = sorted(
            {one for line in self.lines for one in (line.supplier, line.recipient) if one}, key=names.party
        )
        families = sorted({row["family"] for row in rows if row["family"]}, key=names.item)
        stages = {row["stage_id"]: row["rank"] for row in rows}
        paths = _pages("index", len(rows), _REGISTER_PAGE)
        for number, path in enumerate(paths, 1):
            self._page(
                path,
                "index.html",
                section="index",
                deck=self._deck(),
                band=band,
                number=number,
                pages=_links(paths, number),
                rows=rows[(number - 1) * _REGISTER_PAGE : number * _REGISTER_PAGE],
                flows=flows,
                flows_json=site.data_block({"rows": flows, "names": labels, "points": points}),
                unmapped=unmapped,
                parties=[(one, names.party(one)) for one in involved],
                families=[(one, names.item(one)) for one in families],
                stages=sorted(stages, key=lambda stage: (-stages[stage], stage)),
            )

    def _deck(self) -> str:
        dates = sorted(place.published for place in self.places if place.published)
        over = f", published {views.period(dates[0], dates[-1])}" if dates else ""
        documents = words.plural(len(self.places), "dispatch", "dispatches")
        comma = "," if over else ""
        return (
            f"What {documents}{over}{comma} say about transfers of arms: who says it, how surely, "
            "and who denies it. Every cell leads to the sentence it came from."
        )

    def _flows(
        self, rows: Sequence[Mapping[str, Any]]
    ) -> tuple[list[dict[str, Any]], str, dict[str, str], dict[str, str | tuple[float, float]]]:
        """The arcs of the map, what is not on it, the names of its points, and points that are no states."""
        grouped: dict[tuple[str, str], list[int]] = defaultdict(list)
        unstated = 0
        for number, line in enumerate(self.lines):
            if line.supplier and line.recipient and line.supplier != line.recipient:
                grouped[line.supplier, line.recipient].append(number)
            else:
                unstated += 1
        flows = []
        for (supplier, recipient), numbers in grouped.items():
            of = [self.lines[n] for n in numbers]
            reached = [line.stage for line in of if line.stage]
            if reached:
                kind = max(reached, key=views.LADDER.index).value
            else:
                attached_only = any(line.attached for line in of) and not any(line.denied for line in of)
                kind = "attached" if attached_only else "denied"
            documents = {document for line in of for document in line.documents}
            main = max(numbers, key=lambda n: (len(self.lines[n].documents), -n))
            arms = words.enumeration(
                rows[n]["item"] for n in sorted(numbers, key=lambda n: -len(self.lines[n].documents))[:3]
            )
            more = f" and {len(numbers) - 3} more kinds" if len(numbers) > 3 else ""
            told = {"denied": "only denied", "attached": "use, production or stock"}.get(kind, kind)
            flows.append(
                {
                    "id": f"{supplier}>{recipient}",
                    "from": supplier,
                    "to": recipient,
                    "kind": kind,
                    "documents": len(documents),
                    "href": rows[main]["href"],
                    "head": f"{names.party(supplier)} → {names.party(recipient)}",
                    "body": f"{arms}{more}; {told}; {words.plural(len(documents), 'document')}",
                }
            )
        flows.sort(key=lambda flow: (-flow["documents"], flow["id"]))
        left = []
        if len(flows) > _FLOWS:
            left.append(f"{words.plural(len(flows) - _FLOWS, 'flow')} with fewer documents")
        if unstated:
            left.append(
                f"{words.plural(unstated, 'line')} whose supplier or recipient is not stated, or the same"
            )
        shown = flows[:_FLOWS]
        used = sorted({flow[end] for flow in shown for end in ("from", "to")})
        return (
            shown,
            words.enumeration(left),
            {one: names.party(one) for one in used},
            {one: seat for one in used if (seat := names.seat(one))},
        )

    # Sources

    def _sources(self) -> int:
        grouped: dict[str, list[views.Ref]] = defaultdict(list)
        for ref in self.refs.values():
            grouped[ref.speaker.key].append(ref)
        told = []
        for refs in grouped.values():
            refs.sort(key=lambda ref: ref.order)
            told.append(self._source(refs))
        told.sort(key=lambda one: (-one["affirmed"] - one["denied"], one["speaker"].name, one["speaker"].key))
        paths = _pages("sources", len(told), _LISTING_PAGE)
        kinds: dict[str, int] = defaultdict(int)
        for one in told:
            kinds[one["speaker"].sort] += 1
        deck = words.enumeration(
            words.plural(kinds[sort], name, many)
            for sort, name, many in (
                ("institution", "institution", ""),
                ("person", "named person", ""),
                ("unnamed", "unnamed source", ""),
                ("outlet", "outlet", ""),
            )
            if kinds[sort]
        )
        for number, path in enumerate(paths, 1):
            self._page(
                path,
                "sources.html",
                section="sources",
                deck=deck or "none yet",
                number=number,
                pages=_links(paths, number),
                sources=told[(number - 1) * _LISTING_PAGE : number * _LISTING_PAGE],
            )
        return len(told)

    def _source(self, refs: Sequence[views.Ref]) -> dict[str, Any]:
        speaker = refs[0].speaker
        denied = sum(ref.claim.polarity is Polarity.DENIED for ref in refs)
        documents = len({ref.place.id for ref in refs})
        dates = sorted(ref.place.published for ref in refs if ref.place.published)
        reported = views.period(dates[0], dates[-1]) if dates else "undated"
        details = list(dict.fromkeys(ref.speaker.detail for ref in refs if ref.speaker.detail))
        drawn = views.drawn(refs) if len({ref.place.published for ref in refs}) > 1 or len(refs) > 2 else []
        # A band for each line, the most spoken of first; the rest share one.
        spoken: dict[str, int] = defaultdict(int)
        for ref in drawn:
            spoken[f"{ref.pair}, {ref.items}"] += 1
        listed = sorted(spoken, key=lambda name: (-spoken[name], name))[:12]
        bands = [{"id": name, "name": name} for name in listed]
        if len(spoken) > len(listed):
            bands.append({"id": "other", "name": "other lines"})
        marks = [
            views.mark(ref, name if name in listed else "other", ref.stage_words)
            for ref in drawn
            for name in [f"{ref.pair}, {ref.items}"]
        ]
        last = refs[-1]
        rating = (self.register or default_register()).rate(
            last.claim.source,
            outlet=last.place.outlet or None,
            on=self.stories[last.claim.document].day,
        )
        caution = ""
        if speaker.sort == "unnamed":
            caution = (
                "Unnamed: claims of the same description stand together, and may come from several people."
            )
        said = [words.plural(len(refs) - denied, "assertion")] if len(refs) > denied else []
        said += [words.plural(denied, "denial")] if denied else []
        self._page(
            f"sources/{speaker.slug}.html",
            "source.html",
            section="sources",
            here=False,
            speaker=speaker,
            rating=rating,
            details="; ".join(details[:3]),
            deck=f"{words.enumeration(said)} in {words.plural(documents, 'document')}, {reported}.",
            caution=caution,
            timeline=drawn,
            copies=any(ref.copy for ref in drawn),
            timeline_json=site.data_block({"bands": bands, "rows": marks}),
            refs=refs[-_TABLE_ROWS:],
            left_out=max(0, len(refs) - _TABLE_ROWS),
        )
        country = names.party(speaker.country) if speaker.country else ""
        return {
            "speaker": speaker,
            "country": country,
            "rating": rating,
            "affirmed": len(refs) - denied,
            "denied": denied,
            "documents": documents,
            "first": dates[0] if dates else "",
            "reported": reported,
            "search": views.plain(f"{speaker.name} {' '.join(details)} {speaker.sort} {country}"),
        }


def _alphabet(line: Line) -> tuple[tuple[bool, str], ...]:
    return tuple((part is None, part or "") for part in line.key)


class _Step:
    """One step of a ladder; `classes` are what the style sheet knows."""

    def __init__(self, stage: Stage, affirmed: bool, denied: bool) -> None:
        self.classes = f"{stage.value}{' on' if affirmed else ''}{' no' if denied else ''}"


def _instant(moment: datetime) -> str:
    return f"{words.day(moment.date().isoformat())}, {moment:%H:%M} {moment.tzname() or ''}".rstrip()


def _line_name(line: Line) -> str:
    item = words.items([line.item] if line.item else [])
    return f"{views.party(line.supplier)} → {views.party(line.recipient)}, {item}"


def _source(claim: Claim, speaker: words.Speaker) -> str:
    source = claim.source
    if source.is_narrator:
        return (
            f"{speaker.name}, in its own voice"
            if source.org or speaker.key != "outlet:"
            else "the text itself"
        )
    return ", ".join(word for word in (speaker.name, speaker.detail) if word)


def _links(paths: Sequence[str], number: int) -> list[dict[str, Any]]:
    return [{"href": path, "label": str(n), "here": n == number} for n, path in enumerate(paths, 1)]


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
        ("Recorded", _instant(stored.recorded_at)),
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


def _method_kinds() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for kind, name in words.KINDS.items():
        meanings = words.STAGE_MEANINGS[kind]
        yield name, [(stage.value, meanings[stage]) for stage in STAGES[kind]]
