"""While the server answers people go on typing, and nothing they do is undone by the answer."""

from playwright.sync_api import Page, expect

from tests.journeys import main_job as act
from tests.people import Person

MOVE_ON = """() => document.addEventListener(
    "htmx:afterSwap", () => setTimeout(() => document.querySelector("#panel [name=postal_code]").focus()), {once: true},
)"""


def test_who_types_while_an_answer_comes_keeps_text_and_cursor(page: Page, anna: Person) -> None:
    act.sign_in(page, "/sign-in", anna.email, anna.password)
    page.goto("/me/addresses")
    page.get_by_role("button", name="New").click()
    street = page.get_by_label("Detailed address")
    street.fill("Storgatan")
    page.route("**/me/addresses*", lambda route: (page.wait_for_timeout(300), route.continue_()))
    with page.expect_response("**/me/addresses*"):
        page.get_by_label("Country").select_option("DE")
        street.press_sequentially(" 12")
        page.evaluate(MOVE_ON)
    expect(page.get_by_label("Country")).to_have_value("DE")
    page.wait_for_function("() => !document.querySelector('.htmx-settling, .htmx-added')")
    page.wait_for_timeout(100)
    expect(page.get_by_label("Detailed address")).to_have_value("Storgatan 12")
    expect(page.locator("#panel [name=postal_code]")).to_be_focused()
