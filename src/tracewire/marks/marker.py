"""Which words state a claim, at which stage and how surely, and which words fill its roles?

A small transformer reads a passage with what stands before it and answers for each word: may it state a
claim? Its upper layers then read the window again for each such word, with this word marked, and answer: does
it state one, of which kind, at which stage, how surely; and for every word: is it the claim's supplier,
recipient, item, number, time, place or source. How it was trained is told in training/README.md. It gives no
values: what the words stand for is told by the tables.

Invariants: the answers for a passage depend on it and on what its window holds before it (`windows`), never
on what follows it; the same text gives the same answers on the same machine.
"""

from __future__ import annotations

import functools
import io
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
from tracewire.marks.reading import Answers, ClaimAnswers, Mark, candidates, marks_of
from tracewire.marks.windows import Passage, Place, windows
from tracewire.marks.words import Word
from tracewire.model import digest_bytes

__all__ = ["Marker", "load_marker", "marker_digest", "model_folder", "stored_files", "unusable"]

_FILES: Final = ("labels.json", "pieces.tsv.xz", "embedding.npz", "network.onnx", "claims.onnx")
_WORD: Final = 24
"""Pieces of a word that are read; what a longer one (an address, a run of signs) goes on with is left."""


class Marker:
    """The model of one folder: pieces, embedding, network, labels."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        stored = stored_files(folder, _FILES)
        try:
            labels = json.loads(stored["labels.json"])
            pieces = lzma.decompress(stored["pieces.tsv.xz"]).decode("utf-8")
            table = numpy.load(io.BytesIO(stored["embedding.npz"]))
        except (ValueError, lzma.LZMAError) as error:
            raise unusable(folder, error) from error
        self.labels = Labels.from_dict(labels)
        rows = [line.split("\t") for line in pieces.split("\n") if line]
        self._pieces = Pieces([row[0] for row in rows], [float(row[1]) for row in rows], unknown=3)
        self._scale, self._nibbles = table["scale"], table["nibbles"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._first, self._second = (
            onnxruntime.InferenceSession(stored[name], options, providers=["CPUExecutionProvider"])
            for name in ("network.onnx", "claims.onnx")
        )

    def read(self, passages: Sequence[Passage]) -> tuple[Mark, ...]:
        """The marks of the passages that are wanted, in the order of the text."""
        found: list[Mark] = []
        for window in windows(passages, self._ids):
            inputs = self._inputs(passages, window.places)
            below, *rows = self._first.run(None, inputs)
            answers = Answers(*(array[0] for array in rows))
            claims = {n: self._read_again(below, inputs["heads"], n) for n in candidates(window, answers)}
            found.extend(marks_of(passages, window, answers, claims, self.labels))
        return tuple(sorted(found, key=lambda mark: mark.trigger))

    def _read_again(self, below: Any, heads: Any, word: int) -> ClaimAnswers:
        """The second reading for a word that may state a claim.

        One at a time: several at once took more memory and no less time (November 2026).
        """
        marks = numpy.zeros((1, below.shape[1]), dtype=numpy.float32)
        marks[0, heads[0, word]] = 1.0
        told = numpy.array([word], dtype=numpy.int64)
        answers = self._second.run(None, {"below": below, "marks": marks, "heads": heads, "told": told})
        return ClaimAnswers(*(array[0] for array in answers))

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


def stored_files(folder: Path, names: Sequence[str]) -> dict[str, bytes]:
    """The files of a model by name. Raises Misconfigured where one is missing."""
    try:
        return {name: (folder / name).read_bytes() for name in names}
    except OSError as error:
        raise unusable(folder, error) from error


def unusable(folder: Path, error: Exception) -> Misconfigured:
    """What is raised where a model's files cannot be used."""
    return Misconfigured(f"no usable model: {error}", where=str(folder), remedy="reinstall tracewire")


def model_folder() -> Path:
    """Where the models that ship lie."""
    return Path(str(files("tracewire").joinpath("data", "marker")))


@functools.cache
def load_marker() -> Marker:
    """The model that ships, for all languages that have a pack. Raises Misconfigured without it."""
    return Marker(model_folder())


@functools.cache
def marker_digest() -> str:
    """The digest of the model's files, so that a model trained anew is another version."""
    return digest_bytes(b"".join(stored_files(model_folder(), _FILES).values()))
