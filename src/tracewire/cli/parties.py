"""What does a person type for a party or an item: in any case, and - for "the texts do not say"."""

from __future__ import annotations

__all__ = ["UNSAID", "item", "party"]

UNSAID = "-"


def party(text: str) -> str | None:
    """The code or slug that `text` means: "ir" is `IR`, "Houthis" is `houthis`, "-" is None."""
    if text == UNSAID:
        return None
    # ISO codes are two capitals, slugs of non-state actors are longer; of two letters only "eu" and "un" are
    # slugs.
    return text.lower() if len(text) != 2 or text.lower() in ("eu", "un") else text.upper()


def item(text: str) -> str | None:
    """The item class that `text` means; "-" is None."""
    return None if text == UNSAID else text.lower()
