"""Which words of likelihood does a passage use, and what band does a published scale give them?

The band belongs to the word and its scale, not to the event: it is printed beside the word and never reckoned
with. Likelihood is not confidence, and no sentence here mixes them (ICD 203, para D.6.e). British bodies are
read by their own scale. The table is data/sources/estimative.csv; the French bands are our own analogue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tracewire.lexicon import fold, fold_text, table
from tracewire.lexicon.press import press

__all__ = ["Estimate", "estimates"]

_BRITISH = " (UK)"
_SCALES = {
    "ICD203": "ICD 203",
    "UK_PHIA": "PHIA yardstick",
    "analogue_ICD203": "our French analogue of ICD 203",
    "none": "no published scale",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One word of likelihood as a passage has it; `low` and `high` are probabilities from 0 to 1."""

    word: str
    low: float
    high: float
    scale: str

    @property
    def words(self) -> str:
        """The word with its band: “probablement” (55–80 %, our French analogue of ICD 203)."""
        return f"“{self.word}” ({self.low * 100:.0f}–{self.high * 100:.0f} %, {self.scale})"


@cache
def _terms(language: str, british: bool) -> tuple[tuple[re.Pattern[str], Estimate], ...]:
    found: dict[str, Mapping[str, str]] = {}
    columns = ("kind", "lang", "term", "variants", "prob_low", "prob_high", "scale")
    for row in table("sources/estimative.csv", *columns):
        if row["kind"] != "prob" or row["lang"] != language:
            continue
        if row["scale"] == "UK_PHIA" and not british:
            continue
        for term in (row["term"], *row["variants"].split(";")):
            if plain := fold_text(term.removesuffix(_BRITISH).strip()):
                # The British rows come behind the American ones, and hold for the British.
                found[plain] = row
    told = []
    for plain, row in sorted(found.items(), key=lambda one: (-len(one[0]), one[0])):
        estimate = Estimate(
            word=plain,
            low=float(row["prob_low"]),
            high=float(row["prob_high"]),
            scale=_SCALES.get(row["scale"], row["scale"]),
        )
        told.append((re.compile(rf"(?<!\w){re.escape(plain)}(?!\w)"), estimate))
    return tuple(told)


def _names_month(word: str, initial: str) -> bool:
    """Whether the folded `word` with this `initial` is a month, which has a capital within a sentence too."""
    return word in press().months and initial.isupper()


def estimates(passage: str, language: str | None, *, country: str | None = None) -> tuple[Estimate, ...]:
    """The words of likelihood in `passage`, in the order of the text; `country` is the speaker's."""
    if language is None:
        return ()
    folded = fold(passage)
    found: list[tuple[int, Estimate]] = []
    taken: list[tuple[int, int]] = []
    for pattern, estimate in _terms(language.partition("-")[0], country == "GB"):
        for match in pattern.finditer(folded.text):
            # "Very likely" is no "likely": the longest word at a place is meant. "In May" is no "may".
            month = _names_month(match[0], passage[folded.origin(match.start())])
            if not month and not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                found.append((match.start(), estimate))
    return tuple(estimate for _, estimate in sorted(found, key=lambda one: one[0]))
