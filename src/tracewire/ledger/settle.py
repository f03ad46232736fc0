"""What becomes of a round: opinions that all reviewers share take effect, the others stay open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracewire.ledger.errors import AlreadyJudged, RoundOpen, Superseded
from tracewire.ledger.judgements import Judgement, Round, Verdict
from tracewire.ledger.records import Appended
from tracewire.ledger.store import Ledger
from tracewire.model import ClaimId

__all__ = ["Settled", "settle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """`agreed` took effect, each as an entry; `moved_on` were judged or ended since; `disputed` are open."""

    agreed: tuple[tuple[ClaimId, Appended], ...]
    moved_on: tuple[ClaimId, ...]
    disputed: tuple[ClaimId, ...]


def settle(ledger: Ledger, name: str, *, author: str, recorded_at: datetime) -> Settled:
    """Let take effect what all reviewers of the round `name` judged alike; `author` answers for it.

    Raises UnknownRound, and RoundOpen where the round is neither complete nor closed.
    """
    of = ledger.as_of().round(name)
    if not of.open_to_all:
        raise RoundOpen(
            "not every reviewer has judged every claim",
            where=name,
            remedy="wait for them, or close the round",
        )
    agreed: list[tuple[ClaimId, Appended]] = []
    moved_on: list[ClaimId] = []
    disputed: list[ClaimId] = []
    for claim in of.claims:
        given = _opinions(of, claim)
        acts = {(one.verdict.act, one.verdict.replacement) for one in given}
        if len(given) < len(of.reviewers) or len(acts) > 1:
            disputed.append(claim)
            continue
        [(act, replacement)] = acts
        said = "; ".join(f"{one.verdict.author}: {one.verdict.reason}" for one in given)
        verdict = Verdict(
            act=act,
            members=(claim,),
            replacement=replacement,
            author=author,
            reason=f"agreed in round {name} ({said})",
        )
        try:
            agreed.append((claim, ledger.judge(verdict, recorded_at=recorded_at)))
        except (AlreadyJudged, Superseded):
            moved_on.append(claim)
    return Settled(agreed=tuple(agreed), moved_on=tuple(moved_on), disputed=tuple(disputed))


def _opinions(of: Round, claim: ClaimId) -> list[Judgement]:
    return [of.opinions[one, claim] for one in of.reviewers if (one, claim) in of.opinions]
