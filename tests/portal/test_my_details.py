"""Own details: every answer of certificate and basic info; the title is an order, nothing sensitive is on the form."""

from datetime import datetime

import pytest
from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.model import Party
from tests.people import Person
from tests.support.client import PageClient
from tests.support.olena import EMAIL, NUMBER, register_olena


@pytest.fixture
def olena(portal: PageClient, now: datetime) -> PageClient:
    """Olena, who answered every step, at her own pages."""
    register_olena(now=now)
    return portal.sign_in(Person("Olena Kovalenko", EMAIL))


def test_every_answer_stands_on_her_pages(olena: PageClient) -> None:
    details = olena.get("/me/details")
    for said in ("Kovalenko", "Олена", "Ukraine", "Passport"):
        assert details.says(said) or details.says(said.replace("Олена", "Olena")), said
    assert NUMBER not in details.html
    assert details.says(NUMBER[-3:])
    assert olena.get("/me/contacts").says(EMAIL)


def test_the_title_changes_by_an_order(portal: PageClient, anna: Person) -> None:
    form = portal.sign_in(anna).get("/me/details/title")
    assert set(form.form("Save").labels()) == {"Title"}
    assert form.submit("Save", Title="mrs").follow().says("Mrs")
    with reading() as db:
        assert db.get_one(Party, anna.party_id).title == "mrs"


def test_r63_a_stale_title_is_compared_not_lost(portal: PageClient, anna: Person) -> None:
    form = portal.sign_in(anna).get("/me/details/title")
    with transaction() as db:
        db.get_one(Party, anna.party_id).title = "ms"
    slower = form.submit("Save", Title="mrs")
    assert slower.status == 409
    assert slower.says("On file now")
    assert slower.submit("Save").status == 303
    with reading() as db:
        assert db.get_one(Party, anna.party_id).title == "mrs"


def test_saving_the_same_changes_nothing(portal: PageClient, anna: Person) -> None:
    page = portal.sign_in(anna).get("/me/details/title").submit("Save").follow()
    assert page.says("Nothing was different")


def test_r45_a_name_is_not_on_the_form(portal: PageClient, anna: Person) -> None:
    form = portal.sign_in(anna).get("/me/details/title").form("Save")
    _method, address, sent = form.press("Save", base="/me/details/title")
    portal.post(address, {**sent, "title": ["mrs"], "last_name": "Other"})
    with reading() as db:
        assert db.scalars(select(Party.last_name)).first() == "Eriksson"
