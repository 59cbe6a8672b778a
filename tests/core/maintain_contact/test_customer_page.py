"""The customer page costs the same however much is held, and is for those who may see the customer."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from core.errors import NotAllowed, NotFound
from core.history import Event, record
from core.maintain_contact.customer_page import customer_page, recent_customers, record_view
from core.model import Address, Contact, ContactMedium, Customer, Document, MediumKind, Party
from tests.people import Person
from tests.support.statements import statements


def fill(db: Session, customer: Customer, now: datetime, number: int, by: Person) -> None:
    for place in range(number):
        party = Party(first_name=f"Contact {place}", created_at=now)
        party.media = [ContactMedium(kind=MediumKind.MOBILE, value=f"+4670{number:03d}{place:04d}", created_at=now)]
        db.add(Contact(customer_id=customer.id, party=party, type_code="other", created_at=now))
        db.add(Address(party_id=customer.party_id, country="SE", created_at=now))
        db.add(
            Document(
                party_id=customer.party_id, name=f"{place}.png", media_type="image/png", size=1, checksum="x",
                storage_name=f"{number}-{place}", uploaded_at=now,
            )
        )  # fmt: skip
        record(db, Event.CALLER_VERIFIED, by=by.actor, now=now, customer=customer)
    db.flush()


def test_statements_do_not_grow_with_what_is_held(db: Session, now: datetime, anna: Person, carl: Person) -> None:
    by, customer = carl.actor, db.get_one(Customer, anna.customer_id)
    counts = []
    for number in (1, 18):
        fill(db, customer, now, number, carl)
        db.expire_all()
        with statements() as said:
            page = customer_page(db, anna.customer_code, by=by, now=now)
        counts.append(len(said))
    assert counts[0] == counts[1] <= 32
    assert len(page.held.addresses) == 19


def test_a_view_is_recorded_and_remembered(
    db: Session, now: datetime, anna: Person, carl: Person, sara: Person
) -> None:
    by = carl.actor
    record_view(db, anna.customer_code, by=by, now=now)
    db.flush()
    assert [customer.code for customer in recent_customers(db, by=by)] == [anna.customer_code]
    other = sara.actor
    with pytest.raises(NotFound):
        record_view(db, anna.customer_code, by=other, now=now)


def test_administrators_open_nobody(db: Session, now: datetime, anna: Person, adam: Person) -> None:
    by = adam.actor
    with pytest.raises(NotAllowed):
        customer_page(db, anna.customer_code, by=by, now=now)
