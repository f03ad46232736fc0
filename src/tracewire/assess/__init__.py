"""Questions to a ledger view: what follows from what the sources said."""

from tracewire.assess.changes import Cause, Difference, Effect, changes

__all__ = ["Cause", "Difference", "Effect", "changes"]
