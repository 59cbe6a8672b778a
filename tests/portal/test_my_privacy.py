"""Privacy: notices accepted, and who looked or changed, by role and date (IC-16, AR-2)."""

from datetime import datetime

from core.database.transaction import transaction
from core.history import Event, record
from core.model import Customer
from tests.people import Person
from tests.support.client import PageClient
from tests.support.olena import EMAIL, register_olena


def look(by: Person, at: Person, now: datetime, event: Event = Event.CUSTOMER_VIEWED) -> None:
    """Somebody opens a record."""
    with transaction() as db:
        record(db, event, by=by.actor, now=now, customer=db.get_one(Customer, at.customer_id))


def test_who_looked_is_told_by_role_not_by_name(portal: PageClient, anna: Person, carl: Person, now: datetime) -> None:
    portal.sign_in(anna)
    assert portal.get("/me/privacy").says("Nobody yet.")
    look(carl, anna, now)
    page = portal.get("/me/privacy")
    assert page.says("Looked at your details")
    assert page.says("Customer service")
    assert "Carl" not in page.html


def test_the_same_look_is_told_once_a_day(portal: PageClient, anna: Person, carl: Person, now: datetime) -> None:
    for _time in range(3):
        look(carl, anna, now)
    assert portal.sign_in(anna).get("/me/privacy").text.count("Looked at your details") == 1


def test_own_changes_stand_there_too(portal: PageClient, anna: Person) -> None:
    portal.sign_in(anna).get("/me/details/title").submit("Save", Title="mrs")
    page = portal.get("/me/privacy")
    assert page.says("Changed your details by an order")
    assert page.says("You")


def test_what_others_did_elsewhere_is_not_told(portal: PageClient, anna: Person, carl: Person, now: datetime) -> None:
    olena = register_olena(now=now)
    look(carl, Person("Olena", EMAIL, customer_id=olena.id), now)
    assert portal.sign_in(anna).get("/me/privacy").says("Nobody yet.")


def test_notices_that_were_accepted_are_listed(portal: PageClient, now: datetime) -> None:
    register_olena(now=now)
    page = portal.sign_in(Person("Olena Kovalenko", EMAIL)).get("/me/privacy")
    assert page.says("Privacy notice")
    assert page.says("Version 1, accepted")


def test_more_than_a_page_goes_on_by_time(portal: PageClient, anna: Person, carl: Person, now: datetime) -> None:
    for _time in range(51):
        look(carl, anna, now)
    page = portal.sign_in(anna).get("/me/privacy")
    assert portal.get(page.links()["Earlier"]).status == 200
    for odd in ("x", "2026-01-01", "9" * 400):
        assert portal.get(f"/me/privacy?before={odd}").status == 200
