"""Somebody without a mouse: goes by Tab, chooses by arrows and letters, and every key that is pressed is counted."""

from urllib.parse import urlsplit

from playwright.sync_api import Page

KEYS_A_SECOND = 4
THINKING = 4
"""Seconds in which a page's question is read."""
AFAR = 60
SKIP = "Skip to content"
FOCUSED = """() => {
    const at = document.activeElement;
    return [...(at.labels?.length ? at.labels : [at])].map(one => one.innerText).join(" ").trim();
}"""


class Keyboard:
    """One person's keys on one page after another."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys: dict[str, int] = {}
        self.waits = 0.0

    @property
    def count(self) -> int:
        """Every key so far."""
        return sum(self.keys.values())

    @property
    def seconds(self) -> float:
        """As the model has it: keys, and a pause at every page."""
        return self.count / KEYS_A_SECOND + len(self.keys) * THINKING + self.waits

    def press(self, *keys: str) -> None:
        """Keys by their names."""
        for key in keys:
            self._counts(1)
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """A key for each letter, one more for each capital."""
        self._counts(len(text) + sum(letter.isupper() for letter in text))
        self.page.keyboard.type(text)

    def to(self, name: str) -> None:
        """Goes on by Tab until what is called so has the focus; stays where it has it already."""
        seen = []
        for _ in range(AFAR):
            seen.append(self.focused)
            if seen[-1].startswith(name):
                return
            self.press("Tab")
        raise AssertionError(f"{name!r} was not reached within {AFAR} keys: {seen}")

    def arrived(self) -> None:
        """On a new page: by the link that leads past what stands on every page, where it comes first.

        Who has taken it once need not again: the browser begins each following page at its content.
        """
        self._counts(0)
        self.page.wait_for_load_state()
        self.press("Tab")
        if self.focused == SKIP:
            self.press("Enter")

    @property
    def focused(self) -> str:
        """What the field, link or button is called that keys go to."""
        said: str = self.page.evaluate(FOCUSED)
        return said.split("\n", maxsplit=1)[0]

    def _counts(self, keys: int) -> None:
        path = urlsplit(self.page.url).path
        self.keys[path] = self.keys.get(path, 0) + keys
