"""Khalid Haddad, a contact of a customer, with an authority as a test needs it."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from core.identify_contact.records import index_names
from core.model import (
    Authority,
    Contact,
    ContactMedium,
    Customer,
    Document,
    MediumKind,
    Party,
    Verification,
    VerificationWay,
)
from core.tokens import new_token

EMAIL = "khalid.haddad@foyer.example"


def khalid_of(
    db: Session,
    customer: Customer,
    *,
    now: datetime,
    authority: Authority = Authority.NONE,
    since: date | None = None,
    until: date | None = None,
    email: str = EMAIL,
) -> Contact:
    """A contact of the customer's, without a sign-in of his own."""
    party = Party(last_name="Haddad", first_name="Khalid", language="en", birth_date=date(1984, 2, 9), created_at=now)
    party.media = [ContactMedium(kind=MediumKind.EMAIL, value=email, preferred=True, created_at=now)]
    index_names(party)
    contact = Contact(customer=customer, party=party, type_code="authorised_user", created_at=now)
    contact.authority, contact.authority_from, contact.authority_until = authority, since, until
    db.add(contact)
    db.flush()
    return contact


def document_of(db: Session, party: Party, now: datetime, *, name: str = "power.pdf") -> Document:
    """Something on file that shows it; the file itself is nowhere."""
    made = Document(
        party_id=party.id, name=name, media_type="application/pdf", size=3, checksum="0", storage_name=new_token(),
        uploaded_at=now,
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def verified(db: Session, contact: Contact, staff_id: int | None, now: datetime) -> Verification:
    """That contact is on the line with somebody, and was verified a moment ago."""
    row = Verification(
        customer_id=contact.customer_id, contact_id=contact.id, staff_id=staff_id, way=VerificationWay.QUESTION,
        channel="phone", at=now, until=now + timedelta(minutes=15),
    )  # fmt: skip
    db.add(row)
    db.flush()
    return row
