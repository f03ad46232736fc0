"""From frames to claims: what the discourse must complete, what is one claim and what are two.

A claim is made only of what the text says: a role that a sentence leaves open is filled from the document's earlier
transfer that agrees in everything the sentence does say, never from the world.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tracewire.claims.attribution import Attributed, Attribution
from tracewire.claims.factuality import Factuality, factuality
from tracewire.claims.grammar import Grammar, Predicate
from tracewire.claims.mentions import EVIDENCE_CLASSES, Mention, MentionKind, Phrases
from tracewire.claims.roles import Frame, Role
from tracewire.claims.times import TimeMention
from tracewire.lexicon import EntryKind, ItemTree
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

_PEOPLE = frozenset({"training", "personnel"})
_TRANSFERLIKE = (Kind.TRANSFER, Kind.SUPPORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A supply that the document has spoken of: what later sentences may leave out."""

    supplier: tuple[str, ...]
    recipient: tuple[str, ...]
    item: tuple[str, ...]
    designation: tuple[str, ...] = ()
    stage: Stage = Stage.DELIVERED
    told: bool = False  # the sentence itself names giver and taker


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A statement that a list goes on with: "France will hand Ukraine:"."""

    kind: Kind
    stage: Stage
    polarity: Polarity
    certainty: Certainty
    supplier: tuple[str, ...]
    recipient: tuple[str, ...]
    source: Attributed
    when: str | None
    rule: str


@dataclass(slots=True)
class Discourse:
    """What the document has said so far."""

    lines: list[Line] = field(default_factory=list)
    parties: frozenset[str] = frozenset()  # all that the document names
    named: set[str] = field(default_factory=set)  # those named so far
    topic: tuple[Line, ...] = ()  # the complete dealings of the whole document, from a first reading
    subject: tuple[str, ...] = ()  # the last party that acted
    groups: Counter[tuple[str, ...]] = field(default_factory=Counter)  # the parties that are no states
    heading: Heading | None = None  # what a list would go on with
    listing: Heading | None = None  # what the present list goes on with

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
        if item and (supplier or recipient):
            # the same giver or taker, whatever the goods: a dispatch speaks of few dealings at a time
            for line in reversed(self.lines):
                if not (line.supplier and line.recipient):
                    continue
                if supplier and set(supplier) & set(line.supplier) or recipient and set(recipient) & set(line.recipient):
                    return line
        return None

    def from_topic(
        self, supplier: tuple[str, ...], recipient: tuple[str, ...], item: tuple[str, ...], tree: ItemTree
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The parties that the document as a whole gives a statement which leaves one open.

        First the dealings that agree in the party that is told, then those of the same goods, whoever gives; the
        commonest wins, and nothing is said where two are as common.
        """
        best: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()
        for line in self.topic:
            told = (set(supplier) & set(line.supplier)) if supplier else (set(recipient) & set(line.recipient))
            if told:
                best[(line.supplier, line.recipient)] += 2 if _related(item, line.item, tree) else 1
        if not best and supplier and item:
            for line in self.topic:
                if _related(item, line.item, tree) and not set(supplier) & set(line.recipient):
                    best[(supplier, line.recipient)] += 1
        if not best:
            return supplier, recipient
        ranked = best.most_common(2)
        if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
            return supplier, recipient
        found = ranked[0][0]
        return supplier or found[0], recipient or found[1]


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
        for code in mention.parties or mention.origin:
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
        if frame.predicate.pos == "NOUN" and not frame.roles and frame.generic_item is None and not frame.pronouns:
            governed = {*sentence.ancestors(frame.index)}
            if any(f.index in governed and f.predicate.pos == "NOUN" and f.predicate.kind == frame.predicate.kind for f in frames):
                continue  # "the deliveries under this contract": the inner noun says nothing of its own
        for deeper in kept:
            if deeper.predicate.kind != frame.predicate.kind and not (
                {deeper.predicate.kind, frame.predicate.kind} <= set(_TRANSFERLIKE)
            ):
                continue
            above = list(sentence.ancestors(deeper.index))
            if frame.index not in above:
                continue
            clause_break = False
            index = deeper.index
            while index != frame.index:
                token = sentence.tokens[index]
                joined = token.relation == "conj" and token.pos in ("VERB", "AUX", "ADJ")
                if token.dep.startswith(("acl:relcl", "advcl", "parataxis", "ccomp", "csubj")) or joined:
                    clause_break = True
                index = token.head
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
            if deeper.predicate.weak and not frame.predicate.weak and frame.predicate.kind == deeper.predicate.kind:
                deeper.predicate = frame.predicate  # "has a stockpile of": the verb states it
            absorbed = True
            break
        if not absorbed:
            kept.append(frame)
    return sorted(_join_deals(kept), key=lambda f: f.index)


def _join_deals(frames: list[Frame]) -> list[Frame]:
    """"Signed a deal with Washington for the purchase of drones": the purchase, agreed; not a deal and a purchase."""
    dropped: list[Frame] = []
    for deal in frames:
        if deal.predicate.frame != "deal":
            continue
        for event in frames:
            shared = any(m is n for m in deal.mentions(Role.ITEM) for n in event.mentions(Role.ITEM))
            if event is deal or event in dropped or not shared or event.predicate.pos != "NOUN":
                continue
            if event.predicate.frame == "deal" or event.predicate.kind != deal.predicate.kind:
                continue
            event.predicate = replace(event.predicate, stage=deal.predicate.stage)
            for role in (Role.SUPPLIER, Role.RECIPIENT):
                for mention, rule in deal.roles.get(role, []):
                    taken = any(mention is m for r in event.roles.values() for m, _ in r)
                    if not event.mentions(role) and not taken:
                        event.add(role, mention, rule)
            dropped.append(deal)
            break
    return [f for f in frames if f not in dropped]


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
        listed: bool,
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
        self.listed = listed
        self.made: list[Claim] = []

    # -- parties ------------------------------------------------------------------------------------------

    def _pronoun(self, token: Token, attributed: Attributed) -> tuple[str, ...]:
        words = self.grammar.attribution
        form = token.text.lower().replace("’", "'")
        owners = [self.tokens[c].text.lower().replace("’", "'") for c in self.sentence.children[token.index]]
        source: Source = attributed.source
        if form in words.first_person or any(o in words.first_person for o in owners):
            return (source.country,) if source.country and len(source.country) == 2 and source.country not in ("UN", "EU") else ()
        if token.lemma.lower() in self.grammar.words["own_country"]:
            definite = self.grammar.words["the"] | self.grammar.words["these"] | words.own
            if token.morph.get("Number") == "Plur" or not definite & set(owners):
                return ()
            if any(o in words.own for o in owners) and source.country and not source.is_narrator:
                return (source.country,)
            return self.discourse.subject
        if token.lemma.lower() in self.grammar.words["group"]:
            groups = self.discourse.groups.most_common(1)
            return groups[0][0] if groups else self.discourse.subject
        if form in self.grammar.words["person_pronoun"]:
            return ()  # a person, not a party
        if form in words.third_person or token.morph.get("PronType") == "Prs":
            if self.attribution_word(token.head) and token.relation == "nsubj":
                told = self.attribution.spoken(token.head)
                if told and told.source.country and not told.source.name:
                    return (told.source.country,)
            before = self._subject_before(token.index)
            if before:
                return before
            if source.country and not source.is_narrator and source.name is None and not source.anonymous:
                return (source.country,)
            return self.discourse.subject
        return ()

    def _subject_before(self, index: int) -> tuple[str, ...]:
        """The party that is subject of a clause before `index`, the nearest first, speakers last."""
        speakers: tuple[str, ...] = ()
        for mention in reversed(self.phrases.of(MentionKind.PARTY)):
            token = self.tokens[mention.head]
            if mention.last >= index or not mention.parties:
                continue
            if token.relation not in ("nsubj", "obj") and mention.function != "by":
                continue
            if token.relation == "obj" and not self.attribution_word(token.head):
                continue
            if token.relation == "nsubj" and self.attribution_word(token.head):
                speakers = speakers or mention.parties
                continue
            return mention.parties
        return speakers

    def _restricted(self, frames: list[Frame]) -> list[Frame]:
        """"Suspended all exports of arms to Niger": what a measure forbids is no dealing, it tells goods and target."""
        restrictions = [
            f for f in frames if f.predicate.kind == Kind.MEASURE and (f.predicate.frame != "licence" or self._licence(f))
        ]
        if not restrictions:
            return frames
        dropped: list[Frame] = []
        for frame in frames:
            if frame.predicate.kind in (Kind.MEASURE, Kind.DISCLOSURE):
                continue
            path: list[int] = [frame.index, *self.sentence.ancestors(frame.index)]
            for measure in restrictions:
                if measure.index not in path:
                    continue
                between = path[: path.index(measure.index)]
                if any(self.tokens[i].dep.startswith("acl:relcl") or self.tokens[i].relation in ("parataxis", "conj") for i in between):
                    continue
                if any(self.tokens[i].relation == "advcl" and self.tokens[i].morph.get("VerbForm") == "Fin" for i in between):
                    continue
                for mention in frame.mentions(Role.ITEM):
                    measure.forced.append(mention)
                targets = frame.mentions(Role.RECIPIENT) or frame.mentions(Role.SUPPLIER)
                if not measure.mentions(Role.RECIPIENT):
                    for mention in targets:
                        if mention not in measure.mentions(Role.SUPPLIER):
                            measure.add(Role.RECIPIENT, mention, "measure:what it forbids")
                dropped.append(frame)
                break
        return [f for f in frames if f not in dropped]

    def _drafts(self) -> Iterator[_Draft]:
        frames = self._restricted(_merge_frames(self.frames, self.grammar, self.sentence))
        drafts = [d for d in map(self._draft, frames) if d is not None]
        for draft in drafts:
            for other in drafts:
                shared = any(m is n for m in draft.items for n in other.items)
                if other is draft or not shared or draft.kind not in _TRANSFERLIKE or other.kind not in _TRANSFERLIKE:
                    continue
                # two events of the same goods in one sentence: "the tanks that Germany promised have arrived"
                for role in (Role.SUPPLIER, Role.RECIPIENT):
                    mine, theirs = getattr(draft, role), getattr(other, role)
                    opposite = draft.recipient if role == Role.SUPPLIER else draft.supplier
                    if not mine and theirs and not set(theirs) & set(opposite):
                        setattr(draft, role, theirs)
                        draft.fills.extend(f for f in other.fills if f.slot == role)
        yield from drafts

    def _draft(self, frame: Frame) -> _Draft | None:
        predicate = frame.predicate
        items = frame.mentions(Role.ITEM)
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
        taker = frame.pronouns.get(Role.RECIPIENT)
        by_person = all(m.kind == MentionKind.PERSON for m in frame.mentions(Role.SUPPLIER))
        if taker is not None and supplier and by_person and not frame.mentions(Role.RECIPIENT) and taker.lemma.lower() in self.grammar.words["own_country"]:
            # "the president handed the air force four jets": his own, so the giver is another
            recipient, supplier = supplier, ()
            fills = [f for f in fills if f.slot not in ("supplier", "recipient")]
            fills.extend(Fill(slot="recipient", value=c, span=Span(taker.start, taker.end), rule="reference:own forces") for c in recipient)
        both = set(supplier) & set(recipient)
        if both:
            weaker = Role.RECIPIENT if any(r.startswith("position") for _, r in frame.roles.get(Role.RECIPIENT, [])) else Role.SUPPLIER
            if weaker == Role.RECIPIENT:
                recipient = tuple(c for c in recipient if c not in both)
            else:
                supplier = tuple(c for c in supplier if c not in both)
            fills = [f for f in fills if not (f.slot == weaker and f.value in both)]
        denier = next((i for i, o in fact.speech if o.polarity), None)
        if denier is not None and predicate.pos == "NOUN" and not supplier and Role.SUPPLIER in predicate.roles.values():
            told = self.attribution.spoken(denier)
            country = told.source.country if told else None
            if country and country not in recipient and len(country) == 2:
                # "Abu Dhabi denied any shipment": its own
                if predicate.roles.get("subject") == Role.RECIPIENT:
                    recipient = recipient or (country,)
                else:
                    supplier = (country,)
                fills.append(Fill(slot="supplier" if country in supplier else "recipient", value=country, span=told.span if told else None, rule="denial of one's own"))
        kind = predicate.kind
        if kind == Kind.TRANSFER and items and all(set(m.items) <= _PEOPLE for m in items):
            kind = Kind.SUPPORT
        return _Draft(
            frame=frame, fact=fact, kind=kind, supplier=supplier, recipient=recipient, items=items,
            generic=frame.generic_item, attributed=attributed, fills=fills,
        )

    # -- claims -------------------------------------------------------------------------------------------

    def claims(self) -> list[Claim]:
        made = self.made
        drafts = sorted(self._drafts(), key=lambda d: d.kind == Kind.DISCLOSURE)
        for draft in drafts:
            made.extend(self._claims_of(draft))
        made.extend(self._plants(made))
        made.extend(self._denials(made))
        if self.listed and not made:
            made.extend(self._listed())
        self._remember_subject()
        return made

    def _remember_subject(self) -> None:
        self.discourse.named.update(c for m in self.phrases.all for c in (*m.parties, *m.origin))
        for mention in self.phrases.of(MentionKind.PARTY):
            if mention.entry.kind == EntryKind.ACTOR and mention.parties:
                self.discourse.groups[mention.parties] += 1
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
        return [m for m in items if not set(m.items) & EVIDENCE_CLASSES and m.items[0] not in _PEOPLE]

    def _transfer(self, draft: _Draft) -> list[Claim]:
        frame = draft.frame
        predicate = frame.predicate
        items = draft.items if draft.kind == Kind.SUPPORT else self._arms(draft.items)
        if draft.items and not items:
            return []
        supplier, recipient, fills = draft.supplier, draft.recipient, list(draft.fills)
        if predicate.only and not (items and all(set(m.items) <= predicate.only for m in items)):
            return []
        if predicate.excludes and any(set(m.items) & predicate.excludes for m in items):
            return []
        if not items and (supplier or recipient) and frame.foreign_object is None:
            self._head(draft, supplier, recipient)
        if predicate.explicit and not items:
            counted = draft.generic is not None and (
                draft.generic.pos == "NUM" or draft.generic.lemma.lower() in self.grammar.words["goods"]
            )
            if not counted:
                return []
        if predicate.frame == "cover":
            return self._cover(draft, items)
        if not items and draft.generic is None:
            if frame.foreign_object is not None:
                return []
            if predicate.frame == "arm" and (supplier and recipient):
                pass
            elif predicate.frame == "turn" and supplier and recipient:
                pass
            elif predicate.item:
                pass
            elif predicate.frame == "give" and supplier and recipient:
                pass  # "we have never sold to Russia": what, the document has said
            elif predicate.pos == "NOUN" and self._goes_on(frame):
                pass
            else:
                return []
        origin = tuple(dict.fromkeys(code for m in items for code in m.origin))
        if items and all(m.needs_context for m in items) and not ((supplier or origin) and recipient):
            if not self.discourse.lines:
                return []
        if not supplier and not origin:
            origin = tuple(dict.fromkeys(c for m in items for c in m.owner))
        if origin and not supplier:
            kept = tuple(c for c in origin if c not in recipient)
            if kept:
                supplier = kept
                for m in items:
                    fills.extend(Fill(slot="supplier", value=c, span=m.span(self.tokens), rule="origin of the arms") for c in m.origin)
        if not (supplier and recipient):
            supplier, recipient = self._split(supplier, recipient, origin, frame)
        if not supplier:
            # "Kuwait ordered the TB2" in a dispatch on Turkish drones: the maker's state, if the document names it
            makers = {m.maker for m in items if m.maker}
            hinted = tuple(c for c in makers if c in self.discourse.parties and c not in recipient)
            if len(makers) == 1 and hinted:
                supplier = hinted
                fills.append(Fill(slot="supplier", value=hinted[0], span=items[0].span(self.tokens), rule="maker named in the document"))
        if not supplier and recipient and self._speaks_for_giver(draft, recipient, classes=_item_classes(items)):
            country = draft.attributed.source.country
            assert country is not None
            supplier = (country,)
            fills.append(Fill(slot="supplier", value=country, span=draft.attributed.span, rule="speaker's own goods"))
        classes = _item_classes(items)
        if predicate.item and not classes:
            classes = (predicate.item,)
        generic = not classes
        designations: tuple[str, ...] = ()
        if not supplier or not recipient or generic:
            line = self.discourse.find(supplier, recipient, classes, self.tree)
            anchored = (
                bool(supplier or recipient)
                or draft.generic is not None
                or self._definite(items)
                or (not items and self._goes_on(frame))
            )
            if line is None and (predicate.frame in ("seize", "train") or draft.kind == Kind.SUPPORT) and not supplier and not recipient:
                line = self._commonest()
                anchored = line is not None
            if line is None and draft.generic is not None and supplier and recipient and self.discourse.lines:
                last = self.discourse.lines[-1]
                line, anchored = Line(supplier=supplier, recipient=recipient, item=last.item, designation=last.designation), True
            if line is None and draft.generic is not None and bool(supplier) != bool(recipient) and self.discourse.lines:
                last = self.discourse.lines[-1]
                if not set(supplier or recipient) & {*last.supplier, *last.recipient}:
                    # "Poland has ordered 24 of them": the goods, and the other side, of what was just told
                    line, anchored = last, True
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
        if classes and bool(supplier) != bool(recipient) and self.discourse.topic:
            given, taken = self.discourse.from_topic(supplier, recipient, classes, self.tree)
            if not set(given) & set(taken):
                fills.extend(Fill(slot="supplier", value=c, span=None, rule="discourse:topic") for c in given if c not in supplier)
                fills.extend(Fill(slot="recipient", value=c, span=None, rule="discourse:topic") for c in taken if c not in recipient)
                supplier, recipient = given, taken
        if classes and not supplier and recipient and items and predicate.frame in ("seize", "give", "depart", "arrive", "unload"):
            for mention in self.phrases.of(MentionKind.PLACE):
                if mention.function == "from" and mention.parties and not set(mention.parties) & set(recipient):
                    # a port or town that goods come from stands for its country
                    supplier = mention.parties
                    fills.extend(Fill(slot="supplier", value=c, span=mention.span(self.tokens), rule="place:from") for c in supplier)
                    break
        if not classes and predicate.frame in ("arm", "turn") and supplier and recipient:
            classes = ("arms",)
            fills.append(Fill(slot="item", value="arms", span=None, rule=predicate.rule))
        if not classes or not (supplier or recipient):
            return []
        if set(supplier) & set(recipient):
            return []
        classes, narrowed = self._narrowed(items, classes, supplier, recipient)
        if narrowed:
            fills.extend(Fill(slot="item", value=c, span=None, rule="discourse:earlier transfer") for c in classes)
            for mention in items:
                mention.items = classes
        return self._emit(draft, draft.kind, supplier, recipient, items, classes, designations, fills)

    def _head(self, draft: _Draft, supplier: tuple[str, ...], recipient: tuple[str, ...]) -> None:
        """Keep a statement without goods for the list that may follow."""
        when, _ = self._when(draft, _clause_span(self.sentence, draft.frame))
        self.discourse.heading = Heading(
            kind=draft.kind,
            stage=draft.fact.stage,
            polarity=draft.fact.polarity,
            certainty=draft.fact.certainty,
            supplier=supplier,
            recipient=recipient,
            source=draft.attributed,
            when=when,
            rule=draft.frame.predicate.rule,
        )

    def _cover(self, draft: _Draft, items: list[Mention]) -> list[Claim]:
        """"The package includes": the goods of the dealing that was just spoken of."""
        if not items:
            known = self.discourse.find(draft.supplier, draft.recipient, (), self.tree)
            if known is not None and (known.supplier or known.recipient):
                draft.fact.stage = known.stage
                self._head(draft, draft.supplier or known.supplier, draft.recipient or known.recipient)
            return []
        origin = tuple(dict.fromkeys(c for m in items for c in m.origin))
        line = self.discourse.find(draft.supplier or origin, draft.recipient, (), self.tree)
        if line is None and origin:
            line = Line(supplier=origin, recipient=(), item=(), stage=draft.fact.stage)
        if line is None or not (line.supplier or line.recipient):
            return []
        draft.fact.stage = line.stage
        supplier, recipient = draft.supplier or line.supplier, draft.recipient or line.recipient
        fills = [
            *draft.fills,
            *(Fill(slot="supplier", value=c, span=None, rule="discourse:earlier transfer") for c in supplier if not draft.supplier),
            *(Fill(slot="recipient", value=c, span=None, rule="discourse:earlier transfer") for c in recipient if not draft.recipient),
        ]
        kind = draft.kind if draft.kind in _TRANSFERLIKE else Kind.TRANSFER
        return self._emit(draft, kind, supplier, recipient, items, _item_classes(items), (), fills)

    def _listed(self) -> list[Claim]:
        """The claims of one entry of a list whose heading stated the dealing."""
        heading = self.discourse.listing
        if heading is None:
            return []
        items = [m for m in self._arms(self.phrases.of(MentionKind.ITEM)) if not m.modifier]
        if not items:
            return []
        first = items[:1]
        for mention in items[1:]:
            gap = self.tokens[first[-1].last + 1 : mention.left]
            if len(gap) <= 2 and any(t.pos == "CCONJ" for t in gap):
                first.append(mention)
        quantity = next((m.quantity for m in first if m.quantity is not None), None)
        partners = tuple(
            c
            for m in self.phrases.of(MentionKind.PARTY)
            if m.function == "with" and m.last < first[0].first
            for c in m.parties
            if c not in heading.recipient
        )
        span = self.sentence.span
        supplier = heading.supplier + tuple(c for c in partners if c not in heading.supplier)
        when = heading.when
        for time in self.times:
            if span.start <= time.start < span.end:
                when = time.edtf
        fills = [
            Fill(slot="stage", value=heading.stage.value, span=None, rule=f"list under {heading.rule}"),
            Fill(slot="source", value=heading.source.source.label, span=heading.source.span, rule=heading.source.rule),
            *(Fill(slot="supplier", value=c, span=None, rule=f"list under {heading.rule}") for c in supplier),
            *(Fill(slot="recipient", value=c, span=None, rule=f"list under {heading.rule}") for c in heading.recipient),
            *(Fill(slot="item", value=m.items[0], span=m.span(self.tokens), rule="class of the arms") for m in first),
        ]
        if quantity is not None:
            fills.append(Fill(slot="quantity", value=str(quantity.quantity.to_list()), span=Span(quantity.start, quantity.end), rule=quantity.rule))
        classes = _item_classes(first)
        self.discourse.remember(Line(supplier=supplier, recipient=heading.recipient, item=classes, stage=heading.stage))
        return [
            Claim(
                document=self.document,
                kind=heading.kind,
                stage=heading.stage,
                polarity=heading.polarity,
                certainty=heading.certainty,
                supplier=supplier,
                recipient=heading.recipient,
                item=classes,
                designation=tuple(dict.fromkeys(d for m in first for d in m.designations)),
                quantity=None if quantity is None else quantity.quantity,
                when=when,
                source=heading.source.source,
                span=span,
                fills=tuple(fills),
            )
        ]

    def _speaks_for_giver(self, draft: _Draft, recipient: tuple[str, ...], *, classes: tuple[str, ...]) -> bool:
        """Whether a passive statement without giver is a government's on its own goods ("16 guns were handed over")."""
        source, frame = draft.attributed.source, draft.frame
        country = source.country
        if source.is_narrator or not country or len(country) != 2 or country in ("UN", "EU") or country in recipient:
            return False
        if not (frame.passive or frame.predicate.frame in ("arrive", "depart") or frame.predicate.pos == "NOUN"):
            return False
        if source.role in ("diplomat", "analyst", "expert", "source", "outlet", "reports", "journalist", "investigator"):
            return False
        neutral = set(self.grammar.turns["neutral"])
        if frame.predicate.frame == "seize" or neutral & set((source.org or "").lower().split()):
            return False
        rivals = [
            ln
            for ln in (*self.discourse.lines, *self.discourse.topic)
            if ln.supplier and set(ln.recipient) & set(recipient) and _related(classes or ln.item, ln.item, self.tree)
        ]
        return not rivals

    def _goes_on(self, frame: Frame) -> bool:
        """"Deliveries continue", "the shipment has not taken place": the dealing that was spoken of."""
        token = self.tokens[frame.index]
        above = self.tokens[token.head]
        return (
            token.relation == "nsubj"
            and above.pos in ("VERB", "AUX")
            and above.lemma.lower() in self.grammar.words["light"]
            and bool(self.discourse.lines)
        )

    def _commonest(self) -> Line | None:
        pairs = Counter({(ln.supplier, ln.recipient): 0 for ln in self.discourse.topic})
        for ln in self.discourse.topic:
            pairs[(ln.supplier, ln.recipient)] += 3 if ln.told else 1
        if not pairs:
            return None
        (supplier, recipient), _ = pairs.most_common(1)[0]
        return Line(supplier=supplier, recipient=recipient, item=())

    def _narrowed(
        self, items: Sequence[Mention], classes: tuple[str, ...], supplier: tuple[str, ...], recipient: tuple[str, ...]
    ) -> tuple[tuple[str, ...], bool]:
        """"These weapons", "the Iranian arms" are the goods that the document has named before."""
        if classes not in (("arms",), ("aircraft",)) or len(items) != 1 or items[0].designations:
            return classes, False
        first = self.tokens[items[0].left].text.lower().replace("’", "'")
        aircraft = classes == ("aircraft",)  # drones are called aircraft once they have been named
        if not aircraft and first not in self.grammar.words["these"] and not (items[0].origin and first in self.grammar.words["the"]):
            return classes, False
        for line in reversed(self.discourse.lines):
            if supplier and line.supplier and not set(supplier) & set(line.supplier):
                continue
            if recipient and line.recipient and not set(recipient) & set(line.recipient):
                continue
            if line.item and line.item != ("arms",):
                if aircraft and self.tree.family(line.item[0]) != "uav":
                    return classes, False
                return line.item, True
        return classes, False

    def _split(
        self, supplier: tuple[str, ...], recipient: tuple[str, ...], origin: tuple[str, ...], frame: Frame
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """"Yerevan and Paris signed a contract for French guns": of two parties to a deal, who gives?

        The one that the goods come from, or the one whose firm is named; else the text leaves it open and so do we.
        """
        parties = supplier or recipient
        if not parties:
            between = [m for m in self.phrases.of(MentionKind.PARTY) if m.function in ("between", "with")]
            if frame.predicate.frame != "deal" or not between:
                return supplier, recipient
            start = between[0].first
            after = [m for m in self.phrases.of(MentionKind.PARTY) if m.first >= start and m.parties]
            firms = _codes(m for m in after if m.entry.form == "firm")
            parties = _codes(after[:3])
            origin = origin or firms
        if len(parties) < 2 or not origin:
            return supplier, recipient
        giving = tuple(c for c in parties if c in origin)
        taking = tuple(c for c in parties if c not in origin)
        return (giving, taking) if giving and taking else (supplier, recipient)

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

    def _recent(self, holder: tuple[str, ...]) -> Line | None:
        """The last dealing whose taker is `holder`: the goods that "them" or "such weapons" stand for."""
        for line in reversed((*self.discourse.topic, *self.discourse.lines)):
            if line.item and set(holder) & set(line.recipient):
                return line
        return None

    def _use(self, draft: _Draft) -> list[Claim]:
        items = self._arms(draft.items)
        fills = list(draft.fills)
        if draft.frame.predicate.frame == "hit":
            origin = tuple(dict.fromkeys(c for m in items for c in m.origin))
            line = next((ln for ln in reversed((*self.discourse.topic, *self.discourse.lines)) if set(origin) & set(ln.supplier)), None)
            if not items or not origin or line is None:
                return []
            fills.extend(Fill(slot="recipient", value=c, span=None, rule="discourse:earlier transfer") for c in line.recipient)
            return self._emit(draft, Kind.USE, origin, line.recipient, items, _item_classes(items), (), fills)
        if not draft.recipient and (items or draft.generic is not None) and draft.frame.predicate.frame in ("down", "use"):
            named = _codes(self.phrases.of(MentionKind.PARTY))
            line = next(
                (
                    ln
                    for ln in reversed((*self.discourse.topic, *self.discourse.lines))
                    if ln.supplier and ln.recipient
                    and (not items or _related(_item_classes(items), ln.item, self.tree))
                    and not set(ln.recipient) & set(named)
                ),
                None,
            )
            if line is None or (draft.frame.predicate.frame == "use" and not draft.frame.passive):
                return []
            classes = _item_classes(items) or line.item
            fills.extend(Fill(slot="supplier", value=c, span=None, rule="discourse:earlier transfer") for c in line.supplier)
            fills.extend(Fill(slot="recipient", value=c, span=None, rule="discourse:earlier transfer") for c in line.recipient)
            return self._emit(draft, Kind.USE, line.supplier, line.recipient, items, classes, (), fills)
        if not draft.recipient or draft.frame.predicate.frame == "down":
            return []
        if not items and draft.generic is not None and draft.frame.foreign_object is None:
            line = self._recent(draft.recipient)
            if line is None or not line.supplier:
                return []
            fills.extend(Fill(slot="supplier", value=c, span=None, rule="discourse:earlier transfer") for c in line.supplier)
            fills.extend(Fill(slot="item", value=c, span=None, rule="discourse:earlier transfer") for c in line.item)
            return self._emit(draft, Kind.USE, line.supplier, draft.recipient, [], line.item, line.designation, fills)
        if not items or all(m.needs_context for m in items) and not any(m.origin for m in items):
            return []
        classes = _item_classes(items)
        origin = tuple(dict.fromkeys(c for m in items for c in m.origin if c not in draft.recipient))
        classes, narrowed = self._narrowed(items, classes, origin, draft.recipient)
        if narrowed:
            fills.extend(Fill(slot="item", value=c, span=None, rule="discourse:earlier transfer") for c in classes)
        supplier = origin or tuple(c for c in self._from_lines(draft.recipient, classes) if c not in draft.recipient)
        fills.extend(Fill(slot="supplier", value=c, span=None, rule="origin of the arms" if origin else "discourse:earlier transfer") for c in supplier)
        return self._emit(draft, Kind.USE, supplier, draft.recipient, items, classes, (), fills)

    def _stock(self, draft: _Draft) -> list[Claim]:
        items = self._arms(draft.items)
        holder = draft.recipient
        frame = draft.frame
        if not items and holder and draft.generic is not None and draft.generic.pos == "NUM":
            line = self._recent(holder)
            if line is not None:
                fills = [*draft.fills, *(Fill(slot="item", value=c, span=None, rule="discourse:earlier transfer") for c in line.item)]
                supplier = tuple(c for c in line.supplier if c not in holder)
                return self._emit(draft, Kind.STOCK, supplier, holder, [], line.item, line.designation, fills)
        if not holder and items:
            owners = tuple(dict.fromkeys(c for m in items for c in m.owner))
            if frame.passive and owners:
                holder = owners  # "Ukraine's missiles would be used up"
            elif frame.subject_index is not None and self.tokens[frame.subject_index].lemma.lower() in self.grammar.words["container"]:
                return self._cover(draft, items)  # "the containers hold": what was sent in them
        if not items or not holder:
            return []
        if frame.predicate.weak and not self._stock_state(draft):
            return []
        classes = _item_classes(items)
        origin = tuple(dict.fromkeys(c for m in items for c in m.origin if c not in holder))
        supplier = origin or tuple(c for m in items for c in m.owner if c not in holder)
        supplier = supplier or tuple(c for c in draft.supplier if c not in holder)
        return self._emit(draft, Kind.STOCK, supplier, holder, items, classes, (), draft.fills)

    def _stock_state(self, draft: _Draft) -> bool:
        """Find what a sentence says of a stock: low, used up, or so many left."""
        words = self.grammar.words
        index = draft.frame.index
        for token in self.tokens:
            lemma = token.lemma.lower()
            if abs(token.index - index) > 12:
                continue
            for name, stage in (("depleted", Stage.DEPLETED), ("low", Stage.LOW)):
                if lemma in words[name] or token.text.lower() in words[name]:
                    draft.fact.stage = stage
                    draft.fact.rules["stage"] = (f"stock:{name}", token)
                    return True
        return any(m.quantity is not None for m in draft.items)

    def _production(self, draft: _Draft) -> list[Claim]:
        items = self._arms(draft.items)
        maker = draft.recipient
        if not items and draft.generic is not None and maker and draft.frame.foreign_object is None:
            line = self._recent(maker) or next((ln for ln in reversed(self.discourse.lines) if ln.item), None)
            if line is None or self.tree.family(line.item[0]) in ("support", "means"):
                return []
            fills = [*draft.fills, *(Fill(slot="item", value=c, span=None, rule="discourse:earlier transfer") for c in line.item)]
            return self._emit(draft, Kind.PRODUCTION, (), maker, [], line.item, (), fills)
        if not items or (not maker and not self.phrases.of(MentionKind.PLACE)):
            return []
        if all(m.needs_context or m.items == ("production-equipment",) for m in items):
            return []
        if not maker:
            place = self.phrases.of(MentionKind.PLACE)[0]
            maker = place.parties
            if not maker:
                return []
        classes = _item_classes(items)
        supplier = tuple(c for c in draft.supplier if c not in maker)
        return self._emit(draft, Kind.PRODUCTION, supplier, maker, items, classes, (), draft.fills)

    def _plants(self, made: Sequence[Claim]) -> list[Claim]:
        """Plants, lines and workshops that a sentence speaks of: who makes what, where, and how far they are."""
        if any(c.kind == Kind.PRODUCTION for c in made):
            return []
        words = self.grammar.words
        for token in self.tokens:
            if token.lemma.lower() not in words["plant"] or token.pos not in ("NOUN", "PROPN"):
                continue
            products = [
                m
                for m in self._arms(self.phrases.of(MentionKind.ITEM))
                if m.items[0] != "production-equipment" and not m.needs_context
                and (
                    (m.first <= token.index <= m.last)
                    or (0 < m.first - token.index <= 7 and m.function in ("of", "for"))
                    or (0 < token.index - m.last <= 2 and self.grammar.language == "en")
                )
            ]
            chain = [token.index, *self.sentence.ancestors(token.index)]
            lemmas = {self.tokens[i].lemma.lower(): i for i in reversed(chain)}
            near = {t.lemma.lower(): t.index for t in self.tokens if abs(t.index - token.index) <= 8}
            stage: Stage | None = None
            cue = token.index
            for name, value in (("building", Stage.BUILDING), ("operating", Stage.OPERATING)):
                for word in words[name]:
                    if word in lemmas or word in near:
                        stage, cue = value, lemmas.get(word, near.get(word, cue))
                        break
                if stage:
                    break
            classes = _item_classes(products)
            if stage is None:
                if not products:
                    continue
                stage = Stage.OPERATING
                probe = Frame(
                    sentence=self.sentence,
                    predicate=Predicate(lemma=token.lemma, pos="NOUN", frame="make", kind=Kind.PRODUCTION, stage=stage, roles={}),
                    index=token.index,
                    passive=False,
                )
                if factuality(probe, self.grammar).stage != Stage.PLANNED:
                    continue
            if not classes:
                line = next((ln for ln in reversed(self.discourse.lines)), None)
                if line is None or self.tree.family(line.item[0]) == "means":
                    continue
                classes = line.item
            frame = Frame(
                sentence=self.sentence,
                predicate=Predicate(lemma=token.lemma, pos="NOUN", frame="make", kind=Kind.PRODUCTION, stage=stage, roles={}),
                index=cue,
                passive=False,
            )
            fact = factuality(frame, self.grammar)
            places = [m for m in self.phrases.of(MentionKind.PLACE, MentionKind.PARTY) if m.function in ("in", "to") and m.place]
            places += [m for m in self.phrases.of(MentionKind.PARTY) if self.tokens[m.head].lemma.lower() in words["soil"]]
            located = [m for m in places if abs(m.first - token.index) <= 14]
            subject = self._party_subject(cue)
            maker: tuple[str, ...] = ()
            if subject and len(subject) == 1:
                maker = subject
            elif located:
                maker = located[0].parties
            else:
                maker = subject
            if not maker and self.discourse.lines:
                maker = self.discourse.lines[-1].recipient
            if located and located[0].parties and set(located[0].parties) & set(subject):
                maker = located[0].parties[:1]
            supplier = tuple(c for c in subject if c not in maker)
            for m in self.phrases.of(MentionKind.PARTY):
                if m.function in ("of", "with") and self._helps(m):
                    supplier += tuple(c for c in m.parties if c not in maker and c not in supplier)
            if not supplier and maker:
                supplier = tuple(c for c in self._from_lines(maker, classes) if c not in maker)
            if not maker:
                continue
            attributed = self.attribution.at(cue)
            fills = [
                *(Fill(slot="recipient", value=c, span=None, rule="plant:maker") for c in maker),
                *(Fill(slot="supplier", value=c, span=None, rule="plant:helper") for c in supplier),
            ]
            draft = _Draft(
                frame=frame, fact=fact, kind=Kind.PRODUCTION, supplier=supplier, recipient=maker, items=[], generic=None,
                attributed=attributed, fills=fills,
            )
            return self._emit(draft, Kind.PRODUCTION, supplier, maker, products, classes, (), fills)
        return []

    def _denials(self, made: Sequence[Claim]) -> list[Claim]:
        """"Tehran rejected the charge", "Belgrade denies it": the dealing that was just reported, denied."""
        words = self.grammar.words
        for token in self.tokens:
            if token.pos != "VERB":
                continue
            operators = self.grammar.operators_of(token.lemma.lower(), "VERB")
            denying = any(o.speech and o.polarity for o in operators)
            children = [self.tokens[c] for c in self.sentence.children[token.index]]
            objects = [c for c in children if c.relation in ("obj", "xcomp", "ccomp", "obl", "advcl")]
            plain = all(c.lemma.lower() in words["charge"] or c.pos == "PRON" or c.relation == "obl" for c in objects)
            calls = token.lemma.lower() in words["calls"] and any(c.lemma.lower() in words["charge"] for c in children) and any(
                t.lemma.lower() in words["baseless"] for t in self.tokens[token.index :]
            )
            if not (denying and plain) and not calls:
                continue
            inside = {i for i in self.sentence.subtree(token.index)}
            if any(c.polarity == Polarity.DENIED and c.span.overlaps(self.sentence.span) for c in made):
                continue
            attributed = self.attribution.spoken(token.index)
            if attributed is None and calls:
                subject = next((c for c in self.sentence.children[token.index] if self.tokens[c].relation == "nsubj"), None)
                if subject is not None:
                    attributed = self.attribution.name(self.sentence, subject, self.phrases, anonymity=False)
            if attributed is None or attributed.source.is_narrator:
                continue
            country = attributed.source.country
            parties = _codes(
                m for m in self.phrases.of(MentionKind.PARTY, MentionKind.PERSON) if m.head in inside and m.first < token.index
            )
            who = set(parties) | ({country} if country else set())
            line = next(
                (ln for ln in reversed(self.discourse.lines) if who & (set(ln.supplier) | set(ln.recipient)) and ln.item), None
            )
            if line is None:
                continue
            rule = f"denial:{token.lemma}"
            named = [m for m in self._arms(self.phrases.of(MentionKind.ITEM)) if m.head in inside and m.first > token.index]
            denied = _item_classes(named) or line.item
            span = self.sentence.span
            start = min(inside)
            return [
                Claim(
                    document=self.document,
                    kind=Kind.TRANSFER,
                    stage=line.stage,
                    polarity=Polarity.DENIED,
                    certainty=Certainty.CERTAIN,
                    supplier=line.supplier,
                    recipient=line.recipient,
                    item=denied,
                    source=attributed.source,
                    span=Span(self.tokens[start].start, max(span.start + 1, self.tokens[max(inside)].end)),
                    fills=(
                        Fill(slot="polarity", value="denied", span=Span(token.start, token.end), rule=rule),
                        *(Fill(slot="supplier", value=c, span=None, rule=rule) for c in line.supplier),
                        *(Fill(slot="recipient", value=c, span=None, rule=rule) for c in line.recipient),
                        *(Fill(slot="item", value=c, span=None, rule=rule) for c in denied),
                        Fill(slot="source", value=attributed.source.label, span=attributed.span, rule=attributed.rule),
                    ),
                )
            ]
        return []

    def _helps(self, mention: Mention) -> bool:
        """Whether the phrase stands under a word of help: "avec l'aide de l'Iran", "with help from Iran"."""
        head = self.tokens[mention.head].head
        return self.tokens[head].lemma.lower() in self.grammar.words["help"]

    def _party_subject(self, index: int) -> tuple[str, ...]:
        """The parties that are subject of the verb at `index` or of one that governs it."""
        for position in (index, *self.sentence.ancestors(index)):
            if self.attribution_word(position):
                return ()
            for child in self.sentence.children[position]:
                if self.tokens[child].relation == "nsubj":
                    inside = set(self.sentence.subtree(child))
                    found = _codes(m for m in self.phrases.of(MentionKind.PARTY) if m.head in inside and m.function is None)
                    if found:
                        return found
        return ()

    def _licence(self, frame: Frame) -> bool:
        """Whether what is refused or withdrawn is a licence."""
        return any(
            self.tokens[c].lemma.lower() in self.grammar.words["licence"] and self.tokens[c].relation in ("obj", "nsubj")
            for c in self.sentence.children[frame.index]
        )

    def _measure(self, draft: _Draft) -> list[Claim]:
        authority, target = draft.supplier, draft.recipient
        frame, words = draft.frame, self.grammar.words
        fills = list(draft.fills)
        items = self._arms(frame.forced or draft.items)
        if frame.predicate.frame == "licence" and not self._licence(frame):
            return []
        if not items:
            items = [m for m in self._arms(self.phrases.of(MentionKind.ITEM)) if not m.needs_context]
        items = [m for m in items if not m.modifier]
        if not authority:
            for mention in self.phrases.of(MentionKind.PARTY):
                if mention.head in self.sentence.children[frame.index] and mention.function in ("of", None):
                    authority = mention.parties
                    fills.extend(Fill(slot="supplier", value=c, span=mention.span(self.tokens), rule="measure:owner") for c in authority)
                    break
        source = draft.attributed.source
        if not authority and not source.is_narrator and source.country and source.role in ("institution", "spokesperson", "minister", "president", "vice-president", "commissioner"):
            authority = (source.country.lower() if source.country in ("UN", "EU") else source.country,)
            fills.append(Fill(slot="supplier", value=authority[0], span=draft.attributed.span, rule="speaker's own measure"))
        if not authority and frame.predicate.pos == "NOUN":
            # "the arms embargo on Libya": whose it is the document says elsewhere, or leaves open
            bodies = [b for b in ("un", "eu") if b in self.discourse.parties]
            if len(bodies) == 1:
                authority = (bodies[0],)
                fills.append(Fill(slot="supplier", value=bodies[0], span=None, rule="measure:body that the document names"))
        if not authority or not items:
            return []
        if not target:
            for mention in self.phrases.of(MentionKind.PARTY):
                near = 0 < mention.first - frame.index <= 14
                between = self.tokens[frame.index : mention.first]
                aimed = mention.function in ("on", "against", "to") or any(t.lemma.lower() in words["aiming"] for t in between)
                if near and aimed and not set(mention.parties) & set(authority):
                    target = mention.parties
                    fills.extend(Fill(slot="recipient", value=c, span=mention.span(self.tokens), rule="measure:target") for c in target)
                    break
        for position in (frame.index, *self.sentence.ancestors(frame.index)):
            if self.tokens[position].lemma.lower() in words["lifting"]:
                draft.fact.stage = Stage.LIFTED
                draft.fact.rules["stage"] = ("measure:lifted", self.tokens[position])
                break
        target = tuple(c for c in target if c not in authority)
        if not target and frame.predicate.lemma not in words["firm_measure"]:
            # "sanctioned the maker of the drones": the state that the document has them come from
            makers = tuple(dict.fromkeys(c for m in items for c in (*m.origin, *((m.maker,) if m.maker in self.discourse.parties else ()))))
            if not makers:
                line = next((ln for ln in reversed((*self.discourse.topic, *self.discourse.lines)) if ln.supplier and _related(_item_classes(items), ln.item, self.tree)), None)
                makers = line.supplier if line else ()
            target = tuple(c for c in makers if c and c not in authority)
            fills.extend(Fill(slot="recipient", value=c, span=None, rule="measure:where the goods come from") for c in target)
        if not target and frame.predicate.pos == "VERB" and frame.predicate.lemma not in words["firm_measure"]:
            return []
        return self._emit(draft, Kind.MEASURE, authority, target, [], _item_classes(items[:2]), (), fills)

    def _disclosure(self, draft: _Draft) -> list[Claim]:
        items = [m for m in draft.items if m.kind == MentionKind.EVIDENCE]
        publisher, fills = draft.supplier, list(draft.fills)
        displayed = self._arms(draft.items)
        if not items and displayed and publisher and draft.frame.predicate.lemma in self.grammar.words["display"]:
            shown_arms = tuple(dict.fromkeys(c for m in displayed for c in m.origin if c not in publisher))
            if not shown_arms:
                return []
            fills.extend(Fill(slot="recipient", value=c, span=None, rule="origin of the arms") for c in shown_arms)
            fills.append(Fill(slot="item", value="debris", span=displayed[0].span(self.tokens), rule="arms on display"))
            return self._emit(draft, Kind.DISCLOSURE, publisher, shown_arms, [], ("debris",), (), fills)
        if items and not publisher:
            for mention in self.phrases.of(MentionKind.OUTLET):
                near = mention.function == "by" or self.tokens[mention.head].head == draft.frame.index
                if near and mention.entry.country:
                    publisher = (mention.entry.country,)
                    fills.append(Fill(slot="supplier", value=publisher[0], span=mention.span(self.tokens), rule="outlet's country"))
        firm = [m for m in items if m.items[0] not in ("intelligence", "document")]
        if not firm or not publisher:
            return []
        shown: list[str] = []
        inside = {i for m in items for i in self.sentence.subtree(m.head)}
        for mention in self.phrases.of(MentionKind.PARTY, MentionKind.ITEM):
            if mention.head in inside and mention.head not in {m.head for m in items}:
                shown.extend(c for c in (mention.parties or mention.origin) if c not in shown and c not in publisher)
        if not shown:
            for claim in self.made:
                if claim.kind in _TRANSFERLIKE and claim.span.overlaps(self.sentence.span):
                    shown.extend(c for c in (*claim.supplier, *claim.recipient) if c not in shown and c not in publisher)
        recipient = tuple(shown)
        fills.extend(Fill(slot="recipient", value=c, span=None, rule="what the evidence shows") for c in recipient)
        return self._emit(draft, Kind.DISCLOSURE, publisher, recipient, items, _item_classes(items), (), fills)

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
            self.discourse.remember(
                Line(
                    supplier=supplier,
                    recipient=recipient,
                    item=classes,
                    designation=designations or tuple(d for m in items for d in m.designations),
                    stage=stage,
                    told=all(
                        any(f.slot == slot and f.rule.startswith(("tree", "position:", "light")) for f in fills)
                        for slot in ("supplier", "recipient")
                    ),
                )
            )
            self.discourse.heading = Heading(
                kind=kind, stage=stage, polarity=fact.polarity, certainty=fact.certainty, supplier=supplier,
                recipient=recipient, source=attributed, when=when, rule=frame.predicate.rule,
            )
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
    if any(fill.rule.startswith("list under") for fill in other.fills):
        return False  # the entries of a list are things of their own
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
