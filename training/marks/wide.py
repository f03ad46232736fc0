"""A wider network, for English alone: the lower eight layers of all-mpnet-base-v2.

all-mpnet-base-v2 (Apache 2.0; MPNet: Song and others 2020, "MPNet: Masked and Permuted Pre-training for
Language Understanding") has twelve layers of 768 numbers, positions that are learnt, and in each layer a bias
for how far two pieces are apart. The lower half of what is kept of it stays as it is; the features are added
behind it, so that two processors can train the rest.
"""

from __future__ import annotations

import lzma
import math
from pathlib import Path
from typing import Any

import numpy
import torch
from safetensors.numpy import load_file
from torch import Tensor, nn

from tracewire.marks import Labels, WordPieces
from training.marks.base import Base
from training.marks.network import Network

__all__ = ["WideNetwork", "read_wide"]

_POSITIONS = 512
_FIRST_POSITION = 2
"""The row of the first place in its table of positions: those before it are for padding."""
_BUCKETS, _FURTHEST = 32, 128
"""Distances that are told apart, and from where on they are one."""
_HIDDEN = "<mask>"


def _buckets() -> Tensor:
    """The row of the bias for each distance, from the piece furthest before to the one furthest behind."""
    away = torch.arange(1 - _POSITIONS, _POSITIONS)
    half = _BUCKETS // 2
    exact = half // 2
    near = away.abs()
    scaled = torch.log(near.clamp(min=1).float() / exact) / math.log(_FURTHEST / exact) * (half - exact)
    far = (exact + scaled.long()).clamp(max=half - 1)
    return torch.where(near < exact, near, far) + (away > 0).long() * half


class WideNetwork(Network):
    """As `Network`, with wider layers, of which the lowest stay as they are."""

    size = 768
    depth = 8
    upper = 2
    frozen = 4
    smallest = 1e-5

    def __init__(self, labels: Labels, *, drop: float = 0.1) -> None:
        super().__init__(labels, drop=drop)
        self.bias = nn.Embedding(_BUCKETS, self.heads)
        self.register_buffer("buckets", _buckets(), persistent=False)
        self.bias.requires_grad_(False)
        self.keep_still(self.frozen)

    def added(self, length: int, mask: Tensor | None) -> Tensor:
        """A bias for the distance of two pieces, and for padding what takes it out."""
        places = torch.arange(length)
        rows = self.buckets[places[None, :] - places[:, None] + _POSITIONS - 1]
        bias = self.bias(rows).permute(2, 0, 1)[None]
        return bias if mask is None else bias.masked_fill(~mask[:, None, None, :], -1e9)  # type: ignore[no-any-return]

    def below(self, embedded: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        lowest = self.layers[: self.frozen].eval()  # without what training drops at random
        with torch.no_grad():
            read = self.norm(embedded + self.positions[: embedded.shape[1]])
            read = self.through(lowest, read, mask)
        x = self.drop(read) + self.features(features)
        return self.through(self.layers[self.frozen : -self.upper], x, mask)


def read_wide(folder: Path) -> Base:
    """The starting encoder out of the unpacked model: its `model.safetensors` and `vocab.txt`."""
    tensors = load_file(str(folder / "model.safetensors"))
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    scale, nibbles = _packed(tensors["embeddings.word_embeddings.weight"])
    weights: dict[str, Any] = {
        "positions": tensors["embeddings.position_embeddings.weight"][_FIRST_POSITION:][:_POSITIONS],
        "norm.weight": tensors["embeddings.LayerNorm.weight"],
        "norm.bias": tensors["embeddings.LayerNorm.bias"],
        "bias.weight": tensors["encoder.relative_attention_bias.weight"],
    }
    for layer in range(WideNetwork.depth):
        ours, theirs = f"layers.{layer}", f"encoder.layer.{layer}"
        for end in ("weight", "bias"):
            weights[f"{ours}.attend.{end}"] = numpy.concatenate(
                [tensors[f"{theirs}.attention.attn.{part}.{end}"] for part in "qkv"]
            )
            for own, other in (
                ("mix", "attention.attn.o"),
                ("attended", "attention.LayerNorm"),
                ("widen", "intermediate.dense"),
                ("narrow", "output.dense"),
                ("done", "output.LayerNorm"),
            ):
                weights[f"{ours}.{own}.{end}"] = tensors[f"{theirs}.{other}.{end}"]
    return Base(
        pieces=WordPieces(vocabulary),
        hidden=vocabulary.index(_HIDDEN),
        stored={"wordpieces.txt.xz": lzma.compress("\n".join(vocabulary).encode("utf-8"))},
        scale=scale,
        nibbles=nibbles,
        weights=weights,
    )


def _packed(matrix: Any) -> tuple[Any, Any]:
    """A matrix in blocks of 32 weights of four bits: the one furthest from zero stands at -8."""
    blocks = matrix.astype(numpy.float32).reshape(len(matrix), -1, 32)
    furthest = numpy.take_along_axis(blocks, numpy.abs(blocks).argmax(-1)[..., None], -1)
    scale = (furthest / -8).astype(numpy.float16)
    whole = scale.astype(numpy.float32)
    steps = numpy.divide(blocks, whole, out=numpy.zeros_like(blocks), where=whole != 0)
    numbers = numpy.clip(numpy.rint(steps) + 8, 0, 15).astype(numpy.uint8)
    return scale[..., 0], numbers[..., :16] | (numbers[..., 16:] << 4)
