"""The operator's own facts: changed by administrators only, each change kept with what it was before."""

import pytest

from core.database.transaction import reading
from core.operator import the_operator
from tests.people import Person
from tests.support.client import PageClient

ADDRESS = "/office/admin/operator"


@pytest.fixture(autouse=True)
def _forgotten():
    from web.operator import forget_operator

    yield
    forget_operator()


def test_an_administrator_changes_it_and_every_page_says_so(office: PageClient, portal: PageClient, adam: Person):
    page = office.sign_in(adam).get(ADDRESS)
    said = {"name": "Northwind Mobile", "phone": "08 465 004 00", "first_day": "1", "last_day": "5",
            "phone_from": "8", "phone_until": "17:30", "holidays": "2026-12-25\n2027-01-01"}  # fmt: skip
    after = page.submit("Save", said).follow()
    assert after.says("Northwind Mobile")
    assert after.says("+46 8 465 004 00")
    with reading() as db:
        found = the_operator(db)
        assert found.phone_hours == {"days": [1, 5], "from": "08:00", "until": "17:30"}
        assert found.settings["holidays"] == ["2026-12-25", "2027-01-01"]
    assert portal.speaking("en").get("/").says("Mon–Fri 08:00–17:30")


def test_what_it_was_before_is_kept(office: PageClient, adam: Person):
    page = office.sign_in(adam).get(ADDRESS)
    page = page.submit("Save", {"minimum_age": "16"}).follow()
    assert page.says("18 → ")
    again = page.submit("Save", {}).follow()
    assert again.text.count("→") == page.text.count("→")


@pytest.mark.english
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": " "}, "Enter the operator's name"),
        ({"minimum_age": "200"}, "Enter an age from 0 to 25"),
        ({"minimum_age": "x"}, "Not a valid integer value"),
        ({"phone": "12"}, "number"),
        ({"first_day": "5", "last_day": "2"}, "Choose a last day that is not before the first"),
        ({"phone_from": "18", "phone_until": "8"}, "Enter a time after the first"),
        ({"phone_from": "18", "phone_until": ""}, "Enter both times, or neither"),
        ({"quiet_from": ""}, "Enter a time"),
        ({"holidays": "Christmas"}, "is no day"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(office: PageClient, adam: Person, typed: dict[str, str], told: str):
    page = office.sign_in(adam).get(ADDRESS).submit("Save", typed)
    assert page.status == 422
    assert page.says(told)
    with reading() as db:
        assert the_operator(db).version == 1


def test_two_administrators_do_not_overwrite_each_other(office: PageClient, adam: Person):
    page = office.sign_in(adam).get(ADDRESS)
    page.submit("Save", {"minimum_age": "16"})
    late = page.submit("Save", {"minimum_age": "17", "key": "another-key-altogether"})
    assert late.status == 409
    with reading() as db:
        assert the_operator(db).minimum_age == 16


def test_a_language_that_is_not_spoken_is_not_offered(office: PageClient, portal: PageClient, adam: Person):
    office.sign_in(adam).get(ADDRESS).submit("Save", {"languages": ["ar"]})
    page = portal.speaking("en").get("/")
    assert page.says("العربية")
    assert not page.says("中文")
