"""What numbers, times and names do words tell? By tables alone, without a parser.

Claims are made of them, and the ledger asks by them what a correction sets right.
"""

from tracewire.expressions.named import parties_in, quantities_in, times_told
from tracewire.expressions.quantities import QuantityMention, quantity_finder
from tracewire.expressions.times import TimeMention, time_finder

__all__ = [
    "QuantityMention",
    "TimeMention",
    "parties_in",
    "quantities_in",
    "quantity_finder",
    "time_finder",
    "times_told",
]
