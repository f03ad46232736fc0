"""`python -m tracewire.cli`."""

from tracewire.cli import main

main()
