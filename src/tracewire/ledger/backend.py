"""What the ledger asks of the database that holds it: the seam between its rules and a store.

SQLite keeps a ledger in one file for one machine, PostgreSQL on a server for a team. One suite of tests runs
against both (tests/ledger). Whatever the store: a writer holds the ledger alone from before it reads the head
until it has committed; readers never wait and see whole entries only; a commit is on disk when it returns.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine

from tracewire.model import Digest

__all__ = ["Evidence", "EvidenceWriter", "Store"]


class EvidenceWriter(Protocol):
    """Takes in the bytes of documents as received, for the one process that writes."""

    def put(self, content: bytes) -> Digest:
        """Keep `content`; its name. There for good once `settle` and the entries' commit have returned."""
        ...

    def settle(self) -> None:
        """Force to disk what was put: the last step before the entries are committed."""
        ...

    def forget(self) -> None:
        """Give up what was put and not settled, because its entries were undone."""
        ...

    def sweep(self) -> None:
        """Remove what a killed process left half written."""
        ...


class Evidence(Protocol):
    """The bytes of documents as received, each once, under their SHA-256."""

    def has(self, digest: Digest) -> bool:
        """Whether something is kept under `digest`, sound or not."""
        ...

    def place(self, digest: Digest) -> str:
        """Where a person finds what is kept under `digest`, and what to remove should it be damaged."""
        ...

    def get(self, digest: Digest) -> bytes | None:
        """The bytes as they are kept; None if they are lost."""
        ...

    def sound(self, digest: Digest) -> bool:
        """Whether the bytes of `digest` are there and are still what the digest says."""
        ...

    def writer(self, connection: Connection) -> EvidenceWriter:
        """Who writes evidence beside the entries that `connection` writes."""
        ...


class Store(Protocol):
    """One database that holds a ledger."""

    engine: Engine
    writable: bool
    where: str  # what a person calls it, without any password
    path: Path | None  # the file, where it is one
    evidence: Evidence

    def begin_writing(self) -> AbstractContextManager[Connection]:
        """A connection that alone may write, in a transaction that has begun."""
        ...

    def refusals(self) -> AbstractContextManager[None]:
        """Turns what the database refuses into errors of the ledger that say what to do."""
        ...

    def damage(self, connection: Connection) -> list[str]:
        """What the database itself finds wrong; empty where it is sound."""
        ...
