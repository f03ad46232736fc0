"""Whom a surname means in a document: the person of the table, or a namesake."""

from __future__ import annotations

import pytest

from tracewire.lexicon import EntryKind, load_gazetteer


def _persons(language: str, *paragraphs: str) -> list[str]:
    hits = [hit for found in load_gazetteer(language).find_all(paragraphs) for hit in found]
    return [entry.name for hit in hits if (entry := hit.first(EntryKind.PERSON)) is not None]


@pytest.mark.parametrize(("language", "paragraphs", "names"), [
    ("en", ["Austin left."], []),
    ("en", ["Austin left.", "The United States said so."], ["Lloyd Austin"]),
    ("en", ["Defense Secretary Austin left.", "Austin is back."], ["Lloyd Austin", "Lloyd Austin"]),
    ("en", ["President Austin left."], []),
    ("en", ["William J. Burns left.", "Burns is back."], ["William Burns", "William Burns"]),
    ("en", ["Merkel left."], ["Angela Merkel"]),
    ("fr", ["Le président Abbas est parti."], ["Mahmoud Abbas"]),
])  # fmt: skip
def test_a_surname_needs_the_state_the_office_or_the_given_name(
    language: str, paragraphs: list[str], names: list[str]
) -> None:
    assert _persons(language, *paragraphs) == names


@pytest.mark.parametrize(("language", "paragraphs", "names"), [
    ("en", ["Pedro Milei came.", "Argentina and Milei agree."], []),
    ("en", ["Pedro Milei met Javier Milei.", "Milei spoke."], ["Javier Milei", "Javier Milei"]),
    ("en", ["N. Modi and R K Jaishankar of India came.", "Jaishankar spoke."], ["Narendra Modi"]),
    ("en", ["K. Jaishankar came.", "Jaishankar spoke."], []),
    ("en", ["In the U.S. Biden spoke. A Biden aide left."], ["Joe Biden", "Joe Biden"]),
    ("en", ["Kim Park and Xi Chen came.", "North Korea and Kim, China and Xi."], []),
    ("en", ["Kim Jong-un came.", "Kim Tuesday spoke. Kim Wants Shells."], ["Kim Jong Un"] * 3),
    ("fr", ["M. Macron est venu.", "Selon Macron, oui."], ["Emmanuel Macron"] * 2),
    ("fr", ["Kim Hong-il, de Corée du Nord, est venu."], []),
])  # fmt: skip
def test_a_surname_that_the_document_gives_to_another_means_nobody_of_the_table(
    language: str, paragraphs: list[str], names: list[str]
) -> None:
    assert _persons(language, *paragraphs) == names
