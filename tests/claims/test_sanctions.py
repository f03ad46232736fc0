"""Sanctions count where arms are touched, and hit who broke an embargo; invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Washington last month expanded its sanctions on Haiti by blacklisting two former senators."),
    ("en", "Treasury imposed additional sanctions on seven members of a Russian intelligence project."),
    ("fr", "Washington a élargi ses sanctions contre Haïti en visant deux anciens sénateurs."),
    ("fr", "L'Union européenne a pris des sanctions contre le Nicaragua."),
])  # fmt: skip
def test_sanctions_without_arms_are_not_told(language: str, text: str) -> None:
    assert claims(language, text) == ()


@pytest.mark.parametrize(("language", "text", "by", "against"), [
    ("en", "The United States imposed sanctions on the Iranian drone maker Qods Aviation.", "US", "IR"),
    ("en", "Nobody has imposed an embargo on Israel, and Norway banned arms exports to Sudan.", "NO", "SD"),
    ("fr", "Washington a sanctionné l'exportateur d'armes Rosoboronexport et deux de ses dirigeants russes.",
     "US", "RU"),
    ("fr", "Washington a pris des sanctions contre l'Iran pour ses drones.", "US", "IR"),
])  # fmt: skip
def test_sanctions_on_makers_of_arms_and_embargoes_are(
    language: str, text: str, by: str, against: str
) -> None:
    told = {(c.kind, c.supplier, c.recipient) for c in claims(language, text)}
    assert ("measure", (by,), (against,)) in told


@pytest.mark.parametrize(("language", "text", "by", "against"), [
    ("en", "Washington listed two Eritrean companies over violations of the arms embargo on South Sudan.",
     "US", "ER"),
    ("en", "The US sanctioned four Rwandan officers for breaching the arms embargo on Congo.", "US", "RW"),
    ("fr", "L'Union européenne a sanctionné une société turque pour violation de l'embargo sur les armes à"
     " destination de la Libye.", "eu", "TR"),
    ("en", "The Security Council extended the arms embargo on South Sudan after violations by Uganda.",
     "un", "SS"),
    ("en", "Brussels imposed sanctions on three Emirati citizens for violating the UN arms embargo on Sudan.",
     "un", "SD"),
])  # fmt: skip
def test_whoever_broke_an_embargo_is_hit_and_not_whom_it_is_on(
    language: str, text: str, by: str, against: str
) -> None:
    told = [(c.kind, c.supplier, c.recipient) for c in claims(language, text)]
    assert told == [("measure", (by,), (against,))]


def test_whose_decision_it_is_takes_the_measure() -> None:
    text = "Many of Tuesday's papers focus on Britain's decision to restrict some arms sales to Israel."
    told = [(c.kind, c.supplier, c.recipient) for c in claims("en", text)]
    assert told == [("measure", ("GB",), ("IL",))]
