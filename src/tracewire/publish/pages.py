"""What do the pages of one dossier share, and how is one written?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from tracewire.assess import SourceRegister
from tracewire.ledger import LedgerView, Line, reports
from tracewire.model import ClaimId
from tracewire.publish import site, views, words

__all__ = ["TABLE_ROWS", "Pages"]

TABLE_ROWS = 2000  # claims in one table: about 2 MB of page
_LISTED = 1000  # rows; a page of 1,000 lines is about 1 MB and filters without delay


class Pages:
    """What is known while the pages of one dossier are made; those of documents fill `refs`, `aside` and
    `places` for the others."""

    def __init__(
        self,
        view: LedgerView,
        lines: Sequence[Line],
        writer: site.Writer,
        *,
        generated_at: datetime,
        version: str,
        register: SourceRegister | None,
        known_on: date | None,
    ) -> None:
        self.view = view
        self.register = register
        self.known_on = known_on
        # What is spoken of most comes first; a reader who wants another order presses a heading.
        self.lines = sorted(
            lines, key=lambda line: (-len(line.documents), -len(line.claims), _alphabet(line))
        )
        lines = self.lines
        bodies = map(view.resolution.body, view.bodies())
        self.stories = reports(bodies, [line.documents for line in lines])
        self._writer = writer
        self._environment = Environment(
            loader=PackageLoader("tracewire.publish"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters["shown"] = site.shown
        self.slugs = [
            words.slug(
                "\x1f".join(part or "" for part in line.key),
                "-".join(part or "unstated" for part in line.key),
            )
            for line in lines
        ]
        self.lines_of: dict[ClaimId, list[int]] = defaultdict(list)
        for number, line in enumerate(lines):
            for claim in line.claims:
                self.lines_of[claim].append(number)
        self.pairs: dict[tuple[str | None, str | None], list[int]] = defaultdict(list)
        for number, line in enumerate(lines):
            self.pairs[line.supplier, line.recipient].append(number)
        self.refs: dict[ClaimId, views.Ref] = {}
        # Of the measures and disclosures each is found by its parties and by its document.
        self.aside: dict[str | None, dict[ClaimId, views.Ref]] = defaultdict(dict)
        self.places: list[views.Place] = []
        self.site: Mapping[str, Any] = {
            "entry": f"{view.entry:,}",
            "recorded": words.moment(view.recorded_at) if view.recorded_at else "",
            "generated": words.moment(generated_at),
            "version": version,
        }

    def put(self, path: str, template: str, *, section: str, here: bool = True, **context: Any) -> None:
        """Write one page."""
        root = "../" * path.count("/")
        made = self._environment.get_template(template)
        self._writer.put(path, made.render(root=root, site=self.site, section=section, here=here, **context))

    def put_listing(self, stem: str, *, section: str, name: str, rows: Sequence[Any], **context: Any) -> None:
        """Write the pages of a listing, which call their share of `rows` by `name`."""
        total = max(1, -(-len(rows) // _LISTED))
        paths = [f"{stem}.html" if n == 1 else f"{stem}-{n}.html" for n in range(1, total + 1)]
        for number, path in enumerate(paths, 1):
            links = [{"href": its, "label": str(n), "here": n == number} for n, its in enumerate(paths, 1)]
            context[name] = rows[(number - 1) * _LISTED : number * _LISTED]
            self.put(path, f"{stem}.html", section=section, number=number, pages=links, **context)


def _alphabet(line: Line) -> tuple[tuple[bool, str], ...]:
    return tuple((part is None, part or "") for part in line.key)
