"""Whose word is each stretch of a dispatch?

Three things carry a source: a quotation with its speaker, a reporting word with its subject ("Kirby said
that …", "…, a déclaré le diplomate"), and a phrase such as "selon" or "according to". The innermost one
that covers a word wins; inside an open quotation and over "he added" a source carries on; elsewhere the
document speaks for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracewire.claims.names.offices import Introduction, of_person
from tracewire.claims.sources.speakers import Attributed, Speakers, phrase_of, surname
from tracewire.claims.sources.turns import ANSWER, QUESTION, Turn, turn_titled, turns_in
from tracewire.claims.text.found import home_of
from tracewire.claims.text.frames import is_bare_participle, is_passive
from tracewire.claims.text.grammar import Grammar, form_of, lemma_of
from tracewire.claims.text.mentions import Mention, MentionKind, Phrases
from tracewire.claims.text.parsed import stands_apart
from tracewire.claims.times.speech import is_silent
from tracewire.lexicon import EntryKind, Gazetteer
from tracewire.model import NARRATOR, Document, Sentence, Source, Span, Token

__all__ = ["Attribution"]

_MARKS = re.compile(r"[«»“”„\"]")
_OPENING = "«“„"

# Distances in words on the development dispatches, November 2026.
_INVERTED_SUBJECT = 4  # from a reporting verb to the subject after it that the parser missed
_INVERTED_FROM = (
    3  # a verb as near to the sentence's beginning as this has no content before it: no inversion
)
_VIA_WINDOW = 3  # "told Reuters"
_ACCORDING_HEAD = 6  # from "according to" to the noun that it names


@dataclass(slots=True, kw_only=True, eq=False)
class _Cue:
    index: int  # the reporting word
    words: frozenset[int]  # all words of the cue
    attributed: Attributed
    subject: set[int]  # the words that name the speaker, and the cue's
    described: set[int]  # the same, with the clauses about the speaker
    content: set[int]  # the words that the tree puts under the cue
    parenthetical: bool
    verb: bool


class Attribution:
    """Sources for the sentences of one document, read in order.

    Call `headline` and `paragraph` for each part, `begin` for each of its sentences, then ask `at`.
    """

    def __init__(self, grammar: Grammar, gazetteer: Gazetteer, document: Document) -> None:
        house = document.agency or document.outlet
        self._grammar = grammar
        self._text = document.text
        self._home = home_of(document, gazetteer)
        self._narrator = Source(role="narrator", org=house) if house else NARRATOR
        self._speakers = Speakers(grammar, on=document.published)
        self._turn: Source | None = None  # the speaker of a briefing's or an interview's turn
        self._answers: Source | None = None  # who spoke last and did not ask
        self._turns: list[tuple[int, Turn]] = []  # those of the paragraph that are still to open
        self._turn_speakers: list[Source] = []
        self._authority: Mention | None = None  # the body whose briefing, answer or release the document is
        self._release = False
        self._issuer: Source | None = None  # whose release it is
        self._according_cues: dict[str, list[list[str]]] = {}
        for cue in grammar.attribution.according:
            wanted = cue.replace("'", "' ").split()
            self._according_cues.setdefault(wanted[0], []).append(wanted)
        self._cues: list[_Cue] = []
        self._quoted: list[tuple[Span, Attributed | None]] = []
        self._open_quote: Attributed | None = None
        self._carry: Attributed | None = None  # the source of the last sentence that had one
        self._sentence: Sentence | None = None
        if (titled := turn_titled(document, grammar)) is not None:
            known = (hit.first(EntryKind.PERSON) for hit in gazetteer.find(titled.name or ""))
            person = next(filter(None, known), None)
            if person is not None:
                told = Introduction(role=titled.role)
                self._turn_speakers.append(of_person(person, told, document.published))
            self._open(titled)

    def name(self, sentence: Sentence, head: int, phrases: Phrases, *, anonymity: bool) -> Attributed | None:
        """The source that the phrase headed by `head` names, or None if it names no speaker."""
        return self._speakers.name(sentence, head, phrases, anonymity=anonymity)

    # -- turns -----------------------------------------------------------------------------------------

    def headline(self, phrases: Phrases, text: str) -> None:
        """Take from a headline whose briefing, answer or release it is."""
        if self._authority is None:
            bodies = (m for m in phrases.of(MentionKind.PARTY) if m.entry.kind == EntryKind.INSTITUTION)
            self._authority = next((m for m in bodies if m.entry.country), None)
        if text.lower().lstrip().startswith(self._grammar.turns["release"]):
            self._release = True

    def paragraph(self, span: Span) -> None:
        """Notice whose turns a paragraph opens."""
        self.end_paragraph()
        opened = turns_in(span.of(self._text), self._grammar)
        for _, turn in self._turns:  # of a paragraph of which no sentence was read
            self._open(turn)
        self._turns = [(span.start + offset, turn) for offset, turn in opened]

    def _open(self, turn: Turn) -> None:
        """Let whoever is told speak."""
        if turn is QUESTION:
            self._turn = Source(role=turn.role, anonymous=True)
            return
        if turn is not ANSWER:
            self._answers = self._turn_source(turn)
        self._turn = self._answers

    def _turn_source(self, turn: Turn) -> Source:
        """The speaker of the turn: one who had one before, else one of the authority whose text this is."""
        if turn.name is None:
            same = (s for s in reversed(self._turn_speakers) if s.role == turn.role)
        else:
            last = turn.name.split()[-1]
            same = (s for s in self._turn_speakers if s.name and s.name.split()[-1] == last)
        known = next(same, None)
        if known is not None:
            return known
        entry = self._authority.entry if self._authority else None
        source = Source(
            name=turn.name,
            role=turn.role,
            org=(entry.org or entry.name) if entry else None,
            country=turn.country or (entry.country if entry else self._home if self._release else None),
            anonymous=turn.name is None,
        )
        self._turn_speakers.append(source)
        if turn.name:
            self._speakers.persons[surname(turn.name)] = source
        return source

    def end_paragraph(self) -> None:
        """Close what the quotation marks of a paragraph left open."""
        self._open_quote = None

    # -- one sentence ------------------------------------------------------------------------------------

    def begin(self, sentence: Sentence, phrases: Phrases, text: str) -> None:
        """Read the cues of the next sentence of the document, whose text is `text`."""
        self._sentence = sentence
        while self._turns and self._turns[0][0] < sentence.span.end:
            self._open(self._turns.pop(0)[1])
        lowered = sentence.span.of(text).lower()
        anonymity = any(cue in lowered for cue in self._grammar.attribution.anonymity)
        cues: list[_Cue] = []
        for token in sentence.tokens:
            if token.pos in ("VERB", "AUX") and self._grammar.reports(token):
                cue = self._verb_cue(sentence, token, phrases, anonymity)
                if cue:
                    cues.append(cue)
        cues.extend(self._according(sentence, phrases, anonymity))
        self._cues = cues
        self._quotes(sentence, text, cues)
        if self._release and self._issuer is None:
            bodies = (c.attributed.source for c in cues if c.verb)
            issuer = next((s for s in bodies if s.role == "institution"), None)
            if issuer is not None:
                self._issuer = (
                    issuer if issuer.country else replace(issuer, name=None, country=self._home, via=None)
                )
        if cues:
            self._carry = (cues[-1] if cues[-1].verb else cues[0]).attributed

    def _verb_cue(self, sentence: Sentence, token: Token, phrases: Phrases, anonymity: bool) -> _Cue | None:
        index = token.index
        subject = self._subject(sentence, token, phrases)
        if subject is None:
            return None
        attributed = self.name(sentence, subject, phrases, anonymity=anonymity)
        if attributed is None:
            return None
        role, _ = self._grammar.roles.get(lemma_of(sentence.tokens[subject]), (attributed.source.role, False))
        if role in ("outlet", "reports") and is_silent(sentence, index, self._grammar):
            return None
        via = self._via(sentence, index, phrases)
        if via and via != attributed.source.org:
            attributed = replace(attributed, source=replace(attributed.source, via=via))
        content = self._content(sentence, index)
        inverted = subject > index and token.relation != "acl"
        beside = token.relation in ("advcl", "conj") and not _has_clause(sentence, index)
        aside = token.relation in ("parataxis", "dep") or (
            beside and not self._only_of_its_own(sentence, index)
        )
        return _Cue(
            index=index,
            words=frozenset((index,)),
            attributed=attributed,
            subject=phrase_of(sentence, subject) | {index},
            described=self._described(sentence, subject, index),
            content=content,
            parenthetical=aside or inverted or (token.relation == "root" and not content),
            verb=True,
        )

    def _only_of_its_own(self, sentence: Sentence, index: int) -> bool:
        """Whether the verb vouches for nothing beside it: "Chad bought tanks and showed little interest in
        radars", and not "as the panel found".
        """
        marks = {form_of(sentence.tokens[c]) for c in sentence.children[index]}
        operators = self._grammar.operators_of(lemma_of(sentence.tokens[index]), "VERB")
        return any(o.knowing for o in operators) and not marks & self._grammar.forms["as_told"]

    def _subject(self, sentence: Sentence, token: Token, phrases: Phrases) -> int | None:
        """The head of the phrase that speaks by the reporting verb: in the passive whoever does it, if they
        are told ("was told by Oslo"), and not of whom it is said ("is believed to own").
        """
        tokens, index = sentence.tokens, token.index
        if is_passive(sentence, index):
            return next((c for c in sentence.children[index] if tokens[c].dep == "obl:agent"), None)

        def subjects_of(verb: int) -> list[int]:
            return [c for c in sentence.children[verb] if tokens[c].relation == "nsubj"]

        subjects = [c for c in subjects_of(index) if not tokens[c].dep.endswith("pass")]
        if not subjects and token.relation in ("xcomp", "conj", "aux"):
            subjects = subjects_of(token.head)
        if not subjects and token.relation in ("acl", "advcl"):
            noun = tokens[token.head].pos in ("NOUN", "PROPN")
            subjects = [token.head] if noun else subjects_of(token.head)
        if not subjects and index > _INVERTED_FROM:
            # inverted speech that the parser missed: the first noun phrase after the verb
            subjects = [
                m.head for m in phrases.all if 0 < m.first - index <= _INVERTED_SUBJECT and m.function is None
            ]
        if not subjects:
            return None
        subject = tokens[subjects[0]]
        if subject.pos == "PRON" and subject.morph.get("PronType") == "Rel" and token.head != index:
            return token.head
        return subjects[0]

    def _content(self, sentence: Sentence, index: int) -> set[int]:
        """The words that the reporting verb reports, without a second verb that reports or acts itself."""
        tokens = sentence.tokens
        content: set[int] = set()
        for child in sentence.children[index]:
            relation = tokens[child].relation
            if relation not in ("ccomp", "xcomp", "parataxis", "obj", "advcl", "csubj", "dep", "conj"):
                continue
            if child < index and is_bare_participle(sentence, child):
                continue  # "long accused of arming rebels, Chad denied"
            if relation == "conj" and tokens[child].pos == "VERB":
                acts = any(tokens[c].relation == "nsubj" for c in sentence.children[child])
                if acts or self._grammar.reports(tokens[child]):
                    continue
            content.update(sentence.subtree(child))
        return content

    @staticmethod
    def _described(sentence: Sentence, subject: int, verb: int) -> set[int]:
        """The words for the speaker with the clauses that tell of it, which it does not say itself: those of
        "Chad, accused of arming rebels, said".
        """
        spoken = set(sentence.subtree(verb)) if subject in sentence.ancestors(verb) else set()
        return set(sentence.subtree(subject)) - spoken | {verb}

    def _via(self, sentence: Sentence, index: int, phrases: Phrases) -> str | None:
        """The outlet to which the reporting verb's subject spoke: "told Reuters"."""
        tokens = sentence.tokens
        for mention in phrases.of(MentionKind.OUTLET):
            head = tokens[mention.head]
            if head.head == index and head.relation in ("obj", "iobj", "obl", "nmod"):
                return mention.entry.name
            near = 0 < mention.first - index <= _VIA_WINDOW
            if near and mention.function in ("to", None) and head.relation != "nsubj":
                return mention.entry.name
        return None

    def _according(self, sentence: Sentence, phrases: Phrases, anonymity: bool) -> Iterable[_Cue]:
        tokens = sentence.tokens
        words = [form_of(t) for t in tokens]
        for start, word in enumerate(words):
            for wanted in self._according_cues.get(word, ()):
                after = start + len(wanted)
                if words[start:after] != wanted:
                    continue
                head = self._noun_after(sentence, after)
                attributed = None if head is None else self.name(sentence, head, phrases, anonymity=anonymity)
                if head is None or attributed is None:
                    continue
                governor = tokens[head].head
                while governor in range(start, after) and tokens[governor].head != governor:
                    governor = tokens[governor].head  # the parser may make the cue itself the root
                verbal = tokens[governor].pos in ("VERB", "AUX")
                yield _Cue(
                    index=start,
                    words=frozenset(range(start, after)),
                    attributed=attributed,
                    subject=phrase_of(sentence, head) | set(range(start, after)),
                    described=set(range(start, after)) | phrase_of(sentence, head),
                    content=set(sentence.subtree(governor)) if verbal else set(),
                    parenthetical=True,
                    verb=False,
                )

    @staticmethod
    def _noun_after(sentence: Sentence, start: int) -> int | None:
        """The head of the noun phrase that begins at `start`."""
        tokens = sentence.tokens
        inner = ("flat", "compound", "nmod", "amod", "appos", "det", "nummod")
        for token in tokens[start : start + _ACCORDING_HEAD]:
            if token.pos not in ("NOUN", "PROPN", "PRON"):
                continue
            top = token
            while top.head != top.index and top.head >= start and top.relation in inner:
                if tokens[top.head].pos not in ("NOUN", "PROPN"):
                    break
                top = tokens[top.head]
            return top.index
        return None

    # -- quotations ----------------------------------------------------------------------------------------

    def _quotes(self, sentence: Sentence, text: str, cues: Sequence[_Cue]) -> None:
        """Find what the sentence quotes; a quotation may begin before it and end after it."""
        span = sentence.span
        opened = span.start if self._open_quote is not None else None
        spans: list[Span] = []
        for match in _MARKS.finditer(span.of(text)):
            mark, position = match.group(), span.start + match.start()
            if mark in _OPENING or (mark == '"' and opened is None):
                opened = position if opened is None else opened
            elif opened is not None:
                spans.append(Span(opened, position + 1))
                opened = None
        speaker = (cues[-1].attributed if cues else None) or self._open_quote or self._carry
        if opened is not None:
            spans.append(Span(opened, span.end))
        self._quoted = [(quoted, speaker) for quoted in spans]
        self._open_quote = speaker if opened is not None else None

    # -- the answer ----------------------------------------------------------------------------------------

    def at(self, index: int) -> Attributed:
        """Who vouches for the word at `index` of the sentence last begun."""
        sentence = self._sentence
        assert sentence is not None
        own = next((c for c in self._cues if c.verb and c.index == index), None)
        if own is not None and not own.content:
            return own.attributed
        return (
            self._innermost(sentence, index)
            or self._phrase_over(index)
            or self._beside(sentence, index)
            or self._quoting(sentence.tokens[index])
            or self._default()
        )

    def _innermost(self, sentence: Sentence, index: int) -> Attributed | None:
        """The reporting verb deepest in the tree under which the word stands."""
        above = [
            c
            for c in self._cues
            if c.verb
            and index not in c.subject
            and (index in c.content or c.index == index)
            and not stands_apart(sentence, c.index, index)
        ]
        depths = [len(list(sentence.ancestors(c.index))) for c in above]
        return above[depths.index(max(depths))].attributed if above else None

    def _phrase_over(self, index: int) -> Attributed | None:
        """A phrase such as "according to" whose clause holds the word."""
        return next((c.attributed for c in self._cues if not c.verb and index in c.content), None)

    def _beside(self, sentence: Sentence, index: int) -> Attributed | None:
        """The nearest reporting word that stands beside the clause, rather one after it than one before."""
        beside = [
            c
            for c in self._cues
            if c.parenthetical and index not in c.described and not stands_apart(sentence, c.index, index)
        ]
        following = [c for c in beside if c.index > index or not c.verb] or beside
        for cue in sorted(following, key=lambda c: (c.index <= index, abs(c.index - index))):
            low, high = min(cue.index, index), max(cue.index, index)
            if not any(t.text == ";" for t in sentence.tokens[low:high]):
                return cue.attributed
        return None

    def _quoting(self, token: Token) -> Attributed | None:
        """The speaker of the quotation in which the word stands."""
        spans = ((span, speaker) for span, speaker in self._quoted if speaker is not None)
        return next((speaker for span, speaker in spans if span.start <= token.start < span.end), None)

    def _default(self) -> Attributed:
        if self._turn:
            return Attributed(source=self._turn, span=None, rule="turn")
        if self._issuer:
            return Attributed(source=self._issuer, span=None, rule="release")
        return Attributed(source=self._narrator, span=None, rule="narrator")

    def cues(self) -> Iterator[tuple[frozenset[int], frozenset[int], Attributed]]:
        """The words of each cue of the sentence last begun, the words that name its source, and the source.

        What a cue covers, in this sentence and in later ones, is told by `at`, which answers with the same
        `Attributed`.
        """
        for cue in self._cues:
            yield cue.words, frozenset(cue.subject - cue.words), cue.attributed

    def spoken(self, index: int) -> Attributed | None:
        """Who speaks by the reporting word at `index`, or None where that word has no speaker."""
        return next((c.attributed for c in self._cues if c.verb and c.index == index), None)


def _has_clause(sentence: Sentence, verb: int) -> bool:
    """Whether a verb of speech has a clause of its own: "…, while Oslo said that it would wait"."""
    clauses = (c for c in sentence.children[verb] if sentence.tokens[c].relation == "ccomp")
    return any(sentence.tokens[m].relation == "mark" for c in clauses for m in sentence.children[c])
