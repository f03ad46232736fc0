"""What is the dictionary form of a word?

Asked in this order: the words of the treebanks and of the dispatch grammar, by form and part of speech; the
answer of a dictionary (simplemma) where it is of the right kind; regular inflection
(`parser/endings.toml`), where the dictionary knows the result; and for French verbs that nobody knows
("dronisé") the one living paradigm. Otherwise the form is its own lemma: none is made up.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tracewire.errors import Misconfigured

__all__ = ["Endings", "Lemmas"]

_REMEMBERED = 200_000  # forms; about 30 MB
_AS_PRINTED = frozenset({"PROPN", "NUM", "PUNCT", "SYM", "X"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings:
    """How a language inflects: endings with what they may stand for, longest first."""

    verbs: tuple[tuple[str, tuple[str, ...]], ...] = ()
    nouns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    adjectives: tuple[tuple[str, tuple[str, ...]], ...] = ()
    participles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    kept: tuple[str, ...] = ()
    infinitives: tuple[str, ...] = ()
    unknown_verbs: str = ""

    @classmethod
    def read(cls, path: Path) -> Endings:
        """The rules in an `endings.toml`; raises Misconfigured where the file or a key is missing."""
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(
                verbs=_rules(table["verbs"]),
                nouns=_rules(table["nouns"]),
                adjectives=_rules(table["adjectives"]),
                participles=_rules(table["participles"]),
                kept=tuple(table["kept"]),
                infinitives=tuple(table["infinitives"]),
                unknown_verbs=str(table["unknown_verbs"]),
            )
        except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
            raise Misconfigured(f"no usable endings: {error}", where=str(path)) from error


def _rules(lines: list[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    parts = [[part.replace("-", "") for part in line.split(" ")] for line in lines]
    return tuple((ending, tuple(bases)) for ending, *bases in parts)


class Lemmas:
    """The dictionary forms of one language; answers are remembered, so a text costs its new words only."""

    __slots__ = ("_endings", "_lang", "_remembered", "_table")

    def __init__(self, lang: str, table: Mapping[str, Mapping[str, str]], endings: Endings) -> None:
        self._lang = lang
        self._table = table  # part of speech -> lower-case form -> lemma
        self._endings = endings
        self._remembered: dict[tuple[str, str], str] = {}

    def __call__(self, form: str, pos: str) -> str:
        """The lemma of a form that the tagger called `pos`."""
        key = (form, pos)
        found = self._remembered.get(key)
        if found is None:
            found = self._find(form.replace("’", "'"), pos)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = found
        return found

    def _find(self, form: str, pos: str) -> str:
        lower = form.lower()
        table = self._table.get(pos, {})
        if form in table:
            return table[form]
        if lower in table and pos != "PROPN":
            return table[lower]
        if pos in _AS_PRINTED:
            return form
        if pos in {"VERB", "AUX"}:
            return self._verb(lower)
        if pos in {"NOUN", "ADJ"}:
            return form if form.isupper() and len(form) < 6 else self._nominal(lower, pos)
        return lower

    def _verb(self, form: str) -> str:
        infinitives = self._endings.infinitives
        verbs = self._table.get("infinitives", {})
        candidates = _candidates(form, self._endings.verbs)
        # "shipped" doubles what "ship" has once
        candidates += [c[:-1] for c in candidates if len(c) > 3 and c[-1] == c[-2] and c[-1] not in "aeious"]
        for spelling in (form, *_candidates(form, self._endings.participles)):
            answer = self._table.get("VERB", {}).get(spelling) or self._dictionary(spelling)
            if answer is None or not answer.endswith(infinitives):
                continue
            if answer == form and any(candidate in verbs for candidate in candidates):
                continue  # "detailed" is an adjective of its own in the dictionary
            return answer
        for candidate in candidates:
            if candidate in verbs or (
                candidate.endswith(infinitives) and self._dictionary(candidate) == candidate
            ):
                return candidate
        if not self._endings.unknown_verbs:
            return form
        if form.endswith(infinitives):
            return form
        return next((c for c in candidates if c.endswith(self._endings.unknown_verbs)), form)

    def _nominal(self, form: str, pos: str) -> str:
        if self._endings.kept and form.endswith(self._endings.kept):
            return form
        if pos == "ADJ":
            for candidate in _candidates(form, self._endings.adjectives):
                if self._dictionary(candidate) == candidate:
                    return candidate
        answer = self._dictionary(form)
        # The dictionary has one answer a form: an infinitive is the verb's, not the noun's.
        if answer is not None and not (any(self._endings.infinitives) and self._is_verbal(form, answer)):
            return answer
        for candidate in _candidates(form, self._endings.nouns):
            if self._dictionary(candidate) is not None:
                return candidate
        return form[:-1] if len(form) > 3 and form.endswith("s") and not form.endswith("ss") else form

    def _is_verbal(self, form: str, answer: str) -> bool:
        return answer != form and answer.endswith(self._endings.infinitives) and not form.startswith(answer)

    def _dictionary(self, form: str) -> str | None:
        """The dictionary's lemma; None where it does not know the form."""
        # Imported here: its tables cost a second and 40 MB, and many texts hold no unknown word.
        import simplemma

        if not simplemma.is_known(form, lang=self._lang):
            return None
        return str(simplemma.lemmatize(form, lang=self._lang))


def _candidates(form: str, rules: tuple[tuple[str, tuple[str, ...]], ...]) -> list[str]:
    return [
        form.removesuffix(ending) + base if ending else form + base
        for ending, bases in rules
        if form.endswith(ending) and len(form) > len(ending) + 1
        for base in bases
    ]
