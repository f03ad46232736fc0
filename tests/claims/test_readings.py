"""Which goods a name and a noun mean together, and which a bare noun takes up. The sentences are invented."""

from __future__ import annotations

import pytest

from tracewire.claims.text.readings import in_context
from tracewire.expressions.quantities import quantity_finder
from tracewire.lexicon import EntryKind, item_classes, load_gazetteer, table


def goods(text: str, language: str) -> dict[str, str | None]:
    """The words for goods with the class of their first reading; of a word that comes twice the last."""
    hits = load_gazetteer(language).find(text)
    read = in_context(text, hits, quantity_finder(language).find(text), language)
    kinds = (EntryKind.ITEM, EntryKind.DESIGNATION)
    return {text[h.start : h.end]: h.entries[0].item for h in read if h.entries[0].kind in kinds}


@pytest.mark.parametrize(
    ("language", "text", "words", "item"),
    [
        ("fr", "Des drones Puma volent.", "Puma", "surveillance-uav"),
        ("fr", "Des hélicoptères Puma volent.", "Puma", "helicopter"),
        ("fr", "Des véhicules Puma roulent.", "Puma", "ifv"),
        ("en", "Puma drones fly.", "Puma", "surveillance-uav"),
        ("en", "Puma vehicles drive.", "vehicles", "ifv"),
        ("fr", "Des chars Panther roulent.", "Panther", "tank"),
        ("fr", "Dix Panther, hélicoptères de la marine.", "Panther", "helicopter"),
        ("fr", "L'usine de chars sortira 400 Panther par an.", "Panther", "tank"),
        ("en", "Cougar vehicles drive.", "Cougar", "armour"),
        ("en", "Hawk jets fly.", "Hawk jets", "trainer-aircraft"),
        ("fr", "Des batteries antiaériennes Hawk.", "Hawk", "air-defence"),
        ("fr", "Des blindés Cobra roulent.", "Cobra", "apc"),
        ("en", "Lynx helicopters fly.", "Lynx", "helicopter"),
        ("fr", "Une quarantaine de blindés Marder.", "blindés", "ifv"),
        ("fr", "Cinquante véhicules CV90.", "véhicules", "ifv"),
        ("fr", "Des systèmes antiaériens portatifs Stinger.", "Stinger", "surface-to-air-missile"),
        ("en", "Portable anti-aircraft systems.", "Portable anti-aircraft systems", "surface-to-air-missile"),
        ("en", "Patriot missiles arrived.", "missiles", "missile"),
        ("fr", "Des munitions Gepard.", "munitions", "ammunition"),
        ("en", "Cougar missiles arrived.", "Cougar", "missile"),
    ],
)
def test_a_name_and_the_noun_beside_it(language: str, text: str, words: str, item: str) -> None:
    assert goods(text, language)[words] == item


@pytest.mark.parametrize(
    ("language", "text", "words", "item"),
    [
        ("fr", "Neuf obusiers D-30 sont partis, et ces pièces sont à Riga.", "pièces", "howitzer"),
        ("fr", "Il a reçu 660 drones kamikazes. Un contrat prévoit 1.750 appareils.", "appareils",
         "one-way-attack-uav"),
        ("fr", "Des chars sont partis. Ces engins sont arrivés.", "engins", "tank"),
        ("fr", "Deux frégates sont prêtes. Les deux bâtiments partiront.", "bâtiments", "frigate"),
        ("en", "Nineteen howitzers came. The guns are in Riga.", "guns", "howitzer"),
        ("en", "Ten fighters came. These aircraft are in Riga.", "aircraft", "fighter"),
    ],
)  # fmt: skip
def test_a_bare_noun_takes_up_the_goods_before_it(language: str, text: str, words: str, item: str) -> None:
    assert goods(text, language)[words] == item


@pytest.mark.parametrize(
    ("language", "text", "words", "item"),
    [
        ("fr", "Des drones et douze appareils sont partis.", "appareils", "aircraft"),
        ("fr", "Des obusiers sont partis, puis des pièces.", "pièces", "components"),
        ("fr", "Des obusiers sont partis, et les pièces de drones aussi.", "pièces de drones", "components"),
        ("fr", "Ces pièces sont arrivées, puis des obusiers.", "pièces", "components"),
        ("fr", "Des radars sont partis. Ces pièces sont à Riga.", "pièces", "components"),
        ("en", "Ten tanks came. The aircraft are in Riga.", "aircraft", "aircraft"),
    ],
)
def test_other_goods_are_not_taken_up(language: str, text: str, words: str, item: str) -> None:
    assert goods(text, language)[words] == item


def test_each_noun_takes_up_a_class_and_has_a_source() -> None:
    for row in table("items/taking_up.csv", "lang", "term", "class", "counted", "source"):
        assert item_classes().known(row["class"])
        assert row["source"]
