"""Which words of a sentence state an event, and who plays which part in it?

Roles are read from the tree first; what the tree leaves open is filled by the prepositions' functions and the nearest
free phrase, because the attachment of prepositional phrases is what parsers get wrong most often.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tracewire.claims.grammar import Grammar, Predicate
from tracewire.claims.mentions import Mention, MentionKind, Phrases, as_personnel
from tracewire.model import Kind, Sentence, Stage, Token

__all__ = ["Frame", "Role", "find_frames", "is_passive"]

_TRANSPARENT_RELATIONS = {"conj", "appos", "flat", "compound", "nmod", "fixed", "goeswith", "nummod", "amod", "dep", "list", "obl"}
_CLAUSE = {"ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj"}


class Role:
    """The parts of an event."""

    SUPPLIER = "supplier"
    RECIPIENT = "recipient"
    ITEM = "item"
    PLACE = "place"
    ORIGIN = "origin"


_WANTS = {
    Role.SUPPLIER: (MentionKind.PARTY, MentionKind.PERSON),
    Role.RECIPIENT: (MentionKind.PARTY, MentionKind.PERSON),
    Role.ITEM: (MentionKind.ITEM,),
    Role.PLACE: (MentionKind.PLACE, MentionKind.PARTY),
    Role.ORIGIN: (MentionKind.PLACE, MentionKind.PARTY),
}


@dataclass(slots=True, kw_only=True, eq=False)
class Frame:
    """One event as a sentence states it; `roles` holds the mentions with the rule that put each there."""

    sentence: Sentence
    predicate: Predicate
    index: int
    passive: bool
    roles: dict[str, list[tuple[Mention, str]]] = field(default_factory=dict)
    pronouns: dict[str, Token] = field(default_factory=dict)  # role → the pronoun that plays it
    generic_item: Token | None = None  # "these weapons", "the shipment"
    foreign_object: Token | None = None  # an object that is no arms: the event is another one
    subject_index: int | None = None
    forced: list[Mention] = field(default_factory=list)  # the goods of the dealing that a measure forbids
    carrier: int = 0

    def mentions(self, role: str) -> list[Mention]:
        return [m for m, _ in self.roles.get(role, [])]

    def add(self, role: str, mention: Mention, rule: str) -> bool:
        wanted = _WANTS.get(role, ())
        people = mention.kind == MentionKind.ITEM and mention.items == ("personnel",) and bool(mention.origin)
        if mention.kind == MentionKind.EVIDENCE and role == Role.ITEM and self.predicate.frame == "publish":
            pass
        elif people and role in (Role.SUPPLIER, Role.RECIPIENT) and self.predicate.frame in ("train", "restrict"):
            pass
        elif mention.kind not in wanted or mention.modifier:
            return False
        if any(mention is m for m in self.mentions(role)):
            return False
        self.roles.setdefault(role, []).append((mention, rule))
        return True


def is_passive(sentence: Sentence, index: int) -> bool:
    """Whether the verb at `index` is passive: a passive auxiliary or subject, or a bare past participle of a noun."""
    token = sentence.tokens[index]
    for child in sentence.children[index]:
        if sentence.tokens[child].dep in ("nsubj:pass", "aux:pass", "csubj:pass", "obl:agent"):
            return True
    if token.relation in ("acl", "amod") and not token.dep.startswith("acl:relcl"):
        has_subject = any(sentence.tokens[c].relation == "nsubj" for c in sentence.children[index])
        participle = token.morph.get("VerbForm") == "Part" and token.morph.get("Tense", "Past") == "Past"
        return participle and not has_subject
    return False


def _children(sentence: Sentence, index: int, *relations: str) -> list[int]:
    return [c for c in sentence.children[index] if sentence.tokens[c].relation in relations]


class _Finder:
    def __init__(self, sentence: Sentence, phrases: Phrases, grammar: Grammar) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.phrases = phrases
        self.grammar = grammar
        self.at: dict[int, list[Mention]] = {}
        for mention in phrases.all:
            for index in range(mention.first, mention.last + 1):
                self.at.setdefault(index, []).append(mention)

    # -- which mentions a word stands for ------------------------------------------------------------------

    def under(self, index: int) -> list[Mention]:
        """The mentions that the phrase headed by `index` names, through lists, appositions and "a batch of"."""
        found: list[Mention] = []
        seen: set[int] = set()
        stack = [(index, True)]
        while stack:
            top, direct = stack.pop()
            if top in seen:
                continue
            seen.add(top)
            here = [m for m in self.at.get(top, []) if m not in found]
            found.extend(here)
            token = self.tokens[top]
            transparent = (
                token.lemma.lower() in self.grammar.words["transparent"]
                or token.pos in ("NUM", "DET", "SYM", "PRON")
                or (not here and token.pos in ("NOUN", "PROPN") and not direct and False)
            )
            for child in self.sentence.children[top]:
                relation = self.tokens[child].relation
                if relation in ("conj", "appos", "flat", "compound", "fixed", "list"):
                    if self.tokens[child].pos != "VERB":
                        stack.append((child, direct))
                elif relation in ("nmod", "obl", "nummod") and transparent:
                    stack.append((child, False))
                elif relation == "nmod" and any(m.kind == MentionKind.ITEM for m in here):
                    for m in self.at.get(child, []):
                        if m.kind == MentionKind.ITEM and m not in found and self._quantified(m):
                            found.append(m)
        return found

    @staticmethod
    def _quantified(mention: Mention) -> bool:
        return mention.quantity is not None and not mention.modifier

    # -- one predicate -----------------------------------------------------------------------------------

    def frames(self) -> Iterator[Frame]:
        for token in self.tokens:
            if token.relation in ("aux", "cop"):
                continue
            if token.pos in ("VERB", "AUX"):
                pos = "VERB"
            elif token.pos in ("NOUN", "PROPN"):
                pos = "NOUN"
            elif token.pos == "ADJ":
                pos = "ADJ"
            else:
                continue
            if any(m.kind == MentionKind.ITEM and m.first <= token.index <= m.last for m in self.at.get(token.index, [])):
                continue
            if pos == "NOUN" and any(
                m.kind in (MentionKind.PARTY, MentionKind.PERSON, MentionKind.OUTLET) and m.form != "demonym"
                for m in self.at.get(token.index, [])
            ):
                continue
            lemmas = [token.lemma.lower()]
            options = ()
            for child in self.sentence.children[token.index]:
                particle = self.tokens[child]
                if particle.dep == "compound:prt" or (particle.relation in ("advmod", "compound") and particle.pos in ("ADP", "ADV") and particle.index == token.index + 1):
                    options = self.grammar.predicates_of(f"{lemmas[0]} {particle.text.lower()}", pos)
            if any(
                self.tokens[c].text.lower().replace("’", "'") in self.grammar.words["reflexive"]
                and self.tokens[c].relation in ("expl", "obj", "iobj")
                for c in self.sentence.children[token.index]
            ):
                options = self.grammar.predicates_of(f"se {lemmas[0]}", pos)
            options = options or self.grammar.predicates_of(lemmas[0], pos)
            if not options and pos in ("ADJ", "NOUN") and token.morph.get("VerbForm") == "Part":
                options = self.grammar.predicates_of(lemmas[0], "VERB")
            if not options and pos == "ADJ" and token.text.lower() != lemmas[0]:
                options = self.grammar.predicates_of(lemmas[0], "VERB")
            if pos == "NOUN" and lemmas[0] in self.grammar.words["made"] and not any(
                self.tokens[c].relation == "det" for c in self.sentence.children[token.index]
            ):
                continue  # "de fabrication allemande" says an origin
            for predicate in options:
                yield self.frame(token, predicate)

    def frame(self, token: Token, predicate: Predicate) -> Frame:
        index = token.index
        above = self.tokens[token.head]
        if predicate.frame in ("arrive", "depart") and token.head != index and above.lemma.lower() in self.grammar.words["causative"]:
            # "faire parvenir": who has goods arrive is who gives them
            predicate = replace(predicate, frame="give", roles=self.grammar.frames["give"])
        verbal = predicate.pos == "VERB"
        frame = Frame(
            sentence=self.sentence,
            predicate=predicate,
            index=index,
            passive=verbal and is_passive(self.sentence, index),
            carrier=index,
        )
        if verbal:
            self._verb_arguments(frame)
        else:
            self._noun_arguments(frame)
        return frame

    def _role(self, frame: Frame, function: str) -> str | None:
        return frame.predicate.roles.get(function)

    def _give(self, frame: Frame, function: str, index: int, rule: str) -> None:
        """Let the phrase headed by `index` play what `function` means in this frame."""
        role = self._role(frame, function)
        if role is None:
            return
        mentions = self.under(index)
        added = False
        for mention in mentions:
            added |= frame.add(role, mention, rule)
        token = self.tokens[index]
        if added:
            return
        if role in (Role.SUPPLIER, Role.RECIPIENT) and token.pos in ("NOUN", "PROPN") and function in ("subject", "by", "object", "to"):
            # "Germany's cabinet", "the resolutions of the Security Council", "Russian lawmakers": whose they are
            inside = {index, *(c for c in self.sentence.children[index]), *(g for c in self.sentence.children[index] for g in self.sentence.children[c] if self.tokens[c].relation in ("nmod", "amod", "appos"))}
            for mention in self.phrases.of(MentionKind.PARTY):
                if mention.head in inside and (mention.function == "of" or mention.possessive or mention.form == "demonym"):
                    frame.add(role, mention, "tree:whose rule")
                    return
        lemma = token.lemma.lower()
        if role in (Role.SUPPLIER, Role.RECIPIENT):
            if token.pos == "PRON" or lemma in self.grammar.words["own_country"] or lemma in self.grammar.words["group"]:
                frame.pronouns.setdefault(role, token)
        elif role == Role.ITEM and self._contents(frame, index):
            return
        elif role == Role.ITEM:
            if token.pos in ("PRON", "NUM", "DET") or lemma in self.grammar.words["goods"] or token.relation == "expl":
                frame.generic_item = frame.generic_item or token
            elif token.pos in ("NOUN", "PROPN", "VERB") and function in ("object", "subject"):
                if lemma not in self.grammar.words["licence"]:
                    frame.foreign_object = token

    def _contents(self, frame: Frame, index: int) -> bool:
        """The goods inside "containers carrying millions of munitions" or "a shipment of shells"."""
        lemma = self.tokens[index].lemma.lower()
        if lemma not in self.grammar.words["goods"] and lemma not in self.grammar.words["transparent"]:
            return False
        inside = set(self.sentence.subtree(index))
        for mention in self.phrases.of(MentionKind.ITEM):
            if mention.head not in inside or mention.modifier or mention.first < index:
                continue
            path = [self.tokens[i] for i in self.sentence.ancestors(mention.head)]
            finite = False
            for token in path:
                if token.index == index:
                    break
                if token.dep.startswith("acl:relcl") or token.relation in ("advcl", "parataxis", "ccomp"):
                    finite = True
            if not finite:
                frame.add(Role.ITEM, mention, "tree:contents")
                return True
        return False

    def _verb_arguments(self, frame: Frame) -> None:
        index = frame.index
        token = self.tokens[index]
        if self.tokens[token.head].lemma.lower() in self.grammar.words["causative"] and token.head != index:
            for child in self.sentence.children[token.head]:
                if self.tokens[child].relation == "obj":
                    self._object(frame, child)
                elif self.tokens[child].relation == "obl":
                    self._oblique(frame, child)
        passive = frame.passive
        reflexive = passive and any(
            self.tokens[c].text.lower().replace("’", "'") in self.grammar.words["reflexive"] and self.tokens[c].relation == "expl"
            for c in self.sentence.children[index]
        )
        if reflexive:
            passive = frame.passive = False  # "la Russie s'est tournée vers": who turns is the subject
        subject_given = False
        for child in self.sentence.children[index]:
            ct = self.tokens[child]
            relation = ct.relation
            if relation in ("nsubj", "csubj"):
                subject_given = True
                self._subject(frame, child, passive or (ct.dep.endswith(":pass") and not reflexive))
            elif relation == "obj" and not (ct.pos == "PRON" and ct.text.lower() in self.grammar.words["goods_pronoun"]):
                self._object(frame, child)
            elif relation in ("iobj", "obj", "expl") and ct.text.lower() in self.grammar.words["goods_pronoun"] and ct.pos == "PRON" and self._role(frame, "object") == Role.ITEM:
                frame.generic_item = frame.generic_item or ct
            elif relation == "iobj":
                self._give(frame, "iobject" if "iobject" in frame.predicate.roles else "to", child, "tree:indirect object")
            elif relation in ("obl", "nmod", "advmod", "advcl"):
                self._oblique(frame, child)
            elif relation == "xcomp" and ct.pos in ("NOUN", "PROPN", "NUM"):
                self._object(frame, child)
        if not subject_given:
            self._inherit_subject(frame, token)
        if not frame.mentions(Role.ITEM) and token.dep.startswith("acl:relcl") and frame.foreign_object is not None:
            if frame.foreign_object.lemma.lower() in self.grammar.words["transparent"]:
                frame.foreign_object = None
                self._give(frame, "object", token.head, "tree:relative part")
        if not frame.mentions(Role.ITEM) and frame.generic_item is None and frame.foreign_object is None:
            # "has not sold or shipped any aircraft": the second verb's object is the first's
            for child in self.sentence.children[index]:
                if self.tokens[child].relation == "conj" and self.tokens[child].pos == "VERB":
                    for below in self.sentence.children[child]:
                        if self.tokens[below].relation == "obj" and self._role(frame, "object") == Role.ITEM:
                            self._give(frame, "object", below, "tree:shared object")
        if token.dep.startswith("acl:relcl") and not frame.passive:
            # "the tanks that Germany promised", "the tanks Germany promised"
            has_object = any(self.tokens[c].relation == "obj" for c in self.sentence.children[index])
            if subject_given and not has_object and self._role(frame, "object") == Role.ITEM and not frame.mentions(Role.ITEM):
                subject = next(c for c in self.sentence.children[index] if self.tokens[c].relation in ("nsubj", "csubj"))
                if self.tokens[subject].pos != "PRON" or self.tokens[subject].morph.get("PronType") != "Rel":
                    self._relative_object(frame, token.head, subject)

    def _relative_object(self, frame: Frame, antecedent: int, subject: int) -> None:
        """The goods before "that Poland has given": the nearest phrase where the parser's antecedent is none."""
        near = [
            m
            for m in self.phrases.of(MentionKind.ITEM)
            if not m.modifier and m.last < subject and subject - m.last <= 3
        ]
        if near and not any(m.kind == MentionKind.ITEM for m in self.under(antecedent)):
            frame.add(Role.ITEM, near[-1], "position:relative object")
        else:
            self._give(frame, "object", antecedent, "tree:relative object")

    def _subject(self, frame: Frame, index: int, passive: bool) -> None:
        token = self.tokens[index]
        if not passive:
            frame.subject_index = index
        relative = token.pos == "PRON" and (
            token.morph.get("PronType") == "Rel" or token.lemma.lower() in ("qui", "which", "that", "who", "que")
        )
        if relative and self.tokens[frame.index].relation in ("acl", "advcl"):
            antecedent = self.tokens[frame.index].head
            function = "object" if passive else "subject"
            role = self._role(frame, function)
            near = [m for m in self.phrases.of(MentionKind.PARTY, MentionKind.ITEM) if 0 < index - m.last <= 2]
            if role and near and not any(m.kind in _WANTS.get(role, ()) for m in self.under(antecedent)):
                frame.add(role, near[-1], "position:relative")
            else:
                self._give(frame, function, antecedent, "tree:relative")
            if not passive:
                frame.subject_index = antecedent
            return
        self._give(frame, "object" if passive else "subject", index, "tree:passive subject" if passive else "tree:subject")

    def _object(self, frame: Frame, index: int) -> None:
        token = self.tokens[index]
        relative = token.pos in ("PRON", "SCONJ") and (
            token.morph.get("PronType") == "Rel" or token.lemma.lower() in ("que", "which", "that", "dont")
        )
        if relative:
            antecedent = self._antecedent(frame.index)
            if antecedent is not None:
                self._relative_object(frame, antecedent, index)
                return
        parties = [m for m in self.under(index) if m.kind in (MentionKind.PARTY, MentionKind.PERSON)]
        people = [m for m in parties if self.tokens[m.head].lemma.lower() in self.grammar.words["people"]]
        if self._role(frame, "object") == Role.ITEM and people:
            for mention in people:  # "sent Iranian troops": whose they are is their origin
                frame.add(Role.ITEM, as_personnel(mention), "tree:object")
            return
        if self._role(frame, "object") == Role.ITEM and parties and not any(
            m.kind == MentionKind.ITEM for m in self.under(index)
        ):
            # English double objects: the parser may call the recipient the object ("sent Ukraine 31 tanks")
            if "iobject" in frame.predicate.roles and self.grammar.language == "en":
                for mention in parties:
                    frame.add(frame.predicate.roles["iobject"], mention, "tree:double object")
                for child in self.sentence.children[index]:
                    if self.tokens[child].relation in ("nummod", "appos", "dep"):
                        self._give(frame, "object", child, "tree:double object")
            return
        self._give(frame, "object", index, "tree:object")

    def _antecedent(self, index: int) -> int | None:
        seen = 0
        while seen < 6:
            token = self.tokens[index]
            if token.relation in ("acl", "advcl") and token.head != index:
                return token.head
            if token.head == index:
                return None
            index = token.head
            seen += 1
        return None

    def _oblique(self, frame: Frame, index: int) -> None:
        agent = self.tokens[index].dep == "obl:agent"
        mentions = self.under(index)
        for mention in mentions:
            function = "by" if agent else mention.function
            if function is None:
                continue
            if function == "of" and mention.kind in (MentionKind.PARTY, MentionKind.PERSON, MentionKind.PLACE):
                function = "from"
            role = self._role(frame, function)
            if function == "with" and role == Role.ITEM and frame.mentions(Role.ITEM):
                continue  # "delivered with the aircraft": what goes along is another's object
            if role == Role.SUPPLIER and function == "by" and not frame.passive and frame.predicate.pos == "VERB":
                continue
            if role:
                frame.add(role, mention, f"tree:{function}")
        if not mentions:
            token = self.tokens[index]
            cases = [self.tokens[c].text.lower() for c in self.sentence.children[index] if self.tokens[c].relation == "case"]
            if cases:
                function = self.grammar.prepositions.get(tuple(c.replace("’", "'") for c in cases)) or self.grammar.prepositions.get((cases[0].replace("’", "'"),))
                role = self._role(frame, function) if function else None
                if role in (Role.SUPPLIER, Role.RECIPIENT) and (
                    token.pos == "PRON"
                    or token.lemma.lower() in self.grammar.words["own_country"]
                    or token.lemma.lower() in self.grammar.words["group"]
                ):
                    frame.pronouns.setdefault(role, token)
                elif role == Role.ITEM and (token.pos == "PRON" or token.lemma.lower() in self.grammar.words["goods"]):
                    frame.generic_item = frame.generic_item or token

    def _inherit_subject(self, frame: Frame, token: Token) -> None:
        """The subject of an infinitive, a participle or a second verb comes from above."""
        if frame.passive and token.relation in ("acl", "amod"):
            near = [
                m for m in self.phrases.of(MentionKind.ITEM)
                if not m.modifier and 0 < token.index - m.last <= 1 and self._role(frame, "object") == Role.ITEM
            ]
            if near and not any(m.kind == MentionKind.ITEM for m in self.under(token.head)):
                frame.add(Role.ITEM, near[-1], "position:participle")  # the word before outdoes a far antecedent
                return
            antecedent = token.head
            while self.tokens[antecedent].relation == "conj" and self.tokens[self.tokens[antecedent].head].pos in ("NOUN", "PROPN"):
                antecedent = self.tokens[antecedent].head  # "the jets and frigates sold to": all of the list
            self._give(frame, "object", antecedent, "tree:participle")
            return
        index = token.index
        for _ in range(6):
            current = self.tokens[index]
            head = current.head
            if head == index:
                return
            relation = current.relation
            if relation in ("acl",) and current.dep.startswith("acl:relcl") is False:
                above = self.tokens[head]
                if above.pos in ("NOUN", "PROPN") and index == token.index:
                    lemma = above.lemma.lower()
                    if self.grammar.operators_of(lemma, "NOUN"):
                        # "the plan to sell": the plan's owner
                        for child in self.sentence.children[head]:
                            for m in self.at.get(child, []):
                                if m.possessive or m.function == "of":
                                    self._give(frame, "subject", child, "tree:owner of the plan")
                                    return
                    else:
                        function = "object" if frame.passive else "subject"
                        self._give(frame, function, head, "tree:participle")
                        return
                index = head
                continue
            if relation in ("ccomp", "advcl", "parataxis") and self._finite(index):
                return  # a finite clause has a subject of its own, or none
            if relation in ("xcomp", "conj", "ccomp", "advcl", "parataxis", "obl", "obj", "nmod", "csubj", "acl"):
                above = self.tokens[head]
                passive_above = is_passive(self.sentence, head)
                subjects = [c for c in self.sentence.children[head] if self.tokens[c].relation == "nsubj"]
                objects = [c for c in self.sentence.children[head] if self.tokens[c].relation in ("obj", "iobj")]
                object_control = [
                    o
                    for o in objects
                    if relation in ("xcomp", "ccomp", "advcl")
                    and any(m.kind in (MentionKind.PARTY, MentionKind.PERSON) for m in self.at.get(o, []))
                    and o < index
                ]
                if object_control:
                    self._give(frame, "object" if frame.passive else "subject", object_control[0], "tree:object control")
                    frame.subject_index = object_control[0]
                    return
                if relation == "conj" and passive_above and above.pos == "VERB" and frame.predicate.pos == "VERB":
                    if subjects:
                        self._give(frame, "object" if (frame.passive or token.morph.get("VerbForm") == "Part") else "subject", subjects[0], "tree:shared subject")
                        return
                if subjects:
                    self._subject_from(frame, head, subjects[0])
                    return
                if above.relation == "acl" and passive_above:
                    return
            index = head

    def _finite(self, index: int) -> bool:
        group = [self.tokens[index], *(self.tokens[c] for c in self.sentence.children[index] if self.tokens[c].relation in ("aux", "cop"))]
        return any(t.morph.get("VerbForm") == "Fin" or t.morph.get("Mood") in ("Ind", "Cnd", "Sub") for t in group)

    def _subject_from(self, frame: Frame, above: int, subject: int) -> None:
        token = self.tokens[subject]
        relative = token.pos == "PRON" and (token.morph.get("PronType") == "Rel" or token.lemma.lower() in ("qui", "which", "that", "who"))
        source = self._antecedent(above) if relative else subject
        if source is None:
            return
        frame.subject_index = source
        self._give(frame, "object" if frame.passive else "subject", source, "tree:control")

    def _noun_arguments(self, frame: Frame) -> None:
        index = frame.index
        token = self.tokens[index]
        agent = "of_party" in frame.predicate.roles  # "supplier", "buyer": the noun is who acts
        if agent:
            for child in self.sentence.children[index]:
                if self.tokens[child].relation == "nsubj":
                    self._give(frame, "subject", child, "tree:is the supplier")
            if token.relation in ("appos", "xcomp", "obl", "obj", "nmod") and not frame.mentions(frame.predicate.roles["subject"]):
                above = self.tokens[token.head]
                if token.relation == "appos":
                    self._give(frame, "subject", token.head, "tree:apposition")
                elif above.pos == "VERB":
                    for child in self.sentence.children[token.head]:
                        if self.tokens[child].relation == "nsubj":
                            self._give(frame, "subject", child, "tree:becomes the supplier")
        for child in self.sentence.children[index]:
            relation = self.tokens[child].relation
            if agent and relation == "nsubj":
                continue
            if relation in ("nmod", "obl", "acl", "appos", "compound", "amod", "nsubj"):
                for mention in self.under(child):
                    if mention.possessive or (relation == "nmod" and self.tokens[child].dep == "nmod:poss"):
                        self._owner(frame, mention)
                        continue
                    if mention.function is None:
                        if relation == "compound" and mention.kind == MentionKind.ITEM:
                            frame.add(Role.ITEM, mention, "tree:compound")
                        elif relation in ("amod", "compound") and mention.kind == MentionKind.PARTY:
                            self._owner(frame, mention)
                        continue
                    role = self._role(frame, mention.function)
                    if mention.function == "of" and mention.kind != MentionKind.ITEM:
                        role = self._of_party(frame)
                    if role:
                        frame.add(role, mention, f"tree:{mention.function}")
        # a demonym beside the noun: "livraisons turques", "Iranian deliveries"
        for mention in self.phrases.of(MentionKind.PARTY):
            if mention.form == "demonym" and mention.head == index:
                self._owner(frame, mention)
        # the noun's own place in a light-verb phrase: X makes a delivery, X signs a contract
        self._light_subject(frame, token)

    def _of_party(self, frame: Frame) -> str | None:
        """"the delivery of Iran" names the giver; "the purchase of Poland" the getter."""
        return self._role(frame, "of_party") or self._role(frame, "subject")

    def _owner(self, frame: Frame, mention: Mention) -> None:
        role = self._role(frame, "owner") or self._role(frame, "subject")
        if role and role != Role.ITEM:
            frame.add(role, mention, "tree:owner")
        elif role == Role.ITEM:
            frame.add(Role.SUPPLIER, mention, "tree:owner")

    def _light_subject(self, frame: Frame, token: Token) -> None:
        index = token.index
        for _ in range(5):
            current = self.tokens[index]
            head = current.head
            if head == index:
                return
            above = self.tokens[head]
            lemma = above.lemma.lower()
            if above.pos in ("VERB", "AUX"):
                if current.relation not in ("obj", "obl", "nsubj", "xcomp", "ccomp"):
                    return
                is_light = lemma in self.grammar.words["light"] or bool(self.grammar.operators_of(lemma, "VERB"))
                if not is_light or any((o.speech or o.evidence) and not o.stage for o in self.grammar.operators_of(lemma, "VERB")):
                    if not (lemma in self.grammar.words["light"]):
                        return
                if current.relation == "nsubj":
                    for child in self.sentence.children[head]:
                        if self.tokens[child].relation == "obl":
                            self._oblique(frame, child)
                    return
                predicate = frame.predicate
                if lemma in self.grammar.words["taking"] and predicate.roles.get("subject") == Role.SUPPLIER:
                    # "take delivery of": who acts is the one who gets
                    predicate = replace(predicate, roles={**predicate.roles, "subject": Role.RECIPIENT})
                helper = Frame(
                    sentence=self.sentence, predicate=predicate, index=head, passive=is_passive(self.sentence, head),
                )
                if not helper.passive:
                    subjects = [c for c in self.sentence.children[head] if self.tokens[c].relation == "nsubj"]
                    if subjects:
                        self._subject_from(helper, head, subjects[0])
                    else:
                        self._inherit_subject(helper, above)
                for child in self.sentence.children[head]:
                    if self.tokens[child].relation == "obl":
                        self._oblique(helper, child)
                for role, entries in helper.roles.items():
                    for mention, rule in entries:
                        if not frame.mentions(role) or rule.startswith("tree:with"):
                            frame.add(role, mention, rule.replace("tree:", "light verb:"))
                for role, pronoun in helper.pronouns.items():
                    frame.pronouns.setdefault(role, pronoun)
                frame.carrier = head
                return
            if above.pos in ("NOUN", "PROPN") and current.relation in ("nmod", "acl", "obl", "conj"):
                index = head
                continue
            return


def _told(finder: _Finder, mention: Mention, frame: Frame) -> bool:
    """Whether the phrase belongs to a reporting word and not to the event ("said in London the minister")."""
    tokens = finder.tokens
    index = mention.head
    for _ in range(6):
        head = tokens[index].head
        if head == index:
            return False
        above = tokens[head]
        if above.pos in ("VERB", "AUX"):
            if head == frame.index or frame.index in set(finder.sentence.subtree(index)):
                return False
            return any(o.speech for o in finder.grammar.operators_of(above.lemma.lower(), "VERB"))
        index = head
    return False


def _free(frames: list[Frame], mention: Mention, role: str) -> bool:
    for frame in frames:
        for other, entries in frame.roles.items():
            for m, rule in entries:
                if m is mention and (other in (Role.SUPPLIER, Role.RECIPIENT)) and role in (Role.SUPPLIER, Role.RECIPIENT):
                    return False
    return True


def _fill_by_position(finder: _Finder, frames: list[Frame], frame: Frame) -> None:
    """Give open roles to the nearest free phrase whose preposition fits."""
    tokens = finder.tokens
    roles = frame.predicate.roles
    others = [f.index for f in frames if f.index != frame.index and f.predicate.kind == frame.predicate.kind]

    def between(a: int, b: int) -> int:
        low, high = min(a, b), max(a, b)
        return sum(1 for o in others if low < o < high)

    def barrier(a: int, b: int) -> bool:
        low, high = min(a, b), max(a, b)
        return any(t.text in (";", ":") for t in tokens[low + 1 : high])

    asks = frame.predicate.stage == Stage.SOUGHT and frame.predicate.pos == "VERB"  # takes clauses: "asked not to be named"
    if (
        not frame.mentions(Role.ITEM)
        and frame.generic_item is None
        and frame.foreign_object is None
        and frame.predicate.frame != "publish"
        and not asks
    ):
        wanted = [f for f, r in roles.items() if r == Role.ITEM]
        candidates = []
        for mention in finder.phrases.of(MentionKind.ITEM):
            if mention.modifier:
                continue
            right = mention.first > frame.index
            if frame.predicate.pos == "NOUN":
                english = finder.grammar.language == "en"
                beside = english and (mention.last == frame.index - 1 or (mention.left == frame.index + 1 and mention.function is None))
                partitive = mention.function is None and tokens[mention.left].text.lower() in finder.grammar.words["partitive"]
                if not beside and not (right and (mention.function in wanted or partitive) and mention.first - frame.index <= 8):
                    continue
            elif mention.function is None and "object" in wanted and (right != frame.passive or frame.predicate.pos == "NOUN"):
                pass
            elif mention.function is None and "subject" in wanted and not right:
                pass
            elif mention.function in wanted and right:
                pass
            else:
                continue
            distance = abs(mention.first - frame.index)
            if between(frame.index, mention.first) or barrier(frame.index, mention.first) or distance > 14:
                continue
            candidates.append((distance, mention))
        if candidates:
            best = min(candidates, key=lambda c: c[0])[1]
            frame.add(Role.ITEM, best, "position:item")
            for follower in _list_after(finder, best):
                frame.add(Role.ITEM, follower, "position:list")
    for role in (Role.RECIPIENT, Role.SUPPLIER):
        if frame.mentions(role):
            continue
        functions = [f for f, r in roles.items() if r == role and f not in ("subject", "object", "iobject")]
        if "of_party" in functions:
            functions.append("of")
        candidates = []
        for mention in finder.phrases.of(MentionKind.PARTY):
            if mention.function not in functions or not _free(frames, mention, role) or _told(finder, mention, frame):
                continue
            if mention.function == "by" and not (frame.passive or frame.predicate.pos == "NOUN"):
                continue
            if mention.function == "in" and role == Role.RECIPIENT and frame.predicate.frame != "arrive":
                continue
            if mention.function in ("of", "with", "on") and frame.predicate.pos == "VERB":
                continue
            distance = abs(mention.first - frame.index)
            penalty = 0 if mention.first > frame.index else 8
            if between(frame.index, mention.first) > 0 or barrier(frame.index, mention.first) or distance > 22:
                continue
            candidates.append((distance + penalty, mention))
        if candidates:
            best = min(candidates, key=lambda c: c[0])[1]
            frame.add(role, best, f"position:{best.function}")
            continue
        if frame.pronouns.get(role):
            continue
        if roles.get("subject") == role and frame.predicate.pos == "VERB" and not frame.passive:
            candidates = []
            for mention in finder.phrases.of(MentionKind.PARTY):
                if mention.function is not None or mention.possessive or mention.first > frame.index:
                    continue
                if not _free(frames, mention, role) or _told(finder, mention, frame):
                    continue
                distance = frame.index - mention.last
                if distance > 10 or between(frame.index, mention.last) or barrier(frame.index, mention.last):
                    continue
                verbs = [
                    t for t in tokens[mention.last + 1 : frame.index]
                    if t.pos == "VERB" and not finder.grammar.operators_of(t.lemma.lower(), "VERB")
                ]
                if verbs:
                    continue
                candidates.append((distance, mention))
            if candidates and frame.subject_index is None:
                frame.add(role, min(candidates, key=lambda c: c[0])[1], "position:subject")


def _list_after(finder: _Finder, mention: Mention) -> Iterator[Mention]:
    """The items that a list goes on with after `mention`."""
    last = mention
    for other in finder.phrases.of(MentionKind.ITEM):
        if other.first <= last.last:
            continue
        gap = finder.tokens[last.last + 1 : other.left]
        if any(t.pos in ("CCONJ",) or t.text == "," for t in gap) and len(gap) <= 4 and not any(t.pos in ("VERB", "AUX", "PRON") for t in gap):
            yield other
            last = other
        else:
            return


def _extend_lists(finder: _Finder, frame: Frame) -> None:
    for mention in list(frame.mentions(Role.ITEM)):
        for follower in _list_after(finder, mention):
            if follower.function in (None, "of", "with") and follower not in frame.mentions(Role.ITEM):
                frame.add(Role.ITEM, follower, "list")


def find_frames(sentence: Sentence, phrases: Phrases, grammar: Grammar) -> list[Frame]:
    """The events that `sentence` states, with their roles, in the order of the text."""
    finder = _Finder(sentence, phrases, grammar)
    frames = list(finder.frames())
    kept: list[Frame] = []
    for frame in frames:
        speaks = frame.predicate.pos == "VERB" and any(
            o.speech for o in grammar.operators_of(frame.predicate.lemma, "VERB")
        )
        if speaks and not frame.mentions(Role.ITEM):
            continue  # "announced that …" states no dealing of its own
        if frame.predicate.kind == Kind.PRODUCTION and _says_origin(finder, frame):
            continue
        kept.append(frame)
    for frame in kept:
        _fill_by_position(finder, kept, frame)
        _extend_lists(finder, frame)
    return kept


def _says_origin(finder: _Finder, frame: Frame) -> bool:
    """"Rifles made in North Korea", "drones fabriqués par l'Iran": where goods come from, not who makes them now."""
    token = finder.tokens[frame.index]
    if not frame.passive or token.relation not in ("acl", "amod") or token.dep.startswith("acl:relcl"):
        return False
    for mention in frame.mentions(Role.ITEM):
        for maker in finder.phrases.of(MentionKind.PARTY):
            if abs(maker.first - frame.index) <= 3 and maker.function in ("by", "in") and maker.first > frame.index:
                mention.origin += maker.parties
    return True
