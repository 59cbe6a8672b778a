"""What can be told about the look of a page without eyes: axe, sideways scrolling, both colours, other languages."""

from collections.abc import Iterable, Sequence

from playwright.sync_api import Page

from tests.support.ground import HOUSE

AXE = HOUSE / "tests" / "vendor" / "axe.min.js"
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe that ask for colours; whatever else it asks is the same in light and dark."""
LAYOUT = ["target-size", "scrollable-region-focusable"]
"""Those that ask where things stand and how large they are, which differs with the language and the width."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK = (HOUSE / "tests" / "support" / "look.js").read_text().split("\n", 1)[1]


def axe_violations(page: Page, *, only: Sequence[str] = ()) -> list[str]:
    """What axe finds on the page as it stands: by all its rules, or only by these."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    asked = ["rule", list(only)] if only else ["tag", RULES]
    found: list[str] = page.evaluate(f"asked => ({ASK}).axe(...asked)", asked)
    return found


def sideways(page: Page) -> list[str]:
    """What makes the page wider than its window."""
    found: list[str] = page.evaluate(f"() => ({ASK}).sideways()")
    return found


def check_look(page: Page, *, languages: Iterable[str] = ()) -> None:
    """Nothing for axe, in light and dark, and no sideways scrolling; the same address again in other languages."""
    _fine(page)
    for language in languages:
        _again_in(page, language)


def flaws(page: Page, *, dark: bool = True, only: Sequence[str] = ()) -> list[str]:
    """What is wrong with the look of the page as it stands, with everything unfolded; also in dark colours."""
    page.evaluate("() => document.querySelectorAll('details:not([data-menu])').forEach(one => { one.open = true })")
    said = [*axe_violations(page, only=only), *(f"too wide: {part}" for part in sideways(page))]
    if dark:
        page.emulate_media(color_scheme="dark")
        said += [f"dark: {law}" for law in axe_violations(page, only=COLOURS)]
        page.emulate_media(color_scheme="light")
    return said


def _fine(page: Page) -> None:
    said = flaws(page)
    language = page.evaluate("() => document.documentElement.lang")
    assert not said, f"{page.url} ({language}):\n  " + "\n  ".join(said)


def _again_in(page: Page, language: str) -> None:
    context = page.context
    kept = [cookie for cookie in context.cookies() if cookie["name"] == "foyer_language"]
    site = "/".join(page.url.split("/")[:3])
    context.add_cookies([{"name": "foyer_language", "value": language, "url": site}])
    other = context.new_page()
    try:
        other.set_viewport_size(page.viewport_size or {"width": 1280, "height": 800})
        other.goto(page.url)
        _fine(other)
    finally:
        other.close()
        context.clear_cookies(name="foyer_language")
        context.add_cookies(kept)  # type: ignore[arg-type]
