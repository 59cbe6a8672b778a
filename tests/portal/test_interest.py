"""I'm interested: a lead for a customer, a memory for a stranger (TL-1, R62)."""

import pytest
from sqlalchemy import func, select, update

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import Intention, Lead, LeadSource, Offering, Post
from tests.people import Person
from tests.support.client import PageClient


def leads() -> list[Lead]:
    """Every lead there is."""
    with reading() as db:
        return list(db.scalars(select(Lead)))


def test_a_customers_interest_becomes_a_lead(portal: PageClient, anna: Person, fibre: str) -> None:
    form = portal.sign_in(anna).get("/me/offers").submit("I'm interested Fibre 500")
    assert form.address == "/interest"
    said = {"How soon": "this_month", "When may we call": "after five", "Anything we should know": "We move"}
    done = form.submit("I'm interested", said).follow()
    assert done.says("We have it. We get in touch by")
    assert done.says("Fibre 500")
    (lead,) = leads()
    assert (lead.source, lead.customer_id, lead.call_back_times) == (LeadSource.PORTAL, anna.customer_id, "after five")
    with reading() as db:
        assert db.scalars(select(Intention.how_soon)).one() == "this_month"


def test_something_else_is_welcome_too(portal: PageClient, anna: Person, fibre: str) -> None:
    form = portal.sign_in(anna).get("/interest")
    assert form.submit("I'm interested", {"offering": "else", "Anything we should know": "A landline"}).status == 303
    assert portal.get("/me/requests").says("Something else")


def test_nothing_chosen_is_said_and_the_rest_kept(portal: PageClient, anna: Person, fibre: str) -> None:
    page = portal.sign_in(anna).get("/interest").submit("I'm interested", {"When may we call": "after five"})
    assert page.status == 422
    assert page.form("I'm interested").value("When may we call") == "after five"
    assert leads() == []


@pytest.mark.parametrize("field", ["When may we call", "Anything we should know"])
def test_more_than_fits_is_said(portal: PageClient, anna: Person, fibre: str, field: str) -> None:
    page = portal.sign_in(anna).get("/interest").submit("I'm interested", {"offering": fibre, field: "x" * 10_000})
    assert page.status == 422
    assert leads() == []


def test_a_long_note_is_refused_beside_its_field_and_not_cut(portal: PageClient, anna: Person, fibre: str) -> None:
    form = portal.sign_in(anna).get(f"/interest?offer={fibre}")
    assert form.says("At most 4,000 characters.")
    assert 'maxlength="4000"' not in form.html, "a browser would cut off what is pasted, and say nothing"
    page = form.submit("I'm interested", {"Anything we should know": "x" * 4001})
    assert page.status == 422
    assert page.says("Enter at most 4,000 characters")
    assert page.form("I'm interested").value("Anything we should know") == "x" * 4001
    assert leads() == []
    assert page.submit("I'm interested", {"Anything we should know": "x\r\n" * 2000}).status == 303
    with reading() as db:
        assert db.scalars(select(Post.note)).one().startswith("x\nx")


def test_r62_the_same_form_sent_twice_makes_one_lead(portal: PageClient, anna: Person, fibre: str) -> None:
    form = portal.sign_in(anna).get(f"/interest?offer={fibre}")
    for _time in range(2):
        assert form.submit("I'm interested").status == 303
    assert len(leads()) == 1


def test_a_strangers_choice_waits_until_they_sign_in(portal: PageClient, anna: Person, fibre: str) -> None:
    answer = portal.get("/interest").submit("Sign in", {"offering": fibre})
    assert answer.location == "/sign-in?next=/interest"
    assert leads() == []
    form = portal.get(str(answer.location))
    back = form.submit("Sign in", {"E-mail or mobile": anna.email}, Password=anna.password)
    assert back.location == "/interest"
    assert portal.get("/me").says("Finish telling us what interests you")
    page = portal.get("/interest")
    assert page.form("I'm interested").value("offering") == fibre
    assert page.submit("I'm interested").status == 303
    assert not portal.get("/me").says("Finish telling us what interests you")


def test_a_stranger_may_register_with_their_choice(portal: PageClient, fibre: str) -> None:
    assert portal.get("/interest").submit("Register", {"offering": fibre}).location == "/register"
    assert leads() == []


def test_an_offer_that_is_over_cannot_be_chosen(portal: PageClient, anna: Person, fibre: str) -> None:
    form = portal.sign_in(anna).get(f"/interest?offer={fibre}")
    with transaction() as db:
        db.execute(update(Offering).values(retired_at=utcnow()))
    assert form.submit("I'm interested").status == 422
    assert portal.get("/interest?offer=nothing").status == 200
    with reading() as db:
        assert db.scalar(select(func.count(Lead.id))) == 0
