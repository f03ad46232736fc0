"""Which attribution relations does a document hold: cue, source and content, as attribution corpora do it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracewire.claims.sources.attribution import Attribution
from tracewire.claims.sources.speakers import Attributed
from tracewire.claims.text.grammar import load_grammar
from tracewire.claims.text.mentions import find_mentions
from tracewire.expressions.quantities import quantity_finder
from tracewire.lexicon import Hit, item_classes, load_gazetteer
from tracewire.model import PartKind, Script, Sentence, Source, Span

__all__ = ["AttributionRelation", "attribution_relations"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionRelation:
    """Somebody's words in a document.

    `named` are the words that name the source, `cue` those that tell that it speaks, `content` what it says:
    stretches in order, in the sentence of the cue and in later ones. Words inside the content that another,
    inner cue covers belong to that one's relation.
    """

    source: Source
    named: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def attribution_relations(script: Script, language: str) -> tuple[AttributionRelation, ...]:
    """The relations of a parsed document by the rules, in the order of their cues within each sentence.

    Whoever speaks without a cue (the turn of a briefing, the issuer of a release) makes no relation.
    """
    document = script.document
    grammar = load_grammar(language)
    gazetteer = load_gazetteer(language)
    tree = item_classes()
    amounts = quantity_finder(language).find(document.text)
    attribution = Attribution(grammar, gazetteer, document)
    relations: list[_Relation] = []
    by_source: dict[int, _Relation] = {}  # `at` answers with the very object that the cue holds, kept here
    for paragraph in script.paragraphs:
        text = paragraph.span.of(document.text)
        offset = paragraph.span.start
        hits = [
            Hit(start=h.start + offset, end=h.end + offset, entries=h.entries) for h in gazetteer.find(text)
        ]
        if paragraph.kind != PartKind.HEADLINE:
            attribution.paragraph(paragraph.span)
        for sentence in paragraph.sentences:
            phrases = find_mentions(sentence, hits=hits, quantities=amounts, grammar=grammar, tree=tree)
            if paragraph.kind == PartKind.HEADLINE:
                attribution.headline(phrases, text)
            attribution.begin(sentence, phrases, document.text)
            for cue, named, attributed in attribution.cues():
                relation = _Relation(
                    attributed=attributed,
                    named=_spans(sentence, named),
                    cue=_spans(sentence, cue),
                    content=[],
                )
                relations.append(relation)
                by_source[id(attributed)] = relation
            covered: dict[int, set[int]] = {}
            for token in sentence.tokens:
                covered.setdefault(id(attribution.at(token.index)), set()).add(token.index)
            for cue, named, attributed in attribution.cues():
                covered.get(id(attributed), set()).difference_update(cue | named)
            for key, words in covered.items():
                if key in by_source:
                    by_source[key].content.extend(_spans(sentence, words))
        attribution.end_paragraph()
    return tuple(
        AttributionRelation(source=r.attributed.source, named=r.named, cue=r.cue, content=tuple(r.content))
        for r in relations
    )


@dataclass(slots=True, kw_only=True)
class _Relation:
    """A relation while its content may still go on."""

    attributed: Attributed
    named: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: list[Span]


def _spans(sentence: Sentence, words: Iterable[int]) -> tuple[Span, ...]:
    """The words as stretches of text, those side by side joined."""
    spans: list[Span] = []
    last: int | None = None
    for index in sorted(words):
        token = sentence.tokens[index]
        if last is not None and index == last + 1:
            spans[-1] = Span(spans[-1].start, token.end)
        else:
            spans.append(Span(token.start, token.end))
        last = index
    return tuple(spans)
