"""The front page: who comes finds their way."""

from tests.people import Person
from tests.support.client import PageClient


def test_a_visitor_can_sign_in(portal: PageClient) -> None:
    page = portal.get("/")
    assert page.heading == "Come in. What can we do for you?"
    assert page.click("Sign in").address == "/sign-in"


def test_whoever_is_signed_in_can_leave(portal: PageClient, anna: Person) -> None:
    assert portal.sign_in(anna).get("/").form("Sign out")
