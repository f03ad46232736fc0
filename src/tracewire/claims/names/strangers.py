"""Whose is a firm or a person that no table knows? What the document says beside the name tells it.

A name takes up nobody: in "GE Aviation has delivered engines to the IAF" the name is not another word for
the air force, however sure the model is. It is at home where a demonym or an office stands with it ("Israel's
BlueBird", "Nagano, a Japanese maker of radars"), wherever in the document that is, or else in the country of
the dateline, where a release begins with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tracewire.claims.names.introduced import Introduced
from tracewire.claims.names.naming import is_unlisted, party_of
from tracewire.claims.names.reach import GENITIVE
from tracewire.claims.names.wording import Wording
from tracewire.lexicon import EntryKind
from tracewire.model import PartKind, Span

__all__ = ["Strangers"]

_JOINTS: Final = frozenset({"-", "&", "'", "."})
_NEAR: Final = 3
"""Words between two names of one phrase."""
_STOPS: Final = frozenset(".;:!?")


class Strangers:
    """The names of one document that no table knows; `home` is the country of its dateline."""

    def __init__(self, wording: Wording, introduced: Introduced, home: str | None) -> None:
        self._wording = wording
        self._introduced = introduced
        self._home = home
        self._led: dict[tuple[str, ...], str | None] = {}
        self._met: dict[str, str] = {}

    def is_one(self, span: Span) -> bool:
        """Whether the words are a name alone that no table knows: capitals without an article, no office."""
        inside = self._wording.numbers(span)
        named = [n for n in inside if self._wording.form(n) not in _JOINTS]
        if not named or self._wording.form(named[0] - 1) in self._wording.grammar.forms["taking_up"]:
            return False
        return all(is_unlisted(self._wording, n) for n in named)

    def state(self, span: Span, taken_up: tuple[Span, str] | None = None) -> str | None:
        """Where the bearer of the name is at home, as the code of a party; None where the document does not
        tell. `taken_up` is the name that the model says it takes up, with its party: it is believed where
        both stand in one phrase ("Norwegian shipbuilder Brandholt"), there and behind it.
        """
        inside = self._wording.numbers(span)
        country = self._introduced.known(self._wording.text(inside[0], inside[-1])).country
        name = tuple(map(self._wording.form, inside))
        if name not in self._led:
            self._led[name] = next(self._leading(name), None) or self._of_release(inside)
        state = party_of(country) or self._led[name]
        if state is None and taken_up is not None and self._is_beside(span, taken_up[0]):
            state = self._met[name[0]] = taken_up[1]
        return state or self._met.get(name[0])

    def _is_beside(self, span: Span, other: Span) -> bool:
        """Whether another name stands in one phrase with this one."""
        first, last = sorted((span, other))
        between = self._wording.numbers(Span(first.end, last.start)) if first.end < last.start else []
        near = len(between) <= _NEAR and not any(map(self._wording.has_capital, between))
        return near and not any(self._wording.form(n) in _STOPS for n in between)

    def _leading(self, name: tuple[str, ...]) -> Iterator[str]:
        """The states that lead the name, wherever the document has it."""
        wording = self._wording
        for first in range(1, len(wording.words) - len(name) + 1):
            if wording.form(first) != name[0] or wording.ends_line(first - 1):
                continue
            if tuple(map(wording.form, range(first, first + len(name)))) == name:
                yield from self._led_by(first - 1)

    def _led_by(self, last: int) -> Iterator[str]:
        """The state whose demonym ("Swedish") or genitive ("Sweden's") ends with the word `last`."""
        at = last
        while at > 0 and self._wording.form(at) in GENITIVE:
            at -= 1
        for entry in (entry for hit in self._wording.begun_in(at) for entry in hit.entries):
            if entry.kind == EntryKind.STATE and entry.party and (at < last or entry.form == "demonym"):
                yield entry.party

    def _of_release(self, inside: Sequence[int]) -> str | None:
        """The country of the dateline, where the text behind it begins with the name."""
        document = self._wording.document
        opening = next(iter(document.of_kind(PartKind.PARAGRAPH)), None)
        name = self._wording.text(inside[0], inside[-1])
        begins = opening is not None and opening.span.of(document.text).startswith(name)
        return self._home if begins else None
