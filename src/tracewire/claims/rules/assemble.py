"""Which claims do the frames of a sentence make? What is one event, what each says, what is completed.

A claim is made only of what the text says: a role that a sentence leaves open is filled from the document's
earlier dealing that agrees in everything the sentence does say, never from the world.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracewire.claims.rules.denials import denial_claims
from tracewire.claims.rules.disclosures import disclosure_claims
from tracewire.claims.rules.drafts import Draft, drafts
from tracewire.claims.rules.lists import entry_claims
from tracewire.claims.rules.measures import measure_claims
from tracewire.claims.rules.merge import events
from tracewire.claims.rules.production import plant_claims, production_claims, project_claims
from tracewire.claims.rules.scene import Scene
from tracewire.claims.rules.stock import stock_claims
from tracewire.claims.rules.transfers import transfer_claims
from tracewire.claims.rules.use import use_claims
from tracewire.claims.text.frames import Frame
from tracewire.claims.text.mentions import MentionKind
from tracewire.lexicon import EntryKind
from tracewire.model import Claim, Kind

__all__ = ["assemble_sentence"]

_MAKERS = {
    Kind.TRANSFER: transfer_claims,
    Kind.SUPPORT: transfer_claims,
    Kind.USE: use_claims,
    Kind.STOCK: stock_claims,
    Kind.PRODUCTION: production_claims,
    Kind.MEASURE: measure_claims,
}


def assemble_sentence(scene: Scene, frames: Sequence[Frame], *, listed: bool) -> list[Claim]:
    """The claims of one sentence, which the discourse then remembers; `listed`: it is an entry of a list."""
    made: list[Claim] = []
    # disclosures last: what the other claims tell of is what the evidence shows
    for draft in sorted(drafts(scene, events(scene, frames)), key=lambda d: d.kind == Kind.DISCLOSURE):
        made.extend(_claims_of(scene, draft, made))
    made.extend(plant_claims(scene, made))
    made.extend(project_claims(scene, made))
    made.extend(denial_claims(scene, made))
    if listed and not made:
        made.extend(entry_claims(scene))
    _remember_parties(scene)
    return made


def _claims_of(scene: Scene, draft: Draft, made: Sequence[Claim]) -> list[Claim]:
    if draft.kind == Kind.DISCLOSURE:
        return disclosure_claims(scene, draft, made)
    return _MAKERS[draft.kind](scene, draft)


def _remember_parties(scene: Scene) -> None:
    """Keep whom the sentence names and who acts in it, for the pronouns of the next."""
    discourse = scene.discourse
    discourse.named.update(c for m in scene.phrases.all for c in (*m.parties, *m.origin))
    parties = [m for m in scene.phrases.of(MentionKind.PARTY) if m.parties]
    for mention in parties:
        if mention.entry.kind == EntryKind.ACTOR:
            discourse.groups[mention.parties] += 1
    for mention in parties:
        if scene.tokens[mention.head].relation == "nsubj":
            discourse.actor, discourse.acted = mention.parties, discourse.sentence
            break
    discourse.sentence += 1
