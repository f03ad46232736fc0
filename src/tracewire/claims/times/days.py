"""When was what a mark tells? The day of its words, of the speech that tells it, or none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tracewire.claims.goods.shares import Share
from tracewire.claims.stage.construed import Construed
from tracewire.claims.stage.factuality import SENT
from tracewire.claims.text.found import common
from tracewire.claims.times.events import Events
from tracewire.claims.times.papers import Papers
from tracewire.claims.times.speech import Speech
from tracewire.expressions.times import TimeMention
from tracewire.marks import Mark
from tracewire.model import (
    SPEECH,
    Document,
    Fill,
    Kind,
    Polarity,
    Span,
    Stage,
    first_day,
    last_day,
)

__all__ = ["Days"]

_ANNOUNCED: Final = frozenset({Kind.MEASURE, Kind.DISCLOSURE})
_PROMISED: Final = frozenset({Stage.SOUGHT, Stage.PLANNED, Stage.AGREED})
"""The kinds and stages whose day is that of their announcement."""
_DONE: Final = SENT | {Stage.USED, Stage.DEPLETED}
"""The stages that are never ahead of the report."""
_MONTH: Final = re.compile(r"(?P<edge>(?:\.\./)?)(?P<month>(?P<year>\d{4})(?P<rest>-[01]\d(?:-\d\d)?))")
_LEAP_DAY: Final = "-02-29"
"""The day that the year before a leap year has not: of it the month is told."""
_FOUR_DIGITS: Final = re.compile(r"\d{4}")
_YEAR: Final = re.compile(r"(?:\w+[ '’])?((?:19|20)\d\d)")
_OPEN: Final = "../"
_ONWARD: Final = "/.."


class Days:
    """The dates of one document, asked about by its marks. `times` are those that its words give, `joints`
    the words between the goods of a list.
    """

    def __init__(
        self,
        document: Document,
        *,
        times: Sequence[TimeMention],
        construed: Construed,
        speech: Speech,
        papers: Papers,
        events: Events,
        joints: frozenset[str],
    ) -> None:
        self._text = document.text
        self._published = document.published
        self._times = times
        self._construed = construed
        self._speech = speech
        self._papers = papers
        self._events = events
        self._joints = joints

    def of(self, mark: Mark) -> Fill | None:
        """The date of the mark, by its words or the day of speech.

        The day on which a source spoke is the day of what it announces; of what has happened it says only
        that it was no later, and nothing where it is the report's own (annotation guide, "Rulings").
        """
        time = self._told(mark)
        if time is None:
            return self._spoken(mark.trigger)
        if mark.stage in _DONE and mark.polarity is Polarity.AFFIRMED:
            time = self._not_ahead(time)
        elif self._construed.looks_ahead(mark.trigger):
            time = self._not_behind(time)
        if not _is_done(mark) or time.span is None or not self._speech.is_dated(mark.trigger, time.span):
            return time
        end = last_day(time.value)
        reported = first_day(self._published) if self._published else None
        earlier = end is not None and reported is not None and end < reported
        return replace(time, rule=f"{SPEECH}{time.rule}") if earlier else None

    def are_ahead(self, mark: Mark) -> bool:
        """Whether its words tell of days after the report, or of all until one of these ("before the end of
        the summer").
        """
        time = self._told(mark)
        reported = last_day(self._published) if self._published else None
        if time is None or reported is None:
            return False
        day = last_day(time.value) if time.value.startswith(_OPEN) else first_day(time.value)
        return day is not None and day > reported

    def begin_ahead(self, mark: Mark) -> bool:
        """Whether its words tell of days that all come after the report: "in 2027"."""
        time = self._told(mark)
        reported = last_day(self._published) if self._published else None
        first = first_day(self._not_ahead(time).value) if time is not None else None
        return first is not None and reported is not None and first > reported

    def with_own(self, mark: Mark, others: Sequence[Mark]) -> Mark:
        """The mark without the times of another dealing: of one that is told within what it is about ("has
        received two of the jets ordered in 2022"), or whose noun they belong to ("after an order dating from
        2012 Moscow delivered"); nor those of another event or of the contract under which something was done.
        """
        times = mark.roles["when"]
        goods = [filled.span for filled in mark.roles["item"]]
        own = tuple(
            time
            for time in times
            if not any(self._are_of(time.span, o, mark) for o in others)
            and not self._events.is_of_other(self._whole(time.span), mark.trigger, goods)
            and not (_is_done(mark) and self._is_of_contract(self._whole(time.span), mark))
        )
        return replace(mark, roles={**mark.roles, "when": own}) if len(own) < len(times) else mark

    def _are_of(self, time: Span, other: Mark, mark: Mark) -> bool:
        """Whether the time is that of another mark alone."""
        if other is mark or not any(one.span.overlaps(time) for one in other.roles["when"]):
            return False
        construed = self._construed
        within = mark.trigger.end <= other.trigger.start and construed.modifies(other.trigger, mark.trigger)
        if within and other.trigger.end <= time.start:
            return True
        if _is_done(mark) and other.stage in _PROMISED and self._stands_at(other.trigger, time):
            return True  # "received the frigate, ordered in May"
        return construed.holds(other.trigger, time) and not construed.holds(other.trigger, mark.trigger)

    def _stands_at(self, word: Span, time: Span) -> bool:
        """Whether nothing but its preposition is between the word and the time: "ordered in May"."""
        starts = (t.start for t in self._times if common(t, time) > 0)
        between = self._text[word.end : next(starts, time.start)]
        return word.end <= time.start and not between.strip()

    def _is_of_contract(self, time: Span, mark: Mark) -> bool:
        """Whether the time is that of the contract alone; "since the contract was signed in 2014" is not."""
        since = any(common(t, time) > 0 and t.edtf.endswith(_ONWARD) for t in self._times)
        return not since and self._papers.agreed(time, mark.trigger)

    def by_time(self, mark: Mark, share: Share) -> Iterator[Share]:
        """The share, parted where the goods have times of their own: behind a time that opens a new part of
        their list ("two frigates and, in 2021, 24 jets"), or before one that closes each ("rifles in April
        and mortars in May").
        """
        if share.stretch is not None:
            yield share
            return
        parts = self._parts(mark)
        for part in parts:
            own = [item for item in share.items if part.start <= item.span.start < part.end]
            if own:
                yield replace(share, items=own, stretch=part)
        rest = [item for item in share.items if not any(part.overlaps(item.span) for part in parts)]
        if rest or not share.items:
            yield replace(share, items=rest)

    def _parts(self, mark: Mark) -> list[Span]:
        """The parts of the list of goods that have a time of their own, with that."""
        times = sorted(t.span for t in mark.roles["when"])
        goods = sorted(filled.span for filled in mark.roles["item"])
        opening = [time.start for time in times if self._opens(time)]
        if opening and goods:
            ends = [*opening[1:], max(goods[-1].end, opening[-1] + 1)]
            return [Span(start, end) for start, end in zip(opening, ends, strict=True)]
        edges = [0, *(time.end for time in times)]
        parts = [Span(start, end) for start, end in itertools.pairwise(edges)]
        told = all(any(part.start <= span.start < part.end for span in goods) for part in parts)
        closed = bool(goods) and goods[-1].end <= edges[-1]
        return parts if len(parts) > 1 and told and closed and self._are_joined(parts) else []

    def _are_joined(self, parts: Sequence[Span]) -> bool:
        """Whether nothing but commas stands between the parts of a list, and a joint before the last one:
        "rifles in April, tanks in May and mortars in June".
        """
        behind = [self._text[part.start : part.end].lstrip() for part in parts]
        words = [text.lstrip(", ").split(maxsplit=1)[0].lower() for text in behind]
        listed = all(text.startswith(",") for text in behind[1:-1])
        return listed and words[-1] in self._joints

    def _opens(self, time: Span) -> bool:
        """Whether the time stands right behind a word that joins goods to those before it."""
        start = next((t.start for t in self._times if common(t, time) > 0), time.start)
        before = self._text[:start].rstrip(", ").split()
        return bool(before) and before[-1].lower() in self._joints

    @staticmethod
    def of_share(mark: Mark, share: Share, parts: Sequence[Share]) -> Mark:
        """The mark with the times of one of its claims: without those of words that tell of another alone."""
        stretches = [part.stretch for part in parts if part.stretch is not None]
        if not stretches:
            return mark
        times = mark.roles["when"]
        own = tuple(t for t in times if share.stretch is not None and t.span.overlaps(share.stretch))
        shared = tuple(t for t in times if not any(t.span.overlaps(stretch) for stretch in stretches))
        return replace(mark, roles={**mark.roles, "when": own or shared})

    def _told(self, mark: Mark) -> Fill | None:
        """The date that the words give, the nearest to the claim's word if there are several."""
        fills: list[Fill] = []
        for filled in mark.roles["when"]:
            told = [t for t in self._times if common(t, filled.span) > 0]
            fills.extend(
                Fill(slot="when", value=t.edtf, span=Span(t.start, t.end), rule=t.rule) for t in told
            )
            year = _YEAR.fullmatch(filled.span.of(self._text))
            if year and not told:  # a bare number that the model reads as a year
                fills.append(Fill(slot="when", value=year.group(1), span=filled.span, rule="year"))
        return min(fills, key=lambda f: abs(_start(f) - mark.trigger.start), default=None)

    def _whole(self, words: Span) -> Span:
        """The whole expression of time, of which the model may have marked a part: "2020" of "March 2020"."""
        told = [time for time in self._times if common(time, words) > 0]
        start = min((time.start for time in told), default=words.start)
        end = max((time.end for time in told), default=words.end)
        return Span(min(start, words.start), max(end, words.end))

    def _not_ahead(self, time: Fill) -> Fill:
        """The date of what is done, a year earlier where a month without a year was read as the coming one
        ("half of which had arrived by February").
        """
        dated = self._month_alone(time)
        reported = last_day(self._published) if self._published else None
        day = first_day(dated["month"]) if dated else None
        if dated is None or reported is None or day is None or day <= reported:
            return time
        return _years_later(time, dated, -1)

    def _not_behind(self, time: Fill) -> Fill:
        """The date of what was told to come, a year later where a month without a year was read as the last
        one ("a annoncé que des chars seraient livrés en septembre").
        """
        dated = self._month_alone(time)
        reported = first_day(self._published) if self._published else None
        day = last_day(dated["month"]) if dated else None
        if dated is None or reported is None or day is None or day >= reported:
            return time
        if len(dated["rest"]) > len("-09"):
            return time  # "a annoncé lundi que": a day is as often that of the speech
        return _years_later(time, dated, 1)

    def _month_alone(self, time: Fill) -> re.Match[str] | None:
        """The parts of the date, if it is of a month for which the text gives no year."""
        written = time.span.of(self._text) if time.span is not None else ""
        return None if _FOUR_DIGITS.search(written) else _MONTH.fullmatch(time.value)

    def _spoken(self, trigger: Span) -> Fill | None:
        """The day of speech, where the claim has no other and it is earlier than the report's; what was over
        before that is not what is said then.
        """
        if self._events.is_earlier(trigger):
            return None
        time = self._speech.day(trigger, self._times, self._published)
        if time is None:
            return None
        where = Span(time.start, time.end)
        return Fill(slot="when", value=time.edtf, span=where, rule=f"{SPEECH}{time.rule}")


def _is_done(mark: Mark) -> bool:
    """Whether it tells what has come about, which has a day of its own, and no promise or announcement."""
    return mark.kind not in _ANNOUNCED and mark.stage not in _PROMISED


def _years_later(time: Fill, dated: re.Match[str], years: int) -> Fill:
    """The date by so many years later; of the day that most years have not the month."""
    rest = dated["rest"] if dated["rest"] != _LEAP_DAY else _LEAP_DAY[:3]
    return replace(time, value=f"{dated['edge']}{int(dated['year']) + years:04}{rest}")


def _start(fill: Fill) -> int:
    return fill.span.start if fill.span is not None else 0
