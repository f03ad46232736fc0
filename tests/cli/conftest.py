"""A small world for the commands: dispatches in a made-up telegraphic style, and an extractor that reads it.

The extractor comes in by the same seam as any other: an installed package with an entry point. It lets these
tests say exactly which claims are there; what the built-in one reads is tested elsewhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import tracewire
from tracewire.cli import app

EXTRACTOR = """
import os
import re
import time

from tracewire.model import NARRATOR, Certainty, Claim, Fill, Kind, Polarity, Quantity, Span, Stage

WORDS = re.compile(r"([A-Z]{2}) (delivers|denies) (\\d+) (uav|tank)s? to ([A-Z]{2})")


class Telegraphic:
    name = "telegraphic"
    version = "1"

    def extract(self, document):
        time.sleep(float(os.environ.get("TELEGRAPHIC_PAUSE", 0)))
        if "CRASH" in document.text:
            raise RuntimeError("cannot read this")
        found = []
        for match in WORDS.finditer(document.text):
            supplier, verb, number, item, recipient = match.groups()
            spans = {
                slot: Span(*match.span(group))
                for slot, group in (("supplier", 1), ("quantity", 3), ("item", 4), ("recipient", 5))
            }
            values = {"supplier": supplier, "quantity": number, "item": item, "recipient": recipient}
            found.append(
                Claim(
                    document=document.id,
                    kind=Kind.TRANSFER,
                    stage=Stage.DELIVERED,
                    polarity=Polarity.DENIED if verb == "denies" else Polarity.AFFIRMED,
                    certainty=Certainty.CERTAIN,
                    supplier=(supplier,),
                    recipient=(recipient,),
                    item=(item,),
                    quantity=Quantity(int(number), int(number)),
                    source=NARRATOR,
                    span=Span(*match.span()),
                    fills=tuple(
                        Fill(slot=slot, value=values[slot], span=span, rule="telegraphic:words")
                        for slot, span in spans.items()
                    ),
                )
            )
        return tuple(found)

    def extract_many(self, documents):
        return map(self.extract, documents)
"""

DISPATCHES = {
    "en/first.txt": "date 2023-06-09\n\nThey said on the quay that IR delivers 6 uavs to RU.\n\n"
    "Nobody on the quay would say more than that on Friday.\n",
    "en/second.txt": "date 2023-06-12\n\nThe ministry answered: IR denies 6 uavs to RU, it said.\n",
    "fr/chars.txt": "date 2023-07\n\nLes « chars » promis : PL delivers 14 tanks to UA, dit la dépêche.\n",
    "fr/rien.txt": "date 2023-07-02\n\nIl a plu toute la journée, et personne n'en fut surpris.\n",
    "fr/vide.txt": "",
}


@dataclass(frozen=True)
class World:
    """A folder with dispatches, and the commands run in it."""

    folder: Path
    environment: Mapping[str, str]

    def where(self, **settings: str) -> World:
        """The same world with other settings."""
        return replace(self, environment={**self.environment, **settings})

    def run(self, *arguments: str, input: str | None = None) -> Result:
        """Run a command in this process, its output piped."""
        return CliRunner().invoke(app, list(arguments), input=input, env=dict(self.environment))

    def process(self, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        """Run a command as its users do."""
        return subprocess.run(
            [sys.executable, "-m", "tracewire", *arguments],
            cwd=self.folder,
            env={**os.environ, **self.environment},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            **options,  # type: ignore[call-overload]
        )


@pytest.fixture
def install(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str], Path]:
    """Install an extractor: its entry point's name and its source; the folder to put on PYTHONPATH."""

    def install(name: str, source: str) -> Path:
        site = tmp_path_factory.mktemp("site")
        (site / f"{name}_extractor.py").write_text(source, encoding="utf-8")
        about = site / f"{name}_extractor-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}-extractor\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(
            f"[tracewire.extractors]\n{name} = {name}_extractor:Telegraphic\n"
        )
        monkeypatch.syspath_prepend(site)
        return site

    return install


@pytest.fixture
def world(tmp_path: Path, install: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> World:
    site = install("telegraphic", EXTRACTOR)
    for name, text in DISPATCHES.items():
        path = tmp_path / "dispatches" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return World(
        folder=tmp_path,
        environment={
            # Processes of their own run the code that is tested, whichever is installed.
            "PYTHONPATH": os.pathsep.join((str(site), str(Path(tracewire.__file__).parents[1]))),
            "TRACEWIRE_EXTRACTOR": "telegraphic",
            "TRACEWIRE_LEDGER": f"sqlite:///{tmp_path / 'arms.db'}",
            "COLUMNS": "140",
            "NO_COLOR": "1",
        },
    )


@pytest.fixture
def filled(world: World) -> World:
    """The world after its dispatches were read."""
    result = world.run("read", "dispatches")
    assert result.exit_code == 0, result.stderr
    return world
