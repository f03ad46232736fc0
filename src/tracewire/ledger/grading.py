"""How much do the sources confirm a stage? The information digit of the Admiralty code, by stated rules.

The rules look at numbers of origins, at how plainly each speaks, at denials and at blocs; docs/lines.md,
"Credibility", has them as a table. The reliability of a source is another question, and has a letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracewire.ledger.origins import Voice, apart, independent, same_speaker, voices
from tracewire.ledger.periods import Period
from tracewire.ledger.repeats import told_once
from tracewire.ledger.stories import Report
from tracewire.lexicon import item_classes
from tracewire.model import STAGES, Certainty, Claim, DocumentId, Kind, Polarity, Stage

__all__ = ["Digit", "covers", "denies", "digit", "new_deal", "taken_back", "wider"]

_LADDER = STAGES[Kind.TRANSFER]
_LADDERS = (Kind.TRANSFER, Kind.SUPPORT, Kind.PRODUCTION)
_WILL = (Stage.SOUGHT, Stage.PLANNED)
"""What somebody wishes or means to do. Arms may come unasked, and in spite of a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digit:
    """The information digit of a stage: 1 confirmed, 2 probably true, 3 possibly true, 4 doubtful,
    5 improbable, 6 cannot be judged.

    `origins` are the independent origins that affirm the stage, `certain` those that do so plainly,
    `denials` those that deny it or what must come before it. `reason` is one sentence.
    """

    value: int
    origins: int
    certain: int
    denials: int
    reason: str


def digit(
    stage: Stage | None,
    support: Sequence[Claim],
    against: Sequence[Claim],
    known: Mapping[DocumentId, Report],
    turned: Sequence[Claim] = (),
) -> Digit:
    """The digit of `stage`, which the claims of `support` affirm and those of `against` deny; `turned` are
    denials that were `taken_back`. `known` has the report of each claim's document. Where no transfer is
    affirmed, `stage` is None and `support` what else is.
    """

    told = _voiced(support, known)
    origins = independent(voice for _, voice in told)
    plainly = [(claim, voice) for claim, voice in told if claim.certainty is Certainty.CERTAIN]
    certain = independent(voice for _, voice in plainly)
    denials = independent(voice for _, voice in _voiced(against, known))
    if stage is None:
        reason = "no source affirms a transfer"
        return Digit(value=6, origins=origins, certain=certain, denials=denials, reason=reason)
    sure = independent(voice for claim, voice in told if claim.certainty is not Certainty.POSSIBLE)
    by = "one origin" if origins == 1 else f"{origins} independent origins"
    # Somebody who is not told at all may be anybody, also one of the others: such a voice confirms nobody.
    speaking = {claim.id for claim, _ in told_once((claim, known[claim.document]) for claim in support)}
    named = [(claim, voice) for claim, voice in told if claim.id in speaking and not _untold(claim)]
    clear, bloc = apart(voice for claim, voice in named if claim.certainty is Certainty.CERTAIN)
    distinct = independent(voice for _, voice in named)
    if clear:
        value, reason = 1, f"{certain} independent origins assert “{stage}” plainly"
    elif bloc:
        value, reason = (
            2,
            f"{certain} origins assert “{stage}” plainly, but all of them belong to {bloc.words}",
        )
    elif distinct >= 2 and any(claim.certainty is not Certainty.POSSIBLE for claim, _ in named):
        value, reason = 2, f"{by} say “{stage}”, not all of them plainly"
    elif sure >= 1 and origins >= 2:
        least = max(distinct, 1)
        by = by if least == origins else f"{least} to {origins} origins"
        value, reason = 3, f"{by} say “{stage}”: a speaker who is not told may be one of the others"
    elif sure >= 1 and not all(_untold(claim) for claim in support):
        value, reason = 3, f"one origin says “{stage}”, no other confirms it"
    elif sure >= 1:
        value, reason = 6, f"“{stage}” rests on reports whose source is not told"
    else:
        value, reason = 4, f"“{stage}” is said to be possible only, by {by}"
    if denials:
        deniers = "one origin denies it" if denials == 1 else f"{denials} independent origins deny it"
        if value < 6:
            value = 5 if denials > origins else min(5, value + 1)
        reason = f"{reason}; {deniers}"
    if turned:
        count = independent(voice for _, voice in _voiced(turned, known))
        who = "one origin that denied it affirms it now"
        reason = f"{reason}; {who if count == 1 else f'{count} origins that denied it affirm it now'}"
    return Digit(value=value, origins=origins, certain=certain, denials=denials, reason=reason)


def covers(wide: Iterable[str], narrow: Iterable[str]) -> bool:
    """Whether what is said of goods of the classes `wide` is said of one of `narrow`."""
    tree = item_classes()
    told = tuple(narrow)
    return any(tree.is_a(b, a) for a in wide for b in told)


def wider(item: str | None) -> tuple[str, ...]:
    """The classes above `item`, nearest first; none where it is not known."""
    tree = item_classes()
    return tree.ancestors(item) if item is not None and tree.known(item) else ()


def denies(
    denial: Claim, its: Period, claim: Claim, of: Period, *, bound: bool = False, one_story: bool = False
) -> str | None:
    """Whether `denial` speaks against what `claim` affirms: "" where it does, else why it does only if both
    speak of the same, and None where it does not.

    `its` and `of` are the periods of the two; `bound` tells that the denial is about a new deal (`new_deal`),
    `one_story` that both stand in copies of one dispatch.
    Who denies a class of goods denies all below it, and says nothing of the others (docs/contradictions.md).
    """
    if denial.kind is not claim.kind or not its.meets(of):
        return None
    further = denial.stage is not claim.stage
    if further and denial.kind not in _LADDERS:
        return None
    # Who denies an agreement denies the delivery that needs it, and not the reverse.
    if further and STAGES[denial.kind].index(denial.stage) > STAGES[denial.kind].index(claim.stage):
        return None
    parties = ((denial.supplier, claim.supplier), (denial.recipient, claim.recipient))
    if any(one and other and not set(one) & set(other) for one, other in parties):
        return None
    covered = covers(denial.item, claim.item)
    if not covered and not covers(claim.item, denial.item):
        return None
    why = ""
    if bound:
        why = "the denial speaks of a new deal whose goods have not come yet"
    elif not covered:
        why = "the denial is about a narrower class of goods than the assertion"
    elif any(bool(one) != bool(other) for one, other in parties):
        why = "one side leaves a party open"
    elif denial.designation and not set(denial.designation) & set(claim.designation):
        why = "the denial is about a named weapon, the assertion names another or none"
    elif _fewer(claim, denial):
        why = "the denial is about a larger number than the assertion tells"
    elif further and denial.stage in _WILL:
        why = f"that it was not {denial.stage} does not say that it did not happen"
    elif further and not of.ends_by(its):
        why = f"what was not yet {denial.stage} then may have been so before “{claim.stage}”"
    # "Before the war, not since": what one source says in one breath it means together.
    breath = (one_story or denial.document == claim.document) and denial.source == claim.source
    open_ended = why or not of.within(its) or claim.certainty is Certainty.POSSIBLE
    return None if breath and open_ended else why


def _fewer(claim: Claim, denial: Claim) -> bool:
    """Whether `claim` tells of fewer than are denied: "not 46" denies 46 or more, and not ten."""
    told, refused = claim.total, denial.total
    if told is None or told.high is None or refused is None or refused.low is None:
        return False
    return told.high < refused.low


def taken_back(
    denial: Claim, its: Period, affirmed: Iterable[tuple[Claim, Period]], known: Mapping[DocumentId, Report]
) -> Claim | None:
    """The first of `affirmed` by which the speaker of `denial` says later what it had denied; None where it
    stands by it. All bodies of one state are one speaker; `known` has the report of each claim's document.
    """
    before = known[denial.document]
    for claim, of in affirmed:
        report = known[claim.document]
        later = report.published is not None and report.day > before.day
        # "Not 46 but ten" is no denial that any came, also in one breath.
        fewer = _fewer(claim, denial)
        later = later or (fewer and claim.document == denial.document)
        if not later or claim.certainty is Certainty.POSSIBLE:
            continue
        if not same_speaker(denial.source, before, claim.source, report):
            continue
        whole = denial.but(quantity=None) if fewer else denial
        if denies(whole, its, claim, of) == "":
            return claim
    return None


def new_deal(denial: Claim, said: Iterable[Claim]) -> bool:
    """Whether `denial` only says that what was newly agreed has not come yet.

    So it is where a dispatch tells of deliveries and, on the word of the source that denies, of a deal on the
    same goods: "hundreds were sold in summer; more are in the order books, and have not been shipped".
    """
    step = _LADDER.index(denial.stage)
    deal = reached = False
    for claim in said:
        if claim.document != denial.document or claim.polarity is not Polarity.AFFIRMED:
            continue
        if claim.kind is not denial.kind or not set(claim.item) & set(denial.item):
            if claim.kind is denial.kind and covers(denial.item, claim.item):
                reached = reached or _LADDER.index(claim.stage) >= step
            continue
        reached = reached or _LADDER.index(claim.stage) >= step
        if claim.stage is Stage.AGREED and claim.source == denial.source:
            deal = deal or step > _LADDER.index(Stage.AGREED)
    return deal and reached


def _untold(claim: Claim) -> bool:
    source = claim.source
    return not source.is_narrator and not (source.name or source.org or source.country or source.via)


def _voiced(claims: Sequence[Claim], known: Mapping[DocumentId, Report]) -> Sequence[tuple[Claim, Voice]]:
    reported = ((claim, known[claim.document]) for claim in claims)
    return tuple(zip(claims, voices(reported), strict=True))
