"""Do two bodies of text tell one story in the same words?

The signature of a body is the MinHash of its runs of three words. Two bodies are copies where most of all
their runs are common, and one is a trimmed copy of the other where most of the shorter one's are. Of a text
that is too short for that, its sentences decide. An update that rewrites the story is neither: it says
something new. Translations share no words; they are found on claims, not here.

Signatures are compared only within one algorithm version: rensa pins its hash functions by number.
"""

from __future__ import annotations

import hashlib
import re
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rensa import RMinHash

__all__ = [
    "Resemblance",
    "Signature",
    "anchors",
    "copied",
    "repeated",
    "same_story",
    "sampled_runs",
    "sentences",
    "signature",
]

_RUN = 3
_PERMUTATIONS = 126
_BAND_ROWS = 3
_SEED = 20_221_209
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_LEAST_RUNS = 12
"""A signature tells nothing of a text with fewer runs."""
_COPY = 0.5
_TRIMMED = 0.6
_LEAST_COMMON = 0.08
"""Below, a MinHash of 126 cannot tell the overlap from chance (standard error 0.024 at 0.08)."""

_ALGORITHM = f"rensa-rminhash-{RMinHash.ALGORITHM_VERSION}/{_PERMUTATIONS}/{_RUN}/{_SEED}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What is kept of a body to find its copies: about 520 bytes."""

    algorithm: str
    runs: int
    """How many different runs of three words the body has."""
    digest: tuple[int, ...]

    def to_bytes(self) -> bytes:
        """For storage beside the document."""
        return struct.pack(f"<I{len(self.digest)}I", self.runs, *self.digest)

    @classmethod
    def from_bytes(cls, stored: bytes, *, algorithm: str = _ALGORITHM) -> Signature:
        runs, *digest = struct.unpack(f"<{len(stored) // 4}I", stored)
        return cls(algorithm=algorithm, runs=runs, digest=tuple(digest))

    def bands(self) -> tuple[int, ...]:
        """Keys for an index: two bodies that resemble share at least one, at its position, with near
        certainty.

        42 bands of 3 values: a pair with half its runs in common is missed once in 270, one with a fifth of
        them 7 times in 10.
        """
        rows = (self.digest[start : start + _BAND_ROWS] for start in range(0, len(self.digest), _BAND_ROWS))
        # Fowler–Noll–Vo over the values: Python's own hash is not promised to stay the same.
        keys = []
        for row in rows:
            key = 0xCBF29CE484222325
            for value in row:
                key = ((key ^ value) * 0x100000001B3) & 0x7FFFFFFFFFFFFFFF
            keys.append(key)
        return tuple(keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """How two bodies resemble: `common` of all their runs, `contained` of the shorter one's, estimated."""

    relation: str  # "copy" or "trimmed-copy"
    common: float
    contained: float
    reason: str


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))


def _runs(text: str) -> set[str]:
    words = _words(text)
    return {" ".join(words[start : start + _RUN]) for start in range(max(len(words) - _RUN + 1, 0))}


def signature(body: str) -> Signature:
    """The signature of a body: `Layout.body`, without date, headline, dateline and credits, which copies
    change first.
    """
    runs = _runs(body)
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(sorted(runs))
    return Signature(algorithm=_ALGORITHM, runs=len(runs), digest=tuple(sketch.digest()))


_SAMPLE = 8


def sampled_runs(body: str) -> tuple[int, ...]:
    """The hashes of one run of three words in eight, chosen by the hash itself: of a trimmed copy nearly all
    are among those of its original, whatever their lengths. Sorted; each below 2**63.
    """
    found = set()
    for run in _runs(body):
        key = int.from_bytes(hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=8).digest())
        if key % _SAMPLE == 0:
            found.add(key >> 1)
    return tuple(sorted(found))


_TOKEN = re.compile(r"[^\W\d_][\w’'-]*|\d[\d.,\u00a0\u202f]*\d|\d")
_SENTENCE = re.compile(r"(?<=[.!?:»”\"])\s+|\n+")
_LEAST_NAME = 4


def anchors(body: str) -> frozenset[str]:
    """What a translation leaves as it is: figures of two digits or more, names within sentences, folded."""
    found = set()
    for sentence in _SENTENCE.split(body):
        for place, match in enumerate(_TOKEN.finditer(sentence)):
            word = match[0]
            if word[0].isdigit():
                figure = re.sub(r"\D", "", word)
                if len(figure) > 1:
                    found.add(figure)
            elif place and word[0].isupper():
                for part in re.split(r"[’'-]", word):
                    folded = unicodedata.normalize("NFKD", part.casefold())
                    plain = "".join(char for char in folded if not unicodedata.combining(char))
                    if len(plain) >= _LEAST_NAME:
                        found.add(plain)
    return frozenset(found)


_PIECE = re.compile(rf"{_SENTENCE.pattern}|\s+[–—-]+\s+")


def sentences(body: str, within: Iterable[tuple[int, int]] | None = None) -> frozenset[str]:
    """The sentences of `body`, folded: of `within` those that an interval of it, in code points, touches.

    What stands before a colon or a dash is a sentence of its own, so that “BREAKING:” makes no other of it.
    """
    wanted = None if within is None else tuple(within)
    found = set()
    for start, end in _pieces(body):
        if wanted is None or any(low < end and start < high for low, high in wanted):
            found.add(" ".join(_words(body[start:end])))
    return frozenset(found - {""})


def _pieces(body: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _PIECE.finditer(body):
        yield start, match.start()
        start = match.end()
    yield start, len(body)


def repeated(shorter: str, telling: frozenset[str], longer: str) -> Resemblance | None:
    """How `shorter`, whose sentences `telling` state all that it claims, repeats `longer`; None if it does
    not.

    Each of them must stand in `longer` word for word, and together they must be most of `shorter`. Two texts
    that have a few words in common share no sentence.
    """
    words = len(_words(shorter))
    told = sum(len(sentence.split()) for sentence in telling)
    if not telling or told < _TRIMMED * words or not telling <= sentences(longer):
        return None
    whole = len(_words(longer))
    return Resemblance(
        relation="trimmed-copy",
        common=min(1.0, told / max(words, whole)),
        contained=min(1.0, told / words),
        reason="each sentence of the shorter text that states a claim stands word for word in the other",
    )


def same_story(one: Signature, other: Signature) -> Resemblance | None:
    """How two bodies tell one story in the same words; None if they do not, or are too short for a
    signature to tell.

    Raises ValueError for signatures of different algorithms, which cannot be compared.
    """
    if one.algorithm != other.algorithm:
        raise ValueError(f"signatures of {one.algorithm} and {other.algorithm} cannot be compared")
    shorter, longer = sorted((one.runs, other.runs))
    if shorter < _LEAST_RUNS:
        return None
    equal = sum(1 for left, right in zip(one.digest, other.digest, strict=True) if left == right)
    common = equal / len(one.digest)
    if common < _LEAST_COMMON:
        return None
    # |A∩B| = J(|A|+|B|)/(1+J)
    contained = min(1.0, common * (shorter + longer) / (1 + common) / shorter)
    if common >= _COPY:
        reason = f"about {common:.0%} of all runs of three words are common"
        return Resemblance(relation="copy", common=common, contained=contained, reason=reason)
    if contained >= _TRIMMED:
        reason = f"about {contained:.0%} of the shorter text's runs of three words stand in the longer"
        return Resemblance(relation="trimmed-copy", common=common, contained=contained, reason=reason)
    return None


_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*")
_SHARED_FIGURES = 0.6
_TELLING_FIGURES, _SHORT_WORDS = 3, 60
"""One or two figures tell a brief of up to 60 words from another, and nothing of a longer text."""


def copied(
    one: str,
    other: str,
    *,
    signed: tuple[Signature, Signature] | None = None,
    spelled: tuple[Iterable[str], Iterable[str]] = ((), ()),
) -> Resemblance | None:
    """How one body copies the other: in the same words (`same_story`), with the same figures and names; None
    if it does not. `signed` are their signatures, where they are at hand; `spelled` the numbers that each
    writes in words, as figures: a caller knows the language, and who reads it.

    A report that returns each day or month with new figures, or is told in set words of one party after the
    other, keeps its words and is no copy of the last one: most pairs of Reuters-21578 with half their runs in
    common are of that kind (benchmarks/README.md).
    """
    found = same_story(*(signed or (signature(one), signature(other))))
    return found if found and _same_figures(one, other, spelled) and _same_names(one, other) else None


def _same_figures(one: str, other: str, spelled: tuple[Iterable[str], Iterable[str]]) -> bool:
    """Whether most figures of the body with fewer of them stand in the other, or they are too few to tell."""
    told = (
        Counter([*_FIGURE.findall(body), *words]) for body, words in zip((one, other), spelled, strict=True)
    )
    fewer, more = sorted(told, key=Counter.total)
    shorter = min(len(_WORD.findall(body)) for body in (one, other))
    if fewer.total() < _TELLING_FIGURES and shorter > _SHORT_WORDS:
        return True
    return (fewer & more).total() >= _SHARED_FIGURES * fewer.total()


_CAPITAL = re.compile(r"[^\W\d_][\w’'-]{2,}")
_SHARED_NAMES = 0.6


def _same_names(one: str, other: str) -> bool:
    """Whether most words with a capital of the shorter body stand in the longer one, also without it."""
    shorter, longer = sorted((one, other), key=lambda body: len(_WORD.findall(body)))
    words = {word.casefold() for word in _CAPITAL.findall(longer)}
    names = {word.casefold() for word in _CAPITAL.findall(shorter) if word[0].isupper()}
    return len(names & words) >= _SHARED_NAMES * len(names)
