"""Where in the parsed sentences of a document do words stand, and who is the subject there?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from tracewire.claims.text.grammar import form_of, lemma_of
from tracewire.model import Sentence, Span, Token

__all__ = [
    "CLAUSES",
    "PART_OF_NAME",
    "SAID",
    "ParsedText",
    "acts_behind",
    "auxiliaries",
    "bearers",
    "governors",
    "led_words",
    "modifies",
    "objects_of",
    "phrasal_verbs",
    "phrase_start",
    "phrases_of",
    "span_of",
    "stands_apart",
    "subject_words",
    "touches",
    "without_clauses",
]

SAID: Final = frozenset({"ccomp", "xcomp", "obj", "nsubj", "csubj", "advcl"})
"""The relations by which a word belongs to what a reporting verb reports, and not to an aside in it."""

CLAUSES: Final = frozenset({"ccomp", "acl", "advcl"})
"""The relations of a clause with a subject of its own."""

PART_OF_NAME: Final = frozenset({"amod", "nmod", "appos", "flat", "conj", "compound"})
"""The relations by which a name belongs to the noun that it tells of: "Chinese firms"."""

_BEFORE_NOUN: Final = frozenset({"amod", "compound", "nummod", "nmod"})
"""The relations of what stands before a noun and belongs to it: "the two Russian ports"."""

_PHRASAL: Final = frozenset({"obl", "xcomp", "advmod"})
"""The relations by which a word beside a verb may be one with it: "make available"."""
_SHARING: Final = frozenset({"xcomp", "conj"})
"""The relations of a verb that has the subject of the one above it: "Iran considers selling"."""
_LED: Final = frozenset({"xcomp", "ccomp"})
"""The relations of an infinitive that has the object of the verb above it for its subject."""


class ParsedText:
    """The parsed sentences of a document, found by offsets of its text (code points)."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sorted(sentences, key=lambda sentence: sentence.span.start)
        self._starts = [sentence.span.start for sentence in self._sentences]

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self._sentences)

    def before(self, sentence: Sentence) -> Iterator[Sentence]:
        """The sentences before this one, the nearest first."""
        number = bisect_left(self._starts, sentence.span.start)
        return reversed(self._sentences[:number])

    def find(self, word: Span) -> tuple[Sentence, int] | None:
        """The sentence of `word` and the number of its first token there; None where nothing was parsed."""
        number = bisect_right(self._starts, word.start) - 1
        if number < 0:
            return None
        sentence = self._sentences[number]
        inside = (t.index for t in sentence.tokens if t.start < word.end and word.start < t.end)
        index = next(inside, None)
        return None if index is None else (sentence, index)


def stands_apart(sentence: Sentence, index: int, other: int) -> bool:
    """Whether the word at `index` stands in brackets that do not hold the one at `other`."""
    between = sentence.tokens[min(index, other) : max(index, other)]
    opened = sum((token.text == "(") - (token.text == ")") for token in between)
    return opened > 0 if index > other else opened < 0


def governors(sentence: Sentence, index: int) -> Iterator[tuple[int, int]]:
    """Pairs (child, governor) from `index` to the root, or to where a governor stands in brackets behind the
    word, as the parser may have it of "has received arms (officials deny this)".
    """
    current = index
    while True:
        head = sentence.tokens[current].head
        if head == current or stands_apart(sentence, head, index):
            return
        yield current, head
        current = head


def bearers(sentence: Sentence, index: int) -> Iterator[int]:
    """The word at `index` and, upwards, the nouns that it tells of: of "Chinese firms" the firms."""
    yield index
    while (token := sentence.tokens[index]).relation in PART_OF_NAME and token.head != index:
        index = token.head
        yield index


def phrase_start(sentence: Sentence, index: int) -> int:
    """Where the noun at `index` begins with what stands before it, its article left out."""
    near = [child for child in sentence.children[index] if child < index]
    left = min((c for c in near if sentence.tokens[c].relation in _BEFORE_NOUN), default=index)
    return left - 1 if left - 1 in near and sentence.tokens[left - 1].relation == "det" else left


def auxiliaries(sentence: Sentence, index: int) -> list[Token]:
    """The auxiliaries and copulas of the word at `index`."""
    return [
        sentence.tokens[c] for c in sentence.children[index] if sentence.tokens[c].relation in ("aux", "cop")
    ]


def subject_words(sentence: Sentence, index: int) -> set[int]:
    """The words of the subject of the verb at `index`: of "firms that sold" the firms."""
    token = sentence.tokens[index]
    for child in sentence.children[index]:
        below = sentence.tokens[child]
        if below.relation == "nsubj":
            relative = token.dep.startswith("acl") and below.pos == "PRON"
            if not relative:
                return set(sentence.subtree(child))
            return set(sentence.subtree(token.head)) - set(sentence.subtree(index))
    shared = token.relation in _SHARING and token.head != index
    return subject_words(sentence, token.head) if shared else set()


def phrasal_verbs(sentence: Sentence, index: int) -> dict[str, int]:
    """The verb at `index` with a noun or adjective beside it as tables write them, without articles, and the
    index of that word: "make available", "place at disposal".
    """
    children, tokens = sentence.children, sentence.tokens
    beside = [c for c in children[index] if tokens[c].relation in _PHRASAL]
    goods = [c for c in children[index] if tokens[c].relation in ("obj", "nsubj")]
    # "made tanks available": the adjective may hang on the goods
    beside += [c for noun in goods for c in children[noun] if tokens[c].pos == "ADJ" and c > noun]
    verbs: dict[str, int] = {}
    for word in beside:
        cases = [form_of(tokens[c]) for c in children[word] if tokens[c].relation == "case"]
        verbs[" ".join((lemma_of(tokens[index]), *cases, lemma_of(tokens[word])))] = word
    return verbs


def acts_behind(sentence: Sentence, index: int) -> bool:
    """Whether the noun at `index` is what a relative clause right behind it says that it does: "a Chad that
    fires"; not "Chad, which fires", whose clause may belong to a noun before it.
    """
    tokens = sentence.tokens
    clauses = (c for c in sentence.children[index] if tokens[c].dep.startswith("acl"))
    subjects = (s for clause in clauses for s in sentence.children[clause] if tokens[s].relation == "nsubj")
    return any(tokens[s].pos == "PRON" and tokens[s - 1].pos != "PUNCT" for s in subjects if s > index)


def led_words(sentence: Sentence, index: int) -> set[int]:
    """The words for whom the verb above the infinitive at `index` has for its object: of "leads Oslo to sell"
    Oslo, and nobody where the verb at `index` has a subject of its own.
    """
    token = sentence.tokens[index]
    own = any(sentence.tokens[child].relation == "nsubj" for child in sentence.children[index])
    if token.relation not in _LED or own:
        return set()
    objects = [child for child in objects_of(sentence, token.head) if child < index]
    return set(sentence.subtree(objects[-1])) - set(sentence.subtree(index)) if objects else set()


def objects_of(sentence: Sentence, index: int) -> list[int]:
    """The heads of the objects of the verb at `index`."""
    return [child for child in sentence.children[index] if sentence.tokens[child].relation == "obj"]


def phrases_of(sentence: Sentence, token: Token) -> set[str]:
    """The dictionary form of the word, alone and with the particle that belongs to it ("tear up")."""
    lemma = lemma_of(token)
    below = (sentence.tokens[child] for child in sentence.children[token.index])
    near = [t for t in below if t.relation in ("compound", "advmod", "obl", "case")]
    behind = [form_of(t) for t in sentence.tokens[token.index + 1 : token.index + 2]]
    return {lemma, *(f"{lemma} {form_of(t)}" for t in near), *(f"{lemma} {form}" for form in behind)}


def span_of(sentence: Sentence, words: Collection[int]) -> Span:
    """The stretch of the text from the first to the last of the words with these numbers, at least one."""
    return Span(sentence.tokens[min(words)].start, sentence.tokens[max(words)].end)


def touches(sentence: Sentence, name: Span, places: Container[int]) -> bool:
    """Whether a word of `name` is one of those numbered in `places`."""
    return any(
        token.index in places and token.start < name.end and name.start < token.end
        for token in sentence.tokens
    )


def without_clauses(sentence: Sentence, words: AbstractSet[int]) -> set[int]:
    """The words without the clauses that tell of one of them: of "rebels, whom Chad armed," the rebels."""
    inside = (i for i in words if sentence.tokens[i].relation == "acl" and sentence.tokens[i].head in words)
    return set(words) - {word for index in inside for word in sentence.subtree(index)}


def modifies(sentence: Sentence, index: int, goods: Sequence[Span]) -> bool:
    """Whether the name at `index` stands before goods as their adjective."""
    head = sentence.tokens[index].head
    before = sentence.tokens[index].relation in ("amod", "compound")
    return before and any(touches(sentence, one, (head,)) for one in goods)
