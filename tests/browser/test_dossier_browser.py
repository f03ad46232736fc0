"""The dossier in a real browser: from a folder, by keyboard, on paper, on a phone, in both themes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ACTIVE = "document.activeElement"


def one(site: Path, pattern: str) -> str:
    """The address of the one page that matches."""
    (path,) = site.glob(pattern)
    return path.as_uri()


def drawn(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-charts=drawn]", timeout=20_000)


def test_every_page_opens_from_the_folder_without_a_word(page: Page, site: Path) -> None:
    paths = sorted(site.rglob("*.html"))
    for path in paths:
        page.goto(path.as_uri())
        if page.query_selector("figure.chart"):
            page.wait_for_selector("html[data-charts=drawn]", timeout=20_000)
            assert page.query_selector("figure.chart.failed") is None, path
        assert page.evaluate("window.hacked") is None, path
    assert len(paths) == 17


def test_the_charts_of_a_line_are_drawn_with_both_polarities(page: Page, site: Path) -> None:
    drawn(page, one(site, "lines/ir-ru-one-way-attack-uav-*.html"))
    kinds = page.eval_on_selector_all(
        "figure.chart",
        "all => all.map(f => [f.dataset.chart, f.querySelectorAll('.plot svg path').length > 3])",
    )
    assert kinds == [["timeline", True], ["quantities", True], ["route", True]]
    fills = page.eval_on_selector_all(
        "[data-chart=timeline] svg [fill]", "all => all.map(p => p.getAttribute('fill'))"
    )
    assert {"var(--delivered)", "var(--deny)"} <= set(fills)
    words = page.eval_on_selector("[data-chart=timeline] svg", "svg => svg.textContent")
    assert "Jane Harker" in words and "Delivered" in words and "Plant under construction" in words


def test_the_map_draws_the_flow_over_the_borders(page: Page, site: Path) -> None:
    drawn(page, one(site, "index.html"))
    words = page.eval_on_selector(".flows svg", "svg => svg.textContent")
    assert "Iran" in words and "Russia" in words
    borders = page.eval_on_selector_all(".flows svg path[fill='var(--land)']", "all => all.length")
    assert borders > 150
    assert page.eval_on_selector_all(".flows svg path[fill='var(--party)']", "all => all.length") == 2


def test_a_keyboard_alone_goes_from_the_register_to_the_words(page: Page, site: Path) -> None:
    page.goto(one(site, "index.html"))
    page.keyboard.press("Tab")
    assert page.evaluate(f"{ACTIVE}.className") == "skip"
    assert page.evaluate(f"{ACTIVE}.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate(f"{ACTIVE}.id") == "main"
    page.keyboard.press("j")
    assert "Iran" in page.evaluate(f"{ACTIVE}.textContent")
    first = page.evaluate(f"{ACTIVE}.href")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(f"{ACTIVE}.href") != first
    page.keyboard.press("k")
    assert page.evaluate(f"{ACTIVE}.href") == first
    assert page.evaluate(f"getComputedStyle({ACTIVE}).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/lines/*.html")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*.html#claim-*")
    card = page.evaluate(f"{ACTIVE}.id")
    assert page.url.endswith("#" + card)
    assert page.eval_on_selector_all(".ev.active", "all => all.length") >= 1
    page.keyboard.press("j")
    assert page.evaluate(f"{ACTIVE}.id") not in ("", card)


def test_an_overlapping_passage_lights_up_whole(page: Page, site: Path) -> None:
    page.goto(one(site, "documents/en-harbour-*.html"))
    page.focus("article:nth-of-type(1)")
    lit = page.eval_on_selector_all(".ev.active", "all => all.map(a => a.textContent).join('')")
    assert lit == "Iran shipped hundreds of one-way attack drones from Amirabad to Makhachkala in May"
    page.click("article:nth-of-type(1) summary")
    page.focus("article:nth-of-type(1) button.slot >> nth=1")
    slot = page.eval_on_selector_all("[data-slots].lit", "all => all.map(a => a.textContent).join('')")
    assert slot == "hundreds"
    page.keyboard.press("Shift+Tab")
    assert page.eval_on_selector_all(".lit", "all => all.map(a => a.textContent).join('')") == "Iran"
    page.hover("article:nth-of-type(1) button.slot >> nth=2")
    assert page.eval_on_selector_all(".lit", "all => all.map(a => a.textContent).join('')") == (
        "one-way attack drones"
    )


def test_a_highlight_behind_an_emoji_stands_right(page: Page, site: Path) -> None:
    page.goto(one(site, "documents/en-hostile-co-*.html"))
    marked = page.eval_on_selector_all(".ev", "all => all.map(a => a.textContent)")
    assert marked == [
        'Iran gave "<img src=x onerror=window.hacked=2>" & drones to Russia',
        "drones to Russia again",
    ]


def test_the_register_is_filtered_and_sorted(page: Page, site: Path) -> None:
    page.goto(one(site, "index.html"))
    rows = "table.lines tbody tr:not([hidden])"
    total = page.locator(rows).count()
    page.keyboard.press("/")
    page.keyboard.type("one-way")
    assert 0 < page.locator(rows).count() < total
    assert "of" in page.inner_text(".filters output")
    page.keyboard.press("Escape")
    page.click("text=Clear")
    page.check("input[name=denied]")
    assert page.locator(rows).count() == 2
    page.click("text=Clear")
    page.wait_for_function(f"document.querySelectorAll('{rows}').length == {total}")
    page.click("th:has-text('Docs') button")
    counts = page.eval_on_selector_all(rows, "all => all.map(row => Number(row.cells[7].dataset.v))")
    assert counts == sorted(counts)
    page.click("th:has-text('Docs') button")
    counts = page.eval_on_selector_all(rows, "all => all.map(row => Number(row.cells[7].dataset.v))")
    assert counts == sorted(counts, reverse=True)
    assert page.get_attribute("th:has-text('Docs')", "aria-sort") == "descending"


def test_the_theme_follows_the_system_and_the_button(page: Page, site: Path) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    page.goto(one(site, "index.html"))
    light = page.evaluate(background)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(background)
    assert light == "rgb(255, 255, 255)" and dark != light
    page.click("button.theme")
    assert page.evaluate(background) == light
    page.goto(one(site, "sources.html"))
    assert page.evaluate(background) == light, "the choice lasts over pages"
    page.keyboard.press("t")
    assert page.evaluate(background) == dark


def test_paper_is_white_and_shows_the_evidence(page: Page, site: Path) -> None:
    page.emulate_media(color_scheme="dark", media="print")
    drawn(page, one(site, "lines/ir-ru-one-way-attack-uav-*.html"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    mark = page.eval_on_selector(
        "[data-chart=timeline] path[fill='var(--deny)']", "path => getComputedStyle(path).fill"
    )
    assert mark == "rgb(179, 38, 30)"
    assert not page.is_visible(".masthead nav")
    assert len(page.pdf()) > 20_000


@pytest.mark.parametrize("width", [320, 390, 768])
def test_no_page_is_wider_than_the_window(page: Page, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    for pattern in ("index.html", "documents.html", "sources.html", "method.html"):
        page.goto(one(site, pattern))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, pattern
    for folder in ("lines", "documents", "sources"):
        for path in sorted(site.glob(f"{folder}/*.html"))[:4]:
            page.goto(path.as_uri())
            if page.query_selector("figure.chart"):
                page.wait_for_selector("html[data-charts=drawn]", timeout=20_000)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("width", [390, 1280])
def test_the_register_tells_denials_in_words_at_every_width(page: Page, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(one(site, "index.html"))
    row = page.locator("table.lines tbody tr[data-denied]").first
    said = row.locator(".surely.denied:visible")
    assert said.count() == 1
    stages = (row.locator("td:nth-child(4)").text_content() or "").strip()
    assert said.inner_text().strip() in (stages, f"denied: {stages}")


def test_all_is_there_without_scripts(chromium: Browser, site: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(one(site, "index.html"))
    assert page.locator("table.lines tbody tr").count() == 3
    assert not page.is_visible(".filters") and not page.is_visible("button.theme")
    assert not page.is_visible(".plot")
    page.click("table.lines tbody a >> nth=0")
    assert page.locator("table.events tbody tr").count() >= 1
    page.click("table.events .cite >> nth=0")
    assert "#claim-" in page.url and page.is_visible(".card:target")
    context.close()
