"""Offers: those made to such a customer, in their language, each with I'm interested (MP-1 as a list)."""

from sqlalchemy import update

from core.database.transaction import transaction
from core.model import Offering
from tests.people import Person
from tests.support.client import PageClient


def test_offers_show_name_and_price(portal: PageClient, anna: Person, fibre: str) -> None:
    page = portal.sign_in(anna).get("/me/offers")
    assert page.says("Fibre 500")
    assert page.says("399.00 a month")
    assert portal.speaking("zh").get("/me/offers").says("光纤 500")


def test_offers_for_organisations_only_are_not_shown_to_people(portal: PageClient, anna: Person, fibre: str) -> None:
    with transaction() as db:
        db.execute(update(Offering).values(for_person=False))
    assert portal.sign_in(anna).get("/me/offers").says("No offer today")
