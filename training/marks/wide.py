"""A wider network, for English alone: the lower eight layers of all-mpnet-base-v2.

all-mpnet-base-v2 (Apache 2.0; MPNet: Song and others 2020, "MPNet: Masked and Permuted Pre-training for
Language Understanding") has twelve layers of 768 numbers, positions that are learnt, and in each layer a bias
for how far two pieces are apart. The lower half of what is kept of it stays as it is; the features are added
behind it, so that two processors can train the rest.
"""

from __future__ import annotations

import lzma
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy
import torch
from safetensors.numpy import load_file
from torch import Tensor, nn
from torch.nn import functional

from tracewire.marks import WordPieces
from training.marks.base import Base
from training.marks.network import Network, at_heads

__all__ = ["WideNetwork", "read_wide"]

_SIZE, _INNER, _HEADS = 768, 3072, 12
_LAYERS, _AGAIN = 8, 2
_POSITIONS = 512
_FIRST_POSITION = 2
"""The row of the first place in its table of positions: those before it are for padding."""
_BUCKETS, _FURTHEST = 32, 128
"""Distances that are told apart, and from where on they are one."""
_HIDDEN = "<mask>"


class _Layer(nn.Module):
    def __init__(self, drop: float) -> None:
        super().__init__()
        self.attend = nn.Linear(_SIZE, 3 * _SIZE)
        self.mix = nn.Linear(_SIZE, _SIZE)
        self.attended = nn.LayerNorm(_SIZE, eps=1e-5)
        self.widen = nn.Linear(_SIZE, _INNER)
        self.narrow = nn.Linear(_INNER, _SIZE)
        self.done = nn.LayerNorm(_SIZE, eps=1e-5)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        shaped = self.attend(x).view(batch, length, 3, _HEADS, _SIZE // _HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = shaped[0], shaped[1], shaped[2]
        if torch.onnx.is_in_onnx_export():  # written out
            weights = torch.softmax(query @ key.transpose(-1, -2) / (_SIZE // _HEADS) ** 0.5 + bias, dim=-1)
            seen = weights @ value
        else:
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        x = self.attended(x + self.drop(self.mix(seen.transpose(1, 2).reshape(batch, length, _SIZE))))
        return self.done(x + self.drop(self.narrow(functional.gelu(self.widen(x)))))  # type: ignore[no-any-return]


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

    size = _SIZE
    frozen = 4

    def _encode(self, drop: float) -> None:
        self.positions = nn.Parameter(torch.zeros(_POSITIONS, _SIZE), requires_grad=False)
        self.norm = nn.LayerNorm(_SIZE, eps=1e-5)
        self.bias = nn.Embedding(_BUCKETS, _HEADS)
        self.layers = nn.ModuleList(_Layer(drop) for _ in range(_LAYERS))
        self.again = nn.ModuleList(_Layer(drop) for _ in range(_AGAIN))
        for part in (self.norm, self.bias, *self.layers[: self.frozen]):
            part.requires_grad_(False)
        self.register_buffer("buckets", _buckets(), persistent=False)

    def _biases(self, length: int, mask: Tensor | None) -> Tensor:
        """What attention adds for the distance of two pieces, and takes off what is padding."""
        places = torch.arange(length)
        rows = self.buckets[places[None, :] - places[:, None] + _POSITIONS - 1]
        bias = self.bias(rows).permute(2, 0, 1)[None]
        return bias if mask is None else bias.masked_fill(~mask[:, None, None, :], -1e9)  # type: ignore[no-any-return]

    def _through(self, layers: Iterable[nn.Module], x: Tensor, mask: Tensor | None) -> Tensor:
        bias = self._biases(x.shape[1], mask)
        for layer in layers:
            x = layer(x, bias)
        return x

    def below(self, embedded: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        for layer in self.layers[: self.frozen]:
            layer.eval()
        with torch.no_grad():
            read = self.norm(embedded + self.positions[: embedded.shape[1]])
            read = self._through(self.layers[: self.frozen], read, mask)
        x = self.drop(read) + self.features(features)
        return self._through(self.layers[self.frozen : -_AGAIN], x, mask)

    def words(self, below: Tensor, heads: Tensor, mask: Tensor | None) -> Tensor:
        return self.drop(at_heads(self._through(self.layers[-_AGAIN:], below, mask), heads))  # type: ignore[no-any-return]

    def words_again(self, below: Tensor, marks: Tensor, heads: Tensor, mask: Tensor | None) -> Tensor:
        x = below + marks[..., None] * self.marked
        return self.drop(at_heads(self._through(self.again, x, mask), heads))  # type: ignore[no-any-return]


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
    for layer in range(_LAYERS):
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
