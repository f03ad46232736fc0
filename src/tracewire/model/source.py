"""Who vouches for a claim, as far as the document tells."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["NARRATOR", "Source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The innermost speaker that the document names or describes.

    `role` is a short English description ("spokesperson", "diplomat", "institution", "reports"), or
    "narrator" for the document's own voice. `anonymous` is true for an unnamed person, false for a named
    one or an institution that speaks. `via` is the other outlet through which the words came ("told the
    Guardian").
    """

    name: str | None = None
    role: str = "institution"
    org: str | None = None
    country: str | None = None
    anonymous: bool = False
    via: str | None = None

    @property
    def is_narrator(self) -> bool:
        return self.role == "narrator"

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def label(self) -> str:
        """A short English line for a reader: "John Kirby, spokesperson, US National Security Council"."""
        if self.is_narrator:
            return f"narrator ({self.org})" if self.org else "narrator"
        role = None if self.role == "institution" else self.role
        words = [w for w in (self.name, role, self.org or self.country) if w]
        if self.anonymous:
            words.append("unnamed")
        return ", ".join(words) + (f" (via {self.via})" if self.via else "")


NARRATOR = Source(role="narrator")
