"""The exercises with their marks: texts written for the project, each claim with the words that state it.

One JSON object a line: `text`, `date` (EDTF day of publication), `claims`. A claim has the word that states
it (`t`), kind, stage, polarity (+ or -) and certainty (`k`, `st`, `p`, `c`), supplier, recipient, items and
places (`s`, `r`, `i`, `pl`: lists of [words, code]), quantity and time (`q`: [words, low, high], `w`: [words,
EDTF]) and source (`src`, its words in `m`). Words that occur several times carry "@2" for their second
occurrence; without it the occurrence nearest to the claim's word is meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracewire.marks import ROLES
from tracewire.model import Certainty, Kind, Polarity, Span, Stage

__all__ = ["Exercise", "MarkedClaim", "as_gold", "marked_claim", "read", "read_file"]

_KEY = {"supplier": "s", "recipient": "r", "item": "i", "place": "pl"}
_POLARITY = {"+": Polarity.AFFIRMED, "-": Polarity.DENIED}
_OCCURRENCE = re.compile(r"(.*)@(\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedClaim:
    """One claim; spans count code points of the exercise's text."""

    trigger: Span
    kind: Kind
    stage: Stage
    polarity: Polarity
    certainty: Certainty
    roles: dict[str, tuple[Span, ...]]
    values: dict[str, tuple[str, ...]]  # what the words of a role stand for: codes, classes, EDTF
    source: dict[str, Any] | None
    quantities: tuple[tuple[int | None, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One text with its claims."""

    id: str
    language: str
    published: str
    text: str
    claims: tuple[MarkedClaim, ...]


def _occurrences(text: str, words: str) -> list[Span]:
    found = [m.start() for m in re.finditer(re.escape(words), text)]
    spans = [Span(at, at + len(words)) for at in found]

    def whole(span: Span) -> bool:
        before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
        inside = words[:1].isalnum() and before.isalnum()
        return not inside and not (words[-1:].isalnum() and after.isalnum())

    return [span for span in spans if whole(span)] or spans


def _place(text: str, words: str, near: int | None) -> Span:
    """Where `words` stand; raises ValueError if they do not."""
    numbered = _OCCURRENCE.fullmatch(words)
    if numbered:
        plain, number = numbered.group(1), int(numbered.group(2))
        at = -1
        for _ in range(number):
            at = text.find(plain, at + 1)
            if at < 0:
                raise ValueError(f"{words!r} is not in the text")
        return Span(at, at + len(plain))
    found = _occurrences(text, words)
    if not found:
        raise ValueError(f"{words!r} is not in the text")
    if near is None:
        return found[0]
    return min(found, key=lambda span: abs(span.start - near))


def marked_claim(text: str, record: dict[str, Any]) -> MarkedClaim:
    """The claim of a record whose words stand in the text; ValueError for one whose words do not."""
    trigger = _place(text, record["t"], None)
    roles: dict[str, tuple[Span, ...]] = {}
    values: dict[str, tuple[str, ...]] = {}
    for role in ROLES:
        if role in _KEY:
            pairs = record.get(_KEY[role]) or []
            roles[role] = tuple(_place(text, words, trigger.start) for words, _ in pairs)
            values[role] = tuple(value for _, value in pairs)
    quantity, when, source = record.get("q"), record.get("w"), record.get("src")
    roles["quantity"] = (_place(text, quantity[0], trigger.start),) if quantity else ()
    roles["when"] = (_place(text, when[0], trigger.start),) if when else ()
    values["when"] = (when[1],) if when else ()
    roles["source"] = (_place(text, source["m"], trigger.start),) if source else ()
    return MarkedClaim(
        trigger=trigger,
        kind=Kind(record["k"]),
        stage=Stage(record["st"]),
        polarity=_POLARITY[record["p"]],
        certainty=Certainty(record["c"]),
        roles=roles,
        values=values,
        source=source,
        quantities=((quantity[1], quantity[2]),) if quantity else (),
    )


def as_gold(claim: MarkedClaim, document: str, ahead: int) -> dict[str, Any]:
    """The claim as `tracewire evaluate` takes it; `ahead` code points stand before the exercise's text."""
    source = claim.source or {"role": "narrator"}
    return {
        "document": document,
        "kind": claim.kind.value,
        "stage": claim.stage.value,
        "polarity": claim.polarity.value,
        "certainty": claim.certainty.value,
        **{role: list(dict.fromkeys(value for value in claim.values[role] if value)) for role in _KEY},
        "quantity": list(claim.quantities[0]) if claim.quantities else None,
        "when": claim.values["when"][0] if claim.values["when"] else None,
        "source": {
            "name": source.get("name"),
            "role": source.get("role") or "institution",
            "org": source.get("org"),
            "country": source.get("cc"),
            "anonymous": bool(source.get("anon")),
        },
        "start": ahead + claim.trigger.start,
        "end": ahead + claim.trigger.end,
    }


def read_file(path: Path) -> Iterator[Exercise]:
    """The exercises of one file; a line that cannot be read raises ValueError with its place."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            yield Exercise(
                id=f"{path.parent.name}/{path.stem}/{number:02d}",
                language=path.parent.name[:2],
                published=record["date"],
                text=record["text"],
                claims=tuple(marked_claim(record["text"], claim) for claim in record["claims"]),
            )
        except (KeyError, ValueError) as error:
            raise ValueError(f"{path}:{number}: {error}") from error


def read(paths: Sequence[Path]) -> list[Exercise]:
    """The exercises of all files, in order."""
    return [exercise for path in sorted(paths) for exercise in read_file(path)]
