"""Whose turn does a paragraph open, in briefings, interviews and answers ("MS HOLLOWAY: …")?"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from tracewire.claims.grammar import Grammar
from tracewire.lexicon import EntryKind, load_gazetteer

__all__ = ["QUESTION", "Turn", "turn_opened"]

_HEAD = 90  # characters of a paragraph that can hold a speaker's label
_LABEL_WORDS = 8  # words of a label before its colon
_CAPITAL = "A-ZÉÈÎ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The speaker of a turn as its label names them."""

    name: str | None
    role: str


QUESTION = Turn(name=None, role="journalist")
"""A turn in which somebody asks."""

_NAME = re.compile(rf"(?:[{_CAPITAL}][\w’'-]+ ){{1,2}}[{_CAPITAL}][\w’'-]+")
_NAME_THEN_COMMA = re.compile(rf"((?:[{_CAPITAL}][\w’'-]+ )+[{_CAPITAL}][\w’'-]+),")


@functools.cache
def _label_patterns(titles: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a label that names a speaker looks like, and the name in it after its title."""
    spelt = "|".join(re.escape(t) for t in sorted(titles, key=lambda t: (-len(t), t)))
    return (
        re.compile(rf"(?:{spelt}|[A-ZÉÈ]{{2,}})\.? ?[A-ZÉÈ][\w’'-]+"),
        re.compile(rf"(?:{spelt})?\.? ?((?:[{_CAPITAL}][\w’'-]*\s?){{1,3}})"),
    )


def _role_in(label: str, grammar: Grammar) -> str | None:
    """The longest speaker's noun in the label that is a person's."""
    lowered = label.lower()
    best: tuple[int, str] | None = None
    for form, (role, person) in grammar.roles.items():
        if not person or (best is not None and len(form) <= best[0]):
            continue
        if re.search(rf"\b{re.escape(form.lower())}\b", lowered):
            best = (len(form), role)
    return best[1] if best else None


def _is_place(label: str, language: str) -> bool:
    """Whether the tables know the label as the name of a place or a state, and as nothing else."""
    hits = [hit for hit in load_gazetteer(language).find(label) if hit.end - hit.start == len(label)]
    kinds = {entry.kind for hit in hits for entry in hit.entries}
    return bool(kinds) and kinds <= {EntryKind.PLACE, EntryKind.STATE}


def turn_opened(text: str, grammar: Grammar) -> Turn | None:
    """The turn that a paragraph opens, or None where it goes on with the one before, as it does under a
    heading of the press or a dateline ("CORRECTION: …", "KYIV: …").
    """
    head = text.strip()[:_HEAD]
    lowered = head.lower().replace("’", "'")
    label, colon, _ = head.partition(":")
    label = label.strip()
    heading = lowered.partition(":")[0].strip() in grammar.turns["heading"]
    if colon and (heading or _is_place(label, grammar.language)):
        return None
    short = len(head) < _HEAD
    asks = any(lowered.startswith((f"{q}:", f"{q} ")) for q in grammar.turns["question"] if len(q) > 1)
    if asks and (colon or short):
        return QUESTION
    role = _role_in(label, grammar)
    answer = next((a for a in grammar.turns["answer"] if len(a) > 2 and lowered.startswith(a)), None)
    if answer and (colon or "," in head or "." in head or "\n" in text or len(text) < _HEAD):
        name = _NAME.search(head[len(answer) :])
        return Turn(name=name.group() if name else None, role=role or "official")
    if not colon:
        return None
    opening, titled = _label_patterns(grammar.forms["turn_title"])
    named = opening.match(label)
    if len(label.split()) <= _LABEL_WORDS and (named or role):
        after_title = titled.match(label) if named else None
        found = after_title.group(1).strip() if after_title else None
        if found and found.isupper():
            found = found.title()
        first = _NAME_THEN_COMMA.match(label)
        return Turn(name=first.group(1) if first else found, role=role or "spokesperson")
    if role and "," in label:
        return Turn(name=label.split(",")[0].strip(), role=role)
    return None
