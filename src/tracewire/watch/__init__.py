"""Feeds and folders, looked at again and again: what is new is read, and what it changed is told once."""

from tracewire.watch.channels import AtomFile, Channel, Mail, NotDelivered, Outcome, Webhook
from tracewire.watch.config import Config, ConfigUnfit, load_config
from tracewire.watch.poll import Polled, poll
from tracewire.watch.state import State, StateUnavailable, WatchRunning
from tracewire.watch.watcher import Tick, Watcher

__all__ = [
    "AtomFile",
    "Channel",
    "Config",
    "ConfigUnfit",
    "Mail",
    "NotDelivered",
    "Outcome",
    "Polled",
    "State",
    "StateUnavailable",
    "Tick",
    "WatchRunning",
    "Watcher",
    "Webhook",
    "load_config",
    "poll",
]
