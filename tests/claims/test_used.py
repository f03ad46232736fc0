"""Who uses arms that come from a country, and whose use another sentence tells, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims

from tracewire.model import Kind


def users(language: str, text: str) -> list[tuple[str, ...]]:
    return [one.recipient for one in claims(language, text) if one.kind == Kind.USE]


@pytest.mark.parametrize(("language", "text", "user"), [
    ("en", "Hezbollah has fought Israel since October. About 30 rockets were launched from Lebanon on Sunday,"
     " the army said.", "hezbollah"),
    ("en", "The Houthis have attacked ships in the Red Sea. Two missiles launched from Yemen landed in"
     " central Israel on Sunday.", "houthis"),
    ("fr", "Le Hezbollah affronte Israël depuis octobre. Des roquettes tirées du Liban ont touché Haïfa.",
     "hezbollah"),
    ("fr", "Les Houthis attaquent des navires en mer Rouge. Deux missiles tirés depuis le Yémen se sont"
     " écrasés dimanche dans le centre d'Israël.", "houthis"),
    # Where no group of that country is named, or another's, the country fires itself.
    ("en", "Some 200 ballistic missiles were fired from Iran at Israel on Tuesday, the army said. Hezbollah"
     " praised the attack.", "IR"),
])  # fmt: skip
def test_who_fires_from_a_country_is_the_group_there_that_is_named(
    language: str, text: str, user: str
) -> None:
    assert users(language, text) == [(user,)]


@pytest.mark.parametrize(("language", "text", "used"), [
    ("en", "Russia launched drones at Kyiv overnight. Two people died in a wave of drone strikes on"
     " Zaporizhzhia, officials said. Ukraine struck a depot near Belgorod with rockets.",
     [("RU",), ("RU",), ("UA",)]),
    ("fr", "La Russie a lancé des drones sur Kiev dans la nuit. Deux personnes sont mortes dans une vague de"
     " frappes de drones à Zaporijia.", [("RU",), ("RU",)]),
])  # fmt: skip
def test_a_use_is_that_of_whoever_alone_uses_such_arms(
    language: str, text: str, used: list[tuple[str, ...]]
) -> None:
    assert users(language, text) == used


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Hezbollah had intended to launch several hundred rockets at Haifa, the spokesman said."),
    ("en", "Russia threatened to use Iskander missiles against Poland."),
    ("fr", "Le Hezbollah avait l'intention de lancer plusieurs centaines de roquettes sur Haïfa, a dit le"
     " porte-parole."),
    ("fr", "La Russie a menacé d'utiliser des missiles Iskander contre la Pologne."),
])  # fmt: skip
def test_what_is_only_meant_to_be_used_is_not(language: str, text: str) -> None:
    assert users(language, text) == []


def test_words_around_a_noun_do_not_make_it_a_plan() -> None:
    text = "Il était impossible de compter les bombardements de l'artillerie russe sur Bakhmout."
    assert users("fr", text) == [("RU",)]


def test_who_shows_a_video_publishes_it() -> None:
    text = "Video released by Russia's Defense Ministry reportedly showed Su-34 jets striking Kursk."
    told = [(one.kind, one.supplier, one.item) for one in claims("en", text)]
    assert told == [(Kind.DISCLOSURE, ("RU",), ("video",))]


def test_who_uses_arms_in_what_another_faces_is_the_user() -> None:
    text = "Les Occidentaux sont en alerte face aux soupçons d'utilisation d'armes chimiques par les Russes."
    assert users("fr", text) == [("RU",)]


def test_whom_others_face_uses_what_a_clause_about_it_tells() -> None:
    text = "La coopération s'impose face à une Corée du Nord qui a enchaîné les tirs de missile en 2022."
    assert users("fr", text) == [("KP",)]


@pytest.mark.parametrize(("language", "text", "used"), [
    ("en", "Ukraine shot down 37 Iranian Shahed drones and three Russian cruise missiles overnight.",
     [("RU",), ("RU",)]),
    ("fr", "L'armée ukrainienne a abattu trente-sept drones iraniens Shahed-136 et trois missiles de"
     " croisière russes.", [("RU",), ("RU",)]),
    ("en", "Turkey shot down a Russian Su-24 near the border.", [("RU",)]),
    ("en", "The Houthis shot down an American MQ-9 Reaper drone.", [("US",)]),
])  # fmt: skip
def test_who_makes_a_weapon_that_is_shot_down_beside_anothers_is_not_its_user(
    language: str, text: str, used: list[tuple[str, ...]]
) -> None:
    assert users(language, text) == used


@pytest.mark.parametrize(("language", "text", "givers"), [
    ("en", "Iran delivered 200 drones to Russia in August. Russian forces used drones against Kyiv.",
     ("IR",)),
    ("fr", "L'Iran a livré 200 drones à la Russie en août. Les forces russes ont utilisé des drones.",
     ("IR",)),
    ("en", "Iran delivered 200 drones to Russia in August. China delivered 50 drones to Russia in September."
     " Russian forces used drones against Kyiv.", ()),
    ("en", "Iran delivered 200 drones to Russia in August. Russian forces used cruise missiles against Kyiv.",
     ()),
    ("en", "Iran plans to deliver 200 drones to Russia in August. Russian forces used drones against Kyiv.",
     ()),
])  # fmt: skip
def test_who_alone_gave_a_user_such_arms_is_whose_arms_are_used(
    language: str, text: str, givers: tuple[str, ...]
) -> None:
    used = [one for one in claims(language, text) if one.kind is Kind.USE]
    assert [(one.supplier, one.recipient) for one in used] == [(givers, ("RU",))]
