"""What stands in a sentence is found: every form of the data, the longest, at its place, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracewire.errors import Misconfigured
from tracewire.lexicon import Entry, EntryKind, Gazetteer, Hit, fold_text, load_gazetteer, table
from tracewire.lexicon.gazetteer import _forms

LANGUAGES = ("en", "fr")
FRAMES = {"fr": "Selon la note, « {} » : voilà tout.", "en": 'The note, "{}": that is all.'}


def found(language: str, text: str) -> list[tuple[str, Hit]]:
    return [(text[hit.start : hit.end], hit) for hit in load_gazetteer(language).find(text)]


def readings(language: str, text: str) -> list[tuple[str, str, str]]:
    """What was found, as (written, kind, id) of the most likely reading."""
    return [(written, hit.entries[0].kind.value, hit.entries[0].id) for written, hit in found(language, text)]


def only(language: str, text: str) -> Entry:
    hits = found(language, text)
    assert len(hits) == 1, hits
    return hits[0][1].entries[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_the_data_is_found_in_a_sentence(language: str) -> None:
    gazetteer = load_gazetteer(language)
    lost = []
    for form in _forms(language):
        before, after = FRAMES[language].split("{}")
        text = before + form.text + ("-x" if form.hyphened else "") + after
        span = (len(before), len(before) + len(form.text))
        hits = [hit for hit in gazetteer.find(text) if (hit.start, hit.end) == span]
        if form.entry is None:
            if hits:
                lost.append(form.text)
        elif form.entry.form == "noun" and form.text[0].islower():
            continue  # French people-nouns are read only where the text has their capital
        elif not any(form.entry in hit.entries for hit in hits):
            lost.append(form.text)
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_gives_its_class_in_lower_case_and_in_capitals(language: str) -> None:
    gazetteer = load_gazetteer(language)
    decoys = {fold_text(row["term"]) for row in table("items/decoys.csv") if row["lang"] == language}
    for row in table("items/terms.csv"):
        if row["lang"] != language or fold_text(row["term"]) in decoys:
            continue
        for written in (row["term"], row["term"].upper()):
            items = {entry.item for hit in gazetteer.find(f"; {written}.") for entry in hit.entries}
            assert row["class"] in items, written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("des drones iraniens", ("iraniens", "demonym")),
        ("la livraison iranienne", ("iranienne", "demonym")),
        ("les usines iraniennes", ("iraniennes", "demonym")),
        ("un moteur iranien", ("iranien", "demonym")),
        ("accusé par les Iraniens", ("Iraniens", "noun")),
        ("le pouvoir nord-coréen", ("pouvoir nord-coréen", "name")),
        ("des obus nord-coréens", ("nord-coréens", "demonym")),
        ("des mines sud-africaines", ("sud-africaines", "demonym")),
        ("les voisins turcs", ("turcs", "demonym")),
        ("une fabrication turque", ("turque", "demonym")),
        ("la place grecque", ("grecque", "demonym")),
        ("un accord russo-biélorusse", ("russo", "prefix")),
    ],
)
def test_french_words_of_states_in_all_their_forms(text: str, expected: tuple[str, str]) -> None:
    assert expected in [(written, hit.entries[0].form) for written, hit in found("fr", text)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Un missile sol-air a été tiré.", ("missile sol-air", "surface-to-air-missile")),
        (
            "fr",
            "des drones d’attaque à sens unique",
            ("drones d’attaque à sens unique", "one-way-attack-uav"),
        ),
        ("fr", "des véhicules de combat d'infanterie", ("véhicules de combat d'infanterie", "ifv")),
        ("fr", "3\u00a0000 obus de 155\u202fmm", ("obus de 155\u202fmm", "artillery-shell")),
        ("en", "short-range ballistic missiles", ("short-range ballistic missiles", "ballistic-missile")),
        ("en", "155-mm shells", ("155-mm shells", "artillery-shell")),
        ("en", "anti-tank guided\nmissiles", ("anti-tank guided\nmissiles", "anti-tank-missile")),
        ("en", "armored personnel carriers", ("armored personnel carriers", "apc")),
    ],
)
def test_the_longest_form_is_taken(language: str, text: str, expected: tuple[str, str]) -> None:
    assert expected in [(written, hit.entries[0].item) for written, hit in found(language, text)]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Jack Kim in Seoul, editing by Tom Brown", []),
        ("fr", "la journaliste Kim Wall", []),
        ("fr", "Brigitte Macron et M. Macron", ["Emmanuel Macron"]),
        ("en", "President Yoon and Secretary Austin", ["Yoon Suk Yeol", "Lloyd Austin"]),
        ("en", "Michael Pence and William J. Burns", ["Mike Pence", "William Burns"]),
        ("en", "Prime Minister Kishida Fumio", ["Fumio Kishida"]),
        ("en", "Lord Cameron met Sen. McCain", ["David Cameron", "John McCain"]),
        ("en", "He spoke. Lavrov went.", ["Sergei Lavrov"]),
        ("en", "Biden Ukraine visit", ["Joe Biden"]),
    ],
)  # fmt: skip
def test_a_surname_beside_another_given_name_is_another_person(
    language: str, text: str, names: list[str]
) -> None:
    assert [hit.entries[0].name for _, hit in found(language, text) if hit.first(EntryKind.PERSON)] == names


NAMES = (EntryKind.STATE, EntryKind.INSTITUTION)


@pytest.mark.parametrize(
    ("language", "paragraphs", "states"),
    [
        ("en", ["Fighters from the South came.", "Lebanon sold them rifles."], ["LB"]),
        ("en", ["Shells for the South were seized.", "North Korea denied it."], ["KP"]),
        ("en", ["South Korea is arming.", "Shells for the South were seized."], ["KR", "KR"]),
        ("fr", ["Dans le Sud, la milice a reçu des fusils.", "Le Liban proteste."], ["LB"]),
        ("en", ["The Coast Guard got boats from Norway."], ["NO"]),
        ("en", ["The Coast Guard got boats from Norway.", "Washington paid."], ["US", "NO", "US"]),
        ("fr", ["Pyongyang s'arme.", "Le Nord a tiré un missile, dit Séoul."], ["KP", "KP", "KR"]),
    ],
)
def test_a_name_with_another_sense_counts_where_its_state_is_named(
    language: str, paragraphs: list[str], states: list[str]
) -> None:
    hits = [hit for found in load_gazetteer(language).find_all(paragraphs) for hit in found]
    named = [entry.party for hit in hits if (entry := hit.entries[0]).kind in NAMES]
    assert named == states


def test_punctuation_parts_what_a_space_joins() -> None:
    assert [written for written, _ in found("fr", "un missile, sol-air")] == ["missile"]
    assert [written for written, _ in found("en", "a missile. Systems")] == ["missile", "Systems"]


@pytest.mark.parametrize("before", ["", "🚀 ", "é\u0301è ", "œuvre ﬁn ", "\u200b\u00ad«\u202f"])
def test_offsets_count_code_points_whatever_stands_before(before: str) -> None:
    text = before + "Te\u0301he\u0301ran livre des drones"
    assert [text[hit.start : hit.end] for hit in load_gazetteer("fr").find(text)] == [
        "Te\u0301he\u0301ran",
        "drones",
    ]


@pytest.mark.parametrize(
    ("language", "text", "left_out"),
    [
        ("en", "He will turkey and china us, mali.", {"turkey", "china", "us", "mali"}),
        ("en", "the polish and the czech", {"polish", "czech"}),
        ("en", "a toy tow truck, a som and a hot day", {"tow", "som", "hot"}),
        ("fr", "il a armé le navire", {"armé"}),
        ("fr", "de 2 à 10 personnes, page 4", {"à 10"}),
        ("fr", "Franco est mort", {"Franco"}),
        ("fr", "le point et la croix", {"le point", "la croix"}),
        ("fr", "un groupe de réflexion, dit think tank", {"tank"}),
        ("en", "a think tank and a shell company", {"tank", "shell"}),
        ("en", "Control arms exports now", {"Control arms"}),
        ("en", "malignant romes and Parisians", {"mali", "rome", "paris"}),
        ("en", "Latin American armies and the Indian Ocean", {"American", "Indian"}),
        ("en", "the South African press", {"the South"}),
        ("fr", "les armées latino-américaines, l'océan Indien", {"américaines", "Indien"}),
    ],
)
def test_what_only_looks_like_a_name_or_an_arm_is_left(language: str, text: str, left_out: set[str]) -> None:
    assert not left_out & {written for written, _ in found(language, text)}


@pytest.mark.parametrize("text", ["EPAVE", "épave", "Épave", "E\u0301PAVE"])
def test_capitals_may_lose_their_accents(text: str) -> None:
    assert only("fr", text).item == "debris"


@pytest.mark.parametrize(("written", "known_as"), [
    ("CH-47F", "Chinook"), ("CH-47Fs", "Chinook"), ("Su-30SM2", "Su-30"), ("Mi-8AMTSh", "Mi-8"),
    ("MiG-31BM", "MiG-31"), ("E-3A", "E-3"), ("AH-64E", "AH-64"),
])  # fmt: skip
def test_a_variant_is_the_designation_that_it_is_one_of(written: str, known_as: str) -> None:
    assert readings("en", f"They bought ten {written} in May.") == [(written, "designation", known_as)]


@pytest.mark.parametrize(("written", "known_as", "origin"), [
    ("Fath-360 missiles", "Fath-360", "IR"), ("Zolfaghar missiles", "Zolfaghar", "IR"),
    ("DF-26", "DF-26", "CN"), ("Shahed-129 drones", "Shahed-129", "IR"), ("Krasnopol", "Krasnopol", "RU"),
    ("F414", "F414", "US"), ("Malioutka", "AT-3 Sagger", "RU"),
    ("missile BrahMos", "BrahMos", "IN"), ("S-300V", "S-300V", "RU"), ("Type 99", "Type 99", "CN"),
    ("Stingray torpedo", "Stingray torpedo", "GB"), ("CH-47F", "Chinook", "US"),
])  # fmt: skip
def test_a_weapon_is_told_by_its_own_name_and_not_by_that_of_another_of_its_kind(
    written: str, known_as: str, origin: str
) -> None:
    (hit,) = load_gazetteer("en").find(written)
    assert (hit.entries[0].name, hit.entries[0].country) == (known_as, origin)


@pytest.mark.parametrize("written", ["CH-47-F", "XCH-47F", "CH-47f", "T-shirt", "F-16-like", "Covid-19A"])
def test_what_only_looks_like_a_variant_is_none(written: str) -> None:
    assert written not in {found for found, _, _ in readings("en", f"They bought ten {written} in May.")}


@pytest.mark.parametrize("written", ["Su-35", "Su 35", "Su35", "SU-35", "Su‑35", "Su-35s"])
def test_a_designation_is_found_in_all_its_spellings(written: str) -> None:
    entry = only("en", f"({written})")
    assert (entry.kind, entry.name, entry.item, entry.country) == (
        EntryKind.DESIGNATION,
        "Su-35",
        "fighter",
        "RU",
    )


@pytest.mark.parametrize(
    ("written", "item"),
    [
        ("Shahed-136", "one-way-attack-uav"),
        ("Shaheds", "one-way-attack-uav"),
        ("Bayraktar TB2", "armed-uav"),
        ("TB2", "armed-uav"),
        ("Mohajer-6", "armed-uav"),
        ("Caesar", "howitzer"),
        ("HIMARS", "mlrs"),
        ("Yak-130", "trainer-aircraft"),
        ("Su-25", "aircraft"),
        ("Mi-24", "attack-helicopter"),
        ("S-300", "air-defence"),
        ("Patriot", "air-defence"),
        ("Storm Shadow", "cruise-missile"),
        ("ATACMS", "ballistic-missile"),
        ("Kinzhal", "ballistic-missile"),
        ("TOW", "anti-tank-missile"),
        ("Leopard 2A4", "tank"),
        ("Marder", "ifv"),
        ("VAB", "apc"),
        ("A2SM", "bomb"),
        ("Iron Dome", "air-defence"),
        ("Stinger", "surface-to-air-missile"),
        ("Fath-360", "ballistic-missile"),
    ],
)
def test_designations_have_the_guides_classes(written: str, item: str) -> None:
    assert only("en", written).item == item


def test_one_spelling_of_two_weapons_gives_both() -> None:
    (_, hit), *_ = found("fr", "des Shahed 136/131")
    assert {entry.id for entry in hit.entries} == {"Shahed-136", "Shahed-131"}


@pytest.mark.parametrize(
    ("language", "text", "party", "org"),
    [
        ("fr", "la Maison Blanche", "US", "White House"),
        ("fr", "la Maison-Blanche", "US", "White House"),
        ("fr", "le Kremlin", "RU", "Kremlin"),
        ("fr", "le Pentagone", "US", "US Department of Defense"),
        ("fr", "le département d’État", "US", "US State Department"),
        ("fr", "le Quai d'Orsay", "FR", "French Ministry for Europe and Foreign Affairs"),
        ("fr", "le ministère britannique de la Défense", "GB", "UK Ministry of Defence"),
        ("fr", "l'armée malienne", "ML", "Malian army"),
        ("fr", "Dassault Aviation", "FR", "Dassault Aviation"),
        ("fr", "la Commission européenne", "eu", "European Commission"),
        ("en", "the National Security Council", "US", "US National Security Council"),
        ("en", "Serbia's defence ministry", "RS", "Serbian Ministry of Defence"),
        ("en", "the Iranian foreign ministry", "IR", "Iranian Ministry of Foreign Affairs"),
        ("en", "the IRGC", "IR", "Islamic Revolutionary Guard Corps"),
        ("en", "Rosoboronexport", "RU", "Rosoboronexport"),
        ("en", "the U.N. Security Council", "un", "UN Security Council"),
    ],
)
def test_institutions_stand_for_their_party(language: str, text: str, party: str, org: str) -> None:
    entry = only(language, text)
    assert (entry.kind, entry.party, entry.org) == (EntryKind.INSTITUTION, party, org)


@pytest.mark.parametrize(
    ("language", "text", "party", "place"),
    [
        ("fr", "Moscou", "RU", "Moscow"),
        ("fr", "Téhéran", "IR", "Tehran"),
        ("en", "Pyongyang", "KP", "Pyongyang"),
    ],
)
def test_a_capital_is_its_government_and_a_place(language: str, text: str, party: str, place: str) -> None:
    ((_, hit),) = found(language, text)
    state, town = hit.first(EntryKind.STATE), hit.first(EntryKind.PLACE)
    assert state is not None and (state.party, state.form) == (party, "capital")
    assert town is not None and town.name == place


@pytest.mark.parametrize(
    ("language", "text", "slug"),
    [
        ("fr", "les rebelles Houthis", "houthis"),
        ("fr", "le groupe Wagner", "wagner"),
        ("fr", "les Forces de soutien rapide", "rsf"),
        ("fr", "l'Otan", "nato"),
        ("fr", "l’Union européenne", "eu"),
        ("en", "the RSF", "rsf"),
        ("en", "Hizbollah", "hezbollah"),
        ("en", "the U.N.", "un"),
    ],
)
def test_parties_that_are_no_states(language: str, text: str, slug: str) -> None:
    entry = only(language, text)
    assert (entry.kind, entry.party) == (EntryKind.ACTOR, slug)


def test_a_monitor_and_an_outlet_are_no_party() -> None:
    for name in ("Conflict Armament Research", "Amnesty International", "Reuters", "CNN"):
        assert only("en", name).party is None


def test_a_person_has_a_role_and_dates_and_a_surname_needs_its_person() -> None:
    person = only("fr", "John Kirby")
    assert (person.role, person.org, person.country) == ("spokesperson", "US National Security Council", "US")
    assert (person.since, person.until) == ("2022-05-27", "2025-01-20")
    surname = only("fr", "a dit Kirby")
    assert (surname.id, surname.form, surname.needs_context) == ("John Kirby", "surname", True)
    assert not only("fr", "selon Poutine").needs_context


@pytest.mark.parametrize(
    ("language", "word"),
    [
        *(("fr", word) for word in ("char", "tank", "canon", "appareil", "formation")),
        *(("en", word) for word in ("tank", "parts", "rounds", "shells", "camera", "batteries")),
    ],
)
def test_words_with_another_sense_need_context(language: str, word: str) -> None:
    assert only(language, word).needs_context


@pytest.mark.parametrize("language", LANGUAGES)
def test_packing_is_no_item(language: str) -> None:
    words = "conteneur cargaison livraison envoi" if language == "fr" else "container shipment cargo delivery"
    assert readings(language, words) == []


def test_a_language_without_names_says_what_there_is() -> None:
    with pytest.raises(Misconfigured) as refused:
        load_gazetteer("tlh")
    assert "en, fr" in refused.value.remedy


PIECES = (
    "l'Iran|Téhéran|drones d'attaque|missiles sol-air|la Maison-Blanche|Su-35|cœur|armé|États-Unis|le|,|."
    "|Côte d'Ivoire|N'Djamena|obus de 155 mm|nord-coréens|Rafale|A-10|franco-allemand"
)
FRAGMENTS = st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map(" ".join)


@given(st.text(max_size=80) | FRAGMENTS)
def test_hits_are_ordered_apart_and_on_word_boundaries(text: str) -> None:
    gazetteer = load_gazetteer("fr")
    last = 0
    for hit in gazetteer.find(text):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end
        folded = fold_text(text[hit.start : hit.end])
        assert folded in gazetteer._keys
        after = fold_text(text[hit.end : hit.end + 1])
        assert not (after[:1].isalnum() and folded[-1].isalnum())
        before = fold_text(text[hit.start - 1 : hit.start]) if hit.start else ""
        assert not (before[-1:].isalnum() and folded[0].isalnum())


def _entries(gazetteer: Gazetteer, text: str) -> list[tuple[Entry, ...]]:
    return [hit.entries for hit in gazetteer.find(text)]


@given(FRAGMENTS)
def test_typography_does_not_change_what_is_read(text: str) -> None:
    gazetteer = load_gazetteer("fr")
    plain = _entries(gazetteer, text)
    assert _entries(gazetteer, text.replace("'", "’")) == plain
    assert _entries(gazetteer, text.replace(" ", "\u00a0")) == plain
    assert _entries(gazetteer, text.replace("-", "‑")) == plain
    assert _entries(gazetteer, unicodedata.normalize("NFD", text)) == plain


@pytest.mark.parametrize(
    ("language", "text", "items"),
    [
        ("en", "anti-armor, anti-tank and anti-missile means", []),
        ("en", "anti-armor weapons and anti-radar missiles", ["anti-tank-missile", "missile"]),
        ("en", "anti-ship missiles, missiles", ["anti-ship-missile", "missile"]),
        ("en", "non‑missile work", []),
        ("fr", "des hélicoptères anti-sous-marins", ["helicopter"]),
        ("fr", "des armes anti-blindés, des blindés", ["anti-tank-missile", "armour"]),
        ("fr", "un contre-torpilleur", ["frigate"]),
    ],
)
def test_what_arms_are_against_is_not_told_of(language: str, text: str, items: list[str]) -> None:
    hits = load_gazetteer(language).find(text)
    assert [entry.item for hit in hits for entry in hit.entries[:1]] == items
