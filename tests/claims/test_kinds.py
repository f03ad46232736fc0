"""What looks like a delivery and tells that arms were used, or that somebody has them; invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


@pytest.mark.parametrize(("language", "text", "user", "item"), [
    ("en", "Iran sent 200 missiles to Israel in a single night.", "IR", "missile"),
    ("fr", "L'Iran a envoyé 200 missiles sur Israël.", "IR", "missile"),
    ("fr", "L'Iran a envoyé en une nuit cent drones vers Israël.", "IR", "uav"),
])  # fmt: skip
def test_missiles_that_strike_are_used(language: str, text: str, user: str, item: str) -> None:
    told = [(c.kind, c.supplier, c.recipient, c.item) for c in claims(language, text)]
    assert told == [("use", (), (user,), (item,))]


@pytest.mark.parametrize(("language", "text", "giver", "taker"), [
    ("en", "Poland sent 200 missiles to Ukraine in May.", "PL", "UA"),
    ("en", "Oman sent tanks to Yemen in a single night.", "OM", "YE"),
    ("fr", "L'Iran a envoyé des missiles à la Russie.", "IR", "RU"),
    ("fr", "Le Qatar a envoyé des drones au Soudan pour une attaque contre l'armée.", "QA", "SD"),
])  # fmt: skip
def test_arms_that_are_sent_to_somebody_are_handed_over(
    language: str, text: str, giver: str, taker: str
) -> None:
    told = [(c.kind, c.supplier, c.recipient) for c in claims(language, text)]
    assert told == [("transfer", (giver,), (taker,))]


def test_what_a_force_is_equipped_with_it_has_from_nobody_who_is_told() -> None:
    text = (
        "Paris a parachuté des armes aux rebelles libyens. Les insurgés affrontent dans la plaine les forces"
        " de Kadhafi, qui sont équipées de chars et d'armes lourdes. Mardi, ils ont pris un dépôt."
    )
    told = [(c.kind, c.supplier, c.recipient) for c in claims("fr", text)]
    assert told == [("transfer", ("FR",), ("libyan-rebels",)), ("stock", (), ("LY",))]


@pytest.mark.parametrize(("text", "giver", "taker"), [
    ("L'armée malienne, équipée de blindés par la France, avance.", "FR", "ML"),
    ("L'armée tchadienne, équipée de chars par la Chine, avance.", "CN", "TD"),
])  # fmt: skip
def test_who_equips_a_force_gives(text: str, giver: str, taker: str) -> None:
    told = [(c.kind, c.supplier, c.recipient) for c in claims("fr", text)]
    assert told == [("transfer", (giver,), (taker,))]


@pytest.mark.parametrize(("language", "text", "givers"), [
    ("fr", "Des hélicoptères suédois et danois, fournis par Stockholm et Copenhague, participeront aux"
     " frappes en Libye.", ("SE", "DK")),
    ("fr", "Des Mirage fournis par la France participeront aux raids sur la Syrie.", ("FR",)),
    ("fr", "Les chasseurs fournis par le Danemark opéreront au-dessus de la Libye.", ("DK",)),
])  # fmt: skip
def test_where_arms_strike_or_fly_nobody_takes_them(
    language: str, text: str, givers: tuple[str, ...]
) -> None:
    assert {(c.kind, c.supplier, c.recipient) for c in claims(language, text)} == {("transfer", givers, ())}


@pytest.mark.parametrize(("language", "text", "giver"), [
    ("en", "Washington handed over missiles to Ukraine after strikes on Odessa.", "US"),
    ("en", "Norway handed over to Ukraine its last F-16s.", "NO"),
    ("fr", "La France a livré des missiles à l'Ukraine malgré les frappes sur Kiev.", "FR"),
])  # fmt: skip
def test_who_is_struck_may_take_arms(language: str, text: str, giver: str) -> None:
    told = [(c.kind, c.supplier, c.recipient) for c in claims(language, text)]
    assert told == [("transfer", (giver,), ("UA",))]
