"""What a claim is: one proposition about the movement of arms, on one source's word.

The vocabulary is the annotation guide's (docs/guide.md); `Claim.to_dict` writes the exchange form, one JSON
object a line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from tracewire.errors import InputRefused
from tracewire.model.amount import Quantity
from tracewire.model.ids import ClaimId, DocumentId, canonical_json, digest_text
from tracewire.model.source import Source
from tracewire.model.text import Span

__all__ = [
    "DEALINGS",
    "EMPLOYED",
    "SPEECH",
    "STAGES",
    "Certainty",
    "Claim",
    "Fill",
    "Kind",
    "Polarity",
    "Stage",
    "reading_rule",
]


class Kind(StrEnum):
    """What sort of event a claim speaks of."""

    TRANSFER = "transfer"
    PRODUCTION = "production"
    USE = "use"
    STOCK = "stock"
    SUPPORT = "support"
    MEASURE = "measure"
    DISCLOSURE = "disclosure"


class Stage(StrEnum):
    """How far the event has come; which stages a kind has is told by `STAGES`."""

    SOUGHT = "sought"
    PLANNED = "planned"
    AGREED = "agreed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    BUILDING = "building"
    OPERATING = "operating"
    USED = "used"
    DEPLETED = "depleted"
    LOW = "low"
    HELD = "held"
    ADOPTED = "adopted"
    LIFTED = "lifted"
    PUBLISHED = "published"


_TRANSFER = (Stage.SOUGHT, Stage.PLANNED, Stage.AGREED, Stage.SHIPPED, Stage.DELIVERED)

STAGES: Mapping[Kind, tuple[Stage, ...]] = {
    Kind.TRANSFER: _TRANSFER,
    Kind.SUPPORT: _TRANSFER,
    Kind.PRODUCTION: (Stage.PLANNED, Stage.BUILDING, Stage.OPERATING),
    Kind.USE: (Stage.USED,),
    Kind.STOCK: (Stage.DEPLETED, Stage.LOW, Stage.HELD),
    Kind.MEASURE: (Stage.PLANNED, Stage.ADOPTED, Stage.LIFTED),
    Kind.DISCLOSURE: (Stage.PUBLISHED,),
}
"""The stages of each kind, in order (annotation guide, "Kinds and stages")."""

DEALINGS: Final = frozenset({Kind.TRANSFER, Kind.SUPPORT})
"""The kinds in which somebody hands something to somebody else: arms, or trainers and training, which climb
the same stages.
"""

EMPLOYED: Final = frozenset({Kind.USE, Kind.STOCK})
"""The kinds in which somebody has or uses arms, wherever they come from."""


_READ: Final = re.compile(r"read ([01]\.\d\d)")


def reading_rule(chance: float) -> str:
    """The rule of a kind that tells how likely its claim is read right; `Claim.reading` takes it up."""
    return f"read {chance:.2f}"


SPEECH: Final = "speech: "
"""What the rule of a `when` begins with that tells when its source spoke, for want of a date of the event."""


class Polarity(StrEnum):
    """Whether the clause says that it happened, or that it did not."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Certainty(StrEnum):
    """How surely the source puts it; never how surely the reader believes it."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """One value of one slot: where it was read and by which rule.

    `span` is None where the value follows from the document as a whole (its date, say); the rule then tells
    from what.
    """

    slot: str
    value: str
    span: Span | None
    rule: str

    def to_dict(self) -> dict[str, Any]:
        where = {} if self.span is None else {"start": self.span.start, "end": self.span.end}
        return {"slot": self.slot, "value": self.value, **where, "rule": self.rule}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition and source, with its evidence `span` in the document's stored text.

    `supplier` and `recipient` hold ISO 3166-1 alpha-2 codes or slugs of non-state actors; `item` class ids,
    most specific first named; an empty tuple is "the text does not say". `when` is an EDTF date or
    interval.
    """

    document: DocumentId
    kind: Kind
    stage: Stage
    polarity: Polarity
    certainty: Certainty
    supplier: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    designation: tuple[str, ...] = ()
    quantity: Quantity | None = None
    when: str | None = None
    place: tuple[str, ...] = ()
    source: Source
    span: Span
    fills: tuple[Fill, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if self.stage not in STAGES[self.kind]:
            raise ValueError(f"{self.kind} has no stage {self.stage}")

    @property
    def id(self) -> ClaimId:
        """The same for the same proposition, source and passage of the same document, whoever extracts it."""
        return ClaimId(digest_text(canonical_json(self._guide_fields()))[:16])

    @property
    def reading(self) -> float | None:
        """How likely the claim is read right, from 0 to 1, as its extractor says ("read 0.71" with the kind).

        It is no doubt of the source, which is `certainty`, and None of a claim that a person marked, or for
        which nothing is said.
        """
        said = (_READ.fullmatch(fill.rule) for fill in self.fills if fill.slot == "kind")
        return next((float(rule[1]) for rule in said if rule), None)

    @property
    def dated_by_speech(self) -> bool:
        """Whether `when` is the day on which the source spoke, as its extractor says: no day of the event."""
        return any(fill.slot == "when" and fill.rule.startswith(SPEECH) for fill in self.fills)

    @property
    def total(self) -> Quantity | None:
        """How many are told of, all together; None also where the number is a rate ("40 a month")."""
        return self.quantity if self.quantity is None or self.quantity.per is None else None

    def _guide_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "document": self.document,
            "kind": self.kind.value,
            "stage": self.stage.value,
            "polarity": self.polarity.value,
            "certainty": self.certainty.value,
            "supplier": list(self.supplier),
            "recipient": list(self.recipient),
            "item": list(self.item),
            "source": self.source.to_dict(),
            "start": self.span.start,
            "end": self.span.end,
        }
        if self.designation:
            fields["designation"] = list(self.designation)
        if self.quantity is not None:
            fields["quantity"] = self.quantity.to_list()
            if self.quantity.per is not None:
                fields["per"] = self.quantity.per
        if self.when is not None:
            fields["when"] = self.when
        if self.place:
            fields["place"] = list(self.place)
        return fields

    def to_dict(self) -> dict[str, Any]:
        """The exchange form: the guide's fields, then `id` and `slots`."""
        return {**self._guide_fields(), "id": self.id, "slots": [fill.to_dict() for fill in self.fills]}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Claim:
        """The claim that `record` writes in the exchange form. Raises InputRefused if it is none."""
        try:
            low, high = record.get("quantity") or (None, None)
            return cls(
                document=DocumentId(record["document"]),
                kind=Kind(record["kind"]),
                stage=Stage(record["stage"]),
                polarity=Polarity(record["polarity"]),
                certainty=Certainty(record["certainty"]),
                supplier=tuple(record.get("supplier") or ()),
                recipient=tuple(record.get("recipient") or ()),
                item=tuple(record.get("item") or ()),
                designation=tuple(record.get("designation") or ()),
                quantity=None if low is None and high is None else Quantity(low, high, record.get("per")),
                when=record.get("when"),
                place=tuple(record.get("place") or ()),
                source=Source(**record["source"]),
                span=Span(record["start"], record["end"]),
                fills=tuple(
                    Fill(
                        slot=fill["slot"],
                        value=fill["value"],
                        span=Span(fill["start"], fill["end"]) if "start" in fill else None,
                        rule=fill["rule"],
                    )
                    for fill in record.get("slots") or ()
                ),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise InputRefused(
                f"not a claim: {type(error).__name__} {error}",
                where=str(record.get("document", "a record without a document")),
                remedy="compare it with docs/guide.md",
            ) from error

    def but(self, **changes: Any) -> Claim:
        """A copy with these fields changed."""
        return replace(self, **changes)
