"""Who moves its own arms hands none over; invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Kenya moved tanks and artillery to its border with Somalia."),
    ("en", "Turkey flew howitzers to its own troops in Idlib, Syria."),
    ("en", "Britain sent two Typhoons and a radar to its base at Akrotiri in Cyprus."),
    ("en", "The Dutch sent Patriot batteries to Turkey to protect their soldiers there."),
    ("en", "Paris plans to send Tiger helicopters to Mali to protect its soldiers."),
    ("fr", "La Turquie a envoyé des chars à ses troupes en Syrie."),
    ("fr", "Paris a dépêché six hélicoptères au Tchad pour protéger ses ressortissants."),
    ("fr", "L'Allemagne a envoyé quatre Tornado au Mali pour appuyer l'opération Serval."),
    ("fr", "Le Danemark a envoyé six F-16 en Italie pour participer aux frappes en Libye."),
])  # fmt: skip
def test_arms_that_go_to_own_troops_or_bases_are_not_handed_over(language: str, text: str) -> None:
    assert claims(language, text) == ()


@pytest.mark.parametrize(("language", "text", "giver", "taker"), [
    ("en", "Germany sent 40 armoured vehicles to Niger to support operations against rebels.", "DE", "NE"),
    ("en", "France sent Caesar howitzers to Ukraine to help protect its border.", "FR", "UA"),
    ("en", "Serbia sold mortars to Chad to protect its soldiers.", "RS", "TD"),
    ("en", "Germany sent Latvia howitzers, and shells for its troops.", "DE", "LV"),
    ("en", "Egypt asked France to send missiles to its troops in Sinai.", "FR", "EG"),
    ("en", "The Houthis received missiles that Iran had sent to their base in Hodeida.", "IR", "houthis"),
    ("fr", "La France a envoyé des blindés au Niger pour renforcer son armée.", "FR", "NE"),
    ("fr", "L'Italie a livré des radars à la Somalie pour protéger ses bases.", "IT", "SO"),
])  # fmt: skip
def test_arms_for_the_troops_or_aims_of_others_are(language: str, text: str, giver: str, taker: str) -> None:
    told = {(c.kind, c.supplier, c.recipient) for c in claims(language, text)}
    assert told == {("transfer", (giver,), (taker,))}
