"""Do two bodies of text tell one story in the same words?

The signature of a body is the MinHash of its runs of three words. Two bodies are copies where most of all
their runs are common, and one is a trimmed copy of the other where most of the shorter one's are. An update
that rewrites the story is neither: it says something new. Translations share no words; they are found on
claims, not here.

Signatures are compared only within one algorithm version: rensa pins its hash functions by number.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from dataclasses import dataclass

from rensa import RMinHash

__all__ = ["Resemblance", "Signature", "same_story", "signature"]

_RUN = 3
_PERMUTATIONS = 126
_BAND_ROWS = 3
_SEED = 20_221_209
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_LEAST_RUNS = 12
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


def _runs(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    words = _WORD.findall(plain)
    return {" ".join(words[start : start + _RUN]) for start in range(max(len(words) - _RUN + 1, 0))}


def signature(body: str) -> Signature:
    """The signature of a body: `Layout.body`, without date, headline, dateline and credits, which copies
    change first.
    """
    runs = _runs(body)
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(sorted(runs))
    return Signature(algorithm=_ALGORITHM, runs=len(runs), digest=tuple(sketch.digest()))


def same_story(one: Signature, other: Signature) -> Resemblance | None:
    """How two bodies tell one story in the same words; None if they do not, or are too short to tell.

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
