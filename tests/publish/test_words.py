"""Dates, quantities, names and file names as the pages print them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from newsroom import document

from tracewire.model import Quantity, Source
from tracewire.publish import names, words


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2022", "2022"),
        ("2022-22", "summer 2022"),
        ("2022-12", "December 2022"),
        ("2022-12-04", "4 December 2022"),
        ("2022-12~", "about December 2022"),
        ("2022-08/..", "since August 2022"),
        ("../2022-02", "until February 2022"),
        ("2022-07-04/2022-07-10", "4 July 2022 – 10 July 2022"),
        ("2022-13", "2022-13"),
        ("<script>", "<script>"),
        (None, ""),
    ],
)
def test_dates_keep_their_precision(edtf: str | None, said: str) -> None:
    assert words.day(edtf) == said


def test_months_of_a_period() -> None:
    assert words.months("2022-07-17", "2024-09-11") == "Jul 2022 – Sep 2024"
    assert words.months("2022-07-17", "2022-07-18") == "Jul 2022"
    assert words.months("2022-22", "2023") == "2022 – 2023"
    assert words.months(None, None) == "undated"


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (Quantity(200, 999), "200–999"),
        (Quantity(401, None), "at least 401"),
        (Quantity(None, 50), "up to 50"),
        (Quantity(1_500_000, 1_500_000), "1,500,000"),
        (Quantity(0, 0), "0"),
        (None, ""),
    ],
)
def test_amounts_are_intervals(quantity: Quantity | None, said: str) -> None:
    assert words.amount(quantity) == said


def test_parties_and_items_have_english_names() -> None:
    assert words.pair(["IR"], ["houthis", "hezbollah"]) == "Iran → Houthis and Hezbollah"
    assert words.pair([], ["RU"]) == "not stated → Russia"
    assert words.items(["one-way-attack-uav", "ammunition", "small-arms"]) == (
        "one-way attack drones, ammunition and small arms"
    )
    assert words.items(["unheard-of"]) == "unheard of"
    assert names.seat("IR") is None and names.seat("houthis") == "YE"


@pytest.mark.parametrize(
    ("extractor", "said"),
    [
        ("text/1 utf-8", ""),
        ("pypdf 7.1.0; published: PDF creation date", "when the PDF file was made; its text names none"),
        ("trafilatura 2.3.1; published: metadata also say 2022-01-01", "the page also names 1 January 2022"),
        ("text/1 utf-8; published: default", "given when it was read in; the document names none"),
    ],
)
def test_a_date_that_no_document_plainly_states_says_so(extractor: str, said: str) -> None:
    about = replace(document("x", "date 2023\n\nHead\n\nsaid"), extractor=extractor)
    assert words.about_date(about) == said


def test_one_speaker_is_one_page_whatever_the_role() -> None:
    about = document("x", "date 2023\n\nHead\n\nsaid", outlet="The Courier")
    then = words.speaker(Source(name="Ann Bell", role="deputy", org="Office A"), about)
    now = words.speaker(Source(name="Ann Bell", role="head", org="Office B"), about)
    unnamed = words.speaker(Source(role="official", org="Office A", anonymous=True), about)
    office = words.speaker(Source(org="Office A"), about)
    narrator = words.speaker(Source(role="narrator"), about)
    assert then.slug == now.slug
    assert len({one.slug for one in (then, unnamed, office, narrator)}) == 4
    assert (unnamed.name, unnamed.sort) == ("Official, Office A", "unnamed")
    assert (narrator.name, narrator.detail) == ("The Courier", "in its own voice")


def test_file_names_are_safe_and_never_shared() -> None:
    ids = ["a/b", "a-b", "A/B", "../a/b", "a b", "…", "ж", "x" * 400, "con", "a\x00b"]
    slugs = [words.slug(one) for one in ids]
    assert len(set(slugs)) == len(ids)
    assert all(0 < len(one) < 70 and one.replace("-", "").isalnum() and one.isascii() for one in slugs)
