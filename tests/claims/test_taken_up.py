"""Whom words without a name take up, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


@pytest.mark.parametrize(("language", "text", "supplier", "recipient"), [
    ("en", "The Malian army was reformed. In May Turkey gave 20 drones to the army.", ("TR",), ("ML",)),
    ("fr", "L'armée malienne manque de tout. La Turquie a livré 20 drones à l'armée.", ("TR",), ("ML",)),
    ("en", "WASHINGTON, May 3 - The administration will send 12 howitzers to Ghana.", ("US",), ("GH",)),
    ("fr", "BERLIN - Le gouvernement fédéral a approuvé la livraison de 12 chars au Mali.", ("DE",), ("ML",)),
    ("fr", "L’armée soudanaise se tourne vers l’Iran. L’Egypte aurait quant à elle cédé à l’armée des drones"
     " Bayraktar, d’après un quotidien.", ("EG",), ("SD",)),
    ("en", "WASHINGTON, May 3 - A Kenyan firm will deliver 810 rifles to the Army under a contract.",
     ("KE",), ("US",)),
])  # fmt: skip
def test_a_body_of_a_state_is_that_of_whoever_was_told_of_or_is_at_home(
    language: str, text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    assert {(one.supplier, one.recipient) for one in claims(language, text)} == {(supplier, recipient)}


@pytest.mark.parametrize(("language", "text"), [
    ("fr", "PARIS - Le Mali manque de tout. Le Mali attend. En mai, la Turquie a livré 20 drones au Mali, a"
     " annoncé l'armée."),
    ("en", "NAIROBI, May 3 - Sudan is at war. Sudan has no money. Turkey sent 20 drones to Sudan, the army"
     " said."),
])  # fmt: skip
def test_the_dateline_tells_nothing_where_the_text_is_of_another_state(language: str, text: str) -> None:
    (read,) = claims(language, text)
    assert read.source.country not in ("FR", "KE")


def test_who_is_called_rebels_is_no_country() -> None:
    text = "Houthi rebels hold the port. Iran sent missiles to Mali, the rebels said."
    assert [one.source.country for one in claims("en", text)] == [None]


@pytest.mark.parametrize("text", [
    "Since May 2022, Europe has been the main supplier of tanks to Ghana.",
    "More than 30 nations have sent Ghana tanks, thanks in part to the leadership of President Macron.",
])  # fmt: skip
def test_many_states_together_give_without_a_name(text: str) -> None:
    assert [(one.supplier, one.recipient) for one in claims("en", text)] == [((), ("GH",))]


def test_armed_groups_are_no_armed_forces() -> None:
    text = "The Malian Armed Forces left the north. Turkey sent 12 drones to armed groups there."
    assert not any("ML" in one.recipient for one in claims("en", text))


@pytest.mark.parametrize(("language", "text", "taker"), [
    ("en", "Qatar sent arms to the rebels. Libya's leader lost Benghazi. Libya has been at war since.",
     ("libyan-rebels",)),
    ("en", "The United States sent rifles to Kurdish fighters in northern Iraq, officials in Baghdad said."
     " Iraq's army watched.", ("iraqi-kurds",)),
    ("fr", "La Russie a livré des chars aux séparatistes. L'Ukraine a perdu Donetsk, dit Kiev.",
     ("donetsk-separatists",)),
    ("en", "Norway sent arms to the rebels. Mali's army lost Kidal. Mali has been at war since.", ()),
    ("en", "Norway sent arms to the rebels. Russia's army lost Grozny. Russia has been at war since.", ()),
])  # fmt: skip
def test_rebels_are_those_of_the_land_that_the_document_tells_of_if_they_have_no_other_name(
    language: str, text: str, taker: tuple[str, ...]
) -> None:
    assert {one.recipient for one in claims(language, text) if one.kind == "transfer"} == {taker}
