"""A document as sentences of parsed words: what the language packs hand to the claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tracewire.model.text import Document, PartKind, Span

__all__ = ["Paragraph", "Script", "Sentence", "Token"]


@dataclass(slots=True, kw_only=True, eq=False)
class Token:
    """One word of a Universal Dependencies tree.

    `start` and `end` count code points of the document's stored text. `head` is the index of the governing
    word in the same sentence, or its own index for the root. `dep` is the relation as the treebank has it
    ("obl:arg").
    """

    index: int
    text: str
    start: int
    end: int
    lemma: str
    pos: str
    dep: str
    head: int
    morph: Mapping[str, str]

    @property
    def relation(self) -> str:
        """The universal relation, without the treebank's subtype."""
        return self.dep.partition(":")[0]

    def __repr__(self) -> str:
        return f"<{self.index} {self.text}/{self.lemma}/{self.pos} {self.dep}←{self.head}>"


@dataclass(slots=True, kw_only=True, eq=False)
class Sentence:
    """A tree of words; `tokens` in the order of the text."""

    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                below[token.head].append(token.index)
        self.children = tuple(map(tuple, below))

    @property
    def span(self) -> Span:
        return Span(self.tokens[0].start, self.tokens[-1].end)

    def subtree(self, index: int) -> Iterator[int]:
        """The indices of a word and of all below it, unordered."""
        stack = [index]
        while stack:
            top = stack.pop()
            yield top
            stack.extend(self.children[top])

    def ancestors(self, index: int) -> Iterator[int]:
        """The indices above a word, nearest first."""
        while (head := self.tokens[index].head) != index:
            yield head
            index = head


@dataclass(slots=True, kw_only=True, eq=False)
class Paragraph:
    """One part of the document; `sentences` is empty where the gate spared the parser."""

    kind: PartKind
    span: Span
    sentences: tuple[Sentence, ...]


@dataclass(slots=True, kw_only=True, eq=False)
class Script:
    """A document with its paragraphs parsed, in the order of the text."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
