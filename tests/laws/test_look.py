"""What looks at pages in the browser is seen to find what it is for."""

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import listen
from tests.support.look import axe_violations, sideways

FRAME = "<!doctype html><html lang=en><title>a</title><main><h1>Sign in</h1>{}</main></html>"


@pytest.fixture
def empty_page(browser: Browser):
    context = browser.new_context(viewport={"width": 375, "height": 740})
    yield context.new_page()
    context.close()


def test_a_good_page_passes(empty_page: Page):
    empty_page.set_content(FRAME.format("<p>Good day</p>"))
    assert not axe_violations(empty_page)
    assert not sideways(empty_page)


def test_faint_words_are_found(empty_page: Page):
    empty_page.set_content(FRAME.format("<p style='color: #bbb; background: #fff'>Good day</p>"))
    assert "color-contrast" in axe_violations(empty_page)[0]


def test_what_is_too_wide_is_found(empty_page: Page):
    empty_page.set_content(FRAME.format("<p style='width: 500px' id=wide>Good day</p>"))
    assert "wide" in "".join(sideways(empty_page))


def test_errors_in_the_console_are_found(empty_page: Page):
    distress: list[str] = []
    listen(empty_page, distress)
    empty_page.set_content(FRAME.format("<script>console.error('lost'); nobody()</script>"))
    assert len(distress) == 2
