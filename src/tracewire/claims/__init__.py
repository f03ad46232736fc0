"""Sentences to claims: what a dispatch says of arms, on whose word.

Each folder answers a question of its own, and imports only from those named before it: text; names; stage and
goods; sides and times; sources; rules; kept. Above them stand `extract` (the claims of the rules), `marked`
(those of the marks) and `builtin`, the extractors made of these.
"""

from tracewire.claims.builtin import (
    BuiltinExtractor,
    LightExtractor,
    RulesExtractor,
    SureExtractor,
    builtin_extractor,
    light_extractor,
    rules_extractor,
    sure_extractor,
)
from tracewire.claims.check import check, faults
from tracewire.claims.extract import Extractor, claims_of

__all__ = [
    "BuiltinExtractor",
    "Extractor",
    "LightExtractor",
    "RulesExtractor",
    "SureExtractor",
    "builtin_extractor",
    "check",
    "claims_of",
    "faults",
    "light_extractor",
    "rules_extractor",
    "sure_extractor",
]
