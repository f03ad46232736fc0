"""What the world reads: the static dossier and the exports."""

from tracewire.publish import dossier, exports

__all__ = ["dossier", "exports"]
