"""Which arms bring down which, which are attacked and which are only gone, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


def used(language: str, text: str) -> set[tuple[str, str, str]]:
    """Who uses whose arms as the claims tell it: user, origin, goods."""
    told = [claim for claim in claims(language, text) if claim.kind == "use"]
    assert len(told) == len(claims(language, text))
    return {(" ".join(c.recipient), " ".join(c.supplier), " ".join(c.item)) for c in told}


@pytest.mark.parametrize(("language", "text", "uses"), [
    ("fr", "La télévision soudanaise affirme qu'un hélicoptère tchadien a été abattu par la défense"
     " anti-aérienne soudanaise.", {("TD", "", "helicopter"), ("SD", "", "air-defence")}),
    ("fr", "Un hélicoptère turc a été abattu par un missile sol-air syrien, selon Damas.",
     {("TR", "", "helicopter"), ("SY", "", "surface-to-air-missile")}),
    ("fr", "Le drone iranien a été détruit par un missile Patriot saoudien.",
     {("IR", "", "uav"), ("SA", "", "surface-to-air-missile")}),
    ("fr", "L'Ukraine a abattu deux hélicoptères russes avec des missiles Stinger américains.",
     {("RU", "", "helicopter"), ("UA", "US", "surface-to-air-missile")}),
    ("en", "Kenyan troops blew up three Somali tanks with anti-tank missiles.",
     {("SO", "", "tank"), ("KE", "", "anti-tank-missile")}),
])  # fmt: skip
def test_arms_that_bring_down_others_and_those_are_two_uses(
    language: str, text: str, uses: set[tuple[str, str, str]]
) -> None:
    assert used(language, text) == uses


def test_the_number_counts_the_arms_beside_it() -> None:
    text = "Les drones azerbaïdjanais ont détruit 6 chars arméniens."
    assert {(c.item, c.quantity.low if c.quantity else None) for c in claims("fr", text)} == {
        (("uav",), None),
        (("tank",), 6),
    }


def test_what_is_destroyed_along_with_others_does_not_destroy_them() -> None:
    text = "Iranian forces hold the area. Iraqi helicopters were shot down along with 40 tanks, Tehran said."
    assert {users for users, _, _ in used("en", text)} == {"IQ"}


@pytest.mark.parametrize(("language", "text", "uses"), [
    ("fr", "Les rebelles ont abattu un hélicoptère de l'armée malienne.", {("ML", "", "helicopter")}),
    ("en", "Two Iranian drones were shot down over Erbil, Baghdad said.", {("IR", "", "uav")}),
    ("en", "Ukrainian drones destroyed an ammunition depot in Russia.", {("UA", "", "uav")}),
    ("en", "Syrian air defences shot down a Russian Il-20 plane off Latakia.", {("SY", "", "air-defence")}),
])  # fmt: skip
def test_arms_on_one_side_alone_are_one_use(
    language: str, text: str, uses: set[tuple[str, str, str]]
) -> None:
    assert used(language, text) == uses


@pytest.mark.parametrize(("language", "text"), [
    ("fr", "Les insurgés partent à l'attaque des chars de l'armée tchadienne."),
    ("fr", "Des combattants kurdes se sont lancés à l'assaut des blindés turcs à Afrin."),
    ("en", "The rebels launched an attack on Chadian army tanks near Faya."),
])  # fmt: skip
def test_arms_that_are_attacked_are_not_used(language: str, text: str) -> None:
    assert claims(language, text) == ()


@pytest.mark.parametrize(("language", "text", "uses"), [
    ("fr", "Une attaque de drones turcs a visé Erbil.", {("TR", "", "uav")}),
    ("fr", "L'Éthiopie a lancé ses chars à l'assaut de la ville d'Adwa.", {("ET", "", "tank")}),
    ("en", "Ethiopia used tanks in its attack on Eritrean artillery.", {("ET", "", "tank")}),
    ("en", "Turkey used drones in an attack on Kurdish positions.", {("TR", "", "uav")}),
])  # fmt: skip
def test_arms_that_an_attack_is_made_with_are_used(
    language: str, text: str, uses: set[tuple[str, str, str]]
) -> None:
    assert used(language, text) == uses


@pytest.mark.parametrize("text", [
    "Selon le Spiegel, 3.000 missiles sol-air ont disparu des dépôts soudanais.",
    "Quelque 200 roquettes ont disparu des stocks de l'armée roumaine, selon Bucarest.",
    "Vingt missiles ont été dérobés dans un dépôt de l'armée belge.",
])  # fmt: skip
def test_arms_that_are_gone_are_not_used(text: str) -> None:
    assert claims("fr", text) == ()


def test_arms_that_were_gone_may_be_used_by_others() -> None:
    text = "Le Mali a tiré des roquettes qui ont disparu des stocks roumains."
    assert used("fr", text) == {("ML", "RO", "rocket")}


@pytest.mark.parametrize(("language", "text", "user", "makers"), [
    ("en", "The Houthis, who get missiles from Iran, launched three missiles at a ship.", "houthis", ("IR",)),
    ("en", "Hezbollah, which is armed by Iran, fired rockets at Haifa on Monday.", "hezbollah", ()),
    ("fr", "Les Houthis, qui reçoivent des missiles de l'Iran, ont tiré deux missiles sur un pétrolier.",
     "houthis", ("IR",)),
    ("fr", "Le Hezbollah, armé par l'Iran, a tiré des roquettes sur Haïfa lundi.", "hezbollah", ()),
])  # fmt: skip
def test_who_arms_the_user_does_not_fire_and_made_only_what_it_is_told_to_have_given(
    language: str, text: str, user: str, makers: tuple[str, ...]
) -> None:
    (use,) = (claim for claim in claims(language, text) if claim.kind == "use")
    assert (use.supplier, use.recipient) == (makers, (user,))
