"""Exercises as the network learns them: pieces, features, and for each word the right answers."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy

from tracewire.claims import RulesExtractor
from tracewire.expressions.quantities import quantity_finder
from tracewire.expressions.times import time_finder
from tracewire.lexicon import load_gazetteer
from tracewire.marks import FEATURES, Labels, Pieces, Speaker, Word, WordPieces, split_words, word_features
from tracewire.model import Document, DocumentId, Part, PartKind, Span, digest_text
from training.marks.exercises import Exercise, MarkedClaim

__all__ = ["LONGEST", "Example", "Names", "example", "names_in", "parts", "speaker_of", "varied"]

_RULES = RulesExtractor()
_NAMES = ("state", "seat", "demonym", "actor", "institution", "person")
_YEAR = 4  # a number of as many digits can be one
_BODIES = {"UN": "un", "EU": "eu", "NATO": "nato"}
_TABLES = numpy.array([not name.startswith("told") for name in FEATURES])
_WITHOUT_RULES = 0.15
"""The share of the texts of which the network is not shown what the rules found."""
LONGEST = 512
"""Pieces that the network has places for."""
_PART, _BEFORE = 460, 120
"""Pieces of one part of a longer text, and of them those that the part before it has too: texts are read in
windows of that size.
"""
_BREAK = 2
_OTHER_NAMES = 0.4
"""The share of the texts whose names are others in this round: who sells to whom must be read, not known."""
_HIDDEN = 0.06
"""The share of the words, of those that state no claim, whose pieces the network is not shown."""


_Sort = tuple[str, bool, bytes]
"""A language, whether a space stands before the word, and the features that the tables give it: names of one
sort can stand for each other.
"""
Names = Mapping[_Sort, Sequence[Any]]
"""The pieces of the names of each sort, as often as they occur."""


@dataclass(slots=True, kw_only=True)
class Trigger:
    """The right answers for one word that states a claim; several claims of one word are joined."""

    kind: int
    stage: int
    polarity: int
    certainty: int
    roles: set[tuple[int, int]] = field(default_factory=set)  # word, role
    items: set[tuple[int, int]] = field(default_factory=set)  # word, class
    speakers: set[tuple[int, int]] = field(default_factory=set)  # word, sort of speaker


@dataclass(slots=True, kw_only=True)
class Example:
    """One exercise. `owners` gives the word of each piece, -1 for a break between paragraphs."""

    id: str
    words: tuple[Word, ...]
    features: Any
    pieces: Any
    owners: Any
    heads: Any
    triggers: dict[int, Trigger]
    references: list[tuple[int, list[int]]]  # a word, and the words that name the party it refers to
    names: list[int]
    alone: dict[int, _Sort]  # words that are a whole name by themselves, or a number


def example(exercise: Exercise, pieces: Pieces | WordPieces, labels: Labels) -> Example:
    """The exercise as the network learns it."""
    text = exercise.text
    words = split_words(text)
    told = _RULES.extract(_document(exercise))
    times = time_finder(exercise.language).find(text, published=exercise.published)
    hits = load_gazetteer(exercise.language).find(text)
    features = word_features(
        words,
        hits=hits,
        quantities=quantity_finder(exercise.language).find(text, times=times),
        times=times,
        told=told,
    )
    columns = [labels.features.index(name) for name in _NAMES]
    names = [number for number in range(len(words)) if features[number][columns].any()]
    alone = {
        number: (exercise.language, words[number].spaced, (features[number] * _TABLES).tobytes())
        for number in range(len(words))
        if (number in names and number - 1 not in names and number + 1 not in names)
        or (words[number].form.isdigit() and len(words[number].form) < _YEAR)
    }
    party: dict[int, str] = {}
    for hit in hits:
        code = next((entry.party for entry in hit.entries if entry.party), None)
        if code:
            party.update(dict.fromkeys(_over(words, Span(hit.start, hit.end)), code))
    triggers: dict[int, Trigger] = {}
    references: list[tuple[int, list[int]]] = []
    for claim in exercise.claims:
        _teach(claim, words, labels, triggers)
        for role, code, spans in _referring(claim):
            for span in spans:
                over = _over(words, span)
                if over and not set(over) & set(names) and role:
                    meant = [n for n in names if code and party.get(n) == code]
                    references.append((over[-1], meant))
    ids: list[int] = []
    owners: list[int] = []
    heads: list[int] = []
    for number, word in enumerate(words):
        if number and "\n" in text[words[number - 1].end : word.start]:
            ids.append(_BREAK)
            owners.append(-1)
        heads.append(len(ids))
        own = pieces.of(word.form, spaced=word.spaced)
        ids.extend(own)
        owners.extend([number] * len(own))
    return Example(
        id=exercise.id,
        words=words,
        features=features,
        pieces=numpy.array([*ids, _BREAK]),
        owners=numpy.array([*owners, -1]),
        heads=numpy.array(heads, dtype=numpy.int64),
        triggers=triggers,
        references=references,
        names=names,
        alone=alone,
    )


def parts(one: Example) -> Iterator[Example]:
    """The example, or if the network has not the places for it, parts of it that begin with a paragraph."""
    if len(one.pieces) < LONGEST:
        yield one
        return
    breaks = [int(at) + 1 for at in numpy.flatnonzero(one.owners < 0)]
    start = 0
    while start < len(one.pieces):
        end = max((at for at in breaks if start < at <= start + _PART), default=start + _PART)
        yield _part(one, start, end)
        if end >= len(one.pieces):
            return
        start = min((at for at in breaks if max(start, end - _BEFORE - 1) < at < end), default=end)


def _part(one: Example, start: int, end: int) -> Example:
    """The words whose first pieces are numbered from `start` to before `end`."""
    inside = numpy.flatnonzero((one.heads >= start) & (one.heads < end))
    first, last = int(inside[0]), int(inside[-1])
    owners = one.owners[start:end]

    def kept(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
        return {(word - first, value) for word, value in pairs if first <= word <= last}

    return Example(
        id=one.id,
        words=one.words[first : last + 1],
        features=one.features[first : last + 1],
        pieces=one.pieces[start:end],
        owners=numpy.where((owners >= first) & (owners <= last), owners - first, -1),
        heads=one.heads[inside] - start,
        triggers={
            word - first: replace(t, roles=kept(t.roles), items=kept(t.items), speakers=kept(t.speakers))
            for word, t in one.triggers.items()
            if first <= word <= last
        },
        references=[
            (word - first, [n - first for n in meant if first <= n <= last])
            for word, meant in one.references
            if first <= word <= last
        ],
        names=[n - first for n in one.names if first <= n <= last],
        alone={n - first: sort for n, sort in one.alone.items() if first <= n <= last},
    )


def _document(exercise: Exercise) -> Document:
    """The exercise as a document whose lines are its paragraphs."""
    parts, at = [], 0
    for line in exercise.text.split("\n"):
        if line.strip():
            parts.append(Part(kind=PartKind.PARAGRAPH, span=Span(at, at + len(line))))
        at += len(line) + 1
    digest = digest_text(exercise.text)
    return Document(
        id=DocumentId(exercise.id),
        text=exercise.text,
        parts=tuple(parts),
        raw=digest,
        text_digest=digest,
        language=exercise.language,
        published=exercise.published,
    )


def _over(words: Sequence[Word], span: Span) -> list[int]:
    return [n for n, word in enumerate(words) if word.start < span.end and word.end > span.start]


def _teach(claim: MarkedClaim, words: Sequence[Word], labels: Labels, triggers: dict[int, Trigger]) -> None:
    over = _over(words, claim.trigger)
    if not over:
        return
    trigger = triggers.setdefault(
        over[0],
        Trigger(
            kind=labels.kinds.index(claim.kind) + 1,
            stage=labels.stages.index(claim.stage),
            polarity=labels.polarities.index(claim.polarity),
            certainty=labels.certainties.index(claim.certainty),
        ),
    )
    for role, spans in claim.roles.items():
        number = labels.roles.index(role)
        for at, span in enumerate(spans):
            inside = _over(words, span)
            trigger.roles.update((n, number) for n in inside)
            if role == "item":
                item = labels.items.index(claim.values["item"][at])
                trigger.items.update((n, item) for n in inside)
            if role == "source":
                trigger.speakers.update((n, labels.speakers.index(speaker_of(claim))) for n in inside)


def speaker_of(claim: MarkedClaim) -> Speaker:
    """What sort of speaker the claim's source is."""
    source = claim.source or {}
    if source.get("name"):
        return Speaker.NAMED
    return Speaker.UNNAMED if source.get("anon") else Speaker.BODY


def _referring(claim: MarkedClaim) -> Iterator[tuple[str, str | None, tuple[Span, ...]]]:
    for role in ("supplier", "recipient"):
        for span, code in zip(claim.roles[role], claim.values[role], strict=True):
            yield role, code, (span,)
    country = (claim.source or {}).get("cc")
    yield "source", _BODIES.get(country or "", country), claim.roles["source"]


def names_in(examples: Iterable[Example]) -> Names:
    """The names that stand alone in the examples, to stand for each other."""
    found: defaultdict[_Sort, list[Any]] = defaultdict(list)
    for one in examples:
        for word, sort in one.alone.items():
            found[sort].append(one.pieces[one.owners == word])
    return found


def varied(
    one: Example, names: Names, forget: float, rng: random.Random, *, hidden: int
) -> tuple[Example, Any]:
    """The example as it is shown in one round: perhaps with other names, some words hidden, and for some
    words without what the tables and the rules say. `hidden` is the piece that stands for a hidden one.
    """
    if rng.random() < _OTHER_NAMES:
        one = _renamed(one, names, rng)
    unseen = [n for n in range(len(one.words)) if rng.random() < _HIDDEN and n not in one.triggers]
    if unseen:
        one = replace(one, pieces=numpy.where(numpy.isin(one.owners, unseen), hidden, one.pieces))
    known = one.features * (numpy.random.rand(len(one.words), 1) > forget)
    if rng.random() < _WITHOUT_RULES:
        known = known * _TABLES
    return one, known


def _renamed(one: Example, names: Names, rng: random.Random) -> Example:
    """The example with other names: one that occurs again is the same other one again."""
    chosen: dict[tuple[_Sort, str], Any] = {}
    ids: list[Any] = []
    owners: list[Any] = []
    start = 0
    for word, sort in sorted(one.alone.items()):
        head = int(one.heads[word])
        other = chosen.setdefault((sort, one.words[word].form), rng.choice(names[sort]))
        ids.extend([one.pieces[start:head], other])
        owners.extend([one.owners[start:head], numpy.full(len(other), word)])
        start = head + int((one.owners == word).sum())
    ids.append(one.pieces[start:])
    owners.append(one.owners[start:])
    whole = numpy.concatenate(owners)
    heads = numpy.full(len(one.words), -1, dtype=numpy.int64)
    for at in range(len(whole) - 1, -1, -1):
        if whole[at] >= 0:
            heads[whole[at]] = at
    return replace(one, pieces=numpy.concatenate(ids), owners=whole, heads=heads)
