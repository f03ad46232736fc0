"""From frames to claims: what the discourse must complete, what is one claim and what are two.

A claim is made only of what the text says: a role that a sentence leaves open is filled from the document's earlier
transfer that agrees in everything the sentence does say, never from the world.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tracewire.claims.attribution import Attributed, Attribution
from tracewire.claims.factuality import Factuality, factuality
from tracewire.claims.grammar import Grammar
from tracewire.claims.mentions import Mention, MentionKind, Phrases
from tracewire.claims.roles import Frame, Role
from tracewire.claims.times import TimeMention
from tracewire.lexicon import ItemTree
from tracewire.model import (
    Certainty,
    Claim,
    DocumentId,
    Fill,
    Kind,
    Polarity,
    Quantity,
    Sentence,
    Source,
    Span,
    Stage,
    Token,
)

__all__ = ["Discourse", "Line", "assemble_sentence", "distinct"]

_EVIDENCE_FAMILY = frozenset({"satellite-imagery", "photo", "video", "debris", "intelligence", "document"})
_PEOPLE = frozenset({"training", "personnel"})
_TRANSFERLIKE = (Kind.TRANSFER, Kind.SUPPORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A supply that the document has spoken of: what later sentences may leave out."""

    supplier: tuple[str, ...]
    recipient: tuple[str, ...]
    item: tuple[str, ...]
    designation: tuple[str, ...] = ()


@dataclass(slots=True)
class Discourse:
    """What the document has said so far."""

    lines: list[Line] = field(default_factory=list)
    items: list[Mention] = field(default_factory=list)
    subject: tuple[str, ...] = ()  # the last party that acted

    def remember(self, line: Line) -> None:
        self.lines.append(line)

    def find(
        self,
        supplier: tuple[str, ...],
        recipient: tuple[str, ...],
        item: tuple[str, ...],
        tree: ItemTree,
    ) -> Line | None:
        """The latest line that agrees with everything given."""
        for line in reversed(self.lines):
            if supplier and line.supplier and not set(supplier) & set(line.supplier):
                continue
            if recipient and line.recipient and not set(recipient) & set(line.recipient):
                continue
            if item and line.item and not _related(item, line.item, tree):
                continue
            return line
        return None


def _related(one: Sequence[str], other: Sequence[str], tree: ItemTree) -> bool:
    """Whether two lists of classes may speak of the same arms."""
    for a in one:
        for b in other:
            if a == b or tree.is_a(a, b) or tree.is_a(b, a) or tree.family(a) == tree.family(b):
                return True
    return False


def _codes(mentions: Iterable[Mention]) -> tuple[str, ...]:
    found: list[str] = []
    for mention in mentions:
        for code in mention.parties:
            if code not in found:
                found.append(code)
    return tuple(found)


@dataclass(slots=True, kw_only=True)
class _Draft:
    frame: Frame
    fact: Factuality
    kind: Kind
    supplier: tuple[str, ...]
    recipient: tuple[str, ...]
    items: list[Mention]
    generic: Token | None
    attributed: Attributed
    fills: list[Fill]


def _clause_span(sentence: Sentence, frame: Frame) -> Span:
    """The clause that states the event: the predicate's words and its arguments, without what reports it."""
    tokens = sentence.tokens
    anchor = frame.index
    # light verbs and phase verbs above belong to the clause
    for _ in range(4):
        token = tokens[anchor]
        if token.head == anchor or token.relation not in ("xcomp", "obj", "nmod", "obl", "nsubj", "acl"):
            break
        above = tokens[token.head]
        if above.pos not in ("VERB", "AUX", "NOUN", "ADJ") or token.relation == "acl":
            break
        anchor = token.head
    inside = set(sentence.subtree(frame.index))
    if tokens[anchor].pos in ("VERB", "AUX", "ADJ"):
        for child in sentence.children[anchor]:
            if tokens[child].relation in ("nsubj", "aux", "obj", "obl", "xcomp", "advmod", "expl", "cop"):
                inside.update(sentence.subtree(child))
        inside.add(anchor)
    for entries in frame.roles.values():
        for mention, _ in entries:
            inside.update(range(mention.left, mention.last + 1))
    drop: set[int] = set()
    for child in list(inside):
        if tokens[child].relation == "parataxis" and child != frame.index and frame.index not in set(sentence.subtree(child)):
            drop.update(sentence.subtree(child))
    inside -= drop
    words = sorted(i for i in inside if tokens[i].relation not in ("punct", "mark")) or [frame.index]
    return Span(tokens[words[0]].start, tokens[words[-1]].end)


def _item_span(sentence: Sentence, mention: Mention) -> Span:
    return Span(sentence.tokens[mention.left].start, sentence.tokens[mention.last].end)


def _merge_frames(frames: list[Frame], grammar: Grammar, sentence: Sentence) -> list[Frame]:
    """One event said with several words ("signed a contract for the purchase of") becomes one frame."""
    kept: list[Frame] = []
    ordered = sorted(frames, key=lambda f: -len(list(sentence.ancestors(f.index))))
    for frame in ordered:
        absorbed = False
        for deeper in kept:
            if deeper.predicate.kind != frame.predicate.kind and not (
                {deeper.predicate.kind, frame.predicate.kind} <= set(_TRANSFERLIKE)
            ):
                continue
            above = list(sentence.ancestors(deeper.index))
            if frame.index not in above:
                continue
            path_relations = []
            index = deeper.index
            while index != frame.index:
                path_relations.append(sentence.tokens[index].dep)
                index = sentence.tokens[index].head
            clause_break = any(r.startswith("acl:relcl") or r.startswith(("advcl", "parataxis")) for r in path_relations)
            if clause_break:
                continue
            # the modifier of an argument is an event of its own ("the drones supplied by X were fired")
            through_item = any(
                m.head in above[: above.index(frame.index)] or m.head == deeper.index
                for m in frame.mentions(Role.ITEM)
            )
            if through_item and sentence.tokens[deeper.index].relation == "acl":
                continue
            if frame.predicate.pos == "VERB" and any(
                o.speech for o in grammar.operators_of(frame.predicate.lemma, "VERB")
            ):
                absorbed = True
            for role in (Role.SUPPLIER, Role.RECIPIENT, Role.ITEM):
                if deeper.mentions(role):
                    continue
                if role == Role.ITEM and deeper.generic_item is not None and not frame.mentions(role):
                    continue
                for mention, rule in frame.roles.get(role, []):
                    taken = any(mention is m for r in deeper.roles.values() for m, _ in r)
                    if not taken:
                        deeper.add(role, mention, rule)
            for role, pronoun in frame.pronouns.items():
                deeper.pronouns.setdefault(role, pronoun)
            absorbed = True
            break
        if not absorbed:
            kept.append(frame)
    return sorted(kept, key=lambda f: f.index)


def _item_classes(mentions: Sequence[Mention]) -> tuple[str, ...]:
    found: list[str] = []
    for mention in mentions:
        for item in mention.items:
            if item not in found:
                found.append(item)
    return tuple(found)


class _Assembler:
    def __init__(
        self,
        *,
        document: DocumentId,
        sentence: Sentence,
        phrases: Phrases,
        frames: list[Frame],
        times: Sequence[TimeMention],
        grammar: Grammar,
        tree: ItemTree,
        attribution: Attribution,
        discourse: Discourse,
        published: str | None,
        headline: bool,
    ) -> None:
        self.document = document
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.phrases = phrases
        self.frames = frames
        self.times = times
        self.grammar = grammar
        self.tree = tree
        self.attribution = attribution
        self.discourse = discourse
        self.published = published
        self.headline = headline

    # -- parties ------------------------------------------------------------------------------------------

    def _pronoun(self, token: Token, attributed: Attributed) -> tuple[str, ...]:
        words = self.grammar.attribution
        form = token.text.lower().replace("’", "'")
        owners = [self.tokens[c].text.lower().replace("’", "'") for c in self.sentence.children[token.index]]
        source: Source = attributed.source
        if form in words.first_person or any(o in words.first_person for o in owners):
            return (source.country,) if source.country and len(source.country) == 2 and source.country not in ("UN", "EU") else ()
        if token.lemma.lower() in self.grammar.words["own_country"]:
            if any(o in words.own for o in owners) and source.country and not source.is_narrator:
                return (source.country,)
            return self.discourse.subject
        if form in words.third_person:
            if source.country and not source.is_narrator and source.name is None and not source.anonymous and form not in ("they", "ils", "elles"):
                return (source.country,)
            return self.discourse.subject
        return ()

    def _drafts(self) -> Iterator[_Draft]:
        frames = _merge_frames(self.frames, self.grammar, self.sentence)
        for frame in frames:
            draft = self._draft(frame)
            if draft is not None:
                yield draft

    def _draft(self, frame: Frame) -> _Draft | None:
        predicate = frame.predicate
        items = [m for m in frame.mentions(Role.ITEM)]
        fact = factuality(frame, self.grammar)
        if fact.hypothetical:
            return None
        attributed = self.attribution.at(frame.index)
        fills: list[Fill] = []
        roles: dict[str, tuple[str, ...]] = {}
        for role in (Role.SUPPLIER, Role.RECIPIENT):
            mentions = frame.mentions(role)
            codes = _codes(mentions)
            for mention, rule in frame.roles.get(role, []):
                for code in mention.parties:
                    fills.append(Fill(slot=role, value=code, span=mention.span(self.tokens), rule=rule))
            if not codes and role in frame.pronouns:
                codes = self._pronoun(frame.pronouns[role], attributed)
                token = frame.pronouns[role]
                for code in codes:
                    fills.append(Fill(slot=role, value=code, span=Span(token.start, token.end), rule="reference:pronoun"))
            roles[role] = codes
        supplier, recipient = roles[Role.SUPPLIER], roles[Role.RECIPIENT]
        both = set(supplier) & set(recipient)
        if both:
            weaker = Role.RECIPIENT if any(r.startswith("position") for _, r in frame.roles.get(Role.RECIPIENT, [])) else Role.SUPPLIER
            if weaker == Role.RECIPIENT:
                recipient = tuple(c for c in recipient if c not in both)
            else:
                supplier = tuple(c for c in supplier if c not in both)
            fills = [f for f in fills if not (f.slot == weaker and f.value in both)]
        kind = predicate.kind
        if kind == Kind.TRANSFER and items and all(set(m.items) <= _PEOPLE for m in items):
            kind = Kind.SUPPORT
        return _Draft(
            frame=frame, fact=fact, kind=kind, supplier=supplier, recipient=recipient, items=items,
            generic=frame.generic_item, attributed=attributed, fills=fills,
        )

    # -- claims -------------------------------------------------------------------------------------------

    def claims(self) -> list[Claim]:
        made: list[Claim] = []
        for draft in self._drafts():
            made.extend(self._claims_of(draft))
        self._remember_subject()
        return made

    def _remember_subject(self) -> None:
        for mention in self.phrases.of(MentionKind.PARTY):
            token = self.tokens[mention.head]
            if token.relation == "nsubj" and mention.parties:
                self.discourse.subject = mention.parties
                break

    def _claims_of(self, draft: _Draft) -> list[Claim]:
        frame, kind = draft.frame, draft.kind
        if kind in _TRANSFERLIKE:
            return self._transfer(draft)
        if kind == Kind.USE:
            return self._use(draft)
        if kind == Kind.STOCK:
            return self._stock(draft)
        if kind == Kind.PRODUCTION:
            return self._production(draft)
        if kind == Kind.MEASURE:
            return self._measure(draft)
        if kind == Kind.DISCLOSURE:
            return self._disclosure(draft)
        _ = frame
        return []

    def _arms(self, items: Iterable[Mention]) -> list[Mention]:
        return [m for m in items if not set(m.items) & _EVIDENCE_FAMILY and m.items[0] not in _PEOPLE]

    def _transfer(self, draft: _Draft) -> list[Claim]:
        frame = draft.frame
        predicate = frame.predicate
        items = draft.items if draft.kind == Kind.SUPPORT else self._arms(draft.items)
        if draft.items and not items:
            return []
        supplier, recipient, fills = draft.supplier, draft.recipient, list(draft.fills)
        if not items and draft.generic is None:
            if frame.foreign_object is not None:
                return []
            if predicate.frame == "arm" and (supplier and recipient):
                pass
            elif predicate.frame == "turn" and supplier and recipient:
                pass
            elif predicate.item:
                pass
            elif predicate.pos == "NOUN" and (supplier or recipient):
                pass
            else:
                return []
        if items and all(m.needs_context for m in items) and not (supplier and recipient):
            if not self.discourse.lines:
                return []
        origin = tuple(dict.fromkeys(code for m in items for code in m.origin))
        if origin and not supplier:
            kept = tuple(c for c in origin if c not in recipient)
            if kept:
                supplier = kept
                for m in items:
                    fills.extend(Fill(slot="supplier", value=c, span=m.span(self.tokens), rule="origin of the arms") for c in m.origin)
        classes = _item_classes(items)
        if predicate.item and not classes:
            classes = (predicate.item,)
        generic = not classes
        designations: tuple[str, ...] = ()
        if not supplier or not recipient or generic:
            line = self.discourse.find(supplier, recipient, classes, self.tree)
            anchored = bool(supplier or recipient) or draft.generic is not None or self._definite(items)
            if line is not None and anchored:
                if not supplier and not (set(line.supplier) & set(recipient)):
                    supplier = line.supplier
                    fills.extend(Fill(slot="supplier", value=c, span=None, rule="discourse:earlier transfer") for c in supplier)
                if not recipient and not (set(line.recipient) & set(supplier)):
                    recipient = line.recipient
                    fills.extend(Fill(slot="recipient", value=c, span=None, rule="discourse:earlier transfer") for c in recipient)
                if generic:
                    classes = line.item
                    designations = line.designation
                    fills.extend(Fill(slot="item", value=c, span=None, rule="discourse:earlier transfer") for c in classes)
        if not classes and predicate.frame in ("arm", "turn") and supplier and recipient:
            classes = ("arms",)
            fills.append(Fill(slot="item", value="arms", span=None, rule=predicate.rule))
        if not classes or not (supplier or recipient):
            return []
        if set(supplier) & set(recipient):
            return []
        return self._emit(draft, draft.kind, supplier, recipient, items, classes, designations, fills)

    def _definite(self, items: Sequence[Mention]) -> bool:
        for mention in items:
            first = self.tokens[mention.left].text.lower().replace("’", "'")
            if first in ("le", "la", "les", "l'", "ces", "cet", "cette", "ce", "the", "these", "those", "this", "that", "its", "ses", "sa", "son", "their", "leur", "leurs"):
                return True
            if mention.quantity is not None or mention.designations:
                return True
        return False

    def _from_lines(self, holder: tuple[str, ...], classes: tuple[str, ...]) -> tuple[str, ...]:
        for line in reversed(self.discourse.lines):
            if line.supplier and set(holder) & set(line.recipient) and _related(classes, line.item, self.tree):
                return line.supplier
        return ()

    def _use(self, draft: _Draft) -> list[Claim]:
        items = self._arms(draft.items)
        if not items or not draft.recipient:
            return []
        if all(m.needs_context for m in items):
            return []
        classes = _item_classes(items)
        origin = tuple(dict.fromkeys(c for m in items for c in m.origin if c not in draft.recipient))
        fills = list(draft.fills)
        supplier = origin or tuple(c for c in self._from_lines(draft.recipient, classes) if c not in draft.recipient)
        fills.extend(Fill(slot="supplier", value=c, span=None, rule="origin of the arms" if origin else "discourse:earlier transfer") for c in supplier)
        return self._emit(draft, Kind.USE, supplier, draft.recipient, items, classes, (), fills)

    def _stock(self, draft: _Draft) -> list[Claim]:
        items = self._arms(draft.items)
        holder = draft.recipient
        frame = draft.frame
        if not items or not holder:
            return []
        if frame.predicate.weak:
            return []
        classes = _item_classes(items)
        origin = tuple(dict.fromkeys(c for m in items for c in m.origin if c not in holder))
        supplier = origin or tuple(c for c in draft.supplier if c not in holder)
        return self._emit(draft, Kind.STOCK, supplier, holder, items, classes, (), draft.fills)

    def _production(self, draft: _Draft) -> list[Claim]:
        items = self._arms(draft.items)
        maker = draft.recipient
        if not items or (not maker and not self.phrases.of(MentionKind.PLACE)):
            return []
        if all(m.needs_context for m in items):
            return []
        if not maker:
            place = self.phrases.of(MentionKind.PLACE)[0]
            maker = place.parties
            if not maker:
                return []
        classes = _item_classes(items)
        supplier = tuple(c for c in draft.supplier if c not in maker)
        return self._emit(draft, Kind.PRODUCTION, supplier, maker, items, classes, (), draft.fills)

    def _measure(self, draft: _Draft) -> list[Claim]:
        authority, target = draft.supplier, draft.recipient
        items = self._arms(draft.items) or self._arms(self.phrases.of(MentionKind.ITEM))
        if not authority or not (target or items):
            return []
        if not items and not draft.frame.predicate.pos == "NOUN":
            return []
        classes = _item_classes([m for m in items if not m.modifier][:2])
        if not classes:
            return []
        target = tuple(c for c in target if c not in authority)
        return self._emit(draft, Kind.MEASURE, authority, target, [], classes, (), draft.fills)

    def _disclosure(self, draft: _Draft) -> list[Claim]:
        items = [m for m in draft.items if set(m.items) <= _EVIDENCE_FAMILY]
        if not items or not draft.supplier:
            return []
        classes = _item_classes(items)
        return self._emit(draft, Kind.DISCLOSURE, draft.supplier, (), items, classes, (), draft.fills)

    # -- slots -------------------------------------------------------------------------------------------

    def _when(self, draft: _Draft, span: Span) -> tuple[str | None, Fill | None]:
        best: tuple[int, TimeMention] | None = None
        index = draft.frame.index
        for time in self.times:
            if not (self.sentence.span.start <= time.start < self.sentence.span.end):
                continue
            inside = span.start <= time.start < span.end
            position = next((t.index for t in self.tokens if t.start >= time.start), index)
            distance = abs(position - index) + (0 if inside else 15)
            governor = self.tokens[position].head
            if self.attribution_word(governor) and not self.attribution_word(index):
                distance += 25
            if best is None or distance < best[0]:
                best = (distance, time)
        if best is None or best[0] > 24:
            return None, None
        time = best[1]
        return time.edtf, Fill(slot="when", value=time.edtf, span=Span(time.start, time.end), rule=time.rule)

    def attribution_word(self, index: int) -> bool:
        token = self.tokens[index]
        return any(o.speech for o in self.grammar.operators_of(token.lemma.lower(), "VERB")) and token.pos == "VERB"

    def _places(self, draft: _Draft, span: Span) -> tuple[tuple[str, ...], list[Fill]]:
        names: list[str] = []
        fills: list[Fill] = []
        for mention in self.phrases.of(MentionKind.PLACE):
            where = mention.span(self.tokens)
            if not (span.start <= where.start < span.end) or mention.place is None:
                continue
            if mention.function is None or mention.function in ("by", "with"):
                continue
            if mention.place not in names:
                names.append(mention.place)
                fills.append(Fill(slot="place", value=mention.place, span=where, rule=f"place:{mention.preposition}"))
        return tuple(names), fills

    def _emit(
        self,
        draft: _Draft,
        kind: Kind,
        supplier: tuple[str, ...],
        recipient: tuple[str, ...],
        items: Sequence[Mention],
        classes: tuple[str, ...],
        designations: tuple[str, ...],
        fills: Sequence[Fill],
    ) -> list[Claim]:
        frame, fact = draft.frame, draft.fact
        stage = fact.stage
        span = _clause_span(self.sentence, frame)
        base: list[Fill] = list(fills)
        for slot in ("stage", "polarity", "certainty"):
            if slot in fact.rules:
                rule, token = fact.rules[slot]
                value = {"stage": stage.value, "polarity": fact.polarity.value, "certainty": fact.certainty.value}[slot]
                base.append(Fill(slot=slot, value=value, span=Span(token.start, token.end) if token else None, rule=rule))
        attributed = draft.attributed
        base.append(Fill(slot="source", value=attributed.source.label, span=attributed.span, rule=attributed.rule))
        when, when_fill = self._when(draft, span)
        place, place_fills = self._places(draft, span)
        if when_fill:
            base.append(when_fill)
        base.extend(place_fills)
        groups: list[tuple[tuple[str, ...], tuple[str, ...], Quantity | None, Span, list[Fill]]] = []
        counted = [m for m in items if m.quantity is not None]
        if counted and len(items) > 1 and draft.fact.polarity == Polarity.AFFIRMED:
            shared = [m for m in items if m.quantity is None]
            for mention in counted:
                groups.append(self._group([mention], span if len(counted) == 1 and not shared else _item_span(self.sentence, mention)))
            if shared:
                groups.append(self._group(shared, span))
        elif items:
            groups.append(self._group(list(items), span))
        else:
            groups.append((classes, designations, None, span, []))
        claims = []
        for group_classes, group_designations, quantity, where, group_fills in groups:
            claims.append(
                Claim(
                    document=self.document,
                    kind=kind,
                    stage=stage,
                    polarity=fact.polarity,
                    certainty=fact.certainty,
                    supplier=supplier,
                    recipient=recipient,
                    item=group_classes,
                    designation=group_designations,
                    quantity=quantity,
                    when=when,
                    place=place,
                    source=attributed.source,
                    span=where,
                    fills=tuple([*base, *group_fills]),
                )
            )
        if kind in _TRANSFERLIKE and (supplier or recipient):
            self.discourse.remember(Line(supplier=supplier, recipient=recipient, item=classes, designation=designations or tuple(d for m in items for d in m.designations)))
        return claims

    def _group(self, mentions: Sequence[Mention], span: Span) -> tuple[tuple[str, ...], tuple[str, ...], Quantity | None, Span, list[Fill]]:
        fills = [
            Fill(slot="item", value=m.items[0], span=m.span(self.tokens), rule="class of the arms") for m in mentions
        ]
        quantity = None
        for mention in mentions:
            if mention.quantity is not None:
                quantity = mention.quantity.quantity
                fills.append(
                    Fill(
                        slot="quantity",
                        value=str(quantity.to_list()),
                        span=Span(mention.quantity.start, mention.quantity.end),
                        rule=mention.quantity.rule,
                    )
                )
                break
        designations = tuple(dict.fromkeys(d for m in mentions for d in m.designations))
        return _item_classes(mentions), designations, quantity, span, fills


def assemble_sentence(**parts: object) -> list[Claim]:
    """The claims of one sentence; `parts` are the fields of the assembler."""
    return _Assembler(**parts).claims()  # type: ignore[arg-type]


def distinct(claims: Sequence[Claim], tree: ItemTree) -> tuple[Claim, ...]:
    """Each proposition once for each source: a later, more specific statement replaces a vaguer one."""
    kept: list[Claim] = []
    for claim in claims:
        replaced = False
        for position, earlier in enumerate(kept):
            if not _same_proposition(earlier, claim, tree):
                continue
            if _adds(claim, earlier) and not _adds(earlier, claim):
                kept[position] = claim
                replaced = True
                break
            if not _adds(claim, earlier):
                replaced = True
                break
        if not replaced:
            kept.append(claim)
    return tuple(kept)


def _same_proposition(one: Claim, other: Claim, tree: ItemTree) -> bool:
    return (
        one.kind == other.kind
        and one.stage == other.stage
        and one.polarity == other.polarity
        and set(one.supplier) == set(other.supplier)
        and set(one.recipient) == set(other.recipient)
        and one.source == other.source
        and {tree.family(i) for i in one.item} == {tree.family(i) for i in other.item}
    )


def _adds(claim: Claim, than: Claim) -> bool:
    """Whether `claim` says something that `than` does not."""
    if claim.quantity is not None and claim.quantity != than.quantity:
        return True
    if claim.when is not None and claim.when != than.when:
        return True
    if set(claim.place) - set(than.place):
        return True
    return bool(set(claim.designation) - set(than.designation))
