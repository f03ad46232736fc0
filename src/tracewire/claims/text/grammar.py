"""Which words of a language state transfers, and what the words above them do: the tables, read once.

Everything here is data of `data/frames.toml` and `data/languages/<code>/`; adding a verb touches no Python.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tracewire.errors import Misconfigured
from tracewire.lexicon import data_text, language_table
from tracewire.model import STAGES, Certainty, Kind, Polarity, Stage, Token

__all__ = ["Grammar", "Operator", "Predicate", "Words", "form_of", "lemma_of", "load_grammar"]


_LONGEST_PREPOSITION: Final = 5  # words, as "à destination de l'"


def form_of(token: Token) -> str:
    """The word in small letters, with a straight apostrophe: how the tables spell forms."""
    return token.text.lower().replace("’", "'")


def lemma_of(token: Token) -> str:
    """The dictionary form in small letters: how the tables spell lemmas."""
    return token.lemma.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A word that states an event: its kind, the stage of a plain statement, and where its roles stand."""

    lemma: str
    pos: str
    frame: str
    kind: Kind
    stage: Stage
    roles: Mapping[str, str]  # grammatical function → role
    item: str | None = None  # the class that the word itself says ("train" → training)
    weak: bool = False  # states an event only beside a number or a state word
    explicit: bool = (
        False  # only with arms named in the clause: the word alone says too little ("go", "find")
    )
    only: frozenset[str] = frozenset()  # the item classes that the word is about, if not all
    excludes: frozenset[str] = frozenset()  # the item classes that the word is not about

    @property
    def rule(self) -> str:
        return f"predicate:{self.lemma}/{self.pos.lower()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A word above a predicate, and what it does to the claim below it."""

    lemma: str
    pos: str
    stage: Stage | None = None
    with_get: Stage | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    speech: bool = False
    knowing: bool = False  # also of what is no news ("know each other"): vouches only for what is below it
    evidence: bool = False
    future: bool = False
    reticent: bool = False

    @property
    def phrasal(self) -> bool:
        """Whether it is a verb with its particle: "rule out"."""
        return " " in self.lemma

    @property
    def phase(self) -> bool:
        """Whether the word says that the deed below begins, goes on, succeeds or fails: its stage stays."""
        return not (self.stage or self.certainty or self.future or self.speech or self.reticent)

    @property
    def rule(self) -> str:
        return f"operator:{self.lemma}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The closed words of attribution and of negation."""

    according: tuple[str, ...]
    anonymity: tuple[str, ...]
    first_person: frozenset[str]
    third_person: frozenset[str]
    own: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The tables of one language."""

    language: str
    predicates: Mapping[tuple[str, str], tuple[Predicate, ...]]
    operators: Mapping[tuple[str, str], tuple[Operator, ...]]
    adverbs: tuple[tuple[tuple[str, ...], Certainty], ...]
    prepositions: Mapping[tuple[str, ...], str]
    negation: frozenset[str]
    seeming: tuple[tuple[str, ...], ...]  # phrases with a word of `negation` that deny nothing
    avoiding: tuple[tuple[str, ...], ...]  # phrases before a verb that say that it was not done
    hinting: tuple[str, ...]  # beginnings of further words that may deny
    doubting: tuple[tuple[str, ...], ...]  # phrases before a clause that say that it is hardly so
    attribution: Words
    modifier_before_noun: bool  # "Iranian drones", "drone factory"
    double_object: bool  # "sent Kyiv 31 tanks"
    frames: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)  # lemmas by what they do: nouns.toml
    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)  # closed words: forms.toml
    roles: Mapping[str, tuple[str, bool]] = field(
        default_factory=dict
    )  # speaker's noun → (role, is a person)
    posted: frozenset[str] = frozenset()  # roles of those who need not speak for the country they are in
    weekdays: frozenset[str] = frozenset()
    turns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def predicates_of(self, lemma: str, pos: str) -> tuple[Predicate, ...]:
        return self.predicates.get((lemma, pos), ())

    def side_of_subject(self, lemma: str, pos: str, default: str | None = None) -> str | None:
        """The role in a dealing of whoever does what the word says: who buys takes. `default` of others."""
        return next((predicate.roles.get("subject") for predicate in self.predicates_of(lemma, pos)), default)

    def operators_of(self, lemma: str, pos: str) -> tuple[Operator, ...]:
        return self.operators.get((lemma, pos), ())

    @property
    def small(self) -> frozenset[str]:
        """The words of prepositions and the definite articles."""
        return self.forms["definite"].union(word for form in self.prepositions for word in form)

    def preposition_before(self, tokens: Sequence[Token], left: int) -> tuple[str | None, str]:
        """The function and the words of the longest preposition that ends before the word at `left`."""
        for length in range(min(_LONGEST_PREPOSITION, left), 0, -1):
            words = tuple(form_of(token) for token in tokens[left - length : left])
            function = self.prepositions.get(words)
            if function:
                return function, " ".join(words)
        return None, ""

    def reports(self, token: Token) -> bool:
        """Whether the word is one by which somebody speaks, if it is a verb."""
        return self.speaks(lemma_of(token))

    def speaks(self, lemma: str) -> bool:
        """Whether it is the dictionary form of a verb by which somebody speaks."""
        return any(operator.speech for operator in self.operators_of(lemma, "VERB"))


def _predicates(
    language: str, frames: Mapping[str, Mapping[str, str]]
) -> dict[tuple[str, str], tuple[Predicate, ...]]:
    found: dict[tuple[str, str], list[Predicate]] = {}
    for row in language_table(language, "predicates")["predicate"]:
        where = f"languages/{language}/predicates.toml"
        if row["frame"] not in frames:
            raise Misconfigured(
                f"unknown frame {row['frame']!r}", where=where, remedy="name one of data/frames.toml"
            )
        roles = dict(frames[row["frame"]]) | row.get("prepositions", {})
        kind, stage = Kind(row["kind"]), Stage(row["stage"])
        if stage not in STAGES[kind]:
            raise Misconfigured(f"{kind} has no stage {stage}", where=where)
        for lemma in row["lemmas"]:
            found.setdefault((lemma, row["pos"]), []).append(
                Predicate(
                    lemma=lemma,
                    pos=row["pos"],
                    frame=row["frame"],
                    kind=kind,
                    stage=stage,
                    roles=roles,
                    item=row.get("item"),
                    weak=row.get("weak", False),
                    explicit=row.get("explicit", False),
                    only=frozenset(row.get("only", ())),
                    excludes=frozenset(row.get("excludes", ())),
                )
            )
    return {key: tuple(rows) for key, rows in found.items()}


def _operators(table: Mapping[str, Any]) -> dict[tuple[str, str], tuple[Operator, ...]]:
    found: dict[tuple[str, str], list[Operator]] = {}
    for row in table["operator"]:
        pos = row.get("pos", "VERB")
        for lemma in row["lemmas"]:
            found.setdefault((lemma, pos), []).append(
                Operator(
                    lemma=lemma,
                    pos=pos,
                    stage=Stage(row["stage"]) if row.get("stage") else None,
                    with_get=Stage(row["with_get"]) if row.get("with_get") else None,
                    certainty=Certainty(row["certainty"]) if row.get("certainty") else None,
                    polarity=Polarity(row["polarity"]) if row.get("polarity") else None,
                    speech=row.get("speech", False),
                    knowing=row.get("knowing", False),
                    evidence=row.get("evidence", False),
                    future=row.get("future", False),
                    reticent=row.get("reticent", False),
                )
            )
    return {key: tuple(rows) for key, rows in found.items()}


@functools.cache
def load_grammar(language: str) -> Grammar:
    """The tables of `language`. Raises Misconfigured for an unknown language or a malformed table."""
    table = language_table(language, "operators")
    frames = tomllib.loads(data_text("frames.toml"))
    prepositions: dict[tuple[str, ...], str] = {}
    for function, forms in language_table(language, "prepositions").items():
        for form in forms:
            words = tuple(form.replace("’", "'").replace("'", "' ").split())
            prepositions.setdefault(words, function)
    attribution = table["attribution"]
    sources = language_table(language, "sources")
    pack = language_table(language, "pack")
    return Grammar(
        language=language,
        predicates=_predicates(language, frames),
        frames=frames,
        operators=_operators(table),
        adverbs=tuple(
            (tuple(form.split()), Certainty(row["certainty"]))
            for row in table["adverb"]
            for form in row["forms"]
        ),
        prepositions=prepositions,
        negation=frozenset(table["negation"]["words"]),
        seeming=tuple(tuple(phrase.split()) for phrase in table["negation"]["seeming"]),
        avoiding=tuple(tuple(phrase.split()) for phrase in table["negation"]["avoiding"]),
        hinting=tuple(table["negation"]["hinting"]),
        doubting=tuple(tuple(phrase.split()) for phrase in table["negation"]["doubting"]),
        attribution=Words(
            according=tuple(attribution["according"]),
            anonymity=tuple(attribution["anonymity"]),
            first_person=frozenset(attribution["first_person"]),
            third_person=frozenset(attribution["third_person"]),
            own=frozenset(attribution["own"]),
        ),
        modifier_before_noun=pack["modifier_before_noun"],
        double_object=pack["double_object"],
        words={name: frozenset(words) for name, words in language_table(language, "nouns").items()},
        forms={name: frozenset(words) for name, words in language_table(language, "forms").items()},
        roles={
            form: (row["role"], row.get("person", True)) for row in sources["role"] for form in row["forms"]
        },
        posted=frozenset(row["role"] for row in sources["role"] if row.get("posted")),
        weekdays=frozenset(
            name for names in language_table(language, "months")["weekdays"].values() for name in names
        ),
        turns={name: tuple(forms) for name, forms in sources["turns"].items()},
    )
