"""Staff go in and out by the real door: browser, server and database as they run."""

from playwright.sync_api import Page, expect

from tests.people import Person
from tests.support.browser import Browse
from tests.support.live import Live


def sign_in(page: Page, email: str, password: str) -> None:
    """As a person does it."""
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_staff_sign_in_and_out(page: Page, carl: Person) -> None:
    page.goto("/office/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_in(page, carl.email, "not the password")
    expect(page.get_by_role("alert")).to_contain_text("Check both entries")
    sign_in(page, carl.email, carl.password)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Carl Nyström")
    page.locator("summary", has_text="Your account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_staff_sign_in_without_javascript(browse: Browse, carl: Person) -> None:
    page = browse(javascript=False)
    page.goto("/office/")
    sign_in(page, carl.email, carl.password)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Carl Nyström")


def test_the_first_member_of_staff_comes_by_the_link_of_the_command(page: Page, live: Live) -> None:
    said = live.foyer("staff", "add", "--email", "first@foyer.example", "--name", "First Person", "--role", "admin")
    page.goto(said.split()[-1])
    page.reload()
    page.get_by_label("Password", exact=True).fill("orchard tambourine glacier")
    page.get_by_label("Confirm password").fill("orchard tambourine glacier")
    page.get_by_role("button", name="Save").click()
    sign_in(page, "first@foyer.example", "orchard tambourine glacier")
    expect(page.get_by_role("heading", level=1)).to_contain_text("First Person")


def test_a_link_from_another_site_finds_the_session(page: Page, carl: Person, live: Live) -> None:
    page.goto("/office/")
    sign_in(page, carl.email, carl.password)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Carl Nyström")
    elsewhere = live.address.replace("127.0.0.1", "localhost")
    page.goto(f"{elsewhere}/help")
    page.evaluate("address => { location.href = address }", f"{live.address}/office/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Carl Nyström")
