"""What does a language bring: its word rules, its parser, its dictionary forms?

`load_pack("fr").parse(paragraphs)` turns paragraphs into trees of words. One paragraph is parsed at a time,
the parser finds its sentences, and every character that is not white space lies in exactly one word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import repeat
from pathlib import Path
from types import MappingProxyType
from typing import Any

import spacy
import spacy.parts_of_speech
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, SENT_START
from spacy.tokens import Doc

from tracewire.errors import Misconfigured
from tracewire.language import gemm
from tracewire.language.archive import unpack
from tracewire.language.lemmas import Endings, Lemmas
from tracewire.language.tokenizer import WordRules, customise, doc_maker
from tracewire.model.script import Sentence, Token

__all__ = ["LANGUAGES", "LanguagePack", "load_pack", "parser_digest"]

LANGUAGES = ("en", "fr")
_BATCH = 64  # paragraphs
_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LanguagePack:
    """One language, ready to parse.

    `code` is its BCP 47 tag; `name` tells which parser it is, `digest` is the SHA-256 of the parser's files,
    or empty for a model installed by the user. A pack is not safe for several threads at once.
    """

    code: str
    name: str
    digest: str
    _nlp: Any
    _lemma: Lemmas | None
    _make: Callable[[str], tuple[Doc, list[int]]]

    def parse(
        self, texts: Sequence[str], *, starts: Sequence[int] | None = None
    ) -> Iterator[tuple[Sentence, ...]]:
        """The sentences of each text, in the order of the texts.

        Offsets count code points of the text, or of the document where `starts` tells at which code point
        each text begins in it. A blank text has no sentences.
        """
        shifts = starts if starts is not None else repeat(0, len(texts))
        made = (
            (doc, (text, offsets, shift))
            for text, shift in zip(texts, shifts, strict=True)
            for doc, offsets in (self._make(text),)
        )
        for doc, (text, offsets, shift) in self._nlp.pipe(made, as_tuples=True, batch_size=_BATCH):
            yield self._sentences(doc, text, offsets, shift)

    def _sentences(self, doc: Doc, written: str, offsets: list[int], shift: int) -> tuple[Sentence, ...]:
        if not len(doc):
            return ()
        strings = doc.vocab.strings
        rows = doc.to_array([POS, MORPH, DEP, HEAD, SENT_START, LEMMA]).astype("int64").tolist()
        words = [written[start : start + len(token.text)] for token, start in zip(doc, offsets, strict=True)]
        firsts = [index for index, row in enumerate(rows) if row[4] == 1 or index == 0]
        sentences = []
        for first, end in zip(firsts, [*firsts[1:], len(rows)], strict=True):
            tokens = []
            for index in range(first, end):
                pos, morph, dep, head, _, lemma = rows[index]
                text = words[index]
                upos = _POS[pos]
                start = shift + offsets[index]
                # Arrays hold unsigned hashes; the signed value names the same string.
                tokens.append(
                    Token(
                        index=index - first,
                        text=text,
                        start=start,
                        end=start + len(text),
                        lemma=self._lemma(text, upos) if self._lemma else (strings[lemma & _MASK] or text),
                        pos=upos,
                        dep=_relation(strings[dep & _MASK]),
                        head=min(max(index + head - first, 0), end - first - 1),
                        morph=_features(strings[morph & _MASK]),
                    )
                )
            sentences.append(Sentence(tokens=tuple(tokens)))
        return tuple(sentences)


def load_pack(code: str, *, model: str | None = None) -> LanguagePack:
    """The pack of a language ("fr", "en"); `model` names an installed spaCy model to use in place of ours.

    Raises Misconfigured for a language without a pack, a model that is not installed, and a model whose
    relations are not those of Universal Dependencies.
    """
    base = code.partition("-")[0].lower()
    if model is None and base not in LANGUAGES:
        raise Misconfigured(
            f"no language pack for {code!r}", remedy=f"one of {', '.join(LANGUAGES)}, or name a spaCy model"
        )
    return _load(base, model)


def _folder(code: str) -> Path:
    return Path(str(files("tracewire") / "data" / "languages" / code / "parser"))


@lru_cache(maxsize=8)
def parser_digest(code: str) -> str:
    """The SHA-256 of the files of the parser that ships for a language: its model, word rules and endings.

    Found without loading the parser.
    """
    return sha256(b"".join(path.read_bytes() for path in sorted(_folder(code).iterdir()))).hexdigest()


@lru_cache(maxsize=8)
def _load(code: str, model: str | None) -> LanguagePack:
    gemm.use_numpy()
    if model is not None:
        return _installed(code, model)
    folder = _folder(code)
    rules = WordRules.read(folder / "tokenizer.toml")
    nlp, table = unpack(folder / "model.xz")
    customise(nlp, rules)
    return LanguagePack(
        code=code,
        name=f"tracewire-{code}",
        digest=parser_digest(code),
        _nlp=nlp,
        _lemma=Lemmas(code, table, Endings.read(folder / "endings.toml")),
        _make=doc_maker(nlp, rules),
    )


def _installed(code: str, model: str) -> LanguagePack:
    try:
        nlp: Any = spacy.load(model, exclude=["ner", "textcat", "entity_linker", "entity_ruler"])
    except OSError as error:
        raise Misconfigured(f"no spaCy model {model!r}", remedy=f"pip install {model}") from error
    labels = set(nlp.get_pipe("parser").labels) if "parser" in nlp.pipe_names else set()
    if not {"nsubj", "obj", "case"} <= labels:
        raise Misconfigured(f"the spaCy model {model!r} has no Universal Dependencies parser")
    lemmatises = any("lemmatizer" in name for name in nlp.pipe_names)
    version = f"{nlp.meta.get('lang')}_{nlp.meta.get('name')}-{nlp.meta.get('version')}"
    return LanguagePack(
        code=code,
        name=version,
        digest="",
        _nlp=nlp,
        _lemma=None if lemmatises else Lemmas(code, {}, Endings()),
        _make=doc_maker(nlp, None),
    )


_MASK = (1 << 64) - 1
_POS: dict[int, str] = {number: name for name, number in spacy.parts_of_speech.IDS.items()}


@lru_cache(maxsize=4096)
def _features(text: str) -> Mapping[str, str]:
    """The features behind "Number=Sing|Person=3"."""
    if not text or text == "_":
        return _EMPTY
    return MappingProxyType(dict(part.split("=", 1) for part in text.split("|") if "=" in part))


def _relation(dep: str) -> str:
    return "root" if dep in {"ROOT", ""} else dep
