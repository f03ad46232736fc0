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

__all__ = ["common", "relayed_from", "repeats", "supersedes", "undecided", "withdrawn"]


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
    are the claims of all dispatches that it corrects, also those that ended since; `whole` tells that its own
    is taken back altogether (`withdrawn`)."""
    if whole:
        return True
    if earlier.polarity is not Polarity.AFFIRMED:
        return False
    told, known = list(later), list(beside)
    if relation == "retraction":
        return any(
            claim.polarity is Polarity.DENIED
            and _of_house(claim.source, document)
            and _of_one_event(claim, earlier)
            for claim in told
        )
    return any(_replaces(relation, claim, document, told, earlier, known) for claim in told)


def undecided(document: Document, later: Iterable[Claim], beside: Iterable[Claim]) -> list[Claim]:
    """The claims of `beside` of whose numbers the correction `document`, which says `later`, replaces
    one, and does not tell which; `beside` is all that the corrected dispatches said, what ended with it."""
    numbers = [claim for claim in later if claim.polarity is Polarity.AFFIRMED and claim.quantity]
    earlier = [claim for claim in beside if claim.polarity is Polarity.AFFIRMED and claim.quantity]
    found: dict[Claim, None] = {}
    for new in numbers:
        may = [old for old in earlier if _may_replace(new, numbers, old)]
        told = any(_replaces("correction", new, document, numbers, old, earlier) for old in may)
        if may and not told and not any(_repeated(new, old) for old in earlier):
            found |= dict.fromkeys(may)
    return list(found)


def _replaces(
    relation: str,
    new: Claim,
    document: Document,
    later: Iterable[Claim],
    earlier: Claim,
    beside: Iterable[Claim],
) -> bool:
    """Whether the number of `new` takes the place of that of `earlier`, one of `beside`.

    The text names the number that it replaces ("14, not 40"). A correction that names none replaces the only
    one that it can mean, or the one that agrees with it in all that any other does, and in more; a number
    that it repeats was not wrong.
    """
    numbers = [claim for claim in later if claim.polarity is Polarity.AFFIRMED and claim.quantity]
    if new not in numbers or not _may_replace(new, numbers, earlier):
        return False
    assert earlier.quantity is not None
    if _named(earlier.quantity, document):
        return True
    if relation != "correction":
        return False
    others = [one for one in beside if one.polarity is Polarity.AFFIRMED and one.quantity is not None]
    if any(_repeated(new, one) for one in others):
        return False
    rivals = [
        one
        for one in others
        # "Hundreds" and "400" of one dispatch may be one number, and then both were wrong.
        if one.quantity is not None
        and not one.quantity.meets(earlier.quantity)
        and _may_replace(new, numbers, one)
    ]
    if any(one.quantity is not None and _named(one.quantity, document) for one in rivals):
        return False
    own = _agreement(new, earlier)
    return all(_agreement(new, one) < own for one in rivals)


def _may_replace(new: Claim, numbers: Iterable[Claim], earlier: Claim) -> bool:
    """Whether the number of `new` may stand in the place of that of `earlier`, which none of `numbers`
    repeats."""
    if earlier.quantity is None or new.quantity is None or new.quantity.per != earlier.quantity.per:
        return False
    if set(new.item) != set(earlier.item) or not _of_one_event(new, earlier):
        return False
    return not any(
        one.quantity is not None
        and set(one.item) == set(earlier.item)
        and one.quantity.meets(earlier.quantity)
        and _of_one_event(one, earlier)
        for one in numbers
    )


def _repeated(new: Claim, earlier: Claim) -> bool:
    return (
        new.quantity is not None
        and earlier.quantity is not None
        and new.quantity.meets(earlier.quantity)
        and set(new.item) == set(earlier.item)
        and _of_one_event(new, earlier)
    )


def _agreement(new: Claim, earlier: Claim) -> frozenset[str]:
    """In what two claims of one event agree besides: what both leave unsaid is told alike as well."""
    same = {
        "supplier": set(new.supplier) == set(earlier.supplier),
        "recipient": set(new.recipient) == set(earlier.recipient),
        "designation": set(new.designation) == set(earlier.designation),
        "when": bool(new.when) == bool(earlier.when),  # that they meet, both being of one event, is known
        "speaker": (new.source.name, new.source.org) == (earlier.source.name, earlier.source.org),
    }
    return frozenset(field for field, agrees in same.items() if agrees)


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


def _of_one_event(one: Claim, other: Claim) -> bool:
    return (
        (one.kind, one.stage) == (other.kind, other.stage)
        and _meet(one.supplier, other.supplier)
        and _meet(one.recipient, other.recipient)
        and any(_one_class(left, right) for left in one.item for right in other.item)
        and _days_meet(one.when, other.when)
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
