"""Who hands what to whom? Transfers and support: from a draft to claims.

The sentence is asked first; a side that it leaves open may be told by where the goods come from, by who
speaks, and by the document's other dealings, in this order. What stays open stays open.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracewire.claims.rules.compose import claims_from, clause_span, heading_of, when_of
from tracewire.claims.rules.discourse import Line, Parties, related
from tracewire.claims.rules.drafts import Draft, fill_each, is_state
from tracewire.claims.rules.scene import Scene, arms, classes_of, codes_of, origins_of, owners_of
from tracewire.claims.text.frames import Frame, Role
from tracewire.claims.text.grammar import form_of, lemma_of
from tracewire.claims.text.mentions import Mention, MentionKind
from tracewire.model import DEALINGS, STAGES, Claim, Fill, Kind, Stage

__all__ = ["EARLIER", "cover_claims", "narrowed", "transfer_claims"]

EARLIER = "discourse:earlier transfer"
"""The rule by which a slot is filled from a dealing that the document has told."""

_NO_GIVERS = frozenset(
    {"diplomat", "analyst", "expert", "source", "outlet", "reports", "journalist", "investigator"}
)
"""The roles of speakers who do not speak for their state."""

_PARTIES_TO_A_DEAL = 3  # as many of the parties after "between" or "with" are read as parties to the deal


def transfer_claims(scene: Scene, draft: Draft) -> list[Claim]:
    """The claims of a transfer or of support; none where the arms or both sides stay unknown."""
    items = draft.items if draft.kind == Kind.SUPPORT else arms(draft.items)
    if (draft.items and not items) or not _of_the_words_class(draft, items):
        return []
    if not items and (draft.supplier or draft.recipient) and draft.frame.foreign_object is None:
        _open_heading(scene, draft, *_Completion(scene, draft, items).sides())
    if draft.frame.predicate.explicit and not items and not _counts_goods(scene, draft):
        return []
    if draft.frame.predicate.frame == "cover":
        return cover_claims(scene, draft, items)
    if not items and draft.generic is None and not _goods_understood(scene, draft):
        return []
    known_sides = (draft.supplier or origins_of(items)) and draft.recipient
    if items and all(m.needs_context for m in items) and not known_sides and not scene.discourse.lines:
        return []
    return _Completion(scene, draft, items).claims()


def _of_the_words_class(draft: Draft, items: Sequence[Mention]) -> bool:
    """Whether the goods are what the predicate is about ("scramble" is said of aircraft)."""
    predicate = draft.frame.predicate
    if predicate.only and not (items and all(set(m.items) <= predicate.only for m in items)):
        return False
    return not (predicate.excludes and any(set(m.items) & predicate.excludes for m in items))


def _counts_goods(scene: Scene, draft: Draft) -> bool:
    """Whether a number or a word such as "the shipment" stands for the goods."""
    token = draft.generic
    return token is not None and (token.pos == "NUM" or lemma_of(token) in scene.grammar.words["goods"])


def _goods_understood(scene: Scene, draft: Draft) -> bool:
    """Whether a statement that names no goods still speaks of arms."""
    frame, predicate = draft.frame, draft.frame.predicate
    if frame.foreign_object is not None:
        return False
    if predicate.frame in ("arm", "turn", "give") and draft.supplier and draft.recipient:
        return True  # "we have never sold to Russia": what, the document has said
    return predicate.item is not None or (predicate.pos == "NOUN" and _goes_on(scene, frame))


def _goes_on(scene: Scene, frame: Frame) -> bool:
    """Whether the dealing that was spoken of goes on or fails: "Deliveries continue"."""
    token = scene.tokens[frame.index]
    verb = scene.tokens[token.head].pos in ("VERB", "AUX")
    light = scene.is_word(token.head, "light")
    return token.relation == "nsubj" and verb and light and bool(scene.discourse.lines)


def _definite(scene: Scene, items: Sequence[Mention]) -> bool:
    """Whether the goods are such as the document may have told of: definite, counted or named."""
    definite = scene.grammar.forms["definite"]
    return any(
        form_of(scene.tokens[m.left]) in definite or m.quantity is not None or m.designations for m in items
    )


class _Completion:
    """One transfer while its open slots are filled; no step touches what an earlier one has settled."""

    def __init__(self, scene: Scene, draft: Draft, items: list[Mention]) -> None:
        self.scene = scene
        self.draft = draft
        self.items = items
        self.supplier = draft.supplier
        self.recipient = draft.recipient
        self.classes = classes_of(items)
        self.designations: tuple[str, ...] = ()
        self.fills = list(draft.fills)

    def claims(self) -> list[Claim]:
        self._from_origin()
        self._from_speaker()
        predicate = self.draft.frame.predicate
        if predicate.item and not self.classes:
            self.classes = (predicate.item,)
        self._from_lines()
        self._from_maker()
        self._from_topic()
        self._from_port()
        if not self.classes and predicate.frame in ("arm", "turn") and self.supplier and self.recipient:
            self.classes = ("arms",)
            self.fills.extend(fill_each("item", self.classes, predicate.rule))
        if not self.classes or not (self.supplier or self.recipient):
            return []
        if set(self.supplier) & set(self.recipient):
            return []
        one_sided = not (self.supplier and self.recipient)
        if (
            "of_party" in predicate.roles
            and self.draft.kind == Kind.TRANSFER
            and (one_sided or not self.items)
        ):
            return []  # "a seller in Turkey" is no dealing
        if one_sided and self.classes == ("personnel",):
            return []  # a state that moves its own troops supports nobody
        classes = narrowed(self.scene, self.items, self.classes, self.supplier, self.recipient)
        if classes is not None:
            self.classes = classes
            self.fills.extend(fill_each("item", classes, EARLIER))
            for mention in self.items:
                mention.items = classes
        return claims_from(
            self.scene,
            self.draft,
            kind=self.draft.kind,
            supplier=self.supplier,
            recipient=self.recipient,
            items=self.items,
            classes=self.classes,
            designations=self.designations,
            fills=self.fills,
        )

    def sides(self) -> tuple[Parties, Parties]:
        """Who gives and who takes what a list under the statement will name."""
        self._from_speaker()
        self._from_lines()
        return self.supplier, self.recipient

    def _from_origin(self) -> None:
        """Take as giver where the goods come from or whose they are; of a deal's parties, one of them."""
        origin = origins_of(self.items)
        if not self.supplier and not origin:
            origin = owners_of(self.items)
        giving = tuple(c for c in origin if c not in self.recipient)
        if giving and not self.supplier:
            self.supplier = giving
            for m in self.items:
                self.fills.extend(
                    fill_each("supplier", m.origin, "origin of the arms", m.span(self.scene.tokens))
                )
        if not (self.supplier and self.recipient):
            self.supplier, self.recipient = _sides_of_deal(
                self.scene, self.supplier, self.recipient, origin, self.draft.frame
            )

    def _from_maker(self) -> None:
        """Of "Kuwait ordered the TB2" in a dispatch that names Turkey: the state of the maker gives."""
        makers = {m.maker for m in self.items if m.maker}
        if self.supplier or Role.SUPPLIER in self.draft.frame.pronouns or len(makers) != 1:
            return
        maker = next(iter(makers))
        if maker in self.scene.discourse.parties and maker not in self.recipient:
            self.supplier = (maker,)
            span = self.items[0].span(self.scene.tokens)
            self.fills.extend(fill_each("supplier", self.supplier, "maker named in the document", span))

    def _from_speaker(self) -> None:
        """Of "16 guns were handed over to Ghana", said by a government: its own."""
        country = self.draft.attributed.source.country
        if self.supplier or not self.recipient or country is None:
            return
        if _speaks_for_giver(self.scene, self.draft, self.recipient, self.classes):
            self.supplier = (country,)
            self.fills.extend(
                fill_each("supplier", self.supplier, "speaker's own goods", self.draft.attributed.span)
            )

    def _from_lines(self) -> None:
        """What an earlier dealing that agrees with this one tells."""
        unnamed = not self.classes
        if self.supplier and self.recipient and not unnamed:
            return
        line = self._earlier()
        if line is None:
            return
        if not self.supplier and not set(line.supplier) & set(self.recipient):
            self.supplier = line.supplier
            self.fills.extend(fill_each("supplier", self.supplier, EARLIER))
        if not self.recipient and not set(line.recipient) & set(self.supplier):
            self.recipient = line.recipient
            self.fills.extend(fill_each("recipient", self.recipient, EARLIER))
        if unnamed:
            self.classes, self.designations = line.item, line.designation
            self.fills.extend(fill_each("item", self.classes, EARLIER))

    def _earlier(self) -> Line | None:
        """The earlier dealing that this statement takes up, if its words refer to one."""
        draft, discourse = self.draft, self.scene.discourse
        frame = draft.frame
        line = discourse.find(self.supplier, self.recipient, self.classes, self.scene.tree)
        if line is not None:
            refers = (
                bool(self.supplier or self.recipient)
                or draft.generic is not None
                or _definite(self.scene, self.items)
                or (not self.items and _goes_on(self.scene, frame))
            )
            return line if refers else None
        nobody = not self.supplier and not self.recipient
        if nobody and (frame.predicate.frame in ("seize", "train") or draft.kind == Kind.SUPPORT):
            line = discourse.commonest()
        if line is not None or draft.generic is None or not discourse.lines:
            return line
        last = discourse.lines[-1]
        if self.supplier and self.recipient:
            return Line(
                supplier=self.supplier,
                recipient=self.recipient,
                item=last.item,
                designation=last.designation,
            )
        if not nobody and not set(self.supplier or self.recipient) & {*last.supplier, *last.recipient}:
            return (
                last  # "Poland has ordered 24 of them": the goods, and the other side, of what was just told
            )
        return None

    def _from_topic(self) -> None:
        """What the document as a whole tells of the one side that is still open."""
        if not self.classes or bool(self.supplier) == bool(self.recipient) or not self.scene.discourse.topic:
            return
        giver, taker = self.scene.discourse.from_topic(
            self.supplier, self.recipient, self.classes, self.scene.tree
        )
        if set(giver) & set(taker):
            return
        rule = "discourse:topic"
        self.fills.extend(fill_each("supplier", (c for c in giver if c not in self.supplier), rule))
        self.fills.extend(fill_each("recipient", (c for c in taker if c not in self.recipient), rule))
        self.supplier, self.recipient = giver, taker

    def _from_port(self) -> None:
        """The port or town that goods come from stands for its country."""
        moved = self.draft.frame.predicate.frame in ("seize", "give", "depart", "arrive", "unload")
        if not moved or not self.classes or self.supplier or not self.recipient or not self.items:
            return
        for mention in self.scene.phrases.of(MentionKind.PLACE):
            abroad = mention.parties and not set(mention.parties) & set(self.recipient)
            if mention.function == "from" and abroad:
                self.supplier = mention.parties
                span = mention.span(self.scene.tokens)
                self.fills.extend(fill_each("supplier", self.supplier, "place:from", span))
                return


def _open_heading(scene: Scene, draft: Draft, supplier: Parties, recipient: Parties) -> None:
    """Keep a statement without goods for the list that may follow."""
    time = when_of(scene, draft, clause_span(scene.sentence, draft.frame))
    scene.discourse.heading = heading_of(draft, draft.kind, supplier, recipient, time)


def cover_claims(scene: Scene, draft: Draft, items: list[Mention]) -> list[Claim]:
    """The goods of the dealing that was just spoken of: "The package includes"."""
    origin = origins_of(items)
    line = scene.discourse.find(draft.supplier or origin, draft.recipient, (), scene.tree)
    kind = draft.kind if draft.kind in DEALINGS else Kind.TRANSFER
    if line is None and origin:
        told = draft.fact.stage
        # of "the containers held Chinese rifles" no dealing is known but that they were on their way
        stage = told if told in STAGES[kind] else Stage.SHIPPED
        line = Line(supplier=origin, recipient=(), item=(), stage=stage)
    if line is None or not (line.supplier or line.recipient):
        return []
    draft.fact.stage = line.stage
    supplier, recipient = draft.supplier or line.supplier, draft.recipient or line.recipient
    if not items:
        _open_heading(scene, draft, supplier, recipient)
        return []
    fills: list[Fill] = [*draft.fills]
    if not draft.supplier:
        fills.extend(fill_each("supplier", supplier, EARLIER))
    if not draft.recipient:
        fills.extend(fill_each("recipient", recipient, EARLIER))
    return claims_from(
        scene,
        draft,
        kind=kind,
        supplier=supplier,
        recipient=recipient,
        items=items,
        classes=classes_of(items),
        fills=fills,
    )


def narrowed(
    scene: Scene, items: Sequence[Mention], classes: tuple[str, ...], supplier: Parties, recipient: Parties
) -> tuple[str, ...] | None:
    """The classes, named before, that "these weapons" stands for; None where nothing narrows.

    Drones are called aircraft once they have been named, so "aircraft" may be narrowed too, though only to
    them.
    """
    if classes not in (("arms",), ("aircraft",)) or len(items) != 1 or items[0].designations:
        return None
    aircraft = classes == ("aircraft",)
    words, first = scene.grammar.words, form_of(scene.tokens[items[0].left])
    refers = first in words["these"] or (items[0].origin and first in words["the"])
    if not aircraft and not refers:
        return None
    for line in scene.discourse.compatible(supplier, recipient):
        if line.item and line.item != ("arms",):
            return None if aircraft and scene.tree.family(line.item[0]) != "uav" else line.item
    return None


def _sides_of_deal(
    scene: Scene, supplier: Parties, recipient: Parties, origin: Parties, frame: Frame
) -> tuple[Parties, Parties]:
    """Who gives, of two parties to a deal ("Yerevan and Paris signed a contract for French guns")?

    The one that the goods come from, or the one whose firm is named; else the text leaves it open and so do
    we.
    """
    parties = supplier or recipient
    if not parties:
        between = [m for m in scene.phrases.of(MentionKind.PARTY) if m.function in ("between", "with")]
        if frame.predicate.frame != "deal" or not between:
            return supplier, recipient
        after = [m for m in scene.phrases.of(MentionKind.PARTY) if m.first >= between[0].first and m.parties]
        parties = codes_of(after[:_PARTIES_TO_A_DEAL])
        origin = origin or codes_of(m for m in after if m.entry.form == "firm")
    giving = tuple(c for c in parties if c in origin)
    taking = tuple(c for c in parties if c not in origin)
    return (giving, taking) if giving and taking else (supplier, recipient)


def _speaks_for_giver(scene: Scene, draft: Draft, recipient: Parties, classes: tuple[str, ...]) -> bool:
    """Whether a statement without giver is a government's on its own goods ("16 guns were handed over")."""
    source, frame = draft.attributed.source, draft.frame
    if source.is_narrator or not is_state(source.country) or source.country in recipient:
        return False
    if not (frame.passive or frame.predicate.frame in ("arrive", "depart") or frame.predicate.pos == "NOUN"):
        return False
    neutral = set(scene.grammar.turns["neutral"]) & set((source.org or "").lower().split())
    if source.role in _NO_GIVERS or frame.predicate.frame == "seize" or neutral:
        return False
    return not any(
        line.supplier
        and set(line.recipient) & set(recipient)
        and related(classes or line.item, line.item, scene.tree)
        for line in scene.discourse.known()
    )
