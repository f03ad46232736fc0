"""Whose turn it is, in speeches, briefings and interviews, in invented texts."""

from __future__ import annotations

import pytest
from invented import claims


def _speakers(language: str, text: str) -> list[tuple[str | None, str, str | None]]:
    """Name, role and country of the sources of what is read in the text, in its order."""
    read = [claim.source for claim in claims(language, text)]
    return [(source.name, source.role, source.country) for source in read]


_NARRATOR = (None, "narrator", None)
_JOURNALIST = (None, "journalist", None)


@pytest.mark.parametrize(("language", "text", "speaker"), [
    ("en", "Remarks by President Biden on Aid to Peru\n\nCity Hall\n2:05 P.M.\n\nGood afternoon. Over the"
     " past year, we have delivered 200 mortars to Peru.", ("Joe Biden", "president", "US")),
    ("en", "Remarks by Secretary of Defense Lloyd J. Austin III at a Joint Press Conference\n\nGood morning."
     " Norway has delivered 200 mortars to Peru. We are grateful.",
     ("Lloyd Austin", "defense secretary", "US")),
    ("en", "Statement by President of Ukraine Volodymyr Zelenskyy\n\nOur soldiers are grateful. Norway"
     " delivered 200 mortars to Ukraine.", ("Volodymyr Zelensky", "president", "UA")),
    ("en", "Address by the Prime Minister of Fiji to Parliament\n\nWe received 200 mortars from Australia.",
     (None, "prime minister", "FJ")),
    ("en", "Keynote Speech by NATO Secretary General Jens Stoltenberg\n\nDear friends, we know that Norway"
     " delivered 200 mortars to Peru.", ("Jens Stoltenberg", "nato secretary general", None)),
    ("fr", "Discours du Président Emmanuel Macron devant les ambassadeurs\n\nMes chers amis, nous avons livré"
     " 200 mortiers au Pérou.", ("Emmanuel Macron", "president", "FR")),
    ("fr", "Déclaration de M. Paul Carnet, ministre des Armées, sur le Pérou\n\nMesdames et messieurs, la"
     " Norvège a livré 200 mortiers au Pérou. Nous saluons ce geste.",
     ("Paul Carnet", "defence minister", "FR")),
    ("fr", "Allocution de la ministre de la Défense Anna Holm à Oslo\n\nLa Norvège a livré 200 mortiers au"
     " Pérou. Je remercie nos équipes.", ("Anna Holm", "defence minister", "NO")),
])  # fmt: skip
def test_who_gives_the_speech_of_a_title_vouches_for_the_text(
    language: str, text: str, speaker: tuple[str | None, str, str | None]
) -> None:
    assert _speakers(language, text) == [speaker]


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Remarks by President Biden anger Oslo\n\nNorway delivered 200 mortars to Peru, and we waited."),
    ("en", "Speech by President Biden: what we know\n\nNorway delivered 200 mortars to Peru. We know more."),
    ("en", "Oslo rejects remarks by President Biden on Peru\n\nNorway delivered mortars to Peru. We asked."),
    ("en", 'Speech by President Biden on Peru\n\nNorway delivered 200 mortars to Peru. "We are glad," one'
     " visitor said."),
    ("fr", "Discours du président Macron : ce qu'il faut retenir\n\nLa Norvège a livré 200 mortiers au Pérou."
     " Nous y étions."),
    ("fr", "Déclaration de guerre au Pérou\n\nLa Norvège a livré 200 mortiers au Pérou, nous dit-on."),
])  # fmt: skip
def test_an_article_about_a_speech_is_the_narrators(language: str, text: str) -> None:
    assert _speakers(language, text) == [_NARRATOR]


@pytest.mark.parametrize(("language", "text", "speakers"), [
    ("en", "MR. HOLM: Good afternoon.\n\nQ    Last week Serbia sent mortars to Mali. What do you say?\n\n"
     "MR. HOLM: Kenya sent rifles to Togo.", [_JOURNALIST, ("Holm", "spokesperson", None)]),
    ("en", "MR. HOLM: Good afternoon. Q    Last week Serbia sent mortars to Mali. What do you say? MR. HOLM:"
     " Thank you. Kenya sent rifles to Togo.", [_JOURNALIST, ("Holm", "spokesperson", None)]),
    ("en", "Press Briefing by Press Secretary Karine Jean-Pierre\n\nJEAN-PIERRE: Go ahead, Peter.\n\nQ"
     "  Belarus has sent fifty tanks to Sudan. How will the White House react?", [_JOURNALIST]),
    ("en", "Q: Who armed Mali?\n\nA: Serbia sent 20 mortars to Mali in May.", [_NARRATOR]),
    ("en", "Arms exports\n\nAnswered by Ann Lusk, 3 May 2023\n\nWe are glad.\n\nSupplementary, by Per Holm:"
     " Did we sell any?\n\nAnswer: The Kenyan Government sold Serbian mortars to Mali.",
     [("Ann Lusk", "official", None)]),
    ("en", "Press Conference by President Ruto, Nairobi\n\nQuestion: Who sold? We ask.\n\nAnswer: Kenya sold"
     " 20 mortars to Mali.", [("William Ruto", "president", "KE")]),
    ("fr", "Quai d'Orsay - Point de presse du 3 mai\n\nQ : Qui a livré ?\n\nR : La France a livré 20 radars"
     " au Mali.", [(None, "spokesperson", "FR")]),
    ("fr", "Q : Qui a armé le Mali ?\n\nR : La Serbie a livré 20 mortiers au Mali en mai.", [_NARRATOR]),
    ("fr", "MME HOLM : Bonjour. Q : La Norvège a livré 20 mortiers au Mali. MME HOLM : La Serbie a livré 20"
     " chars au Togo.", [_JOURNALIST, ("Holm", "official", None)]),
    ("en", "A Serbian convoy came. Q Branch waited. Serbia sent 20 mortars to Mali in May.", [_NARRATOR]),
])  # fmt: skip
def test_a_question_is_the_reporters_and_ends_with_the_answer(
    language: str, text: str, speakers: list[tuple[str | None, str, str | None]]
) -> None:
    assert _speakers(language, text) == speakers


@pytest.mark.parametrize(("language", "text", "speaker"), [
    ("en", "AEST THE PRIME MINISTER: Good morning. Norway gave Fiji ten armoured vehicles.",
     (None, "prime minister")),
    ("en", "2:05 P.M. EDT MS. HOLM: Norway sent 20 mortars to Mali.", ("Holm", "official")),
    ("en", "Remarks by Vice President Harris in Manila\n\nTHE VICE PRESIDENT: The United States has given the"
     " Philippines ten patrol boats.", ("Kamala Harris", "vice president")),
    ("en", "Remarks by President Trump Before Marine One Departure\n\nEDT THE PRESIDENT: We gave Japan two"
     " destroyers last year.", ("Donald Trump", "president")),
    ("en", "THE SECRETARY (via video): Norway sent 20 mortars to Mali.", (None, "secretary")),
    ("fr", "LE PRÉSIDENT : La Norvège a livré 20 mortiers au Mali.", (None, "president")),
    ("en", "Ann Lusk, Minister for Trade: Norway sent 20 mortars to Mali.", ("Ann Lusk", "minister")),
])  # fmt: skip
def test_an_office_and_the_hour_in_a_label_are_no_name(
    language: str, text: str, speaker: tuple[str | None, str]
) -> None:
    assert [(name, role) for name, role, _ in _speakers(language, text)] == [speaker]


@pytest.mark.parametrize(("language", "text"), [
    ("en", "LIMA - MARCH 4: A sailor walks by.\n\nRussia has sent Peru 12 helicopters."),
    ("en", "RABAT, APRIL 17: A soldier stands guard.\n\nItaly has sent Morocco 12 helicopters."),
    ("fr", "OSLO, 3 JUIN : Un char passe.\n\nLa Norvège a livré 20 mortiers au Mali."),
])  # fmt: skip
def test_a_picture_and_its_day_before_a_colon_say_nothing(language: str, text: str) -> None:
    assert _speakers(language, text) == [_NARRATOR]
