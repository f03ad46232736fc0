"""What is inside a delivery that the sentence before told of ("It included eight tanks and four howitzers")?

Such words tell neither a stage nor a day: both are those of the dealing that "it" takes up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracewire.claims.grammar import Grammar, form_of, lemma_of
from tracewire.claims.parsed import ParsedText
from tracewire.model import DEALINGS, Claim, Fill, Sentence, Span

__all__ = ["Contents"]

_COVERING: Final = "cover"
"""The frame of the verbs that tell what something holds: "include", "comporter"."""
_RULE: Final = "contents of an earlier dealing"


class Contents:
    """The words of one document that tell what is inside a delivery."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar
        words = grammar.words
        self._taking_up = words["goods"] | words["transparent"] | words["container"] | words["these"]

    def dated(self, claim: Claim, word: Span, told: Sequence[Claim]) -> Claim:
        """The claim at `word` with the stage and the day of the last one before its sentence, if that has the
        same sides and the word tells what is inside it; else the claim as it is.
        """
        found = self._parsed.find(word)
        if found is None or claim.kind not in DEALINGS or not self._takes_up(*found):
            return claim
        start = found[0].span.start
        before = [one for one in told if one.kind in DEALINGS and one.span.start < start]
        whole = max(before, key=lambda one: one.span, default=None)
        if whole is None or (set(whole.supplier), set(whole.recipient)) != (
            set(claim.supplier),
            set(claim.recipient),
        ):
            return claim
        fills = [Fill(slot="stage", value=whole.stage.value, span=None, rule=_RULE)]
        if claim.when is None and whole.when is not None:
            day = next((fill.span for fill in whole.fills if fill.slot == "when"), None)
            fills.append(Fill(slot="when", value=whole.when, span=day, rule=_RULE))
        return claim.but(stage=whole.stage, when=claim.when or whole.when, fills=(*claim.fills, *fills))

    def _takes_up(self, sentence: Sentence, index: int) -> bool:
        """Whether the verb at `index` tells what "it", "these" or "the shipment" holds."""
        meant = self._grammar.predicates_of(lemma_of(sentence.tokens[index]), "VERB")
        if not any(predicate.frame == _COVERING for predicate in meant):
            return False
        for child in sentence.children[index]:
            token = sentence.tokens[child]
            if token.relation == "nsubj":
                taken = {lemma_of(token), form_of(token)} & self._taking_up
                return token.pos in ("PRON", "DET") or bool(taken)
        return False
