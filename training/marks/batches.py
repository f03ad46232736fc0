"""Examples side by side as the network takes them: padded tensors of pieces, features and answers."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
import torch
from torch import Tensor

from tracewire.marks import Labels
from training.marks.examples import LONGEST, Example, Names, varied

__all__ = ["Batch", "batch_of", "batches"]

_BEGIN = 0


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


def batch_of(windows: Sequence[Sequence[Example]], labels: Labels) -> Batch:
    """The windows as one batch, to be answered."""
    return _batch([[(one, one.features) for one in window] for window in windows], labels)


def _batch(windows: Sequence[Sequence[tuple[Example, Any]]], labels: Labels) -> Batch:
    """The windows as one batch: examples, and the features that the network is shown of each."""
    joined = [_joined(window, len(labels.features)) for window in windows]
    length = min(LONGEST, max(len(ids) for ids, _, _ in joined))
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
        for one, _ in window:
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


def _joined(window: Sequence[tuple[Example, Any]], columns: int) -> tuple[Any, Any, Any]:
    ids, features, heads = [numpy.array([_BEGIN])], [numpy.zeros((1, columns), numpy.float32)], []
    at = 1
    for one, known in window:
        padded = numpy.concatenate([known, numpy.zeros((1, columns), numpy.float32)])
        ids.append(one.pieces)
        features.append(padded[one.owners].astype(numpy.float32))
        heads.append(one.heads + at)
        at += len(one.pieces)
    return numpy.concatenate(ids), numpy.concatenate(features), numpy.concatenate(heads)


def batches(
    examples: Iterable[Example],
    labels: Labels,
    names: Names,
    *,
    pieces: int,
    forget: float,
    hidden: int,
    rng: random.Random,
) -> Iterator[Batch]:
    """The examples in random order, two in five of them behind another text, in batches of about `pieces`.

    They are varied: see `varied`. Each word's features are forgotten with the probability `forget`.
    """
    order = list(examples)
    rng.shuffle(order)
    windows: list[list[Example]] = []
    while order:
        window = [order.pop()]
        size = len(window[0].pieces)
        if order and rng.random() < 0.4 and size + len(order[-1].pieces) < LONGEST - 50:
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
            yield _batch(
                [[varied(one, names, forget, rng, hidden=hidden) for one in window] for window in group],
                labels,
            )
