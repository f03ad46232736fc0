"""What does this reading, rejection or correction add to the ledger?

The `Appender` works inside one transaction that holds the ledger for writing. Everything is checked before
the first row is written, and each call costs what its own document and claims cost, whatever the ledger
holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, insert, select

from tracewire.ledger.backend import EvidenceWriter
from tracewire.ledger.copies import find_links
from tracewire.ledger.enacted import corrected, undone
from tracewire.ledger.errors import ClaimUnfit, Superseded, UnknownDocument
from tracewire.ledger.fallen import answered, put_back, resting, retracted_keys, taken_back
from tracewire.ledger.fit import check_reading
from tracewire.ledger.held import Held
from tracewire.ledger.judged import check_verdict
from tracewire.ledger.judgements import Act, Verdict
from tracewire.ledger.keys import band_rows
from tracewire.ledger.links import STORY, Link, link_rows
from tracewire.ledger.records import AlreadyKnown, Appended, Change, Head
from tracewire.ledger.rows import (
    CHAIN,
    GENESIS,
    Place,
    Tables,
    body_row,
    claim_from,
    claim_row,
    claims_digest,
    document_row,
    end_rows,
    instant,
    judgement_rows,
    line_rows,
    link,
    record_digest,
)
from tracewire.ledger.schema import TABLES, entries, rejections
from tracewire.ledger.stories import Body, body_of
from tracewire.model import Claim, Digest, Document, DocumentId, Rejected, digest_bytes

__all__ = ["Appender"]


class Appender:
    """Writes entries on `connection`, which must hold the ledger for writing."""

    def __init__(self, connection: Connection, evidence: EvidenceWriter) -> None:
        self._connection = connection
        self._held = Held(connection)
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
        state = self._held.state(document.id)
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

        tables: Tables = {
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
        ended: list[Place] = []
        if state is None or not same_version:
            change = Change.DOCUMENT if state is None else Change.VERSION
            before = None if state is None else state.version
            tables["documents"] = [document_row(document, entry=entry, supersedes=before)]
            body = body_of(document)
            tables["bodies"] = [body_row(body, entry=entry)]
            links = find_links(self._connection, document, body, distinct, version=entry)
            links = answered(self._held, links)
            tables["bands"] = band_rows(document, body, distinct, version=entry, entry=entry)
            tables["copies"] = link_rows(links, entry=entry)
            self._evidence.put(content)
            if state is not None and state.ended is None:
                tables["document_ends"] = [{"version": state.version, "entry": entry}]
                ended = [place for place, _ in self._held.in_force(state.version, corrected=True)]
        else:
            change = Change.EXTRACTION
            rows, ended = self._difference(version, rows)
            body = body_of(document)
            tables["bands"], links = self._more(document, body, distinct, version, entry)
            tables["copies"] = link_rows(links, entry=entry)
            links = [*links, *self._held.links(version)]
        tables["claims"] = rows
        tables["claim_lines"] = line_rows(rows, by_id)
        self._settle(tables, document, body, version, rows, links, ended)
        return self._write(change, moment, tables)

    def fill_keys(self, version: int, *, recorded_at: datetime) -> Appended | AlreadyKnown:
        """Let a version that an earlier Tracewire kept leave the keys of today, and meet what they find. What
        a notice takes back then ends at this entry; no older entry is touched."""
        moment = instant(recorded_at)
        entry = self.head.entry + 1
        document = self._held.document(version)
        places = self._held.in_force(version, corrected=True)
        drawn = [claim_from(payload) for _, payload in places]
        body = body_of(document)
        bands, links = self._more(document, body, drawn, version, entry)
        if not bands:
            return AlreadyKnown(entry=version)
        tables: Tables = {"bands": bands, "copies": link_rows(links, entry=entry)}
        own = [{"entry": place[0], "position": place[1], "payload": payload} for place, payload in places]
        links = [*links, *self._held.links(version)]
        self._settle(tables, document, body, version, own, links, [], known=True)
        return self._write(Change.KEYS, moment, tables)

    def _settle(
        self,
        tables: Tables,
        document: Document,
        body: Body,
        version: int,
        rows: list[dict[str, Any]],
        links: list[Link],
        ended: list[Place],
        *,
        known: bool = False,
    ) -> None:
        """Add to `tables` what ends, stands again and is left for others, as `links` bind `version`. `rows`
        are its claims of this entry, or its `known` ones."""
        entry = self.head.entry + 1
        back = taken_back(self._held, links, document, version, [] if known else rows, ended)
        ended = [*ended, *back.places]
        again = put_back(self._held, links, [] if known else rows, entry)
        fallen, relays = resting(self._held, back, links, document, body, version, rows, set(ended))
        # The digest covers rows in the order of their keys.
        left = [*tables["bands"], *retracted_keys(self._held, back, document, version, entry)]
        tables["bands"] = sorted(left, key=itemgetter("period", "scheme", "band", "version"))
        related = [*tables["copies"], *link_rows([*relays, *again.doubts], entry=entry)]
        tables["copies"] = sorted(related, key=itemgetter("version", "other", "relation"))
        tables["claim_ends"] = end_rows([*ended, *fallen], entry=entry)
        if again.rows:
            standing = {row["claim"]: claim_from(row["payload"]) for row in again.rows}
            tables["claims"] = [*tables.get("claims", ()), *again.rows]
            tables["claim_lines"] = [*tables.get("claim_lines", ()), *line_rows(again.rows, standing)]

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
        tables: Tables = {"judgements": [row], "judgement_members": members}
        change = Change.JUDGEMENT
        if verdict.act is Act.UNDO and verdict.round is None:
            tables |= undone(self._held, verdict, entry)
        elif verdict.act in (Act.REJECT, Act.CORRECT):
            rows = corrected(self._held, verdict, entry)
            if verdict.round is None:  # an opinion changes nothing, but must be one that could
                tables |= rows
                change = Change.CORRECTION
        return self._write(change, moment, tables)

    @contextmanager
    def _same(self) -> Iterator[Connection]:
        yield self._connection

    def withdraw(self, document: DocumentId, *, author: str, reason: str, recorded_at: datetime) -> Appended:
        """End a document and its claims on an analyst's word; only another version of it comes back."""
        moment = instant(recorded_at)
        if not author.strip() or not reason.strip():
            raise ClaimUnfit("a withdrawal needs an author and a reason", where=document, remedy="give both")
        entry = self.head.entry + 1
        state = self._held.state(document)
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
        places = [place for place, _ in self._held.in_force(state.version, corrected=True)]
        return self._write(
            Change.WITHDRAWAL,
            moment,
            {
                "corrections": [
                    {"entry": entry, "document": document, "claim": None, "author": author, "reason": reason}
                ],
                "document_ends": [{"version": state.version, "entry": entry}],
                "claim_ends": end_rows(places, entry=entry),
            },
        )

    def _difference(
        self, version: int, rows: list[dict[str, Any]]
    ) -> tuple[list[dict[str, Any]], list[Place]]:
        """Which of the newly drawn `rows` are new, and which claims of the version end.

        What both extractions say stays as it stands, with its entry: it was known since then. A claim that
        an analyst put there stays, and one that an analyst ended is not revived.
        """
        drawn = {row["payload"] for row in rows}
        ended = [
            place for place, payload in self._held.in_force(version, corrected=False) if payload not in drawn
        ]
        known = {payload for _, payload in self._held.in_force(version, corrected=True)}
        known |= self._held.ended_by_analysts(version)
        added = [row for row in rows if row["payload"] not in known]
        for position, row in enumerate(added):
            row["position"] = position
        return added, ended

    def _more(
        self, document: Document, body: Body, drawn: Sequence[Claim], version: int, entry: int
    ) -> tuple[list[dict[str, Any]], list[Link]]:
        """The keys and links that other claims of a known version add to those that it has."""
        rows = band_rows(document, body, drawn, version=version, entry=entry)
        new = [row for row in rows if not self._held.keeps(row)]
        links = self._held.links(version, doubted=True)
        known = {(one.version, one.other, one.relation) for one in links}
        known |= {(other, version, relation) for version, other, relation in known if relation in STORY}
        found = find_links(self._connection, document, body, drawn, version=version)
        found = [one for one in found if (one.version, one.other, one.relation) not in known]
        return new, answered(self._held, found)

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
