"""What changed, as sentences that a person reads, each with the passages that caused it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tracewire.assess import Cause, Difference, Effect, numbers_moved, stages_moved
from tracewire.ledger import (
    Change,
    Judgement,
    Line,
    Retraction,
    StoredEntry,
    Subject,
    UnmetNotice,
    house_name,
)
from tracewire.model import STAGES, Claim, Kind, Polarity, Stage
from tracewire.publish import names, words

__all__ = ["line_title", "record", "sentence", "unmet"]

_MOST = 3
"""How many speakers a sentence names; the record has all causes."""

_DIGITS = {
    1: "confirmed",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}


def line_title(key: tuple[str | None, str | None, str | None]) -> str:
    """ "Iran → Russia, one-way attack drones"; what the texts leave open is said to be."""
    supplier, recipient, item = key
    pair = words.pair((supplier,) if supplier else (), (recipient,) if recipient else ())
    return f"{pair}, {words.items((item,) if item else ())}"


def sentence(difference: Difference) -> str:
    """The change as one English sentence, or two; each clause with those whose word it is."""
    if difference.key is not None:
        return f"{line_title(difference.key)}: {_line(difference)}."
    if difference.effect in (Effect.MEASURE, Effect.DISCLOSURE):
        return _claim(difference)
    return _act(difference)


def _line(of: Difference) -> str:
    before, after, causes = of.before, of.after, of.causes
    if of.effect is Effect.CORRECTED:
        return _set_right(causes)
    judged = ""
    if isinstance(of.about, Judgement):
        judged = f",{' and' if causes else ''} because {_judged(of.about)}"
    if after is None:
        return f"nothing is told of it any more{_why(causes)}{judged}"
    if before is None:
        return f"new; {_state(after, causes)}{judged}"
    why = f"{_why(causes)}{judged}"
    match of.effect:
        case Effect.STAGE:
            return f"now {_reached(after)}; before, {_reached(before)}{why}"
        case Effect.FURTHER:
            return f"{_further(before, after)}{why}"
        case Effect.CERTAINTY:
            return f"“{after.stage}” is now told as {after.certainty}; before, as {before.certainty}{why}"
        case Effect.DENIAL:
            return f"{_denial(before, after, causes)}{judged}"
        case Effect.REVERSAL:
            return _reversal(causes)
        case Effect.QUANTITY:
            return f"{_numbers(before, after)}{why}"
        case Effect.ATTACHED:
            return f"{_attached(before, after, causes)}{judged}"
        case Effect.ORIGINS:
            now = words.plural(after.origins, "independent origin")
            now += " is" if after.origins == 1 else " are"
            return f"{now} now behind “{after.stage or 'what is told'}”; before, {before.origins}{why}"
        case _:
            now, then = (f"{one.credibility} ({_DIGITS[one.credibility]})" for one in (after, before))
            return f"credibility is now {now}; before, {then}: {after.reason}{why}"


_Step = tuple[Kind, Stage]


def _step(cause: Cause) -> _Step:
    claim = cause.claim
    return Kind.TRANSFER if claim.kind is Kind.SUPPORT else claim.kind, claim.stage


def _state(line: Line, causes: Sequence[Cause]) -> str:
    """What a new line tells: a clause for the furthest stage, one for what else is affirmed on the same word,
    and the denials."""
    told = [_stage(line)]
    affirmed = [one for one in causes if one.claim.polarity is Polarity.AFFIRMED]
    lower = {_step(one) for one in affirmed if _step(one)[0] is Kind.TRANSFER}
    if line.stage is not None:
        if line.quantity is not None:
            told[0] += f", {words.amount(line.quantity)} of them"
        furthest = (Kind.TRANSFER, line.stage)
        why = _why(one for one in affirmed if _step(one) == furthest)
        told[0] += f", {words.plural(line.origins, 'independent origin')}{why}"
        lower.discard(furthest)
    ladder = list(STAGES[Kind.TRANSFER])
    steps = [*sorted(lower, key=lambda step: ladder.index(step[1]), reverse=True), *line.attached]
    told += [f"{words.enumeration(some)}{why}" for some, why in _grouped(steps, affirmed)]
    denials = [one for one in causes if one.claim.polarity is Polarity.DENIED]
    told += [
        f"{words.enumeration(some)} denied{why}" for some, why in _grouped(_denied(line), denials, " by")
    ]
    return "; ".join(told)


def _grouped(
    steps: Iterable[_Step], causes: Iterable[Cause], word: str = ", on the word of"
) -> list[tuple[list[str], str]]:
    """The steps in words, those of the same speakers together, each group with the words that tell them."""
    held = list(causes)
    found: dict[str, list[str]] = {}
    for step in steps:
        why = _why((one for one in held if _step(one) == step), word)
        found.setdefault(why, []).append(words.stage_phrase(*step))
    return [(some, why) for why, some in found.items()]


def _stage(line: Line) -> str:
    if line.stage is None:
        return "no transfer affirmed"
    sure = line.certainty
    stage = line.stage.value if sure is None or sure == "certain" else f"{line.stage} ({sure})"
    return stage + words.beside(line.beside)


def _reached(line: Line) -> str:
    """The furthest stage with its number."""
    return _stage(line) + (f" ({words.amount(line.quantity)})" if line.quantity else "")


def _further(before: Line, after: Line) -> str:
    """The stages beside the furthest that only one of the two affirms, each with its number."""
    told = []
    for line, lead in ((after, "now also "), (before, "no longer ")):
        numbers = dict(line.quantities)
        some = [one for one in stages_moved(before, after) if one in line.affirmed]
        if some:
            named = (f"{one} ({words.amount(numbers[one])})" if one in numbers else f"{one}" for one in some)
            told.append(lead + words.enumeration(named))
    return f"{'; '.join(told)}, beside {_stage(after)}"


def _numbers(before: Line, after: Line) -> str:
    then, now = dict(before.quantities), dict(after.quantities)
    return "; ".join(
        f"the number {stage} is now {words.amount(now.get(stage)) or 'not told'};"
        f" before, {words.amount(then.get(stage)) or 'not told'}"
        for stage in numbers_moved(before, after)
    )


def _denial(before: Line, after: Line, causes: Sequence[Cause]) -> str:
    new = [step for step in _denied(after) if step not in _denied(before)]
    gone = [step for step in _denied(before) if step not in _denied(after)]
    told = []
    for steps, words_now in ((new, "now denied"), (gone, "denied no longer")):
        for some, why in _grouped(steps, causes):
            quoted = words.enumeration(f"“{one}”" for one in some)
            told.append(f"{quoted} {'is' if len(some) == 1 else 'are'} {words_now}{why}")
    return "; ".join(told)


def _reversal(causes: Sequence[Cause]) -> str:
    *denials, claim = causes
    stages = words.enumeration(dict.fromkeys(f"“{one.claim.stage}”" for one in denials))
    told = f"“{claim.claim.stage}” is now affirmed by {_speakers([claim])}"
    return f"{told}; before, {stages} was denied by {_speakers(denials)}, which counts against it no more"


def _set_right(causes: Sequence[Cause]) -> str:
    """ "AFP corrected in b what it had told in a: 14, not 40"; the passages of both are those of `causes`."""
    old, *told = causes
    assert old.ended is not None
    did = "corrected" if old.ended.relation == "correction" else "updated"
    said = f"{house_name(old.document)} {did} in {old.ended.notice} what it had told in {old.claim.document}"
    for new in told:
        if wrong := _instead(old.claim, new.claim):
            return f"{said}: {wrong}"
    return said


def _instead(old: Claim, new: Claim) -> str:
    """In what `new` differs from `old`, each as "this, not that"."""
    pairs: list[tuple[str, str]] = []
    if new.quantity and old.quantity and new.quantity != old.quantity:
        pairs.append((words.amount(new.quantity), words.amount(old.quantity)))
    for side in ("supplier", "recipient"):
        now, then = getattr(new, side), getattr(old, side)
        if now and then and set(now) != set(then):
            pairs.append((words.parties(now), words.parties(then)))
    if new.when and old.when and new.when != old.when:
        pairs.append((new.when, old.when))
    return "; ".join(f"{now}, not {then}" for now, then in pairs)


def _denied(line: Line) -> list[_Step]:
    return [*((Kind.TRANSFER, stage) for stage in line.denied), *line.attached_denied]


def _attached(before: Line, after: Line, causes: Sequence[Cause]) -> str:
    new = [step for step in after.attached if step not in before.attached]
    gone = [step for step in before.attached if step not in after.attached]
    told = []
    for steps, lead in ((new, "now also told: "), (gone, "told no longer: ")):
        if steps:
            groups = _grouped(steps, causes)
            told.append(lead + "; ".join(f"{words.enumeration(some)}{why}" for some, why in groups))
    return "; ".join(told)


def _why(causes: Iterable[Cause], word: str = "") -> str:
    """By whose word: ", on the word of …", ", denied by …", or why it was ended; `word` stands for the first
    two."""
    causes = list(causes)
    if not causes:
        return ""
    new = [one for one in causes if one.ended is None]
    if new and word:
        return f"{word} {_speakers(new)}"
    if new:
        said = [one for one in new if one.claim.polarity is Polarity.AFFIRMED]
        denied = [one for one in new if one.claim.polarity is Polarity.DENIED]
        told = [f", on the word of {_speakers(said)}"] if said else []
        set_right = [one.ended for one in causes if one.ended and one.ended.change is Change.CORRECTION]
        told += [f", denied by {_speakers(denied)}"] if denied else []
        told += [f", as {one.author} corrected it ({one.reason})" for one in set_right[-1:] if one.author]
        return "".join(told)
    ended = causes[-1].ended
    if ended is None:
        return ""
    match ended.change:
        case Change.CORRECTION | Change.WITHDRAWAL | Change.JUDGEMENT:
            return f", because {ended.author} ended what {_speakers(causes)} was read to say ({ended.reason})"
        case _ if ended.document not in (None, causes[-1].claim.document):
            return f", because {_ended_by(causes[-1])}"
        case _ if ended.notice is not None:
            return f", because {_ended_by(causes[-1])}"
        case Change.VERSION:
            return f", because {causes[-1].claim.document} came in another version"
        case _:
            return f", because {causes[-1].claim.document} was read again"


_DID = {"retraction": "took it back", "correction": "corrected it", "update": "updated it"}


def _ended_by(cause: Cause) -> str:
    """Which notice ended the claim, and whose it is."""
    ended = cause.ended
    assert ended is not None
    if ended.relation in _DID:
        return f"{house_name(cause.document)} {_DID[ended.relation]} in {ended.notice}"
    if ended.notice is not None:
        return f"{cause.claim.document} rests on what {ended.notice} took back or set right"
    # Should the earlier of the two be read last, it is the one that the entry is about.
    return f"of {ended.document}: one takes back or renews the other"


def _speakers(causes: list[Cause]) -> str:
    told = list(dict.fromkeys(_speaker(one) for one in causes))
    more = len(told) - _MOST
    return words.enumeration([*told[:_MOST], f"{more} more"] if more > 0 else told)


def _speaker(cause: Cause) -> str:
    who = words.speaker(cause.claim.source, cause.document)
    when = words.day(cause.document.published)
    more = ", ".join(filter(None, (who.detail, when)))
    if not more:
        return who.in_text
    bare = who.in_text.removesuffix(")")
    return f"{bare}, {more})" if bare != who.in_text else f"{bare} ({more})"


def _claim(of: Difference) -> str:
    claim = of.causes[0].claim
    denied = "denied: " if claim.polarity is Polarity.DENIED else ""
    what = words.stage_phrase(claim.kind, claim.stage)
    target = f" on {words.parties(claim.recipient)}" if claim.recipient else ""
    item = f", {words.items(claim.item)}" if claim.item else ""
    who = words.enumeration(names.party(one) for one in claim.supplier) or "Not stated"
    return f"{who}: {denied}{what}{target}{item}, on the word of {_speakers(list(of.causes))}."


def _act(of: Difference) -> str:
    about = of.about
    if isinstance(about, Judgement):
        return f"{_judged(about)}."
    if isinstance(about, Retraction):
        did = "rests on" if about.relayed else "takes back"
        return f"{about.document} {did} {about.earlier}: {about.reason}."
    if isinstance(about, UnmetNotice):
        return unmet(about)
    assert isinstance(about, StoredEntry)
    if about.change is Change.WITHDRAWAL:
        return f"{about.document} was withdrawn by {about.author}: {about.reason}."
    return f"{about.document} came in another version."


def unmet(notice: UnmetNotice) -> str:
    """What a retraction or correction leaves open, and what an analyst can do about it."""
    does, remedy = (
        ("takes back", "`tracewire review withdraw ID` ends it with its claims")
        if notice.relation == "retraction"
        else ("corrects", "`tracewire review correct CLAIM` sets its claims right")
    )
    said = f"{notice.document} {does}"
    fits = words.enumeration(notice.fits)
    if notice.claims:
        amounts = [
            f"{words.amount(claim.quantity)} ({claim.id})" for claim in notice.claims if claim.quantity
        ]
        return (
            f"{said} a number of {fits} (“{notice.words}”), and does not tell which of"
            f" {words.enumeration(amounts)}: `tracewire review reject CLAIM` ends the one that was wrong."
        )
    if notice.one_of:
        taken = words.enumeration(notice.taken)
        known = (
            f" The claims of {taken} ended, for nothing else was known that it could mean." if taken else ""
        )
        return (
            f"{said} an earlier dispatch (“{notice.words}”), and does not tell which of {fits}: for the one"
            f" that it means, {remedy}.{known}"
        )
    if notice.fits:
        return (
            f"{said} {fits} (“{notice.words}”), and nothing that was told there was ended by it:"
            f" compare the two; {remedy}."
        )
    return (
        f"{said} an earlier dispatch (“{notice.words}”), and none is found that it can"
        f" mean: if the ledger holds it, {remedy}."
    )


def _judged(about: Judgement) -> str:
    verdict = about.verdict
    if verdict.undoes is not None:
        return f"{verdict.author} took back the judgement of entry {verdict.undoes}: {verdict.reason}"
    did = "to be one" if verdict.act == "merge" else "apart"
    members = f"{_JUDGED[verdict.subject]} {words.enumeration(verdict.members)}"
    return f"{verdict.author} holds the {members} {did}: {verdict.reason}"


_JUDGED = {
    Subject.CLAIM: "claims",
    Subject.DOCUMENT: "documents",
    Subject.PARTY: "parties",
    Subject.ITEM: "classes",
    Subject.PLACE: "places",
    Subject.SPEAKER: "speakers",
}


def record(difference: Difference) -> dict[str, Any]:
    """The change in the exchange form of `tracewire changes`."""
    return {
        "effect": difference.effect.value,
        "line": list(difference.key) if difference.key else None,
        "sentence": sentence(difference),
        "entry": difference.entry,
        "recorded_at": difference.recorded_at.isoformat(),
        "before": difference.before.to_dict() if difference.before else None,
        "after": difference.after.to_dict() if difference.after else None,
        "causes": [
            {
                "claim": one.claim.id,
                "document": one.claim.document,
                "published": one.document.published,
                "source": one.claim.source.label,
                "passage": one.passage,
                "start": one.claim.span.start,
                "end": one.claim.span.end,
                "entry": one.entry,
                "ended": one.ended is not None,
            }
            for one in difference.causes
        ],
    }
