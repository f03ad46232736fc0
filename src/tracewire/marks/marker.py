"""Which words state a claim, at which stage and how surely, and which words fill its roles?

A small transformer reads a passage with what stands before it and answers, for each word: does it state a
claim, and of which kind; for a word that does: stage, polarity, certainty; for each pair of words: is the
second one the first one's supplier, recipient, item, number, time, place or source. How it was trained is
told in training/README.md. It gives no values: what the words stand for is told by the tables.

Invariants: the answers for a passage depend on it and on at most `_CONTEXT` pieces before it, never on what
follows it; the same text gives the same answers on the same machine.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import lzma
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy
import onnxruntime

from tracewire.errors import Misconfigured
from tracewire.marks.labels import Labels, Speaker
from tracewire.marks.pieces import Pieces
from tracewire.marks.words import Word
from tracewire.model import STAGES, Certainty, Kind, Polarity, Span, Stage, digest_bytes

__all__ = ["Mark", "Marker", "Passage", "RoleSpan", "load_marker", "marker_digest"]

_FILES: Final = ("labels.json", "pieces.tsv.xz", "embedding.npz", "network.onnx")
_CONTEXT: Final = 120
"""Pieces of what stands before that are read along with a passage."""
_WINDOW: Final = 330
"""Pieces of passages that are read at once; a longer passage is cut at the end of a sentence where one is.

With the context and the breaks between passages they must stay below the 512 places that the network knows.
"""
_WORD: Final = 24
"""Pieces of a word that are read; what a longer one (an address, a run of signs) goes on with is left."""
_STATES: Final = 0.5
"""How probable it must be that a word states a claim."""
_FILLS: Final = 0.5
"""How probable it must be that a word fills a role."""
_SIDES: Final = ("supplier", "recipient", "item")
_LEAST: Final = 0.25
"""How probable the best words for a side or the goods must be, where none fills the role surely."""
_BESIDE_PEAK: Final = 0.8
_NAMING: Final = ("supplier", "recipient", "source")
"""The roles whose words can refer to a name that stands elsewhere."""
_NAMES: Final = ("state", "seat", "demonym", "actor", "institution", "person")
"""The features of words that name a party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One paragraph: its words with their features; their offsets plus `start` are the document's."""

    start: int
    words: Sequence[Word]
    features: Any  # one row a word, see `word_features`
    wanted: bool = True  # False: read only as what stands before others


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSpan:
    """The words that fill a role; `item` is the class of arms that they name, where the role is "item"."""

    span: Span
    score: float
    item: str | None = None
    antecedent: Span | None = None  # the name that words such as "the country" or "its" take up
    speaker: Speaker | None = None  # what sort of source the words name, where the role is "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One word that states a claim. Spans count code points of the document's text."""

    passage: int
    trigger: Span
    kind: Kind
    stage: Stage
    polarity: Polarity
    certainty: Certainty
    score: float
    roles: Mapping[str, tuple[RoleSpan, ...]]


@dataclass(frozen=True, slots=True)
class _Place:
    """A word by its passage and its number there."""

    passage: int
    word: int


class Marker:
    """The model of one folder: pieces, embedding, network, labels."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        try:
            stored = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            pieces = lzma.decompress((folder / "pieces.tsv.xz").read_bytes()).decode("utf-8")
            table = numpy.load(folder / "embedding.npz")
            network = (folder / "network.onnx").read_bytes()
        except (OSError, ValueError, lzma.LZMAError) as error:
            raise Misconfigured(
                f"no usable model of the marks: {error}", where=str(folder), remedy="reinstall tracewire"
            ) from error
        self.labels = Labels.from_dict(stored)
        rows = [line.split("\t") for line in pieces.split("\n") if line]
        self._pieces = Pieces([row[0] for row in rows], [float(row[1]) for row in rows], unknown=3)
        self._scale, self._nibbles = table["scale"], table["nibbles"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])

    def read(self, passages: Sequence[Passage]) -> tuple[Mark, ...]:
        """The marks of the passages that are wanted, in the order of the text."""
        found: list[Mark] = []
        for window in self._windows(passages):
            found.extend(self._marks(passages, window))
        return tuple(sorted(found, key=lambda mark: mark.trigger))

    def _windows(self, passages: Sequence[Passage]) -> Iterator[_Window]:
        before: list[_Place] = []
        window = _Window()
        for number, passage in enumerate(passages):
            for first, last in self._chunks(passage):
                places = [_Place(number, word) for word in range(first, last)]
                size = self._size(passages, places)
                if passage.wanted:
                    if window.size + size > _WINDOW and window.targets:
                        yield window
                        window = _Window()
                    if not window.targets:
                        window = self._opened(passages, before)
                    window.targets.update(places)
                    window.places.extend(places)
                    window.size += size
                elif window.targets:
                    yield window
                    window = _Window()
                before.extend(places)
                del before[:-_CONTEXT]
        if window.targets:
            yield window

    def _opened(self, passages: Sequence[Passage], before: Sequence[_Place]) -> _Window:
        """A window that begins with as much of what stands `before` as may be read along."""
        first = len(before)
        while first and self._size(passages, before[first - 1 :]) <= _CONTEXT:
            first -= 1
        return _Window(places=list(before[first:]))

    def _size(self, passages: Sequence[Passage], places: Sequence[_Place]) -> int:
        """The pieces of the places, with a break for each passage that begins among them."""
        breaks = len({p.passage for p in places})
        return breaks + sum(len(self._ids(passages[p.passage].words[p.word])) for p in places)

    def _ids(self, word: Word) -> tuple[int, ...]:
        return self._pieces.of(word.form, spaced=word.spaced)[:_WORD]

    def _chunks(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """The passage in stretches of at most `_WINDOW` pieces, cut behind a sentence if possible."""
        first = size = 0
        stop = None
        for number, word in enumerate(passage.words):
            size += len(self._ids(word))
            if size > _WINDOW and number > first:
                cut = stop if stop is not None and stop > first else number
                yield first, cut
                first, stop = cut, None
                size = sum(len(self._ids(w)) for w in passage.words[first : number + 1])
            if word.form in ".!?":
                stop = number + 1
        if first < len(passage.words):
            yield first, len(passage.words)

    def _inputs(self, passages: Sequence[Passage], places: Sequence[_Place]) -> dict[str, Any]:
        ids, heads, owners = [0], [], [-1]
        for number, place in enumerate(places):
            if number and place.passage != places[number - 1].passage:
                ids.append(2)
                owners.append(-1)
            word = passages[place.passage].words[place.word]
            heads.append(len(ids))
            pieces = self._ids(word)
            ids.extend(pieces)
            owners.extend([number] * len(pieces))
        ids.append(2)
        owners.append(-1)
        features = numpy.zeros((len(ids), len(self.labels.features)), dtype=numpy.float32)
        for at, owner in enumerate(owners):
            if owner >= 0:
                place = places[owner]
                features[at] = passages[place.passage].features[place.word]
        return {
            "embedded": self._embedded(numpy.array(ids))[None],
            "features": features[None],
            "heads": numpy.array(heads, dtype=numpy.int64)[None],
        }

    def _embedded(self, ids: Any) -> Any:
        """The rows of the embedding: four bits a weight, one scale for each 32 of them."""
        packed = self._nibbles[ids]
        weights = numpy.concatenate([packed & 15, packed >> 4], axis=-1).astype(numpy.float32) - 8
        weights *= self._scale[ids].astype(numpy.float32)[..., None]
        return weights.reshape(len(ids), -1)

    def _marks(self, passages: Sequence[Passage], window: _Window) -> Iterator[Mark]:
        places, labels = window.places, self.labels
        inputs = self._inputs(passages, places)
        answers = _Answers(*(array[0] for array in self._session.run(None, inputs)))
        kind_of = _softmax(answers.kinds)
        names = _names(passages, places, labels)
        read = _Read(passages=passages, places=places, answers=answers, labels=labels, names=names)
        for index in numpy.flatnonzero(1 - kind_of[:, 0] > _STATES):
            if places[index] not in window.targets:
                continue
            kind = labels.kinds[int(numpy.argmax(kind_of[index, 1:]))]
            stage, polarity, certainty = self._fact(answers.facts[index], kind)
            place = places[index]
            yield Mark(
                passage=place.passage,
                trigger=_span(passages, place, place),
                kind=kind,
                stage=stage,
                polarity=polarity,
                certainty=certainty,
                score=float(1 - kind_of[index, 0]),
                roles=read.roles(int(index)),
            )

    def _fact(self, logits: Any, kind: Kind) -> tuple[Stage, Polarity, Certainty]:
        labels = self.labels
        first, second = len(labels.stages), len(labels.stages) + len(labels.polarities)
        stages = [n for n, stage in enumerate(labels.stages) if stage in STAGES[kind]]
        stage = labels.stages[max(stages, key=lambda n: float(logits[n]))]
        polarity = labels.polarities[int(numpy.argmax(logits[first:second]))]
        return stage, polarity, labels.certainties[int(numpy.argmax(logits[second:]))]


@dataclass(frozen=True, slots=True)
class _Answers:
    """The outputs of the network for the words of one window, in the order in which it gives them."""

    kinds: Any
    facts: Any
    items: Any
    asking: Any
    asked: Any
    asking_alone: Any
    asked_alone: Any
    speakers: Any
    referring: Any
    referred: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The answers of one window beside its words."""

    passages: Sequence[Passage]
    places: Sequence[_Place]
    answers: _Answers
    labels: Labels
    names: frozenset[int]  # the words that name a party

    def roles(self, index: int) -> dict[str, tuple[RoleSpan, ...]]:
        """The words that fill each role of the claim that the word at `index` states."""
        answers = self.answers
        both = numpy.einsum("ro,jro->rj", answers.asking[index], answers.asked)
        scores = both / answers.asking.shape[-1] ** 0.5
        filled = _sigmoid(scores + answers.asking_alone[index][:, None] + answers.asked_alone.T)
        return {role: tuple(self._spans(role, filled[n])) for n, role in enumerate(self.labels.roles)}

    def _spans(self, role: str, filled: Any) -> Iterator[RoleSpan]:
        """Neighbouring words that fill the role, as one span."""
        peak = float(filled.max()) if len(filled) else 0.0
        if role in _SIDES and _LEAST <= peak <= _FILLS:
            chosen = numpy.flatnonzero(filled >= peak * _BESIDE_PEAK)
        else:
            chosen = numpy.flatnonzero(filled > _FILLS)
        for run in numpy.split(chosen, numpy.flatnonzero(numpy.diff(chosen) != 1) + 1):
            for part in _same_passage(run, self.places):
                best = part[int(numpy.argmax(filled[part]))]
                yield RoleSpan(
                    span=_span(self.passages, self.places[part[0]], self.places[part[-1]]),
                    score=float(filled[part].mean()),
                    item=self._item(best) if role == "item" else None,
                    antecedent=self._antecedent(part) if role in _NAMING else None,
                    speaker=self._speaker(part) if role == "source" else None,
                )

    def _item(self, index: int) -> str:
        return self.labels.items[int(numpy.argmax(self.answers.items[index]))]

    def _speaker(self, part: Sequence[int]) -> Speaker:
        return self.labels.speakers[int(numpy.argmax(self.answers.speakers[list(part)].mean(axis=0)))]

    def _antecedent(self, part: Sequence[int]) -> Span | None:
        """The word that names the party which the words `part` only refer to, if they do not name it."""
        if not self.names or any(index in self.names for index in part):
            return None
        candidates = sorted(self.names)
        scores = self.answers.referred[candidates] @ self.answers.referring[part[-1]]
        scores = scores / self.answers.referring.shape[-1] ** 0.5
        best = int(numpy.argmax(scores))
        if scores[best] <= 0:  # the score of naming nobody here
            return None
        place = self.places[candidates[best]]
        return _span(self.passages, place, place)


def _names(passages: Sequence[Passage], places: Sequence[_Place], labels: Labels) -> frozenset[int]:
    """The words of the window that the tables know as names of a party."""
    columns = [labels.features.index(name) for name in _NAMES]
    return frozenset(
        index
        for index, place in enumerate(places)
        if passages[place.passage].features[place.word][columns].any()
    )


@dataclass(slots=True)
class _Window:
    """Words that are read at once: `targets` are asked for, the others stand before them."""

    places: list[_Place] = dataclasses.field(default_factory=list)
    targets: set[_Place] = dataclasses.field(default_factory=set)
    size: int = 0


def _same_passage(run: Any, places: Sequence[_Place]) -> Iterator[list[int]]:
    part: list[int] = []
    for index in run:
        if part and places[index].passage != places[part[-1]].passage:
            yield part
            part = []
        part.append(int(index))
    if part:
        yield part


def _span(passages: Sequence[Passage], first: _Place, last: _Place) -> Span:
    passage = passages[first.passage]
    return Span(passage.start + passage.words[first.word].start, passage.start + passage.words[last.word].end)


def _softmax(logits: Any) -> Any:
    powers = numpy.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _sigmoid(logits: Any) -> Any:
    return 1 / (1 + numpy.exp(-logits))


def _folder() -> Path:
    return Path(str(files("tracewire").joinpath("data", "marker")))


@functools.cache
def load_marker() -> Marker:
    """The model that ships, for all languages that have a pack. Raises Misconfigured without it."""
    return Marker(_folder())


@functools.cache
def marker_digest() -> str:
    """The digest of the model's files, so that a model trained anew is another version."""
    return digest_bytes(b"".join((_folder() / name).read_bytes() for name in _FILES))
