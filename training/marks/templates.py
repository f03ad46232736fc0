"""Sentences made from templates, each with its marks: every way a reporter tells one event.

`templates/{en,fr}.toml` hold the constructions, verbs, moods, wrappers and near misses of a language; the
package's tables hold states, armed groups, weapons and places. This module only fills and inflects. Signs:

- `{S}` supplier, `{R}` recipient, `{I}` items, `{T}` time, `{P}` place, `{X}` speaker: marked. `{Z}`, `{Y}`
  other states, `{J}` arms, `{G}` goods: not marked. After a colon stands the form: `{S:adj}`, `{I:def}`.
- `{V give}` a verb of the set in the mood drawn, `{V give passive}`; `{v give pp}` in a fixed form. The verb
  is the trigger.
- `*word*` a fixed trigger, `^word^` the trigger of a second claim, which shares the parties and the items.
- `[was|were]` agrees with the phrase before it, `[was|were:I]` with that one; `<livré>`, `<livré:I>` (French)
  take -e and -s.
- `((a//b))` one of them; `((a))` a or nothing.
- before a template stands `stage`, `kind:stage`, and `-` denied, `~` probable, `?` possible: `sought?|...`.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import functools
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import tracewire

__all__ = ["LANGUAGES", "generate", "main", "pairs"]

LANGUAGES = ("en", "fr")
_HERE = Path(__file__).parent / "templates"
_DATA = Path(tracewire.__file__).parent / "data"
_FIRST, _LAST = 0xE000, 0xF7FF  # private characters that open and close a mark within a text under work
_INDEFINITE = "\uf8fe"  # stands before a French article that falls after "de"
_MARK = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_M = f"[{chr(_FIRST)}-{chr(_LAST)}]*"
_TOKEN = re.compile(r"\{([^{}]+)\}|\[([^\[\]]+)\]|<([^<>]+)>|([*^])([^*^]+)[*^]")
_CHOICE = re.compile(r"\(\(((?:(?!\(\(|\)\)).)*)\)\)")
_HEADER = re.compile(r"(?:([a-z]+):)?([a-z=]+)([-~?]*)\|(.*)", re.DOTALL)
_SINGULAR = re.compile(
    r"(\{[SRZYX](?::[A-Za-z]+)?\}(?: still)? )(\*?)"
    r"(is|has|was|does|operates|possesses|keeps|plans|relies|remains|wants|faces|gets|sends|wins|"
    r"fears|believes|suspects|expects)\b"
)
_COUNTS = re.compile(r"I:no|I:def|(?<![|\[])\b(?:ont|sont|seront|équipent|proviennent)\b(?![|\]])")
_EITHER = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
_CERTAINTY = {"~": "probable", "?": "possible"}


@dataclass(frozen=True, slots=True)
class Gram:
    """What agrees with a phrase."""

    plural: bool = False
    feminine: bool = False


_PLAIN = Gram()


@dataclass(frozen=True, slots=True)
class Party:
    """A state or an armed group that takes part."""

    code: str
    group: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """Arms: their words in the plural, class and gender."""

    words: str
    cls: str
    name: str = ""  # a designation that stands beside the words
    feminine: bool = False
    mass: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """How many: the words, what joins them to the noun, and the interval."""

    words: str
    join: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Time:
    """When, in words, with what it stands for."""

    before: str
    words: str
    edtf: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim under work: which marks fill its roles."""

    trigger: int
    kind: str
    stage: str
    polarity: str
    certainty: str
    roles: dict[str, tuple[int, ...]]
    quantity: int | None = None
    source: tuple[int, dict[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with its claims."""

    text: str
    claims: tuple[Claim, ...] = ()
    subject: str = ""  # the role whose words begin it
    named: bool = False  # by its own name


@dataclass(slots=True)
class Scene:
    """What one event is about; the same scene told twice is the same claim."""

    supplier: Party
    recipient: Party
    items: tuple[tuple[Number | None, Item], ...]
    others: tuple[Party, ...]
    plain: bool = False  # only the plainest words for the parties
    times: dict[bool, Time] = field(default_factory=dict)
    place: tuple[str, str] | None = None
    goods: str = ""


@dataclass(frozen=True, slots=True)
class Mood:
    """How a verb is put: its pattern and what it makes of stage, polarity and certainty."""

    text: str
    give: str
    get: str
    kind: str = ""
    polarity: str = "+"
    certainty: str = "certain"
    passive: bool = True
    plain: bool = True  # also with use, stock, production
    bare: bool = False  # a time of the past may stand by it
    denies: bool = False  # its subject is its source
    weight: float = 1.0


def _rows(path: str) -> list[dict[str, str]]:
    with (_DATA / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Tables:
    """The package's tables and the language's templates, read once."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.toml: dict[str, Any] = tomllib.loads((_HERE / f"{language}.toml").read_text(encoding="utf-8"))
        names = tomllib.loads((_HERE.parent.parent / "grammar" / "names.toml").read_text(encoding="utf-8"))
        self.names: dict[str, list[str]] = names
        self.forms: dict[tuple[str, str], list[str]] = {}
        for row in _rows("parties/state_forms.csv"):
            if row["lang"] == language and not row["needs_context"]:
                self.forms.setdefault((row["code"], row["form"]), []).append(row["term"])
        self.state_name = {row["code"]: row[f"name_{language}"] for row in _rows("parties/states.csv")}
        self.state_name.update(self.toml["state"].get("names", {}))
        self.english = {row["code"]: row["org_adjective"] for row in _rows("parties/states.csv")}
        self.adjective = {row["code"]: row for row in _rows("parties/adjectives_fr.csv")}
        groups = {row["slug"] for row in _rows("parties/actors.csv")}
        self.groups = {slug: words for slug, words in self.toml["groups"].items() if slug in groups}
        self.firms: dict[str, list[str]] = {}
        for row in _rows("parties/institutions.csv"):
            if row["type"] == "firm" and " !" not in row[f"forms_{language}"]:
                self.firms.setdefault(row["country"], []).append(row[f"forms_{language}"].split(";")[0])
        self.leaders = [row for row in _rows("parties/persons.csv") if row["role"] in self.toml["leader"]]
        self.towns: dict[str, list[tuple[str, str]]] = {}
        for row in _rows("places/places.csv"):
            if row["kind"] in ("port", "city", "capital") and not row["needs_context"]:
                local = row["aliases_fr"].split(";")[0] if language == "fr" else ""
                if language == "fr" and not local and row["kind"] == "capital":
                    continue  # its French name stands among the forms of the state
                if (
                    not local.startswith(("Port d", "Le ", "La "))
                    and not local[:1].islower()
                    and not row["name"].startswith("The ")
                ):
                    self.towns.setdefault(row["country"], []).append((local or row["name"], row["name"]))
        self.outlets = [
            (row["forms"].split(";")[0], row["name"], row["country"])
            for row in _rows("sources/outlets.csv")
            if row["name"] in self.toml["source"]["outlets"]
        ]
        self.items = self._items()
        self.moods = [Mood(**mood) for mood in self.toml["mood"]]

    def _items(self) -> dict[str, list[Item]]:
        scale: dict[str, Any] = self.toml["items"]["scale"]
        dropped = re.compile(self.toml["items"]["drop"])
        heads = set(self.toml["items"].get("feminine", ()))
        items: dict[str, list[Item]] = {cls: [] for cls in scale}
        for row in _rows("items/terms.csv"):
            if row["lang"] != self.language or row["needs_context"] or row["number"] != "pl":
                continue
            if row["class"] in items and not dropped.search(row["term"]):
                head = row["term"].split()[0].split("-")[0]
                items[row["class"]].append(Item(row["term"], row["class"], feminine=head in heads))
        for row in _rows("items/weapons.csv"):
            nouns = self.toml["items"]["nouns"].get(row["item"])
            if nouns and not row["needs_context"] and not re.search(" missile| class", row["designation"]):
                for noun in nouns:
                    feminine = noun.split()[0] in heads
                    items[row["item"]].append(
                        Item(noun, row["item"], row["designation"], feminine, False, row["origin"])
                    )
        return {cls: found for cls, found in items.items() if found}


@functools.cache
def _tables(language: str) -> Tables:
    return Tables(language)


def _english_form(lemma: str, form: str, irregular: dict[str, list[str]]) -> str:
    """An English verb's past, participles and third person, by rule or from the list of irregular ones."""
    past, participle, gerund = (*irregular.get(lemma, ()), "", "", "")[:3]
    doubled = lemma + lemma[-1] if lemma in irregular.get("double", ()) else lemma
    silent = lemma.endswith("e") and not lemma.endswith("ee")
    if form == "inf" or form == "pres_p":
        return lemma
    if form == "pres":
        if re.search(r"(s|sh|ch|x|z|o)$", lemma):
            return lemma + "es"
        return lemma[:-1] + "ies" if re.search(r"[^aeiou]y$", lemma) else lemma + "s"
    if form == "ger":
        return gerund or (lemma[:-1] if silent else doubled) + "ing"
    regular = lemma + "d" if lemma.endswith("e") else doubled + "ed"
    if re.search(r"[^aeiou]y$", lemma):
        regular = lemma[:-1] + "ied"
    return (past or regular) if form == "past" else (participle or past or regular)


def _agree(participle: str, gram: Gram) -> str:
    if gram.feminine:
        participle += "e"
    return participle + "s" if gram.plural and not participle.endswith("s") else participle


def _french_form(lemma: str, form: str, irregular: dict[str, list[str]]) -> str:
    """A French verb's forms; irregular ones list participle, present twice, future and gerund stem."""
    if lemma in irregular:
        participle, singular, plural, future, gerund = irregular[lemma]
    else:
        stem = lemma[:-2]
        soft = stem + "e" if stem.endswith("g") else stem
        participle, singular, plural, future, gerund = stem + "é", stem + "e", stem + "ent", lemma, soft
    return {
        "inf": lemma,
        "pp": participle,
        "pres": singular,
        "pres_p": plural,
        "fut": future + "a",
        "fut_p": future + "ont",
        "cond": future + "ait",
        "cond_p": future + "aient",
        "ger": gerund + "ant",
        "imp": gerund + "ait",
        "imp_p": gerund + "aient",
    }[form]


class Writer:
    """Writes pieces of text in one language from a seeded chance."""

    def __init__(self, language: str, seed: int) -> None:
        self.language = language
        self.french = language == "fr"
        self.tables = _tables(language)
        self.toml = self.tables.toml
        self.rng = Random(f"{language}:{seed}")
        self.date = datetime.date(2020, 1, 1)
        self.values: list[Any] = []  # what each mark stands for
        self.last = Gram()
        self.grams: dict[str, Gram] = {}
        self.told_already: set[str] = set()  # sentences without claims that the text has
        self.plainly = True  # whether by its name or its capital
        self.by_name = True  # whether the last party stands by its name
        self.firms = False  # whether a maker may stand for its state

    # -- marks
    def mark(self, words: str, value: Any) -> tuple[str, int]:
        number = len(self.values)
        self.values.append(value)
        return f"{chr(_FIRST + 2 * number)}{words}{chr(_FIRST + 2 * number + 1)}", number

    def pick(self, group: Sequence[Any]) -> Any:
        return group[self.rng.randrange(len(group))]

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    # -- scenes
    def new_text(self) -> None:
        """Begin a text: a date of its own and no marks."""
        self.told_already = set()
        self.values = []
        day = self.rng.randrange(
            datetime.date(1996, 1, 5).toordinal(), datetime.date(2026, 6, 30).toordinal()
        )
        self.date = datetime.date.fromordinal(day)

    def scene(self, plain: bool = False) -> Scene:
        """Draw parties, items and what else an event has."""
        state = self.toml["state"]
        suppliers, takers = state["suppliers"].split(), state["recipients"].split()
        supplier = Party(self.pick(suppliers))
        recipient = supplier
        while recipient == supplier:
            recipient = Party(self.pick(takers if self.chance(0.8) else suppliers))
        if self.chance(0.14):
            recipient = Party(self.pick(sorted(self.tables.groups)), group=True)
        taken = {supplier.code, recipient.code}
        others: list[Party] = []
        while len(others) < 3:
            other = self.pick(takers + suppliers)
            if other not in taken:
                taken.add(other)
                others.append(Party(other))
        items = [self.counted(supplier.code)]
        if self.chance(0.16):
            second = self.counted(supplier.code)
            if second[1].cls != items[0][1].cls and not second[1].mass:
                items.append(second)
        scene = Scene(supplier, recipient, tuple(items), tuple(others), plain)
        scene.goods = self.pick(self.toml["goods"])
        return scene

    def counted(self, maker: str, among: Sequence[str] | None = None) -> tuple[Number | None, Item]:
        scale: dict[str, list[int]] = self.toml["items"]["scale"]
        classes = sorted(among or self.tables.items)
        if not among and self.chance(0.06):
            words, cls, gender = self.pick(self.toml["items"]["mass"])
            return None, Item(words, cls, feminine=gender == "f", mass=True)
        cls = self.rng.choices(classes, [scale[name][2] for name in classes])[0]
        named = [item for item in self.tables.items[cls] if item.name]
        named = [item for item in named if item.origin == maker] if self.chance(0.85) else named
        plain = [item for item in self.tables.items[cls] if not item.name]
        item = self.pick(named if named and (not plain or self.chance(0.5)) else plain)
        low, high = scale[cls][:2]
        return (self.number(low, high) if high and self.chance(0.5) else None), item

    def number(self, low: int, high: int) -> Number:
        """A number as reporters give it, with the guide's interval."""
        numbers = self.toml["numbers"]
        n = round(low * (high / low) ** self.rng.random())
        if n > 24:
            unit = 10 ** (len(str(n)) - 1)
            step = unit if self.chance(0.4) else max(unit // 2, 1) if self.chance(0.4) else max(unit // 10, 1)
            n = max(step, round(n / step) * step)
        digits = f"{n:,}".replace(",", numbers["thousands"]) if n > 999 else str(n)
        if n > 9 and self.chance(0.25):
            sure = [e for e in numbers["vague"] if e["low"] <= n <= e["high"]]
            if sure:
                entry = self.pick(sure)
                return Number(entry["words"], entry["join"], entry["low"], entry["high"])
        words = numbers["words"].get(str(n), digits) if n < 10 or self.chance(0.3) else digits
        if n > 9 and self.chance(0.3):
            entry = self.pick(numbers["about"])
            bounds = [None if factor < 0 else round(n * factor) for factor in (entry["low"], entry["high"])]
            if entry.get("beyond"):
                bounds[0] = n + 1
            return Number(entry["words"].replace("#", digits), " ", bounds[0], bounds[1])
        return Number(words, " ", n, n)

    def time(self, scene: Scene, future: bool) -> Time:
        if future not in scene.times:
            entry = self.pick(self.toml["time"]["future" if future else "past"])
            before, words = entry["text"].split("_") if "_" in entry["text"] else ("", entry["text"])
            edtf, words = self._edtf(entry["edtf"], words)
            scene.times[future] = Time(before, words, edtf)
        return scene.times[future]

    def _edtf(self, formula: str, words: str) -> tuple[str, str]:
        """What a formula means against the day of publication, and its words filled in."""
        months, days = self.toml["time"]["months"], self.toml["time"]["days"]
        date = self.date

        def month(offset: int) -> datetime.date:
            total = date.year * 12 + date.month - 1 + offset
            return datetime.date(total // 12, total % 12 + 1, 1)

        kind, _, text = formula.partition(" ")
        amount = int(text or 0)
        if kind == "day":
            amount = amount or -self.rng.randrange(1, 6)
            at = date + datetime.timedelta(days=amount)
            words = words.replace("#W", days[at.weekday()])
            return at.isoformat(), words.replace("#D", str(at.day)).replace("#M", months[at.month - 1])
        if kind == "today":
            return date.isoformat(), words.replace("#W", days[date.weekday()])
        if kind == "week":
            monday = date + datetime.timedelta(days=7 * amount - date.weekday())
            return f"{monday.isoformat()}/{(monday + datetime.timedelta(days=6)).isoformat()}", words
        if kind in ("month", "since", "by_month", "month_year"):
            back = amount or (self.rng.randrange(1, 8) if kind == "by_month" else -self.rng.randrange(1, 10))
            if kind == "month_year":
                back = -self.rng.randrange(10, 120)
            at = month(back)
            words = words.replace("#M", months[at.month - 1]).replace("#Y", str(at.year))
            stamp = at.isoformat()[:7]
            return {"since": f"{stamp}/..", "by_month": f"../{stamp}"}.get(kind, stamp), words
        if kind == "this_month":
            return date.isoformat()[:7], words
        if kind == "end":
            return f"../{date.year}-12", words
        if kind in ("year", "by_year", "since_year", "summer"):
            year = date.year + (amount or self.rng.randrange(1, 5) * (1 if kind == "by_year" else -1))
            words = words.replace("#Y", str(year))
            return {
                "year": f"{year}",
                "by_year": f"../{year}",
                "since_year": f"{year}/..",
                "summer": f"{year}-22",
            }[kind], words
        first = date.year - self.rng.randrange(3, 9)
        second = first + self.rng.randrange(1, 3)
        return f"{first}/{second}", words.replace("#Y", str(first)).replace("#N", str(second))

    # -- phrases
    def adjective(self, code: str, gram: Gram) -> str:
        if not self.french:
            found = self.tables.forms.get((code, "demonym"), [])[:2] if code in ("US", "GB") else []
            return str(self.pick(found or [self.tables.english[code]]))
        row = self.tables.adjective[code]
        return row[
            "fp" if gram.feminine and gram.plural else "f" if gram.feminine else "mp" if gram.plural else "m"
        ]

    def _article(self, code: str) -> tuple[str, Gram]:
        state = self.toml["state"]
        if not self.french:
            return ("the " if code in state["the"].split() else ""), Gram()
        if code in state["plural"].split():
            return "les ", Gram(True, code in state["feminine"].split())
        if code in state["bare"].split():
            return "", Gram()
        feminine = code in state["feminine"].split()
        return ("la " if feminine else "le "), Gram(False, feminine)

    def party(self, role: str, party: Party, form: str, scene: Scene) -> tuple[str, int | None, Gram]:
        """A party's words in a form, its mark and what agrees with it."""
        marked = role in ("S", "R")

        def put(words: str) -> tuple[str, int | None]:
            return self.mark(words, (role, party.code)) if marked else (words, None)

        if party.group:
            article, words, agreement = self.tables.groups[party.code]
            text, number = put(words)
            return article + text, number, Gram("p" in agreement, "f" in agreement)
        name = self.tables.state_name[party.code]
        article, gram = self._article(party.code)
        if form.startswith("adj"):
            asked = form.partition("=")[2]
            gram = Gram("p" in asked, "f" in asked) if asked else self.last
            if form == "adj:I":
                gram = self.grams.get("I", self.last)
            text, number = put(self.adjective(party.code, gram))
            return text, number, gram
        if form == "loc" and self.french:
            starts = name[:1] in "AEIOUÉÎÔ"
            before = (
                "en "
                if party.code == "IL" or article == "la " or (article == "le " and starts)
                else "à " + article
            )
            text, number = put(name)
            return before + text, number, gram
        draw = self.rng.random()
        self.by_name = self.plainly = True
        if form == "" and not scene.plain and marked:
            self.by_name = draw >= 0.5
            self.plainly = draw < 0.25 or draw >= 0.5
            capitals = self.tables.forms.get((party.code, "capital"), [])
            if (
                draw < 0.25
                and capitals
                and capitals[0] != name
                and not capitals[0].startswith(("La ", "The "))
            ):
                text, number = put(capitals[0])
                return text, number, Gram()
            if draw < 0.34:
                before, after, agreement = self.pick(self.toml["state"]["bodies"])
                body = Gram("p" in agreement, "f" in agreement)
                text, number = put(self.adjective(party.code, body))
                return before + text + after, number, body
            seats = self.toml["state"]["seats"].get(party.code)
            if draw < 0.40 and seats:
                before, _, words = self.pick(seats).rpartition("_")
                text, number = put(words)
                return before + text, number, Gram(before == "les ", before == "la ")
            if draw < 0.46 and role == "S" and self.firms and party.code in self.tables.firms:
                text, number = put(self.pick(self.tables.firms[party.code]))
                return text, number, Gram()
            if draw < 0.50 and (leader := self.leader(party.code)):
                before, words = leader
                text, number = put(words)
                return before + text, number, Gram()
        text, number = put(name)
        return article + text, number, gram

    def leader(self, code: str) -> tuple[str, str] | None:
        """Title and name of who leads a state at the day of publication."""
        day = self.date.isoformat()
        found = [
            row
            for row in self.tables.leaders
            if row["country"] == code and row["since"] and row["since"] <= day <= (row["until"] or "2100")
        ]
        if not found:
            return None
        row = self.pick(found)
        name = (row["aliases_fr"].split(";")[0] if self.french else "") or row["name"]
        return self.toml["leader"][row["role"]], name

    def items_phrase(
        self, form: str, scene: Scene, bare: bool, after: str = ""
    ) -> tuple[str, list[tuple[int | None, int]], int | None]:
        """The items of a scene, their (quantity, item) marks and the supplier's if it stands there."""
        parts: list[str] = []
        found: list[tuple[int | None, int]] = []
        supplier: int | None = None
        for count, item in scene.items:
            gram = Gram(not item.mass, item.feminine)
            noun, number = self.mark(item.words, ("i", item.cls))
            named = f"{noun} {item.name}" if self.french else f"{item.name} {noun}"
            words = named if item.name else noun
            if form in ("origin", "made"):
                made = self.pick(self.toml["made"]) if form == "made" else "%"
                asked = Gram(False, True) if self.french and form == "made" else gram
                adjective, mark = self.mark(
                    self.adjective(scene.supplier.code, asked), ("S", scene.supplier.code)
                )
                supplier = mark if supplier is None else supplier
                shown = made.replace("%", adjective) if mark == supplier else ""
                if shown:
                    words = f"{words} {shown}" if self.french else f"{shown} {words}"
            quantity: int | None = None
            if count is not None and form != "no":
                shown, quantity = self.mark(count.words, ("q", (count.low, count.high)))
                words = f"{shown}{count.join}{words}"
                definite = form == "def" and count.join == " " and count.words[:1].isdigit()
                if definite:
                    words = ("les " if self.french else "the ") + words
                elif self.french and count.join != " " and not count.words.startswith(("une ", "un ", "pl")):
                    words = f"{_INDEFINITE}des {words}"
            elif form == "def":
                words = self._the(gram) + words
            elif self.french and form != "no":
                words = ("de " if bare else _INDEFINITE + self._some(gram)) + words
            if parts and after and form != "def":
                words = after + words.removeprefix("de ")
            parts.append(words)
            found.append((quantity, number))
        self.last = Gram(
            len(parts) > 1 or not scene.items[0][1].mass, all(i.feminine for _, i in scene.items)
        )
        joint = " et " if self.french else " and "
        return joint.join(parts), found, supplier

    def _goods(self, goods: str, form: str) -> str:
        if not self.french:
            return goods
        gender, _, words = goods.partition(" ")
        gram = Gram(gender == "p", gender == "f")
        return {"un": self._some(gram), "le": self._the(gram)}.get(form, "") + words

    def _the(self, gram: Gram) -> str:
        if not self.french:
            return "the "
        return "les " if gram.plural else "la " if gram.feminine else "le "

    def _some(self, gram: Gram) -> str:
        return "des " if gram.plural else "de la " if gram.feminine else "du "

    def source(self, scene: Scene, role: str = "") -> tuple[str, int, dict[str, Any], Gram, int | None]:
        """Somebody who speaks (for a party): words, mark, fields, what agrees, the state's mark."""
        about = {"S": scene.supplier, "R": scene.recipient}.get(role)
        told = self.toml["source"]
        kind = self.pick(told["official"]) if about else self.pick(told["any"])
        draw = self.rng.random()
        near = [p for p in (scene.supplier, scene.recipient, *scene.others[:2]) if not p.group]
        party = about or (self.pick(near) if draw < 0.6 else Party(self.pick(told["states"].split())))
        plural = "p" in kind.get("agree", "")
        gram = Gram(plural, "f" in kind.get("agree", ""))
        given, family = self.pick(self.tables.names["given"]), self.pick(self.tables.names["family"])
        name = f"{given} {family}"
        outlet = self.pick(self.tables.outlets)
        article, _ = self._article(party.code)
        paper = self._outlet(outlet[0])
        text = kind["text"].replace("{name}", name).replace("{outlet}", paper)
        org, office = kind.get("org", ""), kind["role"]
        for code, old, new in told["swap"]:
            if code == party.code:
                text, org, office = (value.replace(old, new) for value in (text, org, office))
        state: int | None = None

        def put(words: str) -> str:
            nonlocal state
            if not about:
                return words
            shown, state = self.mark(words, (role, about.code))
            return shown

        if "{land}" in text:
            text = text.replace("{land}", article + put(self.tables.state_name[party.code]))

        def adjective(match: re.Match[str]) -> str:
            asked = match.group(1) or ""
            return put(self.adjective(party.code, Gram("p" in asked, "f" in asked)))

        text = re.sub(r"\{a(?::(\w+))?\}", adjective, text)
        country = kind.get("cc", "=")
        fields: dict[str, Any] = {"role": office, "anon": kind["anon"]}
        org = org.replace("{a}", self.tables.english[party.code]).replace("{outlet}", outlet[1])
        if org:
            fields["org"] = org
        if "{name}" in kind["text"]:
            fields["name"] = name
        code = {"=": party.code, "outlet": outlet[2]}.get(country, country)
        if code:
            fields["cc"] = code
        before, _, rest = text.partition("‹")
        words, _, after = rest.partition("›") if rest else (before, "", "")
        shown, number = self.mark(words, ("src", None))
        return (before if rest else "") + shown + after, number, fields, gram, state

    def _outlet(self, name: str) -> str:
        if not self.french:
            return {"Financial Times": "the Financial Times"}.get(name, name.removesuffix(" !"))
        name = re.sub(r"^(?:Le|The) ", "le ", name.removesuffix(" !"))
        return {"AFP": "l'AFP", "AP": "l'agence AP", "Financial Times": "le Financial Times"}.get(name, name)

    # -- verbs
    def form(self, lemma: str, form: str, gram: Gram, passive: bool, subject: Gram) -> str:
        """A verb form whose main word is marked as the trigger by asterisks; particles follow it."""
        main, _, particle = lemma.partition("_")
        irregular = self.toml["irregular"]
        tail = f" {particle}" if particle else ""
        if not self.french:
            if passive:
                participle = f"*{_english_form(main, 'pp', irregular)}*{tail}"
                be = {"past": "were" if gram.plural else "was", "pp": "been", "inf": "be", "ger": "being"}
                be["pres"] = "are" if gram.plural else "is"
                return f"{be[form]} {participle}"
            if form == "pres" and gram.plural:
                form = "pres_p"
            return f"*{_english_form(main, form, irregular)}*{tail}"
        participle = _french_form(main, "pp", irregular)
        key = form + "_p" if gram.plural and form in ("pres", "fut", "cond", "imp") else form
        if passive:
            be = {
                "pp": "été", "inf": "être", "ger": "étant", "pres": "est", "pres_p": "sont", "fut": "sera",
                "fut_p": "seront", "cond": "serait", "cond_p": "seraient", "imp": "était", "imp_p": "étaient",
            }  # fmt: skip
            return f"{be[key]} *{_agree(participle, subject)}*"
        return f"*{_french_form(main, key, irregular)}*{tail}"

    # -- templates
    def choose(self, template: str) -> str:
        """Settle what a template leaves open."""

        def one(match: re.Match[str]) -> str:
            options = match.group(1).split("//")
            if len(options) == 1:
                options.append("")
            return str(self.pick(options))

        while _CHOICE.search(template):
            template = _CHOICE.sub(one, template)
        return template

    def parse(self, line: str, group: dict[str, Any]) -> tuple[str, str, str, str, str]:
        """Kind, stage, polarity and certainty that a line states, and its template."""
        match = _HEADER.fullmatch(line)
        if match is None:
            return group["kind"], group["stage"], "+", "certain", line
        kind, stage, signs, text = match.groups()
        stage = group["stage"] if stage == "=" else stage
        certainty = next((_CERTAINTY[sign] for sign in signs if sign in _CERTAINTY), "certain")
        return kind or group["kind"], stage, "-" if "-" in signs else "+", certainty, text

    @staticmethod
    def _either(match: re.Match[str]) -> str:
        """A singular verb behind a party, as one that agrees."""
        before, star, verb = match.groups()
        if re.search(r"\b(?:by|to|on|and|for|from|of|with|between) $", match.string[: match.start()]):
            return match.group(0)  # no subject
        irregular = {"is": "are", "has": "have", "was": "were", "does": "do"}
        plural = irregular.get(verb) or verb.removesuffix("es" if verb.endswith("sses") else "s")
        return f"{before}{star}[{verb}|{plural}]"

    def mood(self, group: dict[str, Any], passive: bool) -> Mood:
        side = group.get("side", "plain")
        fitting = []
        for mood in self.tables.moods:
            stage = mood.get if side in ("get", "order") else mood.give
            if (passive and not mood.passive) or not stage:
                continue
            if side == "plain" and (not mood.plain or stage != "=" or mood.kind):
                continue
            if side == "order" and stage not in ("=", "sought"):
                continue
            fitting.append(mood)
        return self.rng.choices(fitting, [mood.weight for mood in fitting])[0]

    def clause(self, line: str, group: dict[str, Any], scene: Scene, start: Gram = _PLAIN) -> Piece:
        """Fill one template."""
        kind, stage, polarity, certainty, template = self.parse(line, group)
        template = self.choose(template)
        if scene.recipient.group and re.search(r"\{R:(?:adj|loc)|\bin \{R:name|make\b", template):
            scene = replace(scene, recipient=scene.others[2])
        scene = self.suited(template, kind, scene)
        if not self.french:
            template = _SINGULAR.sub(self._either, template)
        call = re.search(r"\{V (\w+)( passive)?\}", template)
        mood: Mood | None = None
        denies = False
        moved = ""
        if call:
            mood = self.mood(group, bool(call.group(2)))
            while mood.polarity == "-" and re.search(r"\b(?:also|aussi)\b", template):
                mood = self.mood(group, bool(call.group(2)))
            moved = mood.get if group.get("side") in ("get", "order") else mood.give
            stage = stage if moved == "=" else moved
            kind = mood.kind or kind
            if mood.polarity == "-":
                polarity = "-"
            certainty = mood.certainty if mood.certainty != "certain" else certainty
            denies = mood.denies
        future = moved in ("planned", "agreed", "sought")
        if mood is not None and not mood.bare and not future:
            template = re.sub(r",? ?\{T\},?", "", template)
        self.last, self.grams = start, {}
        self.firms = bool(group.get("firms"))
        spoken = re.search(r"\{X(?::([SR]))?\}", template)
        if spoken and spoken.group(1) == "R" and scene.recipient.group:
            scene = replace(scene, recipient=scene.others[2])
        voice = self.source(scene, spoken.group(1) or "") if spoken else None
        if voice:
            self.grams["X"] = voice[3]
        roles: dict[str, list[int]] = {"S": [], "R": [], "pl": [], "w": []}
        counted: list[tuple[int | None, int]] = []
        triggers: dict[str, list[int]] = {"*": [], "^": []}
        speaker: tuple[int, dict[str, Any]] | None = None
        named: list[tuple[str, int]] = []
        subject, by_name = "", False
        negated = polarity == "-" and mood is not None and " pas " in mood.text
        output = ""
        rest = template
        while match := _TOKEN.search(rest):
            output += rest[: match.start()]
            rest = rest[match.end() :]
            slot, agreement, participle, sign, word = match.groups()
            if sign:
                inner = _TOKEN.fullmatch(word)
                if inner and inner.group(2):
                    word = inner.group(2).split("|")[self.last.plural]
                elif inner and inner.group(3):
                    base, _, name = inner.group(3).partition(":")
                    word = _agree(base, self.grams.get(name, self.last))
                shown, number = self.mark(word, ("t", None))
                triggers[sign].append(number)
                output += shown
            elif agreement:
                body, _, name = agreement.partition(":")
                singular, _, plural = body.partition("|")
                ahead = "X" if not name and re.match(r" (?:\w+ )?\{X", rest) else name
                rest = (plural if self.grams.get(ahead, self.last).plural else singular) + rest
            elif participle:
                base, _, name = participle.partition(":")
                output += _agree(base, self.grams.get(name, self.last))
            elif slot.startswith(("V ", "v ")):
                rest = self._verb(slot, mood) + rest
            else:
                name, _, form = slot.partition(":")
                if name == "I":
                    joined = self.french and re.search(r"\b[Dd]e $", output) is not None
                    after = "de " if self.french and (joined or negated) else ""
                    text, counted, inside = self.items_phrase(form, scene, negated and not joined, after)
                    if inside is not None:
                        roles["S"].append(inside)
                    self.grams["I"] = self.last
                elif name in ("S", "R", "Z", "Y"):
                    party = {
                        "S": scene.supplier,
                        "R": scene.recipient,
                        "Z": scene.others[0],
                        "Y": scene.others[1],
                    }
                    form = form or ("name" if name in "ZY" else "")
                    text, mark, gram = self.party(name, party[name], form, scene)
                    if mark is not None:
                        roles[name].append(mark)
                    if not form.startswith("adj"):
                        self.last = self.grams[name] = gram
                        if name in "SR" and not output and not party[name].group and self.plainly:
                            subject, by_name = name, self.by_name
                elif name == "T":
                    if not form:
                        told = self.time(scene, future)
                        text, mark = self.mark(told.words, ("w", told.edtf))
                        text = told.before + text
                        roles["w"].append(mark)
                elif name == "P":
                    text, mark = self.place(scene)
                    roles["pl"].append(mark)
                elif name == "X":
                    assert voice is not None
                    text, mark, fields, gram, land = voice
                    speaker = (mark, fields)
                    self.last = gram
                    if land is not None:
                        named.append((form, land))
                elif name in self.toml["marked"]:
                    shown, cls, asked = self.pick(self.toml["marked"][name])
                    text, mark = self.mark(shown, ("i", cls))
                    counted.append((None, mark))
                    self.last = self.grams["I"] = Gram("p" in asked, "f" in asked)
                elif name == "J":
                    text = self.pick(self.toml["arms"])
                elif name == "G":
                    text = self._goods(scene.goods, form)
                else:
                    text = self.fill(name, scene)
                output += text
        output += rest
        for role, number in named:
            roles[role] = roles[role] or [number]
        if kind == "support" and not counted and triggers["*"]:
            number = triggers["*"][0]
            self.values[number] = ("t", "training")
            counted = [(None, number)]
        if denies and not speaker and roles["S" if group.get("side") == "give" else "R"]:
            key = "S" if group.get("side") == "give" else "R"
            shown = self.tables.english.get((scene.supplier if key == "S" else scene.recipient).code, "")
            party_code = (scene.supplier if key == "S" else scene.recipient).code
            known = {"role": "institution", "org": f"{shown} government", "cc": party_code, "anon": 0}
            speaker = (roles[key][0], known)
        claims: list[Claim] = []
        for sign in "*^":
            for number in triggers[sign][:1]:
                claims += self._claims(
                    number, (kind, stage, polarity, certainty), roles, counted, speaker, sign, group
                )
        return Piece(output, tuple(claims), subject, by_name)

    def suited(self, template: str, kind: str, scene: Scene) -> Scene:
        """The scene with items that the template can hold: no mass nouns counted, no ships fired."""
        mass = any(item.mass for _, item in scene.items)
        counts = kind in ("use", "production", "stock") or _COUNTS.search(template) is not None
        fired: dict[str, Any] = self.toml["fired"]
        shoots = kind == "use" and re.search(fired["line"], template) is not None
        if not (mass and counts) and not (
            shoots and any(i.cls not in fired["classes"] for _, i in scene.items)
        ):
            return scene
        while True:
            number, item = self.counted(scene.supplier.code, fired["classes"] if shoots else None)
            if not item.mass:
                return replace(scene, items=((number, item),))

    def fill(self, name: str, scene: Scene) -> str:
        """Words of a list of the language's own, with states that take no part."""
        text = self.choose(self.pick(self.toml["words"][name]))
        for key, party in (("Z", scene.others[0]), ("Y", scene.others[1])):
            for form in ("", ":loc", ":name"):
                if f"{{{key}{form}}}" in text:
                    shown = self.party(key, party, form[1:] or "name", scene)[0]
                    text = text.replace(f"{{{key}{form}}}", shown)
        return str(text)

    def _verb(self, slot: str, mood: Mood | None) -> str:
        call, name, *more = slot.split()
        lemma = self.pick(self.toml["verbs"][name])
        if call == "v":
            form, _, with_what = more[0].partition(":")
            gram = self.grams.get(with_what, self.last)
            if self.french and form == "pp" and with_what:
                main = lemma.partition("_")[0]
                return f"*{_agree(_french_form(main, 'pp', self.toml['irregular']), gram)}*"
            return self.form(lemma, form, self.last, False, self.last)
        assert mood is not None
        passive = "passive" in more
        subject = self.last

        def verb(match: re.Match[str]) -> str:
            return self.form(lemma, match.group(1), subject, passive, subject)

        return re.sub(r"\{(\w+)\}", verb, mood.text)

    def _claims(
        self,
        trigger: int,
        what: tuple[str, str, str, str],
        roles: dict[str, list[int]],
        counted: list[tuple[int | None, int]],
        speaker: tuple[int, dict[str, Any]] | None,
        sign: str,
        group: dict[str, Any],
    ) -> list[Claim]:
        kind, stage, polarity, certainty = what
        if sign == "^":
            stage, polarity, certainty = group.get("second", "agreed"), "+", "certain"
        split = any(quantity is not None for quantity, _ in counted)
        sets = [[pair] for pair in counted] if split else [counted]
        claims = []
        for pairs_ in sets:
            filled = {
                "s": tuple(roles["S"][:1]),
                "r": tuple(roles["R"][:1]),
                "i": tuple(item for _, item in pairs_),
            }
            filled["pl"] = tuple(roles["pl"]) if sign == "*" else ()
            filled["w"] = tuple(roles["w"][:1]) if sign == "*" else ()
            quantity = pairs_[0][0] if pairs_ and split else None
            claims.append(Claim(trigger, kind, stage, polarity, certainty, filled, quantity, speaker))
        return claims

    def place(self, scene: Scene) -> tuple[str, int]:
        codes = [scene.recipient.code, scene.supplier.code]
        towns = [town for code in codes for town in self.tables.towns.get(code, [])]
        if not towns:
            towns = [(a, b) for a, b in (t.split("|") for t in self.tables.names["towns"])]
            towns = [(a, b) if self.french else (b, b) for a, b in towns]
        scene.place = scene.place or self.pick(towns)
        words, english = scene.place
        return self.mark(words, ("pl", english))

    # -- texts
    def told(self, piece: Piece, scene: Scene) -> Piece:
        """A clause under a wrapper: who says so, how surely, or what the narrator adds."""
        wrapper = self.pick(self.toml["wrapper"])
        sourced = any(claim.source for claim in piece.claims)
        if "{X}" in wrapper["text"] and sourced:
            return piece
        if "certainty" in wrapper and any(
            c.certainty != "certain" or c.polarity == "-" for c in piece.claims
        ):
            return piece
        if wrapper.get("only") and any(claim.stage not in wrapper["only"] for claim in piece.claims):
            return piece
        text = self.choose(wrapper["text"])
        speaker: tuple[int, dict[str, Any]] | None = None
        if "{X}" in text:
            words, number, fields, gram, _ = self.source(scene)
            text = text.replace("{X}", words)
            text = _EITHER.sub(rf"\{1 + gram.plural}", text)
            if "{O}" in text:
                fields = {**fields, "via": None}
                if fields["role"] not in ("reports", "outlet", "institution"):
                    outlet = self.pick(self.tables.outlets)
                    fields["via"] = outlet[1]
                    text = text.replace("{O}", self._outlet(outlet[0]))
                else:
                    return piece
            speaker = (number, {key: value for key, value in fields.items() if value is not None})
        self.last = Gram()
        for name in re.findall(r"\{([a-z]\w*)\}", text):
            text = text.replace(f"{{{name}}}", self.fill(name, scene), 1)
        for key, party in (("Z", scene.others[0]), ("Y", scene.others[1])):
            if f"{{{key}}}" in text:
                words, _, gram = self.party(key, party, "name", scene)
                text = text.replace(f"{{{key}}}", words)
                text = _EITHER.sub(rf"\{1 + gram.plural}", text)
        text = text.replace("{C}", piece.text)
        claims = []
        for claim in piece.claims:
            certainty = wrapper.get("certainty", claim.certainty)
            claims.append(replace(claim, source=speaker or claim.source, certainty=certainty))
        return Piece(
            text, tuple(claims), "" if not wrapper["text"].startswith("{C}") else piece.subject, piece.named
        )

    def sentence(self, scene: Scene) -> Piece:
        """One sentence with a claim."""
        groups = self.toml["group"]
        group = self.rng.choices(groups, [g.get("weight", 1) * len(self._lines(g)) ** 0.5 for g in groups])[0]
        kind = self.pick([k for k in ("clauses", "clauses", "clauses", "nouns", "sentences") if group.get(k)])
        if kind == "nouns":
            return self.nominal(group, scene)
        piece = self.clause(self.pick(group[kind]), group, scene)
        return self.told(piece, scene) if kind == "clauses" and self.chance(0.62) else piece

    def nominal(self, group: dict[str, Any], scene: Scene) -> Piece:
        """A noun phrase for the event in a frame that tells its stage."""
        side = group.get("side", "plain")
        frames = [f for f in self.toml["frame"] if side in f["side"]]
        frame = self.pick(frames)
        noun = self.pick(group["nouns"])
        header = frame["header"]
        return self.clause(f"{header}|{frame['text'].replace('{N}', noun)}", group, scene)

    @staticmethod
    def _lines(group: dict[str, Any]) -> list[str]:
        return [line for key in ("clauses", "sentences", "nouns") for line in group.get(key, ())]

    def idle(self, scene: Scene) -> Piece:
        """A sentence without a claim: other news, near misses."""
        lines = self.toml["idle"] if self.chance(0.5) else self.toml["near"]
        line = self.pick([line for line in lines if line not in self.told_already])
        self.told_already.add(line)
        piece = self.clause(line, {"kind": "transfer", "stage": "delivered"}, scene)
        return Piece(piece.text)

    def continued(self, piece: Piece, scene: Scene) -> Piece:
        """A second claim whose party is a pronoun or a description of the first's."""
        role = piece.subject
        side = "give" if role == "S" else "get"
        follow = self.pick(self.toml["continuation"][side])
        other = replace(scene.others[2])
        again = self.scene()
        again.plain = True
        if role == "S":
            again.supplier, again.recipient = scene.supplier, other
        else:
            again.supplier, again.recipient = other, scene.recipient
        again.times = {}
        mention = next((c.roles["s" if role == "S" else "r"] for c in piece.claims), ())
        found = re.search(r"@([^@]+)@", follow)
        code = scene.supplier.code if role == "S" else scene.recipient.code
        marks: tuple[int, ...] = mention
        start = Gram()
        if found and found.group(1).startswith("=") and not piece.named:
            follow = follow.replace(found.group(0), self.toml["continuation"]["thing"])
            found = re.search(r"@([^@]+)@", follow)
        if found and not found.group(1).startswith("="):
            shown, number = self.mark(found.group(1), (role, code))
            follow = follow.replace(found.group(0), shown)
            marks = (number,)
        elif found:
            follow = follow.replace(found.group(0), self.pronoun(found.group(1)[1:], code))
            start = self._article(code)[1]
        told = self.clause(follow, {"kind": "transfer", "stage": "delivered", "side": side}, again, start)
        key = "s" if role == "S" else "r"
        claims = tuple(replace(claim, roles={**claim.roles, key: marks}) for claim in told.claims)
        return Piece(told.text, claims)

    def pronoun(self, asked: str, code: str) -> str:
        _, gram = self._article(code)
        masculine, feminine, *plural = asked.split("/")
        if gram.plural and plural:
            return plural[1 if gram.feminine and len(plural) > 1 else 0]
        return feminine if gram.feminine else masculine

    def text(self) -> dict[str, Any]:
        """One exercise."""
        self.new_text()
        scene = self.scene()
        if self.chance(0.13):
            pieces = [self.idle(scene)]
            while self.chance(0.45) and len(pieces) < 3:
                pieces.append(self.idle(self.scene()))
            return self.record(pieces)
        first = self.sentence(scene)
        pieces = [first]
        draw = self.rng.random()
        if first.subject and draw < 0.45 and first.claims and first.claims[0].kind == "transfer":
            pieces.append(self.continued(first, scene))
        elif draw < 0.62:
            pieces.append(self.sentence(self.scene()))
        elif draw < 0.8:
            pieces.append(self.idle(scene))
        if self.chance(0.25):
            pieces.insert(0, self.idle(self.scene()))
        return self.record(pieces)

    # -- surface
    def surface(self, text: str) -> str:
        if self.french:
            text = re.sub(rf"\b([Dd]e ){_INDEFINITE}(?:des|du|de la) ", r"\1", text)
            text = re.sub(rf"{_INDEFINITE}du ({_M})(?=[aeiouéê])", r"de l'\1", text)
            text = text.replace(_INDEFINITE, "")
            text = re.sub(rf"\b([Dd]e )({_M})des ", r"\1\2", text)
            vowel = (
                f"(?={_M}(?:[aeiouàéèêâîôûAEIOUÀÉÈÊÂÎÔÛ]|h(?:éli|ôp|omm|ui(?!t)|oraire)|Ham[mz]|Hez(?!b)))"
            )
            aspirated = "(?!" + _M + "(?:onze|onz|ouzbek|oui|un million))"
            words = "de|le|la|que|ne|se|ce|je|lorsque|jusque|puisque"
            text = re.sub(rf"\b(?:si)( {_M}ils?\b)", r"s'\1", text).replace("s' ", "s'")

            def elide(match: re.Match[str]) -> str:
                return match.group(1)[:-1] + "'" + match.group(2)

            text = re.sub(rf"\b((?i:{words})) ({_M}){aspirated}{vowel}", elide, text)
            text = re.sub(rf"\bde ({_M})Le (?=Caire|Havre)", r"du \1", text)
            text = re.sub(rf"\bà ({_M})Le (?=Caire|Havre)", r"au \1", text)
            for plain, short in (("de le", "du"), ("de les", "des"), ("à le", "au"), ("à les", "aux")):
                first, second = plain.split()
                text = re.sub(rf"\b{first} ({_M}){second} ", rf"{short} \1", text)
                text = re.sub(rf"\b{first.upper()} ({_M}){second} ", rf"{short.capitalize()} \1", text)
                text = re.sub(rf"\b{first.capitalize()} ({_M}){second} ", rf"{short.capitalize()} \1", text)
            text = re.sub(rf"(?<![\w'])([Ll]'|[Ll][ea] |[Ll]es )({_M})", self._inward, text)
        else:
            text = re.sub(
                rf"\b([Aa]) ({_M})(?={_M}(?!Eu|eu|one|One)(?:[AEIOaeio]|un[^i]|[SHMFL]-))", r"\1n \2", text
            )
            text = re.sub(rf"s({_M})'s\b", r"s\1'", text)
        text = re.sub(r" +([,.])", r"\1", text)
        text = re.sub(r",(\s*,)+", ",", text)
        text = re.sub(r"\s+", " ", text.replace("\u00a0", "\uf8fd")).replace("\uf8fd", "\u00a0").strip()
        start = re.search(f'[^{chr(_FIRST)}-{chr(_LAST)}«"“ \u00a0]', text)
        if start:
            text = text[: start.start()] + text[start.start()].upper() + text[start.start() + 1 :]
        if re.search(rf"[.!?»”\"]{_M}$", text) is None:
            text += "."
        return text.replace(",.", ".").replace("..", ".")

    def _inward(self, match: re.Match[str]) -> str:
        """A party's mark takes in the article before it."""
        article, marks = match.groups()
        if marks and self.values[(ord(marks[-1]) - _FIRST) // 2][0] in ("S", "R"):
            return str(marks + article)
        return match.group(0)

    def record(self, pieces: Sequence[Piece]) -> dict[str, Any]:
        """The pieces as one exercise."""
        marked = " ".join(self.surface(piece.text) for piece in pieces)
        spans: dict[int, list[int]] = {}
        plain: list[str] = []
        for character in marked:
            if _FIRST <= ord(character) <= _LAST:
                number, closes = divmod(ord(character) - _FIRST, 2)
                spans.setdefault(number, [0, 0])[closes] = len(plain)
            else:
                plain.append(character)
        text = "".join(plain)

        def words(number: int) -> str:
            start, end = spans[number]
            shown = text[start:end]
            at, count = -1, 0
            while at < start:
                at = text.find(shown, at + 1)
                count += 1
            several = text.find(shown) != text.rfind(shown)
            return f"{shown}@{count}" if several else shown

        claims = []
        for claim in (claim for piece in pieces for claim in piece.claims):
            entry: dict[str, Any] = {"t": words(claim.trigger), "k": claim.kind, "st": claim.stage}
            entry |= {"p": claim.polarity, "c": claim.certainty}
            for key in ("s", "r", "i", "pl"):
                filled = [[words(number), self.values[number][1]] for number in claim.roles[key]]
                if filled:
                    entry[key] = filled
            if claim.quantity is not None:
                entry["q"] = [words(claim.quantity), *self.values[claim.quantity][1]]
            if claim.roles["w"]:
                number = claim.roles["w"][0]
                entry["w"] = [words(number), self.values[number][1]]
            if claim.source is not None:
                entry["src"] = {"m": words(claim.source[0]), **claim.source[1]}
            claims.append(entry)
        return {"date": self.date.isoformat(), "style": "template", "text": text, "claims": claims}


def generate(language: str, seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Exercises in the format of `exercises.py`; the same seed gives the same ones."""
    writer = Writer(language, seed)
    for _ in range(count):
        yield writer.text()


def pairs(language: str, seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Two texts of one event by a law: the law's name, the fields that may differ, and both exercises."""
    writer = Writer(language, seed)
    laws = writer.toml["law"]
    for _ in range(count):
        law = writer.pick(laws)
        writer.new_text()
        scene = writer.scene(plain=True)
        first = writer.rng.randrange(len(law["a"]))
        second = first if len(law["b"]) == len(law["a"]) else writer.rng.randrange(len(law["b"]))
        lines = (law["a"][first], law["b"][second])
        group = {"kind": "transfer", "stage": "delivered", "side": law.get("side", "give")}
        kind, *_, template = writer.parse(lines[0], group)
        scene = writer.suited(f"{template} {writer.parse(lines[1], group)[-1]}", kind, scene)
        texts = []
        for line in lines:
            writer.values = []
            texts.append(writer.record([writer.clause(line, group, scene)]))
        yield {
            "law": law["name"],
            "language": language,
            "may_differ": law["differ"],
            "a": texts[0],
            "b": texts[1],
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print exercises, or pairs of them, as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("language", choices=LANGUAGES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--pairs", action="store_true", help="pairs for the laws instead of exercises")
    options = parser.parse_args(arguments)
    make = pairs if options.pairs else generate
    for record in make(options.language, options.seed, options.count):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
