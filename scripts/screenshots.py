"""Takes the pictures of the documentation from a dossier: `python scripts/screenshots.py demo/dossier`.

They show the bundled samples as the built-in extractor reads them, so run `make demo` first. Needs
Playwright and a chromium (`apt-get install chromium`).
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent.parent / "docs" / "images"


def main(dossier: Path) -> None:
    """Writes docs/images/dossier*.png."""
    index = dossier.resolve() / "index.html"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(
            viewport={"width": 1240, "height": 1280}, color_scheme="light", reduced_motion="reduce"
        )
        IMAGES.mkdir(parents=True, exist_ok=True)

        def take(name: str) -> None:
            page.screenshot(path=IMAGES / name)

        page.goto(index.as_uri())
        page.wait_for_selector("html[data-charts=drawn]")
        take("dossier.png")
        page.click("table.lines tbody a >> nth=0")
        page.wait_for_selector("html[data-charts=drawn]")
        take("dossier-line.png")
        page.click("table.events tr.denied .cite >> nth=0")
        page.wait_for_selector(".card.active")
        take("dossier-document.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
