"""For whom somebody acts who signs in: themselves, or the customer whose contact they are (IC-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, contains_eager

from core.identify_contact.authority import authority_of, holds
from core.model import Authority, Contact, Credential, Customer, CustomerStatus, Party

GONE = (CustomerStatus.MERGED, CustomerStatus.ERASED)


@dataclass(frozen=True, slots=True)
class Acting:
    """A contact who may do something for their customer today."""

    contact: Contact
    customer: Customer
    authority: Authority


def acting_by(db: Session, credential_id: int | None, *, today: date) -> Acting | None:
    """Whose matters this access opens today, and how far, where it is not the customer's own; None: nobody's.

    Where they are several contacts of one customer, the widest authority counts.
    """
    theirs = (
        select(Contact)
        .join(Contact.customer)
        .join(Contact.party)
        .join(Party.credential)
        .options(
            contains_eager(Contact.customer).joinedload(Customer.party),
            contains_eager(Contact.party).contains_eager(Party.credential),
        )
        .where(Credential.id == credential_id, Credential.disabled_at.is_(None), Party.erased_at.is_(None))
        .where(Customer.status.not_in(GONE), Contact.party_id != Customer.party_id, holds(Authority.ASK, today=today))
        .order_by(Contact.customer_id, Contact.id)
    )
    found = [Acting(one, one.customer, authority_of(one, today=today)) for one in db.scalars(theirs)]
    own = [each for each in found if each.customer is found[0].customer]
    return max(own, key=lambda each: list(Authority).index(each.authority), default=None)


def of_party(party_id: int | ColumnElement[int]) -> ColumnElement[bool]:
    """Condition on Customer: the party's own, or the one whose contact they are."""
    contact_of = select(Contact.customer_id).where(Contact.party_id == party_id, Contact.removed_at.is_(None))
    return (Customer.party_id == party_id) | Customer.id.in_(contact_of)


def customer_of(db: Session, party_id: int) -> Customer | None:
    """The customer whose history tells what this party does with their access: their own first."""
    known = select(Customer).where(of_party(party_id)).order_by(Customer.party_id != party_id, Customer.id)
    return db.scalar(known.limit(1))
