"""How does the page of a line tell how far a transfer has come, and on whose word?"""

from __future__ import annotations

from typing import Any

from tracewire.assess import bears, narrower
from tracewire.ledger import Line
from tracewire.model import Kind, Polarity, Stage
from tracewire.publish import assessed, names, site, views, words
from tracewire.publish.pages import TABLE_ROWS, Pages

__all__ = ["register_row", "write_lines"]


def write_lines(pages: Pages) -> None:
    """Write a page for each line."""
    for number, line in enumerate(pages.lines):
        events = _events(pages, line)
        drawn = views.drawn(events)
        quantities = [ref for ref in events if ref.claim.total is not None]
        located, unlocated = views.where(events)
        pages.put(
            f"lines/{pages.slugs[number]}.html",
            "line.html",
            section="index",
            here=False,
            row=register_row(pages, number),
            answer=views.answer(line, events),
            assessed=assessed.assessed(
                line,
                events,
                _family(pages, line),
                _aside(pages, line),
                pages.stories,
                pages.view.resolution,
                register=pages.register,
                known_on=pages.known_on,
            ),
            events=events[-TABLE_ROWS:],
            left_out=max(0, len(events) - TABLE_ROWS),
            claims=len(events),
            timeline=drawn,
            copies=any(ref.copy for ref in drawn),
            timeline_left=len(events) - len(drawn),
            timeline_json=site.data_block(
                {
                    "bands": views.bands(events),
                    "rows": [views.mark(ref, ref.band, ref.speaker.name) for ref in drawn],
                }
            ),
            quantities=quantities[-TABLE_ROWS:],
            quantities_json=site.data_block(
                {"rows": [views.interval(ref) for ref in quantities[: views.CHART_ROWS]]}
            ),
            places=located,
            unlocated=unlocated,
            places_json=site.data_block(views.route(located, line)),
        )


def register_row(pages: Pages, number: int) -> dict[str, Any]:
    """The line as a row of the register."""
    line = pages.lines[number]
    events = _events(pages, line)
    affirmed = {
        ref.claim.stage
        for ref in events
        if ref.scale is Kind.TRANSFER and ref.claim.polarity is Polarity.AFFIRMED
    }
    supplier, recipient = views.party(line.supplier), views.party(line.recipient)
    item = words.items([line.item] if line.item else [])
    if line.stage:
        stage = (views.DOUBTS[line.certainty] if line.certainty else "") + line.stage.value
        rank, identity = 1 + views.LADDER.index(line.stage), line.stage.value
    elif line.attached:
        kind, attached = line.attached[-1]
        stage, rank, identity = words.stage_phrase(kind, attached), 0, attached.value
    else:
        stage, rank, identity = (
            ("only denied", -1, "only denied")
            if line.denied or line.attached_denied
            else ("other claims", -2, "other")
        )
    also = (words.stage_phrase(kind, one) for kind, one in line.attached_denied)
    denied = ", ".join((*(one.value for one in line.denied), *also))
    reported = views.period(line.first, line.last)
    return {
        "href": f"lines/{pages.slugs[number]}.html",
        "supplier": supplier,
        "recipient": recipient,
        "pair": f"{supplier} → {recipient}",
        "item": item,
        "party_ids": " ".join(party for party in (line.supplier, line.recipient) if party),
        "family": names.family(line.item) if line.item else "",
        "stage": stage,
        "stage_id": identity,
        "rank": rank,
        "steps": [_Step(step, step in affirmed, step in line.denied) for step in views.LADDER],
        "denied": denied,
        "units": words.amount(line.quantity),
        "units_sort": views.units_sort(line.quantity),
        "origins": line.origins,
        "credibility": line.credibility,
        "reason": line.reason,
        "documents": len(line.documents),
        "first_sort": line.first or "",
        "reported": reported,
        "months": words.months(line.first, line.last),
        "search": views.plain(
            f"{supplier} {recipient} {item} {stage} {denied} {reported} {line.first or ''}"
        ),
    }


def _events(pages: Pages, line: Line) -> list[views.Ref]:
    return sorted(
        (pages.refs[claim] for claim in line.claims if claim in pages.refs), key=lambda ref: ref.order
    )


def _family(pages: Pages, line: Line) -> list[views.Ref]:
    """What is said of the same parties on the line's goods and the classes below them."""
    if line.item is None or line.supplier is None or line.recipient is None:
        return []
    items = set(narrower(line.item))
    numbers = pages.pairs[line.supplier, line.recipient]
    found = {
        claim: pages.refs[claim]
        for number in numbers
        if pages.lines[number].item in items
        for claim in pages.lines[number].claims
        if claim in pages.refs
    }
    return sorted(found.values(), key=lambda ref: ref.order)


def _aside(pages: Pages, line: Line) -> list[views.Ref]:
    """The measures and disclosures that bear on the line's transfer."""
    # A line that leaves a party open is not about what two named ones decided about each other.
    parties = (line.supplier, line.recipient) if line.supplier and line.recipient else ()
    near = {
        claim: ref
        for name in (*parties, *line.documents)
        if name in pages.aside
        for claim, ref in pages.aside[name].items()
    }
    telling, items = set(line.documents), (line.item,) if line.item else None
    found = (
        ref
        for ref in near.values()
        if bears(
            pages.view.resolution.claim(ref.claim),
            line.supplier,
            line.recipient,
            items,
            told=ref.claim.document in telling,
        )
    )
    return sorted(found, key=lambda ref: ref.order)


class _Step:
    """One step of a ladder; `classes` are what the style sheet knows."""

    def __init__(self, stage: Stage, affirmed: bool, denied: bool) -> None:
        self.classes = f"{stage.value}{' on' if affirmed else ''}{' no' if denied else ''}"
