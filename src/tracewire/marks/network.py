"""One trained network: its pieces, their embedding, and its two readings of a window.

A folder holds `labels.json`, `embedding.npz` (four bits a weight, one scale for each 32 of them),
`network.onnx` and `claims.onnx` (the first and the second reading), and its pieces: `pieces.tsv.xz` for a
unigram vocabulary with scores, or `wordpieces.txt.xz` for a vocabulary of word pieces.
"""

from __future__ import annotations

import io
import json
import lzma
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import numpy
import onnxruntime

from tracewire.errors import Misconfigured
from tracewire.marks.labels import Labels
from tracewire.marks.pieces import Pieces
from tracewire.marks.reading import Answers, ClaimAnswers
from tracewire.marks.windows import Passage, Place
from tracewire.marks.wordpieces import WordPieces
from tracewire.marks.words import Word

__all__ = ["Network", "Reading", "network_files", "stored_files", "unusable"]

_MODEL: Final = ("labels.json", "embedding.npz", "network.onnx", "claims.onnx")
_UNIGRAM: Final = "pieces.tsv.xz"
_WORD_PIECES: Final = "wordpieces.txt.xz"
_WORD: Final = 24
"""Pieces of a word that are read; what a longer one (an address, a run of signs) goes on with is left."""
_BEGIN, _BREAK, _UNKNOWN = 0, 2, 3
"""The pieces at the beginning of a window and between passages, and an unknown one of a unigram
vocabulary.
"""


class _Divides(Protocol):
    def of(self, form: str, *, spaced: bool) -> tuple[int, ...]: ...


class Network:
    """The model of one folder. Raises Misconfigured where it cannot be used."""

    def __init__(self, folder: Path) -> None:
        stored = stored_files(folder, network_files(folder))
        try:
            labels = json.loads(stored["labels.json"])
            table = numpy.load(io.BytesIO(stored["embedding.npz"]))
            self._pieces = _pieces(stored)
        except (ValueError, lzma.LZMAError) as error:
            raise unusable(folder, error) from error
        self.labels = Labels.from_dict(labels)
        self._scale, self._nibbles = table["scale"], table["nibbles"]
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # Threads that spin while they wait take the processor from whoever else reads: two readers on two
        # cores took 65 s each where they now take 47, and one alone 29 s where it now takes 22 (six
        # development dispatches, November 2026).
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._first, self._second = (
            onnxruntime.InferenceSession(stored[name], options, providers=["CPUExecutionProvider"])
            for name in ("network.onnx", "claims.onnx")
        )

    def ids(self, word: Word) -> tuple[int, ...]:
        """The pieces of a word."""
        return self._pieces.of(word.form, spaced=word.spaced)[:_WORD]

    def read(self, passages: Sequence[Passage], places: Sequence[Place]) -> Reading:
        """The first reading of the window of `places`."""
        inputs = self._inputs(passages, places)
        below, *rows = self._first.run(None, inputs)
        return Reading(Answers(*(array[0] for array in rows)), self._second, below, inputs["heads"])

    def _inputs(self, passages: Sequence[Passage], places: Sequence[Place]) -> dict[str, Any]:
        ids, heads, owners = [_BEGIN], [], [-1]
        for number, place in enumerate(places):
            if number and place.passage != places[number - 1].passage:
                ids.append(_BREAK)
                owners.append(-1)
            word = passages[place.passage].words[place.word]
            heads.append(len(ids))
            pieces = self.ids(word)
            ids.extend(pieces)
            owners.extend([number] * len(pieces))
        ids.append(_BREAK)
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
        packed = self._nibbles[ids]
        weights = numpy.concatenate([packed & 15, packed >> 4], axis=-1).astype(numpy.float32) - 8
        weights *= self._scale[ids].astype(numpy.float32)[..., None]
        return weights.reshape(len(ids), -1)


class Reading:
    """One window as a network read it; its second readings start from what the first left of it."""

    def __init__(self, answers: Answers, second: Any, below: Any, heads: Any) -> None:
        self.answers = answers
        self._second, self._below, self._heads = second, below, heads

    def again(self, word: int) -> ClaimAnswers:
        """The second reading for the word of that number, which may state a claim.

        One at a time: several at once took more memory and no less time (November 2026).
        """
        marks = numpy.zeros((1, self._below.shape[1]), dtype=numpy.float32)
        marks[0, self._heads[0, word]] = 1.0
        told = numpy.array([word], dtype=numpy.int64)
        answers = self._second.run(
            None, {"below": self._below, "marks": marks, "heads": self._heads, "told": told}
        )
        return ClaimAnswers(*(array[0] for array in answers))


def _pieces(stored: dict[str, bytes]) -> _Divides:
    if _WORD_PIECES in stored:
        return WordPieces(lzma.decompress(stored[_WORD_PIECES]).decode("utf-8").split("\n"))
    lines = lzma.decompress(stored[_UNIGRAM]).decode("utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line]
    return Pieces([row[0] for row in rows], [float(row[1]) for row in rows], unknown=_UNKNOWN)


def network_files(folder: Path) -> tuple[str, ...]:
    """The names of the files of the network in `folder`."""
    return (*_MODEL, _WORD_PIECES if (folder / _WORD_PIECES).exists() else _UNIGRAM)


def stored_files(folder: Path, names: Sequence[str]) -> dict[str, bytes]:
    """The files of a model by name. Raises Misconfigured where one is missing."""
    try:
        return {name: (folder / name).read_bytes() for name in names}
    except OSError as error:
        raise unusable(folder, error) from error


def unusable(folder: Path, error: Exception) -> Misconfigured:
    """What is raised where a model's files cannot be used."""
    return Misconfigured(f"no usable model: {error}", where=str(folder), remedy="reinstall tracewire")
