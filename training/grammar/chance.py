"""The chance that a grammar chooses its constructions and words by: the same seed, the same sentences."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

__all__ = ["Chance"]

T = TypeVar("T")
_HERE = Path(__file__).parent


class Chance:
    """A seeded source of choices among the words of a language and the names of all."""

    def __init__(self, language: str, seed: int) -> None:
        self.rng = Random(seed)
        self.lexicon = tomllib.loads((_HERE / f"{language}.toml").read_text(encoding="utf-8"))
        names = tomllib.loads((_HERE / "names.toml").read_text(encoding="utf-8"))
        self.words: dict[str, list[str]] = {**names, **self.lexicon}

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def any(self, group: Sequence[T]) -> T:
        return self.rng.choice(group)

    def word(self, group: str) -> str:
        return self.rng.choice(self.words[group])

    def choose(self, *options: tuple[float, Callable[[], T]]) -> T:
        """Make one of several things, each with its weight."""
        return self.rng.choices([option for _, option in options], [weight for weight, _ in options])[0]()
