"""A verification while it lasts: one member of staff, one customer and contact, 15 minutes (R14)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.access import Actor
from core.errors import NotFound
from core.history import Event, record
from core.identify_contact.authority import authority_of
from core.model import Authority, Contact, Customer, Verification

_WHOSE = joinedload(Verification.contact).joinedload(Contact.customer)


def live_verification(db: Session, customer: Customer, *, by: Actor, now: datetime) -> Verification | None:
    """This member of staff's own verification of the customer, while it lasts."""
    return db.scalar(
        select(Verification)
        .options(joinedload(Verification.contact).joinedload(Contact.party), _WHOSE)
        .where(Verification.customer_id == customer.id, Verification.staff_id == by.staff_id)
        .where(Verification.until > now, Verification.ended_at.is_(None))
        .order_by(Verification.id.desc())
        .limit(1)
    )


def opened_by(verification: Verification | None, *, today: date) -> Authority:
    """What a verification opens: no more than that contact's authority is today (MC-1)."""
    return authority_of(verification.contact, today=today) if verification else Authority.NONE


def end_verification(db: Session, verification: Verification, *, by: Actor, now: datetime) -> None:
    """Ends it before its time: the call is over. Somebody else's raises NotFound."""
    if verification.staff_id != by.staff_id:
        raise NotFound("verification_gone")
    if verification.ended_at is None:
        verification.ended_at = now
        customer = db.get_one(Customer, verification.customer_id)
        record(db, Event.VERIFICATION_ENDED, by=by, now=now, customer=customer)
