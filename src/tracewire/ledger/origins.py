"""How many independent origins stand behind a set of claims?

Two claims are independent when neither their stories, nor their speakers, nor the outlets that relayed them
coincide. The number of origins is the size of the largest set of claims that are independent of each other,
pair by pair.

Invariants, tested as laws: copies of a dispatch never raise the number; unless a copy credits an agency that
the others left out, or is dated earlier, it changes nothing; the order of claims does not matter. That is
why

- the copies of one story speak once, through the earliest and then fullest of them: a trimmed copy that lost
  an
  attribution must not look like another voice;
- an agency that any copy credits counts as a voice of the whole story;
- within a story, a voice that is not told ("reports said") may be the one that is told, and is no further
  origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tracewire.ledger.stories import Report, plain
from tracewire.model import DocumentId, Source

__all__ = ["Voice", "independent", "voice"]


class Voice(NamedTuple):
    """Where a claim comes from: which document told it, and what it shares with claims of the same origin."""

    report: Report
    shares: frozenset[str]


def voice(source: Source, report: Report) -> Voice:
    """What the claim of `source` in `report` shares with other claims of one origin."""
    shares = {f"story {report.story}"}
    if source.is_narrator:
        shares |= {f"organisation {name}" for name in report.voices}
    else:
        if source.org:
            shares.add(f"organisation {plain(source.org)}")
        if source.name:
            shares.add(f"person {plain(source.name)}")
        if not source.org and not source.name and source.country:
            # "a Western official" and "an American diplomat" may be one person: the country is all that is
            # known.
            shares.add(f"country {source.country}")
    if source.via:
        shares.add(f"organisation {plain(source.via)}")
    return Voice(report, frozenset(shares))


def independent(voices: Iterable[Voice]) -> int:
    """The number of independent origins among `voices`."""
    by_story: dict[DocumentId, list[Voice]] = {}
    for one in voices:
        by_story.setdefault(one.report.story, []).append(one)
    kept: set[frozenset[str]] = set()
    for told in by_story.values():
        speaker = min(one.report.precedence for one in told)
        sets = {one.shares for one in told if one.report.precedence == speaker}
        kept |= {one for one in sets if not any(one < other for other in sets)}
    return _packing(sorted(kept, key=lambda one: (len(one), sorted(one))))


_STEPS = 20_000
"""How far the exact search goes. Lines with 200 stories of 30 organisations take some hundred steps."""


def _packing(sets: Sequence[frozenset[str]]) -> int:
    """The size of the largest family of `sets` that share nothing pair by pair; at least that of a greedy
    choice.

    Exact up to `_STEPS`; behind that the best found, which can only be too small: never more origins than
    there are.
    """
    clusters = _clusters(sets)
    return sum(_largest(cluster) for cluster in clusters)


def _clusters(sets: Sequence[frozenset[str]]) -> Iterator[list[frozenset[str]]]:
    """`sets` in groups that share nothing with each other."""
    left = list(sets)
    holders: dict[str, list[int]] = {}
    for index, one in enumerate(left):
        for share in one:
            holders.setdefault(share, []).append(index)
    seen = [False] * len(left)
    for start in range(len(left)):
        if seen[start]:
            continue
        seen[start] = True
        stack, cluster = [start], []
        while stack:
            index = stack.pop()
            cluster.append(index)
            for share in left[index]:
                for other in holders.pop(share, ()):
                    if not seen[other]:
                        seen[other] = True
                        stack.append(other)
        yield [left[index] for index in sorted(cluster)]


def _largest(cluster: list[frozenset[str]]) -> int:
    best = 0
    steps = 0
    # No family can be larger than the number of distinct stories, nor than that of distinct speakers when
    # each has one.
    stack: list[tuple[int, int, frozenset[str]]] = [(0, 0, frozenset())]
    while stack and steps < _STEPS:
        steps += 1
        index, size, used = stack.pop()
        best = max(best, size)
        if index == len(cluster) or size + _bound(cluster, index, used) <= best:
            continue
        stack.append((index + 1, size, used))
        if not cluster[index] & used:
            stack.append((index + 1, size + 1, used | cluster[index]))  # last in, first out: take it first
    return best


def _bound(cluster: list[frozenset[str]], index: int, used: frozenset[str]) -> int:
    """How many more sets could be taken at most: one a story, and one a speaker."""
    free = [one for one in cluster[index:] if not one & used]
    stories = {share for one in free for share in one if share.startswith("story ")}
    speakers = {min((s for s in one if not s.startswith("story ")), default=str(sorted(one))) for one in free}
    return min(len(stories), len(speakers))
