"""The list of leads: views, filters, pages, chosen rows (TL-4, TL-10)."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from core.clock import utcnow
from core.database.transaction import transaction
from core.model import Customer, Lead, LeadSource
from tests.leads import the_lead
from tests.people import Person
from tests.support.client import PageClient
from tests.support.statements import statements


def fill(anna: Person, count: int, **where: object) -> None:
    """Leads of Anna, one due each minute."""
    now = utcnow()
    with transaction() as db:
        contact = db.get_one(Customer, anna.customer_id).contacts[0]
        db.add_all(
            Lead(
                number=f"L-8{number:06d}", customer_id=anna.customer_id, contact_id=contact.id, title=f"Fibre {number}",
                source=LeadSource.PORTAL, next_step_at=now + timedelta(minutes=number + 1), created_at=now, **where,
            )
            for number in range(count)
        )  # fmt: skip


def test_a_manager_begins_with_what_nobody_has(office: PageClient, lead: str, mona: Person) -> None:
    page = office.sign_in(mona).get("/office/leads")
    assert page.status == 200
    assert page.says("Anna Eriksson")
    assert page.says("Fibre 500")
    assert page.links()["Anna Eriksson"] == f"/office/leads/{lead}"


def test_each_view_is_a_tab_with_its_count(office: PageClient, team_lead: str, sara: Person) -> None:
    page = office.sign_in(sara).get("/office/leads")
    assert page.says("You have no open lead")
    unclaimed = page.click("Unclaimed 1")
    assert unclaimed.says("Anna Eriksson")
    assert unclaimed.says("unclaimed")


def test_who_sees_no_leads_has_no_page(office: PageClient, sue: Person) -> None:
    assert office.sign_in(sue).get("/office/leads").status == 403


def test_a_csr_sees_the_leads_they_entered(office: PageClient, lead: str, carl: Person) -> None:
    assert office.sign_in(carl).get("/office/leads").says("No lead yet")
    with transaction() as db:
        the_lead(db, lead).created_by_id = carl.staff_id
    assert office.get("/office/leads").says("Anna Eriksson")


def test_filters_stand_in_the_address_and_can_be_cleared(office: PageClient, saras_lead: str, sara: Person) -> None:
    page = office.sign_in(sara).get("/office/leads").submit("Show", Status="Waiting")
    assert page.says("No lead matches")
    assert page.click("Clear filters").says("Anna Eriksson")


@pytest.mark.parametrize("count", [10, 1000])
def test_a_list_takes_at_most_six_statements_at_any_size(
    office: PageClient, anna: Person, team: int, sara: Person, count: int
) -> None:
    fill(anna, count, owner_id=sara.staff_id, team_id=team)
    office.sign_in(sara).get("/office/leads")
    with statements() as said:
        page = office.get("/office/leads")
    assert page.says("Fibre 0")
    assert len(said) <= 6, "\n".join(said)


def test_pages_go_by_key(office: PageClient, anna: Person, sara: Person) -> None:
    fill(anna, 60, owner_id=sara.staff_id)
    first = office.sign_in(sara).get("/office/leads")
    assert len(first.table()) == 51
    second = first.click("Next")
    assert len(second.table()) == 11
    assert second.click("Previous").table() == first.table()


@pytest.mark.parametrize("place", ["", "x", "20261102T093000000000~L-9999999", "~", "20261102T093000000000~'; --"])
def test_a_place_that_means_nothing_is_no_error(office: PageClient, sara: Person, place: str) -> None:
    assert office.sign_in(sara).get(f"/office/leads?view=nowhere&status=odd&after={place}").status == 200


def test_what_is_late_says_so(office: PageClient, saras_lead: str, sara: Person) -> None:
    with transaction() as db:
        db.execute(update(Lead).values(next_step_at=utcnow() - timedelta(hours=1)))
    page = office.sign_in(sara).get("/office/leads")
    assert page.click("Overdue 1").says("Anna Eriksson")


@pytest.mark.english
def test_the_list_is_read_in_arabic_and_chinese_too(office: PageClient, saras_lead: str, sara: Person) -> None:
    office.sign_in(sara)
    for language in ("ar", "zh"):
        assert office.speaking(language).get("/office/leads").status == 200
