"""How well does an extractor do: its claims against those that people marked, by the annotation guide."""

from tracewire.evaluation.annotation import Annotation, by_document, load
from tracewire.evaluation.score import LEVELS, SLOTS, Grouping, Report, Tally, score

__all__ = ["LEVELS", "SLOTS", "Annotation", "Grouping", "Report", "Tally", "by_document", "load", "score"]
