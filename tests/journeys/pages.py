"""The pages of the main job as they stand in pages.csv, and what somebody does on one before it is looked at."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

FILE = Path(__file__).with_name("pages.csv")
COLUMNS = ["route", "record", "who", "after"]
NOT_LOOKED_AT = {
    "/me/documents/<document>": "a file, not a page",
    "/office/customers/<code>/documents/<document>": "a file, not a page",
    "/office/customers/new/documents/<public_id>": "a file, not a page",
    "/office/customers/import/<run>/errors.csv": "a file, not a page",
    "/office/customers/import/<run>/progress": "a part of the page of the run, which asks for it",
    "/office/registrations/<code>/documents/<public_id>": "a file, not a page",
    "/register/documents/file": "a file, not a page",
    "/accent.css": "a style sheet, not a page",
    "/office/accent.css": "a style sheet, not a page",
}
"""Addresses that answer 200 and do not stand in pages.csv, each with its reason."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a page, and what they do there first."""

    route: str
    record: str
    who: str
    after: str

    @property
    def answers(self) -> Collection[int]:
        """Which status the page comes with."""
        return (403, 404) if self.after == "refused" else (200,)

    @property
    def known_as(self) -> str:
        """The route as it stands in the access table."""
        return self.route.partition("?")[0]


def visits() -> list[Visit]:
    """Every line of the file, once for each who looks."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [[cell.strip() for cell in row] for row in csv.reader(line for line in file if not line.startswith("#"))]
    assert rows[0] == COLUMNS, f"the columns are {COLUMNS}"
    assert not [row for row in rows if len(row) != len(COLUMNS) or row[3] not in {*ACTS, "after"}], (
        "a line is not right"
    )
    return [Visit(route, record, one, after) for route, record, who, after in rows[1:] for one in who.split()]


def nothing(page: Page) -> None:
    """The page as it comes."""


def new(page: Page) -> None:
    """Opens the panel of a new row."""
    page.locator("main button[name=go][value=new]").first.click()
    expect(page.locator("main #panel")).to_be_visible()


def send_empty(page: Page) -> None:
    """Empties what can be emptied and sends the form, which is refused."""
    form = page.locator("main form.form").first
    for field in form.locator("input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), textarea").all():
        if field.is_visible():
            field.fill("")
    form.locator("button.filled, button.button-filled").last.click()
    expect(page.locator("main .wrong-list, main .wrong").first).to_be_visible()


def menus(page: Page) -> None:
    """Opens the last menu that this width has."""
    seen = [summary for summary in page.locator("details[data-menu] > summary").all() if summary.is_visible()]
    if seen:
        seen[-1].click()


def keys(page: Page) -> None:
    """Asks which keys do what."""
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


ACTS = {"-": nothing, "new": new, "empty": send_empty, "menus": menus, "keys": keys, "refused": nothing}
