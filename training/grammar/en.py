# ruff: noqa: E501 - word lists and one-line constructions read better whole; closures run at once
"""Which English sentences does a dispatch about arms transfers hold, and what are their trees?

Trees follow the English Web Treebank and GUM: a sentence before "he said" is the complement of "said", a title
depends on the name behind it, a hyphen is a word. The words are in `en.toml` and `names.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from training.corpus import Word
from training.grammar.chance import Chance
from training.tree import Node, leaf, punct, sentence

__all__ = ["English", "surface"]

T = TypeVar("T")
_TIGHT = {"-", "'s", "n't", "'", "/"}


def surface(nodes: list[Node], heads: dict[int, Node]) -> list[Node]:
    """Glue hyphens, clitics and currency signs; choose between a and an."""
    for index, node in enumerate(nodes):
        following = nodes[index + 1].form if index + 1 < len(nodes) else ""
        if node.form == "-" and index:
            node.gluing = True
        if node.form in _TIGHT and index:
            node.glued = True
        if node.form in {"$", "£", "€"}:
            node.gluing = True
        if (
            node.form == "a"
            and node.upos == "DET"
            and following[:1] in "aeioAEIO"
            and not following.startswith(("one", "European", "uni"))
        ):
            node.form = "an"
        if (
            node.form == "a"
            and following[:2] in {"un", "F-", "L-", "M1", "8", "11", "18"}
            and not following.startswith("uni")
        ):
            node.form = "an"
    return nodes


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """Infinitive, past and participle, with the prepositions of its further argument."""

    lemma: str
    past: str
    participle: str
    frames: tuple[str, ...] = ()

    @classmethod
    def read(cls, entry: str) -> Verb:
        """An entry of `en.toml`: "lemma|frames:past participle"."""
        head, _, parts = entry.partition(":")
        lemma, _, frames = head.partition("|")
        given = parts.split()
        if not given:
            if lemma.endswith("e"):
                regular = lemma + "d"
            elif lemma.endswith("y") and lemma[-2] not in "aeiou":
                regular = lemma[:-1] + "ied"
            else:
                regular = lemma + "ed"
            given = [regular, regular]
        return cls(lemma=lemma, past=given[0], participle=given[1], frames=tuple(frames.split()))

    @property
    def third(self) -> str:
        if self.lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
            return self.lemma + "es"
        if self.lemma.endswith("y") and self.lemma[-2] not in "aeiou":
            return self.lemma[:-1] + "ies"
        return self.lemma + "s"

    @property
    def gerund(self) -> str:
        if self.past.endswith(self.lemma[-1] * 2 + "ed") and not self.lemma.endswith("e"):
            return self.past[:-2] + "ing"
        if self.lemma in {"get", "begin"}:
            return self.lemma + self.lemma[-1] + "ing"
        if self.lemma.endswith("e") and not self.lemma.endswith("ee"):
            return self.lemma[:-1] + "ing"
        return self.lemma + "ing"


_FIN = "Mood=Ind|Number={}|Person=3|Tense={}|VerbForm=Fin"
_PAST = "Tense=Past|VerbForm=Part"


class English(Chance):
    """A source of random sentences; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        super().__init__("en", seed)
        self.verbs = {
            group: [Verb.read(entry) for entry in self.lexicon[group]]
            for group in (
                "give", "get", "supply_with", "ditransitive", "other", "control", "control_ing", "say", "think", "deny_ing", "accuse", "urge", "intransitive",
            )
        }  # fmt: skip

    # -- phrases ---------------------------------------------------------------------------------------------------

    def the(self, node: Node) -> Node:
        return node.before(leaf("the", "DET", "det", "the", "Definite=Def|PronType=Art"))

    def a(self, node: Node) -> Node:
        return node.before(leaf("a", "DET", "det", "a", "Definite=Ind|PronType=Art"))

    def case(self, preposition: str, node: Node, dep: str) -> Node:
        return node.before(leaf(preposition, "ADP", "case")).as_(dep)

    def noun(self, form: str, dep: str = "obj", *, plural: bool = False, lemma: str | None = None) -> Node:
        """A common noun; words before the last one are compounds or adjectives of it."""
        *before, last = form.split(" ")
        node = Node(
            last,
            lemma or last,
            "NOUN",
            f"Number={'Plur' if plural else 'Sing'}",
            dep,
            number="p" if plural else "s",
        )
        adjectives = {"foreign", "armed", "military", "prime", "national", "general"}
        for word in before:
            if word in adjectives:
                node.left.append(leaf(word, "ADJ", "amod", word, "Degree=Pos"))
            else:
                node.left.append(leaf(word, "NOUN", "compound", word, "Number=Sing"))
        return node

    def phrase(self, text: str, *, default: str = "N") -> Node:
        """A noun phrase in the notation of `en.toml`."""
        chunks: list[list[tuple[str, str]]] = [[]]
        joints: list[str] = []
        for token in text.split():
            form, _, kind = token.partition("/")
            kind = kind or default
            if form in {"the"} and not kind.startswith("P"):
                kind = "D"
            if kind == "C":
                joints.append(form)
                chunks.append([])
            else:
                chunks[-1].append((form, kind))
        nodes = []
        for chunk in chunks:
            *before, (form, kind) = chunk
            proper = kind == "P"
            plural = form.endswith("s") and not form.endswith(("ss", "us")) and form not in {"customs"}
            node = Node(
                form,
                form if proper else form.lower().removesuffix("s") if plural else form.lower(),
                "PROPN" if proper else "NOUN",
                f"Number={'Plur' if plural else 'Sing'}",
                "nmod",
                number="p" if plural else "s",
            )
            for word, sort in before:
                if sort == "D":
                    node.left.append(leaf("the", "DET", "det", "the", "Definite=Def|PronType=Art"))
                elif sort == "A":
                    node.left.append(
                        leaf(word, "ADJ", "amod", word if word[0].isupper() else word.lower(), "Degree=Pos")
                    )
                elif sort == "P":
                    node.left.append(leaf(word, "PROPN", "compound", word, "Number=Sing"))
                else:
                    node.left.append(leaf(word, "NOUN", "compound", word, "Number=Sing"))
            nodes.append(node)
        for joint, node in zip(joints, nodes[1:], strict=True):
            nodes[0].after(self.case(joint, node, "nmod"))
        return nodes[0]

    def origin_adjective(self) -> list[Node]:
        """Iranian, U.S., North Korean: a list, since one may be two words or a noun."""
        if self.chance(0.25):
            text = self.word("states_as_adjective")
            if " " in text:
                first, second = text.split(" ")
                return [
                    leaf(second, "ADJ", "amod", second, "Degree=Pos").before(
                        leaf(first, "ADJ", "amod", first, "Degree=Pos")
                    )
                ]
            return [leaf(text, "PROPN", "compound", text, "Number=Sing")]
        word = self.word("adjectives_of_origin")
        return [leaf(word, "ADJ", "amod", word, "Degree=Pos")]

    def country(self) -> Node:
        if self.chance(0.25):
            text = self.word("country_phrases")
            article, _, rest = text.partition(" ")
            node = self.phrase(rest if article == "the" else text)
            node.number = "s"
            if article == "the":
                self.the(node)
            return node
        name = self.word("countries")
        return Node(name, name, "PROPN", "Number=Sing", "nmod", number="s")

    def capital(self) -> Node:
        name = self.word("capitals").split("|")[1]
        return Node(name, name, "PROPN", "Number=Sing", "nmod", number="s")

    def name_of(self, text: str, dep: str, *, compound: bool = False) -> Node:
        """A proper name of one or more words: flat, or headed by its last word."""
        parts = [piece for part in text.split(" ") for piece in _hyphens(part)]
        if compound and len(parts) == 2 and parts[1].isalpha():
            node = Node(parts[1], parts[1], "PROPN", "Number=Sing", dep, number="s")
            return node.before(leaf(parts[0], "PROPN", "compound", parts[0], "Number=Sing"))
        node = Node(parts[0], parts[0], "PROPN", "Number=Sing", dep, number="s")
        for part in parts[1:]:
            if part == "-":
                node.after(punct("-"))
            else:
                kind = "NUM" if part.replace("-", "").isdigit() else "PROPN"
                node.after(leaf(part, kind, "flat", part, "" if kind == "NUM" else "Number=Sing"))
        return node

    def group(self) -> Node:
        text = self.word("groups")
        article, _, rest = text.partition(" ")
        if article == "the":
            return self.the(self.phrase(rest))
        first, _, _ = text.partition("/")
        if "-" in first:
            return self.name_of(first, "nsubj")
        return self.phrase(text)

    def force(self) -> Node:
        form, number = self.word("forces").split("|")
        last = form.split(" ")[-1]
        node = self.noun(
            form,
            "nsubj",
            plural=number == "p",
            lemma=last.removesuffix("s") if number == "p" and last not in {"police", "customs"} else last,
        )
        if last in {"authorities", "militias"}:
            node.lemma = {"authorities": "authority", "militias": "militia"}[last]
        kind = self.rng.random()
        if kind < 0.75:
            node.before(*self.origin_adjective())
            return self.the(node) if number == "s" or self.chance(0.3) else node
        return node.before(self.possessive(self.country()))

    def possessive(self, owner: Node) -> Node:
        """Iran's."""
        mark = leaf("'s", "PART", "case", "'s")
        if owner.form.endswith("s") and owner.number == "p":
            mark = leaf("'", "PART", "case", "'s")
        return owner.after(mark).as_("nmod:poss")

    def firm(self) -> Node:
        name = self.name_of(self.word("firms"), "nsubj", compound=True)
        kind = self.rng.random()
        if kind < 0.5:
            return name
        if kind < 0.75:
            desc = self.noun(
                self.any(
                    ["company", "manufacturer", "maker", "giant", "arms maker", "drone maker", "contractor"]
                ),
                "nmod:desc",
            )
            desc.before(*self.origin_adjective())
            return name.before(desc)
        node = self.noun(self.any(["company", "firm", "group", "manufacturer"]), "nsubj").before(
            *self.origin_adjective()
        )
        return self.the(node) if self.chance(0.5) else self.a(node)

    def party(self) -> Node:
        node = self.choose(
            (0.46, self.country),
            (0.24, self.capital),
            (0.15, self.force),
            (0.1, self.group),
            (0.05, self.firm),
        )
        if self.chance(0.06):
            second = (
                self.choose((0.6, self.country), (0.4, self.capital))
                .before(leaf("and", "CCONJ", "cc", "and"))
                .as_("conj")
            )
            node.after(second)
            node.number = "p"
        return node

    def place(self, dep: str = "obl") -> Node:
        """in Isfahan, at Bandar Abbas, near Tula, in Russia, at a plant in Tula."""
        kind = self.rng.random()
        if kind < 0.2:
            site = self.noun(self.word("plants"), dep)
            site = self.a(site) if self.chance(0.7) else self.the(site)
            return self.case("at", site, dep).after(self.case(self.any(["in", "near"]), self.town(), "nmod"))
        if kind < 0.65:
            return self.case(self.any(["in", "in", "at", "near"]), self.town(), dep)
        return self.case("in", self.country(), dep)

    def town(self) -> Node:
        return self.name_of(self.word("towns").split("|")[1], "nmod", compound=True)

    # -- things ----------------------------------------------------------------------------------------------------

    def hyphen_adjective(self, text: str) -> Node:
        """long-range, Iranian-made, surface-to-air: hyphens are words of their own."""
        parts = text.split("-")
        last = parts[-1]
        if last in {
            "made",
            "built",
            "supplied",
            "guided",
            "propelled",
            "fired",
            "flagged",
            "funded",
            "backed",
            "designed",
            "produced",
        }:
            lemma = {
                "made": "make",
                "built": "build",
                "supplied": "supply",
                "guided": "guide",
                "propelled": "propel",
                "fired": "fire",
                "flagged": "flag",
                "funded": "fund",
                "backed": "back",
                "designed": "design",
                "produced": "produce",
            }[last]
            head = leaf(last, "VERB", "amod", lemma, _PAST)
            first = parts[0]
            upos = (
                "ADJ"
                if first[:1].isupper() and first not in {"US", "U.S.", "UK"}
                else ("PROPN" if first[:1].isupper() else "NOUN")
            )
            head.left = [
                leaf(first, upos, "compound", first, "Degree=Pos" if upos == "ADJ" else "Number=Sing"),
                punct("-"),
            ]
            return head
        if len(parts) == 3:
            head = leaf(last, "NOUN", "compound", last, "Number=Sing")
            if text == "surface-to-air" or text == "air-to-air":
                top = leaf(parts[0], "NOUN", "compound", parts[0], "Number=Sing")
                end = leaf(parts[2], "NOUN", "nmod", parts[2], "Number=Sing")
                end.left = [punct("-"), leaf("to", "ADP", "case", "to"), punct("-")]
                return top.after(end)
            return head
        first, second = parts
        if first in {"anti", "multi", "man"}:
            head = leaf(
                second,
                "NOUN" if second != "portable" else "ADJ",
                "compound" if second != "portable" else "amod",
                second,
                "Number=Sing" if second != "portable" else "Degree=Pos",
            )
            head.left = [
                leaf(
                    first,
                    "ADJ" if first != "man" else "NOUN",
                    "amod" if first != "man" else "compound",
                    first,
                    "Degree=Pos" if first != "man" else "Number=Sing",
                ),
                punct("-"),
            ]
            return head
        head = leaf(second, "NOUN", "compound", second, "Number=Sing")
        upos = "NUM" if first == "one" else "ADJ"
        head.left = [
            leaf(
                first,
                upos,
                "nummod" if upos == "NUM" else "amod",
                first,
                "Degree=Pos" if upos == "ADJ" else "NumForm=Word|NumType=Card",
            ),
            punct("-"),
        ]
        return head

    def item_core(self, *, plural: bool = True, extras: bool = True) -> Node:
        """A kind of arms, without determiner."""
        many, one = self.word("items").split("|")
        node = Node(
            many if plural else one,
            one,
            "NOUN",
            f"Number={'Plur' if plural else 'Sing'}",
            "obj",
            number="p" if plural else "s",
        )
        before: list[Node] = []
        if self.chance(0.22):
            before.extend(self.origin_adjective())
        elif self.chance(0.14):
            maker = self.any(
                [
                    "Iranian",
                    "Chinese",
                    "Russian",
                    "US",
                    "Soviet",
                    "Turkish",
                    "German",
                    "Israeli",
                    "American",
                    "Swedish",
                    "British",
                    "French",
                    "Korean",
                    "Indian",
                ]
            )
            before.append(
                self.hyphen_adjective(
                    f"{maker}-{self.any(['made', 'made', 'made', 'built', 'supplied', 'designed', 'produced'])}"
                )
            )
        for _ in range(self.rng.choice([0, 0, 0, 1, 1, 2])):
            if self.chance(0.4):
                before.append(self.hyphen_adjective(self.word("hyphenated")))
            else:
                word = self.word("item_adjectives")
                if "-" not in word and word not in {"such", "first"}:
                    before.append(leaf(word, "ADJ", "amod", word, "Degree=Pos"))
        if self.chance(0.22):
            name = self.designation("compound")
            before.append(name)
        if self.chance(0.34):
            text = self.word("modifiers")
            first, _, second = text.partition(" ")
            if second:
                before.append(
                    leaf(second, "NOUN", "compound", second, "Number=Sing").before(
                        leaf(first, "NOUN", "compound", first, "Number=Sing")
                    )
                )
            else:
                before.append(leaf(first, "NOUN", "compound", first, "Number=Sing"))
        node.left = before
        if extras and self.chance(0.05):
            node.after(self.case("from", self.country(), "nmod"))
        return node

    def designation(self, dep: str) -> Node:
        text = self.word("designations")
        parts = text.split(" ")
        if len(parts) == 1 or dep == "obj":
            return self.name_of(text, dep)
        return self.name_of(text, dep)

    def number(self) -> Node:
        kind = self.rng.random()
        if kind < 0.33:
            form = self.any(
                [
                    "two",
                    "three",
                    "four",
                    "five",
                    "six",
                    "seven",
                    "eight",
                    "nine",
                    "ten",
                    "twelve",
                    "twenty",
                    "fifty",
                    "30",
                    "a dozen",
                    "eleven",
                    "eighteen",
                ]
            )
            if form == "a dozen":
                return leaf("dozen", "NOUN", "nummod", "dozen", "Number=Sing").before(
                    leaf("a", "DET", "det", "a", "Definite=Ind|PronType=Art")
                )
            return leaf(
                form,
                "NUM",
                "nummod",
                form,
                "NumForm=Word|NumType=Card" if form.isalpha() else "NumForm=Digit|NumType=Card",
            )
        if kind < 0.75:
            form = str(
                self.rng.choice(
                    [self.rng.randint(2, 99), self.rng.randint(100, 999), self.rng.randint(1, 20) * 50]
                )
            )
        elif kind < 0.94:
            form = f"{self.rng.randint(1, 900)},{self.any(['000', '500', '200', '800', '000'])}"
        else:
            million = leaf(
                self.any(["million", "thousand", "hundred"]),
                "NUM",
                "nummod",
                None,
                "NumForm=Word|NumType=Card",
            )
            return million.before(
                leaf(self.any(["1.5", "two", "28", "several"]), "NUM", "compound", None, "NumType=Card")
            )
        return leaf(form, "NUM", "nummod", form, "NumForm=Digit|NumType=Card")

    def count(self, node: Node) -> Node:
        numeral = self.number()
        if self.chance(0.3):
            bound = self.any(
                [
                    "more than",
                    "about",
                    "some",
                    "up to",
                    "nearly",
                    "at least",
                    "around",
                    "over",
                    "less than",
                    "almost",
                    "an additional",
                    "another",
                    "the first",
                    "approximately",
                ]
            )
            if bound in {"more than", "less than", "up to"}:
                first, second = bound.split(" ")
                numeral.before(
                    leaf(
                        first,
                        "ADJ" if first in {"more", "less"} else "ADP",
                        "advmod",
                        {"more": "more", "less": "less"}.get(first, first),
                    ).after(leaf(second, "ADP", "fixed", second))
                )
            elif bound == "at least":
                numeral.before(
                    leaf("least", "ADV", "advmod", "least").before(leaf("at", "ADP", "case", "at"))
                )
            elif bound == "some":
                return node.before(leaf("some", "DET", "det", "some"), numeral)
            elif bound == "another":
                return node.before(leaf("another", "DET", "det", "another"), numeral)
            elif bound == "an additional":
                return node.before(
                    leaf("a", "DET", "det", "a", "Definite=Ind|PronType=Art"),
                    leaf("additional", "ADJ", "amod", "additional", "Degree=Pos"),
                    numeral,
                )
            elif bound == "the first":
                return node.before(
                    leaf("the", "DET", "det", "the", "Definite=Def|PronType=Art"),
                    leaf("first", "ADJ", "amod", "first", "Degree=Pos"),
                    numeral,
                )
            else:
                numeral.before(leaf(bound, "ADV", "advmod", bound))
        elif self.chance(0.06):
            return node.before(
                self.any(
                    [
                        leaf("its", "PRON", "nmod:poss", "its", "Person=3|Poss=Yes|PronType=Prs"),
                        leaf("the", "DET", "det", "the", "Definite=Def|PronType=Art"),
                    ]
                ),
                numeral,
            )
        return node.before(numeral)

    def goods(self, dep: str = "obj", *, extras: bool = True, plain: bool = False) -> Node:
        """An amount of arms."""
        node = self.choose(
            (0.27, lambda: self.item_core(extras=extras)),
            (0.25, lambda: self.count(self.item_core(extras=extras))),
            (
                0.06,
                lambda: self.item_core(extras=extras).before(
                    leaf(self.any(["several", "many", "multiple", "few"]), "ADJ", "amod", None, "Degree=Pos")
                ),
            ),
            (0.13, lambda: self._collective(extras)),
            (0.1, lambda: self._definite_goods(extras)),
            (0.06, lambda: self._single(extras)),
            (0.09, self._mass),
            (0.04, self._model),
            (0.05, self._part_of),
        )
        if not plain and extras and self.chance(0.17):
            node.after(self.goods_relative(node))
        if not plain and self.chance(0.14):
            others = self.rng.choice([1, 1, 2])
            for index in range(others):
                other = self.choose(
                    (0.6, lambda: self.item_core(extras=False)),
                    (0.4, lambda: self.count(self.item_core(extras=False))),
                )
                last = index == others - 1
                joint = [leaf("and", "CCONJ", "cc", "and")] if last else [punct(",")]
                if last and self.chance(0.1):
                    joint = [
                        leaf("as", "ADV", "cc", "as").after(
                            leaf("well", "ADV", "fixed", "well"), leaf("as", "ADP", "fixed", "as")
                        )
                    ]
                if last and others > 1 and self.chance(0.4):
                    joint = [punct(","), *joint]
                node.after(other.before(*joint).as_("conj"))
            node.number = "p"
        if not plain and self.chance(0.06):
            inner = self.goods("nmod", extras=False, plain=True)
            form = self.any(["including", "such as", "like"])
            if form == "such as":
                marker = leaf("such", "ADJ", "case", "such").after(leaf("as", "ADP", "fixed", "as"))
            else:
                marker = leaf(
                    form,
                    "VERB" if form == "including" else "ADP",
                    "case",
                    "include" if form == "including" else "like",
                )
            node.after(inner.before(*([punct(",")] if self.chance(0.7) else []), marker))
        return node.as_(dep)

    def _definite_goods(self, extras: bool) -> Node:
        node = self.item_core(extras=extras)
        return self.choose(
            (0.5, lambda: self.the(node)),
            (0.15, lambda: node.before(leaf("these", "DET", "det", "this", "Number=Plur|PronType=Dem"))),
            (
                0.15,
                lambda: node.before(
                    leaf(
                        self.any(["its", "their"]),
                        "PRON",
                        "nmod:poss",
                        None,
                        "Person=3|Poss=Yes|PronType=Prs",
                    )
                ),
            ),
            (0.12, lambda: node.before(leaf(self.any(["any", "no"]), "DET", "det"))),
            (0.08, lambda: node.before(self.possessive(self.country()))),
        )

    def _single(self, extras: bool) -> Node:
        return self.a(self.item_core(plural=False, extras=extras))

    def _mass(self) -> Node:
        node = self.noun(self.word("mass_items"), "obj")
        if self.chance(0.4):
            node.before(
                leaf(
                    self.any(["military", "lethal", "additional", "more", "sensitive", "artillery"]),
                    "ADJ",
                    "amod",
                    None,
                    "Degree=Pos",
                )
            )
        elif self.chance(0.25):
            node.before(*self.origin_adjective())
        return self.the(node) if self.chance(0.15) else node

    def _model(self) -> Node:
        """twelve Rafales; the Su-35; 48 FA-50s."""
        node = self.designation("obj")
        if node.right and node.right[0].dep == "punct":
            return self.count(self.item_core())
        node.number = "p"
        if self.chance(0.6):
            if self.chance(0.5) and not node.right:
                node.form += "s"
            return self.count(node)
        return self.the(node)

    def _part_of(self) -> Node:
        """one of the tanks; three of the five squadrons; most of the shells."""
        whole = self.item_core(extras=False)
        if self.chance(0.35):
            self.count(whole)
        its = leaf("its", "PRON", "nmod:poss", "its", "Person=3|Poss=Yes|PronType=Prs")
        whole = self.the(whole) if self.chance(0.8) else whole.before(its)
        form = self.any(["one", "two", "three", "six", "most", "many", "some", "half", "all", "part"])
        if form in {"most", "many"}:
            head = leaf(form, "ADJ", "obj", "many", "Degree=Sup" if form == "most" else "Degree=Pos")
        elif form in {"some", "half", "all"}:
            head = leaf(
                form,
                "DET" if form != "half" else "NOUN",
                "obj",
                form,
                "Number=Sing" if form == "half" else "",
            )
        elif form == "part":
            head = self.noun("part")
        else:
            head = leaf(form, "NUM", "obj", form, "NumForm=Word|NumType=Card")
        head.number = "s" if form in {"one", "part"} else "p"
        return head.after(self.case("of", whole, "nmod"))

    def _collective(self, extras: bool) -> Node:
        """hundreds of drones, a shipment of rockets, a batch, containers of shells."""
        form, lemma, opening = self.any([
            ("hundreds", "hundred", ""), ("dozens", "dozen", ""), ("thousands", "thousand", ""), ("hundreds", "hundred", ""), ("shipment", "shipment", "a"), ("batch", "batch", "a"), ("batch", "batch", "first"), ("number", "number", "a"),
            ("tens", "ten", ""), ("containers", "container", "count"), ("shipments", "shipment", ""), ("rounds", "round", "count"), ("tons", "ton", "count"), ("stocks", "stock", "its"), ("scores", "score", ""), ("cargo", "cargo", "a"), ("supplies", "supply", ""),
            ("stockpile", "stockpile", "its"), ("millions", "million", ""), ("deliveries", "delivery", ""), ("package", "package", "a"), ("couple", "couple", "a"), ("consignment", "consignment", "a"),
        ])  # fmt: skip
        head = Node(
            form,
            lemma,
            "NOUN",
            f"Number={'Plur' if form.endswith('s') else 'Sing'}",
            "obj",
            number="p" if form.endswith("s") else "s",
        )
        if opening == "a":
            if self.chance(0.3):
                head.before(
                    leaf(
                        self.any(["small", "large", "new", "second", "further"]),
                        "ADJ",
                        "amod",
                        None,
                        "Degree=Pos",
                    )
                )
            self.a(head)
        elif opening == "first":
            self.the(head.before(leaf("first", "ADJ", "amod", "first", "Degree=Pos")))
        elif opening == "count":
            self.count(head)
        elif opening == "its":
            head.before(leaf("its", "PRON", "nmod:poss", "its", "Person=3|Poss=Yes|PronType=Prs"))
        return head.after(
            self.case("of", self.item_core(extras=extras) if self.chance(0.8) else self._mass(), "nmod")
        )

    def goods_relative(self, node: Node) -> Node:
        number = node.number or "p"
        return self.choose(
            (0.33, lambda: self.participle()),
            (0.2, lambda: self.object_relative()),
            (0.14, lambda: self.passive_relative(number)),
            (0.09, lambda: self.subject_relative(number)),
            (0.08, self._bound),
            (0.08, self._capable),
            (0.08, self._made_in),
        )

    def _bound(self) -> Node:
        """bound for Yemen, destined for the Houthis, intended for Moscow."""
        form = self.any(["bound", "destined", "intended", "meant"])
        node = (
            leaf(form, "ADJ", "amod", form, "Degree=Pos")
            if form == "bound"
            else leaf(
                form, "VERB", "acl", {"destined": "destine", "intended": "intend"}.get(form, "mean"), _PAST
            )
        )
        return node.after(self.case("for", self.party(), "obl"))

    def _capable(self) -> Node:
        node = leaf("capable", "ADJ", "amod", "capable", "Degree=Pos")
        verb = self.any(self.verbs["other"])
        action = leaf(verb.gerund, "VERB", "advcl", verb.lemma, "Tense=Pres|VerbForm=Part")
        return node.after(
            action.before(leaf("of", "SCONJ", "mark", "of")).after(self.goods(plain=True, extras=False))
        )

    def _made_in(self) -> Node:
        form, lemma = self.any(
            [
                ("made", "make"),
                ("built", "build"),
                ("produced", "produce"),
                ("manufactured", "manufacture"),
                ("assembled", "assemble"),
                ("designed", "design"),
            ]
        )
        node = leaf(form, "VERB", "acl", lemma, _PAST)
        return node.after(
            self.choose((0.6, self.place), (0.4, lambda: self.case("by", self.party(), "obl:agent")))
        )

    def participle(self) -> Node:
        """supplied to Russia by Iran; bought from Tehran last year; used by Moscow in Ukraine."""
        verb = self.any(self.verbs["give"] + self.verbs["give"] + self.verbs["get"] + self.verbs["other"])
        node = leaf(verb.participle, "VERB", "acl", verb.lemma, _PAST)
        parts: list[Node] = []
        if verb.frames and self.chance(0.65):
            parts.append(self.oblique(verb))
        if self.chance(0.5) or not parts:
            parts.append(self.case("by", self.party(), "obl:agent"))
        if self.chance(0.3):
            parts.append(self.time())
        if self.chance(0.5):
            self.rng.shuffle(parts)
        return node.after(*parts)

    def object_relative(self) -> Node:
        """that Russia had sent to India; it has been receiving since August (with no pronoun)."""
        verb = self.any(self.verbs["give"] + self.verbs["get"] + self.verbs["other"][:20])
        subject = self.party().as_("nsubj") if self.chance(0.8) else self.pronoun()
        node = self.group_of(
            verb, self.any(["past", "perf", "plup", "pres", "fut", "would", "perfprog"]), subject.number
        )
        node.before(subject)
        if self.chance(0.7):
            form = self.any(["that", "that", "which"])
            node.before(leaf(form, "PRON", "obj", form, "PronType=Rel"))
        node.after(
            self.oblique(verb) if verb.frames and self.chance(0.4) else None,
            self.time() if self.chance(0.35) else None,
        )
        return node.as_("acl:relcl")

    def passive_relative(self, number: str) -> Node:
        verb = self.any(self.verbs["give"] + self.verbs["other"])
        node = self.group_of(verb, self.any(["past", "perf", "plup", "fut"]), number, passive=True)
        form = self.any(["that", "which"])
        node.before(leaf(form, "PRON", "nsubj:pass", form, "PronType=Rel"))
        if verb.frames and self.chance(0.65):
            node.after(self.oblique(verb))
        node.after(
            self.case("by", self.party(), "obl:agent") if self.chance(0.3) else None,
            self.time() if self.chance(0.3) else None,
        )
        return node.as_("acl:relcl")

    def subject_relative(self, number: str) -> Node:
        verb = self.any(self.verbs["other"])
        node = self.group_of(verb, self.any(["pres", "past", "perf", "can", "would"]), number)
        form = self.any(["that", "which"])
        return (
            node.before(leaf(form, "PRON", "nsubj", form, "PronType=Rel"))
            .after(self.goods(plain=True, extras=False))
            .as_("acl:relcl")
        )

    # -- time ------------------------------------------------------------------------------------------------------

    def time(self) -> Node:
        return self.choose(
            (0.2, self._weekday), (0.13, self._month), (0.09, self._year), (0.17, self._last), (0.1, self._since), (0.06, self._day), (0.05, self._by), (0.05, self._ago),
            (0.05, self._recent), (0.04, self._season), (0.06, self._adverbial),
        )  # fmt: skip

    def _proper(self, form: str, dep: str = "obl") -> Node:
        return Node(form, form, "PROPN", "Number=Sing", dep, number="s")

    def _weekday(self) -> Node:
        node = self._proper(self.word("days"))
        if self.chance(0.55):
            return self.case("on", node, "obl")
        if self.chance(0.25):
            node.before(leaf(self.any(["last", "next"]), "ADJ", "amod", None, "Degree=Pos"))
        return node.as_("obl:unmarked")

    def _month(self) -> Node:
        node = self._proper(self.word("months"))
        if self.chance(0.35):
            node.after(
                leaf(
                    str(self.rng.randint(2012, 2026)),
                    "NUM",
                    "nmod:unmarked",
                    None,
                    "NumForm=Digit|NumType=Card",
                )
            )
        elif self.chance(0.2):
            return node.before(leaf("last", "ADJ", "amod", "last", "Degree=Pos")).as_("obl:unmarked")
        return self.case(self.any(["in", "in", "in", "by", "until"]), node, "obl")

    def _year(self) -> Node:
        return self.case(
            "in",
            leaf(str(self.rng.randint(1990, 2026)), "NUM", "obl", None, "NumForm=Digit|NumType=Card"),
            "obl",
        )

    def _last(self) -> Node:
        noun = self.noun(self.any(["month", "week", "year", "summer", "spring", "autumn"]), "obl:unmarked")
        form = self.any(["last", "last", "last", "this", "next", "earlier this", "late last"])
        *extra, determiner = form.split(" ")
        if determiner == "this":
            noun.before(leaf("this", "DET", "det", "this", "Number=Sing|PronType=Dem"))
        else:
            noun.before(leaf(determiner, "ADJ", "amod", determiner, "Degree=Pos"))
        if extra:
            noun.before(leaf(extra[0], "ADV", "advmod", "early" if extra[0] == "earlier" else extra[0]))
        return noun

    def _since(self) -> Node:
        node = self.choose(
            (
                0.3,
                lambda: leaf(
                    str(self.rng.randint(1990, 2026)), "NUM", "obl", None, "NumForm=Digit|NumType=Card"
                ),
            ),
            (0.3, lambda: self._proper(self.word("months"))),
            (
                0.4,
                lambda: self.the(
                    self.noun(self.any(["invasion", "war", "start", "summer", "beginning"]), "obl")
                ),
            ),
        )
        if node.form in {"start", "beginning"}:
            node.after(
                self.case("of", self.the(self.noun(self.any(["war", "year", "invasion"]), "nmod")), "nmod")
            )
        return self.case(self.any(["since", "since", "before", "after", "during"]), node, "obl")

    def _day(self) -> Node:
        if self.chance(0.5):
            month = self.word("short_months") if self.chance(0.4) else self.word("months")
            node = leaf(str(self.rng.randint(1, 31)), "NUM", "obl", None, "NumForm=Digit|NumType=Card")
            node.left = [self._proper(month, "nmod:unmarked")]
            return self.case("on", node, "obl")
        node = leaf(str(self.rng.randint(1, 31)), "NUM", "obl", None, "NumForm=Digit|NumType=Card")
        return self.case("on", node.after(self._proper(self.word("months"), "nmod:unmarked")), "obl")

    def _by(self) -> Node:
        end = self.the(self.noun("end", "obl"))
        end.after(self.choose(
            (0.6, lambda: self.case("of", self.the(self.noun(self.any(["year", "month", "week", "decade"]), "nmod")), "nmod")),
            (0.4, lambda: self.case("of", leaf(str(self.rng.randint(2020, 2030)), "NUM", "nmod", None, "NumForm=Digit|NumType=Card"), "nmod")),
        ))  # fmt: skip
        return self.case(self.any(["by", "before", "at"]), end, "obl")

    def _ago(self) -> Node:
        form = self.any(["months", "days", "weeks", "years"])
        span = self.noun(form, "obl:unmarked", plural=True, lemma=form[:-1]).before(
            leaf(self.any(["two", "three", "six", "ten"]), "NUM", "nummod", None, "NumForm=Word|NumType=Card")
        )
        return leaf("ago", "ADV", "advmod", "ago").before(span)

    def _recent(self) -> Node:
        form = self.any(["weeks", "months", "days", "years"])
        node = self.noun(form, "obl", plural=True, lemma=form[:-1]).before(
            leaf(self.any(["recent", "coming"]), "ADJ", "amod", None, "Degree=Pos")
        )
        if self.chance(0.5):
            node.left = [
                leaf("the", "DET", "det", "the", "Definite=Def|PronType=Art"),
                leaf(self.any(["past", "next", "coming", "last"]), "ADJ", "amod", None, "Degree=Pos"),
                leaf(self.any(["two", "three", "few"]), "NUM", "nummod", None, "NumForm=Word|NumType=Card"),
            ]
            return self.case(self.any(["over", "in", "within"]), node, "obl")
        return self.case("in", node, "obl")

    def _season(self) -> Node:
        return self.case(
            "in",
            self.the(self.noun(self.any(["spring", "summer", "autumn", "winter", "fall"]), "obl")),
            "obl",
        )

    def _adverbial(self) -> Node:
        form = self.any(["so far", "yesterday", "today", "recently", "tomorrow", "earlier"])
        if form == "so far":
            return leaf("far", "ADV", "advmod", "far").before(leaf("so", "ADV", "advmod", "so"))
        if form in {"yesterday", "today", "tomorrow"}:
            return self.noun(form, "obl:unmarked")
        return leaf(form, "ADV", "advmod", form)

    # -- verbs -----------------------------------------------------------------------------------------------------

    def oblique(self, verb: Verb) -> Node:
        """to whom, from whom."""
        frame = self.any(verb.frames) if verb.frames else "to"
        party = self.party()
        node = self.case(frame, party, "obl")
        if frame == "to" and self.chance(0.05):
            node.after(self.case("via", self.country(), "nmod"))
        return node

    def group_of(
        self,
        verb: Verb,
        tense: str,
        number: str,
        *,
        passive: bool = False,
        negated: bool = False,
        adverb: bool = True,
    ) -> Node:
        """A verb with its auxiliaries, negation and adverb.

        Tenses: pres past fut would can could may might should must perf plup prog pastprog perfprog hadto inf infp ger gerp.
        """
        plural = number == "p"
        count = "Plur" if plural else "Sing"
        have = ("have", "AUX", "aux", "have", "VerbForm=Inf")
        chain: list[Node] = []
        modal = {
            "fut": "will",
            "would": "would",
            "can": "can",
            "could": "could",
            "may": "may",
            "might": "might",
            "should": "should",
            "must": "must",
        }
        form: str
        feats: str
        be = {"pres": "are" if plural else "is", "past": "were" if plural else "was"}
        if tense in modal or tense.removesuffix("+perf") in modal:
            base = tense.removesuffix("+perf")
            chain.append(leaf(modal[base], "AUX", "aux", modal[base], "VerbForm=Fin"))
            if tense.endswith("+perf"):
                chain.append(leaf(*have))
                form, feats = verb.participle, _PAST
                if passive:
                    chain.append(leaf("been", "AUX", "aux:pass", "be", _PAST))
            else:
                form, feats = verb.lemma, "VerbForm=Inf"
                if passive:
                    chain.append(leaf("be", "AUX", "aux:pass", "be", "VerbForm=Inf"))
                    form, feats = verb.participle, _PAST
        elif tense in {"perf", "plup", "perfprog"}:
            word = "had" if tense == "plup" else ("have" if plural else "has")
            chain.append(
                leaf(word, "AUX", "aux", "have", _FIN.format(count, "Past" if tense == "plup" else "Pres"))
            )
            form, feats = verb.participle, _PAST
            if passive:
                chain.append(leaf("been", "AUX", "aux:pass", "be", _PAST))
            elif tense == "perfprog":
                chain.append(leaf("been", "AUX", "aux", "be", _PAST))
                form, feats = verb.gerund, "Tense=Pres|VerbForm=Part"
        elif tense in {"prog", "pastprog"}:
            base = "past" if tense == "pastprog" else "pres"
            chain.append(
                leaf(be[base], "AUX", "aux", "be", _FIN.format(count, "Past" if base == "past" else "Pres"))
            )
            form, feats = verb.gerund, "Tense=Pres|VerbForm=Part"
            if passive:
                chain.append(leaf("being", "AUX", "aux:pass", "be", "VerbForm=Ger"))
                form, feats = verb.participle, _PAST
        elif tense in {"inf", "infp"}:
            form, feats = verb.lemma, "VerbForm=Inf"
            if tense == "infp":
                chain.append(leaf(*have))
                form, feats = verb.participle, _PAST
                if passive:
                    chain.append(leaf("been", "AUX", "aux:pass", "be", _PAST))
            elif passive:
                chain.append(leaf("be", "AUX", "aux:pass", "be", "VerbForm=Inf"))
                form, feats = verb.participle, _PAST
        elif tense in {"ger", "gerp"}:
            form, feats = verb.gerund, "VerbForm=Ger"
            if tense == "gerp":
                chain.append(leaf("having", "AUX", "aux", "have", "VerbForm=Ger"))
                form, feats = verb.participle, _PAST
        elif passive:
            chain.append(
                leaf(
                    be[tense],
                    "AUX",
                    "aux:pass",
                    "be",
                    _FIN.format(count, "Past" if tense == "past" else "Pres"),
                )
            )
            form, feats = verb.participle, _PAST
        elif negated:
            word = "did" if tense == "past" else ("do" if plural else "does")
            chain.append(
                leaf(word, "AUX", "aux", "do", _FIN.format(count, "Past" if tense == "past" else "Pres"))
            )
            form, feats = verb.lemma, "VerbForm=Inf"
        elif tense == "past":
            form, feats = verb.past, _FIN.format(count, "Past")
        else:
            form, feats = (verb.lemma if plural else verb.third), _FIN.format(count, "Pres")
        node = leaf(form, "VERB", "root", verb.lemma, feats)
        inserted: list[Node] = []
        if negated:
            glued = (
                chain
                and chain[0].form
                in {"did", "does", "do", "has", "have", "had", "would", "could", "is", "are", "was", "were"}
                and self.chance(0.25)
            )
            inserted.append(leaf("n't" if glued else "not", "PART", "advmod", "not", "Polarity=Neg"))
            if tense in {"perf", "plup"} and self.chance(0.35):
                inserted.append(leaf("yet", "ADV", "advmod", "yet"))
            elif tense in {"perf", "plup"} and self.chance(0.3):
                inserted = [leaf("never", "ADV", "advmod", "never")]
        if adverb and not negated and self.chance(0.015):
            inserted.append(
                leaf("longer", "ADV", "advmod", "longer").before(leaf("no", "ADV", "advmod", "no"))
            )
        if adverb and self.chance(0.13):
            inserted.append(leaf(self.word("adverbs"), "ADV", "advmod"))
        if tense in {"inf", "infp", "ger", "gerp"}:
            node.left = [*inserted, *chain]
        elif chain:
            node.left = [chain[0], *inserted, *chain[1:]]
        else:
            node.left = inserted
        return node

    def arrange(self, *parts: Node | None) -> list[Node]:
        given = [part for part in parts if part is not None]
        if len(given) > 1 and self.chance(0.12):
            given[0], given[1] = given[1], given[0]
        return given

    def event(self, tense: str, number: str, *, negated: bool = False) -> Node:
        """A verb phrase that says what is done with arms; the subject is missing."""
        kind = self.rng.random()
        when = self.time() if self.chance(0.27) else None
        where = self.place() if self.chance(0.07) else None
        if kind < 0.38:
            verb = self.any(self.verbs["give"])
        elif kind < 0.58:
            verb = self.any(self.verbs["get"])
        elif kind < 0.65:
            return self._supply_with(tense, number, negated, when)
        elif kind < 0.72:
            verb = self.any(self.verbs["ditransitive"])
            node = self.group_of(verb, tense, number, negated=negated)
            return node.after(self.party().as_("iobj"), self.goods(), when)
        elif kind < 0.9:
            verb = self.any(self.verbs["other"])
            node = self.group_of(verb, tense, number, negated=negated)
            goods = self.goods() if self.chance(0.8) else self.nominal("obj")
            against = (
                self.case(self.any(["against", "at", "on", "in"]), self.party(), "obl")
                if self.chance(0.15)
                else None
            )
            return node.after(goods, against, where, when, self.purpose() if self.chance(0.12) else None)
        elif kind < 0.95:
            return self._idiom(tense, number, negated, when)
        else:
            return self._nominal_support(tense, number, negated, when)
        node = self.group_of(verb, tense, number, negated=negated)
        goods = self.goods() if self.chance(0.93) else self.nominal("obj")
        oblique = self.oblique(verb) if verb.frames and self.chance(0.75) else None
        extra = self._exchange() if self.chance(0.07) else (self.purpose() if self.chance(0.1) else None)
        if when is not None and oblique is not None and self.chance(0.12):
            return node.after(goods, when, oblique, extra)
        if self.chance(0.05) and when is not None and extra is None:
            return node.after(
                *self.arrange(goods, oblique),
                punct(","),
                self.case("despite", self.noun("sanctions", "obl", plural=True, lemma="sanction"), "obl"),
                when,
            )
        return node.after(*self.arrange(goods, oblique), where, when, extra)

    def _supply_with(self, tense: str, number: str, negated: bool, when: Node | None) -> Node:
        verb = self.any(self.verbs["supply_with"])
        node = self.group_of(verb, tense, number, negated=negated)
        return node.after(
            self.party().as_("obj"), self.case("with", self.goods("obl", plain=True), "obl"), when
        )

    def _idiom(self, tense: str, number: str, negated: bool, when: Node | None) -> Node:
        """sign a contract to supply/for the sale of; take delivery of; hand over."""
        kind = self.rng.random()
        if kind < 0.3:
            verb = Verb(lemma="take", past="took", participle="taken")
            node = self.group_of(verb, tense, number, negated=negated)
            return node.after(
                self.noun("delivery").after(self.case("of", self.goods("nmod", plain=True), "nmod")), when
            )
        if kind < 0.5:
            verb = Verb.read(self.any(["hand", "turn", "send:sent sent", "give:gave given"]))
            node = self.group_of(verb, tense, number, negated=negated)
            particle = leaf("over", "ADP", "compound:prt", "over")
            to = self.case("to", self.party(), "obl") if self.chance(0.7) else None
            return (
                node.after(particle, self.goods(plain=True), to, when)
                if self.chance(0.6)
                else node.after(self.goods(plain=True), particle, to, when)
            )
        verb = Verb.read(self.any(["sign", "approve", "announce", "conclude", "negotiate", "finalize"]))
        node = self.group_of(verb, tense, number, negated=negated)
        contract = self.noun(self.word("agreement_nouns"))
        self.a(contract) if self.chance(0.75) else self.the(contract)
        partner = self.case("with", self.party(), "obl") if self.chance(0.4) else None
        if self.chance(0.4):
            worth = leaf("worth", "ADP", "case", "worth")
            contract.after(self.money("nmod").before(worth))
        content = (
            self.infinitive("acl")
            if self.chance(0.45)
            else self.case(
                "for", self.nominal("nmod") if self.chance(0.5) else self.goods("nmod", plain=True), "nmod"
            )
        )
        return node.after(contract.after(content), partner if self.chance(0.6) else None, when)

    def money(self, dep: str) -> Node:
        sign = leaf(self.any(["$", "$", "€", "£"]), "SYM", dep)
        amount = leaf(self.any(["million", "billion"]), "NUM", "nummod", None, "NumForm=Word|NumType=Card")
        return sign.after(
            amount.before(
                leaf(
                    self.any(["1.5", "300", "2.7", "40", "5"]),
                    "NUM",
                    "compound",
                    None,
                    "NumForm=Digit|NumType=Card",
                )
            )
        )

    def _nominal_support(self, tense: str, number: str, negated: bool, when: Node | None) -> Node:
        verb = Verb.read(
            self.any(
                [
                    "discuss",
                    "negotiate",
                    "complete",
                    "delay",
                    "arrange",
                    "accelerate",
                    "deny:denied denied",
                    "condemn",
                    "cancel",
                    "approve",
                    "halt",
                    "block",
                    "facilitate",
                    "allow",
                    "suspend",
                    "oversee:oversaw overseen",
                ]
            )
        )
        return self.group_of(verb, tense, number, negated=negated).after(self.nominal("obj"), when)

    def _exchange(self) -> Node:
        form = self.any(["exchange", "return"])
        return self.case("in", self.noun(form, "obl"), "obl").after(
            self.case("for", self.goods("nmod", plain=True, extras=False), "nmod")
        )

    def purpose(self) -> Node:
        """to strike its power grid; for use in Ukraine."""
        if self.chance(0.45):
            use = self.case("for", self.noun("use", "obl"), "obl")
            return use.after(
                self.choose(
                    (0.6, lambda: self.case("in", self.country(), "nmod")),
                    (0.4, lambda: self.case("against", self.country(), "nmod")),
                )
            )
        verb = Verb.read(
            self.any(
                [
                    "strike",
                    "attack",
                    "replenish",
                    "bolster",
                    "defend",
                    "replace",
                    "bomb",
                    "fight",
                    "support",
                    "protect",
                    "monitor",
                    "target",
                ]
            )
        )
        node = leaf(verb.lemma, "VERB", "advcl", verb.lemma, "VerbForm=Inf").before(
            leaf("to", "PART", "mark", "to")
        )
        target = self.noun(
            self.any(["army", "grid", "forces", "stocks", "cities", "campaign", "positions", "fleet"])
        )
        if target.form.endswith("s"):
            target.feats, target.number, target.lemma = (
                "Number=Plur",
                "p",
                {"cities": "city"}.get(target.form, target.form.removesuffix("s")),
            )
        target.before(
            leaf(self.any(["its", "their"]), "PRON", "nmod:poss", None, "Person=3|Poss=Yes|PronType=Prs")
        ) if self.chance(0.5) else target.before(*self.origin_adjective())
        return node.after(target, self.place() if self.chance(0.25) else None)

    def nominal(self, dep: str, *, article: bool = True) -> Node:
        """the sale of 12 jets to X by Y; Iran's delivery of drones to Moscow; arms sales to Riyadh; drone deliveries."""
        form = self.word("event_nouns")
        plural = self.chance(0.3) and form not in {
            "training",
            "transport",
            "procurement",
            "provision",
            "production",
        }
        many = (form[:-1] + "ies" if form.endswith("y") else form + "s") if plural else form
        node = Node(
            many, form, "NOUN", f"Number={'Plur' if plural else 'Sing'}", dep, number="p" if plural else "s"
        )
        kind = self.rng.random()
        goods: Node | None = None
        if kind < 0.3:
            _, one = self.word("items").split("|")
            compound = leaf(
                self.any(["arms", "arms", "weapons", one, one]), "NOUN", "compound", None, "Number=Sing"
            )
            compound.lemma = {"arms": "arm", "weapons": "weapon"}.get(compound.form, compound.form)
            node.left = [compound]
            if self.chance(0.2):
                node.before(
                    leaf(
                        self.any(["illicit", "new", "military", "future", "further", "planned", "possible"]),
                        "ADJ",
                        "amod",
                        None,
                        "Degree=Pos",
                    )
                )
        else:
            goods = self.case("of", self.goods("nmod", plain=True, extras=self.chance(0.3)), "nmod")
        opening = self.rng.random()
        if opening < 0.22:
            node.before(self.possessive(self.country() if self.chance(0.6) else self.capital()))
        elif opening < 0.3:
            node.before(*self.origin_adjective())
            if article and not plural:
                self.the(node)
        elif article and (not plural or self.chance(0.3)):
            self.the(node) if self.chance(0.7) or plural else self.a(node)
        source = form in {"purchase", "acquisition", "import", "procurement"}
        party = self.case("from" if source else "to", self.party(), "nmod") if self.chance(0.65) else None
        agent = self.case("by", self.party(), "nmod") if self.chance(0.22) else None
        if party is not None and goods is not None and self.chance(0.15):
            return node.after(party, goods, agent)
        return node.after(goods, party, agent)

    # -- clauses ---------------------------------------------------------------------------------------------------

    def infinitive(self, dep: str, *, past: bool = False) -> Node:
        if self.chance(0.07):
            verb = self.any(self.verbs["give"])
            node = self.group_of(verb, "infp" if past else "inf", "p", passive=True).after(self.oblique(verb))
        else:
            node = self.event("infp" if past else "inf", "s", negated=self.chance(0.06))
        return node.before(leaf("to", "PART", "mark", "to")).as_(dep)

    def gerund(self, dep: str, marker: str | None, *, past: bool = False) -> Node:
        node = self.event("gerp" if past else "ger", "s", negated=self.chance(0.03))
        if marker:
            node.before(leaf(marker, "SCONJ", "mark", marker))
        return node.as_(dep)

    def pronoun(self) -> Node:
        form, number = self.any(
            [("it", "s"), ("it", "s"), ("they", "p"), ("he", "s"), ("she", "s"), ("we", "p")]
        )
        return Node(
            form,
            form,
            "PRON",
            f"Case=Nom|Number={'Plur' if number == 'p' else 'Sing'}|Person=3|PronType=Prs",
            "nsubj",
            number=number,
        )

    def subject(self) -> Node:
        return self.choose(
            (0.74, self.party),
            (0.08, self.pronoun),
            (0.06, self.firm),
            (0.06, lambda: self.speaker(simple=True)),
            (0.05, lambda: self.goods("nsubj")),
            (0.06, self.thing),
        )

    def thing(self) -> Node:
        """A plant, a contract, a ship: what does things without being a party."""
        form = self.any(
            [
                "plant",
                "factory",
                "contract",
                "deal",
                "ship",
                "vessel",
                "convoy",
                "site",
                "project",
                "program",
                "company",
                "base",
                "law",
                "decision",
                "package",
                "agreement",
            ]
        )
        return self.the(self.noun(form, "nsubj"))

    def clause(self, *, fronted: bool = True, negated: bool | None = None) -> Node:
        negated = self.chance(0.13) if negated is None else negated
        node = self.choose(
            (0.48, lambda: self._active(negated)),
            (0.18, lambda: self._controlled(negated)),
            (0.14, lambda: self._passive(negated)),
            (0.06, lambda: self._moving(negated)),
            (0.05, lambda: self._nominal_subject(negated)),
            (0.05, self._copular),
            (0.04, self._existential),
        )
        if fronted and self.chance(0.2):
            self._front(node)
        if self.chance(0.06):
            node.after(punct(","), self.gerund("advcl", None))
        if self.chance(0.1):
            self._coordinate(node)
        if self.chance(0.06):
            self._circumstance(node)
        if self.chance(0.06):
            self._while(node)
        return node

    def _tense(self) -> str:
        return self.rng.choices(
            [
                "past",
                "perf",
                "plup",
                "pres",
                "fut",
                "would",
                "can",
                "could",
                "may",
                "might",
                "should",
                "prog",
                "pastprog",
                "perfprog",
                "may+perf",
                "could+perf",
            ],
            [30, 18, 9, 9, 7, 4, 1, 3, 2, 2, 1, 6, 4, 2, 1, 1],
        )[0]

    def _active(self, negated: bool) -> Node:
        subject = self.subject().as_("nsubj")
        node = self.event(self._tense(), subject.number or "s", negated=negated)
        if self.chance(0.05) and subject.upos != "PRON":
            return node.before(subject, self._weekday() if self.chance(0.7) else self._last())
        return self._with_subject(node, subject)

    def _with_subject(self, node: Node, subject: Node) -> Node:
        if subject.upos == "PRON":
            return node.before(subject)
        if self.chance(0.04):
            aside = self.choose((0.5, self.time), (0.5, lambda: self.according_to(self.speaker(simple=True))))
            return node.before(subject, punct(","), aside, punct(","))
        if subject.upos == "NOUN" and self.chance(0.18) and not subject.right:
            aside = self.choose((0.55, self.participle), (0.45, self._made_in))
            return node.before(subject.after(punct(","), aside, punct(",")))
        if self.chance(0.17) and not (subject.right and subject.right[-1].form == ","):
            aside = self._who(subject) if self.chance(0.5) else self._apposed()
            subject.after(punct(","), aside, punct(","))
        return node.before(subject)

    def _apposed(self) -> Node:
        """a close ally of Moscow; Iran's biggest customer in Africa; based in Tula; accused of arming X."""
        if self.chance(0.2):
            form, lemma, preposition = self.any([
                ("based", "base", "in"), ("headquartered", "headquarter", "in"), ("backed", "back", "by"),
                ("controlled", "control", "by"), ("accused", "accuse", "of"),
            ])  # fmt: skip
            node = leaf(form, "VERB", "acl", lemma, _PAST)
            if form == "accused":
                return node.after(self.gerund("advcl", "of"))
            return node.after(
                self.case(preposition, self.country(), "obl:agent" if preposition == "by" else "obl")
            )
        noun = self.noun(
            self.any(
                [
                    "ally",
                    "supplier",
                    "exporter",
                    "customer",
                    "member",
                    "partner",
                    "company",
                    "subsidiary",
                    "buyer",
                    "neighbour",
                    "maker",
                ]
            ),
            "appos",
        )
        if self.chance(0.5):
            noun.before(
                leaf(
                    self.any(["close", "biggest", "main", "largest", "former"]),
                    "ADJ",
                    "amod",
                    None,
                    "Degree=Pos",
                )
            )
        opening = self.rng.random()
        if opening >= 0.6:
            noun.before(self.possessive(self.country()))
            return noun.after(self.place("nmod") if self.chance(0.5) else None)
        noun = self.a(noun) if opening < 0.45 else self.the(noun)
        return noun.after(
            self.case("of", self.party(), "nmod"), self.place("nmod") if self.chance(0.2) else None
        )

    def _who(self, subject: Node) -> Node:
        """which had banned exports until then; whose forces have fired missiles; which says that S."""
        number = subject.number or "s"
        if self.chance(0.28):
            own = self.noun(
                self.any(["forces", "troops", "stocks", "factories", "allies", "drones", "army", "navy"]),
                "nsubj",
            )
            if own.form.endswith("s"):
                own.number, own.feats = "p", "Number=Plur"
                own.lemma = {"factories": "factory", "allies": "ally"}.get(own.form, own.form[:-1])
            node = self.event(self.any(["past", "perf", "pres", "plup"]), own.number)
            whose = leaf("whose", "PRON", "nmod:poss", "whose", "Poss=Yes|PronType=Rel")
            return node.before(own.before(whose)).as_("acl:relcl")
        pronoun = leaf(self.any(["which", "which", "who"]), "PRON", "nsubj", None, "PronType=Rel")
        if self.chance(0.2):
            node = self.group_of(self.any(self.verbs["say"]), self.any(["pres", "past", "perf"]), number)
            node.after(self._that(self._active(False), always=self.chance(0.5)).as_("ccomp"))
        elif self.chance(0.25):
            verb = self.any(self.verbs["control"])
            node = self.group_of(verb, self.any(["pres", "past", "perf"]), number).after(
                self.infinitive("xcomp")
            )
        else:
            node = self.event(
                self.any(["past", "perf", "pres", "plup", "prog"]), number, negated=self.chance(0.2)
            )
        if self.chance(0.25):
            until = self.case("until", leaf("then", "ADV", "obl", "then"), "obl")
            node.before(until if self.chance(0.25) else self.time())
        return node.before(pronoun).as_("acl:relcl")

    def _controlled(self, negated: bool) -> Node:
        """plans to sell; is considering sending; is ready to buy; is expected to deliver; agreed to; failed to."""
        subject = self.subject().as_("nsubj")
        number = subject.number or "s"
        kind = self.rng.random()
        if kind < 0.55:
            verb = self.any(self.verbs["control"])
            node = self.group_of(verb, self._tense(), number, negated=negated).after(
                self.infinitive("xcomp", past=self.chance(0.04))
            )
            return self._with_subject(node, subject)
        if kind < 0.7:
            verb = self.any(self.verbs["control_ing"])
            node = self.group_of(
                verb, self.any(["prog", "past", "perf", "pastprog", "pres"]), number, negated=negated
            )
            return self._with_subject(node.after(self.gerund("xcomp", None)), subject)
        if kind < 0.73:
            verb = Verb(lemma="use", past="used", participle="used")
            node = self.group_of(verb, "past", number, adverb=False).after(self.infinitive("xcomp"))
            return self._with_subject(node, subject)
        if kind < 0.76:
            node = self.group_of(Verb.read("suppose"), self.any(["past", "pres"]), number, passive=True)
            return node.before(subject.as_("nsubj:pass")).after(self.infinitive("xcomp"))
        if kind < 0.85:
            copula = leaf(
                self.any(["are", "were"]) if number == "p" else self.any(["is", "was"]),
                "AUX",
                "cop",
                "be",
                _FIN.format("Plur" if number == "p" else "Sing", "Pres"),
            )
            form = self.word("predicative")
            node = leaf(form, "ADJ", "root", form, "Degree=Pos")
            node.left = [
                subject,
                copula,
                *([leaf("not", "PART", "advmod", "not", "Polarity=Neg")] if negated else []),
            ]
            return node.after(self.infinitive("xcomp"))
        verb = Verb.read(
            self.any(
                [
                    "expect",
                    "say:said said",
                    "believe",
                    "report",
                    "know:knew known",
                    "schedule",
                    "suspect",
                    "think:thought thought",
                    "allege",
                ]
            )
        )
        node = self.group_of(verb, self.any(["pres", "past"]), number, passive=True)
        node.before(subject.as_("nsubj:pass"))
        return node.after(self.infinitive("xcomp", past=self.chance(0.45)))

    def _passive(self, negated: bool) -> Node:
        verb = self.any(self.verbs["give"] + self.verbs["give"] + self.verbs["other"] + self.verbs["get"])
        subject = self.goods("nsubj:pass", plain=self.chance(0.7))
        node = self.group_of(
            verb,
            self.any(["past", "past", "perf", "plup", "fut", "pres", "could", "would", "might", "prog"]),
            subject.number or "p",
            passive=True,
            negated=negated,
        )
        oblique = self.oblique(verb) if verb.frames and self.chance(0.65) else None
        agent = self.case("by", self.party(), "obl:agent") if self.chance(0.35) else None
        parts = [
            part
            for part in (
                oblique,
                agent,
                self.place() if self.chance(0.1) else None,
                self.time() if self.chance(0.3) else None,
            )
            if part is not None
        ]
        if self.chance(0.35):
            self.rng.shuffle(parts)
        return node.before(subject).after(*parts)

    def _moving(self, negated: bool) -> Node:
        """The tanks arrived in Ukraine; the cargo left Iran for Astrakhan."""
        verb = self.any(self.verbs["intransitive"])
        subject = self.goods("nsubj", plain=self.chance(0.6))
        if self.chance(0.35):
            subject = self.the(
                self.noun(self.any(["ship", "cargo", "shipment", "vessel", "plane", "convoy"]), "nsubj")
            )
        node = self.group_of(
            verb, self.any(["past", "perf", "plup", "fut", "pres"]), subject.number or "p", negated=negated
        ).before(subject)
        if not verb.frames:
            return node.after(self.country().as_("obj"), self.time() if self.chance(0.5) else None)
        if verb.lemma == "leave":
            node.after(self.name_of(self.word("towns").split("|")[1], "obj"))
        else:
            node.after(
                self.case("from", self.country(), "obl")
                if self.chance(0.3) and "from" not in verb.frames
                else None
            )
        node.after(
            self.case(self.any(verb.frames), self.town() if self.chance(0.5) else self.country(), "obl")
        )
        if self.chance(0.2):
            node.after(self.case("via", self.country(), "obl"))
        return node.after(self.time() if self.chance(0.5) else None)

    def _nominal_subject(self, negated: bool) -> Node:
        subject = self.nominal("nsubj")
        number = subject.number
        if self.chance(0.5):
            verb = Verb.read(
                self.any(
                    [
                        "suspend",
                        "block",
                        "approve",
                        "announce",
                        "confirm",
                        "delay",
                        "ban:banned banned",
                        "halt",
                        "authorize",
                        "complete",
                        "finalize",
                    ]
                )
            )
            node = self.group_of(
                verb, self.any(["past", "perf", "fut", "plup"]), number, passive=True, negated=negated
            ).before(subject.as_("nsubj:pass"))
            return node.after(
                self.case("by", self.party(), "obl:agent") if self.chance(0.5) else None,
                self.time() if self.chance(0.4) else None,
            )
        verb = Verb.read(
            self.any(
                [
                    "violate",
                    "begin:began begun",
                    "continue",
                    "include",
                    "follow",
                    "happen",
                    "breach",
                    "start",
                    "cover",
                ]
            )
        )
        node = self.group_of(
            verb, self.any(["past", "would", "pres", "fut", "perf"]), number, negated=negated
        ).before(subject)
        if verb.lemma in {"violate", "breach"}:
            resolution = self.noun(self.any(["embargo", "resolution", "sanctions"]), "obj")
            resolution.before(leaf("U.N.", "PROPN", "compound", "U.N.", "Number=Sing"))
            return node.after(self.the(resolution) if resolution.form != "sanctions" else resolution)
        if verb.lemma in {"include", "cover", "follow"}:
            return node.after(self.goods())
        return node.after(self.time())

    def _copular(self) -> Node:
        """Russia is India's largest supplier; the drones are Iranian; it is the third sale."""
        subject = self.party().as_("nsubj")
        number = subject.number or "s"
        be = leaf(
            self.any(["are", "were"]) if number == "p" else self.any(["is", "was"]),
            "AUX",
            "cop",
            "be",
            _FIN.format("Plur" if number == "p" else "Sing", "Pres"),
        )
        if self.chance(0.5):
            node = self.noun(self.any(["supplier", "buyer", "exporter", "customer", "importer"]), "root")
            node.before(
                leaf(
                    self.any(["largest", "main", "second", "biggest", "top"]),
                    "ADJ",
                    "amod",
                    None,
                    "Degree=Sup",
                ),
                *([leaf("arms", "NOUN", "compound", "arm", "Number=Plur")] if self.chance(0.4) else []),
            )
            if self.chance(0.5):
                node.before(self.possessive(self.country()))
            else:
                self.the(node)
                node.after(self.case("of", self.item_core(extras=False), "nmod"))
        else:
            node = self.a(self.noun(self.any(["buyer", "customer", "member", "target"]), "root")).after(
                self.case("of", self.goods("nmod", plain=True), "nmod")
            )
        return node.before(subject, be)

    def _existential(self) -> Node:
        """There is no evidence that; it has seen no indication that."""
        inner = self._that(self.clause(fronted=False, negated=False)).as_("acl")
        proof = self.noun(self.any(["evidence", "indication", "proof", "sign"])).before(
            leaf(self.any(["no", "no", "any"]), "DET", "det")
        )
        proof.after(inner)
        if self.chance(0.4):
            proof.left[0].form = proof.left[0].lemma = "no"
            node = leaf(
                "is" if self.chance(0.7) else "was", "VERB", "root", "be", _FIN.format("Sing", "Pres")
            )
            return node.before(leaf("there", "PRON", "expl", "there")).after(proof.as_("nsubj"))
        subject = self.party().as_("nsubj")
        verb = Verb.read(self.any(["see:saw seen", "find:found found", "have:had had"]))
        node = self.group_of(
            verb,
            self.any(["perf", "past", "plup"]) if verb.lemma != "have" else "past",
            subject.number or "s",
            negated=proof.left[0].form == "any",
        ).before(subject)
        return node.after(proof)

    def _front(self, node: Node) -> None:
        front = self.choose(
            (0.62, self.time),
            (0.25, lambda: leaf(self.word("front_adverbs"), "ADV", "advmod")),
            (0.13, self.place),
        )
        node.before(front, *([punct(",")] if self.chance(0.75) else []))

    def _coordinate(self, node: Node) -> None:
        if self.chance(0.5):
            second = self.choose(
                (0.4, lambda: self._active(self.chance(0.2))),
                (0.25, lambda: self._passive(False)),
                (0.1, lambda: self._moving(False)),
                (0.15, lambda: self._controlled(False)),
                (0.1, self._thinks),
            )
        elif node.upos == "VERB":
            second = self.event(self.any(["past", "perf", "fut", "plup"]), "s", negated=self.chance(0.2))
        else:
            return
        joint = leaf(self.any(["and", "and", "but"]), "CCONJ", "cc")
        node.after(
            second.before(*([punct(",")] if joint.form == "but" or self.chance(0.4) else []), joint).as_(
                "conj"
            )
        )

    def _circumstance(self, node: Node) -> None:
        """after receiving arms; without selling; as part of a deal; in breach of the embargo; for 60 million euros."""
        kind = self.rng.random()
        comma = [punct(",")] if self.chance(0.4) else []
        if kind < 0.5:
            marker = self.any(["after", "before", "without", "while", "by", "since"])
            inner = self.gerund("advcl", marker, past=self.chance(0.1))
            if self.chance(0.35):
                node.before(inner, punct(","))
            else:
                node.after(*comma, inner)
            return
        if kind < 0.65:
            node.after(*comma, self.case("for", self.money("obl"), "obl"))
            return
        form, preposition, article = self.any([
            ("part", "as", ""), ("breach", "in", ""), ("violation", "in", ""), ("request", "at", "the"), ("board", "on", ""),
            ("deal", "under", "a"), ("agreement", "under", "a"), ("way", "by", ""), ("framework", "within", "the"), ("defiance", "in", ""),
        ])  # fmt: skip
        head = self.noun(form, "obl")
        if article:
            head = self.the(head) if article == "the" else self.a(head)
        head = self.case(preposition, head, "obl")
        if form in {"breach", "violation", "defiance"}:
            embargo = self.noun(self.any(["embargo", "resolution"]), "nmod")
            embargo.before(leaf("U.N.", "PROPN", "compound", "U.N.", "Number=Sing"))
            head.after(self.case("of", self.the(embargo), "nmod"))
        elif form == "board":
            head.after(self.case("of", self.noun("ships", "nmod", plural=True, lemma="ship"), "nmod"))
        else:
            head.after(self.case("with" if form in {"deal", "agreement"} else "of", self.party(), "nmod"))
        node.after(*comma, head)

    def _while(self, node: Node) -> None:
        inner = self._active(False)
        kind = self.any(
            ["while", "as", "after", "before", "although", "because", "when", "if", "unless", "until"]
        )
        comma = [punct(",")] if self.chance(0.5) else []
        node.after(*comma, inner.before(leaf(kind, "SCONJ", "mark", kind)).as_("advcl"))

    def _that(self, node: Node, *, always: bool = True) -> Node:
        if always or self.chance(0.6):
            node.before(leaf("that", "SCONJ", "mark", "that"))
        return node

    # -- people who speak --------------------------------------------------------------------------------------------

    def title(self, text: str) -> Node:
        """A title before a name: Defence Minister, Secretary of State, Lt. Gen."""
        if self.chance(0.3):
            field = self.any(
                [
                    "Industry",
                    "Trade",
                    "Interior",
                    "Finance",
                    "Economy",
                    "Energy",
                    "Home",
                    "Army",
                    "Navy",
                    "Transport",
                    "Justice",
                    "Treasury",
                    "Pentagon",
                ]
            )
            text = f"{field} {self.any(['Minister', 'Secretary', 'Chief', 'Spokesman', 'Under Secretary', 'Commissioner'])}"
        parts = text.split(" ")
        if "of" in parts:
            node = leaf(parts[0], "PROPN", "nmod:desc", parts[0], "Number=Sing")
            return node.after(
                self.case("of", leaf(parts[2], "PROPN", "nmod", parts[2], "Number=Sing"), "nmod")
            )
        node = leaf(parts[-1], "PROPN", "nmod:desc", parts[-1], "Number=Sing")
        for part in parts[:-1]:
            kind = ("ADJ", "amod") if part in {"Prime", "Foreign", "Acting"} else ("PROPN", "compound")
            node.left.append(
                leaf(part, kind[0], kind[1], part, "Degree=Pos" if kind[0] == "ADJ" else "Number=Sing")
            )
        return node

    def person(self, *, titled: bool = True) -> Node:
        given, family = self.word("given"), self.word("family")
        if self.chance(0.22):
            node = Node(family, family, "PROPN", "Number=Sing", "nsubj", number="s")
            if "-" in family:
                node = self.name_of(family, "nsubj")
        elif self.chance(0.08):
            node = self.name_of(f"{given} {self.any(['A.', 'J.', 'R.', 'M.', 'al'])} {family}", "nsubj")
        else:
            node = self.name_of(f"{given} {family}", "nsubj")
        if titled and self.chance(0.42):
            title = self.title(self.word("titles"))
            if self.chance(0.5):
                title.before(*self.origin_adjective())
            node.before(title)
        return node

    def role(self) -> Node:
        text = self.word("roles")
        parts = text.split(" ")
        fixed = " ".join(part if "/" in part else part + "/N" for part in parts)
        return self.phrase(fixed)

    def speaker(self, *, simple: bool = False) -> Node:
        node = self.choose(
            (0.22, self.person),
            (0.12, self._described_name),
            (0.1, self._office),
            (0.13, self._anonymous),
            (0.1, self._anonymous_plural),
            (0.1, self._ministry),
            (0.09, self._report),
            (0.14, lambda: self.choose((0.5, self.group), (0.3, self.capital), (0.2, self.country))),
        )
        if not simple and self.chance(0.22):
            self._describe(node)
        return node

    def _described_name(self) -> Node:
        """foreign ministry spokesman Karol Novák; the foreign minister, Karol Novák,"""
        role = self.role()
        if self.chance(0.4):
            role.before(*self.origin_adjective())
        person = self.name_of(f"{self.word('given')} {self.word('family')}", "appos")
        kind = self.rng.random()
        if kind < 0.5:
            return person.before(role.as_("nmod:desc")).as_("nsubj")
        opening = (
            self.possessive(self.country())
            if kind < 0.65
            else leaf("the", "DET", "det", "the", "Definite=Def|PronType=Art")
        )
        return role.before(opening).after(punct(","), person, punct(","))

    def _office(self) -> Node:
        role = self.role()
        if self.chance(0.25):
            return role.before(self.possessive(self.country()))
        if self.chance(0.5):
            role.before(*self.origin_adjective())
        if self.chance(0.2):
            role.after(self.case("for", self.group(), "nmod"))
        return self.a(role) if self.chance(0.4) else self.the(role)

    def _anonymous(self) -> Node:
        node = self.noun(self.word("anonymous"), "nsubj")
        if self.chance(0.5):
            node.before(*self.origin_adjective())
        if self.chance(0.5):
            form = self.word("anonymous_adjectives")
            kind = "NOUN" if form in {"defense", "intelligence", "defence", "security"} else "ADJ"
            node.before(
                leaf(
                    form,
                    kind,
                    "compound" if kind == "NOUN" else "amod",
                    form,
                    "Number=Sing" if kind == "NOUN" else "Degree=Pos",
                )
            )
        if self.chance(0.18):
            familiar = leaf("familiar", "ADJ", "amod", "familiar", "Degree=Pos").after(
                self.case(
                    "with",
                    self.the(self.noun(self.any(["matter", "talks", "deal", "operation"]), "obl")),
                    "obl",
                )
            )
            node.after(familiar)
        elif self.chance(0.2):
            node.after(
                self.case(
                    self.any(["at", "in", "from"]),
                    self.the(self.phrase("Pentagon/P")) if self.chance(0.4) else self.capital(),
                    "nmod",
                )
            )
        return self.the(node) if self.chance(0.2) else self.a(node)

    def _anonymous_plural(self) -> Node:
        form = self.word("anonymous_plural")
        node = self.noun(
            form, "nsubj", plural=True, lemma={"people": "person"}.get(form, form.removesuffix("s"))
        )
        if self.chance(0.65):
            node.before(*self.origin_adjective())
        if self.chance(0.3):
            node.before(
                leaf(
                    self.any(["senior", "independent", "local", "unnamed", "intelligence"]),
                    "ADJ",
                    "amod",
                    None,
                    "Degree=Pos",
                )
            )
        if self.chance(0.15):
            node.after(
                leaf("familiar", "ADJ", "amod", "familiar", "Degree=Pos").after(
                    self.case("with", self.the(self.noun("matter", "obl")), "obl")
                )
            )
        if self.chance(0.4):
            node.before(self.choose(
                (0.5, lambda: leaf(self.any(["two", "three", "four"]), "NUM", "nummod", None, "NumForm=Word|NumType=Card")),
                (0.3, lambda: leaf("the", "DET", "det", "the", "Definite=Def|PronType=Art")),
                (0.2, lambda: leaf("several", "ADJ", "amod", "several", "Degree=Pos")),
            ))  # fmt: skip
        return node

    def _ministry(self) -> Node:
        node = self.phrase(self.word("ministries"))
        if self.chance(0.1):
            return node.before(
                leaf(
                    self.any(["its", "his", "their"]),
                    "PRON",
                    "nmod:poss",
                    None,
                    "Person=3|Poss=Yes|PronType=Prs",
                )
            )
        if self.chance(0.35):
            return node.before(self.possessive(self.country() if self.chance(0.7) else self.capital()))
        if self.chance(0.5):
            node.before(*self.origin_adjective())
        return self.the(node)

    def _report(self) -> Node:
        kind = self.rng.random()
        if kind < 0.45:
            node = self.noun(self.word("reports"), "nsubj")
            if self.chance(0.5):
                node.before(
                    self.any(
                        [
                            leaf("U.N.", "PROPN", "compound", "U.N.", "Number=Sing"),
                            leaf("confidential", "ADJ", "amod", "confidential", "Degree=Pos"),
                            leaf("new", "ADJ", "amod", "new", "Degree=Pos"),
                            leaf("intelligence", "NOUN", "compound", "intelligence", "Number=Sing"),
                        ]
                    )
                )
            if self.chance(0.25):
                node.after(self.case("by", self.group(), "nmod"))
            return self.a(node) if self.chance(0.4) else self.the(node)
        name = self.word("papers") if self.chance(0.55) else self.word("outlets")
        if kind < 0.7:
            desc = self.noun(
                self.any(["newspaper", "broadcaster", "agency", "magazine", "channel"]), "nmod:desc"
            )
            if self.chance(0.5):
                desc.before(*self.origin_adjective())
            self.the(desc) if self.chance(0.6) else desc
            return self.name_of(name, "nsubj", compound=True).before(desc)
        node = self.name_of(name, "nsubj", compound=True)
        if " " in name and not node.left:
            return node
        return self.the(node) if self.chance(0.6) else node

    def _describe(self, node: Node) -> None:
        """, speaking on condition of anonymity; , who requested anonymity; , a spokesman for the ministry,"""
        kind = self.rng.random()
        if node.upos == "PROPN" and kind < 0.6:
            role = self.role().as_("appos")
            self.choose((0.5, lambda: self.a(role)), (0.5, lambda: self.the(role)))
            if self.chance(0.5):
                role.after(self.case(self.any(["for", "of", "at"]), self.group(), "nmod"))
            node.after(punct(","), role, punct(","))
        elif node.upos == "NOUN" and kind < 0.5:
            form, lemma = self.any([("speaking", "speak"), ("speaking", "speak"), ("talking", "talk")])
            speaking = leaf(form, "VERB", "acl", lemma, "VerbForm=Ger")
            condition = self.case("on", self.noun("condition", "obl"), "obl").after(
                self.case("of", self.noun("anonymity", "nmod"), "nmod")
            )
            if self.chance(0.3):
                self.the(condition)
                condition.left.insert(0, condition.left.pop(1)) if condition.left[0].upos == "DET" else None
            node.after(punct(","), speaking.after(condition), punct(","))
        elif node.upos == "NOUN" and kind < 0.9:
            verb = Verb.read(self.any(["request", "demand", "seek:sought sought"]))
            asked = (
                self.group_of(verb, "past", "s", adverb=False)
                .before(leaf("who", "PRON", "nsubj", "who", "PronType=Rel"))
                .after(self.noun("anonymity"))
            )
            if self.chance(0.4):
                discuss = leaf("discuss", "VERB", "advcl", "discuss", "VerbForm=Inf").before(
                    leaf("to", "PART", "mark", "to")
                )
                matter = self.noun(self.any(["intelligence", "matters", "details"]), "obj").before(
                    leaf("sensitive", "ADJ", "amod", "sensitive", "Degree=Pos")
                )
                asked.after(discuss.after(matter))
            if self.chance(0.4):
                authorized = leaf("authorized", "VERB", "acl:relcl", "authorize", _PAST)
                authorized.left = [
                    leaf("who", "PRON", "nsubj:pass", "who", "PronType=Rel"),
                    leaf("was", "AUX", "aux:pass", "be", _FIN.format("Sing", "Past")),
                    leaf("not", "PART", "advmod", "not", "Polarity=Neg"),
                ]
                speak = (
                    leaf("speak", "VERB", "xcomp", "speak", "VerbForm=Inf")
                    .before(leaf("to", "PART", "mark", "to"))
                    .after(leaf("publicly", "ADV", "advmod", "publicly"))
                )
                asked = authorized.after(speak)
            node.after(punct(","), asked.as_("acl:relcl"), punct(","))

    # -- whole sentences ---------------------------------------------------------------------------------------------

    def said(self, subject: Node, *, group: str = "say") -> Node:
        verb = self.any(self.verbs[group])
        tense = self.rng.choices(["past", "pres", "perf", "plup"], [72, 18, 8, 2])[0]
        node = self.group_of(verb, tense, subject.number or "s", adverb=self.chance(0.25)).before(
            subject.as_("nsubj")
        )
        if self.chance(0.28):
            node.after(self.time())
        if verb.lemma == "say" and self.chance(0.1):
            statement = self.noun(self.any(["statement", "report", "interview", "speech", "address"]), "obl")
            node.after(self.case("in", self.a(statement), "obl"))
        return node

    def told(self) -> Node:
        """X told reporters / the Guardian / the AP on Monday."""
        subject = self.speaker()
        node = self.group_of(
            Verb.read("tell:told told"),
            self.rng.choices(["past", "perf", "plup"], [85, 10, 5])[0],
            subject.number or "s",
            adverb=False,
        ).before(subject.as_("nsubj"))
        node.after(self.audience())
        return node.after(self.time()) if self.chance(0.22) else node

    def audience(self) -> Node:
        return self.choose(
            (
                0.4,
                lambda: self.noun(
                    self.any(["reporters", "journalists", "lawmakers", "investigators"]), "iobj", plural=True
                ).as_("iobj"),
            ),
            (0.25, lambda: self.the(self.name_of(self.word("outlets"), "iobj"))),
            (0.15, lambda: self.name_of(self.word("outlets"), "iobj")),
            (0.2, lambda: self.the(self.name_of(self.word("papers"), "iobj", compound=True))),
            (0.15, self._outlet),
            (
                0.1,
                lambda: self.the(
                    self.phrase(
                        self.any(
                            [
                                "U.N./P Security/P Council/P",
                                "Security/P Council/P",
                                "Senate/P",
                                "House/P",
                                "panel/N",
                                "council/N",
                                "parliament/N",
                            ]
                        )
                    )
                ).as_("iobj"),
            ),
        )

    def _outlet(self) -> Node:
        """the broadcaster Al Mayadeen"""
        kind = self.noun(self.any(["broadcaster", "newspaper", "agency", "channel", "daily"]), "nmod:desc")
        return self.name_of(self.word("papers"), "iobj").before(self.the(kind))

    def according_to(self, source: Node) -> Node:
        marker = leaf("according", "VERB", "case", "accord").after(leaf("to", "ADP", "fixed", "to"))
        return source.before(marker).as_("obl")

    def quoted(self, node: Node) -> Node:
        opening, closing = self.any([('"', '"'), ('"', '"'), ("“", "”"), ("‘", "’")])
        node.before(punct(opening))
        return node.after(punct(closing))

    def statement(self) -> Node:
        """Any sentence of a dispatch, without its final mark."""
        node = self._simple_statement()
        if self.chance(0.06):
            second = self._simple_statement() if self.chance(0.4) else self.clause()
            node.after(punct(self.any([";", ";", ":"])), second.as_("parataxis"))
        return node

    def _simple_statement(self) -> Node:
        return self.choose(
            (0.24, self._said_that),
            (0.16, self._said_after),
            (0.08, self._according),
            (0.05, self._accused),
            (0.04, self._deny_ing),
            (0.03, self._urged),
            (0.07, self._thinks),
            (0.25, self.clause),
            (0.03, self._disclosed),
            (0.025, self._question),
            (0.02, self._dialogue),
            (0.02, self._quotes_as_saying),
            (0.02, self._said_inside),
            (0.025, self._headline),
            (0.025, self._list_line),
        )

    def _said_that(self) -> Node:
        told = self.chance(0.3)
        node = self.told() if told else self.said(self.speaker())
        inner = self._that(self.clause(fronted=self.chance(0.3)), always=self.chance(0.4))
        if self.chance(0.1):
            second = self._that(self.clause(fronted=False), always=self.chance(0.6))
            joint = leaf("and", "CCONJ", "cc", "and")
            inner.after(second.before(*([punct(",")] if self.chance(0.3) else []), joint).as_("conj"))
        node.after(inner.as_("ccomp"))
        if self.chance(0.04):
            # in what officials describe as a partnership
            described = self.group_of(Verb.read("describe"), self.any(["past", "pres"]), "p", adverb=False)
            described.before(self._anonymous_plural().as_("nsubj"))
            described.after(
                self.case(
                    "as", self.a(self.noun(self.any(["partnership", "escalation", "deal"]), "obl")), "obl"
                )
            )
            what = leaf("what", "PRON", "obl", "what", "PronType=Int").before(leaf("in", "ADP", "case", "in"))
            node.after(punct(","), what.after(described.as_("acl:relcl")))
        return node

    def _said_after(self) -> Node:
        """S, X said; "S," said X, a spokesman for Y; S, he added."""
        inner = self.clause().as_("ccomp")
        quoted = self.chance(0.4)
        subject = self.pronoun() if self.chance(0.25) else self.speaker()
        verb = Verb.read("say:said said") if self.chance(0.65) else self.any(self.verbs["say"])
        told = self.chance(0.15)
        if told:
            verb = Verb.read("tell:told told")
        tense = self.rng.choices(["past", "pres", "perf"], [82, 14, 4])[0]
        node = self.group_of(verb, tense, subject.number or "s", adverb=self.chance(0.2))
        inverted = subject.upos != "PRON" and not told and self.chance(0.28) and tense != "perf"
        if inverted:
            node.after(subject.as_("nsubj"))
        else:
            node.before(subject.as_("nsubj"))
        if told:
            node.after(self.audience())
        if self.chance(0.25) and not inverted:
            node.after(self.time())
        comma = punct(",")
        if quoted:
            inner.before(punct('"'))
            closing = punct('"')
            if self.chance(0.4):
                inner.left[0].form = inner.left[0].lemma = "“"
                closing = punct("”")
            return node.before(inner, comma, closing)
        return node.before(inner, comma)

    def _according(self) -> Node:
        node = self.clause(fronted=False)
        source = self.according_to(self.speaker())
        if self.chance(0.65):
            return node.after(*([punct(",")] if self.chance(0.85) else []), source)
        return node.before(source, punct(","))

    def _accused(self) -> Node:
        subject = self.choose((0.5, self.party), (0.5, self.speaker)).as_("nsubj")
        verb = self.any(self.verbs["accuse"])
        node = self.group_of(verb, self.any(["past", "past", "perf", "pres"]), subject.number or "s").before(
            subject
        )
        return node.after(
            self.party().as_("obj"), self.gerund("advcl", verb.frames[0], past=self.chance(0.15))
        )

    def _deny_ing(self) -> Node:
        """denied having supplied; denies arming; has denied any delivery."""
        subject = self.choose((0.7, self.party), (0.3, self.speaker)).as_("nsubj")
        verb = self.any(self.verbs["deny_ing"])
        node = self.group_of(verb, self.any(["past", "perf", "pres", "past"]), subject.number or "s").before(
            subject
        )
        return node.after(self.gerund("xcomp", None, past=self.chance(0.45)))

    def _urged(self) -> Node:
        subject = self.party().as_("nsubj")
        verb = self.any(self.verbs["urge"])
        node = self.group_of(verb, self.any(["past", "perf", "prog", "pres"]), subject.number or "s").before(
            subject
        )
        return node.after(self.party().as_("obj"), self.infinitive("xcomp"))

    def _thinks(self) -> Node:
        node = self.said(self.choose((0.5, self.party), (0.5, self.speaker)), group="think")
        return node.after(self._that(self.clause(fronted=False), always=self.chance(0.5)).as_("ccomp"))

    def _disclosed(self) -> Node:
        """The White House released satellite images showing that …"""
        subject = self.party().as_("nsubj")
        verb = Verb.read(
            self.any(
                [
                    "release",
                    "publish",
                    "post",
                    "share",
                    "show:showed shown",
                    "present",
                    "declassify:declassified declassified",
                ]
            )
        )
        node = self.group_of(verb, self.any(["past", "perf"]), subject.number or "s").before(subject)
        text = self.word("evidence")
        plural = text.endswith("s")
        evidence = self.noun(text, "obj", plural=plural, lemma=text.split(" ")[-1].removesuffix("s"))
        if self.chance(0.3) and plural:
            self.count(evidence)
        form = self.any(["showing", "proving", "indicating", "depicting"])
        showing = leaf(
            form,
            "VERB",
            "acl",
            {"showing": "show", "proving": "prove", "indicating": "indicate", "depicting": "depict"}[form],
            "Tense=Pres|VerbForm=Part",
        )
        if self.chance(0.3):
            showing = (
                self.group_of(Verb.read("show:showed shown"), "pres", "p" if plural else "s", adverb=False)
                .before(leaf("that", "PRON", "nsubj", "that", "PronType=Rel"))
                .as_("acl:relcl")
            )
        content = (
            self._that(self.clause(fronted=False), always=self.chance(0.6)).as_("ccomp")
            if self.chance(0.6) and form != "depicting"
            else self.goods()
        )
        return node.after(evidence.after(showing.after(content)))

    def _headline(self) -> Node:
        """US sends Ukraine tanks: officials; X says …"""
        inner = self.clause(fronted=False)
        for node in (child for child in inner.left if child.dep.startswith("nsubj")):
            node.left = [child for child in node.left if child.upos != "DET"]
        return inner

    def _question(self) -> Node:
        """Has India received the jets? Will Moscow sell arms?"""
        subject = self.choose((0.8, self.party), (0.2, self.pronoun)).as_("nsubj")
        node = self.event(self.any(["perf", "fut", "could", "plup", "prog"]), subject.number or "s")
        node.left.insert(1, subject)
        return node.after(punct("?"))

    def _dialogue(self) -> Node:
        """QUESTION: S. Answer: S."""
        word = self.any(["QUESTION", "Answer", "Question", "ANSWER", "Supplementary", "UPDATE"])
        who = leaf(word, "NOUN", "root", word.lower(), "Number=Sing") if self.chance(0.5) else self.person()
        return who.after(punct(":"), self.clause().as_("parataxis"))

    def _quotes_as_saying(self) -> Node:
        """The Guardian quoted an official as saying that S."""
        subject = self._report().as_("nsubj")
        verb = Verb.read(self.any(["quote", "cite"]))
        node = self.group_of(verb, self.any(["past", "pres", "past"]), subject.number or "s").before(subject)
        saying = leaf("saying", "VERB", "advcl", "say", "VerbForm=Ger").before(
            leaf("as", "SCONJ", "mark", "as")
        )
        content = self._that(self.clause(fronted=False), always=self.chance(0.6)).as_("ccomp")
        return node.after(self.speaker(simple=True).as_("obj"), saying.after(content))

    def _said_inside(self) -> Node:
        """In return, Kirby added, Moscow is seeking missiles."""
        node = self.clause(fronted=False)
        said = self.group_of(self.any(self.verbs["say"]), "past", "s", adverb=False).before(
            self.speaker(simple=True).as_("nsubj")
        )
        front = self.choose((0.6, self.time), (0.4, self.place))
        return node.before(front, punct(","), said.as_("parataxis"), punct(","))

    def _list_line(self) -> Node:
        node = self.count(self.item_core()) if self.chance(0.7) else self.goods(plain=True)
        if self.chance(0.4):
            node.before(punct(self.any(["-", "–", "•", "•"])))
        return node

    def generate(self) -> list[Word]:
        """One sentence."""
        root = self.statement()
        listed = bool(root.left) and root.left[0].form in {"-", "–", "•"}
        asked = bool(root.right) and root.right[-1].form == "?"
        ending = ";" if listed else "" if asked else self.rng.choices([".", "", "?"], [93, 4, 3])[0]
        if ending:
            root.after(punct(ending))
        words = _tidy(sentence(root, surface))
        if self.chance(0.4):
            for word in words:
                word.form = word.form.replace("'", "’")
        if self.chance(0.15):
            words = _inside(words)
        return words


def _hyphens(part: str) -> list[str]:
    """Hyphens between letters are words: al-Masri and Buk-M2 are three, Kargu-2 is one."""
    return [part] if part == "IRIS-T" else re.split(r"(?<=[^\W\d_])(-)(?=[^\W\d_])", part)


def _inside(words: list[Word]) -> list[Word]:
    """British style: the comma behind the closing quotation mark."""
    for index in range(len(words) - 1):
        first, second = words[index], words[index + 1]
        if first.form == "," and second.form in {'"', "”"} and first.head == second.head:
            first.form, second.form = second.form, first.form
            first.lemma, second.lemma = second.lemma, first.lemma
    return words


def _tidy(words: list[Word]) -> list[Word]:
    """Drop a comma before another mark."""
    doubled = [
        index
        for index, word in enumerate(words[:-1])
        if word.form == "," and words[index + 1].form in {",", ".", ";", "?", ")", ":"}
    ]
    for index in reversed(doubled):
        if any(word.head == index + 1 for word in words):
            continue
        words[index - 1].space = False
        del words[index]
        for word in words:
            if word.head > index + 1:
                word.head -= 1
    return words
