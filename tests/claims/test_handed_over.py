"""Which of the goods that a sentence names are handed over, and by whom, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims

from tracewire.model import Claim


def _told(claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return claim.supplier, claim.recipient, claim.item


@pytest.mark.parametrize(("language", "text", "supplier", "recipient", "item"), [
    ("en", "Kuwait received ten Turkish vehicles fitted with turrets from Elbit.", "TR", "KW", "vehicle"),
    ("en", "Oman ordered eight Leonardo helicopters with radars made by Thales.", "IT", "OM", "helicopter"),
    ("en", "Four Spanish frigates equipped with American radars were delivered to Oman.",
     "ES", "OM", "frigate"),
    ("en", "Turkey exported drones powered by Ukrainian engines to Togo.", "TR", "TG", "uav"),
    ("en", "The tanks, fitted with German engines, were sold by South Korea to Peru.", "KR", "PE", "tank"),
    ("fr", "La France a livré au Tchad 20 blindés équipés de tourelles italiennes.", "FR", "TD", "armour"),
    ("fr", "Vingt chars russes armés de missiles ont été livrés au Vietnam.", "RU", "VN", "tank"),
    ("fr", "Oman a commandé huit hélicoptères avec des moteurs construits par Safran à l'Italie.",
     "IT", "OM", "helicopter"),
    ("fr", "Le Pérou recevra des hélicoptères français équipés de mitrailleuses fournies par la Belgique.",
     "FR", "PE", "helicopter"),
    # Whose name stands before the whole makes it, where nobody else does.
    ("en", "Chile asked to buy 12 Leonardo helicopters with engines built by Safran.",
     "IT", "CL", "helicopter"),
    # Who is named behind "from" alone hands over the whole.
    ("en", "Mali received helicopters armed with rockets from Russia.", "RU", "ML", "helicopter"),
])  # fmt: skip
def test_what_goods_are_fitted_with_is_handed_over_with_them(
    language: str, text: str, supplier: str, recipient: str, item: str
) -> None:
    assert [_told(one) for one in claims(language, text)] == [((supplier,), (recipient,), (item,))]


@pytest.mark.parametrize(("language", "text", "item"), [
    ("fr", "Le Pérou veut quatre sous-marins dotés d'un système de propulsion allemand.", "submarine"),
    ("fr", "La frégate vendue au Pérou est dotée d'un radar suédois.", "frigate"),
    ("fr", "Le Pérou recevra des hélicoptères équipés de mitrailleuses de fabrication belge.", "helicopter"),
])  # fmt: skip
def test_who_made_a_part_does_not_give_the_whole(language: str, text: str, item: str) -> None:
    assert [_told(one) for one in claims(language, text)] == [((), ("PE",), (item,))]


@pytest.mark.parametrize(("language", "text", "told"), [
    ("en", "Chile signed a contract for 12 helicopters with Safran.", ("FR", "CL", "helicopter")),
    ("en", "Peru received helicopters with the help of Spain.", ("ES", "PE", "helicopter")),
    ("en", "Turkey equipped its frigates with Swedish radars.", ("SE", "TR", "radar")),
    ("fr", "L'armée de Russie a livré des chars au Mali.", ("RU", "ML", "tank")),
])  # fmt: skip
def test_who_stands_behind_with_is_no_maker_of_parts(
    language: str, text: str, told: tuple[str, str, str]
) -> None:
    supplier, recipient, item = told
    assert [_told(one) for one in claims(language, text)] == [((supplier,), (recipient,), (item,))]


def test_arms_beside_others_are_goods_of_their_own() -> None:
    text = "Togo bought F-16 fighters with missiles and spare parts from the United States."
    (read,) = claims("en", text)
    assert read.item == ("missile", "components")
