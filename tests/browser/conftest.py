"""A real browser on a dossier in a folder: Debian's chromium, driven by Playwright, without any network."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "publish"))
from newsroom import NOON, open_newsroom

from tracewire.ledger import lines
from tracewire.publish import dossier

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no chromium here: apt-get install chromium, or name one in $CHROMIUM")
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "dossier"
    with open_newsroom(tmp_path_factory.mktemp("ledger")) as ledger:
        view = ledger.as_of()
        dossier.write(view, lines(view), out, generated_at=NOON, version="0.0.0")
    return out


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that fails the test for anything on the console and for any request outside the folder."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    opened = context.new_page()
    noise: list[str] = []
    opened.on("console", lambda message: noise.append(f"console: {message.text}"))
    opened.on("pageerror", lambda error: noise.append(f"error: {error}"))
    opened.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:")) else noise.append(request.url),
    )
    opened.on("requestfailed", lambda request: noise.append(f"failed: {request.url}"))
    yield opened
    context.close()
    assert noise == []
