"""What scripts add to pages that work without them."""

from playwright.sync_api import Page, expect

from tests.journeys.test_signing_in import sign_in
from tests.people import Person


def test_only_outcomes_that_fit_the_kind_of_post_are_offered(page: Page, saras_lead: str, sara: Person) -> None:
    page.goto(f"/office/leads/{saras_lead}")
    sign_in(page, sara.email, sara.password)
    outcome, kind = page.get_by_role("combobox", name="Outcome"), page.get_by_role("group", name="Kind")
    expect(outcome).to_have_value("")
    expect(outcome.get_by_role("option", name="Reached")).to_be_enabled()
    outcome.select_option("reached")
    kind.get_by_label("E-mail").check()
    expect(outcome).to_have_value("")
    expect(outcome.locator("optgroup:not([hidden])")).to_have_attribute("label", "E-mail")
    kind.get_by_label("Only a note").check()
    expect(outcome).to_be_hidden()


def test_the_only_name_is_not_called_the_last_one(page: Page) -> None:
    page.goto("/register")
    page.get_by_role("radio", name="Passport").check()
    page.get_by_role("button", name="I'll show it later").click()
    page.get_by_label("Last name").fill("Sukarno")
    page.get_by_label("I have one name").check()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Sukarno")
    expect(page.get_by_label("Last name")).to_have_count(0)
    page.get_by_label("I have one name").uncheck()
    expect(page.get_by_label("Last name")).to_have_value("Sukarno")


def test_too_large_a_file_is_told_before_anything_is_sent(page: Page, carl: Person) -> None:
    page.goto("/office/customers/new")
    sign_in(page, carl.email, carl.password)
    page.get_by_label("Last name").fill("Lindgren")
    large = {"name": "large.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 11 * 1024 * 1024}
    files = page.locator("input[type=file][multiple]")
    files.set_input_files(large)
    expect(page.get_by_role("alert")).to_contain_text("Choose a file of at most 10 MB")
    assert files.evaluate("input => input.files.length") == 0
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_label("Last name")).to_have_value("Lindgren")
    expect(page.get_by_role("link", name="Discard draft")).to_be_visible()
