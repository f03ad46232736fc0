"""What does a text except from what it has just told ("to Poland, but not to Ukraine", "but no missiles")?

Such words have no verb of their own, so that no mark stands for them. What they except belongs to the dealing
before them, denied; a party that they except is no side of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tracewire.claims.text.found import Found
from tracewire.claims.text.grammar import Grammar
from tracewire.lexicon import EVIDENCE_CLASSES, EntryKind, Hit, item_classes
from tracewire.marks import Word, split_words
from tracewire.model import Claim, Fill, Polarity, Span

__all__ = ["Excepted", "Exceptions", "excepting"]

_BETWEEN: Final = 4
"""Words that may stand between "but not" and the name that is excepted: "but not yet to the"."""
_MARKS: Final = frozenset(",-;:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excepted:
    """`at` are the words "but not"; what follows them is a name (`hit`) or, without one, "since" alone.

    `taker` tells that the words before the name say to whom or for whom: "but not to Ukraine".
    """

    at: Span
    hit: Hit | None = None
    taker: bool = False


class Exceptions:
    """The exceptions of one document, in the order of the text; offsets are its text's."""

    def __init__(self, found: Found, grammar: Grammar) -> None:
        self._found = found
        self._forms = grammar.forms
        self._light = {part.form.lower() for word in grammar.small for part in split_words(word)}
        to = [form for form, function in grammar.prepositions.items() if function in ("to", "for")]
        self._to = {form[0].rstrip("'") for form in to if len(form) == 1}
        self._starts = [word.start for word in found.words]
        self._names = {hit.start: hit for hit in found.hits}
        self.all: Sequence[Excepted] = tuple(self._find())

    def _find(self) -> Iterator[Excepted]:
        words = self._found.words
        for number in range(1, len(words)):
            joint, negator = words[number - 1], words[number]
            if negator.form.lower() not in self._forms["contrast_negator"]:
                continue
            aside = joint.form in _MARKS and negator.form.lower() in self._forms["contrast_aside"]
            if joint.form.lower() not in self._forms["contrast_joint"] and not aside:
                continue
            at = Span(joint.start, negator.end)
            for after in range(number + 1, min(number + 2 + _BETWEEN, len(words))):
                word = words[after]
                if word.start in self._names:
                    led = {w.form.lower() for w in words[number + 1 : after]}
                    yield Excepted(at=at, hit=self._names[word.start], taker=bool(led & self._to))
                    break
                if word.form.lower() in self._forms["contrast_since"]:
                    if self._closes(after + 1):
                        yield Excepted(at=at)
                    break
                if word.form.lower() not in self._light and not self._counts(word):
                    break

    def _counts(self, word: Word) -> bool:
        """Whether the word is a number: "but not the eight tanks"."""
        return any(amount.start <= word.start < amount.end for amount in self._found.amounts)

    def _closes(self, number: int) -> bool:
        """Whether the words end here: "but not since." and not "but not since they arrived"."""
        words = self._found.words
        return number >= len(words) or not words[number].form[0].isalnum() or self._light_end(number)

    def _light_end(self, number: int) -> bool:
        return self._found.words[number].form.lower() in self._forms["contrast_then"]

    def excepts(self, name: Span) -> bool:
        """Whether the name at `name` is excepted: "but not to Ukraine", "not to Ukraine but to Poland"."""
        if any(one.hit is not None and one.hit.start == name.start for one in self.all):
            return True
        words, forms = self._found.words, self._forms
        number = bisect_left(self._starts, name.start)
        before = number - 1
        while before >= 0 and number - before <= _BETWEEN and words[before].form.lower() in self._light:
            before -= 1
        if before < 0 or words[before].form.lower() not in forms["contrast_negator"]:
            return False
        after = bisect_left(self._starts, name.end)
        following = [word.form.lower() for word in words[after : after + 2]]
        return any(
            form in forms["contrast_joint"]
            for form in (following[1:] if following[:1] == [","] else following[:1])
        )


def excepting(claim: Claim, exception: Excepted, sentence: Span) -> Claim | None:
    """The claim denied for what is excepted: another taker, other goods, or another time."""
    tree = item_classes()
    changes: dict[str, Any] = {}
    dropped = {"quantity", "polarity"}
    fills: list[Fill] = []
    if exception.hit is None:
        opened = (claim.when or "").removeprefix("../")
        if not opened or opened == claim.when:
            return None
        changes["when"] = f"{opened}/.."
        dropped.add("when")
        fills.append(Fill(slot="when", value=changes["when"], span=exception.at, rule="exception: since"))
    else:
        where = Span(exception.hit.start, exception.hit.end)
        party = next((entry.party for entry in exception.hit.entries if entry.party), None)
        goods = exception.hit.first(EntryKind.DESIGNATION, EntryKind.ITEM)
        if party is not None:
            if not exception.taker or party in (*claim.supplier, *claim.recipient):
                return None
            changes["recipient"] = (party,)
            dropped.add("recipient")
            fills.append(Fill(slot="recipient", value=party, span=where, rule="exception"))
        elif goods is not None and goods.item and tree.known(goods.item):
            item = tree.report_as(goods.item)
            if item in claim.item or item in EVIDENCE_CLASSES:
                return None
            changes["item"] = (item,)
            named = goods.kind == EntryKind.DESIGNATION
            changes["designation"] = (goods.name,) if named else ()
            dropped |= {"item", "designation"}
            fills.append(Fill(slot="item", value=item, span=where, rule="exception"))
        else:
            return None
    kept = [fill for fill in claim.fills if fill.slot not in dropped]
    fills.append(Fill(slot="polarity", value="denied", span=exception.at, rule="exception"))
    return claim.but(
        **changes,
        polarity=Polarity.DENIED,
        quantity=None,
        span=sentence.cover(exception.at),
        fills=(*kept, *fills),
    )
