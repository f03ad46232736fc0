"""How does a claim or a line look to a person: Rich text and tables, from values alone."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tracewire.cli.output import one_line, plain
from tracewire.ledger import Line
from tracewire.model import Claim, Polarity, Span
from tracewire.publish import words

__all__ = ["claim_summary", "evidence", "highlighted", "names", "parties", "register", "slot_table"]

_UNKNOWN = "?"
_CONTEXT = 160
"""Code points shown on either side of the evidence, at most."""
_PARAGRAPH = "\n\n"
_WIDE = 110
"""Columns that a table of lines takes in full."""


def names(values: Iterable[str]) -> str:
    """Values with commas, or a question mark where the text says none."""
    return ", ".join(map(one_line, values)) or _UNKNOWN


def parties(supplier: Sequence[str], recipient: Sequence[str]) -> str:
    """Who supplies whom."""
    return f"{names(supplier)} → {names(recipient)}"


def claim_summary(claim: Claim) -> Table:
    """A claim in one line: what is said to have happened, how surely, and on whose word."""
    denied = claim.polarity is Polarity.DENIED
    line = Text()
    line.append(f"{parties(claim.supplier, claim.recipient)}  ", style="bold")
    line.append(names(claim.item))
    for detail in (
        names(claim.designation) if claim.designation else "",
        words.amount(claim.quantity),
        words.day(claim.when),
    ):
        if detail:
            line.append(f", {detail}")
    line.append(f"  {claim.kind} {claim.stage}", style="red" if denied else "green")
    if denied:
        line.append(" denied", style="bold red")
    if claim.certainty != "certain":
        line.append(f" {claim.certainty}", style="yellow")
    line.append(f"  {one_line(claim.source.label)}", style="cyan")
    summary = Table.grid(padding=(0, 2))
    summary.add_row(Text(claim.id[:8], style="dim"), line)
    return summary


def evidence(claim: Claim, text: str) -> Padding:
    """The passage of a claim, to stand below its summary."""
    return Padding(Text(f"“{one_line(claim.span.of(text))}”", style="italic"), (0, 0, 0, 10))


def highlighted(text: str, span: Span, marks: Iterable[Span] = ()) -> Text:
    """The evidence in its paragraph: the evidence stands out, and in it the words that slots were read in."""
    start, end = max(0, span.start - _CONTEXT), min(len(text), span.end + _CONTEXT)
    before, after = text[start : span.start], text[span.end : end]
    cut_before, cut_after = start > 0, end < len(text)
    if _PARAGRAPH in before:
        before, cut_before = before.rpartition(_PARAGRAPH)[2], False
    if _PARAGRAPH in after:
        after, cut_after = after.partition(_PARAGRAPH)[0], False
    shown = Text()
    shown.append(("…" if cut_before else "") + plain(before), style="dim")
    begin = len(shown)
    shown.append(plain(span.of(text)), style="reverse")
    for mark in marks:
        low, high = max(mark.start, span.start), min(mark.end, span.end)
        if low < high:
            shown.stylize("bold underline", begin + low - span.start, begin + high - span.start)
    shown.append(plain(after) + ("…" if cut_after else ""), style="dim")
    return shown


def slot_table(claim: Claim, text: str | None) -> RenderableType:
    """Each slot's value, the words that it was read in, and the rule that filled it."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("slot", "value", "read in", "rule"):
        table.add_column(column, overflow="fold")
    for fill in claim.fills:
        read_in = Text("the document as a whole", style="dim")
        if fill.span is not None:
            offsets = f"{fill.span.start}–{fill.span.end}"
            read_in = Text(one_line(fill.span.of(text)) if text is not None else offsets)
        table.add_row(fill.slot, one_line(fill.value), read_in, Text(fill.rule, style="dim"))
    return (
        table
        if claim.fills
        else Group(Text("this claim tells no slots: its extractor gave none", style="dim"))
    )


def register(lines: Sequence[Line], measured: Container[object], *, width: int) -> Table:
    """Lines of the register, those by their keys in `measured` marked as under a measure, as a table for a
    screen of `width` columns; a narrow one gets fewer.
    """
    wide = width >= _WIDE
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("line", style="bold", no_wrap=True)
    for column, style in (("item", ""), ("stage", "green"), ("denied", "red")):
        table.add_column(column, style=style, overflow="fold")
    table.add_column("number", no_wrap=True)
    for column in ("orig.", "cred.", "meas.", "docs", "claims") if wide else ("orig.", "cred."):
        table.add_column(column, justify="right", no_wrap=True)
    if wide:
        table.add_column("reported", style="dim", no_wrap=True)
    for line in lines:
        stage = line.stage or ", ".join(words.stage_phrase(*one) for one in line.attached)
        if line.stage and line.certainty and line.certainty != "certain":
            stage = f"{stage} ({line.certainty})"
        if line.beside:
            stage += f" with {', '.join(line.beside)}"
        cells = [
            f"{line.supplier or _UNKNOWN} → {line.recipient or _UNKNOWN}",
            line.item or _UNKNOWN,
            stage,
            ", ".join([*line.denied, *(words.stage_phrase(*one) for one in line.attached_denied)]),
            words.amount(line.quantity),
            str(line.origins),
            str(line.credibility),
        ]
        if wide:
            months = dict.fromkeys(date[:7] for date in (line.first, line.last) if date)
            held = ("yes" if line.key in measured else "", len(line.documents), len(line.claims))
            cells += [*map(str, held), "…".join(months)]
        table.add_row(*cells)
    return table
