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


def test_r44_a_view_is_its_makers_only(office: PageClient, anna: Person, carl: Person, sue: Person) -> None:
    office.sign_in(carl)
    view = searched(office, "anna").location
    assert office.get(view).says("Anna Eriksson")
    assert office.sign_out().sign_in(sue).get(view).status == 404


def test_nobody_matches_says_what_to_do(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    assert searched(office, "zzz").follow().says("Nobody matches")
    assert searched(office, "  ").location == "/office/customers"


def test_a_telephone_system_opens_the_customer_who_calls(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    assert office.get("/office/find?q=%2B46701740605").location == f"/office/customers/{anna.customer_code}"
    assert office.get("/office/find?q=070123").location.startswith("/office/customers?view=")


def test_customers_opened_last_stand_on_the_list_and_at_home(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    assert office.get("/office/customers").says("Search for a customer")
    office.get(f"/office/customers/{anna.customer_code}")
    assert office.get("/office/customers").says("Opened last")
    assert office.get("/office/").says("Anna Eriksson")


def test_administrators_find_nobody(office: PageClient, adam: Person) -> None:
    assert office.sign_in(adam).get("/office/customers").status == 403
    assert office.get("/office/find?q=1").status == 403


def test_odd_terms_are_no_accident(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    for terms in ("%", "' or 1=1 --", "<script>", "x" * 5000, "٠٧٠١٧٤٠٦٠٥", "\u202e"):
        assert searched(office, terms).follow().status == 200
