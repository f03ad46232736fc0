"""What do all sources together say about one transfer? Claims become the lines of the register.

A line is supplier → recipient × item. Fusion is a pure function of claims and of what is known of their
documents: the same claims give the same lines, in whatever order they come and however often a dispatch was
copied. What analysts hold to be one is read as one. Nothing is added up, and nothing that a source only
denies is asserted. The rules, with their reasons, are in docs/lines.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from tracewire.ledger.as_of import LedgerView
from tracewire.ledger.grading import denies, digit, new_deal, taken_back, wider
from tracewire.ledger.numbers import alone, shared
from tracewire.ledger.periods import period
from tracewire.ledger.records import LINE_KINDS, Line, StageEvent, StoredClaim
from tracewire.ledger.repeats import told_once
from tracewire.ledger.resolution import AS_TOLD, Resolution
from tracewire.ledger.rows import line_keys
from tracewire.ledger.stories import Body, Report, reports
from tracewire.model import (
    DEALINGS,
    STAGES,
    Certainty,
    Claim,
    ClaimId,
    DocumentId,
    Kind,
    Polarity,
    Quantity,
    Stage,
)

__all__ = ["claims_of", "fuse", "history", "lines"]

_Key = tuple[str | None, str | None, str | None]

_LADDER = STAGES[Kind.TRANSFER]
_SURENESS = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE)


def lines(view: LedgerView) -> tuple[Line, ...]:
    """The register as of `view`, ordered by supplier, recipient and item; what is not told comes last."""
    return fuse((stored.claim for stored in view.claims()), view.bodies(), view.resolution)


def claims_of(view: LedgerView, line: Line) -> tuple[StoredClaim, ...]:
    """The claims of `line`: its own, then the denials of a wider class that cover it."""
    own = set(line.claims)
    found = {
        one.id: one for key in (line.key, *_above(line.key)) for one in view.claims(line=key) if one.id in own
    }
    return tuple(found.values())


def history(view: LedgerView, line: Line) -> tuple[StageEvent, ...]:
    """Every claim of `line`, in the order in which it was reported."""
    stored = claims_of(view, line)
    names = dict.fromkeys(one.claim.document for one in stored)
    known = reports(view.bodies(names), [names])
    ordered = sorted(stored, key=lambda one: _reported(_Said(one.claim, one.id), known))
    stories: dict[DocumentId, int] = {}
    return tuple(_event(one, known[one.claim.document], stories) for one in ordered)


def _event(stored: StoredClaim, report: Report, stories: dict[DocumentId, int]) -> StageEvent:
    claim = stored.claim
    return StageEvent(
        claim=claim.id,
        document=claim.document,
        entry=stored.entry,
        kind=claim.kind,
        stage=claim.stage,
        polarity=claim.polarity,
        certainty=claim.certainty,
        quantity=claim.quantity,
        when=claim.when,
        place=claim.place,
        source=claim.source,
        reported=report.published,
        story=stories.setdefault(report.story, len(stories) + 1),
    )


class _Said(NamedTuple):
    """A claim as it is read, and the name of the claim as it was told."""

    claim: Claim
    id: ClaimId


def fuse(
    claims: Iterable[Claim], bodies: Iterable[Body], resolution: Resolution = AS_TOLD
) -> tuple[Line, ...]:
    """The lines that `claims`, read through `resolution`, give, where `bodies` hold at least the body of each
    claim's document."""
    gathered: dict[_Key, list[_Said]] = {}
    for claim in claims:
        if claim.kind in LINE_KINDS:
            one = _Said(resolution.claim(claim), claim.id)
            for supplier, recipient, item in line_keys(one.claim):
                gathered.setdefault((supplier or None, recipient or None, item or None), []).append(one)
    unbound = {key: _unbound(said) for key, said in gathered.items()}
    held_by = {
        key: list({one.id: one for one in chain(said, *(unbound.get(up, ()) for up in _above(key)))}.values())
        for key, said in gathered.items()
    }
    groups = [dict.fromkeys(one.claim.document for one in said) for said in held_by.values()]
    speaking = set().union(*groups)
    held = [resolution.body(body) for body in bodies]
    # A copy without a claim speaks for the story as well: it may be the first, or credit an agency.
    told = {body.story for body in held if body.document in speaking and body.story is not None}
    known = reports((body for body in held if body.document in speaking or body.story in told), groups)
    return tuple(_line(key, held_by[key], known) for key in sorted(held_by, key=_order))


def _above(key: _Key) -> Iterator[_Key]:
    """The lines of the same parties on the classes above, nearest first."""
    return ((key[0], key[1], item) for item in wider(key[2]))


def _unbound(said: Sequence[_Said]) -> list[_Said]:
    """The denials that hold for the lines of all classes below as well: who denies drones denies attack
    drones. What only says that a new deal has not come is left to the line on which that deal is told."""
    claims = [one.claim for one in said]
    denials = [one for one in said if one.claim.polarity is Polarity.DENIED]
    return [one for one in denials if one.claim.kind not in DEALINGS or not new_deal(one.claim, claims)]


def _order(key: _Key) -> tuple[tuple[bool, str], ...]:
    return tuple((part is None, part or "") for part in key)


def _reported(one: _Said, known: Mapping[DocumentId, Report]) -> tuple[object, ...]:
    report = known[one.claim.document]
    return report.day, report.published or "", one.claim.document, one.claim.span, one.id


def _line(key: _Key, held: Sequence[_Said], known: Mapping[DocumentId, Report]) -> Line:
    held = sorted(held, key=lambda one: _reported(one, known))
    said = [one.claim for one in held]
    affirmed = [claim for claim in said if claim.polarity is Polarity.AFFIRMED]
    moves = [claim for claim in affirmed if claim.kind in DEALINGS]
    denied = [claim for claim in said if claim.polarity is Polarity.DENIED and claim.kind in DEALINGS]
    stage = max((claim.stage for claim in moves), key=_LADDER.index, default=None)
    # Where no transfer is affirmed, the origins of what else is affirmed are counted.
    support = [claim for claim in moves if claim.stage is stage] if stage else affirmed
    against = _against(denied, support, said, known)
    turned = _taken_back(denied, moves, known)
    quantities = _quantities(moves, key[2])
    graded = digit(
        stage,
        support,
        [one for one in against if one not in turned],
        known,
        turned=[one for one in against if one in turned],
    )
    names = {one.claim: one.id for one in held} if turned or against else {}
    stories = {known[claim.document].story for claim in said}
    told = sorted((known[story] for story in stories), key=lambda report: report.precedence)
    dated = [report.published for report in told if report.published]
    return Line(
        supplier=key[0],
        recipient=key[1],
        item=key[2],
        stage=stage,
        certainty=min((claim.certainty for claim in support), key=_SURENESS.index) if stage else None,
        beside=_beside(key[0], support) if stage else (),
        affirmed=_stages(moves),
        denied=_stages(denied),
        quantity=dict(quantities).get(stage) if stage else None,
        quantities=quantities,
        attached=_attached(said, Polarity.AFFIRMED),
        attached_denied=_attached(said, Polarity.DENIED),
        reversals=tuple((names[denial], names[claim]) for denial, claim in turned.items()),
        against=tuple(names[denial] for denial in against if denial not in turned),
        origins=graded.origins,
        credibility=graded.value,
        reason=graded.reason,
        documents=tuple(dict.fromkeys(claim.document for claim in said)),
        claims=tuple(dict.fromkeys(one.id for one in held)),
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
    )


def _stages(claims: Iterable[Claim]) -> tuple[Stage, ...]:
    told = {claim.stage for claim in claims}
    return tuple(one for one in _LADDER if one in told)


def _beside(supplier: str | None, support: Sequence[Claim]) -> tuple[str, ...]:
    """The suppliers that all of `support` name with this one. Which of them made the arms, and which passed
    them on, the claims do not tell.
    """
    named = [set(claim.supplier) - {supplier} for claim in support]
    return tuple(sorted(set.intersection(*named))) if supplier and named else ()


def _attached(said: Sequence[Claim], polarity: Polarity) -> tuple[tuple[Kind, Stage], ...]:
    """What is affirmed, or denied, of production, use and stock, in the order of their ladders."""
    told = {
        (claim.kind, claim.stage)
        for claim in said
        if claim.kind not in DEALINGS and claim.polarity is polarity
    }
    return tuple((kind, one) for kind in LINE_KINDS for one in STAGES[kind] if (kind, one) in told)


def _against(
    denied: Sequence[Claim],
    support: Sequence[Claim],
    said: Sequence[Claim],
    known: Mapping[DocumentId, Report],
) -> list[Claim]:
    """The denials that speak against something that `support` affirms; what copies repeat left out."""
    reported = [(claim, known[claim.document]) for claim in support]
    spoken = [(claim, report, period(claim, report)) for claim, report in told_once(reported)]
    found = []
    for denial, its_report in told_once((claim, known[claim.document]) for claim in denied):
        its, bound = period(denial, its_report), new_deal(denial, said)
        if any(
            denies(denial, its, claim, of, bound=bound, one_story=report.story == its_report.story) == ""
            for claim, report, of in spoken
        ):
            found.append(denial)
    return found


def _taken_back(
    denied: Sequence[Claim], moves: Sequence[Claim], known: Mapping[DocumentId, Report]
) -> dict[Claim, Claim]:
    """The denials whose speaker later says what it had denied, each with the claim that does, copies left
    out."""
    reported = ((claim, known[claim.document]) for claim in moves)
    spoken = [(claim, period(claim, report)) for claim, report in told_once(reported)]
    found = {}
    for denial, report in told_once((claim, known[claim.document]) for claim in denied):
        if claim := taken_back(denial, period(denial, report), spoken, known):
            found[denial] = claim
    return found


def _quantities(moves: Iterable[Claim], item: str | None) -> tuple[tuple[Stage, Quantity], ...]:
    """For each stage the span of what its claims say, from the lowest to the highest; open where one is open.

    Never a sum: "hundreds in summer" and "400 in all" may be the same arms, and two reports of one delivery
    are. A number that the line shares with others is told, as the most that it may be, where the line has
    none of its own.
    """
    own: dict[Stage, list[Quantity]] = {}
    most: dict[Stage, list[Quantity]] = {}
    for claim in moves:
        if (amount := alone(claim, item)) is not None:
            (most if shared(claim, item) else own).setdefault(claim.stage, []).append(amount)
    spans = ((stage, _span(told)) for stage in _LADDER if (told := own.get(stage) or most.get(stage)))
    return tuple((stage, span) for stage, span in spans if span is not None)


def _span(told: Sequence[Quantity]) -> Quantity | None:
    """The smallest interval that holds all that is told; None where that is every number."""
    lows = [amount.low for amount in told]
    highs = [amount.high for amount in told]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return None if low is None and high is None else Quantity(low, high)
