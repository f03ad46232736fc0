"""Who takes part in a dealing, and who only stands beside it in the sentence?

The model weighs every party of a sentence for both sides. The grammar tells some of them apart that it mixes
up: whom something is aimed at, with whom a party is compared, who is hit by the arms or asked for them, and
who only tells what others did.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import Final

from tracewire.claims.frames import doer_words, is_passive
from tracewire.claims.grammar import Grammar, Predicate, form_of, lemma_of
from tracewire.claims.parsed import (
    CLAUSES,
    ParsedText,
    governors,
    led_words,
    objects_of,
    phrases_of,
    span_of,
    subject_words,
    touches,
)
from tracewire.model import Kind, Sentence, Span, Stage, Token

__all__ = ["Involved"]

_PART_OF_NAME: Final = frozenset({"amod", "nmod", "appos", "flat", "conj", "compound"})
"""The relations by which a name belongs to the noun that it tells of: "Chinese firms"."""

_OF_ITS_OWN: Final = frozenset({"nmod", "appos"})
"""The relations of a name that is another than the one above it, and not a part of it or of its list."""

_BEFORE_NOUN: Final = frozenset({"amod", "compound", "nummod", "nmod"})
"""The relations of what stands before a noun and belongs to it: "the two Russian ports"."""

_BESIDE: Final = frozenset({"against", "beside"})
"""The functions of prepositions before whom somebody acts against or is compared with."""

_PASSING: Final = "via"
"""The function of prepositions before whom goods pass through."""

_ORDERING: Final = "for"
"""The function of prepositions before whom goods are made for."""

_TOGETHER: Final = "with"
_WHOSE: Final = "of"
"""The functions of prepositions before those with whom one deals, and before an owner."""
_WITHIN: Final = "in"
_TOWARDS: Final = "to"
_FROM: Final = "from"
"""The functions of prepositions before a place, whoever takes and whoever gives."""

_SEIZING: Final = "seize"
"""The frame of the verbs of stopping and finding goods."""

_DOWNING: Final = "down"
"""The frame of the verbs by which arms of others are destroyed or brought down."""

_HINDERED: Final = "obj"
"""The relation of who is hindered from something..."""
_HINDERED_FROM: Final = frozenset({"xcomp", "ccomp", "advcl"})
"""...and those of the clause that tells from what."""

_TELLING: Final = frozenset({"amod", "nmod"})
"""What tells which states are meant, unlike "member" in "member states", who are those of a body."""
_TOLD: Final = frozenset({"ccomp", "xcomp"})
"""The relations of a clause that tells what the verb above it says."""

_SEVERAL: Final = 2

_DEPOT_WORDS: Final = 5
"""Words within which a depot stands before the country that it is in: "dépôts de l'armée française à"."""


class Involved:
    """The parties of a document's sentences, asked about by offsets of its text."""

    def __init__(self, parsed: ParsedText, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar

    def aimed_at(self, name: Span) -> bool:
        """Whether what bears the name is what something is aimed at: "sanctions against Chinese firms"."""
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        forms = self._grammar.forms["aimed_at"]
        return any(
            sentence.tokens[child].relation == "case" and form_of(sentence.tokens[child]) in forms
            for place in self._bearers(sentence, index)
            for child in sentence.children[place]
        )

    def _bearers(self, sentence: Sentence, index: int) -> Iterator[int]:
        """The word at `index` and, upwards, the nouns that it tells of: of "Chinese firms" the firms."""
        yield index
        while (token := sentence.tokens[index]).relation in _PART_OF_NAME and token.head != index:
            index = token.head
            yield index

    def set_beside(self, word: Span, name: Span, kind: Kind, goods: Sequence[Span]) -> bool:
        """Whether who bears the name only stands beside the dealing at `word`: whom a party is compared with
        or acts against ("relative to Russia", "missiles used against Russian ports") and, of arms that are
        used, who is hit ("fired at Israel", "Ukraine was hit by drones"), and not by whose arms ("attacked
        towns with Iranian drones").
        """
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        if kind is Kind.USE and self._belongs_to(sentence, index, goods):
            return False
        if kind is Kind.USE and self._is_hit(sentence, index, word):
            return True
        own = self._parsed.find(word)
        phrase = self._left(*own) if own is not None and own[0] is sentence else None
        for place in self._bearers(sentence, index):
            token = sentence.tokens[place]
            left = self._left(sentence, place)
            if own is not None and left == phrase and place <= own[1]:
                return False  # "compared to Russia's use of drones": they are Russia's
            function, words = self._grammar.preposition_before(sentence.tokens, left)
            aimed = kind is Kind.USE and words in self._grammar.forms["fired_at"]
            if (function in _BESIDE or aimed) and token.relation != "nsubj":  # "than Norway had delivered"
                return True
            # "Faced with the requests of Mali" opposes nobody; the "positions of Mali" that are hit are Mali.
            if token.relation == "nmod" and kind is not Kind.USE:
                return False
        return False

    def is_struck(self, name: Span) -> bool:
        """Whether the name only tells where arms strike or fly: "will join the strikes on Libya", "will fly
        over Libya". It takes none of them.
        """
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        tokens, first = sentence.tokens, index
        while first and tokens[first - 1].pos in ("DET", "ADP", "ADV"):
            first -= 1
        before = " ".join(form_of(token) for token in tokens[first:index] if token.pos != "DET")
        if before in self._grammar.forms["flown_over"]:  # and not "concerns over Libya's missiles"
            return tokens[index].dep != "nmod:poss"
        return 0 < first < index and lemma_of(tokens[first - 1]) in self._grammar.words["bombing"]

    def _belongs_to(self, sentence: Sentence, index: int, goods: Sequence[Span]) -> bool:
        """Whether the name at `index` stands before goods as their adjective."""
        head = sentence.tokens[index].head
        before = sentence.tokens[index].relation in ("amod", "compound")
        return before and any(touches(sentence, one, (head,)) for one in goods)

    def is_hindered(self, word: Span, name: Span) -> bool:
        """Whether who bears the name is kept from something by the verb at `word`, or is named in that:
        neither Syria nor Russia acts in "will stop Syria buying Russian radars".
        """
        found, named = self._parsed.find(word), self._parsed.find(name)
        if found is None or named is None or found[0] is not named[0]:
            return False
        sentence, index = found
        words = self._grammar.words
        if lemma_of(sentence.tokens[index]) not in words["hindering"] | words["keeping"]:
            return False
        relations = {_HINDERED, *_HINDERED_FROM}
        below = (c for c in sentence.children[index] if sentence.tokens[c].relation in relations)
        return any(named[1] in set(sentence.subtree(child)) for child in below)

    def only_describes(self, name: Span) -> bool:
        """Whether the name only tells what somebody beside it is to whoever bears it: "NATO member Slovakia",
        "Serbia, an ally of Russia,", "Russia's allies".
        """
        found = self._parsed.find(name)
        if found is None:
            return False
        if self.is_others(name):
            return True
        sentence, index = found
        tokens, nouns = sentence.tokens, self._grammar.words["membership"]
        for place in self._bearers(sentence, index):
            if lemma_of(tokens[place]) not in nouns or not tokens[place].text.islower():
                continue
            behind = tokens[place + 1 : place + 2]
            if behind and behind[0].pos == "PROPN" and behind[0].start >= name.end:
                return True
            first = min((w for w in sentence.subtree(place) if tokens[w].pos != "PUNCT"), default=place)
            before = [t.text if t.pos == "PUNCT" else t.pos for t in tokens[max(0, first - 2) : first]]
            if before == ["PROPN", ","]:
                return True
        return False

    def is_others(self, name: Span) -> bool:
        """Whether the name only tells whose friends or foes are meant: "Sudan's foes", "allies of Russia".
        Who is said to be one takes the name up: "Moscow is a partner of Syria, providing it with".
        """
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        tokens = sentence.tokens
        for place in self._bearers(sentence, index):
            token = tokens[place]
            function, _ = self._grammar.preposition_before(tokens, self._left(sentence, place))
            whose = token.dep == "nmod:poss" or (token.relation == "nmod" and function == _WHOSE)
            if whose and lemma_of(tokens[token.head]) in self._grammar.words["others"]:
                return not self._is_said_of(sentence, token.head)
            if token.relation in _OF_ITS_OWN:  # "foes of Assad including Turkey"
                return False
        return False

    def _is_said_of(self, sentence: Sentence, index: int) -> bool:
        """Whether the noun at `index` tells what somebody is: "is a partner", "is one of the foes"."""
        above = (index, sentence.tokens[index].head)
        return any(sentence.tokens[c].relation == "cop" for place in above for c in sentence.children[place])

    def stand_together(self, one: Span, other: Span) -> bool:
        """Whether both names are in one list behind "with": "contracts with Uganda and Kenya"."""
        found, named = self._parsed.find(one), self._parsed.find(other)
        if found is None or named is None or found[0] is not named[0]:
            return False
        sentence = found[0]
        first, last = sorted((found[1], named[1]))
        if sentence.tokens[last].relation != "conj" or sentence.tokens[last].head != first:
            return False
        at = self._left(sentence, first)
        return self._grammar.preposition_before(sentence.tokens, at)[0] == _TOGETHER

    def is_norm(self, name: Span, goods: Sequence[Span]) -> bool:
        """Whether the name only tells of which make or norm the goods are: "NATO howitzers", "munitions aux
        normes de l'Otan".
        """
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        above = lemma_of(sentence.tokens[sentence.tokens[index].head])
        return above in self._grammar.words["norm"] or self._belongs_to(sentence, index, goods)

    def is_front(self, name: Span) -> bool:
        """Whether who bears the name is only where others, who are named, are helped to fight: "to help
        Russia in Ukraine", "to support Russia's war in Ukraine".
        """
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        token, words = sentence.tokens[index], self._grammar.words
        if self._grammar.preposition_before(sentence.tokens, self._left(sentence, index))[0] != _WITHIN:
            return False
        fought = lemma_of(sentence.tokens[token.head]) in words["fighting"]
        for child, head in governors(sentence, index):
            if lemma_of(sentence.tokens[head]) in words["helping"] and (fought or child == index):
                helped = {w for place in objects_of(sentence, head) for w in sentence.subtree(place)}
                others = helped - set(sentence.subtree(index))
                return any(sentence.tokens[word].pos == "PROPN" for word in others)
        return False

    def in_ratio(self, name: Span) -> bool:
        """Whether the name stands in what goods are reckoned against: "two tanks for every Russian one"."""
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        return any(self._reckons(sentence, at) for at in (index, *(h for _, h in governors(sentence, index))))

    def is_ratio(self, word: Span) -> bool:
        """Whether the goods at `word` are reckoned against others, so that their number is no number of them:
        "has supplied two tanks for each Russian one".
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        below = (child for at in (index, *objects_of(sentence, index)) for child in sentence.children[at])
        return any(self._reckons(sentence, child) for child in below)

    def _reckons(self, sentence: Sentence, index: int) -> bool:
        """Whether the noun at `index` is what goods are reckoned against: "for every gun"."""
        below = [sentence.tokens[child] for child in sentence.children[index]]
        each = any(form_of(t) in self._grammar.forms["every"] for t in below if t.relation == "det")
        cases = (self._grammar.prepositions.get((form_of(t),)) for t in below if t.relation == "case")
        return each and _ORDERING in cases

    def lost_to(self, word: Span, name: Span) -> bool:
        """Whether the goods at `word` were to be for who bears the name, or are taken from them, and now go
        to others: "diverted to Taiwan shells meant for Oman", "rerouted tanks from Oman to Mali".
        """
        found, dealing = self._parsed.find(name), self._parsed.find(word)
        if found is None or dealing is None or found[0] is not dealing[0]:
            return False
        sentence, index = found
        tokens, words = sentence.tokens, self._grammar.words
        diverting = [t.index for t in tokens if lemma_of(t) in words["diverting"]]
        function, _ = self._grammar.preposition_before(tokens, self._left(sentence, index))
        meant = tokens[tokens[index].head]
        if meant.relation == "acl" and function in (_ORDERING, _TOWARDS):
            promised = lemma_of(meant) in words["earmarking"]
            return promised or (bool(diverting) and lemma_of(meant) in words["meaning_for"])
        sent = any(subject_words(sentence, place) and not is_passive(sentence, place) for place in diverting)
        return sent and function == _FROM

    def has_made(self, word: Span, name: Span) -> bool:
        """Whether who bears the name only has the goods made that the word tells of: "assembled eight drones
        for Togo". Where a plant is told of, it may be built for who will make them there.
        """
        found, named = self._parsed.find(word), self._parsed.find(name)
        if found is None or named is None or found[0] is not named[0]:
            return False
        sentence, index = named
        if any(lemma_of(token) in self._grammar.words["plant"] for token in sentence.tokens):
            return False
        inside = (token.index for token in sentence.tokens[index:] if token.start < name.end)
        bearers = {place for at in inside for place in self._bearers(sentence, at)}
        below = (sentence.tokens[child] for place in bearers for child in sentence.children[place])
        cases = (form_of(token) for token in below if token.relation == "case")
        return any(self._grammar.prepositions.get((form,)) == _ORDERING for form in cases)

    def sends(self, word: Span, name: Span, goods: Sequence[Span]) -> bool:
        """Whether who bears the name does what the verb at `word` says, and not the goods, as in "the rifles
        from Mali arrived".
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        doers = doer_words(*found)
        return touches(found[0], name, doers) and not any(touches(found[0], one, doers) for one in goods)

    def stands_alone(self, name: Span) -> bool:
        """Whether the name tells of no noun: "through Chad", and not "through the Chadian police chief"."""
        found = self._parsed.find(name)
        return found is not None and found[0].tokens[found[1]].relation not in _PART_OF_NAME - {"nmod"}

    def are_moved(self, word: Span, goods: Sequence[Span]) -> bool:
        """Whether somebody, told or not, moves the goods at `word`: they "were sent", and did not "come"."""
        found = self._parsed.find(word)
        if found is None or found[0].tokens[found[1]].pos != "VERB":
            return False
        sentence, index = found
        subject = subject_words(sentence, index)
        return is_passive(sentence, index) or not any(touches(sentence, one, subject) for one in goods)

    def spoken_for(self, word: Span) -> str | None:
        """The side that "we" are in the dealing at `word`, as the subject of its verb or of one that it
        completes ("we plan to send"); None where others are.
        """
        found = self._parsed.find(word)
        if found is None or is_passive(*found):
            return None
        sentence, index = found
        doing = [form_of(sentence.tokens[place]) for place in subject_words(sentence, index)]
        if len(doing) != 1 or doing[0] not in self._grammar.attribution.first_person:
            return None
        token = sentence.tokens[index]
        beside = [sentence.tokens[child] for child in sentence.children[token.head] if child < index]
        if token.relation == "xcomp" and any(other.relation in ("obj", "obl") for other in beside):
            return None  # "we asked them to send"
        own = any(sentence.tokens[child].relation == "nsubj" for child in sentence.children[index])
        return self._side_of_subject(token) if own or token.relation == "xcomp" else None

    def _side_of_subject(self, verb: Token) -> str | None:
        """The side of a dealing that whoever does what the verb says is on."""
        meant = self._grammar.predicates_of(lemma_of(verb), "NOUN" if verb.pos == "NOUN" else "VERB")
        return next((predicate.roles.get("subject") for predicate in meant), None)

    def supplied(self, word: Span, goods: Sequence[Span]) -> tuple[Span, Span] | None:
        """The words for who gave the goods and for who had them, of goods that others take at `word`, or of
        the participle itself: "Chad's Chinese-supplied tanks that were captured by the rebels".
        """
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        for token in sentence.tokens:
            if token.relation != "amod" or lemma_of(token) not in self._grammar.words["supplying"]:
                continue
            below = [sentence.tokens[child] for child in sentence.children[token.index]]
            giver = next((t for t in below if t.relation == "compound" and t.end == token.start - 1), None)
            beside = (sentence.tokens[child] for child in sentence.children[token.head])
            owner = next((other for other in beside if other.dep == "nmod:poss"), None)
            taken = (
                index == token.index or lemma_of(sentence.tokens[index]) in self._grammar.words["capturing"]
            )
            meant = any(touches(sentence, one, (token.head,)) for one in goods)
            if giver is not None and owner is not None and taken and meant:
                return Span(giver.start, giver.end), Span(owner.start, owner.end)
        return None

    def passes_on(self, name: Span) -> bool:
        """Whether the goods only pass through whoever bears the name ("through the Emirates")."""
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        bearers = (
            place
            for place in self._bearers(sentence, index)
            if not self._grammar.predicates_of(lemma_of(sentence.tokens[place]), "NOUN")
        )
        starts = (self._left(sentence, place) for place in bearers)
        return any(self._grammar.preposition_before(sentence.tokens, at)[0] == _PASSING for at in starts)

    def holds_depot(self, name: Span) -> bool:
        """Whether the country is only where a depot is: "from French army depots in Djibouti"."""
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        below = (sentence.tokens[child] for child in sentence.children[index])
        joint = next((t for t in below if t.relation == "case" and t.index < index), None)
        if joint is None or form_of(joint) not in self._grammar.forms["lying_in"]:
            return False
        for token in reversed(sentence.tokens[max(0, joint.index - _DEPOT_WORDS) : joint.index]):
            if lemma_of(token) in self._grammar.words["depot"]:
                return True
            if token.pos in ("VERB", "PUNCT"):
                return False
        return False

    def _left(self, sentence: Sentence, index: int) -> int:
        """Where the noun at `index` begins with what stands before it, its article left out."""
        near = [child for child in sentence.children[index] if child < index]
        left = min((c for c in near if sentence.tokens[c].relation in _BEFORE_NOUN), default=index)
        return left - 1 if left - 1 in near and sentence.tokens[left - 1].relation == "det" else left

    def _is_hit(self, sentence: Sentence, index: int, word: Span) -> bool:
        """Whether the word at `index` is in what the verb at `word` is done to, of a verb whose object is
        no arms.
        """
        found = self._parsed.find(word)
        if found is None or found[0] is not sentence:
            return False
        verb = sentence.tokens[found[1]]
        meant = self._grammar.predicates_of(lemma_of(verb), "VERB") if verb.pos == "VERB" else ()
        if not meant or any("object" in predicate.roles for predicate in meant):
            return False
        done_to = "nsubj" if is_passive(sentence, verb.index) else "obj"
        return any(
            sentence.tokens[child].relation == done_to and index in sentence.subtree(child)
            for child in sentence.children[verb.index]
        )

    def seizes(self, word: Span, name: Span) -> bool:
        """Whether who bears the name only stops the goods at `word` or finds them: "Spanish police seized
        rifles bound for Libya".
        """
        found, named = self._parsed.find(word), self._parsed.find(name)
        if found is None or named is None:
            return False
        sentence, index = found
        if named[0] is not sentence:  # "Spain seized rifles. The cargo had come from Mali."
            seizing = self._seizing(named[0])
            return any(touches(named[0], name, doer_words(named[0], verb.index)) for verb in seizing)
        own = subject_words(sentence, index)
        for verb in self._seizing(sentence):
            doers = self._doers(sentence, verb.index)  # "the army said that it seized"
            above = verb.index == index or any(head == verb.index for _, head in governors(sentence, index))
            if touches(sentence, name, doers if above else doers - own):
                return True
        return False

    def _seizing(self, sentence: Sentence) -> Iterator[Token]:
        """The verbs of the sentence that tell that goods were stopped or found."""
        for verb in sentence.tokens:
            meant = self._grammar.predicates_of(lemma_of(verb), "VERB") if verb.pos == "VERB" else ()
            if any(predicate.frame == _SEIZING for predicate in meant):
                yield verb

    def warns(self, word: Span, name: Span) -> bool:
        """Whether who bears the name only warns of the dealing at `word`, or advises on it: "Oslo issued
        an advisory on purchases by Iran". Who warns of what "it" will do may well do it.
        """
        found = self._parsed.find(word)
        if found is None:
            return False
        sentence, index = found
        own = subject_words(sentence, index)
        if any(sentence.tokens[place].pos == "PRON" for place in own):
            return False
        warned = False
        for _, place in governors(sentence, index):
            warned = warned or self._advises(sentence, place)
            doing = subject_words(sentence, place) - own if warned else set()
            if doing and sentence.tokens[place].pos == "VERB" and touches(sentence, name, doing):
                return True
        return False

    def _advises(self, sentence: Sentence, index: int) -> bool:
        """Whether the word at `index`, or what the verb there has as its object, is a warning or advice."""
        words = self._grammar.words["warning"] | self._grammar.words["advice"]
        return any(
            lemma_of(sentence.tokens[place]) in words for place in (index, *objects_of(sentence, index))
        )

    def downs(self, word: Span, name: Span, goods: Sequence[Span]) -> bool:
        """Whether who bears the name brings down the goods at `word`: it is somebody else that used them
        ("the militia shot down two American drones"). Nothing is said of arms that bring down others.
        """
        found = self._parsed.find(word)
        if found is None or self.brought_down(word, goods) is None:
            return False
        return touches(found[0], name, self._doers(*found))

    def _doers(self, sentence: Sentence, index: int) -> set[int]:
        """The words for whoever does what the verb at `index` says; of "claims to have shot down" and of
        "say that they" or "their defences shot down" also those for who claims it.
        """
        words = doer_words(sentence, index)
        token = sentence.tokens[index]
        pronouns = all(sentence.tokens[word].pos == "PRON" for word in words)
        own = any(form_of(sentence.tokens[word]) in self._grammar.attribution.own for word in words)
        above = token.relation in _TOLD and (pronouns or own)
        return words | self._doers(sentence, token.head) if above else words

    def made_by(self, name: Span) -> bool:
        """Whether the name tells only where goods are made: "Iranian-made", "de fabrication iranienne"."""
        found = self._parsed.find(name)
        if found is None:
            return False
        sentence, index = found
        forms, nouns = self._grammar.forms, self._grammar.words["made"]
        behind = [token for token in sentence.tokens[index + 1 : index + 3] if token.pos != "PUNCT"]
        made = forms["making"] | forms["making_between"]
        if behind and sentence.tokens[index].end == behind[0].start - 1 and lemma_of(behind[0]) in made:
            return True
        return lemma_of(sentence.tokens[sentence.tokens[index].head]) in nouns

    def brought_down(self, word: Span, goods: Sequence[Span]) -> Span | None:
        """The words for the goods that the verb at `word` says are brought down, if all of `goods` are."""
        lost = self.lost(word)
        if lost is None or not goods:
            return None
        return lost if all(lost.overlaps(span) for span in goods) else None

    def lost(self, word: Span) -> Span | None:
        """The words for what the verb at `word` says is brought down or held off, be it arms or not."""
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        verb = sentence.tokens[index]
        held_off = verb.pos == "VERB" and phrases_of(sentence, verb) & self._grammar.words["holding_off"]
        if not held_off and not any(one.frame == _DOWNING for one in self._deeds(sentence, index)):
            return None
        relation = "nsubj" if is_passive(sentence, index) else "obj"
        done_to = (c for c in sentence.children[index] if sentence.tokens[c].relation == relation)
        words = next((sentence.subtree(child) for child in done_to), None)
        return span_of(sentence, list(words)) if words is not None else None

    def do_it(self, word: Span, lost: Span, goods: Sequence[Span]) -> bool:
        """Whether `goods` outside the words `lost` bring these down, as the verb at `word` says: the missile
        in "a missile shot down a jet" and the guns in "shot down drones with guns", but not the tanks in
        "drones were shot down, and tanks hit".
        """
        found = self._parsed.find(word)
        first = min(goods, key=lambda span: span.start, default=None)
        if found is None or first is None:
            return False
        forms = self._grammar.forms
        between = [form_of(t) for t in found[0].tokens if lost.end <= t.start < first.start]
        means = (word for before, word in pairwise(["", *between]) if before not in forms["in_company"])
        return first.start < lost.start or not forms["means"].isdisjoint(means)

    def _deeds(self, sentence: Sentence, index: int) -> Iterator[Predicate]:
        """What the verb at `index` may mean, by itself and with the particle behind it ("shot down")."""
        verb, behind = sentence.tokens[index], sentence.tokens[index + 1 : index + 2]
        if verb.pos == "VERB":
            lemma = lemma_of(verb)
            for words in (lemma, *(f"{lemma} {form_of(particle)}" for particle in behind)):
                yield from self._grammar.predicates_of(words, "VERB")

    def tells_of_others(self, word: Span, name: Span) -> bool:
        """Whether who bears the name only tells what others without a name do at `word`: of "Washington said
        that nine countries had sold tanks" it is not Washington that sold any.
        """
        found = self._parsed.find(word)
        if found is None or is_passive(*found):
            return False
        sentence, index = found
        own = subject_words(sentence, index)
        if not self._unnamed_others(sentence, own):
            return False
        below = index
        for child, head in governors(sentence, index):
            below = child if sentence.tokens[child].relation in CLAUSES else below
            said = below == child and self._grammar.reports(sentence.tokens[head])
            if said and touches(sentence, name, subject_words(sentence, head) - own):
                return True
        return False

    def _unnamed_others(self, sentence: Sentence, subject: set[int]) -> bool:
        """Whether the subject is somebody new without a name: "nine countries", and not "the ministry"."""
        head = _head(sentence, subject)
        if head is None or head.pos != "NOUN":
            return False
        if lemma_of(head) in self._grammar.roles.keys() | self._grammar.words["party"]:
            return False
        return self._is_new(sentence, subject)

    def _is_new(self, sentence: Sentence, subject: set[int]) -> bool:
        """Whether the words name nobody and take up nobody: "other partners", and not "its partners"."""
        known = self._grammar.forms["definite"] | self._grammar.attribution.own
        words = [sentence.tokens[place] for place in subject]
        return not any(form_of(token) in known or token.pos in ("PRON", "PROPN") for token in words)

    def done_by_others(self, word: Span, others: Container[str]) -> tuple[str, Span] | None:
        """The side that whoever does what the verb at `word` says is on, and the words for them, where they
        are one of the words `others` and name nobody: of "Thirty nations have sent tanks, thanks to Oslo" it
        is not Oslo that sent any, of "American jets provided by other members" not America; so too of "Oslo
        urges European partners to send".
        """
        found = self._parsed.find(word)
        if found is None:
            return None
        sentence, index = found
        passive = is_passive(sentence, index)
        if passive:
            own = doer_words(sentence, index)
        else:
            own = self._acting(sentence, self._bidden(sentence, index))
        head = _head(sentence, own)
        if head is None or form_of(head) not in others:
            return None
        group = not passive and self._is_group(sentence, head)
        new = self._is_new(sentence, own) if passive else self._unnamed_others(sentence, own)
        if not (new or group):
            return None
        side = self._side_of_subject(sentence.tokens[index])
        first, last = (sentence.tokens[place] for place in (min(own), max(own)))
        return (side, Span(first.start, last.end)) if side else None

    def _bidden(self, sentence: Sentence, index: int) -> int:
        """The verb that somebody is asked to do with the dealing's noun: of "called on partners to speed up
        deliveries" speeding up; else the word itself.
        """
        token = sentence.tokens[index]
        above = sentence.tokens[token.head]
        noun = token.pos == "NOUN" and token.relation == "obj" and above.relation in _TOLD
        return above.index if noun and self._asked(sentence, above.index) else index

    def _acting(self, sentence: Sentence, index: int) -> set[int]:
        """The words for whoever does what the verb at `index` says: in "asks them to", "encourages allies to"
        whom the verb above has for its object, for "they" in what somebody says of themselves the speaker.
        """
        asked = self._asked(sentence, index)
        if asked:
            return asked
        own = subject_words(sentence, index)
        below = index
        while sentence.tokens[below].relation == "xcomp" and sentence.tokens[below].head != below:
            below = sentence.tokens[below].head
        token = sentence.tokens[below]
        above = sentence.tokens[token.head]
        spoken = token.relation == "ccomp" and self._grammar.reports(above)
        if spoken and own and all(sentence.tokens[word].pos == "PRON" for word in own):
            return subject_words(sentence, above.index)
        return own

    def _asked(self, sentence: Sentence, index: int) -> set[int]:
        """The words for who is to do what the infinitive at `index` says, and not whom it is promised."""
        above = sentence.tokens[sentence.tokens[index].head]
        return set() if self._promises(above) else led_words(sentence, index)

    def _promises(self, verb: Token) -> bool:
        """Whether whoever does what the verb says is to do what it says below: "promised them to send"."""
        lemma = lemma_of(verb)
        agreed = any(one.stage is Stage.AGREED for one in self._grammar.operators_of(lemma, "VERB"))
        return agreed and lemma not in self._grammar.words["permitting"]

    def _is_group(self, sentence: Sentence, head: Token) -> bool:
        """Whether the noun with an article before it means states together that bear no name all the same:
        "les Occidentaux", "the countries of Central Europe", and not "the countries".
        """
        if head.pos == "PRON" or head.index == 0:
            return False
        below = [sentence.tokens[child] for child in sentence.children[head.index]]
        own = any(form_of(token) in self._grammar.attribution.own for token in below)
        told = any(token.relation in _TELLING for token in below)
        return not own and (told or head.text[:1].isupper())

    def described_alone(self, word: Span) -> str | None:
        """The side of those who are told of by nothing but what they do at `word`: who sends drones in "we
        condemn those who send drones to" is not who speaks.
        """
        found = self._parsed.find(word)
        if found is None or is_passive(*found):
            return None
        sentence, index = found
        own = subject_words(sentence, index)
        head = _head(sentence, own)
        if head is None or head.relation != "obj" or form_of(head) not in self._grammar.forms["whoever"]:
            return None  # "we are among those who have sent tanks"
        clauses = (sentence.tokens[child] for child in sentence.children[head.index])
        relative = any(token.dep.startswith("acl:relcl") for token in clauses)
        return self._side_of_subject(sentence.tokens[index]) if relative else None

    def outdone(self, word: Span, names: Sequence[Span]) -> list[Span]:
        """Those of the names for one side of the dealing at `word` that only stand in the subject of a clause
        around one whose subject is of that side too, or of one that tells of evidence: in "Washington thought
        that Iran would sell" and "Washington has no proof that Iran sold" it is Iran that sells.
        """
        found = self._parsed.find(word)
        if found is None or len(names) < _SEVERAL:
            return []
        sentence, index = found
        own = subject_words(sentence, index)
        left = [name for name in names if not touches(sentence, name, own)]
        around: set[int] = set()
        if len(left) < len(names):
            clause: set[int] = set()
            for child, head in governors(sentence, index):
                if sentence.tokens[child].relation in CLAUSES:
                    clause = set(sentence.subtree(child))
                if clause:  # of "Spain, which got tanks from Germany, sold" Germany stands in no subject
                    around |= subject_words(sentence, head) - clause
        for token in sentence.tokens:
            if token.relation == "ccomp":
                saying, said = (subject_words(sentence, place) for place in (token.head, token.index))
                if any(touches(sentence, name, said - saying) for name in names):
                    around |= saying
        around |= self._seeing(sentence, index)
        outside = [name for name in left if touches(sentence, name, around)]
        return outside if len(outside) < len(names) else []

    def _seeing(self, sentence: Sentence, index: int) -> set[int]:
        """The words for whoever has the evidence, or none, of what is told at `index`, or says so."""
        seeing: set[int] = set()
        seen = False
        for place in (index, *(head for _, head in governors(sentence, index))):
            if seen:
                seeing |= subject_words(sentence, place)
            operators = self._grammar.operators_of(lemma_of(sentence.tokens[place]), "NOUN")
            seen = seen or any(operator.evidence for operator in operators)
        return seeing

    def takes_part(self, word: Span) -> bool:
        """Whether a plant at `word` is what the clause is about: not in "the engines reached a plant"."""
        found = self._parsed.find(word)
        if found is None:
            return True
        sentence, index = found
        token = sentence.tokens[index]
        return lemma_of(token) not in self._grammar.words["plant"] or token.relation in ("nsubj", "root")


def _head(sentence: Sentence, words: set[int]) -> Token | None:
    """The word of a phrase that hangs on none of the others."""
    return next((sentence.tokens[w] for w in words if sentence.tokens[w].head not in words), None)
