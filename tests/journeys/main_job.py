"""The acts of the main job, each as a person does it: by labels and buttons, with or without scripts."""

import io
import re
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Page, expect

from tests.support.post_office import PostOffice, code_in

PASSWORD = "orchard tambourine glacier"


@dataclass(frozen=True)
class Prospect:
    """Somebody who registers."""

    last: str
    first: str
    email: str
    mobile: str
    number: str
    birth: str = "1990-03-25"
    answer: str = "Södermalm"


OLGA = Prospect("Lindholm", "Olga", "olga.lindholm@example.org", "070 174 06 05", "LX4477120")


def heading(page: Page, says: str) -> None:
    """Waits until the page with that heading has come."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(says)


def at(page: Page, path: str) -> None:
    """Waits until the address has come."""
    expect(page).to_have_url(re.compile(re.escape(path)))


def press(page: Page, name: str) -> None:
    """Presses a button by its words."""
    page.get_by_role("button", name=name, exact=True).click()


def register_in_portal(page: Page, post_office: PostOffice, who: Prospect = OLGA) -> str:
    """All nine steps; returns the customer code of the closing page."""
    page.goto("/")
    page.get_by_role("link", name="Register").first.click()
    at(page, "/register/certificate")
    page.get_by_label("Passport").check()
    page.get_by_label("Certificate number").fill(who.number)
    page.get_by_label("Issuing state").select_option("SE")
    page.get_by_label("Expiration date").fill("2031-04-05")
    press(page, "Continue")
    at(page, "/register/basic")
    page.get_by_label("Last name").fill(who.last)
    page.get_by_label("First name").fill(who.first)
    page.get_by_label("E-mail").fill(who.email)
    more(page)
    page.get_by_label("Date of birth").fill(who.birth)
    press(page, "Continue")
    at(page, "/register/confirm")
    page.get_by_label("Code").fill(code_in(post_office.wait_for(who.email)))
    press(page, "Confirm")
    at(page, "/register/contacts")
    return _register_rest(page, who)


def more(page: Page) -> None:
    """Unfolds what is optional, if it is folded."""
    folded = page.locator("details:not([open]) > summary", has_text="More")
    for number in range(folded.count()):
        folded.nth(number).click()


def _register_rest(page: Page, who: Prospect) -> str:
    press(page, "Continue")
    at(page, "/register/addresses")
    page.get_by_role("button", name="New").click()
    choose_country(page, "SE")
    page.get_by_label("Detailed address").fill("Storgatan 1")
    page.get_by_label("Postal code").fill("114 55")
    page.get_by_label("Post town").or_(page.get_by_label("City")).first.fill("Stockholm")
    press(page, "Save")
    expect(page.get_by_role("listitem").filter(has_text="Storgatan 1").first).to_be_visible()
    press(page, "Continue")
    at(page, "/register/documents")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "passport.png", "mimeType": "image/png", "buffer": picture()}
    )
    press(page, "Upload")
    expect(page.get_by_text("passport.png").first).to_be_visible()
    press(page, "Continue")
    at(page, "/register/preferences")
    press(page, "Continue")
    at(page, "/register/access")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Confirm password").fill(PASSWORD)
    page.get_by_label("Security question").select_option("school_neighbourhood")
    page.get_by_label("Answer").fill(who.answer)
    press(page, "Continue")
    at(page, "/register/review")
    expect(page.get_by_text(who.email).first).to_be_visible()
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    press(page, "Submit")
    expect(page.locator("main strong").first).to_be_visible()
    found = re.search(r"\b4\d{10}\b", page.locator("main").inner_text().replace(" ", ""))
    assert found, page.locator("main").inner_text()
    return found[0]


def choose_country(page: Page, code: str) -> None:
    """Without scripts the country is asked for first, then its fields."""
    page.get_by_label("Country").select_option(code)
    ask = page.get_by_role("button", name="Show its fields")
    if page.get_by_label("Postal code").count() == 0 and ask.count():
        ask.click()


def picture() -> bytes:
    """A picture such as a phone takes."""
    made = io.BytesIO()
    Image.new("RGB", (640, 420), (200, 190, 170)).save(made, "PNG")
    return made.getvalue()
