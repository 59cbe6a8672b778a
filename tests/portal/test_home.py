"""/me: what is missing first, then requests, then what is held; every place opens (MP-4)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import Certificate, Customer, Document
from tests.leads import the_lead
from tests.people import Person
from tests.support.client import PageClient

PLACES = (
    "details",
    "contacts",
    "addresses",
    "documents",
    "preferences",
    "access",
    "orders",
    "requests",
    "offers",
    "privacy",
)


@pytest.mark.parametrize("place", ["", *(f"/{name}" for name in PLACES)])
def test_every_place_opens_and_needs_a_sign_in(portal: PageClient, anna: Person, place: str) -> None:
    assert portal.get(f"/me{place}").location == f"/sign-in?next=/me{place}".replace("next=/", "next=/")
    portal.sign_in(anna)
    page = portal.get(f"/me{place}")
    assert page.status == 200
    assert page.headers["Cache-Control"] == "no-store"


def test_home_greets_and_names_what_is_missing(portal: PageClient, anna: Person) -> None:
    page = portal.sign_in(anna).get("/me")
    assert page.heading.endswith(", Anna")
    assert page.says(anna.customer_code)
    assert page.says("Show us a document")
    assert page.says("Add where you live")
    assert page.links()["Show a document"] == "/me/documents"


def test_home_shows_requests_with_who_and_when(portal: PageClient, anna: Person, saras_lead: str) -> None:
    page = portal.sign_in(anna).get("/me")
    assert page.says("Fibre 500")
    assert page.says("Sara Wikström handles it")
    with reading() as db:
        assert the_lead(db, saras_lead).next_step_at is not None


def test_r44_nothing_countable_stands_in_an_address(portal: PageClient, anna: Person, saras_lead: str) -> None:
    page = portal.sign_in(anna).get("/me")
    with reading() as db:
        keys = {str(key) for key in db.scalars(select(Customer.id))}
    links = [link for link in page.links().values() if link.startswith("/me")]
    assert not any(part in keys or part.startswith("L-") for link in links for part in link.split("/"))


def test_sign_in_leads_home(portal: PageClient, anna: Person) -> None:
    answer = portal.get("/sign-in").submit("Sign in", {"E-mail or mobile": anna.email}, Password=anna.password)
    assert answer.location == "/me"


def test_everything_of_every_step_can_be_unfolded(portal, anna):
    page = portal.speaking("en").sign_in(anna).get("/me")
    for said in ("Eriksson", "17 April 1991", "anna.eriksson@foyer.example", "070-174 06 05", "Documents"):
        assert page.says(said)


def certificate(party_id: int, *, made: datetime, days: int) -> int:
    """A passport that ends so many days after it was put on file."""
    with transaction() as db:
        row = Certificate(
            party_id=party_id, type_code="passport", issuing_state="SE",
            expires_on=(made + timedelta(days=days)).date(), created_at=made,
        )  # fmt: skip
        db.add(row)
        db.flush()
        return row.id


def document(party_id: int, *, at: datetime, of: int | None = None) -> None:
    """A picture that was sent."""
    with transaction() as db:
        db.add(
            Document(
                party_id=party_id,
                certificate_id=of,
                name="p.png",
                media_type="image/png",
                size=1,
                checksum="c",
                storage_name=f"{at}{of}",
                uploaded_at=at,
            )
        )


def test_an_expired_certificate_heads_the_list_until_something_replaces_it(portal: PageClient, anna: Person) -> None:
    portal.sign_in(anna)
    now = utcnow()
    expired = certificate(anna.party_id, made=now - timedelta(days=60), days=-400)
    document(anna.party_id, at=now - timedelta(days=60), of=expired)
    todo = portal.get("/me").html.split("todo-first")[1]
    assert "expired on" in todo.split("</h3>")[0]
    document(anna.party_id, at=now - timedelta(days=59), of=expired)
    assert portal.get("/me").says("expired on"), "another picture of the same one"
    document(anna.party_id, at=now)
    assert not portal.get("/me").says("expired on"), "what waits for somebody to look"


def test_a_valid_certificate_replaces_an_expired_one(portal: PageClient, anna: Person) -> None:
    portal.sign_in(anna)
    now = utcnow()
    expired = certificate(anna.party_id, made=now - timedelta(days=60), days=-400)
    document(anna.party_id, at=now - timedelta(days=60), of=expired)
    certificate(anna.party_id, made=now, days=400)
    assert not portal.get("/me").says("expired on")
