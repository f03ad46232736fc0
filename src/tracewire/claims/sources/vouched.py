"""Who vouches for a claim: the words marked for it, an accuser, whom the rules heard, or the narrator?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tracewire.claims.names.named import Named
from tracewire.claims.names.parties import NAMED, Sides
from tracewire.claims.names.taken_up import TakenUp
from tracewire.claims.sides.bystanders import Bystanders
from tracewire.claims.sources.speakers import Attributed
from tracewire.claims.sources.vouchers import Vouchers
from tracewire.claims.stage.construed import Construed
from tracewire.claims.text.found import Found, common
from tracewire.claims.times.speech import Speech
from tracewire.lexicon import EntryKind
from tracewire.marks import SIDES, Mark, RoleSpan, Speaker
from tracewire.model import Claim, Polarity, Span

__all__ = ["Vouched"]

_VOUCHES: Final = 0.8
"""How probable words must be of the source where the rules found the narrator to vouch: of 30 less probable
ones the narrator did in 20 and the words in 5 (real texts that neither had seen, November 2026).
"""


class Vouched:
    """The sources of one document's marks; `told` are the claims that the rules found in it."""

    def __init__(
        self,
        *,
        found: Found,
        told: Sequence[Claim],
        construed: Construed,
        bystanders: Bystanders,
        named: Named,
        speech: Speech,
        taken_up: TakenUp,
        vouchers: Vouchers,
    ) -> None:
        self._found = found
        self._told = told
        self._construed = construed
        self._bystanders = bystanders
        self._named = named
        self._speech = speech
        self._taken_up = taken_up
        self._vouchers = vouchers

    def source(self, mark: Mark, sides: Sides) -> Attributed:
        """Who vouches: the source marked most surely, else whom the rules heard, else the narrator."""
        denied = mark.polarity is Polarity.DENIED
        spans = [
            filled
            for filled in mark.roles["source"]
            if not self._construed.called_false(filled.span)
            and not self._vouchers.in_other_label(filled.span, mark.trigger.start)
            and not self._speech.keeps_silent(filled.span, medium=self._vouchers.is_medium(filled))
            and not (
                self._construed.cited_beside(filled.span) if denied else self._accused(mark, filled.span)
            )
        ]
        filled = self._accuser(mark) or self._study(mark) or max(spans, key=lambda f: f.score, default=None)
        if filled is None:
            return self._heard(mark, sides) or self._unmarked(mark)
        if filled.score < _VOUCHES and self._narrated(mark):
            return self._unmarked(mark)
        filled = self._vouchers.issuer(filled, [one for one in spans if one is not filled])
        country = self._of_country(filled)
        return self._vouchers.source(filled, country=country, near=self._found.sentence(mark.trigger))

    def _accuser(self, mark: Mark) -> RoleSpan | None:
        """Who accuses the parties in the passive, as a source: a body where a party is named, else people."""
        accuser = self._bystanders.accuser(mark.trigger)
        if accuser is None:
            return None
        marked = [filled for filled in mark.roles["source"] if filled.span.overlaps(accuser)]
        if marked:
            return replace(max(marked, key=lambda filled: filled.score), span=accuser, score=1.0)
        named = self._named.parties(accuser)
        speaker = Speaker.BODY if named else Speaker.UNNAMED
        return RoleSpan(span=accuser, score=1.0, speaker=speaker)

    def _accused(self, mark: Mark, speaker: Span) -> bool:
        """Whether the words are for a party whom others accuse of the dealing: it does not say so itself."""
        sides = (one.span for side in SIDES for one in mark.roles[side] if one.score > NAMED)
        named = any(speaker.overlaps(span) for span in sides)
        return named and self._bystanders.is_accused(mark.trigger, speaker)

    def _study(self, mark: Mark) -> RoleSpan | None:
        """The study that somebody only judges, as a source, or whose it is, if words in it are marked."""
        study = self._speech.study(mark.trigger)
        if study is None:
            return None
        marked = [one for one in mark.roles["source"] if study.start < one.span.start < study.end]
        whose = max(marked, key=lambda one: one.score, default=None)
        return replace(whose, score=1.0) if whose else RoleSpan(span=study, score=1.0, speaker=Speaker.BODY)

    def _unmarked(self, mark: Mark) -> Attributed:
        """Who vouches where no word is marked to tell: "one", who begins the sentence, whoever spoke last in
        "it said", or the narrator.
        """
        one = self._vouchers.one_speaking(self._found.sentence(mark.trigger))
        pronoun = self._speech.pronoun(mark.trigger) if one is None else None
        again = self._vouchers.again(pronoun) if pronoun is not None else None
        return one or again or self._vouchers.narrator(mark.trigger.start)

    def _of_country(self, filled: RoleSpan) -> str | None:
        """Whose the speaker is, by the name that the model says the words refer to.

        Of a party that is named in what they say alone, nothing tells that they are its own, save where an
        office speaks behind it, as agencies write: in "Norway sold rockets, the minister said" he is
        Norway's (11 of 11 marked claims, beside none of five with a paper or a body without an office).
        """
        state = self._taken_up.state(filled.span)
        if state is not None or filled.antecedent is None:
            return state
        code = next((party.code for party in self._named.parties(filled.antecedent)), None)
        if self._speech.tells_of(filled.span, filled.antecedent):
            several = (a for a in self._found.amounts if a.quantity.low != 1)
            counted = any(common(amount, filled.span) > 0 for amount in several)
            behind = filled.antecedent.end <= filled.span.start and not counted  # "the three governments"
            behind = behind and not self._of_goods(filled.antecedent)
            if behind and self._vouchers.hold_office(filled):
                return code
            names = (Span(hit.start, hit.end) for hit in self._found.hits if hit.end <= filled.span.start)
            known = (name for name in names if not self._speech.tells_of(filled.span, name))
            if all(party.code != code for name in known for party in self._named.parties(name)):
                return None
        return code

    def _of_goods(self, name: Span) -> bool:
        """Whether the name only tells whose goods are meant: "Turkish drones", "des drones turcs"."""
        goods = (hit for hit in self._found.hits if hit.first(EntryKind.ITEM) is not None)
        return any(hit.start - name.end == 1 or name.start - hit.end == 1 for hit in goods)

    def _heard(self, mark: Mark, sides: Sides) -> Attributed | None:
        """Whom the rules found to tell of the same dealing, where no words are marked as the source.

        Of twelve such claims they were right in eight and the narrator in four (marked texts, November 2026).
        """
        for claim in self._told:
            same = claim.kind == mark.kind and (set(claim.supplier), set(claim.recipient)) == sides.codes
            if not same or claim.source.is_narrator or not claim.span.overlaps(mark.trigger):
                continue
            said = next((fill.span for fill in claim.fills if fill.slot == "source"), None)
            return Attributed(source=claim.source, span=said, rule="rules")
        return None

    def _narrated(self, mark: Mark) -> bool:
        """Whether the rules found the claim too, with nobody but the narrator to vouch for it."""
        return any(
            claim.kind == mark.kind and claim.source.is_narrator and claim.span.overlaps(mark.trigger)
            for claim in self._told
        )
