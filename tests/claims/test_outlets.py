"""Papers and stations that speak: by their names, whatever words those hold."""

from __future__ import annotations

import pytest
from invented import claims

OUTLETS: list[tuple[str, str, str]] = [
    ("en", "Iran sold missiles to Russia, Press TV said.", "Press TV"),
    ("en", "According to the FT, Washington delivered missiles to Ukraine.", "Financial Times"),
    ("fr", "L'Iran a vendu des missiles à la Russie, a rapporté le Quotidien du peuple.", "People's Daily"),
]


@pytest.mark.parametrize(("language", "text", "outlet"), OUTLETS)
def test_an_outlet_speaks_by_its_name(language: str, text: str, outlet: str) -> None:
    assert {(one.source.role, one.source.org) for one in claims(language, text)} == {("outlet", outlet)}
