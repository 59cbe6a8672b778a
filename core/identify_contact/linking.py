"""Linking a registration to the customer whom its person is already (IC-15): one person, one customer.

What the newcomer brought becomes the known customer's as claims: certificates and documents always; ways to reach them
and the sign-in only when staff are sure who it is, since whoever holds these can act as the customer (R22).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from core.access import Actor
from core.errors import Conflict, Invalid
from core.history import Event, record
from core.identify_contact.checked_identity import certificates_of, customer_to_change
from core.identify_contact.duplicates import say_same
from core.identify_contact.identity_check import decided, may_decide, tell_decided
from core.identify_contact.identity_sight import LIVING
from core.identify_contact.match_keys import write_match_keys
from core.identify_contact.moved_access import close_access, move_sign_in
from core.model import (
    Contact,
    Customer,
    CustomerStatus,
    Document,
    DuplicateCandidate,
    DuplicateState,
    Lead,
    Opportunity,
    Registration,
    RegistrationState,
)


def link(
    db: Session,
    registration: Registration,
    known_code: str,
    *,
    sure: bool,
    seen_version: int,
    by: Actor,
    now: datetime,
) -> Customer:
    """The registration is the known customer's from now on; returns that customer.

    `sure`: staff know from the person or a document who they are, so their ways to be reached come along, and their
    sign-in where the known customer has none. Raises WrongStatus('registration_decided' | 'pair_decided'),
    StaleVersion, NotFound, Conflict('not_to_be_linked'), Invalid('known', 'known_missing' | 'pair_of_one').
    """
    may_decide(registration, seen_version=seen_version, by=by)
    if not known_code:
        raise Invalid.one("known", "known_missing")
    newcomer = registration.customer
    if newcomer.code == known_code:
        raise Invalid.one("known", "pair_of_one")
    known = customer_to_change(db, known_code, by=by)
    if known.status not in LIVING or newcomer.status is not CustomerStatus.PROSPECT:
        raise Conflict("not_to_be_linked")
    say_same(db, newcomer, known, by=by, now=now)
    _claims(db, newcomer, known)
    _business(db, newcomer, known)
    moved = _access(db, newcomer, known, sure=sure, now=now)
    write_match_keys(db, known.party)
    _close(db, registration, newcomer, known, by=by, now=now)
    for customer, other in ((newcomer, known), (known, newcomer)):
        facts = {"other": other.code, "sign_in_moved": moved}
        record(db, Event.REGISTRATION_LINKED, by=by, now=now, customer=customer, facts=facts)
    return known


def _claims(db: Session, newcomer: Customer, known: Customer) -> None:
    """Certificates the known customer does not have yet, and every document."""
    held = {each.number_index for each in certificates_of(db, known) if each.number_index}
    for certificate in certificates_of(db, newcomer):
        if certificate.number_encrypted and certificate.number_index not in held:
            certificate.party_id = known.party_id
    theirs = update(Document).where(Document.party_id == newcomer.party_id, Document.removed_at.is_(None))
    db.execute(theirs.values(party_id=known.party_id))


def _business(db: Session, newcomer: Customer, known: Customer) -> None:
    """Leads and opportunities go on with the known customer, in person."""
    own = select(Contact.id).where(Contact.customer_id == known.id, Contact.party_id == known.party_id)
    in_person = db.scalar(own.where(Contact.removed_at.is_(None)).order_by(Contact.id).limit(1))
    if in_person is None:
        return
    for kind in (Lead, Opportunity):
        theirs = update(kind).where(kind.customer_id == newcomer.id)
        db.execute(theirs.values(customer_id=known.id, contact_id=in_person, version=kind.version + 1))


def _access(db: Session, newcomer: Customer, known: Customer, *, sure: bool, now: datetime) -> bool:
    """Tells both, at what was on file before; returns whether the newcomer's sign-in moved."""
    told = tell_decided(db, known, "registration_linked", now=now)
    reached = {medium.value for medium in newcomer.party.media if not medium.is_removed}
    if sure and move_sign_in(db, newcomer, known, now=now):
        tell_decided(db, newcomer, "registration_accepted", now=now)
        return True
    if told not in reached:
        tell_decided(db, newcomer, "registration_refused", now=now)
    close_access(db, newcomer, now=now)
    return False


def _close(
    db: Session, registration: Registration, newcomer: Customer, known: Customer, *, by: Actor, now: datetime
) -> None:
    newcomer.status, newcomer.merged_into_id = CustomerStatus.MERGED, known.id
    newcomer.party.merged_into_id = known.party_id
    registration.linked_to_id = known.id
    decided(registration, RegistrationState.LINKED, by=by, now=now)
    of_newcomer = or_(DuplicateCandidate.left_id == newcomer.id, DuplicateCandidate.right_id == newcomer.id)
    db.execute(delete(DuplicateCandidate).where(of_newcomer, DuplicateCandidate.state == DuplicateState.OPEN))
