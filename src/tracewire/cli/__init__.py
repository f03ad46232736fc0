"""The command line: parse, call, render. One module a command; docs/commands.md tells each."""

from tracewire.cli.app import app, main

__all__ = ["app", "main"]
