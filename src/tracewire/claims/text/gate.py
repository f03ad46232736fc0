"""Which paragraphs are worth parsing? A lexical test that costs a fiftieth of a parse.

A paragraph is *telling* where arms, a party and a word that moves, makes, uses or forbids them stand
together; a word such as "tank", or "armed by", counts as arms only beside two names of parties. A document
without a telling paragraph is spared whole; in one that has some, every paragraph is read that names arms or
a party or holds such a word, since later sentences leave out what earlier ones said ("nothing has arrived").
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from tracewire.lexicon import EntryKind, Hit, fold_text, language_table
from tracewire.model import Document, Part, PartKind

__all__ = ["READ", "Gate", "load_gate"]

READ = (PartKind.HEADLINE, PartKind.PARAGRAPH, PartKind.ITEM)
"""The parts of a document that can hold claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The lexical test of one language; `stems` are the folded beginnings of words that state events."""

    stems: tuple[str, ...]
    arming: tuple[str, ...]
    """Those of words that state that somebody is armed, though no arms are named."""

    def choose(self, document: Document, hits: Sequence[tuple[Part, Sequence[Hit]]]) -> frozenset[int]:
        """The indices of `hits` (parts with their gazetteer hits) to parse."""
        arms, parties, moving = set(), set(), set()
        firm = set()
        for index, (part, found) in enumerate(hits):
            if not found:
                continue
            named = {hit.start for hit in found for entry in hit.entries if entry.party}
            text = _padded(part.span.of(document.text))
            if len(named) > 1 and any(stem in text for stem in self.arming):
                arms.add(index)
                firm.add(index)
            for hit in found:
                for entry in hit.entries:
                    if entry.kind in (EntryKind.ITEM, EntryKind.DESIGNATION):
                        arms.add(index)
                        if not entry.needs_context or len(named) > 1:
                            firm.add(index)
                    elif entry.party or entry.kind == EntryKind.OUTLET:
                        parties.add(index)
            if (index in arms or index in parties) and any(stem in text for stem in self.stems):
                moving.add(index)
        listed = {i for i, (part, _) in enumerate(hits) if part.kind == PartKind.ITEM and i in firm}
        telling = (firm & parties & moving) | (listed if parties and moving else set())
        if not telling:
            return frozenset()
        return frozenset(i for i in range(len(hits)) if i in arms or i in parties or i in moving)


def _padded(text: str) -> str:
    """The text folded, each word after a space."""
    return " " + fold_text(text).replace("'", " ").replace("-", " ").replace('"', " ").replace("(", " ")


@functools.cache
def load_gate(language: str) -> Gate:
    """The gate of `language`, its stems taken from the predicates and operators of the language's tables."""
    stems: set[str] = set()
    for row in language_table(language, "predicates")["predicate"]:
        for lemma in row["lemmas"]:
            word = fold_text(lemma).split()[0].split("-")[0]
            stems.add(" " + (word if len(word) <= 4 else word[: max(4, len(word) - 2)]))
    table = language_table(language, "gate")
    for stem in table["stems"]:
        stems.add(" " + fold_text(stem))
    arming = sorted(" " + fold_text(stem) for stem in table["arming"])
    return Gate(stems=tuple(sorted(stems)), arming=tuple(arming))
