"""What follows from what is known? Questions to a view of the ledger, answered by pure functions that explain
themselves."""

from tracewire.assess.goods import Figures, Goods, Holds, figures_of, tokens
from tracewire.assess.regimes import (
    Effect,
    Exemption,
    Position,
    Reading,
    Rule,
    Step,
    Transfer,
    Verdict,
    readings,
    rules,
)

__all__ = [
    "Effect",
    "Exemption",
    "Figures",
    "Goods",
    "Holds",
    "Position",
    "Reading",
    "Rule",
    "Step",
    "Transfer",
    "Verdict",
    "figures_of",
    "readings",
    "rules",
    "tokens",
]
