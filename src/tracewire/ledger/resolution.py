"""Which names stand for one party, class, place or speaker, as analysts judged, and which claims tell of one
event?

Documents say what they say: a claim is kept, shown and judged as it was told. Whoever reads several of them
together (lines, grades, contradictions, stocks) reads them through a resolution, which puts one name for all
that analysts hold to be one. A resolution without judgements changes nothing; since merge then split comes to
no judgement at all, it changes nothing either. Splits act where the rules would join: claims of one event,
documents of one story (`LedgerView.bodies`). No rule joins two parties, classes or places, so that a split of
these only cuts a merge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from tracewire.ledger.judgements import Identities, Subject
from tracewire.ledger.stories import Body, plain
from tracewire.lexicon import item_classes, parties, speaker_name
from tracewire.model import Claim, ClaimId, Source

__all__ = ["AS_TOLD", "Resolution", "resolution"]

_Key = tuple[str | None, str | None, str | None]
_NOBODY: frozenset[ClaimId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What stands for what: each mapping leads from a name to the one that stands for its group, and holds
    only names that an analyst merged. `speakers` are asked in plain form.

    `one_event` has for a claim those that analysts hold to tell of the same event, `other_events` those that
    they hold to tell of another.
    """

    parties: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    speakers: Mapping[str, str] = field(default_factory=dict)
    one_event: Mapping[str, frozenset[ClaimId]] = field(default_factory=dict)
    other_events: Mapping[str, frozenset[ClaimId]] = field(default_factory=dict)

    def key(self, key: _Key) -> _Key:
        """The key of the line that `key` is a part of."""
        supplier, recipient, item = key
        return _one(self.parties, supplier), _one(self.parties, recipient), _one(self.items, item)

    def party_names(self, name: str) -> frozenset[str]:
        """All names that are one with the party `name`, itself included."""
        return _group(self.parties, name)

    def item_names(self, name: str) -> frozenset[str]:
        """All names that are one with the class `name`, itself included."""
        return _group(self.items, name)

    def claim(self, claim: Claim) -> Claim:
        """`claim` with the names that stand for those it tells. Its id is another if a name is: who names
        a claim names it as it was told."""
        if not (self.parties or self.items or self.places or self.speakers):
            return claim
        return claim.but(
            supplier=_all(self.parties, claim.supplier),
            recipient=_all(self.parties, claim.recipient),
            item=_all(self.items, claim.item),
            place=_all(self.places, claim.place),
            source=self.source(claim.source),
        )

    def source(self, source: Source) -> Source:
        """`source` under the names that stand for its person, organisation, relay and country."""
        return replace(
            source,
            name=self.speaker(source.name),
            org=self.speaker(source.org),
            via=self.speaker(source.via),
            country=_one(self.parties, source.country),
        )

    def speaker(self, name: str | None) -> str | None:
        """The name that stands for a person, organisation or outlet."""
        if not name or not self.speakers:
            return name
        return self.speakers.get(_spoken(name), name)

    def body(self, body: Body) -> Body:
        """`body` in the name that stands for its agency and outlet."""
        if not self.speakers:
            return body
        return replace(body, agency=self.speaker(body.agency), outlet=self.speaker(body.outlet))

    def with_it(self, claim: ClaimId) -> frozenset[ClaimId]:
        """The claims that analysts hold to tell of the event of `claim`."""
        return self.one_event.get(claim, _NOBODY)

    def apart_from(self, claim: ClaimId) -> frozenset[ClaimId]:
        """The claims that analysts hold to tell of another event than `claim`."""
        return self.other_events.get(claim, _NOBODY)


AS_TOLD = Resolution()
"""Nothing was judged: every claim is read as it is told."""


def resolution(of: Callable[[Subject], Identities]) -> Resolution:
    """What the merges and splits come to that `of` tells for each subject."""
    events = of(Subject.CLAIM)
    # What holds of a claim holds of all that are one with it.
    apart: dict[str, set[ClaimId]] = {}
    for pair in events.apart:
        for one, other in (sorted(pair), sorted(pair, reverse=True)):
            for member in events.group(one):
                apart.setdefault(member, set()).update(map(ClaimId, events.group(other)))
    return Resolution(
        parties=_standing(of(Subject.PARTY), _party_rank),
        items=_standing(of(Subject.ITEM), _item_rank),
        places=_standing(of(Subject.PLACE), str),
        speakers={_spoken(name): one for name, one in _standing(of(Subject.SPEAKER), str).items()},
        one_event={
            member: frozenset(ClaimId(other) for other in group if other != member)
            for group in events.groups
            for member in group
        },
        other_events={member: frozenset(others) for member, others in apart.items()},
    )


def _standing(judged: Identities, rank: Callable[[str], object]) -> dict[str, str]:
    def key(name: str) -> tuple[object, str]:
        return rank(name), name

    return {name: min(group, key=key) for group in judged.groups for name in group}


def _party_rank(name: str) -> tuple[bool, bool]:
    """A state stands for what is one with it, then a party of the tables: of these the rules know most."""
    return not (len(name) == 2 and name.isupper()), name not in parties()


def _item_rank(name: str) -> tuple[bool, int]:
    """A class of the table, and of several the widest, stands for the others: it asserts least."""
    tree = item_classes()
    return not tree.known(name), len(tree.ancestors(name)) if tree.known(name) else 0


def _spoken(name: str) -> str:
    return plain(speaker_name(name))


def _one(names: Mapping[str, str], name: str | None) -> str | None:
    return name if name is None else names.get(name, name)


def _all(names: Mapping[str, str], told: tuple[str, ...]) -> tuple[str, ...]:
    if not any(name in names for name in told):
        return told
    return tuple(dict.fromkeys(names.get(name, name) for name in told))


def _group(names: Mapping[str, str], name: str) -> frozenset[str]:
    stands = names.get(name)
    if stands is None:
        return frozenset({name})
    return frozenset(one for one, other in names.items() if other == stands)
