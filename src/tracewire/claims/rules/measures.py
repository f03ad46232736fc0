"""Who forbids, limits or punishes whose trade? Claims of measures: embargoes, sanctions, licences."""

from __future__ import annotations

from collections.abc import Sequence

from tracewire.claims.rules.compose import claims_from
from tracewire.claims.rules.discourse import Parties, related
from tracewire.claims.rules.drafts import Draft, fill_each
from tracewire.claims.rules.merge import refuses_licence
from tracewire.claims.rules.scene import Scene, arms, classes_of
from tracewire.claims.text.frames import Frame
from tracewire.claims.text.grammar import lemma_of
from tracewire.claims.text.mentions import Mention, MentionKind
from tracewire.model import Claim, Fill, Kind, Source, Stage

__all__ = ["measure_claims"]

_TARGET_WINDOW = (
    14  # words from the measure to whom it is aimed at, on the development dispatches, November 2026
)
_ITEMS = 2  # a measure's first classes; what else a sentence names is rarely forbidden with them

_SPEAKERS_FOR_THEIR_STATE = frozenset(
    {"institution", "spokesperson", "minister", "president", "vice-president", "commissioner"}
)
"""The roles of speakers whose announcement of a measure is their own state's measure."""

_BODIES = ("un", "eu")
"""The organisations of states that impose arms embargoes."""


def measure_claims(scene: Scene, draft: Draft) -> list[Claim]:
    """The claims of a measure; its supplier is the authority, its recipient whom the measure is aimed at."""
    frame = draft.frame
    if frame.predicate.frame == "licence" and not refuses_licence(scene, frame):
        return []
    items = arms(frame.forced or draft.items)
    if not items:
        items = [m for m in arms(scene.phrases.of(MentionKind.ITEM)) if not m.needs_context]
    items = [m for m in items if not m.modifier]
    fills = list(draft.fills)
    authority = draft.supplier or _authority(scene, draft, fills)
    target = draft.recipient or _aimed_at(scene, draft, authority, fills)
    if not authority and target:
        authority = _body_named(scene, frame, fills)
    if not authority or not items:
        return []
    _note_lifting(scene, draft)
    target = tuple(c for c in target if c not in authority)
    forbids = frame.predicate.lemma in scene.grammar.words["firm_measure"]
    if not target and not forbids:
        # "sanctioned the maker of the drones": the state that the document has them come from
        target = tuple(c for c in _makers(scene, items) if c and c not in authority)
        fills.extend(fill_each("recipient", target, "measure:where the goods come from"))
    if not target and frame.predicate.pos == "VERB" and not forbids:
        return []
    return claims_from(
        scene,
        draft,
        kind=Kind.MEASURE,
        supplier=authority,
        recipient=target,
        classes=classes_of(items[:_ITEMS]),
        fills=fills,
    )


def _authority(scene: Scene, draft: Draft, fills: list[Fill]) -> Parties:
    """Whose measure it is: as the phrase says, else the speaker's, else the one body that is named."""
    frame = draft.frame
    for mention in scene.phrases.of(MentionKind.PARTY):
        if mention.head in scene.sentence.children[frame.index] and mention.function in ("of", None):
            fills.extend(fill_each("supplier", mention.parties, "measure:owner", mention.span(scene.tokens)))
            if mention.parties:
                return mention.parties
            break
    own = _own_state(draft.attributed.source)
    if own:
        fills.extend(fill_each("supplier", own, "speaker's own measure", draft.attributed.span))
        return own
    return ()


def _body_named(scene: Scene, frame: Frame, fills: list[Fill]) -> Parties:
    """Of "the arms embargo on Libya": the one body that the document names elsewhere, if it is one."""
    bodies = tuple(b for b in _BODIES if b in scene.discourse.parties)
    if frame.predicate.pos == "NOUN" and len(bodies) == 1:
        fills.extend(fill_each("supplier", bodies, "measure:body that the document names"))
        return bodies
    return ()


def _own_state(source: Source) -> Parties:
    """The party for which the source announces measures."""
    if source.is_narrator or not source.country or source.role not in _SPEAKERS_FOR_THEIR_STATE:
        return ()
    body = source.country.lower()
    return (body if body in _BODIES else source.country,)


def _aimed_at(scene: Scene, draft: Draft, authority: Parties, fills: list[Fill]) -> Parties:
    """The party that follows the measure and that a preposition or a verb such as "target" aims it at."""
    index = draft.frame.index
    for mention in scene.phrases.of(MentionKind.PARTY):
        if not 0 < mention.first - index <= _TARGET_WINDOW or set(mention.parties) & set(authority):
            continue
        between = scene.tokens[index : mention.first]
        aiming = any(lemma_of(t) in scene.grammar.words["aiming"] for t in between)
        if aiming or mention.function in ("on", "against", "to"):
            fills.extend(
                fill_each("recipient", mention.parties, "measure:target", mention.span(scene.tokens))
            )
            return mention.parties
    return ()


def _note_lifting(scene: Scene, draft: Draft) -> None:
    """Set the stage of a measure that a word above ends or eases."""
    index = draft.frame.index
    for position in (index, *scene.sentence.ancestors(index)):
        if scene.is_word(position, "lifting"):
            draft.fact.stage = Stage.LIFTED
            draft.fact.rules["stage"] = ("measure:lifted", scene.tokens[position])
            return


def _makers(scene: Scene, items: Sequence[Mention]) -> Parties:
    """The states that the goods come from: by the words, by the weapon's name, or by an earlier dealing."""
    makers: dict[str, None] = {}
    for m in items:
        makers.update(dict.fromkeys(m.origin))
        if m.maker and m.maker in scene.discourse.parties:
            makers[m.maker] = None
    if makers:
        return tuple(makers)
    classes = classes_of(items)
    for line in scene.discourse.known():
        if line.supplier and related(classes, line.item, scene.tree):
            return line.supplier
    return ()
