"""What do the answers of the network say? From its numbers for the words of a window to marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy

from tracewire.marks.labels import SIDES, Labels, Speaker
from tracewire.marks.windows import Passage, Place, Window, span_of
from tracewire.model import STAGES, Certainty, Kind, Polarity, Span, Stage

__all__ = ["MAY_STATE", "Answers", "ClaimAnswers", "Mark", "RoleSpan", "candidates", "marks_of", "softmax"]

MAY_STATE: Final = 0.35
"""How probable it must be in the first reading that a word states a claim, to be read again."""
_STATES: Final[Mapping[Kind, float]] = dict.fromkeys(Kind, 0.5) | {Kind.TRANSFER: 0.45, Kind.USE: 0.55}
"""How probable it must be in the end: a transfer, of which most was learnt, may be less sure than a use..."""
_SEVERAL: Final = 0.05
"""...by how much surer several networks must be together, which find more to begin with..."""
_DENIED: Final = 0.25
"""...how little the second reading may hold it for it to state none, whatever the first one does..."""
_FIRST: Final = 0.5
"""...and how much the first reading says in that beside the second. It has seen all texts as they are, the
second one learns from words that a claim might stand at: together they find more at the same precision.
"""
_FILLS: Final = 0.5
"""How probable it must be that a word fills a role."""
_LEAST: Final = 0.25
"""How probable the best words for the goods must be, where none fills the role surely."""
_BESIDE_PEAK: Final = 0.8
_CANDIDATE: Final = 0.03
"""How probable it must be that a word names a side: less than surely, as several words can name one party."""
_NAMING: Final = (*SIDES, "source")
"""The roles whose words can refer to a name that stands elsewhere."""
_NAMES: Final = ("state", "seat", "demonym", "actor", "institution", "person")
"""The features of words that name a party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSpan:
    """The words that fill a role; `item` is the class of arms that they name, where the role is "item".

    For supplier and recipient all words are given that may do so, with how probable that is of the best of
    them: who is meant is told by all words that name one party together.
    """

    span: Span
    score: float
    item: str | None = None
    antecedent: Span | None = None  # the name that words such as "the country" or "its" take up
    speaker: Speaker | None = None  # what sort of source the words name, where the role is "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One word that states a claim. Spans count code points of the document's text."""

    passage: int
    trigger: Span
    kind: Kind
    stage: Stage
    polarity: Polarity
    certainty: Certainty
    score: float
    roles: Mapping[str, tuple[RoleSpan, ...]]
    answers: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)
    """How probable its answers are: that the word states a claim by the first and by the second reading, the
    kind among the kinds by the second and by the first, stage, polarity and certainty.
    """
    peaks: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)
    """How probable the likeliest word is for each role, also where no word fills it."""

    def with_roles(self, roles: Mapping[str, tuple[RoleSpan, ...]]) -> Mark:
        """The mark with these words in these roles, and the likeliest of them as their peaks."""
        peaks = {role: max((one.score for one in words), default=0.0) for role, words in roles.items()}
        return replace(self, roles={**self.roles, **roles}, peaks={**self.peaks, **peaks})


@dataclass(frozen=True, slots=True)
class Answers:
    """The network's answers for the words of one window in its first reading, one row a word."""

    kinds: Any
    items: Any
    speakers: Any
    referring: Any
    referred: Any


@dataclass(frozen=True, slots=True)
class ClaimAnswers:
    """What the second reading answers for one word that may state a claim; `roles` is roles x words."""

    kinds: Any
    facts: Any
    roles: Any


def candidates(window: Window, answers: Answers) -> list[int]:
    """The numbers of the words, among those that the window asks for, that may state a claim."""
    likely = 1 - softmax(answers.kinds)[:, 0]
    return [int(n) for n in numpy.flatnonzero(likely > MAY_STATE) if window.places[n] in window.targets]


def marks_of(
    passages: Sequence[Passage],
    window: Window,
    answers: Answers,
    claims: Mapping[int, ClaimAnswers],
    labels: Labels,
    *,
    several: bool = False,
) -> Iterator[Mark]:
    """The marks of the words that state a claim; `claims` has the second reading of each that may, `several`
    tells whether more than one network was asked.
    """
    places = window.places
    names = _names(passages, places, labels)
    read = _Read(passages=passages, places=places, answers=answers, labels=labels, names=names)
    at_first = softmax(answers.kinds)
    for index, claim in claims.items():
        kind_of = softmax(claim.kinds)
        first, second = float(1 - at_first[index, 0]), float(1 - kind_of[0])
        score = _FIRST * first + (1 - _FIRST) * second
        number = int(numpy.argmax(kind_of[1:]))
        kind = labels.kinds[number]
        if second < _DENIED or score <= _STATES[kind] + (_SEVERAL if several else 0):
            continue
        stage, polarity, certainty = _fact(claim.facts, kind, labels)
        place = places[index]
        yield Mark(
            passage=place.passage,
            trigger=span_of(passages, place, place),
            kind=kind,
            stage=stage,
            polarity=polarity,
            certainty=certainty,
            score=score,
            roles=read.roles(claim.roles),
            answers={
                "first": first,
                "second": second,
                "kind": float(kind_of[number + 1]) / second,
                "kind first": float(at_first[index, number + 1]) / first,
                **_sureness(claim.facts, labels),
            },
            peaks={
                role: float(chances.max(initial=0.0))
                for role, chances in zip(labels.roles, _sigmoid(claim.roles), strict=True)
            },
        )


def _fact(logits: Any, kind: Kind, labels: Labels) -> tuple[Stage, Polarity, Certainty]:
    first, second = len(labels.stages), len(labels.stages) + len(labels.polarities)
    stages = [n for n, stage in enumerate(labels.stages) if stage in STAGES[kind]]
    stage = labels.stages[max(stages, key=lambda n: float(logits[n]))]
    polarity = labels.polarities[int(numpy.argmax(logits[first:second]))]
    return stage, polarity, labels.certainties[int(numpy.argmax(logits[second:]))]


def _sureness(logits: Any, labels: Labels) -> dict[str, float]:
    """How probable the likeliest stage, polarity and certainty are."""
    first, second = len(labels.stages), len(labels.stages) + len(labels.polarities)
    parts = {"stage": logits[:first], "polarity": logits[first:second], "certainty": logits[second:]}
    return {name: float(softmax(part).max()) for name, part in parts.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The answers of one window beside its words."""

    passages: Sequence[Passage]
    places: Sequence[Place]
    answers: Answers
    labels: Labels
    names: frozenset[int]  # the words that name a party

    def roles(self, scores: Any) -> dict[str, tuple[RoleSpan, ...]]:
        """The words that fill each role of one claim, from its roles x words."""
        filled = _sigmoid(scores)
        return {role: tuple(self._spans(role, filled[n])) for n, role in enumerate(self.labels.roles)}

    def _spans(self, role: str, filled: Any) -> Iterator[RoleSpan]:
        """Neighbouring words that fill the role, or may name its side, as one span."""
        peak = float(filled.max()) if len(filled) else 0.0
        if role in SIDES:
            chosen = numpy.flatnonzero(filled > _CANDIDATE)
        elif role == "item" and _LEAST <= peak <= _FILLS:
            chosen = numpy.flatnonzero(filled >= peak * _BESIDE_PEAK)
        else:
            chosen = numpy.flatnonzero(filled > _FILLS)
        for run in numpy.split(chosen, numpy.flatnonzero(numpy.diff(chosen) != 1) + 1):
            for part in _same_passage(run, self.places):
                best = part[int(numpy.argmax(filled[part]))]
                yield RoleSpan(
                    span=span_of(self.passages, self.places[part[0]], self.places[part[-1]]),
                    score=float(filled[best] if role in SIDES else filled[part].mean()),
                    item=self._item(best) if role == "item" else None,
                    antecedent=self._antecedent(part) if role in _NAMING else None,
                    speaker=self._speaker(part) if role == "source" else None,
                )

    def _item(self, index: int) -> str:
        return self.labels.items[int(numpy.argmax(self.answers.items[index]))]

    def _speaker(self, part: Sequence[int]) -> Speaker:
        return self.labels.speakers[int(numpy.argmax(self.answers.speakers[list(part)].mean(axis=0)))]

    def _antecedent(self, part: Sequence[int]) -> Span | None:
        """The word that names the party which the words `part` only refer to, if they do not name it."""
        if not self.names or any(index in self.names for index in part):
            return None
        candidates = sorted(self.names)
        scores = self.answers.referred[candidates] @ self.answers.referring[part[-1]]
        scores = scores / self.answers.referring.shape[-1] ** 0.5
        best = int(numpy.argmax(scores))
        if scores[best] <= 0:  # the score of naming nobody here
            return None
        place = self.places[candidates[best]]
        return span_of(self.passages, place, place)


def _names(passages: Sequence[Passage], places: Sequence[Place], labels: Labels) -> frozenset[int]:
    """The words of the window that the tables know as names of a party."""
    columns = [labels.features.index(name) for name in _NAMES]
    return frozenset(
        index
        for index, place in enumerate(places)
        if passages[place.passage].features[place.word][columns].any()
    )


def _same_passage(run: Any, places: Sequence[Place]) -> Iterator[list[int]]:
    part: list[int] = []
    for index in run:
        if part and places[index].passage != places[part[-1]].passage:
            yield part
            part = []
        part.append(int(index))
    if part:
        yield part


def softmax(logits: Any) -> Any:
    """The probabilities of the answers in each row."""
    powers = numpy.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _sigmoid(logits: Any) -> Any:
    return 1 / (1 + numpy.exp(-logits))
