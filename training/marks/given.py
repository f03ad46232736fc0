"""How well is read what comes behind the marks? `python -m training.marks.given FOLDER|FILE... [--every N]`.

Each FILE holds exercises, or excerpts of real texts as `python -m training.marks.excerpts` writes them. Their
texts are read twice: with the marks that people set in place of the networks', so that only tables and rules
can err, and by the built-in extractor as it ships. Both are compared with what people marked, by the measures
of the guide: what lies between the two is the networks' to gain, what the first lacks is the tables' and the
rules'. What one source tells twice in a text is marked twice and told once, so that the recall of the first
stays below 1. The networks have learnt from most exercises: of these the second says nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from tracewire.claims import builtin_extractor, rules_extractor
from tracewire.claims.marked import claims_from_marks
from tracewire.claims.text.found import find_in
from tracewire.documents import Received, read_documents
from tracewire.evaluation import LEVELS, SLOTS, Annotation, by_document, score
from tracewire.marks import ROLES, Mark, RoleSpan
from tracewire.model import Claim, Document, Span
from training.marks.examples import speaker_of
from training.marks.exercises import Exercise, MarkedClaim, as_gold, read

__all__ = ["Given", "gold", "marks"]


class Given:
    """People's marks, asked for as a marker's are."""

    together = False

    def __init__(self, found: Sequence[Mark]) -> None:
        self._marks = tuple(found)

    def read(self, passages: Iterable[object]) -> tuple[Mark, ...]:
        return self._marks


def marks(document: Document, exercise: Exercise) -> list[Mark]:
    """What people marked in the exercise, at its places in the document that holds its text."""
    ahead = document.text.index(exercise.text)
    return [
        _mark(claim, ahead, number)
        for claim in exercise.claims
        for number, part in enumerate(find_in(document, exercise.language).parts)
        if part.span.start <= claim.trigger.start + ahead < part.span.end
    ]


def _mark(claim: MarkedClaim, ahead: int, passage: int) -> Mark:
    def moved(span: Span) -> Span:
        return Span(span.start + ahead, span.end + ahead)

    def filled(role: str) -> tuple[RoleSpan, ...]:
        values = claim.values.get(role, ()) if role == "item" else ()
        items = [*values, *[None] * len(claim.roles[role])]
        speaker = speaker_of(claim) if role == "source" and claim.source else None
        return tuple(
            RoleSpan(span=moved(span), score=1.0, item=item, speaker=speaker)
            for span, item in zip(claim.roles[role], items, strict=False)
        )

    roles = {role: filled(role) for role in ROLES}
    return Mark(
        passage=passage,
        trigger=moved(claim.trigger),
        kind=claim.kind,
        stage=claim.stage,
        polarity=claim.polarity,
        certainty=claim.certainty,
        score=1.0,
        roles=roles,
        peaks={role: float(bool(words)) for role, words in roles.items()},
    )


def gold(exercise: Exercise, ahead: int) -> list[Annotation]:
    """The claims of the exercise as the measures compare them; `ahead` code points stand before its text."""
    return [Annotation.read(as_gold(claim, exercise.id, ahead)) for claim in exercise.claims]


def _document(exercise: Exercise) -> Document | None:
    stdin = BytesIO(f"date {exercise.published}\n\n{exercise.text}\n".encode())
    read_as = read_documents(["-"], today=date(2100, 1, 1), stdin=stdin, identify=lambda _: exercise.language)
    received = next(iter(read_as))
    whole = isinstance(received, Received) and exercise.text in received.document.text
    return received.document if isinstance(received, Received) and whole else None


def _readings(
    exercises: Iterable[Exercise],
) -> Iterator[tuple[str, list[Annotation], list[Annotation], list[Annotation]]]:
    """Of each exercise its name, what people marked, what is read behind their marks, and what is read."""
    rules, builtin = rules_extractor(gate=False), builtin_extractor()
    for exercise in exercises:
        document = _document(exercise)
        script = rules.script(document) if document else None
        if document is None or script is None:
            continue
        told = rules.extract(document)
        behind = claims_from_marks(script, exercise.language, Given(marks(document, exercise)), told)  # type: ignore[arg-type]
        ahead = document.text.index(exercise.text)
        yield exercise.id, gold(exercise, ahead), _annotated(behind), _annotated(builtin.extract(document))


def _annotated(claims: Iterable[Claim]) -> list[Annotation]:
    told = by_document(claim.to_dict() for claim in claims)
    return [claim for found in told.values() for claim in found]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", type=Path, nargs="+", metavar="FOLDER|FILE", help="exercises, JSON Lines")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="read every Nth text")
    options = parser.parse_args()
    files = [f for path in options.paths for f in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]
    told = list(_readings(read(files)[:: options.every]))
    marked = {name: claims for name, claims, _, _ in told}
    print(f"{len(marked)} texts, {sum(map(len, marked.values()))} claims marked")
    for title, read_as in (
        ("behind people's marks", {name: claims for name, _, claims, _ in told}),
        ("builtin", {name: claims for name, _, _, claims in told}),
    ):
        report = score(marked, read_as)
        figures = ", ".join(
            f"{level} {tally.f1:.3f} (precision {tally.precision:.2f}, recall {tally.recall:.2f})"
            for level, tally in zip(LEVELS, (report.core, report.strict), strict=True)
        )
        print(f"{title}: {figures}")
        print("  " + "  ".join(f"{slot} {report.slots[slot]:.2f}" for slot in SLOTS))


if __name__ == "__main__":
    main()
