"""How far and how surely dealings are told, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


def _stages(language: str, text: str) -> set[tuple[str, str, str, str]]:
    return {(c.kind, c.stage, c.polarity, c.certainty) for c in claims(language, text)}


@pytest.mark.parametrize(("text", "stage", "when"), [
    ("Le ministre a dit que six radars seraient fournis par l'Italie d'ici décembre.", "planned", "../2023-12"),
    ("Elle a ajouté que dix canons seraient livrés par la Suède à l'Estonie en mai.", "planned", "2024-05"),
    ("La Suède a confirmé qu'elle livrerait dix canons à l'Estonie.", "agreed", None),
    ("Il a été annoncé que l'Espagne céderait cinq blindés au Tchad.", "agreed", None),
    ("Le ministre a promis que l'Italie fournirait six radars au Kenya.", "agreed", None),
])  # fmt: skip
def test_what_was_announced_for_later_is_to_come_for_certain(text: str, stage: str, when: str | None) -> None:
    (claim,) = claims("fr", text)
    assert (claim.stage, claim.certainty, claim.when) == (stage, "certain", when)


@pytest.mark.parametrize(("text", "stage"), [
    ("Le journal affirme que la Grèce fournirait des obus au Ghana.", "planned"),
    ("D'après une ONG, des drones turcs seraient livrés au Tchad depuis des mois.", "delivered"),
    ("Le rapport a révélé que la Grèce aurait fourni des obus au Ghana.", "delivered"),
    ("Le ministre a déclaré que si la guerre durait, l'Italie fournirait des radars au Kenya.", "planned"),
])  # fmt: skip
def test_a_conditional_of_reserve_or_condition_is_no_future(text: str, stage: str) -> None:
    assert _stages("fr", text) == {("transfer", stage, "affirmed", "possible")}


@pytest.mark.parametrize(("language", "text", "certainty"), [
    ("en", "The police opened an inquiry into the sale of Greek rifles to Togo.", "possible"),
    ("en", "The sale of Greek rifles to Togo is being investigated by prosecutors.", "possible"),
    ("en", "Greece is examining a report that its rifles were sold to Togo.", "possible"),
    ("fr", "La justice grecque a ouvert une enquête sur la fourniture de fusils grecs au Togo.", "possible"),
    ("fr", "Le parquet examine un rapport sur la vente de fusils grecs au Togo.", "possible"),
    ("en", "Prague is investigating how Czech rifles were delivered to Mali.", "certain"),
    ("en", "The inquiry showed Norway had sold 12 howitzers to Ghana.", "certain"),
    ("fr", "Les enquêteurs affirment que la Grèce a vendu des fusils au Togo.", "certain"),
])  # fmt: skip
def test_what_is_only_looked_into_is_possible(language: str, text: str, certainty: str) -> None:
    assert _stages(language, text) == {("transfer", "delivered", "affirmed", certainty)}


@pytest.mark.parametrize(("language", "text", "stage"), [
    ("en", "Norway is looking into the sale of 12 howitzers to Ghana.", "planned"),
    ("fr", "Le parlement norvégien examine la vente de douze obusiers au Ghana.", "planned"),
])  # fmt: skip
def test_who_examines_a_sale_to_come_weighs_it(language: str, text: str, stage: str) -> None:
    assert _stages(language, text) == {("transfer", stage, "affirmed", "certain")}


@pytest.mark.parametrize(("language", "text", "stage"), [
    ("en", "Italy was in the process of transferring six radars to Kenya.", "shipped"),
    ("en", "Polish tanks are being delivered to Morocco.", "shipped"),
    ("fr", "L'Italie est en train de livrer six radars au Kenya.", "shipped"),
    ("fr", "Quarante chars polonais sont en cours d'acheminement vers le Maroc.", "shipped"),
    ("fr", "Des blindés grecs sont acheminés vers le Niger.", "shipped"),
    ("en", "Polish tanks are being sold to Morocco.", "delivered"),
    ("fr", "Des chars polonais sont livrés au Maroc depuis mai.", "delivered"),
    ("fr", "La vente de six radars italiens au Kenya est en cours de négociation.", "planned"),
])  # fmt: skip
def test_what_is_being_moved_is_on_its_way(language: str, text: str, stage: str) -> None:
    assert _stages(language, text) == {("transfer", stage, "affirmed", "certain")}


@pytest.mark.parametrize(("text", "stage"), [
    ("Quarante chars polonais auront finalement été livrés au Maroc.", "delivered"),
    ("Au total, 60 obus auront été donnés par la Norvège au Ghana.", "delivered"),
    ("Quarante chars auront été livrés au Maroc par la Pologne à la fin de l'année prochaine.", "agreed"),
    ("La Pologne livrera quarante chars au Maroc.", "agreed"),
])  # fmt: skip
def test_the_french_future_perfect_sums_up_what_is_done(text: str, stage: str) -> None:
    assert _stages("fr", text) == {("transfer", stage, "affirmed", "certain")}


@pytest.mark.parametrize(("language", "text", "read"), [
    ("en", "Angola no longer possesses any Su-30 fighters.", ("stock", "depleted", "affirmed", "certain")),
    ("en", "The Angolan army has no more Mirage jets.", ("stock", "depleted", "affirmed", "certain")),
    ("fr", "L'Angola ne possède plus de chasseurs Su-30.", ("stock", "depleted", "affirmed", "certain")),
    ("fr", "Le Togo disposera de six hélicoptères russes.", ("transfer", "planned", "affirmed", "certain")),
    ("fr", "Le Togo dispose de quatre hélicoptères russes.", ("stock", "held", "affirmed", "certain")),
])  # fmt: skip
def test_arms_that_are_gone_or_to_come_are_no_stock(
    language: str, text: str, read: tuple[str, str, str, str]
) -> None:
    assert _stages(language, text) == {read}


@pytest.mark.parametrize(("text", "stage"), [
    ("The Ghana Navy commissioned two former American patrol boats on Monday.", "delivered"),
    ("Ghana commissioned two patrol boats from a Spanish yard.", "agreed"),
    ("Ghana will commission two Spanish patrol boats next year.", "planned"),
    ("The Spanish king ordered 40 tanks delivered to Morocco.", "planned"),
    ("Morocco ordered 40 tanks to be delivered by Poland in 2025.", "agreed"),
    ("Missiles provided by Norway will be fitted to Ghana's frigates.", "planned"),
    ("Missiles provided by Norway were fitted to Ghana's frigates.", "delivered"),
])  # fmt: skip
def test_commands_and_use_are_no_orders(text: str, stage: str) -> None:
    assert _stages("en", text) == {("transfer", stage, "affirmed", "certain")}
