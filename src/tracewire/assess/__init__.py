"""What follows from what is known? Questions to a view of the ledger, answered by pure functions that explain
themselves."""

from tracewire.assess.contradictions import (
    Contradiction,
    Dispute,
    Sort,
    between,
    contradictions,
    disputes,
)
from tracewire.assess.credibility import DIGITS, Grade, Origin, Reason, Relation, grade, relation
from tracewire.assess.estimative import Estimate, estimates
from tracewire.assess.goods import Figures, Goods, Holds, figures_of, tokens
from tracewire.assess.regimes import (
    GOVERNMENT,
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
from tracewire.assess.sources import LETTERS, Entry, Rating, SourceRegister, default_register, read_entries
from tracewire.assess.statements import Statement, narrower, related, state, statements, told_once

__all__ = [
    "DIGITS",
    "GOVERNMENT",
    "LETTERS",
    "Contradiction",
    "Dispute",
    "Effect",
    "Entry",
    "Estimate",
    "Exemption",
    "Figures",
    "Goods",
    "Grade",
    "Holds",
    "Origin",
    "Position",
    "Rating",
    "Reading",
    "Reason",
    "Relation",
    "Rule",
    "Sort",
    "SourceRegister",
    "Statement",
    "Step",
    "Transfer",
    "Verdict",
    "between",
    "contradictions",
    "default_register",
    "disputes",
    "estimates",
    "figures_of",
    "grade",
    "narrower",
    "read_entries",
    "readings",
    "related",
    "relation",
    "rules",
    "state",
    "statements",
    "tokens",
    "told_once",
]
