"""What can a surface form stand for? Entries, and the hits that a search gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Entry", "EntryKind", "Hit"]


class EntryKind(StrEnum):
    """What sort of thing a form names."""

    STATE = "state"
    ACTOR = "actor"  # a party that is no state: an armed group, a company of soldiers, an alliance
    INSTITUTION = "institution"  # a ministry, an army, a firm, a monitor: an organisation within a party
    PERSON = "person"
    OUTLET = "outlet"
    ITEM = "item"  # a word for arms, or for evidence that is published
    DESIGNATION = "designation"  # a weapon by its name
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One reading of a form. What does not apply is None.

    `form` tells which sort of form was read. Of a state: ``name``, ``capital``, ``metonym``, ``demonym``
    (the adjective), ``noun`` (its people), ``prefix`` ("russo-"). Of a person: ``name``, ``surname``. Of an
    institution: ``name``, ``firm``, ``monitor``. Of an outlet or a place its kind. Of an item or a
    designation: ``sg``, ``pl``, ``mass`` or, where the word does not tell, the empty string.
    """

    kind: EntryKind
    id: str
    """ISO 3166-1 code, slug, class id, designation, or the standard English name."""
    name: str
    """Standard English name."""
    form: str = "name"
    party: str | None = None
    """ISO code or slug of the party that stands behind it: the state of a ministry, of a firm, of a demonym.
    None for outlets and monitors, which report and do not supply."""
    country: str | None = None
    """As the guide's sources have it: ISO code, `UN`, `EU` or `NATO`. Of a place where it lies; of a
    designation its origin, which is no supplier yet."""
    item: str | None = None
    """Class id of the annotation guide."""
    finer: str | None = None
    """Class id of the finer tree, where the word says more than the guide's class."""
    org: str | None = None
    role: str | None = None
    plural: bool | None = None
    needs_context: bool = False
    """Only to be believed beside other evidence: a word with another common sense, a surname before its
    person is named."""
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A form found at code points `start` to `end` of the searched text; its readings, most likely first."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    def first(self, *kinds: EntryKind) -> Entry | None:
        """The most likely reading of one of `kinds`, or None."""
        return next((entry for entry in self.entries if entry.kind in kinds), None)
