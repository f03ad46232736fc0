"""What is inside a delivery that the sentence before told of ("It included eight tanks and four howitzers")?

Such words tell neither a stage nor a day: both are those of the dealing that "it" takes up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.parsed import ParsedText
from tracewire.model import DEALINGS, STAGES, Claim, Fill, Kind, Sentence, Span

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
        """The claim at `word` with the stage and the day of the dealing told before its sentence, if that has
        the same sides and the word tells what is inside it; else the claim as it is.
        """
        found = self._parsed.find(word)
        if found is None or claim.kind not in DEALINGS or not self._takes_up(*found):
            return claim
        whole = self._whole(claim, [one for one in told if one.span.start < found[0].span.start])
        if whole is None:
            return claim
        fills = [Fill(slot="stage", value=whole.stage.value, span=None, rule=_RULE)]
        if claim.when is None and whole.when is not None:
            day = next((fill.span for fill in whole.fills if fill.slot == "when"), None)
            fills.append(Fill(slot="when", value=whole.when, span=day, rule=_RULE))
        return claim.but(stage=whole.stage, when=claim.when or whole.when, fills=(*claim.fills, *fills))

    def _whole(self, claim: Claim, before: Sequence[Claim]) -> Claim | None:
        """The last dealing before the claim, if it has the same sides; of several in one sentence ("arms that
        had been ordered have arrived") the one that has come furthest.
        """
        dealings = [one for one in before if one.kind in DEALINGS and one.polarity == claim.polarity]
        last = max(dealings, key=lambda one: one.span, default=None)
        near = self._parsed.find(last.span) if last is not None else None
        if near is None:
            return None
        here = [one for one in dealings if one.span.start >= near[0].span.start]
        same = [one for one in here if _sides(one) == _sides(claim)]
        stages = STAGES[Kind.TRANSFER]
        return max(same, key=lambda one: stages.index(one.stage), default=None)

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


def _sides(claim: Claim) -> tuple[set[str], set[str]]:
    return set(claim.supplier), set(claim.recipient)
