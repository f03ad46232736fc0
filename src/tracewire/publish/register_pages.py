"""How does the register show all lines together, as a table and as flows between parties?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from tracewire.model import Polarity
from tracewire.publish import names, site, views, words
from tracewire.publish.line_pages import register_row
from tracewire.publish.pages import Pages

__all__ = ["write_register"]

_FLOWS = 120


def write_register(pages: Pages, sources: int) -> None:
    """Write the register; `sources` is how many have a page."""
    rows = [register_row(pages, number) for number in range(len(pages.lines))]
    flows, unmapped, labels, points = _flows(pages, rows)
    denied = sum(ref.claim.polarity is Polarity.DENIED for ref in pages.refs.values())
    band = [
        {"name": "Documents", "value": f"{len(pages.places):,}", "href": "documents.html"},
        {"name": "Claims", "value": f"{len(pages.refs):,}", "href": None},
        {"name": "of them denials", "value": f"{denied:,}", "href": None},
        {"name": "Lines", "value": f"{len(rows):,}", "href": "#register"},
        {"name": "Sources", "value": f"{sources:,}", "href": "sources.html"},
        {"name": "Ledger entry", "value": pages.site["entry"], "href": None},
    ]
    involved = sorted(
        {one for line in pages.lines for one in (line.supplier, line.recipient) if one}, key=names.party
    )
    families = sorted({row["family"] for row in rows if row["family"]}, key=names.item)
    stages = {row["stage_id"]: row["rank"] for row in rows}
    pages.put_listing(
        "index",
        section="index",
        name="rows",
        rows=rows,
        deck=_deck(pages),
        band=band,
        flows=flows,
        flows_json=site.data_block({"rows": flows, "names": labels, "points": points}),
        unmapped=unmapped,
        parties=[(one, names.party(one)) for one in involved],
        families=[(one, names.item(one)) for one in families],
        stages=sorted(stages, key=lambda stage: (-stages[stage], stage)),
    )


def _deck(pages: Pages) -> str:
    dates = sorted(place.published for place in pages.places if place.published)
    over = f", published {views.period(dates[0], dates[-1])}" if dates else ""
    documents = words.plural(len(pages.places), "dispatch", "dispatches")
    comma = "," if over else ""
    return (
        f"What {documents}{over}{comma} say about transfers of arms: who says it, how surely, "
        "and who denies it. Every cell leads to the sentence it came from."
    )


def _flows(
    pages: Pages, rows: Sequence[Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], str, dict[str, str], dict[str, str | tuple[float, float]]]:
    """The arcs of the map, what is not on it, the names of its points, and points that are no states."""
    grouped: dict[tuple[str, str], list[int]] = defaultdict(list)
    unstated = 0
    for number, line in enumerate(pages.lines):
        if line.supplier and line.recipient and line.supplier != line.recipient:
            grouped[line.supplier, line.recipient].append(number)
        else:
            unstated += 1
    flows = []
    for (supplier, recipient), numbers in grouped.items():
        of = [pages.lines[n] for n in numbers]
        reached = [line.stage for line in of if line.stage]
        if reached:
            kind = max(reached, key=views.LADDER.index).value
        else:
            attached_only = any(line.attached for line in of) and not any(line.denied for line in of)
            kind = "attached" if attached_only else "denied"
        documents = {document for line in of for document in line.documents}
        main = max(numbers, key=lambda n: (len(pages.lines[n].documents), -n))
        arms = words.enumeration(
            rows[n]["item"] for n in sorted(numbers, key=lambda n: -len(pages.lines[n].documents))[:3]
        )
        more = f" and {len(numbers) - 3} more kinds" if len(numbers) > 3 else ""
        told = {"denied": "only denied", "attached": "use, production or stock"}.get(kind, kind)
        flows.append(
            {
                "id": f"{supplier}>{recipient}",
                "from": supplier,
                "to": recipient,
                "kind": kind,
                "documents": len(documents),
                "href": rows[main]["href"],
                "head": f"{names.party(supplier)} → {names.party(recipient)}",
                "body": f"{arms}{more}; {told}; {words.plural(len(documents), 'document')}",
            }
        )
    flows.sort(key=lambda flow: (-flow["documents"], flow["id"]))
    left = []
    if len(flows) > _FLOWS:
        left.append(f"{words.plural(len(flows) - _FLOWS, 'flow')} with fewer documents")
    if unstated:
        left.append(
            f"{words.plural(unstated, 'line')} whose supplier or recipient is not stated, or the same"
        )
    shown = flows[:_FLOWS]
    used = sorted({flow[end] for flow in shown for end in ("from", "to")})
    return (
        shown,
        words.enumeration(left),
        {one: names.party(one) for one in used},
        {one: seat for one in used if (seat := names.seat(one))},
    )
