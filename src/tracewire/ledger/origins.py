"""How many independent origins stand behind a set of claims?

Two claims are independent when neither their stories, nor their speakers, nor the outlets that relayed them
coincide. A story and the dispatches that correct it or take it back give one account. All bodies of one state
are one speaker. The number of origins is the size of the largest set of claims that are independent of each
other, pair by pair. Governments of one bloc may rely on one intelligence source: they are two origins, and
`apart` tells where there are two without that doubt.

Invariants, tested as laws: copies of a dispatch never raise the number; unless a copy credits an agency that
the others left out, or is dated earlier, it changes nothing; the order of claims does not matter. That is
why

- the copies of one story speak once, through the earliest and then fullest of them: a trimmed copy that lost
  an
  attribution must not look like another voice;
- an agency that any copy credits counts as a voice of the whole story;
- within a story, a voice that is not told ("reports said") may be the one that is told, and is no further
  origin;
- a house that tells in its own voice what it had relayed from a speaker is no further origin than that
  speaker, nor is another house that cites it, whichever dispatch the ledger learned first: their dates tell,
  and two of one day count as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from tracewire.ledger.periods import period
from tracewire.ledger.stories import Report, plain
from tracewire.lexicon import Bloc, bloc_of, is_government, item_classes, speaker_name, state_of_outlet
from tracewire.model import Claim, DocumentId, Source

__all__ = [
    "Voice",
    "apart",
    "common_bloc",
    "family",
    "independent",
    "may_be_one",
    "same_speaker",
    "voice",
    "voices",
]

_GOVERNMENT = "government "


class Voice(NamedTuple):
    """Where a claim comes from: which document told it, and what it shares with claims of the same origin.

    `heard` is the part of `shares` that a house has from speakers whom it relayed before.
    """

    report: Report
    shares: frozenset[str]
    heard: frozenset[str] = frozenset()


def voice(source: Source, report: Report) -> Voice:
    """What the claim of `source` in `report` shares with other claims of one origin."""
    shares = {f"story {report.story}"} | _speaks(source, report)
    if report.account:
        # What a house says when it corrects itself comes from where it had it the first time.
        shares.add(f"account {report.account}")
    if source.via:
        shares.add(f"organisation {_body(source.via)}")
    return Voice(report, frozenset(shares))


def same_speaker(one: Source, its: Report, other: Source, of: Report) -> bool:
    """Whether one state, body or person speaks in both, whoever relays it. That two unnamed people are of one
    country does not make them one."""
    both = _speaks(one, its) & _speaks(other, of)
    return any(not share.startswith("country ") for share in both)


def _speaks(source: Source, report: Report) -> set[str]:
    shares: set[str] = set()
    if source.is_narrator:
        shares |= {f"organisation {name}" for name in report.voices}
        # A state's own medium says what the state says.
        shares |= {f"{_GOVERNMENT}{state}" for name in report.voices if (state := state_of_outlet(name))}
    else:
        if source.org:
            shares.add(f"organisation {_body(source.org, source.country)}")
        if source.name:
            shares.add(f"person {plain(source.name)}")
        if is_government(source.org, source.country, source.role):
            # The White House and the Pentagon, "an American official" and a named one: one state speaks.
            shares.add(f"{_GOVERNMENT}{source.country}")
        elif not source.org and not source.name and source.country:
            shares.add(f"country {source.country}")
    return shares


def _body(name: str, country: str | None = None) -> str:
    return plain(speaker_name(name, country))


def voices(told: Iterable[tuple[Claim, Report]]) -> tuple[Voice, ...]:
    """The voice of each claim, all of which affirm one stage or deny it. A house that tells in its own voice
    what it had relayed from a speaker has it from him."""
    given = tuple(told)
    speaks: dict[DocumentId, tuple[date, int, str]] = {}
    for _, report in given:
        speaks[report.story] = min(speaks.get(report.story, report.precedence), report.precedence)
    # A copy may have lost who said it: of each story the document that speaks for it relays.
    relayed = [
        (claim, report)
        for claim, report in given
        if report.precedence == speaks[report.story] and not _own(claim.source, report)
    ]
    found = []
    for claim, report in given:
        one = voice(claim.source, report)
        heard: frozenset[str] = frozenset()
        if houses := _houses(claim.source, report):
            heard = heard.union(
                *(
                    voice(said.source, before).shares
                    for said, before in relayed
                    if before.voices & houses
                    # "A diplomat, according to Meridian" is nobody whom Meridian had named.
                    and (said.source.anonymous or not claim.source.via)
                    and before.day <= report.day
                    and _says_no_more(claim, report, said, before)
                )
            )
        heard -= one.shares
        found.append(Voice(report, one.shares | heard, heard))
    return tuple(found)


def may_be_one(source: Source, report: Report, before: Source, its: Report) -> bool:
    """Whether who speaks in `report` may be who spoke in `its`, a copy: the same person, body or state, or
    nobody who is told. A copy may have lost who said it, or have another relay."""
    if _own(source, report):
        return True
    shares = voice(replace(source, via=None), report).shares - {f"story {report.story}"}
    return not shares or not shares.isdisjoint(voice(before, its).shares)


def _houses(source: Source, report: Report) -> frozenset[str]:
    """The houses on whose word the claim is: its own, one that it cites ("Meridian reported"), or one through
    which it has the words of somebody who is not told ("a source, according to Meridian")."""
    if _own(source, report):
        return report.voices
    if source.name:
        return frozenset()
    if source.org:
        return frozenset({_body(source.org, source.country)})
    return frozenset({_body(source.via)}) if source.via else frozenset()


def _own(source: Source, report: Report) -> bool:
    """Whether the document's own house speaks: also where it names itself ("Meridian reported")."""
    return source.is_narrator or bool(
        source.org and not source.name and _body(source.org, source.country) in report.voices
    )


def _says_no_more(claim: Claim, report: Report, said: Claim, before: Report) -> bool:
    """Whether `claim` may be what was `said` before, and tells neither goods nor a number beyond it."""
    if not (set(claim.supplier) <= set(said.supplier) and set(claim.recipient) <= set(said.recipient)):
        return False
    tree = item_classes()
    if not all(any(tree.is_a(one, wide) for one in said.item) for wide in claim.item):
        return False
    if claim.quantity is not None and (said.quantity is None or not claim.quantity.meets(said.quantity)):
        return False
    return period(claim, report).meets(period(said, before))


def independent(voices: Iterable[Voice]) -> int:
    """The number of independent origins among `voices`."""
    return len(family(voices))


def family(voices: Iterable[Voice]) -> tuple[frozenset[str], ...]:
    """One largest set of independent origins among `voices`, each by what it shares; the same for the same
    voices in any order."""
    kept = _kept(voices)
    chosen = [one for cluster in _clusters(_ordered(kept)) for one in _largest(cluster)]
    return tuple(sorted(chosen, key=lambda one: (kept[one], sorted(one))))


def apart(voices: Iterable[Voice]) -> tuple[bool, Bloc | None]:
    """Whether two of `voices` are independent and of no common bloc; and a bloc that stood in the way."""
    kept = _kept(voices)
    sets = _ordered(kept)
    found: Bloc | None = None
    for index, one in enumerate(sets):
        for other in sets[index + 1 :]:
            if not one & other:
                bloc = common_bloc(one, other, max(kept[one], kept[other]))
                if bloc is None:
                    return True, None
                found = found or bloc
    return False, found


def common_bloc(one: frozenset[str], other: frozenset[str], on: date) -> Bloc | None:
    """The bloc of the governments that speak in both, by what they share; None where one is no government."""
    states = [
        [share.removeprefix(_GOVERNMENT) for share in sorted(shares) if share.startswith(_GOVERNMENT)]
        for shares in (one, other)
    ]
    return next((bloc for a in states[0] for b in states[1] if (bloc := bloc_of(a, b, on))), None)


def _kept(voices: Iterable[Voice]) -> Mapping[frozenset[str], date]:
    """What each story says once, by what it shares, with the story's day."""
    by_story: dict[DocumentId, list[Voice]] = {}
    for one in voices:
        by_story.setdefault(one.report.story, []).append(one)
    kept: dict[frozenset[str], date] = {}
    for told in by_story.values():
        speaker = min(one.report.precedence for one in told)
        sets = {one.shares for one in told if one.report.precedence == speaker}
        kept |= {one: speaker[0] for one in sets if not any(one < other for other in sets)}
    return kept


def _ordered(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    return sorted(sets, key=lambda one: (len(one), sorted(one)))


_STEPS = 20_000
"""How far the exact search for a largest set that shares nothing goes. Lines with 200 stories of 30
organisations take some hundred steps; behind the limit the best found counts, which can only be too small:
never more origins than there are."""


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


def _largest(cluster: list[frozenset[str]]) -> tuple[frozenset[str], ...]:
    best: tuple[frozenset[str], ...] = ()
    steps = 0
    # No family can be larger than the number of distinct stories, nor than that of distinct speakers when
    # each has one.
    stack: list[tuple[int, tuple[frozenset[str], ...], frozenset[str]]] = [(0, (), frozenset())]
    while stack and steps < _STEPS:
        steps += 1
        index, taken, used = stack.pop()
        if len(taken) > len(best):
            best = taken
        if index == len(cluster) or len(taken) + _bound(cluster, index, used) <= len(best):
            continue
        stack.append((index + 1, taken, used))
        if not cluster[index] & used:
            # Last in, first out: taken before left out.
            stack.append((index + 1, (*taken, cluster[index]), used | cluster[index]))
    return best


def _bound(cluster: list[frozenset[str]], index: int, used: frozenset[str]) -> int:
    """How many more sets could be taken at most: one a story, and one a speaker."""
    free = [one for one in cluster[index:] if not one & used]
    stories = {share for one in free for share in one if share.startswith("story ")}
    speakers = {min((s for s in one if not s.startswith("story ")), default=str(sorted(one))) for one in free}
    return min(len(stories), len(speakers))
