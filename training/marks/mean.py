"""The weighted mean of two trainings' weights: `python -m training.marks.mean ONE.pt OTHER.pt --share 0.3 --out FOLDER`.

Two trainings that started from the same weights err in other places; the mean of their weights is often better
than either (Wortsman and others 2022, "Model soups"). Writes the model's files as the package ships them, and
the mean itself beside them, to go on from.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from tracewire.marks import Labels
from training.marks.export import export
from training.marks.learn import ITEMS, start

__all__ = ["main"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("one", type=Path, help="weights that a training has saved")
    parser.add_argument("other", type=Path)
    parser.add_argument("--share", type=float, required=True, help="of the first one, between 0 and 1")
    parser.add_argument("--wide", type=Path, help="the unpacked all-mpnet-base-v2, for the wider network")
    parser.add_argument("--out", type=Path, required=True, help="where the model's files go")
    options = parser.parse_args()
    one, other = torch.load(options.one), torch.load(options.other)
    if one.keys() != other.keys():
        parser.error(f"{options.one} and {options.other} are weights of different networks")
    mean = {name: options.share * one[name] + (1 - options.share) * other[name] for name in other}
    labels = Labels(items=tuple(ITEMS))
    network, base = start(labels, options.wide)
    network.load_state_dict(mean)
    export(network, base, labels, options.out)
    torch.save(mean, options.out / "mean.pt")


if __name__ == "__main__":
    main()
