"""`python -m tracewire`."""

from tracewire.cli import main

main()
