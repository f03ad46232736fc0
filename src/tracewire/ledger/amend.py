"""How does an analyst write a correction? Slot by slot: `quantity=270..330`, `recipient=RU,BY`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from tracewire.errors import InputRefused
from tracewire.ledger.judgements import Subject
from tracewire.lexicon import NameUnknown, country_meant, item_meant, party_meant
from tracewire.model import (
    Certainty,
    Claim,
    Document,
    Edtf,
    Fill,
    Kind,
    Polarity,
    Quantity,
    Span,
    Stage,
)

__all__ = ["AmendmentUnfit", "amended", "passage"]


class AmendmentUnfit(InputRefused):
    """A slot that is to be corrected does not exist, or does not take that value."""

    code = "amendment-unfit"


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _quantity(text: str) -> Quantity | None:
    """ "6", "270..330", "401..", "..50"; nothing for a number that the text does not give."""
    if not text:
        return None
    if "-" in text:
        raise ValueError(f"fewer than none: {text}")
    low, dots, high = text.partition("..")
    if not dots:
        return Quantity(int(low), int(low))
    return Quantity(int(low) if low else None, int(high) if high else None)


def _when(text: str) -> str | None:
    return Edtf.parse(text).text if text else None


def _country(text: str) -> str | None:
    return country_meant(text) if text else None


def _optional(text: str) -> str | None:
    return text or None


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("yes or no")
    return text == "yes"


_SLOTS: Mapping[str, Callable[[str], Any]] = {
    "kind": Kind,
    "stage": Stage,
    "polarity": Polarity,
    "certainty": Certainty,
    "supplier": _list,
    "recipient": _list,
    "item": _list,
    "designation": _list,
    "quantity": _quantity,
    "when": _when,
    "place": _list,
}
_SOURCE: Mapping[str, Callable[[str], Any]] = {
    "name": _optional,
    "role": str,
    "org": _optional,
    "country": _country,
    "anonymous": _yes,
    "via": _optional,
}


_NAMED: Mapping[str, tuple[Callable[..., str], Subject]] = {
    "supplier": (party_meant, Subject.PARTY),
    "recipient": (party_meant, Subject.PARTY),
    "item": (item_meant, Subject.ITEM),
}
"""The slots whose values are codes, by which lines are found: what a name in them means."""


def amended(
    claim: Claim,
    changes: Iterable[str],
    *,
    author: str,
    span: Span | None = None,
    held: Callable[[Subject], Collection[str]] = lambda subject: (),
) -> Claim:
    """`claim` with each `slot=value` of `changes`, and with its evidence at `span` where one is given.

    What is left out stays, with the words that it was read in; what is changed is filled by the analyst.
    Parties, classes and the source's country can be told by name; `held` gives those that the ledger holds
    beside the tables. Raises AmendmentUnfit.
    """
    fields: dict[str, Any] = {} if span is None else {"span": span}
    source = claim.source
    said: dict[str, str] = {}
    for change in changes:
        slot, equals, text = (part.strip() for part in change.partition("="))
        part = slot.partition(".")[2]
        known = _SOURCE if slot.startswith("source.") else _SLOTS
        read = known.get(part or slot)
        if read is None or not equals:
            names = ", ".join([*_SLOTS, *(f"source.{name}" for name in _SOURCE)])
            raise AmendmentUnfit(
                "no slot is written so", where=change, remedy=f"write slot=value, with one of: {names}"
            )
        try:
            value = read(text)
            if slot in _NAMED:
                meant, subject = _NAMED[slot]
                value = tuple(dict.fromkeys(meant(one, held=lambda of=subject: held(of)) for one in value))
                text = ", ".join(value)
        except NameUnknown as error:
            raise AmendmentUnfit(
                f"not a value of {slot}: {error.where}: {error.message}", where=change, remedy=error.remedy
            ) from error
        except ValueError as error:
            raise AmendmentUnfit(
                f"not a value of {slot}: {error}", where=change, remedy="see docs/guide.md"
            ) from error
        if part:
            source = replace(source, **{part: value})
        else:
            fields[slot] = value
        said["source" if part else slot] = text
    kept = [fill for fill in claim.fills if fill.slot not in said]
    filled = [
        Fill(slot=slot, value=text, span=None, rule=f"analyst: {author}") for slot, text in said.items()
    ]
    try:
        return claim.but(**fields, source=source, fills=(*kept, *filled))
    except ValueError as error:
        raise AmendmentUnfit(str(error), where=claim.id, remedy="change the kind with the stage") from error


def passage(document: Document, words: str) -> Span:
    """Where `words` stand in the document. Raises AmendmentUnfit where they do not, or more than once."""
    found = document.text.count(words) if words else 0
    if found != 1:
        raise AmendmentUnfit(
            f"the words stand {found} times in {document.id}",
            where=words,
            remedy="copy them as they stand, with enough around them to stand once",
        )
    start = document.text.index(words)
    return Span(start, start + len(words))
