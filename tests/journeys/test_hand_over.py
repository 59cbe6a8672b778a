"""The device goes to the customer and comes back: what either can see on it, Back and other windows included (IC-9)."""

import pytest
from playwright.sync_api import Page, expect

from core.clock import utcnow
from core.database.transaction import transaction
from core.identify_contact.registration import register
from core.model import Channel
from tests.journeys.test_signing_in import sign_in
from tests.people import Person
from tests.support import olena
from tests.support.browser import Browse
from tests.support.look import check_look

PASSWORD = "orchard tambourine glacier"


@pytest.fixture
def code(agnes: Person) -> str:
    """Somebody whom the agent has registered a moment ago."""
    with transaction() as db:
        made = register(db, olena.desk_answers(), by=agnes.actor, channel=Channel.SHOP, now=utcnow(), key="k" * 22)
        return made.code


def at_the_customer(page: Page, agnes: Person, code: str) -> None:
    """The agent, signed in, on the customer's page."""
    page.goto(f"/office/customers/{code}")
    sign_in(page, agnes.email, agnes.password)
    expect(page.get_by_role("button", name="Hand over")).to_be_visible()


def test_over_to_the_customer_and_back(page: Page, agnes: Person, code: str) -> None:
    at_the_customer(page, agnes, code)
    other = page.context.new_page()
    other.goto(f"/office/customers/{code}")
    expect(other.get_by_text(code).first).to_be_visible()
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Over to you")
    check_look(page, languages=("ar", "zh"))
    expect(other.get_by_text(code)).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Over to you")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Confirm password").fill(PASSWORD)
    page.get_by_label("Security question").select_option("first_concert")
    page.get_by_label("Answer").fill("Håkan i Slottsskogen")
    page.get_by_label("Screen language").select_option("zh")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    check_look(page, languages=("ar", "zh"))
    page.go_back()
    expect(page.get_by_label("Confirm password")).to_have_count(0)
    page.get_by_label("Password").fill(agnes.password)
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("They have chosen their password and question")).to_be_visible()


def test_nobody_touches_it_and_it_closes(page: Page, agnes: Person, code: str) -> None:
    page.clock.install()
    at_the_customer(page, agnes, code)
    page.get_by_role("button", name="Hand over").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    expect(page.get_by_text("After two minutes without a touch")).to_be_visible()
    page.clock.fast_forward(95_000)
    expect(page.get_by_role("alert")).to_contain_text("closes in 30 seconds")
    page.keyboard.press("Shift")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.clock.fast_forward(121_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nothing was chosen")


def test_without_scripts_it_is_given_back_by_hand(browse: Browse, agnes: Person, code: str) -> None:
    page = browse(javascript=False)
    at_the_customer(page, agnes, code)
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_text("After two minutes without a touch")).to_be_hidden()
    page.get_by_role("button", name="Hand back without choosing").click()
    page.get_by_label("Password").fill(agnes.password)
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Nothing was chosen. You can hand over again.")).to_be_visible()
