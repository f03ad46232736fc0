"""What is no longer done is denied: both halves of "ne … plus" count, and "plus de" alone is a number."""

from __future__ import annotations

import pytest
from invented import claims

ENDED = [
    ("La France ne livrera plus d'armes à Israël, a déclaré le président.", "planned"),
    ("Paris ne livre plus d'armes à Israël.", "delivered"),
    ("L'Allemagne n'exporte plus d'armes vers Israël depuis octobre.", "delivered"),
    ("La Pologne n'a plus livré de chars à Kiev depuis mars.", "delivered"),
    ("La Slovaquie n’enverra plus de missiles à l’Ukraine.", "planned"),
    ("Moscou ne vend désormais plus d'avions de chasse à l'Iran.", "delivered"),
    ("Il n'y a plus de livraisons de missiles iraniens à la Russie, assure Moscou.", "delivered"),
]
GOING_ON = [
    "La Serbie ne livre plus que des obus à l'Ukraine.",
    "La Serbie n'a livré que des obus à l'Ukraine.",
    "La Serbie a livré plus de 300 chars à l'Ukraine.",
    "La Serbie livre plus d'obus que jamais à l'Ukraine.",
]


@pytest.mark.parametrize(("text", "stage"), ENDED)
def test_what_is_no_longer_done_is_denied(text: str, stage: str) -> None:
    (claim,) = claims("fr", text)
    assert (claim.polarity, claim.stage) == ("denied", stage)


@pytest.mark.parametrize("text", GOING_ON)
def test_what_is_excepted_or_counted_is_affirmed(text: str) -> None:
    assert [claim.polarity for claim in claims("fr", text)] == ["affirmed"]
