"""How does a grammar put a tree together, and how does the tree become a printed sentence?

A grammar builds `Node`s; `sentence` writes them out as `corpus.Word`s with the spacing of the language. What
a language does to neighbouring words (elision, contraction) is a function that the caller passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from training.corpus import Word

__all__ = ["Node", "leaf", "linear", "punct", "sentence"]

_OPENING = {"(", "«", "“", "[", "‘"}
_CLOSING = {")", "»", "”", "]", ",", ".", ";", ":", "?", "!", "%", "…"}


@dataclass(slots=True, eq=False)
class Node:
    """A word with the dependents before and after it, nearest last and nearest first respectively."""

    form: str
    lemma: str
    upos: str
    feats: str = ""
    dep: str = "dep"
    left: list[Node] = field(default_factory=list)
    right: list[Node] = field(default_factory=list)
    gender: str = ""
    number: str = ""
    glued: bool = False  # no space before it
    gluing: bool = False  # no space after it

    def as_(self, dep: str) -> Node:
        """The same subtree under another relation."""
        self.dep = dep
        return self

    def before(self, *nodes: Node) -> Node:
        """Put dependents in front of everything that is already there."""
        self.left[:0] = nodes
        return self

    def after(self, *nodes: Node | None) -> Node:
        """Put dependents behind everything that is already there."""
        self.right.extend(node for node in nodes if node is not None)
        return self


def leaf(form: str, upos: str, dep: str, lemma: str | None = None, feats: str = "") -> Node:
    """A word without dependents."""
    return Node(form, form.lower() if lemma is None else lemma, upos, feats, dep)


def punct(mark: str) -> Node:
    return Node(mark, mark, "PUNCT", "", "punct")


def linear(node: Node) -> Iterable[Node]:
    """The subtree's words in the order of the text."""
    for child in node.left:
        yield from linear(child)
    yield node
    for child in node.right:
        yield from linear(child)


Surface = Callable[[list[Node], dict[int, Node]], list[Node]]


def sentence(root: Node, surface: Surface, *, french_spacing: bool = False) -> list[Word]:
    """The tree as gold words: capitalised, spaced, numbered.

    `surface` may change forms and drop words; a dropped word's dependents must not exist.
    """
    root.dep = "root"
    heads: dict[int, Node] = {}
    nodes = list(linear(root))
    for node in nodes:
        for child in (*node.left, *node.right):
            heads[id(child)] = node
    nodes = surface(nodes, heads)
    first = next((node for node in nodes if node.upos != "PUNCT"), nodes[0])
    first.form = first.form[:1].upper() + first.form[1:]
    number = {id(node): index for index, node in enumerate(nodes, 1)}
    words = []
    straight_open = False
    for index, node in enumerate(nodes):
        following = nodes[index + 1] if index + 1 < len(nodes) else None
        opens = node.form in _OPENING or node.gluing
        if node.form == '"':
            straight_open = not straight_open
            opens = straight_open
        closes = following is not None and (
            following.form in _CLOSING or following.glued or (following.form == '"' and straight_open)
        )
        space = not (opens or closes)
        if french_spacing and following is not None:
            space = space or node.form == "«" or following.form in {"»", ":", ";", "?", "!", "%"}
        governor = heads.get(id(node))
        words.append(
            Word(
                form=node.form,
                lemma=node.lemma,
                upos=node.upos,
                feats=node.feats,
                head=number[id(governor)] if governor is not None else 0,
                dep=node.dep,
                space=space,
            )
        )
    return words
