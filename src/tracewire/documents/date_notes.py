"""Where is a day of publication from that the document does not plainly state, and which others does it name?

The note stands behind the reader's name in `Document.extractor`; it is written and read here alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracewire.model import Document

__all__ = ["CHANGED", "MADE", "READ_IN", "DateNote", "date_note", "noted"]

READ_IN = "default"
"""The day was given when the document was read in."""

MADE = "PDF creation date"
CHANGED = "date of a change"

_MARK = "; published: "
_OTHERS = "metadata also say "


@dataclass(frozen=True, slots=True, kw_only=True)
class DateNote:
    """`origin` is `READ_IN`, `MADE` or `CHANGED`, or None for a day that is stated; `others` are days that
    are stated too, in EDTF."""

    origin: str | None = None
    others: tuple[str, ...] = ()


def noted(reader: str, note: DateNote | None) -> str:
    """What took the text, with the note; `date_note` reads it from the document."""
    if note is None:
        return reader
    return f"{reader}{_MARK}{_OTHERS + ', '.join(note.others) if note.others else note.origin}"


def date_note(document: Document) -> DateNote | None:
    """The note on the day of publication; None where the document plainly states it."""
    told = (document.extractor or "").partition(_MARK)[2]
    if not told:
        return None
    if told.startswith(_OTHERS):
        return DateNote(others=tuple(told.removeprefix(_OTHERS).split(", ")))
    return DateNote(origin=told)
