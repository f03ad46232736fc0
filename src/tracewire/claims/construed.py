"""How does the grammar of its sentence construe a word that the model marked?

The model reads words side by side and is seldom wrong about what is told, but some frames turn it about from
afar: who "declined to confirm that" something was shipped says neither yes nor no, who "has not seen" it
denies it, and what pressure is put on somebody to keep them from is no denial. The parse tells these apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracewire.claims.factuality import Factuality, factuality, governors, is_negated, negation_of
from tracewire.claims.frames import Frame, is_passive
from tracewire.claims.grammar import Grammar, Operator, Predicate, form_of, lemma_of
from tracewire.expressions.times import TimeMention
from tracewire.model import Certainty, Kind, Polarity, Sentence, Span, Stage, Token, first_day, last_day

__all__ = ["Construed", "Standing"]

_SAID: Final = frozenset({"ccomp", "xcomp", "obj", "nsubj", "csubj", "advcl"})
"""The relations by which a word belongs to what a reporting verb reports, and not to an aside in it."""

_REPORTED: Final = _SAID | {"parataxis", "obl"}
"""The relations of what a verb of speech reports: "has sold, he said", "accused it of having sold"."""

_PART_OF_NAME: Final = frozenset({"amod", "nmod", "appos", "flat", "conj", "compound"})
"""The relations by which a name belongs to the noun that it tells of: "Chinese firms"."""

_BEFORE_NOUN: Final = frozenset({"amod", "compound", "nummod", "nmod"})
"""The relations of what stands before a noun and belongs to it: "the two Russian ports"."""

_BESIDE: Final = frozenset({"against", "beside"})
"""The functions of prepositions before whom somebody acts against or is compared with."""

_CLAUSES: Final = frozenset({"ccomp", "acl", "advcl"})
"""The relations of a clause with a subject of its own."""

_SHARING: Final = frozenset({"xcomp", "conj"})
"""The relations of a verb that has the subject of the one above it: "Iran considers selling"."""

_SEVERAL: Final = 2

_PLACED_IN: Final = frozenset({"nsubj", "obl", "nmod"})
"""The relations by which a story stands beside what happens in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the grammar makes of a marked word.

    `told` is False where nobody says whether it is so; `polarity` is given where the grammar knows it better
    than the model, with the `rule` that says so and its word.
    """

    told: bool = True
    polarity: Polarity | None = None
    rule: str = ""
    word: Span | None = None
    certain: bool = False
    may_be: bool = False

    def certainty(self, marked: Certainty) -> Certainty:
        """How sure it is told: what is denied outright is so for certain, in whatever mood it is repeated,
        and so is what "cannot be denied"; what somebody thinks that "could be" is possible, not probable.
        """
        if self.certain or self.polarity is Polarity.DENIED:
            return Certainty.CERTAIN
        return Certainty.POSSIBLE if self.may_be and marked is Certainty.PROBABLE else marked


class Construed:
    """The parsed sentences of a document, asked about words in them by offsets of its text."""

    def __init__(self, sentences: Sequence[Sentence], grammar: Grammar) -> None:
        self._sentences = sorted(sentences, key=lambda sentence: sentence.span.start)
        self._starts = [sentence.span.start for sentence in self._sentences]
        self._grammar = grammar

    def _find(self, word: Span) -> tuple[Sentence, int] | None:
        number = bisect_right(self._starts, word.start) - 1
        if number < 0:
            return None
        sentence = self._sentences[number]
        inside = (t.index for t in sentence.tokens if t.start < word.end and word.start < t.end)
        index = next(inside, None)
        return None if index is None else (sentence, index)

    def standing(self, word: Span, kind: Kind, stage: Stage, polarity: Polarity) -> Standing:
        """Whether the dealing at `word`, marked with `polarity`, is told at all, and whether it is denied."""
        found = self._find(word)
        if found is None:
            return Standing()
        sentence, index = found
        if self._invented(sentence, index):
            return Standing(told=False)
        beyond = self._beyond_doubt(sentence, index)
        if beyond is not None and negation_of(sentence, index, self._grammar) is None:
            where = Span(beyond.start, beyond.end)
            return Standing(polarity=Polarity.AFFIRMED, rule="beyond doubt", word=where, certain=True)
        fact = self._factuality(sentence, index, kind, stage)
        if fact.untold:
            return Standing(told=False)
        if polarity is Polarity.DENIED and self._kept_from(sentence, index):
            return Standing(told=False)
        rule, token = fact.rules.get("polarity", ("", None))
        if fact.polarity is Polarity.DENIED and fact.outright:
            by = Span(token.start, token.end) if token else None
            return Standing(polarity=Polarity.DENIED, rule=rule, word=by)
        if polarity is Polarity.DENIED and self._seeming(sentence):
            return Standing(polarity=Polarity.AFFIRMED, rule="negation: seeming")
        return Standing(may_be=self._may_be(fact))

    def _may_be(self, fact: Factuality) -> bool:
        """Whether the words hold a verb by which something only may be so: "could be operational"."""
        _, token = fact.rules.get("certainty", ("", None))
        modal = token is not None and lemma_of(token) in self._grammar.words["able"]
        return modal and fact.certainty is Certainty.POSSIBLE

    def _factuality(self, sentence: Sentence, index: int, kind: Kind, stage: Stage) -> Factuality:
        token = sentence.tokens[index]
        predicate = Predicate(
            lemma=token.lemma, pos=token.pos, frame="give", kind=kind, stage=stage, roles={}
        )
        frame = Frame(
            sentence=sentence, predicate=predicate, index=index, passive=is_passive(sentence, index)
        )
        return factuality(frame, self._grammar)

    def _invented(self, sentence: Sentence, index: int) -> bool:
        """Whether it happens in a made-up story: "in this novel", "the film tells how"."""
        words = self._grammar.words
        above = [index, *(head for _, head in governors(sentence, index))]
        beside = (child for place in above for child in sentence.children[place])
        for token in map(sentence.tokens.__getitem__, (*above[1:], *beside)):
            lemma, telling = lemma_of(token), lemma_of(sentence.tokens[token.head]) in words["narrating"]
            below = [sentence.tokens[child] for child in sentence.children[token.index]]
            if token.relation not in _PLACED_IN and token.index not in above:
                continue
            screened = lemma in words["screened"] and any(lemma_of(t) in words["screen"] for t in below)
            if lemma in words["fiction"] or screened:
                return True
            if lemma in words["shown"] and telling and token.relation == "nsubj":
                return not any(lemma_of(t) in words["factual"] for t in below)
        return False

    def _beyond_doubt(self, sentence: Sentence, index: int) -> Token | None:
        """The word that leaves no doubt of what is below it: "cannot be denied", "there is no doubt that"."""
        grammar, tokens = self._grammar, sentence.tokens
        for child, head in governors(sentence, index):
            if tokens[child].relation not in _SAID and tokens[child].relation != "acl":
                return None
            token = tokens[head]
            lemma = lemma_of(token)
            if lemma in grammar.words["undeniable"]:
                return token
            nouns = [token, *(tokens[c] for c in sentence.children[head] if tokens[c].relation == "obj")]
            doubt = next((noun for noun in nouns if lemma_of(noun) in grammar.words["doubt"]), None)
            if doubt is not None and is_negated(sentence, doubt.index, grammar):
                return doubt
            if any(o.speech and o.polarity for o in grammar.operators_of(lemma, "VERB")):
                ways = [tokens[c] for c in sentence.children[head] if tokens[c].relation == "aux"]
                if token.relation in ("xcomp", "csubj"):
                    ways.append(tokens[token.head])
                able = [way for way in ways if {lemma_of(way), form_of(way)} & grammar.words["able"]]
                refused = [place for way in able for place in (way.index, head)]
                if any(is_negated(sentence, place, grammar) for place in refused):
                    return token
                if any(lemma_of(way) in grammar.words["hardly"] for way in ways):
                    return token
        return None

    def _kept_from(self, sentence: Sentence, index: int) -> bool:
        """Whether the verb at `index` tells what somebody should be kept from: "so that it would not"."""
        token = sentence.tokens[index]
        if token.relation != "advcl":
            return False
        marks = {
            form_of(sentence.tokens[below])
            for child in sentence.children[index]
            if sentence.tokens[child].relation == "mark"
            for below in sentence.subtree(child)
        }
        return bool(marks & self._grammar.forms["purpose"])

    def _seeming(self, sentence: Sentence) -> bool:
        """Whether all that looks like negation in the sentence denies nothing ("not for the first time")."""
        grammar = self._grammar
        if any(o.polarity for t in sentence.tokens for o in _operators(grammar, lemma_of(t))):
            return False
        words = [form_of(token) for token in sentence.tokens]
        seeming: set[int] = set()
        for phrase in grammar.seeming:
            for start in range(len(words) - len(phrase) + 1):
                if tuple(words[start : start + len(phrase)]) == phrase:
                    seeming.update(range(start, start + len(phrase)))
        negators = {n for n, word in enumerate(words) if word in grammar.negation}
        if negators:
            return negators <= seeming
        first = next((n for n, word in enumerate(words) if word in grammar.forms["exceptive_first"]), None)
        return first is not None and any(
            form_of(token) in grammar.forms["exceptive_second"] and token.relation in ("advmod", "case")
            for token in sentence.tokens[first + 1 :]
        )

    def denies(self, stretch: Span) -> bool:
        """Whether any word of the sentences at `stretch` can deny something."""
        grammar = self._grammar
        deniers = grammar.negation | grammar.words["baseless"] | grammar.forms["purpose"]
        for sentence in self._sentences:
            if not sentence.span.overlaps(stretch):
                continue
            words = [form_of(token) for token in sentence.tokens]
            for token in sentence.tokens:
                operators = _operators(grammar, lemma_of(token))
                if {form_of(token), lemma_of(token)} & deniers or form_of(token).startswith(grammar.hinting):
                    return True
                if any(operator.polarity or operator.reticent for operator in operators):
                    return True
                ahead = words[token.index :]
                if any(tuple(ahead[: len(phrase)]) == phrase for phrase in grammar.avoiding):
                    return True
        return False

    def called_false(self, word: Span) -> bool:
        """Whether the words are a report that the sentence calls false, or tell whose it is: who vouches is
        somebody else ("the claim of Oslo that … is false, the minister said").
        """
        found = self._find(word)
        if found is None:
            return False
        sentence, index = found
        inside = [token for token in sentence.tokens[index:] if token.start < word.end]
        return any(
            self._false_report(sentence, place) for token in inside for place in (token.index, token.head)
        )

    def _false_report(self, sentence: Sentence, index: int) -> bool:
        token = sentence.tokens[index]
        above = lemma_of(sentence.tokens[token.head])
        return lemma_of(token) in self._grammar.words["charge"] and any(
            operator.polarity for operator in self._grammar.operators_of(above, "ADJ")
        )

    def aimed_at(self, name: Span) -> bool:
        """Whether what bears the name is what something is aimed at: "sanctions against Chinese firms"."""
        found = self._find(name)
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

    def set_beside(self, word: Span, name: Span, kind: Kind) -> bool:
        """Whether who bears the name only stands beside the dealing at `word`: whom a party is compared with
        or acts against ("relative to Russia", "missiles used against Russian ports") and, of arms that are
        used, who is hit ("fired at Israel", "Ukraine was hit by drones").
        """
        found = self._find(name)
        if found is None:
            return False
        sentence, index = found
        if kind is Kind.USE and self._is_hit(sentence, index, word):
            return True
        for place in self._bearers(sentence, index):
            token = sentence.tokens[place]
            function, words = self._grammar.preposition_before(sentence.tokens, self._left(sentence, place))
            aimed = kind is Kind.USE and words in self._grammar.forms["fired_at"]
            if (function in _BESIDE or aimed) and token.relation != "nsubj":  # "than Norway had delivered"
                return True
            # "Faced with the requests of Mali" opposes nobody; the "positions of Mali" that are hit are Mali.
            if token.relation == "nmod" and kind is not Kind.USE:
                return False
        return False

    def tells_of_others(self, word: Span, name: Span) -> bool:
        """Whether who bears the name only tells what others without a name do at `word`: of "Washington said
        that nine countries had sold tanks" it is not Washington that sold any.
        """
        found = self._find(word)
        if found is None or is_passive(*found):
            return False
        sentence, index = found
        own = self._subject(sentence, index)
        if not self._unnamed_others(sentence, own):
            return False
        below = index
        for child, head in governors(sentence, index):
            below = child if sentence.tokens[child].relation in _CLAUSES else below
            said = below == child and self._grammar.reports(sentence.tokens[head])
            if said and self._in(sentence, name, self._subject(sentence, head) - own):
                return True
        return False

    def _unnamed_others(self, sentence: Sentence, subject: set[int]) -> bool:
        """Whether the subject is somebody new without a name: "nine countries", and not "the ministry"."""
        heads = [place for place in subject if sentence.tokens[place].head not in subject]
        if not heads or sentence.tokens[heads[0]].pos != "NOUN":
            return False
        nouns = self._grammar.roles.keys() | self._grammar.words["party"]
        if lemma_of(sentence.tokens[heads[0]]) in nouns:
            return False
        known = self._grammar.forms["definite"] | self._grammar.attribution.own
        words = [sentence.tokens[place] for place in subject]
        return not any(form_of(token) in known or token.pos in ("PRON", "PROPN") for token in words)

    def _left(self, sentence: Sentence, index: int) -> int:
        """Where the noun at `index` begins with what stands before it, its article left out."""
        near = [child for child in sentence.children[index] if child < index]
        left = min((c for c in near if sentence.tokens[c].relation in _BEFORE_NOUN), default=index)
        return left - 1 if left - 1 in near and sentence.tokens[left - 1].relation == "det" else left

    def _is_hit(self, sentence: Sentence, index: int, word: Span) -> bool:
        """Whether the word at `index` is in what the verb at `word` is done to, of a verb whose object is
        no arms.
        """
        found = self._find(word)
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

    def outdone(self, word: Span, names: Sequence[Span]) -> list[Span]:
        """Those of the names for one side of the dealing at `word` that only stand in the subject of a clause
        around one whose subject is of that side too, or of one that tells of evidence: in "Washington thought
        that Iran would sell" and "Washington has no proof that Iran sold" it is Iran that sells.
        """
        found = self._find(word)
        if found is None or len(names) < _SEVERAL:
            return []
        sentence, index = found
        own = self._subject(sentence, index)
        left = [name for name in names if not self._in(sentence, name, own)]
        around: set[int] = set()
        if len(left) < len(names):
            clause = False
            for child, head in governors(sentence, index):
                clause = clause or sentence.tokens[child].relation in _CLAUSES
                if clause:
                    around |= self._subject(sentence, head)
        for token in sentence.tokens:
            if token.relation == "ccomp":
                saying, said = (self._subject(sentence, place) for place in (token.head, token.index))
                if any(self._in(sentence, name, said - saying) for name in names):
                    around |= saying
        around |= self._seeing(sentence, index)
        outside = [name for name in left if self._in(sentence, name, around)]
        return outside if len(outside) < len(names) else []

    def _seeing(self, sentence: Sentence, index: int) -> set[int]:
        """The words for whoever has the evidence, or none, of what is told at `index`, or says so."""
        seeing: set[int] = set()
        seen = False
        for place in (index, *(head for _, head in governors(sentence, index))):
            if seen:
                seeing |= self._subject(sentence, place)
            operators = self._grammar.operators_of(lemma_of(sentence.tokens[place]), "NOUN")
            seen = seen or any(operator.evidence for operator in operators)
        return seeing

    def _subject(self, sentence: Sentence, index: int) -> set[int]:
        """The words of the subject of the verb at `index`: of "firms that sold" the firms."""
        token = sentence.tokens[index]
        for child in sentence.children[index]:
            below = sentence.tokens[child]
            if below.relation == "nsubj":
                relative = token.dep.startswith("acl") and below.pos == "PRON"
                if not relative:
                    return set(sentence.subtree(child))
                return set(sentence.subtree(token.head)) - set(sentence.subtree(index))
        shared = token.relation in _SHARING and token.head != index
        return self._subject(sentence, token.head) if shared else set()

    def _in(self, sentence: Sentence, name: Span, places: set[int]) -> bool:
        return any(
            sentence.tokens[place].start < name.end and name.start < sentence.tokens[place].end
            for place in places
        )

    def takes_part(self, word: Span) -> bool:
        """Whether a plant at `word` is what the clause is about: not in "the engines reached a plant"."""
        found = self._find(word)
        if found is None:
            return True
        sentence, index = found
        token = sentence.tokens[index]
        return lemma_of(token) not in self._grammar.words["plant"] or token.relation in ("nsubj", "root")

    def shown(self, word: Span) -> Span | None:
        """The clause that says what the evidence at `word` is of: "no proof that a deal was signed"."""
        found = self._find(word)
        if found is None:
            return None
        sentence, index = found
        operators = list(_operators(self._grammar, lemma_of(sentence.tokens[index])))
        if not any(operator.evidence for operator in operators):
            return None
        for child in sentence.children[index]:
            if sentence.tokens[child].relation in _CLAUSES:
                words = sorted(sentence.subtree(child))
                return Span(sentence.tokens[words[0]].start, sentence.tokens[words[-1]].end)
        return None

    def asked(self, word: Span) -> Span | None:
        """The words for whoever gets the request at `word`: of "Serbia received a request from Tunisia" it is
        Serbia that is asked, and not who takes the goods.
        """
        found = self._find(word)
        if found is None:
            return None
        sentence, index = found
        token = sentence.tokens[index]
        requests = self._grammar.predicates_of(lemma_of(token), "NOUN")
        verb = sentence.tokens[token.head]
        taken = token.relation == "obj" and lemma_of(verb) in self._grammar.words["taking"]
        if not taken or not any(predicate.stage is Stage.SOUGHT for predicate in requests):
            return None
        for child in sentence.children[verb.index]:
            if sentence.tokens[child].relation == "nsubj":
                words = sorted(sentence.subtree(child))
                return Span(sentence.tokens[words[0]].start, sentence.tokens[words[-1]].end)
        return None

    def of_speech(self, word: Span, time: Span) -> bool:
        """Whether the source spoke at `time`, which is no time of the dealing at `word`: "said on Monday that
        it had sold", "has sold, he said on Monday".
        """
        found, dated = self._find(word), self._find(time)
        if found is None or dated is None or found[0] is not dated[0]:
            return False
        sentence, index = found
        above = {head: child for child, head in governors(sentence, index)}
        current = dated[1]
        while current != index:
            token = sentence.tokens[current]
            if current in above:
                said = sentence.tokens[above[current]].relation in _REPORTED
                return said and self._grammar.reports(token)
            if token.relation == "parataxis" and self._grammar.reports(token):
                return token.head == index or token.head in above
            if token.head == current:
                return False
            current = token.head
        return False

    def spoken(self, word: Span, times: Sequence[TimeMention], published: str | None) -> TimeMention | None:
        """The day of speech where it is earlier than the report's ("said in December that it planned").

        The rule is the annotation guide's ("Rulings", `when`): it holds for what the speaker says, not for
        what is only described in it.
        """
        found = self._find(word)
        reported = first_day(published) if published else None
        if found is None or reported is None:
            return None
        sentence, index = found
        for child, verb in governors(sentence, index):
            if sentence.tokens[child].relation not in _SAID:
                return None
            if sentence.tokens[verb].pos != "VERB" or not self._grammar.reports(sentence.tokens[verb]):
                continue
            below = set(sentence.subtree(child))
            beside = set(sentence.subtree(verb)) - below
            dated = [t for t in times if any(_starts(sentence, i, t) for i in beside)]
            if not dated:
                continue  # "said in December that it believed that"
            if len(dated) > 1:
                return None
            end = last_day(dated[0].edtf)
            return dated[0] if end is not None and end < reported else None
        return None


def _operators(grammar: Grammar, lemma: str) -> Iterator[Operator]:
    for pos in ("VERB", "NOUN", "ADJ"):
        yield from grammar.operators_of(lemma, pos)


def _starts(sentence: Sentence, index: int, time: TimeMention) -> bool:
    token = sentence.tokens[index]
    return time.start <= token.start < time.end
