"""Grades: which letter and digit, why two statements are independent or not, and the laws that hold for
any."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from said import (
    DENIED,
    DIPLOMAT,
    KYIV,
    LONDON,
    PENTAGON,
    REPORTS,
    TEHRAN,
    WHITE_HOUSE,
    collections,
    copies,
    dispatch,
    told,
)

from tracewire.assess import (
    Grade,
    Sort,
    brief_of,
    contradictions,
    default_register,
    estimates,
    grade,
    legal_days,
    read_entries,
    relation,
    state,
)
from tracewire.cli.assessments import brief_lines
from tracewire.errors import InputRefused
from tracewire.ledger import body_of, fuse
from tracewire.model import NARRATOR, SPEECH, Certainty, Claim, Document, Fill, Kind, Source, Stage

A, B, C, D = (dispatch(name) for name in "abcd")
LATER = dispatch("later", published="2023-08-01")
ENVOY = Source(name="Javad Sohrabi", role="ambassador", org="Iranian Mission to the UN", country="IR")
POSSIBLE = {"certainty": Certainty.POSSIBLE}
FRENCH = "our French analogue of ICD 203"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ([(A, {"source": WHITE_HOUSE})], "C3"),
        ([(A, {"source": WHITE_HOUSE}), (B, {"source": PENTAGON})], "C3"),  # one state speaks
        ([(A, {"source": WHITE_HOUSE}), (B, {"source": Source(org="Pentagon", country="US")})], "C3"),
        (
            [
                (A, {"source": Source(org="Ukrainian Air Force", country="UA")}),
                (B, {"source": Source(org="Ukrainian GUR", country="UA")}),
            ],
            "C3",
        ),
        (
            [
                (A, {"source": Source(org="Presidential Office", country="KR", role="spokesperson")}),
                (B, {"source": Source(org="National Intelligence Service", country="KR")}),
            ],
            "C3",
        ),
        (
            [
                (A, {"source": Source(org="White House", country="US")}),
                (B, {"source": Source(org="Pentagon", country="US", role="official", anonymous=True)}),
                (C, {"source": Source(org="National Intelligence Service", country="KR")}),
                (D, {"source": Source(org="Japanese Ministry of Defence", country="JP")}),
            ],
            "C2",
        ),  # three states of one bloc
        ([(A, {"source": WHITE_HOUSE}), (B, {"source": LONDON})], "C2"),  # two states of one bloc
        ([(A, {"source": WHITE_HOUSE}), (B, {"source": KYIV})], "C1"),
        ([(A, {"source": WHITE_HOUSE}), (B, {"source": LONDON}), (C, {"source": KYIV})], "C1"),
        ([(A, {"source": WHITE_HOUSE}), (B, {"source": KYIV, **POSSIBLE})], "C2"),
        (
            [
                (dispatch("t", outlet="TASS"), {"source": NARRATOR}),
                (B, {"source": Source(role="institution", org="Kremlin", country="RU")}),
            ],
            "C3",
        ),  # a state's own medium
        ([(A, {"source": DIPLOMAT})], "F6"),
        ([(A, {"source": REPORTS})], "F6"),
        ([(A, {"source": WHITE_HOUSE, **POSSIBLE})], "C4"),
        ([(A, {"source": WHITE_HOUSE}), (B, {"source": TEHRAN, "polarity": DENIED})], "C4"),
        (
            [
                (A, {"source": WHITE_HOUSE}),
                (B, {"source": TEHRAN, "polarity": DENIED}),
                (C, {"source": KYIV, "polarity": DENIED}),
            ],
            "C5",
        ),
        (
            [
                (A, {"source": WHITE_HOUSE, "when": "2023-01"}),
                (B, {"source": TEHRAN, "polarity": DENIED, "stage": Stage.PLANNED, "when": "2023"}),
                (C, {"source": TEHRAN, "polarity": DENIED, "stage": Stage.SOUGHT}),
            ],
            "C3",
        ),  # that no more will be sent, and that nobody asked, denies no delivery
        (
            [
                (A, {"source": WHITE_HOUSE, "when": "2022-08"}),
                (B, {"source": TEHRAN, "polarity": DENIED}),
                (LATER, {"source": ENVOY, "when": "2022-08"}),
            ],
            "C1",
        ),  # a state that admits what it denied
        (
            [
                (A, {"source": WHITE_HOUSE, "when": "2022-08"}),
                (B, {"source": TEHRAN, "polarity": DENIED}),
                (LATER, {"source": ENVOY, "when": "2023-07"}),
            ],
            "C2",
        ),  # what came after it was not denied, and what was denied still is
        (
            [
                (A, {"source": TEHRAN, "when": "2022-08"}),
                (LATER, {"source": ENVOY, "polarity": DENIED}),
            ],
            "C4",
        ),  # but a later denial takes no admission back
        (
            [
                (A, {"source": WHITE_HOUSE, "when": "2022-08"}),
                (B, {"source": TEHRAN, "polarity": DENIED}),
                (LATER, {"source": ENVOY, "when": "2022-08", **POSSIBLE}),
            ],
            "C3",
        ),  # what may have come is no admission
        ([(A, {"source": TEHRAN, "polarity": DENIED})], "F6"),
        ([(dispatch("e", outlet="AP"), {"source": NARRATOR})], "B3"),
    ],
)
def test_letter_and_digit_follow_the_stated_rules(
    said: list[tuple[Document, dict[str, Any]]], code: str
) -> None:
    found = grade(told(*said))
    assert found.code == code, found.reason


def test_not_yet_does_not_speak_against_what_came_later() -> None:
    before, after = dispatch("before", published="2023-05-01"), dispatch("after", published="2023-07-01")
    said = [(before, {"source": TEHRAN, "polarity": DENIED}), (after, {"when": "2023-06"})]
    assert grade(told(*said)).code == "C3"
    assert grade(told(said[0], (after, {"when": "2023-04"}))).code == "C4"


def test_the_day_on_which_a_denial_was_spoken_is_no_time_of_the_event() -> None:
    may, june = dispatch("may", published="2023-05-02"), dispatch("june", published="2023-06-22")
    said = (may, {"when": "2023-03"})
    denial = {"source": TEHRAN, "polarity": DENIED}
    assert grade(told(said, (june, {**denial, "when": "2023-06-21"}))).code == "C4"
    assert grade(told(said, (june, {**denial, "when": "2023-06-12/2023-06-18"}))).code == "C3", (
        "none that week"
    )


def test_what_was_newly_agreed_and_has_not_come_does_not_deny_what_came() -> None:
    said = told(
        (A, {"source": NARRATOR}),
        (A, {"source": DIPLOMAT, "stage": Stage.AGREED}),
        (A, {"source": DIPLOMAT, "stage": Stage.SHIPPED, "polarity": DENIED}),
    )
    assert grade(said).against == ()
    elsewhere = told(
        (B, {"source": NARRATOR}),
        (A, {"source": DIPLOMAT, "stage": Stage.AGREED}),
        (A, {"source": DIPLOMAT, "stage": Stage.SHIPPED, "polarity": DENIED}),
    )
    assert len(grade(elsewhere).against) == 1, (
        "the dispatch itself tells of no delivery: both may mean one deal"
    )


@pytest.mark.parametrize(
    ("denial", "code"),
    [
        ({"item": ("uav",)}, "C4"),  # who denies drones denies attack drones
        ({"item": ("arms",)}, "C4"),
        ({"item": ("missile",)}, "C3"),
        ({"supplier": ("KP",)}, "C3"),
        ({"supplier": ()}, "C3"),  # whose, is left open
        ({"designation": ("Arash-2",)}, "C3"),
        ({"kind": Kind.SUPPORT}, "C3"),
    ],
)
def test_a_denial_counts_against_what_it_covers(denial: dict[str, Any], code: str) -> None:
    drones = ("one-way-attack-uav",)
    said = told((A, {"item": drones}), (B, {"source": TEHRAN, "polarity": DENIED, "item": drones, **denial}))
    assert grade(said).code == code


def test_a_denial_of_some_goods_does_not_deny_a_wider_question() -> None:
    arms = {"supplier": ("DE",), "recipient": ("UA",)}
    said = told(
        (A, {**arms, "item": ("tank",), "source": LONDON}),
        (B, {**arms, "item": ("cruise-missile",), "source": KYIV, "polarity": DENIED}),
    )
    found = brief_of(said, "DE", "UA", "arms")
    assert found.grade is not None and (found.grade.code, found.grade.against) == ("C3", ())
    assert (found.denied, found.denied_of) == ((), (("cruise-missile", Stage.DELIVERED),))
    assert "denied by a source, of cruise missile alone: delivered" in " ".join(map(str, brief_lines(found)))
    alone = brief_of(said[1:], "DE", "UA", "cruise-missile")
    assert (alone.denied, alone.denied_of) == ((Stage.DELIVERED,), ())


@pytest.mark.parametrize(
    ("left", "right", "independent", "words"),
    [
        ((A, {}), (A, {"source": KYIV}), False, "in the same dispatch"),
        ((A, {}), (B, {"source": PENTAGON}), False, "speaks for the same state (United States)"),
        (
            (A, {"source": Source(name="Ann Lee", role="official")}),
            (B, {"source": Source(name="Ann Lee", role="envoy")}),
            False,
            "the same person (Ann Lee)",
        ),
        (
            (A, {"source": Source(role="diplomat", via="The Guardian")}),
            (B, {"source": Source(role="official", via="Guardian")}),
            False,
            "the same organisation (The Guardian)",
        ),
        ((A, {}), (B, {"source": KYIV}), True, "other dispatches, other speakers, other relays"),
    ],
)
def test_each_decision_on_independence_has_its_reason(
    left: Any, right: Any, independent: bool, words: str
) -> None:
    one, other = told(left, right)
    found = relation(one, other)
    assert (found.independent, words in found.reasons) == (independent, True)


def agency(name: str, published: str, outlet: str = "Meridian") -> Document:
    return dispatch(name, published=published, outlet=outlet)


EARLIER, LATER = agency("first", "2023-05-02"), agency("second", "2023-06-20")
OWN = {"source": NARRATOR, "quantity": (12, 12)}
ALSO_OWN = {"source": Source(role="institution", org="Meridian"), "quantity": (12, 12)}
HEARD = {"source": TEHRAN, "quantity": (12, 12)}
UNNAMED = {"source": DIPLOMAT, "quantity": (12, 12)}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ([(EARLIER, HEARD), (LATER, OWN)], "C3"),
        ([(EARLIER, HEARD), (LATER, ALSO_OWN)], "C3"),
        ([(EARLIER, UNNAMED), (LATER, OWN)], "F3"),
        ([(EARLIER, HEARD), (agency("same", "2023-05-02"), OWN)], "C3"),
        ([(EARLIER, {**HEARD, "item": ("armed-uav",)}), (LATER, {**OWN, "quantity": None})], "C3"),
        # The speaker through another house, the background through the one that had relayed him too.
        ([(EARLIER, HEARD), (LATER, OWN), (agency("other", "2023-05-03", "Atlas"), HEARD)], "C3"),
        # It had told it on its own before the speaker did.
        ([(EARLIER, OWN), (LATER, HEARD)], "C1"),
        # It tells more than it had relayed.
        ([(EARLIER, HEARD), (LATER, {**OWN, "quantity": (20, 20)})], "C1"),
        ([(EARLIER, {**HEARD, "quantity": None}), (LATER, OWN)], "C1"),
        ([(EARLIER, {**HEARD, "item": ("uav",)}), (LATER, {**OWN, "item": ("armed-uav",)})], "C1"),
        ([(EARLIER, {**HEARD, "when": "2022"}), (LATER, {**OWN, "when": "2023-06"})], "C1"),
        # Another house, and another speaker.
        ([(EARLIER, HEARD), (agency("other", "2023-06-20", "Atlas"), OWN)], "C1"),
        ([(EARLIER, HEARD), (LATER, OWN), (agency("other", "2023-06-21", "Atlas"), OWN)], "C1"),
        ([(EARLIER, HEARD), (LATER, {**HEARD, "source": KYIV})], "C1"),
        # It denies in its own voice what it had relayed as denied.
        (
            [
                (A, {"source": WHITE_HOUSE}),
                (B, {"source": KYIV}),
                (EARLIER, {**HEARD, "polarity": DENIED}),
                (LATER, {**OWN, "quantity": None, "polarity": DENIED}),
            ],
            "C2",
        ),
    ],
)
def test_a_house_does_not_confirm_whom_it_had_relayed(
    said: list[tuple[Document, dict[str, Any]]], code: str
) -> None:
    found = grade(told(*said))
    assert found.code == code, found.reason
    assert grade(told(*reversed(said))).code == code
    documents = [of for of, _ in said]
    fused = fuse((one.claim for one in told(*said)), map(body_of, documents))
    assert {str(line.credibility) for line in fused if line.stage} <= {code[1], "3"}


def test_what_a_house_had_relayed_is_told_as_the_reason() -> None:
    found = grade(told((EARLIER, HEARD), (LATER, OWN)))
    steps = [one.text for one in found.explain()]
    assert steps[-1] == (
        "no further origin: Meridian; its house had relayed that speaker before, and tells no more now in its"
        " own voice"
    )
    left, right = told((EARLIER, HEARD), (LATER, OWN))
    assert relation(left, right).reasons == relation(right, left).reasons


def test_a_copy_of_a_dispatch_is_told_as_such() -> None:
    copy = dispatch("copy", text=A.text, published="2023-06-10")
    one, other = told((A, {}), (copy, {"source": KYIV}))
    assert relation(one, other).reasons == ("in a copy of the same dispatch",)


def test_blocs_have_dates_and_words() -> None:
    finnish = Source(role="institution", org="Finnish Ministry of Defence", country="FI")

    def bloc(when: str) -> str | None:
        one, other = told(
            (dispatch("x", published=when), {}), (dispatch("y", published=when), {"source": finnish})
        )
        return relation(one, other).bloc

    assert bloc("2022-06-01") is None
    assert "NATO" in (bloc("2023-06-01") or "")


def test_a_grade_explains_itself_down_to_passages() -> None:
    found = grade(
        told(
            (A, {}),
            (A, {"source": PENTAGON}),
            (B, {"source": LONDON}),
            (C, {"source": TEHRAN, "polarity": DENIED}),
        )
    )
    steps = list(found.explain())
    assert steps[0].text == f"{found.code}: {found.words}"
    assert [one.passage for step in steps for one in step.statements]
    record = found.to_dict()
    documents = {"a": A, "b": B, "c": C}
    passages = [passage for step in record["explanation"] for passage in step["passages"]]
    assert passages
    for passage in passages:
        text = documents[passage["document"]].text
        assert text[passage["start"] : passage["end"]] == passage["passage"]
    assert any("one bloc" in step.text for step in steps)
    assert any("no further origin" in step.text and "same dispatch" in step.text for step in steps)


def test_the_register_keeps_letters_by_day() -> None:
    register = default_register()
    paper = Source(role="narrator", org="Kommersant")
    assert register.rate(paper, on=date(2020, 1, 1)).letter == "C"
    assert register.rate(paper, on=date(2023, 1, 1)).letter == "D"
    assert [one.letter for one in register.history("Kommersant")] == ["C", "D"]
    assert register.rate(Source(role="narrator", org="The Associated Press")).name == "AP"


def test_the_register_is_replaced_where_its_reader_knows_better() -> None:
    mine = read_entries(
        "name,class,letter,since,reason,author\nWhite House,,B,2021-01-20,checked against debris,R. Roe\n",
        where="mine.csv",
    )
    register = default_register().with_entries(mine)
    rated = register.rate(WHITE_HOUSE, on=date(2022, 1, 1))
    assert (rated.letter, rated.author, rated.by) == ("B", "R. Roe", "name")
    assert register.rate(WHITE_HOUSE, on=date(2020, 1, 1)).letter == "C"
    assert default_register().rate(WHITE_HOUSE).letter == "C", "a register never changes"
    assert grade(told((A, {})), register=register).code == "B3"


@pytest.mark.parametrize(
    "text",
    [
        "name,letter\nX,B\n",
        "name,letter,reason\nX,Q,because\n",
        "name,letter,reason,since\nX,B,because,May\n",
    ],
)
def test_a_register_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(InputRefused):
        read_entries(text, where="mine.csv")


def test_every_letter_ships_with_its_reason() -> None:
    for entry in default_register().entries:
        assert entry.reason and default_register().history(entry.name)


def test_unnamed_speakers_of_a_body_have_its_letter_and_the_outlet_vouches() -> None:
    official = Source(role="official", org="White House", country="US", anonymous=True)
    rated = default_register().rate(official)
    assert rated.letter == "C" and "unnamed" in rated.reason


def test_who_is_named_stands_for_an_origin_before_who_is_not() -> None:
    official = {"source": Source(role="official", country="US", anonymous=True)}
    [origin] = grade(told((A, official), (B, {}), (D, {"source": PENTAGON}))).origins
    assert [origin.statement.speaker, *(one.right.speaker for one in origin.others)] == [
        "White House",
        "official, US, unnamed",
        "US Department of Defense",
    ]


def test_an_origin_has_the_best_letter_of_its_speaker() -> None:
    official = {"source": Source(role="official", country="US", anonymous=True)}
    assert grade(told((A, official))).code == "F3"
    for said in ([(A, official), (D, {})], [(A, {}), (D, official)]):
        found = grade(told(*said))
        assert found.code == "C3", found.reason
    kcna, ministry = dispatch("kcna", outlet="KCNA"), Source(org="North Korean government", country="KP")
    found = grade(told((kcna, {"source": NARRATOR}), (D, {"source": ministry})))
    assert any("letter C, that of North Korean government" in step.text for step in found.explain())
    other = {"source": Source(role="official", country="UA", anonymous=True)}
    assert [one.rating.letter for one in grade(told((A, other), (D, {}))).origins] == ["F", "C"]


def spoken(when: str) -> dict[str, object]:
    """As the extractor tells it that the source spoke then: of the event, the text gives no day."""
    return {"when": when, "fills": (Fill(slot="when", value=when, span=None, rule=f"{SPEECH}weekday"),)}


def test_the_day_on_which_an_admission_was_made_is_no_day_of_the_event() -> None:
    """ "Has delivered, he said on Tuesday", reported on Wednesday, takes back what he had denied."""
    denied = dispatch("denied", published="2023-03-02"), {"source": TEHRAN, "polarity": DENIED}
    admitted = dispatch("admitted", published="2023-05-10"), {"source": TEHRAN, **spoken("2023-05-09")}
    found = grade(told(denied, admitted))
    assert (found.code, found.against, len(found.taken_back)) == ("C3", (), 1), found.reason
    dated = dispatch("admitted", published="2023-05-10"), {"source": TEHRAN, "when": "2023-05-09"}
    found = grade(told(denied, dated))
    assert (found.against, found.taken_back) == ((), ()), "another delivery, after the denial"
    told_of = told((admitted[0], {**admitted[1], "quantity": (3500, 3500)}))
    assert [one.period.told for one in told_of] == [False]
    [day] = legal_days(told_of, "IR", "RU", "uav")
    assert (day.when.text, day.assumed) == ("2023-05-09", True)
    agreed = told((admitted[0], {**admitted[1], "stage": Stage.AGREED}))
    assert [one.period.told for one in agreed] == [True], "a contract is of the day of its announcement"


def test_who_denies_a_number_and_admits_fewer_denies_no_delivery() -> None:
    august = {"when": "2022-08"}
    forty_six = (A, {"quantity": (46, 46), **august})
    refused = {"source": TEHRAN, "polarity": DENIED, "quantity": (46, 46), **august}
    ten = {"source": TEHRAN, "quantity": (10, 10), **august}
    alone = grade(told(forty_six, (B, refused)))
    assert (alone.code, len(alone.against)) == ("C4", 1)
    later = dispatch("later", published="2023-06-20")
    for where in (B, later):
        found = grade(told(forty_six, (B, refused), (where, ten)))
        assert (found.code, found.against, len(found.taken_back)) == ("C1", (), 1), found.reason
    other = grade(told(forty_six, (B, refused), (C, {**ten, "source": KYIV})))
    assert (other.code, len(other.against)) == ("C2", 1), "another admits nothing for it"


@pytest.mark.parametrize(
    ("passage", "language", "country", "words"),
    [
        ("It is very likely that more came.", "en", "US", ["“very likely” (80–95 %, ICD 203)"]),
        ("Likely, more came.", "en", "GB", ["“likely” (55–75 %, PHIA yardstick)"]),
        ("Likely, more came.", "en", "US", ["“likely” (55–80 %, ICD 203)"]),
        ("il a probablement presque tout usé", "fr", None, [f"“probablement” (55–80 %, {FRENCH})"]),
        ("sans doute livrés", "fr", None, [f"“sans doute” (55–80 %, {FRENCH})"]),
        ("They came.", "en", "US", []),
        ("The first arrived in May, and more may come.", "en", "US", ["“may” (20–55 %, no published scale)"]),
        ("The first, from Orléans — Œuvres d’art — arrived in May.", "en", "US", []),
        ("Likely, more came.", None, None, []),
    ],
)
def test_words_of_likelihood_have_their_band(
    passage: str, language: str | None, country: str | None, words: list[str]
) -> None:
    assert [one.words for one in estimates(passage, language, country=country)] == words


def judged(found: Grade) -> tuple[object, ...]:
    return found.stage, found.code, found.reason, len(found.origins), len(found.blocs)


@settings(max_examples=120, deadline=None)
@given(collections(), st.data())
def test_copies_change_no_grade_and_no_count_of_origins(
    collection: tuple[list[Document], list[Claim]], data: st.DataObject
) -> None:
    documents, claims = collection
    more, said = data.draw(copies(documents, claims))
    for stage in (None, Stage.AGREED, Stage.DELIVERED):
        assert judged(grade(state(said, more), stage)) == judged(grade(state(claims, documents), stage))


@settings(max_examples=80, deadline=None)
@given(collections(), st.randoms())
def test_order_is_no_matter(collection: tuple[list[Document], list[Claim]], chance: Random) -> None:
    documents, claims = collection
    before = grade(state(claims, documents))
    chance.shuffle(documents)
    chance.shuffle(claims)
    assert grade(state(claims, documents)).to_dict() == before.to_dict()


@settings(max_examples=80, deadline=None)
@given(collections())
def test_a_denied_stage_is_never_asserted(collection: tuple[list[Document], list[Claim]]) -> None:
    documents, claims = collection
    only_denials = [one.but(polarity=DENIED) for one in claims]
    found = grade(state(only_denials, documents))
    assert (found.stage, found.digit, found.origins, found.support) == (None, 6, (), ())


@settings(max_examples=150, deadline=None)
@given(collections())
def test_what_speaks_against_a_grade_are_the_denials_among_the_contradictions(
    collection: tuple[list[Document], list[Claim]],
) -> None:
    documents, claims = collection
    said = state(claims, documents)
    found = grade(said)
    support = {one.id for one in found.support}
    pairs = [(one.left, one.right) for one in contradictions(said) if one.sort is Sort.DENIAL]
    denied = {
        denial.id
        for left, right in pairs
        for affirms, denial in ((left, right), (right, left))
        if affirms.id in support
    }
    if found.support:
        assert {one.id for one in (*found.against, *found.taken_back)} == denied
    assert set(found.against).isdisjoint(found.taken_back)


@settings(max_examples=80, deadline=None)
@given(collections())
def test_the_register_of_lines_has_the_digit_of_the_grade(
    collection: tuple[list[Document], list[Claim]],
) -> None:
    documents, claims = collection
    said = state(claims, documents)
    for line in fuse(claims, map(body_of, documents)):
        if line.stage is None:
            continue
        own = [one for one in said if one.id in line.claims and one.claim.document in line.documents]
        found = grade(own)
        assert (found.stage, found.digit, len(found.origins)) == (line.stage, line.credibility, line.origins)
