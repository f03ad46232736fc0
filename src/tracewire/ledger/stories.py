"""Which documents tell one story in the same words, and who speaks for it?

Copies are found in three ways: equal bodies by their digest; bodies that resemble by an index over their
signatures; trimmed copies, which that index misses, by comparing the dispatches of one line that were
published within a month. Only what is copied is brought together here: two articles of their own about one
event stay two stories.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tracewire.documents.duplicates import Signature, same_story, signature
from tracewire.documents.house import house
from tracewire.expressions import quantity_finder
from tracewire.lexicon import languages
from tracewire.lexicon.press import press
from tracewire.model import Digest, Document, DocumentId, PartKind, Span, digest_text, first_day

__all__ = [
    "Body",
    "Report",
    "body_of",
    "body_spans",
    "body_text",
    "house_name",
    "house_of",
    "plain",
    "reports",
    "spelled",
]

_WINDOW = timedelta(days=31)
"""How far apart copies are published that only a direct comparison finds. Partial dates count from their
first day."""

_ALGORITHM = signature("").algorithm
"""The algorithm of signatures made today."""

_CROWD = 50
"""Up to how many dispatches with one band in common are compared each with each."""

_BAND_ROWS = 3
_SOMETHING = 0.05  # a wide net, because same_story decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What is kept of a document to find its copies and to name its voice."""

    document: DocumentId
    published: str | None
    agency: str | None
    outlet: str | None
    digest: Digest  # of the running text without case, marks and spacing
    length: int
    algorithm: str
    signature: bytes
    story: DocumentId | None = None
    """What the ledger names the story by, as its stored copies and the analysts' judgements make it; None for
    a body that comes from elsewhere, whose copies are looked for here."""
    account: DocumentId | None = None
    """What the ledger names the stories by that corrections and retractions bind together; None without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What fusion needs to know of a document.

    `story` is the id of the document that speaks for all copies of one story; `day` is the first day that
    `published` allows, the last of all days where there is none; `voices` are the agencies and outlets that
    the story as a whole speaks for, in plain form. `account` names what the story is bound to as a correction
    or retraction, or as what these are about; None where it is neither.
    """

    document: DocumentId
    story: DocumentId
    published: str | None
    day: date
    length: int
    voices: frozenset[str]
    account: DocumentId | None = None
    own: bool = False
    """Whether it is the agency's own text, of a story that credits the agency."""

    @property
    def precedence(self) -> tuple[date, int, str]:
        """Sorts the copies of a story: the earliest speaks, of these the fullest."""
        return self.day, -self.length, self.document

    @property
    def authority(self) -> tuple[date, bool, int, str]:
        """Sorts the copies of a story by whose wording counts: of the earliest the agency's own, then the
        fullest."""
        return self.day, not self.own, -self.length, self.document


def house_of(document: Document) -> str:
    """The house whose word `document` is, in plain form: its agency or outlet, or what else tells who
    published it; "" where nothing does."""
    return plain(house(document) or "")


def house_name(document: Document) -> str:
    """What a person calls the house whose word `document` is; the document's own name where none is told."""
    return (house(document) or document.id).removeprefix("host ")


def plain(name: str) -> str:
    """A name as it is compared: without case, marks and article."""
    words = re.sub(r"[\W_]+", " ", name.casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def body_spans(document: Document) -> tuple[Span, ...]:
    """Where the running text of `document` stands, without headline, dateline, credit and byline."""
    parts = document.of_kind(PartKind.PARAGRAPH, PartKind.ITEM)
    return tuple(part.span for part in parts) or (Span(0, len(document.text)),)


def body_text(document: Document) -> str:
    """The running text of `document`."""
    return "\n".join(span.of(document.text) for span in body_spans(document))


def spelled(document: Document) -> tuple[str, ...]:
    """The numbers that the running text writes in words, in digits ("36–44" for some forty); none in a
    language without a pack."""
    if document.language not in languages():
        return ()
    body = body_text(document)
    found = (one for one in quantity_finder(document.language).find(body) if one.rule != "article")
    return tuple(
        "–".join(dict.fromkeys(map(str, one.quantity.to_list())))
        for one in found
        if not any(char.isdigit() for char in body[one.start : one.end])
    )


def body_of(document: Document) -> Body:
    """What is kept of the running text of `document`."""
    text = body_text(document)
    sketch = signature(text)
    return Body(
        document=document.id,
        published=document.published,
        agency=document.agency,
        outlet=document.outlet,
        digest=digest_text(plain(text)),
        length=len(text),
        algorithm=sketch.algorithm,
        signature=sketch.to_bytes(),
    )


def reports(
    bodies: Iterable[Body], together: Iterable[Collection[DocumentId]] = ()
) -> Mapping[DocumentId, Report]:
    """A report for each document, with the copies of one story brought together.

    `together` are groups of documents whose copies matter most, because they speak of one line: within each,
    trimmed copies are looked for as well. The order of documents and groups does not matter.
    """
    known = {one.document: one for one in sorted(bodies, key=lambda one: one.document)}
    days = {name: _day(one.published) for name, one in known.items()}
    stories = _Union()
    # Of equal bodies one is compared with the others. Signatures of another algorithm cannot be compared:
    # such documents are one story with equal bodies only.
    twin: dict[Digest, DocumentId] = {}
    told: dict[DocumentId, DocumentId] = {}
    for name, one in known.items():
        if one.story is None:
            stories.join(name, twin.setdefault(one.digest, name))
        else:
            stories.join(name, told.setdefault(one.story, name))
    compared = [known[name] for name in twin.values() if known[name].algorithm == _ALGORITHM]
    values = _values(compared)
    for left, right in _banded(values):
        if _copies(compared[left], compared[right]):
            stories.join(compared[left].document, compared[right].document)
    place = {one.digest: index for index, one in enumerate(compared)}
    for group in together:
        dated: dict[int, set[date]] = {}
        for name in group:
            if known[name].story is None and (at := place.get(known[name].digest)) is not None:
                dated.setdefault(at, set()).add(days[name])
        for left, right in _alike(dated, values):
            first, second = compared[left], compared[right]
            apart = stories.top(first.document) != stories.top(second.document)
            if apart and _copies(first, second):
                stories.join(first.document, second.document)

    members: dict[DocumentId, list[DocumentId]] = {}
    for name in known:
        members.setdefault(stories.top(name), []).append(name)
    found: dict[DocumentId, Report] = {}
    for names in members.values():
        speaker = known[min(names, key=lambda name: (days[name], -known[name].length, name))]
        # Of copies that appeared on one day nothing tells which was first: the story speaks for all of them.
        earliest = [known[name] for name in names if days[name] == days[speaker.document]]
        credited = {agency for name in names if (agency := known[name].agency)}
        own = {voice for body in earliest if (voice := body.agency or body.outlet)}
        voices = frozenset(map(plain, credited | own))
        account = min((of for name in names if (of := known[name].account)), default=None)
        agencies = set(map(plain, credited))
        for name in names:
            found[name] = Report(
                document=name,
                story=speaker.document,
                published=known[name].published,
                day=days[name],
                length=known[name].length,
                voices=voices,
                account=account,
                own=bool(agencies) and plain(_house(known[name].outlet)) in agencies,
            )
    return found


def _house(outlet: str | None) -> str:
    """The name by which dispatches credit `outlet`, where it is an agency: AFP for Agence France-Presse."""
    return (press().agency(outlet) or outlet) if outlet else ""


def _day(published: str | None) -> date:
    try:
        return (first_day(published) if published else None) or date.max
    except ValueError:
        return date.max


class _Union:
    """Sets that grow together; each is named by its smallest member, whatever the order of joins."""

    def __init__(self) -> None:
        self._above: dict[DocumentId, DocumentId] = {}

    def top(self, name: DocumentId) -> DocumentId:
        path = []
        while (above := self._above.get(name, name)) != name:
            path.append(name)
            name = above
        for below in path:
            self._above[below] = name
        return name

    def join(self, one: DocumentId, other: DocumentId) -> None:
        low, high = sorted((self.top(one), self.top(other)))
        if low != high:
            self._above[high] = low


def _copies(one: Body, other: Body) -> bool:
    left, right = (Signature.from_bytes(body.signature, algorithm=body.algorithm) for body in (one, other))
    return same_story(left, right) is not None


def _values(bodies: Sequence[Body]) -> NDArray[np.uint32]:
    """The signatures as rows of numbers, without their leading count of runs."""
    if not bodies:
        return np.zeros((0, _BAND_ROWS), dtype=np.uint32)
    joined = b"".join(one.signature for one in bodies)
    return np.frombuffer(joined, dtype="<u4").reshape(len(bodies), -1)[:, 1:]


def _banded(values: NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Pairs of rows that agree in a whole band."""
    seen: set[tuple[int, int]] = set()
    for start in range(0, values.shape[1] - _BAND_ROWS + 1, _BAND_ROWS):
        band = np.ascontiguousarray(values[:, start : start + _BAND_ROWS])
        keys = band.view(np.dtype((np.void, band.itemsize * _BAND_ROWS))).ravel()
        _, group, counts = np.unique(keys, return_inverse=True, return_counts=True)
        crowded = np.flatnonzero(counts[group] > 1)
        for rows in _grouped(crowded, group[crowded]):
            # Empty bodies, or boilerplate by the thousand: each is compared with the first and the one
            # before.
            near = _CROWD if len(rows) <= _CROWD else 1
            for at, right in enumerate(rows):
                for left in {*rows[max(0, at - near) : at], *rows[: min(at, 1)]}:
                    if (left, right) not in seen:
                        seen.add((left, right))
                        yield left, right


def _grouped(rows: NDArray[np.intp], group: NDArray[np.intp]) -> Iterator[list[int]]:
    if not len(rows):
        return
    order = np.argsort(group, kind="stable")
    rows, group = rows[order], group[order]
    for part in np.split(rows, np.flatnonzero(np.diff(group)) + 1):
        yield [int(row) for row in part]


def _alike(dated: Mapping[int, Collection[date]], values: NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Pairs of rows with something in common, published within a month of each other."""
    rows = np.array(sorted(dated), dtype=np.intp)
    for index, left in enumerate(rows):
        others = rows[index + 1 :]
        common = (values[others] == values[left]).mean(axis=1)
        for right in others[common >= _SOMETHING]:
            if any(abs(one - other) <= _WINDOW for one in dated[int(left)] for other in dated[int(right)]):
                yield int(left), int(right)
