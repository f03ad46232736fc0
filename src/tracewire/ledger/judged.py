"""How judgements are found in the ledger, and whether a new one may be added to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from sqlalchemy import and_, select

from tracewire.ledger.errors import (
    AlreadyJudged,
    RoundClosed,
    Superseded,
    UnknownClaim,
    UnknownDocument,
    UnknownJudgement,
    UnknownRound,
    VerdictUnfit,
)
from tracewire.ledger.judgements import (
    OPINIONS,
    Act,
    Identities,
    Judgement,
    Round,
    Subject,
    Verdict,
    identities,
)
from tracewire.ledger.pages import Read, chunks, pages
from tracewire.ledger.rows import instant_from, verdict_from
from tracewire.ledger.schema import (
    claim_ends,
    claims,
    documents,
    entries,
    judgement_members,
    judgements,
)
from tracewire.model import ClaimId

__all__ = ["check_verdict", "find_identities", "find_judgements", "find_round"]


def find_judgements(
    read: Read,
    *,
    entry: int | None,
    subject: Subject | None = None,
    acts: Collection[Act] = (),
    members: Collection[str] | None = None,
    round: str | None = None,
    at: int | None = None,
) -> Iterator[Judgement]:
    """The judgements up to `entry`, or all, that answer every condition, in the order of their entries."""
    undo = judgements.alias("undo")
    known = undo.c.undoes == judgements.c.entry
    query = (
        select(judgements, entries.c.recorded_at, undo.c.entry.label("undone_by"))
        .join(entries, entries.c.entry == judgements.c.entry)
        .outerjoin(undo, known if entry is None else and_(known, undo.c.entry <= entry))
        .order_by(judgements.c.entry)
    )
    if entry is not None:
        query = query.where(judgements.c.entry <= entry)
    if subject is not None:
        query = query.where(judgements.c.subject == subject.value)
    if acts:
        query = query.where(judgements.c.act.in_(sorted(act.value for act in acts)))
    if round is not None:
        query = query.where(judgements.c.round == round)
    if at is not None:
        query = query.where(judgements.c.entry == at)
    if members is not None:
        named = select(judgement_members.c.entry).where(judgement_members.c.member.in_(sorted(members)))
        if subject is not None:
            named = named.where(judgement_members.c.subject == subject.value)
        query = query.where(judgements.c.entry.in_(named))
    for rows in pages(read, query, (judgements.c.entry,), (0,)):
        told = _members(read, [row.entry for row in rows])
        for row in rows:
            yield Judgement(
                verdict=verdict_from(dict(row._mapping), told[row.entry]),
                entry=row.entry,
                recorded_at=instant_from(row.recorded_at),
                undone_by=row.undone_by,
            )


def _members(read: Read, given: Sequence[int]) -> dict[int, list[str]]:
    """The members of each of the judgements `given`, in their order."""
    held = (
        select(judgement_members.c.entry, judgement_members.c.member)
        .where(judgement_members.c.entry.in_(given))
        .order_by(judgement_members.c.entry, judgement_members.c.position)
    )
    found: dict[int, list[str]] = {entry: [] for entry in given}
    with read() as connection:
        for row in connection.execute(held):
            found[row.entry].append(row.member)
    return found


def find_identities(
    read: Read, subject: Subject, *, entry: int | None, around: Collection[str] | None = None
) -> Identities:
    """What merges and splits come to; with `around`, only for these names and what is judged with them.

    The cost follows what was judged (about them, and nothing else), and how often that was corrected.
    """
    acts = (Act.MERGE, Act.SPLIT)
    found: dict[int, Judgement] = {}
    if around is None:
        found = {one.entry: one for one in find_judgements(read, entry=entry, subject=subject, acts=acts)}
    asked: set[str] = set()
    corrected: set[tuple[str, str]] = set()

    def touched() -> set[str]:
        judged = {member for one in found.values() for member in one.verdict.members}
        return judged.union(around or (), *corrected) - asked

    while names := touched():
        asked |= names
        for chunk in chunks(names):
            if around is not None:
                touching = find_judgements(read, entry=entry, subject=subject, acts=acts, members=chunk)
                found |= {one.entry: one for one in touching}
            if subject is Subject.CLAIM:
                corrected |= _corrected(read, chunk, entry=entry)
    return identities(found.values(), subject, corrected=corrected)


def _corrected(read: Read, names: Collection[str], *, entry: int | None) -> set[tuple[str, str]]:
    """Which claims were put in the place of which, as far as one of both is among `names`."""
    old, new = claims.alias("old"), claims.alias("new")
    in_place = and_(new.c.supersedes_entry == old.c.entry, new.c.supersedes_position == old.c.position)
    ended = and_(claim_ends.c.claim_entry == old.c.entry, claim_ends.c.claim_position == old.c.position)
    pair = select(old.c.claim, new.c.claim)
    # From either side by an index: what was put in place stands in the entry that ended the other.
    before = pair.join(new, in_place).where(new.c.claim.in_(sorted(names)))
    behind = pair.join(claim_ends, ended).join(new, and_(new.c.entry == claim_ends.c.entry, in_place))
    behind = behind.where(old.c.claim.in_(sorted(names)))
    with read() as connection:
        return {
            (row[0], row[1])
            for query in (before, behind)
            for row in connection.execute(query if entry is None else query.where(new.c.entry <= entry))
        }


def find_round(read: Read, name: str, *, entry: int | None, reader: str | None) -> Round:
    """The round `name` as `reader` may see it; an outsider sees no opinion before it is complete or closed.

    Raises UnknownRound.
    """
    held = [one for one in find_judgements(read, entry=entry, round=name) if one.undone_by is None]
    opened = next((one for one in held if one.verdict.act is Act.OPEN), None)
    if opened is None:
        raise UnknownRound(
            "no round of reviewing has that name", where=name, remedy="`tracewire review open` begins one"
        )
    given = {
        (one.verdict.author, ClaimId(one.verdict.members[0])): one
        for one in held
        if one.verdict.act in OPINIONS
    }
    closed = next((one for one in held if one.verdict.act is Act.CLOSE), None)
    reviewers = opened.verdict.reviewers
    told = tuple(map(ClaimId, opened.verdict.members))
    complete = all((reviewer, claim) in given for reviewer in reviewers for claim in told)
    if not complete and closed is None:
        given = {key: one for key, one in given.items() if key[0] == reader}
    return Round(
        name=name,
        claims=told,
        reviewers=reviewers,
        opened=opened,
        closed=closed,
        complete=complete,
        opinions=given,
    )


def check_verdict(read: Read, verdict: Verdict) -> Verdict:
    """The judgement as it is to be kept: an undo gets the members of what it takes back.

    Raises VerdictUnfit, UnknownClaim, UnknownDocument, UnknownRound, UnknownJudgement, RoundClosed,
    AlreadyJudged and Superseded; whether a replacement fits its document is checked elsewhere.
    """
    if not verdict.author.strip() or not verdict.reason.strip():
        raise _unfit(verdict, "a judgement needs an author and a reason", "give both")
    if len(set(verdict.members)) < len(verdict.members) or not all(map(str.strip, verdict.members)):
        raise _unfit(verdict, "a member is named twice, or is blank", "name each once")
    match verdict.act:
        case Act.ACCEPT | Act.REJECT | Act.CORRECT:
            _check_opinion(read, verdict)
        case Act.MERGE | Act.SPLIT:
            _check_identity(read, verdict)
        case Act.OPEN:
            _check_open(read, verdict)
        case Act.CLOSE:
            if verdict.round is None:
                raise _unfit(verdict, "which round?", "name it")
            _check_running(find_round(read, verdict.round, entry=None, reader=None))
        case Act.UNDO:
            return _check_undo(read, verdict)
    return verdict


def _unfit(verdict: Verdict, message: str, remedy: str) -> VerdictUnfit:
    return VerdictUnfit(message, where=f"{verdict.act} {' '.join(verdict.members)}".strip(), remedy=remedy)


def _check_running(of: Round) -> None:
    if of.closed is not None:
        raise RoundClosed(
            f"entry {of.closed.entry} has closed the round", where=of.name, remedy="open another one"
        )


def _check_opinion(read: Read, verdict: Verdict) -> None:
    if verdict.subject is not Subject.CLAIM or len(verdict.members) != 1:
        raise _unfit(verdict, "such a judgement is about one claim", "name one claim")
    if (verdict.replacement is not None) != (verdict.act is Act.CORRECT):
        raise _unfit(verdict, "a correction, and nothing else, puts a claim in place", "give a replacement")
    claim = verdict.members[0]
    if verdict.round is None:
        _check_in_force(read, claim)
        if verdict.act is Act.ACCEPT:
            for known in find_judgements(
                read, entry=None, subject=Subject.CLAIM, acts=[Act.ACCEPT], members=[claim]
            ):
                same = (known.verdict.author, known.verdict.round) == (verdict.author, None)
                if same and known.undone_by is None:
                    raise _already(verdict, f"{verdict.author} has accepted it at entry {known.entry}")
        return
    of = find_round(read, verdict.round, entry=None, reader=verdict.author)
    if verdict.author not in of.reviewers:
        raise UnknownRound(
            f"the round admits {', '.join(of.reviewers)}", where=of.name, remedy="judge outside of the round"
        )
    _check_running(of)
    if claim not in of.claims:
        raise _unfit(
            verdict, f"the round {of.name} does not hold this claim", "judge it outside of the round"
        )


def _already(verdict: Verdict, message: str) -> AlreadyJudged:
    return AlreadyJudged(message, where=" ".join(verdict.members), remedy="nothing to do")


def _check_in_force(read: Read, claim: str) -> None:
    query = (
        select(claims.c.entry, claim_ends.c.entry.label("ended"))
        .outerjoin(
            claim_ends,
            and_(
                claim_ends.c.claim_entry == claims.c.entry, claim_ends.c.claim_position == claims.c.position
            ),
        )
        .where(claims.c.claim == claim)
        .order_by(claims.c.entry.desc())
        .limit(1)
    )
    with read() as connection:
        found = connection.execute(query).first()
    if found is None:
        raise UnknownClaim("no such claim", where=claim, remedy="`tracewire export claims` lists the ids")
    if found.ended is not None:
        raise Superseded(
            f"entry {found.ended} has already ended this claim",
            where=claim,
            remedy="look at its document again",
        )


def _check_identity(read: Read, verdict: Verdict) -> None:
    if len(verdict.members) < 2 or verdict.round is not None or verdict.replacement is not None:
        raise _unfit(verdict, "a merge or split needs two members or more, and nothing else", "name them")
    for member in verdict.members:
        _check_known(read, verdict.subject, member)
    now = find_identities(read, verdict.subject, entry=None, around=verdict.members)
    pairs = list(combinations(verdict.members, 2))
    if verdict.act is Act.MERGE:
        for one, other in pairs:
            if now.same(one, other):
                raise _already(verdict, f"{one} and {other} are one already: name only one of them")
    elif all(now.same(one, other) is False for one, other in pairs):
        raise _already(verdict, "they are kept apart already")


def _check_known(read: Read, subject: Subject, member: str) -> None:
    with read() as connection:
        if subject is Subject.CLAIM:
            query = select(claims.c.entry).where(claims.c.claim == member).limit(1)
            if connection.execute(query).first() is None:
                raise UnknownClaim(
                    "no such claim", where=member, remedy="`tracewire export claims` lists the ids"
                )
        elif subject is Subject.DOCUMENT:
            query = select(documents.c.entry).where(documents.c.document == member).limit(1)
            if connection.execute(query).first() is None:
                raise UnknownDocument(
                    "no such document", where=member, remedy="check the id: a path without its suffix"
                )


def _check_open(read: Read, verdict: Verdict) -> None:
    reviewers = verdict.reviewers
    if verdict.round is None or not verdict.round.strip():
        raise _unfit(verdict, "the round has no name", "name it")
    if len(set(reviewers)) < 2 or len(set(reviewers)) < len(reviewers):
        raise _unfit(verdict, "a blind round needs two different reviewers or more", "name them")
    if not verdict.members or verdict.subject is not Subject.CLAIM:
        raise _unfit(verdict, "the round holds no claim", "name the claims to be judged")
    known = next(find_judgements(read, entry=None, round=verdict.round, acts=[Act.OPEN]), None)
    if known is not None:
        raise RoundClosed(
            f"entry {known.entry} has opened a round of that name", where=verdict.round, remedy="name it anew"
        )
    for member in verdict.members:
        _check_in_force(read, member)


def _check_undo(read: Read, verdict: Verdict) -> Verdict:
    found = next(find_judgements(read, entry=None, at=verdict.undoes or 0), None)
    where = f"entry {verdict.undoes}"
    if found is None:
        raise UnknownJudgement(
            "that entry is no judgement", where=where, remedy="`tracewire review log` lists them"
        )
    if found.undone_by is not None:
        raise AlreadyJudged(
            f"entry {found.undone_by} has undone it", where=where, remedy="judge anew what should hold"
        )
    of = found.verdict
    if of.act in (Act.UNDO, Act.OPEN, Act.CLOSE):
        raise VerdictUnfit(f"{of.act} cannot be undone", where=where, remedy="judge anew what should hold")
    if of.round is not None:
        _check_running(find_round(read, of.round, entry=None, reader=None))
        if of.author != verdict.author:
            raise VerdictUnfit(
                "an opinion in a round is its author's", where=where, remedy=f"let {of.author} undo it"
            )
    return Verdict(
        act=Act.UNDO,
        author=verdict.author,
        reason=verdict.reason,
        subject=of.subject,
        members=of.members,
        round=of.round,
        undoes=verdict.undoes,
    )
