"""Which words state a claim, at which stage and how surely, and which words fill its roles?

A small transformer reads a passage with what stands before it and answers, for each word: does it state a
claim, and of which kind; for a word that does: stage, polarity, certainty; for each pair of words: is the
second one the first one's supplier, recipient, item, number, time, place or source. How it was trained is
told in training/README.md. It gives no values: what the words stand for is told by the tables.

Invariants: the answers for a passage depend on it and on what its window holds before it (`windows`), never
on what follows it; the same text gives the same answers on the same machine.
"""

from __future__ import annotations

import functools
import json
import lzma
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy
import onnxruntime

from tracewire.errors import Misconfigured
from tracewire.marks.labels import Labels
from tracewire.marks.pieces import Pieces
from tracewire.marks.reading import Answers, Mark, marks_of
from tracewire.marks.windows import Passage, Place, windows
from tracewire.marks.words import Word
from tracewire.model import digest_bytes

__all__ = ["Marker", "load_marker", "marker_digest"]

_FILES: Final = ("labels.json", "pieces.tsv.xz", "embedding.npz", "network.onnx")
_WORD: Final = 24
"""Pieces of a word that are read; what a longer one (an address, a run of signs) goes on with is left."""


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
        for window in windows(passages, self._ids):
            answers = self._session.run(None, self._inputs(passages, window.places))
            found.extend(marks_of(passages, window, Answers(*(array[0] for array in answers)), self.labels))
        return tuple(sorted(found, key=lambda mark: mark.trigger))

    def _ids(self, word: Word) -> tuple[int, ...]:
        return self._pieces.of(word.form, spaced=word.spaced)[:_WORD]

    def _inputs(self, passages: Sequence[Passage], places: Sequence[Place]) -> dict[str, Any]:
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
