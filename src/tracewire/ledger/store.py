"""How a ledger is opened, written, read as of any entry, and checked."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from tracewire.ledger.append import Appender
from tracewire.ledger.as_of import LedgerView
from tracewire.ledger.backend import EvidenceWriter, Store
from tracewire.ledger.errors import BatchOpen, LedgerReadOnly, StoreUnsupported, UnknownMoment
from tracewire.ledger.fit import check_reading
from tracewire.ledger.judgements import Act, Verdict
from tracewire.ledger.keys import KEYS, Scheme
from tracewire.ledger.postgres import PostgresStore
from tracewire.ledger.records import AlreadyKnown, Appended, Head, VerifyReport
from tracewire.ledger.rows import GENESIS, instant, instant_from, record_digest
from tracewire.ledger.schema import REVISION, bands, document_ends, documents, entries, extractions
from tracewire.ledger.sqlite import SqliteStore
from tracewire.ledger.upgrade import migrate, revision
from tracewire.ledger.verify import verify
from tracewire.model import Claim, Digest, Document, DocumentId, Rejected

__all__ = ["Ledger", "Reading", "open_ledger"]


class Reading(NamedTuple):
    """A document as it was read, the bytes that it was read from, and the claims drawn from it."""

    document: Document
    content: bytes
    claims: Sequence[Claim]


def open_ledger(url: str, *, create: bool = True) -> Ledger:
    """The ledger at `url`: "sqlite:///ledger.db", or "sqlite:////srv/ledger.db" for an absolute path, or
    "postgresql://user@host/database".

    A missing ledger is created unless `create` is false; one of an earlier version is brought up to date, in
    one transaction; one that cannot be written can still be read. Raises the Misconfigured family for what
    is no ledger, comes from a later version, or may not be opened, LedgerBusy and LedgerUnreachable.
    """
    store = _store(url, create=create)
    try:
        with store.refusals():
            _prepare(store)
    except BaseException:
        store.engine.dispose()
        raise
    return Ledger(store)


def _store(url: str, *, create: bool) -> Store:
    scheme, separator, rest = url.partition("://")
    if not separator:
        return SqliteStore(Path(url), create=create)  # a plain path is what people type
    if scheme in ("postgresql", "postgres"):
        return PostgresStore(url, create=create)
    if scheme != "sqlite" or not rest.startswith("/") or rest in ("/", "/:memory:"):
        raise StoreUnsupported(
            "no store for this address",
            where=url,
            remedy="write sqlite:///ledger.db, with three strokes, or postgresql://user@host/database",
        )
    return SqliteStore(Path(rest[1:]), create=create)


def _prepare(store: Store) -> None:
    with store.engine.connect() as connection:
        if revision(connection) == REVISION:
            return
        if not store.writable:
            migrate(connection, where=store.where, writable=False)  # tells why it cannot be used
    with store.begin_writing() as connection:
        migrate(connection, where=store.where, writable=store.writable)
        connection.commit()


@dataclass(slots=True)
class _Batch:
    """A transaction that is open, or that the first append will open."""

    held: ExitStack
    appender: Appender | None = None


class Ledger:
    """An append-only record of documents and claims. One object serves one process; writing is one at a time.

    A ledger is a context manager; leaving it closes it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._batch: _Batch | None = None
        self._swept = False
        self._evidence = store.evidence
        self.where = store.where
        """What a person calls the ledger: its file, or its address without the password."""
        self.path = store.path
        """The file; None where a server holds the ledger."""

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, or of the connections to the server."""
        self._store.engine.dispose()

    # Writing.

    def append(
        self,
        received_document: Document,
        content: bytes,
        claims: Sequence[Claim],
        *,
        recorded_at: datetime,
        extractor: str,
        extractor_digest: str,
    ) -> Appended | AlreadyKnown:
        """Keep a document as it was read from the bytes `content`, with the claims that `extractor` drew
        from it.

        One transaction: all of it is kept, or nothing. A document that is known with the same text, metadata
        and claims changes nothing. Other text or metadata is a new version that supersedes; other claims
        from the same version supersede those that are not among them. Raises ClaimUnfit, LedgerReadOnly,
        LedgerBusy, LedgerFull.
        """
        check_reading(received_document, content, claims)
        with self._writing() as appender:
            return appender.append(
                received_document,
                content,
                claims,
                recorded_at=recorded_at,
                extractor=extractor,
                extractor_digest=extractor_digest,
            )

    def append_all(
        self,
        readings: Iterable[Reading],
        *,
        recorded_at: datetime,
        extractor: str,
        extractor_digest: str,
        batch: int = 64,
    ) -> Iterator[tuple[DocumentId, Appended | AlreadyKnown]]:
        """Append many readings, `batch` of them a transaction, and tell each once it is kept for good.

        `readings` is drawn from while no lock is held, so that a slow extraction keeps no other writer
        waiting.
        """
        stream = iter(readings)
        while chunk := list(islice(stream, batch)):
            with self.batch():
                done = [
                    (
                        reading.document.id,
                        self.append(
                            *reading,
                            recorded_at=recorded_at,
                            extractor=extractor,
                            extractor_digest=extractor_digest,
                        ),
                    )
                    for reading in chunk
                ]
            yield from done

    def append_rejection(
        self, rejected: Rejected, *, recorded_at: datetime, content: bytes | None = None
    ) -> Appended | AlreadyKnown:
        """Keep that a document could not be used, with its bytes where `content` hands them over."""
        with self._writing() as appender:
            return appender.reject(rejected, recorded_at=recorded_at, content=content)

    def correct(
        self, claim: str, replacement: Claim | None, *, author: str, reason: str, recorded_at: datetime
    ) -> Appended:
        """End `claim` and put `replacement`, about the same document, in its place; None only ends it.

        The claim stays what it was in every earlier view. Raises UnknownClaim, Superseded where a later
        entry has ended it already, ClaimUnfit for a replacement that does not belong there.
        """
        act = Act.REJECT if replacement is None else Act.CORRECT
        verdict = Verdict(act=act, members=(claim,), replacement=replacement, author=author, reason=reason)
        return self.judge(verdict, recorded_at=recorded_at)

    def judge(self, verdict: Verdict, *, recorded_at: datetime) -> Appended:
        """Keep an analyst's judgement: what it ends or puts in place, it does at its own entry.

        Raises VerdictUnfit for what does not belong together, UnknownClaim, UnknownDocument,
        UnknownJudgement, UnknownRound for what is not there, AlreadyJudged, Superseded and RoundClosed for
        what has moved on, ClaimUnfit for a replacement that does not belong to its document.
        """
        with self._writing() as appender:
            return appender.judge(verdict, recorded_at=recorded_at)

    def lacks_keys(self) -> bool:
        """Whether an earlier version of Tracewire kept documents that did not leave the keys of today, by
        which copies, translations and notices of them are found. It costs one look."""
        # They are filled from the newest on, so that the oldest in force tells of all.
        oldest = (
            select(documents.c.entry)
            .outerjoin(document_ends, document_ends.c.version == documents.c.entry)
            .where(document_ends.c.entry.is_(None))
            .order_by(documents.c.entry)
            .limit(1)
        )
        with self._reading() as connection:
            entry = connection.execute(oldest).scalar()
            return entry is not None and not self._keyed(connection, entry)

    @staticmethod
    def _keyed(connection: Connection, version: int) -> bool:
        query = select(bands.c.entry).where(
            bands.c.period == 0,
            bands.c.scheme == Scheme.COMPLETE,
            bands.c.band == KEYS,
            bands.c.version == version,
        )
        return connection.execute(query).first() is not None

    def fill_keys(self, *, recorded_at: datetime, batch: int = 64) -> int:
        """Let every document in force leave the keys of today, each by an entry of its own behind all others,
        and tell how many lacked some. Where none does, it costs one look; stopped on the way, it goes on
        where it stopped. Entries, chain and earlier views stay as they are."""
        if not self.lacks_keys():
            return 0
        query = (
            select(documents.c.entry)
            .outerjoin(document_ends, document_ends.c.version == documents.c.entry)
            .where(document_ends.c.entry.is_(None))
            .order_by(documents.c.entry.desc())
        )
        with self._reading() as connection:
            versions = list(connection.execute(query).scalars())
            stream = iter([version for version in versions if not self._keyed(connection, version)])
        filled = 0
        while chunk := list(islice(stream, batch)):
            with self.batch():
                for version in chunk:
                    with self._writing() as appender:
                        filled += isinstance(appender.fill_keys(version, recorded_at=recorded_at), Appended)
        return filled

    def withdraw(self, document: str, *, author: str, reason: str, recorded_at: datetime) -> Appended:
        """End a document and its claims, as after an outlet's retraction.

        Reading the same text again does not bring it back; another version does. Raises UnknownDocument,
        Superseded.
        """
        with self._writing() as appender:
            return appender.withdraw(
                DocumentId(document), author=author, reason=reason, recorded_at=recorded_at
            )

    @contextmanager
    def batch(self) -> Iterator[Ledger]:
        """Several appends in one transaction, which is quicker: killed on the way, all of them are undone.

        An exception from elsewhere keeps what was appended before it. Views see the entries once the batch
        has ended. The ledger is held for writing from the first append on: keep batches short. Raises
        BatchOpen inside a batch.
        """
        with self._lock:
            if self._batch is not None:
                raise BatchOpen("a batch is already open", where=self.where, remedy="end it first")
            if not self._store.writable:
                raise LedgerReadOnly(
                    "the ledger can be read but not written",
                    where=self.where,
                    remedy="change the permissions of the file and its folder, or of the role; or copy it",
                )
            with ExitStack() as held:
                self._batch = _Batch(held)
                try:
                    yield self
                finally:
                    batch, self._batch = self._batch, None
                    if batch.appender is not None:
                        with self._store.refusals():
                            batch.appender.keep()

    @contextmanager
    def _writing(self) -> Iterator[Appender]:
        """The open batch's appender, or that of a batch for one entry."""
        with self._lock:
            if self._batch is None:
                with self.batch(), self._writing() as appender:
                    yield appender
                return
            with self._store.refusals():
                if self._batch.appender is None:
                    self._batch.appender = self._appender(self._batch.held)
                try:
                    yield self._batch.appender
                except DBAPIError:
                    self._batch.appender.spoil()
                    raise

    def _appender(self, held: ExitStack) -> Appender:
        connection = held.enter_context(self._store.begin_writing())
        evidence: EvidenceWriter = self._evidence.writer(connection)
        if not self._swept:
            evidence.sweep()
            self._swept = True
        return Appender(connection, evidence)

    # Reading.

    def as_of(self, entry: int | datetime | None = None) -> LedgerView:
        """What was known at `entry`, at a moment, or now.

        A moment means the last entry that was recorded at or before it. Entries keep their order also where
        a clock stepped back: such an entry counts as known when the latest of the entries before it was.
        Entry 0 is the empty ledger. Raises UnknownMoment for an entry that is not there and a moment without
        zone.
        """
        query = select(entries.c.entry, entries.c.known_at).order_by(entries.c.entry.desc()).limit(1)
        if isinstance(entry, datetime):
            try:
                moment = instant(entry)
            except ValueError as error:
                raise UnknownMoment(str(error), where=entry.isoformat(), remedy="add the zone") from None
            # known_at never steps back, so its order is the entries' order and its index finds the place.
            query = (
                select(entries.c.entry, entries.c.known_at)
                .where(entries.c.known_at <= moment)
                .order_by(entries.c.known_at.desc(), entries.c.entry.desc())
                .limit(1)
            )
        elif entry is not None:
            query = query.where(entries.c.entry == entry)
        with self._reading() as connection:
            row = connection.execute(query).first()
        if row is None and entry is not None and not isinstance(entry, datetime) and entry != 0:
            remedy = f"its entries are 0 to {self.head().entry}"
            if 1000 <= entry <= 9999:
                remedy += f"; for the end of that year name its last day, {entry}-12-31"
            raise UnknownMoment(
                f"the ledger has no entry {entry}",
                where=self.where,
                remedy=remedy,
            )
        return LedgerView(
            self._reading,
            entry=0 if row is None else row.entry,
            recorded_at=None if row is None else instant_from(row.known_at),
        )

    def head(self) -> Head:
        """The last entry and its digest; entry 0 for an empty ledger."""
        with self._reading() as connection:
            row = connection.execute(
                select(entries.c.entry, entries.c.digest).order_by(entries.c.entry.desc()).limit(1)
            ).first()
        return Head(0, GENESIS) if row is None else Head(row.entry, Digest(row.digest))

    def knows(self, document: Document, *, extractor: str, extractor_digest: str) -> bool:
        """Whether this text was last read by this extractor, so that reading it again can be spared.

        It costs one look at an index. A document whose metadata changed is not known: append decides.
        """
        query = (
            select(
                extractions.c.extractor,
                extractions.c.extractor_digest,
                documents.c.record_digest,
                documents.c.raw,
                document_ends.c.entry,
            )
            .join(documents, documents.c.entry == extractions.c.version)
            .outerjoin(document_ends, document_ends.c.version == documents.c.entry)
            .where(extractions.c.document == document.id)
            .order_by(extractions.c.entry.desc())
            .limit(1)
        )
        with self._reading() as connection:
            row = connection.execute(query).first()
        if row is None or row.record_digest != record_digest(document):
            return False
        if not self._evidence.has(Digest(row.raw)):
            return False  # the bytes were lost: reading the same file again puts them back
        withdrawn = row.entry is not None
        return withdrawn or (row.extractor, row.extractor_digest) == (extractor, extractor_digest)

    def has(self, document: DocumentId) -> bool:
        """Whether a document is, or was until it was withdrawn, kept under this id."""
        return self._latest(document) is not None

    def holds(self, document: Document) -> bool:
        """Whether the latest version under the document's id is this very record, whoever read it and even if
        it was withdrawn."""
        return self._latest(document.id) == record_digest(document)

    def _latest(self, document: DocumentId) -> str | None:
        query = (
            select(documents.c.record_digest)
            .where(documents.c.document == document)
            .order_by(documents.c.entry.desc())
            .limit(1)
        )
        with self._reading() as connection:
            return connection.execute(query).scalar()

    def evidence(self, raw: Digest) -> bytes | None:
        """The bytes as received under that digest; None if they are lost or no longer those."""
        return self._evidence.get(raw) if self._evidence.sound(raw) else None

    def verify(self, *, noted: Head | None = None) -> VerifyReport:
        """Whether chain, rows, passages and evidence are what was recorded; never raises on a damaged ledger.

        `noted` is a head that was written down elsewhere, which the chain must pass through.
        """
        return verify(self._reading, self._evidence, damage=self._store.damage, noted=noted)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._store.refusals(), self._store.engine.connect() as connection:
            yield connection
