"""Who speaks, and who only bears the name of somebody known, in invented sentences."""

from __future__ import annotations

import pytest
from invented import claims, document


def _sources(language: str, text: str) -> set[tuple[str | None, str, str | None, str | None]]:
    """Name, role, organisation and country of the sources of what is read in the text."""
    read = {claim.source for claim in claims(language, text)}
    return {(source.name, source.role, source.org, source.country) for source in read}


def _one(language: str, text: str) -> tuple[str | None, str, str | None, str | None]:
    (source,) = _sources(language, text)
    return source


@pytest.mark.parametrize(("language", "text", "name"), [
    ("en", "Ghanaian minister Hugo Milei came to Oslo. Milei said Norway had sold missiles to Ghana.",
     "Hugo Milei"),
    ("en", "Tess Starmer, a Kenyan analyst, was there. Starmer said Kenya had bought tanks from Serbia.",
     "Tess Starmer"),
    ("en", "Air Marshal R K Modi came. Modi said Sweden had delivered eight radars to Oman.", "R K Modi"),
    ("en", "Kim Park, a spokesman for Hanwha, said the firm would sell 20 howitzers to Chile.", "Kim Park"),
    ("en", "Minister Kim Hong-il said South Korea would sell howitzers to Chile.", "Kim Hong-il"),
    ("en", "Xi Chen, a researcher at SIPRI, said China had sold 20 howitzers to Togo.", "Xi Chen"),
    ("fr", "Anna Scholz, du SIPRI, est venue. Scholz a dit que la Norvège avait vendu des missiles au Togo.",
     "Anna Scholz"),
    ("fr", "Selon Milan Orban, un négociant, la Serbie a livré dix obusiers au Togo.", "Milan Orban"),
])  # fmt: skip
def test_a_namesake_of_a_known_person_is_somebody_else(language: str, text: str, name: str) -> None:
    assert {claim.source.name for claim in claims(language, text)} == {name}


@pytest.mark.parametrize(("language", "text", "name"), [
    ("en", "Milei said Norway had sold missiles to Ghana.", "Javier Milei"),
    ("en", "Lloyd Austin came to Oslo. Austin said Norway had sold missiles to Ghana.", "Lloyd Austin"),
    ("en", "Defense Secretary Austin said Norway had sold missiles to Ghana.", "Lloyd Austin"),
    ("en", "Kim Jong-un, North Korea's leader, met him. Kim said Moscow had sold missiles to Ghana.",
     "Kim Jong Un"),
    ("en", "A Scholz aide left. Scholz said Norway had sold missiles to Ghana.", "Olaf Scholz"),
    ("fr", "M. Scholz a dit que la Norvège avait vendu des missiles au Ghana.", "Olaf Scholz"),
    ("fr", "Le président Abbas a dit que la Norvège avait vendu des missiles au Ghana.", "Mahmoud Abbas"),
])  # fmt: skip
def test_a_surname_means_the_person_whom_the_document_can_mean(language: str, text: str, name: str) -> None:
    assert {claim.source.name for claim in claims(language, text)} == {name}


def test_who_bears_a_known_surname_speaks_for_no_other_state() -> None:
    text = 'Minister Pedro Sunak spoke. "We got eight howitzers from Italy," Sunak said.'
    assert not [claim for claim in claims("en", text) if "GB" in claim.recipient]


def test_a_given_name_is_no_surname() -> None:
    text = "King Abdullah of Jordan sent six howitzers to Iraq. Sudan protested."
    assert [(c.supplier, c.recipient) for c in claims("en", text)] == [(("JO",), ("IQ",))]


@pytest.mark.parametrize(("language", "text", "org"), [
    ("en", "Jen Psaki, the State Department spokeswoman, said the United States had sold rifles to Togo.",
     "US State Department"),
    ("en", "Spokesman John Kirby of the Pentagon said the United States had sold rifles to Togo.",
     "US Department of Defense"),
    ("fr", "John Kirby, porte-parole du Pentagone, a dit que les États-Unis "
     "avaient vendu des fusils au Togo.",
     "US Department of Defense"),
    ("en", "US spokesman John Kirby said the United States had sold rifles to Togo.",
     "US National Security Council"),
    ("en", "John Kirby, a spokesman, said the United States had sold rifles to Togo.",
     "US National Security Council"),
])  # fmt: skip
def test_the_body_that_the_text_tells_goes_before_the_tables(language: str, text: str, org: str) -> None:
    assert {claim.source.org for claim in claims(language, text)} == {org}


@pytest.mark.parametrize(("language", "text", "source"), [
    ("en", '"Spain has sent 300 rifles to Chad," said Ada Roux, Chad researcher at Amnesty International.',
     ("Ada Roux", "analyst", "Amnesty International", "GB")),
    ("en", '"Spain has sent 300 rifles to Mali," said Ada Roux, Mali director at Crisis Group.',
     ("Ada Roux", "director", "International Crisis Group", "BE")),
    ("en", '"Spain has sent 300 rifles to Niger," said a Chad expert.', (None, "expert", None, None)),
    ("fr", "« L'Espagne a livré 300 fusils au Mali », a dit une analyste du Tchad.",
     (None, "analyst", None, None)),
    ("en", '"Spain has sent 300 rifles to Niger," said a US analyst.',
     (None, "analyst", "United States", "US")),
    ("en", '"Spain has sent 300 rifles to Niger," said a Kenyan analyst.', (None, "analyst", "Kenya", "KE")),
    ("en", '"Spain has sent 300 rifles to Niger," said a French diplomat at the UN.',
     (None, "diplomat", "France", "FR")),
    ("fr", "Selon un expert de l'ONU, l'Espagne a livré 300 fusils au Mali.",
     (None, "expert", "United Nations", "UN")),
])  # fmt: skip
def test_a_country_before_an_analyst_is_what_they_work_on(
    language: str, text: str, source: tuple[str | None, str, str | None, str | None]
) -> None:
    assert _one(language, text) == source


@pytest.mark.parametrize(("language", "text", "place"), [
    ("en", "LIMA, Peru: Chile is buying twelve howitzers from Israel.", "LIMA"),
    ("en", "MANILA, Philippines: Oman has received six helicopters from India.", "MANILA"),
    ("fr", "DAMAS, Syrie : la Russie a livré des missiles au Mali.", "DAMAS"),
])  # fmt: skip
def test_a_city_and_its_country_before_a_colon_are_a_dateline(language: str, text: str, place: str) -> None:
    assert (document(text, language).dateline or "").upper() == place
    assert {claim.source.is_narrator for claim in claims(language, text)} == {True}


def test_a_speaker_and_their_country_before_a_colon_are_none() -> None:
    text = "MS HOLT, Peru: We are buying twelve howitzers from Israel."
    assert document(text).dateline is None
    assert {claim.source.is_narrator for claim in claims("en", text)} == {False}


@pytest.mark.parametrize(("language", "text", "parties", "source"), [
    ("en", "Iran has been accused by Ukraine of sending drones to Russia.",
     ("IR", "RU"), (None, "institution", "Ukraine", "UA")),
    ("en", "Serbia is suspected by Kenya of sending rifles to Togo.",
     ("RS", "TG"), (None, "institution", "Kenya", "KE")),
    ("en", "Iran was accused by Western states of sending drones to Mali.",
     ("IR", "ML"), (None, "institution", "Western states", None)),
    ("en", "Togo was accused by critics of sending rifles to Chad.",
     ("TG", "TD"), (None, "official", None, None)),
    ("fr", "L'Iran est accusé par l'Ukraine d'avoir livré des drones à la Russie.",
     ("IR", "RU"), (None, "institution", "Ukraine", "UA")),
    ("fr", "Le Togo est accusé par ses rivaux d'avoir livré des fusils au Tchad.",
     ("TG", "TD"), (None, "official", None, None)),
    ("en", "Iran was paid by Russia for sending drones.", ("IR", "RU"), (None, "narrator", None, None)),
    ("en", "Iran was supported by Ukraine in sending drones to Russia.",
     ("IR", "RU"), (None, "narrator", None, None)),
])  # fmt: skip
def test_who_accuses_in_the_passive_vouches_and_takes_no_side(
    language: str, text: str, parties: tuple[str, str], source: tuple[str | None, str, str | None, str | None]
) -> None:
    read = {(*c.supplier, *c.recipient) for c in claims(language, text)}
    assert read == {parties}
    assert _one(language, text) == source


@pytest.mark.parametrize(("language", "text", "org"), [
    ("fr", "Selon une note diffusée par le ministère togolais de la Défense, le "
     "Tchad a acheté des fusils à la Serbie.",
     "Togolese Ministry of Defence"),
    ("fr", "Selon un rapport transmis par l'Ouganda à l'ONU, le Tchad a acheté des fusils à la Serbie.",
     "Uganda"),
    ("fr", "D'après un rapport rédigé par des experts de l'ONU, des chars bulgares ont été livrés au Laos.",
     "UN Panel of Experts"),
    ("en", "According to a statement issued by the Kenyan army, Kenya has received Serbian mortars.",
     "Kenyan army"),
    ("fr", "Selon un rapport publié mercredi, le Tchad a acheté des fusils à la Serbie.", "un rapport"),
    ("en", "A document seen by Reuters said Togo had sent rifles to Gabon.", "A document"),
    ("en", "The letter to the Iran sanctions committee said Ghana had sold rockets to Mali.", None),
    ("en", "The embassy of Iran said Ghana had sold rockets to Mali.", "Iran"),
])  # fmt: skip
def test_whoever_issued_a_document_speaks_in_it(language: str, text: str, org: str | None) -> None:
    assert {claim.source.org for claim in claims(language, text)} == {org}


@pytest.mark.parametrize(("language", "text", "source"), [
    ("fr", "Le patron du groupe turc Makina Savunma a annoncé la livraison de drones au Ghana.",
     (None, "head", "Makina Savunma", "TR")),
    ("fr", "Le PDG de la société norvégienne d'armement Brandholt Systems a "
     "annoncé la livraison de radars au Ghana.",
     (None, "chief executive", "Brandholt Systems", "NO")),
    ("en", "The head of Turkish group Makina Savunma announced the delivery of drones to Ghana.",
     (None, "head", "Makina Savunma", "TR")),
    ("fr", "Le PDG de la société norvégienne Brandholt, Per Holm, a annoncé la livraison de radars au Ghana.",
     ("Per Holm", "chief executive", "Brandholt", "NO")),
    ("fr", "Le patron de Thales, Paul Carnet, a annoncé la livraison de radars au Ghana.",
     ("Paul Carnet", "head", "Thales", "FR")),
    ("fr", "Le porte-parole du groupe Kofi Mensah a annoncé la livraison de drones par la Serbie au Ghana.",
     ("Kofi Mensah", "spokesperson", None, None)),
    ("fr", "Le général de Division Kofi Mensah a annoncé la réception de mortiers serbes par le Ghana.",
     ("Kofi Mensah", "officer", None, None)),
])  # fmt: skip
def test_the_name_behind_a_firms_noun_is_the_firms(
    language: str, text: str, source: tuple[str | None, str, str | None, str | None]
) -> None:
    assert _one(language, text) == source


@pytest.mark.parametrize(("language", "text", "source"), [
    ("fr", "La Serbie a livré des mortiers au Kenya, précisent nos confrères.",
     (None, "reports", None, None)),
    ("fr", "La Serbie a livré des mortiers au Kenya, indiquent nos confrères du Standard.",
     (None, "outlet", "Standard", None)),
    ("fr", "Selon la télévision publique laotienne, la Russie a livré des chars au Kenya.",
     (None, "outlet", None, "LA")),
    ("en", "Iranian state television said Iran had sent drones to Mali.", (None, "outlet", None, "IR")),
    ("fr", "Le régime de Nicolás Maduro dément toute livraison de drones à la Bolivie.",
     (None, "institution", "Venezuela", "VE")),
    ("en", "The Maduro government said Norway had sold missiles to Peru.",
     (None, "institution", "Venezuela", "VE")),
    ("en", "President Nicolás Maduro said Norway had sold missiles to Peru.",
     ("Nicolás Maduro", "president", "Presidency of Venezuela", "VE")),
])  # fmt: skip
def test_papers_stations_and_governments_are_called_by_what_they_are(
    language: str, text: str, source: tuple[str | None, str, str | None, str | None]
) -> None:
    assert _one(language, text) == source


@pytest.mark.parametrize(("language", "text", "org"), [
    ("en", "Sudan bought drones from Turkey and is suspected of using them.", None),
    ("en", "Iran owns 300 ballistic missiles and is believed to be building more.", None),
    ("en", "Norway, which is thought to own 60 howitzers, gave ten of them to Kyiv.", None),
    ("en", "Oman received 20 tanks from Serbia and was known as a good customer.", None),
    ("en", "Kenya was told by Serbia that Norway had sold 20 tanks to Chad.", "Serbia"),
    ("en", "Serbia, cited by the press, said it had sold 20 tanks to Chad.", "Serbia"),
    ("fr", "Le Soudan a acheté des drones à la Turquie et est soupçonné de les utiliser.", None),
    ("fr", "L'Angola a acheté des radars à l'Espagne et a été accusé de les avoir revendus.", None),
])  # fmt: skip
def test_of_whom_something_is_believed_does_not_say_it(language: str, text: str, org: str | None) -> None:
    assert {claim.source.org for claim in claims(language, text)} == {org}


@pytest.mark.parametrize(("language", "text", "org"), [
    ("en", "Turkey has been a leading buyer of Korean howitzers since the 2000s, and Turkey and South Korea"
     " found themselves on the same side of many disputes.", None),
    ("en", "Qatar has been a big customer of American arms since the 1990s, and Qatar and Kuwait know each"
     " other well.", None),
    ("en", "Chad was a customer of Ukrainian tank makers for years and showed little interest in Chinese"
     " offers.", None),
    ("en", "Chad bought 20 tanks from Serbia, as the panel found.", "the panel"),
    ("en", "Chad bought 20 tanks from Serbia, the panel found.", "the panel"),
    ("en", "The panel documented the delivery of 20 tanks from Serbia to Chad.", "The panel"),
    ("fr", "Le Tchad a acheté des chars à la Serbie et a montré peu d'intérêt pour les obusiers.", None),
    ("fr", "Le Tchad achète des chars à la Serbie depuis 2010, et le Tchad et le Niger savent le prix de leur"
     " rivalité.", None),
    ("fr", "Le Tchad a acheté 20 chars à la Serbie, comme l'a montré le rapport.", "le rapport"),
    ("fr", "Le ministère a constaté que le Tchad avait acheté 20 chars à la Serbie.", "Le ministère"),
])  # fmt: skip
def test_who_knows_or_finds_vouches_only_for_what_they_know(
    language: str, text: str, org: str | None
) -> None:
    assert {claim.source.org for claim in claims(language, text)} == {org}


@pytest.mark.parametrize(("language", "text", "role"), [
    ("en", "The media conceal that Greece delivered howitzers to Sudan in 2018.", "narrator"),
    ("en", "The big Italian broadcasters do not report that Egypt has been using drones in Libya for years.",
     "narrator"),
    ("en", "Hardly any newspaper reports that Kenya has been flying armed drones over Somalia since spring.",
     "narrator"),
    ("fr", "Les médias cachent que la Grèce a livré des obusiers au Soudan en 2018.", "narrator"),
    ("fr", "Les médias ne disent pas que la Serbie a livré des mortiers au Mali.", "narrator"),
    ("en", "The BBC said that Kenya had not sold rifles to Togo.", "outlet"),
    ("en", "The media reported that Kenya is hiding howitzers that it bought from Serbia.", "reports"),
    ("en", "The newspaper reports that Kenya sold rifles to Togo.", "outlet"),
    ("fr", "Le journal rapporte que la Serbie n'a pas livré de mortiers au Mali.", "outlet"),
])  # fmt: skip
def test_what_the_media_do_not_report_is_the_narrators(language: str, text: str, role: str) -> None:
    assert {claim.source.role for claim in claims(language, text)} == {role}


@pytest.mark.parametrize(("language", "text", "source"), [
    ("fr", "Le gouvernement canadien a minimisé un rapport de son ministère de la Défense affirmant que le"
     " Soudan a utilisé des armes chimiques.", (None, "institution", "son ministère de la Défense", "CA")),
    ("fr", "Le ministère grec a jugé prématurée une étude affirmant que le Soudan a acheté des chars turcs.",
     (None, "institution", "une étude", None)),
    ("en", "The Greek ministry downplayed a study saying that Sudan had bought Turkish tanks.",
     (None, "institution", "a study", None)),
    ("en", "The Greek ministry published a study saying that Sudan had bought Turkish tanks.",
     (None, "institution", "Greece", "GR")),
    ("fr", "Le ministre grec a commenté l'article, affirmant que le Soudan a acheté des blindés turcs.",
     (None, "minister", "Greece", "GR")),
    ("fr", "Le ministre grec a présenté un rapport affirmant que le Soudan a acheté des blindés turcs.",
     (None, "minister", "Greece", "GR")),
])  # fmt: skip
def test_a_study_that_somebody_plays_down_speaks_itself(
    language: str, text: str, source: tuple[str | None, str, str | None, str | None]
) -> None:
    assert _one(language, text) == source


@pytest.mark.parametrize(("language", "text", "source"), [
    ("fr", "Le Figaro évoque un trafic. Le quotidien affirme que la Chine a livré des radars au Kenya.",
     (None, "outlet", "Le Figaro", None)),
    ("fr", "Selon la BBC, des fusils ont quitté le Togo. La chaîne précise que des mortiers ont été livrés au"
     " Bénin.", (None, "outlet", "BBC", None)),
    ("en", "The Guardian wrote of a scandal. The paper said China had delivered radars to Kenya.",
     (None, "outlet", "The Guardian", None)),
    ("en", "The BBC spoke of a scandal. A newspaper said China had delivered radars to Kenya.",
     (None, "outlet", None, None)),
    ("en", "The BBC spoke of a scandal. The Kenyan paper said China had delivered radars to Togo.",
     (None, "outlet", None, "KE")),
    ("en", "The daily said China had delivered radars to Kenya. The BBC did not say so.",
     (None, "outlet", None, None)),
])  # fmt: skip
def test_the_paper_is_the_one_that_was_named(
    language: str, text: str, source: tuple[str | None, str, str | None, str | None]
) -> None:
    assert _one(language, text) == source


@pytest.mark.parametrize(("language", "text", "source"), [
    ("en", "Singer Dua Lipa told reporters that Serbia had sold mortars to Sudan.",
     ("Dua Lipa", "singer", None, None)),
    ("en", '"Serbia sold mortars to Sudan," pop singer Bjork told a concert crowd in Oslo.',
     ("Bjork", "singer", None, None)),
    ("en", "The novelist Olga Tokarczuk wrote that Poland had given Ukraine 300 tanks.",
     ("Olga Tokarczuk", "writer", None, None)),
    ("fr", "Le chanteur Paul Carnet a dit que la Serbie avait vendu des mortiers au Soudan.",
     ("Paul Carnet", "singer", None, None)),
    ("fr", "Le footballeur a dit que la Serbie avait vendu des mortiers au Soudan.",
     (None, "footballer", None, None)),
    ("en", '"We will prevent Sudan from buying Turkish drones," the minister said.',
     (None, "minister", None, None)),
    ("fr", "« Nous empêcherons le Mali d'acheter des drones turcs », a dit le ministre.",
     (None, "minister", None, None)),
    ("en", "Turkey sold Kenya 20 tanks, the minister said.", (None, "minister", None, "TR")),
])  # fmt: skip
def test_who_speaks_for_no_state_has_no_country(
    language: str, text: str, source: tuple[str | None, str, str | None, str | None]
) -> None:
    assert _one(language, text) == source


@pytest.mark.parametrize("text", [
    "The US Attorney's Office for the Northern District of Georgia said a broker had sold 40 rifles to"
    " Mexico.",
    "The U.S. Attorney's Office in Miami announced a prison term for a man who had shipped rifles to Mexico.",
    "The Attorney's Office for the Southern District of Texas said a broker shipped 40 rifles to Mexico.",
])  # fmt: skip
def test_the_office_of_american_attorneys_speaks(text: str) -> None:
    assert _one("en", text) == (None, "institution", "US Attorney's Office", "US")


@pytest.mark.parametrize(("language", "text", "country"), [
    ("fr", "Le Rwanda dément fournir des missiles aux rebelles du M23, comme l'affirme un rapport de l'ONU.",
     "RW"),
    ("fr", "Le Rwanda dément fournir des missiles aux rebelles du M23, ce qu'affirme un rapport de l'ONU.",
     "RW"),
    ("fr", "Téhéran dément livrer des missiles à la Russie, ce que soutient Kiev.", "IR"),
    ("fr", "Comme l'avait annoncé le ministre, la Norvège n'a livré aucun char au Mali.", "NO"),
    ("en", "Serbia denied selling shells to Kyiv, as alleged by Russia.", "RS"),
])  # fmt: skip
def test_who_denies_vouches_and_not_who_had_said_so(language: str, text: str, country: str) -> None:
    (claim,) = claims(language, text)
    assert (claim.polarity, claim.source.country) == ("denied", country)


@pytest.mark.parametrize(("language", "text", "role"), [
    ("en", "The UAE, long accused of arming the RSF, denied having sent any weapons to Sudan.", "narrator"),
    ("en", "Accused of selling drones to Sudan, Turkey said it respected the embargo.", "narrator"),
    ("en", "Ukraine accuses Russia of using Iranian drones.", "institution"),
    ("fr", "Accusée de vendre des drones au Soudan, la Turquie a assuré respecter l'embargo.", "narrator"),
    ("fr", "La France, soupçonnée d'avoir livré des mortiers au Tchad, n'a pas commenté.", "narrator"),
    ("fr", "Le Rwanda est accusé par Kinshasa de livrer des missiles au M23.", "institution"),
])  # fmt: skip
def test_what_others_accuse_somebody_of_is_not_their_own_word(language: str, text: str, role: str) -> None:
    told = [claim for claim in claims(language, text) if claim.polarity == "affirmed"]
    assert [claim.source.role for claim in told] == [role]
