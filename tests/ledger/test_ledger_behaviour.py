"""What every store must do, told through the public names of `tracewire.ledger`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from conftest import NOON, blobs, lose_bytes
from synthetic import claim, document, reading, readings

from tracewire.ledger import (
    AlreadyKnown,
    Appended,
    BatchOpen,
    Change,
    ClaimUnfit,
    Counts,
    Head,
    Ledger,
    Superseded,
    UnknownClaim,
    UnknownDocument,
    UnknownMoment,
    open_ledger,
)
from tracewire.model import Kind, Quantity, Rejected, Span, Stage, digest_bytes

Keep = Callable[..., Appended | AlreadyKnown]


def test_an_empty_ledger_says_so(ledger: Ledger) -> None:
    view = ledger.as_of()
    assert ledger.head() == Head(0, "0" * 64)
    assert (view.entry, view.recorded_at) == (0, None)
    assert view.counts() == Counts(entries=0, documents=0, claims=0, rejections=0)
    assert not [*view.documents(), *view.claims(), *view.rejections()]
    assert ledger.verify().ok


def test_what_is_appended_is_read_back_alike(ledger: Ledger, keep: Keep) -> None:
    given = list(readings(5))
    kept = [keep(one) for one in given]
    view = ledger.as_of()
    assert [stored.document for stored in view.documents()] == [one.document for one in given]
    assert [stored.claim for stored in view.claims()] == [c for one in given for c in one.claims]
    assert [s.claim.fills for s in view.claims()] == [c.fills for one in given for c in one.claims]
    assert [one.entry for one in kept] == [1, 2, 3, 4, 5]
    assert kept[-1] == Appended(
        entry=5, digest=ledger.head().digest, change=Change.DOCUMENT, claims=len(given[-1].claims), ended=0
    )
    stored = view.document(given[2].document.id)
    assert (stored.entry, stored.recorded_at) == (3, NOON + timedelta(minutes=2))
    assert (stored.extractor, stored.extractor_digest, stored.supersedes) == ("test", "1", None)
    assert ledger.evidence(given[2].document.raw) == given[2].content


def test_a_ledger_that_was_closed_opens_with_all_that_was_kept(url: str, ledger: Ledger, keep: Keep) -> None:
    for one in readings(3):
        keep(one)
    before = ledger.head(), ledger.as_of().content_digest()
    ledger.close()
    with open_ledger(url, create=False) as again:
        assert (again.head(), again.as_of().content_digest()) == before


def test_the_same_input_twice_changes_nothing(ledger: Ledger, keep: Keep) -> None:
    for one in readings(4):
        keep(one)
    before = ledger.head(), ledger.as_of().content_digest(), ledger.as_of().counts()
    again = [keep(one, recorded_at=NOON + timedelta(days=9)) for one in readings(4)]
    assert again == [AlreadyKnown(entry=entry) for entry in (1, 2, 3, 4)]
    assert (ledger.head(), ledger.as_of().content_digest(), ledger.as_of().counts()) == before


def test_other_bytes_and_another_reader_with_the_same_text_are_no_new_version(keep: Keep) -> None:
    of, content = document("a", "Iran a livré des drones à Moscou.")
    keep(reading(of, content, claim(of)))
    html = b"<p>Iran a livr&eacute; des drones \xc3\xa0 Moscou."
    from dataclasses import replace

    again = replace(of, raw=digest_bytes(html), extractor="html 7")
    assert keep(reading(again, html, claim(again))) == AlreadyKnown(entry=1)


def test_another_text_is_a_version_that_supersedes(ledger: Ledger, keep: Keep) -> None:
    first, content = document("a", "Six drones were delivered.")
    old = claim(first, quantity=Quantity(6, 6))
    keep(reading(first, content, old))
    second, content = document("a", "Correction: sixty drones were delivered.")
    new = claim(second, quantity=Quantity(60, 60))
    kept = keep(reading(second, content, new))
    assert isinstance(kept, Appended)
    assert (kept.change, kept.claims, kept.ended) == (Change.VERSION, 1, 1)
    now, then = ledger.as_of(), ledger.as_of(1)
    assert (now.document("a").document, now.document("a").supersedes) == (second, 1)
    assert [stored.claim for stored in now.claims()] == [new]
    assert then.document("a").document == first
    assert [stored.claim for stored in then.claims()] == [old]
    assert now.counts() == Counts(entries=2, documents=1, claims=1, rejections=0)
    # Going back to the first text is news as well.
    back = keep(reading(*document("a", "Six drones were delivered."), old))
    assert isinstance(back, Appended) and back.change is Change.VERSION
    assert ledger.as_of().document("a").supersedes == 2
    assert ledger.verify().ok


def test_another_date_is_a_version_too(ledger: Ledger, keep: Keep) -> None:
    text = "Six drones were delivered."
    for published in ("2023-06", "2023-06-09"):
        of, content = document("a", text, published=published)
        keep(reading(of, content, claim(of)))
    assert ledger.as_of().document("a").document.published == "2023-06-09"
    assert ledger.as_of(1).document("a").document.published == "2023-06"


def test_another_extraction_supersedes_what_differs_and_keeps_what_does_not(
    ledger: Ledger, keep: Keep
) -> None:
    of, content = document("a", "Iran sold drones. Russia wants missiles.")
    stays = claim(of, "Iran sold drones.")
    goes = claim(of, "Russia wants missiles.", item=("arms",))
    comes = claim(of, "Russia wants missiles.", item=("missile",), stage=Stage.SOUGHT)
    keep(reading(of, content, stays, goes))
    assert keep(reading(of, content, goes, stays), extractor_digest="2") == AlreadyKnown(entry=1)
    kept = keep(reading(of, content, stays, comes), extractor="other", extractor_digest="3")
    assert isinstance(kept, Appended)
    assert (kept.change, kept.claims, kept.ended) == (Change.EXTRACTION, 1, 1)
    view = ledger.as_of()
    assert [(stored.claim, stored.entry) for stored in view.claims()] == [(stays, 1), (comes, 2)]
    assert (view.document("a").entry, view.document("a").extractor) == (1, "other")
    assert ledger.as_of(1).document("a").extractor == "test"
    assert [stored.claim for stored in ledger.as_of(1).claims("a")] == [stays, goes]
    assert ledger.verify().ok


def test_what_stands_under_an_id_is_told_without_asking_who_read_it(ledger: Ledger, keep: Keep) -> None:
    one, content = document("a", "Iran a livré des drones à Moscou.")
    other, more = document("a", "Iran n'a livré aucun drone à Moscou.")
    assert (ledger.has(one.id), ledger.holds(one)) == (False, False)
    keep(reading(one, content, claim(one)))
    assert (ledger.has(one.id), ledger.holds(one), ledger.holds(other)) == (True, True, False)
    keep(reading(other, more))
    assert (ledger.holds(one), ledger.holds(other)) == (False, True)
    ledger.withdraw("a", author="N. Azar", reason="the outlet retracted it", recorded_at=NOON)
    assert (ledger.has(one.id), ledger.holds(other)) == (True, True)


def test_knows_spares_an_extraction(ledger: Ledger, keep: Keep) -> None:
    of, content = document("a", "Iran sold drones.")
    other, _ = document("a", "Iran sold drones!")
    assert not ledger.knows(of, extractor="test", extractor_digest="1")
    keep(reading(of, content))
    assert ledger.knows(of, extractor="test", extractor_digest="1")
    assert not ledger.knows(of, extractor="test", extractor_digest="2")
    assert not ledger.knows(other, extractor="test", extractor_digest="1")


def test_lost_bytes_are_not_known_and_are_put_back(ledger: Ledger, keep: Keep) -> None:
    of, content = document("a", "Iran sold drones.")
    keep(reading(of, content))
    lose_bytes(ledger)
    assert [failure.code for failure in ledger.verify().failures] == ["evidence-lost"]
    assert not ledger.knows(of, extractor="test", extractor_digest="1")
    assert keep(reading(of, content)) == AlreadyKnown(entry=1)
    assert ledger.verify().ok


def test_equal_bytes_are_kept_once(ledger: Ledger, keep: Keep) -> None:
    for name in "abc":
        keep(reading(*document(name, "The same wire story. " * 20)))
    with ledger.batch():
        for name in "de":
            keep(reading(*document(name, "Another wire story. " * 20)))
    assert blobs(ledger) == 2
    assert ledger.verify().blobs == 2


def test_a_correction_supersedes_and_earlier_views_keep_the_claim(ledger: Ledger, keep: Keep) -> None:
    of, content = document("a", "Some 300 drones were delivered.")
    wrong = claim(of, quantity=Quantity(3, 3))
    right = wrong.but(quantity=Quantity(270, 330))
    keep(reading(of, content, wrong))
    kept = ledger.correct(wrong.id, right, author="N. Azar", reason="misread", recorded_at=NOON)
    assert (kept.change, kept.claims, kept.ended) == (Change.CORRECTION, 1, 1)
    [stored] = ledger.as_of().claims()
    assert (stored.claim, stored.supersedes, stored.author, stored.reason) == (
        right,
        wrong.id,
        "N. Azar",
        "misread",
    )
    assert [one.claim for one in ledger.as_of(1).claims()] == [wrong]
    # Reading the dispatch again brings the corrected claim back neither with the same nor with another
    # extractor.
    assert keep(reading(of, content, wrong)) == AlreadyKnown(entry=1)
    extra = claim(of, "drones", stage=Stage.AGREED)
    keep(reading(of, content, wrong, extra), extractor_digest="2")
    assert {one.claim for one in ledger.as_of().claims()} == {right, extra}
    with pytest.raises(Superseded) as told:
        ledger.correct(wrong.id, None, author="N. Azar", reason="again", recorded_at=NOON)
    assert "entry 2" in told.value.message
    assert ledger.verify().ok


def test_a_claim_can_be_ended_without_another_in_its_place(ledger: Ledger, keep: Keep) -> None:
    of, content = document("a", "Nothing was delivered.")
    wrong = claim(of)
    keep(reading(of, content, wrong))
    ledger.correct(wrong.id, None, author="N. Azar", reason="no claim there", recorded_at=NOON)
    assert not list(ledger.as_of().claims())
    with pytest.raises(UnknownClaim):
        ledger.as_of().claim(wrong.id)
    assert ledger.as_of(1).claim(wrong.id).claim == wrong


@pytest.mark.parametrize(
    "change",
    [{}, {"span": Span(0, 999)}, {"document": "b"}, {"when": "yesterday"}],
    ids=["the same", "outside the text", "another document", "a time that nobody can read"],
)
def test_a_replacement_must_belong_there(ledger: Ledger, keep: Keep, change: dict[str, object]) -> None:
    of, content = document("a", "Six drones.")
    wrong = claim(of)
    keep(reading(of, content, wrong))
    with pytest.raises(ClaimUnfit):
        ledger.correct(wrong.id, wrong.but(**change), author="A", reason="B", recorded_at=NOON)
    assert ledger.head().entry == 1


def test_a_withdrawn_document_comes_back_only_as_another_version(ledger: Ledger, keep: Keep) -> None:
    of, content = document("a", "Six drones were delivered.")
    keep(reading(of, content, claim(of)))
    kept = ledger.withdraw("a", author="N. Azar", reason="the outlet retracted it", recorded_at=NOON)
    assert (kept.change, kept.ended) == (Change.WITHDRAWAL, 1)
    assert ledger.as_of().counts() == Counts(entries=2, documents=0, claims=0, rejections=0)
    with pytest.raises(UnknownDocument):
        ledger.as_of().document("a")
    assert ledger.as_of(1).document("a").document == of
    assert isinstance(keep(reading(of, content, claim(of))), AlreadyKnown)
    assert ledger.knows(of, extractor="test", extractor_digest="9")
    again, content = document("a", "Six drones were delivered, the ministry confirmed.")
    assert isinstance(keep(reading(again, content, claim(again))), Appended)
    assert [stored.document for stored in ledger.as_of().documents()] == [again]
    assert ledger.verify().ok


def test_rejections_are_entries_and_are_told_once(ledger: Ledger) -> None:
    content = b"\x00\x01"
    rejected = Rejected(
        document="x", code="binary", reason="no text", remedy="send text", raw=digest_bytes(content)
    )
    first = ledger.append_rejection(rejected, recorded_at=NOON, content=content)
    assert isinstance(first, Appended) and first.change is Change.REJECTION
    assert ledger.append_rejection(rejected, recorded_at=NOON) == AlreadyKnown(entry=1)
    other = Rejected(document="x", code="empty", reason="nothing in it", remedy="send text")
    assert isinstance(ledger.append_rejection(other, recorded_at=NOON), Appended)
    view = ledger.as_of()
    assert [stored.rejected for stored in view.rejections()] == [rejected, other]
    assert [stored.rejected for stored in ledger.as_of(1).rejections()] == [rejected]
    assert view.counts().rejections == 2
    assert ledger.evidence(digest_bytes(content)) == content
    assert ledger.verify().ok


def test_as_of_an_instant_follows_the_entries_when_the_clock_steps_back(ledger: Ledger, keep: Keep) -> None:
    minutes = [0, 10, 5, 20]  # the third clock was set back
    for one, minute in zip(readings(4), minutes, strict=True):
        keep(one, recorded_at=NOON + timedelta(minutes=minute))

    def entry(minute: int) -> int:
        return ledger.as_of(NOON + timedelta(minutes=minute)).entry

    assert [entry(minute) for minute in (-1, 0, 9, 10, 19, 20, 99)] == [0, 1, 1, 3, 3, 4, 4]
    assert [stored.recorded_at.minute for stored in ledger.as_of().documents()] == minutes
    assert ledger.as_of(3).recorded_at == NOON + timedelta(minutes=10)
    paris = timezone(timedelta(hours=1))
    assert ledger.as_of((NOON + timedelta(minutes=10)).astimezone(paris)).entry == 3
    assert ledger.verify().ok


@pytest.mark.parametrize("moment", [7, -1, datetime(2026, 1, 1)], ids=["late", "negative", "naive"])
def test_a_moment_that_is_not_there_is_refused(ledger: Ledger, keep: Keep, moment: int | datetime) -> None:
    keep(next(readings(1)))
    with pytest.raises(UnknownMoment) as told:
        ledger.as_of(moment)
    assert told.value.remedy


def test_claims_answer_for_document_kind_party_and_line(ledger: Ledger, keep: Keep) -> None:
    of, content = document("a", "Iran and North Korea sold drones. Russia used some. Sanctions followed.")
    sold = claim(of, "Iran and North Korea sold drones.", supplier=("IR", "KP"))
    used = claim(of, "Russia used some.", supplier=(), kind=Kind.USE, stage=Stage.USED)
    measure = claim(of, "Sanctions followed.", kind=Kind.MEASURE, stage=Stage.ADOPTED)
    keep(reading(of, content, sold, used, measure))
    other, content = document("b", "France sent howitzers.")
    sent = claim(other, supplier=("FR",), recipient=("UA",), item=("howitzer",))
    keep(reading(other, content, sent))
    view = ledger.as_of()

    def found(**asked: object) -> list[object]:
        return [stored.claim for stored in view.claims(**asked)]  # type: ignore[arg-type]

    assert found(document="b") == [sent]
    assert found(kind=Kind.USE) == [used]
    assert found(supplier="KP") == [sold]
    assert found(recipient="RU") == [sold, used, measure]
    assert found(item="howitzer", supplier="IR") == []
    assert found(line=("IR", "RU", "one-way-attack-uav")) == [sold]
    assert found(line=(None, "RU", "one-way-attack-uav")) == [used]
    assert found(limit=3) == [sold, used, measure]
    assert found(limit=3, after=(1, 1)) == [measure, sent]
    assert found(limit=0) == []


def test_pages_meet_without_gap_or_repeat(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    given = list(readings(40))
    list(ledger.append_all(given, recorded_at=NOON, extractor="test", extractor_digest="1"))
    whole = [c for one in given for c in one.claims]
    view = ledger.as_of()
    digest = view.content_digest()
    monkeypatch.setattr("tracewire.ledger.pages._PAGE", 7)
    monkeypatch.setattr("tracewire.ledger.standing._DOCUMENT_PAGE", 3)
    assert [stored.claim for stored in view.claims()] == whole
    assert [stored.document for stored in view.documents()] == [one.document for one in given]
    assert [stored.document for stored in view.documents(limit=5)] == [one.document for one in given[:5]]
    assert view.content_digest() == digest


def test_a_claim_is_found_by_the_beginning_of_its_id(ledger: Ledger, keep: Keep) -> None:
    for one in readings(30):
        keep(one)
    view = ledger.as_of()
    for stored in view.claims():
        assert view.claim(stored.id[:12].upper()) == stored
    for vague in ("", "no claim", "%", "0" * 16):
        with pytest.raises(UnknownClaim):
            view.claim(vague)
    first = next(view.claims()).id[0]
    alike = [stored for stored in view.claims() if stored.id.startswith(first)]
    assert len(alike) > 1
    with pytest.raises(UnknownClaim) as told:
        view.claim(first)
    assert told.value.message == "several claims begin so"


@pytest.mark.parametrize(
    "breakage",
    ["bytes", "text", "claim of another", "span outside", "time", "number", "empty span", "surrogate"],
)
def test_what_does_not_belong_together_is_refused_whole(ledger: Ledger, breakage: str) -> None:
    from dataclasses import replace

    of, content = document("a", "Six drones.")
    claims = [claim(of)]
    match breakage:
        case "bytes":
            content += b" "
        case "text":
            of = replace(of, text="Six drones!")
        case "claim of another":
            claims.append(claim(document("b", "Six.")[0]))
        case "span outside":
            claims.append(claims[0].but(span=Span(3, 12)))
        case "number":
            claims.append(claims[0].but(quantity=Quantity(-5, 3)))
        case "time":
            claims.append(claims[0].but(when="yesterday"))
        case "empty span":
            claims.append(claims[0].but(span=Span(3, 3)))
        case "surrogate":
            of = replace(of, text="Six \ud800")
    with pytest.raises(ClaimUnfit) as told:
        ledger.append(of, content, claims, recorded_at=NOON, extractor="t", extractor_digest="1")
    assert told.value.where == "a"
    assert told.value.remedy
    assert ledger.head().entry == 0


def test_a_time_without_zone_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="zone"):
        ledger.append(
            *document("a", "Six."),
            [],
            recorded_at=datetime(2026, 1, 1),
            extractor="t",
            extractor_digest="1",
        )
    assert ledger.head().entry == 0


def test_a_batch_keeps_what_was_appended_before_an_error(ledger: Ledger, keep: Keep) -> None:
    given = list(readings(3))

    def interrupted() -> None:
        with ledger.batch():
            keep(given[0])
            keep(given[1])
            assert ledger.as_of().entry == 0, "views see a batch once it has ended"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert ledger.as_of().entry == 2
    assert isinstance(keep(given[2]), Appended)
    assert ledger.verify().ok


def test_a_batch_within_a_batch_is_refused(ledger: Ledger) -> None:
    with ledger.batch(), pytest.raises(BatchOpen), ledger.batch():
        pass


def test_a_batch_without_appends_changes_nothing(ledger: Ledger) -> None:
    with ledger.batch():
        pass
    assert ledger.head().entry == 0


def test_append_all_tells_each_document_once_it_is_kept(ledger: Ledger) -> None:
    given = list(readings(7))
    seen = []
    for name, kept in ledger.append_all(
        given, recorded_at=NOON, extractor="test", extractor_digest="1", batch=3
    ):
        assert isinstance(kept, Appended)
        assert ledger.as_of(kept.entry).document(name).entry == kept.entry
        seen.append(name)
    assert seen == [one.document.id for one in given]


def test_two_claims_with_one_id_are_one(ledger: Ledger, keep: Keep) -> None:
    of, content = document("a", "Six drones.")
    kept = keep(reading(of, content, claim(of), claim(of)))
    assert isinstance(kept, Appended) and kept.claims == 1


def test_times_before_the_year_1000_and_far_zones_keep_their_order(ledger: Ledger, keep: Keep) -> None:
    early = datetime(999, 1, 1, tzinfo=UTC)
    keep(next(readings(1)), recorded_at=early)
    assert ledger.as_of(early).entry == 1
    assert next(ledger.as_of().documents()).recorded_at == early
