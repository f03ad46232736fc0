"""Which words of a sentence state an event, and who plays which part in it?

Roles are read from the tree first; what the tree leaves open is filled by the prepositions' functions and
the nearest free phrase (see `position`), because the attachment of prepositional phrases is what parsers
get wrong most often.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracewire.claims.text.frames import WANTS, Frame, Role, is_passive
from tracewire.claims.text.grammar import Grammar, Predicate, form_of, lemma_of
from tracewire.claims.text.mentions import Mention, MentionKind, Phrases, as_personnel
from tracewire.claims.text.parsed import phrasal_verbs
from tracewire.claims.text.position import fill_by_position
from tracewire.model import Kind, Sentence, Token

__all__ = ["find_frames"]

_POS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
"""The parts of speech that state events, as the predicates' table calls them."""

# How many words up the tree an answer is sought: enough for every sentence of the development dispatches,
# November 2026.
_CLIMB = 6
_CLIMB_NOUNS = 5  # nouns and clauses between an event's noun and its light verb

_RELATIVE_GAP = 3  # words between goods and "that Poland has given"


class _Finder:
    """One sentence while its frames are found; `at` tells which mentions a word belongs to."""

    def __init__(self, sentence: Sentence, phrases: Phrases, grammar: Grammar) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.phrases = phrases
        self.grammar = grammar
        self.words = grammar.words
        self.at: dict[int, list[Mention]] = {}
        for mention in phrases.all:
            for index in range(mention.first, mention.last + 1):
                self.at.setdefault(index, []).append(mention)

    # -- which mentions a word stands for ------------------------------------------------------------------

    def under(self, index: int) -> list[Mention]:
        """The mentions that the phrase at `index` names, through lists, appositions and "a batch of"."""
        found: list[Mention] = []
        seen: set[int] = set()
        stack = [index]
        while stack:
            top = stack.pop()
            if top in seen:
                continue
            seen.add(top)
            here = [m for m in self.at.get(top, []) if m not in found]
            found.extend(here)
            token = self.tokens[top]
            transparent = lemma_of(token) in self.words["transparent"] or token.pos in (
                "NUM",
                "DET",
                "SYM",
                "PRON",
            )
            for child in self.sentence.children[top]:
                relation = self.tokens[child].relation
                if relation in ("conj", "appos", "flat", "compound", "fixed", "list"):
                    if self.tokens[child].pos != "VERB":
                        stack.append(child)
                elif relation in ("nmod", "obl", "nummod") and transparent:
                    stack.append(child)
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
        """The frames of all predicates of the sentence, in the order of the text."""
        for token in self.tokens:
            pos = _POS.get(token.pos)
            if pos is None or token.relation in ("aux", "cop") or self._names_something(token, pos):
                continue
            if pos == "NOUN" and lemma_of(token) in self.words["made"] and not self._has_child(token, "det"):
                continue  # "de fabrication allemande" says an origin
            for predicate in self._predicates_at(token, pos):
                yield self.frame(token, predicate)

    def _names_something(self, token: Token, pos: str) -> bool:
        """Whether the word is part of a name, of goods or of a party, and so states nothing."""
        here = self.at.get(token.index, [])
        acts = token.pos == "VERB" and self._has_child(token, "aux")  # "is training soldiers" is no noun
        if any(m.kind == MentionKind.ITEM for m in here):
            return not acts
        named = (MentionKind.PARTY, MentionKind.PERSON, MentionKind.OUTLET)
        return pos == "NOUN" and any(m.kind in named and m.form != "demonym" for m in here)

    def _has_child(self, token: Token, relation: str) -> bool:
        return any(self.tokens[c].relation == relation for c in self.sentence.children[token.index])

    def _predicates_at(self, token: Token, pos: str) -> tuple[Predicate, ...]:
        """What the word can state: with its reflexive pronoun or particle, by itself, or as a participle."""
        lemma, predicates_of = lemma_of(token), self.grammar.predicates_of
        for phrase in phrasal_verbs(self.sentence, token.index) if pos == "VERB" else ():
            if phrasal := predicates_of(phrase, pos):
                return phrasal
        options: tuple[Predicate, ...] = ()
        for child in self.sentence.children[token.index]:
            particle = self.tokens[child]
            follows = particle.pos in ("ADP", "ADV") and particle.index == token.index + 1
            if particle.dep == "compound:prt" or (particle.relation in ("advmod", "compound") and follows):
                options = predicates_of(f"{lemma} {particle.text.lower()}", pos)
        if self._reflexive(token.index, "expl", "obj", "iobj"):
            options = predicates_of(f"se {lemma}", pos)
        options = options or predicates_of(lemma, pos)
        participle = pos in ("ADJ", "NOUN") and token.morph.get("VerbForm") == "Part"
        if not options and (participle or (pos == "ADJ" and token.text.lower() != lemma)):
            options = predicates_of(lemma, "VERB")
        return options

    def _reflexive(self, index: int, *relations: str) -> bool:
        """Whether a reflexive pronoun hangs on the verb by one of `relations`."""
        return any(
            form_of(self.tokens[c]) in self.words["reflexive"] and self.tokens[c].relation in relations
            for c in self.sentence.children[index]
        )

    def frame(self, token: Token, predicate: Predicate) -> Frame:
        index = token.index
        above = self.tokens[token.head]
        if (
            predicate.frame in ("arrive", "depart")
            and token.head != index
            and lemma_of(above) in self.words["causative"]
        ):
            # "faire parvenir": who has goods arrive is who gives them
            predicate = replace(predicate, frame="give", roles=self.grammar.frames["give"])
        verbal = predicate.pos == "VERB"
        frame = Frame(
            sentence=self.sentence,
            predicate=predicate,
            index=index,
            passive=verbal and is_passive(self.sentence, index),
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
        sides = role in (Role.SUPPLIER, Role.RECIPIENT)
        if sides and token.pos in ("NOUN", "PROPN") and function in ("subject", "by", "object", "to"):
            owner = self._whose(index)
            if owner is not None:
                frame.add(role, owner, "tree:whose rule")
                return
        lemma = lemma_of(token)
        if role in (Role.SUPPLIER, Role.RECIPIENT):
            if token.pos == "PRON" or lemma in self.words["own_country"] or lemma in self.words["group"]:
                frame.pronouns.setdefault(role, token)
        elif role == Role.ITEM and self._contents(frame, index):
            return
        elif role == Role.ITEM:
            if (
                token.pos in ("PRON", "NUM", "DET")
                or lemma in self.words["goods"]
                or token.relation == "expl"
            ):
                frame.generic_item = frame.generic_item or token
            elif (
                token.pos in ("NOUN", "PROPN", "VERB")
                and function in ("object", "subject")
                and lemma not in self.words["licence"]
            ):
                frame.foreign_object = token

    def _whose(self, index: int) -> Mention | None:
        """Whose the phrase is: "Germany's cabinet", "the resolutions of the UN", "Russian lawmakers"."""
        inside = {index, *self.sentence.children[index]}
        for child in self.sentence.children[index]:
            if self.tokens[child].relation in ("nmod", "amod", "appos"):
                inside.update(self.sentence.children[child])
        for mention in self.phrases.of(MentionKind.PARTY):
            if mention.head in inside and (
                mention.function == "of" or mention.possessive or mention.form == "demonym"
            ):
                return mention
        return None

    def _contents(self, frame: Frame, index: int) -> bool:
        """Give the frame the goods inside "containers carrying munitions" or "a shipment of shells"."""
        lemma = lemma_of(self.tokens[index])
        if lemma not in self.words["goods"] and lemma not in self.words["transparent"]:
            return False
        inside = set(self.sentence.subtree(index))
        for mention in self.phrases.of(MentionKind.ITEM):
            if mention.head not in inside or mention.modifier or mention.first < index:
                continue
            if not self._clause_between(mention.head, index):
                frame.add(Role.ITEM, mention, "tree:contents")
                return True
        return False

    def _clause_between(self, index: int, top: int) -> bool:
        """Whether a clause begins on the way from `index` up to `top`; participles are none."""
        for position in self.sentence.ancestors(index):
            token = self.tokens[position]
            if position == top:
                return False
            if token.dep.startswith("acl:relcl") or token.relation in ("advcl", "parataxis", "ccomp"):
                return True
        return False

    def _verb_arguments(self, frame: Frame) -> None:
        index = frame.index
        token = self.tokens[index]
        if lemma_of(self.tokens[token.head]) in self.words["causative"] and token.head != index:
            for child in self.sentence.children[token.head]:
                if self.tokens[child].relation == "obj":
                    self._object(frame, child)
                elif self.tokens[child].relation == "obl":
                    self._oblique(frame, child)
        passive = frame.passive
        reflexive = passive and self._reflexive(index, "expl")
        if reflexive:
            passive = frame.passive = False  # "la Russie s'est tournée vers": who turns is the subject
        subject_given = False
        phrasal = phrasal_verbs(self.sentence, index).get(frame.predicate.lemma)
        for below in self.sentence.children[phrasal] if phrasal is not None else ():
            if self.tokens[below].relation in ("obl", "nmod"):  # "at the disposal of Ukraine"
                self._oblique(frame, below)
        for child in self.sentence.children[index]:
            ct = self.tokens[child]
            relation = ct.relation
            if relation in ("nsubj", "csubj"):
                subject_given = True
                self._subject(frame, child, passive or (ct.dep.endswith(":pass") and not reflexive))
            elif relation == "obj" and not (
                ct.pos == "PRON" and ct.text.lower() in self.words["goods_pronoun"]
            ):
                self._object(frame, child)
            elif (
                relation in ("iobj", "obj", "expl")
                and ct.text.lower() in self.words["goods_pronoun"]
                and ct.pos == "PRON"
                and self._role(frame, "object") == Role.ITEM
            ):
                frame.generic_item = frame.generic_item or ct
            elif relation == "iobj":
                self._give(
                    frame,
                    "iobject" if "iobject" in frame.predicate.roles else "to",
                    child,
                    "tree:indirect object",
                )
            elif relation in ("obl", "nmod", "advmod", "advcl"):
                self._oblique(frame, child)
            elif relation == "xcomp" and ct.pos in ("NOUN", "PROPN", "NUM"):
                self._object(frame, child)
        if not subject_given:
            self._inherit_subject(frame, token)
        if (
            not frame.mentions(Role.ITEM)
            and token.dep.startswith("acl:relcl")
            and frame.foreign_object is not None
            and lemma_of(frame.foreign_object) in self.words["transparent"]
        ):
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
            if (
                subject_given
                and not has_object
                and self._role(frame, "object") == Role.ITEM
                and not frame.mentions(Role.ITEM)
            ):
                subject = next(
                    c for c in self.sentence.children[index] if self.tokens[c].relation in ("nsubj", "csubj")
                )
                if self.tokens[subject].pos != "PRON" or self.tokens[subject].morph.get("PronType") != "Rel":
                    self._relative_object(frame, token.head, subject)

    def _relative_object(self, frame: Frame, antecedent: int, subject: int) -> None:
        """Take the goods before "that Poland has given": the nearest where the parser finds none."""
        near = [
            m
            for m in self.phrases.of(MentionKind.ITEM)
            if not m.modifier and m.last < subject and subject - m.last <= _RELATIVE_GAP
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
            token.morph.get("PronType") == "Rel" or lemma_of(token) in self.grammar.forms["relative_subject"]
        )
        if relative and self.tokens[frame.index].relation in ("acl", "advcl"):
            antecedent = self.tokens[frame.index].head
            function = "object" if passive else "subject"
            role = self._role(frame, function)
            near = [
                m for m in self.phrases.of(MentionKind.PARTY, MentionKind.ITEM) if 0 < index - m.last <= 2
            ]
            if role and near and not any(m.kind in WANTS.get(role, ()) for m in self.under(antecedent)):
                frame.add(role, near[-1], "position:relative")
            else:
                self._give(frame, function, antecedent, "tree:relative")
            if not passive:
                frame.subject_index = antecedent
            return
        if passive and self._takes_goods(frame, index):
            self._give(frame, "iobject", index, "tree:passive double object")
            return
        self._give(
            frame,
            "object" if passive else "subject",
            index,
            "tree:passive subject" if passive else "tree:subject",
        )

    def _takes_goods(self, frame: Frame, index: int) -> bool:
        """Whether the passive subject gets the goods: "Ukraine was given 31 tanks"."""
        if not self.grammar.double_object or "iobject" not in frame.predicate.roles:
            return False
        kinds = {m.kind for m in self.under(index)}
        return MentionKind.PARTY in kinds and MentionKind.ITEM not in kinds

    def _object(self, frame: Frame, index: int) -> None:
        token = self.tokens[index]
        relative = token.pos in ("PRON", "SCONJ") and (
            token.morph.get("PronType") == "Rel" or lemma_of(token) in self.grammar.forms["relative_object"]
        )
        if relative:
            antecedent = self._antecedent(frame.index)
            if antecedent is not None:
                self._relative_object(frame, antecedent, index)
                return
        parties = [m for m in self.under(index) if m.kind in (MentionKind.PARTY, MentionKind.PERSON)]
        people = [m for m in parties if lemma_of(self.tokens[m.head]) in self.words["people"]]
        if self._role(frame, "object") == Role.ITEM and people:
            for mention in people:  # "sent Iranian troops": whose they are is their origin
                frame.add(Role.ITEM, as_personnel(mention), "tree:object")
            return
        if (
            self._role(frame, "object") == Role.ITEM
            and parties
            and not any(m.kind == MentionKind.ITEM for m in self.under(index))
        ):
            # English double objects: the parser may call the recipient the object ("sent Ukraine 31 tanks")
            if "iobject" in frame.predicate.roles and self.grammar.double_object:
                for mention in parties:
                    frame.add(frame.predicate.roles["iobject"], mention, "tree:double object")
                for child in self.sentence.children[index]:
                    if self.tokens[child].relation in ("nummod", "appos", "dep"):
                        self._give(frame, "object", child, "tree:double object")
            return
        self._give(frame, "object", index, "tree:object")

    def _antecedent(self, index: int) -> int | None:
        seen = 0
        while seen < _CLIMB:
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
            if function == "of" and mention.kind in (
                MentionKind.PARTY,
                MentionKind.PERSON,
                MentionKind.PLACE,
            ):
                function = "from"
            role = self._role(frame, function)
            if function == "with" and role == Role.ITEM and frame.mentions(Role.ITEM):
                continue  # "delivered with the aircraft": what goes along is another's object
            if (
                role == Role.SUPPLIER
                and function == "by"
                and not frame.passive
                and frame.predicate.pos == "VERB"
            ):
                continue
            if role:
                frame.add(role, mention, f"tree:{function}")
        if not mentions:
            token = self.tokens[index]
            cases = [
                self.tokens[c].text.lower()
                for c in self.sentence.children[index]
                if self.tokens[c].relation == "case"
            ]
            if cases:
                function = self.grammar.prepositions.get(
                    tuple(c.replace("’", "'") for c in cases)
                ) or self.grammar.prepositions.get((cases[0].replace("’", "'"),))
                role = self._role(frame, function) if function else None
                if role in (Role.SUPPLIER, Role.RECIPIENT) and (
                    token.pos == "PRON"
                    or lemma_of(token) in self.words["own_country"]
                    or lemma_of(token) in self.words["group"]
                ):
                    frame.pronouns.setdefault(role, token)
                elif role == Role.ITEM and (token.pos == "PRON" or lemma_of(token) in self.words["goods"]):
                    frame.generic_item = frame.generic_item or token

    def _inherit_subject(self, frame: Frame, token: Token) -> None:
        """The subject of an infinitive, a participle or a second verb comes from above."""
        if frame.passive and token.relation in ("acl", "amod"):
            near = [
                m
                for m in self.phrases.of(MentionKind.ITEM)
                if not m.modifier
                and 0 < token.index - m.last <= 1
                and self._role(frame, "object") == Role.ITEM
            ]
            if near and not any(m.kind == MentionKind.ITEM for m in self.under(token.head)):
                frame.add(
                    Role.ITEM, near[-1], "position:participle"
                )  # the word before outdoes a far antecedent
                return
            antecedent = token.head
            while self.tokens[antecedent].relation == "conj" and self.tokens[
                self.tokens[antecedent].head
            ].pos in ("NOUN", "PROPN"):
                antecedent = self.tokens[antecedent].head  # "the jets and frigates sold to": all of the list
            self._give(frame, "object", antecedent, "tree:participle")
            return
        index = token.index
        for _ in range(_CLIMB):
            current = self.tokens[index]
            head = current.head
            if head == index:
                return
            relation = current.relation
            if relation in ("acl",) and current.dep.startswith("acl:relcl") is False:
                above = self.tokens[head]
                if above.pos in ("NOUN", "PROPN") and index == token.index:
                    lemma = lemma_of(above)
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
            if relation in (
                "xcomp",
                "conj",
                "ccomp",
                "advcl",
                "parataxis",
                "obl",
                "obj",
                "nmod",
                "csubj",
                "acl",
            ):
                above = self.tokens[head]
                passive_above = is_passive(self.sentence, head)
                subjects = [c for c in self.sentence.children[head] if self.tokens[c].relation == "nsubj"]
                objects = [
                    c for c in self.sentence.children[head] if self.tokens[c].relation in ("obj", "iobj")
                ]
                object_control = [
                    o
                    for o in objects
                    if relation in ("xcomp", "ccomp", "advcl")
                    and any(m.kind in (MentionKind.PARTY, MentionKind.PERSON) for m in self.at.get(o, []))
                    and o < index
                ]
                if object_control:
                    self._give(
                        frame,
                        "object" if frame.passive else "subject",
                        object_control[0],
                        "tree:object control",
                    )
                    frame.subject_index = object_control[0]
                    return
                verbs = above.pos == "VERB" and frame.predicate.pos == "VERB"
                if relation == "conj" and passive_above and verbs and subjects:
                    participle = frame.passive or token.morph.get("VerbForm") == "Part"
                    function = "object" if participle else "subject"
                    self._give(frame, function, subjects[0], "tree:shared subject")
                    return
                if subjects:
                    self._subject_from(frame, head, subjects[0])
                    return
                if above.relation == "acl" and passive_above:
                    return
            index = head

    def _finite(self, index: int) -> bool:
        group = [
            self.tokens[index],
            *(
                self.tokens[c]
                for c in self.sentence.children[index]
                if self.tokens[c].relation in ("aux", "cop")
            ),
        ]
        return any(
            t.morph.get("VerbForm") == "Fin" or t.morph.get("Mood") in ("Ind", "Cnd", "Sub") for t in group
        )

    def _subject_from(self, frame: Frame, above: int, subject: int) -> None:
        token = self.tokens[subject]
        relative = token.pos == "PRON" and (
            token.morph.get("PronType") == "Rel" or lemma_of(token) in self.grammar.forms["relative_subject"]
        )
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
            if token.relation in ("appos", "xcomp", "obl", "obj", "nmod") and not frame.mentions(
                frame.predicate.roles["subject"]
            ):
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
        """The role of the party after "of": giver of "the delivery of", getter of "the purchase of"."""
        return self._role(frame, "of_party") or self._role(frame, "subject")

    def _owner(self, frame: Frame, mention: Mention) -> None:
        role = self._role(frame, "owner") or self._role(frame, "subject")
        if role and role != Role.ITEM:
            frame.add(role, mention, "tree:owner")
        elif role == Role.ITEM:
            frame.add(Role.SUPPLIER, mention, "tree:owner")

    def _light_subject(self, frame: Frame, token: Token) -> None:
        index = token.index
        for _ in range(_CLIMB_NOUNS):
            current = self.tokens[index]
            head = current.head
            if head == index:
                return
            above = self.tokens[head]
            lemma = lemma_of(above)
            if above.pos in ("VERB", "AUX"):
                if current.relation not in ("obj", "obl", "nsubj", "xcomp", "ccomp"):
                    return
                operators = self.grammar.operators_of(lemma, "VERB")
                reports = any((o.speech or o.evidence) and not o.stage for o in operators)
                if lemma not in self.words["light"] and (not operators or reports):
                    return
                if current.relation == "nsubj":
                    for child in self.sentence.children[head]:
                        if self.tokens[child].relation == "obl":
                            self._oblique(frame, child)
                    return
                predicate = frame.predicate
                if lemma in self.words["taking"] and predicate.roles.get("subject") == Role.SUPPLIER:
                    # "take delivery of": who acts is the one who gets
                    predicate = replace(predicate, roles={**predicate.roles, "subject": Role.RECIPIENT})
                helper = Frame(
                    sentence=self.sentence,
                    predicate=predicate,
                    index=head,
                    passive=is_passive(self.sentence, head),
                )
                if not helper.passive:
                    subjects = [c for c in self.sentence.children[head] if self.tokens[c].relation == "nsubj"]
                    if subjects:
                        self._subject_from(helper, head, subjects[0])
                    else:
                        self._inherit_subject(helper, above)
                for child in self.sentence.children[head]:
                    if self.tokens[child].relation == "obl" and child > head:
                        self._oblique(
                            helper, child
                        )  # what is fronted tells where or when: "In Washington, …"
                for role, entries in helper.roles.items():
                    for mention, rule in entries:
                        if not frame.mentions(role) or rule.startswith("tree:with"):
                            frame.add(role, mention, rule.replace("tree:", "light verb:"))
                for role, pronoun in helper.pronouns.items():
                    frame.pronouns.setdefault(role, pronoun)
                return
            noun = above.pos in ("NOUN", "PROPN") and current.relation in ("nmod", "acl", "obl", "conj")
            if not noun or not (current.relation == "conj" or self._leads_to_deed(lemma)):
                return
            index = head

    def _leads_to_deed(self, lemma: str) -> bool:
        """Whether who acts in the noun acts in what is below it: "plans for", "a deal on", "a number of"."""
        return bool(
            self.grammar.operators_of(lemma, "NOUN")
            or lemma in self.words["transparent"]
            or any(p.frame == "deal" for p in self.grammar.predicates_of(lemma, "NOUN"))
        )


def _drop_scene(frame: Frame) -> None:
    """Leave "in Ukraine" to the scene where another recipient is told: "armed Russia for the war"."""
    entries = frame.roles.get(Role.RECIPIENT, [])
    told = [entry for entry in entries if not entry[1].endswith(":in")]
    if told:
        frame.roles[Role.RECIPIENT] = told


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
        _drop_scene(frame)
        fill_by_position(sentence, phrases, grammar, kept, frame)
    return kept


def _says_origin(finder: _Finder, frame: Frame) -> bool:
    """Whether a participle says where goods come from, not who makes them: "rifles made in North Korea"."""
    token = finder.tokens[frame.index]
    if not frame.passive or token.relation not in ("acl", "amod") or token.dep.startswith("acl:relcl"):
        return False
    for mention in frame.mentions(Role.ITEM):
        for maker in finder.phrases.of(MentionKind.PARTY):
            if (
                abs(maker.first - frame.index) <= 3
                and maker.function in ("by", "in")
                and maker.first > frame.index
            ):
                mention.origin += maker.parties
    return True
