"""Which claims of an earlier dispatch does a later one of the same house take back or renew?

A retraction that withdraws a whole dispatch ends all of its claims, any other ends what the house itself now
denies; what the retraction repeats of that asserts nothing. A correction, or an update that names the earlier
figure, ends the number that it replaces. Whatever else the earlier dispatch says stands: what was corrected
is what the later dispatch says otherwise, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracewire.documents.notices import Mentioned, Notice
from tracewire.ledger.errata import Amendment, amendments, says_wrong
from tracewire.ledger.stories import house_of, plain, spelled
from tracewire.lexicon import item_classes, speaker_name
from tracewire.model import Claim, Document, Edtf, Polarity, Quantity, Source

__all__ = [
    "common",
    "put_aside",
    "relayed_from",
    "repeats",
    "replaced",
    "rests_on",
    "superseded",
    "undecided",
    "withdrawn",
]


def superseded(
    relation: str,
    document: Document,
    later: Iterable[Claim],
    earlier: Iterable[Claim],
    *,
    beside: Iterable[Claim] = (),
    whole: bool = False,
) -> frozenset[Claim]:
    """Which of `earlier`, the claims of one dispatch, stand no longer after `document`, in `relation` to it,
    said `later`. `beside` are the claims of the other dispatches that it corrects, and those that ended
    since; `whole` tells that the one is taken back altogether (`withdrawn`)."""
    told, known = list(later), list(earlier)
    if whole:
        return frozenset(known)
    wrong: set[Claim] = set()
    if relation == "correction":
        amended = amendments(document)
        affirmed = (claim for claim in known if claim.polarity is Polarity.AFFIRMED)
        wrong = {claim for claim in affirmed if says_wrong(claim, amended, told)}
        told = _in_effect(told, amended)
    if relation == "retraction":
        denials = [
            claim for claim in told if claim.polarity is Polarity.DENIED and _of_house(claim.source, document)
        ]
        return frozenset(
            claim
            for claim in known
            if claim.polarity is Polarity.AFFIRMED and any(_of_one_event(one, claim) for one in denials)
        )
    replacements = _replacements(relation, document, told, [*known, *beside])
    return frozenset(claim for _, gone in replacements for claim in gone).intersection(known) | wrong


def put_aside(document: Document, later: Iterable[Claim]) -> list[Claim]:
    """The claims `later` of the correction `document` that only repeat what it says to have been wrong."""
    told = list(later)
    amended = amendments(document)
    return [claim for claim in told if says_wrong(claim, amended, told)] if amended else []


def _in_effect(told: list[Claim], amended: Sequence[Amendment]) -> list[Claim]:
    return [claim for claim in told if not says_wrong(claim, amended, told)] if amended else told


def undecided(document: Document, later: Iterable[Claim], beside: Iterable[Claim]) -> list[Claim]:
    """The claims of `beside` of whose numbers the correction `document`, which says `later`, replaces
    one, and does not tell which; `beside` is all that the corrected dispatches said, what ended with it."""
    told = _in_effect(list(later), amendments(document))
    found: dict[Claim, None] = {}
    for may, gone in _replacements("correction", document, told, beside):
        if not gone:
            found |= dict.fromkeys(may)
    return list(found)


def _replacements(
    relation: str, document: Document, later: Iterable[Claim], earlier: Iterable[Claim]
) -> Iterator[tuple[list[Claim], list[Claim]]]:
    """For each number that `later` tells: the claims of `earlier` in the place of whose numbers it may stand,
    and those of them that it does replace.

    The text names the number that it replaces ("14, not 40"). A correction that names none replaces the only
    one that it can mean, or the one that agrees with it in all that any other does, and in more; a number
    that it repeats was not wrong.
    """
    numbers, known = _numbers(later), _numbers(earlier)
    alike = {new: [old for old in known if _of_one_count(new, old)] for new in numbers}
    repeated = {new: [old for old in alike[new] if numbers[new].meets(known[old])] for new in numbers}
    right = {old for olds in repeated.values() for old in olds}
    figures = _figures(document)
    named = {old for old, amount in known.items() if _ends(amount) & figures}
    for new, amount in numbers.items():
        may = [
            old
            for old in alike[new]
            if old not in right and known[old].per == amount.per and (old in named or not repeated[new])
        ]
        agreed = {old: _agreement(new, old) for old in may}
        replaced = [old for old in may if old in named]
        if relation == "correction":
            replaced += [old for old in may if old not in named and _alone(old, agreed, known, named)]
        yield may, replaced


def _alone(
    old: Claim, agreed: Mapping[Claim, frozenset[str]], known: Mapping[Claim, Quantity], named: set[Claim]
) -> bool:
    """Whether of the claims that `agreed` with the correction it can mean only `old`, as far as that is told
    by what they agree in and by which numbers it has `named`."""
    # "Hundreds" and "400" of one dispatch may be one number, and then both were wrong.
    rivals = [one for one in agreed if not known[one].meets(known[old])]
    return named.isdisjoint(rivals) and all(agreed[one] < agreed[old] for one in rivals)


def _numbers(claims: Iterable[Claim]) -> dict[Claim, Quantity]:
    return {
        claim: claim.quantity
        for claim in claims
        if claim.polarity is Polarity.AFFIRMED and claim.quantity is not None
    }


def _of_one_count(one: Claim, other: Claim) -> bool:
    return set(one.item) == set(other.item) and _of_one_event(one, other)


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


def replaced(said: Notice | None, earlier: Document, *, one_story: bool) -> bool:
    """Whether `said` puts its dispatch in the place of the whole of `earlier`: that must be of one story with
    it, or of a day that it names."""
    if said is None or said.relation != "correction" or not said.whole:
        return False
    return one_story or withdrawn(said, earlier)


def common(named: Mentioned, told: Iterable[Claim]) -> frozenset[tuple[str, str]]:
    """What a notice that names `named` has in common with what an earlier dispatch `told`: parties, classes
    and numbers, each with what it is."""
    found: set[tuple[str, str]] = set()
    for claim in told:
        found |= {("party", one) for one in (*claim.supplier, *claim.recipient) if one in named.parties}
        found |= {("item", one) for one in claim.item if any(_one_class(one, it) for it in named.items)}
        if claim.quantity is not None:
            found |= {("number", end) for end in _ends(claim.quantity) & named.figures}
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


def rests_on(
    claim: Claim,
    relation: str,
    document: Document,
    told: Iterable[Claim],
    gone: Iterable[Claim],
    *,
    whole: bool,
) -> bool:
    """Whether `claim` of a copy says what `document`, which says `told`, took back of the dispatch that was
    copied, with its claims `gone`: of a correction the very party, time or number that was wrong.

    `whole` tells that nothing of that dispatch stands but what `document` says again.
    """
    lost = list(gone)
    if relation == "retraction":
        return repeats(claim, lost)
    known = list(told)
    if whole:
        return repeats(claim, lost) and not repeats(claim, known)
    amended = amendments(document) if relation == "correction" else ()
    if amended and repeats(claim, lost) and says_wrong(claim, amended, known):
        return True
    amount = claim.quantity
    if amount is None or claim.polarity is not Polarity.AFFIRMED:
        return False
    numbers, wrong = _numbers(_in_effect(known, amended)), _numbers(lost)
    right = [new for new in numbers if _of_one_event(new, claim) and not numbers[new].meets(amount)]
    return any(
        wrong[old].meets(amount) and _of_one_event(claim, old) and _of_one_count(new, old)
        for old in wrong
        for new in right
        if not numbers[new].meets(wrong[old])
    ) and not any(_of_one_event(new, claim) and numbers[new].meets(amount) for new in numbers)


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
    house = house_of(document)
    names = (
        {plain(speaker_name(source.org, country)) for country in (None, source.country)} if source.org else ()
    )
    return bool(house and not source.name and house in names)


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


def _figures(document: Document) -> set[str]:
    """The numbers that the dispatch names, in figures or in words."""
    figures = {re.sub(r"\D", "", found) for found in re.findall(r"\d[\d.,\u00a0\u202f ]*", document.text)}
    return figures | {end for found in spelled(document) for end in found.split("–")}


def _ends(amount: Quantity) -> set[str]:
    return {str(end) for end in (amount.low, amount.high) if end is not None}
