"""The data files keep their own rules: known classes and codes, sources, no double rows, real places."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracewire.errors import Misconfigured
from tracewire.lexicon import (
    files,
    item_classes,
    language_table,
    languages,
    lexicon_digest,
    parties,
    party_name,
    party_type,
    place,
    state_name,
    table,
)

TABLES = [
    "items/classes.csv",
    "items/terms.csv",
    "items/decoys.csv",
    "items/weapons.csv",
    "items/called.csv",
    "items/fired.csv",
    "items/beside.csv",
    "items/taking_up.csv",
    "parties/states.csv",
    "parties/state_forms.csv",
    "parties/adjectives_fr.csv",
    "parties/actors.csv",
    "parties/actor_forms.csv",
    "parties/institutions.csv",
    "parties/institution_patterns.csv",
    "parties/conflicts.csv",
    "parties/persons.csv",
    "parties/offices.csv",
    "places/places.csv",
    "places/within.csv",
    "places/us_states.csv",
    "sources/outlets.csv",
    "sources/estimative.csv",
    "sources/classes.csv",
    "sources/letters.csv",
    "sources/blocs.csv",
    "sources/private_roles.csv",
    "sources/state_roles.csv",
    "regimes/rules.csv",
    "regimes/exemptions.csv",
    "regimes/scopes.csv",
    "regimes/positions.csv",
    "regimes/bindings.csv",
    "regimes/members.csv",
    "regimes/tokens.csv",
    "regimes/classes.csv",
    "regimes/figures.csv",
]
LISTS_THE_WARY = ("items/weapons.csv", "places/places.csv")
"""Their column `needs_context` holds the spellings that need it."""
_GUIDE = """
arms ammunition artillery-shell rocket small-arms-ammunition bomb missile ballistic-missile cruise-missile
surface-to-surface-missile anti-tank-missile anti-ship-missile air-to-air-missile surface-to-air-missile
guided-munition uav one-way-attack-uav armed-uav surveillance-uav aircraft fighter bomber trainer-aircraft
transport-aircraft attack-helicopter helicopter air-defence armour tank ifv apc artillery howitzer mlrs
mortar ship submarine frigate patrol-vessel radar small-arms vehicle engine electronics components
technology production-equipment materials chemical-precursor fuel training personnel aid-package
other-military satellite-imagery photo video debris intelligence document
"""
GUIDE = tuple(_GUIDE.split())


@pytest.mark.parametrize("path", TABLES)
def test_every_row_has_its_source_and_stands_once(path: str) -> None:
    rows = table(path, "source")
    assert rows
    assert all(row["source"] for row in rows)
    facts = [tuple(cell for column, cell in row.items() if column != "source") for row in rows]
    assert len(set(facts)) == len(facts)


@pytest.mark.parametrize("path", [path for path in TABLES if path not in LISTS_THE_WARY])
def test_context_is_yes_or_nothing(path: str) -> None:
    assert {row.get("needs_context", "") for row in table(path)} <= {"", "yes"}


def test_the_tree_holds_the_guides_classes_and_ends_above() -> None:
    tree = item_classes()
    assert [item for item in GUIDE if not tree.known(item)] == []
    for item in tree.all():
        assert tree.report_as(item) in GUIDE
        assert tree.family(item) == tree.family(tree.report_as(item))
        assert item not in tree.ancestors(item)
    assert tree.is_a("one-way-attack-uav", "uav") and tree.is_a("tank", "arms") and tree.is_a("uav", "uav")
    assert not tree.is_a("uav", "one-way-attack-uav") and not tree.is_a("technology", "arms")
    assert tree.report_as("loitering-munition") == "one-way-attack-uav"
    assert (tree.family("tank"), tree.family("engine"), tree.family("training")) == (
        "armour",
        "means",
        "support",
    )
    assert tree.label("tank", "fr") == "char"
    assert tree.may_be_called("tank", "vehicle") and tree.may_be_called("surveillance-uav", "aircraft")
    assert not tree.may_be_called("tank", "aircraft") and not tree.may_be_called("vehicle", "tank")


def test_words_and_weapons_use_the_guides_classes() -> None:
    tree = item_classes()
    for row in table("items/terms.csv"):
        assert row["class"] in GUIDE
        assert not row["finer"] or tree.report_as(row["finer"]) == row["class"], row
    for row in table("items/weapons.csv"):
        assert row["item"] in GUIDE
    names = [row["designation"] for row in table("items/weapons.csv")]
    assert len(set(names)) == len(names)


def test_forms_speak_of_known_states_and_parties() -> None:
    states = {row["code"] for row in table("parties/states.csv")}
    slugs = {row["slug"] for row in table("parties/actors.csv")}
    assert {row["code"] for row in table("parties/state_forms.csv")} == states
    assert {row["slug"] for row in table("parties/actor_forms.csv")} == slugs
    others = {"", "EU", "UN", "NATO"}
    for row in table("parties/institutions.csv"):
        assert row["country"] in states | others and row["party"] in {"", *slugs}, row
    for row in table("parties/persons.csv"):
        assert row["country"] in states | others and row["party"] in {"", *slugs}, row
    for row in table("sources/outlets.csv"):
        assert row["country"] in states, row


def test_each_capital_of_a_large_state_has_a_point_on_the_map() -> None:
    for row in table("parties/state_forms.csv"):
        if row["form"] == "capital" and row["code"] in {
            "RU",
            "IR",
            "US",
            "FR",
            "GB",
            "DE",
            "CN",
            "KP",
            "UA",
            "TD",
            "YE",
        }:
            town = place(row["place"])
            assert town is not None and town.lat is not None, row


def test_places_lie_on_earth_and_are_found_by_any_name() -> None:
    for row in table("places/places.csv"):
        if row["lat"]:
            assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row
    for name, standard in [
        ("Hambourg", "Hamburg"),
        ("Chiraz", "Shiraz"),
        ("Dounaï", "Dunai"),
        ("anvers", "Antwerp"),
    ]:
        found = place(name)
        assert found is not None and found.name == standard
    hodeidah = place("Hodeïda")
    assert hodeidah is not None and (hodeidah.country, hodeidah.kind) == ("YE", "port")
    assert place("Nowhere-on-Sea") is None


def test_parties_have_names_in_both_languages() -> None:
    assert state_name("IR") == "Iran" and state_name("KP", "fr") == "Corée du Nord"
    assert party_name("houthis", "fr") == "Houthis" and party_name("US", "fr") == "États-Unis"
    assert party_name("un", "fr") == "Nations unies"
    assert party_name("some-new-slug") == "some-new-slug"
    assert all(party_name(party, "fr") and party_name(party) for party in parties())
    with pytest.raises(KeyError):
        state_name("QQ")


def test_party_types_tell_alliances_and_bodies_from_states() -> None:
    assert [party_type(code) for code in ("nato", "ecowas", "houthis", "FR")] == [
        "alliance",
        "organisation",
        "armed group",
        "state",
    ]


def test_a_language_without_a_pack_is_misconfigured() -> None:
    with pytest.raises(Misconfigured) as refused:
        language_table("tlh", "verbs")
    assert refused.value.where == "data/languages"
    assert "fr" in refused.value.remedy


def test_packs_are_read_by_name() -> None:
    assert {"en", "fr"} <= set(languages())
    with pytest.raises(Misconfigured) as refused:
        language_table("fr", "no-such-table")
    assert "languages/fr/no-such-table" in refused.value.where


def test_a_table_without_a_column_says_which() -> None:
    with pytest.raises(Misconfigured) as refused:
        table("items/terms.csv", "lang", "colour")
    assert "colour" in refused.value.message
    assert refused.value.where == "data/items/terms.csv"


@pytest.fixture
def other_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of our own, so that its files can be broken."""
    monkeypatch.setattr(files, "_root", lambda: tmp_path)
    for cached in (files.table, files.languages, files.language_table, files.lexicon_digest):
        cached.cache_clear()
    yield tmp_path
    for cached in (files.table, files.languages, files.language_table, files.lexicon_digest):
        cached.cache_clear()


def test_the_digest_follows_content_and_names_and_nothing_else(other_data: Path) -> None:
    (other_data / "items").mkdir()
    words = other_data / "items" / "words.csv"

    def digest() -> str:
        files.lexicon_digest.cache_clear()
        return lexicon_digest()

    words.write_text("a,b\n1,2\n")
    first = digest()
    (other_data / "README.md").write_text("prose")
    assert digest() == first
    words.write_text("a,b\n1,3\n")
    second = digest()
    assert second != first
    words.rename(other_data / "items" / "other.csv")
    assert digest() not in {first, second}


def test_broken_files_are_told_with_their_place(other_data: Path) -> None:
    (other_data / "languages" / "xx").mkdir(parents=True)
    (other_data / "languages" / "xx" / "verbs.toml").write_text("not toml")
    (other_data / "languages" / "xx" / "cues.csv").write_text("term,note\nselon,attribution\n")
    (other_data / "wide.csv").write_text("a,b\n1,2,3\n")
    with pytest.raises(Misconfigured) as toml:
        language_table("xx", "verbs")
    assert toml.value.where == "data/languages/xx/verbs.toml"
    with pytest.raises(Misconfigured) as wide:
        table("wide.csv")
    assert wide.value.where == "data/wide.csv line 2"
    assert language_table("xx", "cues")["rows"] == ({"term": "selon", "note": "attribution"},)


@pytest.mark.parametrize("language", languages())
def test_no_beginning_of_a_word_that_may_deny_begins_the_name_of_goods(language: str) -> None:
    """Else every sentence about these goods may deny something."""
    rows = table("items/terms.csv", "lang", "term")
    goods = {row["term"].lower() for row in rows if row["lang"] == language and " " not in row["term"]}
    hints = tuple(language_table(language, "operators")["negation"]["hinting"])
    assert [word for word in sorted(goods) if word.startswith(hints)] == []
