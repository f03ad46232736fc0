"""What each stretch of a dispatch is for."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracewire.documents import Layout, Received, WrittenDate, parse_parts, read_documents
from tracewire.lexicon.press import press
from tracewire.model import PartKind


def kinds(text: str) -> list[tuple[str, str]]:
    return [(part.kind.value, part.span.of(text)) for part in parse_parts(text).parts]


BODY = "La Ruritanie a commandé douze avions à la Syldavie."


def test_a_first_line_a_headline_a_dateline_and_the_story() -> None:
    text = f"date 2024-08-30\n\nLa Ruritanie s’offre douze avions\n\nBELGRADE, 30 août 2024 (AFP) - {BODY}\n"
    assert kinds(text) == [
        ("date", "date 2024-08-30"),
        ("headline", "La Ruritanie s’offre douze avions"),
        ("dateline", "BELGRADE, 30 août 2024 (AFP) -"),
        ("paragraph", BODY),
    ]
    layout = parse_parts(text)
    assert (layout.date, layout.place, layout.agency) == ("2024-08-30", "Belgrade", "AFP")
    assert layout.title == "La Ruritanie s’offre douze avions"
    assert layout.written == WrittenDate(2024, 8, 30)


def test_an_inline_prefix_before_the_dateline() -> None:
    text = f" date 2022-12 WASHINGTON (AP) – {BODY}\n\n___\n\nJane Doe et Omar Haddad, The Associated Press"
    assert kinds(text) == [
        ("date", "date 2022-12"),
        ("dateline", "WASHINGTON (AP) –"),
        ("paragraph", BODY),
        ("byline", "Jane Doe et Omar Haddad, The Associated Press"),
    ]
    assert parse_parts(text).byline == "Jane Doe et Omar Haddad"


@pytest.mark.parametrize(
    ("start", "place", "agency", "when"),
    [
        ("WASHINGTON (AP) – ", "Washington", "AP", None),
        ("BRUXELLES (Belga) – ", "Bruxelles", "Belga", None),
        ("NEW YORK (Nations unies), 3 juin (AFP) – ", "New York", "AFP", WrittenDate(None, 6, 3)),
        ("BAMAKO, 9 août (correspondance) – ", "Bamako", None, WrittenDate(None, 8, 9)),
        ("NAIROBI (correspondance). ", "Nairobi", None, None),
        ("PARIS – ", "Paris", None, None),
        ("WASHINGTON (Meridian) — ", "Washington", "Meridian", None),
        ("LONDRES (Agence Vigie) – ", "Londres", "Agence Vigie", None),
        ("ZAPORIJJIA (Ukraine) – ", "Zaporijjia", None, None),
        ("SPRINGFIELD (Illinois) – ", "Springfield", None, None),
        ("BERGERAC (Dordogne) – ", "Bergerac", None, None),
        ("NEW YORK (Nations unies) – ", "New York", None, None),
        ("DUBAI (Agencies) - ", "Dubai", None, None),
        ("N’DJAMENA (Tchad) – ", "N’Djamena", None, None),
        ("BERLIN — ", "Berlin", None, None),
        ("BERLIN—", "Berlin", None, None),
        ("KYIV, Ukraine (AP) — ", "Kyiv", "AP", None),
        ("LONDON, Sept 10 (Reuters) - ", "London", "Reuters", WrittenDate(None, 9, 10)),
        (
            "LONDON/WASHINGTON, Sept. 10, 2024 (Reuters) - ",
            "London/Washington",
            "Reuters",
            WrittenDate(2024, 9, 10),
        ),
        ("Paris, le 16 janvier 2024. ", "Paris", None, WrittenDate(2024, 1, 16)),
        ("SEOUL, June 11 (Yonhap) -- ", "Seoul", "Yonhap", WrittenDate(None, 6, 11)),
        ("    WASHINGTON, March 1 - ", "Washington", None, WrittenDate(None, 3, 1)),
        ("MOSCOW, May 12. /TASS/. ", "Moscow", "TASS", WrittenDate(None, 5, 12)),
        ("MOSCOW. May 12 (Interfax) - ", "Moscow", "Interfax", WrittenDate(None, 5, 12)),
        ("SAINT-PÉTERSBOURG (Russie), 3 mai (AFP) – ", "Saint-Pétersbourg", "AFP", WrittenDate(None, 5, 3)),
        ("RIO DE JANEIRO (Reuters) - ", "Rio de Janeiro", "Reuters", None),
        ("WASHINGTON, D.C. (AP) — ", "Washington, D.C.", "AP", None),
        ("Genève (ATS) – ", "Genève", "ATS", None),
        ("Port des Galets, 3 juin (AFP) – ", "Port des Galets", "AFP", WrittenDate(None, 6, 3)),
        ("Villeneuve d’Ascq, 3 juin (AFP et Belga) – ", "Villeneuve d’Ascq", "AFP", WrittenDate(None, 6, 3)),
        ("VILLENEUVE D’ASCQ (AFP) – ", "Villeneuve d’Ascq", "AFP", None),
        ("Charm el-Cheikh, 3 juin (AFP) – ", "Charm el-Cheikh", "AFP", WrittenDate(None, 6, 3)),
        ("ARIMA, Trinidad and Tobago, June 3 (AP) — ", "Arima", "AP", WrittenDate(None, 6, 3)),
        ("(Reuters) - ", None, "Reuters", None),
        ("7h40. ", None, None, None),
    ],
)
def test_datelines_stand_apart_from_the_sentence(
    start: str, place: str | None, agency: str | None, when: WrittenDate | None
) -> None:
    # A time mark counts only on a page that has several.
    text = start + BODY + ("\n\n8h55. Le ministère a confirmé." if start[0].isdigit() else "")
    layout = parse_parts(text)
    assert layout.paragraphs[0].of(text) == BODY
    assert layout.dateline[0].of(text) == start.strip()
    assert (layout.place, layout.agency, layout.written) == (place, agency, when)


@pytest.mark.parametrize(
    "sentence",
    [
        "Poutine – dont le pays est sous embargo – a reçu douze avions.",
        "Question : Des blindés sont-ils déjà arrivés ?",
        "MS DOE: No. Other deliveries continue.",
        "L’OTAN – qui livre les avions – se tait.",
        "OTAN – Les ministres ont livré douze avions.",
        "The U.S. - Iran talks have stalled.",
        "Le 3 mai, la Russie - alliée de longue date - a livré douze avions.",
        "12.50 dollars is the price of a litre.",
        "(Laughter.) Said, go ahead.",
        "Par ailleurs, le ministère a acheté douze avions.",
        "Le ministère (Défense) : douze avions sont arrivés.",
    ],
)
def test_a_sentence_that_looks_like_a_dateline_stays_whole(sentence: str) -> None:
    text = f"{BODY}\n\n{sentence}\n\n{BODY}"
    assert kinds(text) == [("paragraph", BODY), ("paragraph", sentence), ("paragraph", BODY)]


def test_the_place_of_a_correspondent() -> None:
    layout = parse_parts(f"De notre correspondante à Berlin. – {BODY}")
    assert layout.place == "Berlin"


def test_a_dateline_in_mid_file_ends_where_its_sentence_starts() -> None:
    text = f"date 2022-08-10\n\nRECTIFICATIF – Avions\n\nLire ainsi :\n\nBAMAKO, 10 août – {BODY}"
    assert kinds(text)[1] == ("headline", "RECTIFICATIF – Avions")
    assert kinds(text)[-2:] == [("dateline", "BAMAKO, 10 août –"), ("paragraph", BODY)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Jane Doe in Port Sudan", "byline"),
        ("Par Jeanne Dupont, à Bamako", "byline"),
        ("Par Jeanne Dupont avec AFP", "byline"),
        ("IMMEDIATE RELEASE", "headline"),
        ("July 7, 2023", "date"),
        ("Publié le 12 mai 2024 à 10h30", "date"),
        ("Mis à jour le 13 mai 2024", "date"),
        ("Paris, le 12 mai 2024", "date"),
        ("New York, 12 May 2024", "date"),
        ("23/05/2024", "date"),
        ("Publié le 12 mai 2024 à 10h30, mis à jour le 13 mai 2024 à 9h", "date"),
        ("(Reuters)", "credit"),
        ("Le Monde avec AFP", "credit"),
        ("Reporting by Jane Doe in Dubai; Editing by John Roe", "credit"),
    ],
)
def test_lines_between_headline_and_story(line: str, kind: str) -> None:
    text = f"Douze avions pour la Ruritanie\n\n{line}\n\n{BODY}"
    assert kinds(text) == [("headline", "Douze avions pour la Ruritanie"), (kind, line), ("paragraph", BODY)]


def test_the_day_of_a_change_is_not_the_day_of_publication() -> None:
    layout = parse_parts(f"Douze avions\n\nMis à jour le 13 mai 2024\nPublié le 12 mai 2024\n\n{BODY}")
    assert layout.written == WrittenDate(2024, 5, 12)


@pytest.mark.parametrize(
    "line",
    [
        "Paris, le 12 mai 2024",
        "Publié le dimanche 12 mai 2024 à 10h30, mis à jour le 13 mai 2024",
        "Published 12 May 2024, 10:05 CET; updated 13 May 2024",
        "Warsaw, May 12, 2024",
    ],
)
def test_a_line_of_place_and_dates_tells_the_day_of_publication(line: str) -> None:
    assert parse_parts(f"Douze avions\n\n{line}\n\n{BODY}").written == WrittenDate(2024, 5, 12)


@pytest.mark.parametrize(
    "line", ["05/06/2024", "Le Caire, 40 chars et 12 canons", "Exercice Orion, mai à juin 2024"]
)
def test_what_is_more_or_less_than_a_day_is_no_line_of_dates(line: str) -> None:
    assert parse_parts(f"Douze avions\n\n{line}\n\n{BODY}").written is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (
            "Les écrivains AP Jane Doe à Washington et John Roe à Londres ont contribué au reportage.",
            "credit",
        ),
        ("AP writers Jane Doe in Washington and John Roe in London contributed to this report.", "credit"),
        ("Reporting by Jane Doe in Dubai; Editing by John Roe", "credit"),
        ("(Reporting by Jane Doe; Editing by John Roe)", "credit"),
        ("© AFP", "credit"),
        ("Avec AFP", "credit"),
        ("Traduit de l’anglais par Jeanne Dupont", "credit"),
        ("Jeanne Dupont, Agence France-Presse", "byline"),
        ("Jeanne Dupont", "byline"),
    ],
)
def test_lines_at_the_foot(line: str, kind: str) -> None:
    text = f"{BODY}\n\n{BODY}\n\n___\n\n{line}\n"
    assert kinds(text) == [("paragraph", BODY), ("paragraph", BODY), (kind, line)]


def test_a_credit_line_gives_the_agency() -> None:
    assert parse_parts(f"{BODY}\n\n{BODY}\n\nAvec l’AFP").agency == "AFP"
    assert parse_parts(f"{BODY}\n\n{BODY}\n\nJane Doe, The Associated Press").agency == "AP"


@pytest.mark.parametrize("start", ["(Avec agences) ", "(Agencies) ", "De notre correspondante. "])
def test_a_signature_before_the_first_sentence(start: str) -> None:
    text = start + BODY
    assert [kind for kind, _ in kinds(text)] in (["credit", "paragraph"], ["byline", "paragraph"])
    assert parse_parts(text).paragraphs[0].of(text) == BODY


@pytest.mark.parametrize("mark", ["- ", "– ", "• ", "* ", "1. ", "2) ", "a) "])
def test_entries_of_a_list_without_their_mark(mark: str) -> None:
    text = f"Ont été livrés :\n\n{mark}douze avions ;\n{mark}trois radars.\n\n{BODY}"
    assert kinds(text) == [
        ("paragraph", "Ont été livrés :"),
        ("item", "douze avions ;"),
        ("item", "trois radars."),
        ("paragraph", BODY),
    ]


def test_teasers_and_separators_belong_to_no_part() -> None:
    text = (
        f"{BODY}\n\nLire aussi : L’Iran livre douze avions\n\n* * *\n\n{BODY}\n\nRead more: Iran "
        f"sends aircraft\n\n{BODY}"
    )
    assert kinds(text) == [("paragraph", BODY)] * 3


def test_wrapped_lines_are_one_paragraph_and_other_lines_one_each() -> None:
    wrapped = (
        "Ruritania has ordered twelve training aircraft from Syldavia, its\n"
        "defence ministry said on Thursday, and the first of them will be\n"
        "delivered in 2027. An official said that the price was secret.\n"
        "\n"
        "Syldavia has confirmed the order. It has not yet said which of its\n"
        "plants will build the aircraft.\n"
    )
    first, second = wrapped.strip().split("\n\n")
    assert kinds(wrapped) == [("paragraph", first), ("paragraph", second)]
    lines = f"{BODY}\n{BODY}\nLe ministère a confirmé.\n"
    assert [kind for kind, _ in kinds(lines)] == ["paragraph"] * 3


def test_a_lead_is_no_headline() -> None:
    assert kinds(f"{BODY}\n\n{BODY}")[0] == ("paragraph", BODY)
    assert kinds("Douze avions pour la Ruritanie") == [("paragraph", "Douze avions pour la Ruritanie")]


@pytest.mark.parametrize(
    "title",
    [
        "Tribune. Le vieux marché aux canons",
        "DIRECT. Guerre : suivez la journée du vendredi 12 mai",
        "Douze avions : qui les paiera ?",
        "« Nous n’avons rien livré », dit Klow",
        "RECTIFICATIF – Avions",
    ],
)
def test_headlines(title: str) -> None:
    assert kinds(f"{title}\n\n{BODY}") == [("headline", title), ("paragraph", BODY)]


def test_an_ordinary_text_may_start_with_the_word_date() -> None:
    assert parse_parts("Date palms are grown in Ruritania since 1920, and sold.\n\nMore.").date is None


PIECES = st.sampled_from(
    [
        "date 2024-05",
        "PARIS (AFP) –",
        "___",
        "- ",
        "• ",
        "By Jane Doe",
        "Lire aussi : x",
        "7h40. ",
        "8h55. ",
        "\n",
        "\n\n",
        "\u00a0",
        "\r",
        "\x85",
        "\u2028",
        "Titre sans point",
        "Phrase entière, avec un point.",
        "(Avec agences) ",
        "Avec AFP",
        " ",
        "IMMEDIATE RELEASE",
        "12 mai 2024",
        "x" * 70,
        "Reporting by Jane Doe; Editing by John Roe",
    ]
)


def assert_laws(text: str, layout: Layout) -> None:
    """Parts are in order, apart from one another, trimmed; what is in none is white space, a separator, a
    bullet, a teaser.
    """
    end = 0
    for part in layout.parts:
        words = part.span.of(text)
        assert part.span.start >= end
        assert words and words == words.strip()
        end = part.span.end
    assert end <= len(text)


@given(st.lists(PIECES | st.text(max_size=12), max_size=14).map("".join))
def test_law_parts_are_ordered_apart_and_trimmed(text: str) -> None:
    assert_laws(text, parse_parts(text))


@given(
    st.lists(
        st.sampled_from(["Une phrase.", "Twelve aircraft were sold", "«\u00a0Oui\u00a0»,", "Titre"]),
        max_size=12,
    ),
    st.data(),
)
def test_law_plain_words_are_all_in_some_part(words: list[str], data: st.DataObject) -> None:
    text = "".join(word + data.draw(st.sampled_from([" ", "\n", "\n\n"])) for word in words)
    covered = "".join(part.span.of(text) for part in parse_parts(text).parts)
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize(
    "form", press().forms, ids=lambda form: f"{form.language}-{form.kind}-{form.finds[0][:25]}"
)
def test_each_form_of_the_press_finds_and_skips_its_examples(form) -> None:  # type: ignore[no-untyped-def]
    assert [line for line in form.finds if not form.match(line)] == []
    assert [line for line in form.skips if form.match(line)] == []


def test_agencies_have_one_name_for_each_way_to_write_them() -> None:
    surfaces = [surface for agency in press().agencies for surface in agency.surfaces]
    assert len(surfaces) == len(set(surfaces))
    assert press().agency("the Associated Press") == press().agency("AP") == "AP"


DISPATCHES = Path(__file__).parents[1] / "dispatches"


def test_the_evidence_of_the_exercises_lies_in_one_paragraph_or_entry() -> None:
    claims = [json.loads(line) for line in (DISPATCHES / "dev.gold.jsonl").read_text("utf-8").splitlines()]
    found = {
        str(one.document.id): one.document
        for one in read_documents([DISPATCHES / "dev"], today=date(2026, 1, 1))
        if isinstance(one, Received)
    }
    outside = []
    for claim in claims:
        document = found[claim["document"]]
        if claim["kind"] is None:
            continue
        parts = document.of_kind(PartKind.PARAGRAPH, PartKind.ITEM)
        if not any(part.span.start <= claim["start"] and claim["end"] <= part.span.end for part in parts):
            outside.append((claim["document"], document.text[claim["start"] : claim["end"]]))
    assert outside == []
    for name, document in found.items():
        assert document.text == (DISPATCHES / "dev" / f"{name}.txt").read_bytes().decode("utf-8")


def test_evidence_kinds_are_the_running_text() -> None:
    layout = parse_parts(f"date 2024\n\nTitre\n\n{BODY}\n\n- un avion\n")
    assert {part.kind for part in layout.parts if part.kind not in (PartKind.DATE, PartKind.HEADLINE)} == {
        PartKind.PARAGRAPH,
        PartKind.ITEM,
    }
    assert layout.body(f"date 2024\n\nTitre\n\n{BODY}\n\n- un avion\n") == f"{BODY}\nun avion"
