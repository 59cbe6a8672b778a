"""The page of a contact's authority: what holds, what shall hold, the document that shows it, its end (IC-14)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import (
    Authority,
    Contact,
    Customer,
    CustomerStatus,
    Document,
    IdentityState,
    Registration,
    RegistrationState,
)
from tests.support.authorised import document_of, khalid_of, verified
from tests.support.pictures import jpeg


@pytest.fixture
def khalid(anna) -> str:
    """A contact of Anna's, who is active; his public id."""
    with transaction() as db:
        customer = db.get_one(Customer, anna.customer_id)
        customer.status, customer.identity_state = CustomerStatus.ACTIVE, IdentityState.CHECKED
        db.execute(update(Registration).values(state=RegistrationState.ACCEPTED))
        return khalid_of(db, customer, now=utcnow()).public_id


def of_anna(anna, contact: str) -> str:
    return f"/office/customers/{anna.customer_code}/contacts/{contact}/authority"


def on_file(contact: str) -> Contact:
    with reading() as db:
        return db.scalars(select(Contact).where(Contact.public_id == contact)).one()


def speak_with(anna, carl, *, contact: str | None = None) -> None:
    with transaction() as db:
        theirs = select(Contact).where(Contact.customer_id == anna.customer_id).order_by(Contact.id)
        found = db.scalars(theirs.where(Contact.public_id == contact) if contact else theirs).first()
        verified(db, found, carl.staff_id, utcnow())


def test_from_the_customers_page_with_an_uploaded_document(office, carl, anna, khalid):
    speak_with(anna, carl)
    page = office.sign_in(carl).get(f"/office/customers/{anna.customer_code}").click("Authority Khalid Haddad")
    assert page.address == of_anna(anna, khalid)
    assert page.heading == "Authority of Khalid Haddad"
    until = date.today() + timedelta(days=60)
    typed = {"Valid until": until.isoformat(), "Evidence": "power_of_attorney"}
    answer = page.submit(
        "Set authority", typed, authority="ask", file=(jpeg().getvalue(), "power.jpg")
    )  # fmt: skip
    assert answer.location == f"/office/customers/{anna.customer_code}"
    contact = on_file(khalid)
    assert (contact.authority, contact.authority_until) == (Authority.ASK, until)
    with reading() as db:
        document = db.get_one(Document, contact.authority_document_id)
        assert (document.name, document.party_id) == ("power.jpg", anna.party_id)
    after = office.get(f"/office/customers/{anna.customer_code}")
    assert after.says("may ask until")
    assert after.says("Authority given to Khalid Haddad")
    assert after.says("Power of attorney")
    assert after.says("Carl Nyström")


def test_with_a_document_that_is_held(office, carl, anna, khalid):
    with transaction() as db:
        customer = db.get_one(Customer, anna.customer_id)
        held = document_of(db, customer.party, utcnow(), name="attorney.pdf").public_id
    speak_with(anna, carl)
    page = office.sign_in(carl).get(of_anna(anna, khalid))
    answer = page.submit("Set authority", {"Evidence": "signed_letter", "Document held": held}, authority="ask")
    assert answer.status == 303
    assert on_file(khalid).authority_document_id is not None
    again = office.get(of_anna(anna, khalid))
    assert again.form("Set authority").value("Document held") == held
    assert again.says("attorney.pdf")


def test_what_is_missing_stands_beside_its_field_and_nothing_is_kept(office, carl, anna, khalid):
    speak_with(anna, carl)
    page = office.sign_in(carl).get(of_anna(anna, khalid))
    answer = page.submit("Set authority", {"Valid until": "2020-01-01"})
    assert answer.status == 422
    assert answer.says("Select what they may do")
    answer = answer.submit("Set authority", {"Valid until": "2020-01-01"}, authority="ask")
    assert answer.says("Enter a day that is still to come")
    answer = answer.submit("Set authority", {"Valid until": "", "Evidence": "other"}, authority="ask")
    assert answer.says("Upload the document that shows it")
    wrong = (b"no picture", "power.jpg")
    answer = answer.submit("Set authority", {"Evidence": "other"}, authority="ask", file=wrong)
    assert answer.status == 422
    assert on_file(khalid).authority is Authority.NONE


def test_without_a_verified_caller_it_says_what_to_do_first(office, carl, sue, anna, khalid):
    page = office.sign_in(carl).get(of_anna(anna, khalid))
    assert page.says("Verify first somebody who may change all.")
    sent = {"Evidence": "other"}
    file = lambda: (jpeg().getvalue(), "power.jpg")  # noqa: E731
    answer = page.submit("Set authority", sent, authority="ask", file=file())
    assert answer.status == 422
    assert answer.says("Verify somebody first who may change all for this customer")
    assert on_file(khalid).authority is Authority.NONE
    with reading() as db:
        assert db.scalars(select(Document)).all() == [], "nor is the file kept"
    office.sign_out()
    alone = office.sign_in(sue).get(of_anna(anna, khalid))
    assert alone.says("You set this on the document alone.")
    assert alone.submit("Set authority", sent, authority="change_all", file=file()).status == 303


def test_it_is_ended_at_once_and_the_history_says_so(office, sue, anna, khalid):
    with transaction() as db:
        db.execute(update(Contact).where(Contact.public_id == khalid).values(authority=Authority.ORDER))
    page = office.sign_in(sue).get(of_anna(anna, khalid))
    assert page.submit("End authority").location == f"/office/customers/{anna.customer_code}"
    assert on_file(khalid).authority is Authority.NONE
    assert office.get(f"/office/customers/{anna.customer_code}").says("Authority of Khalid Haddad ended")
    late = page.submit("End authority")
    assert late.status in (303, 409)


def test_two_at_once_the_slower_is_told(office, sue, anna, khalid):
    first = office.sign_in(sue).get(of_anna(anna, khalid))
    second = office.get(of_anna(anna, khalid))
    file = lambda: (jpeg().getvalue(), "power.jpg")  # noqa: E731
    assert first.submit("Set authority", {"Evidence": "other"}, authority="ask", file=file()).status == 303
    late = second.submit("Set authority", {"Evidence": "other"}, authority="order", file=file())
    assert late.status == 409
    assert on_file(khalid).authority is Authority.ASK


def test_the_customer_in_person_and_strangers_have_no_such_page(office, sue, anna, khalid):
    office.sign_in(sue)
    with reading() as db:
        own = db.scalars(
            select(Contact.public_id).where(Contact.customer_id == anna.customer_id, Contact.party_id == anna.party_id)
        ).one()
    assert office.get(of_anna(anna, own)).status == 404
    assert office.get(of_anna(anna, "A" * 22)).status == 404


def test_a_caller_without_authority_opens_nothing_on_the_page(office, carl, anna, khalid):
    speak_with(anna, carl, contact=khalid)
    page = office.sign_in(carl).get(f"/office/customers/{anna.customer_code}")
    assert page.says("Khalid Haddad: no authority")
    assert page.says("Opens after Verify caller")
    with transaction() as db:
        db.execute(update(Contact).where(Contact.public_id == khalid).values(authority=Authority.ASK))
    page = office.get(f"/office/customers/{anna.customer_code}")
    assert page.says("Khalid Haddad: may ask")
    assert not page.says("Opens after Verify caller")


def test_an_organisation_is_sent_to_the_authority_before_it_is_activated(office, carl, now):
    from tests.core.identify_contact.test_activation import organisation

    customer = organisation(carl, now)
    page = office.sign_in(carl).get(f"/office/customers/{customer.code}/activate")
    assert page.says("contact who may change all")
    there = page.click("Set an authority")
    assert there.heading.startswith("Authority of")
    answer = there.submit(
        "Set authority", {"Evidence": "register_extract", "Who gives the authority is here with the document": True},
        authority="change_all", file=(jpeg().getvalue(), "register.jpg"),
    )  # fmt: skip
    assert answer.status == 303
    assert not office.get(f"/office/customers/{customer.code}/activate").says("contact who may change all")


def test_a_prospect_ends_it_in_the_shop(office, carl, anna):
    """Two forms ask alike on one page, each with a label of its own."""
    with transaction() as db:
        contact = khalid_of(
            db, db.get_one(Customer, anna.customer_id), now=utcnow(), authority=Authority.ASK
        ).public_id  # fmt: skip
    page = office.sign_in(carl).get(of_anna(anna, contact))
    refused = page.submit("End authority")
    assert refused.status == 422
    assert refused.says("Verify somebody first")
    assert page.submit("End authority", present=True).status == 303
    assert on_file(contact).authority is Authority.NONE
