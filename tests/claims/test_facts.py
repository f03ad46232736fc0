"""How far and how surely dealings are told, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


def _stages(language: str, text: str) -> set[tuple[str, str, str, str]]:
    return {(c.kind, c.stage, c.polarity, c.certainty) for c in claims(language, text)}


@pytest.mark.parametrize(("text", "stage", "when"), [
    ("Le ministre a dit que six radars seraient fournis par l'Italie d'ici mai.", "planned", "../2024-05"),
    ("Elle a ajouté que dix canons seraient livrés par la Suède à l'Estonie en mai.", "planned", "2024-05"),
    ("La Suède a confirmé qu'elle livrerait dix canons à l'Estonie.", "agreed", None),
    ("Il a été annoncé que l'Espagne céderait cinq blindés au Tchad.", "agreed", None),
    ("Le ministre a promis que l'Italie fournirait six radars au Kenya.", "agreed", None),
])  # fmt: skip
def test_what_was_announced_for_later_is_to_come_for_certain(text: str, stage: str, when: str | None) -> None:
    (claim,) = claims("fr", text)
    assert (claim.stage, claim.certainty, claim.when) == (stage, "certain", when)


def test_what_was_expected_for_later_is_probable() -> None:
    text = "L'expert estimait que l'Italie livrerait six radars au Kenya."
    assert _stages("fr", text) == {("transfer", "agreed", "affirmed", "probable")}


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
    ("fr", "La livraison de chars norvégiens au Mali est à l'étude.", "planned"),
    ("fr", "L'achat de six radars italiens par le Kenya est en discussion.", "sought"),
    ("en", "The sale of six Italian radars to Kenya is under negotiation.", "planned"),
    ("en", "The delivery of Norwegian tanks to Mali is still being discussed.", "planned"),
    ("en", "The sale of Italian radars to Kenya, which is under negotiation with Togo, was completed.",
     "delivered"),
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


@pytest.mark.parametrize(("language", "text", "stages"), [
    ("en", "Greece will give Ukraine its howitzers once it has received Patriots from the United States.",
     ["agreed", "planned"]),
    ("en", "Peru will send tanks to Chad as soon as Spain has delivered six howitzers to Peru.",
     ["agreed", "planned"]),
    ("en", "Poland will pay Seoul in full after South Korea has delivered 40 tanks to it.", ["planned"]),
    ("en", "Peru will send tanks to Chad after Spain delivered six howitzers to Peru.",
     ["agreed", "delivered"]),
    ("en", "Peru sent tanks to Chad once Spain had delivered six howitzers to Peru.",
     ["delivered", "delivered"]),
    ("fr", "La Grèce donnera ses obusiers à l'Ukraine dès qu'elle aura reçu des Patriot des Etats-Unis.",
     ["agreed", "planned"]),
    ("fr", "Le Pérou enverra des chars au Tchad quand l'Espagne lui aura livré six obusiers.",
     ["agreed", "planned"]),
    ("fr", "Le Pérou a envoyé des chars au Tchad dès que l'Espagne lui a livré six obusiers.",
     ["delivered", "delivered"]),
])  # fmt: skip
def test_what_something_else_waits_for_has_not_come(language: str, text: str, stages: list[str]) -> None:
    assert sorted(claim.stage for claim in claims(language, text)) == stages


@pytest.mark.parametrize(("language", "text", "read"), [
    ("en", "Angola no longer possesses any Su-30 fighters.", ("stock", "depleted", "affirmed", "certain")),
    ("en", "The Angolan army no longer possesses any Mirage jets.",
     ("stock", "depleted", "affirmed", "certain")),
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
    ("Kenya's navy has commissioned two frigates from Fincantieri.", "agreed"),
    ("Ghana plans to commission two Spanish patrol boats next year.", "planned"),
    ("The Spanish king ordered 40 tanks delivered to Morocco.", "planned"),
    ("Morocco ordered 40 tanks to be delivered by Poland in 2025.", "agreed"),
    ("Missiles supplied by Norway will be fitted to Ghana's frigates.", "planned"),
    ("Missiles provided by Norway were fitted to Ghana's frigates.", "delivered"),
])  # fmt: skip
def test_commands_and_use_are_no_orders(text: str, stage: str) -> None:
    assert _stages("en", text) == {("transfer", stage, "affirmed", "certain")}


@pytest.mark.parametrize(("text", "stage"), [
    ("Denmark is donating a radar to Latvia.", "agreed"),
    ("Portugal is contributing armoured vehicles to Ukraine.", "agreed"),
    ("Spain said that it is donating mortars to Moldova.", "agreed"),
    ("Cuba is buying 12 jets from Russia.", "agreed"),
    ("Sudan has been buying drones from Iran.", "delivered"),
    ("Chile was donating patrol boats to Haiti when the war began.", "delivered"),
    ("Iran is supplying drones to Sudan.", "delivered"),
    ("The Americans must drown Armenia in the best weapons they can give: tanks and jets.", "planned"),
    ("Chile can now export frigates to Peru.", "planned"),
    ("Chile sent Haiti all the rifles it could buy.", "delivered"),
    ("The US Justice Department announced the conviction of a man for trying to buy missiles in the United "
     "States for Iran.", "sought"),
    ("The Justice Department said two brokers had conspired to export rifles from the United States to "
     "Sudan.", "planned"),
    ("Norway came out in favour of sending missiles to Moldova.", "planned"),
    ("Chile tried to hide that it had sold rifles to Haiti.", "delivered"),
    ("Peru announced a contract to buy frigates from Chile.", "agreed"),
])  # fmt: skip
def test_what_is_pledged_due_or_tried_has_not_come(text: str, stage: str) -> None:
    assert _stages("en", text) == {("transfer", stage, "affirmed", "certain")}


@pytest.mark.parametrize(("text", "stage"), [
    ("La Suède et le Danemark ont nettement appuyé l'opposition ces derniers mois, Oslo et Berne se "
     "déclarant même en faveur de l'envoi de missiles aux rebelles.", "planned"),
    ("En faveur des rebelles, le Chili a livré des fusils à Haïti.", "delivered"),
])  # fmt: skip
def test_what_is_favoured_in_french_has_not_come(text: str, stage: str) -> None:
    assert _stages("fr", text) == {("transfer", stage, "affirmed", "certain")}


@pytest.mark.parametrize(("language", "text", "certainty"), [
    ("fr", "Il a affirmé que Londres enquêtait sur l'utilisation éventuelle d'armes chimiques par la Syrie.",
     "possible"),
    ("fr", "L'utilisation présumée d'armes chimiques par l'armée syrienne a été condamnée.", "possible"),
    ("en", "The suspected use of chemical weapons by the Syrian army was condemned.", "possible"),
    ("fr", "L'utilisation d'armes chimiques par l'armée syrienne a été condamnée.", "certain"),
])  # fmt: skip
def test_a_use_that_only_may_be_is_possible(language: str, text: str, certainty: str) -> None:
    assert _stages(language, text) == {("use", "used", "affirmed", certainty)}


@pytest.mark.parametrize(("language", "text", "stage"), [
    ("fr", "Une note allemande fait état de stocks de 500 tonnes de sarin en Irak.", "held"),
    ("fr", "Le ministre a évoqué des stocks de 300 chars irakiens.", "held"),
    ("fr", "Un rapport fait état de stocks d'obus presque vides au Bélarus.", "low"),
    ("fr", "Un rapport fait état de stocks épuisés d'obus au Bélarus.", "low"),
    ("en", "Moldova will run out of missiles in May.", "low"),
])  # fmt: skip
def test_a_stock_that_is_only_mentioned_is_held_and_one_that_will_end_low(
    language: str, text: str, stage: str
) -> None:
    assert _stages(language, text) == {("stock", stage, "affirmed", "certain")}


@pytest.mark.parametrize(("text", "kinds"), [
    ("The Pentagon pointed to the strength of Taiwan's disciplined, trained soldiers.", []),
    ("France has trained 200 Chadian soldiers.", ["support"]),
    ("Soldiers trained by France returned to Chad.", ["support"]),
])  # fmt: skip
def test_trained_soldiers_are_no_training_given(text: str, kinds: list[str]) -> None:
    assert [c.kind for c in claims("en", text)] == kinds


@pytest.mark.parametrize(("language", "text", "polarities"), [
    ("en", "QUESTION: Turkey sent drones to Chad. Any comment?\nMS. ADAMS: No. Next question.",
     ["affirmed"]),
    ("en", "QUESTION: Does Serbia sell mortars to Mali?\nMS. ADAMS: No.", ["denied"]),
    ("en", "QUESTION: Does Serbia sell mortars to Mali?\nMS. ADAMS: No, they do not.", ["denied"]),
    ("fr", "QUESTION : La Serbie a livré des mortiers au Mali. Un commentaire ?\nM. DURAND : Non, rien.",
     ["affirmed"]),
    ("fr", "QUESTION : La Serbie a livré des mortiers au Mali. Que répondez-vous ?\nM. DURAND : Rien.",
     ["affirmed"]),
])  # fmt: skip
def test_a_short_answer_denies_only_what_was_asked(language: str, text: str, polarities: list[str]) -> None:
    assert [c.polarity for c in claims(language, text)] == polarities


@pytest.mark.parametrize(("language", "text", "source"), [
    ("en", "Newspapers spread the false news that Poland had sold tanks to Morocco.", "narrator"),
    ("en", "Poland's defence ministry denounced a hoax about the sale of Polish tanks to Morocco.", "PL"),
    ("fr", "Varsovie a dénoncé une fausse information sur la vente de chars polonais au Maroc.", "PL"),
    ("fr", "Des blogueurs ont diffusé une infox selon laquelle la Pologne avait livré des chars au Maroc.",
     "narrator"),
])  # fmt: skip
def test_false_news_is_a_denial_and_no_word_of_who_spreads_it(language: str, text: str, source: str) -> None:
    (claim,) = claims(language, text)
    assert (claim.polarity, claim.recipient) == ("denied", ("MA",))
    assert (claim.source.country or claim.source.role) == source


@pytest.mark.parametrize("text", [
    "Poland published information about its delivery of 12 tanks to Morocco.",
    "News that Poland had sold tanks to Morocco angered Algeria.",
    "Poland sold fake tanks to Morocco.",
])  # fmt: skip
def test_news_that_nobody_calls_false_stands(text: str) -> None:
    assert _stages("en", text) == {("transfer", "delivered", "affirmed", "certain")}


@pytest.mark.parametrize(("text", "stage"), [
    ("Kenya expressed interest in signing a contract for Italian radars.", "sought"),
    ("Malawi is interested in concluding a contract with India for howitzers.", "sought"),
    ("Malta is in talks with Israel on concluding a contract for radars.", "sought"),
    ("Kenya, keen on closer ties, signed a contract for six Italian radars.", "agreed"),
    ("Kenya concluded talks with Italy and signed a contract for six radars.", "agreed"),
    ("Kenya insisted on buying six Italian radars.", "agreed"),
    ("Kenya is negotiating with Italy on buying six radars.", "sought"),
])  # fmt: skip
def test_a_contract_that_is_only_wanted_is_sought(text: str, stage: str) -> None:
    assert _stages("en", text) == {("transfer", stage, "affirmed", "certain")}


@pytest.mark.parametrize(("language", "text", "polarity"), [
    ("en", "The panel has no evidence that Greece knew its rifles were sold to Togo.", "affirmed"),
    ("en", "Greece denied that it was aware rifles had been sold to Togo.", "affirmed"),
    ("fr", "Rien ne prouve que la Grèce savait que ses fusils avaient été vendus au Togo.", "affirmed"),
    ("en", "There is no evidence that Greece sold rifles to Togo.", "denied"),
    ("en", "We do not know that any rifles were sold to Togo by Greece.", "denied"),
    ("en", "Greece knew that the rifles had not been sold to Togo.", "denied"),
    ("fr", "Rien ne prouve que la Grèce a vendu des fusils au Togo.", "denied"),
    ("en", "The delivery of frigates to Ghana has not yet affected Greece's own fleet.", "affirmed"),
    ("en", "The sale of Greek rifles to Togo has not yet begun.", "denied"),
    ("fr", "La livraison de chars polonais au Maroc n'a pas eu lieu.", "denied"),
])  # fmt: skip
def test_who_knew_and_whom_it_affects_is_another_matter(language: str, text: str, polarity: str) -> None:
    assert {(c.kind, c.polarity) for c in claims(language, text)} == {("transfer", polarity)}


@pytest.mark.parametrize(("language", "text", "stage", "certainty"), [
    ("en", "This delivery of Polish tanks to Morocco could anger Algeria.", "delivered", "certain"),
    ("fr", "Ces ventes de chars de la Pologne au Maroc pourraient irriter Alger.", "delivered", "certain"),
    ("en", "A delivery of Polish tanks to Morocco could anger Algeria.", "planned", "possible"),
    ("en", "This delivery of Polish tanks to Morocco could begin in May.", "planned", "possible"),
    ("fr", "Une vente de chars polonais au Maroc pourrait irriter Alger.", "planned", "possible"),
])  # fmt: skip
def test_a_delivery_that_was_told_is_no_less_done_for_what_it_may_do(
    language: str, text: str, stage: str, certainty: str
) -> None:
    assert _stages(language, text) == {("transfer", stage, "affirmed", certainty)}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Poland has not announced the sale of tanks to Morocco."),
    ("en", "Neither side has announced the sale of Polish tanks to Morocco."),
    ("en", "Poland announced no sale of tanks to Morocco."),
    ("fr", "La Pologne n'a pas annoncé la vente de chars au Maroc."),
    ("fr", "La Pologne n'a annoncé aucune vente de chars au Maroc."),
    ("en", "Washington has permitted Kyiv to use ATACMS missiles against Russia."),
    ("fr", "Paris a autorisé l'Ukraine à utiliser des missiles Scalp contre la Russie."),
])  # fmt: skip
def test_what_is_not_announced_or_only_allowed_is_not_told(language: str, text: str) -> None:
    assert claims(language, text) == ()


def test_what_is_announced_or_used_is_told() -> None:
    sale = _stages("en", "Poland has announced the sale of tanks to Morocco.")
    assert sale == {("transfer", "agreed", "affirmed", "certain")}
    use = _stages("en", "Ukraine used ATACMS missiles against Russia after Washington allowed it.")
    assert use == {("use", "used", "affirmed", "certain")}


@pytest.mark.parametrize(("language", "text", "read"), [
    ("en", "The sale of Israeli drones to Kenya was blocked by Washington.",
     {("measure", "adopted", "affirmed")}),
    ("en", "Chile is considering the purchase of Brazilian jets, the minister said.",
     {("transfer", "planned", "affirmed")}),
    ("en", "The Chilean navy has yet to finalise an order for two submarines from Germany.",
     {("transfer", "agreed", "denied")}),
    ("fr", "Le Kenya n'a pas encore signé le contrat d'achat de six radars à l'Italie.",
     {("transfer", "agreed", "denied")}),
    ("en", "Jordan dismissed a report about Jordanian rifles sold to Chad.",
     {("transfer", "delivered", "denied")}),
    ("en", "Kenya wants to buy six more radars from Italy, having ordered four.",
     {("transfer", "sought", "affirmed"), ("transfer", "agreed", "affirmed")}),
    ("en", "Kenya received two of the six radars it ordered from Italy.",
     {("transfer", "delivered", "affirmed"), ("transfer", "agreed", "affirmed")}),
    ("en", "Kenya has not received the six radars ordered from Italy in 2020.",
     {("transfer", "delivered", "denied"), ("transfer", "agreed", "affirmed")}),
])  # fmt: skip
def test_one_clause_tells_one_stage(language: str, text: str, read: set[tuple[str, str, str]]) -> None:
    assert {(c.kind, c.stage, c.polarity) for c in claims(language, text)} == read


@pytest.mark.parametrize(("language", "text", "stage", "polarity"), [
    ("fr", "Saab se retire de l'appel d'offres du Chili pour douze chasseurs.", "planned", "denied"),
    ("fr", "Navantia renonce à répondre à l'appel d'offres du Pérou pour six frégates.", "planned", "denied"),
    ("en", "Saab withdrew from Peru's tender for ten fighter jets.", "planned", "denied"),
    ("en", "Naval Group withdrew from a Dutch tender for four submarines.", "planned", "denied"),
    ("en", "Saab could withdraw from a Peruvian tender for ten fighter jets.", "planned", "affirmed"),
    ("en", "Saab won Peru's tender for ten fighter jets.", "agreed", "affirmed"),
])  # fmt: skip
def test_who_leaves_a_tender_will_not_give(language: str, text: str, stage: str, polarity: str) -> None:
    assert {(c.kind, c.stage, c.polarity) for c in claims(language, text)} == {("transfer", stage, polarity)}


@pytest.mark.parametrize(("text", "supplier", "polarity"), [
    ("Varsovie s'oppose à ce que la Grèce cède des mortiers au Ghana.", ("GR",), "denied"),
    ("Oslo s'est opposé à ce que des obus soient livrés au Ghana par la Suède.", ("SE",), "denied"),
    ("Oslo tient à ce que la Suède livre des obus au Ghana.", ("SE",), "affirmed"),
    ("Madrid ne laissera pas la Grèce revendre ses obusiers au Ghana.", ("GR",), "denied"),
])  # fmt: skip
def test_who_will_not_let_others_sell_takes_no_side(
    text: str, supplier: tuple[str, ...], polarity: str
) -> None:
    read = {(c.kind, c.stage, c.polarity, c.supplier, c.recipient) for c in claims("fr", text)}
    assert read == {("transfer", "planned", polarity, supplier, ("GH",))}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Has Serbia sent mortars to Mali?"),
    ("en", "Did Norway sell 12 howitzers to Ghana?"),
    ("fr", "La Serbie a-t-elle livré des mortiers au Mali ?"),
    ("fr", "La Norvège livre-t-elle des obusiers au Ghana ?"),
])  # fmt: skip
def test_who_only_asks_whether_tells_nothing(language: str, text: str) -> None:
    assert claims(language, text) == ()
