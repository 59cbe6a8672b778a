"""A real browser: desk and phone, with or without scripts; its console, too, has to be silent."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect, sync_playwright

from tests.support.ground import HOUSE
from tests.support.live import Live
from tests.support.rounds import FAILED, WIDTHS

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)
PICTURES = HOUSE / "test-results"
# The browser reports every answer from 400 on; those of our own pages (a wrong form is 422) are no accident.
EXPECTED = ("Failed to load resource: the server responded with a status of 4",)


def chromium() -> str:
    """Path of the browser."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("The browser tests need Chromium. On Debian and Ubuntu: apt-get install chromium, or run `make test`.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this worker."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


Browse = Callable[..., Page]


@pytest.fixture
def browse(browser: Browser, live: Live, width: str, request: pytest.FixtureRequest) -> Iterator[Browse]:
    """Opens a window for one more person: `browse(width="phone", javascript=False, colour="dark", language="ar")`."""
    contexts: list[BrowserContext] = []
    distress: list[str] = []

    def open_window(
        *, width: str = width, javascript: bool = True, colour: str = "light", language: str = "en"
    ) -> Page:
        context = browser.new_context(
            base_url=live.address, java_script_enabled=javascript, color_scheme=colour, locale=language, **WIDTHS[width]
        )  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "foyer_language", "value": language, "url": live.address}])
        contexts.append(context)
        page = context.new_page()
        listen(page, distress)
        return page

    yield open_window
    for number, context in enumerate(contexts):
        if request.node.stash.get(FAILED, False):
            _keep_pictures(context, f"{request.node.name}-{number}")
        context.close()
    assert not distress, "the browser was in distress:\n" + "\n".join(distress)


@pytest.fixture
def page(browse: Browse) -> Page:
    """The window of one person, at the width that this run is for."""
    return browse()


def listen(page: Page, distress: list[str]) -> None:
    """Notes what no person would see: errors of scripts, blocked files, answers that are ours to mend."""

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(EXPECTED):
            distress.append(f"{page.url}: {message.type}: {message.text}")

    def answered(response: Response) -> None:
        broken = response.status >= 500 or (response.status == 404 and "/static/" in response.url)
        if broken:
            distress.append(f"{response.request.method} {response.url}: {response.status}")

    page.on("console", console)
    page.on("pageerror", lambda error: distress.append(f"{page.url}: {error}"))
    page.on("response", answered)


def _keep_pictures(context: BrowserContext, name: str) -> None:
    for number, page in enumerate(context.pages):
        clean = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)
        page.screenshot(path=Path(PICTURES, f"{clean}-{number}.png"), full_page=True)
