"""Which claims end as a house takes back or renews what it told, also where others only relay it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracewire.documents.notices import notice
from tracewire.ledger.held import Held
from tracewire.ledger.keys import retracted, retracted_rows
from tracewire.ledger.links import CORRECTING, RELAY, STORY, Link
from tracewire.ledger.noticed import within_reach
from tracewire.ledger.rows import Place, claim_from
from tracewire.ledger.stories import house_of
from tracewire.ledger.superseding import put_aside, relayed_from, repeats, replaced, superseded, withdrawn
from tracewire.model import Claim, Document

__all__ = ["TakenBack", "resting", "retracted_keys", "taken_back"]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The `places` of claims that end as their house takes them back; of each retraction what it ended."""

    places: list[Place]
    retractions: list[tuple[Link, list[Claim]]]


def taken_back(
    held: Held,
    links: Sequence[Link],
    document: Document,
    version: int,
    rows: Sequence[Mapping[str, Any]],
    ended: Sequence[Place],
) -> TakenBack:
    """The claims of dispatches that a later dispatch of the same house takes back or renews, and those
    with which a retraction only repeats what it retracts.

    `rows` are the claims that `version` gets now, `ended` those that it loses now.
    """
    lost = set(ended)
    own = [((row["entry"], row["position"]), row["payload"]) for row in rows]
    found: set[Place] = set()
    retractions: list[tuple[Link, list[Claim]]] = []
    for one in links:
        if one.relation not in CORRECTING:
            continue
        sides = []
        for side in (one.version, one.other):
            kept = [known for known in held.in_force(side, corrected=True) if known[0] not in lost]
            sides.append([*kept, *own] if side == version else kept)
        renewing = document if one.version == version else held.document(one.version)
        later, earlier = ([(place, claim_from(payload)) for place, payload in side] for side in sides)
        told = [claim for _, claim in later]
        meant = document if one.other == version else held.document(one.other)
        said = notice(renewing)
        if one.relation == "correction":
            one_story = one.other in held.copied({one.version}) | _story(links, {one.version})
            whole = bool(told) and replaced(said, meant, one_story=one_story)
            aside = put_aside(renewing, told)
            found |= {place for place, claim in later if claim in aside}
        else:
            whole = one.relation == "retraction" and withdrawn(said, meant)
        whole = whole and not _others(held, one, links)
        fallen = superseded(
            one.relation,
            renewing,
            told,
            [claim for _, claim in earlier],
            beside=_corrected_with(held, one, links) if one.relation == "correction" else (),
            whole=whole,
        )
        gone = [(place, claim) for place, claim in earlier if claim in fallen]
        found |= {place for place, _ in gone}
        if one.relation == "retraction":
            # A retraction that is read anew repeats what it took back before.
            lost_claims = [*(claim for _, claim in gone), *held.gone(one.other)]
            found |= {place for place, claim in later if repeats(claim, lost_claims)}
            if gone:
                retractions.append((one, [claim for _, claim in gone]))
    return TakenBack(sorted(found), retractions)


def resting(
    held: Held,
    back: TakenBack,
    links: Sequence[Link],
    document: Document,
    version: int,
    rows: Sequence[Mapping[str, Any]],
    lost: set[Place],
) -> tuple[list[Place], list[Link]]:
    """The claims of other houses' dispatches that only relay what was taken back, and the links to it.

    Either the dispatch taken back is among those of this entry, and the others are known; or `version`
    relays what was taken back before.
    """
    candidates: list[tuple[int, Place, Claim, Link, Sequence[Claim]]] = []
    for one, gone in back.retractions:
        candidates += [(name, place, claim, one, gone) for name, place, claim in held.spoken_of(gone)]
    own = [((row["entry"], row["position"]), claim_from(row["payload"])) for row in rows]
    named = [(claim, houses) for _, claim in own if (houses := relayed_from(claim.source))]
    known = held.retractions(retracted(held.connection, document, named), _story(links, {version}))
    for one in known:
        before = held.gone(one.other)
        candidates += [(version, place, claim, one, before) for place, claim in own]

    places: set[Place] = set()
    relays: dict[tuple[int, int], Link] = {}
    for name, place, claim, one, told in candidates:
        if name in (one.version, one.other) or place in lost or not repeats(claim, told):
            continue
        of, earlier = (document if which == version else held.document(which) for which in (name, one.other))
        house, its = map(house_of, (earlier, of))
        copied = {one.version, one.other} & (held.copied({name}) | _story(links, {name}))
        relayed = its != house and house in relayed_from(claim.source)
        # What a copy has from elsewhere does not fall with the story.
        meant = told if relayed else [said for said in told if copied and _one_voice(claim, said)]
        if not repeats(claim, meant) or not within_reach(of, earlier):
            continue
        places.add(place)
        if not held.linked(name, one.other):
            reason = f"it relays what {earlier.agency or earlier.outlet} told there and took back"
            relays[name, one.other] = Link(version=name, other=one.other, relation=RELAY, reason=reason)
    return sorted(places), list(relays.values())


def retracted_keys(
    held: Held, back: TakenBack, document: Document, version: int, entry: int
) -> list[dict[str, Any]]:
    """What the dispatches taken back leave, so that those which rest on them are known as they come."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one, gone in back.retractions:
        of = document if one.other == version else held.document(one.other)
        for row in retracted_rows(of, gone, version=one.other, entry=entry):
            key = (row["period"], row["scheme"], row["band"], row["version"])
            if not held.keeps(row):
                found[key] = row
    return list(found.values())


def _corrected_with(held: Held, one: Link, links: Sequence[Link]) -> list[Claim]:
    """What else the dispatches said that the correction is about: what ended since of the one that `one`
    names, and all that the others did. A number in the place of which another stands replaces none."""
    others = _others(held, one, links)
    payloads = held.ended_by_analysts(one.other)
    found = held.gone(one.other)
    for other in sorted(others):
        payloads |= held.ended_by_analysts(other)
        payloads |= {payload for _, payload in held.in_force(other, corrected=True)}
        found += held.gone(other)
    return [*found, *(claim_from(payload) for payload in sorted(payloads))]


def _others(held: Held, one: Link, links: Sequence[Link]) -> set[int]:
    """What the notice takes back or corrects besides, which is another story than that of `one`."""
    known = [*links, *held.links(one.version)]
    others = {it.other for it in known if (it.version, it.relation) == (one.version, one.relation)}
    return others - {one.other} - _story(links, {one.other}) - held.copied({one.other})


def _one_voice(one: Claim, other: Claim) -> bool:
    """Whether the claim of a copy has the speaker of `other`, or lost him."""
    left, right = one.source, other.source
    return left.is_narrator or (left.name, left.org) == (right.name, right.org)


def _story(links: Iterable[Link], versions: set[int]) -> set[int]:
    """What `links` make one story with any of `versions`."""
    sides = [(one.version, one.other) for one in links if one.relation in STORY]
    return {its for one in sides for mine, its in (one, one[::-1]) if mine in versions}
