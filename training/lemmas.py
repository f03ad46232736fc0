"""Which dictionary forms do the treebanks and the grammars teach?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from training.corpus import Word

__all__ = ["lemma_table"]

_LEFT_OUT = {"PUNCT", "SYM", "X", "NUM"}


def lemma_table(sentences: Iterable[list[Word]], lang: str) -> dict[str, dict[str, str]]:
    """Part of speech -> form -> lemma, the most frequent one; and the infinitives under "infinitives".

    Forms are lower-case, except of names. Names that are their own lemma are left out.
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    infinitives = set()
    for sentence in sentences:
        for word in sentence:
            if word.upos in _LEFT_OUT or word.lemma in {"", "_"}:
                continue
            form = word.form.replace("’", "'")
            counts[word.upos, form if word.upos == "PROPN" else form.lower()][word.lemma] += 1
            if word.upos == "VERB" and "VerbForm=Inf" in word.feats and word.form.lower() == word.lemma:
                infinitives.add(word.lemma)
    table: dict[str, dict[str, str]] = defaultdict(dict)
    for (pos, form), lemmas in sorted(counts.items()):
        lemma = lemmas.most_common(1)[0][0]
        if pos == "PROPN" and lemma == form:
            continue
        table[pos][form] = lemma
    table["infinitives"] = dict.fromkeys(sorted(infinitives), "")
    return dict(table)
