"""What was seen, what is to be told and what was told: kept on disk, so that a restart repeats nothing.

An alert is written here before anyone is told, in the transaction that also moves `told`, the entry up to
which the ledger's changes were looked at. For each channel it is then *due*, *sending* while it is under way,
and at last *sent*, *refused* or *unsure*. Killed while it was under way, an alert may or may not have
arrived: it becomes *unsure* and is not sent again, because nobody is to be alerted twice. The feed of alerts
is written whole each time: there nothing can come twice, and nothing is lost.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tracewire.errors import Conflict, Unavailable
from tracewire.watch.poll import LONGEST

__all__ = ["Article", "FeedState", "State", "StateUnavailable", "WatchRunning", "waits"]


def waits(due: datetime | None, now: datetime, *, longest: float = LONGEST) -> bool:
    """Whether `due` is still to come. Nothing is put off for more than `longest` seconds: a moment further
    away is one of a clock that was ahead, and is not waited for."""
    return due is not None and now < due <= now + timedelta(seconds=longest)


def _furthest(now: datetime) -> str:
    return (now + timedelta(seconds=LONGEST)).isoformat()


class WatchRunning(Conflict):
    """Another process watches with the same state."""

    code = "watch-running"


class StateUnavailable(Unavailable):
    """The state cannot be read or written, as on a full disk: nobody is told what it could not keep."""

    code = "watch-state"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a source between two visits. `due` is when it may be visited next."""

    etag: str | None = None
    modified: str | None = None
    due: datetime | None = None
    failures: int = 0
    gone: bool = False
    seen: str | None = None  # of a folder: names, sizes and times


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """How often the page behind an entry was asked for in vain, when it is next, or that it is `done`."""

    tries: int = 0
    due: datetime | None = None
    done: bool = False


_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sources (name TEXT PRIMARY KEY, state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS pages (url TEXT PRIMARY KEY, visited TEXT NOT NULL);  -- until 0.1: of any feed
CREATE TABLE IF NOT EXISTS articles (
    feed TEXT NOT NULL, url TEXT NOT NULL, visited TEXT NOT NULL, tries INTEGER NOT NULL, due TEXT,
    PRIMARY KEY (feed, url)
);
CREATE TABLE IF NOT EXISTS alerts (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, told_at TEXT NOT NULL, record TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS deliveries (
    channel TEXT NOT NULL, alert TEXT NOT NULL REFERENCES alerts (id), state TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, due TEXT, note TEXT, PRIMARY KEY (channel, alert)
);
CREATE INDEX IF NOT EXISTS deliveries_state ON deliveries (state, channel);
"""


class State:
    """The state of one watch, held by one process at a time. A context manager."""

    def __init__(self, path: Path) -> None:
        """Raises WatchRunning where another process holds it, StateUnavailable where it cannot be had."""
        self._path = path
        with self._kept():
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=0.5)
        try:
            self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.executescript(_TABLES)
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._connection.close()
            if "locked" not in str(error):
                raise self._unavailable(error) from error
            raise WatchRunning(
                "another process watches with this state",
                where=str(path),
                remedy="end it, or name another `state` in the watch file",
            ) from error

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise self._unavailable(error) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All or nothing of what is written within, on disk at the end. Raises StateUnavailable."""
        with self._kept(), self._connection:  # commits, or undoes
            self._connection.execute("BEGIN")
            yield

    def _unavailable(self, error: sqlite3.OperationalError) -> StateUnavailable:
        return StateUnavailable(
            f"the watch's state cannot be kept: {error}",
            where=str(self._path),
            remedy="make room, or see to its permissions; the next look goes on where this one stopped",
        )

    # How far the ledger was looked at.

    def told(self) -> int | None:
        """The entry up to which changes were turned into alerts; None before the first look."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = 'told'").fetchone()
        return None if row is None else int(row[0])

    def tell(
        self, entry: int, alerts: Iterable[Mapping[str, Any]], channels: Iterable[str], *, now: datetime
    ) -> int:
        """Keep `alerts` for `channels` and that the ledger was looked at up to `entry`: both or neither.

        How many of them are new: an alert that is known is not told again.
        """
        new = 0
        with self._writing():
            for record in alerts:
                kept = self._connection.execute(
                    "INSERT OR IGNORE INTO alerts SELECT ?, coalesce(max(number), 0) + 1, ?, ? FROM alerts",
                    (record["id"], now.isoformat(), json.dumps(record, ensure_ascii=False)),
                )
                if not kept.rowcount:
                    continue
                new += 1
                for channel in channels:
                    self._connection.execute(
                        "INSERT INTO deliveries (channel, alert, state) VALUES (?, ?, 'due')",
                        (channel, record["id"]),
                    )
            self._connection.execute("INSERT OR REPLACE INTO facts VALUES ('told', ?)", (str(entry),))
        return new

    # Deliveries.

    def recover(self, repeatable: Iterable[str]) -> int:
        """Give up on what was under way when a process was killed, but on `repeatable` channels, where it is
        due again; how many alerts that hits."""
        with self._writing():
            self._connection.executemany(
                "UPDATE deliveries SET state = 'due' WHERE state = 'sending' AND channel = ?",
                [(channel,) for channel in repeatable],
            )
            return self._connection.execute(
                "UPDATE deliveries SET state = 'unsure', note = 'the process was killed while it was sent'"
                " WHERE state = 'sending'"
            ).rowcount

    def due(self, channel: str, *, now: datetime) -> list[dict[str, Any]]:
        """The alerts that `channel` is to deliver now, in their order: none while an earlier one waits."""
        wait = "SELECT 1 FROM deliveries WHERE channel = ? AND state = 'due' AND due > ? AND due <= ?"
        span = now.isoformat(), _furthest(now)
        if self._connection.execute(wait, (channel, *span)).fetchone() is not None:
            return []
        rows = self._connection.execute(
            "SELECT record FROM deliveries JOIN alerts ON alerts.id = deliveries.alert"
            " WHERE channel = ? AND state = 'due' ORDER BY number",
            (channel,),
        )
        return [json.loads(row[0]) for row in rows]

    def mark(
        self,
        channel: str,
        alerts: Iterable[str],
        state: str,
        *,
        due: datetime | None = None,
        note: str | None = None,
    ) -> None:
        """Set what became of these alerts on `channel`; on disk when it returns."""
        with self._writing():
            self._connection.executemany(
                "UPDATE deliveries SET state = ?, due = ?, note = ?, tries = tries + (? = 'sending')"
                " WHERE channel = ? AND alert = ?",
                [(state, due.isoformat() if due else None, note, state, channel, one) for one in alerts],
            )

    def tries(self, channel: str, alert: str) -> int:
        """How often it was tried to deliver the alert."""
        row = self._connection.execute(
            "SELECT tries FROM deliveries WHERE channel = ? AND alert = ?", (channel, alert)
        ).fetchone()
        return int(row[0]) if row else 0

    def latest(self, count: int) -> list[dict[str, Any]]:
        """The latest alerts, newest first, each with the moment at which it was made."""
        rows = self._connection.execute(
            "SELECT record, told_at FROM alerts ORDER BY number DESC LIMIT ?", (count,)
        )
        return [{**json.loads(record), "told_at": told_at} for record, told_at in rows]

    def next_due(self, *, now: datetime) -> datetime | None:
        """When the next delivery that was put off is due."""
        row = self._connection.execute(
            "SELECT min(CASE WHEN due > ? THEN ? ELSE due END) FROM deliveries WHERE state = 'due'",
            (_furthest(now), now.isoformat()),
        ).fetchone()
        return datetime.fromisoformat(row[0]) if row and row[0] else None

    # Sources.

    def source(self, name: str) -> FeedState:
        row = self._connection.execute("SELECT state FROM sources WHERE name = ?", (name,)).fetchone()
        if row is None:
            return FeedState()
        known = json.loads(row[0])
        known["due"] = datetime.fromisoformat(known["due"]) if known["due"] else None
        return FeedState(**known)

    def remember(self, name: str, state: FeedState) -> None:
        written = {
            "etag": state.etag,
            "modified": state.modified,
            "due": state.due.isoformat() if state.due else None,
            "failures": state.failures,
            "gone": state.gone,
            "seen": state.seen,
        }
        with self._writing():
            self._connection.execute(
                "INSERT OR REPLACE INTO sources VALUES (?, ?)", (name, json.dumps(written))
            )

    def article(self, feed: str, url: str) -> Article:
        """What became so far of the page behind an entry of `feed`."""
        row = self._connection.execute(
            "SELECT tries, due FROM articles WHERE feed = ? AND url = ?", (feed, url)
        ).fetchone()
        if row is not None:
            due = datetime.fromisoformat(row[1]) if row[1] else None
            return Article(tries=row[0], due=due, done=due is None)
        old = self._connection.execute("SELECT 1 FROM pages WHERE url = ?", (url,)).fetchone()
        return Article(done=old is not None)

    def visit(self, feed: str, url: str, *, now: datetime, tries: int, due: datetime | None) -> None:
        """Remember that the page was asked for `tries` times, and is to be asked for again when `due`."""
        with self._writing():
            self._connection.execute(
                "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?)",
                (feed, url, now.isoformat(), tries, due.isoformat() if due else None),
            )
