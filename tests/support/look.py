"""What can be told about the look of a page without eyes: axe, sideways scrolling, both colours, other languages."""

from collections.abc import Iterable

from playwright.sync_api import Page

from tests.support.ground import HOUSE

AXE = HOUSE / "tests" / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK = (HOUSE / "tests" / "support" / "look.js").read_text().split("\n", 1)[1]


def axe_violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(f"rules => ({ASK}).axe(rules)", RULES)
    return found


def sideways(page: Page) -> list[str]:
    """What makes the page wider than its window."""
    found: list[str] = page.evaluate(f"() => ({ASK}).sideways()")
    return found


def check_look(page: Page, *, languages: Iterable[str] = ()) -> None:
    """Nothing for axe, in light and dark, and no sideways scrolling; the same address again in other languages."""
    for colour in ("dark", "light"):
        page.emulate_media(color_scheme=colour)  # type: ignore[arg-type]
        _fine(page, colour)
    for language in languages:
        _again_in(page, language)


def _fine(page: Page, how: str) -> None:
    said = [*axe_violations(page), *(f"too wide: {part}" for part in sideways(page))]
    assert not said, f"{page.url} ({how}):\n  " + "\n  ".join(said)


def _again_in(page: Page, language: str) -> None:
    context = page.context
    kept = [cookie for cookie in context.cookies() if cookie["name"] == "foyer_language"]
    site = "/".join(page.url.split("/")[:3])
    context.add_cookies([{"name": "foyer_language", "value": language, "url": site}])
    other = context.new_page()
    try:
        other.set_viewport_size(page.viewport_size or {"width": 1280, "height": 800})
        other.goto(page.url)
        for colour in ("dark", "light"):
            other.emulate_media(color_scheme=colour)  # type: ignore[arg-type]
            _fine(other, f"{language}, {colour}")
    finally:
        other.close()
        context.clear_cookies(name="foyer_language")
        context.add_cookies(kept)  # type: ignore[arg-type]
