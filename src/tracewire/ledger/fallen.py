"""Which claims end as a house takes back or renews what it told, also where others only relay it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracewire.documents.notices import notice
from tracewire.ledger.held import Held
from tracewire.ledger.keys import retracted, retracted_rows
from tracewire.ledger.links import CORRECTING, DOUBT, RELAY, STORY, Link
from tracewire.ledger.noticed import within_reach
from tracewire.ledger.rows import Place, claim_from
from tracewire.ledger.stories import Body, house_name, house_of, plain
from tracewire.ledger.superseding import (
    put_aside,
    relayed_from,
    repeats,
    replaced,
    rests_on,
    superseded,
    withdrawn,
)
from tracewire.lexicon import speaker_name
from tracewire.model import Claim, Document, Source

__all__ = [
    "PutBack",
    "Renewal",
    "TakenBack",
    "answered",
    "put_back",
    "resting",
    "retracted_keys",
    "taken_back",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What a notice ended: its `link` to the earlier dispatch, the claims `gone` of that, what the `notice`
    itself `told`, and whether the `whole` of the earlier one was taken back."""

    link: Link
    notice: Document
    told: Sequence[Claim]
    gone: Sequence[Claim]
    whole: bool


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The `places` of claims that end as their house takes them back or renews them; which notices did it."""

    places: list[Place]
    renewals: list[Renewal]


@dataclass(frozen=True, slots=True)
class PutBack:
    """The rows of claims that stand again, and the further links of which there is a doubt now."""

    rows: list[dict[str, Any]]
    doubts: list[Link]


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
    renewals: list[Renewal] = []
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
        whole = _whole(held, links, document, version, one, renewing, told)
        if one.relation == "correction":
            aside = put_aside(renewing, told)
            found |= {place for place, claim in later if claim in aside}
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
            ended_now = [claim for _, claim in gone]
            renewals.append(Renewal(link=one, notice=renewing, told=told, gone=ended_now, whole=whole))
    return TakenBack(sorted(found), renewals)


def _whole(
    held: Held,
    links: Sequence[Link],
    document: Document,
    version: int,
    one: Link,
    renewing: Document,
    told: Sequence[Claim],
) -> bool:
    """Whether the notice `renewing`, which says `told`, leaves nothing of the dispatch that `one` names."""
    meant = document if one.other == version else held.document(one.other)
    said = notice(renewing)
    if one.relation == "retraction":
        whole = withdrawn(said, meant)
    elif one.relation == "correction":
        one_story = one.other in held.copied({one.version}) | _story(links, {one.version})
        whole = bool(told) and replaced(said, meant, one_story=one_story)
    else:
        whole = False
    return whole and not _others(held, one, links)


def put_back(held: Held, links: Sequence[Link], rows: Sequence[Mapping[str, Any]], entry: int) -> PutBack:
    """What had ended for a notice that may mean another story as well, put back by `entry` behind its own
    `rows`; what an analyst has answered stays as it is."""
    doubts = [one for one in links if one.relation == DOUBT]
    back: list[dict[str, Any]] = []
    further: list[Link] = []
    for doubt in doubts:
        meant = [one for one in held.links(doubt.version) if one.other == doubt.other]
        relays = held.resting_on(doubt.other)
        further += [replace(one, relation=DOUBT, reason=doubt.reason) for one in relays]
        for link in (*(one for one in meant if one.relation in CORRECTING), *relays):
            back += [dict(row._mapping) for row in held.ended_since(link)]
    put = {(row["version"], row["payload"]): row for row in back}
    made = [
        {
            **row,
            "entry": entry,
            "position": len(rows) + place,
            "supersedes_entry": None,
            "supersedes_position": None,
        }
        for place, row in enumerate(put.values())
    ]
    return PutBack(made, further)


def answered(held: Held, links: Sequence[Link]) -> list[Link]:
    """`links` without doubts about dispatches of which an analyst has ended something."""
    return [
        one
        for one in links
        if one.relation != DOUBT
        or not (held.ended_by_analysts(one.other) or held.document_ended(one.other) is not None)
    ]


def resting(
    held: Held,
    back: TakenBack,
    links: Sequence[Link],
    document: Document,
    body: Body,
    version: int,
    rows: Sequence[Mapping[str, Any]],
    lost: set[Place],
) -> tuple[list[Place], list[Link]]:
    """The claims of other dispatches that only relay or copy what was taken back, and the links to it.

    Either the dispatch taken back is among those of this entry, and the others are known; or `version`
    tells, or binds to the story, what was taken back before.
    """

    def of(name: int) -> Document:
        return document if name == version else held.document(name)

    own = [(version, (row["entry"], row["position"]), claim_from(row["payload"])) for row in rows]
    named = [(claim, relayed_from(claim.source)) for _, _, claim in own]
    near = _story(links, {version})
    keyed = retracted(held.connection, document, named)
    linked = held.renewals(keyed, near)
    story = held.story(near, [body.digest] if body.length else []) | {version} if linked else {version}
    told = [(one, _telling(held, one, near | {version})) for one in back.renewals]
    known = {one.link for one in back.renewals}
    for link in linked:
        if link not in known and (before := held.gone(link.other)):
            renewing = of(link.version)
            says = [claim_from(payload) for _, payload in held.in_force(link.version, corrected=True)]
            says += [claim for _, _, claim in own if link.version == version]
            whole = _whole(held, links, document, version, link, renewing, says)
            renewal = Renewal(link=link, notice=renewing, told=says, gone=before, whole=whole)
            told.append((renewal, story if {link.version, link.other} & story else set()))

    places: set[Place] = set()
    relays: dict[tuple[int, int], Link] = {}
    for one, copied in told:
        fresh = one.link in known or len(copied) > 1
        candidates = [*own, *(held.spoken_of(one.gone) if fresh else ())]
        for name, place, claim in candidates:
            if name in (one.link.version, one.link.other) or place in lost:
                continue
            if not _says(one, claim, one.gone):
                continue
            earlier = of(one.link.other)
            if _rests(one, claim, name in copied, of(name), earlier):
                places.add(place)
                if not held.linked(name, one.link.other):
                    did = "took back" if one.link.relation == "retraction" else "set right"
                    reason = f"it tells what {house_name(earlier)} told there and {did}"
                    relays[name, one.link.other] = Link(
                        version=name, other=one.link.other, relation=RELAY, reason=reason
                    )
    return sorted(places), list(relays.values())


def _telling(held: Held, one: Renewal, new: set[int]) -> set[int]:
    """Who tells the story of the dispatch that `one` renews, `new` being what this entry binds together."""
    ends = {one.link.version, one.link.other}
    return held.story(ends | new) if ends & new else held.story(ends)


def _says(one: Renewal, claim: Claim, gone: Sequence[Claim]) -> bool:
    return rests_on(claim, one.link.relation, one.notice, one.told, gone, whole=one.whole)


def _rests(one: Renewal, claim: Claim, copied: bool, document: Document, earlier: Document) -> bool:
    """Whether `claim` of `document`, which has `copied` the story of `earlier` or not, has from there what it
    says."""
    house = house_of(earlier)
    relayed = house_of(document) != house and house in relayed_from(claim.source)
    # What a copy has from elsewhere does not fall with the story.
    meant = one.gone if relayed else [said for said in one.gone if copied and _one_voice(claim, said)]
    return _says(one, claim, meant) and within_reach(document, earlier)


def retracted_keys(
    held: Held, back: TakenBack, document: Document, version: int, entry: int
) -> list[dict[str, Any]]:
    """What the dispatches taken back leave, so that those which rest on them are known as they come."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in back.renewals:
        of = document if one.link.other == version else held.document(one.link.other)
        for row in retracted_rows(of, one.gone, version=one.link.other, entry=entry):
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
    others -= {it.other for it in links if (it.version, it.relation) == (one.version, DOUBT)}
    return others - {one.other} - _story(links, {one.other}) - held.copied({one.other})


def _one_voice(one: Claim, other: Claim) -> bool:
    """Whether the claim of a copy has the speaker of `other`, whatever its language, or lost him or his
    name."""
    left, right = one.source, other.source
    if left.is_narrator:
        return True

    def body(source: Source) -> str | None:
        return plain(speaker_name(source.org, source.country)) if source.org else None

    if body(left) != body(right):
        return False
    return left.name == right.name or (left.name is None and left.org is not None)


def _story(links: Iterable[Link], versions: set[int]) -> set[int]:
    """What `links` make one story with any of `versions`."""
    sides = [(one.version, one.other) for one in links if one.relation in STORY]
    return {its for one in sides for mine, its in (one, one[::-1]) if mine in versions}
