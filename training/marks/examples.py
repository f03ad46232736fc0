"""Exercises as the network learns them: pieces, features, and for each word the right answers."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy
import torch
from torch import Tensor

from tracewire.claims import RulesExtractor
from tracewire.claims.quantities import quantity_finder
from tracewire.claims.times import time_finder
from tracewire.lexicon import load_gazetteer
from tracewire.marks import FEATURES, Labels, Pieces, Speaker, Word, split_words, word_features
from tracewire.model import Document, DocumentId, Part, PartKind, Span, digest_text
from training.marks.exercises import Exercise, MarkedClaim

__all__ = ["Batch", "Example", "batch_of", "batches", "example", "parts"]

_RULES = RulesExtractor()
_NAMES = ("state", "seat", "demonym", "actor", "institution", "person")
_BODIES = {"UN": "un", "EU": "eu", "NATO": "nato"}
_TABLES = numpy.array([not name.startswith("told") for name in FEATURES])
_WITHOUT_RULES = 0.15
"""The share of the texts of which the network is not shown what the rules found."""
_LONGEST = 512
_PART, _BEFORE = 460, 120
"""Pieces of one part of a longer text, and of them those that the part before it has too: texts are read in
windows of that size.
"""
_BREAK, _BEGIN = 2, 0


@dataclass(slots=True, kw_only=True)
class Trigger:
    """The right answers for one word that states a claim; several claims of one word are joined."""

    kind: int
    stage: int
    polarity: int
    certainty: int
    roles: set[tuple[int, int]] = field(default_factory=set)  # word, role
    items: set[tuple[int, int]] = field(default_factory=set)  # word, class
    speakers: set[tuple[int, int]] = field(default_factory=set)  # word, sort of speaker


@dataclass(slots=True, kw_only=True)
class Example:
    """One exercise. `owners` gives the word of each piece, -1 for a break between paragraphs."""

    id: str
    words: tuple[Word, ...]
    features: Any
    pieces: Any
    owners: Any
    heads: Any
    triggers: dict[int, Trigger]
    references: list[tuple[int, list[int]]]  # a word, and the words that name the party it refers to
    names: list[int]


def example(exercise: Exercise, pieces: Pieces, labels: Labels) -> Example:
    """The exercise as the network learns it."""
    text = exercise.text
    words = split_words(text)
    told = _RULES.extract(_document(exercise))
    times = time_finder(exercise.language).find(text, published=exercise.published)
    hits = load_gazetteer(exercise.language).find(text)
    features = word_features(
        words,
        hits=hits,
        quantities=quantity_finder(exercise.language).find(text, times=times),
        times=times,
        told=told,
    )
    columns = [labels.features.index(name) for name in _NAMES]
    names = [number for number in range(len(words)) if features[number][columns].any()]
    party: dict[int, str] = {}
    for hit in hits:
        code = next((entry.party for entry in hit.entries if entry.party), None)
        if code:
            party.update(dict.fromkeys(_over(words, Span(hit.start, hit.end)), code))
    triggers: dict[int, Trigger] = {}
    references: list[tuple[int, list[int]]] = []
    for claim in exercise.claims:
        _teach(claim, words, labels, triggers)
        for role, code, spans in _referring(claim):
            for span in spans:
                over = _over(words, span)
                if over and not set(over) & set(names) and role:
                    meant = [n for n in names if code and party.get(n) == code]
                    references.append((over[-1], meant))
    ids: list[int] = []
    owners: list[int] = []
    heads: list[int] = []
    for number, word in enumerate(words):
        if number and "\n" in text[words[number - 1].end : word.start]:
            ids.append(_BREAK)
            owners.append(-1)
        heads.append(len(ids))
        own = pieces.of(word.form, spaced=word.spaced)
        ids.extend(own)
        owners.extend([number] * len(own))
    return Example(
        id=exercise.id,
        words=words,
        features=features,
        pieces=numpy.array([*ids, _BREAK]),
        owners=numpy.array([*owners, -1]),
        heads=numpy.array(heads, dtype=numpy.int64),
        triggers=triggers,
        references=references,
        names=names,
    )


def parts(one: Example) -> Iterator[Example]:
    """The example, or if the network has not the places for it, parts of it that begin with a paragraph."""
    if len(one.pieces) < _LONGEST:
        yield one
        return
    breaks = [int(at) + 1 for at in numpy.flatnonzero(one.owners < 0)]
    start = 0
    while start < len(one.pieces):
        end = max((at for at in breaks if start < at <= start + _PART), default=start + _PART)
        yield _part(one, start, end)
        if end >= len(one.pieces):
            return
        start = min((at for at in breaks if max(start, end - _BEFORE - 1) < at < end), default=end)


def _part(one: Example, start: int, end: int) -> Example:
    """The words whose first pieces are numbered from `start` to before `end`."""
    inside = numpy.flatnonzero((one.heads >= start) & (one.heads < end))
    first, last = int(inside[0]), int(inside[-1])
    owners = one.owners[start:end]

    def kept(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
        return {(word - first, value) for word, value in pairs if first <= word <= last}

    return Example(
        id=one.id,
        words=one.words[first : last + 1],
        features=one.features[first : last + 1],
        pieces=one.pieces[start:end],
        owners=numpy.where((owners >= first) & (owners <= last), owners - first, -1),
        heads=one.heads[inside] - start,
        triggers={
            word - first: replace(t, roles=kept(t.roles), items=kept(t.items), speakers=kept(t.speakers))
            for word, t in one.triggers.items()
            if first <= word <= last
        },
        references=[
            (word - first, [n - first for n in meant if first <= n <= last])
            for word, meant in one.references
            if first <= word <= last
        ],
        names=[n - first for n in one.names if first <= n <= last],
    )


def _document(exercise: Exercise) -> Document:
    """The exercise as a document whose lines are its paragraphs."""
    parts, at = [], 0
    for line in exercise.text.split("\n"):
        if line.strip():
            parts.append(Part(kind=PartKind.PARAGRAPH, span=Span(at, at + len(line))))
        at += len(line) + 1
    digest = digest_text(exercise.text)
    return Document(
        id=DocumentId(exercise.id),
        text=exercise.text,
        parts=tuple(parts),
        raw=digest,
        text_digest=digest,
        language=exercise.language,
        published=exercise.published,
    )


def _over(words: Sequence[Word], span: Span) -> list[int]:
    return [n for n, word in enumerate(words) if word.start < span.end and word.end > span.start]


def _teach(claim: MarkedClaim, words: Sequence[Word], labels: Labels, triggers: dict[int, Trigger]) -> None:
    over = _over(words, claim.trigger)
    if not over:
        return
    trigger = triggers.setdefault(
        over[0],
        Trigger(
            kind=labels.kinds.index(claim.kind) + 1,
            stage=labels.stages.index(claim.stage),
            polarity=labels.polarities.index(claim.polarity),
            certainty=labels.certainties.index(claim.certainty),
        ),
    )
    for role, spans in claim.roles.items():
        number = labels.roles.index(role)
        for at, span in enumerate(spans):
            inside = _over(words, span)
            trigger.roles.update((n, number) for n in inside)
            if role == "item":
                item = labels.items.index(claim.values["item"][at])
                trigger.items.update((n, item) for n in inside)
            if role == "source":
                trigger.speakers.update((n, labels.speakers.index(_speaker(claim))) for n in inside)


def _speaker(claim: MarkedClaim) -> Speaker:
    source = claim.source or {}
    if source.get("name"):
        return Speaker.NAMED
    return Speaker.UNNAMED if source.get("anon") else Speaker.BODY


def _referring(claim: MarkedClaim) -> Iterator[tuple[str, str | None, tuple[Span, ...]]]:
    for role in ("supplier", "recipient"):
        for span, code in zip(claim.roles[role], claim.values[role], strict=True):
            yield role, code, (span,)
    country = (claim.source or {}).get("cc")
    yield "source", _BODIES.get(country or "", country), claim.roles["source"]


@dataclass(slots=True, kw_only=True)
class Batch:
    """Windows side by side, padded to the longest."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    heads: Tensor
    word_mask: Tensor
    kinds: Tensor
    rows: Tensor  # of each trigger: its window
    words: Tensor  # of each trigger: its word
    facts: Tensor  # stage, polarity, certainty of each trigger
    roles: Tensor
    items: list[tuple[int, int, int]]
    speakers: list[tuple[int, int, int]]
    references: list[tuple[int, int, list[int], list[int]]]


def batch_of(windows: Sequence[Sequence[Example]], labels: Labels, *, forget: float) -> Batch:
    """The windows as one batch; each word's features are forgotten with the probability `forget`."""
    joined = [_joined(window, len(labels.features), forget) for window in windows]
    length = min(_LONGEST, max(len(ids) for ids, _, _ in joined))
    size = max(int((heads < length).sum()) for _, _, heads in joined)
    count = len(windows)
    batch = Batch(
        pieces=torch.ones(count, length, dtype=torch.long),
        features=torch.zeros(count, length, len(labels.features)),
        mask=torch.zeros(count, length, dtype=torch.bool),
        heads=torch.zeros(count, size, dtype=torch.long),
        word_mask=torch.zeros(count, size, dtype=torch.bool),
        kinds=torch.full((count, size), -100),
        rows=torch.empty(0, dtype=torch.long),
        words=torch.empty(0, dtype=torch.long),
        facts=torch.empty(0, 3, dtype=torch.long),
        roles=torch.empty(0),
        items=[],
        speakers=[],
        references=[],
    )
    rows: list[tuple[int, int, int, int, int]] = []
    filled: list[tuple[int, int, int]] = []
    for row, (window, (ids, features, heads)) in enumerate(zip(windows, joined, strict=True)):
        shown = min(len(ids), length)
        batch.pieces[row, :shown] = torch.from_numpy(ids[:shown])
        batch.features[row, :shown] = torch.from_numpy(features[:shown])
        batch.mask[row, :shown] = True
        kept = int((heads < length).sum())
        batch.heads[row, :kept] = torch.from_numpy(heads[:kept])
        batch.word_mask[row, :kept] = True
        batch.kinds[row, :kept] = 0
        base = 0
        for one in window:
            names = [base + n for n in one.names if base + n < kept]
            for word, meant in one.references:
                if base + word < kept and names:
                    seen = [base + n for n in meant if base + n < kept]
                    batch.references.append((row, base + word, seen, names))
            for word, trigger in one.triggers.items():
                if base + word >= kept:
                    continue
                batch.kinds[row, base + word] = trigger.kind
                filled.extend((len(rows), role, base + n) for n, role in trigger.roles if base + n < kept)
                batch.items.extend((row, base + n, item) for n, item in trigger.items if base + n < kept)
                batch.speakers.extend((row, base + n, s) for n, s in trigger.speakers if base + n < kept)
                rows.append((row, base + word, trigger.stage, trigger.polarity, trigger.certainty))
            base += len(one.words)
    table = torch.tensor(rows, dtype=torch.long).reshape(-1, 5)
    batch.rows, batch.words, batch.facts = table[:, 0], table[:, 1], table[:, 2:]
    batch.roles = torch.zeros(len(rows), len(labels.roles), size)
    for number, role, word in filled:
        batch.roles[number, role, word] = 1.0
    return batch


def _joined(window: Sequence[Example], columns: int, forget: float) -> tuple[Any, Any, Any]:
    ids, features, heads = [numpy.array([_BEGIN])], [numpy.zeros((1, columns), numpy.float32)], []
    at = 1
    for one in window:
        known = one.features
        if forget:
            known = known * (numpy.random.rand(len(one.words), 1) > forget)
            if numpy.random.rand() < _WITHOUT_RULES:
                known = known * _TABLES
        padded = numpy.concatenate([known, numpy.zeros((1, columns), numpy.float32)])
        ids.append(one.pieces)
        features.append(padded[one.owners].astype(numpy.float32))
        heads.append(one.heads + at)
        at += len(one.pieces)
    return numpy.concatenate(ids), numpy.concatenate(features), numpy.concatenate(heads)


def batches(
    examples: Iterable[Example], labels: Labels, *, pieces: int, forget: float, rng: random.Random
) -> Iterator[Batch]:
    """The examples in random order, two in five of them behind another text, in batches of about `pieces`."""
    order = list(examples)
    rng.shuffle(order)
    windows: list[list[Example]] = []
    while order:
        window = [order.pop()]
        size = len(window[0].pieces)
        if order and rng.random() < 0.4 and size + len(order[-1].pieces) < _LONGEST - 50:
            window.append(order.pop())
        windows.append(window)
    windows.sort(key=lambda w: sum(len(one.pieces) for one in w) + rng.random() * 60)
    groups: list[list[list[Example]]] = [[]]
    longest = 0
    for window in windows:
        longest = max(longest, sum(len(one.pieces) for one in window))
        if groups[-1] and longest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            longest = sum(len(one.pieces) for one in window)
        groups[-1].append(window)
    rng.shuffle(groups)
    for group in groups:
        if group:
            yield batch_of(group, labels, forget=forget)
