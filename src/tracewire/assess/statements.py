"""What do all sources say of a matter? The claims of a view that bear on a question, each with its report.

Everything in this package asks statements and nothing else: it is the same for claims that people marked
and for claims that were extracted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracewire.assess.regimes import authorities, decides_for
from tracewire.ledger import (
    AS_TOLD,
    Body,
    LedgerView,
    Line,
    Period,
    Report,
    Resolution,
    StoredClaim,
    Voice,
    body_of,
    covers,
    first_told,
    new_deal,
    period,
    reports,
    voice,
    wider,
)
from tracewire.lexicon import item_classes
from tracewire.model import DEALINGS, Claim, ClaimId, Document, DocumentId, Edtf, Kind, Polarity

__all__ = [
    "Statement",
    "bears",
    "beside",
    "comparable",
    "covers",
    "narrower",
    "other_parties",
    "state",
    "statements",
    "told_once",
    "under_measures",
]

_LineKey = tuple[str | None, str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One claim with what is known of its document: `report` has its story and day, `passage` the words,
    `outlet` the outlet or agency that speaks where the document speaks itself. `period` are the days in
    which the event lies, `voice` what the claim shares with others of its origin.

    `claim` has the names that stand for what analysts merged, while `id` names the claim as it was told.
    `with_it` are claims that analysts hold to tell of the same event, `apart_from` those of another."""

    claim: Claim
    report: Report
    passage: str
    language: str | None = None
    outlet: str | None = None
    entry: int = 0
    with_it: frozenset[ClaimId] = frozenset()
    apart_from: frozenset[ClaimId] = frozenset()
    told_as: Claim | None = field(default=None, repr=False)
    """The claim as its document tells it, where that is not `claim`."""
    id: ClaimId = field(init=False, compare=False, repr=False)
    period: Period = field(init=False, compare=False, repr=False)
    voice: Voice = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # Asked for again and again where statements are compared with each other.
        object.__setattr__(self, "id", (self.told_as or self.claim).id)
        object.__setattr__(self, "period", period(self.claim, self.report))
        object.__setattr__(self, "voice", voice(self.claim.source, self.report))

    @classmethod
    def read(
        cls,
        claim: Claim,
        resolution: Resolution,
        *,
        report: Report,
        passage: str,
        language: str | None,
        outlet: str | None,
        entry: int = 0,
    ) -> Statement:
        """The statement that `claim` makes, read as analysts judged."""
        read = resolution.claim(claim)
        return cls(
            claim=read,
            report=report,
            passage=passage,
            language=language,
            outlet=outlet,
            entry=entry,
            with_it=resolution.with_it(claim.id) if resolution.one_event else frozenset(),
            apart_from=resolution.apart_from(claim.id) if resolution.other_events else frozenset(),
            told_as=None if read == claim else claim,
        )

    @property
    def affirms(self) -> bool:
        return self.claim.polarity is Polarity.AFFIRMED

    def copies(self, other: Statement) -> bool:
        """Whether both stand in one dispatch, or in copies of one."""
        return self.report.story == other.report.story

    @property
    def speaker(self) -> str:
        """Who says it, in a few words."""
        source = (self.told_as or self.claim).source
        if source.is_narrator:
            return source.org or self.outlet or "the text itself"
        return source.label

    @property
    def order(self) -> tuple[Any, ...]:
        """Sorts by report, then by place in it."""
        return self.report.day, self.report.published or "", self.claim.document, self.claim.span, self.id

    def to_dict(self) -> dict[str, Any]:
        """What leads a reader back: the claim, its document, the passage and where it stands."""
        span = self.claim.span
        return {
            "claim": self.id,
            "document": self.claim.document,
            "start": span.start,
            "end": span.end,
            "passage": self.passage,
            "speaker": self.speaker,
            "reported": self.report.published,
            "when": self.claim.when,
        }


def narrower(item: str) -> tuple[str, ...]:
    """`item` and every class below it; `item` alone where it is not known."""
    tree = item_classes()
    if not tree.known(item):
        return (item,)
    return (item, *(one for one in tree.all() if one != item and tree.is_a(one, item)))


def other_parties(one: Claim, other: Claim) -> bool:
    """Whether both name a supplier, or a recipient, and not the same."""
    sides = ((one.supplier, other.supplier), (one.recipient, other.recipient))
    return any(a and b and not set(a) & set(b) for a, b in sides)


def comparable(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether a class of one side is a class of the other, or lies above or below it."""
    left, right = tuple(one), tuple(other)
    return covers(left, right) or covers(right, left)


def statements(
    view: LedgerView,
    *,
    supplier: str | None = None,
    recipient: str | None = None,
    items: Iterable[str] | None = None,
    kinds: Iterable[Kind] | None = None,
) -> tuple[Statement, ...]:
    """The claims in force that name these parties and one of `items`, in the order of their reports.

    With them come the denials of a wider class: who denies drones denies attack drones. Stories are those
    that the ledger knows, parties and classes those that analysts hold to be one. None asks for nothing. What
    it costs grows with the claims found and those on wider classes, not with the ledger.
    """
    asked = None if items is None else tuple(dict.fromkeys(items))
    wanted = None if kinds is None else frozenset(kinds)
    found: dict[tuple[str, ClaimId], StoredClaim] = {}
    for item in (None,) if asked is None else asked:
        for stored in view.claims(supplier=supplier, recipient=recipient, item=item):
            if wanted is None or stored.claim.kind in wanted:
                found[stored.claim.document, stored.id] = stored
    for item in dict.fromkeys(
        above for one in asked or () for above in wider(one) if above not in (asked or ())
    ):
        told = list(view.claims(supplier=supplier, recipient=recipient, item=item))
        context = [view.resolution.claim(stored.claim) for stored in told]
        for stored, claim in zip(told, context, strict=True):
            denied = claim.polarity is Polarity.DENIED and (wanted is None or claim.kind in wanted)
            # What only says that a new deal of the wider class has not come is left to that class.
            if denied and (claim.kind not in DEALINGS or not new_deal(claim, context)):
                found[claim.document, stored.id] = stored
    names = dict.fromkeys(one.claim.document for one in found.values())
    documents = {name: view.document(name).document for name in names}
    claims = ((one.claim, one.entry) for one in found.values())
    return _stated(claims, documents, view.bodies(names), view.resolution)


def state(claims: Iterable[Claim], documents: Iterable[Document]) -> tuple[Statement, ...]:
    """The same from claims and their documents, without a ledger."""
    known = {one.id: one for one in documents}
    return _stated(((claim, 0) for claim in claims), known, map(body_of, known.values()), AS_TOLD)


_ASIDE = (Kind.MEASURE, Kind.DISCLOSURE)


def bears(
    claim: Claim, supplier: str | None, recipient: str | None, items: Iterable[str] | None, *, told: bool
) -> bool:
    """Whether a measure or disclosure bears on a transfer between these parties of one of `items`.

    A measure of one party against the other does, on goods of one of the classes or of one above; so does
    that of an authority which decides for the other, as the United Nations for every state. Any other does
    where a dispatch that tells of the transfer has it (`told`), and it is aimed at either party or at none
    that is named. The item of a disclosure is the evidence, and asks for nothing.
    """
    if claim.kind not in _ASIDE:
        return False
    goods = claim.item if claim.kind is Kind.MEASURE else ()
    if goods and items is not None and not comparable(goods, items):
        return False
    sides = {one for one in (supplier, recipient) if one is not None}
    if told and not (claim.recipient and sides and sides.isdisjoint(claim.recipient)):
        return True
    ways = ((supplier, recipient), (recipient, supplier))
    return bool(goods and sides) and any(
        (party is None or _decided(claim, party)) and (aim is None or aim in claim.recipient)
        for party, aim in ways
    )


def _decided(claim: Claim, party: str) -> bool:
    """Whether the measure is one of `party`, or of an authority that decides for it."""
    try:
        day = Edtf.parse(claim.when) if claim.when else None
    except ValueError:
        day = None
    return any(one == party or decides_for(one, party, day) for one in claim.supplier)


def under_measures(view: LedgerView, lines: Iterable[Line]) -> frozenset[_LineKey]:
    """The keys of those lines on whose transfer a measure bears, affirmed or denied.

    It reads the measures of the ledger once, whatever the number of lines.
    """
    measures: dict[str, dict[ClaimId, Claim]] = defaultdict(dict)
    for stored in view.claims(kind=Kind.MEASURE):
        claim = view.resolution.claim(stored.claim)
        for name in (claim.document, *claim.supplier, *claim.recipient):
            measures[name][stored.id] = claim
    found = set()
    for line in lines:
        # A line that leaves a party open is not about what two named ones decided about each other.
        parties = (line.supplier, line.recipient) if line.supplier and line.recipient else ()
        near: dict[ClaimId, Claim] = {}
        for name in (*parties, *line.documents):
            near |= measures.get(name, {})
        telling, items = set(line.documents), (line.item,) if line.item else None
        if any(
            bears(one, line.supplier, line.recipient, items, told=one.document in telling)
            for one in near.values()
        ):
            found.add(line.key)
    return frozenset(found)


def beside(
    view: LedgerView,
    said: Iterable[Statement],
    *,
    supplier: str | None,
    recipient: str | None,
    items: Iterable[str] | None,
) -> tuple[Statement, ...]:
    """The measures and disclosures that bear on the transfer of which `said` tells, in the order of reports.
    It costs what the parties decided about each other, and the dispatches of `said`."""
    telling = frozenset(one.claim.document for one in said)
    asked = None if items is None else tuple(items)
    ways = {(supplier, recipient), (recipient, supplier)} - {(None, None)}
    ways |= {(one, aim) for one in authorities() for aim in (supplier, recipient) if aim is not None}
    held = [
        *(one for way in ways for one in view.claims(kind=Kind.MEASURE, supplier=way[0], recipient=way[1])),
        *(one for name in sorted(telling) for one in view.claims(name)),
    ]
    found = {
        (one.claim.document, one.id): one
        for one in held
        if bears(
            view.resolution.claim(one.claim),
            supplier,
            recipient,
            asked,
            told=one.claim.document in telling,
        )
    }
    documents = {name: view.document(name).document for name in dict.fromkeys(name for name, _ in found)}
    claims = ((one.claim, one.entry) for one in found.values())
    return _stated(claims, documents, view.bodies(documents), view.resolution)


def _stated(
    claims: Iterable[tuple[Claim, int]],
    documents: Mapping[DocumentId, Document],
    bodies: Iterable[Body],
    resolution: Resolution,
) -> tuple[Statement, ...]:
    known = reports(map(resolution.body, bodies), [tuple(documents)])
    told = [
        Statement.read(
            claim,
            resolution,
            report=known[claim.document],
            passage=claim.span.of(documents[claim.document].text),
            language=documents[claim.document].language,
            outlet=documents[claim.document].agency or documents[claim.document].outlet,
            entry=entry,
        )
        for claim, entry in claims
    ]
    return tuple(sorted(told, key=lambda one: one.order))


def told_once(said: Iterable[Statement]) -> tuple[Statement, ...]:
    """`said` without what copies repeat: of each story what the document says that speaks for it, and of its
    copies what is new in them."""
    given = sorted(said, key=lambda one: one.order)
    new = first_told([(one.claim, one.report) for one in given])
    return tuple(one for one, is_new in zip(given, new, strict=True) if is_new)
