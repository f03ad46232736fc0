# ruff: noqa: E501 - word lists and one-line constructions read better whole; closures run at once
"""Which French sentences does a dispatch about arms transfers hold, and what are their trees?

Trees follow the Sequoia and GSD treebanks. The words are in `fr.toml` and `names.toml`; this module holds the
constructions. A grammar writes base forms ("de le", "que il"); `surface` makes what is printed ("du", "qu'il").
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TypeVar

from training.corpus import Word
from training.grammar.chance import Chance
from training.tree import Node, leaf, punct, sentence

__all__ = ["French", "surface"]

T = TypeVar("T")

_VOWELS = frozenset("aeiouyàéèêâîôûëïAEIOUYÀÉÈÊÂÎÔÛ")
_MUTE_H = {"hélicoptères", "hélicoptère", "homologue", "hiver", "habitude", "Hossein", "Hiroshi"}
_ASPIRATED = {
    "onze",
    "onzième",
    "Yémen",
    "yéménite",
    "yéménites",
    "Yonhap",
    "ouzbek",
    "Ielabouga",
    "Yousef",
    "Yılmaz",
    "Yaroslav",
    "Yusuf",
}
_ELIDED = {
    "le": "l'",
    "la": "l'",
    "de": "d'",
    "que": "qu'",
    "ne": "n'",
    "se": "s'",
    "jusque": "jusqu'",
    "je": "j'",
    "lorsque": "lorsqu'",
    "ce": "c'",
}
_CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}

_FEMININE = {
    "blanc": "blanche", "Blanc": "Blanche", "turc": "turque", "grec": "grecque", "nouveau": "nouvelle", "étranger": "étrangère", "léger": "légère", "public": "publique", "premier": "première", "dernier": "dernière",
    "rôdeur": "rôdeuse", "secret": "secrète", "gros": "grosse",
}  # fmt: skip
_INVARIABLE = {"kamikaze", "suicide", "antidrone", "sol-sol", "sol-air", "air-air", "air-sol", "mer-mer"}
_NUMBER = {"s": "Sing", "p": "Plur"}
_GENDER = {"m": "Masc", "f": "Fem"}


def starts_with_vowel(word: str) -> bool:
    """Does a word before this one lose its vowel?"""
    if word in _ASPIRATED:
        return False
    return word[:1] in _VOWELS or word in _MUTE_H


def surface(nodes: list[Node], heads: dict[int, Node]) -> list[Node]:
    """Contract and elide neighbours as French does."""
    printed: list[Node] = []
    index = 0
    while index < len(nodes):
        node = nodes[index]
        following = nodes[index + 1] if index + 1 < len(nodes) else None
        after = nodes[index + 2] if index + 2 < len(nodes) else None
        if following is not None:
            pair = (node.form.lower(), following.form)
            elides = after is not None and starts_with_vowel(after.form) and following.form == "le"
            if node.upos == "ADP" and following.upos == "DET" and pair in _CONTRACTED and not elides:
                node.form = _CONTRACTED[pair]
                printed.append(node)
                index += 2
                continue
            if (
                node.form.lower() in _ELIDED
                and starts_with_vowel(following.form)
                and following.upos != "PUNCT"
            ):
                short = _ELIDED[node.form.lower()]
                node.form = short.capitalize() if node.form[0].isupper() else short
        if node.form.endswith("'"):
            node.gluing = True
        printed.append(node)
        index += 1
    return printed


def inflect(adjective: str, gender: str, number: str) -> str:
    """An adjective in the masculine singular, made to agree."""
    if adjective in _INVARIABLE:
        return adjective
    form = adjective
    if gender == "f":
        if adjective in _FEMININE:
            form = _FEMININE[adjective]
        elif adjective.endswith("e"):
            form = adjective
        elif adjective.endswith(("ien", "éen")):
            form = adjective + "ne"
        elif adjective.endswith("f"):
            form = adjective[:-1] + "ve"
        elif adjective.endswith("eux"):
            form = adjective[:-1] + "se"
        else:
            form = adjective + "e"
        return form + ("s" if number == "p" else "")
    if number == "p":
        if form.endswith("al") and form not in {"naval"}:
            return form[:-2] + "aux"
        if form.endswith("eau"):
            return form + "x"
        if form.endswith(("s", "x")):
            return form
        return form + "s"
    return form


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """Principal parts: infinitive, present singular and plural, stems of imperfect and future, past participle."""

    lemma: str
    singular: str
    plural: str
    past_stem: str
    future_stem: str
    participle: str
    frames: tuple[str, ...] = ()
    reflexive: bool = False
    with_etre: bool = False

    @classmethod
    def read(cls, entry: str) -> Verb:
        """An entry of `fr.toml`: "lemma|frames|!:principal parts"."""
        head, _, parts = entry.partition(":")
        lemma, *rest = head.split("|")
        frames = tuple(rest[0].split()) if rest else ()
        stem = lemma[:-2]
        given = parts.split() or [stem + "e", stem + "ent", stem, lemma, stem + "é"]
        return cls(
            lemma=lemma, singular=given[0], plural=given[1], past_stem=given[2], future_stem=given[3], participle=given[4],
            frames=frames, reflexive=len(rest) > 1, with_etre=lemma in {"arriver", "parvenir", "partir", "entrer", "passer"},
        )  # fmt: skip

    def finite(self, tense: str, number: str) -> tuple[str, str]:
        """Form and features of a simple tense."""
        plural = number == "p"
        count = "Plur" if plural else "Sing"
        if tense == "Pres":
            form = self.plural if plural else self.singular
        elif tense == "Sub":
            base = self.plural.removesuffix("ent") if self.plural.endswith("ent") else self.lemma[:-2]
            form = base + ("ent" if plural else "e")
        elif tense == "Imp":
            form = self.past_stem + ("aient" if plural else "ait")
        elif tense == "Fut":
            form = self.future_stem + ("ont" if plural else "a")
        else:
            form = self.future_stem + ("aient" if plural else "ait")
        return form, _finite_feats(tense, count)


def _finite_feats(tense: str, count: str) -> str:
    if tense == "Cnd":
        return f"Mood=Cnd|Number={count}|Person=3|Tense=Pres|VerbForm=Fin"
    if tense == "Sub":
        return f"Mood=Sub|Number={count}|Person=3|Tense=Pres|VerbForm=Fin"
    return f"Mood=Ind|Number={count}|Person=3|Tense={tense}|VerbForm=Fin"


_AUXILIARIES = {
    "avoir": {"Pres": ("a", "ont"), "Imp": ("avait", "avaient"), "Fut": ("aura", "auront"), "Cnd": ("aurait", "auraient"), "Sub": ("ait", "aient"), "Inf": ("avoir", "avoir"), "Part": ("ayant", "ayant")},
    "être": {"Pres": ("est", "sont"), "Imp": ("était", "étaient"), "Fut": ("sera", "seront"), "Cnd": ("serait", "seraient"), "Sub": ("soit", "soient"), "Inf": ("être", "être"), "Part": ("étant", "étant")},
}  # fmt: skip


def auxiliary(lemma: str, tense: str, number: str, dep: str) -> Node:
    """A form of avoir or être."""
    form = _AUXILIARIES[lemma][tense][number == "p"]
    if tense == "Inf":
        feats = "VerbForm=Inf"
    elif tense == "Part":
        feats = "Tense=Pres|VerbForm=Part"
    else:
        feats = _finite_feats(tense, _NUMBER[number])
    return leaf(form, "AUX", dep, lemma, feats)


class French(Chance):
    """A source of random sentences; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        super().__init__("fr", seed)
        self.verbs = {
            group: [Verb.read(entry) for entry in self.lexicon[group]]
            for group in ("give", "get", "supply_with", "get_reflexive", "other", "control", "say", "think", "denied_infinitive", "intransitive")
        }  # fmt: skip

    # -- phrases ---------------------------------------------------------------------------------------------------

    def phrase(self, text: str) -> Node:
        """A noun phrase in the notation of `fr.toml`."""
        head: Node | None = None
        noun: Node | None = None
        pending: list[Node] = []
        case_seen = False
        for token in text.split():
            form, _, kind = token.partition("/")
            form = form.replace("_", " ")
            if kind == "C":
                pending.append(
                    leaf(
                        form.replace("'", "e") if form == "d'" else form,
                        "ADP",
                        "case",
                        "de" if form in {"d'", "de"} else form,
                    )
                )
                case_seen = True
            elif kind == "D":
                pending.append(self.article({"le": "m", "la": "f", "les": "p", "l'": "e"}[form]))
            elif kind == "A" and noun is not None:
                agreed = inflect(form, noun.gender or "m", noun.number or "s")
                feats = f"Gender={_GENDER[noun.gender or 'm']}|Number={_NUMBER[noun.number or 's']}"
                noun.after(leaf(agreed, "ADJ", "amod", form.lower(), feats))
            else:
                proper = kind.startswith("P")
                number = "p" if "p" in kind[1:] else "s"
                gender = "f" if "f" in kind[1:] else "m"
                if proper:
                    made = Node(form, form, "PROPN", "", "nmod", gender=gender, number=number)
                else:
                    feats = f"Gender={_GENDER[gender]}|Number={_NUMBER[number]}"
                    lemma = form.lower().removesuffix("s") if number == "p" else form.lower()
                    made = Node(form, lemma, "NOUN", feats, "nmod", gender=gender, number=number)
                made.left = pending
                pending = []
                if head is None:
                    head = made
                elif case_seen:
                    (noun or head).after(made)
                elif proper and noun is not None and noun.upos == "PROPN":
                    noun.after(made.as_("flat:name"))
                    continue
                else:
                    head.after(made.as_("appos" if proper else "nmod"))
                noun = made
                case_seen = False
        assert head is not None, text
        return head

    def article(self, kind: str) -> Node:
        """The definite article: m, f, p, or e for the elided form."""
        feats = {
            "m": "Gender=Masc|Number=Sing",
            "f": "Gender=Fem|Number=Sing",
            "p": "Number=Plur",
            "e": "Number=Sing",
        }[kind]
        form = {"m": "le", "f": "la", "p": "les", "e": "l'"}[kind]
        return leaf(form, "DET", "det", "le", f"Definite=Def|{feats}|PronType=Art")

    def indefinite(self, gender: str, number: str) -> Node:
        if number == "p":
            return leaf("des", "DET", "det", "un", "Definite=Ind|Number=Plur|PronType=Art")
        form = "une" if gender == "f" else "un"
        return leaf(
            form, "DET", "det", "un", f"Definite=Ind|Gender={_GENDER[gender]}|Number=Sing|PronType=Art"
        )

    def definite(self, node: Node) -> Node:
        return node.before(self.article("p" if node.number == "p" else node.gender or "m"))

    def adjective(self, base: str, noun: Node, dep: str = "amod") -> Node:
        gender, number = noun.gender or "m", noun.number or "s"
        feats = f"Gender={_GENDER[gender]}|Number={_NUMBER[number]}"
        return leaf(inflect(base.replace("_", " "), gender, number), "ADJ", dep, base, feats)

    def case(self, preposition: str, node: Node, dep: str) -> Node:
        """The phrase behind a preposition; "auprès de", "en provenance de" and their like have their own heads."""
        if preposition == "auprès":
            head = leaf("auprès", "ADV", "advmod", "auprès")
            return head.after(self.case("de", node, "obl:arg"))
        compound = {"provenance": "en", "destination": "à", "profit": "à le", "direction": "en"}
        if preposition in compound:
            noun = leaf(
                preposition,
                "NOUN",
                "obl:mod",
                preposition,
                "Gender=Masc|Number=Sing" if preposition == "profit" else "Gender=Fem|Number=Sing",
            )
            for part in compound[preposition].split():
                noun.left.append(self.article("m") if part == "le" else leaf(part, "ADP", "case", part))
            return noun.after(self.case("de", node, "nmod"))
        return node.before(leaf(preposition, "ADP", "case", preposition)).as_(dep)

    def country(self, *, article: bool = True) -> Node:
        """A state by its name."""
        if self.chance(0.16):
            text = self.word("country_phrases")
            node = self.phrase(text)
            bare = "/P0" in text
        else:
            kind, node = self._state("nmod")
            bare = kind == "0"
        return self.definite(node) if article and not bare else node

    def _state(self, dep: str) -> tuple[str, Node]:
        """A state's name, and its article in the notation of `names.toml`: m, f, p, or 0 for none."""
        kind, name = self.word("countries").split(" ", 1)
        gender, number = ("f" if kind == "f" else "m"), ("p" if kind == "p" else "s")
        return kind, Node(name, name, "PROPN", "", dep, gender=gender, number=number)

    def capital(self) -> Node:
        name = self.word("capitals").split("|")[0]
        return Node(name, name, "PROPN", "", "nmod", gender="m", number="s")

    def name_of(self, text: str, dep: str) -> Node:
        """A proper name of one or more words."""
        first, *others = text.split(" ")
        node = Node(first, first, "PROPN", "", dep, gender="m", number="s")
        for other in others:
            node.after(leaf(other, "X" if other.isdigit() else "PROPN", "flat:name", other))
        return node

    def group(self) -> Node:
        text = self.word("groups")
        article, _, rest = text.partition(" ")
        if "/" in article:
            return self.phrase(text)
        return self.phrase(rest).before(self.article({"le": "m", "la": "f", "les": "p", "l'": "e"}[article]))

    def force(self) -> Node:
        """An army, a government or the like, with its country."""
        node = self.phrase(self.word("forces"))
        if self.chance(0.75):
            node.after(self.adjective(self.word("adjectives_of_origin"), node))
        else:
            node.after(self.case("de", self.country(), "nmod"))
        return self.definite(node)

    def party(self) -> Node:
        """Whoever sends or gets arms."""
        node = self.choose(
            (0.42, self.country),
            (0.26, self.capital),
            (0.16, self.force),
            (0.1, self.group),
            (0.06, self.firm),
        )
        if self.chance(0.06):
            second = (
                self.choose((0.6, self.country), (0.4, self.capital))
                .before(leaf("et", "CCONJ", "cc", "et"))
                .as_("conj")
            )
            node.after(second)
            node.number = "p"
        return node

    def firm(self) -> Node:
        name = self.name_of(self.word("firms"), "appos")
        if self.chance(0.5):
            return name
        noun = self.phrase(
            self.any(
                [
                    "groupe/Nms",
                    "société/Nfs",
                    "entreprise/Nfs",
                    "constructeur/Nms",
                    "fabricant/Nms",
                    "industriel/Nms",
                ]
            )
        )
        if self.chance(0.5):
            noun.after(self.adjective(self.word("adjectives_of_origin"), noun))
        return self.definite(noun.after(name))

    def place(self) -> Node:
        """Where something happens: a preposition and a name."""
        if self.chance(0.5):
            node = self.name_of(self.word("towns").split("|")[0], "obl:mod")
            return self.case("à", node, "obl:mod")
        if self.chance(0.3):
            return self.case("à", self.capital(), "obl:mod")
        kind, node = self._state("obl:mod")
        if kind == "p":
            return self.case("à", self.definite(node), "obl:mod")
        if kind == "m" and not starts_with_vowel(node.form):
            return self.case("à", self.definite(node), "obl:mod")
        return self.case("en" if kind != "0" else "à", node, "obl:mod")

    def origin(self, dep: str = "nmod") -> Node:
        """de Russie, d'Iran, du Pakistan, de Moscou."""
        if self.chance(0.3):
            return self.case("de", self.capital(), dep)
        kind, node = self._state(dep)
        if kind == "p" or (kind == "m" and not starts_with_vowel(node.form)):
            self.definite(node)
        return self.case("de", node, dep)

    # -- things ----------------------------------------------------------------------------------------------------

    def item_core(self, *, plural: bool = True, extras: bool = True) -> Node:
        """A kind of arms, without determiner."""
        many, one, gender = self.word("items").split("|")
        number = "p" if plural else "s"
        node = Node(
            many if plural else one,
            one,
            "NOUN",
            f"Gender={_GENDER[gender]}|Number={_NUMBER[number]}",
            "obj",
            gender=gender,
            number=number,
        )
        if self.chance(0.3):
            purpose = self.word("purposes")
            complement = leaf(purpose, "NOUN", "nmod", purpose, "Number=Sing")
            node.after(self.case("de", complement, "nmod"))
        for _ in range(self.rng.choice([0, 0, 0, 1, 1, 2])):
            base = (
                self.word("item_adjectives")
                if self.chance(0.7)
                else self.word("fixed_adjectives").split("_")[0]
            )
            if base == "nouveau":
                node.left.append(self.adjective(base, node))
            elif base != "longue":
                node.after(self.adjective(base, node))
        if self.chance(0.28):
            node.after(self.designation())
        elif self.chance(0.06):
            pair = self.designation()
            other = self.designation().before(leaf("et", "CCONJ", "cc", "et")).as_("conj")
            node.after(pair.after(other))
        if extras and self.chance(0.12):
            made = leaf("fabrication", "NOUN", "nmod", "fabrication", "Gender=Fem|Number=Sing")
            made.gender, made.number = "f", "s"
            made.after(self.adjective(self.word("adjectives_of_origin"), made))
            node.after(self.case("de", made, "nmod"))
        if extras and self.chance(0.07):
            side = self.choose((0.5, lambda: self.case("de", self.country(), "nmod")), (0.5, self.origin))
            node.after(side)
        if extras and self.chance(0.06):
            length = Node(
                "portée", "portée", "NOUN", "Gender=Fem|Number=Sing", "nmod", gender="f", number="s"
            )
            length.left = [leaf("longue", "ADJ", "amod", "long", "Gender=Fem|Number=Sing")]
            node.after(self.case("à", length, "nmod"))
        return node

    def designation(self) -> Node:
        return self.name_of(self.word("designations"), "appos")

    def number(self) -> tuple[str, ...]:
        """A cardinal as its words."""
        kind = self.rng.random()
        if kind < 0.35:
            return (
                self.any(
                    [
                        "deux",
                        "trois",
                        "quatre",
                        "cinq",
                        "six",
                        "sept",
                        "huit",
                        "neuf",
                        "dix",
                        "douze",
                        "quinze",
                        "vingt",
                        "trente",
                        "quarante",
                        "cinquante",
                        "cent",
                        "quatorze",
                        "seize",
                    ]
                ),
            )
        if kind < 0.75:
            return (
                str(
                    self.rng.choice(
                        [self.rng.randint(2, 99), self.rng.randint(100, 999), self.rng.randint(1, 20) * 50]
                    )
                ),
            )
        if kind < 0.93:
            return (str(self.rng.randint(1, 60)), self.any(["000", "500", "200", "250", "000"]))
        return (f"{self.rng.randint(1, 90)}.000",)

    def count(self, node: Node) -> Node:
        """Put a cardinal before a plural noun."""
        first, *others = self.number()
        numeral = leaf(first, "NUM", "nummod", first, "NumType=Card")
        for other in others:
            numeral.after(leaf(other, "NUM", "flat", other, "NumType=Card"))
        node.before(numeral)
        return node

    def goods(self, dep: str = "obj", *, extras: bool = True, plain: bool = False) -> Node:
        """An amount of arms."""
        node = self.choose(
            (0.26, lambda: self._bare(extras)),
            (0.24, lambda: self.count(self.item_core(extras=extras))),
            (0.05, lambda: self._several(extras)),
            (0.12, lambda: self._collective(extras)),
            (0.09, lambda: self._bounded(extras)),
            (0.07, lambda: self._definite_goods(extras)),
            (0.06, lambda: self._single(extras)),
            (0.06, self._mass),
            (0.05, lambda: self._model()),
            (0.04, self._part_of),
        )
        if not plain and extras and self.chance(0.17):
            node.after(self.goods_relative(node))
        if not plain and self.chance(0.14):
            others = self.rng.choice([1, 1, 2])
            for index in range(others):
                other = self.choose(
                    (0.6, lambda: self._bare(False)), (0.4, lambda: self.count(self.item_core(extras=False)))
                )
                last = index == others - 1
                joint = leaf("et", "CCONJ", "cc", "et") if last else punct(",")
                if last and self.chance(0.12):
                    joint = leaf("ainsi", "ADV", "cc", "ainsi").after(leaf("que", "SCONJ", "fixed", "que"))
                node.after(other.before(joint).as_("conj"))
            node.number = "p"
        if not plain and self.chance(0.05):
            inner = self.goods("appos", extras=False, plain=True).before(punct("("))
            node.after(inner.after(punct(")")).as_("appos"))
        return node.as_(dep)

    def _bare(self, extras: bool) -> Node:
        node = self.item_core(extras=extras)
        new = bool(node.left)
        determiner = self.indefinite(node.gender, "p")
        if new:
            determiner = leaf("de", "DET", "det", "un", "Definite=Ind|Number=Plur|PronType=Art")
        return node.before(determiner)

    def _several(self, extras: bool) -> Node:
        node = self.item_core(extras=extras)
        return node.before(
            leaf(self.any(["plusieurs", "plusieurs", "quelques"]), "DET", "det", None, "Number=Plur")
        )

    def _definite_goods(self, extras: bool) -> Node:
        node = self.item_core(extras=extras)
        if self.chance(0.5):
            return self.definite(node)
        form, lemma = self.any([("ces", "ce"), ("ses", "son"), ("leurs", "leur")])
        return node.before(
            leaf(
                form,
                "DET",
                "det",
                lemma,
                "Number=Plur|PronType=Dem" if form == "ces" else "Number=Plur|Poss=Yes|PronType=Prs",
            )
        )

    def _single(self, extras: bool) -> Node:
        node = self.item_core(plural=False, extras=extras)
        if self.chance(0.25):
            form = "aucune" if node.gender == "f" else "aucun"
            return node.before(
                leaf(form, "DET", "det", "aucun", f"Gender={_GENDER[node.gender]}|Number=Sing|PronType=Neg")
            )
        return node.before(self.indefinite(node.gender, "s"))

    def _mass(self) -> Node:
        form, gender = self.word("mass_items").split("|")
        node = Node(
            form, form, "NOUN", f"Gender={_GENDER[gender]}|Number=Sing", "obj", gender=gender, number="s"
        )
        node.after(
            self.adjective(self.any(["militaire", "supplémentaire", "sensible", "américain", "russe"]), node)
        )
        if gender == "m" and not starts_with_vowel(form) and self.chance(0.6):
            return node.before(
                leaf("du", "DET", "det", "du", "Definite=Ind|Gender=Masc|Number=Sing|PronType=Art")
            )
        return self.definite(node)

    def _model(self) -> Node:
        """A designation that stands for the thing: douze Rafale, des Bayraktar TB2."""
        node = self.designation()
        node.gender, node.number = "m", "p"
        if self.chance(0.5):
            return self.count(node)
        return self.choose(
            (0.6, lambda: node.before(self.indefinite("m", "p"))), (0.4, lambda: self.definite(node))
        )

    def _collective(self, extras: bool) -> Node:
        """des centaines de drones, une vingtaine de chars, un lot de roquettes."""
        form, lemma, gender, number, determiner = self.any([
            ("centaines", "centaine", "f", "p", "des"), ("centaines", "centaine", "f", "p", "plusieurs"), ("dizaines", "dizaine", "f", "p", "des"), ("milliers", "millier", "m", "p", "des"),
            ("vingtaine", "vingtaine", "f", "s", "une"), ("dizaine", "dizaine", "f", "s", "une"), ("quarantaine", "quarantaine", "f", "s", "une"), ("lot", "lot", "m", "s", "un"), ("millier", "millier", "m", "s", "un"),
            ("cargaison", "cargaison", "f", "s", "une"), ("lot", "lot", "m", "s", "premier"), ("centaine", "centaine", "f", "s", "une"), ("millions", "million", "m", "p", "deux"), ("série", "série", "f", "s", "une"),
            ("livraison", "livraison", "f", "s", "une"), ("stocks", "stock", "m", "p", "ses"), ("nombre", "nombre", "m", "s", "petit"), ("tonnes", "tonne", "f", "p", "cinq"), ("conteneurs", "conteneur", "m", "p", "mille"), ("quinzaine", "quinzaine", "f", "s", "une"),
        ])  # fmt: skip
        head = Node(
            form,
            lemma,
            "NOUN",
            f"Gender={_GENDER[gender]}|Number={_NUMBER[number]}",
            "obj",
            gender=gender,
            number=number,
        )
        if determiner in {"des", "une", "un"}:
            head.left = [self.indefinite(gender, number)]
        elif determiner in {"premier", "petit"}:
            head.left = [
                self.indefinite(gender, number),
                leaf(determiner, "ADJ", "amod", determiner, "Gender=Masc|Number=Sing"),
            ]
        elif determiner == "ses":
            head.left = [leaf("ses", "DET", "det", "son", "Number=Plur|Poss=Yes|PronType=Prs")]
        elif determiner in {"deux", "cinq", "mille"}:
            head.left = [leaf(determiner, "NUM", "nummod", determiner, "NumType=Card")]
        else:
            head.left = [leaf("plusieurs", "DET", "det", "plusieurs", "Number=Plur")]
        return head.after(self.case("de", self.item_core(extras=extras), "nmod"))

    def _part_of(self) -> Node:
        """l'un des chars, la moitié des obus, six des douze Rafale, une partie des drones."""
        kind = self.rng.random()
        whole = self.item_core(extras=False)
        if self.chance(0.4):
            self.count(whole)
        whole = self.case("de", whole.before(self.article("p")), "nmod")
        if kind < 0.3:
            head = Node(
                "un", "un", "PRON", "Gender=Masc|Number=Sing|PronType=Ind", "obj", gender="m", number="s"
            ).before(self.article("e"))
        elif kind < 0.6:
            head = leaf(self.any(["deux", "trois", "six", "94", "dix"]), "NUM", "obj", None, "NumType=Card")
            head.gender, head.number = "m", "p"
        else:
            form = self.any(["moitié", "partie", "plupart", "totalité"])
            head = self._noun(form, "f", "obj")
            head.before(self.indefinite("f", "s") if form == "partie" else self.article("f"))
        return head.after(whole)

    def _bounded(self, extras: bool) -> Node:
        """plus de 200 drones, près de 50 chars, environ 300 obus, au moins vingt missiles, jusqu'à 100 canons."""
        kind = self.rng.random()
        item = self.count(self.item_core(extras=extras))
        if kind < 0.45:
            head = leaf(self.any(["plus", "plus", "près", "moins"]), "ADV", "obj")
            head.gender, head.number = "m", "p"
            return head.after(self.case("de", item, "obl:arg"))
        if kind < 0.65:
            return item.before(leaf(self.any(["environ", "quelque"]), "ADV", "advmod"))
        if kind < 0.85:
            return item.before(leaf("au", "ADP", "advmod", "à").after(leaf("moins", "ADV", "fixed")))
        return item.before(leaf("jusque", "ADP", "case", "jusque"), leaf("à", "ADP", "case", "à"))

    def goods_relative(self, node: Node) -> Node:
        """A clause that tells more about the goods."""
        plural = node.number or "p"
        gender = node.gender or "m"
        return self.choose(
            (0.3, lambda: self.participle(gender, plural)),
            (0.14, lambda: self.object_relative(gender, plural)),
            (0.16, lambda: self.passive_relative(gender, plural)),
            (0.12, lambda: self.destined(gender, plural)),
            (0.12, lambda: self._made_in(gender, plural)),
            (0.08, lambda: self._capable(gender, plural)),
            (0.08, lambda: self.subject_relative(plural)),
            (0.05, self._of_which),
        )

    def _of_which(self) -> Node:
        """dont une partie a été livrée à l'Inde; dont deux ont été détruits."""
        verb = self.any(self.verbs["give"] + self.verbs["other"])
        if self.chance(0.5):
            some = self._noun(self.any(["partie", "moitié", "dizaine"]), "f", "nsubj:pass").before(
                self.indefinite("f", "s")
            )
            gender, number = "f", "s"
        else:
            some = leaf(self.any(["deux", "trois", "12", "six"]), "NUM", "nsubj:pass", None, "NumType=Card")
            gender, number = "m", "p"
        node = self.group_of(
            verb, self.any(["pc", "Fut", "pqp"]), number, passive=True, agreement=(gender, number)
        )
        some.left.insert(0, leaf("dont", "PRON", "nmod", "dont", "PronType=Rel"))
        node.before(some)
        return node.after(
            self.oblique(verb) if verb.frames and self.chance(0.6) else None,
            self.case("par", self.party(), "obl:agent") if self.chance(0.4) else None,
        ).as_("acl:relcl")

    def _capable(self, gender: str, number: str) -> Node:
        shell = Node("x", "x", "NOUN", "", "x", gender=gender, number=number)
        adjective = self.adjective(self.any(["capable", "susceptible"]), shell)
        verb = self.any(self.verbs["other"])
        action = leaf(verb.lemma, "VERB", "xcomp", verb.lemma, "VerbForm=Inf")
        action.left = [leaf("de", "ADP", "mark", "de")]
        return adjective.after(action.after(self.goods(plain=True, extras=False)))

    def _made_in(self, gender: str, number: str) -> Node:
        form = inflect(self.any(["fabriqué", "produit", "conçu", "assemblé"]), gender, number)
        lemma = {"fabriqu": "fabriquer", "produit": "produire", "conçu": "concevoir", "assembl": "assembler"}
        base = next(value for key, value in lemma.items() if form.startswith(key))
        node = leaf(form, "VERB", "acl", base, _participle_feats(gender, number))
        return node.after(
            self.choose((0.6, self.place), (0.4, lambda: self.case("par", self.party(), "obl:agent")))
        )

    def destined(self, gender: str, number: str) -> Node:
        """destinés à l'armée de l'air, à destination de l'Inde."""
        if self.chance(0.3):
            return self.case("destination", self.party(), "nmod").as_("nmod")
        node = leaf(
            inflect("destiné", gender, number), "VERB", "acl", "destiner", _participle_feats(gender, number)
        )
        return node.after(self.case("à", self.party(), "obl:arg"))

    def participle(self, gender: str, number: str) -> Node:
        """livrés à l'Inde par la Russie, achetés à Téhéran, reçus d'Iran en août."""
        verb = self.any(self.verbs["give"] + self.verbs["get"])
        node = leaf(
            inflect(verb.participle, gender, number),
            "VERB",
            "acl",
            verb.lemma,
            _participle_feats(gender, number),
        )
        parts: list[Node] = []
        if self.chance(0.55):
            parts.append(self.oblique(verb))
        if self.chance(0.5) or not parts:
            parts.append(self.case("par", self.party(), "obl:agent"))
        if self.chance(0.35):
            parts.append(self.time())
        self.rng.shuffle(parts)
        return node.after(*parts)

    def object_relative(self, gender: str, number: str) -> Node:
        """que la Russie a livrés à l'Inde."""
        verb = self.any(self.verbs["give"] + self.verbs["get"])
        subject = self.party().as_("nsubj")
        tense = self.any(["pc", "pc", "pqp", "condp", "Fut", "Pres"])
        node = self.group_of(verb, tense, subject.number, agreement=(gender, number))
        node.before(leaf("que", "PRON", "obj", "que", "PronType=Rel"), subject)
        node.after(
            self.oblique(verb) if self.chance(0.5) else None, self.time() if self.chance(0.3) else None
        )
        return node.as_("acl:relcl")

    def passive_relative(self, gender: str, number: str) -> Node:
        """qui ont été livrés à l'Inde."""
        verb = self.any(self.verbs["give"] + self.verbs["other"])
        node = self.group_of(
            verb,
            self.any(["pc", "Fut", "condp", "pqp", "Pres"]),
            number,
            passive=True,
            agreement=(gender, number),
        )
        node.before(leaf("qui", "PRON", "nsubj:pass", "qui", "PronType=Rel"))
        if verb.frames and self.chance(0.7):
            node.after(self.oblique(verb))
        if self.chance(0.4):
            node.after(self.case("par", self.party(), "obl:agent"))
        if self.chance(0.3):
            node.after(self.time())
        return node.as_("acl:relcl")

    def subject_relative(self, number: str) -> Node:
        verb = self.any(self.verbs["other"])
        node = self.group_of(verb, self.any(["Pres", "pc", "Imp", "Fut"]), number)
        return (
            node.before(leaf("qui", "PRON", "nsubj", "qui", "PronType=Rel"))
            .after(self.goods(plain=True, extras=False))
            .as_("acl:relcl")
        )

    # -- time ------------------------------------------------------------------------------------------------------

    def time(self) -> Node:
        """When: an adverbial of any kind."""
        return self.choose(
            (0.2, self._weekday), (0.14, self._month), (0.1, self._year), (0.12, self._last), (0.08, self._since), (0.07, self._day), (0.05, self._by), (0.05, self._ago),
            (0.04, self._recent), (0.04, self._late), (0.04, self._from), (0.04, self._during), (0.03, self._between),
        )  # fmt: skip

    def _noun(self, form: str, gender: str, dep: str, number: str = "s", lemma: str | None = None) -> Node:
        return Node(
            form,
            lemma or form,
            "NOUN",
            f"Gender={_GENDER[gender]}|Number={_NUMBER[number]}",
            dep,
            gender=gender,
            number=number,
        )

    def _weekday(self) -> Node:
        node = self._noun(self.word("days"), "m", "obl:mod")
        if self.chance(0.2):
            node.after(self.adjective("dernier", node))
        elif self.chance(0.15):
            node.after(self._noun(self.any(["soir", "matin"]), "m", "nmod"))
        return node

    def _month(self) -> Node:
        node = self._noun(self.word("months"), "m", "obl:mod")
        if self.chance(0.4):
            node.after(leaf(str(self.rng.randint(2012, 2026)), "NUM", "nmod", None, "NumType=Card"))
        elif self.chance(0.2):
            node.after(self.adjective("dernier", node))
        return self.case(self.any(["en", "en", "en", "depuis", "dès"]), node, "obl:mod")

    def _year(self) -> Node:
        return self.case(
            "en", leaf(str(self.rng.randint(1990, 2026)), "NUM", "obl:mod", None, "NumType=Card"), "obl:mod"
        )

    def _last(self) -> Node:
        form, gender, adjective = self.any([
            ("mois", "m", "dernier"), ("semaine", "f", "dernier"), ("année", "f", "dernier"), ("an", "m", "dernier"), ("été", "m", "dernier"), ("printemps", "m", "dernier"), ("année", "f", "prochain"), ("mois", "m", "prochain"),
            ("automne", "m", "dernier"), ("hiver", "m", "dernier"),
        ])  # fmt: skip
        node = self.definite(self._noun(form, gender, "obl:mod"))
        if self.chance(0.25):
            start = self._noun(self.any(["début", "courant"]), "m", "obl:mod")
            node.after(self.adjective(adjective, node))
            return self.case("à", self.definite(start), "obl:mod").after(self.case("de", node, "nmod"))
        return node.after(self.adjective(adjective, node))

    def _since(self) -> Node:
        node = self.choose(
            (0.4, lambda: leaf(str(self.rng.randint(1990, 2026)), "NUM", "obl:mod", None, "NumType=Card")),
            (0.3, lambda: self.definite(self._noun(self.any(["début", "printemps", "été"]), "m", "obl:mod"))),
            (
                0.3,
                lambda: self.definite(self._noun(self.any(["invasion", "guerre", "crise"]), "f", "obl:mod")),
            ),
        )
        return self.case(self.any(["depuis", "depuis", "avant", "après"]), node, "obl:mod")

    def _day(self) -> Node:
        node = leaf(str(self.rng.randint(2, 31)), "NUM", "obl:mod", None, "NumType=Card")
        node.left = [self.article("m")]
        month = self._noun(self.word("months"), "m", "nmod")
        if self.chance(0.3):
            month.after(leaf(str(self.rng.randint(2012, 2026)), "NUM", "nmod", None, "NumType=Card"))
        return node.after(month)

    def _by(self) -> Node:
        end = self.definite(self._noun("fin", "f", "obl:mod"))
        end.after(self.choose(
            (0.6, lambda: self.case("de", self.definite(self._noun(self.any(["année", "semaine", "décennie"]), "f", "nmod")), "nmod")),
            (0.4, lambda: self.case("de", leaf(str(self.rng.randint(2020, 2030)), "NUM", "nmod", None, "NumType=Card"), "nmod")),
        ))  # fmt: skip
        if self.chance(0.5):
            return end.before(leaf("de", "ADP", "case", "de").after(leaf("ici", "ADV", "fixed", "ici")))
        return self.case(self.any(["avant", "à", "pour"]), end, "obl:mod")

    def _ago(self) -> Node:
        form, gender, number = self.any(
            [("mois", "m", "p"), ("jours", "m", "p"), ("semaines", "f", "p"), ("ans", "m", "p")]
        )
        node = self._noun(form, gender, "obl:mod", number, form if form == "mois" else form.removesuffix("s"))
        numeral = self.any(["deux", "trois", "six", "dix"])
        opening = leaf("il", "PRON", "case", "il").after(
            leaf("y", "PRON", "fixed", "y"), leaf("a", "VERB", "fixed", "avoir")
        )
        node.left = [opening, leaf(numeral, "NUM", "nummod", None, "NumType=Card")]
        return node

    def _recent(self) -> Node:
        if self.chance(0.5):
            node = self._noun("mois" if self.chance(0.5) else "jours", "m", "obl:mod", "p")
            node.lemma = "mois" if node.form == "mois" else "jour"
            node.left = [
                leaf("ces", "DET", "det", "ce", "Number=Plur|PronType=Dem"),
                leaf("derniers", "ADJ", "amod", "dernier", "Gender=Masc|Number=Plur"),
            ]
            return node
        node = self._noun(self.any(["année", "semaine"]), "f", "obl:mod")
        node.left = [leaf("cette", "DET", "det", "ce", "Gender=Fem|Number=Sing|PronType=Dem")]
        return node

    def _late(self) -> Node:
        node = self._noun(self.any(["fin", "début"]), "f", "obl:mod")
        return node.after(self._noun(self.word("months"), "m", "nmod"))

    def _from(self) -> Node:
        node = self.definite(self._noun(self.any(["été", "printemps", "automne"]), "m", "obl:arg"))
        head = leaf("à", "ADP", "advmod", "à").after(
            leaf("partir", "VERB", "fixed", "partir", "VerbForm=Inf")
        )
        return head.after(self.case("de", node, "obl:arg"))

    def _during(self) -> Node:
        period = self._noun(self.any(["mois", "semaines", "années"]), "m", "nmod", "p")
        period.lemma = period.form if period.form == "mois" else period.form[:-1]
        period.left = [
            self.article("p"),
            leaf(inflect("dernier", "m" if period.form == "mois" else "f", "p"), "ADJ", "amod", "dernier"),
        ]
        course = self.definite(self._noun("cours", "m", "obl:mod"))
        return self.case("à", course, "obl:mod").after(self.case("de", period, "nmod"))

    def _between(self) -> Node:
        if self.chance(0.35):
            start = leaf(str(self.rng.randint(1, 15)), "NUM", "obl:mod", None, "NumType=Card").before(
                self.article("m")
            )
            end = leaf(str(self.rng.randint(16, 30)), "NUM", "conj", None, "NumType=Card").before(
                leaf("et", "CCONJ", "cc", "et"), self.article("m")
            )
            return self.case("entre", start, "obl:mod").after(
                end.after(self._noun(self.word("months"), "m", "nmod"))
            )
        first = self.case("entre", self._noun(self.word("months"), "m", "obl:mod"), "obl:mod")
        second = self._noun(self.word("months"), "m", "conj").before(leaf("et", "CCONJ", "cc", "et"))
        if self.chance(0.5):
            second.after(leaf(str(self.rng.randint(2015, 2026)), "NUM", "nmod", None, "NumType=Card"))
        return first.after(second)

    # -- verbs -----------------------------------------------------------------------------------------------------

    def oblique(self, verb: Verb) -> Node:
        """The further argument of a transfer verb: to whom, from whom."""
        frame = self.any(verb.frames) if verb.frames else "à"
        if frame in {"à", "vers"} and verb in self.verbs["give"] and self.chance(0.1):
            frame = self.any(["profit", "destination", "direction"])
        if frame in {"de", "auprès"} and self.chance(0.12):
            frame = "provenance"
        if frame == "de" and self.chance(0.3):
            return self.origin("obl:arg")
        return self.case(frame, self.party(), "obl:arg")

    def group_of(
        self,
        verb: Verb,
        tense: str,
        number: str,
        *,
        passive: bool = False,
        agreement: tuple[str, str] | None = None,
        negated: bool = False,
        adverb: bool = True,
        clitic: Node | None = None,
        subject_gender: str = "m",
    ) -> Node:
        """A verb with its auxiliaries, negation and adverb; subject and complements are added by the caller.

        Tenses: Pres Imp Fut Cnd Sub Inf Part, and their compounds pc pqp futp condp subp infp partp.
        """
        simple = {
            "pc": "Pres",
            "pqp": "Imp",
            "futp": "Fut",
            "condp": "Cnd",
            "subp": "Sub",
            "infp": "Inf",
            "partp": "Part",
        }
        base = simple.get(tense, tense)
        compound = tense in simple
        auxiliaries: list[Node] = []
        etre = verb.with_etre or verb.reflexive
        if passive:
            if compound:
                auxiliaries = [
                    auxiliary("avoir", base, number, "aux:tense"),
                    leaf("été", "AUX", "aux:pass", "être", "Tense=Past|VerbForm=Part"),
                ]
            else:
                auxiliaries = [auxiliary("être", base, number, "aux:pass")]
        elif compound:
            auxiliaries = [auxiliary("être" if etre else "avoir", base, number, "aux:tense")]
        if auxiliaries:
            gender, count = agreement or (
                (subject_gender, number) if (passive or verb.with_etre) else ("m", "s")
            )
            feats = _participle_feats(gender, count) + ("|Voice=Pass" if passive else "")
            node = leaf(inflect(verb.participle, gender, count), "VERB", "root", verb.lemma, feats)
        elif base == "Inf":
            node = leaf(verb.lemma, "VERB", "root", verb.lemma, "VerbForm=Inf")
        elif base == "Part":
            node = leaf(verb.past_stem + "ant", "VERB", "root", verb.lemma, "Tense=Pres|VerbForm=Part")
        else:
            form, feats = verb.finite(base, number)
            node = leaf(form, "VERB", "root", verb.lemma, feats)
        particle, behind = self._negation() if negated else (None, [])
        pronouns = (
            [leaf("se", "PRON", "expl:pv", "se", "Person=3|PronType=Prs|Reflex=Yes")]
            if verb.reflexive
            else []
        )
        if clitic is not None:
            pronouns.append(clitic)
        if adverb and auxiliaries and self.chance(0.02):
            preposition, form = self.any([("par", "ailleurs"), ("par", "contre"), ("en", "outre")])
            aside = leaf(form, "ADV", "obl:mod", form)
            aside.left = [leaf(preposition, "ADP", "case", preposition)]
            behind = [*behind, aside]
        if adverb and self.chance(0.13):
            behind = [*behind, leaf(self.word("adverbs"), "ADV", "advmod")]
        opening = [particle] if particle is not None else []
        if base == "Inf" and negated:
            node.left = [*opening, *behind, *pronouns, *auxiliaries]
        elif auxiliaries:
            node.left = [*opening, *pronouns, auxiliaries[0], *behind, *auxiliaries[1:]]
        else:
            node.left = [*opening, *pronouns]
            node.right = list(behind)
        return node

    def _negation(self) -> tuple[Node, list[Node]]:
        particle = leaf("ne", "ADV", "advmod", "ne", "Polarity=Neg")
        form = self.any(["pas", "pas", "pas", "plus", "jamais", "pas encore", "toujours pas"])
        behind = [
            leaf(part, "ADV", "advmod", part, "Polarity=Neg" if part in {"pas", "plus", "jamais"} else "")
            for part in form.split()
        ]
        return particle, behind

    def arrange(self, *parts: Node | None) -> list[Node]:
        """Complements in an order that newspapers use: mostly as given, sometimes the short one first."""
        given = [part for part in parts if part is not None]
        if len(given) > 1 and self.chance(0.35):
            given[0], given[1] = given[1], given[0]
        return given

    def event(self, tense: str, number: str, *, negated: bool = False, subject_gender: str = "m") -> Node:
        """A verb phrase that says what is done with arms, in the tense given; the subject is missing."""
        kind = self.rng.random()
        when = self.time() if self.chance(0.22) else None
        where = self.place() if self.chance(0.07) else None
        clitic = (
            leaf(
                self.any(["lui", "leur", "nous", "vous", "lui", "leur"]),
                "PRON",
                "iobj",
                "lui",
                "Person=3|PronType=Prs",
            )
            if self.chance(0.05)
            else None
        )
        if kind < 0.42:
            verb = self.any(self.verbs["give"])
        elif kind < 0.62:
            verb = self.any(self.verbs["get"])
        elif kind < 0.68:
            return self._supply_with(tense, number, negated, when)
        elif kind < 0.72:
            verb = self.any(self.verbs["get_reflexive"])
            verb = Verb(**{**{slot: getattr(verb, slot) for slot in Verb.__slots__}, "reflexive": True})
        elif kind < 0.9:
            verb = self.any(self.verbs["other"])
            node = self.group_of(verb, tense, number, negated=negated)
            goods = self.goods() if self.chance(0.8) else self.nominal("obj")
            purpose = self.purpose() if self.chance(0.12) else None
            against = (
                self.case(self.any(["contre", "sur"]), self.party(), "obl:mod") if self.chance(0.1) else None
            )
            return node.after(goods, *self.arrange(against, where, when), purpose)
        elif kind < 0.955:
            return self._idiom(tense, number, negated, when)
        else:
            return self._nominal_support(tense, number, negated, when)
        node = self.group_of(verb, tense, number, negated=negated, clitic=clitic)
        goods = self.goods() if self.chance(0.92) else self.nominal("obj")
        oblique = self.oblique(verb) if verb.frames and self.chance(0.82) and clitic is None else None
        if negated and self.chance(0.45):
            goods = self._none_of()
        if oblique is not None and verb in self.verbs["get"] and self.chance(0.2):
            oblique = None
        extra = self._exchange() if self.chance(0.06) else (self.purpose() if self.chance(0.1) else None)
        if when is not None and self.chance(0.3):
            return node.after(when, *self.arrange(goods, oblique), where, extra)
        if oblique is not None and self.chance(0.07):
            aside = when if when is not None and self.chance(0.6) else self._price()
            return node.after(oblique, punct(","), aside, punct(","), goods, extra)
        return node.after(*self.arrange(goods, oblique), where, when, extra)

    def _price(self) -> Node:
        """pour 60 millions d'euros, pour un montant de deux milliards de dollars"""
        amount = self._noun(self.any(["millions", "milliards"]), "m", "obl:mod", "p")
        amount.lemma = amount.form[:-1]
        amount.left = [
            leaf(self.any(["60", "2,7", "trois", "450", "1,2"]), "NUM", "nummod", None, "NumType=Card")
        ]
        currency = self.any(["euros", "dollars"])
        amount.after(self.case("de", self._noun(currency, "m", "nmod", "p", currency[:-1]), "nmod"))
        if self.chance(0.4):
            sum_ = self._noun("montant", "m", "obl:mod").before(self.indefinite("m", "s"))
            amount = sum_.after(self.case("de", amount, "nmod"))
        return self.case("pour", amount, "obl:mod")

    def _none_of(self) -> Node:
        """(n'a pas livré) de chars; after a negation."""
        node = self.item_core(extras=False)
        return node.before(leaf("de", "DET", "det", "un", "Definite=Ind|PronType=Art"))

    def _supply_with(self, tense: str, number: str, negated: bool, when: Node | None) -> Node:
        verb = self.any(self.verbs["supply_with"])
        node = self.group_of(verb, tense, number, negated=negated)
        party = self.party().as_("obj")
        goods = self.item_core()
        oblique = self.case(verb.frames[0], goods, "obl:arg")
        return node.after(*self.arrange(party, oblique), when)

    def _idiom(self, tense: str, number: str, negated: bool, when: Node | None) -> Node:
        """faire parvenir, mettre à la disposition, passer commande, donner son accord, signer un contrat."""
        if self.chance(0.35):
            verb = Verb(
                lemma="parvenir",
                singular="parvient",
                plural="parviennent",
                past_stem="parven",
                future_stem="parviendr",
                participle="parvenu",
            )
            faire = Verb(
                lemma="faire",
                singular="fait",
                plural="font",
                past_stem="fais",
                future_stem="fer",
                participle="fait",
            )
            causative = self.group_of(faire, tense, number, negated=negated, adverb=False)
            node = leaf("parvenir", "VERB", "root", verb.lemma, "VerbForm=Inf")
            causative.upos, causative.dep = "AUX", "aux:caus"
            node.left = [*causative.left, causative, *causative.right]
            causative.left, causative.right = [], []
            return node.after(*self.arrange(self.goods(), self.case("à", self.party(), "obl:arg")), when)
        if self.chance(0.5):
            verb = Verb(
                lemma="mettre",
                singular="met",
                plural="mettent",
                past_stem="mett",
                future_stem="mettr",
                participle="mis",
            )
            node = self.group_of(verb, tense, number, negated=negated)
            disposal = self._noun("disposition", "f", "obl:arg")
            if self.chance(0.5):
                self.definite(disposal)
            disposal = self.case("à", disposal, "obl:arg").after(self.case("de", self.party(), "nmod"))
            return node.after(*self.arrange(self.goods(), disposal), when)
        verb = self.any(
            [v for v in self.verbs["other"] if v.lemma in {"signer", "annoncer", "suspendre", "approuver"}]
        )
        node = self.group_of(verb, tense, number, negated=negated)
        contract = self._noun(self.any(["contrat", "accord", "marché"]), "m", "obj")
        contract.left = [self.indefinite("m", "s")]
        nominal = self.nominal("nmod", article=True)
        contract.after(self.case(self.any(["pour", "sur"]), nominal, "nmod"))
        with_whom = self.case("avec", self.party(), "obl:arg") if self.chance(0.4) else None
        return node.after(*self.arrange(contract, with_whom), when)

    def _nominal_support(self, tense: str, number: str, negated: bool, when: Node | None) -> Node:
        """procéder à la livraison, préparer la remise, négocier l'achat."""
        verb = Verb.read(
            self.any(
                [
                    "préparer",
                    "négocier",
                    "achever:achève achèvent achev achèver achevé",
                    "retarder",
                    "organiser",
                    "accélérer:accélère accélèrent accélér accélérer accéléré",
                    "évoquer",
                    "dénoncer:dénonce dénoncent dénonç dénoncer dénoncé",
                    "reporter",
                    "nier",
                    "annuler",
                ]
            )
        )
        node = self.group_of(verb, tense, number, negated=negated)
        return node.after(
            self.licence("obj") if self.chance(0.2) else self.nominal("obj", article=True), when
        )

    def _exchange(self) -> Node:
        exchange = self._noun("échange", "m", "obl:mod")
        target = self.goods("nmod", plain=True, extras=False)
        return self.case("en", exchange, "obl:mod").after(self.case("de", self._undetermined(target), "nmod"))

    def _undetermined(self, node: Node) -> Node:
        """After "de" the indefinite plural article disappears."""
        node.left = [child for child in node.left if child.form not in {"des", "de", "du"}]
        return node

    def purpose(self) -> Node:
        """pour soutenir son effort de guerre, afin de frapper, en vue de, contre les drones."""
        verb = self.any(self.verbs["other"])
        node = leaf(verb.lemma, "VERB", "advcl", verb.lemma, "VerbForm=Inf")
        node.left = [leaf("pour", "ADP", "mark", "pour")]
        effort = self._noun(
            self.any(["offensive", "campagne", "défense", "armée", "infrastructures"]), "f", "obj"
        )
        effort.left = [leaf("sa", "DET", "det", "son", "Gender=Fem|Number=Sing|Poss=Yes|PronType=Prs")]
        if effort.form == "infrastructures":
            effort.number, effort.lemma, effort.feats = "p", "infrastructure", "Gender=Fem|Number=Plur"
            effort.left = [self.article("p")]
        elif starts_with_vowel(effort.form):
            effort.left = [leaf("son", "DET", "det", "son", "Number=Sing|Poss=Yes|PronType=Prs")]
        if self.chance(0.5):
            effort.after(self.adjective(self.word("adjectives_of_origin"), effort))
        return node.after(effort, self.place() if self.chance(0.3) else None)

    def nominal(self, dep: str, *, article: bool = True, bare_goods: bool = False) -> Node:
        """la livraison à l'Inde de cinq radars par la Russie; les ventes d'armes à Moscou."""
        form, gender = self.word("event_nouns").split("|")
        plural = self.chance(0.3)
        number = "p" if plural else "s"
        node = Node(
            form + ("s" if plural else ""),
            form,
            "NOUN",
            f"Gender={_GENDER[gender]}|Number={_NUMBER[number]}",
            dep,
            gender=gender,
            number=number,
        )
        if article:
            if (plural and self.chance(0.4)) or (self.chance(0.2) and not plural):
                node.left = [self.indefinite(gender, number)]
            else:
                self.definite(node)
        if self.chance(0.12):
            node.after(
                self.adjective(
                    self.any(
                        [
                            "nouveau",
                            "récent",
                            "prochain",
                            "éventuel",
                            "illégal",
                            "régulier",
                            "russe",
                            "iranien",
                        ]
                    ),
                    node,
                )
            )
            if node.right[-1].lemma == "nouveau":
                adjective = node.right.pop()
                node.left.append(adjective)
        if bare_goods or self.chance(0.45):
            what = self.item_core(extras=False)
        else:
            what = self._undetermined(self.goods("nmod", plain=True, extras=self.chance(0.4)))
        goods = self.case("de", what, "nmod")
        receiver = {"achat": "à", "acquisition": "auprès", "importation": "de"}.get(
            form, self.any(["à", "à", "à", "vers", "destination", "profit"])
        )
        party = self.case(receiver, self.party(), "nmod").as_("nmod") if self.chance(0.7) else None
        agent = self.case("par", self.party(), "nmod") if self.chance(0.3) else None
        if self.chance(0.06) and party is None:
            return node.after(self.place().as_("nmod"), goods, agent)
        if party is not None and self.chance(0.3):
            return node.after(party, goods, agent)
        if agent is not None and self.chance(0.3):
            return node.after(goods, agent, party)
        return node.after(goods, party, agent)

    def licence(self, dep: str) -> Node:
        """l'octroi à l'Inde d'une licence pour la vente de fusils; le refus d'une licence."""
        form, gender = self.any(
            [("octroi", "m"), ("refus", "m"), ("retrait", "m"), ("suspension", "f"), ("annulation", "f")]
        )
        node = self.definite(self._noun(form, gender, dep))
        paper = self._noun("licence", "f", "nmod").before(self.indefinite("f", "s"))
        subject_matter = self.case(
            "pour",
            self.choose(
                (0.5, lambda: self.goods("nmod", plain=True, extras=False)),
                (0.5, lambda: self.nominal("nmod")),
            ),
            "nmod",
        )
        party = self.case("à", self.party(), "nmod") if self.chance(0.5) else None
        return node.after(party, self.case("de", paper, "nmod").after(subject_matter))

    # -- clauses ---------------------------------------------------------------------------------------------------

    def infinitive(self, dep: str, marker: str, *, past: bool = False) -> Node:
        negated = self.chance(0.08)
        node = self.event("infp" if past else "Inf", "s", negated=negated)
        if self.chance(0.08) and not past:
            verb = self.any(self.verbs["give"])
            node = self.group_of(verb, "Inf", "p", passive=True, agreement=("m", "p")).after(
                self.oblique(verb)
            )
        if self.chance(0.06):
            verb = self.any([v for v in self.verbs["intransitive"] if v.frames and v.lemma != "servir"])
            node = self.group_of(verb, "infp" if past else "Inf", "s", adverb=False)
            place = self.country(article=False) if verb.frames[0] == "en" else self.capital()
            node.after(self.case(verb.frames[0], place, "obl:arg"), self.time() if self.chance(0.4) else None)
        if marker:
            node.before(leaf(marker, "ADP", "mark", marker))
        return node.as_(dep)

    def subject(self) -> Node:
        return self.choose(
            (0.74, self.party),
            (0.06, self._personal),
            (0.08, self.firm),
            (0.06, lambda: self.speaker(simple=True)),
            (0.06, self.thing),
        )

    def thing(self) -> Node:
        """A plant, a contract, a ship: what does things without being a party."""
        form, gender = self.any([
            ("usine", "f"), ("contrat", "m"), ("accord", "m"), ("navire", "m"), ("cargo", "m"), ("convoi", "m"), ("atelier", "m"), ("projet", "m"),
            ("chantier", "m"), ("site", "m"), ("marché", "m"), ("programme", "m"), ("entreprise", "f"), ("base", "f"), ("loi", "f"), ("décision", "f"),
        ])  # fmt: skip
        return self.definite(self._noun(form, gender, "nsubj"))

    def _personal(self) -> Node:
        form, gender, number = self.any(
            [
                ("il", "m", "s"),
                ("elle", "f", "s"),
                ("ils", "m", "p"),
                ("elles", "f", "p"),
                ("on", "m", "s"),
                ("il", "m", "s"),
            ]
        )
        feats = f"Gender={_GENDER[gender]}|Number={_NUMBER[number]}|Person=3|PronType=Prs"
        return Node(
            form,
            {"ils": "il", "elles": "elle"}.get(form, form),
            "PRON",
            feats,
            "nsubj",
            gender=gender,
            number=number,
        )

    def clause(self, *, mood: str = "Ind", fronted: bool = True, negated: bool | None = None) -> Node:
        """A statement about arms. `mood` Sub makes it subjunctive, Cnd reported."""
        negated = self.chance(0.13) if negated is None else negated
        node = self.choose(
            (0.5, lambda: self._active(mood, negated)),
            (0.17, lambda: self._controlled(mood, negated)),
            (0.14, lambda: self._passive(mood, negated)),
            (0.07, lambda: self._moving(mood, negated)),
            (0.05, lambda: self._nominal_subject(mood, negated)),
            (0.04, lambda: self._copular(mood)),
            (0.03, lambda: self._existential(mood)),
        )
        if fronted and self.chance(0.2):
            self._front(node)
        if self.chance(0.06):
            node.after(punct(","), self._gerund())
        if self.chance(0.09):
            self._coordinate(node, mood)
        if self.chance(0.05):
            self._circumstance(node)
        if self.chance(0.05):
            self._while(node)
        return node

    def _tense(self, mood: str) -> str:
        if mood == "Sub":
            return self.any(["Sub", "subp", "subp"])
        if mood == "Cnd":
            return self.any(["condp", "condp", "Cnd"])
        return self.rng.choices(
            ["pc", "pqp", "Pres", "Imp", "Fut", "Cnd", "condp", "futp"], [40, 13, 15, 8, 10, 4, 9, 1]
        )[0]

    def _active(self, mood: str, negated: bool) -> Node:
        if mood == "Ind" and self.chance(0.05):
            return self._first_person(negated)
        subject = self.subject().as_("nsubj")
        node = self.event(self._tense(mood), subject.number or "s", negated=negated)
        return self._with_subject(node, subject)

    def _first_person(self, negated: bool) -> Node:
        """J'ai levé l'interdiction; nous n'avons rien livré; vous avez reçu."""
        node = self.event("pc", "s", negated=negated)
        form, number, person, have = self.any(
            [("je", "Sing", 1, "ai"), ("nous", "Plur", 1, "avons"), ("vous", "Plur", 2, "avez")]
        )
        helper = next((child for child in node.left if child.upos == "AUX" and child.form == "a"), None)
        if helper is None:
            form, number, person, have = "on", "Sing", 3, "a"
        else:
            helper.form, helper.feats = (
                have,
                f"Mood=Ind|Number={number}|Person={person}|Tense=Pres|VerbForm=Fin",
            )
        lemma = {"nous": "nous", "vous": "vous"}.get(form, form)
        return node.before(
            leaf(form, "PRON", "nsubj", lemma, f"Number={number}|Person={person}|PronType=Prs")
        )

    def _with_subject(self, node: Node, subject: Node) -> Node:
        """Put the subject first, now and then with something between it and the verb."""
        if subject.upos == "PRON":
            return node.before(subject)
        if self.chance(0.05):
            aside = self.choose(
                (0.5, lambda: self.case("selon", self.speaker(simple=True), "obl:mod")),
                (0.5, self.time),
            )
            return node.before(subject, punct(","), aside, punct(","))
        things = subject.upos == "NOUN" and subject.dep == "nsubj"
        if things and self.chance(0.15) and not (subject.right and subject.right[-1].form == ","):
            aside = self.choose(
                (0.6, lambda: self.participle(subject.gender or "m", subject.number or "s")),
                (0.4, lambda: self._made_in(subject.gender or "m", subject.number or "s")),
            )
            subject.after(punct(","), aside, punct(","))
        elif self.chance(0.2):
            aside = self._who(subject) if self.chance(0.5) else self._apposed(subject)
            closed = bool(subject.right) and subject.right[-1].form == ","
            if not closed:
                subject.after(punct(","), aside, punct(","))
        return node.before(subject)

    def _who(self, subject: Node) -> Node:
        """qui n'avait rien livré jusque-là; dont les forces ont tiré des missiles; qui dit que S."""
        if self.chance(0.25):
            troops = self.phrase(
                self.any(
                    ["forces/Nfp", "stocks/Nmp", "usines/Nfp", "alliés/Nmp", "drones/Nmp", "navires/Nmp"]
                )
            )
            troops = self.definite(troops).as_("nsubj")
            node = self.event(self.any(["pc", "Pres", "Imp"]), "p")
            whose = leaf("dont", "PRON", "nmod", "dont", "PronType=Rel")
            troops.left.insert(0, whose)
            return node.before(troops).as_("acl:relcl")
        if self.chance(0.15):
            node = self.group_of(
                self.any(self.verbs["think"]), self.any(["Pres", "pc", "Imp"]), subject.number or "s"
            )
            node.after(self._that(self._active("Ind", False)).as_("ccomp"))
        elif self.chance(0.25):
            verb = self.any(self.verbs["control"])
            node = self.group_of(verb, self.any(["Pres", "pc", "Imp"]), subject.number or "s")
            node.after(self.infinitive("xcomp", verb.frames[0] if verb.frames else ""))
        else:
            node = self.event(
                self.any(["pc", "Pres", "Imp", "pqp", "Fut"]), subject.number or "s", negated=self.chance(0.2)
            )
        return node.before(leaf("qui", "PRON", "nsubj", "qui", "PronType=Rel")).as_("acl:relcl")

    def _apposed(self, subject: Node) -> Node:
        role = self.any(
            [
                "allié/Nms",
                "fournisseur/Nms",
                "client/Nms",
                "exportateur/Nms",
                "partenaire/Nms",
                "compagnie/Nfs",
                "société/Nfs",
                "filiale/Nfs",
                "puissance/Nfs",
                "voisin/Nms",
            ]
        )
        noun = self.phrase(role).as_("appos")
        if self.chance(0.35):
            noun.left.append(self.adjective(self.any(["premier", "principal", "ancien", "seul"]), noun))
        opening = self.rng.random()
        if opening < 0.35:
            noun.before(self.indefinite(noun.gender, "s"))
        elif opening < 0.5:
            self.definite(noun)
        extra = self.place().as_("nmod") if self.chance(0.2) else None
        return noun.after(
            self.adjective("traditionnel", noun) if self.chance(0.2) else None,
            self.case("de", self.party(), "nmod"),
            extra,
        )

    def _controlled(self, mood: str, negated: bool) -> Node:
        verb = self.any(self.verbs["control"])
        subject = self.subject().as_("nsubj")
        marker = verb.frames[0] if verb.frames else ""
        tense = self._tense(mood)
        if mood == "Ind" and verb.lemma in {"aller", "devoir", "pouvoir"}:
            tense = (
                self.any(["Pres", "Imp"])
                if verb.lemma == "aller"
                else self.any(["Pres", "Imp", "Cnd", "Fut", "pc"])
            )
        if mood == "Sub" and verb.lemma in {"aller", "pouvoir", "vouloir", "savoir"}:
            tense = "subp" if verb.lemma != "aller" else "Imp"
        node = self.group_of(verb, tense, subject.number or "s", negated=negated)
        node.after(
            self.infinitive(
                "xcomp", marker, past=verb.lemma in {"devoir", "pouvoir", "sembler"} and self.chance(0.35)
            )
        )
        return self._with_subject(node, subject)

    def _passive(self, mood: str, negated: bool) -> Node:
        verb = self.any(self.verbs["give"] + self.verbs["give"] + self.verbs["other"] + self.verbs["get"])
        subject = self.goods("nsubj:pass", plain=self.chance(0.7))
        node = self.group_of(
            verb,
            self._tense(mood),
            subject.number or "p",
            passive=True,
            negated=negated,
            agreement=(subject.gender or "m", subject.number or "p"),
        )
        oblique = self.oblique(verb) if verb.frames and self.chance(0.65) else None
        agent = self.case("par", self.party(), "obl:agent") if self.chance(0.35) else None
        when = self.time() if self.chance(0.3) else None
        where = self.place() if self.chance(0.1) else None
        parts = [part for part in (oblique, agent, where, when) if part is not None]
        if self.chance(0.4):
            self.rng.shuffle(parts)
        return node.before(subject).after(*parts)

    def _moving(self, mood: str, negated: bool) -> Node:
        """Les chars sont arrivés en Ukraine; la cargaison est partie d'Iran pour Astrakhan, via Bakou."""
        verb = self.any(self.verbs["intransitive"])
        subject = self.goods("nsubj", plain=True, extras=False)
        node = self.group_of(
            verb,
            self._tense(mood),
            subject.number or "p",
            negated=negated,
            subject_gender=subject.gender or "m",
        )
        if verb.lemma == "quitter":
            return node.before(subject).after(
                self.party().as_("obj"), self.time() if self.chance(0.4) else None
            )
        if verb.lemma == "servir":
            used = self.any(self.verbs["other"])
            action = leaf(used.lemma, "VERB", "xcomp", used.lemma, "VerbForm=Inf")
            action.left = [leaf("à", "ADP", "mark", "à")]
            return node.before(subject).after(action.after(self.goods(plain=True, extras=False)))
        parts: list[Node] = []
        if self.chance(0.5):
            parts.append(self.origin("obl:arg"))
        parts.append(
            self.case(
                verb.frames[0],
                self.capital() if verb.frames[0] != "en" else self.country(article=False),
                "obl:arg",
            )
        )
        if self.chance(0.2):
            parts.append(self.case("via", self.capital(), "obl:mod"))
        if self.chance(0.3):
            parts.append(self.time())
        return node.before(subject).after(*parts)

    def _nominal_subject(self, mood: str, negated: bool) -> Node:
        """La livraison de cinq chars à l'Inde a été suspendue, aurait eu lieu en mars, interviendra."""
        subject = self.nominal("nsubj")
        when = self.time() if self.chance(0.6) else None
        if self.chance(0.5):
            verb = self.any(
                [
                    v
                    for v in self.verbs["other"]
                    if v.lemma
                    in {
                        "suspendre",
                        "bloquer",
                        "autoriser",
                        "interdire",
                        "approuver",
                        "annoncer",
                        "confirmer",
                        "sanctionner",
                        "geler",
                    }
                ]
            )
            node = self.group_of(
                verb,
                self._tense(mood),
                subject.number,
                passive=True,
                negated=negated,
                agreement=(subject.gender, subject.number),
            )
            node.before(subject.as_("nsubj:pass"))
            return node.after(self.case("par", self.party(), "obl:agent") if self.chance(0.5) else None, when)
        verb = Verb.read(
            self.any(
                [
                    "intervenir:intervient interviennent interven interviendr intervenu",
                    "débuter",
                    "violer",
                    "porter",
                    "violer",
                    "poursuivre|x|!:poursuit poursuivent poursuiv poursuivr poursuivi",
                    "commencer:commence commencent commenç commencer commencé",
                ]
            )
        )
        node = self.group_of(verb, self._tense(mood), subject.number, negated=negated)
        node.before(subject)
        if verb.lemma == "violer":
            return node.after(self.definite(self.phrase("embargo/Nms de/C l'/D ONU/P")).as_("obj"), when)
        if verb.lemma == "porter":
            return node.after(self.case("sur", self.goods("obl:arg", plain=True), "obl:arg"), when)
        return node.after(when)

    def _copular(self, mood: str) -> Node:
        """La Russie est le premier fournisseur de l'Inde; Kiev est prêt à acheter; l'Iran est soupçonné de livrer."""
        subject = self.party().as_("nsubj")
        number = subject.number or "s"
        if self.chance(0.45):
            verb = Verb.read(self.any(["soupçonner", "accuser", "suspecter"]))
            node = self.group_of(
                verb,
                "Pres" if mood == "Ind" else self._tense(mood),
                number,
                passive=True,
                agreement=(subject.gender or "m", number),
            )
            node.before(subject.as_("nsubj:pass"))
            return node.after(self.infinitive("xcomp", "de", past=self.chance(0.5)))
        tense = {"Sub": "Sub", "Cnd": "Cnd"}.get(mood, self.any(["Pres", "Imp", "Fut"]))
        copula = auxiliary("être", tense, number, "cop")
        if self.chance(0.5):
            shell = Node("x", "x", "NOUN", "", "x", gender=subject.gender or "m", number=number)
            node = self.adjective(self.any(["prêt", "disposé"]), shell, "root")
            node.left = [subject, copula]
            return node.after(self.infinitive("xcomp", "à"))
        node = self.definite(
            self.phrase(self.any(["fournisseur/Nms", "client/Nms", "acheteur/Nms", "exportateur/Nms"]))
        ).as_("root")
        node.left.append(
            leaf(
                self.any(["premier", "principal", "deuxième"]), "ADJ", "amod", None, "Gender=Masc|Number=Sing"
            )
        )
        node.before(subject, copula)
        return node.after(
            self.case("de", self.item_core(extras=False), "nmod") if self.chance(0.5) else None,
            self.case("de", self.party(), "nmod") if self.chance(0.5) else None,
        )

    def _existential(self, mood: str) -> Node:
        """Rien ne prouve que ces chars aient été livrés; il n'existe aucune preuve que."""
        inner = self.clause(mood="Sub", fronted=False, negated=False)
        self._that(inner)
        if self.chance(0.5):
            verb = Verb.read("prouver")
            node = self.group_of(verb, self.any(["Pres", "Imp"]), "s", adverb=False)
            node.before(
                leaf("rien", "PRON", "nsubj", "rien", "Number=Sing"),
                leaf("ne", "ADV", "advmod", "ne", "Polarity=Neg"),
            )
            return node.after(inner.as_("ccomp"))
        subject = self.party().as_("nsubj")
        verb = (
            Verb.read("trouver")
            if self.chance(0.5)
            else Verb(
                lemma="voir",
                singular="voit",
                plural="voient",
                past_stem="voy",
                future_stem="verr",
                participle="vu",
            )
        )
        node = self.group_of(verb, "pc", subject.number or "s", adverb=False)
        node.left.insert(0, leaf("ne", "ADV", "advmod", "ne", "Polarity=Neg"))
        node.before(subject)
        proof = self.phrase(self.any(["preuve/Nfs", "indice/Nms", "élément/Nms"])).as_("obj")
        proof.left = [
            leaf(
                "aucune" if proof.gender == "f" else "aucun",
                "DET",
                "det",
                "aucun",
                f"Gender={_GENDER[proof.gender]}|Number=Sing|PronType=Neg",
            )
        ]
        return node.after(proof.after(inner.as_("acl")))

    def _front(self, node: Node) -> None:
        """En août, S. Par ailleurs, S. Toutefois, S."""
        elsewhere = leaf("ailleurs", "ADV", "obl:mod", "ailleurs")
        elsewhere.left = [leaf("par", "ADP", "case", "par")]
        front = self.choose(
            (0.6, self.time),
            (0.2, lambda: leaf(self.word("front_adverbs"), "ADV", "advmod")),
            (0.1, lambda: elsewhere),
            (0.1, self.place),
        )
        comma = [punct(",")] if self.chance(0.85) else []
        node.before(front, *comma)

    def _gerund(self) -> Node:
        node = self.event("Part", "s")
        if self.chance(0.5):
            node.before(leaf("en", "ADP", "mark", "en"))
        return node.as_("advcl")

    def _coordinate(self, node: Node, mood: str) -> None:
        """… et a expédié, mais n'a pas encore reçu."""
        if mood == "Sub" or node.upos != "VERB":
            return
        if self.chance(0.45):
            second = self.choose(
                (0.5, lambda: self._active("Ind", self.chance(0.2))),
                (0.3, lambda: self._passive("Ind", False)),
                (0.2, lambda: self._moving("Ind", False)),
            )
        else:
            second = self.event(self.any(["pc", "Fut", "pqp", "Pres"]), "s", negated=self.chance(0.2))
        joint = leaf(self.any(["et", "et", "mais"]), "CCONJ", "cc")
        opening = [punct(",")] if joint.form == "mais" or self.chance(0.35) else []
        node.after(second.before(*opening, joint).as_("conj"))

    def _circumstance(self, node: Node) -> None:
        """avant de livrer, après avoir reçu, sans recevoir, à bord d'avions, en vertu d'un accord, pour 60 millions."""
        kind = self.rng.random()
        comma = [punct(",")] if self.chance(0.5) else []
        if kind < 0.55:
            mark = self.any(["avant", "après", "sans"])
            inner = self.event("infp" if mark == "après" else "Inf", "s")
            if self.chance(0.25):
                verb = self.any(self.verbs["give"])
                inner = self.group_of(
                    verb, "infp" if mark == "après" else "Inf", "p", passive=True, agreement=("m", "p")
                ).after(self.oblique(verb))
            marks = [leaf(mark, "ADP", "mark", mark)]
            if mark == "avant":
                marks.append(leaf("de", "ADP", "mark", "de"))
            inner.before(*marks).as_("advcl")
            if self.chance(0.25):
                node.before(inner, punct(","))
            else:
                node.after(*comma, inner)
            return
        if kind < 0.75:
            node.after(*comma, self._price())
            return
        form, preposition = self.any(
            [
                ("bord", "à"),
                ("cadre", "dans le"),
                ("vertu", "en"),
                ("aide", "avec l'"),
                ("nom", "à le"),
                ("moyen", "à le"),
            ]
        )
        head = self._noun(form, "m", "obl:mod")
        for part in preposition.split():
            head.left.append(
                self.article("m")
                if part == "le"
                else self.article("e")
                if part == "l'"
                else leaf(part, "ADP", "case", part)
            )
        node.after(
            *comma,
            head.after(
                self.case(
                    "de",
                    self.choose(
                        (0.5, self.party), (0.5, lambda: self.goods("nmod", plain=True, extras=False))
                    ),
                    "nmod",
                )
            ),
        )

    def _while(self, node: Node) -> None:
        """… alors que Kiev réclame des chars; tandis que, quand, lorsque."""
        inner = self._active("Ind", False)
        kind = self.any(["alors", "tandis", "lorsque", "quand"])
        if kind in {"alors", "tandis"}:
            mark = leaf(kind, "ADV", "mark", kind).after(leaf("que", "SCONJ", "fixed", "que"))
        else:
            mark = leaf(kind, "SCONJ", "mark", kind)
        comma = [punct(",")] if self.chance(0.6) else []
        node.after(*comma, inner.before(mark).as_("advcl"))

    def _that(self, node: Node) -> Node:
        return node.before(leaf("que", "SCONJ", "mark", "que"))

    # -- people who speak --------------------------------------------------------------------------------------------

    def person(self) -> Node:
        given, family = self.word("given"), self.word("family")
        if self.chance(0.18):
            node = Node(
                "M." if self.chance(0.75) else "Mme",
                "monsieur",
                "NOUN",
                "Gender=Masc|Number=Sing",
                "nsubj",
                gender="m",
                number="s",
            )
            if node.form == "Mme":
                node.lemma, node.feats, node.gender = "madame", "Gender=Fem|Number=Sing", "f"
            return node.after(leaf(family, "PROPN", "nmod", family))
        if self.chance(0.2):
            return Node(family, family, "PROPN", "", "nsubj", gender="m", number="s")
        node = Node(given, given, "PROPN", "", "nsubj", gender="m", number="s")
        return node.after(leaf(family, "PROPN", "flat:name", family))

    def role(self) -> Node:
        """An office, without article: ministre de la Défense."""
        head, *rest = self.word("roles").split(" ", 1)
        text = f"{head}/Nms" + (f" {rest[0]}" if rest else "")
        return self.phrase(text)

    def speaker(self, *, simple: bool = False) -> Node:
        """Whoever says something; `simple` leaves the long descriptions out."""
        node = self.choose(
            (0.2, self.person),
            (0.16, self._officer_named),
            (0.12, self._office),
            (0.12, self._anonymous),
            (0.1, self._ministry),
            (0.1, self._anonymous_plural),
            (0.1, self._report),
            (0.1, lambda: self.choose((0.5, self.group), (0.5, self.capital))),
        )
        if not simple and self.chance(0.25):
            self._describe(node)
        return node

    def _officer_named(self) -> Node:
        """le ministre polonais de la Défense Jan Novák; le porte-parole du Conseil, John Kirby,"""
        role = self.role()
        if self.chance(0.45):
            role.right.insert(0, self.adjective(self.word("adjectives_of_origin"), role))
        self.definite(role)
        name = self.name_of(f"{self.word('given')} {self.word('family')}", "appos")
        if self.chance(0.45):
            return role.after(punct(","), name, punct(","))
        return role.after(name)

    def _office(self) -> Node:
        role = self.role()
        if self.chance(0.5):
            role.right.insert(0, self.adjective(self.word("adjectives_of_origin"), role))
        return role.before(self.indefinite("m", "s")) if self.chance(0.25) else self.definite(role)

    def _anonymous(self) -> Node:
        word = self.word("anonymous")
        prefix, _, noun = word.rpartition("_")
        gender = "f" if noun == "source" else "m"
        node = self._noun(noun, gender, "nsubj")
        if prefix:
            node.left = [leaf(prefix, "ADJ", "amod", prefix, "Gender=Masc|Number=Sing")]
        node.after(
            self.adjective(
                self.any(
                    [
                        self.word("adjectives_of_origin"),
                        self.word("adjectives_of_origin"),
                        "proche",
                        "diplomatique",
                        "militaire",
                        "sécuritaire",
                    ]
                ),
                node,
            )
        )
        if node.right[-1].lemma == "proche":
            node.right[-1].after(
                self.case("de", self.definite(self._noun("dossier", "m", "obl:arg")), "obl:arg")
            )
        if self.chance(0.2):
            node.after(
                self.case(
                    self.any(["de", "à"]),
                    self.definite(self.phrase("ministère/Nms de/C la/D Défense/Nfs"))
                    if self.chance(0.5)
                    else self.capital(),
                    "nmod",
                )
            )
        return (
            node.before(self.article(gender if not starts_with_vowel(noun) else "e"))
            if self.chance(0.12)
            else node.before(self.indefinite(gender, "s"))
        )

    def _anonymous_plural(self) -> Node:
        form = self.word("anonymous_plural")
        node = self._noun(form, "f" if form == "sources" else "m", "nsubj", "p", form.removesuffix("s"))
        if self.chance(0.75):
            node.after(
                self.adjective(
                    self.any([self.word("adjectives_of_origin"), "occidental", "militaire", "indépendant"]),
                    node,
                )
            )
        if self.chance(0.2):
            node.after(self.case("de", self.definite(self.phrase("Pentagone/P")), "nmod"))
        determiner = self.choose(
            (0.4, lambda: self.indefinite("m", "p")),
            (0.2, lambda: leaf(self.any(["deux", "trois", "quatre"]), "NUM", "nummod", None, "NumType=Card")),
            (0.2, lambda: leaf("plusieurs", "DET", "det", "plusieurs", "Number=Plur")),
            (0.2, lambda: self.article("p")),
        )
        return node.before(determiner)

    def _ministry(self) -> Node:
        node = self.phrase(self.word("ministries"))
        if self.chance(0.7):
            node.right.insert(0, self.adjective(self.word("adjectives_of_origin"), node))
        return self.definite(node)

    def _report(self) -> Node:
        node = self.phrase(self.word("reports"))
        kind = self.rng.random()
        if kind < 0.3:
            node.after(self.phrase_tail(node))
            return node.before(self.indefinite(node.gender, "s")) if self.chance(0.7) else self.definite(node)
        if kind < 0.75:
            name = self.name_of(self.word("outlets") if self.chance(0.6) else self.word("papers"), "appos")
            if self.chance(0.3):
                node.after(self.adjective(self.word("adjectives_of_origin"), node))
            return self.definite(node.after(name))
        name = self.name_of(self.word("papers"), "nsubj")
        if self.chance(0.5):
            name = self.name_of(self.word("outlets"), "nsubj")
            self.definite(name)
        return name

    def phrase_tail(self, node: Node) -> Node:
        """What a report is: of the UN, confidential."""
        text = self.word("report_tails")
        if text.endswith("/A") and "/C" not in text:
            return self.adjective(text.removesuffix("/A"), node)
        tail = self.phrase("x/Nms " + text)
        return tail.right[0]

    def _describe(self, node: Node) -> None:
        """sous couvert d'anonymat; qui a requis l'anonymat; , porte-parole du ministère,"""
        kind = self.rng.random()
        if kind < 0.25 and not (node.right and node.right[-1].form == ","):
            node.after(punct(","), self._who(node), punct(","))
        elif kind < 0.5 and node.upos == "PROPN":
            role = self.role().as_("appos")
            if self.chance(0.5):
                role.after(self.case("de", self.group(), "nmod"))
            node.after(punct(","), role, punct(","))
        elif kind < 0.7 and node.upos == "NOUN":
            node.after(*self._cover())
        elif node.upos == "NOUN":
            verb = Verb(
                lemma="requérir",
                singular="requiert",
                plural="requièrent",
                past_stem="requér",
                future_stem="requerr",
                participle="requis",
            )
            asked = self.group_of(verb, "pc", node.number or "s", adverb=False).before(
                leaf("qui", "PRON", "nsubj", "qui", "PronType=Rel")
            )
            node.after(asked.after(self.definite(self._noun("anonymat", "m", "obj"))).as_("acl:relcl"))

    def _cover(self) -> list[Node]:
        """, sous couvert d'anonymat, — parlant sous couvert d'anonymat"""
        cover = self.case("sous", self._noun("couvert", "m", "nmod"), "nmod").after(
            self.case("de", self._noun("anonymat", "m", "nmod"), "nmod")
        )
        if self.chance(0.5):
            speaking = leaf(
                "parlant" if self.chance(0.5) else "s'exprimant",
                "VERB",
                "acl",
                "parler",
                "Tense=Pres|VerbForm=Part",
            )
            if speaking.form != "parlant":
                speaking = leaf("exprimant", "VERB", "acl", "exprimer", "Tense=Pres|VerbForm=Part")
                speaking.left = [leaf("se", "PRON", "expl:pv", "se", "Person=3|PronType=Prs|Reflex=Yes")]
            return [punct(","), speaking.after(cover.as_("obl:mod")), punct(",")]
        return [punct(","), cover, punct(",")]

    # -- whole sentences ---------------------------------------------------------------------------------------------

    def said(self, subject: Node, *, tense: str | None = None, group: str = "say") -> Node:
        """A verb of saying with its subject, and perhaps with when, where and to whom."""
        verb = self.any(self.verbs[group])
        subject.as_("nsubj")
        tense = (
            tense
            or self.rng.choices(
                ["pc", "Pres", "pqp", "Imp"], [70, 20, 7, 3] if group == "say" else [20, 50, 5, 25]
            )[0]
        )
        node = self.group_of(verb, tense, subject.number or "s", adverb=self.chance(0.4))
        node.before(subject)
        if self.chance(0.2):
            node.after(self.time())
        if self.chance(0.15):
            node.after(self.audience())
        if self.chance(0.06):
            node.after(
                self.case("dans", self.phrase("communiqué/Nms").before(self.indefinite("m", "s")), "obl:mod")
            )
        return node

    def audience(self) -> Node:
        """aux journalistes, à l'AFP, au Guardian, devant le Conseil de sécurité."""
        return self.choose(
            (
                0.4,
                lambda: self.case(
                    "à",
                    self.definite(self._noun("journalistes", "m", "obl:arg", "p", "journaliste")),
                    "obl:arg",
                ),
            ),
            (
                0.25,
                lambda: self.case(
                    "à", self.definite(self.name_of(self.word("outlets"), "obl:arg")), "obl:arg"
                ),
            ),
            (0.15, lambda: self.case("à", self.name_of(self.word("agencies"), "obl:arg"), "obl:arg")),
            (
                0.2,
                lambda: self.case(
                    "à",
                    self.definite(self.phrase("quotidien/Nms")).after(
                        self.name_of(self.word("papers"), "appos")
                    ),
                    "obl:arg",
                ),
            ),
        )

    def incise(self) -> Node:
        """a déclaré X, a-t-il ajouté, affirme un rapport, selon X."""
        verb = self.any(self.verbs["say"])
        if self.chance(0.25):
            form, gender = self.any([("-t-il", "Masc"), ("-t-elle", "Fem"), ("-t-on", "")])
            pronoun = leaf(
                form,
                "PRON",
                "nsubj",
                form.removeprefix("-t-"),
                f"Gender={gender}|Number=Sing|Person=3|PronType=Prs"
                if gender
                else "Number=Sing|Person=3|PronType=Prs",
            )
            pronoun.glued = True
            node = self.group_of(verb, "pc", "s", adverb=False)
            node.left.append(pronoun)
            if self.chance(0.25):
                node.after(self.time() if self.chance(0.6) else self.audience())
            return node.as_("parataxis:insert")
        if self.chance(0.08):
            node = self.group_of(verb, "Pres", "s", adverb=False)
            pronoun = leaf(
                "-il" if node.form.endswith("t") else "-t-il",
                "PRON",
                "nsubj",
                "il",
                "Gender=Masc|Number=Sing|Person=3|PronType=Prs",
            )
            pronoun.glued = True
            node.right.insert(0, pronoun)
            return node.as_("parataxis:insert")
        subject = self.speaker()
        node = self.group_of(
            verb,
            self.rng.choices(["pc", "Pres", "pqp"], [70, 25, 5])[0],
            subject.number or "s",
            adverb=self.chance(0.3),
        )
        extras: list[Node] = []
        if self.chance(0.22):
            extras.append(self.time())
        if self.chance(0.14):
            extras.append(self.audience())
        if self.chance(0.6):
            node.after(*extras, subject.as_("nsubj"))
        else:
            node.after(subject.as_("nsubj"), *extras)
        return node.as_("parataxis:insert")

    def quoted(self, node: Node, *, partial: bool = False) -> Node:
        """The same clause between quotation marks of some style."""
        opening, closing = self.any([("«", "»"), ("«", "»"), ("“", "”"), ('"', '"'), ("“", "»"), ("“", '"')])
        node.before(punct(opening))
        return node.after(punct(closing))

    def statement(self) -> Node:
        """Any sentence of a dispatch, without its final mark."""
        node = self._simple_statement()
        if self.chance(0.07):
            second = self._simple_statement() if self.chance(0.5) else self.clause()
            node.after(punct(self.any([";", ";", ":"])), second.as_("parataxis"))
        return node

    def _simple_statement(self) -> Node:
        return self.choose(
            (0.22, self._said_that),
            (0.17, self._incised),
            (0.11, self._according),
            (0.055, self._accused),
            (0.05, self._said_infinitive),
            (0.07, self._thinks),
            (0.26, lambda: self.clause(mood=self.any(["Ind", "Ind", "Ind", "Cnd"]))),
            (0.025, self._disclosed),
            (0.03, self._question),
            (0.025, self._dialogue),
            (0.025, self._said_to_hope),
            (0.02, self._asked_by),
            (0.02, self._headline),
            (0.02, self._list_line),
        )

    def _said_that(self) -> Node:
        node = self.said(self.speaker())
        if self.chance(0.05) and node.left and node.right == []:
            # a fait savoir que
            causative = Verb(
                lemma="faire",
                singular="fait",
                plural="font",
                past_stem="fais",
                future_stem="fer",
                participle="fait",
            )
            subject = node.left[0]
            made = self.group_of(causative, "pc", subject.number or "s", adverb=False)
            node = leaf("savoir", "VERB", "root", "savoir", "VerbForm=Inf")
            made.upos, made.dep = "AUX", "aux:caus"
            node.left = [subject, *made.left, made]
            made.left = []
        inner = self._that(self.clause(fronted=self.chance(0.3)))
        if self.chance(0.08):
            second = self._that(self.clause(fronted=False))
            inner.after(second.before(leaf("et", "CCONJ", "cc", "et")).as_("conj"))
        return node.after(inner.as_("ccomp"))

    def _incised(self) -> Node:
        node = self.clause()
        if self.chance(0.4):
            node = self.quoted(node)
        incise = self.incise()
        return node.after(punct(","), incise)

    def _according(self) -> Node:
        node = self.clause(mood=self.any(["Ind", "Ind", "Cnd"]), fronted=False)
        source = (
            self.speaker()
            if self.chance(0.85)
            else Node("lui", "lui", "PRON", "Person=3|PronType=Prs", "obl:mod")
        )
        if self.chance(0.7) or source.upos == "PRON":
            source = self.case("selon", source, "obl:mod")
        else:
            source.before(leaf("de", "ADP", "case", "de").after(leaf("après", "ADP", "fixed", "après"))).as_(
                "obl:mod"
            )
            source.left[0].form = "d'"
        if self.chance(0.5):
            return node.after(punct(","), source)
        return node.before(source, punct(","))

    def _accused(self) -> Node:
        subject = self.choose((0.5, self.party), (0.5, self.speaker)).as_("nsubj")
        verb = Verb.read(
            self.any(["accuser", "accuser", "soupçonner", "empêcher", "presser", "exhorter", "sommer"])
        )
        marker = "à" if verb.lemma == "exhorter" else "de"
        node = self.group_of(verb, self.any(["pc", "pc", "Pres", "Imp"]), subject.number or "s").before(
            subject
        )
        past = verb.lemma in {"accuser", "soupçonner"} and self.chance(0.7)
        return node.after(self.party().as_("obj"), self.infinitive("xcomp", marker, past=past))

    def _said_infinitive(self) -> Node:
        """Téhéran a nié avoir livré; le fabricant dit ne pas vendre."""
        verb = self.any(self.verbs["denied_infinitive"])
        subject = self.choose((0.6, self.party), (0.4, self.speaker)).as_("nsubj")
        node = self.group_of(verb, self.any(["pc", "Pres", "Imp", "pc"]), subject.number or "s").before(
            subject
        )
        return node.after(self.infinitive("xcomp", "", past=self.chance(0.8)))

    def _thinks(self) -> Node:
        node = self.said(self.choose((0.5, self.party), (0.5, self.speaker)), group="think")
        mood = (
            "Sub"
            if node.lemma in {"craindre", "redouter", "démentir", "nier", "supposer"}
            or (node.lemma == "croire" and self.chance(0.2))
            else "Ind"
        )
        return node.after(self._that(self.clause(mood=mood, fronted=False)).as_("ccomp"))

    def _disclosed(self) -> Node:
        """Kiev a publié des images satellites montrant que …"""
        subject = self.party().as_("nsubj")
        verb = Verb.read(
            self.any(["publier", "diffuser", "rendre:rend rendent rend rendr rendu", "présenter", "montrer"])
        )
        node = self.group_of(verb, "pc", subject.number or "s").before(subject)
        evidence = self._noun(
            self.any(["images", "photos", "débris", "documents", "vidéos"]), "f", "obj", "p"
        )
        evidence.lemma = evidence.form if evidence.form == "débris" else evidence.form.removesuffix("s")
        evidence.left = [self.indefinite("f", "p")]
        if verb.lemma == "rendre":
            node.after(leaf("publiques", "ADJ", "xcomp", "public", "Gender=Fem|Number=Plur"))
        if self.chance(0.5):
            evidence.after(self.adjective("satellite" if evidence.form == "images" else "récent", evidence))
            if evidence.right[-1].lemma == "satellite":
                evidence.right[-1].form = "satellites"
        showing = self.group_of(Verb.read("montrer"), "Part", "s", adverb=False).as_("acl")
        if self.chance(0.4):
            showing = (
                self.group_of(Verb.read("montrer"), "Pres", "p", adverb=False)
                .before(leaf("qui", "PRON", "nsubj", "qui", "PronType=Rel"))
                .as_("acl:relcl")
            )
        content = self._that(self.clause(fronted=False)).as_("ccomp") if self.chance(0.6) else self.goods()
        return node.after(evidence.after(showing.after(content)))

    def _headline(self) -> Node:
        """Livraison de chars : Berlin hésite; Ukraine : des drones iraniens saisis."""
        topic = (
            self.country(article=False)
            if self.chance(0.5)
            else self.nominal("root", article=False, bare_goods=True)
        )
        inner = self.clause(fronted=False).as_("parataxis")
        return topic.after(punct(":"), inner) if self.chance(0.8) else inner

    def _question(self) -> Node:
        """La France a-t-elle livré des armes à l'Inde ? Des blindés sont-ils arrivés ?"""
        subject = self.choose(
            (0.75, self.party), (0.25, lambda: self.goods("nsubj", plain=True, extras=False))
        ).as_("nsubj")
        number, gender = subject.number or "s", subject.gender or "m"
        tense = self.any(["pc", "pc", "Pres", "condp", "Fut", "Cnd"])
        node = self.event(tense, number)
        form = {("m", "s"): "il", ("f", "s"): "elle", ("m", "p"): "ils", ("f", "p"): "elles"}[gender, number]
        host = next((child for child in node.left if child.upos == "AUX"), node)
        link = "-" if host.form.endswith(("t", "d")) else "-t-"
        feats = f"Gender={_GENDER[gender]}|Number={_NUMBER[number]}|Person=3|PronType=Prs"
        pronoun = leaf(
            link + form, "PRON", "expl:subj", {"ils": "il", "elles": "elle"}.get(form, form), feats
        )
        pronoun.glued = True
        if host is node:
            node.right.insert(0, pronoun)
        else:
            node.left.insert(node.left.index(host) + 1, pronoun)
        return node.before(subject).after(punct("?"))

    def _dialogue(self) -> Node:
        """La porte-parole : La France n'a livré aucune arme."""
        who = self.choose(
            (
                0.3,
                lambda: self.phrase(self.any(["Question/Nfs", "Réponse/Nfs", "Réplique/Nfs", "Bilan/Nms"])),
            ),
            (0.4, lambda: self.definite(self.role())),
            (0.3, self.person),
        )
        return who.after(punct(":"), self.clause().as_("parataxis"))

    def _said_to_hope(self) -> Node:
        """Le président a dit espérer que S; affirme craindre que S."""
        node = self.said(self.choose((0.5, self.party), (0.5, self.speaker)))
        form = self.any(["espérer", "craindre", "croire", "savoir", "redouter", "ignorer"])
        inner = leaf(form, "VERB", "xcomp", form, "VerbForm=Inf")
        mood = "Sub" if form in {"craindre", "redouter"} else "Ind"
        return node.after(inner.after(self._that(self.clause(mood=mood, fronted=False)).as_("ccomp")))

    def _asked_by(self) -> Node:
        """Interrogé par l'AFP, X a affirmé que S. Partis d'Iran, les drones ont …"""
        if self.chance(0.5):
            node = self._said_that()
            lemma = self.any(["interroger", "citer", "contacter"])
            opening = leaf(
                lemma[:-1].removesuffix("e") + "é", "VERB", "advcl", lemma, _participle_feats("m", "s")
            )
            asker = self.choose(
                (0.5, lambda: self.name_of(self.word("agencies"), "obl:agent")),
                (0.5, lambda: self.definite(self.name_of(self.word("outlets"), "obl:agent"))),
            )
            opening.after(self.case("par", asker, "obl:agent"))
        else:
            node = self.choose(
                (0.5, lambda: self._passive("Ind", False)), (0.5, lambda: self._moving("Ind", False))
            )
            subject = next(child for child in node.left if child.dep.startswith("nsubj"))
            opening = self.participle(subject.gender or "m", subject.number or "p").as_("advcl")
        return node.before(opening, punct(","))

    def _list_line(self) -> Node:
        """- 30 canons Caesar ;"""
        node = self.count(self.item_core()) if self.chance(0.7) else self.goods(plain=True)
        if self.chance(0.5):
            node.before(punct(self.any(["-", "–", "•"])))
        return node

    def generate(self) -> list[Word]:
        """One sentence."""
        root = self.statement()
        listed = root.left and root.left[0].form in {"-", "–", "•"}
        ending = ";" if listed else self.rng.choices([".", ".", "…", ""], [92, 4, 1, 3])[0]
        if root.right and root.right[-1].form == "?":
            ending = ""
        if ending:
            root.after(punct(ending))
        return _tidy(sentence(root, surface, french_spacing=self.chance(0.8)), self.rng)


def _participle_feats(gender: str, number: str) -> str:
    return f"Gender={_GENDER[gender]}|Number={_NUMBER[number]}|Tense=Past|VerbForm=Part"


def _tidy(words: list[Word], rng: Random) -> list[Word]:
    """Drop a comma before another mark, and print the sentence with curly or straight apostrophes."""
    doubled = [
        index
        for index, word in enumerate(words[:-1])
        if word.form == "," and words[index + 1].form in {",", ".", ";", "…", "?", "»", "”", ")", ":"}
    ]
    for index in reversed(doubled):
        if any(word.head == index + 1 for word in words):
            continue
        words[index - 1].space = words[index].space and words[index + 1].form in {"»", ";", "?", ":"}
        del words[index]
        for word in words:
            if word.head > index + 1:
                word.head -= 1
    if rng.random() < 0.55:
        for word in words:
            word.form = word.form.replace("'", "’")
    return words
