"""Whose words are marked as whose? Invented sentences."""

from __future__ import annotations

import re

from tracewire.claims.sources.relations import attribution_relations
from tracewire.language import load_pack
from tracewire.model import Document, DocumentId, Paragraph, Part, PartKind, Script, Span, digest_text


def relations(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of each relation of an English text, a paragraph a line."""
    spans = [Span(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    document = Document(
        id=DocumentId("one"),
        text=text,
        parts=tuple(Part(kind=PartKind.PARAGRAPH, span=span) for span in spans),
        raw=digest_text(text),
        text_digest=digest_text(text),
        language="en",
    )
    parsed = load_pack("en").parse([span.of(text) for span in spans], starts=[span.start for span in spans])
    paragraphs = (
        Paragraph(kind=PartKind.PARAGRAPH, span=span, sentences=sentences)
        for span, sentences in zip(spans, parsed, strict=True)
    )
    script = Script(document=document, paragraphs=tuple(paragraphs))

    def words(stretches: tuple[Span, ...]) -> str:
        return " … ".join(span.of(text) for span in stretches)

    return [(words(r.named), words(r.cue), words(r.content)) for r in attribution_relations(script, "en")]


def test_a_reporting_verb_has_its_subject_and_what_it_reports() -> None:
    assert relations("John Kirby said that the tanks arrived in Poland.") == [
        ("John Kirby", "said", "that the tanks arrived in Poland")
    ]


def test_a_phrase_names_the_source_of_its_clause() -> None:
    ((named, cue, content),) = relations("The tanks arrived in Poland, according to the defense ministry.")
    assert (named, cue) == ("the defense ministry", "according to")
    assert content.startswith("The tanks arrived in Poland")


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    ((_, cue, content),) = relations(
        '"The tanks arrived," John Kirby said. "They are in Poland. They are old."'
    )
    assert cue == "said"
    assert content.endswith('They are old."')


def test_who_reports_nothing_makes_no_relation() -> None:
    assert relations("The tanks arrived in Poland.") == []
