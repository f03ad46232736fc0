"""What a person types for a party, a class, a weapon or a place is what the tables call so, or is refused."""

from __future__ import annotations

import pytest

from tracewire.lexicon import (
    NameUnknown,
    country_meant,
    item_classes,
    item_meant,
    lies_in,
    parties,
    party_meant,
    party_name,
    place,
    place_meant,
    speaker_meant,
    table,
    weapon_meant,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("RU", "RU"),
        ("ru", "RU"),
        ("Russia", "RU"),
        ("Russie", "RU"),
        ("north korea", "KP"),
        ("Corée du Nord", "KP"),
        ("UK", "GB"),
        ("UA", "UA"),
        ("eu", "eu"),
        ("Houthi", "houthis"),
        ("Ansar Allah", "houthis"),
        ("Forces de soutien rapide", "rsf"),
        ("al-qaeda", "al-qaeda"),
    ],
)
def test_a_party_has_many_names(text: str, code: str) -> None:
    assert party_meant(text) == code


def test_every_code_and_every_name_of_the_tables_is_understood() -> None:
    for code in parties():
        # A state's code in either case goes before a slug: of the party "mk" only the names can be typed.
        assert party_meant(code) == party_meant(code.swapcase()) == (code if code != "mk" else "MK")
        assert party_meant(party_name(code)) == party_meant(party_name(code, "fr")) == code
    for item in item_classes().all():
        assert item_meant(item) == item


def test_what_only_a_ledger_holds_is_understood_where_it_is_asked() -> None:
    assert party_meant("Quay-Brigade", held=lambda: ["quay-brigade"]) == "quay-brigade"
    # The ledger's own slug goes before the alias of another, and a state before both.
    assert party_meant("ansarallah", held=lambda: ["ansarallah"]) == "ansarallah"
    assert party_meant("ansarallah") == "houthis"
    assert party_meant("russia", held=lambda: ["russia"]) == "RU"
    assert item_meant("river-mine", held=lambda: ["river-mine"]) == "river-mine"
    with pytest.raises(NameUnknown) as error:
        party_meant("Rusia", held=lambda: ["Russia", "quay-brigade"])
    assert error.value.remedy.startswith("near it: RU (Russia) or US (United States); ")


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("drone", "uav"),
        ("Drones", "uav"),
        ("chars", "tank"),
        ("155 mm shell", "shell-155"),
        ("battery", "battery"),
        ("ICBM", "ballistic-missile"),
        ("one-way-attack-uav", "one-way-attack-uav"),
    ],
)
def test_a_class_has_many_words(text: str, item: str) -> None:
    assert item_meant(text) == item


@pytest.mark.parametrize(
    ("read", "text", "says"),
    [
        (party_meant, "Rusia", "RU (Russia)"),
        (party_meant, "houtis", "houthis"),
        (party_meant, "XX", "states.csv"),
        (item_meant, "tankk", "tank"),
        (item_meant, "surface-to-air missile system", "air-defence, surface-to-air-missile"),
        (item_meant, "Shahed-136", "one-way-attack-uav"),
        (weapon_meant, "Shahed-999", "Shahed-"),
        (country_meant, "Houthis", "name a state"),
    ],
)
def test_what_nothing_knows_is_refused_with_what_comes_near(read: object, text: str, says: str) -> None:
    assert callable(read)
    with pytest.raises(NameUnknown) as error:
        read(text)
    assert repr(text) in str(error.value)
    assert says in error.value.remedy


def test_weapons_are_compared_without_spaces_and_hyphens() -> None:
    assert weapon_meant("shahed 136") == "shahed 136"
    assert weapon_meant("Shahed136") == "Shahed136"
    assert (country_meant("Russie"), country_meant("nato"), country_meant("UN")) == ("RU", "NATO", "UN")


@pytest.mark.parametrize(
    ("name", "region", "inside"),
    [
        ("Darfour", "Darfur", True),
        ("North Darfur", "Darfur", True),
        ("darfour-nord", "Darfur", True),
        ("Nyala airport", "Darfur", True),
        ("El-Fasher", "Darfur", True),
        ("Khankendi", "Nagorno-Karabakh", True),
        ("Port-Soudan", "Darfur", False),
        ("Sudan", "Darfur", None),
        ("Amdjarass", "Darfur", None),
        ("Quaytown", "Darfur", None),
    ],
)
def test_where_a_place_lies(name: str, region: str, inside: bool | None) -> None:
    assert lies_in(name, region) is inside


def test_the_table_of_places_within_regions_keeps_its_rules() -> None:
    regions = {row["region"] for row in table("regimes/rules.csv", "region")}
    for row in table("places/within.csv", "name", "region", "inside", "source"):
        assert row["region"] in regions and place(row["region"]), row
        assert row["inside"] in ("yes", "no") and row["source"], row
        known = place(row["name"])
        assert known is not None or row["inside"] == "yes", "a place outside is one of places.csv"
        assert known is None or known.name == row["name"], row


def test_places_and_speakers_of_a_ledger_are_understood_beside_those_of_the_tables() -> None:
    assert place_meant("bakou") == "Baku"
    assert place_meant("North Darfur") == "North Darfur"
    assert place_meant("pier nine", held=lambda: ["Pier Nine"]) == "Pier Nine"
    assert speaker_meant("The Quay Post", held=lambda: ["Quay Post"]) == "The Quay Post"
    with pytest.raises(NameUnknown):
        place_meant("Quaytown")
    with pytest.raises(NameUnknown, match="Quay Post"):
        speaker_meant("Quay Pots", held=lambda: ["Quay Post"])
