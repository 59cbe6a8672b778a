"""Who sees certificate numbers in full and documents: with the caller verified, or for a stated reason (R44)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind, Permission, ensure, ensure_for_customer, may, visible_customers
from core.errors import NotAllowed, NotFound
from core.identify_contact.authority import holds
from core.model import (
    Authority,
    Contact,
    Customer,
    CustomerStatus,
    Document,
    IdentityState,
    Registration,
    RegistrationState,
    Verification,
    VerificationWay,
)

OPEN = (RegistrationState.NEW, RegistrationState.HELD)
"""Registrations in which somebody has to look at the document."""

LIVING = (CustomerStatus.PROSPECT, CustomerStatus.ACTIVE)


def ensure_sight(db: Session, customer: Customer, *, by: Actor, now: datetime, reason: str = "") -> str:
    """Why the actor may see identity data now: 'own', 'system', 'identity_check', 'verified' or 'reason'.

    Raises NotFound for another's data, NotAllowed('not_allowed'), 'reason_missing' for supervisors and auditors,
    NotAllowed('not_verified') for the front desk without a live verification.
    """
    if by.kind is ActorKind.SYSTEM:
        return "system"
    if by.kind is ActorKind.CUSTOMER:
        if by.customer_id != customer.id:
            raise NotFound("customer_not_found")
        ensure_for_customer(by, Authority.ASK)
        return "own"
    ensure(by, Permission.IDENTITY_SEE)
    if db.scalar(select(Customer.id).where(Customer.id == customer.id, visible_customers(by))) is None:
        raise NotFound("customer_not_found")
    if verified_ways(db, customer, by=by, now=now):
        return "verified"
    if may(by, Permission.IDENTITY_DECIDE) and awaits_check(db, customer):
        return "identity_check"
    if may(by, Permission.AUDIT_SEE):  # those who answer for others
        if not reason.strip():
            raise NotAllowed("reason_missing")
        return "reason"
    raise NotAllowed("not_verified")


def verified_ways(
    db: Session, customer: Customer, *, by: Actor, now: datetime, wanted: Authority = Authority.ASK
) -> set[VerificationWay]:
    """The ways in which this member of staff has verified somebody who may do what is wanted, as long as that lasts."""
    return set(db.scalars(_live(customer, wanted, by=by, now=now).with_only_columns(Verification.way)))


def verified_contacts(
    db: Session, customer: Customer, wanted: Authority, *, by: Actor, now: datetime
) -> Sequence[Contact]:
    """Whom of those this member of staff has verified; NONE asks for everybody."""
    return db.scalars(_live(customer, wanted, by=by, now=now)).all()


def _live(customer: Customer, wanted: Authority, *, by: Actor, now: datetime) -> Select[Contact]:
    return (
        select(Contact)
        .join(Contact.customer)
        .join(Verification, Verification.contact_id == Contact.id)
        .where(Verification.customer_id == customer.id, Verification.staff_id == by.staff_id)
        .where(Verification.until > now, Verification.ended_at.is_(None))
        .where(Contact.customer_id == customer.id, holds(wanted, today=now.date()))
    )


def is_to_be_checked() -> ColumnElement[bool]:
    """Condition on Registration and its Customer: accepted, but nobody has yet checked who it is."""
    return and_(
        Registration.state == RegistrationState.ACCEPTED,
        Customer.identity_state == IdentityState.NOT_CHECKED,
        Customer.status.in_(LIVING),
    )


def awaits_check(db: Session, customer: Customer) -> bool:
    """Whether somebody has to compare this customer with a document: until it is decided, or since one was sent."""
    waiting = select(Registration.id).join(Registration.customer).where(Registration.customer_id == customer.id)
    sent = exists().where(Document.party_id == Customer.party_id, Document.removed_at.is_(None))
    to_look = or_(Registration.state.in_(OPEN), and_(is_to_be_checked(), sent))
    return db.scalar(waiting.where(to_look)) is not None
