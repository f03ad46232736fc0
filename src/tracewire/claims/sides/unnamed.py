"""Which side does a text tell without a name, and who is for that reason not on it?

"Rebels", "the West" and "those who send drones" take a side that is told and has no code. Whoever is named
beside them, tells of them or was named before is not on it, however near their names stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracewire.claims.names.groups import Groups
from tracewire.claims.names.meant import REFERENCE, Meant
from tracewire.claims.names.named import Named
from tracewire.claims.names.parties import GUESSED, NAMED, Party
from tracewire.claims.sides.subjects import Subjects
from tracewire.claims.text.found import Found
from tracewire.claims.text.grammar import Grammar
from tracewire.claims.text.parsed import ParsedText
from tracewire.lexicon import is_called_by_its_land, party_home
from tracewire.marks import SIDES, Mark, RoleSpan
from tracewire.model import DEALINGS, Span

__all__ = ["Unnamed"]

_GIVING: Final = SIDES[0]
_UNNAMED: Final = 0.9
"""How probable words must be of a side to tell it without a name."""
_BAND: Final = 0.7
"""The same of words for an armed band, which seldom stand for anything else."""
_BLOC: Final = 0.2
"""The same of words for a group of states that has no code ("the West", "European allies"), where nobody is
likelier: the model has seldom seen them marked.
"""
_HALF: Final = 0.5
"""How likely, beside such words, those must be who are named for the side all the same."""


class Unnamed:
    """The words of one document that tell sides without a name."""

    def __init__(
        self,
        parsed: ParsedText,
        grammar: Grammar,
        *,
        found: Found,
        groups: Groups,
        named: Named,
        meant: Meant,
    ) -> None:
        self._found = found
        self._groups = groups
        self._named = named
        self._meant = meant
        self._subjects = Subjects(parsed, grammar)
        self._friends = grammar.forms["friends"]
        self._others = grammar.forms["bloc"] | grammar.forms["band"] | grammar.forms["whoever"]

    def is_somebody_else(self, spans: Sequence[RoleSpan]) -> bool:
        """Whether the words surely tell a side without telling a party."""
        return self.is_told(spans) or self.is_unknown(spans)

    def is_told(self, spans: Sequence[RoleSpan]) -> bool:
        """Whether words that surely fill the role name nobody who is known ("certain militants")."""

        def surely(filled: RoleSpan) -> bool:
            if self._groups.is_band(filled.span):
                return filled.score > _BAND
            if self._groups.is_bloc(filled.span):
                return filled.score > _BLOC
            return filled.score > _UNNAMED and self._groups.is_common(filled.span)

        return any(surely(f) and not self._meant.parties(f) for f in spans)

    def are_friends(self, mark: Mark, side: str) -> bool:
        """Whether the sentence of a dealing speaks of allies or partners who are not the other side of it: on
        a side of which it tells nothing else they stand, and nobody whom another sentence names.
        """
        if mark.kind not in DEALINGS:
            return False
        sentence = self._found.sentence(mark.trigger)
        other = [one.span for role in SIDES if role != side for one in mark.roles[role] if one.score > NAMED]
        spoken_of = (
            Span(word.start, word.end)
            for word in self._found.words
            if sentence.start <= word.start < sentence.end and word.form.lower() in self._friends
        )
        return any(not any(span.overlaps(word) for span in other) for word in spoken_of)

    @staticmethod
    def without_own_rebels(suppliers: Sequence[Party], recipients: list[Party], mark: Mark) -> list[Party]:
        """The takers of a dealing without those who are meant by "the rebels" alone and at home in the land
        of a giver, who arms none of its own: "Chad, accused by Sudan of arming the rebels".
        """
        givers = {party.code for party in suppliers} if mark.kind in DEALINGS else set()
        return [
            party
            for party in recipients
            if party.rule != REFERENCE
            or party_home(party.code) not in givers
            or not is_called_by_its_land(party.code)
        ]

    def is_unknown(self, spans: Sequence[RoleSpan]) -> bool:
        """Whether a name that surely fills the role is known to nobody."""
        sure = (
            filled for filled in spans if filled.score > _UNNAMED and not self._groups.is_bloc(filled.span)
        )
        return any(self._meant.is_unknown(filled) for filled in sure)

    def likelier_than_bloc(self, parties: list[Party], spans: Sequence[RoleSpan]) -> list[Party]:
        """The parties, or nobody where they are only guessed, or half as likely as a group without a name: of
        "the burden of the African partners. Turkey would supply drones … such as Niger" not Niger.
        """
        bloc = max(
            (f.score for f in spans if self._groups.is_bloc(f.span) and not self._meant.parties(f)),
            default=0.0,
        )
        guessed = all(party.chance < max(min(bloc, NAMED), bloc * _HALF) for party in parties)
        return [] if guessed else parties

    def without_others(
        self, suppliers: list[Party], recipients: list[Party], mark: Mark, speakers: Sequence[Span]
    ) -> tuple[list[Party], list[Party], str | None]:
        """The sides, one without who is named elsewhere where the subject of the dealing's verb is somebody
        without a name, and which one that is; `speakers` are the words for who speaks of it.
        """
        if mark.kind not in DEALINGS:
            return suppliers, recipients, None
        others = self._subjects.done_by_others(mark.trigger, self._others)
        if others is None:
            suppliers, recipients, alone = self._without_speakers(suppliers, recipients, mark, speakers)
            if alone is not None:
                return suppliers, recipients, alone
            return self._without_told_before(suppliers, recipients, mark)
        side, subject = others
        told = suppliers if side == _GIVING else recipients
        here = [filled for filled in mark.roles[side] if filled.span.overlaps(subject)]
        meant = any(map(self._meant.parties, here)) or any(party.span.overlaps(subject) for party in told)
        if self._named.parties(subject) or (meant and not self._groups.is_people(subject)):
            return suppliers, recipients, None
        return ([], recipients, side) if side == _GIVING else (suppliers, [], side)

    def _without_speakers(
        self, suppliers: list[Party], recipients: list[Party], mark: Mark, speakers: Sequence[Span]
    ) -> tuple[list[Party], list[Party], str | None]:
        """The sides, one without who speaks where they tell of others by what these do alone, and which one
        that is: "We condemn those who send drones to Ethiopia", the Finnish minister said.
        """
        side = self._subjects.described_alone(mark.trigger)
        if side is None:
            return suppliers, recipients, None
        told = suppliers if side == _GIVING else recipients
        left = [p for p in told if not any(p.span.overlaps(span) for span in speakers)]
        alone = side if told and not left else None
        return (left, recipients, alone) if side == _GIVING else (suppliers, left, alone)

    def _without_told_before(
        self, suppliers: list[Party], recipients: list[Party], mark: Mark
    ) -> tuple[list[Party], list[Party], str | None]:
        """The sides, one without those who are only named in other sentences where this one tells it without
        a name, and which one that is: "It sold frigates to Oman. It has sold arms to 40 states."
        """
        sentence = self._found.sentence(mark.trigger)
        for side, parties in zip(SIDES, (suppliers, recipients), strict=True):
            if not parties or any(sentence.overlaps(party.span) for party in parties):
                continue
            here = (f for f in mark.roles[side] if sentence.overlaps(f.span) and f.score > GUESSED)
            if any(self._groups.is_bloc(filled.span) and not self._meant.parties(filled) for filled in here):
                return ([], recipients, side) if side == _GIVING else (suppliers, [], side)
        return suppliers, recipients, None
