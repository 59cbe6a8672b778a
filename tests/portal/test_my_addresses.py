"""Own addresses change by an order at once, in the fields of their country (IC-7, MC-5, R62, R63)."""

import pytest
from sqlalchemy import select

from core.database.transaction import reading
from core.model import Address, ModificationOrder
from tests.people import Person
from tests.support.client import PageClient
from tests.support.page import Page

HOME = {"Detailed address": "Hantverkargatan 21", "Postal code": "112 21", "City": "Stockholm"}


def addresses(anna: Person) -> list[Address]:
    """What is on file."""
    with reading() as db:
        live = select(Address).where(Address.party_id == anna.party_id, Address.removed_at.is_(None))
        return list(db.scalars(live.order_by(Address.id)))


def add(portal: PageClient, **typed: str) -> Page:
    """Adds an address as people do."""
    panel = portal.get("/me/addresses").submit("New address").follow()
    form = panel.form("Save")
    city = next(label for label in form.labels() if label in ("City", "Post town"))
    said = {**HOME, **typed}
    return panel.submit("Save", {city if label == "City" else label: value for label, value in said.items()})


@pytest.fixture
def signed_in(portal: PageClient, anna: Person) -> PageClient:
    """Anna at her own pages."""
    return portal.sign_in(anna)


def test_an_address_is_added_by_an_order_and_reads_like_an_envelope(signed_in: PageClient, anna: Person) -> None:
    assert signed_in.get("/me/addresses").says("No address yet")
    page = add(signed_in).follow()
    assert page.says("Hantverkargatan 21")
    assert page.says("Contact first")
    address = addresses(anna)[0]
    assert (address.country, address.contact_first, address.version) == ("SE", True, 1)
    with reading() as db:
        assert db.scalars(select(ModificationOrder.state)).one() == "applied"


def test_an_address_is_looked_at_changed_copied_and_deleted(signed_in: PageClient, anna: Person) -> None:
    page = add(signed_in).follow()
    assert page.submit("Details Home").follow().says("Details of")
    page = page.submit("Modify Home").follow().submit("Save", {"Detailed address": "Hantverkargatan 22"}).follow()
    assert page.says("Hantverkargatan 22")
    copy = page.submit("Copy Home").follow()
    page = copy.submit("Save", {"Address type": "office"}).follow()
    assert [each.type_code for each in addresses(anna)] == ["home", "office"]
    page.submit("Delete Home")
    assert [each.type_code for each in addresses(anna)] == ["office"]


def test_where_contact_goes_first_is_one_address(signed_in: PageClient, anna: Person) -> None:
    add(signed_in)
    add(signed_in, **{"Address type": "office", "Contact first": True})  # type: ignore[arg-type]
    assert [each.contact_first for each in addresses(anna)] == [False, True]


def test_a_doubtful_format_warns_once_and_may_be_kept(signed_in: PageClient, anna: Person) -> None:
    doubted = add(signed_in, **{"Postal code": "1122"})
    assert doubted.status == 422
    assert doubted.says("Save keeps it as it is.")
    assert doubted.submit("Save").status == 303
    assert addresses(anna)[0].kept_as_typed


def test_the_fields_follow_the_country(signed_in: PageClient) -> None:
    panel = signed_in.get("/me/addresses").submit("New address").follow()
    saudi = panel.form("Save").fill({"Country": "SA"})
    _method, address, sent = saudi.press("Save", base="/me/addresses?open=new")
    page = signed_in.post(address, {**sent, "go": "more"})
    assert "Short address" in page.form("Save").labels()


def test_what_is_missing_is_said_and_the_rest_kept(signed_in: PageClient, anna: Person) -> None:
    page = add(signed_in, **{"Detailed address": ""})
    assert page.status == 422
    assert page.problems
    assert page.form("Save").value("Postal code") == "112 21"
    assert addresses(anna) == []


def test_r63_who_was_slower_sees_both_and_loses_nothing(signed_in: PageClient, anna: Person) -> None:
    page = add(signed_in).follow()
    panel = page.submit("Modify Home").follow()
    page.submit("Modify Home").follow().submit("Save", {"Detailed address": "Kungsgatan 1"})
    slower = panel.submit("Save", {"Detailed address": "Sveavägen 2"})
    assert slower.status == 409
    assert slower.says("Kungsgatan 1")
    assert slower.form("Save").value("Detailed address") == "Sveavägen 2"
    assert slower.submit("Save").status == 303
    assert addresses(anna)[0].detailed == "Sveavägen 2"


def test_deleting_what_was_changed_meanwhile_is_refused(signed_in: PageClient, anna: Person) -> None:
    page = add(signed_in).follow()
    page.submit("Modify Home").follow().submit("Save", {"Detailed address": "Kungsgatan 1"})
    refused = page.submit("Delete Home").follow()
    assert refused.says("This was changed on file while you were typing.")
    assert len(addresses(anna)) == 1
