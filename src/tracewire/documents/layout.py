"""What is each stretch of a dispatch for: date, headline, dateline, credit, byline, paragraph or list
entry?

Invariants: parts are ordered, do not overlap, and begin and end on a character that is no white space. Every
such character belongs to one part, except separators ("___"), the marks of list entries ("- ", "1.") and
teasers of other articles ("Lire aussi : …"), which belong to none: what a teaser says is another document's.

A paragraph is a line where each line of the file is one, and a run of lines where the file is hard-wrapped:
then a line breaks off because its next word would not have fitted. Which of the two holds is decided for the
file as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import ceil

from tracewire.documents.charset import composed
from tracewire.documents.dateline import Dateline, dateline, time_mark
from tracewire.documents.dates import WrittenDate, date_words, edtf_of, read_date
from tracewire.lexicon.press import UPPER, Form, press
from tracewire.model import Part, PartKind, Span

__all__ = ["Layout", "is_teaser", "parse_parts"]

_DATE_START = re.compile(
    r"\s*(date[ \t\u00a0]*[: ][ \t\u00a0]*(\d{4}(?:-\d{1,2}){0,2}[~?%]?)(?![\w-]))", re.IGNORECASE
)
_DATE_LINE = re.compile(
    r"\s*(date[ \t\u00a0]*[: ][ \t\u00a0]*([^\n]{3,40}?))[ \t\u00a0]*(?=\n|\Z)", re.IGNORECASE
)
_SEPARATOR = re.compile(r"(?:[_*#=~–—-]\s*){3,}|-30-|\(?(?:ENDS?|FIN)\)?|\*")
_BULLET = re.compile(r"(?:[-–•*◦▪‣·●■►]|\d{1,2}[.)]|[a-z]\))(?:[ \t\u00a0\u202f]+(?=\S))")
_END = re.compile(r"[.!?…:;,][\"'»”’)\]\u00a0\u202f ]*$")
_FULL_STOP = re.compile(r"[.;,…][\"'»”’)\]\u00a0\u202f ]*$|[.!?…][\u00a0\u202f ]*[\"»”]$")
_SENTENCES = re.compile(rf"[a-zß-ÿ\d»”\")][.!?…] +[«“\"(]?[{UPPER}]")
_ADDRESS = re.compile(r"<?https?://\S+>?")
_DIGITS = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_TIME = re.compile(r"(?:\s*[,|–-]?\s*(?:à|at)?\s*\d{1,2}\s?[:hH.]\s?\d{0,2}.{0,20})?[.)]?")
_LONGEST_DATE_LINE = 100
_LONGEST_MARK = 400
_LONGEST_HEADLINE = 200
_FOOT_LINES = 8
_LONGEST_FOOT = 90
"""A longer line that is no credit is the story's last paragraph; a shorter one may stand among the
credits.
"""
_WIDEST_WRAP = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A text taken apart; `parts` tile it as the invariants of this module say.

    `date` is the value after the word "date" as it is written; `written` the date of a dateline or of a line
    of its own, which may lack the year; `place` and `agency` are the dateline's, or the agency of a credit
    line; `title` is the headline's text.
    """

    parts: tuple[Part, ...]
    date: str | None = None
    written: WrittenDate | None = None
    place: str | None = None
    agency: str | None = None
    byline: str | None = None
    title: str | None = None

    def spans(self, *kinds: PartKind) -> tuple[Span, ...]:
        """Where the parts of these kinds stand."""
        return tuple(part.span for part in self.parts if part.kind in kinds)

    @property
    def paragraphs(self) -> tuple[Span, ...]:
        return self.spans(PartKind.PARAGRAPH)

    @property
    def items(self) -> tuple[Span, ...]:
        return self.spans(PartKind.ITEM)

    @property
    def headline(self) -> tuple[Span, ...]:
        return self.spans(PartKind.HEADLINE)

    @property
    def dateline(self) -> tuple[Span, ...]:
        return self.spans(PartKind.DATELINE)

    @property
    def credit(self) -> tuple[Span, ...]:
        return self.spans(PartKind.CREDIT)

    def body(self, text: str) -> str:
        """The running text alone, a paragraph or entry a line: what tells the language, and copies from
        news.
        """
        return "\n".join(span.of(text) for span in self.spans(PartKind.PARAGRAPH, PartKind.ITEM))


def parse_parts(text: str) -> Layout:
    """What each stretch of `text` is for. Never fails: what is nothing else is a paragraph."""
    return _Reading(text).layout()


def is_teaser(line: str) -> bool:
    """Whether `line` advertises another article ("Lire aussi : …") or the site itself."""
    plain = composed(line.strip())
    return len(plain) <= _LONGEST_MARK and any(
        form.match(plain) for form in press().forms if form.kind == "teaser"
    )


@cache
def _before_changes() -> re.Pattern[str]:
    """What parts the day of publication from that of a change in one line: " - " before "Mis à jour"."""
    stamps = "|".join(re.escape(stamp) for stamp in press().stamps_of_change)
    return re.compile(rf"\s*[,;|(/·–—-]?\s+\(?(?=(?:{stamps})(?!\w))", re.IGNORECASE)


@cache
def _placed() -> re.Pattern[str]:
    """The place before a date: "Port-au-Prince, ", "La Chaux de Fonds, "."""
    return re.compile(rf"({press().place_pattern}), ")


def _stamped(words: str) -> tuple[WrittenDate, bool] | None:
    """The date that `words` are, with a stamp, place or time around it at most, and whether a change's."""
    changed = False
    for stamps, change in ((press().stamps_of_change, True), (press().stamps, False)):
        for stamp in sorted(stamps, key=len, reverse=True):
            if words.casefold().startswith(stamp) and not words[len(stamp) : len(stamp) + 1].isalpha():
                words, changed = words[len(stamp) :].lstrip(" :\u00a0"), change
                break
        else:
            continue
        break
    if _DIGITS.fullmatch(words) and isinstance(read := edtf_of(words), str):
        return WrittenDate(*(int(part) for part in read.split("-"))), changed
    found = date_words().match(words)
    if found is None and (place := _placed().match(words)) and place[1].upper() not in press().kickers:
        found = date_words().match(words, place.end())
    if found is None or not _TIME.fullmatch(words, found.end()):
        return None
    when = read_date(found)
    return (when, changed) if when else None


@dataclass(slots=True)
class _Block:
    """A stretch that will become a part: one line, or the joined lines of a wrapped paragraph."""

    start: int
    end: int
    first_of_run: bool
    kind: PartKind | None = None
    body_start: int = 0
    """Where the story starts inside, after the parts that are cut off its front."""


@dataclass(slots=True)
class _Reading:
    text: str
    blocks: list[_Block] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    date: str | None = None
    written: WrittenDate | None = None
    stamped: WrittenDate | None = None
    place: str | None = None
    agency: str | None = None
    credited: str | None = None
    byline: list[str] = field(default_factory=list)
    title: str | None = None

    def layout(self) -> Layout:
        start = self._date()
        self.blocks = list(self._blocks(start))
        self._foot()
        self._head()
        marks = sum(1 for block in self.blocks if block.kind is None and time_mark(self._of(block)))
        body = 0
        for block in self.blocks:
            self._close(block, body, live=marks >= 2)
            if block.kind is PartKind.PARAGRAPH:
                body += 1
        return Layout(
            parts=tuple(self.parts),
            date=self.date,
            written=self.written or self.stamped,
            place=self.place,
            agency=self.agency or self.credited,
            byline="; ".join(dict.fromkeys(self.byline)) or None,
            title=self.title,
        )

    # lines and blocks

    def _of(self, block: _Block) -> str:
        return self.text[block.start : block.end]

    def _date(self) -> int:
        match = _DATE_START.match(self.text)
        if match is None:
            match = _DATE_LINE.match(self.text)
            if match is None or not re.search(r"\d", match[2]) or re.match(r"\d{1,2}\s*[.)]", match[2]):
                return 0
        self.date = match[2]
        self._part(PartKind.DATE, *match.span(1))
        return match.end(1)

    def _lines(self, start: int) -> Iterator[tuple[int, int]]:
        """The lines from `start` on without the white space around them; an empty span for a blank one."""
        length = len(self.text)
        while start <= length:
            end = self.text.find("\n", start)
            if end < 0:
                end = length
            line = self.text[start:end]
            left = start + len(line) - len(line.lstrip())
            yield (left, left + len(line.strip())) if line.strip() else (end, end)
            start = end + 1

    def _blocks(self, start: int) -> Iterator[_Block]:
        lines = list(self._lines(start))
        width = self._width(lines)
        current: _Block | None = None
        last = (0, 0)
        after_blank = True
        for line in lines:
            if line[0] == line[1]:
                if current:
                    yield current
                current, after_blank = None, True
                continue
            if current and width and self._continues(last, line, width):
                current.end = line[1]
            else:
                if current:
                    yield current
                current = _Block(*line, first_of_run=after_blank)
            last, after_blank = line, False
        if current:
            yield current

    def _width(self, lines: list[tuple[int, int]]) -> int:
        """The width at which the file is hard-wrapped; 0 if its lines are paragraphs."""
        inner = [
            (line, following)
            for line, following in pairwise(lines)
            if line[0] < line[1] and following[0] < following[1] and not self._is_mark(following)
        ]
        if len(inner) < 2:
            return 0
        lengths = sorted(end - start for (start, end), _ in inner)
        width = lengths[ceil(0.9 * (len(lengths) - 1))]
        # In wrapped prose of both languages four in five line ends fall inside a sentence, and most lines go
        # on in small letters; where lines are paragraphs, or the header of a press database, hardly any do.
        inside = sum(1 for (start, end), _ in inner if not _END.search(self.text, max(start, end - 8), end))
        going_on = sum(1 for _, (start, _) in inner if self.text[start].islower())
        prose = inside * 5 >= len(inner) * 2 and going_on * 5 >= len(inner) * 2
        return width if prose and 40 <= width <= _WIDEST_WRAP else 0

    def _is_mark(self, line: tuple[int, int]) -> bool:
        words = self.text[line[0] : line[1]]
        return bool(_BULLET.match(words) or (len(words) < 80 and _SEPARATOR.fullmatch(words)))

    def _continues(self, last: tuple[int, int], line: tuple[int, int], width: int) -> bool:
        if self._is_mark(line) or _SEPARATOR.fullmatch(self.text[last[0] : last[1]][:80]):
            return False
        word = re.compile(r"\S+").match(self.text, line[0])
        assert word is not None
        return last[1] - last[0] + 1 + len(word[0]) > width - 12

    # what stands before and after the story

    def _forms(self, line: str, *, foot: bool, where: str) -> Iterator[tuple[Form, re.Match[str]]]:
        if where == "line" and len(line) > _LONGEST_MARK:
            return
        for form in press().forms:
            if form.where == where and (foot or not form.foot_only) and (found := form.match(line)):
                yield form, found

    def _sign(self, form: Form, found: re.Match[str]) -> PartKind:
        """What a byline or credit tells of the document."""
        groups = found.groupdict()
        agency = press().agency_in(found[0])
        if form.kind == "byline":
            if groups.get("names"):
                self.byline.append(groups["names"])
            if place := groups.get("place") or groups.get("place2"):
                self.place = self.place or place.rstrip(".,")
            self.credited = self.credited or agency
            return PartKind.BYLINE
        self.credited = self.credited or agency
        return PartKind.CREDIT

    def _foot(self) -> None:
        """Marks the lines after the story, from the last one up."""
        signed = False
        for block in reversed(self.blocks[-_FOOT_LINES:]):
            line = self._of(block)
            if len(line) < 80 and _SEPARATOR.fullmatch(line):
                continue
            if is_teaser(line):
                continue
            for form, found in self._forms(line, foot=True, where="line"):
                if form.kind != "teaser":
                    block.kind = self._sign(form, found)
                    signed = True
                    break
            else:
                if not signed and self._is_name(line) and len(self.blocks) > 2:
                    block.kind = PartKind.BYLINE
                    self.byline.append(line)
                    signed = True
                elif len(line) > _LONGEST_FOOT:
                    return

    def _is_name(self, line: str) -> bool:
        words = line.split()
        return (
            2 <= len(words) <= 4
            and len(line) <= 40
            and not line.isupper()
            and all(re.fullmatch(rf"[{UPPER}][^\W\d_’']*(?:[-’'][^\W\d_]+)*\.?", word) for word in words)
            and not line.endswith(".")
        )

    def _head(self) -> None:
        """Marks headline, kickers, date lines, bylines and credits before the story."""
        titled = False
        open_blocks = [block for block in self.blocks if block.kind is None]
        for number, block in enumerate(open_blocks):
            line = self._of(block)
            if titled and re.sub(r"\s+", " ", line) == self.title:
                block.kind = PartKind.HEADLINE  # pages print it above the picture and below
                continue
            if len(line) < 80 and _SEPARATOR.fullmatch(line):
                continue
            if _ADDRESS.fullmatch(line):
                continue
            last = number + 1 >= len(open_blocks)
            if self._is_date_line(block, line):
                continue
            if not last and self._is_kicker(line):
                block.kind = PartKind.HEADLINE
                continue
            signed = next(
                (pair for pair in self._forms(line, foot=False, where="line") if pair[0].kind != "teaser"),
                None,
            )
            if signed:
                block.kind = self._sign(*signed)
                continue
            if not titled and not last and self._is_title(line):
                block.kind = PartKind.HEADLINE
                self.title = re.sub(r"\s+", " ", line)
                titled = True
                continue
            return

    def _is_date_line(self, block: _Block, line: str) -> bool:
        """Whether the line says when it was published, and perhaps when it was changed, and nothing else."""
        if len(line) > _LONGEST_DATE_LINE:
            return False
        said = [_stamped(words) for words in _before_changes().split(line)]
        if not all(said):
            return False
        block.kind = PartKind.DATE
        for when, changed in filter(None, said):
            if not changed:
                self.stamped = self.stamped or when
        return True

    def _is_kicker(self, line: str) -> bool:
        """A line of capitals ("IMMEDIATE RELEASE") that is no place of dateline."""
        letters = [character for character in line if character.isalpha()]
        if not letters or len(line) > 60 or _BULLET.match(line) or line.endswith(":"):
            return False
        return all(character.isupper() for character in letters) and len(letters) >= 4

    def _is_title(self, line: str) -> bool:
        if (
            len(line) > _LONGEST_HEADLINE
            or _FULL_STOP.search(line)
            or _BULLET.match(line)
            or line.endswith(":")
        ):
            return False
        label, colon, _ = line.partition(":")
        if colon and label.strip().casefold() in press().speakers:
            return False
        found = dateline(line)
        if found and not found.bare:
            return False
        first_word = line.split(maxsplit=1)[0]
        kicker = first_word.rstrip(".")
        plain = line[len(first_word) :] if kicker.isupper() or kicker.upper() in press().kickers else line
        return not _SENTENCES.search(plain)

    # the story

    def _close(self, block: _Block, body: int, *, live: bool) -> None:
        line = self._of(block)
        if block.kind is not None:
            self._part(block.kind, block.start, block.end)
            return
        if (len(line) < 80 and _SEPARATOR.fullmatch(line)) or is_teaser(line):
            return
        if (bullet := _BULLET.match(line)) and not (live and time_mark(line)):
            block.kind = PartKind.ITEM
            self._part(PartKind.ITEM, block.start + bullet.end(), block.end)
            return
        block.kind = PartKind.PARAGRAPH
        position = 0
        if live and (position := time_mark(line)):
            self._part(PartKind.DATELINE, block.start, block.start + position)
        while position < len(line):
            after = self._prefix(line, position, block.start, early=body < 3)
            if after == position:
                break
            position = after
        self._part(PartKind.PARAGRAPH, block.start + position, block.end)

    def _prefix(self, line: str, position: int, offset: int, *, early: bool) -> int:
        """Cuts one dateline, byline or credit off the front of a paragraph; where the rest starts."""
        rest = line[position : position + _LONGEST_MARK]
        found = dateline(rest)
        if found and (not found.bare or self._is_sentence(line, position + found.end)):
            self._file(found, first=early)
            self._part(PartKind.DATELINE, offset + position, offset + position + found.end)
            return position + found.end
        if early:
            for form, match in self._forms(rest, foot=False, where="start"):
                kind = self._sign(form, match)
                end = position + match.end()
                if not line[end:].strip():
                    return position
                self._part(kind, offset + position, offset + end)
                return end + len(line[end:]) - len(line[end:].lstrip())
        return position

    def _is_sentence(self, line: str, start: int) -> bool:
        """Capitals and a dash are a dateline before a sentence, but a topic before a title."""
        return (
            bool(_END.search(line[-8:]) or _FULL_STOP.search(line[-8:]))
            or len(line) - start > _LONGEST_HEADLINE
        )

    def _file(self, found: Dateline, *, first: bool) -> None:
        if self.agency is None:
            self.agency = found.agency
        if first or self.place is None:
            self.place = self.place or found.place
        if self.written is None and first:
            self.written = found.when

    def _part(self, kind: PartKind, start: int, end: int) -> None:
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start < end:
            self.parts.append(Part(kind=kind, span=Span(start, end)))
