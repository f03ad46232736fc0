"""`tracewire review`: analysts judge claims, alone or blind in rounds, and say what is one and what not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracewire.cli.options import AsOfOption, FormatOption, LedgerOption, as_of
from tracewire.cli.output import Format, note, one_line, screen, wants_table, write_line
from tracewire.errors import InputRefused
from tracewire.settings import AUTHOR, LEDGER

if TYPE_CHECKING:
    from tracewire.ledger import Act, Appended, Judgement, Ledger, LedgerView, StoredClaim, Verdict

__all__ = ["review"]

review = typer.Typer(
    help="""Judge what was read: accept, reject, correct, merge and split, each with author and reason.

Every judgement is an entry of the ledger and can be undone; earlier views stay what they were. In a
[b]round[/b], several reviewers judge the same claims without seeing each other's judgements; those are
opinions, compared by [b]agreement[/b], and take effect where all agree by [b]settle[/b].

[b]Examples[/b]

tracewire review queue --author "N. Azar"

tracewire review correct 3f9a --set quantity=270..330 --author "N. Azar" --reason "the text says some 300"

tracewire review merge --subject party janjaweed rsf --author "N. Azar" --reason "one force"
""",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="rich",
)

_AuthorOption = Annotated[
    str,
    typer.Option("--author", metavar="NAME", envvar=AUTHOR.name, help="Who judges.", show_default=False),
]
_ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in a sentence.")]
_CopiesOption = Annotated[
    bool,
    typer.Option("--copies", help="Judge the same words in the copies of the story too, each as an entry."),
]
_RoundOption = Annotated[
    str | None,
    typer.Option(
        "--round",
        metavar="NAME",
        help="Judge blind in this round: an opinion that changes nothing by itself.",
        show_default=False,
    ),
]
_ClaimArgument = Annotated[
    str, typer.Argument(metavar="CLAIM", help="A claim's id, or its first characters.")
]


def _subjects() -> list[str]:
    return ["claim", "document", "party", "item", "place", "speaker"]


def _subject(text: str) -> str:
    if text not in _subjects():
        raise typer.BadParameter(f"one of {', '.join(_subjects())}", param_hint="--subject")
    return text


_SubjectOption = Annotated[
    str,
    typer.Option(
        "--subject",
        metavar="KIND",
        callback=_subject,
        help="What the members are: claim (ids), document (ids), party (codes), item (classes), place or"
        " speaker (names).",
    ),
]
_MembersArgument = Annotated[list[str], typer.Argument(metavar="MEMBER...", help="Two or more.")]


@review.command(name="queue")
def _queue(
    author: _AuthorOption = AUTHOR.default,
    round: _RoundOption = None,
    ledger: LedgerOption = LEDGER.default,
    supplier: Annotated[
        str | None, typer.Option("--supplier", metavar="PARTY", help="Only of this supplier.")
    ] = None,
    recipient: Annotated[
        str | None, typer.Option("--recipient", metavar="PARTY", help="Only to this recipient.")
    ] = None,
    item: Annotated[str | None, typer.Option("--item", metavar="CLASS", help="Only of this class.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="At most so many claims.")] = 20,
    format: FormatOption = Format.AUTO,
) -> None:
    """List claims that the author has not judged yet, each with its passage.

    tracewire review queue --author "N. Azar" --round june
    """
    from tracewire.cli import parties
    from tracewire.ledger import open_ledger

    with open_ledger(ledger, create=False) as store:
        view = store.as_of()
        wanted: Iterator[StoredClaim]
        if round is not None:
            left = view.round(round, reader=_named(author)).left(author)
            wanted = (_known(store, claim) for claim in left)
        else:
            places = parties.line_filter(view, supplier, recipient, item)
            asked = {("supplier", "recipient", "item")[at]: name or "" for at, name in places.items()}
            judged = {
                member
                for one in view.judgements(acts=_opinions())
                if one.verdict.round is None and one.undone_by is None and one.verdict.author == author
                for member in one.verdict.members
            }
            wanted = (one for one in view.claims(**asked) if one.id not in judged)  # type: ignore[arg-type]
        shown = 0
        for stored in wanted:
            if shown == limit:
                note(f"more than {limit}: judge these first, or raise --limit")
                break
            shown += 1
            _show(store, stored, format)
    if not shown:
        note("nothing left to judge")


def _opinions() -> tuple[Act, ...]:
    from tracewire.ledger import Act

    return Act.ACCEPT, Act.REJECT, Act.CORRECT


def _named(author: str) -> str:
    if not author.strip():
        raise typer.BadParameter("who judges?", param_hint="--author")
    return author


def _known(store: Ledger, claim: str) -> StoredClaim:
    """A claim of a round, also where it has ended since the round was opened."""
    from tracewire.ledger import UnknownClaim

    view = store.as_of()
    try:
        return view.claim(claim)
    except UnknownClaim:
        # Before the first judgement about it: that one may have ended it, and a later one put it back.
        judged = next(iter(view.judgements(member=claim)))
        return store.as_of(judged.entry - 1).claim(claim)


def _show(store: Ledger, stored: StoredClaim, format: Format) -> None:
    document = store.as_of(stored.entry).document(stored.claim.document).document
    if not wants_table(format):
        passage = stored.claim.span.of(document.text)
        write_line({**stored.claim.to_dict(), "passage": passage, "entry": stored.entry})
        return
    from tracewire.cli.render import claim_summary, evidence

    console = screen()
    console.print(claim_summary(stored.claim))
    console.print(evidence(stored.claim, document.text))


@contextmanager
def _judging(ledger: str) -> Iterator[tuple[Ledger, LedgerView]]:
    from tracewire.ledger import open_ledger

    with open_ledger(ledger, create=False) as store:
        yield store, store.as_of()


def _claim(store: Ledger, view: LedgerView, claim: str, round: str | None, author: str) -> StoredClaim:
    """The claim that is meant: in a round one of its claims, also where it has ended since."""
    if round is None:
        return view.claim(claim)
    of = view.round(round, reader=author)
    found = [one for one in of.claims if one.startswith(claim.lower())]
    if len(found) != 1:
        raise InputRefused(
            f"{len(found) or 'no'} claims of the round begin so",
            where=claim,
            remedy="`tracewire review queue --round` lists them",
        )
    return _known(store, found[0])


def _in_copies(view: LedgerView, judged: StoredClaim) -> list[StoredClaim]:
    """The claims that copies of the story make in the same words: a judgement is about one claim, and what
    misread the sentence once has misread it in each of them."""
    from tracewire.ledger.links import STORY
    from tracewire.lexicon import fold_text

    def says(one: StoredClaim, text: str) -> tuple[object, ...]:
        claim = one.claim
        sides = (claim.supplier, claim.recipient, claim.item, claim.quantity)
        return claim.kind, claim.stage, claim.polarity, *sides, fold_text(one_line(claim.span.of(text)))

    document = judged.claim.document
    wanted = says(judged, view.document(document).document.text)
    return [
        claim
        for copy in view.copies(document)
        if copy.relation in STORY
        for claim in view.claims(copy.document)
        if says(claim, view.document(copy.document).document.text) == wanted
    ]


def _tell_copies(alike: Sequence[StoredClaim], act: str) -> None:
    if alike:
        told = ", ".join(f"{one.id} ({one.claim.document})" for one in alike)
        still = "copies say the same in the same words and still count"
        note(one_line(f"{still}: {told}; {act} them too (--copies does so at once)"))


def _judge(store: Ledger, verdict: Verdict) -> Appended:
    from tracewire.cli.sources import now

    kept = store.judge(verdict, recorded_at=now())
    note(f"entry {kept.entry}: {verdict.act} {' '.join(verdict.members)}")
    return kept


@review.command(name="accept")
def _accept(
    claim: _ClaimArgument,
    reason: _ReasonOption,
    author: _AuthorOption = AUTHOR.default,
    round: _RoundOption = None,
    ledger: LedgerOption = LEDGER.default,
) -> None:
    """The claim is right as it was read.

    tracewire review accept 3f9a --author "N. Azar" --reason "as the passage says"
    """
    _opinion("accept", claim, reason, author, round, ledger)


@review.command(name="reject")
def _reject(
    claim: _ClaimArgument,
    reason: _ReasonOption,
    copies: _CopiesOption = False,
    author: _AuthorOption = AUTHOR.default,
    round: _RoundOption = None,
    ledger: LedgerOption = LEDGER.default,
) -> None:
    """The passage says no such thing: the claim ends.

    tracewire review reject 3f9a --author "N. Azar" --reason "a crime story: tank is a nickname"
    """
    _opinion("reject", claim, reason, author, round, ledger, copies=copies)


def _opinion(
    act: str,
    claim: str,
    reason: str,
    author: str,
    round: str | None,
    ledger: str,
    *,
    copies: bool = False,
) -> None:
    from tracewire.ledger import Act, Verdict

    with _judging(ledger) as (store, view):
        found = _claim(store, view, claim, round, author)
        alike = _alike(view, found, round, copies=copies) if act == Act.REJECT else []
        with store.batch():
            for one in (found, *alike) if copies else (found,):
                _judge(
                    store,
                    Verdict(
                        act=Act(act), members=(one.id,), author=_named(author), reason=reason, round=round
                    ),
                )
        if not copies:
            _tell_copies(alike, act)


def _alike(view: LedgerView, found: StoredClaim, round: str | None, *, copies: bool) -> list[StoredClaim]:
    if round is not None and copies:
        raise typer.BadParameter("in a round each claim is judged for itself", param_hint="--copies")
    return [] if round is not None else _in_copies(view, found)


@review.command(name="correct")
def _correct(
    claim: _ClaimArgument,
    reason: _ReasonOption,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="SLOT=VALUE",
            help="What the slot should say: quantity=270..330, recipient=RU,BY, when=2022-22, source.org=CIA;"
            " nothing after = for what the text does not say.",
            show_default=False,
        ),
    ] = None,
    words: Annotated[
        str | None,
        typer.Option("--passage", metavar="WORDS", help="The evidence, as it stands in the document."),
    ] = None,
    copies: _CopiesOption = False,
    author: _AuthorOption = AUTHOR.default,
    round: _RoundOption = None,
    ledger: LedgerOption = LEDGER.default,
) -> None:
    """Put a corrected claim in the place of this one.

    tracewire review correct 3f9a --set quantity=270..330 --author "N. Azar" --reason "some 300"
    """
    from tracewire.ledger import Act, Verdict
    from tracewire.ledger.amend import amended, passage

    with _judging(ledger) as (store, view):
        found = _claim(store, view, claim, round, author)
        alike = _alike(view, found, round, copies=copies)
        verdicts = []
        for one in (found, *alike) if copies else (found,):
            document = store.as_of(one.entry).document(one.claim.document).document
            span = None if words is None else passage(document, words)
            verdicts.append(
                Verdict(
                    act=Act.CORRECT,
                    members=(one.id,),
                    replacement=amended(
                        one.claim, changes or (), author=_named(author), span=span, held=view.names
                    ),
                    author=author,
                    reason=reason,
                    round=round,
                )
            )
        with store.batch():
            for verdict in verdicts:
                _judge(store, verdict)
        if not copies:
            _tell_copies(alike, "correct")


@review.command(name="merge")
def _merge(
    members: _MembersArgument,
    reason: _ReasonOption,
    subject: _SubjectOption = "claim",
    author: _AuthorOption = AUTHOR.default,
    ledger: LedgerOption = LEDGER.default,
) -> None:
    """These are one: claims of one episode, copies of one story, two names of one party.

    tracewire review merge 3f9a 77b0 --author "N. Azar" --reason "one delivery, told twice"
    """
    _identity("merge", members, reason, subject, author, ledger)


@review.command(name="split")
def _split(
    members: _MembersArgument,
    reason: _ReasonOption,
    subject: _SubjectOption = "claim",
    author: _AuthorOption = AUTHOR.default,
    ledger: LedgerOption = LEDGER.default,
) -> None:
    """These are not one: what a merge held together is left to the rules again; what the rules held together
    is kept apart. The first that is named stays where it is.

    tracewire review split --subject document en/07 en/21 --author "N. Azar" --reason "two hauls"
    """
    _identity("split", members, reason, subject, author, ledger)


def _identity(act: str, members: list[str], reason: str, subject: str, author: str, ledger: str) -> None:
    from tracewire.cli import parties
    from tracewire.ledger import Act, Subject, Verdict

    if subject == "claim" and members[0] in _subjects():
        raise typer.BadParameter(
            f"{members[0]!r} is no claim's id; write --subject {members[0]} {' '.join(members[1:])}",
            param_hint="MEMBER",
        )
    with _judging(ledger) as (store, view):
        named = tuple(parties.member(one, Subject(subject), view) for one in members)
        if len(set(named)) < len(set(members)):
            raise InputRefused(
                f"they are names of one {subject}: {', '.join(dict.fromkeys(named))}",
                where=" ".join(members),
                remedy="nothing to merge or split",
            )
        verdict = Verdict(
            act=Act(act), subject=Subject(subject), members=named, author=_named(author), reason=reason
        )
        _judge(store, verdict)


@review.command(name="undo")
def _undo(
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The entry of the judgement.")],
    reason: _ReasonOption,
    author: _AuthorOption = AUTHOR.default,
    ledger: LedgerOption = LEDGER.default,
) -> None:
    """Take a judgement back: what it ended is in force again.

    tracewire review undo 812 --author "N. Azar" --reason "the passage does say so"
    """
    from tracewire.cli.sources import now
    from tracewire.ledger import Act, Verdict

    with _judging(ledger) as (store, view):
        undone = view.judgement(entry).verdict
        verdict = Verdict(act=Act.UNDO, author=_named(author), reason=reason, undoes=entry)
        kept = store.judge(verdict, recorded_at=now())
    about = f"{undone.act} {undone.subject} {' '.join(undone.members)}"
    note(one_line(f"entry {kept.entry}: undo of entry {entry}, {about} ({undone.author}: {undone.reason})"))


@review.command(name="withdraw")
def _withdraw(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The document's id.")],
    reason: _ReasonOption,
    author: _AuthorOption = AUTHOR.default,
    ledger: LedgerOption = LEDGER.default,
) -> None:
    """The document is not to be relied on: it ends with its claims. Reading it again does not bring it back;
    another version of it does.

    tracewire review withdraw en/07 --author "N. Azar" --reason "the agency retracted it by telephone"
    """
    from tracewire.cli.sources import now
    from tracewire.publish.words import plural

    with _judging(ledger) as (store, view):
        ended = sum(1 for _ in view.claims(document))
        kept = store.withdraw(document, author=_named(author), reason=reason, recorded_at=now())
    note(one_line(f"entry {kept.entry}: withdrew {document} with {plural(ended, 'claim')}"))


@review.command(name="open")
def _open_round(
    round: Annotated[str, typer.Argument(metavar="ROUND", help="A name for the round.")],
    claims: Annotated[
        list[str] | None, typer.Argument(metavar="CLAIM...", help="The claims; else see --sample.")
    ] = None,
    reviewers: Annotated[
        list[str] | None,
        typer.Option("--reviewer", metavar="NAME", help="Who may judge; give two or more."),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option("--sample", metavar="N", help="Draw so many claims in force, the same for one --seed."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="NUMBER", help="Which draw.")] = 1,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="What the round is for.")
    ] = "review",
    author: _AuthorOption = AUTHOR.default,
    ledger: LedgerOption = LEDGER.default,
) -> None:
    """Begin a round: reviewers judge these claims without seeing each other's judgements.

    tracewire review open june --sample 50 --reviewer "N. Azar" --reviewer "L. Brandt" --author "C. Dubois"
    """
    import random

    from tracewire.ledger import Act, Verdict
    from tracewire.publish.words import plural

    with _judging(ledger) as (store, view):
        chosen = [view.claim(claim).id for claim in claims or ()]
        if sample is not None:
            held = [stored.id for stored in view.claims()]
            chosen += random.Random(seed).sample(held, min(sample, len(held)))
        verdict = Verdict(
            act=Act.OPEN,
            members=tuple(dict.fromkeys(chosen)),
            round=round,
            reviewers=tuple(reviewers or ()),
            author=_named(author),
            reason=reason,
        )
        kept = store.judge(verdict, recorded_at=_now())
        note(f"entry {kept.entry}: round {round} holds {plural(len(verdict.members), 'claim')}")


def _now() -> Any:
    from tracewire.cli.sources import now

    return now()


@review.command(name="close")
def _close_round(
    round: Annotated[str, typer.Argument(metavar="ROUND", help="The round.")],
    reason: _ReasonOption,
    author: _AuthorOption = AUTHOR.default,
    ledger: LedgerOption = LEDGER.default,
) -> None:
    """End a round, complete or not: from then on all its judgements may be seen.

    tracewire review close june --author "C. Dubois" --reason "L. Brandt is away"
    """
    from tracewire.ledger import Act, Verdict

    with _judging(ledger) as (store, _):
        verdict = Verdict(act=Act.CLOSE, round=round, author=_named(author), reason=reason)
        kept = store.judge(verdict, recorded_at=_now())
        note(f"entry {kept.entry}: round {round} is closed")


@review.command(name="agreement")
def _show_agreement(
    round: Annotated[str, typer.Argument(metavar="ROUND", help="The round.")],
    ledger: LedgerOption = LEDGER.default,
    as_of_text: AsOfOption = None,
    format: FormatOption = Format.AUTO,
) -> None:
    """How far the reviewers of a round agree: share, Cohen's kappa, slot by slot, and what is disputed.

    Only once everybody has judged everything, or the round is closed.

    tracewire review agreement june
    """
    from tracewire.ledger import RoundOpen, agreement, open_ledger

    with open_ledger(ledger, create=False) as store:
        view = store.as_of(as_of(as_of_text))
        of = view.round(round)
        if not of.open_to_all:
            raise RoundOpen(
                "not every reviewer has judged every claim",
                where=round,
                remedy="wait for them, or close the round",
            )
        claims = {claim: _known(store, claim).claim for claim in of.claims}
        for one in agreement(of, claims):
            record = {
                "round": round,
                "reviewers": [one.first, one.second],
                "claims": len(of.claims),
                "judged": one.judged,
                "observed": one.observed,
                "chance": one.chance,
                "kappa": one.kappa,
                "table": {f"{left}/{right}": count for (left, right), count in one.table.items() if count},
                "both_corrected": one.both_corrected,
                "same_corrections": one.same_corrections,
                "slots": dict(one.slots),
                "disputed": list(one.disputed),
            }
            if not wants_table(format):
                write_line(record)
                continue
            print(one_line(f"{one.first} and {one.second}: {one.judged} of {len(of.claims)} claims"))
            if one.observed is not None:
                kappa = "not defined" if one.kappa is None else f"{one.kappa:.2f}"
                print(f"  same judgement {one.observed:.0%}, kappa {kappa}")
            print("  " + ", ".join(f"{pair} {count}" for pair, count in record["table"].items()))  # type: ignore[attr-defined]
            print("  slots " + ", ".join(f"{slot} {share:.0%}" for slot, share in one.slots.items()))
            for claim in one.disputed:
                print(f"  disputed {claim}")


@review.command(name="settle")
def _settle_round(
    round: Annotated[str, typer.Argument(metavar="ROUND", help="The round.")],
    author: _AuthorOption = AUTHOR.default,
    ledger: LedgerOption = LEDGER.default,
) -> None:
    """Let take effect what all reviewers of a round judged alike; list what a third must decide.

    tracewire review settle june --author "C. Dubois"
    """
    from tracewire.ledger import settle

    with _judging(ledger) as (store, _):
        done = settle(store, round, author=_named(author), recorded_at=_now())
    for claim in done.disputed:
        print(claim)
    note(
        f"{len(done.agreed)} took effect, {len(done.moved_on)} judged or ended since,"
        f" {len(done.disputed)} disputed"
    )


@review.command(name="log")
def _show_log(
    member: Annotated[
        str | None,
        typer.Argument(metavar="MEMBER", help="Only judgements about this claim, document or name."),
    ] = None,
    ledger: LedgerOption = LEDGER.default,
    as_of_text: AsOfOption = None,
    format: FormatOption = Format.AUTO,
) -> None:
    """List the judgements, oldest first. Opinions of a running round are not shown.

    tracewire review log --format json
    """
    from tracewire.ledger import open_ledger

    with open_ledger(ledger, create=False) as store:
        view = store.as_of(as_of(as_of_text))
        hidden: dict[str, bool] = {}
        for one in view.judgements(member=member):
            name = one.verdict.round
            if name is not None and one.verdict.act in _opinions():
                if name not in hidden:
                    hidden[name] = not view.round(name).open_to_all
                if hidden[name]:
                    continue
            _tell(one, format)


def _tell(one: Judgement, format: Format) -> None:
    verdict = one.verdict
    if not wants_table(format):
        write_line(
            {
                "entry": one.entry,
                "recorded_at": one.recorded_at.isoformat(),
                "act": verdict.act.value,
                "subject": verdict.subject.value,
                "members": list(verdict.members),
                "author": verdict.author,
                "reason": verdict.reason,
                "round": verdict.round,
                "reviewers": list(verdict.reviewers),
                "replacement": verdict.replacement.to_dict() if verdict.replacement else None,
                "undoes": verdict.undoes,
                "undone_by": one.undone_by,
            }
        )
        return
    about = f"{verdict.subject} {' '.join(verdict.members)}" if verdict.members else verdict.round or ""
    undone = f"  undone by entry {one.undone_by}" if one.undone_by else ""
    print(
        one_line(
            f"{one.entry:>6}  {one.recorded_at:%Y-%m-%d}  {verdict.act:<8}{about}  {verdict.author}:"
            f" {verdict.reason}{undone}"
        )
    )
