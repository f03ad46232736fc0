"""Who takes or gives arms where a text names nobody: no country, anyone, either side of a war."""

from __future__ import annotations

import pytest
from invented import claims

from tracewire.lexicon import conflicts, parties


def _sides(language: str, text: str, published: str = "2024-05-02") -> set[tuple[tuple[str, ...], ...]]:
    told = claims(language, text, published)
    return {(tuple(sorted(c.supplier)), tuple(sorted(c.recipient))) for c in told if c.kind == "transfer"}


@pytest.mark.parametrize(("language", "text", "sides"), [
    ("en", "Nobody has promised Kyiv fighter jets, the German chancellor said on Wednesday.", ((), ("UA",))),
    ("fr", "Personne n'a promis d'avions de chasse à Kiev, a répété le chancelier allemand.", ((), ("UA",))),
    ("fr", "Le Tchad n'a reçu d'armes de personne, a assuré son ministre de la Défense.", ((), ("TD",))),
    ("fr", "« Nous n’avons reçu d’aide militaire de personne », a tranché le porte-parole du gouvernement "
     "éthiopien.", ((), ("ET",))),
    ("en", "Iran has not supplied drones to either side in the war in Ukraine, its foreign ministry "
     "spokesman said.", (("IR",), ())),
    ("en", "Pretoria says it has sold no weapons to any party to the conflict.", (("ZA",), ())),
    ("fr", "L'Iran n'a livré de drones à aucune des parties au conflit en Ukraine, a affirmé son "
     "ambassadeur.", (("IR",), ())),
    ("fr", "« Nous n'avons vendu d'armes à personne », a assuré le ministre iranien des Affaires "
     "étrangères.", (("IR",), ())),
    # whose they are, and who stands beside them, take part
    ("en", '"We have not given weapons to anyone, not to Russia and not to Ukraine," the Iranian foreign '
     "minister said.", (("IR",), ("RU", "UA"))),
    ("en", "No firm in Germany has sold tanks to Qatar, the foreign ministry in Berlin said.",
     (("DE",), ("QA",))),
    ("fr", "Aucune entreprise française n'a vendu de chars au Qatar, assure Paris.", (("FR",), ("QA",))),
    ("fr", "La Russie n'a cédé de blindés à aucun groupe en Libye, affirme son ambassadeur.",
     (("RU",), ("LY",))),
    ("en", "None of the drones were sold to Russia by Iran, Tehran said.", (("IR",), ("RU",))),
    ("fr", "Aucun char n'a été livré au Mali par la Russie, selon Moscou.", (("RU",), ("ML",))),
])  # fmt: skip
def test_whoever_is_only_named_near_nobody_takes_no_part(
    language: str, text: str, sides: tuple[tuple[str, ...], ...]
) -> None:
    assert _sides(language, text) == {sides}


@pytest.mark.parametrize(("language", "text", "sides"), [
    ("en", "Russian troops shelled Kharkiv on Monday and Ukraine struck a depot in Belgorod. "
     '"Chile has never provided weapons to any party to the conflict," the Chilean foreign minister said.',
     (("CL",), ("RU", "UA"))),
    ("en", "The Rapid Support Forces and the Sudanese army both have new drones. A diplomat spoke of arms "
     "deliveries from Kenya to both sides.", (("KE",), ("SD", "rsf"))),
    ("fr", "Les combats entre l'armée soudanaise et les Forces de soutien rapide ont repris à Khartoum. "
     "Le Kenya n'a fourni d'armes à aucun des deux camps, a déclaré son ambassadeur.",
     (("KE",), ("SD", "rsf"))),
    ("fr", "L'armée azerbaïdjanaise a repris ses tirs contre l'Arménie. Le Brésil n'a vendu de roquettes à "
     "aucune des parties, affirme son ministre des Affaires étrangères.", (("BR",), ("AM", "AZ"))),
    # of no war
    ("en", "Kenya's defence minister said Kenya had sold no arms to either side. He spoke in Nairobi.",
     (("KE",), ())),
])  # fmt: skip
def test_either_side_are_those_at_war_of_whom_the_text_tells(
    language: str, text: str, sides: tuple[tuple[str, ...], ...]
) -> None:
    assert sides in _sides(language, text)


def test_the_sides_of_each_war_are_two_known_parties() -> None:
    assert all(len(sides) == 2 and sides <= set(parties()) for _, sides in conflicts())
