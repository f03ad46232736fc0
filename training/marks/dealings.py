"""Sentences with several dealings, or others beside one: `python -m training.marks.dealings en --count 500`.

What one clause tells is easily given to the parties of the other: of "Norway sold tanks to Peru and bought
radars from Chile" an earlier network let Peru get the radars. The lists `dealings` of
`templates/{en,fr}.toml` hold constructions in which several dealings stand side by side, or others
beside one; each is told with states and arms drawn by chance, so that only the grammar tells who deals.

A line is `what | sentence`. What it tells, one claim after the other and parted by ";": `d A>B x` (a transfer
that is delivered, from A to B, of x), `a` (agreed), `s` (sought), `p` (planned), `u` (a use, of which B is
the user), with a `-` behind it for what is denied and `@C` for what C says; a side may be open. In the
sentence `{A}` to `{D}` are parties, `{x}` and `{y}` arms, `{it:A}` a pronoun, `<1:give past>` the verb of the
first claim, `*1:sale*` its word where it is fixed, `[has|have]` what agrees with the phrase before it
(`[a|ont:A]` with that one), `((a//b))` one of them.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from training.marks.templates import LANGUAGES, Claim, Gram, Party, Piece, Scene, Writer

__all__ = ["generate", "main"]

_TOKEN = re.compile(
    r"\{([^{}]+)\}|<(\d):(\w+) (\w+)(?::(\w))?>|\*(\d):([^*]+)\*|\[([^\[\]|]*)\|([^\[\]|:]*)(?::(\w))?\]"
)
_WHAT = re.compile(r"([dspau])(-?) ([A-D+]*)>([A-D+]*) ([xy])(?: @([A-D]))?")
_STAGES = {
    "d": ("transfer", "delivered"),
    "a": ("transfer", "agreed"),
    "s": ("transfer", "sought"),
    "p": ("transfer", "planned"),
    "u": ("use", "used"),
}
_WRAPPED = 0.3
"""How often somebody is told to say so."""
_BESIDE = 0.35
"""How often another sentence stands before it, and, where none does, behind it."""


@dataclass(slots=True)
class _Told:
    """A line while it is told: who is who in it, and which marks its parties, arms and words have."""

    scene: Scene
    parties: dict[str, Party]
    fired: bool  # whether its arms must be such as can be fired
    marks: dict[str, int] = field(default_factory=dict)
    triggers: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int | None] = field(default_factory=dict)
    classes: set[str] = field(default_factory=set)


class Dealings(Writer):
    """Writes such sentences from a seeded chance."""

    def text(self) -> dict[str, Any]:
        """One exercise."""
        self.new_text()
        scene = self.scene()
        pieces = [self.dealing(self.pick(self.toml["dealings"]), scene)]
        if self.chance(_WRAPPED):
            pieces = [self.told(pieces[0], scene)]
        if self.chance(_BESIDE):
            pieces.insert(0, self.idle(self.scene()) if self.chance(0.5) else self.sentence(self.scene()))
        elif self.chance(_BESIDE):
            pieces.append(self.dealing(self.pick(self.toml["dealings"]), self.scene()))
        return self.record(pieces)

    def dealing(self, line: str, scene: Scene) -> Piece:
        """A line told with the parties of the scene. Raises ValueError where it says no dealing."""
        what, _, template = line.partition("|")
        codes = [scene.supplier, scene.recipient, *scene.others[:2]]
        rest = self.choose(template.strip())
        self.rng.shuffle(codes)
        told = _Told(scene, dict(zip("ABCD", codes, strict=True)), fired=bool(re.search(r"\bu-? ", what)))
        output = ""
        self.last, self.grams = Gram(), {}
        while match := _TOKEN.search(rest):
            output += rest[: match.start()] + self._words(match, told)
            rest = rest[match.end() :]
        claims = [self._claim(number, one.strip(), told) for number, one in enumerate(what.split(";"), 1)]
        return Piece(output + rest, tuple(claims))

    def _words(self, match: re.Match[str], told: _Told) -> str:
        """What stands for a sign of the line."""
        slot, claim, verbs, form, agreeing, fixed, word, one, several, agreeing_with = match.groups()
        if one is not None:
            return several if self.grams.get(agreeing_with or "", self.last).plural else one
        if fixed:
            shown, told.triggers[fixed] = self.mark(word, ("t", None))
            return shown
        if claim:
            gram = self.grams.get(agreeing, self.last)
            verb = self.form(self.pick(self.toml["verbs"][verbs]), form, gram, False, gram)
            told.triggers[claim] = len(self.values)
            return re.sub(r"\*([^*]+)\*", lambda m: self.mark(m.group(1), ("t", None))[0], verb)
        name, _, asked = slot.partition(":")
        if name == "it":
            return self._pronoun(told.parties[asked])
        return self._party(name, asked, told) if name in told.parties else self._arms(name, asked, told)

    def _party(self, name: str, asked: str, told: _Told) -> str:
        """The words for a party, which are marked where it stands first."""
        text, number, gram = self.party("S", told.parties[name], asked, told.scene)
        if number is not None:
            told.marks.setdefault(name, number)
        self.last = self.grams[name] = gram
        return text

    def _arms(self, name: str, asked: str, told: _Told) -> str:
        """The words for arms of a class that the sentence does not tell of yet."""
        maker = told.parties["A"]
        among = self.toml["fired"]["classes"] if told.fired else None
        counted = self.counted(maker.code, among)
        while counted[1].cls in told.classes or counted[1].mass:
            counted = self.counted(maker.code, among)
        told.classes.add(counted[1].cls)
        scene = Scene(maker, told.parties["B"], (counted,), ())
        text, ((told.counts[name], told.marks[name]),), _ = self.items_phrase(asked, scene, False)
        self.grams[name] = self.last
        return text

    def _claim(self, number: int, what: str, told: _Told) -> Claim:
        """The claim that one part of a line says."""
        read = _WHAT.fullmatch(what)
        if read is None:
            raise ValueError(f"{what!r} tells no dealing")
        sign, denied, giver, taker, arms, speaker = read.groups()
        kind, stage = _STAGES[sign]
        roles = {
            "s": tuple(told.marks[name] for name in giver if name in told.marks),
            "r": tuple(told.marks[name] for name in taker if name in told.marks),
            "i": (told.marks[arms],),
            "pl": (),
            "w": (),
        }
        source = self._source(told.parties[speaker], told.marks[speaker]) if speaker else None
        polarity, trigger = "-" if denied else "+", told.triggers[str(number)]
        return Claim(trigger, kind, stage, polarity, "certain", roles, told.counts[arms], source)

    def _source(self, party: Party, number: int) -> tuple[int, dict[str, Any]]:
        """A party that speaks by its name: its mark and what it is as a source."""
        known = {"role": "institution", "cc": party.code, "anon": 0}
        adjective = self.tables.english.get(party.code)
        return number, known | ({"org": f"{adjective} government"} if adjective else {})

    def _pronoun(self, party: Party) -> str:
        if not self.french:
            return "it"
        return self.pronoun("il/elle/ils/elles", party.code) if not party.group else "il"


def generate(language: str, seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Exercises in the format of `exercises.py`; the same seed gives the same ones."""
    writer = Dealings(language, seed)
    for _ in range(count):
        yield writer.text()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print exercises as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("language", choices=LANGUAGES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args(arguments)
    for record in generate(options.language, options.seed, options.count):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
