"""The front page: who comes finds their way."""

from tests.people import Person
from tests.support.client import PageClient


def test_a_visitor_can_sign_in(portal: PageClient) -> None:
    page = portal.get("/")
    assert page.heading == "Come in. What can we do for you?"
    assert page.click("Sign in").address == "/sign-in"


def test_whoever_is_signed_in_can_leave(portal: PageClient, anna: Person) -> None:
    assert portal.sign_in(anna).get("/").form("Sign out")


def test_interest_promises_what_its_page_keeps(portal: PageClient) -> None:
    page = portal.get("/")
    assert page.says("Choose what you would like, then sign in or register")
    assert not page.says("No registration.")
    assert portal.get("/interest").says("Choose, then sign in or register")
