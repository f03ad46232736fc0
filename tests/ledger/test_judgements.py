"""What analysts judge is kept, takes effect, can be undone, and is blind where it is to be compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from conftest import NOON
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import claim, document, reading

from tracewire.ledger import (
    Act,
    AlreadyJudged,
    Appended,
    Change,
    Identities,
    Judgement,
    Ledger,
    RoundClosed,
    RoundOpen,
    Subject,
    Superseded,
    UnknownClaim,
    UnknownDocument,
    UnknownJudgement,
    UnknownRound,
    Verdict,
    VerdictUnfit,
    agreement,
    identities,
    settle,
)
from tracewire.model import Claim, Quantity, Stage

TEXT = "Iran sent 300 drones. Russia asked for missiles. A tank of beans arrived. Crews were trained."
Judge = Callable[..., Appended]


@pytest.fixture
def claims(ledger: Ledger) -> list[Claim]:
    of, content = document("a", TEXT)
    made = [
        claim(of, "Iran sent 300 drones.", quantity=Quantity(300, 300)),
        claim(of, "Russia asked for missiles.", item=("missile",), stage=Stage.SOUGHT),
        claim(of, "A tank of beans arrived.", item=("tank",)),
        claim(of, "Crews were trained.", item=("training",)),
    ]
    ledger.append(*reading(of, content, *made), recorded_at=NOON, extractor="test", extractor_digest="1")
    return made


@pytest.fixture
def judge(ledger: Ledger) -> Judge:
    minutes = count(1)

    def judge(act: str, *members: str, by: str = "N. Azar", **more: object) -> Appended:
        given: dict[str, object] = {"reason": f"{by} says so", **more}
        verdict = Verdict(act=Act(act), members=members, author=by, **given)  # type: ignore[arg-type]
        return ledger.judge(verdict, recorded_at=NOON + timedelta(minutes=next(minutes)))

    return judge


def in_force(ledger: Ledger) -> set[Claim]:
    return {stored.claim for stored in ledger.as_of().claims()}


# What stands alone takes effect.


def test_an_acceptance_is_kept_and_changes_nothing(ledger: Ledger, claims: list[Claim], judge: Judge) -> None:
    kept = judge("accept", claims[0].id)
    assert (kept.change, kept.claims, kept.ended) == (Change.JUDGEMENT, 0, 0)
    assert in_force(ledger) == set(claims)
    [told] = ledger.as_of().judgements(member=claims[0].id)
    assert (told.verdict.act, told.verdict.author, told.entry) == (Act.ACCEPT, "N. Azar", 2)
    assert told.recorded_at == NOON + timedelta(minutes=1)
    assert list(ledger.as_of(1).judgements()) == []
    with pytest.raises(AlreadyJudged):
        judge("accept", claims[0].id)
    judge("accept", claims[0].id, by="L. Brandt")
    assert ledger.verify().ok


def test_a_rejection_ends_the_claim_and_its_undoing_brings_it_back(
    ledger: Ledger, claims: list[Claim], judge: Judge
) -> None:
    kept = judge("reject", claims[2].id, reason="beans, not armour")
    assert (kept.change, kept.ended) == (Change.CORRECTION, 1)
    assert in_force(ledger) == {*claims} - {claims[2]}
    back = judge("undo", undoes=kept.entry, reason="it was a tank after all")
    assert (back.change, back.claims) == (Change.JUDGEMENT, 1)
    assert in_force(ledger) == set(claims)
    [stored] = [one for one in ledger.as_of().claims() if one.id == claims[2].id]
    assert (stored.author, stored.reason, stored.entry) == ("N. Azar", "it was a tank after all", back.entry)
    first, second = ledger.as_of().judgements(member=claims[2].id)
    assert (first.undone_by, second.verdict.undoes) == (back.entry, kept.entry)
    assert next(ledger.as_of(kept.entry).judgements()).undone_by is None
    # What is in force again can be judged again, and reading the dispatch again changes nothing.
    judge("reject", claims[2].id, by="L. Brandt")
    assert in_force(ledger) == {*claims} - {claims[2]}
    assert ledger.verify().ok


def test_a_correction_replaces_and_its_undoing_restores(
    ledger: Ledger, claims: list[Claim], judge: Judge
) -> None:
    right = claims[0].but(quantity=Quantity(270, 330))
    kept = judge("correct", claims[0].id, replacement=right)
    assert in_force(ledger) == {right, *claims[1:]}
    [told] = ledger.as_of().judgements(acts=[Act.CORRECT])
    assert told.verdict.replacement == right
    back = judge("undo", undoes=kept.entry)
    assert (back.claims, back.ended) == (1, 1)
    assert in_force(ledger) == set(claims)
    of, content = document("a", TEXT)
    again = ledger.append(
        *reading(of, content, *claims), recorded_at=NOON, extractor="test", extractor_digest="2"
    )
    assert in_force(ledger) == set(claims), again
    assert ledger.verify().ok


def test_a_correction_of_a_correction_is_undone_first(
    ledger: Ledger, claims: list[Claim], judge: Judge
) -> None:
    right, better = (claims[0].but(quantity=Quantity(low, 330)) for low in (270, 280))
    first = judge("correct", claims[0].id, replacement=right)
    second = judge("correct", right.id, replacement=better)
    with pytest.raises(Superseded) as told:
        judge("undo", undoes=first.entry)
    assert f"entry {second.entry}" in told.value.message
    judge("undo", undoes=second.entry)
    judge("undo", undoes=first.entry)
    assert in_force(ledger) == set(claims)


def test_nothing_is_brought_back_into_a_version_that_has_ended(
    ledger: Ledger, claims: list[Claim], judge: Judge
) -> None:
    kept = judge("reject", claims[0].id)
    of, content = document("a", TEXT + " Corrected.")
    ledger.append(*reading(of, content), recorded_at=NOON, extractor="test", extractor_digest="1")
    with pytest.raises(Superseded):
        judge("undo", undoes=kept.entry)


@pytest.mark.parametrize(
    ("verdict", "kind"),
    [
        ({"act": "accept"}, VerdictUnfit),
        ({"act": "accept", "members": ("nothing",)}, UnknownClaim),
        ({"act": "correct", "members": (0,)}, VerdictUnfit),
        ({"act": "reject", "members": (0, 1)}, VerdictUnfit),
        ({"act": "merge", "members": (0,)}, VerdictUnfit),
        ({"act": "merge", "members": (0, 0)}, VerdictUnfit),
        ({"act": "merge", "members": (0, "f" * 16)}, UnknownClaim),
        ({"act": "merge", "members": ("a", "b"), "subject": "document"}, UnknownDocument),
        ({"act": "split", "members": ("", "b"), "subject": "party"}, VerdictUnfit),
        ({"act": "undo", "undoes": 1}, UnknownJudgement),
        ({"act": "undo"}, UnknownJudgement),
        ({"act": "open", "members": (0,), "round": "r", "reviewers": ("A",)}, VerdictUnfit),
        ({"act": "open", "members": (0,), "round": "r", "reviewers": ("A", "A")}, VerdictUnfit),
        ({"act": "open", "members": (), "round": "r", "reviewers": ("A", "B")}, VerdictUnfit),
        ({"act": "open", "members": (0,), "round": " ", "reviewers": ("A", "B")}, VerdictUnfit),
        ({"act": "accept", "members": (0,), "round": "none"}, UnknownRound),
        ({"act": "close", "round": "none"}, UnknownRound),
        ({"act": "accept", "members": (0,), "author": " "}, VerdictUnfit),
        ({"act": "accept", "members": (0,), "reason": ""}, VerdictUnfit),
    ],
)
def test_what_does_not_belong_together_is_refused(
    ledger: Ledger, claims: list[Claim], verdict: dict[str, object], kind: type[Exception]
) -> None:
    given: dict[str, object] = {"author": "N. Azar", "reason": "because", **verdict}
    given["act"] = Act(str(given["act"]))
    given["subject"] = Subject(str(given.get("subject", "claim")))
    members = given.get("members", ())
    given["members"] = tuple(claims[one].id if isinstance(one, int) else one for one in members)  # type: ignore[attr-defined]
    with pytest.raises(kind) as told:
        ledger.judge(Verdict(**given), recorded_at=NOON)  # type: ignore[arg-type]
    assert told.value.remedy  # type: ignore[attr-defined]
    assert ledger.head().entry == 1


# Merging and splitting.


def test_the_names_that_a_ledger_holds_are_those_of_its_claims_and_merges(
    ledger: Ledger, claims: list[Claim], judge: Judge
) -> None:
    ended = judge(
        "correct", claims[0].id, replacement=claims[0].but(supplier=("quay-brigade",), place=("Pier Nine",))
    )
    judge("merge", "quay-brigade", "pier-gang", subject=Subject.PARTY)
    judge("merge", "Quay Post", "The Post", subject=Subject.SPEAKER)
    view = ledger.as_of()
    parties = {party for one in claims for party in (*one.supplier, *one.recipient)}
    assert view.names(Subject.PARTY) == {*parties, "quay-brigade", "pier-gang"}
    assert view.names(Subject.ITEM) == {item for one in claims for item in one.item}
    assert view.names(Subject.PLACE) == {"Pier Nine"}
    assert {"Quay Post", "The Post"} <= view.names(Subject.SPEAKER)
    before = ledger.as_of(ended.entry - 1)
    assert (before.names(Subject.PARTY), before.names(Subject.PLACE)) == (parties, frozenset())


def test_a_merge_can_be_split_and_an_earlier_view_keeps_it(ledger: Ledger, judge: Judge) -> None:
    party = {"subject": Subject.PARTY}
    merged = judge("merge", "houthis", "ansarallah", **party)
    assert ledger.as_of().identities(Subject.PARTY).same("houthis", "ansarallah") is True
    assert ledger.as_of().identities(Subject.PARTY).one("houthis") == "ansarallah"
    with pytest.raises(AlreadyJudged):
        judge("merge", "ansarallah", "houthis", "YE", **party)
    split = judge("split", "houthis", "ansarallah", **party)
    assert ledger.as_of().identities(Subject.PARTY) == Identities()
    assert ledger.as_of(merged.entry).identities(Subject.PARTY).groups
    judge("undo", undoes=split.entry)
    assert ledger.as_of().identities(Subject.PARTY).same("houthis", "ansarallah") is True
    assert ledger.as_of().identities(Subject.ITEM) == Identities()
    assert ledger.verify().ok


def test_what_is_asked_around_a_name_is_what_the_whole_says(ledger: Ledger, judge: Judge) -> None:
    place = {"subject": Subject.PLACE}
    judge("merge", "Rajin", "Rason", **place)
    judge("merge", "Rason", "Najin", **place)
    judge("split", "Primorsk", "Primorsk (Far East)", **place)
    judge("merge", "Tripoli", "Trablus", **place)
    whole = ledger.as_of().identities(Subject.PLACE)
    near = ledger.as_of().identities(Subject.PLACE, around=["Najin"])
    assert near.groups == (frozenset({"Rajin", "Rason", "Najin"}),)
    assert near.group("Rajin") == whole.group("Rajin")
    assert whole.same("Primorsk", "Primorsk (Far East)") is False
    assert whole.same("Primorsk", "Rajin") is None
    with pytest.raises(AlreadyJudged):
        judge("split", "Primorsk (Far East)", "Primorsk", **place)


NAMES = st.lists(st.sampled_from("abcdefg"), min_size=2, max_size=4, unique=True).map(tuple)
ACTS = st.sampled_from([Act.MERGE, Act.MERGE, Act.SPLIT])


def judgement(entry: int, act: Act, members: tuple[str, ...]) -> Judgement:
    verdict = Verdict(act=act, members=members, author="A", reason="B", subject=Subject.PARTY)
    return Judgement(verdict=verdict, entry=entry, recorded_at=datetime(2026, 1, 1, tzinfo=UTC))


def accepted(given: list[tuple[Act, tuple[str, ...]]]) -> list[Judgement]:
    """Those that the ledger would take: a merge of what is one already says nothing and is left out."""
    kept: list[Judgement] = []
    for entry, (act, members) in enumerate(given, 1):
        now = identities(kept, Subject.PARTY)
        if act is Act.MERGE and any(
            now.same(one, other) for one in members for other in members if one != other
        ):
            continue
        kept.append(judgement(entry, act, members))
    return kept


def test_a_correction_takes_nothing_from_a_merge_or_split(
    ledger: Ledger, claims: list[Claim], judge: Judge
) -> None:
    """It is one passage, whatever was read in it: what was judged of the one holds of the other."""
    right, better = (claims[0].but(quantity=Quantity(low, 330)) for low in (270, 280))
    judge("merge", claims[0].id, claims[2].id)
    judge("split", claims[0].id, claims[3].id)
    before = ledger.head().entry
    judge("correct", claims[0].id, replacement=right)
    kept = judge("correct", right.id, replacement=better)
    now = ledger.as_of().resolution
    assert claims[2].id in now.with_it(better.id)
    assert better.id in now.with_it(claims[2].id)
    assert better.id in now.apart_from(claims[3].id)
    assert claims[3].id in now.apart_from(better.id)
    assert better.id not in ledger.as_of(before).resolution.with_it(claims[2].id)
    with pytest.raises(AlreadyJudged):
        judge("merge", claims[2].id, better.id)
    judge("split", claims[2].id, better.id)
    judge("undo", undoes=kept.entry)
    assert not ledger.as_of().resolution.with_it(claims[2].id)
    judge("merge", right.id, claims[1].id)
    judge("correct", right.id, replacement=better)
    assert claims[1].id in ledger.as_of().resolution.with_it(better.id)
    assert ledger.as_of().identities(Subject.CLAIM, around=[better.id]).same(better.id, claims[1].id)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(ACTS, NAMES), max_size=8), NAMES)
def test_law_merge_then_split_is_the_identity(
    before: list[tuple[Act, tuple[str, ...]]], members: tuple[str, ...]
) -> None:
    held = accepted(before)
    was = identities(held, Subject.PARTY)
    merged = accepted([*before, (Act.MERGE, members)])
    if len(merged) == len(held):
        return  # refused
    after = [*merged, judgement(99, Act.SPLIT, members)]
    now = identities(merged, Subject.PARTY)
    assert all(now.same(members[0], other) for other in members)
    assert identities(after, Subject.PARTY) == was


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(ACTS, NAMES), min_size=1, max_size=8))
def test_law_the_latest_judgement_holds(given_acts: list[tuple[Act, tuple[str, ...]]]) -> None:
    held = accepted(given_acts)
    if not held:
        return
    now, last = identities(held, Subject.PARTY), held[-1].verdict
    for place, one in enumerate(last.members):
        for other in last.members[:place]:
            assert now.same(one, other) is (True if last.act is Act.MERGE else now.same(one, other))
            if last.act is Act.SPLIT:
                assert now.same(one, other) is not True


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(ACTS, NAMES), min_size=1, max_size=10))
def test_law_sameness_is_symmetric_and_transitive(given_acts: list[tuple[Act, tuple[str, ...]]]) -> None:
    # Any list, also one that undone entries have left gaps in.
    now = identities(
        [judgement(entry, act, names) for entry, (act, names) in enumerate(given_acts)], Subject.PARTY
    )
    for one in "abcdefg":
        for other in "abcdefg":
            assert now.same(one, other) == now.same(other, one)
            assert (now.one(one) == now.one(other)) == (now.same(one, other) is True)


# Rounds.


@pytest.fixture
def june(claims: list[Claim], judge: Judge) -> Appended:
    return judge("open", *(one.id for one in claims), round="june", reviewers=("Azar", "Brandt"), by="Dubois")


def test_opinions_change_nothing_and_are_blind_until_all_are_given(
    ledger: Ledger, claims: list[Claim], judge: Judge, june: Appended
) -> None:
    judge("reject", claims[2].id, by="Azar", round="june")
    judge("correct", claims[0].id, by="Azar", round="june", replacement=claims[0].but(quantity=None))
    assert in_force(ledger) == set(claims)
    view = ledger.as_of()
    assert {key[0] for key in view.round("june", reader="Azar").opinions} == {"Azar"}
    assert view.round("june", reader="Brandt").opinions == {}
    assert view.round("june").opinions == {}
    assert view.round("june", reader="Azar").left("Azar") == (claims[1].id, claims[3].id)
    with pytest.raises(RoundOpen):
        settle(ledger, "june", author="Dubois", recorded_at=NOON)
    for one in (claims[1], claims[3]):
        judge("accept", one.id, by="Azar", round="june")
    for one in claims:
        assert ledger.as_of().round("june", reader="Brandt").complete is False
        judge("accept", one.id, by="Brandt", round="june")
    done = ledger.as_of().round("june")
    assert done.complete
    assert len(done.opinions) == 8
    assert ledger.as_of(june.entry).round("june").opinions == {}


def test_agreement_in_figures(ledger: Ledger, claims: list[Claim], judge: Judge, june: Appended) -> None:
    right = claims[0].but(quantity=Quantity(270, 330))
    for by, acts in {
        "Azar": ["correct", "accept", "reject", "accept"],
        "Brandt": ["correct", "accept", "accept", "accept"],
    }.items():
        for one, act in zip(claims, acts, strict=True):
            more = {"replacement": right} if act == "correct" else {}
            judge(act, one.id, by=by, round="june", **more)
    [found] = agreement(ledger.as_of().round("june"), {one.id: one for one in claims})
    assert (found.first, found.second, found.judged) == ("Azar", "Brandt", 4)
    # Azar 2 accept, 1 correct, 1 reject; Brandt 3 accept, 1 correct: chance (2*3 + 1*1 + 1*0) / 16.
    assert (found.observed, found.chance) == (0.75, 7 / 16)
    assert found.kappa == pytest.approx((0.75 - 7 / 16) / (1 - 7 / 16))
    assert (found.both_corrected, found.same_corrections) == (1, 1)
    assert found.slots["quantity"] == 1
    assert found.disputed == (claims[2].id,)

    done = settle(ledger, "june", author="Dubois", recorded_at=NOON)
    assert [claim for claim, _ in done.agreed] == [claims[0].id, claims[1].id, claims[3].id]
    assert done.disputed == (claims[2].id,)
    assert in_force(ledger) == {right, *claims[1:]}
    [stored] = [one for one in ledger.as_of().claims() if one.claim == right]
    assert stored.author == "Dubois"
    assert stored.reason == "agreed in round june (Azar: Azar says so; Brandt: Brandt says so)"
    again = settle(ledger, "june", author="Dubois", recorded_at=NOON)
    assert (again.agreed, len(again.moved_on)) == ((), 3)
    assert ledger.verify().ok


def test_a_reviewer_may_think_again_and_the_last_opinion_counts(
    ledger: Ledger, claims: list[Claim], judge: Judge, june: Appended
) -> None:
    first = judge("reject", claims[0].id, by="Azar", round="june")
    judge("accept", claims[0].id, by="Azar", round="june")
    of = ledger.as_of().round("june", reader="Azar")
    assert of.opinions["Azar", claims[0].id].verdict.act is Act.ACCEPT
    with pytest.raises(VerdictUnfit):
        judge("undo", undoes=first.entry, by="Brandt")
    judge("undo", undoes=first.entry, by="Azar")


def test_a_round_admits_its_reviewers_and_claims_while_it_runs(
    ledger: Ledger, claims: list[Claim], judge: Judge, june: Appended
) -> None:
    other, content = document("b", "More drones.")
    more = claim(other)
    ledger.append(*reading(other, content, more), recorded_at=NOON, extractor="test", extractor_digest="1")
    with pytest.raises(UnknownRound):
        judge("accept", claims[0].id, by="Stranger", round="june")
    with pytest.raises(VerdictUnfit):
        judge("accept", more.id, by="Azar", round="june")
    with pytest.raises(RoundClosed):
        judge("open", more.id, round="june", reviewers=("A", "B"))
    judge("accept", claims[0].id, by="Azar", round="june")
    judge("close", round="june", by="Dubois", reason="Brandt is away")
    assert len(ledger.as_of().round("june").opinions) == 1
    with pytest.raises(RoundClosed):
        judge("accept", claims[1].id, by="Azar", round="june")
    assert settle(ledger, "june", author="Dubois", recorded_at=NOON).agreed == ()


def test_a_claim_that_ended_during_the_round_is_left_alone_when_settling(
    ledger: Ledger, claims: list[Claim], judge: Judge, june: Appended
) -> None:
    judge("reject", claims[0].id, by="Dubois")
    for by in ("Azar", "Brandt"):
        for one in claims:
            judge("accept", one.id, by=by, round="june")
    done = settle(ledger, "june", author="Dubois", recorded_at=NOON)
    assert done.moved_on == (claims[0].id,)
    assert len(done.agreed) == 3
