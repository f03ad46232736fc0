"""Which matrix product does spaCy use? NumPy's: thinc's own wheels run a generic kernel on many processors.

Measured on an AMD EPYC core, November 2026: 22 GFLOPS with thinc's kernel, 70 with NumPy's OpenBLAS; the
pipeline as a whole gains a quarter.
"""

from __future__ import annotations

from typing import Any

from thinc.backends.numpy_ops import NumpyOps

__all__ = ["use_numpy"]


def use_numpy() -> None:
    """Make every CPU pipeline of this process multiply with NumPy. Calling it twice is harmless."""
    NumpyOps.gemm = _gemm


def _gemm(self: Any, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
    left = x.T if trans1 else x
    right = y.T if trans2 else y
    product = self.xp.dot(left, right)
    if out is None:
        return product
    out[...] = product
    return out
