"""What changed between two views of the ledger, and which passages did it?

Only lines that a claim came to or left between the two are looked at, and those whose parties, classes or
dispatches analysts merged or split, so that the cost follows what happened and not what the ledger holds. A
copy of a dispatch that is known changes no stage, number, origin or grade: there is nothing to tell of it.
What an analyst decided is told with author and reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tracewire.assess.statements import narrower
from tracewire.ledger import (
    LINE_KINDS,
    Act,
    Change,
    EndedClaim,
    Judgement,
    LedgerView,
    Line,
    Retraction,
    StoredClaim,
    StoredEntry,
    Subject,
    UnknownDocument,
    UnmetNotice,
    claims_of,
    line_of,
    reports,
)
from tracewire.model import (
    DEALINGS,
    STAGES,
    Claim,
    ClaimId,
    Document,
    DocumentId,
    Kind,
    Polarity,
    Quantity,
    Stage,
)

__all__ = ["Cause", "Difference", "Effect", "changes", "numbers_moved", "stages_moved"]

_Key = tuple[str | None, str | None, str | None]


class Effect(StrEnum):
    """What changed."""

    LINE = "line"  # a line of which nothing was told before
    GONE = "gone"  # a line of which nothing is told any more
    STAGE = "stage"  # the furthest stage that a source affirms
    FURTHER = "further"  # another stage that a source affirms, or none any more
    CERTAINTY = "certainty"  # the surest word for that stage
    DENIAL = "denial"  # what a source denies: stages, production, use or stock
    QUANTITY = "quantity"  # how many, at any stage
    CORRECTED = "corrected"  # what a house set right that it had told
    REVERSAL = "reversal"  # a speaker affirms what it had denied
    ATTACHED = "attached"  # production, use and stock
    ORIGINS = "origins"  # how many independent origins stand behind the stage
    CREDIBILITY = "credibility"  # the information digit
    MEASURE = "measure"  # a sanction, embargo or control
    DISCLOSURE = "disclosure"  # evidence that was shown
    DOCUMENT = "document"  # a new version, withdrawn, taken back by its house, or a notice of none known
    JUDGEMENT = "judgement"  # what an analyst accepted, merged, split or took back


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A claim that came or ended, and so did it; its passage is `claim.span` of `document`.

    `ended` is told for a claim that is no longer in force.
    """

    stored: StoredClaim
    document: Document
    ended: EndedClaim | None = None

    @property
    def entry(self) -> int:
        """The entry that did it."""
        return self.stored.entry if self.ended is None else self.ended.ended

    @property
    def recorded_at(self) -> datetime:
        return self.stored.recorded_at if self.ended is None else self.ended.recorded_at

    @property
    def claim(self) -> Claim:
        return self.stored.claim

    @property
    def passage(self) -> str:
        """The words of the document that carry the claim."""
        return self.claim.span.of(self.document.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that changed: of which line, from what to what, and by which claims, the latest last.

    `before` and `after` are the line as each view tells it, None where it does not. `entry` is the last entry
    that had to do with it. What no claim did has `about`: the entry, retraction, notice or judgement that did
    it. So has a change of origins or credibility which both claims and a judgement may have brought.
    """

    effect: Effect
    entry: int
    recorded_at: datetime
    key: _Key | None = None
    before: Line | None = None
    after: Line | None = None
    causes: tuple[Cause, ...] = ()
    about: StoredEntry | Retraction | UnmetNotice | Judgement | None = None


def changes(before: LedgerView, after: LedgerView) -> tuple[Difference, ...]:
    """What `after` tells otherwise than `before`: lines first, in the register's order, then the rest."""
    arrived = list(after.arrived(before.entry))
    ended = list(after.ended(before.entry))
    found: list[Difference] = []
    judged = [
        one
        for one in after.judgements(acts=(Act.MERGE, Act.SPLIT, Act.UNDO))
        if one.entry > before.entry and one.verdict.round is None
    ]
    reached = _reached(before, after, judged)
    told = {key for claim in _claims(arrived, ended) for key in _line_keys(claim)} | reached.keys()
    touched = {view.resolution.key(key) for key in told for view in (before, after)}
    documents = _Documents(before, after)
    repeats = _Repeats(after, {one.claim.document for one in arrived if one.claim.kind in LINE_KINDS})
    for key in sorted(touched, key=_order):
        own = {one for one in told if key in (before.resolution.key(one), after.resolution.key(one))}
        came = [one for one in arrived if own & _line_keys(one.claim)]
        went = [one for one in ended if own & _line_keys(one.stored.claim)]
        acts = {one.entry: one for name in own for one in reached.get(name, ())}
        was, now = _line_at(before, key), _line_at(after, key)
        if was is None or now is None:
            # What makes a line or takes it away is what gives names, not what is told of its dispatches.
            naming = (Subject.PARTY, Subject.ITEM)
            acts = {at: one for at, one in acts.items() if one.verdict.subject in naming} or acts
        by = acts[max(acts)] if acts else None
        # What went and came back, as by a correction that was undone, did nothing.
        back = {one.id for one in came} & {one.stored.id for one in went}
        if by or any(one.id not in back for one in (*came, *(one.stored for one in went))):
            came = [one for one in came if one.id not in back]
            went = [one for one in went if one.stored.id not in back]
        causes = [*map(documents.arrived, came), *map(documents.ended, went)]
        causes.sort(key=lambda one: (one.entry, one.stored.entry, one.claim.span))
        # What a copy denies that its original does not is its own.
        counted = set(now.against) if now else set()
        own_words = [one for one in causes if one.stored.id in counted or not repeats(one, was, now)]
        found += _line_changes(key, was, now, causes, own_words, by)
        found += _set_right(key, was, now, after, causes, documents)
        found += _reversals(key, was, now, after, own_words, documents)
    found += _other_claims(before, arrived, documents)
    found += _entries(before, after, judged)
    return tuple(found)


def _line_at(view: LedgerView, key: _Key) -> Line | None:
    """The line that goes by `key` itself; None where another name stands for a part of it."""
    return line_of(view, key) if view.resolution.key(key) == key else None


def _reached(
    before: LedgerView, after: LedgerView, judged: Iterable[Judgement]
) -> dict[_Key, list[Judgement]]:
    """The lines, as told, that a judgement on parties, classes, documents or speakers may have changed."""
    reached: dict[_Key, dict[int, Judgement]] = {}
    for one in judged:
        for view in (before, after):
            for stored in _spoken_of(view, one):
                for key in _line_keys(stored.claim):
                    reached.setdefault(key, {})[one.entry] = one
    return {key: list(by.values()) for key, by in reached.items()}


def _spoken_of(view: LedgerView, judgement: Judgement) -> Iterator[StoredClaim]:
    members = judgement.verdict.members
    match judgement.verdict.subject:
        case Subject.PARTY:
            for name in members:
                yield from view.claims(supplier=name)
                yield from view.claims(recipient=name)
        case Subject.ITEM:
            for name in members:
                yield from view.claims(item=name)
        case Subject.DOCUMENT:
            for body in list(view.bodies(members)):
                yield from view.claims(body.document)
        case Subject.SPEAKER:
            # No index leads from a speaker to its claims: this costs what the ledger holds.
            yield from view.claims()
        case _:
            return


def _claims(arrived: Iterable[StoredClaim], ended: Iterable[EndedClaim]) -> Iterator[Claim]:
    yield from (one.claim for one in arrived)
    yield from (one.stored.claim for one in ended)


def _keys(claim: Claim) -> Iterator[_Key]:
    for supplier in claim.supplier or (None,):
        for recipient in claim.recipient or (None,):
            for item in claim.item or (None,):
                yield supplier, recipient, item


def _line_keys(claim: Claim) -> set[_Key]:
    """The lines that a claim bears on: those that it names, and for a denial those of the classes below."""
    if claim.kind not in LINE_KINDS:
        return set()
    own = set(_keys(claim))
    if claim.polarity is Polarity.AFFIRMED:
        return own
    return {
        (key[0], key[1], item) for key in own for item in ((None,) if key[2] is None else narrower(key[2]))
    }


def _order(key: _Key) -> tuple[tuple[bool, str], ...]:
    return tuple((part is None, part or "") for part in key)


class _Documents:
    """The documents of causes, each read once."""

    def __init__(self, before: LedgerView, after: LedgerView) -> None:
        self._before, self._after = before, after
        self._known: dict[tuple[bool, str], Document] = {}

    def arrived(self, stored: StoredClaim) -> Cause:
        return Cause(stored=stored, document=self._document(stored.claim.document, new=True))

    def ended(self, ended: EndedClaim) -> Cause:
        document = self._document(ended.stored.claim.document, new=False)
        return Cause(stored=ended.stored, document=document, ended=ended)

    def _document(self, name: str, *, new: bool) -> Document:
        if (new, name) not in self._known:
            view = self._after if new else self._before
            self._known[new, name] = view.document(name).document
        return self._known[new, name]


class _Repeats:
    """Which causes only repeat what another document of their story tells of the same line."""

    def __init__(self, view: LedgerView, arrived: set[DocumentId]) -> None:
        self._known = reports(view.bodies(arrived))

    def __call__(self, cause: Cause, before: Line | None, after: Line | None) -> bool:
        own = self._known.get(cause.claim.document)
        if cause.ended or own is None or after is None:
            return False
        earlier = frozenset(before.documents) if before else frozenset()
        story = [
            one
            for name in after.documents
            if name != own.document and (one := self._known.get(name)) and one.story == own.story
        ]
        return any(one.document in earlier or one.precedence < own.precedence for one in story)


_Test = Callable[[Cause], bool]


def _line_changes(
    key: _Key,
    before: Line | None,
    after: Line | None,
    causes: Sequence[Cause],
    own_words: Sequence[Cause],
    by: Judgement | None,
) -> Iterator[Difference]:
    """How the line moved; `own_words` are those of `causes` that repeat no other dispatch."""

    def told(effect: Effect, test: _Test) -> Difference:
        # A change whose own cause cannot be singled out is laid to what analysts merged or split, and else to
        # all that came and went.
        chosen = tuple(filter(test, own_words)) or tuple(filter(test, causes))
        chosen = chosen or (() if by else tuple(own_words or causes))
        # Which of the two moved a number of origins, a claim or who merged its dispatch, cannot be told.
        shared = effect in (Effect.ORIGINS, Effect.CREDIBILITY, Effect.LINE)
        last = max(chosen, key=lambda one: one.entry) if chosen else by
        assert last is not None
        return Difference(
            effect=effect,
            entry=last.entry,
            recorded_at=last.recorded_at,
            key=key,
            before=before,
            after=after,
            causes=chosen,
            about=by if shared or not chosen else None,
        )

    if after is None:
        if before is not None:
            gone = {one.stored.id for one in causes if one.ended is not None}
            # Where claims are left, they are told under the name that stands for this one now.
            renamed = by is not None and not gone.issuperset(before.claims)
            yield told(Effect.GONE, lambda one: one.ended is not None and not renamed)
        return
    if before is None:
        yield told(Effect.LINE, lambda one: one.ended is None)
        return
    if before.stage is not after.stage:
        yield told(
            Effect.STAGE, lambda one: _affirms(after.stage if one.ended is None else before.stage)(one)
        )
    if further := stages_moved(before, after):
        yield told(Effect.FURTHER, _affirms(*further))
    if before.stage is after.stage and before.certainty is not after.certainty:
        yield told(Effect.CERTAINTY, _affirms(after.stage))
    if (before.denied, before.attached_denied) != (after.denied, after.attached_denied):
        yield told(Effect.DENIAL, _denies(_denied(before) ^ _denied(after)))
    if moved := numbers_moved(before, after):
        yield told(Effect.QUANTITY, lambda one: _affirms(*moved)(one) and one.claim.quantity is not None)
    if before.attached != after.attached:
        yield told(Effect.ATTACHED, _attaches(frozenset(before.attached) ^ frozenset(after.attached)))
    if before.stage is after.stage and before.origins != after.origins:
        attached = _attaches(frozenset(after.attached) | frozenset(before.attached))
        yield told(Effect.ORIGINS, _affirms(after.stage) if after.stage else attached)
    if before.credibility != after.credibility:
        against = {*before.against, *after.against}
        was, now = ((one.stage, one.certainty, one.origins) for one in (before, after))
        # Where as many affirm it, and as surely, it is the denials that moved it.
        denied = was == now and any(one.stored.id in against for one in own_words)
        yield told(
            Effect.CREDIBILITY,
            lambda one: one.stored.id in against or (not denied and _affirms(after.stage)(one)),
        )


def stages_moved(before: Line, after: Line) -> tuple[Stage, ...]:
    """The stages beside the furthest that only one of the two affirms."""
    furthest = {before.stage, after.stage} if before.stage is not after.stage else set()
    return tuple(
        one
        for one in reversed(STAGES[Kind.TRANSFER])
        if one not in furthest and (one in before.affirmed) is not (one in after.affirmed)
    )


def numbers_moved(before: Line, after: Line) -> tuple[Stage, ...]:
    """The stages whose numbers `after` tells otherwise; that of a stage that is new or gone comes with it."""
    then, now = dict(before.quantities), dict(after.quantities)
    both = set(before.affirmed) & set(after.affirmed)
    return tuple(
        one for one in reversed(STAGES[Kind.TRANSFER]) if one in both and then.get(one) != now.get(one)
    )


def _affirms(*stages: Stage | None) -> _Test:
    def test(one: Cause) -> bool:
        claim = one.claim
        return claim.kind in DEALINGS and claim.polarity is Polarity.AFFIRMED and claim.stage in stages

    return test


_Steps = frozenset[tuple[Kind, Stage]]


def _denied(line: Line) -> _Steps:
    return frozenset((*((Kind.TRANSFER, stage) for stage in line.denied), *line.attached_denied))


def _denies(steps: _Steps) -> _Test:
    """Tests for a denial of one of `steps`; support counts as transfer."""

    def test(one: Cause) -> bool:
        claim = one.claim
        kind = Kind.TRANSFER if claim.kind in DEALINGS else claim.kind
        return claim.polarity is Polarity.DENIED and (kind, claim.stage) in steps

    return test


def _attaches(steps: _Steps) -> _Test:
    def test(one: Cause) -> bool:
        return one.claim.polarity is Polarity.AFFIRMED and (one.claim.kind, one.claim.stage) in steps

    return test


_RENEWING = ("correction", "update")


def _set_right(
    key: _Key,
    before: Line | None,
    after: Line | None,
    view: LedgerView,
    causes: Sequence[Cause],
    documents: _Documents,
) -> Iterator[Difference]:
    """What a house corrected or updated of what it had told: a difference for each of its claims that ended,
    with those that the notice makes in its place behind it."""
    for one in causes:
        if one.ended is None or one.ended.notice is None or one.ended.relation not in _RENEWING:
            continue
        old = one.claim
        said = view.claims(one.ended.notice)
        told = [documents.arrived(stored) for stored in said if _in_its_place(stored.claim, old)]
        yield Difference(
            effect=Effect.CORRECTED,
            entry=one.entry,
            recorded_at=one.recorded_at,
            key=key,
            before=before,
            after=after,
            causes=(one, *told),
        )


def _reversals(
    key: _Key,
    before: Line | None,
    after: Line | None,
    view: LedgerView,
    causes: Sequence[Cause],
    documents: _Documents,
) -> Iterator[Difference]:
    """What a speaker had denied and affirms now: a difference for each claim that affirms, the denials
    first among its causes."""
    if after is None:
        return
    new = {one.stored.id: one for one in causes if one.ended is None}
    known = {denial for denial, _ in before.reversals} if before else set()
    turned: dict[ClaimId, list[ClaimId]] = {}
    for denial, claim in after.reversals:
        if claim in new and denial not in known:
            turned.setdefault(claim, []).append(denial)
    stored = {one.id: one for one in claims_of(view, after)} if turned else {}
    for claim, denials in turned.items():
        yield Difference(
            effect=Effect.REVERSAL,
            entry=new[claim].entry,
            recorded_at=new[claim].recorded_at,
            key=key,
            before=before,
            after=after,
            causes=(*(documents.arrived(stored[one]) for one in denials), new[claim]),
        )


def _in_its_place(new: Claim, old: Claim) -> bool:
    """Whether `new` of a notice may be what it tells in the place of `old`: of a party that was wrong the
    other side is the same."""
    if (new.kind, new.stage, new.polarity) != (old.kind, old.stage, old.polarity):
        return False
    if not (set(new.supplier) & set(old.supplier) or set(new.recipient) & set(old.recipient)):
        return False
    return any(a in narrower(b) or b in narrower(a) for a in new.item for b in old.item)


_OTHER = {Kind.MEASURE: Effect.MEASURE, Kind.DISCLOSURE: Effect.DISCLOSURE}
_Said = tuple[Kind, Stage, Polarity, tuple[str, ...], tuple[str, ...], tuple[str, ...], Quantity | None]


def _other_claims(
    before: LedgerView, arrived: Iterable[StoredClaim], documents: _Documents
) -> Iterator[Difference]:
    """Measures and disclosures that nobody had told; another report of a known one is no news."""
    new: dict[_Said, list[StoredClaim]] = {}
    for one in arrived:
        if one.claim.kind in _OTHER:
            new.setdefault(_said(one.claim), []).append(one)
    for said, told in new.items():
        claim = told[0].claim
        known = before.claims(
            kind=claim.kind,
            supplier=claim.supplier[0] if claim.supplier else "",
            recipient=claim.recipient[0] if claim.recipient else "",
        )
        if any(_said(one.claim) == said for one in known):
            continue
        yield Difference(
            effect=_OTHER[claim.kind],
            entry=told[-1].entry,
            recorded_at=told[-1].recorded_at,
            causes=tuple(map(documents.arrived, told)),
        )


def _said(claim: Claim) -> _Said:
    parts = (tuple(sorted(part)) for part in (claim.supplier, claim.recipient, claim.item))
    supplier, recipient, item = parts
    return claim.kind, claim.stage, claim.polarity, supplier, recipient, item, claim.quantity


def _entries(before: LedgerView, after: LedgerView, judged: Iterable[Judgement]) -> Iterator[Difference]:
    """New versions and withdrawals of documents that were known, and what analysts decided."""
    for entry in after.entries(before.entry):
        known = entry.change is Change.WITHDRAWAL or (
            entry.change is Change.VERSION and _knows(before, entry.document)
        )
        if known:
            yield Difference(
                effect=Effect.DOCUMENT, entry=entry.entry, recorded_at=entry.recorded_at, about=entry
            )
    for one in after.retractions(before.entry):
        yield Difference(effect=Effect.DOCUMENT, entry=one.entry, recorded_at=one.recorded_at, about=one)
    for unmet in after.unmet_notices(before.entry):
        yield Difference(
            effect=Effect.DOCUMENT, entry=unmet.entry, recorded_at=unmet.recorded_at, about=unmet
        )
    for judgement in judged:
        yield Difference(
            effect=Effect.JUDGEMENT,
            entry=judgement.entry,
            recorded_at=judgement.recorded_at,
            about=judgement,
        )


def _knows(view: LedgerView, document: str | None) -> bool:
    try:
        view.document(document or "")
    except UnknownDocument:
        return False
    return True
