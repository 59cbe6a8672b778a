"""Offers: a simple list that a manager maintains."""

import pytest
from sqlalchemy import select

from core.database.transaction import reading
from core.model import Offering
from tests.people import Person
from tests.support.client import PageClient


def test_a_manager_adds_an_offer(office: PageClient, mona: Person) -> None:
    page = office.sign_in(mona).get("/office/offers")
    assert page.says("No offer yet")
    answer = page.click("New offer").submit(
        "Save", {"Product group": "Fibre", "Price a month": "499", "Name in Arabic": "ألياف"}, Name="Fibre 1000"
    )
    assert answer.follow().says("Fibre 1000")
    with reading() as db:
        offer = db.scalars(select(Offering)).one()
        assert (offer.names["ar"], offer.price_minor, offer.product_group) == ("ألياف", 49900, "fibre")


def test_what_is_missing_is_told_and_the_rest_kept(office: PageClient, mona: Person) -> None:
    form = office.sign_in(mona).get("/office/offers/new")
    answer = form.submit("Save", {"Price a month": "many", "First day": "30 2 2027"}, Name="Fibre")
    assert answer.status == 422
    assert len(answer.problems) >= 2
    assert answer.form("Save").value("Price a month") == "many"
    assert answer.form("Save").value("Name") == "Fibre"


def test_an_offer_is_changed_and_a_stale_save_refused(office: PageClient, fibre: str, mona: Person) -> None:
    page = office.sign_in(mona).get("/office/offers").click("Fibre 500")
    assert page.form("Save").value("Price a month") == "399.00"
    assert page.submit("Save", {"Price a month": "٣٤٩"}).status == 303
    assert page.submit("Save", {"Price a month": "1"}).status == 409
    with reading() as db:
        assert db.scalars(select(Offering)).one().price_minor == 34900


@pytest.mark.parametrize("left_out", ["price", "valid_until", "name_zh", "description", "everything"])
def test_a_post_that_came_in_part_changes_nothing(office: PageClient, fibre: str, mona: Person, left_out: str) -> None:
    page = office.sign_in(mona).get(f"/office/offers/{fibre}")
    sent = {name: held for name, held in page.form("Save").values.items() if name != left_out}
    if left_out == "everything":
        sent = {"csrf_token": sent["csrf_token"]}
    answer = office.post(page.address, sent)
    assert answer.status == 422
    assert answer.says("Only a part of this page arrived, so nothing was changed. Look at it, then save again.")
    assert answer.form("Save").value("Price a month") == "399.00"
    assert answer.form("Save").value("For persons")
    with reading() as db:
        offer = db.scalars(select(Offering)).one()
        assert (offer.price_minor, offer.names["zh"], offer.for_person) == (39900, "光纤 500", True)


def test_a_retired_offer_cannot_be_chosen(office: PageClient, fibre: str, anna: Person, mona: Person) -> None:
    page = office.sign_in(mona).get(f"/office/offers/{fibre}")
    assert page.submit("Retire Fibre 500").follow().says("retired")
    assert not office.get("/office/leads/new").says("Fibre 500")


def test_only_managers_have_the_page(office: PageClient, sara: Person) -> None:
    assert office.sign_in(sara).get("/office/offers").status == 403
