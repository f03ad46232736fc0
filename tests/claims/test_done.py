"""What is done was done before it is reported, whatever month is named without its year."""

from __future__ import annotations

import pytest
from invented import claims


@pytest.mark.parametrize(("language", "text", "when"), [
    ("en", "By August, Prague had delivered 700,000 shells to Ukraine.", "../2022-08"),
    ("en", "By November 3, Prague had delivered 700,000 shells to Ukraine.", "../2022-11-03"),
    ("en", "By May, Prague had delivered 700,000 shells to Ukraine.", "../2023-05"),
    ("en", "Prague will deliver 700,000 shells to Ukraine by August.", "../2023-08"),
    ("fr", "Prague livrera 700 000 obus à l'Ukraine d'ici août.", "../2023-08"),
])  # fmt: skip
def test_a_month_without_a_year_is_not_ahead_of_what_was_done_in_it(
    language: str, text: str, when: str
) -> None:
    assert [claim.when for claim in claims(language, text)] == [when]
