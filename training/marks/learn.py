"""Train the model of the marks: `python -m training.marks.learn EXERCISES --out FOLDER --minutes 90`.

Reads the exercises (folders `<language>-<name>/` of JSON Lines), trains on all but those held out, tells after
each round how the held-out ones are answered, and writes the model's files as the package ships them.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import torch
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from tracewire.marks import Labels
from tracewire.marks.reading import MAY_STATE
from training.marks.base import Base, kept_pieces, read_base
from training.marks.batches import Batch, batch_of, batches
from training.marks.examples import Example, example, names_in, parts
from training.marks.exercises import read
from training.marks.export import export
from training.marks.network import Network
from training.marks.wide import WideNetwork, read_wide

__all__ = ["ITEMS", "SHIPPED", "main", "start"]

ITEMS = (
    "arms ammunition artillery-shell rocket small-arms-ammunition bomb missile ballistic-missile cruise-missile "
    "surface-to-surface-missile anti-tank-missile anti-ship-missile air-to-air-missile surface-to-air-missile "
    "guided-munition uav one-way-attack-uav armed-uav surveillance-uav aircraft fighter bomber trainer-aircraft "
    "transport-aircraft attack-helicopter helicopter air-defence armour tank ifv apc artillery howitzer mlrs mortar "
    "ship submarine frigate patrol-vessel radar small-arms vehicle engine electronics components technology "
    "production-equipment materials chemical-precursor fuel training personnel aid-package other-military "
    "satellite-imagery photo video debris intelligence document"
).split()
"""The classes of the annotation guide, in the order of the model's outputs."""

SHIPPED = Path(__file__).resolve().parents[2] / "src" / "tracewire" / "data" / "marker"
"""The model in the package."""
_DENSITY = 1 / 26
"""Claims a word in the exercises."""
_ENCODER = ("layers", "again", "positions", "norm", "bias")
_READ_AGAIN = 1.5
"""Claims for each text of a batch that are read again in one step, as each costs a reading."""
_DOUBTED = 0.5
"""Words for each text that state no claim and are read again all the same: those most like a claim's."""
_KEPT = 0.998
"""How much of the mean weights a step keeps: they are those of about the last 500 steps, and are what ships."""
_SAVED = 5
"""Minutes between two times that the weights are kept."""
_SELDOM = 0.3
"""The share of the texts of `--seldom` in a round: those that an earlier run has learnt by heart (it answered
98 of 100 triggers of them right, and 70 of 100 of unseen ones, November 2026).
"""
_ROLES, _ITEM, _SPEAKER, _REFERENCE = (
    0.6,
    0.7,
    0.5,
    0.5,
)  # weights of the losses beside those of kind and facts


class _Teacher:
    """The network with its embedding, and what it is told of a batch."""

    def __init__(
        self,
        network: Network,
        embedding: Tensor,
        labels: Labels,
        *,
        read_again: float = _READ_AGAIN,
        half: bool = True,
    ) -> None:
        self.network, self.embedding, self.labels = network, embedding, labels
        self._read_again, self._half = read_again, half

    def first(self, batch: Batch) -> dict[str, Any]:
        """The answers of the first reading for the words of a batch, and what the second one starts from."""
        network = self.network
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self._half):
            embedded = functional.embedding(batch.pieces, self.embedding)
            below = network.below(embedded, batch.features, batch.mask)
            words = network.words(below, batch.heads, batch.mask).float()
        return {
            "below": below,
            "kinds": network.kind(words),
            "items": network.item(words),
            "speakers": network.speaker(words),
            "refer": network.refer(words),
            "name": network.name(words),
        }

    def again(self, batch: Batch, below: Tensor, rows: Tensor, words: Tensor) -> tuple[Tensor, ...]:
        """The answers of the second reading for the words numbered `words` in the windows `rows`."""
        heads = batch.heads[rows]
        at = heads.gather(1, words[:, None])
        marks = torch.zeros(len(rows), below.shape[1]).scatter(1, at, 1.0)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self._half):
            read = self.network.words_again(below[rows], marks, heads, batch.mask[rows]).float()
        return self.network.claims(read, words)

    def references(self, answers: dict[str, Any], batch: Batch) -> list[Tensor]:
        """For each reference the scores of naming nobody and of each name."""
        rank = self.network.rank() ** 0.5
        return [
            torch.cat([torch.zeros(1), answers["name"][row, names] @ answers["refer"][row, word] / rank])
            for row, word, _, names in batch.references
        ]

    def split(self, facts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        first = len(self.labels.stages)
        second = first + len(self.labels.polarities)
        return facts[:, :first], facts[:, first:second], facts[:, second:]

    def doubted(self, batch: Batch, kinds: Tensor) -> tuple[Tensor, Tensor]:
        """The words that state no claim and look most as if they did: their windows and their numbers."""
        likely = 1 - kinds.detach().softmax(-1)[..., 0]
        likely = likely.masked_fill((batch.kinds != 0) | ~batch.word_mask, 0.0)
        most = likely.flatten().topk(min(likely.numel(), round(len(batch.pieces) * _DOUBTED))).indices
        return most // likely.shape[1], most % likely.shape[1]

    def loss(self, batch: Batch) -> Tensor:
        answers = self.first(batch)
        kinds = answers["kinds"].transpose(1, 2)
        # By words and not by claims: else a text without any would weigh as much as a dozen claims,
        # and teach to be silent.
        share = int(batch.word_mask.sum()) * _DENSITY
        loss = functional.cross_entropy(kinds, batch.kinds, ignore_index=-100, reduction="sum") / share
        chosen = torch.randperm(len(batch.rows))[: round(len(batch.pieces) * self._read_again)]
        count = len(chosen)
        rows, words = self.doubted(batch, answers["kinds"])
        rows, words = torch.cat([batch.rows[chosen], rows]), torch.cat([batch.words[chosen], words])
        if len(rows):
            again, facts, roles = self.again(batch, answers["below"], rows, words)
            loss = loss + functional.cross_entropy(again, batch.kinds[rows, words])
        if count:
            for number, scores in enumerate(self.split(facts[:count])):
                loss = loss + functional.cross_entropy(scores, batch.facts[chosen, number])
            shown = batch.word_mask[batch.rows[chosen]][:, None, :]
            each = functional.binary_cross_entropy_with_logits(
                roles[:count], batch.roles[chosen], reduction="none"
            )
            loss = loss + (each * shown).sum() / count * _ROLES
        for told, scores, weight in (
            (batch.items, answers["items"], _ITEM),
            (batch.speakers, answers["speakers"], _SPEAKER),
        ):
            if told:
                rows, words, right = zip(*told, strict=True)
                chosen = scores[list(rows), list(words)]
                loss = loss + functional.cross_entropy(chosen, torch.tensor(right)) * weight
        for (_, _, meant, names), scores in zip(
            batch.references, self.references(answers, batch), strict=True
        ):
            right = [names.index(name) + 1 for name in meant] or [0]
            chance = torch.logsumexp(scores.log_softmax(0)[right], 0)
            loss = loss - chance * _REFERENCE / len(batch.references)
        return loss


def _runs(answers: Sequence[bool]) -> list[tuple[int, int]]:
    found, start = [], None
    for at, answer in enumerate([*answers, False]):
        if answer and start is None:
            start = at
        elif not answer and start is not None:
            found.append((start, at))
            start = None
    return found


def _touching(these: list[tuple[int, int]], those: list[tuple[int, int]]) -> int:
    return sum(any(a < d and c < b for c, d in those) for a, b in these)


@torch.no_grad()
def report(teacher: _Teacher, examples: Sequence[Example]) -> str:
    """How the examples are answered, in one line; roles as precision/recall of spans at the right triggers."""
    labels, network = teacher.labels, teacher.network
    network.eval()
    count: Counter[str] = Counter()
    for start in range(0, len(examples), 8):
        batch = batch_of([[one] for one in examples[start : start + 8]], labels)
        answers = teacher.first(batch)
        stated = 1 - answers["kinds"].softmax(-1)[..., 0]
        rows, words = ((stated > MAY_STATE) & batch.word_mask).nonzero(as_tuple=True)
        kinds = torch.zeros_like(batch.kinds)
        if len(rows):
            kinds[rows, words] = teacher.again(batch, answers["below"], rows, words)[0].argmax(-1)
        count["triggers"] += int((batch.kinds > 0).sum())
        count["marked"] += int(((kinds > 0) & batch.word_mask).sum())
        count["right"] += int(((kinds == batch.kinds) & (batch.kinds > 0)).sum())
        if len(batch.rows):
            _, facts, roles = teacher.again(batch, answers["below"], batch.rows, batch.words)
            for name, number, scores in zip(
                ("stage", "polarity", "certainty"), range(3), teacher.split(facts), strict=True
            ):
                count[name] += int((scores.argmax(1) == batch.facts[:, number]).sum())
            shown = (roles > 0) & batch.word_mask[batch.rows][:, None, :]
            for trigger in range(len(batch.rows)):
                for role in range(len(labels.roles)):
                    told = _runs((batch.roles[trigger, role] > 0).tolist())
                    read_ = _runs(shown[trigger, role].tolist())
                    count[f"told {role}"] += len(told)
                    count[f"read {role}"] += len(read_)
                    count[f"found {role}"] += _touching(told, read_)
                    count[f"fitting {role}"] += _touching(read_, told)
        for name, given in (("items", batch.items), ("speakers", batch.speakers)):
            count[f"all {name}"] += len(given)
            count[name] += sum(int(answers[name][row, word].argmax()) == right for row, word, right in given)
        for (_, _, meant, names), scores in zip(
            batch.references, teacher.references(answers, batch), strict=True
        ):
            best = int(scores.argmax())
            count["all references"] += 1
            count["references"] += (names[best - 1] in meant) if best else not meant
    network.train()

    def share(part: str, whole: str) -> float:
        return count[part] / max(1, count[whole])

    precision, recall = share("right", "marked"), share("right", "triggers")
    said = [
        f"triggers {precision:.3f}/{recall:.3f}",
        *(f"{name} {share(name, 'triggers'):.3f}" for name in ("stage", "polarity", "certainty")),
        *(f"{name} {share(name, f'all {name}'):.3f}" for name in ("items", "speakers", "references")),
    ]
    for number, role in enumerate(labels.roles):
        said.append(
            f"{role} {share(f'fitting {number}', f'read {number}'):.2f}/{share(f'found {number}', f'told {number}'):.2f}"
        )
    return ", ".join(said)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercises", type=Path, nargs="+", help="folders of exercises")
    parser.add_argument("--out", type=Path, required=True, help="where the model's files go")
    parser.add_argument(
        "--held", nargs="*", default=["*/01"], help="exercises held out: FOLDER/FILE, * for any"
    )
    parser.add_argument(
        "--seldom", nargs="*", default=[], help="folders of which each round takes a part of the texts only"
    )
    parser.add_argument("--part", type=float, default=_SELDOM, help="the share of their texts that it takes")
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument(
        "--silent", type=float, default=1.0, help="the share of the texts without a claim that a round takes"
    )
    parser.add_argument(
        "--again",
        type=float,
        default=_READ_AGAIN,
        help="claims for each text that are read again in one step",
    )
    parser.add_argument("--pieces", type=int, default=800, help="of one batch")
    parser.add_argument(
        "--rate", type=float, default=1.5e-4, help="of the encoder; the answers learn 8 times as fast"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--wide", type=Path, help="the unpacked all-mpnet-base-v2, to train the wider network for English"
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help="count in 32 bits: faster where the processor does not know bfloat16",
    )
    parser.add_argument(
        "--still", type=int, default=0, help="the lowest layers that stay as they are, for going on: faster"
    )
    parser.add_argument("--init", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument(
        "--save",
        type=Path,
        help="where the weights go every five minutes, to go on from; beside them their mean",
    )
    options = parser.parse_args()
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    numpy.random.seed(options.seed)
    labels = Labels(items=tuple(ITEMS))
    network, base = start(labels, options.wide)
    if options.init:
        network.load_state_dict(torch.load(options.init))
    else:
        network.start_from(base.weights)
        network.read_again_alike()
    if options.still:
        network.keep_still(options.still)
    paths = [path for folder in options.exercises for path in sorted(folder.rglob("*.jsonl"))]
    examples = [part for one in read(paths) for part in parts(example(one, base.pieces, labels))]
    held = [one for one in examples if any(_matches(one.id, pattern) for pattern in options.held)]
    apart = {one.id for one in held}
    learnt = [one for one in examples if one.id not in apart]
    print(f"{len(learnt)} texts to learn from, {len(held)} held out", flush=True)
    names = names_in(learnt)
    embedding, way = torch.from_numpy(base.rows), {"read_again": options.again, "half": not options.whole}
    teacher = _Teacher(network, embedding, labels, **way)
    learning = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    encoder = [p for name, p in learning if name.startswith(_ENCODER)]
    answers = [p for name, p in learning if not name.startswith(_ENCODER)]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": options.rate}, {"params": answers, "lr": options.rate * 8}],
        weight_decay=0.01,
    )
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(_KEPT))
    rates = [group["lr"] for group in optimizer.param_groups]
    begun, step, average, rounds, saved = time.monotonic(), 0, 0.0, 0, 0.0
    while (spent := (time.monotonic() - begun) / 60) < options.minutes:
        shown = [one for one in learnt if rng.random() < _share(one, options)]
        for batch in batches(
            shown, labels, names, pieces=options.pieces, forget=0.1, hidden=base.hidden, rng=rng
        ):
            spent = (time.monotonic() - begun) / 60
            if spent >= options.minutes:
                break
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, (step + 1) / 100) * max(0.02, 1 - spent / options.minutes)
            loss = teacher.loss(batch)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            mean.update_parameters(network)
            step += 1
            average = loss.item() if step == 1 else 0.99 * average + 0.01 * loss.item()
            if options.save and spent - saved > _SAVED:
                torch.save(network.state_dict(), options.save)
                torch.save(mean.module.state_dict(), options.save.with_suffix(".mean.pt"))
                saved = spent
        rounds += 1
        told = report(_Teacher(mean.module, embedding, labels, **way), held) if held else ""
        print(f"round {rounds}, {spent:.0f} min, loss {average:.2f}: {told}", flush=True)
    if options.save:
        torch.save(mean.module.state_dict(), options.save.with_suffix(".mean.pt"))
    export(mean.module, base, labels, options.out)


def start(labels: Labels, wide: Path | None) -> tuple[Network, Base]:
    """The network before it has learnt anything, and the encoder that it starts from."""
    if wide is not None:
        return WideNetwork(labels), read_wide(wide)
    return Network(labels), read_base(kept_pieces(SHIPPED / "pieces.tsv.xz"))


def _share(one: Example, options: argparse.Namespace) -> float:
    """How probable it is that a round shows the text."""
    share: float = 1.0 if one.triggers else options.silent
    return share * (options.part if one.id.split("/")[0] in options.seldom else 1.0)


def _matches(name: str, pattern: str) -> bool:
    return all(p in ("*", n) for n, p in zip(name.split("/"), pattern.split("/"), strict=False))


if __name__ == "__main__":
    main()
