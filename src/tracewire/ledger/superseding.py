"""Which claims of an earlier dispatch does a later one of the same house take back or renew?

A retraction that withdraws a whole dispatch ends all of its claims, any other ends what the house itself now
denies; what the retraction repeats of that asserts nothing. A correction, or an update that names the earlier
figure, ends the number that it replaces. Whatever else the earlier dispatch says stands: what was corrected
is what the later dispatch says otherwise, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracewire.documents.notices import Mentioned, Notice
from tracewire.ledger.stories import plain, spelled
from tracewire.lexicon import item_classes, speaker_name
from tracewire.model import Claim, Document, Edtf, Polarity, Quantity, Source

__all__ = ["common", "relayed_from", "repeats", "supersedes", "withdrawn"]


def supersedes(
    relation: str,
    document: Document,
    later: Iterable[Claim],
    earlier: Claim,
    *,
    beside: Iterable[Claim] = (),
    whole: bool = False,
) -> bool:
    """Whether `earlier` stands no longer after `document`, in `relation` to its own, said `later`. `beside`
    are the claims of its dispatch, `whole` tells that this is taken back altogether (`withdrawn`)."""
    if whole:
        return True
    if earlier.polarity is not Polarity.AFFIRMED:
        return False
    alike = [claim for claim in later if _of_one_event(claim, earlier)]
    if relation == "retraction":
        return any(claim.polarity is Polarity.DENIED and _of_house(claim.source, document) for claim in alike)
    told = [
        claim
        for claim in alike
        if claim.polarity is Polarity.AFFIRMED and claim.quantity and set(claim.item) == set(earlier.item)
    ]
    if earlier.quantity is None or not told:
        return False
    if any(claim.quantity.meets(earlier.quantity) for claim in told if claim.quantity):
        return False
    if _named(earlier.quantity, document):
        return True
    # A number without its time is put in the place of the only one that it can mean.
    sole = not any(
        one.polarity is Polarity.AFFIRMED
        and one.quantity != earlier.quantity
        and _of_one_event(one, earlier, dated=False)
        for one in beside
        if one.quantity is not None
    )
    return relation == "correction" and (sole or any(claim.when or not earlier.when for claim in told))


def withdrawn(said: Notice | None, earlier: Document) -> bool:
    """Whether `said` withdraws the whole of `earlier`: it must name the day. A dispatch that tells of a story
    withdrawn elsewhere names no day of its own house's."""
    if said is None or not said.whole or not earlier.published:
        return False
    try:
        known = Edtf.parse(earlier.published)
    except ValueError:
        return False
    return any(
        known.low is not None and known.high is not None and known.low <= day <= known.high
        for day in said.days
    )


def common(named: Mentioned, told: Iterable[Claim]) -> frozenset[tuple[str, str]]:
    """What a notice that names `named` has in common with what an earlier dispatch `told`: parties, classes
    and numbers, each with what it is."""
    found: set[tuple[str, str]] = set()
    for claim in told:
        found |= {("party", one) for one in (*claim.supplier, *claim.recipient) if one in named.parties}
        found |= {("item", one) for one in claim.item if any(_one_class(one, it) for it in named.items)}
        if claim.quantity is not None:
            ends = {str(end) for end in (claim.quantity.low, claim.quantity.high) if end is not None}
            found |= {("number", end) for end in ends & named.figures}
    return frozenset(found)


def repeats(claim: Claim, gone: Iterable[Claim]) -> bool:
    """Whether `claim` of a retraction, or of a dispatch that rests on what it takes back, only says again
    what was retracted with the claims `gone`."""
    if claim.polarity is not Polarity.AFFIRMED:
        return False
    return any(
        one.polarity is Polarity.AFFIRMED
        and _of_one_event(claim, one)
        and (claim.quantity is None or one.quantity is None or claim.quantity.meets(one.quantity))
        for one in gone
    )


def relayed_from(source: Source) -> frozenset[str]:
    """The houses, in plain form, of whose reports `source` may be one: "AFP reported", "told AFP"."""
    if source.is_narrator:
        return frozenset()
    told = (source.via, None if source.name else source.org)
    return frozenset(plain(speaker_name(name)) for name in told if name)


def _of_house(source: Source, document: Document) -> bool:
    """Whether the house of `document` speaks: in its own voice, or where it names itself."""
    if source.is_narrator:
        return True
    house = document.agency or document.outlet
    return bool(house and source.org and not source.name and plain(speaker_name(source.org)) == plain(house))


def _of_one_event(one: Claim, other: Claim, *, dated: bool = True) -> bool:
    return (
        (one.kind, one.stage) == (other.kind, other.stage)
        and _meet(one.supplier, other.supplier)
        and _meet(one.recipient, other.recipient)
        and any(_one_class(left, right) for left in one.item for right in other.item)
        and (not dated or _days_meet(one.when, other.when))
    )


def _meet(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return bool(set(left) & set(right)) or not (left or right)


def _one_class(left: str, right: str) -> bool:
    tree = item_classes()
    return tree.is_a(left, right) or tree.is_a(right, left)


def _days_meet(later: str | None, earlier: str | None) -> bool:
    """Whether both may speak of one time: who names none, as a notice that repeats what it takes back, may
    mean any."""
    try:
        one, other = (Edtf.parse(text) if text else None for text in (later, earlier))
    except ValueError:
        return False
    if one is None or other is None:
        return True
    before = one.high is not None and other.low is not None and one.high < other.low
    behind = other.high is not None and one.low is not None and other.high < one.low
    return not before and not behind


def _named(amount: Quantity, document: Document) -> bool:
    """Whether the dispatch names an end of the interval, in figures or in words."""
    figures = {re.sub(r"\D", "", found) for found in re.findall(r"\d[\d.,\u00a0\u202f ]*", document.text)}
    figures |= {end for found in spelled(document) for end in found.split("–")}
    return any(str(end) in figures for end in (amount.low, amount.high) if end is not None)
