"""The extractors that ship: gate, parse, claims, check.

`builtin` lets trained models mark the words that state claims; `sure` keeps those of its claims that are most
likely read right; `light` asks the model for all languages alone, where a language has its own besides;
`rules` finds claims by lexicons and dependency trees alone, several times as fast and less complete
(docs/extractors.md has the figures).
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from importlib.resources import files
from importlib.resources.abc import Traversable

from tracewire import __version__
from tracewire.claims.check import faults
from tracewire.claims.extract import claims_of
from tracewire.claims.kept.errata import amended
from tracewire.claims.kept.judge import judge_digest, load_judge
from tracewire.claims.marked import claims_from_marks
from tracewire.claims.text.gate import READ, load_gate
from tracewire.language import LanguagePack, load_pack, parser_digest
from tracewire.lexicon import Hit, languages, lexicon_digest, load_gazetteer
from tracewire.marks import load_marker, marker_digest
from tracewire.model import Claim, Document, Paragraph, Part, Script, digest_text

__all__ = [
    "BuiltinExtractor",
    "LightExtractor",
    "RulesExtractor",
    "SureExtractor",
    "builtin_extractor",
    "light_extractor",
    "rules_extractor",
    "sure_extractor",
]

_DECIDING = ("claims", "documents", "expressions", "language", "lexicon", "marks")
_OF_DOCUMENTS = frozenset({"notices.py"})
"""The packages whose code decides what is extracted from a document, and of the readers what does."""


@functools.cache
def _code_digest() -> str:
    """The SHA-256 of the code that extracts, so that a change between releases is a new version too."""
    digest = hashlib.sha256()
    for package in _DECIDING:
        for name, source in _sources(files("tracewire").joinpath(package), package):
            if package != "documents" or source.name in _OF_DOCUMENTS:
                content = source.read_bytes()
                digest.update(f"{name}\0{len(content)}\0".encode())
                digest.update(content)
    return digest.hexdigest()


def _sources(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    """The modules in a folder and those below it, each by its path, in an order that no machine changes."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _sources(entry, name)
        elif entry.name.endswith(".py"):
            yield name, entry


def _model_in_use(language: str, model: str | None) -> str:
    """Which parser reads `language`: ours by its digest, the user's by its name and installed version."""
    if model is None:
        return f"{language}={parser_digest(language)}"
    try:
        return f"{language}={model} {installed_version(model)}"
    except PackageNotFoundError:  # a folder, which has no version
        return f"{language}={model}"


class RulesExtractor:
    """Claims by lexicons and dependency trees; deterministic for a version, its tables and its parser models.

    `gate=False` parses every paragraph (for measuring what the gate costs and saves); `models` names
    installed spaCy models to use in place of ours, by language.
    """

    name = "rules"

    def __init__(self, *, gate: bool = True, models: dict[str, str] | None = None) -> None:
        self._gate = gate
        self._models = models or {}
        self._known = frozenset(languages())

    @property
    def version(self) -> str:
        """Changes with the code, the tables and the parser models, and with nothing else."""
        parsers = [_model_in_use(language, self._models.get(language)) for language in sorted(self._known)]
        decides = [_code_digest(), lexicon_digest(), *parsers, *self._decides(), f"gate={self._gate}"]
        return f"{__version__}+{digest_text(' '.join(decides))[:12]}"

    def _decides(self) -> tuple[str, ...]:
        """What else the claims depend on."""
        return ()

    def _pack(self, language: str) -> LanguagePack:
        return load_pack(language, model=self._models.get(language))

    def hits(self, document: Document) -> list[tuple[Part, tuple[Hit, ...]]]:
        """The readable parts of the document with what the gazetteer finds in them (offsets of the part)."""
        gazetteer = load_gazetteer(document.language or "")
        parts = document.of_kind(*READ)
        texts = [part.span.of(document.text) for part in parts]
        return list(zip(parts, gazetteer.find_all(texts), strict=True))

    def chosen(self, document: Document) -> frozenset[int]:
        """The indices of the readable parts that are parsed."""
        hits = self.hits(document)
        if not self._gate:
            return frozenset(range(len(hits)))
        return load_gate(document.language or "").choose(document, hits)

    def script(self, document: Document) -> Script | None:
        """The parsed paragraphs that are worth it; None where there is nothing to read."""
        if document.language not in self._known:
            return None
        chosen = self.chosen(document)
        if not chosen:
            return None
        parts = document.of_kind(*READ)
        wanted = [i for i in range(len(parts)) if i in chosen]
        texts = [parts[i].span.of(document.text) for i in wanted]
        offsets = [parts[i].span.start for i in wanted]
        parsed = dict(zip(wanted, self._pack(document.language).parse(texts, starts=offsets), strict=True))
        return Script(
            document=document,
            paragraphs=tuple(
                Paragraph(kind=part.kind, span=part.span, sentences=parsed.get(i, ()))
                for i, part in enumerate(parts)
            ),
        )

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """The claims that `document` makes, in the order of the text; none for a language without a pack."""
        script = self.script(document)
        if script is None or document.language is None:
            return ()
        told = amended(self._claims(script, document.language), document, document.language)
        return tuple(claim for claim in told if not faults(claim, document))

    def _claims(self, script: Script, language: str) -> tuple[Claim, ...]:
        return claims_of(script, language)

    def extract_many(self, documents: Iterable[Document]) -> Iterator[tuple[Claim, ...]]:
        """As `extract`, for a stream: memory does not grow with its length."""
        for document in documents:
            yield self.extract(document)


class BuiltinExtractor(RulesExtractor):
    """Claims by trained models of their words, which are shown what the rules found.

    Each claim says in the rule of its kind how likely it is to be read right; `_least` is how likely it must
    be, None for what reads most (`Judge.least`). `_own` is whether a language's own model is asked too.
    """

    name = "builtin"
    _least: float | None = None
    _own = True

    def _decides(self) -> tuple[str, ...]:
        markers = [f"{language}={marker_digest(language, own=self._own)}" for language in sorted(self._known)]
        return (*markers, judge_digest(), f"least={self._least}")

    def _claims(self, script: Script, language: str) -> tuple[Claim, ...]:
        told = super()._claims(script, language)
        marker = load_marker(language, own=self._own)
        return claims_from_marks(script, language, marker, told, load_judge(), self._least)


class SureExtractor(BuiltinExtractor):
    """The claims of the built-in extractor that are most likely read right: fewer, and more of them are."""

    name = "sure"
    _least = 0.75


class LightExtractor(BuiltinExtractor):
    """The claims that the model for all languages marks: less time for English, a little less right."""

    name = "light"
    _own = False


def builtin_extractor(*, gate: bool = True, models: dict[str, str] | None = None) -> BuiltinExtractor:
    """The extractor that ships: the most faithful one."""
    return BuiltinExtractor(gate=gate, models=models)


def light_extractor(*, gate: bool = True, models: dict[str, str] | None = None) -> LightExtractor:
    """The extractor for much English on a small machine."""
    return LightExtractor(gate=gate, models=models)


def rules_extractor(*, gate: bool = True, models: dict[str, str] | None = None) -> RulesExtractor:
    """The fast extractor, without a trained model of claims."""
    return RulesExtractor(gate=gate, models=models)


def sure_extractor(*, gate: bool = True, models: dict[str, str] | None = None) -> SureExtractor:
    """The extractor for who would rather miss a claim than read one wrongly."""
    return SureExtractor(gate=gate, models=models)
