"""Which parties, items, places and persons does a sentence name, and how do they stand in it?

A mention is a noun phrase that the gazetteer knows, with its head word, its preposition's function, its
quantity, and (for items) the party that the words name as its origin. Offsets count code points of the
document's stored text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.expressions.quantities import QuantityMention
from tracewire.lexicon import EVIDENCE_CLASSES, Entry, EntryKind, Hit, ItemTree
from tracewire.model import Quantity, Sentence, Span, Token

__all__ = ["Mention", "MentionKind", "Phrases", "as_personnel", "find_mentions"]


class MentionKind:
    """What a mention can stand for."""

    PARTY = "party"
    ITEM = "item"
    EVIDENCE = "evidence"  # imagery, photographs, debris: what a disclosure shows
    PLACE = "place"
    PERSON = "person"
    OUTLET = "outlet"


@dataclass(slots=True, kw_only=True, eq=False)
class Mention:
    """One named party, item, place or person; `first` to `last` are words of the sentence, both included."""

    kind: str
    first: int
    last: int
    head: int
    entry: Entry
    form: str = ""
    parties: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    designations: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()  # where the words say that it comes from
    owner: tuple[str, ...] = ()  # "the North's missiles": whose they are or were
    maker: str | None = (
        None  # the state that a weapon of this name comes from; a hint, never a fact of the text
    )
    quantity: QuantityMention | None = None
    left: int = 0  # the first word of the phrase: quantity, article, adjectives
    function: str | None = None  # what the preposition before the phrase marks
    preposition: str = ""
    modifier: bool = False  # says what another phrase is made for ("parts for helicopters")
    possessive: bool = False  # "Russia's"
    place: str | None = None
    needs_context: bool = False

    def span(self, tokens: Sequence[Token]) -> Span:
        return Span(tokens[self.first].start, tokens[self.last].end)


@dataclass(slots=True, kw_only=True)
class Phrases:
    """The mentions of one sentence, in the order of the text."""

    all: list[Mention] = field(default_factory=list)

    def of(self, *kinds: str) -> list[Mention]:
        return [m for m in self.all if m.kind in kinds]


_JOINING_MARKS = ("-", "–", "/", "«", "“", '"', "(")
"""What may stand between a class and a name of the same phrase."""

# Lengths in words of phrases on the development dispatches, November 2026.
_PHRASE_MARKS = ("-", "–", "%", "’s", "'s")
"""Marks that stand inside a phrase of goods ("20 %", "Russia's S-300")."""

_MARK_LEFT = 6  # from a name to the last of these marks
_PHRASE_LEFT = 8  # from a name to the first word of its phrase
_PARTY_NOUN_AWAY = 6  # from a demonym to the noun that stands for the party, by the tree
_ORIGIN_WINDOW = 5  # between a demonym and the goods
_MERGED_GAP = 3  # between a class and the name of a type
_FOR_GAP = 4  # between goods and what they are for
_DEMONYM_HEAD = 4  # between a demonym and the noun that it stands with
_OWNER_NOUN_AWAY = 5  # between a party's name and the common noun of its phrase


def _token_range(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    first = last = None
    for token in tokens:
        if token.end <= start:
            continue
        if token.start >= end:
            break
        first = token.index if first is None else first
        last = token.index
    return None if first is None or last is None else (first, last)


def _head(sentence: Sentence, first: int, last: int) -> int:
    """The word of `first..last` whose governor lies outside (the last one in English compounds)."""
    for index in range(first, last + 1):
        head = sentence.tokens[index].head
        if head == index or not first <= head <= last:
            return index
    return first


def _is_modifier(token: Token) -> bool:
    return token.pos == "ADJ" or token.relation == "amod"


def as_personnel(mention: Mention) -> Mention:
    """The same phrase as people who are sent: "Iranian troops" is personnel of Iranian origin."""
    return Mention(
        kind=MentionKind.ITEM,
        first=mention.first,
        last=mention.last,
        head=mention.head,
        entry=mention.entry,
        form=mention.form,
        items=("personnel",),
        origin=mention.parties,
        quantity=mention.quantity,
        left=mention.left,
        function=mention.function,
        preposition=mention.preposition,
    )


def _merge_items(sentence: Sentence, grammar: Grammar, tree: ItemTree, items: list[Mention]) -> list[Mention]:
    """Neighbouring class words and designations become one mention ("K9 self-propelled howitzers")."""
    tokens = sentence.tokens
    merged: list[Mention] = []
    for mention in items:
        if merged:
            before = merged[-1]
            gap = tokens[before.last + 1 : mention.first]
            joined = len(gap) <= _MERGED_GAP and all(
                t.pos in ("ADJ", "PROPN", "X")
                or t.text in _JOINING_MARKS
                or t.text in grammar.forms["type_word"]
                or (grammar.modifier_before_noun and t.pos in ("NOUN", "NUM"))
                for t in gap
            )
            joined = joined and mention.first > before.last
            same_kind = before.entry.kind == mention.entry.kind
            comma = any(t.text in (",", ";") for t in gap)
            if joined and not comma and not (same_kind and len(gap) and gap[-1].text not in ("-", "/")):
                before_class, after_class = before.items[0], mention.items[0]
                if tree.is_a(after_class, before_class):
                    chosen = after_class
                elif tree.is_a(before_class, after_class):
                    chosen = before_class
                elif grammar.modifier_before_noun and mention.entry.kind == EntryKind.ITEM:
                    chosen = after_class  # the head comes last: "Patriot interceptors"
                else:
                    chosen = before_class
                before.items = (chosen,)
                before.designations += mention.designations
                before.origin = before.origin or mention.origin
                before.maker = before.maker or mention.maker
                before.last = mention.last
                before.needs_context = before.needs_context and mention.needs_context
                before.head = _head(sentence, before.first, before.last)
                continue
        merged.append(mention)
    return merged


_AMOUNT_POS = frozenset({"PROPN", "NOUN", "ADV", "VERB", "ADP", "PUNCT", "X", "PART"})
"""The parts of speech that a word of an amount may have beside the numeral's own ("more than a dozen")."""


def _belongs(
    sentence: Sentence, mention: Mention, left: int, quantities: Sequence[QuantityMention], steps: int
) -> bool:
    """Whether the word before `left` belongs to the phrase of `mention`, `steps` words before its name."""
    token = sentence.tokens[left - 1]
    if token.pos in ("DET", "ADJ", "NUM", "SYM") or token.relation in ("amod", "nummod", "det"):
        return True
    if token.pos in _AMOUNT_POS and _covered(token, quantities, sentence.tokens[mention.first].start):
        return True
    if mention.kind != MentionKind.ITEM:
        return False
    if token.text in _PHRASE_MARKS and steps < _MARK_LEFT:
        return True
    compound = token.pos in ("NOUN", "PROPN") and token.relation in ("compound", "flat", "nmod")
    return compound and left <= token.head <= mention.last


def _left_edge(sentence: Sentence, mention: Mention, quantities: Sequence[QuantityMention]) -> None:
    """Find the phrase's first word and its quantity."""
    tokens = sentence.tokens
    left = mention.first
    for steps in range(_PHRASE_LEFT):
        if left == 0 or not _belongs(sentence, mention, left, quantities, steps):
            break
        left -= 1
    mention.left = left
    if (
        mention.kind in (MentionKind.ITEM, MentionKind.EVIDENCE)
        or mention.form == "demonym-noun"
        or mention.entry.kind == EntryKind.INSTITUTION
    ):
        inside = [
            q
            for q in quantities
            if tokens[left].start <= q.start and q.end <= tokens[mention.last].end and q.unit is None
        ]
        real = [q for q in inside if q.rule != "article"]
        if real:
            mention.quantity = _without_particle(tokens, real[0])
        elif (behind := _in_brackets_behind(tokens, mention, quantities)) is not None:
            mention.quantity = behind
        elif inside and mention.designations:
            mention.quantity = inside[0]


def _in_brackets_behind(
    tokens: Sequence[Token], mention: Mention, quantities: Sequence[QuantityMention]
) -> QuantityMention | None:
    """The amount set apart right behind the words: "howitzers (12)", "howitzers: 12"."""
    next_word = next((t for t in tokens[mention.last + 1 :] if t.pos != "PUNCT"), None)
    if next_word is None:
        return None
    behind = (q for q in quantities if q.follows and q.unit is None)
    return next((q for q in behind if q.start <= next_word.start < q.end), None)


def _without_particle(tokens: Sequence[Token], amount: QuantityMention) -> QuantityMention:
    """The amount without a first word that belongs to the verb: "hand over 14 vehicles" is fourteen."""
    first = next((t for t in tokens if t.start >= amount.start), None)
    low = amount.quantity.low
    if first is None or low is None or amount.quantity.high is not None or first.pos != "ADP":
        return amount
    if tokens[first.head].pos == "VERB" and first.index == tokens[first.head].index + 1:
        return replace(
            amount,
            start=first.end + 1,
            quantity=Quantity(low - 1, low - 1, amount.quantity.per),
            approximate=False,
        )
    return amount


def _covered(token: Token, quantities: Sequence[QuantityMention], limit: int) -> bool:
    return any(q.start <= token.start < q.end + 4 and q.end <= limit and q.unit is None for q in quantities)


def _party_noun(sentence: Sentence, index: int, grammar: Grammar) -> int | None:
    """The noun that a demonym at `index` describes, if it is one that stands for a party."""
    tokens = sentence.tokens
    nouns = grammar.words["party"]
    head = tokens[index].head
    if head != index and lemma_of(tokens[head]) in nouns and abs(head - index) <= _PARTY_NOUN_AWAY:
        return head
    window = (
        range(index + 1, min(len(tokens), index + 4))
        if grammar.modifier_before_noun
        else range(index - 1, max(-1, index - 5), -1)
    )
    for other in window:
        token = tokens[other]
        if lemma_of(token) in nouns:
            return other
        if token.pos in ("VERB", "AUX", "PUNCT", "CCONJ", "SCONJ", "PRON"):
            break
        if token.pos == "ADP" and grammar.modifier_before_noun:
            break
    return None


def _described_item(sentence: Sentence, index: int, items: list[Mention], grammar: Grammar) -> Mention | None:
    """The item mention that a demonym at `index` says the origin of."""
    tokens = sentence.tokens
    for mention in items:
        if mention.first <= index <= mention.last:
            return mention
        if tokens[index].head in range(mention.first, mention.last + 1) and _is_modifier(tokens[index]):
            return mention
    before, making = grammar.modifier_before_noun, grammar.forms["making_between"]
    best: Mention | None = None
    for mention in items:
        gap = tokens[index + 1 : mention.first] if before else tokens[mention.last + 1 : index]
        if (mention.first > index) != before or len(gap) > _ORIGIN_WINDOW:
            continue
        if any(t.pos in ("PUNCT", "CCONJ", "SCONJ", "AUX", "PRON") and t.text != "-" for t in gap):
            continue
        if before and any(t.pos == "ADP" or (t.pos == "VERB" and t.lemma not in making) for t in gap):
            continue
        if not before and any(t.pos == "VERB" and t.relation not in ("acl", "amod") for t in gap):
            continue
        if best is None or abs(mention.first - index) < abs(best.first - index):
            best = mention
    return best


def find_mentions(
    sentence: Sentence,
    *,
    hits: Iterable[Hit],
    quantities: Sequence[QuantityMention],
    grammar: Grammar,
    tree: ItemTree,
) -> Phrases:
    """The mentions of `sentence`; `hits` and `quantities` carry offsets of the document, and may lie beyond
    the sentence."""
    tokens, span = sentence.tokens, sentence.span
    hits = [hit for hit in hits if span.start <= hit.start < span.end]
    quantities = [one for one in quantities if span.start <= one.start < span.end]
    items: list[Mention] = []
    others: list[Mention] = []
    demonyms: list[_Demonym] = []
    for hit in hits:
        where = _token_range(tokens, hit.start, hit.end)
        if where is None:
            continue
        match _read(sentence, hit, *where, grammar):
            case _Demonym() as demonym:
                demonyms.append(demonym)
            case Mention(kind=MentionKind.ITEM) as mention:
                items.append(mention)
            case Mention() as mention:
                others.append(mention)
    items = _merge_items(sentence, grammar, tree, items)
    taken = {i for m in (*items, *others) for i in range(m.first, m.last + 1)}
    for demonym in demonyms:
        others.extend(_demonym_parties(sentence, demonym, items, grammar, taken))
    for mention in others:
        _extend_to_party_noun(sentence, mention, grammar, taken)
    persons = [m for m in others if m.kind == MentionKind.PERSON]
    others = [
        m
        for m in others
        if m.kind != MentionKind.PARTY or not any(p.first <= m.first and m.last <= p.last for p in persons)
    ]
    found = sorted([*items, *others], key=lambda m: (m.first, -m.last))
    for mention in found:
        _left_edge(sentence, mention, quantities)
        mention.function, mention.preposition = grammar.preposition_before(tokens, mention.left)
        after = tokens[mention.last + 1 : mention.last + 2]
        mention.possessive = any(form_of(t) in grammar.forms["possessive"] for t in after)
    found = [m for m in found if not _names_whose(sentence, m, found)]
    _mark_owners(sentence, found)
    _mark_modifiers(sentence, [m for m in found if m.kind == MentionKind.ITEM])
    return Phrases(all=found)


@dataclass(frozen=True, slots=True)
class _Demonym:
    """A demonym, or a state's name that says where something was made: of whom or what is still open."""

    first: int
    last: int
    entry: Entry


def _read(sentence: Sentence, hit: Hit, first: int, last: int, grammar: Grammar) -> Mention | _Demonym | None:
    """What the words `first` to `last` stand for, by the entries of the lexicon that they match."""
    by_kind: dict[EntryKind, Entry] = {}
    for entry in hit.entries:
        by_kind.setdefault(entry.kind, entry)
    lead = hit.entries[0].kind
    thing = by_kind.get(EntryKind.DESIGNATION) or by_kind.get(EntryKind.ITEM)

    def mention(kind: str, entry: Entry, **told: Any) -> Mention:
        head = _head(sentence, first, last)
        form = "" if kind in (MentionKind.OUTLET, MentionKind.PLACE) else entry.form
        return Mention(kind=kind, first=first, last=last, head=head, entry=entry, form=form, **told)

    if thing is not None and thing.item in EVIDENCE_CLASSES:
        return mention(MentionKind.EVIDENCE, thing, items=(thing.item,))
    if thing is not None and thing.item and lead in (EntryKind.ITEM, EntryKind.DESIGNATION):
        named = thing.kind == EntryKind.DESIGNATION
        return mention(
            MentionKind.ITEM,
            thing,
            items=(thing.item,),
            designations=(thing.name,) if named else (),
            maker=thing.country if named else None,
            needs_context=thing.needs_context,
        )
    if lead == EntryKind.PERSON:
        person = by_kind[EntryKind.PERSON]
        return mention(MentionKind.PERSON, person, parties=(person.party,) if person.party else ())
    if lead == EntryKind.OUTLET:
        return mention(MentionKind.OUTLET, by_kind[EntryKind.OUTLET])
    place = by_kind.get(EntryKind.PLACE)
    party = next((entry for entry in hit.entries if entry.party), None)
    if party is not None and party.party:
        if party.form == "demonym" or _says_made(sentence.tokens, first, last, hit, grammar):
            return _Demonym(first, last, party)
        at_home = party.name if party.kind == EntryKind.STATE else None
        return mention(
            MentionKind.PARTY, party, parties=(party.party,), place=place.name if place else at_home
        )
    if place is not None:
        parties = (place.country,) if place.country else ()
        return mention(MentionKind.PLACE, place, place=place.name, parties=parties)
    return None


def _demonym_parties(
    sentence: Sentence, demonym: _Demonym, items: list[Mention], grammar: Grammar, taken: set[int]
) -> Iterator[Mention]:
    """The party that a demonym names, if it names one: "Iranian forces", "the Iranians"; of goods it tells
    the origin ("Iranian drones"), which is noted with them.
    """
    tokens, first, last, entry = sentence.tokens, demonym.first, demonym.last, demonym.entry
    described = _described_item(sentence, last, items, grammar)
    noun = _party_noun(sentence, last, grammar)
    code = (entry.party,) if entry.party else ()

    def party(low: int, high: int, head: int, form: str) -> Mention:
        return Mention(
            kind=MentionKind.PARTY, first=low, last=high, head=head, entry=entry, form=form, parties=code
        )

    if described is not None and (noun is None or abs(described.head - last) < abs(noun - last)):
        described.origin += code
    elif noun is not None and noun not in taken:
        low, high = min(first, noun), max(last, noun)
        taken.update(range(low, high + 1))
        yield party(low, high, noun, "demonym-noun")
    elif described is not None:
        described.origin += code
    elif not _is_modifier(tokens[last]) or tokens[last].pos in ("NOUN", "PROPN"):
        yield party(first, last, _head(sentence, first, last), "noun")
    else:
        head = tokens[last].head
        near = abs(head - last) < _DEMONYM_HEAD
        high = max(last, head) if near else last
        yield party(min(first, head), high, head if near else last, "demonym")


def _mark_owners(sentence: Sentence, found: Sequence[Mention]) -> None:
    """Note with goods whose they are or were: "the North's missiles"."""
    for mention in found:
        if mention.kind == MentionKind.ITEM:
            for other in found:
                gap = sentence.tokens[other.last + 1 : mention.left]
                if (
                    other.kind == MentionKind.PARTY
                    and other.possessive
                    and other.last < mention.first
                    and len(gap) <= 2
                ):
                    mention.owner = other.parties


def _says_made(tokens: Sequence[Token], first: int, last: int, hit: Hit, grammar: Grammar) -> bool:
    """Whether a state's name begins a word of origin: "U.S.-supplied missiles"."""
    rest = tokens[last].text[max(0, hit.end - tokens[last].start) :].strip("-–‑").lower()
    if rest in grammar.words["made_adjective"]:
        return True
    after = tokens[last + 1 : last + 3]
    return (
        len(after) == 2
        and after[0].text in "-–‑"
        and lemma_of(after[1]) in grammar.words["made_adjective"] | grammar.forms["making"]
    )


def _names_whose(sentence: Sentence, mention: Mention, all_mentions: Sequence[Mention]) -> bool:
    """Whether a party only tells where another is at home: "Yemen's Houthis", "le Hezbollah du Liban"."""
    if mention.kind != MentionKind.PARTY:
        return False
    for other in all_mentions:
        if other is mention or other.kind != MentionKind.PARTY or other.parties == mention.parties:
            continue
        if mention.possessive and 0 < other.first - mention.last <= 2:
            return other.entry.kind == EntryKind.ACTOR
        if mention.form in ("demonym", "noun") and other.first - mention.last == 1:
            return other.entry.kind == EntryKind.ACTOR
        if mention.function == "of" and 0 < mention.left - other.last <= 2:
            return other.entry.kind == EntryKind.ACTOR
    return False


def _extend_to_party_noun(sentence: Sentence, mention: Mention, grammar: Grammar, taken: set[int]) -> None:
    """Take in the common noun whose party is named: "Myanmar's army", "les forces du maréchal Haftar"."""
    if mention.kind not in (MentionKind.PARTY, MentionKind.PERSON) or mention.form == "demonym-noun":
        return
    tokens = sentence.tokens
    for _ in range(2):
        token = tokens[mention.head]
        governor = token.head
        if governor == mention.head or token.relation not in (
            "nmod",
            "appos",
            "compound",
            "amod",
            "flat",
            "obl",
        ):
            return
        if governor in taken or abs(governor - mention.head) > _OWNER_NOUN_AWAY:
            return
        lemma = lemma_of(tokens[governor])
        if lemma not in grammar.words["party"] and not (
            token.relation == "appos" and tokens[governor].pos == "NOUN"
        ):
            return
        if any(
            t.pos in ("VERB", "PUNCT")
            for t in tokens[min(governor, mention.head) + 1 : max(governor, mention.head)]
            if t.text not in ("-",)
        ):
            return
        mention.first = min(mention.first, governor)
        mention.last = max(mention.last, governor)
        mention.head = governor


def _mark_modifiers(sentence: Sentence, items: list[Mention]) -> None:
    """In "engines for drones" the second item only tells what the first is for."""
    tokens = sentence.tokens
    for before, after in pairwise(items):
        gap = tokens[before.last + 1 : after.left]
        if (
            after.function in ("of", "for")
            and after.quantity is None
            and len(gap) <= _FOR_GAP
            and not any(t.pos in ("VERB", "CCONJ", "PUNCT", "AUX", "SCONJ", "PRON") for t in gap)
        ):
            after.modifier = True
