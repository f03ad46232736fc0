"""Where do words begin and end, and where can no sentence begin?

The rules are data (`data/languages/<code>/parser/tokenizer.toml`); this module makes a spaCy tokenizer of
them. No character of a text is ever lost: a text is its words and the white space between them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import spacy
from spacy.lang.char_classes import (
    ALPHA,
    ALPHA_LOWER,
    ALPHA_UPPER,
    CONCAT_QUOTES,
    CURRENCY,
    LIST_ELLIPSES,
    LIST_ICONS,
    LIST_PUNCT,
    LIST_QUOTES,
    UNITS,
)
from spacy.language import BaseDefaults, Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_suffix_regex, registry

from tracewire.errors import Misconfigured

__all__ = ["WordRules", "blank", "customise", "doc_maker", "spacy_code"]

_APOSTROPHES = "'’‘"
_INITIAL = re.compile(r"^[^\W\d_]\.$")
_DIGIT = re.compile(r"^\d")


class _FrenchDefaults(BaseDefaults):
    suffixes = [  # noqa: RUF012 - spaCy reads it so
        *LIST_PUNCT,
        *LIST_ELLIPSES,
        *LIST_QUOTES,
        r"(?<=[0-9])\+",
        r"(?<=[0-9])%",
        rf"(?<=[0-9])(?:{CURRENCY})",
        rf"(?<=[0-9])(?:{UNITS})",
        rf"(?<=[0-9{ALPHA_LOWER}%²\-\+(?:{CONCAT_QUOTES})])\.",
        rf"(?<=[{ALPHA_UPPER}][{ALPHA_UPPER}])\.",
        rf"(?<=[{ALPHA}])-(?:là|moi|en|t)",
    ]


@registry.languages("tracewire_fr")
class _French(Language):  # type: ignore[no-untyped-call]  # spaCy's __init_subclass__ has no types
    """French without spaCy's own table, which takes two seconds to load and which our rules replace."""

    lang = "tracewire_fr"
    Defaults = _FrenchDefaults


def spacy_code(lang: str) -> str:
    """The name under which spaCy knows the language that our pipelines are built on."""
    return "tracewire_fr" if lang == "fr" else lang


class WordRules:
    """Which words stay whole, and after which of them no sentence begins, in one language."""

    __slots__ = ("abbreviations", "elided", "endings", "language", "patterns", "titles", "whole")

    def __init__(self, table: dict[str, Any]) -> None:
        self.language = str(table["language"])
        self.patterns = str(table["patterns"])
        self.titles = frozenset(map(str, table["titles"]))
        self.abbreviations = frozenset(map(str, table["abbreviations"]))
        self.whole = frozenset(map(str, table["whole"]))
        self.elided = frozenset(map(str, table["elided"]))
        self.endings = tuple(map(str, table["endings"]))

    @classmethod
    def read(cls, path: Path) -> WordRules:
        """The rules in a `tokenizer.toml`; raises Misconfigured where the file or a key is missing."""
        try:
            return cls(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
            raise Misconfigured(f"no usable word rules: {error}", where=str(path)) from error


def customise(nlp: Any, rules: WordRules) -> None:
    """Give a pipeline's tokenizer the language's rules in place of spaCy's own."""
    tokenizer = nlp.tokenizer
    kept = dict(tokenizer.rules)
    special = {text: [{65: text}] for text in sorted(rules.titles | rules.abbreviations)}  # 65 is ORTH
    for text in sorted(rules.whole | rules.elided):
        for variant in _spellings(text):
            special[variant] = [{65: variant}]
    if rules.patterns == "elision":
        tokenizer.infix_finditer = compile_infix_regex(_elision_infixes()).finditer
    endings = [r"(?<=[0-9\-][A-Z])\."]  # "the BTR-82A." ends a sentence
    if rules.endings:
        longest_first = sorted(rules.endings, key=len, reverse=True)
        endings.append(rf"(?<=[{ALPHA}])(?i:{'|'.join(map(re.escape, longest_first))})")
    tokenizer.suffix_search = compile_suffix_regex([*endings, *nlp.Defaults.suffixes]).search
    kept.update(special)
    tokenizer.rules = kept


def doc_maker(nlp: Any, rules: WordRules | None) -> Callable[[str], tuple[Doc, list[int]]]:
    """A function that cuts a text: a spaCy Doc without white-space words, and each word's code-point offset.

    Runs of white space, no-break and thin spaces would otherwise be words, which no treebank has. Of marks
    that mean the same one is shown, so that a text is read alike however it is set.
    """
    joined = rules.titles if rules is not None else frozenset({"M.", "Mr.", "Dr.", "Gen."})

    def make(text: str) -> tuple[Doc, list[int]]:
        plain = _SPACES.sub(" ", text).translate(_ALIKE)
        pieces = [(start, nlp.tokenizer(plain[start:end])) for start, end in pairwise(_cuts(plain))]
        if len(pieces) == 1 and not any(token.is_space for token in pieces[0][1]):
            doc = pieces[0][1]
            offsets = [token.idx for token in doc]
        else:
            words = [
                (start + token.idx, token.text)
                for start, piece in pieces
                for token in piece
                if not token.is_space
            ]
            offsets = [at for at, _ in words]
            spaces = [at > before + len(word) for (before, word), (at, _) in pairwise(words)]
            doc = Doc(nlp.vocab, words=[word for _, word in words], spaces=[*spaces, False][: len(words)])
        _hold_together(doc, joined)
        return doc, offsets

    return make


_SPACES = re.compile(r"[^\S ]")  # one for one, so that offsets hold, as are the marks below

_ALIKE = str.maketrans(
    {**dict.fromkeys("’‘‛ʼ´", "'"), **dict.fromkeys("“”„«»‹›", '"'), **dict.fromkeys("‑‐", "-")}
)

_LONGEST = 400
"""Characters that are cut into words at once where no space stands between them. spaCy splits one sign after
the other off such a run and looks at all of the rest each time: 20,000 brackets took it half a minute."""

_RUN = re.compile(rf"(?<!\S)\S{{{_LONGEST + 1},}}")


def _cuts(text: str) -> list[int]:
    """Where the pieces begin and end that are cut into words one by one: most texts are one piece."""
    within = [
        place for run in _RUN.finditer(text) for place in range(run.start() + _LONGEST, run.end(), _LONGEST)
    ]
    return [0, *within, len(text)]


def _hold_together(doc: Doc, titles: Iterable[str]) -> None:
    """Forbid a sentence start after a title, an initial, or "No." before a figure."""
    for index in range(len(doc) - 1):
        text = doc[index].text
        if not text.endswith("."):
            continue
        follower = doc[index + 1]
        if (
            text in titles
            or (
                _INITIAL.match(text)
                and follower.text[:1].isupper()
                and index
                and doc[index - 1].text[:1].isupper()
            )
            or (
                text == "."
                and index
                and doc[index - 1].text in {"No", "no", "n"}
                and _DIGIT.match(follower.text)
            )
        ):
            follower.is_sent_start = False


def _spellings(text: str) -> Iterable[str]:
    """A word with each apostrophe, and with a capital."""
    for apostrophe in _APOSTROPHES[:2]:
        variant = text.replace("'", apostrophe)
        yield variant
        yield variant[:1].upper() + variant[1:]


def _elision_infixes() -> list[str]:
    return [
        *LIST_ELLIPSES,
        *LIST_ICONS,
        r"(?<=[0-9])[+\-\*^](?=[0-9-])",
        rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
        rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])(?:--|---|–|—|~)(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9])[:<>=/](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}][{_APOSTROPHES}\"])(?=[{ALPHA}0-9])",
    ]


def blank(rules: WordRules) -> Any:
    """A pipeline that only cuts words."""
    nlp = spacy.blank(spacy_code(rules.language))
    customise(nlp, rules)
    return nlp
