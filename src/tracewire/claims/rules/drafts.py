"""What does each frame of a sentence say, before the discourse completes it?

A draft is a frame with its factuality, its source and the parties that the sentence itself gives, pronouns
resolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracewire.claims.rules.discourse import Parties
from tracewire.claims.rules.scene import PEOPLE, Scene, codes_of
from tracewire.claims.sources.speakers import Attributed
from tracewire.claims.stage.factuality import Factuality, factuality
from tracewire.claims.text.frames import Frame, Role
from tracewire.claims.text.grammar import form_of, lemma_of
from tracewire.claims.text.mentions import Mention, MentionKind
from tracewire.model import DEALINGS, Fill, Kind, Span, Token

__all__ = ["Draft", "drafts", "fill_each", "is_state", "span_of"]


@dataclass(slots=True, kw_only=True)
class Draft:
    """One event with what its own sentence says of it."""

    frame: Frame
    fact: Factuality
    kind: Kind
    supplier: Parties
    recipient: Parties
    items: list[Mention]
    generic: Token | None
    attributed: Attributed
    fills: list[Fill]


def fill_each(slot: str, values: Iterable[str], rule: str, span: Span | None = None) -> list[Fill]:
    """One fill for each of `values`, all by the same rule and the same words."""
    return [Fill(slot=slot, value=value, span=span, rule=rule) for value in values]


def span_of(token: Token) -> Span:
    return Span(token.start, token.end)


def is_state(country: str | None) -> bool:
    """Whether a source's country is a state, and not an organisation of states ("UN", "EU")."""
    return bool(country) and len(country or "") == 2 and country not in ("UN", "EU")


def drafts(scene: Scene, frames: Sequence[Frame]) -> list[Draft]:
    """The drafts of the sentence; two events of the same goods lend each other the parties left open."""
    found = [d for frame in frames if (d := _draft(scene, frame)) is not None]
    for draft in found:
        for other in found:
            if other is draft or draft.kind not in DEALINGS or other.kind not in DEALINGS:
                continue
            if any(m is n for m in draft.items for n in other.items):
                _borrow(draft, other)
    return found


def _borrow(draft: Draft, other: Draft) -> None:
    """Of "the tanks that Germany promised have arrived", the arrival's giver is the promise's."""
    if not draft.supplier and other.supplier and not set(other.supplier) & set(draft.recipient):
        draft.supplier = other.supplier
        draft.fills.extend(f for f in other.fills if f.slot == Role.SUPPLIER)
    if not draft.recipient and other.recipient and not set(other.recipient) & set(draft.supplier):
        draft.recipient = other.recipient
        draft.fills.extend(f for f in other.fills if f.slot == Role.RECIPIENT)


def _draft(scene: Scene, frame: Frame) -> Draft | None:
    fact = factuality(frame, scene.grammar)
    if fact.hypothetical:
        return None
    items = frame.mentions(Role.ITEM)
    kind = frame.predicate.kind
    if kind == Kind.TRANSFER and items and all(set(m.items) <= PEOPLE for m in items):
        kind = Kind.SUPPORT
    draft = Draft(
        frame=frame,
        fact=fact,
        kind=kind,
        supplier=(),
        recipient=(),
        items=items,
        generic=frame.generic_item,
        attributed=scene.attribution.at(frame.index),
        fills=[],
    )
    draft.supplier = _party(scene, draft, Role.SUPPLIER)
    draft.recipient = _party(scene, draft, Role.RECIPIENT)
    _own_forces(scene, draft)
    _one_side_each(draft)
    _denied_by_its_giver(scene, draft)
    return draft


def _party(scene: Scene, draft: Draft, role: str) -> Parties:
    """The parties in `role` by name, or by the pronoun that plays it."""
    frame = draft.frame
    for mention, rule in frame.roles.get(role, []):
        draft.fills.extend(fill_each(role, mention.parties, rule, mention.span(scene.tokens)))
    codes = codes_of(frame.mentions(role))
    if not codes and role in frame.pronouns:
        token = frame.pronouns[role]
        codes = _meant_by(scene, token, draft.attributed)
        draft.fills.extend(fill_each(role, codes, "reference:pronoun", span_of(token)))
    return codes


def _own_forces(scene: Scene, draft: Draft) -> None:
    """Of "the president handed the air force four jets" the taker is his own state: the giver is another."""
    frame = draft.frame
    taker = frame.pronouns.get(Role.RECIPIENT)
    by_person = all(m.kind == MentionKind.PERSON for m in frame.mentions(Role.SUPPLIER))
    if taker is None or not draft.supplier or not by_person or frame.mentions(Role.RECIPIENT):
        return
    if lemma_of(taker) in scene.grammar.words["own_country"]:
        draft.recipient, draft.supplier = draft.supplier, ()
        draft.fills = fill_each(Role.RECIPIENT, draft.recipient, "reference:own forces", span_of(taker))


def _one_side_each(draft: Draft) -> None:
    """Let a party on both sides keep the one that the tree gives it: nobody gives to itself."""
    both = set(draft.supplier) & set(draft.recipient)
    if not both:
        return
    by_position = any(rule.startswith("position") for _, rule in draft.frame.roles.get(Role.RECIPIENT, []))
    weaker = Role.RECIPIENT if by_position else Role.SUPPLIER
    if by_position:
        draft.recipient = tuple(c for c in draft.recipient if c not in both)
    else:
        draft.supplier = tuple(c for c in draft.supplier if c not in both)
    draft.fills = [f for f in draft.fills if not (f.slot == weaker and f.value in both)]


def _denied_by_its_giver(scene: Scene, draft: Draft) -> None:
    """Of "Abu Dhabi denied any shipment" the shipment is its own."""
    predicate = draft.frame.predicate
    denier = next((index for index, operator in draft.fact.speech if operator.polarity), None)
    if denier is None or predicate.pos != "NOUN" or draft.supplier:
        return
    told = scene.attribution.spoken(denier)
    country = told.source.country if told else None
    if told is None or country is None or Role.SUPPLIER not in predicate.roles.values():
        return
    if len(country) != 2 or country in draft.recipient:
        return
    if predicate.roles.get("subject") != Role.RECIPIENT:
        draft.supplier = (country,)
    else:
        draft.recipient = draft.recipient or (country,)
    slot = Role.SUPPLIER if country in draft.supplier else Role.RECIPIENT
    draft.fills.append(Fill(slot=slot, value=country, span=told.span, rule="denial of one's own"))


def _meant_by(scene: Scene, token: Token, attributed: Attributed) -> Parties:
    """The parties that "we", "the country", "the movement" or "it" stand for; empty if untold."""
    closed, words, source = scene.grammar.attribution, scene.grammar.words, attributed.source
    form, lemma = form_of(token), lemma_of(token)
    owners = {form_of(scene.tokens[c]) for c in scene.sentence.children[token.index]}
    if form in closed.first_person or owners & closed.first_person:
        return (source.country,) if source.country and is_state(source.country) else ()
    if lemma in words["own_country"]:
        definite = owners & (words["the"] | words["these"] | closed.own)
        if token.morph.get("Number") == "Plur" or not definite:
            return ()
        if owners & closed.own and source.country and not source.is_narrator:
            return (source.country,)
        return scene.discourse.subject
    if lemma in words["group"]:
        groups = scene.discourse.groups.most_common(1)
        return groups[0][0] if groups else scene.discourse.subject
    if form in words["person_pronoun"]:
        return ()  # a person, not a party
    if form in closed.third_person or token.morph.get("PronType") == "Prs":
        return _third_person(scene, token, attributed)
    return ()


def _third_person(scene: Scene, token: Token, attributed: Attributed) -> Parties:
    """The party behind "it" or "they": who speaks, else the subject before, the source, or who last acted."""
    if scene.reports(token.head) and token.relation == "nsubj":
        told = scene.attribution.spoken(token.head)
        if told and told.source.country and not told.source.name:
            return (told.source.country,)
    before = scene.subject_before(token.index)
    if before:
        return before
    source = attributed.source
    named = source.is_narrator or source.name is not None or source.anonymous
    return (source.country,) if source.country and not named else scene.discourse.subject
