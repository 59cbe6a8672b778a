"""Modify in the office: only for a verified caller, what is on file beside what is new, one order at the end."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from core.access import Actor
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import (
    Address,
    Contact,
    ContactPreference,
    CustomerConsent,
    Document,
    ModificationOrder,
    Verification,
    VerificationWay,
)
from tests.people import Person
from tests.support.client import PageClient
from tests.support.page import Page

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


def verified(anna: Person, carl: Person, minutes: int = 15) -> None:
    with transaction() as db:
        contact = db.scalars(select(Contact.id).where(Contact.customer_id == anna.customer_id)).first()
        now = utcnow()
        db.add(
            Verification(
                customer_id=anna.customer_id, contact_id=contact, staff_id=carl.staff_id,
                way=VerificationWay.QUESTION, channel="phone", at=now, until=now + timedelta(minutes=minutes),
            )
        )  # fmt: skip


def modify(office: PageClient, anna: Person, query: str = "") -> Page:
    return office.get(f"/office/customers/{anna.customer_code}/modify{query}")


def test_without_a_verified_caller_the_way_leads_to_verify(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    assert modify(office, anna).location == f"/office/customers/{anna.customer_code}/verify?next=modify"


def test_an_address_is_added_by_order(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    verified(anna, carl)
    page = modify(office, anna, "?what=address")
    answer = page.submit(
        "Submit order", {"Detailed address": "Lindstedtsvägen 24", "Postal code": "114 28", "Post town": "Stockholm"}
    )
    assert answer.status == 303
    order = answer.follow()
    assert order.says("Lindstedtsvägen 24")
    assert order.says("Carl Nyström")
    assert order.says("Verified by question")
    with reading() as db:
        assert db.scalars(select(Address.postal_code)).one() == "114 28"
    assert office.get(f"/office/customers/{anna.customer_code}").says("Lindstedtsvägen 24")
    assert modify(office, anna).says("Lindstedtsvägen 24")


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    office: PageClient, anna: Person, carl: Person
) -> None:
    office.sign_in(carl)
    verified(anna, carl)
    page = modify(office, anna, "?what=address").submit("Submit order", {"Detailed address": "Lindstedtsvägen 24"})
    assert page.status == 422
    assert page.problems
    assert page.form("Submit order").value("Detailed address") == "Lindstedtsvägen 24"


def test_preferences_title_and_contacts_change_by_order(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    verified(anna, carl)
    assert modify(office, anna, "?what=title").submit("Submit order", Title="Ms").status == 303
    wish = modify(office, anna, "?what=preferences")
    assert wish.submit("Submit order", Currency="EUR").status == 303
    made = modify(office, anna, "?what=contact").submit(
        "Submit order",
        {"Contact type": "Emergency", "First name": "Khalid", "Last name": "Haddad", "Contact method": "Mobile",
         "Number or address": "+966 50 017 2230"},
    )  # fmt: skip
    assert made.status == 303
    with reading() as db:
        assert db.scalars(select(ContactPreference.currency)).one() == "EUR"
        khalid = db.scalars(select(Contact.public_id).where(Contact.type_code == "emergency")).one()
    gone = modify(office, anna, f"?what=contact&row={khalid}&act=remove").submit("Submit order")
    assert gone.status == 303
    assert not office.get(f"/office/customers/{anna.customer_code}").says("Khalid Haddad Emergency")


def test_a_document_is_added_by_order(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    verified(anna, carl)
    sent = modify(office, anna, "?what=document").submit("Submit order", {"Files": (PNG, "letter.png")})
    assert sent.status == 303
    with reading() as db:
        document = db.scalars(select(Document)).one()
    assert document.party_id == anna.party_id
    opened = office.get(f"/office/customers/{anna.customer_code}/documents/{document.public_id}")
    assert (opened.status, opened.headers["Content-Type"]) == (200, "image/png")


def test_nothing_changed_is_told(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    verified(anna, carl)
    page = modify(office, anna, "?what=preferences").submit("Submit order")
    assert page.status == 422
    assert page.says("nothing differs")


def test_r14_when_the_verification_runs_out_the_form_is_kept(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    verified(anna, carl)
    page = modify(office, anna, "?what=title")
    with transaction() as db:
        for row in db.scalars(select(Verification)):
            row.until = utcnow()
    late = page.submit("Submit order", Title="Ms")
    assert late.status == 403
    assert late.form("Submit order").value("Title") == "ms"
    verified(anna, carl)
    assert late.submit("Submit order").status == 303


def test_r63_a_stale_form_is_shown_beside_what_is_on_file_now(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    verified(anna, carl)
    page = modify(office, anna, "?what=preferences")
    with transaction() as db:
        db.scalars(select(ContactPreference)).one().currency = "USD"
    stale = page.submit("Submit order", Currency="EUR")
    assert stale.status == 409
    assert stale.says("USD")
    assert stale.form("Submit order").value("Currency") == "EUR"
    assert stale.submit("Submit order").status == 303
    with reading() as db:
        assert db.scalars(select(ContactPreference.currency)).one() == "EUR"


def test_r62_sent_twice_it_is_one_order(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    verified(anna, carl)
    page = modify(office, anna, "?what=title")
    first = page.submit("Submit order", Title="Ms")
    again = page.submit("Submit order", Title="Ms")
    assert first.location == again.location
    with reading() as db:
        assert len(list(db.scalars(select(ModificationOrder)))) == 1


def test_what_takes_more_is_not_on_the_form(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    verified(anna, carl)
    assert modify(office, anna).says("take more than one verification")
    assert modify(office, anna, "?what=identity").status == 404
    assert modify(office, anna, "?what=address&row=nobody").status == 404
    assert Actor.system().name


def test_only_the_front_desk_modifies(office: PageClient, anna: Person, sara: Person) -> None:
    office.sign_in(sara)
    assert modify(office, anna, "?what=title").status == 403


@pytest.mark.english
def test_a_caller_gives_and_takes_back_consent(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    verified(anna, carl)
    page = modify(office, anna, "?what=consents").submit("Submit order", {"surveys": ["call", "email"]}).follow()
    assert page.says("applied")
    modify(office, anna, "?what=consents").submit("Submit order", {"surveys": ["email"]})
    shown = office.get(f"/office/customers/{anna.customer_code}")
    assert shown.says("May we ask you what you think of us?, wording 1, English")
    with reading() as db:
        lines = db.scalars(select(CustomerConsent).where(CustomerConsent.purpose == "surveys")).all()
        assert [(line.channel, line.given, line.by_staff_id) for line in lines] == [
            ("call", True, carl.staff_id), ("email", True, carl.staff_id), ("call", False, carl.staff_id),
        ]  # fmt: skip
