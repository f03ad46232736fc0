"""Who a named speaker is: as the words beside the name tell, not as a table or the next state has it."""

from __future__ import annotations

import pytest
from invented import claims

from tracewire.lexicon import is_government

EN = "France will deliver tanks to Ukraine"
FR = "La France livrera des chars à l'Ukraine"
Told = tuple[str, str, str | None, str | None]

INTRODUCED: list[tuple[str, str, Told]] = [
    (
        "en",
        f"The United States ambassador to South Africa, Per Holm, said that {EN}.",
        ("Per Holm", "ambassador", "United States", "US"),
    ),
    # The office stands beside the name, and so does its country.
    (
        "en",
        f"{EN}, Norway's defence minister, Per Holm, said.",
        ("Per Holm", "defence minister", "Norway", "NO"),
    ),
    (
        "en",
        f"{EN}, Norway's new defence minister Per Holm said.",
        ("Per Holm", "defence minister", "Norway", "NO"),
    ),
    (
        "en",
        f"{EN}, said Per Holm, the Norwegian defence minister.",
        ("Per Holm", "defence minister", "Norway", "NO"),
    ),
    (
        "en",
        f"{EN}, said Per Holm, defence minister of Norway.",
        ("Per Holm", "defence minister", "Norway", "NO"),
    ),
    (
        "en",
        f"{EN}, said the defence minister of Norway, Per Holm.",
        ("Per Holm", "defence minister", "Norway", "NO"),
    ),
    (
        "fr",
        f"{FR}, a dit le ministre norvégien de la Défense, Per Holm.",
        ("Per Holm", "defence minister", "Norway", "NO"),
    ),
    (
        "fr",
        f"{FR}, a dit Per Holm, le ministre norvégien de la Défense.",
        ("Per Holm", "defence minister", "Norway", "NO"),
    ),
    (
        "fr",
        f"{FR}, a dit le ministre norvégien de la Défense, M. Per Holm.",
        ("Per Holm", "defence minister", "Norway", "NO"),
    ),
    (
        "en",
        f"{EN}, said Norwegian Defence Minister Per Holm-Berg.",
        ("Per Holm-Berg", "defence minister", "Norway", "NO"),
    ),
    # Nothing beside the name tells a country: an office speaks for the state that it tells of in front of it.
    ("en", f"{EN}, said General Paul Lenoir.", ("Paul Lenoir", "officer", None, "FR")),
    ("en", f"{EN}, said Paul Lenoir, a general.", ("Paul Lenoir", "officer", None, "FR")),
    (
        "fr",
        f"{FR}, a dit le président du groupe socialiste, Paul Lenoir.",
        ("Paul Lenoir", "president", None, "FR"),
    ),
    ("fr", f"{FR}, selon l'analyste Per Holm.", ("Per Holm", "analyst", None, None)),
    ("en", f"{EN}, said retired teacher Per Holm.", ("Per Holm", "witness", None, None)),
    # A name is taken whole.
    ("en", f"{EN}, said Anne-Marie Roe, Norway's envoy.", ("Anne-Marie Roe", "diplomat", "Norway", "NO")),
    (
        "en",
        f"{EN}, said the chairman of a Coventry firm, Kim O'Hara.",
        ("Kim O'Hara", "chairman", "Coventry", "GB"),
    ),
    # An office that is no longer held.
    ("en", f"{EN}, Per Holm, a retired Norwegian general, said.", ("Per Holm", "former officer", None, "NO")),
    (
        "en",
        f"{EN}, Norway's former defence minister Per Holm said.",
        ("Per Holm", "former defence minister", None, "NO"),
    ),
    ("fr", f"{FR}, selon l'ancien ministre norvégien Per Holm.", ("Per Holm", "former minister", None, "NO")),
]


@pytest.mark.parametrize(("language", "text", "speaker"), INTRODUCED)
def test_a_speaker_is_who_the_words_beside_the_name_say(language: str, text: str, speaker: Told) -> None:
    found = {
        (one.source.name, one.source.role, one.source.org, one.source.country)
        for one in claims(language, text)
    }
    assert found == {speaker}


LISTED: list[tuple[str, str, Told]] = [
    ("2023-06-09", "Defence Minister Anita Anand", ("Anita Anand", "defence minister", None, "CA")),
    (
        "2025-09-09",
        "Foreign Minister Anita Anand",
        ("Anita Anand", "foreign minister", "Canadian Ministry of Foreign Affairs", "CA"),
    ),
    (
        "2025-09-09",
        "Anita Anand",
        ("Anita Anand", "foreign minister", "Canadian Ministry of Foreign Affairs", "CA"),
    ),
    ("2023-06-09", "Anita Anand", ("Anita Anand", "official", None, "CA")),
    (
        "2023-06-09",
        "Minister Sergei Shoigu",
        ("Sergei Shoigu", "defence minister", "Russian Ministry of Defence", "RU"),
    ),
    ("2025-09-09", "Sergei Shoigu", ("Sergei Shoigu", "former defence minister", None, "RU")),
    ("2023-06-09", "ex-president Joe Biden", ("Joe Biden", "former president", None, "US")),
    (
        "2023-06-09",
        "Defense Secretary Lloyd Austin",
        ("Lloyd Austin", "defense secretary", "US Department of Defense", "US"),
    ),
]


@pytest.mark.parametrize(("published", "words", "speaker"), LISTED)
def test_the_table_of_persons_tells_what_the_text_leaves_open(
    published: str, words: str, speaker: Told
) -> None:
    told = claims("en", f"{EN}, {words} said.", published)
    found = {(one.source.name, one.source.role, one.source.org, one.source.country) for one in told}
    assert found == {speaker}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Putin", "Vladimir Putin"),
        ("Kim O'Hara", "Kim O'Hara"),
        ("Xi Lenoir", "Xi Lenoir"),
        ("Mr Lavrov", "Sergei Lavrov"),
    ],
)
def test_a_surname_means_the_person_of_the_table_unless_another_name_stands_beside_it(
    words: str, name: str
) -> None:
    assert {one.source.name for one in claims("en", f"{EN}, {words} said.")} == {name}


def test_a_person_is_known_by_surname_in_the_office_that_the_text_gave() -> None:
    text = f"Defence Minister Anita Anand met reporters in Ottawa. {EN}, Anand said."
    assert {(one.source.name, one.source.role) for one in claims("en", text)} == {
        ("Anita Anand", "defence minister")
    }


def test_who_no_longer_holds_an_office_speaks_for_no_state() -> None:
    assert is_government(None, "NO", "defence minister")
    assert not is_government(None, "NO", "former defence minister")
    assert not is_government("US Department of Defense", "US", "former official")


def test_a_name_keeps_what_a_hyphen_joins_to_it() -> None:
    text = "Moscow also got help, Yoo Sang-bum, a lawmaker, told reporters: it received Iranian missiles."
    assert claims("en", text)[-1].source.name == "Yoo Sang-bum"


@pytest.mark.parametrize(("language", "text", "role"), [
    ("en", "An adviser to the Greek prime minister said Greece could send S-300s to Ukraine.", "adviser"),
    ("en", "The prime minister's spokesman said Greece would send S-300s to Ukraine.", "spokesperson"),
    ("fr", "Un conseiller du premier ministre grec a dit que la Grèce céderait des S-300 à Kiev.", "adviser"),
    ("fr", "Le chef d'état-major de l'armée ukrainienne affirme que l'Iran a vendu des drones à la Russie.",
     "chief of staff"),
])  # fmt: skip
def test_who_serves_somebody_in_office_holds_another_office(language: str, text: str, role: str) -> None:
    assert {claim.source.role for claim in claims(language, text)} == {role}


@pytest.mark.parametrize(("language", "text", "org"), [
    ("fr", "L'Élysée a annoncé la vente de 80 Rafale aux Émirats. Human Rights Watch a dénoncé"
     " cette vente.\n\nLa coalition menée par Riyad utilise des armes françaises, rappelle l'organisation.",
     "Human Rights Watch"),
    ("fr", "Amnesty International a publié un rapport. Les Émirats ont livré des blindés aux Forces de"
     " soutien rapide, affirme l'ONG.", "Amnesty International"),
    ("en", "The Pentagon said nothing. Saferworld criticised the sale. Britain has sold missiles to Riyadh,"
     " the group said.", "Saferworld"),
])  # fmt: skip
def test_the_organisation_is_the_monitor_named_last(language: str, text: str, org: str) -> None:
    assert claims(language, text)[-1].source.org == org


@pytest.mark.parametrize(("text", "name", "role"), [
    ("Lt. Gen. Per Holm said Norway had sold radars to Togo.", "Per Holm", "officer"),
    ("Sen. Ann Lusk said Norway had sold radars to Togo.", "Ann Lusk", "senator"),
    ("The minister met envoys of the Togolese navy. Jonas Holm said Norway had sold radars to Togo.",
     "Jonas Holm", "official"),
])  # fmt: skip
def test_a_title_is_cut_short_by_a_point_that_ends_no_sentence(text: str, name: str, role: str) -> None:
    assert {(one.source.name, one.source.role) for one in claims("en", text)} == {(name, role)}
