"""Sentences to claims: what a dispatch says of arms, on whose word."""

from tracewire.claims.builtin import (
    BuiltinExtractor,
    RulesExtractor,
    SureExtractor,
    builtin_extractor,
    rules_extractor,
    sure_extractor,
)
from tracewire.claims.check import check, faults
from tracewire.claims.extract import Extractor, claims_of

__all__ = [
    "BuiltinExtractor",
    "Extractor",
    "RulesExtractor",
    "SureExtractor",
    "builtin_extractor",
    "check",
    "claims_of",
    "faults",
    "rules_extractor",
    "sure_extractor",
]
