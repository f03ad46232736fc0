"""Who speaks, for whom, and with whom in one bloc: the tables of sources."""

from __future__ import annotations

from datetime import date

import pytest

from tracewire.lexicon import (
    bloc_of,
    is_government,
    parties,
    plain_name,
    speaker_class,
    speaker_name,
    state_of_outlet,
    table,
)


@pytest.mark.parametrize(
    ("org", "country", "sort"),
    [
        ("White House", "US", "government"),
        ("the White House", None, "government"),
        ("Ukrainian Ministry of Defence", "UA", "government"),
        ("UN Panel of Experts on Yemen", "UN", "experts"),
        ("UN Secretariat", "UN", "organisation"),
        ("European Commission", "EU", "organisation"),
        ("Conflict Armament Research", "GB", "monitor"),
        ("Reuters", None, "agency"),
        ("Associated Press", None, "agency"),
        ("The Guardian", "GB", "newspaper"),
        ("Houthis", "YE", "armed-group"),
        ("Sarmatian Ministry of Rivers", "RS", "government"),
        ("Malian Air Force", "ML", "government"),
        ("Dominican prosecutor's office", "DO", "government"),
        ("Serbia", "RS", "government"),
        ("France and Germany", "FR", "government"),
        ("Serbian opposition Freedom Party", "RS", None),
        ("Conflict Watch", "GB", None),
        ("Coventry gearbox maker", "GB", None),
        ("Pentagon", "US", "government"),
        ("Pentagon", None, "government"),
        ("HUR", "UA", "government"),
        ("Ukrainian GUR", "UA", "government"),
        ("Ukraine's GUR", "UA", "government"),
        ("Ukrainian GUR", "US", None),
        ("Presidential Office", "KR", "government"),
        ("Rafael", "IL", "firm"),
        ("ANP", None, "agency"),
        ("A body that no table knows", "FR", None),
        ("A body that no table knows", None, None),
    ],
)
def test_each_body_has_its_class(org: str, country: str | None, sort: str | None) -> None:
    assert speaker_class(org, country) == sort


def test_names_are_compared_without_case_marks_and_article() -> None:
    assert plain_name("The  Guardian") == plain_name("guardian")
    assert speaker_name("The Associated Press") == speaker_name("AP") == "AP"
    assert speaker_name("Nobody's Gazette") == "Nobody's Gazette"
    assert speaker_name("Pentagon") == speaker_name("Pentagon", "US") == "US Department of Defense"
    assert speaker_name("Ukraine's GUR", "UA") == speaker_name("HUR", "UA")
    assert speaker_name("Ministry of Defence") == "Ministry of Defence", "of no state that is told"


def test_who_speaks_for_a_state() -> None:
    assert is_government("White House", "US") and is_government(None, "US")
    assert not is_government("Conflict Armament Research", "GB")
    assert is_government(None, "US", "official") and not is_government(None, "IN", "defence analyst")
    assert is_government("Pentagon", "US", "official") and is_government(
        "Arms control office", "ZA", "official"
    )
    assert not is_government("Conflict Watch", "GB", "institution")
    assert not is_government("Conflict Armament Research", "GB", "official")
    assert not is_government("Harbour University", "GB", "research official and professor")
    assert not is_government(None, None) and not is_government("UN Secretariat", "UN")


def test_a_states_medium_speaks_for_it() -> None:
    assert (state_of_outlet("TASS"), state_of_outlet("IRNA")) == ("RU", "IR")
    assert state_of_outlet("AP") is None and state_of_outlet("Nobody's Gazette") is None


def test_blocs_hold_on_their_days() -> None:
    assert bloc_of("US", "GB", date(2022, 1, 1)) == bloc_of("GB", "US", date(2022, 1, 1)) is not None
    assert bloc_of("US", "FI", date(2022, 1, 1)) is None
    assert bloc_of("US", "FI", date(2023, 4, 4)) is not None
    assert bloc_of("US", "US", date(2022, 1, 1)) is None
    assert bloc_of("IR", "RU", date(2022, 1, 1)) is None


def test_the_tables_are_sound() -> None:
    classes = {row["class"] for row in table("sources/classes.csv", "class", "letter", "reason", "source")}
    for row in table("sources/letters.csv", "name", "class", "letter", "since", "reason", "source"):
        assert row["letter"] in "ABCDEF" and row["reason"] and row["source"]
        assert speaker_class(row["name"]) in classes
    for row in table("sources/blocs.csv", "bloc", "state", "valid_from", "why", "source"):
        assert row["state"] in parties() and row["why"] and row["source"]
