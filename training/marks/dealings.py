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
"""How often another sentence stands before it."""


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
        template = self.choose(template.strip())
        codes = [scene.supplier, scene.recipient, *scene.others[:2]]
        self.rng.shuffle(codes)
        parties = dict(zip("ABCD", codes, strict=True))
        fired = bool(re.search(r"\bu-? ", what))
        marks: dict[str, int] = {}
        triggers: dict[str, int] = {}
        counts: dict[str, int | None] = {}
        used: set[str] = set()
        output, rest = "", template
        self.last, self.grams = Gram(), {}
        while match := _TOKEN.search(rest):
            output += rest[: match.start()]
            rest = rest[match.end() :]
            slot, claim, verbs, form, agreeing, fixed, word, one, several, agreeing_with = match.groups()
            if one is not None:
                plural = self.grams.get(agreeing_with or "", self.last).plural
                output += several if plural else one
            elif fixed:
                shown, triggers[fixed] = self.mark(word, ("t", None))
                output += shown
            elif claim:
                gram = self.grams.get(agreeing, self.last)
                shown = self._put(verbs, form, gram)
                number = len(self.values)
                shown = re.sub(r"\*([^*]+)\*", lambda m: self.mark(m.group(1), ("t", None))[0], shown)
                triggers[claim] = number
                output += shown
            elif slot.startswith("it:"):
                output += self._pronoun(parties[slot[3:]])
            else:
                name, _, asked = slot.partition(":")
                if name in parties:
                    output += self._party(name, parties[name], asked, scene, marks)
                else:
                    maker = parties["A"].code
                    while True:
                        among = self.toml["fired"]["classes"] if fired else None
                        number_of, item = self.counted(maker, among)
                        if item.cls not in used and not item.mass:
                            break
                    used.add(item.cls)
                    chosen = Scene(parties["A"], parties["B"], ((number_of, item),), ())
                    text, ((counts[name], marks[name]),), _ = self.items_phrase(asked, chosen, False)
                    self.grams[name] = self.last
                    output += text
        claims = []
        for number, told in enumerate(what.split(";"), 1):
            read = _WHAT.fullmatch(told.strip())
            if read is None:
                raise ValueError(f"{told!r} of {line!r} tells no dealing")
            sign, denied, giver, taker, item_name, speaker = read.groups()
            kind, stage = _STAGES[sign]
            roles = {
                "s": tuple(marks[name] for name in giver if name in marks),
                "r": tuple(marks[name] for name in taker if name in marks),
                "i": (marks[item_name],),
                "pl": (),
                "w": (),
            }
            polarity = "-" if denied else "+"
            trigger = triggers[str(number)]
            source = self._source(parties[speaker], marks[speaker]) if speaker else None
            claims.append(Claim(trigger, kind, stage, polarity, "certain", roles, counts[item_name], source))
        return Piece(output + rest, tuple(claims))

    def _put(self, verbs: str, form: str, gram: Gram) -> str:
        lemma = self.pick(self.toml["verbs"][verbs])
        return self.form(lemma, "pp" if form == "ppa" else form, gram, False, gram)

    def _party(self, name: str, party: Party, asked: str, scene: Scene, marks: dict[str, int]) -> str:
        """The words for a party, which are marked where it stands first."""
        text, number, gram = self.party("S", party, asked or "", scene)
        if name not in marks and number is not None:
            marks[name] = number
        self.last = self.grams[name] = gram
        return text

    def _source(self, party: Party, number: int) -> tuple[int, dict[str, Any]]:
        """A party that speaks by its name: its mark and what it is as a source."""
        known = {"role": "institution", "cc": party.code, "anon": 0}
        adjective = self.tables.english.get(party.code)
        return number, known | ({"org": f"{adjective} government"} if adjective else {})

    def _pronoun(self, party: Party) -> str:
        if not self.french:
            return "they" if self.grams.get("", Gram()).plural else "it"
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
