"""The network of the marks: an encoder of pieces, and on the first piece of each word the answers.

The roles are a bilinear form between the word that states the claim and every word (Dozat and Manning 2017,
"Deep biaffine attention", without its middle layer); references are another between a word and the names.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from tracewire.marks import Labels

__all__ = ["ANSWERS", "Network"]

_SIZE, _INNER, _HEADS, _RANK = 384, 1536, 12, 64
ANSWERS = (
    "kinds", "facts", "items", "asking", "asked", "asking_alone", "asked_alone", "speakers", "referring", "referred",
)  # fmt: skip
"""The outputs in order, as `tracewire.marks.marker` takes them."""


class _Layer(nn.Module):
    def __init__(self, drop: float) -> None:
        super().__init__()
        self.attend = nn.Linear(_SIZE, 3 * _SIZE)
        self.mix = nn.Linear(_SIZE, _SIZE)
        self.attended = nn.LayerNorm(_SIZE, eps=1e-12)
        self.widen = nn.Linear(_SIZE, _INNER)
        self.narrow = nn.Linear(_INNER, _SIZE)
        self.done = nn.LayerNorm(_SIZE, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        shaped = self.attend(x).view(batch, length, 3, _HEADS, _SIZE // _HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = shaped[0], shaped[1], shaped[2]
        if mask is None:  # written out, so that it can be exported
            weights = torch.softmax(query @ key.transpose(-1, -2) / (_SIZE // _HEADS) ** 0.5, dim=-1)
            seen = weights @ value
        else:
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self.attended(x + self.drop(self.mix(seen.transpose(1, 2).reshape(batch, length, _SIZE))))
        return self.done(x + self.drop(self.narrow(functional.gelu(self.widen(x)))))  # type: ignore[no-any-return]


class Network(nn.Module):
    """The encoder without its embedding of pieces, which stays as it is, and the answers on top."""

    def __init__(self, labels: Labels, *, layers: int = 12, drop: float = 0.1) -> None:
        super().__init__()
        self.positions = nn.Parameter(torch.zeros(512, _SIZE))
        self.features = nn.Linear(len(labels.features), _SIZE, bias=False)
        self.norm = nn.LayerNorm(_SIZE, eps=1e-12)
        self.layers = nn.ModuleList(_Layer(drop) for _ in range(layers))
        self.drop = nn.Dropout(drop)
        self.kind = nn.Linear(_SIZE, len(labels.kinds) + 1)
        facts = len(labels.stages) + len(labels.polarities) + len(labels.certainties)
        self.fact = nn.Sequential(
            nn.Linear(_SIZE, _SIZE), nn.GELU(), nn.Dropout(drop), nn.Linear(_SIZE, facts)
        )
        self.item = nn.Linear(_SIZE, len(labels.items))
        self.roles = len(labels.roles)
        self.ask = nn.Linear(_SIZE, self.roles * _RANK)
        self.answer = nn.Linear(_SIZE, self.roles * _RANK)
        self.ask_alone = nn.Linear(_SIZE, self.roles)
        self.answer_alone = nn.Linear(_SIZE, self.roles)
        self.speaker = nn.Linear(_SIZE, len(labels.speakers))
        self.refer = nn.Linear(_SIZE, _RANK)
        self.name = nn.Linear(_SIZE, _RANK)
        with torch.no_grad():  # most words state nothing and fill no role
            nn.init.normal_(self.features.weight, std=0.02)
            self.kind.bias[0] += 4.0
            self.ask_alone.bias -= 2.5
            self.answer_alone.bias -= 2.5

    def start_from(self, weights: dict[str, Any]) -> None:
        """Take the encoder's weights from `training.marks.base`."""
        own = self.state_dict()
        with torch.no_grad():
            for name, values in weights.items():
                own[name].copy_(torch.from_numpy(values))

    def words(self, embedded: Tensor, features: Tensor, heads: Tensor, mask: Tensor | None) -> Tensor:
        """One row a word: the encoder's answer at its first piece."""
        x = self.drop(self.norm(embedded + self.positions[: embedded.shape[1]] + self.features(features)))
        spread = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, spread)
        if mask is None:
            return x[0].index_select(0, heads[0])[None]
        return self.drop(x.gather(1, heads[:, :, None].expand(-1, -1, _SIZE)))  # type: ignore[no-any-return]

    def asking(self, words: Tensor) -> Tensor:
        return self.ask(words).view(*words.shape[:-1], self.roles, _RANK)  # type: ignore[no-any-return]

    def asked(self, words: Tensor) -> Tensor:
        return functional.gelu(self.answer(words)).view(*words.shape[:-1], self.roles, _RANK)

    def forward(self, embedded: Tensor, features: Tensor, heads: Tensor) -> tuple[Tensor, ...]:
        """All answers for the words of one window, in the order of `ANSWERS`."""
        words = self.words(embedded, features, heads, None)
        return (
            self.kind(words),
            self.fact(words),
            self.item(words),
            self.asking(words),
            self.asked(words),
            self.ask_alone(words),
            self.answer_alone(words),
            self.speaker(words),
            self.refer(words),
            self.name(words),
        )

    @staticmethod
    def rank() -> int:
        return _RANK
