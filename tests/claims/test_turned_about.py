"""What turns a dealing about from afar: silence, denials, exceptions, turns. Invented sentences."""

from __future__ import annotations

import pytest
from invented import claims


def dealings(language: str, text: str) -> set[str]:
    return {
        f"{'+'.join(sorted(c.supplier))} > {'+'.join(sorted(c.recipient))}, {'+'.join(sorted(c.item))}"
        f"{' denied' if c.polarity == 'denied' else ''}"
        for c in claims(language, text)
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A spokeswoman declined to confirm that Norway had shipped rockets to Senegal."),
        ("en", "The embassy refused to say whether Norway had delivered the drones to Senegal."),
        ("en", "The ministry neither confirmed nor denied that Norway had sold mortars to Senegal."),
        (
            "en",
            "Officers in Dakar were unable to confirm that Norway had delivered the howitzers to Senegal.",
        ),
        ("en", "The minister would not comment on the delivery of Norwegian drones to Senegal."),
        ("en", "Officials stopped short of saying that Norway had sold missiles to Senegal."),
        ("en", "We have no information about deliveries of Norwegian shells to Senegal, the envoy said."),
        ("en", "The embassy would neither confirm nor deny that Norway had sold radars to Senegal."),
        ("en", "The Pentagon could not confirm reports that Norway had shipped shells to Senegal by rail."),
        ("en", "Officials stopped short of accusing Oslo of arming Senegal with drones."),
        (
            "fr",
            "Une porte-parole n'a pas souhaité confirmer que la Norvège avait livré des chars au Sénégal.",
        ),
        ("fr", "L'ambassade a refusé de dire si la Norvège avait vendu des drones au Sénégal."),
        ("fr", "Le ministère n'a ni confirmé ni infirmé que la Norvège avait cédé des mortiers au Sénégal."),
        ("fr", "Dakar n'a pas démenti avoir reçu des obusiers de la Norvège."),
        (
            "fr",
            "Nous n'avons aucune information sur des livraisons d'obus norvégiens au Sénégal, a-t-il dit.",
        ),
        ("fr", "Paris a fait pression sur Oslo pour qu'elle ne livre pas d'obus au Sénégal."),
    ],
)
def test_who_says_neither_yes_nor_no_tells_nothing(language: str, text: str) -> None:
    assert dealings(language, text) == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Pentagon confirmed that Norway had delivered 30 howitzers to Senegal."),
        ("fr", "Le ministère a confirmé que la Norvège avait livré 30 obusiers au Sénégal."),
    ],
)
def test_who_confirms_tells_it(language: str, text: str) -> None:
    assert dealings(language, text) == {"NO > SN, howitzer"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The report that Norway had sold missiles to Senegal is false, the spokesman said."),
        ("en", "Sweden has not seen Norwegian missiles transferred to Senegal, an official said."),
        ("fr", "Il est faux de prétendre que la Norvège aurait vendu des missiles au Sénégal, a dit Oslo."),
        ("fr", "Prétendre que la Norvège a cédé des missiles au Sénégal est mensonger, a dit le ministère."),
        ("fr", "Les accusations d'après lesquelles Oslo aurait cédé des missiles au Sénégal sont infondées."),
        ("en", "Senegal left the fair without having bought any missiles from Norway, an officer said."),
        ("fr", "Les allégations selon lesquelles Oslo aurait cédé des missiles au Sénégal sont infondées."),
        ("fr", "Oslo qualifie de pure invention l'information selon laquelle Oslo aurait vendu des missiles "
               "au Sénégal."),
        ("fr", "La Suède n'a trouvé aucun indice que la Norvège ait livré des missiles au Sénégal."),
    ],
)  # fmt: skip
def test_what_is_called_false_or_was_not_seen_is_denied_for_certain(language: str, text: str) -> None:
    found = claims(language, text)
    assert dealings(language, text) == {"NO > SN, missile denied"}
    assert {claim.certainty for claim in found} == {"certain"}


def test_a_report_that_is_called_false_does_not_vouch_for_the_denial() -> None:
    (claim,) = claims(
        "en", "The report that Norway had sold missiles to Senegal is false, the spokesman said."
    )
    assert claim.source.role == "spokesperson"
    text = "The claim of Dakar that Norway gave Latvia bombs is false, the foreign ministry in Oslo said."
    (claim,) = claims("en", text)
    assert (claim.polarity, claim.source.country) == ("denied", "NO")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The officer said that Senegal had used Norwegian mortars, and not for the first time."),
        ("fr", "Dakar assure n'avoir reçu de la Norvège que douze mortiers."),
    ],
)
def test_what_only_looks_like_a_negation_denies_nothing(language: str, text: str) -> None:
    assert [claim.polarity for claim in claims(language, text)] == ["affirmed"]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "Oslo said it had sold shells to Latvia, but not to Senegal.",
         {"NO > LV, artillery-shell", "NO > SN, artillery-shell denied"}),
        ("fr", "La Norvège admet avoir vendu des obus à la Lettonie, mais pas au Sénégal.",
         {"NO > LV, artillery-shell", "NO > SN, artillery-shell denied"}),
        ("fr", "La Norvège a livré des munitions à la Lettonie et non au Sénégal, selon Oslo.",
         {"NO > LV, ammunition", "NO > SN, ammunition denied"}),
        ("en", "Norway sold drones not to Senegal but to Latvia, officials said.", {"NO > LV, uav"}),
        ("en", "Norway has delivered howitzers to Latvia but no tanks, the minister said.",
         {"NO > LV, howitzer", "NO > LV, tank denied"}),
        ("fr", "La Norvège a livré des obusiers à la Lettonie, mais pas de chars, a dit le ministre.",
         {"NO > LV, howitzer", "NO > LV, tank denied"}),
    ],
)  # fmt: skip
def test_what_is_excepted_is_denied(language: str, text: str, told: set[str]) -> None:
    assert dealings(language, text) == told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway said it had supplied drones to Senegal before June 2021, but not since."),
        ("fr", "La Norvège a reconnu avoir vendu des drones au Sénégal avant juin 2021, mais pas depuis."),
    ],
)
def test_not_since_denies_what_came_later(language: str, text: str) -> None:
    found = {(claim.polarity, claim.when) for claim in claims(language, text)}
    assert {polarity for polarity, _ in found} == {"affirmed", "denied"}
    whens = {polarity: when or "" for polarity, when in found}
    assert whens["affirmed"].startswith("../") and whens["denied"].endswith("/..")


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "Norway gave tanks to Latvia, howitzers to Ghana and radars to Estonia.",
         {"NO > LV, tank", "NO > GH, howitzer", "NO > EE, radar"}),
        ("fr", "La Norvège a vendu des obusiers à la Lettonie et des radars au Sénégal.",
         {"NO > LV, howitzer", "NO > SN, radar"}),
        ("fr", "La Suède a donné à la Lettonie des obusiers et à l'Estonie des radars.",
         {"SE > LV, howitzer", "SE > EE, radar"}),
        ("en", "Norway sold howitzers and radars to Latvia and Estonia.", {"NO > EE+LV, howitzer+radar"}),
    ],
)  # fmt: skip
def test_goods_and_takers_that_take_turns_go_together(language: str, text: str, told: set[str]) -> None:
    assert dealings(language, text) == told


def test_the_latter_is_not_who_speaks() -> None:
    text = (
        "Si la Suède nie tout achat, Riga soutient que cette dernière a acquis des roquettes auprès d'Oslo."
    )
    assert dealings("fr", text) == {"NO > SE, rocket"}


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        (
            "fr",
            "Le ministère a déclaré fin avril que la Norvège avait presque épuisé son stock de drones.",
            "2023-04",
        ),
        ("en", "The ministry said on Friday that Norway had nearly exhausted its stock of drones.", None),
        ("fr", "Le ministère a déclaré en mars que les missiles livrés par Oslo à Riga étaient vieux.", None),
    ],
)
def test_what_was_said_earlier_is_of_the_day_of_speech(language: str, text: str, when: str | None) -> None:
    (claim, *_) = claims(language, text)
    assert claim.when == when


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The US Treasury announced sanctions on Turkish firms that had sold engines to Russia."),
        ("fr", "Le Trésor américain a annoncé des sanctions contre sept firmes turques, accusées d'avoir "
               "livré des moteurs de drones à la Russie."),
    ],
)  # fmt: skip
def test_those_whom_a_measure_is_aimed_at_do_not_take_it(language: str, text: str) -> None:
    measures = [claim for claim in claims(language, text) if claim.kind == "measure"]
    assert measures
    assert {claim.supplier for claim in measures} == {("US",)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway is considering whether to send drones to Senegal, the minister said."),
        ("en", "Norway intends to send drones to Senegal, the minister said."),
    ],
)
def test_who_weighs_whether_to_send_plans_to(language: str, text: str) -> None:
    assert dealings(language, text) == {"NO > SN, uav"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway received a request for tanks from Senegal."),
        ("en", "Norway got a request for 20 tanks from Senegal in May, the minister said."),
        ("fr", "La Norvège a reçu du Sénégal une demande de chars."),
        ("en", "Senegal asked Norway for tanks."),
    ],
)
def test_who_receives_a_request_is_asked(language: str, text: str) -> None:
    assert dealings(language, text) == {"NO > SN, tank"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It cannot be denied that Norway sold drones to Senegal, an analyst in Lima said."),
        ("en", "Nobody can deny that Norway sold drones to Senegal, an envoy admitted."),
        ("en", "It is hard to deny that Norway sold drones to Senegal."),
        ("en", "There is no doubt that Norway sold drones to Senegal, the minister said."),
        ("fr", "Nul ne peut nier que la Norvège a vendu des drones au Sénégal, a admis un diplomate."),
        ("fr", "Il est indéniable que la Norvège a vendu des drones au Sénégal, a admis un diplomate."),
        ("fr", "Il est difficile de nier que la Norvège a vendu des drones au Sénégal."),
        ("fr", "Il ne fait aucun doute que la Norvège a vendu des drones au Sénégal, selon le ministre."),
    ],
)
def test_what_cannot_be_denied_is_certain(language: str, text: str) -> None:
    (claim,) = claims(language, text)
    assert (claim.polarity, claim.certainty) == ("affirmed", "certain")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway has not denied that it sold drones to Senegal."),  # neither yes nor no
        ("en", "There is no doubt that Norway has not sold drones to Senegal, the minister said."),
        ("fr", "Il est indéniable que la Norvège n'a pas vendu de drones au Sénégal, selon le ministre."),
    ],
)
def test_what_is_beyond_doubt_may_be_a_denial(language: str, text: str) -> None:
    assert not [claim for claim in claims(language, text) if claim.polarity == "affirmed"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In this novel, a Norwegian trader sells missiles to Senegal."),
        ("en", "The film tells how Norway sold tanks to Senegal."),
        ("en", "In the television series, Norway delivers tanks to Senegal."),
        ("fr", "Dans ce roman, la Norvège vend des missiles au Sénégal."),
        ("fr", "Le film raconte comment la Norvège a livré des missiles au Sénégal."),
        ("fr", "La série télévisée raconte comment la Norvège a livré des missiles au Sénégal."),
    ],
)
def test_a_made_up_story_tells_nothing(language: str, text: str) -> None:
    assert claims(language, text) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The documentary shows how Norway sold tanks to Senegal."),
        ("en", "The minister tells how Norway sold tanks to Senegal."),
        ("fr", "Le film documentaire raconte comment la Norvège a livré des chars au Sénégal."),
    ],
)
def test_a_true_story_tells_what_happened(language: str, text: str) -> None:
    assert dealings(language, text) == {"NO > SN, tank"}


_UNPROVEN = {
    "fr": "Pendant des semaines, des officiers ont déclaré que les États-Unis pensaient que la Norvège "
    "envisageait de vendre des dizaines de missiles au Sénégal, mais des responsables de la présidence ont "
    "déclaré qu'ils n'avaient aucune preuve qu'un accord avait été conclu.",
    "en": "Officials said that the United States believed that Norway was considering selling hundreds of "
    "missiles to Senegal, but the White House said it had no evidence that a deal had been concluded.",
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_who_only_thinks_it_does_not_supply(language: str) -> None:
    assert dealings(language, _UNPROVEN[language]) == {"NO > SN, missile", "NO > SN, missile denied"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_of_a_deal_of_which_there_is_no_proof_the_deal_is_denied(language: str) -> None:
    told = claims(language, _UNPROVEN[language])
    assert [claim.stage for claim in told if claim.polarity == "denied"] == ["agreed"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The United States has no evidence that Norway and Senegal have signed a deal for missiles."),
        ("en", "Washington has no proof that Norway has agreed to sell missiles to Senegal."),
        ("fr", "Washington n'a aucune preuve que la Norvège a vendu des missiles au Sénégal."),
    ],
)
def test_who_sees_no_proof_is_no_party(language: str, text: str) -> None:
    assert all("US" not in claim.supplier + claim.recipient for claim in claims(language, text))


def test_who_acts_on_a_sale_denies_none() -> None:
    text = "Washington a placé sur sa liste noire quatre firmes chinoises qui ont livré des obus au Mali."
    assert "CN > ML, artillery-shell" in dealings("fr", text)


_PLANT = (
    "La Norvège fournit au Sénégal des matériaux pour construire une usine de drones près de Dakar, selon le "
    "ministre.\n\nLe porte-parole Ole Berg a déclaré que les services pensaient que l'usine sénégalaise "
    "de Diamniadio pourrait être opérationnelle au début de l'année prochaine.\n\n"
    "Oslo et Dakar envisageaient en décembre de mettre en place une chaîne de montage de drones au "
    "Sénégal, a déclaré le ministère. Les nouveaux renseignements suggèrent que le projet, dans la région "
    "de Dakar, est allé au-delà de la conception."
)


def test_a_plant_makes_what_the_document_says_of_it_elsewhere() -> None:
    text = (
        "Le Sénégal construit une usine de drones à Diamniadio, selon le ministre.\n\n"
        "L'usine pourrait être opérationnelle au début de l'année prochaine, a déclaré le porte-parole."
    )
    plants = [claim for claim in claims("fr", text) if claim.kind == "production" and claim.when == "2024"]
    assert [(claim.recipient, claim.item) for claim in plants] == [(("SN",), ("uav",))]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", _PLANT),
        (
            "en",
            "Norway and Senegal plan to set up an assembly line for drones in Senegal, the ministry said in "
            "May. It said that the project has moved beyond design.",
        ),
    ],
)
def test_the_project_of_a_plant_goes_on(language: str, text: str) -> None:
    built = [claim for claim in claims(language, text) if claim.stage == "building"]
    assert [(claim.supplier, claim.recipient, claim.item) for claim in built] == [
        (("NO",), ("SN",), ("uav",))
    ]


def test_a_project_that_is_no_plant_makes_nothing() -> None:
    text = (
        "Norway and Senegal signed an agreement on fisheries, and Norway sold tanks to Senegal. The "
        "project has moved beyond design."
    )
    assert not [claim for claim in claims("en", text) if claim.kind == "production"]


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "Oslo admitted on Friday that Norway had delivered missiles to Senegal.", None),
        ("en", "Norway has delivered missiles to Senegal, the ministry said on Friday.", None),
        ("en", "Norway delivered missiles to Senegal on Friday, the ministry said.", "2023-06-09"),
        ("en", "Norway has delivered missiles to Senegal in May, the ministry said on Friday.", "2023-05"),
        ("fr", "Le ministère a admis vendredi que la Norvège avait livré des missiles au Sénégal.", None),
        ("fr", "La Norvège a livré des missiles au Sénégal vendredi, selon le ministère.", "2023-06-09"),
    ],
)
def test_the_day_of_speech_on_which_the_report_came_is_none_of_the_event(
    language: str, text: str, when: str | None
) -> None:
    assert [claim.when for claim in claims(language, text)] == [when]


def test_an_earlier_day_of_speech_is_marked_as_one() -> None:
    (claim,) = claims("en", "Oslo admitted on Tuesday that Norway had delivered missiles to Senegal.")
    (fill,) = [fill for fill in claim.fills if fill.slot == "when"]
    assert claim.when == "2023-06-06"
    assert fill.rule.startswith("speech: ")


@pytest.mark.parametrize(
    ("language", "aside"),
    [
        ("en", "The weather was mild that day."),
        ("en", "Local schools reopened after the holidays."),
        ("fr", "Le temps était doux ce jour-là."),
        ("fr", "Les écoles ont rouvert après les vacances."),
    ],
)
def test_what_has_to_do_with_no_dealing_changes_no_claim(language: str, aside: str) -> None:
    told = {
        "en": "Norway has delivered twelve howitzers to Senegal, two officials said. They came in May.",
        "fr": "La Norvège a livré douze obusiers au Sénégal, selon le ministre. Ils sont partis en mai.",
    }[language]

    def said(text: str) -> list[tuple[object, ...]]:
        return [
            (c.kind, c.stage, c.supplier, c.recipient, c.item, c.quantity, c.when, c.source.label)
            for c in claims(language, text)
        ]

    assert said(f"{aside} {told}") == said(f"{told} {aside}") == said(told)


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "Norway bought 12 howitzers, compared with Sweden's 40.", " > NO, howitzer"),
        ("en", "Relative to Mali, the quantity of tanks provided to Senegal was small.", " > SN, tank"),
        ("en", "Senegal imported more mortars than Mali from Norway last year.", "NO > SN, mortar"),
        ("en", "Norway bought howitzers ahead of Sweden.", " > NO, howitzer"),
        ("en", "Senegal ordered the drones jointly with Mali.", " > SN, uav"),
        ("en", "Missiles used against Malian ports were provided to Senegal.", " > SN, missile"),
        ("en", "Norway armed Senegal against Mali with 300 missiles.", "NO > SN, missile"),
        ("fr", "Par rapport au Mali, le Sénégal a acheté peu de missiles.", " > SN, missile"),
        ("fr", "Dakar, devant le Mali et le Tchad, a importé des missiles.", " > SN, missile"),
        ("fr", "Le Sénégal a commandé les drones conjointement avec le Mali.", " > SN, uav"),
        ("fr", "Face aux demandes du Sénégal, la Norvège a livré des roquettes.", "NO > SN, rocket"),
        ("en", "Norway delivered rockets to Senegal, against the advice of Mali.", "NO > SN, rocket"),
        (
            "fr",
            "Le Sénégal, premier client de la Norvège devant le Mali, a reçu des obusiers.",
            "NO > SN, howitzer",
        ),
    ],
)
def test_who_is_only_compared_or_fought_against_takes_no_side(language: str, text: str, told: str) -> None:
    assert dealings(language, text) == {told}


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "Mali was shelled with Norwegian rockets, residents said.", "NO > , rocket"),
        ("en", "Mali was hit by Norwegian-made drones overnight.", "NO > , uav"),
        ("en", "Senegal fired Norwegian missiles at Mali on Tuesday.", "NO > SN, missile"),
        ("en", "Chad used Chinese drones over Sudanese territory.", "CN > TD, uav"),
        ("fr", "Le Mali a été bombardé avec des roquettes norvégiennes.", "NO > , rocket"),
        ("fr", "Le Sénégal a tiré mardi des missiles norvégiens sur le Mali.", "NO > SN, missile"),
        ("fr", "Le Tchad a employé des drones chinois contre des positions soudanaises.", "CN > TD, uav"),
    ],
)
def test_who_is_hit_does_not_use_the_arms(language: str, text: str, told: str) -> None:
    assert dealings(language, text) == {told}


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "The Norwegian general said that nine countries had sent tanks to Senegal.", " > SN, tank"),
        ("en", "Oslo said that its army had sent 30 tanks to Senegal.", "NO > SN, tank"),
        ("en", "Oslo said that the government had sent 30 tanks to Senegal.", "NO > SN, tank"),
        ("en", "Oslo announced that 30 tanks had been delivered to Senegal.", "NO > SN, tank"),
        ("fr", "Oslo assure que plusieurs pays ont envoyé des chars au Sénégal.", " > SN, tank"),
        ("fr", "Oslo a annoncé que l'armée avait livré trente chars au Sénégal.", "NO > SN, tank"),
    ],
)
def test_who_tells_what_others_did_is_no_party(language: str, text: str, told: str) -> None:
    assert dealings(language, text) == {told}


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        (
            "fr",
            "Le ministre norvégien a plaidé pour que les Occidentaux livrent des obusiers au Sénégal.",
            " > SN, howitzer",
        ),
        (
            "fr",
            "Le ministre norvégien, Lars Dahl, a appelé les Occidentaux à intensifier les livraisons d'armes"
            " au Sénégal.",
            " > SN, arms",
        ),
        (
            "fr",
            "Plusieurs pays occidentaux ont assuré qu'ils allaient envoyer des chars au Sénégal, a dit Oslo.",
            " > SN, tank",
        ),
        (
            "fr",
            "Oslo encourage les pays d'Europe centrale à céder leurs chars au Sénégal.",
            " > SN, tank",
        ),
        (
            "fr",
            "Le ministre norvégien a appelé mercredi les Occidentaux à « intensifier » les livraisons d'armes"
            " au Sénégal.",
            " > SN, arms",
        ),
        (
            "fr",
            "« On encourage activement les pays d'Afrique centrale qui ont des arsenaux de céder leurs"
            " armements au Sénégal », a dit le ministre norvégien.",
            " > SN, arms",
        ),
        ("en", "Oslo persuaded European countries to send tanks to Senegal.", " > SN, tank"),
        ("en", "Oslo told Westerners to send missiles to Senegal.", " > SN, missile"),
        ("fr", "La Norvège promet au Sénégal de lui livrer des chars.", "NO > SN, tank"),
        ("fr", "Oslo accuse les pays de l'OTAN de livrer des chars au Sénégal.", "nato > SN, tank"),
        ("en", "Norway has promised European allies to deliver 20 tanks to Senegal.", "NO > SN, tank"),
    ],
)
def test_whom_somebody_bids_deal_is_nobody_by_name(language: str, text: str, told: str) -> None:
    assert dealings(language, text) == {told}


def speakers(language: str, text: str) -> set[str | None]:
    return {claim.source.country for claim in claims(language, text)}


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("en", "The minister accused Chad of supplying rifles to the M23.", None),
        ("en", "Norway sent missiles to Senegal, the newspaper Vizion said.", None),
        ("en", "The official said that Norway had sent missiles to Senegal.", None),
        ("en", "The minister warned Norway that Senegal had bought missiles from Mali.", None),
        ("fr", "Le ministre a accusé le Tchad d'avoir livré des armes au M23.", None),
        ("fr", "Le responsable a affirmé que la Norvège avait livré des missiles au Sénégal.", None),
        ("en", "Norway sent missiles to Senegal, the defence minister said.", "NO"),  # as agencies write
        ("en", "A Malian official said that Norway had sent missiles to Senegal.", "ML"),
        ("en", "Mali protested. Its minister accused Chad of supplying rifles to the M23.", "ML"),
        ("fr", "Le Mali a averti le Togo. Son ministre a dit que le Mali avait reçu 12 drones turcs.", "ML"),
        ("fr", "Selon le ministre malien, la Norvège a livré des missiles au Sénégal.", "ML"),
    ],
)
def test_who_is_accused_or_told_of_is_not_whose_the_speaker_is(
    language: str, text: str, country: str | None
) -> None:
    assert speakers(language, text) == {country}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "CORRECTION: Norway sold 12 F-16s to Romania.", None),
        ("en", "EXCLUSIVE: Norway sold 12 F-16s to Romania.", None),
        ("en", "ANALYSIS: Norway sold 12 F-16s to Romania.", None),
        ("fr", "RECTIFICATIF : La Norvège a vendu 12 F-16 à la Roumanie.", None),
        ("fr", "DÉCRYPTAGE : La Norvège a vendu 12 F-16 à la Roumanie.", None),
        ("en", "LATEST NEWS: Norway sold 12 F-16s to Romania.", None),
        ("en", "KYIV: Norway sold 12 F-16s to Ukraine.", None),
        ("fr", "BUCAREST : La Norvège a vendu 12 F-16 à la Roumanie.", None),
        ("en", "HOLLOWAY: Norway sold 12 F-16s to Romania.", "Holloway"),
        ("en", "MS HOLLOWAY: Norway sold 12 F-16s to Romania.", "Holloway"),
    ],
)
def test_nobody_speaks_under_a_heading_of_the_press(language: str, text: str, name: str | None) -> None:
    assert {claim.source.name for claim in claims(language, text)} == {name}


PACKAGES = {
    "en": """On Thursday, Canada announced a military aid package for Senegal, its tenth since August 2022.
The package includes:

- 30 howitzers;
- 2,000 artillery shells.""",
    "fr": """La France a annoncé jeudi une nouvelle aide militaire au Sénégal. Elle comprend :

- 30 obusiers ;
- 2 000 obus.""",
}


@pytest.mark.parametrize("language", PACKAGES)
def test_the_entries_of_a_list_have_the_day_of_the_dealing_and_their_own_numbers(language: str) -> None:
    told = {(c.item, c.quantity and c.quantity.low, c.when) for c in claims(language, PACKAGES[language])}
    assert told == {
        (("aid-package",), None, "2023-06-08"),
        (("howitzer",), 30, "2023-06-08"),
        (("artillery-shell",), 2000, "2023-06-08"),
    }


RELEASES = {
    "en": """Norway's Ministry of Defence announced new aid for Senegal. Norway will give Senegal:

- 12 howitzers;
- 3,000 155mm shells.

Kongsberg says it can build more. The ministry recalled that these have been delivered to Senegal's army:

- 38 armoured vehicles;
- two air defence batteries.""",
    "fr": """Le ministère norvégien de la Défense annonce une nouvelle aide. La Norvège va céder au Sénégal :

- 12 obusiers ;
- 3 000 obus de 155 mm.

Kongsberg se dit prêt à en construire. Le ministère rappelle qu'ont été livrés à l'armée sénégalaise :

- 38 véhicules de l'avant blindé (VAB) ;
- deux batteries de défense aérienne.""",
}


@pytest.mark.parametrize("language", RELEASES)
def test_the_giver_whom_the_heading_of_a_list_leaves_open_is_told_before_it(language: str) -> None:
    told = claims(language, RELEASES[language])
    assert {(c.supplier, c.recipient) for c in told} == {(("NO",), ("SN",))}
    given = sorted((c.item[0], c.quantity.low) for c in told if c.quantity and c.stage == "delivered")
    assert given == [("air-defence", 2), ("apc" if language == "fr" else "armour", 38)]
    assert sum(claim.quantity is not None for claim in told) == 4
    assert not any("Kongsberg" in (claim.source.org or "") for claim in told)


def test_who_answers_in_a_briefing_is_the_person_of_the_table() -> None:
    text = (
        "QUESTION: What do US officials see?\n\nMR PATEL: Iran has transferred dozens of drones to Russia."
        "\n\nQUESTION: And missiles?\n\nMR PATEL: Russia has also approached Tehran about missiles."
    )
    assert {claim.source.name for claim in claims("en", text)} == {"Vedant Patel"}


@pytest.mark.parametrize(("language", "text", "dealing"), [
    ("en", "NATO member Norway handed 12 howitzers to Ukraine.", "NO > UA, howitzer"),
    ("en", "Senegal bought 12 drones from Norway, a NATO country.", "NO > SN, uav"),
    ("fr", "La Norvège, membre de l'OTAN, a livré douze obusiers à l'Ukraine.", "NO > UA, howitzer"),
])  # fmt: skip
def test_what_a_party_is_a_member_of_is_no_party(language: str, text: str, dealing: str) -> None:
    assert dealings(language, text) == {dealing}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Norway and Sweden condemned the attack. Both countries sent howitzers to Ukraine."),
    ("en", "Norway and Sweden condemned the attack. The two countries sent howitzers to Ukraine."),
    ("fr", "La Norvège et la Suède ont condamné l'attaque. Les deux pays ont livré des chars à l'Ukraine."),
])  # fmt: skip
def test_counted_countries_are_those_that_were_named_together(language: str, text: str) -> None:
    assert {dealing.partition(",")[0] for dealing in dealings(language, text)} == {"NO+SE > UA"}


@pytest.mark.parametrize(("language", "text", "dealing"), [
    ("en", "Norway supplied the M23 with drones by way of Chad.", "NO > m23, uav"),
    ("en", "A cargo of rifles that was intercepted by Togo in March came from Norway and was meant for Mali.",
     "NO > ML, small-arms"),
    ("fr", "La Norvège a fourni des drones au M23 en passant par le Tchad.", "NO > m23, uav"),
])  # fmt: skip
def test_on_whose_way_goods_lie_and_who_stops_them_have_no_part(
    language: str, text: str, dealing: str
) -> None:
    assert dealings(language, text) == {dealing}


@pytest.mark.parametrize("text", [
    "Russia and Iran signed a treaty. The two countries agreed that Iran would supply Russia with drones.",
    "Norway and Sweden protested. Two unnamed firms had sold drones from Iran to Russia.",
    "Chad and Mali protested. Iran has sold drones to Russia, officials of the two countries said.",
])  # fmt: skip
def test_counted_countries_do_not_join_the_one_that_deals(text: str) -> None:
    assert dealings("en", text) == {"IR > RU, uav"}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Washington warned Senegal in May that it should not order missiles from Norway."),
    ("en", "Washington warned Norway not to supply Senegal with missiles."),
    ("fr", "Oslo a été prévenu au printemps de ne pas vendre de missiles à Dakar."),
])  # fmt: skip
def test_who_is_warned_not_to_deal_has_neither_dealt_nor_refused(language: str, text: str) -> None:
    assert dealings(language, text) == set()


def test_an_aim_is_no_use_of_arms() -> None:
    text = "La Norvège a nié livrer des missiles balistiques au Sénégal pour qu'il les utilise au Mali."
    assert {claim.kind.value for claim in claims("fr", text)} == {"transfer"}


def test_an_office_is_whom_the_document_names_in_it_later() -> None:
    text = (
        "L'embargo norvégien sur les armes destinées au Sénégal sera reconduit, a indiqué le ministre des"
        " Affaires étrangères.\n\nLe gouvernement attendra, a dit Lars Eide, ministre norvégien des Affaires"
        " étrangères."
    )
    assert {claim.source.name for claim in claims("fr", text)} == {"Lars Eide"}


@pytest.mark.parametrize("text", [
    "The Turkish drone maker Baykar has begun to build a drone factory in Kazakhstan, an official in Astana"
    " said.",
])  # fmt: skip
def test_who_builds_a_plant_abroad_helps_and_does_not_make_the_arms_there(text: str) -> None:
    told = {(claim.supplier, claim.recipient) for claim in claims("en", text) if claim.kind == "production"}
    assert told == {(("TR",), ("KZ",))}
