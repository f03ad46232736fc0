"""A model that cannot be used says so, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracewire.errors import Misconfigured
from tracewire.marks import Network


def test_a_missing_file_of_the_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"labels\.json") as raised:
        Network(tmp_path)
    assert str(tmp_path) in str(raised.value)
