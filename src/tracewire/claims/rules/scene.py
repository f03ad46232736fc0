"""What stands at hand while the claims of one sentence are made?

One value holds the sentence, what was found in it, the language's tables and what the document has said
before; all steps from frames to claims are functions of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracewire.claims.rules.discourse import Discourse, Parties
from tracewire.claims.sources.attribution import Attribution
from tracewire.claims.text.grammar import Grammar, lemma_of
from tracewire.claims.text.mentions import Mention, MentionKind, Phrases
from tracewire.expressions.times import TimeMention
from tracewire.lexicon import EVIDENCE_CLASSES, ItemTree
from tracewire.model import DocumentId, Sentence, Token

__all__ = ["PEOPLE", "Scene", "arms", "classes_of", "codes_of", "origins_of", "owners_of"]

PEOPLE = frozenset({"training", "personnel"})
"""The classes that are support and never arms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One sentence with all that is known while its claims are made; only `discourse` changes with it."""

    document: DocumentId
    sentence: Sentence
    phrases: Phrases
    times: Sequence[TimeMention]
    grammar: Grammar
    tree: ItemTree
    attribution: Attribution
    discourse: Discourse

    @property
    def tokens(self) -> Sequence[Token]:
        return self.sentence.tokens

    def lemma(self, index: int) -> str:
        return lemma_of(self.tokens[index])

    def is_word(self, index: int, *lists: str) -> bool:
        """Whether the lemma at `index` stands in one of the named lists of the language's nouns table."""
        return any(self.lemma(index) in self.grammar.words[name] for name in lists)

    def reports(self, index: int) -> bool:
        """Whether the word at `index` is a reporting verb."""
        token = self.tokens[index]
        return token.pos == "VERB" and self.grammar.reports(token)

    def subject_before(self, index: int) -> Parties:
        """The party that is subject of a clause before `index`, the nearest first, speakers last."""
        speakers: Parties = ()
        for mention in reversed(self.phrases.of(MentionKind.PARTY)):
            token = self.tokens[mention.head]
            if mention.last >= index or not mention.parties:
                continue
            if token.relation not in ("nsubj", "obj") and mention.function != "by":
                continue
            if token.relation == "obj" and not self.reports(token.head):
                continue
            if token.relation == "nsubj" and self.reports(token.head):
                speakers = speakers or mention.parties
                continue
            return mention.parties
        return speakers

    def subject_of(self, index: int) -> Parties:
        """The parties that are subject of the verb at `index` or of one above it, below what reports it."""
        for position in (index, *self.sentence.ancestors(index)):
            if self.reports(position):
                return ()
            for child in self.sentence.children[position]:
                if self.tokens[child].relation != "nsubj":
                    continue
                inside = set(self.sentence.subtree(child))
                parties = self.phrases.of(MentionKind.PARTY)
                found = codes_of(m for m in parties if m.head in inside and m.function is None)
                if found:
                    return found
        return ()


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def arms(items: Iterable[Mention]) -> list[Mention]:
    """The mentions that are arms: neither evidence nor people."""
    return [m for m in items if not set(m.items) & EVIDENCE_CLASSES and m.items[0] not in PEOPLE]


def classes_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The item classes that the mentions name."""
    return _each_once(item for m in mentions for item in m.items)


def codes_of(mentions: Iterable[Mention]) -> Parties:
    """The parties that the mentions name, or that their goods come from."""
    return _each_once(code for m in mentions for code in m.parties or m.origin)


def origins_of(mentions: Iterable[Mention]) -> Parties:
    """Where the words say that the goods come from."""
    return _each_once(code for m in mentions for code in m.origin)


def owners_of(mentions: Iterable[Mention]) -> Parties:
    """Whose the words say that the goods are or were."""
    return _each_once(code for m in mentions for code in m.owner)
