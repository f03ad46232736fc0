"""What do the copies of a story say that is new? A copy may add a denial, or carry another number.

The earliest document of a story, of these the agency's own, says all it claims; of each copy what says more
than those before it, or something else, speaks as well: another stage, polarity or speaker, a number that the
others do not give, goods, parties or a time told more closely. What says less repeats: copies are trimmed,
and lose who said it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracewire.ledger.origins import may_be_one
from tracewire.ledger.periods import Period, period
from tracewire.ledger.stories import Report
from tracewire.lexicon import item_classes
from tracewire.model import Claim, DocumentId, Polarity, Quantity

__all__ = ["first_told", "told_once"]

_Told = tuple[Claim, Report]


def told_once(told: Iterable[_Told]) -> list[_Told]:
    """Claims with their reports, without those that only repeat what another document of the story says."""
    given = tuple(told)
    return [one for one, new in zip(given, first_told(given), strict=True) if new]


def first_told(told: Sequence[_Told]) -> list[bool]:
    """For each claim with its report whether it is new where it stands: no document of the same story that
    goes before says as much. The order of claims does not matter."""
    stories: dict[DocumentId, dict[DocumentId, list[int]]] = {}
    for place, (_, report) in enumerate(told):
        stories.setdefault(report.story, {}).setdefault(report.document, []).append(place)
    new = [False] * len(told)
    for documents in stories.values():
        kept: list[_Told] = []
        for places in sorted(documents.values(), key=lambda held: told[held[0]][1].authority):
            found = [place for place in places if not any(_repeats(told[place], one) for one in kept)]
            kept += [told[place] for place in found]
            for place in found:
                new[place] = True
    return new


def _repeats(one: _Told, before: _Told) -> bool:
    """Whether `one` says no more than what a document of the story said `before`."""
    (claim, report), (said, its) = one, before
    if (claim.kind, claim.stage, claim.polarity) != (said.kind, said.stage, said.polarity):
        return False
    if not (set(claim.supplier) <= set(said.supplier) and set(claim.recipient) <= set(said.recipient)):
        return False
    denied = claim.polarity is Polarity.DENIED
    # Who denies a class denies more than who denies one below it.
    tree = item_classes()
    if denied and not all(any(tree.is_a(part, wide) for wide in said.item) for part in claim.item):
        return False
    if not denied and not all(any(tree.is_a(part, wide) for part in said.item) for wide in claim.item):
        return False
    if not set(claim.designation) <= set(said.designation) or not _holds(claim.quantity, said.quantity):
        return False
    if not may_be_one(claim.source, report, said.source, its):
        return False
    # What is denied without a time is denied for all of it.
    if claim.when == said.when or (claim.when is None and not denied):
        return True
    time, known = period(claim, report), period(said, its)
    inside = time.within(known) if denied else known.within(time)
    return inside or _moved(time, known, (report.day - its.day).days)


def _holds(wide: Quantity | None, told: Quantity | None) -> bool:
    """Whether every number of `told` is one of `wide`, which says no more then."""
    if wide is None or told is None:
        return wide is None
    starts = wide.low is None or (told.low is not None and told.low >= wide.low)
    return starts and (wide.high is None or (told.high is not None and told.high <= wide.high))


def _moved(time: Period, known: Period, gap: int) -> bool:
    """Whether words as "last month" may have made `time` of `known`, in a copy that appeared `gap` days
    later."""
    if gap <= 0 or time.low is None or time.high is None or known.low is None:
        return False
    return (
        time.told and known.told and abs((time.low - known.low).days) <= gap + (time.high - time.low).days + 1
    )
