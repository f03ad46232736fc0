"""From the network's numbers to marks: what the first reading suspects, the second one decides."""

from __future__ import annotations

import numpy

from tracewire.marks import Labels, Passage, split_words, word_features
from tracewire.marks.reading import Answers, ClaimAnswers, Mark, candidates, marks_of
from tracewire.marks.windows import Window, windows
from tracewire.model import Kind, Stage

LABELS = Labels(items=("arms", "tank"))
TEXT = "Norway sent tanks to Kyiv"
SENT, TANKS = 1, 2


def window() -> tuple[list[Passage], Window]:
    words = split_words(TEXT)
    features = word_features(words, hits=(), quantities=(), times=())
    passages = [Passage(start=0, words=words, features=features)]
    (only,) = windows(passages, lambda word: (0,))
    return passages, only


def first(**suspected: float) -> Answers:
    """The first reading, in which the named words look like a claim's, by the logit that is given."""
    words = [word.form for word in split_words(TEXT)]
    kinds = numpy.zeros((len(words), len(LABELS.kinds) + 1))
    kinds[:, 0] = 5.0
    for form, logit in suspected.items():
        kinds[words.index(form), 1] = logit
    nothing = numpy.zeros((len(words), 1))
    return Answers(
        kinds=kinds,
        items=numpy.zeros((len(words), len(LABELS.items))),
        speakers=numpy.zeros((len(words), len(LABELS.speakers))),
        referring=nothing,
        referred=nothing,
    )


def second(kind: Kind | None, *, item: int | None = None) -> ClaimAnswers:
    kinds = numpy.zeros(len(LABELS.kinds) + 1)
    kinds[0 if kind is None else 1 + LABELS.kinds.index(kind)] = 9.0
    facts = numpy.zeros(len(LABELS.stages) + len(LABELS.polarities) + len(LABELS.certainties))
    facts[LABELS.stages.index(Stage.DELIVERED)] = 9.0
    roles = numpy.full((len(LABELS.roles), len(split_words(TEXT))), -9.0)
    if item is not None:
        roles[LABELS.roles.index("item"), item] = 9.0
    return ClaimAnswers(kinds=kinds, facts=facts, roles=roles)


def read(claims: dict[int, ClaimAnswers]) -> list[Mark]:
    passages, only = window()
    return list(marks_of(passages, only, first(sent=9.0, tanks=9.0), claims, LABELS))


def test_only_words_that_may_state_a_claim_are_read_again() -> None:
    _, only = window()
    assert candidates(only, first(sent=9.0, tanks=-5.0)) == [SENT]


def test_a_doubt_is_enough_to_be_read_again() -> None:
    _, only = window()
    assert candidates(only, first(sent=4.9, tanks=-5.0)) == [SENT]


def test_the_second_reading_tells_kind_stage_and_roles() -> None:
    (mark,) = read({SENT: second(Kind.TRANSFER, item=TANKS)})
    assert (mark.kind, mark.stage) == (Kind.TRANSFER, Stage.DELIVERED)
    assert [span.span.of(TEXT) for span in mark.roles["item"]] == ["tanks"]


def test_what_the_second_reading_denies_is_no_mark() -> None:
    (mark,) = read({SENT: second(None), TANKS: second(Kind.STOCK, item=TANKS)})
    assert mark.trigger.of(TEXT) == "tanks"


def test_both_readings_have_a_say_in_whether_a_claim_is_stated() -> None:
    passages, only = window()
    doubtful = second(Kind.TRANSFER, item=TANKS)
    doubtful.kinds[0] = 9.0  # one in two that it states one

    def marks(suspicion: float) -> list[Mark]:
        return list(marks_of(passages, only, first(sent=suspicion), {SENT: doubtful}, LABELS))

    assert [mark.trigger.of(TEXT) for mark in marks(12.0)] == ["sent"]
    assert marks(4.5) == []


def test_several_networks_must_be_surer_together_than_one_alone() -> None:
    passages, only = window()
    doubtful = second(Kind.TRANSFER, item=TANKS)
    doubtful.kinds[0] = 9.0
    answers = first(sent=4.95)  # in the mean of both readings 0.47
    claims = {SENT: doubtful}
    assert len(list(marks_of(passages, only, answers, claims, LABELS))) == 1
    assert list(marks_of(passages, only, answers, claims, LABELS, several=True)) == []
