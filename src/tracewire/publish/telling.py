"""What changed, as sentences that a person reads, each with the passages that caused it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tracewire.assess import Cause, Difference, Effect
from tracewire.ledger import Change, Judgement, Line, Retraction, StoredEntry, UnmetNotice
from tracewire.model import Kind, Polarity, Stage
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
    """The change as one English sentence, or two."""
    if difference.key is not None:
        said = _line(difference)
        about = difference.about
        if difference.effect is Effect.REVERSAL:
            return f"{line_title(difference.key)}: {_reversal(difference.causes)}."
        why = f", because {_judged(about)}" if isinstance(about, Judgement) else _why(difference.causes)
        return f"{line_title(difference.key)}: {said}{why}."
    if difference.effect in (Effect.MEASURE, Effect.DISCLOSURE):
        return _claim(difference)
    return _act(difference)


def _line(of: Difference) -> str:
    before, after = of.before, of.after
    if after is None:
        return "nothing is told of it any more"
    if before is None:
        return f"new; {_state(after)}"
    match of.effect:
        case Effect.STAGE:
            return f"now {_stage(after)}; before, {_stage(before)}"
        case Effect.CERTAINTY:
            return f"“{after.stage}” is now told as {after.certainty}; before, as {before.certainty}"
        case Effect.DENIAL:
            return _denial(before, after)
        case Effect.QUANTITY:
            return f"the number {after.stage} is now {_amount(after)}; before, {_amount(before)}"
        case Effect.ATTACHED:
            return _attached(before, after)
        case Effect.ORIGINS:
            now = words.plural(after.origins, "independent origin")
            return f"{now} now behind “{after.stage or 'what is told'}”; before, {before.origins}"
        case _:
            now, then = (f"{one.credibility} ({_DIGITS[one.credibility]})" for one in (after, before))
            return f"credibility is now {now}; before, {then}: {after.reason}"


def _state(line: Line) -> str:
    parts = [_stage(line)]
    if line.quantity is not None:
        parts.append(f"{words.amount(line.quantity)} of them")
    if denied := _denied(line):
        parts.append(f"{words.enumeration(denied)} denied")
    parts += [words.stage_phrase(kind, stage) for kind, stage in line.attached]
    parts.append(words.plural(line.origins, "independent origin"))
    return ", ".join(parts)


def _stage(line: Line) -> str:
    if line.stage is None:
        return "no transfer affirmed"
    sure = line.certainty
    return line.stage.value if sure is None or sure == "certain" else f"{line.stage} ({sure})"


def _amount(line: Line) -> str:
    return words.amount(line.quantity) if line.quantity else "not told"


def _denial(before: Line, after: Line) -> str:
    new = [step for step in _denied(after) if step not in _denied(before)]
    gone = [step for step in _denied(before) if step not in _denied(after)]
    told = [f"“{step}” is now denied" for step in new] + [f"“{step}” is denied no longer" for step in gone]
    return words.enumeration(told)


def _reversal(causes: Sequence[Cause]) -> str:
    *denials, claim = causes
    stages = words.enumeration(dict.fromkeys(f"“{one.claim.stage}”" for one in denials))
    told = f"“{claim.claim.stage}” is now affirmed by {_speakers([claim])}"
    return f"{told}; before, {stages} was denied by {_speakers(denials)}, which counts against it no more"


def _denied(line: Line) -> list[str]:
    attached = (words.stage_phrase(kind, stage) for kind, stage in line.attached_denied)
    return [*(stage.value for stage in line.denied), *attached]


def _attached(before: Line, after: Line) -> str:
    def phrases(pairs: Iterable[tuple[Kind, Stage]]) -> str:
        return words.enumeration(words.stage_phrase(kind, stage) for kind, stage in pairs)

    new = [pair for pair in after.attached if pair not in before.attached]
    gone = [pair for pair in before.attached if pair not in after.attached]
    told = [f"now also told: {phrases(new)}"] if new else []
    return words.enumeration([*told, *([f"told no longer: {phrases(gone)}"] if gone else [])])


def _why(causes: Iterable[Cause]) -> str:
    """By whose word: ", on the word of …", ", after … was corrected by …"."""
    causes = list(causes)
    new = [one for one in causes if one.ended is None]
    if new:
        return f", on the word of {_speakers(new)}"
    ended = causes[-1].ended
    if ended is None:
        return ""
    match ended.change:
        case Change.CORRECTION | Change.WITHDRAWAL | Change.JUDGEMENT:
            return f", because {ended.author} ended what {_speakers(causes)} was read to say ({ended.reason})"
        case _ if ended.document not in (None, causes[-1].claim.document):
            # Should the earlier of the two be read last, it is the one that the entry is about.
            return f", because of {ended.document}: one takes back or renews the other"
        case Change.VERSION:
            return f", because {causes[-1].claim.document} came in another version"
        case _:
            return f", because {causes[-1].claim.document} was read again"


def _speakers(causes: list[Cause]) -> str:
    told = list(dict.fromkeys(_speaker(one) for one in causes))
    more = len(told) - _MOST
    return words.enumeration([*told[:_MOST], f"{more} more"] if more > 0 else told)


def _speaker(cause: Cause) -> str:
    who = words.speaker(cause.claim.source, cause.document)
    when = words.day(cause.document.published)
    return f"{who.name} ({', '.join(filter(None, (who.detail, when)))})" if who.detail or when else who.name


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
        withdrawn = ", which was taken back" if about.relayed else ""
        return f"{about.document} {did} {about.earlier}{withdrawn}: {about.reason}."
    if isinstance(about, UnmetNotice):
        return unmet(about)
    assert isinstance(about, StoredEntry)
    if about.change is Change.WITHDRAWAL:
        return f"{about.document} was withdrawn by {about.author}: {about.reason}."
    return f"{about.document} came in another version."


def unmet(notice: UnmetNotice) -> str:
    """What a retraction or correction says that meets no dispatch, and what an analyst can do about it."""
    does, remedy = (
        ("takes back", "`tracewire review withdraw ID` ends it with its claims")
        if notice.relation == "retraction"
        else ("corrects", "`tracewire review correct CLAIM` sets its claims right")
    )
    return (
        f"{notice.document} {does} an earlier dispatch (“{notice.words}”), and none is found that it can"
        f" mean: if the ledger holds it, {remedy}."
    )


def _judged(about: Judgement) -> str:
    verdict = about.verdict
    if verdict.undoes is not None:
        return f"{verdict.author} took back the judgement of entry {verdict.undoes}: {verdict.reason}"
    did = "holds to be one" if verdict.act == "merge" else "holds apart"
    members = words.enumeration(verdict.members)
    return f"{verdict.author} {did}, of {verdict.subject}, {members}: {verdict.reason}"


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
