"""One look at everything that is watched: read what is new, see what it changed, tell it.

Invariants: stopped or killed at any moment, the next look goes on where this one stopped; nothing that was
told is told again; a source or receiver that fails stops no other; between two visits of one host there is a
pause.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tracewire.assess import Difference, changes
from tracewire.claims import Extractor
from tracewire.documents import Fetched, Fetcher, Limits, Received, read_documents
from tracewire.errors import TracewireError, unforeseen
from tracewire.ledger import Ledger
from tracewire.model import DocumentId, Rejected, digest_text
from tracewire.publish.telling import record
from tracewire.reading import FAULTS, Read, Refused, read_into
from tracewire.watch.channels import AtomFile, Channel, Mail, NotDelivered, Outcome, Webhook
from tracewire.watch.config import AlertTo, Config, FeedSource, FolderSource, named
from tracewire.watch.poll import LONGEST, next_visit, poll
from tracewire.watch.state import FeedState, State, waits

__all__ = ["Tick", "Watcher"]

_HOST_PAUSE = 2.0  # seconds between two requests to one host
_SETTLE = timedelta(seconds=2)
"""A file that was written to a moment ago may be written to still: its folder is read at the next look."""

_RETRY = 60.0  # seconds before a delivery is tried again; doubled each time, at most a day
_ARTICLES = 20
"""Pages behind the entries of one feed that are read at one look: the others wait for the next."""
_TRIES = 6
"""How often a page is asked for whose server does not answer: of a feed looked at each hour, for two days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What one look came to; `due` is when the next is worth it. So many of its problems are `faults`: to be
    reported, as no source or receiver can mend them."""

    documents: int
    rejected: int
    alerts: int
    delivered: int
    problems: tuple[str, ...]
    due: datetime
    faults: int = 0


class _Once:
    """Hands a reader the answer that was fetched already."""

    def __init__(self, fetched: Fetched) -> None:
        self._fetched = fetched

    def fetch(self, url: str, *, max_bytes: int, linked_from: Fetched | None = None) -> Fetched:
        return self._fetched


class _Behind:
    """Gets the pages that a feed links to."""

    def __init__(self, fetcher: Fetcher, feed: Fetched) -> None:
        self._fetcher = fetcher
        self._feed = feed

    def fetch(self, url: str, *, max_bytes: int, linked_from: Fetched | None = None) -> Fetched:
        return self._fetcher.fetch(url, max_bytes=max_bytes, linked_from=self._feed)


class Watcher:
    """Looks at the sources of `config`, on behalf of one process.

    `clock` gives aware UTC, `sleep` waits for seconds; both are handed in, so that tests need not wait.
    Raises ConfigUnfit where `config` asks for a party or class that nothing knows.
    """

    def __init__(
        self,
        config: Config,
        ledger: Ledger,
        extractor: Extractor,
        state: State,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        fetcher: Fetcher,
        identify: Callable[[str], str | None] | None = None,
        limits: Limits | None = None,
        from_environment: bool = False,
    ) -> None:
        self._config = named(config, ledger.as_of())
        self._ledger = ledger
        self._extractor = extractor
        self._state = state
        self._clock = clock
        self._sleep = sleep
        self._fetcher = fetcher
        self._identify = identify
        self._limits = limits or Limits()
        self._from_environment = from_environment
        self._asked: dict[str, datetime] = {}
        self._channels = [self._channel(to) for to in config.alerts]
        self._problems: list[str] = []
        self._documents = self._rejected = self._faults = 0
        if unsure := state.recover([one.name for one in self._channels if one.repeatable]):
            self._problems.append(
                f"{unsure} alerts were under way when the watch was killed: they may have arrived,"
                " and are not sent again"
            )
        if state.told() is None:
            # What the ledger held before it was watched is no news.
            state.tell(ledger.head().entry, (), (), now=clock())

    def _channel(self, to: AlertTo) -> Channel:
        match to.kind:
            case "atom":
                return AtomFile(to, self._state.latest)
            case "webhook":
                return Webhook(to, from_environment=self._from_environment)
            case _:
                return Mail(to)

    def look(self) -> Tick:
        """Visit every source that is due, tell what changed, deliver what is due."""
        self._documents = self._rejected = self._faults = 0
        for feed in self._config.feeds:
            self._visit(feed.url, feed.seconds, partial(self._feed, feed))
        for folder in self._config.folders:
            name = f"folder {folder.path}"
            self._visit(name, folder.seconds, partial(self._folder, folder))
        alerts = self._tell()
        delivered = sum(self._deliver(channel) for channel in self._channels)
        problems, self._problems = tuple(self._problems), []
        return Tick(
            documents=self._documents,
            rejected=self._rejected,
            alerts=alerts,
            delivered=delivered,
            problems=problems,
            due=self._due(),
            faults=self._faults,
        )

    def _fault(self, where: str, told: str) -> None:
        self._faults += 1
        self._problems.append(f"{where}: internal error: {told} (please report it)")

    # Sources.

    def _visit(self, name: str, every: float, visit: Callable[[FeedState], FeedState]) -> None:
        known = self._state.source(name)
        now = self._clock()
        if known.gone or waits(known.due, now, longest=max(every, LONGEST)):
            return
        try:
            after = visit(known)
        except TracewireError:
            raise  # of the ledger: it would hit every source
        except Exception as error:
            self._fault(name, unforeseen(error))
            failures = known.failures + 1
            pause = timedelta(seconds=next_visit(every, None, failures))
            after = replace(known, due=now + pause, failures=failures)
        if after.due is None:
            after = replace(after, due=now + timedelta(seconds=every))
        self._state.remember(name, after)

    def _feed(self, feed: FeedSource, known: FeedState) -> FeedState:
        self._wait_for(feed.url)
        now = self._clock()
        polled = poll(
            feed.url,
            etag=known.etag,
            modified=known.modified,
            now=now,
            max_bytes=self._limits.max_bytes,
            from_environment=self._from_environment,
        )
        left = False
        if polled.fetched is not None:
            left = self._read_feed(feed, polled.fetched)
        elif polled.problem is not None:
            self._problems.append(f"{feed.url}: {polled.problem}")
        failures = known.failures + 1 if polled.problem else 0
        pause = timedelta(seconds=next_visit(feed.seconds, polled.wait, failures))
        # Articles that were left for the next look must be found there: the feed is asked for whole.
        return FeedState(
            etag=None if left else polled.etag,
            modified=None if left else polled.modified,
            due=now + pause,
            failures=failures,
            gone=polled.gone,
        )

    def _read_feed(self, feed: FeedSource, fetched: Fetched) -> bool:
        """Read the feed's entries; whether some, or articles behind them, are left for a later look."""
        scope = _scope(_host(feed.url) or "feed", feed.url)
        entries = list(self._received([feed.url], _Once(fetched)))
        torn = self._torn(feed, entries)
        if not feed.articles:
            self._read(scope, entries)
            return torn
        behind = _Behind(self._fetcher, fetched)
        budget = _ARTICLES
        chosen: list[Received | Rejected] = []
        asked: dict[str, tuple[int, datetime | None]] = {}
        left = torn
        for entry in entries:
            url = entry.document.url if isinstance(entry, Received) else None
            if url is None or not isinstance(entry, Received):
                chosen.append(entry)
                continue
            known = self._state.article(feed.url, url)
            if known.done:
                continue
            now = self._clock()
            if not budget or waits(known.due, now):
                left = True
                continue
            budget -= 1
            found, again = self._article(url, entry, behind)
            chosen.append(found)
            tries = known.tries + 1
            again = again and tries < _TRIES
            left = left or again
            pause = timedelta(seconds=next_visit(feed.seconds, None, tries))
            asked[url] = tries, now + pause if again else None
        self._read(scope, chosen)
        for url, (tries, due) in asked.items():
            self._state.visit(feed.url, url, now=self._clock(), tries=tries, due=due)
        return left

    def _torn(self, feed: FeedSource, entries: Sequence[Received | Rejected]) -> bool:
        """Whether the answer was no whole feed: what it left out must be found at the next look."""
        refused = [one for one in entries if isinstance(one, Rejected)]
        torn = [one for one in refused if one.code in ("damaged", "truncated")]
        if len(refused) == len(entries):
            torn = [one for one in refused if one.code != "empty"]
        self._problems += [f"{feed.url}: no whole feed came: {one.reason}" for one in torn[:1]]
        return bool(torn)

    def _article(self, url: str, entry: Received, fetcher: Fetcher) -> tuple[Received, bool]:
        """The page behind an entry, under the entry's id; the entry itself where it cannot be read, and
        whether it is worth asking again.
        """
        # A link is what the feed says: read as a source that a person named, it could be a file of ours.
        if not _host(url) or not re.match(r"https?://", url, re.IGNORECASE):
            self._problems.append(f"{url}: no http or https address; what the feed says of it was read")
            return entry, False
        self._wait_for(url)
        known = entry.document
        pages = list(self._received([url], fetcher, published=known.published))
        if len(pages) == 1 and isinstance(pages[0], Received):
            page = pages[0].document
            same = replace(
                page,
                id=known.id,
                url=url,
                published=page.published or known.published,
                outlet=page.outlet or known.outlet,
            )
            return Received(document=same, content=pages[0].content), False
        refused = [page for page in pages if isinstance(page, Rejected)]
        for page_or_not in refused:
            self._faults += page_or_not.code in FAULTS
            self._problems.append(f"{url}: {page_or_not.reason}; what the feed says of it was read")
        return entry, any(page.code == "unavailable" for page in refused)

    def _wait_for(self, url: str) -> None:
        """Leave a pause between two requests to one host."""
        try:
            host = urlsplit(url).netloc
        except ValueError:  # an address of no host: nobody is asked, and who fetches it will say so
            return
        now = self._clock()
        if (last := self._asked.get(host)) is not None:
            pause = _HOST_PAUSE - (now - last).total_seconds()
            if 0 < pause <= _HOST_PAUSE:
                self._sleep(pause)
        self._asked[host] = self._clock()

    def _folder(self, folder: FolderSource, known: FeedState) -> FeedState:
        now = self._clock()
        try:
            seen, newest = _snapshot(folder.path)
        except OSError as error:
            self._problems.append(f"{folder.path}: {error.strerror}")
            pause = timedelta(seconds=next_visit(folder.seconds, None, known.failures + 1))
            return replace(known, due=now + pause, failures=known.failures + 1)
        if seen == known.seen or timedelta(0) <= now - newest < _SETTLE:
            return replace(known, due=None, failures=0)
        path = Path(os.path.normpath(folder.path))  # not resolved: a link may come to lead elsewhere
        name = os.fsencode(path.name).decode("utf-8", "replace")
        self._read(_scope(name, str(path)), self._received([folder.path], self._fetcher))
        return FeedState(seen=seen)

    def _received(
        self, sources: Sequence[str | Path], fetcher: Fetcher, *, published: str | None = None
    ) -> Iterator[Received | Rejected]:
        return read_documents(
            sources,
            today=self._clock().date() + timedelta(days=1),
            fetcher=fetcher,
            identify=self._identify,
            limits=self._limits,
            default_published=published,
        )

    def _read(self, scope: str, received: Iterable[Received | Rejected]) -> None:
        own = (self._own(scope, one) for one in received)
        for outcome in read_into(self._ledger, own, self._extractor, clock=self._clock):
            if isinstance(outcome, Read):
                self._documents += 1
            elif isinstance(outcome, Refused):
                self._rejected += 1
                if outcome.rejected.code in FAULTS:
                    self._fault(outcome.rejected.document, outcome.rejected.reason)

    def _own(self, scope: str, one: Received | Rejected) -> Received | Rejected:
        """The document under an id that belongs to its source, so that no other source can supersede it.

        What stands in the ledger word for word under the id without a source goes on there: it was watched
        before ids had one, or read by hand. Nothing can be superseded by that.
        """
        if isinstance(one, Rejected):
            return replace(one, document=f"{scope}/{one.document}")
        own = replace(one.document, id=DocumentId(f"{scope}/{one.document.id}"))
        if self._ledger.holds(one.document) and not self._ledger.has(own.id):
            return one
        return replace(one, document=own)

    # Alerts.

    def _tell(self) -> int:
        told = self._state.told() or 0
        head = self._ledger.head().entry
        if head <= told:
            return 0
        found = changes(self._ledger.as_of(told), self._ledger.as_of(head))
        alerts = [_alert(one) for one in found if self._wanted(one)]
        names = [channel.name for channel in self._channels]
        return self._state.tell(head, alerts, names, now=self._clock())

    def _wanted(self, one: Difference) -> bool:
        config = self._config
        if one.effect not in config.effects:
            return False
        asked = (config.supplier, config.recipient, config.item)
        if not any(asked):
            return True
        key = one.key
        if key is None:
            return False
        return all(part in wanted for part, wanted in zip(key, asked, strict=True) if wanted)

    def _deliver(self, channel: Channel) -> int:
        now = self._clock()
        due = self._state.due(channel.name, now=now)
        batches = [[one] for one in due] if channel.one_by_one else [due] if due else []
        delivered = 0
        for batch in batches:
            ids = [alert["id"] for alert in batch]
            self._state.mark(channel.name, ids, "sending")
            try:
                channel.deliver(batch, now=now)
            except NotDelivered as error:
                self._put_off(channel, ids, error)
                if error.outcome is Outcome.LATER:
                    break  # the others would fare alike; they keep their order
            except Exception as error:
                self._faults += 1
                # Whether it was under way already nobody can know.
                outcome = Outcome.LATER if channel.repeatable else Outcome.UNSURE
                told = f"internal error: {unforeseen(error)} (please report it)"
                self._put_off(channel, ids, NotDelivered(outcome, told))
                break
            else:
                self._state.mark(channel.name, ids, "sent")
                delivered += len(ids)
        return delivered

    def _put_off(self, channel: Channel, ids: Sequence[str], error: NotDelivered) -> None:
        self._problems.append(f"{channel.name}: {error.reason}")
        if error.outcome is not Outcome.LATER:
            self._state.mark(channel.name, ids, error.outcome.value, note=error.reason)
            return
        tries = self._state.tries(channel.name, ids[0])
        pause = next_visit(_RETRY, error.wait, max(tries - 1, 0))
        due = self._clock() + timedelta(seconds=pause)
        # What comes behind waits as well, or a later alert would overtake an earlier one.
        waiting = [alert["id"] for alert in self._state.due(channel.name, now=self._clock())]
        self._state.mark(channel.name, [*ids, *waiting], "due", due=due, note=error.reason)

    def _due(self) -> datetime:
        now = self._clock()
        names = [feed.url for feed in self._config.feeds]
        names += [f"folder {folder.path}" for folder in self._config.folders]
        known = [self._state.source(name) for name in names]
        moments = [one.due for one in known if one.due is not None and not one.gone]
        if (later := self._state.next_due(now=now)) is not None:
            moments.append(later)
        return max(now, min(moments, default=now + timedelta(hours=1)))


def _scope(name: str, address: str) -> str:
    """What the ids of a source's documents begin with: its name, and a digest of its whole address.

    Neither holds a slash, so the first slash of an id ends it.
    """
    return f"{name or 'folder'}-{digest_text(address)[:12]}"


def _host(url: str) -> str | None:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:  # an address that is none, such as http://[::1
        return None


def _alert(difference: Difference) -> dict[str, Any]:
    """The change in its exchange form, with an id that is the same whenever it is found again."""
    told = record(difference)
    causes = sorted((cause["claim"], cause["entry"], cause["ended"]) for cause in told["causes"])
    made_of = [told["effect"], told["line"], told["entry"], causes, told["sentence"]]
    return {"id": digest_text(repr(made_of)), **told}


def _snapshot(folder: Path) -> tuple[str, datetime]:
    """What tells whether something below `folder` has changed, and when something last did."""
    lines: list[str] = []
    newest = 0.0
    if not folder.is_dir():
        raise NotADirectoryError(20, "this is no folder", str(folder))
    for root, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith("."):
                continue
            try:
                status = (Path(root) / name).stat()
            except OSError as error:  # a link to nothing, a file just gone: reading tells of it
                lines.append(f"{root}/{name}\x1f{error.errno}")
                continue
            newest = max(newest, status.st_mtime)
            lines.append(f"{root}/{name}\x1f{status.st_size}\x1f{status.st_mtime_ns}")
    return digest_text("\x1e".join(lines)), datetime.fromtimestamp(newest, UTC)
