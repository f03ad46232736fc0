"""What does this reading, rejection or correction add to the ledger?

The `Appender` works inside one transaction that holds the ledger for writing. Everything is checked before
the first row is written, and each call costs what its own document and claims cost, whatever the ledger
holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, insert, or_, select, tuple_

from tracewire.documents.notices import notice
from tracewire.ledger.backend import EvidenceWriter
from tracewire.ledger.copies import find_links
from tracewire.ledger.errors import ClaimUnfit, Superseded, UnknownClaim, UnknownDocument
from tracewire.ledger.judged import check_verdict
from tracewire.ledger.judgements import Act, Verdict
from tracewire.ledger.keys import band_rows, retracted, retracted_rows
from tracewire.ledger.links import CORRECTING, RELAY, STORY, Link, link_from, link_rows
from tracewire.ledger.noticed import within_reach
from tracewire.ledger.records import AlreadyKnown, Appended, Change, Head
from tracewire.ledger.rows import (
    CHAIN,
    GENESIS,
    body_row,
    claim_row,
    claims_digest,
    document_from,
    document_row,
    instant,
    judgement_rows,
    line_keys,
    link,
    record_digest,
)
from tracewire.ledger.schema import (
    TABLES,
    bands,
    claim_ends,
    claim_lines,
    claims,
    copies,
    corrections,
    document_ends,
    documents,
    entries,
    extractions,
    rejections,
)
from tracewire.ledger.stories import Body, body_of, house_of
from tracewire.ledger.superseding import relayed_from, repeats, superseded, withdrawn
from tracewire.model import Claim, ClaimId, Digest, Document, DocumentId, Rejected, digest_bytes, digest_text

__all__ = ["Appender", "check_reading"]

_Tables = dict[str, list[dict[str, Any]]]


def check_reading(document: Document, content: bytes, claimed: Sequence[Claim]) -> None:
    """Whether bytes, text and claims belong together. Raises ClaimUnfit for the first that does not."""

    def refuse(message: str, remedy: str) -> ClaimUnfit:
        return ClaimUnfit(message, where=document.id, remedy=remedy)

    try:
        document.text.encode()
    except UnicodeEncodeError:
        raise refuse("the text holds half a character (a lone surrogate)", "decode the file again") from None
    if document.raw != digest_bytes(content):
        raise refuse("the bytes are not those that the document names", "hand over the bytes as received")
    if document.text_digest != digest_text(document.text):
        raise refuse("the text is not the one that the document's digest names", "build the document again")
    for claim in claimed:
        if claim.document != document.id:
            raise refuse(
                f"claim {claim.id} is about {claim.document}", "hand over each document's own claims"
            )
        _check_spans(claim, document)


def _check_spans(claim: Claim, document: Document) -> None:
    end = max([claim.span.end, *(fill.span.end for fill in claim.fills if fill.span)])
    if end > len(document.text) or not len(claim.span):
        raise ClaimUnfit(
            f"claim {claim.id} has its evidence outside the text ({claim.span.start}..{end})",
            where=document.id,
            remedy="an extractor counts code points of Document.text",
        )


@dataclass(slots=True)
class _State:
    """What the ledger holds of a document when it is read again."""

    extraction: int
    version: int
    record_digest: str
    claims_digest: str
    raw: str
    ended: int | None


@dataclass(frozen=True, slots=True)
class _TakenBack:
    """The `places` of claims that end as their house takes them back; of each retraction what it ended."""

    places: list[tuple[int, int]]
    retractions: list[tuple[Link, list[Claim]]]


class Appender:
    """Writes entries on `connection`, which must hold the ledger for writing."""

    def __init__(self, connection: Connection, evidence: EvidenceWriter) -> None:
        self._connection = connection
        self._evidence = evidence
        self._torn = False  # an entry has some of its rows only
        last = connection.execute(
            select(entries.c.entry, entries.c.digest, entries.c.known_at)
            .order_by(entries.c.entry.desc())
            .limit(1)
        ).first()
        self.head = Head(0, GENESIS) if last is None else Head(last.entry, Digest(last.digest))
        self._known_at: str = "" if last is None else last.known_at

    def spoil(self) -> None:
        """The database refused something: nothing of this transaction is to be trusted, so it is undone."""
        self._torn = True

    def keep(self) -> None:
        """Commit every whole entry; where one was interrupted between its rows, the transaction is undone."""
        if self._torn:
            self._evidence.forget()
            return
        try:
            self._evidence.settle()
        except BaseException:
            self._evidence.forget()
            raise
        self._connection.commit()

    def append(
        self,
        document: Document,
        content: bytes,
        claimed: Sequence[Claim],
        *,
        recorded_at: datetime,
        extractor: str,
        extractor_digest: str,
    ) -> Appended | AlreadyKnown:
        """Keep a document as it was read, with the claims that `extractor` drew from it."""
        check_reading(document, content, claimed)
        moment = instant(recorded_at)
        entry = self.head.entry + 1
        # An extractor that says one thing twice says it once.
        distinct = list(dict.fromkeys(claimed))
        state = self._state(document.id)
        same_version = state is not None and state.record_digest == record_digest(document)
        version = state.version if state is not None and same_version else entry
        rows = [
            claim_row(claim, document, entry=entry, position=position, version=version)
            for position, claim in enumerate(distinct)
        ]
        by_id = dict(zip((row["claim"] for row in rows), distinct, strict=True))
        drawn = claims_digest(row["payload"] for row in rows)
        if state is not None and same_version and (state.claims_digest == drawn or state.ended is not None):
            if state.raw == document.raw:
                self._evidence.put(content)  # restores a blob that was lost
            return AlreadyKnown(entry=state.extraction)

        tables: _Tables = {
            "extractions": [
                {
                    "entry": entry,
                    "version": version,
                    "document": document.id,
                    "extractor": extractor,
                    "extractor_digest": extractor_digest,
                    "claims_digest": drawn,
                }
            ]
        }
        ended: list[tuple[int, int]] = []
        if state is None or not same_version:
            change = Change.DOCUMENT if state is None else Change.VERSION
            before = None if state is None else state.version
            tables["documents"] = [document_row(document, entry=entry, supersedes=before)]
            body = body_of(document)
            tables["bodies"] = [body_row(body, entry=entry)]
            links = find_links(self._connection, document, body, distinct, version=entry)
            tables["bands"] = band_rows(document, body, distinct, version=entry, entry=entry)
            tables["copies"] = link_rows(links, entry=entry)
            self._evidence.put(content)
            if state is not None and state.ended is None:
                tables["document_ends"] = [{"version": state.version, "entry": entry}]
                ended = [place for place, _ in self._in_force(state.version, corrected=True)]
        else:
            change = Change.EXTRACTION
            rows, ended = self._difference(version, rows)
            body = body_of(document)
            tables["bands"], links = self._more(document, body, distinct, version, entry)
            tables["copies"] = link_rows(links, entry=entry)
            links = [*links, *self._links(version)]
        tables["claims"] = rows
        tables["claim_lines"] = _line_rows(rows, by_id)
        back = self._taken_back(links, document, version, rows, ended)
        ended += back.places
        resting, relays = self._resting(back, links, document, version, rows, set(ended))
        # The digest covers rows in the order of their keys.
        left = [*tables["bands"], *self._retracted_keys(back, document, version, entry)]
        tables["bands"] = sorted(left, key=itemgetter("period", "scheme", "band", "version"))
        related = [*tables["copies"], *link_rows(relays, entry=entry)]
        tables["copies"] = sorted(related, key=itemgetter("version", "other", "relation"))
        tables["claim_ends"] = _ends([*ended, *resting], entry)
        return self._write(change, moment, tables)

    def reject(
        self, rejected: Rejected, *, recorded_at: datetime, content: bytes | None
    ) -> Appended | AlreadyKnown:
        """Keep that a document could not be used; the bytes too, where they are handed over."""
        moment = instant(recorded_at)
        last = self._connection.execute(
            select(rejections)
            .where(rejections.c.document == rejected.document)
            .order_by(rejections.c.entry.desc())
            .limit(1)
        ).first()
        if last is not None and (last.code, last.reason, last.raw) == (
            rejected.code,
            rejected.reason,
            rejected.raw,
        ):
            return AlreadyKnown(entry=last.entry)
        if content is not None:
            if rejected.raw != digest_bytes(content):
                raise ClaimUnfit(
                    "the bytes are not those that the rejection names",
                    where=rejected.document,
                    remedy="hand over the bytes as received",
                )
            self._evidence.put(content)
        row = {
            "entry": self.head.entry + 1,
            "document": rejected.document,
            "code": rejected.code,
            "reason": rejected.reason,
            "remedy": rejected.remedy,
            "raw": rejected.raw,
        }
        return self._write(Change.REJECTION, moment, {"rejections": [row]})

    def judge(self, verdict: Verdict, *, recorded_at: datetime) -> Appended:
        """Keep an analyst's judgement, with what it ends and puts in place."""
        moment = instant(recorded_at)
        verdict = check_verdict(self._same, verdict)
        entry = self.head.entry + 1
        row, members = judgement_rows(verdict, entry=entry)
        tables: _Tables = {"judgements": [row], "judgement_members": members}
        change = Change.JUDGEMENT
        if verdict.act is Act.UNDO and verdict.round is None:
            tables |= self._undone(verdict, entry)
        elif verdict.act in (Act.REJECT, Act.CORRECT):
            corrected = self._corrected(verdict, entry)
            if verdict.round is None:  # an opinion changes nothing, but must be one that could
                tables |= corrected
                change = Change.CORRECTION
        return self._write(change, moment, tables)

    @contextmanager
    def _same(self) -> Iterator[Connection]:
        yield self._connection

    def _corrected(self, verdict: Verdict, entry: int) -> _Tables:
        """The rows that end a claim and put the replacement, if any, in its place."""
        claim = ClaimId(verdict.members[0])
        found = self._latest(claim)
        tables: _Tables = {
            "corrections": [_correction(verdict, entry, found.document, claim)],
            "claim_ends": _ends([(found.entry, found.position)], entry),
        }
        if verdict.replacement is not None:
            place = (found.entry, found.position)
            row = self._replacement(claim, verdict.replacement, found.version, place, entry)
            self._put(row, verdict.replacement, tables)
        return tables

    def _put(self, row: dict[str, Any], claim: Claim, tables: _Tables) -> None:
        """Add `row`, unless the claim turns out to be one that is in force already."""
        if row["payload"] not in {payload for _, payload in self._in_force(row["version"], corrected=True)}:
            tables["claims"] = [row]
            tables["claim_lines"] = _line_rows([row], {row["claim"]: claim})

    def _latest(self, claim: str) -> Row[Any]:
        """The newest row of `claim`. Raises UnknownClaim."""
        found = self._connection.execute(
            select(claims).where(claims.c.claim == claim).order_by(claims.c.entry.desc()).limit(1)
        ).first()
        if found is None:
            raise UnknownClaim("no such claim", where=claim, remedy="`tracewire export claims` lists the ids")
        return found

    def _undone(self, verdict: Verdict, entry: int) -> _Tables:
        """The rows that put back what the undone judgement ended, and end what it put in place."""
        ended = self._connection.execute(
            select(claims).join(claim_ends, _ENDED).where(claim_ends.c.entry == verdict.undoes)
        ).first()
        if ended is None:
            return {}  # it ended nothing: an acceptance, a merge, a split
        self._check_version(ended.version, ended.claim)
        put = self._connection.execute(select(claims.c.claim).where(claims.c.entry == verdict.undoes)).first()
        if put is not None:  # its newest row: an undoing may have put it there again
            put = self._connection.execute(
                select(claims, claim_ends.c.entry.label("ended"))
                .outerjoin(claim_ends, _ENDED)
                .where(claims.c.claim == put.claim)
                .order_by(claims.c.entry.desc())
                .limit(1)
            ).first()
        if put is not None and put.ended is not None:
            raise Superseded(
                f"entry {put.ended} has ended what was put in its place",
                where=put.claim,
                remedy="undo that entry first",
            )
        place = (ended.entry, ended.position) if put is None else (put.entry, put.position)
        row = {
            **ended._mapping,
            "entry": entry,
            "position": 0,
            "supersedes_entry": place[0],
            "supersedes_position": place[1],
        }
        gone = ended if put is None else put
        tables: _Tables = {"corrections": [_correction(verdict, entry, ended.document, gone.claim)]}
        if put is not None:
            tables["claim_ends"] = _ends([place], entry)
        self._put(row, Claim.from_dict(json.loads(ended.payload)), tables)
        return tables

    def _check_version(self, version: int, claim: str) -> None:
        gone = self._connection.execute(
            select(document_ends.c.entry).where(document_ends.c.version == version)
        ).scalar()
        if gone is not None:
            raise Superseded(
                f"entry {gone} has ended the document's version", where=claim, remedy="look at it again"
            )

    def withdraw(self, document: DocumentId, *, author: str, reason: str, recorded_at: datetime) -> Appended:
        """End a document and its claims on an analyst's word; only another version of it comes back."""
        moment = instant(recorded_at)
        if not author.strip() or not reason.strip():
            raise ClaimUnfit("a withdrawal needs an author and a reason", where=document, remedy="give both")
        entry = self.head.entry + 1
        state = self._state(document)
        if state is None:
            raise UnknownDocument(
                "no such document",
                where=document,
                remedy="check the id: a file's path relative to the folder that was read, without suffix;"
                " `tracewire line` tells the document of each claim",
            )
        if state.ended is not None:
            raise Superseded(
                f"entry {state.ended} has already ended this document", where=document, remedy="nothing to do"
            )
        places = [place for place, _ in self._in_force(state.version, corrected=True)]
        return self._write(
            Change.WITHDRAWAL,
            moment,
            {
                "corrections": [
                    {"entry": entry, "document": document, "claim": None, "author": author, "reason": reason}
                ],
                "document_ends": [{"version": state.version, "entry": entry}],
                "claim_ends": _ends(places, entry),
            },
        )

    def _replacement(
        self, claim: ClaimId, replacement: Claim, version: int, place: tuple[int, int], entry: int
    ) -> dict[str, Any]:
        document = self._document(version)
        if replacement.document != document.id or replacement.id == claim:
            raise ClaimUnfit(
                "the replacement says the same, or is about another document",
                where=claim,
                remedy="change the field that is wrong, and leave the document as it is",
            )
        _check_spans(replacement, document)
        return claim_row(replacement, document, entry=entry, position=0, version=version, supersedes=place)

    def _state(self, document: str) -> _State | None:
        row = self._connection.execute(_STATE, {"name": document}).first()
        return None if row is None else _State(*row)

    def _in_force(self, version: int, *, corrected: bool) -> list[tuple[tuple[int, int], str]]:
        """Places and payloads of a version's claims in force; those of an analyst only if `corrected`."""
        name = select(documents.c.document).where(documents.c.entry == version).scalar_subquery()
        query = (
            select(claims.c.entry, claims.c.position, claims.c.payload)
            .outerjoin(claim_ends, _ENDED)
            .where(claims.c.document == name, claims.c.version == version, claim_ends.c.entry.is_(None))
            .order_by(claims.c.entry, claims.c.position)
        )
        if not corrected:
            query = query.where(claims.c.supersedes_entry.is_(None))
        return [((row.entry, row.position), row.payload) for row in self._connection.execute(query)]

    def _difference(
        self, version: int, rows: list[dict[str, Any]]
    ) -> tuple[list[dict[str, Any]], list[tuple[int, int]]]:
        """Which of the newly drawn `rows` are new, and which claims of the version end.

        What both extractions say stays as it stands, with its entry: it was known since then. A claim that
        an analyst put there stays, and one that an analyst ended is not revived.
        """
        drawn = {row["payload"] for row in rows}
        ended = [place for place, payload in self._in_force(version, corrected=False) if payload not in drawn]
        known = {payload for _, payload in self._in_force(version, corrected=True)}
        known |= self._ended_by_analysts(version)
        added = [row for row in rows if row["payload"] not in known]
        for position, row in enumerate(added):
            row["position"] = position
        return added, ended

    def _more(
        self, document: Document, body: Body, drawn: Sequence[Claim], version: int, entry: int
    ) -> tuple[list[dict[str, Any]], list[Link]]:
        """The keys and links that other claims of a known version add to those that it has."""
        keys = ("period", "scheme", "band", "version")
        rows = band_rows(document, body, drawn, version=version, entry=entry)
        query = select(bands.c.entry).where(*(bands.c[key] == bindparam(key) for key in keys))
        new = [
            row
            for row in rows
            if self._connection.execute(query, {key: row[key] for key in keys}).first() is None
        ]
        known = {(one.version, one.other, one.relation) for one in self._links(version)}
        known |= {(other, version, relation) for version, other, relation in known if relation in STORY}
        found = find_links(self._connection, document, body, drawn, version=version)
        return new, [one for one in found if (one.version, one.other, one.relation) not in known]

    def _links(self, version: int) -> list[Link]:
        """The stored links of a version whose other end is in force."""
        found = []
        for mine, its in ((copies.c.version, copies.c.other), (copies.c.other, copies.c.version)):
            query = (
                select(copies)
                .outerjoin(document_ends, document_ends.c.version == its)
                .where(mine == version, document_ends.c.entry.is_(None))
            )
            found += [link_from(row) for row in self._connection.execute(query)]
        return found

    def _taken_back(
        self,
        links: Sequence[Link],
        document: Document,
        version: int,
        rows: Sequence[Mapping[str, Any]],
        ended: Sequence[tuple[int, int]],
    ) -> _TakenBack:
        """The claims of dispatches that a later dispatch of the same house takes back or renews, and those
        with which a retraction only repeats what it retracts.

        `rows` are the claims that `version` gets now, `ended` those that it loses now.
        """
        lost = set(ended)
        own = [((row["entry"], row["position"]), row["payload"]) for row in rows]
        found: set[tuple[int, int]] = set()
        retractions: list[tuple[Link, list[Claim]]] = []
        for one in links:
            if one.relation not in CORRECTING:
                continue
            sides = []
            for side in (one.version, one.other):
                held = [kept for kept in self._in_force(side, corrected=True) if kept[0] not in lost]
                sides.append([*held, *own] if side == version else held)
            renewing = document if one.version == version else self._document(one.version)
            whole = (
                one.relation == "retraction"
                and withdrawn(
                    notice(renewing), document if one.other == version else self._document(one.other)
                )
                and not self._others(one, links)
            )
            later, earlier = (
                [(place, Claim.from_dict(json.loads(payload))) for place, payload in side] for side in sides
            )
            told = [claim for _, claim in later]
            fallen = superseded(
                one.relation,
                renewing,
                told,
                [claim for _, claim in earlier],
                beside=self._corrected_with(one, links) if one.relation == "correction" else (),
                whole=whole,
            )
            gone = [(place, claim) for place, claim in earlier if claim in fallen]
            found |= {place for place, _ in gone}
            if one.relation == "retraction":
                # A retraction that is read anew repeats what it took back before.
                lost_claims = [*(claim for _, claim in gone), *self._gone(one.other)]
                found |= {place for place, claim in later if repeats(claim, lost_claims)}
                if gone:
                    retractions.append((one, [claim for _, claim in gone]))
        return _TakenBack(sorted(found), retractions)

    def _corrected_with(self, one: Link, links: Sequence[Link]) -> list[Claim]:
        """What else the dispatches said that the correction is about: what ended since of the one that `one`
        names, and all that the others did. A number in the place of which another stands replaces none."""
        others = self._others(one, links)
        payloads = self._ended_by_analysts(one.other)
        found = self._gone(one.other)
        for other in sorted(others):
            payloads |= self._ended_by_analysts(other)
            payloads |= {payload for _, payload in self._in_force(other, corrected=True)}
            found += self._gone(other)
        return [*found, *(Claim.from_dict(json.loads(payload)) for payload in sorted(payloads))]

    def _others(self, one: Link, links: Sequence[Link]) -> set[int]:
        """What the notice takes back or corrects besides, which is another story than that of `one`."""
        known = [*links, *self._links(one.version)]
        others = {it.other for it in known if (it.version, it.relation) == (one.version, one.relation)}
        return others - {one.other} - _story(links, {one.other}) - self._copied({one.other})

    def _gone(self, version: int) -> list[Claim]:
        """The claims of a version that its house took back: another document's entry ended them, or their
        own as they came."""
        by = extractions.alias("by")
        query = (
            select(claims.c.payload)
            .join(claim_ends, _ENDED)
            .join(by, by.c.entry == claim_ends.c.entry)
            .where(
                claims.c.version == version,
                claims.c.document
                == select(documents.c.document).where(documents.c.entry == version).scalar_subquery(),
                or_(by.c.document != claims.c.document, claim_ends.c.entry == claims.c.entry),
            )
            .order_by(claims.c.entry, claims.c.position)
        )
        return [Claim.from_dict(json.loads(payload)) for payload in self._connection.execute(query).scalars()]

    def _retracted_keys(
        self, back: _TakenBack, document: Document, version: int, entry: int
    ) -> list[dict[str, Any]]:
        """What the dispatches taken back leave, so that those which rest on them are known as they come."""
        found: dict[tuple[Any, ...], dict[str, Any]] = {}
        for one, gone in back.retractions:
            of = document if one.other == version else self._document(one.other)
            for row in retracted_rows(of, gone, version=one.other, entry=entry):
                key = (row["period"], row["scheme"], row["band"], row["version"])
                known = select(bands.c.entry).where(
                    tuple_(bands.c.period, bands.c.scheme, bands.c.band, bands.c.version) == key
                )
                if self._connection.execute(known).first() is None:
                    found[key] = row
        return list(found.values())

    def _resting(
        self,
        back: _TakenBack,
        links: Sequence[Link],
        document: Document,
        version: int,
        rows: Sequence[Mapping[str, Any]],
        lost: set[tuple[int, int]],
    ) -> tuple[list[tuple[int, int]], list[Link]]:
        """The claims of other houses' dispatches that only relay what was taken back, and the links to it.

        Either the dispatch taken back is among those of this entry, and the others are known; or `version`
        relays what was taken back before.
        """
        candidates: list[tuple[int, tuple[int, int], Claim, Link, Sequence[Claim]]] = []
        for one, gone in back.retractions:
            candidates += [(name, place, claim, one, gone) for name, place, claim in self._spoken_of(gone)]
        own = [((row["entry"], row["position"]), Claim.from_dict(json.loads(row["payload"]))) for row in rows]
        named = [(claim, houses) for _, claim in own if (houses := relayed_from(claim.source))]
        known = self._retractions(retracted(self._connection, document, named), _story(links, {version}))
        for one in known:
            before = self._gone(one.other)
            candidates += [(version, place, claim, one, before) for place, claim in own]

        places: set[tuple[int, int]] = set()
        relays: dict[tuple[int, int], Link] = {}
        for name, place, claim, one, told in candidates:
            if name in (one.version, one.other) or place in lost or not repeats(claim, told):
                continue
            of, earlier = (
                document if which == version else self._document(which) for which in (name, one.other)
            )
            house, its = map(house_of, (earlier, of))
            copied = {one.version, one.other} & (self._copied({name}) | _story(links, {name}))
            relayed = its != house and house in relayed_from(claim.source)
            # What a copy has from elsewhere does not fall with the story.
            meant = told if relayed else [said for said in told if copied and _one_voice(claim, said)]
            if not repeats(claim, meant) or not within_reach(of, earlier):
                continue
            places.add(place)
            if not self._linked(name, one.other):
                reason = f"it relays what {earlier.agency or earlier.outlet} told there and took back"
                relays[name, one.other] = Link(version=name, other=one.other, relation=RELAY, reason=reason)
        return sorted(places), list(relays.values())

    def _linked(self, version: int, other: int) -> bool:
        query = select(copies.c.entry).where(
            copies.c.version == version, copies.c.other == other, copies.c.relation.in_([RELAY, "retraction"])
        )
        return self._connection.execute(query).first() is not None

    def _copied(self, versions: Iterable[int]) -> set[int]:
        """The versions that stored links make one story with any of `versions`."""
        found: set[int] = set()
        for mine, its in ((copies.c.version, copies.c.other), (copies.c.other, copies.c.version)):
            query = select(its).where(mine.in_(sorted(versions)), copies.c.relation.in_(sorted(STORY)))
            found |= set(self._connection.execute(query).scalars())
        return found

    def _retractions(self, others: Iterable[int], either: Iterable[int]) -> list[Link]:
        """The stored retractions of `others`, and those of which a side is one of `either`."""
        sides = sorted(either)
        others = list(others)
        if not sides and not others:
            return []
        query = select(copies).where(
            copies.c.relation == "retraction",
            or_(copies.c.other.in_(sorted({*others, *sides})), copies.c.version.in_(sides)),
        )
        return [
            link_from(row)
            for row in self._connection.execute(query.order_by(copies.c.version, copies.c.other))
        ]

    def _spoken_of(self, gone: Sequence[Claim]) -> Iterator[tuple[int, tuple[int, int], Claim]]:
        """Version, place and claim of what any document in force says of the suppliers and recipients of
        `gone`."""
        pairs = sorted({key[:2] for claim in gone for key in line_keys(claim)})
        places = select(claim_lines.c.entry, claim_lines.c.position).where(
            tuple_(claim_lines.c.supplier, claim_lines.c.recipient).in_(pairs)
        )
        query = (
            select(claims.c.entry, claims.c.position, claims.c.version, claims.c.payload)
            .outerjoin(claim_ends, _ENDED)
            .where(tuple_(claims.c.entry, claims.c.position).in_(places), claim_ends.c.entry.is_(None))
            .order_by(claims.c.entry, claims.c.position)
        )
        for row in self._connection.execute(query).all():
            yield row.version, (row.entry, row.position), Claim.from_dict(json.loads(row.payload))

    def _document(self, version: int) -> Document:
        row = self._connection.execute(select(documents).where(documents.c.entry == version)).one()
        return document_from(dict(row._mapping))

    def _ended_by_analysts(self, version: int) -> set[str]:
        name = select(documents.c.document).where(documents.c.entry == version).scalar_subquery()
        query = (
            select(claims.c.payload)
            .join(claim_ends, _ENDED)
            .join(corrections, corrections.c.entry == claim_ends.c.entry)
            .where(claims.c.document == name, claims.c.version == version)
        )
        return set(self._connection.execute(query).scalars())

    def _write(self, change: Change, moment: str, tables: Mapping[str, list[dict[str, Any]]]) -> Appended:
        entry = self.head.entry + 1
        known_at = max(moment, self._known_at)
        row = {
            "entry": entry,
            "change": change.value,
            "recorded_at": moment,
            "known_at": known_at,
            "chain": CHAIN,
        }
        digest = link(self.head.digest, CHAIN, {**tables, "entries": [row]})
        written: Mapping[str, list[dict[str, Any]]] = {**tables, "entries": [{**row, "digest": digest}]}
        self._torn = True
        for table in TABLES:
            if written.get(table.name):
                self._connection.execute(insert(table), written[table.name])
        self._torn = False
        self.head = Head(entry, digest)
        self._known_at = known_at
        return Appended(
            entry=entry,
            digest=digest,
            change=change,
            claims=len(tables.get("claims", ())),
            ended=len(tables.get("claim_ends", ())),
        )


# Built once: building it costs as much as asking it.
_STATE = (
    select(
        extractions.c.entry.label("extraction"),
        extractions.c.version,
        documents.c.record_digest,
        extractions.c.claims_digest,
        documents.c.raw,
        document_ends.c.entry.label("ended"),
    )
    .join(documents, documents.c.entry == extractions.c.version)
    .outerjoin(document_ends, document_ends.c.version == extractions.c.version)
    .where(extractions.c.document == bindparam("name"))
    .order_by(extractions.c.entry.desc())
    .limit(1)
)

_ENDED = and_(claim_ends.c.claim_entry == claims.c.entry, claim_ends.c.claim_position == claims.c.position)


def _one_voice(one: Claim, other: Claim) -> bool:
    """Whether the claim of a copy has the speaker of `other`, or lost him."""
    left, right = one.source, other.source
    return left.is_narrator or (left.name, left.org) == (right.name, right.org)


def _story(links: Iterable[Link], versions: set[int]) -> set[int]:
    """What `links` make one story with any of `versions`."""
    sides = [(one.version, one.other) for one in links if one.relation in STORY]
    return {its for one in sides for mine, its in (one, one[::-1]) if mine in versions}


def _correction(verdict: Verdict, entry: int, document: str, claim: str) -> dict[str, Any]:
    return {
        "entry": entry,
        "document": document,
        "claim": claim,
        "author": verdict.author,
        "reason": verdict.reason,
    }


def _ends(places: Sequence[tuple[int, int]], entry: int) -> list[dict[str, Any]]:
    return [{"claim_entry": of, "claim_position": at, "entry": entry} for of, at in sorted(places)]


def _line_rows(rows: Sequence[Mapping[str, Any]], by_id: Mapping[str, Claim]) -> list[dict[str, Any]]:
    return [
        {
            "supplier": supplier,
            "recipient": recipient,
            "item": item,
            "entry": row["entry"],
            "position": row["position"],
        }
        for row in rows
        for supplier, recipient, item in line_keys(by_id[row["claim"]])
    ]
