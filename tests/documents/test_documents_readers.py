"""From bytes to documents, format by format, through the public surface."""

from __future__ import annotations

import gzip
import json
import time
import unicodedata
from datetime import date
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from conftest import TODAY, Outcome, Reading
from made import ENGLISH, LEAD, SECOND, page, pdf, rss, warc_record

from tracewire.documents import Fetched, HttpFetcher, Limits, Received, read_documents
from tracewire.errors import InputRefused, Unavailable
from tracewire.model import PartKind, Rejected, digest_bytes, digest_text

BODY = f"{LEAD}\n\n{SECOND}\n"


# plain text


def test_plain_text_is_stored_exactly(reading: Reading) -> None:
    text = f" date 2024-08 {LEAD}\n\n« Douze\u00a0avions »,\u202fa-t-il dit.\n"
    document = reading({"fr/01-avions.txt": text}).one
    assert document.id == "fr/01-avions"
    assert document.text == text
    assert document.raw == digest_bytes(text.encode())
    assert document.text_digest == digest_text(text)
    assert (document.published, document.agency, document.dateline) == ("2024-08-30", "AFP", "Belgrade")


def test_bytes_as_received_come_with_the_document(reading: Reading) -> None:
    content = b"\xef\xbb\xbf" + f"date 2024-08-30\r\n\r\n{BODY}".encode()
    outcome = reading({"a.txt": content})
    assert outcome.contents["a"] == content
    assert outcome.one.raw == digest_bytes(content)
    assert outcome.one.text == f"date 2024-08-30\n\n{BODY}"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_character_sets(reading: Reading, charset: str) -> None:
    text = f"date 2024-08-30\n\n{BODY}Un «\u00a0oui\u00a0» — à l’été.\n"
    assert reading({"a.txt": text.encode(charset)}).one.text == text


def test_accents_apart_from_their_letters_are_composed(reading: Reading) -> None:
    text = f"date 2024-08-30\n\n{BODY}Lire également : une autre dépêche.\n"
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    outcome = reading({"a.txt": apart})
    assert outcome.one.text == text
    assert outcome.one.raw == digest_bytes(apart.encode())
    assert outcome.contents["a"] == apart.encode()


@pytest.mark.parametrize("escaped", [True, False])
def test_accents_of_metadata_are_composed(reading: Reading, escaped: bool) -> None:
    record = {"title": "Téhéran dément", "outlet": "Libération", "author": "Élise", "date": "3 février 2024"}
    apart = {key: unicodedata.normalize("NFD", value) for key, value in {**record, "text": SECOND}.items()}
    document = reading({"a.jsonl": json.dumps(apart, ensure_ascii=escaped)}).one
    assert (document.title, document.outlet, document.byline) == ("Téhéran dément", "Libération", "Élise")
    assert (document.published, document.text) == ("2024-02-03", SECOND)


def test_half_a_character_at_the_end_costs_itself_alone(reading: Reading) -> None:
    outcome = reading({"a.txt": f"date 2024-08-30\n\n{BODY}été".encode()[:-1]})
    assert outcome.documents["a"].text.endswith("ét")
    assert outcome.rejected == [("a.txt", "truncated")]


def test_control_characters_are_replaced_one_by_one(reading: Reading) -> None:
    document = reading({"a.txt": f"date 2024-08-30\n\nAv\x07ant.\x0c{BODY}"}).one
    assert document.text == f"date 2024-08-30\n\nAv\ufffdant.\n{BODY}"


# Markdown


def test_markdown_is_stored_as_it_is_read(reading: Reading) -> None:
    source = (
        '---\ntitle: "Douze avions: le contrat"\ndate: 2024-08-30T10:00:00+02:00\nurl: '
        "https://courrier.example/a\n"
        "author: Jeanne Dupont # correspondante\n---\n"
        "La **Ruritanie** a [commandé](https://x.example/y) des avions\nà la Syldavie.\n\n- douze "
        "avions\n- trois radars\n\n"
        "![photo](p.png)\n<!-- note -->\n## Suite\n\nFin du contrat en 2027.\n"
    )
    document = reading({"a.md": source}).one
    assert document.text == (
        "Douze avions: le contrat\n\nLa Ruritanie a commandé des avions à la Syldavie.\n\n- douze "
        "avions\n- trois radars\n\n"
        "Suite\n\nFin du contrat en 2027."
    )
    assert document.title == "Douze avions: le contrat"
    assert (document.published, document.url, document.byline) == (
        "2024-08-30",
        "https://courrier.example/a",
        "Jeanne Dupont",
    )
    assert [part.span.of(document.text) for part in document.of_kind(PartKind.ITEM)] == [
        "douze avions",
        "trois radars",
    ]


def test_markdown_with_a_first_line_and_a_heading(reading: Reading) -> None:
    document = reading({"a.md": f"date 2024-08-30\n# Douze avions\n\n{BODY}"}).one
    assert document.text == f"date 2024-08-30\n\nDouze avions\n\n{LEAD}\n\n{SECOND}"
    assert (document.title, document.published) == ("Douze avions", "2024-08-30")


def test_toml_front_matter(reading: Reading) -> None:
    document = reading(
        {"a.md": f'+++\ntitle = "Douze avions"\ndate = 2024-08-30\nlang = "fr-FR"\n+++\n{BODY}'}
    ).one
    assert (document.published, document.title, document.language) == ("2024-08-30", "Douze avions", "fr")


def test_front_matter_over_several_lines(reading: Reading) -> None:
    source = (
        '---\ntitle: "Douze avions : le \\"contrat\\"\n  du siècle"\nauthors:\n  - Jeanne Dupont\n  '
        "- 'Jean O''Roux'\n"
        f"summary: >-\n  Un\n  résumé\ndate: '2024-08-30'\n---\n{BODY}"
    )
    document = reading({"a.md": source}).one
    assert document.title == 'Douze avions : le "contrat" du siècle'
    assert (document.published, document.byline) == ("2024-08-30", "Jeanne Dupont, Jean O'Roux")


# HTML


def test_html_gives_the_article_and_its_metadata(reading: Reading) -> None:
    head = (
        '<meta property="article:published_time" content="2024-08-30T23:30:00+02:00"><meta '
        'name="author" content="Jeanne Dupont">'
    )
    paragraphs = [LEAD, "Lire aussi : La Bordurie livre vingt chars", SECOND, SECOND.replace("2027", "2028")]
    document = reading({"a.html": page("Douze avions pour la Ruritanie", paragraphs, head=head)}).one
    assert document.text.startswith(f"Douze avions pour la Ruritanie\n\n{LEAD}\n\n{SECOND}")
    assert "Bordurie" not in document.text
    assert "Tous droits" not in document.text
    assert "track()" not in document.text
    assert (document.published, document.outlet, document.byline) == (
        "2024-08-30",
        "Le Courrier",
        "Jeanne Dupont",
    )
    assert (document.dateline, document.agency, document.language) == ("Belgrade", "AFP", "fr")
    assert document.of_kind(PartKind.HEADLINE)[0].span.of(document.text) == "Douze avions pour la Ruritanie"


def test_html_in_its_declared_character_set(reading: Reading) -> None:
    source = page("Été", [LEAD, SECOND, SECOND]).replace('charset="utf-8"', 'charset="iso-8859-15"')
    document = reading({"a.html": source.replace("’", "'").encode("iso-8859-15")}).one
    assert "d'entraînement" in document.text


@pytest.mark.parametrize(
    "name",
    [
        "undefined",
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "base64",
        "rot13",
        "hex",
        "zlib",
    ],
)
def test_a_declared_name_that_is_no_character_set_is_passed_over(reading: Reading, name: str) -> None:
    source = page("Été", [LEAD, SECOND, SECOND]).replace('charset="utf-8"', f'charset="{name}"')
    outcome = reading({"a.html": source.encode("cp1252"), "b.txt": ENGLISH.replace("(", "30 Aug 2024 (", 1)})
    assert "d’entraînement" in outcome.documents["a"].text
    assert "\\" not in outcome.documents["a"].text


@pytest.mark.parametrize(
    ("meta", "others"),
    [
        ('<meta name="date" content="2022-01-01">', {"2022-01-01", "2024-08-30"}),
        ("<meta content='2022-01-01T10:00:00Z' property='og:published_time'>", {"2022-01-01", "2024-08-30"}),
        ('<meta name="date" content="2024-08-31T01:00:00+02:00">', set()),
        ('<meta name="pubdate" content="2024-08">', set()),
        ('<meta name="pubdate" content="soon">', set()),
        ('<meta property="article:modified" content="2024-09-20">', set()),
    ],
)
def test_metadata_that_disagree_over_the_day_are_noted(reading: Reading, meta: str, others: set[str]) -> None:
    told = '<meta property="article:published_time" content="2024-08-30T10:00:00Z">'
    source = page("Douze avions", [LEAD, SECOND, SECOND]).replace("<title>", told + meta + "<title>")
    document = reading({"a.html": source}).one
    _, noted, note = document.extractor.partition("; published: ")
    if not others:
        assert not noted
    else:
        assert others - {document.published} == {note.removeprefix("metadata also say ")}


@pytest.mark.parametrize(("said", "day"), [("2024-08", "2024-08"), ("2024-08-29", "2024-08-29")])
def test_a_month_in_the_metadata_stays_a_month(reading: Reading, said: str, day: str) -> None:
    plain = LEAD.replace(", 30 août 2024 (AFP)", " (AFP)")
    source = page("Douze avions", [plain, SECOND, SECOND])
    meta = f'<meta property="article:published_time" content="{said}">'
    assert reading({"a.html": source.replace("<title>", meta + "<title>")}).one.published == day


def test_a_year_in_the_footer_is_no_date(reading: Reading) -> None:
    plain = LEAD.replace(", 30 août 2024 (AFP)", " (AFP)")
    assert reading({"a.html": page("Douze avions", [plain, SECOND, SECOND])}).rejected == [
        ("a", "date-missing")
    ]


@pytest.mark.parametrize(
    "stated",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-08-30T10:00:00Z",'
        ' "dateModified": "2024-09-20T10:00:00Z"}</script>',
        '<script type="application/ld+json">{"@graph": [{"@type": "ItemList", "itemListElement": [{"@type": '
        '"NewsArticle", "datePublished": "2021-01-01"}]}, {"datePublished": "2024-08-30"}]}</script>',
    ],
)
def test_the_stated_day_of_publication_goes_before_that_of_a_change(reading: Reading, stated: str) -> None:
    plain = LEAD.replace(", 30 août 2024 (AFP)", " (AFP)")
    changed = '<meta property="article:modified_time" content="2024-09-20T10:00:00Z">'
    document = reading({"a.html": page("Douze avions", [plain, SECOND, SECOND], head=changed + stated)}).one
    assert document.published == "2024-08-30"
    assert "published:" not in document.extractor


def test_the_day_of_a_change_is_a_last_resort_and_noted(reading: Reading) -> None:
    changed = '<meta property="article:modified_time" content="2024-09-20T10:00:00Z">'
    plain = LEAD.replace(", 30 août 2024 (AFP)", " (AFP)")
    only = reading({"a.html": page("Douze avions", [plain, SECOND, SECOND], head=changed)}).one
    assert only.published == "2024-09-20"
    assert only.extractor.endswith("published: date of a change")
    filed = reading({"a.html": page("Douze avions", [LEAD, SECOND, SECOND], head=changed)}).one
    assert filed.published == "2024-08-30"
    assert "published:" not in filed.extractor


@pytest.mark.parametrize(
    "pointer",
    [
        '<p><a href="/b">La Bordurie a livré vingt chars</a></p>',
        '<p><strong><a href="/b">La Bordurie a livré <em>vingt</em> chars</a></strong></p>',
        '<div><span>À lire aussi</span><a href="/b">La Bordurie a livré vingt chars</a></div>',
        '<div><b>Lire aussi :</b> <p><a href="/b">La Bordurie a livré vingt chars</a></p></div>',
        '<ul><li>LIRE AUSSI <a href="/b">La Bordurie a livré vingt chars</a></li></ul>',
    ],
)
def test_what_points_to_another_article_is_no_text(reading: Reading, pointer: str) -> None:
    linked = SECOND.replace("2027", '<a href="/c">2027</a>')
    source = page("Douze avions", [LEAD, linked, SECOND]).replace(
        f"<p>{linked}</p>", f"{pointer}<p>{linked}</p>"
    )
    text = reading({"a.html": source}).one.text
    assert "Bordurie" not in text
    assert SECOND in text


def test_the_words_tell_the_language_before_the_template_does(reading: Reading) -> None:
    source = page("Douze avions", [LEAD, SECOND, SECOND], language="en")
    assert (
        reading({"a.html": source}, identify=lambda body: "fr" if "Ruritanie" in body else None).one.language
        == "fr"
    )


# PDF


def test_pdf_lines_become_paragraphs(reading: Reading) -> None:
    head = "Groupe d’experts - Rapport"
    pages = [
        [
            head,
            "date 2024-08-30",
            "La Ruritanie a commandé douze avions d’entraî-",
            "nement à la Syldavie, et trois radars",
            "de surveillance maritime, ainsi que des mis-",
            "siles sol-air.",
            "Le contrat a été signé hier.",
            "1",
        ],
        [
            head,
            "Les livraisons commenceraient en 2027, selon un",
            "responsable. Les missiles sol-",
            "air viendraient plus tard.",
            "2",
        ],
        [head, "La Bordurie proteste contre cette vente.", "3"],
    ]
    document = reading({"a.pdf": pdf(pages)}).one
    assert document.text.split("\n\n") == [
        "date 2024-08-30",
        "La Ruritanie a commandé douze avions d’entraînement à la Syldavie, et trois radars de "
        "surveillance maritime, "
        "ainsi que des missiles sol-air.",
        "Le contrat a été signé hier.",
        "Les livraisons commenceraient en 2027, selon un responsable. Les missiles sol-air viendraient "
        "plus tard.",
        "La Bordurie proteste contre cette vente.",
    ]
    assert document.published == "2024-08-30"


def test_a_heading_in_large_letters_stands_apart_from_the_date_below_it(reading: Reading) -> None:
    lines = [
        "30 août 2024",
        "La Ruritanie a commandé douze avions d’entraînement à la Syldavie.",
        "Les livraisons commenceraient en 2027.",
    ]
    heading = "Douze avions d’entraînement pour la Ruritanie"
    document = reading({"a.pdf": pdf([lines], heading=heading, created="20240901", title="note.html")}).one
    assert (document.title, document.published) == (heading, "2024-08-30")
    assert "published:" not in document.extractor


def test_letters_that_the_type_joins_are_told_apart(reading: Reading) -> None:
    content = pdf([["date 2024-08-30", "Ruritania bought ﬁve ﬁghter jets from Syldavia."]])
    assert "bought five fighter jets" in reading({"a.pdf": content}).one.text


def test_a_kind_of_goods_keeps_its_hyphen_over_a_line_end(reading: Reading) -> None:
    lines = [
        "date 2024-08-30",
        "Ruritania has bought twelve self-",
        "propelled howitzers and forty surface-to-",
        "air missiles from Syldavia, its min-",
        "ister of defence said on Thursday.",
    ]
    text = reading({"a.pdf": pdf([lines])}).one.text
    assert "twelve self-propelled howitzers and forty surface-to-air missiles" in text
    assert "its minister of defence" in text


def test_the_creation_date_of_a_pdf_is_a_last_resort_and_noted(reading: Reading) -> None:
    content = pdf([["La Ruritanie a commandé douze avions."]], created="20240512", title="Rapport 12")
    document = reading({"a.pdf": content}).one
    assert (document.published, document.title) == ("2024-05-12", "Rapport 12")
    assert document.extractor.endswith("published: PDF creation date")
    assert reading({"a.pdf": content}, default_published="2024-05").one.published == "2024-05"


def test_a_truncated_pdf_gives_what_is_whole_or_a_rejection(reading: Reading) -> None:
    content = pdf([["date 2024-08-30", "La Ruritanie a commandé douze avions."]])
    outcome = reading({"a.pdf": content[:-20]})
    assert outcome.documents["a"].published == "2024-08-30"
    assert outcome.rejected == [("a.pdf", "truncated")]
    assert reading({"a.pdf": content[:120]}).rejected == [("a.pdf", "damaged")]


def test_a_scan_is_told(reading: Reading) -> None:
    assert reading({"a.pdf": pdf([[]])}).rejected == [("a.pdf", "no-text")]


# JSON Lines, JSON, CSV


def test_json_lines_records(reading: Reading) -> None:
    lines = [
        json.dumps(
            {
                "id": "x/1",
                "text": BODY,
                "published": "2024-08-30T23:59:00-05:00",
                "title": "Douze avions",
                "outlet": "Le Courrier",
                "language": "fr-FR",
                "url": "https://courrier.example/1",
                "author": ["Jeanne Dupont", "Jean Roux"],
            }
        ),
        "",
        json.dumps(
            {"Body": ENGLISH, "Date": "Fri, 30 Aug 2024 10:00:00 +0000", "source": {"name": "The Ledger"}}
        ),
        "{broken",
        json.dumps(["no", "object"]),
        json.dumps({"id": "y", "date": "2024-08-30"}),
        json.dumps({"id": "z", "text": 7, "date": "2024-08-30"}),
        json.dumps({"id": 12, "text": "Douze avions ont été livrés.", "date": 1725000000}),
    ]
    outcome = reading({"news.jsonl": "\n".join(lines) + "\n"})
    first = outcome.documents["x/1"]
    assert first.text == BODY
    assert outcome.contents["x/1"] == lines[0].encode()
    assert (first.published, first.title, first.outlet) == ("2024-08-30", "Douze avions", "Le Courrier")
    assert (first.language, first.url, first.byline) == (
        "fr",
        "https://courrier.example/1",
        "Jeanne Dupont, Jean Roux",
    )
    assert outcome.documents["news-3"].outlet == "The Ledger"
    assert outcome.documents["12"].published == "2024-08-30"
    assert outcome.rejected == [
        ("news.jsonl:4", "json"),
        ("news-5", "json"),
        ("y", "text-field"),
        ("z", "text-field"),
    ]


def test_a_cut_last_record_is_truncated_and_the_others_stay(reading: Reading) -> None:
    line = json.dumps({"id": "a", "text": BODY, "date": "2024-08-30"})
    outcome = reading({"news.jsonl": f"{line}\n{line[:60]}"})
    assert list(outcome.documents) == ["a"]
    assert outcome.rejected == [("news.jsonl:2", "truncated")]


def test_json_lines_in_utf_16(reading: Reading) -> None:
    line = json.dumps({"id": "a", "text": BODY, "date": "2024-08-30"}, ensure_ascii=False)
    assert reading({"news.jsonl": (line + "\n").encode("utf-16")}).one.text == BODY


def test_an_array_and_an_object_of_json(reading: Reading) -> None:
    record = {"text": BODY, "date": "2024-08-30"}
    assert list(reading({"a.json": json.dumps([record, {**record, "id": "b"}])}).documents) == ["a-1", "b"]
    assert reading({"a.json": json.dumps(record)}).one.id == "a"


def test_csv_rows_with_line_ends_inside(reading: Reading) -> None:
    content = f'id;date;text;title\nr1;2024-08-30;"{BODY}";"Le ""contrat"""\n;2024-08;{LEAD};\n'.encode(
        "cp1252"
    )
    outcome = reading({"news.csv": content})
    assert outcome.documents["r1"].text == BODY
    assert outcome.documents["r1"].title == 'Le "contrat"'
    assert outcome.contents["r1"].startswith(b"r1;2024-08-30;")
    assert outcome.contents["r1"].endswith(b'"Le ""contrat"""')
    assert outcome.documents["news-6"].published == "2024-08-30"
    assert not outcome.rejected


def test_csv_errors_cost_their_row(reading: Reading) -> None:
    content = (
        f'id,date,text\na,2024-08-30,{SECOND}\nb,2024-08-30,"open\nc,2024-08-30,Un avion '
        f"livré.\nd,2024,x,y,z\n"
    )
    content = content.replace(SECOND, '"' + SECOND + '"')
    outcome = reading({"news.csv": content})
    assert list(outcome.documents) == ["a", "c"]
    assert outcome.rejected == [("news.csv:3", "csv"), ("news.csv:5", "csv")]
    assert reading({"news.csv": "name,size\na,1\n"}).rejected[-1] == ("news.csv", "columns")


# feeds


def test_a_csv_of_open_quotation_marks_costs_no_square(reading: Reading) -> None:
    def took(count: int) -> float:
        began = time.process_time()
        outcome = reading({"a.csv": "id,date,text\n" + 'a""","\n' * count, "z.txt": f"date 2024\n\n{SECOND}"})
        assert list(outcome.documents) == ["z"]
        assert {code for _, code in outcome.rejected} == {"csv"}
        return time.process_time() - began

    took(100)
    assert took(8_000) < took(2_000) * 10, "four times the lines; the square would be sixteen"


ITEM = (
    "<title>Douze avions</title><link>https://www.courrier.example/a</link><guid>tag:a</guid>"
    "<pubDate>Fri, 30 Aug 2024 23:30:00 -0500</pubDate>"
    f"<description>Un résumé.</description><content:encoded><![CDATA[<p>{LEAD}</p><p>Lire aussi : Vingt "
    f"chars</p><p>{SECOND}</p>"
    "<script>x()</script>]]></content:encoded>"
)


def test_feed_entries(reading: Reading) -> None:
    content = rss(
        [ITEM, "<title>Vide</title><guid>tag:b</guid><pubDate>Fri, 30 Aug 2024 10:00:00 GMT</pubDate>"]
    )
    outcome = reading({"courrier.xml": content})
    (name,) = outcome.documents
    document = outcome.documents[name]
    assert name == f"courrier.example-{digest_text('tag:a')[:12]}"
    assert document.text == f"Douze avions\n\n{LEAD}\n\n{SECOND}"
    # 23.30 of the feed's own zone: the day there, not the day in UTC.
    assert (document.published, document.outlet, document.url) == (
        "2024-08-30",
        "Le Courrier",
        "https://www.courrier.example/a",
    )
    assert outcome.contents[name] == f"<item>{ITEM}</item>".encode()
    assert [code for _, code in outcome.rejected] == ["no-text"]


def test_each_entry_has_its_own_bytes_whatever_comments_and_marked_sections_hold(reading: Reading) -> None:
    date = "<pubDate>Fri, 30 Aug 2024 10:00:00 GMT</pubDate>"
    first = f"<guid>tag:a</guid>{date}<description><![CDATA[{LEAD} </item> <item>]]></description>"
    second = f"<!-- <item> --><guid>tag:b</guid>{date}<description>{SECOND}</description><!-- </item> -->"
    third = f"<guid>tag:c</guid>{date}<description>{LEAD}</description><enclosure url='i'/>"
    outcome = reading(
        {"courrier.xml": rss([first, second, third]).replace("</channel>", "<!-- <item> x --></channel>")}
    )
    assert list(outcome.contents.values()) == [
        f"<item>{one}</item>".encode() for one in (first, second, third)
    ]


@pytest.mark.parametrize("hostile", ["<!-- {} -->", "<![CDATA[{}]]>", "<!-- {}"])
@pytest.mark.parametrize("piece", ["<item>", "<item><item/>", "</item>", "<entry", "<!", "<a:"])
def test_the_time_of_a_feed_grows_with_its_size_and_not_with_the_square(
    reading: Reading, hostile: str, piece: str
) -> None:
    entry = f"<guid>a</guid><pubDate>Fri, 30 Aug 2024 10:00:00 GMT</pubDate><description>{LEAD}</description>"

    def cut(count: int) -> float:
        content = rss([entry]).replace("</channel>", hostile.format(piece * count) + "</channel>")
        began = time.process_time()
        assert list(reading({"a.xml": content}).contents.values()) == [f"<item>{entry}</item>".encode()]
        return time.process_time() - began

    cut(10)
    small, large = (min(cut(count) for _ in range(3)) for count in (2_500, 10_000))
    assert large < small * 10, "four times the markup; the square would be sixteen"


def test_atom(reading: Reading) -> None:
    content = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le '
        "Courrier</title><id>u</id>"
        "<entry><id>urn:1</id><title>Douze avions</title><published>2024-08-30T23:30:00-05:00</published>"
        f'<updated>2024-09-02T00:00:00Z</updated><content type="html">&lt;p&gt;{LEAD}&lt;/p&gt;</content>'
        f"</entry></feed>"
    )
    document = reading({"feed.atom": content}).one
    assert (document.published, document.text) == ("2024-08-30", f"Douze avions\n\n{LEAD}")


# WARC and gzip


def archive() -> bytes:
    return b"".join(
        [
            b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: "
            b"2024-09-01T00:00:00Z\r\n"
            b"Content-Length: 0\r\n\r\n\r\n\r\n",
            warc_record(
                "https://www.courrier.example/a%20b", page("Douze avions", [LEAD, SECOND, SECOND]).encode()
            ),
            warc_record("https://courrier.example/logo.png", b"\x89PNG....", media_type="image/png"),
            warc_record("https://courrier.example/gone", b"Not found", status="404 Not Found"),
            warc_record("https://courrier.example/b.txt", ENGLISH.encode(), media_type="text/plain"),
            warc_record(
                "https://courrier.example/b.txt",
                f"date 2024-09-02\n\n{ENGLISH}".encode(),
                media_type="text/plain",
                captured="2024-09-03T08:00:00Z",
            ),
        ]
    )


def test_warc_responses(reading: Reading) -> None:
    outcome = reading({"crawl.warc": archive()}, default_published="2024-09")
    assert list(outcome.documents) == [
        "courrier.example/a_b",
        "courrier.example/b.txt",
        "courrier.example/b.txt@2024-09-03T08:00:00Z",
    ]
    document = outcome.documents["courrier.example/a_b"]
    assert (document.published, document.url) == ("2024-08-30", "https://www.courrier.example/a%20b")
    assert outcome.contents["courrier.example/b.txt"] == ENGLISH.encode()
    assert outcome.rejected == [
        ("courrier.example/logo.png", "media-type"),
        ("courrier.example/gone", "http-status"),
    ]


def test_a_packed_archive_gives_the_same_documents(reading: Reading) -> None:
    plain = reading({"crawl.warc": archive()}, default_published="2024-09")
    members = b"".join(gzip.compress(part) for part in (archive()[:200], archive()[200:900], archive()[900:]))
    packed = reading({"crawl.warc": b"", "crawl2.warc.gz": members}, default_published="2024-09")
    assert packed.documents == plain.documents


def test_a_broken_archive_keeps_its_whole_records(reading: Reading) -> None:
    whole = archive()
    for content in (whole[:-150], gzip.compress(whole)[:-60]):
        outcome = reading({"crawl.warc": content}, default_published="2024-09")
        assert "courrier.example/a_b" in outcome.documents
        assert ("crawl.warc", "truncated") in outcome.rejected or (
            "courrier.example/b.txt",
            "truncated",
        ) in outcome.rejected


def test_gzip_around_other_formats(reading: Reading) -> None:
    line = json.dumps({"id": "a", "text": BODY, "date": "2024-08-30"}).encode()
    files = {"x.jsonl.gz": gzip.compress(line), "y.txt.gz": gzip.compress(BODY.encode())}
    outcome = reading(files)
    assert set(outcome.documents) == {"a", "y"}
    assert outcome.contents["y"] == BODY.encode()


# addresses, standard input, folders


class Shelf:
    """A fetcher of prepared answers."""

    def __init__(self, answers: dict[str, Fetched | Exception]) -> None:
        self.answers = answers

    def fetch(self, url: str, *, max_bytes: int, linked_from: Fetched | None = None) -> Fetched:
        found = self.answers[url]
        if isinstance(found, Exception):
            raise found
        return found


def read(sources: list[str | Path], **options: object) -> Outcome:
    return Outcome(list(read_documents(sources, today=TODAY, **options)))  # type: ignore[arg-type]


def test_addresses_through_a_fetcher() -> None:
    url = "https://www.courrier.example/2024/08/30/avions.html"
    shelf = Shelf(
        {
            url: Fetched(
                url=url, content=page("Douze avions", [LEAD, SECOND, SECOND]).encode(), media_type="text/html"
            ),
            "https://courrier.example/feed": Fetched(
                url="https://courrier.example/feed", content=rss([ITEM]).encode()
            ),
            "https://down.example/": Unavailable("no answer"),
            "https://gone.example/": InputRefused("the server answers 404"),
        }
    )
    outcome = read(
        [
            url,
            "https://courrier.example/feed",
            "https://down.example/",
            "https://gone.example/",
            "ftp://x.example/a",
        ],
        fetcher=shelf,
    )
    assert list(outcome.documents) == [
        "courrier.example/2024/08/30/avions",
        f"courrier.example-{digest_text('tag:a')[:12]}",
    ]
    assert outcome.rejected == [
        ("https://down.example/", "unavailable"),
        ("https://gone.example/", "address-refused"),
        ("ftp://x.example/a", "address-refused"),
    ]


@pytest.mark.parametrize(("status", "error"), [(404, InputRefused), (503, Unavailable), (429, Unavailable)])
def test_http_answers_that_are_no_document(status: int, error: type[Exception]) -> None:
    fetcher = HttpFetcher(transport=httpx.MockTransport(lambda request: httpx.Response(status)))
    with pytest.raises(error):
        fetcher.fetch("https://courrier.example/a", max_bytes=100)


def test_http_answers_are_read_up_to_the_limit() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["user-agent"])
        return httpx.Response(
            200, content=b"x" * 200, headers={"content-type": "text/html; charset=iso-8859-1"}
        )

    fetcher = HttpFetcher(transport=httpx.MockTransport(answer))
    found = fetcher.fetch("https://courrier.example/a", max_bytes=200)
    assert (len(found.content), found.media_type, found.charset) == (200, "text/html", "iso-8859-1")
    assert seen[0].startswith("Tracewire")
    with pytest.raises(InputRefused):
        fetcher.fetch("https://courrier.example/a", max_bytes=199)


def test_http_errors_say_who_can_act() -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("timed out", request=request)

    with pytest.raises(Unavailable) as caught:
        HttpFetcher(transport=httpx.MockTransport(fail)).fetch("https://courrier.example/a", max_bytes=100)
    assert caught.value.where == "https://courrier.example/a"


def test_standard_input_is_text_or_json_lines() -> None:
    assert read(["-"], stdin=BytesIO(f"date 2024-08-30\n{BODY}".encode())).one.id == "stdin"
    lines = "".join(
        json.dumps({"text": f"{n} avions livrés.", "date": "2024-08-30"}) + "\n" for n in range(3)
    )
    assert list(read(["-"], stdin=BytesIO(lines.encode())).documents) == ["stdin-1", "stdin-2", "stdin-3"]


def test_a_named_file_has_its_stem_as_id_and_a_folder_its_paths(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.md", "a/v1.2-note.txt", "c.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"date 2024-08-30\n\nAvion {name}, livré.\n")
    assert list(read([tmp_path]).documents) == ["a/v1.2-note", "b/10", "b/2", "c"]
    assert read([str(tmp_path / "b/2.txt")]).one.id == "2"
    assert [o.document.id for o in read_documents([tmp_path], today=TODAY) if isinstance(o, Received)] == [
        "a/v1.2-note",
        "b/10",
        "b/2",
        "c",
    ]


def test_content_goes_before_the_suffix(reading: Reading) -> None:
    outcome = reading(
        {
            "a.txt": pdf([["date 2024-08-30", "Douze avions livrés."]]),
            "b.txt": page("Douze avions", [LEAD, SECOND, SECOND]),
            "c": json.dumps({"id": "j", "text": BODY, "date": "2024-08-30"}) + "\n",
            "d.txt": gzip.compress(f"date 2024-08-30\n{SECOND}".encode()),
        }
    )
    assert {name: document.media_type for name, document in outcome.documents.items()} == {
        "a": "application/pdf",
        "b": "text/html",
        "j": "application/jsonl",
        "d": "text/plain",
    }


def test_the_default_date_must_be_one() -> None:
    with pytest.raises(InputRefused):
        list(read_documents([], today=date(2024, 1, 1), default_published="soon"))


def test_limits_are_per_document_not_per_archive(reading: Reading) -> None:
    lines = "".join(
        json.dumps({"id": f"{n}", "text": f"Avion {n}. " * 20, "date": "2024-08"}) + "\n" for n in range(50)
    )
    outcome = reading({"news.jsonl": lines}, limits=Limits(max_bytes=1000))
    assert len(outcome.documents) == 50


# mail


def mail(text: str | None, *, html: str | None = None, charset: str = "utf-8", **header: str) -> EmailMessage:
    """A mail as a program writes it."""
    message = EmailMessage()
    fields = {
        "From": "Le Courrier <redaction@courrier.example>",
        "Date": "Fri, 30 Aug 2024 23:30:00 +0200",
        "Subject": "La Ruritanie commande douze avions à la Syldavie",
        **header,
    }
    for name, value in fields.items():
        if value:
            message[name] = value
    if text is not None:
        message.set_content(text, charset=charset, cte="base64" if charset != "utf-8" else "quoted-printable")
    if html is not None:
        (message.add_alternative if text is not None else message.set_content)(html, subtype="html")
    return message


def test_a_mail_is_its_text_with_what_its_header_says(reading: Reading) -> None:
    content = bytes(mail(BODY))
    assert LEAD.encode() not in content
    outcome = reading({"avions.eml": content})
    document = outcome.one
    assert document.text == f"La Ruritanie commande douze avions à la Syldavie\n\n{BODY}"
    assert document.title == "La Ruritanie commande douze avions à la Syldavie"
    assert (document.published, document.outlet, document.agency) == ("2024-08-30", "Le Courrier", "AFP")
    assert document.media_type == "message/rfc822"
    assert document.raw == digest_bytes(content)
    assert outcome.contents["avions"] == content


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15", "cp1252", "utf-16"])
def test_a_mail_in_its_character_set(reading: Reading, charset: str) -> None:
    text = SECOND.replace("’", "'") + "\n"
    assert text in reading({"a.eml": bytes(mail(text, charset=charset))}).one.text


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "1693400000.M5P6.host:2,S"])
def test_a_mail_is_known_by_its_header(reading: Reading, name: str) -> None:
    content = bytes(mail(BODY, **{"Message-ID": "<1@courrier.example>"}))
    assert reading({name: content}).one.media_type == "message/rfc822"


def test_a_header_that_a_person_wrote_makes_no_mail(reading: Reading) -> None:
    text = f"From: the desk\nDate: 2024-08-30\n\n{BODY}"
    assert reading({"a.txt": text}, default_published="2024-08").one.text == text


def test_a_mail_without_a_name_or_date_is_of_its_host_and_of_the_day_given(reading: Reading) -> None:
    content = bytes(mail(f"{SECOND}\n", From="press@mod.example", Date="", Subject=""))
    document = reading({"a.eml": content}, default_published="2024-08").one
    assert (document.outlet, document.published, document.title) == ("mod.example", "2024-08", None)
    assert document.text == f"{SECOND}\n"
    assert reading({"a.eml": content}).rejected == [("a", "date-missing")]


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_a_mail_of_html_is_read_as_a_page_is(reading: Reading, text: str | None) -> None:
    paragraphs = f"<p>{LEAD}</p><p style='display:none'>Rien de tout cela.</p><p>{SECOND}</p>"
    document = reading({"a.eml": bytes(mail(text, html=f"<html><body>{paragraphs}</body></html>"))}).one
    assert LEAD in document.text and SECOND in document.text
    assert "Rien" not in document.text and "<p>" not in document.text
    assert document.published == "2024-08-30"
    assert "trafilatura" in document.extractor


def test_plain_text_goes_before_html(reading: Reading) -> None:
    document = reading({"a.eml": bytes(mail(BODY, html="<p>Voir dans le navigateur</p>"))}).one
    assert LEAD in document.text and "navigateur" not in document.text


def test_attachments_are_left_and_told(reading: Reading) -> None:
    message = mail(BODY)
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="contrat.pdf")
    message.add_attachment(mail("Une autre dépêche.\n"))
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", disposition="inline")
    outcome = reading({"a.eml": bytes(message)})
    assert "autre" not in outcome.documents["a"].text
    (told,) = [one for one in outcome.all if isinstance(one, Rejected)]
    assert (told.document, told.code) == ("a.eml", "attachment")
    assert told.reason == "left in the mail: contrat.pdf, message/rfc822"


QUOTE = """Le 29 août 2024 à 10:00, La Rédaction <redaction@courrier.example> a
écrit :

> La Bordurie a-t-elle livré quarante chars à la Ruritanie ?
>
> Merci d’avance
"""


def test_an_answer_is_read_without_what_it_quotes(reading: Reading) -> None:
    answer = bytes(mail(f"{BODY}\n{QUOTE}", **{"In-Reply-To": "<1@courrier.example>"}))
    outcome = reading({"a.eml": answer})
    assert outcome.documents["a"].text.rstrip().endswith(SECOND)
    assert outcome.contents["a"] == answer
    assert outcome.rejected == [("a.eml", "attachment")]
    told = outcome.all[1]
    assert isinstance(told, Rejected)
    assert told.reason == "left in the mail: the mail that it quotes"


def test_a_mail_that_answers_none_may_mark_its_list_so(reading: Reading) -> None:
    content = bytes(mail(f"{BODY}\nLivrés :\n> douze avions\n"))
    assert "> douze avions" in reading({"a.eml": content}).one.text


def test_a_signature_is_no_text(reading: Reading) -> None:
    signed = bytes(mail(f"{BODY}\n-- \nService de presse\nTél. +32 2 000 00 00\n"))
    assert reading({"a.eml": signed}).one.text.rstrip().endswith(SECOND)
    long = "\n".join(f"La Syldavie a livré {number} avions." for number in range(2, 40))
    outcome = reading({"b.eml": bytes(mail(f"{BODY}\n-- \n{long}\n"))})
    assert "39 avions" in outcome.documents["b"].text


def test_a_part_without_a_header_is_text(reading: Reading) -> None:
    header = "From: x@courier.example\nDate: Fri, 30 Aug 2024 10:00:00 +0200\nMIME-Version: 1.0\n"
    parts = f"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n{LEAD}\n--b--\n"
    assert reading({"a.eml": f"{header}{parts}"}).one.text == LEAD


def test_a_mail_without_text_is_told(reading: Reading) -> None:
    message = mail(None)
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="contrat.pdf")
    outcome = reading({"a.eml": bytes(message), "b.eml": "No header, no mail.\n"})
    assert not outcome.documents
    assert outcome.rejected == [("a.eml", "no-text"), ("a.eml", "attachment"), ("b.eml", "damaged")]


def test_a_mail_that_breaks_off_is_told(reading: Reading) -> None:
    message = mail(BODY)
    message.add_attachment(b"%PDF-1.4" * 100, maintype="application", subtype="pdf", filename="contrat.pdf")
    outcome = reading({"a.eml": bytes(message)[:-200]})
    assert LEAD in outcome.documents["a"].text
    assert outcome.rejected == [("a.eml", "truncated"), ("a.eml", "attachment")]


# what a page hides

HIDING = [
    'style="display:none"',
    "style='color:red; DISPLAY : none !important'",
    "hidden",
    'aria-hidden="true"',
]


@pytest.mark.parametrize("hiding", HIDING)
def test_what_a_page_hides_is_no_text(reading: Reading, hiding: str) -> None:
    hidden = f"<div {hiding}><p>La Bordurie a livré <br>trente chars à la Syldavie.</p>Le 3 juin.</div>"
    html = page("Douze avions", [LEAD, SECOND]).replace(
        "</article>", f"{hidden}<p>{SECOND[:70]}.</p></article>"
    )
    item = "<title>Douze avions</title><pubDate>Fri, 30 Aug 2024 10:00:00 +0200</pubDate>"
    feed = f"{item}<description><![CDATA[<p>{LEAD}</p>{hidden}<p>{SECOND}</p>]]></description>"
    files = {
        "a.html": html,
        "b.md": f"date: 2024-08-30\n\n{LEAD}\n\n{hidden}\n\n{SECOND}\n",
        "c.xml": rss([feed]),
    }
    if "aria" in hiding:  # the parser of feeds drops that attribute
        del files["c.xml"]
    outcome = reading(files, default_published="2024-08-30")
    assert len(outcome.documents) == len(files)
    for document in outcome.documents.values():
        assert LEAD in document.text, document.id
        assert "Bordurie" not in document.text and "3 juin" not in document.text, document.id


@pytest.mark.parametrize(
    "whole", ["<body hidden>", '<body style="display:none">', '<body><div aria-hidden="true">']
)
def test_a_page_that_scripts_show_as_a_whole_is_read(reading: Reading, whole: str) -> None:
    html = page("Douze avions", [LEAD, SECOND]).replace("<body>", whole)
    assert LEAD in reading({"a.html": html}, default_published="2024-08-30").one.text
