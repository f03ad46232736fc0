"""How dispatches become claims in a ledger: documents → extractor → ledger, streaming, as values."""

from tracewire.reading.extractors import extractor_names, load_extractor
from tracewire.reading.flow import (
    FAULTS,
    Extracted,
    Known,
    Outcome,
    Read,
    Refused,
    extracted,
    extractor_digest,
    read_into,
)

__all__ = [
    "FAULTS",
    "Extracted",
    "Known",
    "Outcome",
    "Read",
    "Refused",
    "extracted",
    "extractor_digest",
    "extractor_names",
    "load_extractor",
    "read_into",
]
