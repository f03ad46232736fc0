"""Read a shipped network back into weights to go on from: `python -m training.marks.shipped FOLDER --out WEIGHTS.pt`.

The files of the package hold matrices in blocks of 32 weights of eight or four bits (`export.py`); what comes
back differs from what was trained by their rounding.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy
import onnx
import torch
from onnx import numpy_helper

from tracewire.marks import Labels
from training.marks.learn import ITEMS, SHIPPED
from training.marks.network import Network
from training.marks.wide import WideNetwork

__all__ = ["main", "shipped_weights"]

_PACKED = "MatMulNBits"


def shipped_weights(folder: Path) -> dict[str, torch.Tensor]:
    """The weights of the network whose files the folder holds, by the names of `Network`."""
    found: dict[str, Any] = {}
    for name in ("network.onnx", "claims.onnx"):
        graph = onnx.load(str(folder / name)).graph
        tensors = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        for node in graph.node:
            if node.op_type == _PACKED:
                numbers = {one.name: one.i for one in node.attribute}
                found[f"{_module(node.name)}.weight"] = _unpacked(
                    tensors[node.input[1]], tensors[node.input[2]], numbers
                )
        found |= {one.removeprefix("network."): array for one, array in tensors.items()}
    return {name: torch.from_numpy(numpy.array(array, numpy.float32)) for name, array in found.items()}


def _module(node: str) -> str:
    """The module of a node: "/layers.0/attend/MatMul_Q8" is "layers.0.attend"."""
    return node.strip("/").rpartition("/")[0].replace("/", ".")


def _unpacked(blocks: Any, scales: Any, numbers: dict[str, int]) -> Any:
    """The matrix of `blocks` (rows x blocks x bytes) with one scale a block, as `MatMulNBits` counts it."""
    bits = numbers["bits"]
    if bits == 4:
        blocks = numpy.stack([blocks & 15, blocks >> 4], axis=-1).reshape(*blocks.shape[:2], -1)
    steps = blocks.astype(numpy.float32) - (1 << (bits - 1))
    whole = steps * scales.reshape(steps.shape[0], steps.shape[1], 1)
    return whole.reshape(numbers["N"], -1)[:, : numbers["K"]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SHIPPED, help="the model's files")
    parser.add_argument("--wide", action="store_true", help="they are those of the wider network")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go, for --init of learn")
    options = parser.parse_args()
    network = (WideNetwork if options.wide else Network)(Labels(items=tuple(ITEMS)))
    weights = shipped_weights(options.folder)
    own = network.state_dict()
    lacking = sorted(own.keys() - weights.keys())
    if lacking:
        parser.error(f"{options.folder} holds no {', '.join(lacking)}: is it the other network (--wide)?")
    network.load_state_dict({name: weights[name].reshape(own[name].shape) for name in own})
    torch.save(network.state_dict(), options.out)


if __name__ == "__main__":
    main()
