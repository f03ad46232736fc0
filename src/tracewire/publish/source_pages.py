"""How does the page of a source tell what it said, and how far it is to be relied on?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from tracewire.assess import default_register
from tracewire.model import Polarity
from tracewire.publish import names, site, views, words
from tracewire.publish.pages import TABLE_ROWS, Pages

__all__ = ["write_sources"]


def write_sources(pages: Pages) -> int:
    """Write a page for each source, and their list; how many they are."""
    grouped: dict[str, list[views.Ref]] = defaultdict(list)
    for ref in pages.refs.values():
        grouped[ref.speaker.key].append(ref)
    told = []
    for refs in grouped.values():
        refs.sort(key=lambda ref: ref.order)
        told.append(_source(pages, refs))
    told.sort(key=lambda one: (-one["affirmed"] - one["denied"], one["speaker"].name, one["speaker"].key))
    kinds: dict[str, int] = defaultdict(int)
    for one in told:
        kinds[one["speaker"].sort] += 1
    deck = words.enumeration(
        words.plural(kinds[sort], name, many)
        for sort, name, many in (
            ("institution", "institution", ""),
            ("person", "named person", ""),
            ("unnamed", "unnamed source", ""),
            ("outlet", "outlet", ""),
        )
        if kinds[sort]
    )
    pages.put_listing("sources", section="sources", name="sources", rows=told, deck=deck or "none yet")
    return len(told)


def _source(pages: Pages, refs: Sequence[views.Ref]) -> dict[str, Any]:
    speaker = refs[0].speaker
    denied = sum(ref.claim.polarity is Polarity.DENIED for ref in refs)
    documents = len({ref.place.id for ref in refs})
    dates = sorted(ref.place.published for ref in refs if ref.place.published)
    reported = views.period(dates[0], dates[-1]) if dates else "undated"
    details = list(dict.fromkeys(ref.speaker.detail for ref in refs if ref.speaker.detail))
    drawn = views.drawn(refs) if len({ref.place.published for ref in refs}) > 1 or len(refs) > 2 else []
    # A band for each line, the most spoken of first; the rest share one.
    spoken: dict[str, int] = defaultdict(int)
    for ref in drawn:
        spoken[f"{ref.pair}, {ref.items}"] += 1
    listed = sorted(spoken, key=lambda name: (-spoken[name], name))[:12]
    bands = [{"id": name, "name": name} for name in listed]
    if len(spoken) > len(listed):
        bands.append({"id": "other", "name": "other lines"})
    marks = [
        views.mark(ref, name if name in listed else "other", ref.stage_words)
        for ref in drawn
        for name in [f"{ref.pair}, {ref.items}"]
    ]
    last = refs[-1]
    rating = (pages.register or default_register()).rate(
        last.claim.source,
        outlet=last.place.outlet or None,
        on=pages.stories[last.claim.document].day,
    )
    caution = ""
    if speaker.sort == "unnamed":
        caution = "Unnamed: claims of the same description stand together, and may come from several people."
    said = [words.plural(len(refs) - denied, "assertion")] if len(refs) > denied else []
    said += [words.plural(denied, "denial")] if denied else []
    pages.put(
        f"sources/{speaker.slug}.html",
        "source.html",
        section="sources",
        here=False,
        speaker=speaker,
        rating=rating,
        details="; ".join(details[:3]),
        deck=f"{words.enumeration(said)} in {words.plural(documents, 'document')}, {reported}.",
        caution=caution,
        timeline=drawn,
        copies=any(ref.copy for ref in drawn),
        timeline_json=site.data_block({"bands": bands, "rows": marks}),
        refs=refs[-TABLE_ROWS:],
        left_out=max(0, len(refs) - TABLE_ROWS),
    )
    country = names.party(speaker.country) if speaker.country else ""
    return {
        "speaker": speaker,
        "country": country,
        "rating": rating,
        "affirmed": len(refs) - denied,
        "denied": denied,
        "documents": documents,
        "first": dates[0] if dates else "",
        "reported": reported,
        "search": views.plain(f"{speaker.name} {' '.join(details)} {speaker.sort} {country}"),
    }
