"""Which claims does a document make? The built-in extractor, from text to claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from tracewire.claims.kept.distinct import distinct
from tracewire.claims.rules.assemble import assemble_sentence
from tracewire.claims.rules.discourse import Discourse
from tracewire.claims.rules.scene import Scene
from tracewire.claims.sources.attribution import Attribution
from tracewire.claims.text.found import with_products
from tracewire.claims.text.grammar import load_grammar
from tracewire.claims.text.mentions import find_mentions
from tracewire.claims.text.roles import find_frames
from tracewire.expressions.quantities import quantity_finder
from tracewire.expressions.times import time_finder
from tracewire.lexicon import Hit, item_classes, load_gazetteer
from tracewire.model import Claim, Document, Paragraph, PartKind, Script

__all__ = ["Extractor", "claims_of"]


class Extractor(Protocol):
    """Whatever turns a document into claims."""

    name: str
    version: str

    def extract(self, document: Document) -> tuple[Claim, ...]: ...

    def extract_many(self, documents: Iterable[Document]) -> Iterator[tuple[Claim, ...]]: ...


def claims_of(script: Script, language: str) -> tuple[Claim, ...]:
    """The claims that the parsed document makes.

    It is read twice: the first reading finds the dealings that it tells whole, so that in the second a
    sentence that leaves a party open can be completed from what stands after it as well as before.
    """
    first = Discourse()
    _read(script, language, first)
    second = Discourse(
        topic=tuple(line for line in first.lines if line.whole), parties=frozenset(first.named)
    )
    return distinct(_read(script, language, second), item_classes())


def _read(script: Script, language: str, discourse: Discourse) -> list[Claim]:
    document = script.document
    grammar = load_grammar(language)
    gazetteer = load_gazetteer(language)
    tree = item_classes()
    dates = time_finder(language).find(document.text, published=document.published)
    amounts = quantity_finder(language).find(document.text, times=dates)
    attribution = Attribution(grammar, gazetteer, document)
    found: list[Claim] = []
    texts = [paragraph.span.of(document.text) for paragraph in script.paragraphs]
    for paragraph, text, standing in zip(script.paragraphs, texts, gazetteer.find_all(texts), strict=True):
        if paragraph.kind != PartKind.ITEM:
            discourse.heading = discourse.listing = None
        offset = paragraph.span.start
        hits = [
            Hit(start=h.start + offset, end=h.end + offset, entries=h.entries)
            for h in with_products(gazetteer, text, standing)
        ]
        if paragraph.kind != PartKind.HEADLINE:
            attribution.paragraph(paragraph.span)
        for number, sentence in enumerate(paragraph.sentences):
            phrases = find_mentions(sentence, hits=hits, quantities=amounts, grammar=grammar, tree=tree)
            if paragraph.kind == PartKind.HEADLINE:
                attribution.headline(phrases, text)
            attribution.begin(sentence, phrases, document.text)
            scene = Scene(
                document=document.id,
                sentence=sentence,
                phrases=phrases,
                times=dates,
                grammar=grammar,
                tree=tree,
                attribution=attribution,
                discourse=discourse,
            )
            frames = find_frames(sentence, phrases, grammar)
            claims = assemble_sentence(scene, frames, listed=_opens_entry(paragraph, number))
            if paragraph.kind != PartKind.HEADLINE:
                found.extend(claims)
        attribution.end_paragraph()
        if text.rstrip().endswith(":"):
            discourse.listing = discourse.heading
    return found


def _opens_entry(paragraph: Paragraph, number: int) -> bool:
    """Whether an entry of a list begins with that sentence of the paragraph; one behind words that no full
    stop or the like ends goes on with them, where the parser cut the entry in two ("250 véhicules | de
    l'avant blindé (VAB)").
    """
    goes_on = number > 0 and paragraph.sentences[number - 1].tokens[-1].pos != "PUNCT"
    return paragraph.kind == PartKind.ITEM and not goes_on
