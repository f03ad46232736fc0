from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from newsroom import NOON, open_newsroom

from tracewire.ledger import LedgerView, lines
from tracewire.publish import dossier


@pytest.fixture(scope="session")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerView]:
    with open_newsroom(tmp_path_factory.mktemp("ledger")) as ledger:
        yield ledger.as_of()


@pytest.fixture(scope="session")
def site(view: LedgerView, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "dossier"
    dossier.write(view, lines(view), out, generated_at=NOON, version="0.0.0")
    return out
