"""What is a gold sentence, and how is one read from a CoNLL-U file?

A multiword token whose parts spell it ("don't", "John's") is kept as its parts; any other ("du", "auquel") is
one word with the annotation of its first part that is governed from outside. Our tokenizers cut text so too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

__all__ = ["Word", "read", "text_of", "typographic"]


@dataclass(slots=True, kw_only=True)
class Word:
    """One word of a gold tree; `head` counts from 1, 0 is the root; `space` tells whether a space follows."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    dep: str
    space: bool


def read(path: Path) -> Iterator[list[Word]]:
    """The sentences of a CoNLL-U file, in order."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        sentence = _sentence(line for line in block.split("\n") if line and not line.startswith("#"))
        if sentence:
            yield sentence


def _sentence(lines: Iterator[str]) -> list[Word]:
    rows: dict[int, list[str]] = {}
    spans: dict[int, tuple[int, str, bool]] = {}
    for line in lines:
        columns = line.split("\t")
        if "." in columns[0]:
            continue
        space = "SpaceAfter=No" not in columns[9]
        if "-" in columns[0]:
            first, last = map(int, columns[0].split("-"))
            spans[first] = (last, columns[1], space)
        else:
            rows[int(columns[0])] = columns
    words: list[Word] = []
    position = {0: 0}
    index = 1
    while index <= len(rows):
        if index in spans:
            last, form, space = spans[index]
            parts = [rows[part] for part in range(index, last + 1)]
            if "".join(part[1] for part in parts) == form:
                for offset, part in enumerate(parts):
                    words.append(_word(part, part[1], space if index + offset == last else False))
                    position[index + offset] = len(words)
            else:
                top = next((part for part in parts if not index <= int(part[6]) <= last), parts[0])
                words.append(_word(top, form, space))
                position.update((part, len(words)) for part in range(index, last + 1))
            index = last + 1
        else:
            columns = rows[index]
            words.append(_word(columns, columns[1], "SpaceAfter=No" not in columns[9]))
            position[index] = len(words)
            index += 1
    for word in words:
        word.head = position[word.head]
    return words


def _word(columns: list[str], form: str, space: bool) -> Word:
    lemma = form if columns[2] == "_" and form != "_" else columns[2]
    feats = "" if columns[5] == "_" else columns[5]
    return Word(
        form=form,
        lemma=lemma,
        upos=columns[3],
        feats=feats,
        head=int(columns[6]),
        dep=columns[7],
        space=space,
    )


def text_of(sentence: list[Word]) -> str:
    """The sentence as it was printed."""
    return "".join(word.form + (" " if word.space else "") for word in sentence).rstrip()


def typographic(sentence: list[Word], rng: Random) -> list[Word]:
    """The same tree as newspapers print it: curly apostrophes, and one of the styles of quotation marks."""
    curly = rng.random() < 0.6
    opening, closing = rng.choice([('"', '"'), ("“", "”"), ("«", "»"), ("“", '"'), ("“", "»")])
    inside = False
    changed = []
    for word in sentence:
        form = word.form.replace("'", "’") if curly else word.form
        if form == '"':
            inside = not inside
            form = opening if inside else closing
        changed.append(replace(word, form=form))
    return changed
