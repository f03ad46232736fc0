"""How far is a stage of a transfer borne out, on whose word, and why? Grades that lead back to passages.

A grade has a letter for the best source behind it and a digit for the information, which are judged apart.
Each origin is told with its statements, each pair of statements with why they are independent or are not,
and each statement leads to its passage. Rules: docs/lines.md, "Origins" and "Credibility"; docs/sources.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from tracewire.assess.sources import LETTERS, Rating, SourceRegister, default_register
from tracewire.assess.statements import Statement, told_once
from tracewire.ledger import Voice, common_bloc, denies, digit, family, new_deal, plain, taken_back, voices
from tracewire.lexicon import party_name, speaker_name
from tracewire.model import DEALINGS, STAGES, Certainty, ClaimId, Kind, Stage

__all__ = ["DIGITS", "Grade", "Origin", "Reason", "Relation", "grade", "relation"]

DIGITS = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
"""The digits of the Admiralty code (NATO STANAG 2511, credibility of the information)."""

_LADDER = STAGES[Kind.TRANSFER]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Whether two statements have independent origins, and every reason for that answer. `bloc` is told where
    they are independent but may rest on one intelligence source."""

    left: Statement
    right: Statement
    independent: bool
    reasons: tuple[str, ...]
    bloc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One independent origin: the statement that stands for it, and those that share something with it.

    `rating` is the best that its speaker has, as `rated` speaks: what the White House says on the record does
    not lose its letter because an unnamed official of that state said it before.
    """

    statement: Statement
    rating: Rating
    rated: Statement
    others: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One step of an explanation, with the statements behind it."""

    text: str
    statements: tuple[Statement, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "passages": [one.to_dict() for one in self.statements]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How far `stage` is borne out: an Admiralty grade such as B2, and what it rests on.

    `blocs` are pairs of origins that belong to one bloc. `against` denies something that `support` affirms,
    or what must come before it: the denials that `contradictions` tells of it with the type "denial". What
    its own speaker takes back later is in `taken_back` instead, and counts no more.
    """

    stage: Stage | None
    letter: str
    digit: int
    reason: str
    origins: tuple[Origin, ...]
    blocs: tuple[Relation, ...]
    support: tuple[Statement, ...]
    against: tuple[Statement, ...]
    taken_back: tuple[Statement, ...] = ()

    @property
    def code(self) -> str:
        return f"{self.letter}{self.digit}"

    @property
    def words(self) -> str:
        return f"source {LETTERS[self.letter]}, information {DIGITS[self.digit]}"

    def explain(self) -> Iterator[Reason]:
        """The grade step by step, each step with the statements that it rests on."""
        yield Reason(text=f"{self.code}: {self.words}")
        yield Reason(text=f"digit {self.digit}: {self.reason}", statements=self.against)
        for turned in self.taken_back:
            text = f"counts no more, as its own side affirms later what it denied: {turned.speaker}"
            yield Reason(text=text, statements=(turned,))
        for number, origin in enumerate(self.origins, 1):
            rating, rated = origin.rating, origin.rated
            whose = "" if rated is origin.statement else f", that of {rated.speaker}"
            yield Reason(
                text=f"origin {number}: {origin.statement.speaker}; letter {rating.letter}{whose},"
                f" {rating.reason}",
                statements=tuple(dict.fromkeys((origin.statement, rated))),
            )
            for one in origin.others:
                yield Reason(
                    text=f"no further origin: {one.right.speaker}; {', '.join(one.reasons)}",
                    statements=(one.right,),
                )
        for pair in self.blocs:
            yield Reason(
                text=f"one bloc: {pair.left.speaker} and {pair.right.speaker}; {pair.bloc}",
                statements=(pair.left, pair.right),
            )

    def to_dict(self) -> dict[str, Any]:
        return {
            "stage": self.stage.value if self.stage else None,
            "grade": self.code,
            "letter": self.letter,
            "digit": self.digit,
            "reason": self.reason,
            "origins": len(self.origins),
            "explanation": [one.to_dict() for one in self.explain()],
        }


def relation(left: Statement, right: Statement) -> Relation:
    """Whether two statements are independent: neither story, nor speaker, nor relay coincide, and neither is
    what the other's house had relayed from its speaker before; and why."""
    return _related(left, right, _voiced((left, right)))


_Voiced = Mapping[ClaimId, Voice]


def _voiced(said: Sequence[Statement]) -> _Voiced:
    told = voices((one.claim, one.report) for one in said)
    return {one.id: voice for one, voice in zip(said, told, strict=True)}


def _related(left: Statement, right: Statement, voiced: _Voiced) -> Relation:
    one, other = voiced[left.id], voiced[right.id]
    shared = sorted(one.shares & other.shares)
    if shared:
        heard = one.heard | other.heard
        reasons = [_shared(share, left, right) for share in shared if share not in heard]
        if not heard.isdisjoint(shared):
            reasons.append(
                "its house had relayed that speaker before, and tells no more now in its own voice"
            )
        return Relation(left=left, right=right, independent=False, reasons=tuple(dict.fromkeys(reasons)))
    bloc = common_bloc(one.shares, other.shares, max(left.report.day, right.report.day))
    return Relation(
        left=left,
        right=right,
        independent=True,
        reasons=("other dispatches, other speakers, other relays",),
        bloc=f"both belong to {bloc.words}: {bloc.why}" if bloc else None,
    )


def _shared(share: str, left: Statement, right: Statement) -> str:
    sort, _, name = share.partition(" ")
    match sort:
        case "story" if left.claim.document == right.claim.document:
            return "in the same dispatch"
        case "story":
            return "in a copy of the same dispatch"
        case "government":
            return f"speaks for the same state ({party_name(name)})"
        case "person":
            return f"the same person ({_as_told(name, left, right)})"
        case "country":
            return f"both are told to be of {party_name(name)}, and no more"
        case _:
            return f"the same organisation ({_as_told(name, left, right)})"


def _as_told(share: str, left: Statement, right: Statement) -> str:
    """The name behind `share` as a text or a table writes it."""
    for one in (left, right):
        source = one.claim.source
        for name in (source.name, source.org, source.via, one.outlet):
            if name and share in (plain(name), plain(known := speaker_name(name, source.country))):
                return name if share == plain(name) else known
    return share


def grade(
    said: Sequence[Statement], stage: Stage | None = None, *, register: SourceRegister | None = None
) -> Grade:
    """The grade of `stage`, or of the furthest stage of a transfer that `said` affirms.

    `said` are the statements on one line, or on several that are read as one.
    """
    register = register or default_register()
    moves = [one for one in said if one.affirms and one.claim.kind in DEALINGS]
    if stage is None:
        stage = max((one.claim.stage for one in moves), key=_LADDER.index, default=None)
    support = [one for one in moves if one.claim.stage is stage]
    if stage is None or not support:
        return _ungraded(stage, said)
    claims = [one.claim for one in said]
    spoken = told_once(support)
    denials = [one for one in said if not one.affirms and one.claim.kind in DEALINGS]
    against = [
        one
        for one in told_once(denials)
        for bound in [new_deal(one.claim, claims)]
        if any(
            denies(one.claim, one.period, of.claim, of.period, bound=bound, one_story=one.copies(of)) == ""
            for of in spoken
        )
    ]
    known = {one.report.document: one.report for one in (*moves, *against)}
    affirmed = [(one.claim, one.period) for one in told_once(moves)]
    turned = [one for one in against if taken_back(one.claim, one.period, affirmed, known)]
    against = [one for one in against if one not in turned]
    graded = digit(
        stage,
        [one.claim for one in support],
        [one.claim for one in against],
        known,
        turned=[one.claim for one in turned],
    )
    voiced = _voiced(support)
    origins = _origins(support, voiced, register)
    letter = min((one.rating.letter for one in origins), default="F")
    return Grade(
        stage=stage,
        letter=letter,
        digit=graded.value,
        reason=graded.reason,
        origins=origins,
        blocs=tuple(
            pair
            for one, other in combinations(origins, 2)
            if (pair := _related(one.statement, other.statement, voiced)).bloc
        ),
        support=tuple(support),
        against=tuple(against),
        taken_back=tuple(turned),
    )


def _ungraded(stage: Stage | None, said: Sequence[Statement]) -> Grade:
    told = "no source affirms a transfer" if stage is None else f"no source affirms “{stage}”"
    return Grade(
        stage=stage,
        letter="F",
        digit=6,
        reason=told,
        origins=(),
        blocs=(),
        support=(),
        against=told_once(one for one in said if not one.affirms and one.claim.kind in DEALINGS),
    )


_SURENESS = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE)


def _origins(support: Sequence[Statement], voiced: _Voiced, register: SourceRegister) -> tuple[Origin, ...]:
    """One largest family of independent origins, with what each other statement shares with it."""
    spoken = told_once(support)
    chosen = family(voiced[one.id] for one in support)
    # A voice may have said it several times: the plainest of its statements stands for it, one of a copy only
    # where no other has its voice.
    told_first = {one.id for one in spoken}
    heads = [
        min(
            (one for one in support if voiced[one.id].shares == shares),
            key=lambda one: (
                one.id not in told_first,
                _SURENESS.index(one.claim.certainty),
                one.order,
            ),
        )
        for shares in chosen
    ]
    heads = _best_known(heads, spoken, voiced)
    others: dict[str, list[Relation]] = {head.id: [] for head in heads}
    for one in spoken:
        if any(one is head for head in heads):
            continue
        related = [_related(head, one, voiced) for head in heads]
        nearest = next((pair for pair in related if not pair.independent), None)
        if nearest is not None:
            others[nearest.left.id].append(nearest)
    return tuple(_origin(head, others[head.id], voiced, register) for head in heads)


def _best_known(heads: Sequence[Statement], spoken: Sequence[Statement], voiced: _Voiced) -> list[Statement]:
    """For each of `heads` who stands for that origin before a reader: of those with its speaker that share
    nothing with the others, one who is named rather than unnamed, the plainest, and then the earliest."""
    shares = [voiced[one.id].shares for one in heads]
    held: list[list[Statement]] = [[one] for one in heads]
    for one in spoken:
        near = [index for index, of in enumerate(shares) if not of.isdisjoint(voiced[one.id].shares)]
        if len(near) != 1 or not _one_speaker(head := heads[near[0]], one, voiced):
            continue
        if one.claim.source.is_narrator is head.claim.source.is_narrator:
            held[near[0]].append(one)
    return [
        min(
            some,
            key=lambda one: (
                one.claim.source.anonymous,
                _SURENESS.index(one.claim.certainty),
                one.order,
            ),
        )
        for some in held
    ]


def _origin(head: Statement, others: Sequence[Relation], voiced: _Voiced, register: SourceRegister) -> Origin:
    """`head` with `others`, rated by the best letter of those among them whose speaker is the same."""
    same = [head, *(one.right for one in others if _one_speaker(head, one.right, voiced))]
    ratings = [(register.rate(one.claim.source, outlet=one.outlet, on=one.report.day), one) for one in same]
    rating, rated = min(ratings, key=lambda pair: (pair[0].letter, pair[1] is not head, pair[1].order))
    return Origin(statement=head, rating=rating, rated=rated, others=tuple(others))


def _one_speaker(head: Statement, other: Statement, voiced: _Voiced) -> bool:
    """Whether both share a speaker, and not only a dispatch, or what a house heard from whom it relayed."""
    one, two = voiced[head.id], voiced[other.id]
    return any(not share.startswith("story ") for share in (one.shares & two.shares) - one.heard - two.heard)
