"""Whose word is each stretch of a dispatch?

Three things carry a source: a quotation with its speaker, a reporting word with its subject ("Kirby said that …",
"…, a déclaré le diplomate"), and a phrase such as "selon" or "according to". The innermost one that covers a word wins;
inside an open quotation and over "he added" a source carries on; elsewhere the document speaks for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tracewire.claims.grammar import Grammar
from tracewire.claims.mentions import Mention, MentionKind, Phrases
from tracewire.lexicon import EntryKind
from tracewire.model import NARRATOR, Sentence, Source, Span, Token

__all__ = ["Attributed", "Attribution", "Speakers"]

_OPEN = "«“„\""
_CLOSE = "»”\""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """A source with the words that name it and the rule that found it."""

    source: Source
    span: Span | None
    rule: str


@dataclass(slots=True, kw_only=True, eq=False)
class _Cue:
    index: int  # the reporting word
    attributed: Attributed
    subject: set[int]  # the words that name the speaker
    content: set[int]  # the words that the tree puts under the cue
    parenthetical: bool
    verb: bool


@dataclass(slots=True)
class Speakers:
    """Who has been introduced so far in the document."""

    persons: dict[str, Source] = field(default_factory=dict)  # by folded surname
    roles: dict[str, Source] = field(default_factory=dict)  # by role, for "the diplomat"
    last: Source | None = None
    last_person: Source | None = None


def _fold(word: str) -> str:
    return word.casefold().strip("'’s").strip()


class Attribution:
    """Sources for the sentences of one document, read in order."""

    def __init__(self, grammar: Grammar, *, narrator_org: str | None, home: str | None = None) -> None:
        self.grammar = grammar
        self.home = home  # the country of the dateline: whose a release's unknown firm is
        self.narrator = Source(role="narrator", org=narrator_org) if narrator_org else NARRATOR
        self.speakers = Speakers()
        self.turn: Source | None = None  # the speaker of a briefing's or an interview's turn
        self.frame: Source | None = None  # "X announces:" over a list
        self.authority: Mention | None = None  # the body whose briefing, answer or release the document is
        self.turn_speakers: list[Source] = []
        self._release = False
        self._cues: list[_Cue] = []
        self._quoted: list[tuple[Span, Attributed | None]] = []
        self._open_quote: Attributed | None = None
        self._sentence: Sentence | None = None
        self._carry: Attributed | None = None
        self._carry_paragraph = -1
        self._paragraph = -1

    # -- naming ----------------------------------------------------------------------------------------

    def name(self, sentence: Sentence, head: int, phrases: Phrases, *, anonymity: bool) -> Attributed | None:
        """The source that the phrase headed by `head` names, or None if it names no speaker."""
        tokens = sentence.tokens
        words = sorted(self._phrase(sentence, head))
        span = Span(tokens[words[0]].start, tokens[words[-1]].end)
        inside = [m for m in phrases.all if m.head in words or (words[0] <= m.first and m.last <= words[-1] and m.first in words)]
        text = " ".join(tokens[i].text for i in words)
        token = tokens[head]
        form = token.text.lower().replace("’", "'")
        attribution = self.grammar.attribution
        if form in attribution.third_person or form in ("-t-il", "-t-elle", "-il", "-elle", "t-il", "t-elle"):
            plural = form in ("they", "ils", "elles")
            last = self.speakers.last if (plural or form in ("it",)) else (self.speakers.last_person or self.speakers.last)
            return Attributed(source=last, span=span, rule="pronoun") if last else None
        if form in attribution.first_person:
            return None
        person = next((m for m in inside if m.kind == MentionKind.PERSON), None)
        role, is_person = self._role(words, tokens)
        institution = next(
            (m for m in inside if m.kind == MentionKind.PARTY and m.entry.kind == EntryKind.INSTITUTION), None
        )
        party = next((m for m in inside if m.kind == MentionKind.PARTY), None)
        outlet = next((m for m in inside if m.kind == MentionKind.OUTLET), None)
        country = None
        for mention in inside:
            if mention.kind == MentionKind.PARTY and mention.entry.country:
                country = mention.entry.country
                break
        org = institution.entry.org or institution.entry.name if institution else None
        if person is not None:
            entry = person.entry
            source = Source(
                name=entry.name,
                role=entry.role or role or "official",
                org=org or entry.org,
                country=entry.country or country,
            )
            if org and entry.org and not institution:
                source = Source(name=entry.name, role=source.role, org=entry.org, country=source.country)
            self._introduce(source)
            return Attributed(source=source, span=person.span(tokens), rule="person")
        name = self._unknown_name(sentence, words, inside, head)
        if name:
            known = self.speakers.persons.get(_fold(name.split()[-1]))
            if known:
                self.speakers.last = self.speakers.last_person = known
                return Attributed(source=known, span=span, rule="person:introduced")
            if role and not is_person and " " not in name:
                name = None
        if name and (is_person or role is None):
            if role is None and not (" " in name) and party is None:
                if not self._plausible_surname(name):
                    return None
            source = Source(
                name=name,
                role=role or "official",
                org=org or (self._org_of(party) if party else None),
                country=country,
            )
            self._introduce(source)
            return Attributed(source=source, span=span, rule="person:named")
        if role and is_person:
            if not name and not anonymity:
                earlier = self.speakers.roles.get(role)
                definite = tokens[words[0]].text.lower() in ("le", "la", "l'", "l’", "les", "the", "ce", "cette", "ces", "this", "these", "ms", "mr") or "même" in text or "same" in text
                if earlier and definite and not country and not org:
                    self.speakers.last = self.speakers.last_person = earlier
                    return Attributed(source=earlier, span=span, rule="role:again")
                if definite and not country and not org and self.speakers.last_person and self.speakers.last_person.role.endswith(role):
                    return Attributed(source=self.speakers.last_person, span=span, rule="role:again")
            source = Source(role=role, org=org or (self._org_of(party) if party else None), country=country, anonymous=True)
            self.speakers.roles[role] = source
            self.speakers.last = self.speakers.last_person = source
            return Attributed(source=source, span=span, rule="role")
        if institution is not None:
            source = Source(role="institution", org=org, country=institution.entry.country)
            self.speakers.last = source
            return Attributed(source=source, span=institution.span(tokens), rule="institution")
        if party is not None and not (party.form == "demonym" and role is None):
            source = Source(role="institution", org=self._org_of(party), country=party.entry.country)
            if party.form == "demonym-noun":
                source = Source(role="institution", org=f"{party.entry.name} {tokens[party.head].text}".strip(), country=party.entry.country)
            self.speakers.last = source
            return Attributed(source=source, span=party.span(tokens), rule="party")
        if outlet is not None:
            source = Source(role="outlet", org=outlet.entry.name)
            self.speakers.last = source
            return Attributed(source=source, span=outlet.span(tokens), rule="outlet")
        if role:
            source = Source(role=role, org=text if role == "institution" else None, country=country)
            if role == "institution":
                earlier = self.speakers.last
                lemma = tokens[head].lemma.lower()
                if earlier is not None and not earlier.is_narrator and earlier.name is None and len(words) <= 3 and lemma not in ("gouvernement", "government", "document"):
                    return Attributed(source=earlier, span=span, rule="institution:again")
                self.speakers.last = source
            return Attributed(source=source, span=span, rule="institution")
        return None

    @staticmethod
    def _plausible_surname(name: str) -> bool:
        return len(name) > 2 and name[0].isupper()

    @staticmethod
    def _org_of(party: Mention) -> str:
        return party.entry.org or party.entry.name

    def _introduce(self, source: Source) -> None:
        if source.name:
            self.speakers.persons[_fold(source.name.split()[-1])] = source
        self.speakers.roles[source.role] = source
        self.speakers.last = self.speakers.last_person = source

    def _role(self, words: Sequence[int], tokens: Sequence[Token]) -> tuple[str | None, bool]:
        forms = [tokens[i].text.lower().replace("’", "'") for i in words]
        lemmas = [tokens[i].lemma.lower() for i in words]
        best: tuple[int, int, str, bool] | None = None
        for form, (role, person) in self.grammar.roles.items():
            wanted = form.lower().replace("'", "' ").split()
            for series in (forms, lemmas):
                for start in range(len(series) - len(wanted) + 1):
                    if series[start : start + len(wanted)] == wanted:
                        # a person's role beats an institution's, a longer role a shorter, an earlier a later
                        key = (int(person), len(wanted), -start)
                        if best is None or key > (int(best[3]), best[0], best[1]):
                            best = (len(wanted), -start, role, person)
        return (None, False) if best is None else (best[2], best[3])

    @staticmethod
    def _phrase(sentence: Sentence, head: int) -> set[int]:
        """The words of the noun phrase at `head`, without clauses that hang on it."""
        tokens = sentence.tokens
        words: set[int] = set()
        stack = [head]
        while stack:
            top = stack.pop()
            words.add(top)
            for child in sentence.children[top]:
                relation = tokens[child].relation
                if relation in ("acl", "advcl", "ccomp", "parataxis", "cop", "punct", "obl", "xcomp", "nsubj", "aux", "mark", "obj"):
                    continue
                if tokens[child].pos == "VERB":
                    continue
                if relation == "conj" and tokens[child].pos == "VERB":
                    continue
                stack.append(child)
        return words

    def _unknown_name(self, sentence: Sentence, words: Sequence[int], inside: Sequence[Mention], head: int) -> str | None:
        tokens = sentence.tokens
        taken = {i for m in inside for i in range(m.first, m.last + 1)}
        runs: list[list[int]] = []
        for index in words:
            token = tokens[index]
            proper = token.pos == "PROPN" or (token.text[:1].isupper() and index > 0 and token.pos in ("NOUN", "ADJ", "X"))
            title = token.text.lower().rstrip(".") in self.grammar.roles or token.text.lower().rstrip(".") in ("m", "mme", "ms", "mr", "mrs", "dr", "gen", "col", "rep", "sen")
            if not proper or index in taken or title:
                continue
            if len(token.text) == 1 and not runs:
                continue
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index])
        if not runs:
            return None
        runs.sort(key=lambda r: (-min(len(r), 2), r[0]))
        best = runs[0]
        return " ".join(tokens[i].text for i in best)

    # -- turns -----------------------------------------------------------------------------------------

    def headline(self, phrases: Phrases, text: str) -> None:
        """Take from a headline whose briefing, answer or release it is."""
        lowered = text.lower().lstrip()
        if self.authority is None:
            self.authority = next(
                (m for m in phrases.of(MentionKind.PARTY) if m.entry.kind == EntryKind.INSTITUTION and m.entry.country), None
            )
        if any(lowered.startswith(cue) for cue in self.grammar.turns["release"]):
            self._release = True

    def paragraph(self, text: str) -> None:
        """Notice whose turn a paragraph opens: "MS HOLLOWAY: …", "Réponse d'Elise Dumoulin, …"."""
        self.end_paragraph()
        head = text.strip()[:90]
        lowered = head.lower().replace("’", "'")
        label, colon, _ = head.partition(":")
        label = label.strip()
        words = label.split()
        turns = self.grammar.turns
        if any(lowered.startswith((f"{q} :", f"{q}:", f"{q} ")) for q in turns["question"] if len(q) > 1) and (colon or len(head) < 90):
            self.turn = Source(role="journalist", anonymous=True)
            return
        named = re.match(r"(?:M\.|Mme|MM?S|MRS?|DR|Mr|Ms|Mrs|[A-ZÉÈ]{2,})\.? ?[A-ZÉÈ][\w’'-]+", label)
        opens = next((a for a in turns["answer"] if lowered.startswith(a) and len(a) > 2), None)
        role, is_person = self._role_of(label)
        if opens and (colon or "," in head or "." in head or "\n" in text or len(text) < 90):
            name = re.search(r"(?:[A-ZÉÈÎ][\w’'-]+ ){1,2}[A-ZÉÈÎ][\w’'-]+", head[len(opens) :])
            self.turn = self._turn_source(name.group() if name else None, role or "official")
        elif colon and len(words) <= 8 and (named or (role and is_person)):
            name = re.match(r"(?:M\.|Mme|MM?S|MRS?|Mr|Ms|Mrs)?\.? ?((?:[A-ZÉÈÎ][\w’'-]*\s?){1,3})", label) if named else None
            found = name.group(1).strip() if name else None
            if found and role and not named:
                found = None
            if found and found.isupper():
                found = found.title()
            first = re.match(r"((?:[A-ZÉÈÎ][\w’'-]+ )+[A-ZÉÈÎ][\w’'-]+),", label)
            self.turn = self._turn_source(first.group(1) if first else found, role or "spokesperson")
        elif colon and role and is_person and "," in label:
            self.turn = self._turn_source(label.split(",")[0].strip(), role)

    def _role_of(self, label: str) -> tuple[str | None, bool]:
        lowered = label.lower()
        best: tuple[int, str, bool] | None = None
        for form, (role, person) in self.grammar.roles.items():
            if person and re.search(rf"\b{re.escape(form.lower())}\b", lowered) and (best is None or len(form) > best[0]):
                best = (len(form), role, person)
        return (None, False) if best is None else (best[1], best[2])

    def _turn_source(self, name: str | None, role: str) -> Source:
        if name is None and self.turn_speakers:
            known = next((s for s in reversed(self.turn_speakers) if s.role == role), None)
            if known:
                return known
        if name:
            known = next((s for s in self.turn_speakers if s.name and s.name.split()[-1] == name.split()[-1]), None)
            if known:
                return known
        org = self.authority.entry.org or self.authority.entry.name if self.authority else None
        country = self.authority.entry.country if self.authority else self.home if self._release else None
        source = Source(name=name, role=role, org=org, country=country, anonymous=name is None)
        self.turn_speakers.append(source)
        if name:
            self.speakers.persons[_fold(name.split()[-1])] = source
        return source

    # -- one sentence ------------------------------------------------------------------------------------

    def begin(self, sentence: Sentence, phrases: Phrases, text: str, paragraph: int) -> None:
        """Read the cues of the next sentence of the document."""
        self._sentence = sentence
        tokens = sentence.tokens
        if paragraph != self._paragraph:
            self._paragraph = paragraph
        body = sentence.span.of(text)
        lowered = body.lower()
        anonymity = any(cue in lowered for cue in self.grammar.attribution.anonymity)
        cues: list[_Cue] = []
        for token in tokens:
            if token.pos not in ("VERB", "AUX"):
                continue
            operators = self.grammar.operators_of(token.lemma.lower(), "VERB")
            if not any(o.speech for o in operators):
                continue
            cue = self._verb_cue(sentence, token, phrases, anonymity)
            if cue:
                cues.append(cue)
        cues.extend(self._according(sentence, phrases, anonymity))
        self._cues = cues
        self._quotes(sentence, text, cues)
        if self._release and self.frame is None:
            first = next((c for c in cues if c.verb and c.attributed.source.role == "institution"), None)
            if first is not None:
                issuer = first.attributed.source  # a release has its issuer as source
                self.frame = issuer if issuer.country else Source(
                    role=issuer.role, org=issuer.org, country=self.home, anonymous=issuer.anonymous
                )
        if cues:
            chosen = cues[-1] if cues[-1].verb else cues[0]
            self._carry = chosen.attributed
            self._carry_paragraph = paragraph

    def _verb_cue(self, sentence: Sentence, token: Token, phrases: Phrases, anonymity: bool) -> _Cue | None:
        tokens = sentence.tokens
        index = token.index
        subjects = [c for c in sentence.children[index] if tokens[c].relation == "nsubj" and not tokens[c].dep.endswith("pass")]
        if not subjects and token.relation in ("xcomp", "conj", "aux"):
            subjects = [c for c in sentence.children[token.head] if tokens[c].relation == "nsubj"]
        if not subjects and token.relation in ("acl", "advcl"):
            subjects = [token.head] if tokens[token.head].pos in ("NOUN", "PROPN") else [
                c for c in sentence.children[token.head] if tokens[c].relation == "nsubj"
            ]
        if not subjects:
            # inverted speech that the parser missed: the first noun phrase after the verb
            after = [m for m in phrases.all if m.first > index and m.first - index <= 4 and m.function is None]
            if after and token.index > 3:
                subjects = [after[0].head]
        if not subjects:
            return None
        subject = subjects[0]
        if tokens[subject].pos == "PRON" and tokens[subject].morph.get("PronType") == "Rel":
            antecedent = tokens[index].head
            if antecedent != index:
                subject = antecedent
        attributed = self.name(sentence, subject, phrases, anonymity=anonymity)
        if attributed is None:
            return None
        via = self._via(sentence, index, phrases)
        if via and via != attributed.source.org:
            source = attributed.source
            attributed = Attributed(
                source=Source(
                    name=source.name, role=source.role, org=source.org, country=source.country,
                    anonymous=source.anonymous, via=via,
                ),
                span=attributed.span,
                rule=attributed.rule,
            )
        content: set[int] = set()
        for child in sentence.children[index]:
            if tokens[child].relation in ("ccomp", "xcomp", "parataxis", "obj", "advcl", "csubj", "dep", "conj"):
                if tokens[child].relation == "conj" and tokens[child].pos == "VERB":
                    has_subject = any(tokens[c].relation == "nsubj" for c in sentence.children[child])
                    if has_subject:
                        continue
                    if any(o.speech for o in self.grammar.operators_of(tokens[child].lemma.lower(), "VERB")):
                        continue
                content.update(sentence.subtree(child))
        parenthetical = token.relation in ("parataxis", "advcl", "conj", "dep") or (subject > index and token.relation != "acl") or (
            token.relation == "root" and not content
        )
        return _Cue(
            index=index,
            attributed=attributed,
            subject=self._phrase(sentence, subject) | {index},
            content=content,
            parenthetical=parenthetical,
            verb=True,
        )

    def _via(self, sentence: Sentence, index: int, phrases: Phrases) -> str | None:
        tokens = sentence.tokens
        for mention in phrases.of(MentionKind.OUTLET):
            if mention.head in sentence.children[index] or tokens[mention.head].head == index:
                if tokens[mention.head].relation in ("obj", "iobj", "obl", "nmod"):
                    return mention.entry.name
            gap = mention.first - index
            if 0 < gap <= 3 and mention.function in ("to", None) and tokens[mention.head].relation != "nsubj":
                return mention.entry.name
        return None

    def _according(self, sentence: Sentence, phrases: Phrases, anonymity: bool) -> Iterable[_Cue]:
        tokens = sentence.tokens
        words = [t.text.lower().replace("’", "'") for t in tokens]
        for cue in self.grammar.attribution.according:
            wanted = cue.replace("'", "' ").split()
            for start in range(len(words) - len(wanted) + 1):
                if words[start : start + len(wanted)] != wanted:
                    continue
                after = start + len(wanted)
                if after >= len(tokens):
                    continue
                if cue == "pour":
                    continue
                head = self._noun_after(sentence, after)
                if head is None:
                    continue
                attributed = self.name(sentence, head, phrases, anonymity=anonymity)
                if attributed is None:
                    continue
                governor = tokens[head].head
                while governor in range(start, after):
                    governor = tokens[governor].head
                yield _Cue(
                    index=start,
                    attributed=attributed,
                    subject=self._phrase(sentence, head) | set(range(start, after)),
                    content=set(sentence.subtree(governor)) if tokens[governor].pos in ("VERB", "AUX") else set(),
                    parenthetical=True,
                    verb=False,
                )

    @staticmethod
    def _noun_after(sentence: Sentence, start: int) -> int | None:
        tokens = sentence.tokens
        for index in range(start, min(start + 6, len(tokens))):
            token = tokens[index]
            if token.pos in ("NOUN", "PROPN", "PRON"):
                top = index
                while tokens[top].head != top and tokens[top].head > start - 1 and tokens[top].relation in (
                    "flat", "compound", "nmod", "amod", "appos", "det", "nummod"
                ) and tokens[tokens[top].head].pos in ("NOUN", "PROPN"):
                    top = tokens[top].head
                return top
        return None

    # -- quotations ----------------------------------------------------------------------------------------

    def _quotes(self, sentence: Sentence, text: str, cues: Sequence[_Cue]) -> None:
        span = sentence.span
        body = span.of(text)
        opened: int | None = None
        spans: list[Span] = []
        if self._open_quote is not None:
            opened = span.start
        plain_open = False
        for match in re.finditer(r"[«»“”„\"]", body):
            mark = match.group()
            position = span.start + match.start()
            if mark in "«“„" or (mark == '"' and opened is None):
                if opened is None:
                    opened = position
                plain_open = mark == '"'
            elif opened is not None:
                spans.append(Span(opened, position + 1))
                opened = None
        speaker = cues[-1].attributed if cues else None
        _ = plain_open
        self._quoted = [(s, speaker or self._open_quote or self._carry) for s in spans]
        if opened is not None:
            self._quoted.append((Span(opened, span.end), speaker or self._open_quote or self._carry))
            self._open_quote = speaker or self._open_quote or self._carry
        elif spans or opened is None:
            self._open_quote = None

    def end_paragraph(self) -> None:
        """A paragraph's end closes what the marks left open."""
        self._open_quote = None

    # -- the answer ----------------------------------------------------------------------------------------

    def at(self, index: int) -> Attributed:
        """Who vouches for the word at `index` of the sentence last begun."""
        sentence = self._sentence
        assert sentence is not None
        token = sentence.tokens[index]
        default = Attributed(
            source=self.turn or self.frame or self.narrator,
            span=None,
            rule="turn" if self.turn else "release" if self.frame else "narrator",
        )
        own = next((c for c in self._cues if c.verb and c.index == index), None)
        if own is not None and not own.content:
            return own.attributed
        above = set(sentence.ancestors(index)) | {index}
        inner: _Cue | None = None
        for cue in self._cues:
            if not cue.verb or index in cue.subject:
                continue
            if index in cue.content or (cue.index == index):
                depth = len(list(sentence.ancestors(cue.index)))
                if inner is None or depth > len(list(sentence.ancestors(inner.index))):
                    inner = cue
        if inner is not None:
            return inner.attributed
        for cue in self._cues:
            if not cue.verb and index in cue.content:
                return cue.attributed
        parenthetical = [c for c in self._cues if c.parenthetical and index not in c.subject]
        if parenthetical:
            def distance(cue: _Cue) -> tuple[int, int]:
                before = 0 if cue.index > index else 1
                return (before, abs(cue.index - index))
            verbs = [c for c in parenthetical if c.index > index or not c.verb] or parenthetical
            for cue in sorted(verbs, key=distance):
                if self._covers(sentence, cue, index):
                    return cue.attributed
        for quoted, speaker in self._quoted:
            if quoted.start <= token.start < quoted.end and speaker is not None:
                return speaker
        _ = above
        return default

    @staticmethod
    def _covers(sentence: Sentence, cue: _Cue, index: int) -> bool:
        low, high = min(cue.index, index), max(cue.index, index)
        between = sentence.tokens[low:high]
        return not any(t.text in (";",) for t in between)

    def spoken(self, index: int) -> Attributed | None:
        """Who speaks by the reporting word at `index`, or None where that word has no speaker."""
        return next((c.attributed for c in self._cues if c.verb and c.index == index), None)

    def carried(self, paragraph: int) -> Attributed | None:
        """The source of the sentence before in the same paragraph, if it had one."""
        return self._carry if self._carry_paragraph == paragraph else None

    def parties_of_us(self, source: Source) -> Mapping[str, str]:
        """What "we" and "our country" stand for in the words of `source`."""
        return {} if not source.country else {"we": source.country}
