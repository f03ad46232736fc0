"""What is doubted, stopped, rejected or put off, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


def _read(language: str, text: str) -> set[tuple[str, str, str, str]]:
    return {(c.kind, c.stage, c.polarity, c.certainty) for c in claims(language, text)}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "It is doubtful that Chile sold rifles to Haiti."),
    ("en", "It is highly unlikely that Haiti has bought rifles from Chile."),
    ("en", "There is little evidence that Chile sold rifles to Haiti."),
    ("en", "It is hard to believe that Chile sold rifles to Haiti."),
    ("en", "Lima is sceptical that Chile sold rifles to Haiti."),
    ("en", "Analysts doubt that Chile sold rifles to Haiti."),
    ("en", "Hardly anyone believes that Haiti received rifles from Chile."),
    ("en", "Neither expert thinks that Chile sold rifles to Haiti."),
    ("en", "Few believe that Chile sold rifles to Haiti."),
    ("fr", "Il est peu probable que le Chili ait vendu des fusils à Haïti."),
    ("fr", "Lima doute que le Chili ait vendu des fusils à Haïti."),
    ("fr", "Il existe peu de preuves que le Chili a vendu des fusils à Haïti."),
    ("fr", "Personne ne croit que le Chili ait vendu des fusils à Haïti."),
    ("fr", "Peu d'experts croient que le Chili a vendu des fusils à Haïti."),
    ("fr", "Washington ne croit pas que le Chili a vendu des fusils à Haïti."),
])  # fmt: skip
def test_what_is_doubted_or_not_believed_is_denied_with_likelihood(language: str, text: str) -> None:
    assert _read(language, text) == {("transfer", "delivered", "denied", "probable")}


@pytest.mark.parametrize(("language", "text", "certainty"), [
    ("en", "It is not at all unlikely that Chile sold rifles to Haiti.", "possible"),
    ("en", "There is little doubt that Chile sold rifles to Haiti.", "certain"),
    ("en", "Nobody doubts that Chile sold rifles to Haiti.", "certain"),
    ("en", "A few analysts believe that Chile sold rifles to Haiti.", "probable"),
    ("en", "Not only do experts believe that Chile sold rifles to Haiti, they have photos.", "probable"),
    ("en", "Analysts doubt the effect of the rifles that Chile sold to Haiti.", "certain"),
    ("en", "Washington does not believe that the sale of rifles to Haiti by Chile violates the embargo.",
     "probable"),
    ("fr", "Nul ne doute que le Chili a vendu des fusils à Haïti.", "certain"),
    ("fr", "Le ministre se doute que le Chili a vendu des fusils à Haïti.", "probable"),
    ("fr", "Sans doute que le Chili a vendu des fusils à Haïti.", "probable"),
    ("fr", "Il n'est pas improbable que le Chili ait vendu des fusils à Haïti.", "possible"),
    ("fr", "Certains experts croient que le Chili a vendu des fusils à Haïti.", "probable"),
])  # fmt: skip
def test_a_doubt_that_is_none_or_is_of_something_else_denies_nothing(
    language: str, text: str, certainty: str
) -> None:
    assert _read(language, text) == {("transfer", "delivered", "affirmed", certainty)}


@pytest.mark.parametrize(("language", "text", "polarity"), [
    ("en", "The claim that Chile sold rifles to Haiti is not credible, an analyst said.", "denied"),
    ("en", "The report on Chilean rifles sold to Haiti is not convincing, the minister said.", "denied"),
    ("fr", "L'information selon laquelle le Chili a vendu des fusils à Haïti n'est pas crédible.", "denied"),
    ("fr", "Le Chili a repoussé les accusations selon lesquelles il a vendu des fusils à Haïti.", "denied"),
    ("en", "The claim that Chile sold rifles to Haiti is credible, an analyst said.", "affirmed"),
])  # fmt: skip
def test_a_report_that_is_not_credible_or_is_rejected_is_a_denial(
    language: str, text: str, polarity: str
) -> None:
    assert _read(language, text) == {("transfer", "delivered", polarity, "certain")}


@pytest.mark.parametrize(("language", "text", "read"), [
    ("en", "There are few signs that Sudan has used Chilean rockets.", ("use", "used", "denied", "probable")),
    ("en", "There are clear signs that Sudan has used Chilean rockets.",
     ("use", "used", "affirmed", "certain")),
    ("en", "Experts say it is unlikely that Venezuela possesses a working submarine.",
     ("stock", "held", "denied", "probable")),
    ("fr", "Il est peu probable que le Soudan ait employé des roquettes chiliennes.",
     ("use", "used", "denied", "probable")),
])  # fmt: skip
def test_use_and_stocks_are_doubted_likewise(
    language: str, text: str, read: tuple[str, str, str, str]
) -> None:
    assert _read(language, text) == {read}


def test_who_doubts_that_a_sale_is_vetoed_denies_no_sale() -> None:
    told = claims("en", "The analyst doubted that Chile would veto the sale of missiles to Haiti.")
    assert all(claim.polarity == "affirmed" for claim in told)


def _transfers(language: str, text: str) -> set[tuple[str, str]]:
    return {(c.stage, c.polarity) for c in claims(language, text) if c.kind == "transfer"}


@pytest.mark.parametrize(("language", "text", "stage"), [
    ("en", '"We will stop Syria buying Russian radars," the minister said.', "planned"),
    ("en", "Washington wants to stop Iran from sending drones to Sudan.", "planned"),
    ("en", "The minister vowed to prevent Eritrea from acquiring Chinese missiles.", "sought"),
    ("en", '"We will keep Sudan from acquiring Turkish drones," the minister said.', "sought"),
    ("fr", "Paris a empêché la Serbie de livrer des chars au Mali.", "planned"),
    ("fr", "Lima cherche à dissuader le Chili de vendre des fusils à Haïti.", "planned"),
    ("fr", "Washington veut empêcher la Syrie d'acheter des radars russes.", "sought"),
])  # fmt: skip
def test_what_others_are_stopped_from_is_not_done(language: str, text: str, stage: str) -> None:
    assert _transfers(language, text) == {(stage, "denied")}


@pytest.mark.parametrize(("text", "by"), [
    ('"We will stop Syria buying Russian radars," the minister said.', []),
    ('"We will keep Sudan from buying Turkish drones," the minister said.', []),
    ("The court barred Chile from selling rifles to Haiti.", []),
    ("Paris stopped Chad from buying Serbian mortars.", [("FR",)]),
    ("Washington blocked the sale of Israeli drones to Kenya.", [("US",)]),
])  # fmt: skip
def test_who_is_stopped_or_made_the_goods_takes_no_measure(text: str, by: list[tuple[str, ...]]) -> None:
    assert [c.supplier for c in claims("en", text) if c.kind == "measure"] == by


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Sanctions did not stop Serbia from selling mortars to Chad."),
    ("en", "Nothing prevented Serbia from selling mortars to Chad."),
    ("en", "Delays did not keep Serbia from delivering two frigates to Peru."),
    ("en", "Serbia keeps selling mortars to Chad."),
    ("en", "To stop Chad's gangs, Serbia sold mortars to Chad."),
])  # fmt: skip
def test_what_nothing_stopped_is_done(language: str, text: str) -> None:
    assert _transfers(language, text) == {("delivered", "affirmed")}


@pytest.mark.parametrize(("language", "text", "polarity"), [
    ("fr", "La Maison-Blanche a repoussé l'idée de fournir des missiles à la Géorgie.", "denied"),
    ("fr", "La proposition de livrer des chars à l'Ukraine a été repoussée par Berne.", "denied"),
    ("fr", "L'idée de vendre des drones au Maroc, avancée hier, a été rejetée par Madrid.", "denied"),
    ("en", "The idea of selling drones to Morocco was rejected by Madrid.", "denied"),
    ("en", "Bern brushed aside the proposal to deliver tanks to Ukraine.", "denied"),
    ("fr", "L'idée de vendre des drones au Maroc a été approuvée par Madrid.", "affirmed"),
])  # fmt: skip
def test_an_idea_that_is_rejected_is_no_plan(language: str, text: str, polarity: str) -> None:
    assert _transfers(language, text) == {("planned", polarity)}


@pytest.mark.parametrize(("language", "text", "read"), [
    ("fr", "Berne a repoussé les critiques après avoir livré des chars au Maroc.", ("delivered", "affirmed")),
    ("fr", "Le Brésil reporte sa livraison d'avions au Nigeria.", ("planned", "denied")),
    ("fr", "Oslo ajourne l'envoi de missiles au Qatar.", ("planned", "denied")),
    ("fr", "Le report de la livraison de frégates grecques à l'Égypte a surpris.", ("planned", "denied")),
    ("en", "Norway postponed the delivery of corvettes to Peru.", ("planned", "denied")),
    ("en", "Greece puts off the delivery of frigates to Egypt.", ("planned", "denied")),
    ("en", "Deliveries of Greek frigates to Egypt were delayed.", ("planned", "denied")),
    ("fr", "La Grèce reporte la livraison de frégates à l'Égypte à l'an prochain.", ("planned", "affirmed")),
    ("fr", "La Norvège a reporté la livraison de corvettes au Pérou à 2025.", ("planned", "affirmed")),
    ("fr", "La Pologne a livré des chars au Maroc avec six mois de retard.", ("delivered", "affirmed")),
    ("en", "Chile delayed the parade and sold rifles to Haiti.", ("delivered", "affirmed")),
    ("en", "Chile threatened to delay the delivery of frigates to Peru.", ("planned", "affirmed")),
    ("fr", "La guerre pourrait retarder la livraison de frégates chiliennes au Pérou.",
     ("planned", "affirmed")),
])  # fmt: skip
def test_what_is_put_off_has_not_come_and_may_have_a_new_day(
    language: str, text: str, read: tuple[str, str]
) -> None:
    assert _transfers(language, text) == {read}


@pytest.mark.parametrize(("text", "polarity"), [
    ("Faute de feu vert de Berne, l'Espagne n'a pu réexporter vers l'Ukraine ses canons antiaériens"
     " de fabrication suisse.", "denied"),
    ("La Serbie n'a pu livrer les mortiers au Mali.", "denied"),
    ("La Russie ne pourra livrer les S-400 à l'Inde avant 2026.", "denied"),
    ("La Serbie n'a pu livrer que dix mortiers au Mali.", "affirmed"),
])  # fmt: skip
def test_half_a_negation_is_enough_at_some_verbs(text: str, polarity: str) -> None:
    assert [claim.polarity for claim in claims("fr", text)] == [polarity]


@pytest.mark.parametrize(("language", "text"), [
    ("fr", "Le Kenya n'a pas encore signé le contrat d'achat de six radars à l'Italie."),
    ("en", "Kenya has not yet signed the contract to buy six radars from Italy."),
])  # fmt: skip
def test_a_deal_whose_signing_is_denied_is_denied(language: str, text: str) -> None:
    assert {(c.stage, c.polarity) for c in claims(language, text)} == {("agreed", "denied")}
