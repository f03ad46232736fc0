"""Which words state a claim, at which stage and how surely, and which words fill its roles?

A small transformer reads a passage with what stands before it and answers for each word: may it state a
claim? Its upper layers then read the window again for each such word, with this word marked, and answer: does
it state one, of which kind, at which stage, how surely; and for every word: is it the claim's supplier,
recipient, item, number, time, place or source. How it was trained is told in training/README.md. It gives no
values: what the words stand for is told by the tables.

A language can have a network of its own beside the one for all, in the folder `marker` of its pack: what
both hold probable is then their mean.

Invariants: the answers for a passage depend on it and on what its window holds before it (`windows`), never
on what follows it; the same text gives the same answers on the same machine.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from tracewire.marks.network import Network, network_files, stored_files
from tracewire.marks.reading import Mark, candidates, marks_of
from tracewire.marks.together import answers_together, claim_together
from tracewire.marks.windows import Passage, windows
from tracewire.marks.words import Word
from tracewire.model import digest_bytes

__all__ = ["Marker", "load_marker", "marker_digest", "model_folder"]

_FOLDER: Final = "marker"


class Marker:
    """Networks that know the same labels and are asked together."""

    def __init__(self, *networks: Network) -> None:
        self._networks = networks
        self.labels = networks[0].labels

    def read(self, passages: Sequence[Passage]) -> tuple[Mark, ...]:
        """The marks of the passages that are wanted, in the order of the text."""
        found: list[Mark] = []
        for window in windows(passages, self._longest):
            readings = [network.read(passages, window.places) for network in self._networks]
            answers = answers_together(readings)
            claims = {n: claim_together(readings, n) for n in candidates(window, answers)}
            found.extend(marks_of(passages, window, answers, claims, self.labels, several=self.together))
        return tuple(sorted(found, key=lambda mark: mark.trigger))

    @property
    def together(self) -> bool:
        """Whether several networks are asked."""
        return len(self._networks) > 1

    def _longest(self, word: Word) -> Sequence[int]:
        """The pieces of a word where it has most: each network has places for so many alone."""
        return max((network.ids(word) for network in self._networks), key=len)


def model_folder() -> Path:
    """Where the models for all languages lie."""
    return Path(str(files("tracewire").joinpath("data", _FOLDER)))


def _folders(language: str, *, own: bool) -> tuple[Path, ...]:
    """The folders of the networks that read a language: of the one for all, with `own` of its own as well."""
    folder = Path(str(files("tracewire").joinpath("data", "languages", language, _FOLDER)))
    return (model_folder(), folder) if own and folder.is_dir() else (model_folder(),)


_loaded = functools.cache(Network)  # the one for all languages is loaded once


@functools.cache
def load_marker(language: str, *, own: bool = True) -> Marker:
    """The networks that ship for a language, without `own` the one for all alone.

    Raises Misconfigured where one cannot be used.
    """
    return Marker(*map(_loaded, _folders(language, own=own)))


@functools.cache
def marker_digest(language: str, *, own: bool = True) -> str:
    """The digest of the files of those networks, so that one trained anew is another version."""
    return digest_bytes(
        b"".join(
            content
            for folder in _folders(language, own=own)
            for content in stored_files(folder, network_files(folder)).values()
        )
    )
