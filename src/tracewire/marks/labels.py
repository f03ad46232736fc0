"""Which answers can the model give? The annotation guide's words, in the order of its outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from tracewire.errors import Misconfigured
from tracewire.marks.features import FEATURES
from tracewire.model import Certainty, Kind, Polarity, Stage

__all__ = ["ROLES", "SIDES", "Labels", "Speaker"]

ROLES: Final = ("supplier", "recipient", "item", "quantity", "when", "place", "source")
"""What a word can be to the word that states a claim."""
SIDES: Final = ("supplier", "recipient")
"""The roles that parties fill."""


class Speaker(StrEnum):
    """What sort of source the words name."""

    NAMED = "named"  # a person by name
    UNNAMED = "unnamed"  # a person by role or description alone
    BODY = "body"  # an institution, a state, an outlet, a document


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The outputs of one model; `items` are class ids of the annotation guide."""

    items: tuple[str, ...]
    kinds: tuple[Kind, ...] = tuple(Kind)
    stages: tuple[Stage, ...] = tuple(Stage)
    polarities: tuple[Polarity, ...] = tuple(Polarity)
    certainties: tuple[Certainty, ...] = tuple(Certainty)
    roles: tuple[str, ...] = ROLES
    speakers: tuple[Speaker, ...] = tuple(Speaker)
    features: tuple[str, ...] = FEATURES

    def to_dict(self) -> dict[str, list[str]]:
        return {name: [str(value) for value in getattr(self, name)] for name in self.__slots__}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Labels:
        """The labels of a stored model. Raises Misconfigured if they are another version's."""
        labels = cls(items=tuple(stored["items"]))
        if labels.to_dict() != dict(stored):
            other = [name for name, value in labels.to_dict().items() if value != stored.get(name)]
            raise Misconfigured(
                f"the model of the marks was trained for other {', '.join(other)}",
                remedy="train it anew (training/README.md) or reinstall tracewire",
            )
        return labels
