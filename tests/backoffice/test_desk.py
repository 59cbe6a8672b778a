"""The first page of staff."""

from tests.people import Person
from tests.support.client import PageClient


def test_staff_are_greeted_by_name(office: PageClient, carl: Person) -> None:
    assert office.sign_in(carl).get("/office/").heading == "Good day, Carl Nyström"


def test_strangers_are_led_to_the_door(office: PageClient, database: object) -> None:
    assert office.get("/office/").location == "/office/sign-in?next=/office/"
