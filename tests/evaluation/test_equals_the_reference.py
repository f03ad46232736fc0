"""Our figures are those of the annotation guide's own scorer, whatever is predicted.

The scorer stands beside the project where annotators work and is not shipped: without it these tests are
skipped.
"""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tracewire.evaluation import Grouping, load, score

SHARED = Path(__file__).parents[3] / "shared" / "evaluation"
SCORER, GOLD = SHARED / "score.py", SHARED / "dev.gold.jsonl"

pytestmark = pytest.mark.skipif(
    not (SCORER.exists() and GOLD.exists()),
    reason="the annotators' scorer (../shared/evaluation) is not here",
)

OTHER_VALUES: dict[str, list[Any]] = {
    "quantity": [[None, 50], [401, None], [0, 9], [None, None], []],
    "when": ["2022-22", "../2023-01", "2022-12-02/2023", "2023-02/2023-02-28", "2022~", "", None],
    "supplier": [[], "IR", ["IR", "KP", "CN"], None],
    "item": [["no-such-class"], ["arms", "uav"], []],
    "place": [["Téhéran"], ["teheran"], "Minsk"],
    "source": [None, {}, {"role": "narrator"}, {"org": "White House"}, {"name": "Шойгу", "country": "RU"}],
    "kind": [None, "disclosure"],
    "start": [None, 0],
}


def perturbed(records: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """The gold claims with some left out, some doubled, some slots changed, some taken from other claims."""
    chance = random.Random(seed)
    donors = [record for record in records if record.get("kind")]
    found = []
    for record in donors:
        if chance.random() < 0.15:
            continue
        claim = copy.deepcopy(record)
        for slot in [*claim, "quantity", "when", "place"]:
            if slot in ("document", "start", "end") or chance.random() > 0.15:
                continue
            if slot in OTHER_VALUES and chance.random() < 0.4:
                claim[slot] = chance.choice(OTHER_VALUES[slot])
            elif slot in (donor := chance.choice(donors)):
                claim[slot] = donor[slot]
            else:
                claim.pop(slot, None)
        if chance.random() < 0.3:
            claim["start"] = chance.choice([None, max(0, claim["start"] + chance.randint(-80, 80))])
        found += [claim] * chance.choice([1] * 9 + [2])
    chance.shuffle(found)
    return found


@pytest.mark.parametrize(("seed", "by"), list(enumerate(["kind", "document"] * 6)))
def test_equal_figures_on_perturbed_claims(tmp_path: Path, seed: int, by: Grouping) -> None:
    records = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    path = tmp_path / "predicted.jsonl"
    path.write_text("\n".join(map(json.dumps, perturbed(records, seed))), encoding="utf-8")
    reference = subprocess.run(
        [sys.executable, SCORER, GOLD, path, "--json", "--by", by], capture_output=True, text=True, check=True
    )
    ours = score(load(GOLD), load(path)).to_dict(by)
    assert ours == json.loads(reference.stdout)
    assert 0.2 < ours["core"]["f1"] < 0.9  # the perturbation neither spares nor destroys


@pytest.mark.parametrize("by", ["kind", "document"])
def test_gold_against_itself_is_perfect(by: Grouping) -> None:
    gold = load(GOLD)
    figures = score(gold, gold).to_dict(by)
    assert figures["core"]["f1"] == figures["strict"]["f1"] == 1.0
    assert set(figures["slots"].values()) == {1.0}
