"""What do the tables find in a document: words, names, dates and numbers, all with offsets of its text?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from tracewire.claims.text.asides import asides
from tracewire.claims.text.gate import READ
from tracewire.claims.text.readings import in_context
from tracewire.expressions.quantities import QuantityMention, quantity_finder
from tracewire.expressions.times import TimeMention, time_finder
from tracewire.lexicon import Gazetteer, Hit, load_gazetteer
from tracewire.lexicon.press import press
from tracewire.marks import Passage, Word, split_words, word_features
from tracewire.model import Claim, Document, Part, PartKind, Span

__all__ = ["Found", "common", "find_in", "home_of", "with_products"]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Something found, with offsets of its part."""

    start: int
    end: int
    unit: str | None = None


class _Place(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def common(one: _Place, other: _Place) -> int:
    """How many characters both cover; none or less where they are apart."""
    return min(one.end, other.end) - max(one.start, other.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The readable parts of one document and what stands in them, in the order of the text."""

    parts: tuple[Part, ...]
    part_words: tuple[tuple[Word, ...], ...]  # offsets of the part, without sentences beside the matter
    hits: tuple[Hit, ...]
    goods: tuple[Hit, ...]  # the same, each word for goods with the reading that it has beside the others
    times: tuple[TimeMention, ...]
    amounts: tuple[QuantityMention, ...]
    words: tuple[Word, ...] = field(repr=False)
    sentences: tuple[Span, ...] = field(repr=False)

    def over(self, span: Span) -> list[Hit]:
        """The names that overlap `span`."""
        return [h for h in self.goods if h.start < span.end and h.end > span.start]

    def sentence(self, span: Span) -> Span:
        """The sentence in which `span` begins."""
        number = bisect_right(self.sentences, span.start, key=lambda s: s.start) - 1
        return self.sentences[max(number, 0)]

    def passages(self, wanted: frozenset[int], told: Sequence[Claim]) -> tuple[Passage, ...]:
        """The parts as the model is given them, with the claims that the rules found.

        Headlines and parts that are not `wanted` only stand before others.
        """
        return tuple(
            Passage(
                start=part.span.start,
                words=words,
                features=word_features(
                    words,
                    hits=[
                        Hit(start=h.start - part.span.start, end=h.end - part.span.start, entries=h.entries)
                        for h in self.hits
                        if part.span.start <= h.start and h.end <= part.span.end
                    ],
                    quantities=_inside(part, self.amounts),
                    times=_inside(part, self.times),
                    told=told,
                    start=part.span.start,
                ),
                wanted=number in wanted and part.kind != PartKind.HEADLINE,
            )
            for number, (part, words) in enumerate(zip(self.parts, self.part_words, strict=True))
        )


def _inside(part: Part, found: Iterable[QuantityMention | TimeMention]) -> list[_Stretch]:
    start, end = part.span.start, part.span.end
    return [
        _Stretch(f.start - start, f.end - start, f.unit if isinstance(f, QuantityMention) else None)
        for f in found
        if start <= f.start and f.end <= end
    ]


def find_in(document: Document, language: str) -> Found:
    """What the tables of `language` find in the document."""
    parts = tuple(_without_slug(part, document) for part in document.of_kind(*READ))
    gazetteer = load_gazetteer(language)
    times = time_finder(language).find(document.text, published=document.published)
    part_words: list[tuple[Word, ...]] = []
    hits: list[Hit] = []
    words: list[Word] = []
    sentences: list[Span] = []
    amounts = quantity_finder(language).find(document.text, times=times)
    goods: list[Hit] = []
    texts = [part.span.of(document.text) for part in parts]
    for part, text, named in zip(parts, texts, gazetteer.find_all(texts), strict=True):
        start = part.span.start
        here = split_words(text)
        here_hits = tuple(with_products(gazetteer, text, named))
        hits.extend(_moved(here_hits, start))
        counted = [
            replace(a, start=a.start - start, end=a.end - start)
            for a in amounts
            if start <= a.start and a.end <= part.span.end
        ]
        goods.extend(_moved(in_context(text, here_hits, counted, language), start))
        words.extend(
            Word(start=w.start + start, end=w.end + start, form=w.form, spaced=w.spaced) for w in here
        )
        told = tuple(_sentences(here))
        sentences.extend(Span(first + start, last + start) for first, last in told)
        part_words.append(_to_the_matter(here, told, here_hits, language))
    return Found(
        parts=parts,
        part_words=tuple(part_words),
        hits=tuple(hits),
        goods=tuple(goods),
        times=times,
        amounts=amounts,
        words=tuple(words),
        sentences=tuple(sentences),
    )


def home_of(document: Document, gazetteer: Gazetteer) -> str | None:
    """The country of the dateline: whose a release's unknown firm is."""
    hits = gazetteer.find(document.dateline.title()) if document.dateline else ()
    return next((entry.country for hit in hits for entry in hit.entries if entry.country), None)


def _to_the_matter(
    words: tuple[Word, ...], sentences: Iterable[tuple[int, int]], hits: Sequence[Hit], language: str
) -> tuple[Word, ...]:
    """The words without the sentences that have to do with no dealing."""
    left: list[Word] = []
    for first, last in sentences:
        own = [word for word in words if first <= word.start < last]
        named = any(first <= hit.start < last for hit in hits)
        if named or not asides(language).is_aside(own):
            left.extend(own)
    return tuple(left)


def _without_slug(part: Part, document: Document) -> Part:
    """A headline as it tells, without what the wire says of the dispatch: "CORRECTED-Oman buys tanks"."""
    if part.kind != PartKind.HEADLINE:
        return part
    start, end = press().told_in(part.span.of(document.text))
    return replace(part, span=Span(part.span.start + start, part.span.start + end))


def _moved(hits: Iterable[Hit], start: int) -> Iterator[Hit]:
    return (Hit(start=h.start + start, end=h.end + start, entries=h.entries) for h in hits)


def _sentences(words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """Where the sentences of a part stand: behind a full stop that no initial or abbreviation explains."""
    first = 0
    for number, word in enumerate(words):
        if word.form not in (".", "!", "?") or number + 1 >= len(words):
            continue
        after = words[number + 1]
        closing = after.form in ('"', ")") and not after.spaced
        nxt = words[number + 2] if closing and number + 2 < len(words) else after
        begins = nxt.spaced and (nxt.form[:1].isupper() or nxt.form[:1].isdigit() or nxt.form in ('"', "-"))
        short = word.form == "." and number and len(words[number - 1].form) == 1
        if begins and not short:
            last = words[number + 1].end if closing else word.end
            yield words[first].start, last
            first = number + (2 if closing else 1)
    if first < len(words):
        yield words[first].start, words[-1].end


def with_products(gazetteer: Gazetteer, text: str, hits: tuple[Hit, ...]) -> Iterator[Hit]:
    """The hits, and within "drone factory" or "usine de drones" also what is made there."""
    for hit in hits:
        yield hit
        if hit.entries[0].item != "production-equipment" or " " not in text[hit.start : hit.end]:
            continue
        words = text[hit.start : hit.end]
        cut = words.index(" ")
        for part, shift in ((words[cut:], cut), (words[: words.rindex(" ")], 0)):
            for inner in gazetteer.find(part):
                if inner.entries[0].item not in (None, "production-equipment"):
                    start = hit.start + shift
                    yield Hit(start=inner.start + start, end=inner.end + start, entries=inner.entries)
                    break
