"""The foot of the office: the same as at the portal, on every page, before sign-in too (IC-16)."""

import pytest

from core.database.transaction import transaction
from core.operator import the_operator
from tests.people import Person
from tests.support.client import PageClient

NAMES = ("help", "privacy", "terms", "accessibility")


@pytest.mark.english
def test_every_page_of_the_office_ends_with_the_same_foot(office: PageClient, portal: PageClient, carl: Person):
    from web.operator import forget_operator

    with transaction() as db:
        found = the_operator(db)
        found.phone, found.phone_hours = "+46 8 465 004 00", {"days": [1, 5], "from": "08:00", "until": "17:00"}
    forget_operator()
    pages = [office.get("/office/sign-in"), office.sign_in(carl).get("/office/"), portal.speaking("en").get("/")]
    for page, home in zip(pages, ("/office", "/office", ""), strict=True):
        links = [page.links()[name.capitalize()] for name in NAMES]
        assert links == [f"{home}/{name}" for name in NAMES]
        assert page.says("Mon–Fri 08:00–17:00")
    forget_operator()


def test_its_texts_are_read_within_the_office(office: PageClient, carl: Person):
    for name in NAMES:
        assert office.get(f"/office/{name}").status == 200
    office.sign_in(carl)
    for name in NAMES:
        assert office.get(f"/office/{name}").status == 200
