"""How an operator begins: the first administrator by command, everybody and everything else by page."""

import re

from playwright.sync_api import Page, expect

from tests.journeys import main_job as act


def choose_password(page: Page, link: str) -> None:
    """By the link that somebody of the staff was given."""
    page.goto(link)
    page.get_by_label("Password", exact=True).fill(act.PASSWORD)
    page.get_by_label("Confirm password").fill(act.PASSWORD)
    act.press(page, "Save")
    act.at(page, "/office/sign-in")


def add_member(page: Page, *, name: str, email: str, role: str) -> None:
    """An administrator adds somebody, who gets a link by mail."""
    page.goto("/office/admin/staff")
    page.get_by_role("link", name="New member of staff").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("checkbox", name=re.compile(f"^{role}")).check()
    act.press(page, "Add and send the link")
    expect(page.get_by_role("main")).to_contain_text(name)


def make_offer(page: Page, name: str) -> None:
    """A manager puts the first offer into the list."""
    page.goto("/office/offers")
    page.get_by_role("link", name="New", exact=True).first.click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Product group").fill("fibre")
    page.get_by_label("Price a month").fill("449")
    act.press(page, "Save")
    expect(page.get_by_role("main")).to_contain_text(name)
