"""How does an assessment look to a person? Lines of text with its passages, from values alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from rich.text import Text

from tracewire.assess import (
    Amount,
    Brief,
    Dispute,
    Episodes,
    Grade,
    Interval,
    LegalDay,
    Rating,
    Reading,
    RuleEffect,
    Statement,
    Stock,
    Verdict,
)
from tracewire.cli.output import one_line
from tracewire.lexicon import item_classes, party_name
from tracewire.model import Certainty, Kind
from tracewire.publish import words

__all__ = [
    "brief_lines",
    "dispute_lines",
    "interval",
    "legal_lines",
    "rating_lines",
    "reading_lines",
    "stock_lines",
]

_QUOTE = 110
_FEW = 4
"""Statements told on each side before the rest are counted."""


def _line(text: str, depth: int = 0, style: str = "") -> Text:
    return Text("  " * depth + one_line(text), style=style)


def _quote(one: Statement, depth: int, *, lead: str = "") -> Text:
    """A statement in one line: who, what was said, and where it stands."""
    said = one_line(one.passage)
    cut = said if len(said) <= _QUOTE else said[: _QUOTE - 1].rstrip() + "…"
    claim = one.claim
    told = words.stage_phrase(claim.kind, claim.stage)
    if not one.affirms:
        told += " denied"
    if claim.certainty is not Certainty.CERTAIN:
        told += f" ({claim.certainty})"
    details = (words.amount(claim.quantity), words.day(claim.when), " → ".join(claim.place))
    detail = [one for one in details if one]
    text = Text("  " * depth + lead)
    text.append(f"{one_line(one.speaker)}", style="cyan")
    text.append(f": {told}", style="" if one.affirms else "red")
    if detail:
        text.append(f", {', '.join(detail)}")
    text.append(f"  “{cut}”", style="dim")
    text.append(f"  {_where(one)}", style="dim")
    return text


def _where(one: Statement) -> str:
    """Where a statement stands."""
    span = one.claim.span
    return one_line(f"[{one.claim.document} {span.start}–{span.end}, {one.report.published or 'undated'}]")


def interval(told: Interval | None) -> str:
    """An interval as a person writes it: "0–40", "400", "200 or more"."""
    if told is None:
        return "not told"
    if told.high is None:
        return "any number" if told.low == 0 else f"{told.low:,} or more"
    return f"{told.low:,}" if told.low == told.high else f"{told.low:,}–{told.high:,}"


def _heading(text: str) -> Iterator[Text]:
    yield Text("")
    yield Text(text, style="bold")


def _title(found: Brief) -> str:
    """The transfer in words."""
    names = [party_name(one) if one else "?" for one in (found.supplier, found.recipient)]
    return f"{names[0]} → {names[1]}, {_goods(found.item) if found.item else 'all arms'}"


def _goods(item: str) -> str:
    """A class in words."""
    tree = item_classes()
    return tree.label(item) if tree.known(item) else item


def brief_lines(found: Brief) -> Iterator[Text]:
    """A whole brief."""
    yield Text(f"{_title(found)}, as of entry {found.entry}", style="bold")
    if not found.said:
        yield _line("no claim names this transfer", 1)
        return
    if found.grade is None:
        yield _line("no source affirms a transfer", 1)
    for graded in found.grades:
        yield from _grade_lines(graded, full=graded is found.grade)
    if found.denied:
        yield _line(f"denied by a source: {', '.join(found.denied)}", 1, "red")
    for goods, steps in groupby(found.denied_of, key=lambda pair: pair[0]):
        told = ", ".join(stage for _, stage in steps)
        yield _line(f"denied by a source, of {_goods(goods)} alone: {told}", 1, "red")
    for allied in found.allied:
        yield _line(allied.words, 1)
    others = [
        one
        for kind in (Kind.PRODUCTION, Kind.USE, Kind.STOCK)
        for one in sorted(found.of_kind(kind), key=_by_event)
    ]
    if others:
        yield from _heading("Production, use and stock")
        yield from (_quote(one, 1) for one in others)
    if found.measures:
        yield from _heading("Measures and disclosures")
        for one in found.measures:
            by = ", ".join(map(party_name, one.claim.supplier)) or "?"
            on = f" on {', '.join(map(party_name, one.claim.recipient))}" if one.claim.recipient else ""
            yield _quote(one, 1, lead=f"{by}{on}: ")
    routes = [one for one in found.of_kind(Kind.TRANSFER) if one.affirms and len(one.claim.place) > 1]
    if routes:
        yield from _heading("Routes")
        for one in routes:
            yield _quote(one, 1, lead=f"{' → '.join(one.claim.place)}: ")
    if found.course.steps:
        yield from _heading("How it became known")
    for step in found.course.steps:
        reported = words.day(step.statement.report.published) or "undated"
        yield _quote(step.statement, 1, lead=f"{reported}, {step.stage}: ")
    yield from _episode_lines(found.episodes)
    if found.disputes:
        yield from _heading("Contradictions")
        yield from dispute_lines(found.disputes)
    if found.stock:
        yield from _heading("Stock, if the claims are true")
        for before, one_stock in zip((None, *found.stock), found.stock, strict=False):
            yield from stock_lines(one_stock, after=before)
        yield _line("assuming that " + "; ".join(found.stock[-1].to_dict()["assumptions"]), 1, "dim")
    if found.legal:
        yield from _heading("Rules at the date of the events (no legal advice)")
        yield from legal_lines(found.legal)
    if found.estimates:
        yield from _heading("Words of likelihood, with their bands")
        for said, bands in found.estimates:
            yield _line(f"{said.speaker}: {', '.join(band.words for band in bands)}", 1)


def _by_event(one: Statement) -> tuple[object, ...]:
    return one.period.high or date.max, one.order


def _grade_lines(one: Grade, *, full: bool) -> Iterator[Text]:
    head = Text(f"  {one.stage} ", style="green")
    head.append(one.code, style="bold")
    head.append(f"  {one.words}", style="dim")
    yield head
    steps = list(one.explain())[1:]
    for step in steps if full else steps[:1]:
        yield _line(step.text, 2)
        if step.statements and full:
            yield from (_quote(of, 3) for of in step.statements)


def _episode_lines(found: Episodes) -> Iterator[Text]:
    if found.episodes or found.totals:
        yield from _heading("Episodes (nothing is added up)")
    for one in found.episodes:
        what = [
            str(one.stage or "only denied"),
            words.days(one.period.low, one.period.high) if one.period else "no time told",
            words.amount(one.quantity) or "no number",
            ", ".join(one.designation),
            "; ".join(" → ".join(route) for route in one.places),
        ]
        yield _line(f"{one.number}. {', '.join(word for word in what if word)}  {one.grade.code}", 1)
        for member in one.members:
            yield _quote(member.statement, 2, lead=f"({member.reason}) ")
    for said in found.totals:
        yield _quote(said, 1, lead="total: ")


def dispute_lines(found: Iterable[Dispute], *, parties: bool = False) -> Iterator[Text]:
    """Disputes with both sides; with `parties` each statement says from whom to whom, and what."""
    for one in found:
        sure = "they cannot both be true as told" if one.definite else "open"
        yield _line(f"{one.sort} ({sure}): {'; '.join(one.reasons)}", 1, "bold")
        for number, side in enumerate(one.sides):
            for of in side[:_FEW]:
                claim = of.claim
                title = f"{words.pair(claim.supplier, claim.recipient)}, {words.items(claim.item)}: "
                yield _quote(of, 2, lead=("− " if number else "+ ") + (title if parties else ""))
            if len(side) > _FEW:
                yield _line(f"{'− ' if number else '+ '}and {len(side) - _FEW} more", 2)


def stock_lines(one: Stock, *, full: bool = False, after: Stock | None = None) -> Iterator[Text]:
    """A stock on a day; with `full` the conditions and what holds each end. Claims that exclude each other do
    so on every day, and are not told again `after` another day of the same stock."""
    if one.consistent:
        yield _line(f"{one.on}: {_amounts(one.amounts)}", 1)
        if full:
            for what, (low, high) in one.because.items():
                for end, behind in (("at least", low), ("at most", high)):
                    yield from (_quote(of, 2, lead=f"{what} {end} so many: ") for of in behind)
        return
    same = after is not None and after.conflicts == one.conflicts
    yield _line(f"{one.on}: {'the same' if same else 'these'} claims cannot all be true", 1, "red")
    for conflict in () if same else one.conflicts:
        for condition in conflict:
            if condition.statement:
                yield _quote(condition.statement, 2, lead=f"{condition.words}: ")
        yield _line("—", 2)
    for aside, amounts in one.without:
        yield _line(f"without {aside.speaker} {_where(aside)}: {_amounts(amounts)}", 2)


def _amounts(told: Mapping[Amount, Interval]) -> str:
    return ", ".join(f"{what} {interval(told[what])}" for what in Amount if what in told)


_VERDICT_STYLE = {
    Verdict.PROHIBITED: "red",
    Verdict.APPROVAL_NEEDED: "yellow",
    Verdict.UNDETERMINED: "magenta",
    Verdict.NOT_COVERED: "dim",
}


def legal_lines(days: Iterable[LegalDay]) -> Iterator[Text]:
    """What the rules say on days or in periods; those with the same answers together."""
    alike: dict[tuple[object, ...], list[LegalDay]] = {}
    for day in days:
        answers = tuple((one.rule.id, one.verdict, one.missing, one.reason) for one in day.readings)
        alike.setdefault(answers, []).append(day)
    for same in alike.values():
        yield _line(words.legal_days((day.when.text, day.assumed) for day in same), 1, "bold")
        if not same[0].readings:
            yield _line("no rule of the table covers it", 2)
        yield from reading_lines(same[0].readings)


def reading_lines(found: Sequence[Reading], depth: int = 2) -> Iterator[Text]:
    """Answers of rules: those of the Security Council first, those on sanctions together at the end."""
    sanctions = [one for one in found if one.rule.effect is RuleEffect.SANCTION and one.missing]
    for one in sorted(found, key=lambda of: not of.rule.is_un):
        if one in sanctions:
            continue
        text = Text("  " * depth + f"{one.rule.id} ")
        text.append(one.verdict.value, style=_VERDICT_STYLE[one.verdict])
        if one.missing:
            text.append(f" (missing: {', '.join(one.missing)})")
        if one.rule.force != "legal":
            text.append(f" [{one.rule.force}]")
        text.append(f"  {one.rule.name}; {one.reason}", style="dim")
        yield text
        if one.renewal_to_check:
            last = one.rule.last_seen_expiry
            yield _line(f"renewal to check: the last end seen is {last}", depth + 1, "yellow")
        together: dict[tuple[str, str], list[str]] = {}
        for position in one.positions:
            who = f"{party_name(position.party)} ({position.since})"
            together.setdefault((position.stance, position.words), []).append(who)
        for (stance, said), parties in together.items():
            yield _line(f"{', '.join(parties)}: {_STANCES.get(stance, stance)}: {said}", depth + 1)
    if sanctions:
        names = ", ".join(f"{one.rule.id}{_others(one)}" for one in sanctions)
        yield _line(f"undetermined, who takes part can be listed by decision: {names}", depth, "magenta")


_STANCES = {"applies": "it applies", "rejects": "it does not", "denies-facts": "the facts are denied"}


def _others(one: Reading) -> str:
    """What is missing beside the decision, in brackets."""
    more = ", ".join(key for key in one.missing if key != "listing")
    return f" (also missing: {more})" if more else ""


def rating_lines(found: Sequence[tuple[Rating, int]]) -> Iterator[Text]:
    """Sources with their letters and how many claims they speak for."""
    for one, count in found:
        since = f" since {one.since}" if one.since else ""
        text = Text(f"{one.letter} ", style="bold")
        text.append(one_line(one.name), style="cyan")
        text.append(f"  {words.plural(count, 'claim')}" if count else "")
        text.append(f"  {one.sort}, by {one.by}{since}: {one.reason}", style="dim")
        yield text
