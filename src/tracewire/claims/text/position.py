"""Which free phrase plays the part that the tree leaves open? The nearest one whose preposition fits.

Windows are counted in words and were found on the development dispatches, November 2026: a phrase beyond
them belonged to another event more often than not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracewire.claims.text.frames import Frame, Role
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.mentions import Mention, MentionKind, Phrases
from tracewire.model import Sentence, Stage

__all__ = ["fill_by_position"]

_ITEM_WINDOW = 14  # from a verb to its goods
_NOUN_ITEM_WINDOW = 8  # from a noun ("delivery") to its goods
_PARTY_WINDOW = 22  # from an event to a party with a fitting preposition
_SUBJECT_WINDOW = 10  # from a verb back to its subject
_LIST_GAP = 4  # between two entries of a list
_BEFORE_PENALTY = 8  # a phrase before its event must be nearer by this than one after it
_CLIMB = 6  # words up the tree to a reporting verb


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """The search for the phrases of one frame among the sentence's other frames."""

    sentence: Sentence
    phrases: Phrases
    grammar: Grammar
    frames: Sequence[Frame]
    frame: Frame

    @property
    def index(self) -> int:
        return self.frame.index

    def cut_off(self, index: int) -> bool:
        """Whether another event of the kind, a semicolon or a colon stands between the frame and `index`."""
        low, high = min(self.index, index), max(self.index, index)
        kind = self.frame.predicate.kind
        if any(t.text in (";", ":") for t in self.sentence.tokens[low + 1 : high]):
            return True
        return any(low < f.index < high and f.predicate.kind == kind for f in self.frames)

    def free(self, mention: Mention) -> bool:
        """Whether the party is no side of any event yet, and no speaker."""
        for frame in self.frames:
            if any(mention is m for role in (Role.SUPPLIER, Role.RECIPIENT) for m in frame.mentions(role)):
                return False
        return not self._speaks(mention)

    def _speaks(self, mention: Mention) -> bool:
        """Whether the phrase belongs to a reporting word, not to the event ("said the minister")."""
        tokens = self.sentence.tokens
        index = mention.head
        for _ in range(_CLIMB):
            head = tokens[index].head
            if head == index:
                return False
            if tokens[head].pos in ("VERB", "AUX"):
                if head == self.index or self.index in set(self.sentence.subtree(index)):
                    return False
                return self.grammar.reports(tokens[head])
            index = head
        return False


def fill_by_position(
    sentence: Sentence, phrases: Phrases, grammar: Grammar, frames: Sequence[Frame], frame: Frame
) -> None:
    """Give the open roles of `frame` to the nearest free phrases, and its goods the rest of their list."""
    search = _Search(sentence=sentence, phrases=phrases, grammar=grammar, frames=frames, frame=frame)
    if _lacks_goods(frame):
        _fill_goods(search)
    for role in (Role.RECIPIENT, Role.SUPPLIER):
        if not frame.mentions(role):
            _fill_party(search, role)
    for mention in frame.mentions(Role.ITEM):
        for follower in _list_after(search, mention):
            if follower.function in (None, "of", "with") and follower not in frame.mentions(Role.ITEM):
                frame.add(Role.ITEM, follower, "list")


def _lacks_goods(frame: Frame) -> bool:
    if frame.mentions(Role.ITEM) or frame.generic_item is not None or frame.foreign_object is not None:
        return False
    predicate = frame.predicate
    takes_clause = predicate.stage == Stage.SOUGHT and predicate.pos == "VERB"  # "asked not to be named"
    return predicate.frame != "publish" and not takes_clause


def _fill_goods(search: _Search) -> None:
    frame = search.frame
    candidates = []
    for mention in search.phrases.of(MentionKind.ITEM):
        distance = abs(mention.first - frame.index)
        if mention.modifier or not _fits_as_goods(search, mention):
            continue
        if distance <= _ITEM_WINDOW and not search.cut_off(mention.first):
            candidates.append((distance, mention))
    if candidates:
        best = min(candidates, key=lambda c: c[0])[1]
        frame.add(Role.ITEM, best, "position:item")
        for follower in _list_after(search, best):
            frame.add(Role.ITEM, follower, "position:list")


def _fits_as_goods(search: _Search, mention: Mention) -> bool:
    """Whether the phrase stands, with its preposition, where the goods of the frame may stand."""
    frame, grammar = search.frame, search.grammar
    wanted = [function for function, role in frame.predicate.roles.items() if role == Role.ITEM]
    after = mention.first > frame.index
    bare = mention.function is None
    if frame.predicate.pos == "NOUN":
        left = search.sentence.tokens[mention.left]
        partitive = bare and form_of(left) in grammar.words["partitive"]
        beside = mention.last == frame.index - 1 or (mention.left == frame.index + 1 and bare)
        if grammar.modifier_before_noun and beside:
            return True
        near = mention.first - frame.index <= _NOUN_ITEM_WINDOW
        return after and near and (mention.function in wanted or partitive)
    if bare:
        return ("object" in wanted and after != frame.passive) or ("subject" in wanted and not after)
    return mention.function in wanted and after


def _fill_party(search: _Search, role: str) -> None:
    frame = search.frame
    functions = {
        function
        for function, played in frame.predicate.roles.items()
        if played == role and function not in ("subject", "object", "iobject")
    }
    if "of_party" in functions:
        functions.add("of")
    candidates = []
    for mention in search.phrases.of(MentionKind.PARTY):
        if mention.function not in functions or not _fits_as_party(frame, role, mention.function):
            continue
        if frame.predicate.pos == "NOUN" and mention.first < frame.index:
            continue  # a noun's complements follow it
        distance = abs(mention.first - frame.index)
        if distance <= _PARTY_WINDOW and not search.cut_off(mention.first) and search.free(mention):
            candidates.append((distance + (0 if mention.first > frame.index else _BEFORE_PENALTY), mention))
    if candidates:
        best = min(candidates, key=lambda c: c[0])[1]
        frame.add(role, best, f"position:{best.function}")
    elif role not in frame.pronouns and frame.predicate.roles.get("subject") == role:
        _fill_subject(search, role)


def _fits_as_party(frame: Frame, role: str, function: str) -> bool:
    """Whether a party with this preposition can be meant where the tree does not say so."""
    noun = frame.predicate.pos == "NOUN"
    if function == "by":
        return frame.passive or noun
    if function == "in" and role == Role.RECIPIENT:
        return frame.predicate.frame == "arrive"
    return not (function in ("of", "with", "on") and frame.predicate.pos == "VERB")


def _fill_subject(search: _Search, role: str) -> None:
    """Give a verb without subject the nearest bare party before it, with no other verb between."""
    frame, tokens = search.frame, search.sentence.tokens
    if frame.predicate.pos != "VERB" or frame.passive or frame.subject_index is not None:
        return
    candidates = []
    for mention in search.phrases.of(MentionKind.PARTY):
        if mention.function is not None or mention.possessive or mention.first > frame.index:
            continue
        distance = frame.index - mention.last
        if distance > _SUBJECT_WINDOW or search.cut_off(mention.last) or not search.free(mention):
            continue
        verbs = (t for t in tokens[mention.last + 1 : frame.index] if t.pos == "VERB")
        if all(search.grammar.operators_of(lemma_of(t), "VERB") for t in verbs):
            candidates.append((distance, mention))
    if candidates:
        frame.add(role, min(candidates, key=lambda c: c[0])[1], "position:subject")


def _list_after(search: _Search, mention: Mention) -> Iterator[Mention]:
    """The items that a list goes on with after `mention`."""
    last = mention
    for other in search.phrases.of(MentionKind.ITEM):
        if other.first <= last.last:
            continue
        gap = search.sentence.tokens[last.last + 1 : other.left]
        joined = any(t.pos == "CCONJ" or t.text == "," for t in gap)
        if not joined or len(gap) > _LIST_GAP or any(t.pos in ("VERB", "AUX", "PRON") for t in gap):
            return
        yield other
        last = other
