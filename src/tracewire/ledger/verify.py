"""Is everything still what it was when it was recorded?

Walks the ledger once in the order of entries and the evidence once by digest. What is found is told as
values, never raised: a damaged ledger must be able to say where it is damaged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.exc import SQLAlchemyError

from tracewire.errors import TracewireError
from tracewire.ledger.backend import Evidence
from tracewire.ledger.pages import Read, pages
from tracewire.ledger.records import Failure, Head, VerifyReport
from tracewire.ledger.rows import CHAINED, GENESIS, claim_from, document_from, line_keys, link, record_digest
from tracewire.ledger.schema import TABLES, claim_lines, documents, entries, rejections
from tracewire.model import Digest, digest_text

__all__ = ["verify"]

_PAGE = 200
_RESTORE = "restore the ledger from a copy, or read the dispatches again into a new one"
_MANY = 1000  # failures that are listed one by one; a ruined ledger has more than anyone reads


def verify(
    read: Read,
    evidence: Evidence,
    *,
    damage: Callable[[Connection], list[str]],
    noted: Head | None = None,
) -> VerifyReport:
    """Check the store's own structure, the chain, every row against its entry, and every blob.

    `noted` is a head that was written down elsewhere: the chain must pass through it. Without one, a person
    who rewrites the whole ledger with its chain cannot be found out.
    """
    check = _Check(read, evidence, noted)
    check.guarded(lambda: check.structure(damage))
    check.guarded(check.entries)
    check.guarded(check.blobs)
    return VerifyReport(
        head=check.head,
        entries=check.head.entry,
        documents=check.documents,
        claims=check.claims,
        blobs=check.blobs_seen,
        failures=tuple(check.failures),
    )


class _Check:
    def __init__(self, read: Read, evidence: Evidence, noted: Head | None) -> None:
        self._read = read
        self._evidence = evidence
        self._noted = noted
        self.head = Head(0, GENESIS)
        self.documents = self.claims = self.blobs_seen = 0
        self.failures: list[Failure] = []
        self._known_at = ""

    def fail(
        self, entry: int | None, document: str | None, code: str, message: str, remedy: str = _RESTORE
    ) -> None:
        if len(self.failures) < _MANY:
            self.failures.append(
                Failure(entry=entry, document=document, code=code, message=message, remedy=remedy)
            )

    def guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except (TracewireError, SQLAlchemyError, OSError, UnicodeError) as error:
            told = error.message if isinstance(error, TracewireError) else str(error).split("\n", 1)[0]
            behind = self.head.entry
            self.fail(None, None, "unreadable", f"behind entry {behind} the ledger cannot be read: {told}")

    def structure(self, damage: Callable[[Connection], list[str]]) -> None:
        with self._read() as connection:
            for line in damage(connection):
                self.fail(None, None, "store-damaged", f"the store's own check says: {line}")

    # The chain and the rows.

    def entries(self) -> None:
        while True:
            with self._read() as connection:
                after = self.head.entry
                page = connection.execute(
                    select(entries).where(entries.c.entry > after).order_by(entries.c.entry).limit(_PAGE)
                ).all()
                if not page:
                    break
                rows = self._rows(connection, after, page[-1].entry)
                texts = self._texts(connection, rows["claims"])
            for entry in page:
                self._entry(entry, {name: of.get(entry.entry, []) for name, of in rows.items()}, texts)
        if self._noted is not None and self._noted.entry > self.head.entry:
            self.fail(
                None,
                None,
                "entries-lost",
                f"the noted head is entry {self._noted.entry}, the ledger ends at {self.head.entry}",
            )

    def _rows(
        self, connection: Connection, after: int, last: int
    ) -> dict[str, dict[int, list[dict[str, Any]]]]:
        """The rows of the entries behind `after` up to `last`, by table and entry."""
        found: dict[str, dict[int, list[dict[str, Any]]]] = {}
        for table in TABLES:
            by_entry: dict[int, list[dict[str, Any]]] = defaultdict(list)
            query = select(table).where(table.c.entry > after, table.c.entry <= last)
            for row in connection.execute(query.order_by(*table.primary_key.columns)):
                by_entry[row.entry].append(dict(row._mapping))
            found[table.name] = by_entry
        return found

    def _texts(
        self, connection: Connection, held: dict[int, list[dict[str, Any]]]
    ) -> dict[int, tuple[str, str]]:
        """Id and text of every version that these claims speak of."""
        versions = sorted({row["version"] for rows in held.values() for row in rows})
        query = select(documents.c.entry, documents.c.document, documents.c.text)
        found: dict[int, tuple[str, str]] = {}
        for start in range(0, len(versions), _PAGE):
            chunk = versions[start : start + _PAGE]
            for row in connection.execute(query.where(documents.c.entry.in_(chunk))):
                found[row.entry] = (row.document, row.text)
        return found

    def _entry(
        self, entry: Row[Any], rows: dict[str, list[dict[str, Any]]], texts: dict[int, tuple[str, str]]
    ) -> None:
        number = entry.entry
        named = [row["document"] for rows_of in rows.values() for row in rows_of if "document" in row]
        document = named[0] if named else None
        if number != self.head.entry + 1:
            self.fail(
                self.head.entry + 1,
                None,
                "entry-missing",
                f"entries {self.head.entry + 1}–{number - 1} are missing",
            )
        for row in rows["documents"]:
            self.documents += 1
            self._document(row)
        for row in rows["claims"]:
            self.claims += 1
            self._claim(row, texts.get(row["version"]))
        self._line_rows(number, document, rows)
        if entry.known_at != max(self._known_at, entry.recorded_at):
            self.fail(number, document, "time-altered", "the time when it was known is not the latest so far")
        if entry.chain not in CHAINED:
            self.fail(
                number,
                document,
                "chain-unknown",
                f"a later version wrote it (chain {entry.chain})",
                "update Tracewire",
            )
        elif stray := sorted(
            name for name, of in rows.items() if of and name not in {*CHAINED[entry.chain], "claim_lines"}
        ):
            self.fail(number, document, "chain-broken", f"rows were added to it since: {', '.join(stray)}")
        elif link(self.head.digest, entry.chain, {**rows, "entries": [dict(entry._mapping)]}) != entry.digest:
            self.fail(
                number,
                document,
                "chain-broken",
                "its rows, or the digest before it, are not those that were recorded",
            )
        if self._noted is not None and self._noted.entry == number and self._noted.digest != entry.digest:
            self.fail(
                number, document, "head-differs", "the chain does not pass through the head that was noted"
            )
        self.head = Head(number, Digest(entry.digest))
        self._known_at = max(self._known_at, entry.known_at)

    def _document(self, row: dict[str, Any]) -> None:
        entry, name = row["entry"], row["document"]
        if digest_text(row["text"]) != row["text_digest"]:
            self.fail(entry, name, "text-altered", "the text is not the one that was recorded")
        try:
            altered = record_digest(document_from(row)) != row["record_digest"]
        except (ValueError, KeyError, TypeError):
            altered = True
        if altered:
            self.fail(entry, name, "document-altered", "its date, outlet or parts are not those recorded")

    def _claim(self, row: dict[str, Any], version: tuple[str, str] | None) -> None:
        entry, name = row["entry"], row["document"]
        try:
            claim = claim_from(row["payload"])
        except (ValueError, TracewireError):
            self.fail(entry, name, "claim-altered", f"claim {row['claim']} cannot be read")
            return
        columns = (row["claim"], row["kind"], row["stage"], row["polarity"], row["certainty"], name)
        fields = (claim.id, claim.kind, claim.stage, claim.polarity, claim.certainty, claim.document)
        if columns != tuple(map(str, fields)):
            self.fail(entry, name, "claim-altered", f"claim {row['claim']} is not the one that was recorded")
        if version is None or version[0] != name:
            self.fail(entry, name, "document-lost", f"claim {row['claim']} has no document")
        elif claim.span.end > len(version[1]):
            self.fail(entry, name, "evidence-outside", f"claim {row['claim']} points behind the text's end")
        elif digest_text(claim.span.of(version[1])) != row["evidence"]:
            self.fail(
                entry, name, "evidence-altered", f"the passage of claim {row['claim']} is another one now"
            )

    def _line_rows(self, entry: int, document: str | None, rows: dict[str, list[dict[str, Any]]]) -> None:
        expected = set()
        for row in rows["claims"]:
            try:
                claim = claim_from(row["payload"])
            except (ValueError, TracewireError):
                return  # told above
            expected |= {(*key, row["position"]) for key in line_keys(claim)}
        columns = [column.name for column in claim_lines.c if column.name != "entry"]
        if {tuple(row[name] for name in columns) for row in rows["claim_lines"]} != expected:
            self.fail(
                entry, document, "lines-altered", "its claims are filed under other lines than they name"
            )

    # The bytes.

    def blobs(self) -> None:
        for raw, entry in self._cited():
            self.blobs_seen += 1
            if not self._evidence.has(raw):
                self.fail(
                    entry,
                    self._named(entry),
                    "evidence-lost",
                    f"the bytes as received ({raw[:12]}…) are gone",
                    "read the same file again: it is put back",
                )
            elif not self._evidence.sound(raw):
                self.fail(
                    entry,
                    self._named(entry),
                    "evidence-damaged",
                    f"the bytes as received are not those that were recorded: {self._evidence.place(raw)}",
                    "remove that and read the same dispatch again: it is put back",
                )

    def _cited(self) -> Iterator[tuple[Digest, int]]:
        """Every digest of received bytes, and the first entry that cites it, in pages."""
        for table in (documents, rejections):
            first = func.min(table.c.entry).label("first")
            query = select(table.c.raw, first).group_by(table.c.raw).order_by(table.c.raw)
            for rows in pages(self._read, query, (table.c.raw,), ("",), size=_PAGE):
                for row in rows:
                    # A rejection cites bytes that were kept only where a caller handed them over.
                    if table is documents or self._evidence.has(row.raw):
                        yield Digest(row.raw), row.first

    def _named(self, entry: int) -> str | None:
        with self._read() as connection:
            for table in (documents, rejections):
                name = connection.execute(select(table.c.document).where(table.c.entry == entry)).scalar()
                if name is not None:
                    return str(name)
        return None
