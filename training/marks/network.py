"""The network of the marks: an encoder of pieces, and on the first piece of each word the answers.

The first reading tells which words may state a claim. The rest is answered in a second one: the upper
layers read the passage once more for each such word, with that word marked, so that the parties of one
clause can be told from those of the next (the predicate is shown to the encoder, as in Shi and Lin 2019,
"Simple BERT models for relation extraction and semantic role labeling"). It tells whether the word does
state a claim, of which kind, its stage, polarity and certainty, and the roles: a bilinear form between the
marked word and every word (Dozat and Manning 2017, "Deep biaffine attention", without its middle layer).
References are another between a word and the names, in the first reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from tracewire.marks import Labels

__all__ = ["ANSWERS", "ANSWERS_AGAIN", "Network", "SecondReading"]

_RANK = 64
_POSITIONS = 512
_MARKED = 0.2
"""How strong the mark of a word is at first, beside rows whose numbers spread by 0.5. A network that started
with none had not learnt to see it after a round.
"""
ANSWERS = ("below", "kinds", "items", "speakers", "referring", "referred")
"""The outputs of the first reading in order, as `tracewire.marks.marker` takes them."""
ANSWERS_AGAIN = ("kinds", "facts", "roles")
"""The outputs of the second reading."""


class _Layer(nn.Module):
    def __init__(self, size: int, heads: int, *, smallest: float, drop: float) -> None:
        super().__init__()
        self.heads = heads
        self.attend = nn.Linear(size, 3 * size)
        self.mix = nn.Linear(size, size)
        self.attended = nn.LayerNorm(size, eps=smallest)
        self.widen = nn.Linear(size, 4 * size)
        self.narrow = nn.Linear(4 * size, size)
        self.done = nn.LayerNorm(size, eps=smallest)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, added: Tensor | None) -> Tensor:
        """`added` is what attention adds for each pair of pieces, or whether they may see each other."""
        batch, length, size = x.shape
        shaped = self.attend(x).view(batch, length, 3, self.heads, size // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = shaped[0], shaped[1], shaped[2]
        if torch.onnx.is_in_onnx_export():  # written out
            scores = query @ key.transpose(-1, -2) / (size // self.heads) ** 0.5
            seen = torch.softmax(scores if added is None else scores + added, dim=-1) @ value
        else:
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=added)
        x = self.attended(x + self.drop(self.mix(seen.transpose(1, 2).reshape(batch, length, size))))
        return self.done(x + self.drop(self.narrow(functional.gelu(self.widen(x)))))  # type: ignore[no-any-return]


def _at(pieces: Tensor, heads: Tensor) -> Tensor:
    """The rows of the words' first pieces; `heads` numbers them, for each row of the batch."""
    return pieces.gather(1, heads[:, :, None].expand(pieces.shape[0], -1, pieces.shape[2]))


class Network(nn.Module):
    """The encoder without its embedding of pieces, which stays as it is, and the answers on top."""

    size = 384
    """The numbers of a row."""
    heads = 12
    depth = 12
    """How many layers the first reading has."""
    upper = 4
    """How many of the upper layers read once more for each claim."""
    frozen = 0
    """How many of the lowest layers training leaves as they are."""
    smallest = 1e-12
    """What is added to a variance before it is divided by."""

    def __init__(self, labels: Labels, *, drop: float = 0.1) -> None:
        super().__init__()
        self.features = nn.Linear(len(labels.features), self.size, bias=False)
        self.marked = nn.Parameter(torch.randn(self.size) * _MARKED)
        self.drop = nn.Dropout(drop)
        self.positions = nn.Parameter(torch.zeros(_POSITIONS, self.size))
        self.norm = nn.LayerNorm(self.size, eps=self.smallest)
        self.layers, self.again = (
            nn.ModuleList(
                _Layer(self.size, self.heads, smallest=self.smallest, drop=drop) for _ in range(count)
            )
            for count in (self.depth, self.upper)
        )
        self.kind = nn.Linear(self.size, len(labels.kinds) + 1)
        self.kind_again = nn.Linear(self.size, len(labels.kinds) + 1)
        facts = len(labels.stages) + len(labels.polarities) + len(labels.certainties)
        self.fact = nn.Sequential(
            nn.Linear(self.size, self.size), nn.GELU(), nn.Dropout(drop), nn.Linear(self.size, facts)
        )
        self.item = nn.Linear(self.size, len(labels.items))
        self.roles = len(labels.roles)
        self.ask = nn.Linear(self.size, self.roles * _RANK)
        self.answer = nn.Linear(self.size, self.roles * _RANK)
        self.ask_alone = nn.Linear(self.size, self.roles)
        self.answer_alone = nn.Linear(self.size, self.roles)
        self.speaker = nn.Linear(self.size, len(labels.speakers))
        self.refer = nn.Linear(self.size, _RANK)
        self.name = nn.Linear(self.size, _RANK)
        with torch.no_grad():  # most words state nothing and fill no role
            nn.init.normal_(self.features.weight, std=0.02)
            self.kind.bias[0] += 4.0
            self.kind_again.bias[0] += 1.0
            self.ask_alone.bias -= 2.5
            self.answer_alone.bias -= 2.5

    def start_from(self, weights: dict[str, Any]) -> None:
        """Take the encoder's weights from where training starts; those of other parts are left."""
        own = self.state_dict()
        with torch.no_grad():
            for name, values in weights.items():
                if name in own:
                    own[name].copy_(torch.from_numpy(values))

    def read_again_alike(self) -> None:
        """Let the second reading start from what the upper layers of the first one have learnt."""
        self.again.load_state_dict(self.layers[-self.upper :].state_dict())
        self.kind_again.load_state_dict(self.kind.state_dict())

    def keep_still(self, layers: int) -> None:
        """Let the lowest layers, and what goes into them, stay as they are: the features too, unless they come
        in behind those layers.
        """
        for part in (self.norm, *self.layers[:layers]):
            part.requires_grad_(False)
        self.positions.requires_grad_(False)
        if layers > self.frozen:
            self.features.requires_grad_(False)

    def added(self, length: int, mask: Tensor | None) -> Tensor | None:
        """What the layers' attention is told of each pair of pieces: here, which of them are padding."""
        return None if mask is None else mask[:, None, None, :]

    def through(self, layers: Iterable[nn.Module], x: Tensor, mask: Tensor | None) -> Tensor:
        """The rows behind the layers."""
        added = self.added(x.shape[1], mask)
        for layer in layers:
            x = layer(x, added)
        return x

    def below(self, embedded: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """What both readings start from: one row a piece."""
        x = self.drop(self.norm(embedded + self.positions[: embedded.shape[1]] + self.features(features)))
        return self.through(self.layers[: -self.upper], x, mask)

    def words(self, below: Tensor, heads: Tensor, mask: Tensor | None) -> Tensor:
        """One row a word: the answer of the first reading at its first piece."""
        return self.drop(_at(self.through(self.layers[-self.upper :], below, mask), heads))  # type: ignore[no-any-return]

    def words_again(self, below: Tensor, marks: Tensor, heads: Tensor, mask: Tensor | None) -> Tensor:
        """One row a word for each claim: `marks` is 1 at the piece of the word that states it, else 0."""
        x = below + marks[..., None] * self.marked
        return self.drop(_at(self.through(self.again, x, mask), heads))  # type: ignore[no-any-return]

    def claims(self, words: Tensor, told: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The answers of the second reading in the order of `ANSWERS_AGAIN`, one row a claim.

        `words` has one row of words for each claim, `told` the number of the word that may state it. The
        roles are claims x roles x words.
        """
        own = words[torch.arange(words.shape[0]), told]
        asking = self.ask(own).view(-1, self.roles, _RANK)
        asked = functional.gelu(self.answer(words)).view(*words.shape[:-1], self.roles, _RANK)
        both = torch.einsum("nro,njro->nrj", asking, asked) / _RANK**0.5
        roles = both + self.ask_alone(own)[:, :, None] + self.answer_alone(words).transpose(1, 2)
        return self.kind_again(own), self.fact(own), roles

    def forward(self, embedded: Tensor, features: Tensor, heads: Tensor) -> tuple[Tensor, ...]:
        """The first reading of one window, in the order of `ANSWERS`."""
        below = self.below(embedded, features, None)
        words = self.words(below, heads, None)
        return (
            below,
            self.kind(words),
            self.item(words),
            self.speaker(words),
            self.refer(words),
            self.name(words),
        )

    @staticmethod
    def rank() -> int:
        """The numbers of a row of `refer` and of `name`."""
        return _RANK


class SecondReading(nn.Module):
    """The part of a network that is run once for each claim, to be exported by itself."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, below: Tensor, marks: Tensor, heads: Tensor, told: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """The answers for the claims of one window, in the order of `ANSWERS_AGAIN`."""
        return self.network.claims(self.network.words_again(below, marks, heads, None), told)
