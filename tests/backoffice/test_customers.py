"""The list of customers: found by what a caller gives, and no term in any address."""

from tests.people import Person
from tests.support.client import PageClient
from tests.support.page import Page


def searched(office: PageClient, terms: str) -> Page:
    """Types into the field at the top and presses Enter; where that leads."""
    page = office.get("/office/customers")
    form = next(form for form in page.forms() if "q" in form.values)
    method, address, sent = form.fill({"Search": terms}).press(None, base="/office/customers")
    answer = office.open(method, address, sent)
    assert answer.status == 303
    return answer


def test_a_csr_finds_anna_and_opens_her(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    answer = searched(office, "anna er")
    assert "anna" not in answer.location.lower()
    found = answer.follow()
    assert found.says("Anna Eriksson")
    assert found.says("•••• 605")
    assert not found.says("+46 70 174 06 05")
    page = found.click("Anna Eriksson")
    assert page.status == 200
    assert page.heading.startswith("Anna Eriksson")
