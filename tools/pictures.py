"""Takes the pictures of docs/main-job.md and docs/identify-contact.md from a running demo.

`make run`, then `.venv/bin/python -m tools.pictures ADDRESS`.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PASSWORD = "lantern-harbour-27"  # noqa: S105 -- the demo's, printed at every start
WIDTHS = (1280, 375)
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]

OFFICE = {
    "csr": {
        "customers": "/office/customers",
        "new-customer": "/office/customers/new",
        "registrations": "/office/registrations",
        "duplicates": "/office/duplicates",
        "customer": "/office/customers/40000010019",
        "verify": "/office/customers/40000010019/verify",
        "activation": "/office/customers/40000010019/activate",
        "orders": "/office/orders",
    },
    "manager": {
        "leads": "/office/leads",
        "assignment": "/office/leads/L-0001006/assignment",
        "teams": "/office/teams",
        "people": "/office/people",
        "offers": "/office/offers",
    },
    "sales": {
        "lead": "/office/leads/L-0001001",
        "intention": "/office/leads/L-0001001/intention",
        "qualification": "/office/leads/L-0001001/qualification",
        "disqualification": "/office/leads/L-0001001/disqualification",
        "opportunities": "/office/opportunities",
    },
    "admin": {"staff": "/office/admin/staff", "roles": "/office/admin/roles", "operator": "/office/admin/operator"},
    "supervisor": {"import": "/office/customers/import"},
}
PORTAL = ("me", "me/details", "me/offers", "me/requests", "me/orders", "interest")


def main(address: str) -> None:
    """Every picture at both widths."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for width in WIDTHS:
            for person, pages in OFFICE.items():
                page = _signed_in(browser, address, f"{person}@foyer.example", "/office/sign-in", width)
                for name, path in pages.items():
                    page.goto(address + path)
                    _take(page, name, width)
            page = _signed_in(browser, address, "anna.eriksson@foyer.example", "/sign-in", width)
            for path in PORTAL:
                page.goto(f"{address}/{path}")
                _take(page, path.replace("/", "-"), width)
            for name, page in _registration(browser, address, width):
                _take(page, name, width)
        browser.close()


def _window(browser: Browser, width: int) -> Page:
    return browser.new_context(viewport={"width": width, "height": 800 if width > 600 else 740}).new_page()


def _signed_in(browser: Browser, address: str, email: str, door: str, width: int) -> Page:
    page = _window(browser, width)
    page.goto(address + door)
    page.locator("input[autocomplete~=username]").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()
    return page


def _take(page: Page, name: str, width: int) -> None:
    page.screenshot(path=FOLDER / f"{name}-{width}.png", full_page=True)


def _registration(browser: Browser, address: str, width: int) -> Iterator[tuple[str, Page]]:
    page = _window(browser, width)
    page.goto(address + "/")
    yield "landing", page
    page.goto(address + "/register")
    page.get_by_label("Passport").check()
    page.get_by_label("Certificate number").fill("FX384711")
    page.get_by_label("Issuing state").select_option("UA")
    page.get_by_label("Expiration date").fill("2031-04-05")
    yield "register-certificate", page
    _press(page, "Continue", "basic")
    page.get_by_label("Last name").fill("Lindholm")
    page.get_by_label("First name").fill("Olga")
    mail = f"olga{width}@example.org"
    page.get_by_label("E-mail").fill(mail)
    yield "register-basic", page
    _press(page, "Continue", "confirm")
    yield "register-confirm", page
    page.get_by_label("Code").fill(_code(browser, address, mail))
    _press(page, "Confirm", "contacts")
    for step, following in (
        ("contacts", "addresses"),
        ("addresses", "documents"),
        ("documents", "preferences"),
        ("preferences", "access"),
    ):
        yield f"register-{step}", page
        _press(page, "Continue", following)
    page.get_by_label("Password", exact=True).fill("orchard tambourine glacier")
    page.get_by_label("Confirm password").fill("orchard tambourine glacier")
    page.get_by_label("Security question").select_option("school_neighbourhood")
    page.get_by_label("Answer").fill("Haga")
    yield "register-access", page
    _press(page, "Continue", "review")
    yield "register-review", page
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Submit", exact=True).click()
    page.locator("main strong").first.wait_for()
    yield "register-done", page


def _press(page: Page, name: str, following: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_url(f"**/register/{following}**")


def _code(browser: Browser, address: str, mail: str) -> str:
    page = _window(browser, 1280)
    for _try in range(60):
        page.goto(address + "/demo/outbox")
        letter = page.locator("article", has_text=mail)
        if letter.count():
            found = re.search(r"\b\d{6}\b", letter.first.inner_text())
            if found:
                return found[0]
        page.wait_for_timeout(500)
    raise SystemExit("no code came; does the worker run?")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
