"""The plain English for parties, items, stages, dates, quantities and sources, as the pages print it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracewire.documents.date_notes import CHANGED, MADE, READ_IN, date_note
from tracewire.lexicon import speaker_class
from tracewire.model import Certainty, Claim, Document, Kind, Polarity, Quantity, Source, Stage, digest_text
from tracewire.publish import names

__all__ = [
    "KINDS",
    "STAGE_MEANINGS",
    "Speaker",
    "about_date",
    "amount",
    "beside",
    "certainty_phrase",
    "day",
    "days",
    "enumeration",
    "items",
    "legal_days",
    "moment",
    "months",
    "pair",
    "parties",
    "plural",
    "slug",
    "speaker",
    "stage_phrase",
]

KINDS: dict[Kind, str] = {
    Kind.TRANSFER: "Transfer",
    Kind.PRODUCTION: "Production",
    Kind.USE: "Use",
    Kind.STOCK: "Stock",
    Kind.SUPPORT: "Support",
    Kind.MEASURE: "Measure",
    Kind.DISCLOSURE: "Disclosure",
}

STAGE_MEANINGS: dict[Kind, dict[Stage, str]] = {
    Kind.TRANSFER: {
        Stage.SOUGHT: "the recipient wants it, asks for it, turns to the supplier",
        Stage.PLANNED: "the supplier considers, offers or prepares it, or agrees in principle",
        Stage.AGREED: "a contract, an order, an approved sale, a pledge announced as decided",
        Stage.SHIPPED: "on its way",
        Stage.DELIVERED: "supplied, received, handed over",
    },
    Kind.SUPPORT: {
        Stage.SOUGHT: "trainers, advisers or training are asked for",
        Stage.PLANNED: "they are considered or wished",
        Stage.AGREED: "decided, confirmed or dated",
        Stage.SHIPPED: "on their way",
        Stage.DELIVERED: "launched, deployed, the first cohort arrived",
    },
    Kind.PRODUCTION: {
        Stage.PLANNED: "a plant, a line or a licence is intended",
        Stage.BUILDING: "under construction",
        Stage.OPERATING: "making arms",
    },
    Kind.USE: {Stage.USED: "the recipient fired, struck with or lost it"},
    Kind.STOCK: {
        Stage.DEPLETED: "used up",
        Stage.LOW: "running low",
        Stage.HELD: "in the holder's hands",
    },
    Kind.MEASURE: {
        Stage.PLANNED: "a sanction, embargo or control is intended",
        Stage.ADOPTED: "in force or decided",
        Stage.LIFTED: "ended",
    },
    Kind.DISCLOSURE: {Stage.PUBLISHED: "evidence was shown: imagery, debris, findings"},
}
"""What each stage says, in one line; the annotation guide rules the details."""

# Not the calendar module's: those follow the reader's locale, and the same view must give the same bytes.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_VERBS: dict[tuple[Kind, Stage], str] = {
    (Kind.USE, Stage.USED): "used",
    (Kind.DISCLOSURE, Stage.PUBLISHED): "evidence published",
    (Kind.STOCK, Stage.DEPLETED): "stock used up",
    (Kind.STOCK, Stage.LOW): "stock low",
    (Kind.STOCK, Stage.HELD): "held",
    (Kind.PRODUCTION, Stage.PLANNED): "production planned",
    (Kind.PRODUCTION, Stage.BUILDING): "plant under construction",
    (Kind.PRODUCTION, Stage.OPERATING): "in production",
    (Kind.MEASURE, Stage.PLANNED): "measure planned",
    (Kind.MEASURE, Stage.ADOPTED): "measure adopted",
    (Kind.MEASURE, Stage.LIFTED): "measure lifted",
}


def parties(ids: Sequence[str]) -> str:
    """The parties' names, or "not stated" where the text names none."""
    return enumeration(names.party(one) for one in ids) or "not stated"


def pair(supplier: Sequence[str], recipient: Sequence[str]) -> str:
    """ "Iran → Russia": from whom to whom."""
    return f"{parties(supplier)} → {parties(recipient)}"


def items(ids: Sequence[str]) -> str:
    """The item classes' plural names, or "arms not named"."""
    return enumeration(names.item(one) for one in ids) or "arms not named"


def enumeration(words: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    told = list(words)
    return told[0] if len(told) == 1 else ", ".join(told[:-1]) + " and " + told[-1] if told else ""


def plural(count: int, one: str, many: str = "") -> str:
    """The count with its noun: "1 claim", "1,204 claims"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def beside(suppliers: Sequence[str]) -> str:
    """What a line's stage is followed by where other suppliers are always named with its own."""
    return f" (named together with {enumeration(names.party(one) for one in suppliers)})" if suppliers else ""


def stage_phrase(kind: Kind, stage: Stage) -> str:
    """The stage as a word that stands alone: "delivered", "plant under construction"."""
    return _VERBS.get((kind, stage), stage.value)


def certainty_phrase(claim: Claim) -> str:
    """How surely, and whether yes or no: "affirmed, certain"."""
    polarity = "denied" if claim.polarity is Polarity.DENIED else "affirmed"
    return polarity if claim.certainty is Certainty.CERTAIN else f"{polarity}, {claim.certainty.value}"


def amount(quantity: Quantity | None) -> str:
    """The interval in figures: "200–999", "at least 401", "up to 50", "40 a month"; "" where none
    is told.
    """
    if quantity is None:
        return ""
    low, high = quantity.low, quantity.high
    each = f" a {quantity.per}" if quantity.per else ""
    if low is None:
        return f"up to {high:,}{each}"
    if high is None:
        return f"at least {low:,}{each}"
    return f"{low:,}{each}" if low == high else f"{low:,}–{high:,}{each}"


_NOTED_DATES = {
    READ_IN: "given when it was read in; the document names none",
    MADE: "when the PDF file was made; its text names none",
    CHANGED: "of the page’s last change; it names no day of publication",
}


def about_date(document: Document) -> str:
    """What a reader must know of a date of publication that the document does not plainly state, or of others
    that it states as well; empty for one that it does.
    """
    note = date_note(document)
    if note is None:
        return ""
    if note.others:
        return f"the page also names {enumeration(map(day, note.others))}"
    return _NOTED_DATES.get(note.origin or "", note.origin or "")


def day(edtf: str | None) -> str:
    """An EDTF date or interval in English: "24 December 2022", "summer 2022", "since August 2022"."""
    if not edtf:
        return ""
    if "/" not in edtf:
        return _one_day(edtf)
    first, last = edtf.split("/", 1)
    if last in ("", ".."):
        return f"since {_one_day(first)}"
    if first in ("", ".."):
        return f"until {_one_day(last)}"
    return f"{_one_day(first)} – {_one_day(last)}"


def days(low: date | None, high: date | None) -> str:
    """The days from `low` to `high`: "August 2022", "2022" or "1 May 2023 – 9 May 2023"."""
    ends = [one.isoformat() for one in (low, high) if one]
    if low and high and low.day == (high + timedelta(days=1)).day == 1:
        whole_years = low.month == 1 and high.month == 12
        ends = [end[:4] if whole_years else end[:7] for end in ends]
    return " – ".join(map(day, dict.fromkeys(ends)))


def legal_days(told: Iterable[tuple[str, bool]]) -> str:
    """Days on which rules are asked about, each with whether it is that of a report, for want of another."""
    days = list(told)
    own = [day(edtf) for edtf, assumed in days if not assumed]
    reported = [day(edtf) for edtf, assumed in days if assumed]
    told_on = f"{enumeration(reported)} (when it was told)" if reported else ""
    return "; ".join(filter(None, (enumeration(own), told_on)))


def moment(when: datetime) -> str:
    """The day and the time of day: "24 December 2022, 09:30 UTC"."""
    return f"{day(when.date().isoformat())}, {when:%H:%M} {when.tzname() or ''}".rstrip()


def _one_day(edtf: str) -> str:
    match = re.match(r"(\d{4})(?:-(0[1-9]|1[0-2]|2[1-4])(?:-(\d\d))?)?([~?%]?)\Z", edtf)
    if not match:
        return edtf
    year, month, date, doubt = match.groups()
    about = "about " if doubt else ""
    if month is None:
        return about + year
    if month in _SEASONS:
        return f"{about}{_SEASONS[month]} {year}"
    name = _MONTHS[int(month) - 1]
    return about + (f"{int(date)} {name} {year}" if date else f"{name} {year}")


def months(first: str | None, last: str | None) -> str:
    """The months from `first` to `last`, short: "Jul 2022 – Sep 2024"."""
    told = []
    for edtf in (first, last):
        match = re.match(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", edtf or "")
        if match:
            told.append(f"{_MONTHS[int(match[2]) - 1][:3]} {match[1]}" if match[2] else match[1])
    return " – ".join(dict.fromkeys(told)) or "undated"


_NO_ARTICLE = re.compile(r"^(?:[^a-z]+|[a-z].*|[Tt]he .*|\S+['’]s .*|.* (?:and|et) .*|.* Street)$")
"""Acronyms, names in another language's words, those of a possessor, of several, and addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who a source page is about; `key` is equal for the same speaker in any document."""

    key: str
    name: str
    sort: str  # "person", "institution", "unnamed", "outlet"
    detail: str
    country: str | None
    body: bool = False  # of a state or of states: "the Kremlin"

    @property
    def in_text(self) -> str:
        """The name within a sentence: "the White House", "an official (US Department of Defense)", "MI6"."""
        if self.key.startswith("unnamed:"):
            role = self.key.split(":")[1]  # as the text has it: "official", "Western diplomat"
            article = "" if role.endswith("s") else "an " if role[:1] in "aeiou" else "a "
            _, _, body = self.name.partition(", ")
            return f"{article}{role} ({body})" if body else f"{article}{role}"
        proper = self.name == names.party(self.country) if self.country else False
        if not self.body or proper or _NO_ARTICLE.search(self.name):
            return self.name
        return f"the {self.name}"

    @property
    def slug(self) -> str:
        return slug(self.key)


def speaker(source: Source, document: Document) -> Speaker:
    """Whose word a claim is, as one identity over documents.

    A named person is the same whatever the role at the time; unnamed people are told apart by role and
    organisation only, so one such page may hold several people, and says so. The document's own voice is
    its outlet or agency.
    """
    if source.is_narrator:
        outlet = source.org or document.outlet or document.agency
        if outlet is None:
            return Speaker(
                key="outlet:",
                name="Unattributed text",
                sort="outlet",
                detail="no outlet is named",
                country=None,
            )
        return Speaker(
            key=f"outlet:{outlet}", name=outlet, sort="outlet", detail="in its own voice", country=None
        )
    body = source.org or (names.party(source.country) if source.country else "")
    if source.name:
        detail = ", ".join(w for w in (source.role if source.role != "institution" else "", body) if w)
        return Speaker(
            key=f"person:{source.name}",
            name=source.name,
            sort="person",
            detail=detail,
            country=source.country,
        )
    role = "" if source.role == "institution" else source.role
    if source.anonymous or (role and not source.org):
        what = role or "source"
        name = f"{what[:1].upper()}{what[1:]}" + (f", {body}" if body else "")
        return Speaker(
            key=f"unnamed:{what}:{source.org or ''}:{source.country or ''}:{source.anonymous}",
            name=name,
            sort="unnamed" if source.anonymous else "institution",
            detail="unnamed" if source.anonymous else "",
            country=source.country,
        )
    return Speaker(
        key=f"org:{source.org or ''}:{'' if source.org else source.country or ''}",
        name=body or "Unnamed institution",
        sort="institution",
        detail="",
        country=source.country,
        body=bool(source.org)
        and speaker_class(source.org or "", source.country) in ("government", "organisation", "experts"),
    )


def slug(key: str, readable: str = "") -> str:
    """A file name for `key` that is safe on every file system and different for different keys.

    The readable part alone would not do: ids may differ only in case or punctuation, or climb out of the
    folder.
    """
    short = re.sub(r"[^a-z0-9]+", "-", (readable or key).lower()).strip("-")[:48].strip("-")
    return f"{short}-{digest_text(key)[:8]}" if short else digest_text(key)[:12]
