"""Tracewire turns dispatches into an auditable ledger of arms transfers."""

__version__ = "0.1.0"
