"""What have analysts decided, what do they hold to be one, and how well do two of them agree?

A judgement is an entry like any other: who, why, when, about what; nothing that was judged is lost. One that
stands alone takes effect: a rejected claim ends, a corrected one is replaced. One in a *round* is an opinion:
it is counted, compared, and changes nothing until `settle` or a judgement that stands alone does.

Merging and splitting say what is one and what is not: claims (one episode), documents (one story), parties,
items, places, speakers. The rules, all of them tested as laws:

- a merge holds its members together; the groups of several merges that share a member are one. A merge of
  what is one already says nothing, and the ledger refuses it;
- a split of what merges hold together cuts the latest merge between each two of its members: the first
  named keeps its side, the other leaves. It says no more: the rules decide again. Merge then split is
  therefore the identity;
- a split of what no merge holds together keeps each pair of its members apart, whatever the rules say,
  until a later merge holds them together;
- what was judged of a claim holds of what a correction put in its place, and the other way round;
- to undo a judgement is to read all others as if it had not been made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations, product

from tracewire.model import Claim, ClaimId

__all__ = [
    "OPINIONS",
    "Act",
    "Agreement",
    "Identities",
    "Judgement",
    "Round",
    "Subject",
    "Verdict",
    "agreement",
    "identities",
]


class Act(StrEnum):
    """What a judgement does."""

    ACCEPT = "accept"  # the claim is right as it was read
    REJECT = "reject"  # there is no such claim in the passage
    CORRECT = "correct"  # another claim stands in its place
    MERGE = "merge"  # the members are one
    SPLIT = "split"  # the members are not one
    UNDO = "undo"  # an earlier judgement is taken back
    OPEN = "open"  # a round of blind reviewing begins
    CLOSE = "close"  # a round ends, complete or not


OPINIONS = (Act.ACCEPT, Act.REJECT, Act.CORRECT)
"""What a reviewer can do to a claim."""


class Subject(StrEnum):
    """What a judgement is about; its members are ids of claims or documents, codes, class ids, or names."""

    CLAIM = "claim"
    DOCUMENT = "document"
    PARTY = "party"
    ITEM = "item"
    PLACE = "place"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A judgement as an analyst hands it in.

    `members` are one claim for accept, reject and correct; two or more for merge and split; the claims to be
    judged for open. `replacement` is what stands in a corrected claim's place. `round` makes an opinion of
    accept, reject and correct, and names the round for open and close. `reviewers` are those whom open
    admits. `undoes` is the entry of the judgement that undo takes back.
    """

    act: Act
    author: str
    reason: str
    subject: Subject = Subject.CLAIM
    members: tuple[str, ...] = ()
    replacement: Claim | None = None
    round: str | None = None
    reviewers: tuple[str, ...] = ()
    undoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A judgement as the ledger holds it; `undone_by` is the entry of the view that took it back."""

    verdict: Verdict
    entry: int
    recorded_at: datetime
    undone_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """What analysts hold to be one, and what not, as of a view."""

    groups: tuple[frozenset[str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()

    def group(self, name: str) -> frozenset[str]:
        """All that is one with `name`, itself included."""
        return next((one for one in self.groups if name in one), frozenset({name}))

    def one(self, name: str) -> str:
        """The name that stands for all that is one with `name`: the smallest of them."""
        return min(self.group(name))

    def same(self, name: str, other: str) -> bool | None:
        """Whether analysts hold both to be one; None where none of them judged, and the rules decide."""
        if name == other or other in self.group(name):
            return True
        return False if frozenset({name, other}) in self.apart else None


def identities(
    judgements: Iterable[Judgement], subject: Subject, *, corrected: Iterable[tuple[str, str]] = ()
) -> Identities:
    """What the merges and splits among `judgements`, in the order of their entries, come to for `subject`.

    `corrected` are claims and those that were put in their place: it is one passage, so that what is judged
    of one holds of the other, whichever was judged.
    """
    versions = {name: group for group in _groups(map(set, corrected)) for name in group}

    def named(members: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(min(versions.get(one, (one,))) for one in members))

    def told(name: str) -> frozenset[str]:
        return versions.get(name, frozenset({name}))

    merges: list[set[str]] = []
    apart: set[frozenset[str]] = set()
    for judgement in sorted(judgements, key=lambda one: one.entry):
        verdict = judgement.verdict
        if verdict.subject is not subject or judgement.undone_by is not None:
            continue
        if verdict.act is Act.MERGE:
            merges.append(set(named(verdict.members)))
        elif verdict.act is Act.SPLIT:
            _split(named(verdict.members), merges, apart)
    groups = _groups(merges)
    held = {pair for pair in apart if not any(pair <= group for group in groups)}
    return Identities(
        groups=tuple(sorted((frozenset().union(*map(told, group)) for group in groups), key=min)),
        apart=frozenset(
            frozenset(pair) for one, other in map(sorted, held) for pair in product(told(one), told(other))
        ),
    )


def _split(members: Sequence[str], merges: list[set[str]], apart: set[frozenset[str]]) -> None:
    pairs = list(combinations(dict.fromkeys(members), 2))
    held = {pair for pair in pairs if _together(*pair, merges)}
    apart |= {frozenset(pair) for pair in pairs if pair not in held}
    for first, second in pairs:
        while _together(first, second, merges):
            _cut(first, second, merges)


def _together(first: str, second: str, merges: Iterable[set[str]]) -> bool:
    return any({first, second} <= group for group in _groups(merges))


def _cut(first: str, second: str, merges: list[set[str]]) -> None:
    """Take `second`, with what hangs on it, out of the latest merge that stands between it and `first`."""
    for place in reversed(range(len(merges))):
        others = merges[:place] + merges[place + 1 :]
        if not _together(first, second, others):
            beside = next((group for group in _groups(others) if second in group), {second})
            merges[place] = merges[place] - beside
            break
    else:  # several ways lead from one to the other, as after an undo: the latest merge among them goes
        touching = next(group for group in _groups(merges) if first in group)
        del merges[max(place for place, merge in enumerate(merges) if merge <= touching)]
    merges[:] = [merge for merge in merges if len(merge) > 1]


def _groups(merges: Iterable[set[str]]) -> list[frozenset[str]]:
    """The sets of `merges`, those that share a member joined."""
    groups: list[set[str]] = []
    for merge in merges:
        touching = [group for group in groups if group & merge]
        groups = [group for group in groups if not group & merge]
        groups.append(set(merge).union(*touching))
    return [frozenset(group) for group in groups]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Claims that several reviewers judge without seeing each other's judgements.

    `opinions` are those that a reader of the round may see: all of them once it is `complete` or closed,
    before that only the reader's own. The last opinion of a reviewer on a claim counts.
    """

    name: str
    claims: tuple[ClaimId, ...]
    reviewers: tuple[str, ...]
    opened: Judgement
    closed: Judgement | None
    complete: bool
    opinions: Mapping[tuple[str, ClaimId], Judgement]

    @property
    def open_to_all(self) -> bool:
        """Whether the judgements of all reviewers may be seen."""
        return self.complete or self.closed is not None

    def left(self, reviewer: str) -> tuple[ClaimId, ...]:
        """The claims that `reviewer` has not judged yet."""
        return tuple(claim for claim in self.claims if (reviewer, claim) not in self.opinions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two reviewers of a round agree on the claims that both judged.

    `observed` is the share on which they did the same; `chance` the share that two reviewers with their
    habits would share by chance, and `kappa` what is left beyond chance, 1 for perfect (Cohen, "A coefficient
    of agreement for nominal scales", Educational and Psychological Measurement 20, 1960); None where it is
    not defined, because both did the same to every claim. A correction agrees with another only in the act;
    `same_corrections` tells how many of those that both corrected have the same claim put in place.
    `slots` gives, for the claims that both keep, the share in which each slot is the same.
    """

    first: str
    second: str
    judged: int
    table: Mapping[tuple[Act, Act], int]
    observed: float | None
    chance: float | None
    kappa: float | None
    both_corrected: int
    same_corrections: int
    slots: Mapping[str, float]
    disputed: tuple[ClaimId, ...]


_SLOTS = (
    "kind",
    "stage",
    "polarity",
    "certainty",
    "supplier",
    "recipient",
    "item",
    "quantity",
    "when",
    "place",
    "source",
)


def agreement(of: Round, claims: Mapping[ClaimId, Claim]) -> tuple[Agreement, ...]:
    """The agreement of each two reviewers of a round; `claims` are its claims as they were read."""
    return tuple(_agreement(of, claims, *pair) for pair in combinations(of.reviewers, 2))


def _agreement(of: Round, claims: Mapping[ClaimId, Claim], first: str, second: str) -> Agreement:
    both = [
        (claim, of.opinions[first, claim].verdict, of.opinions[second, claim].verdict)
        for claim in of.claims
        if (first, claim) in of.opinions and (second, claim) in of.opinions
    ]
    table = Counter((one.act, other.act) for _, one, other in both)
    count = len(both)
    observed = chance = kappa = None
    if count:
        observed = sum(number for (one, other), number in table.items() if one is other) / count
        chance = sum(
            sum(number for (one, _), number in table.items() if one is act)
            * sum(number for (_, other), number in table.items() if other is act)
            for act in OPINIONS
        ) / (count * count)
        kappa = (observed - chance) / (1 - chance) if chance < 1 else None
    corrected = [(one, other) for _, one, other in both if one.act is other.act is Act.CORRECT]
    kept = [
        (one.replacement or claims[claim], other.replacement or claims[claim])
        for claim, one, other in both
        if Act.REJECT not in (one.act, other.act) and claim in claims
    ]
    return Agreement(
        first=first,
        second=second,
        judged=count,
        table={(one, other): table[one, other] for one in OPINIONS for other in OPINIONS},
        observed=observed,
        chance=chance,
        kappa=kappa,
        both_corrected=len(corrected),
        same_corrections=sum(one.replacement == other.replacement for one, other in corrected),
        slots={
            slot: sum(getattr(one, slot) == getattr(other, slot) for one, other in kept) / len(kept)
            for slot in _SLOTS
            if kept
        },
        disputed=tuple(
            claim
            for claim, one, other in both
            if one.act is not other.act or one.replacement != other.replacement
        ),
    )
