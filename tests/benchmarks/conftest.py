"""Scripts in `benchmarks/` are no package: tests find them as the interpreter does that runs one."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
